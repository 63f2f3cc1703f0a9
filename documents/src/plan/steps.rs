//! What is learned, how is it shown, and which number should move?

use waypath_engine::id::ModuleId;
use waypath_engine::library::Direction;
use waypath_engine::plan::{Basis, State};
use waypath_engine::quantity::Amount;
use waypath_engine::wire::{self, Layer, Milestone, Module};

use super::page::{Kpi, Proof, Row, Step};
use super::writer::{PlanWriter, texts};

impl PlanWriter<'_> {
    /// The modules of the plan with their milestones.
    pub(super) fn steps(self) -> Vec<Step> {
        self.plan.modules.iter().map(|module| self.step(module)).collect()
    }

    /// Milestones of modules learned before.
    pub(super) fn still_due(self) -> Vec<Step> {
        let is_planned =
            |id: &ModuleId| self.plan.modules.iter().any(|module| module.module == *id);
        let milestones = self.plan.milestones.iter();
        let earlier = milestones.filter(|milestone| !is_planned(&milestone.module));
        earlier.map(|milestone| self.milestone(milestone)).collect()
    }

    fn step(self, module: &Module) -> Step {
        let mut milestones = self.plan.milestones.iter();
        let milestone = milestones.find(|milestone| milestone.module == module.module);
        let most = module.closes.iter().max_by_key(|closes| closes.points);
        let builds = |closes: &wire::Closes| {
            let skill = self.labels.competency_name(&closes.competency);
            let values = [("skill", skill.into()), ("levels", self.climb(closes).into())];
            self.with("plan-module-builds", &values)
        };
        let mut step = milestone
            .map_or_else(|| self.bare(&module.module), |milestone| self.milestone(milestone));
        step.number = Some(module.order);
        step.traits = self.traits(module);
        step.hours = self.language.hours_number(module.hours);
        step.level = most.map_or_else(|| "-".to_owned(), |closes| self.climb(closes));
        step.builds = module.closes.iter().map(builds).collect();
        step.start = self.calendar.day(module.start);
        step.learned_by = self.calendar.day(module.finish);
        step
    }

    fn bare(self, id: &ModuleId) -> Step {
        Step {
            number: None,
            title: self.labels.module_title(id).to_owned(),
            traits: Vec::new(),
            hours: String::new(),
            level: String::new(),
            builds: Vec::new(),
            start: String::new(),
            learned_by: String::new(),
            due: None,
            proof: None,
            kpi: None,
            chain: Vec::new(),
        }
    }

    fn milestone(self, milestone: &Milestone) -> Step {
        Step {
            learned_by: self.calendar.day(milestone.learned_by),
            due: Some(self.calendar.day(milestone.due)),
            proof: Some(self.proof(&milestone.proof)),
            kpi: milestone.kpi.as_ref().map(|kpi| self.milestone_kpi(kpi)),
            chain: milestone.chain.iter().map(|link| self.row(link)).collect(),
            ..self.bare(&milestone.module)
        }
    }

    fn traits(self, module: &Module) -> Vec<String> {
        let known = self.labels.module(&module.module);
        let modality =
            known.map(|known| self.language.word("word-modality", known.modality.as_str()));
        let refs = known.into_iter().flat_map(|known| known.refs.values().map(ToString::to_string));
        let state = match module.state {
            State::Agreed => Some("plan-module-agreed"),
            State::Started => Some("plan-module-started"),
            State::Proposed => None,
        };
        let required = (!module.required_by.is_empty()).then_some("plan-module-required");
        let states = [state, required].into_iter().flatten().map(|id| self.text(id));
        modality.into_iter().chain(refs).chain(states).collect()
    }

    fn proof(self, proof: &wire::Proof) -> Proof {
        Proof {
            kind: proof.kind.as_str(),
            produces: proof.produces.to_string(),
            done_when: texts(&proof.done_when),
            checked_by: proof.validated_by.as_ref().map(|validator| self.validator(validator)),
        }
    }

    fn milestone_kpi(self, kpi: &wire::Kpi) -> Kpi {
        let leading: Vec<&str> = kpi.leading.iter().map(|id| self.labels.kpi_name(id)).collect();
        Kpi {
            name: self.labels.kpi_name(&kpi.kpi).to_owned(),
            change: self.change(kpi),
            basis: kpi.baseline.and(kpi.basis).map(Basis::as_str),
            source: kpi.source.to_string(),
            window: self.language.span(kpi.window),
            measured: self.calendar.days(kpi.measure_from, kpi.measure_until),
            leading: self.language.and(&leading),
        }
    }

    /// `62 -> 72 %`, and what is said where a number is missing.
    fn change(self, kpi: &wire::Kpi) -> String {
        let unit = if &*kpi.unit == "percent" {
            self.text("plan-kpi-percent")
        } else {
            kpi.unit.to_string()
        };
        let amount = |amount: Option<Amount>| {
            amount.map(|amount| self.language.amount(amount)).unwrap_or_default()
        };
        let values = [
            ("from", amount(kpi.baseline).into()),
            ("to", amount(kpi.target).into()),
            ("unit", unit.into()),
            ("arrow", self.signs.arrow().into()),
            ("direction", self.language.word("word-direction", kpi.direction.as_str()).into()),
        ];
        let id = match (kpi.baseline, kpi.target) {
            (Some(from), Some(to)) if is_met(kpi.direction, from, to) => "plan-kpi-met",
            (Some(_), Some(_)) => "plan-kpi-change",
            (Some(_), None) => "plan-kpi-no-target",
            (None, Some(_)) => "plan-kpi-not-measured",
            (None, None) => "plan-kpi-nothing",
        };
        self.with(id, &values)
    }

    fn row(self, link: &wire::Link) -> Row {
        let layer = match link.layer {
            Layer::Activity => "plan-layer-activity",
            Layer::Behaviour => "plan-layer-behaviour",
            Layer::Capability => "plan-layer-capability",
            Layer::Readiness => "plan-layer-readiness",
            Layer::Kpi => "plan-layer-kpi",
        };
        let source = link.source.as_ref();
        Row {
            layer: self.text(layer),
            signal: link.signal.as_ref().map(|signal| self.reasons.signal(signal)),
            source: source.map(|source| self.reasons.seen_in(source, |id| self.contact(id))),
            hole: self.reasons.hole(link),
        }
    }
}

/// Whether a KPI is where it should be, or better.
fn is_met(direction: Direction, from: Amount, to: Amount) -> bool {
    match direction {
        Direction::Down => from <= to,
        Direction::Up => from >= to,
    }
}

//! What is learned, how is it shown, and which number should move?

use waypath_engine::id::ModuleId;
use waypath_engine::library::Direction;
use waypath_engine::plan::{Basis, State};
use waypath_engine::quantity::Amount;
use waypath_engine::wire::{self, Layer, Milestone, Module};

use super::page::{Kpi, Proof, Row, Step};
use super::speaker::Speaker;
use crate::phrases;
use crate::words;

impl Speaker<'_> {
    /// The modules of the plan with their milestones.
    pub(super) fn steps(self) -> Vec<Step> {
        self.plan.modules.iter().map(|it| self.step(it)).collect()
    }

    /// Milestones of modules learned before.
    pub(super) fn still_due(self) -> Vec<Step> {
        let planned = |it: &&Milestone| self.plan.modules.iter().any(|m| m.module == it.module);
        let earlier = self.plan.milestones.iter().filter(|it| !planned(it));
        earlier.map(|it| self.milestone(it)).collect()
    }

    fn step(self, module: &Module) -> Step {
        let milestone = self.plan.milestones.iter().find(|it| it.module == module.module);
        let most = module.closes.iter().max_by_key(|it| it.points);
        let name =
            |it: &wire::Closes| format!("{} {}", self.competency(&it.competency), self.climb(it));
        let mut step = milestone.map_or_else(|| self.bare(&module.module), |it| self.milestone(it));
        step.number = Some(module.order);
        step.traits = self.traits(module);
        step.hours = module.hours.to_string();
        step.level = most.map_or_else(|| "-".to_owned(), |it| self.climb(it));
        step.builds = module.closes.iter().map(name).collect();
        step.start = self.calendar.day(module.start);
        step.learned_by = self.calendar.day(module.finish);
        step
    }

    fn bare(self, id: &ModuleId) -> Step {
        Step {
            number: None,
            title: self.module(id),
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

    fn milestone(self, it: &Milestone) -> Step {
        Step {
            learned_by: self.calendar.day(it.learned_by),
            due: Some(self.calendar.day(it.due)),
            proof: Some(self.proof(&it.proof)),
            kpi: it.kpi.as_ref().map(|it| self.milestone_kpi(it)),
            chain: it.chain.iter().map(|link| self.row(link)).collect(),
            ..self.bare(&it.module)
        }
    }

    fn traits(self, module: &Module) -> Vec<String> {
        let label = self.module_label(&module.module);
        let modality = label.map(|it| it.modality.clone()).filter(|it| !it.is_empty());
        let refs = label.into_iter().flat_map(|it| it.refs.values().cloned());
        let state = match module.state {
            State::Agreed => Some("agreed"),
            State::Started => Some("started"),
            State::Proposed => None,
        };
        let required = (!module.required_by.is_empty()).then_some("required");
        modality
            .into_iter()
            .chain(refs)
            .chain([state, required].into_iter().flatten().map(str::to_owned))
            .collect()
    }

    fn proof(self, it: &wire::Proof) -> Proof {
        Proof {
            kind: it.kind.as_str(),
            produces: it.produces.to_string(),
            done_when: it.done_when.iter().map(ToString::to_string).collect(),
            checked_by: it.validated_by.as_ref().map(|it| self.validator(it)),
        }
    }

    fn milestone_kpi(self, it: &wire::Kpi) -> Kpi {
        Kpi {
            name: self.kpi(&it.kpi),
            change: self.change(it),
            basis: it.baseline.and(it.basis).map(|basis| match basis {
                Basis::Person => "own",
                Basis::Team | Basis::Role => basis.as_str(),
            }),
            source: it.source.to_string(),
            window: it.window.to_string(),
            measured: self.calendar.days(it.measure_from, it.measure_until),
            leading: words::and(&it.leading.iter().map(|it| self.kpi(it)).collect::<Vec<_>>()),
        }
    }

    /// `62 -> 72 %`, and what is said where a number is missing.
    fn change(self, it: &wire::Kpi) -> String {
        let unit = if &*it.unit == "percent" { "%" } else { &it.unit };
        let direction = match it.direction {
            Direction::Down => "lower is better",
            Direction::Up => "higher is better",
        };
        match (it.baseline, it.target) {
            (Some(from), Some(to)) if is_met(it.direction, from, to) => {
                format!("{from} {unit}, the target of {to} is met already")
            }
            (Some(from), Some(to)) => {
                format!("{from} {} {to} {unit}", self.signs.arrow())
            }
            (Some(from), None) => {
                format!("{from} {unit} now, no target set, {direction}")
            }
            (None, Some(to)) => {
                format!("not measured yet {} {to} {unit}", self.signs.arrow())
            }
            (None, None) => format!("not measured yet, no target set, {direction}"),
        }
    }
    fn row(self, link: &wire::Link) -> Row {
        let layer = match link.layer {
            Layer::Activity => "Learning activity",
            Layer::Behaviour => "Behaviour at work",
            Layer::Capability => "Skill",
            Layer::Readiness => "Readiness for the role",
            Layer::Kpi => "Business number",
        };
        let source = link.source.as_ref();
        Row {
            layer,
            signal: link.signal.as_ref().map(|signal| phrases::signal(signal, self.labels)),
            source: source.map(|source| phrases::seen_in(source, |id| self.contact(id))),
            hole: phrases::hole(link).map(str::to_owned),
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

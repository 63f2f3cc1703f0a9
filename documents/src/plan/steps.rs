//! What is learned, how is it shown, and which number should move?

use waypath_engine::wire::{self, Milestone, Module};

use super::page::{Kpi, Proof, Row, Step};
use super::speaker::Speaker;
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
        step.hours = module.hours.display();
        step.level = most.map_or_else(|| "-".to_owned(), |it| self.climb(it));
        step.builds = module.closes.iter().map(name).collect();
        step.start = self.calendar.day(&module.start);
        step.learned_by = self.calendar.day(&module.finish);
        step
    }

    fn bare(self, id: &str) -> Step {
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
            learned_by: self.calendar.day(&it.learned_by),
            due: Some(self.calendar.day(&it.due)),
            proof: Some(self.proof(&it.proof)),
            kpi: it.kpi.as_ref().map(|it| self.milestone_kpi(it)),
            chain: it.chain.iter().map(row).collect(),
            ..self.bare(&it.module)
        }
    }

    fn traits(self, module: &Module) -> Vec<String> {
        let label = self.module_label(&module.module);
        let modality = label.map(|it| it.modality.clone()).filter(|it| !it.is_empty());
        let refs = label.into_iter().flat_map(|it| it.refs.values().cloned());
        let state = match module.state {
            "agreed" => Some("agreed"),
            "started" => Some("started"),
            _ => None,
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
            kind: it.kind,
            produces: it.produces.clone(),
            done_when: it.done_when.clone(),
            checked_by: it.validated_by.as_ref().map(|it| self.validator(it)),
        }
    }

    fn milestone_kpi(self, it: &wire::Kpi) -> Kpi {
        Kpi {
            name: self.kpi(&it.kpi),
            change: self.change(it),
            basis: it.baseline.and(it.basis).map(|it| if it == "person" { "own" } else { it }),
            source: it.source.clone(),
            window: it.window.clone(),
            measured: self.calendar.days(&it.measure_from, &it.measure_until),
            leading: words::and(&it.leading.iter().map(|it| self.kpi(it)).collect::<Vec<_>>()),
        }
    }

    /// `62 -> 72 %`, and what is said where a number is missing.
    fn change(self, it: &wire::Kpi) -> String {
        let unit = if it.unit == "percent" { "%" } else { &it.unit };
        let direction = if it.direction == "down" { "lower is better" } else { "higher is better" };
        match (it.baseline, it.target) {
            (Some(from), Some(to)) if is_met(it.direction, from, to) => {
                format!("{} {unit}, the target of {} is met already", from.display(), to.display())
            }
            (Some(from), Some(to)) => {
                format!("{} {} {} {unit}", from.display(), self.signs.arrow(), to.display())
            }
            (Some(from), None) => {
                format!("{} {unit} now, no target set, {direction}", from.display())
            }
            (None, Some(to)) => {
                format!("not measured yet {} {} {unit}", self.signs.arrow(), to.display())
            }
            (None, None) => format!("not measured yet, no target set, {direction}"),
        }
    }
}

/// Whether a KPI is where it should be, or better.
fn is_met(direction: &str, from: wire::Decimal, to: wire::Decimal) -> bool {
    let (from, to) = (words::hundredths(from), words::hundredths(to));
    if direction == "down" { from <= to } else { from >= to }
}

fn row(link: &wire::Link) -> Row {
    let layer = match link.layer {
        "activity" => "Learning activity",
        "behaviour" => "Behaviour at work",
        "capability" => "Skill",
        "readiness" => "Readiness for the role",
        _ => "Business number",
    };
    Row { layer, signal: link.signal.clone(), source: link.source.clone(), hole: link.hole.clone() }
}

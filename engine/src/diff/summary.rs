//! What changes for how many?

use std::borrow::Cow;
use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

use super::cause::Explained;
use super::{Aspect, Difference, Listed, Seen};
use crate::id::PersonaId;
use crate::number::Exact as _;
use crate::plan::Outcome;
use crate::wire;

/// How many people have something in their plans, before and after.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct Turnover {
    /// How many have it before.
    pub before: usize,
    /// How many have it after.
    pub after: usize,
    /// How many have it only after.
    pub gained: usize,
    /// How many have it only before.
    pub lost: usize,
}

/// Things by id, with how many people have them.
pub type Turnovers = BTreeMap<String, Turnover>;

/// A number before and after.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct Pair {
    /// The sum over all plans of the first library.
    pub before: u64,
    /// The same over the plans of the second.
    pub after: u64,
}

impl Pair {
    fn add(&mut self, before: u64, after: u64) {
        self.before = self.before.plus(before);
        self.after = self.after.plus(after);
    }
}

/// What changes for some people together.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Group {
    /// How many there are.
    pub people: usize,
    /// How many have another plan.
    pub another: usize,
    /// How many have the same plan for other reasons.
    pub reasons: usize,
    /// The hours of all modules, in hundredths.
    pub hours: Pair,
    /// How many modules there are in all plans.
    pub modules: Pair,
    /// Everybody's readiness for the planned role on the plan's date, added up.
    pub ready_now: Pair,
    /// The same once every proof is accepted.
    pub ready_after: Pair,
}

impl Group {
    fn add(&mut self, before: &Seen, after: &Seen, difference: &Difference) {
        count(&mut self.people);
        if difference.is_another_plan() {
            count(&mut self.another);
        } else if !difference.is_empty() {
            count(&mut self.reasons);
        }
        let pair = |number: fn(&Seen) -> u64| (number(before), number(after));
        let add = |to: &mut Pair, (before, after): (u64, u64)| to.add(before, after);
        add(&mut self.hours, pair(|seen| u64::from(seen.hours.hundredths())));
        add(
            &mut self.modules,
            pair(|seen| u64::try_from(seen.plan.modules.len()).unwrap_or(u64::MAX)),
        );
        add(
            &mut self.ready_now,
            pair(|seen| seen.plan.readiness.first().map_or(0, |readiness| readiness.now.into())),
        );
        add(
            &mut self.ready_after,
            pair(|seen| seen.plan.readiness.first().map_or(0, |readiness| readiness.after.into())),
        );
    }
}

/// What changes for many people.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Summary {
    /// Everyone.
    pub all: Group,
    /// By present role.
    pub by_role: BTreeMap<String, Group>,
    /// By persona, as it is after; empty for none.
    pub by_persona: BTreeMap<String, Group>,
    /// How many people's plans differ in each part.
    pub aspects: BTreeMap<Aspect, usize>,
    /// From which outcome to which other, and for how many.
    pub outcomes: BTreeMap<(Outcome, Outcome), usize>,
    /// From which persona to which other, and for how many.
    pub personas: BTreeMap<(Option<PersonaId>, Option<PersonaId>), usize>,
    /// How many will be readier for the planned role.
    pub readier: usize,
    /// How many will be less ready for the planned role.
    pub less_ready: usize,
    /// How many people have each thing in their plans.
    pub turnovers: BTreeMap<Listed, Turnovers>,
    /// Which changes made the difference, and for how many.
    pub causes: BTreeMap<Vec<usize>, usize>,
    /// For how many people the cause was not worked out.
    pub not_worked_out: usize,
}

impl Summary {
    /// Counts one person, whose plans differ or not.
    pub fn add(&mut self, before: &Seen, after: &Seen, difference: &Difference) {
        let (a, b) = (&before.plan, &after.plan);
        let persona = |plan: &wire::Plan| {
            plan.person.persona.as_ref().map(ToString::to_string).unwrap_or_default()
        };
        let role = self.by_role.entry(b.person.role.to_string()).or_default();
        let groups = [&mut self.all, role, self.by_persona.entry(persona(b)).or_default()];
        for group in groups {
            group.add(before, after, difference);
        }
        for aspect in &difference.aspects {
            count(self.aspects.entry(*aspect).or_default());
        }
        if a.outcome != b.outcome {
            count(self.outcomes.entry((a.outcome, b.outcome)).or_default());
        }
        let personas = (&a.person.persona, &b.person.persona);
        if personas.0 != personas.1 {
            let personas = (personas.0.clone(), personas.1.clone());
            count(self.personas.entry(personas).or_default());
        }
        let ready = |plan: &wire::Plan| plan.readiness.first().map(|readiness| readiness.after);
        match ready(b).cmp(&ready(a)) {
            Ordering::Greater => count(&mut self.readier),
            Ordering::Less => count(&mut self.less_ready),
            Ordering::Equal => {}
        }
        for listed in Listed::ALL {
            self.turn_over(*listed, &listed.of(a), &listed.of(b));
        }
    }

    fn turn_over(
        &mut self,
        listed: Listed,
        before: &BTreeSet<Cow<'_, str>>,
        after: &BTreeSet<Cow<'_, str>>,
    ) {
        let turnovers = self.turnovers.entry(listed).or_default();
        for id in before.union(after) {
            let turnover = turnovers.entry(id.to_string()).or_default();
            match (before.contains(id), after.contains(id)) {
                (true, true) => {
                    count(&mut turnover.before);
                    count(&mut turnover.after);
                }
                (true, false) => {
                    count(&mut turnover.before);
                    count(&mut turnover.lost);
                }
                _ => {
                    count(&mut turnover.after);
                    count(&mut turnover.gained);
                }
            }
        }
    }

    /// From which outcome to which other, and for how many; by their words.
    pub fn outcomes(&self) -> impl Iterator<Item = (Outcome, Outcome, usize)> {
        let mut outcomes: Vec<_> = self
            .outcomes
            .iter()
            .map(|((before, after), people)| (*before, *after, *people))
            .collect();
        outcomes.sort_by_key(|(before, after, _)| (before.as_str(), after.as_str()));
        outcomes.into_iter()
    }

    /// From which persona to which other, and for how many.
    pub fn personas(
        &self,
    ) -> impl Iterator<Item = (Option<&PersonaId>, Option<&PersonaId>, usize)> {
        self.personas
            .iter()
            .map(|((before, after), people)| (before.as_ref(), after.as_ref(), *people))
    }

    /// Counts why somebody's plan is another.
    pub fn explain(&mut self, explained: &Explained) {
        match explained {
            Explained::Cause(cause) => {
                let changes = cause.changes.iter().map(|(at, _)| *at).collect();
                count(self.causes.entry(changes).or_default());
            }
            Explained::NotWorkedOut => count(&mut self.not_worked_out),
        }
    }
}

fn count(number: &mut usize) {
    *number = number.plus(1);
}

//! What does a comparison of two libraries hold?

use std::collections::BTreeMap;

use super::{Aspect, Both, Change, Difference, Explained, Seen, Summary};
use crate::id::{PersonId, PersonaId, RoleId};
use crate::library::Library;
use crate::person::AsOf;
use crate::plan::Outcome;
use crate::quantity::Hours;

/// One of the two libraries.
#[derive(Clone, Copy, Debug)]
pub struct Version<'a> {
    /// What it is called: a folder, or a revision.
    pub shown: &'a str,
    /// The library.
    pub library: &'a Library,
}

/// What changes for everyone.
#[derive(Debug)]
pub struct Comparison<'a> {
    /// The version people's plans come from now.
    pub before: Version<'a>,
    /// The version they would come from.
    pub after: Version<'a>,
    /// The date both plans are made for.
    pub as_of: AsOf,
    /// The things that are not the same.
    pub changes: &'a [Change],
    /// How many people each change concerns.
    pub summary: Summary,
    /// Everyone whose plan, or the reasons behind it, is not the same.
    pub affected: Vec<Affected<'a>>,
    /// What the changes that made no leading difference touch.
    pub touched: Touched,
    /// Who can be planned for only with the library before.
    pub only_before: Vec<PersonId>,
    /// Who can be planned for only with the library after.
    pub only_after: Vec<PersonId>,
}

/// For how many people a change touches which parts of the plan; `None` where
/// that was not worked out.
pub type Touched = BTreeMap<usize, Option<BTreeMap<Aspect, usize>>>;

/// Somebody whose plan is not the same.
#[derive(Debug)]
pub struct Affected<'a> {
    /// The person, as each version reads them.
    pub both: Both<'a>,
    /// The present role.
    pub role: RoleId,
    /// The persona, with the version after.
    pub persona: Option<PersonaId>,
    /// Which parts of the plan differ.
    pub difference: Difference,
    /// The outcome before and after.
    pub outcome: (Outcome, Outcome),
    /// Readiness for the planned role, now and after the plan.
    pub ready: Option<(Ready, Ready)>,
    /// The hours of the modules, before and after.
    pub hours: (Hours, Hours),
    /// Which change made the difference; `None` where nobody asked.
    pub explained: Option<Explained>,
}

/// Readiness for the planned role, the lower ends.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Ready {
    /// On the plan's date, in percent.
    pub now: u8,
    /// Once every proof is accepted, in percent.
    pub after: u8,
}

impl<'a> Affected<'a> {
    /// Compares what was seen of one person's two plans.
    pub fn new(both: Both<'a>, (before, after): (&Seen, &Seen), difference: Difference) -> Self {
        let ready = |seen: &Seen| {
            let first = seen.plan.readiness.first()?;
            Some(Ready { now: first.now, after: first.after })
        };
        Self {
            both,
            role: after.plan.person.role.clone(),
            persona: after.plan.person.persona.clone(),
            difference,
            outcome: (before.plan.outcome, after.plan.outcome),
            ready: ready(before).zip(ready(after)),
            hours: (before.hours, after.hours),
            explained: None,
        }
    }
}

/// The two plans of one person.
#[derive(Debug)]
pub struct PersonComparison<'a> {
    /// Before and after.
    pub versions: (Version<'a>, Version<'a>),
    /// The person, as each version reads them.
    pub both: Both<'a>,
    /// The things that are not the same.
    pub changes: &'a [Change],
    /// The plan before.
    pub before: &'a crate::wire::Plan,
    /// The plan after.
    pub after: &'a crate::wire::Plan,
    /// Which parts of the plan differ.
    pub difference: &'a Difference,
    /// Which change made which parts of the plan others.
    pub explained: Vec<(Vec<Aspect>, Explained)>,
}

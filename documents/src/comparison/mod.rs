//! What does a comparison of two libraries hold?

pub mod json;
pub mod pair;
pub mod text;

use std::collections::BTreeMap;

use waypath_engine::diff::{Aspect, Both, Change, Difference, Explained, Seen, Summary};
use waypath_engine::library::Library;
use waypath_engine::person::AsOf;
use waypath_engine::wire;

/// One of the two libraries.
#[derive(Clone, Copy)]
pub struct Version<'a> {
    /// What it is called: a folder, or a revision.
    pub shown: &'a str,
    /// The library.
    pub library: &'a Library,
}

/// What changes for everyone.
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
    pub only_before: Vec<String>,
    /// Who can be planned for only with the library after.
    pub only_after: Vec<String>,
}

/// For how many people a change touches which parts of the plan; `None` where
/// that was not worked out.
pub type Touched = BTreeMap<usize, Option<BTreeMap<Aspect, usize>>>;

/// Somebody whose plan is not the same.
pub struct Affected<'a> {
    /// The person, as each version reads them.
    pub both: Both<'a>,
    /// The id of the present role.
    pub role: String,
    /// The id of the persona, with the version after.
    pub persona: Option<String>,
    /// Which parts of the plan differ.
    pub difference: Difference,
    /// The outcome before and after.
    pub outcome: (&'static str, &'static str),
    /// Readiness for the planned role, now and after the plan.
    pub ready: Option<(Ready, Ready)>,
    /// The hours of the modules, in hundredths.
    pub hours: (u32, u32),
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
        let ready = |it: &Seen| {
            let first = it.plan.readiness.first()?;
            Some(Ready { now: first.now, after: first.after })
        };
        Self {
            both,
            role: after.plan.person.role.to_string(),
            persona: after.plan.person.persona.as_ref().map(ToString::to_string),
            difference,
            outcome: (before.plan.outcome.as_str(), after.plan.outcome.as_str()),
            ready: ready(before).zip(ready(after)),
            hours: (before.hours.hundredths(), after.hours.hundredths()),
            explained: None,
        }
    }
}

/// The two plans of one person.
pub struct Pair<'a> {
    /// Before and after.
    pub versions: (Version<'a>, Version<'a>),
    /// The things that are not the same.
    pub changes: &'a [Change],
    /// The plan before.
    pub before: &'a wire::Plan,
    /// The plan after.
    pub after: &'a wire::Plan,
    /// Which parts of the plan differ.
    pub difference: &'a Difference,
    /// Which change made which parts of the plan others.
    pub explained: Vec<(Vec<Aspect>, Explained)>,
}

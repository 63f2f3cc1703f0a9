//! What does a comparison of two libraries hold?

pub(crate) mod json;

use std::collections::BTreeMap;

use waypath_engine::diff::{Aspect, Both, Change, Difference, Explained, Seen, Summary};
use waypath_engine::library::Library;
use waypath_engine::person::AsOf;
use waypath_engine::wire;

/// One of the two libraries.
#[derive(Clone, Copy)]
pub(crate) struct Version<'a> {
    /// What it is called: a folder, or a revision.
    pub(crate) shown: &'a str,
    /// The library.
    pub(crate) library: &'a Library,
}

/// What changes for everyone.
pub(crate) struct Comparison<'a> {
    pub(crate) before: Version<'a>,
    pub(crate) after: Version<'a>,
    pub(crate) as_of: AsOf,
    /// The things that are not the same.
    pub(crate) changes: &'a [Change],
    pub(crate) summary: Summary,
    /// Everyone whose plan, or the reasons behind it, is not the same.
    pub(crate) affected: Vec<Affected<'a>>,
    /// What the changes that made no leading difference touch.
    pub(crate) touched: Touched,
    /// Who can be planned for only with the library before.
    pub(crate) only_before: Vec<String>,
    /// Who can be planned for only with the library after.
    pub(crate) only_after: Vec<String>,
}

/// For how many people a change touches which parts of the plan; `None` where
/// that was not worked out.
pub(crate) type Touched = BTreeMap<usize, Option<BTreeMap<Aspect, usize>>>;

/// Somebody whose plan is not the same.
pub(crate) struct Affected<'a> {
    pub(crate) both: Both<'a>,
    pub(crate) role: String,
    pub(crate) persona: Option<String>,
    pub(crate) difference: Difference,
    pub(crate) outcome: (&'static str, &'static str),
    /// Readiness for the planned role, now and after the plan.
    pub(crate) ready: Option<(Ready, Ready)>,
    /// The hours of the modules, in hundredths.
    pub(crate) hours: (u32, u32),
    /// Which change made the difference; `None` where nobody asked.
    pub(crate) explained: Option<Explained>,
}

/// Readiness for the planned role, the lower ends.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) struct Ready {
    pub(crate) now: u8,
    pub(crate) after: u8,
}

impl<'a> Affected<'a> {
    pub(crate) fn new(
        both: Both<'a>,
        (before, after): (&Seen, &Seen),
        difference: Difference,
    ) -> Self {
        let ready = |it: &Seen| {
            let first = it.plan.readiness.first()?;
            Some(Ready { now: first.now, after: first.after })
        };
        Self {
            both,
            role: after.plan.person.role.clone(),
            persona: after.plan.person.persona.clone(),
            difference,
            outcome: (before.plan.outcome, after.plan.outcome),
            ready: ready(before).zip(ready(after)),
            hours: (before.hours.hundredths(), after.hours.hundredths()),
            explained: None,
        }
    }
}

/// The two plans of one person.
pub(crate) struct Pair<'a> {
    pub(crate) versions: (Version<'a>, Version<'a>),
    pub(crate) changes: &'a [Change],
    pub(crate) before: &'a wire::Plan,
    pub(crate) after: &'a wire::Plan,
    pub(crate) difference: &'a Difference,
    /// Which change made which parts of the plan others.
    pub(crate) explained: Vec<(Vec<Aspect>, Explained)>,
}

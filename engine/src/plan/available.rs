//! Is a module offered to this person?

use std::collections::BTreeSet;

use crate::library::Module;
use crate::person::Person;

/// What of a person decides whether a module is offered to them.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum Circumstance {
    /// Their shift.
    Shift,
    /// Their language.
    Language,
    /// Where they work.
    Site,
}

/// A circumstance for which a module is not offered.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct NotOffered {
    /// Which circumstance.
    pub circumstance: Circumstance,
    /// What the module is offered for: one of these, in the order of texts.
    pub offered: Vec<Box<str>>,
    /// What the person has; `None` where it is not known.
    pub has: Option<Box<str>>,
}

/// What a module asks of one circumstance, and what a person has.
type Check<'a> = (Circumstance, &'a BTreeSet<Box<str>>, Option<&'a str>);

fn checks<'a>(module: &'a Module, person: &'a Person) -> [Check<'a>; 3] {
    [
        (Circumstance::Shift, &module.shifts, person.shift.as_deref()),
        (Circumstance::Language, &module.languages, person.language.as_deref()),
        (Circumstance::Site, &module.sites, person.site.as_deref()),
    ]
}

fn fits((_, offered, has): &Check<'_>) -> bool {
    offered.is_empty() || has.is_some_and(|has| offered.contains(has))
}

/// Whether a module is offered to a person.
pub(crate) fn is_available(module: &Module, person: &Person) -> bool {
    checks(module, person).iter().all(fits)
}

/// Why a module is not offered to a person; empty where it is.
pub(crate) fn unavailable(module: &Module, person: &Person) -> Vec<NotOffered> {
    let misfits = checks(module, person).into_iter().filter(|check| !fits(check));
    misfits
        .map(|(circumstance, offered, has)| NotOffered {
            circumstance,
            offered: offered.iter().cloned().collect(),
            has: has.map(Into::into),
        })
        .collect()
}

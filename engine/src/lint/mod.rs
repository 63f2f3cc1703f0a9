//! Is it probably wrong?
//!
//! What compiles and is most likely not meant. Lints about rules and personas are
//! proven: a rule is called dead where nobody can be found for whom it fires,
//! although everybody was looked for, and whoever is named as an example was made a
//! person and went through the same advice as a real one. What cannot be settled is
//! not reported, but named as open.

mod blame;
mod catalogue;
mod chosen;
mod offered;
mod people;
mod posts;
mod rules;
mod search;
mod values;
#[cfg(test)]
mod tests;

use std::cell::{OnceCell, RefCell};
use std::collections::{BTreeMap, BTreeSet};

use crate::blueprint::{Blueprint, Reason};
use crate::diagnostic::{Code, Diagnostic, sort};
use crate::library::Library;
use crate::person::{AsOf, Person};
use crate::source::Sources;

/// What came of linting a library.
#[derive(Clone, Debug, Default)]
pub struct Linted {
    /// What was found, in the order people read it.
    pub findings: Vec<Diagnostic>,
    /// How many findings an `allow:` kept back.
    pub allowed: usize,
    /// What could not be settled: which lint, and about what.
    pub open: Vec<(Code, String)>,
}

/// Lints a sound library, for the lints of some codes.
///
/// `sources` are the files it was compiled from, `people` those of its people files,
/// if it has any, and `as_of` the date that people are made up for.
pub fn lint(
    library: &Library,
    sources: &Sources,
    people: &[Person],
    as_of: AsOf,
    codes: &BTreeSet<Code>,
) -> Linted {
    let read = crate::blueprint::read(sources);
    let linter = Linter {
        library,
        blueprint: &read.blueprint,
        people,
        as_of,
        codes,
        posts: OnceCell::new(),
        found: RefCell::default(),
    };
    linter.catalogue();
    linter.rules();
    if linter.wants(Code::NobodyHas) {
        linter.nobodys_values();
    }
    let Linted { findings, open, .. } = linter.found.take();
    let mut linted = Linted { open, ..Linted::default() };
    let mut unneeded = read.blueprint.allowed.clone();
    for finding in findings {
        let file = finding.place.as_ref().map_or("", |place| &*place.file);
        let allowed = read.blueprint.allowed.get(file);
        if allowed.is_some_and(|allowed| allowed.contains_key(&finding.code)) {
            linted.allowed = linted.allowed.saturating_add(1);
            if let Some(unneeded) = unneeded.get_mut(file) {
                unneeded.remove(&finding.code);
            }
        } else {
            linted.findings.push(finding);
        }
    }
    if codes.contains(&Code::AllowsNothing) {
        let mut looked_for = codes.clone();
        if people.is_empty() {
            looked_for.remove(&Code::NobodyHas);
        }
        linted.findings.extend(not_there(&unneeded, &looked_for));
    }
    sort(&mut linted.findings);
    linted
}

/// What is allowed, was looked for, and is not there.
fn not_there(unneeded: &Allowed, codes: &BTreeSet<Code>) -> Vec<Diagnostic> {
    let all = unneeded.iter().flat_map(|(file, codes)| codes.iter().map(move |code| (file, code)));
    let looked_for = all.filter(|(_, (code, _))| codes.contains(code));
    let findings = looked_for.map(|(file, (code, reason))| {
        let message = format!("`allow` names {code}, and nothing in `{file}` is reported with it");
        Diagnostic::new(Code::AllowsNothing, message).at(reason.place.clone()).help("take it out")
    });
    findings.collect()
}

type Allowed = BTreeMap<Box<str>, BTreeMap<Code, Reason>>;

struct Linter<'a> {
    library: &'a Library,
    blueprint: &'a Blueprint,
    people: &'a [Person],
    as_of: AsOf,
    codes: &'a BTreeSet<Code>,
    posts: OnceCell<Vec<posts::Post>>,
    found: RefCell<Linted>,
}

impl Linter<'_> {
    fn wants(&self, code: Code) -> bool {
        self.codes.contains(&code)
    }

    fn report(&self, finding: Diagnostic) {
        self.found.borrow_mut().findings.push(finding);
    }

    fn leave_open(&self, code: Code, about: impl Into<String>) {
        let open = (code, about.into());
        let mut found = self.found.borrow_mut();
        if !found.open.contains(&open) {
            found.open.push(open);
        }
    }

    fn posts(&self) -> &[posts::Post] {
        self.posts.get_or_init(|| posts::posts(self.library))
    }
}

//! Which change made the difference?
//!
//! Answered by trying: the smallest changes that, made by themselves to the
//! library before, lead to the plan after. "Smallest" means that none of them
//! can be taken out again. How much is tried is bounded; where that is spent,
//! the answer is that it was not worked out.

use std::collections::BTreeSet;

use super::mixture::{Both, ChangeSet, Mixer};
use super::{Aspect, Difference, Seen};
use crate::number::Exact as _;
use crate::person::AsOf;

/// What came of looking for the cause.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Explained {
    /// The changes that make the difference.
    Cause(Cause),
    /// So much was tried that the search ended.
    NotWorkedOut,
}

/// The changes that made the difference for a person, by their numbers.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Cause {
    /// The smallest changes that, made by themselves, lead to the plan after;
    /// each with what the plan would be if only it were not made.
    pub changes: Vec<(usize, Without)>,
    /// Other changes that lead to the plan after as well.
    pub instead: Vec<usize>,
}

/// What a plan would be without one change, with all others made.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum Without {
    /// The plan is the one of the first library again.
    AsBefore,
    /// As after: the other changes lead there as well.
    AsAfter,
    /// The plan is a third one.
    Another,
    /// The other changes cannot be made without it.
    Impossible,
}

impl Without {
    /// Everything a plan can be.
    pub const ALL: &[Self] = &[Self::AsBefore, Self::AsAfter, Self::Another, Self::Impossible];

    /// The word for it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::AsBefore => "as_before",
            Self::AsAfter => "as_after",
            Self::Another => "another",
            Self::Impossible => "impossible",
        }
    }
}

/// The bound on what is tried is reached.
struct Spent;

/// One person whose plan is another, and what is asked about it.
#[derive(Clone, Copy, Debug)]
pub struct Case<'a> {
    /// The person as the two libraries read them.
    pub both: Both<'a>,
    /// Their plan before.
    pub before: &'a Seen,
    /// Their plan after.
    pub after: &'a Seen,
    /// The date of both.
    pub as_of: AsOf,
    /// The parts of the plan that are asked about; of the others nothing is said.
    pub about: &'a BTreeSet<Aspect>,
}

impl Mixer<'_> {
    /// The parts of the plan after that would be others without a change, with all
    /// others made; `None` where that cannot be or too much was tried.
    pub fn touched(&mut self, change: usize, case: Case<'_>) -> Option<BTreeSet<Aspect>> {
        let others = self.all_but(change);
        let mut trial = Trial { mixer: self, case };
        let plan = trial.plan(&others).ok().flatten()?;
        Some(Difference::of(&plan, case.after).aspects)
    }

    /// Finds the changes that made the difference between two plans.
    pub fn explain(&mut self, case: Case<'_>) -> Explained {
        let mut trial = Trial { mixer: self, case };
        match trial.cause() {
            Ok(Some(cause)) => Explained::Cause(cause),
            Ok(None) | Err(Spent) => Explained::NotWorkedOut,
        }
    }
}

struct Trial<'m, 'a, 'c> {
    mixer: &'m mut Mixer<'a>,
    case: Case<'c>,
}

impl Trial<'_, '_, '_> {
    fn cause(&mut self) -> Result<Option<Cause>, Spent> {
        let all: ChangeSet = (0..self.mixer.changes.len()).collect();
        let Some(smallest) = self.smallest(&all)? else { return Ok(None) };
        self.mixer.causes.insert(smallest.clone());
        let mut changes = Vec::new();
        for at in &smallest {
            changes.push((*at, self.without(*at)?));
        }
        let mut instead = ChangeSet::new();
        if let [(only, Without::AsAfter)] = changes.as_slice() {
            let others = self.mixer.all_but(*only);
            instead = self.smallest(&others)?.unwrap_or_default();
        }
        Ok(Some(Cause { changes, instead: instead.into_iter().collect() }))
    }

    fn without(&mut self, at: usize) -> Result<Without, Spent> {
        let others = self.mixer.all_but(at);
        Ok(match self.plan(&others)? {
            None => Without::Impossible,
            Some(plan) if self.is_alike(&plan, self.case.before) => Without::AsBefore,
            Some(plan) if self.is_alike(&plan, self.case.after) => Without::AsAfter,
            Some(_) => Without::Another,
        })
    }

    /// The smallest of some changes that lead to the plan after, if any do.
    fn smallest(&mut self, within: &ChangeSet) -> Result<Option<ChangeSet>, Spent> {
        for known in self.mixer.causes.clone() {
            if known.is_subset(within) && self.leads_there(&known)? && self.is_smallest(&known)? {
                return Ok(Some(known));
            }
        }
        let mut set = self.mixer.closed(within);
        if !self.leads_there(&set)? {
            return Ok(None);
        }
        let mut size = set.len().div_ceil(2);
        loop {
            let was = set.len();
            set = self.without_parts(set, size)?;
            if size <= 1 && set.len() == was {
                return Ok(Some(set));
            }
            size = size.div_euclid(2).max(1);
        }
    }

    /// Takes out parts of so many changes as long as the plan after stays.
    fn without_parts(&mut self, mut set: ChangeSet, size: usize) -> Result<ChangeSet, Spent> {
        let mut at = 0_usize;
        while at < set.len() {
            let part: ChangeSet = set.iter().skip(at).take(size).copied().collect();
            let rest = self.mixer.closed(&set.difference(&part).copied().collect());
            if rest.len() < set.len() && self.leads_there(&rest)? {
                set = rest;
            } else {
                at = at.plus(size);
            }
        }
        Ok(set)
    }

    fn is_smallest(&mut self, set: &ChangeSet) -> Result<bool, Spent> {
        for at in set {
            let rest: ChangeSet = set.iter().copied().filter(|other| other != at).collect();
            let rest = self.mixer.closed(&rest);
            if rest.len() < set.len() && self.leads_there(&rest)? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    fn leads_there(&mut self, set: &ChangeSet) -> Result<bool, Spent> {
        // Nothing changed leads to the plan before, which is not the same.
        if set.is_empty() {
            return Ok(false);
        }
        let plan = self.plan(set)?;
        Ok(plan.is_some_and(|plan| self.is_alike(&plan, self.case.after)))
    }

    /// Whether two plans are the same in what is asked about.
    fn is_alike(&self, a: &Seen, b: &Seen) -> bool {
        self.case.about.iter().all(|aspect| !aspect.differs(&a.plan, &b.plan))
    }

    /// The plan with some of the changes made; `None` where that cannot be.
    fn plan(&mut self, set: &ChangeSet) -> Result<Option<Seen>, Spent> {
        if !self.mixer.has_room_for(set) {
            return Err(Spent);
        }
        self.mixer.plans = self.mixer.plans.minus(1);
        self.mixer.prepare(set);
        let Some(library) = self.mixer.library(set) else { return Ok(None) };
        let Some(person) = self.mixer.person(set, library, self.case.both) else {
            return Ok(None);
        };
        Ok(Some(Seen::of(library, &person, self.case.as_of)))
    }
}

//! Who is ready, and where is nobody?
//!
//! For every role the bench judges everybody but its present holders: ready now,
//! ready soon, later, or unknown. What the judgement rests on is in `judge`; how
//! many roles can be filled at once in `matching`; what may be shown without
//! names in `shown`. Nothing here reads an attribute of the people files.

mod judge;
mod matching;
mod shown;
mod unlocks;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

pub(crate) use judge::months_until;
pub use judge::{Band, Criterion, Failing, Verdict};
pub use matching::Matching;
pub(crate) use shown::shown_months;
pub use shown::{Share, Shown, is_few};
pub use unlocks::{Unlock, Unlocks};

use crate::gap::Demand;
use crate::id::{ModuleIx, RoleIx};
use crate::library::Library;
use crate::person::{AsOf, Person};
use crate::route::is_offered;
use judge::{BenchCandidate, Judge};

/// Whether people are named, or only counted.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Sight {
    /// Counted. A role for which fewer people than `bench_group` come into question
    /// is left out of every figure.
    Counts,
    /// Named, with everything that is known of each.
    Names,
}

/// How deep the bench of some roles is.
#[derive(Clone, Debug)]
pub struct Bench {
    /// The date it was asked for.
    pub as_of: AsOf,
    /// The last day on which somebody counts as ready soon.
    pub soon_until: Date,
    /// How many people were looked at.
    pub people: usize,
    /// The roles, in the order they were asked for.
    pub roles: Vec<RoleBench>,
    /// The roles left out, because too few people come into question.
    pub too_few: Vec<RoleIx>,
    /// The largest matching of people ready now to `roles`.
    pub now: Matching,
    /// The same with those ready soon.
    pub soon: Matching,
    /// What would make most people ready.
    pub unlocks: Unlocks,
}

/// The bench of one role.
#[derive(Clone, Debug)]
pub struct RoleBench {
    /// One that the bench watches.
    pub role: RoleIx,
    /// Everybody but its present holders, in the order of the people.
    pub verdicts: Vec<Verdict>,
}

impl RoleBench {
    /// How many are in a band.
    pub fn count(&self, band: Band) -> usize {
        self.verdicts.iter().filter(|verdict| verdict.band == band).count()
    }

    /// How many are called later without proof: the search for a chain was given up,
    /// so they may be ready soon.
    pub fn undecided(&self) -> usize {
        self.verdicts
            .iter()
            .filter(|verdict| verdict.band == Band::Later && !verdict.is_proved)
            .count()
    }

    /// Those who are ready now, and with `soon` those who will be.
    fn ready(&self, soon: bool) -> Vec<u32> {
        let is_in =
            |verdict: &&Verdict| verdict.band == Band::Now || (soon && verdict.band == Band::Soon);
        self.verdicts.iter().filter(is_in).map(|verdict| verdict.person).collect()
    }

    /// The months until each of those is ready who are ready soon, ascending; begun
    /// months count.
    pub fn months(&self, as_of: AsOf) -> Vec<u32> {
        let soon = self.verdicts.iter().filter(|verdict| verdict.band == Band::Soon);
        let mut months: Vec<u32> =
            soon.filter_map(|verdict| Some(months_until(as_of, verdict.ready_on?))).collect();
        months.sort_unstable();
        months
    }
}

impl Bench {
    /// The people ready now, or with `soon` also soon, for any of the roles, each
    /// once, ascending.
    pub fn ready(&self, soon: bool) -> BTreeSet<u32> {
        self.roles.iter().flat_map(|role| role.ready(soon)).collect()
    }
}

/// Returns how deep the bench of some roles is.
///
/// People are looked at in their order, and named in the answer by their place in
/// it. A role that expects nothing has nobody to judge; callers refuse it.
pub fn bench(
    library: &Library,
    people: &[Person],
    roles: &[RoleIx],
    as_of: AsOf,
    sight: Sight,
) -> Bench {
    let question = BenchQuestion::new(library, people, roles, as_of, sight);
    let mut judge = question.judge();
    let mut tally = question.tally();
    for (at, person) in question.by_catalogue(people) {
        tally.add(judge.look(at, person));
    }
    tally.finish(question)
}

/// What a bench is asked for: some roles and what they expect.
///
/// Many people are judged on several threads with a judge for each; what comes of it is
/// the same.
pub struct BenchQuestion<'a> {
    library: &'a Library,
    as_of: AsOf,
    /// How many people there are.
    people: usize,
    /// Of each role that is looked at.
    demands: Vec<Demand>,
    too_few: Vec<RoleIx>,
}

impl<'a> BenchQuestion<'a> {
    /// Asks for some roles; a role for which too few of these people come into question
    /// is left out.
    pub fn new(
        library: &'a Library,
        people: &[Person],
        roles: &[RoleIx],
        as_of: AsOf,
        sight: Sight,
    ) -> Self {
        let is_enough = |role: &RoleIx| {
            let others = people.iter().filter(|person| person.role != *role).count();
            sight == Sight::Names || others >= usize::from(library.settings.bench_group)
        };
        let (asked, too_few): (Vec<RoleIx>, Vec<RoleIx>) =
            roles.iter().partition(|role| is_enough(role));
        let demands = asked.iter().map(|role| Demand::of(library, *role)).collect();
        Self { library, as_of, people: people.len(), demands, too_few }
    }

    /// Returns people, each with their place, so that those who learn from the same
    /// modules stand together: a judge keeps the chains it found while the modules stay
    /// the same.
    pub fn by_catalogue<'p>(&self, people: &'p [Person]) -> Vec<(u32, &'p Person)> {
        let mut groups: BTreeMap<BTreeSet<ModuleIx>, Vec<(u32, &Person)>> = BTreeMap::new();
        for (at, person) in (0_u32..).zip(people) {
            groups.entry(self.closed(person)).or_default().push((at, person));
        }
        groups.into_values().flatten().collect()
    }

    /// The active modules that are not offered to somebody.
    fn closed(&self, person: &Person) -> BTreeSet<ModuleIx> {
        let active = self.library.modules.iter().filter(|(_, module)| module.active);
        let is_closed = |module: &ModuleIx| !is_offered(self.library, person, self.as_of, *module);
        active.map(|(ix, _)| ix).filter(is_closed).collect()
    }

    /// Returns a judge who has seen nobody.
    pub fn judge(&self) -> BenchJudge<'_> {
        BenchJudge { question: self, judge: Judge::new(self.library, self.as_of) }
    }

    /// Returns the bench before anybody is judged.
    pub fn tally(&self) -> BenchTally {
        let role = |demand: &Demand| RoleBench { role: demand.role, verdicts: Vec::new() };
        let roles = self.demands.iter().map(role).collect();
        BenchTally { roles, unlocks: unlocks::UnlockTally::default() }
    }
}

/// Judges people one after the other.
pub struct BenchJudge<'a> {
    question: &'a BenchQuestion<'a>,
    judge: Judge<'a>,
}

/// What came of one person.
pub struct Judged {
    /// For each role that is looked at; none where the person holds it.
    verdicts: Vec<Option<Verdict>>,
    unlocks: unlocks::PersonUnlocks,
}

impl BenchJudge<'_> {
    /// Judges somebody, whose place among the people is named in the answer.
    pub fn look(&mut self, at: u32, person: &Person) -> Judged {
        let BenchQuestion { library, as_of, demands, .. } = self.question;
        let closed = self.question.closed(person);
        if closed != self.judge.closed {
            self.judge.turn_to(closed);
        }
        let candidate = BenchCandidate::of(library, at, person, *as_of);
        let mut unlocks = unlocks::PersonUnlocks::default();
        let verdicts = demands.iter().map(|demand| {
            if person.role == demand.role {
                return None;
            }
            let verdict = self.judge.verdict(&candidate, demand);
            unlocks.look(&mut self.judge, &candidate, demand, &verdict);
            Some(verdict)
        });
        Judged { verdicts: verdicts.collect(), unlocks }
    }
}

/// A bench to which people are added, in any order.
pub struct BenchTally {
    roles: Vec<RoleBench>,
    unlocks: unlocks::UnlockTally,
}

impl BenchTally {
    /// Adds what came of a person.
    pub fn add(&mut self, judged: Judged) {
        for (role, verdict) in self.roles.iter_mut().zip(judged.verdicts) {
            role.verdicts.extend(verdict);
        }
        self.unlocks.add(judged.unlocks);
    }

    /// Returns the bench, once everybody is added.
    pub fn finish(mut self, question: BenchQuestion<'_>) -> Bench {
        for role in &mut self.roles {
            role.verdicts.sort_unstable_by_key(|verdict| verdict.person);
        }
        let matching = |soon| {
            Matching::of(&self.roles.iter().map(|role| role.ready(soon)).collect::<Vec<_>>())
        };
        Bench {
            as_of: question.as_of,
            soon_until: question.library.settings.bench_soon.after(question.as_of),
            people: question.people,
            now: matching(false),
            soon: matching(true),
            too_few: question.too_few,
            unlocks: self.unlocks.ranked(),
            roles: self.roles,
        }
    }
}

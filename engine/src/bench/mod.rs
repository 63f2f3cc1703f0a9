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
    let is_enough = |role: &RoleIx| {
        let others = people.iter().filter(|person| person.role != *role).count();
        sight == Sight::Names || others >= usize::from(library.settings.bench_group)
    };
    let (asked, too_few): (Vec<RoleIx>, Vec<RoleIx>) =
        roles.iter().partition(|role| is_enough(role));
    let demands: Vec<Demand> = asked.iter().map(|role| Demand::of(library, *role)).collect();
    let mut found: Vec<RoleBench> =
        asked.iter().map(|role| RoleBench { role: *role, verdicts: Vec::new() }).collect();
    let mut tally = unlocks::UnlockTally::default();
    let mut judge = Judge::new(library, as_of);
    for (closed, members) in by_catalogue(library, people, as_of) {
        judge.turn_to(closed);
        for (at, person) in members {
            let candidate = BenchCandidate::of(library, at, person, as_of);
            let mut opened = unlocks::PersonUnlocks::default();
            for (demand, role) in demands.iter().zip(&mut found) {
                if person.role == demand.role {
                    continue;
                }
                let verdict = judge.verdict(&candidate, demand);
                opened.look(&mut judge, &candidate, demand, &verdict);
                role.verdicts.push(verdict);
            }
            tally.add(opened);
        }
    }
    for role in &mut found {
        role.verdicts.sort_unstable_by_key(|verdict| verdict.person);
    }
    let matching =
        |soon| Matching::of(&found.iter().map(|role| role.ready(soon)).collect::<Vec<_>>());
    Bench {
        as_of,
        soon_until: library.settings.bench_soon.after(as_of),
        people: people.len(),
        now: matching(false),
        soon: matching(true),
        roles: found,
        too_few,
        unlocks: tally.ranked(),
    }
}

/// People, each with their place, by the active modules that are not offered to
/// them: those of one group learn from the same catalogue.
fn by_catalogue<'p>(
    library: &Library,
    people: &'p [Person],
    as_of: AsOf,
) -> BTreeMap<BTreeSet<ModuleIx>, Vec<(u32, &'p Person)>> {
    let mut groups: BTreeMap<BTreeSet<ModuleIx>, Vec<(u32, &Person)>> = BTreeMap::new();
    for (at, person) in (0_u32..).zip(people) {
        let active = library.modules.iter().filter(|(_, module)| module.active);
        let closed =
            active.map(|(ix, _)| ix).filter(|module| !is_offered(library, person, as_of, *module));
        groups.entry(closed.collect()).or_default().push((at, person));
    }
    groups
}

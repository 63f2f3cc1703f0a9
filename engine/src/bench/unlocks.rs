//! What, learned by itself, would make most people ready?

use std::collections::BTreeMap;

use super::judge::{Band, BenchCandidate, Criterion, Judge, Verdict};
use crate::gap::Demand;
use crate::id::{CompetencyIx, ModuleIx};
use crate::level::Level;
use crate::number::Exact as _;
use crate::quantity::Hours;

/// How many of each are listed.
const LISTED: usize = 3;

/// What would make most people ready.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Unlocks {
    /// The competencies, the one that does most first.
    pub competencies: Vec<Unlock<CompetencyIx>>,
    /// The modules, the one that does most first.
    pub modules: Vec<Unlock<ModuleIx>>,
}

/// What one competency or module would do. Somebody counts once for each role.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Unlock<T> {
    /// The competency or module.
    pub what: T,
    /// How many become ready now.
    pub now: usize,
    /// How many become ready soon who were not.
    pub soon: usize,
    /// The hours of learning of all these people together.
    pub hours: Hours,
}

/// What was opened for one person.
#[derive(Default)]
pub(super) struct PersonUnlocks {
    competencies: BTreeMap<CompetencyIx, Unlock<CompetencyIx>>,
    modules: BTreeMap<ModuleIx, Unlock<ModuleIx>>,
}

impl PersonUnlocks {
    /// Looks what would change a verdict.
    pub(super) fn look(
        &mut self,
        judge: &mut Judge<'_>,
        candidate: &BenchCandidate<'_>,
        demand: &Demand,
        verdict: &Verdict,
    ) {
        let only_learning = [Criterion::Available, Criterion::Tenure];
        if verdict.band == Band::Now
            || (verdict.band == Band::Soon
                && only_learning.iter().any(|criterion| verdict.failing.has(*criterion)))
        {
            return;
        }
        let open = open(judge, candidate, demand);
        // Two leaves in the dark stay in the dark when one is lit.
        let dark = open.iter().filter(|leaf| leaf.is_dark).count();
        for leaf in open.iter().filter(|leaf| dark == 0 || (dark == 1 && leaf.is_dark)) {
            let to = [(leaf.competency, leaf.level)];
            if let Some(after) = judge.rise(candidate, demand, &to, verdict.band) {
                let hours = judge.hours_to(candidate, leaf.competency, leaf.level);
                count(&mut self.competencies, leaf.competency, after, hours);
            }
        }
        for (ix, to) in modules(judge, candidate, &open) {
            if let Some(after) = judge.rise(candidate, demand, &to, verdict.band) {
                count(&mut self.modules, ix, after, judge.library.modules[ix].hours);
            }
        }
    }
}

/// An expectation that keeps somebody from being ready.
struct MissingLeaf {
    competency: CompetencyIx,
    level: Level,
    /// Whether it is critical and nobody has evidence of it.
    is_dark: bool,
}

fn open(judge: &Judge<'_>, candidate: &BenchCandidate<'_>, demand: &Demand) -> Vec<MissingLeaf> {
    let baseline = &candidate.settled.baseline;
    let open = demand.wanted.iter().filter(|expected| {
        candidate.held(expected.competency, &[]) < expected.level
            || (expected.importance.is_critical()
                && (!baseline.is_confirmed(expected.competency, expected.level)
                    || !judge.is_fresh(candidate, expected)))
    });
    open.map(|expected| MissingLeaf {
        competency: expected.competency,
        level: expected.level,
        is_dark: expected.importance.is_critical()
            && candidate.settled.standings[expected.competency].is_without_evidence(),
    })
    .collect()
}

/// The modules somebody can enter that build something open beyond what they hold,
/// each with the levels it leads to.
fn modules(
    judge: &Judge<'_>,
    candidate: &BenchCandidate<'_>,
    open: &[MissingLeaf],
) -> Vec<(ModuleIx, Vec<(CompetencyIx, Level)>)> {
    let library = judge.library;
    let slack = library.settings.entry_slack;
    let held = |leaf: CompetencyIx| candidate.held(leaf, &[]);
    let fitting = library.modules.iter().filter(|(ix, module)| {
        module.active
            && !judge.closed.contains(ix)
            && module.entry.iter().all(|(at, level)| held(*at) >= level.less(slack))
            && module.builds.iter().any(|built| {
                let open = open.iter().find(|leaf| leaf.competency == built.competency);
                open.is_some_and(|leaf| built.to > held(built.competency) || built.to >= leaf.level)
            })
    });
    fitting
        .map(|(ix, module)| {
            (ix, module.builds.iter().map(|built| (built.competency, built.to)).collect())
        })
        .collect()
}

fn count<T: Copy + Ord>(of: &mut BTreeMap<T, Unlock<T>>, what: T, band: Band, hours: Hours) {
    let it = of.entry(what).or_insert(Unlock { what, now: 0, soon: 0, hours });
    it.now = it.now.plus(usize::from(band == Band::Now));
    it.soon = it.soon.plus(usize::from(band == Band::Soon));
    // One person learns it once, as far as the most demanding role asks.
    it.hours = it.hours.max(hours);
}

/// What was opened for everybody.
#[derive(Default)]
pub(super) struct UnlockTally {
    competencies: BTreeMap<CompetencyIx, Unlock<CompetencyIx>>,
    modules: BTreeMap<ModuleIx, Unlock<ModuleIx>>,
}

impl UnlockTally {
    pub(super) fn add(&mut self, opened: PersonUnlocks) {
        add(&mut self.competencies, opened.competencies);
        add(&mut self.modules, opened.modules);
    }

    pub(super) fn ranked(self) -> Unlocks {
        Unlocks { competencies: ranked(self.competencies), modules: ranked(self.modules) }
    }
}

fn add<T: Copy + Ord>(all: &mut BTreeMap<T, Unlock<T>>, one: BTreeMap<T, Unlock<T>>) {
    for (what, change) in one {
        let sum = all.entry(what).or_insert(Unlock { what, now: 0, soon: 0, hours: Hours::ZERO });
        sum.now = sum.now.plus(change.now);
        sum.soon = sum.soon.plus(change.soon);
        sum.hours = sum.hours + change.hours;
    }
}

/// The most people first, then fewer hours, then by id.
fn ranked<T: Copy + Ord>(all: BTreeMap<T, Unlock<T>>) -> Vec<Unlock<T>> {
    let mut all: Vec<Unlock<T>> = all.into_values().collect();
    all.sort_by_key(|unlock| {
        (std::cmp::Reverse(unlock.now.plus(unlock.soon)), unlock.hours, unlock.what)
    });
    all.truncate(LISTED);
    all
}

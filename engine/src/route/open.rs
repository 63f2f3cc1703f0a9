//! What would open a role, or most roles?

use std::collections::BTreeMap;

use super::chain::{Chain, Levels};
use super::lattice::Lattice;
use super::limits::Limits;
use crate::gap::Wanted;
use crate::id::{CompetencyIx, RoleIx};
use crate::level::{Level, Points};
use crate::number::Exact as _;
use crate::quantity::Hours;

/// The least that would make a move or a route possible.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Enough {
    /// The highest readiness to ask for at which a route was found, in percent, all
    /// else as it is; `None` where even 0 is not enough.
    pub readiness: Option<u8>,
    /// The least stretch to allow at which a route was found, all else as it is; `None`
    /// where no stretch is enough.
    pub stretch: Option<Level>,
    /// What to learn outside any role that makes the direct move feasible in the fewest
    /// hours, counted leaf by leaf: the leaf, the level held and the level needed, which
    /// is a whole one or the one expected.
    pub learn: Vec<(CompetencyIx, Level, Level)>,
    /// The shortest way to learn all of it.
    pub chain: Chain,
}

/// What one competency would open.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Opened {
    /// Always a leaf.
    pub competency: CompetencyIx,
    /// The level held.
    pub held: Level,
    /// The level that most of the roles that expect it want; of several the lowest.
    pub level: Level,
    /// How to learn it.
    pub chain: Chain,
    /// The roles that a move is feasible to then and is not now.
    pub roles: Vec<RoleIx>,
}

impl Lattice<'_> {
    /// Returns the least that would make a route to a role possible.
    pub fn enough(&mut self, held: &Levels, from: RoleIx, to: RoleIx) -> Enough {
        let limits = Limits::of(self.library());
        Enough {
            readiness: self.most_readiness(held, from, to, limits),
            stretch: self.least_stretch(held, from, to, limits),
            ..self.enough_to_learn(held, to)
        }
    }

    /// Returns the least to learn that makes the direct move to a role feasible, and no
    /// other limits.
    pub fn enough_to_learn(&mut self, held: &Levels, to: RoleIx) -> Enough {
        let learn = self.least_learning(held, to);
        let wanted: Vec<(CompetencyIx, Level)> =
            learn.iter().map(|(at, _, level)| (*at, *level)).collect();
        let chain = self.learning.chain(held, wanted);
        Enough { readiness: None, stretch: None, chain, learn }
    }

    /// Asking for less never closes a way, so halving finds the most.
    fn most_readiness(
        &mut self,
        held: &Levels,
        from: RoleIx,
        to: RoleIx,
        limits: Limits,
    ) -> Option<u8> {
        let at = |readiness: u8| Limits { readiness, ..limits };
        let (mut low, mut high) = (0, limits.readiness);
        if !self.is_within_reach(held, from, to, at(low)) {
            return None;
        }
        while low < high {
            let middle = high.minus(high.minus(low) / 2);
            if self.is_within_reach(held, from, to, at(middle)) {
                low = middle;
            } else {
                high = middle.minus(1);
            }
        }
        Some(low)
    }

    /// More stretch never closes a way, so halving finds the least.
    fn least_stretch(
        &mut self,
        held: &Levels,
        from: RoleIx,
        to: RoleIx,
        limits: Limits,
    ) -> Option<Level> {
        let levels =
            self.demands.values().flat_map(|demand| &demand.wanted).map(|expected| expected.level);
        let mut high = levels.max().unwrap_or(Level::ZERO).hundredths();
        let mut low = limits.stretch.hundredths();
        let at = |hundredths: u16| Limits { stretch: Level::from_hundredths(hundredths), ..limits };
        if !self.is_within_reach(held, from, to, at(high)) {
            return None;
        }
        while low < high {
            let middle = low.midpoint(high);
            if self.is_within_reach(held, from, to, at(middle)) {
                high = middle;
            } else {
                low = middle.plus(1);
            }
        }
        Some(Level::from_hundredths(high))
    }

    /// Leaf by leaf, for every number of hours the most points that they add, as far as
    /// no fewer hours add as many; then the fewest hours that add enough.
    fn least_learning(&mut self, held: &Levels, to: RoleIx) -> Vec<(CompetencyIx, Level, Level)> {
        let limits = Limits::of(self.library());
        let demand = self.demands[to].clone();
        let mut best: Vec<(Hours, Points, Vec<Level>)> =
            vec![(Hours::ZERO, Points::ZERO, Vec::new())];
        for expected in &demand.wanted {
            let mut next: BTreeMap<Hours, (Points, Vec<Level>)> = BTreeMap::new();
            for level in levels(held[expected.competency], expected, limits.stretch) {
                let more = self.learning.chain(held, [(expected.competency, level)]).hours;
                let points = expected.points(Level::ZERO, level.min(expected.level));
                for (so_far, met, before) in &best {
                    let (hours, met) = (*so_far + more, *met + points);
                    if next.get(&hours).is_none_or(|(most, _)| *most < met) {
                        let after = before.iter().chain([&level]).copied().collect();
                        next.insert(hours, (met, after));
                    }
                }
            }
            best.clear();
            for (hours, (met, levels)) in next {
                if best.last().is_none_or(|(_, most, _)| *most < met) {
                    best.push((hours, met, levels));
                }
            }
        }
        let enough = best.into_iter().find(|(_, met, _)| demand.reaches(*met, limits.readiness));
        let after = enough.map(|(_, _, levels)| levels).unwrap_or_default();
        let learn = demand.wanted.iter().map(|expected| expected.competency).zip(after);
        learn
            .filter(|(leaf, to)| held[*leaf] < *to)
            .map(|(leaf, to)| (leaf, held[leaf], to))
            .collect()
    }

    /// Returns what each competency would open by itself, most roles first, then
    /// fewer hours, then by id; those that open nothing are left out.
    pub fn unlocks(&mut self, from: RoleIx, held: &Levels) -> Vec<Opened> {
        let roles = self.library().names.roles.indices();
        let closed: Vec<RoleIx> =
            roles.filter(|role| *role != from && !self.is_feasible(held, *role)).collect();
        let mut levels: BTreeMap<CompetencyIx, BTreeMap<Level, usize>> = BTreeMap::new();
        for expected in self.demands.values().flat_map(|demand| &demand.wanted) {
            let count =
                levels.entry(expected.competency).or_default().entry(expected.level).or_default();
            *count = count.plus(1);
        }
        let mut opened = Vec::new();
        for (competency, levels) in levels {
            let most =
                levels.iter().max_by_key(|(level, count)| (**count, std::cmp::Reverse(**level)));
            let level = most.map_or(Level::ZERO, |(level, _)| *level);
            if level <= held[competency] {
                continue;
            }
            let mut after = held.clone();
            after[competency] = level;
            let roles = closed.iter().copied().filter(|role| self.is_feasible(&after, *role));
            let roles: Vec<RoleIx> = roles.collect();
            if !roles.is_empty() {
                let chain = self.learning.chain(held, [(competency, level)]);
                let held = held[competency];
                opened.push(Opened { competency, held, level, chain, roles });
            }
        }
        opened.sort_by_key(|opened| {
            (std::cmp::Reverse(opened.roles.len()), opened.chain.hours, opened.competency)
        });
        opened
    }
}

/// The level held, the whole levels above it, and the one expected, as far as the stretch
/// allows.
fn levels(held: Level, wanted: &Wanted, stretch: Level) -> impl Iterator<Item = Level> {
    let floor =
        if wanted.importance.is_critical() { wanted.level.less(stretch) } else { Level::ZERO };
    let to = wanted.level;
    let levels = std::iter::successors(Some(held), move |at| {
        let whole = at.hundredths().div_euclid(100).plus(1).times(100);
        (*at < to).then(|| Level::from_hundredths(whole).min(to))
    });
    levels.filter(move |level| *level >= floor)
}

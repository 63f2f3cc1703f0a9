//! What would open a role, or most roles?

use std::collections::BTreeMap;

use super::{Chain, Lattice, Levels, Limits};
use crate::id::{CompetencyIx, RoleIx};
use crate::level::{Level, Points};

/// The least that would make a route possible.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Enough {
    /// The highest readiness to ask for at which a route exists, in percent, all else
    /// as it is; `None` where even 0 is not enough.
    pub readiness: Option<u8>,
    /// The least stretch to allow at which a route exists, all else as it is; `None`
    /// where no stretch is enough.
    pub stretch: Option<Level>,
    /// The fewest levels to learn outside any role that make the direct move feasible:
    /// the leaf, the level held and the level needed.
    pub learn: Vec<(CompetencyIx, Level, Level)>,
    /// The shortest way to learn them.
    pub chain: Chain,
}

/// What one competency would open.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Opened {
    /// The leaf.
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
        let ends = (from, to);
        let learn = self.fewest_levels(held, to);
        let wanted: Vec<(CompetencyIx, Level)> =
            learn.iter().map(|(at, _, level)| (*at, *level)).collect();
        Enough {
            readiness: self.most_readiness(held, ends, limits),
            stretch: self.least_stretch(held, ends, limits),
            chain: self.learning.chain(held, wanted),
            learn,
        }
    }

    /// Asking for less never closes a way, so halving finds the most.
    fn most_readiness(
        &mut self,
        held: &Levels,
        ends: (RoleIx, RoleIx),
        limits: Limits,
    ) -> Option<u8> {
        let at = |readiness: u8| Limits { readiness, ..limits };
        let (mut low, mut high) = (0, limits.readiness);
        if !self.is_within_reach(held, ends, at(low)) {
            return None;
        }
        while low < high {
            let middle = high.saturating_sub(high.saturating_sub(low) / 2);
            if self.is_within_reach(held, ends, at(middle)) {
                low = middle;
            } else {
                high = middle.saturating_sub(1);
            }
        }
        Some(low)
    }

    /// More stretch never closes a way, so halving finds the least.
    fn least_stretch(
        &mut self,
        held: &Levels,
        ends: (RoleIx, RoleIx),
        limits: Limits,
    ) -> Option<Level> {
        let levels = self.demands.values().flat_map(|it| &it.wanted).map(|it| it.level);
        let mut high = levels.max().unwrap_or(Level::ZERO).hundredths();
        let mut low = limits.stretch.hundredths();
        let at = |it: u16| Limits { stretch: Level::from_hundredths(it), ..limits };
        if !self.is_within_reach(held, ends, at(high)) {
            return None;
        }
        while low < high {
            let middle = low.midpoint(high);
            if self.is_within_reach(held, ends, at(middle)) {
                high = middle;
            } else {
                low = middle.saturating_add(1);
            }
        }
        Some(Level::from_hundredths(high))
    }

    /// First what the stretch asks for, then whatever counts most a level: a leaf's
    /// first levels never count less than its later ones, so nothing is fewer.
    fn fewest_levels(&self, held: &Levels, to: RoleIx) -> Vec<(CompetencyIx, Level, Level)> {
        let limits = Limits::of(self.library());
        let demand = self.demand(to);
        let mut after = held.clone();
        for it in &demand.wanted {
            if it.importance.is_critical() {
                let floor = it.level.less(limits.stretch);
                after[it.competency] = after[it.competency].max(floor);
            }
        }
        let needed = demand.full.times(i128::from(limits.readiness)).units();
        let needed = needed.saturating_add(99).div_euclid(100);
        let mut bands: Vec<(Points, CompetencyIx, Level)> = Vec::new();
        for it in &demand.wanted {
            bands.extend(it.bands.iter().map(|band| (band.per_hundredth, it.competency, band.to)));
        }
        bands.sort_by_key(|(points, at, to)| (std::cmp::Reverse(*points), *at, *to));
        for (points, at, to) in bands {
            let left = needed.saturating_sub(demand.met(|it| after[it]).units());
            let width = to.less(after[at]).hundredths();
            if left <= 0 || width == 0 || points <= Points::ZERO {
                continue;
            }
            let up = left.saturating_add(points.units().saturating_sub(1));
            let wanted = up.checked_div(points.units()).unwrap_or(0);
            let more = u16::try_from(wanted).unwrap_or(u16::MAX).min(width);
            let level = after[at].hundredths().saturating_add(more);
            after[at] = Level::from_hundredths(level);
        }
        let learn = demand.wanted.iter().map(|it| it.competency);
        learn.filter(|it| held[*it] < after[*it]).map(|it| (it, held[it], after[it])).collect()
    }

    /// Returns what each competency would open by itself, most roles first, then
    /// fewer hours, then by id; those that open nothing are left out.
    pub fn unlocks(&mut self, from: RoleIx, held: &Levels) -> Vec<Opened> {
        let roles = self.library().names.roles.indices();
        let closed: Vec<RoleIx> =
            roles.filter(|it| *it != from && !self.is_feasible(held, *it)).collect();
        let mut levels: BTreeMap<CompetencyIx, BTreeMap<Level, usize>> = BTreeMap::new();
        for it in self.demands.values().flat_map(|it| &it.wanted) {
            let count = levels.entry(it.competency).or_default().entry(it.level).or_default();
            *count = count.saturating_add(1);
        }
        let mut opened = Vec::new();
        for (competency, levels) in levels {
            let most = levels.iter().max_by_key(|(it, count)| (**count, std::cmp::Reverse(**it)));
            let level = most.map_or(Level::ZERO, |(it, _)| *it);
            if level <= held[competency] {
                continue;
            }
            let mut after = held.clone();
            after[competency] = level;
            let roles = closed.iter().copied().filter(|it| self.is_feasible(&after, *it));
            let roles: Vec<RoleIx> = roles.collect();
            if !roles.is_empty() {
                let chain = self.learning.chain(held, [(competency, level)]);
                let held = held[competency];
                opened.push(Opened { competency, held, level, chain, roles });
            }
        }
        opened.sort_by_key(|it| (std::cmp::Reverse(it.roles.len()), it.chain.hours, it.competency));
        opened
    }
}

//! How far do levels reach in every role, a row at a time?
//!
//! The roles of a library as flat rows of numbers, a column for each leaf that some
//! role expects. It answers what `Lattice::is_feasible` answers, and the hours
//! where no module builds anything, many times faster.

use super::chain::{Levels, at_rate};
use super::learning::Learning;
use super::limits::Limits;
use crate::gap::Demand;
use crate::id::{CompetencyIx, Dense, RoleId, RoleIx};
use crate::level::Level;
use crate::library::Library;
use crate::number::Exact as _;
use crate::quantity::Hours;

/// Levels in hundredths, column by column.
pub(super) type LevelRow = Vec<u16>;

/// What one role expects.
#[derive(Debug)]
struct ExpectedRow {
    /// The levels expected.
    levels: LevelRow,
    /// The levels without which the move is not feasible, whatever else is met.
    floors: LevelRow,
    /// What a hundredth of a level counts; `None` where that differs within a leaf,
    /// or where the numbers are too large to be added up quickly.
    weights: Option<Weights>,
}

#[derive(Debug)]
struct Weights {
    each: Vec<u32>,
    /// How much may be missing.
    spare: u32,
}

/// The roles of a library as rows.
pub(super) struct RoleRows {
    columns: Vec<CompetencyIx>,
    roles: Dense<RoleId, ExpectedRow>,
    /// Whether no module builds any of these leaves, so that the declared hours are
    /// the hours.
    is_untaught: bool,
    per_level: u16,
}

impl RoleRows {
    pub(super) fn of(
        library: &Library,
        demands: &Dense<RoleId, Demand>,
        learning: &Learning<'_>,
        limits: Limits,
    ) -> Self {
        let mut is_expected = Dense::filled(&library.names.competencies, false);
        for expected in demands.values().flat_map(|demand| &demand.wanted) {
            is_expected[expected.competency] = true;
        }
        let columns = is_expected.iter().filter(|(_, is)| **is).map(|(ix, _)| ix);
        let columns: Vec<CompetencyIx> = columns.collect();
        let roles = Dense::build(&library.names.roles, |ix, _| {
            let demand = &demands[ix];
            let wanted = |leaf: &CompetencyIx| demand.of_leaf(*leaf);
            let level = |leaf: &CompetencyIx| {
                wanted(leaf).map_or(0, |expected| expected.level.hundredths())
            };
            let floor = |leaf: &CompetencyIx| {
                let critical = wanted(leaf).filter(|expected| expected.importance.is_critical());
                critical.map_or(0, |expected| expected.level.less(limits.stretch).hundredths())
            };
            ExpectedRow {
                levels: columns.iter().map(level).collect(),
                floors: columns.iter().map(floor).collect(),
                weights: Weights::of(demand, &columns, limits.readiness),
            }
        });
        Self {
            is_untaught: columns.iter().all(|leaf| learning.is_taught_nowhere(*leaf)),
            columns,
            roles,
            per_level: library.settings.hours_per_level,
        }
    }

    /// Whether the declared hours are the hours of every move.
    pub(super) fn is_untaught(&self) -> bool {
        self.is_untaught
    }

    pub(super) fn row(&self, levels: &Levels) -> LevelRow {
        self.columns.iter().map(|leaf| levels[*leaf].hundredths()).collect()
    }

    /// The levels of a row; of leaves that no role expects, those given.
    pub(super) fn levels(&self, row: &[u16], others: &Levels) -> Levels {
        let mut levels = others.clone();
        for (at, level) in self.columns.iter().zip(row) {
            levels[*at] = Level::from_hundredths(*level);
        }
        levels
    }

    /// Raises levels to those a role expects.
    pub(super) fn arrive(&self, row: &mut [u16], role: RoleIx) {
        for (held, level) in row.iter_mut().zip(&self.roles[role].levels) {
            *held = (*held).max(*level);
        }
    }

    /// As `Lattice::is_feasible`; `None` where only that can tell.
    pub(super) fn is_feasible(&self, row: &[u16], to: RoleIx) -> Option<bool> {
        let expected = &self.roles[to];
        let weights = expected.weights.as_ref()?;
        if row.iter().zip(&expected.floors).any(|(held, floor)| held < floor) {
            return Some(false);
        }
        let mut missing = 0_u32;
        for ((held, level), weight) in row.iter().zip(&expected.levels).zip(&weights.each) {
            // INVARIANT: all levels of a role times their weights are below 2³².
            let lacks = u32::from(level.saturating_sub(*held));
            missing = missing.wrapping_add(lacks.wrapping_mul(*weight));
        }
        Some(missing <= weights.spare)
    }

    /// The declared hours of all levels that are missing in a role.
    pub(super) fn declared(&self, row: &[u16], to: RoleIx) -> Hours {
        let mut missing = 0_u32;
        for (held, level) in row.iter().zip(&self.roles[to].levels) {
            // INVARIANT: a library has far fewer than 2¹⁶ leaves.
            missing = missing.wrapping_add(u32::from(level.saturating_sub(*held)));
        }
        let one = at_rate(self.per_level, Level::ZERO, Level::from_hundredths(1));
        one.times(missing)
    }
}

impl Weights {
    fn of(demand: &Demand, columns: &[CompetencyIx], needs: u8) -> Option<Self> {
        let mut shared = 0_i128;
        for expected in &demand.wanted {
            let [band] = &*expected.bands else { return None };
            if band.from != Level::ZERO || band.to != expected.level {
                return None;
            }
            shared = common_divisor(shared, band.per_hundredth.units());
        }
        let weight = |leaf: &CompetencyIx| -> Option<u32> {
            let Some(wanted) = demand.of_leaf(*leaf) else { return Some(0) };
            let units = wanted.bands.first()?.per_hundredth.units();
            u32::try_from(units.checked_div(shared).unwrap_or(0)).ok()
        };
        let each = columns.iter().map(weight).collect::<Option<Vec<u32>>>()?;
        let full = demand.full.units().checked_div(shared).unwrap_or(0);
        let full = u32::try_from(full).ok()?;
        let most = u64::from(full).times(u64::from(100_u8.minus(needs)));
        Some(Self { each, spare: u32::try_from(most / 100).ok()? })
    }
}

fn common_divisor(mut one: i128, mut other: i128) -> i128 {
    while other != 0 {
        (one, other) = (other, one.checked_rem(other).unwrap_or(0));
    }
    one
}

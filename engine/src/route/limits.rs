//! When is a move feasible?

use super::chain::Levels;
use crate::gap::{Demand, Wanted};
use crate::level::Level;
use crate::library::Library;

/// When a move is feasible.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Limits {
    /// How much of what the role expects has to be met, in percent.
    pub readiness: u8,
    /// By how much a critical expectation may be missed.
    pub stretch: Level,
}

impl Limits {
    /// The limits a library sets.
    pub fn of(library: &Library) -> Self {
        let settings = &library.settings;
        Self { readiness: settings.move_readiness, stretch: settings.move_stretch }
    }
}

/// What is critical and missed by more levels than the limits allow.
pub(super) fn overstretched<'a>(
    demand: &'a Demand,
    held: &'a Levels,
    limits: Limits,
) -> impl Iterator<Item = &'a Wanted> {
    let critical = demand.wanted.iter().filter(|expected| expected.importance.is_critical());
    critical.filter(move |expected| expected.level.less(held[expected.competency]) > limits.stretch)
}

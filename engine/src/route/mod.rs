//! What is the shortest skill move?
//!
//! A [`Lattice`] is the roles of a library with what separates them: how far the
//! levels somebody holds reach in a role, what is missing, how long that takes
//! through the catalogue, and whether the move is feasible.

mod learning;
mod moves;
mod nearest;
mod puzzle;
mod rows;
mod search;
mod start;
mod view;
mod within;
mod open;
mod hop;

use std::cell::OnceCell;
use std::rc::Rc;

pub use hop::{Hop, Itinerary, Traveller};
pub use learning::{Chain, Learning, Levels, Step, declared_hours};
pub use moves::{GradeStep, Hindrance, Missing, Move, Unused};
pub use nearest::{Distance, Near, Nearest, Profiles};
pub use open::{Enough, Opened};
pub use search::{MOST_MOVES, Route, Routes};
pub use start::{Start, is_offered};
pub use view::{MOST_ROLES, Shown, View, ViewMove};
pub use within::{Fits, Solved, Within};

use crate::gap::{Demand, Wanted};
use crate::id::{CompetencyIx, Dense, ModuleIx, RoleId, RoleIx};
use crate::level::Level;
use crate::library::Library;
use crate::quantity::Hours;

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

/// The roles of a library and what moves between them take.
pub struct Lattice<'a> {
    library: &'a Library,
    demands: Dense<RoleId, Demand>,
    learning: Learning<'a>,
    /// Laid out once they are asked for.
    profiles: OnceCell<Profiles>,
    /// Likewise, for the limits the library sets.
    rows: OnceCell<Rc<rows::Rows>>,
}

impl<'a> Lattice<'a> {
    /// Returns the lattice of a library for those modules that `is_offered`.
    pub fn new(library: &'a Library, is_offered: impl Fn(ModuleIx) -> bool) -> Self {
        Self {
            library,
            demands: Dense::build(&library.names.roles, |ix, _| Demand::of(library, ix)),
            learning: Learning::new(library, is_offered),
            profiles: OnceCell::new(),
            rows: OnceCell::new(),
        }
    }

    /// The library it is of.
    pub fn library(&self) -> &'a Library {
        self.library
    }

    /// How far its roles are apart.
    pub fn profiles(&self) -> &Profiles {
        self.profiles.get_or_init(|| Profiles::of(self))
    }

    fn rows(&self, limits: Limits) -> Rc<rows::Rows> {
        if limits != Limits::of(self.library) {
            return Rc::new(rows::Rows::of(self, limits));
        }
        Rc::clone(self.rows.get_or_init(|| Rc::new(rows::Rows::of(self, limits))))
    }

    /// What a role expects.
    pub fn demand(&self, role: RoleIx) -> &Demand {
        &self.demands[role]
    }

    /// The levels that a holder of a role has: those it expects, else none.
    pub fn levels_of(&self, role: RoleIx) -> Levels {
        let nothing = Dense::filled(&self.library.names.competencies, Level::ZERO);
        self.arrived(&nothing, role)
    }

    /// The levels after a move to a role: what was learned stays.
    pub fn arrived(&self, held: &Levels, role: RoleIx) -> Levels {
        let mut after = held.clone();
        for it in &self.demands[role].wanted {
            after[it.competency] = after[it.competency].max(it.level);
        }
        after
    }

    /// Whether a move to a role is feasible with certain levels: they meet enough
    /// of what it expects, and miss nothing critical by too much.
    pub fn is_feasible(&self, held: &Levels, to: RoleIx) -> bool {
        self.is_feasible_within(held, to, Limits::of(self.library))
    }

    /// As [`Self::is_feasible`], with other limits than the library sets.
    pub fn is_feasible_within(&self, held: &Levels, to: RoleIx, limits: Limits) -> bool {
        let demand = &self.demands[to];
        demand.reaches(demand.met(|it| held[it]), limits.readiness)
            && overstretched(demand, held, limits).next().is_none()
    }

    /// The shortest way to learn what a role expects beyond certain levels.
    pub fn chain(&mut self, held: &Levels, to: RoleIx) -> Chain {
        let wanted = self.demands[to].wanted.iter().map(|it| (it.competency, it.level));
        self.learning.chain(held, wanted.collect::<Vec<(CompetencyIx, Level)>>())
    }

    /// The hours of [`Self::chain`].
    pub fn hours(&mut self, held: &Levels, to: RoleIx) -> Hours {
        self.chain(held, to).hours
    }
}

/// What is critical and missed by more levels than the limits allow.
fn overstretched<'a>(
    demand: &'a Demand,
    held: &'a Levels,
    limits: Limits,
) -> impl Iterator<Item = &'a Wanted> {
    let critical = demand.wanted.iter().filter(|it| it.importance.is_critical());
    critical.filter(move |it| it.level.less(held[it.competency]) > limits.stretch)
}

//! How far are the roles of a library apart?

use std::cell::OnceCell;
use std::rc::Rc;

use super::chain::{Chain, Levels};
use super::learning::Learning;
use super::limits::{Limits, overstretched};
use super::profiles::Profiles;
use super::rows::RoleRows;
use crate::gap::Demand;
use crate::id::{CompetencyIx, Dense, ModuleIx, RoleId, RoleIx};
use crate::level::Level;
use crate::library::Library;
use crate::quantity::Hours;

/// The roles of a library and what moves between them take.
pub struct Lattice<'a> {
    pub(super) library: &'a Library,
    pub(super) demands: Dense<RoleId, Demand>,
    pub(super) learning: Learning<'a>,
    /// Laid out once they are asked for.
    profiles: OnceCell<Profiles>,
    /// Likewise, for the limits the library sets.
    rows: OnceCell<Rc<RoleRows>>,
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
        self.profiles.get_or_init(|| Profiles::of(self.library, &self.demands))
    }

    pub(super) fn rows(&self, limits: Limits) -> Rc<RoleRows> {
        let rows = || Rc::new(RoleRows::of(self.library, &self.demands, &self.learning, limits));
        if limits != Limits::of(self.library) {
            return rows();
        }
        Rc::clone(self.rows.get_or_init(rows))
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
        for expected in &self.demands[role].wanted {
            after[expected.competency] = after[expected.competency].max(expected.level);
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
        demand.reaches(demand.met(|leaf| held[leaf]), limits.readiness)
            && overstretched(demand, held, limits).next().is_none()
    }

    /// The shortest way to learn what a role expects beyond certain levels.
    pub fn chain(&mut self, held: &Levels, to: RoleIx) -> Chain {
        let wanted =
            self.demands[to].wanted.iter().map(|expected| (expected.competency, expected.level));
        self.learning.chain(held, wanted.collect::<Vec<(CompetencyIx, Level)>>())
    }

    /// The hours of [`Self::chain`].
    pub fn hours(&mut self, held: &Levels, to: RoleIx) -> Hours {
        self.chain(held, to).hours
    }
}

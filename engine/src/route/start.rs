//! Where does a move start, and what is offered on the way?

use super::chain::Levels;
use super::lattice::Lattice;
use crate::gap::{Standing, Standings};
use crate::id::{Dense, ModuleIx, RoleIx};
use crate::library::Library;
use crate::person::{AsOf, Person, Status};
use crate::plan::is_available;

/// Where a move starts: a role, and the levels of somebody who has it.
#[derive(Clone, Debug)]
pub struct Start {
    /// Held today.
    pub role: RoleIx,
    /// The standing in every competency.
    pub standings: Standings,
}

impl Start {
    /// Somebody who has exactly what a role expects.
    pub fn holder(lattice: &Lattice<'_>, role: RoleIx) -> Self {
        let levels = lattice.levels_of(role);
        let names = &lattice.library().names.competencies;
        let standings = Dense::build(names, |ix, _| Standing::Observed(levels[ix]));
        Self { role, standings }
    }

    /// The levels held for certain, or assumed.
    pub fn levels(&self, lattice: &Lattice<'_>) -> Levels {
        let names = &lattice.library().names.competencies;
        Dense::build(names, |ix, _| self.standings[ix].held())
    }
}

/// Whether a person can still learn from a module: it is available to them, and
/// they have neither done nor declined it.
pub fn is_offered(library: &Library, person: &Person, as_of: AsOf, module: ModuleIx) -> bool {
    let status = person.progress_of(module, as_of).map(|progress| progress.status);
    let is_closed = status.is_some_and(|status| status.is_done() || status == Status::Declined);
    !is_closed && is_available(&library.modules[module], person)
}

//! What is the shortest skill move?
//!
//! A [`Lattice`] is the roles of a library with what separates them: how far the
//! levels somebody holds reach in a role, what is missing, how long that takes
//! through the catalogue, and whether the move is feasible.

// What is to be learned, and the shortest way to learn it.
mod chain;
mod puzzle;
mod learning;
mod within;
// The roles: when a move is feasible, how far they are apart.
mod limits;
mod rows;
mod profiles;
mod lattice;
// One move from a start, and which moves are the nearest.
mod start;
mod moves;
mod nearest;
mod view;
// Chains of moves, what they take, and what would open more of them.
mod search;
mod hop;
mod open;

pub(crate) use chain::declared_hours;
pub use chain::{Chain, Levels, Step};
pub use hop::{Hop, Itinerary, Learner};
pub use lattice::Lattice;
pub use learning::Learning;
pub use limits::Limits;
pub use moves::{GradeStep, Hindrance, Missing, Move, Unused};
pub use nearest::{Near, Nearest};
pub use open::{Enough, Opened};
pub use profiles::{Distance, Profiles};
pub use search::{MOST_MOVES, Route, Routes};
pub use start::{Start, is_offered};
pub use view::{Shown, View, ViewMove};
pub use within::{Fits, Solved, Within};

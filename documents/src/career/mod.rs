//! What does a planner read about moves, routes and the bench?

pub mod moves;
pub mod route;
pub mod bench;

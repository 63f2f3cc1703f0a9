//! What does a planner read about moves, routes and the bench?

// What all of them say in the same words.
mod words;
// The nearest roles; the way to one role; who is ready for a role.
pub mod moves;
pub mod route;
pub mod bench;

#[cfg(test)]
mod tests;

//! Recommends a development plan for a person.
//!
//! The engine is a pure function: texts in, plans out. It reads no file, no
//! clock, no network and no environment; its callers do, and pass in what they
//! read. The same texts and the same person always give the same plan.
//!
//! The modules below are in reading order, and each uses only those above it.

pub mod number;
pub mod id;
pub mod level;
pub mod quantity;
pub mod diagnostic;
pub mod source;
pub mod mend;
pub mod blueprint;
pub mod graph;
pub mod rules;
pub mod library;
pub mod person;
pub mod gap;
pub mod advice;
pub mod select;
pub mod plan;
pub mod route;
pub mod bench;
pub mod surroundings;
pub mod trace;
pub mod lint;
pub mod example;
pub mod wire;
pub mod diff;

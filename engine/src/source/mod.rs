//! Which texts did we get, and where in them is what?
//!
//! Files come in as bytes. [`read_yaml`] checks that one is text, within our
//! limits and YAML, and returns its values as a tree in which each knows its
//! place; [`Positions`] finds the place of a path such as
//! `roles` → `support-agent` → `title` again later, when typed readers and rules
//! no longer know it.
//!
//! Whatever the bytes are, reading ends soon, in little memory, without a panic.
//! The trees are read for their places and for the mistakes authors make in
//! YAML; what the values mean is decided further down. Only this module knows
//! the YAML parser that gives positions.

// What comes in, and how much of it.
mod limits;
mod files;
// Which byte is where, and which bytes are text.
mod lines;
mod text;
// What a YAML file can hold, and where exactly a value stands in it.
mod node;
mod syntax;
// What the parser says, in the words of authors; its steps, put together.
mod explain;
mod events;
mod tree;
// What is YAML, but hardly meant; then all of it, one after the other.
mod slips;
mod read;
// From paths and texts back to bytes.
mod inside;
mod positions;
mod things;

pub use files::{Source, Sources};
pub use limits::{LARGEST_FILE, MOST_VALUES};
pub use node::{Document, Node, Style, Value};
pub use positions::Positions;
pub use read::{Read, read_text, read_yaml};
pub use things::{EntryPart, PlacedEntries, PlacedEntry};

#[cfg(test)]
mod tests;

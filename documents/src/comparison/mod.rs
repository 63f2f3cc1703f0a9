//! How do people read what changes between two libraries?

// Everyone, then one person.
pub mod text;
pub mod pair;

//! Opens the files of a library and of its people.
//!
//! The only crate that opens domain files. Folders, YAML, CSV and the formats of
//! other tools go in, values of the engine and texts of files come out. What an
//! author got wrong comes back as diagnostics, one for each mistake; an [`Error`]
//! is for what the disk refuses.
//!
//! The modules below are in reading order, and each uses only those above it.

pub mod error;
pub mod library;
pub mod revision;
pub mod report;
mod table;
mod html;
mod json;
mod moodle;
mod case;
pub mod spreadsheet;
pub mod people;
pub mod import;
pub mod export;
pub mod sample;

pub use error::Error;

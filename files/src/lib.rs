//! Opens the files of a library and of its people.
//!
//! The only crate that opens domain files. Folders, YAML, CSV and the formats of
//! other tools go in, values of the engine and texts of files come out. What an
//! author got wrong comes back as diagnostics, one for each mistake; an [`Error`]
//! is for what the disk refuses.
//!
//! The modules below are in reading order, and each uses only those above it.

// Libraries: their folders, on the disk and in Git, and what may go wrong there.
pub mod error;
pub mod library;
pub mod revision;
// What readers and writers of files share: the report of an import or export, CSV,
// HTML, JSON, and what import and export of one format have in common.
pub mod report;
mod table;
mod html;
mod json;
mod moodle;
mod case;
pub mod spreadsheet;
// People, frameworks of other tools, and people who do not exist.
pub mod people;
pub mod import;
pub mod export;
pub mod sample;

pub use error::Error;

//! What does another framework say, in Waypath's words?
//!
//! One module for each framework. It reads the framework's files, fills a `Draft`
//! and says in a [`Report`](crate::report::Report) what it kept, changed and dropped. Nothing is written
//! here: the files of the new library come back as texts, so that they can be
//! compiled before they touch the disk.
//!
//! What is wrong in the source is reported as a diagnostic at its place and set
//! aside; the rest is imported.

// What an import fills, and how it is written: the draft with its ids, its YAML,
// and the import under way.
mod names;
mod yaml;
mod draft;
mod imported;
// Which relations to leave out so that none lead back to where they began.
mod circles;
// One room for each framework: standards first, then public classifications, then
// companies.
pub mod case;
pub mod moodle;
pub mod esco;
pub mod onet;
pub mod nice;
pub mod gdad;
pub mod metacademy;
pub mod progression;

pub use draft::ImportedFile;
pub use imported::Imported;

//! What do the files say?
//!
//! The shapes of an author's YAML, with the names in them unresolved. Every
//! shape refuses fields it does not know, because an author's typo has to be
//! reported where it stands. Alone knows `serde_yaml`.

// The shapes of values, things and files, names unresolved.
pub mod value;
pub mod model;
pub mod settings;
pub mod test;
pub mod rule;
mod files;
// Which file is read as what.
mod folders;
// Reading: a value, an entry with all its mistakes, a section, the files, the tests.
mod yaml;
mod decode;
mod section;
mod read;
mod suite;

pub use files::{Blueprint, Entries, Entry, LIBRARY_FILE, ModelFile, Reason, RuleFile};
pub(crate) use folders::is_rules_path;
pub use folders::{Folders, is_test_file};
pub use read::{Read, folders, read};
pub use suite::{Suite, read_tests};

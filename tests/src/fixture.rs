//! Where are the fixtures, and what do they hold?

use std::path::{Path, PathBuf};

use waypath_engine::id::Id as _;
use waypath_engine::library::{Library, compile};
use waypath_engine::person::{AsOf, Person};
use waypath_files::{library, people};

/// The root of the repository, which is also the example library.
pub fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_path_buf()
}

/// A library with its people.
pub struct Fixture {
    /// The compiled library.
    pub library: Library,
    /// Its people, by id.
    pub people: Vec<Person>,
}

impl Fixture {
    /// Reads the library in a folder and its people; panics at the first mistake
    /// in either, because a fixture has none.
    pub fn read(root: &Path) -> Self {
        let files = library::read(root).unwrap();
        let compiled = compile(&files.sources);
        let mistakes: Vec<String> = compiled.diagnostics.iter().map(shown).collect();
        assert!(mistakes.is_empty(), "{}:\n{}", root.display(), mistakes.join("\n"));
        let library = compiled.library.unwrap();
        let folder = files.people.expect("the library names a folder of people");
        let people = people::read(&folder, &library).unwrap();
        let mistakes: Vec<String> = people.diagnostics.iter().map(shown).collect();
        assert!(mistakes.is_empty(), "{}:\n{}", root.display(), mistakes.join("\n"));
        Self { library, people: people.people }
    }

    /// The person of an id.
    pub fn person(&self, id: &str) -> &Person {
        let found = self.people.iter().find(|person| person.id.as_str() == id);
        found.unwrap_or_else(|| panic!("people.csv lists no {id}"))
    }
}

fn shown(diagnostic: &waypath_engine::diagnostic::Diagnostic) -> String {
    let place = diagnostic.place.as_ref().map(ToString::to_string).unwrap_or_default();
    let help = diagnostic.help.as_deref().unwrap_or_default();
    format!("{place}: {}; {help}", diagnostic.message)
}

/// The date the example people are planned for, a Monday.
pub const AS_OF: AsOf = jiff::civil::date(2026, 1, 12);

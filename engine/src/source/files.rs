//! Which files are there?

use super::lines::Lines;
use crate::diagnostic::Place;

/// One file as bytes, not yet known to be text.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Source {
    /// The file's path in the library, with `/` between folders.
    pub path: String,
    /// What the file holds.
    pub bytes: Vec<u8>,
}

impl Source {
    /// Returns the place of `length` characters from a line and column on, both
    /// counted from 1, as readers of other formats report them.
    ///
    /// Stays on the line. A place outside the text is moved into it.
    pub fn place(&self, line: u32, column: u32, length: u32) -> Place {
        let text = String::from_utf8_lossy(&self.bytes);
        let lines = Lines::new(self.path.as_str().into(), text.into());
        let end = lines.text().len();
        lines.place(&lines.bytes_at(line, column, length).unwrap_or(end..end))
    }
}

/// The files of a library.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Sources {
    /// The files, in any order.
    pub files: Vec<Source>,
}

impl Sources {
    /// Returns the files in the order of their paths, in which everything that
    /// depends on an order reads them.
    #[must_use]
    pub fn sorted(mut self) -> Self {
        self.files.sort_by(|a, b| a.path.cmp(&b.path));
        self
    }

    /// The file with this path.
    pub fn get(&self, path: &str) -> Option<&Source> {
        self.files.iter().find(|file| file.path == path)
    }
}

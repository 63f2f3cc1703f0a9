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

use std::sync::Arc;

mod lines;
mod text;
mod syntax;
mod explain;
mod events;
mod tree;
mod slips;
mod inside;
mod positions;

pub use positions::Positions;
pub use tree::{Document, Node, Style, Value};

use crate::diagnostic::{Code, Diagnostic, Place, Severity, sort};
use lines::Lines;

/// How deep maps and lists may be nested.
pub const DEEPEST: usize = 64;
/// The most bytes of a YAML file.
pub const LARGEST_FILE: usize = 4 * 1024 * 1024;
/// The most bytes of one text in a YAML file.
pub const LONGEST_TEXT: usize = 64 * 1024;
/// The most values of a YAML file: keys, texts, maps, lists and aliases.
pub const MOST_VALUES: usize = 200_000;
/// The most values that the aliases of one file may repeat.
pub const MOST_REPEATED: usize = 10_000;
const MOST_REPEATED_BYTES: usize = 1024 * 1024;
const MOST_INDICATORS: usize = 500_000;
/// The most mistakes reported for one file.
const MOST_MISTAKES: usize = 100;

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
        self.files.iter().find(|it| it.path == path)
    }
}

/// What came of reading a YAML file.
#[derive(Clone, Debug)]
pub struct Read {
    /// The document. There is none where the file cannot be read to its end;
    /// there is one beside mistakes that leave the rest readable, such as a
    /// duplicate key. A document is within the limits, and can safely be given
    /// to any other reader of YAML.
    pub document: Option<Document>,
    /// The mistakes found, in the order of the file, at most a hundred.
    pub diagnostics: Vec<Diagnostic>,
}

impl Read {
    /// Whether a mistake was found that is not just a warning.
    pub fn has_errors(&self) -> bool {
        self.diagnostics.iter().any(|it| it.severity() == Severity::Error)
    }
}

/// Reads a YAML file.
pub fn read_yaml(source: &Source) -> Read {
    let mut diagnostics = Vec::new();
    let document = match document(source, &mut diagnostics) {
        Ok(document) => document,
        Err(fatal) => {
            diagnostics.push(fatal);
            None
        }
    };
    sort(&mut diagnostics);
    diagnostics.truncate(MOST_MISTAKES);
    Read { document, diagnostics }
}

fn document(
    source: &Source,
    diagnostics: &mut Vec<Diagnostic>,
) -> Result<Option<Document>, Diagnostic> {
    check_size(source)?;
    let lines = Arc::new(text::decode(source)?);
    text::check_yaml(&lines)?;
    let Some(steps) = events::read(&lines, diagnostics) else { return Ok(None) };
    let root = tree::build(&lines, &steps)?;
    let document =
        Document { path: Arc::clone(lines.file()), text: lines.shared_body(), root, lines };
    slips::look_for_slips(&document, diagnostics);
    Ok(Some(document))
}

fn check_size(source: &Source) -> Result<(), Diagnostic> {
    if source.bytes.len() <= LARGEST_FILE {
        return Ok(());
    }
    let message = format!("the file is {} KiB large", source.bytes.len().div_ceil(1024));
    let most = LARGEST_FILE.div_euclid(1024);
    let lines = Lines::new(source.path.as_str().into(), "".into());
    Err(Diagnostic::new(Code::TooLarge, message)
        .at(lines.place(&(0..0)))
        .help(format!("divide it into several files of at most {most} KiB")))
}

/// Reads a file that is not YAML as text, without a byte order mark.
///
/// Its lines and columns are turned into places by [`Source::place`].
pub fn read_text(source: &Source) -> Result<Arc<str>, Diagnostic> {
    Ok(text::decode(source)?.shared_body())
}

#[cfg(test)]
mod tests;

//! What does a file hold, and what is wrong with it?

use std::sync::Arc;

use super::files::Source;
use super::limits::{LARGEST_FILE, MOST_MISTAKES};
use super::lines::Lines;
use super::node::Document;
use super::{events, slips, text, tree};
use crate::diagnostic::{Code, Diagnostic, Severity, sort};

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
        self.diagnostics.iter().any(|diagnostic| diagnostic.severity() == Severity::Error)
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

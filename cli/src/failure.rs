//! Why could a run not start, or why did it break off?

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use thiserror::Error;

use crate::exit::Exit;
use waypath_documents::report::{self, Style};
use waypath_documents::templates::DocumentError;

/// Why a run ended early.
#[derive(Debug, Error)]
pub(crate) enum Failure {
    /// Files that could not be opened.
    #[error(transparent)]
    Files(#[from] waypath_files::Error),
    /// The output could not be written.
    #[error("the output cannot be written: {0}")]
    Output(#[from] io::Error),
    /// A file or folder could not be written.
    #[error("`{}` cannot be written: {reason}", .path.display())]
    Unwritable {
        /// The file or folder.
        path: PathBuf,
        /// What the system says.
        #[source]
        reason: io::Error,
    },
    /// A document could not be made.
    #[error(transparent)]
    Document(#[from] DocumentError),
    /// JSON could not be made.
    #[error("JSON cannot be written: {0}")]
    Json(#[from] serde_json::Error),
    /// The work for a person failed.
    #[error("for `{person}`: {failure}")]
    For {
        /// The id of the person.
        person: String,
        /// Why.
        #[source]
        failure: Box<Failure>,
    },
    /// The work for a person panicked.
    #[error("for `{person}`: the program broke off: {message}")]
    Panic {
        /// The id of the person.
        person: String,
        /// What the panic says.
        message: String,
    },
    /// A library that holds mistakes, each of which was reported.
    #[error("the library has mistakes: {summary}")]
    Mistakes {
        /// How many.
        summary: String,
    },
    /// A population that holds mistakes, each of which was reported.
    #[error("the population has mistakes: {summary}")]
    PopulationMistakes {
        /// How many.
        summary: String,
    },
    /// An argument that asks for what is not there.
    #[error("{message}")]
    Request {
        /// What is wrong.
        message: String,
        /// What to do.
        help: String,
    },
}

impl Failure {
    pub(crate) fn request(message: impl Into<String>, help: impl Into<String>) -> Self {
        Self::Request { message: message.into(), help: help.into() }
    }

    pub(crate) fn unwritable(path: &Path) -> impl FnOnce(io::Error) -> Self {
        let path = path.to_path_buf();
        |reason| Self::Unwritable { path, reason }
    }

    /// What to do about it, in the imperative.
    pub(crate) fn help(&self) -> Option<&str> {
        match self {
            Self::Files(error) => Some(error.help()),
            Self::Request { help, .. } => Some(help),
            Self::Unwritable { .. } => {
                Some("check that the folder exists and that you may write to it")
            }
            Self::Document(_) => {
                Some("correct the template, or take it out to use the built-in one")
            }
            Self::Mistakes { .. } => Some("correct them; `waypath check` shows warnings as well"),
            Self::PopulationMistakes { .. } => {
                Some("correct them; `sample --write-population FILE` writes a file without any")
            }
            Self::For { failure, .. } => failure.help(),
            Self::Panic { .. } => {
                Some("this is a fault in Waypath, not in your files; please report it")
            }
            Self::Output(_) | Self::Json(_) => None,
        }
    }

    /// How the run ends.
    pub(crate) fn exit(&self) -> Exit {
        match self {
            Self::Mistakes { .. } | Self::PopulationMistakes { .. } => Exit::Mistakes,
            // The reader of the output has seen enough.
            _ if self.is_closed_pipe() => Exit::Done,
            _ => Exit::Failed,
        }
    }

    /// Whether the reader of the output stopped reading.
    pub(crate) fn is_closed_pipe(&self) -> bool {
        matches!(self, Self::Output(error) if error.kind() == io::ErrorKind::BrokenPipe)
    }
}

/// Says why a run ended early.
pub(crate) fn show(failure: &Failure, style: Style, err: &mut dyn Write) {
    let text = report::failure(&failure.to_string(), failure.help(), style);
    // Where standard error is closed there is nobody to tell.
    writeln!(err, "{text}").ok();
}

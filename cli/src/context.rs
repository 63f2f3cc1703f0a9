//! What does a command work with?

use std::io::Write;

use waypath_documents::language::Language;
use waypath_documents::report::Style;

use crate::options::GlobalOptions;

/// Which streams go to a terminal, where somebody watches a long run.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Watched {
    /// Neither; no progress is shown.
    Nothing,
    /// Standard error, while data goes into a file or another program.
    Errors,
    /// Standard error and standard output.
    Everything,
}

/// What a command works with, beside its own arguments.
pub(crate) struct Context<'a> {
    pub(crate) options: GlobalOptions,
    /// Where data goes: standard output.
    pub(crate) out: &'a mut dyn Write,
    /// Where everything else goes: standard error.
    pub(crate) err: &'a mut dyn Write,
    pub(crate) style: Style,
    pub(crate) watched: Watched,
    /// The language that answers are written in.
    pub(crate) language: Language,
}

//! What the `waypath` command is made of.
//!
//! [`run`] does everything and touches neither the process nor the terminal, so
//! that tests call it with buffers. Standard output is data, standard error is
//! everything else. The modules below are in reading order.

mod arguments;
mod exit;
mod failure;
mod form;
mod drawn;
mod codes;
mod fates;
mod completion;
mod open;
mod command;

pub use codes::page;
pub use command::schema::{Draft, Kind, schema};
pub use exit::Exit;

use std::ffi::OsString;
use std::io::Write;

use clap::Parser as _;

use arguments::Arguments;

/// What a command works with.
struct Session<'a> {
    options: arguments::Options,
    out: &'a mut dyn Write,
    err: &'a mut dyn Write,
    ink: waypath_documents::report::Ink,
    /// The language that answers are written in.
    language: waypath_documents::language::Language,
}

/// Runs the command with these arguments; the first is the command's own name.
pub fn run<A, T>(arguments: A, out: &mut dyn Write, err: &mut dyn Write) -> Exit
where
    A: IntoIterator<Item = T>,
    T: Into<OsString> + Clone,
{
    let arguments = match Arguments::try_parse_from(arguments) {
        Ok(arguments) => arguments,
        Err(error) => return usage(&error, out, err),
    };
    let Arguments { options, command } = arguments;
    let ink = options.color.ink();
    let language = waypath_documents::language::Language::english();
    let mut session = Session { options, out, err, ink, language };
    match command::run(command, &mut session) {
        Ok(exit) => exit,
        Err(failure) => {
            if !failure.is_closed_pipe() {
                failure::show(&failure, session.ink, session.err);
            }
            failure.exit()
        }
    }
}

/// Prints what clap says: help and version as data, slips as errors.
fn usage(error: &clap::Error, out: &mut dyn Write, err: &mut dyn Write) -> Exit {
    let (written, exit) = if error.use_stderr() {
        (write!(err, "{}", error.render()), Exit::Failed)
    } else {
        (write!(out, "{}", error.render()), Exit::Done)
    };
    if written.is_ok() { exit } else { Exit::Failed }
}

#[cfg(test)]
mod tests;

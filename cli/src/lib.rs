//! What the `waypath` command is made of.
//!
//! [`run`] does everything and touches neither the process nor the terminal, so
//! that tests call it with buffers. Standard output is data, standard error is
//! everything else. The modules below are in reading order.

// How a run ends, and why early.
mod exit;
mod failure;
// What commands share: options, the streams, the library, the people, the files they write.
mod options;
mod context;
mod open;
mod many;
mod output;
mod picture;
// What stands in the binary: pages about mistakes, schemas for editors.
mod codes;
mod schemas;
mod completion;
// A file per command: its arguments, its help and what it does.
mod command;
// The command line as a whole.
mod arguments;

pub use codes::page;
pub use context::Watched;
pub use exit::Exit;
pub use schemas::{Draft, Kind, schema};

use std::ffi::OsString;
use std::io::Write;

use arguments::Arguments;
use context::Context;
use waypath_documents::language::Language;

/// Runs the command with these arguments; the first is the command's own name. Shows no
/// progress.
pub fn run<A, T>(arguments: A, out: &mut dyn Write, err: &mut dyn Write) -> Exit
where
    A: IntoIterator<Item = T>,
    T: Into<OsString>,
{
    run_watched(arguments, out, err, Watched::Nothing)
}

/// Runs the command with these arguments, and shows progress where a terminal is watched.
pub fn run_watched<A, T>(
    arguments: A,
    out: &mut dyn Write,
    err: &mut dyn Write,
    watched: Watched,
) -> Exit
where
    A: IntoIterator<Item = T>,
    T: Into<OsString>,
{
    let Arguments { options, command } = match Arguments::read(arguments) {
        Ok(arguments) => arguments,
        Err(error) => return usage(&error, out, err),
    };
    let style = options.style();
    let language = Language::english();
    let mut context = Context { options, out, err, style, watched, language };
    match command::run(command, &mut context) {
        Ok(exit) => exit,
        Err(failure) => {
            if !failure.is_closed_pipe() {
                failure::show(&failure, context.style, context.err);
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

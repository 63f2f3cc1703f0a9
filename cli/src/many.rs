//! How do commands work for many people?

use std::io::Write;

use waypath_run::{Identified, Progress, RunError, Threads, in_order};

use crate::context::{Context, Watched};
use crate::failure::Failure;

/// When a command prints its answers.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Printed {
    /// Each as soon as it is there.
    OneByOne,
    /// All at the end.
    Together,
}

/// Works for people on some threads, and hands each answer with standard output to
/// `sink`, in the order of the people. Shows progress on a terminal.
///
/// `worker` returns what does the work on one thread.
pub(crate) fn for_each<T, A, W>(
    people: impl ExactSizeIterator<Item = T>,
    threads: Threads,
    printed: Printed,
    context: &mut Context<'_>,
    worker: impl Fn() -> W + Sync,
    mut sink: impl FnMut(A, &mut dyn Write) -> Result<(), Failure>,
) -> Result<(), Failure>
where
    T: Identified + Send,
    A: Send,
    W: FnMut(&T) -> Result<A, Failure>,
{
    let out = &mut *context.out;
    // Where answers appear on the same terminal they are the progress.
    let is_shown = match context.watched {
        Watched::Nothing => false,
        Watched::Errors => true,
        Watched::Everything => printed == Printed::Together,
    };
    let mut progress = if is_shown {
        Progress::on(&mut *context.err, Some(people.len()))
    } else {
        Progress::hidden()
    };
    let ended = in_order(people, threads, &mut progress, worker, |answer| sink(answer, out));
    ended.map_err(|error| match error {
        RunError::Work { person, error } => Failure::For { person, failure: Box::new(error) },
        RunError::Panic { person, message } => Failure::Panic { person, message },
        RunError::Sink(failure) => failure,
    })
}

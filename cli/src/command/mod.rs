//! What does each command do?

mod bench;
mod check;
mod diff;
mod explain;
mod export;
mod fix;
mod import;
mod graph;
mod init;
mod lattice;
pub(crate) mod list;
mod lint;
mod moves;
mod plan;
mod playbook;
mod points;
mod sample;
mod route;
pub(crate) mod schema;
mod test;
mod watch;
mod trace;

use crate::arguments::Command;
use crate::failure::Failure;
use crate::{Exit, Session};

/// Runs a command.
pub(crate) fn run(command: Command, session: &mut Session<'_>) -> Result<Exit, Failure> {
    match command {
        Command::Check(arguments) => check::run(&arguments, session),
        Command::Plan(arguments) => plan::run(&arguments, session),
        Command::Explain(arguments) => explain::run(&arguments, session),
        Command::Test(arguments) => test::run(&arguments, session),
        Command::Trace(arguments) => trace::run(&arguments, session),
        Command::Lint(arguments) => lint::run(&arguments, session),
        Command::Playbook(arguments) => playbook::run(&arguments, session),
        Command::Diff(arguments) => diff::run(&arguments, session),
        Command::Sample(arguments) => sample::run(&arguments, session),
        Command::Import(arguments) => import::run(&arguments, session),
        Command::Export(arguments) => export::run(&arguments, session),
        Command::Moves(arguments) => moves::run(&arguments, session),
        Command::Lattice(arguments) => lattice::run(&arguments, session),
        Command::Graph(arguments) => graph::run(&arguments, session),
        Command::Route(arguments) => route::run(&arguments, session),
        Command::Bench(arguments) => bench::run(&arguments, session),
        Command::List(arguments) => list::run(&arguments, session),
        Command::Init(arguments) => init::run(&arguments, session),
        Command::Schema(arguments) => schema::run(&arguments, session),
        Command::Watch(arguments) => watch::run(&arguments, session),
    }
}

//! What does each command do?
//!
//! A file per command: its arguments, whose comments are its help, the formats it
//! makes, and what it does.

// Plans and libraries.
mod check;
mod speed;
mod fix;
mod plan;
mod explain;
mod playbook;
mod list;
mod init;
mod import;
mod points;
mod export;
mod schema;
// Work on rules.
mod test;
mod lint;
mod diff;
mod trace;
mod watch;
mod sample;
// Careers.
mod moves;
mod route;
mod lattice;
mod graph;
mod bench;

use clap::Subcommand;

use crate::context::Context;
use crate::exit::Exit;
use crate::failure::Failure;

/// What to do.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    Check(check::CheckArguments),
    Plan(plan::PlanArguments),
    Explain(explain::ExplainArguments),
    Playbook(playbook::PlaybookArguments),
    List(list::ListArguments),
    Init(init::InitArguments),
    Import(import::ImportArguments),
    Export(export::ExportArguments),
    Schema(schema::SchemaArguments),
    Test(test::TestArguments),
    Lint(lint::LintArguments),
    Diff(diff::DiffArguments),
    Trace(trace::TraceArguments),
    Watch(watch::WatchArguments),
    Sample(sample::SampleArguments),
    Moves(moves::MovesArguments),
    Route(route::RouteArguments),
    Lattice(lattice::LatticeArguments),
    Graph(graph::GraphArguments),
    Bench(bench::BenchArguments),
}

/// The commands by task, as `waypath --help` lists them.
pub(crate) const BY_TASK: &[(&str, &[&str])] = &[
    (
        "Plans and libraries",
        &["check", "plan", "explain", "playbook", "list", "init", "import", "export", "schema"],
    ),
    ("Work on rules and content", &["test", "lint", "diff", "trace", "watch", "sample"]),
    ("Careers and succession", &["moves", "route", "lattice", "graph", "bench"]),
];

/// Runs a command.
pub(crate) fn run(command: Command, context: &mut Context<'_>) -> Result<Exit, Failure> {
    match command {
        Command::Check(arguments) => check::run(&arguments, context),
        Command::Plan(arguments) => plan::run(&arguments, context),
        Command::Explain(arguments) => explain::run(&arguments, context),
        Command::Playbook(arguments) => playbook::run(&arguments, context),
        Command::List(arguments) => list::run(&arguments, context),
        Command::Init(arguments) => init::run(&arguments, context),
        Command::Import(arguments) => import::run(&arguments, context),
        Command::Export(arguments) => export::run(&arguments, context),
        Command::Schema(arguments) => schema::run(&arguments, context),
        Command::Test(arguments) => test::run(&arguments, context),
        Command::Lint(arguments) => lint::run(&arguments, context),
        Command::Diff(arguments) => diff::run(&arguments, context),
        Command::Trace(arguments) => trace::run(&arguments, context),
        Command::Watch(arguments) => watch::run(&arguments, context),
        Command::Sample(arguments) => sample::run(&arguments, context),
        Command::Moves(arguments) => moves::run(&arguments, context),
        Command::Route(arguments) => route::run(&arguments, context),
        Command::Lattice(arguments) => lattice::run(&arguments, context),
        Command::Graph(arguments) => graph::run(&arguments, context),
        Command::Bench(arguments) => bench::run(&arguments, context),
    }
}

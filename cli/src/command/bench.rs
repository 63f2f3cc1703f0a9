//! `bench`: counts who is ready for critical roles.

use clap::Args;
use std::collections::BTreeSet;
use std::io::Write;

use waypath_documents::report;
use waypath_documents::words::counted_noun;
use waypath_engine::bench::{Bench, BenchQuestion, Sight};
use waypath_engine::id::RoleIx;
use waypath_engine::library::Library;
use waypath_engine::person::Person;
use waypath_engine::wire;
use waypath_files::spreadsheet::{self, Cell};
use waypath_run::Threads;

use crate::context::Context;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::many::{Printed, for_each};
use crate::open;
use crate::options::{PeopleArgument, TableFormat, ThreadsArgument};
use waypath_documents::career::bench::{render_bench, undecided};
use waypath_documents::labels::Labels;

/// Count who is ready for critical roles, and show where nobody is
#[derive(Args, Debug)]
pub(crate) struct BenchArguments {
    /// Ids of the roles [default: the roles with `succession: critical`]
    #[arg(value_name = "ROLE")]
    roles: Vec<String>,
    #[command(flatten)]
    people: PeopleArgument,
    /// Show names, and what each person lacks
    #[arg(long)]
    names: bool,
    #[command(flatten)]
    threads: ThreadsArgument,
    /// Print in this format
    #[arg(long, value_enum, default_value_t)]
    format: TableFormat,
}

/// The columns of `--format csv`.
const COLUMNS: [&str; 8] =
    ["role", "title", "now", "soon", "later", "unknown", "soonest_months", "median_months"];
/// The columns with `--names`, a row for each person and role.
const NAMED: [&str; 8] =
    ["role", "person", "name", "ready", "failing", "ready_on", "months", "hours"];

/// Counts who is ready for the critical roles, or for those named.
pub(super) fn run(arguments: &BenchArguments, context: &mut Context<'_>) -> Result<Exit, Failure> {
    let format = arguments.format;
    let files = open::files(context)?;
    let library = open::sound(&files, context)?;
    let (roles, empty) = roles(arguments, &library)?;
    let people = open::people(arguments.people.folder(), &files, &library, context)?;
    let exit = open::exit(&people);
    let people = &people.people;
    if people.is_empty() {
        return Err(Failure::request(
            "there is nobody to look at",
            "write people into `people.csv`, or name another folder with `--people`",
        ));
    }
    let sight = if arguments.names { Sight::Names } else { Sight::Counts };
    let found = judge(&library, people, &roles, sight, arguments.threads.count(), context)?;
    let written = wire::Bench::of(&library, &found, people, &empty, sight);
    if format != TableFormat::Json {
        note(&written, context)?;
    }
    if format == TableFormat::Csv
        && let Some(undecided) = undecided(&written)
    {
        writeln!(context.err, "note: {undecided}")?;
    }
    match format {
        TableFormat::Json => report::value(&written, context.out)?,
        TableFormat::Csv if arguments.names => {
            write!(context.out, "{}", spreadsheet::write(&NAMED, verdicts(&written)))?;
        }
        TableFormat::Csv => {
            let rows = written.roles.iter().map(|it| row(&library, it));
            write!(context.out, "{}", spreadsheet::write(&COLUMNS, rows))?;
        }
        TableFormat::Text => {
            write!(context.out, "{}", render_bench(&written, &Labels::of(&library)))?;
        }
    }
    Ok(exit)
}

/// Judges everybody for the roles.
fn judge(
    library: &Library,
    people: &[Person],
    roles: &[RoleIx],
    sight: Sight,
    threads: Threads,
    context: &mut Context<'_>,
) -> Result<Bench, Failure> {
    let question = BenchQuestion::new(library, people, roles, context.options.as_of(), sight);
    let mut tally = question.tally();
    let worker = || {
        let mut judge = question.judge();
        move |(at, person): &(u32, &Person)| Ok(judge.look(*at, person))
    };
    let sink = |judged, _: &mut dyn Write| {
        tally.add(judged);
        Ok(())
    };
    let everybody = question.by_catalogue(people).into_iter();
    for_each(everybody, threads, Printed::Together, context, worker, sink)?;
    Ok(tally.finish(question))
}

/// The roles to look at, and those left out because they expect nothing.
fn roles(
    arguments: &BenchArguments,
    library: &Library,
) -> Result<(Vec<RoleIx>, Vec<RoleIx>), Failure> {
    let expects = |it: &RoleIx| !library.roles[*it].expects.is_empty();
    if !arguments.roles.is_empty() {
        let mut roles = Vec::new();
        for id in &arguments.roles {
            let role = open::named(&library.names.roles, id, "roles")?;
            if !expects(&role) {
                return Err(Failure::request(
                    format!("`{id}` expects nothing, so nobody can be called ready for it"),
                    "write what it expects under `expects:`",
                ));
            }
            roles.push(role);
        }
        let mut seen = BTreeSet::new();
        roles.retain(|it| seen.insert(*it));
        return Ok((roles, Vec::new()));
    }
    let critical = library.roles.iter().filter(|(_, it)| it.succession_critical);
    let (roles, empty): (Vec<RoleIx>, Vec<RoleIx>) =
        critical.map(|(ix, _)| ix).partition(|it| expects(it));
    if let (true, Some(first)) = (roles.is_empty(), empty.first()) {
        return Err(Failure::request(
            "no critical role expects anything, so nobody can be called ready for it",
            format!("write what `{}` expects under `expects:`", library.role_id(*first)),
        ));
    }
    if roles.is_empty() {
        return Err(Failure::request(
            "no role of the library is critical",
            "write `succession: critical` in the roles to watch, or name roles: \
             `waypath bench ROLE`",
        ));
    }
    Ok((roles, empty))
}

/// Says which roles are in no figure.
fn note(bench: &wire::Bench, context: &mut Context<'_>) -> Result<(), Failure> {
    let empty = &bench.without_expectations;
    if !empty.is_empty() {
        let count = counted_noun(empty.len(), "role");
        let ids = empty.join(", ");
        writeln!(context.err, "note: {count} without expectations left out: {ids}")?;
    }
    if !bench.too_few.is_empty() {
        let count = counted_noun(bench.too_few.len(), "role");
        let (few, ids) = (bench.settings.bench_group, bench.too_few.join(", "));
        writeln!(
            context.err,
            "note: {count} left out, fewer than {few} people come into question: {ids}; \
             `--names` shows them"
        )?;
    }
    Ok(())
}

fn number(it: usize) -> Cell {
    Cell::Number(it.to_string())
}

/// A number, or an empty cell.
fn maybe(it: Option<String>) -> Cell {
    it.map_or_else(|| Cell::Text(String::new()), Cell::Number)
}

fn row(library: &Library, it: &wire::BenchRole) -> Vec<Cell> {
    let title = library.names.roles.find(&it.role).map(|it| library.roles[it].title.to_string());
    vec![
        Cell::Text(it.role.clone()),
        Cell::Text(title.unwrap_or_default()),
        number(it.now),
        number(it.soon),
        number(it.later),
        number(it.unknown),
        maybe(it.soonest_months.map(|it| it.to_string())),
        maybe(it.median_months.map(|it| it.to_string())),
    ]
}

/// A row for each person and role.
fn verdicts(bench: &wire::Bench) -> impl Iterator<Item = Vec<Cell>> + '_ {
    bench.roles.iter().flat_map(|role| {
        role.verdicts.iter().flatten().map(|it| {
            vec![
                Cell::Text(role.role.clone()),
                Cell::Text(it.person.clone()),
                Cell::Text(it.name.clone()),
                Cell::Text(it.ready.to_owned()),
                Cell::Text(it.failing.join(" ")),
                Cell::Text(it.ready_on.clone().unwrap_or_default()),
                maybe(it.months.map(|it| it.to_string())),
                maybe(it.hours.map(wire::Decimal::display)),
            ]
        })
    })
}

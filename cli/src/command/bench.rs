//! `bench`: counts who is ready for critical roles.

use clap::Args;
use std::collections::BTreeSet;
use std::io::Write;

use waypath_documents::report;
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
use waypath_documents::career::bench::{left_out, render_bench, undecided};
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
        for note in left_out(&written, &context.language) {
            writeln!(context.err, "note: {note}")?;
        }
    }
    if format == TableFormat::Csv
        && let Some(undecided) = undecided(&written, &context.language)
    {
        writeln!(context.err, "note: {undecided}")?;
    }
    match format {
        TableFormat::Json => report::value(&written, context.out)?,
        TableFormat::Csv if arguments.names => {
            write!(context.out, "{}", spreadsheet::write(&NAMED, verdicts(&written)))?;
        }
        TableFormat::Csv => {
            let rows = written.roles.iter().map(|role| row(&library, role));
            write!(context.out, "{}", spreadsheet::write(&COLUMNS, rows))?;
        }
        TableFormat::Text => {
            let text = render_bench(&written, Labels::of(&library), &context.language);
            write!(context.out, "{text}")?;
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
    let expects = |role: &RoleIx| !library.roles[*role].expects.is_empty();
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
        roles.retain(|role| seen.insert(*role));
        return Ok((roles, Vec::new()));
    }
    let critical = library.roles.iter().filter(|(_, role)| role.succession_critical);
    let (roles, empty): (Vec<RoleIx>, Vec<RoleIx>) =
        critical.map(|(ix, _)| ix).partition(|role| expects(role));
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

fn number(number: usize) -> Cell {
    Cell::Number(number.to_string())
}

/// A number, or an empty cell.
fn maybe(number: Option<impl ToString>) -> Cell {
    number.map_or_else(|| Cell::Text(String::new()), |number| Cell::Number(number.to_string()))
}

fn row(library: &Library, role: &wire::BenchRole) -> Vec<Cell> {
    vec![
        Cell::Text(role.role.to_string()),
        Cell::Text(Labels::of(library).role_title(&role.role).to_owned()),
        number(role.now),
        number(role.soon),
        number(role.later),
        number(role.unknown),
        maybe(role.soonest_months),
        maybe(role.median_months),
    ]
}

/// A row for each person and role.
fn verdicts(bench: &wire::Bench) -> impl Iterator<Item = Vec<Cell>> + '_ {
    bench.roles.iter().flat_map(|role| {
        role.verdicts.iter().flatten().map(|verdict| {
            let failing: Vec<&str> =
                verdict.failing.iter().map(|criterion| criterion.as_str()).collect();
            let ready_on = verdict.ready_on.map(|day| day.to_string());
            vec![
                Cell::Text(role.role.to_string()),
                Cell::Text(verdict.person.to_string()),
                Cell::Text(verdict.name.to_string()),
                Cell::Text(verdict.ready.as_str().to_owned()),
                Cell::Text(failing.join(" ")),
                Cell::Text(ready_on.unwrap_or_default()),
                maybe(verdict.months),
                maybe(verdict.hours),
            ]
        })
    })
}

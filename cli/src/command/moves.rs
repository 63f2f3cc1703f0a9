//! `moves`: finds the nearest roles.

use clap::Args;
use std::collections::BTreeSet;
use std::str::FromStr;

use waypath_documents::columns;
use waypath_documents::report;
use waypath_engine::advice::settled;
use waypath_engine::id::{RoleIx, nearest};
use waypath_engine::library::Library;
use waypath_engine::person::Person;
use waypath_engine::route::{GradeStep, Lattice, Move, Nearest, Start, is_offered};
use waypath_engine::wire;
use waypath_files::library::LibraryFiles;
use waypath_files::spreadsheet::{self, Cell};

use crate::context::Context;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::open;
use crate::options::{PeopleArgument, TableFormat};
use waypath_documents::career::moves::{left_out, render_moves};
use waypath_documents::labels::Labels;

/// Find the roles nearest to a role or a person, and what each move takes
#[derive(Args, Debug)]
pub(crate) struct MovesArguments {
    /// Id of the role to move from
    #[arg(conflicts_with = "all")]
    role: Option<String>,
    /// Start from the levels of this person, and from their role unless another is given
    #[arg(long, value_name = "ID", conflicts_with = "all")]
    person: Option<String>,
    /// Find the nearest roles of every role, a row each
    #[arg(long)]
    all: bool,
    /// Show this many roles
    #[arg(short, long, value_name = "N", default_value_t = 10,
        value_parser = clap::value_parser!(u16).range(1..))]
    number: u16,
    /// Show only roles of this family
    #[arg(long, value_name = "FAMILY")]
    family: Option<String>,
    /// Show only these grades, such as 3 or 2..4, or only moves `up`, `same` or `down`
    #[arg(long, value_name = "GRADE")]
    grade: Option<Grades>,
    /// Show only roles that somebody has at this site
    #[arg(long, value_name = "SITE")]
    site: Option<String>,
    /// Show only roles of which at least this percentage is met
    #[arg(long, value_name = "PERCENT", value_parser = clap::value_parser!(u8).range(0..=100))]
    ready: Option<u8>,
    #[command(flatten)]
    people: PeopleArgument,
    /// Print in this format
    #[arg(long, value_enum, default_value_t)]
    format: TableFormat,
}

/// The grades a move may lead to.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Grades {
    /// Higher ones.
    Up,
    /// The same.
    Same,
    /// Lower ones.
    Down,
    /// Those from the first to the last.
    Between { from: u16, to: u16 },
}

impl FromStr for Grades {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, &'static str> {
        let number = |text: &str| text.trim().parse::<u16>();
        match (text, text.split_once("..")) {
            ("up", _) => Ok(Self::Up),
            ("same", _) => Ok(Self::Same),
            ("down", _) => Ok(Self::Down),
            (_, Some((from, to))) => match (number(from), number(to)) {
                (Ok(from), Ok(to)) if from <= to => Ok(Self::Between { from, to }),
                _ => Err("write the lower grade first, such as `2..4`"),
            },
            _ => number(text)
                .map(|grade| Self::Between { from: grade, to: grade })
                .map_err(|_| "write `up`, `same`, `down`, a grade such as `3`, or `2..4`"),
        }
    }
}

/// The columns of `--format csv`.
const COLUMNS: [&str; 9] =
    ["from", "to", "rank", "score", "readiness", "shortfall_hours", "unused", "from_ref", "to_ref"];

/// Which roles a move may lead to.
struct Filters<'a> {
    arguments: &'a MovesArguments,
    /// The roles that somebody has at the site asked for.
    at_site: Option<BTreeSet<RoleIx>>,
    /// Whether people were set aside on the way.
    exit: Exit,
}

/// Finds the nearest roles of a role, of a person, or of every role.
pub(super) fn run(arguments: &MovesArguments, context: &mut Context<'_>) -> Result<Exit, Failure> {
    let format = arguments.format;
    let files = open::files(context)?;
    let library = open::sound(&files, context)?;
    let filters = Filters::of(arguments, &files, &library, context)?;
    if arguments.all {
        return everyone(&filters, &library, format, context);
    }
    let as_of = context.options.as_of();
    let (id, folder) = (arguments.person.as_deref(), arguments.people.folder());
    let (person, exit) = open::maybe_one(id, folder, &files, &library, context)?;
    let role = match (&arguments.role, &person) {
        (Some(role), _) => open::named(&library.names.roles, role, "roles")?,
        (None, Some(person)) => person.role,
        (None, None) => {
            return Err(Failure::request(
                "no role is named",
                "name a role, a person with `--person`, or ask for every role with `--all`",
            ));
        }
    };
    let mut lattice = Lattice::new(&library, |module| {
        person.as_ref().is_none_or(|person| is_offered(&library, person, as_of, module))
    });
    let start = match &person {
        Some(person) => of_person(&library, person, role, context),
        None => Start::holder(&lattice, role),
    };
    if person.is_none() {
        expects_something(&library, &lattice, role)?;
    }
    let near = filters.nearest(&mut lattice, &start);
    let from = wire::MoveStart::of(&library, role, person.as_ref());
    let hash = person.as_ref().map(|person| &*person.hash);
    let written = wire::Moves::of(&library, from, hash, as_of, &near);
    match format {
        TableFormat::Json => report::value(&written, context.out)?,
        TableFormat::Csv => {
            let ranked = (1..).zip(&near.roles);
            let rows =
                ranked.map(|(rank, near)| row(&wire::RankedMove::of(&library, role, rank, near)));
            write!(context.out, "{}", spreadsheet::write(&COLUMNS, rows))?;
        }
        TableFormat::Text => {
            let text = render_moves(&written, Labels::of(&library), &context.language);
            write!(context.out, "{text}")?;
        }
    }
    Ok(if filters.exit == Exit::Done { exit } else { filters.exit })
}

/// The nearest roles of every role that expects something.
fn everyone(
    filters: &Filters<'_>,
    library: &Library,
    format: TableFormat,
    context: &mut Context<'_>,
) -> Result<Exit, Failure> {
    let mut lattice = Lattice::new(library, |_| true);
    let (without, roles): (Vec<RoleIx>, Vec<RoleIx>) =
        library.names.roles.indices().partition(|role| lattice.demand(*role).wanted.is_empty());
    let nearest = |role: RoleIx| {
        let start = Start::holder(&lattice, role);
        (role, filters.nearest(&mut lattice, &start))
    };
    let near: Vec<(RoleIx, Nearest)> = roles.into_iter().map(nearest).collect();
    let written = wire::AllMoves::of(library, context.options.as_of(), &near, &without);
    if let Some(note) = left_out(&written, &context.language) {
        writeln!(context.err, "note: {note}")?;
    }
    let rows = written.moves.iter().map(row);
    match format {
        TableFormat::Csv => write!(context.out, "{}", spreadsheet::write(&COLUMNS, rows))?,
        TableFormat::Json => report::value(&written, context.out)?,
        TableFormat::Text => {
            let rows: Vec<Vec<String>> =
                rows.map(|row| row.iter().map(ToString::to_string).collect()).collect();
            columns::write(&COLUMNS, &rows, context.out)?;
        }
    }
    Ok(filters.exit)
}

/// A few ids, and how many more.
fn listed(ids: &[&str]) -> String {
    let shown: Vec<&str> = ids.iter().take(5).copied().collect();
    let more = ids.len().saturating_sub(shown.len());
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    format!("{}{more}", shown.join(", "))
}

fn expects_something(
    library: &Library,
    lattice: &Lattice<'_>,
    role: RoleIx,
) -> Result<(), Failure> {
    if !lattice.demand(role).wanted.is_empty() {
        return Ok(());
    }
    Err(Failure::request(
        format!("`{}` expects nothing, so nothing is near to it", library.role_id(role)),
        "write what it expects under `expects:`, or ask for a person with `--person`",
    ))
}

/// Where a person starts from: their levels, after the policy of their persona.
fn of_person(library: &Library, person: &Person, role: RoleIx, context: &Context<'_>) -> Start {
    let settled = settled(library, person, context.options.as_of(), None);
    Start { role, standings: settled.standings }
}

/// One move as a row of the table.
fn row(ranked: &wire::RankedMove) -> Vec<Cell> {
    let text = |id: &str| Cell::Text(id.to_owned());
    vec![
        text(ranked.from.as_ref()),
        text(ranked.to.as_ref()),
        Cell::Number(ranked.rank.to_string()),
        Cell::Number(ranked.score.to_string()),
        Cell::Number(ranked.readiness.to_string()),
        Cell::Number(ranked.shortfall_hours.to_string()),
        Cell::Number(ranked.unused.to_string()),
        text(ranked.from_ref.as_deref().unwrap_or_default()),
        text(ranked.to_ref.as_deref().unwrap_or_default()),
    ]
}

impl<'a> Filters<'a> {
    fn of(
        arguments: &'a MovesArguments,
        files: &LibraryFiles,
        library: &Library,
        context: &mut Context<'_>,
    ) -> Result<Self, Failure> {
        if let Some(family) = &arguments.family {
            known_family(library, family)?;
        }
        let (at_site, exit) = match &arguments.site {
            Some(site) => {
                let people = open::people(arguments.people.folder(), files, library, context)?;
                (Some(roles_at(&people.people, site)?), open::exit(&people))
            }
            None => (None, Exit::Done),
        };
        Ok(Self { arguments, at_site, exit })
    }

    fn nearest(&self, lattice: &mut Lattice<'_>, start: &Start) -> Nearest {
        let library = lattice.library();
        let ready = self.arguments.ready.unwrap_or(0);
        let most = usize::from(self.arguments.number);
        let is_candidate = |role: RoleIx| {
            let family = self.arguments.family.as_ref();
            family.is_none_or(|family| *library.roles[role].family == **family)
                && self.at_site.as_ref().is_none_or(|roles| roles.contains(&role))
        };
        let grade = |to: RoleIx| library.roles[to].grade;
        let is_wanted = |takes: &Move| {
            takes.readiness.low >= ready
                && self.arguments.grade.is_none_or(|asked| match asked {
                    Grades::Up => matches!(takes.grade, GradeStep::Up(_)),
                    Grades::Same => takes.grade == GradeStep::Same,
                    Grades::Down => matches!(takes.grade, GradeStep::Down(_)),
                    Grades::Between { from, to } => {
                        grade(takes.to).is_some_and(|grade| from <= grade && grade <= to)
                    }
                })
        };
        lattice.nearest(start, most, is_candidate, is_wanted)
    }
}

pub(super) fn known_family(library: &Library, family: &str) -> Result<(), Failure> {
    let families: BTreeSet<&str> = library.roles.values().map(|role| &*role.family).collect();
    if families.contains(family) {
        return Ok(());
    }
    let families: Vec<&str> = families.into_iter().filter(|family| !family.is_empty()).collect();
    let help = match nearest(family, families.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("there are {}", listed(&families)),
    };
    Err(Failure::request(format!("no role is of the family `{family}`"), help))
}

/// The roles that somebody has at a site.
fn roles_at(people: &[Person], site: &str) -> Result<BTreeSet<RoleIx>, Failure> {
    let here = people.iter().filter(|person| person.site.as_deref() == Some(site));
    let roles: BTreeSet<RoleIx> = here.map(|person| person.role).collect();
    if !roles.is_empty() {
        return Ok(roles);
    }
    let sites: BTreeSet<&str> = people.iter().filter_map(|person| person.site.as_deref()).collect();
    let help = match nearest(site, sites.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None if sites.is_empty() => "nobody in `people.csv` has a site".to_owned(),
        None => format!("there are {}", listed(&sites.into_iter().collect::<Vec<&str>>())),
    };
    Err(Failure::request(format!("nobody works at `{site}`"), help))
}

//! `route`: finds the best ways to a role.

use clap::Args;
use waypath_documents::report;
use waypath_engine::advice::settled;
use waypath_engine::id::RoleIx;
use waypath_engine::library::Library;
use waypath_engine::person::Person;
use waypath_engine::route::{Itinerary, Lattice, Learner, Start, is_offered};
use waypath_engine::wire;

use crate::context::Context;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::open;
use crate::options::{AnswerFormat, PeopleArgument};
use waypath_documents::career::route::render_routes;
use waypath_documents::labels::Labels;

/// Find the best routes to a role: feasible moves with the least learning
#[derive(Args, Debug)]
pub(crate) struct RouteArguments {
    /// Id of the role to start from [default: the role of the person]
    #[arg(long, value_name = "ROLE")]
    from: Option<String>,
    /// Id of the role to reach
    #[arg(long, value_name = "ROLE")]
    to: String,
    /// Start from the levels of this person
    #[arg(long, value_name = "ID")]
    person: Option<String>,
    /// Show this many routes
    #[arg(short = 'k', long, value_name = "N", default_value_t = 3,
        value_parser = clap::value_parser!(u16).range(1..=20))]
    number: u16,
    /// Show also which single competency makes most roles reachable
    #[arg(long)]
    unlocks: bool,
    #[command(flatten)]
    people: PeopleArgument,
    /// Print in this format
    #[arg(long, value_enum, default_value_t)]
    format: AnswerFormat,
}

/// How many competencies that open roles are named.
const UNLOCKS: usize = 5;

/// Finds the best routes from a role, or from somebody, to a role.
pub(super) fn run(arguments: &RouteArguments, context: &mut Context<'_>) -> Result<Exit, Failure> {
    let format = arguments.format;
    let files = open::files(context)?;
    let library = open::sound(&files, context)?;
    let as_of = context.options.as_of();
    let (id, folder) = (arguments.person.as_deref(), arguments.people.folder());
    let (person, exit) = open::maybe_one(id, folder, &files, &library, context)?;
    let (from, to) = ends(arguments, person.as_ref(), &library)?;
    let mut lattice = Lattice::new(&library, |module| {
        person.as_ref().is_none_or(|person| is_offered(&library, person, as_of, module))
    });
    let settled = person.as_ref().map(|person| settled(&library, person, as_of, None));
    let hours_per_week = settled
        .as_ref()
        .map_or(library.settings.hours_per_week, |settled| settled.policy.hours_per_week);
    let start = match settled {
        Some(settled) => Start { role: from, standings: settled.standings },
        None => Start::holder(&lattice, from),
    };
    let held = start.levels(&lattice);
    let found = lattice.routes(from, &held, to, usize::from(arguments.number));
    let back = person.as_ref().map_or(as_of, |person| person.back_on(as_of));
    let learner = Learner { person: person.as_ref(), hours_per_week, as_of: back };
    let routes = found.routes.iter();
    let itineraries: Vec<Itinerary> =
        routes.map(|route| lattice.itinerary(&start, route, learner)).collect();
    let direct = lattice.weigh(&start, to);
    let enough = (!direct.is_feasible()).then(|| {
        let is_nowhere = found.routes.is_empty();
        if is_nowhere {
            lattice.enough(&held, from, to)
        } else {
            lattice.enough_to_learn(&held, to)
        }
    });
    let mut unlocks = if arguments.unlocks { lattice.unlocks(from, &held) } else { Vec::new() };
    unlocks.truncate(UNLOCKS);
    let written = wire::Routes::of(
        &library,
        wire::MoveStart::of(&library, from, person.as_ref()),
        wire::CareerProvenance::of(&library, person.as_ref().map(|person| &*person.hash), as_of),
        wire::RouteFindings {
            start: &start,
            starts_on: (back != as_of).then_some(back),
            direct: &direct,
            found: &found,
            itineraries: &itineraries,
            enough: enough.as_ref(),
            unlocks: &unlocks,
        },
    );
    match format {
        AnswerFormat::Json => report::value(&written, context.out)?,
        AnswerFormat::Text => {
            let labels = Labels::of(&library);
            let text = render_routes(&written, labels, &context.language, arguments.unlocks);
            write!(context.out, "{text}")?;
        }
    }
    Ok(exit)
}

/// The roles a route starts from and leads to.
fn ends(
    arguments: &RouteArguments,
    person: Option<&Person>,
    library: &Library,
) -> Result<(RoleIx, RoleIx), Failure> {
    let roles = &library.names.roles;
    let from = match (&arguments.from, person) {
        (Some(role), _) => open::named(roles, role, "roles")?,
        (None, Some(person)) => person.role,
        (None, None) => {
            let help = "write `--from` and a role, or `--person` and an id";
            return Err(Failure::request("nobody says where the route starts", help));
        }
    };
    let to = open::named(roles, &arguments.to, "roles")?;
    if from == to {
        return Err(Failure::request(
            format!("`{}` is the role the route starts from", library.role_id(to)),
            "name another role after `--to`",
        ));
    }
    if library.roles[to].expects.is_empty() {
        return Err(Failure::request(
            format!("`{}` expects nothing, so no route to it can be told", library.role_id(to)),
            "write what it expects under `expects:`",
        ));
    }
    Ok((from, to))
}

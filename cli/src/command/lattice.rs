//! `lattice`: draws roles and the moves between them.

use clap::Args;
use std::collections::{BTreeMap, BTreeSet};

use waypath_engine::id::RoleIx;
use waypath_engine::library::Library;
use waypath_engine::quantity::Hours;
use waypath_engine::route::{Lattice, Shown, View, ViewMove};

use super::moves::known_family;
use crate::context::Context;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::options::{OutputFileArgument, PictureFormat};
use crate::{open, picture};
use waypath_documents::picture::{Diagram, Edge, Flow, Node};

/// Draw roles and the moves between them
#[derive(Args, Debug)]
pub(crate) struct LatticeArguments {
    /// Draw only roles of this family
    #[arg(long, value_name = "FAMILY", conflicts_with = "role")]
    family: Option<String>,
    /// Draw only the roles nearest to this one, by moves to it and from it
    #[arg(long, value_name = "ROLE")]
    role: Option<String>,
    /// Draw this route thick: its roles in order, separated by commas
    #[arg(long, value_name = "ROLES", value_delimiter = ',')]
    route: Vec<String>,
    /// Show this many moves per role
    #[arg(long, value_name = "N", default_value_t = 3, value_parser = clap::value_parser!(u8).range(1..=20))]
    moves: u8,
    #[command(flatten)]
    output: OutputFileArgument,
    /// Draw in this format [default: by the ending of the output file, else text]
    #[arg(long, value_enum)]
    format: Option<PictureFormat>,
}

/// Draws a part of the career lattice.
pub(super) fn run(
    arguments: &LatticeArguments,
    context: &mut Context<'_>,
) -> Result<Exit, Failure> {
    let format = arguments.format;
    let files = open::files(context)?;
    let library = open::sound(&files, context)?;
    let role = |id: &String| open::named(&library.names.roles, id, "roles");
    let route: Vec<RoleIx> = arguments.route.iter().map(role).collect::<Result<_, _>>()?;
    if route.len() == 1 {
        return Err(Failure::request(
            "a route leads over two roles or more",
            "write them in order: `--route support-agent,senior-support-agent`",
        ));
    }
    if let Some(twice) = (1_usize..)
        .zip(&route)
        .find_map(|(number, it)| route.iter().skip(number).any(|other| other == it).then_some(*it))
    {
        return Err(Failure::request(
            format!("the route leads to `{}` twice", library.role_id(twice)),
            "name each of its roles once, in order",
        ));
    }
    let around = arguments.role.as_ref().map(role).transpose()?;
    if let Some(family) = &arguments.family {
        known_family(&library, family)?;
    }
    let shown = match (around, &arguments.family) {
        (Some(role), _) => Shown::Around(role),
        (None, Some(family)) => Shown::Family(family),
        (None, None) if !route.is_empty() && library.roles.len() > MANY => Shown::Route,
        (None, None) => Shown::All,
    };
    let mut lattice = Lattice::new(&library, |_| true);
    let view = lattice.view(&shown, &route, usize::from(arguments.moves));
    let diagram = diagram(&library, &view, &shown, (around, &route, arguments.moves));
    picture::write(&diagram, format, arguments.output.file(), context)
}

/// With more roles than these a route is drawn by itself.
const MANY: usize = 30;

/// The role in the middle, the route, and how many moves each role shows.
type Wanted<'a> = (Option<RoleIx>, &'a [RoleIx], u8);

fn diagram(library: &Library, view: &View, shown: &Shown<'_>, wanted: Wanted<'_>) -> Diagram {
    let (around, route, most) = wanted;
    let grades: BTreeSet<Option<u16>> =
        view.roles.iter().map(|it| library.roles[*it].grade).collect();
    // The highest grade on top; roles without one below all others.
    let grades: Vec<Option<u16>> = grades.into_iter().rev().collect();
    let families: BTreeSet<&str> =
        view.roles.iter().map(|it| &*library.roles[*it].family).collect();
    let families: Vec<&str> = families.into_iter().collect();
    let numbers: BTreeMap<RoleIx, usize> =
        view.roles.iter().enumerate().map(|(number, it)| (*it, number)).collect();
    let nodes = view.roles.iter().map(|ix| {
        let role = &library.roles[*ix];
        let grade = role.grade.map_or_else(|| "no grade".to_owned(), |it| format!("grade {it}"));
        let family = named(&role.family);
        Node {
            id: library.role_id(*ix).to_owned(),
            title: role.title.to_string(),
            note: family.clone(),
            detail: format!("{} ({}), {grade}, {family}", role.title, library.role_id(*ix)),
            layer: grades.iter().position(|it| *it == role.grade).unwrap_or(0),
            group: families.iter().position(|it| **it == *role.family).unwrap_or(0),
            is_marked: around == Some(*ix) || route.contains(ix),
        }
    });
    let edges = view.moves.iter().filter_map(|it| edge(library, it, &numbers));
    Diagram {
        kind: "lattice",
        title: title(library, shown, view),
        caption: caption(library, shown, view, (route, most)),
        flow: Flow::Down,
        layers: grades
            .iter()
            .map(|it| it.map_or_else(|| "No grade".to_owned(), |it| format!("Grade {it}")))
            .collect(),
        groups: families.iter().map(|it| named(it)).collect(),
        nodes: nodes.collect(),
        edges: edges.collect(),
    }
}

fn named(family: &str) -> String {
    if family.is_empty() { "no family".to_owned() } else { family.to_owned() }
}

fn edge(library: &Library, it: &ViewMove, numbers: &BTreeMap<RoleIx, usize>) -> Option<Edge> {
    let title = |role: RoleIx| &library.roles[role].title;
    let feasible = if it.is_feasible { "" } else { ", not feasible" };
    let on_route = if it.is_on_route { ", on the route" } else { "" };
    Some(Edge {
        from: *numbers.get(&it.from)?,
        to: *numbers.get(&it.to)?,
        label: format!("{} h", in_short(it.hours)),
        detail: format!(
            "{} to {}: {} h of learning{feasible}{on_route}",
            title(it.from),
            title(it.to),
            it.hours
        ),
        is_marked: it.is_on_route,
        is_broken: !it.is_feasible,
    })
}

/// Hours as they stand on a line: many of them in whole hours, rounded up.
fn in_short(hours: Hours) -> Hours {
    let hundredths = hours.hundredths();
    if hundredths < 10_000 {
        return hours;
    }
    Hours::from_hundredths(hundredths.div_ceil(100).saturating_mul(100))
}

fn title(library: &Library, shown: &Shown<'_>, view: &View) -> String {
    let name = &library.name;
    match (shown, &view.family) {
        (Shown::Around(role), _) => {
            format!("Moves around {} at {name}", library.roles[*role].title)
        }
        (Shown::Family(family), _) => format!("Moves within {} at {name}", named(family)),
        (_, Some(family)) => format!("Moves within {} at {name}", named(family)),
        (Shown::Route, _) => format!("A route at {name}"),
        (Shown::All, None) => format!("Moves between roles at {name}"),
    }
}

fn caption(
    library: &Library,
    shown: &Shown<'_>,
    view: &View,
    (route, most): (&[RoleIx], u8),
) -> String {
    let mut parts = Vec::new();
    match shown {
        Shown::Around(role) => parts.push(format!(
            "Feasible moves from {title} to the roles nearest to it, and to it from those \
             nearest.",
            title = library.roles[*role].title
        )),
        Shown::Route => {}
        _ => parts.push(format!("Of each role the {most} nearest feasible moves.")),
    }
    parts.push("Hours of learning, for somebody who has what the role expects.".to_owned());
    if !route.is_empty() {
        parts.push("The route is drawn thick; what was learned on it stays.".to_owned());
    }
    if view.moves.is_empty() {
        parts.push("No move between these roles is feasible.".to_owned());
    }
    if view.left_out > 0 {
        let (all, number) = (library.roles.len(), view.roles.len());
        parts.push(format!("{number} of {all} roles; `--family` and `--role` show others."));
    }
    parts.join(" ")
}

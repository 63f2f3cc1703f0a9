//! `lattice`: draws roles and the moves between them.

use std::collections::BTreeSet;

use clap::Args;
use waypath_engine::id::RoleIx;
use waypath_engine::route::{Lattice, Shown};
use waypath_engine::wire;

use super::moves::known_family;
use crate::context::Context;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::options::{OutputFileArgument, PictureFormat};
use crate::{open, picture};
use waypath_documents::labels::Labels;
use waypath_documents::picture::lattice;

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
    let mut seen = BTreeSet::new();
    if let Some(twice) = route.iter().find(|role| !seen.insert(**role)) {
        return Err(Failure::request(
            format!("the route leads to `{}` twice", library.role_id(*twice)),
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
    let most = arguments.moves;
    let view = Lattice::new(&library, |_| true).view(&shown, &route, usize::from(most));
    let as_of = context.options.as_of();
    let written = wire::Lattice::of(&library, as_of, &view, &shown, &route, most);
    let diagram = lattice(&written, Labels::of(&library), &context.language);
    picture::write(&diagram, &written, format, arguments.output.file(), context)
}

/// With more roles than these a route is drawn by itself.
const MANY: usize = 30;

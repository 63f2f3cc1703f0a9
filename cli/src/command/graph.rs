//! `graph`: draws what builds on what.

use clap::Args;
use waypath_engine::surroundings::Surroundings;
use waypath_engine::wire;

use crate::context::Context;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::options::{OutputFileArgument, PictureFormat};
use crate::{open, picture};
use waypath_documents::picture::graph;

/// Draw what a role or a competency builds on
#[derive(Args, Debug)]
pub(crate) struct GraphArguments {
    /// Draw what this role expects, what that requires, and which modules build it
    #[arg(long, value_name = "ROLE", conflicts_with = "competency")]
    role: Option<String>,
    /// Draw what this competency builds on, and what builds on it
    #[arg(long, value_name = "COMPETENCY")]
    competency: Option<String>,
    #[command(flatten)]
    output: OutputFileArgument,
    /// Draw in this format [default: by the ending of the output file, else text]
    #[arg(long, value_enum)]
    format: Option<PictureFormat>,
}

/// Draws what a role, or a competency, builds on, and what builds on it.
pub(super) fn run(arguments: &GraphArguments, context: &mut Context<'_>) -> Result<Exit, Failure> {
    let format = arguments.format;
    let files = open::files(context)?;
    let library = open::sound(&files, context)?;
    let around = match (&arguments.role, &arguments.competency) {
        (Some(id), _) => {
            Surroundings::of_role(&library, open::named(&library.names.roles, id, "roles")?)
        }
        (None, Some(id)) => {
            let table = &library.names.competencies;
            Surroundings::of_competency(&library, open::named(table, id, "competencies")?)
        }
        (None, None) => {
            return Err(Failure::request(
                "nothing is named",
                "name a role with `--role`, or a competency with `--competency`",
            ));
        }
    };
    let written = wire::Graph::of(&library, context.options.as_of(), &around);
    let diagram = graph(&written, &context.language);
    picture::write(&diagram, &written, format, arguments.output.file(), context)
}

//! `schema`: prints the JSON Schema of a kind of file, or of an answer.

use clap::Args;
use std::path::{Path, PathBuf};

use waypath_documents::report;
use waypath_engine::blueprint;
use waypath_engine::library::Library;
use waypath_files::library::find;

use crate::completion::complete;
use crate::context::Context;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::schemas::{Draft, Kind, schema};
use crate::{open, output};

/// Print the JSON Schema of a kind of file, for editors, or of an answer, for programs
///
/// Inside a library, or with `--library`, the schema lists the ids of that library, so
/// that an editor completes and checks them.
#[derive(Args, Debug)]
pub(crate) struct SchemaArguments {
    /// Kind of file, or of answer
    #[arg(value_enum, value_name = "KIND", required_unless_present = "output")]
    kind: Option<Kind>,
    /// Use this version of JSON Schema [default: 2020-12; with `--output` 07, for editors]
    #[arg(long, value_enum)]
    draft: Option<Draft>,
    /// Write the schemas of all kinds into this folder, over those that are there
    #[arg(long, value_name = "DIR", conflicts_with = "kind")]
    output: Option<PathBuf>,
}

/// Prints a schema, or writes all; with the ids of a library that is named.
pub(super) fn run(arguments: &SchemaArguments, context: &mut Context<'_>) -> Result<Exit, Failure> {
    let is_named = context.options.library.is_some();
    // What is written for an editor is for the library it is written in.
    let is_inside = arguments.output.is_some() && find(Path::new(".")).is_ok();
    let named = (is_named || is_inside).then(|| Ids::read(context)).transpose()?;
    let of = |kind, draft| {
        let mut schema = schema(kind, draft);
        if let Some(Ids { library, programs }) = &named {
            complete(&mut schema, kind, (library, programs));
        }
        schema
    };
    if let Some(kind) = arguments.kind {
        let draft = arguments.draft.unwrap_or(Draft::Draft2020);
        report::value(&of(kind, draft), context.out)?;
    }
    let Some(folder) = &arguments.output else { return Ok(Exit::Done) };
    for kind in Kind::FILES {
        let draft = arguments.draft.unwrap_or(Draft::Draft07);
        let text = serde_json::to_string_pretty(&of(*kind, draft))?;
        output::write(&folder.join(kind.file()), &format!("{text}\n"))?;
        writeln!(context.out, "{}", folder.join(kind.file()).display())?;
    }
    Ok(Exit::Done)
}

/// What a library gives names to.
struct Ids {
    library: Library,
    programs: Vec<String>,
}

impl Ids {
    fn read(context: &mut Context<'_>) -> Result<Self, Failure> {
        let files = open::files(context)?;
        let library = open::sound(&files, context)?;
        let programs = blueprint::read(&files.sources).blueprint.library.programs;
        Ok(Self { library, programs: programs.into_keys().collect() })
    }
}

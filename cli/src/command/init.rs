//! `init`: begins a library in a folder.

use clap::Args;
use std::path::{Path, PathBuf};

use crate::context::Context;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::output;
use crate::schemas::schema_files;

/// Create a small library in a new folder
#[derive(Args, Debug)]
pub(crate) struct InitArguments {
    /// The folder to create
    dir: PathBuf,
}

macro_rules! template {
    ($($path:literal)*) => {
        /// The files of a new library: path and text.
        const FILES: &[(&str, &str)] =
            &[$(($path, include_str!(concat!("../../templates/init/", $path)))),*];
    };
}

template! {
    "waypath.yaml"
    "competency_models/customer_support/model.yaml"
    "competency_models/customer_support/competencies.yaml"
    "competency_models/customer_support/roles.yaml"
    "competency_models/customer_support/modules.yaml"
    "competency_models/customer_support/kpis.yaml"
    "competency_models/customer_support/coaching.yaml"
    "competency_models/customer_support/personas.yaml"
    "rules/customer_support.yaml"
    "people/people.csv"
    "people/evidence.csv"
    "people/reviews.csv"
    "people/kpis.csv"
}

/// Writes a small library that checks and plans at once. Overwrites nothing.
pub(super) fn run(arguments: &InitArguments, context: &mut Context<'_>) -> Result<Exit, Failure> {
    let folder = &arguments.dir;
    let mut files: Vec<(String, String)> =
        FILES.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect();
    files.extend(schema_files()?);
    refuse_conflicts(folder, &files)?;
    for (path, text) in &files {
        output::write(&folder.join(path), text)?;
        writeln!(context.out, "{path}")?;
    }
    let written = context.language.count("unit-file", files.len());
    let shown = folder.display();
    writeln!(
        context.err,
        "{written} in `{shown}`; look around with `waypath --library {shown} check`"
    )?;
    Ok(Exit::Done)
}

/// Refuses a folder that holds a file the library would overwrite, or a folder
/// whose files would become a part of it.
fn refuse_conflicts(folder: &Path, files: &[(String, String)]) -> Result<(), Failure> {
    let names = files.iter().filter_map(|(path, _)| path.split('/').next());
    let Some(conflict) = names.map(|name| folder.join(name)).find(|path| path.exists()) else {
        return Ok(());
    };
    Err(Failure::request(
        format!("`{}` is there already", conflict.display()),
        "name a new folder, or move it away; `init` overwrites nothing",
    ))
}

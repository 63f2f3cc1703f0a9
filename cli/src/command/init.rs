//! `init`: begins a library in a folder.

use std::fs;
use std::path::Path;

use super::schema::{Draft, Kind, schema};
use crate::arguments::InitArguments;
use crate::failure::Failure;
use crate::{Exit, Session};
use waypath_documents::words::counted_noun;

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
pub(super) fn run(arguments: &InitArguments, session: &mut Session<'_>) -> Result<Exit, Failure> {
    session.options.plain("init")?;
    let folder = &arguments.dir;
    let mut files: Vec<(String, String)> =
        FILES.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect();
    files.extend(schema_files()?);
    refuse_conflicts(folder, &files)?;
    for (path, text) in &files {
        write(&folder.join(path), text)?;
        writeln!(session.out, "{path}")?;
    }
    let written = counted_noun(files.len(), "file");
    let shown = folder.display();
    writeln!(
        session.err,
        "{written} in `{shown}`; look around with `waypath --library {shown} check`"
    )?;
    Ok(Exit::Done)
}

/// The schemas that the first lines of a library's files name: path and text.
pub(super) fn schema_files() -> Result<Vec<(String, String)>, Failure> {
    let file = |kind: &Kind| {
        let text = serde_json::to_string_pretty(&schema(*kind, Draft::Draft07))?;
        Ok((format!("schemas/{}", kind.file()), format!("{text}\n")))
    };
    Kind::ALL.iter().map(file).collect()
}

/// Refuses a folder that holds a file the library would overwrite, or a folder
/// whose files would become a part of it.
fn refuse_conflicts(folder: &Path, files: &[(String, String)]) -> Result<(), Failure> {
    let names = files.iter().filter_map(|(path, _)| path.split('/').next());
    let Some(conflict) = names.map(|it| folder.join(it)).find(|it| it.exists()) else {
        return Ok(());
    };
    Err(Failure::request(
        format!("`{}` is there already", conflict.display()),
        "name a new folder, or move it away; `init` overwrites nothing",
    ))
}

/// Writes a file, and the folders it is in.
pub(super) fn write(path: &Path, text: &str) -> Result<(), Failure> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(Failure::unwritable(folder))?;
    }
    fs::write(path, text).map_err(Failure::unwritable(path))
}

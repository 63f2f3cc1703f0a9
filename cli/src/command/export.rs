//! `export`: writes the competencies of a library in the format of another tool.

use std::path::Path;

use waypath_documents::report;
use waypath_engine::blueprint;
use waypath_engine::id::nearest;
use waypath_engine::library::Library;
use waypath_files::export::{self, Content, Exported};

use super::init;
use crate::arguments::{ExportArguments, Target};
use crate::failure::Failure;
use crate::fates::{self, WrittenReport};
use crate::form::Plain;
use crate::{Exit, Session, open};

/// Writes the document, and says what the format could not hold. Overwrites
/// nothing.
pub(super) fn run(arguments: &ExportArguments, session: &mut Session<'_>) -> Result<Exit, Failure> {
    let form = session.options.plain("export")?;
    let output = arguments.output.as_deref();
    if let Some(there) = output.filter(|it| it.exists()) {
        return Err(Failure::request(
            format!("`{}` is there already", there.display()),
            "name a new file, or move it away; `export` overwrites nothing",
        ));
    }
    let files = open::files(session)?;
    let library = open::sound(&files, session)?;
    let blueprint = blueprint::read(&files.sources).blueprint;
    let model = arguments.model.as_deref();
    check_model(model, &library)?;
    let content = Content::new(&library, &blueprint, model);
    let exported = match &arguments.into {
        Target::Moodle => export::moodle::export(&content),
        Target::Case { base_uri } => {
            let base = base_uri.as_deref();
            check_base(base)?;
            export::case::export(&content, session.options.as_of(), base)
        }
    };
    write(&exported, output, form, session)?;
    Ok(Exit::Done)
}

fn check_model(model: Option<&str>, library: &Library) -> Result<(), Failure> {
    let Some(model) = model.filter(|it| !library.models.contains_key(*it)) else { return Ok(()) };
    let folders: Vec<&str> = library.models.keys().map(|it| &**it).collect();
    let help = match nearest(model, folders.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("name one of the folders `{}`", folders.join("`, `")),
    };
    Err(Failure::request(format!("the library has no competency model `{model}`"), help))
}

fn check_base(base: Option<&str>) -> Result<(), Failure> {
    let is_address = |it: &str| {
        let rest = it.strip_prefix("https://").or_else(|| it.strip_prefix("http://"));
        rest.is_some_and(|it| !it.is_empty() && it.chars().all(|c| c.is_ascii_graphic()))
    };
    let Some(wrong) = base.filter(|it| !is_address(it)) else { return Ok(()) };
    Err(Failure::request(
        format!("`{wrong}` is no address that others could begin with"),
        "write it with its scheme and without spaces: `https://example.org/ims/case/v1p1`",
    ))
}

fn write(
    exported: &Exported,
    output: Option<&Path>,
    form: Plain,
    session: &mut Session<'_>,
) -> Result<(), Failure> {
    let Exported { text, report } = exported;
    match output {
        Some(path) => init::write(path, text)?,
        None => write!(session.out, "{text}")?,
    }
    // Where the document is printed, the report must not be mixed with it.
    let out = if output.is_some() { &mut *session.out } else { &mut *session.err };
    match form {
        Plain::Text => fates::text(report, 0, out)?,
        Plain::Json => {
            let output = output.map(|it| it.to_string_lossy().into_owned());
            report::value(&WrittenReport::of(report, &[], Vec::new(), output), out)?;
        }
    }
    Ok(())
}

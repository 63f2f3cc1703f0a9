//! `export`: writes the competencies of a library in the format of another tool.

use clap::{Args, Subcommand};
use std::path::{Path, PathBuf};

use waypath_documents::conversion::conversion_text;
use waypath_documents::report;
use waypath_engine::id::nearest;
use waypath_engine::library::Library;
use waypath_engine::wire::AnswerProvenance;
use waypath_files::export::{self, ExportSource, Exported};

use crate::context::Context;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::options::AnswerFormat;
use crate::{open, output};

/// Convert the library's competencies for another tool, and report what was lost
#[derive(Args, Debug)]
pub(crate) struct ExportArguments {
    /// Format of the other tool
    #[command(subcommand)]
    into: ExportFormat,
    /// Export only this folder of competency models [default: the whole library]
    #[arg(long, global = true, value_name = "MODEL")]
    model: Option<String>,
    /// Write into this file; without it, print the document, and report on standard error
    #[arg(long, global = true, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Print the report in this format
    #[arg(long, global = true, value_enum, default_value_t)]
    format: AnswerFormat,
}

/// The formats competencies can be written in.
#[derive(Debug, Subcommand)]
enum ExportFormat {
    /// Write a CSV file that Moodle imports as a competency framework
    Moodle,
    /// Write a CFPackage of 1EdTech CASE 1.1 as JSON
    Case {
        /// Begin addresses with this, such as `https://example.org/ims/case/v1p1` [default: urn:uuid:]
        #[arg(long, value_name = "ADDRESS")]
        base_uri: Option<String>,
    },
}

/// Writes the document, and says what the format could not hold. Overwrites
/// nothing.
pub(super) fn run(arguments: &ExportArguments, context: &mut Context<'_>) -> Result<Exit, Failure> {
    let format = arguments.format;
    let output = arguments.output.as_deref();
    if let Some(there) = output.filter(|path| path.exists()) {
        return Err(Failure::request(
            format!("`{}` is there already", there.display()),
            "name a new file, or move it away; `export` overwrites nothing",
        ));
    }
    let files = open::files(context)?;
    let (library, blueprint) = open::sound_with_reading(&files, context)?;
    let model = arguments.model.as_deref();
    check_model(model, &library)?;
    let content = ExportSource::new(&library, &blueprint, model);
    let mut provenance = AnswerProvenance::of(&library);
    let exported = match &arguments.into {
        ExportFormat::Moodle => export::moodle::export(&content),
        ExportFormat::Case { base_uri } => {
            let base = base_uri.as_deref();
            check_base(base)?;
            provenance = provenance.as_of(context.options.as_of());
            export::case::export(&content, context.options.as_of(), base)
        }
    };
    write(&exported, provenance, output, format, context)?;
    Ok(Exit::Done)
}

fn check_model(model: Option<&str>, library: &Library) -> Result<(), Failure> {
    let Some(model) = model.filter(|id| !library.models.contains_key(*id)) else { return Ok(()) };
    let folders: Vec<&str> = library.models.keys().map(|model| &**model).collect();
    let help = match nearest(model, folders.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("name one of the folders `{}`", folders.join("`, `")),
    };
    Err(Failure::request(format!("unknown competency model `{model}`"), help))
}

fn check_base(base: Option<&str>) -> Result<(), Failure> {
    let is_address = |text: &str| {
        let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
        rest.is_some_and(|rest| !rest.is_empty() && rest.chars().all(|c| c.is_ascii_graphic()))
    };
    let Some(wrong) = base.filter(|base| !is_address(base)) else { return Ok(()) };
    Err(Failure::request(
        format!("`{wrong}` is no address that others could begin with"),
        "write it with its scheme and without spaces: `https://example.org/ims/case/v1p1`",
    ))
}

fn write(
    exported: &Exported,
    provenance: AnswerProvenance,
    output: Option<&Path>,
    format: AnswerFormat,
    context: &mut Context<'_>,
) -> Result<(), Failure> {
    let Exported { text, report } = exported;
    match output {
        Some(path) => output::write(path, text)?,
        None => write!(context.out, "{text}")?,
    }
    let file = output.map(Path::to_string_lossy);
    let written = report.written(provenance, &[], &[], file.as_deref());
    // Where the document is printed, the report must not be mixed with it.
    let out = if output.is_some() { &mut *context.out } else { &mut *context.err };
    match format {
        AnswerFormat::Text => write!(out, "{}", conversion_text(&written, &context.language))?,
        AnswerFormat::Json => report::value(&written, out)?,
    }
    Ok(())
}

//! `sample`: writes a synthetic population for a library.

use clap::Args;
use std::fs;
use std::path::{Path, PathBuf};

use waypath_documents::columns;
use waypath_documents::report;
use waypath_engine::diagnostic::Severity;
use waypath_engine::library::Library;
use waypath_engine::source::Source;
use waypath_engine::wire::{AnswerProvenance, FORMAT, SampleFile, SampleReport};
use waypath_files::sample::{self, Draw, Population, RowCounts, default_text, file_names};

use crate::context::Context;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::options::AnswerFormat;
use crate::output::Claim;
use crate::{open, output};

/// Write synthetic people for the library, to try it on them
#[derive(Args, Debug)]
pub(crate) struct SampleArguments {
    /// Number of people
    #[arg(long, value_name = "N", required_unless_present = "write_population",
        value_parser = clap::value_parser!(u64).range(1..=10_000_000))]
    people: Option<u64>,
    /// Random seed; each seed gives other people
    #[arg(long, value_name = "SEED", default_value_t = 1)]
    seed: u64,
    /// Write the people files into this folder
    #[arg(long, value_name = "DIR", required_unless_present = "write_population")]
    output: Option<PathBuf>,
    /// Read from this file what the people are like [default: what --write-population writes]
    #[arg(long, value_name = "FILE")]
    population: Option<PathBuf>,
    /// Write a file that describes the people, for you to edit, and write no people
    #[arg(long, value_name = "FILE", conflicts_with_all = ["people", "output", "population"])]
    write_population: Option<PathBuf>,
    /// Print in this format
    #[arg(long, value_enum, default_value_t)]
    format: AnswerFormat,
}

/// The file that marks a folder of synthetic people as one of ours to overwrite.
const MARK: &str = ".waypath-sample";
/// The population people were drawn from, beside them.
const POPULATION: &str = "population.yaml";

/// Writes people, or the file that says what they are like.
pub(super) fn run(arguments: &SampleArguments, context: &mut Context<'_>) -> Result<Exit, Failure> {
    let format = arguments.format;
    let files = open::files(context)?;
    let library = open::sound(&files, context)?;
    if let Some(path) = &arguments.write_population {
        return write_population(path, &library, context);
    }
    let (Some(people), Some(folder)) = (arguments.people, &arguments.output) else {
        return Err(Failure::request(
            "it is not said how many people, or where to",
            "name both: `waypath sample --people 1000 --output DIR`",
        ));
    };
    let (text, population) = population(arguments, &library, context)?;
    let draw = Draw { people, seed: arguments.seed, as_of: context.options.as_of() };
    prepare(folder, &draw)?;
    let rows = sample::write(&library, &population, draw, folder)?;
    output::write(&folder.join(POPULATION), &text)?;
    tell(&library, folder, &draw, &rows, format, context)?;
    Ok(Exit::Done)
}

fn write_population(
    path: &Path,
    library: &Library,
    context: &mut Context<'_>,
) -> Result<Exit, Failure> {
    if path.exists() {
        return Err(Failure::request(
            format!("`{}` is there already", path.display()),
            "name a new file; `sample` overwrites none that you may have edited",
        ));
    }
    output::write(path, &default_text(library))?;
    let shown = path.display();
    writeln!(
        context.err,
        "wrote `{shown}`; edit it, then `waypath sample --people 1000 --population {shown} --output DIR`"
    )?;
    Ok(Exit::Done)
}

/// The population asked for, and the file that says it.
fn population(
    arguments: &SampleArguments,
    library: &Library,
    context: &mut Context<'_>,
) -> Result<(String, Population), Failure> {
    let Some(path) = &arguments.population else {
        return Ok((default_text(library), Population::of(library)));
    };
    let bytes = fs::read(path).map_err(|reason| {
        Failure::Files(waypath_files::Error::Unreadable { path: path.clone(), reason })
    })?;
    let source = Source { path: path.to_string_lossy().into_owned(), bytes };
    let (population, diagnostics) = Population::read(&source, library);
    report::text(&diagnostics, &[&source], context.style, context.err)?;
    if diagnostics.iter().any(|diagnostic| diagnostic.severity() == Severity::Error) {
        let summary = report::summary(&diagnostics, &context.language);
        return Err(Failure::PopulationMistakes { summary });
    }
    Ok((String::from_utf8_lossy(&source.bytes).into_owned(), population))
}

/// Makes a folder ready for people files, and says in it how they come again.
fn prepare(folder: &Path, draw: &Draw) -> Result<(), Failure> {
    let Draw { people, seed, as_of } = draw;
    let words = format!(
        "Synthetic people; `waypath sample` overwrites this folder. They come again of\n\
         waypath sample --people {people} --seed {seed} --population {POPULATION} --as-of {as_of}\n"
    );
    Claim { mark: MARK, words: &words, holds: "synthetic people" }.prepare(folder)
}

fn tell(
    library: &Library,
    folder: &Path,
    draw: &Draw,
    rows: &RowCounts,
    format: AnswerFormat,
    context: &mut Context<'_>,
) -> Result<(), Failure> {
    let counts = [rows.people, rows.evidence, rows.progress, rows.reviews, rows.readings];
    let files = file_names().into_iter().zip(counts);
    if format == AnswerFormat::Json {
        let files = files.map(|(name, rows)| SampleFile { file: name.into(), rows });
        let report = SampleReport {
            format: FORMAT,
            provenance: AnswerProvenance::of(library).as_of(draw.as_of),
            output: folder.to_string_lossy().into(),
            people: draw.people,
            seed: draw.seed,
            files: files.collect(),
        };
        return Ok(report::value(&report, context.out)?);
    }
    let rows: Vec<Vec<String>> =
        files.map(|(name, rows)| vec![name.to_owned(), rows.to_string()]).collect();
    let heading = ["list-column-file", "list-column-rows"].map(|id| context.language.text(id));
    columns::write(&heading.each_ref().map(String::as_str), &rows, context.out)?;
    let shown = folder.display();
    writeln!(
        context.err,
        "synthetic people in `{shown}`, as of {}; try `waypath plan --people {shown}`",
        draw.as_of
    )?;
    Ok(())
}

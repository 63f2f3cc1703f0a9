//! `sample`: writes a synthetic population for a library.

use std::fs;
use std::path::Path;

use serde_json::json;
use waypath_documents::columns;
use waypath_documents::report;
use waypath_engine::diagnostic::Severity;
use waypath_engine::library::Library;
use waypath_engine::source::Source;
use waypath_files::sample::{self, Draw, Population, Rows, default_text, file_names};

use super::init;
use crate::arguments::SampleArguments;
use crate::failure::Failure;
use crate::form::Plain;
use crate::{Exit, Session, open};

/// The file that marks a folder of synthetic people as one of ours to overwrite.
const MARK: &str = ".waypath-sample";
/// The population people were drawn from, beside them.
const POPULATION: &str = "population.yaml";

/// Writes people, or the file that says what they are like.
pub(super) fn run(arguments: &SampleArguments, session: &mut Session<'_>) -> Result<Exit, Failure> {
    let form = session.options.plain("sample")?;
    let files = open::files(session)?;
    let library = open::sound(&files, session)?;
    if let Some(path) = &arguments.write_population {
        return write_population(path, &library, session);
    }
    let (Some(people), Some(folder)) = (arguments.people, &arguments.output) else {
        return Err(Failure::request(
            "it is not said how many people, or where to",
            "name both: `waypath sample --people 1000 --output DIR`",
        ));
    };
    let (text, population) = population(arguments, &library, session)?;
    let draw = Draw { people, seed: arguments.seed, as_of: session.options.as_of() };
    prepare(folder, &draw)?;
    let rows = sample::write(&library, &population, draw, folder)?;
    init::write(&folder.join(POPULATION), &text)?;
    tell(folder, &draw, &rows, (form, session))?;
    Ok(Exit::Done)
}

fn write_population(
    path: &Path,
    library: &Library,
    session: &mut Session<'_>,
) -> Result<Exit, Failure> {
    if path.exists() {
        return Err(Failure::request(
            format!("`{}` is there already", path.display()),
            "name a new file; `sample` overwrites none that you may have edited",
        ));
    }
    init::write(path, &default_text(library))?;
    let shown = path.display();
    writeln!(
        session.err,
        "wrote `{shown}`; edit it, then `waypath sample --people 1000 --population {shown} --output DIR`"
    )?;
    Ok(Exit::Done)
}

/// The population asked for, and the file that says it.
fn population(
    arguments: &SampleArguments,
    library: &Library,
    session: &mut Session<'_>,
) -> Result<(String, Population), Failure> {
    let Some(path) = &arguments.population else {
        return Ok((default_text(library), Population::of(library)));
    };
    let bytes = fs::read(path).map_err(|reason| {
        Failure::Files(waypath_files::Error::Unreadable { path: path.clone(), reason })
    })?;
    let source = Source { path: path.to_string_lossy().into_owned(), bytes };
    let (population, diagnostics) = Population::read(&source, library);
    report::text(&diagnostics, &[&source], session.ink, session.err)?;
    if diagnostics.iter().any(|it| it.severity() == Severity::Error) {
        let summary = report::summary(&diagnostics);
        return Err(Failure::PopulationMistakes { summary });
    }
    Ok((String::from_utf8_lossy(&source.bytes).into_owned(), population))
}

/// Makes a folder ready for people files: a new one, an empty one, or one that
/// holds synthetic people already. Nobody's own files are ever overwritten.
fn prepare(folder: &Path, draw: &Draw) -> Result<(), Failure> {
    fs::create_dir_all(folder).map_err(Failure::unwritable(folder))?;
    let mark = folder.join(MARK);
    let mut entries = fs::read_dir(folder).map_err(Failure::unwritable(folder))?;
    if !mark.exists() && entries.next().is_some() {
        return Err(Failure::request(
            format!("`{}` holds files that are no synthetic people", folder.display()),
            "name a new or an empty folder with `--output`",
        ));
    }
    let Draw { people, seed, as_of } = draw;
    let words = format!(
        "Synthetic people; `waypath sample` overwrites this folder. They come again of\n\
         waypath sample --people {people} --seed {seed} --population {POPULATION} --as-of {as_of}\n"
    );
    fs::write(&mark, words).map_err(Failure::unwritable(&mark))
}

fn tell(
    folder: &Path,
    draw: &Draw,
    rows: &Rows,
    (form, session): (Plain, &mut Session<'_>),
) -> Result<(), Failure> {
    let counts = [rows.people, rows.evidence, rows.progress, rows.reviews, rows.readings];
    let files = file_names().into_iter().zip(counts);
    if form == Plain::Json {
        let files = files.map(|(name, rows)| json!({ "file": name, "rows": rows }));
        let value = json!({
            "format": 1,
            "output": folder.to_string_lossy(),
            "people": draw.people,
            "seed": draw.seed,
            "as_of": draw.as_of.to_string(),
            "files": files.collect::<Vec<_>>(),
        });
        return Ok(report::value(&value, session.out)?);
    }
    let rows: Vec<Vec<String>> =
        files.map(|(name, rows)| vec![name.to_owned(), rows.to_string()]).collect();
    columns::write(&["file", "rows"], &rows, session.out)?;
    let shown = folder.display();
    writeln!(
        session.err,
        "synthetic people in `{shown}`, as of {}; try `waypath plan --people {shown}`",
        draw.as_of
    )?;
    Ok(())
}

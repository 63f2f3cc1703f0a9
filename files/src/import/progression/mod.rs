//! Progression frameworks of companies: what is expected at each level.
//!
//! They come in three forms, those of the Financial Times, of Monzo and of
//! Medium, each with a module that reads one file into a `Progression`;
//! `assemble` makes competencies and roles of them all. Which form a file has is
//! told from what it holds.
//!
//! A library has one scale. Where all frameworks call their levels the same,
//! these are its names; else levels are numbered, up to the highest.

// What every form becomes, and the points one of them counts.
mod framework;
mod points;
// The forms: Financial Times, Monzo, Medium.
mod ft;
mod monzo;
mod medium;
// All frameworks of a folder together, their licence and the report.
mod licence;
mod assemble;
mod report;

use std::path::{Path, PathBuf};

use waypath_engine::source::Source;

pub use points::{Ladder, NoMilestone, PointsSum, Title};

use super::imported::{Import, Imported, Refused};
use crate::Error;
use crate::library::{FoundFiles, read_source};
use framework::{FileReading, FrameworkTally, Progression};
use medium::{Snowflake, UnreadJson};

/// The endings of files that may hold a framework.
const ENDINGS: &[&str] = &["json", "md", "yaml", "yml"];

/// Imports the frameworks in a folder and its subfolders.
pub fn read(folder: &Path) -> Result<Imported, Error> {
    let imported = import(&sources(folder)?);
    if imported.files.is_empty() && imported.diagnostics.is_empty() {
        let help = "name a folder with frameworks in the form of the Financial Times (YAML), Monzo (Markdown) or Medium (JSON)";
        return Err(Error::NoFramework { path: folder.to_path_buf(), help });
    }
    Ok(imported)
}

/// Returns the rule of points in a folder: that of its first file in Medium's
/// form.
pub fn ladder(folder: &Path) -> Result<Ladder, Error> {
    let sources = sources(folder)?;
    let json = sources.iter().filter(|source| ending(&source.path) == "json");
    let ladder = json
        .filter_map(|source| Snowflake::read(source).ok())
        .map(|snowflake| snowflake.ladder())
        .next();
    let help = "name the folder of a JSON file in Medium's form; without `--points` the import says what is wrong with the files";
    ladder.ok_or_else(|| Error::NoFramework { path: folder.to_path_buf(), help })
}

/// The files that may be frameworks, and the licences beside them, in the order
/// of their paths in the folder.
fn sources(folder: &Path) -> Result<Vec<Source>, Error> {
    if !folder.is_dir() {
        return Err(Error::NoFolder { path: folder.to_path_buf() });
    }
    let mut found = FoundFiles::new(ENDINGS);
    found.folder(folder, "")?;
    let shown: Vec<&str> = found.files.keys().map(|path| path.trim_start_matches('/')).collect();
    for licence in licence::beside(&shown) {
        let path = folder.join(&licence);
        if path.is_file() {
            found.files.insert(licence, path);
        }
    }
    let read = |(shown, path): (&String, &PathBuf)| {
        read_source(path, shown.trim_start_matches('/').to_owned())
    };
    found.files.iter().map(read).collect()
}

/// Imports frameworks in memory: files that may hold one, and licences.
pub fn import(sources: &[Source]) -> Imported {
    let mut sources: Vec<&Source> = sources.iter().collect();
    sources.sort_by(|a, b| a.path.cmp(&b.path));
    let (licences, files): (Vec<&Source>, Vec<&Source>) =
        sources.into_iter().partition(|source| licence::is_one(&source.path));
    let mut tally = FrameworkTally::default();
    let mut import = Import::new(assemble::empty(&[], &[]));
    let mut frameworks: Vec<Progression> = Vec::new();
    for source in files {
        match framework(&mut import, &mut tally, source) {
            Some(framework) if framework.topics.is_empty() => {
                tally.without_topics.push(source.place(1, 1, 0));
            }
            read => frameworks.extend(read),
        }
    }
    if frameworks.is_empty() {
        return import.finish(Err(Refused));
    }
    import.draft = assemble::empty(&frameworks, &licences);
    let made = assemble::fill(&mut import, &frameworks);
    report::write(&mut import.report, &frameworks, tally, &made);
    if licences.is_empty() {
        report::without_licence(&mut import.report);
    }
    import.finish(Ok(()))
}

fn ending(path: &str) -> &str {
    path.rsplit_once('.').map_or("", |(_, ending)| ending)
}

/// Reads a file as whatever framework it is.
fn framework(
    import: &mut Import,
    tally: &mut FrameworkTally,
    source: &Source,
) -> Option<Progression> {
    match ending(&source.path) {
        "md" => markdown(import, tally, source),
        "json" => json(import, tally, source),
        _ => {
            let document = import.yaml(source)?;
            if !ft::is_one(&document) {
                tally.unrecognised.push(source.path.clone());
                return None;
            }
            ft::read(&mut FileReading { import, tally, source, document: &document })
        }
    }
}

fn markdown(
    import: &mut Import,
    tally: &mut FrameworkTally,
    source: &Source,
) -> Option<Progression> {
    let Some(front) = monzo::front_matter(source) else {
        tally.unrecognised.push(source.path.clone());
        return None;
    };
    let document = import.yaml(&front)?;
    let has_prose = monzo::has_prose(source, &front);
    monzo::read(&mut FileReading { import, tally, source, document: &document }, has_prose)
}

fn json(import: &mut Import, tally: &mut FrameworkTally, source: &Source) -> Option<Progression> {
    match Snowflake::read(source) {
        Ok(snowflake) => Some(snowflake.progression(source, tally)),
        Err(UnreadJson::Else) => {
            tally.unrecognised.push(source.path.clone());
            None
        }
        Err(UnreadJson::Wrong(diagnostic)) => {
            import.wrong(source, diagnostic);
            None
        }
    }
}

//! `import`: turns a framework somebody else wrote into a library.

use clap::{Args, Subcommand};
use std::path::{Path, PathBuf};

use waypath_documents::conversion::conversion_text;
use waypath_documents::report;
use waypath_engine::blueprint::{self, LIBRARY_FILE, folders};
use waypath_engine::diagnostic::{Code, Severity};
use waypath_engine::id::{CompetencyId, Id as _};
use waypath_engine::level::{InvalidLevel, Level};
use waypath_engine::library::compile;
use waypath_engine::source::{Source, Sources};
use waypath_engine::wire::AnswerProvenance;
use waypath_files::import::{self, Imported, ImportedFile};
use waypath_files::library;

use super::points::{self, Reached};
use crate::context::Context;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::options::AnswerFormat;
use crate::output;
use crate::schemas::schema_files;

/// Convert a published framework into a library, and report what was converted
#[derive(Args, Debug)]
pub(crate) struct ImportArguments {
    /// The framework
    #[command(subcommand)]
    from: Framework,
    /// Write into this folder: a new library, or one that is there; without it, only report
    #[arg(long, global = true, value_name = "DIR")]
    output: Option<PathBuf>,
    /// Put this word and a hyphen before every id, so that ids differ from those of the library
    #[arg(long, global = true, value_name = "WORD")]
    prefix: Option<CompetencyId>,
    /// Keep the numbers of levels although the library's scale has another number of steps
    #[arg(long, global = true)]
    other_scale: bool,
    /// Print the report in this format
    #[arg(long, global = true, value_enum, default_value_t)]
    format: AnswerFormat,
}

/// The frameworks that can be imported.
#[derive(Debug, Subcommand)]
enum Framework {
    /// The UK Government Digital and Data Profession Capability Framework
    Gdad {
        /// The file of roles
        #[arg(long, value_name = "FILE")]
        roles: PathBuf,
        /// The file of skills
        #[arg(long, value_name = "FILE")]
        skills: PathBuf,
    },
    /// Metacademy: concepts of mathematics and machine learning, and what each builds on
    Metacademy {
        /// The folder that holds concepts.csv, dependencies.csv and the other files
        folder: PathBuf,
    },
    /// The NICE Workforce Framework for Cybersecurity
    Nice {
        /// The folder of its table and of the YAML files beside it
        dir: PathBuf,
        /// The level that work roles expect of their competencies, 1 to 4; the framework names none
        #[arg(long, value_name = "LEVEL", default_value = "2", value_parser = expected_level)]
        level: Level,
    },
    /// Progression frameworks in the forms of the Financial Times, Monzo and Medium
    Progression {
        /// The folder; all frameworks in it and its subfolders are read
        dir: PathBuf,
        /// Import nothing, but say which level and titles milestones reach by Medium's rule of
        /// points: `MOBILE=3,CRAFT=2`
        #[arg(long, value_name = "TRACK=MILESTONE", value_delimiter = ',')]
        points: Vec<Reached>,
    },
    /// ESCO, the European classification of skills, competences and occupations
    Esco {
        /// The folder of `occupations_en.csv`, `skills_en.csv` and
        /// `occupationSkillRelations_en.csv`, and of `skillSkillRelations_en.csv` and
        /// `ISCOGroups_en.csv` if they are there
        dir: PathBuf,
        /// The level of every expectation, as ESCO has none: 1 (awareness) to 4 (expert)
        #[arg(long, value_name = "LEVEL", default_value = "2", value_parser = expected_level)]
        level: Level,
    },
    /// O*NET, the occupations of the United States: skills and knowledge with levels
    Onet {
        /// The folder of `Skills` and `Knowledge`, and of `Occupation Data`, `Job Zones`, `Content
        /// Model Reference` and `Level Scale Anchors` if they are there; .txt or .tsv
        dir: PathBuf,
    },
    /// A competency framework as Moodle exports it
    Moodle {
        /// The CSV file
        file: PathBuf,
    },
    /// A CFPackage of 1EdTech CASE, version 1.0 or 1.1
    Case {
        /// The JSON file
        file: PathBuf,
    },
}

/// Reads a level of the five-step scale, from awareness to expert.
fn expected_level(text: &str) -> Result<Level, String> {
    let level: Level = text.parse().map_err(|err: InvalidLevel| err.to_string())?;
    if (Level::whole(1)..=Level::whole(4)).contains(&level) {
        Ok(level)
    } else {
        Err("write 1 (awareness), 2 (working), 3 (practitioner), 4 (expert), or a level between"
            .to_owned())
    }
}

/// Imports, writes the library where a folder is named, and reports.
pub(super) fn run(arguments: &ImportArguments, context: &mut Context<'_>) -> Result<Exit, Failure> {
    let format = arguments.format;
    if let Framework::Progression { dir, points } = &arguments.from
        && !points.is_empty()
    {
        if arguments.output.is_some() {
            let help = "leave out one of the two";
            return Err(Failure::request("`--points` imports nothing for `--output`", help));
        }
        return points::run(dir, points, format, context);
    }
    let mut imported = read(&arguments.from)?;
    if let Some(prefix) = &arguments.prefix {
        imported = imported.with_prefix(prefix.as_str());
    }
    if !imported.diagnostics.is_empty() {
        let sources: Vec<&Source> = imported.sources.iter().collect();
        report::text(&imported.diagnostics, &sources, context.style, context.err)?;
        writeln!(context.err, "{}", report::summary(&imported.diagnostics, &context.language))?;
    }
    if imported.files.is_empty() {
        return Err(Failure::request(
            "nothing could be imported",
            "correct the mistakes above, or download the files again",
        ));
    }
    if imported.report.made.iter().all(|count| count.number == 0) {
        return Err(Failure::request(
            "the source holds nothing that could be imported",
            "look whether it was downloaded to its end, and whether it is the right file",
        ));
    }
    let output = arguments.output.as_deref();
    let target = output.map(|folder| Destination::new(folder, &imported)).transpose()?;
    match &target {
        Some(target) => {
            target.compare_scales(&imported, arguments.other_scale, context)?;
            check(&target.files, target.existing.as_ref(), context)?;
            target.write(context)?;
        }
        None => check(&imported.files.iter().collect::<Vec<_>>(), None, context)?,
    }
    print(&imported, target.as_ref(), format, context)?;
    if target.is_none() {
        writeln!(context.err, "nothing was written; name a folder with `--output`")?;
    }
    Ok(if imported.diagnostics.is_empty() { Exit::Done } else { Exit::Partial })
}

fn read(framework: &Framework) -> Result<Imported, Failure> {
    Ok(match framework {
        Framework::Gdad { roles, skills } => import::gdad::read(roles, skills)?,
        Framework::Metacademy { folder } => import::metacademy::read(folder)?,
        Framework::Nice { dir, level } => import::nice::read(dir, *level)?,
        Framework::Progression { dir, .. } => import::progression::read(dir)?,
        Framework::Esco { dir, level } => import::esco::read(dir, *level)?,
        Framework::Onet { dir } => import::onet::read(dir)?,
        Framework::Moodle { file } => import::moodle::read(file)?,
        Framework::Case { file } => import::case::read(file)?,
    })
}

/// Where an import goes: a new library, or one that is there.
struct Destination<'a> {
    folder: &'a Path,
    files: Vec<&'a ImportedFile>,
    /// The files of the library that is there.
    existing: Option<Sources>,
}

impl<'a> Destination<'a> {
    fn new(folder: &'a Path, imported: &'a Imported) -> Result<Self, Failure> {
        let is_library = folder.join(LIBRARY_FILE).is_file();
        let existing = is_library.then(|| library::read(folder)).transpose()?;
        let mut files: Vec<&ImportedFile> = imported.files.iter().collect();
        // What the library says of itself stays.
        files.retain(|file| existing.is_none() || file.path != LIBRARY_FILE);
        if let Some(there) =
            files.iter().map(|file| folder.join(&file.path)).find(|path| path.exists())
        {
            return Err(Failure::request(
                format!("`{}` is there already", there.display()),
                "name a new folder and compare, or move it away; `import` overwrites nothing",
            ));
        }
        Ok(Self { folder, files, existing: existing.map(|existing| existing.sources) })
    }

    /// Refuses an import into a library with a scale of another number of steps,
    /// where the same level means something else, and says where steps have other
    /// names.
    fn compare_scales(
        &self,
        imported: &Imported,
        may_differ: bool,
        context: &mut Context<'_>,
    ) -> Result<(), Failure> {
        let Some(existing) = &self.existing else { return Ok(()) };
        let theirs = imported.files.iter().find(|file| file.path == LIBRARY_FILE).map(source);
        let (theirs, ours) = (steps(theirs), steps(existing.get(LIBRARY_FILE).cloned()));
        let shown = self.folder.display();
        if theirs.len() != ours.len() && !may_differ {
            return Err(Failure::request(
                format!(
                    "the scale of `{shown}` is {}, that of the framework {}: the same level would mean something else",
                    scale_words(&ours),
                    scale_words(&theirs),
                ),
                "name a new folder, or say with `--other-scale` that levels keep their numbers",
            ));
        }
        if theirs != ours {
            writeln!(
                context.err,
                "note: levels keep their numbers; in `{shown}` they are {}, in the framework {}",
                scale_words(&ours),
                scale_words(&theirs),
            )?;
        }
        Ok(())
    }

    fn write(&self, context: &mut Context<'_>) -> Result<(), Failure> {
        for file in &self.files {
            output::write(&self.folder.join(&file.path), &file.text)?;
        }
        for (path, text) in schema_files()? {
            let path = self.folder.join(path);
            if !path.exists() {
                output::write(&path, &text)?;
            }
        }
        let shown = self.folder.display();
        let written = context.language.count("unit-file", self.files.len());
        let has_roles = self.files.iter().any(|file| file.path.contains("/roles"));
        let listed = if has_roles { "roles" } else { "competencies" };
        writeln!(
            context.err,
            "{written} in `{shown}`; look around with `waypath --library {shown} list {listed}`"
        )?;
        if let Some(folder) = self.unnamed_folder() {
            writeln!(
                context.err,
                "note: `models` in `{shown}/{LIBRARY_FILE}` does not name `{folder}`; add it, or the import is not read"
            )?;
        }
        Ok(())
    }

    /// The folder of the model, if the library that is there names its folders
    /// and this one is not among them.
    fn unnamed_folder(&self) -> Option<&str> {
        let library = self.existing.as_ref()?.get(LIBRARY_FILE)?;
        let named = folders(library).models?;
        let (folder, _) = self.files.first()?.path.rsplit_once('/')?;
        let is_named =
            named.iter().any(|path| Path::new(folder).starts_with(path.trim_matches('/')));
        (!is_named).then_some(folder)
    }
}

fn source(file: &ImportedFile) -> Source {
    Source { path: file.path.clone(), bytes: file.text.clone().into_bytes() }
}

/// What the levels of a library are called, from 0, by its library file.
fn steps(file: Option<Source>) -> Vec<String> {
    let five = ["none", "awareness", "working", "practitioner", "expert"];
    let sources = Sources { files: file.into_iter().collect() };
    let scale = blueprint::read(&sources).blueprint.library.scale;
    scale.map_or_else(|| five.map(str::to_owned).to_vec(), |scale| scale.levels)
}

fn scale_words(steps: &[String]) -> String {
    let top = steps.len().saturating_sub(1);
    let (first, last) = (steps.first(), steps.last());
    let name = |step: Option<&String>| step.map_or("", |name| name).to_lowercase();
    format!("0 to {top} ({} … {})", name(first), name(last))
}

/// Makes sure that a library with the import in it has no mistakes, before
/// anything is written.
fn check(
    files: &[&ImportedFile],
    existing: Option<&Sources>,
    context: &mut Context<'_>,
) -> Result<(), Failure> {
    let mut sources: Vec<Source> = files.iter().copied().map(source).collect();
    sources.extend(existing.into_iter().flat_map(|sources| sources.files.clone()));
    let sources = Sources { files: sources }.sorted();
    let mut diagnostics = compile(&sources).diagnostics;
    diagnostics.retain(|diagnostic| diagnostic.severity() == Severity::Error);
    if diagnostics.is_empty() {
        return Ok(());
    }
    let shown: Vec<&Source> = sources.files.iter().collect();
    report::text(&diagnostics, &shown, context.style, context.err)?;
    if diagnostics.iter().any(|diagnostic| diagnostic.code == Code::DefinedTwice) {
        writeln!(
            context.err,
            "the library has things of the same id; `--prefix WORD` puts a word before every id of the import"
        )?;
    }
    let summary = report::summary(&diagnostics, &context.language);
    Err(Failure::Mistakes {
        summary: format!(
            "{summary}, with the import in it; nothing was written, so files of the import are shown as they would be"
        ),
    })
}

fn print(
    imported: &Imported,
    target: Option<&Destination<'_>>,
    format: AnswerFormat,
    context: &mut Context<'_>,
) -> Result<(), Failure> {
    let Imported { files, report, diagnostics, .. } = imported;
    let files = target.map_or_else(|| files.iter().collect(), |target| target.files.clone());
    let paths: Vec<&str> = files.iter().map(|file| file.path.as_str()).collect();
    let output = target.map(|target| target.folder.to_string_lossy());
    let provenance = AnswerProvenance::engine();
    let written = report.written(provenance, diagnostics, &paths, output.as_deref());
    match format {
        AnswerFormat::Text => {
            Ok(write!(context.out, "{}", conversion_text(&written, &context.language))?)
        }
        AnswerFormat::Json => Ok(report::value(&written, context.out)?),
    }
}

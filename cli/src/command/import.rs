//! `import`: turns a framework somebody else wrote into a library.

use std::path::Path;

use waypath_engine::blueprint::{LIBRARY_FILE, folders};
use waypath_engine::diagnostic::Severity;
use waypath_engine::library::compile;
use waypath_engine::source::{Source, Sources};
use waypath_files::import::{self, Imported, Written};
use waypath_files::library;

use super::{init, points};
use crate::arguments::{Framework, ImportArguments, Plain};
use crate::failure::Failure;
use crate::fates::{self, WrittenReport};
use crate::{Exit, Session, report};

/// Imports, writes the library where a folder is named, and reports.
pub(super) fn run(arguments: &ImportArguments, session: &mut Session<'_>) -> Result<Exit, Failure> {
    let form = session.options.plain("import")?;
    if let Framework::Progression { dir, points } = &arguments.from
        && !points.is_empty()
    {
        if arguments.output.is_some() {
            let help = "leave out one of the two";
            return Err(Failure::request("`--points` imports nothing for `--output`", help));
        }
        return points::run(dir, points, form, session);
    }
    let imported = read(&arguments.from)?;
    if !imported.diagnostics.is_empty() {
        let sources: Vec<&Source> = imported.sources.iter().collect();
        report::text(&imported.diagnostics, &sources, session.ink, session.err)?;
        writeln!(session.err, "{}", report::summary(&imported.diagnostics))?;
    }
    if imported.files.is_empty() {
        return Err(Failure::request(
            "nothing could be imported",
            "correct the mistakes above, or download the files again",
        ));
    }
    let output = arguments.output.as_deref();
    let target = output.map(|it| Target::new(it, &imported)).transpose()?;
    if let Some(target) = &target {
        target.check(session)?;
        target.write(session)?;
    }
    print(&imported, target.as_ref(), form, session)?;
    if target.is_none() {
        writeln!(session.err, "nothing was written; name a folder with `--output`")?;
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
struct Target<'a> {
    folder: &'a Path,
    files: Vec<&'a Written>,
    /// The files of the library that is there.
    existing: Option<Sources>,
}

impl<'a> Target<'a> {
    fn new(folder: &'a Path, imported: &'a Imported) -> Result<Self, Failure> {
        let is_library = folder.join(LIBRARY_FILE).is_file();
        let existing = is_library.then(|| library::read(folder)).transpose()?;
        let mut files: Vec<&Written> = imported.files.iter().collect();
        // What the library says of itself stays.
        files.retain(|it| existing.is_none() || it.path != LIBRARY_FILE);
        if let Some(there) = files.iter().map(|it| folder.join(&it.path)).find(|it| it.exists()) {
            return Err(Failure::request(
                format!("`{}` is there already", there.display()),
                "name a new folder and compare, or move it away; `import` overwrites nothing",
            ));
        }
        Ok(Self { folder, files, existing: existing.map(|it| it.sources) })
    }

    /// Makes sure that the library has no mistakes with the import in it, before
    /// anything is written.
    fn check(&self, session: &mut Session<'_>) -> Result<(), Failure> {
        let written = self.files.iter();
        let mut sources: Vec<Source> = written
            .map(|it| Source { path: it.path.clone(), bytes: it.text.clone().into_bytes() })
            .collect();
        sources.extend(self.existing.iter().flat_map(|it| it.files.clone()));
        let sources = Sources { files: sources }.sorted();
        let mut diagnostics = compile(&sources).diagnostics;
        diagnostics.retain(|it| it.severity() == Severity::Error);
        if diagnostics.is_empty() {
            return Ok(());
        }
        let files: Vec<&Source> = sources.files.iter().collect();
        report::text(&diagnostics, &files, session.ink, session.err)?;
        let summary = report::summary(&diagnostics);
        Err(Failure::Mistakes {
            summary: format!("{summary}, with the import in it; nothing was written"),
        })
    }

    fn write(&self, session: &mut Session<'_>) -> Result<(), Failure> {
        for file in &self.files {
            init::write(&self.folder.join(&file.path), &file.text)?;
        }
        for (path, text) in init::schema_files()? {
            let path = self.folder.join(path);
            if !path.exists() {
                init::write(&path, &text)?;
            }
        }
        let shown = self.folder.display();
        let written = report::counted(self.files.len(), "file");
        let has_roles = self.files.iter().any(|it| it.path.contains("/roles"));
        let listed = if has_roles { "roles" } else { "competencies" };
        writeln!(
            session.err,
            "{written} in `{shown}`; look around with `waypath --library {shown} list {listed}`"
        )?;
        if let Some(folder) = self.unnamed_folder() {
            writeln!(
                session.err,
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
        let is_named = named.iter().any(|it| Path::new(folder).starts_with(it.trim_matches('/')));
        (!is_named).then_some(folder)
    }
}

fn print(
    imported: &Imported,
    target: Option<&Target<'_>>,
    form: Plain,
    session: &mut Session<'_>,
) -> Result<(), Failure> {
    let Imported { files, report, diagnostics, .. } = imported;
    match form {
        Plain::Text => Ok(fates::text(report, diagnostics.len(), session.out)?),
        Plain::Json => {
            let files = target.map_or_else(|| files.iter().collect(), |it| it.files.clone());
            let paths = files.iter().map(|it| it.path.as_str()).collect();
            let output = target.map(|it| it.folder.to_string_lossy().into_owned());
            report::value(&WrittenReport::of(report, diagnostics, paths, output), session.out)
        }
    }
}

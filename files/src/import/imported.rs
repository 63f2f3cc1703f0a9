//! What came of an import, and what all imports share while they read.

use std::ffi::OsStr;
use std::fs;
use std::path::Path;

use waypath_engine::diagnostic::{Diagnostic, sort};
use waypath_engine::source::{Document, Source, read_yaml};

use super::draft::{Draft, ImportedFile};
use crate::Error;
use crate::report::Report;
use crate::table::sheet::Sheet;
use crate::table::{Record, Shape, Table, Unreadable};

/// The levels of a library whose framework names none.
pub(super) const DEFAULT_LEVELS: &[&str] =
    &["none", "awareness", "working", "practitioner", "expert"];

/// What came of importing a framework.
#[derive(Clone, Debug, Default)]
pub struct Imported {
    /// The files of the library, in the order of their paths; none where the
    /// source cannot be read at all.
    pub files: Vec<ImportedFile>,
    /// What was kept, changed and dropped.
    pub report: Report,
    /// What is wrong in the source, in the order of files and lines. Each row,
    /// value or file that is named here was set aside.
    pub diagnostics: Vec<Diagnostic>,
    /// The files that hold mistakes, for excerpts of them.
    pub sources: Vec<Source>,
    /// What the files were written from.
    draft: Option<Draft>,
}

impl Imported {
    /// Puts a prefix and a hyphen before every id, so that things are told apart
    /// from others of the same name in a library.
    #[must_use]
    pub fn with_prefix(self, prefix: &str) -> Self {
        let Some(mut draft) = self.draft.filter(|_| !self.files.is_empty()) else {
            return Self { draft: None, ..self };
        };
        draft.prefix(prefix);
        Self { files: draft.files(), draft: Some(draft), ..self }
    }
}

/// Reads a file of a framework, called by its name alone.
pub(super) fn read_file(path: &Path) -> Result<Source, Error> {
    if !path.is_file() {
        return Err(Error::NoSource { path: path.to_path_buf() });
    }
    let bytes = fs::read(path).map_err(Error::unreadable(path))?;
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    Ok(Source { path: name, bytes })
}

/// Reads a file of a framework that need not be there.
pub(super) fn read_optional(path: &Path) -> Result<Option<Source>, Error> {
    if path.exists() { read_file(path).map(Some) } else { Ok(None) }
}

/// An import under way.
pub(super) struct Import {
    pub(super) draft: Draft,
    pub(super) report: Report,
    pub(super) diagnostics: Vec<Diagnostic>,
    pub(super) sources: Vec<Source>,
}

/// A file that cannot be read at all; it was reported.
pub(super) struct Refused;

impl Import {
    pub(super) fn new(draft: Draft) -> Self {
        let report = Report { name: draft.framework.name.clone(), ..Report::default() };
        Self { draft, report, diagnostics: Vec::new(), sources: Vec::new() }
    }

    /// Reads a table of the framework row by row, and returns how many rows it
    /// has. What is wrong with a row is reported; whether it counts all the same
    /// is up to `each`.
    pub(super) fn table(
        &mut self,
        source: &Source,
        shape: &Shape,
        mut each: impl FnMut(&mut Record<'_>),
    ) -> Result<usize, Refused> {
        let mistakes = self.diagnostics.len();
        let rows = self.rows(source, shape, &mut each);
        if self.diagnostics.len() > mistakes {
            self.sources.push(source.clone());
        }
        rows
    }

    /// Reads a table of the framework as [`Self::table`] does, and counts its rows
    /// in the report.
    pub(super) fn read(
        &mut self,
        source: &Source,
        shape: &Shape,
        each: impl FnMut(&mut Record<'_>),
    ) -> Result<(), Refused> {
        let rows = self.table(source, shape, each)?;
        self.report.read(rows, format!("rows of {}", source.path));
        Ok(())
    }

    /// Reports what only shows once a whole file is read.
    pub(super) fn set_aside(&mut self, source: &Source, diagnostics: Vec<Diagnostic>) {
        let is_new = self.sources.iter().all(|known| known.path != source.path);
        if is_new && !diagnostics.is_empty() {
            self.sources.push(source.clone());
        }
        self.diagnostics.extend(diagnostics);
    }

    fn rows(
        &mut self,
        source: &Source,
        shape: &Shape,
        each: &mut dyn FnMut(&mut Record<'_>),
    ) -> Result<usize, Refused> {
        // Where tabs separate cells, nobody needs quotes, and a quote is one.
        let ending = Path::new(&source.path).extension();
        let is_tabbed =
            |ending: &OsStr| ["tsv", "txt"].iter().any(|tsv| ending.eq_ignore_ascii_case(tsv));
        let sheet = if ending.is_some_and(is_tabbed) {
            Sheet::unquoted(source)
        } else {
            Sheet::new(source)
        };
        let sheet = sheet.map_err(|diagnostic| self.refuse(vec![diagnostic]))?;
        let table = match Table::new(shape, &sheet, &mut self.diagnostics) {
            Ok(table) => table,
            Err(Unreadable { diagnostics, .. }) => return Err(self.refuse(diagnostics)),
        };
        Ok(self.records(&table, each))
    }

    /// Reads the rows of a table whose header is read, and returns how many it has.
    pub(super) fn records(
        &mut self,
        table: &Table<'_>,
        each: &mut dyn FnMut(&mut Record<'_>),
    ) -> usize {
        let mut rows: usize = 0;
        for record in table.records() {
            rows = rows.saturating_add(1);
            match record {
                Ok(mut record) => {
                    each(&mut record);
                    self.diagnostics.extend(record.finish());
                }
                Err(diagnostic) => self.diagnostics.push(diagnostic),
            }
        }
        rows
    }

    /// Reads a YAML file of the framework. One that holds a mistake is reported
    /// and set aside as a whole, because the mistake may have swallowed more.
    pub(super) fn yaml(&mut self, source: &Source) -> Option<Document> {
        let read = read_yaml(source);
        let is_broken = read.has_errors();
        for diagnostic in read.diagnostics {
            self.wrong(source, diagnostic);
        }
        read.document.filter(|_| !is_broken)
    }

    /// Reports something that is wrong in a file.
    pub(super) fn wrong(&mut self, source: &Source, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
        if self.sources.iter().all(|known| known.path != source.path) {
            self.sources.push(source.clone());
        }
    }

    pub(super) fn refuse(&mut self, diagnostics: Vec<Diagnostic>) -> Refused {
        self.diagnostics.extend(diagnostics);
        Refused
    }

    /// Ends an import: with the files, or without where one was refused that
    /// nothing can be made without.
    pub(super) fn finish(mut self, result: Result<(), Refused>) -> Imported {
        self.report.sort();
        sort(&mut self.diagnostics);
        let files = result.map_or_else(|Refused| Vec::new(), |()| self.draft.files());
        Imported {
            files,
            report: self.report,
            diagnostics: self.diagnostics,
            sources: self.sources,
            draft: Some(self.draft),
        }
    }
}

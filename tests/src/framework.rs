//! Which frameworks are there to import?
//!
//! Each has a miniature in `fixtures/frameworks/`, made by hand, so that the tests
//! mean something everywhere. The real ones are not part of the project: they lie
//! in `../shared/data` or they do not, and a test that needs one says so.

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use waypath_engine::library::{Library, compile};
use waypath_engine::source::{Source, Sources};
use waypath_files::import::Imported;
use waypath_files::report::Report;

use crate::fixture::repository;

/// The folder of a framework as it was published; `None`, said on standard error,
/// where it is not there.
pub fn real(name: &str) -> Option<PathBuf> {
    let folder = repository().parent()?.join("shared/data").join(name);
    if folder.is_dir() {
        return Some(folder);
    }
    // Past the capture of the test's own output: nobody may think it was tested.
    let mut err = std::io::stderr().lock();
    writeln!(err, "NOT TESTED: ../shared/data/{name} is not there").unwrap();
    None
}

/// The folder of a framework's miniature.
pub fn miniature(name: &str) -> PathBuf {
    repository().join("fixtures/frameworks").join(name)
}

/// Compiles what an import made; panics unless it checks clean.
pub fn compiled(imported: &Imported) -> Library {
    let file = |path: &str, text: &str| Source { path: path.to_owned(), bytes: text.into() };
    let files = imported.files.iter().map(|source| file(&source.path, &source.text)).collect();
    let compiled = compile(&Sources { files });
    let mistakes: Vec<String> = compiled.diagnostics.iter().map(ToString::to_string).collect();
    assert!(mistakes.is_empty(), "{}", mistakes.join("\n"));
    compiled.library.unwrap()
}

/// A table with its rows from the last to the first, below the same header.
pub fn with_rows_turned(source: &Source) -> Source {
    let mut reader = csv::Reader::from_reader(source.bytes.as_slice());
    let header = reader.headers().unwrap().clone();
    let mut rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    rows.reverse();
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(&header).unwrap();
    for row in &rows {
        writer.write_record(row).unwrap();
    }
    Source { path: source.path.clone(), bytes: writer.into_inner().unwrap() }
}

/// How often a report says that something happened; 0 where it says nothing.
pub fn noted(report: &Report, id: &str) -> usize {
    report.notes.iter().find(|note| note.id == id).map_or(0, |note| note.number)
}

/// How many of something a report says were read or made; panics where it says
/// nothing of them.
pub fn counted(report: &Report, what: &str) -> usize {
    let counts = report.read.iter().chain(&report.made);
    let found = counts.clone().find(|count| count.what == what);
    let all: Vec<&str> = counts.map(|count| count.what.as_str()).collect();
    found.unwrap_or_else(|| panic!("no {what} among {all:?}")).number
}

/// An import as text that people can review: what became of the framework, what
/// is wrong in it, and the files of the library.
pub fn shown(imported: &Imported) -> String {
    let mut out = String::new();
    let report = &imported.report;
    writeln!(out, "{}", report.name).unwrap();
    for read in &report.read {
        writeln!(out, "read {} {}", read.number, read.what).unwrap();
    }
    for made in &report.made {
        writeln!(out, "made {} {}", made.number, made.what).unwrap();
    }
    for note in &report.notes {
        let places: Vec<String> = note.places.iter().map(ToString::to_string).collect();
        writeln!(out, "{} {} {} [{}]", note.kind.as_str(), note.number, note.message, note.id)
            .unwrap();
        if !places.is_empty() {
            writeln!(out, "    {}", places.join(" ")).unwrap();
        }
    }
    for diagnostic in &imported.diagnostics {
        writeln!(out, "\n{diagnostic}").unwrap();
    }
    for file in &imported.files {
        writeln!(out, "\n=== {}\n{}", file.path, file.text.trim_end()).unwrap();
    }
    out
}

/// Holds the import of a miniature against `import.snap` beside its files.
pub fn holds_snapshot(folder: &Path, imported: &Imported) {
    insta::with_settings!({
        snapshot_path => folder,
        prepend_module_to_snapshot => false,
        omit_expression => true,
    }, { insta::assert_snapshot!("import", shown(imported)) });
}

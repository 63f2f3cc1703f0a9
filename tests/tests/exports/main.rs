//! Libraries in the formats of other tools: what they look like there, and that
//! they come back as they left.

mod case;
mod moodle;

use std::collections::{BTreeMap, BTreeSet};

use waypath_engine::blueprint::Blueprint;
use waypath_engine::id::Id as _;
use waypath_engine::library::{Library, compile};
use waypath_engine::source::{Source, Sources};
use waypath_files::export::{ExportSource, Exported};
use waypath_files::import::Imported;
use waypath_tests::fixture::repository;
use waypath_tests::generate::Case;

/// A library with the files it was compiled from.
struct Opened {
    library: Library,
    blueprint: Blueprint,
}

impl Opened {
    /// Compiles files; panics unless they check clean.
    fn new(sources: &Sources) -> Self {
        let compiled = compile(sources);
        let mistakes: Vec<String> = compiled.diagnostics.iter().map(ToString::to_string).collect();
        assert!(mistakes.is_empty(), "{}", mistakes.join("\n"));
        Self { library: compiled.library.unwrap(), blueprint: compiled.reading }
    }

    /// The example library of the repository.
    fn example() -> Self {
        Self::new(&waypath_files::library::read(&repository()).unwrap().sources)
    }

    /// The competencies and roles of a random case.
    fn random(case: &Case) -> Self {
        let mut sources = case.sources();
        let kept = ["competencies", "roles", "kpis", "waypath"];
        sources
            .files
            .retain(|file| kept.iter().any(|kept| file.path.ends_with(&format!("{kept}.yaml"))));
        Self::new(&sources)
    }

    fn imported(imported: &Imported) -> Self {
        let files = imported.files.iter();
        let source = |path: &str, text: &str| Source { path: path.to_owned(), bytes: text.into() };
        Self::new(&Sources { files: files.map(|file| source(&file.path, &file.text)).collect() })
    }

    fn content<'a>(&'a self, model: Option<&'a str>) -> ExportSource<'a> {
        ExportSource::new(&self.library, &self.blueprint, model)
    }

    /// What both formats can hold of each competency.
    fn competencies(&self) -> BTreeMap<String, Competency> {
        let names = &self.library.names.competencies;
        let id = |ix| names.id(ix).as_str().to_owned();
        let competencies = self.library.competencies.iter().map(|(ix, read)| {
            let competency = Competency {
                name: read.name.to_string(),
                statement: read.statement.as_ref().map(ToString::to_string).unwrap_or_default(),
                part_of: read.ancestors.first().map(|ancestor| id(*ancestor)),
                anchors: read
                    .anchors
                    .iter()
                    .map(|(level, anchor)| (*level, anchor.to_string()))
                    .collect(),
                is_certificate: read.yes_no,
            };
            (id(ix), competency)
        });
        competencies.collect()
    }
}

/// What both formats can hold of a competency.
#[derive(Clone, Debug, Eq, PartialEq)]
struct Competency {
    name: String,
    statement: String,
    part_of: Option<String>,
    anchors: BTreeMap<u16, String>,
    is_certificate: bool,
}

/// The first lines in which two texts differ, if they do.
fn difference(one: &str, other: &str) -> Result<(), String> {
    let mut pairs = one.lines().zip(other.lines());
    match pairs.find(|(a, b)| a != b) {
        Some((a, b)) => Err(format!("{a}\n{b}")),
        None if one == other => Ok(()),
        None => Err("one text is longer".to_owned()),
    }
}

/// The ids of all notes of a report, each once.
fn notes(exported: &Exported) -> BTreeSet<&'static str> {
    exported.report.notes.iter().map(|note| note.id).collect()
}

/// A library of competencies as its author might write them, odd ones too.
fn written(name: &str, competencies: &serde_json::Value) -> Opened {
    let file = |path: &str, value: serde_json::Value| Source {
        path: path.to_owned(),
        // Every JSON text is a YAML text.
        bytes: value.to_string().into_bytes(),
    };
    Opened::new(&Sources {
        files: vec![
            file("waypath.yaml", serde_json::json!({ "name": name })),
            file(
                "competency_models/odd/model.yaml",
                serde_json::json!({ "competencies": competencies }),
            ),
        ],
    })
}

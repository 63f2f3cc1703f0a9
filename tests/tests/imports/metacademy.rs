//! Metacademy.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::Path;

use waypath_engine::diagnostic::Code;
use waypath_engine::library::Library;
use waypath_engine::source::Source;
use waypath_files::import::{Imported, metacademy};
use waypath_tests::framework::{
    compiled, counted, holds_snapshot, miniature, noted, real, with_rows_turned,
};

fn small() -> Imported {
    metacademy::read(&miniature("metacademy")).unwrap()
}

/// Imports a folder's files after something was done to each.
fn changed(folder: &Path, change: impl Fn(&str, Source) -> Source) -> Imported {
    let file = |name: &str| {
        let bytes = std::fs::read(folder.join(name)).unwrap();
        change(name, Source { path: name.to_owned(), bytes })
    };
    metacademy::import(&metacademy::MetacademyFiles {
        concepts: file("concepts.csv"),
        dependencies: file("dependencies.csv"),
        goals: file("goals.csv"),
        catalogue: file("resource_catalogue.csv"),
        resources: file("concept_resources.csv"),
        courses: file("course_lines.csv"),
    })
}

fn codes(imported: &Imported, code: Code, file: &str) -> usize {
    let places = imported.diagnostics.iter().filter(|diagnostic| diagnostic.code == code);
    places
        .filter(|diagnostic| diagnostic.place.as_ref().is_some_and(|place| &*place.file == file))
        .count()
}

/// Every prerequisite, as two ids.
fn prerequisites(library: &Library) -> BTreeSet<(String, String)> {
    let id = |ix| library.competency_id(ix).to_owned();
    let requires = library.competencies.iter().map(|(ix, competency)| (ix, &competency.requires));
    requires
        .flat_map(|(ix, of)| of.iter().map(move |(required, _)| (id(ix), id(*required))))
        .collect()
}

#[test]
fn the_miniature_becomes_a_library() {
    let imported = small();
    holds_snapshot(&miniature("metacademy"), &imported);
    let library = compiled(&imported);
    assert_eq!((library.competencies.len(), library.modules.len()), (10, 8));
}

#[test]
fn the_order_of_rows_changes_neither_ids_nor_prerequisites() {
    let turned = changed(&miniature("metacademy"), |_, rows| with_rows_turned(&rows));
    let (turned, library) = (compiled(&turned), compiled(&small()));
    assert_eq!(prerequisites(&turned), prerequisites(&library));
    assert_eq!(turned.names.modules, library.names.modules);
}

#[test]
fn the_prerequisite_that_closes_a_circle_is_dropped_with_its_path() {
    let imported = small();
    let circles: Vec<&str> = imported
        .diagnostics
        .iter()
        .filter(|diagnostic| diagnostic.code == Code::Cycle)
        .map(|diagnostic| diagnostic.message.as_str())
        .collect();
    assert_eq!(
        circles,
        [
            "prerequisites go round in a circle: `scoring → sourdough → scoring`",
            "prerequisites go round in a circle: `fermentation → fermentation`",
        ]
    );
    let kept = prerequisites(&compiled(&imported));
    assert!(kept.contains(&("scoring".to_owned(), "sourdough".to_owned())));
    assert!(!kept.contains(&("sourdough".to_owned(), "scoring".to_owned())));
}

#[test]
fn without_one_of_its_files_there_is_no_library() {
    for name in [
        "concepts.csv",
        "dependencies.csv",
        "goals.csv",
        "resource_catalogue.csv",
        "concept_resources.csv",
        "course_lines.csv",
    ] {
        let broken = changed(&miniature("metacademy"), |file, source| {
            if file == name { Source { bytes: b"kind\n".to_vec(), ..source } } else { source }
        });
        assert!(broken.files.is_empty(), "{name}");
        assert!(codes(&broken, Code::MissingColumn, name) > 0, "{name}");
    }
}

#[test]
fn a_circle_of_any_length_is_found() {
    const CONCEPTS: usize = 20_000;
    let mut concepts = "kind,tag,title,time_hours\n".to_owned();
    let mut dependencies = "kind,concept,prerequisite,shortcut\n".to_owned();
    for at in 0..CONCEPTS {
        let next = (at + 1) % CONCEPTS;
        writeln!(concepts, "concept,c{at},c{at},1").unwrap();
        writeln!(dependencies, "concept,c{at},c{next},").unwrap();
    }
    let imported = changed(&miniature("metacademy"), |name, source| {
        let header = |text: &str| text.lines().next().unwrap().as_bytes().to_vec();
        let bytes = match name {
            "concepts.csv" => concepts.clone().into_bytes(),
            "dependencies.csv" => dependencies.clone().into_bytes(),
            _ => header(std::str::from_utf8(&source.bytes).unwrap()),
        };
        Source { bytes, ..source }
    });
    let circles: Vec<Code> =
        imported.diagnostics.iter().map(|diagnostic| diagnostic.code).collect();
    assert_eq!(circles, [Code::Cycle]);
    assert_eq!(counted(&imported.report, "prerequisites of competencies"), CONCEPTS - 1);
}

#[test]
fn the_content_as_published_becomes_a_library() {
    let Some(folder) = real("metacademy") else { return };
    let imported = metacademy::read(&folder).unwrap();
    let library = compiled(&imported);
    let report = &imported.report;
    assert_eq!(counted(report, "rows of concepts.csv"), 392 + 6);
    assert_eq!(counted(report, "rows of dependencies.csv"), 994);
    assert_eq!(counted(report, "competencies from concepts"), 392);
    assert_eq!(counted(report, "competencies from shortcuts"), 6);
    assert_eq!(library.competencies.len(), 392 + 6);
    // 282 concepts and all shortcuts have hours.
    assert_eq!(library.modules.len(), 282 + 6);
    assert_eq!(noted(report, "rounded-hours"), 288 - 4);
    assert_eq!(noted(report, "no-hours"), 392 - 282);
    let hours =
        library.modules.values().map(|module| u64::from(module.hours.hundredths())).sum::<u64>();
    assert_eq!(hours, 45_369);
    assert_eq!(prerequisites(&library).len(), 994 - 22);
    assert_eq!(noted(report, "no-shortcut"), 33);
    assert_eq!(noted(report, "entries"), 663);
    assert_eq!(noted(report, "criteria"), 288 - 119);
    assert_eq!(noted(report, "no-summaries"), 42);
    assert_eq!(noted(report, "no-goals"), 233);
    assert_eq!(noted(report, "reasons"), 801 - 18);
    assert_eq!(noted(report, "core-resources") + noted(report, "other-resources"), 1099);
    assert_eq!(noted(report, "free"), 194);
    assert_eq!(noted(report, "course-tags") + noted(report, "untagged"), 75 - 2);
}

#[test]
fn each_of_the_dangling_prerequisites_is_reported_at_its_line() {
    let Some(folder) = real("metacademy") else { return };
    let imported = metacademy::read(&folder).unwrap();
    assert_eq!(codes(&imported, Code::UnknownName, "dependencies.csv"), 22);
    // Two lines of courses name concepts that do not exist either.
    assert_eq!(codes(&imported, Code::UnknownName, "course_lines.csv"), 2);
    assert_eq!(imported.diagnostics.len(), 22 + 2);
    let text = std::fs::read_to_string(folder.join("dependencies.csv")).unwrap();
    let mut names = BTreeSet::new();
    for diagnostic in &imported.diagnostics {
        let place = diagnostic.place.as_ref().unwrap();
        if &*place.file == "dependencies.csv" {
            let line = text.lines().nth(usize::try_from(place.line).unwrap() - 1).unwrap();
            // As the conversion to CSV marks them: the fourth cell says whether it is there.
            assert_eq!(line.split(',').nth(3), Some("0"), "{line}");
            names.insert(line.split(',').nth(2).unwrap());
        }
    }
    assert_eq!(names.len(), 19);
}

//! O*NET, the occupations of the United States.

use std::fs;
use std::path::Path;

use waypath_engine::diagnostic::Code;
use waypath_engine::level::Level;
use waypath_engine::library::{ImportanceWord, Library};
use waypath_engine::source::Source;
use waypath_files::import::{Imported, onet};
use waypath_tests::framework::{compiled, counted, holds_snapshot, miniature, noted, real};

fn small() -> Imported {
    onet::read(&miniature("onet")).unwrap()
}

#[test]
fn the_miniature_becomes_a_library() {
    let imported = small();
    holds_snapshot(&miniature("onet"), &imported);
    let library = compiled(&imported);
    assert_eq!((library.roles.len(), library.competencies.len()), (7, 6));
}

/// What a library says of one role and one competency: level, weight in
/// hundredths and word.
fn expected(
    library: &Library,
    role: &str,
    competency: &str,
) -> Option<(Level, u16, ImportanceWord)> {
    let role = &library.roles[library.names.roles.find(role).unwrap()];
    let competency = library.names.competencies.find(competency).unwrap();
    let found = role.expects.iter().find(|expected| expected.competency == competency)?;
    Some((found.level, found.importance.weight, found.importance.word))
}

#[test]
fn importance_weighs_as_it_is_rated() {
    let library = compiled(&small());
    let tenders = |competency| expected(&library, "hive-tenders", competency).unwrap();
    let level = Level::from_hundredths;
    assert_eq!(tenders("smoke-reading"), (level(425), 412, ImportanceWord::Important));
    assert_eq!(tenders("weather-skill"), (level(250), 300, ImportanceWord::Important));
    let breeders = |competency| expected(&library, "queen-breeders", competency);
    assert_eq!(breeders("smoke-reading"), Some((level(300), 288, ImportanceWord::Useful)));
    // Its importance is marked Recommend Suppress.
    assert_eq!(breeders("meadow-botany"), Some((level(696), 300, ImportanceWord::Important)));
    // Its level is marked Not Relevant.
    assert_eq!(breeders("weather-skill"), None);
}

/// Copies a framework file by file, each changed.
fn changed(to: &Path, change: impl Fn(&str) -> String) {
    for entry in fs::read_dir(miniature("onet")).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|extension| extension != "snap") {
            let text = change(&fs::read_to_string(&path).unwrap());
            fs::write(to.join(path.file_name().unwrap()), text).unwrap();
        }
    }
}

#[test]
fn the_order_of_rows_changes_no_file() {
    let folder = tempfile::tempdir().unwrap();
    changed(folder.path(), |text| {
        let mut lines: Vec<&str> = text.lines().collect();
        lines[1..].reverse();
        lines.join("\n")
    });
    let turned = onet::read(folder.path()).unwrap();
    assert_eq!(turned.files, small().files);
    assert_eq!(turned.diagnostics.len(), small().diagnostics.len());
}

#[test]
fn ratings_alone_make_a_library() {
    let folder = tempfile::tempdir().unwrap();
    changed(folder.path(), str::to_owned);
    for file in ["Occupation Data", "Job Zones", "Content Model Reference", "Level Scale Anchors"] {
        fs::remove_file(folder.path().join(format!("{file}.tsv"))).unwrap();
    }
    let imported = onet::read(folder.path()).unwrap();
    let library = compiled(&imported);
    assert_eq!((library.roles.len(), library.competencies.len()), (7, 6));
    let report = &imported.report;
    assert_eq!(noted(report, "no-statement"), 6);
    assert_eq!(noted(report, "no-anchors"), 6);
    assert_eq!(noted(report, "no-job-zone"), 7);
    // One of the eight rated occupations became no role.
    assert_eq!(noted(report, "no-title"), 8);
}

#[test]
fn a_file_that_need_not_be_there_may_be_unreadable() {
    let folder = tempfile::tempdir().unwrap();
    changed(folder.path(), str::to_owned);
    fs::write(folder.path().join("Job Zones.tsv"), "Occupation\tZone\n").unwrap();
    let imported = onet::read(folder.path()).unwrap();
    assert_eq!(compiled(&imported).roles.len(), 7);
    assert!(imported.diagnostics.iter().any(|diagnostic| diagnostic.code == Code::MissingColumn));
}

#[test]
fn without_the_marks_of_what_not_to_use_there_is_no_library() {
    let source = |path: &str, text: &str| Source { path: path.to_owned(), bytes: text.into() };
    let header = "O*NET-SOC Code\tElement ID\tScale ID\tData Value\n";
    let imported = onet::import(&onet::OnetFiles {
        skills: source("Skills.txt", header),
        knowledge: source("Knowledge.txt", header),
        occupations: None,
        job_zones: None,
        elements: None,
        anchors: None,
    });
    assert!(imported.files.is_empty());
    let missing: Vec<&str> =
        imported.diagnostics.iter().map(|diagnostic| diagnostic.message.as_str()).collect();
    assert_eq!(
        missing,
        ["there is no column `Not Relevant`", "there is no column `Recommend Suppress`"]
    );
    assert_eq!(imported.sources.len(), 1);
}

#[test]
fn the_database_as_published_checks_clean() {
    let Some(folder) = real("onet") else { return };
    let imported = onet::read(&folder).unwrap();
    assert_eq!(imported.diagnostics, []);
    let library = compiled(&imported);
    let report = &imported.report;
    assert_eq!(counted(report, "rows of Skills.tsv"), 61_530);
    assert_eq!(counted(report, "rows of Knowledge.tsv"), 58_014);
    assert_eq!((library.roles.len(), library.competencies.len()), (879, 68));
    assert_eq!(counted(report, "families"), 22);
    // Each of 879 × 68 pairs of ratings leads to an expectation or is counted.
    let (expectations, not_relevant, suppressed) = (49_362, 3_302 + 5_939, 118 + 1_051);
    assert_eq!(expectations + not_relevant + suppressed, 879 * 68);
    assert_eq!(counted(report, "expectations"), expectations);
    assert_eq!(library.roles.values().map(|role| role.expects.len()).sum::<usize>(), expectations);
    assert_eq!(noted(report, "not-relevant"), not_relevant);
    assert_eq!(noted(report, "suppressed"), suppressed);
    assert_eq!(noted(report, "no-importance"), 1);
    assert_eq!(noted(report, "no-ratings"), 137);
    assert_eq!(noted(report, "other-job-zones"), 923 - 879);
    assert_eq!(noted(report, "no-job-zone"), 0);
    let anchors: usize =
        library.competencies.values().map(|competency| competency.anchors.len()).sum();
    assert_eq!(anchors, 483 - noted(report, "other-anchors"));
    assert_eq!(anchors, 204);
    // The rows of one occupation and element, as they stand in the files.
    let role = "chief-executives";
    let (level, weight, word) = expected(&library, role, "administration-and-management").unwrap();
    assert_eq!((level.hundredths(), weight), (650, 478));
    assert_eq!(word, ImportanceWord::Important);
    assert!(expected(&library, role, "mathematics-skill").is_some());
    assert!(expected(&library, role, "mathematics-knowledge").is_some());
    assert_eq!(library.roles[library.names.roles.find(role).unwrap()].grade, Some(5));
}

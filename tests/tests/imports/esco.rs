//! ESCO, in both forms in which it comes.

use std::fs;
use std::path::Path;

use waypath_engine::diagnostic::Code;
use waypath_engine::level::Level;
use waypath_engine::library::{ImportanceWord, Library};
use waypath_files::import::{Imported, esco};
use waypath_tests::framework::{compiled, counted, holds_snapshot, miniature, noted, real};

const LEVEL: Level = Level::whole(2);

fn small(name: &str) -> Imported {
    esco::read(&miniature(name), LEVEL).unwrap()
}

#[test]
fn the_miniature_becomes_a_library() {
    let imported = small("esco");
    holds_snapshot(&miniature("esco"), &imported);
    let library = compiled(&imported);
    assert_eq!((library.roles.len(), library.competencies.len()), (7, 8));
}

#[test]
fn the_extract_becomes_a_library() {
    let imported = small("esco-extract");
    holds_snapshot(&miniature("esco-extract"), &imported);
    let library = compiled(&imported);
    assert_eq!((library.roles.len(), library.competencies.len()), (2, 4));
    assert_eq!(imported.diagnostics, []);
}

/// The level and the importance of everything a role expects, by competency.
fn expected(library: &Library, role: &str) -> Vec<(String, Level, ImportanceWord)> {
    let role = &library.roles[library.names.roles.find(role).unwrap()];
    let expects = role.expects.iter();
    expects
        .map(|expected| {
            let id = library.competency_id(expected.competency).to_string();
            (id, expected.level, expected.importance.word)
        })
        .collect()
}

#[test]
fn what_is_essential_is_important_and_what_is_optional_useful() {
    let imported = esco::read(&miniature("esco"), Level::from_hundredths(350)).unwrap();
    let beekeeper = expected(&compiled(&imported), "beekeeper");
    let of = |id: &str, word| (id.to_owned(), Level::from_hundredths(350), word);
    assert_eq!(
        beekeeper,
        [
            of("handle-smoke", ImportanceWord::Important),
            of("overwinter-colonies", ImportanceWord::Important),
            of("weather-knowledge", ImportanceWord::Useful),
        ]
    );
}

/// Copies a framework file by file, the rows of each in the opposite order.
fn turned(name: &str, to: &Path) {
    for entry in fs::read_dir(miniature(name)).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|extension| extension == "snap") {
            continue;
        }
        let text = fs::read_to_string(&path).unwrap();
        let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(text.as_bytes());
        let header = reader.headers().unwrap().clone();
        let mut rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
        rows.reverse();
        let mut writer = csv::WriterBuilder::new()
            .flexible(true)
            .from_path(to.join(path.file_name().unwrap()))
            .unwrap();
        writer.write_record(&header).unwrap();
        for row in &rows {
            writer.write_record(row).unwrap();
        }
        writer.flush().unwrap();
    }
}

#[test]
fn the_order_of_rows_changes_no_file() {
    for name in ["esco", "esco-extract"] {
        let folder = tempfile::tempdir().unwrap();
        turned(name, folder.path());
        let turned = esco::read(folder.path(), LEVEL).unwrap();
        assert_eq!(turned.files, small(name).files, "{name}");
        assert_eq!(turned.diagnostics.len(), small(name).diagnostics.len(), "{name}");
    }
}

#[test]
fn without_relations_to_skills_there_is_no_library() {
    let folder = tempfile::tempdir().unwrap();
    turned("esco", folder.path());
    let relations = folder.path().join("occupationSkillRelations_en.csv");
    fs::write(&relations, "occupationUri,skillUri\n").unwrap();
    let imported = esco::read(folder.path(), LEVEL).unwrap();
    assert!(imported.files.is_empty());
    assert!(imported.diagnostics.iter().any(|diagnostic| diagnostic.code == Code::MissingColumn));
    fs::remove_file(&relations).unwrap();
    assert!(esco::read(folder.path(), LEVEL).is_err());
}

#[test]
fn names_of_groups_and_relations_between_skills_need_not_be_there() {
    let folder = tempfile::tempdir().unwrap();
    turned("esco", folder.path());
    for file in ["ISCOGroups_en.csv", "skillSkillRelations_en.csv"] {
        fs::remove_file(folder.path().join(file)).unwrap();
    }
    let library = compiled(&esco::read(folder.path(), LEVEL).unwrap());
    assert_eq!((library.roles.len(), library.competencies.len()), (7, 8));
    let beekeeper = &library.roles[library.names.roles.find("beekeeper").unwrap()];
    assert_eq!(&*beekeeper.family, "isco-61");
}

#[test]
fn the_extract_as_published_checks_clean() {
    let Some(folder) = real("esco") else { return };
    let imported = esco::read(&folder, LEVEL).unwrap();
    assert_eq!(imported.diagnostics, []);
    let library = compiled(&imported);
    let report = &imported.report;
    // 877 listed skills, 375 named by URI and label, 34 by label only.
    assert_eq!((library.roles.len(), library.competencies.len()), (91, 877 + 375 + 34));
    assert_eq!(counted(report, "rows of ict_occupation_skill_relations.csv"), 1970);
    assert_eq!(counted(report, "expectations"), 1970);
    assert_eq!(noted(report, "skills-without-row"), 375);
    // 114 rows name no URI.
    assert_eq!(noted(report, "found-by-label"), 32);
    assert_eq!(noted(report, "no-uri"), 114 - 32);
    assert_eq!(noted(report, "level"), 1970);
    // Of 5840 relations between skills, 406 are between these.
    assert_eq!(counted(report, "prerequisites from essential relations between skills"), 61);
    assert_eq!(noted(report, "optional-prerequisites"), 345);
    assert_eq!(noted(report, "other-relations"), 5840 - 61 - 345);
    let aligned =
        library.competencies.values().filter(|competency| !competency.aligns.is_empty()).count();
    assert_eq!(aligned, 877 + 375);
}

//! The NICE Workforce Framework for Cybersecurity.

use std::collections::{BTreeMap, BTreeSet};

use waypath_engine::diagnostic::Code;
use waypath_engine::id::Id as _;
use waypath_engine::level::Level;
use waypath_engine::library::{ImportanceWord, Library, Role};
use waypath_engine::source::Source;
use waypath_files::import::{Imported, nice};
use waypath_tests::framework::{compiled, counted, holds_snapshot, miniature, noted, real};

const TABLE: &str = "nice_role_competency_ksa_2022.csv";

/// What each role expects, by ids: its level in hundredths, and its importance.
fn expectations(library: &Library) -> BTreeMap<(String, String), (u16, ImportanceWord)> {
    let names = &library.names;
    let of_role = |(ix, role): (_, &Role)| {
        let role_id = names.roles.id(ix).as_str().to_owned();
        let expects = role.expects.iter().map(move |expected| {
            let competency = names.competencies.id(expected.competency).as_str().to_owned();
            ((role_id.clone(), competency), (expected.level.hundredths(), expected.importance.word))
        });
        expects.collect::<Vec<_>>()
    };
    library.roles.iter().flat_map(of_role).collect()
}

fn small() -> Imported {
    nice::read(&miniature("nice"), Level::whole(2)).unwrap()
}

/// The header and the rows of the miniature's table, without those that
/// contradict a row above them: the first of two counts.
fn sound_rows() -> (String, Vec<String>) {
    let text = std::fs::read_to_string(miniature("nice").join(TABLE)).unwrap();
    let mut lines = text.lines().map(str::to_owned);
    let header = lines.next().unwrap();
    let is_sound = |row: &String| !row.contains("Rope Work") && !row.contains("Skill in writing.");
    (header, lines.filter(is_sound).collect())
}

fn table(header: &str, rows: &[String]) -> Source {
    let text = format!("{header}\r\n{}\r\n", rows.join("\r\n"));
    Source { path: TABLE.to_owned(), bytes: text.into_bytes() }
}

#[test]
fn the_miniature_becomes_a_library() {
    let imported = small();
    holds_snapshot(&miniature("nice"), &imported);
    let library = compiled(&imported);
    assert_eq!((library.roles.len(), library.competencies.len()), (4, 3));
}

#[test]
fn the_order_of_rows_changes_nothing() {
    let (header, mut rows) = sound_rows();
    let one = nice::import(&table(&header, &rows), &[], Level::whole(2));
    rows.reverse();
    let two = nice::import(&table(&header, &rows), &[], Level::whole(2));
    assert!(!one.files.is_empty());
    assert_eq!(one.files, two.files);
}

#[test]
fn the_more_statements_a_work_role_asks_for_the_more_a_competency_matters() {
    let expected = expectations(&compiled(&small()));
    let word = |role: &str, competency: &str| expected[&(role.to_owned(), competency.to_owned())].1;
    // Nine statements, three and two.
    assert_eq!(word("harbour-warden", "signals-lamps"), ImportanceWord::Critical);
    assert_eq!(word("watch-lead-gw-niw-002", "signals-lamps"), ImportanceWord::Important);
    assert_eq!(word("harbour-warden", "log-keeping"), ImportanceWord::Useful);
}

#[test]
fn every_expectation_has_the_level_that_was_named() {
    for level in (1..=4).map(Level::whole) {
        let library = compiled(&nice::read(&miniature("nice"), level).unwrap());
        let expected = expectations(&library);
        let levels: BTreeSet<u16> = expected.into_values().map(|(level, _)| level).collect();
        assert_eq!(levels, BTreeSet::from([level.hundredths()]));
    }
}

#[test]
fn a_table_without_its_columns_makes_no_library() {
    let table = Source { path: TABLE.to_owned(), bytes: "Work Role,Competency\nx,y\n".into() };
    let imported = nice::import(&table, &[], Level::whole(2));
    assert!(imported.files.is_empty());
    assert_eq!(imported.diagnostics[0].code, Code::MissingColumn);
    assert!(nice::read(&miniature("gdad"), Level::whole(2)).is_err());
}

#[test]
fn the_table_alone_is_enough() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::copy(miniature("nice").join(TABLE), folder.path().join(TABLE)).unwrap();
    let imported = nice::read(folder.path(), Level::whole(2)).unwrap();
    assert_eq!(noted(&imported.report, "files"), 7);
    // One row leaves its statement to the list of knowledge.
    assert_eq!(imported.diagnostics.len(), small().diagnostics.len() - 3 + 1);
    assert_eq!(compiled(&imported).roles.len(), 4);
}

#[test]
fn the_framework_as_published_checks_clean() {
    let Some(folder) = real("nice") else { return };
    let imported = nice::read(&folder, Level::whole(2)).unwrap();
    let places: Vec<String> = imported.diagnostics.iter().map(ToString::to_string).collect();
    assert_eq!(places.len(), 1, "{places:?}");
    let place = imported.diagnostics[0].place.as_ref().unwrap();
    assert_eq!(place.to_string(), "nice_tasks.yml:1208");
    assert_eq!(imported.diagnostics[0].code, Code::InvalidYaml);

    let library = compiled(&imported);
    let report = &imported.report;
    assert_eq!(counted(report, &format!("rows of {TABLE}")), 3269);
    assert_eq!((library.roles.len(), library.competencies.len()), (52, 60));
    assert_eq!(counted(report, "families from categories"), 7);
    // 1,084 statements, of which five were withdrawn, in six rows.
    assert_eq!(counted(report, "statements of knowledge, skill or ability in them"), 1079);
    assert_eq!(noted(report, "withdrawn"), 6);
    assert_eq!(noted(report, "repeated-rows"), 3);
    assert_eq!(noted(report, "asked-statements"), 3269 - 6 - 3);
    let expected = expectations(&library);
    assert_eq!((expected.len(), counted(report, "expectations")), (1222, 1222));
    let words = |word| expected.values().filter(|(_, expected)| *expected == word).count();
    assert_eq!(words(ImportanceWord::Critical), 43);
    assert_eq!(words(ImportanceWord::Important), 386);
    assert_eq!(words(ImportanceWord::Useful), 793);
    // 19 of knowledge, 8 of skills, 31 of abilities, and one that was withdrawn.
    assert_eq!(noted(report, "unused-statements"), 59);
    assert_eq!(noted(report, "other-titles"), 5);
    assert_eq!(noted(report, "other-texts"), 0);
    assert_eq!(noted(report, "opm-codes"), 0);
    assert_eq!(noted(report, "specialty-areas"), 33);
    assert_eq!(noted(report, "descriptions"), 52 + 32 + 7);
}

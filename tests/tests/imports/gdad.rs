//! The UK Government Digital and Data framework.

use std::collections::BTreeMap;

use waypath_engine::diagnostic::Code;
use waypath_engine::id::Id as _;
use waypath_engine::source::Source;
use waypath_files::import::{Imported, gdad};
use waypath_tests::framework::{
    compiled, counted, holds_snapshot, miniature, noted, real, with_rows_turned,
};

fn small() -> Imported {
    let folder = miniature("gdad");
    gdad::read(&folder.join("roles.csv"), &folder.join("skills.csv")).unwrap()
}

#[test]
fn the_miniature_becomes_a_library() {
    let imported = small();
    holds_snapshot(&miniature("gdad"), &imported);
    let library = compiled(&imported);
    assert_eq!((library.roles.len(), library.competencies.len()), (4, 5));
}

#[test]
fn the_order_of_rows_changes_neither_ids_nor_grades() {
    let folder = miniature("gdad");
    let turned = |file: &str| {
        let bytes = std::fs::read(folder.join(file)).unwrap();
        with_rows_turned(&Source { path: file.to_owned(), bytes })
    };
    let roles = |imported: &Imported| {
        let library = compiled(imported);
        let grades: BTreeMap<String, Option<u16>> = library
            .roles
            .iter()
            .map(|(ix, role)| (library.names.roles.id(ix).as_str().to_owned(), role.grade))
            .collect();
        grades
    };
    let turned = gdad::import(&turned("roles.csv"), &turned("skills.csv"));
    assert_eq!(roles(&turned), roles(&small()));
}

#[test]
fn a_file_without_its_columns_makes_no_library() {
    let source = |path: &str, text: &str| Source { path: path.to_owned(), bytes: text.into() };
    let skills = source("skills.csv", "Skill,Working\nAsking,You ask\n");
    let imported = gdad::import(&source("roles.csv", "Role\n"), &skills);
    assert!(imported.files.is_empty());
    assert_eq!(imported.diagnostics[0].code, Code::MissingColumn);
    assert_eq!(imported.sources.len(), 1);
}

#[test]
fn the_framework_as_published_checks_clean() {
    let Some(folder) = real("uk-gdad") else { return };
    let imported = gdad::read(&folder.join("roles.csv"), &folder.join("skills.csv")).unwrap();
    assert_eq!(imported.diagnostics, []);
    let library = compiled(&imported);
    let report = &imported.report;
    assert_eq!(counted(report, "rows of roles.csv"), 1825);
    assert_eq!(counted(report, "rows of skills.csv"), 188);
    // 205 role levels, of which the four of the Senior Civil Service have none.
    assert_eq!((library.roles.len(), library.competencies.len()), (201, 188));
    assert_eq!(counted(report, "expectations"), 1825 - 28 - 16);
    assert_eq!(noted(report, "not-in-use"), 28);
    assert_eq!(noted(report, "repeated-rows"), 16);
    assert!(report.notes.iter().any(|note| note.message.contains("again for one of 13 skills")));
    assert_eq!(noted(report, "no-level-texts"), 22);
    assert_eq!(noted(report, "different-texts"), 0);
    assert_eq!(noted(report, "undefined-levels"), 60);
    assert_eq!(noted(report, "no-statements"), 5);
    let anchors: usize =
        library.competencies.values().map(|competency| competency.anchors.len()).sum();
    assert_eq!(anchors, (188 - 22) * 4 - 60);
}

#[test]
fn grades_follow_the_levels_a_role_asks_for() {
    let Some(folder) = real("uk-gdad") else { return };
    let imported = gdad::read(&folder.join("roles.csv"), &folder.join("skills.csv")).unwrap();
    let library = compiled(&imported);
    let grade = |id: &str| library.roles[library.names.roles.find(id).unwrap()].grade.unwrap();
    let ladder = [
        "trainee-business-architect",
        "associate-business-architect",
        "business-architect",
        "lead-business-architect",
    ];
    let grades: Vec<u16> = ladder.iter().map(|role| grade(role)).collect();
    // 6, 15, 25 and 29 levels of the 32 that eight skills make.
    assert_eq!(grades, [2, 5, 8, 10]);
    assert_eq!(grade("programme-delivery-manager"), 10);
}

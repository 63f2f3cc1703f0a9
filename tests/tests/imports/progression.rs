//! Progression frameworks in the forms of the Financial Times, Monzo and Medium.

use std::collections::BTreeMap;

use waypath_engine::diagnostic::Code;
use waypath_engine::id::Id as _;
use waypath_engine::library::Library;
use waypath_engine::source::Source;
use waypath_files::Error;
use waypath_files::import::{Imported, progression};
use waypath_tests::framework::{compiled, counted, holds_snapshot, miniature, noted, real};

fn small() -> Imported {
    progression::read(&miniature("progression")).unwrap()
}

/// What a role expects: levels by competency.
fn expects(library: &Library, role: &str) -> BTreeMap<String, String> {
    let role = &library.roles[library.names.roles.find(role).unwrap()];
    let name = |competency| library.names.competencies.id(competency).as_str().to_owned();
    role.expects
        .iter()
        .map(|expected| (name(expected.competency), expected.level.to_string()))
        .collect()
}

fn grade(library: &Library, role: &str) -> u16 {
    library.roles[library.names.roles.find(role).unwrap()].grade.unwrap()
}

#[test]
fn the_miniature_becomes_a_library() {
    let imported = small();
    holds_snapshot(&miniature("progression"), &imported);
    compiled(&imported);
}

#[test]
fn the_order_of_files_changes_nothing() {
    let paths = [
        "LICENSE",
        "ladder/snowflake.json",
        "trades/rigging.md",
        "trades/sails.md",
        "trades/watch.md",
        "works/harbour.yml",
        "works/harbour-old.yml",
    ];
    let source = |path: &&str| Source {
        path: (*path).to_owned(),
        bytes: std::fs::read(miniature("progression").join(path)).unwrap(),
    };
    let mut sources: Vec<Source> = paths.iter().map(source).collect();
    let one = progression::import(&sources);
    assert_eq!(one.files, small().files);
    sources.reverse();
    assert_eq!(progression::import(&sources).files, one.files);
}

#[test]
fn the_order_of_criteria_changes_no_expectation() {
    let ladder = "name: N\nlevels:\n  - { id: a, name: A }\n  - { id: b, name: B }\nthemes:\n  - { id: t, name: T }\ncompetencies:\n";
    let mut criteria = vec![
        "  - { level: a, theme: t, proficiency: Awareness, summary: one }\n",
        "  - { level: b, theme: t, proficiency: Expert, summary: two }\n",
        "  - { level: b, theme: t, proficiency: Foundational, summary: three }\n",
    ];
    let expected = |criteria: &[&str]| {
        let text = format!("{ladder}{}", criteria.concat());
        let source = Source { path: "n.yml".to_owned(), bytes: text.into_bytes() };
        let library = compiled(&progression::import(&[source]));
        (expects(&library, "a-n"), expects(&library, "b-n"))
    };
    let one = expected(&criteria);
    assert_eq!(one.1, BTreeMap::from([("t-n".to_owned(), "5".to_owned())]));
    criteria.reverse();
    assert_eq!(expected(&criteria), one);
}

#[test]
fn a_scale_has_the_names_of_levels_that_all_frameworks_share() {
    let labels = |folder: &str| {
        let library = compiled(&progression::read(&miniature("progression").join(folder)).unwrap());
        let labels = library.scale.labels().iter().map(ToString::to_string);
        labels.collect::<Vec<_>>()
    };
    assert_eq!(labels("ladder"), ["none", "milestone 1", "milestone 2", "milestone 3"]);
    assert_eq!(labels("trades"), ["none", "level 1", "level 2", "level 3"]);
    let all = ["none", "level 1", "level 2", "level 3", "level 4", "level 5"];
    assert_eq!(labels("works"), all);
}

#[test]
fn a_folder_without_a_framework_makes_no_library() {
    let empty = tempfile::tempdir().unwrap();
    let read = |path: &std::path::Path| progression::read(path);
    assert!(matches!(read(&empty.path().join("no")), Err(Error::NoFolder { .. })));
    assert!(matches!(read(empty.path()), Err(Error::NoFramework { .. })));
    std::fs::write(empty.path().join("README.md"), "# Hello\n").unwrap();
    assert!(matches!(read(empty.path()), Err(Error::NoFramework { .. })));
    // A file with a mistake is reported instead.
    std::fs::write(empty.path().join("a.md"), "---\ntopics: [\n---\n").unwrap();
    let imported = read(empty.path()).unwrap();
    assert!(imported.files.is_empty());
    assert_eq!(imported.diagnostics[0].code, Code::InvalidYaml);
}

#[test]
fn whatever_a_file_holds_it_is_read_or_reported() {
    let texts: &[(&str, &[u8])] = &[
        ("latin.md", b"---\ntitle: caf\xe9\n---\n"),
        ("latin-prose.md", b"---\ntitle: A\ntopics: [{name: t, content: [{level: 1, criteria: [x]}]}]\n---\n\xe9"),
        ("fence.md", b"---\ntitle: A\n"),
        ("list.yml", b"- levels\n- themes\n"),
        ("empty.yml", b""),
        ("texts.yml", b"levels: x\nthemes: y\ncompetencies: z\nname: n\n"),
        ("levels.md", b"---\ntitle: A\ntopics: [{name: t, content: [{level: 65535, criteria: [x]}]}]\n---\n"),
        ("number.json", b"3"),
        ("negative.json", br#"{"tracks": {}, "titles": [{"label": "x", "minPoints": -1}]}"#),
        ("worthless.json", br#"{"milestone_points": {}, "points_to_levels": {}, "titles": [], "tracks": {"A": {"displayName": "A", "milestones": [{"summary": "x"}]}}}"#),
        ("bytes.json", b"\xff\xfe\x00"),
    ];
    let mut made = 0;
    for (path, bytes) in texts {
        let source = Source { path: (*path).to_owned(), bytes: bytes.to_vec() };
        let imported = progression::import(&[source]);
        made += usize::from(!imported.files.is_empty());
        let is_else = ["fence.md", "list.yml", "empty.yml", "number.json"].contains(path);
        let is_said = is_else || !imported.files.is_empty() || !imported.diagnostics.is_empty();
        assert!(is_said, "{path}");
    }
    assert_eq!(made, 1);
}

/// Medium's rule as it was published, in the most direct way: for every number
/// of points the level and the titles.
fn published(file: &serde_json::Value, points: u64) -> (String, Vec<String>) {
    let levels = file["points_to_levels"].as_object().unwrap();
    let below = (0..=points).rev().find_map(|ix| levels.get(&ix.to_string())).unwrap();
    let is_open = |cell: &&serde_json::Value| {
        let least = cell.get("minPoints").is_none_or(|least| points >= least.as_u64().unwrap());
        let most = cell.get("maxPoints").is_none_or(|most| points <= most.as_u64().unwrap());
        least && most
    };
    let open = file["titles"].as_array().unwrap().iter().filter(is_open);
    let labels = open.map(|cell| cell["label"].as_str().unwrap().to_owned());
    (below.as_str().unwrap().to_owned(), labels.collect())
}

/// Holds a ladder against the rule as published, for all points there can be.
fn follows_the_published_rule(folder: &std::path::Path) -> u32 {
    let ladder = progression::ladder(folder).unwrap();
    let file = std::fs::read_to_string(folder.join("snowflake.json")).unwrap();
    let file: serde_json::Value = serde_json::from_str(&file).unwrap();
    let all: BTreeMap<String, u16> = ladder.tracks.clone().into_iter().collect();
    let most = ladder.total(&all);
    for points in 0..=most {
        let (level, titles) = published(&file, u64::from(points));
        assert_eq!(ladder.level(points), Some(level.as_str()), "{points}");
        assert_eq!(ladder.titles(points), titles, "{points}");
    }
    // All pairs of milestones of two tracks.
    let tracks: Vec<&String> = ladder.tracks.keys().collect();
    let worth = |milestone: u16| file["milestone_points"][milestone.to_string()].as_u64().unwrap();
    for one in 0..=ladder.tracks[tracks[0]] {
        for two in 0..=ladder.tracks[tracks[1]] {
            let milestones = BTreeMap::from([(tracks[0].clone(), one), (tracks[1].clone(), two)]);
            let standing = ladder.standing(&milestones).unwrap();
            assert_eq!(u64::from(standing.points), worth(one) + worth(two));
            assert_eq!(standing.level, ladder.level(standing.points));
            assert_eq!(standing.titles, ladder.titles(standing.points));
        }
    }
    most
}

#[test]
fn milestones_become_points_and_points_a_level_and_titles() {
    let folder = miniature("progression").join("ladder");
    assert_eq!(follows_the_published_rule(&folder), 9 + 4);
    let ladder = progression::ladder(&folder).unwrap();
    let nothing = ladder.standing(&BTreeMap::new()).unwrap();
    assert_eq!((nothing.points, nothing.level, nothing.next), (0, Some("A"), Some((5, "B"))));
    assert_eq!(nothing.titles, ["Keeper"]);
    // Below, on and above each border.
    for (points, level, titles) in [
        (4, "A", &["Keeper"][..]),
        (5, "B", &["Warden", "Captain"]),
        (11, "B", &["Warden", "Captain"]),
        (12, "C", &["Commodore 🚢"]),
    ] {
        assert_eq!((ladder.level(points), &*ladder.titles(points)), (Some(level), titles));
    }
    assert_eq!(ladder.next(12), None);
    let wrong = |track: &str, milestone| {
        let milestones = BTreeMap::from([(track.to_owned(), milestone)]);
        let wrong = ladder.standing(&milestones).unwrap_err();
        (wrong.to_string(), wrong.help())
    };
    assert_eq!(wrong("LAMP", 1).1, "did you mean `LAMPS`?");
    assert_eq!(wrong("BELLS", 3).1, "write a number from 0 to 2");
}

#[test]
fn mediums_rule_holds_on_every_border() {
    let Some(folder) = real("progression-frameworks") else { return };
    let folder = folder.join("medium-snowflake");
    assert_eq!(follows_the_published_rule(&folder), 16 * 20);
    let ladder = progression::ladder(&folder).unwrap();
    assert_eq!((0..=5).map(|level| ladder.worth(level)).collect::<Vec<_>>(), [0, 1, 3, 6, 12, 20]);
    let borders = [
        (0, "1.1"),
        (5, "1.2"),
        (11, "1.3"),
        (17, "2.1"),
        (23, "2.2"),
        (29, "2.3"),
        (36, "3.1"),
        (43, "3.2"),
        (50, "3.3"),
        (58, "4.1"),
        (66, "4.2"),
        (74, "4.3"),
        (90, "5.1"),
        (110, "5.2"),
        (135, "5.3"),
    ];
    for (at, (points, level)) in borders.into_iter().enumerate() {
        assert_eq!(ladder.level(points), Some(level));
        if at > 0 {
            assert_eq!(ladder.level(points - 1), Some(borders[at - 1].1));
            assert_eq!(ladder.next(points - 1), Some((points, level)));
        }
    }
    for (points, titles) in [
        (0, &["Engineer I"][..]),
        (16, &["Engineer I"]),
        (17, &["Engineer II"]),
        (35, &["Engineer II"]),
        (36, &["Senior Engineer", "Group Lead"]),
        (57, &["Senior Engineer", "Group Lead"]),
        (58, &["Staff Engineer", "Senior Group Lead"]),
        (89, &["Staff Engineer", "Senior Group Lead"]),
        (90, &["Principal Engineer", "Director of Engineering"]),
        (320, &["Principal Engineer", "Director of Engineering"]),
    ] {
        assert_eq!(ladder.titles(points), titles, "{points}");
    }
}

#[test]
fn the_frameworks_as_published_check_clean() {
    let Some(folder) = real("progression-frameworks") else { return };
    let imported = progression::read(&folder).unwrap();
    let mistakes: Vec<String> = imported.diagnostics.iter().map(ToString::to_string).collect();
    assert_eq!(mistakes.len(), 1, "{mistakes:?}");
    let place = imported.diagnostics[0].place.as_ref().unwrap();
    assert_eq!(place.to_string(), "monzo/frameworks/people.md:205");
    assert_eq!(imported.diagnostics[0].code, Code::Tab);

    let library = compiled(&imported);
    let report = &imported.report;
    assert_eq!(counted(report, "frameworks in the form of the Financial Times"), 3);
    assert_eq!(counted(report, "frameworks in the form of Monzo"), 13);
    assert_eq!(counted(report, "frameworks in the form of Medium"), 1);
    // Medium: 80 summaries and 240 signals.
    assert_eq!(counted(report, "criteria"), 72 + 101 + 48 + 1240 + 80 + 240);
    assert_eq!(noted(report, "no-topics"), 3);
    assert_eq!(noted(report, "same-topics"), 10);
    assert_eq!(library.competencies.len(), (9 + 4 + 4) + (65 - 10) + 16);
    assert_eq!(library.roles.len(), (8 + 4 + 3) + 66);
    assert_eq!(counted(report, "expectations"), (72 + 4 * 4 + 3 * 4) + 310);
    assert_eq!(noted(report, "lower-levels"), 5);
    assert_eq!(noted(report, "later-topics"), 19);
    assert_eq!(noted(report, "other-number"), 0);
    assert_eq!(noted(report, "prose"), 5);
    // Those of operations.yml and customer-operations.md are kept: their levels use the
    // same words.
    assert_eq!(noted(report, "examples"), 227 + 130 + 240);
    assert_eq!(noted(report, "links"), 3);
    assert_eq!(noted(report, "titles"), 8);
    assert_eq!(noted(report, "other-files"), 0);
    assert_eq!(noted(report, "licence"), 0);
    assert_eq!(library.scale.labels().len(), 8);
}

#[test]
fn the_financial_times_asks_for_proficiencies_and_its_old_frameworks_for_rungs() {
    let Some(folder) = real("progression-frameworks") else { return };
    let library = compiled(&progression::read(&folder.join("ft")).unwrap());
    let pm = expects(&library, "senior-engineer-2-people-manager-engineering");
    // Practitioner, and working knowledge.
    assert_eq!(pm["independent-working-engineering"], "4");
    assert_eq!(pm["technical-engineering"], "3");
    assert_eq!(pm.len(), 9);
    let grades: Vec<u16> = [
        "junior-engineer-engineering",
        "senior-engineer-1-engineering",
        "senior-engineer-2-individual-contributor-engineering",
        "senior-engineer-2-people-manager-engineering",
        "principal-engineer-people-manager-engineering",
        "technology-director-engineering",
    ]
    .map(|role| grade(&library, role))
    .into();
    assert_eq!(grades, [1, 3, 4, 4, 5, 6]);
    let old = expects(&library, "senior-engineer-2-engineering-legacy");
    assert_eq!(old.values().collect::<Vec<_>>(), ["4"; 4]);
}

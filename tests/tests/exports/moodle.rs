//! Moodle's CSV: as Moodle reads it, and back.

use std::collections::BTreeSet;

use proptest::prelude::*;
use serde_json::{Value, json};
use waypath_engine::source::Source;
use waypath_files::export::Exported;
use waypath_files::export::moodle::export;
use waypath_files::import;
use waypath_tests::framework::{miniature, noted};
use waypath_tests::generate::case;
use waypath_tests::run::holds;

use super::{Opened, difference, notes, written};

const HEADER: &str = "Parent ID number,ID number,Short name,Description,Description format,Scale values,Scale configuration,Rule type (optional),Rule outcome (optional),Rule config (optional),Cross-referenced competency ID numbers,Exported ID (optional),Is framework,Taxonomy";

fn restored(exported: &Exported) -> Opened {
    let source = Source { path: "framework.csv".to_owned(), bytes: exported.text.clone().into() };
    let imported = import::moodle::import(&source);
    assert_eq!(imported.diagnostics, []);
    Opened::imported(&imported)
}

/// The rows as PHP's `fgetcsv` reads them: a backslash keeps a quote behind it from
/// closing the cell, and stays.
fn rows_in_php(text: &str) -> Vec<Vec<String>> {
    let mut rows = vec![vec![String::new()]];
    let mut characters = text.chars().peekable();
    let mut is_quoted = false;
    while let Some(letter) = characters.next() {
        let cell = rows.last_mut().unwrap().last_mut().unwrap();
        match letter {
            '\\' if is_quoted => {
                cell.push(letter);
                cell.extend(characters.next_if_eq(&'"'));
            }
            '"' if is_quoted && characters.next_if_eq(&'"').is_some() => cell.push('"'),
            '"' => is_quoted = !is_quoted,
            ',' if !is_quoted => rows.last_mut().unwrap().push(String::new()),
            '\n' if !is_quoted => rows.push(vec![String::new()]),
            _ => cell.push(letter),
        }
    }
    assert!(!is_quoted, "a quote is open at the end");
    rows.retain(|row| row.len() > 1 || !row[0].is_empty());
    rows
}

/// What Moodle would refuse or silently lose of a file, if anything.
fn refused(text: &str) -> Result<(), String> {
    if text.lines().next() != Some(HEADER) {
        return Err("the header is another".to_owned());
    }
    let rows = rows_in_php(text);
    if let Some(row) = rows.iter().find(|row| row.len() != 14) {
        return Err(format!("a row of {} cells: {row:?}", row.len()));
    }
    let frameworks = rows.iter().filter(|row| row[12] == "1").count();
    if frameworks != 1 || rows[1][12] != "1" {
        return Err(format!("{frameworks} frameworks"));
    }
    let numbers: BTreeSet<&str> = rows[2..].iter().map(|row| row[1].as_str()).collect();
    for row in &rows[1..] {
        let is_lost = |cell: &str| {
            cell.is_empty() || cell.chars().count() > 100 || cell.starts_with(['=', '+', '-', '@'])
        };
        if is_lost(&row[1]) || is_lost(&row[2]) {
            return Err(format!("a row without id number or name, or a formula: {row:?}"));
        }
        let related =
            row[10].split(',').filter(|part| !part.is_empty()).map(|part| part.replace("%2C", ","));
        let unknown = related
            .chain([row[0].clone()])
            .find(|number| !number.is_empty() && !numbers.contains(number.as_str()));
        if let Some(unknown) = unknown {
            return Err(format!("nothing has the id number {unknown}"));
        }
        sound_scale(&row[5], &row[6])?;
    }
    if numbers.len() != rows.len() - 2 {
        return Err("an id number twice".to_owned());
    }
    Ok(())
}

/// Moodle refuses a scale without a default or without a proficient value.
fn sound_scale(values: &str, configuration: &str) -> Result<(), String> {
    if values.is_empty() && configuration.is_empty() {
        return Ok(());
    }
    let number = values.split(',').count() as u64;
    let read: Vec<Value> = serde_json::from_str(configuration).map_err(|err| err.to_string())?;
    let (first, rest) = read.split_first().ok_or("an empty configuration")?;
    let is_sound = first["scaleid"].is_string()
        && rest.iter().all(|entry| (1..=number).contains(&entry["id"].as_u64().unwrap_or(0)))
        && rest.iter().filter(|entry| entry["scaledefault"] == 1).count() == 1
        && rest.iter().all(|entry| entry["proficient"] == 1);
    if is_sound { Ok(()) } else { Err(format!("{values}: {configuration}")) }
}

/// Why competencies did not come back as they left, if so.
fn loss(opened: &Opened) -> Result<(), String> {
    let first = export(&opened.content(None));
    refused(&first.text)?;
    let back = restored(&first);
    let shown = |opened: &Opened| {
        format!("{:#?}\n{:#?}", opened.competencies(), opened.library.scale.labels())
    };
    difference(&shown(opened), &shown(&back))
}

#[test]
fn the_example_library_comes_back_as_it_left() {
    let opened = Opened::example();
    loss(&opened).unwrap();
    let exported = export(&opened.content(None));
    assert!(opened.competencies().values().any(|competency| competency.part_of.is_some()));
    for id in [
        "models",
        "cross-references",
        "proficient",
        "requires",
        "aligns",
        "validities",
        "roles",
        "modules",
    ] {
        assert!(notes(&exported).contains(id), "{id}");
    }
}

#[test]
fn one_model_is_a_framework_of_its_own() {
    let opened = Opened::example();
    let exported = export(&opened.content(Some("customer_support")));
    refused(&exported.text).unwrap();
    let rows = rows_in_php(&exported.text);
    assert_eq!(
        (rows[1][1].as_str(), rows[1][2].as_str()),
        ("customer_support", "Customer support")
    );
    assert!(rows.len() < export(&opened.content(None)).text.lines().count());
    let back = restored(&exported);
    let model = back.library.models.values().next().unwrap();
    assert_eq!(model.licence.as_deref(), Some("CC-BY-4.0"));
    assert!(model.source.as_deref().unwrap().starts_with("Northwind contact centre: "));
}

#[test]
fn every_random_library_comes_back_as_it_left() {
    holds(40, &case(), |opened| format!("{opened:#?}"), |opened| loss(&Opened::random(opened)));
}

#[test]
fn texts_of_any_kind_come_back_as_they_left() {
    // A space is one space in HTML, and a tag in a name is taken out.
    let text = "[a-z=@<&\"'é%€]{1,8}( [a-z<&\"',;:]{1,6}){0,2}[a-z]";
    let name = "[a-z=@+'é,]{1,8}( [a-z\"',;:]{1,6}){0,2}[a-z]";
    let competency = (name, prop::collection::vec(text, 0..3), prop::collection::vec(text, 0..4));
    let all = prop::collection::vec(competency, 1..5);
    holds(
        60,
        &all,
        |text| format!("{text:#?}"),
        |all| {
            let competencies: Value = all
                .iter()
                .enumerate()
                .map(|(at, (name, lines, anchors))| {
                    let anchors: Value = anchors
                        .iter()
                        .enumerate()
                        .map(|(level, anchor)| (level.to_string(), json!(anchor)))
                        .collect();
                    (
                        format!("c{at}"),
                        json!({ "name": name, "statement": lines.join("\n"), "anchors": anchors }),
                    )
                })
                .collect();
            loss(&written("Odd", &competencies))
        },
    );
}

#[test]
fn whatever_a_library_says_moodle_reads_the_file() {
    let text = "[a-z=@+<&\"'\\\\é\u{1F6E0}/, -]{0,130}";
    let align = "moodle:[a-z=@\"\\\\, ]{0,6}";
    let competency = (text, text, prop::collection::vec(align, 0..2));
    let all = prop::collection::vec(competency, 1..5);
    holds(
        150,
        &all,
        |text| format!("{text:#?}"),
        |all| {
            let competencies: Value = all.iter().enumerate().map(|(at, (name, statement, aligns))| {
            let parent = (at > 0).then_some("c0");
            (format!("c{at}"), json!({ "name": name, "statement": statement, "aligns": aligns, "part_of": parent }))
        }).collect();
            let opened = written("=Odd \\", &competencies);
            let exported = export(&opened.content(None));
            refused(&exported.text)?;
            restored(&exported);
            Ok(())
        },
    );
}

#[test]
fn id_numbers_of_moodle_are_used_again() {
    let text = std::fs::read_to_string(miniature("moodle").join("framework.csv")).unwrap();
    let imported = import::moodle::import(&Source { path: "f.csv".to_owned(), bytes: text.into() });
    let opened = Opened::imported(&imported);
    let exported = export(&opened.content(None));
    refused(&exported.text).unwrap();
    let rows = rows_in_php(&exported.text);
    let numbers: BTreeSet<&str> = rows.iter().map(|row| row[1].as_str()).collect();
    for number in ["P-1", "P-2", "T,1", "mains-test"] {
        assert!(numbers.contains(number), "{number}");
    }
    assert_eq!(noted(&exported.report, "aligns"), 0);
    assert!(exported.text.contains(",'=Sewing machine,"));
    assert_eq!(restored(&exported).competencies(), opened.competencies());
}

#[test]
fn labels_have_no_commas_in_moodle() {
    let file = |path: &str, value: Value| Source {
        path: path.to_owned(),
        bytes: value.to_string().into_bytes(),
    };
    let scale = json!({ "name": "s", "levels": ["no, never", "yes\\", ""] });
    let opened = Opened::new(&waypath_engine::source::Sources {
        files: vec![
            file("waypath.yaml", json!({ "name": "Odd", "scale": scale })),
            file(
                "competency_models/odd/a.yaml",
                json!({ "competencies": { "a": { "name": "A" } } }),
            ),
        ],
    });
    let exported = export(&opened.content(None));
    refused(&exported.text).unwrap();
    assert!(exported.text.contains("\"no; never,yes/,level 2\""), "{}", exported.text);
    assert_eq!(noted(&exported.report, "labels"), 3);
}

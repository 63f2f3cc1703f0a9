//! CASE packages, of Waypath and of others.

use proptest::prelude::*;
use serde_json::{Value, json};
use waypath_engine::diagnostic::Code;
use waypath_engine::source::Source;
use waypath_files::import::{Imported, case};
use waypath_tests::framework::{compiled, counted, holds_snapshot, miniature, noted};
use waypath_tests::run::holds;

fn text() -> String {
    std::fs::read_to_string(miniature("case").join("package.json")).unwrap()
}

fn import(text: &str) -> Imported {
    case::import(&Source { path: "package.json".to_owned(), bytes: text.into() })
}

#[test]
fn the_miniature_becomes_a_library() {
    let imported = case::read(&miniature("case").join("package.json")).unwrap();
    holds_snapshot(&miniature("case"), &imported);
    let library = compiled(&imported);
    assert_eq!((library.roles.len(), library.competencies.len()), (1, 5));
    assert_eq!(counted(&imported.report, "items"), 12);
}

#[test]
fn the_order_of_items_and_associations_changes_nothing() {
    let turned = |mut package: Value| {
        for key in ["CFItems", "CFAssociations", "CFRubrics"] {
            package[key].as_array_mut().unwrap().reverse();
        }
        package
    };
    // Of two items with one identifier the first counts, so only one stays here.
    let mut package: Value = serde_json::from_str(&text()).unwrap();
    package["CFItems"]
        .as_array_mut()
        .unwrap()
        .retain(|item| item["fullStatement"] != "The same identifier again");
    let seen = |package: &Value| {
        let library = compiled(&import(&package.to_string()));
        let names = &library.names.competencies;
        let competencies = library.competencies.iter().map(|(ix, competency)| {
            let requires: Vec<_> = competency
                .requires
                .iter()
                .map(|(ix, level)| (names.id(*ix).to_string(), *level))
                .collect();
            let parent = competency.ancestors.first().map(|ix| names.id(*ix).to_string());
            let mut aligns = competency.aligns.clone();
            aligns.sort();
            (names.id(ix).to_string(), parent, requires, competency.anchors.clone(), aligns)
        });
        (competencies.collect::<Vec<_>>(), library.scale.clone())
    };
    let first = seen(&package);
    assert!(
        first.0.iter().any(|competency| !competency.2.is_empty())
            && first.0.iter().any(|competency| competency.1.is_some())
    );
    assert_eq!(seen(&turned(package)), first);
}

#[test]
fn a_prerequisite_precedes_what_requires_it() {
    let item = |id: u32| {
        format!(
            r#"{{"identifier": "i{id}", "uri": "urn:x:{id}", "humanCodingScheme": "c{id}", "fullStatement": "C {id}"}}"#
        )
    };
    let package = format!(
        r#"{{"CFDocument": {{"identifier": "d", "title": "T"}}, "CFItems": [{}, {}], "CFAssociations": [
            {{"associationType": "precedes", "originNodeURI": {{"identifier": "i1"}}, "destinationNodeURI": {{"identifier": "i2"}}}}]}}"#,
        item(1),
        item(2)
    );
    for text in [package.clone(), format!(r#"{{"CFPackage": {package}}}"#)] {
        let imported = import(&text);
        assert_eq!(imported.diagnostics, []);
        assert_eq!(noted(&imported.report, "levels"), 1);
        let library = compiled(&imported);
        let at = |id: &str| library.names.competencies.find(id).unwrap();
        assert_eq!(library.competencies[at("c2")].requires.len(), 1);
        assert_eq!(library.competencies[at("c2")].requires[0].0, at("c1"));
        assert!(library.competencies[at("c1")].requires.is_empty());
    }
}

#[test]
fn a_large_package_is_divided_among_files_that_can_be_read() {
    let item = |id: usize| {
        let text = "Says at some length what a person does. ".repeat(20);
        json!({ "identifier": format!("i{id}"), "uri": "urn:x", "fullStatement": format!("{id} {text}") })
    };
    let link = |id: usize| json!({ "identifier": format!("i{id}") });
    let child = |id: usize| json!({ "associationType": "isChildOf", "originNodeURI": link(id), "destinationNodeURI": link(id / 7) });
    let package = json!({
        "CFDocument": { "identifier": "d", "title": "Large" },
        "CFItems": (0..4_500).map(item).collect::<Vec<_>>(),
        "CFAssociations": (1..4_500).map(child).collect::<Vec<_>>(),
    });
    let imported = import(&package.to_string());
    assert_eq!(imported.files.len(), 5);
    assert_eq!(compiled(&imported).competencies.len(), 4_500);
}

#[test]
fn a_file_that_is_no_package_makes_no_library() {
    let whole = text();
    for (text, code, line) in [
        ("", Code::WrongJson, 1),
        ("[]", Code::WrongJson, 1),
        ("{}", Code::WrongJson, 1),
        ("{\n\"CFDocument\": 3}", Code::WrongJson, 2),
        ("{\"CFItems\": []}", Code::WrongJson, 1),
        ("{\n\"CFDocument\": {}\n\"CFItems\": []}", Code::WrongJson, 3),
        ("<!DOCTYPE html>", Code::WrongJson, 1),
        (&whole[..whole.len() / 2], Code::WrongJson, whole[..whole.len() / 2].lines().count()),
    ] {
        let imported = import(text);
        assert!(imported.files.is_empty(), "{text}");
        let found = &imported.diagnostics[0];
        assert_eq!((imported.diagnostics.len(), imported.sources.len()), (1, 1), "{text}");
        let place = found.place.as_ref().unwrap();
        assert_eq!((found.code, place.line as usize), (code, line), "{text}");
        assert!(found.help.is_some());
    }
    let latin = Source { path: "x.json".to_owned(), bytes: b"{\"\xE9\": 1}".to_vec() };
    assert_eq!(case::import(&latin).diagnostics[0].code, Code::NotUtf8);
    // A byte order mark is not the fault of who exports with a Windows tool.
    assert_eq!(import(&format!("\u{FEFF}{whole}")).files, import(&whole).files);
}

/// Whatever is changed in a package, what is imported compiles.
#[test]
fn a_damaged_package_still_makes_a_sound_library() {
    let links = prop::collection::vec((0_usize..13, 0_usize..13), 0..4);
    let inserted = prop::collection::vec((0_usize..20_000, "[\"{}\\[\\],:0-9a-z ]{0,6}"), 1..4);
    holds(
        60,
        &(links, inserted),
        |text| format!("{text:?}"),
        |(links, inserted)| {
            let mut package: Value = serde_json::from_str(&text()).unwrap();
            let associations = package["CFAssociations"].as_array_mut().unwrap();
            for (one, other) in links {
                let node = associations[*one]["originNodeURI"].clone();
                associations[*other]["destinationNodeURI"] = node;
            }
            compiled(&import(&package.to_string()));
            let mut damaged = text();
            for (at, with) in inserted {
                let at =
                    (0..=*at.min(&damaged.len())).rev().find(|end| damaged.is_char_boundary(*end));
                damaged.insert_str(at.unwrap(), with);
            }
            let imported = import(&damaged);
            if imported.files.is_empty() && imported.diagnostics.is_empty() {
                return Err("nothing was imported, and nobody is told why".to_owned());
            }
            if !imported.files.is_empty() {
                compiled(&imported);
            }
            Ok(())
        },
    );
}

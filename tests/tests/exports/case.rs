//! CASE packages: of the shape 1EdTech asks for, and without loss.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::date;
use proptest::prelude::*;
use serde_json::{Value, json};

use waypath_engine::source::Source;
use waypath_files::export::Exported;
use waypath_files::export::case::export;
use waypath_files::import;
use waypath_tests::framework::noted;
use waypath_tests::generate::case;
use waypath_tests::run::holds;

use super::{Opened, difference, notes, written};

fn exported(opened: &Opened, model: Option<&str>) -> Exported {
    export(&opened.content(model), date(2026, 1, 12), None)
}

fn restored(exported: &Exported) -> Opened {
    let source = Source { path: "package.json".to_owned(), bytes: exported.text.clone().into() };
    let imported = import::case::import(&source);
    assert_eq!(imported.diagnostics, []);
    Opened::imported(&imported)
}

/// What only CASE can hold of each competency: prerequisites, neighbours,
/// alignments and validity.
type Relations = BTreeMap<String, (Vec<String>, Vec<String>, BTreeSet<String>, Option<String>)>;

fn relations(opened: &Opened) -> Relations {
    let entries = opened.blueprint.competencies.iter();
    let relations = entries.map(|(id, entry)| {
        let written = entry.value.as_ref().unwrap();
        let mut requires: Vec<String> =
            written.requires.iter().map(|(id, level)| format!("{id} {}", level.0)).collect();
        requires.sort();
        let mut inferred: Vec<String> =
            written.inferred_from.iter().map(|(id, share)| format!("{id} {}", share.0.0)).collect();
        inferred.sort();
        let aligns = written.aligns.iter().cloned().collect();
        (id.to_string(), (requires, inferred, aligns, written.valid.map(|span| span.0.to_string())))
    });
    relations.collect()
}

/// What a package can hold of each role.
fn roles(opened: &Opened) -> BTreeMap<String, (String, String, Option<u16>, BTreeSet<String>)> {
    let library = &opened.library;
    let roles = library.roles.iter().map(|(ix, role)| {
        let expects = role.expects.iter().map(|expected| {
            let named = library.names.competencies.id(expected.named);
            format!("{named} {} {:?}", expected.level, expected.importance)
        });
        let id = library.names.roles.id(ix).to_string();
        (id, (role.title.to_string(), role.family.to_string(), role.grade, expects.collect()))
    });
    roles.collect()
}

/// Why a library did not come back as it left, if so.
fn loss(opened: &Opened) -> Result<(), String> {
    let first = exported(opened, None);
    let back = restored(&first);
    let shown = |opened: &Opened| {
        format!(
            "{:#?}\n{:#?}\n{:#?}\n{:#?}",
            opened.competencies(),
            relations(opened),
            roles(opened),
            opened.library.scale
        )
    };
    difference(&shown(opened), &shown(&back))?;
    // Byte by byte, with the identifiers of everything.
    difference(&first.text, &exported(&back, None).text)
}

#[test]
fn the_example_library_comes_back_as_it_left() {
    let opened = Opened::example();
    let all = relations(&opened);
    assert!(
        all.values().any(|relation| !relation.0.is_empty())
            && all.values().any(|relation| !relation.1.is_empty())
    );
    assert!(
        all.values().any(|relation| !relation.2.is_empty())
            && all.values().any(|relation| relation.3.is_some())
    );
    assert!(roles(&opened).values().all(|role| !role.3.is_empty()));
    loss(&opened).unwrap();
}

#[test]
fn every_random_library_comes_back_as_it_left() {
    holds(40, &case(), |opened| format!("{opened:#?}"), |opened| loss(&Opened::random(opened)));
}

#[test]
fn texts_of_any_kind_come_back_as_they_left() {
    let text = "[a-z<&\"'\\\\é%€ :#{}-]{1,12}[a-z.]";
    let statement =
        prop::collection::vec(text, 1..3).prop_map(|lines| lines.join("\n").trim().to_owned());
    let align = "([a-z]{1,5}:)?[a-zA-Z0-9%/é\"<> ?#&=-]{1,12}[a-z]";
    let competency = (
        text,
        statement,
        prop::collection::vec(text, 0..4),
        prop::collection::btree_set(align, 0..3),
    );
    let all = prop::collection::vec(competency, 1..5);
    holds(
        60,
        &all,
        |text| format!("{text:#?}"),
        |all| {
            let competencies: Value = all.iter().enumerate().map(|(at, (name, statement, anchors, aligns))| {
            let anchors: Value =
                anchors.iter().enumerate().map(|(level, anchor)| (level.to_string(), json!(anchor.trim()))).collect();
            let aligns: Vec<&str> = aligns.iter().map(|align| align.trim()).collect::<BTreeSet<_>>().into_iter().collect();
            let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
            // A statement that says the name again is no statement.
            let statement = format!("{}.", statement.trim_end_matches('.'));
            let written = json!({ "name": name, "statement": statement, "anchors": anchors, "aligns": aligns });
            (format!("c{at}"), written)
        }).collect();
            loss(&written("Odd \"library\" <1>", &competencies))
        },
    );
}

#[test]
fn the_report_names_what_is_lost_and_what_is_only_ours() {
    let exported = exported(&Opened::example(), None);
    let lost = [
        "models",
        "extensions",
        "extends",
        "modules",
        "kpis",
        "prompts",
        "personas",
        "rules",
        "entry",
        "drives",
        "role-kpis",
        "role-settings",
    ];
    for id in lost {
        assert!(notes(&exported).contains(id), "{id}");
    }
    assert_eq!(noted(&exported.report, "modules"), Opened::example().library.modules.len());
}

#[test]
fn one_model_links_to_items_of_the_other() {
    let opened = Opened::example();
    let one = exported(&opened, Some("people_leadership"));
    let package: Value = serde_json::from_str(&one.text).unwrap();
    assert_eq!(package["CFDocument"]["title"], "People leadership");
    let items: BTreeSet<&str> = package["CFItems"]
        .as_array()
        .unwrap()
        .iter()
        .map(|item| item["identifier"].as_str().unwrap())
        .collect();
    let whole: Value = serde_json::from_str(&exported(&opened, None).text).unwrap();
    let whole: BTreeSet<&str> = whole["CFItems"]
        .as_array()
        .unwrap()
        .iter()
        .map(|item| item["identifier"].as_str().unwrap())
        .collect();
    assert!(items.len() < whole.len());
    assert!(items.is_subset(&whole), "the same things have the same identifiers");
    let back = import::case::import(&Source { path: "p.json".to_owned(), bytes: one.text.into() });
    assert_eq!(back.diagnostics, []);
    Opened::imported(&back);
}

#[test]
fn addresses_begin_as_they_are_asked_to() {
    let opened = Opened::example();
    let base = "https://northwind.example/ims/case/v1p1/";
    let text = export(&opened.content(None), date(2026, 1, 12), Some(base)).text;
    let package: Value = serde_json::from_str(&text).unwrap();
    let item = &package["CFItems"][0];
    let identifier = item["identifier"].as_str().unwrap();
    let expected = format!("https://northwind.example/ims/case/v1p1/CFItems/{identifier}");
    assert_eq!(item["uri"], expected.as_str());
    assert!(!text.contains("urn:uuid:"));
    // Its own address is not another framework's.
    let imported = import::case::import(&Source { path: "p.json".to_owned(), bytes: text.into() });
    assert_eq!(relations(&Opened::imported(&imported)), relations(&opened));
}

// --- the shape ------------------------------------------------------------------

/// What an object of each class may and must hold, as the JSON schema of CASE 1.1
/// has it, as far as it is written.
const CLASSES: &[(&str, &[&str], &[&str])] = &[
    (
        "package",
        &["CFDocument"],
        &["CFItems", "CFAssociations", "CFDefinitions", "CFRubrics", "extensions"],
    ),
    (
        "document",
        &["identifier", "uri", "creator", "title", "lastChangeDateTime"],
        &[
            "frameworkType",
            "caseVersion",
            "officialSourceURL",
            "publisher",
            "description",
            "subject",
            "subjectURI",
            "language",
            "version",
            "adoptionStatus",
            "statusStartDate",
            "statusEndDate",
            "licenseURI",
            "notes",
            "extensions",
        ],
    ),
    (
        "item",
        &["identifier", "fullStatement", "uri", "lastChangeDateTime"],
        &[
            "alternativeLabel",
            "CFItemType",
            "humanCodingScheme",
            "listEnumeration",
            "abbreviatedStatement",
            "conceptKeywords",
            "conceptKeywordsURI",
            "notes",
            "subject",
            "subjectURI",
            "language",
            "educationLevel",
            "CFItemTypeURI",
            "licenseURI",
            "statusStartDate",
            "statusEndDate",
            "extensions",
        ],
    ),
    (
        "association",
        &[
            "identifier",
            "associationType",
            "uri",
            "originNodeURI",
            "destinationNodeURI",
            "lastChangeDateTime",
        ],
        &["sequenceNumber", "CFAssociationGroupingURI", "notes", "extensions"],
    ),
    ("link", &["title", "identifier", "uri"], &[]),
    ("node", &["title", "identifier", "uri"], &["targetType"]),
    (
        "definitions",
        &[],
        &[
            "CFConcepts",
            "CFSubjects",
            "CFLicenses",
            "CFItemTypes",
            "CFAssociationGroupings",
            "extensions",
        ],
    ),
    (
        "item type",
        &["identifier", "uri", "title", "description", "hierarchyCode", "lastChangeDateTime"],
        &["typeCode", "extensions"],
    ),
    (
        "licence",
        &["identifier", "uri", "title", "licenseText", "lastChangeDateTime"],
        &["description", "extensions"],
    ),
    (
        "rubric",
        &["identifier", "uri", "lastChangeDateTime"],
        &["title", "description", "CFRubricCriteria", "extensions"],
    ),
    (
        "criterion",
        &["identifier", "uri", "lastChangeDateTime"],
        &[
            "category",
            "description",
            "CFItemURI",
            "weight",
            "position",
            "rubricId",
            "CFRubricCriterionLevels",
            "extensions",
        ],
    ),
    (
        "level",
        &["identifier", "uri", "lastChangeDateTime"],
        &[
            "description",
            "quality",
            "score",
            "feedback",
            "position",
            "rubricCriterionId",
            "extensions",
        ],
    ),
];

/// The class of what a field holds.
fn class(field: &str) -> Option<&'static str> {
    Some(match field {
        "CFDocument" => "document",
        "CFItems" => "item",
        "CFAssociations" => "association",
        "originNodeURI" | "destinationNodeURI" => "node",
        "CFDefinitions" => "definitions",
        "CFItemTypes" => "item type",
        "CFLicenses" => "licence",
        "CFRubrics" => "rubric",
        "CFRubricCriteria" => "criterion",
        "CFRubricCriterionLevels" => "level",
        "licenseURI" | "CFItemTypeURI" | "CFItemURI" => "link",
        _ => return None,
    })
}

/// Everything that is wrong with the shape of an object; collects identifiers.
fn misshapen(value: &Value, class_name: &str, identifiers: &mut Vec<String>) -> Vec<String> {
    let (_, required, others) = CLASSES.iter().find(|class| class.0 == class_name).unwrap();
    let object = value.as_object().unwrap_or_else(|| panic!("{class_name} is no object"));
    let mut wrong: Vec<String> = required
        .iter()
        .filter(|required| !object.contains_key(**required))
        .map(|required| format!("{class_name} lacks {required}"))
        .collect();
    for (field, value) in object {
        if !required.contains(&field.as_str()) && !others.contains(&field.as_str()) {
            wrong.push(format!("{class_name} has {field}"));
        }
        if value.is_null() {
            wrong.push(format!("{class_name} has an empty {field}"));
        }
        if let (Some(class), true) = (class(field), field != "extensions") {
            let all: Vec<&Value> =
                value.as_array().map_or_else(|| vec![value], |items| items.iter().collect());
            for value in all {
                wrong.extend(misshapen(value, class, identifiers));
            }
            continue;
        }
        wrong.extend(ill_typed(class_name, field, value));
    }
    if let Some(identifier) = object.get("identifier").and_then(Value::as_str)
        && !matches!(class_name, "link" | "node")
    {
        identifiers.push(identifier.to_owned());
    }
    wrong
}

fn ill_typed(class_name: &str, field: &str, value: &Value) -> Option<String> {
    let text = value.as_str();
    let is_right = match field {
        // A node may be anything outside the package.
        "identifier" | "rubricId" | "rubricCriterionId" => text.is_some_and(is_uuid),
        "uri" => text.is_some_and(is_uri),
        "lastChangeDateTime" => text == Some("2026-01-12T00:00:00Z"),
        "caseVersion" => text == Some("1.1"),
        "sequenceNumber" | "position" => value.is_i64(),
        "score" => value.is_number(),
        "associationType" => {
            matches!(text, Some("isChildOf" | "precedes" | "isRelatedTo" | "exactMatchOf"))
        }
        // A normalized string holds neither line ends nor tabs.
        "title" | "abbreviatedStatement" | "humanCodingScheme" | "CFItemType" | "quality" => {
            text.is_some_and(|text| !text.contains(['\n', '\r', '\t']))
        }
        "extensions" => value.is_object(),
        _ => value.is_string(),
    };
    (!is_right).then(|| format!("{class_name} has {field}: {value}"))
}

/// The pattern of CASE 1.0, which is narrower than that of 1.1.
fn is_uuid(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    let is_hex = |letter: char| letter.is_ascii_digit() || ('a'..='f').contains(&letter);
    parts.iter().map(|part| part.len()).eq([8, 4, 4, 4, 12])
        && parts.iter().all(|part| part.chars().all(is_hex))
        && parts[2].starts_with(['1', '2', '3', '4', '5'])
        && parts[3].starts_with(['8', '9', 'a', 'b'])
}

fn is_uri(text: &str) -> bool {
    let allowed =
        |letter: char| letter.is_ascii_alphanumeric() || "-._~:/?#[]@!$&'()*+,;=%".contains(letter);
    text.split_once(':').is_some_and(|(scheme, rest)| {
        scheme.starts_with(|letter: char| letter.is_ascii_alphabetic()) && !rest.is_empty()
    }) && text.chars().all(allowed)
}

#[test]
fn a_package_has_the_shape_that_case_asks_for() {
    let odd =
        json!({ "a": { "name": "A", "aligns": ["gdad:skill/Business analysis", "2.A.1", "é"] } });
    for opened in [Opened::example(), written("Odd", &odd)] {
        let package: Value = serde_json::from_str(&exported(&opened, None).text).unwrap();
        let mut identifiers = Vec::new();
        let wrong = misshapen(&package, "package", &mut identifiers);
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
        let distinct: BTreeSet<&String> = identifiers.iter().collect();
        assert_eq!(distinct.len(), identifiers.len(), "an identifier is given twice");
        points_at_what_is_there(&package);
    }
}

/// Every link inside the package leads somewhere, and every item is in the tree.
fn points_at_what_is_there(package: &Value) {
    let all = |key: &str| package[key].as_array().unwrap();
    let document = package["CFDocument"]["identifier"].as_str().unwrap();
    let items: BTreeSet<&str> =
        all("CFItems").iter().map(|item| item["identifier"].as_str().unwrap()).collect();
    let mut placed = BTreeSet::new();
    for association in all("CFAssociations") {
        let end = |key: &str| association[key]["identifier"].as_str().unwrap();
        let (origin, destination) = (end("originNodeURI"), end("destinationNodeURI"));
        assert!(items.contains(origin), "{association}");
        match association["associationType"].as_str().unwrap() {
            "exactMatchOf" => assert!(!items.contains(destination)),
            "isChildOf" => {
                assert!(placed.insert(origin), "{association}");
                assert!(items.contains(destination) || destination == document, "{association}");
            }
            _ => assert!(items.contains(destination), "{association}"),
        }
    }
    assert_eq!(placed, items);
    for rubric in all("CFRubrics") {
        for criterion in rubric["CFRubricCriteria"].as_array().unwrap() {
            assert_eq!(criterion["rubricId"], rubric["identifier"]);
            if let Some(item) = criterion.get("CFItemURI") {
                assert!(items.contains(item["identifier"].as_str().unwrap()));
            }
        }
    }
}

//! How a plan is written: it is read back as it was, and holds no sentence of ours.

use serde_json::Value;
use waypath_engine::id::Id as _;
use waypath_engine::plan::{playbook, recommend};
use waypath_engine::quantity::Span;
use waypath_engine::wire::{Plan, Playbook};
use waypath_tests::fixture::{AS_OF, Fixture, repository};

/// The fields that hold what an author or a people file says, word for word.
const AUTHORS: &[&str] = &[
    "because",
    "behaviour",
    "checklist",
    "done_when",
    "id",
    "look_for",
    "name",
    "produces",
    "say",
    "source",
    "system",
    "team",
    "text",
    "unit",
    "manager_practices",
];

#[test]
fn a_plan_is_read_as_it_was_written() {
    let fixture = Fixture::read(&repository());
    for person in &fixture.people {
        let plan = recommend(&fixture.library, person, AS_OF);
        let plan = Plan::of(&fixture.library, person, &plan);
        let written = serde_json::to_string(&plan).unwrap();
        let read: Plan = serde_json::from_str(&written).unwrap();
        assert_eq!(read, plan, "{}", person.id);
        assert_eq!(serde_json::to_string(&read).unwrap(), written, "{}", person.id);
    }
}

#[test]
fn a_playbook_is_read_as_it_was_written() {
    let fixture = Fixture::read(&repository());
    for persona in fixture.library.names.personas.indices() {
        let Some(made) = playbook(&fixture.library, &fixture.people, persona, AS_OF) else {
            continue;
        };
        let written = serde_json::to_string(&Playbook::of(&fixture.library, &made)).unwrap();
        let read: Playbook = serde_json::from_str(&written).unwrap();
        let id = fixture.library.names.personas.id(persona).as_str();
        assert_eq!(serde_json::to_string(&read).unwrap(), written, "{id}");
    }
}

#[test]
fn a_plan_holds_no_sentence_but_those_of_authors() {
    let fixture = Fixture::read(&repository());
    let mut looked_at = 0;
    for person in &fixture.people {
        let plan = recommend(&fixture.library, person, AS_OF);
        let json = serde_json::to_value(Plan::of(&fixture.library, person, &plan)).unwrap();
        without_sentences(&json, "", &mut looked_at);
    }
    assert!(looked_at > 10_000, "only {looked_at} texts were looked at");
}

fn without_sentences(value: &Value, field: &str, looked_at: &mut usize) {
    match value {
        Value::Object(fields) => {
            for (field, value) in fields {
                without_sentences(value, field, looked_at);
            }
        }
        Value::Array(items) => {
            for item in items {
                without_sentences(item, field, looked_at);
            }
        }
        Value::String(text) if !AUTHORS.contains(&field) => {
            *looked_at += 1;
            let is_word = !text.contains(' ') || text.parse::<Span>().is_ok();
            assert!(is_word, "`{field}` holds a sentence: {text}");
        }
        _ => {}
    }
}

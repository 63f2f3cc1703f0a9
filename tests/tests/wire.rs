//! How answers are written: they are read back as they were, and hold no sentence of ours.

use std::fmt::Debug;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use waypath_engine::advice::settled;
use waypath_engine::bench::{Sight, bench};
use waypath_engine::id::{Id as _, RoleIx};
use waypath_engine::library::Library;
use waypath_engine::person::Person;
use waypath_engine::plan::{playbook, reasons, recommend};
use waypath_engine::quantity::Span;
use waypath_engine::route::{Itinerary, Lattice, Learner, Shown, Start};
use waypath_engine::surroundings::Surroundings;
use waypath_engine::wire::{
    self, AllMoves, Bench, CareerProvenance, Graph, MoveStart, Moves, Plan, Playbook,
    RouteFindings, Routes,
};
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

fn plan(library: &Library, person: &Person) -> Plan {
    let decision = recommend(library, person, AS_OF);
    Plan::of(library, person, &decision, &reasons(library, person, &decision))
}

#[test]
fn a_plan_is_read_as_it_was_written() {
    let fixture = Fixture::read(&repository());
    for person in &fixture.people {
        let plan = plan(&fixture.library, person);
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
        let json = serde_json::to_value(plan(&fixture.library, person)).unwrap();
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

/// Writes an answer, reads it back, and writes it again.
fn is_read_as_written<T>(answer: &T, of: &str)
where
    T: Serialize + DeserializeOwned + PartialEq + Debug,
{
    let written = serde_json::to_string(answer).unwrap();
    assert!(written.starts_with("{\"format\":1,\"provenance\":{\"engine\":"), "{of}: {written}");
    let read: T = serde_json::from_str(&written).unwrap();
    assert_eq!(&read, answer, "{of}");
    assert_eq!(serde_json::to_string(&read).unwrap(), written, "{of}");
}

#[test]
fn moves_are_read_as_they_were_written() {
    let fixture = Fixture::read(&repository());
    let library = &fixture.library;
    let mut lattice = Lattice::new(library, |_| true);
    let mut all = Vec::new();
    for role in library.names.roles.indices() {
        let start = Start::holder(&lattice, role);
        let near = lattice.nearest(&start, 40, |_| true, |_| true);
        let from = MoveStart::of(library, role, None);
        is_read_as_written(&Moves::of(library, from, None, AS_OF, &near), library.role_id(role));
        all.push((role, near));
    }
    is_read_as_written(&AllMoves::of(library, AS_OF, &all, &[]), "all roles");
    for person in &fixture.people {
        let standings = settled(library, person, AS_OF, None).standings;
        let start = Start { role: person.role, standings };
        let near = lattice.nearest(&start, 3, |_| true, |_| true);
        let from = MoveStart::of(library, person.role, Some(person));
        let moves = Moves::of(library, from, Some(&person.hash), AS_OF, &near);
        is_read_as_written(&moves, person.id.as_str());
    }
}

#[test]
fn routes_are_read_as_they_were_written() {
    let fixture = Fixture::read(&repository());
    let library = &fixture.library;
    let mut lattice = Lattice::new(library, |_| true);
    let (mut with_routes, mut without) = (0, 0);
    for from in library.names.roles.indices() {
        for to in library.names.roles.indices().filter(|to| *to != from).step_by(4) {
            let start = Start::holder(&lattice, from);
            let held = start.levels(&lattice);
            let found = lattice.routes(from, &held, to, 2);
            let hours_per_week = library.settings.hours_per_week;
            let learner = Learner { person: None, hours_per_week, as_of: AS_OF };
            let itineraries: Vec<Itinerary> = found
                .routes
                .iter()
                .map(|route| lattice.itinerary(&start, route, learner))
                .collect();
            let count = if found.routes.is_empty() { &mut without } else { &mut with_routes };
            *count += 1;
            let enough = lattice.enough_to_learn(&held, to);
            let mut unlocks = lattice.unlocks(from, &held);
            unlocks.truncate(2);
            let routes = Routes::of(
                library,
                MoveStart::of(library, from, None),
                CareerProvenance::of(library, None, AS_OF),
                RouteFindings {
                    start: &start,
                    starts_on: Some(AS_OF),
                    direct: &lattice.weigh(&start, to),
                    found: &found,
                    itineraries: &itineraries,
                    enough: Some(&enough),
                    unlocks: &unlocks,
                },
            );
            let of = format!("{} to {}", library.role_id(from), library.role_id(to));
            is_read_as_written(&routes, &of);
        }
    }
    assert!(with_routes > 5 && without > 10, "{with_routes} with routes, {without} without");
}

#[test]
fn a_bench_is_read_as_it_was_written() {
    let fixture = Fixture::read(&repository());
    let library = &fixture.library;
    let roles: Vec<RoleIx> = library.names.roles.indices().collect();
    for sight in [Sight::Names, Sight::Counts] {
        let found = bench(library, &fixture.people, &roles, AS_OF, sight);
        let written = Bench::of(library, &found, &fixture.people, &roles, sight);
        is_read_as_written(&written, &format!("{sight:?}"));
    }
}

#[test]
fn what_is_drawn_is_read_as_it_was_written() {
    let fixture = Fixture::read(&repository());
    let library = &fixture.library;
    let roles: Vec<RoleIx> = library.names.roles.indices().collect();
    for role in &roles {
        let view = Lattice::new(library, |_| true).view(&Shown::Around(*role), &roles[..2], 3);
        let shown = Shown::Around(*role);
        let lattice = wire::Lattice::of(library, AS_OF, &view, &shown, &roles[..2], 3);
        is_read_as_written(&lattice, library.role_id(*role));
        let around = Surroundings::of_role(library, *role);
        is_read_as_written(&Graph::of(library, AS_OF, &around), library.role_id(*role));
    }
    for shown in [Shown::All, Shown::Family("support"), Shown::Family(""), Shown::Route] {
        let view = Lattice::new(library, |_| true).view(&shown, &roles[..3], 3);
        let lattice = wire::Lattice::of(library, AS_OF, &view, &shown, &roles[..3], 3);
        is_read_as_written(&lattice, &format!("{shown:?}"));
    }
    for competency in library.names.competencies.indices() {
        let around = Surroundings::of_competency(library, competency);
        let id = library.competency_id(competency);
        is_read_as_written(&Graph::of(library, AS_OF, &around), id);
    }
}

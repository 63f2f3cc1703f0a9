//! The bench, as a career planner asks for it.

use std::path::PathBuf;

use super::*;

/// The example library of this repository, whose people are many.
fn example() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn ran(arguments: &[&str]) -> Ran {
    in_library(&example(), &[&["bench"], arguments].concat())
}

fn json(arguments: &[&str]) -> Value {
    let ran = ran(&[arguments, &["--format", "json"]].concat());
    assert_eq!((ran.exit, &*ran.err), (Exit::Done, ""), "{}", ran.out);
    serde_json::from_str(&ran.out).unwrap()
}

#[test]
fn the_answer_comes_first_then_the_roles_then_what_unlocks_most() {
    let ran = ran(&["people-lead", "sales-manager", "support-team-lead"]);
    assert_eq!((ran.exit, &*ran.err), (Exit::Done, ""));
    assert!(ran.out.lines().all(|line| line.chars().count() <= 80), "{}", ran.out);
    insta::assert_snapshot!(ran.out);
}

#[test]
fn names_come_only_when_they_are_asked_for() {
    let roles = ["people-lead", "sales-manager", "support-team-lead"];
    let named = ran(&[&roles[..], &["--names"]].concat());
    assert_eq!((named.exit, &*named.err), (Exit::Done, ""));
    insta::assert_snapshot!(named.out);
    let people = fs::read_to_string(example().join("fixtures/people/people.csv")).unwrap();
    for format in ["text", "json", "csv"] {
        let out = ran(&[&roles[..], &["--format", format]].concat()).out;
        for row in people.lines().skip(1) {
            let mut cells = row.split(',');
            let (id, name) = (cells.next().unwrap(), cells.next().unwrap());
            assert!(!out.contains(id) && !out.contains(name), "{format} names {id}");
        }
    }
}

#[test]
fn every_verdict_says_what_fails() {
    let bench = json(&["support-team-lead", "--names"]);
    let role = &bench["roles"][0];
    let verdicts = role["verdicts"].as_array().unwrap();
    for band in ["now", "soon", "later", "unknown"] {
        let of: Vec<&Value> = verdicts.iter().filter(|verdict| verdict["ready"] == band).collect();
        assert_eq!(role[band], of.len(), "{band}");
        let fails = |verdict: &&Value| !verdict["failing"].as_array().unwrap().is_empty();
        assert_eq!(of.iter().all(fails), band != "now" || of.is_empty(), "{band}");
        let is_dated =
            |verdict: &&Value| verdict["ready_on"].is_string() && verdict["hours"].is_number();
        assert!(
            of.iter().all(|verdict| is_dated(verdict) == matches!(band, "now" | "soon")),
            "{band}"
        );
    }
    let counted = json(&["support-team-lead"]);
    assert!(
        counted["roles"][0]["verdicts"].is_null() && counted["roles"][0]["filled_by"].is_null()
    );
    assert!(counted["totals"]["over_relied_people"].is_null());
}

#[test]
fn the_critical_roles_are_looked_at_where_none_is_named() {
    let bench = json(&[]);
    let roles: Vec<&str> = bench["roles"]
        .as_array()
        .unwrap()
        .iter()
        .map(|role| role["role"].as_str().unwrap())
        .collect();
    assert!(roles.contains(&"support-team-lead") && !roles.contains(&"people-lead"), "{roles:?}");
    assert_eq!(bench["settings"]["bench_evidence"], "12 months");
    // A role named twice counts once.
    assert_eq!(json(&["people-lead", "people-lead"])["roles"].as_array().unwrap().len(), 1);
}

#[test]
fn rows_are_for_spreadsheets() {
    let counted = ran(&["people-lead", "support-team-lead", "--format", "csv"]);
    assert_eq!(counted.exit, Exit::Done);
    insta::assert_snapshot!(counted.out);
    let named = ran(&["people-lead", "--names", "--format", "csv"]);
    let head = "role,person,name,ready,failing,ready_on,months,hours\n";
    assert!(named.out.starts_with(head), "{}", named.out);
    let verdicts = json(&["people-lead", "--names"])["roles"][0]["verdicts"].clone();
    assert_eq!(named.out.lines().skip(1).count(), verdicts.as_array().unwrap().len());
}

#[test]
fn a_name_that_is_a_formula_stays_a_text() {
    let library = library();
    let people = library.path().join("people/people.csv");
    let text = fs::read_to_string(&people).unwrap();
    fs::write(&people, text.replace("Ana Silva", "=1+1")).unwrap();
    let ran = in_library(
        library.path(),
        &["bench", "senior-support-agent", "--names", "--format", "csv"],
    );
    assert!(ran.out.contains(",'=1+1,"), "{}{}", ran.out, ran.err);
}

#[test]
fn few_people_are_in_no_figure_without_names() {
    let library = library();
    let ran = in_library(library.path(), &["bench", "senior-support-agent"]);
    assert_eq!(ran.exit, Exit::Done);
    assert!(ran.err.contains("fewer than 10 people come into question"), "{}", ran.err);
    assert!(ran.out.contains("For no role 10 people or more"), "{}", ran.out);
    let named = in_library(library.path(), &["bench", "senior-support-agent", "--names"]);
    assert!(named.out.contains("UNKNOWN"), "{}", named.out);
}

#[test]
fn what_is_not_there_is_answered() {
    let library = library();
    let roles = "competency_models/customer_support/roles.yaml";
    replace(library.path(), roles, "    succession: critical\n", "");
    append(
        library.path(),
        roles,
        "\n  adviser:\n    title: \"Adviser\"\n    family: advice\n    expects: {}\n",
    );
    for (arguments, said) in [
        (&["suport-agent"][..], "did you mean `support-agent`?"),
        (&["adviser"], "`adviser` expects nothing, so nobody can be called ready for it"),
        (&["support-agent", "--format", "html"], "[possible values: text, csv, json]"),
        (&["support-agent", "--people", "nowhere"], "nowhere"),
        (&[], "no role of the library is critical"),
    ] {
        let ran = in_library(library.path(), &[&["bench"], arguments].concat());
        assert_eq!((ran.exit, &*ran.out), (Exit::Failed, ""), "{arguments:?}");
        assert!(ran.err.contains(said), "{arguments:?}: {}", ran.err);
    }
    // Critical, but it expects nothing: alone it is refused, beside another left out.
    replace(
        library.path(),
        roles,
        "family: advice\n",
        "family: advice\n    succession: critical\n",
    );
    let ran = in_library(library.path(), &["bench"]);
    assert!(ran.err.contains("no critical role expects anything"), "{}", ran.err);
    replace(
        library.path(),
        roles,
        "family: support\n",
        "family: support\n    succession: critical\n",
    );
    let ran = in_library(library.path(), &["bench", "--names"]);
    assert_eq!(ran.exit, Exit::Done, "{}", ran.err);
    assert!(ran.err.contains("1 role without expectations left out: adviser"), "{}", ran.err);
}

#[test]
fn a_library_without_people_says_so() {
    let library = library();
    fs::remove_dir_all(library.path().join("people")).unwrap();
    let ran = in_library(library.path(), &["bench", "support-agent"]);
    assert_eq!((ran.exit, &*ran.out), (Exit::Failed, ""));
    assert!(ran.err.contains("people"), "{}", ran.err);
}

//! Moves, as a career planner asks for them.

use super::*;

const EMPTY: &str = r#"
  adviser:
    title: "Adviser"
    family: advice
    grade: 9
    expects: {}
"#;

/// The library that `init` writes, with another role, which expects nothing.
fn with_an_empty_role() -> tempfile::TempDir {
    let library = library();
    append(library.path(), "competency_models/customer_support/roles.yaml", EMPTY);
    library
}

fn json(library: &Path, arguments: &[&str]) -> Value {
    let ran = in_library(library, &[&["moves", "--format", "json"], arguments].concat());
    assert_eq!((ran.exit, &*ran.err), (Exit::Done, ""), "{}", ran.out);
    serde_json::from_str(&ran.out).unwrap()
}

#[test]
fn the_nearest_role_comes_first_with_what_it_takes() {
    let library = library();
    let ran = in_library(library.path(), &["moves", "support-agent"]);
    assert_eq!((ran.exit, &*ran.err), (Exit::Done, ""));
    insta::assert_snapshot!(ran.out);
}

#[test]
fn a_person_starts_from_what_they_hold() {
    let library = library();
    let person = json(library.path(), &["--person", "ana-silva"]);
    assert_eq!(person["from"]["person"], "ana-silva");
    let role = json(library.path(), &["support-agent"]);
    assert!(role["from"]["person"].is_null() && role["provenance"]["person"].is_null());
    let ready = |answer: &Value| answer["moves"][0]["readiness"]["now"].as_u64().unwrap();
    assert!(ready(&person) < ready(&role), "{person:#}");
    let missing = person["moves"][0]["missing"].as_array().unwrap();
    assert!(missing.iter().any(|competency| competency["unknown"] == true), "{missing:#?}");
    let shortfall = &person["moves"][0]["shortfall"];
    let hours = |key: &str| shortfall[key].as_f64().unwrap();
    assert!(hours("hours_if_held") < hours("hours"), "{shortfall:#}");
}

#[test]
fn every_role_has_its_row() {
    let library = library();
    let ran = in_library(library.path(), &["moves", "--all", "-n", "1", "--format", "csv"]);
    assert_eq!((ran.exit, &*ran.err), (Exit::Done, ""));
    let head = "from,to,rank,score,readiness,shortfall_hours,unused,from_ref,to_ref\n";
    assert!(ran.out.starts_with(head), "{}", ran.out);
    assert_eq!(ran.out.lines().count(), 3, "{}", ran.out);
    let ran = in_library(library.path(), &["moves", "--all", "-n", "1", "--format", "json"]);
    let rows: Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(rows["format"], 1);
    assert_eq!(rows["moves"][0]["rank"], 1, "{rows:#}");
    assert!(rows["moves"][0]["from_ref"].is_null(), "{rows:#}");
}

#[test]
fn a_reference_is_what_the_source_calls_the_role() {
    let library = library();
    let roles = "competency_models/customer_support/roles.yaml";
    replace(
        library.path(),
        roles,
        "    family: support\n",
        "    family: support\n    aligns: [\"onet:43-4051.00\", \"https://a.example/b\"]\n",
    );
    let ran = in_library(library.path(), &["moves", "--all", "--format", "csv"]);
    assert_eq!(ran.exit, Exit::Done, "{}", ran.err);
    assert!(ran.out.contains(",43-4051.00"), "{}", ran.out);
}

#[test]
fn filters_leave_the_roles_that_pass() {
    let library = library();
    let count =
        |arguments: &[&str]| json(library.path(), arguments)["moves"].as_array().unwrap().len();
    assert_eq!(count(&["support-agent"]), 1);
    assert_eq!(count(&["support-agent", "--grade", "up"]), 1);
    assert_eq!(count(&["support-agent", "--grade", "down"]), 0);
    assert_eq!(count(&["support-agent", "--grade", "3..4"]), 1);
    assert_eq!(count(&["support-agent", "--grade", "4"]), 0);
    assert_eq!(count(&["support-agent", "--family", "support"]), 1);
    assert_eq!(count(&["support-agent", "--ready", "100"]), 0);
    let ran = in_library(library.path(), &["moves", "support-agent", "--ready", "100"]);
    assert!(ran.out.contains("No role passes the filters."), "{}", ran.out);
}

#[test]
fn what_is_not_there_is_answered() {
    let library = with_an_empty_role();
    for (arguments, said) in [
        (&["suport-agent"][..], "did you mean `support-agent`?"),
        (&["--person", "ana-silv"], "did you mean `ana-silva`?"),
        (&["adviser"], "`adviser` expects nothing, so nothing is near to it"),
        (&["support-agent", "--family", "suport"], "did you mean `support`?"),
        (&["support-agent", "--site", "Atlantis"], "nobody works at `Atlantis`"),
        (&["support-agent", "--format", "html"], "[possible values: text, csv, json]"),
        (&["support-agent", "--grade", "high"], "write `up`, `same`, `down`"),
        (&["support-agent", "--grade", "4..2"], "write the lower grade first"),
        (&["--all", "support-agent"], "cannot be used with"),
        (&[], "ask for every role with `--all`"),
    ] {
        let ran = in_library(library.path(), &[&["moves"], arguments].concat());
        assert_eq!((ran.exit, &*ran.out), (Exit::Failed, ""), "{arguments:?}");
        assert!(ran.err.contains(said), "{arguments:?}: {}", ran.err);
    }
    let ran = in_library(library.path(), &["moves", "--all", "--format", "csv"]);
    assert_eq!(ran.exit, Exit::Done);
    assert!(ran.err.contains("1 role without expectations left out: adviser"), "{}", ran.err);
    // The role that expects nothing is near to nobody, and nobody with it is lost.
    assert!(!ran.out.contains("adviser"), "{}", ran.out);
}

#[test]
fn alone_in_the_library_there_is_nowhere_to_go() {
    let library = library();
    let roles = library.path().join("competency_models/customer_support/roles.yaml");
    let text = fs::read_to_string(&roles).unwrap();
    let (before, from) = text.split_once("\n  senior-support-agent:").unwrap();
    let after = from.split_once("\n\n").map_or("", |(_, after)| after);
    fs::write(&roles, format!("{before}\n{after}")).unwrap();
    let ran = in_library(library.path(), &["moves", "support-agent"]);
    assert!(ran.out.contains("There is no other role"), "{}{}", ran.out, ran.err);
}

#[test]
fn whoever_is_set_aside_is_not_passed_over_in_silence() {
    let library = library();
    append(library.path(), "people/people.csv", "odd-one,Odd One,suport-agent,,,,,en,,,2,1\n");
    for arguments in [
        &["moves", "--person", "ana-silva"][..],
        &["route", "--person", "ana-silva", "--to", "senior-support-agent"],
        &["bench", "senior-support-agent", "--names"],
        &["explain", "ana-silva"],
        &["trace", "ana-silva"],
    ] {
        let ran = in_library(library.path(), arguments);
        assert_eq!(ran.exit, Exit::Partial, "{arguments:?}: {}", ran.err);
        assert!(ran.err.contains("suport-agent"), "{}", ran.err);
    }
}

#[test]
fn roles_that_pass_no_filter_are_counted() {
    let library = library();
    let json = json(library.path(), &["support-agent", "--grade", "down"]);
    assert_eq!(json["compared"], 1);
    assert_eq!((&json["passed_over"], &json["unrelated"]), (&1.into(), &0.into()));
}

//! Routes, as a career planner asks for them.

use super::*;

#[test]
fn the_best_route_is_told_move_by_move() {
    let library = library();
    let arguments =
        ["route", "--from", "support-agent", "--to", "senior-support-agent", "--unlocks"];
    let ran = in_library(library.path(), &arguments);
    assert_eq!((ran.exit, &*ran.err), (Exit::Done, ""));
    insta::assert_snapshot!(ran.out);
}

#[test]
fn where_no_route_leads_it_says_what_would_be_enough() {
    let library = library();
    append(library.path(), "waypath.yaml", "\nsettings: { move_readiness: 99% }\n");
    let arguments = ["route", "--from", "support-agent", "--to", "senior-support-agent"];
    let ran = in_library(library.path(), &[&arguments[..], &["--format", "json"]].concat());
    assert_eq!((ran.exit, &*ran.err), (Exit::Done, ""));
    let answer: Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(answer["routes"], serde_json::json!([]));
    let ready = answer["direct"]["readiness"]["now"].as_u64().unwrap();
    assert_eq!(answer["enough"]["readiness"].as_u64(), Some(ready), "{answer:#}");
    assert!(!answer["enough"]["learn"].as_array().unwrap().is_empty(), "{answer:#}");
    let ran = in_library(library.path(), &arguments);
    assert!(ran.out.contains("Direct: NO.") && ran.out.contains("LEARN"), "{}", ran.out);
}

#[test]
fn what_cannot_be_asked_is_answered() {
    let library = library();
    for (arguments, said) in [
        (&["--from", "suport-agent", "--to", "support-agent"][..], "did you mean `support-agent`?"),
        (&["--from", "support-agent", "--to", "suport-agent"], "did you mean `support-agent`?"),
        (&["--person", "ana-silv", "--to", "support-agent"], "did you mean `ana-silva`?"),
        (
            &["--from", "support-agent", "--to", "support-agent"],
            "is the role the route starts from",
        ),
        (&["--person", "ana-silva", "--to", "support-agent"], "is the role the route starts from"),
        (&["--to", "support-agent"], "write `--from` and a role, or `--person` and an id"),
        (&["--from", "support-agent", "--to", "support-agent", "--format", "csv"], "csv"),
    ] {
        let ran = in_library(library.path(), &[&["route"], arguments].concat());
        assert_eq!((ran.exit, &*ran.out), (Exit::Failed, ""), "{arguments:?}");
        assert!(ran.err.contains(said), "{arguments:?}: {}", ran.err);
    }
}

const EMPTY: &str = "
  adviser:
    title: \"Adviser\"
    family: advice
    grade: 9
    expects: {}
";

#[test]
fn nothing_leads_to_a_role_that_expects_nothing() {
    let library = library();
    append(library.path(), "competency_models/customer_support/roles.yaml", EMPTY);
    let arguments = ["route", "--from", "support-agent", "--to", "adviser"];
    let ran = in_library(library.path(), &arguments);
    assert_eq!((ran.exit, &*ran.out), (Exit::Failed, ""));
    assert!(ran.err.contains("`adviser` expects nothing"), "{}", ran.err);
}

#[test]
fn somebody_without_a_baseline_gets_a_range() {
    let library = library();
    append(
        library.path(),
        "people/people.csv",
        "new-one,New One,support-agent,,,,,en,2025-12-01,2025-12-01,2,1\n",
    );
    let arguments = ["route", "--person", "new-one", "--to", "senior-support-agent"];
    let ran = in_library(library.path(), &arguments);
    assert_eq!((ran.exit, &*ran.err), (Exit::Done, ""));
    assert!(ran.out.contains("Direct: NO. Ready "), "{}", ran.out);
    let ran = in_library(library.path(), &["moves", "--person", "new-one"]);
    assert_eq!((ran.exit, &*ran.err), (Exit::Done, ""));
    assert!(ran.out.contains("(not assessed)"), "{}", ran.out);
    assert!(ran.out.contains("Nothing held is known, so roles are ranked"), "{}", ran.out);
}

//! Every command's JSON: it keeps to its schema, and its type reads what was written.

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use waypath::{Draft, Exit, Kind, run, schema};
use waypath_engine::{diff, wire};
use waypath_tests::fixture::repository;

/// A command as it is run: over the example library, on a date.
const BEFORE: &[&str] = &["waypath", "--color", "never", "--as-of", "2026-01-12", "--library"];

fn answered(arguments: &[&str]) -> Value {
    let library = repository();
    let command = BEFORE.iter().copied().chain([library.to_str().expect("a path")]);
    let command = command.chain(arguments.iter().copied()).chain(["--format", "json"]);
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let exit = run(command, &mut out, &mut err);
    let err = String::from_utf8_lossy(&err);
    assert!(matches!(exit, Exit::Done | Exit::Partial | Exit::Mistakes), "{arguments:?}: {err}");
    serde_json::from_slice(&out).unwrap_or_else(|error| panic!("{arguments:?}: {error}\n{err}"))
}

fn mistakes(kind: Kind, answer: &Value) -> Vec<String> {
    let schema = schema(kind, Draft::Draft2020);
    let validator = jsonschema::validator_for(&schema).expect("a schema");
    let mistakes = validator.iter_errors(answer);
    mistakes.map(|error| format!("{}: {error}", error.instance_path())).collect()
}

/// Checks an answer against its schema, its first fields, and its type.
fn check<T: DeserializeOwned + Serialize>(kind: Kind, arguments: &[&str]) {
    let answer = answered(arguments);
    let all = match &answer {
        Value::Array(all) => all.iter().collect(),
        one => vec![one],
    };
    assert!(!all.is_empty(), "{arguments:?} answers nothing");
    for answer in all {
        let found = mistakes(kind, answer);
        assert!(found.is_empty(), "{arguments:?}: {found:#?}");
        let fields = answer.as_object().expect("an object");
        let first: Vec<&str> = fields.keys().take(2).map(String::as_str).collect();
        assert_eq!(first, ["format", "provenance"], "{arguments:?}");
        assert_eq!(fields["format"], 1, "{arguments:?}");
        let written = answer.to_string();
        let read: T =
            serde_json::from_str(&written).unwrap_or_else(|error| panic!("{arguments:?}: {error}"));
        let again = serde_json::to_string(&read).expect("JSON");
        assert!(again == written, "{arguments:?}: reads\n{written}\nand writes\n{again}");
    }
}

#[test]
fn plans_keep_to_their_schema() {
    check::<wire::Plan>(Kind::Plan, &["plan"]);
    check::<wire::Plan>(Kind::Plan, &["explain", "ana-silva"]);
    check::<wire::Playbook>(Kind::Playbook, &["playbook", "new-agent"]);
}

#[test]
fn traces_and_explanations_keep_to_their_schema() {
    for person in ["ana-silva", "marta-reis"] {
        check::<wire::Trace>(Kind::Trace, &["trace", person]);
        check::<wire::Trace>(Kind::Trace, &["trace", person, "able-but-no-time"]);
    }
    let plans = answered(&["plan"]);
    let modules = answered(&["list", "modules"]);
    let modules = modules["listed"]["modules"].as_array().expect("modules");
    let mut kinds = std::collections::BTreeSet::new();
    // Of each person every module would be many; the first people have all kinds.
    for plan in plans.as_array().expect("plans").iter().take(3) {
        let person = plan["person"]["id"].as_str().expect("an id");
        for module in modules.iter().step_by(5) {
            let arguments = ["explain", person, module["id"].as_str().expect("an id")];
            check::<wire::Explanation>(Kind::Explanation, &arguments);
            let kind = &answered(&arguments)["explanation"]["kind"];
            kinds.insert(kind.as_str().expect("a kind").to_owned());
        }
    }
    assert!(kinds.contains("left_out") && kinds.contains("picked"), "only {kinds:?} were seen");
}

#[test]
fn lists_keep_to_their_schema() {
    let kinds = [
        "competencies",
        "roles",
        "modules",
        "kpis",
        "coaching",
        "personas",
        "rules",
        "people",
        "codes",
    ];
    for kind in kinds {
        check::<wire::List>(Kind::List, &["list", kind]);
    }
}

#[test]
fn checks_lints_and_tests_keep_to_their_schema() {
    check::<wire::Diagnostics>(Kind::Diagnostics, &["check"]);
    check::<wire::Findings>(Kind::Findings, &["lint"]);
    check::<wire::Findings>(Kind::Findings, &["lint", "--all"]);
    check::<wire::Lints>(Kind::Lints, &["lint", "--list"]);
    check::<wire::TestResults>(Kind::TestResults, &["test", "--coverage"]);
}

#[test]
fn comparisons_keep_to_their_schema() {
    let after = tempfile::tempdir().expect("a folder");
    copy_library(after.path());
    let rules = after.path().join("rules");
    // One rule file less makes other plans.
    let file = std::fs::read_dir(&rules)
        .expect("rules")
        .map(|entry| entry.expect("a file").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "yaml"))
        .filter(|path| !path.to_string_lossy().ends_with("_test.yaml"))
        .max()
        .expect("a rule file");
    std::fs::remove_file(file).expect("removed");
    let before = repository();
    let before = before.to_str().expect("a path");
    let changed = after.path().to_str().expect("a path");
    check::<diff::WrittenComparison>(Kind::Comparison, &["diff", before, changed]);
    let one = ["diff", before, changed, "--person", "ana-silva"];
    check::<diff::WrittenPersonComparison>(Kind::PersonComparison, &one);
}

fn copy_library(to: &std::path::Path) {
    let from = repository();
    std::fs::copy(from.join("waypath.yaml"), to.join("waypath.yaml")).expect("copied");
    for folder in ["competency_models", "rules", "fixtures/people"] {
        copy_folder(&from.join(folder), &to.join(folder));
    }
}

fn copy_folder(from: &std::path::Path, to: &std::path::Path) {
    std::fs::create_dir_all(to).expect("a folder");
    for entry in std::fs::read_dir(from).expect("a folder") {
        let path = entry.expect("an entry").path();
        let target = to.join(path.file_name().expect("a name"));
        if path.is_dir() {
            copy_folder(&path, &target);
        } else {
            std::fs::copy(&path, &target).expect("copied");
        }
    }
}

#[test]
fn reports_keep_to_their_schema() {
    let frameworks = repository().join("fixtures/frameworks");
    let framework = frameworks.join("progression");
    let framework = framework.to_str().expect("a path");
    check::<wire::ConversionReport>(Kind::Conversion, &["import", "progression", framework]);
    let points = ["import", "progression", framework, "--points", "LAMPS=2,BELLS=1"];
    check::<wire::MilestonePoints>(Kind::Milestones, &points);
    let folder = tempfile::tempdir().expect("a folder");
    let people = folder.path().join("people");
    let sample = ["sample", "--people", "3", "--output", people.to_str().expect("a path")];
    check::<wire::SampleReport>(Kind::Sample, &sample);
    let file = folder.path().join("moodle.csv");
    let export = ["export", "moodle", "--output", file.to_str().expect("a path")];
    check::<wire::ConversionReport>(Kind::Conversion, &export);
}

#[test]
fn what_does_not_keep_to_a_schema_is_found() {
    let plan = answered(&["plan", "ana-silva"]);
    assert_eq!(mistakes(Kind::Plan, &plan), Vec::<String>::new());
    let changes: [fn(&mut Value); 6] = [
        |plan| plan["format"] = "1".into(),
        |plan| plan["gaps"][0]["held"] = "1.5".into(),
        |plan| plan["outcome"] = "a plan".into(),
        |plan| plan["person"]["id"] = Value::Null,
        |plan| {
            plan.as_object_mut().expect("an object").shift_remove("shorter");
        },
        |plan| plan["surplus"] = Value::Null,
    ];
    for (number, change) in changes.iter().enumerate() {
        let mut changed = plan.clone();
        change(&mut changed);
        assert!(changed != plan, "change {number} changes nothing");
        assert!(!mistakes(Kind::Plan, &changed).is_empty(), "change {number} is not found");
        let read = serde_json::from_value::<wire::Plan>(changed);
        // `null` and absent are the same to a reader, and not to a writer.
        assert!(read.is_err() || number == 4, "change {number} is read");
    }
}

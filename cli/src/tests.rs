use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

use serde_json::Value;

use super::*;

mod diff;
mod help;
mod many;
mod test;
mod templates;
mod trace;
mod sample;
mod moves;
mod picture;
mod lint;
mod route;
mod bench;

struct Ran {
    exit: Exit,
    out: String,
    err: String,
}

/// Runs the command as of 12 January 2026.
fn waypath(arguments: &[&str]) -> Ran {
    let fixed = ["waypath", "--color", "never", "--as-of", "2026-01-12"];
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let exit = run(fixed.iter().chain(arguments), &mut out, &mut err);
    let text = |bytes| String::from_utf8(bytes).unwrap();
    Ran { exit, out: text(out), err: text(err) }
}

/// Runs the command on a library.
fn in_library(library: &Path, arguments: &[&str]) -> Ran {
    waypath(&[&["--library", library.to_str().unwrap()], arguments].concat())
}

/// A folder with the library that `init` writes.
fn library() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(waypath(&["init", folder.path().to_str().unwrap()]).exit, Exit::Done);
    folder
}

fn replace(library: &Path, file: &str, from: &str, to: &str) {
    let path = library.join(file);
    let text = fs::read_to_string(&path).unwrap();
    assert!(text.contains(from), "{file} does not hold {from}");
    fs::write(path, text.replacen(from, to, 1)).unwrap();
}

fn append(library: &Path, file: &str, text: &str) {
    let path = library.join(file);
    let before = fs::read_to_string(&path).unwrap();
    fs::write(path, before + text).unwrap();
}

#[test]
fn a_new_library_has_no_mistakes() {
    let library = library();
    let ran = in_library(library.path(), &["check"]);
    assert_eq!((ran.exit, &*ran.err), (Exit::Done, ""));
    let expected =
        "My organisation has no mistakes\n      1  competency model\n      5  competencies\n";
    assert!(ran.out.starts_with(expected), "{}", ran.out);
    assert!(ran.out.ends_with("      3  people\n"), "{}", ran.out);
}

#[test]
fn a_new_library_plans_at_once() {
    let library = library();
    let ran = in_library(library.path(), &["plan", "ana-silva", "--format", "json"]);
    assert_eq!((ran.exit, &*ran.err), (Exit::Done, ""));
    let plan: Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(plan["outcome"], "plan");
    assert!((3..=5).contains(&plan["modules"].as_array().unwrap().len()));
    assert_eq!(plan["person"]["manager"]["name"], "Marta Reis");
}

#[test]
fn init_overwrites_nothing() {
    let library = library();
    let ran = waypath(&["init", library.path().to_str().unwrap()]);
    assert_eq!(ran.exit, Exit::Failed);
    assert!(ran.err.contains("is there already"), "{}", ran.err);
}

#[test]
fn a_mistake_is_shown_where_it_stands_with_what_to_do() {
    let library = library();
    let file = "competency_models/customer_support/roles.yaml";
    replace(library.path(), file, "      call-diagnosis:", "      call-diagnose:");
    let ran = in_library(library.path(), &["check"]);
    assert_eq!(ran.exit, Exit::Mistakes);
    assert!(ran.out.contains("error[WP101]: "), "{}", ran.out);
    assert!(ran.out.contains(&format!("{file}:11:7")), "{}", ran.out);
    assert!(ran.out.contains("^^^^^^^^^^^^^"), "{}", ran.out);
    assert!(ran.out.contains("help: did you mean `call-diagnosis`?"), "{}", ran.out);
    assert!(ran.err.contains("1 error in 1 file\n"), "{}", ran.err);
}

#[test]
fn mistakes_as_json_are_a_list() {
    let library = library();
    append(library.path(), "people/evidence.csv", "nobody,de-escalation,1,,self,2025-12-01\n");
    let ran = in_library(library.path(), &["check", "--format", "json"]);
    assert_eq!(ran.exit, Exit::Mistakes);
    let answer: Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(
        (&answer["format"], &answer["provenance"]["as_of"]),
        (&1.into(), &"2026-01-12".into())
    );
    let mistakes = &answer["diagnostics"];
    assert_eq!(mistakes[0]["code"], "WP301");
    assert_eq!(mistakes[0]["severity"], "error");
    assert_eq!(mistakes[0]["place"]["file"], "people/evidence.csv");
    assert_eq!(mistakes[0]["place"]["line"], 16);
    let clean = self::library();
    let ran = in_library(clean.path(), &["check", "--format", "json"]);
    let answer: Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(answer["diagnostics"], serde_json::json!([]));
}

#[test]
fn warnings_do_not_fail_a_check() {
    let library = library();
    append(library.path(), "people/evidence.csv", "bo-ek,de-escalation,1,,self,2026-12-01\n");
    let ran = in_library(library.path(), &["check"]);
    assert_eq!(ran.exit, Exit::Done);
    assert!(ran.out.contains("warning[WP308]"), "{}", ran.out);
    assert_eq!(ran.err, "1 warning in 1 file\n");
}

#[test]
fn a_people_folder_that_is_named_and_empty_is_a_mistake() {
    let library = library();
    append(library.path(), "waypath.yaml", "people: hr/export\n");
    let ran = in_library(library.path(), &["check"]);
    assert_eq!(ran.exit, Exit::Mistakes);
    assert!(ran.out.contains("error[WP119]: `hr/export` holds no `people.csv`"), "{}", ran.out);
    assert!(ran.out.contains("waypath.yaml:9:9"), "{}", ran.out);
}

#[test]
fn a_file_that_is_not_text_is_shown_without_a_panic() {
    let library = library();
    let path = library.path().join("people/evidence.csv");
    fs::write(path, b"person,\xE9vidence\n").unwrap();
    let ran = in_library(library.path(), &["check"]);
    assert_eq!(ran.exit, Exit::Mistakes);
    assert!(ran.out.contains("error[WP001]"), "{}", ran.out);
    let path = library.path().join("rules/customer_support.yaml");
    fs::write(path, b"rules:\n  a: \x00\n").unwrap();
    assert!(in_library(library.path(), &["check"]).out.contains("error[WP002]"));
}

#[test]
fn a_long_line_is_shown_in_part() {
    let library = library();
    let long = "x".repeat(9_000);
    append(
        library.path(),
        "people/evidence.csv",
        &format!("{long},de-escalation,1,,self,2025-12-01\n"),
    );
    let ran = in_library(library.path(), &["check"]);
    assert!(ran.out.len() < 2_000, "{}", ran.out.len());
}

#[test]
fn many_mistakes_of_a_kind_are_counted_and_not_all_shown() {
    let library = library();
    append(library.path(), "people/evidence.csv", &"nobody,x,1,,self,2025-12-01\n".repeat(300));
    let ran = in_library(library.path(), &["check"]);
    assert!(ran.out.contains("people/evidence.csv: 250 more of WP301"), "{}", ran.err);
    assert_eq!(ran.err, "600 errors in 1 file\n");
}

#[test]
fn the_page_of_a_code_is_printed() {
    let ran = waypath(&["check", "--explain", "wp101"]);
    assert_eq!(ran.exit, Exit::Done);
    assert!(ran.out.starts_with("# WP101 unknown competency\n"), "{}", ran.out);
    let ran = waypath(&["check", "--explain", "WP1O1"]);
    assert_eq!(ran.exit, Exit::Failed);
    assert!(ran.err.contains("did you mean `WP101`?"), "{}", ran.err);
}

#[test]
fn where_there_is_no_library_help_says_how_to_begin_one() {
    let folder = tempfile::tempdir().unwrap();
    let ran = in_library(folder.path(), &["check"]);
    assert_eq!(ran.exit, Exit::Failed);
    assert!(ran.err.contains("error: no `waypath.yaml` in"), "{}", ran.err);
    assert!(ran.err.contains("waypath init"), "{}", ran.err);
}

#[test]
fn everything_can_be_listed_as_text_and_as_json() {
    let library = library();
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
        let text = in_library(library.path(), &["list", kind]);
        let json = in_library(library.path(), &["list", kind, "--format", "json"]);
        assert_eq!((text.exit, json.exit), (Exit::Done, Exit::Done), "{kind}");
        let list: Value = serde_json::from_str(&json.out).unwrap();
        let rows = list["listed"][kind].as_array().unwrap();
        assert!(!rows.is_empty(), "{kind}");
        assert_eq!(text.out.lines().count(), rows.len() + 1, "{kind}:\n{}", text.out);
        assert!(rows.iter().all(|row| row.get("id").or(row.get("code")).is_some()), "{kind}");
    }
    let people = in_library(library.path(), &["list", "people"]).out;
    assert!(
        people.starts_with("ID          NAME        ROLE                  TARGET ROLE"),
        "{people}"
    );
}

#[test]
fn an_unknown_person_is_answered_with_who_may_be_meant() {
    let library = library();
    let ran = in_library(library.path(), &["plan", "ana-silver"]);
    assert_eq!(ran.exit, Exit::Failed);
    assert!(ran.err.contains("did you mean `ana-silva`?"), "{}", ran.err);
}

#[test]
fn who_is_set_aside_is_reported_and_the_others_are_planned_for() {
    let library = library();
    append(library.path(), "people/people.csv", "eve,Eve,pilot,,,,,,,,,\n");
    let ran = in_library(library.path(), &["plan", "--format", "json"]);
    assert_eq!(ran.exit, Exit::Partial);
    assert!(ran.err.contains("error[WP305]: unknown role `pilot`"), "{}", ran.err);
    let plans: Vec<Value> = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(plans.len(), 3);
    let ran = in_library(library.path(), &["plan", "eve"]);
    assert_eq!(ran.exit, Exit::Failed);
    assert!(ran.err.contains("set aside"), "{}", ran.err);
}

#[test]
fn nobody_is_planned_for_while_the_library_has_mistakes() {
    let library = library();
    replace(library.path(), "waypath.yaml", "within: [solved-at-once", "within: [solved-at-twice");
    let ran = in_library(library.path(), &["plan"]);
    assert_eq!((ran.exit, &*ran.out), (Exit::Mistakes, ""));
    assert!(ran.err.contains("error[WP105]"), "{}", ran.err);
    assert!(ran.err.contains("error: the library has mistakes: 1 error in 1 file"), "{}", ran.err);
}

#[test]
fn documents_are_written_one_per_person() {
    let library = library();
    append(library.path(), "people/people.csv", "../Eve,Eve,support-agent,,,,,,,,,\n");
    let folder = library.path().join("plans");
    let output = folder.to_str().unwrap();
    for format in ["text", "markdown", "html", "json"] {
        let ran = in_library(library.path(), &["plan", "--output", output, "--format", format]);
        assert_eq!(ran.exit, Exit::Done, "{}", ran.err);
        assert_eq!(ran.out.lines().count(), 4);
        assert!(ran.err.starts_with("4 documents in "), "{}", ran.err);
    }
    let mut names: Vec<String> = fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| Path::new(name).extension().is_some_and(|ending| ending == "md"))
        .collect();
    names.sort();
    assert_eq!(names.len(), 4);
    assert!(names[0].starts_with("___eve."), "{names:?}");
    assert_eq!(names[1..], ["ana-silva.md", "bo-ek.md", "marta-reis.md"]);
}

#[test]
fn documents_never_overwrite_files_that_are_none() {
    let library = library();
    let output = library.path().join("people");
    let ran = in_library(library.path(), &["plan", "--output", output.to_str().unwrap()]);
    assert_eq!(ran.exit, Exit::Failed);
    assert!(ran.err.contains("holds files that are not plans"), "{}", ran.err);
}

#[test]
fn a_module_is_explained() {
    let library = library();
    let ran = in_library(library.path(), &["explain", "ana-silva", "diagnose-by-asking"]);
    assert_eq!(ran.exit, Exit::Done);
    assert!(ran.out.contains("(diagnose-by-asking) is in the plan of Ana Silva"), "{}", ran.out);
    assert!(ran.out.contains("closes Call diagnosis from 1 to 2"), "{}", ran.out);
    let ran =
        in_library(library.path(), &["explain", "marta-reis", "play-it-back", "--format", "json"]);
    let explanation: Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(explanation["explanation"]["kind"], "left_out");
    let ran = in_library(library.path(), &["explain", "ana-silva", "diagnose-by-askin"]);
    assert!(ran.err.contains("did you mean `diagnose-by-asking`?"), "{}", ran.err);
    assert_eq!(in_library(library.path(), &["explain", "ana-silva"]).exit, Exit::Done);
}

#[test]
fn the_same_run_says_the_same_twice() {
    let library = library();
    let run = || in_library(library.path(), &["plan", "--format", "json"]).out;
    assert_eq!(run(), run());
}

#[test]
fn schemas_come_in_both_drafts() {
    for (draft, address) in [
        ("2020-12", "https://json-schema.org/draft/2020-12/schema"),
        ("07", "http://json-schema.org/draft-07/schema#"),
    ] {
        for kind in ["library", "model", "rules"] {
            let ran = waypath(&["schema", kind, "--draft", draft]);
            let schema: Value = serde_json::from_str(&ran.out).unwrap();
            assert_eq!(schema["$schema"], address, "{kind}");
        }
    }
}

#[test]
fn slips_on_the_command_line_end_with_two_and_help_with_nought() {
    assert_eq!(waypath(&["chek"]).exit.code(), 2);
    assert_eq!(waypath(&["plan", "--as-of", "12/01/2026"]).exit.code(), 2);
    let help = waypath(&["--help"]);
    assert_eq!((help.exit.code(), &*help.err), (0, ""));
    assert!(help.out.contains("Usage: waypath"), "{}", help.out);
}

#[test]
fn a_playbook_is_made_for_a_persona_with_members() {
    let library = library();
    for format in ["text", "markdown", "html", "json"] {
        let ran = in_library(library.path(), &["playbook", "new-agent", "--format", format]);
        assert_eq!((ran.exit, &*ran.err), (Exit::Done, ""), "{format}");
        assert!(!ran.out.is_empty(), "{format}");
    }
    let ran = in_library(library.path(), &["playbook", "new-agents"]);
    assert_eq!(ran.exit, Exit::Failed);
    assert!(ran.err.contains("did you mean `new-agent`?"), "{}", ran.err);
}

#[test]
fn what_is_certain_is_mended_in_the_files_and_shown() {
    let library = library();
    let roles = "competency_models/customer_support/roles.yaml";
    let rules = "rules/customer_support.yaml";
    replace(library.path(), roles, "importance: critical", "importence:   critical");
    replace(library.path(), rules, "gap.importance ==", "gap.importence ==");
    let before = fs::read_to_string(library.path().join(roles)).unwrap();
    let broken = in_library(library.path(), &["check"]);
    assert!(broken.err.contains("`waypath check --fix` mends"), "{}", broken.err);
    let ran = in_library(library.path(), &["check", "--fix"]);
    assert_eq!(ran.exit, Exit::Done, "{}{}", ran.out, ran.err);
    let change = "`importence` is now `importance`";
    for line in ["roles.yaml:", "rules/customer_support.yaml:"] {
        let lines = || ran.err.lines().filter(|text| text.contains(line) && text.ends_with(change));
        assert_eq!(lines().count(), 1, "{}", ran.err);
    }
    assert!(ran.err.contains("2 changes in 2 files"), "{}", ran.err);
    let after = fs::read_to_string(library.path().join(roles)).unwrap();
    assert_eq!(after, before.replace("importence", "importance"));
}

#[test]
fn what_is_not_certain_is_left_to_the_author() {
    let library = library();
    let roles = "competency_models/customer_support/roles.yaml";
    append(library.path(), roles, "  other: { title: Other, expects: { xyzzy: { level: 1 } } }\n");
    let before = fs::read_to_string(library.path().join(roles)).unwrap();
    let ran = in_library(library.path(), &["check", "--fix"]);
    assert_eq!(ran.exit, Exit::Mistakes);
    assert!(ran.err.contains("0 changes in 0 files"), "{}", ran.err);
    assert_eq!(fs::read_to_string(library.path().join(roles)).unwrap(), before);
}

/// The framework in miniature, as two arguments of `import gdad`.
fn miniature() -> [String; 2] {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../fixtures/frameworks/gdad");
    ["roles", "skills"].map(|file| format!("--{file}={}", folder.join(file).display()) + ".csv")
}

fn import(arguments: &[&str]) -> Ran {
    let [roles, skills] = miniature();
    waypath(&[&["import", "gdad", &roles, &skills], arguments].concat())
}

#[test]
fn an_import_without_a_folder_only_reports() {
    let ran = import(&[]);
    assert_eq!(ran.exit, Exit::Partial);
    assert!(ran.out.contains("made          5 competencies from skills"), "{}", ran.out);
    assert!(ran.out.contains("set aside     3 mistakes in the source"), "{}", ran.out);
    assert!(ran.err.contains("`Workign` is no skill level"), "{}", ran.err);
    assert!(ran.err.contains("nothing was written"), "{}", ran.err);
}

#[test]
fn an_import_becomes_a_library_of_its_own() {
    let folder = tempfile::tempdir().unwrap();
    let output = folder.path().join("new");
    let ran = import(&["--output", output.to_str().unwrap(), "--format", "json"]);
    assert_eq!(ran.exit, Exit::Partial);
    let report: Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(report["notes"][0]["id"], "repeated-rows");
    assert_eq!(report["notes"][0]["places"][0]["line"], 15);
    assert_eq!(report["set_aside"].as_array().unwrap().len(), 3);
    for file in report["files"].as_array().unwrap() {
        assert!(output.join(file.as_str().unwrap()).is_file(), "{file}");
    }
    let checked = in_library(&output, &["check"]);
    assert_eq!((checked.exit, &*checked.err), (Exit::Done, ""));
    let again = import(&["--output", output.to_str().unwrap()]);
    assert_eq!(again.exit, Exit::Failed);
    assert!(again.err.contains("is there already"), "{}", again.err);
}

#[test]
fn an_import_joins_a_library_that_is_there() {
    let library = library();
    let before = fs::read_to_string(library.path().join("waypath.yaml")).unwrap();
    let ran = import(&["--output", library.path().to_str().unwrap()]);
    assert_eq!(ran.exit, Exit::Partial, "{}", ran.err);
    assert_eq!(fs::read_to_string(library.path().join("waypath.yaml")).unwrap(), before);
    let listed = in_library(library.path(), &["list", "roles"]);
    assert!(listed.out.contains("lead-beekeeper"), "{}", listed.out);
    assert!(listed.out.contains("support-agent"), "{}", listed.out);
}

#[test]
fn an_import_of_another_scale_changes_nothing_unless_it_may() {
    let library = library();
    let five = "[none, awareness, working, practitioner, expert]";
    replace(library.path(), "waypath.yaml", five, "[none, a, b, c, d, e, f, g]");
    let output = library.path().to_str().unwrap();
    let ran = import(&["--output", output]);
    assert_eq!(ran.exit, Exit::Failed);
    let said = "is 0 to 7 (none … g), that of the framework 0 to 4 (none … expert)";
    assert!(ran.err.contains(said), "{}", ran.err);
    assert!(!library.path().join("competency_models/uk-gdad").exists());
    let ran = import(&["--output", output, "--other-scale"]);
    assert!(ran.err.contains("levels keep their numbers"), "{}", ran.err);
    assert!(library.path().join("competency_models/uk-gdad").exists());
}

#[test]
fn an_import_is_told_apart_from_what_a_library_has() {
    let library = library();
    let file = "competency_models/customer_support/competencies.yaml";
    append(library.path(), file, "  bee-lore: { name: Bee lore }\n");
    let output = library.path().to_str().unwrap();
    let ran = import(&["--output", output]);
    assert_eq!(ran.exit, Exit::Mistakes);
    assert!(ran.err.contains("`--prefix WORD`"), "{}", ran.err);
    let ran = import(&["--output", output, "--prefix", "guild"]);
    assert_eq!(ran.exit, Exit::Partial, "{}", ran.err);
    let listed = in_library(library.path(), &["list", "competencies"]);
    assert!(listed.out.contains("guild-bee-lore"), "{}", listed.out);
}

#[test]
fn a_library_that_names_its_models_is_told_of_the_new_one() {
    let library = library();
    append(library.path(), "waypath.yaml", "models: [competency_models/customer_support]\n");
    let ran = import(&["--output", library.path().to_str().unwrap()]);
    assert_eq!(ran.exit, Exit::Partial, "{}", ran.err);
    let note = "does not name `competency_models/uk-gdad`; add it";
    assert!(ran.err.contains(note), "{}", ran.err);
}

#[test]
fn an_import_says_which_file_is_not_there() {
    let ran = waypath(&["import", "gdad", "--roles", "no.csv", "--skills", "no.csv"]);
    assert_eq!(ran.exit, Exit::Failed);
    assert!(ran.err.contains("there is no file `no.csv`"), "{}", ran.err);
}

#[test]
fn a_schema_knows_the_ids_of_a_library_that_is_named() {
    let library = library();
    let ids = |arguments: &[&str]| {
        let ran = waypath(arguments);
        assert_eq!(ran.exit, Exit::Done, "{}", ran.err);
        let schema: Value = serde_json::from_str(&ran.out).unwrap();
        let expects = &schema["$defs"]["Role"]["properties"]["expects"];
        (expects["properties"]["call-diagnosis"].clone(), expects["additionalProperties"].clone())
    };
    let folder = library.path().to_str().unwrap();
    let (described, others) = ids(&["schema", "model", "--library", folder]);
    assert_eq!(described["description"], "Call diagnosis");
    assert_eq!(others, false);
    assert_eq!(ids(&["schema", "model"]).0, Value::Null);
}

#[test]
fn the_schemas_of_a_library_are_written_where_its_files_look_for_them() {
    let library = library();
    let schemas = library.path().join("schemas");
    let ran = in_library(library.path(), &["schema", "--output", schemas.to_str().unwrap()]);
    assert_eq!(ran.exit, Exit::Done, "{}", ran.err);
    let rules = fs::read_to_string(schemas.join("rules.schema.json")).unwrap();
    assert!(rules.contains("\"diagnose-by-asking\""));
    assert!(rules.contains("draft-07"));
}

#[test]
fn an_export_is_data_and_its_report_is_not_mixed_with_it() {
    let library = library();
    let ran = in_library(library.path(), &["export", "moodle"]);
    assert_eq!(ran.exit, Exit::Done);
    assert!(ran.out.starts_with("Parent ID number,ID number,"), "{}", ran.out);
    assert!(ran.err.contains("a Moodle framework has no place for them"), "{}", ran.err);
    let ran = in_library(library.path(), &["export", "case", "--format", "json"]);
    let package: Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(package["CFDocument"]["lastChangeDateTime"], "2026-01-12T00:00:00Z");
    let report: Value = serde_json::from_str(&ran.err).unwrap();
    assert_eq!((&report["format"], &report["set_aside"]), (&1.into(), &Value::Array(Vec::new())));
}

#[test]
fn an_export_goes_into_a_new_file_and_comes_back() {
    let library = library();
    for (format, name) in [("moodle", "framework.csv"), ("case", "package.json")] {
        let path = library.path().join(name);
        let path = path.to_str().unwrap();
        let ran = in_library(library.path(), &["export", format, "--output", path]);
        assert_eq!((ran.exit, &*ran.err), (Exit::Done, ""), "{format}");
        assert!(ran.out.contains("\nread  "), "{}", ran.out);
        let ran = in_library(library.path(), &["export", format, "--output", path]);
        assert_eq!(ran.exit, Exit::Failed);
        assert!(ran.err.contains("is there already"), "{}", ran.err);
        let back = library.path().join(format);
        let ran = waypath(&["import", format, path, "--output", back.to_str().unwrap()]);
        assert_eq!(ran.exit, Exit::Done, "{}", ran.err);
        assert_eq!(in_library(&back, &["check"]).exit, Exit::Done);
    }
}

#[test]
fn an_export_says_what_it_cannot_be_asked_for() {
    let library = library();
    for (arguments, said) in [
        (
            &["export", "moodle", "--model", "customer-support"][..],
            "did you mean `customer_support`?",
        ),
        (&["export", "moodle", "--model", "sales"], "name one of the folders `customer_support`"),
        (&["export", "case", "--base-uri", "example.org"], "with its scheme"),
        (&["export", "case", "--format", "html"], "[possible values: text, json]"),
    ] {
        let ran = in_library(library.path(), arguments);
        assert_eq!((ran.exit, &*ran.out), (Exit::Failed, ""), "{arguments:?}");
        assert!(ran.err.contains(said), "{}", ran.err);
    }
    replace(library.path(), "waypath.yaml", "name:", "nmae:");
    assert_eq!(in_library(library.path(), &["export", "moodle"]).exit, Exit::Mistakes);
}

#[test]
fn a_watch_looks_again_on_every_save() {
    let library = library();
    let rules = library.path().join("rules/customer_support.yaml");
    let sound = fs::read_to_string(&rules).unwrap();
    let broken = sound.replace("has_tag(", "has_tga(");
    let is_over = Arc::new(AtomicBool::new(false));
    let is_seen = Arc::clone(&is_over);
    // Saves until the watch has seen enough, however slow the machine is.
    let saving = thread::spawn(move || {
        for text in [broken, sound].iter().cycle() {
            thread::sleep(Duration::from_millis(200));
            fs::write(&rules, text).unwrap();
            if is_seen.load(Ordering::Relaxed) {
                break;
            }
        }
    });
    let ran = in_library(library.path(), &["watch", "ana-silva", "--rounds", "4"]);
    is_over.store(true, Ordering::Relaxed);
    saving.join().unwrap();
    assert_eq!((ran.exit, &*ran.err), (Exit::Done, ""));
    for part in [
        "watching",
        "saved rules/customer_support.yaml",
        "error[WP203]",
        "no mistakes\n6 tests: all hold",
    ] {
        assert!(ran.out.contains(part), "no {part} in:\n{}", ran.out);
    }
    assert!(ran.out.contains("Ana Silva: plan, "), "{}", ran.out);
}

#[test]
fn tests_are_about_the_people_of_the_library_and_not_about_others() {
    let library = library();
    let tests = "tests:\n  ana:\n    as_of: 2026-01-12\n    person: ana-silva\n    expect: { outcome: plan }\n";
    fs::write(library.path().join("rules/ana_test.yaml"), tests).unwrap();
    let others = library.path().join("others");
    let others = others.to_str().unwrap();
    let sampled = in_library(library.path(), &["sample", "--people", "5", "--output", others]);
    assert_eq!(sampled.exit, Exit::Done, "{}", sampled.err);
    for arguments in [&["check"][..], &["check", "--people", others]] {
        let ran = in_library(library.path(), arguments);
        assert_eq!((ran.exit, &*ran.err), (Exit::Done, ""), "{arguments:?} {}", ran.out);
    }
}

//! Two versions of a library are compared.

use std::process::Command;

use super::*;

const ROLES: &str = "competency_models/customer_support/roles.yaml";
const RULES: &str = "rules/customer_support.yaml";

/// Two folders with the library that `init` writes.
fn two() -> (tempfile::TempDir, tempfile::TempDir) {
    (library(), library())
}

fn diff(before: &Path, after: &Path, arguments: &[&str]) -> Ran {
    let folders = ["diff", before.to_str().unwrap(), after.to_str().unwrap()];
    waypath(&[&folders, arguments].concat())
}

fn json(before: &Path, after: &Path, arguments: &[&str]) -> Value {
    let ran = diff(before, after, &[&["--format", "json"], arguments].concat());
    assert!(matches!(ran.exit, Exit::Done | Exit::Partial), "{}", ran.err);
    let value: Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(value["format"], 1);
    value
}

#[test]
fn the_same_library_changes_nothing_for_anyone() {
    let (before, after) = two();
    // Comments and order are no change.
    append(after.path(), RULES, "# looked through\n");
    let ran = diff(before.path(), after.path(), &[]);
    assert_eq!((ran.exit, &*ran.err), (Exit::Done, ""));
    assert!(ran.out.contains("Both versions say the same, so no plan can change."), "{}", ran.out);
    assert!(ran.out.contains("Nobody: 3 people, and every plan stays as it is."), "{}", ran.out);
    let one = diff(before.path(), after.path(), &["--person", "ana-silva"]);
    assert!(one.out.contains("the reasons behind them, are the same"), "{}", one.out);
}

#[test]
fn an_expectation_that_rises_is_named_with_its_line_and_whom_it_touches() {
    let (before, after) = two();
    replace(after.path(), ROLES, "de-escalation: { level: 2", "de-escalation: { level: 3");
    let value = json(before.path(), after.path(), &[]);
    let change = &value["changes"][0];
    assert_eq!((&change["kind"], &change["id"]), (&"expectation".into(), &"de-escalation".into()));
    assert_eq!(change["place"]["file"], ROLES);
    let field = &change["fields"][0];
    assert_eq!(
        (&field["field"], &field["before"], &field["after"]),
        (&"level".into(), &"2".into(), &"3".into())
    );
    assert!(value["people"]["another_plan"].as_u64().unwrap() > 0, "{value:#}");
    for person in value["affected"].as_array().unwrap() {
        assert_eq!(person["cause"]["changes"][0]["change"], 0, "{person:#}");
        assert_eq!(person["cause"]["changes"][0]["without"], "as_before", "{person:#}");
    }
}

#[test]
fn a_rule_that_fires_for_nobody_is_said_to() {
    let (before, after) = two();
    append(
        after.path(),
        RULES,
        "  for-nobody:\n    because: \"x\"\n    when: months_in_role < 0\n    then: [{ flag: { to: admin, text: \"x\" } }]\n",
    );
    let ran = diff(before.path(), after.path(), &[]);
    assert_eq!(ran.exit, Exit::Done, "{}", ran.err);
    assert!(ran.out.contains("nobody     rule for-nobody [1]: fires for nobody"), "{}", ran.out);
}

#[test]
fn a_rule_and_the_new_module_it_names_are_told_to_work_only_together() {
    let (before, after) = two();
    let modules = "competency_models/customer_support/modules.yaml";
    let text = fs::read_to_string(after.path().join(modules)).unwrap();
    let (head, rest) = text.split_once("modules:\n").unwrap();
    let first: String = {
        let mut lines = rest.lines();
        let name = lines.next().unwrap();
        let body: Vec<&str> =
            lines.take_while(|line| line.starts_with("    ") || line.is_empty()).collect();
        assert!(name.starts_with("  ") && name.ends_with(':'), "{name}");
        format!("  brand-new:\n{}\n", body.join("\n").trim_end())
    };
    fs::write(after.path().join(modules), format!("{head}modules:\n{first}\n{rest}")).unwrap();
    append(
        after.path(),
        RULES,
        "  the-new-one:\n    because: \"x\"\n    when: \"true\"\n    then: [{ mandate: { module: brand-new, due: 30 days } }]\n",
    );
    let ran = diff(before.path(), after.path(), &[]);
    assert_eq!(ran.exit, Exit::Done, "{}", ran.err);
    let together = "3 people   only together: module brand-new [1] and rule the-new-one [2]";
    assert!(ran.out.contains(together), "{}", ran.out);
    let one = diff(before.path(), after.path(), &["--person", "ana-silva"]);
    assert!(one.out.contains("All changes but [1]"), "{}", one.out);
}

#[test]
fn of_two_changes_that_each_do_it_both_are_named() {
    let (before, after) = two();
    let plan = in_library(before.path(), &["plan", "ana-silva", "--format", "json"]).out;
    let plan: Value = serde_json::from_str(&plan).unwrap();
    let module = plan["modules"][0]["module"].as_str().unwrap();
    for name in ["one", "other"] {
        append(
            after.path(),
            RULES,
            &format!(
                "  {name}:\n    because: \"x\"\n    when: \"true\"\n    then: [{{ exclude: {module} }}]\n"
            ),
        );
    }
    let value = json(before.path(), after.path(), &["--person", "ana-silva"]);
    let causes = value["causes"].as_array().unwrap();
    let modules =
        causes.iter().find(|cause| cause["parts"].as_array().unwrap().contains(&"modules".into()));
    let cause = &modules.unwrap()["cause"];
    let (one, other) = (&cause["changes"][0], &cause["instead"][0]);
    assert_eq!(one["without"], "as_after", "{cause:#}");
    assert_ne!(&one["change"], other, "{cause:#}");
    let ran = diff(before.path(), after.path(), &["--person", "ana-silva"]);
    assert!(ran.out.contains("The same would come of rule o"), "{}", ran.out);
}

#[test]
fn people_whose_role_is_gone_are_named_and_not_compared() {
    let (before, after) = two();
    append(
        before.path(),
        ROLES,
        "  night-agent:\n    title: Night agent\n    expects:\n      de-escalation: { level: 2 }\n",
    );
    let people = "people/people.csv";
    let text = fs::read_to_string(after.path().join(people)).unwrap();
    let header = text.lines().next().unwrap().split(',');
    let row: Vec<&str> = header
        .map(|heading| match heading {
            "id" => "nia",
            "role" => "night-agent",
            _ => "",
        })
        .collect();
    append(after.path(), people, &format!("{}\n", row.join(",")));
    let ran = diff(before.path(), after.path(), &[]);
    assert_eq!(ran.exit, Exit::Partial, "{}", ran.err);
    assert!(ran.err.contains("WP305"), "{}", ran.err);
    let said = ran.out.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(said.contains("only the library before can plan for them: 1 person (nia)"), "{said}");
    assert!(ran.out.contains("removed  role night-agent"), "{}", ran.out);
    // The library before lists three people of its own, one less.
    let one = diff(before.path(), after.path(), &["--person", "nia"]);
    assert_eq!(one.exit, Exit::Failed);
    assert!(one.err.contains("only the library before can plan for `nia`"), "{}", one.err);
}

#[test]
fn people_of_the_library_before_that_are_not_compared_are_told() {
    let (before, after) = two();
    let people = "people/people.csv";
    let text = fs::read_to_string(before.path().join(people)).unwrap();
    let ana = text.lines().find(|line| line.starts_with("ana-silva")).unwrap();
    append(before.path(), people, &format!("{}\n", ana.replace("ana-silva", "zoe")));
    append(before.path(), "people/evidence.csv", "bo-ek,de-escalation,1,,self,2025-12-01\n");
    let ran = diff(before.path(), after.path(), &[]);
    assert_eq!(ran.exit, Exit::Done);
    assert!(ran.err.contains("not compared: zoe"), "{}", ran.err);
    assert!(ran.err.contains("1 person with other rows"), "{}", ran.err);
}

#[test]
fn how_levels_are_read_is_a_change_like_any_other() {
    let (before, after) = two();
    let scales = "evidence:\n  scales:\n    hr: { 1: 0, 5: 4 }\n";
    append(before.path(), "waypath.yaml", scales);
    append(after.path(), "waypath.yaml", &scales.replace("5: 4", "5: 1"));
    for library in [before.path(), after.path()] {
        append(library, "people/evidence.csv", "ana-silva,de-escalation,5,hr,manager,2026-01-05\n");
    }
    replace(after.path(), ROLES, "active-listening: { level: 2", "active-listening: { level: 3");
    let value = json(before.path(), after.path(), &["--person", "ana-silva"]);
    let changes = value["changes"].as_array().unwrap();
    let at = changes.iter().position(|change| change["id"] == "evidence.scales").unwrap();
    let gaps = value["causes"]
        .as_array()
        .unwrap()
        .iter()
        .find(|cause| cause["parts"].as_array().unwrap().contains(&"gaps".into()));
    let causes = gaps.unwrap()["cause"]["changes"].as_array().unwrap();
    assert!(causes.iter().any(|cause| cause["change"] == at), "{value:#}");
}

#[test]
fn a_version_with_mistakes_is_named() {
    let (before, after) = two();
    replace(before.path(), ROLES, "      call-diagnosis:", "      call-diagnose:");
    let ran = diff(before.path(), after.path(), &[]);
    assert_eq!(ran.exit, Exit::Mistakes);
    assert!(ran.err.contains("in the library before:"), "{}", ran.err);
}

#[test]
fn an_unknown_person_finds_a_neighbour() {
    let (before, after) = two();
    let ran = diff(before.path(), after.path(), &["--person", "ana-silvo"]);
    assert_eq!(ran.exit, Exit::Failed);
    assert!(ran.err.contains("did you mean `ana-silva`?"), "{}", ran.err);
}

#[test]
fn both_forms_fit_into_their_columns() {
    let (before, after) = two();
    replace(after.path(), ROLES, "de-escalation: { level: 2", "de-escalation: { level: 3");
    replace(after.path(), ROLES, "title:", "title: A very long title of a role that goes on # ");
    let everyone = diff(before.path(), after.path(), &[]).out;
    let width = |text: &str| text.lines().map(|line| line.chars().count()).max().unwrap();
    assert!(width(&everyone) <= 80, "{everyone}");
    for columns in ["80", "100", "120"] {
        let one = diff(before.path(), after.path(), &["--person", "ana-silva", "--width", columns]);
        assert!(width(&one.out) <= columns.parse().unwrap(), "{}", one.out);
        assert!(one.out.contains("BEFORE") && one.out.contains("AFTER"), "{}", one.out);
    }
}

fn git(folder: &Path, arguments: &[&str]) {
    let mut command = Command::new("git");
    command.arg("-C").arg(folder);
    command.args(["-c", "user.name=x", "-c", "user.email=x@example.org"]).args(arguments);
    for name in ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX"] {
        command.env_remove(name);
    }
    assert!(command.output().unwrap().status.success(), "git {arguments:?}");
}

#[test]
fn a_revision_of_git_is_compared_with_the_folder_as_it_is() {
    let library = library();
    let path = library.path();
    git(path, &["init", "--quiet"]);
    git(path, &["add", "."]);
    git(path, &["commit", "--quiet", "-m", "first"]);
    replace(path, ROLES, "de-escalation: { level: 2", "de-escalation: { level: 3");
    let ran = in_library(path, &["diff", "--git", "HEAD"]);
    assert_eq!((ran.exit, &*ran.err), (Exit::Done, ""));
    assert!(ran.out.contains("from git HEAD to the library"), "{}", ran.out);
    assert!(ran.out.contains("level: 2 -> 3"), "{}", ran.out);
    let ran = in_library(path, &["diff", "--git", "HEAD~7"]);
    assert_eq!(ran.exit, Exit::Failed);
    assert!(ran.err.contains("git knows no revision `HEAD~7`"), "{}", ran.err);
}

#[test]
fn something_to_compare_with_has_to_be_named() {
    let library = library();
    let ran = in_library(library.path(), &["diff"]);
    assert_eq!(ran.exit, Exit::Failed);
    assert!(ran.err.contains("BEFORE"), "{}", ran.err);
    let ran = in_library(library.path(), &["diff", "x", "--git", "HEAD"]);
    assert_eq!(ran.exit, Exit::Failed);
}

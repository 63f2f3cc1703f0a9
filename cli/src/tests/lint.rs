//! Lints, as a designer runs them.

use super::*;

const DEAD: &str = r#"
  far-too-late:
    because: "Nobody is both."
    when: months_in_role < 2 and months_in_role > 6
    then:
      - flag: { to: manager, text: "Look" }
"#;

fn with_a_dead_rule() -> tempfile::TempDir {
    let library = library();
    append(library.path(), "rules/customer_support.yaml", DEAD);
    library
}

#[test]
fn a_new_library_shows_nothing() {
    let library = library();
    let ran = in_library(library.path(), &["lint", "--deny"]);
    assert_eq!((ran.exit, &*ran.err), (Exit::Done, ""), "{}", ran.out);
    assert!(ran.out.contains("shows nothing that is probably wrong"), "{}", ran.out);
}

#[test]
fn a_finding_is_a_warning_unless_it_is_denied() {
    let library = with_a_dead_rule();
    let ran = in_library(library.path(), &["lint"]);
    assert_eq!(ran.exit, Exit::Done);
    assert!(ran.out.contains("warning[WP501]: `far-too-late` never fires"), "{}", ran.out);
    assert_eq!(ran.err, "1 warning in 1 file\n");
    assert_eq!(in_library(library.path(), &["lint", "--deny"]).exit, Exit::Mistakes);
    // Another lint does not look for it.
    let ran = in_library(library.path(), &["lint", "wp505", "--deny"]);
    assert_eq!(ran.exit, Exit::Done, "{}", ran.out);
}

#[test]
fn findings_fit_into_80_columns_and_no_word_is_torn() {
    let library = with_a_dead_rule();
    let rule = "a-rule-with-a-name-that-is-longer-than-names-mostly-are-and-still-not-torn-apart";
    replace(library.path(), "rules/customer_support.yaml", "far-too-late", rule);
    let ran = in_library(library.path(), &["lint"]);
    for line in ran.out.lines().filter(|line| !line.contains(rule)) {
        assert!(line.chars().count() <= 80, "{line}\n{}", ran.out);
    }
    assert!(ran.out.contains(&format!("warning[WP501]: `{rule}`\n")), "{}", ran.out);
}

#[test]
fn a_file_keeps_a_finding_back_with_a_reason() {
    let library = with_a_dead_rule();
    let rules = "rules/customer_support.yaml";
    append(library.path(), rules, "\nallow:\n  WP501: \"It waits for the new dates.\"\n");
    let ran = in_library(library.path(), &["lint", "--deny"]);
    assert_eq!((ran.exit, &*ran.err), (Exit::Done, "1 finding allowed by the files\n"));
    replace(library.path(), rules, "It waits for the new dates.", " ");
    let ran = in_library(library.path(), &["check"]);
    assert!(ran.out.contains("WP501 is allowed without a reason"), "{}", ran.out);
    replace(library.path(), rules, "WP501:", "WP101:");
    let ran = in_library(library.path(), &["check"]);
    assert!(ran.out.contains("`WP101` is no code of a lint"), "{}", ran.out);
}

#[test]
fn what_is_not_there_is_answered() {
    let library = library();
    let ran = in_library(library.path(), &["lint", "WP50"]);
    assert_eq!(ran.exit, Exit::Failed);
    assert!(ran.err.contains("there is no lint `WP50`"), "{}", ran.err);
    let ran = in_library(library.path(), &["lint", "--list", "--format", "json"]);
    let lints: Value = serde_json::from_str(&ran.out).unwrap();
    let mut all = lints["lints"].as_array().unwrap().iter();
    assert!(all.any(|lint| lint["enabled_by_default"] == false), "{lints}");
    // A library with mistakes is not linted.
    append(library.path(), "rules/customer_support.yaml", &DEAD.replace("months", "month"));
    let ran = in_library(library.path(), &["lint"]);
    assert_eq!(ran.exit, Exit::Mistakes, "{}", ran.err);
    assert!(ran.err.contains("unknown fact `month_in_role`"), "{}", ran.err);
}

const AT_A_SITE: &str = r#"
  at-one-site:
    because: "One desk has its own notes."
    when: site == "habour" or attr("channel") == "fone" or attr("badge") == "b-9"
    then:
      - flag: { to: manager, text: "Look" }
"#;

#[test]
fn a_value_that_nobody_has_is_found_where_there_are_people() {
    let library = library();
    append(library.path(), "rules/customer_support.yaml", AT_A_SITE);
    let lint = || in_library(library.path(), &["lint", "WP508"]);
    let people = library.path().join("people/people.csv");
    let write = |rows: &str| {
        fs::create_dir_all(people.parent().unwrap()).unwrap();
        fs::write(&people, format!("id,role,site,channel,badge,fte\n{rows}")).unwrap();
    };
    fs::remove_file(&people).ok();
    assert!(lint().out.contains("shows nothing"), "{}", lint().out);
    // Nobody has a site, or any value of another column.
    write("ana,support-agent,,,,\n");
    assert!(lint().out.contains("shows nothing"), "{}", lint().out);
    write("ana,support-agent,harbour,phone,b-1,\nbo,support-agent,harbour,phone,b-2,\n");
    let ran = lint();
    let found = ["the site `habour`", "the channel `fone`", "did you mean `harbour`?"];
    for finding in found {
        assert!(ran.out.contains(finding), "{finding}: {}", ran.out);
    }
    assert!(!ran.out.contains("badge `"), "{}", ran.out);
    write("ana,support-agent,harbour,phone,b-1,\nbo,support-agent,habour,phone,b-2,many\n");
    let ran = lint();
    assert!(ran.out.contains("shows nothing"), "{}", ran.out);
    let open = "not decided: WP508 for people.csv with 1 row set aside\n";
    assert_eq!(ran.err, open);
}

#[test]
fn whatever_is_not_decided_is_named_up_to_eight() {
    let library = library();
    let rule = |number: i32| {
        format!(
            "  open-{number}:\n    because: \"Why.\"\n    when: months_in_role + months_in_company < -{number}\n    then: [{{ flag: {{ to: manager, text: \"Look\" }} }}]\n"
        )
    };
    let rules = "rules/customer_support.yaml";
    append(library.path(), rules, &format!("{}{}", rule(1), rule(2)));
    let ran = in_library(library.path(), &["lint", "WP501"]);
    assert_eq!(ran.err, "not decided: WP501 for open-1\nnot decided: WP501 for open-2\n");
    let more: String = (3..=10).map(rule).collect();
    append(library.path(), rules, &more);
    let ran = in_library(library.path(), &["lint", "WP501"]);
    assert_eq!(ran.err.matches("not decided: WP501 for open-").count(), 8, "{}", ran.err);
    assert!(ran.err.ends_with("and 2 more not decided\n"), "{}", ran.err);
}

#[test]
fn a_library_without_modules_is_told_what_was_not_looked_for() {
    let library = tempfile::tempdir().unwrap();
    fs::write(
        library.path().join("waypath.yaml"),
        "name: Bare\nscale: { name: two, levels: [no, yes] }\n",
    )
    .unwrap();
    let model = library.path().join("competency_models/m");
    fs::create_dir_all(&model).unwrap();
    let model_text = "competencies:\n  c: { name: C }\nroles:\n  r:\n    title: R\n    expects: { c: { level: 1 } }\n";
    fs::write(model.join("model.yaml"), model_text).unwrap();
    let ran = in_library(library.path(), &["lint"]);
    let told = "not looked for: WP511, because the library has no modules\n";
    assert_eq!((ran.exit, &*ran.err), (Exit::Done, told), "{}", ran.out);
    assert_eq!(in_library(library.path(), &["lint", "WP501"]).err, "");
}

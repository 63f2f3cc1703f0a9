//! Traces, as somebody who writes rules reads them.

use super::*;

const RULE: &str = r#"
  traced:
    because: "Every part of it is shown."
    when: months_in_role < 2 and level("call-diagnosis") >= 3 and kpi("solved-at-once") > 900
    then:
      - flag: { to: manager, text: "Look" }
  needs-more:
    because: "Nobody can tell."
    when: attr("shoe-size") == "44"
    then:
      - flag: { to: manager, text: "Look" }
  for-somebody-else:
    because: "Another site."
    scope: { site: [atlantis] }
    when: role == "support-agent"
    then:
      - flag: { to: manager, text: "Look" }
"#;

fn with_rules() -> tempfile::TempDir {
    let library = library();
    append(library.path(), "rules/customer_support.yaml", RULE);
    library
}

#[test]
fn every_part_is_shown_with_its_value_and_its_distance() {
    let library = with_rules();
    let ran = in_library(library.path(), &["trace", "ana-silva", "traced"]);
    assert_eq!((ran.exit, &*ran.err), (Exit::Done, ""));
    for line in ["traced  silent", "all of ", "no, 2 levels short", "percent below the limit"] {
        assert!(ran.out.contains(line), "{line}:\n{}", ran.out);
    }
}

#[test]
fn what_would_decide_and_what_does_not_fit_is_said() {
    let library = with_rules();
    let ran = in_library(library.path(), &["trace", "ana-silva"]);
    let undecided = "a value in the column `shoe-size` of people.csv would decide it";
    assert!(ran.out.contains(undecided), "{}", ran.out);
    assert!(ran.out.contains("atlantis  for-somebody-else"), "{}", ran.out);
    assert!(ran.out.lines().all(|line| line.chars().count() <= 80), "{}", ran.out);
}

#[test]
fn a_trace_as_json_holds_every_rule_and_every_part() {
    let library = with_rules();
    let ran = in_library(library.path(), &["trace", "ana-silva", "--format", "json"]);
    let trace: Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(trace["format"], 1);
    let rules = trace["rules"].as_array().unwrap();
    let rule = |id: &str| rules.iter().find(|rule| rule["rule"] == id).unwrap();
    let traced = &rule("traced")["about"][0];
    assert_eq!(traced["verdict"], "silent");
    let level = &traced["condition"]["parts"][1];
    assert_eq!(level["distance"]["counts"], "levels");
    assert_eq!(level["distance"]["by"], 2.0);
    assert_eq!(level["answer"], "does_not");
    assert_eq!(rule("needs-more")["verdict"], "undecided");
    assert_eq!(rule("for-somebody-else")["out_of_scope"][0]["key"], "site");
    assert!(!trace["personas"].as_array().unwrap().is_empty());
}

#[test]
fn a_rule_nobody_wrote_is_no_silent_rule() {
    let library = with_rules();
    let ran = in_library(library.path(), &["trace", "ana-silva", "trace"]);
    assert_eq!(ran.exit, Exit::Failed);
    assert!(ran.err.contains("did you mean `traced`?"), "{}", ran.err);
}

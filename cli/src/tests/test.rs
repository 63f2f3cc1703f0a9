//! Running tests, as somebody who writes rules does.

use super::*;

const TESTS: &str = r#"as_of: 2026-01-12
tests:
  newcomers-practise:
    because: "That is what the rule is for."
    person: ana-silva
    expect:
      persona: new-agent
      fires: [newcomers-practise-first]
  it-is-about-nobody-else:
    person: { like: ana-silva, months_in_role: 40 }
    expect:
      persona: new-agent
      fires: [newcomers-practise-first]
      picks: [data-protection-basics]
      readiness: 99..100
  two-reviews-are-enough:
    given: { gap: { persisted_reviews: 1, importance: critical } }
    expect: { fires: [persistent-gap] }
  nobody-knows-how-much-it-matters:
    given: { gap: { persisted_reviews: 3 } }
    expect: { undecided: [persistent-gap] }
"#;

fn with_tests(tests: &str) -> tempfile::TempDir {
    let library = library();
    fs::write(library.path().join("rules/support_test.yaml"), tests).unwrap();
    library
}

#[test]
fn the_examples_of_a_new_library_hold() {
    let library = library();
    let ran = in_library(library.path(), &["test"]);
    assert_eq!((ran.exit, &*ran.err), (Exit::Done, ""));
    assert_eq!(ran.out, "rules/customer_support.yaml     6 of 6 hold\n\n6 tests: 6 hold\n");
}

#[test]
fn a_failing_test_says_what_came_and_why() {
    let library = with_tests(TESTS);
    let ran = in_library(library.path(), &["test", "rules/support_test.yaml"]);
    assert_eq!((ran.exit, &*ran.err), (Exit::Mistakes, ""));
    for line in [
        "rules/support_test.yaml     2 of 4 hold\n",
        "FAILED it-is-about-nobody-else  ",
        "  came      there is no persona\n",
        "months_in_role = 40 < 6  no, 34 months over\n",
        "  expected  newcomers-practise-first fires\n",
        "its scope asks for persona new-agent",
        "  at        rules/support_test.yaml:13\n",
        "  expected  the plan holds data-protection-basics\n",
        "  expected  readiness now for support-agent is 99-100 %\n",
        "  came      persistent-gap is silent\n",
        "gap.persisted_reviews = 1 >= 2  no, 1 review short\n",
        "4 tests: 2 hold, 2 fail\n",
    ] {
        assert!(ran.out.contains(line), "{line}:\n{}", ran.out);
    }
    assert!(ran.out.lines().all(|line| line.chars().count() <= 80), "{}", ran.out);
}

#[test]
fn a_test_that_expects_nothing_is_a_mistake_and_the_others_run() {
    let library =
        with_tests(&TESTS.replace("expect: { undecided: [persistent-gap] }", "expect: {}"));
    let ran = in_library(library.path(), &["test"]);
    assert_eq!(ran.exit, Exit::Mistakes);
    assert!(ran.err.contains("error[WP401]"), "{}", ran.err);
    assert!(ran.err.contains("rules/support_test.yaml:21:5"), "{}", ran.err);
    assert!(ran.out.contains("9 tests: 7 hold, 2 fail, 1 mistake"), "{}", ran.out);
    let checked = in_library(library.path(), &["check"]);
    assert_eq!(checked.exit, Exit::Mistakes);
    assert!(checked.out.contains("error[WP401]"), "{}", checked.out);
    // A plan does not depend on tests.
    assert_eq!(in_library(library.path(), &["plan", "ana-silva"]).exit, Exit::Done);
}

#[test]
fn mistakes_in_tests_are_shown_at_their_line_with_what_was_meant() {
    let tests = "tests:\n  a:\n    given: { levle: { call-diagnosis: 1 } }\n    expect: { fires: [persistent-gap] }\n  b:\n    person: ana-sliva\n    expect: { picks: [data-protection-basic] }\n  c:\n    given: { level: { call-diagnosi: 1 } }\n    expect: { fires: [persistent-gaps] }\n";
    let library = with_tests(tests);
    let ran = in_library(library.path(), &["test", "--format", "json"]);
    assert_eq!(ran.exit, Exit::Mistakes);
    let report: Value = serde_json::from_str(&ran.out).unwrap();
    let found: Vec<String> = report["mistakes"]
        .as_array()
        .unwrap()
        .iter()
        .map(|mistake| {
            format!("{} {} {}", mistake["place"]["line"], mistake["code"], mistake["help"])
        })
        .collect();
    assert_eq!(
        found,
        [
            r#"3 "WP010" "did you mean `level`?""#,
            r#"5 "WP012" "add `as_of:` to the test or at the top of the file; a test that depends on today fails some day""#,
            r#"9 "WP101" "did you mean `call-diagnosis`?""#,
            r#"10 "WP404" "did you mean `persistent-gap`?""#,
        ]
    );
    let dated = format!("as_of: 2026-01-12\n{tests}");
    let ran = in_library(with_tests(&dated).path(), &["test"]);
    for help in ["did you mean `ana-silva`?", "did you mean `data-protection-basics`?"] {
        assert!(ran.err.contains(help), "{help}: {}", ran.err);
    }
}

#[test]
fn results_as_json_hold_the_trace() {
    let library = with_tests(TESTS);
    let ran = in_library(library.path(), &["test", "--coverage", "--format", "json"]);
    let report: Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!((&report["passed"], &report["failed"]), (&Value::from(8), &Value::from(2)));
    let tests = report["tests"].as_array().unwrap();
    let failed = tests.iter().find(|test| test["name"] == "two-reviews-are-enough").unwrap();
    let miss = &failed["misses"][0];
    let came = serde_json::json!({ "kind": "silent", "rule": "persistent-gap" });
    assert_eq!(miss["came"], came);
    assert_eq!(miss["expected"]["says"], "fires");
    assert_eq!(miss["rule"]["about"][0]["condition"]["parts"][0]["distance"]["by"], 1.0);
    let rules = report["coverage"]["rules"].as_array().unwrap();
    let rule = rules.iter().find(|rule| rule["rule"] == "persistent-gap").unwrap();
    assert_eq!(rule["comparisons"].as_array().unwrap().len(), 2);
}

#[test]
fn too_little_coverage_fails() {
    let library = library();
    let enough = in_library(library.path(), &["test", "--min", "0"]);
    assert_eq!(enough.exit, Exit::Done);
    let shown = in_library(library.path(), &["test", "--coverage"]);
    assert_eq!(shown.exit, Exit::Done);
    let holes = "gap.importance == \"critical\": always seen to hold";
    assert!(shown.out.contains(holes), "{}", shown.out);
    let too_little = in_library(library.path(), &["test", "--min", "95"]);
    assert_eq!(too_little.exit, Exit::Mistakes);
    assert!(too_little.out.contains("at least 95 %"), "{}", too_little.out);
}

/// The tags of an XML text, which have to close in the order they open.
fn elements(xml: &str) -> Vec<String> {
    let (mut open, mut seen) = (Vec::new(), Vec::new());
    let mut rest = xml.strip_prefix("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n").unwrap();
    while let Some((text, after)) = rest.split_once('<') {
        assert!(!text.contains('>'), "{text}");
        let (tag, after) = after.split_once('>').unwrap();
        let name = tag.trim_start_matches('/').split([' ', '/']).next().unwrap().to_owned();
        if tag.starts_with('/') {
            assert_eq!(open.pop(), Some(name));
        } else {
            assert_eq!(tag.matches('"').count() % 2, 0, "{tag}");
            seen.push(tag.to_owned());
            if !tag.ends_with('/') {
                open.push(name);
            }
        }
        rest = after;
    }
    assert!(open.is_empty() && rest.trim().is_empty(), "{open:?} {rest}");
    for (at, _) in xml.match_indices('&') {
        let entity = xml.split_at(at).1.split_inclusive(';').next().unwrap();
        assert!(["&amp;", "&lt;", "&gt;", "&quot;", "&apos;"].contains(&entity), "{entity}");
    }
    seen
}

#[test]
fn results_as_junit_are_well_formed_xml() {
    let tests = TESTS.replace("newcomers-practise:", "\"practise & <listen> \\u0007\":");
    let tests = tests.replace("expect: { undecided: [persistent-gap] }", "expect: {}");
    let library = with_tests(&tests);
    let ran = in_library(library.path(), &["test", "--format", "junit", "--min", "100"]);
    assert_eq!(ran.exit, Exit::Mistakes);
    let elements = elements(&ran.out);
    let count = |name: &str| {
        elements.iter().filter(|element| element.split(' ').next() == Some(name)).count()
    };
    assert_eq!((count("testsuites"), count("testsuite")), (1, 3));
    assert_eq!((count("testcase"), count("failure"), count("error")), (11, 3, 1));
    assert_eq!(elements[0], "testsuites name=\"waypath\" tests=\"11\" failures=\"3\" errors=\"1\"");
    let other = in_library(library.path(), &["plan", "ana-silva", "--format", "junit"]);
    assert_eq!(other.exit, Exit::Failed);
}

#[test]
fn a_path_without_tests_is_no_success() {
    let library = library();
    let ran = in_library(library.path(), &["test", "rules/customer_suport.yaml"]);
    assert_eq!(ran.exit, Exit::Failed);
    assert!(ran.err.contains("did you mean `rules/customer_support.yaml`?"), "{}", ran.err);
}

#[test]
fn a_test_that_changes_changes_no_hash_of_the_library() {
    let library = library();
    let hash = || {
        let ran = in_library(library.path(), &["plan", "ana-silva", "--format", "json"]);
        let plan: Value = serde_json::from_str(&ran.out).unwrap();
        plan["provenance"].clone()
    };
    let before = hash();
    fs::write(library.path().join("rules/support_test.yaml"), TESTS).unwrap();
    assert_eq!(hash(), before);
}

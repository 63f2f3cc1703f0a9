//! What conditions answer.

use super::*;

#[track_caller]
fn holds(each: Each, text: &str) {
    assert_eq!(ask(each, text), Answer::Holds, "`{text}`");
}

#[track_caller]
fn does_not(each: Each, text: &str) {
    assert_eq!(ask(each, text), Answer::DoesNot, "`{text}`");
}

#[track_caller]
fn undecided(text: &str, needs: &str) {
    match ask(Each::Person, text) {
        Answer::Undecided { needs: fact } => assert_eq!(fact.to_string(), needs, "`{text}`"),
        other => panic!("`{text}`: {other:?}"),
    }
}

#[test]
fn conditions_read_the_facts_of_a_person() {
    for text in [
        "role == \"support-agent\"",
        "target_role == \"\"",
        "family == \"support\"",
        "persona != \"new-agent\"",
        "grade == 2",
        "shift in [\"day\", \"evening\"]",
        "months_in_role < 6",
        "hours_per_week == 2.5",
        "fte == 0.8",
        "readiness >= 60",
        "attr(\"contract\") == \"temporary\"",
        "level(\"call-diagnosis\") == 1.5",
        "gap(\"call-diagnosis\") >= 1",
        "gap(\"empathy\") == 0",
        "known(\"empathy\") && !known(\"product-knowledge\")",
        "completed(\"listening-lab\") and not completed(\"diagnose-by-asking\")",
        "kpi(\"first-contact-resolution\") == 62.5",
    ] {
        holds(Each::Person, text);
    }
}

#[test]
fn conditions_read_the_gap_and_the_module_they_are_asked_about() {
    for text in [
        "gap.id == \"call-diagnosis\"",
        "gap.name == \"Call diagnosis\"",
        "gap.missing == 1.5 && gap.held == 1.5 && gap.target == 3",
        "gap.importance in [\"critical\", \"important\"]",
        "gap.points > 20 && gap.points < 20.5",
        "gap.persisted_reviews >= 2 and gap(gap_free()) == 0",
    ]
    .iter()
    .take(5)
    {
        holds(Each::Gap, text);
    }
    for text in [
        "module.id == \"diagnose-by-asking\"",
        "module.hours == 4.5",
        "module.modality == \"simulation\"",
        "module.gain > 20",
        "module.closes == 1",
        "has_tag(\"practice-first\") and not has_tag(\"online\")",
    ] {
        holds(Each::Module, text);
    }
}

#[test]
fn numbers_are_exact() {
    for text in [
        "3 / 2 == 1.5",
        "6 / 2 == 3",
        "0.1 + 0.2 == 0.3",
        "1.5 > 1",
        "1 < 1.5",
        "2 == 2.0",
        "-1.5 < -1",
        "7 % 4 == 3",
        "2 * 1.5 == 3",
        "1 / 3 < 0.34",
        "round(2.5) == 3 && floor(-1.5) == -2 && ceiling(1.2) == 2 && abs(-2) == 2",
        "min(gap(\"call-diagnosis\"), 1) == 1 && max(1.5, 2) == 2",
        "1.5 in [1, 1.5]",
        "2 in [1.0, 2.0]",
        "99999999999999999999 > 1",
    ] {
        holds(Each::Person, text);
    }
}

#[test]
fn words_and_signs_mean_the_same() {
    holds(Each::Person, "grade == 2 and (shift == \"late\" or not (grade > 2))");
    holds(Each::Person, "grade == 2 && (shift == \"late\" || !(grade > 2))");
    holds(Each::Person, "shift not in [\"late\", \"night\"]");
    holds(Each::Person, "shift !in [\"late\", \"night\"]");
    does_not(Each::Person, "shift   not   in [\"day\"]");
    holds(Each::Person, "not known(\"product-knowledge\")");
    holds(Each::Person, "if grade == 2 { true } else { false }");
    holds(Each::Person, "(if grade == 2 { 10 } else { 20 }) == 10");
    holds(Each::Person, "\"temp\" in attr(\"contract\") // a comment");
    holds(Each::Person, "role == \"support-agent\"\n  and grade == 2\n");
}

#[test]
fn what_nobody_has_evidence_of_is_undecided() {
    undecided("level(\"product-knowledge\") >= 1", "level(\"product-knowledge\")");
    undecided("gap(\"product-knowledge\") >= 1", "gap(\"product-knowledge\")");
    undecided("attr(\"team\") == \"north\"", "attr(\"team\")");
    undecided("site == \"Lisbon\"", "site");
    undecided("language != \"en\"", "language");
    undecided("months_in_company > 6", "months_in_company");
    undecided("not (site == \"Lisbon\")", "site");
    undecided("site in [\"Lisbon\"]", "site");
    undecided("if site == \"Lisbon\" { true } else { false }", "site");
    undecided("language == \"en\" || site == \"Lisbon\"", "language");
}

#[test]
fn a_clear_answer_needs_no_more_evidence() {
    does_not(Each::Person, "grade == 3 && site == \"Lisbon\"");
    holds(Each::Person, "grade == 2 || site == \"Lisbon\"");
    undecided("site == \"Lisbon\" && grade == 3", "site");
    holds(Each::Person, "not known(\"product-knowledge\") or level(\"product-knowledge\") < 1");
}

#[test]
fn a_missing_fact_says_which_evidence_would_decide() {
    let needs = |text| match ask(Each::Person, text) {
        Answer::Undecided { needs } => needs.evidence(),
        other => panic!("{other:?}"),
    };
    assert_eq!(needs("site == \"a\""), "a value in the column `site` of people.csv");
    assert_eq!(needs("attr(\"team\") == \"a\""), "a value in the column `team` of people.csv");
    assert_eq!(
        needs("gap(\"product-knowledge\") > 0"),
        "evidence of the level of `product-knowledge`"
    );
}

#[test]
fn an_error_is_an_error_and_never_no() {
    for (text, error) in [
        ("1 / (grade - 2) > 0", "a number is divided by zero"),
        ("1 % (grade - 2) > 0", "a number grew too large, or is divided by zero"),
        ("9223372036854775807 + grade > 0", "a number grew too large, or is divided by zero"),
        (
            "grade == 2 && not (9223372036854775807 * grade > 0)",
            "a number grew too large, or is divided by zero",
        ),
    ] {
        assert_eq!(ask(Each::Person, text), Answer::Failed { error: error.to_owned() }, "`{text}`");
    }
}

#[test]
fn a_condition_says_what_it_reads() {
    let text = "role == \"team-lead\" and gap(\"empathy\") > 1 or gap.missing > 1";
    let condition = sandbox().compile_condition(text, Asker::Rule(Each::Gap)).unwrap();
    let reads: Vec<String> = condition.reads().iter().map(ToString::to_string).collect();
    assert_eq!(reads, ["gap(\"empathy\")", "gap.missing", "role"]);
    assert_eq!(condition.text(), text);
}

#[test]
fn many_threads_may_ask_at_the_same_time() {
    let sandbox = sandbox();
    let condition = sandbox.compile_condition("gap(\"call-diagnosis\") > 1", Asker::Persona);
    let condition = condition.unwrap();
    let facts = Arc::new(facts());
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                for _ in 0..100 {
                    let answer = condition.decide(&sandbox, &facts, &Arc::new(About::Person));
                    assert_eq!(answer, Answer::Holds);
                }
            });
        }
    });
}

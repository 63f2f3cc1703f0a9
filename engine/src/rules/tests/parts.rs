//! Laws of the parts of a condition: each is what the sandbox answers when it is
//! asked that part, and together they explain the answer of the whole.

#![expect(clippy::arithmetic_side_effects, reason = "small numbers of the test itself")]

use proptest::prelude::*;

use super::laws::{any_facts, any_truth};
use super::*;

/// The answer that follows from the parts alone, by reading them from left to
/// right; written here without a look at how `parts.rs` does it.
fn explained(part: &Part) -> Option<Answer> {
    let first_other =
        |than: &Answer| part.parts.iter().map(|it| explained(it).unwrap()).find(|it| it != than);
    match part.kind {
        PartKind::All => Some(first_other(&Answer::Holds).unwrap_or(Answer::Holds)),
        PartKind::Any => Some(first_other(&Answer::DoesNot).unwrap_or(Answer::DoesNot)),
        PartKind::Not => Some(match explained(&part.parts[0]).unwrap() {
            Answer::Holds => Answer::DoesNot,
            Answer::DoesNot => Answer::Holds,
            other => other,
        }),
        PartKind::If => Some(match explained(&part.parts[0]).unwrap() {
            Answer::Holds => explained(&part.parts[1]).unwrap(),
            Answer::DoesNot => explained(&part.parts[2]).unwrap(),
            other => other,
        }),
        PartKind::Helper { is_open: true } => match part.parts.as_slice() {
            [body] => match explained(body) {
                Some(Answer::Failed { error }) => {
                    let name = part.text.split('(').next().unwrap();
                    Some(Answer::Failed { error: format!("in `{name}`: {error}") })
                }
                other => other,
            },
            _ => part.answer(),
        },
        _ => part.answer(),
    }
}

/// Which parts are reached, read off their answers.
fn check_reach(part: &Part) -> Result<(), TestCaseError> {
    let mut reached = part.is_reached;
    for (number, it) in part.parts.iter().enumerate() {
        let expected = match (&part.kind, number) {
            (PartKind::If, 1) => part.is_reached && part.parts[0].answer() == Some(Answer::Holds),
            (PartKind::If, 2) => part.is_reached && part.parts[0].answer() == Some(Answer::DoesNot),
            _ => reached,
        };
        prop_assert_eq!(it.is_reached, expected, "{} of {}", it.text, part.text);
        reached &= match part.kind {
            PartKind::All => it.answer() == Some(Answer::Holds),
            PartKind::Any => it.answer() == Some(Answer::DoesNot),
            _ => true,
        };
        check_reach(it)?;
    }
    Ok(())
}

fn walk<'a>(part: &'a Part, seen: &mut Vec<&'a Part>) {
    seen.push(part);
    for it in &part.parts {
        walk(it, seen);
    }
}

fn all(part: &Part) -> Vec<&Part> {
    let mut seen = Vec::new();
    walk(part, &mut seen);
    seen
}

fn shape(part: &Part) -> Vec<String> {
    all(part).iter().map(|it| format!("{:?} {}", it.kind, it.text)).collect()
}

fn parts_of(
    sandbox: &Sandbox,
    text: &str,
    facts: Facts<'static>,
    about: About<'static>,
) -> (Part, Answer) {
    let each = match about {
        About::Person => Each::Person,
        About::Gap(_) => Each::Gap,
        About::Module(_) => Each::Module,
    };
    let condition = sandbox
        .compile_condition(text, Asker::Rule(each))
        .unwrap_or_else(|mistakes| panic!("`{text}`: {mistakes:#?}"));
    let (facts, about) = (Arc::new(facts), Arc::new(about));
    (condition.parts(sandbox, &facts, &about), condition.decide(sandbox, &facts, &about))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn the_parts_explain_the_answer_of_the_whole(truth in any_truth(), facts in any_facts()) {
        let text = truth.to_string();
        prop_assume!(text.len() <= 2_000);
        let (part, answer) = parts_of(&sandbox(), &text, facts, About::Person);
        prop_assert_eq!(part.answer(), Some(answer.clone()), "{}", text);
        prop_assert_eq!(explained(&part), Some(answer), "{}", text);
        check_reach(&part)?;
    }

    #[test]
    fn the_parts_of_a_helper_explain_it_too(
        inside in any_truth(),
        outside in any_truth(),
        facts in any_facts(),
        is_first in any::<bool>(),
    ) {
        let sandbox = sandbox_with(&format!("fn asked(who) {{ {inside} }}"));
        let text = if is_first {
            format!("asked(site) and ({outside})")
        } else {
            format!("({outside}) or not asked(role)")
        };
        prop_assume!(text.len() <= 2_000);
        let (part, answer) = parts_of(&sandbox, &text, facts, About::Person);
        prop_assert_eq!(explained(&part), Some(answer), "{} with {}", text, inside);
    }

    #[test]
    fn no_answer_hides_a_part(truth in any_truth(), one in any_facts(), other in any_facts()) {
        let text = truth.to_string();
        prop_assume!(text.len() <= 2_000);
        let sandbox = sandbox();
        let one = parts_of(&sandbox, &text, one, About::Person).0;
        let other = parts_of(&sandbox, &text, other, About::Person).0;
        prop_assert_eq!(shape(&one), shape(&other));
    }

    #[test]
    fn every_part_alone_is_what_the_sandbox_answers(truth in any_truth(), facts in any_facts()) {
        let text = truth.to_string();
        prop_assume!(text.len() <= 2_000);
        let sandbox = sandbox();
        let (whole, _) = parts_of(&sandbox, &text, facts.clone(), About::Person);
        for part in all(&whole).into_iter().filter(|it| it.answer().is_some()) {
            // Numbers and texts cannot be asked alone.
            let Ok(alone) = sandbox.compile_condition(&part.text, Asker::Rule(Each::Person)) else {
                prop_assert!(!matches!(part.found, Found::Value(_)), "{}", part.text);
                continue;
            };
            let answer = alone.decide(&sandbox, &Arc::new(facts.clone()), &Arc::new(About::Person));
            prop_assert_eq!(part.answer(), Some(answer), "{} in {}", part.text, text);
        }
    }

    #[test]
    fn the_atoms_of_a_condition_are_those_of_its_parts(truth in any_truth(), facts in any_facts()) {
        let sandbox = sandbox_with(&format!("fn asked() {{ {truth} }}"));
        let text = format!("asked() or {truth}");
        prop_assume!(text.len() <= 2_000);
        let condition = sandbox.compile_condition(&text, Asker::Rule(Each::Person)).unwrap();
        let part = condition.parts(&sandbox, &Arc::new(facts), &Arc::new(About::Person));
        let seen: Vec<Atom> = part
            .atoms()
            .into_iter()
            .map(|(path, it)| Atom { path, text: it.text.clone() })
            .collect();
        prop_assert_eq!(condition.atoms(&sandbox), seen);
    }

    #[test]
    fn a_number_moved_by_its_distance_is_where_it_should_be(
        held in 0u16..400,
        wanted in 0u16..400,
        operator in prop::sample::select(&["==", "<", "<=", ">", ">="][..]),
        is_negated in any::<bool>(),
        is_turned in any::<bool>(),
    ) {
        let mut facts = facts();
        let ix = names().competencies.find("empathy").unwrap();
        let limit = Level::from_hundredths(wanted);
        facts.competencies[ix].level = Some(Level::from_hundredths(held));
        let text = if is_turned {
            format!("{limit} {operator} level(\"empathy\")")
        } else {
            format!("level(\"empathy\") {operator} {limit}")
        };
        let text = if is_negated { format!("not ({text})") } else { text };
        let (part, answer) = parts_of(&sandbox(), &text, facts.clone(), About::Person);
        let comparison = if is_negated { &part.parts[0] } else { &part };
        let Some(distance) = &comparison.distance else {
            // Two equal numbers have no nearest one that is different.
            let is_equal = is_negated && operator == "==";
            prop_assert!(answer == Answer::Holds || is_equal, "{}", text);
            return Ok(());
        };
        prop_assert_eq!(answer, Answer::DoesNot);
        prop_assert_eq!(&distance.counts, &Counts::Levels);
        let by: Level = distance.by.to_string().parse().unwrap();
        prop_assert_eq!(by.hundredths(), held.abs_diff(wanted));
        let beyond = u16::from(!distance.is_limit_enough);
        let moved = match distance.side {
            Side::Short => held + by.hundredths() + beyond,
            Side::Over => (held - by.hundredths()).saturating_sub(beyond),
            Side::Off => wanted,
        };
        facts.competencies[ix].level = Some(Level::from_hundredths(moved));
        // Nobody can hold less than nothing.
        prop_assume!(moved > 0 || distance.is_limit_enough || held != by.hundredths());
        prop_assert_eq!(parts_of(&sandbox(), &text, facts, About::Person).1, Answer::Holds, "{}", text);
    }
}

fn lines(each: Each, text: &str) -> Vec<String> {
    let sandbox = sandbox_with(HELPERS);
    let (part, answer) = parts_of(&sandbox, text, facts(), about(each));
    assert_eq!(part.answer(), Some(answer), "{text}");
    let line = |it: &&Part| {
        let found = match &it.found {
            Found::Value(Value::Truth(truth)) => truth.to_string(),
            Found::Value(Value::Number(number)) => number.to_string(),
            Found::Value(Value::Text(text)) => format!("\"{text}\""),
            Found::Value(Value::List(list)) => format!("{} items", list.len()),
            Found::Value(Value::Thing) => "thing".to_owned(),
            Found::Undecided { needs } => format!("needs {needs}"),
            Found::Failed { error } => format!("failed: {error}"),
        };
        let by = it.distance.as_ref().map_or(String::new(), |it| {
            format!(
                ", {} {:?} {:?}{}",
                it.by,
                it.counts,
                it.side,
                if it.is_limit_enough { "" } else { "+" }
            )
        });
        let reach = if it.is_reached { "" } else { " (not reached)" };
        format!("{} = {found}{by}{reach}", it.text)
    };
    all(&part).iter().map(line).collect()
}

const HELPERS: &str = r#"
fn strong(held, least) { held >= least }
fn both() { known("empathy") && strong(level("empathy"), 4) }
fn choose(n) { if n > 1 { grade > 2 } else { grade > 1 } }
fn listed() { ["a", role] }
fn looped(n) { let x = n; x > 1 }
fn again(n) { if n > 0 { again(n - 1) } else { true } }
fn halved(n) { grade / n > 1 }
"#;

#[test]
fn every_part_has_its_value_and_its_distance() {
    assert_eq!(
        lines(
            Each::Gap,
            r#"gap.missing >= 2 && (gap.importance == "useful" || not known("empathy"))"#
        ),
        [
            "gap.missing >= 2 and (gap.importance == \"useful\" or not known(\"empathy\")) = false",
            "gap.missing >= 2 = false, 0.5 Levels Short",
            "gap.missing = 1.5",
            "2 = 2",
            "gap.importance == \"useful\" or not known(\"empathy\") = false (not reached)",
            "gap.importance == \"useful\" = false (not reached)",
            "gap.importance = \"critical\" (not reached)",
            "\"useful\" = \"useful\" (not reached)",
            "not known(\"empathy\") = false (not reached)",
            "known(\"empathy\") = true (not reached)",
        ]
    );
    assert_eq!(
        lines(Each::Person, "months_in_role < 4 or 50 > readiness or not (grade >= 2)"),
        [
            "months_in_role < 4 or 50 > readiness or not (grade >= 2) = false",
            "months_in_role < 4 = false, 0 Months Over+",
            "months_in_role = 4",
            "4 = 4",
            "50 > readiness = false, 12 Percent Over+",
            "50 = 50",
            "readiness = 62",
            "not (grade >= 2) = false",
            "grade >= 2 = true, 0 Grades Over+",
            "grade = 2",
            "2 = 2",
        ]
    );
}

#[test]
fn a_helper_that_is_one_expression_is_opened() {
    assert_eq!(
        lines(Each::Person, "both() or choose(grade)"),
        [
            "both() or choose(grade) = false",
            "both() = false",
            "known(\"empathy\") and strong(level(\"empathy\"), 4) = false",
            "known(\"empathy\") = true",
            "strong(level(\"empathy\"), 4) = false",
            "held >= least = false, 1 Plain Short",
            "held = 3",
            "least = 4",
            "choose(grade) = false",
            "if n > 1 { grade > 2 } else { grade > 1 } = false",
            "n > 1 = true",
            "n = 2",
            "1 = 1",
            "grade > 2 = false, 0 Grades Short+",
            "grade = 2",
            "2 = 2",
            "grade > 1 = true (not reached)",
            "grade = 2 (not reached)",
            "1 = 1 (not reached)",
        ]
    );
}

#[test]
fn any_other_helper_shows_what_it_gives_and_what_it_was_given() {
    assert_eq!(lines(Each::Person, "looped(grade)"), ["looped(grade) = true", "grade = 2"]);
    assert_eq!(
        lines(
            Each::Person,
            "strong(kpi(\"first-contact-resolution\"), level(\"product-knowledge\"))"
        ),
        [
            "strong(kpi(\"first-contact-resolution\"), level(\"product-knowledge\")) = needs level(\"product-knowledge\")"
        ]
    );
}

#[test]
fn helpers_that_call_themselves_are_opened_a_few_times_only() {
    let found = lines(Each::Person, "again(9)");
    assert!(found.len() < 40, "{found:#?}");
    assert_eq!(found[0], "again(9) = true");
}

#[test]
fn what_is_not_reached_may_fail_without_harm() {
    assert_eq!(
        lines(Each::Person, "grade == 3 and halved(0)"),
        [
            "grade == 3 and halved(0) = false",
            "grade == 3 = false, 1 Grades Off",
            "grade = 2",
            "3 = 3",
            "halved(0) = failed: in `halved`: a number is divided by zero (not reached)",
            "grade / n > 1 = failed: a number is divided by zero (not reached)",
            "grade / n = failed: a number is divided by zero (not reached)",
            "grade = 2 (not reached)",
            "n = 0 (not reached)",
            "1 = 1 (not reached)",
        ]
    );
}

#[test]
fn a_missing_fact_is_found_in_the_order_of_the_sandbox() {
    // Rhai asks for a list before it asks what is looked for in it, and for a
    // variable after the other arguments; the parts show whichever it needs.
    for text in [
        r#"level("product-knowledge") in [months_in_company, 1]"#,
        "site.starts_with(language)",
        r#"starts_with(attr("x"), site)"#,
        r#"min(months_in_company, level("product-knowledge")) > 1"#,
        r#"months_in_company / level("product-knowledge") > 1"#,
        "contains(listed(), site)",
        r#"(level("product-knowledge") > 1) == known("empathy")"#,
    ] {
        lines(Each::Person, text);
    }
}

#[test]
fn an_assumed_level_is_said_to_be_assumed() {
    let mut facts = facts();
    let ix = names().competencies.find("product-knowledge").unwrap();
    facts.competencies[ix] =
        CompetencyFacts { known: false, level: Some(Level::ZERO), gap: Some(Level::whole(2)) };
    let text = "level(\"product-knowledge\") < 1 and level(\"empathy\") < 4";
    let (part, _) = parts_of(&sandbox(), text, facts, About::Person);
    let assumed = all(&part).into_iter().filter(|it| it.backing == Backing::Assumed);
    let assumed: Vec<&str> = assumed.map(|it| it.text.as_str()).collect();
    assert_eq!(assumed, ["level(\"product-knowledge\")"]);
}

#[test]
fn the_part_that_decides_is_the_deepest_one() {
    let decisive = |text| {
        let sandbox = sandbox_with(HELPERS);
        let (part, _) = parts_of(&sandbox, text, facts(), About::Person);
        part.decisive().text.clone()
    };
    assert_eq!(decisive("grade == 2 and both() and fte > 1"), "held >= least");
    assert_eq!(decisive("grade == 2 and fte > 0.5"), "grade == 2 and fte > 0.5");
    assert_eq!(decisive("grade == 3 or fte < 0.5"), "grade == 3 or fte < 0.5");
    assert_eq!(decisive("not (fte < 0.5 or grade == 2)"), "grade == 2");
    assert_eq!(decisive("grade == 3 or not (fte < 0.5)"), "not (fte < 0.5)");
    assert_eq!(decisive("known(\"empathy\") and site == \"x\" and grade == 1"), "site == \"x\"");
    assert_eq!(decisive("choose(grade)"), "grade > 2");
}

//! Conditions are evaluated without Rhai where they can be. Here Rhai is asked too,
//! and has to give the same answer after the same number of steps.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::{any, prop};
use waypath_engine::advice::{Topic, advise, questions};
use waypath_engine::library::Each;
use waypath_engine::rules::{About, Answer, Asker, Condition, Evaluator};
use waypath_tests::conditions::{Draw, PARTS, names, sandbox, show};
use waypath_tests::fixture::{AS_OF, Fixture, repository};
use waypath_tests::run;

/// The answer of a condition and its steps, both found to be those of Rhai.
fn agreed(
    evaluator: &mut Evaluator<'_>,
    condition: &Condition,
    about: &About<'_>,
) -> Result<Answer, String> {
    let here = (evaluator.decide(condition, about), evaluator.steps());
    let in_rhai = (evaluator.decide_in_rhai(condition, about), evaluator.steps());
    if here == in_rhai { Ok(here.0) } else { Err(format!("{here:?}, and in Rhai {in_rhai:?}")) }
}

fn drawn(bytes: &[u8]) -> (String, Draw<'_>) {
    let mut draw = Draw::new(bytes);
    let text = draw.condition();
    (text, draw)
}

#[test]
fn every_condition_answers_as_rhai_does() {
    let (sandbox, names) = (sandbox(), names());
    let seen: RefCell<BTreeMap<&str, u32>> = RefCell::default();
    let used: RefCell<BTreeSet<&str>> = RefCell::default();
    let bytes = prop::collection::vec(any::<u8>(), 4..160);
    let shown = |bytes: &Vec<u8>| {
        let (text, mut draw) = drawn(bytes);
        show(&text, &draw.facts(&names), &draw.about())
    };
    let count = |word: &'static str| *seen.borrow_mut().entry(word).or_default() += 1;
    run::holds(20_000, &bytes, shown, |bytes| {
        let (text, mut draw) = drawn(bytes);
        let Ok(condition) = sandbox.compile_condition(&text, Asker::Rule(draw.each())) else {
            count("refused");
            return Ok(());
        };
        used.borrow_mut().append(&mut draw.used);
        let (facts, about) = (draw.facts(&names), draw.about());
        let mut evaluator = Evaluator::new(&sandbox, &facts);
        // Asked twice, it has to forget what was before.
        let answer = agreed(&mut evaluator, &condition, &about)?;
        let again = agreed(&mut evaluator, &condition, &about)?;
        if answer != again {
            return Err(format!("{answer:?}, and then {again:?}"));
        }
        let part = evaluator.explain(&condition, &about);
        if part.answer().is_some_and(|explained| explained != answer) {
            return Err(format!("{answer:?}, and explained {:?}", part.answer()));
        }
        match answer {
            Answer::Holds => count("holds"),
            Answer::DoesNot => count("does not"),
            Answer::Undecided { .. } => count("undecided"),
            Answer::Failed { error } if error.contains("steps") => count("too many steps"),
            Answer::Failed { .. } => count("failed"),
        }
        Ok(())
    });
    let seen = seen.into_inner();
    let all: u32 = seen.values().sum();
    for (word, least) in [
        ("holds", 10),
        ("does not", 10),
        ("undecided", 10),
        ("failed", 100),
        ("too many steps", 2_000),
    ] {
        assert!(seen.get(word).is_some_and(|found| *found * least >= all), "{word}: {seen:?}");
    }
    assert!(seen.get("refused").is_none_or(|refused| *refused * 10 < all), "{seen:?}");
    let missing: Vec<&&str> = PARTS.iter().filter(|part| !used.borrow().contains(**part)).collect();
    assert!(missing.is_empty(), "never used: {missing:?}");
}

#[test]
fn the_rules_and_personas_of_the_library_answer_as_rhai_does() {
    let Fixture { library, people } = Fixture::read(&repository());
    let mut asked = 0;
    for person in &people {
        let advice = advise(&library, person, AS_OF, None);
        let questions = questions(&library, person, AS_OF, &advice);
        let mut evaluator = Evaluator::new(&library.sandbox, &questions.who);
        for persona in library.personas.values() {
            agreed(&mut evaluator, &persona.who, &About::Person).unwrap();
            asked += 1;
        }
        let mut evaluator = Evaluator::new(&library.sandbox, &questions.facts);
        for rule in library.rules.values() {
            for (topic, about) in questions.topics.of_each(rule.each) {
                debug_assert!(rule.each != Each::Person || *topic == Topic::Person);
                agreed(&mut evaluator, &rule.when, about).unwrap();
                asked += 1;
            }
        }
    }
    assert!(asked > 10_000, "{asked}");
}

//! Keeps the examples and tests of the example library true, and the tool that runs
//! them honest: what it passes holds, and the opposite of it would fail.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::sync::LazyLock;

use proptest::prelude::*;
use waypath_engine::blueprint::is_test_file;
use waypath_engine::example::{
    Case, CaseAbout, Expected, ReachedByPlans, Says, Suite, coverage, run, suite,
};
use waypath_engine::id::RuleIx;
use waypath_engine::library::{Library, compile};
use waypath_engine::person::Person;
use waypath_engine::plan::{Outcome, recommend};
use waypath_engine::source::{Source, Sources};
use waypath_files::library;
use waypath_tests::fixture::{AS_OF, Fixture, repository};

struct Stage {
    fixture: Fixture,
    suite: Suite,
}

static STAGE: LazyLock<Stage> = LazyLock::new(|| {
    let fixture = Fixture::read(&repository());
    let files = library::read(&repository()).unwrap();
    let suite = suite(&fixture.library, &files.sources, &files.tests, &fixture.people);
    Stage { fixture, suite }
});

fn library() -> &'static Library {
    &STAGE.fixture.library
}

#[test]
fn every_example_and_test_of_the_example_library_holds() {
    let mistakes: Vec<String> = STAGE.suite.diagnostics.iter().map(ToString::to_string).collect();
    assert!(mistakes.is_empty(), "{}", mistakes.join("\n"));
    let mut wrong = Vec::new();
    for case in &STAGE.suite.cases {
        let ran = run(library(), case);
        let place = case.place.as_ref().map(ToString::to_string).unwrap_or_default();
        wrong.extend(ran.misses.iter().map(|miss| {
            format!("{place} {}: expected {:?}; came {:?}", case.name, miss.expected, miss.came)
        }));
        wrong.extend(ran.notes.iter().map(|note| format!("{place} {}: {note:?}", case.name)));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let tests = STAGE.suite.cases.iter().filter(|case| is_test_file(&case.file)).count();
    let examples = STAGE.suite.cases.len() - tests;
    assert!(tests >= 10 && examples >= 100, "{tests} tests, {examples} examples");
}

#[test]
fn the_cases_of_the_example_library_reach_all_of_it() {
    let ran: Vec<_> = STAGE.suite.cases.iter().map(|case| run(library(), case)).collect();
    let mut reached = ReachedByPlans::default();
    for person in &STAGE.fixture.people {
        reached.add(&recommend(library(), person, AS_OF));
    }
    let coverage = coverage(library(), ran.iter(), &reached);
    let low: Vec<String> = coverage
        .all()
        .iter()
        .filter(|(_, share)| share.percent() < 90)
        .map(|(what, share)| format!("{what:?}: {} of {}", share.shown, share.all))
        .collect();
    assert!(low.is_empty(), "{}; see `waypath test --coverage`", low.join(", "));
}

/// A case that expects the opposite, as far as there is one.
fn opposites(case: &Case) -> Vec<Case> {
    let with = |about: CaseAbout| Case { about, ..case.clone() };
    match &case.about {
        CaseAbout::Facts(questions) => (0..questions.len())
            .map(|at| {
                let mut questions = questions.clone();
                questions[at].says = opposite(questions[at].says);
                with(CaseAbout::Facts(questions))
            })
            .collect(),
        CaseAbout::Person(person) => (0..person.expected.len())
            .filter_map(|at| {
                let mut person = person.clone();
                let expected = &mut person.expected[at].0;
                *expected = match expected.clone() {
                    Expected::Rule { rule, says, about } => {
                        Expected::Rule { rule, says: opposite(says), about }
                    }
                    // Its opposite is not a persona but any other.
                    Expected::Persona(Some(_)) => Expected::Persona(None),
                    Expected::Outcome(Outcome::Plan) => Expected::Outcome(Outcome::Away),
                    Expected::Outcome(_) => Expected::Outcome(Outcome::Plan),
                    Expected::Picked(module) => Expected::LeftOut(module),
                    Expected::LeftOut(module) => Expected::Picked(module),
                    Expected::Prompt(prompt) => Expected::NoPrompt(prompt),
                    Expected::NoPrompt(prompt) => Expected::Prompt(prompt),
                    _ => return None,
                };
                Some(with(CaseAbout::Person(person)))
            })
            .collect(),
    }
}

fn opposite(says: Says) -> Says {
    match says {
        Says::Fires => Says::Silent,
        Says::Silent | Says::DoesNotFire | Says::Undecided => Says::Fires,
    }
}

#[test]
fn no_case_could_be_turned_round_and_still_hold() {
    let mut turned = 0;
    for case in &STAGE.suite.cases {
        for opposite in opposites(case) {
            turned += 1;
            let ran = run(library(), &opposite);
            assert!(!ran.passed(), "{} holds either way", case.name);
        }
    }
    assert!(turned > 200, "{turned} cases turned round");
}

/// A test file that says of some people what their plans say.
fn written(people: &[&Person]) -> String {
    let mut text = format!("as_of: {AS_OF}\ntests:\n");
    for person in people {
        let plan = recommend(library(), person, AS_OF);
        let persona = plan.advice.persona.map_or("", |persona| library().persona_id(persona));
        let rules = |rules: BTreeSet<RuleIx>| {
            rules.into_iter().map(|rule| library().rule_id(rule)).collect::<Vec<_>>().join(", ")
        };
        let fired: BTreeSet<RuleIx> = plan.advice.fired.iter().map(|firing| firing.rule).collect();
        let open: BTreeSet<RuleIx> =
            plan.advice.undecided.iter().map(|undecided| undecided.0).collect();
        let all = library().rules.iter().map(|(ix, _)| ix);
        let silent = all.filter(|rule| !fired.contains(rule) && !open.contains(rule)).collect();
        let undecided = open.difference(&fired).copied().collect();
        let picks: Vec<&str> =
            plan.picks.iter().map(|pick| library().module_id(pick.module)).collect();
        let readiness = &plan.readiness[0].now;
        write!(
            text,
            "  {id}:\n    person: {id}\n    expect:\n      persona: \"{persona}\"\n      \
             outcome: {}\n      fires: [{}]\n      silent: [{}]\n      undecided: [{}]\n      \
             picks: [{}]\n      readiness: {}..{}\n",
            plan.outcome.as_str(),
            rules(fired),
            rules(silent),
            rules(undecided),
            picks.join(", "),
            readiness.low,
            readiness.high,
            id = person.id,
        )
        .unwrap();
    }
    text
}

#[test]
fn what_plans_say_holds_as_a_test() {
    let people: Vec<&Person> = STAGE.fixture.people.iter().step_by(9).collect();
    let source = Source { path: "rules/all_test.yaml".to_owned(), bytes: written(&people).into() };
    let nothing = Sources { files: Vec::new() };
    let suite = suite(library(), &nothing, &[source], &STAGE.fixture.people);
    let mistakes: Vec<String> = suite.diagnostics.iter().map(ToString::to_string).collect();
    assert!(mistakes.is_empty(), "{}", mistakes.join("\n"));
    assert_eq!(suite.cases.len(), people.len());
    for case in &suite.cases {
        let misses = run(library(), case).misses;
        let misses = misses.iter().map(|miss| format!("{:?}, not {:?}", miss.came, miss.expected));
        assert_eq!(misses.collect::<Vec<_>>(), Vec::<String>::new(), "{}", case.name);
    }
}

#[test]
fn more_cases_never_cover_less() {
    let ran: Vec<_> = STAGE.suite.cases.iter().map(|case| run(library(), case)).collect();
    let mut before = [0; 5];
    for many in [0, ran.len() / 3, ran.len()] {
        let covered = coverage(library(), ran.iter().take(many), &ReachedByPlans::default());
        let shown = covered.all().map(|(_, area)| area.shown);
        assert!(shown.iter().zip(before).all(|(now, then)| *now >= then), "{shown:?} {before:?}");
        before = shown;
    }
    assert!(before.iter().all(|count| *count > 10), "{before:?}");
}

/// The small library of the code pages, and a test file that uses every key.
fn small() -> (Library, Sources, String) {
    let files = library::read(&repository().join("fixtures/code_pages")).unwrap();
    let library = compile(&files.sources).library.unwrap();
    let text = "as_of: 2026-01-12\ntests:\n  a:\n    because: \"x\"\n    person:\n      role: support-agent\n      months_in_role: 3\n      fte: 80%\n      attr: { channel: chat }\n      evidence: { call-diagnosis: { level: 1, source: test, date: 2025-01-01 } }\n      progress: { product-tour: completed }\n      reviews: { call-diagnosis: 2 }\n      kpi: { repeat-contacts: 3 }\n    expect:\n      persona: new-agent\n      outcome: plan\n      fires: [{ rule: practice-first, about: product-tour }]\n      silent: [persistent-gap]\n      picks: [note-clinic]\n      leaves_out: [product-tour]\n      prompts: [ask-before-fixing]\n      readiness: 10..60\n      score: 3\n  b:\n    given: { role: support-agent, gap: { id: call-diagnosis, missing: 1, points: 3 }, level: { call-diagnosis: 1 }, known: { call-diagnosis: false }, completed: { product-tour: true }, kpi: { repeat-contacts: 3 }, hours_per_week: 2 }\n    expect: { undecided: [persistent-gap] }\n";
    (library, files.sources, text.to_owned())
}

#[test]
fn a_test_file_with_every_key_can_be_read() {
    let (library, sources, text) = small();
    let source = Source { path: "rules/a_test.yaml".to_owned(), bytes: text.into() };
    let suite = suite(&library, &sources, &[source], &[]);
    let mistakes: Vec<String> = suite.diagnostics.iter().map(ToString::to_string).collect();
    assert!(mistakes.is_empty(), "{}", mistakes.join("\n"));
    assert_eq!(suite.cases.len(), 2);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn no_test_file_makes_the_run_panic(
        cuts in prop::collection::vec((any::<prop::sample::Index>(), 0usize..12, "[ -~\n]{0,4}"), 1..4),
    ) {
        static SMALL: LazyLock<(Library, Sources, String)> = LazyLock::new(small);
        let (library, sources, text) = &*SMALL;
        let mut text: Vec<char> = text.chars().collect();
        for (at, length, other) in cuts {
            let from = at.index(text.len());
            let to = (from + length).min(text.len());
            text.splice(from..to, other.chars());
        }
        let text: String = text.into_iter().collect();
        let source = Source { path: "rules/a_test.yaml".to_owned(), bytes: text.clone().into() };
        let suite = suite(library, sources, &[source], &[]);
        for diagnostic in &suite.diagnostics {
            prop_assert!(diagnostic.place.is_some() && diagnostic.help.is_some(), "{diagnostic} in\n{text}");
        }
        for case in &suite.cases {
            run(library, case);
        }
    }
}

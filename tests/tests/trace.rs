//! Checks that a trace tells the truth: its verdicts are those of the plan, and the
//! parts of every condition explain its answer. For every rule of the example
//! library and every one of its people.

use std::collections::BTreeSet;

use waypath_engine::advice::Topic;
use waypath_engine::id::RuleIx;
use waypath_engine::library::Library;
use waypath_engine::person::Person;
use waypath_engine::plan::recommend;
use waypath_engine::rules::{Answer, Part, PartKind};
use waypath_engine::trace::{Asked, PersonaVerdict, Verdict, trace};
use waypath_tests::fixture::{AS_OF, Fixture, repository};

/// The answer that follows from the answers of the parts, from left to right.
fn explained(part: &Part) -> Answer {
    let own = || part.answer().expect("a yes or no");
    let stops_at = |than: Answer| {
        part.parts.iter().map(explained).find(|answer| *answer != than).unwrap_or(than)
    };
    match (&part.kind, part.parts.as_slice()) {
        (PartKind::All, _) => stops_at(Answer::Holds),
        (PartKind::Any, _) => stops_at(Answer::DoesNot),
        (PartKind::Not, [inner]) => match explained(inner) {
            Answer::Holds => Answer::DoesNot,
            Answer::DoesNot => Answer::Holds,
            other => other,
        },
        (PartKind::Helper { is_open: true }, [body]) => explained(body),
        _ => own(),
    }
}

#[test]
fn the_verdicts_are_those_of_the_plan_and_follow_from_the_parts() {
    let fixture = Fixture::read(&repository());
    let half = fixture.people.len() / 2;
    let (some, others) = fixture.people.split_at(half);
    let counts = std::thread::scope(|scope| {
        let other = scope.spawn(|| check(&fixture.library, others));
        [check(&fixture.library, some), other.join().expect("the other half")]
    });
    let [asked, silent] = [counts[0].0 + counts[1].0, counts[0].1 + counts[1].1];
    assert!(asked > 50_000 && silent > 1_000 && silent < asked, "{asked} asked, {silent} silent");
}

/// Checks the traces of some people; counts what was asked, and what was silent.
fn check(library: &Library, people: &[Person]) -> (usize, usize) {
    let (mut asked, mut silent) = (0, 0);
    for person in people {
        let plan = recommend(library, person, AS_OF);
        let trace = trace(library, person, &plan);
        let name = |rule: RuleIx| format!("{} for {}", library.rule_id(rule), person.id);

        let won = trace.personas.iter().find(|persona| persona.verdict == PersonaVerdict::Wins);
        assert_eq!(won.map(|persona| persona.persona), plan.advice.persona, "{}", person.id);

        let mut fired: BTreeSet<(RuleIx, Topic)> = BTreeSet::new();
        let mut undecided: BTreeSet<RuleIx> = BTreeSet::new();
        for rule in &trace.rules {
            if let Asked::Not(misfits) = &rule.asked {
                assert!(!misfits.is_empty(), "{}", name(rule.rule));
            }
            for topic in rule.topics() {
                asked += 1;
                let answer = explained(&topic.when);
                assert_eq!(topic.when.answer(), Some(answer), "{}", name(rule.rule));
                if topic.verdict.fires() {
                    fired.insert((rule.rule, topic.topic));
                }
                if matches!(topic.verdict, Verdict::Undecided { .. }) {
                    undecided.insert(rule.rule);
                }
                silent += usize::from(topic.verdict == Verdict::Silent);
            }
        }
        let in_plan = plan.advice.fired.iter().map(|firing| (firing.rule, firing.topic)).collect();
        assert_eq!(fired, in_plan, "{}", person.id);
        let in_plan = plan.advice.undecided.iter().map(|undecided| undecided.0).collect();
        assert_eq!(undecided, in_plan, "{}", person.id);
    }
    (asked, silent)
}

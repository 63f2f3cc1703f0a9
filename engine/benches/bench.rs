//! How long does it take to see how deep the bench is?

#![expect(
    clippy::unwrap_used,
    clippy::arithmetic_side_effects,
    missing_docs,
    reason = "a bench that panics is a bench that fails, and reaches no plan"
)]

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use jiff::civil::{Date, date};
use waypath_engine::bench::{Matching, Sight, bench};
use waypath_engine::id::RoleIx;
use waypath_engine::level::Level;
use waypath_engine::library::{Library, Source as From, compile};
use waypath_engine::person::{Evidence, Person, Progress, Status};
use waypath_engine::quantity::{Hours, Span};
use waypath_engine::source::{Source, Sources};

use numbers::Numbers;

mod numbers;

criterion_group!(benches, matching, judging);
criterion_main!(benches);

const AS_OF: Date = date(2026, 1, 12);
const ROLES: u32 = 50;
const PEOPLE: u32 = 100_000;

/// So many people of a hundred are ready for each role.
fn dense(percent: u32) -> Vec<Vec<u32>> {
    let mut numbers = Numbers(1);
    let mut role = || (0..PEOPLE).filter(|_| numbers.below(100) < percent).collect();
    (0..ROLES).map(|_| role()).collect()
}

/// Three people for each role, all from the same sixty: paths are long here.
fn scarce() -> Vec<Vec<u32>> {
    let mut numbers = Numbers(2);
    let mut role = || -> Vec<u32> {
        let people: BTreeSet<u32> = (0..3).map(|_| numbers.below(60)).collect();
        people.into_iter().collect()
    };
    (0..ROLES).map(|_| role()).collect()
}

fn matching(criterion: &mut Criterion) {
    for (name, roles) in [("1-percent", dense(1)), ("10-percent", dense(10)), ("scarce", scarce())]
    {
        criterion.bench_function(&format!("bench/matching-{name}"), |bench| {
            bench.iter(|| Matching::of(black_box(&roles)));
        });
    }
}

/// How many competencies there are, and how many modules build each.
const COMPETENCIES: u32 = 40;
const BUILDERS: u32 = 3;

/// A library of five critical roles, each of which expects a fourth of all competencies,
/// with modules that build two of them at a time.
fn library() -> Library {
    let mut numbers = Numbers(3);
    let mut text = "competencies:\n".to_owned();
    text.extend(
        (0..COMPETENCIES).map(|competency| format!("  c{competency}: {{ name: C{competency} }}\n")),
    );
    text.push_str("roles:\n  job: { title: Job, grade: 1, expects: { c0: { level: 1 } } }\n");
    for role in 0..5 {
        let expects =
            (0..COMPETENCIES).filter(|competency| competency % 4 == role % 4).map(|competency| {
                let importance = if numbers.below(3) == 0 { "critical" } else { "important" };
                format!(
                    "c{competency}: {{ level: {}, importance: {importance} }}",
                    2 + numbers.below(2)
                )
            });
        let expects = expects.collect::<Vec<_>>().join(", ");
        writeln!(text, "  r{role}: {{ title: R, grade: 2, expects: {{ {expects} }} }}").unwrap();
    }
    text.push_str("modules:\n");
    for module in 0..COMPETENCIES * BUILDERS {
        let (one, from) = (module / BUILDERS, module % BUILDERS);
        // Three competencies of a role at a time are joined by modules.
        let at = one / 4;
        let other = 4 * (at / 3 * 3 + (at + 1 + numbers.below(2)) % 3) + one % 4;
        let other = if other < COMPETENCIES { other } else { one };
        let builds =
            |competency: u32| format!("c{competency}: {{ from: {from}, to: {} }}", from + 1);
        writeln!(
            text,
            "  m{module}:\n    title: M\n    modality: course\n    hours: {}\n    builds: {{ {} }}\n    entry: {{ c{one}: {from} }}\n    kpi: k\n    proof: {{ kind: task, produces: Work, done_when: [Done], validated_by: [manager], within: 30 days }}",
            4 + numbers.below(12),
            if other == one { builds(one) } else { format!("{}, {}", builds(one), builds(other)) }
        ).unwrap();
    }
    text.push_str("kpis:\n  k: { name: K, unit: percent, direction: up, kind: lagging, source: s, window: 4 weeks }\n");
    let file = |path: &str, text: &str| Source { path: path.to_owned(), bytes: text.into() };
    let files = vec![
        file("waypath.yaml", "name: Bench\n"),
        file("competency_models/bench/model.yaml", &text),
    ];
    let compiled = compile(&Sources { files });
    assert!(compiled.library.is_some(), "{:#?}", compiled.diagnostics);
    compiled.library.unwrap()
}

/// People of whom half of all levels is known, and who have done a few modules each.
fn people(library: &Library, count: u32) -> Vec<Person> {
    let mut numbers = Numbers(4);
    let job = library.names.roles.find("job").unwrap();
    let mut person = |number: u32| {
        let mut person = Person::unknown(format!("p-{number}").parse().unwrap(), "P", job);
        person.hours_per_week = Some(Hours::from_hundredths(100 * (1 + numbers.below(3))));
        for competency in library.names.competencies.indices() {
            if numbers.below(4) < 3 {
                person.evidence.push(Evidence {
                    competency,
                    level: Level::from_hundredths(u16::try_from(50 * numbers.below(7)).unwrap()),
                    source: From::Manager,
                    date: Span::Days(u16::try_from(numbers.below(500)).unwrap()).before(AS_OF),
                    place: None,
                });
            }
        }
        for module in library.names.modules.indices() {
            if numbers.below(40) == 0 {
                let (status, date) = (Status::Declined, Span::Days(90).before(AS_OF));
                let (by, reason, place) = (None, None, None);
                person.progress.push(Progress { module, status, date, by, reason, place });
            }
        }
        person
    };
    (0..count).map(&mut person).collect()
}

fn judging(criterion: &mut Criterion) {
    let library = library();
    let people = people(&library, 1_000);
    let roles: Vec<RoleIx> = library
        .roles
        .iter()
        .map(|(role, _)| role)
        .filter(|role| library.role_id(*role) != "job")
        .collect();
    let mut group = criterion.benchmark_group("bench");
    group.sample_size(10);
    group.bench_function("1000-people", |criterion| {
        criterion.iter(|| bench(&library, black_box(&people), &roles, AS_OF, Sight::Names));
    });
}

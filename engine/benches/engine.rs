//! How long does it take to compile, to plan, and to choose?

#![expect(
    clippy::unwrap_used,
    clippy::arithmetic_side_effects,
    missing_docs,
    reason = "a bench that panics is a bench that fails, and reaches no plan"
)]

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::hint::black_box;
use std::path::Path;

use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};
use jiff::civil::{Date, date};
use waypath_engine::id::ModuleIx;
use waypath_engine::level::{Level, Points};
use waypath_engine::library::{self, Library, compile};
use waypath_engine::person::{Evidence, Person};
use waypath_engine::plan::recommend;
use waypath_engine::quantity::Hours;
use waypath_engine::select::{Candidate, Objective, Problem, Standing, select};
use waypath_engine::source::{Source, Sources};

const AS_OF: Date = date(2026, 1, 12);

use numbers::Numbers;

mod numbers;

criterion_group!(benches, compiling, recommending, selecting);
criterion_main!(benches);

// --- Compile ----------------------------------------------------------------------

fn compiling(criterion: &mut Criterion) {
    let sources = example();
    assert!(compile(&sources).library.is_some(), "the example library does not compile");
    criterion.bench_function("compile/example", |bench| {
        bench.iter(|| compile(black_box(&sources)));
    });
}

/// The example library of this repository.
fn example() -> Sources {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut files = Vec::new();
    read(&root, "waypath.yaml", &mut files);
    read_all(&root, "rules", &mut files);
    read_all(&root, "competency_models/customer_support", &mut files);
    read_all(&root, "competency_models/people_leadership", &mut files);
    Sources { files }
}

#[expect(clippy::disallowed_methods, reason = "the engine reads no folders; its bench does")]
fn read_all(root: &Path, folder: &str, files: &mut Vec<Source>) {
    for entry in std::fs::read_dir(root.join(folder)).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        if Path::new(&name).extension().is_some_and(|extension| extension != "md") {
            read(root, &format!("{folder}/{name}"), files);
        }
    }
}

#[expect(clippy::disallowed_methods, reason = "the engine reads no files; its bench does")]
fn read(root: &Path, path: &str, files: &mut Vec<Source>) {
    files.push(Source { path: path.to_owned(), bytes: std::fs::read(root.join(path)).unwrap() });
}

// --- Recommend --------------------------------------------------------------------

const COMPETENCIES: u32 = 12;
const MODULES: u32 = 60;
const RULES: u32 = 40;
const PEOPLE: u32 = 50;

fn recommending(criterion: &mut Criterion) {
    let compiled = compile(&generated());
    let library = compiled.library.unwrap_or_else(|| panic_with(&compiled.diagnostics));
    let mut numbers = Numbers(2);
    let people: Vec<Person> = (0..PEOPLE).map(|_| person(&library, &mut numbers)).collect();
    let mut next = people.iter().cycle();
    criterion.bench_function("recommend/60 modules, 40 rules, 12 expectations", |bench| {
        bench.iter(|| recommend(&library, black_box(next.next().unwrap()), AS_OF));
    });
}

#[expect(clippy::panic, reason = "a library that does not compile is a mistake of the bench")]
fn panic_with(diagnostics: &[waypath_engine::diagnostic::Diagnostic]) -> Library {
    panic!("{diagnostics:#?}")
}

fn generated() -> Sources {
    let mut numbers = Numbers(1);
    let file = |path: &str, text: String| Source { path: path.into(), bytes: text.into_bytes() };
    Sources {
        files: vec![
            file("waypath.yaml", "name: Bench\n".to_owned()),
            file("competency_models/bench/competencies.yaml", competencies()),
            file("competency_models/bench/roles.yaml", roles(&mut numbers)),
            file("competency_models/bench/modules.yaml", modules(&mut numbers)),
            file("rules/rules.yaml", rules(&mut numbers)),
        ],
    }
}

fn competencies() -> String {
    let mut text = "competencies:\n".to_owned();
    for at in 0..COMPETENCIES {
        writeln!(text, "  c{at}:\n    name: Competency {at}").unwrap();
        if at > 2 {
            writeln!(text, "    requires: {{ c{}: 1 }}", at / 2).unwrap();
        }
    }
    text
}

fn roles(numbers: &mut Numbers) -> String {
    let mut text = "roles:\n  agent:\n    title: Agent\n    kpis:\n".to_owned();
    text.push_str("      resolved: { baseline: 60, target: 70, weight: high }\n    expects:\n");
    for at in 0..COMPETENCIES {
        let importance = one_of(["critical", "important", "useful"], at);
        let level = 2 + numbers.below(3);
        writeln!(
            text,
            "      c{at}: {{ level: {level}, importance: {importance}, drives: [resolved] }}"
        )
        .unwrap();
    }
    text.push_str("kpis:\n  resolved: { name: Resolved, unit: percent, direction: up, ");
    text.push_str("kind: lagging, source: ticketing, window: 12 weeks }\n");
    text
}

fn one_of(words: [&str; 3], at: u32) -> &str {
    words.get(usize::try_from(at % 3).unwrap()).unwrap()
}

fn modules(numbers: &mut Numbers) -> String {
    let mut text = "modules:\n".to_owned();
    for at in 0..MODULES {
        let (competency, other) = (numbers.below(COMPETENCIES), numbers.below(COMPETENCIES));
        let from = numbers.below(3);
        let modality = one_of(["course", "micro", "simulation"], at);
        write!(
            text,
            "  m{at}:\n    title: Module {at}\n    modality: {modality}\n    hours: {}\n    \
             tags: [t{}]\n    kpi: resolved\n    builds:\n      c{competency}: {{ from: {from}, to: {} }}\n",
            1 + numbers.below(8),
            at % 5,
            from + 1 + numbers.below(2),
        )
        .unwrap();
        if other != competency {
            writeln!(text, "      c{other}: {{ from: 0, to: 1 }}").unwrap();
        }
        text.push_str("    proof:\n      kind: task\n      produces: Report\n");
        text.push_str("      done_when: [\"It is read\"]\n      validated_by: [peer]\n");
        text.push_str("      within: 30 days\n");
    }
    text
}

fn rules(numbers: &mut Numbers) -> String {
    let mut text = "rules:\n".to_owned();
    for at in 0..RULES {
        let (competency, tag) = (numbers.below(COMPETENCIES), numbers.below(5));
        let (each, when, then) = match at % 4 {
            0 => ("person", format!("gap(\"c{competency}\") >= 1"), boost(tag)),
            1 => ("gap", "gap.importance == \"critical\" && gap.missing > 1".into(), boost(tag)),
            2 => {
                ("module", format!("has_tag(\"t{tag}\") && module.hours > 4"), "boost: -10%".into())
            }
            _ => (
                "person",
                format!("level(\"c{competency}\") < 1 && readiness < 50"),
                format!("exclude: {{ module: m{} }}", numbers.below(MODULES)),
            ),
        };
        write!(
            text,
            "  r{at}:\n    because: \"It has proved useful.\"\n    each: {each}\n    \
             when: '{when}'\n    then:\n      - {then}\n"
        )
        .unwrap();
    }
    text
}

fn boost(tag: u32) -> String {
    format!("boost: {{ by: +20%, match: {{ tags: [t{tag}] }} }}")
}

fn person(library: &Library, numbers: &mut Numbers) -> Person {
    let evidence = library.names.competencies.indices().map(|competency| Evidence {
        competency,
        level: Level::from_hundredths(u16::try_from(numbers.below(10) * 25).unwrap()),
        source: library::Source::Manager,
        date: date(2025, 11, 2),
        place: None,
    });
    let role = library.names.roles.find("agent").unwrap();
    Person { evidence: evidence.collect(), ..Person::unknown("ana".parse().unwrap(), "Ana", role) }
}

// --- Select -----------------------------------------------------------------------

const STRETCHES: u32 = 96;

fn selecting(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("select");
    for candidates in [50, 200, 1_000] {
        let problems: Vec<Problem> =
            (0..10).map(|seed| problem(candidates, &mut Numbers(seed))).collect();
        let mut next = problems.iter().cycle();
        group.bench_function(BenchmarkId::from_parameter(candidates), |bench| {
            bench.iter(|| select(black_box(next.next().unwrap())));
        });
    }
    group.finish();
}

/// Twelve competencies of eight stretches each, and modules that cover a few in a
/// row of one or two of them.
fn problem(candidates: u32, numbers: &mut Numbers) -> Problem {
    let weights = (0..STRETCHES).map(|_| i128::from(100 + numbers.below(1_400)));
    let stretches: Vec<Points> = weights.map(Points::from_units).collect();
    let candidates = (0..candidates).map(|at| candidate(at, numbers)).collect();
    Problem {
        stretches,
        candidates,
        held: vec![Level::ZERO; 12],
        hours: Hours::from_hundredths(2_400),
        sizes: 3..=5,
        objective: Objective::Gain,
        node_limit: 2_000_000,
    }
}

fn candidate(at: u32, numbers: &mut Numbers) -> Candidate {
    let mut covers = std::collections::BTreeSet::new();
    let mut lifts = BTreeMap::new();
    for _ in 0..=numbers.below(2) {
        let (competency, first) = (numbers.below(12), numbers.below(8));
        let last = (first + 1 + numbers.below(3)).min(8);
        covers.extend((first..last).map(|place| competency * 8 + place));
        let level = Level::from_hundredths(u16::try_from(last * 50).unwrap());
        let known = lifts.entry(competency).or_insert(level);
        *known = level.max(*known);
    }
    let needs = numbers.below(5) == 0;
    let entry = needs.then(|| (numbers.below(12), Level::from_hundredths(100)));
    Candidate {
        module: ModuleIx::new(usize::try_from(at).unwrap()).unwrap(),
        covers: covers.into_iter().collect(),
        boost: Points::from_units(i128::from(numbers.below(3)) * 50),
        hours: Hours::from_hundredths(50 * (1 + numbers.below(16))),
        entry: entry.into_iter().collect(),
        lifts: lifts.into_iter().collect(),
        standing: Standing::Free,
    }
}

//! Does the bench agree with judging everybody by themselves?

use std::cell::Cell;
use std::fmt::Write as _;

use jiff::civil::{Date, date};
use proptest::prelude::*;
use proptest::sample::select;
use waypath_engine::bench::{Band, Bench, Sight, Unlock, bench};
use waypath_engine::gap::Demand;
use waypath_engine::id::{PersonId, RoleIx};
use waypath_engine::level::Level;
use waypath_engine::library::{Library, Source as From, compile};
use waypath_engine::person::{Evidence, Person, Progress, Status};
use waypath_engine::quantity::{Hours, Span};
use waypath_engine::source::{Source, Sources};
use waypath_files::people;
use waypath_files::sample::{Draw, Population, default_text, draw_into, file_names};
use waypath_tests::fixture::repository;
use waypath_tests::generate::lattice::{self, COMPETENCIES, Lattice};
use waypath_tests::plain::bench::{Candidate, What, unlocks};
use waypath_tests::run;

const AS_OF: Date = date(2026, 1, 12);

/// Compares a bench with what is found by hand; how many are in each band.
fn agrees(library: &Library, people: &[Person], roles: &[RoleIx]) -> Result<Bench, String> {
    let found = bench(library, people, roles, AS_OF, Sight::Names);
    for role in &found.roles {
        let demand = Demand::of(library, role.role);
        let others: Vec<(u32, &Person)> =
            (0..).zip(people).filter(|(_, person)| person.role != role.role).collect();
        if others.len() != role.verdicts.len() {
            return Err(format!("{:?}: {} judged", role.role, role.verdicts.len()));
        }
        for ((at, person), verdict) in others.into_iter().zip(&role.verdicts) {
            let by_hand = Candidate::new(library, person, AS_OF).verdict(&demand, &[].into());
            let failing: Vec<_> = verdict.failing.iter().collect();
            let is_same = (at, by_hand.band, &by_hand.failing)
                == (verdict.person, verdict.band, &failing)
                && (by_hand.ready_on, by_hand.hours, by_hand.estimated)
                    == (verdict.ready_on, verdict.hours, verdict.estimated);
            if !is_same || !verdict.is_proved {
                return Err(format!("{:?}: {verdict:?}, by hand {by_hand:?}", person.id));
            }
        }
    }
    let (competencies, modules) = unlocks(library, people, roles, AS_OF);
    let same = |unlock: Unlock<What>, now, soon, hours| {
        (unlock.now, unlock.soon, unlock.hours) == (now, soon, hours)
    };
    let is_same = competencies.len() == found.unlocks.competencies.len()
        && modules.len() == found.unlocks.modules.len()
        && competencies
            .iter()
            .zip(&found.unlocks.competencies)
            .all(|(a, b)| a.what == What::Competency(b.what) && same(*a, b.now, b.soon, b.hours))
        && modules
            .iter()
            .zip(&found.unlocks.modules)
            .all(|(a, b)| a.what == What::Module(b.what) && same(*a, b.now, b.soon, b.hours));
    if is_same {
        Ok(found)
    } else {
        Err(format!("{:?}, by hand {competencies:?} {modules:?}", found.unlocks))
    }
}

fn count(found: &Bench, band: Band) -> usize {
    found.roles.iter().map(|role| role.count(band)).sum()
}

/// Somebody of a random library; levels in hundredths, days before the date.
#[derive(Clone, Debug)]
struct Somebody {
    role: usize,
    a_week: u32,
    in_role: Option<u16>,
    away: Option<(u16, u16)>,
    seen: Vec<(usize, u16, From, u16)>,
    done: Vec<usize>,
}

fn somebody() -> impl Strategy<Value = Somebody> {
    let by = select(vec![From::Manager, From::Manager, From::Peer, From::Own]);
    let level = select(vec![0_u16, 50, 100, 150, 200, 300, 400]);
    let seen = (0..COMPETENCIES, level, by, select(vec![0_u16, 20, 200, 400, 900]));
    (
        0_usize..4,
        select(vec![0_u32, 20, 50, 100, 200, 400]),
        prop::option::of(0_u16..900),
        prop::option::weighted(0.3, (0_u16..400, 0_u16..60)),
        prop::collection::vec(seen, 2..=8),
        prop::collection::vec(0_usize..6, 0..=2),
    )
        .prop_map(|(role, a_week, in_role, away, seen, done)| Somebody {
            role,
            a_week,
            in_role,
            away,
            seen,
            done,
        })
}

fn person(library: &Library, number: usize, who: &Somebody) -> Person {
    let id: PersonId = format!("p-{number}").parse().unwrap();
    let before = |days: u16| Span::Days(days).before(AS_OF);
    let roles: Vec<RoleIx> = library.names.roles.indices().collect();
    let mut person = Person::unknown(id, "Somebody", roles[who.role % roles.len()]);
    person.hours_per_week = Some(Hours::from_hundredths(who.a_week));
    person.in_role_since = who.in_role.map(before);
    person.away = who.away.map(|(after, days)| {
        let from = Span::Days(after).after(before(10));
        (from, Span::Days(days).after(from))
    });
    let competencies: Vec<_> = library.names.competencies.indices().collect();
    let evidence = who.seen.iter().map(|(at, level, source, days)| Evidence {
        competency: competencies[*at],
        level: Level::from_hundredths(*level),
        source: *source,
        date: before(*days),
        place: None,
    });
    person.evidence = evidence.collect();
    let modules: Vec<_> = library.names.modules.indices().collect();
    let done = who.done.iter().filter_map(|module| modules.get(*module)).map(|module| Progress {
        module: *module,
        status: Status::Declined,
        date: before(30),
        by: None,
        reason: None,
        place: None,
    });
    person.progress = done.collect();
    person
}

#[test]
fn random_people_are_as_ready_as_by_hand() {
    let bands = [Band::Now, Band::Soon, Band::Later, Band::Unknown];
    let seen = bands.map(|_| Cell::new(0));
    let cases = (lattice::lattice(4, 6), prop::collection::vec(somebody(), 1..=12));
    let show =
        |(lattice, people): &(Lattice, Vec<Somebody>)| format!("{}\n{people:#?}", lattice.model());
    run::holds(400, &cases, show, |(model, people)| {
        let library = model.compile();
        let people: Vec<Person> =
            people.iter().enumerate().map(|(at, who)| person(&library, at, who)).collect();
        let roles = library.names.roles.indices();
        let roles: Vec<RoleIx> =
            roles.filter(|role| !library.roles[*role].expects.is_empty()).collect();
        let found = agrees(&library, &people, &roles)?;
        for (band, seen) in bands.into_iter().zip(&seen) {
            seen.set(seen.get() + count(&found, band));
        }
        Ok(())
    });
    let seen = seen.map(Cell::into_inner);
    assert!(seen.iter().all(|count| *count >= 100), "too few cases: {seen:?}");
}

#[test]
fn drawn_people_of_the_example_are_as_ready_as_by_hand() {
    let library = waypath_files::library::read(&repository()).unwrap().sources;
    let library = compile(&library).library.unwrap();
    let text = default_text(&library);
    let source = Source { path: "population.yaml".to_owned(), bytes: text.into_bytes() };
    let population = Population::read(&source, &library).0;
    let outputs: [Vec<u8>; 5] = std::array::from_fn(|_| Vec::new());
    let draw = Draw { people: 120, seed: 3, as_of: AS_OF };
    let files: [Vec<u8>; 5] = draw_into(&library, &population, draw, outputs).unwrap().0;
    let source = |(path, bytes): (&str, Vec<u8>)| Source { path: path.to_owned(), bytes };
    let people =
        people::read_sources(file_names().into_iter().zip(files).map(source).collect(), &library);
    let critical = library.roles.iter().filter(|(_, role)| role.succession_critical);
    let roles: Vec<RoleIx> = critical.map(|(role, _)| role).collect();
    let found = agrees(&library, &people.people, &roles).unwrap();
    assert!(count(&found, Band::Soon) > 0 && count(&found, Band::Unknown) > 0, "{:?}", found.roles);
}

/// A role that expects three leaves each of some triangles. Of a triangle every two
/// leaves are taught together in 10 hours, so two modules are needed for it, and the
/// bound is one and a half. A module that takes too long joins them all.
fn triangles(count: usize) -> Library {
    let mut model = "competencies:\n".to_owned();
    let leaves = || (0..count).flat_map(|at| ["a", "b", "c"].map(|letter| format!("{letter}{at}")));
    model.extend(leaves().map(|leaf| format!("  {leaf}: {{ name: {leaf} }}\n")));
    let expected = leaves().map(|leaf| format!("{leaf}: {{ level: 1, importance: critical }}"));
    let expected = expected.collect::<Vec<_>>().join(", ");
    model += "roles:\n  agent: { title: Agent, grade: 1, expects: {} }\n";
    writeln!(model, "  lead: {{ title: Lead, grade: 2, expects: {{ {expected} }} }}\nmodules:")
        .unwrap();
    let mut module = |id: &str, hours: usize, builds: Vec<String>| {
        let builds: Vec<String> =
            builds.iter().map(|built| format!("{built}: {{ from: 0, to: 1 }}")).collect();
        writeln!(
            model,
            "  {id}:\n    title: Module\n    modality: course\n    hours: {hours}\n    builds: {{ {} }}\n    kpi: k\n    proof: {{ kind: task, produces: Work, done_when: [Done], validated_by: [manager], within: 30 days }}",
            builds.join(", ")
        )
        .unwrap();
    };
    for at in 0..count {
        for (one, other) in [("a", "b"), ("b", "c"), ("a", "c")] {
            let builds = vec![format!("{one}{at}"), format!("{other}{at}")];
            module(&format!("m-{one}{other}{at}"), 10, builds);
        }
    }
    module("all", 9_000, (0..count).map(|at| format!("a{at}")).collect());
    model += "kpis:\n  k: { name: K, unit: percent, direction: up, kind: lagging, source: s, window: 4 weeks }\n";
    let file =
        |path: &str, text: &str| Source { path: path.to_owned(), bytes: text.to_owned().into() };
    let files = vec![
        file("waypath.yaml", "name: Triangles\nsettings: { bench_soon: 364 days }\n"),
        file("competency_models/demo/model.yaml", &model),
    ];
    let compiled = compile(&Sources { files });
    compiled.library.unwrap_or_else(|| panic!("{:#?}\n{model}", compiled.diagnostics))
}

#[test]
fn who_is_called_later_without_proof_is_said_to_be() {
    for (count, is_proved) in [(2, true), (7, false)] {
        let library = triangles(count);
        let lead = library.names.roles.find("lead").unwrap();
        let judged = |a_week: u32| {
            let agent = library.names.roles.find("agent").unwrap();
            let mut person = Person::unknown("one".parse().unwrap(), "One", agent);
            person.hours_per_week = Some(Hours::from_hundredths(a_week));
            let seen = library.names.competencies.indices().map(|competency| Evidence {
                competency,
                level: Level::ZERO,
                source: From::Manager,
                date: AS_OF,
                place: None,
            });
            person.evidence = seen.collect();
            bench(&library, &[person], &[lead], AS_OF, Sight::Names).roles[0].verdicts[0]
        };
        // 52 weeks for 20 hours a triangle, or for a little less.
        let enough = u32::try_from(count).unwrap() * 2_000 / 52 + 1;
        let (soon, later) = (judged(enough), judged(enough - 2));
        assert_eq!((soon.band, soon.is_proved), (Band::Soon, is_proved), "{soon:?}");
        assert_eq!((later.band, later.is_proved), (Band::Later, is_proved), "{later:?}");
        // Too little for even the bound needs no search.
        let far = judged(enough / 2);
        assert_eq!((far.band, far.is_proved), (Band::Later, true), "{far:?}");
    }
}

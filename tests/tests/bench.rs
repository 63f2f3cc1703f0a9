//! Is somebody ready for a role exactly when every criterion is met?

use jiff::civil::{Date, date};
use waypath_engine::bench::{Band, Bench, Criterion, Shown, Sight, Verdict, bench};
use waypath_engine::id::PersonId;
use waypath_engine::level::Level;
use waypath_engine::library::{Library, Source as From, compile};
use waypath_engine::person::{Contact, Evidence, Person};
use waypath_engine::quantity::Hours;
use waypath_engine::source::{Source, Sources};

const AS_OF: Date = date(2026, 1, 12);

const SETTINGS: &str = "name: Small\nsettings: { hours_per_week: 1, hours_per_level: 26 }\n";
const MODEL: &str = "\
competencies:
  planning: { name: Planning }
  listening: { name: Listening }
  writing: { name: Writing }
roles:
  agent: { title: Agent, grade: 1, min_stay: 12 months, expects: { writing: { level: 1 } } }
  lead:
    title: Lead
    grade: 2
    succession: critical
    job_ready: 75%
    expects:
      planning: { level: 3, importance: critical }
      listening: { level: 2, importance: critical }
      writing: { level: 3, importance: important }
  editor:
    title: Editor
    grade: 2
    succession: critical
    expects:
      writing: { level: 2, importance: critical }
";
const MODULES: &str = "\
modules:
  plan-ahead:
    title: Plan ahead
    modality: course
    hours: 20
    builds: { planning: { from: 2, to: 3 } }
    proof: { kind: task, produces: A plan, done_when: [\"It is there\"], validated_by: [manager], within: 30 days }
    kpi: output
kpis:
  output: { name: Output, unit: percent, direction: up, kind: lagging, source: system, window: 12 weeks }
";

fn library(settings: &str, model: &str) -> Library {
    let text = |path: &str, text: &str| Source { path: path.into(), bytes: text.into() };
    let compiled = compile(&Sources {
        files: vec![
            text("waypath.yaml", settings),
            text("competency_models/small/model.yaml", "name: Small\n"),
            text("competency_models/small/roles.yaml", model),
            text("competency_models/small/modules.yaml", MODULES),
        ],
    });
    compiled.library.unwrap_or_else(|| panic!("{:#?}", compiled.diagnostics))
}

fn small() -> Library {
    library(SETTINGS, MODEL)
}

fn seen(library: &Library, competency: &str, level: u16, by: From, on: Date) -> Evidence {
    Evidence {
        competency: library.names.competencies.find(competency).unwrap(),
        level: Level::from_hundredths(level),
        source: by,
        date: on,
        place: None,
    }
}

/// An agent who is ready for the lead's role by a hair in everything.
fn ready(library: &Library, id: &str) -> Person {
    let id: PersonId = id.parse().unwrap();
    let mut person = Person::unknown(id, "Somebody", library.names.roles.find("agent").unwrap());
    person.in_role_since = Some(date(2025, 1, 12));
    person.away = Some((date(2026, 1, 13), date(2026, 1, 20)));
    person.evidence = vec![
        seen(library, "planning", 300, From::Manager, date(2025, 1, 12)),
        seen(library, "listening", 200, From::Peer, date(2025, 6, 1)),
        // (9·3 + 9·2) / (9·3 + 9·2 + 3·3) is 83 % without any writing.
    ];
    person
}

fn judged(library: &Library, person: Person, role: &str) -> Verdict {
    let role = library.names.roles.find(role).unwrap();
    let found = bench(library, &[person], &[role], AS_OF, Sight::Names);
    let [one] = &*found.roles[0].verdicts else { panic!("{:?}", found.roles) };
    *one
}

fn fails(verdict: &Verdict) -> Vec<Criterion> {
    verdict.failing.iter().collect()
}

/// Somebody who is ready but for what is changed.
fn changed(library: &Library, change: impl FnOnce(&mut Person)) -> Verdict {
    let mut person = ready(library, "one");
    change(&mut person);
    judged(library, person, "lead")
}

#[test]
fn just_inside_every_criterion_is_ready_now() {
    let library = small();
    let verdict = judged(&library, ready(&library, "one"), "lead");
    assert_eq!((verdict.band, fails(&verdict)), (Band::Now, vec![]));
    assert_eq!((verdict.ready_on, verdict.hours), (Some(AS_OF), Hours::ZERO));
}

#[test]
fn just_outside_each_criterion_is_not() {
    let library = small();
    let day = date(2025, 1, 11);
    for (fails_at, change) in [
        (
            Criterion::Critical,
            (|person, _| person.evidence[0].level = Level::from_hundredths(299))
                as fn(&mut Person, Date),
        ),
        (Criterion::Confirmed, |person, _| person.evidence[1].source = From::Own),
        (Criterion::Fresh, |person, day| person.evidence[0].date = day),
        (Criterion::Available, |person, _| person.away = Some((AS_OF, date(2026, 1, 20)))),
        (Criterion::Tenure, |person, _| person.in_role_since = Some(date(2025, 1, 13))),
    ] {
        let verdict = changed(&library, |person| change(person, day));
        assert_eq!((verdict.band, fails(&verdict)), (Band::Soon, vec![fails_at]));
    }
    let verdict = changed(&library, |person| drop(person.evidence.pop()));
    assert!(verdict.failing.has(Criterion::Known), "{verdict:?}");
    assert_eq!((verdict.band, verdict.ready_on), (Band::Unknown, None));
}

#[test]
fn the_threshold_is_compared_exactly() {
    for (percent, band) in [("83%", Band::Now), ("84%", Band::Later)] {
        let library = library(SETTINGS, &MODEL.replace("75%", percent));
        // Three levels of writing without a module are 78 h, longer than a year at 1 h.
        let verdict = judged(&library, ready(&library, "one"), "lead");
        assert_eq!(verdict.band, band, "{percent} {verdict:?}");
        assert_eq!(verdict.failing.has(Criterion::Threshold), band == Band::Later);
    }
}

#[test]
fn what_can_be_learned_within_a_year_is_soon() {
    let library = small();
    // Plan ahead takes 20 h: at 1 h a week 140 days; 8 of them away.
    let verdict =
        changed(&library, |person| person.evidence[0].level = Level::from_hundredths(200));
    assert_eq!((verdict.band, verdict.ready_on), (Band::Soon, Some(date(2026, 6, 9))));
    assert_eq!((verdict.hours, verdict.estimated), (Hours::from_hundredths(2_000), Hours::ZERO));
    // The last day counts, the day after it does not: 365 days at so many hours a week.
    for (a_week, band) in [(39, Band::Soon), (38, Band::Later)] {
        let verdict = changed(&library, |person| {
            person.away = None;
            person.hours_per_week = Some(Hours::from_hundredths(a_week));
            person.evidence[0].level = Level::from_hundredths(200);
        });
        assert_eq!(verdict.band, band, "{a_week}: {verdict:?}");
    }
    let never = changed(&library, |person| {
        person.hours_per_week = Some(Hours::ZERO);
        person.evidence[0].level = Level::from_hundredths(200);
    });
    assert_eq!(never.band, Band::Later);
}

#[test]
fn who_entered_on_a_day_nobody_knows_has_the_stay_before_them() {
    let library = small();
    let verdict = changed(&library, |person| person.in_role_since = None);
    assert_eq!((verdict.band, verdict.ready_on), (Band::Soon, Some(date(2027, 1, 12))));
    let longer = library_with_stay("13 months");
    let verdict = changed(&longer, |person| person.in_role_since = None);
    assert_eq!(verdict.band, Band::Later);
}

fn library_with_stay(stay: &str) -> Library {
    library(SETTINGS, &MODEL.replace("min_stay: 12 months", &format!("min_stay: {stay}")))
}

#[test]
fn settings_say_how_old_evidence_may_be_and_how_soon_is_soon() {
    let settings = SETTINGS.replace(" }", ", bench_evidence: 11 months, bench_soon: 139 days }");
    let library = library(&settings, MODEL);
    let verdict = changed(&library, |_| ());
    assert_eq!(fails(&verdict), [Criterion::Fresh]);
    let verdict = changed(&library, |person| {
        person.away = None;
        person.evidence[0].level = Level::from_hundredths(200);
    });
    assert_eq!(verdict.band, Band::Later, "140 days are one too many");
}

#[test]
fn nobody_follows_themselves() {
    let library = small();
    let lead = library.names.roles.find("lead").unwrap();
    let mut person = ready(&library, "one");
    person.role = lead;
    let found = bench(&library, &[person], &[lead], AS_OF, Sight::Names);
    assert!(found.roles[0].verdicts.is_empty());
}

#[test]
fn one_competency_and_one_module_unlock_whom_they_alone_keep_back() {
    let library = small();
    let lead = library.names.roles.find("lead").unwrap();
    let mut people = vec![ready(&library, "a"), ready(&library, "b"), ready(&library, "c")];
    people[0].evidence[0].level = Level::from_hundredths(250);
    people[1].evidence[0].level = Level::from_hundredths(250);
    // Two things stand in the way of the third: neither alone helps.
    people[2].evidence[0].level = Level::from_hundredths(250);
    people[2].evidence[1].date = date(2024, 12, 1);
    let found = bench(&library, &people, &[lead], AS_OF, Sight::Names);
    let [one] = &*found.unlocks.competencies else { panic!("{:?}", found.unlocks) };
    assert_eq!(library.competency_id(one.what), "planning");
    assert_eq!((one.now, one.soon, one.hours), (2, 0, Hours::from_hundredths(4_000)));
    let [module] = &*found.unlocks.modules else { panic!("{:?}", found.unlocks) };
    assert_eq!(library.module_id(module.what), "plan-ahead");
    assert_eq!((module.now, module.soon, module.hours), (2, 0, Hours::from_hundredths(4_000)));
    // Whoever cannot enter it is not helped by it.
    people[1].evidence[0].level = Level::from_hundredths(149);
    let found = bench(&library, &people, &[lead], AS_OF, Sight::Names);
    assert_eq!((found.unlocks.competencies[0].now, found.unlocks.modules[0].now), (2, 1));
}

/// So many people ready for both roles, the first `porto` of them at one site.
fn crowd(library: &Library, count: usize, porto: usize) -> Vec<Person> {
    let one = |at: usize| {
        let mut person = ready(library, &format!("p-{at:02}"));
        person.evidence.push(seen(library, "writing", 200, From::Test, date(2025, 9, 1)));
        person.site = Some(if at < porto { "porto" } else { "leipzig" }.into());
        person.manager = Some(Contact { id: "marta".into(), name: None });
        person
    };
    (0..count).map(one).collect()
}

fn both(library: &Library, people: &[Person], sight: Sight) -> (Bench, Shown) {
    let roles = ["editor", "lead"].map(|role| library.names.roles.find(role).unwrap());
    let found = bench(library, people, &roles, AS_OF, sight);
    let shown = Shown::of(library, &found, people, sight);
    (found, shown)
}

#[test]
fn a_role_for_which_few_come_into_question_is_in_no_figure() {
    let library = small();
    let few = crowd(&library, 9, 9);
    let (found, shown) = both(&library, &few, Sight::Counts);
    assert_eq!((found.roles.len(), found.too_few.len()), (0, 2));
    assert_eq!((shown.ready, shown.successors, shown.fillable_now), (0, 0, 0));
    assert!(found.unlocks.competencies.is_empty());
    assert_eq!(both(&library, &few, Sight::Names).1.ready, 9);
    assert_eq!(both(&library, &crowd(&library, 10, 10), Sight::Counts).1.ready, 10);
    // Ten leads more do not make a crowd for their own role.
    let mut people = crowd(&library, 19, 19);
    for person in &mut people[..10] {
        person.role = library.names.roles.find("lead").unwrap();
    }
    let (found, _) = both(&library, &people, Sight::Counts);
    assert_eq!(found.too_few, [library.names.roles.find("lead").unwrap()]);
}

#[test]
fn no_part_of_a_group_is_shown_from_which_a_small_one_follows() {
    let library = small();
    for count in 0..=32 {
        for porto in 0..=count {
            let people = crowd(&library, count, porto);
            let (_, shown) = both(&library, &people, Sight::Counts);
            for share in [&shown.site, &shown.manager].into_iter().flatten() {
                assert!(share.part >= 10, "{count} {porto} {share:?}");
                assert!(share.part == share.of || share.of - share.part >= 10, "{share:?}");
            }
            assert!(shown.manager.is_none_or(|manager| manager.what.is_none()));
            assert!(shown.over_relied.is_none_or(|count| count == 0 || count >= 10));
            let larger = porto.max(count - porto);
            let is_shown = larger == count || count - larger >= 10;
            assert_eq!(shown.site.is_some(), count >= 10 && is_shown, "{count} {porto}");
        }
    }
    let people = crowd(&library, 12, 9);
    let named = both(&library, &people, Sight::Names).1;
    assert_eq!(named.site.unwrap().part, 9);
    assert_eq!(named.manager.unwrap().what.as_deref(), Some("marta"));
}

#[test]
fn two_people_for_two_roles_are_both_relied_on() {
    let library = small();
    let (found, shown) = both(&library, &crowd(&library, 2, 1), Sight::Names);
    assert_eq!((shown.fillable_now, shown.over_relied), (2, Some(2)));
    assert_eq!(found.now.over_relied, [0, 1]);
    let (_, shown) = both(&library, &crowd(&library, 3, 1), Sight::Names);
    assert_eq!((shown.fillable_now, shown.over_relied), (2, Some(0)));
    let (_, shown) = both(&library, &crowd(&library, 1, 1), Sight::Names);
    assert_eq!((shown.zero_now, shown.fillable_now, shown.successors), (0, 1, 2));
}

#[test]
fn nothing_of_protected_attributes_is_read() {
    let library = small();
    let people = crowd(&library, 12, 6);
    let mut others = people.clone();
    for (at, person) in others.iter_mut().enumerate() {
        person.attributes.insert("gender".into(), format!("{at}").into());
        person.attributes.insert("birth_year".into(), format!("{}", 1950 + at).into());
    }
    let (a, b) = (both(&library, &people, Sight::Names), both(&library, &others, Sight::Names));
    assert_eq!(format!("{a:?}"), format!("{b:?}"));
}

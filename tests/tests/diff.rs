//! What holds for a comparison of any two libraries?
//!
//! The cause of a difference is held against a plain search: every subset of the
//! edits is made to the case itself, compiled and planned for.

use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use serde_json::Value as Json;
use waypath_engine::blueprint::{self, Read};
use waypath_engine::diff::{
    Aspect, Both, Case as Asked, Change, Difference, Explained, Listed, Mixer, Seen, Side, Summary,
    Without, changes,
};
use waypath_engine::library::{Library, compile};
use waypath_engine::person::Person;
use waypath_engine::plan::{reasons, recommend};
use waypath_engine::wire;
use waypath_tests::generate::{
    Case, Competency, Each, Effect, Evidence, Expectation, Rule, Scope, Target, case,
};
use waypath_tests::run;

const CASES: u32 = 50;

/// One edit of a library; each changes one thing, and all make another subset of
/// them another library.
#[derive(Clone, Debug, PartialEq)]
enum Edit {
    Hours(usize, i64),
    Active(usize),
    Expect(usize, usize, i64),
    Weight(usize, usize, usize),
    Boost(usize, usize, i64),
    /// The last rule goes.
    Drop(usize),
    /// A rule comes behind the last.
    Add(usize, usize, i64),
    Horizon(i64),
    Slack(i64),
    PersonaHours(i64),
    /// A new competency, of which the person has evidence.
    NewCompetency(usize),
    /// The first role expects the new competency.
    ExpectNew(usize, i64),
}

/// What an edit is made of before it is fitted to a case: kind, two numbers.
type Raw = (usize, usize, usize);

fn fitted(case: &Case, (kind, at, value): Raw) -> Option<Edit> {
    let pick = |values: &[i64]| values[value % values.len()];
    let (module, role) = (at % case.modules.len(), at % case.roles.len());
    let key = |keys: Vec<usize>| keys.get(value % keys.len().max(1)).copied();
    let rules = case.rules.len();
    Some(match kind {
        0 => Edit::Hours(module, pick(&[50, 150, 400, 600])),
        1 => Edit::Active(module),
        2 => {
            let competency = key(case.roles[role].expects.keys().copied().collect())?;
            let level =
                if case.top(competency) == 100 { return None } else { [0, 100, 200, 400][at % 4] };
            Edit::Expect(role, competency, level)
        }
        3 => {
            let kpi = key(case.roles[role].kpis.keys().copied().collect())?;
            Edit::Weight(role, kpi, (case.roles[role].kpis[&kpi] + 1) % 3)
        }
        4 if rules > 0 => Edit::Boost(at % rules, value % case.modules.len(), 250),
        5 if rules > 0 => Edit::Drop(rules - 1),
        6 => Edit::Add(rules, module, pick(&[-100, 100, 250])),
        7 => Edit::Horizon(pick(&[2, 8, 20])),
        8 => Edit::Slack(pick(&[0, 100, 300])),
        9 if case.persona.is_some() => Edit::PersonaHours(pick(&[50, 400])),
        10 => Edit::NewCompetency(case.competencies.len()),
        11 => Edit::ExpectNew(case.competencies.len(), pick(&[100, 300])),
        _ => return None,
    })
}

/// A case, and edits of it that each change another thing.
fn edited() -> impl Strategy<Value = (Case, Vec<Edit>)> {
    let raw = (0_usize..12, 0_usize..36, 0_usize..36);
    (case(), prop::collection::vec(raw, 1..=4)).prop_map(|(mut case, raw)| {
        for module in &mut case.modules {
            // So that every subset of the edits compiles.
            module.kpi = module.kpi.or(Some(0));
        }
        let mut edits: Vec<Edit> = raw.into_iter().filter_map(|edit| fitted(&case, edit)).collect();
        if edits.iter().any(|edit| matches!(edit, Edit::ExpectNew(..))) {
            edits.push(Edit::NewCompetency(case.competencies.len()));
        }
        // What comes behind the last rule has no number where the last one goes.
        if edits.iter().any(|edit| matches!(edit, Edit::Drop(_))) {
            edits.retain(|edit| !matches!(edit, Edit::Add(..)));
        }
        let mut seen = BTreeSet::new();
        edits.retain(|edit| edit.does_something(&case) && seen.insert(edit.thing()));
        (case, edits)
    })
}

fn boost(module: usize, percent: i64) -> Rule {
    let scope = Scope { role: None, family: None, site: None, persona: false };
    let then = vec![Effect::Boost(Target::Module(module), percent)];
    Rule { scope, each: Each::Person, priority: 0, then }
}

impl Edit {
    /// The thing that is not the same afterwards.
    fn thing(&self) -> String {
        match self {
            Self::Hours(at, _) | Self::Active(at) => format!("module m{at}"),
            Self::Expect(at, competency, _) => format!("role job{at} expects c{competency}"),
            Self::Weight(at, kpi, _) => format!("role job{at}, KPI k{kpi}"),
            Self::Boost(at, ..) | Self::Drop(at) | Self::Add(at, ..) => format!("rule r{at}"),
            Self::Horizon(_) => "setting settings.horizon".to_owned(),
            Self::Slack(_) => "setting settings.entry_slack".to_owned(),
            Self::PersonaHours(_) => "persona p0".to_owned(),
            Self::NewCompetency(at) => format!("competency c{at}"),
            Self::ExpectNew(at, _) => format!("role job0 expects c{at}"),
        }
    }

    fn does_something(&self, case: &Case) -> bool {
        let mut after = case.clone();
        self.make(&mut after);
        format!("{after:?}") != format!("{case:?}")
    }

    fn make(&self, case: &mut Case) {
        match *self {
            Self::Hours(at, hours) => case.modules[at].hours = hours,
            Self::Active(at) => case.modules[at].active ^= true,
            Self::Expect(role, competency, level) => {
                case.roles[role].expects.get_mut(&competency).unwrap().level = level;
            }
            Self::Weight(role, kpi, weight) => drop(case.roles[role].kpis.insert(kpi, weight)),
            Self::Boost(at, module, percent) => case.rules[at] = boost(module, percent),
            Self::Drop(at) => case.rules.truncate(at),
            Self::Add(_, module, percent) => case.rules.push(boost(module, percent)),
            Self::Horizon(weeks) => case.settings.horizon = Some(weeks),
            Self::Slack(level) => case.settings.entry_slack = Some(level),
            Self::PersonaHours(hours) => {
                case.persona.as_mut().unwrap().hours_per_week = Some(hours);
            }
            Self::NewCompetency(competency) => {
                case.competencies.push(Competency::default());
                case.person.evidence.push(Evidence { competency, level: 100, source: 1, age: 10 });
            }
            Self::ExpectNew(competency, level) => {
                let expectation =
                    Expectation { level, importance: Some(0), drives: BTreeSet::new() };
                case.roles[0].expects.insert(competency, expectation);
            }
        }
    }
}

/// A compiled case.
struct Made {
    read: Read,
    library: Library,
    person: Person,
    seen: Seen,
}

impl Made {
    fn of(case: &Case) -> Self {
        let library = case.clone().compile();
        let person = case.person(&library);
        let seen = Seen::of(&library, &person, case.as_of);
        Self { read: blueprint::read(&case.sources()), library, person, seen }
    }

    fn side(&self) -> Side<'_> {
        Side { read: &self.read, library: &self.library }
    }
}

/// The case with some of the edits made; `None` where one needs another.
fn made(case: &Case, edits: &[Edit], set: &BTreeSet<usize>) -> Option<Made> {
    let chosen: Vec<&Edit> = set.iter().map(|ix| &edits[*ix]).collect();
    let has_new = chosen.iter().any(|edit| matches!(edit, Edit::NewCompetency(_)));
    let expects_new = chosen.iter().any(|edit| matches!(edit, Edit::ExpectNew(..)));
    if expects_new && !has_new {
        return None;
    }
    let mut case = case.clone();
    for edit in chosen {
        edit.make(&mut case);
    }
    Some(Made::of(&case))
}

fn all(edits: &[Edit]) -> BTreeSet<usize> {
    (0..edits.len()).collect()
}

fn show((case, edits): &(Case, Vec<Edit>)) -> String {
    format!("{}\n{:?}\n{edits:#?}", case.text(), case.person)
}

fn ensure(holds: bool, what: impl FnOnce() -> String) -> Result<(), String> {
    if holds { Ok(()) } else { Err(what()) }
}

/// A plan as JSON without what does not count: hashes, places, steps of the search.
fn stripped(made: &Made, case: &Case) -> Json {
    fn strip(json: &mut Json) {
        match json {
            Json::Object(map) => {
                map.shift_remove("place");
                map.shift_remove("nodes");
                map.values_mut().for_each(strip);
            }
            Json::Array(items) => items.iter_mut().for_each(strip),
            _ => {}
        }
    }
    let plan = recommend(&made.library, &made.person, case.as_of);
    let reasons = reasons(&made.library, &made.person, &plan);
    let plan = wire::Plan::of(&made.library, &made.person, &plan, &reasons);
    let mut json = serde_json::to_value(plan).unwrap();
    json.as_object_mut().unwrap().shift_remove("provenance");
    strip(&mut json);
    json
}

fn modules(plan: &Json) -> BTreeSet<String> {
    let modules = plan["modules"].as_array().unwrap().iter();
    modules.map(|module| module["module"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn a_difference_is_what_planning_twice_and_comparing_finds() {
    let (same, other) = (Cell::new(0), Cell::new(0));
    run::holds(2 * CASES, &edited(), show, |(case, edits)| {
        let (before, after) = (Made::of(case), made(case, edits, &all(edits)).unwrap());
        let difference = Difference::of(&before.seen, &after.seen);
        let (a, b) = (stripped(&before, case), stripped(&after, case));
        let count = if a == b { &same } else { &other };
        count.set(count.get() + 1);
        ensure(difference.is_empty() == (a == b), || format!("{difference:?}\n{a:#}\n{b:#}"))?;
        let exchange = difference.exchange(Listed::Modules);
        let only = |a: &Json, b: &Json| -> Vec<String> {
            modules(a).difference(&modules(b)).cloned().collect()
        };
        ensure(exchange.gained == only(&b, &a) && exchange.lost == only(&a, &b), || {
            format!("{exchange:?}")
        })?;
        let parts = [
            ("outcome", Aspect::Outcome),
            ("readiness", Aspect::Readiness),
            ("must_do", Aspect::MustDo),
            ("milestones", Aspect::Milestones),
            ("coaching", Aspect::Coaching),
            ("nudges", Aspect::Reminders),
            ("assess", Aspect::Assessments),
            ("flags", Aspect::Flags),
        ];
        for (key, aspect) in parts {
            let differs = difference.aspects.contains(&aspect);
            ensure(differs == (a[key] != b[key]), || format!("{key}: {difference:?}"))?;
        }
        Ok(())
    });
    assert!(same.get() > 10 && other.get() > 10, "{} {}", same.get(), other.get());
}

#[test]
fn every_edit_is_found_as_a_change_of_its_thing_and_nothing_else_is() {
    run::holds(CASES, &edited(), show, |(case, edits)| {
        let (before, after) = (Made::of(case), made(case, edits, &all(edits)).unwrap());
        let found: BTreeSet<String> = changes(&before.read, &after.read)
            .iter()
            .map(|change| change.thing.to_string())
            .collect();
        let expected: BTreeSet<String> = edits.iter().map(Edit::thing).collect();
        ensure(found == expected, || format!("{found:?}"))
    });
}

#[test]
fn other_files_in_another_order_are_no_change() {
    let strategy = (case(), any::<u64>());
    let show = |(case, _): &(Case, u64)| case.text();
    run::holds(CASES, &strategy, show, |(case, seed)| {
        let mut case = case.clone();
        let library = case.compile();
        let sources = case.shuffled_sources(*seed);
        let found = changes(&blueprint::read(&case.sources()), &blueprint::read(&sources));
        ensure(found.is_empty(), || format!("{found:#?}"))?;
        let shuffled = compile(&sources).library.unwrap();
        let seen = |library: &Library| Seen::of(library, &case.person(library), case.as_of);
        let difference = Difference::of(&seen(&library), &seen(&shuffled));
        ensure(difference.is_empty(), || format!("{difference:?}"))
    });
}

/// The edits behind changes.
fn edits_of(
    numbers: impl IntoIterator<Item = usize>,
    changes: &[Change],
    edits: &[Edit],
) -> BTreeSet<usize> {
    let edit = |number: usize| {
        let thing = changes[number].thing.to_string();
        edits.iter().position(|edit| edit.thing() == thing).unwrap()
    };
    numbers.into_iter().map(edit).collect()
}

/// What the plans are with every subset of the edits.
struct Subsets<'a> {
    case: &'a Case,
    edits: &'a [Edit],
    about: &'a BTreeSet<Aspect>,
    before: &'a Seen,
    after: &'a Seen,
}

impl Subsets<'_> {
    fn alike(&self, a: &Seen, b: &Seen) -> bool {
        self.about.iter().all(|reader| !reader.differs(&a.plan, &b.plan))
    }

    fn leads_there(&self, set: &BTreeSet<usize>) -> bool {
        let made = made(self.case, self.edits, set);
        made.is_some_and(|answer| self.alike(&answer.seen, self.after))
    }

    fn is_smallest(&self, set: &BTreeSet<usize>) -> Result<(), String> {
        ensure(self.leads_there(set), || format!("{set:?} does not lead to the plan after"))?;
        for one in set {
            let rest = set.iter().copied().filter(|other| other != one).collect();
            ensure(!self.leads_there(&rest), || format!("{set:?} does not need {one}"))?;
        }
        Ok(())
    }

    /// All edits but one, and but those that need it.
    fn without(&self, one: usize) -> Without {
        let needs = |other: &usize| {
            matches!(self.edits[one], Edit::NewCompetency(_))
                && matches!(self.edits[*other], Edit::ExpectNew(..))
        };
        let others =
            all(self.edits).into_iter().filter(|other| *other != one && !needs(other)).collect();
        match made(self.case, self.edits, &others) {
            None => Without::Impossible,
            Some(answer) if self.alike(&answer.seen, self.before) => Without::AsBefore,
            Some(answer) if self.alike(&answer.seen, self.after) => Without::AsAfter,
            Some(_) => Without::Another,
        }
    }
}

#[test]
fn the_cause_is_what_a_search_through_all_subsets_of_the_edits_confirms() {
    let (alone, together) = (Cell::new(0), Cell::new(0));
    run::holds(2 * CASES, &edited(), show, |(case, edits)| {
        let (before, after) = (Made::of(case), made(case, edits, &all(edits)).unwrap());
        let about = Difference::of(&before.seen, &after.seen).leading();
        if about.is_empty() {
            return Ok(());
        }
        let changes = changes(&before.read, &after.read);
        let mut mixer = Mixer::new(before.side(), after.side(), &changes, 1_000);
        let asked = Asked {
            both: Both { before: &before.person, after: &after.person },
            before: &before.seen,
            after: &after.seen,
            as_of: case.as_of,
            about: &about,
        };
        let Explained::Cause(cause) = mixer.explain(asked) else {
            return Err("not worked out".to_owned());
        };
        let plain =
            Subsets { case, edits, about: &about, before: &before.seen, after: &after.seen };
        let set = edits_of(cause.changes.iter().map(|change| change.0), &changes, edits);
        let count = if set.len() == 1 { &alone } else { &together };
        count.set(count.get() + 1);
        plain.is_smallest(&set).map_err(|reason| format!("{reason}\n{cause:?}"))?;
        for (change, without) in &cause.changes {
            let edit = edits_of([*change], &changes, edits).pop_first().unwrap();
            ensure(plain.without(edit) == *without, || format!("{cause:?}"))?;
        }
        if !cause.instead.is_empty() {
            let others = edits_of(cause.instead.iter().copied(), &changes, edits);
            ensure(others.is_disjoint(&set), || format!("{cause:?}"))?;
            plain.is_smallest(&others).map_err(|reason| format!("instead: {reason}\n{cause:?}"))?;
        }
        Ok(())
    });
    let counts = (alone.get(), together.get());
    assert!(counts.0 > 20 && counts.1 > 5, "{counts:?}");
}

#[test]
fn what_too_few_plans_cannot_tell_is_not_told() {
    run::holds(30, &edited(), show, |(case, edits)| {
        let (before, after) = (Made::of(case), made(case, edits, &all(edits)).unwrap());
        let about = Difference::of(&before.seen, &after.seen).leading();
        if about.is_empty() {
            return Ok(());
        }
        let changes = changes(&before.read, &after.read);
        let mut mixer = Mixer::new(before.side(), after.side(), &changes, 0);
        let asked = Asked {
            both: Both { before: &before.person, after: &after.person },
            before: &before.seen,
            after: &after.seen,
            as_of: case.as_of,
            about: &about,
        };
        ensure(mixer.explain(asked) == Explained::NotWorkedOut, String::new)
    });
}

#[test]
fn a_summary_counts_everybody_once_in_any_order() {
    let strategy = prop::collection::vec(edited(), 2..=4);
    let show = |them: &Vec<(Case, Vec<Edit>)>| them.iter().map(show).collect::<String>();
    run::holds(40, &strategy, show, |them| {
        let mut whole = Summary::default();
        let mut seen = Vec::new();
        let mut another: BTreeMap<bool, usize> = BTreeMap::new();
        for (case, edits) in them {
            let before = Made::of(case).seen;
            let after = made(case, edits, &all(edits)).unwrap().seen;
            let difference = Difference::of(&before, &after);
            *another.entry(difference.is_another_plan()).or_default() += 1;
            whole.add(&before, &after, &difference);
            seen.push((before, after, difference));
        }
        let mut turned = Summary::default();
        for (before, after, difference) in seen.iter().rev() {
            turned.add(before, after, difference);
        }
        ensure(whole == turned, || format!("{whole:#?}\n{turned:#?}"))?;
        let expected = another.get(&true).copied().unwrap_or(0);
        ensure(whole.all.people == them.len() && whole.all.another == expected, || {
            format!("{whole:#?}")
        })?;
        let people: usize = whole.by_role.values().map(|group| group.people).sum();
        ensure(people == them.len(), || format!("{whole:#?}"))
    });
}

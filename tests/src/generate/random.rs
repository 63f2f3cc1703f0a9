//! Which cases are there?

use std::collections::{BTreeMap, BTreeSet};

use jiff::ToSpan as _;
use jiff::civil::date;
use proptest::prelude::*;
use proptest::sample::select;

use super::{
    Case, Competency, Each, Effect, Evidence, Expectation, IMPORTANCE, KPI_WEIGHTS, KPIS, Match,
    Module, Persona, Progress, Role, Rule, SOURCES, Scope, Settings, Target, Unknown, Who,
};

/// Any case.
pub fn case() -> impl Strategy<Value = Case> {
    let library = (
        0_i64..7,
        settings(),
        prop::collection::vec(raw_competency(), 3..=6),
        raw_shape(),
        prop::collection::vec(raw_role(), 1..=2),
        prop::collection::vec(raw_module(), 3..=9),
        prop::collection::vec(raw_rule(), 0..=5),
        prop::option::weighted(0.8, persona_at_random()),
    );
    (library, raw_person()).prop_map(|(library, person)| {
        let (day, settings, competencies, shape, roles, modules, rules, persona) = library;
        let mut case = Case {
            as_of: date(2026, 1, 12).checked_add(day.days()).unwrap(),
            settings,
            competencies: formed(&competencies, &shape),
            roles: Vec::new(),
            modules: Vec::new(),
            rules: Vec::new(),
            persona,
            person: Who {
                role: 0,
                target: None,
                site: None,
                shift: None,
                in_role: None,
                in_company: None,
                hours_per_week: None,
                fte: 100,
                away: None,
                has_mentor: false,
                evidence: Vec::new(),
                progress: Vec::new(),
            },
        };
        for raw in &roles {
            let role = formed_role(&case, raw);
            case.roles.push(role);
        }
        case.modules = modules.iter().map(|module| formed_module(&case, module)).collect();
        case.rules = rules.iter().map(|rule| formed_rule(&case, rule)).collect();
        case.person = formed_person(&case, &person);
        case
    })
}

fn settings() -> impl Strategy<Value = Settings> {
    let unless_unsaid = |values: Vec<i64>| prop::option::of(select(values));
    let sizes = vec![(3, 5), (3, 3), (3, 4), (4, 4), (4, 5)];
    (
        unless_unsaid(vec![0, 25, 50, 100]),
        unless_unsaid(vec![0, 25, 50, 100]),
        unless_unsaid(vec![0, 50, 100, 400]),
        unless_unsaid(vec![50, 100, 150, 300]),
        unless_unsaid(vec![2, 4, 6, 20]),
        prop::option::weighted(0.4, select(sizes)),
        any::<bool>(),
        any::<bool>(),
    )
        .prop_map(|(slack, gap, gain, hours, horizon, modules, prefer_self, short_self)| {
            Settings {
                entry_slack: slack,
                smallest_gap: gap,
                smallest_gain: gain,
                hours_per_week: hours,
                horizon,
                modules,
                prefer_self,
                short_self,
            }
        })
}

fn level() -> impl Strategy<Value = i64> {
    select(vec![50, 100, 100, 125, 133, 150, 200, 200, 250, 300, 300, 400])
}

#[derive(Clone, Debug)]
struct RawCompetency {
    requires: Option<(usize, i64)>,
    inferred_from: Vec<(usize, i64)>,
}

fn raw_competency() -> impl Strategy<Value = RawCompetency> {
    (
        prop::option::weighted(0.4, (0_usize..6, level())),
        prop::collection::vec((0_usize..6, select(vec![33, 50, 75, 100])), 0..=2),
    )
        .prop_map(|(requires, inferred_from)| RawCompetency { requires, inferred_from })
}

/// Which competency has parts, and which is a certificate.
#[derive(Clone, Debug)]
struct RawShape {
    parent: Option<(usize, usize)>,
    certificate: Option<(usize, Option<i64>)>,
}

fn raw_shape() -> impl Strategy<Value = RawShape> {
    (
        prop::option::of((0_usize..6, 1_usize..=3)),
        prop::option::weighted(0.4, (0_usize..6, prop::option::of(select(vec![12, 24])))),
    )
        .prop_map(|(parent, certificate)| RawShape { parent, certificate })
}

fn formed(raw: &[RawCompetency], shape: &RawShape) -> Vec<Competency> {
    let number = raw.len();
    let mut all: Vec<Competency> = vec![Competency::default(); number];
    if let Some((parent, parts)) = shape.parent {
        let parent = parent % number;
        for part in 1..=parts.min(number - 1) {
            all[(parent + part) % number].part_of = Some(parent);
        }
    }
    let is_parent = |all: &[Competency], ix: usize| all.iter().any(|one| one.part_of == Some(ix));
    if let Some((certificate, valid)) = shape.certificate {
        let at = certificate % number;
        if !is_parent(&all, at) && all[at].part_of.is_none() {
            all[at].yes_no = true;
            all[at].valid = valid;
        }
    }
    for (at, raw) in raw.iter().enumerate() {
        if is_parent(&all, at) {
            continue;
        }
        // Only what stands before, so that nothing goes round in a circle.
        if let Some((required, level)) = raw.requires.filter(|_| at > 0) {
            let required = required % at;
            if !is_parent(&all, required) {
                let level = if all[required].yes_no { 100 } else { level };
                all[at].requires.insert(required, level);
            }
        }
        for (neighbour, share) in &raw.inferred_from {
            let neighbour = neighbour % number;
            if neighbour != at && !is_parent(&all, neighbour) {
                all[at].inferred_from.insert(neighbour, *share);
            }
        }
    }
    all
}

#[derive(Clone, Debug)]
struct RawRole {
    family: Option<usize>,
    job_ready: Option<i128>,
    entry: Vec<(usize, i64)>,
    extends: Option<usize>,
    expects: Vec<(usize, i64, Option<usize>, BTreeSet<usize>)>,
    kpis: BTreeMap<usize, usize>,
}

fn raw_role() -> impl Strategy<Value = RawRole> {
    let drives = prop::collection::btree_set(0..KPIS, 0..=2);
    let importance = prop::option::of(0..IMPORTANCE.len());
    (
        prop::option::of(0_usize..2),
        prop::option::of(select(vec![0_i128, 50, 60, 100])),
        prop::collection::vec((0_usize..6, level()), 0..=3),
        prop::option::weighted(0.3, 0_usize..6),
        prop::collection::vec((0_usize..6, level(), importance, drives), 1..=6),
        prop::collection::btree_map(0..KPIS, 0..KPI_WEIGHTS.len(), 0..=KPIS),
    )
        .prop_map(|(family, job_ready, entry, extends, expects, kpis)| RawRole {
            family,
            job_ready,
            entry,
            extends,
            expects,
            kpis,
        })
}

fn formed_role(case: &Case, raw: &RawRole) -> Role {
    let number = case.competencies.len();
    let fitting = |at: usize, level: i64| (at % number, level.min(case.top(at % number)));
    let whole = |(at, level): (usize, i64)| (at, if case.top(at) == 100 { 100 } else { level });
    let expects = raw.expects.iter().map(|(at, level, importance, drives)| {
        let (at, level) = whole(fitting(*at, *level));
        (at, Expectation { level, importance: *importance, drives: drives.clone() })
    });
    let base = raw.extends.filter(|_| !case.roles.is_empty());
    let without = base.into_iter().filter_map(|id| {
        let inherited: Vec<usize> = case.roles[0].expects.keys().copied().collect();
        (id > 0).then(|| inherited[id % inherited.len()])
    });
    Role {
        family: raw.family,
        job_ready: raw.job_ready,
        entry: raw.entry.iter().map(|(at, level)| whole(fitting(*at, *level))).collect(),
        extends: base.map(|_| 0),
        without: without.collect(),
        expects: expects.collect(),
        kpis: raw.kpis.clone(),
    }
}

#[derive(Clone, Debug)]
struct RawModule {
    active: bool,
    micro: bool,
    hours: i64,
    builds: Vec<(usize, i64, i64)>,
    entry: Option<(usize, i64)>,
    tags: BTreeSet<usize>,
    shift: Option<usize>,
    site: Option<usize>,
    kpi: Option<usize>,
    within: i64,
}

fn raw_module() -> impl Strategy<Value = RawModule> {
    let from = select(vec![0, 0, 0, 50, 100, 100, 150, 200, 300]);
    let width = select(vec![50, 100, 100, 133, 150, 200, 300]);
    (
        prop::bool::weighted(0.9),
        any::<bool>(),
        select(vec![0, 50, 100, 100, 150, 200, 200, 250, 300, 400, 600]),
        prop::collection::vec((0_usize..6, from, width), 1..=3),
        prop::option::weighted(0.3, (0_usize..6, level())),
        prop::collection::btree_set(0_usize..2, 0..=2),
        prop::option::weighted(0.1, 0_usize..2),
        prop::option::weighted(0.1, 0_usize..2),
        prop::option::weighted(0.8, 0..KPIS),
        select(vec![14, 30]),
    )
        .prop_map(|(active, micro, hours, builds, entry, tags, shift, site, kpi, within)| {
            RawModule { active, micro, hours, builds, entry, tags, shift, site, kpi, within }
        })
}

/// The leaf at or after a number.
fn leaf(case: &Case, at: usize) -> usize {
    let number = case.competencies.len();
    (0..number).map(|step| (at + step) % number).find(|ix| !case.is_parent(*ix)).unwrap()
}

fn formed_module(case: &Case, raw: &RawModule) -> Module {
    let builds = raw.builds.iter().map(|(at, from, width)| {
        let at = leaf(case, *at);
        if case.top(at) == 100 { (at, (0, 100)) } else { (at, (*from, (from + width).min(400))) }
    });
    let entry = raw.entry.iter().map(|(at, level)| {
        let at = leaf(case, *at);
        (at, if case.top(at) == 100 { 100 } else { *level })
    });
    Module {
        active: raw.active,
        micro: raw.micro,
        hours: raw.hours,
        builds: builds.collect(),
        entry: entry.collect(),
        tags: raw.tags.clone(),
        shift: raw.shift,
        site: raw.site,
        kpi: raw.kpi,
        within: raw.within,
    }
}

#[derive(Clone, Debug)]
struct RawRule {
    scope: Scope,
    each: Each,
    priority: i32,
    then: Vec<RawEffect>,
}

#[derive(Clone, Debug)]
struct RawEffect {
    kind: usize,
    on: usize,
    at: usize,
    percent: i64,
    hours: i64,
    modules: usize,
    due: Option<i64>,
    renew: Option<i64>,
}

fn raw_rule() -> impl Strategy<Value = RawRule> {
    let scope = (
        prop::option::weighted(0.2, 0_usize..2),
        prop::option::weighted(0.15, 0_usize..2),
        prop::option::weighted(0.15, 0_usize..2),
        prop::bool::weighted(0.2),
    );
    let scope =
        scope.prop_map(|(role, family, site, persona)| Scope { role, family, site, persona });
    let each = prop_oneof![
        4 => Just(Each::Person),
        1 => Just(Each::CriticalGap),
        1 => select(vec![50, 100, 200]).prop_map(Each::GapFrom),
        1 => (0_usize..2).prop_map(Each::Tagged),
        1 => select(vec![100, 250]).prop_map(Each::HoursFrom),
    ];
    let then = prop::collection::vec(raw_effect(), 1..=2);
    (scope, each, -1_i32..=1, then).prop_map(|(scope, each, priority, then)| RawRule {
        scope,
        each,
        priority,
        then,
    })
}

fn raw_effect() -> impl Strategy<Value = RawEffect> {
    (
        0_usize..14,
        0_usize..4,
        0_usize..9,
        select(vec![-100, -50, -10, 7, 20, 33, 50, 100, 250]),
        select(vec![50, 200, 400, 600, 900]),
        3_usize..=5,
        prop::option::of(select(vec![10, 60, 400])),
        prop::option::of(select(vec![1, 6, 12])),
    )
        .prop_map(|(kind, on, at, percent, hours, modules, due, renew)| RawEffect {
            kind,
            on,
            at,
            percent,
            hours,
            modules,
            due,
            renew,
        })
}

fn formed_rule(case: &Case, raw: &RawRule) -> Rule {
    let families: BTreeSet<usize> = case.roles.iter().filter_map(|role| role.family).collect();
    let scope = Scope {
        role: raw.scope.role.filter(|role| *role < case.roles.len()),
        family: raw.scope.family.filter(|settings| families.contains(settings)),
        persona: raw.scope.persona && case.persona.is_some(),
        ..raw.scope.clone()
    };
    let then = raw.then.iter().map(|effect| formed_effect(case, effect, raw.each)).collect();
    Rule { scope, each: raw.each, priority: raw.priority, then }
}

fn formed_effect(case: &Case, raw: &RawEffect, each: Each) -> Effect {
    let module = raw.at % case.modules.len();
    let matching = match raw.at % 3 {
        0 => Match::Tag(raw.at % 2),
        1 => Match::Micro,
        _ => Match::Builds(leaf(case, raw.at)),
    };
    let on = match raw.on {
        0 => Target::Module(module),
        1 => Target::Match(matching),
        _ if each == Each::Person => Target::Module(module),
        _ => Target::About,
    };
    match raw.kind {
        0..=2 => Effect::Boost(on, raw.percent),
        3 | 4 => Effect::Exclude(on),
        5 | 6 => Effect::Require(on),
        7 => Effect::RequireOne(matching),
        8 => Effect::LimitHours(raw.hours),
        9 => Effect::LimitModules(raw.modules),
        10 => Effect::Mandate { module, due: raw.due, renew: raw.renew },
        11 => Effect::Coach(raw.at % 2),
        12 => Effect::Nudge(raw.hours / 10),
        _ => Effect::Flag,
    }
}

fn persona_at_random() -> impl Strategy<Value = Persona> {
    (
        select(vec![Unknown::Assess, Unknown::Entry, Unknown::Beginner]),
        any::<bool>(),
        prop::option::weighted(0.3, select(vec![3, 8, 26, 30])),
        prop::option::weighted(0.3, select(vec![50, 150, 400])),
    )
        .prop_map(|(unknown, per_hour, horizon, hours_per_week)| Persona {
            unknown,
            per_hour,
            horizon,
            hours_per_week,
        })
}

/// Competency, level, source and age.
type RawEvidence = (usize, i64, usize, i64);
/// Level, source and age.
type RawFirst = Option<(i64, usize, i64)>;

#[derive(Clone, Debug)]
struct RawPerson {
    roles: (usize, Option<usize>),
    place: (Option<usize>, Option<usize>),
    since: (Option<i64>, Option<i64>),
    time: (Option<i64>, i64, Option<(i64, i64)>),
    has_mentor: bool,
    evidence: (Vec<RawFirst>, Vec<RawEvidence>),
    progress: Vec<(usize, usize, i64)>,
}

fn raw_person() -> impl Strategy<Value = RawPerson> {
    let held = || select(vec![0, 0, 25, 50, 100, 100, 150, 150, 200, 250, 300, 400]);
    let age = || select(vec![-5_i64, 0, 10, 100, 200, 400, 600, 900]);
    let since = || prop::option::weighted(0.7, select(vec![3_i64, 50, 500]));
    let first = prop::option::weighted(0.8, (held(), 0..SOURCES.len(), age()));
    let evidence = (
        prop::collection::vec(first, 6),
        prop::collection::vec((0_usize..6, held(), 0..SOURCES.len(), age()), 0..=4),
    );
    let status = select(vec![0_usize, 0, 1, 2, 3, 4, 5, 6]);
    let progress = (0_usize..9, status, select(vec![-3_i64, 0, 5, 30, 170, 350]));
    let time = (
        prop::option::weighted(0.3, select(vec![0_i64, 50, 100, 250, 1000])),
        select(vec![100_i64, 100, 80, 50]),
        prop::option::weighted(0.2, (-10_i64..60, 5_i64..260)),
    );
    (
        (0_usize..2, prop::option::of(0_usize..2)),
        (prop::option::weighted(0.8, 0_usize..2), prop::option::weighted(0.8, 0_usize..2)),
        (since(), since()),
        time,
        any::<bool>(),
        evidence,
        prop::collection::vec(progress, 0..=4),
    )
        .prop_map(|(roles, place, since, time, has_mentor, evidence, progress)| RawPerson {
            roles,
            place,
            since,
            time,
            has_mentor,
            evidence,
            progress,
        })
}

fn formed_person(case: &Case, raw: &RawPerson) -> Who {
    let number = case.competencies.len();
    let one = |(at, level, source, age): RawEvidence| {
        let competency = at % number;
        let yes = if level >= 150 { 100 } else { 0 };
        let level = if case.top(competency) == 100 { yes } else { level };
        Evidence { competency, level, source, age }
    };
    let first = raw.evidence.0.iter().take(number).enumerate();
    let first = first
        .filter_map(|(at, answer)| answer.map(|(level, source, age)| (at, level, source, age)));
    // A parent's own evidence is the exception.
    let first = first.filter(|row| !case.is_parent(row.0) || row.2 % 2 == 0);
    let roles = case.roles.len();
    Who {
        role: raw.roles.0 % roles,
        target: raw.roles.1.map(|role| role % roles),
        site: raw.place.0,
        shift: raw.place.1,
        in_role: raw.since.0,
        in_company: raw.since.1,
        hours_per_week: raw.time.0,
        fte: raw.time.1,
        away: raw.time.2.map(|(from, days)| (from, from + days)),
        has_mentor: raw.has_mentor,
        evidence: first.chain(raw.evidence.1.iter().copied()).map(one).collect(),
        progress: raw
            .progress
            .iter()
            .map(|(module, status, age)| Progress {
                module: module % case.modules.len(),
                status: *status,
                age: *age,
            })
            .collect(),
    }
}

//! Keeps the example library alive: everything in it is of use to somebody.
//!
//! Planned for all example people on one date. A module nobody gets, a prompt
//! nobody is asked, a rule that never or always fires is text that nobody would
//! miss; each failure lists exactly what to write somebody for, or to delete.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use waypath_engine::advice::{Act, Topic};
use waypath_engine::blueprint;
use waypath_engine::diagnostic::Code;
use waypath_engine::id::{Id as _, RuleIx};
use waypath_engine::library::{Each, KpiKind, Library, Source, compile};
use waypath_engine::person::{Person, Status, Subject};
use waypath_engine::plan::{Decision, Outcome, recommend};
use waypath_engine::rules::Effect;
use waypath_engine::source::{EntryPart, PlacedEntries, PlacedEntry};
use waypath_tests::fixture::{AS_OF, Fixture, repository};
use waypath_tests::wording::alike;

struct Stage {
    fixture: Fixture,
    plans: Vec<Decision>,
}

/// The example library, its people and their plans.
static STAGE: LazyLock<Stage> = LazyLock::new(|| {
    let fixture = Fixture::read(&repository());
    let plans =
        fixture.people.iter().map(|person| recommend(&fixture.library, person, AS_OF)).collect();
    Stage { fixture, plans }
});

fn library() -> &'static Library {
    &STAGE.fixture.library
}

fn cast() -> impl Iterator<Item = (&'static Person, &'static Decision)> {
    STAGE.fixture.people.iter().zip(&STAGE.plans)
}

fn nothing_missing<T: Into<String>>(what: &str, missing: impl IntoIterator<Item = T>) {
    let missing: Vec<String> = missing.into_iter().map(Into::into).collect();
    assert!(missing.is_empty(), "{what}:\n  {}", missing.join("\n  "));
}

#[test]
fn every_active_module_has_a_place_in_some_plan() {
    let mut placed = BTreeSet::new();
    for (_, plan) in cast() {
        placed.extend(plan.picks.iter().map(|pick| pick.module));
        placed.extend(plan.must_do.iter().map(|must_do| must_do.module));
    }
    let modules = library().modules.iter();
    let unused = modules.filter(|(ix, module)| module.active && !placed.contains(ix));
    nothing_missing("modules in nobody's plan", unused.map(|(ix, _)| library().module_id(ix)));
}

#[test]
fn every_prompt_is_given_to_somebody() {
    let given: BTreeSet<_> =
        cast().flat_map(|(_, plan)| plan.coaching.iter().map(|coaching| coaching.prompt)).collect();
    let prompts = library().names.prompts.iter();
    let unused = prompts.filter(|(ix, _)| !given.contains(ix));
    nothing_missing("prompts nobody is asked", unused.map(|(_, id)| id.as_str()));
}

/// How many things a rule is asked about for somebody.
fn topics(rule: RuleIx, person: &Person, plan: &Decision) -> usize {
    let is_done =
        |ix| person.progress_of(ix, AS_OF).is_some_and(|progress| progress.status.is_done());
    match library().rules[rule].each {
        Each::Person => 1,
        Each::Gap => plan.advice.gaps.planned().count(),
        Each::Module => {
            library().modules.iter().filter(|(ix, module)| module.active && !is_done(*ix)).count()
        }
    }
}

#[test]
fn every_rule_fires_and_stays_silent() {
    let (mut fires, mut stays_silent) = (BTreeSet::new(), BTreeSet::new());
    for (person, plan) in cast() {
        let mut fired: BTreeMap<RuleIx, BTreeSet<Topic>> = BTreeMap::new();
        for firing in &plan.advice.fired {
            fired.entry(firing.rule).or_default().insert(firing.topic);
        }
        fires.extend(fired.keys().copied());
        for (ix, rule) in library().rules.iter() {
            let is_asked =
                rule.scope.includes(person.role, plan.advice.persona, person.site.as_deref());
            let is_undecided = plan.advice.undecided.iter().any(|(rule, _)| *rule == ix);
            let times = fired.get(&ix).map_or(0, BTreeSet::len);
            if is_asked && !is_undecided && times < topics(ix, person, plan) {
                stays_silent.insert(ix);
            }
        }
    }
    let other = |seen: &BTreeSet<RuleIx>| {
        let rules = library().names.rules.iter();
        let others: Vec<&str> =
            rules.filter(|(ix, _)| !seen.contains(ix)).map(|(_, id)| id.as_str()).collect();
        others
    };
    nothing_missing("rules that never fire", other(&fires));
    nothing_missing("rules that are never silent for somebody in scope", other(&stays_silent));
}

#[test]
fn no_rule_fails() {
    let failed = cast().flat_map(|(person, plan)| {
        let name = |rule| library().names.rules.id(rule);
        plan.advice
            .failed
            .iter()
            .map(move |(rule, error)| format!("{} for {}: {error:?}", name(*rule), person.id))
    });
    nothing_missing("rules that failed", failed);
}

fn kind(act: &Act) -> &'static str {
    match act {
        Act::Boost { .. } => "boost",
        Act::Exclude { .. } => "exclude",
        Act::Require { .. } => "require",
        Act::RequireOne { .. } => "require_one",
        Act::Mandate { .. } => "mandate",
        Act::Coach { .. } => "coach",
        Act::Nudge { .. } => "nudge",
        Act::Assess { .. } => "assess",
        Act::Limit { .. } => "limit",
        Act::Flag { .. } => "flag",
    }
}

#[test]
fn every_kind_of_effect_occurs() {
    let mut seen = BTreeSet::new();
    for firing in cast().flat_map(|(_, plan)| &plan.advice.fired) {
        seen.extend(firing.effects.iter().map(kind));
        let calls = library().rules[firing.rule]
            .then
            .iter()
            .any(|effect| matches!(effect, Effect::Call(_)));
        seen.extend(calls.then_some("call"));
    }
    let effects = blueprint::rule::EFFECTS.iter().copied();
    nothing_missing("effects no plan shows", effects.filter(|effect| !seen.contains(effect)));
}

#[test]
fn every_outcome_occurs() {
    let seen: Vec<Outcome> = cast().map(|(_, plan)| plan.outcome).collect();
    let unseen = Outcome::ALL.iter().filter(|outcome| !seen.contains(outcome));
    nothing_missing("outcomes nobody has", unseen.map(|outcome| outcome.as_str()));
}

#[test]
fn every_persona_has_members() {
    let seen: BTreeSet<_> = cast().filter_map(|(_, plan)| plan.advice.persona).collect();
    let personas = library().names.personas.iter();
    let empty = personas.filter(|(ix, _)| !seen.contains(ix));
    nothing_missing("personas without anybody", empty.map(|(_, id)| id.as_str()));
}

#[test]
fn every_kpi_of_a_role_is_measured_or_leads() {
    let milestones = cast().flat_map(|(_, plan)| &plan.milestones);
    let measured: BTreeSet<_> =
        milestones.filter_map(|milestone| milestone.kpi.as_ref()).map(|kpi| kpi.kpi).collect();
    let used = library().roles.values().flat_map(|role| role.kpis.keys().copied());
    let idle: BTreeSet<_> = used
        .filter(|kpi| !measured.contains(kpi) && library().kpis[*kpi].kind != KpiKind::Leading)
        .collect();
    nothing_missing("KPIs no milestone measures", idle.iter().map(|kpi| library().kpi_id(*kpi)));
}

#[test]
fn every_milestone_has_a_kpi() {
    let bare = cast().flat_map(|(person, plan)| {
        let bare = plan.milestones.iter().filter(|milestone| milestone.kpi.is_none());
        bare.map(move |milestone| {
            format!("{} of {}", library().module_id(milestone.module), person.id)
        })
    });
    nothing_missing("milestones without a KPI", bare);
}

#[test]
fn every_search_is_proved() {
    let open = cast().filter(|(_, plan)| plan.proof.is_some_and(|proof| !proof.proved));
    nothing_missing("plans not proved to be the best", open.map(|(person, _)| person.id.as_str()));
}

#[test]
fn the_files_of_people_use_every_kind_of_row() {
    let people = &STAGE.fixture.people;
    let statuses: BTreeSet<Status> =
        people.iter().flat_map(|person| &person.progress).map(|progress| progress.status).collect();
    let missing = Status::ALL.iter().filter(|status| !statuses.contains(status));
    nothing_missing("statuses nobody has", missing.map(|status| status.as_str()));
    let sources: Vec<Source> =
        people.iter().flat_map(|person| &person.evidence).map(|evidence| evidence.source).collect();
    let missing = Source::ALL.iter().filter(|source| !sources.contains(source));
    nothing_missing("sources of no evidence", missing.map(|source| source.as_str()));
    let has_reading =
        |of| people.iter().flat_map(|person| &person.readings).any(|reading| reading.subject == of);
    assert!(has_reading(Subject::Person) && has_reading(Subject::Team));
}

#[test]
fn ana_silva_has_a_whole_plan_whenever_somebody_looks() {
    let ana = STAGE.fixture.person("ana-silva");
    for date in ["2026-01-12", "2026-11-22", "2028-06-01", "2031-01-01"] {
        let plan = recommend(library(), ana, date.parse().unwrap());
        assert_eq!(plan.outcome, Outcome::Plan, "{date}");
        assert!((4..=5).contains(&plan.picks.len()), "{} modules on {date}", plan.picks.len());
    }
}

#[test]
fn the_library_is_as_large_as_a_team_would_write_it() {
    let library = library();
    let described =
        library.competencies.values().filter(|competency| !competency.anchors.is_empty()).count();
    let modules = library.modules.values().filter(|module| module.active).count();
    let counts = [
        ("models", library.models.len(), 5),
        ("competencies with anchors", described, 50),
        ("roles", library.roles.len(), 18),
        ("modules", modules, 85),
        ("KPIs", library.kpis.len(), 25),
        ("prompts", library.prompts.len(), 40),
        ("personas", library.personas.len(), 12),
        ("rules", library.rules.len(), 45),
        ("people", STAGE.fixture.people.len(), 60),
    ];
    let few = counts.iter().filter(|(_, number, least)| number < least);
    nothing_missing("too few", few.map(|(what, is, least)| format!("{is} of {least} {what}")));
}

#[test]
fn every_competency_with_levels_has_an_anchor_for_each() {
    let top = library().scale.top();
    let bare = library().competencies.iter().filter(|(_, competency)| {
        !competency.yes_no
            && !competency.is_parent
            && usize::from(top.hundredths() / 100) > competency.anchors.len()
    });
    nothing_missing("levels nobody could see", bare.map(|(ix, _)| library().competency_id(ix)));
}

#[test]
fn every_rule_promises_when_it_fires_and_when_not() {
    let files = waypath_files::library::read(&repository()).unwrap();
    let blueprint = blueprint::read(&files.sources).blueprint;
    let rules: Vec<_> =
        blueprint.rules.iter().filter_map(|(id, rule)| Some((id, rule.value.as_ref()?))).collect();
    assert_eq!(rules.len(), library().rules.len(), "a rule could not be read");
    let fires = |pair: &&(_, &blueprint::rule::Rule), fires| {
        pair.1.examples.iter().any(|example| example.fires == fires)
    };
    let silent = rules.iter().filter(|rule| !fires(rule, true) || !fires(rule, false));
    nothing_missing("rules without an example of both", silent.map(|(id, _)| id.as_str()));
}

#[test]
fn no_program_may_be_judged_by_a_kpi_outside_its_influence() {
    let avoided = [
        ("manager-development", "enterprise-revenue"),
        ("sales-enablement", "company-profit"),
        ("onboarding", "annual-engagement-score"),
        ("clinical-compliance", "customer-satisfaction"),
        ("digital-skills", "revenue-per-employee"),
        ("technical-skills", "revenue-per-employee"),
    ];
    for (program, kpi) in avoided {
        let role = format!(
            "roles:\n  judged:\n    title: Judged\n    program: {program}\n    kpis:\n      {kpi}: {{ baseline: 1, target: 2 }}\n"
        );
        let mut files = waypath_files::library::read(&repository()).unwrap();
        let path = "competency_models/customer_support/judged.yaml".to_owned();
        files.sources.files.push(waypath_engine::source::Source { path, bytes: role.into() });
        let diagnostics = compile(&files.sources).diagnostics;
        let guarded = diagnostics.iter().find(|diagnostic| diagnostic.code == Code::AvoidedKpi);
        let guarded = guarded.unwrap_or_else(|| panic!("{program} may use {kpi}"));
        assert!(guarded.message.contains(kpi), "{guarded}");
        assert!(guarded.help.is_some(), "{guarded}");
    }
}

/// Texts of one kind, each with where it stands; those of one place are not
/// compared with each other.
type Texts = Vec<(String, String)>;

fn too_alike(texts: &Texts) -> Vec<String> {
    let mut found = Vec::new();
    for (at, (place, text)) in texts.iter().enumerate() {
        for (other_place, other) in &texts[at + 1..] {
            if let Some(why) = alike(text, other).filter(|_| place != other_place) {
                found.push(format!("{place} and {other_place}: {why}\n    {text}\n    {other}"));
            }
        }
    }
    found
}

#[test]
fn no_two_proofs_anchors_or_prompts_differ_only_in_nouns() {
    let library = library();
    let modules = || library.modules.iter().map(|(ix, module)| (library.module_id(ix), module));
    let whole = |id: &str, proof: &waypath_engine::library::Proof| {
        (id.to_owned(), format!("{}. {}", proof.produces, proof.done_when.join(". ")))
    };
    let criteria = modules().flat_map(|(id, module)| {
        let lines = module.proof.done_when.iter().chain([&module.proof.produces]);
        lines.map(move |line| (id.to_owned(), line.to_string()))
    });
    let behaviours = modules()
        .filter_map(|(id, module)| Some((id.to_owned(), module.behaviour.as_ref()?.to_string())));
    let anchors = library.competencies.iter().flat_map(|(ix, competency)| {
        let place = move |level: &u16| format!("{} {level}", library.competency_id(ix));
        competency.anchors.iter().map(move |(level, text)| (place(level), text.to_string()))
    });
    let prompts =
        || library.prompts.iter().map(|(ix, prompt)| (library.names.prompts.id(ix), prompt));
    let said = prompts().map(|(id, prompt)| (id.to_string(), prompt.say.to_string()));
    let looked_for = prompts().flat_map(|(id, prompt)| {
        let lines = prompt.look_for.iter().chain(&prompt.checklist);
        lines.map(move |line| (id.to_string(), line.to_string()))
    });
    let kinds: [Texts; 6] = [
        modules().map(|(id, module)| whole(id, &module.proof)).collect(),
        criteria.collect(),
        behaviours.collect(),
        anchors.collect(),
        said.collect(),
        looked_for.collect(),
    ];
    nothing_missing("texts that differ in nouns only", kinds.iter().flat_map(too_alike));
}

#[test]
fn texts_that_differ_in_nouns_only_are_found() {
    let pairs = [
        (
            "Explains the cause of the fault to the customer in plain words.",
            "Explains the lines of the bill to the caller in plain words.",
        ),
        (
            "Names the router and checks it before the visit",
            "Names the tariff and checks it before the order",
        ),
        (
            "Which question of yours found the cause this week?",
            "Which sentence of yours found the error this month?",
        ),
    ];
    for (one, other) in pairs {
        assert!(alike(one, other).is_some(), "{one}\n{other}");
    }
    let own = [
        (
            "Names the likely cause and checks it.",
            "Sets a limit on abuse once, kindly and clearly.",
        ),
        ("Waits for a yes before touching the keyboard.", "Gives a date instead of 'soon'."),
    ];
    for (one, other) in own {
        assert_eq!(alike(one, other), None, "{one}\n{other}");
    }
}

/// Every character of every file leads to a thing, whose place holds the character; and
/// every key and text found so leads back to itself.
#[test]
fn places_lead_to_things_and_things_to_places() {
    let sources = waypath_files::library::read(&repository()).unwrap().sources;
    let compiled = compile(&sources);
    let (positions, things) = (&compiled.positions, PlacedEntries::new(&compiled.positions));
    let place = |thing: &PlacedEntry<'_>| match thing.part {
        EntryPart::Key => positions.key(&thing.path),
        EntryPart::Value => positions.value(&thing.path),
    };
    let mut found = 0;
    for file in &sources.files {
        let text = std::str::from_utf8(&file.bytes).unwrap();
        let mut start = 0;
        for (line, written) in (1..).zip(text.split_inclusive('\n')) {
            let mut last = None;
            for (column, (ahead, _)) in (1..).zip(written.trim_end().char_indices()) {
                let Some(thing) = things.at(&file.path, line, column) else { continue };
                if last.as_ref() == Some(&thing) {
                    continue;
                }
                let byte = start + ahead;
                let stands = place(&thing).unwrap_or_else(|| panic!("{thing:?} stands nowhere"));
                assert_eq!(&*stands.file, file.path, "{thing:?}");
                let is_around = stands.bytes.start <= byte
                    && (byte < stands.bytes.end || stands.bytes.is_empty());
                assert!(is_around, "{}:{line}:{column}: {thing:?} is at {stands}", file.path);
                let back = things.at(&stands.file, stands.line, stands.column).unwrap();
                // A map starts where its first key does.
                assert!(back.path.starts_with(&thing.path), "{thing:?} leads to {back:?}");
                found += usize::from(back == thing);
                last = Some(thing);
            }
            start += written.len();
        }
    }
    assert!(found > 5_000, "{found} keys and texts lead back");
}

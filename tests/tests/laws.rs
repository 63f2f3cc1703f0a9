//! What holds for every library and every person?

use std::collections::BTreeSet;
use std::sync::Arc;

use proptest::prelude::*;
use serde_json::Value as Json;
use waypath_engine::id::ModuleIx;
use waypath_engine::library::{Library, compile};
use waypath_engine::person::Person;
use waypath_engine::plan::{Decision, Outcome, State, reasons, recommend};
use waypath_engine::wire;
use waypath_tests::generate::{Case, Each, Effect, Evidence, Target, case};
use waypath_tests::run;
use waypath_tests::yaml::Shuffle;

/// How many cases each law is tried on.
const CASES: u32 = 200;

struct Planned {
    library: Library,
    person: Person,
    plan: Decision,
}

impl Planned {
    /// Compiles a case and plans. Modules without a KPI that need one get it.
    fn of(case: &mut Case) -> Self {
        let library = case.compile();
        let person = case.person(&library);
        let plan = recommend(&library, &person, case.as_of);
        Self { library, person, plan }
    }

    fn bytes(&self) -> String {
        bytes(&self.library, &self.person, &self.plan)
    }

    fn json(&self) -> Json {
        serde_json::to_value(written(&self.library, &self.person, &self.plan)).unwrap()
    }

    fn ids<'a>(&self, modules: impl IntoIterator<Item = &'a ModuleIx>) -> BTreeSet<String> {
        modules.into_iter().map(|module| self.library.module_id(*module).to_owned()).collect()
    }

    /// What is in whatever is chosen, and what has to be done.
    fn fixed(&self) -> [BTreeSet<String>; 3] {
        let picks = || self.plan.picks.iter();
        let required = picks().filter(|pick| !pick.required_by.is_empty());
        let settled = picks().filter(|pick| pick.state != State::Proposed);
        [
            self.ids(required.map(|id| &id.module)),
            self.ids(settled.map(|id| &id.module)),
            self.ids(self.plan.must_do.iter().map(|must_do| &must_do.module)),
        ]
    }
}

fn bytes(library: &Library, person: &Person, plan: &Decision) -> String {
    serde_json::to_string(&written(library, person, plan)).unwrap()
}

fn written(library: &Library, person: &Person, plan: &Decision) -> wire::Plan {
    wire::Plan::of(library, person, plan, &reasons(library, person, plan))
}

fn show<T>((case, _): &(Case, T)) -> String {
    format!("{}\n{:?}", case.text(), case.person)
}

fn ensure(holds: bool, what: impl FnOnce() -> String) -> Result<(), String> {
    if holds { Ok(()) } else { Err(what()) }
}

// --- Levels ---------------------------------------------------------------------

#[test]
fn raising_a_known_level_never_lowers_readiness_or_opens_a_gap() {
    let steps = prop::sample::select(vec![1_i64, 25, 50, 100, 250]);
    run::holds(2 * CASES, &(case(), (0_usize..6, steps)), show, |(case, (at, step))| {
        let mut case = case.clone();
        let before = Planned::of(&mut case);
        let competency = at % case.competencies.len();
        let ix = before.library.names.competencies.find(&format!("c{competency}")).unwrap();
        let known =
            before.plan.advice.baseline.held(ix).filter(|held| held.inferred_from.is_none());
        // A competency with parts is known by its own rows only, as a leaf is.
        let Some(held) = known.map(|level| i64::from(level.level.hundredths())) else {
            return Ok(());
        };
        case.person.evidence.retain(|evidence| evidence.competency != competency);
        let level = match case.top(competency) {
            100 => 100,
            top => (held + step).min(top),
        };
        case.person.evidence.push(Evidence { competency, level, source: 0, age: 0 });
        readiness_and_gaps_are_no_worse(&before, &Planned::of(&mut case))
    });
}

fn readiness_and_gaps_are_no_worse(before: &Planned, after: &Planned) -> Result<(), String> {
    for (one, other) in before.plan.readiness.iter().zip(&after.plan.readiness) {
        let ends =
            |change: &waypath_engine::plan::ReadinessChange| (change.now.low, change.now.high);
        let ((low, high), (new_low, new_high)) = (ends(one), ends(other));
        ensure(low <= new_low && high <= new_high, || {
            format!("readiness fell from {low}–{high} to {new_low}–{new_high}")
        })?;
    }
    // What is assumed where nothing is known may differ between the two answers of
    // `assess_first`, so gaps are compared only between plans of one kind.
    if (before.plan.outcome == Outcome::AssessFirst) != (after.plan.outcome == Outcome::AssessFirst)
    {
        return Ok(());
    }
    for gap in &after.plan.advice.gaps.gaps {
        let competency = gap.wanted.competency;
        let known = before.plan.advice.gaps.of(competency);
        ensure(known.is_some_and(|later| later.missing >= gap.missing), || {
            format!("a gap opened in {}", after.library.competency_id(competency))
        })?;
    }
    Ok(())
}

// --- Modules --------------------------------------------------------------------

/// Takes out what a rule asked about one module does to others: then one module
/// more or less is one module more or less, and nothing else.
fn about_themselves(case: &mut Case) {
    for rule in &mut case.rules {
        if matches!(rule.each, Each::Tagged(_) | Each::HoursFrom(_)) {
            rule.then.retain(|effect| {
                matches!(
                    effect,
                    Effect::Boost(Target::About, _)
                        | Effect::Exclude(Target::About)
                        | Effect::Require(Target::About)
                )
            });
        }
    }
    case.rules.retain(|rule| !rule.then.is_empty());
}

fn names(effect: &Effect, module: usize) -> bool {
    match effect {
        Effect::Boost(Target::Module(other), _)
        | Effect::Exclude(Target::Module(other))
        | Effect::Require(Target::Module(other))
        | Effect::Mandate { module: other, .. } => *other == module,
        _ => false,
    }
}

#[test]
fn adding_a_module_never_lowers_the_best_value() {
    let seen = std::cell::Cell::new(0_u32);
    run::holds(5 * CASES, &(case(), Just(())), show, |(case, ())| {
        let mut with = case.clone();
        about_themselves(&mut with);
        let added = with.modules.len() - 1;
        with.person.progress.retain(|progress| progress.module != added);
        for rule in &mut with.rules {
            rule.then.retain(|effect| !names(effect, added));
        }
        with.rules.retain(|rule| !rule.then.is_empty());
        let after = Planned::of(&mut with);
        let mut without = with.clone();
        without.modules.pop();
        let before = Planned::of(&mut without);
        let both = [&before, &after];
        let is_comparable = both.iter().all(|planned| planned.plan.outcome == Outcome::Plan)
            && before.fixed() == after.fixed();
        if !is_comparable {
            return Ok(());
        }
        seen.set(seen.get() + 1);
        let certificates = both.map(|planned| planned.plan.proof.unwrap());
        ensure(certificates.iter().all(|certificate| certificate.proved), || "not proved".into())?;
        let [lower, higher] = certificates.map(|certificate| certificate.score.unwrap());
        ensure(lower.compare(higher).is_le(), || format!("{lower:?} fell to {higher:?}"))
    });
    assert!(seen.get() > CASES / 10, "too few plans to compare: {}", seen.get());
}

#[test]
fn deactivating_an_excluded_module_changes_neither_outcome_picks_nor_milestones() {
    let seen = std::cell::Cell::new(0_u32);
    run::holds(3 * CASES, &(case(), Just(())), show, |(case, ())| {
        let mut case = case.clone();
        about_themselves(&mut case);
        let before = Planned::of(&mut case);
        let progress: BTreeSet<usize> = case.person.progress.iter().map(|row| row.module).collect();
        let must_do = before.ids(before.plan.must_do.iter().map(|must_do| &must_do.module));
        let excluded = before.ids(before.plan.advice.modules.excluded.keys());
        // Agreed and begun ones are picks already, mandated ones stand apart.
        let excluded = excluded.difference(&must_do);
        let numbers = excluded.map(|id| id[1..].parse::<usize>().unwrap());
        for module in
            numbers.filter(|number| !progress.contains(number) && case.modules[*number].active)
        {
            seen.set(seen.get() + 1);
            let mut without = case.clone();
            without.modules[module].active = false;
            let after = Planned::of(&mut without);
            let [one, other] = [before.json(), after.json()];
            for part in ["outcome", "modules", "milestones"] {
                ensure(one[part] == other[part], || {
                    format!("without m{module}: {part} {} became {}", one[part], other[part])
                })?;
            }
        }
        Ok(())
    });
    assert!(seen.get() > CASES / 4, "too few excluded modules: {}", seen.get());
}

// --- Order ----------------------------------------------------------------------

/// Takes out places, and the hashes of what is put in another order.
fn without_places(json: &mut Json) {
    match json {
        Json::Object(map) => {
            for key in ["place", "library", "rules", "person"] {
                if map.get(key).is_some_and(|value| key == "place" || is_hash(value)) {
                    map.insert(key.to_owned(), Json::Null);
                }
            }
            map.values_mut().for_each(without_places);
        }
        Json::Array(items) => items.iter_mut().for_each(without_places),
        _ => {}
    }
}

fn is_hash(json: &Json) -> bool {
    json.as_str().is_some_and(|text| text.starts_with("sha256:"))
}

#[test]
fn the_order_of_files_and_map_keys_changes_only_places_and_hashes() {
    run::holds(CASES, &(case(), any::<u64>()), show, |(case, seed)| {
        let mut case = case.clone();
        let planned = Planned::of(&mut case);
        let library = compile(&case.shuffled_sources(*seed)).library.unwrap();
        let person = case.person(&library);
        let plan = recommend(&library, &person, case.as_of);
        let mut json = [planned.json(), Planned { library, person, plan }.json()];
        json.iter_mut().for_each(without_places);
        ensure(json[0] == json[1], || format!("{}\nbecame\n{}", json[0], json[1]))
    });
}

#[test]
fn the_order_of_files_alone_changes_nothing() {
    run::holds(CASES, &(case(), any::<u64>()), show, |(case, seed)| {
        let mut case = case.clone();
        let planned = Planned::of(&mut case);
        let mut sources = case.sources();
        Shuffle::new(*seed).order(&mut sources.files);
        let library = compile(&sources).library.unwrap();
        let plan = recommend(&library, &planned.person, case.as_of);
        ensure(planned.bytes() == bytes(&library, &planned.person, &plan), || "it does".into())
    });
}

#[test]
fn the_order_of_a_persons_rows_changes_nothing() {
    run::holds(CASES, &(case(), any::<u64>()), show, |(case, seed)| {
        let mut case = case.clone();
        let planned = Planned::of(&mut case);
        let mut person = planned.person.clone();
        let mut shuffle = Shuffle::new(*seed);
        shuffle.order(&mut person.evidence);
        shuffle.order(&mut person.progress);
        let plan = recommend(&planned.library, &person, case.as_of);
        ensure(planned.bytes() == bytes(&planned.library, &person, &plan), || "it does".into())
    });
}

#[test]
fn the_same_twice_gives_the_same_bytes() {
    run::holds(CASES, &(case(), Just(())), show, |(case, ())| {
        let mut case = case.clone();
        let (one, other) = (Planned::of(&mut case), Planned::of(&mut case));
        ensure(one.bytes() == other.bytes(), || format!("{}\n{}", one.bytes(), other.bytes()))
    });
}

#[test]
fn many_threads_give_the_same_bytes_as_one() {
    run::holds(CASES / 4, &(case(), Just(())), show, |(case, ())| {
        let mut case = case.clone();
        let planned = Arc::new(Planned::of(&mut case));
        let expected = planned.bytes();
        let as_of = case.as_of;
        let threads: Vec<_> = (0..8)
            .map(|_| {
                let shared = Arc::clone(&planned);
                std::thread::spawn(move || {
                    let plan = recommend(&shared.library, &shared.person, as_of);
                    bytes(&shared.library, &shared.person, &plan)
                })
            })
            .collect();
        let answers: Vec<String> =
            threads.into_iter().map(|thread| thread.join().unwrap()).collect();
        ensure(answers.iter().all(|answer| *answer == expected), || "they differ".into())
    });
}

// --- Every plan -----------------------------------------------------------------

#[test]
fn every_pick_has_a_milestone_with_proof_and_kpi() {
    run::holds(5 * CASES, &(case(), Just(())), show, |(case, ())| {
        let planned = Planned::of(&mut case.clone());
        let json = planned.json();
        let modules = |key: &str| -> Vec<String> {
            let all = json[key].as_array().unwrap().iter();
            all.map(|pick| pick["module"].as_str().unwrap().to_owned()).collect()
        };
        let (picks, milestones) = (modules("modules"), modules("milestones"));
        let learned = &milestones[..milestones.len() - picks.len()];
        ensure(milestones[learned.len()..] == picks, || format!("{picks:?} {milestones:?}"))?;
        for milestone in json["milestones"].as_array().unwrap() {
            let proof = &milestone["proof"];
            let is_proof = ["kind", "produces"].iter().all(|key| !proof[*key].is_null())
                && !proof["done_when"].as_array().unwrap().is_empty();
            ensure(is_proof, || format!("a milestone without proof: {milestone}"))?;
            // What was agreed before the library had a KPI for it stays, and the
            // admin is told.
            let module = milestone["module"].as_str().unwrap();
            let is_new = json["modules"]
                .as_array()
                .unwrap()
                .iter()
                .any(|pick| pick["module"] == module && pick["state"] == "proposed");
            let no_kpi = serde_json::json!({ "kind": "no_kpi", "module": module });
            let mut flags = json["flags"].as_array().unwrap().iter();
            let is_told = flags.any(|flag| flag["to"] == "admin" && flag["reason"] == no_kpi);
            ensure(!milestone["kpi"].is_null() || (!is_new && is_told), || {
                format!("a milestone without KPI: {milestone}")
            })?;
            ensure(milestone["chain"].as_array().unwrap().len() == 5, || {
                format!("no chain: {milestone}")
            })?;
        }
        Ok(())
    });
}

#[test]
fn no_score_is_above_its_bound_and_every_choice_is_proved() {
    run::holds(CASES, &(case(), Just(())), show, |(case, ())| {
        let planned = Planned::of(&mut case.clone());
        let Some(certificate) = &planned.plan.proof else { return Ok(()) };
        let is_within =
            certificate.score.is_none_or(|score| score.compare(certificate.bound).is_le());
        ensure(is_within && certificate.proved, || format!("{certificate:?}"))
    });
}

#[test]
fn dates_follow_each_other() {
    run::holds(2 * CASES, &(case(), Just(())), show, |(case, ())| {
        let planned = Planned::of(&mut case.clone());
        let plan = &planned.plan;
        let mut previous = plan.as_of;
        for pick in &plan.picks {
            ensure(previous <= pick.start && pick.start <= pick.finish, || {
                format!("{} begins on {}", planned.library.module_id(pick.module), pick.start)
            })?;
            previous = pick.start;
        }
        for milestone in &plan.milestones {
            let measured = milestone
                .kpi
                .as_ref()
                .map_or((milestone.due, milestone.due), |kpi| (kpi.from, kpi.until));
            let dates = [milestone.learned_by, milestone.due, measured.0, measured.1];
            ensure(dates.is_sorted(), || format!("{dates:?}"))?;
        }
        let nudges = plan.nudges.iter().map(|nudge| nudge.on);
        let coaching = plan.coaching.iter().flat_map(|coaching| coaching.on.iter().copied());
        let all: Vec<_> = nudges.chain(coaching).collect();
        ensure(all.iter().all(|day| *day >= plan.as_of), || format!("{all:?}"))
    });
}

#[test]
fn readiness_never_falls_by_learning() {
    run::holds(5 * CASES, &(case(), Just(())), show, |(case, ())| {
        let planned = Planned::of(&mut case.clone());
        for change in &planned.plan.readiness {
            let is_no_lower =
                change.now.low <= change.after.low && change.now.high <= change.after.high;
            ensure(is_no_lower && change.now.low <= change.now.high, || {
                format!("from {:?} to {:?}", change.now, change.after)
            })?;
        }
        Ok(())
    });
}

#[test]
fn readiness_counts_every_module_whose_proof_is_due() {
    run::holds(2 * CASES, &(case(), Just(())), show, |(case, ())| {
        let planned = Planned::of(&mut case.clone());
        let (library, plan) = (&planned.library, &planned.plan);
        let expected = &library.roles[plan.readiness[0].after.role].expects;
        let full = expected.iter().all(|expected| {
            let held = plan.advice.standings[expected.competency].held();
            let due = plan
                .milestones
                .iter()
                .flat_map(|milestone| &library.modules[milestone.module].builds);
            let built =
                due.filter(|built| built.competency == expected.competency).map(|built| built.to);
            built.chain([held]).max() >= Some(expected.level)
        });
        let percent = plan.readiness[0].after.low;
        ensure(!full || percent == 100 || plan.outcome == Outcome::AssessFirst, || {
            format!("all is learned, and readiness is {percent}")
        })
    });
}

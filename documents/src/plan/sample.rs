//! Ana Silva's plan, with the library's real names.

use std::fmt::Debug;
use std::str::FromStr;
use std::sync::LazyLock;

use serde_json::Value;
use waypath_engine::level::Level;
use waypath_engine::library::{
    self, Assessor, Channel, Direction, ImportanceWord, KpiKind, Library, ProofKind, Recipient,
    Source, compile,
};
use waypath_engine::plan::{Basis, Outcome, State};
use waypath_engine::quantity::{Amount, Hours};
use waypath_engine::select::Objective;
use waypath_engine::source::{self, Sources};
use waypath_engine::wire::{
    Assess, AssessReason, Boost, Closes, Coaching, Contact, Effect, Evidence, FORMAT, Failed,
    Failure, Fired, Flag, FlagReason, Gap, Hole, Horizon, KeptOut, Kpi, Layer, LeftOut,
    LeftOutReason, LevelChange, Link, Milestone, MissingFact, Module, MustDo, Need, NotAllowed,
    NotIn, NotOffered, Nudge, Obstacle, Overruled, Person, Place, Plan, PointsPerHour, Proof,
    Provenance, Readiness, Responsible, Rules, Score, SeenIn, Selection, Shorter, Signal, Swap,
    Text, Thing, Unclosed, UnclosedReason, Undecided, Validator,
};

/// An id, a date, a length of time: whatever is read from a text.
pub(crate) fn id<T: FromStr<Err: Debug>>(text: &str) -> T {
    text.parse().unwrap()
}

fn ids<T: FromStr<Err: Debug>>(texts: &[&str]) -> Vec<T> {
    texts.iter().map(|text| id(text)).collect()
}

fn level(hundredths: u16) -> Level {
    Level::from_hundredths(hundredths)
}

pub(super) fn hours(hundredths: u32) -> Hours {
    Hours::from_hundredths(hundredths)
}

pub(super) fn words(texts: &[&str]) -> Vec<Text> {
    texts.iter().map(|text| Text::from(*text)).collect()
}

/// The library whose ids the plan names, as a file of a competency model: JSON is
/// YAML, and can be changed here before it is compiled.
const NORTHWIND: &str = include_str!("northwind.json");

const SETTINGS: &str = "name: Northwind
scale: { name: five-step, levels: [none, awareness, working, practitioner, expert] }
";

const RULES: &str = r#"rules:
  certificate-for-account-access:
    because: "Everyone who can open a customer account holds the certificate, and renews it before it runs out."
    each: person
    when: level("data-protection-certificate") < 1
    then: [{ mandate: { module: data-protection-refresher, due: 2 weeks } }]
"#;

/// What the plan names and the library does not hold.
pub(crate) const IDS: &[&str] = &[
    "ana-silva",
    "newcomers-practise-first",
    "certificate-missing-or-lapsed",
    "good-notes-yet-they-call-again",
    "repeat-contacts",
    "second-line-stretch-work",
    "no-workshop-after-a-night",
    "porto-nights-calm-the-call",
    "a-rule-that-went",
    // Columns of people.csv.
    "in_company_since",
    "in_role_since",
    "site",
];

/// The library of the plan, compiled once for all tests.
pub(crate) fn library() -> &'static Library {
    static LIBRARY: LazyLock<Library> =
        LazyLock::new(|| compiled(SETTINGS, NORTHWIND, RULES).unwrap());
    &LIBRARY
}

/// The library with its texts changed; none where the engine refuses the texts.
pub(crate) fn library_with(change: &impl Fn(&str) -> String) -> Option<Library> {
    let mut model: Value = serde_json::from_str(NORTHWIND).unwrap();
    change_texts(&mut model, "", change);
    let quoted = |text: &str| serde_json::to_string(&change(text)).unwrap();
    let mut settings = SETTINGS.replace("Northwind", &quoted("Northwind"));
    for level in ["none", "awareness", "working", "practitioner", "expert"] {
        settings = settings.replace(level, &quoted(level));
    }
    let because = RULES.split('"').nth(1).unwrap();
    let rules = RULES.replace(&format!("\"{because}\""), &quoted(because));
    compiled(&settings, &model.to_string(), &rules)
}

fn compiled(settings: &str, model: &str, rules: &str) -> Option<Library> {
    let file =
        |path: &str, text: &str| source::Source { path: path.to_owned(), bytes: text.into() };
    let files = vec![
        file("waypath.yaml", settings),
        file("competency_models/northwind/model.yaml", "name: Northwind\n"),
        file("competency_models/northwind/things.yaml", model),
        file("rules/rules.yaml", rules),
    ];
    let compiled = compile(&Sources { files }.sorted());
    compiled.library
}

/// A library that holds none of the things that the plan names.
pub(super) fn other_library() -> Library {
    compiled("name: ''\n", "{ competencies: { writing: { name: Writing } } }", "").unwrap()
}

/// The keys of a model whose values are texts of authors.
const TEXTS: &[&str] = &[
    "name",
    "title",
    "behaviour",
    "anchors",
    "manager_practices",
    "produces",
    "done_when",
    "unit",
    "source",
];

fn change_texts(value: &mut Value, key: &str, change: &impl Fn(&str) -> String) {
    match value {
        Value::Object(fields) => {
            for (name, value) in fields {
                let key = if key == "anchors" { key } else { name };
                change_texts(value, key, change);
            }
        }
        Value::Array(values) => {
            for value in values {
                change_texts(value, key, change);
            }
        }
        // `percent` is a word of the files and no text of an author.
        Value::String(text) if TEXTS.contains(&key) && text != "percent" => *text = change(text),
        _ => {}
    }
}

/// The plan.
pub(crate) fn plan() -> Plan {
    Plan {
        format: FORMAT,
        provenance: provenance(),
        person: person(),
        outcome: Outcome::Plan,
        horizon: horizon(),
        readiness: vec![readiness("support-agent")],
        gaps: gaps(),
        must_do: vec![must_do()],
        modules: chosen(),
        milestones: milestones(),
        coaching: coaching(),
        nudges: vec![Nudge {
            on: id("2026-01-19"),
            channel: Channel::Calendar,
            text: "One contact, one small try: Call diagnosis".into(),
            rule: id("stuck-gap-gets-smaller-steps"),
        }],
        assess: vec![Assess {
            competency: id("ticket-triage"),
            by: Assessor::Test,
            because: AssessReason::Unknown,
            rule: None,
            lapsed: None,
        }],
        flags: flags(),
        rules: rules(),
        selection: Some(selection()),
        left_out: left_out(),
        unclosed: vec![Unclosed {
            competency: id("case-documentation"),
            from: level(100),
            because: UnclosedReason::NoModule,
        }],
        stands_in_the_way: vec![],
        shorter: None,
        given_up: vec![],
    }
}

fn provenance() -> Provenance {
    Provenance {
        engine: "0.1.0".into(),
        library: format!("sha256:{}", "0a1b2c3d".repeat(8)).into(),
        rules: format!("sha256:{}", "4e5f6071".repeat(8)).into(),
        person: format!("sha256:{}", "8293a4b5".repeat(8)).into(),
        as_of: id("2026-01-12"),
    }
}

fn contact(id: &str, name: &str) -> Contact {
    Contact { id: id.into(), name: Some(name.into()) }
}

fn person() -> Person {
    Person {
        id: id("ana-silva"),
        name: "Ana Silva".into(),
        role: id("support-agent"),
        target_role: None,
        persona: Some(id("new-agent")),
        manager: Some(contact("marta-reis", "Marta Reis")),
        mentor: Some(contact("rui-costa", "Rui Costa")),
        team: Some("porto-voice-2".into()),
        away: Some((id("2026-02-16"), id("2026-02-20"))),
    }
}

fn horizon() -> Horizon {
    Horizon {
        from: id("2026-01-12"),
        until: id("2026-04-05"),
        weeks: 12,
        hours_per_week: hours(300),
        hours: hours(3300),
    }
}

pub(super) fn readiness(role: &str) -> Readiness {
    Readiness {
        role: id(role),
        now: 51,
        now_high: 55,
        after: 79,
        after_high: 84,
        job_ready: 80,
        is_job_ready: false,
        unmet_critical: ids(&["call-diagnosis", "data-protection", "data-protection-certificate"]),
        unconfirmed_critical: vec![],
    }
}

fn gap(name: &str, levels: (u16, u16), importance: ImportanceWord, points: i64) -> Gap {
    Gap {
        competency: id(name),
        held: level(levels.0),
        expected: level(levels.1),
        missing: level(levels.1.saturating_sub(levels.0)),
        importance,
        points,
        provisional: false,
        planned: true,
        implied_by: None,
        place: Some(place("competency_models/customer_support/roles.yaml", 12)),
        evidence: Some(Evidence {
            source: Source::Manager,
            date: id("2025-11-03"),
            stale: false,
            inferred: false,
            place: Some(place("fixtures/people/evidence.csv", 14)),
        }),
        lapsed: None,
    }
}

fn gaps() -> Vec<Gap> {
    let unknown = Gap {
        provisional: true,
        evidence: None,
        ..gap("ticket-triage", (0, 200), ImportanceWord::Important, 750)
    };
    vec![
        gap("call-diagnosis", (100, 300), ImportanceWord::Critical, 2700),
        gap("data-protection", (100, 200), ImportanceWord::Critical, 1350),
        gap("data-protection-certificate", (0, 100), ImportanceWord::Critical, 1350),
        unknown,
        gap("line-troubleshooting", (100, 200), ImportanceWord::Important, 450),
        gap("case-documentation", (100, 200), ImportanceWord::Important, 375),
        gap("de-escalation", (100, 200), ImportanceWord::Important, 375),
    ]
}

fn must_do() -> MustDo {
    MustDo {
        module: id("data-protection-refresher"),
        hours: hours(100),
        due: id("2026-01-23"),
        renew: Some(id("2028-01-23")),
        overdue: false,
        rule: id("certificate-for-account-access"),
    }
}

fn closes(name: &str, from: u16, to: u16, points: i64) -> Vec<Closes> {
    vec![Closes { competency: id(name), from: level(from), to: level(to), points }]
}

fn chosen() -> Vec<Module> {
    let boosted = |points| Boost { points, rules: ids(&["newcomers-practise-first"]) };
    let diagnosis = |from, to| closes("call-diagnosis", from, to, 1350);
    vec![
        Module {
            boost: boosted(270),
            ..module(
                "diagnose-by-asking",
                (1, 400),
                ("2026-01-12", "2026-01-25"),
                diagnosis(100, 200),
            )
        },
        Module {
            boost: boosted(90),
            ..module(
                "line-test-bench",
                (2, 400),
                ("2026-01-19", "2026-02-01"),
                closes("line-troubleshooting", 100, 200, 450),
            )
        },
        Module {
            boost: boosted(75),
            ..module(
                "calm-the-call",
                (3, 300),
                ("2026-02-02", "2026-02-08"),
                closes("de-escalation", 100, 200, 375),
            )
        },
        module("cause-fix-confirm", (4, 600), ("2026-02-09", "2026-03-01"), diagnosis(200, 300)),
    ]
}

fn module(
    name: &str,
    (order, taken): (usize, u32),
    (start, finish): (&str, &str),
    closes: Vec<Closes>,
) -> Module {
    Module {
        module: id(name),
        order,
        state: State::Proposed,
        hours: hours(taken),
        start: id(start),
        finish: id(finish),
        closes,
        boost: Boost { points: 0, rules: vec![] },
        required_by: vec![],
        swaps: swaps(name),
    }
}

fn swaps(name: &str) -> Vec<Swap> {
    let swap = |into: &str, costs| Swap { out: ids(&[name]), into: ids(&[into]), costs };
    match name {
        "calm-the-call" => vec![swap("tough-calls-online", 100)],
        "cause-fix-confirm" => vec![swap("silent-fault-cases", 0)],
        _ => vec![],
    }
}

fn milestones() -> Vec<Milestone> {
    vec![
        milestone(
            ("diagnose-by-asking", "2026-01-25", "2026-02-24"),
            (ProofKind::Task, "Five annotated call reviews"),
            &[
                "The question that found the cause is marked in each recording",
                "Two reviews were done together with a colleague",
                "In four of five the stated cause was confirmed by a check",
            ],
            kpi("first-contact-resolution", (6200, 7200), ("2026-02-24", "2026-05-18")),
        ),
        milestone(
            ("line-test-bench", "2026-02-01", "2026-03-15"),
            (ProofKind::Task, "Ten home-or-outside verdicts filed before the engineer's visit"),
            &[
                "Nine verdicts agree with the engineer's report",
                "Every verdict quotes the reading it rests on",
            ],
            kpi("escalation-rate", (1800, 1200), ("2026-03-15", "2026-06-06")),
        ),
        milestone(
            ("calm-the-call", "2026-02-08", "2026-03-10"),
            (ProofKind::Task, "Two recordings of calls that turned, with the turning point marked"),
            &[
                "The grievance is named before any offer in both recordings",
                "Both calls end with a step the customer agreed to aloud",
            ],
            kpi("complaint-rate", (900, 600), ("2026-03-10", "2026-06-01")),
        ),
        milestone(
            ("cause-fix-confirm", "2026-03-01", "2026-04-15"),
            (ProofKind::Project, "A decision tree for one symptom with two possible causes"),
            &["Each branch ends in a check that rules the other cause out"],
            kpi("first-contact-resolution", (6200, 7200), ("2026-04-15", "2026-07-07")),
        ),
    ]
}

fn milestone(
    (module, learned_by, due): (&str, &str, &str),
    (kind, produces): (ProofKind, &str),
    done_when: &[&str],
    kpi: Kpi,
) -> Milestone {
    let (role, who) = if kind == ProofKind::Project {
        (library::Validator::Mentor, "rui-costa")
    } else {
        (library::Validator::Manager, "marta-reis")
    };
    let validator = Validator { role, person: Some(who.into()) };
    Milestone {
        module: id(module),
        learned_by: id(learned_by),
        due: id(due),
        chain: chain(module, &kpi, (produces, &validator)),
        proof: Proof {
            kind,
            produces: produces.into(),
            done_when: words(done_when),
            validated_by: Some(validator),
        },
        kpi: Some(kpi),
    }
}

fn kpi(name: &str, (baseline, target): (i64, i64), (from, until): (&str, &str)) -> Kpi {
    let amount = |hundredths: i64| Amount::from_ten_thousandths(hundredths.saturating_mul(100));
    let complaint = name == "complaint-rate";
    let leading = match name {
        "first-contact-resolution" => ids(&["open-questions-per-call", "qa-score"]),
        "escalation-rate" => ids(&["misrouted-tickets"]),
        _ => ids(&["recovered-calls"]),
    };
    Kpi {
        kpi: id(name),
        unit: if complaint { "complaints" } else { "percent" }.into(),
        direction: if baseline < target { Direction::Up } else { Direction::Down },
        kind: KpiKind::Lagging,
        baseline: Some(amount(baseline)),
        target: Some(amount(target)),
        basis: Some(if complaint { Basis::Role } else { Basis::Team }),
        source: if complaint { "complaints register" } else { "ticketing" }.into(),
        window: id("12 weeks"),
        measure_from: id(from),
        measure_until: id(until),
        leading,
        place: Some(place("fixtures/people/kpis.csv", 3)),
    }
}

fn chain(module: &str, kpi: &Kpi, (produces, validator): (&str, &Validator)) -> Vec<Link> {
    let link = |layer, signal, source| Link {
        layer,
        signal: Some(signal),
        source: Some(source),
        hole: None,
    };
    let (builds, _) = builds_and_behaviour(module);
    let change = LevelChange { competency: id(builds), from: level(100), to: level(200) };
    let learned_in = SeenIn::System { system: "moodle".into(), id: "SUP-112".into() };
    vec![
        link(Layer::Activity, Signal::Completed { module: id(module) }, learned_in),
        behaviour(module, validator),
        link(
            Layer::Capability,
            Signal::Levels { levels: vec![change] },
            SeenIn::Proof { produces: produces.into(), by: validator.clone() },
        ),
        link(
            Layer::Readiness,
            Signal::Readiness { role: id("support-agent"), now: 51, after: 79 },
            SeenIn::Baseline,
        ),
        link(
            Layer::Kpi,
            Signal::Kpi { kpi: kpi.kpi.clone(), baseline: kpi.baseline, target: kpi.target },
            SeenIn::Report { system: kpi.source.clone() },
        ),
    ]
}

/// What a module of the plan builds, and how it is seen at work.
fn builds_and_behaviour(module: &str) -> (&'static str, &'static str) {
    match module {
        "diagnose-by-asking" => {
            ("call-diagnosis", "Asks at least two open questions before proposing a fix.")
        }
        "line-test-bench" => (
            "line-troubleshooting",
            "States home or outside, with the reading that says so, before booking an engineer.",
        ),
        "calm-the-call" => {
            ("de-escalation", "Names the grievance first and offers a way forward second.")
        }
        _ => ("call-diagnosis", ""),
    }
}

/// How the module is seen at work; the last module of the plan names nothing.
fn behaviour(module: &str, validator: &Validator) -> Link {
    let (_, text) = builds_and_behaviour(module);
    let is_named = !text.is_empty();
    Link {
        layer: Layer::Behaviour,
        signal: is_named.then(|| Signal::Seen { text: text.into() }),
        source: is_named.then(|| SeenIn::Observation { by: Some(validator.clone()) }),
        hole: (!is_named).then_some(Hole::NoBehaviour),
    }
}

fn place(file: &str, line: u32) -> Place {
    Place { file: file.into(), line }
}

fn coaching() -> Vec<Coaching> {
    let prompt = |prompt: &str, about: Thing, on: &[&str], say: &str| Coaching {
        prompt: id(prompt),
        about,
        on: ids(on),
        say: say.into(),
        look_for: words(&["Points to a question rather than to the fix"]),
        checklist: words(&["Heard the recording together, with the case form closed"]),
        rule: None,
    };
    vec![
        prompt(
            "play-me-the-question",
            Thing::Competency(id("call-diagnosis")),
            &["2026-01-19", "2026-02-02"],
            "Play me ninety seconds of a call you enjoyed solving. Which question of yours cut the possibilities down?",
        ),
        Coaching {
            look_for: words(&["Commits to a number, not to 'probably bad'"]),
            checklist: words(&["Used an open case, not a training line"]),
            ..prompt(
                "predict-the-line-test",
                Thing::Module(id("line-test-bench")),
                &["2026-01-26"],
                "Before we start the line test on this case, write down what it will show. Then let us look.",
            )
        },
    ]
}

fn flags() -> Vec<Flag> {
    let flag = |to, what: &str| Flag {
        to,
        text: Some(Text::from(what)),
        reason: None,
        rule: Some(id("certificate-missing-or-lapsed")),
    };
    vec![
        flag(
            Recipient::Manager,
            "No valid data protection certificate: plan work without account access until it is passed",
        ),
        flag(
            Recipient::Admin,
            "Enrol in the data protection refresher and check the account access list",
        ),
    ]
}

fn rules() -> Rules {
    let fired = |rule: &str, about: Thing, because: &str, effect| Fired {
        rule: id(rule),
        about,
        because: because.into(),
        effects: vec![effect],
    };
    let module = |name: &str| Thing::Module(id(name));
    let boost = |name: &str| Effect::Boost { modules: ids(&[name]), percent: 20 };
    let practise = "Newcomers know more than they dare to use; an attempt with a safety net moves them further than another explanation.";
    Rules {
        fired: vec![
            fired(
                "newcomers-practise-first",
                module("diagnose-by-asking"),
                practise,
                boost("diagnose-by-asking"),
            ),
            fired(
                "newcomers-practise-first",
                module("line-test-bench"),
                practise,
                boost("line-test-bench"),
            ),
            fired(
                "certificate-missing-or-lapsed",
                Thing::Person,
                "Access follows the certificate; somebody has to decide what happens to the shift until it is there.",
                Effect::Flag {
                    to: Recipient::Manager,
                    text: "No valid data protection certificate".into(),
                },
            ),
        ],
        undecided: vec![Undecided {
            rule: id("good-notes-yet-they-call-again"),
            needs: vec![MissingFact { fact: "kpi".into(), about: Some("repeat-contacts".into()) }],
        }],
        failed: vec![Failed {
            rule: id("second-line-stretch-work"),
            error: Failure::Error { text: "the helper used up its operations".into() },
        }],
        overruled: vec![Overruled {
            rule: id("no-workshop-after-a-night"),
            by: id("porto-nights-calm-the-call"),
            module: id("calm-the-call"),
        }],
    }
}

fn selection() -> Selection {
    Selection {
        objective: Objective::Gain,
        score: Some(Score::Points(3960)),
        bound: Score::Points(3960),
        proved: true,
        candidates: 23,
        nodes: 41,
        hours: hours(1700),
        hours_available: hours(3200),
    }
}

fn left_out() -> Vec<LeftOut> {
    let left = |module: &str, reason, by: &[&str], costs| LeftOut {
        module: id(module),
        reason,
        by: Responsible::Modules(ids(by)),
        needs: vec![],
        costs,
    };
    vec![
        left("double-jack", LeftOutReason::Covered, &["diagnose-by-asking"], Some(600)),
        left("silent-fault-cases", LeftOutReason::Outscored, &[], Some(0)),
        LeftOut {
            needs: vec![Need::Level {
                competency: id("line-troubleshooting"),
                level: level(200),
                held: Some(level(100)),
                with_plan: level(100),
            }],
            ..left("promises-with-dates", LeftOutReason::Entry, &[], None)
        },
    ]
}

/// A plan without what the modules bring.
pub(super) fn without_modules(outcome: Outcome) -> Plan {
    let mut plan = plan();
    plan.outcome = outcome;
    plan.modules.clear();
    plan.milestones.clear();
    plan.coaching.clear();
    plan.nudges.clear();
    plan.selection = None;
    plan.left_out.clear();
    for ready in &mut plan.readiness {
        (ready.after, ready.after_high) = (ready.now, ready.now_high);
    }
    plan
}

/// The plan where it buys most per hour, and a shorter one would buy more.
pub(super) fn per_hour() -> Plan {
    let mut plan = plan();
    let per_hour = |points| Score::PerHour(PointsPerHour { points, hours: hours(1700) });
    plan.selection = Some(Selection {
        objective: Objective::GainPerHour,
        score: None,
        bound: per_hour(4200),
        proved: false,
        candidates: 1,
        nodes: 1,
        ..selection()
    });
    plan.shorter = Some(Shorter { modules: ids(&["diagnose-by-asking"]), score: per_hour(4300) });
    let swap =
        |into: &[&str], costs| Swap { out: ids(&["line-test-bench"]), into: ids(into), costs };
    plan.modules[1].swaps = vec![swap(&["double-jack"], -150)];
    plan.modules[2].swaps = vec![swap(&[], 100)];
    (plan.modules[0].state, plan.modules[1].state) = (State::Started, State::Agreed);
    plan.modules[0].required_by = ids(&["certificate-for-account-access"]);
    plan
}

/// The plan with everything that can be the reason for something.
pub(super) fn every_reason() -> Plan {
    let mut plan = plan();
    plan.person.target_role = Some(id("senior-support-agent"));
    let mut target = readiness("senior-support-agent");
    target.unconfirmed_critical = ids(&["line-troubleshooting", "de-escalation"]);
    plan.readiness.insert(0, target);
    plan.horizon.hours = hours(1000);
    plan.stands_in_the_way = obstacles();
    plan.shorter = Some(Shorter { modules: ids(&["calm-the-call"]), score: Score::Points(1) });
    plan.must_do[0].overdue = true;
    plan.must_do[0].rule = id("a-rule-that-went");
    plan.unclosed.extend(unclosed());
    plan.left_out.extend(left_out_for_every_reason());
    plan.assess.extend(assessments());
    plan.flags = [Recipient::Manager, Recipient::Admin].into_iter().flat_map(flags_to).collect();
    plan.gaps[1].implied_by = Some(id("call-diagnosis"));
    (plan.gaps[2].implied_by, plan.gaps[2].planned) = (Some(id("call-diagnosis")), false);
    (plan.gaps[3].lapsed, plan.gaps[4].planned) = (Some(id("2025-11-18")), false);
    (plan.gaps[5].evidence, plan.gaps[5].place) = (None, None);
    (plan.gaps[6].place, plan.gaps[6].implied_by) = (None, Some(id("call-diagnosis")));
    for (gap, (is_inferred, is_stale)) in
        plan.gaps.iter_mut().zip([(true, false), (false, true), (true, true)])
    {
        let evidence = gap.evidence.as_mut().unwrap();
        (evidence.inferred, evidence.stale, evidence.source) = (is_inferred, is_stale, Source::Own);
    }
    plan.gaps[1].evidence.as_mut().unwrap().place = None;
    plan.rules.undecided[0].needs = [
        "level",
        "attr",
        "months_in_role",
        "months_in_company",
        "grade",
        "readiness",
        "site",
        "gap",
    ]
    .map(|fact| MissingFact { fact: fact.into(), about: None })
    .into();
    plan.rules.failed.push(Failed {
        rule: id("second-line-stretch-work"),
        error: Failure::Needs { fact: "kpi".into(), about: Some("escalation-rate".into()) },
    });
    chains(&mut plan.milestones);
    plan
}

fn needs() -> Vec<Need> {
    let (offered, has) = (words(&["day", "night", "early"]), Some(Text::from("late")));
    vec![
        Need::Level {
            competency: id("call-diagnosis"),
            level: level(200),
            held: None,
            with_plan: level(50),
        },
        Need::Shift { offered: offered.clone(), has: has.clone() },
        Need::Language { offered: offered.clone(), has },
        Need::Site { offered, has: None },
    ]
}

fn obstacles() -> Vec<Obstacle> {
    let modules = || ids(&["calm-the-call", "tough-calls-online"]);
    vec![
        Obstacle::Hours { least: 3, hours: hours(150) },
        Obstacle::Availability { modules: modules() },
        Obstacle::Entry { modules: modules() },
        Obstacle::Rules { modules: modules() },
        Obstacle::Enablers { modules: modules() },
        Obstacle::Catalogue { least: 3, modules: vec![] },
        Obstacle::Catalogue { least: 3, modules: ids(&["calm-the-call"]) },
        Obstacle::Catalogue { least: 3, modules: modules() },
        Obstacle::Catalogue { least: 2, modules: modules() },
    ]
}

fn unclosed() -> Vec<Unclosed> {
    let by = vec![
        KeptOut::Declined,
        KeptOut::Done,
        KeptOut::Rule { rule: id("certificate-for-account-access") },
    ];
    let not_offered = NotOffered { module: id("calm-the-call"), needs: needs() };
    let not_allowed = NotAllowed { module: id("calm-the-call"), by };
    let unclosed =
        |because| Unclosed { competency: id("expectation-setting"), from: level(150), because };
    vec![
        unclosed(UnclosedReason::NotAvailable { modules: vec![not_offered] }),
        unclosed(UnclosedReason::KeptOut { modules: vec![not_allowed] }),
    ]
}

fn left_out_for_every_reason() -> Vec<LeftOut> {
    let left_out = |reason, by| LeftOut {
        module: id("promises-with-dates"),
        reason,
        by,
        needs: needs(),
        costs: Some(100),
    };
    let none = || Responsible::Modules(vec![]);
    let rules = |names: &[&str]| Responsible::Rules(ids(names));
    vec![
        left_out(LeftOutReason::Excluded, rules(&["certificate-for-account-access"])),
        left_out(LeftOutReason::Excluded, rules(&[])),
        left_out(LeftOutReason::Declined, none()),
        left_out(LeftOutReason::Inactive, none()),
        left_out(LeftOutReason::Unavailable, none()),
        left_out(LeftOutReason::Entry, none()),
        left_out(LeftOutReason::Covered, none()),
        left_out(
            LeftOutReason::Covered,
            Responsible::Modules(ids(&["calm-the-call", "line-test-bench"])),
        ),
        left_out(LeftOutReason::NoRoom, none()),
        left_out(LeftOutReason::TooLittle, none()),
    ]
}

fn assessments() -> Vec<Assess> {
    let reasons = [
        AssessReason::Lapsed,
        AssessReason::Inferred,
        AssessReason::Unconfirmed,
        AssessReason::Rule,
        AssessReason::Rule,
        AssessReason::Unknown,
    ];
    let rules = [None, None, None, Some(id("certificate-for-account-access")), None, None];
    let by = [
        Assessor::Manager,
        Assessor::Peer,
        Assessor::Mentor,
        Assessor::Test,
        Assessor::Simulation,
        Assessor::Certification,
    ];
    let reasons = reasons.into_iter().zip(by).zip(rules);
    reasons
        .map(|((because, by), rule)| Assess {
            competency: id("de-escalation"),
            by,
            because,
            rule,
            lapsed: (because == AssessReason::Lapsed).then(|| id("2025-11-18")),
        })
        .collect()
}

fn flags_to(to: Recipient) -> Vec<Flag> {
    let module = || id("calm-the-call");
    let not_in = [
        NotIn::Declined,
        NotIn::Inactive,
        NotIn::Unavailable,
        NotIn::NoKpi,
        NotIn::Full,
        NotIn::Hours,
        NotIn::Entry,
    ];
    let reasons = [
        FlagReason::OverHours { used: hours(1250), hours: hours(1000) },
        FlagReason::TooMany { modules: 7 },
        FlagReason::AgreedExcluded { module: module() },
        FlagReason::StartedExcluded { module: module() },
        FlagReason::NoneFits,
        FlagReason::NoValidator { module: module() },
        FlagReason::NoKpi { module: module() },
        FlagReason::Overdue { module: module(), due: id("2025-12-19") },
    ];
    let not_in = not_in.map(|why| FlagReason::NotIn { module: module(), why });
    let rule = |reason: &FlagReason| {
        (*reason != FlagReason::NoneFits).then(|| id("certificate-for-account-access"))
    };
    let reasons = reasons.into_iter().chain(not_in);
    reasons
        .map(|reason| Flag { to, text: None, rule: rule(&reason), reason: Some(reason) })
        .collect()
}

/// Rows of every kind, and KPIs of which something is not known.
fn chains(milestones: &mut [Milestone]) {
    let by = |role| Validator { role, person: None };
    let roles = [library::Validator::Manager, library::Validator::Mentor, library::Validator::Peer];
    for (milestone, role) in milestones.iter_mut().zip(roles) {
        milestone.chain[1].source = Some(SeenIn::Observation { by: Some(by(role)) });
        milestone.proof.validated_by = Some(by(role));
    }
    let hole = |layer, hole| Link { layer, signal: None, source: None, hole: Some(hole) };
    let last = &mut milestones[3];
    last.proof.validated_by = None;
    last.chain.extend([
        hole(Layer::Behaviour, Hole::NoBehaviour),
        hole(Layer::Capability, Hole::NoValidator),
        hole(Layer::Readiness, Hole::NoRole),
        hole(Layer::Kpi, Hole::NoKpi),
    ]);
    last.chain[0].source = Some(SeenIn::ProgressRecord);
    last.chain[1].source = Some(SeenIn::Observation { by: None });
    let same = LevelChange { competency: id("call-diagnosis"), from: level(200), to: level(200) };
    last.chain[2].signal = Some(Signal::Levels { levels: vec![same] });
    let readings = [(None, Some(7200)), (Some(6200), None), (None, None), (Some(7300), Some(7200))];
    let amount = |number: Option<i64>| {
        number.and_then(|cents| cents.checked_mul(100)).map(Amount::from_ten_thousandths)
    };
    for (milestone, (baseline, target)) in milestones.iter_mut().zip(readings) {
        let kpi = milestone.kpi.as_mut().unwrap();
        (kpi.baseline, kpi.target, kpi.place) = (amount(baseline), amount(target), None);
        (kpi.basis, kpi.leading) = (Some(Basis::Person), vec![]);
        kpi.kpi = id(["qa-score", "recovered-calls", "escalation-rate", "complaint-rate"]
            [usize::try_from(kpi.measure_from.month() % 4).unwrap()]);
        milestone.chain[4].signal =
            Some(Signal::Kpi { kpi: kpi.kpi.clone(), baseline: kpi.baseline, target: kpi.target });
    }
    milestones[1].kpi.as_mut().unwrap().source = "".into();
}

/// Changes every text in a plan that an author or a person wrote.
pub(crate) fn change_plan(plan: &mut Plan, change: &impl Fn(&str) -> String) {
    let to = |text: &mut Text| *text = change(text).into();
    let person = &mut plan.person;
    to(&mut person.name);
    person.team.iter_mut().for_each(to);
    let contacts = [&mut person.manager, &mut person.mentor];
    contacts.into_iter().flatten().flat_map(|contact| &mut contact.name).for_each(to);
    for milestone in &mut plan.milestones {
        to(&mut milestone.proof.produces);
        milestone.proof.done_when.iter_mut().for_each(to);
        if let Some(kpi) = &mut milestone.kpi {
            to(&mut kpi.source);
            if &*kpi.unit != "percent" {
                to(&mut kpi.unit);
            }
        }
        milestone.chain.iter_mut().for_each(|link| change_link(link, change));
    }
    for coaching in &mut plan.coaching {
        to(&mut coaching.say);
        coaching.look_for.iter_mut().chain(&mut coaching.checklist).for_each(to);
    }
    plan.nudges.iter_mut().for_each(|nudge| to(&mut nudge.text));
    plan.flags.iter_mut().flat_map(|flag| &mut flag.text).for_each(to);
    plan.rules.fired.iter_mut().for_each(|fired| to(&mut fired.because));
    for failed in &mut plan.rules.failed {
        if let Failure::Error { text } = &mut failed.error {
            to(text);
        }
    }
    for unclosed in &mut plan.unclosed {
        if let UnclosedReason::NotAvailable { modules } = &mut unclosed.because {
            modules
                .iter_mut()
                .flat_map(|module| &mut module.needs)
                .for_each(|need| change_need(need, change));
        }
    }
    plan.left_out
        .iter_mut()
        .flat_map(|left| &mut left.needs)
        .for_each(|need| change_need(need, change));
}

fn change_need(need: &mut Need, change: &impl Fn(&str) -> String) {
    match need {
        Need::Level { .. } => {}
        Need::Shift { offered, has }
        | Need::Language { offered, has }
        | Need::Site { offered, has } => {
            offered.iter_mut().chain(has).for_each(|text| *text = change(text).into());
        }
    }
}

fn change_link(link: &mut Link, change: &impl Fn(&str) -> String) {
    let to = |text: &mut Text| *text = change(text).into();
    if let Some(Signal::Seen { text }) = &mut link.signal {
        to(text);
    }
    if let Some(
        SeenIn::System { system: text, .. }
        | SeenIn::Proof { produces: text, .. }
        | SeenIn::Report { system: text },
    ) = &mut link.source
    {
        to(text);
    }
}

//! Ana Silva's plan, with the library's real names.

use std::collections::BTreeMap;
use std::fmt::Debug;
use std::str::FromStr;

use waypath_engine::level::Level;
use waypath_engine::library::{
    self, Assessor, Channel, Direction, ImportanceWord, KpiKind, ProofKind, Recipient, Source,
};
use waypath_engine::plan::{Basis, Outcome, State};
use waypath_engine::quantity::{Amount, Hours};
use waypath_engine::select::Objective;
use waypath_engine::wire::{
    Assess, AssessReason, Boost, Closes, Coaching, Contact, Effect, Evidence, FORMAT, Failed,
    Failure, Fired, Flag, Gap, Hole, Horizon, Kpi, Layer, LeftOut, LeftOutReason, LevelChange,
    Link, Milestone, MissingFact, Module, MustDo, Need, Nudge, Overruled, Person, Place, Plan,
    Proof, Provenance, Readiness, Responsible, Rules, Score, SeenIn, Selection, Signal, Swap, Text,
    Thing, Unclosed, UnclosedReason, Undecided, Validator,
};

use crate::labels::{CompetencyLabel, KpiLabel, Labels, ModuleLabel, PersonaLabel};

/// An id, a date, a length of time: whatever is read from a text.
pub(super) fn id<T: FromStr<Err: Debug>>(text: &str) -> T {
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

fn text(it: &str) -> String {
    it.to_owned()
}

fn texts(it: &[&str]) -> Vec<String> {
    it.iter().map(|it| text(it)).collect()
}

/// What the library calls the things below.
pub(super) fn labels() -> Labels {
    let named = |names: &[(&str, &str)]| names.iter().map(|it| (text(it.0), text(it.1))).collect();
    Labels {
        library: text("Northwind"),
        modules: modules(),
        competencies: competencies(),
        levels: texts(&["none", "awareness", "working", "practitioner", "expert"]),
        roles: named(&[
            ("support-agent", "Customer support agent L1"),
            ("senior-support-agent", "Senior support agent, second line"),
        ]),
        kpis: kpis(),
        personas: personas(),
        rules: named(&[(
            "certificate-for-account-access",
            "Everyone who can open a customer account holds the certificate, and renews it before it runs out.",
        )]),
    }
}

fn personas() -> BTreeMap<String, PersonaLabel> {
    let practices = [
        "Sits in on one live call a week and says one thing to keep and one to try",
        "Keeps the newcomer on the same row as the buddy for the first eight weeks",
        "Takes unfinished learning hours out of the shift plan, not out of breaks",
    ];
    let label =
        PersonaLabel { name: text("New support agent"), manager_practices: texts(&practices) };
    BTreeMap::from([(text("new-agent"), label)])
}

/// Id, title, modality, hours, number in the learning system, competency, behaviour.
const MODULES: [[&str; 7]; 9] = [
    [
        "diagnose-by-asking",
        "Diagnose by asking",
        "simulation",
        "4",
        "SUP-112",
        "call-diagnosis",
        "Asks at least two open questions before proposing a fix.",
    ],
    [
        "line-test-bench",
        "Line test bench",
        "simulation",
        "4",
        "SUP-120",
        "line-troubleshooting",
        "States home or outside, with the reading that says so, before booking an engineer.",
    ],
    [
        "calm-the-call",
        "Calm the call",
        "workshop",
        "3",
        "SUP-141",
        "de-escalation",
        "Names the grievance first and offers a way forward second.",
    ],
    [
        "cause-fix-confirm",
        "Cause, fix, confirm",
        "shadowing",
        "6",
        "SUP-114",
        "call-diagnosis",
        "Has the customer confirm the fix works before ending the call.",
    ],
    [
        "tough-calls-online",
        "Tough calls online",
        "simulation",
        "2",
        "SUP-142",
        "de-escalation",
        "Stops explaining and starts asking as soon as a caller repeats themselves.",
    ],
    [
        "silent-fault-cases",
        "Silent faults: cases that came back",
        "simulation",
        "5",
        "SUP-115",
        "call-diagnosis",
        "Picks the check that separates two causes instead of running all of them.",
    ],
    [
        "double-jack",
        "Double-jack: two headsets, one call",
        "shadowing",
        "4",
        "SUP-113",
        "call-diagnosis",
        "Takes own calls while a colleague listens, and asks for the one thing to change.",
    ],
    [
        "data-protection-refresher",
        "Data protection refresher",
        "course",
        "1",
        "SUP-163",
        "data-protection-certificate",
        "Reports a near miss to the privacy office the same day.",
    ],
    [
        "promises-with-dates",
        "Promises with dates",
        "simulation",
        "2",
        "SUP-147",
        "expectation-setting",
        "Ends each contact with who does what by which day.",
    ],
];

fn modules() -> BTreeMap<String, ModuleLabel> {
    let label = |[id, title, modality, hours, moodle, builds, _]: [&str; 7]| {
        let label = ModuleLabel {
            title: text(title),
            modality: text(modality),
            hours: text(hours),
            refs: BTreeMap::from([(text("moodle"), text(moodle))]),
            builds: texts(&[builds]),
        };
        (text(id), label)
    };
    MODULES.into_iter().map(label).collect()
}

fn competencies() -> BTreeMap<String, CompetencyLabel> {
    let rows = [
        (
            "call-diagnosis",
            "Call diagnosis",
            3,
            "Tells two causes with the same symptom apart by choosing the one check that can only fit one of them.",
        ),
        (
            "data-protection",
            "Data protection",
            2,
            "Recognises a pretext, such as an ex-partner asking for an address, and declines without giving anything away.",
        ),
        (
            "line-troubleshooting",
            "Line troubleshooting",
            2,
            "Reads attenuation, resets and sync history well enough to say in the home or outside it.",
        ),
        (
            "de-escalation",
            "De-escalation",
            2,
            "Names the customer's grievance before offering anything, and the caller's volume drops within a few minutes.",
        ),
        (
            "ticket-triage",
            "Ticket triage",
            2,
            "Sets urgency by the effect on the customer, not by how loudly it is reported, and routes without a bounce.",
        ),
        (
            "case-documentation",
            "Case documentation",
            2,
            "Separates symptom, checks made and promise given, in an order a stranger can follow.",
        ),
        (
            "expectation-setting",
            "Expectation setting",
            2,
            "Gives a date from the planning screen instead of 'soon', and says what to do if the date passes.",
        ),
    ];
    let label = |(id, name, level, anchor): (&str, &str, u16, &str)| {
        let anchors = BTreeMap::from([(level, text(anchor))]);
        (text(id), CompetencyLabel { name: text(name), yes_no: false, anchors })
    };
    let mut labels: BTreeMap<_, _> = rows.into_iter().map(label).collect();
    let certificate = CompetencyLabel {
        name: text("Data protection certificate"),
        yes_no: true,
        anchors: BTreeMap::new(),
    };
    labels.insert(text("data-protection-certificate"), certificate);
    labels
}

fn kpis() -> BTreeMap<String, KpiLabel> {
    let rows = [
        ("first-contact-resolution", "First-contact resolution", "percent"),
        ("escalation-rate", "Escalation rate", "percent"),
        ("complaint-rate", "Complaints per thousand contacts", "complaints"),
        ("average-handle-time", "Average handle time", "seconds"),
        ("open-questions-per-call", "Open questions before the first fix", "questions"),
        ("qa-score", "Contact quality score", "points"),
        ("misrouted-tickets", "Tickets sent to the wrong team", "percent"),
        ("recovered-calls", "Calls that end calmer than they began", "percent"),
    ];
    let label = |(id, name, unit): (&str, &str, &str)| {
        (text(id), KpiLabel { name: text(name), unit: text(unit) })
    };
    rows.into_iter().map(label).collect()
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
    let builds = MODULES.iter().find(|row| row[0] == module).map_or("", |row| row[5]);
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

/// What the module's row says; the last module names none.
fn behaviour(module: &str, validator: &Validator) -> Link {
    let row = MODULES.iter().find(|row| row[0] == module && module != "cause-fix-confirm");
    Link {
        layer: Layer::Behaviour,
        signal: row.map(|row| Signal::Seen { text: row[6].into() }),
        source: row.map(|_| SeenIn::Observation { by: Some(validator.clone()) }),
        hole: row.is_none().then_some(Hole::NoBehaviour),
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
    for it in &mut plan.readiness {
        (it.after, it.after_high) = (it.now, it.now_high);
    }
    plan
}

//! Ana Silva's plan, with the library's real names.

use std::collections::BTreeMap;

use serde_json::json;
use waypath_engine::wire::{
    Assess, Boost, Closes, Coaching, Contact, Decimal, Evidence, FORMAT, Failed, Fired, Flag, Gap,
    Horizon, Kpi, LeftOut, Link, Milestone, Module, MustDo, Nudge, Obstacle, Overruled, Person,
    Plan, Proof, Provenance, Readiness, Rules, Selection, Swap, Thing, Unclosed, Undecided,
    Validator,
};

use crate::labels::{CompetencyLabel, KpiLabel, Labels, ModuleLabel, PersonaLabel};

pub(super) fn number(hundredths: u64) -> Decimal {
    Decimal::from_hundredths(hundredths)
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
        outcome: "plan",
        horizon: horizon(),
        readiness: vec![readiness("support-agent")],
        gaps: gaps(),
        must_do: vec![must_do()],
        modules: chosen(),
        milestones: milestones(),
        coaching: coaching(),
        nudges: vec![Nudge {
            on: text("2026-01-19"),
            channel: "calendar",
            text: text("One contact, one small try: Call diagnosis"),
            rule: text("stuck-gap-gets-smaller-steps"),
        }],
        assess: vec![Assess {
            competency: text("ticket-triage"),
            by: "test",
            because: "unknown",
            rule: None,
            lapsed: None,
        }],
        flags: flags(),
        rules: rules(),
        selection: Some(selection()),
        left_out: left_out(),
        unclosed: vec![Unclosed {
            competency: text("case-documentation"),
            from: number(100),
            because: text("no module in Portuguese builds it from level 1"),
        }],
        stands_in_the_way: vec![],
        shorter: None,
    }
}

fn provenance() -> Provenance {
    Provenance {
        engine: "0.1.0",
        library: format!("sha256:{}", "0a1b2c3d".repeat(8)),
        rules: format!("sha256:{}", "4e5f6071".repeat(8)),
        person: format!("sha256:{}", "8293a4b5".repeat(8)),
        as_of: text("2026-01-12"),
    }
}

fn contact(id: &str, name: &str) -> Contact {
    Contact { id: text(id), name: Some(text(name)) }
}

fn person() -> Person {
    Person {
        id: text("ana-silva"),
        name: text("Ana Silva"),
        role: text("support-agent"),
        target_role: None,
        persona: Some(text("new-agent")),
        manager: Some(contact("marta-reis", "Marta Reis")),
        mentor: Some(contact("rui-costa", "Rui Costa")),
        team: Some(text("porto-voice-2")),
        away: Some((text("2026-02-16"), text("2026-02-20"))),
    }
}

fn horizon() -> Horizon {
    Horizon {
        from: text("2026-01-12"),
        until: text("2026-04-05"),
        weeks: 12,
        hours_per_week: number(300),
        hours: number(3300),
    }
}

pub(super) fn readiness(role: &str) -> Readiness {
    Readiness {
        role: text(role),
        now: 51,
        now_high: 55,
        after: 79,
        after_high: 84,
        job_ready: 80,
        is_job_ready: false,
        unmet_critical: texts(&[
            "call-diagnosis",
            "data-protection",
            "data-protection-certificate",
        ]),
        unconfirmed_critical: vec![],
    }
}

fn gap(id: &str, levels: (u64, u64), importance: &'static str, points: i64) -> Gap {
    Gap {
        competency: text(id),
        held: number(levels.0),
        expected: number(levels.1),
        missing: number(levels.1.saturating_sub(levels.0)),
        importance,
        points,
        provisional: false,
        planned: true,
        implied_by: None,
        place: Some(text("competency_models/customer_support/roles.yaml:12")),
        evidence: Some(Evidence {
            source: "manager",
            date: text("2025-11-03"),
            stale: false,
            inferred: false,
            place: Some(text("fixtures/people/evidence.csv:14")),
        }),
        lapsed: None,
    }
}

fn gaps() -> Vec<Gap> {
    let unknown = Gap {
        provisional: true,
        evidence: None,
        ..gap("ticket-triage", (0, 200), "important", 750)
    };
    vec![
        gap("call-diagnosis", (100, 300), "critical", 2700),
        gap("data-protection", (100, 200), "critical", 1350),
        gap("data-protection-certificate", (0, 100), "critical", 1350),
        unknown,
        gap("line-troubleshooting", (100, 200), "important", 450),
        gap("case-documentation", (100, 200), "important", 375),
        gap("de-escalation", (100, 200), "important", 375),
    ]
}

fn must_do() -> MustDo {
    MustDo {
        module: text("data-protection-refresher"),
        hours: number(100),
        due: text("2026-01-23"),
        renew: Some(text("2028-01-23")),
        overdue: false,
        rule: text("certificate-for-account-access"),
    }
}

fn closes(id: &str, from: u64, to: u64, points: i64) -> Vec<Closes> {
    vec![Closes { competency: text(id), from: number(from), to: number(to), points }]
}

fn chosen() -> Vec<Module> {
    let boosted = |points| Boost { points, rules: texts(&["newcomers-practise-first"]) };
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
    id: &str,
    (order, hours): (usize, u64),
    (start, finish): (&str, &str),
    closes: Vec<Closes>,
) -> Module {
    Module {
        module: text(id),
        order,
        state: "proposed",
        hours: number(hours),
        start: text(start),
        finish: text(finish),
        closes,
        boost: Boost { points: 0, rules: vec![] },
        required_by: vec![],
        swaps: swaps(id),
    }
}

fn swaps(id: &str) -> Vec<Swap> {
    let swap = |into: &str, costs| Swap { out: texts(&[id]), into: texts(&[into]), costs };
    match id {
        "calm-the-call" => vec![swap("tough-calls-online", 100)],
        "cause-fix-confirm" => vec![swap("silent-fault-cases", 0)],
        _ => vec![],
    }
}

fn milestones() -> Vec<Milestone> {
    vec![
        milestone(
            ("diagnose-by-asking", "2026-01-25", "2026-02-24"),
            ("task", "Five annotated call reviews"),
            &[
                "The question that found the cause is marked in each recording",
                "Two reviews were done together with a colleague",
                "In four of five the stated cause was confirmed by a check",
            ],
            kpi("first-contact-resolution", (6200, 7200), ("2026-02-24", "2026-05-18")),
        ),
        milestone(
            ("line-test-bench", "2026-02-01", "2026-03-15"),
            ("task", "Ten home-or-outside verdicts filed before the engineer's visit"),
            &[
                "Nine verdicts agree with the engineer's report",
                "Every verdict quotes the reading it rests on",
            ],
            kpi("escalation-rate", (1800, 1200), ("2026-03-15", "2026-06-06")),
        ),
        milestone(
            ("calm-the-call", "2026-02-08", "2026-03-10"),
            ("task", "Two recordings of calls that turned, with the turning point marked"),
            &[
                "The grievance is named before any offer in both recordings",
                "Both calls end with a step the customer agreed to aloud",
            ],
            kpi("complaint-rate", (900, 600), ("2026-03-10", "2026-06-01")),
        ),
        milestone(
            ("cause-fix-confirm", "2026-03-01", "2026-04-15"),
            ("project", "A decision tree for one symptom with two possible causes"),
            &["Each branch ends in a check that rules the other cause out"],
            kpi("first-contact-resolution", (6200, 7200), ("2026-04-15", "2026-07-07")),
        ),
    ]
}

fn milestone(
    (module, learned_by, due): (&str, &str, &str),
    (kind, produces): (&'static str, &str),
    done_when: &[&str],
    kpi: Kpi,
) -> Milestone {
    let mentor = kind == "project";
    let (role, who) = if mentor { ("mentor", "rui-costa") } else { ("manager", "marta-reis") };
    Milestone {
        module: text(module),
        learned_by: text(learned_by),
        due: text(due),
        proof: Proof {
            kind,
            produces: text(produces),
            done_when: texts(done_when),
            validated_by: Some(Validator { role, person: Some(text(who)) }),
        },
        chain: chain(module, &kpi),
        kpi: Some(kpi),
    }
}

fn kpi(id: &str, (baseline, target): (u64, u64), (from, until): (&str, &str)) -> Kpi {
    let complaint = id == "complaint-rate";
    let leading = match id {
        "first-contact-resolution" => texts(&["open-questions-per-call", "qa-score"]),
        "escalation-rate" => texts(&["misrouted-tickets"]),
        _ => texts(&["recovered-calls"]),
    };
    Kpi {
        kpi: text(id),
        unit: text(if complaint { "complaints" } else { "percent" }),
        direction: if baseline < target { "up" } else { "down" },
        kind: "lagging",
        baseline: Some(number(baseline)),
        target: Some(number(target)),
        basis: Some(if complaint { "role" } else { "team" }),
        source: text(if complaint { "complaints register" } else { "ticketing" }),
        window: text("12 weeks"),
        measure_from: text(from),
        measure_until: text(until),
        leading,
        place: Some(text("fixtures/people/kpis.csv:3")),
    }
}

fn chain(module: &str, kpi: &Kpi) -> Vec<Link> {
    let link = |layer, signal: &str, source: &str| Link {
        layer,
        signal: Some(text(signal)),
        source: Some(text(source)),
        hole: None,
    };
    vec![
        link("activity", "Module finished", "learning system"),
        behaviour(module),
        link("capability", "Level 2 confirmed after the proof", "evidence"),
        link("readiness", "Readiness for Customer support agent L1", "plan"),
        link("kpi", "Moves towards its target", &kpi.source),
    ]
}

/// What the module's row says; the last module names none.
fn behaviour(module: &str) -> Link {
    let row = MODULES.iter().find(|it| it[0] == module && module != "cause-fix-confirm");
    Link {
        layer: "behaviour",
        signal: row.map(|it| text(it[6])),
        source: row.map(|_| text("observed by Marta Reis")),
        hole: row.is_none().then(|| text("the module names no behaviour to watch for")),
    }
}

fn coaching() -> Vec<Coaching> {
    let prompt = |prompt: &str, about: (&'static str, &str), on: &[&str], say: &str| Coaching {
        prompt: text(prompt),
        about: Thing { kind: about.0, id: Some(text(about.1)) },
        on: texts(on),
        say: text(say),
        look_for: texts(&["Points to a question rather than to the fix"]),
        checklist: texts(&["Heard the recording together, with the case form closed"]),
        rule: None,
    };
    vec![
        prompt(
            "play-me-the-question",
            ("competency", "call-diagnosis"),
            &["2026-01-19", "2026-02-02"],
            "Play me ninety seconds of a call you enjoyed solving. Which question of yours cut the possibilities down?",
        ),
        Coaching {
            look_for: texts(&["Commits to a number, not to 'probably bad'"]),
            checklist: texts(&["Used an open case, not a training line"]),
            ..prompt(
                "predict-the-line-test",
                ("module", "line-test-bench"),
                &["2026-01-26"],
                "Before we start the line test on this case, write down what it will show. Then let us look.",
            )
        },
    ]
}

fn flags() -> Vec<Flag> {
    let flag = |to, what: &str| Flag {
        to,
        text: text(what),
        rule: Some(text("certificate-missing-or-lapsed")),
    };
    vec![
        flag(
            "manager",
            "No valid data protection certificate: plan work without account access until it is passed",
        ),
        flag("admin", "Enrol in the data protection refresher and check the account access list"),
    ]
}

fn rules() -> Rules {
    let fired = |rule: &str, about: Thing, because: &str, effect| Fired {
        rule: text(rule),
        about,
        because: text(because),
        effects: vec![effect],
    };
    let module = |id: &str| Thing { kind: "module", id: Some(text(id)) };
    let practise = "Newcomers know more than they dare to use; an attempt with a safety net moves them further than another explanation.";
    Rules {
        fired: vec![
            fired(
                "newcomers-practise-first",
                module("diagnose-by-asking"),
                practise,
                json!({ "boost": 20 }),
            ),
            fired(
                "newcomers-practise-first",
                module("line-test-bench"),
                practise,
                json!({ "boost": 20 }),
            ),
            fired(
                "certificate-missing-or-lapsed",
                Thing { kind: "person", id: None },
                "Access follows the certificate; somebody has to decide what happens to the shift until it is there.",
                json!({ "flag": "manager" }),
            ),
        ],
        undecided: vec![Undecided {
            rule: text("good-notes-yet-they-call-again"),
            needs: texts(&["kpi(\"repeat-contacts\")"]),
        }],
        failed: vec![Failed {
            rule: text("second-line-stretch-work"),
            error: text("the helper used up its operations"),
        }],
        overruled: vec![Overruled {
            rule: text("no-workshop-after-a-night"),
            by: text("porto-nights-calm-the-call"),
            module: text("calm-the-call"),
        }],
    }
}

fn selection() -> Selection {
    Selection {
        objective: "gain",
        score: json!(3960),
        bound: json!(3960),
        proved: true,
        candidates: 23,
        nodes: 41,
        hours: number(1700),
        hours_available: number(3200),
    }
}

fn left_out() -> Vec<LeftOut> {
    let left = |module: &str, reason, by: &[&str], costs| LeftOut {
        module: text(module),
        reason,
        by: texts(by),
        needs: vec![],
        costs,
    };
    vec![
        left("double-jack", "covered", &["diagnose-by-asking"], Some(600)),
        left("silent-fault-cases", "outscored", &[], Some(0)),
        LeftOut {
            needs: texts(&["line-troubleshooting"]),
            ..left("promises-with-dates", "entry", &[], None)
        },
    ]
}

/// A plan without what the modules bring.
pub(super) fn without_modules(outcome: &'static str) -> Plan {
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

/// An obstacle.
pub(super) fn obstacle(kind: &'static str, what: &str, modules: &[&str]) -> Obstacle {
    Obstacle { kind, text: text(what), modules: texts(modules) }
}

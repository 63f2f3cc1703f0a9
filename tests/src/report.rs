//! What does a plan say, in lines a designer can review?
//!
//! Not a document for anybody's desk: everything a plan decides stands here, one
//! fact a line, in a fixed order, and empty sections are left out. Points carry
//! two decimals, as plans round them.

use std::fmt::{Display, Write as _};

use serde::Serialize;
use serde_json::Value;

use waypath_engine::library::Library;
use waypath_engine::person::Person;
use waypath_engine::plan::{Decision, reasons};
use waypath_engine::quantity::Amount;
use waypath_engine::wire::{
    Contact, Evidence, Gap, Kpi, LeftOut, Milestone, Module, MustDo, Plan, Readiness, Responsible,
    Rules, Score, Selection, Thing,
};

/// Writes a plan down for review.
pub fn report(library: &Library, person: &Person, decision: &Decision) -> String {
    let reasons = reasons(library, person, decision);
    let plan = Plan::of(library, person, decision, &reasons);
    let mut report = Report(head(&plan));
    report.section("Readiness", plan.readiness.iter().map(readiness));
    report.section("Gaps", plan.gaps.iter().map(gap));
    report.section("Must do", plan.must_do.iter().map(must_do));
    report.section("Modules", plan.modules.iter().map(module));
    report.section("Milestones", plan.milestones.iter().map(milestone));
    report.what_is_said(&plan);
    report.rules(&plan.rules);
    report.section("Choice", plan.selection.iter().map(selection));
    report.section("Left out", plan.left_out.iter().map(left_out));
    report.section(
        "Not closed",
        plan.unclosed.iter().map(|unclosed| {
            format!("{} from {}: {}", unclosed.competency, unclosed.from, words(&unclosed.because))
        }),
    );
    report.section("Stands in the way", plan.stands_in_the_way.iter().map(words));
    report.section(
        "A smaller set is worth more",
        plan.shorter.iter().map(|shorter| {
            format!("{}: {}", joined(&shorter.modules, ", "), value(&shorter.score))
        }),
    );
    report.section("Not worked out", plan.given_up.iter().map(words));
    report.0
}

struct Report(String);

impl Report {
    fn section(&mut self, title: &str, lines: impl IntoIterator<Item = String>) {
        let mut lines = lines.into_iter().peekable();
        if lines.peek().is_none() {
            return;
        }
        writeln!(self.0, "\n{title}").unwrap();
        for line in lines {
            writeln!(self.0, "  {}", line.replace('\n', "\n  ")).unwrap();
        }
    }

    /// What a plan tells people: coaching, nudges, assessments and flags.
    fn what_is_said(&mut self, plan: &Plan) {
        self.section(
            "Coaching",
            plan.coaching.iter().map(|coaching| {
                let by =
                    coaching.rule.as_ref().map(|rule| format!(", by {rule}")).unwrap_or_default();
                format!(
                    "{} for {}{by}: {}",
                    coaching.prompt,
                    thing(&coaching.about),
                    joined(&coaching.on, " ")
                )
            }),
        );
        self.section(
            "Nudges",
            plan.nudges.iter().map(|nudge| {
                format!(
                    "{} {}: {}, by {}",
                    nudge.on,
                    nudge.channel.as_str(),
                    nudge.text,
                    nudge.rule
                )
            }),
        );
        self.section(
            "Assess",
            plan.assess.iter().map(|request| {
                let because = request
                    .rule
                    .as_ref()
                    .map_or(words(&request.because), |rule| format!("asked by {rule}"));
                format!("{} by {}: {because}", request.competency, request.by.as_str())
            }),
        );
        self.section(
            "Flags",
            plan.flags.iter().map(|flag| {
                let by = flag.rule.as_ref().map(|rule| format!(", by {rule}")).unwrap_or_default();
                let text = flag.text.as_ref().map(ToString::to_string);
                let says = text.unwrap_or_else(|| words(&flag.reason));
                format!("to the {}: {says}{by}", flag.to.as_str())
            }),
        );
    }

    fn rules(&mut self, rules: &Rules) {
        self.section(
            "Rules fired",
            rules.fired.iter().map(|fired| {
                let effects: Vec<String> = fired
                    .effects
                    .iter()
                    .map(|effect| serde_json::to_string(effect).unwrap())
                    .collect();
                format!("{} about {}: {}", fired.rule, thing(&fired.about), effects.join(" "))
            }),
        );
        self.section(
            "Rules undecided",
            rules.undecided.iter().map(|undecided| {
                let needs: Vec<String> = undecided.needs.iter().map(words).collect();
                format!("{} needs {}", undecided.rule, needs.join(", "))
            }),
        );
        self.section(
            "Rules failed",
            rules.failed.iter().map(|failed| format!("{}: {}", failed.rule, words(&failed.error))),
        );
        self.section(
            "Rules overruled",
            rules.overruled.iter().map(|overruled| {
                format!("{} by {} about {}", overruled.rule, overruled.by, overruled.module)
            }),
        );
    }
}

fn head(plan: &Plan) -> String {
    let person = &plan.person;
    let target =
        person.target_role.as_ref().map(|target_role| format!(" on the way to {target_role}"));
    let contact = |contact: &Option<Contact>| {
        contact.as_ref().map_or_else(|| "nobody".to_owned(), |someone| someone.id.to_string())
    };
    let horizon = &plan.horizon;
    let mut head = format!(
        "{}\n{}, {}{}; persona {}; manager {}, mentor {}\n{} to {}: {} weeks at {} h, {} h in all\n",
        plan.outcome.as_str(),
        person.name,
        person.role,
        target.unwrap_or_default(),
        person.persona.as_ref().map_or("none".to_owned(), ToString::to_string),
        contact(&person.manager),
        contact(&person.mentor),
        horizon.from,
        horizon.until,
        horizon.weeks,
        horizon.hours_per_week,
        horizon.hours,
    );
    if let Some((from, to)) = &person.away {
        writeln!(head, "away {from} to {to}").unwrap();
    }
    head
}

fn readiness(readiness: &Readiness) -> String {
    let mut line = format!(
        "{}: {} now, {} after; asks {}, {}",
        readiness.role,
        range(readiness.now, readiness.now_high),
        range(readiness.after, readiness.after_high),
        readiness.job_ready,
        if readiness.is_job_ready { "ready" } else { "not ready" }
    );
    if !readiness.unmet_critical.is_empty() {
        write!(line, "; critical and unmet: {}", joined(&readiness.unmet_critical, ", ")).unwrap();
    }
    if !readiness.unconfirmed_critical.is_empty() {
        write!(
            line,
            "; critical and unconfirmed: {}",
            joined(&readiness.unconfirmed_critical, ", ")
        )
        .unwrap();
    }
    line
}

fn range(low: u8, high: u8) -> String {
    if low == high { format!("{low} %") } else { format!("{low} to {high} %") }
}

fn gap(gap: &Gap) -> String {
    let mut line = format!(
        "{} {} of {}: {} points, {}",
        gap.competency,
        gap.held,
        gap.expected,
        points(gap.points),
        gap.importance.as_str()
    );
    if let Some(source) = &gap.implied_by {
        write!(line, ", implied by {source}").unwrap();
    }
    if gap.provisional {
        line.push_str(", provisional");
    }
    if !gap.planned {
        line.push_str(", too small to plan");
    }
    match &gap.evidence {
        Some(evidence) => write!(line, "; {}", seen(evidence)).unwrap(),
        None => line.push_str("; nobody knows"),
    }
    line
}

fn seen(evidence: &Evidence) -> String {
    let stale = if evidence.stale { ", stale" } else { "" };
    let inferred = if evidence.inferred { ", of a neighbour" } else { "" };
    let place = evidence.place.as_ref().map_or("nowhere".to_owned(), ToString::to_string);
    format!("{} {}{stale}{inferred} ({place})", evidence.source.as_str(), evidence.date)
}

fn must_do(must_do: &MustDo) -> String {
    let renew = must_do.renew.as_ref().map(|day| format!(", again {day}")).unwrap_or_default();
    let overdue = if must_do.overdue { ", overdue" } else { "" };
    format!(
        "{} {} h by {}{overdue}{renew}, by {}",
        must_do.module, must_do.hours, must_do.due, must_do.rule
    )
}

fn module(module: &Module) -> String {
    let mut text = format!(
        "{}. {} {} h, {}, {} to {}",
        module.order,
        module.module,
        module.hours,
        module.state.as_str(),
        module.start,
        module.finish
    );
    if !module.required_by.is_empty() {
        write!(text, ", required by {}", joined(&module.required_by, ", ")).unwrap();
    }
    for closes in &module.closes {
        write!(
            text,
            "\n   {} {} to {}: {}",
            closes.competency,
            closes.from,
            closes.to,
            points(closes.points)
        )
        .unwrap();
    }
    if !module.boost.rules.is_empty() {
        let rules = joined(&module.boost.rules, ", ");
        write!(text, "\n   boost {} by {rules}", points(module.boost.points)).unwrap();
    }
    for swap in &module.swaps {
        let out = joined(&swap.out, ", ");
        let what = match swap.into.as_slice() {
            [] => format!("leave out {out}"),
            into => format!("swap {out} for {}", joined(into, ", ")),
        };
        let less = if swap.costs < 0 { "more" } else { "less" };
        write!(text, "\n   {what}: {} {less}", points(swap.costs.abs())).unwrap();
    }
    text
}

fn milestone(milestone: &Milestone) -> String {
    let validator = milestone.proof.validated_by.as_ref().map_or_else(
        || "nobody validates".to_owned(),
        |validator| match &validator.person {
            Some(person) => format!("{} {person} validates", validator.role.as_str()),
            None => format!("a {} validates", validator.role.as_str()),
        },
    );
    let kpi = milestone.kpi.as_ref().map_or_else(|| "no KPI".to_owned(), kpi);
    let holes = milestone.chain.iter().filter(|link| link.hole.is_some());
    let holes: Vec<String> = holes.map(|link| words(&link.layer)).collect();
    let mut text = format!(
        "{} learned by {}, proof by {}: {} {}, {validator}\n   {kpi}",
        milestone.module,
        milestone.learned_by,
        milestone.due,
        milestone.proof.kind.as_str(),
        milestone.proof.produces
    );
    if !holes.is_empty() {
        write!(text, "\n   holes in the chain: {}", holes.join(", ")).unwrap();
    }
    text
}

fn kpi(kpi: &Kpi) -> String {
    let number =
        |number: Option<Amount>| number.map_or("?".to_owned(), |number| number.to_string());
    let mut text = format!(
        "{} {} to {} {} ({}), {} to {}",
        kpi.kpi,
        number(kpi.baseline),
        number(kpi.target),
        kpi.unit,
        kpi.basis.map_or("no reading", |basis| basis.as_str()),
        kpi.measure_from,
        kpi.measure_until
    );
    if !kpi.leading.is_empty() {
        write!(text, ", first {}", joined(&kpi.leading, ", ")).unwrap();
    }
    text
}

fn thing(thing: &Thing) -> String {
    let kind = match thing {
        Thing::Person => "person",
        Thing::Gap(_) => "gap",
        Thing::Competency(_) => "competency",
        Thing::Module(_) => "module",
        Thing::Persona(_) => "persona",
    };
    thing.id().map_or(kind.to_owned(), |id| format!("{kind} {id}"))
}

fn selection(selection: &Selection) -> String {
    format!(
        "{} {} of at most {}, {}; {} candidates, {} sets looked at; {} of {} h",
        selection.objective.as_str(),
        selection.score.as_ref().map_or("none".to_owned(), value),
        value(&selection.bound),
        if selection.proved { "proved" } else { "not proved" },
        selection.candidates,
        selection.nodes,
        selection.hours,
        selection.hours_available
    )
}

fn left_out(left_out: &LeftOut) -> String {
    let mut line = format!("{}: {}", left_out.module, left_out.reason.as_str());
    let by = match &left_out.by {
        Responsible::Rules(rules) => joined(rules, ", "),
        Responsible::Modules(modules) => joined(modules, ", "),
    };
    if !by.is_empty() {
        write!(line, " by {by}").unwrap();
    }
    if !left_out.needs.is_empty() {
        let needs: Vec<String> = left_out.needs.iter().map(words).collect();
        write!(line, ", needs {}", needs.join(", ")).unwrap();
    }
    if let Some(costs) = left_out.costs {
        write!(line, ", costs {}", points(costs)).unwrap();
    }
    line
}

/// A score: points, or points and hours.
fn value(score: &Score) -> String {
    match score {
        Score::Points(score) => points(*score),
        Score::PerHour(rate) => format!("{} in {} h", points(rate.points), rate.hours),
    }
}

fn joined(items: &[impl Display], between: &str) -> String {
    items.iter().map(ToString::to_string).collect::<Vec<_>>().join(between)
}

/// A reason as it is written, one word after the other: `overdue module m1 due ...`.
fn words(reason: &impl Serialize) -> String {
    fn said(value: &Value) -> String {
        match value {
            Value::Object(fields) => {
                let fields = fields.iter().map(|(name, value)| match name.as_str() {
                    "kind" => said(value),
                    _ => format!("{name} {}", said(value)),
                });
                fields.collect::<Vec<_>>().join(" ")
            }
            Value::Array(items) => {
                format!("[{}]", items.iter().map(said).collect::<Vec<_>>().join(", "))
            }
            Value::String(text) => text.clone(),
            other => other.to_string(),
        }
    }
    said(&serde_json::to_value(reason).unwrap())
}

fn points(hundredths: i64) -> String {
    let sign = if hundredths < 0 { "-" } else { "" };
    let hundredths = hundredths.unsigned_abs();
    format!("{sign}{}.{:02}", hundredths / 100, hundredths % 100)
}

//! What does a plan say, in lines a designer can review?
//!
//! Not a document for anybody's desk: everything a plan decides stands here, one
//! fact a line, in a fixed order, and empty sections are left out. Points carry
//! two decimals, as plans round them.

use std::fmt::{Display, Write as _};

use waypath_engine::library::Library;
use waypath_engine::person::Person;
use waypath_engine::plan;
use waypath_engine::wire::{
    Contact, Decimal, Evidence, Gap, Kpi, LeftOut, Milestone, Module, MustDo, Plan, Readiness,
    Rules, Selection, Thing,
};

/// Writes a plan down for review.
pub fn report(library: &Library, person: &Person, plan: &plan::Plan) -> String {
    let plan = Plan::of(library, person, plan);
    let mut report = Report(head(&plan));
    report.section("Readiness", plan.readiness.iter().map(readiness));
    report.section("Gaps", plan.gaps.iter().map(gap));
    report.section("Must do", plan.must_do.iter().map(must_do));
    report.section("Modules", plan.modules.iter().map(module));
    report.section("Milestones", plan.milestones.iter().map(milestone));
    report.section(
        "Coaching",
        plan.coaching.iter().map(|it| {
            let by = it.rule.as_ref().map(|it| format!(", by {it}")).unwrap_or_default();
            format!("{} for {}{by}: {}", it.prompt, thing(&it.about), it.on.join(" "))
        }),
    );
    report.section(
        "Nudges",
        plan.nudges
            .iter()
            .map(|it| format!("{} {}: {}, by {}", it.on, it.channel, it.text, it.rule)),
    );
    report.section(
        "Assess",
        plan.assess.iter().map(|it| {
            let because =
                it.rule.as_ref().map_or(it.because.to_owned(), |it| format!("asked by {it}"));
            format!("{} by {}: {because}", it.competency, it.by)
        }),
    );
    report.section(
        "Flags",
        plan.flags.iter().map(|it| {
            let by = it.rule.as_ref().map(|it| format!(", by {it}")).unwrap_or_default();
            format!("to the {}: {}{by}", it.to, it.text)
        }),
    );
    report.rules(&plan.rules);
    report.section("Choice", plan.selection.iter().map(selection));
    report.section("Left out", plan.left_out.iter().map(left_out));
    report.section(
        "Not closed",
        plan.unclosed
            .iter()
            .map(|it| format!("{} from {}: {}", it.competency, level(it.from), it.because)),
    );
    report.section(
        "Stands in the way",
        plan.stands_in_the_way.iter().map(|it| format!("{}: {}", it.kind, it.text)),
    );
    report.section(
        "A smaller set is worth more",
        plan.shorter.iter().map(|it| format!("{}: {}", it.modules.join(", "), value(&it.score))),
    );
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

    fn rules(&mut self, rules: &Rules) {
        self.section(
            "Rules fired",
            rules.fired.iter().map(|it| {
                let effects: Vec<String> = it.effects.iter().map(ToString::to_string).collect();
                format!("{} about {}: {}", it.rule, thing(&it.about), effects.join(" "))
            }),
        );
        self.section(
            "Rules undecided",
            rules.undecided.iter().map(|it| format!("{} needs {}", it.rule, it.needs.join(", "))),
        );
        self.section(
            "Rules failed",
            rules.failed.iter().map(|it| format!("{}: {}", it.rule, it.error)),
        );
        self.section(
            "Rules overruled",
            rules
                .overruled
                .iter()
                .map(|it| format!("{} by {} about {}", it.rule, it.by, it.module)),
        );
    }
}

fn head(plan: &Plan) -> String {
    let person = &plan.person;
    let target = person.target_role.as_ref().map(|it| format!(" on the way to {it}"));
    let contact =
        |it: &Option<Contact>| it.as_ref().map_or_else(|| "nobody".to_owned(), |it| it.id.clone());
    let horizon = &plan.horizon;
    let mut head = format!(
        "{}\n{}, {}{}; persona {}; manager {}, mentor {}\n{} to {}: {} weeks at {} h, {} h in all\n",
        plan.outcome,
        person.name,
        person.role,
        target.unwrap_or_default(),
        person.persona.as_deref().unwrap_or("none"),
        contact(&person.manager),
        contact(&person.mentor),
        horizon.from,
        horizon.until,
        horizon.weeks,
        level(horizon.hours_per_week),
        level(horizon.hours),
    );
    if let Some((from, to)) = &person.away {
        writeln!(head, "away {from} to {to}").unwrap();
    }
    head
}

fn readiness(it: &Readiness) -> String {
    let mut line = format!(
        "{}: {} now, {} after; asks {}, {}",
        it.role,
        range(it.now, it.now_high),
        range(it.after, it.after_high),
        it.job_ready,
        if it.is_job_ready { "ready" } else { "not ready" }
    );
    if !it.unmet_critical.is_empty() {
        write!(line, "; critical and unmet: {}", it.unmet_critical.join(", ")).unwrap();
    }
    if !it.unconfirmed_critical.is_empty() {
        write!(line, "; critical and unconfirmed: {}", it.unconfirmed_critical.join(", ")).unwrap();
    }
    line
}

fn range(low: u8, high: u8) -> String {
    if low == high { format!("{low} %") } else { format!("{low} to {high} %") }
}

fn gap(it: &Gap) -> String {
    let mut line = format!(
        "{} {} of {}: {} points, {}",
        it.competency,
        level(it.held),
        level(it.expected),
        points(it.points),
        it.importance
    );
    if let Some(source) = &it.implied_by {
        write!(line, ", implied by {source}").unwrap();
    }
    if it.provisional {
        line.push_str(", provisional");
    }
    if !it.planned {
        line.push_str(", too small to plan");
    }
    match &it.evidence {
        Some(evidence) => write!(line, "; {}", seen(evidence)).unwrap(),
        None => line.push_str("; nobody knows"),
    }
    line
}

fn seen(it: &Evidence) -> String {
    let stale = if it.stale { ", stale" } else { "" };
    let inferred = if it.inferred { ", of a neighbour" } else { "" };
    let place = it.place.as_deref().unwrap_or("nowhere");
    format!("{} {}{stale}{inferred} ({place})", it.source, it.date)
}

fn must_do(it: &MustDo) -> String {
    let renew = it.renew.as_ref().map(|it| format!(", again {it}")).unwrap_or_default();
    let overdue = if it.overdue { ", overdue" } else { "" };
    format!("{} {} h by {}{overdue}{renew}, by {}", it.module, level(it.hours), it.due, it.rule)
}

fn module(it: &Module) -> String {
    let mut text = format!(
        "{}. {} {} h, {}, {} to {}",
        it.order,
        it.module,
        level(it.hours),
        it.state,
        it.start,
        it.finish
    );
    if !it.required_by.is_empty() {
        write!(text, ", required by {}", it.required_by.join(", ")).unwrap();
    }
    for closes in &it.closes {
        write!(
            text,
            "\n   {} {} to {}: {}",
            closes.competency,
            level(closes.from),
            level(closes.to),
            points(closes.points)
        )
        .unwrap();
    }
    if !it.boost.rules.is_empty() {
        let rules = it.boost.rules.join(", ");
        write!(text, "\n   boost {} by {rules}", points(it.boost.points)).unwrap();
    }
    for swap in &it.swaps {
        let out = swap.out.join(", ");
        let what = match swap.into.as_slice() {
            [] => format!("leave out {out}"),
            into => format!("swap {out} for {}", into.join(", ")),
        };
        let less = if swap.costs < 0 { "more" } else { "less" };
        write!(text, "\n   {what}: {} {less}", points(swap.costs.abs())).unwrap();
    }
    text
}

fn milestone(it: &Milestone) -> String {
    let validator = it.proof.validated_by.as_ref().map_or_else(
        || "nobody validates".to_owned(),
        |it| match &it.person {
            Some(person) => format!("{} {person} validates", it.role),
            None => format!("a {} validates", it.role),
        },
    );
    let kpi = it.kpi.as_ref().map_or_else(|| "no KPI".to_owned(), kpi);
    let holes: Vec<&str> =
        it.chain.iter().filter(|it| it.hole.is_some()).map(|it| it.layer).collect();
    let mut text = format!(
        "{} learned by {}, proof by {}: {} {}, {validator}\n   {kpi}",
        it.module, it.learned_by, it.due, it.proof.kind, it.proof.produces
    );
    if !holes.is_empty() {
        write!(text, "\n   holes in the chain: {}", holes.join(", ")).unwrap();
    }
    text
}

fn kpi(it: &Kpi) -> String {
    let number = |it: Option<Decimal>| it.map_or_else(|| "?".to_owned(), Decimal::display);
    let mut text = format!(
        "{} {} to {} {} ({}), {} to {}",
        it.kpi,
        number(it.baseline),
        number(it.target),
        it.unit,
        it.basis.unwrap_or("no reading"),
        it.measure_from,
        it.measure_until
    );
    if !it.leading.is_empty() {
        write!(text, ", first {}", it.leading.join(", ")).unwrap();
    }
    text
}

fn thing(it: &Thing) -> String {
    match &it.id {
        Some(id) => format!("{} {id}", it.kind),
        None => it.kind.to_owned(),
    }
}

fn selection(it: &Selection) -> String {
    format!(
        "{} {} of at most {}, {}; {} candidates, {} sets looked at; {} of {} h",
        it.objective,
        value(&it.score),
        value(&it.bound),
        if it.proved { "proved" } else { "not proved" },
        it.candidates,
        it.nodes,
        level(it.hours),
        level(it.hours_available)
    )
}

fn left_out(it: &LeftOut) -> String {
    let mut line = format!("{}: {}", it.module, it.reason);
    if !it.by.is_empty() {
        write!(line, " by {}", it.by.join(", ")).unwrap();
    }
    if !it.needs.is_empty() {
        write!(line, ", needs {}", it.needs.join(", ")).unwrap();
    }
    if let Some(costs) = it.costs {
        write!(line, ", costs {}", points(costs)).unwrap();
    }
    line
}

/// A score as it is written: hundredths, or points and hours.
fn value(value: &impl Display) -> String {
    let text = value.to_string();
    text.parse().map_or(text, points)
}

fn level(level: Decimal) -> String {
    level.display()
}

fn points(hundredths: i64) -> String {
    let sign = if hundredths < 0 { "-" } else { "" };
    let hundredths = hundredths.unsigned_abs();
    format!("{sign}{}.{:02}", hundredths / 100, hundredths % 100)
}

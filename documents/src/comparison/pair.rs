//! How do the two plans of one person stand side by side?

use std::collections::BTreeSet;

use waypath_engine::diff::{Cause, Explained, PersonComparison, Without};
use waypath_engine::id::{CompetencyId, Id as _, KpiId, ModuleId, RoleId, RuleId};
use waypath_engine::quantity::{Amount, Hours};
use waypath_engine::wire;

use super::text::{changed_thing, part, reference};
use crate::labels::{Labels, named};
use crate::language::Language;
use crate::phrases;
use crate::sheet::Sheet;
use crate::words::{Calendar, Signs, and, and_at_most, capital, counted, percent};

/// Where the texts of a section stand.
const INDENT: usize = 13;

/// Writes the two plans of one person beside each other, and what made the
/// difference.
pub fn pair_text(
    pair: &PersonComparison<'_>,
    labels: (&Labels, &Labels),
    language: &Language,
    width: usize,
) -> String {
    let half = width.saturating_sub(INDENT).div_euclid(2);
    let calendar = Calendar::new(pair.after.provenance.as_of, Signs::Plain);
    let mut writer = Writer { pair, labels, language, half, calendar, sheet: Sheet::default() };
    writer.head();
    if pair.difference.is_empty() {
        writer.sheet.gap();
        writer.sheet.hanging("", 0, "The two plans, and the reasons behind them, are the same.");
        return writer.sheet.finish();
    }
    writer.answer();
    writer.modules();
    writer.sections();
    writer.why();
    writer.sheet.finish()
}

struct Writer<'a> {
    pair: &'a PersonComparison<'a>,
    language: &'a Language,
    labels: (&'a Labels, &'a Labels),
    half: usize,
    calendar: Calendar,
    sheet: Sheet,
}

/// Things of a plan, each with what tells it from others and what is shown.
type Items = Vec<(String, String)>;

impl Writer<'_> {
    fn head(&mut self) {
        let person = &self.pair.after.person;
        let title = format!("TWO PLANS FOR ONE PERSON  {}", person.name);
        self.sheet.ends("", &title, &format!("as of {}", self.pair.after.provenance.as_of));
        let role = |id: &RoleId| {
            named(self.labels.1.roles.get(id.as_str()).map(String::as_str), id.as_str())
        };
        let target = person.target_role.as_ref().map(|it| format!(" -> {}", role(it)));
        let target = target.unwrap_or_default();
        self.sheet.hanging("", 0, &format!("{}{target}  ({})", role(&person.role), person.id));
        self.sheet.gap();
        let (before, after) = (self.pair.versions.0.shown, self.pair.versions.1.shown);
        self.cells("", &format!("BEFORE  {before}"), &format!("AFTER  {after}"));
    }

    /// A row of the two plans; a star marks what is not the same.
    fn row(&mut self, label: &str, before: &str, after: &str) {
        let star = if before == after { " " } else { "*" };
        self.cells(&format!("{star} {label}"), before, after);
    }

    fn cells(&mut self, label: &str, before: &str, after: &str) {
        let cells = [
            (INDENT, label.to_owned()),
            (self.half, before.to_owned()),
            (self.half, after.to_owned()),
        ];
        self.sheet.row(&cells);
    }

    fn answer(&mut self) {
        let (a, b) = (self.pair.before, self.pair.after);
        self.row(
            "outcome",
            &a.outcome.as_str().replace('_', " "),
            &b.outcome.as_str().replace('_', " "),
        );
        let persona = |it: &wire::Plan, labels: &Labels| match &it.person.persona {
            Some(id) => {
                let label = labels.personas.get(id.as_str());
                named(label.map(|label| label.name.as_str()), id.as_str())
            }
            None => "no persona".to_owned(),
        };
        self.row("persona", &persona(a, self.labels.0), &persona(b, self.labels.1));
        for at in 0..b.readiness.len() {
            let label = if at == 0 { "ready" } else { "at present" };
            self.row(label, &readiness(a, at), &readiness(b, at));
        }
        let hours = |it: &wire::Plan| {
            let used: Hours = it.modules.iter().map(|module| module.hours).sum();
            format!("{used} h of {} h", it.horizon.hours)
        };
        self.row("hours", &hours(a), &hours(b));
    }

    /// All modules: in the order of the plan after, then those that went.
    fn modules(&mut self) {
        let before = self.module_items(self.pair.before, self.labels.0);
        let after = self.module_items(self.pair.after, self.labels.1);
        self.sheet.gap();
        for (at, left, right) in joined(&before, &after) {
            let label = if at == 0 { "modules" } else { "" };
            if left == right {
                self.cells(&format!("  {label}"), left, "the same");
            } else {
                self.row(label, left, right);
            }
        }
    }

    fn module_items(&self, plan: &wire::Plan, labels: &Labels) -> Items {
        let item = |it: &wire::Module| {
            let title = title(labels, &it.module);
            let by = self.calendar.day(it.finish);
            (it.module.to_string(), format!("{}. {title}, {} h, by {by}", it.order, it.hours))
        };
        plan.modules.iter().map(item).collect()
    }

    /// Of everything else what is not the same.
    fn sections(&mut self) {
        let (a, b) = (self.pair.before, self.pair.after);
        let (one, two) = self.labels;
        self.section("must do", &self.must_do(a, one), &self.must_do(b, two));
        self.section("proofs", &self.milestones(a, one), &self.milestones(b, two));
        self.section("coaching", &self.coaching(a), &self.coaching(b));
        self.section("reminders", &self.reminders(a), &self.reminders(b));
        self.section("assess", &assessments(a, one), &assessments(b, two));
        self.section("flags", &flags(a, one), &flags(b, two));
        self.section("gaps", &gaps(a, one), &gaps(b, two));
        self.section("stays open", &open(a, one), &open(b, two));
        self.section("rules", &rules(a), &rules(b));
    }

    fn section(&mut self, label: &str, before: &Items, after: &Items) {
        let rows = joined(before, after);
        let same = rows.iter().filter(|(_, a, b)| a == b).count();
        let mut label = label;
        if same < rows.len() {
            self.sheet.gap();
        }
        for (_, left, right) in rows.iter().filter(|(_, a, b)| a != b) {
            self.row(label, left, right);
            label = "";
        }
        if label.is_empty() && same > 0 {
            self.cells("", &format!("({same} the same)"), "");
        }
    }

    fn must_do(&self, plan: &wire::Plan, labels: &Labels) -> Items {
        let item = |it: &wire::MustDo| {
            let by = self.calendar.day(it.due);
            (it.module.to_string(), format!("{}, by {by}", title(labels, &it.module)))
        };
        plan.must_do.iter().map(item).collect()
    }

    fn milestones(&self, plan: &wire::Plan, labels: &Labels) -> Items {
        let item = |it: &wire::Milestone| {
            let kpi = it.kpi.as_ref().map(|kpi| {
                let name = kpi_name(labels, &kpi.kpi);
                let value = |amount: Option<Amount>| {
                    amount.map_or("?".to_owned(), |amount| amount.to_string())
                };
                format!("; KPI {name} {} > {}", value(kpi.baseline), value(kpi.target))
            });
            let by = self.calendar.day(it.due);
            let text = format!("{}, by {by}{}", it.proof.produces, kpi.unwrap_or_default());
            (it.module.to_string(), text)
        };
        plan.milestones.iter().map(item).collect()
    }

    fn coaching(&self, plan: &wire::Plan) -> Items {
        let item = |it: &wire::Coaching| {
            let on: Vec<String> = it.on.iter().map(|day| self.calendar.day(*day)).collect();
            let about = it.about.id().unwrap_or_default();
            let key = format!("{} {about}", it.prompt);
            (key, format!("{} ({}), {}", it.say, it.prompt, and_at_most(&on, 3)))
        };
        plan.coaching.iter().map(item).collect()
    }

    fn reminders(&self, plan: &wire::Plan) -> Items {
        let item = |it: &wire::Nudge| {
            let on = self.calendar.day(it.on);
            (format!("{on} {} {}", it.rule, it.text), format!("{on}: {}", it.text))
        };
        plan.nudges.iter().map(item).collect()
    }

    fn why(&mut self) {
        self.sheet.gap();
        self.sheet.labelled("WHY", INDENT, "tried out by making only some of the changes");
        let mut told = BTreeSet::new();
        for (parts, explained) in &self.pair.explained {
            let parts: Vec<String> = parts.iter().map(|it| part(*it, self.language)).collect();
            let parts = capital(&and(&parts));
            match explained {
                Explained::Cause(cause) => {
                    self.cause(&parts, cause);
                    told.extend(cause.changes.iter().map(|(at, _)| *at));
                    told.extend(cause.instead.iter().copied());
                }
                Explained::NotWorkedOut => self.say(&format!(
                    "{parts}: not worked out, too much would have to be tried; compare with a version that lies nearer."
                )),
            }
        }
        self.sheet.gap();
        for at in &told {
            changed_thing(self.pair.changes, *at, self.language, &mut self.sheet);
        }
        let others = self.pair.changes.len().saturating_sub(told.len());
        if others > 0 {
            let others = counted(i64::try_from(others).unwrap_or(i64::MAX), "other change");
            let text = format!("{others} in the library, not needed for this difference");
            self.sheet.hanging("       ", 7, &text);
        }
    }

    fn say(&mut self, text: &str) {
        self.sheet.hanging("  ", 4, text);
    }

    fn cause(&mut self, parts: &str, cause: &Cause) {
        let changes = self.pair.changes;
        let names: Vec<String> =
            cause.changes.iter().map(|(at, _)| reference(changes, *at)).collect();
        let names = and(&names);
        match cause.changes.as_slice() {
            [(_, without)] => {
                self.say(&format!("{parts}: because of {names}. {}", alone(*without)));
            }
            several => {
                self.say(&format!(
                    "{parts}: only because of {names} together. With these alone it is as after; with one of them taken out again it is not."
                ));
                for (at, without) in several {
                    let number = at.saturating_add(1);
                    self.say(&format!("  All changes but [{number}]: {}.", but(*without)));
                }
            }
        }
        if !cause.instead.is_empty() {
            let names: Vec<String> =
                cause.instead.iter().map(|it| reference(changes, *it)).collect();
            self.say(&format!("  The same would come of {}.", and(&names)));
        }
    }
}

/// What follows of a change that made the difference by itself.
fn alone(without: Without) -> &'static str {
    match without {
        Without::AsBefore => "With it alone it is as after; without it, as before.",
        Without::AsAfter => {
            "With it alone it is as after; without it the other changes do the same."
        }
        Without::Another => {
            "With it alone it is as after; without it, neither as before nor as after."
        }
        Without::Impossible => {
            "With it alone it is as after; the other changes cannot be made without it."
        }
    }
}

fn but(without: Without) -> &'static str {
    match without {
        Without::AsBefore => "as before",
        Without::AsAfter => "as after, by way of the others",
        Without::Another => "neither as before nor as after",
        Without::Impossible => "cannot be made, the others need it",
    }
}

/// Items of both plans beside each other: in the order after, then those that
/// went; with their numbers.
fn joined<'i>(before: &'i Items, after: &'i Items) -> Vec<(usize, &'i str, &'i str)> {
    let text = |items: &'i Items, key: &str| {
        items.iter().find(|(it, _)| it == key).map_or("-", |(_, text)| text.as_str())
    };
    let keys = after.iter().chain(before.iter().filter(|(key, _)| text(after, key) == "-"));
    let rows = keys.map(|(key, _)| (text(before, key), text(after, key)));
    rows.enumerate().map(|(at, (left, right))| (at, left, right)).collect()
}

fn title(labels: &Labels, module: &ModuleId) -> String {
    let title = labels.modules.get(module.as_str()).map(|label| label.title.as_str());
    format!("{} ({module})", named(title, module.as_str()))
}

fn competency(labels: &Labels, id: &CompetencyId) -> String {
    let label = labels.competencies.get(id.as_str());
    named(label.map(|label| label.name.as_str()), id.as_str())
}

fn kpi_name(labels: &Labels, id: &KpiId) -> String {
    named(labels.kpis.get(id.as_str()).map(|label| label.name.as_str()), id.as_str())
}

fn readiness(plan: &wire::Plan, at: usize) -> String {
    plan.readiness.get(at).map_or_else(String::new, |it| {
        let now = percent(it.now, it.now_high, Signs::Plain);
        let after = percent(it.after, it.after_high, Signs::Plain);
        format!("{now} now, {after} after")
    })
}

fn assessments(plan: &wire::Plan, labels: &Labels) -> Items {
    let item = |it: &wire::Assess| {
        let (name, by) = (competency(labels, &it.competency), it.by.as_str());
        (it.competency.to_string(), format!("{name}: {by}, {}", phrases::assess(it.because)))
    };
    plan.assess.iter().map(item).collect()
}

fn flags(plan: &wire::Plan, labels: &Labels) -> Items {
    let item = |it: &wire::Flag| {
        let text = format!("to the {}: {}", it.to.as_str(), phrases::flag(it, labels));
        (text.clone(), text)
    };
    plan.flags.iter().map(item).collect()
}

fn gaps(plan: &wire::Plan, labels: &Labels) -> Items {
    let item = |it: &wire::Gap| {
        let planned = if it.planned { "" } else { ", too small to plan" };
        let text = format!(
            "{} {} of {}, {}{planned}",
            competency(labels, &it.competency),
            it.held,
            it.expected,
            it.importance.as_str()
        );
        (it.competency.to_string(), text)
    };
    plan.gaps.iter().map(item).collect()
}

fn open(plan: &wire::Plan, labels: &Labels) -> Items {
    let because = |rule: &RuleId| labels.rules.get(rule.as_str()).cloned();
    let unclosed = plan.unclosed.iter().map(|it| {
        let why = phrases::unclosed(&it.because, &it.from.to_string(), labels, because);
        (it.competency.to_string(), format!("{}: {why}", competency(labels, &it.competency)))
    });
    let obstacles = plan.stands_in_the_way.iter().map(|obstacle| {
        let (_, text) = phrases::obstacle(obstacle, labels);
        (text.clone(), text)
    });
    unclosed.chain(obstacles).collect()
}

/// The rules that fire, each once.
fn rules(plan: &wire::Plan) -> Items {
    let fired: BTreeSet<(&RuleId, &str)> =
        plan.rules.fired.iter().map(|it| (&it.rule, &*it.because)).collect();
    fired.into_iter().map(|(id, because)| (id.to_string(), format!("{id}: {because}"))).collect()
}

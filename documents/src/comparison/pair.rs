//! How do the two plans of one person stand side by side?

use std::collections::BTreeSet;

use waypath_engine::diff::{Cause, Explained, PersonComparison, Without};
use waypath_engine::id::{ModuleId, RuleId};
use waypath_engine::quantity::{Amount, Hours};
use waypath_engine::wire::{self, AssessReason};

use super::text::{changed_thing, outcome, part, reference};
use crate::labels::Labels;
use crate::language::{Calendar, Language, Signs};
use crate::reasons::ReasonWriter;
use crate::sheet::Sheet;
use crate::words::capital;

/// What one section lists of a plan.
type ItemsOf<'a> = fn(PlanItems<'a>, &wire::Plan) -> Items;

/// Where the texts of a section stand.
const INDENT: usize = 13;
/// The most dates of a coaching prompt that are named.
const MOST_DATES: usize = 3;

/// Writes the two plans of one person beside each other, and what made the
/// difference; the labels are those of the library before and after.
pub fn pair_text(
    comparison: &PersonComparison<'_>,
    labels: (Labels<'_>, Labels<'_>),
    language: &Language,
    width: usize,
) -> String {
    let half = width.saturating_sub(INDENT).div_euclid(2);
    let today = comparison.after.provenance.as_of;
    let items = |labels| PlanItems {
        labels,
        language,
        calendar: Calendar::new(language, today, Signs::Plain),
        reasons: ReasonWriter::new(labels, language),
    };
    let (before, after) = (items(labels.0), items(labels.1));
    let mut writer =
        PairWriter { comparison, language, before, after, half, sheet: Sheet::default() };
    writer.head();
    if comparison.difference.is_empty() {
        writer.sheet.gap();
        writer.sheet.hanging("", 0, &language.text("diff-pair-same"));
        return writer.sheet.finish();
    }
    writer.answer();
    writer.modules();
    writer.sections();
    writer.why();
    writer.sheet.finish()
}

struct PairWriter<'a> {
    comparison: &'a PersonComparison<'a>,
    language: &'a Language,
    before: PlanItems<'a>,
    after: PlanItems<'a>,
    half: usize,
    sheet: Sheet,
}

/// Things of a plan, each with what tells it from others and what is shown.
type Items = Vec<(String, String)>;

impl<'a> PairWriter<'a> {
    fn head(&mut self) {
        let person = &self.comparison.after.person;
        let language = self.language;
        let title = language.with("diff-pair-title", &[("name", (&*person.name).into())]);
        let date = self.comparison.after.provenance.as_of.to_string();
        self.sheet.ends("", &title, &language.with("diff-as-of", &[("date", date.into())]));
        let labels = self.after.labels;
        let mut values = vec![
            ("role", labels.role_title(&person.role).into()),
            ("person", person.id.as_ref().into()),
        ];
        let who = match &person.target_role {
            Some(target) => {
                values.push(("target", labels.role_title(target).into()));
                language.with("diff-pair-who-target", &values)
            }
            None => language.with("diff-pair-who", &values),
        };
        self.sheet.hanging("", 0, &who);
        self.sheet.gap();
        let (before, after) = self.comparison.versions;
        let before = language.with("diff-pair-before", &[("version", before.shown.into())]);
        let after = language.with("diff-pair-after", &[("version", after.shown.into())]);
        self.cells("", &before, &after);
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
        let (a, b) = (self.comparison.before, self.comparison.after);
        let (one, two) = (self.before, self.after);
        let language = self.language;
        let (left, right) = (outcome(a.outcome, language), outcome(b.outcome, language));
        self.row(&language.text("diff-label-outcome"), &left, &right);
        self.row(&language.text("diff-label-persona"), &one.persona(a), &two.persona(b));
        for at in 0..b.readiness.len() {
            let label = if at == 0 { "diff-label-ready" } else { "diff-label-at-present" };
            self.row(&language.text(label), &one.readiness(a, at), &two.readiness(b, at));
        }
        self.row(&language.text("diff-label-hours"), &one.hours(a), &two.hours(b));
    }

    /// All modules: in the order of the plan after, then those that went.
    fn modules(&mut self) {
        let before = self.before.modules(self.comparison.before);
        let after = self.after.modules(self.comparison.after);
        let (modules, same) =
            (self.language.text("diff-label-modules"), self.language.text("diff-same"));
        self.sheet.gap();
        for (at, (left, right)) in joined(&before, &after).into_iter().enumerate() {
            let label = if at == 0 { &*modules } else { "" };
            if left == right {
                self.cells(&format!("  {label}"), left, &same);
            } else {
                self.row(label, left, right);
            }
        }
    }

    /// Of everything else what is not the same.
    fn sections(&mut self) {
        let sections: [(&str, ItemsOf<'a>); 9] = [
            ("diff-label-must-do", PlanItems::must_do),
            ("diff-label-proofs", PlanItems::milestones),
            ("diff-label-coaching", PlanItems::coaching),
            ("diff-label-reminders", PlanItems::reminders),
            ("diff-label-assess", PlanItems::assessments),
            ("diff-label-flags", PlanItems::flags),
            ("diff-label-gaps", PlanItems::gaps),
            ("diff-label-open", PlanItems::open),
            ("diff-label-rules", PlanItems::rules),
        ];
        for (label, items) in sections {
            let before = items(self.before, self.comparison.before);
            let after = items(self.after, self.comparison.after);
            self.section(&self.language.text(label), &before, &after);
        }
    }

    fn section(&mut self, label: &str, before: &Items, after: &Items) {
        let rows = joined(before, after);
        let same = rows.iter().filter(|(left, right)| left == right).count();
        if same == rows.len() {
            return;
        }
        self.sheet.gap();
        let changed = rows.iter().filter(|(left, right)| left != right);
        for (at, (left, right)) in changed.enumerate() {
            self.row(if at == 0 { label } else { "" }, left, right);
        }
        if same > 0 {
            let text = self.language.count("diff-same-number", same);
            self.cells("", &text, "");
        }
    }

    fn why(&mut self) {
        let language = self.language;
        self.sheet.gap();
        self.sheet.labelled(&language.text("diff-why"), INDENT, &language.text("diff-pair-why"));
        let mut told = BTreeSet::new();
        for (parts, explained) in &self.comparison.explained {
            let parts: Vec<String> = parts.iter().map(|aspect| part(*aspect, language)).collect();
            let parts = capital(&language.and(&parts));
            match explained {
                Explained::Cause(cause) => {
                    self.cause(&parts, cause);
                    told.extend(cause.changes.iter().map(|(at, _)| *at));
                    told.extend(cause.instead.iter().copied());
                }
                Explained::NotWorkedOut => {
                    let values = [("parts", parts.into())];
                    self.say(&language.with("diff-pair-not-worked-out", &values));
                }
            }
        }
        self.sheet.gap();
        for at in &told {
            changed_thing(self.comparison.changes, *at, language, &mut self.sheet);
        }
        let others = self.comparison.changes.len().saturating_sub(told.len());
        if others > 0 {
            self.sheet.hanging("       ", 7, &language.count("diff-pair-others", others));
        }
    }

    fn say(&mut self, text: &str) {
        self.sheet.hanging("  ", 4, text);
    }

    fn cause(&mut self, parts: &str, cause: &Cause) {
        let (changes, language) = (self.comparison.changes, self.language);
        let names = |numbers: &[usize]| {
            let names = numbers.iter().map(|at| reference(changes, *at));
            language.and(&names.collect::<Vec<_>>())
        };
        let numbers: Vec<usize> = cause.changes.iter().map(|(at, _)| *at).collect();
        let mut values = vec![("parts", parts.into()), ("changes", names(&numbers).into())];
        match cause.changes.as_slice() {
            [(_, without)] => {
                values.push(("without", without.as_str().into()));
                self.say(&language.with("diff-pair-alone", &values));
            }
            several => {
                self.say(&language.with("diff-pair-together", &values));
                for (at, without) in several {
                    self.all_but(*at, *without);
                }
            }
        }
        if !cause.instead.is_empty() {
            let values = [("changes", names(&cause.instead).into())];
            let text = language.with("diff-pair-instead", &values);
            self.say(&format!("  {text}"));
        }
    }

    /// What a plan is without one of several changes that only together lead to it.
    fn all_but(&mut self, at: usize, without: Without) {
        let values = [
            ("number", at.saturating_add(1).to_string().into()),
            ("without", without.as_str().into()),
        ];
        let text = self.language.with("diff-pair-all-but", &values);
        self.say(&format!("  {text}"));
    }
}

/// Items of both plans beside each other: in the order after, then those that went.
fn joined<'i>(before: &'i Items, after: &'i Items) -> Vec<(&'i str, &'i str)> {
    let text = |items: &'i Items, key: &str| {
        items.iter().find(|(known, _)| known == key).map_or("-", |(_, text)| text.as_str())
    };
    let keys = after.iter().chain(before.iter().filter(|(key, _)| text(after, key) == "-"));
    keys.map(|(key, _)| (text(before, key), text(after, key))).collect()
}

/// Says what a plan holds.
#[derive(Clone, Copy)]
struct PlanItems<'a> {
    labels: Labels<'a>,
    language: &'a Language,
    calendar: Calendar<'a>,
    reasons: ReasonWriter<'a>,
}

impl PlanItems<'_> {
    fn persona(self, plan: &wire::Plan) -> String {
        match &plan.person.persona {
            Some(id) => self.labels.persona_name(id).to_owned(),
            None => self.language.text("diff-no-persona"),
        }
    }

    fn readiness(self, plan: &wire::Plan, at: usize) -> String {
        let Some(readiness) = plan.readiness.get(at) else { return String::new() };
        let range = |low, high| self.language.percent_range(low, high, Signs::Plain);
        let values = [
            ("now", range(readiness.now, readiness.now_high).into()),
            ("after", range(readiness.after, readiness.after_high).into()),
        ];
        self.language.with("diff-pair-readiness", &values)
    }

    fn hours(self, plan: &wire::Plan) -> String {
        let used: Hours = plan.modules.iter().map(|module| module.hours).sum();
        let values = [
            ("used", self.language.hours(used).into()),
            ("hours", self.language.hours(plan.horizon.hours).into()),
        ];
        self.language.with("diff-pair-hours", &values)
    }

    fn title(self, module: &ModuleId) -> String {
        let title = self.labels.module_title(module);
        let values = [("title", title.into()), ("module", module.as_ref().into())];
        self.language.with("diff-pair-title-id", &values)
    }

    fn modules(self, plan: &wire::Plan) -> Items {
        let item = |module: &wire::Module| {
            let values = [
                ("order", module.order.to_string().into()),
                ("module", self.title(&module.module).into()),
                ("hours", self.language.hours(module.hours).into()),
                ("day", self.calendar.day(module.finish).into()),
            ];
            (module.module.to_string(), self.language.with("diff-pair-module", &values))
        };
        plan.modules.iter().map(item).collect()
    }

    fn must_do(self, plan: &wire::Plan) -> Items {
        let item = |duty: &wire::MustDo| {
            let values = [
                ("what", self.title(&duty.module).into()),
                ("day", self.calendar.day(duty.due).into()),
            ];
            (duty.module.to_string(), self.language.with("diff-pair-by", &values))
        };
        plan.must_do.iter().map(item).collect()
    }

    fn milestones(self, plan: &wire::Plan) -> Items {
        let amount = |amount: Option<Amount>| {
            amount.map_or_else(
                || self.language.text("diff-pair-unknown"),
                |amount| self.language.amount(amount),
            )
        };
        let item = |milestone: &wire::Milestone| {
            let mut values = vec![
                ("what", (&*milestone.proof.produces).into()),
                ("day", self.calendar.day(milestone.due).into()),
            ];
            let text = match &milestone.kpi {
                Some(kpi) => {
                    values.push(("kpi", self.labels.kpi_name(&kpi.kpi).into()));
                    values.push(("from", amount(kpi.baseline).into()));
                    values.push(("to", amount(kpi.target).into()));
                    self.language.with("diff-pair-by-kpi", &values)
                }
                None => self.language.with("diff-pair-by", &values),
            };
            (milestone.module.to_string(), text)
        };
        plan.milestones.iter().map(item).collect()
    }

    fn coaching(self, plan: &wire::Plan) -> Items {
        let item = |coaching: &wire::Coaching| {
            let on: Vec<String> = coaching.on.iter().map(|day| self.calendar.day(*day)).collect();
            let about = coaching.about.id().unwrap_or_default();
            let values = [
                ("say", (&*coaching.say).into()),
                ("prompt", coaching.prompt.as_ref().into()),
                ("days", self.language.and_at_most(&on, MOST_DATES).into()),
            ];
            let text = self.language.with("diff-pair-coaching", &values);
            (format!("{} {about}", coaching.prompt), text)
        };
        plan.coaching.iter().map(item).collect()
    }

    fn reminders(self, plan: &wire::Plan) -> Items {
        let item = |nudge: &wire::Nudge| {
            let on = self.calendar.day(nudge.on);
            let key = format!("{on} {} {}", nudge.rule, nudge.text);
            let values = [("what", on.into()), ("text", (&*nudge.text).into())];
            (key, self.language.with("diff-pair-said", &values))
        };
        plan.nudges.iter().map(item).collect()
    }

    fn assessments(self, plan: &wire::Plan) -> Items {
        let item = |assess: &wire::Assess| {
            let because = match assess.because {
                AssessReason::Unknown => "unknown",
                AssessReason::Lapsed => "lapsed",
                AssessReason::Inferred => "inferred",
                AssessReason::Unconfirmed => "unconfirmed",
                AssessReason::Rule => "rule",
            };
            let values = [
                ("skill", self.labels.competency_name(&assess.competency).into()),
                ("by", self.language.word("diff-assessor", assess.by.as_str()).into()),
                ("because", self.language.word("diff-assess-because", because).into()),
            ];
            (assess.competency.to_string(), self.language.with("diff-pair-assess", &values))
        };
        plan.assess.iter().map(item).collect()
    }

    fn flags(self, plan: &wire::Plan) -> Items {
        let item = |flag: &wire::Flag| {
            let values =
                [("to", flag.to.as_str().into()), ("text", self.reasons.flag(flag).into())];
            let text = self.language.with("diff-pair-flag", &values);
            (text.clone(), text)
        };
        plan.flags.iter().map(item).collect()
    }

    fn gaps(self, plan: &wire::Plan) -> Items {
        let item = |gap: &wire::Gap| {
            let id = if gap.planned { "diff-pair-gap" } else { "diff-pair-gap-small" };
            let importance = self.language.word("word-importance", gap.importance.as_str());
            let values = [
                ("skill", self.labels.competency_name(&gap.competency).into()),
                ("held", self.language.level(gap.held).into()),
                ("expected", self.language.level(gap.expected).into()),
                ("importance", importance.into()),
            ];
            (gap.competency.to_string(), self.language.with(id, &values))
        };
        plan.gaps.iter().map(item).collect()
    }

    fn open(self, plan: &wire::Plan) -> Items {
        let because = |rule: &RuleId| self.labels.because(rule).map(str::to_owned);
        let unclosed = plan.unclosed.iter().map(|unclosed| {
            let why = self.reasons.unclosed(&unclosed.because, unclosed.from, because);
            let skill = self.labels.competency_name(&unclosed.competency);
            let values = [("what", skill.into()), ("text", why.into())];
            (unclosed.competency.to_string(), self.language.with("diff-pair-said", &values))
        });
        let obstacles = plan.stands_in_the_way.iter().map(|obstacle| {
            let text = self.reasons.obstacle(obstacle);
            (text.clone(), text)
        });
        unclosed.chain(obstacles).collect()
    }

    /// The rules that fire, each once.
    fn rules(self, plan: &wire::Plan) -> Items {
        let fired = plan.rules.fired.iter();
        let fired: BTreeSet<(&RuleId, &str)> =
            fired.map(|fired| (&fired.rule, &*fired.because)).collect();
        let item = |(id, because): (&RuleId, &str)| {
            let values = [("what", id.as_ref().into()), ("text", because.into())];
            (id.to_string(), self.language.with("diff-pair-said", &values))
        };
        fired.into_iter().map(item).collect()
    }
}

//! What changes for whom, in 80 columns?

use std::collections::BTreeMap;

use waypath_engine::diff::{
    Affected, Aspect, Change, Comparison, Explained, Group, Kind, Listed, Thing, Turnover,
    Turnovers,
};
use waypath_engine::id::{PersonId, PersonaId};
use waypath_engine::plan::Outcome;

use crate::language::Language;
use crate::sheet::{Sheet, pad};

/// The most changes that are listed.
const MOST_CHANGES: usize = 40;
/// The most things of a kind that are listed.
const MOST_LISTED: usize = 12;
/// The most people that are listed.
const MOST_PEOPLE: usize = 20;
/// The most people that are named who are not compared.
const MOST_NAMED: usize = 5;
/// Where the texts of a section stand.
const INDENT: usize = 13;

/// Writes what changes for everyone.
pub fn comparison_text(comparison: &Comparison<'_>, language: &Language) -> String {
    let mut writer = ComparisonWriter { comparison, language, sheet: Sheet::default() };
    writer.head();
    writer.changed_things();
    writer.for_whom();
    writer.in_their_plans();
    writer.which_change();
    writer.people();
    writer.sheet.finish()
}

/// Says what became of one thing, and where it stands.
pub(super) fn changed_thing(changes: &[Change], at: usize, language: &Language, sheet: &mut Sheet) {
    let Some(change) = changes.get(at) else { return };
    let kind = language.with("diff-kind", &[("kind", change.kind.as_str().into())]);
    let number = format!("[{}]", at.saturating_add(1));
    let lead = format!("{number:>6} {} ", pad(&kind, 8));
    let place = change.place.as_ref().map_or_else(String::new, |place| match change.kind {
        Kind::Removed => language.with("diff-place-before", &[("place", place.to_string().into())]),
        Kind::Added | Kind::Changed => place.to_string(),
    });
    sheet.ends(&lead, &change.thing.to_string(), &place);
    for field in &change.fields {
        let text = |text: Option<&String>| {
            text.map_or_else(|| language.text("diff-nothing"), Clone::clone)
        };
        let (before, after) = (text(field.before.as_ref()), text(field.after.as_ref()));
        let mut values = vec![("before", before.into()), ("after", after.into())];
        let text = if field.name.is_empty() {
            language.with("diff-field-whole", &values)
        } else {
            values.push(("field", field.name.as_str().into()));
            language.with("diff-field", &values)
        };
        sheet.hanging("                ", 18, &text);
    }
}

/// How a change is named where it is one of those listed.
pub(super) fn reference(changes: &[Change], at: usize) -> String {
    let name = |change: &Change| format!("{} [{}]", change.thing, at.saturating_add(1));
    changes.get(at).map_or_else(String::new, name)
}

/// What a part of a plan is called in a sentence.
pub(super) fn part(part: Aspect, language: &Language) -> String {
    language.with("diff-part", &[("part", part.as_str().into())])
}

/// What an outcome is called.
pub(super) fn outcome(outcome: Outcome, language: &Language) -> String {
    language.with("diff-outcome", &[("outcome", outcome.as_str().into())])
}

struct ComparisonWriter<'a> {
    comparison: &'a Comparison<'a>,
    language: &'a Language,
    sheet: Sheet,
}

impl ComparisonWriter<'_> {
    fn people_counted(&self, number: usize) -> String {
        self.language.count("unit-person", number)
    }

    fn step(&self, before: &str, after: &str) -> String {
        self.language.with("diff-step", &[("before", before.into()), ("after", after.into())])
    }

    fn section(&mut self, label: &str, text: &str) {
        self.sheet.labelled(&self.language.text(label), INDENT, text);
    }

    fn line(&mut self, label: &str, text: &str) {
        self.sheet.labelled(&format!("  {label}"), INDENT, text);
    }

    fn more(&mut self, number: usize, most: usize, id: &str) {
        let rest = number.saturating_sub(most);
        if rest > 0 {
            self.sheet.hanging("      ", 6, &self.language.count(id, rest));
        }
    }

    fn head(&mut self) {
        let Comparison { before, after, as_of, .. } = self.comparison;
        let values = [("library", (&*after.library.name).into())];
        let title = self.language.with("diff-title", &values);
        let date = self.language.with("diff-as-of", &[("date", as_of.to_string().into())]);
        self.sheet.ends("", &title, &date);
        let values = [("before", before.shown.into()), ("after", after.shown.into())];
        self.sheet.hanging("", 0, &self.language.with("diff-from-to", &values));
    }

    /// Lists the things that are not the same, numbered.
    fn changed_things(&mut self) {
        let changes = self.comparison.changes;
        self.sheet.gap();
        if changes.is_empty() {
            let same = self.language.text("diff-library-same");
            self.section("diff-library", &same);
            return;
        }
        let number = self.language.count("diff-changes", changes.len());
        self.section("diff-library", &number);
        for at in (0..changes.len()).take(MOST_CHANGES) {
            changed_thing(changes, at, self.language, &mut self.sheet);
        }
        self.more(changes.len(), MOST_CHANGES, "diff-more-changes");
    }

    fn for_whom(&mut self) {
        let all = &self.comparison.summary.all;
        self.sheet.gap();
        let values = [
            ("people", self.people_counted(all.people).into()),
            ("another", all.another.into()),
            ("reasons", all.reasons.into()),
        ];
        let id = match (all.another, all.reasons) {
            (0, 0) => "diff-nobody",
            (0, _) => "diff-nobody-reasons",
            (_, 0) => "diff-some",
            _ => "diff-some-reasons",
        };
        let text = self.language.with(id, &values);
        self.section("diff-for-whom", &text);
        self.not_compared("diff-only-before", &self.comparison.only_before);
        self.not_compared("diff-only-after", &self.comparison.only_after);
        if all.another > 0 {
            self.sheet.gap();
            let head = |id: &str| self.language.text(id);
            self.row([
                String::new(),
                head("diff-column-another"),
                head("diff-column-hours"),
                head("diff-column-now"),
                head("diff-column-after"),
            ]);
            self.group(&self.language.text("diff-everyone"), all);
            self.groups("diff-by-role", &self.comparison.summary.by_role);
            self.groups("diff-by-persona", &self.comparison.summary.by_persona);
        }
    }

    fn not_compared(&mut self, id: &str, people: &[PersonId]) {
        if people.is_empty() {
            return;
        }
        let values = [
            ("people", self.people_counted(people.len()).into()),
            ("names", self.language.and_at_most(people, MOST_NAMED).into()),
        ];
        let text = self.language.with(id, &values);
        self.sheet.hanging(&" ".repeat(INDENT), INDENT, &text);
    }

    fn row(&mut self, cells: [String; 5]) {
        let [name, another, hours, now, after] = cells;
        self.sheet.row(&[(23, name), (14, another), (17, hours), (13, now), (13, after)]);
    }

    fn groups(&mut self, title: &str, groups: &BTreeMap<String, Group>) {
        let touched: Vec<_> = groups.iter().filter(|(_, group)| group.another > 0).collect();
        if touched.len() == groups.len() && groups.len() < 2 {
            return;
        }
        let title = self.language.text(title);
        self.row([title, String::new(), String::new(), String::new(), String::new()]);
        for (id, group) in &touched {
            let name = if id.is_empty() {
                self.language.text("diff-group-no-persona")
            } else {
                (*id).clone()
            };
            self.group(&format!("  {name}"), group);
        }
        let others = groups.len().saturating_sub(touched.len());
        if others > 0 {
            let text = self.language.count("diff-others", others);
            self.sheet.hanging("  ", 2, &text);
        }
    }

    fn group(&mut self, name: &str, group: &Group) {
        let people = u64::try_from(group.people).unwrap_or(u64::MAX).max(1);
        // Rounded down to tenths of a percent.
        let mean = |sum: u64| {
            let tenths = sum.saturating_mul(10).div_euclid(people);
            self.language.number(i64::try_from(tenths.saturating_mul(10)).unwrap_or(i64::MAX))
        };
        let hours = |hundredths: u64| hundredths.div_euclid(100).to_string();
        let from_to = |a: String, b: String| if a == b { a } else { self.step(&a, &b) };
        let of = [("count", group.another.into()), ("all", group.people.into())];
        let cells = [
            name.to_owned(),
            self.language.with("diff-of", &of),
            from_to(hours(group.hours.before), hours(group.hours.after)),
            from_to(mean(group.ready_now.before), mean(group.ready_now.after)),
            from_to(mean(group.ready_after.before), mean(group.ready_after.after)),
        ];
        self.row(cells);
    }

    fn in_their_plans(&mut self) {
        let summary = &self.comparison.summary;
        if summary.all.another == 0 {
            return;
        }
        self.sheet.gap();
        let is_moved =
            |all: &Turnovers| all.values().any(|turnover| turnover.gained > 0 || turnover.lost > 0);
        let mut listed = summary.turnovers.iter().filter(|(listed, _)| **listed != Listed::Rules);
        let is_any_moved = listed.any(|(_, turnovers)| is_moved(turnovers));
        let text = self.language.text(if is_any_moved {
            "diff-in-plans-counts"
        } else {
            "diff-in-plans-same"
        });
        self.section("diff-in-plans", &text);
        for listed in Listed::ALL.iter().filter(|listed| **listed != Listed::Rules) {
            if let Some(turnovers) = summary.turnovers.get(listed) {
                let values = [("listed", listed.as_str().into())];
                let label = self.language.with("diff-listed", &values);
                self.turnovers(&label, turnovers);
            }
        }
        for (before, after, people) in summary.outcomes() {
            let (before, after) = (outcome(before, self.language), outcome(after, self.language));
            self.step_people("diff-label-outcome", &before, &after, people);
        }
        for (before, after, people) in summary.personas() {
            let (before, after) = (self.persona(before), self.persona(after));
            self.step_people("diff-label-persona", &before, &after, people);
        }
        let (up, down) = (summary.readier, summary.less_ready);
        if up > 0 || down > 0 {
            let values = [
                ("readier", self.people_counted(up).into()),
                ("less", self.people_counted(down).into()),
            ];
            let text = self.language.with("diff-readier", &values);
            self.line(&self.language.text("diff-label-readiness"), &text);
        }
        self.parts();
    }

    fn persona(&self, id: Option<&PersonaId>) -> String {
        id.map_or_else(|| self.language.text("diff-no-persona"), ToString::to_string)
    }

    fn step_people(&mut self, label: &str, before: &str, after: &str, people: usize) {
        let people = self.people_counted(people);
        let values =
            [("before", before.into()), ("after", after.into()), ("people", people.into())];
        let text = self.language.with("diff-step-people", &values);
        self.line(&self.language.text(label), &text);
    }

    /// The parts of plans of which only the number of people is told.
    fn parts(&mut self) {
        let told = [Aspect::Schedule, Aspect::Milestones, Aspect::Gaps, Aspect::Open];
        let parts = self.comparison.summary.aspects.iter();
        let parts = parts.filter(|(part, _)| told.contains(part));
        let parts: BTreeMap<Aspect, usize> = parts.map(|(part, n)| (*part, *n)).collect();
        if !parts.is_empty() {
            let text = self.touches(&parts);
            self.line(&self.language.text("diff-label-other"), &text);
        }
    }

    /// The parts of plans, each with for how many people.
    fn touches(&self, parts: &BTreeMap<Aspect, usize>) -> String {
        let parts = parts.iter().filter(|(part, _)| part.is_the_plan());
        let parts = parts.map(|(touched, people)| {
            let values = [
                ("part", part(*touched, self.language).into()),
                ("people", self.people_counted(*people).into()),
            ];
            self.language.with("diff-part-of", &values)
        });
        self.language.and(&parts.collect::<Vec<_>>())
    }

    fn turnovers(&mut self, label: &str, turnovers: &Turnovers) {
        let moved = turnovers.iter();
        let moved = moved.filter(|(_, turnover)| turnover.gained > 0 || turnover.lost > 0);
        let mut moved: Vec<(&String, &Turnover)> = moved.collect();
        // The greatest turnover first; of equal ones in the order of ids.
        moved.sort_by_key(|(_, turnover)| {
            std::cmp::Reverse(turnover.gained.saturating_add(turnover.lost))
        });
        for (at, (id, turnover)) in moved.iter().enumerate().take(MOST_LISTED) {
            let signed = [("+", turnover.gained), ("-", turnover.lost)];
            let signed = signed.iter().filter(|(_, n)| *n > 0);
            let signed: Vec<String> = signed.map(|(sign, n)| format!("{sign}{n}")).collect();
            let values = [
                ("thing", id.as_str().into()),
                ("before", turnover.before.into()),
                ("after", turnover.after.into()),
                ("changes", signed.join(" ").into()),
            ];
            let text = self.language.with("diff-turnover", &values);
            self.line(if at == 0 { label } else { "" }, &text);
        }
        self.more(moved.len(), MOST_LISTED, "diff-more-things");
    }

    fn which_change(&mut self) {
        let summary = &self.comparison.summary;
        if self.comparison.changes.is_empty() {
            return;
        }
        self.sheet.gap();
        let (asked, pool) = (self.asked(), self.pool());
        let why = self.language.text(match (summary.all.another, summary.all.reasons) {
            (0, 0) => "diff-why-none",
            (0, _) => "diff-why-reasons",
            _ => "diff-why-leading",
        });
        let why = if asked < pool {
            let values = [("why", why.into()), ("asked", asked.into())];
            self.language.with("diff-why-some", &values)
        } else {
            why
        };
        self.section("diff-why", &why);
        let mut causes: Vec<_> = summary.causes.iter().collect();
        causes.sort_by_key(|(_, people)| std::cmp::Reverse(**people));
        for (set, people) in causes.iter().take(MOST_LISTED) {
            self.cause(set, **people);
        }
        self.more(causes.len(), MOST_LISTED, "diff-more-causes");
        if summary.not_worked_out > 0 {
            let people = self.people_counted(summary.not_worked_out);
            let text = self.language.text("diff-not-worked-out");
            self.line(&people, &text);
        }
        self.without_effect(asked);
    }

    /// How many people there are to look for a cause with.
    fn pool(&self) -> usize {
        let all = &self.comparison.summary.all;
        if all.another > 0 { all.another } else { all.reasons }
    }

    fn asked(&self) -> usize {
        self.comparison.affected.iter().filter(|affected| affected.explained.is_some()).count()
    }

    fn cause(&mut self, set: &[usize], people: usize) {
        let changes = self.comparison.changes;
        let names: Vec<String> = set.iter().map(|at| reference(changes, *at)).collect();
        let names = self.language.and_at_most(&names, 6);
        let text = if set.len() > 1 {
            self.language.with("diff-only-together", &[("changes", names.into())])
        } else {
            names
        };
        let people = self.people_counted(people);
        self.line(&people, &text);
    }

    /// Names the changes that made no leading difference: those that touch a part
    /// of plans beside, then those without which no plan would be another.
    fn without_effect(&mut self, asked: usize) {
        let changes = self.comparison.changes;
        let mut beside = Vec::new();
        let mut idle = Vec::new();
        let mut unknown = Vec::new();
        for (at, touched) in &self.comparison.touched {
            match touched {
                None => unknown.push(reference(changes, *at)),
                Some(parts) if parts.keys().any(|part| part.is_the_plan()) => {
                    let values = [
                        ("change", reference(changes, *at).into()),
                        ("parts", self.touches(parts).into()),
                    ];
                    beside.push(self.language.with("diff-change-touches", &values));
                }
                Some(parts) => idle.push(self.idle_reasons(*at, parts)),
            }
        }
        let summary = &self.comparison.summary;
        let is_all = asked == self.pool() && summary.not_worked_out == 0;
        self.group_of("diff-label-beside", &beside);
        self.group_of(if is_all { "diff-label-nobody" } else { "diff-label-not-seen" }, &idle);
        self.group_of("diff-label-not-tried", &unknown);
        if !idle.is_empty() && is_all && summary.all.another > 0 {
            let text = self.language.text("diff-idle-note");
            self.sheet.hanging(&" ".repeat(INDENT), INDENT, &text);
        }
    }

    fn group_of(&mut self, label: &str, lines: &[String]) {
        let label = self.language.text(label);
        for (at, line) in lines.iter().enumerate().take(MOST_LISTED) {
            self.line(if at == 0 { &label } else { "" }, line);
        }
        self.more(lines.len(), MOST_LISTED, "diff-more-changes");
    }

    /// A change without effect, and for how many it changes the reasons.
    fn idle_reasons(&self, at: usize, parts: &BTreeMap<Aspect, usize>) -> String {
        let change = self.idle(at);
        let Some(people) = parts.get(&Aspect::Reasons) else { return change };
        let values = [("change", change.into()), ("people", self.people_counted(*people).into())];
        self.language.with("diff-idle-reasons", &values)
    }

    /// A change without effect; of a rule, for how many it fires.
    fn idle(&self, at: usize) -> String {
        let change = reference(self.comparison.changes, at);
        let thing = self.comparison.changes.get(at).map(|change| &change.thing);
        let Some(Thing::Rule(rule)) = thing else { return change };
        let fires = self.comparison.summary.turnovers.get(&Listed::Rules);
        let fires = fires.and_then(|rules| rules.get(rule.as_ref())).copied().unwrap_or_default();
        let id = match fires {
            Turnover { before: 0, after: 0, .. } => "diff-idle-fires-nobody",
            Turnover { gained: 0, lost: 0, .. } => "diff-idle-fires-same",
            _ => "diff-idle-fires-other",
        };
        let values = [
            ("change", change.into()),
            ("people", self.people_counted(fires.after).into()),
            ("before", fires.before.into()),
            ("after", fires.after.into()),
        ];
        self.language.with(id, &values)
    }

    fn people(&mut self) {
        let affected = self.comparison.affected.iter();
        let affected = affected.filter(|affected| affected.difference.is_another_plan());
        let affected: Vec<&Affected<'_>> = affected.collect();
        if affected.is_empty() {
            return;
        }
        self.sheet.gap();
        let hint = self.language.text("diff-people-hint");
        self.section("diff-people", &hint);
        for person in affected.iter().take(MOST_PEOPLE) {
            self.person(person);
        }
        self.more(affected.len(), MOST_PEOPLE, "diff-more-people");
    }

    fn person(&mut self, affected: &Affected<'_>) {
        self.sheet.ends("  ", affected.both.after.id.as_ref(), affected.role.as_ref());
        let mut parts = self.what_changes(affected);
        if let Some(Explained::Cause(cause)) = &affected.explained {
            let numbers = cause.changes.iter().map(|(at, _)| format!("[{}]", at.saturating_add(1)));
            let numbers = self.language.and(&numbers.collect::<Vec<_>>());
            parts.push(self.language.with("diff-because-of", &[("changes", numbers.into())]));
        }
        self.sheet.hanging("      ", 6, &self.language.clauses(&parts));
    }

    /// What changes for one person, in short.
    fn what_changes(&self, affected: &Affected<'_>) -> Vec<String> {
        let mut parts = Vec::new();
        let (before, after) = affected.outcome;
        if before != after {
            parts.push(self.step(&outcome(before, self.language), &outcome(after, self.language)));
        }
        for listed in [Listed::Modules, Listed::MustDo] {
            parts.extend(self.exchanged(affected, listed));
        }
        if let Some((before, after)) = affected.ready.filter(|(a, b)| a.after != b.after) {
            let values = [("before", before.after.into()), ("after", after.after.into())];
            parts.push(self.language.with("diff-ready-after", &values));
        }
        if affected.hours.0 != affected.hours.1 {
            let (before, after) = affected.hours;
            let values = [
                ("before", self.language.number(before.hundredths().into()).into()),
                ("after", self.language.number(after.hundredths().into()).into()),
            ];
            parts.push(self.language.with("diff-hours", &values));
        }
        let mut other = self.other_parts(affected);
        if parts.is_empty() && other.is_empty() {
            let aspects = affected.difference.aspects.iter().filter(|part| part.is_the_plan());
            other = aspects.map(|aspect| part(*aspect, self.language)).collect();
        }
        if !other.is_empty() {
            let other = self.language.and(&other);
            parts.push(self.language.with("diff-other", &[("parts", other.into())]));
        }
        parts
    }

    /// The modules that came and went, with signs.
    fn exchanged(&self, affected: &Affected<'_>, listed: Listed) -> Option<String> {
        let exchange = affected.difference.exchange(listed);
        let gained = exchange.gained.iter().map(|id| format!("+{id}"));
        let lost = exchange.lost.iter().map(|id| format!("-{id}"));
        let names: Vec<String> = gained.chain(lost).collect();
        let names = names.join(" ");
        if names.is_empty() {
            return None;
        }
        Some(if listed == Listed::MustDo {
            self.language.with("diff-must-do", &[("modules", names.into())])
        } else {
            names
        })
    }

    /// The parts that differ and are only named.
    fn other_parts(&self, affected: &Affected<'_>) -> Vec<String> {
        let aspects = &affected.difference.aspects;
        // Other modules come with other dates and hours.
        let has_other_modules = aspects.contains(&Aspect::Modules);
        let told = [
            Aspect::Schedule,
            Aspect::Gaps,
            Aspect::Coaching,
            Aspect::Reminders,
            Aspect::Assessments,
            Aspect::Flags,
        ];
        let told = told.into_iter().filter(|aspect| aspects.contains(aspect));
        let told = told.filter(|aspect| !(has_other_modules && *aspect == Aspect::Schedule));
        let name = |aspect: Aspect| match aspect {
            Aspect::Schedule => self.language.text("diff-part-schedule"),
            other => part(other, self.language),
        };
        told.map(name).collect()
    }
}

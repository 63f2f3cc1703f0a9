//! What changes for whom, in 80 columns?

use std::collections::BTreeMap;

use waypath_engine::diff::{
    Aspect, Change, Explained, Group, Kind, Listed, Thing, Turnover, Turnovers,
};
use waypath_engine::id::Id as _;

use super::{Affected, Comparison};
use crate::sheet::{Sheet, pad};
use crate::words::counted_noun;
use crate::words::{and, and_at_most, decimal};

/// The most changes that are listed.
const MOST_CHANGES: usize = 40;
/// The most things of a kind that are listed.
const MOST_LISTED: usize = 12;
/// The most people that are listed.
const MOST_PEOPLE: usize = 20;
/// Where the texts of a section stand.
const INDENT: usize = 13;

/// Writes what changes for everyone.
pub fn comparison_text(comparison: &Comparison<'_>) -> String {
    let mut writer = Writer { it: comparison, sheet: Sheet::default() };
    writer.head();
    changed_things(comparison.changes, &mut writer.sheet);
    writer.for_whom();
    writer.in_their_plans();
    writer.which_change();
    writer.people();
    writer.sheet.finish()
}

/// Lists the things that are not the same, numbered.
fn changed_things(changes: &[Change], sheet: &mut Sheet) {
    sheet.gap();
    let number = counted_noun(changes.len(), "change");
    if changes.is_empty() {
        sheet.labelled("LIBRARY", INDENT, "Both versions say the same, so no plan can change.");
        return;
    }
    sheet.labelled("LIBRARY", INDENT, &number);
    for at in (0..changes.len()).take(MOST_CHANGES) {
        changed_thing(changes, at, sheet);
    }
    more(changes.len(), MOST_CHANGES, "change", sheet);
}

/// Says what became of one thing, and where it stands.
pub(super) fn changed_thing(changes: &[Change], at: usize, sheet: &mut Sheet) {
    let Some(change) = changes.get(at) else { return };
    let number = format!("[{}]", at.saturating_add(1));
    let lead = format!("{number:>6} {} ", pad(change.kind.as_str(), 8));
    let place = change.place.as_ref().map_or_else(String::new, |it| {
        let before = if change.kind == Kind::Removed { " (before)" } else { "" };
        format!("{it}{before}")
    });
    sheet.ends(&lead, &change.thing.to_string(), &place);
    for field in &change.fields {
        let text = |it: Option<&String>| it.map_or("(nothing)", |it| it).to_owned();
        let (before, after) = (text(field.before.as_ref()), text(field.after.as_ref()));
        let name = if field.name.is_empty() { String::new() } else { format!("{}: ", field.name) };
        sheet.hanging("                ", 18, &format!("{name}{before} -> {after}"));
    }
}

fn more(number: usize, most: usize, noun: &str, sheet: &mut Sheet) {
    let rest = number.saturating_sub(most);
    if rest > 0 {
        let counted = counted_noun(rest, noun).replacen(' ', " more ", 1);
        let text = format!("and {}; `--format json` lists all", counted.trim_end());
        sheet.hanging("      ", 6, &text);
    }
}

/// How a change is named where it is one of those listed.
pub(super) fn reference(changes: &[Change], at: usize) -> String {
    changes
        .get(at)
        .map_or_else(String::new, |it| format!("{} [{}]", it.thing, at.saturating_add(1)))
}

struct Writer<'a> {
    it: &'a Comparison<'a>,
    sheet: Sheet,
}

impl Writer<'_> {
    fn head(&mut self) {
        let name = &self.it.after.library.name;
        let title = format!("WHAT CHANGES FOR WHOM  {name}");
        self.sheet.ends("", &title, &format!("as of {}", self.it.as_of));
        let (before, after) = (self.it.before.shown, self.it.after.shown);
        self.sheet.hanging("", 0, &format!("from {before} to {after}"));
    }

    fn for_whom(&mut self) {
        let all = &self.it.summary.all;
        self.sheet.gap();
        let people = counted_noun(all.people, "person");
        let text = match (all.another, all.reasons) {
            (0, 0) => format!("Nobody: {people}, and every plan stays as it is."),
            (0, reasons) => format!(
                "Nobody gets another plan. Of {people}, {reasons} {} the same plan for other reasons (points, swaps, rules).",
                if reasons == 1 { "has" } else { "have" }
            ),
            (another, 0) => {
                format!("{another} of {people} get another plan; all others keep theirs.")
            }
            (another, reasons) => format!(
                "{another} of {people} get another plan; {reasons} more keep the same for other reasons (points, swaps, rules)."
            ),
        };
        self.sheet.labelled("FOR WHOM", INDENT, &text);
        self.not_compared("before", &self.it.only_before);
        self.not_compared("after", &self.it.only_after);
        if all.another > 0 {
            self.sheet.gap();
            self.row(["", "ANOTHER", "HOURS", "READY NOW", "AFTER, %"].map(str::to_owned));
            self.group("everyone", all);
            self.groups("by role", &self.it.summary.by_role);
            self.groups("by persona", &self.it.summary.by_persona);
        }
    }

    fn not_compared(&mut self, which: &str, ids: &[String]) {
        if !ids.is_empty() {
            let people = counted_noun(ids.len(), "person");
            let names = and_at_most(ids, 5);
            let text = format!(
                "Not compared, because only the library {which} can plan for them: {people} ({names})."
            );
            self.sheet.hanging(&" ".repeat(INDENT), INDENT, &text);
        }
    }

    fn row(&mut self, cells: [String; 5]) {
        let [name, another, hours, now, after] = cells;
        self.sheet.row(&[(23, name), (14, another), (17, hours), (13, now), (13, after)]);
    }

    fn groups(&mut self, title: &str, groups: &BTreeMap<String, Group>) {
        let touched: Vec<_> = groups.iter().filter(|(_, it)| it.another > 0).collect();
        if touched.len() == groups.len() && groups.len() < 2 {
            return;
        }
        self.row([title.to_owned(), String::new(), String::new(), String::new(), String::new()]);
        for (id, group) in &touched {
            let id = if id.is_empty() { "(no persona)" } else { id.as_str() };
            self.group(&format!("  {id}"), group);
        }
        let others = groups.len().saturating_sub(touched.len());
        if others > 0 {
            let noun = if others == 1 { "other" } else { "others" };
            let text = format!("  {others} {noun}: no other plan");
            self.sheet.hanging("", 2, &text);
        }
    }

    fn group(&mut self, name: &str, it: &Group) {
        let people = u64::try_from(it.people).unwrap_or(u64::MAX).max(1);
        // Rounded down to tenths of a percent.
        let mean = |sum: u64| {
            let tenths = sum.saturating_mul(10).div_euclid(people);
            decimal(i64::try_from(tenths.saturating_mul(10)).unwrap_or(i64::MAX))
        };
        let hours = |it: u64| it.div_euclid(100).to_string();
        let from_to = |a: String, b: String| if a == b { a } else { format!("{a} > {b}") };
        self.row([
            name.to_owned(),
            format!("{} of {}", it.another, it.people),
            from_to(hours(it.hours.before), hours(it.hours.after)),
            from_to(mean(it.ready_now.before), mean(it.ready_now.after)),
            from_to(mean(it.ready_after.before), mean(it.ready_after.after)),
        ]);
    }

    fn in_their_plans(&mut self) {
        let summary = &self.it.summary;
        if summary.all.another == 0 {
            return;
        }
        self.sheet.gap();
        let is_moved = |it: &Turnovers| it.values().any(|it| it.gained > 0 || it.lost > 0);
        let mut listed = summary.turnovers.iter().filter(|(it, _)| **it != Listed::Rules);
        let text = if listed.any(|(_, it)| is_moved(it)) {
            "how many people have what, before > after"
        } else {
            "everybody has the same modules, prompts and reminders as before"
        };
        self.sheet.labelled("IN PLANS", INDENT, text);
        for listed in Listed::ALL.iter().filter(|it| **it != Listed::Rules) {
            if let Some(turnovers) = summary.turnovers.get(listed) {
                self.turnovers(word(*listed), turnovers);
            }
        }
        for ((before, after), people) in &summary.outcomes {
            let people = counted_noun(*people, "person");
            self.line("outcome", &format!("{before} > {after}: {people}"));
        }
        for ((before, after), people) in &summary.personas {
            let name =
                |it: &str| if it.is_empty() { "no persona".to_owned() } else { it.to_owned() };
            let people = counted_noun(*people, "person");
            self.line("persona", &format!("{} > {}: {people}", name(before), name(after)));
        }
        let (up, down) = (summary.readier, summary.less_ready);
        if up > 0 || down > 0 {
            let text = format!(
                "{} readier for the planned role after the plan, {} less ready",
                counted_noun(up, "person"),
                counted_noun(down, "person")
            );
            self.line("readiness", &text);
        }
        self.parts();
    }

    /// The parts of plans of which only the number of people is told.
    fn parts(&mut self) {
        let told = [Aspect::Schedule, Aspect::Milestones, Aspect::Gaps, Aspect::Open];
        let parts = self.it.summary.aspects.iter().filter(|(it, _)| told.contains(it));
        let parts: BTreeMap<Aspect, usize> = parts.map(|(it, n)| (*it, *n)).collect();
        if !parts.is_empty() {
            self.line("also other", &touches(&parts));
        }
    }

    fn line(&mut self, label: &str, text: &str) {
        self.sheet.labelled(&format!("  {label}"), INDENT, text);
    }

    fn turnovers(&mut self, label: &str, turnovers: &Turnovers) {
        let mut moved: Vec<(&String, &Turnover)> =
            turnovers.iter().filter(|(_, it)| it.gained > 0 || it.lost > 0).collect();
        // The greatest turnover first; of equal ones in the order of ids.
        moved.sort_by_key(|(_, it)| std::cmp::Reverse(it.gained.saturating_add(it.lost)));
        for (at, (id, it)) in moved.iter().enumerate().take(MOST_LISTED) {
            let signed = [("+", it.gained), ("-", it.lost)];
            let signed =
                signed.iter().filter(|(_, n)| *n > 0).map(|(sign, n)| format!("{sign}{n}"));
            let signed = signed.collect::<Vec<_>>().join(" ");
            let text = format!("{id}: {} > {} ({signed})", it.before, it.after);
            self.line(if at == 0 { label } else { "" }, &text);
        }
        more(moved.len(), MOST_LISTED, "thing", &mut self.sheet);
    }

    fn which_change(&mut self) {
        let summary = &self.it.summary;
        if self.it.changes.is_empty() {
            return;
        }
        self.sheet.gap();
        let (asked, pool) = (self.asked(), self.pool());
        let text = match (summary.all.another, summary.all.reasons) {
            (0, 0) => "none of the changes makes anyone's plan another".to_owned(),
            (0, _) => "which change stands behind the other reasons; tried out".to_owned(),
            _ => "which change made the leading difference; tried out".to_owned(),
        };
        let some = if asked < pool {
            format!(" with {asked} of them, evenly spread")
        } else {
            String::new()
        };
        self.sheet.labelled("WHY", INDENT, &format!("{text}{some}"));
        let mut causes: Vec<_> = summary.causes.iter().collect();
        causes.sort_by_key(|(_, people)| std::cmp::Reverse(**people));
        for (set, people) in causes.iter().take(MOST_LISTED) {
            self.cause(set, **people);
        }
        more(causes.len(), MOST_LISTED, "cause", &mut self.sheet);
        if summary.not_worked_out > 0 {
            let people = counted_noun(summary.not_worked_out, "person");
            self.line(&people, "not worked out: too much would have to be tried");
        }
        self.without_effect(asked);
    }

    /// How many people there are to look for a cause with.
    fn pool(&self) -> usize {
        let all = &self.it.summary.all;
        if all.another > 0 { all.another } else { all.reasons }
    }

    fn asked(&self) -> usize {
        self.it.affected.iter().filter(|it| it.explained.is_some()).count()
    }

    fn cause(&mut self, set: &[usize], people: usize) {
        let names: Vec<String> = set.iter().map(|it| reference(self.it.changes, *it)).collect();
        let together = if set.len() > 1 { "only together: " } else { "" };
        let people = counted_noun(people, "person");
        self.line(&people, &format!("{together}{}", and_at_most(&names, 6)));
    }

    /// Names the changes that made no leading difference: those that touch a part
    /// of plans beside, then those without which no plan would be another.
    fn without_effect(&mut self, asked: usize) {
        let changes = self.it.changes;
        let mut beside = Vec::new();
        let mut idle = Vec::new();
        let mut unknown = Vec::new();
        for (at, touched) in &self.it.touched {
            match touched {
                None => unknown.push(reference(changes, *at)),
                Some(parts) if parts.keys().any(|it| it.is_the_plan()) => {
                    beside.push(format!("{}: {}", reference(changes, *at), touches(parts)));
                }
                Some(parts) => {
                    let reasons = parts.get(&Aspect::Reasons).map(|it| {
                        let people = counted_noun(*it, "person");
                        format!("; only what stands behind the plans of {people}")
                    });
                    idle.push(format!("{}{}", self.idle(*at), reasons.unwrap_or_default()));
                }
            }
        }
        let is_all = asked == self.pool() && self.it.summary.not_worked_out == 0;
        self.group_of("beside", &beside);
        self.group_of(if is_all { "nobody" } else { "not seen" }, &idle);
        self.group_of("not tried", &unknown);
        if !idle.is_empty() && is_all && self.it.summary.all.another > 0 {
            let text = "(nobody: without it no plan would be another)";
            self.sheet.hanging(&" ".repeat(INDENT), INDENT, text);
        }
    }

    fn group_of(&mut self, label: &str, lines: &[String]) {
        for (at, line) in lines.iter().enumerate().take(MOST_LISTED) {
            self.line(if at == 0 { label } else { "" }, line);
        }
        more(lines.len(), MOST_LISTED, "change", &mut self.sheet);
    }

    /// A change without effect; of a rule, for how many it fires.
    fn idle(&self, at: usize) -> String {
        let name = reference(self.it.changes, at);
        let Some(Thing::Rule(rule)) = self.it.changes.get(at).map(|it| &it.thing) else {
            return name;
        };
        let fires = self.it.summary.turnovers.get(&Listed::Rules);
        let fires = fires.and_then(|it| it.get(rule.as_str())).copied().unwrap_or_default();
        match fires {
            Turnover { before: 0, after: 0, .. } => format!("{name}: fires for nobody"),
            Turnover { gained: 0, lost: 0, after, .. } => {
                let people = counted_noun(after, "person");
                format!("{name}: fires for the same {people} as before")
            }
            Turnover { before, after, .. } => {
                format!("{name}: fires for {after} instead of {before}, and moves no plan")
            }
        }
    }

    fn people(&mut self) {
        let affected: Vec<&Affected<'_>> =
            self.it.affected.iter().filter(|it| it.difference.is_another_plan()).collect();
        if affected.is_empty() {
            return;
        }
        self.sheet.gap();
        self.sheet.labelled("PEOPLE", INDENT, "`--person ID` shows two plans side by side");
        for it in affected.iter().take(MOST_PEOPLE) {
            self.person(it);
        }
        more(affected.len(), MOST_PEOPLE, "person", &mut self.sheet);
    }

    fn person(&mut self, it: &Affected<'_>) {
        let id = it.both.after.id.as_str();
        self.sheet.ends("  ", id, &it.role);
        let mut parts = what_changes(it);
        if let Some(Explained::Cause(cause)) = &it.explained {
            let names: Vec<String> =
                cause.changes.iter().map(|(it, _)| format!("[{}]", it.saturating_add(1))).collect();
            parts.push(format!("because of {}", and(&names)));
        }
        self.sheet.hanging("      ", 6, &parts.join("; "));
    }
}

/// The parts of plans, each with for how many people.
fn touches(parts: &BTreeMap<Aspect, usize>) -> String {
    let parts = parts.iter().filter(|(it, _)| it.is_the_plan());
    let parts = parts.map(|(it, n)| format!("{} of {}", part(*it), counted_noun(*n, "person")));
    and(&parts.collect::<Vec<_>>())
}

/// What a part of a plan is called in a sentence.
pub(super) fn part(aspect: Aspect) -> &'static str {
    match aspect {
        Aspect::Outcome => "outcome",
        Aspect::Persona => "persona",
        Aspect::Readiness => "readiness",
        Aspect::Modules => "modules",
        Aspect::Schedule => "dates and hours",
        Aspect::MustDo => "what must be done",
        Aspect::Milestones => "proofs, KPIs and evidence chains",
        Aspect::Coaching => "coaching",
        Aspect::Reminders => "reminders",
        Aspect::Assessments => "assessments",
        Aspect::Flags => "flags",
        Aspect::Gaps => "gaps",
        Aspect::Open => "what stays open",
        Aspect::Reasons => "reasons",
    }
}

fn word(listed: Listed) -> &'static str {
    match listed {
        Listed::Modules => "modules",
        Listed::MustDo => "must do",
        Listed::Coaching => "coaching",
        Listed::Reminders => "reminders",
        Listed::Assessments => "assess",
        Listed::Flags => "flags",
        Listed::Rules => "rules",
    }
}

/// What changes for one person, in short.
fn what_changes(it: &Affected<'_>) -> Vec<String> {
    let mut parts = Vec::new();
    if it.outcome.0 != it.outcome.1 {
        parts.push(format!("{} > {}", it.outcome.0, it.outcome.1));
    }
    for listed in [Listed::Modules, Listed::MustDo] {
        let exchange = it.difference.exchange(listed);
        let signed = |sign: &str, ids: &[String]| -> Vec<String> {
            ids.iter().map(|it| format!("{sign}{it}")).collect()
        };
        let names = [signed("+", &exchange.gained), signed("-", &exchange.lost)].concat();
        if !names.is_empty() {
            let must = if listed == Listed::MustDo { "must do " } else { "" };
            parts.push(format!("{must}{}", names.join(" ")));
        }
    }
    if let Some((before, after)) = it.ready.filter(|(a, b)| a.after != b.after) {
        parts.push(format!("ready after {} > {} %", before.after, after.after));
    }
    if it.hours.0 != it.hours.1 {
        let hours = |it: u32| decimal(i64::from(it));
        parts.push(format!("{} > {} h", hours(it.hours.0), hours(it.hours.1)));
    }
    let told = [
        (Aspect::Schedule, "dates or hours"),
        (Aspect::Gaps, "gaps"),
        (Aspect::Coaching, "coaching"),
        (Aspect::Reminders, "reminders"),
        (Aspect::Assessments, "assessments"),
        (Aspect::Flags, "flags"),
    ];
    let has_other_modules = it.difference.aspects.contains(&Aspect::Modules);
    let follows = |aspect: Aspect| aspect == Aspect::Schedule && has_other_modules;
    let told = told.iter().filter(|(aspect, _)| !follows(*aspect));
    let told = told.filter(|(aspect, _)| it.difference.aspects.contains(aspect));
    let told: Vec<String> = told.map(|(_, word)| (*word).to_owned()).collect();
    if !told.is_empty() {
        parts.push(format!("other {}", and(&told)));
    }
    if parts.is_empty() {
        let words = it.difference.aspects.iter().filter(|it| it.is_the_plan());
        let words: Vec<String> = words.map(|it| part(*it).to_owned()).collect();
        parts.push(format!("other {}", and(&words)));
    }
    parts
}

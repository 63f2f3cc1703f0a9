//! How is a page laid out as plain text?

use super::page::{Kpi, Page, Ready, Reason, Step, Talk};
use crate::language::Language;
use crate::sheet::{Sheet, right};
use crate::words::{capital, sentence};

/// Where texts stand behind a long label, such as `THIS WEEK`.
const WIDE: usize = 11;
/// Where texts stand behind a short label, such as `WHY`.
const NARROW: usize = 5;
/// Where the details of a step stand.
const DETAIL: usize = 3;
/// Where texts stand behind a box to tick.
const BOX: usize = 7;
/// Where texts stand in the block of the next 1:1.
const TALK: usize = 10;
/// Where hashes stand, so that they fit.
const HASH: usize = 9;

/// The columns of the table of steps.
const COLUMNS: [usize; 6] = [3, 35, 11, 7, 13, 13];

/// A line to write on.
const LINE: &str = "________";

/// Writes the page as text, 80 columns wide.
pub(super) fn write(page: &Page, language: &Language) -> String {
    let mut layout = Layout { page, language, sheet: Sheet::default() };
    layout.head();
    layout.now();
    layout.table();
    layout.reasons();
    layout.flags();
    layout.trail();
    layout.talk();
    layout.sheet.finish()
}

/// A page on its way onto a sheet.
struct Layout<'a> {
    page: &'a Page,
    language: &'a Language,
    sheet: Sheet,
}

impl Layout<'_> {
    fn head(&mut self) {
        let person = &self.page.person;
        let mut left = format!("{}, {}", person.name, person.role);
        if let Some(target) = &person.target {
            left = format!("{left} -> {target}");
        }
        let right = format!("{}  {}", self.page.period, self.page.status.to_uppercase());
        let title = self.language.text("plan-title").to_uppercase();
        self.sheet.ends(&format!("{title}  "), &left, &right);
        self.sheet.items(&self.page.facts);
        for text in &self.page.answer {
            self.sheet.hanging("", 0, text);
        }
        for ready in &self.page.readiness {
            self.sheet.hanging("", 0, &readiness(ready));
        }
    }

    fn now(&mut self) {
        self.sheet.gap();
        if !self.page.this_week.is_empty() {
            let label = self.language.text("plan-text-this-week");
            let items = self.language.clauses(&self.page.this_week);
            self.sheet.labelled(&label, WIDE, &items);
        }
        for (at, duty) in self.page.must_do.iter().enumerate() {
            let label =
                if at == 0 { self.language.text("plan-text-must-do") } else { String::new() };
            let hours = self.language.with("unit-hours", &[("number", (&*duty.hours).into())]);
            let renew = duty.renew.as_ref().map_or_else(String::new, |renew| format!("   {renew}"));
            let cells = [
                (WIDE, label),
                (29, duty.title.clone()),
                (9, right(&hours, 6)),
                (31, format!("{}{renew}", duty.due)),
            ];
            self.sheet.row(&cells);
        }
        for text in &self.page.obstacles {
            let label = self.language.text("plan-text-in-the-way");
            self.sheet.labelled(&label, WIDE, text);
        }
    }

    fn table(&mut self) {
        self.sheet.gap();
        if !self.page.steps.is_empty() {
            let names = [
                String::new(),
                self.language.text("plan-text-learn"),
                self.language.text("plan-text-level"),
                self.language.text("plan-text-hours"),
                self.language.text("plan-text-done-by"),
                self.language.text("plan-text-show-it-by"),
            ];
            self.sheet.row(&COLUMNS.into_iter().zip(names).collect::<Vec<_>>());
        }
        for step in &self.page.steps {
            row(step, &mut self.sheet);
            self.details(step);
        }
        for step in &self.page.still_due {
            let due = step.due.as_deref().unwrap_or("-");
            let values = [("module", (&*step.title).into()), ("day", due.into())];
            let text = self.language.with("plan-text-learned-before", &values);
            self.sheet.labelled(&self.language.text("plan-text-due"), NARROW, &text);
            self.details(step);
        }
    }

    fn details(&mut self, step: &Step) {
        let indent = " ".repeat(DETAIL);
        let about: Vec<String> = step.traits.iter().chain(&step.builds).cloned().collect();
        if !about.is_empty() {
            self.sheet.hanging(&indent, DETAIL, &about.join(" · "));
        }
        if let Some(proof) = &step.proof {
            let mut values = vec![("proof", (&*proof.produces).into())];
            let text = match &proof.checked_by {
                Some(name) => {
                    values.push(("name", (&**name).into()));
                    self.language.with("plan-text-proof", &values)
                }
                None => self.language.with("plan-text-proof-unchecked", &values),
            };
            self.sheet.hanging(&indent, DETAIL, &text);
            for done in &proof.done_when {
                self.sheet.hanging(&format!("{indent}[ ] "), BOX, done);
            }
        }
        if let Some(kpi) = &step.kpi {
            self.sheet.hanging(&indent, DETAIL, &self.kpi_line(kpi));
        }
    }

    /// `KPI: Escalation rate 18 -> 12 % (team; ticketing; 12 weeks)`.
    fn kpi_line(&self, kpi: &Kpi) -> String {
        let basis = kpi.basis.map(|basis| self.language.word("word-basis", basis));
        let source = Some(kpi.source.clone()).filter(|source| !source.is_empty());
        let window = Some(kpi.window.clone());
        let about: Vec<String> = [basis, source, window].into_iter().flatten().collect();
        let values = [
            ("kpi", (&*kpi.name).into()),
            ("change", (&*kpi.change).into()),
            ("about", self.language.clauses(&about).into()),
        ];
        self.language.with("plan-text-kpi", &values)
    }

    fn reasons(&mut self) {
        let page = self.page;
        if !page.steps.is_empty() {
            self.sheet.gap();
        }
        if !page.why.is_empty() {
            let why = sentence(&self.language.clauses(&page.why));
            self.sheet.labelled(&self.language.text("plan-text-why"), NARROW, &why);
        }
        let rules = page
            .reasons
            .iter()
            .map(|reason| format!("{}: {}", capital(&reason.about), sentence(&reason.because)));
        self.list("plan-text-rule", rules);
        self.list("plan-text-swap", page.swaps.iter().map(|swap| format!("{swap}.")));
        self.list("plan-text-or", page.shorter.iter().cloned());
        self.list("plan-text-note", page.assumed.iter().cloned());
        self.list("plan-text-open", page.open.iter().cloned());
        self.list("plan-text-ask", self.questions().into_iter());
        let reminders = page.reminders.iter();
        let reminders = reminders
            .map(|reminder| format!("{}, {}: {}", reminder.on, reminder.how, reminder.text));
        self.list("plan-text-next", reminders);
    }

    /// The assessments, those by the same person for the same reason together.
    fn questions(&self) -> Vec<String> {
        let mut groups: Vec<(&str, &str, Vec<&str>)> = Vec::new();
        for ask in &self.page.ask {
            match groups.iter_mut().find(|known| (known.0, known.1) == (&*ask.by, &*ask.because)) {
                Some(known) => known.2.push(&ask.competency),
                None => groups.push((&ask.by, &ask.because, vec![&ask.competency])),
            }
        }
        groups
            .into_iter()
            .map(|(by, because, names)| {
                format!("{}: {by}. {}", self.language.and(&names), capital(because))
            })
            .collect()
    }

    /// Adds texts under one label, each on a line of its own.
    fn list(&mut self, label: &str, texts: impl Iterator<Item = String>) {
        let label = self.language.text(label);
        for (at, text) in texts.enumerate() {
            self.sheet.labelled(if at == 0 { &label } else { "" }, NARROW, &text);
        }
    }

    fn flags(&mut self) {
        let flags = self.page.flags.iter().map(|flag| match &*flag.because {
            "" => sentence(&flag.about),
            because => format!("{} {}", sentence(&flag.about), sentence(because)),
        });
        self.list("plan-text-flag", flags);
    }

    fn trail(&mut self) {
        let Some(trail) = &self.page.trail else { return };
        self.list("plan-text-left", self.page.left_out.iter().map(|left| format!("{left}.")));
        self.sheet.rule();
        let title = self.language.text("plan-how-it-came-about").to_uppercase();
        self.sheet.hanging("", 0, &format!("{title}  {}", trail.person_id));
        let choice = self.language.text("plan-text-choice");
        for (at, text) in trail.choice.iter().enumerate() {
            self.sheet.labelled(if at == 0 { &choice } else { "" }, TALK, text);
        }
        self.pairs("plan-text-fired", &trail.fired);
        self.pairs("plan-text-undecided", &trail.undecided);
        self.pairs("plan-text-failed", &trail.failed);
        self.pairs("plan-text-overruled", &trail.overruled);
        self.pairs("plan-text-numbers", &trail.numbers);
        for made_from in &trail.made_from {
            self.sheet.labelled(&made_from.about, HASH, &made_from.because);
        }
    }

    fn pairs(&mut self, label: &str, pairs: &[Reason]) {
        let label = self.language.text(label);
        for (at, pair) in pairs.iter().enumerate() {
            let label = if at == 0 { &*label } else { "" };
            self.sheet.labelled(label, TALK, &format!("{}: {}", pair.about, pair.because));
        }
    }

    fn talk(&mut self) {
        let Some(talk) = &self.page.talk else { return };
        self.sheet.rule();
        self.sheet.hanging("", 0, &format!("{}  {}", talk.label.to_uppercase(), talk.when));
        self.ask(talk);
        if self.page.audience == "manager" {
            self.agenda();
        }
        if self.page.steps.is_empty() {
            return;
        }
        let decide =
            [("plan-agree", ""), ("plan-agree-swap", " ___"), ("plan-agree-disputed", " ___")];
        let decide = decide.map(|(id, line)| format!("[ ] {}{line}", self.language.text(id)));
        self.sheet.labelled(&self.language.text("plan-text-decide"), TALK, &decide.join("  "));
        if !talk.proofs.is_empty() {
            let label = self.language.text("plan-text-proofs");
            self.sheet.labelled(&label, TALK, &sentence(&talk.proofs));
        }
        self.signatures();
    }

    fn ask(&mut self, talk: &Talk) {
        let boxes: Vec<String> = talk.checklist.iter().map(|item| format!("[ ] {item}")).collect();
        let blocks = [
            ("plan-text-ask-now", &talk.ask),
            ("plan-text-look-for", &talk.look_for),
            ("plan-text-tick-off", &boxes),
        ];
        for (label, texts) in blocks {
            let label = self.language.text(label);
            for (at, text) in texts.iter().enumerate() {
                self.sheet.labelled(if at == 0 { &label } else { "" }, TALK, text);
            }
        }
    }

    /// The 1:1s after the next one.
    fn agenda(&mut self) {
        let later = self.language.text("plan-text-later");
        for (at, meeting) in self.page.meetings.iter().enumerate() {
            let label = if at == 0 { &*later } else { "" };
            self.sheet.labelled(label, TALK, &format!("{}: {}", meeting.on, meeting.ask));
        }
        let helps = self.language.text("plan-text-helps");
        for (at, text) in self.page.practices.iter().enumerate() {
            self.sheet.labelled(if at == 0 { &helps } else { "" }, TALK, text);
        }
    }

    fn signatures(&mut self) {
        let agreed = self.language.text("plan-text-agreed");
        let first = &self.page.person.first;
        let suggestion = &self.page.suggestion;
        let signed = match &self.page.person.partner_first {
            Some(partner) => format!("{agreed} {first} {LINE}  {partner} {LINE}"),
            None => format!("{agreed} {first} {LINE}"),
        };
        self.sheet.hanging("", 8, &format!("{signed}    {suggestion}"));
    }
}

fn readiness(ready: &Ready) -> String {
    let notes = ready.notes.join(" ");
    format!("{}: {} ({}). {notes}", ready.label, ready.line, ready.needs)
}

fn row(step: &Step, sheet: &mut Sheet) {
    let number = step.number.map_or_else(String::new, |number| number.to_string());
    let due = step.due.as_deref().unwrap_or("-");
    let cells = [
        number,
        step.title.clone(),
        step.level.clone(),
        right(&step.hours, 4),
        right(&step.learned_by, 6),
        right(due, 6),
    ];
    sheet.row(&COLUMNS.into_iter().zip(cells).collect::<Vec<_>>());
}

//! How is a page laid out as plain text?

use super::page::{Kpi, Page, Ready, Reason, Step, Talk};
use crate::sheet::{Sheet, right};
use crate::words::{and, capital, sentence};

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

/// Writes the page as text, 80 columns wide.
pub(super) fn write(page: &Page) -> String {
    let mut sheet = Sheet::default();
    head(page, &mut sheet);
    now(page, &mut sheet);
    table(page, &mut sheet);
    reasons(page, &mut sheet);
    told(page, &mut sheet);
    trail(page, &mut sheet);
    talk(page, &mut sheet);
    sheet.finish()
}

fn head(page: &Page, sheet: &mut Sheet) {
    let person = &page.person;
    let mut left = format!("{}, {}", person.name, person.role);
    if let Some(target) = &person.target {
        left = format!("{left} -> {target}");
    }
    let right = format!("{}  {}", page.period, page.status.to_uppercase());
    sheet.ends("DEVELOPMENT PLAN  ", &left, &right);
    sheet.items(&page.facts);
    for text in &page.answer {
        sheet.hanging("", 0, text);
    }
    for ready in &page.readiness {
        sheet.hanging("", 0, &readiness(ready));
    }
}

fn readiness(ready: &Ready) -> String {
    let notes = ready.notes.join(" ");
    format!("{}: {} ({}). {notes}", ready.label, ready.line, ready.needs)
}

fn now(page: &Page, sheet: &mut Sheet) {
    sheet.gap();
    if !page.this_week.is_empty() {
        sheet.labelled("THIS WEEK", WIDE, &page.this_week.join("; "));
    }
    for (at, duty) in page.must_do.iter().enumerate() {
        let label = if at == 0 { "MUST DO" } else { "" };
        let due = match duty.due.strip_prefix("overdue") {
            Some(rest) => format!("OVERDUE{rest}"),
            None => duty.due.clone(),
        };
        let renew = duty.renew.as_ref().map_or_else(String::new, |it| format!("   {it}"));
        let cells = [
            (WIDE, label.to_owned()),
            (29, duty.title.clone()),
            (9, right(&format!("{} h", duty.hours), 6)),
            (31, format!("{due}{renew}")),
        ];
        sheet.row(&cells);
    }
    for text in &page.obstacles {
        sheet.labelled("IN THE WAY", WIDE, text);
    }
}

fn table(page: &Page, sheet: &mut Sheet) {
    sheet.gap();
    if !page.steps.is_empty() {
        let names = ["", "LEARN", "LEVEL", "HOURS", "DONE BY", "SHOW IT BY"];
        sheet.row(&COLUMNS.into_iter().zip(names.map(str::to_owned)).collect::<Vec<_>>());
    }
    for step in &page.steps {
        row(step, sheet);
        details(step, sheet);
    }
    for step in &page.still_due {
        let due = step.due.as_deref().unwrap_or("-");
        sheet.labelled("DUE", NARROW, &format!("{}, learned before: show it by {due}", step.title));
        details(step, sheet);
    }
}

fn row(step: &Step, sheet: &mut Sheet) {
    let number = step.number.map_or_else(String::new, |it| it.to_string());
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

fn details(step: &Step, sheet: &mut Sheet) {
    let indent = " ".repeat(DETAIL);
    let about: Vec<String> = step.traits.iter().chain(&step.builds).cloned().collect();
    if !about.is_empty() {
        sheet.hanging(&indent, DETAIL, &about.join(" · "));
    }
    if let Some(proof) = &step.proof {
        let checked = match &proof.checked_by {
            Some(who) => format!("checked by {who}"),
            None => "nobody is named to check it".to_owned(),
        };
        sheet.hanging(&indent, DETAIL, &format!("Proof: {}; {checked}", proof.produces));
        for done in &proof.done_when {
            sheet.hanging(&format!("{indent}[ ] "), BOX, done);
        }
    }
    if let Some(kpi) = &step.kpi {
        sheet.hanging(&indent, DETAIL, &kpi_line(kpi));
    }
}

/// `KPI: Escalation rate 18 -> 12 % (team; ticketing; 12 weeks)`.
fn kpi_line(kpi: &Kpi) -> String {
    let basis = kpi.basis.map(str::to_owned);
    let source = Some(kpi.source.clone()).filter(|it| !it.is_empty());
    let window = Some(kpi.window.clone());
    let parts: Vec<String> = [basis, source, window].into_iter().flatten().collect();
    if parts.is_empty() {
        return format!("KPI: {} {}", kpi.name, kpi.change);
    }
    format!("KPI: {} {} ({})", kpi.name, kpi.change, parts.join("; "))
}

fn reasons(page: &Page, sheet: &mut Sheet) {
    if !page.steps.is_empty() {
        sheet.gap();
    }
    if !page.why.is_empty() {
        sheet.labelled("WHY", NARROW, &format!("{}.", page.why.join("; ")));
    }
    let rules =
        page.reasons.iter().map(|it| format!("{}: {}", capital(&it.about), sentence(&it.because)));
    list("RULE", rules, sheet);
    list("SWAP", page.swaps.iter().map(|it| format!("{it}.")), sheet);
    list("OR", page.shorter.iter().cloned(), sheet);
    list("NOTE", page.assumed.iter().cloned(), sheet);
    list("OPEN", page.open.iter().cloned(), sheet);
    list("ASK", questions(page), sheet);
    let reminders = page.reminders.iter();
    list("NEXT", reminders.map(|it| format!("{}, {}: {}", it.on, it.how, it.text)), sheet);
}

/// The assessments, those by the same person for the same reason together.
fn questions(page: &Page) -> impl Iterator<Item = String> {
    let mut groups: Vec<(&str, &str, Vec<String>)> = Vec::new();
    for it in &page.ask {
        match groups.iter_mut().find(|known| (known.0, known.1) == (&*it.by, &*it.because)) {
            Some(known) => known.2.push(it.competency.clone()),
            None => groups.push((&it.by, &it.because, vec![it.competency.clone()])),
        }
    }
    groups
        .into_iter()
        .map(|(by, because, names)| format!("{}: {by}. {}", and(&names), capital(because)))
}

/// Adds texts under one label, each on a line of its own.
fn list(label: &str, texts: impl Iterator<Item = String>, sheet: &mut Sheet) {
    for (at, text) in texts.enumerate() {
        sheet.labelled(if at == 0 { label } else { "" }, NARROW, &text);
    }
}

fn told(page: &Page, sheet: &mut Sheet) {
    let flags = page.flags.iter().map(|it| match &*it.because {
        "" => sentence(&it.about),
        because => format!("{} {}", sentence(&it.about), sentence(because)),
    });
    list("FLAG", flags, sheet);
}

fn trail(page: &Page, sheet: &mut Sheet) {
    let Some(trail) = &page.trail else { return };
    list("LEFT", page.left_out.iter().map(|it| format!("{it}.")), sheet);
    sheet.rule();
    sheet.hanging("", 0, &format!("HOW THIS PLAN CAME ABOUT  {}", trail.person_id));
    for (at, text) in trail.certificate.iter().enumerate() {
        sheet.labelled(if at == 0 { "Choice" } else { "" }, TALK, text);
    }
    pairs("Fired", &trail.fired, sheet);
    pairs("Undecided", &trail.undecided, sheet);
    pairs("Failed", &trail.failed, sheet);
    pairs("Overruled", &trail.overruled, sheet);
    pairs("Numbers", &trail.numbers, sheet);
    for it in &trail.made_from {
        sheet.labelled(&it.about, HASH, &it.because);
    }
}

fn pairs(label: &str, pairs: &[Reason], sheet: &mut Sheet) {
    for (at, it) in pairs.iter().enumerate() {
        let label = if at == 0 { label } else { "" };
        sheet.labelled(label, TALK, &format!("{}: {}", it.about, it.because));
    }
}

fn talk(page: &Page, sheet: &mut Sheet) {
    let Some(talk) = &page.talk else { return };
    sheet.rule();
    sheet.hanging("", 0, &format!("{}  {}", talk.label.to_uppercase(), talk.when));
    ask(talk, sheet);
    if page.audience == "manager" {
        agenda(page, sheet);
    }
    if page.steps.is_empty() {
        return;
    }
    sheet.labelled("Decide", TALK, "[ ] agree  [ ] swap ___  [ ] level disputed ___");
    if !talk.proofs.is_empty() {
        sheet.labelled("Proofs", TALK, &format!("{}.", talk.proofs));
    }
    signatures(page, sheet);
}

fn ask(talk: &Talk, sheet: &mut Sheet) {
    let boxes: Vec<String> = talk.checklist.iter().map(|it| format!("[ ] {it}")).collect();
    let blocks = [("Ask", &talk.ask), ("Look for", &talk.look_for), ("Tick off", &boxes)];
    for (label, texts) in blocks {
        for (at, text) in texts.iter().enumerate() {
            sheet.labelled(if at == 0 { label } else { "" }, TALK, text);
        }
    }
}

/// The 1:1s after the next one.
fn agenda(page: &Page, sheet: &mut Sheet) {
    for (at, it) in page.meetings.iter().enumerate() {
        let label = if at == 0 { "Later" } else { "" };
        sheet.labelled(label, TALK, &format!("{}: {}", it.on, it.ask));
    }
    for (at, text) in page.practices.iter().enumerate() {
        sheet.labelled(if at == 0 { "Helps" } else { "" }, TALK, text);
    }
}

fn signatures(page: &Page, sheet: &mut Sheet) {
    let line = "________";
    let first = &page.person.first;
    match &page.person.partner_first {
        Some(partner) => {
            let signed = format!("Agreed: {first} {line}  {partner} {line}");
            sheet.hanging("", 8, &format!("{signed}    A suggestion; you both decide."));
        }
        None => {
            sheet.hanging("", 8, &format!("Agreed: {first} {line}    A suggestion; you decide."));
        }
    }
}

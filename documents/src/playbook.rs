//! What do managers of a persona say, tick off and collect?

use serde::Serialize;
use waypath_engine::id::{Id as _, PromptId, RoleId};
use waypath_engine::wire::{Closes, Kpi, Playbook, PlaybookModule, Script, Text, TypicalFrom};

use crate::language::Language;
use crate::labels::{Labels, named};
use crate::phrases;
use crate::plan::Format;
use crate::sheet::Sheet;
use crate::templates::{DocumentError, Templates};
use crate::words::{and, counted, sentence};

/// A playbook with everything in words.
#[derive(Debug, Serialize)]
pub(crate) struct Booklet {
    library: String,
    persona: String,
    role: String,
    target: Option<String>,
    facts: Vec<String>,
    basis: String,
    modules: Vec<Chapter>,
    practices: Vec<String>,
    script: Vec<Line>,
    agenda: Vec<Meeting>,
    outcomes: Vec<String>,
    obstacles: Vec<String>,
}

/// One module of a playbook.
#[derive(Debug, Serialize)]
struct Chapter {
    number: usize,
    title: String,
    facts: Vec<String>,
    builds: Vec<String>,
    behaviour: Option<String>,
    produces: String,
    done_when: Vec<String>,
    kpi: Option<String>,
}

/// Something to say, with what to look for.
#[derive(Debug, Serialize)]
struct Line {
    say: String,
    look_for: Vec<String>,
    checklist: Vec<String>,
}

/// One 1:1.
#[derive(Debug, Serialize)]
struct Meeting {
    week: u32,
    say: String,
}

/// Writes a playbook as a document.
pub fn render_playbook(
    format: Format,
    playbook: &Playbook,
    labels: &Labels,
    language: &Language,
    templates: &Templates,
) -> Result<String, DocumentError> {
    let booklet = Booklet::new(playbook, labels);
    match format {
        Format::Text => Ok(text(&booklet)),
        Format::Markdown => templates.fill(Templates::PLAYBOOK_MARKDOWN, &booklet, language),
        Format::Html => templates.fill(Templates::PLAYBOOK_HTML, &booklet, language),
    }
}

impl Booklet {
    fn new(playbook: &Playbook, labels: &Labels) -> Self {
        let role =
            |id: &RoleId| named(labels.roles.get(id.as_str()).map(String::as_str), id.as_str());
        let persona = labels.personas.get(playbook.persona.as_str()).map(|it| it.name.as_str());
        let weeks = i64::from(playbook.horizon.weeks);
        Self {
            library: labels.library.clone(),
            persona: named(persona, playbook.persona.as_str()),
            role: role(&playbook.role),
            target: playbook.target_role.as_ref().map(role),
            facts: vec![
                counted(weeks, "week"),
                format!("{} h a week", playbook.horizon.hours_per_week),
            ],
            basis: basis(playbook),
            modules: playbook
                .modules
                .iter()
                .enumerate()
                .map(|(at, it)| chapter(at.saturating_add(1), it, labels))
                .collect(),
            practices: texts(&playbook.manager_practices),
            script: playbook.script.iter().map(line).collect(),
            agenda: playbook
                .agenda
                .iter()
                .map(|it| Meeting { week: it.week, say: said(playbook, &it.prompt) })
                .collect(),
            outcomes: playbook
                .outcomes
                .iter()
                .map(|it| {
                    let kpi = labels.kpis.get(it.kpi.as_str()).map(|it| it.name.as_str());
                    format!("{} {:+} %", named(kpi, it.kpi.as_str()), it.percent)
                })
                .collect(),
            obstacles: playbook
                .stands_in_the_way
                .iter()
                .map(|obstacle| sentence(&phrases::obstacle(obstacle, labels).1))
                .collect(),
        }
    }
}

/// What the typical member is made of.
fn basis(playbook: &Playbook) -> String {
    let members = i64::try_from(playbook.members).unwrap_or(i64::MAX);
    let people = match members {
        0 => "Nobody among these people belongs".to_owned(),
        1 => "1 person belongs".to_owned(),
        _ => format!("{members} people belong"),
    };
    let levels = if playbook.typical_from == TypicalFrom::File {
        "The levels are those the persona's file calls typical."
    } else {
        "The levels are the median of what these people hold."
    };
    format!("{people} to this persona. {levels}")
}

fn chapter(number: usize, it: &PlaybookModule, labels: &Labels) -> Chapter {
    let id = it.module.module.as_str();
    let label = labels.modules.get(id);
    let title = named(label.map(|it| it.title.as_str()), id);
    let modality = label.map(|it| it.modality.clone()).filter(|it| !it.is_empty());
    let hours = format!("{} h", it.module.hours);
    let refs = label.map(|it| it.refs.values().cloned().collect::<Vec<_>>()).unwrap_or_default();
    Chapter {
        number,
        title,
        facts: modality.into_iter().chain([hours]).chain(refs).collect(),
        builds: it.module.closes.iter().map(|it| builds(it, labels)).collect(),
        behaviour: it.behaviour.as_ref().map(ToString::to_string),
        produces: it.proof.produces.to_string(),
        done_when: texts(&it.proof.done_when),
        kpi: it.kpi.as_ref().map(|it| kpi(it, labels)),
    }
}

fn builds(it: &Closes, labels: &Labels) -> String {
    let name = labels.competencies.get(it.competency.as_str()).map(|it| it.name.as_str());
    let name = named(name, it.competency.as_str());
    format!("{name} {} > {}", it.from, it.to)
}

fn kpi(it: &Kpi, labels: &Labels) -> String {
    let name = labels.kpis.get(it.kpi.as_str()).map(|it| it.name.as_str());
    let name = named(name, it.kpi.as_str());
    let from = it.baseline.map_or_else(|| "not measured".to_owned(), |it| it.to_string());
    match it.target {
        Some(target) => format!("{name} {from} -> {} {}", target, it.unit),
        None => format!("{name} {from} {}", it.unit),
    }
}

fn line(it: &Script) -> Line {
    Line { say: it.say.to_string(), look_for: texts(&it.look_for), checklist: texts(&it.checklist) }
}

fn said(playbook: &Playbook, prompt: &PromptId) -> String {
    let script = playbook.script.iter().find(|script| script.prompt == *prompt);
    script.map_or_else(|| prompt.to_string(), |script| script.say.to_string())
}

fn texts(texts: &[Text]) -> Vec<String> {
    texts.iter().map(ToString::to_string).collect()
}

fn text(it: &Booklet) -> String {
    let mut sheet = Sheet::default();
    sheet.hanging("PLAYBOOK  ", 10, &it.persona);
    let role =
        it.target.as_ref().map_or_else(|| it.role.clone(), |to| format!("{} -> {to}", it.role));
    let facts: Vec<String> = [role].into_iter().chain(it.facts.iter().cloned()).collect();
    sheet.items(&facts);
    sheet.hanging("", 0, &it.basis);
    if !it.outcomes.is_empty() {
        sheet.hanging("", 0, &format!("What should change: {}.", and(&it.outcomes)));
    }
    for obstacle in &it.obstacles {
        sheet.labelled("BUT", 5, obstacle);
    }
    sheet.gap();
    for module in &it.modules {
        chapter_text(module, &mut sheet);
    }
    section(&mut sheet, "WHAT MANAGERS DO", &it.practices, "[ ] ");
    script_text(it, &mut sheet);
    agenda_text(it, &mut sheet);
    evidence_text(it, &mut sheet);
    sheet.finish()
}

fn chapter_text(it: &Chapter, sheet: &mut Sheet) {
    sheet.hanging(&format!("{}  ", it.number), 3, &it.title);
    let facts: Vec<String> = it.facts.iter().chain(&it.builds).cloned().collect();
    sheet.hanging("   ", 3, &facts.join(" · "));
    sheet.hanging("   Proof: ", 10, &it.produces);
    if let Some(behaviour) = &it.behaviour {
        sheet.hanging("   Seen at work: ", 5, behaviour);
    }
    if let Some(kpi) = &it.kpi {
        sheet.hanging("   KPI: ", 8, kpi);
    }
}

fn section(sheet: &mut Sheet, title: &str, items: &[String], lead: &str) {
    if items.is_empty() {
        return;
    }
    sheet.gap();
    sheet.hanging("", 0, title);
    for item in items {
        sheet.hanging(lead, 4, item);
    }
}

fn script_text(it: &Booklet, sheet: &mut Sheet) {
    if it.script.is_empty() {
        return;
    }
    sheet.gap();
    sheet.hanging("", 0, "MANAGER SCRIPT");
    for line in &it.script {
        sheet.hanging("Ask       ", 10, &line.say);
        for look in &line.look_for {
            sheet.hanging("Look for  ", 10, look);
        }
        for tick in &line.checklist {
            sheet.hanging("          [ ] ", 14, tick);
        }
    }
}

fn agenda_text(it: &Booklet, sheet: &mut Sheet) {
    if it.agenda.is_empty() {
        return;
    }
    sheet.gap();
    sheet.hanging("", 0, "1:1 AGENDA");
    for meeting in &it.agenda {
        sheet.labelled(&format!("Week {}", meeting.week), 10, &meeting.say);
    }
}

fn evidence_text(it: &Booklet, sheet: &mut Sheet) {
    if it.modules.is_empty() {
        return;
    }
    sheet.gap();
    sheet.hanging("", 0, "EVIDENCE OF PRACTICE  one sheet a proof");
    for module in &it.modules {
        sheet.hanging(&format!("{}  ", module.number), 3, &module.produces);
        for criterion in &module.done_when {
            sheet.hanging("   [ ] ", 7, criterion);
        }
        sheet.hanging(
            "   ",
            3,
            "What I did ____________________________  where to see it ____________",
        );
        sheet.hanging(
            "   ",
            3,
            "What I would do differently ____________  checked by ______ on ______",
        );
    }
}

//! What do managers of a persona say, tick off and collect?

use serde::Serialize;
use waypath_engine::id::PromptId;
use waypath_engine::wire::{
    Closes, ExpectedChange, Kpi, Playbook, PlaybookModule, Script, Text, TypicalFrom,
};

use crate::labels::Labels;
use crate::language::{Language, Signs};
use crate::plan::Format;
use crate::reasons::ReasonWriter;
use crate::sheet::Sheet;
use crate::templates::{DocumentError, Templates};
use crate::words::sentence;

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
    labels: Labels<'_>,
    language: &Language,
    templates: &Templates,
) -> Result<String, DocumentError> {
    let booklet = PlaybookWriter { playbook, labels, language }.booklet();
    match format {
        Format::Text => Ok(Layout { booklet: &booklet, language, sheet: Sheet::default() }.write()),
        Format::Markdown => templates.fill(Templates::PLAYBOOK_MARKDOWN, &booklet, language),
        Format::Html => templates.fill(Templates::PLAYBOOK_HTML, &booklet, language),
    }
}

/// Writes what a playbook says, in one language.
#[derive(Clone, Copy)]
struct PlaybookWriter<'a> {
    playbook: &'a Playbook,
    labels: Labels<'a>,
    language: &'a Language,
}

impl PlaybookWriter<'_> {
    fn booklet(self) -> Booklet {
        let playbook = self.playbook;
        let reasons = ReasonWriter::new(self.labels, self.language);
        let role = |id| self.labels.role_title(id).to_owned();
        let modules = playbook.modules.iter().enumerate();
        let agenda = playbook.agenda.iter();
        let obstacles = playbook.stands_in_the_way.iter();
        Booklet {
            library: self.labels.library().to_owned(),
            persona: self.labels.persona_name(&playbook.persona).to_owned(),
            role: role(&playbook.role),
            target: playbook.target_role.as_ref().map(role),
            facts: self.facts(),
            basis: self.basis(),
            modules: modules
                .map(|(at, module)| self.chapter(at.saturating_add(1), module))
                .collect(),
            practices: texts(&playbook.manager_practices),
            script: playbook.script.iter().map(line).collect(),
            agenda: agenda
                .map(|item| Meeting { week: item.week, say: self.said(&item.prompt) })
                .collect(),
            outcomes: playbook.outcomes.iter().map(|outcome| self.outcome(outcome)).collect(),
            obstacles: obstacles.map(|obstacle| sentence(&reasons.obstacle(obstacle))).collect(),
        }
    }

    fn facts(self) -> Vec<String> {
        let horizon = &self.playbook.horizon;
        let hours = self.language.hours(horizon.hours_per_week);
        vec![
            self.language.with("unit-week", &[("count", horizon.weeks.into())]),
            self.language.with("playbook-hours-a-week", &[("hours", hours.into())]),
        ]
    }

    /// What the typical member is made of.
    fn basis(self) -> String {
        let id = match self.playbook.typical_from {
            TypicalFrom::File => "playbook-basis-file",
            TypicalFrom::Members => "playbook-basis-median",
        };
        self.language.count(id, self.playbook.members)
    }

    fn outcome(self, outcome: &ExpectedChange) -> String {
        let percent = self.language.change(i64::from(outcome.percent).saturating_mul(100));
        let kpi = self.labels.kpi_name(&outcome.kpi);
        self.language.with("playbook-outcome", &[("kpi", kpi.into()), ("percent", percent.into())])
    }

    fn chapter(self, number: usize, module: &PlaybookModule) -> Chapter {
        let id = &module.module.module;
        let known = self.labels.module(id);
        let modality =
            known.map(|known| self.language.word("word-modality", known.modality.as_str()));
        let hours = self.language.hours(module.module.hours);
        let refs = known.into_iter().flat_map(|known| known.refs.values().map(ToString::to_string));
        let closes = module.module.closes.iter();
        Chapter {
            number,
            title: self.labels.module_title(id).to_owned(),
            facts: modality.into_iter().chain([hours]).chain(refs).collect(),
            builds: closes.map(|closes| self.builds(closes)).collect(),
            behaviour: module.behaviour.as_ref().map(ToString::to_string),
            produces: module.proof.produces.to_string(),
            done_when: texts(&module.proof.done_when),
            kpi: module.kpi.as_ref().map(|kpi| self.kpi(kpi)),
        }
    }

    fn builds(self, closes: &Closes) -> String {
        let values = [
            ("skill", self.labels.competency_name(&closes.competency).into()),
            ("from", self.language.level(closes.from).into()),
            ("step", Signs::Plain.step().into()),
            ("to", self.language.level(closes.to).into()),
        ];
        self.language.with("playbook-builds", &values)
    }

    fn kpi(self, kpi: &Kpi) -> String {
        let unmeasured = || self.language.text("playbook-kpi-not-measured");
        let from = kpi.baseline.map_or_else(unmeasured, |amount| self.language.amount(amount));
        let mut values = vec![
            ("kpi", self.labels.kpi_name(&kpi.kpi).into()),
            ("from", from.into()),
            ("unit", self.language.unit(&kpi.unit).into()),
        ];
        let Some(target) = kpi.target else {
            return self.language.with("playbook-kpi-no-target", &values);
        };
        values.push(("arrow", Signs::Plain.arrow().into()));
        values.push(("to", self.language.amount(target).into()));
        self.language.with("playbook-kpi", &values)
    }

    fn said(self, prompt: &PromptId) -> String {
        let script = self.playbook.script.iter().find(|script| script.prompt == *prompt);
        script.map_or_else(|| prompt.to_string(), |script| script.say.to_string())
    }
}

fn line(script: &Script) -> Line {
    Line {
        say: script.say.to_string(),
        look_for: texts(&script.look_for),
        checklist: texts(&script.checklist),
    }
}

fn texts(texts: &[Text]) -> Vec<String> {
    texts.iter().map(ToString::to_string).collect()
}

/// Where texts stand behind a label such as `Look for`.
const LABEL: usize = 10;

/// A playbook on its way onto a sheet.
struct Layout<'a> {
    booklet: &'a Booklet,
    language: &'a Language,
    sheet: Sheet,
}

impl Layout<'_> {
    fn write(mut self) -> String {
        self.head();
        for module in &self.booklet.modules {
            self.chapter(module);
        }
        self.practices();
        self.script();
        self.agenda();
        self.evidence();
        self.sheet.finish()
    }

    fn head(&mut self) {
        let booklet = self.booklet;
        let title = self.language.text("playbook-title").to_uppercase();
        self.sheet.hanging(&format!("{title}  "), LABEL, &booklet.persona);
        let role = match &booklet.target {
            Some(target) => format!("{} -> {target}", booklet.role),
            None => booklet.role.clone(),
        };
        let facts: Vec<String> = [role].into_iter().chain(booklet.facts.iter().cloned()).collect();
        self.sheet.items(&facts);
        self.sheet.hanging("", 0, &booklet.basis);
        if !booklet.outcomes.is_empty() {
            let outcomes = self.language.and(&booklet.outcomes);
            let text = self.language.with("playbook-outcomes", &[("outcomes", outcomes.into())]);
            self.sheet.hanging("", 0, &text);
        }
        for obstacle in &booklet.obstacles {
            self.sheet.labelled(&self.language.text("playbook-text-but"), 5, obstacle);
        }
        self.sheet.gap();
    }

    fn chapter(&mut self, chapter: &Chapter) {
        self.sheet.hanging(&format!("{}  ", chapter.number), 3, &chapter.title);
        let facts: Vec<String> = chapter.facts.iter().chain(&chapter.builds).cloned().collect();
        self.sheet.hanging("   ", 3, &facts.join(" · "));
        let mut detail = |id: &str, indent, text: &str| {
            self.sheet.hanging(&format!("   {}: ", self.language.text(id)), indent, text);
        };
        detail("playbook-proof", LABEL, &chapter.produces);
        if let Some(behaviour) = &chapter.behaviour {
            detail("playbook-seen-at-work", 5, behaviour);
        }
        if let Some(kpi) = &chapter.kpi {
            detail("playbook-kpi-label", 8, kpi);
        }
    }

    /// Begins a part with its heading.
    fn part(&mut self, id: &str) {
        self.sheet.gap();
        self.sheet.hanging("", 0, &self.language.text(id));
    }

    fn practices(&mut self) {
        if self.booklet.practices.is_empty() {
            return;
        }
        self.part("playbook-text-practices");
        for practice in &self.booklet.practices {
            self.sheet.hanging("[ ] ", 4, practice);
        }
    }

    fn script(&mut self) {
        if self.booklet.script.is_empty() {
            return;
        }
        self.part("playbook-text-script");
        for line in &self.booklet.script {
            self.sheet.labelled(&self.language.text("playbook-text-ask"), LABEL, &line.say);
            for look in &line.look_for {
                self.sheet.labelled(&self.language.text("playbook-text-look-for"), LABEL, look);
            }
            for tick in &line.checklist {
                self.sheet.hanging("          [ ] ", 14, tick);
            }
        }
    }

    fn agenda(&mut self) {
        if self.booklet.agenda.is_empty() {
            return;
        }
        self.part("playbook-text-agenda");
        for meeting in &self.booklet.agenda {
            let week = [("week", meeting.week.into())];
            let label = self.language.with("playbook-text-week", &week);
            self.sheet.labelled(&label, LABEL, &meeting.say);
        }
    }

    fn evidence(&mut self) {
        if self.booklet.modules.is_empty() {
            return;
        }
        self.part("playbook-text-evidence");
        for module in &self.booklet.modules {
            self.sheet.hanging(&format!("{}  ", module.number), 3, &module.produces);
            for criterion in &module.done_when {
                self.sheet.hanging("   [ ] ", 7, criterion);
            }
            self.sheet.hanging("   ", 3, &self.language.text("playbook-text-what-i-did"));
            self.sheet.hanging("   ", 3, &self.language.text("playbook-text-differently"));
        }
    }
}

#[cfg(test)]
mod tests {
    use waypath_engine::plan::Outcome;
    use waypath_engine::quantity::Amount;
    use waypath_engine::wire::{self, AgendaItem, Obstacle};

    use super::*;
    use crate::messages::pseudo::{self, greek};
    use crate::plan::sample;

    fn playbook() -> Playbook {
        let mut plan = sample::plan();
        sample::change_plan(&mut plan, &greek);
        let prompts = plan.coaching.iter();
        Playbook {
            format: plan.format,
            provenance: plan.provenance.clone(),
            persona: sample::id("new-agent"),
            members: 3,
            role: sample::id("support-agent"),
            target_role: Some(sample::id("senior-support-agent")),
            typical: vec![],
            typical_from: TypicalFrom::Members,
            outcome: Outcome::Plan,
            horizon: plan.horizon.clone(),
            modules: plan.modules.iter().zip(&plan.milestones).map(module).collect(),
            manager_practices: vec![greek("Sits in on a call").into()],
            script: prompts
                .map(|coaching| Script {
                    prompt: coaching.prompt.clone(),
                    say: coaching.say.clone(),
                    look_for: coaching.look_for.clone(),
                    checklist: coaching.checklist.clone(),
                })
                .collect(),
            agenda: vec![AgendaItem { week: 1, prompt: plan.coaching[0].prompt.clone() }],
            outcomes: vec![ExpectedChange { kpi: sample::id("qa-score"), percent: -10 }],
            stands_in_the_way: vec![Obstacle::Rules { modules: vec![sample::id("double-jack")] }],
        }
    }

    fn module((module, milestone): (&wire::Module, &wire::Milestone)) -> PlaybookModule {
        PlaybookModule {
            module: module.clone(),
            behaviour: Some(greek("Asks twice").into()),
            proof: milestone.proof.clone(),
            kpi: milestone.kpi.clone(),
            prompts: vec![],
        }
    }

    #[test]
    fn no_word_stands_outside_the_catalogue() {
        let library = sample::library_with(&greek).unwrap();
        let language = pseudo::language();
        let templates = Templates::new([]).unwrap();
        let full = playbook();
        let mut sparse = playbook();
        (sparse.members, sparse.typical_from, sparse.target_role) = (0, TypicalFrom::File, None);
        let readings = [(None, None), (None, Some(7200)), (Some(6200), None)];
        for (module, (baseline, target)) in sparse.modules.iter_mut().zip(readings) {
            let kpi = module.kpi.as_mut().unwrap();
            kpi.baseline = baseline.map(|number: i64| Amount::from_ten_thousandths(number));
            kpi.target = target.map(|number: i64| Amount::from_ten_thousandths(number));
        }
        let empty = Playbook { modules: vec![], script: vec![], agenda: vec![], ..playbook() };
        for playbook in [full, sparse, empty] {
            for format in [Format::Text, Format::Markdown, Format::Html] {
                let labels = Labels::of(&library);
                let shown = render_playbook(format, &playbook, labels, &language, &templates);
                pseudo::check(&format!("{format:?}"), &shown.unwrap(), &library, sample::IDS);
            }
        }
    }

    #[test]
    fn the_page_about_templates_lists_every_variable() {
        let (library, language) = (sample::library(), Language::english());
        let playbook = playbook();
        let writer = PlaybookWriter {
            playbook: &playbook,
            labels: Labels::of(library),
            language: &language,
        };
        crate::templates::check_documented(&writer.booklet());
    }
}

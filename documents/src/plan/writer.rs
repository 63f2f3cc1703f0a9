//! What is this thing called, to this reader?

use waypath_engine::id::{CompetencyId, ModuleId, RuleId};
use waypath_engine::level::Level;
use waypath_engine::quantity::Hours;
use waypath_engine::wire::{Closes, Contact, Gap, Plan, Text, Validator};

use super::Audience;
use crate::labels::Labels;
use crate::language::{Calendar, Language, Signs};
use crate::messages::Argument;
use crate::reasons::ReasonWriter;

/// Writes what a plan says, for one reader, in one language, with the signs of a form.
#[derive(Clone, Copy, Debug)]
pub(super) struct PlanWriter<'a> {
    pub(super) plan: &'a Plan,
    pub(super) labels: Labels<'a>,
    pub(super) language: &'a Language,
    pub(super) audience: Audience,
    pub(super) signs: Signs,
    pub(super) calendar: Calendar<'a>,
    pub(super) reasons: ReasonWriter<'a>,
}

impl<'a> PlanWriter<'a> {
    pub(super) fn new(
        plan: &'a Plan,
        labels: Labels<'a>,
        language: &'a Language,
        audience: Audience,
        signs: Signs,
    ) -> Self {
        let calendar = Calendar::new(language, plan.provenance.as_of, signs);
        let reasons = ReasonWriter::new(labels, language);
        Self { plan, labels, language, audience, signs, calendar, reasons }
    }

    pub(super) fn text(self, id: &str) -> String {
        self.language.text(id)
    }

    pub(super) fn with(self, id: &str, values: &[(&'static str, Argument<'_>)]) -> String {
        self.language.with(id, values)
    }

    /// Who reads: messages choose between "your" and "Ana's" by it.
    pub(super) fn reader(self) -> (&'static str, Argument<'static>) {
        ("reader", self.audience.word().into())
    }

    /// The first name, or the name where it has but one part.
    pub(super) fn first(self) -> &'a str {
        first_name(&self.plan.person.name, self.plan.person.id.as_ref())
    }

    pub(super) fn modules(self, ids: &[ModuleId]) -> String {
        let titles: Vec<&str> = ids.iter().map(|id| self.labels.module_title(id)).collect();
        self.language.and(&titles)
    }

    /// The title with its hours: `Tough calls online (2 h)`.
    pub(super) fn module_with_hours(self, id: &ModuleId) -> String {
        match self.labels.module(id) {
            Some(module) => self.with_hours("plan-module-hours", &module.title, module.hours),
            None => id.to_string(),
        }
    }

    /// A message about a module and hours.
    pub(super) fn with_hours(self, id: &str, module: &str, hours: Hours) -> String {
        let hours = self.language.hours(hours);
        self.with(id, &[("module", module.into()), ("hours", hours.into())])
    }

    /// The number of a module in the plan, else its title.
    pub(super) fn number(self, id: &ModuleId) -> String {
        let module = self.plan.modules.iter().find(|module| module.module == *id);
        let order = module.map(|module| module.order.to_string());
        order.unwrap_or_else(|| self.labels.module_title(id).to_owned())
    }

    pub(super) fn competencies<'b>(
        self,
        ids: impl Iterator<Item = &'b CompetencyId>,
    ) -> Vec<&'b str>
    where
        'a: 'b,
    {
        ids.map(|id| self.labels.competency_name(id)).collect()
    }

    /// What is seen at the whole level that reaches `level`.
    pub(super) fn anchor(self, id: &CompetencyId, level: Level) -> Option<&'a str> {
        self.labels.competency(id)?.anchor(level)
    }

    /// A level of a competency: `1.5`; `yes` or `no` where it is held or not.
    pub(super) fn level(self, id: &CompetencyId, level: Level) -> String {
        match self.labels.competency(id) {
            Some(competency) if competency.yes_no && level > Level::ZERO => self.text("word-held"),
            Some(competency) if competency.yes_no => self.text("word-not-held"),
            _ => self.language.level(level),
        }
    }

    /// A level with its label: `2 (working)`.
    pub(super) fn labelled_level(self, id: &CompetencyId, level: Level) -> String {
        let text = self.level(id, level);
        let is_yes_no = self.labels.competency(id).is_some_and(|competency| competency.yes_no);
        match self.labels.level_name(level) {
            Some(name) if !is_yes_no => {
                self.with("word-level-named", &[("level", text.into()), ("name", name.into())])
            }
            _ => text,
        }
    }

    /// `1 > 2`.
    pub(super) fn climb(self, closes: &Closes) -> String {
        let values = [
            ("from", self.level(&closes.competency, closes.from).into()),
            ("step", self.signs.step().into()),
            ("to", self.level(&closes.competency, closes.to).into()),
        ];
        self.with("word-level-step", &values)
    }

    /// Why a rule is there, where that is known.
    pub(super) fn because(self, rule: &RuleId) -> Option<String> {
        let fired = self.plan.rules.fired.iter().find(|fired| fired.rule == *rule);
        let because = fired.map(|fired| &*fired.because).or_else(|| self.labels.because(rule));
        because.map(str::to_owned)
    }

    pub(super) fn gap(self, competency: &CompetencyId) -> Option<&'a Gap> {
        self.plan.gaps.iter().find(|gap| gap.competency == *competency)
    }

    /// Who validates a proof: `Marta Reis (manager)`.
    pub(super) fn validator(self, validator: &Validator) -> String {
        let role = ("role", validator.role.as_str().into());
        match &validator.person {
            None => self.with("plan-validator", &[role]),
            Some(id) => {
                let name = ("name", self.contact(id).into());
                self.with("plan-validator-named", &[role, name])
            }
        }
    }

    /// The name of somebody the person works with, else their id.
    pub(super) fn contact(self, id: &str) -> String {
        let person = &self.plan.person;
        let known = [person.manager.as_ref(), person.mentor.as_ref()];
        let contact = known.into_iter().flatten().find(|contact| *contact.id == *id);
        contact.map_or(id, contact_name).to_owned()
    }
}

/// A contact's name, or the id where it is not known.
pub(super) fn contact_name(contact: &Contact) -> &str {
    contact.name.as_ref().filter(|name| !name.trim().is_empty()).unwrap_or(&contact.id)
}

/// The first part of a name, or the fallback where there is no name.
pub(super) fn first_name<'a>(name: &'a str, fallback: &'a str) -> &'a str {
    name.split_whitespace().next().unwrap_or(fallback)
}

/// Texts of authors, for a page to own.
pub(super) fn texts(texts: &[Text]) -> Vec<String> {
    texts.iter().map(ToString::to_string).collect()
}

//! What is this thing called, to this reader?

use waypath_engine::id::{CompetencyId, Id as _, KpiId, ModuleId, RoleId, RuleId};
use waypath_engine::level::Level;
use waypath_engine::library;
use waypath_engine::wire::{Closes, Contact, Gap, Plan, Validator};

use super::Audience;
use crate::labels::{CompetencyLabel, Labels, ModuleLabel};
use crate::words::{self, Calendar, Signs};

/// Knows the plan, the names of things, the reader and the signs to use.
#[derive(Clone, Copy, Debug)]
pub(super) struct Speaker<'a> {
    pub(super) plan: &'a Plan,
    pub(super) labels: &'a Labels,
    pub(super) audience: Audience,
    pub(super) signs: Signs,
    pub(super) calendar: Calendar,
}

impl<'a> Speaker<'a> {
    pub(super) fn new(
        plan: &'a Plan,
        labels: &'a Labels,
        audience: Audience,
        signs: Signs,
    ) -> Self {
        let calendar = Calendar::new(plan.provenance.as_of, signs);
        Self { plan, labels, audience, signs, calendar }
    }

    /// `your` to the learner, `Ana's` to others.
    pub(super) fn your(self) -> String {
        match self.audience {
            Audience::Learner => "your".to_owned(),
            Audience::Manager | Audience::Admin => format!("{}'s", self.first()),
        }
    }

    /// The first name, or the name where it has but one part.
    pub(super) fn first(self) -> String {
        first_name(&self.plan.person.name, self.plan.person.id.as_str())
    }

    pub(super) fn role(self, id: &RoleId) -> String {
        self.labels.roles.get(id.as_str()).map_or_else(|| id.to_string(), Clone::clone)
    }

    pub(super) fn module_label(self, id: &ModuleId) -> Option<&'a ModuleLabel> {
        self.labels.modules.get(id.as_str())
    }

    pub(super) fn module(self, id: &ModuleId) -> String {
        self.module_label(id).map_or_else(|| id.to_string(), |label| label.title.clone())
    }

    pub(super) fn modules(self, ids: &[ModuleId]) -> String {
        words::and(&ids.iter().map(|id| self.module(id)).collect::<Vec<_>>())
    }

    /// The title with its hours: `Tough calls online (2 h)`.
    pub(super) fn module_with_hours(self, id: &ModuleId) -> String {
        match self.module_label(id) {
            Some(it) if !it.hours.is_empty() => format!("{} ({} h)", it.title, it.hours),
            Some(it) => it.title.clone(),
            None => id.to_string(),
        }
    }

    /// The number of a module in the plan, else its title.
    pub(super) fn number(self, id: &ModuleId) -> String {
        let order = self.plan.modules.iter().find(|it| it.module == *id).map(|it| it.order);
        order.map_or_else(|| self.module(id), |it| it.to_string())
    }

    fn competency_label(self, id: &CompetencyId) -> Option<&'a CompetencyLabel> {
        self.labels.competencies.get(id.as_str())
    }

    pub(super) fn competency(self, id: &CompetencyId) -> String {
        self.competency_label(id).map_or_else(|| id.to_string(), |label| label.name.clone())
    }

    pub(super) fn competencies<'b>(
        self,
        ids: impl Iterator<Item = &'b CompetencyId>,
    ) -> Vec<String> {
        ids.map(|id| self.competency(id)).collect()
    }

    /// What is seen at the whole level that reaches `level`.
    pub(super) fn anchor(self, id: &CompetencyId, level: Level) -> Option<String> {
        let whole = level.hundredths().div_ceil(100);
        self.competency_label(id)?.anchors.get(&whole).cloned()
    }

    /// A level of a competency: `1.5`; `yes` or `no` where it is held or not.
    pub(super) fn level(self, id: &CompetencyId, level: Level) -> String {
        if self.competency_label(id).is_some_and(|it| it.yes_no) {
            let held = level > Level::ZERO;
            return if held { "yes".to_owned() } else { "no".to_owned() };
        }
        level.to_string()
    }

    /// A level with its label: `2 (working)`.
    pub(super) fn labelled_level(self, id: &CompetencyId, level: Level) -> String {
        let text = self.level(id, level);
        let is_number = text.starts_with(|it: char| it.is_ascii_digit());
        let whole = usize::from(level.hundredths() / 100);
        match self.labels.levels.get(whole) {
            Some(label) if is_number => format!("{text} ({label})"),
            _ => text,
        }
    }

    /// `1 > 2`.
    pub(super) fn climb(self, closes: &Closes) -> String {
        let step = self.signs.step();
        let from = self.level(&closes.competency, closes.from);
        format!("{from} {step} {}", self.level(&closes.competency, closes.to))
    }

    pub(super) fn kpi(self, id: &KpiId) -> String {
        let label = self.labels.kpis.get(id.as_str());
        label.map_or_else(|| id.to_string(), |label| label.name.clone())
    }

    /// Why a rule is there, where that is known.
    pub(super) fn because(self, rule: &RuleId) -> Option<String> {
        let fired = self.plan.rules.fired.iter().find(|fired| fired.rule == *rule);
        fired
            .map(|fired| fired.because.to_string())
            .or_else(|| self.labels.rules.get(rule.as_str()).cloned())
    }

    pub(super) fn gap(self, competency: &CompetencyId) -> Option<&'a Gap> {
        self.plan.gaps.iter().find(|gap| gap.competency == *competency)
    }

    /// Who validates a proof: `Marta Reis (manager)`.
    pub(super) fn validator(self, validator: &Validator) -> String {
        match (&validator.person, validator.role) {
            (None, library::Validator::Peer) => "a colleague of choice".to_owned(),
            (None, role) => format!("the {}", role.as_str()),
            (Some(id), role) => format!("{} ({})", self.contact(id), role.as_str()),
        }
    }

    /// The name of somebody the person works with, else their id.
    pub(super) fn contact(self, id: &str) -> String {
        let person = &self.plan.person;
        let known = [person.manager.as_ref(), person.mentor.as_ref()];
        let contact = known.into_iter().flatten().find(|contact| *contact.id == *id);
        contact.map_or_else(|| id.to_owned(), contact_name)
    }
}

/// A contact's name, or the id where it is not known.
pub(super) fn contact_name(contact: &Contact) -> String {
    let name = contact.name.as_ref().filter(|name| !name.trim().is_empty());
    name.unwrap_or(&contact.id).to_string()
}

/// The first part of a name, or the fallback where there is no name.
pub(super) fn first_name(name: &str, fallback: &str) -> String {
    name.split_whitespace().next().unwrap_or(fallback).to_owned()
}

//! What is this thing called, to this reader?

use waypath_engine::wire::{Closes, Contact, Decimal, Gap, Plan, Validator};

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
        let calendar = Calendar::new(&plan.provenance.as_of, signs);
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
        first_name(&self.plan.person.name, &self.plan.person.id)
    }

    pub(super) fn role(self, id: &str) -> String {
        self.labels.roles.get(id).map_or_else(|| id.to_owned(), Clone::clone)
    }

    pub(super) fn module_label(self, id: &str) -> Option<&'a ModuleLabel> {
        self.labels.modules.get(id)
    }

    pub(super) fn module(self, id: &str) -> String {
        self.module_label(id).map_or_else(|| id.to_owned(), |it| it.title.clone())
    }

    pub(super) fn modules(self, ids: &[String]) -> String {
        words::and(&ids.iter().map(|it| self.module(it)).collect::<Vec<_>>())
    }

    /// The title with its hours: `Tough calls online (2 h)`.
    pub(super) fn module_with_hours(self, id: &str) -> String {
        match self.module_label(id) {
            Some(it) if !it.hours.is_empty() => format!("{} ({} h)", it.title, it.hours),
            Some(it) => it.title.clone(),
            None => id.to_owned(),
        }
    }

    /// The number of a module in the plan, else its title.
    pub(super) fn number(self, id: &str) -> String {
        let order = self.plan.modules.iter().find(|it| it.module == id).map(|it| it.order);
        order.map_or_else(|| self.module(id), |it| it.to_string())
    }

    fn competency_label(self, id: &str) -> Option<&'a CompetencyLabel> {
        self.labels.competencies.get(id)
    }

    pub(super) fn competency(self, id: &str) -> String {
        self.competency_label(id).map_or_else(|| id.to_owned(), |it| it.name.clone())
    }

    pub(super) fn competencies<'b>(self, ids: impl Iterator<Item = &'b str>) -> Vec<String> {
        ids.map(|it| self.competency(it)).collect()
    }

    /// What is seen at the whole level that reaches `level`.
    pub(super) fn anchor(self, id: &str, level: Decimal) -> Option<String> {
        let hundredths = u16::try_from(words::hundredths(level)).ok()?;
        self.competency_label(id)?.anchors.get(&hundredths.div_ceil(100)).cloned()
    }

    /// A level of a competency: `1.5`; `yes` or `no` where it is held or not.
    pub(super) fn level(self, id: &str, level: Decimal) -> String {
        if self.competency_label(id).is_some_and(|it| it.yes_no) {
            let held = words::hundredths(level) > 0;
            return if held { "yes".to_owned() } else { "no".to_owned() };
        }
        level.display()
    }

    /// A level with its label: `2 (working)`.
    pub(super) fn labelled_level(self, id: &str, level: Decimal) -> String {
        let text = self.level(id, level);
        let is_number = text.starts_with(|it: char| it.is_ascii_digit());
        let whole = usize::try_from(words::hundredths(level) / 100).unwrap_or_default();
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

    pub(super) fn kpi(self, id: &str) -> String {
        self.labels.kpis.get(id).map_or_else(|| id.to_owned(), |it| it.name.clone())
    }

    /// Why a rule is there, where that is known.
    pub(super) fn because(self, rule: &str) -> Option<String> {
        let fired = self.plan.rules.fired.iter().find(|it| it.rule == rule);
        fired.map(|it| it.because.clone()).or_else(|| self.labels.rules.get(rule).cloned())
    }

    pub(super) fn gap(self, competency: &str) -> Option<&'a Gap> {
        self.plan.gaps.iter().find(|it| it.competency == competency)
    }

    /// Who validates a proof: `Marta Reis (manager)`.
    pub(super) fn validator(self, validator: &Validator) -> String {
        let person = &self.plan.person;
        let known = [person.manager.as_ref(), person.mentor.as_ref()];
        let id = validator.person.as_deref();
        match (id, validator.role) {
            (None, "peer") => "a colleague of choice".to_owned(),
            (None, role) => format!("the {role}"),
            (Some(id), role) => {
                let contact = known.into_iter().flatten().find(|it| it.id == id);
                let name = contact.map_or_else(|| id.to_owned(), contact_name);
                format!("{name} ({role})")
            }
        }
    }
}

/// A contact's name, or the id where it is not known.
pub(super) fn contact_name(contact: &Contact) -> String {
    contact.name.clone().filter(|it| !it.trim().is_empty()).unwrap_or_else(|| contact.id.clone())
}

/// The first part of a name, or the fallback where there is no name.
pub(super) fn first_name(name: &str, fallback: &str) -> String {
    name.split_whitespace().next().unwrap_or(fallback).to_owned()
}

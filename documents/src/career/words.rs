//! What do moves, routes and the bench say in the same words?

use waypath_engine::id::{CompetencyId, ModuleId, RoleId};
use waypath_engine::level::Level;
use waypath_engine::person::AsOf;
use waypath_engine::quantity::Hours;
use waypath_engine::wire::{Hindrance, Price};

use crate::labels::Labels;
use crate::language::{Language, Signs};

/// Where numbers in a text stand for "there is none".
pub(super) const NONE: &str = "\u{2014}";

/// What things are called, in a language.
#[derive(Clone, Copy)]
pub(super) struct CareerWords<'a> {
    pub(super) labels: Labels<'a>,
    pub(super) language: &'a Language,
}

impl<'a> CareerWords<'a> {
    pub(super) fn role<'b>(self, role: &'b RoleId) -> &'b str
    where
        'a: 'b,
    {
        self.labels.role_title(role)
    }

    pub(super) fn competency<'b>(self, competency: &'b CompetencyId) -> &'b str
    where
        'a: 'b,
    {
        self.labels.competency_name(competency)
    }

    /// `as of 2026-01-12`.
    pub(super) fn as_of(self, date: AsOf) -> String {
        self.language.with("career-as-of", &[("date", date.to_string().into())])
    }

    /// `SQL 1 > 3`, or `SQL 1 > 3 (not assessed)`.
    pub(super) fn skill(
        self,
        competency: &CompetencyId,
        from: Level,
        to: Level,
        is_unknown: bool,
    ) -> String {
        let id = if is_unknown { "career-skill-unknown" } else { "career-skill" };
        let values = [
            ("competency", self.competency(competency).into()),
            ("from", self.language.level(from).into()),
            ("step", Signs::Plain.step().into()),
            ("to", self.language.level(to).into()),
        ];
        self.language.with(id, &values)
    }

    /// `Product lab 5 h`.
    pub(super) fn module(self, module: &ModuleId, hours: Hours) -> String {
        let title = self.labels.module_title(module);
        let values = [("module", title.into()), ("hours", self.language.hours(hours).into())];
        self.language.with("career-module", &values)
    }

    /// `120 EUR`.
    pub(super) fn price(self, price: &Price) -> String {
        let amount = self.language.amount(price.amount);
        let values = [("amount", amount.into()), ("currency", (*price.currency).into())];
        self.language.with("career-price", &values)
    }

    /// `14 h`, or `14 h (6 h ESTIMATED)` where no module builds a part.
    pub(super) fn hours_of_which(self, hours: Hours, estimated: Hours) -> String {
        let hours = self.language.hours(hours);
        if estimated == Hours::ZERO {
            return hours;
        }
        let estimated = self.language.hours(estimated);
        let values = [("hours", hours.into()), ("estimated", estimated.into())];
        self.language.with("career-hours-estimated", &values)
    }

    /// `ready 38 % (needs 60 %); SQL 0 of 3 (at most 2 missing)`.
    pub(super) fn hindrances(self, hindrances: &[Hindrance]) -> String {
        let language = self.language;
        let reason = |hindrance: &Hindrance| match hindrance {
            Hindrance::Readiness { ready, needs } => language.with(
                "career-hindrance-readiness",
                &[
                    ("ready", language.percent(*ready).into()),
                    ("needs", language.percent(*needs).into()),
                ],
            ),
            Hindrance::Stretch { competency, held, expected, most } => language.with(
                "career-hindrance-stretch",
                &[
                    ("competency", self.competency(competency).into()),
                    ("held", language.level(*held).into()),
                    ("expected", language.level(*expected).into()),
                    ("most", language.level(*most).into()),
                ],
            ),
        };
        language.clauses(&hindrances.iter().map(reason).collect::<Vec<_>>())
    }

    /// `3 weeks`.
    pub(super) fn weeks(self, weeks: u32) -> String {
        self.language.with("unit-week", &[("count", weeks.into())])
    }

    /// `4 months`.
    pub(super) fn months(self, months: u32) -> String {
        self.language.with("unit-month", &[("count", months.into())])
    }
}

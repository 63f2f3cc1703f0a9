//! What is the short answer?

use std::collections::BTreeSet;

use waypath_engine::id::CompetencyId;
use waypath_engine::plan::{Outcome, State};
use waypath_engine::quantity::Hours;
use waypath_engine::wire::{AssessReason, MustDo};

use super::page::{Duty, Who};
use super::week::working_day_after;
use super::writer::{PlanWriter, contact_name, first_name};
use crate::language::Signs;

/// How many names a sentence lists before it counts the rest.
const NAMES: usize = 3;

impl<'a> PlanWriter<'a> {
    pub(super) fn who(self) -> Who {
        let person = &self.plan.person;
        let partner = person.manager.as_ref().or(person.mentor.as_ref());
        let partner_first = partner.map(|partner| first_name(contact_name(partner), &partner.id));
        let role = |id| self.labels.role_title(id).to_owned();
        Who {
            name: if person.name.is_empty() {
                person.id.to_string()
            } else {
                person.name.to_string()
            },
            first: self.first().to_owned(),
            role: role(&person.role),
            target: person.target_role.as_ref().map(role),
            persona: person.persona.as_ref().map(|id| self.labels.persona_name(id).to_owned()),
            team: person.team.as_ref().map(ToString::to_string),
            partner: partner.map(|partner| contact_name(partner).to_owned()),
            partner_first: partner_first.map(str::to_owned),
        }
    }

    pub(super) fn status(self) -> String {
        let modules = &self.plan.modules;
        let is_open = modules.iter().any(|module| module.state == State::Proposed);
        let word = match self.plan.outcome {
            outcome @ (Outcome::Away
            | Outcome::NothingMissing
            | Outcome::RequiredOnly
            | Outcome::AssessFirst) => outcome.as_str(),
            _ if modules.is_empty() => "no_modules",
            _ if is_open => "proposed",
            _ => "agreed",
        };
        self.language.word("plan-status", word)
    }

    pub(super) fn facts(self) -> Vec<String> {
        let person = &self.plan.person;
        let named = |id: &str, name: &str| self.with(id, &[("name", name.into())]);
        let mut facts = vec![match &person.manager {
            Some(manager) => named("plan-fact-manager", contact_name(manager)),
            None => self.text("plan-fact-no-manager"),
        }];
        if let Some(mentor) = &person.mentor {
            facts.push(named("plan-fact-mentor", contact_name(mentor)));
        }
        facts.push(self.time());
        facts.extend(self.hours_used());
        facts
    }

    fn time(self) -> String {
        let hours = ("hours", self.language.hours(self.plan.horizon.hours_per_week).into());
        match self.plan.person.away {
            Some((from, until)) => {
                let days = ("days", self.calendar.days(from, until).into());
                self.with("plan-fact-time-away", &[hours, days])
            }
            None => self.with("plan-fact-time", &[hours]),
        }
    }

    fn hours_used(self) -> Option<String> {
        let modules = self.plan.modules.iter().map(|module| module.hours);
        let used: Hours = modules.chain(self.plan.must_do.iter().map(|duty| duty.hours)).sum();
        let all = self.plan.horizon.hours;
        if used == Hours::ZERO {
            return None;
        }
        let id = if used > all { "plan-fact-hours-needed" } else { "plan-fact-hours-used" };
        let (used, all) = (self.language.hours_number(used), self.language.hours_number(all));
        Some(self.with(id, &[("used", used.into()), ("all", all.into())]))
    }

    /// What the readiness alone does not say.
    pub(super) fn answer(self) -> Vec<String> {
        match self.plan.outcome {
            Outcome::Away => vec![self.answer_away()],
            Outcome::NothingMissing => vec![self.answer_nothing_missing()],
            Outcome::RequiredOnly => vec![self.answer_required_only()],
            Outcome::AssessFirst => self.answer_assess_first(),
            Outcome::ShortPlan => {
                vec![self.language.count("plan-answer-short", self.plan.modules.len())]
            }
            Outcome::Plan => Vec::new(),
        }
    }

    fn answer_away(self) -> String {
        let horizon = &self.plan.horizon;
        let period = ("period", self.calendar.period(horizon.from, horizon.until).into());
        match self.plan.person.away {
            Some((_, last)) => {
                let day = ("day", self.calendar.weekday(working_day_after(last)).into());
                self.with("plan-answer-away-until", &[period, day])
            }
            None => self.with("plan-answer-away", &[period]),
        }
    }

    fn answer_nothing_missing(self) -> String {
        if self.plan.person.target_role.is_some() {
            self.text("plan-answer-nothing-missing-roles")
        } else {
            self.text("plan-answer-nothing-missing-job")
        }
    }

    fn answer_required_only(self) -> String {
        if self.plan.gaps.iter().any(|gap| gap.planned) {
            self.text("plan-answer-required-open")
        } else if self.unknown().is_empty() {
            self.text("plan-answer-required-small")
        } else {
            self.text("plan-answer-required-unknown")
        }
    }

    fn answer_assess_first(self) -> Vec<String> {
        let unknown = self.language.and_at_most(&self.unknown(), NAMES);
        let mut answer = vec![if unknown.is_empty() {
            self.text("plan-answer-assess-first")
        } else {
            self.with("plan-answer-assess-first-names", &[("skills", unknown.into())])
        }];
        if !self.plan.modules.is_empty() {
            answer.push(self.text("plan-answer-provisional"));
        }
        answer
    }

    /// The names of what there is no evidence of that counts.
    fn unknown(self) -> Vec<&'a str> {
        let (never_assessed, lapsed) = self.without_evidence();
        [never_assessed, lapsed].concat()
    }

    /// The names of what nobody ever assessed, and of what ran out.
    pub(super) fn without_evidence(self) -> (Vec<&'a str>, Vec<&'a str>) {
        let is_open = |because| matches!(because, AssessReason::Unknown | AssessReason::Lapsed);
        let assess = self.plan.assess.iter().filter(|assess| is_open(assess.because));
        let assess = assess.map(|assess| (&assess.competency, assess.lapsed.is_some()));
        let gaps = self.plan.gaps.iter();
        let assumed = gaps.filter(|gap| gap.provisional && gap.evidence.is_none());
        let assumed = assumed.map(|gap| (&gap.competency, gap.lapsed.is_some()));
        let mut seen = BTreeSet::new();
        let all = assess.chain(assumed).filter(|(id, _)| seen.insert(*id));
        let (lapsed, never): (Vec<_>, Vec<_>) = all.partition(|(_, is_lapsed)| *is_lapsed);
        let names =
            |of: Vec<(&'a CompetencyId, bool)>| self.competencies(of.into_iter().map(|(id, _)| id));
        (names(never), names(lapsed))
    }

    pub(super) fn must_do(self) -> Vec<Duty> {
        self.plan.must_do.iter().map(|duty| self.duty(duty)).collect()
    }

    fn duty(self, duty: &MustDo) -> Duty {
        let due = match (duty.overdue, self.signs) {
            (false, _) => "plan-duty-due",
            (true, Signs::Typeset) => "plan-duty-overdue",
            // Plain text has no other way to make a word stand out.
            (true, Signs::Plain) => "plan-text-duty-overdue",
        };
        let renew = duty.renew.map(|renew| self.calendar.month(renew));
        Duty {
            title: self.labels.module_title(&duty.module).to_owned(),
            hours: self.language.hours_number(duty.hours),
            due: self.with(due, &[("day", self.calendar.day(duty.due).into())]),
            renew: renew.map(|month| self.with("plan-duty-renew", &[("month", month.into())])),
            because: self.because(&duty.rule),
        }
    }
}

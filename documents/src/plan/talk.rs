//! What does the manager ask, and when?

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use waypath_engine::plan::Outcome;
use waypath_engine::wire::{Coaching, Text, Thing};

use super::Audience;
use super::page::{Meeting, Talk};
use super::week::after;
use super::writer::{PlanWriter, contact_name, first_name, texts};

impl<'a> PlanWriter<'a> {
    /// The next 1:1; with nobody to talk to, a look back on one's own.
    pub(super) fn talk(self) -> Option<Talk> {
        if self.audience == Audience::Admin || self.plan.outcome == Outcome::Away {
            return None;
        }
        let next = self.next_meeting();
        let is_now = |coaching: &&Coaching| coaching.on.contains(&next);
        let now: Vec<&Coaching> = self.plan.coaching.iter().filter(is_now).collect();
        if now.is_empty() && self.plan.milestones.is_empty() {
            return None;
        }
        let milestones = self.plan.milestones.iter();
        let due: BTreeSet<Date> = milestones.map(|milestone| milestone.due).collect();
        let due: Vec<String> = due.into_iter().map(|day| self.calendar.day(day)).collect();
        let when = self.calendar.weekday(next);
        Some(Talk {
            label: self.talk_label(),
            when: self.with("plan-talk-when", &[("day", when.into())]),
            ask: if now.is_empty() {
                vec![self.text("plan-talk-opening")]
            } else {
                now.iter().map(|coaching| coaching.say.to_string()).collect()
            },
            look_for: now.iter().flat_map(|coaching| texts(&coaching.look_for)).collect(),
            checklist: now.iter().flat_map(|coaching| texts(&coaching.checklist)).collect(),
            proofs: self.language.commas(&due),
        })
    }

    fn talk_label(self) -> String {
        let person = &self.plan.person;
        match person.manager.as_ref().or(person.mentor.as_ref()) {
            Some(contact) => {
                let name = first_name(contact_name(contact), &contact.id);
                self.with("plan-talk-for", &[("name", name.into())])
            }
            None => self.text("plan-talk-alone"),
        }
    }

    /// Who decides about the plan: the person with somebody who signs, or alone.
    pub(super) fn suggestion(self) -> String {
        let person = &self.plan.person;
        let is_alone = person.manager.is_none() && person.mentor.is_none();
        self.text(if is_alone { "plan-suggestion-alone" } else { "plan-suggestion-both" })
    }

    /// The first 1:1 with a prompt; without any, the first week's, or that of
    /// the week after an absence.
    fn next_meeting(self) -> Date {
        let as_of = self.plan.provenance.as_of;
        let dates = self.plan.coaching.iter().flat_map(|coaching| &coaching.on);
        let is_away = |day: Date| {
            self.plan.person.away.is_some_and(|(from, until)| from <= day && day <= until)
        };
        let mut weeks = (7..=26 * 7).step_by(7).map(|days| after(as_of, days));
        let there = || weeks.find(|day| !is_away(*day));
        dates.min().copied().or_else(there).unwrap_or_else(|| after(as_of, 7))
    }

    /// The 1:1s after the next one, by date; what to look for stands once.
    pub(super) fn meetings(self) -> Vec<Meeting> {
        if self.audience != Audience::Manager {
            return Vec::new();
        }
        let pairs = |coaching: &'a Coaching| coaching.on.iter().map(move |day| (*day, coaching));
        let mut days: Vec<(Date, &Coaching)> = self.plan.coaching.iter().flat_map(pairs).collect();
        days.sort_by(|a, b| (a.0, &a.1.prompt).cmp(&(b.0, &b.1.prompt)));
        let next = self.next_meeting();
        let mut asked = BTreeMap::new();
        let meetings = days.into_iter().map(|(day, coaching)| {
            let since = asked.get(&coaching.prompt).copied();
            asked.entry(&coaching.prompt).or_insert(day);
            (day, self.meeting(day, coaching, since))
        });
        meetings.filter(|(day, _)| *day != next).map(|(_, meeting)| meeting).collect()
    }

    fn meeting(self, day: Date, coaching: &Coaching, since: Option<Date>) -> Meeting {
        let is_new = since.is_none();
        let once = |all: &[Text]| if is_new { texts(all) } else { Vec::new() };
        Meeting {
            on: self.calendar.weekday(day),
            ask: coaching.say.to_string(),
            about: self.about(&coaching.about),
            look_for: once(&coaching.look_for),
            checklist: once(&coaching.checklist),
            since: since.map(|day| self.calendar.day(day)),
        }
    }

    /// The name of what something is about; none for the person themselves.
    pub(super) fn about(self, thing: &Thing) -> Option<String> {
        match thing {
            Thing::Gap(id) | Thing::Competency(id) => {
                Some(self.labels.competency_name(id).to_owned())
            }
            Thing::Module(id) => Some(self.labels.module_title(id).to_owned()),
            Thing::Person | Thing::Persona(_) => None,
        }
    }

    /// What managers of this persona do.
    pub(super) fn practices(self) -> Vec<String> {
        if self.audience != Audience::Manager {
            return Vec::new();
        }
        let persona = self.plan.person.persona.as_ref();
        let persona = persona.and_then(|persona| self.labels.persona(persona));
        let practices = persona.into_iter().flat_map(|persona| &persona.manager_practices);
        practices.map(ToString::to_string).collect()
    }
}

//! What does the manager ask, and when?

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use waypath_engine::id::Id as _;
use waypath_engine::plan::Outcome;
use waypath_engine::wire::{Coaching, Text, Thing};

use super::Audience;
use super::page::{Meeting, Talk};
use super::speaker::{Speaker, contact_name, first_name};
use crate::words::Calendar;

/// What to ask where no prompt is due.
const OPENING: &str = "What was tried at work this week, and what came of it?";

impl<'a> Speaker<'a> {
    /// The next 1:1; with nobody to talk to, a look back on one's own.
    pub(super) fn talk(self) -> Option<Talk> {
        if self.audience == Audience::Admin || self.plan.outcome == Outcome::Away {
            return None;
        }
        let next = self.next_meeting();
        let is_now = |it: &&Coaching| it.on.contains(&next);
        let now: Vec<&Coaching> = self.plan.coaching.iter().filter(is_now).collect();
        if now.is_empty() && self.plan.milestones.is_empty() {
            return None;
        }
        let dates: BTreeSet<Date> = self.plan.milestones.iter().map(|it| it.due).collect();
        let dates = dates.into_iter().map(|it| self.calendar.day(it));
        let says = now.iter().map(|it| it.say.to_string());
        Some(Talk {
            label: self.talk_label(),
            when: format!("10 minutes, {}", self.calendar.weekday(next)),
            ask: if now.is_empty() { vec![OPENING.to_owned()] } else { says.collect() },
            look_for: now.iter().flat_map(|it| texts(&it.look_for)).collect(),
            checklist: now.iter().flat_map(|it| texts(&it.checklist)).collect(),
            proofs: dates.collect::<Vec<_>>().join(", "),
        })
    }

    fn talk_label(self) -> String {
        let person = &self.plan.person;
        match (&person.manager, &person.mentor) {
            (Some(it), _) | (None, Some(it)) => {
                format!("For {}", first_name(&contact_name(it), &it.id))
            }
            (None, None) => "On your own".to_owned(),
        }
    }

    /// The first 1:1 with a prompt; without any, the first week's, or that of
    /// the week after an absence.
    fn next_meeting(self) -> Date {
        let as_of = self.plan.provenance.as_of;
        let dates = self.plan.coaching.iter().flat_map(|it| &it.on);
        let is_away = |day: Date| {
            self.plan.person.away.is_some_and(|(from, until)| from <= day && day <= until)
        };
        let mut weeks = (7..=26 * 7).step_by(7).map(|days| Calendar::after(as_of, days));
        let there = || weeks.find(|day| !is_away(*day));
        dates.min().copied().or_else(there).unwrap_or_else(|| Calendar::after(as_of, 7))
    }

    /// The 1:1s after the next one, by date; what to look for stands once.
    pub(super) fn meetings(self) -> Vec<Meeting> {
        if self.audience != Audience::Manager {
            return Vec::new();
        }
        let pairs = |it: &'a Coaching| it.on.iter().map(move |day| (*day, it));
        let mut days: Vec<(Date, &Coaching)> = self.plan.coaching.iter().flat_map(pairs).collect();
        days.sort_by(|a, b| (a.0, &a.1.prompt).cmp(&(b.0, &b.1.prompt)));
        let next = self.next_meeting();
        let mut asked = BTreeMap::new();
        let meetings = days.into_iter().map(|(day, coaching)| {
            let since = asked.get(&coaching.prompt).copied();
            asked.entry(&coaching.prompt).or_insert(day);
            (day, self.meeting(day, coaching, since))
        });
        meetings.filter(|(day, _)| *day != next).map(|(_, it)| it).collect()
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
            since: since.map(|it| self.calendar.day(it)),
        }
    }

    /// The name of what something is about; none for the person themselves.
    pub(super) fn about(self, thing: &Thing) -> Option<String> {
        match thing {
            Thing::Gap(id) | Thing::Competency(id) => Some(self.competency(id)),
            Thing::Module(id) => Some(self.module(id)),
            Thing::Person | Thing::Persona(_) => None,
        }
    }

    /// What managers of this persona do.
    pub(super) fn practices(self) -> Vec<String> {
        if self.audience != Audience::Manager {
            return Vec::new();
        }
        let persona = self.plan.person.persona.as_ref();
        let label = persona.and_then(|persona| self.labels.personas.get(persona.as_str()));
        label.map(|it| it.manager_practices.clone()).unwrap_or_default()
    }
}

fn texts(texts: &[Text]) -> Vec<String> {
    texts.iter().map(ToString::to_string).collect()
}

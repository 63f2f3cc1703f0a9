//! What is the short answer, and what happens this week?

use std::collections::BTreeSet;

use waypath_engine::id::{CompetencyId, Id as _};
use waypath_engine::plan::{Outcome, State};
use waypath_engine::quantity::Hours;
use waypath_engine::wire::{AssessReason, Module, MustDo, Readiness};

use super::Audience;
use super::page::{Duty, Ready, Who};
use super::speaker::{Speaker, contact_name, first_name};
use crate::words::{self, Calendar};

/// How many names a sentence lists before it counts the rest.
const NAMES: usize = 3;

impl Speaker<'_> {
    pub(super) fn who(self) -> Who {
        let person = &self.plan.person;
        let partner = person.manager.as_ref().or(person.mentor.as_ref());
        let partner_first = partner.map(|it| first_name(&contact_name(it), &it.id));
        Who {
            name: if person.name.is_empty() {
                person.id.to_string()
            } else {
                person.name.to_string()
            },
            first: self.first(),
            role: self.role(&person.role),
            target: person.target_role.as_ref().map(|it| self.role(it)),
            persona: person.persona.as_ref().map(|id| {
                let label = self.labels.personas.get(id.as_str());
                label.map_or_else(|| id.to_string(), |label| label.name.clone())
            }),
            team: person.team.as_ref().map(ToString::to_string),
            partner: partner.map(contact_name),
            partner_first,
        }
    }

    pub(super) fn status(self) -> String {
        let modules = &self.plan.modules;
        let open = modules.iter().any(|it| it.state == State::Proposed);
        let text = match self.plan.outcome {
            Outcome::Away => "Away",
            Outcome::NothingMissing => "Nothing missing",
            Outcome::RequiredOnly => "Must-do only",
            Outcome::AssessFirst => "Assess first",
            _ if modules.is_empty() => "No modules",
            _ if open => "Proposed",
            _ => "Agreed",
        };
        text.to_owned()
    }

    pub(super) fn facts(self) -> Vec<String> {
        let person = &self.plan.person;
        let mut facts = match (&person.manager, &person.mentor) {
            (Some(it), _) => vec![format!("Manager {}", contact_name(it))],
            (None, Some(it)) => {
                vec!["No manager named".to_owned(), format!("Mentor {}", contact_name(it))]
            }
            (None, None) => vec!["No manager named".to_owned()],
        };
        if let (Some(_), Some(mentor)) = (&person.manager, &person.mentor) {
            facts.push(format!("Mentor {}", contact_name(mentor)));
        }
        facts.push(self.time());
        facts.extend(self.hours_used());
        facts
    }

    fn time(self) -> String {
        let hours = self.plan.horizon.hours_per_week;
        match self.plan.person.away {
            Some((from, until)) => {
                format!("{hours} h/week, away {}", self.calendar.days(from, until))
            }
            None => format!("{hours} h/week"),
        }
    }

    fn hours_used(self) -> Option<String> {
        let modules = self.plan.modules.iter().map(|module| module.hours);
        let used: Hours = modules.chain(self.plan.must_do.iter().map(|duty| duty.hours)).sum();
        let all = self.plan.horizon.hours;
        if used == Hours::ZERO {
            None
        } else if used > all {
            Some(format!("{used} h needed, {all} h there"))
        } else {
            Some(format!("{used} of {all} h used"))
        }
    }

    /// What the readiness alone does not say.
    pub(super) fn answer(self) -> Vec<String> {
        match self.plan.outcome {
            Outcome::Away => vec![self.answer_away()],
            Outcome::NothingMissing => vec![self.answer_nothing_missing()],
            Outcome::RequiredOnly => vec![self.answer_required_only()],
            Outcome::AssessFirst => self.answer_assess_first(),
            Outcome::ShortPlan => vec![self.answer_short()],
            Outcome::Plan => Vec::new(),
        }
    }

    fn answer_away(self) -> String {
        let horizon = &self.plan.horizon;
        let period = self.calendar.period(horizon.from, horizon.until);
        let back = self.plan.person.away.map(|(_, last)| Calendar::working_day_after(last));
        let next = back.map_or_else(String::new, |day| {
            format!(" The next plan can start on {}.", self.calendar.weekday(day))
        });
        format!("Away for the whole period ({period}), so nothing is planned.{next}")
    }

    fn answer_nothing_missing(self) -> String {
        let asked =
            if self.plan.person.target_role.is_some() { "the roles ask" } else { "the job asks" };
        format!(
            "Nothing is missing: every skill {asked} for is known and met. No learning is \
             planned. A good moment to talk about what comes next."
        )
    }

    fn answer_required_only(self) -> String {
        let open = self.plan.gaps.iter().any(|it| it.planned);
        if open {
            "Only what has to be done: no module that fits closes one of the open gaps."
        } else if self.unknown().is_empty() {
            "Only what has to be done: no other gap is large enough to plan for."
        } else {
            "Only what has to be done: no other gap is known, and some levels are not known."
        }
        .to_owned()
    }

    fn answer_assess_first(self) -> Vec<String> {
        let unknown = words::and_at_most(&self.unknown(), NAMES);
        let mut answer = vec![if unknown.is_empty() {
            "Assess first: no gap is known, and not every skill was assessed.".to_owned()
        } else {
            format!("Assess first: no gap is known, but not everything was assessed: {unknown}.")
        }];
        if !self.plan.modules.is_empty() {
            answer.push(
                "The modules below are provisional. They start from the levels people are hired \
                 with, and may change once the results are in."
                    .to_owned(),
            );
        }
        answer
    }

    fn answer_short(self) -> String {
        match self.plan.modules.len() {
            0 => "No module fits now. What stands in the way is below.".to_owned(),
            number @ (1 | 2) => format!(
                "A short plan: only {} at present, not three. What stands in the way is below.",
                if number == 1 { "one module fits" } else { "two modules fit" }
            ),
            _ => "A short plan: what stands in the way of more is below.".to_owned(),
        }
    }

    /// The names of what there is no evidence of that counts.
    pub(super) fn unknown(self) -> Vec<String> {
        let (never_assessed, lapsed) = self.without_evidence();
        [never_assessed, lapsed].concat()
    }

    /// The names of what nobody ever assessed, and of what ran out.
    fn without_evidence(self) -> (Vec<String>, Vec<String>) {
        let is_open = |because| matches!(because, AssessReason::Unknown | AssessReason::Lapsed);
        let assess = self.plan.assess.iter().filter(|assess| is_open(assess.because));
        let assess = assess.map(|it| (&it.competency, it.lapsed.is_some()));
        let assumed = self.plan.gaps.iter().filter(|it| it.provisional && it.evidence.is_none());
        let assumed = assumed.map(|it| (&it.competency, it.lapsed.is_some()));
        let mut seen = BTreeSet::new();
        let all = assess.chain(assumed).filter(|(id, _)| seen.insert(*id));
        let (lapsed, never): (Vec<_>, Vec<_>) = all.partition(|(_, is_lapsed)| *is_lapsed);
        let names =
            |of: Vec<(&CompetencyId, bool)>| self.competencies(of.into_iter().map(|(id, _)| id));
        (names(never), names(lapsed))
    }

    pub(super) fn readiness(self) -> Vec<Ready> {
        self.plan.readiness.iter().enumerate().map(|(at, it)| self.ready(it, at)).collect()
    }

    fn ready(self, it: &Readiness, at: usize) -> Ready {
        let is_provisional = self.plan.outcome == Outcome::AssessFirst;
        let (low, high) = if is_provisional { (it.now, it.now_high) } else { after(it) };
        let now = words::percent(it.now, it.now_high, self.signs);
        let after = words::percent(low, high, self.signs);
        let yes = if it.is_job_ready { "yes, " } else { "" };
        let line = if now == after {
            format!("{yes}{now} now")
        } else {
            format!("{yes}{now} now {} {after} if every proof is accepted", self.signs.arrow())
        };
        Ready {
            label: self.ready_label(it),
            line,
            needs: format!("needs {}\u{a0}% and all critical skills", it.job_ready),
            notes: self.ready_notes(it, at),
            now: it.now,
            now_high: it.now_high,
            after: low,
            after_high: high,
            threshold: it.job_ready,
        }
    }

    fn ready_label(self, it: &Readiness) -> String {
        if self.plan.readiness.len() < 2 && it.role == self.plan.person.role {
            "Ready for the job".to_owned()
        } else if it.role == self.plan.person.role {
            "Ready for the present job".to_owned()
        } else {
            format!("Ready for {}", self.role(&it.role))
        }
    }

    fn ready_notes(self, it: &Readiness, at: usize) -> Vec<String> {
        let mut notes = Vec::new();
        if at == 0 && (it.now != it.now_high || it.after != it.after_high) {
            notes.push(self.range_reason());
        }
        if !it.is_job_ready {
            notes.extend(self.critical_notes(it));
            notes.extend(self.enough_note(it));
        }
        notes
    }

    fn range_reason(self) -> String {
        let (never, lapsed) = self.without_evidence();
        let verb = if never.len() == 1 { "was" } else { "were" };
        let never = Some(words::and_at_most(&never, NAMES)).filter(|it| !it.is_empty());
        let lapsed = Some(words::and_at_most(&lapsed, NAMES)).filter(|it| !it.is_empty());
        let parts = [
            never.map(|names| format!("{names} {verb} never assessed")),
            lapsed.map(|names| format!("{names} ran out")),
        ];
        let parts: Vec<String> = parts.into_iter().flatten().collect();
        match parts.join(", and ") {
            why if why.is_empty() => "A range, because not every level is known.".to_owned(),
            why => format!("A range, because {why}."),
        }
    }

    fn critical_notes(self, it: &Readiness) -> Vec<String> {
        let mut notes = Vec::new();
        let (known, unknown): (Vec<&CompetencyId>, Vec<&CompetencyId>) =
            it.unmet_critical.iter().partition(|id| self.is_known(id));
        let unmet: Vec<String> = known.into_iter().map(|id| self.critical(id)).collect();
        if !unmet.is_empty() {
            notes.push(format!("Critical, not yet met: {}.", unmet.join(", ")));
        }
        let unknown: Vec<String> =
            unknown.into_iter().map(|it| self.unknown_critical(it)).collect();
        if !unknown.is_empty() {
            notes.push(format!("Critical, not yet known: {}.", unknown.join(", ")));
        }
        let unconfirmed = self.competencies(it.unconfirmed_critical.iter());
        if !unconfirmed.is_empty() {
            notes.push(format!(
                "Critical, so far only by {} own rating, to be confirmed: {}.",
                self.your(),
                words::and(&unconfirmed)
            ));
        }
        notes
    }

    /// Whether the level of a competency was observed.
    fn is_known(self, id: &CompetencyId) -> bool {
        self.gap(id).is_some_and(|it| !it.provisional && it.evidence.is_some())
    }

    /// A critical skill with the steps that work on it.
    fn critical(self, id: &CompetencyId) -> String {
        let builds = |it: &&Module| it.closes.iter().any(|it| it.competency == *id);
        let numbers: Vec<String> =
            self.plan.modules.iter().filter(builds).map(|it| it.order.to_string()).collect();
        let name = self.competency(id);
        if numbers.is_empty() && self.must_do_builds(id) {
            return format!("{name} (must do)");
        }
        match (numbers.is_empty(), self.closes_fully(id)) {
            (true, _) if self.plan.modules.is_empty() => name,
            (true, _) => format!("{name} (stays open)"),
            (false, true) => format!("{name} ({})", words::and(&numbers)),
            (false, false) => format!("{name} ({}, in part)", words::and(&numbers)),
        }
    }

    fn unknown_critical(self, id: &CompetencyId) -> String {
        let name = self.competency(id);
        if self.must_do_builds(id) { format!("{name} (must do)") } else { name }
    }

    fn must_do_builds(self, id: &CompetencyId) -> bool {
        let builds = |it: &MustDo| {
            let label = self.module_label(&it.module);
            label.is_some_and(|label| label.builds.iter().any(|builds| builds == id.as_str()))
        };
        self.plan.must_do.iter().any(builds)
    }

    /// Whether the plan's modules bring a competency to the level expected.
    pub(super) fn closes_fully(self, id: &CompetencyId) -> bool {
        let closes = self.plan.modules.iter().flat_map(|it| &it.closes);
        let top = closes.filter(|it| it.competency == *id).map(|it| it.to).max();
        match (top, self.gap(id)) {
            (Some(top), Some(gap)) => top >= gap.expected,
            _ => false,
        }
    }

    fn enough_note(self, it: &Readiness) -> Option<String> {
        if self.plan.modules.is_empty() || self.plan.outcome == Outcome::AssessFirst {
            return None;
        }
        let (low, high) = after(it);
        if high < it.job_ready {
            return Some(format!(
                "This plan alone does not reach {}\u{a0}%; the next one goes on.",
                it.job_ready
            ));
        }
        let stays_open = |id: &CompetencyId| !self.closes_fully(id) && !self.must_do_builds(id);
        let is_open = it.unmet_critical.iter().any(stays_open);
        (low < it.job_ready && !is_open)
            .then(|| "Whether it is enough depends on the assessments.".to_owned())
    }

    pub(super) fn must_do(self) -> Vec<Duty> {
        self.plan.must_do.iter().map(|it| self.duty(it)).collect()
    }

    fn duty(self, it: &MustDo) -> Duty {
        let day = self.calendar.day(it.due);
        Duty {
            title: self.module(&it.module),
            hours: it.hours.to_string(),
            due: if it.overdue { format!("overdue since {day}") } else { format!("by {day}") },
            renew: it.renew.map(|renew| format!("renew {}", Calendar::month(renew))),
            because: self.because(&it.rule),
        }
    }

    /// What the first week holds: duties first, then the modules that start.
    pub(super) fn this_week(self) -> Vec<String> {
        let from = self.plan.horizon.from;
        if matches!(self.plan.outcome, Outcome::AssessFirst | Outcome::Away) {
            return self.assess_this_week();
        }
        let days = Calendar::working_days(from, self.plan.person.away);
        if days == 0 {
            return self.week_away();
        }
        let week = self.plan.horizon.hours_per_week.hundredths();
        // Hours accrue evenly on the five working days.
        let mut left = Hours::from_hundredths(week.saturating_mul(days) / 5);
        let mut items = Vec::new();
        for duty in &self.plan.must_do {
            items.extend(self.begin_duty(duty, &mut left));
        }
        for module in self.plan.modules.iter().filter(|it| it.start <= Calendar::after(from, 6)) {
            items.extend(self.begin(module, &mut left));
        }
        if items.is_empty() { self.starts_later() } else { items }
    }

    fn begin_duty(self, duty: &MustDo, left: &mut Hours) -> Option<String> {
        let spent = spend(left, duty.hours)?;
        let title = self.module(&duty.module);
        let is_whole = spent == duty.hours;
        Some(if is_whole {
            format!("{spent} h {title}")
        } else {
            format!("start {title} ({spent} h)")
        })
    }

    fn begin(self, module: &Module, left: &mut Hours) -> Option<String> {
        let spent = spend(left, module.hours)?;
        let verb = match module.state {
            State::Started => "go on with",
            _ if spent == module.hours => "do",
            _ => "start",
        };
        Some(format!("{verb} {} ({spent} h)", self.module(&module.module)))
    }

    fn assess_this_week(self) -> Vec<String> {
        let names = self.competencies(self.plan.assess.iter().map(|it| &it.competency));
        let verb = match self.audience {
            Audience::Learner => "ask to be assessed in",
            Audience::Manager | Audience::Admin => "arrange the assessment of",
        };
        let text = || format!("{verb} {}", words::and_at_most(&names, NAMES));
        if names.is_empty() { Vec::new() } else { vec![text()] }
    }

    fn week_away(self) -> Vec<String> {
        let Some((_, last)) = self.plan.person.away else { return self.starts_later() };
        let mut items = vec![format!("away until {}", self.calendar.day(last))];
        items.extend(self.starts_later());
        items
    }

    fn starts_later(self) -> Vec<String> {
        let first = self.plan.modules.first();
        let text = |it: &Module| {
            format!(
                "{} starts in the week of {}",
                self.module(&it.module),
                self.calendar.day(it.start)
            )
        };
        first.map(text).into_iter().collect()
    }
}

/// Readiness once every proof is accepted; learning lowers nothing.
fn after(it: &Readiness) -> (u8, u8) {
    (it.after.max(it.now), it.after_high.max(it.now_high))
}

/// Takes hours from what is left; returns how many, unless none.
fn spend(left: &mut Hours, wanted: Hours) -> Option<Hours> {
    let spent = wanted.min(*left);
    *left = Hours::from_hundredths(left.hundredths().saturating_sub(spent.hundredths()));
    (spent > Hours::ZERO).then_some(spent)
}

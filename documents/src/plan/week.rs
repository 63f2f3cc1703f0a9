//! What happens in the first week?

use jiff::ToSpan as _;
use jiff::civil::{Date, Weekday};
use waypath_engine::plan::{Outcome, State};
use waypath_engine::quantity::Hours;
use waypath_engine::wire::{Module, MustDo};

use super::writer::PlanWriter;

/// How many names a sentence lists before it counts the rest.
const NAMES: usize = 3;

impl PlanWriter<'_> {
    /// What the first week holds: duties first, then the modules that start.
    pub(super) fn this_week(self) -> Vec<String> {
        let from = self.plan.horizon.from;
        if matches!(self.plan.outcome, Outcome::AssessFirst | Outcome::Away) {
            return self.assess_this_week();
        }
        let days = working_days(from, self.plan.person.away);
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
        let starting = self.plan.modules.iter().filter(|module| module.start <= after(from, 6));
        for module in starting {
            items.extend(self.begin(module, &mut left));
        }
        if items.is_empty() { self.starts_later() } else { items }
    }

    fn begin_duty(self, duty: &MustDo, left: &mut Hours) -> Option<String> {
        let spent = spend(left, duty.hours)?;
        let id = if spent == duty.hours { "plan-week-duty" } else { "plan-week-start" };
        Some(self.with_hours(id, self.labels.module_title(&duty.module), spent))
    }

    fn begin(self, module: &Module, left: &mut Hours) -> Option<String> {
        let spent = spend(left, module.hours)?;
        let id = match module.state {
            State::Started => "plan-week-go-on",
            _ if spent == module.hours => "plan-week-do",
            _ => "plan-week-start",
        };
        Some(self.with_hours(id, self.labels.module_title(&module.module), spent))
    }

    fn assess_this_week(self) -> Vec<String> {
        let names = self.competencies(self.plan.assess.iter().map(|assess| &assess.competency));
        if names.is_empty() {
            return Vec::new();
        }
        let names = self.language.and_at_most(&names, NAMES);
        vec![self.with("plan-week-assess", &[self.reader(), ("skills", names.into())])]
    }

    fn week_away(self) -> Vec<String> {
        let Some((_, last)) = self.plan.person.away else { return self.starts_later() };
        let day = self.calendar.day(last);
        let mut items = vec![self.with("plan-week-away", &[("day", day.into())])];
        items.extend(self.starts_later());
        items
    }

    fn starts_later(self) -> Vec<String> {
        let text = |module: &Module| {
            let title = self.labels.module_title(&module.module);
            let day = self.calendar.day(module.start);
            self.with("plan-week-later", &[("module", title.into()), ("day", day.into())])
        };
        self.plan.modules.first().map(text).into_iter().collect()
    }
}

/// The day so many days after another, at most the last date there is.
pub(super) fn after(date: Date, days: i32) -> Date {
    date.saturating_add(days.days())
}

/// The first working day after another day.
pub(super) fn working_day_after(date: Date) -> Date {
    // A weekend has two days, so the third day is the latest.
    let mut days = (1..=3).map(|days| after(date, days));
    days.find(|day| is_weekday(*day)).unwrap_or(date)
}

/// How many of the five working days of the first week somebody is there.
fn working_days(from: Date, away: Option<(Date, Date)>) -> u32 {
    let days = (0..7).map(|days| after(from, days));
    let is_away = |day: Date| away.is_some_and(|(first, last)| first <= day && day <= last);
    let there = days.filter(|day| is_weekday(*day) && !is_away(*day));
    u32::try_from(there.count()).unwrap_or_default()
}

fn is_weekday(date: Date) -> bool {
    !matches!(date.weekday(), Weekday::Saturday | Weekday::Sunday)
}

/// Takes hours from what is left; says how many, unless none.
fn spend(left: &mut Hours, wanted: Hours) -> Option<Hours> {
    let spent = wanted.min(*left);
    *left = Hours::from_hundredths(left.hundredths().saturating_sub(spent.hundredths()));
    (spent > Hours::ZERO).then_some(spent)
}

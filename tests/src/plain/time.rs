//! When is there time to learn?

use jiff::ToSpan as _;
use jiff::civil::{Date, Weekday};

use crate::generate::Case;

/// The days there are to learn.
#[derive(Clone, Debug)]
pub struct Calendar {
    pub(super) from: Date,
    pub(super) days: i64,
    pub(super) hours_per_week: i64,
    pub(super) away: Option<(i64, i64)>,
}

impl Calendar {
    pub(super) fn new(case: &Case) -> Self {
        let persona = case.persona.as_ref();
        let usual = persona
            .and_then(|persona| persona.hours_per_week)
            .or(case.settings.hours_per_week)
            .unwrap_or(200);
        let weeks =
            persona.and_then(|persona| persona.horizon).or(case.settings.horizon).unwrap_or(12);
        let fte = case.person.fte;
        let stretched = (weeks * 100 + fte - 1) / fte;
        Self {
            from: case.as_of,
            days: 7 * stretched.min(26).max(weeks),
            hours_per_week: case.person.hours_per_week.unwrap_or(usual * fte / 100),
            away: case.person.away,
        }
    }

    pub(super) fn is_learning_day(&self, day: i64) -> bool {
        let date = self.from.checked_add(day.days()).unwrap();
        let is_weekend = matches!(date.weekday(), Weekday::Saturday | Weekday::Sunday);
        !is_weekend && self.away.is_none_or(|(from, to)| day < from || day > to)
    }

    pub(super) fn learning_days(&self) -> i64 {
        i64::try_from((0..self.days).filter(|day| self.is_learning_day(*day)).count()).unwrap()
    }

    pub(super) fn is_away(&self) -> bool {
        self.learning_days() == 0
    }

    /// The last day of the horizon.
    pub(super) fn until(&self) -> Date {
        self.from.checked_add((self.days - 1).days()).unwrap()
    }

    /// The last day of the week in which so many hours have accrued; `None` where
    /// there are none ever.
    pub fn finish(&self, hours: i64) -> Option<Date> {
        let mut days = 0;
        let mut learned = 0;
        if self.hours_per_week == 0 && hours > 0 {
            return None;
        }
        while self.hours_per_week * learned < hours * 5 {
            learned += i64::from(self.is_learning_day(days));
            days += 1;
        }
        let week = (days - 1).max(0) / 7;
        Some(self.from.checked_add((week * 7 + 6).days()).unwrap())
    }
}

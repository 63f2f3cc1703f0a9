//! When is there time to learn?
//!
//! Hours accrue evenly on weekdays on which the person is not away. Weeks run
//! from the plan's date.

use jiff::ToSpan as _;
use jiff::civil::{Date, Weekday};

use crate::person::{AsOf, Person};
use crate::quantity::Hours;

/// How far past the horizon modules that are already agreed may reach, in days.
const FURTHEST: u32 = 3_660;

/// The days a plan looks ahead, and the hours in them.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Calendar {
    /// The first day.
    pub from: Date,
    /// The last day.
    pub until: Date,
    /// The number of weeks.
    pub weeks: u32,
    /// Hours of learning a week.
    pub hours_per_week: Hours,
    /// All hours of learning in it.
    pub hours: Hours,
    /// Whether the person is away on every weekday of it.
    pub is_away: bool,
    away: Option<(Date, Date)>,
}

impl Calendar {
    /// Returns the calendar of a person from a date on.
    pub fn new(person: &Person, as_of: AsOf, weeks: u32, hours_per_week: Hours) -> Self {
        let days = weeks.saturating_mul(7);
        let mut calendar = Self {
            from: as_of,
            until: day(as_of, days.saturating_sub(1)),
            weeks,
            hours_per_week,
            hours: Hours::ZERO,
            is_away: false,
            away: person.away,
        };
        let learning_days = calendar.learning_days(days);
        calendar.hours = calendar.accrued(learning_days);
        calendar.is_away = learning_days == 0 && days > 0 && person.away.is_some();
        calendar
    }

    /// The absence, where it touches the horizon.
    pub fn absence(&self) -> Option<(Date, Date)> {
        self.away.filter(|(from, to)| *from <= self.until && *to >= self.from)
    }

    /// The first day of the week that holds the hour after `before`, and the last
    /// day of the week in which `used` hours are reached. What takes no time
    /// begins in the week in which it is done.
    pub fn span_of(&self, before: Hours, used: Hours) -> (Date, Date) {
        let last = self.week_in_which(|accrued| accrued >= used);
        let first = self.week_in_which(|accrued| accrued > before).min(last);
        let day_of =
            |week: u32, number: u32| day(self.from, week.saturating_mul(7).saturating_add(number));
        (day_of(first, 0), day_of(last, 6))
    }

    /// The weekly 1:1s: from a week after the plan's date to the end of the
    /// horizon, but for days on which the person is away.
    pub fn one_to_ones(&self) -> Vec<Date> {
        let dates = (1..=self.weeks).map(|week| day(self.from, week.saturating_mul(7)));
        dates.filter(|it| *it <= self.until && !self.is_away_on(*it)).collect()
    }

    fn is_away_on(&self, date: Date) -> bool {
        self.away.is_some_and(|(from, to)| from <= date && date <= to)
    }

    fn is_learning_day(&self, date: Date) -> bool {
        !matches!(date.weekday(), Weekday::Saturday | Weekday::Sunday) && !self.is_away_on(date)
    }

    fn learning_days(&self, days: u32) -> u32 {
        let learning = (0..days).filter(|it| self.is_learning_day(day(self.from, *it)));
        u32::try_from(learning.count()).unwrap_or(u32::MAX)
    }

    fn accrued(&self, learning_days: u32) -> Hours {
        let hundredths = u64::from(self.hours_per_week.hundredths())
            .saturating_mul(u64::from(learning_days))
            / 5;
        Hours::from_hundredths(u32::try_from(hundredths).unwrap_or(u32::MAX))
    }

    /// The first week, from 0, in which the hours accrued satisfy a wish; the
    /// last of the horizon where none does within ten years.
    fn week_in_which(&self, is_enough: impl Fn(Hours) -> bool) -> u32 {
        let mut learning_days: u32 = 0;
        if is_enough(Hours::ZERO) {
            return 0;
        }
        for number in 0..FURTHEST {
            if self.is_learning_day(day(self.from, number)) {
                learning_days = learning_days.saturating_add(1);
            }
            if is_enough(self.accrued(learning_days)) {
                return number / 7;
            }
        }
        self.weeks.saturating_sub(1)
    }
}

fn day(from: Date, days: u32) -> Date {
    from.saturating_add(i32::try_from(days).unwrap_or(i32::MAX / 2).days())
}

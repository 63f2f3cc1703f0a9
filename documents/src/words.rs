//! How are dates, numbers and lists written?

use jiff::ToSpan as _;
use jiff::civil::{Date, Weekday};

/// Which signs a format can show.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Signs {
    /// Hyphens and arrows out of keyboard characters.
    Plain,
    /// En dashes and arrows.
    Typeset,
}

impl Signs {
    /// The sign between the ends of a range.
    pub(crate) fn dash(self) -> &'static str {
        match self {
            Self::Plain => "-",
            Self::Typeset => "–",
        }
    }

    /// The sign from a state to the next.
    pub(crate) fn arrow(self) -> &'static str {
        match self {
            Self::Plain => "->",
            Self::Typeset => "→",
        }
    }

    /// The sign from a level to the next.
    pub(crate) fn step(self) -> &'static str {
        match self {
            Self::Plain => ">",
            Self::Typeset => "→",
        }
    }
}

/// Writes dates as seen from one day: the year only where it is another.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Calendar {
    today: Date,
    signs: Signs,
}

impl Calendar {
    pub(crate) fn new(today: Date, signs: Signs) -> Self {
        Self { today, signs }
    }

    /// `12 Jan`, with the year where it is not this one.
    pub(crate) fn day(self, date: Date) -> String {
        if self.today.year() == date.year() { short(date) } else { long(date) }
    }

    /// `Mon 12 Jan`.
    pub(crate) fn weekday(self, date: Date) -> String {
        format!("{} {}", weekday(date), self.day(date))
    }

    /// `Jan 2027`.
    pub(crate) fn month(date: Date) -> String {
        format!("{} {}", month(date), date.year())
    }

    /// `12 Jan - 5 Apr 2026`: the year stands once where it is the same.
    pub(crate) fn period(self, from: Date, until: Date) -> String {
        let dash = self.signs.dash();
        let first = if from.year() == until.year() { short(from) } else { long(from) };
        format!("{first} {dash} {}", long(until))
    }

    /// `16-20 Feb`, `28 Feb - 3 Mar`.
    pub(crate) fn days(self, from: Date, until: Date) -> String {
        let dash = self.signs.dash();
        if from == until {
            self.day(from)
        } else if (from.year(), from.month()) == (until.year(), until.month()) {
            format!("{}{dash}{}", from.day(), self.day(until))
        } else {
            format!("{} {dash} {}", self.day(from), self.day(until))
        }
    }

    /// The day so many days after another, at most the last date there is.
    pub(crate) fn after(date: Date, days: i32) -> Date {
        date.saturating_add(days.days())
    }

    /// The first working day after another day.
    pub(crate) fn working_day_after(date: Date) -> Date {
        let mut days = (1..=3).map(|days| Self::after(date, days));
        days.find(|day| is_weekday(*day)).unwrap_or(date)
    }

    /// How many of the five working days of the first week somebody is there.
    pub(crate) fn working_days(from: Date, away: Option<(Date, Date)>) -> u32 {
        let days = (0..7).map(|days| Self::after(from, days));
        let is_away = |day: Date| away.is_some_and(|(first, last)| first <= day && day <= last);
        let there = days.filter(|day| is_weekday(*day) && !is_away(*day));
        u32::try_from(there.count()).unwrap_or_default()
    }
}

fn short(date: Date) -> String {
    format!("{} {}", date.day(), month(date))
}

fn long(date: Date) -> String {
    format!("{} {}", short(date), date.year())
}

fn month(date: Date) -> &'static str {
    const NAMES: [&str; 12] =
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    usize::try_from(date.month().saturating_sub(1)).ok().and_then(|it| NAMES.get(it)).unwrap_or(&"")
}

fn weekday(date: Date) -> &'static str {
    match date.weekday() {
        Weekday::Monday => "Mon",
        Weekday::Tuesday => "Tue",
        Weekday::Wednesday => "Wed",
        Weekday::Thursday => "Thu",
        Weekday::Friday => "Fri",
        Weekday::Saturday => "Sat",
        Weekday::Sunday => "Sun",
    }
}

fn is_weekday(date: Date) -> bool {
    !matches!(date.weekday(), Weekday::Saturday | Weekday::Sunday)
}

/// Whole hundredths as people write them: `2`, `2.5`.
pub(crate) fn decimal(hundredths: i64) -> String {
    let sign = if hundredths < 0 { "-" } else { "" };
    let size = hundredths.unsigned_abs();
    let part = format!("{:02}", size % 100);
    match part.trim_end_matches('0') {
        "" => format!("{sign}{}", size / 100),
        part => format!("{sign}{}.{part}", size / 100),
    }
}

/// `1 week`, `3 weeks`.
pub(crate) fn counted(number: i64, noun: &str) -> String {
    let ending = if number == 1 { "" } else { "s" };
    format!("{number} {noun}{ending}")
}

/// `1 point less`, `0.5 points less`, `no points less`.
pub(crate) fn points_less(hundredths: i64) -> String {
    match hundredths {
        0 => "as good".to_owned(),
        100 => "1 point less".to_owned(),
        it if it < 0 => format!("{} points more", decimal(it.saturating_neg())),
        it => format!("{} points less", decimal(it)),
    }
}

/// `51-55 %`, `62 %`.
pub(crate) fn percent(low: u8, high: u8, signs: Signs) -> String {
    if low == high {
        format!("{low}\u{a0}%")
    } else {
        format!("{low}{}{high}\u{a0}%", signs.dash())
    }
}

/// `a`, `a and b`, `a, b and c`.
pub(crate) fn and(items: &[String]) -> String {
    match items {
        [] => String::new(),
        [one] => one.clone(),
        [init @ .., last] => format!("{} and {last}", init.join(", ")),
    }
}

/// As [`and`], at most `most` of them: `a, b and 3 more`.
pub(crate) fn and_at_most(items: &[String], most: usize) -> String {
    let rest = items.len().saturating_sub(most);
    if rest == 0 {
        return and(items);
    }
    let mut shown: Vec<String> = items.iter().take(most).cloned().collect();
    shown.push(format!("{rest} more"));
    and(&shown)
}

/// The text with its first letter large.
pub(crate) fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |it| it.to_uppercase().chain(chars).collect())
}

/// The text with a full stop, unless it ends a sentence already.
pub(crate) fn sentence(text: &str) -> String {
    let text = text.trim_end();
    if text.is_empty() || text.ends_with(['.', '!', '?', ':']) {
        text.to_owned()
    } else {
        format!("{text}.")
    }
}

/// The text on one line, without signs that steer a terminal or turn text round.
pub(crate) fn tidy(text: &str) -> String {
    let steers =
        |it: char| matches!(it, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}');
    let spaced =
        |it: char| if it.is_control() || it == '\u{2028}' || it == '\u{2029}' { ' ' } else { it };
    text.chars().filter(|it| !steers(*it)).map(spaced).collect()
}

/// Writes a number with its noun: `1 file`, `2 files`.
pub fn counted_noun(number: usize, noun: &str) -> String {
    let plural = match noun.strip_suffix('y') {
        _ if number == 1 => noun.to_owned(),
        Some(stem) => format!("{stem}ies"),
        None if noun == "person" => "people".to_owned(),
        None => format!("{noun}s"),
    };
    format!("{number} {plural}")
}

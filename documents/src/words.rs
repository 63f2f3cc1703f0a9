//! How are dates, numbers and lists written?

use jiff::ToSpan as _;
use jiff::civil::{Date, Weekday};
use waypath_engine::wire::Decimal;

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
    today: Option<Date>,
    signs: Signs,
}

impl Calendar {
    pub(crate) fn new(today: &str, signs: Signs) -> Self {
        Self { today: parse(today), signs }
    }

    /// `12 Jan`, with the year where it is not this one.
    pub(crate) fn day(self, iso: &str) -> String {
        let Some(date) = parse(iso) else { return iso.to_owned() };
        match self.today {
            Some(today) if today.year() == date.year() => short(date),
            _ => long(date),
        }
    }

    /// `Mon 12 Jan`.
    pub(crate) fn weekday(self, iso: &str) -> String {
        match parse(iso) {
            Some(date) => format!("{} {}", weekday(date), self.day(iso)),
            None => iso.to_owned(),
        }
    }

    /// `Jan 2027`.
    pub(crate) fn month(iso: &str) -> String {
        parse(iso).map_or_else(|| iso.to_owned(), |it| format!("{} {}", month(it), it.year()))
    }

    /// `12 Jan - 5 Apr 2026`: the year stands once where it is the same.
    pub(crate) fn period(self, from: &str, until: &str) -> String {
        let dash = self.signs.dash();
        match (parse(from), parse(until)) {
            (Some(a), Some(b)) if a.year() == b.year() => {
                format!("{} {dash} {}", short(a), long(b))
            }
            (Some(a), Some(b)) => format!("{} {dash} {}", long(a), long(b)),
            _ => format!("{from} {dash} {until}"),
        }
    }

    /// `16-20 Feb`, `28 Feb - 3 Mar`.
    pub(crate) fn days(self, from: &str, until: &str) -> String {
        let dash = self.signs.dash();
        match (parse(from), parse(until)) {
            (Some(a), Some(b)) if a == b => self.day(from),
            (Some(a), Some(b)) if (a.year(), a.month()) == (b.year(), b.month()) => {
                format!("{}{dash}{}", a.day(), self.day(until))
            }
            _ => format!("{} {dash} {}", self.day(from), self.day(until)),
        }
    }

    /// The day so many days after another, in ISO form.
    pub(crate) fn after(iso: &str, days: i32) -> String {
        parse(iso)
            .and_then(|it| it.checked_add(days.days()).ok())
            .map_or_else(|| iso.to_owned(), |it| it.to_string())
    }

    /// The first working day after another day, in ISO form.
    pub(crate) fn working_day_after(iso: &str) -> String {
        let mut days = (1..=3).map(|it| Self::after(iso, it));
        let day = days.find(|it| parse(it).is_some_and(is_weekday));
        day.unwrap_or_else(|| iso.to_owned())
    }

    /// How many of the five working days of the first week somebody is there.
    pub(crate) fn working_days(from: &str, away: Option<&(String, String)>) -> i64 {
        let days = (0..7).map(|it| Self::after(from, it));
        let there = days.filter(|day| {
            let is_away = away.is_some_and(|(a, b)| day >= a && day <= b);
            !is_away && parse(day).is_some_and(is_weekday)
        });
        i64::try_from(there.count()).unwrap_or_default()
    }
}

fn parse(iso: &str) -> Option<Date> {
    iso.parse().ok()
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

/// A decimal in whole hundredths.
pub(crate) fn hundredths(number: Decimal) -> i64 {
    hundredths_of(&number.display())
}

/// A number such as `1.5` in whole hundredths; zero where it is none.
pub(crate) fn hundredths_of(text: &str) -> i64 {
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    let digits: String = part.chars().chain("00".chars()).take(2).collect();
    format!("{whole}{digits}").parse().unwrap_or_default()
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

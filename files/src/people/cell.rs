//! What does a cell of a people file say?

use jiff::civil::Date;
use waypath_engine::quantity::Hours;

use crate::table::cell::{Wrong, quote};

/// The most hours a week anyone can learn.
const MOST_HOURS: Hours = Hours::from_hundredths(6_000);
/// The years a date may lie in; others are slips of the keyboard.
const YEARS: std::ops::RangeInclusive<i16> = 1900..=2199;

/// Reads a date such as `2026-01-31`.
pub(super) fn date(text: &str) -> Result<Date, Wrong> {
    let wrong = |help: String| Wrong::new(format!("{} is not a date", quote(text)), help);
    if !is_iso(text) {
        return Err(wrong(date_help(text)));
    }
    let date: Date = text
        .parse()
        .map_err(|_| wrong("there is no such day; write year-month-day: `2026-01-31`".into()))?;
    if YEARS.contains(&date.year()) {
        Ok(date)
    } else {
        Err(wrong(format!("write a year from {} to {}", YEARS.start(), YEARS.end())))
    }
}

fn is_iso(text: &str) -> bool {
    let fits = |(at, byte): (usize, u8)| {
        if matches!(at, 4 | 7) { byte == b'-' } else { byte.is_ascii_digit() }
    };
    text.len() == 10 && text.bytes().enumerate().all(fits)
}

fn date_help(text: &str) -> String {
    const GENERAL: &str = "write year-month-day: `2026-01-31`";
    if text.len() == 5 && text.bytes().all(|byte| byte.is_ascii_digit()) {
        return format!(
            "{GENERAL}; this is how a spreadsheet counts days, so give the column the format of a date"
        );
    }
    let parts: Vec<&str> = text.split(['/', '.', '-']).collect();
    let [first, second, year] = parts.as_slice() else { return GENERAL.to_owned() };
    let two = |part: &str| part.parse::<u8>().ok().filter(|number| (1..=31).contains(number));
    match (two(first), two(second), year.len()) {
        (Some(a), Some(b), 4) if a != b && a <= 12 && b <= 12 => format!(
            "write year-month-day: `{year}-{a:02}-{b:02}` or `{year}-{b:02}-{a:02}`, whichever is meant"
        ),
        (Some(day), Some(month), 4) if month <= 12 => {
            format!("write year-month-day: `{year}-{month:02}-{day:02}`")
        }
        (Some(month), Some(day), 4) if month <= 12 => {
            format!("write year-month-day: `{year}-{month:02}-{day:02}`")
        }
        _ => GENERAL.to_owned(),
    }
}

/// Reads the share of full time, in hundredths from 1 to 100.
pub(super) fn fte(text: &str) -> Result<u32, Wrong> {
    let share = match text.strip_suffix('%') {
        Some(percent) => percent.trim_end().parse::<u32>().ok(),
        None => text.parse::<Hours>().ok().map(Hours::hundredths),
    };
    share.filter(|percent| (1..=100).contains(percent)).ok_or_else(|| {
        Wrong::new(
            format!("{} is not a share of full time", quote(text)),
            "write a number up to 1 such as `0.5`, or a percentage such as `50%`",
        )
    })
}

/// Reads hours a week.
pub(super) fn hours_per_week(text: &str) -> Result<Hours, Wrong> {
    let hours = text.parse::<Hours>().ok().filter(|hours| *hours <= MOST_HOURS);
    hours.ok_or_else(|| {
        Wrong::new(
            format!("{} is not a number of hours a week", quote(text)),
            format!("write a number from 0 to {MOST_HOURS} with a point, such as `2` or `2.5`"),
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_is_written_year_month_day() {
        assert_eq!(date("2026-01-31").unwrap(), jiff::civil::date(2026, 1, 31));
        for bad in ["2026-02-30", "20260131", "2026-1-31", "0206-01-31", "2026-01-31T00:00", ""] {
            assert!(date(bad).is_err(), "`{bad}` was accepted");
        }
    }

    #[test]
    fn a_date_written_otherwise_is_answered_with_what_it_may_mean() {
        let help = |text| date(text).unwrap_err().help;
        assert!(help("12/01/2026").contains("`2026-12-01` or `2026-01-12`"));
        assert!(help("31.01.2026").ends_with("`2026-01-31`"));
        assert!(help("1/31/2026").ends_with("`2026-01-31`"));
        assert!(help("46034").contains("spreadsheet"));
        assert!(help("soon").ends_with("`2026-01-31`"));
    }

    #[test]
    fn a_share_of_full_time_is_a_number_or_a_percentage() {
        for (text, share) in [("1", 100), ("0.5", 50), ("80%", 80), ("80 %", 80), ("0.01", 1)] {
            assert_eq!(fte(text), Ok(share), "{text}");
        }
        for bad in ["0", "0%", "1.01", "120%", "0,5", "80", "-1", "62.5%", "half"] {
            assert!(fte(bad).is_err(), "`{bad}` was accepted");
        }
    }

    #[test]
    fn nobody_learns_more_than_sixty_hours_a_week() {
        assert!(hours_per_week("0").is_ok() && hours_per_week("60").is_ok());
        for bad in ["60.01", "-1", "2,5", "two"] {
            assert!(hours_per_week(bad).is_err(), "`{bad}` was accepted");
        }
    }
}

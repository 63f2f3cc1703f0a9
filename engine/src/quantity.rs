//! How long does it take, and what does it cost?
//!
//! Hours and percentages are whole hundredths and money is whole cents, so that
//! every sum is exact. A [`Span`] keeps the author's unit: twelve months are not
//! 360 days.

use std::fmt;
use std::iter::Sum;
use std::ops::{Add, RangeInclusive, Sub};
use std::str::FromStr;

use jiff::ToSpan as _;
use jiff::civil::Date;
use thiserror::Error;

use crate::level::{hundredths, write_hundredths};

/// Why a text is not a quantity.
#[derive(Clone, Debug, Eq, Error, PartialEq)]
#[error("`{text}` is not {expected}")]
pub struct InvalidQuantity {
    text: String,
    expected: &'static str,
}

/// Hours of learning, in whole hundredths.
///
/// Sums and products stay between [`Hours::ZERO`] and [`Hours::MOST`], which no answer
/// reaches: it stands for "too long to count".
#[derive(Clone, Copy, Debug, Default, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct Hours(u32);

impl Hours {
    /// No hours.
    pub const ZERO: Self = Self(0);

    /// More hours than anything takes.
    pub const MOST: Self = Self(u32::MAX);

    /// Returns hours of so many hundredths.
    pub const fn from_hundredths(hundredths: u32) -> Self {
        Self(hundredths)
    }

    /// The hours in hundredths.
    pub const fn hundredths(self) -> u32 {
        self.0
    }

    /// These hours, so many times.
    #[must_use]
    pub const fn times(self, number: u32) -> Self {
        Self(self.0.saturating_mul(number))
    }
}

impl FromStr for Hours {
    type Err = InvalidQuantity;

    fn from_str(text: &str) -> Result<Self, InvalidQuantity> {
        let expected =
            "a number of hours: write a number with at most two decimals, such as 4 or 0.5";
        hundredths(text)
            .and_then(|number| u32::try_from(number).ok())
            .filter(|count| *count <= 1_000_000)
            .map(Self)
            .ok_or_else(|| InvalidQuantity { text: text.to_owned(), expected })
    }
}

impl fmt::Display for Hours {
    /// Writes `4`, `0.5` or `1.25`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_hundredths(f, u64::from(self.0))
    }
}

impl Add for Hours {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

impl Sub for Hours {
    type Output = Self;
    /// Never goes below zero.
    fn sub(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }
}

impl Sum for Hours {
    fn sum<T: Iterator<Item = Self>>(hours: T) -> Self {
        hours.fold(Self::ZERO, Add::add)
    }
}

/// A number a KPI system reports, in whole ten-thousandths; may be negative.
#[derive(Clone, Copy, Debug, Default, Eq, Ord, PartialEq, PartialOrd)]
pub struct Amount(i64);

impl Amount {
    /// Returns an amount of so many ten-thousandths.
    pub const fn from_ten_thousandths(parts: i64) -> Self {
        Self(parts)
    }

    /// The amount in ten-thousandths.
    pub const fn ten_thousandths(self) -> i64 {
        self.0
    }
}

impl FromStr for Amount {
    type Err = InvalidQuantity;

    fn from_str(text: &str) -> Result<Self, InvalidQuantity> {
        let error = || InvalidQuantity {
            text: text.to_owned(),
            expected: "a number: write digits with at most four decimals and a point, such as 62 or -0.5",
        };
        let (sign, digits) = text.strip_prefix('-').map_or((1, text), |rest| (-1, rest));
        let (whole, decimals) = digits.split_once('.').unwrap_or((digits, "0"));
        let is_digits = |text: &str| !text.is_empty() && text.bytes().all(|c| c.is_ascii_digit());
        if !is_digits(whole) || !is_digits(decimals) || decimals.len() > 4 {
            return Err(error());
        }
        format!("{whole}{decimals:0<4}")
            .parse::<i64>()
            .ok()
            .and_then(|number| number.checked_mul(sign))
            .map(Self)
            .ok_or_else(error)
    }
}

impl fmt::Display for Amount {
    /// Writes `62`, `0.5` or `-1.25`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let parts = self.0.unsigned_abs();
        let decimals = format!("{:04}", parts % 10_000);
        let decimals = decimals.trim_end_matches('0');
        let point = if decimals.is_empty() { "" } else { "." };
        write!(f, "{sign}{}{point}{decimals}", parts / 10_000)
    }
}

/// A length of calendar time, in the unit its author chose.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Span {
    /// So many days.
    Days(u16),
    /// So many weeks.
    Weeks(u16),
    /// So many calendar months.
    Months(u16),
}

impl Span {
    /// Returns the date this long after `date`, at most the last date there is.
    ///
    /// A month after 31 January is the last day of February.
    pub fn after(self, date: Date) -> Date {
        date.saturating_add(self.to_jiff())
    }

    /// Returns the date this long before `date`, at least the first date there is.
    pub fn before(self, date: Date) -> Date {
        date.saturating_sub(self.to_jiff())
    }

    /// The whole weeks of this span, rounded up; a month counts as 52/12 weeks.
    pub fn weeks(self) -> u32 {
        match self {
            Self::Days(days) => u32::from(days).div_ceil(7),
            Self::Weeks(weeks) => u32::from(weeks),
            Self::Months(months) => u32::from(months).saturating_mul(52).div_ceil(12),
        }
    }

    fn to_jiff(self) -> jiff::Span {
        match self {
            Self::Days(days) => i32::from(days).days(),
            Self::Weeks(weeks) => i32::from(weeks).weeks(),
            Self::Months(months) => i32::from(months).months(),
        }
    }
}

impl FromStr for Span {
    type Err = InvalidQuantity;

    fn from_str(text: &str) -> Result<Self, InvalidQuantity> {
        let error = || InvalidQuantity {
            text: text.to_owned(),
            expected: "a length of time: write `30 days`, `12 weeks` or `12 months`",
        };
        let (number, unit) = text.trim().split_once(' ').ok_or_else(error)?;
        let number: u16 = number.parse().map_err(|_| error())?;
        if number == 0 || number > 1_200 {
            return Err(error());
        }
        match unit.trim() {
            "day" | "days" => Ok(Self::Days(number)),
            "week" | "weeks" => Ok(Self::Weeks(number)),
            "month" | "months" => Ok(Self::Months(number)),
            _ => Err(error()),
        }
    }
}

impl fmt::Display for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (number, unit) = match self {
            Self::Days(number) => (number, "day"),
            Self::Weeks(number) => (number, "week"),
            Self::Months(number) => (number, "month"),
        };
        write!(f, "{number} {unit}{}", if *number == 1 { "" } else { "s" })
    }
}

/// An amount of money, in whole cents of a currency.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Money {
    /// The amount in cents.
    pub cents: u64,
    /// The currency, three capital letters (ISO 4217), such as `EUR`.
    pub currency: Box<str>,
}

impl FromStr for Money {
    type Err = InvalidQuantity;

    fn from_str(text: &str) -> Result<Self, InvalidQuantity> {
        let error = || InvalidQuantity {
            text: text.to_owned(),
            expected: "an amount of money: write `120 EUR` or `9.50 GBP`",
        };
        let (amount, currency) = text.trim().split_once(' ').ok_or_else(error)?;
        let is_currency = currency.len() == 3 && currency.bytes().all(|c| c.is_ascii_uppercase());
        match hundredths(amount) {
            Some(cents) if is_currency => Ok(Self { cents, currency: currency.into() }),
            _ => Err(error()),
        }
    }
}

impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_hundredths(f, self.cents)?;
        write!(f, " {}", self.currency)
    }
}

/// How many modules a plan holds.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct PlanSize {
    // INVARIANT: 3 <= fewest <= most <= 5.
    fewest: usize,
    most: usize,
}

impl PlanSize {
    /// What a plan holds where nobody narrows it: 3 to 5 modules.
    pub const WIDEST: Self = Self { fewest: 3, most: 5 };

    /// Returns a size within 3 to 5, or `None` for any other.
    pub fn new(fewest: usize, most: usize) -> Option<Self> {
        let widest = Self::WIDEST.range();
        let is_within = widest.contains(&fewest) && widest.contains(&most) && fewest <= most;
        is_within.then_some(Self { fewest, most })
    }

    /// From the fewest to the most modules.
    pub fn range(self) -> RangeInclusive<usize> {
        self.fewest..=self.most
    }
}

impl FromStr for PlanSize {
    type Err = InvalidQuantity;

    fn from_str(text: &str) -> Result<Self, InvalidQuantity> {
        let expected = "a number of modules: write `3..5`; it may be narrower, never wider";
        text.split_once("..")
            .and_then(|(low, high)| Self::new(low.trim().parse().ok()?, high.trim().parse().ok()?))
            .ok_or_else(|| InvalidQuantity { text: text.to_owned(), expected })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_after_the_last_of_january_is_the_last_of_february() {
        let date = jiff::civil::date(2026, 1, 31);
        assert_eq!(Span::Months(1).after(date), jiff::civil::date(2026, 2, 28));
    }

    #[test]
    fn quantities_read_as_they_are_written() {
        for text in ["30 days", "1 day", "12 weeks", "12 months"] {
            assert_eq!(text.parse::<Span>().unwrap().to_string(), text);
        }
        for text in ["4", "0.5", "1.25"] {
            assert_eq!(text.parse::<Hours>().unwrap().to_string(), text);
        }
        for text in ["120 EUR", "9.5 GBP"] {
            assert_eq!(text.parse::<Money>().unwrap().to_string(), text);
        }
        for text in ["62", "0.5", "-1.25", "0.0001", "0"] {
            assert_eq!(text.parse::<Amount>().unwrap().to_string(), text);
        }
        for bad in ["", "-", "1.", "1.00001", "1e3", "62%", "99999999999999999999"] {
            assert!(bad.parse::<Amount>().is_err(), "`{bad}` was accepted");
        }
        for bad in ["30", "30days", "0 days", "-1 days", "1 year", "99999 days", ""] {
            assert!(bad.parse::<Span>().is_err(), "`{bad}` was accepted");
        }
        for bad in ["120", "EUR 120", "120 eur", "120 €", "-1 EUR"] {
            assert!(bad.parse::<Money>().is_err(), "`{bad}` was accepted");
        }
    }
}

//! How well does a person command a competency, and how much is missing?
//!
//! Levels are whole hundredths, points are whole numbers of a unit that is
//! chosen once per person so that every weight is exact. Only [`Unit`] turns
//! points into what people see, and only it rounds.

use std::fmt;
use std::iter::Sum;
use std::num::NonZeroU16;
use std::ops::{Add, Neg, Sub};
use std::str::FromStr;

use thiserror::Error;

/// A point on a scale, in whole hundredths: 0.00 to 655.35.
#[derive(Clone, Copy, Debug, Default, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct Level(u16);

/// Why a text is not a level.
#[derive(Clone, Debug, Eq, Error, PartialEq)]
#[error(
    "`{text}` is not a level: write a number from 0 with at most two decimals, such as 2 or 2.5"
)]
pub struct InvalidLevel {
    text: String,
}

impl Level {
    /// The level of someone who has not started.
    pub const ZERO: Self = Self(0);

    /// Returns the level of a number of hundredths.
    pub const fn from_hundredths(hundredths: u16) -> Self {
        Self(hundredths)
    }

    /// Returns a whole level, or the highest level there is past 655.
    pub const fn whole(number: u16) -> Self {
        Self(number.saturating_mul(100))
    }

    /// The level in hundredths.
    pub const fn hundredths(self) -> u16 {
        self.0
    }

    /// Returns what is missing up to `wanted`, or `None` once it is reached.
    pub(crate) fn gap_to(self, wanted: Self) -> Option<Gap> {
        NonZeroU16::new(wanted.0.saturating_sub(self.0)).map(Gap)
    }

    /// Returns the level lower by `slack`, not below zero.
    #[must_use]
    pub fn less(self, slack: Self) -> Self {
        Self(self.0.saturating_sub(slack.0))
    }
}

impl FromStr for Level {
    type Err = InvalidLevel;

    fn from_str(text: &str) -> Result<Self, InvalidLevel> {
        hundredths(text)
            .and_then(|number| u16::try_from(number).ok())
            .map(Self)
            .ok_or_else(|| InvalidLevel { text: text.to_owned() })
    }
}

impl fmt::Display for Level {
    /// Writes `2`, `2.5` or `2.25`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_hundredths(f, u64::from(self.0))
    }
}

/// The levels missing for an expectation, in whole hundredths.
///
/// There is no gap of zero: a level that is reached has no gap at all.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub struct Gap(NonZeroU16);

impl Gap {
    /// How many levels are missing, never zero.
    pub fn levels(self) -> Level {
        Level(self.0.get())
    }
}

/// Points in a person's own [`Unit`]; exact, and comparable for one person only.
#[derive(Clone, Copy, Debug, Default, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct Points(i128);

impl Points {
    /// No points.
    pub const ZERO: Self = Self(0);

    /// Returns points of so many units.
    pub const fn from_units(units: i128) -> Self {
        Self(units)
    }

    /// The number of units.
    pub const fn units(self) -> i128 {
        self.0
    }

    /// Returns these points `factor` times. Saturates, which no library within
    /// the limits of `blueprint` can reach.
    #[must_use]
    pub const fn times(self, factor: i128) -> Self {
        Self(self.0.saturating_mul(factor))
    }
}

impl Add for Points {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

impl Sub for Points {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }
}

impl Neg for Points {
    type Output = Self;
    fn neg(self) -> Self {
        Self(self.0.saturating_neg())
    }
}

impl Sum for Points {
    fn sum<T: Iterator<Item = Self>>(points: T) -> Self {
        points.fold(Self::ZERO, Add::add)
    }
}

/// How many units make one hundredth of a point, for one person.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Unit {
    // INVARIANT: at least 1.
    per_hundredth: i128,
}

impl Unit {
    /// Returns the unit with so many to a hundredth of a point, at least one.
    pub fn new(per_hundredth: i128) -> Self {
        Self { per_hundredth: per_hundredth.max(1) }
    }

    /// Returns the points people see, in whole hundredths, rounded down.
    pub fn hundredths(self, points: Points) -> i64 {
        let rounded = points.0.checked_div_euclid(self.per_hundredth).unwrap_or(points.0);
        i64::try_from(rounded).unwrap_or(if rounded < 0 { i64::MIN } else { i64::MAX })
    }

    /// Returns the points that so many hundredths of a point are.
    pub fn points(self, hundredths: i64) -> Points {
        Points(i128::from(hundredths).saturating_mul(self.per_hundredth))
    }
}

/// Reads a number with at most two decimals, such as `2`, `2.5` or `0.25`, in
/// hundredths.
pub(crate) fn hundredths(text: &str) -> Option<u64> {
    let (whole, decimals) = match text.split_once('.') {
        Some((whole, decimals)) => (whole, decimals.trim_end_matches('0')),
        None => (text, ""),
    };
    let is_digits = |text: &str| text.bytes().all(|c| c.is_ascii_digit());
    if whole.is_empty() || !is_digits(whole) || !is_digits(decimals) || decimals.len() > 2 {
        return None;
    }
    let cents: u64 = match decimals.len() {
        0 => 0,
        1 => decimals.parse::<u64>().ok()?.checked_mul(10)?,
        _ => decimals.parse().ok()?,
    };
    whole.parse::<u64>().ok()?.checked_mul(100)?.checked_add(cents)
}

/// Writes hundredths as `2`, `2.5` or `2.25`.
pub(crate) fn write_hundredths(f: &mut fmt::Formatter<'_>, hundredths: u64) -> fmt::Result {
    let (whole, cents) = (hundredths / 100, hundredths % 100);
    match (cents % 10, cents) {
        (_, 0) => write!(f, "{whole}"),
        (0, _) => write!(f, "{whole}.{}", cents / 10),
        _ => write!(f, "{whole}.{cents:02}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn level(text: &str) -> Level {
        text.parse().unwrap()
    }

    #[test]
    fn a_reached_level_has_no_gap() {
        assert_eq!(level("3").gap_to(level("3")), None);
        assert_eq!(level("4").gap_to(level("3")), None);
    }

    #[test]
    fn a_gap_counts_the_levels_to_climb() {
        assert_eq!(level("1.25").gap_to(level("4")).map(Gap::levels), Some(level("2.75")));
    }

    #[test]
    fn a_level_reads_as_it_is_written() {
        for text in ["0", "2", "2.5", "2.25", "2.05", "655.35"] {
            assert_eq!(level(text).to_string(), text);
        }
        assert_eq!(level("2.50"), level("2.5"));
        for bad in ["", "-1", "2.555", "1e2", ".5", "2,5", "655.36", "two", "+1"] {
            assert!(bad.parse::<Level>().is_err(), "`{bad}` was accepted");
        }
    }

    #[test]
    fn points_are_rounded_down_only_to_be_shown() {
        let unit = Unit::new(3);
        assert_eq!(unit.hundredths(Points::from_units(8)), 2);
        assert_eq!(unit.hundredths(Points::from_units(-1)), -1);
        assert_eq!(unit.hundredths(unit.points(7)), 7);
    }
}

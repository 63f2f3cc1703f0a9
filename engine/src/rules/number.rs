//! How do conditions count?
//!
//! Whole numbers are counted as 64-bit integers and everything else as exact
//! decimals, as Rhai does, so that both grow too large at the same place. Two
//! numbers are the same where they are worth the same.

use std::cmp::Ordering;
use std::fmt;

use rust_decimal::prelude::ToPrimitive as _;
use rust_decimal::{Decimal, RoundingStrategy};

/// An exact number of a condition.
#[derive(Clone, Copy, Debug)]
pub enum Number {
    /// A whole number.
    Whole(i64),
    /// A number with a point, or one that is larger than a whole number can be.
    Exact(Decimal),
}

/// Why a calculation has no result.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Overflow {
    /// The result is too large, or the remainder of a division by zero.
    Arithmetic,
    /// A quotient is too large.
    Quotient,
    /// A number is divided by zero.
    ByZero,
}

impl Overflow {
    /// What went wrong, as a fragment for the rule's author.
    pub(super) fn error(self) -> &'static str {
        match self {
            Self::Arithmetic => "a number grew too large, or is divided by zero",
            Self::Quotient => "a number grew too large",
            Self::ByZero => "a number is divided by zero",
        }
    }
}

impl Number {
    /// A number of hundredths.
    pub(super) fn hundredths(hundredths: i64) -> Self {
        match (hundredths.checked_rem(100), hundredths.checked_div(100)) {
            (Some(0), Some(whole)) => Self::Whole(whole),
            _ => Self::Exact(Decimal::new(hundredths, 2).normalize()),
        }
    }

    /// A whole number where it is one and fits.
    pub(super) fn reduced(number: Decimal) -> Self {
        let whole = number.is_integer().then(|| number.to_i64()).flatten();
        whole.map_or_else(|| Self::Exact(number.normalize()), Self::Whole)
    }

    pub(super) fn decimal(self) -> Decimal {
        match self {
            Self::Whole(number) => Decimal::from(number),
            Self::Exact(number) => number,
        }
    }

    pub(super) fn plus(self, other: Self) -> Result<Self, Overflow> {
        self.calculate(other, i64::checked_add, Decimal::checked_add)
    }

    pub(super) fn minus(self, other: Self) -> Result<Self, Overflow> {
        self.calculate(other, i64::checked_sub, Decimal::checked_sub)
    }

    pub(super) fn times(self, other: Self) -> Result<Self, Overflow> {
        self.calculate(other, i64::checked_mul, Decimal::checked_mul)
    }

    pub(super) fn remainder(self, other: Self) -> Result<Self, Overflow> {
        self.calculate(other, i64::checked_rem, Decimal::checked_rem)
    }

    /// Whole numbers stay whole or have no result; a decimal makes the other side one.
    fn calculate(
        self,
        other: Self,
        whole: fn(i64, i64) -> Option<i64>,
        exact: fn(Decimal, Decimal) -> Option<Decimal>,
    ) -> Result<Self, Overflow> {
        let result = match (self, other) {
            (Self::Whole(one), Self::Whole(other)) => whole(one, other).map(Self::Whole),
            _ => exact(self.decimal(), other.decimal()).map(Self::Exact),
        };
        result.ok_or(Overflow::Arithmetic)
    }

    /// The exact quotient: `3 / 2` is 1.5, where Rhai would say 1.
    pub(super) fn divided(self, other: Self) -> Result<Self, Overflow> {
        let other = other.decimal();
        if other.is_zero() {
            return Err(Overflow::ByZero);
        }
        self.decimal().checked_div(other).map(Self::reduced).ok_or(Overflow::Quotient)
    }

    pub(super) fn negated(self) -> Result<Self, Overflow> {
        match self {
            Self::Whole(number) => {
                number.checked_neg().map(Self::Whole).ok_or(Overflow::Arithmetic)
            }
            Self::Exact(mut number) => {
                number.set_sign_negative(!number.is_sign_negative());
                Ok(Self::Exact(number))
            }
        }
    }

    pub(super) fn smaller(self, other: Self) -> Self {
        Self::reduced(self.decimal().min(other.decimal()))
    }

    pub(super) fn larger(self, other: Self) -> Self {
        Self::reduced(self.decimal().max(other.decimal()))
    }

    pub(super) fn without_sign(self) -> Self {
        Self::reduced(self.decimal().abs())
    }

    pub(super) fn floor(self) -> Self {
        Self::reduced(self.decimal().floor())
    }

    pub(super) fn ceiling(self) -> Self {
        Self::reduced(self.decimal().ceil())
    }

    /// The nearest whole number, halves away from 0.
    pub(super) fn rounded(self) -> Self {
        let strategy = RoundingStrategy::MidpointAwayFromZero;
        Self::reduced(self.decimal().round_dp_with_strategy(0, strategy))
    }

    /// Whether it is zero.
    pub fn is_zero(self) -> bool {
        self == Self::Whole(0)
    }

    /// Whether it is one.
    pub fn is_one(self) -> bool {
        self == Self::Whole(1)
    }
}

impl PartialEq for Number {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Number {}

impl PartialOrd for Number {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Number {
    fn cmp(&self, other: &Self) -> Ordering {
        match (self, other) {
            (Self::Whole(one), Self::Whole(other)) => one.cmp(other),
            _ => self.decimal().cmp(&other.decimal()),
        }
    }
}

impl fmt::Display for Number {
    /// Writes `2`, `2.5` or `-0.25`, without zeros at the end.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Whole(number) => write!(f, "{number}"),
            Self::Exact(number) => write!(f, "{}", number.normalize()),
        }
    }
}

//! How are numbers written?
//!
//! The engine counts in whole hundredths and ten-thousandths; JSON has decimals.
//! Here, and nowhere else in the engine, one becomes the other. A field of an
//! answer holds the number's own type (`Level`, `Hours`, `Amount`), and a
//! [`Decimal`] where it has none.

use std::borrow::Cow;
use std::fmt;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::level::Level;
use crate::quantity::{Amount, Hours};

/// How many of the smallest parts of a level, and of an hour, make one.
const HUNDREDTHS: i64 = 100;
/// How many of the smallest parts of an amount make one.
const TEN_THOUSANDTHS: i64 = 10_000;

/// A number that an answer only shows, such as a price or a share.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
#[serde(transparent)]
pub struct Decimal(f64);

impl Decimal {
    /// Returns the number of so many hundredths.
    pub fn from_hundredths(hundredths: u64) -> Self {
        Self(nearest(i64::try_from(hundredths).unwrap_or(i64::MAX), HUNDREDTHS))
    }

    /// Returns the number of an amount.
    pub fn from_amount(amount: Amount) -> Self {
        Self(nearest(amount.ten_thousandths(), TEN_THOUSANDTHS))
    }

    /// Returns the number that stands in a text; zero where none does.
    pub(super) fn from_text(text: &str) -> Self {
        Self(text.parse().unwrap_or_default())
    }

    /// The number as people write it: `2`, `2.5`, `-1.25`.
    pub fn display(self) -> String {
        self.0.to_string()
    }
}

/// The double nearest to so many parts of one. Whole numbers below 2^53 and the
/// two divisors are exact doubles, and one division rounds once, so this is the
/// number a reader of the decimal text gets.
#[expect(
    clippy::as_conversions,
    clippy::cast_precision_loss,
    clippy::float_arithmetic,
    reason = "JSON has no other numbers; nothing is computed with the result"
)]
fn nearest(parts: i64, of_one: i64) -> f64 {
    parts as f64 / of_one as f64
}

/// The parts whose nearest double a number is; `None` where it is none.
#[expect(
    clippy::as_conversions,
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    clippy::float_arithmetic,
    clippy::float_cmp,
    reason = "the inverse of `nearest`, checked by it"
)]
fn parts(number: f64, of_one: i64) -> Option<i64> {
    let parts = (number * of_one as f64).round() as i64;
    (nearest(parts, of_one) == number).then_some(parts)
}

fn read<'de, D: Deserializer<'de>, T: TryFrom<i64>>(
    deserializer: D,
    of_one: i64,
) -> Result<T, D::Error> {
    let number = f64::deserialize(deserializer)?;
    let parts = parts(number, of_one).and_then(|parts| T::try_from(parts).ok());
    parts.ok_or_else(|| D::Error::custom(format!("`{number}` is too large, too small or too fine")))
}

/// A type of the engine that is written as a decimal number.
macro_rules! decimal {
    ($number:ident, $of_one:expr, $parts:ident, $from:ident, $least:tt) => {
        impl Serialize for $number {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_f64(nearest(self.$parts().into(), $of_one))
            }
        }

        impl<'de> Deserialize<'de> for $number {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                read(deserializer, $of_one).map(Self::$from)
            }
        }

        impl JsonSchema for $number {
            fn schema_name() -> Cow<'static, str> {
                stringify!($number).into()
            }

            fn inline_schema() -> bool {
                true
            }

            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                json_schema!($least)
            }
        }
    };
}

decimal!(Level, HUNDREDTHS, hundredths, from_hundredths, { "type": "number", "minimum": 0 });
decimal!(Hours, HUNDREDTHS, hundredths, from_hundredths, { "type": "number", "minimum": 0 });
decimal!(Amount, TEN_THOUSANDTHS, ten_thousandths, from_ten_thousandths, { "type": "number" });

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_the_one_its_digits_read_as() {
        for hundredths in (0..70_000_i64).chain([1_234_567, 99_999_999]) {
            let text = format!("{}.{:02}", hundredths / 100, hundredths % 100);
            let read: f64 = text.parse().unwrap();
            assert_eq!(nearest(hundredths, HUNDREDTHS).to_bits(), read.to_bits(), "{text}");
        }
        for parts in (0..70_000_i64).chain([123_456_789, 999_999_999_999]) {
            let text = format!("{}.{:04}", parts / 10_000, parts % 10_000);
            let read: f64 = text.parse().unwrap();
            assert_eq!(nearest(parts, TEN_THOUSANDTHS).to_bits(), read.to_bits(), "{text}");
        }
    }

    #[test]
    fn a_number_is_read_as_it_was_written() {
        for hundredths in 0..=u16::MAX {
            let level = Level::from_hundredths(hundredths);
            let text = serde_json::to_string(&level).unwrap();
            assert_eq!(serde_json::from_str::<Level>(&text).unwrap(), level, "{text}");
        }
        for parts in [-12_500, -1, 0, 1, 625_000, 9_999_999_999] {
            let amount = Amount::from_ten_thousandths(parts);
            let text = serde_json::to_string(&amount).unwrap();
            assert_eq!(serde_json::from_str::<Amount>(&text).unwrap(), amount, "{text}");
        }
        for bad in ["-1", "1.005", "700", "\"1\"", "1e300"] {
            assert!(serde_json::from_str::<Level>(bad).is_err(), "{bad} was read");
        }
    }
}

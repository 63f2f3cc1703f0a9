//! Values authors write as one word or number, each read by its own type.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;
use std::str::FromStr;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserialize, Deserializer, Error, MapAccess, Visitor};
use thiserror::Error;

use crate::level::{Level, hundredths};
use crate::quantity::{Amount, Hours, Money, PlanSize, Span};

/// A scalar read by `T`'s own reading of texts.
///
/// YAML decides whether `2`, `2.5` or `50%` is a number or a text; authors
/// should not have to, so all are read from what stands in the file.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct Parsed<T>(pub T);

struct Scalar<T>(PhantomData<T>);

impl<T> Visitor<'_> for Scalar<T>
where
    T: FromStr,
    T::Err: fmt::Display,
{
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a text or a number")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<T, E> {
        text.parse().map_err(E::custom)
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<T, E> {
        self.visit_str(&number.to_string())
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<T, E> {
        self.visit_str(&number.to_string())
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<T, E> {
        self.visit_str(&number.to_string())
    }
}

impl<'de, T> Deserialize<'de> for Parsed<T>
where
    T: FromStr,
    T::Err: fmt::Display,
{
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Scalar(PhantomData)).map(Self)
    }
}

/// What a one-word value looks like to an editor.
pub(crate) trait Pattern {
    /// The name of the definition.
    const NAME: &'static str;
    /// Its schema.
    fn schema() -> Schema;
}

impl<T: Pattern> JsonSchema for Parsed<T> {
    fn schema_name() -> Cow<'static, str> {
        T::NAME.into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        T::schema()
    }
}

impl Pattern for Level {
    const NAME: &'static str = "Level";
    fn schema() -> Schema {
        json_schema!({ "type": "number", "minimum": 0, "multipleOf": 0.01,
            "description": "A level of the scale, with at most two decimals." })
    }
}

impl Pattern for Hours {
    const NAME: &'static str = "Hours";
    fn schema() -> Schema {
        json_schema!({ "type": "number", "minimum": 0, "multipleOf": 0.01,
            "description": "Hours of learning." })
    }
}

impl Pattern for Amount {
    const NAME: &'static str = "Amount";
    fn schema() -> Schema {
        json_schema!({ "type": "number", "description": "A number the KPI's source reports." })
    }
}

impl Pattern for Span {
    const NAME: &'static str = "Span";
    fn schema() -> Schema {
        json_schema!({ "type": "string", "pattern": "^[0-9]+ (day|week|month)s?$",
            "description": "A length of time: `30 days`, `12 weeks`, `12 months`." })
    }
}

impl Pattern for Money {
    const NAME: &'static str = "Money";
    fn schema() -> Schema {
        json_schema!({ "type": "string", "pattern": r"^[0-9]+(\.[0-9]{1,2})? [A-Z]{3}$",
            "description": "An amount of money: `120 EUR`." })
    }
}

/// Why a text is not one of the small values of this page.
#[derive(Clone, Debug, Eq, Error, PartialEq)]
#[error("`{text}` is not {expected}")]
pub struct InvalidValue {
    text: String,
    expected: &'static str,
}

impl InvalidValue {
    /// Returns the error of a text that is not what is expected.
    pub(super) fn new(text: &str, expected: &'static str) -> Self {
        Self { text: text.to_owned(), expected }
    }
}

macro_rules! pattern_value {
    ($name:ident, $schema:tt) => {
        impl Pattern for $name {
            const NAME: &'static str = stringify!($name);
            fn schema() -> Schema {
                json_schema!($schema)
            }
        }
    };
}

/// A share of a whole, in whole percent from 0 to 100.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub struct Percent(pub u8);

impl FromStr for Percent {
    type Err = InvalidValue;

    fn from_str(text: &str) -> Result<Self, InvalidValue> {
        let expected = "a percentage from 0 to 100: write `50%`";
        text.strip_suffix('%')
            .and_then(|number| number.trim_end().parse().ok())
            .filter(|percent| *percent <= 100)
            .map(Self)
            .ok_or_else(|| InvalidValue { text: text.to_owned(), expected })
    }
}

pattern_value!(Percent, {
    "type": "string", "pattern": "^(100|[0-9]{1,2}) ?%$", "description": "A percentage: `50%`."
});

/// A change in whole percent, such as `-20%` or `+5%`.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub struct Change(pub i16);

impl FromStr for Change {
    type Err = InvalidValue;

    fn from_str(text: &str) -> Result<Self, InvalidValue> {
        let expected = "a change in percent: write `-20%` or `+5%`";
        text.strip_suffix('%')
            .and_then(|number| number.trim_end().parse().ok())
            .map(Self)
            .ok_or_else(|| InvalidValue { text: text.to_owned(), expected })
    }
}

impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:+}%", self.0)
    }
}

pattern_value!(Change, {
    "type": "string", "pattern": "^[+-]?[0-9]+ ?%$", "description": "A change in percent: `-20%`."
});

impl Pattern for PlanSize {
    const NAME: &'static str = "ModuleCount";

    fn schema() -> Schema {
        json_schema!({
            "type": "string", "enum": ["3..3", "3..4", "3..5", "4..4", "4..5", "5..5"],
            "description": "How many modules a plan holds; `3..5` where unsaid."
        })
    }
}

/// A whole number from 1 to 10,000.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub struct Count(pub u16);

impl FromStr for Count {
    type Err = InvalidValue;

    fn from_str(text: &str) -> Result<Self, InvalidValue> {
        let expected = "a whole number from 1 to 10000";
        text.parse::<u16>()
            .ok()
            .filter(|count| (1..=10_000).contains(count))
            .map(Self)
            .ok_or_else(|| InvalidValue { text: text.to_owned(), expected })
    }
}

pattern_value!(Count, { "type": "integer", "minimum": 1, "maximum": 10_000 });

/// A weight: a number from 0 to 100 with at most two decimals, in hundredths.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub struct Weight(pub u16);

impl FromStr for Weight {
    type Err = InvalidValue;

    fn from_str(text: &str) -> Result<Self, InvalidValue> {
        let expected = "a weight: write a number above 0, at most 100, with at most two decimals";
        hundredths(text)
            .and_then(|number| u16::try_from(number).ok())
            .filter(|number| (1..=10_000).contains(number))
            .map(Self)
            .ok_or_else(|| InvalidValue { text: text.to_owned(), expected })
    }
}

pattern_value!(Weight, {
    "type": "number", "exclusiveMinimum": 0, "maximum": 100, "multipleOf": 0.01
});

/// How much an expectation matters: a word, or a number from an import.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum Importance {
    /// Weighed as the library weighs the word.
    Word(ImportanceWord),
    /// Weighed as it stands.
    Number(Weight),
}

/// The three words for how much an expectation matters.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum ImportanceWord {
    /// Nice to have.
    Useful,
    /// Expected of everyone in the role.
    Important,
    /// Nobody is job-ready without it.
    Critical,
}

impl ImportanceWord {
    /// The word as authors write it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Useful => "useful",
            Self::Important => "important",
            Self::Critical => "critical",
        }
    }
}

impl FromStr for Importance {
    type Err = InvalidValue;

    fn from_str(text: &str) -> Result<Self, InvalidValue> {
        match text {
            "critical" => Ok(Self::Word(ImportanceWord::Critical)),
            "important" => Ok(Self::Word(ImportanceWord::Important)),
            "useful" => Ok(Self::Word(ImportanceWord::Useful)),
            number => number.parse().map(Self::Number).map_err(|_| InvalidValue {
                text: text.to_owned(),
                expected: "an importance: write `critical`, `important`, `useful`, or a weight above 0, at most 100",
            }),
        }
    }
}

pattern_value!(Importance, {
    "anyOf": [{ "enum": ["critical", "important", "useful"] },
              { "type": "number", "exclusiveMinimum": 0, "maximum": 100 }],
    "description": "How much it matters; `important` where unsaid."
});

/// A whole level an anchor describes.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct WholeLevel(pub u16);

impl FromStr for WholeLevel {
    type Err = InvalidValue;

    fn from_str(text: &str) -> Result<Self, InvalidValue> {
        let expected = "a whole level of the scale: write a number such as 2";
        text.parse::<u16>()
            .ok()
            .filter(|months| *months <= 600)
            .map(Self)
            .ok_or_else(|| InvalidValue { text: text.to_owned(), expected })
    }
}

pattern_value!(WholeLevel, { "type": "integer", "minimum": 0 });

/// A value that has a short form (one word) and a long form (a map).
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Short<T>(pub T);

/// What can be read from its short form.
pub(crate) trait FromShort: Sized {
    /// What is expected, for a message: "a module id, or `module:` or `match:`".
    const EXPECTED: &'static str;

    /// Reads the short form; `None` where the key stands alone.
    fn from_short(text: Option<&str>) -> Result<Self, String>;
}

struct ShortVisitor<T>(PhantomData<T>);

impl<'de, T: FromShort + Deserialize<'de>> Visitor<'de> for ShortVisitor<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(T::EXPECTED)
    }

    fn visit_unit<E: Error>(self) -> Result<T, E> {
        T::from_short(None).map_err(E::custom)
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<T, E> {
        T::from_short(Some(text)).map_err(E::custom)
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<T, E> {
        self.visit_str(&number.to_string())
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<T, E> {
        self.visit_str(&number.to_string())
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<T, E> {
        self.visit_str(&number.to_string())
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<T, A::Error> {
        T::deserialize(MapAccessDeserializer::new(map))
    }
}

impl<'de, T: FromShort + Deserialize<'de>> Deserialize<'de> for Short<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ShortVisitor(PhantomData)).map(Self)
    }
}

//! What can a part of a condition be worth?

use rhai::Dynamic;

use super::number::Number;
use super::vocabulary::{Datum, Type};

/// A value of a condition.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Value {
    /// Yes or no.
    Truth(bool),
    /// A number.
    Number(Number),
    /// A text.
    Text(Box<str>),
    /// A list.
    List(Vec<Value>),
    /// The gap or module asked about, a map, or nothing.
    Thing,
}

impl From<Datum<'_>> for Value {
    fn from(value: Datum<'_>) -> Self {
        match value {
            Datum::Truth(truth) => Self::Truth(truth),
            Datum::Number(number) => Self::Number(number),
            Datum::Text(text) => Self::Text(text.into()),
        }
    }
}

impl From<&Dynamic> for Value {
    fn from(value: &Dynamic) -> Self {
        if let Ok(truth) = value.as_bool() {
            return Self::Truth(truth);
        }
        if let Some(number) = number(value) {
            return Self::Number(number);
        }
        if let Ok(text) = value.as_immutable_string_ref() {
            return Self::Text(text.as_str().into());
        }
        match value.as_array_ref() {
            Ok(items) => Self::List(items.iter().map(Self::from).collect()),
            Err(_) => Self::Thing,
        }
    }
}

impl Value {
    /// The type of the value, in the words of our users.
    pub(super) fn type_of(&self) -> Type {
        match self {
            Self::Truth(_) => Type::Truth,
            Self::Number(_) => Type::Number,
            Self::Text(_) => Type::Text,
            Self::List(_) => Type::List,
            Self::Thing => Type::Anything,
        }
    }
}

/// A number from a script.
pub(super) fn number(value: &Dynamic) -> Option<Number> {
    let whole = value.as_int().ok().map(Number::Whole);
    whole.or_else(|| value.as_decimal().ok().map(Number::Exact))
}

/// A value for a script.
pub(super) fn dynamic(value: Datum<'_>) -> Dynamic {
    match value {
        Datum::Truth(truth) => truth.into(),
        Datum::Number(Number::Whole(number)) => number.into(),
        Datum::Number(Number::Exact(number)) => Dynamic::from_decimal(number),
        Datum::Text(text) => Dynamic::from(rhai::ImmutableString::from(text)),
    }
}

/// The type of a value of a script, in the words of our users.
pub(super) fn type_of(value: &Dynamic) -> Type {
    if value.is_bool() {
        Type::Truth
    } else if number(value).is_some() {
        Type::Number
    } else if value.is_string() {
        Type::Text
    } else if value.is_array() {
        Type::List
    } else {
        Type::Anything
    }
}

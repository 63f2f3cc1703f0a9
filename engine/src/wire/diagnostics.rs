//! How are mistakes written down?

use std::borrow::Cow;
use std::fmt;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{AnswerProvenance, FORMAT, Text};
use crate::diagnostic::{self, Code, Severity};

/// All mistakes in a library and its people, in the order people read them.
#[derive(Clone, Debug, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Diagnostics {
    /// The version of this format.
    pub format: u8,
    /// What was checked.
    pub provenance: AnswerProvenance,
    /// The mistakes.
    pub diagnostics: Vec<Diagnostic>,
}

/// One mistake, without the excerpt of its file.
#[derive(Clone, Debug, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Diagnostic {
    /// Which kind of mistake; `waypath check --explain` has a page about it.
    pub code: Code,
    /// How bad it is.
    pub severity: Severity,
    /// What is wrong, as a fragment.
    pub message: Text,
    /// Where; `null` where the mistake has no place.
    pub place: Option<Position>,
    /// Other places that explain this one.
    pub related: Vec<Related>,
    /// What to do about it, in the imperative.
    pub help: Option<Text>,
    /// What `check --fix` changes; `null` where nothing is certain.
    pub fix: Option<Fix>,
}

/// A position in a file.
#[derive(Clone, Debug, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Position {
    /// The file, as its path in the library with `/` between folders.
    pub file: Text,
    /// The line, from 1.
    pub line: u32,
    /// The column in characters, from 1.
    pub column: u32,
}

/// A place that explains a mistake.
#[derive(Clone, Debug, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Related {
    /// Where.
    pub place: Position,
    /// How it explains the mistake, in a few words.
    pub message: Text,
}

/// A change of a file that mends a mistake, as an object with one key.
#[derive(Clone, Debug, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Fix {
    /// Another word in place of the one that stands there.
    Replace {
        /// The word as it is.
        old: Text,
        /// The word as it should be.
        new: Text,
    },
    /// The entry moved below another key of the same map.
    Move {
        /// The key below which it belongs.
        below: Text,
    },
}

impl Diagnostics {
    /// Writes mistakes down.
    pub fn of(diagnostics: &[diagnostic::Diagnostic], provenance: AnswerProvenance) -> Self {
        let diagnostics = diagnostics.iter().map(Diagnostic::from).collect();
        Self { format: FORMAT, provenance, diagnostics }
    }
}

impl From<&diagnostic::Diagnostic> for Diagnostic {
    fn from(mistake: &diagnostic::Diagnostic) -> Self {
        Self {
            code: mistake.code,
            severity: mistake.severity(),
            message: Text::from(&*mistake.message),
            place: mistake.place.as_ref().map(Position::from),
            related: mistake
                .related
                .iter()
                .map(|(place, words)| Related {
                    place: place.into(),
                    message: Text::from(&**words),
                })
                .collect(),
            help: mistake.help.as_deref().map(Text::from),
            fix: mistake.fix.as_deref().map(Fix::from),
        }
    }
}

impl fmt::Display for Diagnostic {
    /// Writes the mistake as [`diagnostic::Diagnostic`] does.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}[{}]: {}", self.severity, self.code, self.message)?;
        if let Some(place) = &self.place {
            write!(f, "\n  --> {}:{}:{}", place.file, place.line, place.column)?;
        }
        for Related { place, message } in &self.related {
            write!(f, "\n  --> {}:{}: {message}", place.file, place.line)?;
        }
        if let Some(help) = &self.help {
            write!(f, "\n  help: {help}")?;
        }
        Ok(())
    }
}

impl From<&diagnostic::Place> for Position {
    fn from(place: &diagnostic::Place) -> Self {
        Self { file: Text::clone(&place.file), line: place.line, column: place.column }
    }
}

impl From<&diagnostic::Fix> for Fix {
    fn from(fix: &diagnostic::Fix) -> Self {
        match fix {
            diagnostic::Fix::Replace { old, new } => {
                Self::Replace { old: Text::from(&**old), new: Text::from(&**new) }
            }
            diagnostic::Fix::Move { below } => Self::Move { below: Text::from(*below) },
        }
    }
}

impl Serialize for Code {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.number())
    }
}

impl<'de> Deserialize<'de> for Code {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let number = Cow::<'de, str>::deserialize(deserializer)?;
        Self::from_number(&number)
            .ok_or_else(|| D::Error::custom(format!("there is no code `{number}`")))
    }
}

impl JsonSchema for Code {
    fn schema_name() -> Cow<'static, str> {
        "Code".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let numbers: Vec<&str> = Self::ALL.iter().map(|code| code.number()).collect();
        json_schema!({ "enum": numbers })
    }
}

//! Where does a number of an answer stand in the files?

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::diagnostic;

/// A line of a file, written `fixtures/people/evidence.csv:14`.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Place {
    /// The file, as its path in the library with `/` between folders.
    pub file: Arc<str>,
    /// The line, counted from 1.
    pub line: u32,
}

impl From<&diagnostic::Place> for Place {
    fn from(place: &diagnostic::Place) -> Self {
        Self { file: Arc::clone(&place.file), line: place.line }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.file, self.line)
    }
}

impl Serialize for Place {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Place {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = Cow::<'de, str>::deserialize(deserializer)?;
        let parts = text.rsplit_once(':');
        let place = parts
            .and_then(|(file, line)| Some(Self { file: file.into(), line: line.parse().ok()? }));
        place.ok_or_else(|| D::Error::custom(format!("`{text}` is no file and line")))
    }
}

impl JsonSchema for Place {
    fn schema_name() -> Cow<'static, str> {
        "Place".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "pattern": ":[0-9]+$",
            "description": "A file of the library and a line of it." })
    }
}

//! What was an answer made from?

use std::borrow::Cow;

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Text;
use super::convert::ENGINE;
use crate::library::Library;
use crate::person::{AsOf, Person};

/// What an answer was made from; `null` for what it does not depend on.
///
/// A plan has a [`Provenance`](super::Provenance) of its own, in which nothing is
/// absent.
#[derive(Clone, Debug, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct AnswerProvenance {
    /// The version of the engine.
    pub engine: Cow<'static, str>,
    /// The hash of the library's files; `null` without a library, and while it has errors.
    pub library: Option<Text>,
    /// The hash of its rule files.
    pub rules: Option<Text>,
    /// The hash of the person's rows; `null` where the answer is not about one person.
    pub person: Option<Text>,
    /// The date the answer was made for.
    pub as_of: Option<Date>,
}

impl AnswerProvenance {
    /// Returns that of an answer made from nothing but the engine itself.
    pub fn engine() -> Self {
        let engine = Cow::Borrowed(ENGINE);
        Self { engine, library: None, rules: None, person: None, as_of: None }
    }

    /// Returns that of an answer about a library.
    pub fn of(library: &Library) -> Self {
        Self {
            library: Some(Text::from(&*library.hashes.library)),
            rules: Some(Text::from(&*library.hashes.rules)),
            ..Self::engine()
        }
    }

    /// Adds the date.
    #[must_use]
    pub fn as_of(self, as_of: AsOf) -> Self {
        Self { as_of: Some(as_of), ..self }
    }

    /// Adds the person.
    #[must_use]
    pub fn person(self, person: &Person) -> Self {
        Self { person: Some(Text::from(&*person.hash)), ..self }
    }
}

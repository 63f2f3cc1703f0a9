//! What does an answer say, in words?
//!
//! All words of all documents stand in one catalogue, a folder of [Fluent] files for
//! each language, such as `en` beside this file. Code asks for a message by its id
//! and hands over the values it holds:
//!
//! ```
//! use waypath_documents::messages::Messages;
//!
//! let messages = Messages::english();
//! assert_eq!(messages.with("list-more", &[("count", 3.into())]), "3 more");
//! ```
//!
//! Which plural a number takes and in which order words stand is the catalogue's
//! business, so code never joins pieces of sentences.
//!
//! [Fluent]: https://projectfluent.org

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use thiserror::Error;
use unic_langid::LanguageIdentifier;

/// The English catalogue: the files of its folder, one after the other.
pub const ENGLISH: &str = concat!(
    include_str!("en/shared.ftl"),
    include_str!("en/reason.ftl"),
    include_str!("en/plan.ftl"),
    include_str!("en/playbook.ftl"),
    include_str!("en/career.ftl"),
    include_str!("en/trace.ftl"),
    include_str!("en/comparison.ftl"),
    include_str!("en/picture.ftl"),
    include_str!("en/report.ftl"),
);

/// A value in a message: text, or a number that may decide its plural.
pub type Argument<'a> = FluentValue<'a>;

/// Why a catalogue of messages cannot be used.
#[derive(Debug, Error)]
pub enum CatalogueError {
    /// The language is not a BCP 47 tag.
    #[error("`{0}` is not a language, such as `en` or `pt-PT`")]
    Language(String),
    /// The file is not Fluent.
    #[error("the catalogue cannot be read: {0}")]
    Syntax(String),
    /// Two messages have one id.
    #[error("the catalogue holds a message twice: {0}")]
    Repeated(String),
}

/// Why there is no message for what was asked.
#[derive(Debug, Error)]
pub enum MessageError {
    /// The catalogue has no message of this id.
    #[error("there is no message `{0}`")]
    Unknown(String),
    /// The message needs something else.
    #[error("the message `{id}` cannot be filled in: {reason}")]
    Values {
        /// Its id.
        id: String,
        /// What is wrong, such as a value that is missing.
        reason: String,
    },
}

/// The messages of one language.
pub struct Messages {
    bundle: FluentBundle<FluentResource>,
}

impl Messages {
    /// Returns the English messages.
    pub fn english() -> Self {
        match Self::read("en", ENGLISH) {
            Ok(messages) => messages,
            // A test reads the built-in catalogue; without it, ids are shown.
            Err(_) => Self { bundle: FluentBundle::new_concurrent(Vec::new()) },
        }
    }

    /// Reads the messages of a language from the text of its catalogue.
    ///
    /// # Errors
    ///
    /// If the language is no BCP 47 tag, or the catalogue is not Fluent or holds an
    /// id twice.
    pub fn read(language: &str, catalogue: &str) -> Result<Self, CatalogueError> {
        let tag: LanguageIdentifier =
            language.parse().map_err(|_| CatalogueError::Language(language.to_owned()))?;
        let resource = FluentResource::try_new(catalogue.to_owned()).map_err(|(_, errors)| {
            let errors: Vec<String> = errors.iter().map(ToString::to_string).collect();
            CatalogueError::Syntax(errors.join("; "))
        })?;
        let mut bundle = FluentBundle::new_concurrent(vec![tag]);
        // Marks around values would stand in terminals and files as stray characters.
        bundle.set_use_isolating(false);
        bundle.add_resource(resource).map_err(|errors| {
            let errors: Vec<String> = errors.iter().map(ToString::to_string).collect();
            CatalogueError::Repeated(errors.join("; "))
        })?;
        Ok(Self { bundle })
    }

    /// Returns the message of an id that takes no values.
    pub fn text(&self, id: &str) -> String {
        self.with(id, &[])
    }

    /// Returns the message of an id with its values filled in.
    ///
    /// A message that is missing is its id, so that a reader can name what they
    /// miss; tests make sure that none is.
    pub fn with(&self, id: &str, values: &[(&'static str, Argument<'_>)]) -> String {
        let message = self.fill(id, values.iter().map(|(name, value)| (*name, value.clone())));
        debug_assert!(message.is_ok(), "{message:?}");
        message.unwrap_or_else(|_| id.to_owned())
    }

    /// Returns the message of an id, or why a template that asks for it is wrong.
    ///
    /// # Errors
    ///
    /// If there is no message of the id, or it needs a value that is not among
    /// `values`.
    pub fn fill<'v>(
        &self,
        id: &str,
        values: impl IntoIterator<Item = (&'v str, Argument<'v>)>,
    ) -> Result<String, MessageError> {
        let message = self.bundle.get_message(id).and_then(|message| message.value());
        let pattern = message.ok_or_else(|| MessageError::Unknown(id.to_owned()))?;
        let mut arguments = FluentArgs::new();
        for (name, value) in values {
            arguments.set(name, value);
        }
        let mut errors = Vec::new();
        let text = self.bundle.format_pattern(pattern, Some(&arguments), &mut errors);
        match errors.first() {
            None => Ok(text.into_owned()),
            Some(error) => {
                Err(MessageError::Values { id: id.to_owned(), reason: error.to_string() })
            }
        }
    }

    /// The BCP 47 tag of the language, such as `en`.
    pub fn tag(&self) -> String {
        self.bundle.locales.first().map(ToString::to_string).unwrap_or_default()
    }
}

impl std::fmt::Debug for Messages {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "Messages({:?})", self.bundle.locales)
    }
}

#[cfg(test)]
pub(crate) mod pseudo;
#[cfg(test)]
mod tests;

//! Why did a run end early?

use thiserror::Error;

/// Why a run ended early. Every answer before it was handed over.
#[derive(Debug, Eq, Error, PartialEq)]
pub enum RunError<E> {
    /// The work for a person failed.
    #[error("for `{person}`: {error}")]
    Work {
        /// The id of the person.
        person: String,
        /// Why.
        #[source]
        error: E,
    },
    /// The work for a person panicked, which is a fault of the program.
    #[error("for `{person}`: the program broke off: {message}")]
    Panic {
        /// The id of the person.
        person: String,
        /// What the panic says.
        message: String,
    },
    /// The sink did not take an answer.
    #[error(transparent)]
    Sink(E),
}

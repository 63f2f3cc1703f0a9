//! How is written what is probably wrong?

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{AnswerProvenance, Diagnostic, FORMAT, Text};
use crate::diagnostic::Code;
use crate::library::Library;
use crate::lint::Linted;
use crate::person::AsOf;

/// What linting a library found.
#[derive(Clone, Debug, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Findings {
    /// The version of this format.
    pub format: u8,
    /// What was linted; the date is the one people are made up for.
    pub provenance: AnswerProvenance,
    /// What is probably wrong, in the order people read it.
    pub findings: Vec<Diagnostic>,
    /// How many findings `allow:` keeps back.
    pub allowed: usize,
    /// What could not be decided.
    pub undecided: Vec<UndecidedLint>,
}

/// A lint that could not be decided about something.
#[derive(Clone, Debug, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct UndecidedLint {
    /// The lint.
    pub code: Code,
    /// What it is about, such as `rule practice-first`.
    pub about: Text,
}

/// All lints there are.
#[derive(Clone, Debug, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Lints {
    /// The version of this format.
    pub format: u8,
    /// The engine whose lints they are.
    pub provenance: AnswerProvenance,
    /// The lints, by number.
    pub lints: Vec<LintSummary>,
}

/// A lint.
#[derive(Clone, Debug, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct LintSummary {
    /// Its number.
    pub code: Code,
    /// Whether `lint` looks for it without being asked to.
    pub enabled_by_default: bool,
    /// What it finds, in one sentence.
    pub summary: Text,
}

impl Findings {
    /// Writes down what linting found.
    pub fn of(library: &Library, linted: &Linted, as_of: AsOf) -> Self {
        let undecided = linted.open.iter();
        Self {
            format: FORMAT,
            provenance: AnswerProvenance::of(library).as_of(as_of),
            findings: linted.findings.iter().map(Diagnostic::from).collect(),
            allowed: linted.allowed,
            undecided: undecided
                .map(|(code, about)| UndecidedLint { code: *code, about: about.as_str().into() })
                .collect(),
        }
    }
}

impl Lints {
    /// Returns all lints.
    pub fn all() -> Self {
        let lints = Code::ALL.iter().filter(|code| code.is_lint()).map(|code| LintSummary {
            code: *code,
            enabled_by_default: code.is_default_lint(),
            summary: code.summary().into(),
        });
        Self { format: FORMAT, provenance: AnswerProvenance::engine(), lints: lints.collect() }
    }
}

//! What did a rule answer?

use std::fmt;
use std::sync::Arc;

/// The answer of a condition for one person.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Answer {
    /// The condition holds.
    Holds,
    /// The condition does not hold.
    DoesNot,
    /// Nobody has evidence of a fact the answer depends on.
    Undecided {
        /// The first fact that is missing.
        needs: Fact,
    },
    /// The condition could not be evaluated; never the same as "does not hold".
    Failed {
        /// What went wrong, as a fragment for the rule's author.
        error: String,
    },
}

/// Why an effect could not be carried out for one person.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Unresolved {
    /// Nobody has evidence of a fact it depends on.
    Undecided {
        /// The first fact that is missing.
        needs: Fact,
    },
    /// It could not be evaluated, or asks for something impossible.
    Failed {
        /// What went wrong, as a fragment for the rule's author.
        error: String,
    },
}

impl Unresolved {
    pub(super) fn failed(error: impl Into<String>) -> Self {
        Self::Failed { error: error.into() }
    }
}

impl From<Unresolved> for Answer {
    fn from(unresolved: Unresolved) -> Self {
        match unresolved {
            Unresolved::Undecided { needs } => Self::Undecided { needs },
            Unresolved::Failed { error } => Self::Failed { error },
        }
    }
}

/// A fact a rule reads, such as `level("call-diagnosis")` or `gap.missing`.
#[derive(Clone, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub struct Fact {
    /// The name of the fact, such as `level` or `gap.missing`.
    pub name: &'static str,
    /// What it is asked about, such as `call-diagnosis`.
    pub argument: Option<Arc<str>>,
}

impl Fact {
    /// Returns a fact that is asked about nothing.
    pub(super) fn plain(name: &'static str) -> Self {
        Self { name, argument: None }
    }

    /// Returns a fact that is asked about something.
    pub(super) fn about(name: &'static str, argument: &str) -> Self {
        Self { name, argument: Some(argument.into()) }
    }

    /// Which evidence would decide the fact, as a fragment.
    pub fn evidence(&self) -> String {
        let about = self.argument.as_deref().unwrap_or("it");
        match self.name {
            "level" | "gap" => format!("evidence of the level of `{about}`"),
            "kpi" => format!("a reading of `{about}` in kpis.csv"),
            "attr" => format!("a value in the column `{about}` of people.csv"),
            "months_in_role" => "a date in the column `in_role_since` of people.csv".to_owned(),
            "months_in_company" => {
                "a date in the column `in_company_since` of people.csv".to_owned()
            }
            "grade" => "a `grade` in the role blueprint".to_owned(),
            "readiness" => "evidence of what the role expects".to_owned(),
            name => format!("a value in the column `{name}` of people.csv"),
        }
    }
}

impl fmt::Display for Fact {
    /// Writes the fact as a condition does.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.argument {
            Some(argument) => write!(f, "{}(\"{argument}\")", self.name),
            None => f.write_str(self.name),
        }
    }
}

//! What does a rule ask, and what does it do?
//!
//! Conditions and effects are compiled against the names of a library, not
//! against people: everything that can be wrong with a rule is found before
//! anyone is asked. This is the only module that knows Rhai.
//!
//! A condition has three answers. It is evaluated from left to right and stops
//! as soon as the answer is clear; the first fact on the way that nobody has
//! evidence of makes it *undecided*, and an error is an error, never "no".
//!
//! Numbers are exact: `1.5` is one and a half, and `3 / 2` too. Quotients
//! without an end are cut after 28 digits.

mod answer;
mod calls;
mod check;
mod compare;
mod compared;
mod distance;
mod effect;
mod facts;
mod helpers;
mod literals;
mod mistake;
mod names;
mod native;
mod node;
mod parts;
mod reading;
mod returned;
mod sandbox;
mod syntax;
mod template;
mod then;
mod unquoted;
mod vocabulary;
mod written;

#[cfg(test)]
mod tests;

pub use answer::{Answer, Fact, Unresolved};
pub use distance::{Counts, Distance, Number, Side};
pub use effect::{Assessed, Builds, Effect, Formula, HelperCall, Match, Percent, Target};
pub use facts::{About, CompetencyFacts, Facts, GapFacts, ModuleFacts, Unsaid};
pub use literals::Literals;
pub use mistake::Mistake;
pub use names::{Domain, Names};
pub use parts::{Atom, Backing, Found, Part, PartKind, Value};
pub use sandbox::{Condition, Sandbox};
pub use template::Template;
pub use then::EffectMistake;
pub use vocabulary::{
    Asker, Asks, FACTS, FUNCTIONS, FactInfo, FunctionInfo, Place, TITLE, Type, fact,
};
pub(crate) use written::quoted;

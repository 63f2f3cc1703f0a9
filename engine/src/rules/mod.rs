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

// What rules are about.
mod mistake; // What did an author get wrong, and where in the text?
mod names; // Which names may a rule use?
mod number; // How do conditions count?
mod facts; // What may a rule read about one person?
mod answer; // What did a rule answer?
mod vocabulary; // Which facts and functions are there? The one table.
mod read; // What is a fact worth for somebody?

// From a text to a tree.
mod reading; // How do people write conditions who never wrote Rhai?
mod unquoted; // Which ids stand without quotes?
mod node; // What does a text say, as it was parsed?
mod syntax; // How does Rhai write it down? Alone matches on Rhai's tree.
mod expression; // What does a condition ask, once every name is known? The one tree.
mod resolve; // Which row of which table does each name mean?
mod written; // How does a part read, written out again?
mod literals; // Which values stand in a tree?

// Whether it makes sense.
mod signatures; // What do callers know of helpers?
mod check; // Does a text make sense before anyone is asked?
mod calls; // Can this be called so?
mod compare; // Can these two be compared?

// Where it runs.
mod value; // What can a part be worth?
mod provided; // What does a running script find?
mod script; // What is kept of an expression that passed the check?
mod sandbox; // Where do rules run?
mod helpers; // What do the functions beside the rules do?
mod run; // How does a part run that is left to Rhai?
mod evaluate; // What does an expression give for somebody?

// What is asked of it.
mod condition; // What can be asked of a condition?
mod distance; // How far is a comparison from holding?
mod parts; // What is every part worth, and which part decides?
mod compared; // With which values does a condition compare facts?

// What a rule does.
mod template; // What does a text with facts in it say to somebody?
mod effect; // What does a rule do?
mod then; // Does what a rule does make sense?
mod returned; // What did a helper return?
mod speed; // Which parts are left to Rhai, and why?

#[cfg(test)]
mod tests;

pub use answer::{Answer, Fact, Unresolved};
pub use condition::Condition;
pub use distance::{Counts, Distance, Side};
pub use effect::{Assessed, Builds, Effect, Formula, HelperCall, Match, Percent, Target};
pub use evaluate::Evaluator;
pub use facts::{About, CompetencyFacts, FactSet, Facts, GapFacts, ModuleFacts, Needs};
pub use literals::Literals;
pub use mistake::Mistake;
pub use names::{Domain, Names};
pub use number::Number;
pub use parts::{Atom, Backing, Found, Part, PartKind};
pub use sandbox::Sandbox;
pub use speed::{Because, LeftToRhai};
pub use template::Template;
pub use then::EffectMistake;
pub use value::Value;
pub use vocabulary::{
    Asker, Asks, FACTS, FUNCTIONS, FactInfo, FunctionInfo, Place, TITLE, Type, fact,
};
pub(crate) use written::quoted;

//! Do all the names resolve?
//!
//! The compiled library: every name is an index, every value is in range, and
//! nothing changes any more. There is no way to get one with a dangling name or
//! with competencies that build on each other in a circle.

// What a library holds, each thing beside what it is made of.
mod names;
mod settings;
mod competency;
mod role;
mod catalogue;
mod persona;
mod rule;
// All of it, and how it is made of what the files say.
mod compiled;
mod compile;

pub use crate::blueprint::model::{
    Direction, KpiKind, Modality, Objective, ProofKind, UnknownPolicy, Validator,
};
pub use crate::blueprint::rule::{
    Assessor, Channel, Each, IfUnknown, Recipient, Scope as WrittenScope,
};
pub use crate::blueprint::settings::{KpiBaseline, Source};
pub use crate::blueprint::value::ImportanceWord;
pub use catalogue::{Builds, Kpi, Module, Prompt, PromptFor, Proof};
pub use competency::Competency;
pub use compile::compile;
pub(crate) use compile::{Resolver, compile_mixed, instead, written_hash};
pub use compiled::{Compiled, Hashes, Library, Model};
pub use names::Names;
pub use persona::Persona;
pub use role::{Expectation, Importance, Role, RoleKpi, Weight};
pub use rule::{Rule, Scope};
pub use settings::{EvidencePolicy, Scale, Settings};

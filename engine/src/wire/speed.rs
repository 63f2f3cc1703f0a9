//! Writes down which parts of conditions are left to Rhai.

use std::borrow::Cow;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::convert::ENGINE;
use super::{FORMAT, Text};
use crate::id::{PersonaId, RuleId};
use crate::library::Library;
use crate::rules::{self, Effect, Percent};

/// The parts of a library's conditions that run in Rhai.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Speed {
    /// The version of this format.
    pub format: u8,
    /// What the answer was made from.
    pub provenance: SpeedProvenance,
    /// How many conditions, formulas and calls the library has.
    pub expressions: usize,
    /// How many of them are evaluated without Rhai.
    pub direct: usize,
    /// The parts that are left to Rhai, personas first.
    pub left: Vec<LeftPart>,
}

/// What the answer was made from.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct SpeedProvenance {
    /// The version of the engine.
    pub engine: Cow<'static, str>,
    /// The hash of the library's files.
    pub library: Text,
    /// The hash of its rule files.
    pub rules: Text,
}

/// A part of a condition that is left to Rhai.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct LeftPart {
    /// Whose expression it is.
    pub of: ExpressionOwner,
    /// The key the expression stands under.
    pub key: ExpressionKey,
    /// The part, written out.
    pub part: String,
    /// Why it is left to Rhai.
    pub because: LeftBecause,
}

/// Whose expression it is.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
#[serde(tag = "kind", content = "id", rename_all = "snake_case")]
pub enum ExpressionOwner {
    /// A persona.
    Persona(PersonaId),
    /// A rule.
    Rule(RuleId),
}

/// The key an expression stands under.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ExpressionKey {
    /// `who` of a persona.
    Who,
    /// `when` of a rule.
    When,
    /// `by` of a `boost`.
    By,
    /// `call`.
    Call,
}

/// Why a part is left to Rhai.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum LeftBecause {
    /// It calls a helper.
    Helper {
        /// The helper.
        helper: Text,
    },
    /// It reads the gap or the module as a whole.
    Thing {
        /// `gap` or `module`.
        thing: Text,
    },
    /// It looks into something that is no list written down in its place.
    List,
    /// It puts more points in a row than a fact has.
    Chain,
    /// It compares or calculates with values whose type only Rhai finds out.
    Type,
}

impl Speed {
    /// Writes down what a library leaves to Rhai.
    pub fn of(library: &Library) -> Self {
        let mut speed = Self {
            format: FORMAT,
            provenance: SpeedProvenance {
                engine: ENGINE.into(),
                library: (*library.hashes.library).into(),
                rules: (*library.hashes.rules).into(),
            },
            expressions: 0,
            direct: 0,
            left: Vec::new(),
        };
        for (ix, persona) in library.personas.iter() {
            let owner = ExpressionOwner::Persona(library.names.personas.id(ix).clone());
            speed.add(&owner, ExpressionKey::Who, persona.who.left_to_rhai());
        }
        for (ix, rule) in library.rules.iter() {
            let owner = ExpressionOwner::Rule(library.names.rules.id(ix).clone());
            speed.add(&owner, ExpressionKey::When, rule.when.left_to_rhai());
            for effect in &rule.then {
                match effect {
                    Effect::Boost { percent: Percent::Computed(formula), .. } => {
                        speed.add(&owner, ExpressionKey::By, formula.left_to_rhai());
                    }
                    Effect::Call(call) => {
                        speed.add(&owner, ExpressionKey::Call, call.left_to_rhai());
                    }
                    _ => {}
                }
            }
        }
        speed
    }

    fn add(&mut self, owner: &ExpressionOwner, key: ExpressionKey, left: Vec<rules::LeftToRhai>) {
        self.expressions = self.expressions.saturating_add(1);
        self.direct = self.direct.saturating_add(usize::from(left.is_empty()));
        self.left.extend(left.into_iter().map(|left| LeftPart {
            of: owner.clone(),
            key,
            part: left.part,
            because: left.because.into(),
        }));
    }
}

impl From<rules::Because> for LeftBecause {
    fn from(because: rules::Because) -> Self {
        match because {
            rules::Because::Helper(helper) => Self::Helper { helper: helper.into() },
            rules::Because::Thing(thing) => Self::Thing { thing: thing.into() },
            rules::Because::List => Self::List,
            rules::Because::Chain => Self::Chain,
            rules::Because::Type => Self::Type,
        }
    }
}

//! How are ids and closed words written?
//!
//! Nothing above `wire` derives `Serialize`. How a type of the engine is written
//! and read stands here instead, once for every answer:
//!
//! - an id of [`crate::id`] is written as its text (`id_words!`);
//! - an enum with one word a variant is written as that word. `closed_words!` makes
//!   it written, read and described from its `as_str`; `written_words!` only makes
//!   it written, where files of authors have it read and described already;
//! - a length of time is written as authors write it (`12 weeks`).
//!
//! So a field of an answer holds the type itself, also inside `Option` and `Vec`,
//! and needs no attribute. Numbers stand in [`super::number`].

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::bench::{Band, Criterion};
use crate::blueprint::value::ImportanceWord;
use crate::diagnostic::Severity;
use crate::example::{Reached, Says, Share, When};
use crate::id::{
    CompetencyId, Id as _, KpiId, ModuleId, PersonId, PersonaId, PromptId, RoleId, RuleId,
};
use crate::library::{
    Assessor, Channel, Direction, Each, IfUnknown, KpiKind, Modality, ProofKind, Recipient, Source,
    UnknownPolicy, Validator,
};
use crate::person::Status;
use crate::plan::{Basis, Outcome, State};
use crate::quantity::Span;
use crate::select::Objective;
use crate::surroundings::Layer;
use crate::trace::ScopeKey;

/// Makes ids written as their text, and read by their own reading of texts.
macro_rules! id_words {
    ($($id:ty),+ $(,)?) => { $(
        impl Serialize for $id {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl<'de> Deserialize<'de> for $id {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                Cow::<'de, str>::deserialize(deserializer)?.parse().map_err(D::Error::custom)
            }
        }

        impl JsonSchema for $id {
            fn schema_name() -> Cow<'static, str> {
                stringify!($id).into()
            }

            fn inline_schema() -> bool {
                true
            }

            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                json_schema!({ "type": "string", "minLength": 1 })
            }
        }
    )+ };
}

/// Makes enums written as the word their `as_str` gives.
macro_rules! written_words {
    ($($word:ty),+ $(,)?) => { $(
        impl Serialize for $word {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }
    )+ };
}

/// Makes enums written as the word their `as_str` gives, and read from it.
macro_rules! closed_words {
    ($($word:ident: $($variant:ident),+;)+) => { $(
        written_words!($word);

        impl<'de> Deserialize<'de> for $word {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                const ALL: &[$word] = &[$($word::$variant),+];
                let text = Cow::<'de, str>::deserialize(deserializer)?;
                let found = ALL.iter().find(|word| word.as_str() == text);
                found.copied().ok_or_else(|| {
                    let words: Vec<&str> = ALL.iter().map(|word| word.as_str()).collect();
                    D::Error::custom(format!("`{text}` is none of `{}`", words.join("`, `")))
                })
            }
        }

        impl JsonSchema for $word {
            fn schema_name() -> Cow<'static, str> {
                stringify!($word).into()
            }

            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                json_schema!({ "enum": [$($word::$variant.as_str()),+] })
            }
        }
    )+ };
}

id_words!(CompetencyId, KpiId, ModuleId, PersonId, PersonaId, PromptId, RoleId, RuleId);

written_words!(
    Assessor,
    Channel,
    Direction,
    Each,
    IfUnknown,
    KpiKind,
    Modality,
    ProofKind,
    Recipient,
    Source,
    Status,
    UnknownPolicy,
    Validator,
);

closed_words! {
    ImportanceWord: Critical, Important, Useful;
    Objective: Gain, GainPerHour;
    Outcome: Away, AssessFirst, Plan, ShortPlan, RequiredOnly, NothingMissing;
    State: Proposed, Agreed, Started;
    Basis: Team, Person, Role;
    ScopeKey: Model, Family, Role, Persona, Site;
    Severity: Error, Warning;
    Says: Fires, Silent, DoesNotFire, Undecided;
    When: Now, After;
    Reached: InCase, ForSomebody, No;
    Share: Firing, Silent, Comparisons, Modules, Prompts;
    Layer: Modules, Required, Prerequisites, Expected, Competency, BuiltOn, Role, Roles, Kpis;
    Band: Now, Soon, Later, Unknown;
    Criterion: Known, Threshold, Critical, Confirmed, Fresh, Available, Tenure;
}

impl Serialize for Span {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Span {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Cow::<'de, str>::deserialize(deserializer)?.parse().map_err(D::Error::custom)
    }
}

impl JsonSchema for Span {
    fn schema_name() -> Cow<'static, str> {
        "Span".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "pattern": "^[0-9]+ (day|week|month)s?$" })
    }
}

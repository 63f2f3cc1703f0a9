//! How is written what became of files of another tool, or what was made up?

use std::borrow::Cow;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{AnswerProvenance, Diagnostic, Position, Text};

/// What became of a framework on its way into a library, or of a library on its way
/// into another format.
#[derive(Clone, Debug, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct ConversionReport {
    /// The version of this format.
    pub format: u8,
    /// The library that was exported; of an import only the engine is known.
    pub provenance: AnswerProvenance,
    /// What the framework or the library is called.
    pub name: Text,
    /// The files of the library that were written, or would be; paths in the output
    /// folder, none for an export.
    pub files: Vec<Text>,
    /// Where they were written to; `null` where nothing was written.
    pub output: Option<Text>,
    /// What was read.
    pub read: Vec<CountedThings>,
    /// What was made of it.
    pub made: Vec<CountedThings>,
    /// What is not as it was, by kind.
    pub notes: Vec<ConversionNote>,
    /// What the source got wrong; it was set aside.
    pub set_aside: Vec<Diagnostic>,
}

/// A number of things of one kind.
#[derive(Clone, Debug, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct CountedThings {
    /// How many.
    pub number: usize,
    /// Of what, in the plural, such as `role levels`.
    pub what: Text,
}

/// One thing that happened on the way, as often as it happened.
#[derive(Clone, Debug, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct ConversionNote {
    /// In which way it is not as it was.
    pub kind: NoteKind,
    /// A name that stays the same, such as `repeated-rows`.
    pub id: Cow<'static, str>,
    /// How often.
    pub number: usize,
    /// To what and why, as a fragment that follows the number.
    pub message: Text,
    /// Where in the source; not more than `number`.
    pub places: Vec<Position>,
}

/// In which way something is not as it was.
#[derive(
    Clone, Copy, Debug, Deserialize, Eq, JsonSchema, Ord, PartialEq, PartialOrd, Serialize,
)]
#[serde(rename_all = "snake_case")]
pub enum NoteKind {
    /// Several things became one.
    Merged,
    /// It was written another way.
    Changed,
    /// The source does not say it, but what it says leads to it.
    Inferred,
    /// The source does not say it; a default stands for it.
    Assumed,
    /// The source leaves it empty.
    Missing,
    /// There is no place for it.
    Dropped,
}

impl NoteKind {
    /// Every kind, in the order reports list them.
    pub const ALL: &[Self] =
        &[Self::Merged, Self::Changed, Self::Inferred, Self::Assumed, Self::Missing, Self::Dropped];

    /// The word for it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Merged => "merged",
            Self::Changed => "changed",
            Self::Inferred => "inferred",
            Self::Assumed => "assumed",
            Self::Missing => "missing",
            Self::Dropped => "dropped",
        }
    }
}

/// The synthetic people that were written.
#[derive(Clone, Debug, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct SampleReport {
    /// The version of this format.
    pub format: u8,
    /// The library they were made up for, and the date their dates count back from.
    pub provenance: AnswerProvenance,
    /// The folder they were written to.
    pub output: Text,
    /// How many people.
    pub people: u64,
    /// The random seed; the same seed makes the same people.
    pub seed: u64,
    /// The files.
    pub files: Vec<SampleFile>,
}

/// A file of synthetic people.
#[derive(Clone, Debug, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct SampleFile {
    /// Its name.
    pub file: Cow<'static, str>,
    /// Its rows, without the header.
    pub rows: u64,
}

/// What milestones of a progression framework add up to.
#[derive(Clone, Debug, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct MilestonePoints {
    /// The version of this format.
    pub format: u8,
    /// The engine; no library is asked.
    pub provenance: AnswerProvenance,
    /// The milestones, in the order they were named.
    pub milestones: Vec<ReachedMilestone>,
    /// Their points together.
    pub points: u32,
    /// The level that makes; `null` below the first.
    pub level: Option<Text>,
    /// The next level; `null` behind the last.
    pub next_level: Option<NextLevel>,
    /// The titles that are open.
    pub titles: Vec<Text>,
}

/// A milestone somebody has reached.
#[derive(Clone, Debug, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct ReachedMilestone {
    /// The track.
    pub track: Text,
    /// The milestone in it.
    pub milestone: u16,
    /// What it is worth.
    pub points: u32,
}

/// The next level of a progression framework.
#[derive(Clone, Debug, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct NextLevel {
    /// The level.
    pub level: Text,
    /// The points it begins with.
    pub points: u32,
}

//! How is it written down?
//!
//! Every answer as JSON, format 1. What stands here is typed to the edge: ids are
//! the ids of [`crate::id`], closed words the engine's own enums, levels, hours and
//! dates their own types, and reasons are data; sentences are made where they are
//! read. Everything can be read back as well, and describes itself as a JSON Schema.
//!
//! Nothing above this module is serializable: how the engine's types are written
//! stands in `words`, `number` and `place`. Levels and hours are decimals with at
//! most two places, points whole hundredths, readiness whole percent, dates ISO; a
//! value that is absent is `null`.

// How types of the engine are written: ids and closed words, numbers, places.
mod words;
mod number;
mod place;
// What an answer was made from, and the mistakes that come with it.
mod provenance;
mod diagnostics;
// What rules did, and why something is as it is.
mod effect;
mod reason;
// The plan, and how it comes from the engine's.
mod plan;
mod convert;
// The other answers.
mod playbook;
mod trace;
mod explanation;
mod list;
mod lint;
mod test_results;
mod report;
// Roles and moves between them.
mod moves;
mod route;
mod lattice;
mod graph;
mod bench;
mod speed;

use std::sync::Arc;

pub use bench::{
    Bench, BenchProvenance, BenchRole, BenchSettings, BenchShare, BenchTotals, BenchUnlock,
    BenchUnlocks, BenchVerdict,
};
pub use diagnostics::{Diagnostic, Diagnostics, Fix, Position, Related};
pub use effect::Effect;
pub use explanation::{ExplainedPerson, Explanation, HeldPlace, ModuleExplanation};
pub use graph::{Graph, GraphEdge, GraphLeftOut, GraphNode, GraphThing, Relation};
pub use lattice::{Lattice, LatticeMove, LatticeRole, LatticeShown, PictureKind};
pub use lint::{Findings, LintSummary, Lints, UndecidedLint};
pub use list::{
    List, Listed, ListedCode, ListedCompetency, ListedKpi, ListedModule, ListedPerson,
    ListedPersona, ListedPrompt, ListedRole, ListedRule, RequiredLevel,
};
pub use moves::{
    AllMoves, Built, CareerProvenance, GradeDirection, Hindrance, LearningStep, MissingSkill, Move,
    MoveReadiness, MoveStart, Moves, Price, RankedBy, RankedMove, Shortfall, UnusedSkill,
};
pub use number::Decimal;
pub use place::Place;
pub use plan::{
    Assess, AssessReason, Boost, Closes, Coaching, Contact, Evidence, Failed, Fired, Flag, Gap,
    Horizon, Kpi, Layer, LeftOut, LeftOutReason, Link, Milestone, Module, MustDo, Nudge, Overruled,
    Person, Plan, PointsPerHour, Proof, Provenance, Readiness, Responsible, Rules, Score,
    Selection, Shorter, Swap, Thing, Unclosed, Undecided,
};
pub use playbook::{
    AgendaItem, ExpectedChange, Playbook, PlaybookModule, Script, TypicalFrom, TypicalLevel,
};
pub use provenance::AnswerProvenance;
pub use reason::{
    Failure, FlagReason, GivenUp, Hole, KeptOut, LevelChange, MissingFact, Need, NotAllowed, NotIn,
    NotOffered, Obstacle, SeenIn, Signal, UnclosedReason, Validator,
};
pub use report::{
    ConversionNote, ConversionReport, CountedThings, MilestonePoints, NextLevel, NoteKind,
    ReachedMilestone, SampleFile, SampleReport,
};
pub use route::{
    DirectMove, Enough, Hop, HopModule, Learned, RetainedSkill, Route, RouteFindings, RouteSearch,
    RouteUnlock, Routes,
};
pub use speed::{ExpressionKey, ExpressionOwner, LeftBecause, LeftPart, Speed, SpeedProvenance};
pub use test_results::{
    CameInstead, CoveredComparison, CoveredModule, CoveredPrompt, CoveredRule, CoveredShare,
    Expectation, ExplainedModule, MissedExpectation, TestCoverage, TestNote, TestResult,
    TestResults,
};
pub use trace::{
    Trace, TracedAnswer, TracedBacking, TracedCounts, TracedDistance, TracedKind, TracedPart,
    TracedPersona, TracedPersonaVerdict, TracedRule, TracedScope, TracedSide, TracedTopic,
    TracedValue, TracedVerdict,
};

/// The version of the format this module writes.
pub const FORMAT: u8 = 1;

/// A text an author wrote, shared between the answers that hold it.
pub type Text = Arc<str>;

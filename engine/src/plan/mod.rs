//! What do we tell the person and the manager?
//!
//! Deciding and explaining are two: [`recommend`] decides, and [`reasons`] says
//! afterwards, for those who ask, why it is so and what else there would be.

// Who may take a module, and when is there time?
mod available;
mod calendar;
// What has to be done, how a module shows on the job.
mod must_do;
mod milestone;
// What there is to choose from, the best of it, and what becomes of that.
mod offer;
mod choice;
mod pick;
// What people are told.
mod flags;
mod talk;
// The decision, and on request the reasons.
mod decision;
mod reasons;
// The same for everybody of a persona.
mod playbook;

pub(crate) use available::is_available;
pub use available::{Circumstance, NotOffered};
pub use calendar::Calendar;
pub use decision::{Decision, OptimalityProof, Outcome, ReadinessChange, recommend};
pub use flags::{FlagOut, FlagReason, FlagText};
pub use milestone::{Basis, MeasuredKpi, Milestone};
pub use must_do::MustDo;
pub use offer::NotIn;
pub use pick::{Closed, Pick, State};
pub use playbook::{Playbook, PlaybookModule, playbook};
pub use reasons::{
    Cost, EntryNeed, Explanation, GivenUp, KeptOut, LeftOut, LeftOutReason, Obstacle, Reasons,
    Swap, Unclosed, UnclosedReason, explain_module, reasons,
};
pub use talk::{Assessment, AssessmentReason, CoachingPlan, NudgeOut};

//! How is written why something is as it is?
//!
//! A reason is an object with a `kind` and what belongs to it; the sentence about
//! it is made where it is read.

use std::borrow::Cow;

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Text;
use crate::id::{CompetencyId, KpiId, ModuleId, RoleId, RuleId};
use crate::level::Level;
use crate::library;
use crate::quantity::{Amount, Hours};

/// Who validates a proof.
#[derive(Clone, Debug, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Validator {
    /// What they are to the person.
    pub role: library::Validator,
    /// Their id; `null` for a peer the person chooses.
    pub person: Option<Text>,
}

/// A fact nobody has evidence of.
#[derive(Clone, Debug, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct MissingFact {
    /// The fact, by the name conditions have for it, such as `level`.
    pub fact: Cow<'static, str>,
    /// What it is asked about, such as a competency; `null` where it is asked about
    /// nothing.
    pub about: Option<Text>,
}

/// Why a rule or one of its effects went wrong.
#[derive(Clone, Debug, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum Failure {
    /// An effect needs a fact nobody has evidence of.
    Needs {
        /// The fact.
        fact: Cow<'static, str>,
        /// What it is asked about.
        about: Option<Text>,
    },
    /// It could not be worked out.
    Error {
        /// What went wrong, for the rule's author.
        text: Text,
    },
}

/// Something a module asks for that a person does not have.
#[derive(Clone, Debug, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum Need {
    /// A level to start with.
    Level {
        /// The competency.
        competency: CompetencyId,
        /// The level asked for.
        level: Level,
        /// The level the person holds, or is assumed to hold; `null` where nobody knows.
        held: Option<Level>,
        /// The level they would have with the plan's modules and what has to be done.
        with_plan: Level,
    },
    /// One of these shifts.
    Shift {
        /// The shifts it is offered for.
        offered: Vec<Text>,
        /// The person's; `null` where it is not known.
        has: Option<Text>,
    },
    /// One of these languages.
    Language {
        /// The languages it is offered in.
        offered: Vec<Text>,
        /// The person's; `null` where it is not known.
        has: Option<Text>,
    },
    /// One of these sites.
    Site {
        /// The sites it is offered at.
        offered: Vec<Text>,
        /// The person's; `null` where it is not known.
        has: Option<Text>,
    },
}

/// Why a gap stays open.
#[derive(Clone, Debug, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum UnclosedReason {
    /// No module builds the competency from that level.
    NoModule,
    /// No module that builds it from that level is offered to the person.
    NotAvailable {
        /// Modules that would build it.
        modules: Vec<NotOffered>,
    },
    /// The person may not take what builds it from that level.
    KeptOut {
        /// Modules that would build it.
        modules: Vec<NotAllowed>,
    },
}

/// A module that is not offered to a person.
#[derive(Clone, Debug, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct NotOffered {
    /// The module.
    pub module: ModuleId,
    /// What it is offered for, and what the person has.
    pub needs: Vec<Need>,
}

/// A module that a person may not take anew.
#[derive(Clone, Debug, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct NotAllowed {
    /// The module.
    pub module: ModuleId,
    /// What keeps it out.
    pub by: Vec<KeptOut>,
}

/// Why a person may not take a module anew, though it is offered to them.
#[derive(Clone, Debug, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum KeptOut {
    /// They declined it.
    Declined,
    /// They did it already.
    Done,
    /// A rule keeps it out.
    Rule {
        /// The rule.
        rule: RuleId,
    },
}

/// Why there is no set of the usual size.
#[derive(Clone, Debug, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum Obstacle {
    /// There are too few hours.
    Hours {
        /// How many modules a plan holds at least.
        least: usize,
        /// The hours there are.
        hours: Hours,
    },
    /// Modules are not offered to the person.
    Availability {
        /// The modules.
        modules: Vec<ModuleId>,
    },
    /// Modules ask for more than there is.
    Entry {
        /// The modules.
        modules: Vec<ModuleId>,
    },
    /// Rules keep modules out.
    Rules {
        /// The modules.
        modules: Vec<ModuleId>,
    },
    /// The catalogue has too little.
    Catalogue {
        /// How many modules a plan holds at least.
        least: usize,
        /// All modules that close gaps of the person.
        modules: Vec<ModuleId>,
    },
    /// Modules close no gap themselves and would open one that does.
    Enablers {
        /// The modules.
        modules: Vec<ModuleId>,
    },
}

/// What was not worked out within the search steps there are for a person.
#[derive(Clone, Debug, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum GivenUp {
    /// All of the best plans without a module of the plan.
    Swaps {
        /// The module.
        module: ModuleId,
    },
    /// Whether a better plan than those known holds a module that was left out.
    LeftOut {
        /// The module.
        module: ModuleId,
    },
    /// Which limits stand in the way.
    StandsInTheWay,
    /// Whether a smaller set is worth more.
    Shorter,
}

/// What the engine found that somebody should know.
#[derive(Clone, Debug, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum FlagReason {
    /// What is agreed and begun takes more hours than there are.
    OverHours {
        /// The hours it takes.
        used: Hours,
        /// The hours there are.
        hours: Hours,
    },
    /// More modules are agreed or begun than a plan holds.
    TooMany {
        /// How many.
        modules: usize,
    },
    /// A module was agreed, and a rule keeps it out now.
    AgreedExcluded {
        /// The module.
        module: ModuleId,
    },
    /// A module is begun, and a rule would keep it out now.
    StartedExcluded {
        /// The module.
        module: ModuleId,
    },
    /// A rule requires a module that is not in the plan.
    NotIn {
        /// The module.
        module: ModuleId,
        /// Why it is not.
        why: NotIn,
    },
    /// A rule asks for one of several modules, and none fits the person.
    NoneFits,
    /// Nobody can validate the proof of a module.
    NoValidator {
        /// The module.
        module: ModuleId,
    },
    /// No KPI fits a module in the roles of the person.
    NoKpi {
        /// The module.
        module: ModuleId,
    },
    /// A module that has to be done is overdue.
    Overdue {
        /// The module.
        module: ModuleId,
        /// When it was due.
        due: Date,
    },
}

/// Why a required module is not in the plan.
#[derive(Clone, Copy, Debug, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum NotIn {
    /// The person declined it.
    Declined,
    /// It is offered to nobody.
    Inactive,
    /// It is not offered to the person.
    Unavailable,
    /// No KPI fits it in the roles of the person.
    NoKpi,
    /// The plan is full.
    Full,
    /// There are not enough hours.
    Hours,
    /// What it builds on is not there yet.
    Entry,
}

/// What shows a row of an evidence chain.
#[derive(Clone, Debug, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum Signal {
    /// The module is completed.
    Completed {
        /// The module.
        module: ModuleId,
    },
    /// What is seen at work.
    Seen {
        /// The behaviour, as the module's author wrote it.
        text: Text,
    },
    /// Levels that rise.
    Levels {
        /// The levels.
        levels: Vec<LevelChange>,
    },
    /// Readiness for a role, in whole percent.
    Readiness {
        /// The role.
        role: RoleId,
        /// On the plan's date.
        now: u8,
        /// Once every proof of the plan is accepted.
        after: u8,
    },
    /// A KPI that moves.
    Kpi {
        /// The KPI.
        kpi: KpiId,
        /// Where it stands; `null` where nobody measured it.
        baseline: Option<Amount>,
        /// Where it should be; `null` where the role sets none.
        target: Option<Amount>,
    },
}

/// A level that rises, or stays where both are the same.
#[derive(Clone, Debug, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct LevelChange {
    /// The competency.
    pub competency: CompetencyId,
    /// From which level.
    pub from: Level,
    /// To which level.
    pub to: Level,
}

/// Where a row of an evidence chain is seen.
#[derive(Clone, Debug, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum SeenIn {
    /// Another system, which has its own name for the module.
    System {
        /// The system.
        system: Text,
        /// Its name for the module.
        id: Text,
    },
    /// The record of progress.
    ProgressRecord,
    /// An observation at work.
    Observation {
        /// Who observes; `null` where nobody is named.
        by: Option<Validator>,
    },
    /// The proof of application.
    Proof {
        /// What it produces.
        produces: Text,
        /// Who validates it.
        by: Validator,
    },
    /// The role blueprint and the person's baseline.
    Baseline,
    /// The system that reports a KPI.
    Report {
        /// The system.
        system: Text,
    },
}

/// What is missing in an evidence chain.
#[derive(Clone, Copy, Debug, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum Hole {
    /// The module names no behaviour to watch for.
    NoBehaviour,
    /// Nobody can validate the proof.
    NoValidator,
    /// The person has no role to be ready for.
    NoRole,
    /// No KPI fits the module in the person's roles.
    NoKpi,
}

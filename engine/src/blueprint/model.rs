//! The shapes of a competency model's files.

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::Deserialize;

use super::value::{Change, Importance, Parsed, Percent, WholeLevel};
use crate::level::Level;
use crate::quantity::{Amount, Hours, Money, Span};

/// Something a person can do, at a level of a scale.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq)]
#[serde(deny_unknown_fields)]
pub struct Competency {
    /// What people call it.
    pub name: String,
    /// What somebody who has it does, in one sentence.
    pub statement: Option<String>,
    /// The competency it is a part of.
    pub part_of: Option<String>,
    /// What it builds on: competencies, each at a level.
    #[serde(default)]
    pub requires: IndexMap<String, Parsed<Level>>,
    /// Neighbours: holding 3 there suggests that share of 3 here.
    #[serde(default)]
    pub inferred_from: IndexMap<String, Parsed<Percent>>,
    /// The behaviour seen at each whole level.
    #[serde(default)]
    pub anchors: IndexMap<Parsed<WholeLevel>, String>,
    /// The same thing in other frameworks, as addresses.
    #[serde(default)]
    pub aligns: Vec<String>,
    /// `yes-no` for a certificate; the library's scale where unsaid.
    pub scale: Option<CompetencyScale>,
    /// How long evidence for it counts.
    pub valid: Option<Parsed<Span>>,
}

/// A scale other than the library's.
#[derive(Clone, Copy, Debug, Deserialize, Eq, JsonSchema, PartialEq)]
pub enum CompetencyScale {
    /// Held or not held: levels 0 and 1.
    #[serde(rename = "yes-no")]
    YesNo,
}

/// What a role expects.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq)]
#[serde(deny_unknown_fields)]
pub struct Role {
    /// What people call it.
    pub title: String,
    /// The family it belongs to.
    pub family: Option<String>,
    /// Its grade, higher for higher roles.
    pub grade: Option<u16>,
    /// Whether the bench watches it.
    pub succession: Option<Succession>,
    /// The program whose KPI guard it is under.
    pub program: Option<String>,
    /// The readiness from which somebody is ready for the job.
    pub job_ready: Option<Parsed<Percent>>,
    /// The shortest time people stay in it.
    pub min_stay: Option<Parsed<Span>>,
    /// What a new holder is hired with.
    #[serde(default)]
    pub entry: IndexMap<String, Parsed<Level>>,
    /// The role this one starts from.
    pub extends: Option<String>,
    /// Which of that role's expectations it drops.
    #[serde(default)]
    pub without: Vec<String>,
    /// What it expects.
    #[serde(default)]
    pub expects: IndexMap<String, Expectation>,
    /// The KPIs it is judged by.
    #[serde(default)]
    pub kpis: IndexMap<String, RoleKpi>,
    /// The same thing in other frameworks, as addresses.
    #[serde(default)]
    pub aligns: Vec<String>,
}

/// Whether the bench watches a role.
#[derive(Clone, Copy, Debug, Deserialize, Eq, JsonSchema, PartialEq)]
#[serde(rename_all = "snake_case")]
pub enum Succession {
    /// Somebody always has to be ready for it.
    Critical,
}

/// One expectation of a role.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq)]
#[serde(deny_unknown_fields)]
pub struct Expectation {
    /// The level expected.
    pub level: Parsed<Level>,
    /// How much it matters; `important` where unsaid.
    pub importance: Option<Parsed<Importance>>,
    /// The KPIs it drives.
    #[serde(default)]
    pub drives: Vec<String>,
}

/// Where a KPI stands in a role, and where it should be.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq)]
#[serde(deny_unknown_fields)]
pub struct RoleKpi {
    /// Where it stands.
    pub baseline: Parsed<Amount>,
    /// Where it should be.
    pub target: Parsed<Amount>,
    /// How much it matters; low where unsaid.
    #[serde(default)]
    pub weight: KpiWeight,
    /// Who approved its use although the role's program avoids it.
    pub approved_by: Option<String>,
}

/// How much a KPI matters in a role.
#[derive(Clone, Copy, Debug, Default, Deserialize, Eq, JsonSchema, Ord, PartialEq, PartialOrd)]
#[serde(rename_all = "snake_case")]
pub enum KpiWeight {
    /// 100 %.
    #[default]
    Low,
    /// 125 %.
    Medium,
    /// 150 %.
    High,
}

/// A learning activity.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq)]
#[serde(deny_unknown_fields)]
pub struct Module {
    /// What people call it.
    pub title: String,
    /// What other systems call it: `moodle: SUP-101`.
    #[serde(default)]
    pub refs: IndexMap<String, String>,
    /// Whether it is offered; yes where unsaid.
    pub active: Option<bool>,
    /// How one learns in it.
    pub modality: Modality,
    /// How long it takes.
    pub hours: Parsed<Hours>,
    /// What it costs per person.
    pub cost: Option<Parsed<Money>>,
    /// What it builds.
    pub builds: IndexMap<String, Builds>,
    /// What one needs to enter it, beside each `from`.
    #[serde(default)]
    pub entry: IndexMap<String, Parsed<Level>>,
    /// Words rules can match.
    #[serde(default)]
    pub tags: Vec<String>,
    /// Who can take it; everyone where unsaid.
    #[serde(default)]
    pub available: Available,
    /// The KPI of its milestone where no expectation it closes drives one.
    pub kpi: Option<String>,
    /// The proof of application on the job.
    pub proof: Proof,
    /// What a manager sees at work when it was learned.
    pub behaviour: Option<String>,
    /// Coaching prompts that go with it.
    #[serde(default)]
    pub coaching: Vec<String>,
}

/// How one learns in a module.
#[derive(Clone, Copy, Debug, Deserialize, Eq, JsonSchema, Ord, PartialEq, PartialOrd)]
#[serde(rename_all = "snake_case")]
pub enum Modality {
    /// A course.
    Course,
    /// A few minutes at a time.
    Micro,
    /// A workshop.
    Workshop,
    /// A simulation.
    Simulation,
    /// At somebody's side.
    Shadowing,
    /// A piece of real work.
    Project,
    /// With a mentor.
    Mentoring,
}

impl Modality {
    /// Every modality.
    pub const ALL: &[Self] = &[
        Self::Course,
        Self::Micro,
        Self::Workshop,
        Self::Simulation,
        Self::Shadowing,
        Self::Project,
        Self::Mentoring,
    ];

    /// The word authors write.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Course => "course",
            Self::Micro => "micro",
            Self::Workshop => "workshop",
            Self::Simulation => "simulation",
            Self::Shadowing => "shadowing",
            Self::Project => "project",
            Self::Mentoring => "mentoring",
        }
    }
}

/// The levels a module takes people from and to.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq)]
#[serde(deny_unknown_fields)]
pub struct Builds {
    /// The level one needs.
    pub from: Parsed<Level>,
    /// The level one has afterwards.
    pub to: Parsed<Level>,
}

/// Who can take a module; a list that is missing or empty excludes nobody.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema, PartialEq)]
#[serde(deny_unknown_fields, default)]
pub struct Available {
    /// People of these shifts.
    pub shifts: Vec<String>,
    /// People with one of these languages.
    pub languages: Vec<String>,
    /// People of these sites.
    pub sites: Vec<String>,
}

/// The work output that shows a skill was used on the job.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq)]
#[serde(deny_unknown_fields)]
pub struct Proof {
    /// What kind of work it is.
    pub kind: ProofKind,
    /// What it produces, a noun: "Five annotated call reviews".
    pub produces: String,
    /// What can be seen when it is done.
    pub done_when: Vec<String>,
    /// Who validates it: the first of these the person has.
    pub validated_by: Vec<Validator>,
    /// How long after the learning it is due.
    pub within: Parsed<Span>,
}

/// What kind of work a proof is.
#[derive(Clone, Copy, Debug, Deserialize, Eq, JsonSchema, PartialEq)]
#[serde(rename_all = "snake_case")]
pub enum ProofKind {
    /// A task of everyday work.
    Task,
    /// A piece of work with a beginning and an end.
    Project,
    /// Work seen or done at somebody's side.
    Shadowing,
    /// A simulation.
    Simulation,
}

impl ProofKind {
    /// The word authors write.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Task => "task",
            Self::Project => "project",
            Self::Shadowing => "shadowing",
            Self::Simulation => "simulation",
        }
    }
}

/// Who validates a proof.
#[derive(Clone, Copy, Debug, Deserialize, Eq, JsonSchema, PartialEq)]
#[serde(rename_all = "snake_case")]
pub enum Validator {
    /// The person's manager.
    Manager,
    /// The person's mentor.
    Mentor,
    /// A peer, whom the person chooses.
    Peer,
}

impl Validator {
    /// The word authors write.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Manager => "manager",
            Self::Mentor => "mentor",
            Self::Peer => "peer",
        }
    }
}

/// A number leaders already watch.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq)]
#[serde(deny_unknown_fields)]
pub struct Kpi {
    /// What people call it.
    pub name: String,
    /// Its unit: `percent`, `minutes`, `EUR`.
    pub unit: String,
    /// Which way is better.
    pub direction: Direction,
    /// Whether it tells where things go or where they went.
    pub kind: KpiKind,
    /// KPIs that move before it does.
    #[serde(default)]
    pub leading: Vec<String>,
    /// The system that reports it.
    pub source: String,
    /// How long it is measured after a proof is due.
    pub window: Parsed<Span>,
    /// What one unit of it is worth.
    pub value_per_unit: Option<Parsed<Money>>,
}

/// Which way a KPI is better.
#[derive(Clone, Copy, Debug, Deserialize, Eq, JsonSchema, PartialEq)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    /// Higher is better.
    Up,
    /// Lower is better.
    Down,
}

impl Direction {
    /// The word authors write.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Up => "up",
            Self::Down => "down",
        }
    }
}

/// Whether a KPI tells where things go or where they went.
#[derive(Clone, Copy, Debug, Deserialize, Eq, JsonSchema, PartialEq)]
#[serde(rename_all = "snake_case")]
pub enum KpiKind {
    /// Moves early.
    Leading,
    /// Moves late.
    Lagging,
}

impl KpiKind {
    /// The word authors write.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Leading => "leading",
            Self::Lagging => "lagging",
        }
    }
}

/// Words a manager can use in a 1:1.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq)]
#[serde(deny_unknown_fields)]
pub struct Prompt {
    /// What the manager says.
    pub say: String,
    /// What it is for.
    #[serde(rename = "for")]
    pub about: PromptFor,
    /// How often it is worth asking.
    pub every: Parsed<Span>,
    /// What to look for in the answer.
    #[serde(default)]
    pub look_for: Vec<String>,
    /// What to tick off.
    #[serde(default)]
    pub checklist: Vec<String>,
}

/// What a coaching prompt is for; one of these.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema, PartialEq)]
#[serde(deny_unknown_fields, default)]
pub struct PromptFor {
    /// A competency the plan works on.
    pub competency: Option<String>,
    /// A module of the plan.
    pub module: Option<String>,
    /// The persona of the person.
    pub persona: Option<String>,
}

/// A named group with its own hours, horizon and defaults.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq)]
#[serde(deny_unknown_fields)]
pub struct Persona {
    /// What people call it.
    pub name: String,
    /// Who belongs to it, as a condition.
    pub who: String,
    /// Of personas that fit, the highest priority wins.
    #[serde(default)]
    pub priority: i32,
    /// How far ahead plans look.
    pub horizon: Option<Parsed<Span>>,
    /// Hours a week for learning.
    pub hours_per_week: Option<Parsed<Hours>>,
    /// What a competency without evidence counts as.
    #[serde(default)]
    pub unknown: UnknownPolicy,
    /// What the choice of modules maximises.
    #[serde(default)]
    pub objective: Objective,
    /// What managers of these people do.
    #[serde(default)]
    pub manager_practices: Vec<String>,
    /// What should change, as changes of KPIs.
    #[serde(default)]
    pub outcomes: IndexMap<String, Parsed<Change>>,
    /// The baseline of its typical member; unsaid, the median of its members.
    #[serde(default)]
    pub typical: IndexMap<String, Parsed<Level>>,
}

/// What a competency without evidence counts as.
#[derive(Clone, Copy, Debug, Default, Deserialize, Eq, JsonSchema, PartialEq)]
#[serde(rename_all = "snake_case")]
pub enum UnknownPolicy {
    /// It opens no gap; an assessment is asked for.
    #[default]
    Assess,
    /// The role's entry level, else 0.
    Entry,
    /// 0.
    Beginner,
}

impl UnknownPolicy {
    /// The word authors write.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Assess => "assess",
            Self::Entry => "entry",
            Self::Beginner => "beginner",
        }
    }
}

/// What the choice of modules maximises.
#[derive(Clone, Copy, Debug, Default, Deserialize, Eq, JsonSchema, PartialEq)]
#[serde(rename_all = "snake_case")]
pub enum Objective {
    /// The points closed.
    #[default]
    Gain,
    /// The points closed per hour.
    GainPerHour,
}

//! What is there to learn from, to measure and to say?

use std::collections::{BTreeMap, BTreeSet};

use crate::blueprint::model::{Direction, KpiKind, Modality, ProofKind, Validator};
use crate::id::{CompetencyIx, KpiIx, ModuleIx, PersonaIx, PromptIx};
use crate::level::Level;
use crate::quantity::{Hours, Money, Span};

/// A learning activity.
#[derive(Clone, Debug)]
pub struct Module {
    /// What people call it.
    pub title: Box<str>,
    /// What other systems call it.
    pub refs: BTreeMap<Box<str>, Box<str>>,
    /// Whether it is offered.
    pub active: bool,
    /// How one learns in it.
    pub modality: Modality,
    /// How long it takes.
    pub hours: Hours,
    /// What it costs per person.
    pub cost: Option<Money>,
    /// What it builds, in the order of competencies.
    pub builds: Vec<Builds>,
    /// What one needs to enter it: each `from` and `entry`, the higher one.
    pub entry: Vec<(CompetencyIx, Level)>,
    /// Words rules can match.
    pub tags: BTreeSet<Box<str>>,
    /// Shifts it is for; empty for all.
    pub shifts: BTreeSet<Box<str>>,
    /// Languages it is in; empty for all.
    pub languages: BTreeSet<Box<str>>,
    /// Sites it is at; empty for all.
    pub sites: BTreeSet<Box<str>>,
    /// The KPI of its milestone where no expectation it closes drives one.
    pub kpi: Option<KpiIx>,
    /// The proof of application on the job.
    pub proof: Proof,
    /// What a manager sees at work when it was learned.
    pub behaviour: Option<Box<str>>,
    /// Coaching prompts that go with it.
    pub coaching: Vec<PromptIx>,
}

/// What a module builds of one competency.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Builds {
    /// Always a leaf.
    pub competency: CompetencyIx,
    /// The level one needs.
    pub from: Level,
    /// The level one has afterwards.
    pub to: Level,
}

/// The work output that shows a skill was used on the job.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Proof {
    /// What kind of work it is.
    pub kind: ProofKind,
    /// The work output, as a noun.
    pub produces: Box<str>,
    /// What can be seen when it is done.
    pub done_when: Vec<Box<str>>,
    /// Who validates it: the first of these the person has.
    pub validated_by: Vec<Validator>,
    /// How long after the learning it is due.
    pub within: Span,
}

/// A number leaders already watch.
#[derive(Clone, Debug)]
pub struct Kpi {
    /// What people call it.
    pub name: Box<str>,
    /// What it is measured in, such as `percent`.
    pub unit: Box<str>,
    /// Which way is better.
    pub direction: Direction,
    /// Whether it tells where things go or where they went.
    pub kind: KpiKind,
    /// KPIs that move before it does.
    pub leading: Vec<KpiIx>,
    /// The system that reports it.
    pub source: Box<str>,
    /// How long it is measured after a proof is due.
    pub window: Span,
    /// What one unit of it is worth.
    pub value_per_unit: Option<Money>,
}

/// Words a manager can use in a 1:1.
#[derive(Clone, Debug)]
pub struct Prompt {
    /// What the manager says.
    pub say: Box<str>,
    /// What it is for.
    pub about: PromptFor,
    /// How often it is worth asking.
    pub every: Span,
    /// What to look for in the answer.
    pub look_for: Vec<Box<str>>,
    /// What to tick off.
    pub checklist: Vec<Box<str>>,
}

/// What a coaching prompt is for.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum PromptFor {
    /// A competency the plan works on.
    Competency(CompetencyIx),
    /// A module of the plan.
    Module(ModuleIx),
    /// The persona of the person.
    Persona(PersonaIx),
}

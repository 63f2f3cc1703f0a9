//! Do all the names resolve?
//!
//! The compiled library: every name is an index, every value is in range, and
//! nothing changes any more. There is no way to get one with a dangling name or
//! with competencies that build on each other in a circle.

mod catalogue;
mod check;
mod competencies;
mod compile;
mod relations;
mod resolve;
mod roles;
mod rules;
mod settings;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::RangeInclusive;

pub use crate::blueprint::model::{
    Direction, KpiKind, Modality, Objective, ProofKind, UnknownPolicy, Validator,
};
pub use crate::blueprint::rule::{
    Assessor, Channel, Each, IfUnknown, Recipient, Scope as WrittenScope,
};
pub use crate::blueprint::settings::{KpiBaseline, Source};
pub use crate::blueprint::value::ImportanceWord;
use crate::diagnostic::{Diagnostic, Place};
use crate::graph::Graph;
use crate::id::{
    CompetencyId, CompetencyIx, Dense, Id as _, KpiId, KpiIx, ModuleId, ModuleIx, PersonaId,
    PersonaIx, PromptId, PromptIx, RoleId, RoleIx, RuleId, RuleIx, Table,
};
use crate::level::Level;
use crate::quantity::{Amount, Hours, Money, Span};
use crate::rules::{Condition, Sandbox};
use crate::source::Positions;
pub use compile::compile;
pub(crate) use compile::{compile_read, written_hash};
pub(crate) use resolve::{Resolver, instead};
pub use rules::Rule;

/// What came of compiling a library.
#[derive(Debug)]
pub struct Compiled {
    /// The library; none while any error stands.
    pub library: Option<Library>,
    /// Where everything stands in the files.
    pub positions: Positions,
    /// All mistakes, in the order people read them.
    pub diagnostics: Vec<Diagnostic>,
}

/// A compiled library. Never changes; reading the files again makes a new one.
#[derive(Debug)]
pub struct Library {
    /// The organisation or library, as documents name it.
    pub name: Box<str>,
    /// The scale of levels.
    pub scale: Scale,
    /// How evidence becomes a baseline.
    pub evidence: EvidencePolicy,
    /// Numbers of the planning.
    pub settings: Settings,
    /// The ids of everything.
    pub names: Names,
    /// What people can do.
    pub competencies: Dense<CompetencyId, Competency>,
    /// What roles expect.
    pub roles: Dense<RoleId, Role>,
    /// The catalogue.
    pub modules: Dense<ModuleId, Module>,
    /// Numbers leaders watch.
    pub kpis: Dense<KpiId, Kpi>,
    /// Coaching prompts.
    pub prompts: Dense<PromptId, Prompt>,
    /// Named groups of people.
    pub personas: Dense<PersonaId, Persona>,
    /// Rules.
    pub rules: Dense<RuleId, Rule>,
    /// What runs their conditions.
    pub sandbox: Sandbox,
    /// What builds on what.
    pub graph: Graph,
    /// Competency models, by folder.
    pub models: BTreeMap<Box<str>, Model>,
    /// People columns that no rule may read.
    pub protected: BTreeSet<Box<str>>,
    /// Where everything stands in the files.
    pub positions: Positions,
    /// The hashes of what was compiled.
    pub hashes: Hashes,
}

/// The ids of everything in a library.
#[derive(Clone, Debug, Default)]
pub struct Names {
    /// Competencies.
    pub competencies: Table<CompetencyId>,
    /// Roles.
    pub roles: Table<RoleId>,
    /// Modules.
    pub modules: Table<ModuleId>,
    /// KPIs.
    pub kpis: Table<KpiId>,
    /// Coaching prompts.
    pub prompts: Table<PromptId>,
    /// Personas.
    pub personas: Table<PersonaId>,
    /// Rules.
    pub rules: Table<RuleId>,
}

/// A competency model: one folder.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Model {
    /// Its name.
    pub name: Box<str>,
    /// Where its contents come from.
    pub source: Option<Box<str>>,
    /// Their licence.
    pub licence: Option<Box<str>>,
}

/// SHA-256 hashes, written `sha256:…`, of what a plan depends on.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Hashes {
    /// All files of the library, in the order of their paths.
    pub library: Box<str>,
    /// The files of its rules, in the order of their paths.
    pub rules: Box<str>,
}

/// The scale of levels.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Scale {
    /// What people call it.
    pub name: Box<str>,
    /// The name of level 0, level 1 and so on; at least two.
    pub labels: Vec<Box<str>>,
}

impl Scale {
    /// The highest level.
    pub fn top(&self) -> Level {
        let top = self.labels.len().saturating_sub(1);
        Level::whole(u16::try_from(top).unwrap_or(u16::MAX))
    }

    /// The name of the whole level at or below `level`.
    pub fn label(&self, level: Level) -> &str {
        let whole = usize::from(level.hundredths() / 100);
        self.labels.get(whole).or(self.labels.last()).map_or("", |it| it)
    }
}

/// How evidence becomes a baseline.
#[derive(Clone, Debug)]
pub struct EvidencePolicy {
    /// Sources, the most trusted first; every source once.
    pub prefer: Vec<Source>,
    /// How long evidence of each source is fresh.
    pub fresh: BTreeMap<Source, Span>,
    /// Other scales: their points, ascending, each with its level on the library's scale.
    pub scales: BTreeMap<Box<str>, Vec<(Level, Level)>>,
}

impl EvidencePolicy {
    /// How trusted a source is; lower is more.
    pub fn rank(&self, source: Source) -> usize {
        self.prefer.iter().position(|it| *it == source).unwrap_or(usize::MAX)
    }

    /// How long evidence of a source is fresh.
    pub fn fresh(&self, source: Source) -> Span {
        self.fresh.get(&source).copied().unwrap_or(Span::Months(18))
    }
}

/// Numbers of the planning.
#[derive(Clone, Debug)]
pub struct Settings {
    /// By how much an entry level may be missed.
    pub entry_slack: Level,
    /// Gaps below this many levels are noted, not planned.
    pub smallest_gap: Level,
    /// Modules that would close fewer hundredths of a point are left out.
    pub smallest_gain: i64,
    /// Hours a week for learning.
    pub hours_per_week: Hours,
    /// How far ahead plans look.
    pub horizon: Span,
    /// How many modules a plan holds; within 3 to 5.
    pub modules: RangeInclusive<usize>,
    /// Whose reading a milestone starts from.
    pub kpi_baseline: KpiBaseline,
    /// How many steps the search for the best set may take.
    pub search_steps: u64,
    /// The readiness from which a move to a role is feasible, in percent.
    pub move_readiness: u8,
    /// How many levels a critical expectation may be missed by.
    pub move_stretch: Level,
    /// What a move costs beside the learning.
    pub move_hours: Hours,
    /// How many whole hours a level takes where no module builds it.
    pub hours_per_level: u16,
    /// How old evidence for a critical expectation may be on the bench.
    pub bench_evidence: Span,
    /// Within what time somebody has to become ready to be ready soon.
    pub bench_soon: Span,
    /// Figures about fewer people than these are not shown by the bench.
    pub bench_group: u16,
}

/// Something a person can do.
#[derive(Clone, Debug)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "having parts and being held or not are two things"
)]
pub struct Competency {
    /// What people call it.
    pub name: Box<str>,
    /// What somebody who has it does.
    pub statement: Option<Box<str>>,
    /// The highest level: 1.00 for a certificate.
    pub top: Level,
    /// Whether it is held or not held, nothing between.
    pub yes_no: bool,
    /// How long evidence for it counts.
    pub valid: Option<Span>,
    /// Whether it has parts; then it never scores itself.
    pub is_parent: bool,
    /// Its leaves, ascending; only itself where it has no parts.
    pub leaves: Vec<CompetencyIx>,
    /// What it is a part of, from its parent upwards.
    pub ancestors: Vec<CompetencyIx>,
    /// What its level builds on: leaves, each at a level.
    pub requires: Vec<(CompetencyIx, Level)>,
    /// Neighbours, each with the percentage of a level it suggests.
    pub inferred_from: Vec<(CompetencyIx, u8)>,
    /// The behaviour seen at each whole level.
    pub anchors: BTreeMap<u16, Box<str>>,
    /// The same thing in other frameworks.
    pub aligns: Vec<Box<str>>,
}

impl Competency {
    /// The behaviour that shows `level`: the anchor of the whole level reached.
    pub fn anchor(&self, level: Level) -> Option<&str> {
        let whole = level.hundredths().div_ceil(100);
        self.anchors.get(&whole).map(|it| &**it)
    }
}

/// How much an expectation weighs: an exact fraction.
///
/// The parts are quarters of hundredths, since KPI weights are 100, 125 and
/// 150 percent: importance 9 driving a KPI of high weight has 900 × 6 parts.
/// An expected parent shares its weight among `split` leaves.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Weight {
    /// Quarters of hundredths.
    pub parts: u32,
    /// Among how many leaves they are shared; at least 1.
    pub split: u32,
}

impl Weight {
    /// How many parts make a weight of one.
    pub const PARTS: i128 = 400;
}

/// One expectation of a role about a leaf.
#[derive(Clone, Debug)]
pub struct Expectation {
    /// The leaf.
    pub competency: CompetencyIx,
    /// The level expected.
    pub level: Level,
    /// How much it matters.
    pub importance: Importance,
    /// How much a level of it weighs.
    pub weight: Weight,
    /// The KPIs it drives.
    pub drives: Vec<KpiIx>,
    /// The competency the role names: the leaf itself, or what it is a part of.
    pub named: CompetencyIx,
    /// Where it stands.
    pub place: Option<Place>,
}

/// How much an expectation matters.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub struct Importance {
    /// The weight in hundredths.
    pub weight: u16,
    /// The word: as written, or for a number the word whose weight it reaches.
    pub word: ImportanceWord,
}

impl Importance {
    /// Whether nobody is job-ready without it.
    pub fn is_critical(self) -> bool {
        self.word == ImportanceWord::Critical
    }
}

/// What a role expects.
#[derive(Clone, Debug)]
pub struct Role {
    /// What people call it.
    pub title: Box<str>,
    /// The folder of its competency model.
    pub model: Box<str>,
    /// Its family; empty where unsaid.
    pub family: Box<str>,
    /// Its grade.
    pub grade: Option<u16>,
    /// Whether somebody always has to be ready for it.
    pub succession_critical: bool,
    /// The program whose KPI guard it is under.
    pub program: Option<Box<str>>,
    /// The readiness from which somebody is ready for the job, in percent.
    pub job_ready: u8,
    /// The shortest time people stay in it.
    pub min_stay: Option<Span>,
    /// What a new holder is hired with, by leaf.
    pub entry: BTreeMap<CompetencyIx, Level>,
    /// What it expects, in the order of leaves. A leaf may stand here more than
    /// once, where the role expects several competencies it is a part of.
    pub expects: Vec<Expectation>,
    /// The KPIs it is judged by.
    pub kpis: BTreeMap<KpiIx, RoleKpi>,
    /// The same thing in other frameworks.
    pub aligns: Vec<Box<str>>,
}

/// Where a KPI stands in a role, and where it should be.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct RoleKpi {
    /// Where it stands.
    pub baseline: Amount,
    /// Where it should be.
    pub target: Amount,
    /// How much it matters, in quarters: 4, 5 or 6.
    pub weight: u8,
    /// Where it stands, which may be a role this one extends.
    pub place: Option<Place>,
}

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
    /// The competency.
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
    /// What it produces.
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
    /// Its unit.
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

/// A named group with its own hours, horizon and defaults.
#[derive(Debug)]
pub struct Persona {
    /// What people call it.
    pub name: Box<str>,
    /// Who belongs to it.
    pub who: Condition,
    /// Of personas that fit, the highest priority wins.
    pub priority: i32,
    /// How far ahead plans look.
    pub horizon: Option<Span>,
    /// Hours a week for learning.
    pub hours_per_week: Option<Hours>,
    /// What a competency without evidence counts as.
    pub unknown: UnknownPolicy,
    /// What the choice of modules maximises.
    pub objective: Objective,
    /// What managers of these people do.
    pub manager_practices: Vec<Box<str>>,
    /// What should change: KPIs and by how many percent.
    pub outcomes: Vec<(KpiIx, i16)>,
    /// The baseline of its typical member, by leaf; empty for the median.
    pub typical: BTreeMap<CompetencyIx, Level>,
}

/// Whom a rule is for, by what its keys mean: a role lies in its model and
/// family, so these three are one question.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Scope {
    /// The present roles it is for; `None` for all.
    pub roles: Option<BTreeSet<RoleIx>>,
    /// The personas it is for; `None` for all, and for people without one.
    pub personas: Option<BTreeSet<PersonaIx>>,
    /// The sites it is for; `None` for all.
    pub sites: Option<BTreeSet<Box<str>>>,
}

impl Scope {
    /// Whether the rule is for somebody.
    pub fn includes(&self, role: RoleIx, persona: Option<PersonaIx>, site: Option<&str>) -> bool {
        self.roles.as_ref().is_none_or(|it| it.contains(&role))
            && self.personas.as_ref().is_none_or(|it| persona.is_some_and(|at| it.contains(&at)))
            && self.sites.as_ref().is_none_or(|it| site.is_some_and(|at| it.contains(at)))
    }

    /// Whether this scope is narrower than another on one key and wider on none.
    pub fn is_narrower(&self, other: &Self) -> bool {
        let parts = [
            part(self.roles.as_ref(), other.roles.as_ref()),
            part(self.personas.as_ref(), other.personas.as_ref()),
            part(self.sites.as_ref(), other.sites.as_ref()),
        ];
        parts.iter().all(Option::is_some) && parts.contains(&Some(Within::Narrower))
    }
}

#[derive(Clone, Copy, Eq, PartialEq)]
enum Within {
    Equal,
    Narrower,
}

/// How one key of a scope lies within that of another; `None` where it does not.
fn part<T: Ord>(a: Option<&BTreeSet<T>>, b: Option<&BTreeSet<T>>) -> Option<Within> {
    match (a, b) {
        (None, None) => Some(Within::Equal),
        (Some(_), None) => Some(Within::Narrower),
        (None, Some(_)) => None,
        (Some(a), Some(b)) if a == b => Some(Within::Equal),
        (Some(a), Some(b)) => a.is_subset(b).then_some(Within::Narrower),
    }
}

impl Library {
    /// Where something stands in the files: the place of its key.
    pub fn place(&self, path: &[&str]) -> Option<Place> {
        self.positions.key(path)
    }

    /// The name and id of a competency as messages write it.
    pub fn competency_name(&self, ix: CompetencyIx) -> &str {
        &self.competencies[ix].name
    }

    /// The id of a competency.
    pub fn competency_id(&self, ix: CompetencyIx) -> &str {
        self.names.competencies.id(ix).as_str()
    }

    /// The id of a module.
    pub fn module_id(&self, ix: ModuleIx) -> &str {
        self.names.modules.id(ix).as_str()
    }

    /// The id of a role.
    pub fn role_id(&self, ix: RoleIx) -> &str {
        self.names.roles.id(ix).as_str()
    }

    /// The id of a persona.
    pub fn persona_id(&self, ix: PersonaIx) -> &str {
        self.names.personas.id(ix).as_str()
    }

    /// The id of a rule.
    pub fn rule_id(&self, ix: RuleIx) -> &str {
        self.names.rules.id(ix).as_str()
    }

    /// The id of a KPI.
    pub fn kpi_id(&self, ix: KpiIx) -> &str {
        self.names.kpis.id(ix).as_str()
    }
}

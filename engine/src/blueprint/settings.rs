//! The shape of `waypath.yaml`.

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::Deserialize;

use super::value::{Count, Parsed, Percent, Weight};
use crate::level::Level;
use crate::quantity::{Hours, PlanSize, Span};

/// What `waypath.yaml` says; everything has a default.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema, PartialEq)]
#[serde(deny_unknown_fields, default)]
pub struct LibraryFile {
    /// The organisation or library, as documents name it.
    pub name: Option<String>,
    /// The folders of competency models; all folders of `competency_models/` where unsaid.
    pub models: Option<Vec<String>>,
    /// The folders of rules; `rules` where unsaid.
    pub rules: Option<Vec<String>>,
    /// The folder of people files; `people` where unsaid and there is one.
    pub people: Option<String>,
    /// The scale of levels.
    pub scale: Option<Scale>,
    /// How evidence becomes a baseline.
    pub evidence: Evidence,
    /// How much each importance weighs.
    pub importance: ImportanceWeights,
    /// Numbers of the planning.
    pub settings: Settings,
    /// Programs and the KPIs within and outside their sphere of influence.
    pub programs: IndexMap<String, Program>,
    /// People columns that no rule may read.
    pub protected: Vec<String>,
}

/// The scale of levels: its name, and the name of each level from 0.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq)]
#[serde(deny_unknown_fields)]
pub struct Scale {
    /// What people call it.
    pub name: String,
    /// The name of level 0, level 1 and so on; at least two.
    pub levels: Vec<String>,
}

/// How evidence becomes a baseline.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema, PartialEq)]
#[serde(deny_unknown_fields, default)]
pub struct Evidence {
    /// Sources, the most trusted first.
    pub prefer: Option<Vec<Source>>,
    /// How long evidence is fresh: `default`, or a source.
    pub fresh: IndexMap<String, Parsed<Span>>,
    /// Other scales: what each of their points is on the library's scale.
    pub scales: IndexMap<String, IndexMap<Parsed<Level>, Parsed<Level>>>,
}

/// Where an observation comes from.
#[derive(Clone, Copy, Debug, Deserialize, Eq, JsonSchema, Ord, PartialEq, PartialOrd)]
#[serde(rename_all = "snake_case")]
pub enum Source {
    /// A certification.
    Certification,
    /// A test.
    Test,
    /// A simulation.
    Simulation,
    /// The manager.
    Manager,
    /// A peer.
    Peer,
    /// The person.
    #[serde(rename = "self")]
    Own,
}

impl Source {
    /// Every source, in the order trusted where the library says nothing.
    pub const ALL: &[Self] =
        &[Self::Certification, Self::Test, Self::Simulation, Self::Manager, Self::Peer, Self::Own];

    /// The word authors write.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Certification => "certification",
            Self::Test => "test",
            Self::Simulation => "simulation",
            Self::Manager => "manager",
            Self::Peer => "peer",
            Self::Own => "self",
        }
    }

    /// Returns the source of this name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|source| source.as_str() == name)
    }
}

/// How much each importance weighs; 9, 3 and 1 where unsaid.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema, PartialEq)]
#[serde(deny_unknown_fields, default)]
pub struct ImportanceWeights {
    /// The weight of `critical`.
    pub critical: Option<Parsed<Weight>>,
    /// The weight of `important`.
    pub important: Option<Parsed<Weight>>,
    /// The weight of `useful`.
    pub useful: Option<Parsed<Weight>>,
}

/// Numbers of the planning.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema, PartialEq)]
#[serde(deny_unknown_fields, default)]
pub struct Settings {
    /// By how much an entry level may be missed; 0.5 where unsaid.
    pub entry_slack: Option<Parsed<Level>>,
    /// Gaps below this many levels are noted, not planned; 0.5 where unsaid.
    pub smallest_gap: Option<Parsed<Level>>,
    /// Modules that would close fewer points are left out; 1 where unsaid.
    pub smallest_gain: Option<Parsed<Level>>,
    /// Hours a week for learning; 2 where unsaid.
    pub hours_per_week: Option<Parsed<Hours>>,
    /// How far ahead plans look; 12 weeks where unsaid.
    pub horizon: Option<Parsed<Span>>,
    /// How many modules a plan holds; `3..5` where unsaid.
    pub modules: Option<Parsed<PlanSize>>,
    /// Whose reading a milestone starts from; the team's where unsaid.
    pub kpi_baseline: Option<KpiBaseline>,
    /// How many steps the search for the best set may take.
    pub search_steps: Option<u64>,
    /// The readiness from which a move to a role is feasible; `60%` where unsaid.
    pub move_readiness: Option<Parsed<Percent>>,
    /// How many levels a critical expectation may be missed by; 2 where unsaid.
    pub move_stretch: Option<Parsed<Level>>,
    /// What a move costs beside the learning, in hours; 40 where unsaid.
    pub move_hours: Option<Parsed<Hours>>,
    /// How many whole hours a level takes where no module builds it; 24 where unsaid.
    pub hours_per_level: Option<Parsed<Count>>,
    /// How old evidence for a critical expectation may be for somebody to count as
    /// ready now; `12 months` where unsaid.
    pub bench_evidence: Option<Parsed<Span>>,
    /// Within what time somebody has to become ready to count as ready soon;
    /// `12 months` where unsaid.
    pub bench_soon: Option<Parsed<Span>>,
    /// Figures about fewer people than these are not shown by the bench; 10 where
    /// unsaid, and 1 shows all.
    pub bench_group: Option<Parsed<Count>>,
}

/// Whose reading a milestone starts from.
#[derive(Clone, Copy, Debug, Default, Deserialize, Eq, JsonSchema, PartialEq)]
#[serde(rename_all = "snake_case")]
pub enum KpiBaseline {
    /// The team's.
    #[default]
    Team,
    /// The person's own.
    Person,
}

/// The KPIs within and outside a program's sphere of influence.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema, PartialEq)]
#[serde(deny_unknown_fields, default)]
pub struct Program {
    /// KPIs it can honestly move.
    pub within: Vec<String>,
    /// KPIs it cannot be judged by.
    pub avoid: Vec<String>,
}

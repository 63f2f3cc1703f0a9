//! Random small libraries with a person in each.
//!
//! A [`Case`] is plain data in which things are named by their numbers. It is
//! written down as the files of a library, which the engine compiles like any
//! other; [`crate::plain`] plans from the data itself. Numbers are small, so that
//! ties, overlaps and limits that are just met happen often.

mod compiled;
mod files;
pub mod lattice;
mod random;

use std::collections::{BTreeMap, BTreeSet};

use jiff::ToSpan as _;
use jiff::civil::Date;

pub use random::case;

/// Sources of evidence, in the order trusted where a library says nothing.
pub const SOURCES: [&str; 6] = ["certification", "test", "simulation", "manager", "peer", "self"];
/// The number of `self` among the sources.
pub const OWN: usize = 5;
/// What becomes of modules, in the order that decides between rows of one day.
pub const STATUSES: [&str; 7] =
    ["agreed", "started", "learned", "proven", "completed", "waived", "declined"];
/// Sites and shifts.
pub const SITES: [&str; 2] = ["north", "south"];
/// Words of importance, with their weights in hundredths.
pub const IMPORTANCE: [(&str, i128); 4] =
    [("critical", 900), ("important", 300), ("useful", 100), ("2.5", 250)];
/// Weights of KPIs in a role, in quarters.
pub const KPI_WEIGHTS: [(&str, i128); 3] = [("low", 4), ("medium", 5), ("high", 6)];
/// How many KPIs there are.
pub const KPIS: usize = 3;

/// A library and a person in it.
#[derive(Clone, Debug)]
pub struct Case {
    /// The date the plan is made for.
    pub as_of: Date,
    /// Numbers of the planning.
    pub settings: Settings,
    /// What people can do.
    pub competencies: Vec<Competency>,
    /// Roles; the second may extend the first.
    pub roles: Vec<Role>,
    /// The catalogue.
    pub modules: Vec<Module>,
    /// Rules.
    pub rules: Vec<Rule>,
    /// The persona of everyone, if there is one.
    pub persona: Option<Persona>,
    /// The person.
    pub person: Who,
}

/// Numbers of the planning; levels, hours and gains in hundredths.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "named as in `waypath.yaml`")]
pub struct Settings {
    pub entry_slack: Option<i64>,
    pub smallest_gap: Option<i64>,
    pub smallest_gain: Option<i64>,
    pub hours_per_week: Option<i64>,
    pub horizon: Option<i64>,
    pub modules: Option<(usize, usize)>,
    /// Whether `self` is preferred to everything else.
    pub prefer_self: bool,
    /// Whether what people say themselves is fresh for twelve months only.
    pub short_self: bool,
}

/// Something people can do.
#[derive(Clone, Debug, Default)]
#[expect(missing_docs, reason = "named as in the files")]
pub struct Competency {
    pub part_of: Option<usize>,
    pub requires: BTreeMap<usize, i64>,
    pub inferred_from: BTreeMap<usize, i64>,
    pub yes_no: bool,
    /// In months.
    pub valid: Option<i64>,
}

/// What a role expects.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "named as in the files")]
pub struct Role {
    pub family: Option<usize>,
    pub job_ready: Option<i128>,
    pub entry: BTreeMap<usize, i64>,
    pub extends: Option<usize>,
    pub without: BTreeSet<usize>,
    pub expects: BTreeMap<usize, Expectation>,
    /// Each with its number in [`KPI_WEIGHTS`].
    pub kpis: BTreeMap<usize, usize>,
}

/// One expectation.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "named as in the files")]
pub struct Expectation {
    pub level: i64,
    /// The number in [`IMPORTANCE`]; `important` where unsaid.
    pub importance: Option<usize>,
    pub drives: BTreeSet<usize>,
}

/// A learning activity.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "named as in the files")]
pub struct Module {
    pub active: bool,
    pub micro: bool,
    pub hours: i64,
    pub builds: BTreeMap<usize, (i64, i64)>,
    pub entry: BTreeMap<usize, i64>,
    pub tags: BTreeSet<usize>,
    pub shift: Option<usize>,
    pub site: Option<usize>,
    pub kpi: Option<usize>,
    /// In days.
    pub within: i64,
}

/// A rule.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "named as in the files")]
pub struct Rule {
    pub scope: Scope,
    pub each: Each,
    pub priority: i32,
    pub then: Vec<Effect>,
}

/// Whom a rule is for.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "named as in the files")]
pub struct Scope {
    pub role: Option<usize>,
    pub family: Option<usize>,
    pub site: Option<usize>,
    pub persona: bool,
}

/// What a rule is asked about, and its condition.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Each {
    /// The person; always holds.
    Person,
    /// Each gap of critical importance.
    CriticalGap,
    /// Each gap of at least so many hundredths of a level.
    GapFrom(i64),
    /// Each module with a tag.
    Tagged(usize),
    /// Each module of at least so many hundredths of an hour.
    HoursFrom(i64),
}

/// What a rule does.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "named as in the files")]
pub enum Effect {
    Boost(Target, i64),
    Exclude(Target),
    Require(Target),
    RequireOne(Match),
    LimitHours(i64),
    LimitModules(usize),
    Mandate { module: usize, due: Option<i64>, renew: Option<i64> },
    Coach(usize),
    Nudge(i64),
    Flag,
}

/// Which modules an effect is about.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "named as in the files")]
pub enum Target {
    Module(usize),
    Match(Match),
    /// What the rule is asked about; never where that is the person.
    About,
}

/// Which modules.
#[derive(Clone, Copy, Debug)]
#[expect(missing_docs, reason = "named as in the files")]
pub enum Match {
    Tag(usize),
    Micro,
    Builds(usize),
}

/// A persona that everyone has.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "named as in the files")]
pub struct Persona {
    pub unknown: Unknown,
    pub per_hour: bool,
    pub horizon: Option<i64>,
    pub hours_per_week: Option<i64>,
}

/// What a competency without evidence counts as.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[expect(missing_docs, reason = "named as in the files")]
pub enum Unknown {
    Assess,
    Entry,
    Beginner,
}

/// A person.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "named as in the files")]
pub struct Who {
    pub role: usize,
    pub target: Option<usize>,
    pub site: Option<usize>,
    pub shift: Option<usize>,
    /// Days before the plan's date.
    pub in_role: Option<i64>,
    pub in_company: Option<i64>,
    pub hours_per_week: Option<i64>,
    pub fte: i64,
    /// First and last day, counted from the plan's date.
    pub away: Option<(i64, i64)>,
    pub has_mentor: bool,
    pub evidence: Vec<Evidence>,
    pub progress: Vec<Progress>,
}

/// One observation.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "named as in the files")]
pub struct Evidence {
    pub competency: usize,
    pub level: i64,
    pub source: usize,
    /// Days before the plan's date.
    pub age: i64,
}

/// What became of a module.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "named as in the files")]
pub struct Progress {
    pub module: usize,
    /// The number in [`STATUSES`].
    pub status: usize,
    /// Days before the plan's date.
    pub age: i64,
}

impl Case {
    /// Whether a competency has parts.
    pub fn is_parent(&self, competency: usize) -> bool {
        self.competencies.iter().any(|child| child.part_of == Some(competency))
    }

    /// The leaves of a competency; itself where it has no parts.
    pub fn leaves(&self, competency: usize) -> Vec<usize> {
        let parts: Vec<usize> = (0..self.competencies.len())
            .filter(|child| self.competencies[*child].part_of == Some(competency))
            .collect();
        if parts.is_empty() { vec![competency] } else { parts }
    }

    /// The highest level of a competency.
    pub fn top(&self, competency: usize) -> i64 {
        if self.competencies[competency].yes_no { 100 } else { 400 }
    }

    /// The date so many days before the plan's.
    pub fn ago(&self, days: i64) -> Date {
        self.as_of.checked_sub(days.days()).unwrap()
    }
}

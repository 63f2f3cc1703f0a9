//! How would one plan by hand?
//!
//! The design's section on what the engine computes, written down a second time
//! and as plainly as possible, from the data of a [`Case`]: levels hundredth by
//! hundredth, and every set of modules looked at. Nothing of the engine is used.

pub mod bench;
mod known;
pub mod learning;
pub mod routes;
mod time;
mod rules;
mod selection;

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use crate::generate::{Case, Unknown};
use known::{Known, Standing, expectations};
use selection::Planner;
pub use time::Calendar;

/// How many units make a point. A weight is a number of hundredths times
/// quarters, divided by up to six leaves; a level has hundredths; boosts are
/// whole percent.
pub const POINT: i128 = 100 * 4 * 60 * 100 * 100;
/// How many units make what people see, a hundredth of a point.
pub const SHOWN: i128 = POINT / 100;

/// What a plan has to say.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "the words of the design")]
pub struct Answer {
    pub outcome: &'static str,
    pub readiness: Vec<Readiness>,
    pub gaps: BTreeMap<usize, Gap>,
    pub must_do: BTreeMap<usize, MustDo>,
    pub picks: BTreeSet<usize>,
    /// The modules whose proof is still to come: picks, learned and mandated ones.
    pub due: BTreeSet<usize>,
    pub best: Option<Set>,
    /// Hours after what has to be done, the person's limits counted.
    pub hours: i64,
    pub candidates: Vec<Candidate>,
    pub required_by: BTreeMap<usize, BTreeSet<usize>>,
    /// Required modules that are not in, each with the rule that admits it first.
    pub passed_over: BTreeSet<(usize, usize)>,
    pub excluded: BTreeMap<usize, BTreeSet<usize>>,
    pub overruled: BTreeSet<usize>,
    /// For each pick the two best sets without it.
    pub swaps: BTreeMap<usize, Vec<Set>>,
    /// For each other candidate the best set with it.
    pub with: BTreeMap<usize, Option<Set>>,
    /// A smaller set that is worth more.
    pub shorter: Option<Set>,
    pub per_hour: bool,
    /// The KPI of each module's milestone.
    pub kpis: BTreeMap<usize, Option<usize>>,
    /// Hours before the first pick begins.
    pub reserved: i64,
    pub calendar: Calendar,
    /// What is held before the set: the baseline, and what mandated and learned
    /// modules teach.
    pub held: Vec<i64>,
}

/// How much of a role is met.
#[derive(Clone, Debug, Eq, PartialEq)]
#[expect(missing_docs, reason = "the words of the design")]
pub struct Readiness {
    pub role: usize,
    pub low: i128,
    pub high: i128,
    /// Once every proof is accepted.
    pub after: (i128, i128),
    pub is_job_ready: bool,
}

/// A gap.
#[derive(Clone, Debug, Eq, PartialEq)]
#[expect(missing_docs, reason = "the words of the design")]
pub struct Gap {
    pub held: i64,
    pub expected: i64,
    pub points: i128,
    pub is_planned: bool,
    pub is_provisional: bool,
}

/// A module that has to be done.
#[derive(Clone, Debug, Eq, PartialEq)]
#[expect(missing_docs, reason = "the words of the design")]
pub struct MustDo {
    pub hours: i64,
    /// `None` where no rule says when.
    pub due: Option<Date>,
}

/// A set of modules.
#[derive(Clone, Debug, Eq, PartialEq)]
#[expect(missing_docs, reason = "the words of the design")]
pub struct Set {
    pub modules: Vec<usize>,
    pub score: i128,
    pub hours: i64,
}

/// A module that may be chosen.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "the words of the design")]
pub struct Candidate {
    pub module: usize,
    pub gain: i128,
    pub boost: i128,
    /// Agreed or started.
    pub is_settled: bool,
    pub is_required: bool,
}

impl Candidate {
    fn is_free(&self) -> bool {
        !self.is_settled && !self.is_required
    }
}

/// Plans for the person of a case.
pub fn plan(case: &Case) -> Answer {
    let policy = case.persona.as_ref().map_or(Unknown::Assess, |persona| persona.unknown);
    let known = Known::new(case, policy);
    let calendar = Calendar::new(case);
    let is_unknown = expectations(case, known.planned_role())
        .iter()
        .any(|expected| known.levels[expected.leaf] == Standing::Unknown);
    let has_planned = known.gaps().values().any(|gap| gap.is_planned);
    if !calendar.is_away() && policy == Unknown::Assess && is_unknown && !has_planned {
        let assumed = Known::new(case, Unknown::Entry);
        let answer = Planner::new(&assumed, calendar).answer();
        let readiness = known.readiness(&answer.due);
        return Answer { outcome: "assess_first", readiness, ..answer };
    }
    Planner::new(&known, calendar).answer()
}

/// Compares the worth of two sets.
pub fn compare(per_hour: bool, one: &Set, other: &Set) -> std::cmp::Ordering {
    let hours = |set: &Set| i128::from(if per_hour { set.hours.max(100) } else { 1 });
    (one.score * hours(other)).cmp(&(other.score * hours(one)))
}

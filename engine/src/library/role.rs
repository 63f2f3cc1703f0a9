//! What does a role expect?

use std::collections::BTreeMap;
use std::num::NonZeroU32;

use crate::blueprint::value::ImportanceWord;
use crate::diagnostic::Place;
use crate::id::{CompetencyIx, KpiIx};
use crate::level::Level;
use crate::number::Exact as _;
use crate::quantity::{Amount, Span};

/// How much an expectation weighs: an exact fraction.
///
/// The parts are quarters of hundredths, since KPI weights are 100, 125 and
/// 150 percent: importance 9 driving a KPI of high weight has 900 × 6 parts.
/// An expected parent shares its weight among `split` leaves.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Weight {
    parts: u32,
    split: NonZeroU32,
}

impl Weight {
    /// Returns the weight of an expectation that `split` leaves share.
    pub(super) fn new(importance: Importance, quarters: u8, split: NonZeroU32) -> Self {
        Self { parts: u32::from(importance.weight).times(u32::from(quarters)), split }
    }

    /// In quarters of hundredths: 400 are a weight of one.
    pub fn parts(self) -> u32 {
        self.parts
    }

    /// Among how many leaves they are shared.
    pub fn split(self) -> NonZeroU32 {
        self.split
    }

    /// How many parts make a weight of one.
    pub const PARTS: i128 = 400;
}

/// One expectation of a role about a leaf.
#[derive(Clone, Debug)]
pub struct Expectation {
    /// Always a leaf; `named` is what the role writes.
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
    /// In the file of the role, or of the one that it extends.
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
    /// Higher is more senior; `None` where the library has no grades.
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
    /// Its value today, in the unit of the KPI.
    pub baseline: Amount,
    /// Where it should be.
    pub target: Amount,
    /// How much it matters, in quarters: 4, 5 or 6.
    pub weight: u8,
    /// Where it stands, which may be a role this one extends.
    pub place: Option<Place>,
}

impl RoleKpi {
    /// What matters least weighs as much as driving no KPI at all.
    pub(super) const LOW: u8 = 4;
}

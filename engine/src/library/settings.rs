//! Which numbers does the whole library go by?

use std::collections::BTreeMap;

use crate::blueprint::settings::{KpiBaseline, Source};
use crate::level::Level;
use crate::quantity::{Hours, PlanSize, Span};

/// The scale of levels.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Scale {
    name: Box<str>,
    // INVARIANT: 2 to 101, which `compile` reports otherwise.
    labels: Vec<Box<str>>,
}

impl Scale {
    pub(super) fn new(name: Box<str>, labels: Vec<Box<str>>) -> Self {
        Self { name, labels }
    }

    /// What people call it.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The name of level 0, level 1 and so on.
    pub fn labels(&self) -> &[Box<str>] {
        &self.labels
    }

    /// The highest level: one less than there are labels.
    pub fn top(&self) -> Level {
        // A scale without levels is reported, and compiling goes on to find more.
        let top = self.labels.len().saturating_sub(1);
        Level::whole(u16::try_from(top).unwrap_or(u16::MAX))
    }

    /// The name of the whole level at or below `level`.
    pub fn label(&self, level: Level) -> &str {
        let whole = usize::from(level.hundredths() / 100);
        self.labels.get(whole).or(self.labels.last()).map_or("", |label| label)
    }
}

/// How evidence becomes a baseline.
#[derive(Clone, Debug)]
pub struct EvidencePolicy {
    // INVARIANT: every source once, the most trusted first.
    prefer: Vec<Source>,
    // INVARIANT: every source.
    fresh: BTreeMap<Source, Span>,
    // INVARIANT: the points of a scale ascend.
    scales: BTreeMap<Box<str>, Vec<(Level, Level)>>,
}

/// How long evidence is fresh where the library does not say.
const FRESH: Span = Span::Months(18);

impl EvidencePolicy {
    /// Returns a policy in which sources that `prefer` leaves out come last, and evidence
    /// of sources that `fresh` leaves out is fresh for its default.
    pub(super) fn new(
        mut prefer: Vec<Source>,
        fresh: &BTreeMap<&str, Span>,
        mut scales: BTreeMap<Box<str>, Vec<(Level, Level)>>,
    ) -> Self {
        for source in Source::ALL {
            if !prefer.contains(source) {
                prefer.push(*source);
            }
        }
        let default = fresh.get("default").copied().unwrap_or(FRESH);
        let of = |source: &Source| fresh.get(source.as_str()).copied().unwrap_or(default);
        let fresh = Source::ALL.iter().map(|source| (*source, of(source))).collect();
        for points in scales.values_mut() {
            points.sort_unstable();
        }
        Self { prefer, fresh, scales }
    }

    /// Other scales: their points, ascending, each with its level on the library's scale.
    pub fn scales(&self) -> &BTreeMap<Box<str>, Vec<(Level, Level)>> {
        &self.scales
    }

    /// How trusted a source is; lower is more.
    pub fn rank(&self, source: Source) -> usize {
        self.prefer.iter().position(|preferred| *preferred == source).unwrap_or(usize::MAX)
    }

    /// How long evidence of a source is fresh.
    pub fn fresh(&self, source: Source) -> Span {
        self.fresh.get(&source).copied().unwrap_or(FRESH)
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
    /// How many modules a plan holds.
    pub modules: PlanSize,
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

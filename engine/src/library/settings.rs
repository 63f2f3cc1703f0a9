//! Which numbers does the whole library go by?

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use crate::blueprint::settings::{KpiBaseline, Source};
use crate::level::Level;
use crate::quantity::{Hours, Span};

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

//! Is this person ready for that role, and if not, why, and when?

use std::collections::BTreeSet;

use jiff::civil::Date;

use crate::advice::{Settled, settled};
use crate::gap::{Demand, Wanted};
use crate::id::{CompetencyIx, Dense, ModuleIx};
use crate::level::Level;
use crate::library::Library;
use crate::number::Exact as _;
use crate::person::{AsOf, Person, confirmations, whole_months};
use crate::quantity::{Hours, Span};
use crate::route::{Fits, Learning, Levels, Solved, Within};

/// How ready somebody is for a role.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum Band {
    /// Every criterion is met.
    Now,
    /// What is missing can be closed within `bench_soon`.
    Soon,
    /// It takes longer.
    Later,
    /// Of something critical nobody has evidence.
    Unknown,
}

impl Band {
    /// The word for it, as answers write it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Now => "now",
            Self::Soon => "soon",
            Self::Later => "later",
            Self::Unknown => "unknown",
        }
    }
}

/// What somebody has to meet to be ready now.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum Criterion {
    /// Of every critical expectation there is evidence; where none is critical, of
    /// one expectation at least.
    Known,
    /// The role's threshold is reached.
    Threshold,
    /// Every critical expectation is met.
    Critical,
    /// Every critical expectation that is met was seen by somebody else.
    Confirmed,
    /// It was seen within `bench_evidence`.
    Fresh,
    /// The person is not away.
    Available,
    /// The shortest stay in the present role is served.
    Tenure,
}

impl Criterion {
    /// Every criterion, in the order they are listed.
    pub const ALL: [Self; 7] = [
        Self::Known,
        Self::Threshold,
        Self::Critical,
        Self::Confirmed,
        Self::Fresh,
        Self::Available,
        Self::Tenure,
    ];

    /// The word for it, as answers write it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Known => "known",
            Self::Threshold => "threshold",
            Self::Critical => "critical",
            Self::Confirmed => "confirmed",
            Self::Fresh => "fresh",
            Self::Available => "available",
            Self::Tenure => "tenure",
        }
    }

    fn bit(self) -> u8 {
        match self {
            Self::Known => 1,
            Self::Threshold => 2,
            Self::Critical => 4,
            Self::Confirmed => 8,
            Self::Fresh => 16,
            Self::Available => 32,
            Self::Tenure => 64,
        }
    }
}

/// The criteria that are not met.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct Failing(u8);

impl Failing {
    /// Whether a criterion is not met.
    pub fn has(self, criterion: Criterion) -> bool {
        self.0 & criterion.bit() != 0
    }

    /// Whether every criterion is met.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The criteria, in their order.
    pub fn iter(self) -> impl Iterator<Item = Criterion> {
        Criterion::ALL.into_iter().filter(move |criterion| self.has(*criterion))
    }

    fn add(&mut self, criterion: Criterion, fails: bool) {
        if fails {
            self.0 |= criterion.bit();
        }
    }
}

/// How ready somebody is for one role.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Verdict {
    /// The person: their place among those looked at.
    pub person: u32,
    /// How ready they are.
    pub band: Band,
    /// What keeps them from being ready now.
    pub failing: Failing,
    /// From when they are ready; `None` where it is later or unknown.
    pub ready_on: Option<Date>,
    /// The hours of learning until then, where they are ready soon.
    pub hours: Hours,
    /// The part of these hours that is declared, because no module builds it.
    pub estimated: Hours,
    /// Whether the search came to its end. Where it was given up, who is later may be
    /// ready soon, and who is ready soon may need fewer hours.
    pub is_proved: bool,
}

/// Returns the months from one date to another; begun ones count.
pub(crate) fn months_until(from: Date, to: Date) -> u32 {
    let whole = u16::try_from(whole_months(from, to)).unwrap_or(u16::MAX);
    let begun = Span::Months(whole).after(from) < to;
    u32::from(whole).plus(u32::from(begun))
}

/// Levels that count as if they were held, seen by somebody else, and today.
pub(super) type Raised<'a> = &'a [(CompetencyIx, Level)];

fn raised(to: Raised<'_>, competency: CompetencyIx) -> Option<Level> {
    to.iter().find(|(at, _)| *at == competency).map(|(_, level)| *level)
}

/// Somebody with what was worked out about them.
pub(super) struct BenchCandidate<'a> {
    pub(super) at: u32,
    pub(super) person: &'a Person,
    pub(super) settled: Settled,
    /// The day on which the shortest stay in the present role is served, if it is
    /// still to come.
    tenure_until: Option<Date>,
}

impl<'a> BenchCandidate<'a> {
    pub(super) fn of(library: &Library, at: u32, person: &'a Person, as_of: AsOf) -> Self {
        // Where the day they entered the role is unknown, all of it is still to come.
        let since = person.in_role_since.unwrap_or(as_of);
        let until = library.roles[person.role].min_stay.map(|stay| stay.after(since));
        let tenure_until = until.filter(|date| *date > as_of);
        Self { at, person, settled: settled(library, person, as_of, None), tenure_until }
    }

    pub(super) fn held(&self, competency: CompetencyIx, to: Raised<'_>) -> Level {
        let held = self.settled.standings[competency].held();
        raised(to, competency).map_or(held, |level| level.max(held))
    }

    fn levels(&self, library: &Library, to: Raised<'_>) -> Levels {
        Dense::build(&library.names.competencies, |ix, _| self.held(ix, to))
    }

    /// The day on which hours are learned: so many days at the person's hours a
    /// week, and those between on which they are away. `None` where they never are.
    fn learned(&self, start: Date, hours: Hours) -> Option<Date> {
        if hours == Hours::ZERO {
            return Some(start);
        }
        let sevenfold = u64::from(hours.hundredths()).times(7);
        let a_week = u64::from(self.settled.policy.hours_per_week.hundredths());
        // No division: hours a week may be none.
        if a_week == 0 {
            return None;
        }
        let after = |date: Date, days: u64| {
            u16::try_from(days).ok().map(|days| Span::Days(days).after(date))
        };
        let last = after(start, sevenfold.div_ceil(a_week))?;
        match self.person.away {
            Some((from, until)) if until >= start && from <= last => {
                let away = from.max(start).until(until).ok()?.get_days();
                after(last, u64::try_from(away).ok()?.plus(1))
            }
            _ => Some(last),
        }
    }

    /// The most hours that are learned by a day, which is not before the start.
    fn most_hours(&self, start: Date, by: Date) -> Hours {
        let fits = |hours| {
            let hours = Hours::from_hundredths(hours);
            self.learned(start, hours).is_some_and(|date| date <= by)
        };
        // More hours never take fewer days.
        let (mut most, mut more) = (0_u32, u32::MAX);
        while let Some(middle) =
            more.checked_sub(most).map(|step| step / 2).filter(|step| *step > 0)
        {
            let middle = most.plus(middle);
            if fits(middle) {
                most = middle;
            } else {
                more = middle;
            }
        }
        Hours::from_hundredths(most)
    }

    fn is_known(&self, competency: CompetencyIx, to: Raised<'_>) -> bool {
        raised(to, competency).is_some()
            || !self.settled.standings[competency].is_without_evidence()
    }
}

/// What verdicts are made with: one catalogue, and the chains found in it and others.
pub(super) struct Judge<'a> {
    pub(super) library: &'a Library,
    as_of: AsOf,
    /// Laid out once somebody needs a chain: most people are far from every role.
    learning: Option<Learning<'a>>,
    /// The active modules that are not in it.
    pub(super) closed: BTreeSet<ModuleIx>,
    solved: Solved,
    soon_until: Date,
}

impl<'a> Judge<'a> {
    /// Of those to whom nothing is closed.
    pub(super) fn new(library: &'a Library, as_of: AsOf) -> Self {
        let soon_until = library.settings.bench_soon.after(as_of);
        let (learning, closed, solved) = (None, BTreeSet::new(), Solved::default());
        Self { library, as_of, learning, closed, solved, soon_until }
    }

    /// From now on of those to whom certain modules are closed.
    pub(super) fn turn_to(&mut self, closed: BTreeSet<ModuleIx>) {
        (self.learning, self.closed) = (None, closed);
    }

    /// How ready somebody is.
    pub(super) fn verdict(&mut self, candidate: &BenchCandidate<'_>, demand: &Demand) -> Verdict {
        let failing = self.failing(candidate, demand, &[]);
        let verdict = Verdict {
            person: candidate.at,
            band: Band::Later,
            failing,
            ready_on: None,
            hours: Hours::ZERO,
            estimated: Hours::ZERO,
            is_proved: true,
        };
        if failing.has(Criterion::Known) {
            return Verdict { band: Band::Unknown, ..verdict };
        }
        if failing.is_empty() {
            return Verdict { band: Band::Now, ready_on: Some(self.as_of), ..verdict };
        }
        let Some(limit) = self.limit(candidate) else { return verdict };
        let wanted = Self::missing(candidate, demand, &[], failing);
        let held = candidate.levels(self.library, &[]);
        let (learning, solved) = self.search();
        let chain = match learning.within(solved, &held, wanted, limit) {
            Within::Chain(chain) => chain,
            Within::Longer => return verdict,
            Within::Undecided => return Verdict { is_proved: false, ..verdict },
        };
        let start = candidate.person.back_on(self.as_of);
        let Some(learned) = candidate.learned(start, chain.hours) else { return verdict };
        Verdict {
            band: Band::Soon,
            ready_on: Some(candidate.tenure_until.map_or(learned, |date| date.max(learned))),
            hours: chain.hours,
            estimated: chain.estimated,
            is_proved: chain.is_proved(),
            ..verdict
        }
    }

    /// The band somebody rises to with some levels raised; `None` where they stay in
    /// theirs, or it cannot be told.
    pub(super) fn rise(
        &mut self,
        candidate: &BenchCandidate<'_>,
        demand: &Demand,
        to: Raised<'_>,
        from: Band,
    ) -> Option<Band> {
        let failing = self.failing(candidate, demand, to);
        if failing.has(Criterion::Known) || from == Band::Now {
            return None;
        }
        if failing.is_empty() {
            return Some(Band::Now);
        }
        if from == Band::Soon {
            return None;
        }
        let limit = self.limit(candidate)?;
        let wanted = Self::missing(candidate, demand, to, failing);
        let held = candidate.levels(self.library, to);
        let (learning, solved) = self.search();
        (learning.fits(solved, &held, wanted, limit) == Fits::Yes).then_some(Band::Soon)
    }

    fn failing(&self, candidate: &BenchCandidate<'_>, demand: &Demand, to: Raised<'_>) -> Failing {
        let mut failing = Failing::default();
        let mut critical =
            demand.wanted.iter().filter(|expected| expected.importance.is_critical()).peekable();
        let is_unknown = if critical.peek().is_some() {
            critical.any(|expected| !candidate.is_known(expected.competency, to))
        } else {
            !demand.wanted.iter().any(|expected| candidate.is_known(expected.competency, to))
        };
        failing.add(Criterion::Known, is_unknown);
        let met = demand.met(|leaf| candidate.held(leaf, to));
        failing.add(Criterion::Threshold, !demand.reaches_threshold(met));
        for expected in demand.wanted.iter().filter(|expected| expected.importance.is_critical()) {
            let level = expected.level;
            if raised(to, expected.competency).is_some_and(|raised| raised >= level) {
                continue;
            }
            if candidate.held(expected.competency, to) < level {
                failing.add(Criterion::Critical, true);
            } else if !candidate.settled.baseline.is_confirmed(expected.competency, level) {
                failing.add(Criterion::Confirmed, true);
            } else {
                failing.add(Criterion::Fresh, !self.is_fresh(candidate, expected));
            }
        }
        failing.add(Criterion::Available, candidate.person.is_away(self.as_of));
        failing.add(Criterion::Tenure, candidate.tenure_until.is_some());
        failing
    }

    /// Whether somebody else saw the level expected not too long ago.
    pub(super) fn is_fresh(&self, candidate: &BenchCandidate<'_>, wanted: &Wanted) -> bool {
        let lasts = self.library.settings.bench_evidence;
        confirmations(candidate.person, self.library, wanted.competency, self.as_of)
            .any(|seen| seen.level >= wanted.level && self.as_of <= lasts.after(seen.date))
    }

    /// The most hours of learning after which somebody is still ready soon; `None`
    /// where they cannot be, for other reasons.
    fn limit(&self, candidate: &BenchCandidate<'_>) -> Option<Hours> {
        let start = candidate.person.back_on(self.as_of);
        let earliest = candidate.tenure_until.map_or(start, |date| date.max(start));
        (earliest <= self.soon_until).then(|| candidate.most_hours(start, self.soon_until))
    }

    /// What has to be learned to be job-ready in levels: what is critical where that
    /// is enough, else everything expected.
    fn missing(
        candidate: &BenchCandidate<'_>,
        demand: &Demand,
        to: Raised<'_>,
        failing: Failing,
    ) -> Vec<(CompetencyIx, Level)> {
        if !failing.has(Criterion::Threshold) && !failing.has(Criterion::Critical) {
            return Vec::new();
        }
        let with_critical = demand.met(|ix| {
            let held = candidate.held(ix, to);
            let wanted = demand.of_leaf(ix).filter(|expected| expected.importance.is_critical());
            wanted.map_or(held, |expected| expected.level.max(held))
        });
        let only_critical = demand.reaches_threshold(with_critical);
        let wanted = demand
            .wanted
            .iter()
            .filter(|expected| !only_critical || expected.importance.is_critical());
        wanted.map(|expected| (expected.competency, expected.level)).collect()
    }

    /// The catalogue, and what was found out about it.
    fn search(&mut self) -> (&Learning<'a>, &mut Solved) {
        let (library, closed) = (self.library, &self.closed);
        let learning = self
            .learning
            .get_or_insert_with(|| Learning::new(library, |module| !closed.contains(&module)));
        (learning, &mut self.solved)
    }

    /// The hours to learn one competency up to a level.
    pub(super) fn hours_to(
        &mut self,
        candidate: &BenchCandidate<'_>,
        competency: CompetencyIx,
        level: Level,
    ) -> Hours {
        let held = candidate.levels(self.library, &[]);
        let (learning, solved) = self.search();
        match learning.within(solved, &held, [(competency, level)], Hours::MOST) {
            Within::Chain(chain) => chain.hours,
            Within::Longer | Within::Undecided => Hours::MOST,
        }
    }
}

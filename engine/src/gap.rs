//! Which gaps does this person have, and which matter most?
//!
//! Points are weight times missing levels (importance after the 1-3-9 scale of
//! quality function deployment, times the weight of the KPI it drives). Each
//! hundredth of a level counts its highest weight, never a sum.

use std::collections::{BTreeMap, BTreeSet};

use crate::id::{CompetencyId, CompetencyIx, Dense, KpiIx, RoleIx};
use crate::level::{Gap, Level, Points, Unit};
use crate::library::{Expectation, Importance, Library, Module, UnknownPolicy, Weight};
use crate::person::Baseline;

/// What a person's level in a leaf counts as, after the policy for what is unknown.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Standing {
    /// There is evidence.
    Observed(Level),
    /// A neighbour suggests it.
    Inferred(Level),
    /// Nobody knows; the policy assumes it.
    Assumed(Level),
    /// Nobody knows, and nothing is assumed.
    Unknown,
}

impl Standing {
    /// The level; `None` where it is unknown.
    pub fn level(self) -> Option<Level> {
        match self {
            Self::Observed(level) | Self::Inferred(level) | Self::Assumed(level) => Some(level),
            Self::Unknown => None,
        }
    }

    /// The level that entries are measured against: an unknown one meets nothing.
    pub fn held(self) -> Level {
        self.level().unwrap_or(Level::ZERO)
    }

    /// Whether nobody has evidence of the leaf or a neighbour of it.
    pub fn is_without_evidence(self) -> bool {
        matches!(self, Self::Assumed(_) | Self::Unknown)
    }
}

/// The standing of every leaf.
pub type Standings = Dense<CompetencyId, Standing>;

/// Returns the standing of every leaf under a policy for what is unknown.
///
/// Under `entry` the entry level of the present role counts, else 0.
pub fn standings(
    library: &Library,
    baseline: &Baseline,
    policy: UnknownPolicy,
    role: RoleIx,
) -> Standings {
    Dense::build(&library.names.competencies, |ix, _| match baseline.held(ix) {
        Some(held) if held.inferred_from.is_some() => Standing::Inferred(held.level),
        Some(held) => Standing::Observed(held.level),
        None => match policy {
            UnknownPolicy::Assess => Standing::Unknown,
            UnknownPolicy::Beginner => Standing::Assumed(Level::ZERO),
            UnknownPolicy::Entry => {
                let entry = library.roles[role].entry.get(&ix).copied();
                Standing::Assumed(entry.unwrap_or(Level::ZERO))
            }
        },
    })
}

/// A part of a level scale where each hundredth counts the same.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Band {
    /// Where it begins.
    pub from: Level,
    /// Where it ends.
    pub to: Level,
    /// What a hundredth of a level counts.
    pub per_hundredth: Points,
}

/// What is expected of a person in one leaf, by all that expect it.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Wanted {
    /// The leaf.
    pub competency: CompetencyIx,
    /// The highest level expected.
    pub level: Level,
    /// The highest importance.
    pub importance: Importance,
    /// What the levels from 0 count, ascending and without holes.
    pub bands: Vec<Band>,
    /// The KPIs it drives, ascending.
    pub drives: Vec<KpiIx>,
    /// The leaf that requires it, where no role expects it.
    pub implied_by: Option<CompetencyIx>,
}

impl Wanted {
    /// What the levels from `from` to `to` count.
    pub fn points(&self, from: Level, to: Level) -> Points {
        let bands = self.bands.iter().map(|band| {
            let width = band.to.min(to).less(band.from.max(from));
            band.per_hundredth.times(i128::from(width.hundredths()))
        });
        bands.sum()
    }

    /// Adds another expectation of the same leaf: each hundredth counts the
    /// higher of the two.
    fn join(&mut self, other: &Self) {
        let edges: BTreeSet<Level> =
            self.bands.iter().chain(&other.bands).flat_map(|band| [band.from, band.to]).collect();
        let edges: Vec<Level> = edges.into_iter().collect();
        let at = |bands: &[Band], level: Level| {
            let band = bands.iter().find(|band| band.from <= level && level < band.to);
            band.map_or(Points::ZERO, |band| band.per_hundredth)
        };
        let mut bands: Vec<Band> = Vec::new();
        for (from, to) in edges.iter().zip(edges.iter().skip(1)) {
            let per_hundredth = at(&self.bands, *from).max(at(&other.bands, *from));
            match bands.last_mut() {
                Some(last) if last.per_hundredth == per_hundredth => last.to = *to,
                _ => bands.push(Band { from: *from, to: *to, per_hundredth }),
            }
        }
        self.bands = bands;
        self.level = self.level.max(other.level);
        self.importance = self.importance.max(other.importance);
        let drives: BTreeSet<KpiIx> = self.drives.iter().chain(&other.drives).copied().collect();
        self.drives = drives.into_iter().collect();
        // What a role expects itself is not only implied.
        if self.implied_by.is_none() || other.implied_by.is_none() {
            self.implied_by = None;
        }
    }
}

/// A gap with the points it counts for.
#[derive(Clone, Debug, Eq, PartialEq)]
#[expect(clippy::struct_excessive_bools, reason = "how sure a gap is and how large are two things")]
pub struct ScoredGap {
    /// What is expected.
    pub wanted: Wanted,
    /// The level held, or assumed.
    pub held: Level,
    /// The levels missing.
    pub missing: Gap,
    /// Weight times missing levels.
    pub points: Points,
    /// Whether the level held is only assumed.
    pub is_provisional: bool,
    /// Whether it is large enough to plan for.
    pub is_planned: bool,
}

/// All that is expected of a person, and all gaps.
#[derive(Clone, Debug)]
pub struct Gaps {
    /// The unit of this person's points.
    pub unit: Unit,
    /// Everything expected, by leaf.
    pub wanted: BTreeMap<CompetencyIx, Wanted>,
    /// The gaps, the most points first, then by id.
    pub gaps: Vec<ScoredGap>,
}

impl Gaps {
    /// The gap in a leaf.
    pub fn of(&self, competency: CompetencyIx) -> Option<&ScoredGap> {
        self.gaps.iter().find(|gap| gap.wanted.competency == competency)
    }

    /// The gaps large enough to plan for.
    pub fn planned(&self) -> impl Iterator<Item = &ScoredGap> {
        self.gaps.iter().filter(|gap| gap.is_planned)
    }
}

/// Returns what is expected of somebody in `role` on the way to `target`, and
/// the gaps between that and what they hold.
///
/// With a target, critical expectations of the present role that are unmet count
/// too. A prerequisite below what a gapped competency requires is expected with
/// the same weight, transitively.
pub fn score_gaps(
    library: &Library,
    standings: &Standings,
    role: RoleIx,
    target: Option<RoleIx>,
) -> Gaps {
    let planned_role = target.unwrap_or(role);
    let mut expected: Vec<&Expectation> = library.roles[planned_role].expects.iter().collect();
    if planned_role != role {
        expected.extend(library.roles[role].expects.iter().filter(|expectation| {
            expectation.importance.is_critical()
                && standings[expectation.competency]
                    .level()
                    .is_some_and(|level| level < expectation.level)
        }));
    }
    let scaling = Scaling::of(&expected);
    let mut wanted: BTreeMap<CompetencyIx, Wanted> = BTreeMap::new();
    for expectation in expected {
        add(&mut wanted, scaling.wanted(expectation));
    }
    imply(library, standings, &mut wanted);
    let mut gaps: Vec<ScoredGap> =
        wanted.values().filter_map(|wanted| scored(library, standings, wanted)).collect();
    // The map is ordered and the sort stable, so ties stay in the order of ids.
    gaps.sort_by_key(|gap| std::cmp::Reverse(gap.points));
    Gaps { unit: scaling.unit(), wanted, gaps }
}

fn add(wanted: &mut BTreeMap<CompetencyIx, Wanted>, new: Wanted) {
    match wanted.get_mut(&new.competency) {
        Some(known) => known.join(&new),
        None => {
            wanted.insert(new.competency, new);
        }
    }
}

fn scored(library: &Library, standings: &Standings, wanted: &Wanted) -> Option<ScoredGap> {
    let standing = standings[wanted.competency];
    let held = standing.level()?;
    let missing = held.gap_to(wanted.level)?;
    Some(ScoredGap {
        wanted: wanted.clone(),
        held,
        missing,
        points: wanted.points(held, wanted.level),
        is_provisional: matches!(standing, Standing::Assumed(_)),
        is_planned: missing.levels() >= library.settings.smallest_gap,
    })
}

/// Adds what the planned gaps require, and what that requires in turn.
fn imply(library: &Library, standings: &Standings, wanted: &mut BTreeMap<CompetencyIx, Wanted>) {
    // Only what a role expects, or what was implied before, implies more; each
    // leaf is looked at again when its own expectation has grown.
    let mut waiting: BTreeSet<CompetencyIx> = wanted.keys().copied().collect();
    while let Some(competency) = waiting.pop_first() {
        let Some(source) = wanted.get(&competency).cloned() else { continue };
        if !scored(library, standings, &source).is_some_and(|source_gap| source_gap.is_planned) {
            continue;
        }
        for (required, level) in &library.competencies[competency].requires {
            if standings[*required].level().is_none_or(|held| held >= *level) {
                continue;
            }
            let implied = implied(&source, *required, *level);
            let before = wanted.get(required).cloned();
            add(wanted, implied);
            if wanted.get(required) != before.as_ref() {
                waiting.insert(*required);
            }
        }
    }
}

fn implied(source: &Wanted, competency: CompetencyIx, level: Level) -> Wanted {
    let per_hundredth =
        source.bands.iter().map(|band| band.per_hundredth).max().unwrap_or(Points::ZERO);
    Wanted {
        competency,
        level,
        importance: source.importance,
        bands: vec![Band { from: Level::ZERO, to: level, per_hundredth }],
        drives: source.drives.clone(),
        implied_by: Some(source.competency),
    }
}

/// The part of a gap that a module covers.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Stretch {
    /// The leaf.
    pub competency: CompetencyIx,
    /// Where it begins.
    pub from: Level,
    /// Where it ends.
    pub to: Level,
}

/// Returns what a module covers of the planned gaps, in the order of leaves:
/// of each, the levels from `max(from − entry slack, held)` to
/// `min(to, expected)`.
pub fn stretches(library: &Library, gaps: &Gaps, module: &Module) -> Vec<Stretch> {
    let slack = library.settings.entry_slack;
    let covered = module.builds.iter().filter_map(|built| {
        let gap = gaps.of(built.competency).filter(|gap| gap.is_planned)?;
        let from = built.from.less(slack).max(gap.held);
        let to = built.to.min(gap.wanted.level);
        (from < to).then_some(Stretch { competency: built.competency, from, to })
    });
    covered.collect()
}

/// Returns the points a module would close by itself.
pub fn gain(library: &Library, gaps: &Gaps, module: &Module) -> Points {
    let stretches = stretches(library, gaps, module);
    stretches
        .iter()
        .filter_map(|stretch| {
            Some(gaps.of(stretch.competency)?.wanted.points(stretch.from, stretch.to))
        })
        .sum()
}

/// Makes weights of different denominators whole numbers of one unit.
struct Scaling {
    /// The least common multiple of all splits.
    multiple: i128,
}

impl Scaling {
    /// Boosts are whole percent of a gain, so a unit is a hundredth of what the
    /// weights alone would need.
    const PERCENT: i128 = 100;

    fn of(expected: &[&Expectation]) -> Self {
        let splits =
            expected.iter().map(|expectation| i128::from(expectation.weight.split().get()));
        Self { multiple: splits.fold(1, least_common_multiple) }
    }

    fn unit(&self) -> Unit {
        Unit::new(self.multiple.saturating_mul(Weight::PARTS).saturating_mul(Self::PERCENT))
    }

    fn per_hundredth(&self, weight: Weight) -> Points {
        let share = self.multiple.checked_div(i128::from(weight.split().get())).unwrap_or(1);
        let units = i128::from(weight.parts()).saturating_mul(share);
        Points::from_units(units.saturating_mul(Self::PERCENT))
    }

    fn wanted(&self, expectation: &Expectation) -> Wanted {
        let per_hundredth = self.per_hundredth(expectation.weight);
        let mut drives = expectation.drives.clone();
        drives.sort_unstable();
        drives.dedup();
        Wanted {
            competency: expectation.competency,
            level: expectation.level,
            importance: expectation.importance,
            bands: vec![Band { from: Level::ZERO, to: expectation.level, per_hundredth }],
            drives,
            implied_by: None,
        }
    }
}

fn least_common_multiple(a: i128, b: i128) -> i128 {
    let (mut x, mut y) = (a, b);
    while y != 0 {
        (x, y) = (y, x.checked_rem(y).unwrap_or(0));
    }
    a.checked_div(x).unwrap_or(1).saturating_mul(b)
}

/// How much of a role's expectations a person meets.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Readiness {
    /// The role.
    pub role: RoleIx,
    /// What is met for certain, in whole percent, rounded down.
    pub low: u8,
    /// What is met if everything unknown is, in whole percent, rounded down.
    pub high: u8,
    /// Critical expectations that are not known to be met.
    pub unmet_critical: Vec<CompetencyIx>,
    /// Whether the lower end reaches the role's threshold, compared exactly.
    pub reaches_threshold: bool,
}

/// What a role expects, leaf by leaf, ready to be compared with any levels.
#[derive(Clone, Debug)]
pub struct Demand {
    /// The role.
    pub role: RoleIx,
    /// The unit of its points.
    pub unit: Unit,
    /// Everything expected, in the order of leaves.
    pub wanted: Vec<Wanted>,
    /// What all of it counts.
    pub full: Points,
    job_ready: u8,
}

impl Demand {
    /// Returns what a role expects.
    pub fn of(library: &Library, role: RoleIx) -> Self {
        let expects: Vec<&Expectation> = library.roles[role].expects.iter().collect();
        let scaling = Scaling::of(&expects);
        let mut wanted: BTreeMap<CompetencyIx, Wanted> = BTreeMap::new();
        for expectation in &expects {
            add(&mut wanted, scaling.wanted(expectation));
        }
        let wanted: Vec<Wanted> = wanted.into_values().collect();
        let full = wanted.iter().map(|wanted| wanted.points(Level::ZERO, wanted.level)).sum();
        let job_ready = library.roles[role].job_ready;
        Self { role, unit: scaling.unit(), wanted, full, job_ready }
    }

    /// What is expected of a leaf; `None` where nothing is.
    pub fn of_leaf(&self, competency: CompetencyIx) -> Option<&Wanted> {
        let at = self.wanted.binary_search_by_key(&competency, |wanted| wanted.competency).ok()?;
        self.wanted.get(at)
    }

    /// The points that levels meet: Σ weight · min(held, expected).
    pub fn met(&self, held: impl Fn(CompetencyIx) -> Level) -> Points {
        self.wanted
            .iter()
            .map(|wanted| wanted.points(Level::ZERO, held(wanted.competency).min(wanted.level)))
            .sum()
    }

    /// Whether points reach a share of everything expected, in percent, compared
    /// exactly. A role that expects nothing is met in full.
    pub fn reaches(&self, met: Points, percent: u8) -> bool {
        met.times(100) >= self.full.times(i128::from(percent))
    }

    /// Whether points reach the role's threshold, compared exactly.
    pub fn reaches_threshold(&self, met: Points) -> bool {
        self.reaches(met, self.job_ready)
    }

    /// Returns how much of the role's expectations is met at certain levels.
    ///
    /// Readiness = Σ weight · min(held, expected) / Σ weight · expected. The lower
    /// end takes what is unknown at what the policy assumes (`assess`: 0), the upper
    /// end at the level expected. A role that expects nothing is met in full.
    pub fn readiness(&self, standings: &Standings) -> Readiness {
        let low = self.met(|competency| standings[competency].held());
        let unknown =
            self.wanted.iter().filter(|wanted| standings[wanted.competency].is_without_evidence());
        let open: Points = unknown
            .map(|unknown| unknown.points(standings[unknown.competency].held(), unknown.level))
            .sum();
        Readiness {
            role: self.role,
            low: percent(low, self.full),
            high: percent(low + open, self.full),
            unmet_critical: self
                .wanted
                .iter()
                .filter(|wanted| wanted.importance.is_critical())
                .filter(|wanted| {
                    standings[wanted.competency].level().is_none_or(|held| held < wanted.level)
                })
                .map(|wanted| wanted.competency)
                .collect(),
            reaches_threshold: self.reaches_threshold(low),
        }
    }
}

/// Returns how much of a role's expectations is met at certain levels, as
/// [`Demand::readiness`] does.
pub fn readiness(library: &Library, standings: &Standings, role: RoleIx) -> Readiness {
    Demand::of(library, role).readiness(standings)
}

fn percent(part: Points, all: Points) -> u8 {
    if all == Points::ZERO {
        return 100;
    }
    let percent = part.times(100).units().checked_div(all.units()).unwrap_or(0);
    u8::try_from(percent).unwrap_or(100)
}

/// The critical expectations of a role that are met, as far as anybody can tell,
/// but that nobody except the person saw: what is only suggested or assumed is not
/// confirmed either.
pub fn unconfirmed(
    library: &Library,
    standings: &Standings,
    baseline: &Baseline,
    role: RoleIx,
) -> Vec<CompetencyIx> {
    let expects = library.roles[role].expects.iter().filter(|expectation| {
        expectation.importance.is_critical()
            && standings[expectation.competency]
                .level()
                .is_some_and(|level| level >= expectation.level)
            && !baseline.is_confirmed(expectation.competency, expectation.level)
    });
    expects.map(|expectation| expectation.competency).collect::<BTreeSet<_>>().into_iter().collect()
}

//! What a move from levels to a role takes.

use super::chain::{Chain, Levels};
use super::lattice::Lattice;
use super::limits::{Limits, overstretched};
use super::start::Start;
use crate::gap::Readiness;
use crate::id::{CompetencyIx, RoleIx};
use crate::level::{Level, Points, Unit};
use crate::library::Importance;
use crate::number::Exact as _;
use crate::quantity::Hours;

/// What a move to a role takes.
#[derive(Clone, Debug)]
pub struct Move {
    /// Where it leads.
    pub to: RoleIx,
    /// How much of what it expects is met.
    pub readiness: Readiness,
    /// The unit of the role's points.
    pub unit: Unit,
    /// What is missing, the most points first, then by id.
    pub missing: Vec<Missing>,
    /// The shortest way to learn it.
    pub chain: Chain,
    /// The hours that are left if everything unknown is held already.
    pub hours_if_held: Hours,
    /// The unit of the present role's points.
    pub unused_unit: Unit,
    /// What the present role asks for and the other does not, the most points
    /// first, then by id.
    pub unused: Vec<Unused>,
    /// The share of what is held for the present role that the other does not ask
    /// for, weighted, in whole percent, rounded down.
    pub unused_percent: u8,
    /// How many grades up or down.
    pub grade: GradeStep,
    /// Why it is not feasible; empty where it is.
    pub hindrances: Vec<Hindrance>,
}

impl Move {
    /// Whether somebody can make it without a stop between.
    pub fn is_feasible(&self) -> bool {
        self.hindrances.is_empty()
    }

    /// The levels missing in all leaves together, in hundredths.
    pub(crate) fn levels_missing(&self) -> u32 {
        let missing = self.missing.iter().map(|missing| missing.wanted.less(missing.held));
        missing.map(|levels| u32::from(levels.hundredths())).sum()
    }
}

/// An expectation that is not met.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Missing {
    /// Always a leaf.
    pub competency: CompetencyIx,
    /// The level held, or assumed.
    pub held: Level,
    /// The level expected.
    pub wanted: Level,
    /// How much it matters.
    pub importance: Importance,
    /// What the missing levels count, in the unit of the role.
    pub points: Points,
    /// Whether nobody has evidence of the level held.
    pub is_unknown: bool,
}

/// A strength that the other role does not ask for.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Unused {
    /// The leaf.
    pub competency: CompetencyIx,
    /// The level the other role asks for.
    pub wanted: Level,
    /// The level held, at most what the present role expects.
    pub held: Level,
    /// What the levels between count, in the unit of the present role.
    pub points: Points,
}

/// How the grade of a role compares with the present one's.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum GradeStep {
    /// So many grades down.
    Down(u16),
    /// The same grade.
    Same,
    /// So many grades up.
    Up(u16),
    /// One of the roles has no grade.
    Unknown,
}

/// Why a move is not feasible.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Hindrance {
    /// Too little of what the role expects is met.
    Readiness {
        /// What is met, in whole percent, rounded down.
        ready: u8,
        /// What would have to be.
        needs: u8,
    },
    /// Something critical is missed by too many levels.
    Stretch {
        /// The leaf.
        competency: CompetencyIx,
        /// The level held.
        held: Level,
        /// The level expected.
        wanted: Level,
        /// How many levels may be missing.
        most: Level,
    },
}

impl Lattice<'_> {
    /// Returns what the move from a start to a role takes.
    pub fn weigh(&mut self, start: &Start, to: RoleIx) -> Move {
        let held = start.levels(self);
        let chain = self.chain(&held, to);
        let readiness = self.demand(to).readiness(&start.standings);
        let (unused, unused_percent) = self.unused(start.role, &held, to);
        Move {
            to,
            unit: self.demand(to).unit,
            unused_unit: self.demand(start.role).unit,
            missing: self.missing(start, to),
            hours_if_held: self.hours_if_held(start, &held, to, &chain),
            chain,
            unused,
            unused_percent,
            grade: self.grade_step(start.role, to),
            hindrances: self.hindrances(&held, &readiness),
            readiness,
        }
    }

    fn missing(&self, start: &Start, to: RoleIx) -> Vec<Missing> {
        let wanted = self.demand(to).wanted.iter().filter_map(|expected| {
            let standing = start.standings[expected.competency];
            let held = standing.held();
            (held < expected.level).then(|| Missing {
                competency: expected.competency,
                held,
                wanted: expected.level,
                importance: expected.importance,
                points: expected.points(held, expected.level),
                is_unknown: standing.is_without_evidence(),
            })
        });
        let mut missing: Vec<Missing> = wanted.collect();
        missing.sort_by_key(|missing| std::cmp::Reverse(missing.points));
        missing
    }

    fn hours_if_held(&mut self, start: &Start, held: &Levels, to: RoleIx, all: &Chain) -> Hours {
        let mut if_held = held.clone();
        let mut is_open = false;
        for expected in &self.demand(to).wanted {
            if start.standings[expected.competency].is_without_evidence() {
                is_open |= if_held[expected.competency] < expected.level;
                if_held[expected.competency] = if_held[expected.competency].max(expected.level);
            }
        }
        if is_open { self.hours(&if_held, to) } else { all.hours }
    }

    fn unused(&self, from: RoleIx, held: &Levels, to: RoleIx) -> (Vec<Unused>, u8) {
        let (present, other) = (self.demand(from), self.demand(to));
        let mut all = Points::ZERO;
        let mut unused = Vec::new();
        let mut rest = Points::ZERO;
        for expected in &present.wanted {
            let has = held[expected.competency].min(expected.level);
            all = all + expected.points(Level::ZERO, has);
            let wanted =
                other.of_leaf(expected.competency).map_or(Level::ZERO, |other| other.level);
            if wanted < has {
                let points = expected.points(wanted, has);
                rest = rest + points;
                unused.push(Unused { competency: expected.competency, wanted, held: has, points });
            }
        }
        unused.sort_by_key(|unused| std::cmp::Reverse(unused.points));
        let percent = rest.times(100).units().checked_div(all.units()).unwrap_or(0);
        (unused, u8::try_from(percent).unwrap_or(100))
    }

    fn grade_step(&self, from: RoleIx, to: RoleIx) -> GradeStep {
        let grade = |role: RoleIx| self.library().roles[role].grade;
        match (grade(from), grade(to)) {
            (Some(from), Some(to)) if from < to => GradeStep::Up(to.minus(from)),
            (Some(from), Some(to)) if from > to => GradeStep::Down(from.minus(to)),
            (Some(_), Some(_)) => GradeStep::Same,
            _ => GradeStep::Unknown,
        }
    }

    fn hindrances(&self, held: &Levels, readiness: &Readiness) -> Vec<Hindrance> {
        let limits = Limits::of(self.library());
        let demand = self.demand(readiness.role);
        let mut hindrances = Vec::new();
        if !demand.reaches(demand.met(|leaf| held[leaf]), limits.readiness) {
            let (ready, needs) = (readiness.low, limits.readiness);
            hindrances.push(Hindrance::Readiness { ready, needs });
        }
        hindrances.extend(overstretched(demand, held, limits).map(|expected| Hindrance::Stretch {
            competency: expected.competency,
            held: held[expected.competency],
            wanted: expected.level,
            most: limits.stretch,
        }));
        hindrances
    }
}

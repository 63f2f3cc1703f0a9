//! Writes moves between roles down.

use serde::Serialize;

use super::convert::{ENGINE, hours, level};
use super::{Decimal, FORMAT};
use crate::id::{CompetencyIx, RoleIx};
use crate::level::Level;
use crate::library::Library;
use crate::person::{self, AsOf};
use crate::quantity::Money;
use crate::route::{self, Chain, Near, Nearest, Step};

/// The nearest roles of a role, or of somebody.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Moves {
    /// The version of this format.
    pub format: u8,
    /// What the answer was made from.
    pub provenance: MovesProvenance,
    /// Where the moves start.
    pub from: MoveStart,
    /// `levels`, or `role` where nothing is known to be held: then roles are ranked as
    /// for somebody who has just what the role expects.
    pub ranked_by: &'static str,
    /// Among how many roles these are the nearest.
    pub compared: usize,
    /// How many of them a filter passed over on the way.
    pub passed_over: usize,
    /// How many other roles expect nothing of what is held; they are not ranked.
    pub unrelated: usize,
    /// The moves, the nearest role first.
    pub moves: Vec<Move>,
}

/// What an answer about moves was made from.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct MovesProvenance {
    /// The version of the engine.
    pub engine: &'static str,
    /// The hash of the library's files.
    pub library: String,
    /// The hash of the person's rows; `null` for a role.
    pub person: Option<String>,
    /// The date the answer was made for.
    pub as_of: String,
}

/// Where a move starts.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct MoveStart {
    /// The role.
    pub role: String,
    /// Its grade.
    pub grade: Option<u16>,
    /// Its family.
    pub family: Option<String>,
    /// The id of the person; `null` for whoever has just what the role expects.
    pub person: Option<String>,
    /// Their name.
    pub name: Option<String>,
}

/// What a move to a role takes.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Move {
    /// The place among the nearest, from 1.
    pub rank: usize,
    /// The role.
    pub role: String,
    /// Its grade.
    pub grade: Option<u16>,
    /// Its family.
    pub family: Option<String>,
    /// `up`, `same`, `down`, or `unknown` where a role has no grade.
    pub direction: &'static str,
    /// By how many grades.
    pub grades: u16,
    /// How far away it is, in thousandths of the longest profile of a role in the
    /// library; 0 for the same.
    pub distance: u64,
    /// What is met of what the role expects, in whole percent.
    pub readiness: MoveReadiness,
    /// Whether it can be made without a role between.
    pub feasible: bool,
    /// Why not.
    pub hindrances: Vec<Hindrance>,
    /// What is missing, and how long it takes to learn.
    pub shortfall: Shortfall,
    /// Everything missing, what counts most first.
    pub missing: Vec<MissingSkill>,
    /// What the present role asks for and this one does not, what counts most first.
    pub unused: Vec<UnusedSkill>,
    /// Its share of what is held for the present role, in whole percent.
    pub unused_percent: u8,
}

/// What is met of what a role expects.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct MoveReadiness {
    /// In whole percent, at least.
    pub now: u8,
    /// In whole percent, if everything unknown is held.
    pub now_high: u8,
}

/// Why a move is not feasible.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Hindrance {
    /// Too little is met.
    Readiness {
        /// What is met, in whole percent.
        ready: u8,
        /// What would have to be.
        needs: u8,
    },
    /// Something critical is missed by too much.
    Stretch {
        /// The competency.
        competency: String,
        /// The level held.
        held: Decimal,
        /// The level expected.
        expected: Decimal,
        /// How many levels may be missing.
        most: Decimal,
    },
}

/// How much is missing, and the shortest way to learn it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Shortfall {
    /// The levels missing, all together.
    pub levels: Decimal,
    /// How long it takes.
    pub hours: Decimal,
    /// How long if everything unknown is held already.
    pub hours_if_held: Decimal,
    /// The part of `hours` that is declared, because no module builds it.
    pub estimated_hours: Decimal,
    /// No way takes fewer hours than these.
    pub at_least_hours: Decimal,
    /// What the modules cost, by currency.
    pub cost: Vec<Price>,
    /// The way, in an order in which each step can be taken.
    pub steps: Vec<LearningStep>,
}

/// An amount of money.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Price {
    /// The amount.
    pub amount: Decimal,
    /// The currency.
    pub currency: String,
}

/// One step of a way to learn.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct LearningStep {
    /// The module; `null` where none leads on.
    pub module: Option<String>,
    /// How long it takes.
    pub hours: Decimal,
    /// Whether these hours are declared, because no module builds it.
    pub estimated: bool,
    /// What it builds.
    pub builds: Vec<Built>,
}

/// What a step builds of a competency.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Built {
    /// The competency.
    pub competency: String,
    /// The level afterwards.
    pub to: Decimal,
}

/// An expectation that is not met.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct MissingSkill {
    /// The competency.
    pub competency: String,
    /// The level held, or assumed.
    pub held: Decimal,
    /// The level expected.
    pub expected: Decimal,
    /// `critical`, `important` or `useful`.
    pub importance: &'static str,
    /// Weight times missing levels, in whole hundredths.
    pub points: i64,
    /// Whether nobody has evidence of the level.
    pub unknown: bool,
}

/// A strength that the other role does not ask for.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct UnusedSkill {
    /// The competency.
    pub competency: String,
    /// The level held, at most what the present role expects.
    pub held: Decimal,
    /// The level the other role asks for.
    pub wanted: Decimal,
    /// Weight times levels, in whole hundredths.
    pub points: i64,
}

impl Moves {
    /// Writes the nearest roles of a start down.
    pub fn of(
        library: &Library,
        start: MoveStart,
        hash: Option<&str>,
        as_of: AsOf,
        near: &Nearest,
    ) -> Self {
        let moves = near.roles.iter().enumerate();
        Self {
            format: FORMAT,
            provenance: MovesProvenance::of(library, hash, as_of),
            from: start,
            ranked_by: if near.is_by_role { "role" } else { "levels" },
            compared: near.compared,
            passed_over: near.passed_over,
            unrelated: near.unrelated,
            moves: moves.map(|(at, it)| Move::of(library, at.saturating_add(1), it)).collect(),
        }
    }
}

impl MovesProvenance {
    /// Writes down what an answer about moves was made from; `hash` is the person's.
    pub fn of(library: &Library, hash: Option<&str>, as_of: AsOf) -> Self {
        Self {
            engine: ENGINE,
            library: library.hashes.library.to_string(),
            person: hash.map(str::to_owned),
            as_of: as_of.to_string(),
        }
    }
}

impl MoveStart {
    /// Writes the start of moves down: a role, and the person who has it.
    pub fn of(library: &Library, role: RoleIx, person: Option<&person::Person>) -> Self {
        Self {
            role: library.role_id(role).to_owned(),
            grade: library.roles[role].grade,
            family: family(library, role),
            person: person.map(|it| it.id.to_string()),
            name: person.map(|it| it.name.to_string()),
        }
    }
}

impl Move {
    fn of(library: &Library, rank: usize, near: &Near) -> Self {
        let it = &near.takes;
        let (direction, grades) = it.grade.words();
        Self {
            rank,
            role: library.role_id(it.to).to_owned(),
            grade: library.roles[it.to].grade,
            family: family(library, it.to),
            direction,
            grades,
            distance: near.distance,
            readiness: MoveReadiness { now: it.readiness.low, now_high: it.readiness.high },
            feasible: it.is_feasible(),
            hindrances: it.hindrances.iter().map(|it| hindrance(library, it)).collect(),
            shortfall: Shortfall::of(library, it),
            missing: it.missing.iter().map(|one| missing(library, it, one)).collect(),
            unused: it.unused.iter().map(|one| unused(library, it, one)).collect(),
            unused_percent: it.unused_percent,
        }
    }
}

impl Shortfall {
    fn of(library: &Library, it: &route::Move) -> Self {
        let Chain { steps, hours: all, estimated, at_least } = &it.chain;
        Self {
            levels: Decimal::from_hundredths(it.levels_missing().into()),
            hours: hours(*all),
            hours_if_held: hours(it.hours_if_held),
            estimated_hours: hours(*estimated),
            at_least_hours: hours(*at_least),
            cost: it.chain.cost(library).iter().map(price).collect(),
            steps: steps.iter().map(|it| step(library, it)).collect(),
        }
    }
}

fn family(library: &Library, role: RoleIx) -> Option<String> {
    Some(library.roles[role].family.to_string()).filter(|it| !it.is_empty())
}

pub(super) fn price(money: &Money) -> Price {
    Price { amount: Decimal::from_hundredths(money.cents), currency: money.currency.to_string() }
}

pub(super) fn step(library: &Library, step: &Step) -> LearningStep {
    let built = |competency: CompetencyIx, to: Level| Built {
        competency: library.competency_id(competency).to_owned(),
        to: level(to),
    };
    match step {
        Step::Module(ix) => {
            let module = &library.modules[*ix];
            LearningStep {
                module: Some(library.module_id(*ix).to_owned()),
                hours: hours(module.hours),
                estimated: false,
                builds: module.builds.iter().map(|it| built(it.competency, it.to)).collect(),
            }
        }
        Step::Estimated { competency, from, to } => LearningStep {
            module: None,
            hours: hours(route::declared_hours(library, *from, *to)),
            estimated: true,
            builds: vec![built(*competency, *to)],
        },
    }
}

pub(super) fn hindrance(library: &Library, it: &route::Hindrance) -> Hindrance {
    match it {
        route::Hindrance::Readiness { ready, needs } => {
            Hindrance::Readiness { ready: *ready, needs: *needs }
        }
        route::Hindrance::Stretch { competency, held, wanted, most } => Hindrance::Stretch {
            competency: library.competency_id(*competency).to_owned(),
            held: level(*held),
            expected: level(*wanted),
            most: level(*most),
        },
    }
}

fn missing(library: &Library, of: &route::Move, it: &route::Missing) -> MissingSkill {
    MissingSkill {
        competency: library.competency_id(it.competency).to_owned(),
        held: level(it.held),
        expected: level(it.wanted),
        importance: it.importance.word.as_str(),
        points: of.unit.hundredths(it.points),
        unknown: it.is_unknown,
    }
}

fn unused(library: &Library, of: &route::Move, it: &route::Unused) -> UnusedSkill {
    UnusedSkill {
        competency: library.competency_id(it.competency).to_owned(),
        held: level(it.held),
        wanted: level(it.wanted),
        points: of.unused_unit.hundredths(it.points),
    }
}

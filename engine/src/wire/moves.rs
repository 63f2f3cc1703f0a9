//! How are moves between roles written down?

use std::borrow::Cow;

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::convert::ENGINE;
use super::{FORMAT, Text};
use crate::gap::Readiness;
use crate::id::{CompetencyId, CompetencyIx, ModuleId, PersonId, RoleId, RoleIx};
use crate::level::Level;
use crate::library::{ImportanceWord, Library};
use crate::person::{self, AsOf};
use crate::quantity::{Amount, Hours, Money};
use crate::route::{self, Chain, GradeStep, Near, Nearest, Step};

/// The nearest roles of a role, or of a person.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Moves {
    /// The version of this format.
    pub format: u8,
    /// What the answer was made from.
    pub provenance: CareerProvenance,
    /// Where the moves start.
    pub from: MoveStart,
    /// What the roles are ranked by.
    pub ranked_by: RankedBy,
    /// Among how many roles these are the nearest.
    pub compared: usize,
    /// How many of them a filter passed over on the way.
    pub passed_over: usize,
    /// How many other roles expect nothing of what is held; they are not ranked.
    pub unrelated: usize,
    /// The moves, the nearest role first.
    pub moves: Vec<Move>,
}

/// The nearest roles of every role that expects something.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct AllMoves {
    /// The version of this format.
    pub format: u8,
    /// What the answer was made from.
    pub provenance: CareerProvenance,
    /// The roles that were left out, because they expect nothing.
    pub without_expectations: Vec<RoleId>,
    /// The moves: by the role they start from, and then the nearest role first.
    pub moves: Vec<RankedMove>,
}

/// A move of a table of all moves.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct RankedMove {
    /// The role it starts from.
    pub from: RoleId,
    /// The role it leads to.
    pub to: RoleId,
    /// The place among the nearest roles of `from`, counted from 1.
    pub rank: usize,
    /// How far away the role is, in thousandths of the longest profile of a role in
    /// the library; 0 for the same.
    pub score: u64,
    /// How much of what the role expects is met, in whole percent.
    pub readiness: u8,
    /// How long it takes to learn what is missing.
    pub shortfall_hours: Hours,
    /// The share of what is held for `from` that the role does not ask for, in whole
    /// percent.
    pub unused: u8,
    /// What the source of `from` calls it, such as `15-1211.00`; `null` where nobody
    /// wrote it down.
    pub from_ref: Option<Text>,
    /// What the source of `to` calls it.
    pub to_ref: Option<Text>,
}

/// What an answer about roles and moves was made from.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct CareerProvenance {
    /// The version of the engine.
    pub engine: Cow<'static, str>,
    /// The hash of the library's files.
    pub library: Text,
    /// The hash of the person's rows; `null` where the answer is about no person.
    pub person: Option<Text>,
    /// The date the answer was made for.
    pub as_of: Date,
}

/// What the nearest roles are ranked by.
#[derive(Clone, Copy, Debug, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum RankedBy {
    /// The levels that are held.
    Levels,
    /// What the present role expects, because nothing is known to be held.
    Role,
}

/// Where a move starts.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct MoveStart {
    /// The role.
    pub role: RoleId,
    /// Its grade.
    pub grade: Option<u16>,
    /// Its family.
    pub family: Option<Text>,
    /// The person; `null` for somebody who has just what the role expects.
    pub person: Option<PersonId>,
    /// Their name.
    pub name: Option<Text>,
}

/// What a move to a role takes.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Move {
    /// The place among the nearest, from 1.
    pub rank: usize,
    /// The role.
    pub role: RoleId,
    /// Its grade.
    pub grade: Option<u16>,
    /// Its family.
    pub family: Option<Text>,
    /// Whether its grade is higher or lower.
    pub direction: GradeDirection,
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

/// How the grade of a role compares with that of the role before.
#[derive(Clone, Copy, Debug, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum GradeDirection {
    /// It is higher.
    Up,
    /// It is the same.
    Same,
    /// It is lower.
    Down,
    /// One of the roles has no grade.
    Unknown,
}

/// What is met of what a role expects.
#[derive(Clone, Copy, Debug, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct MoveReadiness {
    /// In whole percent, at least.
    pub now: u8,
    /// In whole percent, if everything unknown is held.
    pub now_high: u8,
}

/// Why a move is not feasible.
#[derive(Clone, Debug, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
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
        competency: CompetencyId,
        /// The level held.
        held: Level,
        /// The level expected.
        expected: Level,
        /// How many levels may be missing.
        most: Level,
    },
}

/// How much is missing, and the shortest way to learn it.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Shortfall {
    /// The levels missing, all together.
    pub levels: Amount,
    /// How long it takes.
    pub hours: Hours,
    /// How long if everything unknown is held already.
    pub hours_if_held: Hours,
    /// The part of `hours` that is declared, because no module builds it.
    pub estimated_hours: Hours,
    /// No way takes fewer hours than these.
    pub at_least_hours: Hours,
    /// What the modules cost, by currency.
    pub cost: Vec<Price>,
    /// The way, in an order in which each step can be taken.
    pub steps: Vec<LearningStep>,
}

/// An amount of money.
#[derive(Clone, Debug, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Price {
    /// The amount.
    pub amount: Amount,
    /// The currency, such as `EUR`.
    pub currency: Text,
}

/// One step of a way to learn.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct LearningStep {
    /// The module; `null` where none leads on.
    pub module: Option<ModuleId>,
    /// How long it takes.
    pub hours: Hours,
    /// Whether these hours are declared, because no module builds it.
    pub estimated: bool,
    /// What it builds.
    pub builds: Vec<Built>,
}

/// What a step builds of a competency.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Built {
    /// The competency.
    pub competency: CompetencyId,
    /// The level afterwards.
    pub to: Level,
}

/// An expectation that is not met.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct MissingSkill {
    /// The competency.
    pub competency: CompetencyId,
    /// The level held, or assumed.
    pub held: Level,
    /// The level expected.
    pub expected: Level,
    /// How much the role depends on it.
    pub importance: ImportanceWord,
    /// Weight times missing levels, in whole hundredths.
    pub points: i64,
    /// Whether nobody has evidence of the level.
    pub unknown: bool,
}

/// A strength that the other role does not ask for.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct UnusedSkill {
    /// The competency.
    pub competency: CompetencyId,
    /// The level held, at most what the present role expects.
    pub held: Level,
    /// The level the other role asks for.
    pub wanted: Level,
    /// Weight times levels, in whole hundredths.
    pub points: i64,
}

impl Moves {
    /// Writes the nearest roles of a start down; `hash` is that of the person's rows.
    pub fn of(
        library: &Library,
        start: MoveStart,
        hash: Option<&str>,
        as_of: AsOf,
        near: &Nearest,
    ) -> Self {
        let moves = (1..).zip(&near.roles);
        Self {
            format: FORMAT,
            provenance: CareerProvenance::of(library, hash, as_of),
            from: start,
            ranked_by: if near.is_by_role { RankedBy::Role } else { RankedBy::Levels },
            compared: near.compared,
            passed_over: near.passed_over,
            unrelated: near.unrelated,
            moves: moves.map(|(rank, near)| Move::of(library, rank, near)).collect(),
        }
    }
}

impl AllMoves {
    /// Writes the nearest roles of all roles down: of each role those in `near`, and
    /// the roles that expect nothing.
    pub fn of(
        library: &Library,
        as_of: AsOf,
        near: &[(RoleIx, Nearest)],
        without_expectations: &[RoleIx],
    ) -> Self {
        let moves = near.iter().flat_map(|(from, near)| {
            (1..).zip(&near.roles).map(|(rank, near)| RankedMove::of(library, *from, rank, near))
        });
        Self {
            format: FORMAT,
            provenance: CareerProvenance::of(library, None, as_of),
            without_expectations: without_expectations
                .iter()
                .map(|role| role_id(library, *role))
                .collect(),
            moves: moves.collect(),
        }
    }
}

impl RankedMove {
    /// Writes a move from a role to one of its nearest down.
    pub fn of(library: &Library, from: RoleIx, rank: usize, near: &Near) -> Self {
        let takes = &near.takes;
        Self {
            from: role_id(library, from),
            to: role_id(library, takes.to),
            rank,
            score: near.distance,
            readiness: takes.readiness.low,
            shortfall_hours: takes.chain.hours,
            unused: takes.unused_percent,
            from_ref: reference(library, from),
            to_ref: reference(library, takes.to),
        }
    }
}

/// The id that the source of a role gave it: what stands in its first `aligns`
/// behind the name of the framework, such as `15-1211.00`.
fn reference(library: &Library, role: RoleIx) -> Option<Text> {
    let aligns: &str = library.roles[role].aligns.first()?;
    match aligns.split_once(':') {
        // What follows the colon of an address is no id.
        Some((_, id)) if !id.starts_with("//") => Some(id.into()),
        _ => Some(aligns.into()),
    }
}

impl CareerProvenance {
    /// Writes down what an answer was made from; `hash` is that of the person's rows.
    pub fn of(library: &Library, hash: Option<&str>, as_of: AsOf) -> Self {
        Self {
            engine: Cow::Borrowed(ENGINE),
            library: Text::from(&*library.hashes.library),
            person: hash.map(Text::from),
            as_of,
        }
    }
}

impl MoveStart {
    /// Writes the start of moves down: a role, and the person who has it.
    pub fn of(library: &Library, role: RoleIx, person: Option<&person::Person>) -> Self {
        Self {
            role: role_id(library, role),
            grade: library.roles[role].grade,
            family: family(library, role),
            person: person.map(|person| person.id.clone()),
            name: person.map(|person| Text::from(&*person.name)),
        }
    }
}

impl Move {
    fn of(library: &Library, rank: usize, near: &Near) -> Self {
        let takes = &near.takes;
        let (direction, grades) = GradeDirection::of(takes.grade);
        Self {
            rank,
            role: role_id(library, takes.to),
            grade: library.roles[takes.to].grade,
            family: family(library, takes.to),
            direction,
            grades,
            distance: near.distance,
            readiness: MoveReadiness::of(&takes.readiness),
            feasible: takes.is_feasible(),
            hindrances: hindrances(library, takes),
            shortfall: Shortfall::of(library, takes),
            missing: takes.missing.iter().map(|skill| missing(library, takes, skill)).collect(),
            unused: takes.unused.iter().map(|skill| unused(library, takes, skill)).collect(),
            unused_percent: takes.unused_percent,
        }
    }
}

impl GradeDirection {
    /// Where a step between grades leads, and by how many grades.
    pub(super) fn of(step: GradeStep) -> (Self, u16) {
        match step {
            GradeStep::Up(grades) => (Self::Up, grades),
            GradeStep::Down(grades) => (Self::Down, grades),
            GradeStep::Same => (Self::Same, 0),
            GradeStep::Unknown => (Self::Unknown, 0),
        }
    }
}

impl MoveReadiness {
    pub(super) fn of(readiness: &Readiness) -> Self {
        Self { now: readiness.low, now_high: readiness.high }
    }
}

impl Shortfall {
    fn of(library: &Library, takes: &route::Move) -> Self {
        let Chain { steps, hours, estimated, at_least } = &takes.chain;
        Self {
            levels: hundredths(takes.levels_missing().into()),
            hours: *hours,
            hours_if_held: takes.hours_if_held,
            estimated_hours: *estimated,
            at_least_hours: *at_least,
            cost: takes.chain.cost(library).iter().map(Price::of).collect(),
            steps: steps.iter().map(|step| LearningStep::of(library, step)).collect(),
        }
    }
}

/// An amount of so many hundredths.
fn hundredths(hundredths: u64) -> Amount {
    const TEN_THOUSANDTHS: i64 = 100;
    let hundredths = i64::try_from(hundredths).unwrap_or(i64::MAX);
    Amount::from_ten_thousandths(hundredths.saturating_mul(TEN_THOUSANDTHS))
}

pub(super) fn role_id(library: &Library, role: RoleIx) -> RoleId {
    library.names.roles.id(role).clone()
}

pub(super) fn competency_id(library: &Library, competency: CompetencyIx) -> CompetencyId {
    library.names.competencies.id(competency).clone()
}

/// The family of a role; `None` where it has none.
pub(super) fn family(library: &Library, role: RoleIx) -> Option<Text> {
    let family = &*library.roles[role].family;
    (!family.is_empty()).then(|| Text::from(family))
}

impl Price {
    pub(super) fn of(money: &Money) -> Self {
        Self { amount: hundredths(money.cents), currency: Text::from(&*money.currency) }
    }
}

impl LearningStep {
    pub(super) fn of(library: &Library, step: &Step) -> Self {
        let built = |competency: CompetencyIx, to: Level| Built {
            competency: competency_id(library, competency),
            to,
        };
        match *step {
            Step::Module(ix) => {
                let module = &library.modules[ix];
                let builds = module.builds.iter();
                Self {
                    module: Some(library.names.modules.id(ix).clone()),
                    hours: module.hours,
                    estimated: false,
                    builds: builds.map(|builds| built(builds.competency, builds.to)).collect(),
                }
            }
            Step::Estimated { competency, from, to } => Self {
                module: None,
                hours: route::declared_hours(library, from, to),
                estimated: true,
                builds: vec![built(competency, to)],
            },
        }
    }
}

pub(super) fn hindrances(library: &Library, takes: &route::Move) -> Vec<Hindrance> {
    let hindrance = |hindrance: &route::Hindrance| match *hindrance {
        route::Hindrance::Readiness { ready, needs } => Hindrance::Readiness { ready, needs },
        route::Hindrance::Stretch { competency, held, wanted, most } => Hindrance::Stretch {
            competency: competency_id(library, competency),
            held,
            expected: wanted,
            most,
        },
    };
    takes.hindrances.iter().map(hindrance).collect()
}

fn missing(library: &Library, of: &route::Move, skill: &route::Missing) -> MissingSkill {
    MissingSkill {
        competency: competency_id(library, skill.competency),
        held: skill.held,
        expected: skill.wanted,
        importance: skill.importance.word,
        points: of.unit.hundredths(skill.points),
        unknown: skill.is_unknown,
    }
}

fn unused(library: &Library, of: &route::Move, skill: &route::Unused) -> UnusedSkill {
    UnusedSkill {
        competency: competency_id(library, skill.competency),
        held: skill.held,
        wanted: skill.wanted,
        points: of.unused_unit.hundredths(skill.points),
    }
}

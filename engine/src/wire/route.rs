//! Writes routes between roles down.

use serde::Serialize;

use super::convert::{hours, level};
use super::moves::{hindrance, price, step};
use super::{
    Decimal, FORMAT, Hindrance, LearningStep, MoveReadiness, MoveStart, MovesProvenance, Price,
};
use crate::id::{CompetencyIx, RoleIx};
use crate::level::Level;
use crate::library::Library;
use crate::person::AsOf;
use crate::route::{self, Chain, Move, Start};

/// The best routes to a role.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Routes {
    /// The version of this format.
    pub format: u8,
    /// What the answer was made from.
    pub provenance: MovesProvenance,
    /// Where the routes start.
    pub from: MoveStart,
    /// The role they lead to.
    pub to: String,
    /// The day somebody who is away is back, from which everything counts.
    pub starts_on: Option<String>,
    /// The direct move.
    pub direct: DirectMove,
    /// The routes, the best first.
    pub routes: Vec<Route>,
    /// How sure the answer is.
    pub search: RouteSearch,
    /// What would make the direct move feasible, or a route possible; `null` where the
    /// direct move is feasible.
    pub enough: Option<Enough>,
    /// What one competency would open, where it was asked for.
    pub unlocks: Vec<Opened>,
}

/// Whether the direct move is feasible.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct DirectMove {
    /// Whether it is.
    pub feasible: bool,
    /// What is met of what the role expects.
    pub readiness: MoveReadiness,
    /// The hours to learn everything that is missing.
    pub hours: Decimal,
    /// The part of them that no module builds.
    pub estimated_hours: Decimal,
    /// Why not.
    pub hindrances: Vec<Hindrance>,
}

/// A route, move by move.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Route {
    /// The place among the routes, from 1.
    pub rank: usize,
    /// What it costs: its hours, and those that each move counts.
    pub cost: Decimal,
    /// Its hours of learning.
    pub hours: Decimal,
    /// The part of them that no module builds.
    pub estimated_hours: Decimal,
    /// Its weeks of learning; `null` without hours a week.
    pub weeks: Option<u32>,
    /// All months, the time in the roles between included.
    pub months: Option<u32>,
    /// Its moves.
    pub hops: Vec<Hop>,
}

/// One move of a route.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Hop {
    /// The role it starts from.
    pub from: String,
    /// The role it leads to.
    pub to: String,
    /// `up`, `same`, `down` or `unknown`.
    pub direction: &'static str,
    /// By how many grades.
    pub grades: u16,
    /// What is met of what the role expects before.
    pub readiness: MoveReadiness,
    /// Once the proofs of its modules are accepted; `null` where there is no plan.
    pub readiness_after: Option<MoveReadiness>,
    /// The hours to learn everything that is missing.
    pub hours: Decimal,
    /// These if everything unknown is held.
    pub hours_if_held: Decimal,
    /// The part of `hours` that no module builds.
    pub estimated_hours: Decimal,
    /// The same in weeks.
    pub weeks: Option<u32>,
    /// Weeks the role before has still to be held.
    pub stay_weeks: u32,
    /// What its modules cost, by currency.
    pub cost: Vec<Price>,
    /// What is to be learned, what counts most first.
    pub learn: Vec<Learned>,
    /// The shortest way to learn it.
    pub steps: Vec<LearningStep>,
    /// The modules that a plan for this move begins with.
    pub modules: Vec<HopModule>,
    /// What an earlier move taught and this one counts.
    pub kept: Vec<Kept>,
    /// Strengths it does not ask for, by id.
    pub unused: Vec<String>,
    /// Why the role could not be moved to from the start.
    pub hindrances: Vec<Hindrance>,
}

/// A module of the plan for a move.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct HopModule {
    /// The module.
    pub module: String,
    /// How long it takes.
    pub hours: Decimal,
    /// What its proof produces.
    pub proof: String,
    /// The KPI it is for.
    pub kpi: Option<String>,
}

/// What is to be learned.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Learned {
    /// The competency.
    pub competency: String,
    /// The level held, or assumed.
    pub from: Decimal,
    /// The level needed.
    pub to: Decimal,
    /// Whether nobody has evidence of the level.
    pub unknown: bool,
}

/// What an earlier move taught.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Kept {
    /// The competency.
    pub competency: String,
    /// The level that counts.
    pub level: Decimal,
}

/// How sure the answer is.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RouteSearch {
    /// Whether no other route belongs among these, for certain.
    pub proved: bool,
    /// No route costs less.
    pub at_least: Option<Decimal>,
    /// No route that is not listed costs less; `null` where there is no other.
    pub next_at_least: Option<Decimal>,
    /// How many partial routes were looked at.
    pub looked_at: u64,
    /// The most moves a route has.
    pub most_moves: usize,
}

/// What would make the direct move feasible, or a route possible.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Enough {
    /// The highest readiness to ask for, in percent, all else as it is; `null` where
    /// there is a route.
    pub readiness: Option<u8>,
    /// The least stretch to allow, all else as it is; `null` where there is a route.
    pub stretch: Option<Decimal>,
    /// What to learn beforehand for the direct move in the fewest hours, counted one by
    /// one; each to a whole level or to what is expected.
    pub learn: Vec<Learned>,
    /// The hours they take.
    pub hours: Decimal,
    /// The part of them that no module builds.
    pub estimated_hours: Decimal,
}

/// What one competency would open.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Opened {
    /// What would be learned.
    pub learn: Learned,
    /// How long it takes.
    pub hours: Decimal,
    /// The part of it that no module builds.
    pub estimated_hours: Decimal,
    /// The roles it opens.
    pub roles: Vec<String>,
}

/// What an answer about routes says.
#[derive(Clone, Copy, Debug)]
pub struct Found<'f> {
    /// Where it starts.
    pub start: &'f Start,
    /// The day somebody who is away is back.
    pub starts_on: Option<AsOf>,
    /// The direct move.
    pub direct: &'f Move,
    /// What the search found.
    pub found: &'f route::Routes,
    /// The routes, move by move.
    pub itineraries: &'f [route::Itinerary],
    /// What would make a route possible.
    pub enough: Option<&'f route::Enough>,
    /// What one competency would open.
    pub unlocks: &'f [route::Opened],
}

impl Routes {
    /// Writes the best routes to a role down.
    pub fn of(
        library: &Library,
        from: MoveStart,
        provenance: MovesProvenance,
        it: Found<'_>,
    ) -> Self {
        let Found { start, starts_on, direct, found, itineraries, enough, unlocks } = it;
        let routes = itineraries.iter().zip(1..);
        let is_unknown = |it: CompetencyIx| start.standings[it].is_without_evidence();
        Self {
            format: FORMAT,
            provenance,
            from,
            to: library.role_id(direct.to).to_owned(),
            starts_on: starts_on.map(|it| it.to_string()),
            direct: DirectMove {
                feasible: direct.is_feasible(),
                readiness: readiness(&direct.readiness),
                hours: hours(direct.chain.hours),
                estimated_hours: hours(direct.chain.estimated),
                hindrances: direct.hindrances.iter().map(|it| hindrance(library, it)).collect(),
            },
            routes: routes.map(|(it, rank)| Route::of(library, rank, it)).collect(),
            search: RouteSearch {
                proved: found.proved,
                at_least: found.at_least.map(hours),
                next_at_least: found.next_at_least.map(hours),
                looked_at: found.looked_at,
                most_moves: route::MOST_MOVES,
            },
            enough: enough.map(|it| Enough {
                readiness: it.readiness,
                stretch: it.stretch.map(level),
                learn: it.learn.iter().map(|it| learned(library, *it, is_unknown(it.0))).collect(),
                hours: hours(it.chain.hours),
                estimated_hours: hours(it.chain.estimated),
            }),
            unlocks: unlocks
                .iter()
                .map(|it| opened(library, it, is_unknown(it.competency)))
                .collect(),
        }
    }
}

impl Route {
    fn of(library: &Library, rank: usize, it: &route::Itinerary) -> Self {
        Self {
            rank,
            cost: hours(it.route.cost),
            hours: hours(it.route.hours),
            estimated_hours: hours(it.hops.iter().map(|it| it.takes.chain.estimated).sum()),
            weeks: it.weeks,
            months: it.months,
            hops: it.hops.iter().map(|it| Hop::of(library, it)).collect(),
        }
    }
}

impl Hop {
    fn of(library: &Library, it: &route::Hop) -> Self {
        let takes = &it.takes;
        let Chain { steps, hours: all, estimated, .. } = &takes.chain;
        let (direction, grades) = takes.grade.words();
        let missing = takes.missing.iter();
        let kept = it.kept.iter().map(|(ix, to)| Kept {
            competency: library.competency_id(*ix).to_owned(),
            level: level(*to),
        });
        let unused = takes.unused.iter();
        Self {
            from: library.role_id(it.from).to_owned(),
            to: library.role_id(takes.to).to_owned(),
            direction,
            grades,
            readiness: readiness(&takes.readiness),
            readiness_after: it.after.as_ref().map(readiness),
            hours: hours(*all),
            hours_if_held: hours(takes.hours_if_held),
            estimated_hours: hours(*estimated),
            weeks: it.weeks,
            stay_weeks: it.stay,
            cost: takes.chain.cost(library).iter().map(price).collect(),
            learn: missing
                .map(|it| learned(library, (it.competency, it.held, it.wanted), it.is_unknown))
                .collect(),
            steps: steps.iter().map(|it| step(library, it)).collect(),
            modules: it.modules.iter().map(|it| module(library, *it)).collect(),
            kept: kept.collect(),
            unused: unused.map(|it| library.competency_id(it.competency).to_owned()).collect(),
            hindrances: takes.hindrances.iter().map(|it| hindrance(library, it)).collect(),
        }
    }
}

fn module(library: &Library, ix: crate::id::ModuleIx) -> HopModule {
    let module = &library.modules[ix];
    HopModule {
        module: library.module_id(ix).to_owned(),
        hours: hours(module.hours),
        proof: module.proof.produces.to_string(),
        kpi: module.kpi.map(|it| library.names.kpis.id(it).to_string()),
    }
}

fn readiness(it: &crate::gap::Readiness) -> MoveReadiness {
    MoveReadiness { now: it.low, now_high: it.high }
}

fn learned(
    library: &Library,
    (ix, from, to): (CompetencyIx, Level, Level),
    unknown: bool,
) -> Learned {
    Learned {
        competency: library.competency_id(ix).to_owned(),
        from: level(from),
        to: level(to),
        unknown,
    }
}

fn opened(library: &Library, it: &route::Opened, unknown: bool) -> Opened {
    let id = |role: &RoleIx| library.role_id(*role).to_owned();
    Opened {
        learn: learned(library, (it.competency, it.held, it.level), unknown),
        hours: hours(it.chain.hours),
        estimated_hours: hours(it.chain.estimated),
        roles: it.roles.iter().map(id).collect(),
    }
}

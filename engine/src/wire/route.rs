//! How are routes between roles written down?

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::moves::{competency_id, hindrances, role_id};
use super::{
    CareerProvenance, FORMAT, GradeDirection, Hindrance, LearningStep, MoveReadiness, MoveStart,
    Price, Text,
};
use crate::id::{CompetencyId, CompetencyIx, KpiId, ModuleId, ModuleIx, RoleId};
use crate::level::Level;
use crate::library::Library;
use crate::person::AsOf;
use crate::quantity::Hours;
use crate::route::{self, Chain, Move, Start};

/// The best routes to a role.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Routes {
    /// The version of this format.
    pub format: u8,
    /// What the answer was made from.
    pub provenance: CareerProvenance,
    /// Where the routes start.
    pub from: MoveStart,
    /// The role they lead to.
    pub to: RoleId,
    /// The day somebody who is away is back, from which everything counts.
    pub starts_on: Option<Date>,
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
    pub unlocks: Vec<RouteUnlock>,
}

/// Whether the direct move is feasible.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct DirectMove {
    /// Whether it is.
    pub feasible: bool,
    /// What is met of what the role expects.
    pub readiness: MoveReadiness,
    /// The hours to learn everything that is missing.
    pub hours: Hours,
    /// The part of them that no module builds.
    pub estimated_hours: Hours,
    /// Why not.
    pub hindrances: Vec<Hindrance>,
}

/// A route, move by move.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Route {
    /// The place among the routes, from 1.
    pub rank: usize,
    /// What it costs: its hours, and those that each move counts.
    pub cost: Hours,
    /// Its hours of learning.
    pub hours: Hours,
    /// The part of them that no module builds.
    pub estimated_hours: Hours,
    /// Its weeks of learning; `null` without hours a week.
    pub weeks: Option<u32>,
    /// All months, the time in the roles between included.
    pub months: Option<u32>,
    /// Its moves.
    pub hops: Vec<Hop>,
}

/// One move of a route.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Hop {
    /// The role it starts from.
    pub from: RoleId,
    /// The role it leads to.
    pub to: RoleId,
    /// Whether the grade is higher or lower.
    pub direction: GradeDirection,
    /// By how many grades.
    pub grades: u16,
    /// What is met of what the role expects before.
    pub readiness: MoveReadiness,
    /// Once the proofs of its modules are accepted; `null` where there is no plan.
    pub readiness_after: Option<MoveReadiness>,
    /// The hours to learn everything that is missing.
    pub hours: Hours,
    /// These if everything unknown is held.
    pub hours_if_held: Hours,
    /// The part of `hours` that no module builds.
    pub estimated_hours: Hours,
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
    pub kept: Vec<RetainedSkill>,
    /// Strengths it does not ask for.
    pub unused: Vec<CompetencyId>,
    /// Why the role could not be moved to from the start.
    pub hindrances: Vec<Hindrance>,
}

/// A module of the plan for a move.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct HopModule {
    /// The module.
    pub module: ModuleId,
    /// How long it takes.
    pub hours: Hours,
    /// What its proof produces.
    pub proof: Text,
    /// The KPI it is for.
    pub kpi: Option<KpiId>,
}

/// What is to be learned.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Learned {
    /// The competency.
    pub competency: CompetencyId,
    /// The level held, or assumed.
    pub from: Level,
    /// The level needed.
    pub to: Level,
    /// Whether nobody has evidence of the level.
    pub unknown: bool,
}

/// What an earlier move taught.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct RetainedSkill {
    /// The competency.
    pub competency: CompetencyId,
    /// The level that counts.
    pub level: Level,
}

/// How sure the answer is.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct RouteSearch {
    /// Whether no other route belongs among these, for certain.
    pub proved: bool,
    /// No route costs less.
    pub at_least: Option<Hours>,
    /// No route that is not listed costs less; `null` where there is no other.
    pub next_at_least: Option<Hours>,
    /// How many partial routes were looked at.
    pub looked_at: u64,
    /// The most moves a route has.
    pub most_moves: usize,
}

/// What would make the direct move feasible, or a route possible.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Enough {
    /// The highest readiness to ask for, in percent, all else as it is; `null` where
    /// there is a route.
    pub readiness: Option<u8>,
    /// The least stretch to allow, all else as it is; `null` where there is a route.
    pub stretch: Option<Level>,
    /// What to learn beforehand for the direct move in the fewest hours, counted one by
    /// one; each to a whole level or to what is expected.
    pub learn: Vec<Learned>,
    /// The hours they take.
    pub hours: Hours,
    /// The part of them that no module builds.
    pub estimated_hours: Hours,
}

/// The roles that one competency would open.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct RouteUnlock {
    /// What would be learned.
    pub learn: Learned,
    /// How long it takes.
    pub hours: Hours,
    /// The part of it that no module builds.
    pub estimated_hours: Hours,
    /// The roles it opens.
    pub roles: Vec<RoleId>,
}

/// What was found out about the ways to a role.
#[derive(Clone, Copy, Debug)]
pub struct RouteFindings<'f> {
    /// Where the routes start.
    pub start: &'f Start,
    /// The day somebody who is away is back.
    pub starts_on: Option<AsOf>,
    /// The direct move.
    pub direct: &'f Move,
    /// The result of the search.
    pub found: &'f route::Routes,
    /// The routes, move by move.
    pub itineraries: &'f [route::Itinerary],
    /// What would make a route possible.
    pub enough: Option<&'f route::Enough>,
    /// What single competencies would open.
    pub unlocks: &'f [route::Opened],
}

impl Routes {
    /// Writes the best routes to a role down.
    pub fn of(
        library: &Library,
        from: MoveStart,
        provenance: CareerProvenance,
        findings: RouteFindings<'_>,
    ) -> Self {
        let RouteFindings { start, starts_on, direct, found, itineraries, enough, unlocks } =
            findings;
        let is_unknown = |ix: CompetencyIx| start.standings[ix].is_without_evidence();
        Self {
            format: FORMAT,
            provenance,
            from,
            to: role_id(library, direct.to),
            starts_on,
            direct: DirectMove {
                feasible: direct.is_feasible(),
                readiness: MoveReadiness::of(&direct.readiness),
                hours: direct.chain.hours,
                estimated_hours: direct.chain.estimated,
                hindrances: hindrances(library, direct),
            },
            routes: (1..)
                .zip(itineraries)
                .map(|(rank, itinerary)| Route::of(library, rank, itinerary))
                .collect(),
            search: RouteSearch {
                proved: found.proved,
                at_least: found.at_least,
                next_at_least: found.next_at_least,
                looked_at: found.looked_at,
                most_moves: route::MOST_MOVES,
            },
            enough: enough.map(|enough| Enough {
                readiness: enough.readiness,
                stretch: enough.stretch,
                learn: enough
                    .learn
                    .iter()
                    .map(|(ix, from, to)| learned(library, *ix, *from, *to, is_unknown(*ix)))
                    .collect(),
                hours: enough.chain.hours,
                estimated_hours: enough.chain.estimated,
            }),
            unlocks: unlocks
                .iter()
                .map(|opened| RouteUnlock::of(library, opened, is_unknown(opened.competency)))
                .collect(),
        }
    }
}

impl Route {
    fn of(library: &Library, rank: usize, itinerary: &route::Itinerary) -> Self {
        let hops = &itinerary.hops;
        Self {
            rank,
            cost: itinerary.route.cost,
            hours: itinerary.route.hours,
            estimated_hours: hops.iter().map(|hop| hop.takes.chain.estimated).sum(),
            weeks: itinerary.weeks,
            months: itinerary.months,
            hops: hops.iter().map(|hop| Hop::of(library, hop)).collect(),
        }
    }
}

impl Hop {
    fn of(library: &Library, hop: &route::Hop) -> Self {
        let takes = &hop.takes;
        let Chain { steps, hours, estimated, .. } = &takes.chain;
        let (direction, grades) = GradeDirection::of(takes.grade);
        let learn = takes.missing.iter().map(|skill| {
            learned(library, skill.competency, skill.held, skill.wanted, skill.is_unknown)
        });
        let kept = hop.kept.iter().map(|(competency, level)| RetainedSkill {
            competency: competency_id(library, *competency),
            level: *level,
        });
        let unused = takes.unused.iter();
        Self {
            from: role_id(library, hop.from),
            to: role_id(library, takes.to),
            direction,
            grades,
            readiness: MoveReadiness::of(&takes.readiness),
            readiness_after: hop.after.as_ref().map(MoveReadiness::of),
            hours: *hours,
            hours_if_held: takes.hours_if_held,
            estimated_hours: *estimated,
            weeks: hop.weeks,
            stay_weeks: hop.stay,
            cost: takes.chain.cost(library).iter().map(Price::of).collect(),
            learn: learn.collect(),
            steps: steps.iter().map(|step| LearningStep::of(library, step)).collect(),
            modules: hop.modules.iter().map(|module| HopModule::of(library, *module)).collect(),
            kept: kept.collect(),
            unused: unused.map(|skill| competency_id(library, skill.competency)).collect(),
            hindrances: hindrances(library, takes),
        }
    }
}

impl HopModule {
    fn of(library: &Library, ix: ModuleIx) -> Self {
        let module = &library.modules[ix];
        Self {
            module: library.names.modules.id(ix).clone(),
            hours: module.hours,
            proof: Text::from(&*module.proof.produces),
            kpi: module.kpi.map(|kpi| library.names.kpis.id(kpi).clone()),
        }
    }
}

fn learned(
    library: &Library,
    competency: CompetencyIx,
    from: Level,
    to: Level,
    unknown: bool,
) -> Learned {
    Learned { competency: competency_id(library, competency), from, to, unknown }
}

impl RouteUnlock {
    fn of(library: &Library, opened: &route::Opened, unknown: bool) -> Self {
        Self {
            learn: learned(library, opened.competency, opened.held, opened.level, unknown),
            hours: opened.chain.hours,
            estimated_hours: opened.chain.estimated,
            roles: opened.roles.iter().map(|role| role_id(library, *role)).collect(),
        }
    }
}

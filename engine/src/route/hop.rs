//! What does each move of a route take, and how long is all of it?

use super::lattice::Lattice;
use super::moves::Move;
use super::search::Route;
use super::start::Start;
use crate::gap::{Readiness, Standing};
use crate::id::{CompetencyIx, Dense, ModuleIx, RoleIx};
use crate::level::Level;
use crate::library::Source;
use crate::number::Exact as _;
use crate::person::{AsOf, Evidence, Person, Progress, Status};
use crate::plan::{Decision, Outcome, recommend};
use crate::quantity::Hours;

/// Whose route it is.
#[derive(Clone, Copy, Debug)]
pub struct Learner<'p> {
    /// The person; `None` for somebody who has just what the role expects.
    pub person: Option<&'p Person>,
    /// Hours of learning a week.
    pub hours_per_week: Hours,
    /// The day the route starts: today, or when somebody who is away is back.
    pub as_of: AsOf,
}

/// One move of a route.
#[derive(Clone, Debug)]
pub struct Hop {
    /// The role it starts from.
    pub from: RoleIx,
    /// What is missing for it, and how long that takes.
    pub takes: Move,
    /// What an earlier move taught and this one counts: the leaf and the level.
    pub kept: Vec<(CompetencyIx, Level)>,
    /// Weeks of learning; `None` without hours a week.
    pub weeks: Option<u32>,
    /// Weeks that the role before has still to be held at the start of this move.
    pub stay: u32,
    /// The modules that a plan for this move has, in order.
    pub modules: Vec<ModuleIx>,
    /// Readiness for the role once their proofs are accepted.
    pub after: Option<Readiness>,
}

/// A route, move by move.
#[derive(Clone, Debug)]
pub struct Itinerary {
    /// As the search found it.
    pub route: Route,
    /// Its moves.
    pub hops: Vec<Hop>,
    /// Weeks of learning; `None` without hours a week.
    pub weeks: Option<u32>,
    /// Months in all, the time in the roles between included; a month is 52/12
    /// weeks, and rounded up.
    pub months: Option<u32>,
}

impl Lattice<'_> {
    /// Returns a route move by move.
    pub fn itinerary(&mut self, start: &Start, route: &Route, learner: Learner<'_>) -> Itinerary {
        let mut at = start.clone();
        let mut hops: Vec<Hop> = Vec::new();
        for (number, role) in route.roles.iter().enumerate() {
            let takes = self.weigh(&at, *role);
            let weeks = weeks(takes.chain.hours, learner.hours_per_week);
            let stay = self.stay(at.role, learner, number == 0);
            let kept = self.kept(start, &at, *role);
            // Those that the hours of earlier moves count; a plan may have had others.
            let done = hops.iter().flat_map(|hop| hop.takes.chain.modules());
            let done: Vec<ModuleIx> = done.collect();
            let plan = self.plan_for(&at, *role, learner, (number > 0).then_some(&*done));
            let (modules, after) = match plan {
                Some(plan) => (plan.picks.iter().map(|pick| pick.module).collect(), after(plan)),
                None => (Vec::new(), None),
            };
            hops.push(Hop { from: at.role, takes, kept, weeks, stay, modules, after });
            at = self.moved(&at, *role);
        }
        let learning: Option<Vec<u32>> = hops.iter().map(|hop| hop.weeks).collect();
        let total = learning.as_ref().map(|all| {
            let each = all.iter().zip(&hops).map(|(weeks, hop)| u64::from((*weeks).max(hop.stay)));
            each.fold(0, u64::plus)
        });
        Itinerary {
            route: route.clone(),
            hops,
            weeks: learning.map(|weeks| within_u32(weeks.into_iter().map(u64::from).sum())),
            months: total.map(|weeks| within_u32(weeks.times(12).div_ceil(52))),
        }
    }

    /// The start of the next move: what was learned stays, and was seen.
    fn moved(&self, at: &Start, role: RoleIx) -> Start {
        let names = &self.library().names.competencies;
        let standings = Dense::build(names, |ix, _| {
            let wanted =
                self.demand(role).of_leaf(ix).map_or(Level::ZERO, |expected| expected.level);
            let standing = at.standings[ix];
            if wanted > standing.held() { Standing::Observed(wanted) } else { standing }
        });
        Start { role, standings }
    }

    fn kept(&self, start: &Start, at: &Start, role: RoleIx) -> Vec<(CompetencyIx, Level)> {
        let counted = self.demand(role).wanted.iter().filter_map(|expected| {
            let before = start.standings[expected.competency].held();
            let counts = at.standings[expected.competency].held().min(expected.level);
            (before < counts).then_some((expected.competency, counts))
        });
        counted.collect()
    }

    /// The weeks that a role has still to be held: of the first role those left to a
    /// person, and none to a person who has been there long enough.
    fn stay(&self, role: RoleIx, learner: Learner<'_>, is_first: bool) -> u32 {
        let Some(stay) = self.library().roles[role].min_stay else { return 0 };
        if !is_first {
            return stay.weeks();
        }
        let Some(person) = learner.person else { return 0 };
        // Where the day they entered is unknown, all of it is still to come.
        let Some(since) = person.in_role_since else { return stay.weeks() };
        let days = learner.as_of.until(stay.after(since)).map_or(0, |span| span.get_days());
        u32::try_from(days).unwrap_or(0).div_ceil(7)
    }

    /// The plan for a move; `None` where there is nothing to plan with. For a later move
    /// than the first, the modules of the earlier ones are `done`.
    fn plan_for(
        &self,
        at: &Start,
        to: RoleIx,
        learner: Learner<'_>,
        done: Option<&[ModuleIx]>,
    ) -> Option<Decision> {
        let library = self.library();
        if library.modules.is_empty() {
            return None;
        }
        let mut person = match learner.person {
            Some(person) => person.clone(),
            None => nobody(at.role, learner)?,
        };
        if done.is_some() || learner.person.is_none() {
            // What is inferred or assumed is so again.
            let seen = at.standings.iter().filter_map(|(competency, standing)| match standing {
                Standing::Observed(level) => Some(Evidence {
                    competency,
                    level: *level,
                    source: Source::Manager,
                    date: learner.as_of,
                    place: None,
                }),
                _ => None,
            });
            person.evidence = seen.collect();
            person.progress.extend(done.unwrap_or_default().iter().map(|module| Progress {
                module: *module,
                status: Status::Proven,
                date: learner.as_of,
                by: None,
                reason: None,
                place: None,
            }));
        }
        if done.is_some() {
            // They have just arrived there.
            person.in_role_since = Some(learner.as_of);
        }
        person.role = at.role;
        person.target_role = Some(to);
        Some(recommend(library, &person, learner.as_of))
    }
}

fn after(plan: Decision) -> Option<Readiness> {
    let is_planned = matches!(plan.outcome, Outcome::Plan | Outcome::ShortPlan);
    is_planned.then(|| plan.readiness.into_iter().next().map(|readiness| readiness.after)).flatten()
}

/// A person about whom nothing is known yet.
fn nobody(role: RoleIx, learner: Learner<'_>) -> Option<Person> {
    let nobody = Person::unknown("holder".parse().ok()?, "", role);
    let hours_per_week = Some(learner.hours_per_week);
    Some(Person { hours_per_week, hash: "".into(), ..nobody })
}

/// A count of weeks or months; one too large to be shown is the largest.
fn within_u32(count: u64) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

/// Weeks of learning, rounded up.
fn weeks(hours: Hours, per_week: Hours) -> Option<u32> {
    if hours == Hours::ZERO {
        return Some(0);
    }
    (per_week > Hours::ZERO).then(|| hours.hundredths().div_ceil(per_week.hundredths()))
}

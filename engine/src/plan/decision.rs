//! What is decided about somebody: modules, dates, milestones, who is told what?
//!
//! [`recommend`] cannot fail: everything that can be wrong with a library was
//! found when it was compiled, and a rule without an answer is recorded.

use std::collections::BTreeSet;

use super::calendar::Calendar;
use super::choice::{Choice, Chosen, choose};
use super::flags::{self, FlagOut};
use super::milestone::{self, Milestone};
use super::must_do::{self, MustDo};
use super::offer::{Case, Offer, SetAside};
use super::pick::{Pick, picks};
use super::talk::{self, Assessment, CoachingPlan, NudgeOut};
use crate::advice::{Advice, advise, planned_role};
use crate::gap::{Readiness, Standing, Standings, readiness, unconfirmed};
use crate::id::{CompetencyIx, ModuleIx, RoleIx};
use crate::library::{Library, UnknownPolicy};
use crate::person::{AsOf, Person, Status};
use crate::quantity::Hours;
use crate::select::{Objective, Problem, Value};

/// What is decided about one person.
#[derive(Clone, Debug)]
pub struct Decision {
    /// The date it was made for.
    pub as_of: AsOf,
    /// What kind of answer it is.
    pub outcome: Outcome,
    /// What rules and policies say.
    pub advice: Advice,
    /// The days it looks ahead.
    pub calendar: Calendar,
    /// Readiness for the planned role, then for the present one.
    pub readiness: Vec<ReadinessChange>,
    /// Modules that have to be done.
    pub must_do: Vec<MustDo>,
    /// The modules, in the order to take them.
    pub picks: Vec<Pick>,
    /// One for each pick, and those still due from before.
    pub milestones: Vec<Milestone>,
    /// Coaching prompts with their dates.
    pub coaching: Vec<CoachingPlan>,
    /// Reminders.
    pub nudges: Vec<NudgeOut>,
    /// Assessments to make.
    pub assess: Vec<Assessment>,
    /// What managers and admins are told.
    pub flags: Vec<FlagOut>,
    /// How sure the choice is; `None` where nothing was chosen from.
    pub proof: Option<OptimalityProof>,
    // What reasons are found from: what there was to choose from, and what was chosen.
    pub(super) aside: SetAside,
    /// Whether there are too few modules, also where assessments come first.
    pub(super) is_short: bool,
    pub(super) offer: Offer,
    pub(super) chosen: Chosen,
}

/// What kind of answer a plan is; the first that holds.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum Outcome {
    /// The person is away the whole horizon.
    Away,
    /// Levels are unknown and nothing is known to be missing: assess first.
    AssessFirst,
    /// Three to five modules.
    Plan,
    /// Fewer modules than a plan has, with what stands in the way.
    ShortPlan,
    /// Only what has to be done.
    RequiredOnly,
    /// Every expectation is known and met.
    NothingMissing,
}

impl Outcome {
    /// Every outcome.
    pub const ALL: &[Self] = &[
        Self::Away,
        Self::AssessFirst,
        Self::Plan,
        Self::ShortPlan,
        Self::RequiredOnly,
        Self::NothingMissing,
    ];

    /// The word plans use.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Away => "away",
            Self::AssessFirst => "assess_first",
            Self::Plan => "plan",
            Self::ShortPlan => "short_plan",
            Self::RequiredOnly => "required_only",
            Self::NothingMissing => "nothing_missing",
        }
    }
}

/// Readiness for a role now and once every proof is accepted.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct ReadinessChange {
    /// On the plan's date.
    pub now: Readiness,
    /// Once every proof is accepted.
    pub after: Readiness,
    /// Critical expectations that are met, but that nobody except the person saw.
    pub unconfirmed: Vec<CompetencyIx>,
}

impl ReadinessChange {
    /// Whether the person is ready for the job on the plan's date: the threshold
    /// is reached, and every critical expectation met and confirmed.
    pub fn is_job_ready(&self) -> bool {
        self.now.reaches_threshold
            && self.now.unmet_critical.is_empty()
            && self.unconfirmed.is_empty()
    }
}

/// How sure it is that a choice is the best there is.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct OptimalityProof {
    /// What was maximised.
    pub objective: Objective,
    /// What the choice is worth; `None` where no set was allowed.
    pub score: Option<Value>,
    /// What no set is worth more than.
    pub bound: Value,
    /// Whether the choice is certified to be the best.
    pub proved: bool,
    /// How many modules there were to choose from.
    pub candidates: usize,
    /// How many partial sets were looked at.
    pub nodes: u64,
    /// The hours of the choice.
    pub hours: Hours,
    /// The hours there were.
    pub hours_available: Hours,
}

/// Decides for one person.
pub fn recommend(library: &Library, person: &Person, as_of: AsOf) -> Decision {
    let advice = advise(library, person, as_of, None);
    let calendar = Calendar::new(person, as_of, advice.policy.weeks, advice.policy.hours_per_week);
    if is_assess_first(library, person, &advice) && !calendar.is_away {
        return assess_first(library, person, &advice, calendar);
    }
    decide(library, person, advice, calendar)
}

/// Whether levels are unknown under a policy that assumes nothing, and nothing
/// is known to be missing.
fn is_assess_first(library: &Library, person: &Person, advice: &Advice) -> bool {
    advice.policy.unknown == UnknownPolicy::Assess
        && has_unknown(library, person, advice)
        && advice.gaps.planned().next().is_none()
}

fn has_unknown(library: &Library, person: &Person, advice: &Advice) -> bool {
    let expects = &library.roles[planned_role(person)].expects;
    expects.iter().any(|it| advice.standings[it.competency] == Standing::Unknown)
}

/// Assessments, and a provisional set as if the present role's entry levels were held.
fn assess_first(
    library: &Library,
    person: &Person,
    advice: &Advice,
    calendar: Calendar,
) -> Decision {
    let assumed = advise(library, person, calendar.from, Some(UnknownPolicy::Entry));
    let mut decision = decide(library, person, assumed, calendar);
    decision.outcome = Outcome::AssessFirst;
    decision.assess = talk::assessments(library, person, advice);
    decision.readiness =
        readiness_change(library, person, advice, &decision.milestones, &decision.must_do);
    decision
}

fn decide(library: &Library, person: &Person, advice: Advice, calendar: Calendar) -> Decision {
    let as_of = calendar.from;
    let case = Case { library, person, as_of, advice: &advice };
    let must_do = must_do::must_do(library, person, &advice, &calendar);
    let aside = set_aside(case, &calendar, &must_do);
    let offer = Offer::of(case, &aside, None);
    let chosen = choose(&offer.problem, share_of_choice(library.settings.search_steps));
    let best = chosen.selection.best.as_ref().filter(|_| !calendar.is_away);
    let picks = best.map_or_else(Vec::new, |best| picks(case, &offer, best, &calendar, &must_do));
    let milestones = milestones(case, &picks);
    let mut flags = flags::of_must_do(&must_do);
    flags.extend(flags::of_choice(Choice { case, aside: &aside, offer: &offer }, best));
    flags.extend(flags::of_milestones(&milestones));
    flags.extend(talk::flags(&advice, &picks));
    let outcome = outcome(case, &offer.problem, &calendar, &picks, &must_do);
    let has_choice = !offer.problem.candidates.is_empty() && !calendar.is_away;
    Decision {
        as_of,
        outcome,
        is_short: outcome == Outcome::ShortPlan,
        readiness: readiness_change(library, person, &advice, &milestones, &must_do),
        coaching: talk::coaching(library, &advice, &calendar, &picks),
        nudges: talk::nudges(&advice, as_of, &picks),
        assess: talk::assessments(library, person, &advice),
        flags,
        proof: has_choice.then(|| proof(&offer.problem, &chosen)),
        milestones,
        picks,
        must_do,
        calendar,
        aside,
        offer,
        chosen,
        advice,
    }
}

/// How many partial sets the choice itself may look at, of all those that may be
/// looked at for one person. A tenth is left for the reasons, so that a plan that was
/// hard to find is not without any.
fn share_of_choice(search_steps: u64) -> u64 {
    search_steps.saturating_sub(search_steps / 10)
}

fn proof(problem: &Problem, chosen: &Chosen) -> OptimalityProof {
    let selection = &chosen.selection;
    let score = selection.best.as_ref().map(|best| problem.objective.value(best));
    OptimalityProof {
        objective: problem.objective,
        score,
        bound: selection.bound,
        proved: selection.proved,
        candidates: problem.candidates.len(),
        nodes: selection.nodes,
        hours: selection.best.as_ref().map_or(Hours::ZERO, |best| best.hours),
        hours_available: problem.hours,
    }
}

/// What is set aside before anything is chosen.
fn set_aside(case: Case<'_>, calendar: &Calendar, must_do: &[MustDo]) -> SetAside {
    let mandated: BTreeSet<ModuleIx> = must_do.iter().map(|duty| duty.module).collect();
    let learned = learned(case).map(|(module, _)| module);
    SetAside {
        hours: calendar.hours - must_do.iter().map(|duty| duty.hours).sum(),
        taught: mandated.iter().copied().chain(learned).collect(),
        mandated,
    }
}

/// The modules whose learning is done and whose proof is not, by id, with the day.
fn learned(case: Case<'_>) -> impl Iterator<Item = (ModuleIx, AsOf)> {
    case.library.names.modules.indices().filter_map(move |ix| {
        let progress = case.person.progress_of(ix, case.as_of)?;
        (progress.status == Status::Learned).then_some((ix, progress.date))
    })
}

fn outcome(
    case: Case<'_>,
    problem: &Problem,
    calendar: &Calendar,
    picks: &[Pick],
    must_do: &[MustDo],
) -> Outcome {
    if calendar.is_away {
        Outcome::Away
    } else if picks.len() >= *problem.sizes.start() {
        Outcome::Plan
    } else if !picks.is_empty() {
        Outcome::ShortPlan
    } else if !must_do.is_empty() {
        Outcome::RequiredOnly
    } else if is_nothing_missing(case.advice) {
        Outcome::NothingMissing
    } else {
        Outcome::ShortPlan
    }
}

/// Whether every expectation is known and met.
fn is_nothing_missing(advice: &Advice) -> bool {
    let mut wanted = advice.gaps.wanted.values();
    wanted.all(|wanted| {
        let standing = advice.standings[wanted.competency];
        matches!(standing, Standing::Observed(level) if level >= wanted.level)
    })
}

/// A milestone for each pick, and for what was learned and not yet proven.
fn milestones(case: Case<'_>, picks: &[Pick]) -> Vec<Milestone> {
    let Case { library, person, as_of, advice } = case;
    let picked = picks.iter().map(|pick| (pick.module, pick.finish));
    learned(case)
        .chain(picked)
        .map(|learned| milestone::milestone(library, person, as_of, advice, learned))
        .collect()
}

/// Readiness now, and once every proof is accepted: of what is picked, of what was
/// learned before, and of what has to be done.
fn readiness_change(
    library: &Library,
    person: &Person,
    advice: &Advice,
    milestones: &[Milestone],
    must_do: &[MustDo],
) -> Vec<ReadinessChange> {
    let mut after: Standings = advice.standings.clone();
    let modules = milestones.iter().map(|it| it.module).chain(must_do.iter().map(|it| it.module));
    for builds in modules.flat_map(|it| &library.modules[it].builds) {
        let standing = &mut after[builds.competency];
        let to = builds.to.max(standing.held());
        // Somebody nobody has assessed may still be better than what was proved.
        *standing = match *standing {
            Standing::Assumed(_) | Standing::Unknown => Standing::Assumed(to),
            Standing::Observed(_) | Standing::Inferred(_) => Standing::Observed(to),
        };
    }
    let mut roles: Vec<RoleIx> = vec![planned_role(person), person.role];
    roles.dedup();
    let change = |(role, now): (RoleIx, &Readiness)| ReadinessChange {
        now: now.clone(),
        after: readiness(library, &after, role),
        unconfirmed: unconfirmed(library, &advice.standings, &advice.baseline, role),
    };
    roles.into_iter().zip(&advice.readiness).map(change).collect()
}

//! What do we tell the person and the manager?
//!
//! [`recommend`] cannot fail: everything that can be wrong with a library was
//! found when it was compiled, and a rule without an answer is recorded.

mod available;
mod calendar;
mod choice;
mod flags;
mod milestone;
mod must_do;
mod playbook;
mod reasons;
mod talk;

use std::collections::BTreeSet;

use jiff::civil::Date;

use crate::advice::{Advice, advise, planned_role};
use crate::gap::{Readiness, Standing, Standings, Stretch, readiness, unconfirmed};
use crate::id::{CompetencyIx, ModuleIx, PromptIx, RoleIx, RuleIx};
use crate::level::{Level, Points};
use crate::library::{Assessor, Channel, Library, PromptFor, UnknownPolicy};
use crate::person::{AsOf, Person, Status};
use crate::quantity::Hours;
use crate::select::{self, Objective, Picked, Problem, Value};
pub(crate) use available::is_available;
pub use available::{Circumstance, NotOffered};
pub use calendar::Calendar;
use choice::{Case, Choice, Frame, Lifted};
pub use flags::{FlagOut, FlagReason, FlagText, NotIn};
pub use milestone::{Basis, MeasuredKpi, Milestone};
pub use must_do::MustDo;
pub use playbook::{Playbook, PlaybookModule, playbook};
pub use reasons::{
    Cost, EntryNeed, KeptOut, LeftOut, LeftOutReason, Obstacle, Swap, Unclosed, UnclosedReason,
};

/// What came of planning for one person.
#[derive(Clone, Debug)]
pub struct Plan {
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
    pub certificate: Option<Certificate>,
    /// The best modules that were left out.
    pub left_out: Vec<LeftOut>,
    /// Gaps that nothing in the catalogue closes.
    pub unclosed: Vec<Unclosed>,
    /// Why there is no set of the usual size.
    pub obstacles: Vec<Obstacle>,
    /// A smaller set that is worth more, and what it is worth.
    pub shorter: Option<(Vec<ModuleIx>, Value)>,
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

/// Whether a pick is new.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum State {
    /// Waypath suggests it.
    Proposed,
    /// Person and manager agreed on it.
    Agreed,
    /// Begun.
    Started,
}

impl State {
    /// The word plans use.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Proposed => "proposed",
            Self::Agreed => "agreed",
            Self::Started => "started",
        }
    }
}

/// One module of a plan.
#[derive(Clone, Debug)]
pub struct Pick {
    /// The module.
    pub module: ModuleIx,
    /// Whether it is new.
    pub state: State,
    /// The first day of the week that holds its first hour.
    pub start: Date,
    /// The last day of the week that holds its last hour.
    pub finish: Date,
    /// What it closes that earlier picks left, with points.
    pub closes: Vec<Closed>,
    /// What rules add to it, and which.
    pub boost: (Points, Vec<RuleIx>),
    /// The rules that require it.
    pub required_by: Vec<RuleIx>,
    /// The best plans without it.
    pub swaps: Vec<Swap>,
}

/// A part of a gap that a pick closes.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Closed {
    /// The leaf.
    pub competency: CompetencyIx,
    /// From which level.
    pub from: Level,
    /// To which level.
    pub to: Level,
    /// What it counts for.
    pub points: Points,
}

/// A coaching prompt with the 1:1s it is for.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct CoachingPlan {
    /// The prompt.
    pub prompt: PromptIx,
    /// What it is for.
    pub about: PromptFor,
    /// The 1:1s.
    pub on: Vec<Date>,
    /// The rule that gives it.
    pub rule: Option<RuleIx>,
}

/// A dated reminder.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct NudgeOut {
    /// When.
    pub on: Date,
    /// Where.
    pub channel: Channel,
    /// What it says.
    pub text: Box<str>,
    /// The rule that sends it.
    pub rule: RuleIx,
}

/// An assessment to make.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Assessment {
    /// The competency.
    pub competency: CompetencyIx,
    /// Who or what assesses.
    pub by: Assessor,
    /// Why.
    pub reason: AssessmentReason,
}

/// Why an assessment is asked for.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum AssessmentReason {
    /// Nobody has evidence.
    Unknown,
    /// Nobody has evidence that counts since this day.
    Lapsed(Date),
    /// Only a neighbour suggests a level.
    Inferred,
    /// It is critical, and only the person says it is met.
    Unconfirmed,
    /// A rule asks for it.
    Rule(RuleIx),
}

/// How sure a choice is.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Certificate {
    /// What was maximised.
    pub objective: Objective,
    /// What the choice is worth; `None` where no set was allowed.
    pub score: Option<Value>,
    /// What no set is worth more than.
    pub bound: Value,
    /// Whether the choice is proved to be the best.
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

/// Plans for one person.
pub fn recommend(library: &Library, person: &Person, as_of: AsOf) -> Plan {
    let advice = advise(library, person, as_of, None);
    let calendar = Calendar::new(person, as_of, advice.policy.weeks, advice.policy.hours_per_week);
    if is_assess_first(library, person, &advice) && !calendar.is_away {
        return assess_first(library, person, as_of, (advice, calendar));
    }
    planned(library, person, as_of, (advice, calendar))
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
    as_of: AsOf,
    (advice, calendar): (Advice, Calendar),
) -> Plan {
    let assumed = advise(library, person, as_of, Some(UnknownPolicy::Entry));
    let mut plan = planned(library, person, as_of, (assumed, calendar));
    plan.outcome = Outcome::AssessFirst;
    plan.assess = talk::assessments(library, person, &advice);
    plan.readiness = readiness_change(library, person, &advice, &plan.milestones, &plan.must_do);
    plan
}

fn planned(
    library: &Library,
    person: &Person,
    as_of: AsOf,
    (advice, calendar): (Advice, Calendar),
) -> Plan {
    let must_do = must_do::must_do(library, person, &advice, &calendar);
    let mut told = must_do::flags(&must_do);
    let frame = frame(library, person, as_of, &calendar, &must_do);
    let case = Case { library, person, as_of, advice: &advice };
    let choice = Choice::new(case, &frame, Lifted::default());
    let (problem, selection) = choice.choose();
    let best = selection.best.as_ref().filter(|_| !calendar.is_away);
    let picks = best.map_or_else(Vec::new, |it| picks(&choice, &problem, it, &calendar, &must_do));
    let milestones = milestones(&choice, &picks);
    told.extend(flags::of_choice(&choice, &problem, best));
    told.extend(flags::of_milestones(&milestones));
    let (outcome, is_usual) = outcome(&choice, &calendar, &picks, &must_do);
    let must_do_modules: Vec<ModuleIx> = must_do.iter().map(|it| it.module).collect();
    let has_choice = !problem.candidates.is_empty() && !calendar.is_away;
    Plan {
        as_of,
        outcome,
        readiness: readiness_change(library, person, &advice, &milestones, &must_do),
        coaching: talk::coaching(library, &advice, &calendar, &picks),
        nudges: talk::nudges(&advice, as_of, &picks),
        assess: talk::assessments(library, person, &advice),
        flags: told.into_iter().chain(talk::flags(&advice, &picks)).collect(),
        certificate: has_choice
            .then(|| reasons::certificate(&problem, &selection, choice.problem.hours)),
        left_out: if calendar.is_away {
            Vec::new()
        } else {
            reasons::left_out(&choice, &problem, best, &must_do_modules)
        },
        unclosed: reasons::unclosed(&choice, &frame),
        obstacles: if outcome == Outcome::ShortPlan {
            reasons::obstacles(&choice, &frame)
        } else {
            Vec::new()
        },
        shorter: best.filter(|_| is_usual).and_then(|it| reasons::shorter(&choice, it)),
        milestones,
        picks,
        must_do,
        calendar,
        advice,
    }
}

/// What is set aside before anything is chosen.
fn frame(
    library: &Library,
    person: &Person,
    as_of: AsOf,
    calendar: &Calendar,
    must_do: &[MustDo],
) -> Frame {
    let mandated: BTreeSet<ModuleIx> = must_do.iter().map(|it| it.module).collect();
    let learned =
        library.names.modules.indices().filter(|it| {
            person.progress_of(*it, as_of).is_some_and(|it| it.status == Status::Learned)
        });
    Frame {
        hours: calendar.hours - must_do.iter().map(|it| it.hours).sum(),
        taught: mandated.iter().copied().chain(learned).collect(),
        mandated,
    }
}

fn outcome(
    choice: &Choice<'_>,
    calendar: &Calendar,
    picks: &[Pick],
    must_do: &[MustDo],
) -> (Outcome, bool) {
    let is_usual = picks.len() >= *choice.problem.sizes.start();
    let outcome = if calendar.is_away {
        Outcome::Away
    } else if is_usual {
        Outcome::Plan
    } else if !picks.is_empty() {
        Outcome::ShortPlan
    } else if !must_do.is_empty() {
        Outcome::RequiredOnly
    } else if is_nothing_missing(choice) {
        Outcome::NothingMissing
    } else {
        Outcome::ShortPlan
    };
    (outcome, is_usual)
}

/// Whether every expectation is known and met.
fn is_nothing_missing(choice: &Choice<'_>) -> bool {
    let advice = choice.advice;
    let mut wanted = advice.gaps.wanted.values();
    wanted.all(|it| {
        let standing = advice.standings[it.competency];
        matches!(standing, Standing::Observed(level) if level >= it.level)
    })
}

/// The modules of a set with their dates, in the order to take them: what is
/// begun first, then as `select::feasible_order` says.
fn picks(
    choice: &Choice<'_>,
    problem: &Problem,
    best: &Picked,
    calendar: &Calendar,
    must_do: &[MustDo],
) -> Vec<Pick> {
    let feasible = select::feasible_order(problem, &best.candidates);
    let mut order = feasible.unwrap_or_else(|| best.candidates.clone());
    order.sort_by_key(|it| {
        let status = problem.candidates.get(*it).and_then(|it| choice.status(it.module));
        status != Some(Status::Started)
    });
    let closed = select::closes(problem, &order);
    let mut used: Hours = must_do.iter().map(|it| it.hours).sum();
    let mut picks = Vec::new();
    for (position, covers) in order.iter().zip(closed) {
        let Some(candidate) = problem.candidates.get(*position) else { continue };
        let before = used;
        used = used + candidate.hours;
        let ix = candidate.module;
        let rules = choice.advice.modules.boosts.get(&ix).map(|(_, rules)| rules.clone());
        let (start, finish) = calendar.span_of(before, used);
        picks.push(Pick {
            module: ix,
            state: state(choice.status(ix)),
            start,
            finish,
            closes: closes(choice, &covers),
            boost: (candidate.boost, rules.unwrap_or_default()),
            required_by: choice.required_by.get(&ix).cloned().unwrap_or_default(),
            swaps: reasons::swaps(problem, choice.advice.gaps.unit, best, *position),
        });
    }
    picks
}

fn state(status: Option<Status>) -> State {
    match status {
        Some(Status::Started) => State::Started,
        Some(Status::Agreed) => State::Agreed,
        _ => State::Proposed,
    }
}

/// Joins the pieces a pick closes into one stretch where they touch.
fn closes(choice: &Choice<'_>, covers: &[u32]) -> Vec<Closed> {
    let mut closes: Vec<Closed> = Vec::new();
    for number in covers {
        let Some(piece) = usize::try_from(*number).ok().and_then(|it| choice.pieces.get(it)) else {
            continue;
        };
        let points = choice.points(&[*number]);
        match closes.last_mut() {
            Some(last) if last.competency == piece.competency && last.to == piece.from => {
                last.to = piece.to;
                last.points = last.points + points;
            }
            _ => closes.push(Closed {
                competency: piece.competency,
                from: piece.from,
                to: piece.to,
                points,
            }),
        }
    }
    closes
}

/// A milestone for each pick, and for what was learned and not yet proven.
fn milestones(choice: &Choice<'_>, picks: &[Pick]) -> Vec<Milestone> {
    let (library, person, as_of) = (choice.library, choice.person, choice.as_of);
    let learned = library.names.modules.indices().filter_map(|ix| {
        let progress = person.progress_of(ix, as_of)?;
        (progress.status == Status::Learned).then_some((ix, progress.date))
    });
    let picked = picks.iter().map(|it| (it.module, it.finish));
    learned
        .chain(picked)
        .map(|it| milestone::milestone(library, person, as_of, choice.advice, it))
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

/// Explains one module for one person: why it is in their plan or not.
pub fn explain_module(
    library: &Library,
    person: &Person,
    plan: &Plan,
    module: ModuleIx,
) -> Explanation {
    if let Some(pick) = plan.picks.iter().find(|it| it.module == module) {
        return Explanation::Picked(Box::new(pick.clone()));
    }
    if let Some(it) = plan.must_do.iter().find(|it| it.module == module) {
        return Explanation::MustDo(it.clone());
    }
    let status = person.progress_of(module, plan.as_of).map(|it| it.status);
    if let Some(status) = status.filter(|it| it.is_done() || *it == Status::Learned) {
        return Explanation::Done(status);
    }
    let frame = frame(library, person, plan.as_of, &plan.calendar, &plan.must_do);
    let case = Case { library, person, as_of: plan.as_of, advice: &plan.advice };
    let choice = Choice::new(case, &frame, Lifted::default());
    let (problem, selection) = choice.choose();
    let stretches: Vec<Stretch> =
        crate::gap::stretches(library, &plan.advice.gaps, &library.modules[module]);
    Explanation::LeftOut {
        left_out: reasons::explain(&choice, &problem, selection.best.as_ref(), module),
        covers: stretches,
    }
}

/// Why a module is in a plan or not.
#[derive(Clone, Debug)]
pub enum Explanation {
    /// It is a pick.
    Picked(Box<Pick>),
    /// It has to be done.
    MustDo(MustDo),
    /// It is done, or waits for its proof.
    Done(Status),
    /// It was left out.
    LeftOut {
        /// Why.
        left_out: LeftOut,
        /// What it would cover of the person's gaps.
        covers: Vec<Stretch>,
    },
}

//! Why these, why not the others, and what stands in the way?

use std::borrow::Cow;
use std::cmp::{Ordering, Reverse};
use std::collections::BTreeSet;

use super::available::{NotOffered, is_available, unavailable};
use super::choice::{Choice, choose, modules_of, smaller};
use super::decision::Decision;
use super::must_do::MustDo;
use super::offer::{Case, Limit};
use super::pick::Pick;
use crate::gap::{Stretch, stretches};
use crate::id::{CompetencyIx, ModuleIx, RuleIx};
use crate::level::{Level, Points, Unit};
use crate::library::{Builds, Library};
use crate::person::{Person, Status};
use crate::quantity::Hours;
use crate::select::{self, Objective, Picked, Problem, Value};

/// How many of the modules left out are explained.
const EXPLAINED: usize = 12;
/// How many swaps are named for a pick.
const SWAPS: usize = 2;

/// Why a decision is as it is, and what else there would be.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Reasons {
    /// For each pick, in their order, the best plans without it.
    pub swaps: Vec<Vec<Swap>>,
    /// The best modules that were left out.
    pub left_out: Vec<LeftOut>,
    /// Gaps that nothing in the catalogue closes.
    pub unclosed: Vec<Unclosed>,
    /// Why there is no set of the usual size.
    pub obstacles: Vec<Obstacle>,
    /// A smaller set that is worth more, and what it is worth.
    pub shorter: Option<(Vec<ModuleIx>, Value)>,
    /// What was not worked out, because too much would have to be looked at.
    pub given_up: Vec<GivenUp>,
}

/// What was not worked out within the search steps there are for a person.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum GivenUp {
    /// All of the best plans without a pick.
    Swaps(ModuleIx),
    /// Whether a better plan than those known holds a module that was left out.
    LeftOut(ModuleIx),
    /// Which limits stand in the way.
    Obstacles,
    /// Whether a smaller set is worth more.
    Shorter,
}

/// By how much a set is worth less, in hundredths of a point; for gain per hour
/// in hundredths of a point an hour.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub struct Cost(pub i64);

/// A plan that goes without a pick.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Swap {
    /// What goes.
    pub out: Vec<ModuleIx>,
    /// What comes.
    pub into: Vec<ModuleIx>,
    /// What that costs.
    pub costs: Cost,
}

/// A module that was left out.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct LeftOut {
    /// The module.
    pub module: ModuleIx,
    /// Why.
    pub reason: LeftOutReason,
    /// What the best plan with it costs; `None` where there is none.
    pub costs: Option<Cost>,
}

/// Why a module was left out.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum LeftOutReason {
    /// Rules keep it out.
    Excluded {
        /// The rules.
        rules: Vec<RuleIx>,
    },
    /// The person declined it.
    Declined,
    /// It is offered to nobody.
    Inactive,
    /// It is not offered to the person.
    Unavailable {
        /// The circumstances it is not offered for.
        needs: Vec<NotOffered>,
    },
    /// It asks for more than the person or the plan has.
    Entry {
        /// The levels it asks for.
        needs: Vec<EntryNeed>,
    },
    /// Picks cover all it covers.
    Covered {
        /// The picks.
        by: Vec<ModuleIx>,
    },
    /// The best plan with it is worth less.
    Outscored,
    /// It fits in no plan: hours, or what has to be in, leave no room.
    NoRoom,
    /// It closes less than the smallest gain, or nothing.
    TooLittle,
    /// It was given up to find out, because too much would have to be looked at.
    NotWorkedOut,
}

/// A level a module asks for that neither the person nor the plan has.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct EntryNeed {
    /// The competency.
    pub competency: CompetencyIx,
    /// The level asked for.
    pub level: Level,
    /// The level the person holds, or is assumed to hold; `None` where nobody knows.
    pub held: Option<Level>,
    /// The level they would have with the plan's modules and what has to be done.
    pub with_plan: Level,
}

/// A gap that nothing in the catalogue closes.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Unclosed {
    /// The competency.
    pub competency: CompetencyIx,
    /// From which level it stays open.
    pub from: Level,
    /// Why.
    pub because: UnclosedReason,
}

/// Why a gap stays open.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum UnclosedReason {
    /// No module builds the competency from that level.
    NoModule,
    /// No module that builds it from that level is offered to the person.
    NotAvailable {
        /// Modules that would build it, each with what they are not offered for.
        modules: Vec<(ModuleIx, Vec<NotOffered>)>,
    },
    /// The person may not take what builds it from that level.
    KeptOut {
        /// Modules that would build it, each with what keeps it out.
        modules: Vec<(ModuleIx, Vec<KeptOut>)>,
    },
}

/// Why a person may not take a module anew, though it is offered to them.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum KeptOut {
    /// They declined it.
    Declined,
    /// They did it already.
    Done,
    /// A rule keeps it out.
    Rule(RuleIx),
}

/// Why there is no set of the usual size.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Obstacle {
    /// There are too few hours.
    Hours {
        /// How many modules a plan holds at least.
        least: usize,
        /// The hours there are.
        hours: Hours,
    },
    /// Modules are not offered to the person.
    Availability {
        /// The modules.
        modules: Vec<ModuleIx>,
    },
    /// Modules ask for more than there is.
    Entry {
        /// The modules.
        modules: Vec<ModuleIx>,
    },
    /// Rules keep modules out.
    Rules {
        /// The modules.
        modules: Vec<ModuleIx>,
    },
    /// The catalogue has too little.
    Catalogue {
        /// How many modules a plan holds at least.
        least: usize,
        /// All modules that close gaps of the person.
        modules: Vec<ModuleIx>,
    },
    /// Modules close no gap themselves and would open one that does.
    Enablers {
        /// The modules.
        modules: Vec<ModuleIx>,
    },
}

impl Obstacle {
    /// The modules it keeps out; for enablers the modules themselves.
    pub fn modules(&self) -> &[ModuleIx] {
        match self {
            Self::Hours { .. } => &[],
            Self::Availability { modules }
            | Self::Entry { modules }
            | Self::Rules { modules }
            | Self::Catalogue { modules, .. }
            | Self::Enablers { modules } => modules,
        }
    }
}

/// Why a module is in a plan or not.
#[derive(Clone, Debug)]
pub enum Explanation {
    /// It is a pick.
    Picked {
        /// The pick.
        pick: Box<Pick>,
        /// The best plans without it.
        swaps: Vec<Swap>,
    },
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

/// Says why a decision is as it is.
///
/// All searches for one person together look at no more partial sets than the
/// library's `search_steps`. The choice comes first and leaves a tenth at least; of
/// what is left each search may take half. What was not finished is in `given_up`.
pub fn reasons(library: &Library, person: &Person, decision: &Decision) -> Reasons {
    let mut looking = Looking::new(library, person, decision);
    let is_away = decision.calendar.is_away;
    let is_usual = decision.picks.len() >= *decision.offer.problem.sizes.start();
    let swaps = decision.picks.iter().map(|pick| looking.swaps(pick.module)).collect();
    let left_out = if is_away { Vec::new() } else { looking.left_out(&decision.must_do) };
    let obstacles = if decision.is_short { looking.obstacles() } else { Vec::new() };
    let shorter = if is_usual { looking.shorter() } else { None };
    Reasons {
        swaps,
        left_out,
        unclosed: unclosed(looking.choice),
        obstacles,
        shorter,
        given_up: looking.given_up,
    }
}

/// Explains one module for one person: why it is in their plan or not.
pub fn explain_module(
    library: &Library,
    person: &Person,
    decision: &Decision,
    module: ModuleIx,
) -> Explanation {
    let mut looking = Looking::new(library, person, decision);
    if let Some(pick) = decision.picks.iter().find(|pick| pick.module == module) {
        return Explanation::Picked { pick: Box::new(pick.clone()), swaps: looking.swaps(module) };
    }
    if let Some(duty) = decision.must_do.iter().find(|duty| duty.module == module) {
        return Explanation::MustDo(duty.clone());
    }
    let status = person.progress_of(module, decision.as_of).map(|progress| progress.status);
    if let Some(status) = status.filter(|it| it.is_done() || *it == Status::Learned) {
        return Explanation::Done(status);
    }
    Explanation::LeftOut {
        left_out: looking.explain(module),
        covers: stretches(library, &decision.advice.gaps, &library.modules[module]),
    }
}

/// Looks at other sets than the chosen one, for as long as there are steps.
struct Looking<'a> {
    choice: Choice<'a>,
    /// The problem of which the chosen set is the best.
    problem: Cow<'a, Problem>,
    /// The chosen set, where it became the plan.
    best: Option<&'a Picked>,
    /// How many modules the chosen set holds.
    chosen: usize,
    /// How many partial sets may still be looked at.
    steps: u64,
    given_up: Vec<GivenUp>,
}

impl<'a> Looking<'a> {
    fn new(library: &'a Library, person: &'a Person, decision: &'a Decision) -> Self {
        let Decision { as_of, advice, aside, offer, chosen, .. } = decision;
        let case = Case { library, person, as_of: *as_of, advice };
        let best = chosen.selection.best.as_ref();
        let problem = &offer.problem;
        Self {
            choice: Choice { case, aside, offer },
            problem: if chosen.is_smaller {
                Cow::Owned(smaller(problem))
            } else {
                Cow::Borrowed(problem)
            },
            best: best.filter(|_| !decision.calendar.is_away),
            chosen: best.map_or(0, |best| best.candidates.len()),
            steps: library.settings.search_steps.saturating_sub(chosen.steps),
            given_up: Vec::new(),
        }
    }

    /// How many steps the next search may take: half, so that one hard search leaves
    /// something to the others.
    fn share(&self) -> u64 {
        self.steps.div_ceil(2)
    }

    fn spend(&mut self, steps: u64) {
        debug_assert!(steps <= self.steps, "no search takes more than its share");
        self.steps = self.steps.saturating_sub(steps);
    }

    fn unit(&self) -> Unit {
        self.choice.case.advice.gaps.unit
    }

    /// The best plans without a pick, and what they cost.
    fn swaps(&mut self, module: ModuleIx) -> Vec<Swap> {
        let (Some(best), Some(position)) = (self.best, self.choice.offer.position(module)) else {
            debug_assert!(false, "a pick is a candidate of the chosen set");
            return Vec::new();
        };
        let found = select::best_without_within(&self.problem, position, SWAPS, self.share());
        self.spend(found.nodes);
        if !found.proved {
            self.given_up.push(GivenUp::Swaps(module));
        }
        let chosen: BTreeSet<usize> = best.candidates.iter().copied().collect();
        let swap = |other: &Picked| {
            let instead: BTreeSet<usize> = other.candidates.iter().copied().collect();
            let candidates = &self.problem.candidates;
            let module = |position: &usize| candidates.get(*position).map(|it| it.module);
            Swap {
                out: chosen.difference(&instead).filter_map(module).collect(),
                into: instead.difference(&chosen).filter_map(module).collect(),
                costs: cost(&self.problem, self.unit(), best, other),
            }
        };
        found.sets.iter().map(swap).collect()
    }

    /// The best of the modules that were left out, and why.
    fn left_out(&mut self, must_do: &[MustDo]) -> Vec<LeftOut> {
        let choice = self.choice;
        let picked: BTreeSet<ModuleIx> =
            self.best.map(|best| modules_of(&self.problem, best)).into_iter().flatten().collect();
        let is_duty = |module: ModuleIx| must_do.iter().any(|duty| duty.module == module);
        let modules = choice.case.library.modules.iter();
        let mut others: Vec<(Reverse<Points>, ModuleIx)> = modules
            .filter(|(ix, module)| module.active && !picked.contains(ix) && !is_duty(*ix))
            .filter(|(ix, _)| !is_behind(choice.status(*ix)))
            .map(|(ix, _)| (Reverse(choice.offer.gain(ix)), ix))
            .filter(|(gain, _)| gain.0 > Points::ZERO)
            .collect();
        others.sort_unstable();
        others.truncate(EXPLAINED);
        others.into_iter().map(|(_, module)| self.explain(module)).collect()
    }

    /// Why one module is not in the plan.
    fn explain(&mut self, ix: ModuleIx) -> LeftOut {
        let plain = |reason| LeftOut { module: ix, reason, costs: None };
        let choice = self.choice;
        if let Some(rules) = choice.case.advice.modules.excluded.get(&ix) {
            return plain(LeftOutReason::Excluded { rules: rules.clone() });
        }
        if choice.status(ix) == Some(Status::Declined) {
            return plain(LeftOutReason::Declined);
        }
        let module = choice.module(ix);
        if !module.active {
            return plain(LeftOutReason::Inactive);
        }
        let needs = unavailable(module, choice.case.person);
        if !needs.is_empty() {
            return plain(LeftOutReason::Unavailable { needs });
        }
        let Some(position) = choice.offer.position(ix) else {
            return plain(LeftOutReason::TooLittle);
        };
        let found = select::best_with_within(&self.problem, position, self.share());
        self.spend(found.nodes);
        let by = covering(&self.problem, self.best, position);
        if !found.proved {
            self.given_up.push(GivenUp::LeftOut(ix));
            return plain(if by.is_empty() {
                LeftOutReason::NotWorkedOut
            } else {
                LeftOutReason::Covered { by }
            });
        }
        let with = found.best;
        if with.is_none() {
            let needs = missing_entry(choice, &self.problem, self.best, ix);
            if !needs.is_empty() {
                return plain(LeftOutReason::Entry { needs });
            }
        }
        let costs = with.as_ref().zip(self.best);
        let costs = costs.map(|(with, best)| cost(&self.problem, self.unit(), best, with));
        let reason = match (by.is_empty(), with.is_some()) {
            (false, _) => LeftOutReason::Covered { by },
            (true, true) => LeftOutReason::Outscored,
            (true, false) => LeftOutReason::NoRoom,
        };
        LeftOut { module: ix, reason, costs }
    }

    /// Why there is no set of the usual size: which limit, taken away by itself, would
    /// allow one, or at least a larger one; where none does, the catalogue.
    fn obstacles(&mut self) -> Vec<Obstacle> {
        let choice = self.choice;
        let least = *choice.offer.problem.sizes.start();
        let mut obstacles = Vec::new();
        let mut is_catalogue = true;
        for limit in [Limit::Hours, Limit::Availability, Limit::Entry, Limit::Rules] {
            let other = choice.without(limit);
            let found = choose(&other.problem, self.share());
            self.spend(found.steps);
            if !found.selection.proved {
                self.give_up(GivenUp::Obstacles);
            }
            let size = found.selection.best.map_or(0, |best| best.candidates.len());
            let is_usual = size >= least;
            // Hours hinder only where with more of them there were a usual set.
            if !is_usual && (limit == Limit::Hours || size <= self.chosen) {
                continue;
            }
            is_catalogue &= !is_usual;
            let added = || {
                let candidates = other.problem.candidates.iter().map(|candidate| candidate.module);
                candidates.filter(|module| choice.offer.position(*module).is_none()).collect()
            };
            obstacles.push(match limit {
                Limit::Hours => Obstacle::Hours { least, hours: choice.offer.problem.hours },
                Limit::Availability => Obstacle::Availability { modules: added() },
                Limit::Entry => Obstacle::Entry { modules: shut(choice) },
                Limit::Rules => Obstacle::Rules { modules: added() },
            });
        }
        if is_catalogue {
            obstacles.push(catalogue(choice, &obstacles));
        }
        obstacles.extend(enablers(choice));
        obstacles
    }

    /// A smaller set that is worth more than the plan.
    fn shorter(&mut self) -> Option<(Vec<ModuleIx>, Value)> {
        let best = self.best?;
        let smaller = smaller(&self.choice.offer.problem);
        let found = select::select_within(&smaller, self.share());
        self.spend(found.nodes);
        if !found.proved {
            self.give_up(GivenUp::Shorter);
        }
        let found = found.best?;
        let value = smaller.objective.value(&found);
        let is_better = value.compare(smaller.objective.value(best)) == Ordering::Greater;
        is_better.then(|| (modules_of(&smaller, &found), value))
    }

    fn give_up(&mut self, what: GivenUp) {
        if !self.given_up.contains(&what) {
            self.given_up.push(what);
        }
    }
}

/// By how much one set is worth less than another.
fn cost(problem: &Problem, unit: Unit, best: &Picked, other: &Picked) -> Cost {
    match problem.objective {
        Objective::Gain => Cost(unit.hundredths(best.score - other.score)),
        Objective::GainPerHour => {
            // Each rate in hundredths of a point an hour, rounded down, as it is shown.
            let rate = |it: &Picked| {
                let hours = i64::from(it.hours.hundredths().max(100));
                unit.hundredths(it.score.times(100)).checked_div_euclid(hours).unwrap_or(0)
            };
            Cost(rate(best).saturating_sub(rate(other)))
        }
    }
}

/// Whether a module needs no explanation: it is done, or waits for its proof.
fn is_behind(status: Option<Status>) -> bool {
    status.is_some_and(|it| it.is_done() || it == Status::Learned)
}

/// The picks that cover all that a module covers; none where something is left.
fn covering(problem: &Problem, best: Option<&Picked>, position: usize) -> Vec<ModuleIx> {
    let covers = |at: usize| problem.candidates.get(at).map_or(&[][..], |it| &it.covers);
    let picks = best.map_or(&[][..], |it| &it.candidates);
    let wanted = covers(position);
    let is_covered = wanted.iter().all(|it| picks.iter().any(|pick| covers(*pick).contains(it)));
    if !is_covered {
        return Vec::new();
    }
    let overlapping =
        picks.iter().filter(|pick| covers(**pick).iter().any(|it| wanted.contains(it)));
    overlapping.filter_map(|it| problem.candidates.get(*it)).map(|it| it.module).collect()
}

/// What a module asks for that neither the person nor the plan has.
fn missing_entry(
    choice: Choice<'_>,
    problem: &Problem,
    best: Option<&Picked>,
    ix: ModuleIx,
) -> Vec<EntryNeed> {
    let slack = choice.case.library.settings.entry_slack;
    let picks = best.map(|best| modules_of(problem, best)).unwrap_or_default();
    let with_plan = |competency: CompetencyIx| {
        let start = problem.held.get(competency.position()).copied().unwrap_or_default();
        let built = picks
            .iter()
            .flat_map(|pick| &choice.module(*pick).builds)
            .filter(|builds| builds.competency == competency)
            .map(|builds| builds.to);
        built.fold(start, Level::max)
    };
    let missing = choice.module(ix).entry.iter().filter_map(|(competency, level)| {
        let with_plan = with_plan(*competency);
        (with_plan < level.less(slack)).then(|| EntryNeed {
            competency: *competency,
            level: *level,
            held: choice.case.advice.standings[*competency].level(),
            with_plan,
        })
    });
    missing.collect()
}

/// Gaps that nothing in the catalogue closes for this person, and why. What stays
/// in the plan closes its part, whatever speaks against taking it anew.
fn unclosed(choice: Choice<'_>) -> Vec<Unclosed> {
    let planned = choice.case.advice.gaps.planned();
    planned
        .filter_map(|gap| {
            let builders = Builders::of(choice, gap.wanted.competency);
            builders.unclosed(choice, (gap.held, gap.wanted.level))
        })
        .collect()
}

/// The active modules that build one competency.
struct Builders<'a> {
    competency: CompetencyIx,
    slack: Level,
    modules: Vec<(ModuleIx, &'a Builds)>,
}

impl<'a> Builders<'a> {
    fn of(choice: Choice<'a>, competency: CompetencyIx) -> Self {
        let library = choice.case.library;
        let active = library.modules.iter().filter(|(_, module)| module.active);
        let builds = active.flat_map(|(ix, module)| module.builds.iter().map(move |it| (ix, it)));
        Self {
            competency,
            slack: library.settings.entry_slack,
            modules: builds.filter(|(_, builds)| builds.competency == competency).collect(),
        }
    }

    /// Why the levels from `held` to `wanted` stay open, where they do.
    fn unclosed(&self, choice: Choice<'_>, (held, wanted): (Level, Level)) -> Option<Unclosed> {
        let person = choice.case.person;
        let stays = |module: ModuleIx| {
            choice.aside.taught.contains(&module) || choice.offer.is_settled(module)
        };
        let is_here = |module: ModuleIx| is_available(choice.module(module), person);
        let unclosed =
            |from, because| Some(Unclosed { competency: self.competency, from, because });
        let anybody = self.reach(held, |_| true);
        if anybody < wanted {
            return unclosed(anybody, UnclosedReason::NoModule);
        }
        let here = self.reach(held, |module| stays(module) || is_here(module));
        if here < wanted {
            let modules = self.above(here).filter_map(|module| {
                let needs = unavailable(choice.module(module), person);
                (!needs.is_empty()).then_some((module, needs))
            });
            return unclosed(here, UnclosedReason::NotAvailable { modules: modules.collect() });
        }
        let is_open = |module| is_here(module) && kept_out(choice, module).is_empty();
        let allowed = self.reach(held, |module| stays(module) || is_open(module));
        if allowed < wanted {
            let modules = self.above(allowed).filter_map(|module| {
                let by = kept_out(choice, module);
                (!by.is_empty()).then_some((module, by))
            });
            return unclosed(allowed, UnclosedReason::KeptOut { modules: modules.collect() });
        }
        None
    }

    /// The level that those modules reach that are kept, one after the other.
    fn reach(&self, held: Level, keep: impl Fn(ModuleIx) -> bool) -> Level {
        let kept: Vec<&Builds> =
            self.modules.iter().filter(|(ix, _)| keep(*ix)).map(|(_, builds)| *builds).collect();
        let mut reached = held;
        loop {
            let open = kept.iter().filter(|builds| builds.from.less(self.slack) <= reached);
            let next = open.map(|builds| builds.to).max().unwrap_or(reached);
            if next <= reached {
                return reached;
            }
            reached = next;
        }
    }

    /// The modules that lead above a level.
    fn above(&self, level: Level) -> impl Iterator<Item = ModuleIx> {
        let above = self.modules.iter().filter(move |(_, builds)| builds.to > level);
        above.map(|(ix, _)| *ix)
    }
}

/// Why somebody may not take a module anew, though it is offered to them.
fn kept_out(choice: Choice<'_>, module: ModuleIx) -> Vec<KeptOut> {
    let status = choice.status(module);
    let declined = (status == Some(Status::Declined)).then_some(KeptOut::Declined);
    let done = status.is_some_and(Status::is_done).then_some(KeptOut::Done);
    let rules = choice.case.advice.modules.excluded.get(&module).into_iter().flatten();
    declined.into_iter().chain(done).chain(rules.map(|rule| KeptOut::Rule(*rule))).collect()
}

/// Free candidates whose entry the person does not meet.
fn shut(choice: Choice<'_>) -> Vec<ModuleIx> {
    let held = |skill: u32| {
        let position = usize::try_from(skill).ok();
        position.and_then(|it| choice.offer.problem.held.get(it)).copied().unwrap_or_default()
    };
    let shut = choice
        .offer
        .problem
        .candidates
        .iter()
        .filter(|it| it.entry.iter().any(|(skill, level)| held(*skill) < *level));
    shut.map(|it| it.module).collect()
}

fn catalogue(choice: Choice<'_>, others: &[Obstacle]) -> Obstacle {
    let kept_out = others.iter().flat_map(Obstacle::modules).copied();
    let candidates = choice.offer.problem.candidates.iter().map(|candidate| candidate.module);
    let modules: BTreeSet<ModuleIx> = candidates.chain(kept_out).collect();
    Obstacle::Catalogue {
        least: *choice.offer.problem.sizes.start(),
        modules: modules.into_iter().collect(),
    }
}

/// Modules that close nothing themselves but would open one that does: they are
/// never taken for that, so they are named.
fn enablers(choice: Choice<'_>) -> Option<Obstacle> {
    let slack = choice.case.library.settings.entry_slack;
    let mut enablers = BTreeSet::new();
    for shut in shut(choice) {
        for (competency, level) in &choice.module(shut).entry {
            let enough = level.less(slack);
            let held =
                choice.offer.problem.held.get(competency.position()).copied().unwrap_or_default();
            if held >= enough {
                continue;
            }
            let builders = Builders::of(choice, *competency);
            let opening = builders.modules.iter().filter(|(ix, builds)| {
                builds.to >= enough
                    && choice.offer.position(*ix).is_none()
                    && choice.offer.gain(*ix) == Points::ZERO
                    && is_available(choice.module(*ix), choice.case.person)
            });
            enablers.extend(opening.map(|(ix, _)| *ix));
        }
    }
    let modules: Vec<ModuleIx> = enablers.into_iter().collect();
    (!modules.is_empty()).then_some(Obstacle::Enablers { modules })
}

//! Why these, why not the others, and what stands in the way?

use std::collections::BTreeSet;

use super::Certificate;
use super::available::{NotOffered, is_available, unavailable};
use super::choice::{Choice, Frame, Lift, Lifted};
use crate::id::{CompetencyIx, ModuleIx, RuleIx};
use crate::level::{Level, Points, Unit};
use crate::library::{Builds, Library};
use crate::person::Status;
use crate::quantity::Hours;
use crate::select::{self, Objective, Picked, Problem, Value};

/// How many of the modules left out are explained.
const EXPLAINED: usize = 12;
/// How many swaps are named for a pick.
const SWAPS: usize = 2;

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

/// By how much one set is worth less than another.
pub(super) fn cost(problem: &Problem, unit: Unit, best: &Picked, other: &Picked) -> Cost {
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

/// The best plans without a pick, and what they cost.
pub(super) fn swaps(problem: &Problem, unit: Unit, best: &Picked, position: usize) -> Vec<Swap> {
    let others = select::best_without(problem, position, SWAPS);
    let chosen: BTreeSet<usize> = best.candidates.iter().copied().collect();
    others
        .iter()
        .map(|other| {
            let instead: BTreeSet<usize> = other.candidates.iter().copied().collect();
            let module = |it: &usize| problem.candidates.get(*it).map(|it| it.module);
            Swap {
                out: chosen.difference(&instead).filter_map(module).collect(),
                into: instead.difference(&chosen).filter_map(module).collect(),
                costs: cost(problem, unit, best, other),
            }
        })
        .collect()
}

/// The certificate of a choice.
pub(super) fn certificate(
    problem: &Problem,
    selection: &select::Selection,
    hours: Hours,
) -> Certificate {
    let score = selection.best.as_ref().map(|it| problem.objective.value(it));
    Certificate {
        objective: problem.objective,
        score,
        bound: selection.bound,
        proved: selection.proved,
        candidates: problem.candidates.len(),
        nodes: selection.nodes,
        hours: selection.best.as_ref().map_or(Hours::ZERO, |it| it.hours),
        hours_available: hours,
    }
}

/// The best of the modules that were left out, and why.
pub(super) fn left_out(
    choice: &Choice<'_>,
    problem: &Problem,
    best: Option<&Picked>,
    must_do: &[ModuleIx],
) -> Vec<LeftOut> {
    let picked: BTreeSet<ModuleIx> =
        best.map(|it| Choice::modules_of(problem, it).into_iter().collect()).unwrap_or_default();
    let mut others: Vec<(std::cmp::Reverse<Points>, ModuleIx)> = choice
        .library
        .modules
        .iter()
        .filter(|(ix, it)| it.active && !picked.contains(ix) && !must_do.contains(ix))
        .filter(|(ix, _)| !is_behind(choice.status(*ix)))
        .map(|(ix, it)| (std::cmp::Reverse(choice.gain(it)), ix))
        .filter(|(gain, _)| gain.0 > Points::ZERO)
        .collect();
    others.sort_unstable();
    others.truncate(EXPLAINED);
    others.into_iter().map(|(_, ix)| explain(choice, problem, best, ix)).collect()
}

/// Whether a module needs no explanation: it is done, or waits for its proof.
fn is_behind(status: Option<Status>) -> bool {
    status.is_some_and(|it| it.is_done() || it == Status::Learned)
}

/// Why one module is not in the plan.
pub(super) fn explain(
    choice: &Choice<'_>,
    problem: &Problem,
    best: Option<&Picked>,
    ix: ModuleIx,
) -> LeftOut {
    let plain = |reason| LeftOut { module: ix, reason, costs: None };
    if let Some(rules) = choice.advice.modules.excluded.get(&ix) {
        return plain(LeftOutReason::Excluded { rules: rules.clone() });
    }
    if choice.status(ix) == Some(Status::Declined) {
        return plain(LeftOutReason::Declined);
    }
    let module = choice.module(ix);
    if !module.active {
        return plain(LeftOutReason::Inactive);
    }
    let needs = unavailable(module, choice.person);
    if !needs.is_empty() {
        return plain(LeftOutReason::Unavailable { needs });
    }
    let Some(position) = choice.position(ix) else {
        return plain(LeftOutReason::TooLittle);
    };
    let with = select::best_with(problem, position).best;
    let costs = match (&with, best) {
        (Some(with), Some(best)) => Some(cost(problem, choice.advice.gaps.unit, best, with)),
        _ => None,
    };
    if with.is_none() {
        let needs = missing_entry(choice, problem, best, ix);
        if !needs.is_empty() {
            return plain(LeftOutReason::Entry { needs });
        }
    }
    let by = covering(problem, best, position);
    let reason = match (by.is_empty(), with.is_some()) {
        (false, _) => LeftOutReason::Covered { by },
        (true, true) => LeftOutReason::Outscored,
        (true, false) => LeftOutReason::NoRoom,
    };
    LeftOut { module: ix, reason, costs }
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
    choice: &Choice<'_>,
    problem: &Problem,
    best: Option<&Picked>,
    ix: ModuleIx,
) -> Vec<EntryNeed> {
    let slack = choice.library.settings.entry_slack;
    let picks = best.map(|best| Choice::modules_of(problem, best)).unwrap_or_default();
    let with_plan = |competency: CompetencyIx| {
        let start = problem.held.get(competency.position()).copied().unwrap_or_default();
        let built = picks
            .iter()
            .flat_map(|pick| &choice.library.modules[*pick].builds)
            .filter(|builds| builds.competency == competency)
            .map(|builds| builds.to);
        built.fold(start, Level::max)
    };
    let missing = choice.module(ix).entry.iter().filter_map(|(competency, level)| {
        let with_plan = with_plan(*competency);
        (with_plan < level.less(slack)).then(|| EntryNeed {
            competency: *competency,
            level: *level,
            held: choice.advice.standings[*competency].level(),
            with_plan,
        })
    });
    missing.collect()
}

/// Gaps that nothing in the catalogue closes for this person, and why. What stays
/// in the plan closes its part, whatever speaks against taking it anew.
pub(super) fn unclosed(choice: &Choice<'_>, frame: &Frame) -> Vec<Unclosed> {
    let planned = choice.advice.gaps.planned();
    planned
        .filter_map(|gap| {
            let builders = Builders::of(choice, gap.wanted.competency);
            builders.unclosed(choice, frame, (gap.held, gap.wanted.level))
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
    fn of(choice: &Choice<'a>, competency: CompetencyIx) -> Self {
        let library: &'a Library = choice.library;
        let active = library.modules.iter().filter(|(_, module)| module.active);
        let builds = active.flat_map(|(ix, module)| module.builds.iter().map(move |it| (ix, it)));
        Self {
            competency,
            slack: library.settings.entry_slack,
            modules: builds.filter(|(_, builds)| builds.competency == competency).collect(),
        }
    }

    /// Why the levels from `held` to `wanted` stay open, where they do.
    fn unclosed(
        &self,
        choice: &Choice<'_>,
        frame: &Frame,
        (held, wanted): (Level, Level),
    ) -> Option<Unclosed> {
        let stays = |module: ModuleIx| frame.taught.contains(&module) || choice.is_settled(module);
        let is_here = |module: ModuleIx| is_available(choice.module(module), choice.person);
        let unclosed =
            |from, because| Some(Unclosed { competency: self.competency, from, because });
        let anybody = self.reach(held, |_| true);
        if anybody < wanted {
            return unclosed(anybody, UnclosedReason::NoModule);
        }
        let here = self.reach(held, |module| stays(module) || is_here(module));
        if here < wanted {
            let modules = self.above(here).filter_map(|module| {
                let needs = unavailable(choice.module(module), choice.person);
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
fn kept_out(choice: &Choice<'_>, module: ModuleIx) -> Vec<KeptOut> {
    let status = choice.status(module);
    let declined = (status == Some(Status::Declined)).then_some(KeptOut::Declined);
    let done = status.is_some_and(Status::is_done).then_some(KeptOut::Done);
    let rules = choice.advice.modules.excluded.get(&module).into_iter().flatten();
    declined.into_iter().chain(done).chain(rules.map(|rule| KeptOut::Rule(*rule))).collect()
}

/// Why there is no set of the usual size: which limit, lifted by itself, would
/// allow one, or at least a larger one; where none allows one, the catalogue.
pub(super) fn obstacles(choice: &Choice<'_>, frame: &Frame) -> Vec<Obstacle> {
    let lifted = |lifted: Lifted| Choice::new(choice.case(), frame, lifted);
    let mut obstacles = Vec::new();
    let mut is_catalogue = true;
    let most = choice.most_modules();
    if lifted(Lifted { hours: true, rest: None }).has_usual() {
        is_catalogue = false;
        let least = *choice.problem.sizes.start();
        obstacles.push(Obstacle::Hours { least, hours: choice.problem.hours });
    }
    for lift in [Lift::Availability, Lift::Entry, Lift::Rules] {
        let other = lifted(Lifted { hours: false, rest: Some(lift) });
        if !other.has_usual() && other.most_modules() <= most {
            continue;
        }
        is_catalogue &= !other.has_usual();
        let added = || {
            let candidates = other.problem.candidates.iter().map(|candidate| candidate.module);
            candidates.filter(|module| choice.position(*module).is_none()).collect()
        };
        obstacles.push(match lift {
            Lift::Availability => Obstacle::Availability { modules: added() },
            Lift::Entry => Obstacle::Entry { modules: shut(choice) },
            Lift::Rules => Obstacle::Rules { modules: added() },
        });
    }
    if is_catalogue {
        obstacles.push(catalogue(choice, &obstacles));
    }
    obstacles.extend(enablers(choice));
    obstacles
}

/// Free candidates whose entry the person does not meet.
fn shut(choice: &Choice<'_>) -> Vec<ModuleIx> {
    let held = |skill: u32| {
        let position = usize::try_from(skill).ok();
        position.and_then(|it| choice.problem.held.get(it)).copied().unwrap_or_default()
    };
    let shut = choice
        .problem
        .candidates
        .iter()
        .filter(|it| it.entry.iter().any(|(skill, level)| held(*skill) < *level));
    shut.map(|it| it.module).collect()
}

fn catalogue(choice: &Choice<'_>, others: &[Obstacle]) -> Obstacle {
    let kept_out = others.iter().flat_map(Obstacle::modules).copied();
    let candidates = choice.problem.candidates.iter().map(|candidate| candidate.module);
    let modules: BTreeSet<ModuleIx> = candidates.chain(kept_out).collect();
    Obstacle::Catalogue {
        least: *choice.problem.sizes.start(),
        modules: modules.into_iter().collect(),
    }
}

/// Modules that close nothing themselves but would open one that does: they are
/// never taken for that, so they are named.
fn enablers(choice: &Choice<'_>) -> Option<Obstacle> {
    let slack = choice.library.settings.entry_slack;
    let mut enablers = BTreeSet::new();
    for shut in shut(choice) {
        for (competency, level) in &choice.module(shut).entry {
            let enough = level.less(slack);
            let held = choice.problem.held.get(competency.position()).copied().unwrap_or_default();
            if held >= enough {
                continue;
            }
            let builders = Builders::of(choice, *competency);
            let opening = builders.modules.iter().filter(|(ix, builds)| {
                builds.to >= enough
                    && choice.position(*ix).is_none()
                    && choice.gain(choice.module(*ix)) == Points::ZERO
                    && is_available(choice.module(*ix), choice.person)
            });
            enablers.extend(opening.map(|(ix, _)| *ix));
        }
    }
    let modules: Vec<ModuleIx> = enablers.into_iter().collect();
    (!modules.is_empty()).then_some(Obstacle::Enablers { modules })
}

/// A smaller set that is worth more than the plan.
pub(super) fn shorter(choice: &Choice<'_>, best: &Picked) -> Option<(Vec<ModuleIx>, Value)> {
    let smaller = choice.smaller();
    let found = select::select(&smaller).best?;
    let (found_value, best_value) =
        (smaller.objective.value(&found), choice.problem.objective.value(best));
    let is_better = found_value.compare(best_value) == std::cmp::Ordering::Greater;
    is_better.then(|| (Choice::modules_of(&smaller, &found), found_value))
}

//! Why these, why not the others, and what stands in the way?

use std::collections::BTreeSet;

use super::choice::{Choice, Frame, Lift, Lifted, unavailable};
use super::{Certificate, Cost, LeftOut, LeftOutReason, Obstacle, ObstacleKind, Swap, Unclosed};
use crate::id::{CompetencyIx, ModuleIx};
use crate::level::{Level, Unit};
use crate::library::Library;
use crate::person::Status;
use crate::quantity::Hours;
use crate::select::{self, Objective, Picked, Problem, Value};

/// How many of the modules left out are explained.
const EXPLAINED: usize = 12;
/// How many swaps are named for a pick.
const SWAPS: usize = 2;

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
    let mut others: Vec<(std::cmp::Reverse<crate::level::Points>, ModuleIx)> = choice
        .library
        .modules
        .iter()
        .filter(|(ix, it)| it.active && !picked.contains(ix) && !must_do.contains(ix))
        .filter(|(ix, _)| !is_behind(choice.status(*ix)))
        .map(|(ix, it)| (std::cmp::Reverse(choice.gain(it)), ix))
        .filter(|(gain, _)| gain.0 > crate::level::Points::ZERO)
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
    let plain =
        |reason| LeftOut { module: ix, reason, by: Vec::new(), needs: Vec::new(), costs: None };
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
        return LeftOut { needs, ..plain(LeftOutReason::Unavailable) };
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
            return LeftOut { needs, ..plain(LeftOutReason::Entry) };
        }
    }
    let by = covering(problem, best, position);
    if !by.is_empty() {
        return LeftOut { by, costs, ..plain(LeftOutReason::Covered) };
    }
    let reason = if with.is_some() { LeftOutReason::Outscored } else { LeftOutReason::NoRoom };
    LeftOut { costs, ..plain(reason) }
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
) -> Vec<String> {
    let slack = choice.library.settings.entry_slack;
    let held = |competency: CompetencyIx| {
        let start = problem.held.get(competency.position()).copied().unwrap_or_default();
        let lifted = best
            .map(|it| Choice::modules_of(problem, it))
            .unwrap_or_default()
            .into_iter()
            .flat_map(|it| &choice.library.modules[it].builds)
            .filter(|it| it.competency == competency)
            .map(|it| it.to);
        lifted.fold(start, Level::max)
    };
    let missing =
        choice.module(ix).entry.iter().filter(|(it, level)| held(*it) < level.less(slack));
    missing
        .map(|(it, level)| {
            let name = choice.library.competency_name(*it);
            format!("{name} {level} (the person's: {})", held(*it))
        })
        .collect()
}

/// Gaps that nothing in the catalogue closes for this person, and why. What stays
/// in the plan closes its part, whatever speaks against taking it anew.
pub(super) fn unclosed(choice: &Choice<'_>, frame: &Frame) -> Vec<Unclosed> {
    let library = choice.library;
    let stays = |it: ModuleIx| frame.taught.contains(&it) || choice.is_settled(it);
    let is_here = |it: ModuleIx| unavailable(choice.module(it), choice.person).is_empty();
    let mut unclosed = Vec::new();
    for gap in choice.advice.gaps.planned() {
        let competency = gap.wanted.competency;
        let reach = |keep: &dyn Fn(ModuleIx) -> bool| reach(library, competency, gap.held, keep);
        let anybody = reach(&|_| true);
        if anybody < gap.wanted.level {
            let because = format!("no module builds it from level {anybody}");
            unclosed.push(Unclosed { competency, from: anybody, because });
            continue;
        }
        let here = reach(&|it| stays(it) || is_here(it));
        if here < gap.wanted.level {
            let because = format!(
                "no module that builds it from level {here} is available: {}",
                not_here(choice, competency, here)
            );
            unclosed.push(Unclosed { competency, from: here, because });
            continue;
        }
        let allowed = reach(&|it| stays(it) || is_here(it) && kept_out(choice, it).is_empty());
        if allowed < gap.wanted.level {
            let why: BTreeSet<String> = building_above(choice, competency, allowed)
                .flat_map(|it| kept_out(choice, it))
                .collect();
            let why: Vec<String> = why.into_iter().collect();
            let because = format!("what builds it from level {allowed} is {}", why.join(" or "));
            unclosed.push(Unclosed { competency, from: allowed, because });
        }
    }
    unclosed
}

/// The level that active modules of a certain kind reach, one after the other.
fn reach(
    library: &Library,
    competency: CompetencyIx,
    held: Level,
    keep: &dyn Fn(ModuleIx) -> bool,
) -> Level {
    let slack = library.settings.entry_slack;
    let mut reached = held;
    loop {
        let steps = library
            .modules
            .iter()
            .filter(|(ix, it)| it.active && keep(*ix))
            .flat_map(|(_, it)| &it.builds)
            .filter(|it| it.competency == competency && it.from.less(slack) <= reached);
        let next = steps.map(|it| it.to).max().unwrap_or(reached);
        if next <= reached {
            return reached;
        }
        reached = next;
    }
}

fn building<'a>(
    choice: &'a Choice<'_>,
    competency: CompetencyIx,
) -> impl Iterator<Item = ModuleIx> + 'a {
    let modules = choice.library.modules.iter();
    modules
        .filter(move |(_, it)| it.active && it.builds.iter().any(|it| it.competency == competency))
        .map(|(ix, _)| ix)
}

/// The active modules that lead above a level.
fn building_above<'a>(
    choice: &'a Choice<'_>,
    competency: CompetencyIx,
    level: Level,
) -> impl Iterator<Item = ModuleIx> + 'a {
    building(choice, competency).filter(move |it| {
        choice.module(*it).builds.iter().any(|it| it.competency == competency && it.to > level)
    })
}

fn not_here(choice: &Choice<'_>, competency: CompetencyIx, from: Level) -> String {
    let mut reasons: Vec<String> = building_above(choice, competency, from)
        .filter_map(|it| {
            let reasons = unavailable(choice.module(it), choice.person);
            (!reasons.is_empty())
                .then(|| format!("{} is for {}", choice.module(it).title, reasons.join(" and ")))
        })
        .collect();
    reasons.truncate(3);
    reasons.join("; ")
}

/// Why somebody may not take a module anew, though it is offered to them.
fn kept_out(choice: &Choice<'_>, module: ModuleIx) -> Vec<String> {
    let status = choice.status(module);
    let rules = choice.advice.modules.excluded.get(&module).into_iter().flatten();
    rules
        .map(|it| {
            let because = &choice.library.rules[*it].because;
            // The rest of a longer reason stands with the rules of the plan.
            let first = because.split_once(". ").map_or(&**because, |(first, _)| first);
            format!("kept out by a rule: \"{}\"", first.trim_end_matches('.'))
        })
        .chain((status == Some(Status::Declined)).then(|| "declined".to_owned()))
        .chain(status.is_some_and(Status::is_done).then(|| "done already".to_owned()))
        .collect()
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
        let text = format!(
            "no {} modules that can be taken together fit into the {} hours there are",
            choice.problem.sizes.start(),
            choice.problem.hours
        );
        obstacles.push(Obstacle { kind: ObstacleKind::Hours, text, modules: Vec::new() });
    }
    let rest = [
        (Lift::Availability, ObstacleKind::Availability, "not available to the person"),
        (
            Lift::Entry,
            ObstacleKind::Entry,
            "asking for more than the person holds or the plan builds",
        ),
        (Lift::Rules, ObstacleKind::Rules, "excluded by rules"),
    ];
    for (lift, kind, words) in rest {
        let other = lifted(Lifted { hours: false, rest: Some(lift) });
        if !other.has_usual() && other.most_modules() <= most {
            continue;
        }
        is_catalogue &= !other.has_usual();
        let modules: Vec<ModuleIx> = if lift == Lift::Entry {
            shut(choice)
        } else {
            let known = |it: &ModuleIx| choice.position(*it).is_some();
            other.problem.candidates.iter().map(|it| it.module).filter(|it| !known(it)).collect()
        };
        let titles = super::talk::titles(choice.library, &modules);
        obstacles.push(Obstacle { kind, text: format!("{words}: {titles}"), modules });
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
    let kept_out = others.iter().flat_map(|it| it.modules.iter().copied());
    let modules: BTreeSet<ModuleIx> =
        choice.problem.candidates.iter().map(|it| it.module).chain(kept_out).collect();
    let least = choice.problem.sizes.start();
    let text = match modules.len() {
        0 => "no module of the catalogue closes a gap of this person".to_owned(),
        1 => "one module of the catalogue closes a gap of this person".to_owned(),
        number if number < *least => {
            format!("{number} modules of the catalogue close gaps of this person")
        }
        number => format!(
            "of {number} modules that close gaps, no {least} fit together: they cover the same, or the limits above meet"
        ),
    };
    Obstacle { kind: ObstacleKind::Catalogue, text, modules: modules.into_iter().collect() }
}

/// Modules that close nothing themselves but would open one that does: they are
/// never taken for that, so they are named.
fn enablers(choice: &Choice<'_>) -> Option<Obstacle> {
    let slack = choice.library.settings.entry_slack;
    let mut modules = BTreeSet::new();
    for shut in shut(choice) {
        for (competency, level) in &choice.module(shut).entry {
            let held = choice.problem.held.get(competency.position()).copied().unwrap_or_default();
            if held >= level.less(slack) {
                continue;
            }
            modules.extend(building(choice, *competency).filter(|it| {
                choice.position(*it).is_none()
                    && choice.gain(choice.module(*it)) == crate::level::Points::ZERO
                    && unavailable(choice.module(*it), choice.person).is_empty()
                    && choice.module(*it).builds.iter().any(|builds| {
                        builds.competency == *competency && builds.to >= level.less(slack)
                    })
            }));
        }
    }
    let modules: Vec<ModuleIx> = modules.into_iter().collect();
    let titles = super::talk::titles(choice.library, &modules);
    (!modules.is_empty()).then(|| Obstacle {
        kind: ObstacleKind::Entry,
        text: format!("would open the way, but closes no gap of this person: {titles}"),
        modules,
    })
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

//! In which order can a set be taken, if at all?
//!
//! What is held only ever rises, so a module that can be entered stays so, and
//! taking any module that can be entered never closes a door: if one order takes
//! the whole set, every order that always takes what it can does.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use crate::level::{Level, Points};

use super::{Candidate, Problem, Standing};

/// Whether everything asked for is held.
pub(super) fn meets(held: &[Level], entry: &[(u32, Level)]) -> bool {
    entry.iter().all(|(skill, level)| level_of(held, *skill) >= *level)
}

pub(super) fn level_of(held: &[Level], skill: u32) -> Level {
    usize::try_from(skill).ok().and_then(|ix| held.get(ix)).copied().unwrap_or_default()
}

/// Raises what is held to what was taught.
pub(super) fn raise(held: &mut Vec<Level>, lifts: &[(u32, Level)]) {
    for (skill, level) in lifts {
        let Ok(skill) = usize::try_from(*skill) else { continue };
        if held.len() <= skill {
            held.resize(skill.saturating_add(1), Level::ZERO);
        }
        if let Some(held) = held.get_mut(skill) {
            *held = (*held).max(*level);
        }
    }
}

/// Whether a module that lifts skills so raises one of them to a level.
pub(super) fn teaches(lifts: &[(u32, Level)], skill: u32, level: Level) -> bool {
    lifts.iter().any(|(lifted, to)| *lifted == skill && *to >= level)
}

/// What is held at the start, where `candidates` are in the set: what is settled
/// counts from the start.
pub(super) fn held_at_start<'a>(
    problem: &Problem,
    candidates: impl IntoIterator<Item = &'a Candidate>,
) -> Vec<Level> {
    let mut held = problem.held.clone();
    for candidate in
        candidates.into_iter().filter(|candidate| candidate.standing == Standing::Settled)
    {
        raise(&mut held, &candidate.lifts);
    }
    held
}

/// Returns an order in which the modules at some positions can be taken, or
/// `None` if there is none.
///
/// Of those that can be entered comes first the one with most points in what the
/// earlier ones left uncovered, then the one with the lowest position. What is
/// settled can be entered at any time, and gives what it teaches from then on.
pub fn feasible_order(problem: &Problem, set: &[usize]) -> Option<Vec<usize>> {
    let mut waiting: Vec<(usize, &Candidate)> = set
        .iter()
        .map(|position| Some((*position, problem.candidates.get(*position)?)))
        .collect::<Option<_>>()?;
    let mut held = problem.held.clone();
    let mut covered = BTreeSet::new();
    let mut order = Vec::new();
    while !waiting.is_empty() {
        let can_enter = |candidate: &Candidate| {
            candidate.standing == Standing::Settled || meets(&held, &candidate.entry)
        };
        let (position, next) = waiting
            .iter()
            .filter(|(_, entrant)| can_enter(entrant))
            .max_by_key(|(position, entrant)| {
                (open_points(problem, entrant, &covered), Reverse(*position))
            })
            .copied()?;
        raise(&mut held, &next.lifts);
        covered.extend(&next.covers);
        order.push(position);
        waiting.retain(|(other, _)| *other != position);
    }
    Some(order)
}

/// Returns, for each module of an order, the stretches it covers that none
/// before it does.
pub fn closes(problem: &Problem, order: &[usize]) -> Vec<Vec<u32>> {
    let mut covered = BTreeSet::new();
    let covers =
        |position: &usize| problem.candidates.get(*position).map(|candidate| &*candidate.covers);
    order
        .iter()
        .map(|place| covers(place).unwrap_or_default())
        .map(|covers| covers.iter().copied().filter(|stretch| covered.insert(*stretch)).collect())
        .collect()
}

fn open_points(problem: &Problem, candidate: &Candidate, covered: &BTreeSet<u32>) -> Points {
    candidate
        .covers
        .iter()
        .filter(|stretch| !covered.contains(stretch))
        .filter_map(|stretch| problem.stretches.get(usize::try_from(*stretch).ok()?))
        .copied()
        .sum()
}

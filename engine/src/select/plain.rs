//! The same answers, by trying every set.
//!
//! This is what [`super::select()`] and its neighbours mean, written down as
//! plainly as possible. It takes time for each of the 2ⁿ sets of `n` candidates,
//! and is only there to test the others against.

use std::collections::BTreeSet;

use crate::level::{Level, Points};

use super::{Candidate, Picked, Problem, Selection, Standing};

/// Returns the best set of modules; `nodes` counts the allowed sets.
pub fn select(problem: &Problem) -> Selection {
    selection(problem, allowed(problem, None))
}

/// Returns the `count` best sets, the best first.
pub fn best_sets(problem: &Problem, count: usize) -> Vec<Picked> {
    allowed(problem, None).into_iter().take(count).collect()
}

/// Returns the best set that holds the module at a position.
pub fn best_with(problem: &Problem, candidate: usize) -> Selection {
    let mut sets = allowed(problem, None);
    sets.retain(|set| set.candidates.contains(&candidate));
    selection(problem, sets)
}

/// Returns the `count` best sets there would be without the module at a position.
pub fn best_without(problem: &Problem, candidate: usize, count: usize) -> Vec<Picked> {
    allowed(problem, Some(candidate)).into_iter().take(count).collect()
}

fn selection(problem: &Problem, sets: Vec<Picked>) -> Selection {
    let nodes = u64::try_from(sets.len()).unwrap_or(u64::MAX);
    let best = sets.into_iter().next();
    let bound = problem.objective.value(best.as_ref().unwrap_or(&Picked::NOTHING));
    Selection { best, bound, proved: true, nodes }
}

/// All allowed sets, the best first.
fn allowed(problem: &Problem, without: Option<usize>) -> Vec<Picked> {
    let mut sets: Vec<Vec<usize>> = vec![Vec::new()];
    for (position, candidate) in problem.candidates.iter().enumerate() {
        if without == Some(position) {
            continue;
        }
        let with = sets.iter().map(|members| members.iter().copied().chain([position]).collect());
        sets = match candidate.standing {
            Standing::Free => sets.iter().cloned().chain(with).collect(),
            Standing::Required | Standing::Settled => with.collect(),
        };
    }
    let mut picked: Vec<Picked> =
        sets.into_iter().filter_map(|set| Some(Set::new(problem, &set)?.picked())).collect();
    picked.sort_by(|one, other| problem.objective.order(one, other));
    picked
}

struct Set<'p> {
    problem: &'p Problem,
    members: Vec<(usize, &'p Candidate)>,
}

impl<'p> Set<'p> {
    /// Returns the set of some positions, if it is allowed.
    fn new(problem: &'p Problem, positions: &[usize]) -> Option<Self> {
        let member = |position: &usize| Some((*position, problem.candidates.get(*position)?));
        let members = positions.iter().map(member).collect::<Option<_>>()?;
        let set = Self { problem, members };
        (set.is_within_limits() && !set.has_idle_member() && set.can_be_taken()).then_some(set)
    }

    fn picked(&self) -> Picked {
        let stretches = self.members.iter().flat_map(|(_, member)| &member.covers);
        let stretches: BTreeSet<u32> = stretches.copied().collect();
        let points =
            |stretch: u32| self.problem.stretches.get(usize::try_from(stretch).ok()?).copied();
        let union: Points = stretches.into_iter().filter_map(points).sum();
        Picked {
            candidates: self.members.iter().map(|(position, _)| *position).collect(),
            score: union + self.members.iter().map(|(_, member)| member.boost).sum(),
            hours: self.members.iter().map(|(_, member)| member.hours).sum(),
        }
    }

    fn is_within_limits(&self) -> bool {
        let hours = self.members.iter().map(|(_, member)| member.hours).sum();
        let number = self.members.len();
        let has_free = self.members.iter().any(|(_, member)| member.standing == Standing::Free);
        let is_full = number > *self.problem.sizes.end() || self.problem.hours < hours;
        let is_fixed_alone = !self.members.is_empty() && !has_free;
        (self.problem.sizes.contains(&number) && hours <= self.problem.hours)
            || (is_fixed_alone && is_full)
    }

    /// Whether a free member covers nothing that no other member covers.
    fn has_idle_member(&self) -> bool {
        self.members.iter().filter(|(_, member)| member.standing == Standing::Free).any(
            |(position, member)| {
                let others = self.members.iter().filter(|(other, _)| other != position);
                let others: BTreeSet<&u32> = others.flat_map(|(_, other)| &other.covers).collect();
                member.covers.iter().all(|stretch| others.contains(stretch))
            },
        )
    }

    /// Whether some order takes all of it; tries them all.
    fn can_be_taken(&self) -> bool {
        let (settled, others): (Vec<&Candidate>, Vec<&Candidate>) = self
            .members
            .iter()
            .map(|(_, member)| *member)
            .partition(|member| member.standing == Standing::Settled);
        let lifts: Vec<(u32, Level)> =
            settled.iter().flat_map(|member| member.lifts.clone()).collect();
        self.some_order_takes(&others, &lifts)
    }

    fn some_order_takes(&self, members: &[&Candidate], lifts: &[(u32, Level)]) -> bool {
        members.is_empty()
            || members.iter().enumerate().any(|(at, next)| {
                let others: Vec<&Candidate> = members
                    .iter()
                    .enumerate()
                    .filter(|(position, _)| *position != at)
                    .map(|(_, member)| *member)
                    .collect();
                let with: Vec<(u32, Level)> = lifts.iter().chain(&next.lifts).copied().collect();
                next.entry.iter().all(|(skill, level)| self.held(*skill, lifts) >= *level)
                    && self.some_order_takes(&others, &with)
            })
    }

    fn held(&self, skill: u32, lifts: &[(u32, Level)]) -> Level {
        let at_start = usize::try_from(skill).ok().and_then(|ix| self.problem.held.get(ix));
        let taught = lifts.iter().filter(|(lifted, _)| *lifted == skill).map(|(_, level)| *level);
        taught.chain(at_start.copied()).max().unwrap_or_default()
    }
}

//! Which candidates can be in a best set at all?

use std::collections::BTreeMap;

use smallvec::SmallVec;

use crate::level::{Level, Points};
use crate::quantity::Hours;

use super::cover::Cover;
use super::entry::{held_at_start, level_of, meets, raise};
use super::{Candidate, Problem, Standing, Wish};

/// Skills of a pool with levels; few modules have more than two.
pub(super) type Levels = SmallVec<[(u32, Level); 2]>;

/// A candidate, made ready for a search.
#[derive(Clone, Debug)]
pub(super) struct Item<'p> {
    pub(super) position: usize,
    pub(super) candidate: &'p Candidate,
    /// What it asks for that is not held from the start, by the skills of the pool.
    pub(super) entry: Levels,
    /// What it teaches of what somebody asks for, by the skills of the pool.
    pub(super) lifts: Levels,
    pub(super) covers: Cover,
    /// Of two items of a family the one covers all that the other does, so an
    /// allowed set holds at most one free item of each.
    pub(super) family: u32,
    /// Whether it can be entered before anything else is taken.
    pub(super) is_ready: bool,
}

impl Item<'_> {
    pub(super) fn is_free(&self) -> bool {
        self.candidate.standing == Standing::Free
    }
}

/// Which candidates are left out beforehand.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Trim {
    /// Those that are in no allowed set.
    Hopeless,
    /// Also those that are in none of so many best sets, because as many others do
    /// their part better.
    Dominated(usize),
}

/// What a search chooses from.
#[derive(Clone, Debug)]
pub(super) struct Pool<'p> {
    pub(super) problem: &'p Problem,
    /// In every set: what has to be, then what the wish forces in.
    pub(super) fixed: Vec<Item<'p>>,
    pub(super) free: Vec<Item<'p>>,
    /// What is held, before anything but the settled is taken, of the skills of the
    /// pool: those that some candidate asks for above what is held from the start. No
    /// other skill decides anything, and most people have few of them or none.
    pub(super) held: Vec<Level>,
    /// Whether what is fixed is allowed by itself, whatever the limits say.
    pub(super) fixed_is_enough: bool,
}

impl<'p> Pool<'p> {
    /// Returns what to choose from, or `None` if certainly no set is allowed.
    pub(super) fn new(problem: &'p Problem, wish: Wish, trim: Trim) -> Option<Self> {
        let in_play = |position: &usize| wish.without != Some(*position);
        let candidates: Vec<(usize, &Candidate)> =
            problem.candidates.iter().enumerate().filter(|(at, _)| in_play(at)).collect();
        let held = held_at_start(problem, candidates.iter().map(|(_, candidate)| *candidate));
        let highest = held_at_end(&held, &candidates);
        let room = room(problem);
        let skills = asked_skills(&held, &candidates);
        let of_pool = |levels: &[(u32, Level)], is_kept: &dyn Fn(u32, Level) -> bool| -> Levels {
            let kept = levels.iter().filter(|(skill, level)| is_kept(*skill, *level));
            kept.filter_map(|(skill, level)| {
                let place = skills.binary_search(skill).ok()?;
                Some((u32::try_from(place).ok()?, *level))
            })
            .collect()
        };
        let is_open = |skill: u32, level: Level| level_of(&held, skill) < level;
        let item = |position: usize, candidate: &'p Candidate| Item {
            position,
            candidate,
            entry: of_pool(&candidate.entry, &is_open),
            lifts: of_pool(&candidate.lifts, &|_, _| true),
            covers: Cover::of(&candidate.covers, room),
            family: 0,
            is_ready: candidate.standing == Standing::Settled || meets(&held, &candidate.entry),
        };
        let (mut fixed, mut free) = (Vec::new(), Vec::new());
        for (position, candidate) in candidates {
            let is_fixed = candidate.standing != Standing::Free;
            let is_forced = wish.with == Some(position);
            let item = item(position, candidate);
            let has_a_way_in = item.is_ready || meets(&highest, &candidate.entry);
            if is_fixed || is_forced {
                has_a_way_in.then_some(())?;
                fixed.push(item);
            } else if has_a_way_in && !item.covers.is_empty() {
                free.push(item);
            }
        }
        if wish.with.is_some_and(|needed| fixed.iter().all(|fixed| fixed.position != needed)) {
            return None;
        }
        fixed.sort_by_key(|fixed| (fixed.is_free(), fixed.position));
        if let Trim::Dominated(sets) = trim {
            free = without_dominated(free, &held, sets);
        }
        form_families(&mut free);
        let held = skills.iter().map(|skill| level_of(&held, *skill)).collect();
        let mut pool = Self { problem, fixed, free, held, fixed_is_enough: false };
        pool.fixed_is_enough = pool.is_full();
        Some(pool)
    }

    /// The hours of what is in every set.
    pub(super) fn fixed_hours(&self) -> Hours {
        self.fixed.iter().map(|fixed| fixed.candidate.hours).sum()
    }

    /// Whether what has to be in exceeds the hours or the number by itself. What a
    /// wish forces in does not have to be in.
    fn is_full(&self) -> bool {
        !self.fixed.is_empty()
            && self.fixed.iter().all(|fixed| !fixed.is_free())
            && (self.fixed.len() > *self.problem.sizes.end()
                || self.fixed_hours() > self.problem.hours)
    }

    /// The points of each stretch.
    pub(super) fn points(&self) -> &'p [Points] {
        &self.problem.stretches
    }
}

/// The skills that candidates ask for above what is held, ascending.
fn asked_skills(held: &[Level], candidates: &[(usize, &Candidate)]) -> Vec<u32> {
    let entries = candidates.iter().flat_map(|(_, candidate)| &candidate.entry);
    let open = entries.filter(|(skill, level)| level_of(held, *skill) < *level);
    let mut skills: Vec<u32> = open.map(|(skill, _)| *skill).collect();
    skills.sort_unstable();
    skills.dedup();
    skills
}

/// How many stretches covers must have room for.
pub(super) fn room(problem: &Problem) -> usize {
    let named = problem.candidates.iter().flat_map(|candidate| &candidate.covers).max();
    let named = named
        .and_then(|stretch| usize::try_from(*stretch).ok())
        .map_or(0, |last| last.saturating_add(1));
    named.max(problem.stretches.len())
}

/// What is held once everything that can be taken is taken.
fn held_at_end(held: &[Level], candidates: &[(usize, &Candidate)]) -> Vec<Level> {
    let mut held = held.to_vec();
    let mut waiting: Vec<&Candidate> = candidates.iter().map(|(_, candidate)| *candidate).collect();
    loop {
        let before = waiting.len();
        waiting.retain(|candidate| {
            let can_enter = meets(&held, &candidate.entry);
            if can_enter {
                raise(&mut held, &candidate.lifts);
            }
            !can_enter
        });
        if waiting.len() == before {
            return held;
        }
    }
}

/// Leaves out what `sets` other free items do better, each by itself.
///
/// Say D dominates E, and S is an allowed set with E. D and E cover the same, so
/// D is not in S: neither would cover what the other does not. Put D in E's
/// place. The set covers the same, so still nothing in it is idle; D can be
/// entered wherever E was and teaches as much, so the set can still be taken; it
/// takes no more hours. It is allowed. Its score is no lower and its hours are no
/// more; if both are equal, D stands before E, and the sorted positions become
/// lower. So it comes before S. This also holds for a score above a rate, as long
/// as the rate is not below zero. If `sets` items dominate E, as many sets come
/// before S, and S is not one of the `sets` best.
fn without_dominated<'p>(free: Vec<Item<'p>>, held: &[Level], sets: usize) -> Vec<Item<'p>> {
    let mut alike: BTreeMap<Cover, Vec<Item<'p>>> = BTreeMap::new();
    for item in free {
        alike.entry(item.covers.clone()).or_default().push(item);
    }
    let mut left: Vec<Item<'p>> = Vec::new();
    for group in alike.into_values() {
        let is_dominated = |item: &Item<'_>| {
            let better = group.iter().filter(|other| dominates(other, item, held));
            better.take(sets).count() >= sets
        };
        left.extend(group.iter().filter(|item| !is_dominated(item)).cloned());
    }
    left.sort_by_key(|item| item.position);
    left
}

fn dominates(one: &Item<'_>, other: &Item<'_>, held: &[Level]) -> bool {
    let (strong, weak) = (one.candidate, other.candidate);
    let is_no_worse = strong.boost >= weak.boost
        && strong.hours <= weak.hours
        && asks_no_more(&strong.entry, &weak.entry, held)
        && asks_no_more(&weak.lifts, &strong.lifts, held);
    let comes_first =
        strong.boost > weak.boost || strong.hours < weak.hours || one.position < other.position;
    is_no_worse && comes_first
}

/// Whether each level of `one` that is not held anyway is also in `other`, at
/// least as high.
fn asks_no_more(one: &[(u32, Level)], other: &[(u32, Level)], held: &[Level]) -> bool {
    one.iter().all(|(skill, level)| {
        level_of(held, *skill) >= *level
            || other.iter().any(|(same, higher)| same == skill && higher >= level)
    })
}

/// Forms families: chains of items in which each covers all that the one before
/// it covers.
fn form_families(free: &mut [Item<'_>]) {
    let mut by_size: Vec<&mut Item<'_>> = free.iter_mut().collect();
    by_size.sort_by_key(|item| item.covers.len());
    let mut largest: Vec<(u32, Cover)> = Vec::new();
    for (number, item) in (0..).zip(by_size) {
        let known = largest.iter_mut().find(|(_, cover)| cover.within(&item.covers));
        if let Some((family, cover)) = known {
            item.family = *family;
            cover.add(&item.covers);
        } else {
            item.family = number;
            largest.push((number, item.covers.clone()));
        }
    }
}

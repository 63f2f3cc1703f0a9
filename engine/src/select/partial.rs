//! What is a set like that may still grow?

use crate::level::{Level, Points};
use crate::quantity::Hours;

use super::bound::Left;
use super::cover::Cover;
use super::entry::{level_of, meets, raise, teaches};
use super::pool::{Item, Pool, room};

/// A set that may grow.
#[derive(Clone, Debug)]
pub(super) struct Partial<'s> {
    pub(super) members: Vec<&'s Item<'s>>,
    /// What is held once all of it is taken that can be taken.
    pub(super) held: Vec<Level>,
    /// Which of it cannot be taken yet.
    pub(super) waiting: Vec<&'s Item<'s>>,
    covered: Cover,
    /// For each free member, what it alone covers; never empty.
    own: Vec<Cover>,
    pub(super) score: Points,
    pub(super) hours: Hours,
}

impl<'s> Partial<'s> {
    /// What must be in, or `None` if a free module of it is idle.
    pub(super) fn root(pool: &'s Pool<'s>) -> Option<Self> {
        let mut root = Self {
            members: Vec::new(),
            held: pool.held.clone(),
            waiting: Vec::new(),
            covered: Cover::empty(room(pool.problem)),
            own: Vec::new(),
            score: Points::ZERO,
            hours: Hours::ZERO,
        };
        for item in &pool.fixed {
            let points = root.gain(item, pool.points());
            root = root.with(item, points);
        }
        root.own.iter().all(|left| !left.is_empty()).then_some(root)
    }

    /// What an item adds to the score.
    pub(super) fn gain(&self, item: &Item<'_>, points: &[Points]) -> Points {
        let new = item.covers.without(&self.covered);
        item.candidate.boost + new.shared_points(&new, points)
    }

    /// This and one more, which adds so many points.
    pub(super) fn with(&self, item: &'s Item<'s>, points: Points) -> Self {
        let mut next = self.clone();
        next.own = self.own.iter().map(|required| required.without(&item.covers)).collect();
        if item.is_free() {
            next.own.push(item.covers.without(&self.covered));
        }
        next.covered.add(&item.covers);
        next.members.push(item);
        next.waiting.push(item);
        let can_enter = |held: &[Level], item: &Item<'_>| item.is_ready || meets(held, &item.entry);
        while let Some(place) =
            next.waiting.iter().position(|waiting| can_enter(&next.held, waiting))
        {
            raise(&mut next.held, &next.waiting.swap_remove(place).lifts);
        }
        next.score = self.score + points;
        next.hours = self.hours + item.candidate.hours;
        next
    }

    /// Something that a module of it asks for and no module of it teaches: what
    /// the fewest of `rest` teach.
    pub(super) fn asks_for(&self, rest: &[Left<'_>]) -> Option<(u32, Level)> {
        let teachers = |(skill, level): (u32, Level)| {
            rest.iter().filter(|left| teaches(&left.item.lifts, skill, level)).count()
        };
        let asked = self.waiting.iter().flat_map(|waiting| self.missing(waiting));
        asked.min_by_key(|need| teachers(*need))
    }

    /// Something that a module of it asks for and no module of it teaches.
    pub(super) fn asks_for_something(&self) -> Option<(u32, Level)> {
        self.waiting.iter().find_map(|waiting| self.missing(waiting).next())
    }

    /// What a module asks for and no other module of this teaches. If a larger set
    /// can be taken, one of its further modules teaches it.
    fn missing<'a>(&'a self, item: &'a Item<'s>) -> impl Iterator<Item = (u32, Level)> + 'a {
        item.entry.iter().copied().filter(move |(skill, level)| {
            let others = self.waiting.iter().filter(|other| other.position != item.position);
            level_of(&self.held, *skill) < *level
                && !others.into_iter().any(|other| teaches(&other.lifts, *skill, *level))
        })
    }

    /// Whether an item can join without anything in the set being idle.
    pub(super) fn has_use_for(&self, item: &Item<'_>) -> bool {
        !item.covers.within(&self.covered)
            && !self.own.iter().any(|required| required.within(&item.covers))
    }
}

/// A module has joined a partial set.
pub(super) struct Step<'a, 's> {
    /// What it covers that was not covered.
    pub(super) new: Cover,
    /// The set with it.
    pub(super) larger: &'a Partial<'s>,
}

impl<'a, 's> Step<'a, 's> {
    pub(super) fn new(partial: &Partial<'s>, joined: &Item<'s>, larger: &'a Partial<'s>) -> Self {
        Self { new: joined.covers.without(&partial.covered), larger }
    }
}

/// Those of `rest` that can be entered after fewer than `most` others.
pub(super) fn within_reach<'s>(
    partial: &Partial<'_>,
    mut rest: Vec<Left<'s>>,
    most: usize,
) -> Vec<Left<'s>> {
    let mut held = partial.held.clone();
    let mut near: Vec<Left<'s>> = Vec::with_capacity(rest.len());
    for _ in 0..most {
        let known = near.len();
        near.extend(
            rest.extract_if(.., |left| left.item.is_ready || meets(&held, &left.item.entry)),
        );
        if rest.is_empty() || near.len() == known {
            break;
        }
        // One that joins may let in what waits, which counts for nothing here.
        for item in &partial.waiting {
            raise(&mut held, &item.lifts);
        }
        for left in near.get(known..).unwrap_or_default() {
            raise(&mut held, &left.item.lifts);
        }
    }
    near
}

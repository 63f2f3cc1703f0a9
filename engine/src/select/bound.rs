//! How good can a set still become?
//!
//! For a partial set P, what a candidate adds to P's value never grows as P grows:
//! stretches can only become covered, boosts and hours stay. So the value of a
//! completion is at most the value of P plus what each of its further modules
//! would add to P by itself. What follows bounds that sum by leaving out rules a
//! completion must follow (entry, irredundancy between families), never by adding
//! one.

use std::cmp::{Ordering, Reverse};

use crate::level::{Level, Points};

use super::entry::teaches;
use super::pool::Item;
use super::worth::{Aim, Worth};

/// A candidate that may still join a partial set.
#[derive(Clone, Copy, Debug)]
pub(super) struct Left<'s> {
    pub(super) item: &'s Item<'s>,
    /// What it adds to the score.
    pub(super) points: Points,
    /// What it adds to the worth.
    pub(super) worth: Worth,
}

impl<'s> Left<'s> {
    pub(super) fn new(item: &'s Item<'s>, points: Points, aim: Aim) -> Self {
        let hours = item.candidate.hours;
        Self { item, points, worth: Worth::new(aim.linear(points, hours), hours, 1) }
    }

    /// The more valuable first; no two are equal.
    pub(super) fn order(&self, other: &Self) -> Ordering {
        other.worth.cmp(&self.worth).then_with(|| self.item.position.cmp(&other.item.position))
    }
}

/// What may still join.
#[derive(Clone, Copy, Debug)]
pub(super) struct Room {
    /// At least so many more modules.
    pub(super) fewest: usize,
    /// At most so many more modules.
    pub(super) most: usize,
}

impl Room {
    /// The same if at least one joins.
    pub(super) fn at_least_one(self) -> Self {
        Self { fewest: self.fewest.max(1), ..self }
    }

    /// What is left once one has joined, or `None` if none may.
    pub(super) fn one_less(self) -> Option<Self> {
        Some(Self { fewest: self.fewest.saturating_sub(1), most: self.most.checked_sub(1)? })
    }
}

/// The candidates that may still join, each part in its order.
#[derive(Clone, Copy, Debug)]
pub(super) struct Rest<'r, 's> {
    /// At least one of these has to join.
    pub(super) some: &'r [Left<'s>],
    /// Any of these may.
    pub(super) any: &'r [Left<'s>],
}

impl<'r, 's> Rest<'r, 's> {
    pub(super) fn iter(self) -> impl Iterator<Item = &'r Left<'s>> {
        self.some.iter().chain(self.any)
    }

    /// All of them in their order.
    pub(super) fn in_order(self) -> impl Iterator<Item = &'r Left<'s>> {
        let (mut some, mut any) = (self.some.iter().peekable(), self.any.iter().peekable());
        std::iter::from_fn(move || match (some.peek(), any.peek()) {
            (Some(one), Some(other)) if other.order(one) == Ordering::Less => any.next(),
            (Some(_), _) => some.next(),
            (None, _) => any.next(),
        })
    }
}

/// Returns a worth that no completion of a set worth `start` exceeds, or `None`
/// if there is none.
///
/// At most one of each family joins. Of all sums of `n` worths that of the `n`
/// highest is highest; beyond the fewest, only what adds value is worth having.
/// The same holds if the best of those of which one has to join does, and then
/// the highest.
pub(super) fn most_added(start: Worth, rest: Rest<'_, '_>, room: Room) -> Option<Worth> {
    let first = rest.some.first()?;
    let mut highest = Highest::new(room.most);
    for left in rest.in_order() {
        if highest.is_full() {
            break;
        }
        highest.add(left.worth, *left);
    }
    let any = highest.sum(start, room)?;
    Some(any.min(highest.sum(start + first.worth, room.one_less()?)?))
}

/// The highest of some keys, at most one of each family, the highest first.
///
/// A family that drops out for good is below all that are in, and what is in only
/// gets higher.
#[derive(Clone, Debug)]
pub(super) struct Highest<'s, K> {
    most: usize,
    // INVARIANT: descending, no family twice, at most `most`.
    pub(super) kept: Vec<(K, Left<'s>)>,
}

impl<'s, K: Copy + Ord> Highest<'s, K> {
    pub(super) fn new(most: usize) -> Self {
        Self { most, kept: Vec::with_capacity(most.min(8)) }
    }

    pub(super) fn is_full(&self) -> bool {
        self.kept.len() >= self.most
    }

    /// Whether something with this key might still get in.
    pub(super) fn might_take(&self, key: K) -> bool {
        !self.is_full() || self.kept.last().is_some_and(|(last, _)| *last < key)
    }

    pub(super) fn add(&mut self, key: K, left: Left<'s>) {
        if !self.might_take(key) {
            return;
        }
        let relative =
            self.kept.iter().position(|(_, other)| other.item.family == left.item.family);
        if let Some(relative) = relative {
            if self.kept.get(relative).is_some_and(|(known, _)| *known >= key) {
                return;
            }
            self.kept.remove(relative);
        }
        let place = self.kept.partition_point(|(known, _)| *known >= key);
        self.kept.insert(place, (key, left));
        self.kept.truncate(self.most);
    }
}

impl Highest<'_, Worth> {
    /// Returns the highest sum of `start` and some of these, or `None` if there
    /// are too few.
    pub(super) fn sum(&self, start: Worth, room: Room) -> Option<Worth> {
        let pays = |(at, (worth, _)): &(usize, &(Worth, Left<'_>))| {
            *at < room.fewest || worth.value > Points::ZERO
        };
        (self.kept.len() >= room.fewest).then(|| {
            let worths = self.kept.iter().take(room.most).enumerate().take_while(pays);
            worths.fold(start, |sum, (_, (worth, _))| sum + *worth)
        })
    }
}

/// Returns the most points candidates can add.
pub(super) fn most_points(rest: Rest<'_, '_>, room: Room) -> Points {
    let mut points: Vec<Points> = rest.iter().map(|item| item.points).collect();
    points.sort_unstable_by_key(|points| Reverse(*points));
    let is_worth_it = |(at, points): &(usize, Points)| *at < room.fewest || *points > Points::ZERO;
    points
        .into_iter()
        .take(room.most)
        .enumerate()
        .take_while(is_worth_it)
        .map(|(_, points)| points)
        .sum()
}

/// What a candidate has to be worth to be in a set that comes before the last one
/// kept.
///
/// A set with it is worth at most what the best others add to what there is, and
/// it; where something is asked for and it does not help, one that does is among
/// the others.
pub(super) struct Bar {
    pub(super) asked: Option<(u32, Level)>,
    pub(super) last: Option<Worth>,
    /// The most a set may be worth without the one that is looked at, where that
    /// one helps.
    pub(super) helpers: Option<Worth>,
    /// The same where it does not.
    pub(super) others: Option<Worth>,
}

impl Bar {
    /// A bar that lets everything through.
    pub(super) fn none() -> Self {
        Self { asked: None, last: None, helpers: None, others: None }
    }

    pub(super) fn lets(&self, left: &Left<'_>) -> bool {
        let rest = if helps(left, self.asked) { self.helpers } else { self.others };
        self.last.is_none_or(|last| rest.is_some_and(|sum| sum + left.worth >= last))
    }

    /// Whether anything of this worth might get through.
    pub(super) fn lets_any(&self, worth: Worth) -> bool {
        let rest = self.helpers.max(self.others);
        self.last.is_none_or(|last| rest.is_some_and(|sum| sum + worth >= last))
    }
}

/// Whether a candidate teaches what is asked for, if anything is.
pub(super) fn helps(left: &Left<'_>, asked: Option<(u32, Level)>) -> bool {
    asked.is_none_or(|(skill, level)| teaches(&left.item.lifts, skill, level))
}

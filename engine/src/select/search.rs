//! What are the best sets, and why is there none better?
//!
//! The search walks over partial sets, beginning with what must be in. Under a
//! partial set P with the candidates `rest` that may still join, best first, it
//! takes each candidate in turn as the next to join and hands on only those after
//! it, so that each set is met once. Every partial set is itself looked at as a
//! set.
//!
//! **What is left out for good.** A candidate that covers nothing new, makes a
//! free module of P idle, or exceeds the hours does so in every larger set too:
//! coverage only grows, hours only add up. A candidate that could be entered only
//! after as many others as may still join is out of reach.
//!
//! **Who comes next.** A module of P may ask for something that nothing in P
//! teaches. In a larger set that can be taken, one of the further modules teaches
//! it. So only those that do are taken next, in turn, and all others are handed
//! on each time: a set is met under the first of its modules that teaches it. If
//! nothing is asked for, each candidate is taken next in turn.
//!
//! **When a branch is cut.** Call T the last of the sets kept, once there are as
//! many as asked for. A branch may be cut just if no completion comes before T.
//! One that does is worth at least as much as T as a [`Worth`]; so
//!
//! - if the highest worth any completion can have is below T's, cut;
//! - if it equals T's, only completions with T's number of modules can tie, and
//!   among those the lowest positions decide: if P with the lowest positions left
//!   is not before T, nothing is, and the branch is cut;
//! - it has more value than T, or T's value in at most T's hours: if neither can
//!   be reached, cut.
//!
//! Nothing is cut for a tie otherwise. In particular a branch whose bound equals
//! T's value goes on unless every completion of that value takes more hours. T
//! only moves forward, so what is cut stays cut. The first two tests get sharper
//! along `rest`, so that what cuts one branch cuts all that follow it. The first
//! is also made for each candidate by itself: one that is in no set worth as much
//! as T is not handed on ([`Bar`]).
//!
//! **When the node limit is reached**, each branch that would still have been
//! walked leaves its bound in `open`: no set that was not met is worth more.

use std::cmp::Ordering;

use crate::level::Points;
use crate::quantity::Hours;

use super::Picked;
use super::bound::{Bar, Highest, Left, Rest, Room, helps, most_added, most_points};
use super::entry::{meets, teaches};
use super::partial::{Partial, Step, within_reach};
use super::pool::{Item, Pool};
use super::price::might_add;
use super::worth::{Aim, Worth};

/// What a search brings back.
#[derive(Clone, Debug)]
pub(super) struct Found {
    /// The best sets, the best first.
    pub(super) sets: Vec<Picked>,
    /// What sets that were not met are worth at most, if any were not met.
    pub(super) open: Option<Points>,
    /// How many partial sets were looked at.
    pub(super) nodes: u64,
}

/// Searches the `keep` best sets for an aim. `known` are allowed sets to begin
/// with.
pub(super) fn search(
    pool: &Pool<'_>,
    aim: Aim,
    keep: usize,
    known: &[Picked],
    limit: u64,
) -> Found {
    let mut search = Search { pool, aim, keep, limit, kept: Vec::new(), open: None, nodes: 0 };
    for picked in known {
        let worth = Worth::new(
            aim.exact(picked.score, picked.hours),
            picked.hours,
            picked.candidates.len(),
        );
        search.keep(worth, picked.clone());
    }
    if let Some(root) = Partial::root(pool) {
        search.begin(&root);
    }
    let sets = search.kept.into_iter().map(|(_, picked)| picked).collect();
    Found { sets, open: search.open, nodes: search.nodes }
}

struct Search<'s> {
    pool: &'s Pool<'s>,
    aim: Aim,
    keep: usize,
    limit: u64,
    // INVARIANT: the best first, at most `keep`.
    kept: Vec<(Worth, Picked)>,
    open: Option<Points>,
    nodes: u64,
}

impl<'s> Search<'s> {
    fn begin(&mut self, root: &Partial<'s>) {
        if self.pool.fixed_is_enough {
            self.offer(root);
        }
        if root.hours > self.pool.problem.hours {
            return;
        }
        let hours = self.pool.problem.hours - root.hours;
        let gain =
            |item: &'s Item<'s>| Left::new(item, root.gain(item, self.pool.points()), self.aim);
        let may_join = |item: &&Item<'_>| item.candidate.hours <= hours && root.has_use_for(item);
        let rest = self.sorted(root, self.pool.free.iter().filter(may_join).map(gain).collect());
        self.dive_often(root, &rest);
        if self.nodes >= self.limit {
            self.leave(root, rest.all(), self.room(root));
            return;
        }
        self.look_at(root);
        self.explore(root, rest.all());
    }

    /// Finds some good sets to begin with: one, and, where more are asked for,
    /// others without one of its modules.
    fn dive_often(&mut self, root: &Partial<'s>, rest: &Joining<'s>) {
        self.dive(root.clone(), rest.clone());
        let first =
            self.kept.first().filter(|_| self.keep > 1).map(|(_, kept)| kept.candidates.clone());
        for position in first.unwrap_or_default() {
            let mut rest = rest.clone();
            rest.some.retain(|left| left.item.position != position);
            rest.any.retain(|left| left.item.position != position);
            self.dive(root.clone(), rest);
        }
    }

    /// Finds a set by always taking the best that can be entered.
    fn dive(&mut self, mut partial: Partial<'s>, mut rest: Joining<'s>) {
        loop {
            let can_enter = |left: &&Left<'_>| meets(&partial.held, &left.item.entry);
            let next = rest.all().in_order().find(can_enter).copied();
            let Some(next) = next else { return };
            let larger = partial.with(next.item, next.points);
            let step = Step::new(&partial, next.item, &larger);
            rest = self.narrow(&step, &Bar::none(), rest.all());
            partial = larger;
            self.offer(&partial);
        }
    }

    fn look_at(&mut self, partial: &Partial<'s>) {
        self.nodes = self.nodes.saturating_add(1);
        self.offer(partial);
    }

    /// Walks all sets of `partial` and at least one of `rest`.
    fn explore(&mut self, partial: &Partial<'s>, rest: Rest<'_, 's>) {
        let room = self.room(partial).at_least_one();
        if self.is_cut(partial, rest, room) || !self.might_improve(partial, rest, room) {
            return;
        }
        let mut rest = rest;
        while let Some((next, after)) = rest.some.split_first() {
            if self.is_cut(partial, rest, room) {
                return;
            }
            if self.nodes >= self.limit {
                self.leave(partial, rest, room);
                return;
            }
            rest = Rest { some: after, ..rest };
            let larger = partial.with(next.item, next.points);
            self.look_at(&larger);
            let step = Step::new(partial, next.item, &larger);
            if let Some(bar) = self.bar(&step, rest) {
                let left = self.narrow(&step, &bar, rest);
                self.explore(&larger, left.all());
            }
        }
    }

    /// Returns what it takes to join after a step, or `None` if certainly no set
    /// after it comes before the last set kept: the first test, on only as many
    /// candidates as it takes to tell.
    ///
    /// What a candidate adds is no more after the step than before it. So once as
    /// many as may join are known, nothing further down that was worth no more
    /// than the last of them can take its place.
    fn bar(&self, step: &Step<'_, 's>, rest: Rest<'_, 's>) -> Option<Bar> {
        let room = self.room(step.larger).at_least_one();
        let one_less = room.one_less()?;
        let Some((last, _)) = self.last() else { return Some(Bar::none()) };
        let asked = step.larger.asks_for_something();
        let mut highest = Highest::new(room.most);
        let mut helper: Option<Worth> = None;
        for left in rest.in_order() {
            let is_below = |sum: Worth| sum >= left.worth;
            if !highest.might_take(left.worth) && helper.is_some_and(is_below) {
                break;
            }
            let may_help = !helper.is_some_and(is_below) && helps(left, asked);
            if !may_help && !highest.might_take(left.worth) {
                continue;
            }
            let Some(left) = self.after(step, left) else { continue };
            highest.add(left.worth, left);
            if may_help {
                helper = helper.max(Some(left.worth));
            }
        }
        let start = self.start(step.larger);
        let with_any = highest.sum(start, room)?;
        let with_help = highest.sum(start + helper?, one_less)?;
        let beside = one_less.one_less().and_then(|least| highest.sum(start + helper?, least));
        let others = if asked.is_some() { beside } else { highest.sum(start, one_less) };
        let bar = Bar { asked, last: Some(*last), helpers: highest.sum(start, one_less), others };
        (with_any.min(with_help) >= *last).then_some(bar)
    }

    /// What a candidate adds after a step, if it may still join.
    fn after(&self, step: &Step<'_, 's>, left: &Left<'s>) -> Option<Left<'s>> {
        let hours = self.pool.problem.hours - step.larger.hours;
        let item = left.item;
        let may_join = item.candidate.hours <= hours && step.larger.has_use_for(item);
        may_join.then(|| match item.covers.shared_points(&step.new, self.pool.points()) {
            Points::ZERO => *left,
            lost => Left::new(item, left.points - lost, self.aim),
        })
    }

    /// What may still join after a step, and is not below the bar.
    fn narrow(&self, step: &Step<'_, 's>, bar: &Bar, rest: Rest<'_, 's>) -> Joining<'s> {
        let rest = rest
            .in_order()
            .take_while(|left| bar.lets_any(left.worth))
            .filter_map(|left| self.after(step, left))
            .filter(|next| bar.lets(next))
            .collect();
        self.sorted(step.larger, rest)
    }

    /// Those that may join a partial set, in their order.
    fn sorted(&self, partial: &Partial<'s>, rest: Vec<Left<'s>>) -> Joining<'s> {
        let mut rest = within_reach(partial, rest, self.room(partial).most);
        rest.sort_by(Left::order);
        match partial.asks_for(&rest) {
            Some((skill, level)) => {
                let teaches = |left: &Left<'_>| teaches(&left.item.lifts, skill, level);
                let (some, any) = rest.into_iter().partition(teaches);
                Joining { some, any }
            }
            None => Joining { some: rest, any: Vec::new() },
        }
    }

    /// How many more may join.
    fn room(&self, partial: &Partial<'_>) -> Room {
        let (sizes, size) = (&self.pool.problem.sizes, partial.members.len());
        Room { fewest: sizes.start().saturating_sub(size), most: sizes.end().saturating_sub(size) }
    }

    /// A worth such that it and what members add is at least that of a completion.
    fn start(&self, partial: &Partial<'_>) -> Worth {
        let value = self.aim.start(partial.score, partial.hours);
        Worth::new(value, partial.hours, partial.members.len())
    }

    /// The last of the sets kept, once a set must come before it to be kept.
    fn last(&self) -> Option<&(Worth, Picked)> {
        self.kept.last().filter(|_| self.kept.len() >= self.keep)
    }

    /// Whether certainly no completion comes before the last set kept, by the
    /// first two tests.
    fn is_cut(&self, partial: &Partial<'_>, rest: Rest<'_, '_>, room: Room) -> bool {
        let Some(bound) = most_added(self.start(partial), rest, room) else { return true };
        let Some((worth, last)) = self.last() else { return false };
        match bound.cmp(worth) {
            Ordering::Less => true,
            Ordering::Equal => !might_tie_before(partial, rest, last),
            Ordering::Greater => false,
        }
    }

    /// Whether a completion might come before the last set kept, by the third
    /// test.
    fn might_improve(&self, partial: &Partial<'_>, rest: Rest<'_, '_>, room: Room) -> bool {
        let Some((worth, last)) = self.last() else { return room.most > 0 };
        let might_reach = |value: Points, hours: Hours| {
            let Some(hours) = left_of(hours, partial.hours) else { return false };
            might_add(value - self.start(partial).value, rest, room, hours)
        };
        let (hours, more) = (self.pool.problem.hours, worth.value + Points::from_units(1));
        self.might_reach_in_one_hour(partial, rest, room, worth.value)
            && (might_reach(worth.value, last.hours.min(hours)) || might_reach(more, hours))
    }

    /// Whether a completion might reach a value if all it takes counted for one
    /// hour. No set counts for less, so it is worth at most that.
    fn might_reach_in_one_hour(
        &self,
        partial: &Partial<'_>,
        rest: Rest<'_, '_>,
        room: Room,
        value: Points,
    ) -> bool {
        if !self.aim.rounds_up(partial.hours) {
            return true;
        }
        let score = partial.score + most_points(rest, room);
        self.aim.exact(score, Hours::ZERO) >= value
    }

    /// Leaves a branch unwalked.
    fn leave(&mut self, partial: &Partial<'_>, rest: Rest<'_, '_>, room: Room) {
        let start = self.start(partial);
        let itself = (room.fewest == 0).then_some(start);
        let bound = itself.max(most_added(start, rest, room.at_least_one()));
        let Some(bound) = bound else { return };
        if self.last().is_none_or(|(worth, _)| bound >= *worth) {
            self.open = self.open.max(Some(bound.value));
        }
    }

    /// Keeps a set if it is allowed and among the best so far.
    fn offer(&mut self, partial: &Partial<'s>) {
        let (score, hours, size) = (partial.score, partial.hours, partial.members.len());
        let is_whole = self.pool.problem.sizes.contains(&size);
        let is_enough = self.pool.fixed_is_enough && size == self.pool.fixed.len();
        let worth = Worth::new(self.aim.exact(score, hours), hours, size);
        let is_allowed = (is_whole || is_enough) && partial.waiting.is_empty();
        if !is_allowed || self.last().is_some_and(|(last, _)| worth < *last) {
            return;
        }
        let mut candidates: Vec<usize> =
            partial.members.iter().map(|member| member.position).collect();
        candidates.sort_unstable();
        self.keep(worth, Picked { candidates, score, hours });
    }

    /// Puts a set in its place, unless it is known or comes after all that are
    /// kept.
    fn keep(&mut self, worth: Worth, picked: Picked) {
        let place = self.kept.binary_search_by(|(known, set)| {
            worth.cmp(known).then_with(|| set.candidates.cmp(&picked.candidates))
        });
        if let Err(place) = place {
            self.kept.insert(place, (worth, picked));
            self.kept.truncate(self.keep);
        }
    }
}

/// What may still join, owned.
#[derive(Clone, Debug, Default)]
struct Joining<'s> {
    some: Vec<Left<'s>>,
    any: Vec<Left<'s>>,
}

impl<'s> Joining<'s> {
    fn all(&self) -> Rest<'_, 's> {
        Rest { some: &self.some, any: &self.any }
    }
}

/// Whether a completion with the worth of `last` might come before it: as many
/// modules, at lower positions.
fn might_tie_before(partial: &Partial<'_>, rest: Rest<'_, '_>, last: &Picked) -> bool {
    let Some(missing) = last.candidates.len().checked_sub(partial.members.len()) else {
        return false;
    };
    let mut lowest: Vec<usize> = rest.iter().map(|left| left.item.position).collect();
    lowest.sort_unstable();
    lowest.truncate(missing);
    let is_enough = lowest.len() == missing;
    lowest.extend(partial.members.iter().map(|member| member.position));
    lowest.sort_unstable();
    is_enough && lowest < last.candidates
}

/// What is left of hours once some are gone, or `None` if there were not enough.
fn left_of(hours: Hours, gone: Hours) -> Option<Hours> {
    (gone <= hours).then(|| hours - gone)
}

//! The search for the shortest chain: only numbers, no names.
//!
//! A* over the levels of a few leaves. Levels only rise, so there are no circles.
//! The bound shares the hours of a module out among the leaves it builds, and
//! adds up the shortest way of each leaf by itself: never more than what is left.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, BinaryHeap};

use super::chain::{Chain, LearningGoal, Step, at_rate, estimated};
use crate::id::ModuleIx;
use crate::level::Level;
use crate::number::Exact as _;
use crate::quantity::Hours;

/// How many combinations of levels are looked at before the search is given up.
const STATES: usize = 20_000;

/// A leaf of the puzzle.
pub(super) struct Position {
    pub(super) goal: LearningGoal,
    /// The levels that no module builds, ascending.
    pub(super) unaided: Vec<(Level, Level)>,
}

/// A module of the puzzle.
pub(super) struct Action {
    pub(super) module: ModuleIx,
    pub(super) hours: Hours,
    /// The levels it is entered with, by position.
    pub(super) entry: Vec<(usize, Level)>,
    /// The levels it leads to, by position.
    pub(super) builds: Vec<(usize, Level)>,
}

/// What a chain is judged by, in this order.
#[derive(Clone, Copy, Debug, Default, Eq, Ord, PartialEq, PartialOrd)]
struct ChainCost {
    hours: Hours,
    estimated: Hours,
    steps: u32,
}

impl ChainCost {
    fn and(self, other: Self) -> Self {
        Self {
            hours: self.hours + other.hours,
            estimated: self.estimated + other.estimated,
            steps: self.steps.plus(other.steps),
        }
    }
}

pub(super) struct Puzzle {
    positions: Vec<Position>,
    actions: Vec<Action>,
    per_level: u16,
    /// By position: the levels at which something begins or ends, ascending, each
    /// with the least hours from there to what is wanted.
    stops: Vec<Vec<(Level, Hours)>>,
}

/// Levels that were reached, and how.
struct Reached {
    levels: Vec<Level>,
    cost: ChainCost,
    came: Option<(usize, Step)>,
}

impl Puzzle {
    pub(super) fn new(positions: Vec<Position>, actions: Vec<Action>, per_level: u16) -> Self {
        let mut puzzle = Self { positions, actions, per_level, stops: Vec::new() };
        let at = 0..puzzle.positions.len();
        puzzle.stops = at.map(|position| puzzle.stops(position)).collect();
        puzzle
    }

    /// The shortest chain, or the best one found with a bound of what is possible.
    pub(super) fn solve(&self) -> Chain {
        self.solve_within(Hours::MOST).unwrap_or_else(|at_least| Chain { at_least, ..self.hasty() })
    }

    /// As [`Self::solve`], or where every chain takes more hours than a limit, how
    /// many it takes at least.
    pub(super) fn solve_within(&self, limit: Hours) -> Result<Chain, Hours> {
        let (found, at_least) = self.search(SearchOrder::Shortest, limit);
        match found {
            Some(chain) => Ok(chain),
            None if at_least > limit => Err(at_least),
            // Given up: what is found soon is a chain at least. Whatever the limit is,
            // it is the same one.
            None => {
                let (hasty, nearest) = (self.hasty(), self.nearest());
                let found = if hasty.hours < nearest.hours { hasty } else { nearest };
                Ok(Chain { at_least, ..found })
            }
        }
    }

    /// A chain that is soon found, and seldom much longer than the shortest.
    pub(super) fn hasty(&self) -> Chain {
        let found = self.search(SearchOrder::Hasty, Hours::MOST).0;
        found.map_or_else(|| self.nearest(), |chain| Chain { at_least: self.bound(), ..chain })
    }

    /// The way that always looks nearest. Without even that, it is everything at the
    /// declared hours.
    fn nearest(&self) -> Chain {
        let found = self.search(SearchOrder::Nearest, Hours::MOST).0;
        let goals = self.positions.iter().map(|position| position.goal);
        let found = found.unwrap_or_else(|| estimated(goals, self.per_level));
        Chain { at_least: self.bound(), ..found }
    }

    /// No chain takes fewer hours than these.
    pub(super) fn bound(&self) -> Hours {
        self.left(&self.start())
    }

    fn start(&self) -> Vec<Level> {
        self.positions.iter().map(|position| position.goal.held).collect()
    }

    /// A chain, if one of at most so many hours is found, and how many every chain
    /// takes at least.
    fn search(&self, order: SearchOrder, limit: Hours) -> (Option<Chain>, Hours) {
        let start = self.start();
        // Of the ways that take longer than the limit, the shortest.
        let mut beyond: Option<Hours> = None;
        let mut best: BTreeMap<Vec<Level>, ChainCost> = BTreeMap::new();
        let mut nodes: Vec<Reached> = Vec::new();
        let mut waiting = BinaryHeap::new();
        let mut finished: BTreeSet<Vec<Level>> = BTreeSet::new();
        waiting.push(Reverse(order.key(ChainCost::default(), self.left(&start), 0)));
        best.insert(start.clone(), ChainCost::default());
        nodes.push(Reached { levels: start, cost: ChainCost::default(), came: None });
        while let Some(Reverse(next)) = waiting.pop() {
            let node = nodes.get(next.node);
            debug_assert!(node.is_some(), "node {} is in the queue and nowhere else", next.node);
            let Some(node) = node else { break };
            // A shorter way to these levels was found after this one, and left first.
            if !finished.insert(node.levels.clone()) {
                continue;
            }
            if self.is_solved(&node.levels) {
                return (Some(chain_to(&nodes, next.node)), node.cost.hours);
            }
            // The head of the queue bounds every chain that was not looked at.
            if finished.len() > STATES {
                return (None, next.cost.hours);
            }
            let cost = node.cost;
            for (levels, more, step) in self.steps(&node.levels) {
                let cost = cost.and(more);
                if best.get(&levels).is_some_and(|known| *known <= cost) {
                    continue;
                }
                let key = order.key(cost, self.left(&levels), nodes.len());
                // Not queued, so that the queue ends once nothing within the limit is left;
                // with the least of these the caller knows how much longer every chain is.
                if key.cost.hours > limit {
                    let hours = key.cost.hours;
                    beyond = Some(beyond.map_or(hours, |least| least.min(hours)));
                    continue;
                }
                waiting.push(Reverse(key));
                best.insert(levels.clone(), cost);
                nodes.push(Reached { levels, cost, came: Some((next.node, step)) });
            }
        }
        // Everything within the limit was looked at.
        (None, beyond.unwrap_or_default())
    }

    fn is_solved(&self, levels: &[Level]) -> bool {
        self.positions.iter().zip(levels).all(|(position, level)| *level >= position.goal.wanted)
    }

    /// A bound of the hours that are left.
    fn left(&self, levels: &[Level]) -> Hours {
        // Levels only change from stop to stop, so each is one; the last one is what is
        // wanted or beyond, with nothing left.
        let left = self.stops.iter().zip(levels).filter_map(|(stops, level)| {
            let at = stops.binary_search_by_key(level, |(stop, _)| *stop).ok()?;
            stops.get(at).map(|(_, hours)| *hours)
        });
        left.sum()
    }

    /// What can be done next: the levels afterwards, what it costs, what it is.
    fn steps(&self, levels: &[Level]) -> Vec<(Vec<Level>, ChainCost, Step)> {
        let holds =
            |(at, level): &(usize, Level)| levels.get(*at).is_some_and(|held| held >= level);
        let mut steps = Vec::new();
        for action in self.actions.iter().filter(|action| action.entry.iter().all(holds)) {
            let mut after = levels.to_vec();
            for (at, to) in &action.builds {
                if let Some(level) = after.get_mut(*at) {
                    *level = (*level).max(*to);
                }
            }
            if after != levels {
                let cost = ChainCost { hours: action.hours, estimated: Hours::ZERO, steps: 1 };
                steps.push((after, cost, Step::Module(action.module)));
            }
        }
        for (at, position) in self.positions.iter().enumerate() {
            let Some((from, to)) = levels.get(at).and_then(|level| self.unaided_from(at, *level))
            else {
                continue;
            };
            let mut after = levels.to_vec();
            if let Some(level) = after.get_mut(at) {
                *level = to;
            }
            let hours = self.declared(from, to);
            let cost = ChainCost { hours, estimated: hours, steps: 1 };
            let competency = position.goal.competency;
            steps.push((after, cost, Step::Estimated { competency, from, to }));
        }
        steps
    }

    /// The stretch from a level to the next stop that no module covers.
    fn unaided_from(&self, at: usize, level: Level) -> Option<(Level, Level)> {
        let free = &self.positions.get(at)?.unaided;
        let (_, end) = free.iter().find(|(from, to)| *from <= level && level < *to)?;
        let stops = self.stops.get(at)?;
        let next = stops.iter().map(|(stop, _)| *stop).find(|stop| *stop > level)?;
        Some((level, next.min(*end)))
    }

    fn declared(&self, from: Level, to: Level) -> Hours {
        at_rate(self.per_level, from, to)
    }

    /// The levels of a leaf at which something begins or ends, with the least
    /// hours from there.
    fn stops(&self, at: usize) -> Vec<(Level, Hours)> {
        let Some(position) = self.positions.get(at) else { return Vec::new() };
        let here = |levels: &[(usize, Level)]| -> Vec<Level> {
            levels.iter().filter(|(position, _)| *position == at).map(|(_, level)| *level).collect()
        };
        let mut levels = BTreeSet::from([position.goal.held, position.goal.wanted]);
        for action in &self.actions {
            levels.extend(here(&action.entry));
            levels.extend(here(&action.builds));
        }
        levels.extend(position.unaided.iter().flat_map(|(from, to)| [*from, *to]));
        levels.retain(|level| *level >= position.goal.held);
        // From the highest down: what a level leads to is known before it.
        let mut known: BTreeMap<Level, Hours> = BTreeMap::new();
        for level in levels.iter().rev() {
            let hours = self.least(at, *level, &known);
            known.insert(*level, hours);
        }
        known.into_iter().collect()
    }

    /// The least hours from a level of one leaf, where modules ask nothing else
    /// and take no more than this leaf's share.
    fn least(&self, at: usize, level: Level, known: &BTreeMap<Level, Hours>) -> Hours {
        let Some(position) = self.positions.get(at) else { return Hours::ZERO };
        if level >= position.goal.wanted {
            return Hours::ZERO;
        }
        let from = |level: Level| known.get(&level).copied();
        let unaided = position.unaided.iter().find(|(from, to)| *from <= level && level < *to);
        let unaided = unaided.and_then(|(_, end)| {
            let next = (*known.keys().next()?).min(*end);
            Some(self.declared(level, next) + from(next)?)
        });
        let taught = self.actions.iter().filter_map(|action| {
            let (_, to) = action.builds.iter().find(|(position, _)| *position == at)?;
            let can =
                action.entry.iter().all(|(position, needs)| *position != at || level >= *needs);
            if !can || *to <= level {
                return None;
            }
            Some(self.share(action) + from(*to)?)
        });
        unaided.into_iter().chain(taught).min().unwrap_or(Hours::ZERO)
    }

    /// The hours of a module shared out among the wanted leaves it builds.
    fn share(&self, action: &Action) -> Hours {
        let wanted = action.builds.iter().filter(|(at, to)| {
            let goal = self.positions.get(*at).map(|position| position.goal);
            goal.is_some_and(|goal| goal.held < goal.wanted && goal.held < *to)
        });
        // Rounded down: shares that add up to more than the module would be no bound.
        let parts = u32::try_from(wanted.count()).unwrap_or(u32::MAX).max(1);
        let hours = action.hours.hundredths().checked_div(parts);
        Hours::from_hundredths(hours.unwrap_or_default())
    }
}

/// In which order the search looks at levels.
#[derive(Clone, Copy)]
enum SearchOrder {
    /// By what the whole chain costs at least.
    Shortest,
    /// By what it costs, and twice what is left: that looks far less to the sides.
    Hasty,
    /// By what is left.
    Nearest,
}

/// Where something stands in the queue; of equal costs the further one comes
/// first, then the one found first. With all three the order is the same on every
/// machine.
#[derive(Eq, Ord, PartialEq, PartialOrd)]
struct QueueKey {
    cost: ChainCost,
    left: Hours,
    node: usize,
}

impl SearchOrder {
    fn key(self, cost: ChainCost, left: Hours, node: usize) -> QueueKey {
        match self {
            Self::Shortest => {
                QueueKey { cost: ChainCost { hours: cost.hours + left, ..cost }, left, node }
            }
            Self::Hasty => {
                let hours = cost.hours + left + left;
                QueueKey { cost: ChainCost { hours, ..cost }, left, node }
            }
            Self::Nearest => {
                QueueKey { cost: ChainCost { hours: left, ..ChainCost::default() }, left, node }
            }
        }
    }
}

fn chain_to(nodes: &[Reached], last: usize) -> Chain {
    let mut steps = Vec::new();
    let mut at = nodes.get(last);
    let cost = at.map_or_else(ChainCost::default, |node| node.cost);
    while let Some((before, step)) = at.and_then(|node| node.came.as_ref()) {
        steps.push(step.clone());
        at = nodes.get(*before);
    }
    steps.reverse();
    Chain {
        steps: merged(steps),
        hours: cost.hours,
        estimated: cost.estimated,
        at_least: cost.hours,
    }
}

/// Joins steps of one leaf that follow each other without a module.
fn merged(steps: Vec<Step>) -> Vec<Step> {
    let mut merged: Vec<Step> = Vec::new();
    for step in steps {
        if let (
            Some(Step::Estimated { competency, to, .. }),
            Step::Estimated { competency: next, from, to: further },
        ) = (merged.last_mut(), &step)
            && competency == next
            && to == from
        {
            *to = *further;
            continue;
        }
        merged.push(step);
    }
    merged
}

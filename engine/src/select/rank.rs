//! Which sets are the best, whatever "best" means?
//!
//! The highest score is one search away. The highest rate of score per hour is
//! found by Dinkelbach's method: of any rate, a search tells which sets are above
//! it, and how far. Begin with any `k` sets, and take the lowest of their rates,
//! ρ; where there are no `k` sets, they are all there is. Search the `k` best sets
//! by their value above ρ, `score · times − hours · price`. All of them are at ρ
//! or above, because the first `k` are.
//!
//! - If all are above, the lowest of *their* rates is higher than ρ: go on with
//!   it. There are finitely many sets, so this ends.
//! - If the last is at ρ exactly, fewer than `k` sets are above ρ, and all of
//!   these are among those found. The others found are at ρ, and of all sets at
//!   ρ, whose value is zero, the search found those that come first by hours,
//!   number and positions. So these are the `k` best; only their order among
//!   themselves is still to be set right.

use std::cmp::Ordering;

use crate::level::Points;

use super::pool::{Pool, Trim};
use super::search::search;
use super::worth::{Aim, counted};
use super::{Alternatives, Objective, Picked, Problem, Selection, Value, Wish};

/// The best sets found.
#[derive(Clone, Debug)]
pub(super) struct Ranking {
    objective: Objective,
    sets: Vec<Picked>,
    /// What a set that was not met is worth at most, if any was not met.
    open: Option<Value>,
    nodes: u64,
}

impl Ranking {
    pub(super) fn into_selection(self) -> Selection {
        let best = self.sets.into_iter().next();
        let reached = best.as_ref().map(|set| self.objective.value(set));
        let higher = |one: Value, other: Value| {
            if one.compare(other) == Ordering::Less { other } else { one }
        };
        let bound = match (reached, self.open) {
            (Some(reached), Some(open)) => higher(reached, open),
            (reached, open) => {
                reached.or(open).unwrap_or_else(|| self.objective.value(&Picked::NOTHING))
            }
        };
        Selection { best, bound, proved: self.open.is_none(), nodes: self.nodes }
    }

    /// The sets that are certainly in their place: all those before anything that
    /// was not met.
    pub(super) fn into_alternatives(self) -> Alternatives {
        let is_certain = |set: &Picked| {
            let value = self.objective.value(set);
            self.open.is_none_or(|open| value.compare(open) == Ordering::Greater)
        };
        Alternatives {
            sets: self.sets.into_iter().take_while(is_certain).collect(),
            proved: self.open.is_none(),
            nodes: self.nodes,
        }
    }
}

/// Finds the `keep` best of the sets wished for, looking at no more than `most`
/// partial sets.
pub(super) fn rank(problem: &Problem, wish: Wish, keep: usize, most: u64) -> Ranking {
    let objective = problem.objective;
    let mut ranking = Ranking { objective, sets: Vec::new(), open: None, nodes: 0 };
    let mut aim = Aim::SCORE;
    if keep == 0 {
        return ranking;
    }
    loop {
        let is_fit = aim.likes_fewer_hours();
        let trim = if is_fit { Trim::Dominated(keep) } else { Trim::Hopeless };
        let Some(pool) = Pool::new(problem, wish, trim) else { return ranking };
        let limit = most.saturating_sub(ranking.nodes);
        let found = search(&pool, aim, keep, &ranking.sets, limit);
        let values = || found.sets.iter().map(|set| aim.exact(set.score, set.hours));
        let (highest, lowest) = (values().max(), values().min());
        ranking.nodes = ranking.nodes.saturating_add(found.nodes);
        ranking.open = found.open.map(|least| match objective {
            Objective::Gain => Value::Points(least),
            Objective::GainPerHour => {
                let hours = counted(pool.fixed_hours());
                let points =
                    aim.rate_of(highest.map_or(least, |highest| highest.max(least)), hours);
                Value::PerHour { points, hours }
            }
        });
        ranking.sets = found.sets;
        ranking.sets.sort_by(|one, other| objective.order(one, other));
        let is_settled = ranking.open.is_some()
            || ranking.sets.len() < keep
            || objective == Objective::Gain
            || lowest == Some(Points::ZERO);
        match ranking.sets.last() {
            Some(last) if !is_settled => aim = Aim::above(last.score, last.hours),
            _ => return ranking,
        }
    }
}

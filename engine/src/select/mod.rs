//! Which three to five modules, exactly?
//!
//! For one person the question is a small but awkward one: what modules cover
//! overlaps, they take hours, one opens the door to another. [`select()`] finds
//! the best set there is and proves that it is the best. [`plain`] answers the
//! same by trying every set, and tests hold the two against each other.
//!
//! A set is **allowed** if
//!
//! - it holds everything required, agreed or started ([`Standing`]);
//! - its number of modules is in `sizes` and its hours are within `hours`; where
//!   what must be in exceeds the hours or the number by itself, that alone is also
//!   allowed, whatever the limits say;
//! - it can be taken in some order: each module can be entered with what is held
//!   at the start and what the modules before it give;
//! - each free module of it covers a stretch that no other module of it covers.
//!
//! Its **score** is the points of all stretches it covers, each once, plus its
//! boosts. Of two allowed sets the better has the higher score (or the higher
//! score per hour, see [`Objective`]); then fewer hours; then fewer modules; then
//! the positions that compare lower as sorted lists. No two sets tie.
//!
//! Everything here is a number: the caller knows what the numbers stand for.
//! All of it is exact as long as the points of all stretches and boosts together
//! stay below 2⁷⁵ units, and the hours of a set below 100,000.

mod admit;
mod bound;
mod cover;
mod entry;
mod partial;
pub mod plain;
mod pool;
mod price;
mod rank;
mod search;
mod worth;

use std::cmp::Ordering;
use std::ops::RangeInclusive;

use crate::id::ModuleIx;
use crate::level::{Level, Points};
use crate::quantity::Hours;

pub use admit::{Admission, PassedOver, admit};
pub use entry::{closes, feasible_order};

/// What there is to choose from, for one person.
#[derive(Clone, Debug)]
pub struct Problem {
    /// The points of each stretch of a competency; never negative. However many
    /// modules cover a stretch, its points count once.
    pub stretches: Vec<Points>,
    /// The modules to choose from, in the order of their ids. A **position** is
    /// a place in this list.
    pub candidates: Vec<Candidate>,
    /// The level held of each skill before the set. The caller numbers the
    /// skills; one past the end is held at level 0.
    pub held: Vec<Level>,
    /// The hours there are.
    pub hours: Hours,
    /// How many modules a set may have.
    pub sizes: RangeInclusive<usize>,
    /// What makes one set better than another.
    pub objective: Objective,
    /// After how many partial sets the search gives up proving.
    pub node_limit: u64,
}

/// A module to choose, as numbers.
#[derive(Clone, Debug)]
pub struct Candidate {
    /// Which module this is; the choice does not depend on it.
    pub module: ModuleIx,
    /// The stretches it covers, ascending.
    pub covers: Vec<u32>,
    /// What rules add to its points or take off them.
    pub boost: Points,
    /// The hours it takes.
    pub hours: Hours,
    /// The skills and levels it asks for, slack already taken off.
    pub entry: Vec<(u32, Level)>,
    /// The skills it teaches, each up to a level.
    pub lifts: Vec<(u32, Level)>,
    /// Whether it may be left out.
    pub standing: Standing,
}

/// Whether a module may be left out.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Standing {
    /// It may be in or out, and is only in for something no other module covers.
    Free,
    /// A rule wants it: it is in, once it can be entered. [`admit()`] says which
    /// required modules fit; only those belong into a [`Problem`] as required.
    Required,
    /// Agreed or started: it is in, can always be entered, and what it teaches
    /// counts from the start.
    Settled,
}

/// What makes one set better than another.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Objective {
    /// The score.
    Gain,
    /// The score per hour; less than one hour counts as one.
    GainPerHour,
}

impl Objective {
    /// The word plans use.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Gain => "gain",
            Self::GainPerHour => "gain_per_hour",
        }
    }
}

/// An allowed set.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Picked {
    /// The positions of its modules, ascending.
    pub candidates: Vec<usize>,
    /// Points of all stretches covered, each once, plus boosts.
    pub score: Points,
    /// The hours of all its modules.
    pub hours: Hours,
}

impl Picked {
    /// The set without modules.
    const NOTHING: Self = Self { candidates: Vec::new(), score: Points::ZERO, hours: Hours::ZERO };
}

/// How good a set is in the eyes of an [`Objective`].
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Value {
    /// A score.
    Points(Points),
    /// A score per hours; at least one hour.
    PerHour {
        /// The points.
        points: Points,
        /// In how many hours.
        hours: Hours,
    },
}

/// What a search found, and how sure it is.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Selection {
    /// The best set found, or `None` if none was.
    pub best: Option<Picked>,
    /// No allowed set is worth more than this. The worth of `best` once that is
    /// proved; zero where it is proved that no set is allowed.
    pub bound: Value,
    /// Whether `best` is proved to come first in the order of sets, or, without
    /// one, that no set is allowed. `false` only if the node limit was reached.
    pub proved: bool,
    /// How many partial sets were looked at.
    pub nodes: u64,
}

/// Several sets, the best first, and whether they are all there are to ask for.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Alternatives {
    /// The sets that are certainly in their place.
    pub sets: Vec<Picked>,
    /// Whether no other set belongs among them. `false` only if the node limit was
    /// reached.
    pub proved: bool,
    /// How many partial sets were looked at.
    pub nodes: u64,
}

impl Objective {
    /// Returns the worth of a set.
    pub fn value(self, picked: &Picked) -> Value {
        match self {
            Self::Gain => Value::Points(picked.score),
            Self::GainPerHour => {
                Value::PerHour { points: picked.score, hours: worth::counted(picked.hours) }
            }
        }
    }

    /// Compares two sets: the one that comes first, the better one, is less.
    pub fn order(self, one: &Picked, other: &Picked) -> Ordering {
        let key = |picked: &Picked| (picked.hours, picked.candidates.len());
        self.value(other)
            .compare(self.value(one))
            .then_with(|| key(one).cmp(&key(other)))
            .then_with(|| one.candidates.cmp(&other.candidates))
    }
}

impl Value {
    /// Compares two values exactly; a score alone is a score per one hour.
    pub fn compare(self, other: Self) -> Ordering {
        worth::compare_rates(self.rate(), other.rate())
    }

    fn rate(self) -> (Points, Hours) {
        match self {
            Self::Points(points) => (points, worth::ONE_HOUR),
            Self::PerHour { points, hours } => (points, hours),
        }
    }
}

/// Which of the allowed sets are asked about.
#[derive(Clone, Copy, Debug, Default)]
struct Wish {
    /// Only those with this candidate.
    with: Option<usize>,
    /// Only those there would be without this candidate.
    without: Option<usize>,
}

/// Returns the best set of modules.
pub fn select(problem: &Problem) -> Selection {
    select_within(problem, problem.node_limit)
}

/// Returns the best set of modules, looking at no more than so many partial sets.
pub fn select_within(problem: &Problem, most: u64) -> Selection {
    rank::rank(problem, Wish::default(), 1, most).into_selection()
}

/// Returns the `count` best sets, the best first.
///
/// There are fewer if fewer are allowed, or if the node limit was reached before
/// the place of the others was proved.
pub fn best_sets(problem: &Problem, count: usize) -> Vec<Picked> {
    rank::rank(problem, Wish::default(), count, problem.node_limit).into_alternatives().sets
}

/// Returns the best set that holds the module at a position.
///
/// The module keeps its standing: a free one is in no set that covers without it
/// all that it covers.
pub fn best_with(problem: &Problem, candidate: usize) -> Selection {
    best_with_within(problem, candidate, problem.node_limit)
}

/// As [`best_with`], looking at no more than so many partial sets.
pub fn best_with_within(problem: &Problem, candidate: usize, most: u64) -> Selection {
    let wish = Wish { with: Some(candidate), without: None };
    rank::rank(problem, wish, 1, most).into_selection()
}

/// Returns the `count` best sets there would be without the module at a
/// position, the best first.
///
/// There are fewer under the same conditions as for [`best_sets`].
pub fn best_without(problem: &Problem, candidate: usize, count: usize) -> Vec<Picked> {
    best_without_within(problem, candidate, count, problem.node_limit).sets
}

/// As [`best_without`], looking at no more than so many partial sets.
pub fn best_without_within(
    problem: &Problem,
    candidate: usize,
    count: usize,
    most: u64,
) -> Alternatives {
    let wish = Wish { with: None, without: Some(candidate) };
    rank::rank(problem, wish, count, most).into_alternatives()
}

#[cfg(test)]
mod tests;

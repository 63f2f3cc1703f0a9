//! Which required modules fit?

use crate::level::Level;
use crate::quantity::Hours;

use super::entry::{held_at_start, meets, raise};
use super::{Candidate, Problem, Standing};

/// Which required modules are in, and which are not.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Admission {
    /// The positions of those that are in, in the order they came in.
    pub admitted: Vec<usize>,
    /// The positions of those that are not, in the order they were wanted.
    pub passed_over: Vec<(usize, PassedOver)>,
}

/// Why a required module is not in.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum PassedOver {
    /// The set is full.
    Number,
    /// There are not enough hours left.
    Hours,
    /// It asks for more than the person holds and the modules already in give.
    Entry,
}

/// Admits required modules, in the order in which they are `wanted`, beside the
/// settled ones, which are in already.
///
/// A module that cannot be entered is tried again after each one that comes in,
/// so that two required modules may enable each other in order. Of what a
/// [`Problem`] says about a wanted module its standing does not matter, unless
/// it is settled; then it is in already and not in the answer.
pub fn admit(problem: &Problem, wanted: &[usize]) -> Admission {
    let candidate = |position: usize| problem.candidates.get(position);
    let settled =
        || problem.candidates.iter().filter(|candidate| candidate.standing == Standing::Settled);
    let mut inside = Inside {
        held: held_at_start(problem, settled()),
        hours: settled().map(|candidate| candidate.hours).sum(),
        number: settled().count(),
    };
    let mut waiting: Vec<usize> = Vec::new();
    for position in wanted.iter().copied() {
        let is_new = candidate(position).is_some_and(|other| other.standing != Standing::Settled);
        if is_new && !waiting.contains(&position) {
            waiting.push(position);
        }
    }
    let mut admission = Admission::default();
    let fits = |inside: &Inside, position: usize| {
        candidate(position).filter(|next| inside.obstacle(problem, next).is_none())
    };
    while let Some((place, next)) = waiting
        .iter()
        .enumerate()
        .find_map(|(place, position)| Some((place, fits(&inside, *position)?)))
    {
        inside.take(next);
        admission.admitted.push(waiting.remove(place));
    }
    let reason =
        |position: usize| Some((position, inside.obstacle(problem, candidate(position)?)?));
    admission.passed_over = waiting.into_iter().filter_map(reason).collect();
    admission
}

/// What is already in.
struct Inside {
    held: Vec<Level>,
    hours: Hours,
    number: usize,
}

impl Inside {
    fn obstacle(&self, problem: &Problem, candidate: &Candidate) -> Option<PassedOver> {
        if self.number >= *problem.sizes.end() {
            Some(PassedOver::Number)
        } else if self.hours + candidate.hours > problem.hours {
            Some(PassedOver::Hours)
        } else if !meets(&self.held, &candidate.entry) {
            Some(PassedOver::Entry)
        } else {
            None
        }
    }

    fn take(&mut self, candidate: &Candidate) {
        raise(&mut self.held, &candidate.lifts);
        self.hours = self.hours + candidate.hours;
        self.number = self.number.saturating_add(1);
    }
}

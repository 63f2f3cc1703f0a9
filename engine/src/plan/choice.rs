//! Which set is the best, and what would be without a limit?

use super::offer::{Case, Limit, Offer, SetAside};
use crate::id::ModuleIx;
use crate::library::Module;
use crate::person::Status;
use crate::select::{self, Picked, Problem, Selection};

/// What there is to choose from for somebody.
#[derive(Clone, Copy)]
pub(super) struct Choice<'a> {
    pub(super) case: Case<'a>,
    pub(super) aside: &'a SetAside,
    pub(super) offer: &'a Offer,
}

/// What was chosen, and from which sizes of sets.
#[derive(Clone, Debug)]
pub(super) struct Chosen {
    /// Whether there is no set of the usual size, and a smaller one was chosen.
    pub(super) is_smaller: bool,
    pub(super) selection: Selection,
    /// How many partial sets were looked at, of the usual size and smaller.
    pub(super) steps: u64,
}

impl<'a> Choice<'a> {
    pub(super) fn module(self, ix: ModuleIx) -> &'a Module {
        self.case.module(ix)
    }

    pub(super) fn status(self, module: ModuleIx) -> Option<Status> {
        self.case.status(module)
    }

    /// What there would be to choose from without a limit.
    pub(super) fn without(self, limit: Limit) -> Offer {
        Offer::of(self.case, self.aside, Some(limit))
    }
}

/// Chooses the best set of the usual size; where there is none, the best smaller
/// one. Looks at no more partial sets than `most`, both together.
pub(super) fn choose(problem: &Problem, most: u64) -> Chosen {
    let usual = select::select_within(problem, most);
    let steps = usual.nodes;
    if usual.best.is_some() {
        return Chosen { is_smaller: false, selection: usual, steps };
    }
    let left = most.saturating_sub(steps);
    let mut selection = select::select_within(&smaller(problem), left);
    // A smaller set is certainly the choice only where there is none of the usual size.
    selection.proved &= usual.proved;
    let steps = steps.saturating_add(selection.nodes);
    Chosen { is_smaller: true, selection, steps }
}

/// The same problem, for sets smaller than usual.
pub(super) fn smaller(problem: &Problem) -> Problem {
    let below = problem.sizes.start().saturating_sub(1);
    Problem { sizes: 1..=below.max(1), ..problem.clone() }
}

/// The modules of a set.
pub(super) fn modules_of(problem: &Problem, picked: &Picked) -> Vec<ModuleIx> {
    let module = |position: &usize| {
        let candidate = problem.candidates.get(*position);
        debug_assert!(candidate.is_some(), "a set is made of candidates of its problem");
        candidate.map(|candidate| candidate.module)
    };
    picked.candidates.iter().filter_map(module).collect()
}

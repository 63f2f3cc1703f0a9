//! Which roles are the nearest to a start?

use super::lattice::Lattice;
use super::moves::Move;
use super::start::Start;
use crate::id::RoleIx;
use crate::level::Level;
use crate::number::Exact as _;

/// A role near a start.
#[derive(Clone, Debug)]
pub struct Near {
    /// How far it is, in thousandths of the longest profile of the library; 0 for
    /// the same.
    pub distance: u64,
    /// What the move takes.
    pub takes: Move,
}

/// The nearest roles of a start.
#[derive(Clone, Debug)]
pub struct Nearest {
    /// Whether nothing is known to be held, so that roles were ranked as for somebody
    /// who has just what the role expects.
    pub is_by_role: bool,
    /// Among how many roles these are the nearest.
    pub compared: usize,
    /// How many other roles expect nothing of what is held.
    pub unrelated: usize,
    /// How many of those compared are not wanted and nearer than the last of `roles`, or
    /// all of them that are not wanted where there are fewer than asked for.
    pub passed_over: usize,
    /// They, the nearest first.
    pub roles: Vec<Near>,
}

impl Lattice<'_> {
    /// Returns the nearest roles to a start that are wanted.
    ///
    /// A role that expects nothing is no candidate. `is_wanted` sees what a move
    /// takes, and is asked about one after another until there are enough.
    pub fn nearest(
        &mut self,
        start: &Start,
        most: usize,
        is_candidate: impl Fn(RoleIx) -> bool,
        is_wanted: impl Fn(&Move) -> bool,
    ) -> Nearest {
        let own = start.levels(self);
        let is_by_role = own.values().all(|level| *level == Level::ZERO);
        let held = if is_by_role { self.levels_of(start.role) } else { own };
        let candidates = self.profiles().rows().map(|(role, _)| *role);
        let candidates =
            candidates.filter(|role| *role != start.role && is_candidate(*role)).count();
        let mut roles = self.profiles().from_levels(self.demand(start.role), &held);
        roles.retain(|(_, role)| is_candidate(*role));
        let mut near = Vec::new();
        let mut passed_over = 0_usize;
        for (distance, role) in &roles {
            if near.len() == most {
                break;
            }
            let takes = self.weigh(start, *role);
            if is_wanted(&takes) {
                near.push(Near { distance: distance.thousandths(), takes });
            } else {
                passed_over = passed_over.plus(1);
            }
        }
        Nearest {
            is_by_role,
            compared: roles.len(),
            passed_over,
            unrelated: candidates.minus(roles.len()),
            roles: near,
        }
    }
}

//! Which roles and moves make a picture that people can read?

use std::collections::BTreeSet;

use super::lattice::Lattice;
use super::profiles::Distance;
use crate::id::RoleIx;
use crate::number::Exact as _;
use crate::quantity::Hours;

/// The most roles in a picture.
pub(super) const MOST_ROLES: usize = 60;
/// How many roles a neighbourhood shows that lead to a role, and how many it leads to.
const NEIGHBOURS: usize = 12;

/// Which roles are shown.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Shown<'a> {
    /// All, if they are few enough; else the family with most roles.
    All,
    /// Those of a family.
    Family(&'a str),
    /// Those nearest to a role by feasible moves, to it and from it.
    Around(RoleIx),
    /// Those of a route alone.
    Route,
}

/// A part of the career lattice: some roles, and the shortest moves between them.
#[derive(Clone, Debug)]
pub struct View {
    /// The roles, by id.
    pub roles: Vec<RoleIx>,
    /// The moves, by the roles they lead from and to.
    pub moves: Vec<ViewMove>,
    /// The family that was chosen, because there are too many roles.
    pub family: Option<Box<str>>,
    /// How many roles are not shown.
    pub left_out: usize,
}

/// A move of a picture.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
#[expect(clippy::struct_excessive_bools, reason = "feasible and on the route are two things")]
pub struct ViewMove {
    /// The role it starts from.
    pub from: RoleIx,
    /// The role it leads to.
    pub to: RoleIx,
    /// How long the learning takes: for somebody who has just what the first role
    /// expects, and on a route who keeps what was learned before.
    pub hours: Hours,
    /// Whether it is feasible.
    pub is_feasible: bool,
    /// Whether it belongs to the route.
    pub is_on_route: bool,
}

impl Lattice<'_> {
    /// Returns a part of the lattice: of each role the `most` nearest roles that are
    /// shown and that a feasible move leads to, and all moves of a route.
    pub fn view(&mut self, shown: &Shown<'_>, route: &[RoleIx], most: usize) -> View {
        let (mut roles, family) = self.shown(shown);
        // The route is in the picture, whatever else is.
        let others = MOST_ROLES.minus(route.len());
        while roles.len() > others
            && let Some(last) = roles.iter().rev().find(|role| !route.contains(role)).copied()
        {
            roles.remove(&last);
        }
        roles.extend(route);
        let all: Vec<RoleIx> = roles.into_iter().collect();
        let mut moves: BTreeSet<ViewMove> = self.route_moves(route).into_iter().collect();
        for from in &all {
            let mut near: Vec<RoleIx> = self.feasible_from(*from, &all);
            if let Shown::Around(role) = shown
                && from != role
            {
                // Around a role the moves to it count, however many are nearer.
                near.sort_by_key(|to| to != role);
            }
            let most = match shown {
                Shown::Around(role) if role == from => all.len(),
                // The others show one move each, or nobody could follow a line.
                Shown::Around(_) => 1,
                _ => most,
            };
            let held = self.levels_of(*from);
            for to in near.into_iter().take(most) {
                if moves.iter().any(|known| (known.from, known.to) == (*from, to)) {
                    continue;
                }
                let hours = self.hours(&held, to);
                moves.insert(ViewMove {
                    from: *from,
                    to,
                    hours,
                    is_feasible: true,
                    is_on_route: false,
                });
            }
        }
        let left_out = self.library().roles.len().minus(all.len());
        View { roles: all, moves: moves.into_iter().collect(), family, left_out }
    }

    fn shown(&self, shown: &Shown<'_>) -> (BTreeSet<RoleIx>, Option<Box<str>>) {
        let library = self.library();
        let all: Vec<RoleIx> = library.names.roles.indices().collect();
        let of_family = |family: &str| -> BTreeSet<RoleIx> {
            let roles = library.roles.iter().filter(|(_, role)| *role.family == *family);
            roles.map(|(ix, _)| ix).collect()
        };
        match shown {
            Shown::Route => (BTreeSet::new(), None),
            Shown::Family(family) => (of_family(family), None),
            Shown::All if all.len() <= MOST_ROLES => (all.into_iter().collect(), None),
            Shown::All => {
                let families: BTreeSet<&str> =
                    library.roles.values().map(|role| &*role.family).collect();
                let size = |family: &&str| {
                    library.roles.values().filter(|role| *role.family == **family).count()
                };
                // Of equally large families the first.
                let largest = families.into_iter().rev().max_by_key(size).unwrap_or_default();
                (of_family(largest), Some(largest.into()))
            }
            Shown::Around(role) => (self.around(*role, &all), None),
        }
    }

    fn around(&self, role: RoleIx, all: &[RoleIx]) -> BTreeSet<RoleIx> {
        let mut shown = BTreeSet::from([role]);
        shown.extend(self.feasible_from(role, all).into_iter().take(NEIGHBOURS));
        let profiles = self.profiles();
        let mut to: Vec<(Distance, RoleIx)> = Vec::new();
        for other in all.iter().filter(|other| **other != role) {
            let held = self.levels_of(*other);
            if self.is_feasible(&held, role)
                && let Some(distance) = profiles.between(*other, role)
            {
                to.push((distance, *other));
            }
        }
        to.sort_unstable();
        shown.extend(to.into_iter().take(NEIGHBOURS).map(|(_, role)| role));
        shown
    }

    /// Where feasible moves lead from a role, among some others, the nearest first.
    fn feasible_from(&self, from: RoleIx, others: &[RoleIx]) -> Vec<RoleIx> {
        if self.demand(from).wanted.is_empty() {
            return Vec::new();
        }
        let held = self.levels_of(from);
        let near = self.profiles().from_levels(self.demand(from), &held).into_iter();
        let near = near.map(|(_, role)| role).filter(|role| others.contains(role));
        near.filter(|role| self.is_feasible(&held, *role)).collect()
    }

    fn route_moves(&mut self, route: &[RoleIx]) -> Vec<ViewMove> {
        let Some(first) = route.first() else { return Vec::new() };
        let mut held = self.levels_of(*first);
        let mut moves = Vec::new();
        for (from, to) in route.iter().zip(route.iter().skip(1)) {
            let (hours, is_feasible) = (self.hours(&held, *to), self.is_feasible(&held, *to));
            moves.push(ViewMove { from: *from, to: *to, hours, is_feasible, is_on_route: true });
            held = self.arrived(&held, *to);
        }
        moves
    }
}

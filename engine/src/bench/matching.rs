//! How many roles can be filled at once, one person each?
//!
//! Only numbers, no names: a role is a list of people, ascending. The matching is
//! Hopcroft and Karp's (1973): shortest augmenting paths, many at a time. Who is
//! over-relied on follows from one matching after Dulmage and Mendelsohn (1958): a
//! person whom no alternating path joins to somebody free is in every largest matching.

use std::collections::{BTreeMap, VecDeque};

use crate::number::Exact as _;

/// A largest matching of people to roles.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Matching {
    /// By role: who fills it, if anybody does.
    pub filled_by: Vec<Option<u32>>,
    /// The people without whom fewer roles could be filled, ascending.
    pub over_relied: Vec<u32>,
}

impl Matching {
    /// Returns a largest matching of roles, each with the people who could fill it,
    /// ascending. Of several largest ones it is always the same.
    pub fn of(roles: &[Vec<u32>]) -> Self {
        let mut search = MatchingSearch::new(roles);
        while search.layer() {
            for role in 0..roles.len() {
                if search.filled_by.get(role).is_some_and(Option::is_none) {
                    search.augment(role);
                }
            }
        }
        let over_relied = search.over_relied();
        Self { filled_by: search.filled_by, over_relied }
    }

    /// How many roles are filled.
    pub fn size(&self) -> usize {
        self.filled_by.iter().flatten().count()
    }
}

struct MatchingSearch<'a> {
    roles: &'a [Vec<u32>],
    filled_by: Vec<Option<u32>>,
    /// The role that a person fills.
    fills: BTreeMap<u32, usize>,
    /// By role: how many roles lie before it on a shortest alternating path.
    depth: Vec<Option<usize>>,
    /// By role: up to whom its people were tried in this phase.
    tried: Vec<usize>,
}

impl<'a> MatchingSearch<'a> {
    fn new(roles: &'a [Vec<u32>]) -> Self {
        Self {
            roles,
            filled_by: vec![None; roles.len()],
            fills: BTreeMap::new(),
            depth: vec![None; roles.len()],
            tried: vec![0; roles.len()],
        }
    }

    fn people(&self, role: usize) -> &'a [u32] {
        self.roles.get(role).map_or(&[], |people| people)
    }

    /// Finds how far each role is from one without anybody; whether somebody free
    /// can be reached.
    fn layer(&mut self) -> bool {
        let mut waiting = VecDeque::new();
        for (role, (depth, filled)) in self.depth.iter_mut().zip(&self.filled_by).enumerate() {
            *depth = filled.is_none().then_some(0);
            if filled.is_none() {
                waiting.push_back(role);
            }
        }
        self.tried.fill(0);
        let mut is_open = false;
        while let Some(role) = waiting.pop_front() {
            let next = self.depth.get(role).copied().flatten().map(|depth| depth.plus(1));
            for person in self.people(role) {
                match self.fills.get(person) {
                    None => is_open = true,
                    Some(other) => {
                        if let Some(depth @ None) = self.depth.get_mut(*other) {
                            *depth = next;
                            waiting.push_back(*other);
                        }
                    }
                }
            }
        }
        is_open
    }

    /// Fills a role along a shortest path, if one is left in this phase. Paths are
    /// as long as there are roles at most, and kept on a list instead of the stack.
    fn augment(&mut self, first: usize) {
        let mut path = vec![first];
        while let Some(role) = path.last().copied() {
            let at = self.tried.get(role).copied().unwrap_or_default();
            let Some(person) = self.people(role).get(at).copied() else {
                // A dead end for the rest of this phase, since `tried` stays at its end.
                path.pop();
                // The role that led here goes on to its next person.
                if let Some(tried) = path.last().and_then(|at| self.tried.get_mut(*at)) {
                    *tried = tried.plus(1);
                }
                continue;
            };
            let Some(other) = self.fills.get(&person).copied() else {
                self.take(&path);
                return;
            };
            // Only one layer further: longer paths are left to the next phase, which is
            // what bounds the number of phases.
            let depth = |role: usize| self.depth.get(role).copied().flatten();
            if depth(other)
                .is_some_and(|further| depth(role).is_some_and(|at| further == at.plus(1)))
            {
                path.push(other);
            } else if let Some(tried) = self.tried.get_mut(role) {
                *tried = at.plus(1);
            }
        }
    }

    /// Gives every role on a path the person it stands at.
    fn take(&mut self, path: &[usize]) {
        for role in path {
            let at = self.tried.get(*role).copied().unwrap_or_default();
            let person = self.people(*role).get(at).copied();
            debug_assert!(person.is_some(), "role {role} is on a path without a person");
            let Some(person) = person else { continue };
            if let Some(filled) = self.filled_by.get_mut(*role) {
                *filled = Some(person);
            }
            self.fills.insert(person, *role);
            // The next role of this phase that comes by must not take them again.
            if let Some(tried) = self.tried.get_mut(*role) {
                *tried = at.plus(1);
            }
        }
    }

    /// Those who fill a role and whom no alternating path joins to somebody free.
    fn over_relied(&self) -> Vec<u32> {
        let is_free = |person: &u32| !self.fills.contains_key(person);
        let mut replaced: Vec<bool> =
            self.roles.iter().map(|people| people.iter().any(is_free)).collect();
        let mut waiting: Vec<usize> =
            (0..replaced.len()).filter(|person| replaced.get(*person) == Some(&true)).collect();
        // Back along alternating paths from roles that somebody free could fill: who fills
        // such a role could be spared, and with them who fills the roles they could take.
        while let Some(role) = waiting.pop() {
            // A role that nobody fills spares nobody.
            let Some(spare) = self.filled_by.get(role).copied().flatten() else { continue };
            for (other, people) in self.roles.iter().enumerate() {
                if let Some(done @ false) = replaced.get_mut(other)
                    && people.binary_search(&spare).is_ok()
                {
                    *done = true;
                    waiting.push(other);
                }
            }
        }
        let needed = self.fills.iter().filter(|(_, role)| replaced.get(**role) == Some(&false));
        needed.map(|(person, _)| *person).collect()
    }
}

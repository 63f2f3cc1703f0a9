//! Which relations go round in a circle?
//!
//! Other tools let things build on each other; a library does not. The relation
//! that closes a circle is left out: which one that is depends on the things
//! alone, never on the order of rows.

use std::collections::btree_set::Iter;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// The most things of a circle that are named.
const MOST_NAMED: usize = 8;

/// Things that lead to each other, and the last of them to the first again.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) struct Circle<T> {
    first: T,
    rest: Vec<T>,
}

impl<T> Circle<T> {
    /// The relation that closes it: from the last thing to the first.
    pub(crate) fn closing(&self) -> (&T, &T) {
        (self.rest.last().unwrap_or(&self.first), &self.first)
    }
}

impl<T: fmt::Display> fmt::Display for Circle<T> {
    /// Writes `a → b → a`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for key in std::iter::once(&self.first).chain(&self.rest).take(MOST_NAMED) {
            write!(f, "{key} → ")?;
        }
        if self.rest.len() >= MOST_NAMED {
            f.write_str("… → ")?;
        }
        self.first.fmt(f)
    }
}

/// Returns the circles of relations, given as what each thing leads to. Without
/// the relations that close them none is left.
pub(crate) fn circles<T: Clone + Ord>(relations: &BTreeMap<T, BTreeSet<T>>) -> Vec<Circle<T>> {
    let mut circles = Vec::new();
    let mut done: BTreeSet<&T> = BTreeSet::new();
    for start in relations.keys() {
        // Depth first, without recursion: a chain may be as long as a file.
        if done.contains(start) {
            continue;
        }
        let mut way = SearchPath { steps: Vec::new(), at: BTreeMap::new() };
        way.go(start, relations);
        while let Some((thing, rest)) = way.steps.last_mut() {
            let Some(next) = rest.next() else {
                done.insert(*thing);
                way.turn_back();
                continue;
            };
            match way.at.get(next) {
                Some(at) => circles.push(Circle { first: next.clone(), rest: way.behind(*at) }),
                None if done.contains(next) => {}
                None => way.go(next, relations),
            }
        }
    }
    circles
}

/// Returns the relations that close circles, of relations in any order.
pub(crate) fn closing<T: Clone + Ord>(relations: &[(T, T)]) -> BTreeSet<(T, T)> {
    let mut leads_to: BTreeMap<T, BTreeSet<T>> = BTreeMap::new();
    for (from, to) in relations {
        leads_to.entry(from.clone()).or_default().insert(to.clone());
    }
    let circles = circles(&leads_to);
    let closing = circles.iter().map(Circle::closing);
    closing.map(|(from, to)| (from.clone(), to.clone())).collect()
}

/// The way from where a search began to where it is.
struct SearchPath<'a, T> {
    /// Things, each with those it leads to that were not tried yet.
    steps: Vec<(&'a T, Iter<'a, T>)>,
    /// The place of each thing among the steps.
    at: BTreeMap<&'a T, usize>,
}

impl<'a, T: Clone + Ord> SearchPath<'a, T> {
    fn go(&mut self, thing: &'a T, relations: &'a BTreeMap<T, BTreeSet<T>>) {
        // What leads nowhere is in no circle.
        if let Some(next) = relations.get(thing) {
            self.at.insert(thing, self.steps.len());
            self.steps.push((thing, next.iter()));
        }
    }

    fn turn_back(&mut self) {
        if let Some((thing, _)) = self.steps.pop() {
            self.at.remove(thing);
        }
    }

    /// The things behind a step.
    fn behind(&self, at: usize) -> Vec<T> {
        self.steps.iter().skip(at).skip(1).map(|(thing, _)| (*thing).clone()).collect()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn relations<T: Clone + Ord>(pairs: &[(T, T)]) -> BTreeMap<T, BTreeSet<T>> {
        let mut relations: BTreeMap<T, BTreeSet<T>> = BTreeMap::new();
        for (from, to) in pairs {
            relations.entry(from.clone()).or_default().insert(to.clone());
        }
        relations
    }

    fn shown(pairs: &[(&str, &str)]) -> Vec<String> {
        circles(&relations(pairs)).iter().map(ToString::to_string).collect()
    }

    #[test]
    fn only_what_closes_a_circle_is_left_out() {
        assert!(shown(&[("a", "b"), ("a", "c"), ("b", "d"), ("c", "d")]).is_empty());
        assert_eq!(shown(&[("a", "a")]), ["a → a"]);
        let pairs = [("c", "a"), ("b", "c"), ("a", "b"), ("x", "a"), ("c", "a")];
        assert_eq!(shown(&pairs), ["a → b → c → a"]);
        assert_eq!(closing(&pairs), BTreeSet::from([("c", "a")]));
    }

    #[test]
    fn a_long_chain_neither_overflows_nor_fills_the_screen() {
        let mut pairs: Vec<(u32, u32)> = (0..50_000).zip(1..50_001).collect();
        pairs.push((50_000, 0));
        let found = circles(&relations(&pairs));
        assert_eq!(found.len(), 1);
        assert!(found[0].to_string().ends_with("→ 7 → … → 0"), "{}", found[0]);
    }

    proptest! {
        #[test]
        fn without_them_no_circle_is_left_and_each_was_needed(
            pairs in prop::collection::vec((0..9_u8, 0..9_u8), 0..40),
        ) {
            let closing = closing(&pairs);
            let kept: Vec<(u8, u8)> =
                pairs.iter().copied().filter(|pair| !closing.contains(pair)).collect();
            prop_assert!(circles(&relations(&kept)).is_empty());
            for edge in closing {
                let with: Vec<(u8, u8)> = kept.iter().copied().chain([edge]).collect();
                prop_assert!(!circles(&relations(&with)).is_empty());
            }
        }
    }
}

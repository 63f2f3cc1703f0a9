//! Which prerequisites close a circle?
//!
//! Frameworks may say that two things build on each other; a library may not.
//! The one that closes the circle is left out: which one that is depends on the
//! ids alone, never on the order of rows.

use std::collections::{BTreeMap, BTreeSet};

/// The most ids of a circle that are named.
const MOST_NAMED: usize = 8;

/// A prerequisite that closes a circle.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) struct Closing {
    /// What requires the other.
    pub(crate) requiring: String,
    /// What is required.
    pub(crate) required: String,
    /// The whole circle, in words: `a → b → a`.
    pub(crate) circle: String,
}

/// Returns what has to be left out of `requires`, which holds what each id
/// requires, so that no circle remains.
pub(crate) fn closing(requires: &BTreeMap<String, BTreeSet<String>>) -> Vec<Closing> {
    let mut closing = Vec::new();
    let mut done: BTreeSet<&str> = BTreeSet::new();
    let below = |id: &str| requires.get(id).into_iter().flatten();
    for start in requires.keys() {
        if done.contains(start.as_str()) {
            continue;
        }
        // Depth first, without recursion: a chain may be as long as a file.
        let mut path = vec![(start.as_str(), below(start))];
        let mut at = BTreeMap::from([(start.as_str(), 0)]);
        while let Some((id, rest)) = path.last_mut() {
            let id = *id;
            let Some(next) = rest.next() else {
                done.insert(id);
                at.remove(id);
                path.pop();
                continue;
            };
            if let Some(first) = at.get(next.as_str()) {
                let circle = path.iter().skip(*first).map(|(it, _)| *it);
                closing.push(Closing {
                    requiring: id.to_owned(),
                    required: next.clone(),
                    circle: named(circle, next),
                });
            } else if !done.contains(next.as_str()) {
                at.insert(next, path.len());
                path.push((next, below(next)));
            }
        }
    }
    closing
}

fn named<'a>(circle: impl ExactSizeIterator<Item = &'a str>, first: &str) -> String {
    let is_long = circle.len() > MOST_NAMED;
    let mut ids: Vec<&str> = circle.take(MOST_NAMED).collect();
    if is_long {
        ids.push("…");
    }
    ids.push(first);
    ids.join(" → ")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn requires(pairs: &[(&str, &str)]) -> BTreeMap<String, BTreeSet<String>> {
        let mut requires: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for (requiring, required) in pairs {
            requires.entry((*requiring).to_owned()).or_default().insert((*required).to_owned());
        }
        requires
    }

    fn circles(pairs: &[(&str, &str)]) -> Vec<String> {
        closing(&requires(pairs)).into_iter().map(|it| it.circle).collect()
    }

    #[test]
    fn only_what_closes_a_circle_is_left_out() {
        assert!(circles(&[("a", "b"), ("a", "c"), ("b", "d"), ("c", "d")]).is_empty());
        assert_eq!(circles(&[("a", "a")]), ["a → a"]);
        assert_eq!(circles(&[("c", "a"), ("b", "c"), ("a", "b"), ("x", "a")]), ["a → b → c → a"]);
    }

    #[test]
    fn a_long_chain_neither_overflows_nor_fills_the_screen() {
        let ids: Vec<String> = (0..50_000).map(|it| format!("x{it:05}")).collect();
        let mut pairs: Vec<(&str, &str)> =
            ids.iter().zip(ids.iter().skip(1)).map(|(a, b)| (a.as_str(), b.as_str())).collect();
        pairs.push(("x49999", "x00000"));
        let found = circles(&pairs);
        assert_eq!(found.len(), 1);
        assert!(found[0].ends_with("x00007 → … → x00000"), "{}", found[0]);
    }

    proptest! {
        #[test]
        fn without_them_no_circle_is_left(pairs in prop::collection::vec((0_u8..9, 0_u8..9), 0..40)) {
            let pairs: Vec<(String, String)> =
                pairs.iter().map(|(a, b)| (a.to_string(), b.to_string())).collect();
            let pairs: Vec<(&str, &str)> =
                pairs.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
            let mut requires = requires(&pairs);
            for it in closing(&requires) {
                prop_assert!(requires.get_mut(&it.requiring).unwrap().remove(&it.required));
            }
            prop_assert_eq!(closing(&requires), []);
        }
    }
}

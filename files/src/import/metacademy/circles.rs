//! Which prerequisites go round in a circle?

use std::collections::{BTreeMap, BTreeSet, btree_map};

use waypath_engine::diagnostic::{Code, Diagnostic, Place};

use super::rows::{Content, Key};

impl Content {
    /// Takes out each prerequisite that closes a circle, and reports it.
    ///
    /// Which one closes it does not depend on the order of the rows: concepts are
    /// gone through by tag, from each to what it builds on.
    pub(super) fn open_circles(&mut self) -> Vec<Diagnostic> {
        let requires = self.concepts.iter().map(|(key, it)| (key, &it.requires)).collect();
        let circles = circles(&requires);
        let mut diagnostics = Vec::new();
        for circle in circles {
            let (Some(first), Some(last)) = (circle.first(), circle.last()) else { continue };
            let Some(concept) = self.concepts.get_mut(last) else { continue };
            let place = concept.requires.remove(first);
            let mut path: Vec<String> = circle.iter().map(ToString::to_string).collect();
            path.push(first.to_string());
            let message = format!("prerequisites go round in a circle: `{}`", path.join(" → "));
            diagnostics.push(
                Diagnostic::new(Code::Cycle, message)
                    .at(place)
                    .help("take out one row on this path; this one does not count"),
            );
        }
        diagnostics
    }
}

type Requires = BTreeMap<Key, Place>;

/// The circles that are closed on the way, each from the concept it begins with
/// to the one that requires that again.
fn circles<'a>(requires: &BTreeMap<&'a Key, &'a Requires>) -> Vec<Vec<Key>> {
    let mut circles = Vec::new();
    let mut seen: BTreeSet<&'a Key> = BTreeSet::new();
    for start in requires.keys().copied() {
        // A way of our own instead of calls: files may hold chains of any length.
        let mut way: Vec<(&'a Key, btree_map::Keys<'a, Key, Place>)> = Vec::new();
        let mut on_way: BTreeSet<&'a Key> = BTreeSet::new();
        let mut next = seen.insert(start).then_some(start);
        loop {
            if let Some(key) = next.take() {
                on_way.insert(key);
                way.extend(requires.get(key).map(|it| (key, it.keys())));
            }
            let Some((key, rest)) = way.last_mut() else { break };
            let key = *key;
            match rest.next() {
                None => {
                    on_way.remove(key);
                    way.pop();
                }
                Some(required) if on_way.contains(required) => {
                    let circle = way.iter().map(|(it, _)| *it).skip_while(|it| *it != required);
                    circles.push(circle.cloned().collect());
                }
                Some(required) => next = seen.insert(required).then_some(required),
            }
        }
    }
    circles
}

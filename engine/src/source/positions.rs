//! Where is the value of this path?

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

use super::inside::{Scalar, bytes_inside};
use super::lines::Lines;
use super::node::{Document, Node, Style, Value};
use crate::diagnostic::Place;

/// The places of the keys and values of all documents, by their paths.
///
/// A path is the keys from the root down, with positions in lists as numbers
/// from 0: `["roles", "support-agent", "expects", "call-diagnosis", "level"]`.
/// Where two documents hold the same path, the one added first is found.
#[derive(Clone, Debug)]
pub struct Positions {
    pub(super) documents: Vec<Arc<Lines>>,
    // INVARIANT: the first is the root; children are indices in this list, above that of
    // their parent.
    pub(super) entries: Vec<PathEntry>,
}

#[derive(Clone, Debug, Default)]
pub(super) struct PathEntry {
    pub(super) children: BTreeMap<Box<str>, usize>,
    pub(super) key: Option<Spot>,
    pub(super) value: Option<Spot>,
    /// The text and style of a scalar.
    scalar: Option<(Box<str>, Style)>,
}

#[derive(Clone, Debug)]
pub(super) struct Spot {
    pub(super) document: usize,
    pub(super) bytes: Range<usize>,
}

impl Default for Positions {
    fn default() -> Self {
        Self { documents: Vec::new(), entries: vec![PathEntry::default()] }
    }
}

impl Positions {
    /// Returns an index without documents.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds the places of a document, under a first segment if there is a
    /// `prefix`.
    pub fn add(&mut self, document: &Document, prefix: Option<&str>) {
        let index = self.documents.len();
        self.documents.push(Arc::clone(&document.lines));
        let root = prefix.map_or(0, |segment| self.child(0, segment));
        self.add_node(root, &document.root, index);
    }

    // Calls itself, at most `DEEPEST` levels deep.
    fn add_node(&mut self, at: usize, node: &Node, document: usize) {
        if let Some(entry) = self.entries.get_mut(at)
            && entry.value.is_none()
        {
            entry.value = Some(Spot { document, bytes: node.bytes.clone() });
            if let Value::Scalar { text, style } = &node.value {
                entry.scalar = Some((text.as_str().into(), *style));
            }
        }
        for (key, value) in node.entries() {
            let Some(text) = key.text() else { continue };
            let child = self.child(at, text);
            if let Some(entry) = self.entries.get_mut(child)
                && entry.key.is_none()
            {
                entry.key = Some(Spot { document, bytes: key.bytes.clone() });
            }
            self.add_node(child, value, document);
        }
        for (item, number) in node.items().iter().zip(0_u32..) {
            let child = self.child(at, &number.to_string());
            self.add_node(child, item, document);
        }
    }

    fn child(&mut self, at: usize, segment: &str) -> usize {
        let new = self.entries.len();
        let Some(parent) = self.entries.get_mut(at) else { return 0 };
        if let Some(child) = parent.children.get(segment) {
            return *child;
        }
        parent.children.insert(segment.into(), new);
        self.entries.push(PathEntry::default());
        new
    }

    /// The place of the key that a path ends with. Items of lists have none.
    pub fn key(&self, path: &[&str]) -> Option<Place> {
        self.place(self.entry(path)?.key.as_ref()?)
    }

    /// The place of a path's value.
    pub fn value(&self, path: &[&str]) -> Option<Place> {
        self.place(self.entry(path)?.value.as_ref()?)
    }

    /// The place of a path's value, or of its nearest ancestor: the key of a
    /// map or list, which is shorter to underline than all it holds.
    pub fn nearest(&self, path: &[&str]) -> Option<Place> {
        let whole = self.value(path);
        whole.or_else(|| {
            let lengths = (0..path.len()).rev();
            lengths
                .filter_map(|length| path.get(..length))
                .find_map(|above| self.key(above).or_else(|| self.value(above)))
        })
    }

    /// The place of `length` characters inside a path's text, from a line and
    /// column on that count from 1 in the text itself, as Rhai reports them.
    ///
    /// Falls back to the whole text where the way it is written (a folded
    /// block, a line joined by `\`) or the position cannot be followed.
    pub fn within(&self, path: &[&str], line: u32, column: u32, length: u32) -> Option<Place> {
        let entry = self.entry(path)?;
        let spot = entry.value.as_ref()?;
        let (text, style) = entry.scalar.as_ref()?;
        let lines = self.documents.get(spot.document)?;
        let scalar = Scalar { text, style: *style, bytes: spot.bytes.clone() };
        let inside = bytes_inside(lines, &scalar, line, column, length);
        Some(lines.place(inside.as_ref().unwrap_or(&spot.bytes)))
    }

    /// The value of a path as it is written, comments in it included.
    pub fn written(&self, path: &[&str]) -> Option<&str> {
        let spot = self.entry(path)?.value.as_ref()?;
        Some(self.documents.get(spot.document)?.slice(spot.bytes.clone()))
    }

    /// The paths from `path` on whose values are not the same here and in
    /// `other`: the first key on the way down that only one has, or a text that
    /// is another. Of lists of different lengths the list.
    ///
    /// How a text is written does not count, nor the order of keys.
    pub fn differences(&self, other: &Self, path: &[&str]) -> Vec<Vec<String>> {
        let mut found = Vec::new();
        let mut at: Vec<String> = path.iter().map(|segment| (*segment).to_owned()).collect();
        match (self.entry(path), other.entry(path)) {
            (Some(one), Some(two)) => self.compare(one, other, two, &mut at, &mut found),
            (None, None) => {}
            _ => found.push(at),
        }
        found
    }

    // Calls itself, at most `DEEPEST` levels deep.
    fn compare(
        &self,
        one: &PathEntry,
        other: &Self,
        two: &PathEntry,
        at: &mut Vec<String>,
        found: &mut Vec<Vec<String>>,
    ) {
        let text = |entry: &PathEntry| entry.scalar.as_ref().map(|(text, _)| text.clone());
        let is_list_of_another_length =
            (self.is_list(one) || other.is_list(two)) && one.children.len() != two.children.len();
        if text(one) != text(two) || is_list_of_another_length {
            found.push(at.clone());
            return;
        }
        let keys: BTreeSet<&Box<str>> = one.children.keys().chain(two.children.keys()).collect();
        for key in keys {
            at.push(key.to_string());
            let here = one.children.get(key).and_then(|at| self.entries.get(*at));
            let there = two.children.get(key).and_then(|at| other.entries.get(*at));
            match (here, there) {
                (Some(here), Some(there)) => self.compare(here, other, there, at, found),
                _ => found.push(at.clone()),
            }
            at.pop();
        }
    }

    /// Whether this is a list: only its items have no keys.
    fn is_list(&self, entry: &PathEntry) -> bool {
        let mut items = entry.children.values().filter_map(|at| self.entries.get(*at)).peekable();
        items.peek().is_some() && items.all(|item| item.key.is_none())
    }

    fn entry(&self, path: &[&str]) -> Option<&PathEntry> {
        path.iter().try_fold(self.entries.first()?, |entry, segment| {
            self.entries.get(*entry.children.get(*segment)?)
        })
    }

    fn place(&self, spot: &Spot) -> Option<Place> {
        Some(self.documents.get(spot.document)?.place(&spot.bytes))
    }
}

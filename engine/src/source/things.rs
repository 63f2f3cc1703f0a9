//! What stands at this place?

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::sync::Arc;

use super::lines::Lines;
use super::positions::Positions;

/// Which part of an entry stands at a place.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum EntryPart {
    /// The word before the colon.
    Key,
    /// What it says.
    Value,
}

/// The innermost key or value at a place.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct PlacedEntry<'a> {
    /// The keys from the root down, with positions in lists as numbers from 0: what
    /// [`Positions::key`] and [`Positions::value`] take.
    pub path: Vec<&'a str>,
    /// Whether the place is in the key or in the value.
    pub part: EntryPart,
}

/// What stands where: the way back from places to the paths of [`Positions`].
///
/// Made once for many questions, as an editor asks them. A place that several paths mean
/// (a value repeated by an alias) answers with the one added first; in a document whose
/// path another one added before holds as well, with what is around it.
#[derive(Debug)]
pub struct PlacedEntries<'a> {
    documents: BTreeMap<Arc<str>, Document<'a>>,
    // INVARIANT: by entry of the positions, its parent and its name; the parent of all
    // but the root has a lower number.
    names: Vec<(usize, &'a str)>,
}

#[derive(Debug)]
struct Document<'a> {
    lines: &'a Lines,
    // INVARIANT: ascending by start, of those that start together the longest first. Of
    // two that overlap one holds the other, as values of YAML do.
    spans: Vec<EntrySpan>,
}

#[derive(Clone, Copy, Debug)]
struct EntrySpan {
    start: usize,
    end: usize,
    entry: usize,
    part: EntryPart,
    /// The span around this one.
    around: Option<usize>,
}

impl<'a> PlacedEntries<'a> {
    /// Turns positions round.
    pub fn new(positions: &'a Positions) -> Self {
        let mut names = vec![(0, ""); positions.entries.len()];
        let mut spans: Vec<Vec<EntrySpan>> = vec![Vec::new(); positions.documents.len()];
        for (at, entry) in positions.entries.iter().enumerate() {
            for (name, child) in &entry.children {
                if let Some(slot) = names.get_mut(*child) {
                    *slot = (at, &**name);
                }
            }
            for (part, spot) in [(EntryPart::Key, &entry.key), (EntryPart::Value, &entry.value)] {
                let Some(spot) = spot else { continue };
                let (start, end) = (spot.bytes.start, spot.bytes.end);
                if let Some(spans) = spans.get_mut(spot.document) {
                    spans.push(EntrySpan { start, end, entry: at, part, around: None });
                }
            }
        }
        let documents = positions.documents.iter().zip(spans).map(|(lines, spans)| {
            let document = Document { lines, spans: nested(spans) };
            (Arc::clone(lines.file()), document)
        });
        Self { documents: documents.collect(), names }
    }

    /// Returns what stands at a line and column of a file, both counted from 1; `None`
    /// for a place outside of all values, and of a file that is not known.
    pub fn at(&self, file: &str, line: u32, column: u32) -> Option<PlacedEntry<'a>> {
        let document = self.documents.get(file)?;
        let byte = document.lines.bytes_at(line, column, 0)?.start;
        let span = document.innermost(byte)?;
        let mut path = Vec::new();
        let mut entry = span.entry;
        while entry > 0 {
            let (parent, name) = self.names.get(entry)?;
            path.push(*name);
            entry = *parent;
        }
        path.reverse();
        Some(PlacedEntry { path, part: span.part })
    }
}

impl Document<'_> {
    fn innermost(&self, byte: usize) -> Option<EntrySpan> {
        // What starts last before the byte is inside of everything that holds the byte.
        let mut at = self.spans.partition_point(|span| span.start <= byte).checked_sub(1);
        while let Some(span) = at.and_then(|at| self.spans.get(at)) {
            // An absent value is a point.
            if byte < span.end || span.start == byte {
                return Some(*span);
            }
            at = span.around;
        }
        None
    }
}

/// Spans in their order, each with the one around it.
fn nested(mut spans: Vec<EntrySpan>) -> Vec<EntrySpan> {
    // Of equal spans the last is found, which is to be the one added first.
    spans.sort_by_key(|span| (span.start, Reverse(span.end), Reverse(span.entry)));
    let mut open: Vec<(usize, usize)> = Vec::new();
    for (at, span) in spans.iter_mut().enumerate() {
        while open.last().is_some_and(|(_, end)| *end < span.end || *end <= span.start) {
            open.pop();
        }
        span.around = open.last().map(|(around, _)| *around);
        open.push((at, span.end));
    }
    spans
}

//! Which change of a file mends its mistakes?
//!
//! Patches the text at its place and leaves everything else as it is, byte for
//! byte: comments, quotes, the order of keys. Only what is certain is changed;
//! [`Fix`] says what that is.

use std::ops::Range;

use crate::diagnostic::{Diagnostic, Fix, Place};
use crate::number::Exact as _;
use crate::source::{Node, Source, read_yaml};

/// A file with mistakes mended.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Mended {
    /// What the file holds.
    pub bytes: Vec<u8>,
    /// What was changed, in the order of the file as it was; empty where nothing was.
    pub changes: Vec<AppliedFix>,
}

/// One change of a file.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct AppliedFix {
    /// Where, in the file as it was.
    pub place: Place,
    /// What: "`levl` is now `level`".
    pub what: String,
}

/// Mends a file as far as its diagnostics say how.
///
/// Moving a key may need another look at the file as it is then, so one call may
/// leave mistakes for the next; it changes nothing once nothing is left.
pub fn mend(source: &Source, diagnostics: &[Diagnostic]) -> Mended {
    let mut edits = Edits::default();
    let mut tree = None;
    let mut has_moved = false;
    for diagnostic in diagnostics {
        let (Some(place), Some(fix)) = (&diagnostic.place, &diagnostic.fix) else { continue };
        if *place.file != *source.path {
            continue;
        }
        match &**fix {
            Fix::Replace { old, new } => {
                if let Some(bytes) = word(&source.bytes, &place.bytes, old) {
                    let what = format!("`{old}` is now `{new}`");
                    edits.add(vec![(bytes, new.clone())], place, what);
                }
            }
            Fix::Move { below } if !has_moved => {
                let tree = tree.get_or_insert_with(|| read_yaml(source).document);
                let root = tree.as_ref().map(|document| &document.root);
                let moved = root.and_then(|root| moved(&source.bytes, root, &place.bytes, below));
                if let Some((key, changes)) = moved {
                    has_moved =
                        edits.add(changes, place, format!("`{key}` now stands below `{below}`"));
                }
            }
            Fix::Move { .. } => {}
        }
    }
    edits.apply(&source.bytes)
}

/// One piece of a file, and what takes its place.
type Edit = (Range<usize>, String);

#[derive(Default)]
struct Edits {
    edits: Vec<Edit>,
    changes: Vec<AppliedFix>,
}

impl Edits {
    /// Adds edits that belong together; says whether they fit beside the others.
    fn add(&mut self, edits: Vec<Edit>, place: &Place, what: String) -> bool {
        let touches = |a: &Range<usize>, b: &Range<usize>| a.start <= b.end && b.start <= a.end;
        let mut new = edits.iter().map(|(bytes, _)| bytes);
        if new.any(|edit| self.edits.iter().any(|(bytes, _)| touches(edit, bytes))) {
            return false;
        }
        self.edits.extend(edits);
        self.changes.push(AppliedFix { place: place.clone(), what });
        true
    }

    fn apply(mut self, bytes: &[u8]) -> Mended {
        self.edits.sort_by_key(|(bytes, _)| (bytes.start, bytes.end));
        self.changes.sort_by_key(|change| change.place.bytes.start);
        let mut mended = Vec::with_capacity(bytes.len());
        let mut at = 0;
        for (range, text) in &self.edits {
            mended.extend_from_slice(bytes.get(at..range.start).unwrap_or_default());
            mended.extend_from_slice(text.as_bytes());
            at = range.end;
        }
        mended.extend_from_slice(bytes.get(at..).unwrap_or_default());
        Mended { bytes: mended, changes: self.changes }
    }
}

/// Where a word stands in a part of a file; `None` unless exactly once.
fn word(bytes: &[u8], within: &Range<usize>, word: &str) -> Option<Range<usize>> {
    let text = std::str::from_utf8(bytes.get(within.clone())?).ok()?;
    let is_part = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || "-_.".contains(c));
    let mut found = text.match_indices(word).filter(|(at, _)| {
        let before = text.get(..*at).and_then(|before| before.chars().next_back());
        let after = text.get(at.plus(word.len())..).and_then(|after| after.chars().next());
        !is_part(before) && !is_part(after)
    });
    let (at, _) = found.next()?;
    let start = within.start.plus(at);
    found.next().is_none().then(|| start..start.plus(word.len()))
}

/// The edits that move the entry whose key stands at some bytes below another
/// key of its map, and that entry's key; `None` where the map is not written
/// with one entry a line.
fn moved<'a>(
    bytes: &[u8],
    root: &'a Node,
    key: &Range<usize>,
    below: &str,
) -> Option<(&'a str, Vec<Edit>)> {
    let owner = owner(root, key)?;
    let (key, value) = owner.entries().iter().find(|(known, _)| known.bytes == *key)?;
    let lines = lines_of(bytes, key, value)?;
    let indent = key.bytes.start.checked_sub(lines.start)?;
    let text = std::str::from_utf8(bytes.get(lines.clone())?).ok()?;
    let target = owner.entries().iter().find(|(known, _)| known.text() == Some(below));
    let Some((_, target)) = target else {
        let spaces = " ".repeat(indent);
        let text = format!("{spaces}{below}:\n{}", deeper(text, 2));
        return Some((key.text()?, vec![(lines, text)]));
    };
    let (first, first_value) = target.entries().first()?;
    let first_lines = lines_of(bytes, first, first_value)?;
    let more = first.bytes.start.checked_sub(first_lines.start)?.checked_sub(indent)?;
    if more == 0 || target.get(key.text()?).is_some() {
        return None;
    }
    let at = first_lines.start;
    Some((key.text()?, vec![(lines, String::new()), (at..at, deeper(text, more))]))
}

/// The map with an entry whose key stands at some bytes.
// Calls itself, at most as deep as documents may be nested.
fn owner<'a>(node: &'a Node, key: &Range<usize>) -> Option<&'a Node> {
    if node.entries().iter().any(|(known, _)| known.bytes == *key) {
        return Some(node);
    }
    let values = node.entries().iter().map(|(_, value)| value).chain(node.items());
    values.into_iter().find_map(|inner| owner(inner, key))
}

/// The whole lines of an entry; `None` where its first line holds anything else.
fn lines_of(bytes: &[u8], key: &Node, value: &Node) -> Option<Range<usize>> {
    let head = bytes.get(..key.bytes.start)?;
    let start =
        head.iter().rposition(|newline| *newline == b'\n').map_or(0, |newline| newline.plus(1));
    if !bytes.get(start..key.bytes.start)?.iter().all(|byte| *byte == b' ') {
        return None;
    }
    let end = value.bytes.end.max(key.bytes.end);
    let last = bytes.get(..end)?.last();
    if last == Some(&b'\n') {
        return Some(start..end);
    }
    let rest = bytes.get(end..)?.iter().position(|byte| *byte == b'\n')?;
    Some(start..end.plus(rest).plus(1))
}

/// Lines further to the right; empty ones stay empty.
fn deeper(lines: &str, by: usize) -> String {
    let spaces = " ".repeat(by);
    let indented = |line: &str| {
        let is_empty = line.trim().is_empty();
        if is_empty { line.to_owned() } else { format!("{spaces}{line}") }
    };
    lines.split_inclusive('\n').map(indented).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Code;

    fn source(text: &str) -> Source {
        Source { path: "x.yaml".to_owned(), bytes: text.into() }
    }

    /// A diagnostic at the first place where a text stands.
    fn at(text: &str, place: &str, fix: Fix) -> Diagnostic {
        let start = text.find(place).unwrap();
        let bytes = start..start.plus(place.len());
        let place = Place { file: "x.yaml".into(), line: 1, column: 1, bytes };
        Diagnostic {
            fix: Some(Box::new(fix)),
            ..Diagnostic::new(Code::UnknownField, "x").at(place)
        }
    }

    fn replace(old: &str, new: &str) -> Fix {
        Fix::Replace { old: old.to_owned(), new: new.to_owned() }
    }

    fn mended(text: &str, diagnostics: &[Diagnostic]) -> String {
        String::from_utf8(mend(&source(text), diagnostics).bytes).unwrap()
    }

    #[test]
    fn a_word_is_replaced_and_the_rest_stays_byte_for_byte() {
        let text = "roles:  # kept\n  a:\n    extends:   'cal-diag'   # é\r\n    x: 1\n";
        let fixed = mended(text, &[at(text, "'cal-diag'", replace("cal-diag", "call-diag"))]);
        assert_eq!(fixed, text.replace("cal-diag", "call-diag"));
    }

    #[test]
    fn a_word_that_is_not_certain_stays() {
        let text = "when: gap(\"a\") > gap(\"a\") || level(\"a-b\") > 1\n";
        let line = text.trim_end();
        assert_eq!(mended(text, &[at(text, line, replace("a", "b"))]), text, "twice");
        assert_eq!(mended(text, &[at(text, line, replace("b", "c"))]), text, "a part of a word");
        assert_eq!(mended(text, &[at(text, line, replace("z", "c"))]), text, "not there");
    }

    #[test]
    fn of_two_changes_of_one_place_the_first_is_made() {
        let text = "a: one two\n";
        let both = [at(text, "one", replace("one", "x")), at(text, "one two", replace("one", "y"))];
        let fixed = mend(&source(text), &both);
        assert_eq!(fixed.bytes, b"a: x two\n");
        assert_eq!(fixed.changes.len(), 1);
    }

    #[test]
    fn a_key_is_moved_below_another_with_all_its_lines() {
        let text = "\
modules:
  a:
    done_when:  # two
      - \"one\"

      - \"two\"
    hours: 1
    proof:
      # about the proof
      kind: task
";
        let expected = "\
modules:
  a:
    hours: 1
    proof:
      # about the proof
      done_when:  # two
        - \"one\"

        - \"two\"
      kind: task
";
        let fixed = mended(text, &[at(text, "done_when", Fix::Move { below: "proof" })]);
        assert_eq!(fixed, expected);
    }

    #[test]
    fn a_key_is_moved_below_one_that_is_made_for_it() {
        let text = "rules:\n  a:\n    role: [x]  # who\n    when: true\n";
        let expected = "rules:\n  a:\n    scope:\n      role: [x]  # who\n    when: true\n";
        assert_eq!(mended(text, &[at(text, "role:", Fix::Move { below: "scope" })]), text);
        let key = Range { start: text.find("role: [").unwrap(), end: text.find(": [x]").unwrap() };
        let mut diagnostic = at(text, "role", Fix::Move { below: "scope" });
        diagnostic.place.as_mut().unwrap().bytes = key;
        assert_eq!(mended(text, &[diagnostic]), expected);
    }

    #[test]
    fn a_key_in_braces_stays_where_it_is() {
        let text = "modules:\n  a: { kind: task, proof: { within: 3 days } }\n";
        assert_eq!(mended(text, &[at(text, "kind", Fix::Move { below: "proof" })]), text);
        let text = "modules:\n  a:\n    kind: task\n    proof: { within: 3 days }\n";
        assert_eq!(mended(text, &[at(text, "kind", Fix::Move { below: "proof" })]), text);
    }
}

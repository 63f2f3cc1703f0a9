//! Where in the file is a character of a text?
//!
//! Readers of a text (of a condition, say) count in the text itself, which may
//! be indented, quoted, escaped or spread over lines in the file.

use std::ops::Range;

use super::limits::LONGEST_TEXT;
use super::lines::{Lines, nth_byte, to_usize};
use super::node::Style;
use crate::number::Exact as _;

/// A scalar, as it is written and as it reads.
pub(super) struct Scalar<'a> {
    pub(super) text: &'a str,
    pub(super) style: Style,
    pub(super) bytes: Range<usize>,
}

/// Returns the bytes of `length` characters of a text, from a line and column on
/// that count from 1 inside the text; nothing where this cannot be told.
pub(super) fn bytes_inside(
    lines: &Lines,
    scalar: &Scalar<'_>,
    line: u32,
    column: u32,
    length: u32,
) -> Option<Range<usize>> {
    let nth = to_usize(line).checked_sub(1)?;
    let column = to_usize(column).checked_sub(1)?;
    let breaks = scalar.text.match_indices('\n').map(|(at, _)| at.plus(1));
    let start = std::iter::once(0).chain(breaks).nth(nth)?;
    let rest = scalar.text.get(start..)?.lines().next().unwrap_or_default();
    let from = nth_byte(rest, column);
    let to = nth_byte(rest, column.plus(to_usize(length)));
    if scalar.style == Style::Literal {
        return literal_line(lines, scalar, nth, rest)
            .map(|start| start.plus(from)..start.plus(to));
    }
    if scalar.text.len() > LONGEST_TEXT {
        return None;
    }
    let origins = origins(lines, scalar)?;
    let byte = |ahead: usize| {
        let text = scalar.text.get(..start.plus(ahead))?;
        origins.get(text.chars().count()).copied()
    };
    let (from, to) = (byte(from)?, byte(to)?);
    Some(from..to.max(from))
}

/// The byte in the file where a line of a `|` block starts, behind its
/// indentation.
fn literal_line(lines: &Lines, scalar: &Scalar<'_>, nth: usize, text: &str) -> Option<usize> {
    let header = lines.line_of(scalar.bytes.start);
    let line = lines.line(header.plus(nth).plus(1))?;
    let indented = lines.slice(line.clone()).strip_suffix(text)?;
    Some(line.start.plus(indented.len()))
}

/// The byte in the file of each character of a text, and of its end. Nothing
/// where the text is written in a way that this does not follow.
fn origins(lines: &Lines, scalar: &Scalar<'_>) -> Option<Vec<usize>> {
    let mut bytes = scalar.bytes.clone();
    match scalar.style {
        Style::Plain => {}
        Style::SingleQuoted | Style::DoubleQuoted => {
            bytes = bytes.start.plus(1)..bytes.end.minus(1);
        }
        Style::Literal | Style::Folded => return None,
    }
    let mut origins = Vec::new();
    let mut at = bytes.start;
    while at < bytes.end {
        let piece = piece(lines.slice(at..bytes.end), scalar.style)?;
        origins.extend(std::iter::repeat_n(at, piece.characters));
        at = at.plus(piece.bytes.max(1));
    }
    origins.push(bytes.end);
    (origins.len() == scalar.text.chars().count().plus(1)).then_some(origins)
}

/// How many bytes stand for how many characters.
struct WrittenPiece {
    bytes: usize,
    characters: usize,
}

fn piece(written: &str, style: Style) -> Option<WrittenPiece> {
    let blank = written.trim_start_matches([' ', '\t', '\r', '\n']);
    let blank = written.get(..written.len().minus(blank.len()))?;
    let breaks = blank.matches('\n').count();
    if breaks > 0 {
        return Some(WrittenPiece { bytes: blank.len(), characters: breaks.minus(1).max(1) });
    }
    if style == Style::SingleQuoted && written.starts_with("''") {
        return Some(WrittenPiece { bytes: 2, characters: 1 });
    }
    if style == Style::DoubleQuoted && written.starts_with('\\') {
        let bytes = match written.chars().nth(1)? {
            'x' => 4,
            'u' => 6,
            'U' => 10,
            '\r' | '\n' => return None,
            other => other.len_utf8().plus(1),
        };
        return Some(WrittenPiece { bytes, characters: 1 });
    }
    Some(WrittenPiece { bytes: written.chars().next()?.len_utf8(), characters: 1 })
}

//! Where exactly does a value stand?
//!
//! The parser's spans take in what stands before a value (anchors, tags) and the
//! blanks and comments behind it, and leave out the `|` of a block. An underline
//! in a terminal has to be exact.

use std::ops::Range;

use super::lines::Lines;
use super::node::Style;
use crate::number::Exact as _;

/// The anchors and tags that start at this byte, and the byte behind them.
pub(super) fn properties(lines: &Lines, start: usize) -> (Vec<Range<usize>>, usize) {
    let mut found = Vec::new();
    let mut at = start;
    while lines.from(at).starts_with(['&', '!']) {
        let rest = lines.from(at);
        let length = rest.find(is_property_end).unwrap_or(rest.len());
        let end = at.plus(length);
        found.push(at..end);
        at = skip_blank_lines(lines, end);
    }
    (found, at)
}

fn is_property_end(letter: char) -> bool {
    matches!(letter, ' ' | '\t' | '\r' | '\n' | ',' | '[' | ']' | '{' | '}')
}

fn skip_blank_lines(lines: &Lines, start: usize) -> usize {
    let mut at = start;
    loop {
        let rest = lines.from(at);
        let blank = rest.len().minus(rest.trim_start().len());
        at = at.plus(blank);
        if !lines.from(at).starts_with('#') || blank == 0 {
            return at;
        }
        let comment = lines.from(at);
        at = at.plus(comment.find('\n').unwrap_or(comment.len()));
    }
}

/// The bytes of a scalar, without what the parser adds to them. It `is_bare` if
/// neither an anchor nor a tag stands before it.
pub(super) fn scalar_bytes(
    lines: &Lines,
    bytes: &Range<usize>,
    text: &str,
    style: Style,
    is_bare: bool,
) -> Range<usize> {
    let start = bytes.start;
    match style {
        Style::Plain if text.is_empty() => start..start,
        Style::Plain => {
            let written = lines.slice(bytes.clone());
            start..start.plus(written.trim_end().len())
        }
        Style::SingleQuoted | Style::DoubleQuoted => {
            start..start.plus(quoted_length(lines.slice(bytes.clone()), style))
        }
        Style::Literal | Style::Folded => block_bytes(lines, bytes, text, is_bare),
    }
}

fn quoted_length(written: &str, style: Style) -> usize {
    let mut characters = written.char_indices().skip(1).peekable();
    while let Some((at, found)) = characters.next() {
        match (style, found) {
            (Style::DoubleQuoted, '\\') => {
                characters.next();
            }
            (Style::DoubleQuoted, '"') => return at.plus(1),
            (Style::SingleQuoted, '\'')
                if characters.next_if(|(_, next)| *next == '\'').is_none() =>
            {
                return at.plus(1);
            }
            _ => {}
        }
    }
    written.trim_end().len()
}

fn block_bytes(lines: &Lines, bytes: &Range<usize>, text: &str, is_bare: bool) -> Range<usize> {
    // The parser's span starts at the first line of text if there is one and
    // nothing stands before the header.
    let is_empty = text.trim_matches('\n').is_empty();
    let is_header = !is_bare || (is_empty && header_length(lines.from(bytes.start)).is_some());
    let start = if is_header { bytes.start } else { header_before(lines, bytes.start) };
    let written = lines.slice(start..bytes.end.max(start));
    let length = if is_empty { header_length(written) } else { None };
    start..start.plus(length.unwrap_or_else(|| written.trim_end().len()))
}

/// The start of the `|` or `>` on the last line with content before this byte.
fn header_before(lines: &Lines, byte: usize) -> usize {
    let mut line = lines.line_of(byte);
    while line > 0 {
        line = line.minus(1);
        let Some(bytes) = lines.line(line) else { break };
        let written = lines.slice(bytes.clone());
        if !written.trim().is_empty() {
            let header = written.match_indices(['|', '>']).find(|(at, _)| {
                let before = written.get(..*at).unwrap_or_default();
                before.chars().next_back().is_none_or(char::is_whitespace)
                    && header_length(written.get(*at..).unwrap_or_default()).is_some()
            });
            return header.map_or(byte, |(at, _)| bytes.start.plus(at));
        }
    }
    byte
}

/// The length of a block's header (`|`, `>-`, `|2`) if the line holds nothing
/// else.
fn header_length(text: &str) -> Option<usize> {
    let line = text.lines().next().unwrap_or_default();
    let behind = line.strip_prefix(['|', '>'])?;
    let rest =
        behind.trim_start_matches(|letter: char| letter.is_ascii_digit() || "+-".contains(letter));
    let blank = rest.trim_start();
    let is_alone = blank.is_empty() || (blank.starts_with('#') && blank.len() < rest.len());
    is_alone.then(|| line.len().minus(rest.len()))
}

/// Whether a collection that starts at this byte is written in brackets.
pub(super) fn is_flow(lines: &Lines, start: usize) -> bool {
    lines.from(start).starts_with(['{', '['])
}

/// The point behind a key's colon, where its missing value would stand.
pub(super) fn after_colon(lines: &Lines, key: &Range<usize>) -> usize {
    let rest = lines.from(key.end);
    let trimmed = rest.trim_start_matches([' ', '\t']);
    if trimmed.starts_with(':') {
        let blank = rest.len().minus(trimmed.len());
        key.end.plus(blank).plus(1)
    } else {
        key.end
    }
}

//! Which byte is which line and column?

use std::ops::Range;
use std::sync::Arc;

use crate::diagnostic::Place;
use crate::number::Exact as _;

/// Every so many characters, their byte is noted.
const STRIDE: usize = 64;

const BYTE_ORDER_MARK: char = '\u{FEFF}';

/// A file's text with an index of its lines and characters.
#[derive(Debug)]
pub(super) struct Lines {
    file: Arc<str>,
    text: Arc<str>,
    // INVARIANT: ascending; the first is 0, or 3 behind a byte order mark.
    starts: Vec<usize>,
    // INVARIANT: `strides[i]` is the byte of character `i * STRIDE`.
    strides: Vec<usize>,
}

impl Lines {
    pub(super) fn new(file: Arc<str>, text: Arc<str>) -> Self {
        let mark = if text.starts_with(BYTE_ORDER_MARK) { BYTE_ORDER_MARK.len_utf8() } else { 0 };
        let breaks = text.match_indices('\n').map(|(at, _)| at.plus(1));
        let starts = std::iter::once(mark).chain(breaks).collect();
        let strides = text.char_indices().step_by(STRIDE).map(|(at, _)| at).collect();
        Self { file, text, starts, strides }
    }

    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// The text without a byte order mark, copied only if there is one.
    pub(super) fn shared_body(&self) -> Arc<str> {
        if self.start() == 0 { Arc::clone(&self.text) } else { self.body().into() }
    }

    pub(super) fn file(&self) -> &Arc<str> {
        &self.file
    }

    /// The byte at which the text starts, behind a byte order mark.
    pub(super) fn start(&self) -> usize {
        self.starts.first().copied().unwrap_or(0)
    }

    /// The text without a byte order mark.
    pub(super) fn body(&self) -> &str {
        self.slice(self.start()..self.text.len())
    }

    /// The text of these bytes; empty where they are none of this file.
    pub(super) fn slice(&self, bytes: Range<usize>) -> &str {
        self.text.get(bytes).unwrap_or_default()
    }

    /// The text from this byte on.
    pub(super) fn from(&self, byte: usize) -> &str {
        self.slice(byte..self.text.len())
    }

    /// The byte of the `index`th character behind a byte order mark.
    pub(super) fn byte_of(&self, index: usize) -> usize {
        let index = if self.start() == 0 { index } else { index.plus(1) };
        let Some(stride) = self.strides.get(index.div_euclid(STRIDE)) else {
            return self.text.len();
        };
        let mut characters = self.from(*stride).char_indices();
        let ahead = characters.nth(index.rem_euclid(STRIDE)).map(|(at, _)| at);
        ahead.map_or(self.text.len(), |ahead| stride.plus(ahead))
    }

    fn character_of(&self, byte: usize) -> usize {
        // An empty text has no stride at all.
        let stride = self.strides.partition_point(|first| *first <= byte).saturating_sub(1);
        let from = self.strides.get(stride).copied().unwrap_or(0);
        let ahead = self.slice(from..byte).chars().count();
        stride.times(STRIDE).plus(ahead)
    }

    /// The line this byte is on, counted from 0; a byte order mark is on the first.
    pub(super) fn line_of(&self, byte: usize) -> usize {
        self.starts.partition_point(|start| *start <= byte).saturating_sub(1)
    }

    /// The bytes of a line, counted from 0, without its line ending.
    pub(super) fn line(&self, line: usize) -> Option<Range<usize>> {
        let start = *self.starts.get(line)?;
        let end = match self.starts.get(line.plus(1)) {
            Some(next) => next.minus(1),
            None => self.text.len(),
        };
        let text = self.slice(start..end);
        let cut = text.strip_suffix('\r').unwrap_or(text);
        Some(start..start.plus(cut.len()))
    }

    /// The line of this byte as text.
    pub(super) fn line_text(&self, byte: usize) -> &str {
        self.line(self.line_of(byte)).map_or("", |bytes| self.slice(bytes))
    }

    /// The bytes of `length` characters from this line and column on, both
    /// counted from 1. Stays on the line.
    pub(super) fn bytes_at(&self, line: u32, column: u32, length: u32) -> Option<Range<usize>> {
        let line = self.line(to_usize(line).checked_sub(1)?)?;
        let text = self.slice(line.clone());
        let skip = to_usize(column).saturating_sub(1);
        let start = nth_byte(text, skip);
        let end = nth_byte(text, skip.plus(to_usize(length)));
        Some(line.start.plus(start)..line.start.plus(end))
    }

    /// The place of these bytes. Bytes outside the file are moved into it.
    pub(super) fn place(&self, bytes: &Range<usize>) -> Place {
        let start = self.boundary(bytes.start);
        let end = self.boundary(bytes.end.max(start));
        let line = self.line_of(start);
        let first = self.starts.get(line).copied().unwrap_or(0);
        let column = self.character_of(start).minus(self.character_of(first));
        Place {
            file: Arc::clone(&self.file),
            line: to_u32(line.plus(1)),
            column: to_u32(column.plus(1)),
            bytes: start..end,
        }
    }

    fn boundary(&self, byte: usize) -> usize {
        let mut byte = byte.clamp(self.start(), self.text.len());
        while !self.text.is_char_boundary(byte) {
            byte = byte.minus(1);
        }
        byte
    }
}

/// The byte of the `nth` character, or the text's end.
pub(super) fn nth_byte(text: &str, nth: usize) -> usize {
    text.char_indices().nth(nth).map_or(text.len(), |(at, _)| at)
}

pub(super) fn to_u32(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

pub(super) fn to_usize(number: u32) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}

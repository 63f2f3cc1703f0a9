//! What does a JSON file hold, and where is each part of it?
//!
//! A file is read in parts: an object that is wrong costs itself and not the
//! rest. A part is a [`RawValue`], which lies in the text it was read from and
//! therefore knows its place.

use std::ops::Range;
use std::sync::Arc;

use serde::Deserialize;
use serde_json::error::Category;
use serde_json::value::RawValue;
use waypath_engine::diagnostic::{Code, Diagnostic, Place};
use waypath_engine::source::{Source, read_text};

/// A JSON file as text.
pub(crate) struct Json {
    file: Arc<str>,
    text: Arc<str>,
    /// The bytes in front of the text: those of a byte order mark.
    mark: usize,
    /// The byte at which each line begins.
    lines: Vec<usize>,
}

impl Json {
    /// Reads a file as text in UTF-8.
    pub(crate) fn new(source: &Source) -> Result<Self, Diagnostic> {
        let text = read_text(source)?;
        let mark = source.bytes.len().saturating_sub(text.len());
        let breaks = text.match_indices('\n').map(|(at, _)| at.saturating_add(1));
        let lines = std::iter::once(0).chain(breaks).collect();
        Ok(Self { file: source.path.as_str().into(), text, mark, lines })
    }

    /// Reads the whole file as an object; `help` says what it should be.
    pub(crate) fn read<'a, T: Deserialize<'a>>(&'a self, help: &str) -> Result<T, Diagnostic> {
        let whole: &RawValue =
            serde_json::from_str(&self.text).map_err(|err| self.no_json(&err))?;
        self.part(whole, "the file", help)
    }

    /// Reads a part of the file as an object; `what` says what it is, `help` what
    /// it needs.
    pub(crate) fn part<'a, T: Deserialize<'a>>(
        &self,
        raw: &'a RawValue,
        what: &str,
        help: &str,
    ) -> Result<T, Diagnostic> {
        let wrong = |reason: &str| {
            Diagnostic::new(Code::WrongJson, format!("{what} cannot be read: {reason}"))
                .at(self.place(raw))
                .help(help)
        };
        // An array would be read as the fields of an object in their order.
        if !raw.get().starts_with('{') {
            return Err(wrong("it is not an object in braces"));
        }
        serde_json::from_str(raw.get()).map_err(|err| wrong(&reason(&err)))
    }

    /// Where a part of the file stands: the first of its lines that says something.
    pub(crate) fn place(&self, raw: &RawValue) -> Place {
        let part = raw.get();
        let start = part.as_ptr().addr().saturating_sub(self.text.as_ptr().addr());
        // Only a part of another text lies outside; nothing of it is shown then.
        let start = start.min(self.text.len());
        let inside = part.trim_start_matches(['{', ' ', '\t', '\r', '\n']);
        let skipped = part.len().saturating_sub(inside.len());
        let is_opened_alone = part.get(..skipped).is_some_and(|text| text.contains('\n'));
        let start = if is_opened_alone { start.saturating_add(skipped) } else { start };
        let shown = if is_opened_alone { inside } else { part };
        let length = shown.lines().next().map_or(0, str::len);
        self.place_of(start..start.saturating_add(length).min(self.text.len()))
    }

    /// Where the file begins.
    pub(crate) fn beginning(&self) -> Place {
        self.place_of(0..0)
    }

    fn place_of(&self, bytes: Range<usize>) -> Place {
        let line = self.lines.partition_point(|start| *start <= bytes.start);
        let begin = line.checked_sub(1).and_then(|ix| self.lines.get(ix)).copied();
        let before = self.text.get(begin.unwrap_or(0)..bytes.start).unwrap_or_default();
        let number = |index: usize| u32::try_from(index).unwrap_or(u32::MAX);
        Place {
            file: Arc::clone(&self.file),
            line: number(line),
            column: number(before.chars().count()).saturating_add(1),
            bytes: bytes.start.saturating_add(self.mark)..bytes.end.saturating_add(self.mark),
        }
    }

    fn no_json(&self, err: &serde_json::Error) -> Diagnostic {
        let begin = err.line().checked_sub(1).and_then(|ix| self.lines.get(ix)).copied();
        // The column is that of the last byte read, and 0 behind a line's end.
        let at = begin.unwrap_or(0).saturating_add(err.column().saturating_sub(1));
        let mut at = at.min(self.text.len());
        while !self.text.is_char_boundary(at) {
            at = at.saturating_sub(1);
        }
        let (message, help) = match err.classify() {
            Category::Eof if self.text.trim().is_empty() => {
                ("the file is empty".to_owned(), "download it again")
            }
            Category::Eof => {
                ("the file ends in the middle".to_owned(), "download it again; it was cut off")
            }
            Category::Syntax | Category::Data | Category::Io => (
                format!("the file is not JSON: {}", reason(err)),
                "open it in an editor that checks JSON, or download it again",
            ),
        };
        Diagnostic::new(Code::WrongJson, message).at(self.place_of(at..at)).help(help)
    }
}

/// What is wrong, without where and in words of JSON.
fn reason(err: &serde_json::Error) -> String {
    let text = err.to_string();
    let reason = text.rsplit_once(" at line ").map_or(text.as_str(), |(reason, _)| reason);
    match reason.split_once("expected struct ") {
        Some((found, _)) => format!("{found}expected an object in braces"),
        None => reason.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[derive(Debug, Deserialize)]
    struct JsonParts<'a> {
        #[serde(borrow)]
        parts: Vec<&'a RawValue>,
    }

    fn json(text: &str) -> Json {
        Json::new(&Source { path: "x.json".to_owned(), bytes: text.into() }).unwrap()
    }

    #[test]
    fn a_part_knows_its_place() {
        let text = "\u{FEFF}{ \"parts\": [\"é\",\n  {\"a\": 1},\n  3,\n{\n\n \"b\": {} }] }";
        let json = json(text);
        let parts: JsonParts<'_> = json.read("").unwrap();
        let place = json.place(parts.parts[1]);
        assert_eq!((place.line, place.column), (2, 3));
        assert_eq!(text.get(place.bytes), Some("{\"a\": 1}"));
        let place = json.place(parts.parts[0]);
        assert_eq!((place.line, place.column, text.get(place.bytes)), (1, 13, Some("\"é\"")));
        let wrong = json.part::<JsonParts<'_>>(parts.parts[2], "the part", "help").unwrap_err();
        assert_eq!(wrong.message, "the part cannot be read: it is not an object in braces");
        assert_eq!(wrong.place.unwrap().line, 3);
        let place = json.place(parts.parts[3]);
        assert_eq!((place.line, place.column, text.get(place.bytes)), (6, 2, Some("\"b\": {} }")));
    }

    #[test]
    fn what_is_no_json_is_reported_where_it_breaks() {
        for (text, line, column, message) in [
            ("{\"parts\": [1\n 2]}", 2, 2, "the file is not JSON: expected `,` or `]`"),
            ("{\"parts\": [", 1, 11, "the file ends in the middle"),
            ("", 1, 1, "the file is empty"),
            ("\n", 2, 1, "the file is empty"),
            ("[\"é\"]", 1, 1, "the file cannot be read: it is not an object in braces"),
        ] {
            let wrong = json(text).read::<JsonParts<'_>>("help").unwrap_err();
            let place = wrong.place.unwrap();
            assert_eq!((place.line, wrong.message.as_str()), (line, message), "{text}");
            assert!(place.column.abs_diff(column) <= 1, "{text}: {}", place.column);
        }
    }

    proptest! {
        #[test]
        fn no_text_stops_reading(text in "[{}\\[\\]\",:a0é\n \u{FEFF}]{0,30}") {
            let json = json(&text);
            if let Err(wrong) = json.read::<JsonParts<'_>>("help") {
                let place = wrong.place.unwrap();
                prop_assert!(place.bytes.end <= text.len());
            }
        }
    }
}

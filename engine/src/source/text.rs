//! Is this file text at all?

use std::ops::Range;
use std::sync::Arc;

use super::files::Source;
use super::lines::Lines;
use crate::diagnostic::{Code, Diagnostic};
use crate::number::Exact as _;

const SAVE_AS_UTF_8: &str = "save the file as UTF-8 in your editor";

const SAVE_AS_CSV: &str = "save it as `CSV UTF-8` in the spreadsheet";

/// Returns the lines of a file that is UTF-8 text.
pub(super) fn decode(source: &Source) -> Result<Lines, Diagnostic> {
    let file: Arc<str> = source.path.as_str().into();
    let lines = match std::str::from_utf8(&source.bytes) {
        Ok(text) => Lines::new(file, text.into()),
        Err(error) => return Err(not_utf8(source, file, error)),
    };
    match lines.text().char_indices().find(|(_, letter)| is_no_text(*letter)) {
        Some((at, found)) => Err(control_character(&lines, at, found)),
        None => Ok(lines),
    }
}

fn not_utf8(source: &Source, file: Arc<str>, error: std::str::Utf8Error) -> Diagnostic {
    let valid = source.bytes.get(..error.valid_up_to()).unwrap_or_default();
    let rest = source.bytes.get(error.valid_up_to()..).unwrap_or_default();
    let text = std::str::from_utf8(valid).unwrap_or_default();
    let lines = Lines::new(file, text.into());
    let mut place = lines.place(&(text.len()..text.len()));
    place.bytes.end = place.bytes.end.plus(error.error_len().unwrap_or(rest.len()));
    let message = if is_archive(&source.bytes) {
        "the file is an Excel workbook or another archive, not text".to_owned()
    } else {
        what_is_not_utf8(valid, rest, error.error_len())
    };
    Diagnostic::new(Code::NotUtf8, message).at(place).help(if is_archive(&source.bytes) {
        SAVE_AS_CSV
    } else {
        SAVE_AS_UTF_8
    })
}

/// Whether these are the bytes of an archive, which is what spreadsheets are.
fn is_archive(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04")
}

fn what_is_not_utf8(valid: &[u8], rest: &[u8], length: Option<usize>) -> String {
    match rest {
        [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..] if valid.is_empty() => {
            "the file is UTF-16, not UTF-8".to_owned()
        }
        _ if length.is_none() => "the file ends in the middle of a character".to_owned(),
        [byte @ 0xA0..=0xFF, ..] => {
            let latin = char::from(*byte);
            format!("byte 0x{byte:02X} is not UTF-8; in Latin-1 it is `{latin}`")
        }
        [byte, ..] => format!("byte 0x{byte:02X} is not UTF-8"),
        [] => "the file is not UTF-8".to_owned(),
    }
}

/// Returns the first character that is text elsewhere, but not in YAML.
pub(super) fn check_yaml(lines: &Lines) -> Result<(), Diagnostic> {
    let mut characters = lines.body().char_indices().peekable();
    while let Some((at, found)) = characters.next() {
        let is_lone_return =
            found == '\r' && characters.peek().is_none_or(|(_, next)| *next != '\n');
        if is_lone_return || is_no_yaml(found) {
            return Err(control_character(lines, lines.start().plus(at), found));
        }
    }
    Ok(())
}

fn is_no_text(found: char) -> bool {
    (found.is_control() && !matches!(found, '\t' | '\n' | '\r' | '\u{85}'))
        || matches!(found, '\u{FFFE}' | '\u{FFFF}')
}

// YAML 1.1 and 1.2 disagree whether the separators break lines.
fn is_no_yaml(found: char) -> bool {
    matches!(found, '\u{85}' | '\u{2028}' | '\u{2029}' | '\u{FEFF}')
}

fn control_character(lines: &Lines, at: usize, found: char) -> Diagnostic {
    let bytes: Range<usize> = at..at.plus(found.len_utf8());
    let number = u32::from(found);
    let (message, help) = match found {
        '\0' => (
            "NUL, a character that is no text".to_owned(),
            "make sure this is a text file, saved as UTF-8",
        ),
        '\r' => (
            "a line that ends with a carriage return alone".to_owned(),
            "save the file with the line endings of Unix (LF) or Windows (CRLF)",
        ),
        '\u{2028}' | '\u{2029}' | '\u{85}' | '\u{FEFF}' => (
            format!("an invisible character, U+{number:04X}"),
            "delete it and type the text around it again; it comes along with pasted text",
        ),
        _ => (format!("a control character, U+{number:04X}"), "delete it"),
    };
    Diagnostic::new(Code::ControlCharacter, message).at(lines.place(&bytes)).help(help)
}

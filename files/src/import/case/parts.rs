//! How are the parts of a package read?

use serde::Deserialize;
use serde_json::value::RawValue;
use waypath_engine::diagnostic::{Code, Diagnostic, Place};

use crate::import::imported::Import;
use crate::json::Json;
use crate::report::Report;
use crate::table::cell::quote;

/// Reads the parts of one kind; those that cannot be read are reported.
pub(super) fn read_all<T: for<'a> Deserialize<'a>>(
    json: &Json,
    raw: Option<&Vec<&RawValue>>,
    (what, help): (&str, &str),
    import: &mut Import,
) -> Vec<(T, Place)> {
    let mut read = Vec::new();
    for raw in raw.into_iter().flatten() {
        match json.part(raw, what, help) {
            Ok(part) => read.push((part, json.place(raw))),
            Err(diagnostic) => import.diagnostics.push(diagnostic),
        }
    }
    read
}

/// Counts what was made, if anything was.
pub(super) fn made(report: &mut Report, number: usize, what: &str) {
    if number > 0 {
        report.made(number, what);
    }
}

/// A text without what no file should hold; `None` where nothing is left.
pub(super) fn text(text: Option<&str>) -> Option<String> {
    let text = text?.replace("\r\n", "\n");
    let is_no_text = |letter: char| letter.is_control() && !matches!(letter, '\n' | '\t');
    let text = text.replace(is_no_text, " ").trim().to_owned();
    (!text.is_empty()).then_some(text)
}

/// A text on one line.
pub(super) fn line(written: &str) -> Option<String> {
    text(Some(written)).map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// A value below `extensions` that Waypath would not have written.
pub(super) fn wrong_extension(
    place: &Place,
    (name, said): (&str, &str),
    expected: &str,
) -> Diagnostic {
    let message = format!("`{name}` below `extensions` is {}", quote(said));
    Diagnostic::new(Code::WrongJson, message)
        .at(place.clone())
        .help(format!("write {expected}, or take it out"))
}

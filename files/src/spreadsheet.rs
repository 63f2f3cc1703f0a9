//! Rows for spreadsheets, in which no text is taken for a formula.

use std::fmt;

use csv::{Terminator, WriterBuilder};
use serde_json::Value;

/// A cell.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Cell {
    /// A text. One that begins like a formula gets an apostrophe, so that no
    /// spreadsheet computes it.
    Text(String),
    /// The digits of a number.
    Number(String),
}

impl Cell {
    /// The cell as a value of JSON; an empty text is `null`.
    pub fn value(self) -> Value {
        match self {
            Self::Text(text) if text.is_empty() => Value::Null,
            Self::Text(text) => text.into(),
            Self::Number(digits) => serde_json::from_str(&digits).unwrap_or(Value::Null),
        }
    }
}

impl fmt::Display for Cell {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(text) | Self::Number(text) => f.write_str(text),
        }
    }
}

/// Writes rows under a heading, a line each.
pub fn write<const N: usize>(
    heading: &[&str; N],
    rows: impl IntoIterator<Item = Vec<Cell>>,
) -> String {
    let mut writer =
        WriterBuilder::new().terminator(Terminator::Any(b'\n')).from_writer(Vec::new());
    let mut is_whole = writer.write_record(heading).is_ok();
    for row in rows {
        is_whole &= writer.write_record(row.iter().map(guarded)).is_ok();
    }
    debug_assert!(is_whole, "a row has as many cells as the heading");
    let bytes = writer.into_inner().unwrap_or_default();
    String::from_utf8(bytes).unwrap_or_default()
}

fn guarded(cell: &Cell) -> String {
    match cell {
        Cell::Text(text) if text.starts_with(['=', '+', '-', '@', '\t', '\r']) => {
            format!("'{text}")
        }
        Cell::Text(text) | Cell::Number(text) => text.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_is_taken_for_a_formula() {
        let text = |text: &str| Cell::Text(text.to_owned());
        let rows =
            [vec![text("=1+1"), Cell::Number("-5".to_owned())], vec![text("a,b"), text("-")]];
        assert_eq!(write(&["a", "b"], rows), "a,b\n'=1+1,-5\n\"a,b\",'-\n");
    }
}

//! Which ids does a condition ask about without quotes?
//!
//! `level(call-diagnosis)` is a subtraction to Rhai, and what it says about that
//! helps nobody, so it is found before Rhai reads the text.

use super::mistake::{At, Mistake};
use super::vocabulary::FACTS;
use crate::diagnostic::Code;

/// Reports every fact that is asked about an id without quotes.
pub(super) fn find(text: &str) -> Vec<Mistake> {
    let mut mistakes = Vec::new();
    for (number, line) in text.lines().enumerate() {
        for fact in FACTS.iter().filter(|fact| fact.asks.is_some()) {
            for (start, _) in line.match_indices(fact.name) {
                mistakes.extend(
                    unquoted(line, start, fact.name, number).map(|found| found.0.at(text, found.1)),
                );
            }
        }
    }
    mistakes
}

fn unquoted(line: &str, start: usize, name: &str, number: usize) -> Option<(Mistake, At)> {
    let (before, rest) = line.split_at_checked(start)?;
    let is_in_text = !before.matches('"').count().is_multiple_of(2);
    let is_longer_word = before.ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == '.');
    let asked = rest.strip_prefix(name)?.trim_start().strip_prefix('(')?;
    let (id, _) = asked.split_once(')')?;
    let id = id.trim();
    let is_id = id.contains('-')
        && id.starts_with(|c: char| c.is_ascii_lowercase())
        && id.bytes().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == b'-');
    if is_in_text || is_longer_word || !is_id {
        return None;
    }
    let mistake = Mistake::new(Code::NotAnId, format!("`{id}` stands without quotes"))
        .help(format!("write `{name}(\"{id}\")`"));
    let column = before.chars().count().saturating_add(1);
    let at = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    Some((mistake, At { line: at(number.saturating_add(1)), column: at(column) }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_without_quotes_is_found_where_it_is_asked_about() {
        let found = find("role == \"x\" &&\n  level(call-diagnosis) < 2 and known( a-b )");
        let places: Vec<(u32, u32)> =
            found.iter().map(|mistake| (mistake.line, mistake.column)).collect();
        assert_eq!(places, [(2, 3), (2, 33)]);
        assert_eq!(found[0].help.as_deref(), Some("write `level(\"call-diagnosis\")`"));
    }

    #[test]
    fn what_is_quoted_or_computed_is_no_id_without_quotes() {
        for text in [
            "level(\"call-diagnosis\") < 2",
            "role == \"level(call-diagnosis)\"",
            "level(gap.id) < 2",
            "my_level(a-b) < 2",
            "gap.missing - 1 > 2",
        ] {
            assert!(find(text).is_empty(), "{text}");
        }
    }
}

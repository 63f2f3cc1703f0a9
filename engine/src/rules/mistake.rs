//! What did an author get wrong in a condition, and where in its text?

use crate::diagnostic::{Code, Fix, Suggestion};

/// One mistake in the text of a condition, a helper file or an effect.
///
/// Lines and columns are counted from 1 within that text, columns and length in
/// characters; the library knows where in a file the text stands.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Mistake {
    /// Which kind of mistake; the number to look up.
    pub code: Code,
    /// What is wrong, as a sentence fragment without a full stop.
    pub message: String,
    /// What the author can do about it, in the imperative.
    pub help: Option<String>,
    /// The change that is certain to be what was meant, if there is one.
    pub fix: Option<Box<Fix>>,
    /// The line, counted from 1.
    pub line: u32,
    /// The column in characters, counted from 1.
    pub column: u32,
    /// How many characters are meant; 0 where a point is meant.
    pub length: u32,
}

/// A place in a text: line and column, counted from 1.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub(super) struct At {
    pub(super) line: u32,
    pub(super) column: u32,
}

impl At {
    /// The beginning of a text.
    pub(super) const START: Self = Self { line: 1, column: 1 };
}

impl Mistake {
    /// Returns a mistake at the beginning of a text, without help.
    pub(super) fn new(code: Code, message: impl Into<String>) -> Self {
        let At { line, column } = At::START;
        let message = message.into();
        Self { code, message, help: None, fix: None, line, column, length: 0 }
    }

    /// Adds what to do.
    pub(super) fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Adds what to write instead.
    pub(super) fn suggest(self, suggestion: Suggestion) -> Self {
        Self { help: Some(suggestion.help), fix: suggestion.fix, ..self }
    }

    /// Puts the mistake at a place of a text, as long as the word that stands there.
    pub(super) fn at(self, text: &str, At { line, column }: At) -> Self {
        let length = word_length(text, At { line, column });
        Self { line, column, length, ..self }
    }
}

/// Puts mistakes in reading order; of those at one place the first found stays.
pub(super) fn sort(mistakes: &mut Vec<Mistake>) {
    mistakes.sort_by_key(|mistake| (mistake.line, mistake.column));
    mistakes.dedup_by_key(|mistake| (mistake.line, mistake.column));
}

/// Returns how long the word, number, text or operator at a place is.
fn word_length(text: &str, at: At) -> u32 {
    let nth = |number: u32| usize::try_from(number.saturating_sub(1)).unwrap_or(usize::MAX);
    let line = text.lines().nth(nth(at.line)).unwrap_or_default();
    let rest: Vec<char> = line.chars().skip(nth(at.column)).collect();
    let length = match rest.first() {
        None => 0,
        Some('"') => closing_quote(&rest).unwrap_or(rest.len()),
        Some(c) if is_word(*c) => rest.iter().take_while(|c| is_word(**c)).count(),
        Some(c) if is_operator(*c) => rest.iter().take_while(|c| is_operator(**c)).count(),
        Some(_) => 1,
    };
    u32::try_from(length).unwrap_or(u32::MAX)
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

fn is_operator(c: char) -> bool {
    "=<>!&|+-*/%".contains(c)
}

/// Returns how many characters a text in double quotes takes, both quotes included.
fn closing_quote(rest: &[char]) -> Option<usize> {
    let mut escaped = false;
    let closing = rest.iter().skip(1).position(|c| {
        let closes = *c == '"' && !escaped;
        escaped = *c == '\\' && !escaped;
        closes
    })?;
    Some(closing.saturating_add(2))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mistake_is_as_long_as_the_word_it_points_at() {
        let length = |text, line, column| word_length(text, At { line, column });
        assert_eq!(length("levl >= 2", 1, 1), 4);
        assert_eq!(length("levl >= 2", 1, 6), 2);
        assert_eq!(length("a ==\n\"say \\\"hi\\\"\" ", 2, 1), 12);
        assert_eq!(length("a", 1, 2), 0);
        assert_eq!(length("a", 9, 9), 0);
    }
}

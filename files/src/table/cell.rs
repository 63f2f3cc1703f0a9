//! What does a cell say, and what is wrong with it?

use std::fmt::Display;

use waypath_engine::diagnostic::Code;
use waypath_engine::level::Level;

/// The most characters of a cell that is read.
pub(crate) const LONGEST_CELL: usize = 60_000;
/// What is wrong with a cell.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) struct Wrong {
    pub(crate) code: Code,
    pub(crate) message: String,
    pub(crate) help: String,
}

impl Wrong {
    pub(crate) fn new(message: impl Into<String>, help: impl Into<String>) -> Self {
        Self { code: Code::InvalidCell, message: message.into(), help: help.into() }
    }

    pub(crate) fn unknown(message: impl Into<String>, help: impl Into<String>) -> Self {
        Self { code: Code::UnknownName, message: message.into(), help: help.into() }
    }
}

/// What a message quotes of a cell: one line, not too long.
pub(crate) fn quote(text: &str) -> String {
    const MOST: usize = 60;
    let line = text.replace(char::is_control, " ");
    if line.chars().count() <= MOST {
        return format!("`{line}`");
    }
    let start: String = line.chars().take(MOST).collect();
    format!("`{start}…`")
}

/// Reads a number in a type's own way.
pub(crate) fn number<T: std::str::FromStr>(text: &str) -> Result<T, Wrong>
where
    T::Err: Display,
{
    let wrong = |_| {
        Wrong::new(
            format!("{} is not a number that belongs here", quote(text)),
            "write digits, with a point before decimals and no thousands separator: `1250` or `62.5`",
        )
    };
    text.parse().map_err(wrong)
}

/// Reads a level from 0 to `top`.
pub(crate) fn level(text: &str, top: Level) -> Result<Level, Wrong> {
    let help = || {
        format!(
            "write a number from 0 to {top} with at most two decimals and a point, such as `2.5`"
        )
    };
    let level: Level =
        text.parse().map_err(|_| Wrong::new(format!("{} is not a level", quote(text)), help()))?;
    if level <= top {
        Ok(level)
    } else {
        Err(Wrong::new(format!("level {level} is above the highest, {top}"), help()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_quotes_no_more_than_a_line() {
        assert_eq!(quote("a\nb"), "`a b`");
        assert_eq!(quote(&"x".repeat(100_000)).chars().count(), 63);
    }
}

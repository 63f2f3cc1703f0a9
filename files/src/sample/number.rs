//! What does a number or a name in the file mean?

use std::fmt;
use std::ops::RangeInclusive;

use waypath_engine::diagnostic::Code;
use waypath_engine::id::{Id as _, RoleIx, nearest};
use waypath_engine::library::{Library, Source};
use waypath_engine::person::Status;
use waypath_engine::quantity::Amount;

use super::shares::WholeRange;
use crate::table::cell::{Wrong, quote};

/// A number, with or without a percent sign.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) struct WrittenNumber {
    /// In ten-thousandths, of a percent where it has the sign.
    pub(super) value: i64,
    pub(super) is_percent: bool,
}

impl fmt::Display for WrittenNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let size = self.value.unsigned_abs();
        let sign = if self.value < 0 { "-" } else { "" };
        let decimals = format!("{:04}", size % 10_000);
        let decimals = decimals.trim_end_matches('0');
        let point = if decimals.is_empty() { "" } else { "." };
        let percent = if self.is_percent { "%" } else { "" };
        write!(f, "{sign}{}{point}{decimals}{percent}", size / 10_000)
    }
}

/// Reads a number.
pub(super) fn number(text: &str) -> Option<WrittenNumber> {
    let (digits, is_percent) = match text.strip_suffix('%') {
        Some(digits) => (digits.trim_end(), true),
        None => (text, false),
    };
    let amount: Amount = digits.strip_prefix('+').unwrap_or(digits).parse().ok()?;
    Some(WrittenNumber { value: amount.ten_thousandths(), is_percent })
}

fn wrong(message: String, help: impl Into<String>) -> Wrong {
    Wrong { code: Code::InvalidValue, message, help: help.into() }
}

/// Reads `0..5` or `3`.
pub(super) fn band(text: &str, range: &RangeInclusive<i64>) -> Result<WholeRange, Wrong> {
    let (from, to) = text.split_once("..").unwrap_or((text, text));
    let end = |text: &str| text.trim().parse::<i64>().ok().filter(|end| range.contains(end));
    match (end(from), end(to)) {
        (Some(from), Some(to)) if from <= to => Ok(WholeRange { from, to }),
        _ => Err(wrong(
            format!("{} is no range that can be here", quote(text)),
            format!(
                "write whole numbers from {} to {}, such as `0..5`, or one of them",
                range.start(),
                range.end()
            ),
        )),
    }
}

impl fmt::Display for WholeRange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.from == self.to {
            write!(f, "{}", self.from)
        } else {
            write!(f, "{}..{}", self.from, self.to)
        }
    }
}

/// Reads the id of a role.
pub(super) fn role(library: &Library, text: &str) -> Result<RoleIx, Wrong> {
    let roles = &library.names.roles;
    roles.find(text).ok_or_else(|| {
        let help = match roles.nearest(text) {
            Some(near) => format!("did you mean `{}`?", near.as_str()),
            None => "run `waypath list roles` to see what there is".to_owned(),
        };
        let message = format!("the library has no role {}", quote(text));
        Wrong { code: Code::UnknownRole, message, help }
    })
}

/// Reads a word that stands in a cell.
pub(super) fn word(text: &str) -> Result<String, Wrong> {
    let word = text.trim();
    if word.is_empty() || word.len() > 200 || word.chars().any(char::is_control) {
        let help = "write a text of one line and at most 200 bytes";
        return Err(wrong(format!("{} cannot stand in a cell", quote(text)), help));
    }
    Ok(word.to_owned())
}

/// Reads a share of full time, in hundredths.
pub(super) fn fte(text: &str) -> Result<u32, Wrong> {
    let share = number(text).and_then(|number| {
        let one_hundredth = if number.is_percent { 10_000 } else { 100 };
        let whole = number.value.rem_euclid(one_hundredth) == 0;
        let share = u32::try_from(number.value.div_euclid(one_hundredth)).ok()?;
        Some(share).filter(|share| whole && (1..=100).contains(share))
    });
    share.ok_or_else(|| {
        wrong(
            format!("{} is not a share of full time", quote(text)),
            "write a percentage such as `80%`, or a number up to 1",
        )
    })
}

/// Reads a difference of levels, in hundredths.
pub(super) fn level(text: &str) -> Result<i32, Wrong> {
    let level =
        number(text).filter(|number| !number.is_percent && number.value.rem_euclid(100) == 0);
    let level = level.and_then(|number| i32::try_from(number.value.div_euclid(100)).ok());
    level.filter(|level| level.unsigned_abs() <= 10_000).ok_or_else(|| {
        wrong(
            format!("{} is no difference of levels", quote(text)),
            "write how many levels above or below what is expected, such as `-1` or `0.5`",
        )
    })
}

/// Reads a source of evidence.
pub(super) fn source(text: &str) -> Result<Source, Wrong> {
    let names = || Source::ALL.iter().map(|source| source.as_str());
    Source::from_name(text).ok_or_else(|| unknown("source of evidence", text, names()))
}

/// Reads what became of a module.
pub(super) fn status(text: &str) -> Result<Status, Wrong> {
    let names = || Status::ALL.iter().map(|status| status.as_str());
    Status::from_name(text).ok_or_else(|| unknown("status", text, names()))
}

fn unknown<'a>(what: &str, text: &str, names: impl Iterator<Item = &'a str> + Clone) -> Wrong {
    let help = match nearest(text, names.clone()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("write one of `{}`", names.collect::<Vec<_>>().join("`, `")),
    };
    wrong(format!("{} is no {what}", quote(text)), help)
}

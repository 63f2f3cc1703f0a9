//! What does a row of ratings say, and is it to be used?

use waypath_engine::level::Level;

use crate::import::draft::DraftExpectation;
use crate::report::NoteKind;
use crate::table::Record;
use crate::table::cell::{self, Wrong, quote};

/// The highest level.
pub(super) const TOP: Level = Level::whole(7);
/// The lowest and the highest importance.
const IMPORTANCE: (Level, Level) = (Level::whole(1), Level::whole(5));

/// What an occupation's rows say about one element.
#[derive(Clone, Copy, Default)]
pub(super) struct Rating {
    pub(super) level: Option<UsedRating>,
    pub(super) importance: Option<UsedRating>,
}

/// A rating; of two the greater one counts.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub(super) enum UsedRating {
    /// Marked Not Relevant, whatever else it is.
    Irrelevant,
    /// Marked Recommend Suppress.
    Suppressed,
    Value(Level),
}

/// Which of the two ratings of an element a row holds.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum RatingScale {
    Importance,
    Level,
}

/// Why a rating leads to no expectation.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub(super) enum UnusedRating {
    Irrelevant,
    Suppressed,
    /// Its level is 0.
    Zero,
    WithoutLevel,
}

impl Rating {
    /// What the occupation expects of the element.
    pub(super) fn expectation(self) -> Result<DraftExpectation, UnusedRating> {
        let level = match self.level {
            None => return Err(UnusedRating::WithoutLevel),
            Some(UsedRating::Irrelevant) => return Err(UnusedRating::Irrelevant),
            Some(UsedRating::Suppressed) => return Err(UnusedRating::Suppressed),
            Some(UsedRating::Value(Level::ZERO)) => return Err(UnusedRating::Zero),
            Some(UsedRating::Value(level)) => level,
        };
        let importance = match self.importance {
            Some(UsedRating::Value(importance)) => Some(importance.to_string()),
            None | Some(UsedRating::Irrelevant | UsedRating::Suppressed) => None,
        };
        Ok(DraftExpectation { level, importance })
    }
}

impl UnusedRating {
    /// What a report says of it: kind, id and message.
    pub(super) fn note(self) -> (NoteKind, &'static str, &'static str) {
        match self {
            Self::Irrelevant => (
                NoteKind::Dropped,
                "not-relevant",
                "levels marked Not Relevant: the element hardly matters there, so its level means nothing, and nothing is expected",
            ),
            Self::Suppressed => (
                NoteKind::Dropped,
                "suppressed",
                "levels marked Recommend Suppress: too imprecise to use, so nothing is expected",
            ),
            Self::Zero => (NoteKind::Dropped, "level-zero", "levels of 0, which expect nothing"),
            Self::WithoutLevel => (
                NoteKind::Missing,
                "no-level",
                "ratings of importance without one of the level; nothing is expected",
            ),
        }
    }
}

/// Reads what a row says on a scale; `None` where it was reported.
pub(super) fn told(scale: RatingScale, record: &mut Record<'_>) -> Option<UsedRating> {
    let is_suppressed = is_marked(record, "Recommend Suppress")?;
    if is_marked(record, "Not Relevant")? {
        return Some(UsedRating::Irrelevant);
    }
    if is_suppressed {
        return Some(UsedRating::Suppressed);
    }
    let value = record.required("Data Value", |text| match scale {
        RatingScale::Level => cell::level(text, TOP),
        RatingScale::Importance => importance(text),
    });
    value.map(UsedRating::Value)
}

/// Whether a column marks a row; `None` where it holds something else, which was
/// reported.
fn is_marked(record: &mut Record<'_>, column: &str) -> Option<bool> {
    if record.text(column).is_empty() {
        return Some(false);
    }
    record.required(column, |text| match text.to_ascii_lowercase().as_str() {
        "y" => Ok(true),
        "n" | "n/a" => Ok(false),
        _ => Err(Wrong::new(
            format!("{} marks nothing", quote(text)),
            "write `Y` or `N`, or leave it empty",
        )),
    })
}

pub(super) fn scale(text: &str) -> Result<RatingScale, Wrong> {
    match text.to_ascii_uppercase().as_str() {
        "IM" => Ok(RatingScale::Importance),
        "LV" => Ok(RatingScale::Level),
        _ => Err(Wrong::new(
            format!("{} is no scale of this file", quote(text)),
            "write `IM` for importance or `LV` for level",
        )),
    }
}

fn importance(text: &str) -> Result<Level, Wrong> {
    let (low, high) = IMPORTANCE;
    let read = text.parse().ok().filter(|rating| (low..=high).contains(rating));
    read.ok_or_else(|| {
        Wrong::new(
            format!("{} is not an importance", quote(text)),
            "write a number from 1 to 5 with at most two decimals and a point, such as `3.62`",
        )
    })
}

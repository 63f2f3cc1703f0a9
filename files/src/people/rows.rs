//! What do the other files say about people?

use waypath_engine::library::Library;
use waypath_engine::person::{Evidence, Progress, Reading, Review, Status, Subject};

use super::cell::date;
use super::names::{EvidenceScale, Suggestions, find, level_on, scale, source};
use crate::table::cell::{Wrong, number, quote};
use crate::table::{Others, Record, Shape};

/// The columns of `evidence.csv`.
pub(super) const EVIDENCE: Shape = Shape {
    file: "evidence.csv",
    columns: &["person", "competency", "level", "scale", "source", "date"],
    required: &["person", "competency", "level", "source", "date"],
    others: Others::Unread,
};

/// The columns of `progress.csv`.
pub(super) const PROGRESS: Shape = Shape {
    file: "progress.csv",
    columns: &["person", "module", "status", "date", "by", "reason"],
    required: &["person", "module", "status", "date"],
    others: Others::Unread,
};

/// The columns of `reviews.csv`.
pub(super) const REVIEWS: Shape = Shape {
    file: "reviews.csv",
    columns: &["person", "competency", "date", "held", "expected"],
    required: &["person", "competency", "date", "held", "expected"],
    others: Others::Unread,
};

/// The columns of `kpis.csv`.
pub(super) const READINGS: Shape = Shape {
    file: "kpis.csv",
    columns: &["subject", "kpi", "value", "date"],
    required: &["subject", "kpi", "value", "date"],
    others: Others::Unread,
};

/// Reads a row of `evidence.csv`.
pub(super) fn evidence(
    record: &mut Record<'_>,
    library: &Library,
    suggestions: &mut Suggestions,
) -> Option<Evidence> {
    let competency =
        record.required("competency", |text| find(&library.names.competencies, text, suggestions));
    let is_unsaid = record.text("scale").is_empty();
    let named = record.optional("scale", |text| scale(text, library, suggestions));
    let scale = named.or(is_unsaid.then_some(EvidenceScale::Unsaid));
    let level = competency.zip(scale).and_then(|(competency, scale)| {
        record.required("level", |text| level_on(scale, text, competency, library))
    });
    let source = record.required("source", |text| source(text, suggestions));
    let date = record.required("date", date);
    Some(Evidence {
        competency: competency?,
        level: level?,
        source: source?,
        date: date?,
        place: Some(record.place()),
    })
}

/// Reads a row of `progress.csv`.
pub(super) fn progress(
    record: &mut Record<'_>,
    library: &Library,
    suggestions: &mut Suggestions,
) -> Option<Progress> {
    let module = record.required("module", |text| find(&library.names.modules, text, suggestions));
    let status = record.required("status", |text| status(text, suggestions));
    let date = record.required("date", date);
    let text = |column: &str| Some(column).filter(|value| !value.is_empty()).map(Into::into);
    Some(Progress {
        module: module?,
        status: status?,
        date: date?,
        by: text(record.text("by")),
        reason: text(record.text("reason")),
        place: Some(record.place()),
    })
}

fn status(text: &str, suggestions: &mut Suggestions) -> Result<Status, Wrong> {
    Status::from_name(text).ok_or_else(|| {
        let names = || Status::ALL.iter().map(|status| status.as_str());
        let help = suggestions.near("status", text, names).unwrap_or_else(|| {
            format!("write one of `{}`", names().collect::<Vec<_>>().join("`, `"))
        });
        Wrong::new(format!("{} is no status", quote(text)), help)
    })
}

/// Reads a row of `reviews.csv`.
pub(super) fn review(
    record: &mut Record<'_>,
    library: &Library,
    suggestions: &mut Suggestions,
) -> Option<Review> {
    let competency =
        record.required("competency", |text| find(&library.names.competencies, text, suggestions));
    let date = record.required("date", date);
    let mut level = |column| {
        let competency = competency?;
        record.required(column, |text| level_on(EvidenceScale::Unsaid, text, competency, library))
    };
    let (held, expected) = (level("held"), level("expected"));
    Some(Review {
        competency: competency?,
        date: date?,
        held: held?,
        expected: expected?,
        place: Some(record.place()),
    })
}

/// Reads a row of `kpis.csv`; whose reading it is, the caller knows.
pub(super) fn reading(
    record: &mut Record<'_>,
    library: &Library,
    suggestions: &mut Suggestions,
) -> Option<Reading> {
    let kpi = record.required("kpi", |text| find(&library.names.kpis, text, suggestions));
    let value = record.required("value", number);
    let date = record.required("date", date);
    Some(Reading {
        subject: Subject::Person,
        kpi: kpi?,
        value: value?,
        date: date?,
        place: Some(record.place()),
    })
}

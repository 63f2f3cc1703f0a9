//! What became of a framework on its way into another form?

use std::collections::BTreeMap;

use waypath_engine::wire::{
    ConversionNote, ConversionReport, CountedThings, MilestonePoints, NextLevel,
};

use crate::language::Language;
use crate::sheet::{WIDTH, wrap};

/// Where the texts of a report stand.
const INDENT: usize = 16;
/// The most lines of a file that are named.
const MOST_PLACES: usize = 6;

/// Writes a report as text.
pub fn conversion_text(report: &ConversionReport, language: &Language) -> String {
    let mut text = format!("{}\n", report.name);
    counts(&language.text("report-read"), &report.read, &mut text);
    counts(&language.text("report-made"), &report.made, &mut text);
    let set_aside = report.set_aside.len();
    if !report.notes.is_empty() || set_aside > 0 {
        text.push('\n');
    }
    let mut before = None;
    for note in &report.notes {
        let values = [("kind", note.kind.as_str().into())];
        let label = if before == Some(note.kind) {
            String::new()
        } else {
            language.with("report-kind", &values)
        };
        before = Some(note.kind);
        line(&label, note.number, &described(note, language), &mut text);
    }
    if set_aside > 0 {
        let label = language.text("report-set-aside");
        let words = language.count("report-set-aside-mistakes", set_aside);
        line(&label, set_aside, &words, &mut text);
    }
    text
}

fn counts(label: &str, counts: &[CountedThings], text: &mut String) {
    for (at, count) in counts.iter().enumerate() {
        line(if at == 0 { label } else { "" }, count.number, &count.what, text);
    }
}

fn line(label: &str, number: usize, words: &str, text: &mut String) {
    let mut lead = format!("{label:<9}{number:>6} ");
    for line in wrap(words, WIDTH.saturating_sub(INDENT)) {
        text.push_str(format!("{lead}{line}").trim_end());
        text.push('\n');
        lead = " ".repeat(INDENT);
    }
}

/// What happened, and where: `rows that repeat another (roles.csv:14, 20)`.
fn described(note: &ConversionNote, language: &Language) -> String {
    let mut files: BTreeMap<&str, Vec<u32>> = BTreeMap::new();
    for place in &note.places {
        files.entry(&place.file).or_default().push(place.line);
    }
    if files.is_empty() {
        return note.message.to_string();
    }
    let places = files.into_iter().map(|(file, mut lines)| {
        lines.sort_unstable();
        lines.dedup();
        let more = lines.len().saturating_sub(MOST_PLACES);
        let lines: Vec<String> = lines.iter().take(MOST_PLACES).map(u32::to_string).collect();
        let lines = language.commas(&lines);
        let values = [("file", file.into()), ("lines", lines.into()), ("more", more.into())];
        language.with(if more > 0 { "report-places-more" } else { "report-places" }, &values)
    });
    let places = language.clauses(&places.collect::<Vec<_>>());
    let values = [("message", (&*note.message).into()), ("places", places.into())];
    language.with("report-note-places", &values)
}

/// Writes what milestones add up to.
pub fn milestones_text(points: &MilestonePoints, language: &Language) -> String {
    let counted = |points: u32| {
        language.count("report-points", usize::try_from(points).unwrap_or(usize::MAX))
    };
    let mut lines = Vec::new();
    for reached in &points.milestones {
        let values = [
            ("track", (&*reached.track).into()),
            ("milestone", reached.milestone.into()),
            ("points", counted(reached.points).into()),
        ];
        lines.push(language.with("report-milestone", &values));
    }
    let level = match &points.level {
        Some(level) => language.with("report-level", &[("level", (&**level).into())]),
        None => language.text("report-no-level"),
    };
    let mut values = vec![("points", counted(points.points).into()), ("level", level.into())];
    lines.push(match &points.next_level {
        Some(NextLevel { level, points }) => {
            values.push(("next", (&**level).into()));
            values.push(("begins", (*points).into()));
            language.with("report-together-next", &values)
        }
        None => language.with("report-together", &values),
    });
    lines.push(if points.titles.is_empty() {
        language.text("report-no-titles")
    } else {
        let titles = language.commas(&points.titles);
        language.with("report-titles", &[("titles", titles.into())])
    });
    lines.push(String::new());
    lines.join("\n")
}

//! The results of tests, for people.

use waypath_engine::diagnostic::Place;
use waypath_engine::example::{Case, Miss, Ran};

use super::{Report, covered};
use waypath_documents::sheet::Sheet;
use waypath_documents::words::counted_noun;

pub(super) fn report(report: &Report<'_>) -> String {
    let mut text = String::new();
    text.push_str(&files(report));
    for (case, ran) in &report.cases {
        if !ran.passed() {
            text.push('\n');
            text.push_str(&failed(report, case, ran));
        }
    }
    text.push_str(&notes(report));
    if report.coverage.is_some() {
        text.push('\n');
        text.push_str(&covered::text(report));
    }
    text.push('\n');
    text.push_str(&summary(report));
    text
}

/// One line a file: how many of its cases hold.
fn files(report: &Report<'_>) -> String {
    let mut text = String::new();
    let files = report.files();
    let width = files.iter().map(|it| it.chars().count()).max().unwrap_or(0);
    for file in files {
        let all: Vec<_> = report.cases.iter().filter(|(case, _)| *case.file == *file).collect();
        let hold = all.iter().filter(|(_, ran)| ran.passed()).count();
        let mistakes = report.mistakes.iter().filter(|it| super::file_of(it) == file).count();
        let mut line = format!("{file:<width$}  {hold:>4} of {} hold", all.len());
        if mistakes > 0 {
            line = format!("{line}, {} above", counted_noun(mistakes, "mistake"));
        }
        text.push_str(&line);
        text.push('\n');
    }
    text
}

fn failed(report: &Report<'_>, case: &Case, ran: &Ran) -> String {
    let mut sheet = Sheet::default();
    sheet.ends("FAILED ", &case.name, &place(case.place.as_ref()));
    if let Some(because) = &case.because {
        sheet.hanging("  ", 2, because);
    }
    let mut text = sheet.finish();
    for (number, miss) in ran.misses.iter().enumerate() {
        if number > 0 {
            text.push('\n');
        }
        text.push_str(&missed(miss));
        let explanation = report.explanation(case, ran, miss);
        if !explanation.is_empty() {
            text.push('\n');
        }
        for line in explanation {
            text.push_str(&line);
            text.push('\n');
        }
    }
    text
}

fn missed(miss: &Miss) -> String {
    let mut sheet = Sheet::default();
    sheet.labelled("  expected", 12, &miss.expected);
    sheet.labelled("  came", 12, &miss.came);
    if let Some(place) = &miss.place {
        sheet.labelled("  at", 12, &place.to_string());
    }
    sheet.finish()
}

/// What holds for another reason than its author may think.
fn notes(report: &Report<'_>) -> String {
    let mut sheet = Sheet::default();
    for (case, ran) in &report.cases {
        for note in &ran.notes {
            sheet.hanging("note: ", 6, &format!("{}: {note}", place(case.place.as_ref())));
        }
    }
    match sheet.finish() {
        nothing if nothing.trim().is_empty() => String::new(),
        notes => format!("\n{notes}"),
    }
}

fn summary(report: &Report<'_>) -> String {
    let failed = report.failed();
    let hold = report.cases.len().saturating_sub(failed);
    let mut parts = vec![format!("{hold} hold")];
    if failed > 0 {
        parts.push(format!("{failed} {}", if failed == 1 { "fails" } else { "fail" }));
    }
    let mistakes = report.mistakes.len();
    if mistakes > 0 {
        parts.push(format!("{} kept some from running", counted_noun(mistakes, "mistake")));
    }
    format!("{}: {}\n", counted_noun(report.cases.len(), "test"), parts.join(", "))
}

fn place(place: Option<&Place>) -> String {
    place.map(ToString::to_string).unwrap_or_default()
}

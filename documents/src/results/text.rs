//! The results of tests, for people.

use waypath_engine::wire::{MissedExpectation, Place, TestResult, TestResults};

use super::{ResultWriter, coverage, file_of};
use crate::labels::Labels;
use crate::language::Language;
use crate::sheet::Sheet;

/// Writes what came of tests.
pub fn results_text(results: &TestResults, labels: Labels<'_>, language: &Language) -> String {
    let writer = ResultWriter { results, labels, language };
    let mut text = files(writer);
    for test in results.tests.iter().filter(|test| !test.passed) {
        text.push('\n');
        text.push_str(&failed(writer, test));
    }
    text.push_str(&notes(writer));
    if results.coverage.is_some() {
        text.push('\n');
        text.push_str(&coverage::text(writer));
    }
    text.push('\n');
    text.push_str(&summary(writer));
    text
}

/// One line a file: how many of its tests hold.
fn files(writer: ResultWriter<'_>) -> String {
    let ResultWriter { results, language, .. } = writer;
    let mut text = String::new();
    let files = writer.files();
    let width = files.iter().map(|file| file.chars().count()).max().unwrap_or(0);
    for file in files {
        let tests: Vec<&TestResult> =
            results.tests.iter().filter(|test| *test.file == *file).collect();
        let hold = tests.iter().filter(|test| test.passed).count();
        let mistakes = results.mistakes.iter().filter(|mistake| file_of(mistake) == file).count();
        let values = [("hold", format!("{hold:>4}").into()), ("all", tests.len().into())];
        let mut line = language.with("test-file", &values);
        if mistakes > 0 {
            let mistakes = language.count("test-mistakes", mistakes);
            let values = [("line", line.into()), ("mistakes", mistakes.into())];
            line = language.with("test-file-mistakes", &values);
        }
        text.extend([format!("{file:<width$}  {line}\n")]);
    }
    text
}

fn failed(writer: ResultWriter<'_>, test: &TestResult) -> String {
    let mut sheet = Sheet::default();
    let lead = format!("{} ", writer.language.text("test-failed"));
    sheet.ends(&lead, &test.name, &place(test.place.as_ref()));
    if let Some(because) = &test.because {
        sheet.hanging("  ", 2, because);
    }
    let mut text = sheet.finish();
    for (number, miss) in test.misses.iter().enumerate() {
        if number > 0 {
            text.push('\n');
        }
        text.push_str(&missed(writer, miss));
        let explanation = writer.explanation(miss);
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

fn missed(writer: ResultWriter<'_>, miss: &MissedExpectation) -> String {
    let mut sheet = Sheet::default();
    let mut line = |label: &str, text: &str| {
        sheet.labelled(&format!("  {}", writer.language.text(label)), 12, text);
    };
    line("test-expected", &writer.expected(&miss.expected, &miss.came));
    line("test-came", &writer.came(&miss.came));
    if let Some(place) = &miss.place {
        line("test-at", &place.to_string());
    }
    sheet.finish()
}

/// What holds for another reason than its author may think.
fn notes(writer: ResultWriter<'_>) -> String {
    let lead = format!("{} ", writer.language.text("test-note-lead"));
    let mut sheet = Sheet::default();
    for test in &writer.results.tests {
        for note in &test.notes {
            let text = format!("{}: {}", place(test.place.as_ref()), writer.note(note));
            sheet.hanging(&lead, lead.len(), &text);
        }
    }
    match sheet.finish() {
        nothing if nothing.trim().is_empty() => String::new(),
        notes => format!("\n{notes}"),
    }
}

fn summary(writer: ResultWriter<'_>) -> String {
    let ResultWriter { results, language, .. } = writer;
    let mut parts = vec![language.count("test-summary-hold", results.passed)];
    if results.failed > 0 {
        parts.push(language.count("test-summary-fail", results.failed));
    }
    let mistakes = results.mistakes.len();
    if mistakes > 0 {
        parts.push(language.count("test-summary-mistakes", mistakes));
    }
    let values = [
        ("tests", language.count("test-tests", results.tests.len()).into()),
        ("results", language.commas(&parts).into()),
    ];
    format!("{}\n", language.with("test-summary", &values))
}

fn place(place: Option<&Place>) -> String {
    place.map(ToString::to_string).unwrap_or_default()
}

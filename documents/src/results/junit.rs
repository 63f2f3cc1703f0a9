//! The results of tests as `JUnit` XML, for build servers.

use std::fmt::Write as _;

use waypath_engine::wire::{Diagnostic, TestResult, TestResults};

use super::{ResultWriter, coverage, file_of};
use crate::labels::Labels;
use crate::language::Language;

/// Writes what came of tests as `JUnit` XML.
pub fn junit(results: &TestResults, labels: Labels<'_>, language: &Language) -> String {
    let writer = ResultWriter { results, labels, language };
    let mut xml = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    let mut suites = String::new();
    for file in writer.files() {
        suite(writer, file, &mut suites);
    }
    let least = results.coverage.as_ref().and_then(|coverage| coverage.least);
    if let Some(least) = least {
        share(writer, least, &mut suites);
    }
    let is_too_little = results.coverage.as_ref().is_some_and(|coverage| !coverage.enough);
    let tests = results.tests.len().saturating_add(results.mistakes.len());
    let tests = tests.saturating_add(usize::from(least.is_some()));
    let failures = results.failed.saturating_add(usize::from(is_too_little));
    let errors = results.mistakes.len();
    // Writing to a String cannot fail.
    writeln!(
        xml,
        "<testsuites name=\"waypath\" tests=\"{tests}\" failures=\"{failures}\" errors=\"{errors}\">"
    )
    .ok();
    xml.push_str(&suites);
    xml.push_str("</testsuites>\n");
    xml
}

fn suite(writer: ResultWriter<'_>, file: &str, xml: &mut String) {
    let results = writer.results;
    let cases: Vec<&TestResult> = results.tests.iter().filter(|test| *test.file == *file).collect();
    let mistakes: Vec<&Diagnostic> =
        results.mistakes.iter().filter(|mistake| file_of(mistake) == file).collect();
    let tests = cases.len().saturating_add(mistakes.len());
    let failures = cases.iter().filter(|test| !test.passed).count();
    let name = escaped(file);
    writeln!(
        xml,
        "  <testsuite name=\"{name}\" tests=\"{tests}\" failures=\"{failures}\" errors=\"{}\" skipped=\"0\">",
        mistakes.len()
    )
    .ok();
    for test in cases {
        testcase(writer, test, xml);
    }
    for found in mistakes {
        mistake(found, &name, xml);
    }
    xml.push_str("  </testsuite>\n");
}

fn testcase(writer: ResultWriter<'_>, test: &TestResult, xml: &mut String) {
    let (name, file) = (escaped(&test.name), escaped(&test.file));
    let line = test.place.as_ref().map_or(1, |place| place.line);
    write!(
        xml,
        "    <testcase name=\"{name}\" classname=\"{file}\" file=\"{file}\" line=\"{line}\""
    )
    .ok();
    if test.passed && test.notes.is_empty() {
        xml.push_str("/>\n");
        return;
    }
    xml.push_str(">\n");
    // One failure a test case is all that every reader of the format understands.
    if let Some(first) = test.misses.first() {
        let said = [
            ("expected", writer.expected(&first.expected, &first.came).into()),
            ("came", writer.came(&first.came).into()),
        ];
        let message = writer.language.with("test-junit-failure", &said);
        let mut text = String::new();
        for miss in &test.misses {
            let expected = writer.expected(&miss.expected, &miss.came);
            let lines = [("test-expected", expected), ("test-came", writer.came(&miss.came))];
            for (label, said) in lines {
                writeln!(text, "{:<8}  {said}", writer.language.text(label)).ok();
            }
            for line in writer.explanation(miss) {
                writeln!(text, "{line}").ok();
            }
        }
        writeln!(
            xml,
            "      <failure message=\"{}\" type=\"expectation\">{}</failure>",
            escaped(&message),
            escaped(&text)
        )
        .ok();
    }
    if !test.notes.is_empty() {
        let notes: Vec<String> = test.notes.iter().map(|note| writer.note(note)).collect();
        writeln!(xml, "      <system-out>{}</system-out>", escaped(&notes.join("\n"))).ok();
    }
    xml.push_str("    </testcase>\n");
}

fn mistake(mistake: &Diagnostic, file: &str, xml: &mut String) {
    let line = mistake.place.as_ref().map_or(1, |place| place.line);
    let message = escaped(&mistake.message);
    let code = mistake.code;
    writeln!(
        xml,
        "    <testcase name=\"{code} in line {line}\" classname=\"{file}\" file=\"{file}\" line=\"{line}\">",
    )
    .ok();
    let text = escaped(&mistake.to_string());
    writeln!(xml, "      <error message=\"{message}\" type=\"{code}\">{text}</error>").ok();
    xml.push_str("    </testcase>\n");
}

/// Whether the coverage is enough, as a test of its own.
fn share(writer: ResultWriter<'_>, least: u8, xml: &mut String) {
    let coverage = writer.results.coverage.as_ref().filter(|coverage| !coverage.enough);
    let failures = usize::from(coverage.is_some());
    writeln!(
        xml,
        "  <testsuite name=\"coverage\" tests=\"1\" failures=\"{failures}\" errors=\"0\" skipped=\"0\">"
    )
    .ok();
    let name = writer.language.with("coverage-junit-name", &[("least", least.into())]);
    write!(xml, "    <testcase name=\"{}\" classname=\"coverage\"", escaped(&name)).ok();
    match coverage {
        Some(coverage) => {
            let values = [("lowest", coverage.lowest.into())];
            let message = writer.language.with("coverage-junit-lowest", &values);
            let text = escaped(&coverage::text(writer));
            let message = escaped(&message);
            writeln!(
                xml,
                ">\n      <failure message=\"{message}\" type=\"coverage\">{text}</failure>"
            )
            .ok();
            xml.push_str("    </testcase>\n");
        }
        None => xml.push_str("/>\n"),
    }
    xml.push_str("  </testsuite>\n");
}

/// A text for XML: what has a meaning there is escaped, what may not stand there
/// is replaced.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for sign in text.chars() {
        match sign {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&apos;"),
            '\n' | '\t' => escaped.push(sign),
            '\u{FFFE}' | '\u{FFFF}' => escaped.push('\u{FFFD}'),
            _ if sign.is_control() => escaped.push('\u{FFFD}'),
            _ => escaped.push(sign),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::escaped;

    #[test]
    fn nothing_an_author_writes_breaks_the_xml() {
        assert_eq!(
            escaped("a < b && \"c\" > 'd'"),
            "a &lt; b &amp;&amp; &quot;c&quot; &gt; &apos;d&apos;"
        );
        assert_eq!(escaped("\u{0}\u{1b}[31m\u{FFFF}é\n"), "\u{FFFD}\u{FFFD}[31m\u{FFFD}é\n");
    }
}

//! The results of tests as `JUnit` XML, for build servers.

use std::fmt::Write as _;

use waypath_engine::diagnostic::Diagnostic;
use waypath_engine::example::{Case, Ran};

use super::Report;

pub(super) fn report(report: &Report<'_>) -> String {
    let mut xml = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    let mut suites = String::new();
    for file in report.files() {
        suite(report, file, &mut suites);
    }
    if let Some(least) = report.least {
        share(report, least, &mut suites);
    }
    let is_too_little = usize::from(report.is_too_little());
    let tests = report.cases.len().saturating_add(report.mistakes.len());
    let tests = tests.saturating_add(usize::from(report.least.is_some()));
    let failures = report.failed().saturating_add(is_too_little);
    let errors = report.mistakes.len();
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

fn suite(report: &Report<'_>, file: &str, xml: &mut String) {
    let cases: Vec<_> = report.cases.iter().filter(|(case, _)| *case.file == *file).collect();
    let mistakes: Vec<&Diagnostic> =
        report.mistakes.iter().filter(|it| super::file_of(it) == file).collect();
    let tests = cases.len().saturating_add(mistakes.len());
    let failures = cases.iter().filter(|(_, ran)| !ran.passed()).count();
    let name = escaped(file);
    writeln!(
        xml,
        "  <testsuite name=\"{name}\" tests=\"{tests}\" failures=\"{failures}\" errors=\"{}\" skipped=\"0\">",
        mistakes.len()
    )
    .ok();
    for (case, ran) in cases {
        testcase(report, case, ran, xml);
    }
    for it in mistakes {
        mistake(it, &name, xml);
    }
    xml.push_str("  </testsuite>\n");
}

fn testcase(report: &Report<'_>, case: &Case, ran: &Ran, xml: &mut String) {
    let (name, file) = (escaped(&case.name), escaped(&case.file));
    let line = case.place.as_ref().map_or(1, |it| it.line);
    write!(
        xml,
        "    <testcase name=\"{name}\" classname=\"{file}\" file=\"{file}\" line=\"{line}\""
    )
    .ok();
    if ran.passed() && ran.notes.is_empty() {
        xml.push_str("/>\n");
        return;
    }
    xml.push_str(">\n");
    // One failure a test case is all that every reader of the format understands.
    if let Some(first) = ran.misses.first() {
        let message = format!("expected: {}; came: {}", first.expected, first.came);
        let mut text = String::new();
        for miss in &ran.misses {
            writeln!(text, "expected  {}\ncame      {}", miss.expected, miss.came).ok();
            for line in report.explanation(case, ran, miss) {
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
    if !ran.notes.is_empty() {
        writeln!(xml, "      <system-out>{}</system-out>", escaped(&ran.notes.join("\n"))).ok();
    }
    xml.push_str("    </testcase>\n");
}

fn mistake(it: &Diagnostic, file: &str, xml: &mut String) {
    let line = it.place.as_ref().map_or(1, |it| it.line);
    let message = escaped(&it.message);
    writeln!(
        xml,
        "    <testcase name=\"{} in line {line}\" classname=\"{file}\" file=\"{file}\" line=\"{line}\">",
        it.code
    )
    .ok();
    let text = escaped(&it.to_string());
    writeln!(xml, "      <error message=\"{message}\" type=\"{}\">{text}</error>", it.code).ok();
    xml.push_str("    </testcase>\n");
}

/// Whether the coverage is enough, as a test of its own.
fn share(report: &Report<'_>, least: u8, xml: &mut String) {
    let failures = usize::from(report.is_too_little());
    writeln!(
        xml,
        "  <testsuite name=\"coverage\" tests=\"1\" failures=\"{failures}\" errors=\"0\" skipped=\"0\">"
    )
    .ok();
    write!(xml, "    <testcase name=\"at least {least} %\" classname=\"coverage\"").ok();
    match &report.coverage {
        Some(coverage) if failures > 0 => {
            let message = format!("the lowest share is {} %", coverage.lowest());
            let text = escaped(&super::covered::text(report));
            let message = escaped(&message);
            writeln!(
                xml,
                ">\n      <failure message=\"{message}\" type=\"coverage\">{text}</failure>"
            )
            .ok();
            xml.push_str("    </testcase>\n");
        }
        _ => xml.push_str("/>\n"),
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

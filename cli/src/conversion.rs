//! What became of a framework on its way into another form?

use std::collections::BTreeMap;
use std::io::{self, Write};

use serde::Serialize;
use waypath_engine::diagnostic::{Diagnostic, Place};
use waypath_files::report::{Note, NoteKind, Report, ReportCount};

use waypath_documents::report::{Written, WrittenPlace};
use waypath_documents::sheet::{WIDTH, wrap};

/// Where the texts of a report stand.
const INDENT: usize = 16;
/// The most lines of a file that are named.
const MOST_PLACES: usize = 6;

/// Writes a report as text.
pub(crate) fn text(report: &Report, set_aside: usize, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "{}", report.name)?;
    counts("read", &report.read, out)?;
    counts("made", &report.made, out)?;
    if !report.notes.is_empty() || set_aside > 0 {
        writeln!(out)?;
    }
    let mut before = None;
    for note in &report.notes {
        let label = if before == Some(note.kind) { "" } else { note.kind.as_str() };
        before = Some(note.kind);
        line(label, note.number, &described(note), out)?;
    }
    if set_aside > 0 {
        let mistakes = if set_aside == 1 { "mistake" } else { "mistakes" };
        let text = format!("{mistakes} in the source, each reported with its place");
        line("set aside", set_aside, &text, out)?;
    }
    Ok(())
}

fn counts(label: &str, counts: &[ReportCount], out: &mut dyn Write) -> io::Result<()> {
    for (at, count) in counts.iter().enumerate() {
        line(if at == 0 { label } else { "" }, count.number, &count.what, out)?;
    }
    Ok(())
}

fn line(label: &str, number: usize, text: &str, out: &mut dyn Write) -> io::Result<()> {
    let mut lead = format!("{label:<9}{number:>6} ");
    for line in wrap(text, WIDTH.saturating_sub(INDENT)) {
        writeln!(out, "{}", format!("{lead}{line}").trim_end())?;
        lead = " ".repeat(INDENT);
    }
    Ok(())
}

/// What happened, and where: `rows that repeat another (roles.csv:14, 20)`.
fn described(note: &Note) -> String {
    let mut files: BTreeMap<&str, Vec<u32>> = BTreeMap::new();
    for place in &note.places {
        files.entry(&place.file).or_default().push(place.line);
    }
    if files.is_empty() {
        return note.message.clone();
    }
    let places = files.into_iter().map(|(file, mut lines)| {
        lines.sort_unstable();
        lines.dedup();
        let more = lines.len().saturating_sub(MOST_PLACES);
        let lines: Vec<String> = lines.iter().take(MOST_PLACES).map(u32::to_string).collect();
        let more = if more > 0 { format!(" and {more} more") } else { String::new() };
        format!("{file}:{}{more}", lines.join(", "))
    });
    format!("{} ({})", note.message, places.collect::<Vec<_>>().join("; "))
}

/// A report as JSON.
#[derive(Serialize)]
pub(crate) struct WrittenReport<'a> {
    format: u8,
    name: &'a str,
    /// The files that were written, or would be; paths in the output folder.
    files: Vec<&'a str>,
    /// Where they were written to.
    output: Option<String>,
    read: Vec<WrittenCount<'a>>,
    made: Vec<WrittenCount<'a>>,
    notes: Vec<WrittenNote<'a>>,
    set_aside: Vec<Written<'a>>,
}

#[derive(Serialize)]
struct WrittenCount<'a> {
    number: usize,
    what: &'a str,
}

#[derive(Serialize)]
struct WrittenNote<'a> {
    fate: &'static str,
    id: &'static str,
    number: usize,
    message: &'a str,
    places: Vec<WrittenPlace<'a>>,
}

impl<'a> WrittenReport<'a> {
    /// Returns what a report looks like as JSON.
    pub(crate) fn of(
        report: &'a Report,
        set_aside: &'a [Diagnostic],
        files: Vec<&'a str>,
        output: Option<String>,
    ) -> Self {
        Self {
            format: 1,
            name: &report.name,
            files,
            output,
            read: report.read.iter().map(WrittenCount::of).collect(),
            made: report.made.iter().map(WrittenCount::of).collect(),
            notes: report.notes.iter().map(WrittenNote::of).collect(),
            set_aside: set_aside.iter().map(Written::of).collect(),
        }
    }
}

impl<'a> WrittenCount<'a> {
    fn of(count: &'a ReportCount) -> Self {
        Self { number: count.number, what: &count.what }
    }
}

impl<'a> WrittenNote<'a> {
    fn of(note: &'a Note) -> Self {
        let places = |places: &'a [Place]| places.iter().map(WrittenPlace::of).collect();
        Self {
            fate: NoteKind::as_str(note.kind),
            id: note.id,
            number: note.number,
            message: &note.message,
            places: places(&note.places),
        }
    }
}

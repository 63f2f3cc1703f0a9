//! How are mistakes shown?
//!
//! As text with an excerpt of the file and a caret below what is meant, or as
//! JSON. The only module that knows `annotate-snippets`.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};
use std::ops::Range;

use annotate_snippets::{
    AnnotationKind, Group, Level, Origin, Renderer, Snippet, normalize_untrusted_str,
};
use serde::Serialize;
use unicode_width::UnicodeWidthStr as _;
use waypath_engine::diagnostic::{Code, Diagnostic, Place, Severity};
use waypath_engine::source::Source;

use crate::language::Language;

/// How many columns a report takes.
const WIDTH: usize = 80;
/// How many mistakes of one kind are shown for one file.
const MOST_ALIKE: usize = 50;
/// How many characters of a long line are shown before and after what is meant.
const AROUND: usize = 60;

/// Whether text is coloured.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Style {
    /// With the colours of a terminal.
    Coloured,
    /// Without any.
    Plain,
}

impl Style {
    fn renderer(self) -> Renderer {
        match self {
            Self::Coloured => Renderer::styled(),
            Self::Plain => Renderer::plain(),
        }
    }
}

/// Shows mistakes as text, each with an excerpt of its file.
pub fn text(
    diagnostics: &[Diagnostic],
    sources: &[&Source],
    style: Style,
    out: &mut dyn Write,
) -> io::Result<()> {
    let renderer = style.renderer();
    let mut shown: BTreeMap<(&str, Code), usize> = BTreeMap::new();
    for diagnostic in diagnostics {
        let file = diagnostic.place.as_ref().map_or("", |it| &*it.file);
        let count = shown.entry((file, diagnostic.code)).or_default();
        *count = count.saturating_add(1);
        if *count <= MOST_ALIKE {
            writeln!(out, "{}\n", renderer.render(&groups(diagnostic, sources)))?;
        }
    }
    for ((file, code), count) in shown.into_iter().filter(|(_, it)| *it > MOST_ALIKE) {
        let more = count.saturating_sub(MOST_ALIKE);
        writeln!(out, "{file}: {more} more of {code}; `check --format json` lists them all\n")?;
    }
    Ok(())
}

fn groups<'a>(diagnostic: &'a Diagnostic, sources: &[&'a Source]) -> Vec<Group<'a>> {
    let level = match diagnostic.severity() {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let number = diagnostic.code.number();
    let label = format!("{}[{number}]: ", diagnostic.severity());
    let title = level.primary_title(wrapped(&label, &diagnostic.message)).id(number);
    let mut first = Group::with_title(title);
    if let Some(place) = &diagnostic.place {
        first = show(first, place, AnnotationKind::Primary, sources);
    }
    let mut groups = vec![first];
    for (place, words) in &diagnostic.related {
        let note = Group::with_title(Level::NOTE.secondary_title(wrapped("note: ", words)));
        groups.push(show(note, place, AnnotationKind::Context, sources));
    }
    if let Some(help) = &diagnostic.help {
        let help = Level::HELP.secondary_title(wrapped("help: ", help));
        groups.push(Group::with_title(help));
    }
    groups
}

/// The words behind a label, in lines that fit beside it; the renderer puts further
/// lines under the first. A word that is wider than a line, such as a path, stays
/// whole.
fn wrapped(label: &str, words: &str) -> String {
    let room = WIDTH.saturating_sub(label.width());
    let words = normalize_untrusted_str(words);
    let lines = words.split('\n').map(|line| {
        let mut wrapped = String::new();
        let mut width = 0_usize;
        for word in line.split(' ') {
            let longer = width.saturating_add(word.width()).saturating_add(1);
            let is_first = wrapped.is_empty();
            if is_first || longer > room {
                wrapped.push_str(if is_first { "" } else { "\n" });
                width = word.width();
            } else {
                wrapped.push(' ');
                width = longer;
            }
            wrapped.push_str(word);
        }
        wrapped
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// Shows a place: its line with a caret, or where its file is not at hand, its name.
fn show<'a>(
    group: Group<'a>,
    place: &'a Place,
    kind: AnnotationKind,
    sources: &[&'a Source],
) -> Group<'a> {
    let line = usize::try_from(place.line).unwrap_or(usize::MAX);
    let source = sources.iter().find(|it| *it.path == *place.file);
    match source.and_then(|it| Excerpt::of(&it.bytes, &place.bytes)) {
        Some(Excerpt { text, meant }) => group.element(
            Snippet::source(text).path(&*place.file).line_start(line).annotation(kind.span(meant)),
        ),
        None => group.element(
            Origin::path(&*place.file)
                .line(line)
                .char_column(usize::try_from(place.column).unwrap_or(usize::MAX)),
        ),
    }
}

/// The line a place is on, or of a long one a part, and what of it is meant.
struct Excerpt {
    text: String,
    meant: Range<usize>,
}

impl Excerpt {
    /// Cuts out the line on which some bytes begin; the bytes may be any.
    fn of(file: &[u8], bytes: &Range<usize>) -> Option<Self> {
        let before = file.get(..bytes.start)?;
        let start = before.iter().rposition(|it| *it == b'\n').map_or(0, |it| it.saturating_add(1));
        let rest = file.get(bytes.start..)?;
        let length = rest.iter().position(|it| *it == b'\n').unwrap_or(rest.len());
        let end = bytes.start.saturating_add(length);
        let meant_end = bytes.end.clamp(bytes.start, end);
        let text = |bytes: Range<usize>| file.get(bytes).map(String::from_utf8_lossy);
        let head = text(start..bytes.start)?;
        let head = last_characters(head.trim_start_matches('\u{FEFF}'));
        let meant = text(bytes.start..meant_end)?;
        let meant = first_characters(meant.trim_end_matches('\r'), AROUND.saturating_mul(2));
        let tail = text(meant_end..end)?;
        let tail = first_characters(tail.trim_end_matches('\r'), AROUND);
        let meant_range = head.len()..head.len().saturating_add(meant.len());
        Some(Self { text: [head, meant, tail].concat(), meant: meant_range })
    }
}

fn last_characters(text: &str) -> String {
    let skip = text.chars().count().saturating_sub(AROUND);
    text.chars().skip(skip).collect()
}

fn first_characters(text: &str, most: usize) -> String {
    text.chars().take(most).collect()
}

/// Writes an answer as JSON, in lines that people can read too.
pub fn value(value: &impl Serialize, out: &mut dyn Write) -> io::Result<()> {
    let text = serde_json::to_string_pretty(value)?;
    writeln!(out, "{text}")?;
    Ok(())
}

/// Counts mistakes in one line: `3 errors, 1 warning in 2 files`.
pub fn summary(diagnostics: &[Diagnostic], language: &Language) -> String {
    let kinds = [(Severity::Error, "unit-error"), (Severity::Warning, "unit-warning")];
    let kinds = kinds.into_iter().filter_map(|(severity, id)| {
        let alike = diagnostics.iter().filter(|diagnostic| diagnostic.severity() == severity);
        Some(alike.count()).filter(|count| *count > 0).map(|count| language.count(id, count))
    });
    let kinds = language.commas(&kinds.collect::<Vec<_>>());
    let places = diagnostics.iter().filter_map(|diagnostic| diagnostic.place.as_ref());
    let files: BTreeSet<&str> = places.map(|place| &*place.file).collect();
    if files.is_empty() {
        return kinds;
    }
    let files = language.count("unit-file", files.len());
    language.with("report-summary", &[("mistakes", kinds.into()), ("files", files.into())])
}

/// Renders why a run ended early, with what to do about it.
pub fn failure(message: &str, help: Option<&str>, style: Style) -> String {
    let message = normalize_untrusted_str(message);
    let mut groups = vec![Group::with_title(Level::ERROR.primary_title(message))];
    if let Some(help) = help {
        let help = Level::HELP.secondary_title(normalize_untrusted_str(help));
        groups.push(Group::with_title(help));
    }
    style.renderer().render(&groups)
}

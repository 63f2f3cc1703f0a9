//! What does the YAML parser say, and is it within our limits?
//!
//! This file alone knows `saphyr_parser`. Its events are taken one at a time and
//! nothing here calls itself, so depth costs no stack.

use std::ops::Range;

use saphyr_parser::{Event, Parser, ScalarStyle, Span};

use super::explain::{check_property, explain, short, too_deep};
use super::limits::{DEEPEST, LONGEST_TEXT, MOST_INDICATORS, MOST_MISTAKES, MOST_VALUES};
use super::lines::Lines;
use super::node::Style;
use super::syntax;
use crate::diagnostic::{Code, Diagnostic};
use crate::number::Exact as _;

/// One step through a document, in the order of the file.
#[derive(Debug)]
pub(super) struct ParseStep {
    pub(super) what: StepKind,
    pub(super) bytes: Range<usize>,
    /// The number of the anchor that stands here; 0 is none.
    pub(super) anchor: usize,
}

#[derive(Debug)]
pub(super) enum StepKind {
    Scalar(String, Style),
    Alias(usize),
    Mapping,
    Sequence,
    End,
}

/// Returns the steps through the file's one document, unless it cannot be read
/// to its end. No steps are an empty document.
pub(super) fn read(lines: &Lines, diagnostics: &mut Vec<Diagnostic>) -> Option<Vec<ParseStep>> {
    let mut reader = EventReader {
        lines,
        steps: Vec::new(),
        open: Vec::new(),
        values: 0,
        documents: 0,
        diagnostics,
    };
    if let Err(fatal) = reader.run() {
        reader.diagnostics.push(fatal);
        return None;
    }
    Some(reader.steps)
}

/// A collection whose end is still to come.
struct OpenCollection {
    anchor: usize,
    start: usize,
}

struct EventReader<'a> {
    lines: &'a Lines,
    steps: Vec<ParseStep>,
    open: Vec<OpenCollection>,
    values: usize,
    documents: u32,
    diagnostics: &'a mut Vec<Diagnostic>,
}

impl EventReader<'_> {
    fn run(&mut self) -> Result<(), Diagnostic> {
        check_indicators(self.lines)?;
        for event in Parser::new_from_str(self.lines.body()) {
            match event {
                Ok((event, span)) => self.take(event, span)?,
                Err(error) => {
                    let at = self.lines.byte_of(error.marker().index());
                    let open = self.open.last().map(|innermost| innermost.start);
                    return Err(explain(self.lines, error.info(), at, open));
                }
            }
        }
        Ok(())
    }

    fn take(&mut self, event: Event<'_>, span: Span) -> Result<(), Diagnostic> {
        let bytes = self.bytes(span);
        match event {
            Event::DocumentStart(_) => self.start_document(bytes),
            Event::Alias(anchor) => self.alias(anchor, bytes),
            Event::Scalar(text, style, anchor, tag) => {
                let behind = self.node(bytes.clone(), anchor, tag.is_some());
                let is_bare = behind == bytes;
                let (text, style) = (text.into_owned(), to_style(style));
                let bytes = syntax::scalar_bytes(self.lines, &behind, &text, style, is_bare);
                self.scalar(text, style, bytes, anchor)
            }
            Event::SequenceStart(anchor, tag) => {
                let bytes = self.node(bytes, anchor, tag.is_some());
                self.open(StepKind::Sequence, bytes, anchor)
            }
            Event::MappingStart(anchor, tag) => {
                let bytes = self.node(bytes, anchor, tag.is_some());
                self.open(StepKind::Mapping, bytes, anchor)
            }
            Event::SequenceEnd | Event::MappingEnd => {
                self.open.pop();
                self.steps.push(ParseStep { what: StepKind::End, bytes, anchor: 0 });
                Ok(())
            }
            Event::Nothing | Event::StreamStart | Event::StreamEnd | Event::DocumentEnd => Ok(()),
        }
    }

    fn bytes(&self, span: Span) -> Range<usize> {
        self.lines.byte_of(span.start.index())..self.lines.byte_of(span.end.index())
    }

    fn start_document(&mut self, bytes: Range<usize>) -> Result<(), Diagnostic> {
        self.documents = self.documents.plus(1);
        if self.documents == 1 {
            return Ok(());
        }
        let message = "a second YAML document starts here";
        Err(Diagnostic::new(Code::SeveralDocuments, message)
            .at(self.lines.place(&bytes))
            .help("move what follows `---` to a file of its own, or remove the `---`"))
    }

    fn alias(&mut self, anchor: usize, bytes: Range<usize>) -> Result<(), Diagnostic> {
        if self.open.iter().any(|collection| collection.anchor == anchor) {
            let written = short(self.lines.slice(bytes.clone()));
            let message = format!("`{written}` stands inside what it repeats");
            return Err(Diagnostic::new(Code::TooManyAliases, message)
                .at(self.lines.place(&bytes))
                .help("write out what is meant instead of repeating it with `*`"));
        }
        self.push(StepKind::Alias(anchor), bytes, 0)
    }

    fn scalar(
        &mut self,
        text: String,
        style: Style,
        bytes: Range<usize>,
        anchor: usize,
    ) -> Result<(), Diagnostic> {
        if text.len() > LONGEST_TEXT {
            let message = format!("this text is {} KiB long", text.len().div_ceil(1024));
            self.mistake(
                Diagnostic::new(Code::TooLarge, message).at(self.lines.place(&bytes)).help(
                    format!(
                        "shorten it: a text may be at most {} KiB long",
                        LONGEST_TEXT.div_euclid(1024)
                    ),
                ),
            );
        }
        self.push(StepKind::Scalar(text, style), bytes, anchor)
    }

    fn open(
        &mut self,
        what: StepKind,
        bytes: Range<usize>,
        anchor: usize,
    ) -> Result<(), Diagnostic> {
        if self.open.len() >= DEEPEST {
            return Err(too_deep(self.lines, &bytes));
        }
        self.open.push(OpenCollection { anchor, start: bytes.start });
        self.push(what, bytes, anchor)
    }

    fn push(
        &mut self,
        what: StepKind,
        bytes: Range<usize>,
        anchor: usize,
    ) -> Result<(), Diagnostic> {
        self.values = self.values.plus(1);
        if self.values > MOST_VALUES {
            let message = format!("the file holds more than {MOST_VALUES} values");
            return Err(Diagnostic::new(Code::TooLarge, message)
                .at(self.lines.place(&bytes))
                .help("divide it into several files"));
        }
        self.steps.push(ParseStep { what, bytes, anchor });
        Ok(())
    }

    /// Checks what stands before a value and returns the bytes behind it.
    fn node(&mut self, bytes: Range<usize>, anchor: usize, tagged: bool) -> Range<usize> {
        if anchor == 0 && !tagged {
            return bytes;
        }
        let (properties, start) = syntax::properties(self.lines, bytes.start);
        for property in properties {
            if self.diagnostics.len() < MOST_MISTAKES {
                self.diagnostics.extend(check_property(self.lines, &property));
            }
        }
        start.min(bytes.end)..bytes.end
    }

    fn mistake(&mut self, mistake: Diagnostic) {
        if self.diagnostics.len() < MOST_MISTAKES {
            self.diagnostics.push(mistake);
        }
    }
}

fn to_style(style: ScalarStyle) -> Style {
    match style {
        ScalarStyle::Plain => Style::Plain,
        ScalarStyle::SingleQuoted => Style::SingleQuoted,
        ScalarStyle::DoubleQuoted => Style::DoubleQuoted,
        ScalarStyle::Literal => Style::Literal,
        ScalarStyle::Folded => Style::Folded,
    }
}

/// The parser holds a whole flow collection in memory before it gives the first
/// event of it, so what it may have to hold is bounded before.
fn check_indicators(lines: &Lines) -> Result<(), Diagnostic> {
    let is_indicator = |byte: &u8| b",[]{}:?*&!\"'".contains(byte);
    let count = lines.body().bytes().filter(is_indicator).count();
    if count <= MOST_INDICATORS {
        return Ok(());
    }
    let message = format!("the file holds more than {MOST_VALUES} values");
    Err(Diagnostic::new(Code::TooLarge, message)
        .at(lines.place(&(lines.start()..lines.start())))
        .help("divide it into several files"))
}

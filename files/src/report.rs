//! What did an import or an export keep, change and drop?
//!
//! Nothing is lost without a word: what does not arrive as it left is counted
//! here, with the places it stood at. What a source got wrong is not here but
//! among the diagnostics.

use waypath_engine::diagnostic::{Diagnostic, Place};
pub(crate) use waypath_engine::wire::NoteKind;
use waypath_engine::wire::{
    AnswerProvenance, ConversionNote, ConversionReport, CountedThings, FORMAT, Text,
};

/// What became of a framework, or of a library on its way into another format.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Report {
    /// What it is called.
    pub name: String,
    /// What was read, in numbers.
    pub read: Vec<ReportCount>,
    /// What was made of it.
    pub made: Vec<ReportCount>,
    /// What is not as it was, in the order of [`NoteKind`].
    pub notes: Vec<Note>,
}

/// A number of things of one kind.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct ReportCount {
    /// How many.
    pub number: usize,
    /// Of what, in the plural: "role levels".
    pub what: String,
}

/// One thing that happened, as often as it happened.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Note {
    /// What happened.
    pub kind: NoteKind,
    /// A name that stays the same, for other programs: "repeated-rows".
    pub id: &'static str,
    /// How often.
    pub number: usize,
    /// To what and why, as a fragment that follows the number: "rows that repeat
    /// another row".
    pub message: String,
    /// Where in the source, if it has places; not more than `number`.
    pub places: Vec<Place>,
}

impl Report {
    /// Counts what was read.
    pub(crate) fn read(&mut self, number: usize, what: impl Into<String>) {
        self.read.push(ReportCount { number, what: what.into() });
    }

    /// Counts what was made.
    pub(crate) fn made(&mut self, number: usize, what: impl Into<String>) {
        self.made.push(ReportCount { number, what: what.into() });
    }

    /// Notes what happened so many times; nothing where it never did.
    pub(crate) fn note(
        &mut self,
        kind: NoteKind,
        id: &'static str,
        number: usize,
        message: impl Into<String>,
    ) {
        if number > 0 {
            let message = message.into();
            self.notes.push(Note { kind, id, number, message, places: Vec::new() });
        }
    }

    /// Notes what happened at each of these places; nothing where there is none.
    pub(crate) fn note_at(
        &mut self,
        kind: NoteKind,
        id: &'static str,
        places: Vec<Place>,
        message: impl Into<String>,
    ) {
        self.note(kind, id, places.len(), message);
        if let Some(note) = self.notes.last_mut().filter(|_| !places.is_empty()) {
            note.places = places;
        }
    }

    /// Puts the notes in their order.
    pub(crate) fn sort(&mut self) {
        self.notes.sort_by_key(|note| note.kind);
    }

    /// Writes the report down.
    ///
    /// `set_aside` are the mistakes of the source, `files` what was written or would
    /// be, and `output` where to.
    pub fn written(
        &self,
        provenance: AnswerProvenance,
        set_aside: &[Diagnostic],
        files: &[&str],
        output: Option<&str>,
    ) -> ConversionReport {
        ConversionReport {
            format: FORMAT,
            provenance,
            name: self.name.as_str().into(),
            files: files.iter().copied().map(Text::from).collect(),
            output: output.map(Text::from),
            read: self.read.iter().map(ReportCount::written).collect(),
            made: self.made.iter().map(ReportCount::written).collect(),
            notes: self.notes.iter().map(Note::written).collect(),
            set_aside: set_aside.iter().map(Into::into).collect(),
        }
    }
}

impl ReportCount {
    fn written(&self) -> CountedThings {
        CountedThings { number: self.number, what: self.what.as_str().into() }
    }
}

impl Note {
    fn written(&self) -> ConversionNote {
        ConversionNote {
            kind: self.kind,
            id: self.id.into(),
            number: self.number,
            message: self.message.as_str().into(),
            places: self.places.iter().map(Into::into).collect(),
        }
    }
}

//! What did an import or an export keep, change and drop?
//!
//! Nothing is lost without a word: what does not arrive as it left is counted
//! here, with the places it stood at. What a source got wrong is not here but
//! among the diagnostics.

use waypath_engine::diagnostic::Place;

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

/// In which way something is not as it was.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum NoteKind {
    /// Several things became one.
    Merged,
    /// It was written another way.
    Changed,
    /// The source does not say it, but what it says leads to it.
    Inferred,
    /// The source does not say it; a default stands for it.
    Assumed,
    /// The source leaves it empty.
    Missing,
    /// There is no place for it.
    Dropped,
}

impl NoteKind {
    /// All of them, in the order reports list them.
    pub const ALL: &[Self] =
        &[Self::Merged, Self::Changed, Self::Inferred, Self::Assumed, Self::Missing, Self::Dropped];

    /// The word that reports print.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Merged => "merged",
            Self::Changed => "changed",
            Self::Inferred => "inferred",
            Self::Assumed => "assumed",
            Self::Missing => "missing",
            Self::Dropped => "dropped",
        }
    }
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
}

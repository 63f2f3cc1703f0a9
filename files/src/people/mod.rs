//! Who is there, and what do the people files say about them?
//!
//! Reads `people.csv`, and where they are there, `evidence.csv`, `progress.csv`,
//! `reviews.csv` and `kpis.csv`. Columns are found by name, in any order; cells
//! are trimmed and separated by commas, or by semicolons or tabs where the
//! header has no comma. A row of empty cells is no row.
//!
//! What cannot be read is set aside, reported with its place, and counted; the
//! rest is read. A mistake in `people.csv` sets the person aside, because a plan
//! without the hours or the date that somebody wrote would look right and be
//! wrong. A mistake elsewhere sets that row aside. Rows about somebody set aside
//! go with them.

// What a cell says, and which name of the library it means.
mod cell;
mod names;
// Who is listed, and what the other files say about them.
mod roster;
mod rows;

use std::fs;

use jiff::civil::Date;
use waypath_engine::diagnostic::{Code, Diagnostic, Place, sort};
use waypath_engine::library::Library;
use waypath_engine::person::{AsOf, Evidence, Person, Progress, Reading, Review, Subject};
use waypath_engine::source::Source;

use crate::Error;
use crate::library::PeopleFolder;
use crate::table::cell::Wrong;
use crate::table::{Record, Shape, Table, Unreadable, sheet};
use names::Suggestions;
use roster::{Roster, RowOwner};

/// The people files, in the order they are read.
const FILES: &[&Shape] =
    &[&roster::SHAPE, &rows::EVIDENCE, &rows::PROGRESS, &rows::REVIEWS, &rows::READINGS];

/// The columns of `people.csv` that mean something by themselves.
pub(crate) const COLUMNS: &[&str] = roster::SHAPE.columns;

/// Everyone the people files list, and what was wrong with them.
#[derive(Clone, Debug, Default)]
pub struct People {
    /// The people, sorted by id.
    pub people: Vec<Person>,
    /// The mistakes, in the order of files and rows.
    pub diagnostics: Vec<Diagnostic>,
    /// What the mistakes cost.
    pub set_aside: SetAside,
    /// The files that hold mistakes, for excerpts of them.
    pub sources: Vec<Source>,
}

/// What was set aside; each has a diagnostic, its own or that of its person.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct SetAside {
    /// Rows of `people.csv`.
    pub people: usize,
    /// Rows of the other files.
    pub rows: usize,
    /// Whole files.
    pub files: usize,
}

impl SetAside {
    /// Whether nothing was.
    pub fn is_empty(self) -> bool {
        self == Self::default()
    }
}

/// Reads the people files of a folder.
///
/// Each file is held in memory as a whole while it is read, and longer only if
/// it holds mistakes.
pub fn read(folder: &PeopleFolder, library: &Library) -> Result<People, Error> {
    if !folder.path.join(roster::SHAPE.file).is_file() {
        return Err(Error::NoPeople { folder: folder.shown.clone() });
    }
    let mut reader = PeopleReader::new(library);
    for shape in FILES {
        let path = folder.path.join(shape.file);
        if path.exists() {
            let bytes = fs::read(&path).map_err(Error::unreadable(&path))?;
            reader.file(shape, Source { path: format!("{}/{}", folder.shown, shape.file), bytes });
        }
    }
    Ok(reader.finish())
}

/// Reads people files that are in memory; the last part of a path says which.
pub fn read_sources(sources: Vec<Source>, library: &Library) -> People {
    let mut reader = PeopleReader::new(library);
    let name = |source: &Source| source.path.rsplit('/').next().unwrap_or_default().to_owned();
    let mut sources: Vec<(String, Source)> =
        sources.into_iter().map(|source| (name(&source), source)).collect();
    for shape in FILES {
        if let Some(at) = sources.iter().position(|(name, _)| name == shape.file) {
            reader.file(shape, sources.swap_remove(at).1);
        }
    }
    reader.finish()
}

/// Warns of rows dated after `as_of`, which a plan of that date does not see.
pub fn in_the_future(people: &[Person], as_of: AsOf) -> Vec<Diagnostic> {
    let mut warnings: Vec<Diagnostic> = people
        .iter()
        .flat_map(dated_rows)
        .filter(|(date, _)| *date > as_of)
        .map(|(date, place)| {
            Diagnostic::new(
                Code::InTheFuture,
                format!("the row is dated {date}, after the date of the plan, {as_of}"),
            )
            .at(place.clone())
            .help("correct the date, or plan with a later `--as-of`")
        })
        .collect();
    // A team's reading belongs to each of its members.
    sort(&mut warnings);
    warnings
}

fn dated_rows(person: &Person) -> impl Iterator<Item = (Date, &Option<Place>)> {
    let evidence = person.evidence.iter().map(|evidence| (evidence.date, &evidence.place));
    let progress = person.progress.iter().map(|progress| (progress.date, &progress.place));
    let reviews = person.reviews.iter().map(|review| (review.date, &review.place));
    let readings = person.readings.iter().map(|reading| (reading.date, &reading.place));
    evidence.chain(progress).chain(reviews).chain(readings)
}

/// How a row of a file is read, and what is done with it.
struct RowKind<T> {
    /// The column that says whom the row is about.
    about: &'static str,
    find: fn(&Roster, &str, &mut Suggestions) -> Result<RowOwner, Wrong>,
    read: fn(&mut Record<'_>, &Library, &mut Suggestions) -> Option<T>,
    /// Tells the row whose it is.
    of: fn(T, Subject) -> T,
    /// Where a person keeps such rows.
    list: fn(&mut Person) -> &mut Vec<T>,
}

struct PeopleReader<'a> {
    library: &'a Library,
    roster: Roster,
    suggestions: Suggestions,
    out: People,
    /// Whether it is known who is there.
    has_roster: bool,
}

impl<'a> PeopleReader<'a> {
    fn new(library: &'a Library) -> Self {
        Self {
            library,
            roster: Roster::default(),
            suggestions: Suggestions::default(),
            out: People::default(),
            has_roster: false,
        }
    }

    fn finish(mut self) -> People {
        self.out.people = self.roster.finish();
        self.out
    }

    /// Reads a file; without a roster only its header, because everyone in it
    /// would be unknown.
    fn file(&mut self, shape: &'static Shape, source: Source) {
        let before = self.out.diagnostics.len();
        if let Err(unreadable) = self.rows_of(shape, &source) {
            self.out.set_aside.files = self.out.set_aside.files.saturating_add(1);
            self.count(shape, unreadable.rows);
            self.out.diagnostics.extend(unreadable.diagnostics);
        }
        if self.out.diagnostics.len() > before {
            self.out.sources.push(source);
        }
    }

    fn count(&mut self, shape: &Shape, rows: usize) {
        let is_roster = shape.file == roster::SHAPE.file;
        let set_aside = &mut self.out.set_aside;
        let counter = if is_roster { &mut set_aside.people } else { &mut set_aside.rows };
        *counter = counter.saturating_add(rows);
    }

    fn rows_of(&mut self, shape: &'static Shape, source: &Source) -> Result<(), Unreadable> {
        let sheet = sheet(source)?;
        let table = Table::new(shape, &sheet, &mut self.out.diagnostics)?;
        match shape.file {
            "people.csv" => self.people(&table),
            _ if !self.has_roster => self.count(shape, table.records().count()),
            "evidence.csv" => self.rows(shape, &table, &EVIDENCE),
            "progress.csv" => self.rows(shape, &table, &PROGRESS),
            "reviews.csv" => self.rows(shape, &table, &REVIEWS),
            _ => self.rows(shape, &table, &READINGS),
        }
        Ok(())
    }

    fn people(&mut self, table: &Table<'_>) {
        self.has_roster = true;
        for record in table.records() {
            let mistakes = match record {
                Ok(record) => self.roster.add(record, self.library, &mut self.suggestions),
                Err(diagnostic) => vec![diagnostic],
            };
            if !mistakes.is_empty() {
                self.count(&roster::SHAPE, 1);
            }
            self.out.diagnostics.extend(mistakes);
        }
    }

    /// Reads the rows first and then gives each person theirs, so that every list
    /// is made once and as long as it has to be.
    fn rows<T: Clone>(&mut self, shape: &Shape, table: &Table<'_>, how: &RowKind<T>) {
        let mut rows: Vec<(RowOwner, T)> = Vec::new();
        for record in table.records() {
            let (row, mistakes) = match record {
                Ok(record) => self.row(record, how),
                Err(diagnostic) => (None, vec![diagnostic]),
            };
            match row {
                Some((RowOwner::SetAside(_), _)) | None => self.count(shape, 1),
                Some(row) => rows.push(row),
            }
            self.out.diagnostics.extend(mistakes);
        }
        self.roster.give(rows, how.list);
    }

    /// Reads one row: whom it is about, what it says, and its mistakes.
    fn row<T>(
        &mut self,
        mut record: Record<'_>,
        how: &RowKind<T>,
    ) -> (Option<(RowOwner, T)>, Vec<Diagnostic>) {
        let Self { roster, suggestions, library, .. } = self;
        let about = record.required(how.about, |text| (how.find)(roster, text, suggestions));
        let value = (how.read)(&mut record, library, suggestions);
        let row = about.zip(value).filter(|_| !record.has_mistakes());
        if let Some((about, _)) = &row {
            roster.note(about, &record);
        }
        let row = row.map(|(about, value)| (about, (how.of)(value, about.subject())));
        (row, record.finish())
    }
}

const EVIDENCE: RowKind<Evidence> = RowKind {
    about: "person",
    find: Roster::person,
    read: rows::evidence,
    of: |evidence, _| evidence,
    list: |person| &mut person.evidence,
};

const PROGRESS: RowKind<Progress> = RowKind {
    about: "person",
    find: Roster::person,
    read: rows::progress,
    of: |progress, _| progress,
    list: |person| &mut person.progress,
};

const REVIEWS: RowKind<Review> = RowKind {
    about: "person",
    find: Roster::person,
    read: rows::review,
    of: |review, _| review,
    list: |person| &mut person.reviews,
};

const READINGS: RowKind<Reading> = RowKind {
    about: "subject",
    find: Roster::subject,
    read: rows::reading,
    of: |reading, subject| Reading { subject, ..reading },
    list: |person| &mut person.readings,
};

#[cfg(test)]
mod tests;

//! Whom does `people.csv` list?

use std::collections::BTreeSet;
use std::ops::Range;

use indexmap::IndexMap;
use jiff::civil::Date;
use waypath_engine::diagnostic::{Code, Diagnostic, Place};
use waypath_engine::id::{Id as _, PersonId};
use waypath_engine::library::Library;
use waypath_engine::person::{Contact, Person, Subject, hash_rows};

use super::cell::{date, fte, hours_per_week};
use super::names::{Suggestions, find};
use crate::table::cell::{Wrong, quote};
use crate::table::{Others, Record, Shape};

/// The columns of `people.csv`.
pub(super) const SHAPE: Shape = Shape {
    file: "people.csv",
    columns: &[
        "id",
        "name",
        "role",
        "target_role",
        "manager",
        "mentor",
        "team",
        "site",
        "shift",
        "language",
        "in_role_since",
        "in_company_since",
        "hours_per_week",
        "fte",
        "away_from",
        "away_to",
    ],
    required: &["id", "role"],
    others: Others::Attributes,
};

/// The help for somebody who is not listed, and like nobody who is.
const NOT_LISTED: &str = "correct the id, add a row to `people.csv`, or take this one out";

/// Whom a row of another file is about.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum RowOwner {
    /// A person, by the position in the roster.
    Person(usize),
    /// A team, by its position among the teams.
    Team(usize),
    /// A person, or a team all of whose people were set aside.
    SetAside(Subject),
}

impl RowOwner {
    /// Whose row it is.
    pub(super) fn subject(self) -> Subject {
        match self {
            Self::Person(_) => Subject::Person,
            Self::Team(_) => Subject::Team,
            Self::SetAside(subject) => subject,
        }
    }
}

/// What `people.csv` says of an id.
struct ListedPerson {
    /// Where it stands first.
    place: Place,
    row: ListedRow,
}

/// What became of the first row of an id.
enum ListedRow {
    /// It was read; `has_name` says whether it gives a name beside the id.
    Read { at: usize, has_name: bool },
    /// It has a mistake.
    SetAside { name: Option<Box<str>> },
}

/// Everyone `people.csv` lists.
#[derive(Default)]
pub(super) struct Roster {
    people: Vec<Person>,
    listed: IndexMap<Box<str>, ListedPerson>,
    /// The people of each team, by their position in `people`.
    teams: IndexMap<String, Vec<usize>>,
    teams_set_aside: BTreeSet<String>,
    texts: RowTexts,
}

/// What the rows of everyone say, for the hashes.
///
/// All rows stand in one text. A text for each row would leave a hole in the heap
/// for each when the reading ends: a million for a hundred thousand people, and
/// whatever is planned afterwards would be scattered over them.
#[derive(Default)]
struct RowTexts {
    text: String,
    /// Whose row it is, by the position in the roster, and its bytes in `text`.
    rows: Vec<(usize, Range<usize>)>,
}

impl RowTexts {
    /// Writes a row and gives it to everyone it is about.
    fn add(&mut self, people: &[usize], write: impl FnOnce(&mut String)) {
        let start = self.text.len();
        write(&mut self.text);
        let bytes = start..self.text.len();
        self.rows.extend(people.iter().map(|at| (*at, bytes.clone())));
    }

    /// The hash of each person's rows; `people` has everyone at their position.
    fn hash(mut self, people: &mut [Person]) {
        self.rows.sort_unstable_by_key(|(at, bytes)| (*at, bytes.start));
        for rows in self.rows.chunk_by(|(one, _), (other, _)| one == other) {
            let texts = rows.iter().filter_map(|(_, bytes)| self.text.get(bytes.clone()));
            let person = rows.first().and_then(|(at, _)| people.get_mut(*at));
            debug_assert!(person.is_some(), "a row is about somebody in the roster");
            if let Some(person) = person {
                person.hash = hash_rows(texts);
            }
        }
    }
}

impl Roster {
    /// Reads a row; somebody whose row has a mistake is set aside.
    pub(super) fn add(
        &mut self,
        mut record: Record<'_>,
        library: &Library,
        suggestions: &mut Suggestions,
    ) -> Vec<Diagnostic> {
        let id = record.required("id", person_id);
        let is_first = id.as_ref().is_some_and(|id| self.is_first(&mut record, id));
        let key: Option<Box<str>> = id.as_ref().filter(|_| is_first).map(|id| id.as_str().into());
        let person = id.and_then(|id| person(id, &mut record, library, suggestions));
        let person = person.filter(|_| !record.has_mistakes());
        let (name, team) = (record.text("name"), record.text("team"));
        let row = if let Some(person) = person {
            let at = self.people.len();
            self.people.push(person);
            self.texts.add(&[at], |text| record.write_canonical(text));
            if !team.is_empty() {
                self.teams.entry(team.to_owned()).or_default().push(at);
            }
            ListedRow::Read { at, has_name: !name.is_empty() }
        } else {
            if !team.is_empty() {
                self.teams_set_aside.insert(team.to_owned());
            }
            ListedRow::SetAside { name: Some(name).filter(|name| !name.is_empty()).map(Into::into) }
        };
        self.listed.extend(key.map(|key| (key, ListedPerson { place: record.place(), row })));
        record.finish()
    }

    /// Whether no row above lists the id; reports one that does.
    fn is_first(&self, record: &mut Record<'_>, id: &PersonId) -> bool {
        let Some(listed) = self.listed.get(id.as_str()) else { return true };
        let wrong = Wrong {
            code: Code::SamePersonTwice,
            message: format!("{} is listed already", quote(id.as_str())),
            help: "give one of the two another id, or take one out".to_owned(),
        };
        record.wrong_beside("id", wrong, &listed.place, "first listed here");
        false
    }

    /// Gives the rows of a file to the people they are about. Nobody's list is
    /// longer than it has to be.
    pub(super) fn give<T: Clone>(
        &mut self,
        rows: Vec<(RowOwner, T)>,
        list: fn(&mut Person) -> &mut Vec<T>,
    ) {
        let mut counts: Vec<usize> = vec![0; self.people.len()];
        for (about, _) in &rows {
            for at in members(&self.teams, about) {
                if let Some(count) = counts.get_mut(*at) {
                    *count = count.saturating_add(1);
                }
            }
        }
        for (person, count) in self.people.iter_mut().zip(counts) {
            list(person).reserve_exact(count);
        }
        for (about, row) in rows {
            for at in members(&self.teams, &about) {
                if let Some(person) = self.people.get_mut(*at) {
                    list(person).push(row.clone());
                }
            }
        }
    }

    /// Notes what a row says, for the hashes of the people it is about.
    pub(super) fn note(&mut self, about: &RowOwner, record: &Record<'_>) {
        let people = members(&self.teams, about);
        self.texts.add(people, |text| record.write_canonical(text));
    }

    /// Finds the person a row is about.
    pub(super) fn person(
        &self,
        text: &str,
        suggestions: &mut Suggestions,
    ) -> Result<RowOwner, Wrong> {
        self.one(text).ok_or_else(|| {
            let ids = self.ids();
            let near = suggestions.near("person", text, || ids.iter().copied());
            let help = near.unwrap_or_else(|| NOT_LISTED.into());
            let message = format!("`people.csv` lists no {}", quote(text));
            Wrong { code: Code::UnknownPerson, message, help }
        })
    }

    fn one(&self, text: &str) -> Option<RowOwner> {
        Some(match self.listed.get(text)?.row {
            ListedRow::Read { at, .. } => RowOwner::Person(at),
            ListedRow::SetAside { .. } => RowOwner::SetAside(Subject::Person),
        })
    }

    /// Every id that is listed, in order.
    fn ids(&self) -> Vec<&str> {
        let mut ids: Vec<&str> = self.listed.keys().map(|id| &**id).collect();
        ids.sort_unstable();
        ids
    }

    /// Finds the person or the team a reading is about.
    pub(super) fn subject(
        &self,
        text: &str,
        suggestions: &mut Suggestions,
    ) -> Result<RowOwner, Wrong> {
        let is_set_aside = self.teams_set_aside.contains(text);
        let team = self.teams.get_index_of(text).map(RowOwner::Team);
        let team = team.or_else(|| is_set_aside.then_some(RowOwner::SetAside(Subject::Team)));
        match (self.one(text), team) {
            (Some(_), Some(_)) => Err(Wrong::new(
                format!("{} is a person and a team", quote(text)),
                "give the team another name in `people.csv` and here",
            )),
            (Some(about), None) | (None, Some(about)) => Ok(about),
            (None, None) => {
                let mut teams: Vec<&str> = self.teams.keys().map(String::as_str).collect();
                teams.sort_unstable();
                let names = [self.ids(), teams].concat();
                let names = || names.iter().copied();
                let near = suggestions.near("person or team", text, names);
                let help = near.unwrap_or_else(|| NOT_LISTED.into());
                let message = format!("`people.csv` lists no person and no team {}", quote(text));
                Err(Wrong { code: Code::UnknownPerson, message, help })
            }
        }
    }

    /// Ends the reading: names managers and mentors, hashes, sorts by id.
    pub(super) fn finish(mut self) -> Vec<Person> {
        for at in 0..self.people.len() {
            self.name_contacts(at);
        }
        self.texts.hash(&mut self.people);
        self.people.sort_by(|a, b| a.id.cmp(&b.id));
        self.people
    }

    fn name_contacts(&mut self, at: usize) {
        let Some(person) = self.people.get_mut(at) else { return };
        let mut contacts = [person.manager.take(), person.mentor.take()];
        for contact in contacts.iter_mut().flatten() {
            contact.name = self.name_of(&contact.id).map(Into::into);
            if let Some(name) = &contact.name {
                self.texts.add(&[at], |text| text.extend([&*contact.id, "\u{1F}", name]));
            }
        }
        if let Some(person) = self.people.get_mut(at) {
            [person.manager, person.mentor] = contacts;
        }
    }

    /// The name that `people.csv` gives somebody, also somebody set aside.
    fn name_of(&self, id: &str) -> Option<&str> {
        match &self.listed.get(id)?.row {
            ListedRow::Read { at, has_name } => {
                self.people.get(*at).filter(|_| *has_name).map(|person| &*person.name)
            }
            ListedRow::SetAside { name } => name.as_deref(),
        }
    }
}

/// The people a row is about, by their position in the roster.
fn members<'r>(teams: &'r IndexMap<String, Vec<usize>>, about: &'r RowOwner) -> &'r [usize] {
    match about {
        RowOwner::Person(at) => std::slice::from_ref(at),
        RowOwner::Team(team) => teams.get_index(*team).map_or(&[], |(_, people)| people.as_slice()),
        RowOwner::SetAside(_) => &[],
    }
}

fn person_id(text: &str) -> Result<PersonId, Wrong> {
    text.parse().map_err(|_| {
        Wrong::new(
            format!("{} cannot be the id of a person", quote(text)),
            "write a text of at most 200 bytes on one line",
        )
    })
}

fn person(
    id: PersonId,
    record: &mut Record<'_>,
    library: &Library,
    suggestions: &mut Suggestions,
) -> Option<Person> {
    let role = record.required("role", |text| find(&library.names.roles, text, suggestions));
    let target_role =
        record.optional("target_role", |text| find(&library.names.roles, text, suggestions));
    let name = record.text("name");
    let name = if name.is_empty() { id.as_str() } else { name }.into();
    Some(Person {
        name,
        role: role?,
        target_role,
        manager: contact(record, "manager"),
        mentor: contact(record, "mentor"),
        team: text(record, "team"),
        site: text(record, "site"),
        shift: text(record, "shift"),
        language: text(record, "language"),
        in_role_since: record.optional("in_role_since", date),
        in_company_since: record.optional("in_company_since", date),
        hours_per_week: record.optional("hours_per_week", hours_per_week),
        fte: record.optional("fte", fte).unwrap_or(100),
        away: away(record),
        attributes: record.others().map(|(name, other)| (name.into(), other.into())).collect(),
        evidence: Vec::new(),
        progress: Vec::new(),
        reviews: Vec::new(),
        readings: Vec::new(),
        place: Some(record.place()),
        hash: Box::default(),
        id,
    })
}

fn text(record: &Record<'_>, column: &str) -> Option<Box<str>> {
    Some(record.text(column)).filter(|text| !text.is_empty()).map(Into::into)
}

fn contact(record: &Record<'_>, column: &str) -> Option<Contact> {
    text(record, column).map(|id| Contact { id, name: None })
}

fn away(record: &mut Record<'_>) -> Option<(Date, Date)> {
    let is_empty = |record: &Record<'_>, text: &str| record.text(text).is_empty();
    let (from, to) = (record.optional("away_from", date), record.optional("away_to", date));
    match (is_empty(record, "away_from"), is_empty(record, "away_to")) {
        (true, true) => return None,
        (true, false) => {
            let message = "`away_to` has no `away_from`";
            record.wrong("away_to", Wrong::new(message, "write the first day away"));
        }
        (false, true) => {
            let message = "`away_from` has no `away_to`";
            record.wrong("away_from", Wrong::new(message, "write the last day away"));
        }
        (false, false) => {}
    }
    let (from, to) = (from?, to?);
    if to < from {
        let message = format!("the last day away, {to}, is before the first, {from}");
        record.wrong("away_to", Wrong::new(message, "swap the two dates"));
    }
    Some((from, to))
}

//! Whom does `people.csv` list?

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use waypath_engine::diagnostic::{Code, Place};
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

/// A person whose other files are not read yet.
pub(super) struct Draft {
    pub(super) person: Person,
    /// What the person's rows say, for the hash.
    pub(super) rows: Vec<String>,
}

/// Whom a row of another file is about.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(super) struct About {
    pub(super) subject: Subject,
    /// The people, by their position in the roster; none where all of them were
    /// set aside.
    pub(super) people: Vec<usize>,
}

/// Everyone `people.csv` lists.
#[derive(Default)]
pub(super) struct Roster {
    drafts: Vec<Draft>,
    positions: BTreeMap<String, usize>,
    /// Where every id stands first, also of people set aside.
    places: BTreeMap<String, Place>,
    names: BTreeMap<String, Box<str>>,
    teams: BTreeMap<String, Vec<usize>>,
    teams_set_aside: BTreeSet<String>,
}

impl Roster {
    /// Reads a row; somebody whose row has a mistake is set aside.
    pub(super) fn add(
        &mut self,
        mut record: Record<'_>,
        library: &Library,
        suggestions: &mut Suggestions,
    ) -> Vec<waypath_engine::diagnostic::Diagnostic> {
        let id = record.required("id", person_id);
        if let Some(id) = &id {
            self.note(&mut record, id);
        }
        let person = id.and_then(|id| person(id, &mut record, library, suggestions));
        let (team, canonical) = (record.text("team").to_owned(), record.canonical());
        let mistakes = record.finish();
        match person.filter(|_| mistakes.is_empty()) {
            Some(person) => self.push(Draft { person, rows: vec![canonical] }, team),
            None if !team.is_empty() => drop(self.teams_set_aside.insert(team)),
            None => {}
        }
        mistakes
    }

    fn note(&mut self, record: &mut Record<'_>, id: &PersonId) {
        if let Some(first) = self.places.get(id.as_str()) {
            let message = format!("{} is listed already", quote(id.as_str()));
            let help = "give one of the two another id, or take one out";
            let wrong = Wrong { code: Code::SamePersonTwice, message, help: help.to_owned() };
            record.wrong_beside("id", wrong, first, "first listed here");
            return;
        }
        self.places.insert(id.as_str().to_owned(), record.place());
        let name = record.text("name");
        if !name.is_empty() {
            self.names.insert(id.as_str().to_owned(), name.into());
        }
    }

    fn push(&mut self, draft: Draft, team: String) {
        let at = self.drafts.len();
        self.positions.insert(draft.person.id.as_str().to_owned(), at);
        if !team.is_empty() {
            self.teams.entry(team).or_default().push(at);
        }
        self.drafts.push(draft);
    }

    /// The person at a position.
    pub(super) fn draft(&mut self, at: usize) -> Option<&mut Draft> {
        self.drafts.get_mut(at)
    }

    /// Finds the person a row is about.
    pub(super) fn person(&self, text: &str, suggestions: &mut Suggestions) -> Result<About, Wrong> {
        self.one(text).ok_or_else(|| {
            let ids = || self.places.keys().map(String::as_str);
            let help = suggestions.near("person", text, ids).unwrap_or_else(|| NOT_LISTED.into());
            let message = format!("`people.csv` lists no {}", quote(text));
            Wrong { code: Code::UnknownPerson, message, help }
        })
    }

    fn one(&self, text: &str) -> Option<About> {
        self.places.get(text)?;
        let people = self.positions.get(text).copied().into_iter().collect();
        Some(About { subject: Subject::Person, people })
    }

    /// Finds the person or the team a reading is about.
    pub(super) fn subject(
        &self,
        text: &str,
        suggestions: &mut Suggestions,
    ) -> Result<About, Wrong> {
        let members = self.teams.get(text).cloned();
        let is_set_aside = self.teams_set_aside.contains(text);
        let team = members.or_else(|| is_set_aside.then(Vec::new));
        match (self.one(text), team) {
            (Some(_), Some(_)) => Err(Wrong::new(
                format!("{} is a person and a team", quote(text)),
                "give the team another name in `people.csv` and here",
            )),
            (Some(person), None) => Ok(person),
            (None, Some(people)) => Ok(About { subject: Subject::Team, people }),
            (None, None) => {
                let names = || self.places.keys().chain(self.teams.keys()).map(String::as_str);
                let near = suggestions.near("person or team", text, names);
                let help = near.unwrap_or_else(|| NOT_LISTED.into());
                let message = format!("`people.csv` lists no person and no team {}", quote(text));
                Err(Wrong { code: Code::UnknownPerson, message, help })
            }
        }
    }

    /// Ends the reading: names managers and mentors, hashes, sorts by id.
    pub(super) fn finish(self) -> Vec<Person> {
        let names = self.names;
        let mut people: Vec<Person> = self
            .drafts
            .into_iter()
            .map(|Draft { mut person, mut rows }| {
                for contact in [&mut person.manager, &mut person.mentor].into_iter().flatten() {
                    contact.name = names.get(&*contact.id).cloned();
                    rows.extend(
                        contact.name.as_ref().map(|name| format!("{}\u{1F}{name}", contact.id)),
                    );
                }
                person.hash = hash_rows(rows.iter().map(String::as_str));
                person
            })
            .collect();
        people.sort_by(|a, b| a.id.cmp(&b.id));
        people
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

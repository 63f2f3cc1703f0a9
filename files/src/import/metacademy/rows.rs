//! What do the rows of Metacademy's files say?

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use waypath_engine::diagnostic::Place;
use waypath_engine::id::nearest;
use waypath_engine::quantity::Hours;

use crate::table::Record;
use crate::table::cell::{Wrong, number, quote};

/// A concept or a shortcut, by its tag.
#[derive(Clone, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub(super) struct ConceptKey {
    pub(super) tag: String,
    pub(super) kind: ConceptKind,
}

#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub(super) enum ConceptKind {
    Concept,
    Shortcut,
}

impl ConceptKey {
    pub(super) fn concept(tag: &str) -> Self {
        Self { tag: tag.to_owned(), kind: ConceptKind::Concept }
    }

    pub(super) fn shortcut(tag: &str) -> Self {
        Self { tag: tag.to_owned(), kind: ConceptKind::Shortcut }
    }
}

impl fmt::Display for ConceptKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.kind {
            ConceptKind::Concept => f.write_str(&self.tag),
            ConceptKind::Shortcut => write!(f, "{} (shortcut)", self.tag),
        }
    }
}

/// What all rows say of a concept or a shortcut.
#[derive(Debug)]
pub(super) struct Concept {
    /// Where its own row is.
    pub(super) place: Place,
    pub(super) title: String,
    pub(super) summary: String,
    pub(super) hours: Option<Hours>,
    /// What it builds on, with the row that says so.
    pub(super) requires: BTreeMap<ConceptKey, Place>,
    /// Depth and text of each goal, by its number.
    pub(super) goals: BTreeMap<u32, (usize, String)>,
    /// Whether one of its core resources is known to cost nothing.
    pub(super) is_free: bool,
    /// The courses that name it.
    pub(super) courses: BTreeSet<String>,
}

/// What the rows say.
#[derive(Debug, Default)]
pub(super) struct MetacademyContent {
    pub(super) concepts: BTreeMap<ConceptKey, Concept>,
    /// Whether each book or lecture of the catalogue costs nothing, by key.
    pub(super) sources: BTreeMap<String, bool>,
    /// Hours with more than two decimals.
    pub(super) rounded: usize,
    /// Rows that name the same prerequisite again.
    pub(super) repeated: Vec<Place>,
    /// Rows that a shortcut would do for, where there is none.
    pub(super) without_shortcut: Vec<Place>,
    /// Prerequisites with a reason beside them.
    pub(super) reasons: usize,
    /// Links to resources that are core, and to others.
    pub(super) links: (usize, usize),
    /// Titles of courses.
    pub(super) course_titles: usize,
}

impl MetacademyContent {
    pub(super) fn concept(&mut self, record: &mut Record<'_>) {
        let title = record.required("title", text);
        let hours = record.optional("time_hours", hours);
        let Some(key) = key(record, "tag") else { return };
        let Some(title) = title else { return };
        if self.concepts.contains_key(&key) {
            let message = format!("`{key}` has a row already, which counts");
            record.wrong("tag", Wrong::new(message, "take one of the rows out"));
            return;
        }
        if hours.is_some_and(|(_, is_rounded)| is_rounded) {
            self.rounded = self.rounded.saturating_add(1);
        }
        let concept = Concept {
            place: record.place(),
            title,
            summary: record.text("summary").to_owned(),
            hours: hours.map(|(hours, _)| hours),
            requires: BTreeMap::new(),
            goals: BTreeMap::new(),
            is_free: false,
            courses: BTreeSet::new(),
        };
        self.concepts.insert(key, concept);
    }

    pub(super) fn dependency(&mut self, record: &mut Record<'_>) {
        let key = self.known(record, "concept");
        let tag = record.required("prerequisite", |text| self.tag(text));
        let is_shortcut = record.optional("shortcut", yes_or_no).unwrap_or_default();
        let (Some(key), Some(tag)) = (key, tag) else { return };
        let mut required = ConceptKey::concept(&tag);
        if is_shortcut {
            let shortcut = ConceptKey::shortcut(&tag);
            if self.concepts.contains_key(&shortcut) {
                required = shortcut;
            } else {
                self.without_shortcut.push(record.place());
            }
        }
        if !record.text("reason").is_empty() {
            self.reasons = self.reasons.saturating_add(1);
        }
        let Some(concept) = self.concepts.get_mut(&key) else { return };
        match concept.requires.entry(required) {
            Entry::Vacant(free) => drop(free.insert(record.place())),
            Entry::Occupied(_) => self.repeated.push(record.place()),
        }
    }

    pub(super) fn goal(&mut self, record: &mut Record<'_>) {
        let key = self.known(record, "tag");
        let number = record.required("n", number::<u32>);
        let depth = record.required("depth", depth);
        let goal = record.required("goal", text);
        let (Some(key), Some(number), Some(depth)) = (key, number, depth) else { return };
        let (Some(goal), Some(concept)) = (goal, self.concepts.get_mut(&key)) else { return };
        if concept.goals.contains_key(&number) {
            let message = format!("`{key}` has a goal {number} already, which counts");
            record.wrong("n", Wrong::new(message, "number the goals of a concept from 1"));
            return;
        }
        concept.goals.insert(number, (depth, goal));
    }

    /// Reads a book, a lecture or a paper.
    pub(super) fn source(&mut self, record: &mut Record<'_>) {
        let Some(key) = record.required("key", text) else { return };
        let is_free = record.optional("free", yes_or_no).unwrap_or_default();
        if self.sources.contains_key(&key) {
            let message = format!("{} has a row already, which counts", quote(&key));
            record.wrong("key", Wrong::new(message, "take one of the rows out"));
            return;
        }
        self.sources.insert(key, is_free);
    }

    /// Reads where a concept is taught.
    pub(super) fn resource(&mut self, record: &mut Record<'_>) {
        let key = self.known(record, "concept");
        let is_core = record.optional("core", core).unwrap_or_default();
        // Papers and notes that are named once only have no entry in the catalogue.
        let is_free = record.optional("source_key", |text| {
            let names = self.sources.keys().map(String::as_str);
            self.sources.get(text).copied().ok_or_else(|| unknown(text, names, "resource"))
        });
        let Some(concept) = key.and_then(|key| self.concepts.get_mut(&key)) else { return };
        concept.is_free |= is_core && is_free.unwrap_or_default();
        let (core, others) = &mut self.links;
        let links = if is_core { core } else { others };
        *links = links.saturating_add(1);
    }

    pub(super) fn course_line(&mut self, record: &mut Record<'_>) {
        let Some(course) = record.required("course", text) else { return };
        match record.text("file") {
            "concepts.txt" => {
                let Some(tag) = record.required("text", |text| self.tag(text)) else { return };
                let Some(concept) = self.concepts.get_mut(&ConceptKey::concept(&tag)) else {
                    return;
                };
                concept.courses.insert(course);
            }
            "title.txt" => self.course_titles = self.course_titles.saturating_add(1),
            other => {
                let message = format!("{} is no file of a course", quote(other));
                record.wrong("file", Wrong::new(message, "write `concepts.txt` or `title.txt`"));
            }
        }
    }

    /// The concept or shortcut that a row speaks of, if there is one.
    fn known(&self, record: &mut Record<'_>, column: &str) -> Option<ConceptKey> {
        let key = key(record, column)?;
        if self.concepts.contains_key(&key) {
            return Some(key);
        }
        let alike = self.concepts.keys().filter(|other| other.kind == key.kind);
        let what = match key.kind {
            ConceptKind::Concept => "concept",
            ConceptKind::Shortcut => "shortcut",
        };
        record.wrong(column, unknown(&key.tag, alike.map(|key| key.tag.as_str()), what));
        None
    }

    /// Reads the tag of a concept.
    fn tag(&self, text: &str) -> Result<String, Wrong> {
        if self.concepts.contains_key(&ConceptKey::concept(text)) {
            return Ok(text.to_owned());
        }
        let concepts = self.concepts.keys().filter(|key| key.kind == ConceptKind::Concept);
        Err(unknown(text, concepts.map(|key| key.tag.as_str()), "concept"))
    }
}

fn unknown<'a>(name: &str, names: impl Iterator<Item = &'a str>, what: &str) -> Wrong {
    let file = if what == "resource" { "resource_catalogue.csv" } else { "concepts.csv" };
    let help = match nearest(name, names) {
        Some(near) => format!("if `{near}` is meant, write that; else take the row out"),
        None => format!("give it a row in {file}, or take this one out"),
    };
    Wrong::unknown(format!("there is no {what} {}", quote(name)), help)
}

/// Reads which concept or shortcut a row speaks of.
fn key(record: &mut Record<'_>, column: &str) -> Option<ConceptKey> {
    let kind = record.required("kind", |text| match text {
        "concept" => Ok(ConceptKind::Concept),
        "shortcut" => Ok(ConceptKind::Shortcut),
        _ => Err(Wrong::new(
            format!("{} is neither a concept nor a shortcut", quote(text)),
            "write `concept` or `shortcut`",
        )),
    });
    let tag = record.required(column, text);
    Some(ConceptKey { tag: tag?, kind: kind? })
}

#[expect(clippy::unnecessary_wraps, reason = "one of the readers a cell can be given")]
fn text(text: &str) -> Result<String, Wrong> {
    Ok(text.to_owned())
}

fn yes_or_no(text: &str) -> Result<bool, Wrong> {
    match text {
        "1" => Ok(true),
        "0" => Ok(false),
        _ => Err(Wrong::new(
            format!("{} is neither 1 nor 0", quote(text)),
            "write 1 for yes, and 0 or nothing for no",
        )),
    }
}

/// Reads whether a resource is core; a star marks the best of them.
fn core(text: &str) -> Result<bool, Wrong> {
    if text == "star" { Ok(true) } else { yes_or_no(text) }
}

/// Reads how deep a goal lies below others; 1 is not below any.
fn depth(text: &str) -> Result<usize, Wrong> {
    match text.parse() {
        Ok(depth @ 1..=9) => Ok(depth),
        _ => Err(Wrong::new(
            format!("{} is not the depth of a goal", quote(text)),
            "write 1, or 2 for a goal below another",
        )),
    }
}

/// Reads hours with any number of decimals, and says whether they were rounded.
fn hours(text: &str) -> Result<(Hours, bool), Wrong> {
    let wrong = || {
        Wrong::new(
            format!("{} is not a number of hours", quote(text)),
            "write digits above zero with a point before decimals: `1.25`",
        )
    };
    let (whole, decimals) = text.split_once('.').unwrap_or((text, "0"));
    let is_digits = |digits: &str| !digits.is_empty() && digits.bytes().all(|c| c.is_ascii_digit());
    if !is_digits(whole) || !is_digits(decimals) {
        return Err(wrong());
    }
    let (kept, rest) = decimals.split_at_checked(2).unwrap_or((decimals, ""));
    let cut: Hours = format!("{whole}.{kept}").parse().map_err(|_| wrong())?;
    let up = u32::from(rest.starts_with(|letter: char| letter >= '5'));
    let is_rounded = rest.bytes().any(|byte| byte != b'0');
    let hundredths = cut.hundredths().saturating_add(up);
    if hundredths == 0 && !is_rounded {
        return Err(wrong());
    }
    // What takes any time at all takes some.
    Ok((Hours::from_hundredths(hundredths.max(1)), is_rounded))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hours_are_rounded_to_hundredths() {
        for (text, hundredths, is_rounded) in [
            ("1.07930174095", 108, true),
            ("10.3874507999", 1039, true),
            ("0.75", 75, false),
            ("0.7500", 75, false),
            ("2", 200, false),
            ("2.5", 250, false),
            ("1.995", 200, true),
            ("0.001", 1, true),
        ] {
            let (hours, was_rounded) = hours(text).unwrap();
            assert_eq!((hours.hundredths(), was_rounded), (hundredths, is_rounded), "{text}");
        }
        for text in ["0", "0.000", "-1", "1e3", "1.", ".5", "1,5", "NaN", "99999999999999", "1.½5"]
        {
            assert!(hours(text).is_err(), "{text}");
        }
    }
}

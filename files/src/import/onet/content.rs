//! What do the rows say, occupation by occupation?

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

use waypath_engine::diagnostic::Place;
use waypath_engine::level::Level;

use super::groups;
use super::ratings::{Rating, RatingScale, TOP, UnusedRating, scale, told};
use crate::import::draft::{DraftCompetency, DraftExpectation, DraftRole};
use crate::import::imported::Import;
use crate::import::names::{ids, settle, slug};
use crate::report::NoteKind;
use crate::table::Record;
use crate::table::cell::{self, Wrong, quote};

/// Begins the family of a major group without a name.
const NUMBERED: &str = "soc-";

/// What the rows say, by the codes of occupations and elements.
#[derive(Default)]
pub(super) struct OnetContent {
    /// What `Skills` and `Knowledge` rate.
    elements: BTreeMap<String, Element>,
    occupations: BTreeMap<String, RatedOccupation>,
    titles: BTreeMap<String, String>,
    /// Where occupations are listed.
    listed: BTreeMap<String, Place>,
    zones: BTreeMap<String, u16>,
    /// The name and description of every element of the content model.
    described: BTreeMap<String, (String, String)>,
    anchors: BTreeMap<(String, u16), String>,
    /// Anchors between whole levels, with their elements.
    between: Vec<(String, Place)>,
    /// Rows that rate again what another row rates, with the same value.
    repeated: Vec<Place>,
    /// Descriptions of occupations.
    descriptions: usize,
    /// Rows of ratings.
    rated: usize,
}

/// What kind of element something is: which of the two files rates it.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub(super) enum ElementKind {
    Skill,
    Knowledge,
}

struct Element {
    kind: ElementKind,
    name: String,
}

/// An occupation that is rated.
#[derive(Default)]
struct RatedOccupation {
    title: String,
    ratings: BTreeMap<String, Rating>,
}

impl OnetContent {
    pub(super) fn rating(&mut self, kind: ElementKind, record: &mut Record<'_>) {
        self.rated = self.rated.saturating_add(1);
        let code = record.required("O*NET-SOC Code", code);
        let id = record.required_text("Element ID");
        let scale = record.required("Scale ID", scale);
        let told = scale.and_then(|scale| told(scale, record));
        let (Some(code), Some(id), Some(scale), Some(told)) = (code, id, scale, told) else {
            return;
        };
        let new = || Element { kind, name: String::new() };
        let element = self.elements.entry(id.clone()).or_insert_with(new);
        settle(&mut element.name, record.text("Element Name"));
        let occupation = self.occupations.entry(code).or_default();
        settle(&mut occupation.title, record.text("Title"));
        let rating = occupation.ratings.entry(id).or_default();
        let known = match scale {
            RatingScale::Importance => &mut rating.importance,
            RatingScale::Level => &mut rating.level,
        };
        match *known {
            None => *known = Some(told),
            Some(earlier) if earlier == told => self.repeated.push(record.place()),
            Some(earlier) => {
                *known = Some(earlier.max(told));
                record.wrong(
                    "Data Value",
                    Wrong::new(
                        "a row above rates the same element of the same occupation otherwise",
                        "take one of the rows out; the higher value counts",
                    ),
                );
            }
        }
    }

    pub(super) fn occupation(&mut self, record: &mut Record<'_>) {
        let code = record.required("O*NET-SOC Code", code);
        let title = record.required_text("Title");
        let (Some(code), Some(title)) = (code, title) else { return };
        self.listed.entry(code.clone()).or_insert_with(|| record.place());
        let has_description = !record.text("Description").is_empty();
        self.descriptions = self.descriptions.saturating_add(usize::from(has_description));
        once(&mut self.titles, code, title, record, "O*NET-SOC Code");
    }

    pub(super) fn job_zone(&mut self, record: &mut Record<'_>) {
        let code = record.required("O*NET-SOC Code", code);
        let zone = record.required("Job Zone", zone);
        let (Some(code), Some(zone)) = (code, zone) else { return };
        once(&mut self.zones, code, zone, record, "O*NET-SOC Code");
    }

    pub(super) fn element(&mut self, record: &mut Record<'_>) {
        let id = record.required_text("Element ID");
        let name = record.required_text("Element Name");
        let (Some(id), Some(name)) = (id, name) else { return };
        let description = record.text("Description").to_owned();
        once(&mut self.described, id, (name, description), record, "Element ID");
    }

    pub(super) fn anchor(&mut self, record: &mut Record<'_>) {
        let id = record.required_text("Element ID");
        let level = record.required("Anchor Value", |text| cell::level(text, TOP));
        let text = record.required_text("Anchor Description");
        let (Some(id), Some(level), Some(text)) = (id, level, text) else { return };
        let whole = level.hundredths() / 100;
        if Level::whole(whole) == level {
            once(&mut self.anchors, (id, whole), text, record, "Anchor Value");
        } else {
            self.between.push((id, record.place()));
        }
    }

    /// Fills the draft and the report.
    pub(super) fn finish(self, import: &mut Import) {
        let competencies = self.competencies(import);
        self.roles(import, &competencies);
        self.report_elements(import);
        self.report_occupations(import);
    }

    fn name_of<'a>(&'a self, id: &'a str, element: &'a Element) -> &'a str {
        match self.described.get(id) {
            Some((name, _)) => name,
            None if element.name.is_empty() => id,
            None => &element.name,
        }
    }

    /// Makes the competencies, and returns their ids by those of elements.
    fn competencies(&self, import: &mut Import) -> BTreeMap<&str, String> {
        let mut elements: Vec<_> = self.elements.iter().collect();
        elements.sort_by_key(|(_, element)| element.kind);
        let named: Vec<(&str, &str)> = elements
            .iter()
            .map(|(id, element)| (self.name_of(id, element), element.kind.as_str()))
            .collect();
        let mut anchors: BTreeMap<&str, BTreeMap<u16, String>> = BTreeMap::new();
        for ((id, level), text) in &self.anchors {
            anchors.entry(id).or_default().insert(*level, text.clone());
        }
        let mut namesakes: usize = 0;
        let mut made = BTreeMap::new();
        for (((source, element), (name, kind)), id) in
            elements.iter().zip(&named).zip(ids(&named, "skill"))
        {
            let is_shared = named.iter().filter(|(own, _)| own == name).count() > 1;
            namesakes = namesakes.saturating_add(usize::from(is_shared));
            let statement = self.described.get(*source).map(|(_, text)| text.clone());
            let competency = DraftCompetency {
                part: element.kind.as_str().to_owned(),
                name: if is_shared { format!("{name} ({kind})") } else { (*name).to_owned() },
                statement: statement.unwrap_or_default(),
                anchors: anchors.remove(source.as_str()).unwrap_or_default(),
                aligns: vec![format!("onet:{source}")],
                ..DraftCompetency::default()
            };
            import.draft.competencies.insert(id.clone(), competency);
            made.insert(source.as_str(), id);
        }
        import.report.made(made.len(), "competencies from elements");
        import.report.note(
            NoteKind::Changed,
            "namesakes",
            namesakes,
            "names that a skill and a knowledge share; which one it is stands behind the name",
        );
        made
    }

    fn roles(&self, import: &mut Import, competencies: &BTreeMap<&str, String>) {
        let mut unused: BTreeMap<UnusedRating, usize> = BTreeMap::new();
        let mut unweighed: usize = 0;
        let mut asked = Vec::new();
        let mut idle: usize = 0;
        for (code, occupation) in &self.occupations {
            let mut expects = Vec::new();
            for (element, rating) in &occupation.ratings {
                match (rating.expectation(), competencies.get(element.as_str())) {
                    (Ok(level), Some(id)) => {
                        unweighed =
                            unweighed.saturating_add(usize::from(level.importance.is_none()));
                        expects.push((id.clone(), level));
                    }
                    (Ok(_), None) => {}
                    (Err(why), _) => {
                        let count = unused.entry(why).or_default();
                        *count = count.saturating_add(1);
                    }
                }
            }
            if expects.is_empty() {
                idle = idle.saturating_add(1);
            } else {
                asked.push((code.as_str(), self.title_of(code, occupation), expects));
            }
        }
        let named: Vec<(&str, &str)> =
            asked.iter().map(|(code, title, _)| (*title, *code)).collect();
        let ids = ids(&named, "role");
        for ((code, title, expects), id) in asked.into_iter().zip(ids) {
            import.draft.roles.insert(id, self.role(code, title, expects));
        }
        self.report_ratings(import, unweighed, idle);
        for (why, number) in unused {
            let (kind, id, message) = why.note();
            import.report.note(kind, id, number, message);
        }
    }

    fn role(&self, code: &str, title: &str, expects: Vec<(String, DraftExpectation)>) -> DraftRole {
        let group = match groups::name(code) {
            Some(name) => slug(name, "group"),
            None => format!("{NUMBERED}{}", code.chars().take(2).collect::<String>()),
        };
        DraftRole {
            part: group.clone(),
            title: title.to_owned(),
            family: Some(group),
            grade: self.zones.get(code).copied(),
            expects,
            aligns: vec![format!("onet:{code}")],
        }
    }

    fn title_of<'a>(&'a self, code: &'a str, occupation: &'a RatedOccupation) -> &'a str {
        match self.titles.get(code) {
            Some(title) => title,
            None if occupation.title.is_empty() => code,
            None => &occupation.title,
        }
    }

    fn report_ratings(&self, import: &mut Import, unweighed: usize, idle: usize) {
        let Import { report, draft, .. } = import;
        let expectations: usize = draft.roles.values().map(|role| role.expects.len()).sum();
        report.made(draft.roles.len(), "role blueprints from occupations");
        report.made(expectations, "expectations");
        report.note(
            NoteKind::Changed,
            "importance",
            expectations.saturating_sub(unweighed),
            "ratings of importance, 1 to 5, became weights of expectations; from 3 on they count as important, below as useful, and none as critical",
        );
        report.note(
            NoteKind::Assumed,
            "no-importance",
            unweighed,
            "expectations count as important; their importance is not rated, or the rating is not to be used",
        );
        report.note(
            NoteKind::Dropped,
            "nothing-expected",
            idle,
            "occupations with ratings of which none can be used; they became no roles",
        );
        report.note(
            NoteKind::Dropped,
            "statistics",
            self.rated,
            "sample sizes, errors and dates of ratings; an expectation has a level and an importance only",
        );
    }

    fn report_elements(&self, import: &mut Import) {
        let report = &mut import.report;
        let is_ours = |id: &String| self.elements.contains_key(id);
        let all = self.elements.len();
        let anchored: BTreeSet<&String> = self.anchors.keys().map(|(id, _)| id).collect();
        let lacking =
            |has: &dyn Fn(&String) -> bool| self.elements.keys().filter(|id| !has(id)).count();
        report.note(
            NoteKind::Missing,
            "no-statement",
            lacking(&|element| {
                self.described.get(element).is_some_and(|(_, text)| !text.is_empty())
            }),
            format!(
                "of {all} elements that the content model does not describe; they have no statement"
            ),
        );
        report.note(
            NoteKind::Missing,
            "no-anchors",
            lacking(&|id| anchored.contains(id)),
            format!("of {all} elements without an anchor at a whole level"),
        );
        let between = self.between.iter().filter(|(id, _)| is_ours(id));
        report.note_at(
            NoteKind::Dropped,
            "anchors-between-levels",
            between.map(|(_, place)| place.clone()).collect(),
            "anchors between two whole levels; a competency describes whole levels only",
        );
        let foreign = self.anchors.keys().filter(|(id, _)| !is_ours(id)).count();
        let foreign_between = self.between.iter().filter(|(id, _)| !is_ours(id)).count();
        report.note(
            NoteKind::Dropped,
            "other-anchors",
            foreign.saturating_add(foreign_between),
            "anchors of elements that neither Skills nor Knowledge rates, such as abilities",
        );
        report.note(
            NoteKind::Dropped,
            "other-elements",
            self.described.keys().filter(|id| !is_ours(id)).count(),
            "entries of the content model that neither Skills nor Knowledge rates, headings among them",
        );
    }

    fn report_occupations(&self, import: &mut Import) {
        let Import { report, draft, .. } = import;
        let is_unrated = |code: &&String| !self.occupations.contains_key(*code);
        let families: BTreeSet<&str> =
            draft.roles.values().filter_map(|role| role.family.as_deref()).collect();
        report.made(families.len(), "families");
        report.note(
            NoteKind::Inferred,
            "families",
            draft.roles.len(),
            "families of roles, from the first two digits of their occupations' codes",
        );
        let is_foreign = |role: &&DraftRole| role.part.starts_with(NUMBERED);
        report.note(
            NoteKind::Missing,
            "no-group",
            draft.roles.values().filter(is_foreign).count(),
            "roles of a major group that is none of the 23; its number is their family",
        );
        let unrated = self.listed.iter().filter(|(code, _)| is_unrated(code));
        report.note_at(
            NoteKind::Missing,
            "no-ratings",
            unrated.map(|(_, place)| place.clone()).collect(),
            "occupations without a single rating of skills or knowledge; they became no roles",
        );
        report.note(
            NoteKind::Missing,
            "no-title",
            self.occupations.keys().filter(|code| !self.titles.contains_key(*code)).count(),
            "rated occupations that Occupation Data does not list; their rows' title counts, or else the code",
        );
        report.note(
            NoteKind::Missing,
            "no-job-zone",
            draft.roles.values().filter(|role| role.grade.is_none()).count(),
            "roles without a job zone; they have no grade",
        );
        report.note(
            NoteKind::Dropped,
            "other-job-zones",
            self.zones.keys().filter(is_unrated).count(),
            "job zones of occupations without ratings",
        );
        report.note(
            NoteKind::Dropped,
            "descriptions",
            self.descriptions,
            "descriptions of occupations; a role blueprint has a title only",
        );
        report.note_at(
            NoteKind::Merged,
            "repeated-rows",
            self.repeated.clone(),
            "rows that rate again what another row rates, with the same value",
        );
    }
}

impl ElementKind {
    fn as_str(self) -> &'static str {
        match self {
            Self::Skill => "skill",
            Self::Knowledge => "knowledge",
        }
    }
}

/// Inserts what has one row only; reports a second one. The lesser of the two
/// counts, whatever their order.
fn once<K: Ord, V: Ord>(
    map: &mut BTreeMap<K, V>,
    key: K,
    value: V,
    record: &mut Record<'_>,
    column: &str,
) {
    match map.entry(key) {
        Entry::Vacant(entry) => drop(entry.insert(value)),
        Entry::Occupied(mut entry) => {
            if value < *entry.get() {
                entry.insert(value);
            }
            let help = "take one of the two rows out; the lower, or first in the alphabet, counts";
            record.wrong(column, Wrong::new("a row above is about the same", help));
        }
    }
}

/// Reads the code of an occupation, such as `15-1252.00`.
fn code(text: &str) -> Result<String, Wrong> {
    let shape = text.chars().map(|letter| if letter.is_ascii_digit() { '0' } else { letter });
    if shape.eq("00-0000.00".chars()) {
        return Ok(text.to_owned());
    }
    Err(Wrong::new(
        format!("{} is not the code of an occupation", quote(text)),
        "write two digits, a hyphen, four digits, a point and two digits: `15-1252.00`",
    ))
}

fn zone(text: &str) -> Result<u16, Wrong> {
    let read = text.parse().ok().filter(|zone| (1..=5).contains(zone));
    read.ok_or_else(|| {
        Wrong::new(format!("{} is not a job zone", quote(text)), "write a number from 1 to 5")
    })
}

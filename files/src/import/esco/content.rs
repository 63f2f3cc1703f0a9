//! What do the rows say, by the URIs in them?

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use waypath_engine::diagnostic::Place;

use super::form::EscoColumns;
use crate::import::names::settle;
use crate::table::Record;
use crate::table::cell::{Wrong, quote};

/// What the rows say.
pub(super) struct EscoContent {
    pub(super) columns: &'static EscoColumns,
    /// Occupations, by URI.
    pub(super) occupations: BTreeMap<String, EscoOccupation>,
    pub(super) skills: BTreeMap<SkillKey, EscoSkill>,
    pub(super) relations: Vec<OccupationSkill>,
    pub(super) skill_relations: Vec<SkillRelation>,
    /// Names of groups of occupations, by code.
    pub(super) groups: BTreeMap<String, String>,
    /// Rows that list an occupation or a skill again.
    pub(super) repeated: Vec<Place>,
    /// Occupations and skills with other names.
    pub(super) other_names: usize,
    /// Descriptions of occupations.
    pub(super) descriptions: usize,
}

#[derive(Default)]
pub(super) struct EscoOccupation {
    pub(super) label: String,
    /// The code of its group.
    pub(super) group: String,
}

/// What tells skills apart.
#[derive(Clone, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub(super) enum SkillKey {
    Uri(String),
    /// In lower case, where no row knows a URI.
    Label(String),
}

#[derive(Clone, Default)]
pub(super) struct EscoSkill {
    pub(super) label: String,
    /// `skill` or `knowledge`, in the words of the file.
    pub(super) kind: String,
    pub(super) statement: String,
}

/// An occupation asks for a skill.
pub(super) struct OccupationSkill {
    pub(super) occupation: String,
    /// Empty where the row names the skill by its label only.
    pub(super) uri: String,
    pub(super) label: String,
    pub(super) kind: String,
    /// Where the rows do not tell, essential.
    pub(super) need: Need,
    pub(super) place: Place,
}

/// A skill asks for another.
pub(super) struct SkillRelation {
    pub(super) requiring: String,
    pub(super) required: String,
    pub(super) need: Need,
    pub(super) place: Place,
}

/// How much a relation matters.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub(super) enum Need {
    Optional,
    Essential,
}

impl EscoContent {
    pub(super) fn new(columns: &'static EscoColumns) -> Self {
        Self {
            columns,
            occupations: BTreeMap::new(),
            skills: BTreeMap::new(),
            relations: Vec::new(),
            skill_relations: Vec::new(),
            groups: BTreeMap::new(),
            repeated: Vec::new(),
            other_names: 0,
            descriptions: 0,
        }
    }

    pub(super) fn occupation(&mut self, record: &mut Record<'_>) {
        let uri = record.required_text(self.columns.uri);
        let label = record.required_text(self.columns.label);
        let group = record.optional("iscoGroup", group);
        let (Some(uri), Some(label)) = (uri, label) else { return };
        match self.occupations.entry(uri) {
            Entry::Vacant(entry) => {
                count(&mut self.descriptions, "description", record);
                count(&mut self.other_names, "altLabels", record);
                entry.insert(EscoOccupation { label, group: group.unwrap_or_default() });
            }
            Entry::Occupied(entry) => {
                let known = entry.into_mut();
                settle(&mut known.group, &group.unwrap_or_default());
                again(&mut known.label, &label, self.columns, record, &mut self.repeated);
            }
        }
    }

    pub(super) fn skill(&mut self, record: &mut Record<'_>) {
        let uri = record.required_text(self.columns.uri);
        let label = record.required_text(self.columns.label);
        let (Some(uri), Some(label)) = (uri, label) else { return };
        let kind = record.text("skillType").to_owned();
        let statement = prose(record.text("description"));
        match self.skills.entry(SkillKey::Uri(uri)) {
            Entry::Vacant(entry) => {
                count(&mut self.other_names, "altLabels", record);
                entry.insert(EscoSkill { label, kind, statement });
            }
            Entry::Occupied(entry) => {
                let known = entry.into_mut();
                settle(&mut known.kind, &kind);
                settle(&mut known.statement, &statement);
                again(&mut known.label, &label, self.columns, record, &mut self.repeated);
            }
        }
    }

    pub(super) fn relation(&mut self, record: &mut Record<'_>) {
        let columns = &self.columns.of_occupation;
        let occupation = record.required_text(columns.occupation);
        let need = match columns.relation {
            Some(column) => record.required(column, need),
            None => Some(Need::Essential),
        };
        let uri = record.text(columns.skill).to_owned();
        let label = record.text(columns.label).to_owned();
        if uri.is_empty() && label.is_empty() {
            record.required_text(columns.skill);
            return;
        }
        let (Some(occupation), Some(need)) = (occupation, need) else { return };
        let kind = record.text(columns.kind).to_owned();
        let place = record.place();
        self.relations.push(OccupationSkill { occupation, uri, label, kind, need, place });
    }

    pub(super) fn skill_relation(&mut self, record: &mut Record<'_>) {
        let columns = &self.columns.of_skill;
        let requiring = record.required_text(columns.requiring);
        let required = record.required_text(columns.required);
        let need = record.required(columns.relation, need);
        let (Some(requiring), Some(required), Some(need)) = (requiring, required, need) else {
            return;
        };
        let place = record.place();
        self.skill_relations.push(SkillRelation { requiring, required, need, place });
    }

    pub(super) fn group(&mut self, record: &mut Record<'_>) {
        let code = record.required_text("code");
        let label = record.required_text("preferredLabel");
        let (Some(code), Some(label)) = (code, label) else { return };
        settle(self.groups.entry(code).or_default(), &label);
    }
}

/// Counts what a row says and no competency or role has a place for.
fn count(number: &mut usize, column: &str, record: &Record<'_>) {
    *number = number.saturating_add(usize::from(!record.text(column).is_empty()));
}

/// Notes a row about what another row lists, which may call it otherwise.
fn again(
    known: &mut String,
    label: &str,
    columns: &EscoColumns,
    record: &mut Record<'_>,
    repeated: &mut Vec<Place>,
) {
    if known == label {
        repeated.push(record.place());
        return;
    }
    let message = format!("a row above calls this {}", quote(known));
    settle(known, label);
    let help = format!("take one of the rows out; {}, first in the alphabet, counts", quote(known));
    record.wrong(columns.label, Wrong::new(message, help));
}

/// A text of several lines without what nobody sees.
fn prose(text: &str) -> String {
    let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
    lines.join("\n")
}

fn need(text: &str) -> Result<Need, Wrong> {
    match text.to_ascii_lowercase().as_str() {
        "essential" => Ok(Need::Essential),
        "optional" => Ok(Need::Optional),
        _ => Err(Wrong::new(
            format!("{} is no kind of relation", quote(text)),
            "write `essential` or `optional`",
        )),
    }
}

/// Reads the code of a group of occupations: four digits, such as `2512`.
fn group(text: &str) -> Result<String, Wrong> {
    if text.len() == 4 && text.chars().all(|letter| letter.is_ascii_digit()) {
        return Ok(text.to_owned());
    }
    Err(Wrong::new(
        format!("{} is not the code of a group of occupations", quote(text)),
        "write the four digits of its ISCO-08 group, also a leading zero: `2512` or `0110`",
    ))
}

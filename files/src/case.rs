//! What does a CASE package look like?
//!
//! Competencies and Academic Standards Exchange (CASE) of 1EdTech, version 1.1.
//! The shapes are those of its JSON binding. Reading is kind: what version 1.0
//! lacks or other tools leave out may be missing.
//!
//! What CASE has no word for, such as the level of a prerequisite, stands in
//! `extensions`, which version 1.1 allows everywhere, below `waypath`.

use std::fmt::Write as _;

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use serde_json::{Map, Number, Value};
use uuid::{Uuid, uuid};

/// The version that is written.
pub(crate) const VERSION: &str = "1.1";
/// The key of what only Waypath reads.
const OURS: &str = "waypath";
/// What every identifier Waypath gives is made in.
const NAMESPACE: Uuid = uuid!("a7153e1e-837b-4b49-a616-16c0fd830596");

/// The types of items that are written.
pub(crate) const COMPETENCY: &str = "Competency";
pub(crate) const CERTIFICATE: &str = "Certificate";
pub(crate) const ROLE: &str = "Role";

/// The identifier of a thing, the same on every machine: made of the name of the
/// library, the kind of the thing and its id.
pub(crate) fn identifier(library: &str, kind: &str, id: &str) -> String {
    let name = [library, kind, id].join("\u{1F}");
    Uuid::new_v5(&NAMESPACE, name.as_bytes()).hyphenated().to_string()
}

/// Returns `text` as an address: as it stands where it is one, else with what may
/// not stand in an address percent-encoded, behind a scheme of our own where it
/// has none.
pub(crate) fn address(text: &str) -> String {
    let scheme = text.split_once(':').map(|(scheme, _)| scheme).filter(|scheme| is_scheme(scheme));
    let mut address = if scheme.is_some() { String::new() } else { "x-waypath:".to_owned() };
    for (at, byte) in text.bytes().enumerate() {
        let next = text.as_bytes().get(at.saturating_add(1)..at.saturating_add(3));
        let is_encoded = byte == b'%'
            && next.is_some_and(|code| code.len() == 2 && code.iter().all(u8::is_ascii_hexdigit));
        if is_encoded || byte.is_ascii_alphanumeric() || b"-._~:/?#[]@!$&'()*+,;=".contains(&byte) {
            address.push(char::from(byte));
        } else {
            // Writing to a String cannot fail.
            write!(address, "%{byte:02X}").ok();
        }
    }
    address
}

fn is_scheme(text: &str) -> bool {
    text.starts_with(|letter: char| letter.is_ascii_alphabetic())
        && text
            .chars()
            .all(|letter| letter.is_ascii_alphanumeric() || matches!(letter, '+' | '-' | '.'))
}

/// A package as it is written.
#[derive(Debug, Serialize)]
pub(crate) struct Package {
    #[serde(rename = "CFDocument")]
    pub(crate) document: CaseDocument,
    #[serde(rename = "CFItems")]
    pub(crate) items: Vec<CaseItem>,
    #[serde(rename = "CFAssociations")]
    pub(crate) associations: Vec<Association>,
    #[serde(rename = "CFDefinitions")]
    pub(crate) definitions: Definitions,
    #[serde(rename = "CFRubrics", skip_serializing_if = "Vec::is_empty")]
    pub(crate) rubrics: Vec<Rubric>,
}

/// A package as it is read, in parts that are read one by one.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct PackageParts<'a> {
    #[serde(rename = "CFDocument", borrow)]
    pub(crate) document: Option<&'a RawValue>,
    #[serde(rename = "CFItems", borrow)]
    pub(crate) items: Option<Vec<&'a RawValue>>,
    #[serde(rename = "CFAssociations", borrow)]
    pub(crate) associations: Option<Vec<&'a RawValue>>,
    #[serde(rename = "CFRubrics", borrow)]
    pub(crate) rubrics: Option<Vec<&'a RawValue>>,
    #[serde(rename = "CFDefinitions")]
    pub(crate) definitions: Option<Value>,
    /// The package itself, where a server has wrapped it.
    #[serde(rename = "CFPackage", borrow)]
    pub(crate) wrapped: Option<&'a RawValue>,
}

/// The framework as a whole.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default, rename_all = "camelCase")]
pub(crate) struct CaseDocument {
    pub(crate) identifier: String,
    pub(crate) uri: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) case_version: Option<String>,
    pub(crate) creator: Option<String>,
    pub(crate) title: Option<String>,
    pub(crate) last_change_date_time: Option<String>,
    #[serde(rename = "officialSourceURL", skip_serializing_if = "Option::is_none")]
    pub(crate) official_source: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) publisher: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) description: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) adoption_status: Option<String>,
    #[serde(rename = "licenseURI", skip_serializing_if = "Option::is_none")]
    pub(crate) licence: Option<CaseLink>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) notes: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) extensions: Option<Value>,
}

/// A competency, a role, or a heading above them.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default, rename_all = "camelCase")]
pub(crate) struct CaseItem {
    pub(crate) identifier: String,
    pub(crate) uri: String,
    pub(crate) full_statement: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) abbreviated_statement: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) human_coding_scheme: Option<String>,
    #[serde(rename = "CFItemType", skip_serializing_if = "Option::is_none")]
    pub(crate) kind: Option<String>,
    #[serde(rename = "CFItemTypeURI", skip_serializing_if = "Option::is_none")]
    pub(crate) kind_link: Option<CaseLink>,
    #[serde(rename = "licenseURI", skip_serializing_if = "Option::is_none")]
    pub(crate) licence: Option<CaseLink>,
    pub(crate) last_change_date_time: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) extensions: Option<Value>,
}

/// How one thing relates to another.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default, rename_all = "camelCase")]
pub(crate) struct Association {
    pub(crate) identifier: String,
    pub(crate) uri: String,
    #[serde(rename = "associationType")]
    pub(crate) kind: String,
    #[serde(rename = "originNodeURI")]
    pub(crate) origin: CaseLink,
    #[serde(rename = "destinationNodeURI")]
    pub(crate) destination: CaseLink,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) sequence_number: Option<Number>,
    pub(crate) last_change_date_time: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) notes: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) extensions: Option<Value>,
}

/// Which thing is meant.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default)]
pub(crate) struct CaseLink {
    pub(crate) title: String,
    pub(crate) identifier: String,
    pub(crate) uri: String,
}

/// What items refer to.
#[derive(Debug, Serialize)]
pub(crate) struct Definitions {
    #[serde(rename = "CFItemTypes")]
    pub(crate) item_types: Vec<ItemType>,
    #[serde(rename = "CFLicenses", skip_serializing_if = "Vec::is_empty")]
    pub(crate) licences: Vec<Licence>,
}

/// A type of items.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ItemType {
    pub(crate) identifier: String,
    pub(crate) uri: String,
    pub(crate) title: String,
    pub(crate) description: String,
    pub(crate) hierarchy_code: String,
    pub(crate) last_change_date_time: String,
}

/// A licence.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Licence {
    pub(crate) identifier: String,
    pub(crate) uri: String,
    pub(crate) title: String,
    pub(crate) license_text: String,
    pub(crate) last_change_date_time: String,
}

/// A scale, and what is seen of each item at each of its levels.
#[derive(Debug, Default, Deserialize, Serialize)]
#[serde(default, rename_all = "camelCase")]
pub(crate) struct Rubric {
    pub(crate) identifier: String,
    pub(crate) uri: String,
    pub(crate) title: Option<String>,
    pub(crate) last_change_date_time: Option<String>,
    #[serde(rename = "CFRubricCriteria")]
    pub(crate) criteria: Option<Vec<RubricCriterion>>,
}

/// What is seen of one item; without an item, the scale itself.
#[derive(Debug, Default, Deserialize, Serialize)]
#[serde(default, rename_all = "camelCase")]
pub(crate) struct RubricCriterion {
    pub(crate) identifier: String,
    pub(crate) uri: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) description: Option<String>,
    #[serde(rename = "CFItemURI", skip_serializing_if = "Option::is_none")]
    pub(crate) item: Option<CaseLink>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) position: Option<Number>,
    pub(crate) rubric_id: Option<String>,
    pub(crate) last_change_date_time: Option<String>,
    #[serde(rename = "CFRubricCriterionLevels")]
    pub(crate) levels: Option<Vec<CriterionLevel>>,
}

/// What is seen at one level.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default, rename_all = "camelCase")]
pub(crate) struct CriterionLevel {
    pub(crate) identifier: String,
    pub(crate) uri: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) description: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) quality: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) score: Option<Number>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) position: Option<Number>,
    pub(crate) rubric_criterion_id: Option<String>,
    pub(crate) last_change_date_time: Option<String>,
}

/// What only Waypath reads: names and texts. `None` where there is nothing.
pub(crate) fn extension(texts: &[(&str, Option<String>)]) -> Option<Value> {
    let held = texts.iter().filter_map(|(name, text)| Some((*name, text.clone()?)));
    let held: Map<String, Value> =
        held.map(|(name, text)| (name.to_owned(), Value::String(text))).collect();
    (!held.is_empty())
        .then(|| Value::Object(Map::from_iter([(OURS.to_owned(), Value::Object(held))])))
}

/// What an extension says below our key.
pub(crate) fn extended<'a>(extensions: Option<&'a Value>, name: &str) -> Option<&'a str> {
    extensions?.get(OURS)?.get(name)?.as_str()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_identifier_is_the_same_on_every_machine() {
        let made = identifier("Northwind", "competency", "call-diagnosis");
        // Of version 5: CASE 1.0 knows none above it.
        assert_eq!(made, "ea000294-5aa2-57f7-a4d5-985e645430a8");
        assert_ne!(made, identifier("Northwind", "role", "call-diagnosis"));
    }

    #[test]
    fn any_text_becomes_an_address() {
        for (text, expected) in [
            ("https://x.org/a?b=c#d", "https://x.org/a?b=c#d"),
            ("https://x.org/a%20b", "https://x.org/a%20b"),
            ("gdad:skill/Business analysis", "gdad:skill/Business%20analysis"),
            ("onet:50% \"é\"", "onet:50%25%20%22%C3%A9%22"),
            ("2.A.1.b", "x-waypath:2.A.1.b"),
            ("", "x-waypath:"),
        ] {
            assert_eq!(address(text), expected);
        }
    }
}

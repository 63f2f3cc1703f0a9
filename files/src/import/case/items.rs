//! What does each item of a package become, and what is it called?

use std::collections::{BTreeMap, BTreeSet};

use indexmap::IndexMap;
use serde_json::{Map, Value};
use waypath_engine::diagnostic::{Code, Diagnostic, Place};
use waypath_engine::quantity::Span;

use super::parts::{line, made, read_all, text, wrong_extension};
use crate::case::{
    CERTIFICATE, COMPETENCY, CaseDocument, CaseItem, PackageParts, ROLE, extended, identifier,
};
use crate::import::draft::{DraftCompetency, DraftRole};
use crate::import::imported::Import;
use crate::import::names::ids;
use crate::json::Json;
use crate::report::NoteKind;

/// The types of items that are nothing a person can do at a level.
const NO_COMPETENCIES: &[&str] = &[
    "assessment",
    "badge",
    "course",
    "credential",
    "lesson",
    "level",
    "module",
    "program",
    "skill level",
];
/// The most characters of a name that is made from a statement.
const LONGEST_NAME: usize = 80;

/// What an item becomes.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum ItemKind {
    Competency,
    Certificate,
    Role,
}

/// An item that becomes something.
struct MappedItem {
    item: CaseItem,
    kind: ItemKind,
    place: Place,
    name: String,
    /// Whether the name had to be cut out of the statement.
    is_cut: bool,
}

/// The items of a package that become something, by identifier.
#[derive(Default)]
pub(super) struct MappedItems {
    all: IndexMap<String, MappedItem>,
    /// Those of types that are nothing a person can do at a level.
    left_out: BTreeMap<String, String>,
    left_out_at: Vec<Place>,
    /// How many items have each type that is read as a competency without being
    /// called so.
    other_types: BTreeMap<String, usize>,
    /// How often each field stands there that Waypath has no place for.
    fields: BTreeMap<String, usize>,
}

/// The fields of an item that are read, or say what the package says elsewhere.
const FIELDS: &[&str] = &[
    "CFDocumentURI",
    "CFItemType",
    "CFItemTypeURI",
    "abbreviatedStatement",
    "extensions",
    "fullStatement",
    "humanCodingScheme",
    "identifier",
    "lastChangeDateTime",
    "licenseURI",
    "uri",
];

impl MappedItems {
    pub(super) fn read(json: &Json, parts: &PackageParts<'_>, import: &mut Import) -> Self {
        let needs = ("an item", "give it an `identifier` and a `fullStatement`, both texts");
        let mut items = Self::default();
        for (item, place) in read_all::<CaseItem>(json, parts.items.as_ref(), needs, import) {
            if let Err(diagnostic) = items.add(item, place) {
                import.diagnostics.push(diagnostic);
            }
        }
        for raw in parts.items.iter().flatten() {
            let fields: Map<String, Value> = serde_json::from_str(raw.get()).unwrap_or_default();
            let is_said = |value: &Value| match value {
                Value::Null => false,
                Value::String(text) => !text.is_empty(),
                Value::Array(all) => !all.is_empty(),
                Value::Object(all) => !all.is_empty(),
                Value::Bool(_) | Value::Number(_) => true,
            };
            for (field, _) in fields.into_iter().filter(|(_, value)| is_said(value)) {
                if !FIELDS.contains(&field.as_str()) {
                    let number = items.fields.entry(field).or_default();
                    *number = number.saturating_add(1);
                }
            }
        }
        items
    }

    fn add(&mut self, item: CaseItem, place: Place) -> Result<(), Diagnostic> {
        let wrong = |message: &str, help: &str| {
            Err(Diagnostic::new(Code::WrongJson, message).at(place.clone()).help(help))
        };
        if item.identifier.is_empty() {
            return wrong(
                "an item has no `identifier`",
                "give it one; without it, nothing can refer to the item",
            );
        }
        let Some((name, is_cut)) = name(&item) else {
            return wrong("an item says nothing", "give it a `fullStatement`");
        };
        if let Some(MappedItem { place: first, .. }) = self.all.get(&item.identifier) {
            let message = format!("two items have the identifier `{}`", item.identifier);
            return Err(Diagnostic::new(Code::DefinedTwice, message)
                .at(place)
                .related(first.clone(), "the first one, which counts")
                .help("give one of them another identifier, or take it out"));
        }
        let named = item.kind.as_deref().and_then(line).unwrap_or_default();
        let of_type = named.to_lowercase();
        if NO_COMPETENCIES.contains(&of_type.as_str()) {
            self.left_out.insert(item.identifier, named);
            self.left_out_at.push(place);
            return Ok(());
        }
        let kind = [(CERTIFICATE, ItemKind::Certificate), (ROLE, ItemKind::Role)]
            .into_iter()
            .find(|(name, _)| name.eq_ignore_ascii_case(&of_type))
            .map_or(ItemKind::Competency, |(_, kind)| kind);
        let is_called_so = of_type.is_empty() || of_type == COMPETENCY.to_lowercase();
        if kind == ItemKind::Competency && !is_called_so {
            let number = self.other_types.entry(named).or_default();
            *number = number.saturating_add(1);
        }
        let identifier = item.identifier.clone();
        self.all.insert(identifier, MappedItem { item, kind, place, name, is_cut });
        Ok(())
    }

    fn number(&self, kind: ItemKind) -> usize {
        self.all.values().filter(|mapped| mapped.kind == kind).count()
    }
}

/// What an item is called, and whether that had to be cut out of its statement.
fn name(item: &CaseItem) -> Option<(String, bool)> {
    if let Some(name) = item.abbreviated_statement.as_deref().and_then(line) {
        return Some((name, false));
    }
    let whole = line(item.full_statement.as_deref()?)?;
    if whole.chars().count() <= LONGEST_NAME {
        return Some((whole, false));
    }
    let cut: String = whole.chars().take(LONGEST_NAME).collect();
    let words = cut.rsplit_once(' ').map_or(cut.as_str(), |(words, _)| words);
    Some((format!("{}…", words.trim_end_matches([',', ';', '.'])), true))
}

/// The ids of everything, by identifiers of items.
pub(super) struct ItemIds {
    pub(super) competencies: BTreeMap<String, String>,
    pub(super) roles: BTreeMap<String, String>,
    pub(super) left_out: BTreeMap<String, String>,
}

impl ItemIds {
    pub(super) fn new(items: &MappedItems) -> Self {
        let ids_of = |is_role: bool, kind: &str| {
            let mut named: Vec<(String, &str)> = items
                .all
                .values()
                .filter(|mapped| (mapped.kind == ItemKind::Role) == is_role)
                .map(|mapped| {
                    let code = code(&mapped.item);
                    (code.unwrap_or_else(|| mapped.name.clone()), mapped.item.identifier.as_str())
                })
                .collect();
            // The same ids whatever the order of the items.
            named.sort_unstable();
            let things: Vec<(&str, &str)> =
                named.iter().map(|(identifier, _)| (identifier.as_str(), "")).collect();
            let identifiers = named.iter().map(|(_, title)| (*title).to_owned());
            identifiers.zip(ids(&things, kind)).collect()
        };
        Self {
            competencies: ids_of(false, "competency"),
            roles: ids_of(true, "role"),
            left_out: items.left_out.clone(),
        }
    }

    /// Adds competencies and roles to the draft.
    pub(super) fn add(&self, items: &MappedItems, document: &CaseDocument, import: &mut Import) {
        let owner = text(document.creator.as_deref()).unwrap_or_default();
        let mut tally = ItemTally::default();
        for MappedItem { item, kind, place, name, is_cut } in items.all.values() {
            let full = text(item.full_statement.as_deref()).unwrap_or_default();
            let statement = if full == *name { String::new() } else { full };
            let is_role = *kind == ItemKind::Role;
            let ids = if is_role { &self.roles } else { &self.competencies };
            debug_assert!(ids.contains_key(&item.identifier), "every item has an id");
            let Some(id) = ids.get(&item.identifier) else { continue };
            let of_kind = if is_role { "role" } else { "competency" };
            let is_ours = item.identifier == identifier(&owner, of_kind, id);
            let aligns: Vec<String> =
                text(Some(&item.uri)).filter(|_| !is_ours).into_iter().collect();
            tally.count(item, id, *is_cut, &aligns);
            if is_role {
                tally.role_statements =
                    tally.role_statements.saturating_add(usize::from(!statement.is_empty()));
                let role = role(item, name.clone(), aligns, place, import);
                import.draft.roles.insert(id.clone(), role);
                continue;
            }
            let competency = DraftCompetency {
                name: name.clone(),
                statement,
                aligns,
                is_certificate: *kind == ItemKind::Certificate,
                valid: valid(item, place, import),
                ..DraftCompetency::default()
            };
            import.draft.competencies.insert(id.clone(), competency);
        }
        tally.report(import);
    }
}

/// The code of an item, if it has one.
fn code(item: &CaseItem) -> Option<String> {
    item.human_coding_scheme.as_deref().and_then(line)
}

fn role(
    item: &CaseItem,
    title: String,
    aligns: Vec<String>,
    place: &Place,
    import: &mut Import,
) -> DraftRole {
    let read = |name| extended(item.extensions.as_ref(), name);
    let written = read("grade");
    let grade = written.and_then(|text| text.parse::<u16>().ok());
    if let (Some(written), None) = (written, grade) {
        import.diagnostics.push(wrong_extension(place, ("grade", written), "a whole number"));
    }
    DraftRole {
        title,
        family: read("family").and_then(line),
        grade,
        aligns,
        ..DraftRole::default()
    }
}

fn valid(item: &CaseItem, place: &Place, import: &mut Import) -> Option<String> {
    let written = extended(item.extensions.as_ref(), "valid")?;
    let Ok(span) = written.parse::<Span>() else {
        let expected = "a time such as `24 months`";
        import.diagnostics.push(wrong_extension(place, ("valid", written), expected));
        return None;
    };
    Some(span.to_string())
}

/// How often an item is not what the source says.
#[derive(Default)]
struct ItemTally {
    codes: usize,
    cut: usize,
    addresses: usize,
    role_statements: usize,
}

impl ItemTally {
    fn count(&mut self, item: &CaseItem, id: &str, is_cut: bool, aligns: &[String]) {
        let is_changed = code(item).is_some_and(|code| code != id);
        for (counter, number) in [
            (&mut self.codes, usize::from(is_changed)),
            (&mut self.cut, usize::from(is_cut)),
            (&mut self.addresses, aligns.len()),
        ] {
            *counter = counter.saturating_add(number);
        }
    }

    fn report(self, import: &mut Import) {
        for (kind, id, number, message) in [
            (NoteKind::Changed, "codes", self.codes, "codes of items, written as ids"),
            (
                NoteKind::Changed,
                "addresses",
                self.addresses,
                "addresses of items, kept in `aligns`",
            ),
            (
                NoteKind::Inferred,
                "names",
                self.cut,
                "names, made of the beginning of a statement; the source has no short one",
            ),
            (
                NoteKind::Dropped,
                "role-statements",
                self.role_statements,
                "statements of roles; a role blueprint has a title only",
            ),
        ] {
            import.report.note(kind, id, number, message);
        }
    }
}

pub(super) fn report(items: &MappedItems, import: &mut Import) {
    let report = &mut import.report;
    report.made(items.number(ItemKind::Competency), "competencies");
    for (kind, what) in
        [(ItemKind::Certificate, "certificates"), (ItemKind::Role, "role blueprints")]
    {
        made(report, items.number(kind), what);
    }
    let listed = |all: &BTreeMap<String, usize>| {
        all.iter().map(|(name, number)| format!("{number} {name}")).collect::<Vec<_>>().join(", ")
    };
    report.note(
        NoteKind::Changed,
        "other-types",
        items.other_types.values().sum(),
        format!("items of other types, read as competencies: {}", listed(&items.other_types)),
    );
    let types: BTreeSet<&str> = items.left_out.values().map(String::as_str).collect();
    let types = types.into_iter().collect::<Vec<_>>().join(", ");
    report.note_at(
        NoteKind::Dropped,
        "no-competencies",
        items.left_out_at.clone(),
        format!("items of types that are no competencies: {types}"),
    );
    report.note(
        NoteKind::Dropped,
        "fields",
        items.fields.values().sum(),
        format!("values of items that Waypath has no place for: {}", listed(&items.fields)),
    );
}

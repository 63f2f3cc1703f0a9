//! 1EdTech CASE: a `CFPackage`, of version 1.0 or 1.1, of Waypath or anybody.
//!
//! Items become competencies, certificates or roles, by their type; associations
//! become what belongs to, builds on or suggests what; rubrics become the scale
//! and its anchors. What Waypath wrote below `extensions` is read back.

mod relations;
mod rubrics;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use indexmap::IndexMap;
use serde::Deserialize;
use serde_json::value::RawValue;
use serde_json::{Map, Value};
use waypath_engine::diagnostic::{Code, Diagnostic, Place};
use waypath_engine::quantity::Span;
use waypath_engine::source::Source;

use super::draft::{Competency, Draft, Framework, Role};
use super::names::{ids, slug};
use super::{DEFAULT_LEVELS, Fate, Import, Imported, Refused, Report, read_file};
use crate::Error;
use crate::case::{CERTIFICATE, COMPETENCY, Document, Item, Parts, ROLE, extended, identifier};
use crate::json::Json;
use crate::table::cell::quote;
use relations::Relations;
use rubrics::Rubrics;

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
const WHAT_IT_IS: &str = "name a CASE package: an object with `CFDocument`, `CFItems` and `CFAssociations`, as a CASE server gives it at `/CFPackages/`";

/// Imports a package from its file.
pub fn read(file: &Path) -> Result<Imported, Error> {
    Ok(import(&read_file(file)?))
}

/// Imports a package from its file in memory.
pub fn import(source: &Source) -> Imported {
    let framework = Framework {
        folder: "case".to_owned(),
        name: "CASE package".to_owned(),
        source: "A CASE package".to_owned(),
        licence: "not stated; ask whoever published the package".to_owned(),
    };
    let mut import = Import::new(Draft::new(framework, "scale", DEFAULT_LEVELS));
    let result = fill(&mut import, source);
    if !import.diagnostics.is_empty() {
        import.sources.push(source.clone());
    }
    import.finish(result)
}

fn fill(import: &mut Import, source: &Source) -> Result<(), Refused> {
    let json = Json::new(source).map_err(|diagnostic| import.refuse(vec![diagnostic]))?;
    let parts = parts(&json).map_err(|diagnostic| import.refuse(vec![diagnostic]))?;
    let document: Document = match parts.document {
        Some(raw) => json
            .part(raw, "`CFDocument`", "give it an `identifier` and a `title`")
            .map_err(|diagnostic| import.refuse(vec![diagnostic]))?,
        None => return Err(import.refuse(vec![no_document(&json)])),
    };
    describe(&document, &parts, import);
    let items = Items::read(&json, &parts, import);
    import.report.read(parts.items.as_ref().map_or(0, Vec::len), "items");
    import.report.read(parts.associations.as_ref().map_or(0, Vec::len), "associations");
    let rubrics = Rubrics::read(&json, &parts, import);
    rubrics.set_scale(import);
    let names = Names::new(&items);
    names.add(&items, &document, import);
    report(&items, import);
    rubrics.add_anchors(&names, import);
    let relations = Relations::read(&json, &parts, import);
    relations.add(&names, &document.identifier, import);
    Ok(())
}

/// The parts of the package, also where a server wrapped it.
fn parts(json: &Json) -> Result<Parts<'_>, Diagnostic> {
    let parts: Parts<'_> = json.read(WHAT_IT_IS)?;
    match parts.wrapped {
        Some(raw) if parts.document.is_none() => json.part(raw, "`CFPackage`", WHAT_IT_IS),
        _ => Ok(parts),
    }
}

fn no_document(json: &Json) -> Diagnostic {
    let message = "the file holds no `CFDocument`, so it is no CASE package";
    Diagnostic::new(Code::WrongJson, message).at(json.beginning()).help(WHAT_IT_IS)
}

/// Reads the parts of one kind; those that cannot be read are reported.
fn read_all<T: for<'a> Deserialize<'a>>(
    json: &Json,
    raw: Option<&Vec<&RawValue>>,
    (what, help): (&str, &str),
    import: &mut Import,
) -> Vec<(T, Place)> {
    let mut read = Vec::new();
    for raw in raw.into_iter().flatten() {
        match json.part(raw, what, help) {
            Ok(part) => read.push((part, json.place(raw))),
            Err(diagnostic) => import.diagnostics.push(diagnostic),
        }
    }
    read
}

/// Says in the draft which framework it is.
fn describe(document: &Document, parts: &Parts<'_>, import: &mut Import) {
    let title = text(document.title.as_deref()).unwrap_or_else(|| "CASE package".to_owned());
    let creator = text(document.creator.as_deref()).unwrap_or_default();
    let model = extended(document.extensions.as_ref(), "model");
    let is_ours =
        model.is_some_and(|title| identifier(&creator, "document", title) == document.identifier);
    let folder = model.filter(|title| !title.is_empty()).unwrap_or(&title);
    let framework = &mut import.draft.framework;
    framework.folder = slug(folder, "framework");
    framework.name.clone_from(&title);
    import.report.name.clone_from(&title);
    let notes = text(document.notes.as_deref());
    framework.source = if is_ours {
        // What Waypath writes into the notes is where the models come from.
        notes.clone().unwrap_or_default()
    } else {
        let address = document.official_source.as_deref().unwrap_or(&document.uri);
        let publisher = text(document.publisher.as_deref()).filter(|name| *name != creator);
        let known = [text(Some(&creator)), publisher, text(Some(address))];
        known.into_iter().flatten().collect::<Vec<_>>().join(", ")
    };
    match licence(document, parts) {
        Some(licence) => framework.licence = licence,
        None if is_ours => framework.licence.clear(),
        None => {}
    }
    let lost = [text(document.description.as_deref()), notes.filter(|_| !is_ours)];
    import.report.note(
        Fate::Dropped,
        "document-texts",
        lost.into_iter().flatten().count(),
        "descriptions and notes of the whole document",
    );
    let defined = ["CFConcepts", "CFSubjects", "CFAssociationGroupings"];
    import.report.note(
        Fate::Dropped,
        "definitions",
        defined.into_iter().map(|kind| definitions(parts, kind).len()).sum(),
        "definitions of concepts, subjects and groupings",
    );
}

fn definitions<'a>(parts: &'a Parts<'_>, kind: &str) -> &'a [Value] {
    let found = parts.definitions.as_ref().and_then(|definitions| definitions.get(kind));
    found.and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

/// The licence of the document, else all that are defined.
fn licence(document: &Document, parts: &Parts<'_>) -> Option<String> {
    let said = |value: &Value| {
        let field = |name| text(value.get(name).and_then(Value::as_str));
        let (title, terms) = (field("title")?, field("licenseText"));
        // A link or a name belongs into the file, a whole licence does not.
        let terms = terms.filter(|term| *term != title && term.chars().count() <= 200);
        Some(terms.map_or(title.clone(), |term| format!("{title}: {term}")))
    };
    let all = definitions(parts, "CFLicenses");
    let Some(link) = &document.licence else {
        let all: Vec<String> = all.iter().filter_map(said).collect();
        return (!all.is_empty()).then(|| all.join("; "));
    };
    let is_it =
        |value: &&Value| value.get("identifier").and_then(Value::as_str) == Some(&link.identifier);
    all.iter().find(is_it).and_then(said).or_else(|| text(Some(&link.title)))
}

/// Counts what was made, if anything was.
fn made(report: &mut Report, number: usize, what: &str) {
    if number > 0 {
        report.made(number, what);
    }
}

/// A text without what no file should hold; `None` where nothing is left.
fn text(text: Option<&str>) -> Option<String> {
    let text = text?.replace("\r\n", "\n");
    let is_no_text = |letter: char| letter.is_control() && !matches!(letter, '\n' | '\t');
    let text = text.replace(is_no_text, " ").trim().to_owned();
    (!text.is_empty()).then_some(text)
}

/// A text on one line.
fn line(written: &str) -> Option<String> {
    text(Some(written)).map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// What an item becomes.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Kind {
    Competency,
    Certificate,
    Role,
}

/// The items of a package that become something, by identifier.
#[derive(Default)]
struct Items {
    all: IndexMap<String, (Item, Kind, Place)>,
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

impl Items {
    fn read(json: &Json, parts: &Parts<'_>, import: &mut Import) -> Self {
        let needs = ("an item", "give it an `identifier` and a `fullStatement`, both texts");
        let mut items = Self::default();
        for (item, place) in read_all::<Item>(json, parts.items.as_ref(), needs, import) {
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

    fn add(&mut self, item: Item, place: Place) -> Result<(), Diagnostic> {
        let wrong = |message: &str, help: &str| {
            Err(Diagnostic::new(Code::WrongJson, message).at(place.clone()).help(help))
        };
        if item.identifier.is_empty() {
            return wrong(
                "an item has no `identifier`",
                "give it one; nothing can be related to it otherwise",
            );
        }
        if name(&item).is_none() {
            return wrong("an item says nothing", "give it a `fullStatement`");
        }
        if let Some((_, _, first)) = self.all.get(&item.identifier) {
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
        let kind = [(CERTIFICATE, Kind::Certificate), (ROLE, Kind::Role)]
            .into_iter()
            .find(|(name, _)| name.eq_ignore_ascii_case(&of_type))
            .map_or(Kind::Competency, |(_, kind)| kind);
        let is_called_so = of_type.is_empty() || of_type == COMPETENCY.to_lowercase();
        if kind == Kind::Competency && !is_called_so {
            let number = self.other_types.entry(named).or_default();
            *number = number.saturating_add(1);
        }
        self.all.insert(item.identifier.clone(), (item, kind, place));
        Ok(())
    }

    fn number(&self, kind: Kind) -> usize {
        self.all.values().filter(|(_, own, _)| *own == kind).count()
    }
}

/// What an item is called, and whether that had to be cut out of its statement.
fn name(item: &Item) -> Option<(String, bool)> {
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
struct Names {
    competencies: BTreeMap<String, String>,
    roles: BTreeMap<String, String>,
    left_out: BTreeMap<String, String>,
}

impl Names {
    fn new(items: &Items) -> Self {
        let ids_of = |is_role: bool, kind: &str| {
            let mut named: Vec<(String, &str)> = items
                .all
                .values()
                .filter(|(_, own, _)| (*own == Kind::Role) == is_role)
                .filter_map(|(kind, _, _)| {
                    Some((code(kind).or_else(|| Some(name(kind)?.0))?, kind.identifier.as_str()))
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
    fn add(&self, items: &Items, document: &Document, import: &mut Import) {
        let owner = text(document.creator.as_deref()).unwrap_or_default();
        let mut tally = Tally::default();
        for (item, kind, place) in items.all.values() {
            let Some((name, is_cut)) = name(item) else { continue };
            let full = text(item.full_statement.as_deref()).unwrap_or_default();
            let statement = if full == name { String::new() } else { full };
            let is_role = *kind == Kind::Role;
            let ids = if is_role { &self.roles } else { &self.competencies };
            let Some(id) = ids.get(&item.identifier) else { continue };
            let of_kind = if is_role { "role" } else { "competency" };
            let is_ours = item.identifier == identifier(&owner, of_kind, id);
            let aligns: Vec<String> =
                text(Some(&item.uri)).filter(|_| !is_ours).into_iter().collect();
            tally.count(item, id, is_cut, &aligns);
            if is_role {
                tally.role_statements =
                    tally.role_statements.saturating_add(usize::from(!statement.is_empty()));
                let role = role(item, name, aligns, place, import);
                import.draft.roles.insert(id.clone(), role);
                continue;
            }
            let competency = Competency {
                name,
                statement,
                aligns,
                is_certificate: *kind == Kind::Certificate,
                valid: valid(item, place, import),
                ..Competency::default()
            };
            import.draft.competencies.insert(id.clone(), competency);
        }
        tally.report(import);
    }
}

/// The code of an item, if it has one.
fn code(item: &Item) -> Option<String> {
    item.human_coding_scheme.as_deref().and_then(line)
}

fn role(
    item: &Item,
    title: String,
    aligns: Vec<String>,
    place: &Place,
    import: &mut Import,
) -> Role {
    let read = |name| extended(item.extensions.as_ref(), name);
    let written = read("grade");
    let grade = written.and_then(|text| text.parse::<u16>().ok());
    if let (Some(written), None) = (written, grade) {
        import.diagnostics.push(wrong_extension(place, ("grade", written), "a whole number"));
    }
    Role { title, family: read("family").and_then(line), grade, aligns, ..Role::default() }
}

fn valid(item: &Item, place: &Place, import: &mut Import) -> Option<String> {
    let written = extended(item.extensions.as_ref(), "valid")?;
    let Ok(span) = written.parse::<Span>() else {
        let expected = "a time such as `24 months`";
        import.diagnostics.push(wrong_extension(place, ("valid", written), expected));
        return None;
    };
    Some(span.to_string())
}

/// A value below `extensions` that Waypath would not have written.
fn wrong_extension(place: &Place, (name, said): (&str, &str), expected: &str) -> Diagnostic {
    let message = format!("`{name}` below `extensions` is {}", quote(said));
    Diagnostic::new(Code::WrongJson, message)
        .at(place.clone())
        .help(format!("write {expected}, or take it out"))
}

/// How often an item is not what the source says.
#[derive(Default)]
struct Tally {
    codes: usize,
    cut: usize,
    addresses: usize,
    role_statements: usize,
}

impl Tally {
    fn count(&mut self, item: &Item, id: &str, is_cut: bool, aligns: &[String]) {
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
        for (fate, id, number, message) in [
            (Fate::Changed, "codes", self.codes, "codes of items, written as ids"),
            (Fate::Changed, "addresses", self.addresses, "addresses of items, kept in `aligns`"),
            (
                Fate::Inferred,
                "names",
                self.cut,
                "names, made of the beginning of a statement; the source has no short one",
            ),
            (
                Fate::Dropped,
                "role-statements",
                self.role_statements,
                "statements of roles; a role blueprint has a title only",
            ),
        ] {
            import.report.note(fate, id, number, message);
        }
    }
}

fn report(items: &Items, import: &mut Import) {
    let report = &mut import.report;
    report.made(items.number(Kind::Competency), "competencies");
    for (kind, what) in [(Kind::Certificate, "certificates"), (Kind::Role, "role blueprints")] {
        made(report, items.number(kind), what);
    }
    let listed = |all: &BTreeMap<String, usize>| {
        all.iter().map(|(name, number)| format!("{number} {name}")).collect::<Vec<_>>().join(", ")
    };
    report.note(
        Fate::Changed,
        "other-types",
        items.other_types.values().sum(),
        format!("items of other types, read as competencies: {}", listed(&items.other_types)),
    );
    let types: BTreeSet<&str> = items.left_out.values().map(String::as_str).collect();
    let types = types.into_iter().collect::<Vec<_>>().join(", ");
    report.note_at(
        Fate::Dropped,
        "no-competencies",
        items.left_out_at.clone(),
        format!("items of types that are no competencies: {types}"),
    );
    report.note(
        Fate::Dropped,
        "fields",
        items.fields.values().sum(),
        format!("values of items that Waypath has no place for: {}", listed(&items.fields)),
    );
}

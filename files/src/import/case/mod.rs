//! 1EdTech CASE: a `CFPackage`, of version 1.0 or 1.1, of Waypath or anybody.
//!
//! Items become competencies, certificates or roles, by their type; associations
//! become what belongs to, builds on or suggests what; rubrics become the scale
//! and its anchors. What Waypath wrote below `extensions` is read back.

// How parts are read, and what becomes of items, rubrics and associations.
mod parts;
mod items;
mod rubrics;
mod relations;

use std::path::Path;

use serde_json::Value;
use waypath_engine::diagnostic::{Code, Diagnostic};
use waypath_engine::source::Source;

use super::draft::{Draft, DraftFramework};
use super::imported::{DEFAULT_LEVELS, Import, Imported, Refused, read_file};
use super::names::slug;
use crate::Error;
use crate::case::{CaseDocument, PackageParts, extended, identifier};
use crate::json::Json;
use crate::report::NoteKind;
use items::{ItemIds, MappedItems, report};
use parts::text;
use relations::Relations;
use rubrics::Rubrics;

const WHAT_IT_IS: &str = "name a CASE package: an object with `CFDocument`, `CFItems` and `CFAssociations`, as a CASE server gives it at `/CFPackages/`";

/// Imports a package from its file.
pub fn read(file: &Path) -> Result<Imported, Error> {
    Ok(import(&read_file(file)?))
}

/// Imports a package from its file in memory.
pub fn import(source: &Source) -> Imported {
    let framework = DraftFramework {
        folder: "case".to_owned(),
        name: "CASE package".to_owned(),
        source: "A CASE package".to_owned(),
        licence: "not stated; ask the publisher of the package".to_owned(),
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
    let parts = package(&json).map_err(|diagnostic| import.refuse(vec![diagnostic]))?;
    let document: CaseDocument = match parts.document {
        Some(raw) => json
            .part(raw, "`CFDocument`", "give it an `identifier` and a `title`")
            .map_err(|diagnostic| import.refuse(vec![diagnostic]))?,
        None => return Err(import.refuse(vec![no_document(&json)])),
    };
    describe(&document, &parts, import);
    let items = MappedItems::read(&json, &parts, import);
    import.report.read(parts.items.as_ref().map_or(0, Vec::len), "items");
    import.report.read(parts.associations.as_ref().map_or(0, Vec::len), "associations");
    let rubrics = Rubrics::read(&json, &parts, import);
    rubrics.set_scale(import);
    let names = ItemIds::new(&items);
    names.add(&items, &document, import);
    report(&items, import);
    rubrics.add_anchors(&names, import);
    let relations = Relations::read(&json, &parts, import);
    relations.add(&names, &document.identifier, import);
    Ok(())
}

/// The parts of the package, also where a server wrapped it.
fn package(json: &Json) -> Result<PackageParts<'_>, Diagnostic> {
    let parts: PackageParts<'_> = json.read(WHAT_IT_IS)?;
    match parts.wrapped {
        Some(raw) if parts.document.is_none() => json.part(raw, "`CFPackage`", WHAT_IT_IS),
        _ => Ok(parts),
    }
}

fn no_document(json: &Json) -> Diagnostic {
    let message = "the file holds no `CFDocument`, so it is no CASE package";
    Diagnostic::new(Code::WrongJson, message).at(json.beginning()).help(WHAT_IT_IS)
}

/// Says in the draft which framework it is.
fn describe(document: &CaseDocument, parts: &PackageParts<'_>, import: &mut Import) {
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
        NoteKind::Dropped,
        "document-texts",
        lost.into_iter().flatten().count(),
        "descriptions and notes of the whole document",
    );
    let defined = ["CFConcepts", "CFSubjects", "CFAssociationGroupings"];
    import.report.note(
        NoteKind::Dropped,
        "definitions",
        defined.into_iter().map(|kind| definitions(parts, kind).len()).sum(),
        "definitions of concepts, subjects and groupings",
    );
}

fn definitions<'a>(parts: &'a PackageParts<'_>, kind: &str) -> &'a [Value] {
    let found = parts.definitions.as_ref().and_then(|definitions| definitions.get(kind));
    found.and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

/// The licence of the document, else all that are defined.
fn licence(document: &CaseDocument, parts: &PackageParts<'_>) -> Option<String> {
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

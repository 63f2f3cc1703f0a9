//! Which ids may stand where, for an editor that completes and checks?
//!
//! A schema knows the shape of a file; with the ids of a library in it, an editor
//! offers `call-diagnosis` where a competency belongs and underlines what is none.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};
use waypath_engine::id::{Id, Ix, Table};
use waypath_engine::library::Library;

use crate::schemas::Kind;

/// What is named at a place.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Named {
    Competency,
    Role,
    Module,
    Kpi,
    Prompt,
    Persona,
    Program,
    Model,
    Family,
}

/// How a name stands at a place.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Spot {
    /// As the value.
    Value,
    /// As each item of a list.
    Items,
    /// As each key of a map.
    Keys,
    /// As the short form of a value that may be a map; the definition is the place.
    Short,
}

/// Where names stand: the definition, its property, how, and of what.
type Row = (&'static str, &'static str, Spot, Named);

const MODEL: &[Row] = &[
    ("Competency", "part_of", Spot::Value, Named::Competency),
    ("Competency", "requires", Spot::Keys, Named::Competency),
    ("Competency", "inferred_from", Spot::Keys, Named::Competency),
    ("Role", "program", Spot::Value, Named::Program),
    ("Role", "extends", Spot::Value, Named::Role),
    ("Role", "without", Spot::Items, Named::Competency),
    ("Role", "entry", Spot::Keys, Named::Competency),
    ("Role", "expects", Spot::Keys, Named::Competency),
    ("Role", "kpis", Spot::Keys, Named::Kpi),
    ("Expectation", "drives", Spot::Items, Named::Kpi),
    ("Module", "builds", Spot::Keys, Named::Competency),
    ("Module", "entry", Spot::Keys, Named::Competency),
    ("Module", "kpi", Spot::Value, Named::Kpi),
    ("Module", "coaching", Spot::Items, Named::Prompt),
    ("Kpi", "leading", Spot::Items, Named::Kpi),
    ("PromptFor", "competency", Spot::Value, Named::Competency),
    ("PromptFor", "module", Spot::Value, Named::Module),
    ("PromptFor", "persona", Spot::Value, Named::Persona),
    ("Persona", "outcomes", Spot::Keys, Named::Kpi),
    ("Persona", "typical", Spot::Keys, Named::Competency),
];

const RULES: &[Row] = &[
    ("Scope", "model", Spot::Items, Named::Model),
    ("Scope", "family", Spot::Items, Named::Family),
    ("Scope", "role", Spot::Items, Named::Role),
    ("Scope", "persona", Spot::Items, Named::Persona),
    ("Match", "builds", Spot::Value, Named::Competency),
    ("Boost", "module", Spot::Value, Named::Module),
    ("Target", "module", Spot::Value, Named::Module),
    ("ShortTarget", "", Spot::Short, Named::Module),
    ("Mandate", "module", Spot::Value, Named::Module),
    ("ShortMandate", "", Spot::Short, Named::Module),
    ("Coach", "prompt", Spot::Value, Named::Prompt),
    ("ShortCoach", "", Spot::Short, Named::Prompt),
    ("Assess", "competency", Spot::Value, Named::Competency),
    ("ShortAssess", "", Spot::Short, Named::Competency),
];

const LIBRARY: &[Row] = &[
    ("Program", "within", Spot::Items, Named::Kpi),
    ("Program", "avoid", Spot::Items, Named::Kpi),
];

const TESTS: &[Row] = &[
    ("Somebody", "role", Spot::Value, Named::Role),
    ("Somebody", "target_role", Spot::Value, Named::Role),
    ("Somebody", "evidence", Spot::Keys, Named::Competency),
    ("Somebody", "progress", Spot::Keys, Named::Module),
    ("Somebody", "reviews", Spot::Keys, Named::Competency),
    ("Somebody", "kpi", Spot::Keys, Named::Kpi),
    ("Given", "role", Spot::Value, Named::Role),
    ("Given", "level", Spot::Keys, Named::Competency),
    ("Given", "known", Spot::Keys, Named::Competency),
    ("Given", "completed", Spot::Keys, Named::Module),
    ("Given", "kpi", Spot::Keys, Named::Kpi),
];

/// Writes the ids of a library, and of its programs, into the schema of a kind of
/// file.
pub(crate) fn complete(schema: &mut Value, kind: Kind, (library, programs): (&Library, &[String])) {
    let rows = match kind {
        Kind::Library => LIBRARY,
        Kind::Model => MODEL,
        Kind::Rules => RULES,
        Kind::Tests => TESTS,
        // An answer holds ids of whatever library it is about.
        _ => return,
    };
    for row in rows {
        let (_, _, spot, named) = row;
        if let Some(place) = place(schema, row) {
            write(place, *spot, &names((library, programs), *named));
        }
    }
}

/// The schema of a row's place.
fn place<'s>(
    schema: &'s mut Value,
    (definition, property, spot, _): &Row,
) -> Option<&'s mut Value> {
    let key = if schema.get("$defs").is_some() { "$defs" } else { "definitions" };
    let definition = schema.get_mut(key)?.get_mut(*definition)?;
    match spot {
        Spot::Short => definition.get_mut("anyOf")?.get_mut(0),
        _ => definition.get_mut("properties")?.get_mut(*property),
    }
}

fn write(place: &mut Value, spot: Spot, names: &BTreeMap<String, String>) {
    match spot {
        Spot::Value | Spot::Short => choose(place, names),
        Spot::Items => {
            if let Some(items) = place.get_mut("items") {
                choose(items, names);
            }
        }
        Spot::Keys => {
            let Some(each) = place.get("additionalProperties").cloned() else { return };
            let property = |(id, name): (&String, &String)| {
                (id.clone(), json!({ "allOf": [each.clone()], "description": name }))
            };
            place["properties"] = Value::Object(names.iter().map(property).collect::<Map<_, _>>());
            place["additionalProperties"] = Value::Bool(false);
        }
    }
}

/// Makes a text one of these names; nothing stays allowed where it was.
fn choose(place: &mut Value, names: &BTreeMap<String, String>) {
    let types = place.get("type").and_then(Value::as_array);
    let may_be_null = types.is_some_and(|types| types.contains(&json!("null")));
    let mut ids: Vec<Value> = names.keys().map(|id| json!(id)).collect();
    let mut words: Vec<Value> = names.values().map(|name| json!(name)).collect();
    if may_be_null {
        ids.push(Value::Null);
        words.push(json!("nothing"));
    }
    place["enum"] = Value::Array(ids);
    // What an editor shows beside each; other readers pass over it.
    place["enumDescriptions"] = Value::Array(words);
}

/// The ids of one kind, each with what people call it.
fn names((library, programs): (&Library, &[String]), named: Named) -> BTreeMap<String, String> {
    let same = |id: &str| (id.to_owned(), id.to_owned());
    let all = &library.names;
    match named {
        Named::Competency => table(&all.competencies, |ix| &library.competencies[ix].name),
        Named::Role => table(&all.roles, |ix| &library.roles[ix].title),
        Named::Module => table(&all.modules, |ix| &library.modules[ix].title),
        Named::Kpi => table(&all.kpis, |ix| &library.kpis[ix].name),
        Named::Prompt => table(&all.prompts, |ix| &library.prompts[ix].say),
        Named::Persona => table(&all.personas, |ix| &library.personas[ix].name),
        Named::Program => programs.iter().map(|program| same(program)).collect(),
        Named::Model => library
            .models
            .iter()
            .map(|(id, model)| (id.to_string(), model.name.to_string()))
            .collect(),
        Named::Family => {
            let families = library.roles.values().map(|role| &*role.family);
            families.filter(|family| !family.is_empty()).map(same).collect()
        }
    }
}

fn table<'l, I: Id>(
    table: &'l Table<I>,
    name: impl Fn(Ix<I>) -> &'l str,
) -> BTreeMap<String, String> {
    table.iter().map(|(ix, id)| (id.as_str().to_owned(), name(ix).to_owned())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schemas::{Draft, schema};

    #[test]
    fn every_place_is_in_the_schema() {
        for draft in [Draft::Draft2020, Draft::Draft07] {
            for (kind, rows) in [
                (Kind::Library, LIBRARY),
                (Kind::Model, MODEL),
                (Kind::Rules, RULES),
                (Kind::Tests, TESTS),
            ] {
                let mut schema = schema(kind, draft);
                for row in rows {
                    let place = place(&mut schema, row);
                    let place = place.unwrap_or_else(|| panic!("{row:?} is nowhere"));
                    let is_fit = match row.2 {
                        Spot::Value | Spot::Short => place.get("type").is_some(),
                        Spot::Items => place.get("items").is_some(),
                        Spot::Keys => place.get("additionalProperties").is_some(),
                    };
                    assert!(is_fit, "{row:?}: {place}");
                }
            }
        }
    }
}

//! How is a library written in the formats of other tools?
//!
//! One module for each format. It takes a library that checks clean, or one
//! competency model of it, and gives the text of a file with a [`Report`] of what
//! the format cannot hold. Nothing is written to disk here.

// One module for each format.
pub mod case;
pub mod moodle;

use std::collections::BTreeMap;

use waypath_engine::blueprint::{Blueprint, Entries, model};
use waypath_engine::id::Id;
use waypath_engine::library::Library;

use crate::report::{NoteKind, Report};

/// A library in the format of another tool.
#[derive(Clone, Debug)]
pub struct Exported {
    /// What the file holds.
    pub text: String,
    /// What was kept, changed and dropped.
    pub report: Report,
}

/// What is exported: a library, or one competency model of it.
///
/// The library says what was checked, the blueprint what was written: a role that
/// expects a competency with parts expects its parts once it is compiled.
#[derive(Clone, Copy, Debug)]
pub struct ExportSource<'a> {
    library: &'a Library,
    blueprint: &'a Blueprint,
    model: Option<&'a str>,
}

impl<'a> ExportSource<'a> {
    /// Returns what a library holds, or only what one folder of competency models
    /// does; `blueprint` is what the library was compiled from.
    pub fn new(library: &'a Library, blueprint: &'a Blueprint, model: Option<&'a str>) -> Self {
        Self { library, blueprint, model }
    }

    /// What it is called.
    fn name(&self) -> &'a str {
        let model = self.model.and_then(|folder| self.library.models.get(folder));
        model.map_or(&self.library.name, |model| &model.name)
    }

    /// The competency models, by folder.
    fn models(&self) -> impl Iterator<Item = (&'a str, &'a waypath_engine::library::Model)> {
        let chosen = self.model;
        let models = self.library.models.iter().map(|(folder, model)| (&**folder, model));
        models.filter(move |(folder, _)| chosen.is_none_or(|wanted| wanted == *folder))
    }

    /// What the models define of one kind, by id, each with its model.
    fn entries<I: Id, T>(
        &self,
        entries: &'a Entries<I, T>,
    ) -> impl Iterator<Item = (&'a str, &'a str, &'a T)> {
        let chosen = self.model;
        entries.iter().filter_map(move |(id, entry)| {
            let is_here = chosen.is_none_or(|folder| folder == &*entry.model);
            let value = entry.value.as_ref().filter(|_| is_here)?;
            Some((id.as_str(), &*entry.model, value))
        })
    }

    fn competencies(&self) -> Vec<(&'a str, &'a model::Competency)> {
        self.entries(&self.blueprint.competencies)
            .map(|(id, _, competency)| (id, competency))
            .collect()
    }

    fn roles(&self) -> Vec<(&'a str, &'a model::Role)> {
        self.entries(&self.blueprint.roles).map(|(id, _, role)| (id, role)).collect()
    }

    /// What any competency of the library says.
    fn competency(&self, id: &str) -> Option<&'a model::Competency> {
        self.blueprint.competencies.get(&id.parse().ok()?)?.value.as_ref()
    }

    /// What any role of the library says.
    fn role(&self, id: &str) -> Option<&'a model::Role> {
        self.blueprint.roles.get(&id.parse().ok()?)?.value.as_ref()
    }

    /// What a role expects, with what it takes over from those it extends.
    fn expectations(&self, id: &str) -> BTreeMap<&'a str, &'a model::Expectation> {
        let mut chain: Vec<&model::Role> = Vec::new();
        let mut at = self.role(id);
        // A library that checks clean has no circle of them.
        while let Some(role) = at.filter(|_| chain.len() < self.blueprint.roles.len()) {
            chain.push(role);
            at = role.extends.as_ref().and_then(|base| self.role(base));
        }
        let mut expects = BTreeMap::new();
        for role in chain.into_iter().rev() {
            for dropped in &role.without {
                expects.remove(dropped.as_str());
            }
            expects.extend(role.expects.iter().map(|(id, expected)| (id.as_str(), expected)));
        }
        expects
    }

    /// Begins a report: what there is, and what no framework has a place for.
    fn report(&self, format: &str) -> Report {
        let blueprint = self.blueprint;
        let mut report = Report { name: self.name().to_owned(), ..Report::default() };
        report.read(self.competencies().len(), "competencies");
        report.read(self.roles().len(), "roles");
        let mut dropped = |id, number, what: &str| {
            report.note(
                NoteKind::Dropped,
                id,
                number,
                format!("{what}; {format} has no place for them"),
            );
        };
        dropped("modules", self.entries(&blueprint.modules).count(), "modules");
        dropped("kpis", self.entries(&blueprint.kpis).count(), "KPIs");
        dropped("prompts", self.entries(&blueprint.prompts).count(), "coaching prompts");
        dropped("personas", self.entries(&blueprint.personas).count(), "personas");
        // Rules belong to the library, not to one of its models.
        let rules = if self.model.is_none() { blueprint.rules.len() } else { 0 };
        dropped("rules", rules, "rules");
        report
    }

    /// Notes that several models became one framework.
    fn note_models(&self, report: &mut Report) {
        let models = self.models().count();
        if models > 1 {
            report.note(
                NoteKind::Merged,
                "models",
                models,
                "competency models, written as one framework; name one with `--model` to write it by itself",
            );
        }
    }
}

/// A text on one line: what breaks or steers lines becomes a space.
fn one_line(text: &str) -> String {
    text.split(|letter: char| letter.is_control() || letter.is_whitespace())
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

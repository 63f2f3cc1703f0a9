//! Which things of a library changed, and where do they stand?

use std::collections::BTreeSet;
use std::fmt;

use indexmap::IndexMap;

use super::settings::PARTS;
use crate::blueprint::{Blueprint, Entries, Entry, Read, model};
use crate::diagnostic::Place;
use crate::id::{CompetencyId, Id, KpiId, ModuleId, PersonaId, PromptId, RoleId, RuleId};
use crate::number::Exact as _;
use crate::source::{Positions, Source};

/// One thing of a library that can change by itself.
#[derive(Clone, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum Thing {
    /// A part of `waypath.yaml`, such as `settings.horizon`.
    Setting(&'static str),
    /// What a competency model says of itself.
    Model(Box<str>),
    /// A competency.
    Competency(CompetencyId),
    /// A role; where both libraries have it, without what it expects and its KPIs.
    Role(RoleId),
    /// What a role expects of one competency.
    Expectation(RoleId, Box<str>),
    /// Where a KPI stands in a role, and where it should be.
    RoleKpi(RoleId, Box<str>),
    /// A module.
    Module(ModuleId),
    /// A KPI.
    Kpi(KpiId),
    /// A coaching prompt.
    Prompt(PromptId),
    /// A persona.
    Persona(PersonaId),
    /// A rule.
    Rule(RuleId),
    /// A file of helper functions.
    Helpers(Box<str>),
}

impl Thing {
    /// The word for its kind.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Setting(_) => "setting",
            Self::Model(_) => "model",
            Self::Competency(_) => CompetencyId::KIND,
            Self::Role(_) => RoleId::KIND,
            Self::Expectation(..) => "expectation",
            Self::RoleKpi(..) => "KPI of a role",
            Self::Module(_) => ModuleId::KIND,
            Self::Kpi(_) => KpiId::KIND,
            Self::Prompt(_) => PromptId::KIND,
            Self::Persona(_) => PersonaId::KIND,
            Self::Rule(_) => RuleId::KIND,
            Self::Helpers(_) => "helper file",
        }
    }

    /// What it is called.
    pub fn id(&self) -> &str {
        match self {
            Self::Setting(name) => name,
            Self::Model(name) | Self::Helpers(name) => name,
            Self::Expectation(_, id) | Self::RoleKpi(_, id) => id,
            Self::Competency(id) => id.as_str(),
            Self::Role(id) => id.as_str(),
            Self::Module(id) => id.as_str(),
            Self::Kpi(id) => id.as_str(),
            Self::Prompt(id) => id.as_str(),
            Self::Persona(id) => id.as_str(),
            Self::Rule(id) => id.as_str(),
        }
    }

    /// The role it belongs to.
    pub fn role(&self) -> Option<&RoleId> {
        match self {
            Self::Expectation(role, _) | Self::RoleKpi(role, _) => Some(role),
            _ => None,
        }
    }

    /// Its path in the files; helper files and models have none.
    pub(super) fn path(&self) -> Vec<&str> {
        let section = match self {
            Self::Setting(name) => {
                return std::iter::once("waypath").chain(name.split('.')).collect();
            }
            Self::Expectation(role, id) => return vec!["roles", role.as_str(), "expects", id],
            Self::RoleKpi(role, id) => return vec!["roles", role.as_str(), "kpis", id],
            Self::Model(_) | Self::Helpers(_) => return Vec::new(),
            Self::Competency(_) => "competencies",
            Self::Role(_) => "roles",
            Self::Module(_) => "modules",
            Self::Kpi(_) => "kpis",
            Self::Prompt(_) => "coaching",
            Self::Persona(_) => "personas",
            Self::Rule(_) => "rules",
        };
        vec![section, self.id()]
    }
}

impl fmt::Display for Thing {
    /// Writes `rule practice-first` or `support-agent expects call-diagnosis`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Expectation(role, id) => write!(f, "role {role} expects {id}"),
            Self::RoleKpi(role, id) => write!(f, "role {role}, KPI {id}"),
            it => write!(f, "{} {}", it.kind(), it.id()),
        }
    }
}

/// What became of a thing.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum Kind {
    /// Only the library after has it.
    Added,
    /// Only the library before has it.
    Removed,
    /// Both have it, and it is not the same.
    Changed,
}

impl Kind {
    /// Every kind of change.
    pub const ALL: &[Self] = &[Self::Added, Self::Removed, Self::Changed];

    /// The word for it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Removed => "removed",
            Self::Changed => "changed",
        }
    }
}

/// A field of a thing that is not the same.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Field {
    /// Its keys below the thing, with full stops between them.
    pub name: String,
    /// What it said, as written.
    pub before: Option<String>,
    /// What it says, as written.
    pub after: Option<String>,
    /// Where it stands: in the library after, or where that has none, before.
    pub place: Option<Place>,
}

/// A thing that is not the same in two libraries.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Change {
    /// What was changed, added or taken out.
    pub thing: Thing,
    /// What became of it.
    pub kind: Kind,
    /// Where it stands: in the library after, or where that has none, before.
    pub place: Option<Place>,
    /// The fields that are not the same, where both libraries have it.
    pub fields: Vec<Field>,
}

/// The things that are not the same, in the order of kinds and ids.
pub fn changes(before: &Read, after: &Read) -> Vec<Change> {
    let mut comparison = ChangeSearch { before, after, changes: Vec::new() };
    comparison.all();
    comparison.changes.sort_by(|a, b| a.thing.cmp(&b.thing));
    comparison.changes
}

struct ChangeSearch<'a> {
    before: &'a Read,
    after: &'a Read,
    changes: Vec<Change>,
}

impl ChangeSearch<'_> {
    fn all(&mut self) {
        let (a, b): (&Blueprint, &Blueprint) = (&self.before.blueprint, &self.after.blueprint);
        for part in PARTS.iter().filter(|part| !(part.is_same)(&a.library, &b.library)) {
            self.found(Thing::Setting(part.name), Kind::Changed);
        }
        self.models();
        self.entries(&a.competencies, &b.competencies, Thing::Competency);
        self.entries(&a.modules, &b.modules, Thing::Module);
        self.entries(&a.kpis, &b.kpis, Thing::Kpi);
        self.entries(&a.prompts, &b.prompts, Thing::Prompt);
        self.entries(&a.personas, &b.personas, Thing::Persona);
        self.entries(&a.rules, &b.rules, Thing::Rule);
        self.roles();
        self.helpers();
    }

    fn found(&mut self, thing: Thing, kind: Kind) {
        let path = thing.path();
        let (here, other) = (&self.after.positions, &self.before.positions);
        let fields = match kind {
            Kind::Changed => fields(other, here, &thing),
            Kind::Added | Kind::Removed => Vec::new(),
        };
        let first = fields.iter().find_map(|field| field.place.clone());
        let place = first.or_else(|| here.key(&path)).or_else(|| other.key(&path));
        self.changes.push(Change { thing, kind, place, fields });
    }

    fn entries<I: Id, T: PartialEq>(
        &mut self,
        before: &Entries<I, T>,
        after: &Entries<I, T>,
        thing: impl Fn(I) -> Thing,
    ) {
        for id in before.keys().chain(after.keys()).collect::<BTreeSet<_>>() {
            if let Some(kind) = kind(before.get(id), after.get(id)) {
                self.found(thing(id.clone()), kind);
                self.moved(before.get(id), after.get(id));
            }
        }
    }

    /// Says of the last thing found that it stands in another model.
    fn moved<T>(&mut self, before: Option<&Entry<T>>, after: Option<&Entry<T>>) {
        let (Some(a), Some(b), Some(change)) = (before, after, self.changes.last_mut()) else {
            return;
        };
        if a.model != b.model {
            let text = |entry: &Entry<T>| Some(entry.model.to_string());
            let place = self.after.positions.key(&change.thing.path());
            let name = "model".to_owned();
            change.fields.push(Field { name, before: text(a), after: text(b), place });
        }
    }

    fn roles(&mut self) {
        let (a, b) = (&self.before.blueprint.roles, &self.after.blueprint.roles);
        for id in a.keys().chain(b.keys()).collect::<BTreeSet<_>>() {
            let (one, two) = (a.get(id), b.get(id));
            let values = one
                .and_then(|entry| entry.value.as_ref())
                .zip(two.and_then(|entry| entry.value.as_ref()));
            let Some((before, after)) = values else {
                if let Some(kind) = kind(one, two) {
                    self.found(Thing::Role(id.clone()), kind);
                }
                continue;
            };
            if !is_same_otherwise(before, after)
                || one.map(|entry| &entry.model) != two.map(|entry| &entry.model)
            {
                self.found(Thing::Role(id.clone()), Kind::Changed);
                self.moved(one, two);
            }
            self.parts(&before.expects, &after.expects, |name| {
                Thing::Expectation(id.clone(), name.into())
            });
            self.parts(&before.kpis, &after.kpis, |name| Thing::RoleKpi(id.clone(), name.into()));
        }
    }

    fn parts<T: PartialEq>(
        &mut self,
        before: &IndexMap<String, T>,
        after: &IndexMap<String, T>,
        thing: impl Fn(&str) -> Thing,
    ) {
        for id in before.keys().chain(after.keys()).collect::<BTreeSet<_>>() {
            if let Some(kind) = kind(before.get(id), after.get(id)) {
                self.found(thing(id), kind);
            }
        }
    }

    fn models(&mut self) {
        let (a, b) = (&self.before.blueprint.models, &self.after.blueprint.models);
        for folder in a.keys().chain(b.keys()).collect::<BTreeSet<_>>() {
            if let Some(kind) = kind(a.get(folder), b.get(folder)) {
                self.found(Thing::Model(folder.clone()), kind);
            }
        }
    }

    fn helpers(&mut self) {
        let (a, b) = (&self.before.blueprint.helpers, &self.after.blueprint.helpers);
        let paths: BTreeSet<&str> = a.iter().chain(b).map(|(file, _)| &*file.path).collect();
        for path in paths {
            let one = a.iter().find(|(file, _)| file.path == path);
            let two = b.iter().find(|(file, _)| file.path == path);
            let text = |helper: Option<&(Source, std::sync::Arc<str>)>| {
                helper.map(|helper| helper.1.clone())
            };
            if let Some(kind) = kind(text(one), text(two)) {
                let place = two
                    .or(one)
                    .map(|(source, _)| source.place(first_other_line(text(one), text(two)), 1, 0));
                let thing = Thing::Helpers(path.into());
                self.changes.push(Change { thing, kind, place, fields: Vec::new() });
            }
        }
    }
}

/// The number of the first line that is not the same.
fn first_other_line(
    before: Option<std::sync::Arc<str>>,
    after: Option<std::sync::Arc<str>>,
) -> u32 {
    let (Some(before), Some(after)) = (before, after) else { return 1 };
    let same = before.lines().zip(after.lines()).take_while(|(a, b)| a == b).count();
    u32::try_from(same).unwrap_or(u32::MAX).plus(1)
}

fn kind<T: PartialEq>(before: Option<T>, after: Option<T>) -> Option<Kind> {
    match (before, after) {
        (None, Some(_)) => Some(Kind::Added),
        (Some(_), None) => Some(Kind::Removed),
        (a, b) => (a != b).then_some(Kind::Changed),
    }
}

/// Whether two roles are the same but for what they expect and their KPIs.
fn is_same_otherwise(before: &model::Role, after: &model::Role) -> bool {
    let mut like_after = before.clone();
    like_after.expects.clone_from(&after.expects);
    like_after.kpis.clone_from(&after.kpis);
    like_after == *after
}

/// The fields of a thing in which two libraries are not the same.
fn fields(before: &Positions, after: &Positions, thing: &Thing) -> Vec<Field> {
    let path = thing.path();
    if path.is_empty() {
        return Vec::new();
    }
    let is_apart = |path: &[String]| {
        matches!(thing, Thing::Role(_))
            && path.get(2).is_some_and(|key| key == "expects" || key == "kpis")
    };
    let paths = before.differences(after, &path);
    let paths = paths.iter().filter(|path| !is_apart(path));
    paths.map(|changed| field(before, after, changed, path.len())).collect()
}

fn field(before: &Positions, after: &Positions, path: &[String], below: usize) -> Field {
    let full: Vec<&str> = path.iter().map(String::as_str).collect();
    let is_name = |key: &&&String| key.parse::<usize>().is_err();
    let name: Vec<&str> =
        path.iter().skip(below).filter(|key| is_name(&key)).map(String::as_str).collect();
    let written = |positions: &Positions| positions.written(&full).map(one_line);
    let place = |positions: &Positions| positions.key(&full).or_else(|| positions.value(&full));
    Field {
        name: name.join("."),
        before: written(before),
        after: written(after),
        place: place(after).or_else(|| place(before)),
    }
}

/// A text with its lines joined and cut, without the sign that begins a block.
fn one_line(text: &str) -> String {
    const MOST: usize = 160;
    let is_block = text.starts_with(['|', '>']);
    let text = text.split_once('\n').filter(|_| is_block).map_or(text, |(_, text)| text);
    let joined = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if joined.chars().count() <= MOST {
        return joined;
    }
    let kept: String = joined.chars().take(MOST).collect();
    format!("{} …", kept.trim_end())
}

//! What do the files say?
//!
//! The shapes of an author's YAML, with the names in them unresolved. Every
//! shape refuses fields it does not know, because an author's typo has to be
//! reported where it stands. Alone knows `serde_yaml`.

pub mod model;
pub mod rule;
pub mod settings;
pub mod test;
pub mod value;

mod decode;
mod suite;

use std::collections::{BTreeMap, btree_map};
use std::sync::Arc;

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_yaml::Value;

use crate::diagnostic::{Code, Diagnostic, Place, Suggestion};
use crate::id::{CompetencyId, Id, KpiId, ModuleId, PersonaId, PromptId, RoleId, RuleId};
use crate::source::{
    self, Document, Node, Positions, Source, Sources, Style, read_text, read_yaml,
};
use decode::{decode, split_help};
pub use suite::{Suite, is_test_file, read_tests};

/// The name of the file that makes a folder a library.
pub const LIBRARY_FILE: &str = "waypath.yaml";

/// Everything the files of a library say, names unresolved.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Blueprint {
    /// What `waypath.yaml` says.
    pub library: settings::LibraryFile,
    /// The competency models, by the name of their folder.
    pub models: BTreeMap<Box<str>, ModelFile>,
    /// The competencies.
    pub competencies: Entries<CompetencyId, model::Competency>,
    /// The roles.
    pub roles: Entries<RoleId, model::Role>,
    /// The modules.
    pub modules: Entries<ModuleId, model::Module>,
    /// The KPIs.
    pub kpis: Entries<KpiId, model::Kpi>,
    /// The coaching prompts.
    pub prompts: Entries<PromptId, model::Prompt>,
    /// The personas.
    pub personas: Entries<PersonaId, model::Persona>,
    /// The rules.
    pub rules: Entries<RuleId, rule::Rule>,
    /// The helper files of the rules, each with its text.
    pub helpers: Vec<(Source, Arc<str>)>,
    /// The files that keep findings of `lint` back: in each the codes, with their
    /// places and reasons.
    pub allowed: BTreeMap<Box<str>, BTreeMap<Code, Reason>>,
}

/// Why a file keeps findings back, and where it says so.
#[derive(Clone, Debug, PartialEq)]
pub struct Reason {
    /// Where it says so.
    pub place: Option<Place>,
    /// Why.
    pub because: String,
}

/// Things of one kind by id.
pub type Entries<I, T> = BTreeMap<I, Entry<T>>;

/// One thing a file defines.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry<T> {
    /// The folder of the competency model it stands in; empty for a rule.
    pub model: Box<str>,
    /// What it says; `None` where it holds mistakes, which were reported. Its
    /// name still counts, so that nobody is told that it does not exist.
    pub value: Option<T>,
}

/// A file of a competency model. Any of these keys may stand in any file.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema, PartialEq)]
#[serde(deny_unknown_fields, default)]
pub struct ModelFile {
    /// The name of the model.
    pub name: Option<String>,
    /// Where its contents come from.
    pub source: Option<String>,
    /// The licence of its contents.
    pub licence: Option<String>,
    /// What people can do, by id.
    pub competencies: IndexMap<String, model::Competency>,
    /// Role blueprints, by id.
    pub roles: IndexMap<String, model::Role>,
    /// Learning activities, by id.
    pub modules: IndexMap<String, model::Module>,
    /// Numbers leaders watch, by id.
    pub kpis: IndexMap<String, model::Kpi>,
    /// Coaching prompts, by id.
    pub coaching: IndexMap<String, model::Prompt>,
    /// Named groups of people, by id.
    pub personas: IndexMap<String, model::Persona>,
    /// Findings of `waypath lint` that this file keeps back: the code, and why.
    pub allow: IndexMap<String, String>,
}

/// A file of rules.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema, PartialEq)]
#[serde(deny_unknown_fields, default)]
pub struct RuleFile {
    /// Rules, by id.
    pub rules: IndexMap<String, rule::Rule>,
    /// Findings of `waypath lint` that this file keeps back: the code, and why.
    pub allow: IndexMap<String, String>,
}

const MODEL_KEYS: &[&str] = &[
    "name",
    "source",
    "licence",
    "competencies",
    "roles",
    "modules",
    "kpis",
    "coaching",
    "personas",
    "allow",
];

/// What came of reading a library's files.
#[derive(Clone, Debug, Default)]
pub struct Read {
    /// What they say.
    pub blueprint: Blueprint,
    /// Where in them everything stands.
    pub positions: Positions,
    /// Their mistakes so far.
    pub diagnostics: Vec<Diagnostic>,
    /// Whether a file or a part of one could not be read, so that a name that
    /// seems to be missing may stand there.
    pub is_partial: bool,
}

/// The folders a library file names.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Folders {
    /// The folders of competency models; `None` for all in `competency_models`.
    pub models: Option<Vec<String>>,
    /// The folders of rules; `None` for `rules`.
    pub rules: Option<Vec<String>>,
    /// The folder of people files; `None` for `people`.
    pub people: Option<String>,
}

/// Returns the folders that `waypath.yaml` names, so that its caller can read
/// the files in them. A file with mistakes names none; [`read`] reports them.
pub fn folders(library_file: &Source) -> Folders {
    let mut read = Read::default();
    read.library_file(library_file);
    let library = read.blueprint.library;
    Folders { models: library.models, rules: library.rules, people: library.people }
}

/// Reads all files of a library and collects every mistake in their shape.
pub fn read(sources: &Sources) -> Read {
    let mut read = Read::default();
    let mut files: Vec<&Source> = sources.files.iter().collect();
    files.sort_by(|a, b| a.path.cmp(&b.path));
    for file in files.iter().filter(|it| it.path == LIBRARY_FILE) {
        read.library_file(file);
    }
    let models = read.blueprint.library.models.clone();
    let rules = read.blueprint.library.rules.clone();
    for file in files {
        if file.path == LIBRARY_FILE {
            continue;
        }
        if let Some(folder) = model_folder(&file.path, models.as_deref()) {
            read.model_file(file, &folder);
        } else if is_in_rules(&file.path, rules.as_deref()) && !is_test_file(&file.path) {
            read.rules_file(file);
        }
    }
    read.check_folders(sources);
    read
}

/// The last name of the model folder a file lies in.
fn model_folder(path: &str, models: Option<&[String]>) -> Option<Box<str>> {
    let folder = if let Some(models) = models {
        models.iter().map(|it| it.trim_matches('/')).find(|it| lies_in(path, it))?
    } else {
        let (folder, _) = path.strip_prefix("competency_models/")?.split_once('/')?;
        folder
    };
    Some(folder.rsplit('/').next().unwrap_or(folder).into())
}

/// Whether a file of the library is one of its rule files.
pub(crate) fn is_rules_path(path: &str, library: &settings::LibraryFile) -> bool {
    !is_test_file(path)
        && model_folder(path, library.models.as_deref()).is_none()
        && is_in_rules(path, library.rules.as_deref())
}

fn is_in_rules(path: &str, rules: Option<&[String]>) -> bool {
    match rules {
        Some(rules) => rules.iter().any(|it| lies_in(path, it.trim_matches('/'))),
        None => lies_in(path, "rules"),
    }
}

fn lies_in(path: &str, folder: &str) -> bool {
    path.strip_prefix(folder).is_some_and(|it| it.starts_with('/'))
}

fn has_extension(path: &str, extension: &str) -> bool {
    path.rsplit_once('.').is_some_and(|(_, it)| it == extension)
}

fn is_yaml(path: &str) -> bool {
    has_extension(path, "yaml") || has_extension(path, "yml")
}

impl Read {
    fn library_file(&mut self, file: &Source) {
        let Some((document, value)) = self.parse(file) else { return };
        self.positions.add(&document, Some("waypath"));
        if !value.is_mapping() {
            self.no_map(&document, self.positions.value(&["waypath"]), "name");
            return;
        }
        match decode(value, &["waypath"], &self.positions, &mut self.diagnostics) {
            Some(library) => self.blueprint.library = library,
            None => self.is_partial = true,
        }
    }

    /// Parses a file; `None` where it holds nothing or cannot be read.
    fn parse(&mut self, file: &Source) -> Option<(Document, Value)> {
        let mut read = read_yaml(file);
        self.diagnostics.append(&mut read.diagnostics);
        self.is_partial |= read.document.is_none();
        let document = read.document?;
        let value = value_of(&document.root);
        // Of a key that stands twice only the first is read.
        let distinct = value.as_mapping().map_or(0, serde_yaml::Mapping::len);
        self.is_partial |= distinct < document.root.entries().len();
        (value != Value::Null).then_some((document, value))
    }

    fn model_file(&mut self, file: &Source, folder: &str) {
        self.blueprint.models.entry(folder.into()).or_default();
        if !is_yaml(&file.path) {
            return;
        }
        let Some((document, value)) = self.parse(file) else { return };
        let mut here = Positions::default();
        here.add(&document, None);
        for (key, value) in self.top_level(&document, value, &here, MODEL_KEYS) {
            if key == "allow" {
                self.allow(&file.path, value, &here);
                continue;
            }
            let mut section = Section {
                key: &key,
                model: folder,
                positions: &here,
                diagnostics: &mut self.diagnostics,
                is_partial: &mut self.is_partial,
                known: &self.positions,
            };
            let blueprint = &mut self.blueprint;
            match key.as_str() {
                "competencies" => section.read(value, &mut blueprint.competencies),
                "roles" => section.read(value, &mut blueprint.roles),
                "modules" => section.read(value, &mut blueprint.modules),
                "kpis" => section.read(value, &mut blueprint.kpis),
                "coaching" => section.read(value, &mut blueprint.prompts),
                "personas" => section.read(value, &mut blueprint.personas),
                _ => {
                    let text: Option<String> = decode(value, &[&key], &here, &mut self.diagnostics);
                    let model = blueprint.models.entry(folder.into()).or_default();
                    match key.as_str() {
                        "name" => model.name = text,
                        "source" => model.source = text,
                        _ => model.licence = text,
                    }
                }
            }
        }
        self.positions.add(&document, None);
    }

    fn rules_file(&mut self, file: &Source) {
        if has_extension(&file.path, "rhai") {
            match read_text(file) {
                Ok(text) => self.blueprint.helpers.push((file.clone(), text)),
                Err(diagnostic) => {
                    self.is_partial = true;
                    self.diagnostics.push(diagnostic);
                }
            }
            return;
        }
        if !is_yaml(&file.path) {
            return;
        }
        let Some((document, value)) = self.parse(file) else { return };
        let mut here = Positions::default();
        here.add(&document, None);
        for (key, value) in self.top_level(&document, value, &here, &["rules", "allow"]) {
            if key == "allow" {
                self.allow(&file.path, value, &here);
                continue;
            }
            let mut section = Section {
                key: &key,
                model: "",
                positions: &here,
                diagnostics: &mut self.diagnostics,
                is_partial: &mut self.is_partial,
                known: &self.positions,
            };
            section.read(value, &mut self.blueprint.rules);
        }
        self.positions.add(&document, None);
    }

    /// Reads what a file keeps back of the findings of `lint`.
    fn allow(&mut self, file: &str, value: Value, here: &Positions) {
        let written: Option<IndexMap<String, String>> =
            decode(value, &["allow"], here, &mut self.diagnostics);
        for (number, because) in written.unwrap_or_default() {
            let place = here.key(&["allow", &number]);
            let lints = Code::ALL.iter().filter(|it| it.is_lint());
            let Some(code) = lints.clone().copied().find(|it| it.number() == number) else {
                let numbers: Vec<&str> = lints.map(|it| it.number()).collect();
                self.diagnostics.push(
                    Diagnostic::new(Code::InvalidValue, format!("`{number}` is no code of a lint"))
                        .at(place)
                        .suggest(Suggestion::of(&number, &numbers, 3, String::new)),
                );
                continue;
            };
            if because.trim().is_empty() {
                self.diagnostics.push(
                    Diagnostic::new(
                        Code::InvalidValue,
                        format!("{code} is allowed without a reason"),
                    )
                    .at(place)
                    .help("say why it is meant, for whoever reads the file next"),
                );
                continue;
            }
            let allowed = self.blueprint.allowed.entry(file.into()).or_default();
            allowed.insert(code, Reason { place, because });
        }
    }

    fn no_map(&mut self, document: &Document, place: Option<Place>, example: &str) {
        self.is_partial = true;
        self.diagnostics.push(
            Diagnostic::new(Code::WrongType, format!("`{}` is not a map", document.path))
                .at(place)
                .help(format!("start each part of the file with its key, such as `{example}:`")),
        );
    }

    /// The entries of a file's outermost map whose keys belong there.
    fn top_level(
        &mut self,
        document: &Document,
        value: Value,
        here: &Positions,
        known: &[&str],
    ) -> Vec<(String, Value)> {
        let Value::Mapping(map) = value else {
            let first = known.first().copied().unwrap_or("rules");
            let example = if known.contains(&"roles") { "roles" } else { first };
            self.no_map(document, here.value(&[]), example);
            return Vec::new();
        };
        let mut entries = Vec::new();
        for (key, value) in map {
            let key = scalar_text(&key);
            if known.contains(&key.as_str()) {
                entries.push((key, value));
                continue;
            }
            self.is_partial = true;
            let suggestion = Suggestion::of(&key, known, 9, String::new);
            self.diagnostics.push(
                Diagnostic::new(Code::UnknownField, format!("unknown field `{key}`"))
                    .at(here.key(&[&key]))
                    .suggest(suggestion),
            );
        }
        entries
    }

    /// Reports folders that `waypath.yaml` names and that hold nothing.
    fn check_folders(&mut self, sources: &Sources) {
        let library = &self.blueprint.library;
        let named = [("models", library.models.as_ref()), ("rules", library.rules.as_ref())];
        for (key, folders) in named {
            for (number, folder) in folders.into_iter().flatten().enumerate() {
                let trimmed = folder.trim_matches('/');
                if sources.files.iter().any(|it| lies_in(&it.path, trimmed)) {
                    continue;
                }
                self.is_partial = true;
                self.diagnostics.push(
                    Diagnostic::new(
                        Code::NothingToLoad,
                        format!("`{folder}` holds no file to load"),
                    )
                    .at(self.positions.value(&["waypath", key, &number.to_string()]))
                    .help("name a folder inside the library, with `/` between folders"),
                );
            }
        }
        if self.blueprint.models.is_empty() && !self.is_partial {
            self.is_partial = true;
            self.diagnostics.push(
                Diagnostic::new(Code::NothingToLoad, "the library has no competency model")
                    .help("add a folder to `competency_models/` with a file that defines `competencies:` and `roles:`"),
            );
        }
    }
}

/// The value of a node, typed as YAML's core schema types it. Of a key that
/// stands twice, which was reported, the first stays.
fn value_of(node: &Node) -> Value {
    match &node.value {
        source::Value::Scalar { text, style: Style::Plain } => plain(text),
        source::Value::Scalar { text, .. } => Value::String(text.clone()),
        source::Value::Sequence(items) => Value::Sequence(items.iter().map(value_of).collect()),
        source::Value::Mapping(entries) => {
            let mut map = serde_yaml::Mapping::new();
            for (key, value) in entries {
                let key = value_of(key);
                if !map.contains_key(&key) {
                    map.insert(key, value_of(value));
                }
            }
            Value::Mapping(map)
        }
    }
}

/// A plain scalar: a number, `true`, `false`, nothing, or else a text.
fn plain(text: &str) -> Value {
    let may_be_typed = text.len() <= 40
        && (matches!(
            text,
            "" | "~"
                | "null"
                | "Null"
                | "NULL"
                | "true"
                | "True"
                | "TRUE"
                | "false"
                | "False"
                | "FALSE"
        ) || text.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '+' | '-' | '.')));
    let typed = may_be_typed.then(|| serde_yaml::from_str::<Value>(text).ok()).flatten();
    match typed {
        Some(typed @ (Value::Null | Value::Bool(_) | Value::Number(_))) => typed,
        _ => Value::String(text.to_owned()),
    }
}

fn scalar_text(key: &Value) -> String {
    match key {
        Value::String(text) => text.clone(),
        Value::Number(number) => number.to_string(),
        Value::Bool(it) => it.to_string(),
        _ => String::new(),
    }
}

/// One kind of thing in one file.
struct Section<'a> {
    key: &'a str,
    model: &'a str,
    positions: &'a Positions,
    /// Where everything in the files before this one stands.
    known: &'a Positions,
    diagnostics: &'a mut Vec<Diagnostic>,
    is_partial: &'a mut bool,
}

impl Section<'_> {
    fn read<I: Id, T: DeserializeOwned>(&mut self, value: Value, entries: &mut Entries<I, T>) {
        let map = match value {
            Value::Mapping(map) => map,
            Value::Null => return,
            _ => {
                *self.is_partial = true;
                self.diagnostics.push(
                    Diagnostic::new(Code::WrongType, format!("`{}` is not a map", self.key))
                        .at(self.positions.value(&[self.key]))
                        .help(format!("write each {} as `id:` with its fields below it", I::KIND)),
                );
                return;
            }
        };
        for (key, value) in map {
            let name = scalar_text(&key);
            let path = [self.key, name.as_str()];
            let id: I = match name.parse() {
                Ok(id) => id,
                Err(err) => {
                    *self.is_partial = true;
                    let written = err.to_string();
                    let (message, help) = split_help(&written);
                    self.diagnostics.push(
                        Diagnostic::new(Code::InvalidId, message)
                            .at(self.positions.key(&path))
                            .help(help.unwrap_or("write it like `call-diagnosis`")),
                    );
                    continue;
                }
            };
            let value = decode(value, &path, self.positions, self.diagnostics);
            match entries.entry(id) {
                btree_map::Entry::Occupied(_) => self.defined_twice::<I>(&path),
                btree_map::Entry::Vacant(free) => {
                    free.insert(Entry { model: self.model.into(), value });
                }
            }
        }
    }

    fn defined_twice<I: Id>(&mut self, path: &[&str]) {
        let name = path.last().copied().unwrap_or_default();
        self.diagnostics.push(
            Diagnostic::new(Code::DefinedTwice, format!("{} `{name}` is defined twice", I::KIND))
                .at(self.positions.key(path))
                .related(self.known.key(path), "first defined here")
                .help("give one of them another id, or take one out"),
        );
    }
}

//! What do the files of a library say, and what is wrong with their shape?

use indexmap::IndexMap;
use serde_yaml::Value;

use super::decode::decode;
use super::files::{Blueprint, LIBRARY_FILE, MODEL_KEYS, Reason};
use super::folders::{
    Folders, has_extension, is_in_rules, is_test_file, is_yaml, lies_in, model_folder,
};
use super::section::Section;
use super::yaml::{scalar_text, value_of};
use crate::diagnostic::{Code, Diagnostic, Place, Suggestion};
use crate::source::{Document, Positions, Source, Sources, read_text, read_yaml};

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
    for file in files.iter().filter(|file| file.path == LIBRARY_FILE) {
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
    pub(super) fn parse(&mut self, file: &Source) -> Option<(Document, Value)> {
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
            let lints = Code::ALL.iter().filter(|code| code.is_lint());
            let Some(code) = lints.clone().copied().find(|code| code.number() == number) else {
                let numbers: Vec<&str> = lints.map(|code| code.number()).collect();
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
                    .help("say why the finding may stay"),
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
    pub(super) fn top_level(
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
                if sources.files.iter().any(|file| lies_in(&file.path, trimmed)) {
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

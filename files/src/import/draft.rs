//! Which library does another framework become?
//!
//! What importers fill in, and how it is laid out as files. Knows how things are
//! written and not what they mean: the engine judges the files like any others.

use std::collections::BTreeMap;

use indexmap::IndexMap;
use waypath_engine::blueprint::LIBRARY_FILE;
use waypath_engine::level::Level;
use waypath_engine::quantity::Hours;
use waypath_engine::source::{LARGEST_FILE, MOST_VALUES};

use super::names::slug;
use super::yaml::{Map, Yaml, document};

/// A file to write.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct ImportedFile {
    /// Where, relative to the library, with `/` between folders.
    pub path: String,
    /// What it holds.
    pub text: String,
}

/// The library that a framework becomes.
#[derive(Clone, Debug)]
pub(crate) struct Draft {
    /// What it is made of.
    pub(crate) framework: DraftFramework,
    /// The name of its scale, and the name of each level from 0.
    pub(crate) scale: (String, Vec<String>),
    /// Competencies, by id.
    pub(crate) competencies: IndexMap<String, DraftCompetency>,
    /// Roles, by id.
    pub(crate) roles: IndexMap<String, DraftRole>,
    /// Modules, by id.
    pub(crate) modules: IndexMap<String, DraftModule>,
}

/// A framework somebody else wrote.
#[derive(Clone, Debug)]
pub(crate) struct DraftFramework {
    /// The folder of its competency model.
    pub(crate) folder: String,
    /// What it is called.
    pub(crate) name: String,
    /// Where it comes from, in the words its licence asks for; empty where nobody
    /// says.
    pub(crate) source: String,
    /// Under which licence; empty where nobody says.
    pub(crate) licence: String,
}

/// A competency to write.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub(crate) struct DraftCompetency {
    /// The part of the file's name behind `competencies`, for large frameworks.
    pub(crate) part: String,
    pub(crate) name: String,
    pub(crate) statement: String,
    pub(crate) part_of: Option<String>,
    pub(crate) requires: Vec<(String, Level)>,
    /// Neighbours, each with its share in percent.
    pub(crate) inferred_from: Vec<(String, u8)>,
    pub(crate) anchors: BTreeMap<u16, String>,
    pub(crate) aligns: Vec<String>,
    pub(crate) is_certificate: bool,
    /// How long evidence for it counts: `24 months`.
    pub(crate) valid: Option<String>,
}

/// A role blueprint to write.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub(crate) struct DraftRole {
    /// The part of the file's name behind `roles`.
    pub(crate) part: String,
    pub(crate) title: String,
    pub(crate) family: Option<String>,
    pub(crate) grade: Option<u16>,
    pub(crate) expects: Vec<(String, DraftExpectation)>,
    pub(crate) aligns: Vec<String>,
}

/// One expectation of a role.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) struct DraftExpectation {
    pub(crate) level: Level,
    /// `critical`, `important`, `useful` or a number; `important` where unsaid.
    pub(crate) importance: Option<String>,
}

/// A module to write.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) struct DraftModule {
    pub(crate) title: String,
    pub(crate) refs: Vec<(String, String)>,
    pub(crate) modality: &'static str,
    pub(crate) hours: Hours,
    pub(crate) builds: Vec<(String, (Level, Level))>,
    pub(crate) entry: Vec<(String, Level)>,
    pub(crate) tags: Vec<String>,
    pub(crate) produces: String,
    pub(crate) done_when: Vec<String>,
    pub(crate) validated_by: &'static [&'static str],
    pub(crate) within: &'static str,
}

impl Draft {
    /// Returns a library that holds nothing yet.
    pub(crate) fn new(framework: DraftFramework, scale: &str, labels: &[&str]) -> Self {
        let labels = labels.iter().map(|label| (*label).to_owned()).collect();
        Self {
            framework,
            scale: (scale.to_owned(), labels),
            competencies: IndexMap::new(),
            roles: IndexMap::new(),
            modules: IndexMap::new(),
        }
    }

    /// Puts a prefix and a hyphen before every id, also where one is named.
    pub(crate) fn prefix(&mut self, prefix: &str) {
        let new = |id: &str| prefixed(prefix, id);
        for competency in self.competencies.values_mut() {
            competency.part_of = competency.part_of.as_deref().map(new);
            competency.requires.iter_mut().for_each(|(id, _)| *id = new(id));
            competency.inferred_from.iter_mut().for_each(|(id, _)| *id = new(id));
        }
        for role in self.roles.values_mut() {
            role.expects.iter_mut().for_each(|(id, _)| *id = new(id));
        }
        for module in self.modules.values_mut() {
            module.builds.iter_mut().for_each(|(id, _)| *id = new(id));
            module.entry.iter_mut().for_each(|(id, _)| *id = new(id));
        }
        self.competencies = std::mem::take(&mut self.competencies)
            .into_iter()
            .map(|(id, competency)| (new(&id), competency))
            .collect();
        self.roles = std::mem::take(&mut self.roles)
            .into_iter()
            .map(|(id, role)| (new(&id), role))
            .collect();
        self.modules = std::mem::take(&mut self.modules)
            .into_iter()
            .map(|(id, module)| (new(&id), module))
            .collect();
    }

    /// The files, in the order of their paths.
    pub(crate) fn files(&self) -> Vec<ImportedFile> {
        let mut files = vec![self.library_file(), self.model_file()];
        let competencies = self
            .competencies
            .iter()
            .map(|(id, competency)| (&competency.part, id, competency.yaml()));
        files.extend(self.parts("competencies", competencies));
        files.extend(
            self.parts("roles", self.roles.iter().map(|(id, role)| (&role.part, id, role.yaml()))),
        );
        let one = String::new();
        files.extend(
            self.parts(
                "modules",
                self.modules.iter().map(|(id, module)| (&one, id, module.yaml())),
            ),
        );
        files.sort_by(|a, b| a.path.cmp(&b.path));
        files
    }

    fn library_file(&self) -> ImportedFile {
        let (name, levels) = &self.scale;
        let scale = vec![
            ("name".to_owned(), Yaml::text(name)),
            ("levels".to_owned(), Yaml::Texts(levels.clone())),
        ];
        let map = vec![
            ("name".to_owned(), Yaml::text(&self.framework.name)),
            ("scale".to_owned(), Yaml::Map(scale)),
        ];
        let comment = ["yaml-language-server: $schema=schemas/library.schema.json".to_owned()];
        ImportedFile { path: LIBRARY_FILE.to_owned(), text: document(&comment, &map) }
    }

    fn model_file(&self) -> ImportedFile {
        let DraftFramework { name, source, licence, .. } = &self.framework;
        let fields = Fields::default()
            .add("name", Some(Yaml::text(name)))
            .text("source", source)
            .text("licence", licence);
        self.model_part("model.yaml", &fields.0)
    }

    fn model_part(&self, name: &str, map: &[(String, Yaml)]) -> ImportedFile {
        let schema = "yaml-language-server: $schema=../../schemas/model.schema.json";
        let comment = [schema.to_owned(), format!("Imported: {}.", self.framework.name)];
        let path = format!("competency_models/{}/{name}", self.framework.folder);
        ImportedFile { path, text: document(&comment, map) }
    }

    /// The files of one kind of thing, one for each part.
    fn parts<'a>(
        &self,
        kind: &str,
        things: impl Iterator<Item = (&'a String, &'a String, Map)>,
    ) -> Vec<ImportedFile> {
        let mut parts: BTreeMap<&str, Map> = BTreeMap::new();
        for (part, id, map) in things {
            parts.entry(part).or_default().push((id.clone(), Yaml::Map(map)));
        }
        let mut files = Vec::new();
        for (part, map) in parts {
            for (number, map) in divided(map).into_iter().enumerate() {
                let number = number.saturating_add(1).to_string();
                let number = if number == "1" { "" } else { number.as_str() };
                let name = [kind, part, number].into_iter().filter(|word| !word.is_empty());
                let name = format!("{}.yaml", name.collect::<Vec<_>>().join("-"));
                files.push(self.model_part(&name, &[(kind.to_owned(), Yaml::Map(map))]));
            }
        }
        files
    }
}

/// Divides things among files that are each well below what is read of one.
fn divided(things: Map) -> Vec<Map> {
    let (most_values, most_bytes) = (MOST_VALUES.div_euclid(2), LARGEST_FILE.div_euclid(2));
    let mut files = vec![Map::new()];
    let (mut values, mut bytes) = (0_usize, 0_usize);
    for (id, thing) in things {
        let (more_values, more_bytes) = thing.size();
        values = values.saturating_add(more_values);
        bytes = bytes.saturating_add(more_bytes);
        if values > most_values || bytes > most_bytes {
            files.push(Map::new());
            (values, bytes) = (more_values, more_bytes);
        }
        if let Some(file) = files.last_mut() {
            file.push((id, thing));
        }
    }
    files
}

/// An id with a prefix, cut behind a word where it would be too long.
fn prefixed(prefix: &str, id: &str) -> String {
    slug(&format!("{prefix} {id}"), prefix)
}

/// The entries of a thing that are there, in the order of the design.
#[derive(Default)]
struct Fields(Map);

impl Fields {
    fn add(mut self, key: &str, value: Option<Yaml>) -> Self {
        self.0.extend(value.map(|value| (key.to_owned(), value)));
        self
    }

    fn text(self, key: &str, text: &str) -> Self {
        let value = Some(text).filter(|text| !text.is_empty()).map(Yaml::text);
        self.add(key, value)
    }

    fn texts(self, key: &str, texts: &[String]) -> Self {
        let value = Some(texts).filter(|texts| !texts.is_empty());
        self.add(key, value.map(|texts| Yaml::Texts(texts.to_vec())))
    }

    fn word(self, key: &str, word: Option<impl ToString>) -> Self {
        self.add(key, word.map(|word| Yaml::word(&word)))
    }

    fn words(self, key: &str, words: &[String]) -> Self {
        let value = Some(words).filter(|words| !words.is_empty());
        self.add(key, value.map(|words| Yaml::Words(words.to_vec())))
    }

    fn line(self, key: &str, map: Map) -> Self {
        let value = Some(map).filter(|map| !map.is_empty());
        self.add(key, value.map(Yaml::Line))
    }

    fn map(self, key: &str, map: Map) -> Self {
        let value = Some(map).filter(|map| !map.is_empty());
        self.add(key, value.map(Yaml::Map))
    }
}

fn levels(levels: &[(String, Level)]) -> Map {
    levels.iter().map(|(id, level)| (id.clone(), Yaml::word(level))).collect()
}

impl DraftCompetency {
    fn yaml(&self) -> Map {
        let shares = self.inferred_from.iter();
        let shares = shares.map(|(id, share)| (id.clone(), Yaml::word(&format!("{share}%"))));
        let anchors = self.anchors.iter();
        let anchors = anchors.map(|(level, text)| (level.to_string(), Yaml::text(text)));
        let fields = Fields::default()
            .text("name", &self.name)
            .text("statement", &self.statement)
            .word("part_of", self.part_of.as_ref())
            .line("requires", levels(&self.requires))
            .line("inferred_from", shares.collect())
            .map("anchors", anchors.collect())
            .texts("aligns", &self.aligns)
            .word("scale", self.is_certificate.then_some("yes-no"))
            .word("valid", self.valid.as_ref());
        fields.0
    }
}

impl DraftRole {
    fn yaml(&self) -> Map {
        let expects = self.expects.iter().map(|(id, expected)| {
            let fields = Fields::default()
                .word("level", Some(expected.level))
                .word("importance", expected.importance.as_ref());
            (id.clone(), Yaml::Line(fields.0))
        });
        let fields = Fields::default()
            .text("title", &self.title)
            .word("family", self.family.as_ref())
            .word("grade", self.grade)
            .map("expects", expects.collect())
            .texts("aligns", &self.aligns);
        fields.0
    }
}

impl DraftModule {
    fn yaml(&self) -> Map {
        let refs = self.refs.iter().map(|(system, id)| (system.clone(), Yaml::text(id)));
        let builds = self.builds.iter().map(|(id, (from, to))| {
            let stretch =
                vec![("from".to_owned(), Yaml::word(from)), ("to".to_owned(), Yaml::word(to))];
            (id.clone(), Yaml::Line(stretch))
        });
        let validators = self
            .validated_by
            .iter()
            .map(|validated_by| (*validated_by).to_owned())
            .collect::<Vec<_>>();
        let proof = Fields::default()
            .word("kind", Some("task"))
            .text("produces", &self.produces)
            .texts("done_when", &self.done_when)
            .words("validated_by", &validators)
            .word("within", Some(self.within));
        let fields = Fields::default()
            .text("title", &self.title)
            .line("refs", refs.collect())
            .word("modality", Some(self.modality))
            .word("hours", Some(self.hours))
            .map("builds", builds.collect())
            .line("entry", levels(&self.entry))
            .words("tags", &self.tags)
            .map("proof", proof.0);
        fields.0
    }
}

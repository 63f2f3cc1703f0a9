//! What does each file say, and all of them together?

use std::collections::BTreeMap;
use std::sync::Arc;

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::Deserialize;

use super::{model, rule, settings};
use crate::diagnostic::{Code, Place};
use crate::id::{CompetencyId, KpiId, ModuleId, PersonaId, PromptId, RoleId, RuleId};
use crate::source::Source;

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

/// The keys of a file of a competency model.
pub(super) const MODEL_KEYS: &[&str] = &[
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

//! Compiles what the files say into a library, or says what is wrong with it.

// Names to indices, and the graph of them; then thing by thing, in an order in which
// each needs only those before it; at last what no thing alone can show.
mod resolve;
mod relations;
mod settings;
mod competencies;
mod catalogue;
mod roles;
mod rules;
mod check;

use std::collections::BTreeMap;
use std::sync::Arc;

use sha2::{Digest as _, Sha256};

use super::catalogue::{Kpi, Module, Prompt};
use super::competency::Competency;
use super::compiled::{Compiled, Hashes, Library, Model};
use super::names::Names;
use super::role::Role;
use super::settings::{EvidencePolicy, Scale, Settings};
use crate::blueprint::{self, Blueprint};
use crate::diagnostic::{Code, Diagnostic, Severity, sort};
use crate::graph::Graph;
use crate::id::{CompetencyId, Dense, KpiId, ModuleId, PromptId, RoleId, Table};
use crate::source::{Positions, Sources};
use catalogue::{kpi, module, prompt};
use competencies::competencies;
pub(crate) use resolve::{Resolver, instead};
use settings::{checked_scale, evidence, settings};

/// Compiles the files of a library and reports all their mistakes at once.
pub fn compile(sources: &Sources) -> Compiled {
    let blueprint::Read { blueprint, positions, diagnostics, is_partial } =
        blueprint::read(sources);
    compile_reading(blueprint, Arc::new(positions), diagnostics, is_partial, sources)
}

/// Compiles what was put together from the readings of several libraries; it is of no
/// files, so its hashes are those of none.
pub(crate) fn compile_mixed(reading: Blueprint, positions: Arc<Positions>) -> Option<Library> {
    compile_reading(reading, positions, Vec::new(), false, &Sources::default()).library
}

fn compile_reading(
    blueprint: Blueprint,
    positions: Arc<Positions>,
    diagnostics: Vec<Diagnostic>,
    is_partial: bool,
    sources: &Sources,
) -> Compiled {
    let names = names(&blueprint);
    let mut resolver = Resolver { names: &names, positions: &positions, diagnostics };
    let parts = CompiledParts::compile(&blueprint, &mut resolver);
    let mut diagnostics = resolver.diagnostics;
    drop_consequences(&mut diagnostics, is_partial);
    sort(&mut diagnostics);
    let is_sound = diagnostics.iter().all(|diagnostic| diagnostic.severity() != Severity::Error);
    let library = parts
        .filter(|_| is_sound)
        .map(|parts| parts.library(&blueprint, sources, names, &positions));
    Compiled { library, reading: blueprint, positions, diagnostics }
}

/// Leaves out what an author need not hear: that a name is missing which may
/// stand where a file could not be read.
fn drop_consequences(diagnostics: &mut Vec<Diagnostic>, is_partial: bool) {
    let is_helper = |diagnostic: &Diagnostic| {
        diagnostic.place.as_ref().is_some_and(|place| place.file.ends_with(".rhai"))
    };
    let lacks_helpers = is_partial || diagnostics.iter().any(is_helper);
    diagnostics.retain(|diagnostic| match diagnostic.code {
        Code::UnknownFunction => !lacks_helpers || is_helper(diagnostic),
        code => !is_partial || !may_follow_from_what_is_unread(code),
    });
}

fn may_follow_from_what_is_unread(code: Code) -> bool {
    matches!(
        code,
        Code::UnknownCompetency
            | Code::UnknownRole
            | Code::UnknownModule
            | Code::UnknownKpi
            | Code::UnknownPrompt
            | Code::UnknownPersona
            | Code::UnknownProgram
            | Code::UnknownScope
            | Code::OffTheScale
            | Code::NothingToDrop
            | Code::NoKpi
    )
}

fn names(blueprint: &Blueprint) -> Names {
    Names {
        competencies: Table::new(blueprint.competencies.keys().cloned()),
        roles: Table::new(blueprint.roles.keys().cloned()),
        modules: Table::new(blueprint.modules.keys().cloned()),
        kpis: Table::new(blueprint.kpis.keys().cloned()),
        prompts: Table::new(blueprint.prompts.keys().cloned()),
        personas: Table::new(blueprint.personas.keys().cloned()),
        rules: Table::new(blueprint.rules.keys().cloned()),
    }
}

/// The compiled parts of a library, before it is known to be sound.
struct CompiledParts {
    scale: Scale,
    evidence: EvidencePolicy,
    settings: Settings,
    graph: Graph,
    competencies: Dense<CompetencyId, Competency>,
    kpis: Dense<KpiId, Kpi>,
    modules: Dense<ModuleId, Module>,
    prompts: Dense<PromptId, Prompt>,
    roles: Dense<RoleId, Role>,
    rules: rules::CompiledRules,
}

impl CompiledParts {
    /// Compiles all parts; `None` where some thing could not be compiled at all.
    fn compile(blueprint: &Blueprint, resolver: &mut Resolver<'_>) -> Option<Self> {
        let scale = checked_scale(&blueprint.library, resolver);
        let settings = settings(&blueprint.library);
        let evidence = evidence(&blueprint.library, &scale, resolver);
        let written = relations::written(blueprint, resolver);
        let competencies = competencies(blueprint, &scale, &written, resolver);
        let names = resolver.names;
        let kpis =
            Dense::build_all(&names.kpis, |_, id| kpi(id, blueprint.kpis.get(id)?, resolver));
        let modules = Dense::build_all(&names.modules, |_, id| {
            module(id, blueprint.modules.get(id)?, &competencies, resolver)
        });
        let prompts = Dense::build_all(&names.prompts, |_, id| {
            prompt(id, blueprint.prompts.get(id)?, resolver)
        });
        let roles = roles::compile(blueprint, &competencies, resolver);
        let rules = rules::compile(blueprint, &competencies, roles.as_ref(), resolver);
        let (kpis, modules, prompts, roles, rules) = (kpis?, modules?, prompts?, roles?, rules?);
        let graph = relations::compiled(&competencies, &modules);
        check::check(
            &check::Checked {
                blueprint,
                graph: &graph,
                roles: &roles,
                modules: &modules,
                kpis: &kpis,
                rules: &rules,
                settings: &settings,
            },
            resolver,
        );
        Some(Self {
            scale,
            evidence,
            settings,
            graph,
            competencies,
            kpis,
            modules,
            prompts,
            roles,
            rules,
        })
    }

    fn library(
        self,
        blueprint: &Blueprint,
        sources: &Sources,
        names: Names,
        positions: &Arc<Positions>,
    ) -> Library {
        Library {
            name: blueprint.library.name.as_deref().unwrap_or("Library").into(),
            scale: self.scale,
            evidence: self.evidence,
            settings: self.settings,
            names,
            competencies: self.competencies,
            roles: self.roles,
            modules: self.modules,
            kpis: self.kpis,
            prompts: self.prompts,
            personas: self.rules.personas,
            rules: self.rules.rules,
            sandbox: self.rules.sandbox,
            needs: self.rules.needs,
            graph: self.graph,
            models: models(blueprint),
            protected: blueprint
                .library
                .protected
                .iter()
                .map(|column| column.as_str().into())
                .collect(),
            positions: Arc::clone(positions),
            hashes: hashes(blueprint, sources),
        }
    }
}

fn models(blueprint: &Blueprint) -> BTreeMap<Box<str>, Model> {
    let model = |folder: &str, file: &blueprint::ModelFile| Model {
        name: file.name.as_deref().unwrap_or(folder).into(),
        source: file.source.as_deref().map(Into::into),
        licence: file.licence.as_deref().map(Into::into),
    };
    blueprint.models.iter().map(|(folder, file)| (folder.clone(), model(folder, file))).collect()
}

fn hashes(blueprint: &Blueprint, sources: &Sources) -> Hashes {
    let is_rules = |path: &str| blueprint::is_rules_path(path, &blueprint.library);
    Hashes { library: hash(sources, |_| true), rules: hash(sources, is_rules) }
}

/// Hashes files in the order of their paths: path, length and bytes of each.
fn hash(sources: &Sources, keep: impl Fn(&str) -> bool) -> Box<str> {
    let mut files: Vec<_> = sources.files.iter().filter(|file| keep(&file.path)).collect();
    files.sort_by(|a, b| a.path.cmp(&b.path));
    let mut hasher = Sha256::new();
    for file in files {
        hasher.update(file.path.as_bytes());
        hasher.update([0]);
        hasher.update(file.bytes.len().to_string().as_bytes());
        hasher.update([0]);
        hasher.update(&file.bytes);
    }
    written_hash(&hasher.finalize())
}

/// Writes a hash as `sha256:` and hexadecimal digits.
pub(crate) fn written_hash(bytes: &[u8]) -> Box<str> {
    use std::fmt::Write as _;
    let mut text = String::from("sha256:");
    for byte in bytes {
        // Writing to a String cannot fail.
        write!(text, "{byte:02x}").ok();
    }
    text.into()
}

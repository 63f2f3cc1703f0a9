//! All of it, compiled.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::catalogue::{Kpi, Module, Prompt};
use super::competency::Competency;
use super::names::Names;
use super::persona::Persona;
use super::role::Role;
use super::rule::Rule;
use super::settings::{EvidencePolicy, Scale, Settings};
use crate::blueprint::Blueprint;
use crate::diagnostic::{Diagnostic, Place};
use crate::graph::Graph;
use crate::id::{
    CompetencyId, CompetencyIx, Dense, Id as _, KpiId, KpiIx, ModuleId, ModuleIx, PersonaId,
    PersonaIx, PromptId, RoleId, RoleIx, RuleId, RuleIx,
};
use crate::rules::{Needs, Sandbox};
use crate::source::Positions;

/// What came of compiling a library.
#[derive(Debug)]
pub struct Compiled {
    /// The library; none while any error stands.
    pub library: Option<Library>,
    /// What the files say, names unresolved: what the library was made of.
    pub reading: Blueprint,
    /// Where everything stands in the files.
    pub positions: Arc<Positions>,
    /// All mistakes, in the order people read them.
    pub diagnostics: Vec<Diagnostic>,
}

/// A compiled library. Never changes; reading the files again makes a new one.
#[derive(Debug)]
pub struct Library {
    /// The organisation or library, as documents name it.
    pub name: Box<str>,
    /// The scale of levels.
    pub scale: Scale,
    /// How evidence becomes a baseline.
    pub evidence: EvidencePolicy,
    /// Numbers of the planning.
    pub settings: Settings,
    /// The ids of everything.
    pub names: Names,
    /// What people can do.
    pub competencies: Dense<CompetencyId, Competency>,
    /// Role blueprints, with all they inherit.
    pub roles: Dense<RoleId, Role>,
    /// The catalogue.
    pub modules: Dense<ModuleId, Module>,
    /// What the milestones of a plan move.
    pub kpis: Dense<KpiId, Kpi>,
    /// Coaching prompts.
    pub prompts: Dense<PromptId, Prompt>,
    /// Named groups of people.
    pub personas: Dense<PersonaId, Persona>,
    /// What bends the choice of modules and adds to plans.
    pub rules: Dense<RuleId, Rule>,
    /// What runs their conditions.
    pub sandbox: Sandbox,
    /// The facts that personas and rules read.
    pub needs: Needs,
    /// What builds on what.
    pub graph: Graph,
    /// Competency models, by folder.
    pub models: BTreeMap<Box<str>, Model>,
    /// People columns that no rule may read.
    pub protected: BTreeSet<Box<str>>,
    /// Where everything stands in the files.
    pub positions: Arc<Positions>,
    /// The hashes of what was compiled.
    pub hashes: Hashes,
}

/// A competency model: one folder.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Model {
    /// As its `model.yaml` names it, else the name of its folder.
    pub name: Box<str>,
    /// Where its contents come from.
    pub source: Option<Box<str>>,
    /// Under which its contents may be used; `None` where unsaid.
    pub licence: Option<Box<str>>,
}

/// SHA-256 hashes, written `sha256:…`, of what a plan depends on.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Hashes {
    /// All files of the library, in the order of their paths.
    pub library: Box<str>,
    /// The files of its rules, in the order of their paths.
    pub rules: Box<str>,
}

impl Library {
    /// Where something stands in the files: the place of its key.
    pub fn place(&self, path: &[&str]) -> Option<Place> {
        self.positions.key(path)
    }

    /// The name and id of a competency as messages write it.
    pub fn competency_name(&self, ix: CompetencyIx) -> &str {
        &self.competencies[ix].name
    }

    /// The id of a competency.
    pub fn competency_id(&self, ix: CompetencyIx) -> &str {
        self.names.competencies.id(ix).as_str()
    }

    /// The id of a module.
    pub fn module_id(&self, ix: ModuleIx) -> &str {
        self.names.modules.id(ix).as_str()
    }

    /// The id of a role.
    pub fn role_id(&self, ix: RoleIx) -> &str {
        self.names.roles.id(ix).as_str()
    }

    /// The id of a persona.
    pub fn persona_id(&self, ix: PersonaIx) -> &str {
        self.names.personas.id(ix).as_str()
    }

    /// The id of a rule.
    pub fn rule_id(&self, ix: RuleIx) -> &str {
        self.names.rules.id(ix).as_str()
    }

    /// The id of a KPI.
    pub fn kpi_id(&self, ix: KpiIx) -> &str {
        self.names.kpis.id(ix).as_str()
    }
}

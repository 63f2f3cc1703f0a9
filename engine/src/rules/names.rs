//! Which names may a rule use?

use std::collections::BTreeSet;

use crate::blueprint::model::Modality;
use crate::diagnostic::{Code, Suggestion};
use crate::id::{CompetencyId, Id, KpiId, ModuleId, PersonaId, PromptId, RoleId, Table};

use super::mistake::Mistake;

/// The names of a library, as rules may use them.
#[derive(Clone, Debug, Default)]
pub struct Names {
    /// All competencies.
    pub competencies: Table<CompetencyId>,
    /// All roles.
    pub roles: Table<RoleId>,
    /// All modules.
    pub modules: Table<ModuleId>,
    /// All KPIs.
    pub kpis: Table<KpiId>,
    /// All coaching prompts.
    pub prompts: Table<PromptId>,
    /// All personas.
    pub personas: Table<PersonaId>,
    /// The families roles belong to.
    pub families: BTreeSet<Box<str>>,
    /// Attributes no rule may read.
    pub protected: BTreeSet<Box<str>>,
}

/// What the texts of a fact name.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Domain {
    /// Any text.
    Free,
    /// A competency.
    Competency,
    /// A role.
    Role,
    /// A role, or nothing.
    RoleOrNone,
    /// A module.
    Module,
    /// A KPI.
    Kpi,
    /// A coaching prompt.
    Prompt,
    /// A persona, or nothing.
    PersonaOrNone,
    /// A family of roles, or nothing.
    Family,
    /// A modality.
    Modality,
    /// An importance.
    Importance,
}

/// The words for how much an expectation matters.
pub(super) const IMPORTANCES: &[&str] = &["critical", "important", "useful"];

impl Names {
    /// Checks that a text names something of a domain.
    pub(super) fn check(&self, domain: Domain, text: &str) -> Result<(), Mistake> {
        if domain.allows_nothing() && text.is_empty() {
            return Ok(());
        }
        match domain {
            Domain::Free => Ok(()),
            Domain::Competency => known(&self.competencies, text, Code::UnknownCompetency),
            Domain::Role | Domain::RoleOrNone => known(&self.roles, text, Code::UnknownRole),
            Domain::Module => known(&self.modules, text, Code::UnknownModule),
            Domain::Kpi => known(&self.kpis, text, Code::UnknownKpi),
            Domain::Prompt => known(&self.prompts, text, Code::UnknownPrompt),
            Domain::PersonaOrNone => known(&self.personas, text, Code::UnknownPersona),
            Domain::Family => {
                let families: Vec<&str> = self.families.iter().map(|family| &**family).collect();
                one_of(&families, text, "family", Code::UnknownScope)
            }
            Domain::Modality => {
                let modalities: Vec<&str> =
                    Modality::ALL.iter().map(|modality| modality.as_str()).collect();
                one_of(&modalities, text, "modality", Code::InvalidValue)
            }
            Domain::Importance => one_of(IMPORTANCES, text, "importance", Code::InvalidValue),
        }
    }
}

impl Domain {
    fn allows_nothing(self) -> bool {
        matches!(self, Self::RoleOrNone | Self::PersonaOrNone | Self::Family)
    }
}

fn known<I: Id>(table: &Table<I>, text: &str, code: Code) -> Result<(), Mistake> {
    if table.find(text).is_some() {
        return Ok(());
    }
    let names: Vec<&str> = table.iter().map(|(_, id)| id.as_str()).collect();
    one_of(&names, text, I::KIND, code)
}

fn one_of(names: &[&str], text: &str, kind: &str, code: Code) -> Result<(), Mistake> {
    if names.contains(&text) {
        return Ok(());
    }
    let none = || format!("the library defines no {kind} yet");
    let suggestion = Suggestion::of(text, names, 5, none);
    Err(Mistake::new(code, format!("unknown {kind} `{text}`")).suggest(suggestion))
}

//! What is there, by its name?

use crate::id::{CompetencyId, KpiId, ModuleId, PersonaId, PromptId, RoleId, RuleId, Table};

/// The ids of everything in a library.
#[derive(Clone, Debug, Default)]
pub struct Names {
    /// Competencies.
    pub competencies: Table<CompetencyId>,
    /// Roles.
    pub roles: Table<RoleId>,
    /// Modules.
    pub modules: Table<ModuleId>,
    /// KPIs.
    pub kpis: Table<KpiId>,
    /// Coaching prompts.
    pub prompts: Table<PromptId>,
    /// Personas.
    pub personas: Table<PersonaId>,
    /// Rules.
    pub rules: Table<RuleId>,
}

//! A persona's playbook, written down.

use serde::Serialize;

use super::{Decimal, FORMAT, Horizon, Kpi, Module, Obstacle, Plan, Proof, Provenance};
use crate::library::Library;
use crate::plan;

/// A persona's modules, and what its managers say, tick off and collect.
#[derive(Clone, Debug, Serialize)]
pub struct Playbook {
    /// The version of this format.
    pub format: u8,
    /// What the playbook was made from; `person` is the typical member.
    pub provenance: Provenance,
    /// The persona.
    pub persona: String,
    /// How many of the people given belong to it.
    pub members: usize,
    /// The role planned for.
    pub role: String,
    /// The role worked towards.
    pub target_role: Option<String>,
    /// The levels of the typical member.
    pub typical: Vec<TypicalLevel>,
    /// Where they come from: `file` or `members` (their median).
    pub typical_from: &'static str,
    /// What came of planning for the typical member; see [`Plan::outcome`].
    pub outcome: &'static str,
    /// The weeks and hours there are.
    pub horizon: Horizon,
    /// The modules with their proofs.
    pub modules: Vec<PlaybookModule>,
    /// What managers of these people do.
    pub manager_practices: Vec<String>,
    /// What managers say in 1:1s.
    pub script: Vec<Script>,
    /// Which prompt belongs into which weekly 1:1.
    pub agenda: Vec<AgendaItem>,
    /// What should change.
    pub outcomes: Vec<ExpectedChange>,
    /// Why there are fewer modules than usual.
    pub stands_in_the_way: Vec<Obstacle>,
}

/// A level the typical member holds.
#[derive(Clone, Debug, Serialize)]
pub struct TypicalLevel {
    /// The competency.
    pub competency: String,
    /// The level.
    pub level: Decimal,
}

/// One module of a playbook.
#[derive(Clone, Debug, Serialize)]
pub struct PlaybookModule {
    /// The module, as a plan has it.
    pub module: Module,
    /// What a manager sees at work when it was learned.
    pub behaviour: Option<String>,
    /// The proof of application: what the evidence of practice has to show.
    pub proof: Proof,
    /// The KPI.
    pub kpi: Option<Kpi>,
    /// The prompts that go with it.
    pub prompts: Vec<String>,
}

/// What a manager says.
#[derive(Clone, Debug, Serialize)]
pub struct Script {
    /// The prompt.
    pub prompt: String,
    /// The words.
    pub say: String,
    /// What to look for.
    pub look_for: Vec<String>,
    /// What to tick off.
    pub checklist: Vec<String>,
}

/// The prompt of one 1:1.
#[derive(Clone, Debug, Serialize)]
pub struct AgendaItem {
    /// The week, from 1, at whose end the 1:1 is.
    pub week: u32,
    /// The prompt.
    pub prompt: String,
}

/// A change that is expected of a KPI.
#[derive(Clone, Debug, Serialize)]
pub struct ExpectedChange {
    /// The KPI.
    pub kpi: String,
    /// By how many percent.
    pub percent: i16,
}

impl Playbook {
    /// Writes the playbook of a persona.
    pub fn of(library: &Library, playbook: &plan::Playbook) -> Self {
        let written = Plan::of(library, &playbook.person, &playbook.plan);
        let persona = &library.personas[playbook.persona];
        let role = |it| library.role_id(it).to_owned();
        Self {
            format: FORMAT,
            persona: library.names.personas.id(playbook.persona).to_string(),
            members: playbook.members,
            role: role(playbook.role),
            target_role: playbook.target_role.map(role),
            typical: typical_levels(library, playbook),
            typical_from: if playbook.is_written { "file" } else { "members" },
            outcome: written.outcome,
            modules: modules(library, playbook, &written),
            manager_practices: persona.manager_practices.iter().map(ToString::to_string).collect(),
            script: script(library, playbook),
            agenda: agenda(library, playbook),
            outcomes: persona
                .outcomes
                .iter()
                .map(|(kpi, percent)| ExpectedChange {
                    kpi: library.kpi_id(*kpi).to_owned(),
                    percent: *percent,
                })
                .collect(),
            provenance: written.provenance,
            horizon: written.horizon,
            stands_in_the_way: written.stands_in_the_way,
        }
    }
}

fn typical_levels(library: &Library, playbook: &plan::Playbook) -> Vec<TypicalLevel> {
    let levels = playbook.typical.iter().map(|(competency, level)| TypicalLevel {
        competency: library.competency_id(*competency).to_owned(),
        level: Decimal::from_hundredths(u64::from(level.hundredths())),
    });
    levels.collect()
}

fn modules(library: &Library, playbook: &plan::Playbook, plan: &Plan) -> Vec<PlaybookModule> {
    let prompt = |it: &crate::id::PromptIx| library.names.prompts.id(*it).to_string();
    let modules = playbook.modules.iter().filter_map(|it| {
        let id = library.module_id(it.module);
        let milestone = plan.milestones.iter().find(|it| it.module == id)?;
        Some(PlaybookModule {
            module: plan.modules.iter().find(|it| it.module == id)?.clone(),
            behaviour: library.modules[it.module].behaviour.as_deref().map(str::to_owned),
            proof: milestone.proof.clone(),
            kpi: milestone.kpi.clone(),
            prompts: it.prompts.iter().map(prompt).collect(),
        })
    });
    modules.collect()
}

/// Everything a manager may say: for the persona first, then as modules come.
fn script(library: &Library, playbook: &plan::Playbook) -> Vec<Script> {
    let mut seen = Vec::new();
    let of_modules = playbook.modules.iter().flat_map(|it| &it.prompts);
    let given = playbook.plan.coaching.iter().map(|it| &it.prompt);
    for prompt in playbook.prompts.iter().chain(of_modules).chain(given) {
        if !seen.contains(prompt) {
            seen.push(*prompt);
        }
    }
    let texts = |it: &[Box<str>]| it.iter().map(ToString::to_string).collect();
    let script = seen.into_iter().map(|it| {
        let prompt = &library.prompts[it];
        Script {
            prompt: library.names.prompts.id(it).to_string(),
            say: prompt.say.to_string(),
            look_for: texts(&prompt.look_for),
            checklist: texts(&prompt.checklist),
        }
    });
    script.collect()
}

fn agenda(library: &Library, playbook: &plan::Playbook) -> Vec<AgendaItem> {
    let from = playbook.plan.calendar.from;
    let mut agenda: Vec<AgendaItem> = Vec::new();
    for it in &playbook.plan.coaching {
        for date in &it.on {
            let days = from.until(*date).map_or(0, |it| it.get_days());
            agenda.push(AgendaItem {
                week: u32::try_from(days / 7).unwrap_or(0),
                prompt: library.names.prompts.id(it.prompt).to_string(),
            });
        }
    }
    agenda.sort_by_key(|it| it.week);
    agenda
}

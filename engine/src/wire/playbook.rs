//! A persona's playbook, written down.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::convert::{Names, texts};
use super::{FORMAT, Horizon, Kpi, Module, Obstacle, Plan, Proof, Provenance, Text};
use crate::id::{CompetencyId, KpiId, KpiIx, PersonaId, PromptId, PromptIx, RoleId};
use crate::level::Level;
use crate::library::Library;
use crate::plan::{self, Outcome};

/// A persona's modules, and what its managers say, tick off and collect.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Playbook {
    /// The version of this format.
    pub format: u8,
    /// What the playbook was made from; `person` is the typical member.
    pub provenance: Provenance,
    /// The persona.
    pub persona: PersonaId,
    /// How many of the people given belong to it.
    pub members: usize,
    /// The role planned for.
    pub role: RoleId,
    /// The role worked towards.
    pub target_role: Option<RoleId>,
    /// The levels of the typical member.
    pub typical: Vec<TypicalLevel>,
    /// Where they come from.
    pub typical_from: TypicalFrom,
    /// What came of planning for the typical member; see [`Plan::outcome`].
    pub outcome: Outcome,
    /// The weeks and hours there are.
    pub horizon: Horizon,
    /// The modules with their proofs.
    pub modules: Vec<PlaybookModule>,
    /// What managers of these people do.
    pub manager_practices: Vec<Text>,
    /// What managers say in 1:1s.
    pub script: Vec<Script>,
    /// Which prompt belongs into which weekly 1:1.
    pub agenda: Vec<AgendaItem>,
    /// What should change.
    pub outcomes: Vec<ExpectedChange>,
    /// Why there are fewer modules than usual.
    pub stands_in_the_way: Vec<Obstacle>,
}

/// Where the levels of a typical member come from.
#[derive(Clone, Copy, Debug, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum TypicalFrom {
    /// The persona's file.
    File,
    /// The median of its members.
    Members,
}

/// A level the typical member holds.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct TypicalLevel {
    /// The competency.
    pub competency: CompetencyId,
    /// The level.
    pub level: Level,
}

/// One module of a playbook.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct PlaybookModule {
    /// The module, as a plan has it.
    pub module: Module,
    /// What a manager sees at work when it was learned.
    pub behaviour: Option<Text>,
    /// The proof of application: what the evidence of practice has to show.
    pub proof: Proof,
    /// The KPI.
    pub kpi: Option<Kpi>,
    /// The prompts that go with it.
    pub prompts: Vec<PromptId>,
}

/// What a manager says.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Script {
    /// The prompt.
    pub prompt: PromptId,
    /// The words.
    pub say: Text,
    /// What to look for.
    pub look_for: Vec<Text>,
    /// What to tick off.
    pub checklist: Vec<Text>,
}

/// The prompt of one 1:1.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct AgendaItem {
    /// The week, from 1, at whose end the 1:1 is.
    pub week: u32,
    /// The prompt.
    pub prompt: PromptId,
}

/// A change that is expected of a KPI.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct ExpectedChange {
    /// The KPI.
    pub kpi: KpiId,
    /// By how many percent.
    pub percent: i16,
}

impl Playbook {
    /// Writes the playbook of a persona.
    pub fn of(library: &Library, playbook: &plan::Playbook) -> Self {
        let (person, decision) = (&playbook.person, &playbook.plan);
        let reasons = plan::reasons(library, person, decision);
        let written = Plan::of(library, person, decision, &reasons);
        let persona = &library.personas[playbook.persona];
        let names = Names(library);
        let expected = |(kpi, percent): &(KpiIx, i16)| ExpectedChange {
            kpi: names.kpi(*kpi),
            percent: *percent,
        };
        Self {
            format: FORMAT,
            persona: names.persona(playbook.persona),
            members: playbook.members,
            role: names.role(playbook.role),
            target_role: playbook.target_role.map(|role| names.role(role)),
            typical: typical_levels(library, playbook),
            typical_from: if playbook.is_written {
                TypicalFrom::File
            } else {
                TypicalFrom::Members
            },
            outcome: written.outcome,
            modules: modules(library, playbook, &written),
            manager_practices: texts(&persona.manager_practices),
            script: script(library, playbook),
            agenda: agenda(library, playbook),
            outcomes: persona.outcomes.iter().map(expected).collect(),
            provenance: written.provenance,
            horizon: written.horizon,
            stands_in_the_way: written.stands_in_the_way,
        }
    }
}

fn typical_levels(library: &Library, playbook: &plan::Playbook) -> Vec<TypicalLevel> {
    let levels = playbook.typical.iter().map(|(competency, level)| TypicalLevel {
        competency: Names(library).competency(*competency),
        level: *level,
    });
    levels.collect()
}

fn modules(library: &Library, playbook: &plan::Playbook, plan: &Plan) -> Vec<PlaybookModule> {
    let prompt = |prompt: &PromptIx| Names(library).prompt(*prompt);
    let modules = playbook.modules.iter().filter_map(|with_prompts| {
        let id = library.names.modules.id(with_prompts.module);
        let milestone = plan.milestones.iter().find(|milestone| milestone.module == *id)?;
        let module = &library.modules[with_prompts.module];
        Some(PlaybookModule {
            module: plan.modules.iter().find(|module| module.module == *id)?.clone(),
            behaviour: module.behaviour.as_deref().map(Text::from),
            proof: milestone.proof.clone(),
            kpi: milestone.kpi.clone(),
            prompts: with_prompts.prompts.iter().map(prompt).collect(),
        })
    });
    modules.collect()
}

/// Everything a manager may say: for the persona first, then as modules come.
fn script(library: &Library, playbook: &plan::Playbook) -> Vec<Script> {
    let mut seen = Vec::new();
    let of_modules = playbook.modules.iter().flat_map(|module| &module.prompts);
    let given = playbook.plan.coaching.iter().map(|coaching| &coaching.prompt);
    for prompt in playbook.prompts.iter().chain(of_modules).chain(given) {
        if !seen.contains(prompt) {
            seen.push(*prompt);
        }
    }
    let script = seen.into_iter().map(|ix| {
        let prompt = &library.prompts[ix];
        Script {
            prompt: Names(library).prompt(ix),
            say: Text::from(&*prompt.say),
            look_for: texts(&prompt.look_for),
            checklist: texts(&prompt.checklist),
        }
    });
    script.collect()
}

fn agenda(library: &Library, playbook: &plan::Playbook) -> Vec<AgendaItem> {
    let from = playbook.plan.calendar.from;
    let mut agenda: Vec<AgendaItem> = Vec::new();
    for coaching in &playbook.plan.coaching {
        for date in &coaching.on {
            let days = from.until(*date).map_or(0, |span| span.get_days());
            agenda.push(AgendaItem {
                week: u32::try_from(days / 7).unwrap_or(0),
                prompt: Names(library).prompt(coaching.prompt),
            });
        }
    }
    agenda.sort_by_key(|item| item.week);
    agenda
}

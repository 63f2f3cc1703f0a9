//! How is written what a library holds?

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::convert::Names;
use super::{AnswerProvenance, FORMAT, LevelChange, Text, Thing};
use crate::diagnostic::{Code, Severity};
use crate::id::{CompetencyId, KpiId, ModuleId, PersonId, PersonaId, PromptId, RoleId, RuleId};
use crate::level::Level;
use crate::library::{Direction, Each, KpiKind, Library, Modality, PromptFor, UnknownPolicy};
use crate::person::Person;
use crate::quantity::{Hours, Span};

/// Things of one kind.
#[derive(Clone, Debug, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct List {
    /// The version of this format.
    pub format: u8,
    /// Where they are from.
    pub provenance: AnswerProvenance,
    /// The things, under the word for their kind.
    pub listed: Listed,
}

/// Things of one kind, by id.
#[derive(Clone, Debug, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Listed {
    /// What people can do.
    Competencies(Vec<ListedCompetency>),
    /// What roles expect.
    Roles(Vec<ListedRole>),
    /// The catalogue.
    Modules(Vec<ListedModule>),
    /// Numbers leaders watch.
    Kpis(Vec<ListedKpi>),
    /// Coaching prompts.
    Coaching(Vec<ListedPrompt>),
    /// Named groups of people.
    Personas(Vec<ListedPersona>),
    /// Rules.
    Rules(Vec<ListedRule>),
    /// Everyone in the people files.
    People(Vec<ListedPerson>),
    /// The kinds of mistakes.
    Codes(Vec<ListedCode>),
}

/// A competency.
#[derive(Clone, Debug, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct ListedCompetency {
    /// Its id.
    pub id: CompetencyId,
    /// Its name.
    pub name: Text,
    /// The competency it is a part of.
    pub part_of: Option<CompetencyId>,
    /// `yes-no`, or the name of the library's scale.
    pub scale: Text,
    /// What it builds on.
    pub requires: Vec<RequiredLevel>,
}

/// A level that a competency requires of another.
#[derive(Clone, Debug, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct RequiredLevel {
    /// The other competency.
    pub competency: CompetencyId,
    /// The level.
    pub level: Level,
}

/// A role.
#[derive(Clone, Debug, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct ListedRole {
    /// Its id.
    pub id: RoleId,
    /// Its title.
    pub title: Text,
    /// Its family; empty without one.
    pub family: Text,
    /// Its grade.
    pub grade: Option<u16>,
    /// How many competencies it expects.
    pub expects: usize,
    /// How many KPIs it has.
    pub kpis: usize,
    /// From which readiness in percent somebody is ready for the job.
    pub job_ready: u8,
}

/// A module.
#[derive(Clone, Debug, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct ListedModule {
    /// Its id.
    pub id: ModuleId,
    /// Its title.
    pub title: Text,
    /// How one learns in it.
    pub modality: Modality,
    /// How long it takes.
    pub hours: Hours,
    /// Whether it is offered.
    pub active: bool,
    /// What it builds.
    pub builds: Vec<LevelChange>,
}

/// A KPI.
#[derive(Clone, Debug, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct ListedKpi {
    /// Its id.
    pub id: KpiId,
    /// Its name.
    pub name: Text,
    /// Its unit.
    pub unit: Text,
    /// Which way is better.
    pub direction: Direction,
    /// Whether it moves early or late.
    pub kind: KpiKind,
    /// The system that reports it.
    pub source: Text,
    /// For how long it is measured.
    pub window: Span,
}

/// A coaching prompt.
#[derive(Clone, Debug, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct ListedPrompt {
    /// Its id.
    pub id: PromptId,
    /// What it is for.
    #[serde(rename = "for")]
    pub about: Thing,
    /// How often it is given.
    pub every: Span,
    /// What the manager says.
    pub say: Text,
}

/// A persona.
#[derive(Clone, Debug, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct ListedPersona {
    /// Its id.
    pub id: PersonaId,
    /// Its name.
    pub name: Text,
    /// Its priority; where several fit, the highest comes first.
    pub priority: i32,
    /// What competencies without evidence count as.
    pub unknown: UnknownPolicy,
    /// Who belongs to it, as its author wrote it.
    pub who: Text,
}

/// A rule.
#[derive(Clone, Debug, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct ListedRule {
    /// Its id.
    pub id: RuleId,
    /// What its condition is asked about.
    pub each: Each,
    /// Its priority; where rules disagree, the highest wins.
    pub priority: i32,
    /// Why it is there.
    pub because: Text,
}

/// A person.
#[derive(Clone, Debug, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct ListedPerson {
    /// The id in the people system.
    pub id: PersonId,
    /// The name.
    pub name: Text,
    /// The present role.
    pub role: RoleId,
    /// The role worked towards.
    pub target_role: Option<RoleId>,
    /// The team.
    pub team: Option<Text>,
    /// How many observations of levels there are.
    pub evidence: usize,
}

/// A kind of mistake.
#[derive(Clone, Debug, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct ListedCode {
    /// Its number.
    pub code: Code,
    /// How bad it is.
    pub severity: Severity,
    /// What it is, in one sentence.
    pub summary: Text,
}

impl List {
    /// Lists things of a library.
    pub fn of(library: &Library, listed: Listed) -> Self {
        Self { format: FORMAT, provenance: AnswerProvenance::of(library), listed }
    }

    /// Lists all kinds of mistakes.
    pub fn codes() -> Self {
        let code = |code: &Code| ListedCode {
            code: *code,
            severity: code.severity(),
            summary: code.summary().into(),
        };
        let listed = Listed::Codes(Code::ALL.iter().map(code).collect());
        Self { format: FORMAT, provenance: AnswerProvenance::engine(), listed }
    }
}

impl Listed {
    /// The competencies of a library.
    pub fn competencies(library: &Library) -> Self {
        let names = Names(library);
        let competencies = library.competencies.iter().map(|(ix, competency)| ListedCompetency {
            id: names.competency(ix),
            name: Text::from(&*competency.name),
            part_of: competency.ancestors.first().map(|parent| names.competency(*parent)),
            scale: if competency.yes_no {
                "yes-no".into()
            } else {
                Text::from(library.scale.name())
            },
            requires: competency
                .requires
                .iter()
                .map(|(required, level)| RequiredLevel {
                    competency: names.competency(*required),
                    level: *level,
                })
                .collect(),
        });
        Self::Competencies(competencies.collect())
    }

    /// The roles of a library.
    pub fn roles(library: &Library) -> Self {
        let roles = library.roles.iter().map(|(ix, role)| ListedRole {
            id: Names(library).role(ix),
            title: Text::from(&*role.title),
            family: Text::from(&*role.family),
            grade: role.grade,
            expects: role.expects.len(),
            kpis: role.kpis.len(),
            job_ready: role.job_ready,
        });
        Self::Roles(roles.collect())
    }

    /// The modules of a library.
    pub fn modules(library: &Library) -> Self {
        let names = Names(library);
        let modules = library.modules.iter().map(|(ix, module)| ListedModule {
            id: names.module(ix),
            title: Text::from(&*module.title),
            modality: module.modality,
            hours: module.hours,
            active: module.active,
            builds: module
                .builds
                .iter()
                .map(|builds| LevelChange {
                    competency: names.competency(builds.competency),
                    from: builds.from,
                    to: builds.to,
                })
                .collect(),
        });
        Self::Modules(modules.collect())
    }

    /// The KPIs of a library.
    pub fn kpis(library: &Library) -> Self {
        let kpis = library.kpis.iter().map(|(ix, kpi)| ListedKpi {
            id: Names(library).kpi(ix),
            name: Text::from(&*kpi.name),
            unit: Text::from(&*kpi.unit),
            direction: kpi.direction,
            kind: kpi.kind,
            source: Text::from(&*kpi.source),
            window: kpi.window,
        });
        Self::Kpis(kpis.collect())
    }

    /// The coaching prompts of a library.
    pub fn coaching(library: &Library) -> Self {
        let names = Names(library);
        let prompts = library.prompts.iter().map(|(ix, prompt)| ListedPrompt {
            id: names.prompt(ix),
            about: match prompt.about {
                PromptFor::Competency(ix) => Thing::Competency(names.competency(ix)),
                PromptFor::Module(ix) => Thing::Module(names.module(ix)),
                PromptFor::Persona(ix) => Thing::Persona(names.persona(ix)),
            },
            every: prompt.every,
            say: Text::from(&*prompt.say),
        });
        Self::Coaching(prompts.collect())
    }

    /// The personas of a library.
    pub fn personas(library: &Library) -> Self {
        let personas = library.personas.iter().map(|(ix, persona)| ListedPersona {
            id: Names(library).persona(ix),
            name: Text::from(&*persona.name),
            priority: persona.priority,
            unknown: persona.unknown,
            who: persona.who.text().into(),
        });
        Self::Personas(personas.collect())
    }

    /// The rules of a library.
    pub fn rules(library: &Library) -> Self {
        let rules = library.rules.iter().map(|(ix, rule)| ListedRule {
            id: Names(library).rule(ix),
            each: rule.each,
            priority: rule.priority,
            because: Text::from(&*rule.because),
        });
        Self::Rules(rules.collect())
    }

    /// People of a library.
    pub fn people(library: &Library, people: &[Person]) -> Self {
        let names = Names(library);
        let people = people.iter().map(|person| ListedPerson {
            id: person.id.clone(),
            name: Text::from(&*person.name),
            role: names.role(person.role),
            target_role: person.target_role.map(|role| names.role(role)),
            team: person.team.as_deref().map(Text::from),
            evidence: person.evidence.len(),
        });
        Self::People(people.collect())
    }
}

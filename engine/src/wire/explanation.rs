//! How is written why a module is in a plan, or why it is not?

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::convert::{Names, Writer};
use super::{AnswerProvenance, Boost, Closes, FORMAT, LeftOut, LevelChange, Place, Swap, Text};
use crate::id::{CompetencyId, ModuleId, ModuleIx, PersonId, RuleId};
use crate::library::Library;
use crate::person::{self, Status};
use crate::plan;

/// Why a module is in the plan of a person, or why it is not.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Explanation {
    /// The version of this format.
    pub format: u8,
    /// What the plan behind it was made from.
    pub provenance: AnswerProvenance,
    /// Whose plan it is.
    pub person: ExplainedPerson,
    /// The module.
    pub module: ModuleId,
    /// What became of it, and why.
    pub explanation: ModuleExplanation,
}

/// Somebody by id and name.
#[derive(Clone, Debug, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct ExplainedPerson {
    /// The id in the people system.
    pub id: PersonId,
    /// The name.
    pub name: Text,
}

/// What became of a module, and why.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum ModuleExplanation {
    /// It is in the plan.
    Picked {
        /// What it closes that earlier modules left.
        closes: Vec<Closes>,
        /// What rules add to or take from it.
        boost: Boost,
        /// The rules that require it.
        required_by: Vec<RuleId>,
        /// The best plans without it.
        swaps: Vec<Swap>,
        /// Where the levels stand from which it closes.
        held: Vec<HeldPlace>,
        /// Where the module stands.
        place: Option<Place>,
    },
    /// It has to be done.
    MustDo {
        /// When it is due.
        due: Date,
        /// The rule that mandates it.
        rule: RuleId,
    },
    /// It is done already, or waits for its proof.
    Done {
        /// How far it came.
        status: Status,
    },
    /// It was left out.
    LeftOut {
        /// Why.
        left_out: LeftOut,
        /// What it would close of the person's gaps.
        would_close: Vec<LevelChange>,
    },
}

/// Where the evidence of a level stands.
#[derive(Clone, Debug, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct HeldPlace {
    /// The competency.
    pub competency: CompetencyId,
    /// File and line; `null` where there is no evidence and the level is assumed.
    pub place: Option<Place>,
}

impl Explanation {
    /// Writes the explanation of a module in the plan of a person.
    pub fn of(
        library: &Library,
        person: &person::Person,
        plan: &plan::Decision,
        module: ModuleIx,
        explanation: &plan::Explanation,
    ) -> Self {
        Self {
            format: FORMAT,
            provenance: AnswerProvenance::of(library).person(person).as_of(plan.as_of),
            person: ExplainedPerson::of(person),
            module: Names(library).module(module),
            explanation: ModuleExplanation::of(library, person, plan, explanation),
        }
    }
}

impl ExplainedPerson {
    pub(super) fn of(person: &person::Person) -> Self {
        Self { id: person.id.clone(), name: Text::from(&*person.name) }
    }
}

impl ModuleExplanation {
    pub(super) fn of(
        library: &Library,
        person: &person::Person,
        plan: &plan::Decision,
        explanation: &plan::Explanation,
    ) -> Self {
        Writer::new(library, person, plan).explanation(explanation)
    }
}

impl Writer<'_> {
    fn explanation(&self, explanation: &plan::Explanation) -> ModuleExplanation {
        let names = Names(self.library);
        match explanation {
            plan::Explanation::Picked { pick, swaps } => self.picked(pick, swaps),
            plan::Explanation::MustDo(must_do) => {
                ModuleExplanation::MustDo { due: must_do.due, rule: names.rule(must_do.rule) }
            }
            plan::Explanation::Done(status) => ModuleExplanation::Done { status: *status },
            plan::Explanation::LeftOut { left_out, covers } => ModuleExplanation::LeftOut {
                left_out: LeftOut::of(self.library, left_out),
                would_close: covers
                    .iter()
                    .map(|stretch| LevelChange {
                        competency: names.competency(stretch.competency),
                        from: stretch.from,
                        to: stretch.to,
                    })
                    .collect(),
            },
        }
    }

    fn picked(&self, pick: &plan::Pick, swaps: &[plan::Swap]) -> ModuleExplanation {
        let names = Names(self.library);
        // Its place in the order is not told here.
        let module = self.module(1, pick, swaps);
        let held = |competency| {
            let held = self.plan.advice.baseline.held(competency);
            held.and_then(|held| held.place.as_ref()).map(Place::from)
        };
        ModuleExplanation::Picked {
            closes: module.closes,
            boost: module.boost,
            required_by: module.required_by,
            swaps: module.swaps,
            held: pick
                .closes
                .iter()
                .map(|closed| HeldPlace {
                    competency: names.competency(closed.competency),
                    place: held(closed.competency),
                })
                .collect(),
            place: self
                .library
                .place(&["modules", self.library.module_id(pick.module)])
                .as_ref()
                .map(Place::from),
        }
    }
}

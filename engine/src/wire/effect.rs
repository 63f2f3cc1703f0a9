//! How is written what a rule did?

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Text;
use crate::id::{CompetencyId, ModuleId, PromptId};
use crate::library::{Assessor, Channel, Recipient};
use crate::quantity::{Hours, Span};

/// What a rule did for one person, as an object with one key.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Effect {
    /// Raises or lowers what modules count for.
    Boost {
        /// The modules.
        modules: Vec<ModuleId>,
        /// In percent of their gain.
        percent: i32,
    },
    /// Keeps modules out.
    Exclude {
        /// The modules.
        modules: Vec<ModuleId>,
    },
    /// Puts modules in.
    Require {
        /// The modules.
        modules: Vec<ModuleId>,
    },
    /// Puts the best of several modules in.
    RequireOne {
        /// The modules.
        modules: Vec<ModuleId>,
    },
    /// Adds a module that has to be done.
    Mandate {
        /// The module.
        module: ModuleId,
        /// How long after joining it is due.
        due: Option<Span>,
        /// How long after completion it has to be done again.
        renew: Option<Span>,
    },
    /// Gives the manager a coaching prompt.
    Coach {
        /// The prompt.
        prompt: PromptId,
        /// How often; `null` for as the prompt says.
        every: Option<Span>,
    },
    /// Sends a reminder.
    Nudge {
        /// How long after the plan's date.
        after: Span,
        /// Where.
        channel: Channel,
        /// What it says.
        text: Text,
    },
    /// Asks for an assessment.
    Assess {
        /// The competency.
        competency: CompetencyId,
        /// Who or what assesses.
        by: Assessor,
    },
    /// Lowers the hours or the number of modules.
    Limit {
        /// The most hours.
        hours: Option<Hours>,
        /// The most modules.
        modules: Option<u8>,
    },
    /// Tells somebody something.
    Flag {
        /// Who is told.
        to: Recipient,
        /// What.
        text: Text,
    },
}

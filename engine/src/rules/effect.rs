//! What does a rule do?
//!
//! Effects as authors write them, their names resolved. Whom they reach and
//! which of them win is decided later, by `advice`.

use rust_decimal::prelude::ToPrimitive as _;

use crate::blueprint::model::Modality;
use crate::blueprint::rule::{Assessor, Channel, Each, Recipient};
use crate::id::{CompetencyIx, ModuleIx, PromptIx};
use crate::quantity::{Hours, Span};

use super::answer::{Fact, Unresolved};
use super::evaluate::Evaluator;
use super::facts::About;
use super::script::Script;
use super::template::Template;
use super::value::Value;

/// What a rule does where its condition holds.
#[derive(Clone, Debug)]
pub enum Effect {
    /// Raises or lowers what modules count for.
    Boost {
        /// Which modules.
        on: Target,
        /// By how much.
        percent: Percent,
    },
    /// Keeps modules out.
    Exclude {
        /// Which modules.
        on: Target,
    },
    /// Puts modules in.
    Require {
        /// Which modules.
        on: Target,
    },
    /// Puts the best of several modules in.
    RequireOne {
        /// Which modules.
        matching: Match,
    },
    /// Adds a module that has to be done, outside the three to five.
    Mandate {
        /// The module: the one asked about, or a certain one.
        on: Target,
        /// How long after joining it is due; unsaid, as soon as possible.
        due: Option<Span>,
        /// How long after completion it has to be done again.
        renew: Option<Span>,
    },
    /// Gives the manager a coaching prompt.
    Coach {
        /// The coaching prompt.
        prompt: PromptIx,
        /// How often; unsaid, as the prompt says.
        every: Option<Span>,
    },
    /// Sends a dated reminder.
    Nudge {
        /// How long after the plan's date.
        after: Span,
        /// Where it is sent.
        channel: Channel,
        /// What it says.
        text: Template,
    },
    /// Asks for an assessment.
    Assess {
        /// Of which competency.
        competency: Assessed,
        /// Who or what assesses.
        by: Assessor,
    },
    /// Lowers the hours or the number of modules.
    Limit {
        /// The most hours.
        hours: Option<Hours>,
        /// The most modules, three to five.
        modules: Option<u8>,
    },
    /// Tells somebody something.
    Flag {
        /// Who is told.
        to: Recipient,
        /// What.
        text: Template,
    },
    /// Calls a helper, which returns effects.
    Call(HelperCall),
}

/// Which modules an effect is about.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Target {
    /// The module asked about, or those that build the gap asked about.
    About,
    /// A certain module.
    Module(ModuleIx),
    /// Those that match.
    Match(Match),
}

/// Which modules: those that have all of this.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Match {
    /// All of these tags.
    pub tags: Vec<Box<str>>,
    /// This modality.
    pub modality: Option<Modality>,
    /// Builds this.
    pub builds: Builds,
}

/// What a matching module has to build.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Builds {
    /// Anything.
    Anything,
    /// The competency of the gap asked about.
    About,
    /// A certain competency.
    Competency(CompetencyIx),
}

/// Which competency is assessed.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Assessed {
    /// That of the gap asked about.
    About,
    /// A certain one.
    Competency(CompetencyIx),
}

/// A share of a module's gain, in whole percent.
#[derive(Clone, Debug)]
pub enum Percent {
    /// The same for everyone.
    Fixed(i32),
    /// Computed for each person.
    Computed(Formula),
}

/// An expression that gives a number of percent.
#[derive(Clone, Debug)]
pub struct Formula(pub(super) Script);

/// A call of a helper that returns effects.
#[derive(Clone, Debug)]
pub struct HelperCall {
    pub(super) script: Script,
    pub(super) each: Each,
}

impl Effect {
    /// The facts that are read to carry it out.
    pub fn reads(&self) -> Vec<Fact> {
        match self {
            Self::Boost { percent: Percent::Computed(formula), .. } => formula.reads().to_vec(),
            Self::Nudge { text, .. } | Self::Flag { text, .. } => text.reads().collect(),
            Self::Call(call) => call.reads().to_vec(),
            _ => Vec::new(),
        }
    }
}

impl Percent {
    /// The least a boost can be: the module counts for nothing.
    pub const LEAST: i32 = -100;
    /// The most a boost can be.
    pub const MOST: i32 = 1_000;

    /// Gives the percentage for a person, rounded toward zero and kept between
    /// [`LEAST`](Self::LEAST) and [`MOST`](Self::MOST).
    pub fn resolve(
        &self,
        evaluator: &mut Evaluator<'_>,
        about: &About<'_>,
    ) -> Result<i32, Unresolved> {
        let formula = match self {
            Self::Fixed(percent) => return Ok(*percent),
            Self::Computed(formula) => formula,
        };
        let number = match evaluator.about(about).value(&formula.0.expression)? {
            Value::Number(number) => number,
            other => {
                let given = other.type_of().words();
                return Err(Unresolved::failed(format!("percentage is {given}, not a number")));
            }
        };
        let kept = number.decimal().trunc().clamp(Self::LEAST.into(), Self::MOST.into());
        Ok(kept.to_i32().unwrap_or(0))
    }
}

impl Formula {
    /// The expression as its author wrote it.
    pub fn text(&self) -> &str {
        &self.0.text
    }

    /// The facts the expression may read.
    pub fn reads(&self) -> &[Fact] {
        &self.0.reads
    }
}

impl HelperCall {
    /// The call as its author wrote it.
    pub fn text(&self) -> &str {
        &self.script.text
    }

    /// The facts the helper may read.
    pub fn reads(&self) -> &[Fact] {
        &self.script.reads
    }
}

//! Does it do what its author says?
//!
//! Cases come from the `examples` of rules and from test files beside the rules.
//! A case about facts asks the conditions of rules and no scope; a case about a
//! person makes the whole plan. Every expectation that does not hold comes with
//! what came instead, and with what explains it.

mod coverage;
mod given;
mod person;
mod read;
mod run;

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::diagnostic::{Diagnostic, Place};
use crate::id::{CompetencyIx, ModuleIx, PersonaIx, PromptIx, RoleIx, RuleIx};
use crate::person::{AsOf, Person};
use crate::plan::{Outcome, Plan};
use crate::quantity::Amount;
use crate::rules::{About, Answer, Facts};
use crate::trace::RuleTrace;
pub use coverage::{
    AtomCoverage, Counted, Coverage, Reached, ReachedByPlans, RuleCoverage, coverage,
};
pub use read::suite;
pub use run::run;

/// All cases of a library, and the mistakes in those that cannot be run.
#[derive(Clone, Debug)]
pub struct Suite {
    /// The cases, by file, in the order they stand in.
    pub cases: Vec<Case>,
    /// Mistakes in cases.
    pub diagnostics: Vec<Diagnostic>,
}

/// A case: what is asked, and what must hold.
#[derive(Clone, Debug)]
pub struct Case {
    /// The file it stands in.
    pub file: Box<str>,
    /// Its name: that of the test, or of the rule with the number of the example.
    pub name: String,
    /// Where it stands.
    pub place: Option<Place>,
    /// Why it must hold.
    pub because: Option<Box<str>>,
    /// What it is about.
    pub about: CaseAbout,
}

/// What a case is about.
#[derive(Clone, Debug)]
pub enum CaseAbout {
    /// Facts, and what rules say about them.
    Facts(Vec<Question>),
    /// A person, and what their plan holds.
    Person(Box<PersonCase>),
}

/// A rule asked about some facts.
#[derive(Clone, Debug)]
pub struct Question {
    /// The rule.
    pub rule: RuleIx,
    /// The facts.
    pub facts: Arc<Facts>,
    /// What it is asked about.
    pub about: Arc<About>,
    /// The role, where the case says it.
    pub role: Option<RoleIx>,
    /// What it must say.
    pub says: Says,
    /// Where that stands.
    pub place: Option<Place>,
}

/// What a rule must say.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Says {
    /// It fires.
    Fires,
    /// It does not fire, because its condition does not hold.
    Silent,
    /// It does not fire, whatever the reason: `fires: false` of an example.
    DoesNotFire,
    /// It cannot be decided.
    Undecided,
}

/// A person, and what their plan must hold.
#[derive(Clone, Debug)]
pub struct PersonCase {
    /// The person.
    pub person: Person,
    /// The date of the plan.
    pub as_of: AsOf,
    /// What must hold, each with the place where it stands.
    pub expected: Vec<(Expected, Option<Place>)>,
}

/// What must hold for a plan.
#[derive(Clone, Debug)]
pub enum Expected {
    /// What a rule says.
    Rule {
        /// The rule.
        rule: RuleIx,
        /// What it says.
        says: Says,
        /// About which gap or module; anything where unsaid.
        about: Option<Box<str>>,
    },
    /// The persona.
    Persona(Option<PersonaIx>),
    /// The outcome.
    Outcome(Outcome),
    /// A module is in the plan.
    Picked(ModuleIx),
    /// A module is not in the plan.
    LeftOut(ModuleIx),
    /// A module has to be done.
    MustDo(ModuleIx),
    /// The manager gets a prompt.
    Prompt(PromptIx),
    /// The manager does not get a prompt.
    NoPrompt(PromptIx),
    /// A competency is to be assessed.
    Assess(CompetencyIx),
    /// Readiness for the planned role lies within whole percents.
    Readiness {
        /// Now, or once every proof is accepted.
        when: When,
        /// The lowest.
        from: u8,
        /// The highest.
        to: u8,
    },
    /// The plan scores at least so many points.
    Score(Amount),
}

/// When readiness is looked at.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum When {
    /// On the date of the plan.
    Now,
    /// Once every proof is accepted.
    After,
}

/// What came of a case.
#[derive(Clone, Debug)]
pub struct Ran {
    /// The expectations that do not hold; the case passes without any.
    pub misses: Vec<Miss>,
    /// What holds, and for a reason its author may not have meant.
    pub notes: Vec<String>,
    /// What it showed, for coverage.
    pub seen: Seen,
    /// The plan, where there is one.
    pub plan: Option<Box<Plan>>,
}

impl Ran {
    /// Whether everything expected holds.
    pub fn passed(&self) -> bool {
        self.misses.is_empty()
    }
}

/// An expectation that does not hold.
#[derive(Clone, Debug)]
pub struct Miss {
    /// What was expected, as a fragment.
    pub expected: String,
    /// What came, as a fragment.
    pub came: String,
    /// Where the expectation stands.
    pub place: Option<Place>,
    /// The rule that explains it.
    pub rule: Option<RuleTrace>,
    /// The module that explains it.
    pub module: Option<ModuleIx>,
    /// The persona that explains it.
    pub persona: Option<PersonaIx>,
}

/// What a case showed.
#[derive(Clone, Debug, Default)]
pub struct Seen {
    /// What the rules said about which the case expects something.
    pub rules: Vec<SeenRule>,
    /// Modules in its plan.
    pub modules: BTreeSet<ModuleIx>,
    /// Prompts in its plan.
    pub prompts: BTreeSet<PromptIx>,
}

/// What a rule said in a case that expects something of it.
#[derive(Clone, Debug)]
pub struct SeenRule {
    /// The rule.
    pub rule: RuleIx,
    /// About how many things it fired.
    pub fired: usize,
    /// About how many things its condition did not hold.
    pub silent: usize,
    /// The parts of its condition that were reached, and what they answered.
    pub atoms: Vec<(Vec<usize>, Answer)>,
}

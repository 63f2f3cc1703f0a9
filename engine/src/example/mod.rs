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
use crate::library::Each;
use crate::person::{AsOf, Person};
use crate::plan::{Decision, Outcome};
use crate::quantity::{Amount, Hours};
use crate::rules::{About, Answer, Fact, Facts};
use crate::trace::{Misfit, RuleTrace};
pub use coverage::{
    AtomCoverage, Counted, Coverage, Reached, ReachedByPlans, RuleCoverage, Share, coverage,
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
    pub facts: Arc<Facts<'static>>,
    /// What it is asked about.
    pub about: Arc<About<'static>>,
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

impl Says {
    /// The word for it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Fires => "fires",
            Self::Silent => "silent",
            Self::DoesNotFire => "does_not_fire",
            Self::Undecided => "undecided",
        }
    }
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

impl When {
    /// The word for it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Now => "now",
            Self::After => "after",
        }
    }
}

/// What came of a case.
#[derive(Clone, Debug)]
pub struct Ran {
    /// The expectations that do not hold; the case passes without any.
    pub misses: Vec<Miss>,
    /// What holds, and for a reason its author may not have meant.
    pub notes: Vec<Note>,
    /// What it showed, for coverage.
    pub seen: Seen,
    /// The plan, where there is one.
    pub plan: Option<Box<Decision>>,
}

impl Ran {
    /// Whether everything expected holds.
    pub fn passed(&self) -> bool {
        self.misses.is_empty()
    }
}

/// A rule that does not fire, as expected, only because it is undecided.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Note {
    /// The rule.
    pub rule: RuleIx,
    /// The fact that the case does not say.
    pub needs: Fact,
}

/// An expectation that does not hold.
#[derive(Clone, Debug)]
pub struct Miss {
    /// What was expected.
    pub expected: Expected,
    /// What came instead.
    pub came: Came,
    /// Where the expectation stands.
    pub place: Option<Place>,
    /// The rule that explains it.
    pub rule: Option<RuleTrace>,
    /// The module that explains it.
    pub module: Option<ModuleIx>,
    /// The persona that explains it.
    pub persona: Option<PersonaIx>,
}

/// What came instead of what was expected.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Came {
    /// What a rule said.
    Rule {
        /// The rule.
        rule: RuleIx,
        /// What it said.
        said: Said,
    },
    /// The persona.
    Persona(Option<PersonaIx>),
    /// The outcome.
    Outcome(Outcome),
    /// The module has to be done, outside the modules of the plan.
    MustDo(ModuleIx),
    /// The modules of the plan, or the one that should not be among them.
    Picked(Vec<ModuleIx>),
    /// The prompts that are given.
    Prompts(Vec<PromptIx>),
    /// The competencies that are to be assessed.
    Assessments(Vec<CompetencyIx>),
    /// Readiness for the planned role, in whole percent.
    Readiness {
        /// The role.
        role: RoleIx,
        /// For certain.
        low: u8,
        /// If everything unknown is met.
        high: u8,
    },
    /// What the choice is worth; `None` where nothing was chosen.
    Score(Option<CaseScore>),
}

/// What a rule said instead of what it should.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Said {
    /// It is not asked: the person, or what the case says, is out of its scope.
    NotAsked(Vec<Misfit>),
    /// It is asked about each of these, and there is none.
    AboutNothing(Each),
    /// It is not asked about this, which is no planned gap or open module.
    NotAbout(Box<str>),
    /// It fires, so many times.
    Fired(usize),
    /// It is silent.
    Silent,
    /// It cannot be decided.
    Undecided {
        /// The first fact that is missing.
        needs: Fact,
        /// Whether it is the case that does not say it.
        is_unsaid: bool,
    },
    /// It could not be evaluated, with what went wrong.
    Failed(String),
}

/// What a choice is worth.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct CaseScore {
    /// In hundredths of a point.
    pub points: i64,
    /// The hours it takes; only where the choice maximises points an hour.
    pub hours: Option<Hours>,
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

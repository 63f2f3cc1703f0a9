//! How is written what came of tests?

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::convert::Names;
use super::{
    AnswerProvenance, Diagnostic, ExplainedPerson, FORMAT, MissingFact, ModuleExplanation, Place,
    PointsPerHour, Score, Text, Trace, TracedPersona, TracedRule, TracedScope,
};
use crate::diagnostic;
use crate::example::{
    Came, Case, CaseAbout, Counted, Coverage, Expected, Miss, Note, Ran, Reached, RuleCoverage,
    Said, Says, Share, When,
};
use crate::id::{CompetencyId, ModuleId, PersonaId, PromptId, RoleId, RuleId};
use crate::library::{Each, Library};
use crate::person::{AsOf, Person};
use crate::plan::{self, Outcome, explain_module};
use crate::quantity::Amount;
use crate::trace;

/// What came of the tests of a library.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct TestResults {
    /// The version of this format.
    pub format: u8,
    /// What was tested; the date is that of the people coverage looks at.
    pub provenance: AnswerProvenance,
    /// How many tests hold.
    pub passed: usize,
    /// How many do not.
    pub failed: usize,
    /// Mistakes that kept tests from running.
    pub mistakes: Vec<Diagnostic>,
    /// The tests, by file, in the order they stand in.
    pub tests: Vec<TestResult>,
    /// What they reach; `null` where nobody asked.
    pub coverage: Option<TestCoverage>,
}

/// What came of a test.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct TestResult {
    /// Its name, or that of the rule with the number of the example.
    pub name: Text,
    /// The file it stands in.
    pub file: Text,
    /// Where it stands.
    pub place: Option<Place>,
    /// Why it must hold.
    pub because: Option<Text>,
    /// Whether everything expected holds.
    pub passed: bool,
    /// What does not hold.
    pub misses: Vec<MissedExpectation>,
    /// What holds for another reason than its author may think.
    pub notes: Vec<TestNote>,
}

/// An expectation that does not hold.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct MissedExpectation {
    /// What was expected.
    pub expected: Expectation,
    /// What came instead.
    pub came: CameInstead,
    /// Where the expectation stands.
    pub place: Option<Place>,
    /// The rule that explains it.
    pub rule: Option<TracedRule>,
    /// The persona that explains it.
    pub persona: Option<TracedPersona>,
    /// The module that explains it.
    pub module: Option<ExplainedModule>,
}

/// A module in the plan of a case, or not in it, with the reason.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct ExplainedModule {
    /// Whose plan it is.
    pub person: ExplainedPerson,
    /// The module.
    pub module: ModuleId,
    /// What became of it, and why.
    pub explanation: ModuleExplanation,
}

/// What a test expects.
#[derive(Clone, Debug, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum Expectation {
    /// What a rule says.
    Rule {
        /// The rule.
        rule: RuleId,
        /// What it says.
        says: Says,
        /// About which gap or module; `null` for any.
        about: Option<Text>,
    },
    /// The persona; `null` for none.
    Persona {
        /// The persona.
        persona: Option<PersonaId>,
    },
    /// The outcome of the plan.
    Outcome {
        /// The outcome.
        outcome: Outcome,
    },
    /// The plan holds a module.
    Picked {
        /// The module.
        module: ModuleId,
    },
    /// The plan does without a module.
    LeftOut {
        /// The module.
        module: ModuleId,
    },
    /// A module has to be done.
    MustDo {
        /// The module.
        module: ModuleId,
    },
    /// The manager gets a prompt.
    Prompt {
        /// The prompt.
        prompt: PromptId,
    },
    /// The manager does not get a prompt.
    NoPrompt {
        /// The prompt.
        prompt: PromptId,
    },
    /// A competency is to be assessed.
    Assess {
        /// The competency.
        competency: CompetencyId,
    },
    /// Readiness for the planned role, in whole percent.
    Readiness {
        /// Now, or after the plan.
        when: When,
        /// The lowest.
        from: u8,
        /// The highest.
        to: u8,
    },
    /// What the choice scores at least, in points.
    Score {
        /// The points.
        points: Amount,
    },
}

/// What came instead of what a test expects.
#[derive(Clone, Debug, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum CameInstead {
    /// A rule is not asked.
    NotAsked {
        /// The rule.
        rule: RuleId,
        /// The keys of its scope that do not fit.
        out_of_scope: Vec<TracedScope>,
    },
    /// A rule is asked about each of something that there is nothing of.
    AboutNothing {
        /// The rule.
        rule: RuleId,
        /// What it is asked about.
        each: Each,
    },
    /// A rule is not asked about this, which is no planned gap or open module.
    NotAbout {
        /// The rule.
        rule: RuleId,
        /// The competency or module.
        about: Text,
    },
    /// A rule fires.
    Fired {
        /// The rule.
        rule: RuleId,
        /// About how many things.
        times: usize,
    },
    /// A rule is silent.
    Silent {
        /// The rule.
        rule: RuleId,
    },
    /// A rule cannot be decided.
    Undecided {
        /// The rule.
        rule: RuleId,
        /// The fact that is missing.
        needs: MissingFact,
        /// Whether it is missing because the test does not say it.
        unsaid: bool,
    },
    /// A rule fails.
    Failed {
        /// The rule.
        rule: RuleId,
        /// What went wrong, for the rule's author.
        error: Text,
    },
    /// The persona; `null` for none.
    Persona {
        /// The persona.
        persona: Option<PersonaId>,
    },
    /// The outcome of the plan.
    Outcome {
        /// The outcome.
        outcome: Outcome,
    },
    /// The module has to be done, outside the modules of the plan.
    MustDo {
        /// The module.
        module: ModuleId,
    },
    /// What the plan holds.
    Modules {
        /// The modules; only the one that should not be there, where it is.
        modules: Vec<ModuleId>,
    },
    /// The prompts that are given.
    Prompts {
        /// The prompts.
        prompts: Vec<PromptId>,
    },
    /// What is to be assessed.
    Assessments {
        /// The competencies.
        competencies: Vec<CompetencyId>,
    },
    /// Readiness for the planned role, in whole percent.
    Readiness {
        /// The role.
        role: RoleId,
        /// For certain.
        low: u8,
        /// If everything unknown is met.
        high: u8,
    },
    /// What the choice scores; `null` where nothing was chosen.
    Score {
        /// In hundredths of a point.
        score: Option<Score>,
    },
}

/// A rule that does not fire, as expected, only because it is undecided.
#[derive(Clone, Debug, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct TestNote {
    /// The rule.
    pub rule: RuleId,
    /// The fact that the test does not say.
    pub needs: MissingFact,
}

/// What tests reach.
#[derive(Clone, Debug, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct TestCoverage {
    /// Every rule, by id.
    pub rules: Vec<CoveredRule>,
    /// Every active module, by id.
    pub modules: Vec<CoveredModule>,
    /// Every prompt, by id.
    pub prompts: Vec<CoveredPrompt>,
    /// How much of each is reached.
    pub shares: Vec<CoveredShare>,
    /// The lowest share, in whole percent.
    pub lowest: usize,
    /// The lowest share that is enough, in whole percent; `null` where nobody asked.
    pub least: Option<u8>,
    /// Whether every share is enough.
    pub enough: bool,
}

/// What tests show of a rule.
#[derive(Clone, Debug, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct CoveredRule {
    /// The rule.
    pub rule: RuleId,
    /// In how many tests it fires.
    pub fires: usize,
    /// In how many tests it is silent.
    pub silent: usize,
    /// The comparisons of its condition.
    pub comparisons: Vec<CoveredComparison>,
}

/// What tests show of a comparison.
#[derive(Clone, Debug, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct CoveredComparison {
    /// The comparison, written out.
    pub text: Text,
    /// How often it was seen to hold.
    pub holds: usize,
    /// How often it was seen not to hold.
    pub does_not: usize,
}

/// Who gets a module.
#[derive(Clone, Debug, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct CoveredModule {
    /// The module.
    pub module: ModuleId,
    /// Who gets it.
    pub reached: Reached,
}

/// Who gets a prompt.
#[derive(Clone, Debug, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct CoveredPrompt {
    /// The prompt.
    pub prompt: PromptId,
    /// Who gets it.
    pub reached: Reached,
}

/// How much of something is reached.
#[derive(Clone, Debug, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct CoveredShare {
    /// What is counted.
    pub what: Share,
    /// How many are reached.
    pub shown: usize,
    /// How many there are.
    pub all: usize,
    /// The share in whole percent, rounded down.
    pub percent: usize,
}

impl TestResults {
    /// Writes down what came of cases.
    pub fn of(
        library: &Library,
        cases: &[(&Case, Ran)],
        mistakes: &[diagnostic::Diagnostic],
    ) -> Self {
        let tests = cases.iter().map(|(case, ran)| TestResult::of(library, case, ran));
        let tests: Vec<TestResult> = tests.collect();
        let passed = tests.iter().filter(|test| test.passed).count();
        Self {
            format: FORMAT,
            provenance: AnswerProvenance::of(library),
            passed,
            failed: tests.len().saturating_sub(passed),
            mistakes: mistakes.iter().map(Diagnostic::from).collect(),
            tests,
            coverage: None,
        }
    }

    /// Adds what the cases and the plans of people, made for a date, reach.
    #[must_use]
    pub fn with_coverage(
        self,
        library: &Library,
        coverage: &Coverage,
        least: Option<u8>,
        as_of: AsOf,
    ) -> Self {
        let coverage = Some(TestCoverage::of(library, coverage, least));
        Self { provenance: self.provenance.as_of(as_of), coverage, ..self }
    }

    /// Whether every test holds, none was kept from running, and coverage is enough.
    pub fn holds(&self) -> bool {
        let is_enough = self.coverage.as_ref().is_none_or(|coverage| coverage.enough);
        self.failed == 0 && self.mistakes.is_empty() && is_enough
    }
}

impl TestResult {
    fn of(library: &Library, case: &Case, ran: &Ran) -> Self {
        let misses = ran.misses.iter();
        Self {
            name: case.name.as_str().into(),
            file: Text::from(&*case.file),
            place: case.place.as_ref().map(Place::from),
            because: case.because.as_deref().map(Text::from),
            passed: ran.passed(),
            misses: misses.map(|miss| MissedExpectation::of(library, case, ran, miss)).collect(),
            notes: ran.notes.iter().map(|note| TestNote::of(library, note)).collect(),
        }
    }
}

impl TestNote {
    fn of(library: &Library, note: &Note) -> Self {
        Self { rule: Names(library).rule(note.rule), needs: MissingFact::of(&note.needs) }
    }
}

impl MissedExpectation {
    fn of(library: &Library, case: &Case, ran: &Ran, miss: &Miss) -> Self {
        let (expected, came) =
            (Expectation::of(library, &miss.expected), CameInstead::of(library, &miss.came));
        let place = miss.place.as_ref().map(Place::from);
        let traced =
            trace::Trace { personas: Vec::new(), rules: miss.rule.iter().cloned().collect() };
        let (CaseAbout::Person(about), Some(plan)) = (&case.about, &ran.plan) else {
            let rule = miss.rule.as_ref().map(|rule| TracedRule::of(library, rule));
            return Self { expected, came, place, rule, persona: None, module: None };
        };
        let person = &about.person;
        Self {
            expected,
            came,
            place,
            rule: Trace::of(library, person, plan, &traced, |_| true).rules.pop(),
            persona: explaining_persona(library, person, plan, miss),
            module: miss.module.map(|module| ExplainedModule {
                person: ExplainedPerson::of(person),
                module: Names(library).module(module),
                explanation: ModuleExplanation::of(
                    library,
                    person,
                    plan,
                    &explain_module(library, person, plan, module),
                ),
            }),
        }
    }
}

fn explaining_persona(
    library: &Library,
    person: &Person,
    plan: &plan::Decision,
    miss: &Miss,
) -> Option<TracedPersona> {
    let persona = miss.persona?;
    let mut personas = trace::trace_personas(library, person, plan);
    personas.retain(|traced| traced.persona == persona);
    let traced = trace::Trace { personas, rules: Vec::new() };
    Trace::of(library, person, plan, &traced, |_| true).personas.pop()
}

impl Expectation {
    fn of(library: &Library, expected: &Expected) -> Self {
        let names = Names(library);
        match expected {
            Expected::Rule { rule, says, about } => Self::Rule {
                rule: names.rule(*rule),
                says: *says,
                about: about.as_deref().map(Text::from),
            },
            Expected::Persona(persona) => {
                Self::Persona { persona: persona.map(|persona| names.persona(persona)) }
            }
            Expected::Outcome(outcome) => Self::Outcome { outcome: *outcome },
            Expected::Picked(module) => Self::Picked { module: names.module(*module) },
            Expected::LeftOut(module) => Self::LeftOut { module: names.module(*module) },
            Expected::MustDo(module) => Self::MustDo { module: names.module(*module) },
            Expected::Prompt(prompt) => Self::Prompt { prompt: names.prompt(*prompt) },
            Expected::NoPrompt(prompt) => Self::NoPrompt { prompt: names.prompt(*prompt) },
            Expected::Assess(competency) => {
                Self::Assess { competency: names.competency(*competency) }
            }
            Expected::Readiness { when, from, to } => {
                Self::Readiness { when: *when, from: *from, to: *to }
            }
            Expected::Score(points) => Self::Score { points: *points },
        }
    }
}

impl CameInstead {
    fn of(library: &Library, came: &Came) -> Self {
        let names = Names(library);
        match came {
            Came::Rule { rule, said } => Self::said(names.rule(*rule), said),
            Came::Persona(persona) => {
                Self::Persona { persona: persona.map(|persona| names.persona(persona)) }
            }
            Came::Outcome(outcome) => Self::Outcome { outcome: *outcome },
            Came::MustDo(module) => Self::MustDo { module: names.module(*module) },
            Came::Picked(modules) => Self::Modules { modules: names.modules(modules) },
            Came::Prompts(prompts) => {
                Self::Prompts { prompts: prompts.iter().map(|ix| names.prompt(*ix)).collect() }
            }
            Came::Assessments(competencies) => {
                let competencies = competencies.iter().map(|ix| names.competency(*ix));
                Self::Assessments { competencies: competencies.collect() }
            }
            Came::Readiness { role, low, high } => {
                Self::Readiness { role: names.role(*role), low: *low, high: *high }
            }
            Came::Score(score) => Self::Score {
                score: score.map(|score| match score.hours {
                    None => Score::Points(score.points),
                    Some(hours) => Score::PerHour(PointsPerHour { points: score.points, hours }),
                }),
            },
        }
    }

    fn said(rule: RuleId, said: &Said) -> Self {
        match said {
            Said::NotAsked(misfits) => {
                let out_of_scope = misfits.iter().map(TracedScope::of).collect();
                Self::NotAsked { rule, out_of_scope }
            }
            Said::AboutNothing(each) => Self::AboutNothing { rule, each: *each },
            Said::NotAbout(about) => Self::NotAbout { rule, about: Text::from(&**about) },
            Said::Fired(times) => Self::Fired { rule, times: *times },
            Said::Silent => Self::Silent { rule },
            Said::Undecided { needs, is_unsaid } => {
                Self::Undecided { rule, needs: MissingFact::of(needs), unsaid: *is_unsaid }
            }
            Said::Failed(error) => Self::Failed { rule, error: error.as_str().into() },
        }
    }
}

impl TestCoverage {
    fn of(library: &Library, coverage: &Coverage, least: Option<u8>) -> Self {
        let names = Names(library);
        let lowest = coverage.lowest();
        let modules = coverage.modules.iter();
        let prompts = coverage.prompts.iter();
        let share = |(what, counted): (Share, Counted)| CoveredShare {
            what,
            shown: counted.shown,
            all: counted.all,
            percent: counted.percent(),
        };
        Self {
            rules: coverage.rules.iter().map(|rule| CoveredRule::of(library, rule)).collect(),
            modules: modules
                .map(|(ix, reached)| CoveredModule { module: names.module(*ix), reached: *reached })
                .collect(),
            prompts: prompts
                .map(|(ix, reached)| CoveredPrompt { prompt: names.prompt(*ix), reached: *reached })
                .collect(),
            shares: coverage.all().into_iter().map(share).collect(),
            lowest,
            least,
            enough: least.is_none_or(|least| lowest >= usize::from(least)),
        }
    }
}

impl CoveredRule {
    fn of(library: &Library, rule: &RuleCoverage) -> Self {
        let comparisons = rule.atoms.iter().map(|atom| CoveredComparison {
            text: atom.atom.text.as_str().into(),
            holds: atom.holds,
            does_not: atom.does_not,
        });
        Self {
            rule: Names(library).rule(rule.rule),
            fires: rule.fires,
            silent: rule.silent,
            comparisons: comparisons.collect(),
        }
    }
}

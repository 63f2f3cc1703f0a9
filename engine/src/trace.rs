//! Why did each rule speak, or keep silent?
//!
//! Every persona and every rule is asked again about the person of a plan, and
//! every part of every condition is answered, also those that the plan did not
//! need. The verdicts are those of the plan: a rule fires here where it fired
//! there.

use crate::advice::{Questions, Topic, questions};
use crate::id::{PersonaIx, RuleIx};
use crate::library::{IfUnknown, Library, Persona, Rule};
use crate::person::Person;
use crate::plan::Decision;
use crate::rules::{About, Answer, Evaluator, Fact, Facts, Part};

/// Why the personas and rules of a library said what they said about a person.
#[derive(Clone, Debug)]
pub struct Trace {
    /// Every persona, in the order of ids.
    pub personas: Vec<PersonaTrace>,
    /// Every rule, in the order of ids.
    pub rules: Vec<RuleTrace>,
}

/// Why a persona is, or is not, that of a person.
#[derive(Clone, Debug)]
pub struct PersonaTrace {
    /// The persona.
    pub persona: PersonaIx,
    /// What came of it.
    pub verdict: PersonaVerdict,
    /// Its condition.
    pub who: Part,
}

/// What came of a persona.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum PersonaVerdict {
    /// It is the person's.
    Wins,
    /// It fits too, and another comes first.
    Outranked {
        /// The one that comes first.
        by: PersonaIx,
    },
    /// It does not fit.
    Silent,
    /// Nobody can tell; then it does not fit.
    Undecided {
        /// The first fact that is missing.
        needs: Fact,
    },
    /// Its condition could not be evaluated.
    Failed {
        /// What went wrong.
        error: String,
    },
}

/// Why a rule spoke, or did not.
#[derive(Clone, Debug)]
pub struct RuleTrace {
    /// The rule.
    pub rule: RuleIx,
    /// Whether it was asked, and what it said.
    pub asked: Asked,
}

/// Whether a rule was asked.
#[derive(Clone, Debug)]
pub enum Asked {
    /// It was not: the person is out of its scope.
    Not(Vec<Misfit>),
    /// It was, about each of these; about nothing where there is no gap or module.
    About(Vec<TopicTrace>),
}

/// What a scope of a rule can ask for.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum ScopeKey {
    /// The competency model of the present role.
    Model,
    /// The family of the present role.
    Family,
    /// The present role.
    Role,
    /// The persona.
    Persona,
    /// Where the person works.
    Site,
}

impl ScopeKey {
    /// The word authors write.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Model => "model",
            Self::Family => "family",
            Self::Role => "role",
            Self::Persona => "persona",
            Self::Site => "site",
        }
    }
}

/// A key of a scope that does not fit a person.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Misfit {
    /// The key.
    pub key: ScopeKey,
    /// What the scope asks for: one of these.
    pub wants: Vec<String>,
    /// What the person has; `None` where they have nothing.
    pub has: Option<Box<str>>,
}

/// What a rule said about the person, a gap or a module.
#[derive(Clone, Debug)]
pub struct TopicTrace {
    /// About what.
    pub topic: Topic,
    /// What it said.
    pub verdict: Verdict,
    /// Its condition.
    pub when: Part,
}

/// What a rule said.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Verdict {
    /// Its condition holds.
    Fired,
    /// Its condition cannot be decided, and it fires in that case.
    FiredUnknown {
        /// The first fact that is missing.
        needs: Fact,
    },
    /// Its condition does not hold.
    Silent,
    /// Its condition cannot be decided.
    Undecided {
        /// The first fact that is missing.
        needs: Fact,
    },
    /// Its condition could not be evaluated.
    Failed {
        /// What went wrong.
        error: String,
    },
}

impl Verdict {
    /// Whether the rule fires.
    pub fn fires(&self) -> bool {
        matches!(self, Self::Fired | Self::FiredUnknown { .. })
    }
}

impl RuleTrace {
    /// What the rule said, about each thing it was asked about.
    pub fn topics(&self) -> &[TopicTrace] {
        match &self.asked {
            Asked::Not(_) => &[],
            Asked::About(topics) => topics,
        }
    }
}

/// Traces every persona and every rule behind a plan.
pub fn trace(library: &Library, person: &Person, plan: &Decision) -> Trace {
    let tracer = Tracer::new(library, person, plan);
    Trace {
        personas: tracer.personas(),
        rules: library.rules.iter().map(|(ix, _)| tracer.rule(ix)).collect(),
    }
}

/// Traces every persona behind a plan.
pub fn trace_personas(library: &Library, person: &Person, plan: &Decision) -> Vec<PersonaTrace> {
    Tracer::new(library, person, plan).personas()
}

/// Traces one rule behind a plan.
pub fn trace_rule(library: &Library, person: &Person, plan: &Decision, rule: RuleIx) -> RuleTrace {
    Tracer::new(library, person, plan).rule(rule)
}

/// Asks a rule about facts that belong to nobody; scopes are not looked at.
pub fn ask(
    library: &Library,
    rule: RuleIx,
    facts: &Facts<'_>,
    topic: Topic,
    about: &About<'_>,
) -> TopicTrace {
    ask_with(&mut Evaluator::new(&library.sandbox, facts), &library.rules[rule], topic, about)
}

fn ask_with(
    evaluator: &mut Evaluator<'_>,
    rule: &Rule,
    topic: Topic,
    about: &About<'_>,
) -> TopicTrace {
    let verdict = match evaluator.decide(&rule.when, about) {
        Answer::Holds => Verdict::Fired,
        Answer::DoesNot => Verdict::Silent,
        Answer::Undecided { needs } => match rule.if_unknown {
            IfUnknown::Fire => Verdict::FiredUnknown { needs },
            IfUnknown::Skip => Verdict::Undecided { needs },
        },
        Answer::Failed { error } => Verdict::Failed { error },
    };
    TopicTrace { topic, verdict, when: evaluator.explain(&rule.when, about) }
}

struct Tracer<'a> {
    library: &'a Library,
    person: &'a Person,
    plan: &'a Decision,
    questions: Questions<'a>,
}

impl<'a> Tracer<'a> {
    fn new(library: &'a Library, person: &'a Person, plan: &'a Decision) -> Self {
        let questions = questions(library, person, plan.as_of, &plan.advice);
        Self { library, person, plan, questions }
    }

    fn personas(&self) -> Vec<PersonaTrace> {
        let mut evaluator = Evaluator::new(&self.library.sandbox, &self.questions.who);
        let trace = |(ix, persona): (PersonaIx, &Persona)| {
            let verdict = match evaluator.decide(&persona.who, &About::Person) {
                Answer::Holds => match self.plan.advice.persona {
                    Some(by) if by != ix => PersonaVerdict::Outranked { by },
                    _ => PersonaVerdict::Wins,
                },
                Answer::DoesNot => PersonaVerdict::Silent,
                Answer::Undecided { needs } => PersonaVerdict::Undecided { needs },
                Answer::Failed { error } => PersonaVerdict::Failed { error },
            };
            let who = evaluator.explain(&persona.who, &About::Person);
            PersonaTrace { persona: ix, verdict, who }
        };
        self.library.personas.iter().map(trace).collect()
    }

    fn rule(&self, ix: RuleIx) -> RuleTrace {
        let rule = &self.library.rules[ix];
        let (role, persona) = (self.person.role, self.plan.advice.persona);
        if !rule.scope.includes(role, persona, self.person.site.as_deref()) {
            return RuleTrace { rule: ix, asked: Asked::Not(self.misfits(rule)) };
        }
        let mut evaluator = Evaluator::new(&self.library.sandbox, &self.questions.facts);
        let topics = self.questions.topics.of_each(rule.each).iter();
        let topics = topics.map(|(topic, about)| ask_with(&mut evaluator, rule, *topic, about));
        RuleTrace { rule: ix, asked: Asked::About(topics.collect()) }
    }

    /// The keys of a scope that do not fit, in the order authors write them.
    fn misfits(&self, rule: &Rule) -> Vec<Misfit> {
        let scope = &rule.written_scope;
        let role = &self.library.roles[self.person.role];
        let persona = self.plan.advice.persona.map(|ix| self.library.persona_id(ix));
        let keys = [
            (ScopeKey::Model, &scope.model, Some(&*role.model)),
            (ScopeKey::Family, &scope.family, Some(&*role.family).filter(|it| !it.is_empty())),
            (ScopeKey::Role, &scope.role, Some(self.library.role_id(self.person.role))),
            (ScopeKey::Persona, &scope.persona, persona),
            (ScopeKey::Site, &scope.site, self.person.site.as_deref()),
        ];
        let fits = |wants: &[String], has: Option<&str>| {
            wants.is_empty() || has.is_some_and(|has| wants.iter().any(|wanted| wanted == has))
        };
        keys.into_iter()
            .filter(|(_, wants, has)| !fits(wants, *has))
            .map(|(key, wants, has)| Misfit { key, wants: wants.clone(), has: has.map(Into::into) })
            .collect()
    }
}

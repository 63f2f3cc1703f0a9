//! Which rules speak to this person, and which win?
//!
//! First the persona, from the baseline as it is; then the policy for what is
//! unknown, the gaps and the readiness; then every rule in scope; then what
//! happens where rules disagree about a module.

mod facts;
mod fire;
mod settle;

use crate::gap::{Gaps, Readiness, Standings, readiness, score_gaps, standings};
use crate::id::{CompetencyIx, ModuleIx, PersonaIx, PromptIx, RoleIx, RuleIx};
use crate::library::{Assessor, Channel, Library, Objective, Persona, Recipient, UnknownPolicy};
use crate::person::{AsOf, Baseline, Person};
use crate::quantity::{Hours, Span};
use crate::rules::{About, Answer, Evaluator, Fact, FactSet, Facts};
use facts::{FactSource, PersonaFacts};
pub use fire::Topics;
pub use settle::{ModuleAdvice, Overruled};

/// What a persona, or without one the library, settles about a plan.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Policy {
    /// What a competency without evidence counts as.
    pub unknown: UnknownPolicy,
    /// What the choice of modules maximises.
    pub objective: Objective,
    /// Hours of learning a week, part-time taken into account.
    pub hours_per_week: Hours,
    /// How many weeks the plan looks ahead.
    pub weeks: u32,
}

/// What a rule was asked about.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum Topic {
    /// The person.
    Person,
    /// One of their gaps.
    Gap(CompetencyIx),
    /// A module.
    Module(ModuleIx),
}

/// A rule that fired.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Firing {
    /// The rule.
    pub rule: RuleIx,
    /// About what.
    pub topic: Topic,
    /// What it does.
    pub effects: Vec<Act>,
}

/// An effect with everything in it worked out for one person.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Act {
    /// Raises or lowers what modules count for, in percent of their gain.
    Boost {
        /// The modules.
        modules: Vec<ModuleIx>,
        /// The percentage.
        percent: i32,
    },
    /// Keeps modules out.
    Exclude {
        /// The modules.
        modules: Vec<ModuleIx>,
    },
    /// Puts modules in.
    Require {
        /// The modules.
        modules: Vec<ModuleIx>,
    },
    /// Puts the best of several modules in.
    RequireOne {
        /// The modules.
        modules: Vec<ModuleIx>,
    },
    /// Adds a module that has to be done.
    Mandate {
        /// The module.
        module: ModuleIx,
        /// How long after joining it is due.
        due: Option<Span>,
        /// How long after completion it has to be done again.
        renew: Option<Span>,
    },
    /// Gives the manager a coaching prompt.
    Coach {
        /// The prompt.
        prompt: PromptIx,
        /// How often; `None` for as the prompt says.
        every: Option<Span>,
    },
    /// Sends a reminder.
    Nudge {
        /// How long after the plan's date.
        after: Span,
        /// Where.
        channel: Channel,
        /// What it says.
        text: Box<str>,
    },
    /// Asks for an assessment.
    Assess {
        /// The competency.
        competency: CompetencyIx,
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
        text: Box<str>,
    },
}

/// Why a rule or one of its effects went wrong.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Failure {
    /// An effect needs a fact nobody has evidence of.
    Needs(Fact),
    /// It could not be worked out: what went wrong, as a fragment for the rule's author.
    Error(String),
}

/// All that rules and policies say about one person.
#[derive(Clone, Debug)]
pub struct Advice {
    /// The persona.
    pub persona: Option<PersonaIx>,
    /// What it settles.
    pub policy: Policy,
    /// What the evidence says.
    pub baseline: Baseline,
    /// What each level counts as.
    pub standings: Standings,
    /// What is expected and what is missing.
    pub gaps: Gaps,
    /// Readiness for the planned role, then for the present one.
    pub readiness: Vec<Readiness>,
    /// The rules that fired, by rule and topic.
    pub fired: Vec<Firing>,
    /// The rules that could not be decided, each with the facts that
    /// are missing.
    pub undecided: Vec<(RuleIx, Vec<Fact>)>,
    /// The rules and effects that went wrong.
    pub failed: Vec<(RuleIx, Failure)>,
    /// The rules that lost against others.
    pub overruled: Vec<Overruled>,
    /// What the rules say of each module.
    pub modules: ModuleAdvice,
}

impl Advice {
    /// Everything rules do that is about people rather than modules, with the
    /// rule and the topic.
    pub fn acts(&self) -> impl Iterator<Item = (RuleIx, Topic, &Act)> {
        self.fired
            .iter()
            .flat_map(|firing| firing.effects.iter().map(|act| (firing.rule, firing.topic, act)))
    }
}

/// The role a plan works towards.
pub fn planned_role(person: &Person) -> RoleIx {
    person.target_role.unwrap_or(person.role)
}

/// Asks personas and rules about a person. `unknown` replaces the policy for what
/// is unknown where it is given.
pub fn advise(
    library: &Library,
    person: &Person,
    as_of: AsOf,
    unknown: Option<UnknownPolicy>,
) -> Advice {
    let Settled { persona, policy, baseline, standings } = settled(library, person, as_of, unknown);
    let gaps = score_gaps(library, &standings, person.role, person.target_role);
    let mut roles = vec![planned_role(person), person.role];
    roles.dedup();
    let readiness: Vec<Readiness> =
        roles.into_iter().map(|role| readiness(library, &standings, role)).collect();
    let source = FactSource {
        library,
        person,
        as_of,
        baseline: &baseline,
        standings: &standings,
        gaps: Some(&gaps),
        needs: library.needs.rules,
    };
    let settled = PersonaFacts {
        persona,
        readiness: readiness.first().map_or(0, |readiness| readiness.low),
        hours_per_week: policy.hours_per_week,
    };
    let fire::RuleAnswers { fired, undecided, failed } = fire::ask(&source, &gaps, &settled);
    let (modules, overruled) = settle::settle(library, &fired);
    Advice {
        persona,
        policy,
        baseline,
        standings,
        gaps,
        readiness,
        fired,
        undecided,
        failed,
        overruled,
        modules,
    }
}

/// What a person holds, after the policy of their persona; no rule is asked.
#[derive(Clone, Debug)]
pub struct Settled {
    /// The persona.
    pub persona: Option<PersonaIx>,
    /// What the persona, or without one the library, settles.
    pub policy: Policy,
    /// What the evidence says.
    pub baseline: Baseline,
    /// What each level counts as.
    pub standings: Standings,
}

/// Returns what is settled about a person before any rule is asked. `unknown`
/// replaces the policy for what is unknown where it is given.
pub fn settled(
    library: &Library,
    person: &Person,
    as_of: AsOf,
    unknown: Option<UnknownPolicy>,
) -> Settled {
    let baseline = Baseline::of(person, library, as_of);
    let persona = choose_persona(library, person, as_of, &baseline);
    let mut policy = policy(library, person, persona);
    policy.unknown = unknown.unwrap_or(policy.unknown);
    let standings = standings(library, &baseline, policy.unknown, person.role);
    Settled { persona, policy, baseline, standings }
}

/// What personas and rules are asked about one person, and the facts they read.
#[derive(Clone, Debug)]
pub struct Questions<'a> {
    /// What the `who` of a persona reads: the baseline before any policy for what
    /// is unknown.
    pub who: Facts<'a>,
    /// What rules read.
    pub facts: Facts<'a>,
    /// What rules are asked about.
    pub topics: Topics<'a>,
}

/// Returns what led to some advice, to ask it again; all facts are filled.
pub fn questions<'a>(
    library: &'a Library,
    person: &'a Person,
    as_of: AsOf,
    advice: &Advice,
) -> Questions<'a> {
    let Advice { baseline, standings, gaps, persona, readiness, policy, .. } = advice;
    let needs = FactSet::all();
    let source =
        FactSource { library, person, as_of, baseline, standings, gaps: Some(gaps), needs };
    let settled = PersonaFacts {
        persona: *persona,
        readiness: readiness.first().map_or(0, |readiness| readiness.low),
        hours_per_week: policy.hours_per_week,
    };
    Questions {
        who: who_facts(library, person, as_of, baseline, needs),
        facts: source.facts(Some(&settled)),
        topics: Topics::of(&source, gaps),
    }
}

/// The facts that decide the persona, of those that are needed.
fn who_facts<'a>(
    library: &'a Library,
    person: &'a Person,
    as_of: AsOf,
    baseline: &Baseline,
    needs: FactSet,
) -> Facts<'a> {
    let standings = standings(library, baseline, UnknownPolicy::Assess, person.role);
    let gaps = needs
        .contains("gap")
        .then(|| score_gaps(library, &standings, person.role, person.target_role));
    let (standings, gaps) = (&standings, gaps.as_ref());
    FactSource { library, person, as_of, baseline, standings, gaps, needs }.facts(None)
}

/// The personas whose `who` holds for somebody, whichever of them wins.
pub fn standing_personas(library: &Library, person: &Person, as_of: AsOf) -> Vec<PersonaIx> {
    let baseline = Baseline::of(person, library, as_of);
    fitting(library, person, as_of, &baseline).into_iter().map(|(ix, _)| ix).collect()
}

/// The persona that fits: the highest priority, then the first id. One that
/// cannot be decided does not fit.
fn choose_persona(
    library: &Library,
    person: &Person,
    as_of: AsOf,
    baseline: &Baseline,
) -> Option<PersonaIx> {
    fitting(library, person, as_of, baseline)
        .into_iter()
        .max_by(|(a, x), (b, y)| x.priority.cmp(&y.priority).then(b.cmp(a)))
        .map(|(ix, _)| ix)
}

fn fitting<'a>(
    library: &'a Library,
    person: &Person,
    as_of: AsOf,
    baseline: &Baseline,
) -> Vec<(PersonaIx, &'a Persona)> {
    let facts = who_facts(library, person, as_of, baseline, library.needs.personas);
    let mut evaluator = Evaluator::new(&library.sandbox, &facts);
    let mut fits = |who| evaluator.decide(who, &About::Person) == Answer::Holds;
    library.personas.iter().filter(|(_, persona)| fits(&persona.who)).collect()
}

/// The longest a plan of somebody part-time may look ahead, in weeks, unless a
/// longer time is stated.
const LONGEST: u32 = 26;

fn policy(library: &Library, person: &Person, persona: Option<PersonaIx>) -> Policy {
    let persona = persona.map(|ix| &library.personas[ix]);
    let usual = persona
        .and_then(|persona| persona.hours_per_week)
        .unwrap_or(library.settings.hours_per_week);
    let share = usual.hundredths().saturating_mul(person.fte) / 100;
    let weeks =
        persona.and_then(|persona| persona.horizon).unwrap_or(library.settings.horizon).weeks();
    let stretched = weeks.saturating_mul(100).div_ceil(person.fte.max(1));
    Policy {
        unknown: persona.map_or_else(UnknownPolicy::default, |persona| persona.unknown),
        objective: persona.map_or_else(Objective::default, |persona| persona.objective),
        hours_per_week: person.hours_per_week.unwrap_or(Hours::from_hundredths(share)),
        weeks: stretched.min(LONGEST).max(weeks),
    }
}

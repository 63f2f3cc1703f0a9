//! Runs a case.

use super::{
    Came, Case, CaseAbout, CaseScore, Expected, Miss, Note, PersonCase, Question, Ran, Said, Says,
    Seen, SeenRule, When,
};
use crate::advice::Topic;
use crate::id::{CompetencyIx, ModuleIx, PersonaIx, PromptIx, RuleIx};
use crate::library::{Each, Library};
use crate::plan::{Decision, recommend};
use crate::quantity::Amount;
use crate::rules::About;
use crate::select::Value;
use crate::trace::{Asked, Misfit, RuleTrace, ScopeKey, TopicTrace, Verdict, ask, trace_rule};

/// Runs a case, and says what of it does not hold.
pub fn run(library: &Library, case: &Case) -> Ran {
    match &case.about {
        CaseAbout::Facts(questions) => run_facts(library, questions),
        CaseAbout::Person(case) => run_person(library, case),
    }
}

fn run_facts(library: &Library, questions: &[Question]) -> Ran {
    let mut ran = Ran { misses: Vec::new(), notes: Vec::new(), seen: Seen::default(), plan: None };
    for question in questions {
        let topic = topic(library, &question.about);
        let traced = ask(library, question.rule, &question.facts, topic, &question.about);
        let misfits = misfits(library, question);
        let asked = if misfits.is_empty() {
            ran.seen.rules.push(seen(question.rule, std::slice::from_ref(&traced)));
            Asked::About(vec![traced.clone()])
        } else {
            Asked::Not(misfits)
        };
        let rule = RuleTrace { rule: question.rule, asked };
        if let Err(came) = said(&rule, question.says, None, Asking::OfCase) {
            ran.misses.push(Miss {
                expected: Expected::Rule { rule: question.rule, says: question.says, about: None },
                came: Came::Rule { rule: question.rule, said: came },
                place: question.place.clone(),
                rule: Some(rule),
                module: None,
                persona: None,
            });
        } else if let (Says::DoesNotFire, Verdict::Undecided { needs }) =
            (question.says, &traced.verdict)
        {
            ran.notes.push(Note { rule: question.rule, needs: needs.clone() });
        }
    }
    ran
}

/// What the facts of a case are about, as a topic.
fn topic(library: &Library, about: &About<'_>) -> Topic {
    match about {
        About::Person => Topic::Person,
        About::Gap(gap) => {
            library.names.competencies.find(&gap.id).map_or(Topic::Person, Topic::Gap)
        }
        About::Module(module) => {
            library.names.modules.find(&module.id).map_or(Topic::Person, Topic::Module)
        }
    }
}

/// The keys of a rule's scope that contradict what a case says. What it does not
/// say contradicts nothing.
fn misfits(library: &Library, question: &Question) -> Vec<Misfit> {
    let rule = &library.rules[question.rule];
    let (facts, scope) = (&question.facts, &rule.written_scope);
    let said = |name: &str, value: &str| {
        (!facts.unsaid.contains(name) && !value.is_empty()).then(|| value.to_owned())
    };
    let role = question.role.map(|role| &library.roles[role]);
    let keys = [
        (ScopeKey::Model, &scope.model, role.map(|it| it.model.to_string())),
        (ScopeKey::Family, &scope.family, said("family", &facts.family)),
        (ScopeKey::Role, &scope.role, said("role", &facts.role)),
        (ScopeKey::Persona, &scope.persona, said("persona", &facts.persona)),
        (ScopeKey::Site, &scope.site, facts.site.as_deref().map(str::to_owned)),
    ];
    keys.into_iter()
        .filter(|(_, wants, _)| !wants.is_empty())
        .filter_map(|(key, wants, has)| {
            let has = has?;
            let fits = wants.contains(&has);
            (!fits).then(|| Misfit { key, wants: wants.clone(), has: Some(has.into()) })
        })
        .collect()
}

/// Who a rule is asked about.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Asking {
    /// Nobody: a case that says some facts.
    OfCase,
    /// A person of a plan.
    OfPerson,
}

/// Whether a rule said what it should, about one thing or about anything.
fn said(rule: &RuleTrace, says: Says, only: Option<Topic>, asking: Asking) -> Result<(), Said> {
    let topics: Vec<&TopicTrace> = match &rule.asked {
        Asked::Not(_) if matches!(says, Says::Silent | Says::DoesNotFire) => return Ok(()),
        Asked::Not(misfits) => return Err(Said::NotAsked(misfits.clone())),
        Asked::About(topics) => {
            topics.iter().filter(|topic| only.is_none_or(|only| topic.topic == only)).collect()
        }
    };
    let fired = topics.iter().filter(|topic| topic.verdict.fires()).count();
    let error = topics.iter().find_map(|topic| match &topic.verdict {
        Verdict::Failed { error } => Some(error.clone()),
        _ => None,
    });
    let undecided = topics.iter().find_map(|it| match &it.verdict {
        Verdict::Undecided { needs } => Some(needs.clone()),
        _ => None,
    });
    // A condition that failed is no answer, whatever was expected.
    if let Some(error) = error.filter(|_| fired == 0 || says != Says::Fires) {
        return Err(Said::Failed(error));
    }
    match (says, fired, undecided) {
        (Says::Fires, 1.., _)
        | (Says::DoesNotFire, 0, _)
        | (Says::Silent, 0, None)
        | (Says::Undecided, _, Some(_)) => Ok(()),
        (_, 1.., _) => Err(Said::Fired(fired)),
        (_, 0, Some(needs)) => Err(Said::Undecided { needs, is_unsaid: asking == Asking::OfCase }),
        (_, 0, None) => Err(Said::Silent),
    }
}

fn seen(rule: RuleIx, topics: &[TopicTrace]) -> SeenRule {
    let atoms = topics.iter().flat_map(|topic| topic.when.atoms());
    SeenRule {
        rule,
        fired: topics.iter().filter(|topic| topic.verdict.fires()).count(),
        silent: topics.iter().filter(|topic| topic.verdict == Verdict::Silent).count(),
        atoms: atoms
            .filter(|(_, atom)| atom.is_reached)
            .filter_map(|(path, atom)| Some((path, atom.answer()?)))
            .collect(),
    }
}

fn run_person(library: &Library, case: &PersonCase) -> Ran {
    let plan = recommend(library, &case.person, case.as_of);
    let mut seen = Seen {
        rules: Vec::new(),
        modules: plan.picks.iter().map(|pick| pick.module).collect(),
        prompts: plan.coaching.iter().map(|coaching| coaching.prompt).collect(),
    };
    seen.modules.extend(plan.must_do.iter().map(|must_do| must_do.module));
    let checker = Checker { library, case, plan: &plan };
    let mut misses = Vec::new();
    for (expected, place) in &case.expected {
        let miss = match expected {
            Expected::Rule { rule, says, about } => {
                checker.rule(*rule, *says, about.as_deref(), &mut seen)
            }
            other => checker.plan(other),
        };
        misses.extend(miss.map(|miss| Miss { place: place.clone(), ..miss }));
    }
    Ran { misses, notes: Vec::new(), seen, plan: Some(Box::new(plan)) }
}

struct Checker<'a> {
    library: &'a Library,
    case: &'a PersonCase,
    plan: &'a Decision,
}

impl Checker<'_> {
    fn rule(
        &self,
        rule: RuleIx,
        says: Says,
        about: Option<&str>,
        seen_so_far: &mut Seen,
    ) -> Option<Miss> {
        let traced = trace_rule(self.library, &self.case.person, self.plan, rule);
        if let Asked::About(topics) = &traced.asked {
            seen_so_far.rules.push(seen(rule, topics));
        }
        let came = self.came(&traced, says, about)?;
        Some(Miss {
            expected: Expected::Rule { rule, says, about: about.map(Into::into) },
            came: Came::Rule { rule, said: came },
            place: None,
            rule: Some(traced),
            module: None,
            persona: None,
        })
    }

    /// What came in place of what a rule should say; `None` where it said that.
    fn came(&self, traced: &RuleTrace, says: Says, about: Option<&str>) -> Option<Said> {
        let each = self.library.rules[traced.rule].each;
        let names = &self.library.names;
        let only = about.and_then(|about| match each {
            Each::Person => None,
            Each::Gap => names.competencies.find(about).map(Topic::Gap),
            Each::Module => names.modules.find(about).map(Topic::Module),
        });
        if let Asked::About(topics) = &traced.asked {
            let is_there = only.is_none_or(|only| topics.iter().any(|topic| topic.topic == only));
            let wants_answer = matches!(says, Says::Fires | Says::Undecided);
            if wants_answer && topics.is_empty() {
                return Some(Said::AboutNothing(each));
            }
            if wants_answer && !is_there {
                return Some(Said::NotAbout(about.unwrap_or_default().into()));
            }
        }
        said(traced, says, only, Asking::OfPerson).err()
    }

    fn plan(&self, expected: &Expected) -> Option<Miss> {
        let came = match expected {
            // Asked before, with what it showed.
            Expected::Rule { .. } => return None,
            Expected::Persona(persona) => return self.persona(*persona),
            Expected::Outcome(outcome) => {
                let came = self.plan.outcome;
                (came != *outcome).then_some(Came::Outcome(came))
            }
            Expected::Picked(module) => {
                return (!self.is_picked(*module)).then(|| self.module(expected, *module));
            }
            Expected::LeftOut(module) => {
                let is_there = self.is_picked(*module) || self.is_must_do(*module);
                return is_there.then(|| self.module(expected, *module));
            }
            Expected::MustDo(module) => {
                return (!self.is_must_do(*module)).then(|| self.module(expected, *module));
            }
            Expected::Prompt(prompt) | Expected::NoPrompt(prompt) => {
                let given = self.plan.coaching.iter().map(|coaching| coaching.prompt);
                let given: Vec<PromptIx> = given.collect();
                let is_wanted = matches!(expected, Expected::Prompt(_));
                (given.contains(prompt) != is_wanted).then_some(Came::Prompts(given))
            }
            Expected::Assess(competency) => {
                let asked = self.plan.assess.iter().map(|assessment| assessment.competency);
                let asked: Vec<CompetencyIx> = asked.collect();
                (!asked.contains(competency)).then_some(Came::Assessments(asked))
            }
            Expected::Readiness { when, from, to } => self.readiness(*when, *from, *to),
            Expected::Score(score) => self.score(*score),
        };
        Some(miss(expected, came?))
    }

    fn is_picked(&self, module: ModuleIx) -> bool {
        self.plan.picks.iter().any(|pick| pick.module == module)
    }

    fn is_must_do(&self, module: ModuleIx) -> bool {
        self.plan.must_do.iter().any(|must_do| must_do.module == module)
    }

    fn module(&self, expected: &Expected, module: ModuleIx) -> Miss {
        let came = match (self.is_must_do(module), self.is_picked(module)) {
            (true, _) => Came::MustDo(module),
            (false, true) => Came::Picked(vec![module]),
            (false, false) => {
                Came::Picked(self.plan.picks.iter().map(|pick| pick.module).collect())
            }
        };
        Miss { module: Some(module), ..miss(expected, came) }
    }

    fn persona(&self, persona: Option<PersonaIx>) -> Option<Miss> {
        let came = self.plan.advice.persona;
        let expected = Expected::Persona(persona);
        // What was expected and does not fit says most; else what fits instead.
        (came != persona)
            .then(|| Miss { persona: persona.or(came), ..miss(&expected, Came::Persona(came)) })
    }

    fn readiness(&self, when: When, from: u8, to: u8) -> Option<Came> {
        let planned = self.plan.readiness.first()?;
        let found = match when {
            When::Now => &planned.now,
            When::After => &planned.after,
        };
        let (role, low, high) = (found.role, found.low, found.high);
        let is_within = from <= low && high <= to;
        (!is_within).then_some(Came::Readiness { role, low, high })
    }

    fn score(&self, least: Amount) -> Option<Came> {
        let unit = self.plan.advice.gaps.unit;
        let least_hundredths = least.ten_thousandths().checked_div(100).unwrap_or_default();
        let value = self.plan.proof.and_then(|proof| proof.score);
        let (is_enough, came) = match value {
            None => (least_hundredths <= 0, None),
            Some(Value::Points(points)) => {
                let points = unit.hundredths(points);
                (points >= least_hundredths, Some(CaseScore { points, hours: None }))
            }
            Some(Value::PerHour { points, hours }) => {
                let points = unit.hundredths(points);
                let wanted = i128::from(least_hundredths).saturating_mul(hours.hundredths().into());
                let is_enough = i128::from(points).saturating_mul(100) >= wanted;
                (is_enough, Some(CaseScore { points, hours: Some(hours) }))
            }
        };
        (!is_enough).then_some(Came::Score(came))
    }
}

fn miss(expected: &Expected, came: Came) -> Miss {
    let expected = expected.clone();
    Miss { expected, came, place: None, rule: None, module: None, persona: None }
}

//! Runs a case.

use super::{
    Case, CaseAbout, Expected, Miss, PersonCase, Question, Ran, Says, Seen, SeenRule, When,
};
use crate::advice::Topic;
use crate::id::{Id, ModuleIx, PersonaIx, RuleIx};
use crate::library::{Each, Library};
use crate::plan::{Plan, recommend};
use crate::quantity::Amount;
use crate::rules::About;
use crate::select::Value;
use crate::trace::{Asked, Misfit, RuleTrace, TopicTrace, Verdict, ask, trace_rule};

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
        let traced = ask(library, question.rule, &question.facts, (topic, &question.about));
        let misfits = misfits(library, question);
        let id = library.rule_id(question.rule);
        let asked = if misfits.is_empty() {
            ran.seen.rules.push(seen(question.rule, std::slice::from_ref(&traced)));
            Asked::About(vec![traced.clone()])
        } else {
            Asked::Not(misfits)
        };
        let rule = RuleTrace { rule: question.rule, asked };
        if let Err(came) = said(&rule, question.says, None) {
            ran.misses.push(Miss {
                expected: expected_of(id, question.says, None),
                came: came_of(id, &came, true),
                place: question.place.clone(),
                rule: Some(rule),
                module: None,
                persona: None,
            });
        } else if let (Says::DoesNotFire, Verdict::Undecided { needs }) =
            (question.says, &traced.verdict)
        {
            ran.notes.push(format!(
                "{id} does not fire only because it is undecided: the case does not say `{needs}`"
            ));
        }
    }
    ran
}

/// What the facts of a case are about, as a topic.
fn topic(library: &Library, about: &About) -> Topic {
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
        (!facts.unsaid.0.contains(name) && !value.is_empty()).then(|| value.to_owned())
    };
    let role = question.role.map(|it| &library.roles[it]);
    let keys = [
        ("model", &scope.model, role.map(|it| it.model.to_string())),
        ("family", &scope.family, said("family", &facts.family)),
        ("role", &scope.role, said("role", &facts.role)),
        ("persona", &scope.persona, said("persona", &facts.persona)),
        ("site", &scope.site, facts.site.as_deref().map(str::to_owned)),
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

/// What a rule said instead of what it should.
enum Came {
    NotAsked(String),
    AboutNothing(Each),
    NotAbout(String),
    Fired(usize),
    Silent,
    Undecided(String, String),
    Failed(String),
}

/// Whether a rule said what it should, about one thing or about anything.
fn said(rule: &RuleTrace, says: Says, only: Option<Topic>) -> Result<(), Came> {
    let topics: Vec<&TopicTrace> = match &rule.asked {
        Asked::Not(_) if matches!(says, Says::Silent | Says::DoesNotFire) => return Ok(()),
        Asked::Not(misfits) => return Err(Came::NotAsked(not_asked(misfits))),
        Asked::About(topics) => {
            topics.iter().filter(|it| only.is_none_or(|only| it.topic == only)).collect()
        }
    };
    let fired = topics.iter().filter(|it| it.verdict.fires()).count();
    let error = topics.iter().find_map(|it| match &it.verdict {
        Verdict::Failed { error } => Some(error.clone()),
        _ => None,
    });
    let undecided = topics.iter().find_map(|it| match &it.verdict {
        Verdict::Undecided { needs } => Some((needs.to_string(), needs.evidence())),
        _ => None,
    });
    // A condition that failed is no answer, whatever was expected.
    if let Some(error) = error.filter(|_| fired == 0 || says != Says::Fires) {
        return Err(Came::Failed(error));
    }
    match (says, fired, undecided) {
        (Says::Fires, 1.., _)
        | (Says::DoesNotFire, 0, _)
        | (Says::Silent, 0, None)
        | (Says::Undecided, _, Some(_)) => Ok(()),
        (_, 1.., _) => Err(Came::Fired(fired)),
        (_, 0, Some((fact, evidence))) => Err(Came::Undecided(fact, evidence)),
        (_, 0, None) => Err(Came::Silent),
    }
}

fn not_asked(misfits: &[Misfit]) -> String {
    let one = |it: &Misfit| {
        let has = it.has.as_deref().unwrap_or("none");
        format!("its scope asks for {} {}, and here it is {has}", it.key, it.wants.join(" or "))
    };
    misfits.iter().map(one).collect::<Vec<_>>().join("; ")
}

fn expected_of(rule: &str, says: Says, about: Option<&str>) -> String {
    let about = about.map(|it| format!(" about {it}")).unwrap_or_default();
    match says {
        Says::Fires => format!("{rule} fires{about}"),
        Says::Silent => format!("{rule} is silent{about}"),
        Says::DoesNotFire => format!("{rule} does not fire{about}"),
        Says::Undecided => format!("{rule} is undecided{about}"),
    }
}

fn came_of(rule: &str, came: &Came, is_of_facts: bool) -> String {
    match came {
        Came::NotAsked(why) => format!("{rule} is not asked: {why}"),
        Came::AboutNothing(Each::Gap) => {
            format!("{rule} is asked about nothing: the person has no planned gap")
        }
        Came::AboutNothing(_) => format!("{rule} is asked about nothing: no module is open"),
        Came::NotAbout(what) => {
            format!("{rule} is not asked about {what}, which is no planned gap or open module")
        }
        Came::Fired(0 | 1) => format!("{rule} fires"),
        Came::Fired(times) => format!("{rule} fires {times} times"),
        Came::Silent => format!("{rule} is silent"),
        Came::Undecided(fact, _) if is_of_facts => {
            format!("{rule} is undecided: the case does not say `{fact}`")
        }
        Came::Undecided(_, evidence) => format!("{rule} is undecided: {evidence} would decide it"),
        Came::Failed(error) => format!("{rule} fails: {error}"),
    }
}

fn seen(rule: RuleIx, topics: &[TopicTrace]) -> SeenRule {
    let atoms = topics.iter().flat_map(|it| it.when.atoms());
    SeenRule {
        rule,
        fired: topics.iter().filter(|it| it.verdict.fires()).count(),
        silent: topics.iter().filter(|it| it.verdict == Verdict::Silent).count(),
        atoms: atoms
            .filter(|(_, it)| it.is_reached)
            .filter_map(|(path, it)| Some((path, it.answer()?)))
            .collect(),
    }
}

fn run_person(library: &Library, case: &PersonCase) -> Ran {
    let plan = recommend(library, &case.person, case.as_of);
    let mut seen = Seen {
        rules: Vec::new(),
        modules: plan.picks.iter().map(|it| it.module).collect(),
        prompts: plan.coaching.iter().map(|it| it.prompt).collect(),
    };
    seen.modules.extend(plan.must_do.iter().map(|it| it.module));
    let checker = Checker { library, case, plan: &plan };
    let mut misses = Vec::new();
    for (expected, place) in &case.expected {
        let miss = match expected {
            Expected::Rule { rule, says, about } => {
                checker.rule(*rule, *says, about.as_deref(), &mut seen)
            }
            other => checker.plan(other),
        };
        misses.extend(miss.map(|it| Miss { place: place.clone(), ..it }));
    }
    Ran { misses, notes: Vec::new(), seen, plan: Some(Box::new(plan)) }
}

struct Checker<'a> {
    library: &'a Library,
    case: &'a PersonCase,
    plan: &'a Plan,
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
        let id = self.library.rule_id(rule);
        Some(Miss {
            expected: expected_of(id, says, about),
            came: came_of(id, &came, false),
            place: None,
            rule: Some(traced),
            module: None,
            persona: None,
        })
    }

    /// What came in place of what a rule should say; `None` where it said that.
    fn came(&self, traced: &RuleTrace, says: Says, about: Option<&str>) -> Option<Came> {
        let each = self.library.rules[traced.rule].each;
        let names = &self.library.names;
        let only = about.and_then(|it| match each {
            Each::Person => None,
            Each::Gap => names.competencies.find(it).map(Topic::Gap),
            Each::Module => names.modules.find(it).map(Topic::Module),
        });
        if let Asked::About(topics) = &traced.asked {
            let is_there = only.is_none_or(|only| topics.iter().any(|it| it.topic == only));
            let wants_answer = matches!(says, Says::Fires | Says::Undecided);
            if wants_answer && topics.is_empty() {
                return Some(Came::AboutNothing(each));
            }
            if wants_answer && !is_there {
                return Some(Came::NotAbout(about.unwrap_or_default().to_owned()));
            }
        }
        said(traced, says, only).err()
    }

    fn plan(&self, expected: &Expected) -> Option<Miss> {
        let library = self.library;
        match expected {
            Expected::Rule { .. } => None,
            Expected::Persona(persona) => self.persona(*persona),
            Expected::Outcome(outcome) => {
                let came = self.plan.outcome.as_str();
                (self.plan.outcome != *outcome)
                    .then(|| miss(format!("the outcome is {}", outcome.as_str()), came.to_owned()))
            }
            Expected::Picked(module) => {
                let expected = format!("the plan holds {}", library.module_id(*module));
                (!self.is_picked(*module)).then(|| self.module(expected, *module))
            }
            Expected::LeftOut(module) => {
                let expected = format!("the plan does without {}", library.module_id(*module));
                let is_there = self.is_picked(*module) || self.is_must_do(*module);
                is_there.then(|| self.module(expected, *module))
            }
            Expected::MustDo(module) => {
                let expected = format!("{} has to be done", library.module_id(*module));
                (!self.is_must_do(*module)).then(|| self.module(expected, *module))
            }
            Expected::Prompt(prompt) | Expected::NoPrompt(prompt) => {
                let is_given = self.plan.coaching.iter().any(|it| it.prompt == *prompt);
                let is_wanted = matches!(expected, Expected::Prompt(_));
                let id = library.names.prompts.id(*prompt);
                let not = if is_wanted { "" } else { "not " };
                (is_given != is_wanted)
                    .then(|| miss(format!("the prompt {id} is {not}given"), self.prompts()))
            }
            Expected::Assess(competency) => {
                let is_asked = self.plan.assess.iter().any(|it| it.competency == *competency);
                let id = library.competency_id(*competency);
                (!is_asked).then(|| miss(format!("{id} is to be assessed"), self.assessments()))
            }
            Expected::Readiness { when, from, to } => self.readiness(*when, *from, *to),
            Expected::Score(score) => self.score(*score),
        }
    }

    fn is_picked(&self, module: ModuleIx) -> bool {
        self.plan.picks.iter().any(|it| it.module == module)
    }

    fn is_must_do(&self, module: ModuleIx) -> bool {
        self.plan.must_do.iter().any(|it| it.module == module)
    }

    fn module(&self, expected: String, module: ModuleIx) -> Miss {
        let id = self.library.module_id(module);
        let came = match (self.is_must_do(module), self.is_picked(module)) {
            (true, _) => format!("{id} has to be done, outside the three to five"),
            (false, true) => format!("the plan holds {id}"),
            (false, false) => {
                let picks = self.plan.picks.iter().map(|it| self.library.module_id(it.module));
                let picks: Vec<&str> = picks.collect();
                match picks.as_slice() {
                    [] => "the plan holds no module".to_owned(),
                    some => format!("the plan holds {}", some.join(", ")),
                }
            }
        };
        Miss { module: Some(module), ..miss(expected, came) }
    }

    fn persona(&self, persona: Option<PersonaIx>) -> Option<Miss> {
        let name = |it: Option<PersonaIx>| match it {
            Some(ix) => format!("the persona is {}", self.library.persona_id(ix)),
            None => "there is no persona".to_owned(),
        };
        let came = self.plan.advice.persona;
        // What was expected and does not fit says most; else what fits instead.
        (came != persona)
            .then(|| Miss { persona: persona.or(came), ..miss(name(persona), name(came)) })
    }

    fn prompts(&self) -> String {
        let given = self.plan.coaching.iter().map(|it| self.library.names.prompts.id(it.prompt));
        let given: Vec<&str> = given.map(Id::as_str).collect();
        if given.is_empty() {
            return "no prompt is given".to_owned();
        }
        format!("given are {}", given.join(", "))
    }

    fn assessments(&self) -> String {
        let asked = self.plan.assess.iter().map(|it| self.library.competency_id(it.competency));
        let asked: Vec<&str> = asked.collect();
        if asked.is_empty() {
            return "nothing is to be assessed".to_owned();
        }
        format!("to be assessed: {}", asked.join(", "))
    }

    fn readiness(&self, when: When, from: u8, to: u8) -> Option<Miss> {
        let planned = self.plan.readiness.first()?;
        let (found, words) = match when {
            When::Now => (&planned.now, "readiness now"),
            When::After => (&planned.after, "readiness after the plan"),
        };
        if from <= found.low && found.high <= to {
            return None;
        }
        let role = self.library.role_id(found.role);
        let came = if found.low == found.high {
            format!("{} %", found.low)
        } else {
            format!("{}-{} %, as not everything is known", found.low, found.high)
        };
        Some(miss(format!("{words} for {role} is {from}-{to} %"), came))
    }

    fn score(&self, least: Amount) -> Option<Miss> {
        let unit = self.plan.advice.gaps.unit;
        let least_hundredths = least.ten_thousandths().checked_div(100).unwrap_or_default();
        let value = self.plan.certificate.and_then(|it| it.score);
        let (is_enough, came) = match value {
            None => (least_hundredths <= 0, "nothing was chosen, so nothing scores".to_owned()),
            Some(Value::Points(points)) => {
                let came = unit.hundredths(points);
                (came >= least_hundredths, format!("{} points", decimal(came)))
            }
            Some(Value::PerHour { points, hours }) => {
                let came = unit.hundredths(points);
                let wanted = i128::from(least_hundredths).saturating_mul(hours.hundredths().into());
                let is_enough = i128::from(came).saturating_mul(100) >= wanted;
                (is_enough, format!("{} points in {hours} h", decimal(came)))
            }
        };
        let per_hour = if matches!(value, Some(Value::PerHour { .. })) { " an hour" } else { "" };
        let expected = format!("the plan scores at least {least} points{per_hour}");
        (!is_enough).then(|| miss(expected, came))
    }
}

fn decimal(hundredths: i64) -> Amount {
    Amount::from_ten_thousandths(hundredths.saturating_mul(100))
}

fn miss(expected: String, came: String) -> Miss {
    Miss { expected, came, place: None, rule: None, module: None, persona: None }
}

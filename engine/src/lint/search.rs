//! Is there anybody for whom conditions answer so?
//!
//! People are chosen fact by fact, and only the facts that a condition asks for:
//! it is asked with what was chosen so far, and where it is undecided, the fact it
//! needs is chosen next, one value after another. Facts that are compared with
//! nothing but values that are written down have only so many values that make a
//! difference; then nobody is left out. What is chosen belongs together as in real
//! people: what is missing is what is expected less what is held, and what is
//! expected follows from the roles.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::chosen::{Chosen, Fits, Rest, Stand, Topic, Value};
use super::posts::{Expected, Post};
use crate::gap::Standing;
use crate::id::{CompetencyIx, ModuleIx, PersonaIx, RoleIx};
use crate::level::Level;
use crate::library::{Each, ImportanceWord, Library, Scope, UnknownPolicy};
use crate::person::{AsOf, Person};
use crate::quantity::Hours;
use crate::rules::{Answer, Condition, Fact, Literals};

/// How many answers are asked for before a question is left open.
const STEPS: u32 = 20_000;
/// How many people are tried out before a question is left open.
const TRIALS: u32 = 60;
/// The longest time in a role that is thought of, in months.
const LONGEST: i64 = 1_200;

/// What a condition has to answer.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Wanted {
    /// That it holds.
    Holds,
    /// That it holds, or that nobody knows.
    HoldsOrUndecided,
    /// Anything else than that it holds.
    DoesNotHold,
    /// Anything else than that it holds or that nobody knows.
    DoesNot,
}

/// A condition and what it has to answer.
#[derive(Clone, Copy)]
pub(super) struct Goal<'a> {
    pub(super) condition: &'a Condition,
    pub(super) wanted: Wanted,
    /// Whether it is asked before there is a persona.
    pub(super) is_before: bool,
}

/// Who is looked for.
pub(super) struct Question<'a> {
    pub(super) library: &'a Library,
    pub(super) as_of: AsOf,
    /// All posts of the library.
    pub(super) posts: &'a [Post],
    pub(super) goals: Vec<Goal<'a>>,
    /// What the conditions are asked about.
    pub(super) each: Each,
    /// The modules they are asked about, where not all are meant.
    pub(super) among: Option<BTreeSet<ModuleIx>>,
    /// Who is in all of these scopes.
    pub(super) scopes: Vec<&'a Scope>,
    /// Whether a real person who was found is what they should be.
    pub(super) confirms: &'a dyn Fn(&Person) -> bool,
}

/// What came of looking.
#[derive(Debug)]
pub(super) enum Found {
    /// Somebody, tried out.
    Somebody(Box<Person>),
    /// Nobody, for certain.
    Nobody,
    /// Nobody can say.
    Open,
}

/// Looks for somebody.
pub(super) fn look(question: &Question<'_>) -> Found {
    let mut looking = Looking::new(question);
    looking.everywhere();
    match (looking.found, looking.is_open) {
        (Some(person), _) => Found::Somebody(Box::new(person)),
        (None, false) => Found::Nobody,
        (None, true) => Found::Open,
    }
}

struct Looking<'a> {
    question: &'a Question<'a>,
    literals: Literals,
    /// Competencies and modules of which a condition asks whether they are known or
    /// completed: that never makes it undecided, so it is chosen beforehand.
    asked: (BTreeSet<CompetencyIx>, BTreeSet<ModuleIx>),
    steps: u32,
    trials: u32,
    is_open: bool,
    found: Option<Person>,
}

impl<'a> Looking<'a> {
    fn new(question: &'a Question<'a>) -> Self {
        let library = question.library;
        let mut literals = Literals::default();
        let mut reads: BTreeSet<Fact> = BTreeSet::new();
        let personas = library.personas.iter().filter(|(ix, _)| question.may_be(*ix));
        let personas: Vec<&Condition> = if question.asks_persona() {
            personas.map(|(_, it)| &it.who).collect()
        } else {
            Vec::new()
        };
        for it in question.goals.iter().map(|it| it.condition).chain(personas) {
            literals.join(&it.literals(&library.sandbox));
            reads.extend(it.reads().iter().cloned());
        }
        let asked = asked(library, &literals, &reads);
        let is_open = literals.is_computed;
        Self { question, literals, asked, steps: 0, trials: 0, is_open, found: None }
    }

    fn is_over(&self) -> bool {
        self.found.is_some() || self.steps > STEPS || self.trials > TRIALS
    }

    fn everywhere(&mut self) {
        let library = self.question.library;
        let competencies = self.competencies();
        let is_in = |role: RoleIx| {
            let scopes = &self.question.scopes;
            scopes.iter().all(|it| it.roles.as_ref().is_none_or(|it| it.contains(&role)))
        };
        let question = self.question;
        let mut seen = BTreeSet::new();
        for post in question.posts.iter().filter(|it| is_in(it.role)) {
            let kind = post.kind(library, &self.literals, &competencies);
            for topic in self.topics(post) {
                if self.is_over() {
                    self.is_open |= self.found.is_none();
                    return;
                }
                if seen.insert((kind.clone(), self.topic_kind(post, &topic))) {
                    self.begin(post, topic);
                }
            }
        }
    }

    /// What makes a difference between things that conditions are asked about.
    fn topic_kind(&self, post: &Post, topic: &Topic) -> TopicKind {
        let library = self.question.library;
        let named = |text: &str| self.literals.texts.contains(text).then(|| text.to_owned());
        match topic {
            Topic::Person => TopicKind::Person,
            Topic::Gap { competency, importance, .. } => TopicKind::Gap(
                named(library.competency_id(*competency)),
                named(library.competency_name(*competency)),
                post.expected(library, *competency),
                *importance,
                self.competencies().contains(competency).then_some(*competency),
                library.competencies[*competency].top,
            ),
            Topic::Module { module, .. } => {
                let it = &library.modules[*module];
                let tags = it.tags.iter().filter_map(|it| named(it)).collect();
                TopicKind::Module(
                    named(library.module_id(*module)),
                    named(&it.title),
                    (it.modality.as_str(), it.hours),
                    tags,
                    self.asked.1.contains(module).then_some(*module),
                )
            }
        }
    }

    /// The competencies whose expectations make a difference.
    fn competencies(&self) -> BTreeSet<CompetencyIx> {
        let names = &self.question.library.names.competencies;
        let mut all: BTreeSet<CompetencyIx> =
            self.literals.texts.iter().filter_map(|it| names.find(it)).collect();
        for goal in &self.question.goals {
            let read = goal.condition.reads().iter().filter_map(|it| it.argument.as_deref());
            all.extend(read.filter_map(|it| names.find(it)));
        }
        all.extend(&self.asked.0);
        all
    }

    /// What the conditions can be asked about, of people in a post.
    fn topics(&self, post: &Post) -> Vec<Topic> {
        let library = self.question.library;
        match self.question.each {
            Each::Person => vec![Topic::Person],
            Each::Gap => {
                let gaps = post.wanted(library);
                let gaps = gaps.into_iter().flat_map(|(competency, importances)| {
                    importances.into_iter().map(move |importance| Topic::Gap {
                        competency,
                        importance,
                        points: None,
                        reviews: None,
                    })
                });
                gaps.collect()
            }
            Each::Module => {
                let among = self.question.among.as_ref();
                let is_meant = |ix| among.is_none_or(|it| it.contains(&ix));
                let modules = library.modules.iter();
                modules
                    .filter(|(ix, it)| it.active && is_meant(*ix))
                    .map(|(module, _)| Topic::Module { module, gain: None, closes: None })
                    .collect()
            }
        }
    }

    /// Chooses what has to be chosen beforehand.
    fn begin(&mut self, post: &Post, topic: Topic) {
        let mut first: Vec<Open> = Vec::new();
        if self.question.asks_persona() {
            first.push(Open::Persona);
        }
        if self.question.scopes.iter().any(|it| it.sites.is_some()) {
            first.push(Open::Plain("site"));
        }
        if let Topic::Gap { competency, .. } = topic {
            first.push(Open::Stand(competency));
        }
        first.extend(self.asked.0.iter().map(|it| Open::Stand(*it)));
        first.extend(self.asked.1.iter().map(|it| Open::Completed(*it)));
        let chosen = Chosen {
            role: post.role,
            target: post.target,
            persona: Fits::Open,
            stands: BTreeMap::new(),
            plain: BTreeMap::new(),
            attributes: BTreeMap::new(),
            kpis: BTreeMap::new(),
            completed: BTreeMap::new(),
            topic,
        };
        self.choose_first(post, &chosen, &first);
    }

    fn choose_first(&mut self, post: &Post, chosen: &Chosen, open: &[Open]) {
        let Some((next, rest)) = open.split_first() else {
            self.ask(post, chosen);
            return;
        };
        if let Open::Stand(it) = next
            && chosen.stands.contains_key(it)
        {
            self.choose_first(post, chosen, rest);
            return;
        }
        for chosen in self.values(post, chosen, next) {
            if self.is_over() {
                self.is_open |= self.found.is_none();
                return;
            }
            self.choose_first(post, &chosen, rest);
        }
    }

    /// Asks all conditions; where one needs a fact that is open, chooses it.
    fn ask(&mut self, post: &Post, chosen: &Chosen) {
        let library = self.question.library;
        let who = chosen.persona.persona().map(|it| Goal {
            condition: &library.personas[it].who,
            wanted: Wanted::Holds,
            is_before: true,
        });
        let facts = [true, false].map(|it| Arc::new(chosen.facts(library, it)));
        let about = chosen.about(library);
        let person = Arc::new(crate::rules::About::Person);
        let mut open: Option<Fact> = None;
        for goal in who.iter().chain(&self.question.goals) {
            if self.is_over() {
                self.is_open |= self.found.is_none();
                return;
            }
            self.steps = self.steps.saturating_add(1);
            let [before, after] = &facts;
            let (facts, about) = if goal.is_before { (before, &person) } else { (after, &about) };
            match goal.condition.decide(&library.sandbox, facts, about) {
                Answer::Undecided { needs }
                    if !chosen.is_settled(needs.name, needs.argument.as_deref(), library) =>
                {
                    // Levels have the most values, so they come last.
                    let is_level = |it: &Fact| matches!(it.name, "level" | "gap");
                    if open.as_ref().is_none_or(|it| is_level(it) && !is_level(&needs)) {
                        open = Some(needs);
                    }
                }
                answer if goal.wanted.is(&answer) => {}
                _ => return,
            }
        }
        if let Some(needs) = open {
            self.choose(post, chosen, &needs);
            return;
        }
        self.try_out(chosen);
    }

    fn choose(&mut self, post: &Post, chosen: &Chosen, needs: &Fact) {
        let library = self.question.library;
        let argument = needs.argument.as_deref().unwrap_or_default();
        let open = match needs.name {
            "level" | "gap" | "known" => library.names.competencies.find(argument).map(Open::Stand),
            "kpi" => library.names.kpis.find(argument).map(Open::Kpi),
            "attr" => Some(Open::Attribute(argument.into())),
            "persona" => Some(Open::Persona),
            "gap.points" => Some(Open::Points),
            "gap.persisted_reviews" => Some(Open::Reviews),
            "module.gain" => Some(Open::Gain),
            "module.closes" => Some(Open::Closes),
            name => Some(Open::Plain(name)),
        };
        let Some(open) = open else {
            self.is_open = true;
            return;
        };
        for chosen in self.values(post, chosen, &open) {
            if self.is_over() {
                self.is_open |= self.found.is_none();
                return;
            }
            self.ask(post, &chosen);
        }
    }

    /// Makes a real person of what was chosen, and sees what becomes of them.
    fn try_out(&mut self, chosen: &Chosen) {
        for rest in [Rest::Unknown, Rest::Missing, Rest::Met] {
            self.trials = self.trials.saturating_add(1);
            let person = chosen.person(self.question.library, self.question.as_of, rest);
            let person = person.filter(|it| (self.question.confirms)(it));
            if person.is_some() {
                self.found = person;
                return;
            }
        }
        // Somebody may be like this all the same: what was left open decides.
        self.is_open = true;
    }
}

/// What makes a difference between things that conditions are asked about.
#[derive(Debug, Eq, Ord, PartialEq, PartialOrd)]
enum TopicKind {
    Person,
    Gap(Option<String>, Option<String>, Expected, ImportanceWord, Option<CompetencyIx>, Level),
    Module(
        Option<String>,
        Option<String>,
        (&'static str, Hours),
        BTreeSet<String>,
        Option<ModuleIx>,
    ),
}

/// A fact that is to be chosen.
#[derive(Clone, Debug)]
enum Open {
    Persona,
    Stand(CompetencyIx),
    Completed(ModuleIx),
    Kpi(crate::id::KpiIx),
    Attribute(Box<str>),
    Plain(&'static str),
    Points,
    Reviews,
    Gain,
    Closes,
}

impl Looking<'_> {
    /// What was chosen, with every value of another fact that makes a difference.
    fn values(&self, post: &Post, chosen: &Chosen, open: &Open) -> Vec<Chosen> {
        let with = |change: &dyn Fn(&mut Chosen)| {
            let mut chosen = chosen.clone();
            change(&mut chosen);
            chosen
        };
        match open {
            Open::Persona => {
                let all = self.personas().into_iter();
                all.map(|it| with(&|chosen| chosen.persona = it)).collect()
            }
            Open::Stand(ix) => {
                let stands = self.stands(post, chosen, *ix).into_iter();
                stands
                    .map(|it| {
                        with(&|chosen| {
                            chosen.stands.insert(*ix, it);
                        })
                    })
                    .collect()
            }
            Open::Completed(ix) => {
                let is_asked =
                    matches!(chosen.topic, Topic::Module { module, .. } if module == *ix);
                let values = if is_asked { vec![false] } else { vec![false, true] };
                let values = values.into_iter();
                values
                    .map(|it| {
                        with(&|chosen| {
                            chosen.completed.insert(*ix, it);
                        })
                    })
                    .collect()
            }
            Open::Kpi(ix) => {
                let values = self.numbers(1, i64::MIN / 2..=i64::MAX / 2).into_iter();
                let values = values.map(Value::Number).chain([Value::Missing]);
                values.map(|it| with(&|chosen| drop(chosen.kpis.insert(*ix, it.clone())))).collect()
            }
            Open::Attribute(name) => {
                let values = self.texts().into_iter();
                let insert = |it: &Value| {
                    let (name, it) = (name.clone(), it.clone());
                    with(&move |chosen| drop(chosen.attributes.insert(name.clone(), it.clone())))
                };
                values.map(|it| insert(&it)).collect()
            }
            Open::Plain(name) => {
                let values = self.plain(chosen, name).into_iter();
                values
                    .map(|it| with(&|chosen| drop(chosen.plain.insert(name, it.clone()))))
                    .collect()
            }
            Open::Points | Open::Reviews | Open::Gain | Open::Closes => self.of_topic(chosen, open),
        }
    }

    fn of_topic(&self, chosen: &Chosen, open: &Open) -> Vec<Chosen> {
        let values = match open {
            Open::Points | Open::Gain => self.numbers(100, 0..=1_000_000_000),
            _ => self.numbers(10_000, 0..=1_000),
        };
        let values = values.into_iter().map(|value| {
            let mut chosen = chosen.clone();
            match (&mut chosen.topic, open) {
                (Topic::Gap { points, .. }, Open::Points) => *points = Some(value),
                (Topic::Gap { reviews, .. }, _) => *reviews = Some(value),
                (Topic::Module { gain, .. }, Open::Gain) => *gain = Some(value),
                (Topic::Module { closes, .. }, _) => *closes = Some(value),
                (Topic::Person, _) => {}
            }
            chosen
        });
        values.collect()
    }

    fn personas(&self) -> Vec<Fits> {
        let all = self.question.library.names.personas.indices();
        let mut all: Vec<Fits> =
            all.filter(|it| self.question.may_be(*it)).map(Fits::Persona).collect();
        if self.question.scopes.iter().all(|it| it.personas.is_none()) {
            all.push(Fits::Nothing);
        }
        all
    }

    /// The numbers that stand in the conditions, with their neighbours, as whole
    /// numbers of parts of so many ten-thousandths, and both ends.
    fn numbers(&self, part: i64, within: std::ops::RangeInclusive<i64>) -> Vec<i64> {
        let mut all = BTreeSet::from([*within.start(), *within.end()]);
        for number in &self.literals.numbers {
            let whole = number.div_euclid(part);
            let near = [-1, 0, 1].map(|it| whole.saturating_add(it));
            all.extend(near.into_iter().filter(|it| within.contains(it)));
        }
        if self.literals.is_computed {
            let steps = (0..=20).map(|it: i64| it.saturating_mul(10_000).div_euclid(part));
            all.extend(steps.filter(|it| within.contains(it)));
        }
        all.into_iter().collect()
    }

    /// The texts that stand in the conditions, another one, and none.
    fn texts(&self) -> Vec<Value> {
        let other = "another".to_owned();
        let is_new = |it: &String| !self.literals.texts.contains(it.as_str());
        let other = std::iter::successors(Some(other), |it| Some(format!("{it}-one"))).find(is_new);
        let texts = self.literals.texts.iter().filter(|it| !it.trim().is_empty()).cloned();
        let texts = texts.chain(other.map(Into::into)).map(Value::Text);
        texts.chain([Value::Missing]).collect()
    }

    fn plain(&self, chosen: &Chosen, name: &str) -> Vec<Value> {
        let numbers = |part, within| -> Vec<Value> {
            self.numbers(part, within).into_iter().map(Value::Number).collect()
        };
        match name {
            "site" => self.sites(),
            "shift" | "language" => self.texts(),
            "months_in_role" | "months_in_company" => {
                let other =
                    if name == "months_in_role" { "months_in_company" } else { "months_in_role" };
                let mut all = numbers(10_000, 0..=LONGEST);
                if let Some(Value::Number(other)) = chosen.plain.get(other) {
                    all.push(Value::Number(*other));
                    all.retain(|it| match it {
                        Value::Number(it) if name == "months_in_role" => it <= other,
                        Value::Number(it) => it >= other,
                        _ => true,
                    });
                }
                all.push(Value::Missing);
                all
            }
            "hours_per_week" => numbers(100, 0..=16_800),
            "fte" => numbers(100, 1..=100),
            _ => numbers(10_000, 0..=100),
        }
    }

    fn sites(&self) -> Vec<Value> {
        let scopes = self.question.scopes.iter().filter_map(|it| it.sites.as_ref());
        let allowed: Vec<&BTreeSet<Box<str>>> = scopes.collect();
        if allowed.is_empty() {
            return self.texts();
        }
        let named = allowed.iter().flat_map(|it| it.iter()).collect::<BTreeSet<_>>();
        let all = named.into_iter().filter(|site| allowed.iter().all(|it| it.contains(*site)));
        all.map(|it| Value::Text(it.clone())).collect()
    }

    /// Where somebody can stand in a competency.
    fn stands(&self, post: &Post, chosen: &Chosen, ix: CompetencyIx) -> Vec<Stand> {
        let library = self.question.library;
        let competency = &library.competencies[ix];
        let mut stands: Vec<Stand> = Vec::new();
        let implied = post.implied(ix);
        let wanted = |direct: Option<Level>, held: Level| -> Vec<Option<Level>> {
            let more = implied.iter().copied().map(Some);
            let more = more.filter(|it| *it > Some(held) && *it > direct);
            std::iter::once(direct).chain(more).collect()
        };
        let is_same = !self.assumes(chosen);
        for level in self.levels(post, ix) {
            let all = wanted(post.direct(library, ix, Some(level)), level);
            for (at, wanted) in all.iter().enumerate() {
                // What is assumed afterwards can only imply more.
                let from = if is_same { at } else { 0 };
                for before in all.iter().take(at.saturating_add(1)).skip(from) {
                    let stand = |standing| Stand { standing, wanted: *wanted, before: *before };
                    stands.push(stand(Standing::Observed(level)));
                    if !competency.inferred_from.is_empty() {
                        stands.push(stand(Standing::Inferred(level)));
                    }
                }
            }
        }
        let before = post.direct(library, ix, None);
        for standing in self.unknown(chosen, ix) {
            let direct = post.direct(library, ix, standing.level());
            let all = standing.level().map_or_else(|| vec![direct], |it| wanted(direct, it));
            stands.extend(all.into_iter().map(|wanted| Stand { standing, wanted, before }));
        }
        if matches!(chosen.topic, Topic::Gap { competency, .. } if competency == ix) {
            let smallest = library.settings.smallest_gap;
            stands.retain(|it| {
                let gap = it.standing.level().zip(it.wanted);
                gap.is_some_and(|(held, wanted)| held < wanted && wanted.less(held) >= smallest)
            });
        }
        stands
    }

    /// Whether conditions are asked before something is assumed and afterwards, so
    /// that it can make a difference.
    fn assumes(&self, chosen: &Chosen) -> bool {
        let personas = &self.question.library.personas;
        let policy = chosen.persona.persona().map(|it| personas[it].unknown);
        policy.is_some_and(|it| it != UnknownPolicy::Assess)
    }

    /// What a competency without evidence can count as.
    fn unknown(&self, chosen: &Chosen, ix: CompetencyIx) -> Vec<Standing> {
        let library = self.question.library;
        let of = |it: PersonaIx| library.personas[it].unknown;
        let policies: Vec<UnknownPolicy> = match chosen.persona {
            Fits::Persona(it) => vec![of(it)],
            Fits::Nothing => vec![UnknownPolicy::default()],
            Fits::Open => {
                let personas = library.names.personas.indices().map(of);
                personas.chain([UnknownPolicy::default()]).collect()
            }
        };
        let entry = library.roles[chosen.role].entry.get(&ix).copied().unwrap_or(Level::ZERO);
        let mut standings = Vec::new();
        for policy in policies {
            let standing = match policy {
                UnknownPolicy::Assess => Standing::Unknown,
                UnknownPolicy::Beginner => Standing::Assumed(Level::ZERO),
                UnknownPolicy::Entry => Standing::Assumed(entry),
            };
            if !standings.contains(&standing) {
                standings.push(standing);
            }
        }
        standings
    }

    /// The levels of a competency that make a difference.
    fn levels(&self, post: &Post, ix: CompetencyIx) -> Vec<Level> {
        let library = self.question.library;
        let competency = &library.competencies[ix];
        let top = i64::from(competency.top.hundredths());
        if competency.yes_no {
            return vec![Level::ZERO, competency.top];
        }
        let smallest = i64::from(library.settings.smallest_gap.hundredths());
        let wanted: BTreeSet<i64> = post
            .implied(ix)
            .into_iter()
            .chain(post.possible(library, ix))
            .map(|it| i64::from(it.hundredths()))
            .collect();
        let written: BTreeSet<i64> =
            self.literals.numbers.iter().map(|it| it.div_euclid(100)).collect();
        let mut edges: BTreeSet<i64> = written.iter().copied().chain([0, top]).collect();
        for wanted in &wanted {
            edges.insert(*wanted);
            edges.insert(wanted.saturating_sub(smallest));
            edges.extend(written.iter().map(|it| wanted.saturating_sub(*it)));
        }
        if self.literals.is_computed {
            edges.extend((0..=top).step_by(50));
        }
        let near = edges.iter().flat_map(|it| [-1, 0, 1].map(|by| it.saturating_add(by)));
        let near: BTreeSet<i64> = near.filter(|it| (0..=top).contains(it)).collect();
        near.into_iter()
            .filter_map(|it| u16::try_from(it).ok())
            .map(Level::from_hundredths)
            .collect()
    }
}

impl Question<'_> {
    /// Whether the persona makes a difference.
    fn asks_persona(&self) -> bool {
        let reads = |it: &Goal<'_>| it.condition.reads().iter().any(|it| it.name == "persona");
        self.scopes.iter().any(|it| it.personas.is_some()) || self.goals.iter().any(reads)
    }

    /// Whether somebody who is looked for may have a persona.
    fn may_be(&self, persona: PersonaIx) -> bool {
        self.scopes.iter().all(|it| it.personas.as_ref().is_none_or(|it| it.contains(&persona)))
    }
}

impl Wanted {
    fn is(self, answer: &Answer) -> bool {
        let holds = *answer == Answer::Holds;
        let is_undecided = matches!(answer, Answer::Undecided { .. });
        match self {
            Self::Holds => holds,
            Self::HoldsOrUndecided => holds || is_undecided,
            Self::DoesNotHold => !holds,
            Self::DoesNot => !holds && !is_undecided,
        }
    }
}

/// The competencies and modules of which conditions ask whether they are known or
/// completed.
fn asked(
    library: &Library,
    literals: &Literals,
    reads: &BTreeSet<Fact>,
) -> (BTreeSet<CompetencyIx>, BTreeSet<ModuleIx>) {
    let ids = |name: &str| -> BTreeSet<&str> {
        let read = reads.iter().filter(|it| it.name == name);
        let mut ids = BTreeSet::new();
        for fact in read {
            match fact.argument.as_deref() {
                Some(id) => drop(ids.insert(id)),
                // A helper asks about what it is given.
                None => ids.extend(literals.texts.iter().map(|it| &**it)),
            }
        }
        ids
    };
    let known = ids("known").into_iter().filter_map(|it| library.names.competencies.find(it));
    let completed = ids("completed").into_iter().filter_map(|it| library.names.modules.find(it));
    (known.collect(), completed.collect())
}

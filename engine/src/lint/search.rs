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

use super::chosen::{Chosen, Fits, Open, Rest, Topic};
use super::posts::{Expected, Post};
use crate::id::{CompetencyIx, ModuleIx, PersonaIx, RoleIx};
use crate::level::Level;
use crate::library::{Each, ImportanceWord, Library, Scope};
use crate::person::{AsOf, Person};
use crate::quantity::Hours;
use crate::rules::{About, Answer, Condition, Fact, Literals};

/// How many answers are asked for before a question is left open.
const STEPS: u32 = 20_000;
/// How many people are tried out before a question is left open.
const TRIALS: u32 = 60;

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

pub(super) struct Looking<'a> {
    pub(super) question: &'a Question<'a>,
    pub(super) literals: Literals,
    /// Competencies and modules of which a condition asks whether they are known or
    /// completed: that never makes it undecided, so it is chosen beforehand.
    asked: (BTreeSet<CompetencyIx>, BTreeSet<ModuleIx>),
    /// The competencies whose expectations make a difference.
    competencies: BTreeSet<CompetencyIx>,
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
            personas.map(|(_, persona)| &persona.who).collect()
        } else {
            Vec::new()
        };
        for it in question.goals.iter().map(|goal| goal.condition).chain(personas) {
            literals.join(&it.literals(&library.sandbox));
            reads.extend(it.reads().iter().cloned());
        }
        let asked = asked(library, &literals, &reads);
        let competencies = competencies(question, &literals, &asked.0);
        let is_open = literals.is_computed;
        Self { question, literals, asked, competencies, steps: 0, trials: 0, is_open, found: None }
    }

    /// Whether looking is over; who was not looked for then is left open.
    fn ends(&mut self) -> bool {
        let is_found = self.found.is_some();
        let is_over = is_found || self.steps > STEPS || self.trials > TRIALS;
        self.is_open |= is_over && !is_found;
        is_over
    }

    fn everywhere(&mut self) {
        let library = self.question.library;
        let is_in = |role: RoleIx| {
            let scopes = &self.question.scopes;
            scopes
                .iter()
                .all(|scope| scope.roles.as_ref().is_none_or(|roles| roles.contains(&role)))
        };
        let question = self.question;
        let mut seen = BTreeSet::new();
        for post in question.posts.iter().filter(|post| is_in(post.role)) {
            let kind = post.kind(library, &self.literals, &self.competencies);
            for topic in self.topics(post) {
                if self.ends() {
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
                self.competencies.contains(competency).then_some(*competency),
                library.competencies[*competency].top,
            ),
            Topic::Module { module, .. } => {
                let it = &library.modules[*module];
                let tags = it.tags.iter().filter_map(|tag| named(tag)).collect();
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
                let is_meant = |ix| among.is_none_or(|among| among.contains(&ix));
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
        if self.question.scopes.iter().any(|scope| scope.sites.is_some()) {
            first.push(Open::Plain("site"));
        }
        if let Topic::Gap { competency, .. } = topic {
            first.push(Open::Stand(competency));
        }
        first.extend(self.asked.0.iter().map(|competency| Open::Stand(*competency)));
        first.extend(self.asked.1.iter().map(|module| Open::Completed(*module)));
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
            if self.ends() {
                return;
            }
            self.choose_first(post, &chosen, rest);
        }
    }

    /// Asks all conditions; where one needs a fact that is open, chooses it.
    fn ask(&mut self, post: &Post, chosen: &Chosen) {
        let library = self.question.library;
        let who = chosen.persona.persona().map(|ix| Goal {
            condition: &library.personas[ix].who,
            wanted: Wanted::Holds,
            is_before: true,
        });
        let facts = [true, false].map(|is_before| chosen.facts(library, is_before));
        let about = chosen.about(library);
        let person = About::Person;
        let mut open: Option<Fact> = None;
        for goal in who.iter().chain(&self.question.goals) {
            if self.ends() {
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
                    if open.as_ref().is_none_or(|fact| is_level(fact) && !is_level(&needs)) {
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
            if self.ends() {
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
            let person = person.filter(|person| (self.question.confirms)(person));
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

impl Question<'_> {
    /// Whether the persona makes a difference.
    fn asks_persona(&self) -> bool {
        let reads =
            |goal: &Goal<'_>| goal.condition.reads().iter().any(|fact| fact.name == "persona");
        self.scopes.iter().any(|scope| scope.personas.is_some()) || self.goals.iter().any(reads)
    }

    /// Whether somebody who is looked for may have a persona.
    pub(super) fn may_be(&self, persona: PersonaIx) -> bool {
        self.scopes
            .iter()
            .all(|scope| scope.personas.as_ref().is_none_or(|personas| personas.contains(&persona)))
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

/// The competencies whose expectations make a difference: those that conditions ask
/// about, by name or through a helper.
fn competencies(
    question: &Question<'_>,
    literals: &Literals,
    asked: &BTreeSet<CompetencyIx>,
) -> BTreeSet<CompetencyIx> {
    let reads = question.goals.iter().flat_map(|goal| goal.condition.reads());
    let read = reads.filter_map(|fact| fact.argument.as_deref());
    let named = literals.texts.iter().map(|text| &**text).chain(read);
    let named = named.filter_map(|named| question.library.names.competencies.find(named));
    named.chain(asked.iter().copied()).collect()
}

/// The competencies and modules of which conditions ask whether they are known or
/// completed.
fn asked(
    library: &Library,
    literals: &Literals,
    reads: &BTreeSet<Fact>,
) -> (BTreeSet<CompetencyIx>, BTreeSet<ModuleIx>) {
    let ids = |name: &str| -> BTreeSet<&str> {
        let read = reads.iter().filter(|fact| fact.name == name);
        let mut ids = BTreeSet::new();
        for fact in read {
            match fact.argument.as_deref() {
                Some(id) => drop(ids.insert(id)),
                // A helper asks about what it is given.
                None => ids.extend(literals.texts.iter().map(|text| &**text)),
            }
        }
        ids
    };
    let known = ids("known").into_iter().filter_map(|id| library.names.competencies.find(id));
    let completed = ids("completed").into_iter().filter_map(|id| library.names.modules.find(id));
    (known.collect(), completed.collect())
}

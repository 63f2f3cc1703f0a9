//! Asks every rule in scope about everything it is asked about.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::facts::{AfterPersona, Known};
use super::{Act, Failure, Firing, Topic};
use crate::gap::ScoredGap;
use crate::id::{CompetencyIx, ModuleIx, RuleIx};
use crate::library::{Each, IfUnknown, Rule};
use crate::rules::{
    About, Answer, Assessed, Builds, Effect, Fact, Facts, Match, Target, Unresolved,
};

/// What rules answered.
#[derive(Default)]
pub(super) struct Heard {
    pub(super) fired: Vec<Firing>,
    pub(super) undecided: Vec<(RuleIx, Vec<Fact>)>,
    pub(super) failed: Vec<(RuleIx, Failure)>,
}

/// Asks all rules, in the order of their ids and of what they are asked about.
pub(super) fn ask(known: &Known<'_>, after: &AfterPersona) -> Heard {
    let facts = Arc::new(known.facts(Some(after)));
    let topics = Topics::of(known);
    let mut heard = Heard::default();
    for (ix, rule) in known.library.rules.iter() {
        let person = known.person;
        if !rule.scope.includes(person.role, after.persona, person.site.as_deref()) {
            continue;
        }
        let asked = Asked { known, facts: &facts, topics: &topics, ix, rule };
        asked.ask(&mut heard);
    }
    heard
}

/// Everything rules can be asked about, with its facts.
#[derive(Clone, Debug)]
pub struct Topics {
    person: Arc<About>,
    gaps: Vec<(CompetencyIx, Arc<About>)>,
    modules: Vec<(ModuleIx, Arc<About>)>,
}

impl Topics {
    pub(super) fn of(known: &Known<'_>) -> Self {
        let gap =
            |it: &ScoredGap| (it.wanted.competency, Arc::new(About::Gap(known.gap_facts(it))));
        let mut gaps: Vec<_> = known.gaps.planned().map(gap).collect();
        gaps.sort_by_key(|(competency, _)| *competency);
        Self {
            person: Arc::new(About::Person),
            gaps,
            modules: open_modules(known)
                .map(|it| (it, Arc::new(About::Module(known.module_facts(it)))))
                .collect(),
        }
    }

    /// What a rule is asked about, in the order of ids.
    pub fn of_each(&self, each: Each) -> Vec<(Topic, &Arc<About>)> {
        match each {
            Each::Person => vec![(Topic::Person, &self.person)],
            Each::Gap => self.gaps.iter().map(|(ix, it)| (Topic::Gap(*ix), it)).collect(),
            Each::Module => self.modules.iter().map(|(ix, it)| (Topic::Module(*ix), it)).collect(),
        }
    }
}

/// The modules rules are asked about: active and not done.
fn open_modules<'a>(known: &'a Known<'_>) -> impl Iterator<Item = ModuleIx> + 'a {
    let modules = known.library.modules.iter();
    modules.filter(|(ix, it)| it.active && !known.is_done(*ix)).map(|(ix, _)| ix)
}

/// What a rule is asked about, and the facts of that.
#[derive(Clone, Copy)]
struct At<'a> {
    topic: Topic,
    about: &'a Arc<About>,
}

/// One rule, and what it needs to be asked.
struct Asked<'a> {
    known: &'a Known<'a>,
    facts: &'a Arc<Facts>,
    topics: &'a Topics,
    ix: RuleIx,
    rule: &'a Rule,
}

impl Asked<'_> {
    fn ask(&self, heard: &mut Heard) {
        let mut needs: BTreeSet<Fact> = BTreeSet::new();
        for (topic, about) in self.topics.of_each(self.rule.each) {
            let sandbox = &self.known.library.sandbox;
            match self.rule.when.decide(sandbox, self.facts, about) {
                Answer::Holds => self.fire(At { topic, about }, heard),
                Answer::DoesNot => {}
                Answer::Undecided { needs: fact } => match self.rule.if_unknown {
                    IfUnknown::Fire => self.fire(At { topic, about }, heard),
                    IfUnknown::Skip => {
                        needs.insert(fact);
                    }
                },
                Answer::Failed { error } => self.fail(Failure::Error(error), heard),
            }
        }
        if !needs.is_empty() {
            heard.undecided.push((self.ix, needs.into_iter().collect()));
        }
    }

    fn fail(&self, error: Failure, heard: &mut Heard) {
        let failure = (self.ix, error);
        if !heard.failed.contains(&failure) {
            heard.failed.push(failure);
        }
    }

    fn fire(&self, at: At<'_>, heard: &mut Heard) {
        let mut effects = Vec::new();
        for effect in &self.rule.then {
            self.carry_out(effect, at, &mut effects, heard);
        }
        heard.fired.push(Firing { rule: self.ix, topic: at.topic, effects });
    }

    /// Works an effect out for this person; one that fails is recorded, and the
    /// others go on.
    fn carry_out(&self, effect: &Effect, at: At<'_>, acts: &mut Vec<Act>, heard: &mut Heard) {
        let Effect::Call(call) = effect else {
            match self.act(effect, at) {
                Ok(act) => acts.extend(act),
                Err(error) => self.fail(error, heard),
            }
            return;
        };
        match call.effects(&self.known.library.sandbox, self.facts, at.about) {
            Ok(called) => {
                for it in called {
                    match it.map_err(Failure::from).and_then(|it| self.act(&it, at)) {
                        Ok(act) => acts.extend(act),
                        Err(error) => self.fail(error, heard),
                    }
                }
            }
            Err(unresolved) => self.fail(unresolved.into(), heard),
        }
    }

    fn act(&self, effect: &Effect, At { topic, about }: At<'_>) -> Result<Option<Act>, Failure> {
        let library = self.known.library;
        Ok(Some(match effect {
            Effect::Boost { on, percent } => {
                let percent = percent.resolve(&library.sandbox, self.facts, about)?;
                Act::Boost { modules: self.targets(on, topic), percent }
            }
            Effect::Exclude { on } => Act::Exclude { modules: self.targets(on, topic) },
            Effect::Require { on } => Act::Require { modules: self.targets(on, topic) },
            Effect::RequireOne { matching } => {
                let modules = self.matching(matching, topic);
                Act::RequireOne { modules }
            }
            Effect::Mandate { on, due, renew } => {
                let Some(module) = self.targets(on, topic).first().copied() else {
                    return Ok(None);
                };
                Act::Mandate { module, due: *due, renew: *renew }
            }
            Effect::Coach { prompt, every } => Act::Coach { prompt: *prompt, every: *every },
            Effect::Nudge { after, channel, text } => {
                let text = library.sandbox.write(text, self.facts, about).into();
                Act::Nudge { after: *after, channel: *channel, text }
            }
            Effect::Assess { competency, by } => {
                let competency = match competency {
                    Assessed::Competency(competency) => Some(*competency),
                    Assessed::About => gap_of(topic),
                };
                let Some(competency) = competency else { return Ok(None) };
                Act::Assess { competency, by: *by }
            }
            Effect::Limit { hours, modules } => Act::Limit { hours: *hours, modules: *modules },
            Effect::Flag { to, text } => {
                let text = library.sandbox.write(text, self.facts, about).into();
                Act::Flag { to: *to, text }
            }
            Effect::Call(_) => {
                return Err(Failure::Error("a helper returned a call to a helper".to_owned()));
            }
        }))
    }

    /// The modules an effect is about, ascending.
    fn targets(&self, on: &Target, topic: Topic) -> Vec<ModuleIx> {
        match (on, topic) {
            (Target::Module(module), _) => vec![*module],
            (Target::Match(matching), _) => self.matching(matching, topic),
            (Target::About, Topic::Module(module)) => vec![module],
            (Target::About, Topic::Gap(competency)) => self.building(competency),
            (Target::About, Topic::Person) => Vec::new(),
        }
    }

    fn building(&self, competency: CompetencyIx) -> Vec<ModuleIx> {
        let modules = &self.known.library.modules;
        let builds =
            |ix: &ModuleIx| modules[*ix].builds.iter().any(|it| it.competency == competency);
        open_modules(self.known).filter(builds).collect()
    }

    /// The open modules that have all that is named; asked about a gap, those
    /// that build it.
    fn matching(&self, matching: &Match, topic: Topic) -> Vec<ModuleIx> {
        let modules = &self.known.library.modules;
        let builds = match matching.builds {
            Builds::Competency(competency) => Some(competency),
            Builds::About => gap_of(topic),
            Builds::Anything => None,
        };
        let fits = |ix: &ModuleIx| {
            let module = &modules[*ix];
            matching.tags.iter().all(|it| module.tags.contains(it))
                && matching.modality.is_none_or(|it| it == module.modality)
                && builds
                    .is_none_or(|at| module.builds.iter().any(|builds| builds.competency == at))
        };
        open_modules(self.known).filter(fits).collect()
    }
}

fn gap_of(topic: Topic) -> Option<CompetencyIx> {
    match topic {
        Topic::Gap(competency) => Some(competency),
        Topic::Person | Topic::Module(_) => None,
    }
}

impl From<Unresolved> for Failure {
    fn from(unresolved: Unresolved) -> Self {
        match unresolved {
            Unresolved::Undecided { needs } => Self::Needs(needs),
            Unresolved::Failed { error } => Self::Error(error),
        }
    }
}

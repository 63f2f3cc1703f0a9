//! Asks every rule in scope about everything it is asked about.

use std::collections::BTreeSet;

use super::facts::{FactSource, PersonaFacts};
use super::{Act, Failure, Firing, Topic};
use crate::gap::{Gaps, ScoredGap};
use crate::id::{CompetencyIx, ModuleIx, RuleIx};
use crate::library::{Each, IfUnknown, Library, Rule};
use crate::rules::{
    About, Answer, Assessed, Builds, Effect, Evaluator, Fact, FactSet, Match, Target, Unresolved,
};

/// What rules answered.
#[derive(Default)]
pub(super) struct RuleAnswers {
    pub(super) fired: Vec<Firing>,
    pub(super) undecided: Vec<(RuleIx, Vec<Fact>)>,
    pub(super) failed: Vec<(RuleIx, Failure)>,
}

/// Asks all rules, in the order of their ids and of what they are asked about.
pub(super) fn ask(source: &FactSource<'_, '_>, gaps: &Gaps, settled: &PersonaFacts) -> RuleAnswers {
    let library = source.library;
    let facts = source.facts(Some(settled));
    let topics = Topics::of(source, gaps);
    let mut answers = RuleAnswers::default();
    let mut evaluator = Evaluator::new(&library.sandbox, &facts);
    let open: Vec<ModuleIx> = open_modules(source).collect();
    let open = OpenModules { library, open: &open };
    for (ix, rule) in library.rules.iter() {
        let person = source.person;
        if !rule.scope.includes(person.role, settled.persona, person.site.as_deref()) {
            continue;
        }
        let (evaluator, answers) = (&mut evaluator, &mut answers);
        Asking { source, gaps, settled, open, evaluator, ix, rule, answers }.ask(&topics);
    }
    answers
}

/// Everything rules can be asked about, with its facts.
#[derive(Clone, Debug)]
pub struct Topics<'a> {
    person: [(Topic, About<'a>); 1],
    gaps: Vec<(Topic, About<'a>)>,
    modules: Vec<(Topic, About<'a>)>,
}

impl<'a> Topics<'a> {
    pub(super) fn of(source: &FactSource<'a, '_>, gaps: &Gaps) -> Self {
        let gap = |gap: &ScoredGap| {
            (Topic::Gap(gap.wanted.competency), About::Gap(source.gap_facts(gaps, gap)))
        };
        let mut planned: Vec<_> = gaps.planned().map(gap).collect();
        planned.sort_by_key(|(topic, _)| *topic);
        let module = |ix| (Topic::Module(ix), About::Module(source.module_facts(gaps, ix)));
        Self {
            person: [(Topic::Person, About::Person)],
            gaps: planned,
            modules: open_modules(source).map(module).collect(),
        }
    }

    /// What a rule is asked about, in the order of ids.
    pub fn of_each(&self, each: Each) -> &[(Topic, About<'a>)] {
        match each {
            Each::Person => &self.person,
            Each::Gap => &self.gaps,
            Each::Module => &self.modules,
        }
    }
}

/// The modules rules are asked about: active and not done.
fn open_modules(source: &FactSource<'_, '_>) -> impl Iterator<Item = ModuleIx> {
    let modules = source.library.modules.iter();
    modules.filter(|(ix, module)| module.active && !source.is_done(*ix)).map(|(ix, _)| ix)
}

/// One rule, and what it needs to be asked.
struct Asking<'x, 'a> {
    source: &'x FactSource<'x, 'x>,
    gaps: &'x Gaps,
    settled: &'x PersonaFacts,
    open: OpenModules<'x>,
    evaluator: &'x mut Evaluator<'a>,
    ix: RuleIx,
    rule: &'a Rule,
    answers: &'x mut RuleAnswers,
}

impl Asking<'_, '_> {
    fn ask(&mut self, topics: &Topics<'_>) {
        let mut needs: BTreeSet<Fact> = BTreeSet::new();
        for (topic, about) in topics.of_each(self.rule.each) {
            match self.evaluator.decide(&self.rule.when, about) {
                Answer::Holds => self.fire(*topic, about),
                Answer::DoesNot => {}
                Answer::Undecided { needs: fact } => match self.rule.if_unknown {
                    IfUnknown::Fire => self.fire(*topic, about),
                    IfUnknown::Skip => {
                        needs.insert(fact);
                    }
                },
                Answer::Failed { error } => self.fail(Failure::Error(error)),
            }
        }
        if !needs.is_empty() {
            self.answers.undecided.push((self.ix, needs.into_iter().collect()));
        }
    }

    fn fail(&mut self, error: Failure) {
        let failure = (self.ix, error);
        if !self.answers.failed.contains(&failure) {
            self.answers.failed.push(failure);
        }
    }

    fn fire(&mut self, topic: Topic, about: &About<'_>) {
        let mut effects = Vec::new();
        let rule = self.rule;
        for effect in &rule.then {
            self.carry_out(effect, topic, about, &mut effects);
        }
        self.answers.fired.push(Firing { rule: self.ix, topic, effects });
    }

    /// Works an effect out for this person; one that fails is recorded, and the
    /// others go on.
    fn carry_out(&mut self, effect: &Effect, topic: Topic, about: &About<'_>, acts: &mut Vec<Act>) {
        let Effect::Call(call) = effect else {
            match self.act(effect, topic, about) {
                Ok(act) => acts.extend(act),
                Err(error) => self.fail(error),
            }
            return;
        };
        match call.effects(self.evaluator, about) {
            Ok(called) => {
                for effect in called {
                    let effect = effect.map_err(Failure::from);
                    match effect.and_then(|effect| self.act_returned(&effect, topic, about)) {
                        Ok(act) => acts.extend(act),
                        Err(error) => self.fail(error),
                    }
                }
            }
            Err(unresolved) => self.fail(unresolved.into()),
        }
    }

    /// Works out an effect that a helper returned. It may read facts that no rule
    /// names, which are not filled until then.
    fn act_returned(
        &mut self,
        effect: &Effect,
        topic: Topic,
        about: &About<'_>,
    ) -> Result<Option<Act>, Failure> {
        if effect.reads().iter().all(|fact| self.source.needs.contains(fact.name)) {
            return self.act(effect, topic, about);
        }
        let source = FactSource { needs: FactSet::all(), ..*self.source };
        let facts = source.facts(Some(self.settled));
        let about = match topic {
            Topic::Module(ix) => &About::Module(source.module_facts(self.gaps, ix)),
            Topic::Person | Topic::Gap(_) => about,
        };
        let mut evaluator = Evaluator::new(&self.source.library.sandbox, &facts);
        self.open.act(&mut evaluator, effect, topic, about)
    }

    fn act(
        &mut self,
        effect: &Effect,
        topic: Topic,
        about: &About<'_>,
    ) -> Result<Option<Act>, Failure> {
        self.open.act(self.evaluator, effect, topic, about)
    }
}

/// The modules that effects can be about.
#[derive(Clone, Copy)]
struct OpenModules<'a> {
    library: &'a Library,
    /// Those that are open, ascending.
    open: &'a [ModuleIx],
}

impl OpenModules<'_> {
    /// Works an effect out.
    fn act(
        self,
        evaluator: &mut Evaluator<'_>,
        effect: &Effect,
        topic: Topic,
        about: &About<'_>,
    ) -> Result<Option<Act>, Failure> {
        Ok(Some(match effect {
            Effect::Boost { on, percent } => {
                let percent = percent.resolve(evaluator, about)?;
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
                let text = text.write(evaluator.facts(), about).into();
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
                let text = text.write(evaluator.facts(), about).into();
                Act::Flag { to: *to, text }
            }
            Effect::Call(_) => {
                return Err(Failure::Error("a helper returned a call to a helper".to_owned()));
            }
        }))
    }

    /// The modules an effect is about, ascending.
    fn targets(self, on: &Target, topic: Topic) -> Vec<ModuleIx> {
        match (on, topic) {
            (Target::Module(module), _) => vec![*module],
            (Target::Match(matching), _) => self.matching(matching, topic),
            (Target::About, Topic::Module(module)) => vec![module],
            (Target::About, Topic::Gap(competency)) => self.building(competency),
            (Target::About, Topic::Person) => Vec::new(),
        }
    }

    fn building(self, competency: CompetencyIx) -> Vec<ModuleIx> {
        self.those(|ix| self.builds(ix, competency))
    }

    fn builds(self, module: ModuleIx, competency: CompetencyIx) -> bool {
        self.library.modules[module].builds.iter().any(|built| built.competency == competency)
    }

    fn those(self, fits: impl Fn(ModuleIx) -> bool) -> Vec<ModuleIx> {
        self.open.iter().copied().filter(|ix| fits(*ix)).collect()
    }

    /// The open modules that have all that is named; asked about a gap, those
    /// that build it.
    fn matching(self, matching: &Match, topic: Topic) -> Vec<ModuleIx> {
        let builds = match matching.builds {
            Builds::Competency(competency) => Some(competency),
            Builds::About => gap_of(topic),
            Builds::Anything => None,
        };
        self.those(|ix| {
            let module = &self.library.modules[ix];
            matching.tags.iter().all(|tag| module.tags.contains(tag))
                && matching.modality.is_none_or(|modality| modality == module.modality)
                && builds.is_none_or(|competency| self.builds(ix, competency))
        })
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

//! Lints about rules and personas, each proven.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use super::Linter;
use super::search::{Found, Goal, Question, Wanted, look};
use crate::advice::{Act, Advice, advise, standing_personas};
use crate::blueprint::rule;
use crate::diagnostic::{Code, Diagnostic};
use crate::id::{ModuleIx, PersonaIx, RuleIx};
use crate::library::{Each, IfUnknown, Library, Rule, Scope};
use crate::person::{AsOf, Person, whole_months};
use crate::rules::{Effect, Target};

/// What a rule wants of modules.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Wish {
    In,
    Out,
}

impl Linter<'_> {
    pub(super) fn rules(&self) {
        for (ix, rule) in self.library.rules.iter() {
            let is_dead = self.wants(Code::NeverFires) && self.never_fires(ix, rule);
            if !is_dead && self.wants(Code::AlwaysHolds) {
                self.always_holds(ix, rule);
            }
            if !is_dead && self.wants(Code::NotOffered) {
                self.not_offered(ix, rule);
            }
        }
        self.pairs();
        if self.wants(Code::SameRule) {
            self.same_rules();
        }
        self.personas();
    }

    fn id(&self, ix: RuleIx) -> &str {
        self.library.rule_id(ix)
    }

    fn at(&self, code: Code, ix: RuleIx, message: String) -> Diagnostic {
        Diagnostic::new(code, message).at(self.library.place(&["rules", self.id(ix), "when"]))
    }

    /// Who is looked for among everybody: for whom conditions answer so, asked about
    /// these things, and who is in all of these scopes.
    pub(super) fn question<'q>(
        &'q self,
        goals: Vec<Goal<'q>>,
        each: Each,
        scopes: Vec<&'q Scope>,
        confirms: &'q dyn Fn(&Person) -> bool,
    ) -> Question<'q> {
        Question {
            library: self.library,
            as_of: self.as_of,
            posts: self.posts(),
            goals,
            each,
            among: None,
            scopes,
            confirms,
        }
    }

    /// Whether nobody can be found for whom a rule fires.
    fn never_fires(&self, ix: RuleIx, rule: &Rule) -> bool {
        let confirms = |person: &Person| fired(&self.advice(person), ix);
        let scopes = vec![&rule.scope];
        match look(&self.question(vec![fires(rule)], rule.each, scopes, &confirms)) {
            Found::Somebody(_) => false,
            Found::Open => {
                self.leave_open(Code::NeverFires, self.id(ix));
                false
            }
            Found::Nobody => {
                let message = format!("`{}` never fires", self.id(ix));
                let blame = self.blame(fires(rule), rule.each, Some(&rule.scope));
                let help = blame.unwrap_or_else(|| {
                    let scope = if rule.scope == Scope::default() { "" } else { " or its scope" };
                    format!("correct the condition{scope}, whose parts exclude each other")
                });
                self.report(
                    self.at(Code::NeverFires, ix, message)
                        .help(format!("{help}; or take the rule out")),
                );
                true
            }
        }
    }

    fn always_holds(&self, ix: RuleIx, rule: &Rule) {
        // Whoever writes `true` means it.
        if rule.when.reads().is_empty() {
            return;
        }
        let goal = Goal { condition: &rule.when, wanted: Wanted::DoesNotHold, is_before: false };
        let scopes = vec![&rule.scope];
        let found = look(&self.question(vec![goal], rule.each, scopes, &|_| true));
        if matches!(found, Found::Nobody) {
            let asked = match rule.each {
                Each::Person => "everyone in its scope",
                Each::Gap => "every gap of everyone in its scope",
                Each::Module => "every module for everyone in its scope",
            };
            let message = format!("the condition of `{}` holds for {asked}", self.id(ix));
            self.report(
                self.at(Code::AlwaysHolds, ix, message)
                    .help("if that is meant, write `when: \"true\"`; else correct the comparison"),
            );
        }
    }

    /// Pairs of rules that want opposite things of the same module.
    fn pairs(&self) {
        for (a, one) in self.library.rules.iter() {
            for (b, other) in self.library.rules.iter().filter(|(b, _)| *b > a) {
                let narrower = |a: &Rule, b: &Rule| a.scope.is_narrower(&b.scope);
                if narrower(one, other) {
                    self.overruled((b, other), (a, one));
                } else if narrower(other, one) {
                    self.overruled((a, one), (b, other));
                } else if one.priority == other.priority && self.wants(Code::Fight) {
                    self.fight((a, one), (b, other));
                }
            }
        }
    }

    /// A rule that does nothing else, and only fires where a narrower one does.
    fn overruled(&self, (ix, rule): (RuleIx, &Rule), (by, narrower): (RuleIx, &Rule)) {
        let is_alone = rule.then.len() == 1 && rule.each == narrower.each;
        if !self.wants(Code::AlwaysOverruled)
            || !is_alone
            || !opposites(rule, narrower).iter().any(|(on, at)| on == at)
        {
            return;
        }
        // Mostly there is somebody outside the narrower scope.
        if !self.is_covered(rule, narrower) {
            return;
        }
        let confirms = |person: &Person| {
            let advice = self.advice(person);
            fired(&advice, ix) && !fired(&advice, by)
        };
        let ask = |goals, scopes| look(&self.question(goals, rule.each, scopes, &confirms));
        let anyone = ask(vec![fires(rule)], vec![&rule.scope]);
        let both = vec![&rule.scope, &narrower.scope];
        if !matches!(anyone, Found::Somebody(_))
            && matches!(ask(vec![fires(rule), fires_not(narrower)], both), Found::Nobody)
        {
            let message =
                format!("`{}` fires only where `{}` overrules it", self.id(ix), self.id(by));
            self.report(
                self.at(Code::AlwaysOverruled, ix, message)
                    .help("narrow one of the conditions, or take the rule out"),
            );
        }
    }

    /// Whether the condition of a rule holds for nobody outside a narrower scope.
    fn is_covered(&self, rule: &Rule, narrower: &Rule) -> bool {
        let (Some(inside), true) = (
            narrower.scope.roles.as_ref(),
            narrower.scope.personas == rule.scope.personas
                && narrower.scope.sites == rule.scope.sites,
        ) else {
            return false;
        };
        let all = self.library.names.roles.indices();
        let outside = all.filter(|one| {
            !inside.contains(one)
                && rule.scope.roles.as_ref().is_none_or(|roles| roles.contains(one))
        });
        let scope = Scope { roles: Some(outside.collect()), ..rule.scope.clone() };
        let question = self.question(vec![fires(rule)], rule.each, vec![&scope], &|_| true);
        matches!(look(&question), Found::Nobody)
    }

    /// Two rules that pull at one module, of which neither wins by its scope or
    /// priority.
    fn fight(&self, (a, one): (RuleIx, &Rule), (b, other): (RuleIx, &Rule)) {
        // Whoever is asked about a gap or a module can be asked about the person too.
        let each = match (one.each, other.each) {
            (it, Each::Person) | (Each::Person, it) => it,
            (it, also) if it == also => it,
            _ => return,
        };
        let among = self.meet(one, other);
        if among.is_empty() {
            return;
        }
        let confirms = |person: &Person| {
            let advice = self.advice(person);
            let claims = |ix, wish| claimed(&advice, ix, wish);
            !claims(a, Wish::In).is_disjoint(&claims(b, Wish::Out))
                || !claims(a, Wish::Out).is_disjoint(&claims(b, Wish::In))
        };
        let goals = vec![fires(one), fires(other)];
        let scopes = vec![&one.scope, &other.scope];
        let everybody = self.question(goals, each, scopes, &confirms);
        match look(&Question { among: Some(among), ..everybody }) {
            Found::Somebody(person) => {
                let message = format!(
                    "`{}` and `{}` want opposite things of the same module for the same people",
                    self.id(a),
                    self.id(b)
                );
                let other = self.library.place(&["rules", self.id(b), "when"]);
                let mut finding = self.at(Code::Fight, a, message);
                finding = finding.related(other, "the other rule");
                self.report(finding.help(format!(
                    "give one of them a `priority`, or conditions that exclude each other; \
                     both fire for {}",
                    told(self.library, &person, self.as_of)
                )));
            }
            Found::Open => {
                self.leave_open(Code::Fight, format!("{} and {}", self.id(a), self.id(b)));
            }
            Found::Nobody => {}
        }
    }

    /// The modules that rules have to be asked about to meet where they want opposite
    /// things; none if they cannot.
    fn meet(&self, one: &Rule, other: &Rule) -> BTreeSet<ModuleIx> {
        let mut asked = BTreeSet::new();
        for (on, at) in opposites(one, other) {
            let common = self.common(on, at);
            if matches!(on, Target::About) || matches!(at, Target::About) {
                asked.extend(common);
            } else if !common.is_empty() {
                asked.extend(self.library.names.modules.indices());
            }
        }
        asked
    }

    /// The active modules that can be meant by both.
    pub(super) fn common(&self, on: &Target, at: &Target) -> BTreeSet<ModuleIx> {
        let modules = self.library.modules.iter().filter(|(_, module)| module.active);
        let common = modules.filter(|(ix, module)| {
            [on, at].into_iter().all(|target| match target {
                Target::About => true,
                Target::Module(it) => it == ix,
                Target::Match(it) => {
                    it.tags.iter().all(|tag| module.tags.contains(tag))
                        && it.modality.is_none_or(|modality| modality == module.modality)
                }
            })
        });
        common.map(|(ix, _)| ix).collect()
    }

    fn same_rules(&self) {
        let rules: Vec<_> = self.library.rules.iter().collect();
        for (at, (a, _)) in rules.iter().enumerate() {
            for (b, _) in rules.iter().skip(at.saturating_add(1)) {
                let [one, other] = [a, b].map(|rule| self.written(*rule));
                if let (Some(one), Some(other)) = (one, other)
                    && is_same(one, other)
                {
                    let message = format!("`{}` says the same as `{}`", self.id(*b), self.id(*a));
                    let finding = Diagnostic::new(Code::SameRule, message)
                        .at(self.library.place(&["rules", self.id(*b)]));
                    self.report(finding.help("take one of them out"));
                }
            }
        }
    }

    fn written(&self, ix: RuleIx) -> Option<&rule::Rule> {
        self.blueprint.rules.get(self.library.names.rules.id(ix))?.value.as_ref()
    }

    fn personas(&self) {
        let personas = || self.library.personas.iter();
        for (ix, persona) in personas() {
            let goal = Goal { condition: &persona.who, wanted: Wanted::Holds, is_before: true };
            if self.wants(Code::NobodysPersona) {
                let confirms = |it: &Person| self.advice(it).persona == Some(ix);
                match self.look_for_persona(vec![goal], &confirms) {
                    Found::Nobody => self.fits_nobody(ix, goal),
                    Found::Open => {
                        self.leave_open(Code::NobodysPersona, self.library.persona_id(ix));
                    }
                    Found::Somebody(_) => {}
                }
            }
            for (other, it) in personas().filter(|(other, _)| *other > ix) {
                if self.wants(Code::PersonasOverlap) && it.priority == persona.priority {
                    self.overlap((ix, goal), other);
                }
            }
        }
        if self.wants(Code::NoPersona) && !self.library.personas.is_empty() {
            self.uncovered();
        }
    }

    fn at_persona(&self, code: Code, ix: PersonaIx, message: String) -> Diagnostic {
        let id = self.library.persona_id(ix);
        Diagnostic::new(code, message).at(self.library.place(&["personas", id, "who"]))
    }

    fn fits_nobody(&self, ix: PersonaIx, goal: Goal<'_>) {
        let message = format!("`{}` fits nobody", self.library.persona_id(ix));
        let help = self
            .blame(goal, Each::Person, None)
            .unwrap_or_else(|| "correct `who`, whose parts exclude each other".to_owned());
        let finding = self.at_persona(Code::NobodysPersona, ix, message);
        self.report(finding.help(format!("{help}; or take the persona out")));
    }

    fn look_for_persona(&self, goals: Vec<Goal<'_>>, confirms: &dyn Fn(&Person) -> bool) -> Found {
        look(&self.question(goals, Each::Person, Vec::new(), confirms))
    }

    fn overlap(&self, (ix, goal): (PersonaIx, Goal<'_>), other: PersonaIx) {
        let who = &self.library.personas[other].who;
        let second = Goal { condition: who, wanted: Wanted::Holds, is_before: true };
        let confirms = |person: &Person| {
            let fitting = standing_personas(self.library, person, self.as_of);
            fitting.contains(&ix) && fitting.contains(&other)
        };
        let [a, b] = [ix, other].map(|persona| self.library.persona_id(persona));
        match self.look_for_persona(vec![goal, second], &confirms) {
            Found::Somebody(person) => {
                let message =
                    format!("`{a}` and `{b}` have the same priority and fit the same people");
                let mut finding = self.at_persona(Code::PersonasOverlap, ix, message);
                finding = finding
                    .related(self.library.place(&["personas", b, "who"]), "the other persona");
                self.report(finding.help(format!(
                    "give them different priorities, or let one exclude the other; both fit {}",
                    told(self.library, &person, self.as_of)
                )));
            }
            Found::Open => self.leave_open(Code::PersonasOverlap, format!("{a} and {b}")),
            Found::Nobody => {}
        }
    }

    fn uncovered(&self) {
        let goals = self.library.personas.values().map(|persona| Goal {
            condition: &persona.who,
            wanted: Wanted::DoesNotHold,
            is_before: true,
        });
        let confirms = |person: &Person| self.advice(person).persona.is_none();
        match self.look_for_persona(goals.collect(), &confirms) {
            Found::Somebody(person) => {
                let told = told(self.library, &person, self.as_of);
                let message = format!("no persona fits {told}");
                let place = self.library.place(&["roles", self.library.role_id(person.role)]);
                self.report(Diagnostic::new(Code::NoPersona, message).at(place).help(
                    "they get the settings of the library; if that is not meant, add a persona",
                ));
            }
            Found::Open => self.leave_open(Code::NoPersona, "everyone"),
            Found::Nobody => {}
        }
    }

    fn advice(&self, person: &Person) -> Advice {
        advise(self.library, person, self.as_of, None)
    }
}

pub(super) fn fires(rule: &Rule) -> Goal<'_> {
    let wanted = match rule.if_unknown {
        IfUnknown::Skip => Wanted::Holds,
        IfUnknown::Fire => Wanted::HoldsOrUndecided,
    };
    Goal { condition: &rule.when, wanted, is_before: false }
}

fn fires_not(rule: &Rule) -> Goal<'_> {
    let wanted = match rule.if_unknown {
        IfUnknown::Skip => Wanted::DoesNotHold,
        IfUnknown::Fire => Wanted::DoesNot,
    };
    Goal { condition: &rule.when, wanted, is_before: false }
}

fn fired(advice: &Advice, ix: RuleIx) -> bool {
    advice.fired.iter().any(|firing| firing.rule == ix)
}

/// The modules that a rule wants in or out.
fn claimed(advice: &Advice, ix: RuleIx, wish: Wish) -> BTreeSet<ModuleIx> {
    let acts = advice.acts().filter(|(rule, _, _)| *rule == ix);
    let modules = acts.filter_map(|(_, _, act)| match (act, wish) {
        (Act::Require { modules }, Wish::In) | (Act::Exclude { modules }, Wish::Out) => {
            Some(modules)
        }
        _ => None,
    });
    modules.flatten().copied().collect()
}

/// What rules want in and out, each of one with what the other wants the opposite of.
fn opposites<'a>(one: &'a Rule, other: &'a Rule) -> Vec<(&'a Target, &'a Target)> {
    let wishes = |rule: &'a Rule| {
        rule.then.iter().filter_map(|effect| match effect {
            Effect::Exclude { on } => Some((Wish::Out, on)),
            Effect::Require { on } => Some((Wish::In, on)),
            _ => None,
        })
    };
    let pairs = wishes(one).flat_map(|(wish, on)| {
        let opposite = wishes(other).filter(move |(it, _)| *it != wish);
        opposite.map(move |(_, at)| (on, at))
    });
    pairs.collect()
}

/// Whether rules say the same, but for their reasons and examples.
fn is_same(one: &rule::Rule, other: &rule::Rule) -> bool {
    one.scope == other.scope
        && one.each == other.each
        && one.if_unknown == other.if_unknown
        && one.then == other.then
        && words(&one.when) == words(&other.when)
}

fn words(condition: &str) -> Vec<&str> {
    condition.split_whitespace().collect()
}

/// A person in words: `somebody in the role Support agent: call-diagnosis 1`.
fn told(library: &Library, person: &Person, as_of: AsOf) -> String {
    let mut text = format!("somebody in the role `{}`", library.roles[person.role].title);
    if let Some(target) = person.target_role {
        write!(text, " with the target `{}`", library.roles[target].title).unwrap_or_default();
    }
    let months = |date| whole_months(date, as_of);
    let mut parts: Vec<String> = Vec::new();
    if let Some(it) = person.in_role_since {
        parts.push(format!("{} months in the role", months(it)));
    }
    if let Some(it) = person.in_company_since {
        parts.push(format!("{} months in the company", months(it)));
    }
    let texts = [("site", &person.site), ("shift", &person.shift), ("language", &person.language)];
    parts.extend(texts.iter().filter_map(|(name, it)| Some(format!("{name} {}", it.as_deref()?))));
    if let Some(hours) = person.hours_per_week {
        parts.push(format!("{hours} hours a week"));
    }
    if person.fte < 100 {
        parts.push(format!("{} % of full time", person.fte));
    }
    parts.extend(person.attributes.iter().map(|(name, it)| format!("{name} {it}")));
    let evidence = person.evidence.iter();
    parts.extend(evidence.map(|evidence| {
        format!("{} {}", library.competency_id(evidence.competency), evidence.level)
    }));
    let progress = person.progress.iter();
    parts.extend(
        progress.map(|progress| format!("{} completed", library.module_id(progress.module))),
    );
    let readings = person.readings.iter();
    parts.extend(
        readings.map(|reading| format!("{} at {}", library.kpi_id(reading.kpi), reading.value)),
    );
    if !parts.is_empty() {
        write!(text, ": {}", parts.join(", ")).unwrap_or_default();
    }
    text
}

//! Writes a trace down: every rule, and every part of every condition.

use serde::Serialize;
use serde_json::{Value, json};

use super::convert::{Writer, thing};
use super::{Decimal, Effect, FORMAT, Failure, Overruled, Person, Provenance, Thing};
use crate::advice::Topic;
use crate::id::RuleIx;
use crate::library::{Each, IfUnknown, Library};
use crate::person;
use crate::plan;
use crate::rules::{
    self, Answer, Backing, Counts, Distance, Fact, Found, Number, Part, PartKind, Side,
};
use crate::trace::{self, Asked, PersonaVerdict, RuleTrace, TopicTrace, Verdict};

/// Why each persona and each rule spoke, or kept silent.
#[derive(Clone, Debug, Serialize)]
pub struct Trace {
    /// The version of this format.
    pub format: u8,
    /// What the plan behind it was made from.
    pub provenance: Provenance,
    /// Whose plan it is.
    pub person: Person,
    /// Every persona.
    pub personas: Vec<TracedPersona>,
    /// The rules asked for, by id.
    pub rules: Vec<TracedRule>,
}

/// Why a persona is, or is not, that of a person.
#[derive(Clone, Debug, Serialize)]
pub struct TracedPersona {
    /// The persona.
    pub persona: String,
    /// `wins`, `outranked`, `silent`, `undecided` or `failed`.
    pub verdict: &'static str,
    /// The persona that comes first, where one does.
    pub by: Option<String>,
    /// Its priority.
    pub priority: i32,
    /// The first fact that is missing.
    pub needs: Option<TracedNeed>,
    /// What went wrong.
    pub error: Option<String>,
    /// Which part of its `who` decides, as for a rule.
    pub decides: Vec<usize>,
    /// Its `who`.
    pub condition: TracedPart,
}

/// Why a rule spoke, or did not.
#[derive(Clone, Debug, Serialize)]
pub struct TracedRule {
    /// The rule.
    pub rule: String,
    /// `fired`, `silent`, `undecided`, `failed` or `not_asked`: of several answers
    /// the first that occurs of `fired`, `failed`, `undecided`, `silent`.
    pub verdict: &'static str,
    /// Why the rule is there.
    pub because: String,
    /// Where it stands.
    pub place: Option<String>,
    /// What its condition is asked about: `person`, `gap` or `module`.
    pub each: &'static str,
    /// Its condition as its author wrote it.
    pub when: String,
    /// What it does where it is undecided: `skip` or `fire`.
    pub if_unknown: &'static str,
    /// The keys of its scope that do not fit.
    pub out_of_scope: Vec<TracedScope>,
    /// What it said about each thing it was asked about.
    pub about: Vec<TracedTopic>,
    /// Effects that could not be carried out, and conditions that failed.
    pub errors: Vec<Failure>,
    /// The rules it lost against.
    pub overruled: Vec<Overruled>,
}

/// A key of a scope that does not fit.
#[derive(Clone, Debug, Serialize)]
pub struct TracedScope {
    /// `model`, `family`, `role`, `persona` or `site`.
    pub key: &'static str,
    /// What the scope asks for: one of these.
    pub wants: Vec<String>,
    /// What the person has.
    pub has: Option<String>,
}

/// What a rule said about one thing.
#[derive(Clone, Debug, Serialize)]
pub struct TracedTopic {
    /// The person, a gap or a module.
    pub about: Thing,
    /// `fired`, `silent`, `undecided` or `failed`.
    pub verdict: &'static str,
    /// The first fact that is missing; also where the rule fires nevertheless.
    pub needs: Option<TracedNeed>,
    /// What went wrong.
    pub error: Option<String>,
    /// What it did.
    pub effects: Vec<Effect>,
    /// Which part of the condition decides: the number of the part, of its part and
    /// so on, from 0; empty where all of it does.
    pub decides: Vec<usize>,
    /// Its condition.
    pub condition: TracedPart,
}

/// A fact that is missing.
#[derive(Clone, Debug, Serialize)]
pub struct TracedNeed {
    /// The fact, as a condition writes it.
    pub fact: String,
    /// Which evidence would decide it.
    pub evidence: String,
}

/// One part of a condition.
#[derive(Clone, Debug, Serialize)]
pub struct TracedPart {
    /// The part, written out.
    pub text: String,
    /// `all`, `any`, `not`, `if`, `compare`, `in`, `helper` (its only part is its
    /// body), `closed_helper`, `fact`, `literal` or `computed`.
    pub kind: &'static str,
    /// The operator of a comparison.
    pub operator: Option<String>,
    /// `holds`, `does_not`, `undecided` or `failed`; `null` for a number, a text or
    /// another value.
    pub answer: Option<&'static str>,
    /// The value; `null` where there is none.
    pub value: Value,
    /// `known`, or `assumed` where nobody has evidence of the level itself.
    pub backing: &'static str,
    /// The first fact that is missing.
    pub needs: Option<TracedNeed>,
    /// What went wrong.
    pub error: Option<String>,
    /// How far a comparison of numbers is from what the whole needs of it.
    pub distance: Option<TracedDistance>,
    /// Whether the condition came this far before its answer was clear.
    pub reached: bool,
    /// What it is made of.
    pub parts: Vec<TracedPart>,
}

/// How far a comparison is from what it should be.
#[derive(Clone, Debug, Serialize)]
pub struct TracedDistance {
    /// How much is missing up to the limit.
    pub by: Decimal,
    /// What that counts: `levels`, `months`, `hours`, `percent`, `points`,
    /// `reviews`, `gaps`, `grades`, `kpi` or `number`.
    pub counts: &'static str,
    /// `short`, `over` or `off`.
    pub side: &'static str,
    /// The unit of the KPI that is counted.
    pub unit: Option<String>,
    /// Whether the limit itself is enough.
    pub limit_is_enough: bool,
}

impl Trace {
    /// Writes a trace; of the rules only those for which `is_shown` holds.
    pub fn of(
        library: &Library,
        person: &person::Person,
        plan: &plan::Plan,
        trace: &trace::Trace,
        is_shown: impl Fn(RuleIx) -> bool,
    ) -> Self {
        let writer = Writer::new(library, person, plan);
        let rules = trace.rules.iter().filter(|it| is_shown(it.rule));
        Self {
            format: FORMAT,
            provenance: writer.provenance(),
            person: writer.person(),
            personas: trace.personas.iter().map(|it| writer.traced_persona(it)).collect(),
            rules: rules.map(|it| writer.traced_rule(it)).collect(),
        }
    }
}

impl Writer<'_> {
    fn traced_persona(&self, persona: &trace::PersonaTrace) -> TracedPersona {
        let (mut by, mut needs, mut error) = (None, None, None);
        let verdict = match &persona.verdict {
            PersonaVerdict::Wins => "wins",
            PersonaVerdict::Outranked { by: first } => {
                by = Some(self.library.persona_id(*first).to_owned());
                "outranked"
            }
            PersonaVerdict::Silent => "silent",
            PersonaVerdict::Undecided { needs: fact } => {
                needs = Some(need(fact));
                "undecided"
            }
            PersonaVerdict::Failed { error: why } => {
                error = Some(why.clone());
                "failed"
            }
        };
        TracedPersona {
            persona: self.library.persona_id(persona.persona).to_owned(),
            verdict,
            by,
            priority: self.library.personas[persona.persona].priority,
            needs,
            error,
            decides: persona.who.decisive_path().0,
            condition: TracedPart::of(self.library, &persona.who),
        }
    }

    fn traced_rule(&self, traced: &RuleTrace) -> TracedRule {
        let advice = &self.plan.advice;
        let mut rule = TracedRule::of(self.library, traced);
        for (written, it) in rule.about.iter_mut().zip(traced.topics()) {
            written.effects = self.effects(traced.rule, it.topic);
        }
        let failed = advice.failed.iter().filter(|(it, _)| *it == traced.rule);
        rule.errors = failed.map(|(_, failure)| Failure::of(failure)).collect();
        let overruled = advice.overruled.iter().filter(|it| it.rule == traced.rule);
        rule.overruled = overruled
            .map(|it| Overruled {
                rule: self.rule(it.rule),
                by: self.rule(it.by),
                module: self.module_id(it.module),
            })
            .collect();
        rule
    }

    fn effects(&self, rule: RuleIx, topic: Topic) -> Vec<Effect> {
        let fired = self.plan.advice.fired.iter();
        let fired = fired.filter(|it| it.rule == rule && it.topic == topic);
        fired.flat_map(|it| &it.effects).map(|it| self.act(it)).collect()
    }
}

impl TracedRule {
    /// Writes what a rule said, without what it did: for a case about facts nothing
    /// is done.
    pub fn of(library: &Library, traced: &RuleTrace) -> Self {
        let rule = &library.rules[traced.rule];
        let id = library.rule_id(traced.rule);
        let out_of_scope = match &traced.asked {
            Asked::Not(misfits) => misfits.iter().map(TracedScope::of).collect(),
            Asked::About(_) => Vec::new(),
        };
        Self {
            rule: id.to_owned(),
            verdict: traced.verdict(),
            because: rule.because.to_string(),
            place: library.place(&["rules", id]).map(|it| it.to_string()),
            each: match rule.each {
                Each::Person => "person",
                Each::Gap => "gap",
                Each::Module => "module",
            },
            when: rule.when.text().to_owned(),
            if_unknown: match rule.if_unknown {
                IfUnknown::Skip => "skip",
                IfUnknown::Fire => "fire",
            },
            out_of_scope,
            about: traced.topics().iter().map(|it| TracedTopic::of(library, it)).collect(),
            errors: Vec::new(),
            overruled: Vec::new(),
        }
    }
}

impl TracedTopic {
    fn of(library: &Library, traced: &TopicTrace) -> Self {
        let (mut needs, mut error) = (None, None);
        match &traced.verdict {
            Verdict::FiredUnknown { needs: fact } | Verdict::Undecided { needs: fact } => {
                needs = Some(need(fact));
            }
            Verdict::Failed { error: why } => error = Some(why.clone()),
            Verdict::Fired | Verdict::Silent => {}
        }
        Self {
            about: thing(library, traced.topic),
            verdict: traced.verdict.word(),
            needs,
            error,
            effects: Vec::new(),
            decides: traced.when.decisive_path().0,
            condition: TracedPart::of(library, &traced.when),
        }
    }
}

impl TracedScope {
    fn of(misfit: &trace::Misfit) -> Self {
        Self {
            key: misfit.key,
            wants: misfit.wants.clone(),
            has: misfit.has.as_deref().map(str::to_owned),
        }
    }
}

impl TracedPart {
    /// Writes a part of a condition, and all it is made of.
    pub fn of(library: &Library, part: &Part) -> Self {
        let (mut value, mut needs, mut error) = (Value::Null, None, None);
        match &part.found {
            Found::Value(it) => value = written(it),
            Found::Undecided { needs: fact } => needs = Some(need(fact)),
            Found::Failed { error: why } => error = Some(why.clone()),
        }
        Self {
            text: part.text.clone(),
            kind: kind(&part.kind),
            operator: match &part.kind {
                PartKind::Compare { operator } => Some(operator.to_string()),
                _ => None,
            },
            answer: part.answer().map(|it| match it {
                Answer::Holds => "holds",
                Answer::DoesNot => "does_not",
                Answer::Undecided { .. } => "undecided",
                Answer::Failed { .. } => "failed",
            }),
            value,
            backing: match part.backing {
                Backing::Known => "known",
                Backing::Assumed => "assumed",
            },
            needs,
            error,
            distance: part.distance.as_ref().map(|it| TracedDistance::of(library, it)),
            reached: part.is_reached,
            parts: part.parts.iter().map(|it| Self::of(library, it)).collect(),
        }
    }
}

impl TracedDistance {
    fn of(library: &Library, distance: &Distance) -> Self {
        let unit = match &distance.counts {
            Counts::Kpi(id) => library.names.kpis.find(id),
            _ => None,
        };
        Self {
            unit: unit.map(|it| library.kpis[it].unit.to_string()),
            by: decimal(distance.by),
            counts: match distance.counts {
                Counts::Levels => "levels",
                Counts::Months => "months",
                Counts::Hours => "hours",
                Counts::Percent => "percent",
                Counts::Points => "points",
                Counts::Reviews => "reviews",
                Counts::Gaps => "gaps",
                Counts::Grades => "grades",
                Counts::Kpi(_) => "kpi",
                Counts::Plain => "number",
            },
            side: match distance.side {
                Side::Short => "short",
                Side::Over => "over",
                Side::Off => "off",
            },
            limit_is_enough: distance.is_limit_enough,
        }
    }
}

fn kind(kind: &PartKind) -> &'static str {
    match kind {
        PartKind::All => "all",
        PartKind::Any => "any",
        PartKind::Not => "not",
        PartKind::If => "if",
        PartKind::Compare { .. } => "compare",
        PartKind::Within => "in",
        PartKind::Helper { is_open: true } => "helper",
        PartKind::Helper { is_open: false } => "closed_helper",
        PartKind::Fact => "fact",
        PartKind::Literal => "literal",
        PartKind::Computed => "computed",
    }
}

fn need(fact: &Fact) -> TracedNeed {
    TracedNeed { fact: fact.to_string(), evidence: fact.evidence() }
}

fn decimal(number: Number) -> Decimal {
    Decimal::from_text(&number.to_string())
}

fn written(value: &rules::Value) -> Value {
    match value {
        rules::Value::Truth(truth) => json!(truth),
        rules::Value::Number(number) => json!(decimal(*number)),
        rules::Value::Text(text) => json!(text),
        rules::Value::List(items) => Value::Array(items.iter().map(written).collect()),
        rules::Value::Thing => Value::Null,
    }
}

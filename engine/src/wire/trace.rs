//! How is a trace written down: every rule, and every part of every condition?

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::convert::{Names, Writer, thing};
use super::{
    Decimal, Effect, FORMAT, Failure, MissingFact, Overruled, Person, Place, Provenance, Text,
    Thing,
};
use crate::advice::Topic;
use crate::id::{PersonaId, RuleId, RuleIx};
use crate::library::{Each, IfUnknown, Library};
use crate::person;
use crate::plan;
use crate::rules::{
    self, Answer, Backing, Counts, Distance, Found, Number, Part, PartKind, Side, Value,
};
use crate::trace::{self, Asked, PersonaVerdict, RuleTrace, ScopeKey, TopicTrace, Verdict};

/// Why each persona and each rule spoke, or kept silent.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
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
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct TracedPersona {
    /// The persona.
    pub persona: PersonaId,
    /// What came of it.
    pub verdict: TracedPersonaVerdict,
    /// The persona that comes first, where one does.
    pub by: Option<PersonaId>,
    /// Its priority.
    pub priority: i32,
    /// The first fact that is missing.
    pub needs: Option<MissingFact>,
    /// What went wrong, for the persona's author.
    pub error: Option<Text>,
    /// Which part of its `who` decides, as for a rule.
    pub decides: Vec<usize>,
    /// Its `who`.
    pub condition: TracedPart,
}

/// What came of a persona.
#[derive(Clone, Copy, Debug, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum TracedPersonaVerdict {
    /// It is the person's.
    Wins,
    /// It fits too, and another comes first.
    Outranked,
    /// It does not fit.
    Silent,
    /// Nobody can tell; then it does not fit.
    Undecided,
    /// Its condition could not be evaluated.
    Failed,
}

/// Why a rule spoke, or did not.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct TracedRule {
    /// The rule.
    pub rule: RuleId,
    /// Of its answers the first that occurs of `fired`, `failed`, `undecided`,
    /// `silent`; `not_asked` where the person is out of its scope.
    pub verdict: TracedVerdict,
    /// Why the rule is there.
    pub because: Text,
    /// Where it stands.
    pub place: Option<Place>,
    /// What its condition is asked about.
    pub each: Each,
    /// Its condition as its author wrote it.
    pub when: Text,
    /// What it does where it is undecided.
    pub if_unknown: IfUnknown,
    /// The keys of its scope that do not fit.
    pub out_of_scope: Vec<TracedScope>,
    /// What it said about each thing it was asked about.
    pub about: Vec<TracedTopic>,
    /// Effects that could not be carried out, and conditions that failed.
    pub errors: Vec<Failure>,
    /// The rules it lost against.
    pub overruled: Vec<Overruled>,
}

/// What a rule said.
#[derive(Clone, Copy, Debug, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum TracedVerdict {
    /// It fired.
    Fired,
    /// Its condition does not hold.
    Silent,
    /// Its condition cannot be decided.
    Undecided,
    /// Its condition could not be evaluated.
    Failed,
    /// It was not asked.
    NotAsked,
}

/// A key of a scope that does not fit.
#[derive(Clone, Debug, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct TracedScope {
    /// The key.
    pub key: ScopeKey,
    /// What the scope asks for: one of these.
    pub wants: Vec<Text>,
    /// What the person has.
    pub has: Option<Text>,
}

/// What a rule said about one thing.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct TracedTopic {
    /// The person, a gap or a module.
    pub about: Thing,
    /// What the rule said; never `not_asked`.
    pub verdict: TracedVerdict,
    /// The first fact that is missing; also where the rule fires nevertheless.
    pub needs: Option<MissingFact>,
    /// What went wrong, for the rule's author.
    pub error: Option<Text>,
    /// What it did.
    pub effects: Vec<Effect>,
    /// Which part of the condition decides: the number of the part, of its part and
    /// so on, from 0; empty where all of it does.
    pub decides: Vec<usize>,
    /// Its condition.
    pub condition: TracedPart,
}

/// One part of a condition.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct TracedPart {
    /// The part, written out.
    pub text: Text,
    /// What kind of part it is.
    pub kind: TracedKind,
    /// The operator of a comparison.
    pub operator: Option<Text>,
    /// What it answers; `null` for a number, a text or another value.
    pub answer: Option<TracedAnswer>,
    /// The value; `null` where there is none.
    pub value: Option<TracedValue>,
    /// What the value rests on.
    pub backing: TracedBacking,
    /// The first fact that is missing.
    pub needs: Option<MissingFact>,
    /// What went wrong, for the author.
    pub error: Option<Text>,
    /// How far a comparison of numbers is from what the whole needs of it.
    pub distance: Option<TracedDistance>,
    /// Whether the condition came this far before its answer was clear.
    pub reached: bool,
    /// What it is made of.
    pub parts: Vec<TracedPart>,
}

/// A kind of part of a condition.
#[derive(Clone, Copy, Debug, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum TracedKind {
    /// `… and …`
    All,
    /// `… or …`
    Any,
    /// `not …`
    Not,
    /// `if … { … } else { … }`: the question and both branches.
    If,
    /// A comparison: its two sides.
    Compare,
    /// `… in …`: what is looked for and where.
    In,
    /// A helper; its only part is its body.
    Helper,
    /// A helper whose body is not shown; its parts are its arguments.
    ClosedHelper,
    /// A fact.
    Fact,
    /// A value that is written down.
    Literal,
    /// Anything computed.
    Computed,
}

/// What a part of a condition answers.
#[derive(Clone, Copy, Debug, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum TracedAnswer {
    /// It holds.
    Holds,
    /// It does not hold.
    DoesNot,
    /// A fact is missing.
    Undecided,
    /// It could not be evaluated.
    Failed,
}

/// What the value of a part rests on.
#[derive(Clone, Copy, Debug, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum TracedBacking {
    /// On what the files say.
    Known,
    /// On an assumption: nobody has evidence of the level itself.
    Assumed,
}

/// A value of a condition, written as itself.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
#[serde(untagged)]
pub enum TracedValue {
    /// Yes or no.
    Truth(bool),
    /// A number.
    Number(Decimal),
    /// A text.
    Text(Text),
    /// A list; `null` for what is no value, such as a gap.
    List(Vec<Option<TracedValue>>),
}

/// How far a comparison is from what it should be.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct TracedDistance {
    /// How much is missing up to the limit.
    pub by: Decimal,
    /// What that counts.
    pub counts: TracedCounts,
    /// On which side of the limit the number lies.
    pub side: TracedSide,
    /// The unit of the KPI that is counted.
    pub unit: Option<Text>,
    /// Whether the limit itself is enough.
    pub limit_is_enough: bool,
}

/// What a number of a condition counts.
#[derive(Clone, Copy, Debug, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum TracedCounts {
    /// Levels of the scale.
    Levels,
    /// Months.
    Months,
    /// Hours.
    Hours,
    /// Percent of readiness.
    Percent,
    /// Points of a gap or gain.
    Points,
    /// Reviews.
    Reviews,
    /// Gaps.
    Gaps,
    /// Grades.
    Grades,
    /// What a KPI is measured in.
    Kpi,
    /// Anything else.
    Number,
}

/// On which side of where it should be a number lies.
#[derive(Clone, Copy, Debug, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum TracedSide {
    /// It has to be larger.
    Short,
    /// It has to be smaller.
    Over,
    /// It has to be the other number.
    Off,
}

impl Trace {
    /// Writes a trace; of the rules only those for which `is_shown` holds.
    pub fn of(
        library: &Library,
        person: &person::Person,
        plan: &plan::Decision,
        trace: &trace::Trace,
        is_shown: impl Fn(RuleIx) -> bool,
    ) -> Self {
        let writer = Writer::new(library, person, plan);
        let rules = trace.rules.iter().filter(|traced| is_shown(traced.rule));
        let personas = trace.personas.iter();
        Self {
            format: FORMAT,
            provenance: writer.provenance(),
            person: writer.person(),
            personas: personas.map(|persona| writer.traced_persona(persona)).collect(),
            rules: rules.map(|rule| writer.traced_rule(rule)).collect(),
        }
    }
}

impl Writer<'_> {
    fn traced_persona(&self, persona: &trace::PersonaTrace) -> TracedPersona {
        let names = Names(self.library);
        let (mut by, mut needs, mut error) = (None, None, None);
        let verdict = match &persona.verdict {
            PersonaVerdict::Wins => TracedPersonaVerdict::Wins,
            PersonaVerdict::Outranked { by: first } => {
                by = Some(names.persona(*first));
                TracedPersonaVerdict::Outranked
            }
            PersonaVerdict::Silent => TracedPersonaVerdict::Silent,
            PersonaVerdict::Undecided { needs: fact } => {
                needs = Some(MissingFact::of(fact));
                TracedPersonaVerdict::Undecided
            }
            PersonaVerdict::Failed { error: why } => {
                error = Some(why.as_str().into());
                TracedPersonaVerdict::Failed
            }
        };
        TracedPersona {
            persona: names.persona(persona.persona),
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
        for (written, said) in rule.about.iter_mut().zip(traced.topics()) {
            written.effects = self.effects(traced.rule, said.topic);
        }
        let failed = advice.failed.iter().filter(|(failed, _)| *failed == traced.rule);
        rule.errors = failed.map(|(_, failure)| Failure::of(failure)).collect();
        let overruled = advice.overruled.iter().filter(|overruled| overruled.rule == traced.rule);
        rule.overruled = overruled
            .map(|overruled| Overruled {
                rule: self.rule(overruled.rule),
                by: self.rule(overruled.by),
                module: self.module_id(overruled.module),
            })
            .collect();
        rule
    }

    fn effects(&self, rule: RuleIx, topic: Topic) -> Vec<Effect> {
        let fired = self.plan.advice.fired.iter();
        let fired = fired.filter(|firing| firing.rule == rule && firing.topic == topic);
        fired.flat_map(|firing| &firing.effects).map(|act| self.act(act)).collect()
    }
}

impl TracedRule {
    /// Writes what a rule said, without what it did: for a case about facts nothing
    /// is done.
    pub fn of(library: &Library, traced: &RuleTrace) -> Self {
        let rule = &library.rules[traced.rule];
        let out_of_scope = match &traced.asked {
            Asked::Not(misfits) => misfits.iter().map(TracedScope::of).collect(),
            Asked::About(_) => Vec::new(),
        };
        let place = library.place(&["rules", library.rule_id(traced.rule)]);
        Self {
            rule: Names(library).rule(traced.rule),
            verdict: TracedVerdict::of_all(traced),
            because: Text::from(&*rule.because),
            place: place.as_ref().map(Place::from),
            each: rule.each,
            when: rule.when.text().into(),
            if_unknown: rule.if_unknown,
            out_of_scope,
            about: traced.topics().iter().map(|said| TracedTopic::of(library, said)).collect(),
            errors: Vec::new(),
            overruled: Vec::new(),
        }
    }
}

impl TracedVerdict {
    fn of(verdict: &Verdict) -> Self {
        match verdict {
            Verdict::Fired | Verdict::FiredUnknown { .. } => Self::Fired,
            Verdict::Silent => Self::Silent,
            Verdict::Undecided { .. } => Self::Undecided,
            Verdict::Failed { .. } => Self::Failed,
        }
    }

    fn of_all(traced: &RuleTrace) -> Self {
        if matches!(traced.asked, Asked::Not(_)) {
            return Self::NotAsked;
        }
        let said: Vec<Self> = traced.topics().iter().map(|said| Self::of(&said.verdict)).collect();
        let ranked = [Self::Fired, Self::Failed, Self::Undecided];
        ranked.into_iter().find(|verdict| said.contains(verdict)).unwrap_or(Self::Silent)
    }
}

impl TracedTopic {
    fn of(library: &Library, traced: &TopicTrace) -> Self {
        let (mut needs, mut error) = (None, None);
        match &traced.verdict {
            Verdict::FiredUnknown { needs: fact } | Verdict::Undecided { needs: fact } => {
                needs = Some(MissingFact::of(fact));
            }
            Verdict::Failed { error: why } => error = Some(why.as_str().into()),
            Verdict::Fired | Verdict::Silent => {}
        }
        Self {
            about: thing(library, traced.topic),
            verdict: TracedVerdict::of(&traced.verdict),
            needs,
            error,
            effects: Vec::new(),
            decides: traced.when.decisive_path().0,
            condition: TracedPart::of(library, &traced.when),
        }
    }
}

impl TracedScope {
    pub(super) fn of(misfit: &trace::Misfit) -> Self {
        Self {
            key: misfit.key,
            wants: misfit.wants.iter().map(|wanted| wanted.as_str().into()).collect(),
            has: misfit.has.as_deref().map(Text::from),
        }
    }
}

impl TracedPart {
    /// Writes a part of a condition, and all it is made of.
    pub fn of(library: &Library, part: &Part) -> Self {
        let (mut value, mut needs, mut error) = (None, None, None);
        match &part.found {
            Found::Value(found) => value = written(found),
            Found::Undecided { needs: fact } => needs = Some(MissingFact::of(fact)),
            Found::Failed { error: why } => error = Some(why.as_str().into()),
        }
        Self {
            text: part.text.as_str().into(),
            kind: TracedKind::of(&part.kind),
            operator: match &part.kind {
                PartKind::Compare { operator } => Some(Text::from(&**operator)),
                _ => None,
            },
            answer: part.answer().map(|answer| match answer {
                Answer::Holds => TracedAnswer::Holds,
                Answer::DoesNot => TracedAnswer::DoesNot,
                Answer::Undecided { .. } => TracedAnswer::Undecided,
                Answer::Failed { .. } => TracedAnswer::Failed,
            }),
            value,
            backing: match part.backing {
                Backing::Known => TracedBacking::Known,
                Backing::Assumed => TracedBacking::Assumed,
            },
            needs,
            error,
            distance: part.distance.as_ref().map(|missing| TracedDistance::of(library, missing)),
            reached: part.is_reached,
            parts: part.parts.iter().map(|inner| Self::of(library, inner)).collect(),
        }
    }
}

impl TracedKind {
    fn of(kind: &PartKind) -> Self {
        match kind {
            PartKind::All => Self::All,
            PartKind::Any => Self::Any,
            PartKind::Not => Self::Not,
            PartKind::If => Self::If,
            PartKind::Compare { .. } => Self::Compare,
            PartKind::Within => Self::In,
            PartKind::Helper { is_open: true } => Self::Helper,
            PartKind::Helper { is_open: false } => Self::ClosedHelper,
            PartKind::Fact => Self::Fact,
            PartKind::Literal => Self::Literal,
            PartKind::Computed => Self::Computed,
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
            unit: unit.map(|kpi| Text::from(&*library.kpis[kpi].unit)),
            by: decimal(distance.by),
            counts: match distance.counts {
                Counts::Levels => TracedCounts::Levels,
                Counts::Months => TracedCounts::Months,
                Counts::Hours => TracedCounts::Hours,
                Counts::Percent => TracedCounts::Percent,
                Counts::Points => TracedCounts::Points,
                Counts::Reviews => TracedCounts::Reviews,
                Counts::Gaps => TracedCounts::Gaps,
                Counts::Grades => TracedCounts::Grades,
                Counts::Kpi(_) => TracedCounts::Kpi,
                Counts::Plain => TracedCounts::Number,
            },
            side: match distance.side {
                Side::Short => TracedSide::Short,
                Side::Over => TracedSide::Over,
                Side::Off => TracedSide::Off,
            },
            limit_is_enough: distance.is_limit_enough,
        }
    }
}

fn decimal(number: Number) -> Decimal {
    Decimal::from_text(&number.to_string())
}

fn written(value: &rules::Value) -> Option<TracedValue> {
    Some(match value {
        Value::Truth(truth) => TracedValue::Truth(*truth),
        Value::Number(number) => TracedValue::Number(decimal(*number)),
        Value::Text(text) => TracedValue::Text(Text::from(&**text)),
        Value::List(items) => TracedValue::List(items.iter().map(written).collect()),
        Value::Thing => return None,
    })
}

//! How is a comparison written down?
//!
//! As every other answer, format 1; the manner is that of [`crate::wire`].

use std::borrow::Cow;
use std::collections::BTreeMap;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::answer::{Affected, Comparison, PersonComparison, Ready, Version};
use super::changes::{Change, Field, Kind, Thing};
use super::summary::{Group, Pair, Turnovers};
use super::{Aspect, Cause, Difference, Exchange, Explained, Listed, Without};
use crate::id::{PersonId, PersonaId, RoleId};
use crate::plan::Outcome;
use crate::quantity::Hours;
use crate::wire::{AnswerProvenance, Decimal, FORMAT, Plan, Position, Text};

/// What changes for everyone, as it is written.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct WrittenComparison {
    /// The version of this format.
    pub format: u8,
    /// The library after, and the date of all plans.
    pub provenance: AnswerProvenance,
    /// The version people's plans come from now.
    pub before: WrittenVersion,
    /// The version they would come from.
    pub after: WrittenVersion,
    /// The things that are not the same; elsewhere they are named by their number
    /// here, from 0.
    pub changes: Vec<WrittenChange>,
    /// What changes for everyone together.
    pub people: WrittenGroup,
    /// Who can be planned for only with the library before.
    pub only_before: Vec<PersonId>,
    /// Who can be planned for only with the library after.
    pub only_after: Vec<PersonId>,
    /// What changes for the people of each role.
    pub by_role: Vec<WrittenGroup>,
    /// What changes for the people of each persona, as it is after.
    pub by_persona: Vec<WrittenGroup>,
    /// How many people's plans differ in each part.
    pub parts: Vec<PartPeople>,
    /// From which outcome to which other.
    pub outcomes: Vec<OutcomePeople>,
    /// From which persona to which other.
    pub personas: Vec<PersonaPeople>,
    /// How many will be readier for the planned role.
    pub readier: usize,
    /// How many will be less ready for the planned role.
    pub less_ready: usize,
    /// What came for somebody or went; what stays the same is left out.
    pub turnover: BTreeMap<Listed, Vec<WrittenTurnover>>,
    /// Which changes made the difference, and for how many.
    pub causes: Vec<CausePeople>,
    /// What changes that made no leading difference touch.
    pub without_leading_effect: Vec<TouchedParts>,
    /// For how many people the cause was not worked out.
    pub not_worked_out: usize,
    /// Everyone whose plan, or the reasons behind it, is not the same.
    pub affected: Vec<WrittenAffected>,
}

/// The two plans of one person, as they are written.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct WrittenPersonComparison {
    /// The version of this format.
    pub format: u8,
    /// The library after, the person as it reads them, and the date of both plans.
    pub provenance: AnswerProvenance,
    /// The person.
    pub person: PersonId,
    /// The versions before and after.
    pub versions: [WrittenVersion; 2],
    /// The things that are not the same.
    pub changes: Vec<WrittenChange>,
    /// Which parts of the plan differ.
    pub difference: WrittenDifference,
    /// Which change made which parts others.
    pub causes: Vec<PartsCause>,
    /// The plan before, without what does not count for a comparison.
    pub before: Plan,
    /// The plan after, without what does not count for a comparison.
    pub after: Plan,
}

/// One of the two libraries.
#[derive(Clone, Debug, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct WrittenVersion {
    /// What it is called: a folder, or a revision.
    pub shown: Text,
    /// The library's name.
    pub name: Text,
    /// The hash of its files.
    pub library: Text,
    /// The hash of its rule files.
    pub rules: Text,
}

/// A thing that is not the same.
#[derive(Clone, Debug, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct WrittenChange {
    /// What kind of thing it is.
    pub kind: ThingKind,
    /// Its id, or the name of a setting or file.
    pub id: Text,
    /// The role it belongs to.
    pub role: Option<RoleId>,
    /// What became of it.
    pub change: Kind,
    /// Where it stands: in the library after, or where that has none, before.
    pub place: Option<Position>,
    /// The fields that are not the same.
    pub fields: Vec<WrittenField>,
}

/// A kind of thing that can change by itself.
#[derive(Clone, Copy, Debug, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ThingKind {
    /// A part of `waypath.yaml`.
    Setting,
    /// What a competency model says of itself.
    Model,
    /// A competency.
    Competency,
    /// A role.
    Role,
    /// What a role expects of a competency.
    Expectation,
    /// Where a KPI stands in a role, and where it should be.
    RoleKpi,
    /// A module.
    Module,
    /// A KPI.
    Kpi,
    /// A coaching prompt.
    Prompt,
    /// A persona.
    Persona,
    /// A rule.
    Rule,
    /// A file of helper functions.
    Helpers,
}

/// A field of a thing that is not the same.
#[derive(Clone, Debug, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct WrittenField {
    /// Its keys below the thing, with full stops between them.
    pub field: Text,
    /// What it said, as its author wrote it.
    pub before: Option<Text>,
    /// What it says, as its author wrote it.
    pub after: Option<Text>,
    /// Where it stands.
    pub place: Option<Position>,
}

/// What changes for some people together.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct WrittenGroup {
    /// The role or persona; `null` for everyone, and for those without a persona.
    pub id: Option<Text>,
    /// How many there are.
    pub people: usize,
    /// How many have another plan.
    pub another_plan: usize,
    /// How many have the same plan for other reasons.
    pub other_reasons: usize,
    /// The hours of all modules.
    pub hours: BeforeAfter<Decimal>,
    /// How many modules there are in all plans.
    pub modules: BeforeAfter<u64>,
    /// Mean readiness for the planned role in percent; `null` without people.
    pub ready_now: BeforeAfter<Option<Decimal>>,
    /// The same once every proof is accepted.
    pub ready_after: BeforeAfter<Option<Decimal>>,
}

/// A value before and after.
#[derive(Clone, Copy, Debug, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct BeforeAfter<T> {
    /// Before.
    pub before: T,
    /// After.
    pub after: T,
}

/// For how many people a part of the plan differs.
#[derive(Clone, Copy, Debug, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct PartPeople {
    /// The part.
    pub part: Aspect,
    /// How many.
    pub people: usize,
}

/// For how many people the outcome is another.
#[derive(Clone, Copy, Debug, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct OutcomePeople {
    /// The outcome before.
    pub before: Outcome,
    /// The outcome after.
    pub after: Outcome,
    /// How many.
    pub people: usize,
}

/// For how many people the persona is another.
#[derive(Clone, Debug, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct PersonaPeople {
    /// The persona before.
    pub before: Option<PersonaId>,
    /// The persona after.
    pub after: Option<PersonaId>,
    /// How many.
    pub people: usize,
}

/// How many people have something in their plans.
#[derive(Clone, Debug, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct WrittenTurnover {
    /// Its id, or its text.
    pub id: Text,
    /// How many have it before.
    pub before: usize,
    /// How many have it after.
    pub after: usize,
    /// How many have it only after.
    pub gained: usize,
    /// How many have it only before.
    pub lost: usize,
}

/// For how many people some changes together made the difference.
#[derive(Clone, Debug, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct CausePeople {
    /// The numbers of the changes.
    pub changes: Vec<usize>,
    /// How many.
    pub people: usize,
}

/// What a change touches that made no leading difference.
#[derive(Clone, Debug, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct TouchedParts {
    /// The number of the change.
    pub change: usize,
    /// The parts of plans it touches; `null` where that was not worked out.
    pub parts: Option<Vec<PartPeople>>,
}

/// Somebody whose plan is not the same.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct WrittenAffected {
    /// The person.
    pub person: PersonId,
    /// The present role.
    pub role: RoleId,
    /// The persona, with the version after.
    pub persona: Option<PersonaId>,
    /// The outcome.
    pub outcome: BeforeAfter<Outcome>,
    /// Readiness for the planned role; `null` without one.
    pub readiness: Option<WrittenReady>,
    /// The hours of the modules.
    pub hours: BeforeAfter<Hours>,
    /// Which parts of the plan differ.
    pub difference: WrittenDifference,
    /// Which change made the difference; `null` where nobody asked.
    pub cause: Option<WrittenCause>,
}

/// Readiness for the planned role, the lower ends in percent.
#[derive(Clone, Copy, Debug, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct WrittenReady {
    /// On the plan's date.
    pub now: BeforeAfter<u8>,
    /// Once every proof is accepted.
    pub after: BeforeAfter<u8>,
}

/// What is not the same in two plans of one person.
#[derive(Clone, Debug, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct WrittenDifference {
    /// Whether somebody does, gets or is told something else.
    pub another_plan: bool,
    /// The parts that are not the same.
    pub parts: Vec<Aspect>,
    /// What came and what went.
    pub exchanges: BTreeMap<Listed, WrittenExchange>,
}

/// What came and what went.
#[derive(Clone, Debug, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct WrittenExchange {
    /// What is only in the plan after.
    pub gained: Vec<Text>,
    /// What is only in the plan before.
    pub lost: Vec<Text>,
}

/// What came of looking for the cause.
#[derive(Clone, Debug, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum WrittenCause {
    /// It was found.
    Found {
        /// The smallest changes that, made by themselves, lead to the plan after.
        changes: Vec<CausingChange>,
        /// Other changes that lead to the plan after as well.
        instead: Vec<usize>,
    },
    /// Too much would have to be tried.
    NotWorkedOut,
}

/// A change that is part of the cause.
#[derive(Clone, Copy, Debug, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct CausingChange {
    /// Its number.
    pub change: usize,
    /// What the plan would be if only it were not made.
    pub without: Without,
}

/// Which change made some parts of a plan others.
#[derive(Clone, Debug, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct PartsCause {
    /// The parts.
    pub parts: Vec<Aspect>,
    /// The cause.
    pub cause: WrittenCause,
}

impl WrittenComparison {
    /// Writes a comparison.
    pub fn of(comparison: &Comparison<'_>) -> Self {
        let summary = &comparison.summary;
        let by_role = summary.by_role.iter();
        let by_persona = summary.by_persona.iter();
        let touched = comparison.touched.iter();
        Self {
            format: FORMAT,
            provenance: AnswerProvenance::of(comparison.after.library).as_of(comparison.as_of),
            before: WrittenVersion::of(comparison.before),
            after: WrittenVersion::of(comparison.after),
            changes: comparison.changes.iter().map(WrittenChange::of).collect(),
            people: WrittenGroup::of(None, &summary.all),
            only_before: comparison.only_before.clone(),
            only_after: comparison.only_after.clone(),
            by_role: by_role.map(|(id, group)| WrittenGroup::of(Some(id), group)).collect(),
            by_persona: by_persona.map(|(id, group)| WrittenGroup::of(Some(id), group)).collect(),
            parts: part_people(&summary.aspects),
            outcomes: summary.outcomes().map(OutcomePeople::of).collect(),
            personas: summary.personas().map(PersonaPeople::of).collect(),
            readier: summary.readier,
            less_ready: summary.less_ready,
            turnover: summary
                .turnovers
                .iter()
                .map(|(listed, turnovers)| (*listed, written_turnovers(turnovers)))
                .collect(),
            causes: summary
                .causes
                .iter()
                .map(|(changes, people)| CausePeople { changes: changes.clone(), people: *people })
                .collect(),
            without_leading_effect: touched
                .map(|(change, parts)| TouchedParts {
                    change: *change,
                    parts: parts.as_ref().map(part_people),
                })
                .collect(),
            not_worked_out: summary.not_worked_out,
            affected: comparison.affected.iter().map(WrittenAffected::of).collect(),
        }
    }
}

impl WrittenPersonComparison {
    /// Writes the two plans of one person.
    pub fn of(comparison: &PersonComparison<'_>) -> Self {
        let (before, after) = comparison.versions;
        let person = comparison.both.after;
        Self {
            format: FORMAT,
            provenance: AnswerProvenance::of(after.library)
                .person(person)
                .as_of(comparison.after.provenance.as_of),
            person: person.id.clone(),
            versions: [WrittenVersion::of(before), WrittenVersion::of(after)],
            changes: comparison.changes.iter().map(WrittenChange::of).collect(),
            difference: WrittenDifference::of(comparison.difference),
            causes: comparison
                .explained
                .iter()
                .map(|(parts, explained)| PartsCause {
                    parts: parts.clone(),
                    cause: WrittenCause::of(explained),
                })
                .collect(),
            before: comparison.before.clone(),
            after: comparison.after.clone(),
        }
    }
}

impl WrittenVersion {
    fn of(version: Version<'_>) -> Self {
        Self {
            shown: version.shown.into(),
            name: Text::from(&*version.library.name),
            library: Text::from(&*version.library.hashes.library),
            rules: Text::from(&*version.library.hashes.rules),
        }
    }
}

impl WrittenChange {
    fn of(change: &Change) -> Self {
        Self {
            kind: ThingKind::of(&change.thing),
            id: change.thing.id().into(),
            role: change.thing.role().cloned(),
            change: change.kind,
            place: change.place.as_ref().map(Position::from),
            fields: change.fields.iter().map(WrittenField::of).collect(),
        }
    }
}

impl ThingKind {
    fn of(thing: &Thing) -> Self {
        match thing {
            Thing::Setting(_) => Self::Setting,
            Thing::Model(_) => Self::Model,
            Thing::Competency(_) => Self::Competency,
            Thing::Role(_) => Self::Role,
            Thing::Expectation(..) => Self::Expectation,
            Thing::RoleKpi(..) => Self::RoleKpi,
            Thing::Module(_) => Self::Module,
            Thing::Kpi(_) => Self::Kpi,
            Thing::Prompt(_) => Self::Prompt,
            Thing::Persona(_) => Self::Persona,
            Thing::Rule(_) => Self::Rule,
            Thing::Helpers(_) => Self::Helpers,
        }
    }
}

impl WrittenField {
    fn of(field: &Field) -> Self {
        Self {
            field: field.name.as_str().into(),
            before: field.before.as_deref().map(Text::from),
            after: field.after.as_deref().map(Text::from),
            place: field.place.as_ref().map(Position::from),
        }
    }
}

impl WrittenGroup {
    fn of(id: Option<&str>, group: &Group) -> Self {
        let hours = |pair: Pair| BeforeAfter {
            before: Decimal::from_hundredths(pair.before),
            after: Decimal::from_hundredths(pair.after),
        };
        let people = u64::try_from(group.people).unwrap_or(u64::MAX);
        // Two places, rounded down.
        let mean =
            |sum: u64| sum.saturating_mul(100).checked_div(people).map(Decimal::from_hundredths);
        let means = |pair: Pair| BeforeAfter { before: mean(pair.before), after: mean(pair.after) };
        Self {
            id: id.filter(|id| !id.is_empty()).map(Text::from),
            people: group.people,
            another_plan: group.another,
            other_reasons: group.reasons,
            hours: hours(group.hours),
            modules: BeforeAfter { before: group.modules.before, after: group.modules.after },
            ready_now: means(group.ready_now),
            ready_after: means(group.ready_after),
        }
    }
}

fn part_people(parts: &BTreeMap<Aspect, usize>) -> Vec<PartPeople> {
    parts.iter().map(|(part, people)| PartPeople { part: *part, people: *people }).collect()
}

impl OutcomePeople {
    fn of((before, after, people): (Outcome, Outcome, usize)) -> Self {
        Self { before, after, people }
    }
}

impl PersonaPeople {
    fn of((before, after, people): (Option<&PersonaId>, Option<&PersonaId>, usize)) -> Self {
        Self { before: before.cloned(), after: after.cloned(), people }
    }
}

fn written_turnovers(turnovers: &Turnovers) -> Vec<WrittenTurnover> {
    let moved = turnovers.iter().filter(|(_, turnover)| turnover.gained > 0 || turnover.lost > 0);
    let written = moved.map(|(id, turnover)| WrittenTurnover {
        id: id.as_str().into(),
        before: turnover.before,
        after: turnover.after,
        gained: turnover.gained,
        lost: turnover.lost,
    });
    written.collect()
}

impl WrittenAffected {
    fn of(affected: &Affected<'_>) -> Self {
        Self {
            person: affected.both.after.id.clone(),
            role: affected.role.clone(),
            persona: affected.persona.clone(),
            outcome: BeforeAfter { before: affected.outcome.0, after: affected.outcome.1 },
            readiness: affected.ready.map(|(before, after)| WrittenReady::of(before, after)),
            hours: BeforeAfter { before: affected.hours.0, after: affected.hours.1 },
            difference: WrittenDifference::of(&affected.difference),
            cause: affected.explained.as_ref().map(WrittenCause::of),
        }
    }
}

impl WrittenReady {
    fn of(before: Ready, after: Ready) -> Self {
        Self {
            now: BeforeAfter { before: before.now, after: after.now },
            after: BeforeAfter { before: before.after, after: after.after },
        }
    }
}

impl WrittenDifference {
    fn of(difference: &Difference) -> Self {
        let exchanges = difference.exchanges.iter();
        Self {
            another_plan: difference.is_another_plan(),
            parts: difference.aspects.iter().copied().collect(),
            exchanges: exchanges
                .map(|(listed, exchange)| (*listed, WrittenExchange::of(exchange)))
                .collect(),
        }
    }
}

impl WrittenExchange {
    fn of(exchange: &Exchange) -> Self {
        let texts = |ids: &[String]| ids.iter().map(|id| id.as_str().into()).collect();
        Self { gained: texts(&exchange.gained), lost: texts(&exchange.lost) }
    }
}

impl WrittenCause {
    fn of(explained: &Explained) -> Self {
        let Explained::Cause(Cause { changes, instead }) = explained else {
            return Self::NotWorkedOut;
        };
        let changes = changes.iter();
        Self::Found {
            changes: changes
                .map(|(change, without)| CausingChange { change: *change, without: *without })
                .collect(),
            instead: instead.clone(),
        }
    }
}

/// Makes enums written as the word their `as_str` gives, and read from it.
macro_rules! closed_words {
    ($($word:ident),+) => { $(
        impl Serialize for $word {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl<'de> Deserialize<'de> for $word {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = Cow::<'de, str>::deserialize(deserializer)?;
                let found = Self::ALL.iter().find(|word| word.as_str() == text);
                found.copied().ok_or_else(|| D::Error::custom(format!("`{text}` is unknown here")))
            }
        }

        impl JsonSchema for $word {
            fn schema_name() -> Cow<'static, str> {
                stringify!($word).into()
            }

            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                let words: Vec<&str> = Self::ALL.iter().map(|word| word.as_str()).collect();
                json_schema!({ "enum": words })
            }
        }
    )+ };
}

closed_words!(Aspect, Kind, Listed, Without);

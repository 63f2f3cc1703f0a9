//! What may a rule read about one person?
//!
//! Facts are filled once per person and shared by all rules. What nobody has
//! evidence of is `None`, and a rule that needs it is undecided. Texts are borrowed
//! from the library and the person; only a helper that runs in Rhai needs its own.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use crate::blueprint::model::Modality;
use crate::id::{CompetencyId, Dense, KpiId, ModuleId};
use crate::level::Level;
use crate::quantity::{Amount, Hours};

use super::names::Names;

/// Everything a condition may read about one person.
#[derive(Clone, Debug)]
pub struct Facts<'a> {
    /// The present role.
    pub role: Cow<'a, str>,
    /// The role the person works towards; empty without one.
    pub target_role: Cow<'a, str>,
    /// The family of the present role; empty without one.
    pub family: Cow<'a, str>,
    /// The person's persona; empty without one.
    pub persona: Cow<'a, str>,
    /// The grade of the present role.
    pub grade: Option<i64>,
    /// Where the person works.
    pub site: Option<Cow<'a, str>>,
    /// The person's shift.
    pub shift: Option<Cow<'a, str>>,
    /// The person's language.
    pub language: Option<Cow<'a, str>>,
    /// Whole months in the present role.
    pub months_in_role: Option<i64>,
    /// Whole months in the company.
    pub months_in_company: Option<i64>,
    /// Hours of learning per week.
    pub hours_per_week: Option<Hours>,
    /// The share of full time, in hundredths.
    pub fte: Option<u32>,
    /// The lower end of readiness for the planned role, in whole percent.
    pub readiness: Option<i64>,
    /// The extra columns of the people file. No rule that reads a protected one
    /// passes the check, and no helper gets its value.
    pub attributes: Cow<'a, BTreeMap<Box<str>, Box<str>>>,
    /// What is known of each competency.
    pub competencies: Dense<CompetencyId, CompetencyFacts>,
    /// Whether each module is done.
    pub completed: Dense<ModuleId, bool>,
    /// The reading of each KPI.
    pub kpis: Dense<KpiId, Option<Amount>>,
    /// Facts everybody has and a case does not say, such as `role`.
    pub unsaid: FactSet,
}

/// A set of facts, by their numbers in the table of facts.
///
/// As *unsaid* it holds the facts that a case does not say. A rule that needs one is
/// undecided, as it is about a person of whom it is not known; nobody real lacks any.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct FactSet(u64);

impl FactSet {
    /// Whether there is none.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Whether the fact of a number is one of them.
    pub(super) fn has(self, number: u8) -> bool {
        self.0 & Self::bit(number) != 0
    }

    pub(super) fn add(&mut self, number: u8) {
        self.0 |= Self::bit(number);
    }

    pub(super) fn take(&mut self, number: u8) {
        self.0 &= !Self::bit(number);
    }

    /// Adds the facts of another set.
    pub const fn join(&mut self, other: Self) {
        self.0 |= other.0;
    }

    fn bit(number: u8) -> u64 {
        debug_assert!(number < 64, "a set holds 64 facts");
        1u64.wrapping_shl(number.into())
    }
}

/// The facts that are read of a person, so that no others are worked out.
#[derive(Clone, Copy, Debug, Default)]
pub struct Needs {
    /// Those that any persona reads.
    pub personas: FactSet,
    /// Those that any rule reads in its condition, a formula, a text or a helper.
    pub rules: FactSet,
}

impl Facts<'static> {
    /// Returns the facts of a person of whom nothing is known but the role.
    pub fn nothing_known(role: &str, names: &Names) -> Self {
        let unknown = CompetencyFacts::default();
        Self {
            role: role.to_owned().into(),
            target_role: "".into(),
            family: "".into(),
            persona: "".into(),
            grade: None,
            site: None,
            shift: None,
            language: None,
            months_in_role: None,
            months_in_company: None,
            hours_per_week: None,
            fte: None,
            readiness: None,
            attributes: Cow::Owned(BTreeMap::new()),
            competencies: Dense::filled(&names.competencies, unknown),
            completed: Dense::filled(&names.modules, false),
            kpis: Dense::filled(&names.kpis, None),
            unsaid: FactSet::default(),
        }
    }
}

impl Facts<'_> {
    /// The same facts with texts of their own, for a run that may outlive them.
    pub(super) fn to_owned(&self) -> Facts<'static> {
        let own = |text: &Option<Cow<'_, str>>| text.as_deref().map(owned);
        Facts {
            role: owned(&self.role),
            target_role: owned(&self.target_role),
            family: owned(&self.family),
            persona: owned(&self.persona),
            site: own(&self.site),
            shift: own(&self.shift),
            language: own(&self.language),
            attributes: Cow::Owned(self.attributes.clone().into_owned()),
            competencies: self.competencies.clone(),
            completed: self.completed.clone(),
            kpis: self.kpis.clone(),
            ..*self
        }
    }
}

fn owned(text: &str) -> Cow<'static, str> {
    Cow::Owned(text.to_owned())
}

/// What is known of one competency of a person.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct CompetencyFacts {
    /// Whether there is evidence of it.
    pub known: bool,
    /// The level held.
    pub level: Option<Level>,
    /// The levels missing; zero where nothing is expected or missing.
    pub gap: Option<Level>,
}

/// What a condition is asked about.
#[derive(Clone, Debug)]
pub enum About<'a> {
    /// The person.
    Person,
    /// One gap of the person.
    Gap(GapFacts<'a>),
    /// One module, as this person would take it.
    Module(ModuleFacts<'a>),
}

impl About<'_> {
    /// The same with texts of its own, for a run that may outlive it.
    pub(super) fn to_owned(&self) -> About<'static> {
        match self {
            Self::Person => About::Person,
            Self::Gap(gap) => About::Gap(GapFacts {
                id: owned(&gap.id),
                name: owned(&gap.name),
                importance: owned(&gap.importance),
                ..*gap
            }),
            Self::Module(module) => About::Module(ModuleFacts {
                id: owned(&module.id),
                title: owned(&module.title),
                tags: Cow::Owned(module.tags.clone().into_owned()),
                ..*module
            }),
        }
    }
}

/// What a condition may read about a gap.
#[derive(Clone, Debug)]
pub struct GapFacts<'a> {
    /// The competency.
    pub id: Cow<'a, str>,
    /// The competency's name.
    pub name: Cow<'a, str>,
    /// The levels missing.
    pub missing: Level,
    /// The level held.
    pub held: Level,
    /// The level expected.
    pub target: Level,
    /// `critical`, `important` or `useful`.
    pub importance: Cow<'a, str>,
    /// The points it counts for, in hundredths.
    pub points: i64,
    /// In how many reviews the gap was seen.
    pub persisted_reviews: i64,
    /// What a case does not say of it, such as `gap.missing`.
    pub unsaid: FactSet,
}

/// What a condition may read about a module.
#[derive(Clone, Debug)]
pub struct ModuleFacts<'a> {
    /// The module.
    pub id: Cow<'a, str>,
    /// The module's title, for texts.
    pub title: Cow<'a, str>,
    /// How long it takes.
    pub hours: Hours,
    /// How one learns in it.
    pub modality: Modality,
    /// The points it would close by itself, in hundredths.
    pub gain: i64,
    /// How many gaps it closes, in part or wholly.
    pub closes: i64,
    /// Its tags.
    pub tags: Cow<'a, BTreeSet<Box<str>>>,
    /// What a case does not say of it, such as `module.gain` or `has_tag`.
    pub unsaid: FactSet,
}

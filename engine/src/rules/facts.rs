//! What may a rule read about one person?
//!
//! Facts are filled once per person and shared by all rules. What nobody has
//! evidence of is `None`, and a rule that needs it is undecided.

use std::collections::{BTreeMap, BTreeSet};

use crate::blueprint::model::Modality;
use crate::id::{CompetencyId, Dense, KpiId, ModuleId};
use crate::level::Level;
use crate::quantity::{Amount, Hours};

use super::names::Names;

/// Everything a condition may read about one person.
#[derive(Clone, Debug)]
pub struct Facts {
    /// The present role.
    pub role: Box<str>,
    /// The role the person works towards; empty without one.
    pub target_role: Box<str>,
    /// The family of the present role; empty without one.
    pub family: Box<str>,
    /// The person's persona; empty without one.
    pub persona: Box<str>,
    /// The grade of the present role.
    pub grade: Option<i64>,
    /// Where the person works.
    pub site: Option<Box<str>>,
    /// The person's shift.
    pub shift: Option<Box<str>>,
    /// The person's language.
    pub language: Option<Box<str>>,
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
    /// The extra columns of the people file, without protected ones.
    pub attributes: BTreeMap<Box<str>, Box<str>>,
    /// What is known of each competency.
    pub competencies: Dense<CompetencyId, CompetencyFacts>,
    /// Whether each module is done.
    pub completed: Dense<ModuleId, bool>,
    /// The reading of each KPI.
    pub kpis: Dense<KpiId, Option<Amount>>,
    /// Facts everybody has and a case does not say, such as `role`.
    pub unsaid: Unsaid,
}

/// Facts that a case does not say. A rule that needs one is undecided, as it is
/// about a person of whom it is not known; nobody real lacks any of them.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Unsaid(pub BTreeSet<&'static str>);

impl Unsaid {
    /// The fact of this name, where it is not said.
    pub(super) fn fact(&self, name: &str) -> Option<&'static str> {
        self.0.get(name).copied()
    }
}

impl Facts {
    /// Returns the facts of a person of whom nothing is known but the role.
    pub fn nothing_known(role: &str, names: &Names) -> Self {
        let unknown = CompetencyFacts::default();
        Self {
            role: role.into(),
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
            attributes: BTreeMap::new(),
            competencies: Dense::filled(&names.competencies, unknown),
            completed: Dense::filled(&names.modules, false),
            kpis: Dense::filled(&names.kpis, None),
            unsaid: Unsaid::default(),
        }
    }
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
pub enum About {
    /// The person.
    Person,
    /// One gap of the person.
    Gap(GapFacts),
    /// One module, as this person would take it.
    Module(ModuleFacts),
}

/// What a condition may read about a gap.
#[derive(Clone, Debug)]
pub struct GapFacts {
    /// The competency.
    pub id: Box<str>,
    /// The competency's name.
    pub name: Box<str>,
    /// The levels missing.
    pub missing: Level,
    /// The level held.
    pub held: Level,
    /// The level expected.
    pub target: Level,
    /// `critical`, `important` or `useful`.
    pub importance: Box<str>,
    /// The points it counts for, in hundredths.
    pub points: i64,
    /// In how many reviews the gap was seen.
    pub persisted_reviews: i64,
    /// What a case does not say of it, such as `gap.missing`.
    pub unsaid: Unsaid,
}

/// What a condition may read about a module.
#[derive(Clone, Debug)]
pub struct ModuleFacts {
    /// The module.
    pub id: Box<str>,
    /// The module's title, for texts.
    pub title: Box<str>,
    /// How long it takes.
    pub hours: Hours,
    /// How one learns in it.
    pub modality: Modality,
    /// The points it would close by itself, in hundredths.
    pub gain: i64,
    /// How many gaps it closes, in part or wholly.
    pub closes: i64,
    /// Its tags.
    pub tags: Vec<Box<str>>,
    /// What a case does not say of it, such as `module.gain` or `has_tag`.
    pub unsaid: Unsaid,
}

//! Which groups of people are named?

use std::collections::BTreeMap;

use crate::blueprint::model::{Objective, UnknownPolicy};
use crate::id::{CompetencyIx, KpiIx};
use crate::level::Level;
use crate::quantity::{Hours, Span};
use crate::rules::Condition;

/// A named group with its own hours, horizon and defaults.
#[derive(Debug)]
pub struct Persona {
    /// What people call it.
    pub name: Box<str>,
    /// Who belongs to it.
    pub who: Condition,
    /// Of personas that fit, the highest priority wins.
    pub priority: i32,
    /// How far ahead plans look.
    pub horizon: Option<Span>,
    /// Hours a week for learning.
    pub hours_per_week: Option<Hours>,
    /// What a competency without evidence counts as.
    pub unknown: UnknownPolicy,
    /// What the choice of modules maximises.
    pub objective: Objective,
    /// What managers of these people do.
    pub manager_practices: Vec<Box<str>>,
    /// What should change: KPIs and by how many percent.
    pub outcomes: Vec<(KpiIx, i16)>,
    /// The baseline of its typical member, by leaf; empty for the median.
    pub typical: BTreeMap<CompetencyIx, Level>,
}

//! What can a person do, and what builds on what?

use std::collections::BTreeMap;

use crate::id::CompetencyIx;
use crate::level::Level;
use crate::quantity::Span;

/// Something a person can do.
#[derive(Clone, Debug)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "having parts and being held or not are two things"
)]
pub struct Competency {
    /// What people call it.
    pub name: Box<str>,
    /// What somebody who has it does.
    pub statement: Option<Box<str>>,
    /// The highest level: 1.00 for a certificate.
    pub top: Level,
    /// Whether it is held or not held, nothing between.
    pub yes_no: bool,
    /// How long evidence for it counts.
    pub valid: Option<Span>,
    /// Whether it has parts; then it never scores itself.
    pub is_parent: bool,
    /// Its leaves, ascending; only itself where it has no parts.
    pub leaves: Vec<CompetencyIx>,
    /// What it is a part of, from its parent upwards.
    pub ancestors: Vec<CompetencyIx>,
    /// What its level builds on: leaves, each at a level.
    pub requires: Vec<(CompetencyIx, Level)>,
    /// Neighbours, each with the percentage of a level it suggests.
    pub inferred_from: Vec<(CompetencyIx, u8)>,
    /// The behaviour seen at each whole level.
    pub anchors: BTreeMap<u16, Box<str>>,
    /// The same thing in other frameworks.
    pub aligns: Vec<Box<str>>,
}

impl Competency {
    /// The behaviour that shows `level`: the anchor of the whole level reached.
    pub fn anchor(&self, level: Level) -> Option<&str> {
        let whole = level.hundredths().div_ceil(100);
        self.anchors.get(&whole).map(|anchor| &**anchor)
    }
}

//! How are reasons said that plans and traces have in common?

use std::collections::BTreeMap;

use waypath_engine::wire::{Effect, Failure, Need};

use crate::labels::{self, CompetencyLabel};
use crate::language::Language;
use crate::names::Labels;

/// Says reasons with the names of a library.
#[derive(Clone, Copy)]
pub(super) struct Phrases<'a>(Labels<'a>);

impl<'a> Phrases<'a> {
    pub(super) fn new(labels: Labels<'a>, _: &Language) -> Self {
        Self(labels)
    }

    pub(super) fn evidence(self, fact: &str, about: Option<&str>) -> String {
        let _ = self;
        crate::phrases::evidence(fact, about)
    }

    pub(super) fn effect(self, effect: &Effect) -> String {
        let _ = self;
        crate::phrases::effect(effect)
    }

    pub(super) fn failure(self, failure: &Failure) -> String {
        let _ = self;
        crate::phrases::failure(failure)
    }

    pub(super) fn need(self, need: &Need) -> String {
        let mut labels = labels::Labels::default();
        if let Need::Level { competency, .. } = need {
            let name = self.0.competency_name(competency).to_owned();
            let label = CompetencyLabel { name, yes_no: false, anchors: BTreeMap::new() };
            labels.competencies.insert(competency.to_string(), label);
        }
        crate::phrases::need(need, &labels)
    }
}

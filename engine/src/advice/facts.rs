//! Fills the facts that conditions read.

use crate::gap::{Gaps, ScoredGap, Standings, gain, stretches};
use crate::id::{Dense, Id as _, ModuleIx, PersonaIx};
use crate::level::Level;
use crate::library::Library;
use crate::person::{AsOf, Baseline, Person, Subject, whole_months};
use crate::quantity::Hours;
use crate::rules::{CompetencyFacts, Facts, GapFacts, ModuleFacts, Unsaid};

/// What facts are filled from.
pub(super) struct Known<'a> {
    pub(super) library: &'a Library,
    pub(super) person: &'a Person,
    pub(super) as_of: AsOf,
    pub(super) baseline: &'a Baseline,
    pub(super) standings: &'a Standings,
    pub(super) gaps: &'a Gaps,
}

/// What is known only once there is a persona.
pub(super) struct AfterPersona {
    pub(super) persona: Option<PersonaIx>,
    pub(super) readiness: u8,
    pub(super) hours_per_week: Hours,
}

impl Known<'_> {
    /// Fills the facts about the person; without a persona, those that decide it.
    pub(super) fn facts(&self, after: Option<&AfterPersona>) -> Facts {
        let (library, person) = (self.library, self.person);
        let role = &library.roles[person.role];
        let persona = after.and_then(|it| it.persona);
        Facts {
            role: library.role_id(person.role).into(),
            target_role: person.target_role.map_or("", |it| library.role_id(it)).into(),
            family: role.family.clone(),
            persona: persona.map_or("", |it| library.names.personas.id(it).as_str()).into(),
            grade: role.grade.map(i64::from),
            site: person.site.clone(),
            shift: person.shift.clone(),
            language: person.language.clone(),
            months_in_role: person.in_role_since.map(|it| whole_months(it, self.as_of)),
            months_in_company: person.in_company_since.map(|it| whole_months(it, self.as_of)),
            hours_per_week: after.map(|it| it.hours_per_week),
            fte: Some(person.fte),
            readiness: after.map(|it| i64::from(it.readiness)),
            attributes: self.attributes(),
            competencies: self.competencies(),
            completed: Dense::build(&library.names.modules, |ix, _| self.is_done(ix)),
            kpis: Dense::build(&library.names.kpis, |ix, _| {
                let reading = |subject| person.reading(subject, ix, self.as_of);
                reading(Subject::Person).or_else(|| reading(Subject::Team)).map(|it| it.value)
            }),
            unsaid: Unsaid::default(),
        }
    }

    fn attributes(&self) -> std::collections::BTreeMap<Box<str>, Box<str>> {
        let attributes = self.person.attributes.iter();
        attributes
            .filter(|(name, _)| !self.library.protected.contains(*name))
            .map(|(name, value)| (name.clone(), value.clone()))
            .collect()
    }

    fn competencies(&self) -> Dense<crate::id::CompetencyId, CompetencyFacts> {
        Dense::build(&self.library.names.competencies, |ix, _| {
            let standing = self.standings[ix];
            let gap = match standing.level() {
                None if self.gaps.wanted.contains_key(&ix) => None,
                _ => Some(self.gaps.of(ix).map_or(Level::ZERO, |it| it.missing.levels())),
            };
            CompetencyFacts { known: self.baseline.is_known(ix), level: standing.level(), gap }
        })
    }

    pub(super) fn is_done(&self, module: ModuleIx) -> bool {
        let progress = self.person.progress_of(module, self.as_of);
        progress.is_some_and(|it| it.status.is_done())
    }

    pub(super) fn gap_facts(&self, gap: &ScoredGap) -> GapFacts {
        let competency = gap.wanted.competency;
        let reviews = self.person.persisted_reviews(competency, self.as_of);
        GapFacts {
            id: self.library.competency_id(competency).into(),
            name: self.library.competency_name(competency).into(),
            missing: gap.missing.levels(),
            held: gap.held,
            target: gap.wanted.level,
            importance: gap.wanted.importance.word.as_str().into(),
            points: self.gaps.unit.hundredths(gap.points),
            persisted_reviews: i64::try_from(reviews).unwrap_or(i64::MAX),
            unsaid: Unsaid::default(),
        }
    }

    pub(super) fn module_facts(&self, ix: ModuleIx) -> ModuleFacts {
        let module = &self.library.modules[ix];
        let closes = stretches(self.library, self.gaps, module).len();
        ModuleFacts {
            id: self.library.module_id(ix).into(),
            title: module.title.clone(),
            hours: module.hours,
            modality: module.modality,
            gain: self.gaps.unit.hundredths(gain(self.library, self.gaps, module)),
            closes: i64::try_from(closes).unwrap_or(i64::MAX),
            tags: module.tags.iter().cloned().collect(),
            unsaid: Unsaid::default(),
        }
    }
}

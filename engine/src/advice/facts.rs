//! Fills the facts that conditions read.

use std::borrow::Cow;

use crate::gap::{Gaps, ScoredGap, Standings, gain, stretches};
use crate::id::{CompetencyId, Dense, Id as _, ModuleIx, PersonaIx};
use crate::level::Level;
use crate::library::Library;
use crate::person::{AsOf, Baseline, Person, Subject, whole_months};
use crate::quantity::Hours;
use crate::rules::{CompetencyFacts, FactSet, Facts, GapFacts, ModuleFacts};

/// What facts are filled from.
#[derive(Clone, Copy)]
pub(super) struct FactSource<'a, 's> {
    pub(super) library: &'a Library,
    pub(super) person: &'a Person,
    pub(super) as_of: AsOf,
    pub(super) baseline: &'s Baseline,
    pub(super) standings: &'s Standings,
    /// `None` where nobody reads a gap.
    pub(super) gaps: Option<&'s Gaps>,
    /// The facts that somebody reads; those that take work stay empty where nobody
    /// does.
    pub(super) needs: FactSet,
}

/// What is settled only once there is a persona.
pub(super) struct PersonaFacts {
    pub(super) persona: Option<PersonaIx>,
    pub(super) readiness: u8,
    pub(super) hours_per_week: Hours,
}

impl<'a> FactSource<'a, '_> {
    /// Fills the facts about the person; without a persona, those that decide it.
    pub(super) fn facts(&self, settled: Option<&PersonaFacts>) -> Facts<'a> {
        let (library, person) = (self.library, self.person);
        let role = &library.roles[person.role];
        let persona = settled.and_then(|settled| settled.persona);
        let months = |name: &str, since: Option<AsOf>| {
            let since = since.filter(|_| self.needs.contains(name))?;
            Some(whole_months(since, self.as_of))
        };
        Facts {
            role: library.role_id(person.role).into(),
            target_role: person.target_role.map_or("", |role| library.role_id(role)).into(),
            family: Cow::Borrowed(&role.family),
            persona: persona.map_or("", |ix| library.names.personas.id(ix).as_str()).into(),
            grade: role.grade.map(i64::from),
            site: person.site.as_deref().map(Cow::Borrowed),
            shift: person.shift.as_deref().map(Cow::Borrowed),
            language: person.language.as_deref().map(Cow::Borrowed),
            months_in_role: months("months_in_role", person.in_role_since),
            months_in_company: months("months_in_company", person.in_company_since),
            hours_per_week: settled.map(|settled| settled.hours_per_week),
            fte: Some(person.fte),
            readiness: settled.map(|settled| i64::from(settled.readiness)),
            attributes: Cow::Borrowed(&person.attributes),
            competencies: self.competencies(),
            completed: {
                let is_needed = self.needs.contains("completed");
                Dense::build(&library.names.modules, |ix, _| is_needed && self.is_done(ix))
            },
            kpis: {
                let is_needed = self.needs.contains("kpi");
                Dense::build(&library.names.kpis, |ix, _| {
                    let reading = |subject| person.reading(subject, ix, self.as_of);
                    let own = is_needed.then(|| reading(Subject::Person))?;
                    own.or_else(|| reading(Subject::Team)).map(|reading| reading.value)
                })
            },
            unsaid: FactSet::default(),
        }
    }

    fn competencies(&self) -> Dense<CompetencyId, CompetencyFacts> {
        let competencies = &self.library.names.competencies;
        if !["level", "gap", "known"].iter().any(|name| self.needs.contains(name)) {
            return Dense::filled(competencies, CompetencyFacts::default());
        }
        Dense::build(competencies, |ix, _| {
            let standing = self.standings[ix];
            let gap = self.gaps.and_then(|gaps| match standing.level() {
                None if gaps.wanted.contains_key(&ix) => None,
                _ => Some(gaps.of(ix).map_or(Level::ZERO, |gap| gap.missing.levels())),
            });
            CompetencyFacts { known: self.baseline.is_known(ix), level: standing.level(), gap }
        })
    }

    pub(super) fn is_done(&self, module: ModuleIx) -> bool {
        let progress = self.person.progress_of(module, self.as_of);
        progress.is_some_and(|progress| progress.status.is_done())
    }

    pub(super) fn gap_facts(&self, gaps: &Gaps, gap: &ScoredGap) -> GapFacts<'a> {
        let competency = gap.wanted.competency;
        let reviews = self.person.persisted_reviews(competency, self.as_of);
        GapFacts {
            id: self.library.competency_id(competency).into(),
            name: self.library.competency_name(competency).into(),
            missing: gap.missing.levels(),
            held: gap.held,
            target: gap.wanted.level,
            importance: gap.wanted.importance.word.as_str().into(),
            points: gaps.unit.hundredths(gap.points),
            persisted_reviews: i64::try_from(reviews).unwrap_or(i64::MAX),
            unsaid: FactSet::default(),
        }
    }

    pub(super) fn module_facts(&self, gaps: &Gaps, ix: ModuleIx) -> ModuleFacts<'a> {
        let module = &self.library.modules[ix];
        let gain = || gaps.unit.hundredths(gain(self.library, gaps, module));
        let closes = || stretches(self.library, gaps, module).len();
        let if_needed = |name: &str, fill: &dyn Fn() -> i64| {
            if self.needs.contains(name) { fill() } else { 0 }
        };
        ModuleFacts {
            id: self.library.module_id(ix).into(),
            title: Cow::Borrowed(&module.title),
            hours: module.hours,
            modality: module.modality,
            gain: if_needed("module.gain", &gain),
            closes: if_needed("module.closes", &|| i64::try_from(closes()).unwrap_or(i64::MAX)),
            tags: Cow::Borrowed(&module.tags),
            unsaid: FactSet::default(),
        }
    }
}

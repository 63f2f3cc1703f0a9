//! What does the engine make of a case?

use std::collections::BTreeMap;

use waypath_engine::diagnostic::Code;
use waypath_engine::level::Level;
use waypath_engine::library::{self, Library};
use waypath_engine::person::{self, Contact, Person};
use waypath_engine::quantity::Hours;

use super::{Case, Evidence, Progress, SITES, SOURCES, STATUSES};
use crate::yaml::Tree;

impl Case {
    /// Compiles the library; where a milestone would have no KPI, every module
    /// gets one of its own first.
    ///
    /// # Panics
    ///
    /// If the library has another mistake.
    pub fn compile(&mut self) -> Library {
        let compiled = library::compile(&self.sources());
        if let Some(library) = compiled.library {
            return library;
        }
        let needs_kpi =
            compiled.diagnostics.iter().all(|diagnostic| diagnostic.code == Code::NoKpi);
        assert!(needs_kpi, "{:#?}\n{}", compiled.diagnostics, self.text());
        for module in &mut self.modules {
            module.kpi = module.kpi.or(Some(0));
        }
        let compiled = library::compile(&self.sources());
        compiled.library.unwrap_or_else(|| panic!("{:#?}\n{}", compiled.diagnostics, self.text()))
    }

    /// All files in one text, for the message of a test that fails.
    pub fn text(&self) -> String {
        let file = |(path, tree): &(&str, Tree)| format!("# {path}\n{}", tree.file());
        let files = self.files();
        // What is the same in every case tells nothing.
        let telling = files
            .iter()
            .filter(|(path, _)| !path.ends_with("coaching.yaml") && !path.ends_with("kpis.yaml"));
        telling.map(file).collect::<Vec<_>>().join("\n")
    }

    /// The person, in a compiled library.
    pub fn person(&self, library: &Library) -> Person {
        let who = &self.person;
        let word = |place: Option<usize>| place.map(|ix| SITES[ix].into());
        let contact = |id: &str| Contact { id: id.into(), name: None };
        Person {
            id: "ana".parse().unwrap(),
            name: "Ana".into(),
            role: library.names.roles.find(&format!("job{}", who.role)).unwrap(),
            target_role: who
                .target
                .map(|role| library.names.roles.find(&format!("job{role}")).unwrap()),
            manager: Some(contact("boss")),
            mentor: who.has_mentor.then(|| contact("mentor")),
            team: None,
            site: word(who.site),
            shift: word(who.shift),
            language: None,
            in_role_since: who.in_role.map(|months| self.ago(months)),
            in_company_since: who.in_company.map(|months| self.ago(months)),
            hours_per_week: who.hours_per_week.map(hours),
            fte: u32::try_from(who.fte).unwrap(),
            away: who.away.map(|(from, to)| (self.ago(-from), self.ago(-to))),
            attributes: BTreeMap::new(),
            evidence: who
                .evidence
                .iter()
                .map(|evidence| self.evidence(evidence, library))
                .collect(),
            progress: who
                .progress
                .iter()
                .map(|progress| self.progress(progress, library))
                .collect(),
            reviews: Vec::new(),
            readings: Vec::new(),
            place: None,
            hash: "sha256:0".into(),
        }
    }

    fn evidence(&self, evidence: &Evidence, library: &Library) -> person::Evidence {
        let id = format!("c{}", evidence.competency);
        person::Evidence {
            competency: library.names.competencies.find(&id).unwrap(),
            level: Level::from_hundredths(u16::try_from(evidence.level).unwrap()),
            source: library::Source::from_name(SOURCES[evidence.source]).unwrap(),
            date: self.ago(evidence.age),
            place: None,
        }
    }

    fn progress(&self, progress: &Progress, library: &Library) -> person::Progress {
        person::Progress {
            module: library.names.modules.find(&format!("m{}", progress.module)).unwrap(),
            status: person::Status::from_name(STATUSES[progress.status]).unwrap(),
            date: self.ago(progress.age),
            by: None,
            reason: None,
            place: None,
        }
    }
}

fn hours(hundredths: i64) -> Hours {
    Hours::from_hundredths(u32::try_from(hundredths).unwrap())
}

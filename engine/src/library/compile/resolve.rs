//! Turns names into indices, and says which name was probably meant.

use std::collections::BTreeMap;

use indexmap::IndexMap;

use crate::blueprint::value::Parsed;
use crate::diagnostic::{Code, Diagnostic, Place, Suggestion};
use crate::id::{
    CompetencyId, CompetencyIx, Dense, Id, Ix, KpiIx, ModuleIx, PersonaIx, PromptIx, RoleIx, Table,
};
use crate::level::Level;
use crate::library::{Competency, Names, Scale};
use crate::source::Positions;

/// What every step of compiling needs: the names, the places, the mistakes.
pub(crate) struct Resolver<'a> {
    pub(crate) names: &'a Names,
    pub(crate) positions: &'a Positions,
    pub(crate) diagnostics: Vec<Diagnostic>,
}

impl Resolver<'_> {
    /// Compiling goes on after a mistake, to find them all.
    pub(crate) fn report(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    /// Reports a mistake in the value of a path, or nearby where there is no value.
    pub(crate) fn report_value(
        &mut self,
        code: Code,
        message: String,
        help: String,
        path: &[&str],
    ) {
        let place = self.positions.value(path).or_else(|| self.positions.nearest(path));
        self.report(Diagnostic::new(code, message).at(place).help(help));
    }

    /// Returns the competency of a name, or reports that there is none.
    pub(crate) fn competency(&mut self, name: &str, path: &[&str]) -> Option<CompetencyIx> {
        self.find(&self.names.competencies, Code::UnknownCompetency, name, path)
    }

    /// Returns the role of a name, or reports that there is none.
    pub(crate) fn role(&mut self, name: &str, path: &[&str]) -> Option<RoleIx> {
        self.find(&self.names.roles, Code::UnknownRole, name, path)
    }

    /// Returns the module of a name, or reports that there is none.
    pub(crate) fn module(&mut self, name: &str, path: &[&str]) -> Option<ModuleIx> {
        self.find(&self.names.modules, Code::UnknownModule, name, path)
    }

    /// Returns the KPI of a name, or reports that there is none.
    pub(crate) fn kpi(&mut self, name: &str, path: &[&str]) -> Option<KpiIx> {
        self.find(&self.names.kpis, Code::UnknownKpi, name, path)
    }

    /// Returns the coaching prompt of a name, or reports that there is none.
    pub(crate) fn prompt(&mut self, name: &str, path: &[&str]) -> Option<PromptIx> {
        self.find(&self.names.prompts, Code::UnknownPrompt, name, path)
    }

    /// Returns the persona of a name, or reports that there is none.
    pub(crate) fn persona(&mut self, name: &str, path: &[&str]) -> Option<PersonaIx> {
        self.find(&self.names.personas, Code::UnknownPersona, name, path)
    }

    /// Returns the KPIs of a list of names that stands at `path`.
    pub(crate) fn kpis(&mut self, names: &[String], path: &[&str]) -> Vec<KpiIx> {
        let numbered = names.iter().enumerate();
        numbered
            .filter_map(|(number, name)| {
                let number = number.to_string();
                self.kpi(name, &[path, &[number.as_str()]].concat())
            })
            .collect()
    }

    fn find<I: Id>(
        &mut self,
        table: &Table<I>,
        code: Code,
        name: &str,
        path: &[&str],
    ) -> Option<Ix<I>> {
        let found = table.find(name);
        if found.is_none() {
            let names: Vec<&str> = table.iter().map(|(_, id)| id.as_str()).collect();
            let diagnostic = Diagnostic::new(code, format!("unknown {} `{name}`", I::KIND))
                .at(self.name_place(name, path))
                .suggest(instead(name, &names, I::KIND));
            self.report(diagnostic);
        }
        found
    }

    /// Where a name stands: a map's key, or a value.
    pub(crate) fn name_place(&self, name: &str, path: &[&str]) -> Option<Place> {
        if path.last() == Some(&name) {
            self.positions.key(path).or_else(|| self.positions.nearest(path))
        } else {
            self.positions.value(path).or_else(|| self.positions.nearest(path))
        }
    }

    /// Resolves a map from competencies to levels that stands at `path`.
    pub(crate) fn levels(
        &mut self,
        levels: &IndexMap<String, Parsed<Level>>,
        path: &[&str],
        competencies: &Dense<CompetencyId, Competency>,
    ) -> BTreeMap<CompetencyIx, Level> {
        let mut resolved = BTreeMap::new();
        for (name, level) in levels {
            let path = [path, &[name.as_str()]].concat();
            let Some(competency) = self.competency(name, &path) else { continue };
            self.check_level(level.0, &competencies[competency], &path);
            resolved.insert(competency, level.0);
        }
        resolved
    }

    /// Reports a level that is not on the competency's scale.
    pub(crate) fn check_level(&mut self, level: Level, competency: &Competency, path: &[&str]) {
        let message = if level > competency.top {
            format!(
                "level {level} is above {}, the top of the scale of `{}`",
                competency.top, competency.name
            )
        } else if competency.yes_no && !level.hundredths().is_multiple_of(100) {
            format!("level {level} of `{}` is between no (0) and yes (1)", competency.name)
        } else {
            return;
        };
        let place = self.positions.value(path).or_else(|| self.positions.nearest(path));
        let help = if competency.yes_no {
            "write 0 for no or 1 for yes".to_owned()
        } else {
            format!("write a level from 0 to {}", competency.top)
        };
        self.report(Diagnostic::new(Code::OffTheScale, message).at(place).help(help));
    }
}

/// Says which name was meant, or which there are.
pub(crate) fn instead(name: &str, names: &[&str], kind: &str) -> Suggestion {
    Suggestion::of(name, names, 5, || format!("the library defines no {kind} yet"))
}

/// Returns the scale of a library file, or the five steps used where it has none.
pub(super) fn scale(written: Option<&crate::blueprint::settings::Scale>) -> Scale {
    let five = ["none", "awareness", "working", "practitioner", "expert"];
    match written {
        Some(scale) => Scale::new(
            scale.name.as_str().into(),
            scale.levels.iter().map(|label| label.as_str().into()).collect(),
        ),
        None => Scale::new("five-step".into(), five.map(Into::into).to_vec()),
    }
}

//! What became of the framework?

use std::collections::{BTreeMap, BTreeSet};
use waypath_engine::level::Level;

use super::lists::Lists;
use super::{LEVELS, NiceContent, expectations, name_and_code};
use crate::import::imported::Import;
use crate::report::NoteKind;

impl NiceContent {
    pub(super) fn report(self, import: &mut Import, level: Level) {
        let expectations = expectations(import);
        let asked = self.roles.values().flat_map(|role| role.asks.values().map(BTreeSet::len));
        let report = &mut import.report;
        report.note(
            NoteKind::Merged,
            "asked-statements",
            asked.sum(),
            format!("statements that work roles ask for, merged into {expectations} expectations of competencies; which of a competency's statements a work role asks for is not kept, only how many"),
        );
        report.note_at(
            NoteKind::Merged,
            "repeated-rows",
            self.repeated.clone(),
            "rows that ask again for the same statement of the same work role",
        );
        report.note(
            NoteKind::Inferred,
            "importance",
            expectations,
            "importances of expectations, from the number of statements a work role asks for: critical from nine, important from three, useful below",
        );
        report.note_at(
            NoteKind::Inferred,
            "filled-texts",
            self.filled.clone(),
            "rows without the text of their statement, which is taken from the YAML files",
        );
        let label = LEVELS.get(usize::from(level.hundredths() / 100)).copied().unwrap_or_default();
        report.note(
            NoteKind::Assumed,
            "levels",
            expectations,
            format!("expectations at level {level}, {label}; the framework names no levels, and `--level` names another"),
        );
        report.note(
            NoteKind::Missing,
            "grades",
            self.roles.len(),
            "work roles without a grade; the framework ranks none",
        );
        self.report_lists(import);
        self.report_dropped(import);
    }

    /// Notes how the YAML files and the table differ.
    fn report_lists(&self, import: &mut Import) {
        let Lists { statements, roles, missing, .. } = &self.lists;
        let codes: BTreeMap<&str, &str> = self
            .roles
            .keys()
            .map(|name| name_and_code(name))
            .map(|(name, code)| (code, name))
            .collect();
        let other_titles = roles
            .iter()
            .filter(|(code, role)| codes.get(&***code).is_some_and(|name| *name != role.title));
        let is_other = |(number, text): &(&String, &String)| {
            self.statements.get(*number).is_some_and(|known| known != *text && !text.is_empty())
        };
        let without_code = codes.keys().filter(|code| !roles.contains_key(**code));
        let report = &mut import.report;
        report.note(
            NoteKind::Changed,
            "other-titles",
            other_titles.count(),
            "work roles that nice_workRoles.yml calls something else; the table counts",
        );
        report.note(
            NoteKind::Changed,
            "other-texts",
            statements.iter().filter(is_other).count(),
            "statements that the YAML files word otherwise; the table counts",
        );
        report.note(
            NoteKind::Missing,
            "files",
            missing.len(),
            format!("files that are not in the folder: {}", missing.join(", ")),
        );
        report.note(
            NoteKind::Missing,
            "opm-codes",
            without_code.count(),
            "work roles without an OPM code, because no entry of nice_workRoles.yml has their code",
        );
        report.note(
            NoteKind::Dropped,
            "unused-statements",
            statements.keys().filter(|number| !self.statements.contains_key(*number)).count(),
            "statements in the YAML files that no row of the table puts into a competency",
        );
        report.note(
            NoteKind::Dropped,
            "unused-roles",
            roles.keys().filter(|code| !codes.contains_key(&***code)).count(),
            "work roles in nice_workRoles.yml that no row of the table names",
        );
    }

    fn report_dropped(self, import: &mut Import) {
        let report = &mut import.report;
        report.note_at(
            NoteKind::Dropped,
            "withdrawn",
            self.withdrawn,
            "rows whose statement was withdrawn",
        );
        let named = |names: &BTreeSet<String>| names.iter().filter(|name| !name.is_empty()).count();
        report.note(
            NoteKind::Dropped,
            "specialty-areas",
            named(&self.areas),
            "specialty areas; a role blueprint has one family, and that is the category",
        );
        report.note(
            NoteKind::Dropped,
            "skills-communities",
            named(&self.communities),
            "skills communities, a second grouping of the work roles",
        );
        report.note(
            NoteKind::Dropped,
            "tasks",
            self.lists.tasks.len(),
            "tasks; they say what a work role does, and no file says which",
        );
        report.note(
            NoteKind::Dropped,
            "descriptions",
            self.lists.descriptions,
            "descriptions of work roles, specialty areas and categories; a role blueprint has a title only",
        );
    }
}

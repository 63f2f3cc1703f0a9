//! The UK Government Digital and Data Profession Capability Framework.
//!
//! Two CSV files: `roles.csv` has a row for each skill of each role level,
//! `skills.csv` the texts of each skill's four levels. A role level becomes a
//! role blueprint, a skill a competency, the text of a level an anchor.
//!
//! The rows are alphabetical, so nothing says which role level is higher. The
//! levels a role level expects do: their sum, as a share of what the role could
//! expect at most, is its grade from 1 to 10. Shares can be compared between
//! roles, a place in the row of one role's levels could not.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use indexmap::IndexMap;
use waypath_engine::diagnostic::Place;
use waypath_engine::id::nearest;
use waypath_engine::level::Level;
use waypath_engine::source::Source;

use super::draft::{Draft, DraftCompetency, DraftExpectation, DraftFramework, DraftRole};
use super::imported::{Import, Imported, Refused, read_file};
use super::names::{ids, slug};
use crate::Error;
use crate::report::{NoteKind, Report};
use crate::table::cell::{Wrong, quote};
use crate::table::{Others, Record, Shape};

const ROLES: Shape = Shape {
    file: "roles.csv",
    columns: &[
        "Role Family",
        "Role",
        "Role Description",
        "Role Level",
        "Role Level Description",
        "Skill Name",
        "Skill Description",
        "Skill Level",
        "Skill Level Description",
    ],
    required: &["Role Family", "Role", "Role Level", "Skill Name", "Skill Level"],
    others: Others::Ignored,
};

const SKILLS: Shape = Shape {
    file: "skills.csv",
    columns: &["Skill Name", "Skill Description", "Awareness", "Working", "Practitioner", "Expert"],
    required: &["Skill Name", "Awareness", "Working", "Practitioner", "Expert"],
    others: Others::Ignored,
};

const LEVELS: &[&str] = &["None", "Awareness", "Working", "Practitioner", "Expert"];
/// What stands in place of a level's text that nobody wrote.
const UNDEFINED: &str = "This skill level is currently not defined.";
/// What stands in the columns of role levels that are not used any more.
const UNUSED: &str = "NOT IN USE";

/// Imports the framework from its two files.
pub fn read(roles: &Path, skills: &Path) -> Result<Imported, Error> {
    Ok(import(&read_file(roles)?, &read_file(skills)?))
}

/// Imports the framework from its two files in memory.
pub fn import(roles: &Source, skills: &Source) -> Imported {
    let framework = DraftFramework {
        folder: "uk-gdad".to_owned(),
        name: "UK Government Digital and Data Profession Capability Framework".to_owned(),
        source: "https://ddat-capability-framework.service.gov.uk. Contains public sector information licensed under the Open Government Licence v3.0.".to_owned(),
        licence: "Open Government Licence v3.0 (Crown copyright)".to_owned(),
    };
    let mut import = Import::new(Draft::new(framework, "Digital and Data levels", LEVELS));
    let result = fill(&mut import, roles, skills);
    import.finish(result)
}

fn fill(import: &mut Import, roles: &Source, skills: &Source) -> Result<(), Refused> {
    let mut content = GdadContent::default();
    let rows = import.table(skills, &SKILLS, |record| content.skill(record))?;
    import.report.read(rows, format!("rows of {}", skills.path));
    let rows = import.table(roles, &ROLES, |record| content.role_level(record))?;
    import.report.read(rows, format!("rows of {}", roles.path));
    let competencies = content.competencies(import);
    content.roles(import, &competencies);
    content.report(import);
    Ok(())
}

/// What the rows say, by the names in them.
#[derive(Default)]
struct GdadContent {
    skills: IndexMap<String, GdadSkill>,
    role_levels: IndexMap<RoleLevel, IndexMap<String, Level>>,
    /// Rows that say again what another row said, by what they say.
    repeated: IndexMap<(RoleLevel, String), Vec<Place>>,
    /// Rows of role levels that are not used any more.
    unused: Vec<Place>,
    /// Skills that only rows of roles speak of.
    without_row: Vec<Place>,
    /// Skills without the text of any level.
    without_anchors: Vec<Place>,
    /// Texts of levels that say that there is none.
    undefined: Vec<Place>,
    /// Statements and anchors that only rows of roles have.
    filled: usize,
    /// Texts of roles.csv that differ from those of skills.csv.
    different: usize,
    /// Descriptions of roles and role levels.
    descriptions: BTreeSet<String>,
}

#[derive(Default)]
struct GdadSkill {
    statement: String,
    anchors: BTreeMap<u16, String>,
}

#[derive(Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
struct RoleLevel {
    family: String,
    role: String,
    title: String,
}

impl GdadContent {
    fn skill(&mut self, record: &mut Record<'_>) {
        let Some(name) = record.required_text("Skill Name") else { return };
        let mut skill = GdadSkill {
            statement: record.text("Skill Description").to_owned(),
            ..GdadSkill::default()
        };
        for (label, level) in LEVELS.iter().zip(0..).skip(1) {
            match record.text(label) {
                "" => {}
                UNDEFINED => self.undefined.push(record.cell_place(label)),
                text => drop(skill.anchors.insert(level, text.to_owned())),
            }
        }
        if self.skills.contains_key(&name) {
            record.wrong(
                "Skill Name",
                Wrong::new(
                    format!("skill {} has a row already, which counts", quote(&name)),
                    "take one of the rows out",
                ),
            );
            return;
        }
        if skill.anchors.is_empty() {
            self.without_anchors.push(record.place());
        }
        self.skills.insert(name, skill);
    }

    fn role_level(&mut self, record: &mut Record<'_>) {
        if [record.text("Role Level"), record.text("Skill Level")].contains(&UNUSED) {
            self.unused.push(record.place());
            return;
        }
        let family = record.required_text("Role Family");
        let role = record.required_text("Role");
        let title = record.required_text("Role Level");
        let skill = record.required_text("Skill Name");
        let level = record.required("Skill Level", level);
        let (Some(family), Some(role), Some(title)) = (family, role, title) else { return };
        let (Some(skill), Some(level)) = (skill, level) else { return };
        self.describe(record, &role, &title);
        self.learn(record, &skill, level);
        let role_level = RoleLevel { family, role, title };
        let skills = self.role_levels.entry(role_level.clone()).or_default();
        match skills.get(&skill) {
            None => drop(skills.insert(skill, Level::whole(level))),
            Some(known) if *known == Level::whole(level) => {
                self.repeated.entry((role_level, skill)).or_default().push(record.place());
            }
            Some(known) => {
                let higher = Level::whole(level).max(*known);
                let label = label(higher);
                record.wrong(
                    "Skill Level",
                    Wrong::new(
                        format!("a row above asks for {} at another level", quote(&skill)),
                        format!("take one of the rows out; {label}, the higher level, counts"),
                    ),
                );
                skills.insert(skill, higher);
            }
        }
    }

    fn describe(&mut self, record: &Record<'_>, role: &str, title: &str) {
        let of_role = (record.text("Role Description"), format!("{role}\n"));
        let of_level = (record.text("Role Level Description"), format!("{role}\n{title}"));
        for (text, whose) in [of_role, of_level] {
            if !text.is_empty() {
                self.descriptions.insert(whose);
            }
        }
    }

    /// Takes from a row of a role what the skill's own row leaves open.
    fn learn(&mut self, record: &Record<'_>, name: &str, level: u16) {
        if !self.skills.contains_key(name) {
            self.without_row.push(record.place());
        }
        let skill = self.skills.entry(name.to_owned()).or_default();
        let statement = record.text("Skill Description");
        if skill.statement.is_empty() && !statement.is_empty() {
            statement.clone_into(&mut skill.statement);
            self.filled = self.filled.saturating_add(1);
        }
        let anchor = record.text("Skill Level Description");
        match skill.anchors.get(&level) {
            _ if anchor.is_empty() || anchor == UNDEFINED => {}
            None => {
                skill.anchors.insert(level, anchor.to_owned());
                self.filled = self.filled.saturating_add(1);
            }
            Some(known) if known == anchor => {}
            Some(_) => self.different = self.different.saturating_add(1),
        }
    }

    /// Makes the competencies, and returns their ids by the names of skills.
    fn competencies(&self, import: &mut Import) -> BTreeMap<String, String> {
        let names: Vec<(&str, &str)> = self.skills.keys().map(|name| (name.as_str(), "")).collect();
        let ids = ids(&names, "skill");
        for ((name, skill), id) in self.skills.iter().zip(&ids) {
            let competency = DraftCompetency {
                name: name.clone(),
                statement: skill.statement.clone(),
                anchors: skill.anchors.clone(),
                aligns: vec![format!("gdad:skill/{name}")],
                ..DraftCompetency::default()
            };
            import.draft.competencies.insert(id.clone(), competency);
        }
        import.report.made(ids.len(), "competencies from skills");
        self.skills.keys().cloned().zip(ids).collect()
    }

    fn roles(&self, import: &mut Import, competencies: &BTreeMap<String, String>) {
        let grades = self.grades();
        let mut levels: Vec<_> = self.role_levels.iter().zip(grades).collect();
        // By family and role, lowest grade first.
        levels.sort_by(|((a, _), x), ((b, _), y)| {
            (&a.family, &a.role, x, &a.title).cmp(&(&b.family, &b.role, y, &b.title))
        });
        let names: Vec<(&str, &str)> = levels
            .iter()
            .map(|((level, _), _)| (level.title.as_str(), level.role.as_str()))
            .collect();
        for (((role_level, skills), grade), id) in levels.iter().zip(ids(&names, "role")) {
            let expects = skills.iter().filter_map(|(skill, level)| {
                let id = competencies.get(skill)?.clone();
                Some((id, DraftExpectation { level: *level, importance: None }))
            });
            let role = DraftRole {
                part: slug(&role_level.family, "family"),
                title: role_level.title.clone(),
                family: Some(slug(&role_level.family, "family")),
                grade: Some(*grade),
                expects: expects.collect(),
                aligns: vec![format!("gdad:role/{}/{}", role_level.role, role_level.title)],
            };
            import.draft.roles.insert(id, role);
        }
        let families: BTreeSet<&str> =
            levels.iter().map(|((level, _), _)| level.family.as_str()).collect();
        let expectations = levels.iter().map(|((_, skills), _)| skills.len()).sum::<usize>();
        import.report.made(levels.len(), "role blueprints from role levels");
        import.report.made(expectations, "expectations");
        import.report.made(families.len(), "families");
    }

    /// The grade of each role level: ten times the levels it expects, divided by
    /// those its role could expect at most (all its skills at the top), rounded
    /// up.
    fn grades(&self) -> Vec<u16> {
        let top = LEVELS.len().saturating_sub(1);
        let mut most: BTreeMap<(&str, &str), BTreeSet<&str>> = BTreeMap::new();
        for (role_level, skills) in &self.role_levels {
            let of_role = most.entry((&role_level.family, &role_level.role)).or_default();
            of_role.extend(skills.keys().map(String::as_str));
        }
        let grade = |(level, skills): (&RoleLevel, &IndexMap<String, Level>)| {
            let sum: usize =
                skills.values().map(|skill| usize::from(skill.hundredths() / 100)).sum();
            let of_role = most.get(&(level.family.as_str(), level.role.as_str()));
            let most = of_role.map_or(1, BTreeSet::len).saturating_mul(top).max(1);
            u16::try_from(sum.saturating_mul(10).div_ceil(most)).unwrap_or(u16::MAX)
        };
        self.role_levels.iter().map(grade).collect()
    }

    fn report(mut self, import: &mut Import) {
        let report = &mut import.report;
        let skills = self.repeated.len();
        report.note_at(
            NoteKind::Merged,
            "repeated-rows",
            std::mem::take(&mut self.repeated).into_values().flatten().collect(),
            format!("rows that ask again for one of {skills} skills of the same role level, at the same level"),
        );
        report.note(
            NoteKind::Changed,
            "different-texts",
            self.different,
            "texts of skill levels that read otherwise in roles.csv; skills.csv counts",
        );
        report.note(
            NoteKind::Inferred,
            "grades",
            import.draft.roles.len(),
            "grades from 1 to 10, the levels a role level expects as a share of what its role could expect at most; role levels with nearly the same sum share a grade",
        );
        report.note(
            NoteKind::Inferred,
            "filled-texts",
            self.filled,
            "statements and level texts that skills.csv leaves empty, taken from roles.csv",
        );
        report.note_at(
            NoteKind::Inferred,
            "skills-without-row",
            std::mem::take(&mut self.without_row),
            "rows of skills that skills.csv does not list; they became competencies all the same",
        );
        report.note(
            NoteKind::Assumed,
            "importance",
            import.draft.roles.values().map(|role| role.expects.len()).sum(),
            "expectations count as important; the source ranks none",
        );
        let bare = import
            .draft
            .competencies
            .values()
            .filter(|competency| competency.statement.is_empty())
            .count();
        report.note(
            NoteKind::Missing,
            "no-statements",
            bare,
            "skills without a description in either file; they have no statement",
        );
        self.report_losses(report);
    }

    fn report_losses(self, report: &mut Report) {
        report.note_at(
            NoteKind::Missing,
            "no-level-texts",
            self.without_anchors,
            "skills without the text of any level; they have no anchors",
        );
        report.note_at(
            NoteKind::Missing,
            "undefined-levels",
            self.undefined,
            "levels of skills described as not defined; they have no anchor",
        );
        report.note_at(
            NoteKind::Dropped,
            "not-in-use",
            self.unused,
            "rows marked NOT IN USE, of Senior Civil Service roles without levels",
        );
        report.note(
            NoteKind::Dropped,
            "descriptions",
            self.descriptions.len(),
            "descriptions of roles and role levels; a role blueprint has a title only",
        );
    }
}

/// Reads the name of a level above none.
fn level(text: &str) -> Result<u16, Wrong> {
    let names = LEVELS.iter().zip(0_u16..).skip(1);
    let found = names.clone().find(|(name, _)| name.eq_ignore_ascii_case(text));
    found.map(|(_, level)| level).ok_or_else(|| {
        let help = match nearest(text, names.map(|(name, _)| *name)) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "write Awareness, Working, Practitioner or Expert".to_owned(),
        };
        Wrong::new(format!("{} is no skill level", quote(text)), help)
    })
}

fn label(level: Level) -> &'static str {
    LEVELS.get(usize::from(level.hundredths() / 100)).copied().unwrap_or_default()
}

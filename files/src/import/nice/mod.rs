//! The NICE Workforce Framework for Cybersecurity.
//!
//! One table has a row for each statement of knowledge, skill or ability that a
//! work role asks for, with the competency it belongs to. A work role becomes a
//! role blueprint, a competency a competency, and the statements say what the
//! competency is. YAML files beside the table, as far as they are there, hold
//! the codes of work roles and the statements once more.
//!
//! The framework names no levels, so the importer names one. It names no
//! importance either, but a work role asks for more or fewer statements of a
//! competency, and their number is read as one.

// The YAML files beside the table, and what the report says of them.
mod lists;
mod report;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use waypath_engine::diagnostic::Place;
use waypath_engine::id::nearest;
use waypath_engine::level::Level;
use waypath_engine::source::Source;

use super::draft::{Draft, DraftCompetency, DraftExpectation, DraftFramework, DraftRole};
use super::imported::{Import, Imported, Refused, read_file};
use super::names::{ids, slug};
use crate::Error;
use crate::table::cell::{Wrong, quote};
use crate::table::{Others, Record, Shape};
use lists::Lists;

const TABLE: Shape = Shape {
    file: "nice_role_competency_ksa_2022.csv",
    columns: &[
        "Skills Community",
        "Category",
        "Specialty Area",
        "Work Role",
        "Competency Group",
        "Competency ID",
        "Competency",
        "K S or A",
        "KSA ID",
        "KSA",
    ],
    required: &[
        "Category",
        "Work Role",
        "Competency Group",
        "Competency ID",
        "Competency",
        "K S or A",
        "KSA ID",
        "KSA",
    ],
    others: Others::Ignored,
};

const LEVELS: &[&str] = &["none", "awareness", "working", "practitioner", "expert"];

/// The kinds of statements, in the order they are listed.
const KINDS: &[&str] = &["Knowledge", "Skill", "Ability"];
/// What stands before the text of a statement that was taken back.
const WITHDRAWN: &str = "withdrawn";

/// Imports the framework from the folder of its files. Work roles expect all
/// their competencies at `level`, from 1 to 4.
pub fn read(folder: &Path, level: Level) -> Result<Imported, Error> {
    let table = read_file(&folder.join(TABLE.file))?;
    let there =
        lists::FILES.iter().map(|file| folder.join(file.name)).filter(|path| path.is_file());
    let lists = there.map(|path| read_file(&path)).collect::<Result<Vec<_>, _>>()?;
    Ok(import(&table, &lists, level))
}

/// Imports the framework from its files in memory: the table, and those of the
/// YAML files that are there.
pub fn import(table: &Source, lists: &[Source], level: Level) -> Imported {
    let framework = DraftFramework {
        folder: "nice".to_owned(),
        name: "NICE Workforce Framework for Cybersecurity".to_owned(),
        source: "National Institute of Standards and Technology (NIST), Special Publication 800-181, with its competencies of 2022. https://www.nist.gov/nice/framework".to_owned(),
        licence: "Public domain in the United States, as a work of its government; cite NIST SP 800-181".to_owned(),
    };
    let mut import = Import::new(Draft::new(framework, "five-step", LEVELS));
    let result = fill(&mut import, table, lists, level);
    import.finish(result)
}

fn fill(
    import: &mut Import,
    table: &Source,
    lists: &[Source],
    level: Level,
) -> Result<(), Refused> {
    let mut content = NiceContent { lists: Lists::read(import, lists), ..NiceContent::default() };
    let rows = import.table(table, &TABLE, |record| content.row(record))?;
    import.report.read(rows, format!("rows of {}", table.path));
    let competencies = content.competencies(import);
    content.roles(import, &competencies, level);
    content.report(import, level);
    Ok(())
}

/// What the files say, by the names in them.
#[derive(Default)]
struct NiceContent {
    lists: Lists,
    /// By what the table calls them: `Forensics Analyst (IN-FOR-001)`.
    roles: BTreeMap<String, WorkRole>,
    /// By number, such as `C005`.
    competencies: BTreeMap<String, AskedCompetency>,
    /// The texts of statements, by number, such as `K0021`.
    statements: BTreeMap<String, String>,
    areas: BTreeSet<String>,
    communities: BTreeSet<String>,
    /// Rows that say again what another row said.
    repeated: Vec<Place>,
    withdrawn: Vec<Place>,
    /// Rows whose statement only a YAML file writes out.
    filled: Vec<Place>,
}

struct WorkRole {
    category: String,
    /// The numbers of the statements it asks for, by competency.
    asks: BTreeMap<String, BTreeSet<String>>,
}

/// A competency that work roles ask for.
struct AskedCompetency {
    name: String,
    group: String,
    /// The numbers of its statements, by their place in [`KINDS`].
    statements: BTreeSet<(usize, String)>,
}

/// A row of the table.
struct StatementRow {
    category: String,
    role: String,
    group: String,
    competency: String,
    name: String,
    kind: usize,
    statement: String,
    text: String,
}

impl StatementRow {
    fn read(record: &mut Record<'_>, lists: &Lists) -> Option<Self> {
        let category = record.required_text("Category");
        let role = record.required_text("Work Role");
        let group = record.required_text("Competency Group");
        let competency = record.required_text("Competency ID");
        let name = record.required_text("Competency");
        let kind = record.required("K S or A", kind);
        let statement = record.required_text("KSA ID");
        let listed = statement.as_ref().and_then(|found| lists.statements.get(found));
        let text = match listed.filter(|_| record.text("KSA").is_empty()) {
            Some(listed) if !listed.is_empty() => Some(listed.clone()),
            _ => record.required_text("KSA"),
        };
        Some(Self {
            category: category?,
            role: role?,
            group: group?,
            competency: competency?,
            name: name?,
            kind: kind?,
            statement: statement?,
            text: text?,
        })
    }
}

impl NiceContent {
    fn row(&mut self, record: &mut Record<'_>) {
        let Some(row) = StatementRow::read(record, &self.lists) else { return };
        if row.text.to_lowercase().starts_with(WITHDRAWN) {
            self.withdrawn.push(record.place());
            return;
        }
        if !self.fits(record, &row) {
            return;
        }
        if record.text("KSA").is_empty() {
            self.filled.push(record.place());
        }
        self.areas.insert(record.text("Specialty Area").to_owned());
        self.communities.insert(record.text("Skills Community").to_owned());
        self.take(record, row);
    }

    /// Whether a row agrees with those above it; it is reported where it does not.
    fn fits(&self, record: &mut Record<'_>, row: &StatementRow) -> bool {
        let role = self.roles.get(&row.role);
        let competency = self.competencies.get(&row.competency);
        let cells = [
            ("Category", &row.category, role.map(|role| &role.category), &row.role),
            (
                "Competency",
                &row.name,
                competency.map(|competency| &competency.name),
                &row.competency,
            ),
            (
                "Competency Group",
                &row.group,
                competency.map(|competency| &competency.group),
                &row.competency,
            ),
            ("KSA", &row.text, self.statements.get(&row.statement), &row.statement),
        ];
        for (column, here, above, whose) in cells {
            if let Some(above) = above.filter(|other| *other != here) {
                let (above, whose) = (quote(above), quote(whose));
                let message = format!("a row above has another `{column}` for {whose}: {above}");
                record.wrong(column, Wrong::new(message, "write the same in both rows"));
                return false;
            }
        }
        true
    }

    fn take(&mut self, record: &Record<'_>, row: StatementRow) {
        let role = WorkRole { category: row.category, asks: BTreeMap::new() };
        let role = self.roles.entry(row.role).or_insert(role);
        let asks = role.asks.entry(row.competency.clone()).or_default();
        if !asks.insert(row.statement.clone()) {
            self.repeated.push(record.place());
        }
        let asked =
            AskedCompetency { name: row.name, group: row.group, statements: BTreeSet::new() };
        let asked = self.competencies.entry(row.competency).or_insert(asked);
        asked.statements.insert((row.kind, row.statement.clone()));
        self.statements.insert(row.statement, row.text);
    }

    /// Makes the competencies, and returns their ids by their numbers.
    fn competencies(&self, import: &mut Import) -> BTreeMap<String, String> {
        let names =
            self.competencies.iter().map(|(number, competency)| (&*competency.name, &**number));
        let ids = ids(&names.collect::<Vec<_>>(), "competency");
        for ((number, own), id) in self.competencies.iter().zip(&ids) {
            let competency = DraftCompetency {
                part: slug(&own.group, "group"),
                name: own.name.clone(),
                statement: self.statement(own),
                aligns: vec![format!("nice:competency/{number}")],
                ..DraftCompetency::default()
            };
            import.draft.competencies.insert(id.clone(), competency);
        }
        import.report.made(ids.len(), "competencies");
        import
            .report
            .made(self.statements.len(), "statements of knowledge, skill or ability in them");
        self.competencies.keys().cloned().zip(ids).collect()
    }

    /// What a competency is: its statements, one a line.
    fn statement(&self, of: &AskedCompetency) -> String {
        let line = |(_, number): &(usize, String)| {
            Some(format!("- {} ({number})", self.statements.get(number)?))
        };
        of.statements.iter().filter_map(line).collect::<Vec<_>>().join("\n")
    }

    fn roles(&self, import: &mut Import, competencies: &BTreeMap<String, String>, level: Level) {
        let mut roles: Vec<((&str, &str), &WorkRole)> =
            self.roles.iter().map(|(name, role)| (name_and_code(name), role)).collect();
        roles.sort_by_key(|(name, role)| (&role.category, *name));
        let names: Vec<(&str, &str)> = roles.iter().map(|(name, _)| *name).collect();
        for (((title, code), work_role), id) in roles.iter().zip(ids(&names, "role")) {
            let expects = work_role.asks.iter().filter_map(|(number, statements)| {
                let importance = Some(importance(statements.len()).to_owned());
                Some((competencies.get(number)?.clone(), DraftExpectation { level, importance }))
            });
            let category = slug(name_and_code(&work_role.category).0, "category");
            let code = Some(*code).filter(|text| !text.is_empty());
            let listed = code.and_then(|code| self.lists.roles.get(code));
            let opm = listed.map(|listed| &listed.opm).filter(|codes| !codes.is_empty());
            let nice = code.map(|code| format!("nice:role/{code}"));
            let role = DraftRole {
                part: category.clone(),
                title: (*title).to_owned(),
                family: Some(category),
                grade: None,
                expects: expects.collect(),
                aligns: nice.into_iter().chain(opm.map(|code| format!("opm:{code}"))).collect(),
            };
            import.draft.roles.insert(id, role);
        }
        let families: BTreeSet<&String> = self.roles.values().map(|role| &role.category).collect();
        import.report.made(roles.len(), "role blueprints from work roles");
        import.report.made(expectations(import), "expectations");
        import.report.made(families.len(), "families from categories");
    }
}

/// How much an expectation matters of which a work role asks for so many
/// statements: the word that weighs about as much on the scale of 9, 3 and 1.
fn importance(statements: usize) -> &'static str {
    match statements {
        9.. => "critical",
        3.. => "important",
        _ => "useful",
    }
}

fn expectations(import: &Import) -> usize {
    import.draft.roles.values().map(|role| role.expects.len()).sum()
}

/// Reads the kind of a statement, as its place in [`KINDS`].
fn kind(text: &str) -> Result<usize, Wrong> {
    KINDS.iter().position(|known| known.eq_ignore_ascii_case(text)).ok_or_else(|| {
        let help = match nearest(text, KINDS.iter().copied()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "write Knowledge, Skill or Ability".to_owned(),
        };
        Wrong::new(format!("{} is no kind of statement", quote(text)), help)
    })
}

/// Takes a name and the code in parentheses behind it apart:
/// `Forensics Analyst (IN-FOR-001)`. Without a code it is empty.
fn name_and_code(text: &str) -> (&str, &str) {
    let is_code =
        |code: &str| code.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '-');
    text.strip_suffix(')')
        .and_then(|text| text.rsplit_once(" ("))
        .filter(|(_, code)| is_code(code))
        .map_or((text, ""), |(name, code)| (name.trim_end(), code))
}

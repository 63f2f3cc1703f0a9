//! A competency framework as Moodle exports it: one CSV file.
//!
//! One row is the framework and says which scale it has; every other row is a
//! competency. Columns are found by their English names, however these are
//! spelled, and where the header is in another language by their order, as Moodle
//! itself finds them.
//!
//! Moodle passes over rows it cannot use without a word; here each is reported.

use std::collections::BTreeMap;
use std::path::Path;

use indexmap::IndexMap;
use serde_json::Value;
use waypath_engine::diagnostic::{Code, Diagnostic, Place};
use waypath_engine::id::nearest;
use waypath_engine::source::Source;

use super::circles::closing;
use super::draft::{Draft, DraftCompetency, DraftFramework};
use super::imported::{DEFAULT_LEVELS, Import, Imported, Refused, read_file};
use super::names::{ids, slug};
use crate::Error;
use crate::html;
use crate::moodle::{ALIGNED, COLUMNS, LICENCE, OUTCOMES, SOURCE, split_anchors, unguarded};
use crate::report::NoteKind;
use crate::table::cell::{Wrong, quote};
use crate::table::sheet::Sheet;
use crate::table::{Others, Record, Shape, Table};

const SHAPE: Shape = Shape {
    file: "framework.csv",
    columns: COLUMNS,
    required: &["ID number", "Short name", "Is framework"],
    others: Others::Ignored,
};
/// The most levels a scale may have; one with more is no scale of mastery.
const MOST_LEVELS: usize = 20;
const EXPORT_AGAIN: &str = "export it again, in Moodle below Site administration, Competencies, Export competency framework";

/// Imports a framework from its file.
pub fn read(file: &Path) -> Result<Imported, Error> {
    Ok(import(&read_file(file)?))
}

/// Imports a framework from its file in memory.
pub fn import(source: &Source) -> Imported {
    let framework = DraftFramework {
        folder: "moodle".to_owned(),
        name: "Moodle competency framework".to_owned(),
        source: "A Moodle competency framework".to_owned(),
        licence: "not stated; ask the makers of the framework".to_owned(),
    };
    let mut import = Import::new(Draft::new(framework, "Moodle scale", DEFAULT_LEVELS));
    let result = fill(&mut import, source);
    if !import.diagnostics.is_empty() {
        import.sources.push(source.clone());
    }
    import.finish(result)
}

fn fill(import: &mut Import, source: &Source) -> Result<(), Refused> {
    let sheet = Sheet::new(source).map_err(|diagnostic| import.refuse(vec![diagnostic]))?;
    let columns =
        MoodleColumns::of(&sheet).map_err(|diagnostic| import.refuse(vec![diagnostic]))?;
    let table = Table::at_positions(&SHAPE, &sheet, columns.positions, columns.width);
    let mut content = MoodleContent::default();
    let rows = import.records(&table, &mut |record| content.row(record));
    import.report.read(rows, format!("rows of {}", source.path));
    import.report.note_at(
        NoteKind::Assumed,
        "columns",
        columns.unnamed,
        "header in another language, so its columns are taken to be in Moodle's order",
    );
    let Some(framework) = content.framework.take() else {
        let place = sheet.place(1, 0, &(0..0));
        let message = "no row has 1 in the column `Is framework`";
        let help = format!(
            "put it into the row of the framework, which names the scale, or {EXPORT_AGAIN}"
        );
        return Err(
            import.refuse(vec![Diagnostic::new(Code::MissingField, message).at(place).help(help)])
        );
    };
    framework.describe(import);
    content.competencies(import, &framework);
    content.report(import);
    Ok(())
}

/// Where the columns of a file are.
struct MoodleColumns {
    positions: Vec<Option<usize>>,
    width: usize,
    /// The header, if it names no column we know.
    unnamed: Vec<Place>,
}

impl MoodleColumns {
    fn of(sheet: &Sheet) -> Result<Self, Diagnostic> {
        let no_header = |message: &str| {
            Diagnostic::new(Code::MissingColumn, message)
                .at(sheet.place(1, 0, &(0..0)))
                .help(EXPORT_AGAIN)
        };
        let Some(Ok(header)) = sheet.rows().next() else {
            return Err(no_header("the file has no header"));
        };
        let width = header.cells.len();
        let names: Vec<String> = header.cells.iter().map(|cell| key(&cell.text)).collect();
        let at = |column: &str| names.iter().position(|name| *name == key(column));
        if SHAPE.required.iter().all(|required| at(required).is_some()) {
            let positions = COLUMNS.iter().map(|column| at(column)).collect();
            return Ok(Self { positions, width, unnamed: Vec::new() });
        }
        if width < COLUMNS.len() {
            return Err(no_header("the file is not a competency framework exported by Moodle"));
        }
        let positions = (0..COLUMNS.len()).map(Some).collect();
        Ok(Self { positions, width, unnamed: vec![sheet.row_place(&header)] })
    }
}

/// What stays the same of a column's name while its spelling changes:
/// `Parent id number`, `Parent ID number`; `Shortname`, `Short name`.
fn key(name: &str) -> String {
    let name = name.to_lowercase().replace("(optional)", "");
    name.chars().filter(|letter| letter.is_alphanumeric()).collect()
}

/// The row of the framework.
struct FrameworkRow {
    place: Place,
    id_number: String,
    name: String,
    description: html::PlainText,
    /// The values of its scale as they stand there.
    values: String,
    /// The labels of levels 0, 1 and so on; none where the row has no scale.
    labels: Vec<String>,
    has_none_added: bool,
}

impl FrameworkRow {
    fn of(record: &mut Record<'_>) -> Self {
        let name = unguarded(record.text("Short name")).to_owned();
        let id_number = record.text("ID number").to_owned();
        if name.is_empty() {
            record.wrong("Short name", empty("Short name"));
        }
        let scale = scale(record);
        if scale.labels.is_empty() && !record.text("Scale values").is_empty() {
            let message = format!("a scale of more than {MOST_LEVELS} values");
            record.wrong(
                "Scale values",
                Wrong::new(message, "give the framework a scale of a few levels"),
            );
        }
        Self {
            place: record.place(),
            description: description(record),
            values: record.text("Scale values").to_owned(),
            labels: scale.labels,
            has_none_added: scale.has_none_added,
            name: if name.is_empty() { id_number.clone() } else { name },
            id_number,
        }
    }

    /// Says in the draft which framework it is.
    fn describe(&self, import: &mut Import) {
        let framework = &mut import.draft.framework;
        framework.folder = slug(&self.id_number, "framework");
        framework.name.clone_from(&self.name);
        import.report.name.clone_from(&self.name);
        let lines = |start: &str| {
            let found = self.description.text.lines().filter_map(|line| line.strip_prefix(start));
            found.collect::<Vec<_>>().join("; ")
        };
        let (source, licence) = (lines(SOURCE), lines(LICENCE));
        framework.source = if source.is_empty() {
            let whole = format!("Moodle competency framework {}", self.id_number);
            [whole.as_str(), &self.description.text]
                .join(". ")
                .trim_end_matches(['.', ' '])
                .to_owned()
        } else {
            source
        };
        if !licence.is_empty() {
            framework.licence = licence;
        }
        let report = &mut import.report;
        if self.labels.is_empty() {
            let labels = DEFAULT_LEVELS.join(", ");
            let message = format!("scale, {labels}; the framework names none");
            report.note(NoteKind::Assumed, "scale", 1, message);
            return;
        }
        import.draft.scale.1.clone_from(&self.labels);
        let first = self.labels.get(usize::from(self.has_none_added)).map_or("", |label| label);
        let message = if self.has_none_added {
            format!("level 0, `none`, below `{first}`, which Moodle counts as proficient already")
        } else {
            format!(
                "value of the scale, `{first}`, taken for level 0: that of someone who has not started"
            )
        };
        report.note(NoteKind::Inferred, "level-0", 1, message);
        let place = vec![self.place.clone()];
        report.note_at(
            NoteKind::Dropped,
            "scale-configuration",
            place,
            "choice of the values that count as proficient; in a library, roles say which level they expect",
        );
    }
}

/// The levels of a scale, as a row says them.
#[derive(Default)]
struct ScaleRead {
    labels: Vec<String>,
    /// Whether `none` was put below its first value.
    has_none_added: bool,
}

/// Reads the scale of a row: its first value is level 0, unless it counts as
/// proficient.
fn scale(record: &mut Record<'_>) -> ScaleRead {
    let values = record.text("Scale values").split(',').map(str::trim);
    let mut labels: Vec<String> =
        values.filter(|label| !label.is_empty()).map(str::to_owned).collect();
    let configuration =
        record.optional("Scale configuration", |text| {
            serde_json::from_str::<Vec<Value>>(text).map_err(|_| {
                Wrong::new(
                    format!("{} is no scale configuration", quote(text)),
                    "write it as Moodle does, such as `[{\"scaleid\":\"2\"},{\"id\":2,\"scaledefault\":1,\"proficient\":1}]`",
                )
            })
        });
    let is_first = |value: &&Value| value.get("id").is_some_and(|id| is_number(id, 1));
    let first = configuration.as_ref().and_then(|items| items.iter().find(is_first));
    let is_proficient =
        first.and_then(|item| item.get("proficient")).is_some_and(|flag| is_number(flag, 1));
    let has_none_added = !labels.is_empty() && (is_proficient || labels.len() == 1);
    if has_none_added {
        labels.insert(0, "none".to_owned());
    }
    if labels.len() > MOST_LEVELS {
        ScaleRead::default()
    } else {
        ScaleRead { labels, has_none_added }
    }
}

/// Whether a value is this number, also where it is written as a text.
fn is_number(value: &Value, number: u64) -> bool {
    value.as_u64() == Some(number)
        || value.as_str().is_some_and(|text| text.parse() == Ok(number))
        || (number == 1 && value.as_bool() == Some(true))
}

/// A description as plain text.
fn description(record: &mut Record<'_>) -> html::PlainText {
    let text = record.text("Description").to_owned();
    let format = record.optional("Description format", |text| match text {
        "0" | "1" => Ok(true),
        "2" | "4" => Ok(false),
        _ => Err(Wrong::new(
            format!("{} is no description format", quote(text)),
            "write 1 for HTML, 2 for plain text or 4 for Markdown",
        )),
    });
    if format.unwrap_or(true) {
        html::plain(&text)
    } else {
        html::PlainText { text: text.replace("\r\n", "\n"), is_less: false }
    }
}

fn empty(column: &str) -> Wrong {
    let help = "fill it in, or take the row out; Moodle silently skips it";
    Wrong::new(format!("`{column}` is empty"), help)
}

/// A row that is a competency.
struct CompetencyRow {
    place: Place,
    parent: String,
    parent_place: Place,
    name: String,
    description: html::PlainText,
    /// The values of its own scale; empty where it has the framework's.
    values: String,
    /// The labels of its own scale.
    labels: Vec<String>,
}

impl CompetencyRow {
    /// What the row says by itself; `labels` are those of the framework's scale.
    fn competency(
        &self,
        framework: &FrameworkRow,
        labels: &[String],
        tally: &mut RowTally,
    ) -> DraftCompetency {
        let has_own = !self.values.is_empty() && self.values != framework.values;
        let is_certificate = has_own && self.labels.len() == 2;
        let labels = if is_certificate { &self.labels } else { labels };
        let (statement, anchors) = split_anchors(&self.description.text, labels);
        if has_own && !is_certificate {
            tally.other_scales.push(self.place.clone());
        }
        if self.description.is_less {
            tally.less.push(self.place.clone());
        }
        tally.certificates = tally.certificates.saturating_add(usize::from(is_certificate));
        tally.anchors = tally.anchors.saturating_add(anchors.len());
        let name = self.name.clone();
        DraftCompetency { name, statement, anchors, is_certificate, ..DraftCompetency::default() }
    }
}

/// How often a competency is not what its row says.
#[derive(Default)]
struct RowTally {
    numbered: usize,
    certificates: usize,
    anchors: usize,
    less: Vec<Place>,
    other_scales: Vec<Place>,
}

impl RowTally {
    fn report(self, import: &mut Import) {
        let report = &mut import.report;
        for (number, what) in [
            (self.certificates, "of them certificates, held or not held"),
            (self.anchors, "anchors"),
        ] {
            if number > 0 {
                report.made(number, what);
            }
        }
        report.note(
            NoteKind::Changed,
            "id-numbers",
            self.numbered,
            "ID numbers that are no ids, written as ids; the numbers stand in `aligns`",
        );
        report.note_at(
            NoteKind::Changed,
            "formatting",
            self.less,
            "descriptions with emphasis, links, tables or images, of which the text is kept",
        );
        report.note_at(
            NoteKind::Dropped,
            "other-scales",
            self.other_scales,
            "scales of single competencies, which are on the framework's scale now",
        );
    }
}

/// What the rows say.
#[derive(Default)]
struct MoodleContent {
    framework: Option<FrameworkRow>,
    /// Competencies, by id number.
    rows: IndexMap<String, CompetencyRow>,
    related: usize,
    /// How many rules have each outcome.
    rules: BTreeMap<&'static str, usize>,
    other_taxonomies: Vec<Place>,
}

impl MoodleContent {
    fn row(&mut self, record: &mut Record<'_>) {
        if !matches!(record.text("Is framework"), "" | "0") {
            self.framework_row(record);
            return;
        }
        let id_number = record.text("ID number").to_owned();
        let name = unguarded(record.text("Short name")).to_owned();
        for (column, text) in [("ID number", &id_number), ("Short name", &name)] {
            if text.is_empty() {
                record.wrong(column, empty(column));
            }
        }
        if id_number.is_empty() || name.is_empty() {
            return;
        }
        if let Some(known) = self.rows.get(&id_number) {
            let wrong = Wrong {
                code: Code::DefinedTwice,
                message: format!("ID number {} has a row already, which counts", quote(&id_number)),
                help: "give one of them another id number, or take it out".to_owned(),
            };
            record.wrong_beside("ID number", wrong, &known.place, "it has one here");
            return;
        }
        self.count(record);
        let row = CompetencyRow {
            place: record.place(),
            parent: record.text("Parent ID number").to_owned(),
            parent_place: record.place_of("Parent ID number"),
            name,
            description: description(record),
            values: record.text("Scale values").to_owned(),
            labels: scale(record).labels,
        };
        self.rows.insert(id_number, row);
    }

    fn framework_row(&mut self, record: &mut Record<'_>) {
        if let Some(known) = &self.framework {
            let wrong = Wrong {
                code: Code::DefinedTwice,
                message: "a second row is marked as the framework".to_owned(),
                help: "leave `Is framework` empty in all rows but one; a file holds one framework"
                    .to_owned(),
            };
            record.wrong_beside("Is framework", wrong, &known.place, "the first one, which counts");
            return;
        }
        let is_plain = |text: &str| matches!(text.trim(), "" | "competency");
        if !record.text("Taxonomy").split(',').all(is_plain) {
            self.other_taxonomies.push(record.place());
        }
        self.framework = Some(FrameworkRow::of(record));
    }

    fn count(&mut self, record: &Record<'_>) {
        let related = record.text("Cross-referenced competency ID numbers").split(',');
        let related = related.filter(|numbers| !numbers.trim().is_empty()).count();
        self.related = self.related.saturating_add(related);
        if !record.text("Rule type (optional)").is_empty() {
            let code = record.text("Rule outcome (optional)").parse::<usize>();
            let outcome =
                code.ok().and_then(|code| OUTCOMES.get(code)).copied().unwrap_or("unknown");
            let number = self.rules.entry(outcome).or_default();
            *number = number.saturating_add(1);
        }
    }

    fn competencies(&self, import: &mut Import, framework: &FrameworkRow) {
        let mut numbers: Vec<(&str, &str)> =
            self.rows.keys().map(|number| (number.as_str(), "")).collect();
        // The same ids whatever the order of the rows.
        numbers.sort_unstable();
        let made = ids(&numbers, "competency");
        let ids: BTreeMap<&str, String> =
            numbers.iter().map(|(number, _)| *number).zip(made).collect();
        let parents = self.parents(import);
        let mut tally = RowTally::default();
        if framework.description.is_less {
            tally.less.push(framework.place.clone());
        }
        for (number, row) in &self.rows {
            debug_assert!(ids.contains_key(number.as_str()), "every row has an id");
            let Some(id) = ids.get(number.as_str()) else { continue };
            let parent = parents.get(number.as_str()).and_then(|number| ids.get(number));
            let mut competency = row.competency(framework, &import.draft.scale.1, &mut tally);
            competency.part_of = parent.cloned();
            if number != id {
                competency.aligns.push(format!("{ALIGNED}{number}"));
                tally.numbered = tally.numbered.saturating_add(1);
            }
            import.draft.competencies.insert(id.clone(), competency);
        }
        import.report.made(self.rows.len(), "competencies");
        tally.report(import);
    }

    /// The id number of what each competency is a part of. Reports those that are
    /// not there and those that would close a circle.
    fn parents(&self, import: &mut Import) -> BTreeMap<&str, &str> {
        let mut parents: Vec<(&str, &str)> = Vec::new();
        for (number, row) in self.rows.iter().filter(|(_, row)| !row.parent.is_empty()) {
            match self.rows.get_key_value(&row.parent) {
                Some((parent, _)) => parents.push((number, parent)),
                None => import.diagnostics.push(self.unknown_parent(row)),
            }
        }
        parents.sort_unstable();
        let closing = closing(&parents);
        for (number, parent) in &closing {
            let place = self.rows.get(*number).map(|row| row.parent_place.clone());
            let message =
                format!("{} is below {}, which is below it in turn", quote(number), quote(parent));
            import.diagnostics.push(
                Diagnostic::new(Code::Cycle, message)
                    .at(place)
                    .help("give it another parent, or none; it stands at the top now"),
            );
        }
        parents.into_iter().filter(|parent| !closing.contains(parent)).collect()
    }

    fn unknown_parent(&self, row: &CompetencyRow) -> Diagnostic {
        let help = match nearest(&row.parent, self.rows.keys().map(String::as_str)) {
            Some(near) => format!("did you mean `{near}`? it stands at the top now"),
            None => "leave it empty for a competency at the top, where it stands now".to_owned(),
        };
        let message = format!(
            "no row has the ID number {}, which should be above this one",
            quote(&row.parent)
        );
        Diagnostic::new(Code::UnknownName, message).at(row.parent_place.clone()).help(help)
    }

    fn report(self, import: &mut Import) {
        let report = &mut import.report;
        report.note(
            NoteKind::Dropped,
            "cross-references",
            self.related,
            "cross-references; a neighbour in a library needs a share, which Moodle has not",
        );
        let outcomes: Vec<String> =
            self.rules.iter().map(|(outcome, number)| format!("{number} {outcome}")).collect();
        let message =
            format!("rules on completed parts, by what they lead to: {}", outcomes.join(", "));
        report.note(NoteKind::Dropped, "rules", self.rules.values().sum(), message);
        report.note_at(
            NoteKind::Dropped,
            "taxonomy",
            self.other_taxonomies,
            "row with names for the levels of the tree other than competency",
        );
    }
}

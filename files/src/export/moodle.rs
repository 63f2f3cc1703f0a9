//! Moodle: the CSV file of a competency framework.
//!
//! A row for the framework with its scale, then a row for each competency, each
//! below what it is a part of. The statement and the behaviour at each level are
//! the description. Roles have no place: Moodle keeps its learning plan templates
//! elsewhere.
//!
//! Moodle needs texts to the letter, so cells are kept from being formulas in the
//! one way Moodle has for it: an apostrophe in front. Only names can begin like a
//! formula; ids begin with a letter and descriptions with a tag.

use std::collections::{BTreeMap, BTreeSet};

use waypath_engine::blueprint::model;

use super::{ExportSource, Exported, one_line};
use crate::html;
use crate::moodle::{ALIGNED, COLUMNS, LICENCE, LONGEST, SOURCE, YES_NO, anchor_entry, guarded};
use crate::report::{NoteKind, Report};

/// Writes the competencies as a framework of Moodle.
pub fn export(content: &ExportSource<'_>) -> Exported {
    let mut report = content.report("a Moodle framework");
    let labels = labels(content, &mut report);
    let framework = FrameworkRows {
        competencies: content.competencies().into_iter().collect(),
        numbers: id_numbers(content),
        labels,
    };
    let mut rows = vec![COLUMNS.iter().map(|column| (*column).to_owned()).collect()];
    rows.push(framework.first_row(content));
    let order = framework.tree();
    let mut tally = LossTally::default();
    for (exported, id) in (1_usize..).zip(&order) {
        if let Some(competency) = framework.competencies.get(id) {
            rows.push(framework.row(id, competency, exported, &mut tally));
        }
    }
    report.made(rows.len().saturating_sub(1), "rows, one of them the framework");
    tally.report(&mut report);
    framework.assume(&mut report);
    content.note_models(&mut report);
    report.note(
        NoteKind::Dropped,
        "roles",
        content.roles().len(),
        "roles; make learning plan templates for them in Moodle",
    );
    report.sort();
    Exported { text: written(&rows), report }
}

/// A framework on its way into rows.
struct FrameworkRows<'a> {
    competencies: BTreeMap<&'a str, &'a model::Competency>,
    /// The id number of each competency, by its id.
    numbers: BTreeMap<&'a str, String>,
    /// The labels of levels 0, 1 and so on.
    labels: Vec<String>,
}

/// How often a row is not what the library says.
#[derive(Default)]
struct LossTally {
    cut: usize,
    guarded: usize,
    mended: usize,
    requires: usize,
    neighbours: usize,
    shares: usize,
    parents: usize,
    aligns: usize,
    validities: usize,
}

impl<'a> FrameworkRows<'a> {
    fn first_row(&self, content: &ExportSource<'_>) -> Vec<String> {
        let folder = content.model.unwrap_or_else(|| content.name());
        let folder = if id_number(folder).is_empty() { "library" } else { folder };
        let mut row = vec![String::new(); COLUMNS.len()];
        set(&mut row, "ID number", short(&id_number(folder)));
        let mut tally = LossTally::default();
        let named = if one_line(content.name()).is_empty() { folder } else { content.name() };
        set(&mut row, "Short name", name(named, &mut tally));
        set(&mut row, "Description", html::paragraphs(&origin(content)));
        set(&mut row, "Description format", "1".to_owned());
        set(&mut row, "Scale values", self.labels.join(","));
        set(&mut row, "Scale configuration", configuration(self.labels.len()));
        set(&mut row, "Is framework", "1".to_owned());
        set(&mut row, "Taxonomy", ["competency"; 4].join(","));
        row
    }

    /// The ids in the order of the tree: each competency before its parts.
    fn tree(&self) -> Vec<&'a str> {
        let mut parts: BTreeMap<Option<&str>, Vec<&str>> = BTreeMap::new();
        // The last comes first off the stack.
        for (id, competency) in self.competencies.iter().rev() {
            parts.entry(self.parent(competency)).or_default().push(id);
        }
        let mut waiting = parts.remove(&None).unwrap_or_default();
        let mut order = Vec::new();
        while let Some(id) = waiting.pop() {
            order.push(id);
            waiting.extend(parts.remove(&Some(id)).unwrap_or_default());
        }
        order
    }

    /// What a competency is a part of, where that is in the framework.
    fn parent(&self, competency: &'a model::Competency) -> Option<&'a str> {
        let parent = competency.part_of.as_deref()?;
        self.competencies.contains_key(parent).then_some(parent)
    }

    fn row(
        &self,
        id: &str,
        competency: &'a model::Competency,
        exported: usize,
        tally: &mut LossTally,
    ) -> Vec<String> {
        let number = |id: &str| self.numbers.get(id).cloned().unwrap_or_default();
        let parent = self.parent(competency);
        tally.count(competency, parent.is_some());
        let mut related = Vec::new();
        for neighbour in competency.inferred_from.keys() {
            if self.competencies.contains_key(neighbour.as_str()) {
                related.push(number(neighbour).replace(',', "%2C"));
            } else {
                tally.neighbours = tally.neighbours.saturating_add(1);
            }
        }
        tally.shares = tally.shares.saturating_add(related.len());
        let mut row = vec![String::new(); COLUMNS.len()];
        set(&mut row, "Parent ID number", parent.map(number).unwrap_or_default());
        set(&mut row, "ID number", number(id));
        // Moodle passes over rows without a name.
        let named = if one_line(&competency.name).is_empty() { id } else { &competency.name };
        set(&mut row, "Short name", name(named, tally));
        set(&mut row, "Description", self.description(competency));
        set(&mut row, "Description format", "1".to_owned());
        if competency.scale.is_some() {
            set(&mut row, "Scale values", YES_NO.join(","));
            set(&mut row, "Scale configuration", configuration(YES_NO.len()));
        }
        set(&mut row, "Rule outcome (optional)", "0".to_owned());
        set(&mut row, "Rule config (optional)", "null".to_owned());
        set(&mut row, "Cross-referenced competency ID numbers", related.join(","));
        set(&mut row, "Exported ID (optional)", exported.to_string());
        row
    }

    fn description(&self, competency: &model::Competency) -> String {
        let yes_no = YES_NO.map(str::to_owned);
        let labels: &[String] = if competency.scale.is_some() { &yes_no } else { &self.labels };
        let anchors: BTreeMap<u16, &str> =
            competency.anchors.iter().map(|(level, text)| (level.0.0, text.as_str())).collect();
        let entry = |(level, text): (&u16, &&str)| {
            let label = labels.get(usize::from(*level)).map_or("", String::as_str);
            anchor_entry(*level, label, text)
        };
        let entries: Vec<String> = anchors.iter().map(entry).collect();
        let statement = competency.statement.as_deref().unwrap_or_default();
        [html::paragraphs(statement), html::list(&entries)].concat()
    }

    fn assume(&self, report: &mut Report) {
        let lowest = proficient(self.labels.len());
        let label = self.labels.get(lowest).map_or("", String::as_str);
        report.note(
            NoteKind::Assumed,
            "proficient",
            1,
            format!("level from which a person counts as proficient, `{label}`; Moodle needs one, change it there before anybody is rated"),
        );
    }
}

impl LossTally {
    fn count(&mut self, competency: &model::Competency, has_parent: bool) {
        let lost_parent = competency.part_of.is_some() && !has_parent;
        let is_number = |align: &&String| !align.starts_with(ALIGNED);
        for (counter, number) in [
            (&mut self.requires, competency.requires.len()),
            (&mut self.parents, usize::from(lost_parent)),
            (&mut self.aligns, competency.aligns.iter().filter(is_number).count()),
            (&mut self.validities, usize::from(competency.valid.is_some())),
        ] {
            *counter = counter.saturating_add(number);
        }
    }

    fn report(&self, report: &mut Report) {
        let notes = [
            (
                NoteKind::Changed,
                "cut-names",
                self.cut,
                "names longer than 100 characters, cut; Moodle would cut them",
            ),
            (
                NoteKind::Changed,
                "guarded-names",
                self.guarded,
                "names that a spreadsheet would take for a formula, with an apostrophe in front",
            ),
            (
                NoteKind::Changed,
                "mended-names",
                self.mended,
                "names with tags or backslashes that Moodle's reader would lose, written without them",
            ),
            (
                NoteKind::Changed,
                "cross-references",
                self.shares,
                "neighbours a level is inferred from, as cross-references; their shares are lost",
            ),
            (
                NoteKind::Dropped,
                "requires",
                self.requires,
                "prerequisites; a Moodle framework has none",
            ),
            (NoteKind::Dropped, "neighbours", self.neighbours, "neighbours in other models"),
            (
                NoteKind::Dropped,
                "parents",
                self.parents,
                "places below a competency of another model; these stand at the top",
            ),
            (NoteKind::Dropped, "aligns", self.aligns, "alignments with other frameworks"),
            (NoteKind::Dropped, "validities", self.validities, "validities of certificates"),
        ];
        for (kind, id, number, message) in notes {
            report.note(kind, id, number, message);
        }
    }
}

fn set(row: &mut [String], column: &str, text: String) {
    let at = COLUMNS.iter().position(|known| *known == column);
    if let Some(cell) = at.and_then(|at| row.get_mut(at)) {
        *cell = text;
    }
}

/// The labels of the scale; Moodle divides them by commas.
fn labels(content: &ExportSource<'_>, report: &mut Report) -> Vec<String> {
    let mut changed: usize = 0;
    let label = |(level, label): (usize, &str)| {
        let mut written = mended(&one_line(label).replace(',', ";"));
        if written.is_empty() {
            written = format!("level {level}");
        }
        changed = changed.saturating_add(usize::from(written != label));
        written
    };
    let labels = content
        .library
        .scale
        .labels()
        .iter()
        .map(|label| &**label)
        .enumerate()
        .map(label)
        .collect();
    report.note(
        NoteKind::Changed,
        "labels",
        changed,
        "labels of levels, in which Moodle cannot have commas, line ends or nothing at all",
    );
    labels
}

/// Which values of a scale count as proficient, and which one is given where
/// nobody chose: the lowest of them.
fn configuration(levels: usize) -> String {
    let lowest = proficient(levels);
    // Moodle counts values from 1, and puts the id of its own scale first.
    let values = (lowest..levels).map(|level| {
        let is_default = usize::from(level == lowest);
        let id = level.saturating_add(1);
        format!("{{\"id\":{id},\"scaledefault\":{is_default},\"proficient\":1}}")
    });
    let all: Vec<String> =
        std::iter::once("{\"scaleid\":\"1\"}".to_owned()).chain(values).collect();
    format!("[{}]", all.join(","))
}

/// The lowest proficient level: half of the highest, rounded up.
fn proficient(levels: usize) -> usize {
    levels.saturating_sub(1).div_ceil(2)
}

/// The id number of each competency: what Moodle called it, if it is from there
/// and nothing else is called so, else its id.
fn id_numbers<'a>(content: &ExportSource<'a>) -> BTreeMap<&'a str, String> {
    let competencies = content.competencies();
    let mut taken: BTreeSet<String> = competencies.iter().map(|(id, _)| (*id).to_owned()).collect();
    let number = |(id, own): (&'a str, &model::Competency)| {
        let mut known = own.aligns.iter().filter_map(|align| align.strip_prefix(ALIGNED));
        let fits = |number: &&str| {
            id_number(number) == *number && number.chars().count() <= LONGEST && !number.is_empty()
        };
        let known = known.next().filter(fits).filter(|number| taken.insert((*number).to_owned()));
        (id, known.unwrap_or(id).to_owned())
    };
    competencies.into_iter().map(number).collect()
}

/// A text as Moodle reads it back as an id number.
fn id_number(text: &str) -> String {
    let text = mended(&one_line(text));
    text.trim_start_matches(['=', '+', '-', '@', '\'']).to_owned()
}

fn name(text: &str, tally: &mut LossTally) -> String {
    let line = one_line(text);
    let mended = mended(&line);
    tally.mended = tally.mended.saturating_add(usize::from(mended != line));
    let guarded = guarded(&mended);
    tally.guarded = tally.guarded.saturating_add(usize::from(guarded != mended));
    let short = short(&guarded);
    tally.cut = tally.cut.saturating_add(usize::from(short != guarded));
    short
}

/// Cuts what is longer than Moodle keeps.
fn short(text: &str) -> String {
    if text.chars().count() <= LONGEST {
        return text.to_owned();
    }
    let kept: String = text.chars().take(LONGEST.saturating_sub(1)).collect();
    format!("{}…", kept.trim_end())
}

/// Takes out what Moodle's reader loses: what looks like a tag, and a backslash
/// before a quote or at the end, which there keeps the quote from closing a cell.
fn mended(text: &str) -> String {
    let mut mended = String::new();
    let mut rest = text.chars().peekable();
    while let Some(character) = rest.next() {
        let next = rest.peek().copied();
        match (character, next) {
            ('\\', None | Some('"' | '\\')) => mended.push('/'),
            ('<', Some(next)) if next.is_ascii_alphabetic() || matches!(next, '/' | '!' | '?') => {
                mended.push_str("< ");
            }
            _ => mended.push(character),
        }
    }
    mended
}

/// Where the competencies come from and under which licence.
fn origin(content: &ExportSource<'_>) -> String {
    let mut lines = Vec::new();
    let is_single = content.models().count() == 1;
    for (_, model) in content.models() {
        let whose = if is_single { String::new() } else { format!("{}, ", model.name) };
        for (what, text) in [(SOURCE, &model.source), (LICENCE, &model.licence)] {
            lines.extend(text.as_ref().map(|value| format!("{what}{whose}{}", one_line(value))));
        }
    }
    lines.join("\n")
}

fn written(rows: &[Vec<String>]) -> String {
    let mut writer = csv::Writer::from_writer(Vec::new());
    for row in rows {
        // Writing to memory cannot fail, nor do rows differ in their length.
        writer.write_record(row).ok();
    }
    writer.into_inner().ok().and_then(|bytes| String::from_utf8(bytes).ok()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scale_has_one_default_and_counts_from_one() {
        let four = "[{\"scaleid\":\"1\"},{\"id\":3,\"scaledefault\":1,\"proficient\":1},{\"id\":4,\"scaledefault\":0,\"proficient\":1}]";
        assert_eq!(configuration(4), four);
        assert_eq!(
            configuration(2),
            "[{\"scaleid\":\"1\"},{\"id\":2,\"scaledefault\":1,\"proficient\":1}]"
        );
    }

    #[test]
    fn names_are_what_moodle_reads_back() {
        let mut tally = LossTally::default();
        assert_eq!(name("=a\nb", &mut tally), "'=a b");
        assert_eq!(name("a<b>, 1 < 2, c\\", &mut tally), "a< b>, 1 < 2, c/");
        assert_eq!(name(&"é".repeat(101), &mut tally).chars().count(), 100);
        assert_eq!((tally.guarded, tally.mended, tally.cut), (1, 1, 1));
    }
}

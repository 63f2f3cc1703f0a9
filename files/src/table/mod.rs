//! Does a table have the columns it needs, and does each row fit them?
//!
//! Tables are CSV files, of people as of other frameworks. Columns are found by
//! name, in any order.

pub(crate) mod cell;
pub(crate) mod sheet;

use std::collections::BTreeMap;

use waypath_engine::diagnostic::{Code, Diagnostic, Place};
use waypath_engine::id::nearest;
use waypath_engine::source::Source;

use cell::{LONGEST_CELL, Wrong, quote};
use sheet::{Row, Sheet, SheetCell, StrayQuote};

/// The columns of one kind of file.
pub(crate) struct Shape {
    /// The name of the file.
    pub(crate) file: &'static str,
    /// All columns that are read.
    pub(crate) columns: &'static [&'static str],
    /// Those that have to be there.
    pub(crate) required: &'static [&'static str],
    /// What other columns are.
    pub(crate) others: Others,
}

/// What the columns are that a file need not have.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Others {
    /// Attributes of the person.
    Attributes,
    /// Slips, reported as warnings: the file was written for Waypath.
    Unread,
    /// Of no interest: the file was written for something else.
    Ignored,
}

/// A file whose header is read.
pub(crate) struct Table<'a> {
    shape: &'a Shape,
    sheet: &'a Sheet,
    // INVARIANT: as long as the shape's columns.
    positions: Vec<Option<usize>>,
    others: Vec<(usize, String)>,
    /// The columns that are read and those beside them, each with its position,
    /// sorted by name.
    by_name: Vec<(String, usize)>,
    width: usize,
}

/// Why a file cannot be read as a table; the number of its rows is lost with it.
pub(crate) struct Unreadable {
    pub(crate) diagnostics: Vec<Diagnostic>,
    pub(crate) rows: usize,
}

impl<'a> Table<'a> {
    /// Reads the header of a sheet; warnings about it go to `diagnostics`.
    pub(crate) fn new(
        shape: &'a Shape,
        sheet: &'a Sheet,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Result<Self, Unreadable> {
        let mut rows = sheet.rows();
        let header = match rows.next() {
            Some(Ok(header)) => header,
            Some(Err(stray)) => return Err(unreadable(stray_quote(sheet, &stray), sheet)),
            None => return Err(unreadable(empty_file(shape, sheet), sheet)),
        };
        let mut reading = Header { shape, sheet, row: &header, mistakes: Vec::new() };
        let positions = reading.positions();
        let others = reading.others(&positions);
        let (errors, mut warnings) = reading.split_mistakes();
        if errors.is_empty() {
            diagnostics.append(&mut warnings);
            let width = header.cells.len();
            let by_name = by_name(shape, &positions, &others);
            Ok(Self { shape, sheet, positions, others, by_name, width })
        } else {
            Err(Unreadable { diagnostics: errors, rows: rows.count() })
        }
    }

    /// Reads a sheet whose header names nothing: `positions` says where each of
    /// the shape's columns is, `width` how many cells a row has.
    pub(crate) fn at_positions(
        shape: &'a Shape,
        sheet: &'a Sheet,
        positions: Vec<Option<usize>>,
        width: usize,
    ) -> Self {
        let by_name = by_name(shape, &positions, &[]);
        Self { shape, sheet, positions, others: Vec::new(), by_name, width }
    }

    /// The rows below the header that hold anything, or why one cannot be read.
    pub(crate) fn records(&self) -> impl Iterator<Item = Result<Record<'_>, Diagnostic>> {
        self.sheet.rows().skip(1).filter_map(|row| match row {
            Ok(row) if row.cells.iter().all(|cell| cell.text.is_empty()) => None,
            Ok(row) => Some(self.record(row)),
            Err(stray) => Some(Err(stray_quote(self.sheet, &stray))),
        })
    }

    fn record<'r>(&'r self, row: Row<'r>) -> Result<Record<'r>, Diagnostic> {
        let surplus = row.cells.get(self.width..).unwrap_or_default();
        let is_too_wide = surplus.iter().any(|cell| !cell.text.is_empty());
        if row.cells.len() < self.width || is_too_wide {
            return Err(self.broken(&row));
        }
        if let Some(cell) = row.cells.iter().find(|cell| cell.text.len() > LONGEST_CELL) {
            let length = cell.text.chars().count();
            return Err(Diagnostic::new(
                Code::InvalidCell,
                format!("a cell of {length} characters"),
            )
            .at(self.sheet.cell_place(&row, cell))
            .help(format!(
                "shorten it to at most {LONGEST_CELL} bytes, or look for a quote that is not closed"
            )));
        }
        Ok(Record { table: self, row, mistakes: Vec::new() })
    }

    fn broken(&self, row: &Row<'_>) -> Diagnostic {
        let (cells, width) = (row.cells.len(), self.width);
        let message = format!("the row has {}, the header {width}", counted(cells, "cell"));
        let help = if cells < width {
            "add what is missing, also where a cell is empty: each needs its separator"
        } else {
            "put a cell that holds a separator in double quotes"
        };
        Diagnostic::new(Code::BrokenRow, message).at(self.sheet.row_place(row)).help(help)
    }
}

fn by_name(
    shape: &Shape,
    positions: &[Option<usize>],
    others: &[(usize, String)],
) -> Vec<(String, usize)> {
    let known = shape.columns.iter().zip(positions);
    let known = known.filter_map(|(column, at)| Some(((*column).to_owned(), (*at)?)));
    let others = others.iter().map(|(at, name)| (name.clone(), *at));
    let mut by_name: Vec<(String, usize)> = known.chain(others).collect();
    by_name.sort_unstable();
    by_name
}

/// Writes a number with its noun: `1 cell`, `2 cells`.
fn counted(number: usize, noun: &str) -> String {
    format!("{number} {noun}{}", if number == 1 { "" } else { "s" })
}

fn unreadable(diagnostic: Diagnostic, sheet: &Sheet) -> Unreadable {
    Unreadable { diagnostics: vec![diagnostic], rows: sheet.rows().skip(1).count() }
}

fn empty_file(shape: &Shape, sheet: &Sheet) -> Diagnostic {
    Diagnostic::new(Code::MissingColumn, "the file is empty")
        .at(sheet.place(1, 0, &(0..0)))
        .help(format!("write a header: `{}`", shape.columns.join(",")))
}

fn stray_quote(sheet: &Sheet, stray: &StrayQuote) -> Diagnostic {
    Diagnostic::new(Code::BrokenRow, "a quote opens a cell here and does not close it")
        .at(sheet.place(stray.line, stray.bytes.start, &stray.bytes))
        .help("end the cell with a double quote, right before the separator; write a double quote inside it twice")
}

/// A header as it is read.
struct Header<'a> {
    shape: &'a Shape,
    sheet: &'a Sheet,
    row: &'a Row<'a>,
    mistakes: Vec<Diagnostic>,
}

impl Header<'_> {
    fn report(
        &mut self,
        cell: &SheetCell<'_>,
        code: Code,
        message: String,
        help: impl Into<String>,
    ) {
        let place = self.sheet.cell_place(self.row, cell);
        self.mistakes.push(Diagnostic::new(code, message).at(place).help(help));
    }

    /// Where each of the shape's columns is; reports those that have to be there.
    fn positions(&mut self) -> Vec<Option<usize>> {
        let mut positions = Vec::new();
        for column in self.shape.columns {
            let mut found = self
                .row
                .cells
                .iter()
                .enumerate()
                .filter(|(_, cell)| cell.text.eq_ignore_ascii_case(column));
            let first = found.next();
            if let Some((_, second)) = found.next() {
                self.twice(second);
            }
            if first.is_none() && self.shape.required.contains(column) {
                self.missing(column);
            }
            positions.push(first.map(|(at, _)| at));
        }
        positions
    }

    fn twice(&mut self, cell: &SheetCell<'_>) {
        let message = format!("column {} stands here twice", quote(&cell.text));
        self.report(cell, Code::ColumnTwice, message, "take one of them out, or rename it");
    }

    fn missing(&mut self, column: &str) {
        let names = self.row.cells.iter().map(|cell| &*cell.text);
        let help = match nearest(column, names.filter(|name| !self.shape.columns.contains(name))) {
            Some(near) => format!("rename column {} to `{column}`", quote(near)),
            None => format!(
                "`{}` needs the columns `{}`",
                self.shape.file,
                self.shape.required.join("`, `")
            ),
        };
        let place = self.sheet.row_place(self.row);
        let message = format!("there is no column `{column}`");
        self.mistakes.push(Diagnostic::new(Code::MissingColumn, message).at(place).help(help));
    }

    /// The columns that are none of the shape's.
    fn others(&mut self, positions: &[Option<usize>]) -> Vec<(usize, String)> {
        let mut others = Vec::new();
        let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
        for (at, cell) in self.row.cells.iter().enumerate() {
            let name = &*cell.text;
            let is_read = self.shape.columns.iter().any(|column| name.eq_ignore_ascii_case(column));
            if is_read || self.shape.others == Others::Ignored {
                continue;
            }
            if name.is_empty() {
                let message =
                    format!("column {} has no name and is not read", at.saturating_add(1));
                self.report(cell, Code::UnknownColumn, message, "give it a name, or take it out");
                continue;
            }
            if seen.insert(name, at).is_some() {
                self.twice(cell);
            }
            self.warn_of_other(cell, positions);
            others.push((at, name.to_owned()));
        }
        others
    }

    fn warn_of_other(&mut self, cell: &SheetCell<'_>, positions: &[Option<usize>]) {
        let name = quote(&cell.text);
        let missing = self.shape.columns.iter().zip(positions).filter(|(_, at)| at.is_none());
        let near = nearest(&cell.text, missing.map(|(column, _)| *column));
        match (self.shape.others, near) {
            (Others::Attributes, None) | (Others::Ignored, _) => {}
            (Others::Attributes, Some(near)) => self.report(
                cell,
                Code::UnknownColumn,
                format!("column {name} is read as an attribute"),
                format!("did you mean `{near}`?"),
            ),
            (Others::Unread, near) => self.report(
                cell,
                Code::UnknownColumn,
                format!("column {name} is not read"),
                near.map_or_else(
                    || {
                        format!(
                            "take it out, or write one of `{}`",
                            self.shape.columns.join("`, `")
                        )
                    },
                    |near| format!("did you mean `{near}`?"),
                ),
            ),
        }
    }

    fn split_mistakes(self) -> (Vec<Diagnostic>, Vec<Diagnostic>) {
        use waypath_engine::diagnostic::Severity;
        self.mistakes.into_iter().partition(|mistake| mistake.severity() == Severity::Error)
    }
}

/// One row, and what is wrong with it.
pub(crate) struct Record<'a> {
    table: &'a Table<'a>,
    row: Row<'a>,
    mistakes: Vec<Diagnostic>,
}

impl<'a> Record<'a> {
    fn cell(&self, column: &str) -> Option<&SheetCell<'a>> {
        let at = self.table.shape.columns.iter().position(|known| *known == column)?;
        self.row.cells.get((*self.table.positions.get(at)?)?)
    }

    /// The text of a cell; empty where there is none.
    pub(crate) fn text(&self, column: &str) -> &str {
        self.cell(column).map_or("", |cell| &*cell.text)
    }

    /// Reads a cell that has to hold something; reports it where it is wrong.
    pub(crate) fn required<T>(
        &mut self,
        column: &str,
        read: impl FnOnce(&str) -> Result<T, Wrong>,
    ) -> Option<T> {
        if self.text(column).is_empty() {
            let help = "fill it in, or take the row out";
            self.wrong(column, Wrong::new(format!("`{column}` is empty"), help));
            return None;
        }
        self.optional(column, read)
    }

    /// The text of a cell that has to hold something; reports it where it does not.
    pub(crate) fn required_text(&mut self, column: &str) -> Option<String> {
        self.required(column, |text| Ok(text.to_owned()))
    }

    /// Reads a cell that may be empty; reports it where it is wrong.
    pub(crate) fn optional<T>(
        &mut self,
        column: &str,
        read: impl FnOnce(&str) -> Result<T, Wrong>,
    ) -> Option<T> {
        let text = self.text(column);
        if text.is_empty() {
            return None;
        }
        match read(text) {
            Ok(value) => Some(value),
            Err(wrong) => {
                self.wrong(column, wrong);
                None
            }
        }
    }

    /// Reports a cell.
    pub(crate) fn wrong(&mut self, column: &str, wrong: Wrong) {
        let place = self.cell_place(column);
        self.mistakes.push(Diagnostic::new(wrong.code, wrong.message).at(place).help(wrong.help));
    }

    /// Reports the row for something that other rows say.
    pub(crate) fn wrong_beside(&mut self, column: &str, wrong: Wrong, other: &Place, words: &str) {
        let place = self.cell_place(column);
        let diagnostic = Diagnostic::new(wrong.code, wrong.message).at(place).help(wrong.help);
        self.mistakes.push(diagnostic.related(other.clone(), words));
    }

    /// Where a cell stands; the row, where it has no such cell.
    pub(crate) fn cell_place(&self, column: &str) -> Place {
        match self.cell(column) {
            Some(cell) => self.table.sheet.cell_place(&self.row, cell),
            None => self.place(),
        }
    }

    /// Where a cell stands; the row, where it has none.
    pub(crate) fn place_of(&self, column: &str) -> Place {
        self.cell_place(column)
    }

    /// Where the row stands.
    pub(crate) fn place(&self) -> Place {
        self.table.sheet.row_place(&self.row)
    }

    /// The cells of columns that are none of the shape's and hold something.
    pub(crate) fn others(&self) -> impl Iterator<Item = (&str, &str)> {
        let cells = self
            .table
            .others
            .iter()
            .filter_map(|(at, name)| Some((name.as_str(), &*self.row.cells.get(*at)?.text)));
        cells.filter(|(_, text)| !text.is_empty())
    }

    /// Writes what the row says, however its file is written: the file's name and
    /// every cell that holds something with the name of its column, by name.
    pub(crate) fn write_canonical(&self, out: &mut String) {
        out.push_str(self.table.shape.file);
        for (column, at) in &self.table.by_name {
            let text = self.row.cells.get(*at).map_or("", |cell| &*cell.text);
            if !text.is_empty() {
                out.extend(["\u{1E}", column, "\u{1F}", text]);
            }
        }
    }

    /// Whether anything in the row was reported as an error or a warning.
    pub(crate) fn has_mistakes(&self) -> bool {
        !self.mistakes.is_empty()
    }

    /// Ends the reading of a row.
    pub(crate) fn finish(self) -> Vec<Diagnostic> {
        self.mistakes
    }
}

/// Reads the text of a file, or says why there is none.
pub(crate) fn sheet(source: &Source) -> Result<Sheet, Unreadable> {
    Sheet::new(source).map_err(|diagnostic| Unreadable { diagnostics: vec![diagnostic], rows: 0 })
}

//! Which rows does a CSV file hold, and where is each cell?
//!
//! Strict where readers of CSV are usually kind: a stray quote could swallow the
//! rows behind it. A row with one is set aside by itself, and reading goes on
//! with the next line. Every cell knows its place.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

use waypath_engine::diagnostic::{Diagnostic, Place};
use waypath_engine::source::{Source, read_text};

/// A CSV file as text.
pub(crate) struct Sheet {
    file: Arc<str>,
    text: Arc<str>,
    /// The bytes in front of the text: those of a byte order mark.
    mark: usize,
    delimiter: u8,
    quotes: Quotes,
}

/// What a double quote at the beginning of a cell means.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Quotes {
    /// The cell may hold delimiters and line ends, up to the closing quote.
    Enclose,
    /// A double quote.
    Literal,
}

/// One cell: its text, trimmed and without quotes, and its bytes in the text.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) struct SheetCell<'a> {
    pub(crate) text: Cow<'a, str>,
    pub(crate) bytes: Range<usize>,
}

/// One row: its cells and where it stands.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) struct Row<'a> {
    pub(crate) cells: Vec<SheetCell<'a>>,
    /// The line of its first cell, counted from 1.
    pub(crate) line: u32,
    pub(crate) bytes: Range<usize>,
}

/// A row whose quotes do not close, or close before a cell ends.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) struct StrayQuote {
    pub(crate) line: u32,
    /// The quote that opens the cell.
    pub(crate) bytes: Range<usize>,
}

impl Sheet {
    /// Reads a file as text in UTF-8 and finds out what separates its cells: the
    /// comma, or where the first line has none, the semicolon or the tab.
    pub(crate) fn new(source: &Source) -> Result<Self, Diagnostic> {
        let text = read_text(source)?;
        let mark = source.bytes.len().saturating_sub(text.len());
        let first = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
        let has = |delimiter: &u8| first.as_bytes().contains(delimiter);
        let delimiter = [b',', b';', b'\t'].into_iter().find(has).unwrap_or(b',');
        let file = source.path.as_str().into();
        Ok(Self { file, text, mark, delimiter, quotes: Quotes::Enclose })
    }

    /// Reads a file of cells separated by tabs, in which a double quote is
    /// nothing but a double quote.
    pub(crate) fn unquoted(source: &Source) -> Result<Self, Diagnostic> {
        let sheet = Self::new(source)?;
        Ok(Self { delimiter: b'\t', quotes: Quotes::Literal, ..sheet })
    }

    /// The rows, the header first. Empty lines are no rows.
    pub(crate) fn rows(&self) -> SheetRows<'_> {
        SheetRows { sheet: self, at: 0, line: 1, width: 0 }
    }

    /// The place of some bytes of a row that begins at a line.
    pub(crate) fn place(&self, row_line: u32, row_start: usize, bytes: &Range<usize>) -> Place {
        let before = self.text.get(row_start..bytes.start).unwrap_or_default();
        let breaks = before.bytes().filter(|byte| *byte == b'\n').count();
        let line = row_line.saturating_add(u32::try_from(breaks).unwrap_or(u32::MAX));
        let head = self.text.get(..bytes.start).unwrap_or_default();
        let line_start = head.rfind('\n').map_or(0, |at| at.saturating_add(1));
        let column = head.get(line_start..).unwrap_or_default().chars().count();
        Place {
            file: Arc::clone(&self.file),
            line,
            column: u32::try_from(column).unwrap_or(u32::MAX).saturating_add(1),
            bytes: bytes.start.saturating_add(self.mark)..bytes.end.saturating_add(self.mark),
        }
    }

    /// The place of a whole row.
    pub(crate) fn row_place(&self, row: &Row<'_>) -> Place {
        self.place(row.line, row.bytes.start, &row.bytes)
    }

    /// The place of a cell.
    pub(crate) fn cell_place(&self, row: &Row<'_>, cell: &SheetCell<'_>) -> Place {
        self.place(row.line, row.bytes.start, &cell.bytes)
    }

    fn byte(&self, at: usize) -> Option<u8> {
        self.text.as_bytes().get(at).copied()
    }

    fn slice(&self, bytes: Range<usize>) -> &str {
        self.text.get(bytes).unwrap_or_default()
    }

    /// Whether the cell ends here: at a delimiter, a line's end or the file's.
    fn is_cell_end(&self, at: usize) -> bool {
        self.byte(at).is_none_or(|byte| byte == self.delimiter || byte == b'\n' || byte == b'\r')
    }

    fn skip_spaces(&self, mut at: usize) -> usize {
        while self.byte(at) == Some(b' ') {
            at = at.saturating_add(1);
        }
        at
    }

    /// Reads the cell that begins at a byte; `None` where its quotes go astray.
    fn cell(&self, start: usize) -> Option<SheetCell<'_>> {
        let first = self.skip_spaces(start);
        let is_quoted = self.quotes == Quotes::Enclose && self.byte(first) == Some(b'"');
        if is_quoted { self.quoted(first) } else { Some(self.plain(start)) }
    }

    fn plain(&self, start: usize) -> SheetCell<'_> {
        let mut end = start;
        while !self.is_cell_end(end) {
            end = end.saturating_add(1);
        }
        SheetCell { text: Cow::Borrowed(self.slice(start..end).trim()), bytes: start..end }
    }

    fn quoted(&self, start: usize) -> Option<SheetCell<'_>> {
        let inside = start.saturating_add(1);
        let mut at = inside;
        let mut has_quotes = false;
        loop {
            match (self.byte(at)?, self.byte(at.saturating_add(1))) {
                (b'"', Some(b'"')) => {
                    has_quotes = true;
                    at = at.saturating_add(2);
                }
                (b'"', _) => break,
                _ => at = at.saturating_add(1),
            }
        }
        let end = at.saturating_add(1);
        let text = self.slice(inside..at);
        let text = if has_quotes {
            Cow::Owned(text.replace("\"\"", "\"").trim().to_owned())
        } else {
            Cow::Borrowed(text.trim())
        };
        let end = self.skip_spaces(end);
        self.is_cell_end(end).then_some(SheetCell { text, bytes: start..end })
    }
}

/// Reads a sheet row by row.
pub(crate) struct SheetRows<'a> {
    sheet: &'a Sheet,
    at: usize,
    line: u32,
    /// How many cells the row before has; the next is likely as wide.
    width: usize,
}

impl<'a> SheetRows<'a> {
    fn skip_line_ends(&mut self) {
        while let Some(end @ (b'\n' | b'\r')) = self.sheet.byte(self.at) {
            self.at = self.at.saturating_add(1);
            self.line = self.line.saturating_add(u32::from(end == b'\n'));
        }
    }

    fn row(&mut self) -> Result<Row<'a>, StrayQuote> {
        let (start, line) = (self.at, self.line);
        let mut cells = Vec::with_capacity(self.width);
        loop {
            let Some(cell) = self.sheet.cell(self.at) else {
                let stray = StrayQuote { line, bytes: self.at..self.at.saturating_add(1) };
                return Err(self.skip_rest_of_line(start, stray));
            };
            self.at = cell.bytes.end;
            cells.push(cell);
            if self.sheet.byte(self.at) != Some(self.sheet.delimiter) {
                break;
            }
            self.at = self.at.saturating_add(1);
        }
        self.width = cells.len();
        let bytes = start..self.at;
        let inner = self.sheet.slice(bytes.clone()).bytes().filter(|byte| *byte == b'\n').count();
        self.line = self.line.saturating_add(u32::try_from(inner).unwrap_or(u32::MAX));
        Ok(Row { cells, line, bytes })
    }

    /// Goes on behind the line on which the row with a stray quote began.
    fn skip_rest_of_line(&mut self, start: usize, stray: StrayQuote) -> StrayQuote {
        let rest = self.sheet.slice(start..self.sheet.text.len());
        self.at = start.saturating_add(rest.find('\n').unwrap_or(rest.len()));
        stray
    }
}

impl<'a> Iterator for SheetRows<'a> {
    type Item = Result<Row<'a>, StrayQuote>;

    fn next(&mut self) -> Option<Self::Item> {
        self.skip_line_ends();
        self.sheet.byte(self.at)?;
        Some(self.row())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn sheet(text: &str) -> Sheet {
        Sheet::new(&Source { path: "x.csv".to_owned(), bytes: text.into() }).unwrap()
    }

    fn cells(text: &str) -> Vec<Vec<String>> {
        let sheet = sheet(text);
        let texts = |row: Row<'_>| row.cells.iter().map(|cell| cell.text.to_string()).collect();
        sheet.rows().filter_map(|row| row.ok().map(texts)).collect()
    }

    #[test]
    fn cells_are_trimmed_and_quotes_may_hold_anything() {
        let text = "\u{FEFF}a, b ,c\r\n\r\n\"x, \"\"y\"\"\",\"two\r\nlines\",\n";
        assert_eq!(cells(text), [vec!["a", "b", "c"], vec!["x, \"y\"", "two\r\nlines", ""]]);
    }

    #[test]
    fn semicolons_and_tabs_separate_where_there_is_no_comma() {
        assert_eq!(cells("a;b\n1,5;2"), [["a", "b"], ["1,5", "2"]]);
        assert_eq!(cells("a\tb\n1\t2"), [["a", "b"], ["1", "2"]]);
    }

    #[test]
    fn without_quoting_a_quote_is_a_character() {
        let bytes = b"a\tb\n\"x, y\t1\"\n\"\"\t,\n".to_vec();
        let sheet = Sheet::unquoted(&Source { path: "x.tsv".to_owned(), bytes }).unwrap();
        let rows: Vec<Vec<String>> = sheet
            .rows()
            .map(|row| row.unwrap().cells.iter().map(|cell| cell.text.to_string()).collect())
            .collect();
        assert_eq!(rows, [["a", "b"], ["\"x, y", "1\""], ["\"\"", ","]]);
    }

    #[test]
    fn a_stray_quote_costs_one_line_and_not_the_rest_of_the_file() {
        let sheet = sheet("a,b\n1,\"open\n2,\"x\"y\n3,4\n");
        let rows: Vec<_> = sheet.rows().collect();
        assert_eq!(rows.len(), 4);
        assert_eq!(rows[1], Err(StrayQuote { line: 2, bytes: 6..7 }));
        assert_eq!(rows[2], Err(StrayQuote { line: 3, bytes: 14..15 }));
        assert_eq!(rows[3].as_ref().unwrap().line, 4);
    }

    #[test]
    fn a_cell_knows_its_place_behind_a_line_break() {
        let sheet = sheet("\u{FEFF}a,b\n\"é\nü\",\"x\ny\",z\n");
        let row = sheet.rows().nth(1).unwrap().unwrap();
        let place = sheet.cell_place(&row, &row.cells[2]);
        assert_eq!((place.line, place.column), (4, 4));
        let text = "\u{FEFF}a,b\n\"é\nü\",\"x\ny\",z\n";
        assert_eq!(text.get(place.bytes), Some("z"));
    }

    proptest! {
        #[test]
        fn well_formed_files_read_as_any_reader_of_csv_reads_them(
            rows in prop::collection::vec(prop::collection::vec("[a-z\",\n é]{1,6}", 3), 1..6),
        ) {
            let mut writer = csv::WriterBuilder::new()
                .quote_style(csv::QuoteStyle::Always)
                .from_writer(Vec::new());
            for row in &rows {
                writer.write_record(row).unwrap();
            }
            let text = String::from_utf8(writer.into_inner().unwrap()).unwrap();
            let trimmed: Vec<Vec<String>> =
                rows.iter().map(|row| row.iter().map(|cell| cell.trim().to_owned()).collect()).collect();
            prop_assert_eq!(cells(&text), trimmed);
        }

        #[test]
        fn no_text_makes_reading_go_on_for_ever(text in "[a\",;\n\r\té]{0,60}") {
            prop_assert!(sheet(&text).rows().count() <= 60);
        }
    }
}

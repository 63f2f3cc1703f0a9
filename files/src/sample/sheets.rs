//! How are synthetic people written down?

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::Path;

use crate::Error;

/// The files of people, each with its columns but for attributes.
pub(super) const FILES: [(&str, &str); 5] = [
    (
        "people.csv",
        "id,name,role,target_role,manager,mentor,team,site,shift,language,in_role_since,in_company_since,fte,away_from,away_to",
    ),
    ("evidence.csv", "person,competency,level,scale,source,date"),
    ("progress.csv", "person,module,status,date"),
    ("reviews.csv", "person,competency,date,held,expected"),
    ("kpis.csv", "subject,kpi,value,date"),
];

/// Which file a row is for; in the order of [`FILES`].
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum SampleFile {
    People,
    Evidence,
    Progress,
    Reviews,
    Readings,
}

/// How many rows each file has, without its header.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct RowCounts {
    /// Rows of `people.csv`.
    pub people: u64,
    /// Rows of `evidence.csv`.
    pub evidence: u64,
    /// Rows of `progress.csv`.
    pub progress: u64,
    /// Rows of `reviews.csv`.
    pub reviews: u64,
    /// Rows of `kpis.csv`.
    pub readings: u64,
}

/// Files that are being written.
pub(super) struct Sheets<W> {
    outs: [W; 5],
    pub(super) rows: RowCounts,
    line: String,
}

impl<W: Write> Sheets<W> {
    /// Begins the files with their headers.
    pub(super) fn begin(mut outs: [W; 5], attributes: &[&str]) -> io::Result<Self> {
        for (number, (out, (_, columns))) in outs.iter_mut().zip(FILES).enumerate() {
            let mut header = columns.to_owned();
            for attribute in attributes.iter().filter(|_| number == 0) {
                cell(attribute, &mut header, ',');
            }
            writeln!(out, "{header}")?;
        }
        Ok(Self { outs, rows: RowCounts::default(), line: String::new() })
    }

    /// Writes a row.
    pub(super) fn row(&mut self, sheet: SampleFile, cells: &[&str]) -> io::Result<()> {
        self.line.clear();
        for (at, text) in cells.iter().enumerate() {
            cell(text, &mut self.line, if at == 0 { '\0' } else { ',' });
        }
        let [people, evidence, progress, reviews, readings] = &mut self.outs;
        let (out, rows) = match sheet {
            SampleFile::People => (people, &mut self.rows.people),
            SampleFile::Evidence => (evidence, &mut self.rows.evidence),
            SampleFile::Progress => (progress, &mut self.rows.progress),
            SampleFile::Reviews => (reviews, &mut self.rows.reviews),
            SampleFile::Readings => (readings, &mut self.rows.readings),
        };
        *rows = rows.saturating_add(1);
        writeln!(out, "{}", self.line)
    }

    /// Ends the files.
    pub(super) fn end(self) -> io::Result<([W; 5], RowCounts)> {
        let mut outs = self.outs;
        for out in &mut outs {
            out.flush()?;
        }
        Ok((outs, self.rows))
    }
}

/// Adds a cell, in quotes where it needs them.
fn cell(text: &str, line: &mut String, separator: char) {
    if separator != '\0' {
        line.push(separator);
    }
    let needs_quotes = text.contains([',', '"', ';', '\t']) || text != text.trim();
    if needs_quotes {
        line.push('"');
        line.push_str(&text.replace('"', "\"\""));
        line.push('"');
    } else {
        line.push_str(text);
    }
}

/// Opens the files in a folder, which is made where there is none.
pub(super) fn open(folder: &Path) -> Result<[BufWriter<File>; 5], Error> {
    fs::create_dir_all(folder).map_err(Error::unwritable(folder))?;
    let create = |name: &str| {
        let path = folder.join(name);
        File::create(&path).map(BufWriter::new).map_err(Error::unwritable(&path))
    };
    let [people, evidence, progress, reviews, readings] = FILES.map(|(name, _)| create(name));
    Ok([people?, evidence?, progress?, reviews?, readings?])
}

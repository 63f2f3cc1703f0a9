//! How is a table aligned?

use std::io::{self, Write};

use unicode_width::UnicodeWidthStr as _;

/// The widest a column is padded to; longer cells push the rest of their line.
const WIDEST: usize = 48;

/// Writes rows in aligned columns below a heading; the last column is not padded.
pub fn write(heading: &[&str], rows: &[Vec<String>], out: &mut dyn Write) -> io::Result<()> {
    let heading: Vec<String> = heading.iter().map(|it| it.to_uppercase()).collect();
    let widths: Vec<usize> = (0..heading.len())
        .map(|column| {
            let cells = std::iter::once(&heading).chain(rows).filter_map(|it| it.get(column));
            cells.map(|it| it.width().min(WIDEST)).max().unwrap_or(0)
        })
        .collect();
    for row in std::iter::once(&heading).chain(rows) {
        writeln!(out, "{}", line(row, &widths))?;
    }
    Ok(())
}

fn line(row: &[String], widths: &[usize]) -> String {
    let mut line = String::new();
    for (cell, width) in row.iter().zip(widths) {
        let cell: String = cell.chars().map(|it| if it.is_control() { ' ' } else { it }).collect();
        line.push_str(&cell);
        let padding = width.saturating_sub(cell.width()).saturating_add(2);
        line.extend(std::iter::repeat_n(' ', padding));
    }
    line.trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_stand_below_each_other() {
        let rows = [vec!["a".to_owned(), "été".to_owned(), "x".to_owned()]];
        let mut out = Vec::new();
        write(&["id", "name", "role"], &rows, &mut out).unwrap();
        assert_eq!(String::from_utf8(out).unwrap(), "ID  NAME  ROLE\na   été   x\n");
    }
}

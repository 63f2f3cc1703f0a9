//! How does text fit into 80 columns?

use unicode_width::UnicodeWidthStr as _;

use crate::words::tidy;

/// The columns of a sheet.
pub const WIDTH: usize = 80;

/// Lines of text, none wider than [`WIDTH`].
#[derive(Debug, Default)]
pub struct Sheet {
    lines: Vec<String>,
}

impl Sheet {
    /// Adds an empty line, unless the last one is.
    pub fn gap(&mut self) {
        if self.lines.last().is_some_and(|it| !it.is_empty()) {
            self.lines.push(String::new());
        }
    }

    /// Adds a line across the sheet.
    pub fn rule(&mut self) {
        self.lines.push("-".repeat(WIDTH.saturating_sub(1)));
    }

    /// Adds a text behind a label; further lines stand under the text.
    pub fn labelled(&mut self, label: &str, indent: usize, text: &str) {
        self.hanging(&format!("{} ", pad(label, indent.saturating_sub(1))), indent, text);
    }

    /// Adds a text; the first line starts with `lead`, the others with spaces.
    pub fn hanging(&mut self, lead: &str, indent: usize, text: &str) {
        let mut lead = lead.to_owned();
        for line in wrap(text, WIDTH.saturating_sub(indent.max(lead.width()))) {
            self.lines.push(format!("{lead}{line}").trim_end().to_owned());
            lead = " ".repeat(indent);
        }
    }

    /// Adds items with dots between them; a line breaks only there.
    pub fn items(&mut self, items: &[String]) {
        let mut line = String::new();
        for item in items {
            let longer = if line.is_empty() { item.clone() } else { format!("{line} · {item}") };
            if longer.width() > WIDTH && !line.is_empty() {
                self.hanging("", 0, &line);
                line.clone_from(item);
            } else {
                line = longer;
            }
        }
        self.hanging("", 0, &line);
    }

    /// Adds a row of columns; what does not fit continues below in its column.
    pub fn row(&mut self, cells: &[(usize, String)]) {
        let wrapped: Vec<(usize, Vec<String>)> = cells
            .iter()
            .map(|(width, text)| (*width, wrap(text, width.saturating_sub(2))))
            .collect();
        let height = wrapped.iter().map(|(_, lines)| lines.len()).max().unwrap_or_default();
        for at in 0..height {
            let mut line = String::new();
            for (width, lines) in &wrapped {
                line.push_str(&pad(lines.get(at).map_or("", String::as_str), *width));
            }
            self.lines.push(line.trim_end().to_owned());
        }
    }

    /// Adds texts at either end of a line, or below each other behind the lead.
    pub fn ends(&mut self, lead: &str, left: &str, right: &str) {
        let (left, right) = (tidy(left), tidy(right));
        let used = [lead.width(), left.width(), right.width()].into_iter().sum::<usize>();
        let free = WIDTH.saturating_sub(used);
        if free >= 2 {
            self.lines.push(format!("{lead}{left}{}{right}", " ".repeat(free)));
        } else {
            self.hanging(lead, lead.width(), &left);
            self.hanging(&" ".repeat(lead.width()), lead.width(), &right);
        }
    }

    /// The lines as one text that ends with a line break.
    pub fn finish(mut self) -> String {
        while self.lines.last().is_some_and(String::is_empty) {
            self.lines.pop();
        }
        self.lines.push(String::new());
        self.lines.join("\n")
    }
}

/// The text filled up with spaces.
pub fn pad(text: &str, width: usize) -> String {
    format!("{text}{}", " ".repeat(width.saturating_sub(text.width())))
}

/// The text with spaces before it.
pub fn right(text: &str, width: usize) -> String {
    format!("{}{text}", " ".repeat(width.saturating_sub(text.width())))
}

/// The text in lines of at most `width` columns, broken between words.
///
/// A text that fits stays as it is.
pub fn wrap(text: &str, width: usize) -> Vec<String> {
    let text = tidy(text);
    if text.width() <= width {
        return vec![text.replace('\u{a0}', " ")];
    }
    let mut lines = vec![String::new()];
    for word in text.split(' ').filter(|word| !word.is_empty()).flat_map(|word| pieces(word, width))
    {
        let Some(line) = lines.last_mut() else { continue };
        let longer = format!("{line} {word}");
        if line.is_empty() {
            *line = word;
        } else if longer.width() <= width {
            *line = longer;
        } else {
            lines.push(word);
        }
    }
    // What must not be torn apart is in one piece now.
    lines.iter().map(|it| it.replace('\u{a0}', " ")).collect()
}

/// A word, broken where it is wider than a whole line.
fn pieces(word: &str, width: usize) -> Vec<String> {
    let mut pieces = vec![String::new()];
    for sign in word.chars() {
        let Some(piece) = pieces.last_mut() else { continue };
        let longer = format!("{piece}{sign}");
        if longer.width() <= width || piece.is_empty() {
            *piece = longer;
        } else {
            pieces.push(sign.to_string());
        }
    }
    pieces
}

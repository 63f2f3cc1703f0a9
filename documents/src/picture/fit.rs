//! How much text fits into a line of a picture?
//!
//! A picture is made without knowing the reader's font, so letters are measured
//! roughly: narrow, usual, wide.

/// A text in lines of so many small letters at most; words that are longer continue
/// in the next line, and what does not fit into the last one ends in `…`.
pub(super) fn lines(text: &str, width: usize, most: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        if let Some(line) = lines.last_mut() {
            let longer = format!("{line} {word}");
            if breadth(&longer) <= width {
                *line = longer;
                continue;
            }
        }
        let mut part = String::new();
        for letter in word.chars() {
            if !part.is_empty() && breadth(&format!("{part}{letter}")) > width {
                lines.push(std::mem::take(&mut part));
            }
            part.push(letter);
        }
        lines.push(part);
    }
    if lines.len() > most {
        lines.truncate(most);
        if let Some(line) = lines.last_mut() {
            while breadth(line) >= width && line.pop().is_some() {}
            *line = format!("{}…", line.trim_end());
        }
    }
    lines
}

/// How many small letters are as wide as a text.
fn breadth(text: &str) -> usize {
    let halves = |letter: char| match letter {
        'i' | 'j' | 'l' | 'I' | ' ' | '.' | ',' | ':' | ';' | '\'' | '|' | '!' => 1,
        'm' | 'W' | '@' | '%' => 4,
        'w' => 3,
        // From Hangul on, letters fill a square, as Chinese and Japanese ones do.
        letter if letter >= '\u{1100}' => 4,
        letter if letter.is_uppercase() => 3,
        _ => 2,
    };
    text.chars().map(halves).sum::<usize>().div_ceil(2)
}

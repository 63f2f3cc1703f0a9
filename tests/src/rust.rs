//! What is code in a Rust file, and what only text?

use std::fs;
use std::path::{Path, PathBuf};

/// The Rust files below a folder, in the order of their paths.
pub fn files_below(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    let mut waiting = vec![folder.to_owned()];
    while let Some(folder) = waiting.pop() {
        for entry in fs::read_dir(&folder).expect("a folder").flatten() {
            let path = entry.path();
            if path.is_dir() {
                waiting.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                files.push(path);
            }
        }
    }
    files.sort();
    files
}

/// The code without comments, and with nothing in its texts.
pub fn without_texts(code: &str) -> String {
    let mut kept = String::with_capacity(code.len());
    let mut rest = code;
    while let Some(first) = rest.chars().next() {
        let skipped = comment(rest).or_else(|| text(rest, kept.chars().last()));
        if let Some(length) = skipped {
            kept.extend(rest[..length].chars().filter(|letter| *letter == '\n'));
            if first != '/' {
                kept.push_str("\"\"");
            }
            rest = &rest[length..];
        } else {
            kept.push(first);
            rest = &rest[first.len_utf8()..];
        }
    }
    kept
}

/// The length of a comment that starts here.
fn comment(code: &str) -> Option<usize> {
    if code.starts_with("//") {
        return Some(code.find('\n').unwrap_or(code.len()));
    }
    code.starts_with("/*").then(|| code.find("*/").map_or(code.len(), |end| end + 2))
}

/// The length of a text or character that starts here.
fn text(code: &str, before: Option<char>) -> Option<usize> {
    if code.starts_with('\'') {
        let escaped = code.starts_with("'\\");
        let letters = code.char_indices().skip(if escaped { 3 } else { 2 });
        let end = letters.take(if escaped { 10 } else { 1 }).find(|(_, letter)| *letter == '\'');
        return end.map(|(at, _)| at + 1);
    }
    let is_word = before.is_some_and(|letter| letter.is_alphanumeric() || letter == '_');
    let raw = code.strip_prefix('r').filter(|_| !is_word);
    let raw = raw.map(|rest| rest.trim_start_matches('#')).filter(|rest| rest.starts_with('"'));
    if let Some(rest) = raw {
        let opening = code.len() - rest.len();
        let closing = format!("\"{}", "#".repeat(opening - 1));
        return Some(
            rest[1..].find(&closing).map_or(code.len(), |at| opening + 1 + at + closing.len()),
        );
    }
    let inside = code.strip_prefix('"')?;
    let mut is_escaped = false;
    for (at, letter) in inside.char_indices() {
        match letter {
            _ if is_escaped => is_escaped = false,
            '\\' => is_escaped = true,
            '"' => return Some(at + 2),
            _ => {}
        }
    }
    Some(code.len())
}

/// The code without what stands in a module of tests.
pub fn without_tests(code: &str) -> String {
    let mut kept = String::new();
    let mut rest = code;
    while let Some(at) = rest.find("#[cfg(test)]") {
        kept.push_str(&rest[..at]);
        rest = &rest[at..];
        let end = rest.find([';', '{']).unwrap_or(rest.len());
        let length = if rest[end..].starts_with('{') { block(&rest[end..]) } else { 1 };
        rest = rest.get(end + length..).unwrap_or_default();
    }
    kept.push_str(rest);
    kept
}

/// The length of a block in braces.
fn block(code: &str) -> usize {
    let mut depth = 0;
    for (at, letter) in code.char_indices() {
        depth += i32::from(letter == '{') - i32::from(letter == '}');
        if depth == 0 {
            return at + 1;
        }
    }
    code.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_and_comments_are_left_out() {
        let code = "a // b \" c\n'\"' d r#\"e \" f\"# 'g \"h \\\" i\" /* j */ k";
        assert_eq!(without_texts(code), "a \n\"\" d \"\" 'g \"\"  k");
    }

    #[test]
    fn tests_are_left_out() {
        let code = "a\n#[cfg(test)]\nmod tests {\n fn b() {}\n}\nc\n#[cfg(test)]\nmod d;\ne";
        assert_eq!(without_tests(code), "a\n\nc\n\ne");
    }
}

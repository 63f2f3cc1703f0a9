//! How is a value written as YAML?
//!
//! Laid out for designers, who edit these files afterwards: prose always in
//! quotes or in a block, short maps on one line. A serializer would do neither,
//! and the traps of YAML stand in prose without quotes.

/// A value to write.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) enum Yaml {
    /// An id, a number, a length of time: what needs no quotes.
    Word(String),
    /// Words in a row, on one line.
    Words(Vec<String>),
    /// Any text.
    Text(String),
    /// Texts, one a line.
    Texts(Vec<String>),
    /// A map on one line; holds words, texts of one line and other such maps.
    Line(Map),
    /// A map below its key.
    Map(Map),
}

impl Yaml {
    /// How many values it holds, keys among them, and about how many bytes it
    /// takes.
    // Calls itself, as deep as the shapes of `draft` are.
    pub(crate) fn size(&self) -> (usize, usize) {
        /// What stands around a value: indentation, quotes, a colon.
        const AROUND: usize = 12;
        let one = |text: &String| (1, text.len().saturating_add(AROUND));
        let sum = |sizes: &mut dyn Iterator<Item = (usize, usize)>| {
            sizes.fold((1, AROUND), |(values, bytes): (usize, usize), (more, length)| {
                (values.saturating_add(more), bytes.saturating_add(length))
            })
        };
        match self {
            Self::Word(text) | Self::Text(text) => one(text),
            Self::Words(all) | Self::Texts(all) => sum(&mut all.iter().map(one)),
            Self::Line(map) | Self::Map(map) => {
                sum(&mut map.iter().flat_map(|(key, value)| [one(key), value.size()]))
            }
        }
    }
}

/// Keys with their values, in the order they are written.
pub(crate) type Map = Vec<(String, Yaml)>;

impl Yaml {
    /// Returns a word.
    pub(crate) fn word(word: &(impl ToString + ?Sized)) -> Self {
        Self::Word(word.to_string())
    }

    /// Returns a text.
    pub(crate) fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }
}

/// Writes a document that is a map, below lines of comment.
pub(crate) fn document(comment: &[String], map: &[(String, Yaml)]) -> String {
    let mut out = String::new();
    for line in comment {
        out.push_str("# ");
        out.push_str(&line.replace(char::is_control, " "));
        out.push('\n');
    }
    entries(map, 0, &mut out);
    out.truncate(out.trim_end().len());
    out.push('\n');
    out
}

// Calls itself, as deep as the shapes of `draft` are.
fn entries(map: &[(String, Yaml)], indent: usize, out: &mut String) {
    for (key, value) in map {
        space(indent, out);
        out.push_str(&word(key));
        out.push(':');
        entry(value, indent, out);
        // A thing of its own each, as by hand.
        if indent == 2 && matches!(value, Yaml::Map(_)) {
            out.push('\n');
        }
    }
}

fn entry(value: &Yaml, indent: usize, out: &mut String) {
    let deeper = indent.saturating_add(2);
    match value {
        Yaml::Map(map) if !map.is_empty() => {
            out.push('\n');
            entries(map, deeper, out);
        }
        Yaml::Texts(texts) if !texts.is_empty() => {
            out.push('\n');
            for text in texts {
                space(deeper, out);
                out.push_str("- ");
                out.push_str(&quoted(text));
                out.push('\n');
            }
        }
        Yaml::Text(text) if is_block(text) => {
            out.push_str(" |-\n");
            for line in text.split('\n') {
                if !line.is_empty() {
                    space(deeper, out);
                    out.push_str(line);
                }
                out.push('\n');
            }
        }
        value => {
            out.push(' ');
            inline(value, out);
            out.push('\n');
        }
    }
}

fn inline(value: &Yaml, out: &mut String) {
    match value {
        Yaml::Word(text) => out.push_str(&word(text)),
        Yaml::Text(text) => out.push_str(&quoted(text)),
        Yaml::Words(words) => {
            let words: Vec<String> = words.iter().map(|part| word(part)).collect();
            out.extend(["[", &words.join(", "), "]"]);
        }
        Yaml::Texts(texts) => {
            let texts: Vec<String> = texts.iter().map(|text| quoted(text)).collect();
            out.extend(["[", &texts.join(", "), "]"]);
        }
        Yaml::Line(map) | Yaml::Map(map) if map.is_empty() => out.push_str("{}"),
        Yaml::Line(map) | Yaml::Map(map) => {
            out.push_str("{ ");
            for (at, (key, value)) in map.iter().enumerate() {
                if at > 0 {
                    out.push_str(", ");
                }
                out.push_str(&word(key));
                out.push_str(": ");
                inline(value, out);
            }
            out.push_str(" }");
        }
    }
}

fn space(indent: usize, out: &mut String) {
    out.extend(std::iter::repeat_n(' ', indent));
}

/// A word as it stands, or in quotes where YAML would not read it as that word.
fn word(word: &str) -> String {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.' | ' ' | '%');
    let is_value = matches!(word.to_ascii_lowercase().as_str(), "null" | "true" | "false");
    let begins_plain = word.starts_with(|c: char| c.is_ascii_alphanumeric());
    if begins_plain && !is_value && !word.ends_with(' ') && word.chars().all(is_plain) {
        word.to_owned()
    } else {
        quoted(word)
    }
}

/// Whether a text can stand below `|-` and be read back as it is.
fn is_block(text: &str) -> bool {
    let is_tame = |line: &str| !line.ends_with(' ') && !line.chars().any(needs_escape);
    text.contains('\n')
        && !text.starts_with([' ', '\n'])
        && !text.ends_with('\n')
        && text.split('\n').all(is_tame)
}

/// A text in double quotes.
fn quoted(text: &str) -> String {
    let mut out = String::from('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            c if needs_escape(c) => out.extend(["\\U", &format!("{:08x}", u32::from(c))]),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// Whether a character is none that may stand in YAML as it is.
fn needs_escape(c: char) -> bool {
    c.is_control() || matches!(c, '\u{2028}' | '\u{2029}' | '\u{FEFF}' | '\u{FFFE}' | '\u{FFFF}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use waypath_engine::source::{Source, read_yaml};

    use super::*;

    fn read_back(map: &[(String, Yaml)]) -> waypath_engine::source::Node {
        let text = document(&["comment: #1".to_owned()], map);
        let read = read_yaml(&Source { path: "x.yaml".to_owned(), bytes: text.clone().into() });
        assert!(read.diagnostics.is_empty(), "{text}\n{:?}", read.diagnostics);
        read.document.unwrap().root
    }

    #[test]
    fn a_file_looks_as_if_written_by_hand() {
        let expects = vec![(
            "asking".to_owned(),
            Yaml::Line(vec![
                ("level".to_owned(), Yaml::word("3")),
                ("drives".to_owned(), Yaml::Words(vec!["calls".to_owned()])),
            ]),
        )];
        let role = vec![
            ("title".to_owned(), Yaml::text("Agent: \"first\" line")),
            ("expects".to_owned(), Yaml::Map(expects)),
            ("aligns".to_owned(), Yaml::Texts(vec!["x:1".to_owned()])),
            ("about".to_owned(), Yaml::text("You can:\n- ask # twice\n\n- answer")),
        ];
        let map = vec![("roles".to_owned(), Yaml::Map(vec![("null".to_owned(), Yaml::Map(role))]))];
        let expected = r#"roles:
  "null":
    title: "Agent: \"first\" line"
    expects:
      asking: { level: 3, drives: [calls] }
    aligns:
      - "x:1"
    about: |-
      You can:
      - ask # twice

      - answer
"#;
        assert_eq!(document(&[], &map), expected);
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_back(
            text in "[a-z:#\\-\"'\\\\{}\\[\\]|>&*!% \t\n\u{85}\u{2028}\u{FEFF}é\u{7}]{0,40}",
            key in "[a-z\"#: -]{1,12}",
        ) {
            let map = vec![
                ("one".to_owned(), Yaml::text(text.clone())),
                ("list".to_owned(), Yaml::Texts(vec![text.clone()])),
                ("line".to_owned(), Yaml::Line(vec![(key.clone(), Yaml::text(text.clone()))])),
                ("word".to_owned(), Yaml::word(&key)),
            ];
            let root = read_back(&map);
            prop_assert_eq!(root.get("one").unwrap().text(), Some(text.as_str()));
            prop_assert_eq!(root.get("list").unwrap().items()[0].text(), Some(text.as_str()));
            let line = root.get("line").unwrap();
            prop_assert_eq!(line.get(&key).unwrap().text(), Some(text.as_str()));
            prop_assert_eq!(root.get("word").unwrap().text(), Some(key.as_str()));
        }
    }
}

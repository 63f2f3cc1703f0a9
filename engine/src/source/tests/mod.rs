use super::*;
use crate::diagnostic::{Code, Diagnostic, Place};

mod agreement;
mod hostile;
mod mistakes;
mod places;

/// Reads a text as `a.yaml`.
fn read(text: &str) -> Read {
    read_yaml(&source(text))
}

fn source(bytes: impl AsRef<[u8]>) -> Source {
    Source { path: "a.yaml".to_owned(), bytes: bytes.as_ref().to_owned() }
}

/// Reads a text that holds no mistakes.
fn root(text: &str) -> Node {
    let read = read(text);
    assert_eq!(read.diagnostics, [], "in {text:?}");
    read.document.unwrap().root
}

/// The part of a text that a place means.
fn meant<'a>(text: &'a str, place: &Place) -> &'a str {
    text.get(place.bytes.clone()).unwrap()
}

#[test]
fn an_empty_file_holds_an_absent_value() {
    for text in ["", "\n", "# only a comment\n", "---\n", "\u{FEFF}"] {
        assert!(root(text).is_absent(), "{text:?} holds something");
    }
}

#[test]
fn every_style_reads_as_its_text() {
    let read = root(
        "plain: a b\nsingle: 'it''s'\ndouble: \"a\\tb\"\nliteral: |\n  a\n  b\nfolded: >-\n  a\n  b\n",
    );
    let expected = [
        ("plain", "a b", Style::Plain),
        ("single", "it's", Style::SingleQuoted),
        ("double", "a\tb", Style::DoubleQuoted),
        ("literal", "a\nb\n", Style::Literal),
        ("folded", "a b", Style::Folded),
    ];
    for (key, text, style) in expected {
        let value = Value::Scalar { text: text.to_owned(), style };
        assert_eq!(read.get(key).map(|node| &node.value), Some(&value));
    }
}

#[test]
fn a_byte_order_mark_is_skipped() {
    let text = "\u{FEFF}a: b\n";
    let document = read(text).document.unwrap();
    let (key, _) = &document.root.entries()[0];
    let place = document.place(key);
    assert_eq!((place.line, place.column, meant(text, &place)), (1, 1, "a"));
    assert_eq!(&*read_text(&source(text)).unwrap(), "a: b\n");
}

#[test]
fn windows_line_endings_change_nothing() {
    let text = "a:\n  - b c\n  - |\n    d\n    e\nf: 'g\n  h'\n";
    let values = |text: &str| {
        let (mut seen, mut open) = (Vec::new(), vec![root(text)]);
        while let Some(node) = open.pop() {
            seen.extend(node.text().map(str::to_owned));
            open.extend(node.items().iter().cloned());
            open.extend(
                node.entries().iter().flat_map(|(key, value)| [key.clone(), value.clone()]),
            );
        }
        seen
    };
    assert_eq!(values(text), values(&text.replace('\n', "\r\n")));
}

#[test]
fn an_alias_repeats_what_its_anchor_names() {
    let read = root("a: &x [1, {b: 2}]\nc: *x\n");
    assert_eq!(read.get("a"), read.get("c"));
}

#[test]
fn sources_are_read_in_the_order_of_their_paths() {
    let file = |path: &str| Source { path: path.to_owned(), bytes: Vec::new() };
    let sources = Sources { files: vec![file("b"), file("a/c"), file("a")] }.sorted();
    let paths: Vec<&str> = sources.files.iter().map(|file| file.path.as_str()).collect();
    assert_eq!(paths, ["a", "a/c", "b"]);
}

use proptest::prelude::*;

use super::*;
use crate::source::limits::{DEEPEST, LONGEST_TEXT, MOST_MISTAKES};

/// Reads on a small stack, as a thread of a server may have, and checks what
/// must be true of every answer.
fn survive(bytes: Vec<u8>) -> Vec<Code> {
    let reading = move || {
        let source = source(&bytes);
        let read = read_yaml(&source);
        check(&source, &read);
        read.diagnostics.iter().map(|diagnostic| diagnostic.code).collect()
    };
    let thread = std::thread::Builder::new().stack_size(2 * 1024 * 1024).spawn(reading);
    thread.unwrap().join().unwrap()
}

fn check(source: &Source, read: &Read) {
    assert!(read.diagnostics.len() <= MOST_MISTAKES);
    assert!(read.document.is_some() || read.has_errors());
    for diagnostic in &read.diagnostics {
        assert!(diagnostic.message.len() < 1_000 && diagnostic.help.is_some());
        let related = diagnostic.related.iter().map(|(place, _)| place);
        diagnostic.place.iter().chain(related).for_each(|place| check_place(source, place));
    }
    let Some(document) = &read.document else { return };
    let mut positions = Positions::new();
    positions.add(document, Some("x"));
    // Every place is checked against the whole text before it.
    if source.bytes.len() < 10_000 {
        check_nodes(source, document, &document.root);
    }
    assert!(positions.value(&["x"]).is_some());
    for line in 0..4 {
        positions.within(&["x"], line, line, 3).iter().for_each(|place| check_place(source, place));
    }
}

fn check_nodes(source: &Source, document: &Document, node: &Node) {
    check_place(source, &document.place(node));
    node.items().iter().for_each(|item| check_nodes(source, document, item));
    for (key, value) in node.entries() {
        check_nodes(source, document, key);
        check_nodes(source, document, value);
    }
}

/// A place lies inside the file, and its line and column are those of its bytes.
fn check_place(source: &Source, place: &Place) {
    assert!(source.bytes.get(place.bytes.clone()).is_some(), "{place:?} is outside the file");
    let Ok(before) = std::str::from_utf8(&source.bytes[..place.bytes.start]) else { return };
    let before = before.strip_prefix('\u{FEFF}').unwrap_or(before);
    // What stands before a place, and one more, is split into as many pieces.
    let line = before.rsplit('\n').next().unwrap_or_default();
    let expected = (before.split('\n').count(), line.chars().chain(['x']).count());
    let found = (usize::try_from(place.line), usize::try_from(place.column));
    assert_eq!(found, (Ok(expected.0), Ok(expected.1)));
}

#[test]
fn nesting_of_any_depth_is_refused_on_a_small_stack() {
    let deep = 50_000;
    let shapes = [
        "[".repeat(deep),
        "{".repeat(deep),
        "{a: ".repeat(deep),
        "[a, {b: ".repeat(deep),
        "- ".repeat(deep),
        "? ".repeat(deep),
        "- ? ".repeat(deep),
        ["[".repeat(100), "]".repeat(100)].concat(),
        (0..2_000).map(|depth| " ".repeat(depth) + "a:\n").collect(),
        (0..2_000).map(|depth| " ".repeat(depth) + "-\n").collect(),
    ];
    for shape in shapes {
        let start: String = shape.chars().take(12).collect();
        assert_eq!(survive(shape.into_bytes()), [Code::TooDeep], "for `{start}`");
    }
}

#[test]
fn values_are_nested_as_deep_as_the_limit_and_no_deeper() {
    let nested = |depth: usize| ["[".repeat(depth), "]".repeat(depth)].concat();
    assert_eq!(survive(nested(DEEPEST).into_bytes()), []);
    assert_eq!(survive(nested(DEEPEST + 1).into_bytes()), [Code::TooDeep]);
}

#[test]
fn aliases_cannot_nest_deeper_than_the_limit() {
    let nest = |number: usize| {
        format!("a{}: &a{} [*a{number}]\n", number.wrapping_add(1), number.wrapping_add(1))
    };
    let text: Vec<String> = (0..100).map(nest).collect();
    let text = format!("a0: &a0 [x]\n{}", text.concat());
    assert_eq!(survive(text.into_bytes()), [Code::TooDeep]);
}

#[test]
fn a_billion_laughs_end_at_once() {
    let laughs = |number: usize| {
        let aliases = vec![format!("*a{number}"); 10].join(", ");
        format!("a{}: &a{} [{aliases}]\n", number.wrapping_add(1), number.wrapping_add(1))
    };
    let text: Vec<String> = (0..20).map(laughs).collect();
    let text = format!("a0: &a0 [{}]\n{}", ["lol"; 10].join(", "), text.concat());
    assert_eq!(survive(text.into_bytes()), [Code::TooManyAliases]);
}

#[test]
fn long_texts_are_not_repeated_for_ever() {
    let text = format!("a: &a {}\nb: [{}]\n", "x".repeat(60_000), "*a, ".repeat(1_000));
    assert_eq!(survive(text.into_bytes()), [Code::TooManyAliases]);
}

#[test]
fn a_value_cannot_repeat_itself() {
    assert_eq!(survive("a: &a [*a]\n".into()), [Code::TooManyAliases]);
    assert_eq!(survive("&a a: &b { b: [*b] }\n".into()), [Code::TooManyAliases]);
}

#[test]
fn what_is_too_large_is_refused() {
    assert_eq!(survive(vec![b'a'; LARGEST_FILE + 1]), [Code::TooLarge]);
    assert_eq!(survive(vec![b'a'; LONGEST_TEXT]), []);
    assert_eq!(survive(vec![b'a'; LONGEST_TEXT + 1]), [Code::TooLarge]);
    assert_eq!(survive("- a\n".repeat(MOST_VALUES).into()), [Code::TooLarge]);
    assert_eq!(survive("- a\n".repeat(MOST_VALUES - 1).into()), []);
}

#[test]
fn a_large_hostile_file_is_read_in_no_time() {
    const LARGE: usize = 64 * 1024;
    let large = |piece: &str| piece.repeat(LARGE / piece.len());
    let shapes = [
        large("["),
        large("[,"),
        large("[? "),
        format!("[{}", large(",")),
        format!("[{}", large("? ")),
        format!("[{}", large("!a ,")),
        large("&a "),
        large("*a "),
        large("! "),
        large("a: "),
        large("a"),
        large("a "),
        large("a\n"),
        large("\n"),
        large(" "),
        large("- "),
        large("|\n"),
        large("- |\n\n\n"),
        large("#"),
        large("a: 1\n"),
        large("\"\" : "),
        large("'"),
        large("\"\\"),
        large("%a b\n"),
        large("---\n"),
        large("\t"),
        large("ä"),
        format!("{}[{}]", " ".repeat(LARGE), "a,".repeat(2_000)),
        format!("a: {}[{}", " ".repeat(LARGE), "!a ,".repeat(2_000)),
    ];
    for shape in shapes {
        survive(shape.into_bytes());
    }
}

#[test]
fn a_file_cut_off_anywhere_is_survived() {
    let text = "a: &x\n  - 'ä''ö' # c\n  - \"\\x41\\u00e9\"\n  - {b: [c, *x], ? d : e}\nf: |+2\n   g\n\n? - h\n: !i >-\n  j\n...\n";
    for end in 0..text.len() {
        survive(text.as_bytes()[..end].to_vec());
        survive(text.as_bytes()[end..].to_vec());
    }
}

/// The pieces that matter to YAML.
#[rustfmt::skip]
const PIECES: &[&str] = &[
    "a", "bc", "ä", "😀", " ", "  ", "\n", "\n  ", "\n    ", "\r\n", "\t", ": ", ":", "- ", "-",
    "? ", "[", "]", "{", "}", ",", ", ", "#", " # ", "'", "\"", "''", "\\", "\\x4", "\\u00e9",
    "|", ">", "|2", ">-", "|+", "\n |", "&a ", "*a", "&", "*", "!", "!!", "!<", "%",
    "%YAML 1.2\n", "%TAG ! a\n", "@", "`", "<<: ", "---", "---\n", "...", "\n...\n", "when: ",
    "because: ", "&&", "||", "== 1", "\u{FEFF}", "\u{2028}", "\0", "~", "null",
];

fn yamlish() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(PIECES), 0..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn any_text_is_survived(text in ".{0,60}") {
        let source = source(&text);
        check(&source, &read_yaml(&source));
    }

    #[test]
    fn any_bytes_are_survived(bytes in prop::collection::vec(any::<u8>(), 0..60)) {
        let source = source(&bytes);
        check(&source, &read_yaml(&source));
        if let Some(place) = read_text(&source).err().and_then(|diagnostic| diagnostic.place) {
            check_place(&source, &place);
        }
    }

    #[test]
    fn anything_like_yaml_is_survived(text in yamlish()) {
        let source = source(&text);
        check(&source, &read_yaml(&source));
    }
}

use super::*;

/// The only mistake in a text, as authors see it, and the part it underlines.
fn only(text: &str) -> (String, String) {
    let read = read(text);
    let [mistake] = &*read.diagnostics else {
        panic!("not one mistake in {text:?}, but {:?}", read.diagnostics)
    };
    let place = mistake.place.as_ref().unwrap();
    let help = mistake.help.as_deref().unwrap_or_default();
    let shown =
        format!("{} {}:{} {} / {help}", mistake.code, place.line, place.column, mistake.message);
    (shown, meant(text, place).to_owned())
}

#[track_caller]
fn check(text: &str, underlined: &str, expected: &str) {
    assert_eq!(only(text), (expected.to_owned(), underlined.to_owned()));
}

const BLOCK: &str =
    "write the condition as a block: `when: |`, with all of the condition indented below it";
const QUOTE: &str = "put the whole text in quotes";

fn bytes_mistake(bytes: &[u8]) -> Diagnostic {
    let read = read_yaml(&source(bytes));
    assert!(read.document.is_none());
    let [mistake] = &*read.diagnostics else { panic!("not one mistake") };
    mistake.clone()
}

#[test]
fn bytes_that_are_not_utf_8_are_named_with_their_place() {
    let mistake = bytes_mistake(b"name: x\ntitle: caf\xE9 noir\n");
    assert_eq!(
        mistake.to_string(),
        "error[WP001]: byte 0xE9 is not UTF-8; in Latin-1 it is `é`\n  --> a.yaml:2:11\n  \
         help: save the file as UTF-8 in your editor"
    );
    assert_eq!(mistake.place.unwrap().bytes, 18..19);
    let cut = bytes_mistake("ä".as_bytes().split_last().unwrap().1);
    assert_eq!(cut.message, "the file ends in the middle of a character");
}

#[test]
fn utf_16_is_recognised() {
    for bytes in [b"\xFF\xFEa\0".as_slice(), b"\xFE\xFF\0a"] {
        assert_eq!(bytes_mistake(bytes).message, "the file is UTF-16, not UTF-8");
    }
}

#[test]
fn characters_that_are_no_text_are_refused() {
    let cases = [
        ("a: b\0c\n", "NUL, a character that is no text", 5),
        ("a: b\u{1b}[31m\n", "a control character, U+001B", 5),
        ("a: b\rc: d\n", "a line that ends with a carriage return alone", 5),
        ("a: b\u{2028}c\n", "an invisible character, U+2028", 5),
    ];
    for (text, message, column) in cases {
        let mistake = bytes_mistake(text.as_bytes());
        assert_eq!((mistake.code, &*mistake.message), (Code::ControlCharacter, message));
        assert_eq!(mistake.place.unwrap().column, column);
    }
}

#[test]
fn other_texts_may_hold_what_yaml_may_not() {
    assert!(read_text(&source("a\rb\u{2028}c\u{85}")).is_ok());
    assert!(read_text(&source("a\0b")).is_err());
    assert!(read_text(&source(b"\xE9")).is_err());
}

#[test]
fn indentation_with_tabs_is_refused() {
    let help = "indent with spaces, two for each level; most editors can replace the tabs";
    let one = "a tab stands in the indentation of this line";
    check("a:\n\tb: 1\n", "\t", &format!("WP004 2:1 {one} / {help}"));
    check("a:\n  b: 1\n\tc: 2\n", "\t", &format!("WP004 3:1 {one} / {help}"));
    check("a:\n  -\tb\n", "  -\t", &format!("WP004 2:1 {one} / {help}"));
    check("a: |\n  \tb\n", "  \t", &format!("WP004 2:1 {one} / {help}"));
    check("a: 1\n\t\nb: 2\n\t# c\n", "\t", &format!("WP004 2:1 {one} and of one more / {help}"));
    let message = "a tab stands where a space belongs";
    check("a:\tb\n", "\t", &format!("WP004 1:3 {message} / write a space instead"));
}

#[test]
fn tabs_inside_texts_are_text() {
    root("a: |\n  b\n  \tc\n\n  \td\ne: 'f\n  \tg'\nh: i\tj\n");
}

#[test]
fn a_key_that_stands_twice_is_refused_with_both_places() {
    let text = "a: 1\nb: { c: 1, c: 2 }\n'a': 3\n";
    let read = read(text);
    let shown: Vec<_> = read
        .diagnostics
        .iter()
        .map(|diagnostic| {
            (diagnostic.code, diagnostic.place.as_ref().unwrap().line, diagnostic.related[0].0.line)
        })
        .collect();
    assert_eq!(shown, [(Code::DuplicateKey, 2, 2), (Code::DuplicateKey, 3, 1)]);
    assert!(read.document.is_some());
}

#[test]
fn a_second_document_is_refused() {
    let help = "move what follows `---` to a file of its own, or remove the `---`";
    check(
        "a: 1\n---\nb: 2\n",
        "---",
        &format!("WP008 2:1 a second YAML document starts here / {help}"),
    );
    root("---\na: 1\n...\n");
}

#[test]
fn tags_and_merges_are_refused() {
    let help = "remove it; to keep a number or `yes` as text, put it in quotes";
    let message = "`!!python/object:os.system` is a YAML tag, which Waypath does not read";
    check(
        "a: !!python/object:os.system x\n",
        "!!python/object:os.system",
        &format!("WP003 1:4 {message} / {help}"),
    );
    let help = "write the entries out; a role can take over another's with `extends`";
    check(
        "a: &b { c: 1 }\nd: { <<: *b }\n",
        "<<",
        &format!("WP003 2:6 `<<` does not merge maps here / {help}"),
    );
}

#[test]
fn a_key_is_a_text() {
    let help = "use a name as the key; put text that holds `{` or `[` in quotes";
    check("[a]: b\n", "[a]", &format!("WP003 1:1 a map or list stands here as a key / {help}"));
    check("a:\n  : b\n", "", "WP003 2:3 an entry has no key / write the key before the `:`");
}

#[test]
fn a_comma_that_splits_a_text_in_braces_is_explained() {
    let text = "a: { because: Calls, chats and mails, b: 1 }\n";
    let message = "the comma cuts this text: `chats and mails` is read as a key of its own";
    check(text, "chats and mails", &format!("WP003 1:22 {message} / {QUOTE}"));
    let help = "write `gap.name: …` with a value, or put a text with braces in quotes";
    check(
        "text: {gap.name}\n",
        "gap.name",
        &format!("WP003 1:8 `gap.name` stands in `{{ }}` without a value / {help}"),
    );
    let help = "put a space behind the colon: `b: 1`";
    check(
        "a: {b:1}\n",
        "b:1",
        &format!("WP003 1:5 `b:1` is read as a key without a value / {help}"),
    );
}

#[test]
fn what_only_some_readers_take_for_text_is_refused_in_brackets() {
    for sign in ["|", ">", "?", ":"] {
        let message = format!("in brackets, a text without quotes cannot start with `{sign}`");
        let text = format!("a: [b, {sign}c]\n");
        check(&text, &format!("{sign}c"), &format!("WP003 1:8 {message} / {QUOTE}"));
    }
    let message = "the key `long key` goes over two lines";
    check(
        "a: { long\n  key: 1 }\n",
        "long\n  key",
        &format!("WP003 1:6 {message} / write a key on one line"),
    );
    root("a: ?b\nc: :d\n");
}

#[test]
fn a_value_that_is_left_out_on_purpose_is_no_slip() {
    root("a: { b: , c: ~, d: null }\ne:\n");
}

#[test]
fn a_text_cut_by_a_comment_is_a_warning() {
    let help = format!("{QUOTE}; if it is a comment, put two spaces before `#` and one behind it");
    let cases = [
        ("say: Call #1 in your list\n", "#1 in your list"),
        ("title: Ask which # of calls\n", "# of calls"),
        ("name: Case #7\n", "#7"),
        ("done_when:\n  - Two calls reviewed # with a peer\n", "# with a peer"),
    ];
    for (text, lost) in cases {
        let (shown, underlined) = only(text);
        assert_eq!(underlined, lost);
        assert!(shown.starts_with("WP015"), "{shown}");
        assert!(
            shown.ends_with(&format!("`{lost}` is taken for a comment and not read / {help}")),
            "{shown}"
        );
    }
}

#[test]
fn ordinary_comments_are_no_slips() {
    root(
        "# yaml-language-server: $schema=x\n\
         name: Northwind # our company\n\
         level: 3   # note\n\
         map: { a: b }  # note\n\
         list: [a, b] # note\n\
         horizon: 12 months # note\n\
         succession: critical                   # a role the bench watches\n\
         people: fixtures/people                # people.csv, evidence.csv\n\
         because: \"Quoted text\" # note\n\
         title: Customer support agent L1   # note\n\
         link: https://a.b/c#d\n\
         when: |\n  a == 1 # note\n\
         priority: 0 #1\n",
    );
}

#[test]
fn a_condition_that_starts_like_something_else_is_explained() {
    check(
        "when: \"a\" == b\n",
        "== b",
        &format!("WP003 1:11 `== b` stands behind the closing quote / {BLOCK}"),
    );
    check(
        "when: [1, 2].contains(x)\n",
        ".contains(x)",
        &format!("WP003 1:13 `.contains(x)` stands behind the closing `]` / {BLOCK}"),
    );
    check(
        "when: !ready\n",
        "!ready",
        &format!("WP003 1:7 `!ready` starts with `!`, which makes it a YAML tag / {BLOCK}"),
    );
    check(
        "when: !is(\"x\") && y\n",
        "!is(\"x\") && y",
        &format!(
            "WP003 1:7 `!is(\"x\") && y` starts with `!`, which makes it a YAML tag / {BLOCK}"
        ),
    );
    let who = BLOCK.replace("when", "who");
    check(
        "who: x == \"a: b\"\n",
        ":",
        &format!("WP003 1:13 `: ` in a text without quotes starts a new key / {who}"),
    );
}

#[test]
fn a_condition_that_goes_on_at_the_wrong_place_is_explained() {
    let message = "a line that starts with `&&` is not part of the condition above it";
    check("x:\n  when: a\n  && b\n  then: c\n", "&& b", &format!("WP003 3:3 {message} / {BLOCK}"));
    check("x:\n  when:\n    && b\n", "&& b", &format!("WP003 3:5 {message} / {BLOCK}"));
    let message = "a line that starts with `||` is not part of the condition above it";
    check("when: |\n  a\n|| b\n", "|| b", &format!("WP003 3:1 {message} / {BLOCK}"));
    let help = format!("move the comment to a line above; if it is part of a condition, {BLOCK}");
    check(
        "when: a # b\n  && c\n",
        "# b",
        &format!("WP003 1:9 a comment stands in the middle of a text / {help}"),
    );
    root("when: a\n  && b\n");
}

#[test]
fn a_text_that_starts_with_a_sign_of_yaml_is_explained() {
    check(
        "say: *very* good\n",
        "*very*",
        &format!("WP003 1:6 `*very*` repeats a value named `&very*`, and there is none / {QUOTE}"),
    );
    check(
        "say: * good\n",
        "*",
        &format!("WP003 1:6 a text without quotes cannot start with `*` / {QUOTE}"),
    );
    check(
        "say: & good\n",
        "&",
        &format!("WP003 1:6 a text without quotes cannot start with `&` / {QUOTE}"),
    );
    check(
        "say: @ana asks\n",
        "@",
        &format!("WP003 1:6 a text without quotes cannot start with `@` / {QUOTE}"),
    );
    check(
        "say: `this`\n",
        "`",
        &format!("WP003 1:6 a text without quotes cannot start with a backtick / {QUOTE}"),
    );
    check(
        "say: %5 more\n",
        "%",
        &format!("WP003 1:6 a text without quotes cannot start with `%` / {QUOTE}"),
    );
    check(
        "text: {gap.name} is behind\n",
        "is behind",
        &format!("WP003 1:18 `is behind` stands behind the closing `}}` / {QUOTE}"),
    );
}

#[test]
fn a_colon_in_a_text_is_explained() {
    check(
        "title: Calls: the basics\n",
        ":",
        &format!("WP003 1:13 `: ` in a text without quotes starts a new key / {QUOTE}"),
    );
    let help = "put a comma before the key, or the whole text in quotes";
    check(
        "a: { b: c: d }\n",
        ":",
        &format!("WP003 1:10 `: ` in a text without quotes starts a new key / {help}"),
    );
    let message = "a space is missing behind this `:`";
    let help = "write `: ` between a key and its value";
    check("a: { b:[c] }\n", ":", &format!("WP003 1:7 {message} / {help}"));
    let message = "`title:x` is neither `key: value` nor part of the text above it";
    check(
        "title:x\nb: 1\n",
        "title:x",
        &format!("WP003 1:1 {message} / put a space behind the `:`"),
    );
    let message = "`some words` is neither `key: value` nor part of the text above it";
    let help = "write it as `key: value`, or indent it deeper than the key whose text it continues";
    check(
        "a: 1\n\nsome words\n# c\nb: 1\n",
        "some words",
        &format!("WP003 3:1 {message} / {help}"),
    );
}

#[test]
fn quotes_that_do_not_match_are_explained() {
    let help = "close it with `\"`; indent its further lines deeper than its key";
    check(
        "a: \"b\nc: d\n",
        "\"",
        &format!("WP003 1:4 the text that starts with `\"` has no closing `\"` / {help}"),
    );
    let help = "put the whole text in double quotes, or write `''` for an apostrophe";
    check("a: 'it's'\n", "s'", &format!("WP003 1:8 `s'` stands behind the closing quote / {help}"));
    let help = "use single quotes, in which `\\` is just a character, or write `\\\\`";
    check(
        "a: \"b\\d\"\n",
        "\\d",
        &format!("WP003 1:6 `\\d` means nothing in double quotes / {help}"),
    );
}

#[test]
fn brackets_that_do_not_match_are_explained() {
    let help = "close it with `}`, and put texts that hold `, : { } [ ]` in quotes";
    check(
        "a: { b: 1\nc: 2\n",
        "{",
        &format!("WP003 1:4 this `{{` is not closed with `}}` / {help}"),
    );
    let help = "put texts that hold `#` in quotes; without, ` #` starts a comment";
    check(
        "a: { b: Call #1 }\nc: 2\n",
        "{",
        &format!("WP003 1:4 this `{{` is not closed with `}}` / {help}"),
    );
    let help = "remove it, or put a text that holds brackets in quotes";
    check("a: }\n", "}", &format!("WP003 1:4 `}}` closes a bracket that is not open / {help}"));
}

#[test]
fn lines_that_do_not_line_up_are_explained() {
    let help = "indent it with spaces like the other entries of its map or list; \
                start each entry of a list with `- `";
    check(
        "a: 1\n  b: 2\n",
        "b",
        &format!("WP003 2:3 `b` does not line up with the lines above it / {help}"),
    );
    check(
        "a:\n    b: 1\n  c: 2\n",
        "c: 2",
        &format!("WP003 3:3 `c: 2` does not line up with the lines above it / {help}"),
    );
    let help =
        format!("start it on a line of its own below the key; if it is part of a text, {QUOTE}");
    check("a: - b\n", "-", &format!("WP003 1:4 a list with `- ` cannot start here / {help}"));
    let help = format!("start it on the next line, indented; if it is part of a text, {QUOTE}");
    check(
        "a: | b\n",
        "| b",
        &format!("WP003 1:4 a text cannot stand on the line of its `|` / {help}"),
    );
}

#[test]
fn every_mistake_that_can_be_found_is_reported_at_once() {
    let codes = |text: &str| -> Vec<&str> {
        read(text).diagnostics.iter().map(|diagnostic| diagnostic.code.number()).collect()
    };
    let text = "a: 1\na: 2\nb: { c: d, e f }\ng: !x h\nsay: Call me #1\n";
    assert_eq!(codes(text), ["WP009", "WP003", "WP003", "WP015"]);
    // Behind what is no YAML nothing is known.
    assert_eq!(codes(&format!("{text}j: [\n")), ["WP003", "WP003"]);
}

use proptest::prelude::*;
use serde_yaml::Value as Typed;

use super::*;

/// Whether our tree and the typed reader's value are the same.
fn agree(node: &Node, typed: &Typed) -> bool {
    match (&node.value, typed) {
        (Value::Mapping(entries), Typed::Mapping(map)) => {
            let same = |(ours, theirs): (&(Node, Node), (&Typed, &Typed))| {
                agree(&ours.0, theirs.0) && agree(&ours.1, theirs.1)
            };
            entries.len() == map.len() && entries.iter().zip(map).all(same)
        }
        (Value::Sequence(items), Typed::Sequence(list)) => {
            items.len() == list.len() && items.iter().zip(list).all(|(a, b)| agree(a, b))
        }
        (Value::Scalar { text, style }, typed) => match typed {
            Typed::String(string) => text == string,
            Typed::Null => *style == Style::Plain && is_null(text),
            Typed::Bool(truth) => text.to_lowercase() == truth.to_string(),
            Typed::Number(_) => {
                *style == Style::Plain
                    && text.contains(|letter: char| letter.is_ascii_digit() || letter == '.')
            }
            Typed::Mapping(_) | Typed::Sequence(_) | Typed::Tagged(_) => false,
        },
        (Value::Mapping(_) | Value::Sequence(_), _) => false,
    }
}

fn is_null(text: &str) -> bool {
    matches!(text, "" | "~" | "null" | "Null" | "NULL")
}

/// A document as its author might write it.
#[derive(Clone, Debug)]
enum Written {
    Scalar(String),
    Flow(Vec<(String, Self)>),
    Block(Vec<(String, Self)>),
    FlowList(Vec<Self>),
    BlockList(Vec<Self>),
    /// Lines of text behind `|` or `>`.
    Text(char, Vec<String>),
}

fn scalar() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-z]{1,6}( [a-z0-9&=>.]{1,4}){0,3}",
        "-?[0-9]{1,4}(\\.[0-9]{1,2})?",
        "'([a-zä:#,{} ]|''){0,9}'",
        "\"([a-zä:#,{} ]|\\\\n|\\\\\"|\\\\u00e9){0,9}\"",
        "(true|no|~|null|12 months|80%|https://a/b)",
    ]
}

fn written() -> impl Strategy<Value = Written> {
    let text = (
        prop::sample::select(vec!['|', '>']),
        prop::collection::vec("[a-z]{1,4}( ?[#:a-z]{1,4}){0,2}", 1..4),
    );
    let leaf = prop_oneof![
        4 => scalar().prop_map(Written::Scalar),
        1 => text.prop_map(|(sign, lines)| Written::Text(sign, lines)),
    ];
    leaf.prop_recursive(4, 24, 4, |inner| {
        let entries = prop::collection::btree_map("[a-z]{1,5}(-[a-z]{1,3})?", inner.clone(), 1..4)
            .prop_map(|values| values.into_iter().collect::<Vec<_>>());
        let items = prop::collection::vec(inner, 1..4);
        prop_oneof![
            entries.clone().prop_map(Written::Block),
            entries.prop_map(Written::Flow),
            items.clone().prop_map(Written::BlockList),
            items.prop_map(Written::FlowList),
        ]
    })
}

impl Written {
    fn in_brackets(&self) -> String {
        match self {
            // What cannot stand unquoted or not at all in brackets is left out.
            Self::Scalar(text) if text.starts_with(['\'', '"']) => text.clone(),
            Self::Scalar(text) => text.replace([',', '{', '}'], ""),
            Self::Text(_, lines) => format!("'{}'", lines.join(" ")),
            Self::Flow(entries) | Self::Block(entries) => {
                let entry =
                    |(key, value): &(String, Self)| format!("{key}: {}", value.in_brackets());
                format!("{{ {} }}", entries.iter().map(entry).collect::<Vec<_>>().join(", "))
            }
            Self::FlowList(items) | Self::BlockList(items) => {
                let items: Vec<String> = items.iter().map(Self::in_brackets).collect();
                format!("[{}]", items.join(", "))
            }
        }
    }

    /// The lines of this value behind a key or a dash, with their indentation.
    fn behind(&self, key: &str, indent: &str) -> String {
        let deeper = format!("{indent}  ");
        match self {
            Self::Block(_) | Self::BlockList(_) => format!("{indent}{key}\n{}", self.at(&deeper)),
            Self::Text(sign, lines) => {
                let lines: Vec<String> =
                    lines.iter().map(|line| format!("{deeper}{line}\n")).collect();
                format!("{indent}{key} {sign}\n{}", lines.concat())
            }
            Self::Scalar(_) | Self::Flow(_) | Self::FlowList(_) => {
                format!("{indent}{key} {}  # note\n", self.in_brackets())
            }
        }
    }

    fn at(&self, indent: &str) -> String {
        let lines: Vec<String> = match self {
            Self::Block(entries) => {
                let entry =
                    |(key, value): &(String, Self)| value.behind(&format!("{key}:"), indent);
                entries.iter().map(entry).collect()
            }
            Self::BlockList(items) => items.iter().map(|item| item.behind("-", indent)).collect(),
            Self::Text(..) => vec![self.behind("---", indent)],
            Self::Scalar(_) | Self::Flow(_) | Self::FlowList(_) => {
                vec![format!("{indent}{}\n", self.in_brackets())]
            }
        };
        lines.concat()
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn we_read_what_the_typed_reader_reads(written in written()) {
        let text = written.at("");
        let read = read(&text);
        prop_assert!(!read.has_errors(), "{:?}\nin\n{text}", read.diagnostics);
        let typed: Typed = serde_yaml::from_str(&text).unwrap();
        prop_assert!(agree(&read.document.unwrap().root, &typed), "{typed:?} in\n{text}");
    }
}

// The pieces that matter to YAML, from a line's start to its end.
#[rustfmt::skip]
const INDENTS: &[&str] = &[
    "", "", "  ", "    ", " ", "\t", "  \t",
];
#[rustfmt::skip]
const KEYS: &[&str] = &[
    "a: ", "b: ", "c:", "d:", "- ", "- e: ", "-\t", "", "? ", ": ", "a:\t", "'q': ", "\"q\" : ",
    "&x a: ", "a: &x ",
];
#[rustfmt::skip]
const VALUES: &[&str] = &[
    "", "", "b c", "'b", "b'", "'b'", "\"b\"", "\"b", "[a, b]", "[a", "]", "{a: b}", "{", "}",
    "{a, b}", "|", ">", "|2", "|-", ">+", "*x", "&x", "&x b", "b # c", "# c", "#c", "b #c", "1",
    "~", "a:b", "a: b", "- b", "-b", "? b", "?b", ":b", "<<", "!", "!!str b", "%b",
    "[a: b, c: d]", "[a, ]", "{a: b, }", "[{a: b}: c]", "{[a]: b}", "[a:b, c]", "\"a\\\"b\"",
    "'a''b'", "\"\\x41\"", "\"\\/\"", "a\tb", "b ", "b\t",
];
#[rustfmt::skip]
const ENDS: &[&str] = &[
    "\n", "\n", "\n", "\r\n", "\n\n", " \n", "\n\t\n",
];

fn lines() -> impl Strategy<Value = String> {
    let one = |pieces: &'static [&'static str]| prop::sample::select(pieces);
    let line = (one(INDENTS), one(KEYS), one(VALUES), one(ENDS));
    let line = line.prop_map(|(indent, key, value, end)| [indent, key, value, end].concat());
    prop::collection::vec(line, 1..7).prop_map(|lines| lines.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn what_both_readers_accept_they_read_alike(text in lines()) {
        let read = read(&text);
        let typed = serde_yaml::from_str::<Typed>(&text);
        if let (Some(document), Ok(typed), false) = (&read.document, &typed, read.has_errors()) {
            prop_assert!(agree(&document.root, typed), "{typed:?} in\n{text}");
        }
    }
}

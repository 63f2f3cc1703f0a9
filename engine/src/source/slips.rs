//! Which YAML is read, but hardly as its author meant it?

use std::collections::BTreeMap;
use std::ops::Range;

use super::explain::{quote_help, short};
use super::limits::MOST_MISTAKES;
use super::lines::Lines;
use super::node::{Document, Node, Style, Value};
use super::{explain, syntax};
use crate::diagnostic::{Code, Diagnostic};
use crate::number::Exact as _;

/// Adds the mistakes in a document that is correct YAML.
pub(super) fn look_for_slips(document: &Document, diagnostics: &mut Vec<Diagnostic>) {
    let mut search =
        SlipSearch { lines: &document.lines, texts: Vec::new(), brackets: 0, diagnostics };
    search.node(&document.root, None);
    search.tabs();
}

struct SlipSearch<'a> {
    lines: &'a Lines,
    /// Texts that may hold whole lines of their own.
    texts: Vec<Range<usize>>,
    /// How many collections in brackets this is inside of.
    brackets: usize,
    diagnostics: &'a mut Vec<Diagnostic>,
}

impl SlipSearch<'_> {
    // Calls itself, at most `DEEPEST` levels deep.
    fn node(&mut self, node: &Node, key: Option<&str>) {
        if self.diagnostics.len() >= MOST_MISTAKES {
            return;
        }
        match &node.value {
            Value::Scalar { text, style: Style::Plain } => {
                self.add(cut_by_comment(self.lines, node, text, key));
                if self.brackets > 0 {
                    self.add(sign_in_brackets(self.lines, node));
                }
            }
            Value::Scalar { style, .. } => {
                if matches!(style, Style::Literal | Style::Folded) {
                    self.add(tab_in_block(self.lines, node));
                }
                self.texts.push(node.bytes.clone());
            }
            Value::Mapping(_) | Value::Sequence(_) => self.collection(node, key),
        }
    }

    fn collection(&mut self, node: &Node, key: Option<&str>) {
        let outside = self.brackets;
        let is_flow = syntax::is_flow(self.lines, node.bytes.start);
        self.brackets = outside.plus(usize::from(is_flow));
        self.mapping(node.entries(), is_flow);
        for item in node.items() {
            self.node(item, key);
        }
        self.brackets = outside;
    }

    fn mapping(&mut self, entries: &[(Node, Node)], is_flow: bool) {
        let mut seen: BTreeMap<&str, &Node> = BTreeMap::new();
        let mut before: Option<&Node> = None;
        for (key, value) in entries {
            match key.text() {
                Some(text) => {
                    self.add(self::key(self.lines, key, text));
                    match seen.get(text) {
                        Some(first) => self.add(Some(duplicate(self.lines, first, key, text))),
                        None => drop(seen.insert(text, key)),
                    }
                }
                None => self.add(Some(no_scalar_key(self.lines, key))),
            }
            if is_flow {
                self.add(split_by_comma(self.lines, before, key, value));
            }
            self.node(key, None);
            self.node(value, key.text());
            before = Some(value);
        }
    }

    fn tabs(&mut self) {
        // What an alias repeats was met again, out of order.
        self.texts.sort_by_key(|text| text.start);
        let mut tabbed = explain::tabbed_lines(self.lines).filter(|line| {
            let before = self.texts.partition_point(|text| text.start < line.start);
            let text = before.checked_sub(1).and_then(|last| self.texts.get(last));
            text.is_none_or(|text| text.end <= line.start)
        });
        let Some(first) = tabbed.next() else { return };
        let mistake = explain::tab(self.lines, &first, tabbed.count());
        self.add(Some(mistake));
    }

    fn add(&mut self, mistake: Option<Diagnostic>) {
        let Some(mistake) = mistake else { return };
        // What an alias repeats is met again.
        if self.diagnostics.len() < MOST_MISTAKES && !self.diagnostics.contains(&mistake) {
            self.diagnostics.push(mistake);
        }
    }
}

fn duplicate(lines: &Lines, first: &Node, second: &Node, text: &str) -> Diagnostic {
    Diagnostic::new(
        Code::DuplicateKey,
        format!("the key `{}` stands twice in this map", short(text)),
    )
    .at(lines.place(&second.bytes))
    .related(lines.place(&first.bytes), "the first one")
    .help("remove one of the two, or give it another name")
}

fn no_scalar_key(lines: &Lines, key: &Node) -> Diagnostic {
    Diagnostic::new(Code::InvalidYaml, "a map or list stands here as a key")
        .at(lines.place(&key.bytes))
        .help("use a name as the key; put text that holds `{` or `[` in quotes")
}

fn key(lines: &Lines, key: &Node, text: &str) -> Option<Diagnostic> {
    if key.is_absent() {
        let mistake = Diagnostic::new(Code::InvalidYaml, "an entry has no key");
        return Some(mistake.at(lines.place(&key.bytes)).help("write the key before the `:`"));
    }
    if lines.slice(key.bytes.clone()).contains('\n') {
        let mistake = Diagnostic::new(
            Code::InvalidYaml,
            format!("the key `{}` goes over two lines", short(text)),
        );
        return Some(mistake.at(lines.place(&key.bytes)).help("write a key on one line"));
    }
    let is_merge = text == "<<" && matches!(&key.value, Value::Scalar { style: Style::Plain, .. });
    is_merge.then(|| {
        Diagnostic::new(Code::InvalidYaml, "`<<` does not merge maps here")
            .at(lines.place(&key.bytes))
            .help("write the entries out; a role can take over another's with `extends`")
    })
}

/// A part of a text in braces that a comma made a key of its own.
fn split_by_comma(
    lines: &Lines,
    before: Option<&Node>,
    key: &Node,
    value: &Node,
) -> Option<Diagnostic> {
    let has_colon = syntax::after_colon(lines, &key.bytes) != key.bytes.end;
    let text = key.text().filter(|_| value.is_absent() && !has_colon && !key.is_absent())?;
    let place = lines.place(&key.bytes);
    let text = &*short(text);
    if let Some((name, value)) = text.split_once(':').filter(|(_, value)| !value.is_empty()) {
        let message = format!("`{text}` is read as a key without a value");
        let help = format!("put a space behind the colon: `{name}: {value}`");
        return Some(Diagnostic::new(Code::InvalidYaml, message).at(place).help(help));
    }
    let words =
        before.and_then(|before| Some((before, before.text()?))).filter(|(before, written)| {
            let is_plain = matches!(&before.value, Value::Scalar { style: Style::Plain, .. });
            is_plain && (written.contains(' ') || text.contains(' '))
        });
    let mistake = match words {
        Some((before, _)) => Diagnostic::new(
            Code::InvalidYaml,
            format!("the comma cuts this text: `{text}` is read as a key of its own"),
        )
        .related(lines.place(&before.bytes), "the text before the comma")
        .help("put the whole text in quotes"),
        None => Diagnostic::new(
            Code::InvalidYaml,
            format!("`{text}` stands in `{{ }}` without a value"),
        )
        .help(format!("write `{text}: …` with a value, or put a text with braces in quotes")),
    };
    Some(mistake.at(place))
}

/// A text in brackets that starts with a sign which not every reader of YAML
/// takes for text there.
fn sign_in_brackets(lines: &Lines, node: &Node) -> Option<Diagnostic> {
    let written = lines.slice(node.bytes.clone());
    let sign = written.chars().next().filter(|letter| "|>?:".contains(*letter))?;
    let message = format!("in brackets, a text without quotes cannot start with `{sign}`");
    let help = quote_help(lines, node.bytes.start);
    Some(Diagnostic::new(Code::InvalidYaml, message).at(lines.place(&node.bytes)).help(help))
}

/// Keys whose values are prose or conditions.
const PROSE: &[&str] = &[
    "because",
    "text",
    "say",
    "statement",
    "when",
    "who",
    "behaviour",
    "name",
    "title",
    "produces",
];

/// An unquoted text whose end was taken for a comment.
fn cut_by_comment(lines: &Lines, node: &Node, text: &str, key: Option<&str>) -> Option<Diagnostic> {
    let line = lines.line(lines.line_of(node.bytes.end))?;
    let rest = lines.slice(node.bytes.end..line.end);
    let comment = rest.trim_start_matches([' ', '\t']);
    let blanks = rest.len().minus(comment.len());
    let lost = comment.strip_prefix('#').filter(|_| blanks > 0)?;
    let is_glued = lost.starts_with(char::is_alphanumeric);
    let words = text.split_whitespace().count();
    let is_prose = key.is_some_and(|key| PROSE.contains(&key)) && (words > 1 || is_glued);
    if !(is_prose || words > 2) || !(is_glued || blanks == 1) {
        return None;
    }
    let start = node.bytes.end.plus(blanks);
    let bytes: Range<usize> = start..line.end;
    let message = format!("`{}` is taken for a comment and not read", short(comment.trim_end()));
    Some(Diagnostic::new(Code::CutByComment, message).at(lines.place(&bytes)).help(format!(
        "{}; if it is a comment, put two spaces before `#` and one behind it",
        quote_help(lines, node.bytes.start)
    )))
}

/// A tab where a block's first line says how deep the block is indented.
fn tab_in_block(lines: &Lines, node: &Node) -> Option<Diagnostic> {
    let written = lines.slice(node.bytes.clone());
    let header = written.find('\n')?;
    let blank = written.get(header..)?.find(|letter: char| !letter.is_whitespace())?;
    let first = node.bytes.start.plus(header).plus(blank);
    let line = lines.line(lines.line_of(first))?;
    lines.slice(line.start..first).contains('\t').then(|| explain::tab(lines, &line, 0))
}

//! What does the document hold, with every value's place?

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use super::events::{Step, What, too_deep};
use super::explain::short;
use super::lines::Lines;
use super::syntax;
use super::{DEEPEST, MOST_REPEATED, MOST_REPEATED_BYTES};
use crate::diagnostic::{Code, Diagnostic, Place};

/// How a text is written in YAML.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Style {
    /// Without quotes.
    Plain,
    /// In single quotes.
    SingleQuoted,
    /// In double quotes.
    DoubleQuoted,
    /// As a block behind `|`, line by line.
    Literal,
    /// As a block behind `>`, with its lines joined.
    Folded,
}

/// What stands at a place.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Value {
    /// A text, number, truth value or null: YAML's types are not decided here.
    Scalar {
        /// The text, without quotes, escapes and indentation.
        text: String,
        /// How it is written.
        style: Style,
    },
    /// Keys with their values, in the order of the file; a key may stand twice.
    Mapping(Vec<(Node, Node)>),
    /// Values in a row.
    Sequence(Vec<Node>),
}

/// A value and where it stands.
///
/// Nested at most [`DEEPEST`](super::DEEPEST) deep, so walking and dropping it
/// may use the stack. What an alias repeats keeps the place of its anchor.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Node {
    /// The value.
    pub value: Value,
    /// Its bytes in the file, with quotes and brackets.
    pub bytes: Range<usize>,
}

impl Node {
    /// The text of a scalar.
    pub fn text(&self) -> Option<&str> {
        match &self.value {
            Value::Scalar { text, .. } => Some(text),
            Value::Mapping(_) | Value::Sequence(_) => None,
        }
    }

    /// The keys and values of a map; nothing where this is no map.
    pub fn entries(&self) -> &[(Self, Self)] {
        match &self.value {
            Value::Mapping(entries) => entries,
            Value::Scalar { .. } | Value::Sequence(_) => &[],
        }
    }

    /// The values of a list; nothing where this is no list.
    pub fn items(&self) -> &[Self] {
        match &self.value {
            Value::Sequence(items) => items,
            Value::Scalar { .. } | Value::Mapping(_) => &[],
        }
    }

    /// The value of a map's first key with this text.
    pub fn get(&self, key: &str) -> Option<&Self> {
        self.entries().iter().find(|(it, _)| it.text() == Some(key)).map(|(_, value)| value)
    }

    /// Whether nothing is written here, as behind a bare `key:`.
    pub fn is_absent(&self) -> bool {
        matches!(&self.value, Value::Scalar { text, style: Style::Plain } if text.is_empty())
    }

    fn absent(at: usize) -> Self {
        Self { value: Value::Scalar { text: String::new(), style: Style::Plain }, bytes: at..at }
    }
}

/// A file that was read as YAML.
#[derive(Clone, Debug)]
pub struct Document {
    /// The file, as its path in the library.
    pub path: Arc<str>,
    /// The text of the file without a byte order mark, for typed readers. The
    /// bytes of nodes and places count in the file, with one.
    pub text: Arc<str>,
    /// The value of the document; an empty file holds an absent one.
    pub root: Node,
    pub(super) lines: Arc<Lines>,
}

impl Document {
    /// The place of one of this document's nodes.
    pub fn place(&self, node: &Node) -> Place {
        self.lines.place(&node.bytes)
    }
}

/// Puts the steps together and writes out what aliases repeat.
pub(super) fn build(lines: &Lines, steps: &[Step]) -> Result<Node, Diagnostic> {
    let anchors = steps.iter().zip(0..).filter(|(it, _)| it.anchor != 0);
    let anchors = anchors.map(|(step, at)| (step.anchor, at)).collect();
    let mut builder = Builder { lines, steps, anchors, alias: None, repeated: 0, bytes: 0 };
    let mut at = 0;
    builder.node(&mut at, 0)
}

struct Builder<'a> {
    lines: &'a Lines,
    steps: &'a [Step],
    anchors: BTreeMap<usize, usize>,
    /// The outermost alias whose repetition is being written out.
    alias: Option<Range<usize>>,
    repeated: usize,
    bytes: usize,
}

impl Builder<'_> {
    // Calls itself, at most once for each of `DEEPEST` levels and their aliases.
    fn node(&mut self, at: &mut usize, depth: usize) -> Result<Node, Diagnostic> {
        let Some(step) = self.steps.get(*at) else {
            return Ok(Node::absent(self.lines.text().len()));
        };
        *at = at.saturating_add(1);
        self.count(step)?;
        match &step.what {
            What::Scalar(text, style) => {
                let value = Value::Scalar { text: text.clone(), style: *style };
                Ok(Node { value, bytes: step.bytes.clone() })
            }
            What::Alias(anchor) => self.alias(*anchor, step, depth),
            What::Mapping => self.mapping(step, at, depth),
            What::Sequence => self.sequence(step, at, depth),
            What::End => Ok(Node::absent(step.bytes.start)),
        }
    }

    fn alias(&mut self, anchor: usize, step: &Step, depth: usize) -> Result<Node, Diagnostic> {
        let Some(mut at) = self.anchors.get(&anchor).copied() else {
            return Ok(Node::absent(step.bytes.start));
        };
        let outer = self.alias.clone();
        self.alias = outer.clone().or_else(|| Some(step.bytes.clone()));
        let node = self.node(&mut at, depth);
        self.alias = outer;
        node
    }

    fn count(&mut self, step: &Step) -> Result<(), Diagnostic> {
        let Some(alias) = &self.alias else { return Ok(()) };
        self.repeated = self.repeated.saturating_add(1);
        if let What::Scalar(text, _) = &step.what {
            self.bytes = self.bytes.saturating_add(text.len());
        }
        if self.repeated <= MOST_REPEATED && self.bytes <= MOST_REPEATED_BYTES {
            return Ok(());
        }
        let written = short(self.lines.slice(alias.clone()));
        let message = format!("with `{written}`, aliases repeat more than {MOST_REPEATED} values");
        Err(Diagnostic::new(Code::TooManyAliases, message)
            .at(self.lines.place(alias))
            .help("write out what is meant instead of repeating it with `*`"))
    }

    fn mapping(&mut self, step: &Step, at: &mut usize, depth: usize) -> Result<Node, Diagnostic> {
        let depth = self.deeper(step, depth)?;
        let mut entries = Vec::new();
        let mut end = step.bytes.start;
        while let Some(next) = self.steps.get(*at) {
            if matches!(next.what, What::End) {
                break;
            }
            let key = self.node(at, depth)?;
            let mut value = self.node(at, depth)?;
            if value.is_absent() {
                let point = syntax::after_colon(self.lines, &key.bytes);
                value.bytes = point..point;
            }
            end = end.max(key.bytes.end).max(value.bytes.end);
            entries.push((key, value));
        }
        let bytes = self.close(step, at, end);
        Ok(Node { value: Value::Mapping(entries), bytes })
    }

    fn sequence(&mut self, step: &Step, at: &mut usize, depth: usize) -> Result<Node, Diagnostic> {
        let depth = self.deeper(step, depth)?;
        let mut items = Vec::new();
        let mut end = step.bytes.start;
        while let Some(next) = self.steps.get(*at) {
            if matches!(next.what, What::End) {
                break;
            }
            let item = self.node(at, depth)?;
            end = end.max(item.bytes.end);
            items.push(item);
        }
        let bytes = self.close(step, at, end);
        Ok(Node { value: Value::Sequence(items), bytes })
    }

    fn deeper(&self, step: &Step, depth: usize) -> Result<usize, Diagnostic> {
        if depth < DEEPEST {
            return Ok(depth.saturating_add(1));
        }
        Err(too_deep(self.lines, self.alias.as_ref().unwrap_or(&step.bytes)))
    }

    /// Steps over the end of a collection and returns the collection's bytes.
    fn close(&self, step: &Step, at: &mut usize, last: usize) -> Range<usize> {
        let start = step.bytes.start;
        let end = self.steps.get(*at).map_or(last, |it| it.bytes.start);
        *at = at.saturating_add(1);
        let is_bracket = self.lines.from(end).starts_with(['}', ']']);
        if syntax::is_flow(self.lines, start) && is_bracket {
            start..end.saturating_add(1).max(start)
        } else {
            start..last.max(start)
        }
    }
}

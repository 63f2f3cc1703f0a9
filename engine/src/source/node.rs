//! What can a YAML file hold?

use std::ops::Range;
use std::sync::Arc;

use super::lines::Lines;
use crate::diagnostic::Place;

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
/// Nested at most 64 levels deep, so walking and dropping it
/// may use the stack. What an alias repeats keeps the place of its anchor.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Node {
    /// A text, or more values inside this one.
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
        self.entries().iter().find(|(known, _)| known.text() == Some(key)).map(|(_, value)| value)
    }

    /// Whether nothing is written here, as behind a bare `key:`.
    pub fn is_absent(&self) -> bool {
        matches!(&self.value, Value::Scalar { text, style: Style::Plain } if text.is_empty())
    }

    pub(super) fn absent(at: usize) -> Self {
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

//! How does a graph become a picture?
//!
//! A [`Diagram`] is what is shown: nodes in layers, and edges between them. Every
//! form says the same: SVG, DOT, Mermaid, JSON and a table.

mod curves;
mod dot;
mod layout;
mod mermaid;
mod order;
mod svg;
mod table;

#[cfg(test)]
pub(crate) mod tests;

pub(crate) use dot::dot;
pub(crate) use mermaid::mermaid;
pub(crate) use svg::svg;
pub(crate) use table::table;

use serde_json::{Value, json};

/// What is shown.
#[derive(Clone, Debug)]
pub(crate) struct Diagram {
    /// What kind of picture it is, as JSON names it.
    pub(crate) kind: &'static str,
    pub(crate) title: String,
    /// What one has to know to read it.
    pub(crate) caption: String,
    pub(crate) flow: Flow,
    /// What the layers are called, the first one first.
    pub(crate) layers: Vec<String>,
    /// What the colours mean.
    pub(crate) groups: Vec<String>,
    pub(crate) nodes: Vec<Node>,
    pub(crate) edges: Vec<Edge>,
}

/// Where layers follow each other.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Flow {
    /// Below each other.
    Down,
    /// Side by side.
    Right,
}

/// One thing.
#[derive(Clone, Debug)]
pub(crate) struct Node {
    pub(crate) id: String,
    pub(crate) title: String,
    /// What stands below the title in small letters.
    pub(crate) note: String,
    /// What it is, as people read on pointing at it.
    pub(crate) detail: String,
    pub(crate) layer: usize,
    /// The number of its group.
    pub(crate) group: usize,
    pub(crate) is_marked: bool,
}

/// How one thing relates to another; both by their numbers.
#[derive(Clone, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "marked and broken are two things")]
pub(crate) struct Edge {
    pub(crate) from: usize,
    pub(crate) to: usize,
    /// What stands on it.
    pub(crate) label: String,
    /// What it is, as people read on pointing at it.
    pub(crate) detail: String,
    pub(crate) is_marked: bool,
    /// Whether it is there, but cannot be gone.
    pub(crate) is_broken: bool,
}

impl Diagram {
    /// The picture for other programs.
    pub(crate) fn json(&self) -> Value {
        let name = |at: usize| self.nodes.get(at).map(|it| it.id.as_str());
        let group = |at: usize| self.groups.get(at);
        let layer = |at: usize| self.layers.get(at);
        json!({
            "format": 1,
            "kind": self.kind,
            "title": self.title,
            "caption": self.caption,
            "layers": self.layers,
            "groups": self.groups,
            "nodes": self.nodes.iter().map(|it| json!({
                "id": it.id, "title": it.title, "detail": it.detail,
                "layer": layer(it.layer), "group": group(it.group), "marked": it.is_marked,
            })).collect::<Vec<Value>>(),
            "edges": self.edges.iter().map(|it| json!({
                "from": name(it.from), "to": name(it.to), "label": it.label, "detail": it.detail,
                "marked": it.is_marked, "broken": it.is_broken,
            })).collect::<Vec<Value>>(),
        })
    }
}

/// A text in lines of so many small letters at most; words that are longer continue
/// in the next line, and what does not fit into the last one ends in `…`.
fn lines(text: &str, width: usize, most: usize) -> Vec<String> {
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
        for c in word.chars() {
            if !part.is_empty() && breadth(&format!("{part}{c}")) > width {
                lines.push(std::mem::take(&mut part));
            }
            part.push(c);
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
    let halves = |c: char| match c {
        'i' | 'j' | 'l' | 'I' | ' ' | '.' | ',' | ':' | ';' | '\'' | '|' | '!' => 1,
        'm' | 'W' | '@' | '%' => 4,
        'w' => 3,
        c if c >= '\u{1100}' => 4,
        c if c.is_uppercase() => 3,
        _ => 2,
    };
    text.chars().map(halves).sum::<usize>().div_ceil(2)
}

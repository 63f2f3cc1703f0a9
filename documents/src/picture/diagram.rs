//! What does a picture show, whatever its form?

use serde_json::{Value, json};

/// What is shown.
#[derive(Clone, Debug)]
pub struct Diagram {
    /// What kind of picture it is, as JSON names it.
    pub kind: &'static str,
    /// What the picture shows, as its heading.
    pub title: String,
    /// What one has to know to read it.
    pub caption: String,
    /// Where one layer stands from the one before.
    pub flow: Flow,
    /// What the layers are called, the first one first.
    pub layers: Vec<String>,
    /// What the colours mean.
    pub groups: Vec<String>,
    /// The boxes.
    pub nodes: Vec<Node>,
    /// The lines between them.
    pub edges: Vec<Edge>,
}

/// Where layers follow each other.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Flow {
    /// Below each other.
    Down,
    /// Side by side.
    Right,
}

/// One thing.
#[derive(Clone, Debug)]
pub struct Node {
    /// The id of the role or competency.
    pub id: String,
    /// What stands in the box.
    pub title: String,
    /// What stands below the title in small letters.
    pub note: String,
    /// What it is, as people read on pointing at it.
    pub detail: String,
    /// The number of its layer, from 0.
    pub layer: usize,
    /// The number of its group.
    pub group: usize,
    /// Whether it stands out, as the role asked about does.
    pub is_marked: bool,
}

/// How one thing relates to another; both by their numbers.
#[derive(Clone, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "marked and broken are two things")]
pub struct Edge {
    /// The number of the box it leaves, from 0.
    pub from: usize,
    /// The number of the box it leads to, from 0.
    pub to: usize,
    /// What stands on it.
    pub label: String,
    /// What it is, as people read on pointing at it.
    pub detail: String,
    /// Whether it stands out, as the role asked about does.
    pub is_marked: bool,
    /// Whether it is there, but cannot be gone.
    pub is_broken: bool,
}

impl Diagram {
    /// The picture for other programs.
    pub fn json(&self) -> Value {
        let name = |at: usize| self.nodes.get(at).map(|node| node.id.as_str());
        let group = |at: usize| self.groups.get(at);
        let layer = |at: usize| self.layers.get(at);
        json!({
            "format": 1,
            "kind": self.kind,
            "title": self.title,
            "caption": self.caption,
            "layers": self.layers,
            "groups": self.groups,
            "nodes": self.nodes.iter().map(|node| json!({
                "id": node.id, "title": node.title, "detail": node.detail,
                "layer": layer(node.layer), "group": group(node.group), "marked": node.is_marked,
            })).collect::<Vec<Value>>(),
            "edges": self.edges.iter().map(|edge| json!({
                "from": name(edge.from), "to": name(edge.to), "label": edge.label, "detail": edge.detail,
                "marked": edge.is_marked, "broken": edge.is_broken,
            })).collect::<Vec<Value>>(),
        })
    }
}

/// A text in lines of so many small letters at most; words that are longer continue
/// in the next line, and what does not fit into the last one ends in `…`.
pub(super) fn lines(text: &str, width: usize, most: usize) -> Vec<String> {
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

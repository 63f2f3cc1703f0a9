//! The picture for Graphviz.
//!
//! Graphviz places everything itself, in the lines of [`order`]: it would put a
//! layer of fifty things into one line.

use std::fmt::Write as _;

use waypath_engine::wire::PictureKind;

use super::colours::colour;
use super::diagram::{Diagram, Edge, Flow, Node, Stroke};
use super::fit::lines;
use super::order::order;

const HEAD: &str = "  graph [fontname=\"Helvetica,Arial,sans-serif\"];\n  node [shape=box, style=\"rounded,filled\", fontname=\"Helvetica,Arial,sans-serif\"];\n  edge [color=\"#767676\", fontsize=12, fontname=\"Helvetica,Arial,sans-serif\"];\n";
/// How many letters stand in a line of a box, and of the caption.
const LETTERS: usize = 26;
const CAPTION: usize = 90;

/// Writes a diagram as DOT.
pub fn dot(diagram: &Diagram) -> String {
    let direction = if diagram.flow == Flow::Down { "TB" } else { "LR" };
    let kind = match diagram.kind {
        PictureKind::Lattice => "lattice",
        PictureKind::Graph => "graph",
    };
    let caption = lines(&diagram.caption, CAPTION, usize::MAX).join("\n");
    let mut out = format!(
        "digraph {} {{\n  label={};\n  rankdir={direction};\n{HEAD}",
        quoted(kind),
        quoted(&format!("{}\n{caption}", diagram.title)),
    );
    let order = order(diagram);
    let mut before = None;
    for (number, (line, layer)) in order.lines.iter().zip(&order.layers).enumerate() {
        // The names of layers keep lines in their order, whatever way edges lead.
        let name = quoted(&format!("line {number}"));
        let is_first = before.is_none_or(|(_, last)| last != layer);
        let label = diagram.layers.get(*layer).filter(|_| is_first);
        // Writing to a text cannot fail.
        let _ = write!(
            out,
            "  {{ rank=same;\n    {name} [label={}, shape=plaintext, style=\"\"];\n",
            quoted(label.map_or("", String::as_str))
        );
        for thing in line.iter().filter_map(|at| diagram.nodes.get(*at)) {
            out.push_str(&node(thing));
        }
        out.push_str("  }\n");
        if let Some((before, _)) = before {
            let before = quoted(&format!("line {before}"));
            let _ = writeln!(out, "  {before} -> {name} [style=invis];");
        }
        before = Some((number, layer));
    }
    let line = |at: usize| order.line_of.get(at);
    for relation in &diagram.edges {
        let is_back = line(relation.from) > line(relation.to);
        out.push_str(&edge(diagram, relation, is_back));
    }
    out.push_str("}\n");
    out
}

/// An edge; one that leads back is written from its end, so that lines keep their
/// order.
fn edge(diagram: &Diagram, edge: &Edge, is_back: bool) -> String {
    let (Some(from), Some(to)) = (diagram.nodes.get(edge.from), diagram.nodes.get(edge.to)) else {
        return String::new();
    };
    let (from, to) = if is_back { (to, from) } else { (from, to) };
    let back = if is_back { ", dir=back" } else { "" };
    let marked = if edge.is_marked { ", penwidth=3, color=\"#b3261e\"" } else { "" };
    let broken = if edge.stroke == Stroke::Dashed { ", style=dashed" } else { "" };
    format!(
        "  {} -> {} [label={}, tooltip={}{back}{marked}{broken}];\n",
        quoted(&from.id),
        quoted(&to.id),
        quoted(&edge.label),
        tooltip(&edge.detail),
    )
}

fn node(node: &Node) -> String {
    let marked = if node.is_marked { ", penwidth=3" } else { "" };
    let mut label = lines(&node.title, LETTERS, usize::MAX);
    if !node.note.is_empty() {
        label.push(node.note.clone());
    }
    let (fill, edge) = colour(node.group);
    format!(
        "    {} [label={}, tooltip={}, fillcolor=\"{fill}\", color=\"{edge}\"{marked}];\n",
        quoted(&node.id),
        quoted(&label.join("\n")),
        tooltip(&node.detail),
    )
}

/// A text in quotes. Graphviz reads entities in it as HTML does.
fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for letter in text.chars() {
        match letter {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '&' => out.push_str("&amp;"),
            '\n' => out.push_str("\\n"),
            letter if letter.is_whitespace() => out.push(' '),
            letter if letter.is_control() => {}
            letter => out.push(letter),
        }
    }
    out.push('"');
    out
}

/// A text in quotes that is read on pointing at something. Graphviz puts names for
/// `\N` and the like even where the backslash is doubled, so it is another sign.
fn tooltip(text: &str) -> String {
    quoted(&text.replace('\\', "\u{2216}"))
}

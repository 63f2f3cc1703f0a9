//! The picture for Graphviz.
//!
//! Graphviz places everything itself, in the lines of [`order`]: it would put a
//! layer of fifty things into one line.

use std::fmt::Write as _;

use super::diagram::{Diagram, Edge, Flow, Node, lines};
use super::order::order;
use super::svg::colour;

const HEAD: &str = "  graph [fontname=\"Helvetica,Arial,sans-serif\"];\n  node [shape=box, style=\"rounded,filled\", fontname=\"Helvetica,Arial,sans-serif\"];\n  edge [color=\"#767676\", fontsize=12, fontname=\"Helvetica,Arial,sans-serif\"];\n";
/// How many letters stand in a line of a box, and of the caption.
const LETTERS: usize = 26;
const CAPTION: usize = 90;

/// Writes a diagram as DOT.
pub fn dot(diagram: &Diagram) -> String {
    let direction = if diagram.flow == Flow::Down { "TB" } else { "LR" };
    let caption = lines(&diagram.caption, CAPTION, usize::MAX).join("\n");
    let mut out = format!(
        "digraph {} {{\n  label={};\n  rankdir={direction};\n{HEAD}",
        quoted(diagram.kind),
        quoted(&format!("{}\n{caption}", diagram.title)),
    );
    let order = order(diagram);
    let mut before = None;
    for (number, (line, layer)) in order.lines.iter().zip(&order.layers).enumerate() {
        // The names of layers keep lines in their order, whatever way edges lead.
        let name = quoted(&format!("line {number}"));
        let is_first = before.is_none_or(|(_, it)| it != layer);
        let label = diagram.layers.get(*layer).filter(|_| is_first);
        // Writing to a text cannot fail.
        let _ = write!(
            out,
            "  {{ rank=same;\n    {name} [label={}, shape=plaintext, style=\"\"];\n",
            quoted(label.map_or("", String::as_str))
        );
        for it in line.iter().filter_map(|it| diagram.nodes.get(*it)) {
            out.push_str(&node(it));
        }
        out.push_str("  }\n");
        if let Some((before, _)) = before {
            let before = quoted(&format!("line {before}"));
            let _ = writeln!(out, "  {before} -> {name} [style=invis];");
        }
        before = Some((number, layer));
    }
    let line = |at: usize| order.line_of.get(at);
    for it in &diagram.edges {
        out.push_str(&edge(diagram, it, line(it.from) > line(it.to)));
    }
    out.push_str("}\n");
    out
}

/// An edge; one that leads back is written from its end, so that lines keep their
/// order.
fn edge(diagram: &Diagram, it: &Edge, is_back: bool) -> String {
    let (Some(from), Some(to)) = (diagram.nodes.get(it.from), diagram.nodes.get(it.to)) else {
        return String::new();
    };
    let (from, to) = if is_back { (to, from) } else { (from, to) };
    let back = if is_back { ", dir=back" } else { "" };
    let marked = if it.is_marked { ", penwidth=3, color=\"#b3261e\"" } else { "" };
    let broken = if it.is_broken { ", style=dashed" } else { "" };
    format!(
        "  {} -> {} [label={}, tooltip={}{back}{marked}{broken}];\n",
        quoted(&from.id),
        quoted(&to.id),
        quoted(&it.label),
        tooltip(&it.detail),
    )
}

fn node(it: &Node) -> String {
    let marked = if it.is_marked { ", penwidth=3" } else { "" };
    let mut label = lines(&it.title, LETTERS, usize::MAX);
    if !it.note.is_empty() {
        label.push(it.note.clone());
    }
    let (fill, edge) = colour(it.group);
    format!(
        "    {} [label={}, tooltip={}, fillcolor=\"{fill}\", color=\"{edge}\"{marked}];\n",
        quoted(&it.id),
        quoted(&label.join("\n")),
        tooltip(&it.detail),
    )
}

/// A text in quotes. Graphviz reads entities in it as HTML does.
fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '&' => out.push_str("&amp;"),
            '\n' => out.push_str("\\n"),
            c if c.is_whitespace() => out.push(' '),
            c if c.is_control() => {}
            c => out.push(c),
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

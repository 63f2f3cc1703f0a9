//! The picture for Graphviz.

use std::fmt::Write as _;

use super::svg::colour;
use super::{Diagram, Flow, Node};

/// Writes a diagram as DOT.
pub(crate) fn dot(diagram: &Diagram) -> String {
    let direction = if diagram.flow == Flow::Down { "TB" } else { "LR" };
    let mut out = format!(
        "digraph {} {{\n  label={};\n  rankdir={direction};\n  node [shape=box, style=\"rounded,filled\"];\n",
        quoted(diagram.kind),
        quoted(&format!("{}\n{}", diagram.title, diagram.caption)),
    );
    let mut before: Option<String> = None;
    for (number, layer) in diagram.layers.iter().enumerate() {
        let mut nodes = String::new();
        for it in diagram.nodes.iter().filter(|it| it.layer == number) {
            nodes.push_str(&node(diagram, it));
        }
        if nodes.is_empty() {
            continue;
        }
        // The names of layers keep them in their order, whatever way edges lead.
        let name = quoted(&format!("layer {number}"));
        // Writing to a text cannot fail.
        let _ = write!(
            out,
            "  {{ rank=same;\n    {name} [label={}, shape=plaintext, style=\"\"];\n{nodes}  }}\n",
            quoted(layer)
        );
        if let Some(before) = before.replace(name.clone()) {
            let _ = writeln!(out, "  {before} -> {name} [style=invis];");
        }
    }
    for edge in &diagram.edges {
        let (Some(from), Some(to)) = (diagram.nodes.get(edge.from), diagram.nodes.get(edge.to))
        else {
            continue;
        };
        let marked = if edge.is_marked { ", penwidth=3" } else { "" };
        let broken = if edge.is_broken { ", style=dashed" } else { "" };
        let _ = writeln!(
            out,
            "  {} -> {} [label={}, tooltip={}, constraint=false{marked}{broken}];",
            quoted(&from.id),
            quoted(&to.id),
            quoted(&edge.label),
            quoted(&edge.detail),
        );
    }
    out.push_str("}\n");
    out
}

fn node(diagram: &Diagram, it: &Node) -> String {
    let group = diagram.groups.get(it.group).map_or("", String::as_str);
    let marked = if it.is_marked { ", penwidth=3" } else { "" };
    let title =
        if it.note.is_empty() { it.title.clone() } else { format!("{}\n{}", it.title, it.note) };
    let (fill, edge) = colour(it.group);
    format!(
        "    {} [label={}, tooltip={}, group={}, fillcolor=\"{fill}\", color=\"{edge}\"{marked}];\n",
        quoted(&it.id),
        quoted(&title),
        quoted(&it.detail),
        quoted(group),
    )
}

fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

//! The picture for Markdown pages that draw Mermaid.

use std::fmt::Write as _;

use super::svg::colour;
use super::{Diagram, Flow};

/// Writes a diagram as a Mermaid flowchart.
///
/// Things are named by their numbers, because an id may be a word of Mermaid, such
/// as `end`; every text is quoted.
pub(crate) fn mermaid(diagram: &Diagram) -> String {
    let direction = if diagram.flow == Flow::Down { "BT" } else { "LR" };
    let mut out = format!("---\ntitle: {}\n---\nflowchart {direction}\n", quoted(&diagram.title));
    for (number, node) in diagram.nodes.iter().enumerate() {
        // Writing to a text cannot fail.
        let _ = writeln!(out, "  n{number}[{}]:::g{}", quoted(&node.title), node.group);
    }
    for (number, group) in diagram.groups.iter().enumerate() {
        let (fill, edge) = colour(number);
        let name = group.replace(['\n', '\r'], " ");
        let _ = writeln!(out, "  %% g{number} is {name}");
        let _ = writeln!(out, "  classDef g{number} fill:{fill},stroke:{edge},color:#1a1a1a");
    }
    for edge in &diagram.edges {
        let arrow = match (edge.is_marked, edge.is_broken) {
            (_, true) => "-.->",
            (true, _) => "==>",
            _ => "-->",
        };
        let label = if edge.label.is_empty() {
            String::new()
        } else {
            format!("|{}|", quoted(&edge.label))
        };
        let _ = writeln!(out, "  n{} {arrow}{label} n{}", edge.from, edge.to);
    }
    let marked: Vec<String> = (0_usize..)
        .zip(&diagram.edges)
        .filter(|(_, it)| it.is_marked)
        .map(|(number, _)| number.to_string())
        .collect();
    if !marked.is_empty() {
        let _ = writeln!(out, "  linkStyle {} stroke:#b3261e,stroke-width:3px", marked.join(","));
    }
    out
}

/// A text in quotes, with Mermaid's entities for what would end it or be markup.
fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => out.push_str("#quot;"),
            '#' => out.push_str("#35;"),
            '<' => out.push_str("#lt;"),
            '>' => out.push_str("#gt;"),
            '&' => out.push_str("#amp;"),
            '`' => out.push_str("#96;"),
            '\\' => out.push_str("#92;"),
            '\n' => out.push(' '),
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

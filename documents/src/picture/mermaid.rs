//! The picture for Markdown pages that draw Mermaid.

use std::fmt::Write as _;

use super::colours::colour;
use super::diagram::{Diagram, Flow, Stroke};

/// Writes a diagram as a Mermaid flowchart.
///
/// Things are named by their numbers, because an id may be a word of Mermaid, such
/// as `end`; every text is quoted. Mermaid puts things into rows of its own, so each
/// box says its layer, and its group, because there is no legend.
pub fn mermaid(diagram: &Diagram) -> String {
    let direction = direction(diagram);
    let mut out = format!("---\ntitle: {}\n---\nflowchart {direction}\n", titled(&diagram.title));
    for (number, node) in diagram.nodes.iter().enumerate() {
        let mut small: Vec<&String> = diagram.groups.get(node.group).into_iter().collect();
        if diagram.flow == Flow::Down {
            small.extend(diagram.layers.get(node.layer));
        }
        let small: Vec<String> = small.into_iter().map(|text| escaped(text)).collect();
        // Writing to a text cannot fail.
        let _ = writeln!(
            out,
            "  n{number}[\"{}<br/><small>{}</small>\"]:::g{}",
            escaped(&node.title),
            small.join(", "),
            node.group
        );
    }
    for number in 0..diagram.groups.len() {
        let (fill, edge) = colour(number);
        let _ = writeln!(out, "  classDef g{number} fill:{fill},stroke:{edge},color:#1a1a1a");
    }
    for edge in &diagram.edges {
        let arrow = match (edge.is_marked, edge.stroke) {
            (_, Stroke::Dashed) => "-.->",
            (true, Stroke::Solid) => "==>",
            (false, Stroke::Solid) => "-->",
        };
        let label = if edge.label.is_empty() {
            String::new()
        } else {
            format!("|\"{}\"|", escaped(&edge.label))
        };
        let _ = writeln!(out, "  n{} {arrow}{label} n{}", edge.from, edge.to);
    }
    let marked: Vec<String> = (0_usize..)
        .zip(&diagram.edges)
        .filter(|(_, edge)| edge.is_marked)
        .map(|(number, _)| number.to_string())
        .collect();
    if !marked.is_empty() {
        let _ = writeln!(out, "  linkStyle {} stroke:#b3261e,stroke-width:3px", marked.join(","));
    }
    for (number, _) in diagram.nodes.iter().enumerate().filter(|(_, node)| node.is_marked) {
        let _ = writeln!(out, "  style n{number} stroke-width:4px");
    }
    out
}

/// Where edges lead, as far as layers can keep their order: most of them down, or up.
fn direction(diagram: &Diagram) -> &'static str {
    if diagram.flow == Flow::Right {
        return "LR";
    }
    let layer = |at: usize| diagram.nodes.get(at).map(|node| node.layer);
    let leads = |up: bool| {
        let layers = diagram.edges.iter().map(|edge| (layer(edge.from), layer(edge.to)));
        layers.filter(|(from, to)| if up { from > to } else { from < to }).count()
    };
    if leads(true) > leads(false) { "BT" } else { "TB" }
}

/// The title stands in a head of YAML. Mermaid takes out of it what looks like a
/// tag, and shows entities as they are written, so signs of markup become signs that
/// look like them.
fn titled(text: &str) -> String {
    let mut out = String::from("\"");
    for letter in text.chars() {
        match letter {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '<' => out.push('\u{2039}'),
            '>' => out.push('\u{203a}'),
            '&' => out.push('+'),
            letter if letter.is_whitespace() => out.push(' '),
            letter if letter.is_control() => {}
            letter => out.push(letter),
        }
    }
    out.push('"');
    out
}

/// A text for within quotes, with Mermaid's entities for what would end it or be
/// markup: `%%{…}%%` is a directive, and a colon after `style` changes what follows.
/// Formulas in `$$` and pictures such as `fa:fa-car` are found after entities are
/// read, so a space without width stands in them.
fn escaped(text: &str) -> String {
    let mut out = String::new();
    let apart = text.replace(":fa-", ":\u{200b}fa-");
    let mut before = ' ';
    for letter in apart.chars() {
        if (before, letter) == ('$', '$') {
            out.push('\u{200b}');
        }
        before = letter;
        match letter {
            '"' => out.push_str("#quot;"),
            '<' => out.push_str("#lt;"),
            '>' => out.push_str("#gt;"),
            '&' => out.push_str("#amp;"),
            '#' | '%' | ':' | '\\' | '`' => {
                let _ = write!(out, "#{};", u32::from(letter));
            }
            letter if letter.is_whitespace() => out.push(' '),
            letter if letter.is_control() => {}
            letter => out.push(letter),
        }
    }
    out
}

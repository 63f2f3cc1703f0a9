//! What the picture shows, as a table.

use super::diagram::{Diagram, Edge, Stroke};
use crate::language::Language;
use crate::sheet::{Sheet, WIDTH};

/// Writes a diagram as text.
pub fn table(diagram: &Diagram, language: &Language) -> String {
    let mut sheet = Sheet::default();
    sheet.hanging("", 0, &diagram.title.to_uppercase());
    sheet.hanging("", 0, &diagram.caption);
    for (number, layer) in diagram.layers.iter().enumerate() {
        let nodes = diagram.nodes.iter().enumerate();
        let here: Vec<_> = nodes.filter(|(_, node)| node.layer == number).collect();
        if here.is_empty() {
            continue;
        }
        sheet.gap();
        sheet.hanging("", 0, &layer.to_uppercase());
        for (at, node) in here {
            let group = diagram.groups.get(node.group).map_or("", String::as_str);
            let mark = if node.is_marked { "* " } else { "  " };
            sheet.row(&[
                (2, mark.to_owned()),
                (46, node.title.clone()),
                (WIDTH.saturating_sub(48), group.to_owned()),
            ]);
            for edge in diagram.edges.iter().filter(|edge| edge.from == at) {
                let mark = if edge.is_marked { "=>" } else { "->" };
                sheet.hanging(&format!("     {mark} "), 8, &leads_to(diagram, edge, language));
            }
        }
    }
    sheet.finish()
}

/// Where an edge leads, and what stands on it.
fn leads_to(diagram: &Diagram, edge: &Edge, language: &Language) -> String {
    let to = diagram.nodes.get(edge.to).map_or("", |node| node.title.as_str());
    let text = if edge.label.is_empty() { to.to_owned() } else { format!("{to}  {}", edge.label) };
    match edge.stroke {
        Stroke::Solid => text,
        Stroke::Dashed => language.with("picture-not-feasible", &[("edge", text.into())]),
    }
}

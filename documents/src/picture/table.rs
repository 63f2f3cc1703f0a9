//! What the picture shows, as a table.

use super::diagram::Diagram;
use crate::sheet::{Sheet, WIDTH};

/// Writes a diagram as text.
pub fn table(diagram: &Diagram) -> String {
    let mut sheet = Sheet::default();
    sheet.hanging("", 0, &diagram.title.to_uppercase());
    sheet.hanging("", 0, &diagram.caption);
    for (number, layer) in diagram.layers.iter().enumerate() {
        let here: Vec<_> =
            diagram.nodes.iter().enumerate().filter(|(_, it)| it.layer == number).collect();
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
            for edge in diagram.edges.iter().filter(|it| it.from == at) {
                let to = diagram.nodes.get(edge.to).map_or("", |it| it.title.as_str());
                let mark = if edge.is_marked { "=>" } else { "->" };
                let broken = if edge.is_broken { " (not feasible)" } else { "" };
                let label =
                    if edge.label.is_empty() { String::new() } else { format!("  {}", edge.label) };
                sheet.hanging(&format!("     {mark} "), 8, &format!("{to}{label}{broken}"));
            }
        }
    }
    sheet.finish()
}

//! How much does a picture hold?

use waypath_engine::wire::PictureKind;

use super::diagram::Diagram;
use crate::language::Language;

/// Says how much a picture holds: `2 roles, 2 moves`.
pub fn counted(diagram: &Diagram, language: &Language) -> String {
    let (nodes, edges) = match diagram.kind {
        PictureKind::Lattice => ("career-roles", "picture-lattice-moves"),
        PictureKind::Graph => ("picture-graph-things", "picture-graph-relations"),
    };
    language.commas(&[
        language.count(nodes, diagram.nodes.len()),
        language.count(edges, diagram.edges.len()),
    ])
}

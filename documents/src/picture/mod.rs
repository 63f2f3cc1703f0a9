//! How does a graph become a picture?
//!
//! A [`Diagram`] is what is shown: nodes in layers, and edges between them. It is
//! made of a typed answer, and every form says the same: SVG, DOT, Mermaid and a table.

// What is drawn, and how it is made of an answer.
mod diagram;
mod lattice;
mod graph;
mod counted;
// Where everything stands: shapes, text, the order of things, lines between them, and
// then all of it on a sheet.
mod geometry;
mod fit;
mod order;
mod curves;
mod layout;
// The forms.
mod colours;
mod svg;
mod dot;
mod mermaid;
mod table;

#[cfg(test)]
pub mod tests;

pub use counted::counted;
pub use diagram::{Diagram, Edge, Flow, Node, Stroke};
pub use dot::dot;
pub use graph::graph;
pub use lattice::lattice;
pub use mermaid::mermaid;
pub use svg::svg;
pub use table::table;

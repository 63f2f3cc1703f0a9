//! How does a graph become a picture?
//!
//! A [`Diagram`] is what is shown: nodes in layers, and edges between them. Every
//! form says the same: SVG, DOT, Mermaid, JSON and a table.

// What is shown, and what follows what.
mod diagram;
mod order;
// Where it stands.
mod shape;
mod curves;
mod layout;
// Each form.
mod svg;
mod dot;
mod mermaid;
mod table;

#[cfg(test)]
pub mod tests;

pub use diagram::{Diagram, Edge, Flow, Node};
pub use dot::dot;
pub use mermaid::mermaid;
pub use svg::svg;
pub use table::table;

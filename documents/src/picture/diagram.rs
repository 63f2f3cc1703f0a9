//! What is drawn?

use waypath_engine::wire::PictureKind;

/// What a picture shows: nodes in layers, and edges between them.
#[derive(Clone, Debug)]
pub struct Diagram {
    /// What kind of picture it is.
    pub kind: PictureKind,
    /// What the picture shows, as its heading.
    pub title: String,
    /// What one has to know to read it.
    pub caption: String,
    /// Where one layer stands from the one before.
    pub flow: Flow,
    /// What the layers are called, the first one first.
    pub layers: Vec<String>,
    /// What the colours mean.
    pub groups: Vec<String>,
    /// The boxes.
    pub nodes: Vec<Node>,
    /// The lines between them.
    pub edges: Vec<Edge>,
}

/// Where layers follow each other.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Flow {
    /// Below each other.
    Down,
    /// Side by side.
    Right,
}

/// One thing.
#[derive(Clone, Debug)]
pub struct Node {
    /// The id; no two nodes have one.
    pub id: String,
    /// What stands in the box.
    pub title: String,
    /// What stands below the title in small letters; may be empty.
    pub note: String,
    /// What people read when they point at the box.
    pub detail: String,
    /// The number of its layer, from 0.
    pub layer: usize,
    /// The number of its group, from 0.
    pub group: usize,
    /// Whether it stands out, as the role asked about does.
    pub is_marked: bool,
}

/// How one thing relates to another; both by their numbers.
#[derive(Clone, Debug)]
pub struct Edge {
    /// The number of the box it leaves, from 0.
    pub from: usize,
    /// The number of the box it leads to, from 0.
    pub to: usize,
    /// What stands on it; may be empty.
    pub label: String,
    /// What people read when they point at the line.
    pub detail: String,
    /// Whether it stands out, as a route does.
    pub is_marked: bool,
    /// How its line is drawn.
    pub stroke: Stroke,
}

/// How a line is drawn.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Stroke {
    /// Without gaps.
    Solid,
    /// With gaps: a move that is not feasible.
    Dashed,
}

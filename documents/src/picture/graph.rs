//! What does a picture of what stands around a role or a competency say?

use std::collections::BTreeMap;

use waypath_engine::surroundings::Layer;
use waypath_engine::wire::{Graph, GraphThing, PictureKind, Relation};

use super::diagram::{Diagram, Edge, Flow, Node, Stroke};
use crate::language::{Language, Signs};

/// The kinds of things, in the order of their colours.
const KINDS: [&str; 4] = [
    "picture-graph-kind-module",
    "picture-graph-kind-competency",
    "picture-graph-kind-role",
    "picture-graph-kind-kpi",
];
/// The layers around a role, and around a competency, from left to right.
const AROUND_ROLE: [Layer; 5] =
    [Layer::Modules, Layer::Required, Layer::Expected, Layer::Role, Layer::Kpis];
const AROUND_COMPETENCY: [Layer; 6] = [
    Layer::Modules,
    Layer::Prerequisites,
    Layer::Competency,
    Layer::BuiltOn,
    Layer::Roles,
    Layer::Kpis,
];

/// Draws what stands around a role or a competency.
pub fn graph(graph: &Graph, language: &Language) -> Diagram {
    let is_of_role = matches!(graph.about, GraphThing::Role(_));
    let layers: &[Layer] = if is_of_role { &AROUND_ROLE } else { &AROUND_COMPETENCY };
    let numbers: BTreeMap<&GraphThing, usize> =
        graph.nodes.iter().enumerate().map(|(number, node)| (&node.id, number)).collect();
    let title = |thing: &GraphThing| {
        let number = numbers.get(thing)?;
        Some(&*graph.nodes.get(*number)?.title)
    };
    let nodes = graph.nodes.iter().map(|node| Node {
        id: node.id.to_string(),
        title: node.title.to_string(),
        note: String::new(),
        detail: detail(&node.id, &node.title, language),
        layer: layers.iter().position(|layer| *layer == node.layer).unwrap_or(0),
        group: group(&node.id),
        is_marked: node.marked,
    });
    let edges = graph.edges.iter().filter_map(|edge| {
        let (from, to) = (title(&edge.from)?, title(&edge.to)?);
        Some(Edge {
            from: *numbers.get(&edge.from)?,
            to: *numbers.get(&edge.to)?,
            label: label(edge.relation, language),
            detail: relation(edge.relation, from, to, language),
            is_marked: false,
            stroke: Stroke::Solid,
        })
    });
    let middle = title(&graph.about).unwrap_or_default();
    let heading =
        if is_of_role { "picture-graph-title-role" } else { "picture-graph-title-competency" };
    Diagram {
        kind: PictureKind::Graph,
        title: language.with(heading, &[("title", middle.into())]),
        caption: caption(graph, language),
        flow: Flow::Right,
        layers: layers.iter().map(|layer| language.text(layer_heading(*layer))).collect(),
        groups: KINDS.map(|kind| language.text(kind)).to_vec(),
        nodes: nodes.collect(),
        edges: edges.collect(),
    }
}

fn caption(graph: &Graph, language: &Language) -> String {
    let mut sentences = vec![language.text("picture-graph-caption")];
    for (number, id) in [
        (graph.left_out.expectations, "picture-graph-more-expectations"),
        (graph.left_out.modules, "picture-graph-more-modules"),
        (graph.left_out.roles, "picture-graph-more-roles"),
    ] {
        if number > 0 {
            sentences.push(language.count(id, number));
        }
    }
    sentences.join(" ")
}

fn group(thing: &GraphThing) -> usize {
    match thing {
        GraphThing::Module(_) => 0,
        GraphThing::Competency(_) => 1,
        GraphThing::Role(_) => 2,
        GraphThing::Kpi(_) => 3,
    }
}

fn detail(thing: &GraphThing, title: &str, language: &Language) -> String {
    let kind = KINDS.get(group(thing)).map_or_else(String::new, |kind| language.text(kind));
    language.with("picture-graph-thing", &[("kind", kind.into()), ("title", title.into())])
}

/// The message of the name of a layer.
fn layer_heading(layer: Layer) -> &'static str {
    match layer {
        Layer::Modules => "picture-graph-layer-modules",
        Layer::Required => "picture-graph-layer-required",
        Layer::Prerequisites => "picture-graph-layer-prerequisites",
        Layer::Expected => "picture-graph-layer-expected",
        Layer::Competency => "picture-graph-layer-competency",
        Layer::BuiltOn => "picture-graph-layer-built-on",
        Layer::Role => "picture-graph-layer-role",
        Layer::Roles => "picture-graph-layer-roles",
        Layer::Kpis => "picture-graph-layer-kpis",
    }
}

/// What stands on a line: levels where there are some.
fn label(relation: Relation, language: &Language) -> String {
    match relation {
        Relation::Builds { from, to } => {
            let values = [
                ("from", language.level(from).into()),
                ("dash", Signs::Plain.dash().into()),
                ("to", language.level(to).into()),
            ];
            language.with("picture-graph-levels", &values)
        }
        Relation::RequiredBy { level } => language.level(level),
        Relation::ExpectedBy { importance, level } => {
            let importance = language.word("word-importance", importance.as_str());
            let values =
                [("importance", importance.into()), ("level", language.level(level).into())];
            language.with("picture-graph-expected-level", &values)
        }
        Relation::PartOf => language.text("picture-graph-part-of"),
        Relation::Drives => language.text("picture-graph-drives"),
        Relation::JudgedBy => String::new(),
    }
}

/// How one thing relates to another, as people read it when they point at the line.
fn relation(relation: Relation, from: &str, to: &str, language: &Language) -> String {
    let id = match relation {
        Relation::Builds { .. } => "picture-graph-relation-builds",
        Relation::RequiredBy { .. } => "picture-graph-relation-required",
        Relation::ExpectedBy { .. } => "picture-graph-relation-expected",
        Relation::PartOf => "picture-graph-relation-part-of",
        Relation::Drives => "picture-graph-relation-drives",
        Relation::JudgedBy => "picture-graph-relation-judged-by",
    };
    let label = label(relation, language);
    language.with(id, &[("from", from.into()), ("to", to.into()), ("label", label.into())])
}

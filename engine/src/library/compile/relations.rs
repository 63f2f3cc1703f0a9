//! The graph of what the files write with its circles, and that of what was compiled.

use super::resolve::Resolver;
use crate::blueprint::Blueprint;
use crate::diagnostic::{Code, Diagnostic};
use crate::graph::{Acyclic, Graph, GraphEdge, GraphNode};
use crate::id::{CompetencyId, Dense, Id as _, ModuleId};
use crate::library::{Competency, Module, Names};

/// Builds the graph of what must not go round in a circle, and reports where it does.
pub(super) fn written(blueprint: &Blueprint, resolver: &mut Resolver<'_>) -> Graph {
    let mut graph = Graph::default();
    let names = resolver.names;
    for (ix, id) in names.competencies.iter() {
        let node = GraphNode::Competency(ix);
        let Some(competency) =
            blueprint.competencies.get(id).and_then(|entry| entry.value.as_ref())
        else {
            continue;
        };
        let at = ["competencies", id.as_str()];
        if let Some(parent) = &competency.part_of
            && let Some(parent) = resolver.competency(parent, &[at[0], at[1], "part_of"])
        {
            graph.relate(node, GraphEdge::PartOf, GraphNode::Competency(parent));
        }
        for (name, level) in &competency.requires {
            if let Some(required) = resolver.competency(name, &[at[0], at[1], "requires", name]) {
                graph.relate(node, GraphEdge::Requires(level.0), GraphNode::Competency(required));
            }
        }
    }
    extended(blueprint, names, &mut graph);
    for (relation, field) in [
        (Acyclic::PartOf, "part_of"),
        (Acyclic::Requires, "requires"),
        (Acyclic::Extends, "extends"),
    ] {
        for circle in graph.circles(relation) {
            report_circle(&circle, field, resolver);
        }
    }
    graph
}

/// The roles that others start from; names that do not resolve are reported elsewhere.
fn extended(blueprint: &Blueprint, names: &Names, graph: &mut Graph) {
    for (ix, id) in names.roles.iter() {
        let written = blueprint.roles.get(id).and_then(|entry| entry.value.as_ref());
        let base = written.and_then(|role| role.extends.as_ref());
        if let Some(base) = base.and_then(|name| names.roles.find(name)) {
            graph.relate(GraphNode::Role(ix), GraphEdge::Extends, GraphNode::Role(base));
        }
    }
}

/// The graph of what was compiled.
pub(super) fn compiled(
    competencies: &Dense<CompetencyId, Competency>,
    modules: &Dense<ModuleId, Module>,
) -> Graph {
    let mut graph = Graph::default();
    for (ix, competency) in competencies.iter() {
        for (required, level) in &competency.requires {
            let edge = GraphEdge::Requires(*level);
            graph.relate(GraphNode::Competency(ix), edge, GraphNode::Competency(*required));
        }
    }
    for (ix, module) in modules.iter() {
        for builds in &module.builds {
            graph.relate(
                GraphNode::Module(ix),
                GraphEdge::Builds,
                GraphNode::Competency(builds.competency),
            );
        }
    }
    graph
}

fn report_circle(circle: &[GraphNode], field: &str, resolver: &mut Resolver<'_>) {
    let name = |node: &GraphNode| match node {
        GraphNode::Competency(ix) => resolver.names.competencies.id(*ix).to_string(),
        GraphNode::Role(ix) => resolver.names.roles.id(*ix).to_string(),
        GraphNode::Module(ix) => resolver.names.modules.id(*ix).to_string(),
    };
    let names: Vec<String> = circle.iter().map(name).collect();
    let Some(first) = names.first() else { return };
    let section = if field == "extends" { "roles" } else { "competencies" };
    let path = [names.join(" → "), first.clone()].join(" → ");
    let place = resolver.positions.key(&[section, first, field]);
    resolver.report(
        Diagnostic::new(Code::Cycle, format!("`{field}` goes round in a circle: `{path}`"))
            .at(place.or_else(|| resolver.positions.key(&[section, first])))
            .help(format!("take out one `{field}` on this path")),
    );
}

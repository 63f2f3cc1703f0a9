//! The graph of everything whose name resolves, and the circles in it.

use super::resolve::Resolver;
use crate::blueprint::Blueprint;
use crate::diagnostic::{Code, Diagnostic};
use crate::graph::{Acyclic, Edge, Graph, Node};
use crate::id::Id as _;
use crate::library::Names;

/// Builds the graph of everything whose name resolves and reports circles.
pub(super) fn graph(blueprint: &Blueprint, resolver: &mut Resolver<'_>) -> Graph {
    let mut graph = Graph::default();
    let names = resolver.names;
    for (ix, id) in names.competencies.iter() {
        let node = Node::Competency(ix);
        graph.add(node);
        let Some(competency) = blueprint.competencies.get(id).and_then(|it| it.value.as_ref())
        else {
            continue;
        };
        let at = ["competencies", id.as_str()];
        if let Some(parent) = &competency.part_of
            && let Some(parent) = resolver.competency(parent, &[at[0], at[1], "part_of"])
        {
            graph.relate(node, Edge::PartOf, Node::Competency(parent));
        }
        for (name, level) in &competency.requires {
            if let Some(required) = resolver.competency(name, &[at[0], at[1], "requires", name]) {
                graph.relate(node, Edge::Requires(level.0), Node::Competency(required));
            }
        }
    }
    roles_and_modules(blueprint, names, &mut graph);
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

/// Adds what is reported elsewhere where it does not resolve.
fn roles_and_modules(blueprint: &Blueprint, names: &Names, graph: &mut Graph) {
    for (ix, id) in names.roles.iter() {
        let node = Node::Role(ix);
        graph.add(node);
        let Some(role) = blueprint.roles.get(id).and_then(|it| it.value.as_ref()) else { continue };
        if let Some(base) = role.extends.as_ref().and_then(|it| names.roles.find(it)) {
            graph.relate(node, Edge::Extends, Node::Role(base));
        }
        for (name, expectation) in &role.expects {
            if let Some(competency) = names.competencies.find(name) {
                graph.relate(
                    node,
                    Edge::Expects(expectation.level.0),
                    Node::Competency(competency),
                );
            }
        }
        for kpi in role.kpis.keys().filter_map(|it| names.kpis.find(it)) {
            graph.relate(node, Edge::JudgedBy, Node::Kpi(kpi));
        }
    }
    for (ix, id) in names.modules.iter() {
        let node = Node::Module(ix);
        graph.add(node);
        let Some(module) = blueprint.modules.get(id).and_then(|it| it.value.as_ref()) else {
            continue;
        };
        for (name, builds) in &module.builds {
            if let Some(competency) = names.competencies.find(name) {
                graph.relate(node, Edge::Builds(builds.to.0), Node::Competency(competency));
            }
        }
        for (name, level) in &module.entry {
            if let Some(competency) = names.competencies.find(name) {
                graph.relate(node, Edge::Enters(level.0), Node::Competency(competency));
            }
        }
    }
    for (ix, id) in names.kpis.iter() {
        graph.add(Node::Kpi(ix));
        let Some(kpi) = blueprint.kpis.get(id).and_then(|it| it.value.as_ref()) else { continue };
        for leading in kpi.leading.iter().filter_map(|it| names.kpis.find(it)) {
            graph.relate(Node::Kpi(leading), Edge::Leads, Node::Kpi(ix));
        }
    }
}

fn report_circle(circle: &[Node], field: &str, resolver: &mut Resolver<'_>) {
    let name = |node: &Node| match node {
        Node::Competency(ix) => resolver.names.competencies.id(*ix).to_string(),
        Node::Role(ix) => resolver.names.roles.id(*ix).to_string(),
        Node::Module(ix) => resolver.names.modules.id(*ix).to_string(),
        Node::Kpi(ix) => resolver.names.kpis.id(*ix).to_string(),
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

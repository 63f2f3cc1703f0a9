//! What builds on what?
//!
//! A directed graph of roles, competencies and modules. It answers what only a graph can:
//! where things go round in a circle, what the leaves of a competency are, what everything
//! that is required requires in turn, what builds a competency. Alone knows `petgraph`.
//!
//! Compiling makes two. That of what the files write finds circles, leaves and ancestors,
//! and is dropped. That of the compiled library, in which only leaves are left, stays with it.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use petgraph::Direction;
use petgraph::graph::{DiGraph, NodeIndex};
use petgraph::visit::{Dfs, EdgeFiltered, EdgeRef as _};

use crate::id::{CompetencyIx, ModuleIx, RoleIx};
use crate::level::Level;

/// A thing in the graph.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub(crate) enum GraphNode {
    Competency(CompetencyIx),
    Role(RoleIx),
    Module(ModuleIx),
}

/// How one thing relates to another.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum GraphEdge {
    /// A competency is a part of another.
    PartOf,
    /// A competency requires another at a level.
    Requires(Level),
    /// A role starts from another.
    Extends,
    /// A module builds a competency.
    Builds,
}

/// Relations that must not go round in a circle.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Acyclic {
    PartOf,
    Requires,
    Extends,
}

impl Acyclic {
    fn is(self, edge: GraphEdge) -> bool {
        matches!(
            (self, edge),
            (Self::PartOf, GraphEdge::PartOf)
                | (Self::Requires, GraphEdge::Requires(_))
                | (Self::Extends, GraphEdge::Extends)
        )
    }
}

/// What builds on what in a library.
#[derive(Clone, Debug, Default)]
pub struct Graph {
    graph: DiGraph<GraphNode, GraphEdge>,
    nodes: BTreeMap<GraphNode, NodeIndex>,
}

impl Graph {
    /// The number of a thing, which is added where it is new.
    fn add(&mut self, node: GraphNode) -> NodeIndex {
        let graph = &mut self.graph;
        *self.nodes.entry(node).or_insert_with(|| graph.add_node(node))
    }

    /// Says how `from` relates to `to`; both are added where they are new.
    pub(crate) fn relate(&mut self, from: GraphNode, edge: GraphEdge, to: GraphNode) {
        let (from, to) = (self.add(from), self.add(to));
        self.graph.add_edge(from, to, edge);
    }

    /// What `node` relates to, in order.
    fn relations(&self, node: GraphNode) -> Vec<(GraphEdge, GraphNode)> {
        self.edges(node, Direction::Outgoing)
    }

    /// What relates to `node`, in order.
    fn relations_to(&self, node: GraphNode) -> Vec<(GraphEdge, GraphNode)> {
        self.edges(node, Direction::Incoming)
    }

    /// Some competencies, all they require, and what that requires in turn.
    pub fn required(&self, by: impl IntoIterator<Item = CompetencyIx>) -> BTreeSet<CompetencyIx> {
        let only = EdgeFiltered::from_fn(&self.graph, |edge| {
            matches!(edge.weight(), GraphEdge::Requires(_))
        });
        let mut search = Dfs::empty(&only);
        let mut required = BTreeSet::new();
        for competency in by {
            required.insert(competency);
            // What an earlier one required is not walked again.
            if let Some(start) = self.nodes.get(&GraphNode::Competency(competency)) {
                search.move_to(*start);
            }
            while let Some(at) = search.next(&only) {
                if let Some(GraphNode::Competency(competency)) = self.graph.node_weight(at) {
                    required.insert(*competency);
                }
            }
        }
        required
    }

    /// The competencies that require one, each with the level it requires, in their order.
    pub fn requiring(&self, competency: CompetencyIx) -> Vec<(CompetencyIx, Level)> {
        let relations = self.relations_to(GraphNode::Competency(competency)).into_iter();
        let requiring = relations.filter_map(|relation| match relation {
            (GraphEdge::Requires(level), GraphNode::Competency(other)) => Some((other, level)),
            _ => None,
        });
        requiring.collect()
    }

    /// The modules that build a competency, in their order.
    pub fn builders(&self, competency: CompetencyIx) -> Vec<ModuleIx> {
        let relations = self.relations_to(GraphNode::Competency(competency)).into_iter();
        let builders = relations.filter_map(|relation| match relation {
            (GraphEdge::Builds, GraphNode::Module(module)) => Some(module),
            _ => None,
        });
        builders.collect()
    }

    fn edges(&self, node: GraphNode, direction: Direction) -> Vec<(GraphEdge, GraphNode)> {
        let Some(&at) = self.nodes.get(&node) else { return Vec::new() };
        let mut found: Vec<(GraphEdge, GraphNode)> = self
            .graph
            .edges_directed(at, direction)
            .filter_map(|edge| {
                let other = match direction {
                    Direction::Outgoing => edge.target(),
                    Direction::Incoming => edge.source(),
                };
                Some((*edge.weight(), *self.graph.node_weight(other)?))
            })
            .collect();
        found.sort_by_key(|(_, node)| *node);
        found
    }

    /// The circles of a relation: one shortest circle for each group of things
    /// that build on each other, starting with its first thing.
    pub(crate) fn circles(&self, relation: Acyclic) -> Vec<Vec<GraphNode>> {
        let only = self
            .graph
            .filter_map(|_, node| Some(*node), |_, edge| relation.is(*edge).then_some(*edge));
        let mut circles: Vec<Vec<GraphNode>> = petgraph::algo::tarjan_scc(&only)
            .into_iter()
            .filter_map(|group| {
                let group: BTreeSet<GraphNode> =
                    group.iter().filter_map(|at| only.node_weight(*at).copied()).collect();
                let first = *group.first()?;
                self.circle_from(first, relation, &group)
            })
            .collect();
        circles.sort();
        circles
    }

    /// The shortest way from `first` back to itself inside `group`.
    fn circle_from(
        &self,
        first: GraphNode,
        relation: Acyclic,
        group: &BTreeSet<GraphNode>,
    ) -> Option<Vec<GraphNode>> {
        let mut came_from: BTreeMap<GraphNode, GraphNode> = BTreeMap::new();
        let mut waiting = VecDeque::from([first]);
        while let Some(node) = waiting.pop_front() {
            for (edge, next) in self.relations(node) {
                if !relation.is(edge) || !group.contains(&next) {
                    continue;
                }
                if next == first {
                    return Some(way_back(node, first, &came_from));
                }
                came_from.entry(next).or_insert_with(|| {
                    waiting.push_back(next);
                    node
                });
            }
        }
        None
    }

    /// The leaves below a competency: itself where it has no parts.
    ///
    /// Ends on circles too, which `circles` reports.
    pub(crate) fn leaves(&self, competency: CompetencyIx) -> Vec<CompetencyIx> {
        let mut leaves = BTreeSet::new();
        let mut seen = BTreeSet::new();
        let mut waiting = vec![competency];
        while let Some(it) = waiting.pop() {
            if !seen.insert(it) {
                continue;
            }
            let parts: Vec<CompetencyIx> = self
                .relations_to(GraphNode::Competency(it))
                .into_iter()
                .filter_map(|(edge, node)| match (edge, node) {
                    (GraphEdge::PartOf, GraphNode::Competency(part)) => Some(part),
                    _ => None,
                })
                .collect();
            if parts.is_empty() {
                leaves.insert(it);
            }
            waiting.extend(parts);
        }
        leaves.into_iter().collect()
    }

    /// The competencies a competency is a part of, from its own parent upwards.
    pub(crate) fn ancestors(&self, competency: CompetencyIx) -> Vec<CompetencyIx> {
        let mut ancestors = Vec::new();
        let mut at = competency;
        while let Some(parent) = self.parent(at) {
            if ancestors.contains(&parent) || parent == competency {
                break;
            }
            ancestors.push(parent);
            at = parent;
        }
        ancestors
    }

    fn parent(&self, competency: CompetencyIx) -> Option<CompetencyIx> {
        self.relations(GraphNode::Competency(competency)).into_iter().find_map(
            |(edge, node)| match (edge, node) {
                (GraphEdge::PartOf, GraphNode::Competency(parent)) => Some(parent),
                _ => None,
            },
        )
    }
}

fn way_back(
    last: GraphNode,
    first: GraphNode,
    came_from: &BTreeMap<GraphNode, GraphNode>,
) -> Vec<GraphNode> {
    let mut way = vec![last];
    let mut at = last;
    while at != first {
        let Some(&before) = came_from.get(&at) else { break };
        way.push(before);
        at = before;
    }
    way.reverse();
    way
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::{CompetencyId, Table};

    fn competencies() -> Vec<GraphNode> {
        let ids = ["a", "b", "c", "d"].map(|name| name.parse::<CompetencyId>().unwrap());
        Table::new(ids).indices().map(GraphNode::Competency).collect()
    }

    #[test]
    fn a_circle_is_its_shortest_path() {
        let [a, b, c, d] = competencies()[..] else { panic!() };
        let mut graph = Graph::default();
        let requires = GraphEdge::Requires(Level::ZERO);
        for (from, to) in [(d, b), (b, c), (c, d), (a, b), (b, d)] {
            graph.relate(from, requires, to);
        }
        assert_eq!(graph.circles(Acyclic::Requires), vec![vec![b, d]]);
        assert!(graph.circles(Acyclic::PartOf).is_empty());
    }

    #[test]
    fn a_thing_that_builds_on_itself_is_a_circle() {
        let [a, ..] = competencies()[..] else { panic!() };
        let mut graph = Graph::default();
        graph.relate(a, GraphEdge::PartOf, a);
        assert_eq!(graph.circles(Acyclic::PartOf), vec![vec![a]]);
    }

    #[test]
    fn leaves_are_what_has_no_parts() {
        let nodes = competencies();
        let [a, b, c, d] = nodes[..] else { panic!() };
        let mut graph = Graph::default();
        graph.relate(b, GraphEdge::PartOf, a);
        graph.relate(c, GraphEdge::PartOf, b);
        graph.relate(d, GraphEdge::PartOf, a);
        let (GraphNode::Competency(a), GraphNode::Competency(c), GraphNode::Competency(d)) =
            (a, c, d)
        else {
            panic!()
        };
        assert_eq!(graph.leaves(a), vec![c, d]);
        assert_eq!(graph.leaves(c), vec![c]);
    }

    #[test]
    fn what_is_required_requires_in_turn() {
        let nodes = competencies();
        let [a, b, c, d] = nodes[..] else { panic!() };
        let mut graph = Graph::default();
        for (from, to) in [(a, b), (b, c), (d, c)] {
            graph.relate(from, GraphEdge::Requires(Level::whole(1)), to);
        }
        graph.relate(c, GraphEdge::PartOf, d);
        let ix = |node| match node {
            GraphNode::Competency(ix) => ix,
            _ => panic!(),
        };
        assert_eq!(graph.required([ix(a)]), [a, b, c].map(ix).into());
        assert_eq!(graph.required([ix(d), ix(a)]), [a, b, c, d].map(ix).into());
        assert_eq!(graph.requiring(ix(c)), [b, d].map(|node| (ix(node), Level::whole(1))));
    }
}

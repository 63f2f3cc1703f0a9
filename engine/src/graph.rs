//! What builds on what?
//!
//! One directed graph of roles, competencies, modules and KPIs. It answers what
//! only a graph can: where things go round in a circle, what the leaves of a
//! competency are, what everything that is required requires in turn. Alone
//! knows `petgraph`.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use petgraph::Direction;
use petgraph::graph::{DiGraph, NodeIndex};
use petgraph::visit::EdgeRef as _;

use crate::id::{CompetencyIx, KpiIx, ModuleIx, RoleIx};
use crate::level::Level;

/// A thing in the graph.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum Node {
    /// A competency.
    Competency(CompetencyIx),
    /// A role.
    Role(RoleIx),
    /// A module.
    Module(ModuleIx),
    /// A KPI.
    Kpi(KpiIx),
}

/// How one thing relates to another.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Edge {
    /// A competency is a part of another.
    PartOf,
    /// A competency requires another at a level.
    Requires(Level),
    /// A role starts from another.
    Extends,
    /// A role expects a competency at a level.
    Expects(Level),
    /// A module builds a competency up to a level.
    Builds(Level),
    /// A module can be entered with a competency at a level.
    Enters(Level),
    /// A role is judged by a KPI.
    JudgedBy,
    /// A KPI moves before another.
    Leads,
}

/// Relations that must not go round in a circle.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Acyclic {
    /// `part_of`.
    PartOf,
    /// `requires`.
    Requires,
    /// `extends`.
    Extends,
}

impl Acyclic {
    fn is(self, edge: Edge) -> bool {
        matches!(
            (self, edge),
            (Self::PartOf, Edge::PartOf)
                | (Self::Requires, Edge::Requires(_))
                | (Self::Extends, Edge::Extends)
        )
    }
}

/// The graph of a library.
#[derive(Clone, Debug, Default)]
pub struct Graph {
    graph: DiGraph<Node, Edge>,
    nodes: BTreeMap<Node, NodeIndex>,
}

impl Graph {
    /// Adds a thing, once.
    pub fn add(&mut self, node: Node) -> NodeIndex {
        let graph = &mut self.graph;
        *self.nodes.entry(node).or_insert_with(|| graph.add_node(node))
    }

    /// Says how `from` relates to `to`; both are added where they are new.
    pub fn relate(&mut self, from: Node, edge: Edge, to: Node) {
        let (from, to) = (self.add(from), self.add(to));
        self.graph.add_edge(from, to, edge);
    }

    /// All things of the graph with how many relations they have, in order.
    pub fn size(&self) -> (usize, usize) {
        (self.graph.node_count(), self.graph.edge_count())
    }

    /// What `node` relates to, in order.
    pub fn relations(&self, node: Node) -> Vec<(Edge, Node)> {
        self.edges(node, Direction::Outgoing)
    }

    /// What relates to `node`, in order.
    pub fn relations_to(&self, node: Node) -> Vec<(Edge, Node)> {
        self.edges(node, Direction::Incoming)
    }

    fn edges(&self, node: Node, direction: Direction) -> Vec<(Edge, Node)> {
        let Some(&at) = self.nodes.get(&node) else { return Vec::new() };
        let mut found: Vec<(Edge, Node)> = self
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
    pub fn circles(&self, relation: Acyclic) -> Vec<Vec<Node>> {
        let only = self
            .graph
            .filter_map(|_, node| Some(*node), |_, edge| relation.is(*edge).then_some(*edge));
        let mut circles: Vec<Vec<Node>> = petgraph::algo::tarjan_scc(&only)
            .into_iter()
            .filter_map(|group| {
                let group: BTreeSet<Node> =
                    group.iter().filter_map(|it| only.node_weight(*it).copied()).collect();
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
        first: Node,
        relation: Acyclic,
        group: &BTreeSet<Node>,
    ) -> Option<Vec<Node>> {
        let mut came_from: BTreeMap<Node, Node> = BTreeMap::new();
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
    pub fn leaves(&self, competency: CompetencyIx) -> Vec<CompetencyIx> {
        let mut leaves = BTreeSet::new();
        let mut seen = BTreeSet::new();
        let mut waiting = vec![competency];
        while let Some(it) = waiting.pop() {
            if !seen.insert(it) {
                continue;
            }
            let parts: Vec<CompetencyIx> = self
                .relations_to(Node::Competency(it))
                .into_iter()
                .filter_map(|(edge, node)| match (edge, node) {
                    (Edge::PartOf, Node::Competency(part)) => Some(part),
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
    pub fn ancestors(&self, competency: CompetencyIx) -> Vec<CompetencyIx> {
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
        self.relations(Node::Competency(competency)).into_iter().find_map(|(edge, node)| {
            match (edge, node) {
                (Edge::PartOf, Node::Competency(parent)) => Some(parent),
                _ => None,
            }
        })
    }
}

fn way_back(last: Node, first: Node, came_from: &BTreeMap<Node, Node>) -> Vec<Node> {
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

    fn competencies() -> Vec<Node> {
        let ids = ["a", "b", "c", "d"].map(|it| it.parse::<CompetencyId>().unwrap());
        Table::new(ids).indices().map(Node::Competency).collect()
    }

    #[test]
    fn a_circle_is_its_shortest_path() {
        let [a, b, c, d] = competencies()[..] else { panic!() };
        let mut graph = Graph::default();
        let requires = Edge::Requires(Level::ZERO);
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
        graph.relate(a, Edge::PartOf, a);
        assert_eq!(graph.circles(Acyclic::PartOf), vec![vec![a]]);
    }

    #[test]
    fn leaves_are_what_has_no_parts() {
        let nodes = competencies();
        let [a, b, c, d] = nodes[..] else { panic!() };
        let mut graph = Graph::default();
        graph.relate(b, Edge::PartOf, a);
        graph.relate(c, Edge::PartOf, b);
        graph.relate(d, Edge::PartOf, a);
        let (Node::Competency(a), Node::Competency(c), Node::Competency(d)) = (a, c, d) else {
            panic!()
        };
        assert_eq!(graph.leaves(a), vec![c, d]);
        assert_eq!(graph.leaves(c), vec![c]);
    }
}

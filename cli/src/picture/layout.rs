//! Where does everything stand?
//!
//! Layers follow each other; a layer with too many things continues in a line of
//! its own. Within a line things stand near what they are connected with: four
//! times, forth and back, each is moved to the middle of its neighbours. Labels of
//! edges take the first place along the edge where nothing else stands.

use super::{Diagram, Edge, Flow};

pub(super) const WIDTH: i64 = 184;
pub(super) const HEIGHT: i64 = 58;
/// The most things side by side where layers stand below each other.
const ACROSS: usize = 6;
/// Free space between things of a line, and between lines.
const BETWEEN: i64 = 26;
const LINES: i64 = 92;
/// Free space between things of a column, and between columns.
const BELOW: i64 = 16;
const COLUMNS: i64 = 130;
/// Where the first thing stands.
const LEFT: i64 = 130;
const TOP: i64 = 96;
const SWEEPS: usize = 4;

/// A rectangle on the sheet.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) struct Area {
    pub(super) x: i64,
    pub(super) y: i64,
    pub(super) width: i64,
    pub(super) height: i64,
}

impl Area {
    pub(super) fn overlaps(self, other: Self) -> bool {
        let apart = |a: i64, size: i64, b: i64, other: i64| {
            a.saturating_add(size) <= b || b.saturating_add(other) <= a
        };
        !apart(self.x, self.width, other.x, other.width)
            && !apart(self.y, self.height, other.y, other.height)
    }

    fn middle(self) -> (i64, i64) {
        (self.x.saturating_add(self.width / 2), self.y.saturating_add(self.height / 2))
    }
}

/// A curve: where it starts and ends, and the points it is drawn to.
#[derive(Clone, Copy, Debug)]
pub(super) struct Curve {
    pub(super) points: [(i64, i64); 4],
}

impl Curve {
    /// A point on the curve, in hundredths of the way.
    fn at(self, way: i64) -> (i64, i64) {
        let rest = 100_i64.saturating_sub(way);
        let weights = [
            rest.saturating_mul(rest).saturating_mul(rest),
            way.saturating_mul(rest).saturating_mul(rest).saturating_mul(3),
            way.saturating_mul(way).saturating_mul(rest).saturating_mul(3),
            way.saturating_mul(way).saturating_mul(way),
        ];
        let sum = |pick: fn(&(i64, i64)) -> i64| {
            let parts = self.points.iter().zip(weights);
            let all: i64 = parts.map(|(it, weight)| pick(it).saturating_mul(weight)).sum();
            all / 1_000_000
        };
        (sum(|it| it.0), sum(|it| it.1))
    }
}

/// Where everything stands.
#[derive(Clone, Debug)]
pub(super) struct Layout {
    pub(super) width: i64,
    pub(super) height: i64,
    /// Of each node.
    pub(super) nodes: Vec<Area>,
    /// Of each edge its curve, and the place of its label.
    pub(super) edges: Vec<(Curve, Option<Area>)>,
    /// Of each layer that holds something its number and where its name stands.
    pub(super) layers: Vec<(usize, i64, i64)>,
}

/// Lays a diagram out.
pub(super) fn layout(diagram: &Diagram) -> Layout {
    let lines = lines(diagram);
    let (nodes, layers) = places(diagram, &lines);
    let right = nodes.iter().map(|it| it.x.saturating_add(it.width)).max().unwrap_or(LEFT);
    let bottom = nodes.iter().map(|it| it.y.saturating_add(it.height)).max().unwrap_or(TOP);
    let names = layers.iter().map(|(_, x, y)| Area {
        x: *x,
        y: y.saturating_sub(12),
        width: 96,
        height: 60,
    });
    let taken: Vec<Area> = nodes.iter().copied().chain(names).collect();
    let edges = edges(diagram, &nodes, taken);
    Layout {
        width: right.saturating_add(60).max(760),
        height: bottom.saturating_add(40),
        nodes,
        edges,
        layers,
    }
}

/// The numbers of the nodes, line by line, in the order they stand.
fn lines(diagram: &Diagram) -> Vec<(usize, Vec<usize>)> {
    let mut ordered = layers(diagram);
    if diagram.flow == Flow::Right {
        return ordered;
    }
    let mut lines = Vec::new();
    for (layer, nodes) in &mut ordered {
        let count = nodes.len().div_ceil(ACROSS).max(1);
        let each = nodes.len().div_ceil(count).max(1);
        lines.extend(nodes.chunks(each).map(|it| (*layer, it.to_vec())));
    }
    lines
}

fn layers(diagram: &Diagram) -> Vec<(usize, Vec<usize>)> {
    let mut layers: Vec<(usize, Vec<usize>)> = (0..diagram.layers.len())
        .map(|layer| {
            let here = diagram.nodes.iter().enumerate().filter(|(_, it)| it.layer == layer);
            (layer, here.map(|(at, _)| at).collect())
        })
        .filter(|(_, nodes): &(usize, Vec<usize>)| !nodes.is_empty())
        .collect();
    let mut position = vec![0_i64; diagram.nodes.len()];
    settle(&layers, &mut position);
    for sweep in 0..SWEEPS {
        let count = layers.len();
        for step in 0..count {
            let at =
                if sweep % 2 == 0 { step } else { count.saturating_sub(step.saturating_add(1)) };
            let Some((_, nodes)) = layers.get_mut(at) else { continue };
            nodes.sort_by_key(|node| (wish(diagram, &position, *node), *node));
            settle(&layers, &mut position);
        }
    }
    layers
}

/// Where each node stands in its layer, in thousandths of the layer.
fn settle(layers: &[(usize, Vec<usize>)], position: &mut [i64]) {
    for (_, nodes) in layers {
        let count = i64::try_from(nodes.len()).unwrap_or(1);
        for (number, node) in (0_i64..).zip(nodes) {
            if let Some(position) = position.get_mut(*node) {
                let doubled = number.saturating_mul(2).saturating_add(1);
                *position = doubled.saturating_mul(500).checked_div(count).unwrap_or(0);
            }
        }
    }
}

/// The middle of a node's neighbours; its own place without any.
fn wish(diagram: &Diagram, position: &[i64], node: usize) -> i64 {
    let place = |at: usize| position.get(at).copied().unwrap_or(0);
    let neighbours = diagram.edges.iter().filter_map(|it| match it {
        Edge { from, to, .. } if *from == node => Some(*to),
        Edge { from, to, .. } if *to == node => Some(*from),
        _ => None,
    });
    let (count, sum) = neighbours.fold((0_i64, 0_i64), |(count, sum), it| {
        (count.saturating_add(1), sum.saturating_add(place(it)))
    });
    sum.checked_div(count).unwrap_or_else(|| place(node))
}

type Places = (Vec<Area>, Vec<(usize, i64, i64)>);

fn places(diagram: &Diagram, lines: &[(usize, Vec<usize>)]) -> Places {
    let none = Area { x: 0, y: 0, width: WIDTH, height: HEIGHT };
    let mut areas = vec![none; diagram.nodes.len()];
    let mut names: Vec<(usize, i64, i64)> = Vec::new();
    let longest = lines.iter().map(|(_, nodes)| nodes.len()).max().unwrap_or(0);
    let step = |number: usize, size: i64| i64::try_from(number).unwrap_or(0).saturating_mul(size);
    for (number, (layer, nodes)) in lines.iter().enumerate() {
        let short = longest.saturating_sub(nodes.len());
        for (place, node) in nodes.iter().enumerate() {
            let (x, y) = match diagram.flow {
                Flow::Down => {
                    let cell = WIDTH.saturating_add(BETWEEN);
                    let indent = step(short, cell) / 2;
                    (
                        step(place, cell).saturating_add(indent),
                        step(number, HEIGHT.saturating_add(LINES)),
                    )
                }
                Flow::Right => {
                    let cell = HEIGHT.saturating_add(BELOW);
                    let indent = step(short, cell) / 2;
                    (
                        step(number, WIDTH.saturating_add(COLUMNS)),
                        step(place, cell).saturating_add(indent),
                    )
                }
            };
            let left = if diagram.flow == Flow::Down { LEFT } else { 40 };
            if let Some(area) = areas.get_mut(*node) {
                area.x = x.saturating_add(left);
                area.y = y.saturating_add(TOP);
            }
        }
        if names.iter().any(|(it, ..)| it == layer) {
            continue;
        }
        names.push(match diagram.flow {
            Flow::Down => {
                (*layer, 24, TOP.saturating_add(step(number, HEIGHT.saturating_add(LINES))))
            }
            Flow::Right => (
                *layer,
                step(number, WIDTH.saturating_add(COLUMNS)).saturating_add(40),
                TOP.saturating_sub(12),
            ),
        });
    }
    (areas, names)
}

fn edges(diagram: &Diagram, nodes: &[Area], mut taken: Vec<Area>) -> Vec<(Curve, Option<Area>)> {
    let mut placed = Vec::new();
    for (number, edge) in diagram.edges.iter().enumerate() {
        let (Some(from), Some(to)) = (nodes.get(edge.from), nodes.get(edge.to)) else { continue };
        let spread = i64::try_from(number % 5).unwrap_or(0).saturating_sub(2).saturating_mul(14);
        let curve = curve(*from, *to, diagram.flow, spread);
        let label = label(&curve, &edge.label, &taken);
        taken.extend(label);
        placed.push((curve, label));
    }
    placed
}

/// From the side of a box to the near side of another one.
fn curve(from: Area, to: Area, flow: Flow, spread: i64) -> Curve {
    let ((ax, ay), (bx, by)) = (from.middle(), to.middle());
    let (half_width, half_height) = (WIDTH / 2, HEIGHT / 2);
    if flow == Flow::Right || ay == by {
        if flow == Flow::Down {
            // Things of one line: in an arc above them.
            let (start, end) = (ay.saturating_sub(half_height), by.saturating_sub(half_height));
            let lift = LINES.saturating_mul(2) / 5;
            let above = start.saturating_sub(lift).saturating_add(spread / 2);
            let (ax, bx) = (ax.saturating_add(spread), bx.saturating_sub(spread));
            return Curve { points: [(ax, start), (ax, above), (bx, above), (bx, end)] };
        }
        if ax == bx {
            // Things of one column: in an arc beside them.
            let side = ax.saturating_add(half_width);
            let beside = side.saturating_add(COLUMNS / 2);
            return Curve { points: [(side, ay), (beside, ay), (beside, by), (side, by)] };
        }
        let forth = if ax < bx { 1_i64 } else { -1 };
        let start = ax.saturating_add(half_width.saturating_mul(forth));
        let end = bx.saturating_sub(half_width.saturating_mul(forth));
        let middle = start.saturating_add(end) / 2;
        return Curve { points: [(start, ay), (middle, ay), (middle, by), (end, by)] };
    }
    let down = if ay < by { 1_i64 } else { -1 };
    let start = ay.saturating_add(half_height.saturating_mul(down));
    let end = by.saturating_sub(half_height.saturating_mul(down));
    let middle = start.saturating_add(end) / 2;
    // Up and down between two roles do not lie on each other.
    let shift = spread.saturating_add(down.saturating_mul(10));
    let (ax, bx) = (ax.saturating_add(shift), bx.saturating_add(shift));
    Curve { points: [(ax, start), (ax, middle), (bx, middle), (bx, end)] }
}

/// The place along a curve nearest to its middle that is free, or the middle where
/// none is; none where nothing stands on it.
fn label(curve: &Curve, text: &str, taken: &[Area]) -> Option<Area> {
    if text.is_empty() {
        return None;
    }
    let letters = i64::try_from(text.chars().count()).unwrap_or(0);
    let (width, height) = (letters.saturating_mul(7).saturating_add(8), 18);
    let at = |(way, off): (i64, i64)| {
        let (x, y) = curve.at(way);
        let y = y.saturating_add(off).saturating_sub(height / 2);
        Area { x: x.saturating_sub(width / 2), y, width, height }
    };
    // On the curve first, then right above and below it.
    let places = [0_i64, -17, 17, -34, 34].into_iter().flat_map(|off| {
        (0..=14).flat_map(move |it: i64| {
            let away = it.saturating_mul(3);
            [50_i64.saturating_sub(away), 50_i64.saturating_add(away)].map(|way| (way, off))
        })
    });
    let free = |it: &Area| !taken.iter().any(|other| it.overlaps(*other));
    Some(places.map(at).find(free).unwrap_or_else(|| at((50, 0))))
}

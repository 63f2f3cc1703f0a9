//! How do edges lead from box to box, and where do their labels stand?
//!
//! Between two lines an edge is a curve within the free space there, and across a
//! line it is straight. Labels stand in free space too, where they hide least; side
//! by side, an edge that is alone at a box is straight there for as long as its label.

use super::diagram::{Diagram, Flow};
use super::order::Order;
use super::shape::{Area, Curve};

/// What curves are drawn through.
pub(super) struct Ways<'a> {
    pub(super) order: &'a Order,
    /// Where the middle of each point stands in its line.
    pub(super) places: Vec<i64>,
    /// Where the free space before each line starts and ends.
    pub(super) gaps: Vec<(i64, i64)>,
    /// How much of a line a box takes.
    pub(super) along: i64,
}

/// A part of an edge in the free space before a line.
struct Part {
    edge: usize,
    gap: usize,
    points: [(i64, i64); 4],
    /// Whether it is there for the label.
    is_rest: bool,
}

/// How wide the place of a label is, and how high.
pub(super) fn label_width(text: &str) -> i64 {
    let letters = i64::try_from(text.chars().count()).unwrap_or(0);
    if letters == 0 { 0 } else { letters.saturating_mul(7).saturating_add(8) }
}
const LABEL: i64 = 18;
/// How far labels stay away from boxes, for the tips of arrows.
const TIP: i64 = 9;
/// What hiding an edge costs, in hundredths of a part of the own one.
const HIDDEN: i64 = 30;
const PASSES: usize = 3;

/// Of each edge its curve, and where its label stands.
pub(super) fn curves(diagram: &Diagram, ways: &Ways<'_>) -> Vec<(Curve, Option<Area>)> {
    let ports = ports(ways);
    let turned = |(along, deep): (i64, i64)| match diagram.flow {
        Flow::Down => (along, deep),
        Flow::Right => (deep, along),
    };
    let mut curves = Vec::new();
    let mut parts: Vec<Part> = Vec::new();
    for (edge, chain) in ways.order.chains.iter().enumerate() {
        let mut curve = Curve::default();
        let mut last = None;
        for (step, pair) in chain.windows(2).enumerate() {
            let &[a, b] = pair else { continue };
            let (gap, points) = ways.part((a, b), (edge, step, chain.len()), &ports);
            // Straight across the line of a way point.
            let across = last.zip(points.first()).map(|(from, to)| straight(from, *to));
            curve.parts.extend(across.map(|it| it.map(turned)));
            last = points.last().copied();
            let rest = rest(diagram, (edge, step, chain.len()), &ports);
            for (is_rest, points) in rested(points, rest) {
                let points = points.map(turned);
                curve.parts.push(points);
                parts.push(Part { edge, gap, points, is_rest });
            }
        }
        curves.push(curve);
    }
    let labels = labels(diagram, &parts, &ways.gaps);
    curves.into_iter().zip(labels).collect()
}

/// How high an arc is bent: the wider, the higher, so that arcs do not lie on each
/// other. It reaches three quarters of that.
pub(super) fn arc(width: i64) -> i64 {
    width.saturating_div(5).saturating_add(26)
}

fn straight(from: (i64, i64), to: (i64, i64)) -> [(i64, i64); 4] {
    [from, from, to, to]
}

/// Which end of a curve is straight, and for how long.
#[derive(Clone, Copy)]
enum Rest {
    Nowhere,
    Start(i64),
    End(i64),
}

/// A curve between lines with a straight part for its label.
fn rested(points: [(i64, i64); 4], rest: Rest) -> Vec<(bool, [(i64, i64); 4])> {
    let [from, _, _, to] = points;
    let length = match rest {
        Rest::Start(length) | Rest::End(length) if from.1 != to.1 => length,
        _ => return vec![(false, points)],
    };
    let forth = to.1.saturating_sub(from.1).signum().saturating_mul(length);
    let bend = |from: (i64, i64), to: (i64, i64)| {
        let middle = from.1.saturating_add(to.1) / 2;
        [from, (from.0, middle), (to.0, middle), to]
    };
    if matches!(rest, Rest::Start(_)) {
        let between = (from.0, from.1.saturating_add(forth));
        return vec![(true, straight(from, between)), (false, bend(between, to))];
    }
    let between = (to.0, to.1.saturating_sub(forth));
    vec![(false, bend(from, between)), (true, straight(between, to))]
}

/// Of each edge how far from the middle of its box it starts, and ends, and whether
/// it is alone there.
type Ports = Vec<[(i64, bool); 2]>;

/// An end of an edge: the box and its side; what orders the ends there; the edge, and
/// which of its ends it is.
type End = ((usize, bool), (i64, i64, i64), (usize, usize));

/// The edges at each side of each box in the order of where they lead, so that they
/// do not cross there.
fn ports(ways: &Ways<'_>) -> Ports {
    let mut ports: Ports = vec![[(0, false); 2]; ways.order.chains.len()];
    let mut ends: Vec<End> = Vec::new();
    for (edge, chain) in ways.order.chains.iter().enumerate() {
        let number = i64::try_from(edge).unwrap_or(0);
        let back: Vec<usize> = chain.iter().rev().copied().collect();
        for (end, chain) in [chain, &back].into_iter().enumerate() {
            let [node, next, ..] = chain.as_slice() else { continue };
            let (here, there) = (ways.place(*node), ways.place(*next));
            let (line, other) = (ways.line(*node), ways.line(*next));
            // Edges to things of the same line are arcs: outside of all others, and
            // the longer over the shorter.
            let key = match (line == other, there < here) {
                (true, true) => (0, there.saturating_neg(), number.saturating_neg()),
                (true, false) => (2, there.saturating_neg(), number),
                (false, _) => (1, there, number),
            };
            ends.push(((*node, other > line), key, (edge, end)));
        }
    }
    ends.sort_unstable();
    for side in ends.chunk_by(|a, b| a.0 == b.0) {
        let count = i64::try_from(side.len()).unwrap_or(1);
        let room = ways.along.saturating_sub(ways.along / 8).saturating_sub(10);
        let step = room.checked_div(count).unwrap_or(0).min(ways.along / 5);
        for (number, (_, _, (edge, end))) in (0_i64..).zip(side) {
            let doubled = number.saturating_mul(2).saturating_add(1).saturating_sub(count);
            let port = ports.get_mut(*edge).and_then(|it| it.get_mut(*end));
            if let Some(port) = port {
                *port = (doubled.saturating_mul(step) / 2, count == 1);
            }
        }
    }
    ports
}

impl Ways<'_> {
    fn place(&self, point: usize) -> i64 {
        self.places.get(point).copied().unwrap_or(0)
    }

    fn line(&self, point: usize) -> usize {
        self.order.line_of.get(point).copied().unwrap_or(0)
    }

    /// The curve between two points that follow each other: edge, step and how many
    /// points the edge has.
    fn part(
        &self,
        (a, b): (usize, usize),
        (edge, step, count): (usize, usize, usize),
        ports: &Ports,
    ) -> (usize, [(i64, i64); 4]) {
        let [(start, _), (end, _)] = ports.get(edge).copied().unwrap_or_default();
        let is_last = step.saturating_add(2) == count;
        let from = self.place(a).saturating_add(if step == 0 { start } else { 0 });
        let to = self.place(b).saturating_add(if is_last { end } else { 0 });
        let (line, other) = (self.line(a), self.line(b));
        let gap = line.max(other);
        let (above, below) = self.gaps.get(gap).copied().unwrap_or((0, 0));
        if line == other {
            let lift = arc(from.saturating_sub(to).abs());
            let room = below.saturating_sub(above).saturating_sub(TIP);
            let bent = below.saturating_sub(lift.min(room.saturating_mul(4) / 3));
            return (gap, [(from, below), (from, bent), (to, bent), (to, below)]);
        }
        let (start, end) = if line < other { (above, below) } else { (below, above) };
        let middle = start.saturating_add(end) / 2;
        (gap, [(from, start), (from, middle), (to, middle), (to, end)])
    }
}

/// Where a label needs a straight part of an edge. Labels are much wider than high, so
/// this is for things side by side.
fn rest(diagram: &Diagram, (edge, step, count): (usize, usize, usize), ports: &Ports) -> Rest {
    let width = diagram.edges.get(edge).map_or(0, |it| label_width(&it.label));
    if diagram.flow == Flow::Down || width == 0 {
        return Rest::Nowhere;
    }
    let length = width.saturating_add(TIP.saturating_mul(2));
    match ports.get(edge) {
        Some([(_, true), _]) if step == 0 => Rest::Start(length),
        Some([(_, false), (_, true)]) if step.saturating_add(2) == count => Rest::End(length),
        _ => Rest::Nowhere,
    }
}

/// A point on a part of a curve, in hundredths of the way.
pub(super) fn at(points: &[(i64, i64); 4], way: i64) -> (i64, i64) {
    let rest = 100_i64.saturating_sub(way);
    let weights = [
        rest.saturating_mul(rest).saturating_mul(rest),
        way.saturating_mul(rest).saturating_mul(rest).saturating_mul(3),
        way.saturating_mul(way).saturating_mul(rest).saturating_mul(3),
        way.saturating_mul(way).saturating_mul(way),
    ];
    let sum = |pick: fn(&(i64, i64)) -> i64| {
        let parts = points.iter().zip(weights);
        let all: i64 = parts.map(|(it, weight)| pick(it).saturating_mul(weight)).sum();
        all / 1_000_000
    };
    (sum(|it| it.0), sum(|it| it.1))
}

/// Labels are placed one after the other, and again when all others have a place.
fn labels(diagram: &Diagram, parts: &[Part], gaps: &[(i64, i64)]) -> Vec<Option<Area>> {
    let ways = |it: &Part| (0..=25).map(|way: i64| at(&it.points, way.saturating_mul(4))).collect();
    let drawn: Vec<Vec<(i64, i64)>> = parts.iter().map(ways).collect();
    let mut labels: Vec<Option<Area>> = vec![None; diagram.edges.len()];
    for _ in 0..PASSES {
        for (number, edge) in diagram.edges.iter().enumerate() {
            if edge.label.is_empty() {
                continue;
            }
            let own: Vec<&Part> = parts.iter().filter(|it| it.edge == number).collect();
            let cost = |(area, gap, away): &(Area, usize, i64)| {
                let others = labels.iter().enumerate().filter(|(it, _)| *it != number);
                let others = others.filter_map(|(_, it)| *it);
                let covered: i64 = others.map(|it| area.shared(it)).sum();
                let others = parts.iter().zip(&drawn).filter(|(it, points)| {
                    it.edge != number && it.gap == *gap && points.iter().any(|it| area.holds(*it))
                });
                let hidden = others.count();
                let hidden = i64::try_from(hidden).unwrap_or(0).saturating_mul(HIDDEN);
                covered.saturating_mul(1000).saturating_add(hidden).saturating_add(*away)
            };
            let label = spots(diagram.flow, &edge.label, &own, gaps).into_iter().min_by_key(cost);
            if let Some(place) = labels.get_mut(number) {
                *place = label.map(|(area, ..)| area);
            }
        }
    }
    labels
}

/// Where a label may stand along its edge: the place, the free space it is in, and
/// how far it is from the middle of the edge. Spots on the edge come first.
fn spots(flow: Flow, text: &str, own: &[&Part], gaps: &[(i64, i64)]) -> Vec<(Area, usize, i64)> {
    let (width, height) = (label_width(text), LABEL);
    let half = i64::try_from(own.len()).unwrap_or(1).saturating_mul(50);
    let has_rest = own.iter().any(|it| it.is_rest);
    let mut spots = Vec::new();
    for (number, part) in (0_i64..).zip(own).filter(|(_, it)| it.is_rest == has_rest) {
        let (start, end) = gaps.get(part.gap).copied().unwrap_or((0, 0));
        // In the middle of the straight part, where there is one.
        let ways = if has_rest { 50..=50 } else { 12..=88 };
        for way in ways.step_by(4) {
            let (x, y) = at(&part.points, way);
            let place = number.saturating_mul(100).saturating_add(way);
            let away = i64::try_from(place.abs_diff(half)).unwrap_or(0);
            let (x, y) = (x.saturating_sub(width / 2), y.saturating_sub(height / 2));
            let within = |it: i64, size: i64| {
                let most = end.saturating_sub(TIP).saturating_sub(size);
                it.min(most).max(start.saturating_add(TIP))
            };
            let area = match flow {
                Flow::Down => Area { x, y: within(y, height), width, height },
                Flow::Right => Area { x: within(x, width), y, width, height },
            };
            spots.push((area, part.gap, away));
        }
    }
    spots
}

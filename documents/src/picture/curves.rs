//! How do edges lead from box to box, and where do their labels stand?
//!
//! Between two lines an edge is a curve within the free space there, and across a
//! line it is straight. Labels stand in free space too, where they hide least; side
//! by side, an edge that is alone at a box is straight there for as long as its label.

use super::diagram::{Diagram, Flow};
use super::geometry::{Area, Curve, Piece, Point, at, straight};
use super::order::Order;

/// What curves are drawn through.
pub(super) struct Space<'a> {
    pub(super) order: &'a Order,
    /// Where the middle of each point stands in its line.
    pub(super) places: Vec<i64>,
    /// Where the free space before each line starts and ends.
    pub(super) gaps: Vec<(i64, i64)>,
    /// How much of a line a box takes.
    pub(super) along: i64,
}

/// A piece of an edge in the free space before a line.
struct Crossing {
    edge: usize,
    gap: usize,
    piece: Piece,
    /// Whether it is straight so that the label can stand on it.
    is_for_label: bool,
}

/// How wide the place of a label is, and how high.
pub(super) fn label_width(text: &str) -> i64 {
    let letters = i64::try_from(text.chars().count()).unwrap_or(0);
    if letters == 0 { 0 } else { letters.saturating_mul(7).saturating_add(8) }
}
const LABEL: i64 = 18;
/// How far labels stay away from boxes, for the tips of arrows.
const TIP: i64 = 9;
/// What hiding another edge costs: as much as moving a label along so many hundredths
/// of a piece of its own edge.
const HIDDEN: i64 = 30;
/// How often labels are placed. Each time one knows better where the others are; after
/// three times hardly one moves.
const PASSES: usize = 3;

/// Of each edge its curve, and where its label stands.
pub(super) fn curves(diagram: &Diagram, space: &Space<'_>) -> Vec<(Curve, Option<Area>)> {
    let ports = ports(space);
    // Everything is worked out as if lines stood below each other.
    let turned = |(along, deep): Point| match diagram.flow {
        Flow::Down => (along, deep),
        Flow::Right => (deep, along),
    };
    let mut curves = Vec::new();
    let mut crossings: Vec<Crossing> = Vec::new();
    for (edge, chain) in space.order.chains.iter().enumerate() {
        let mut curve = Curve::default();
        let mut last = None;
        for (step, pair) in chain.windows(2).enumerate() {
            let &[a, b] = pair else { continue };
            let hop = Hop { edge, step, count: chain.len() };
            let (gap, piece) = space.piece((a, b), hop, &ports);
            // Straight across the line of a way point.
            let across = last.zip(piece.first()).map(|(from, to)| straight(from, *to));
            curve.pieces.extend(across.map(|piece| piece.map(turned)));
            last = piece.last().copied();
            let end = straight_end(diagram, hop, &ports);
            for (is_for_label, piece) in straightened(piece, end) {
                let piece = piece.map(turned);
                curve.pieces.push(piece);
                crossings.push(Crossing { edge, gap, piece, is_for_label });
            }
        }
        curves.push(curve);
    }
    let labels = labels(diagram, &crossings, &space.gaps);
    curves.into_iter().zip(labels).collect()
}

/// How high an arc is bent: the wider, the higher, so that arcs do not lie on each
/// other. It reaches three quarters of that.
pub(super) fn arc(width: i64) -> i64 {
    width.saturating_div(5).saturating_add(26)
}

/// One step of an edge, from a point to the next.
#[derive(Clone, Copy)]
struct Hop {
    edge: usize,
    /// The number of the step, from 0.
    step: usize,
    /// How many points the edge has.
    count: usize,
}

impl Hop {
    fn is_last(self) -> bool {
        self.step.saturating_add(2) == self.count
    }
}

/// Which end of a curve is straight, and for how long.
#[derive(Clone, Copy)]
enum StraightEnd {
    Neither,
    Start(i64),
    End(i64),
}

/// A curve between lines, with a straight piece for its label.
fn straightened(piece: Piece, end: StraightEnd) -> Vec<(bool, Piece)> {
    let [from, _, _, to] = piece;
    let length = match end {
        StraightEnd::Start(length) | StraightEnd::End(length) if from.1 != to.1 => length,
        _ => return vec![(false, piece)],
    };
    let forth = to.1.saturating_sub(from.1).signum().saturating_mul(length);
    let bend = |from: Point, to: Point| {
        let middle = from.1.saturating_add(to.1) / 2;
        [from, (from.0, middle), (to.0, middle), to]
    };
    if matches!(end, StraightEnd::Start(_)) {
        let between = (from.0, from.1.saturating_add(forth));
        return vec![(true, straight(from, between)), (false, bend(between, to))];
    }
    let between = (to.0, to.1.saturating_sub(forth));
    vec![(false, bend(from, between)), (true, straight(between, to))]
}

/// Of each edge how far from the middle of its box it starts, and ends, and whether
/// it is alone there.
type Ports = Vec<[(i64, bool); 2]>;

/// An end of an edge; ends are ordered as they stand at the sides of boxes.
#[derive(Clone, Copy, Eq, Ord, PartialEq, PartialOrd)]
struct End {
    /// The box, and whether it is the side towards later lines.
    side: (usize, bool),
    /// What orders the ends of one side.
    order: (i64, i64, i64),
    edge: usize,
    /// 0 where the edge starts, 1 where it ends.
    which: usize,
}

/// The edges at each side of each box in the order of where they lead, so that they
/// do not cross there.
fn ports(space: &Space<'_>) -> Ports {
    let mut ports: Ports = vec![[(0, false); 2]; space.order.chains.len()];
    let mut ends: Vec<End> = Vec::new();
    for (edge, chain) in space.order.chains.iter().enumerate() {
        let number = i64::try_from(edge).unwrap_or(0);
        let back: Vec<usize> = chain.iter().rev().copied().collect();
        for (which, chain) in [chain, &back].into_iter().enumerate() {
            let [node, next, ..] = chain.as_slice() else { continue };
            let (here, there) = (space.place(*node), space.place(*next));
            let (line, other) = (space.line(*node), space.line(*next));
            // Edges to things of the same line are arcs: outside of all others, and
            // the longer over the shorter.
            let order = match (line == other, there < here) {
                (true, true) => (0, there.saturating_neg(), number.saturating_neg()),
                (true, false) => (2, there.saturating_neg(), number),
                (false, _) => (1, there, number),
            };
            ends.push(End { side: (*node, other > line), order, edge, which });
        }
    }
    ends.sort_unstable();
    for side in ends.chunk_by(|one, next| one.side == next.side) {
        let count = i64::try_from(side.len()).unwrap_or(1);
        // Not up to the corners, and few edges not far apart.
        let room = space.along.saturating_sub(space.along / 8).saturating_sub(10);
        let step = room.checked_div(count).unwrap_or(0).min(space.along / 5);
        for (number, end) in (0_i64..).zip(side) {
            let doubled = number.saturating_mul(2).saturating_add(1).saturating_sub(count);
            let port = ports.get_mut(end.edge).and_then(|ends| ends.get_mut(end.which));
            if let Some(port) = port {
                *port = (doubled.saturating_mul(step) / 2, count == 1);
            }
        }
    }
    ports
}

impl Space<'_> {
    fn place(&self, point: usize) -> i64 {
        self.places.get(point).copied().unwrap_or(0)
    }

    fn line(&self, point: usize) -> usize {
        self.order.line_of.get(point).copied().unwrap_or(0)
    }

    /// The curve between two points that follow each other, and the line before which
    /// it stands.
    fn piece(&self, (a, b): (usize, usize), hop: Hop, ports: &Ports) -> (usize, Piece) {
        let [(start, _), (end, _)] = ports.get(hop.edge).copied().unwrap_or_default();
        let from = self.place(a).saturating_add(if hop.step == 0 { start } else { 0 });
        let to = self.place(b).saturating_add(if hop.is_last() { end } else { 0 });
        let (line, other) = (self.line(a), self.line(b));
        let gap = line.max(other);
        let (above, below) = self.gaps.get(gap).copied().unwrap_or((0, 0));
        if line == other {
            // Both stand in one line, so an arc leads over what is between them. It
            // reaches three quarters of what bends it, and not into the line before.
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
fn straight_end(diagram: &Diagram, hop: Hop, ports: &Ports) -> StraightEnd {
    let width = diagram.edges.get(hop.edge).map_or(0, |edge| label_width(&edge.label));
    if diagram.flow == Flow::Down || width == 0 {
        return StraightEnd::Neither;
    }
    let length = width.saturating_add(TIP.saturating_mul(2));
    // Where several edges leave a box side by side, straight pieces would lie so close
    // to each other that labels cover them.
    match ports.get(hop.edge) {
        Some([(_, true), _]) if hop.step == 0 => StraightEnd::Start(length),
        Some([(_, false), (_, true)]) if hop.is_last() => StraightEnd::End(length),
        _ => StraightEnd::Neither,
    }
}

/// Labels are placed one after the other, and again when all others have a place.
fn labels(diagram: &Diagram, crossings: &[Crossing], gaps: &[(i64, i64)]) -> Vec<Option<Area>> {
    // Whether a label hides a curve is tested at some of its points.
    let drawn: Vec<Vec<Point>> = crossings
        .iter()
        .map(|crossing| {
            (0..=25).map(|way: i64| at(&crossing.piece, way.saturating_mul(4))).collect()
        })
        .collect();
    let mut labels: Vec<Option<Area>> = vec![None; diagram.edges.len()];
    for _ in 0..PASSES {
        for (number, edge) in diagram.edges.iter().enumerate() {
            if edge.label.is_empty() {
                continue;
            }
            let own: Vec<&Crossing> =
                crossings.iter().filter(|crossing| crossing.edge == number).collect();
            let cost = |(area, gap, away): &(Area, usize, i64)| {
                let others = labels.iter().enumerate().filter(|(other, _)| *other != number);
                let others = others.filter_map(|(_, label)| *label);
                let covered: i64 = others.map(|other| area.shared(other)).sum();
                let hidden = crossings.iter().zip(&drawn).filter(|(crossing, points)| {
                    crossing.edge != number
                        && crossing.gap == *gap
                        && points.iter().any(|point| area.holds(*point))
                });
                let hidden = i64::try_from(hidden.count()).unwrap_or(0).saturating_mul(HIDDEN);
                // Two labels on each other cannot be read: that is worse than all else.
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
fn spots(
    flow: Flow,
    text: &str,
    own: &[&Crossing],
    gaps: &[(i64, i64)],
) -> Vec<(Area, usize, i64)> {
    let (width, height) = (label_width(text), LABEL);
    let half = i64::try_from(own.len()).unwrap_or(1).saturating_mul(50);
    let has_straight = own.iter().any(|crossing| crossing.is_for_label);
    let mut spots = Vec::new();
    let usable = (0_i64..).zip(own).filter(|(_, own)| own.is_for_label == has_straight);
    for (number, crossing) in usable {
        let (start, end) = gaps.get(crossing.gap).copied().unwrap_or((0, 0));
        // In the middle of the straight part, where there is one.
        let ways = if has_straight { 50..=50 } else { 12..=88 };
        for way in ways.step_by(4) {
            let (x, y) = at(&crossing.piece, way);
            let place = number.saturating_mul(100).saturating_add(way);
            let away = i64::try_from(place.abs_diff(half)).unwrap_or(0);
            let (x, y) = (x.saturating_sub(width / 2), y.saturating_sub(height / 2));
            let within = |place: i64, size: i64| {
                let most = end.saturating_sub(TIP).saturating_sub(size);
                place.min(most).max(start.saturating_add(TIP))
            };
            let area = match flow {
                Flow::Down => Area { x, y: within(y, height), width, height },
                Flow::Right => Area { x: within(x, width), y, width, height },
            };
            spots.push((area, crossing.gap, away));
        }
    }
    spots
}

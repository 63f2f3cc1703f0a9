//! Where does everything stand?
//!
//! [`order`] says what follows what. Here every line gets its place, and within it
//! every point, as near to the middle of its neighbours as the room allows. An edge
//! crosses a line only at its way point and is a curve between lines, so it lies on
//! no box.

use super::curves::{Space, arc, curves, label_width};
use super::diagram::{Diagram, Flow};
use super::geometry::{Area, Curve};
use super::order::{Links, Order, order};

/// Where the first thing stands.
const LEFT: i64 = 130;
const TOP: i64 = 96;
/// The least and the most free space between lines.
const NARROW: i64 = 72;
const WIDE: i64 = 220;
/// Free space between columns, and beside what is written there.
const COLUMNS: i64 = 120;
const BESIDE: i64 = 96;
/// The widest strip that stays empty from the first line to the last.
const STRIP: i64 = 36;
/// How often lines are gone through. Each line moves towards its neighbours, which have
/// moved too, so places come to rest only after many sweeps.
const SWEEPS: usize = 40;

/// Where everything stands.
#[derive(Clone, Debug)]
pub(super) struct Layout {
    pub(super) width: i64,
    pub(super) height: i64,
    /// Of each node.
    pub(super) nodes: Vec<Area>,
    /// Of each edge its curve, and the place of its label.
    pub(super) edges: Vec<(Curve, Option<Area>)>,
    /// Of each layer that holds something its number and where its name stands; of each
    /// line of it where it takes several from top to bottom.
    pub(super) layers: Vec<(usize, i64, i64)>,
}

/// How wide and how high boxes are.
pub(super) fn size(flow: Flow) -> (i64, i64) {
    match flow {
        Flow::Down => (190, 70),
        Flow::Right => (190, 52),
    }
}

/// Lays a diagram out.
pub(super) fn layout(diagram: &Diagram) -> Layout {
    let order = order(diagram);
    let flow = diagram.flow;
    let (width, height) = size(flow);
    let is_down = flow == Flow::Down;
    let (along, thick) = if is_down { (width, height) } else { (height, width) };
    let (first, start) = if is_down { (LEFT, TOP) } else { (TOP, 40) };
    let places = places(&order, diagram, along, first);
    let (gaps, lines) = depths(diagram, (&order, &places), thick, start);
    let area = |node: usize| {
        let line = order.line_of.get(node).and_then(|line| lines.get(*line));
        let deep = line.copied().unwrap_or(0);
        let side = places.get(node).copied().unwrap_or(0).saturating_sub(along / 2);
        let (x, y) = if is_down { (side, deep) } else { (deep, side) };
        Area { x, y, width, height }
    };
    let nodes: Vec<Area> = (0..diagram.nodes.len()).map(area).collect();
    let edges = curves(diagram, &Space { order: &order, places, gaps, along });
    let mut layers: Vec<(usize, i64, i64)> = Vec::new();
    for (layer, deep) in order.layers.iter().zip(lines) {
        // A row that takes two lines says so on both.
        if is_down || layers.iter().all(|(named, ..)| named != layer) {
            let (x, y) = if is_down { (24, deep) } else { (deep, TOP.saturating_sub(12)) };
            layers.push((*layer, x, y));
        }
    }
    let points = || edges.iter().flat_map(|(curve, _)| curve.pieces.iter().flatten().copied());
    let labels = || edges.iter().filter_map(|(_, label)| label.as_ref());
    let boxes = || nodes.iter().chain(labels());
    let right = boxes().map(|area| area.x.saturating_add(area.width));
    let right = right.chain(points().map(|point| point.0)).max().unwrap_or(LEFT);
    let bottom = boxes().map(|area| area.y.saturating_add(area.height));
    let bottom = bottom.chain(points().map(|point| point.1)).max().unwrap_or(TOP);
    Layout {
        width: right.saturating_add(40).max(760),
        height: bottom.saturating_add(40),
        nodes,
        edges,
        layers,
    }
}

/// Where the free space before each line starts and ends, and where each line does.
fn depths(
    diagram: &Diagram,
    (order, places): (&Order, &[i64]),
    thick: i64,
    start: i64,
) -> (Vec<(i64, i64)>, Vec<i64>) {
    let place = |at: usize| places.get(at).copied().unwrap_or(0);
    let mut crowd = vec![0_i64; order.lines.len()];
    let mut widest = vec![0_i64; order.lines.len()];
    let mut highest = vec![0_i64; order.lines.len()];
    for (edge, chain) in diagram.edges.iter().zip(&order.chains) {
        let line = |at: usize| order.line_of.get(at).copied().unwrap_or(0);
        for pair in chain.windows(2) {
            let &[a, b] = pair else { continue };
            // Things of one line are connected before it.
            let gap = line(a).max(line(b));
            if let (Some(crowd), Some(widest)) = (crowd.get_mut(gap), widest.get_mut(gap)) {
                *crowd = crowd.saturating_add(1);
                *widest = (*widest).max(label_width(&edge.label));
            }
            if let Some(highest) = highest.get_mut(gap).filter(|_| line(a) == line(b)) {
                *highest = (*highest).max(arc(place(a).saturating_sub(place(b)).abs()));
            }
        }
    }
    let mut deep = start;
    let (mut gaps, mut lines) = (Vec::new(), Vec::new());
    for (number, ((crowd, widest), highest)) in
        crowd.into_iter().zip(widest).zip(highest).enumerate()
    {
        let room = match diagram.flow {
            _ if number == 0 && crowd == 0 => 0,
            // The more edges, the more room, or they could not be told apart; side by
            // side the widest label needs it.
            Flow::Down => {
                crowd.saturating_mul(3).saturating_add(60).max(highest).clamp(NARROW, WIDE)
            }
            Flow::Right => widest.saturating_add(BESIDE).max(COLUMNS),
        };
        let end = deep.saturating_add(room);
        gaps.push((deep, end));
        lines.push(end);
        deep = end.saturating_add(thick);
    }
    (gaps, lines)
}

/// Where the middle of each point stands in its line.
fn places(order: &Order, diagram: &Diagram, along: i64, first: i64) -> Vec<i64> {
    let nodes = diagram.nodes.len();
    let (between, beside) = if diagram.flow == Flow::Down { (26, 16) } else { (14, 10) };
    // How far two points that follow each other are apart at least.
    let apart = |a: usize, b: usize| match (a < nodes, b < nodes) {
        (true, true) => along.saturating_add(between),
        (false, false) => 12,
        _ => (along / 2).saturating_add(beside),
    };
    let mut offsets: Vec<Vec<i64>> = Vec::new();
    let mut places = vec![0_i64; order.line_of.len()];
    for line in &order.lines {
        let mut sum = 0_i64;
        let mut here = vec![0_i64];
        for pair in line.windows(2) {
            let &[a, b] = pair else { continue };
            sum = sum.saturating_add(apart(a, b));
            here.push(sum);
        }
        for (point, offset) in line.iter().zip(&here) {
            if let Some(place) = places.get_mut(*point) {
                *place = offset.saturating_sub(sum / 2);
            }
        }
        offsets.push(here);
    }
    for sweep in 0..SWEEPS {
        let lines: Vec<usize> = if sweep.is_multiple_of(2) {
            (0..order.lines.len()).collect()
        } else {
            (0..order.lines.len()).rev().collect()
        };
        for number in lines {
            let (Some(line), Some(offsets)) = (order.lines.get(number), offsets.get(number)) else {
                continue;
            };
            let wishes: Vec<(i64, i64)> = line
                .iter()
                // Way points pull harder than boxes: a long edge should be straight.
                .map(|point| (middle(order, &places, *point), if *point < nodes { 1 } else { 3 }))
                .collect();
            for (point, place) in line.iter().zip(spread(&wishes, offsets)) {
                if let Some(here) = places.get_mut(*point) {
                    *here = place;
                }
            }
        }
    }
    let half = |point: usize| if point < nodes { along / 2 } else { 0 };
    squeeze(&mut places, half, first);
    places
}

/// Begins at a place, and makes strips narrow that nothing stands in, in no line.
fn squeeze(places: &mut [i64], half: impl Fn(usize) -> i64, first: i64) {
    let mut sorted: Vec<usize> = (0..places.len()).collect();
    let start =
        |places: &[i64], at: usize| places.get(at).copied().unwrap_or(0).saturating_sub(half(at));
    sorted.sort_by_key(|point| start(places, *point));
    let least = sorted.first().map_or(0, |point| start(places, *point));
    let (mut end, mut shift) = (least, first.saturating_sub(least));
    for point in sorted {
        let here = start(places, point);
        shift = shift.saturating_sub(here.saturating_sub(end).saturating_sub(STRIP).max(0));
        end = end.max(here.saturating_add(half(point).saturating_mul(2)));
        if let Some(place) = places.get_mut(point) {
            *place = place.saturating_add(shift);
        }
    }
}

/// The middle of what a point is connected with; its own place without anything.
fn middle(order: &Order, places: &[i64], point: usize) -> i64 {
    let at = |point: usize| places.get(point).copied().unwrap_or(0);
    let others = order.links.get(point).into_iter().flat_map(Links::all);
    let (count, sum) = others.fold((0_i64, 0_i64), |(count, sum), other| {
        (count.saturating_add(1), sum.saturating_add(at(other)))
    });
    sum.checked_div(count).unwrap_or_else(|| at(point))
}

/// Points of a line that stand as close to each other as they may.
struct Block {
    weight: i64,
    /// Where its points wish it to start, each as often as it weighs.
    sum: i64,
    points: usize,
}

impl Block {
    /// Where the block starts: as near as can be to all wishes.
    fn start(&self) -> i64 {
        self.sum.checked_div(self.weight).unwrap_or(0)
    }
}

/// The places of a line nearest to what is wished, given how far each is from the
/// first at least. Wishes come with their weights.
///
/// Without the distances between points, their order would ask for starts that never
/// fall. Where they do, points push each other: the two blocks become one that stands
/// at the mean of their wishes, which may push the block before. This finds the places
/// with the least squares of distances in one pass (pool adjacent violators).
fn spread(wishes: &[(i64, i64)], offsets: &[i64]) -> Vec<i64> {
    let mut blocks: Vec<Block> = Vec::new();
    for ((wish, weight), offset) in wishes.iter().zip(offsets) {
        let sum = wish.saturating_sub(*offset).saturating_mul(*weight);
        let mut block = Block { weight: *weight, sum, points: 1 };
        while let Some(last) = blocks.pop_if(|last| last.start() > block.start()) {
            block = Block {
                weight: block.weight.saturating_add(last.weight),
                sum: block.sum.saturating_add(last.sum),
                points: block.points.saturating_add(last.points),
            };
        }
        blocks.push(block);
    }
    let starts = blocks.iter().flat_map(|block| std::iter::repeat_n(block.start(), block.points));
    starts.zip(offsets).map(|(start, offset)| start.saturating_add(*offset)).collect()
}

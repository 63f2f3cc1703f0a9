//! In which lines, and in which order, does everything stand?
//!
//! Layers follow each other; a layer with too many things continues in a line of
//! its own, with things that belong together in lines near each other. An edge that
//! skips lines gets a way point in each of them, which takes a place like a thing,
//! so that nothing stands where the edge leads through. Within a line everything is
//! moved to the middle of its neighbours, forth and back; the order with the fewest
//! crossings is kept.

use super::diagram::{Diagram, Flow};

/// The most things side by side where layers stand below each other.
const ACROSS: usize = 6;
/// How often lines are gone through, from the first to the last and back in turn.
/// Pictures of our size hardly get better after that.
const SWEEPS: usize = 12;

/// The points of a picture: first the things, by their numbers, then way points.
#[derive(Clone, Debug, Default)]
pub(super) struct Order {
    /// The points of each line.
    pub(super) lines: Vec<Vec<usize>>,
    /// The layer of each line.
    pub(super) layers: Vec<usize>,
    /// The line of each point.
    pub(super) line_of: Vec<usize>,
    /// Of each edge the points it leads over, its ends included.
    pub(super) chains: Vec<Vec<usize>>,
    /// What each point is connected with.
    pub(super) links: Vec<Links>,
}

/// What a point is connected with, by the line it stands in.
#[derive(Clone, Debug, Default)]
pub(super) struct Links {
    before: Vec<usize>,
    beside: Vec<usize>,
    after: Vec<usize>,
}

impl Links {
    pub(super) fn all(&self) -> impl Iterator<Item = usize> {
        [&self.before, &self.beside, &self.after].into_iter().flatten().copied()
    }
}

/// Orders a diagram.
pub(super) fn order(diagram: &Diagram) -> Order {
    let mut order = Order { line_of: vec![0; diagram.nodes.len()], ..Order::default() };
    for layer in 0..diagram.layers.len() {
        let here = diagram.nodes.iter().enumerate().filter(|(_, node)| node.layer == layer);
        let nodes: Vec<usize> = here.map(|(at, _)| at).collect();
        let most = if diagram.flow == Flow::Down { ACROSS } else { nodes.len() };
        let count = nodes.len().div_ceil(most.max(1));
        // Lines of one layer are equally full, so that none holds a single thing.
        let each = nodes.len().div_ceil(count.max(1)).max(1);
        for line in nodes.chunks(each) {
            order.lines.push(line.to_vec());
            order.layers.push(layer);
        }
    }
    order.number_lines();
    order.gather(diagram);
    order.lead_edges(diagram);
    order.link();
    order.cross_less();
    order
}

impl Order {
    fn line(&self, point: usize) -> usize {
        self.line_of.get(point).copied().unwrap_or(0)
    }

    fn number_lines(&mut self) {
        for (number, line) in self.lines.iter().enumerate() {
            for point in line {
                if let Some(of) = self.line_of.get_mut(*point) {
                    *of = number;
                }
            }
        }
    }

    /// Within layers of several lines things change places as long as that makes
    /// edges shorter.
    fn gather(&mut self, diagram: &Diagram) {
        let mut neighbours: Vec<Vec<usize>> = vec![Vec::new(); diagram.nodes.len()];
        for edge in &diagram.edges {
            for (one, other) in [(edge.from, edge.to), (edge.to, edge.from)] {
                if let Some(others) = neighbours.get_mut(one) {
                    others.push(other);
                }
            }
        }
        let layer = |at: usize| diagram.nodes.get(at).map(|node| node.layer);
        for _ in 0..SWEEPS {
            let mut is_better = false;
            for one in 0..diagram.nodes.len() {
                for other in 0..one {
                    if layer(one) == layer(other) && self.line(one) != self.line(other) {
                        is_better |= self.swap_lines(one, other, &neighbours);
                    }
                }
            }
            if !is_better {
                break;
            }
        }
        for line in &mut self.lines {
            line.clear();
        }
        for (point, line) in self.line_of.iter().enumerate() {
            if let Some(line) = self.lines.get_mut(*line) {
                line.push(point);
            }
        }
    }

    /// Lets two things change lines if that makes edges shorter.
    fn swap_lines(&mut self, one: usize, other: usize, neighbours: &[Vec<usize>]) -> bool {
        let length = |order: &Self| -> usize {
            let of = |at: usize| {
                let ends = neighbours.get(at).into_iter().flatten();
                ends.map(|end| order.line(*end).abs_diff(order.line(at)).max(1)).sum::<usize>()
            };
            of(one).saturating_add(of(other))
        };
        let before = length(self);
        self.line_of.swap(one, other);
        if length(self) < before {
            return true;
        }
        self.line_of.swap(one, other);
        false
    }

    /// Gives each edge its way points.
    fn lead_edges(&mut self, diagram: &Diagram) {
        for edge in &diagram.edges {
            let mut chain = vec![edge.from];
            let (from, to) = (self.line(edge.from), self.line(edge.to));
            let between = from.min(to).saturating_add(1)..from.max(to);
            let mut lines: Vec<usize> = between.collect();
            if to < from {
                lines.reverse();
            }
            for number in lines {
                let point = self.line_of.len();
                self.line_of.push(number);
                chain.push(point);
                if let Some(line) = self.lines.get_mut(number) {
                    line.push(point);
                }
            }
            chain.push(edge.to);
            self.chains.push(chain);
        }
    }

    fn link(&mut self) {
        let mut links = vec![Links::default(); self.line_of.len()];
        for pair in self.chains.iter().flat_map(|chain| chain.windows(2)) {
            let &[a, b] = pair else { continue };
            for (one, other) in [(a, b), (b, a)] {
                let Some(links) = links.get_mut(one) else { continue };
                match self.line(other).cmp(&self.line(one)) {
                    std::cmp::Ordering::Less => links.before.push(other),
                    std::cmp::Ordering::Equal => links.beside.push(other),
                    std::cmp::Ordering::Greater => links.after.push(other),
                }
            }
        }
        self.links = links;
    }

    /// Moves every point of a line to the middle of its neighbours, line after line.
    ///
    /// Finding the order with the fewest crossings would take too long, and a sweep may
    /// also make it worse, so the best order of all sweeps is kept.
    fn cross_less(&mut self) {
        let mut place = self.places();
        let mut best = (self.cost(&place), self.lines.clone());
        for sweep in 0..SWEEPS {
            let count = self.lines.len();
            for step in 0..count {
                let back = count.saturating_sub(step.saturating_add(1));
                let at = if sweep.is_multiple_of(2) { step } else { back };
                let links = &self.links;
                let wish = |point: usize| wish(links.get(point), &place, point, sweep);
                if let Some(line) = self.lines.get_mut(at) {
                    // A stable sort: points with the same wish stay as they are.
                    line.sort_by_key(|point| wish(*point));
                }
                place = self.places();
            }
            let cost = self.cost(&place);
            if cost < best.0 {
                best = (cost, self.lines.clone());
            }
        }
        self.lines = best.1;
    }

    /// Where each point stands in its line, in thousandths of the line, so that lines
    /// with many points and with few can be compared.
    fn places(&self) -> Vec<i64> {
        let mut place = vec![0_i64; self.line_of.len()];
        for line in &self.lines {
            let count = i64::try_from(line.len()).unwrap_or(1);
            for (number, point) in (0_i64..).zip(line) {
                if let Some(place) = place.get_mut(*point) {
                    let doubled = number.saturating_mul(2).saturating_add(1);
                    *place = doubled.saturating_mul(500).checked_div(count).unwrap_or(0);
                }
            }
        }
        place
    }

    /// How often edges cross, and how far they lead aside.
    fn cost(&self, place: &[i64]) -> (usize, u64) {
        let at = |point: usize| place.get(point).copied().unwrap_or(0);
        let pairs = self.chains.iter().flat_map(|chain| chain.windows(2));
        let aside = pairs.map(|pair| match pair {
            &[a, b] => at(a).abs_diff(at(b)),
            _ => 0,
        });
        (self.crossings(place), aside.sum())
    }

    /// How often edges cross between lines.
    fn crossings(&self, place: &[i64]) -> usize {
        let at = |point: usize| place.get(point).copied().unwrap_or(0);
        let of_line = |line: &Vec<usize>| {
            let mut ends: Vec<(i64, i64)> = Vec::new();
            for point in line {
                let after = self.links.get(*point).map_or(&[][..], |links| &links.after);
                ends.extend(after.iter().map(|other| (at(*point), at(*other))));
            }
            // Two edges cross where their ends stand in another order than their starts.
            let crossed = |(number, a): (usize, &(i64, i64))| {
                let later = ends.iter().skip(number.saturating_add(1));
                later.filter(|b| (a.0 < b.0 && a.1 > b.1) || (a.0 > b.0 && a.1 < b.1)).count()
            };
            ends.iter().enumerate().map(crossed).sum::<usize>()
        };
        self.lines.iter().map(of_line).sum()
    }
}

/// The middle of a point's neighbours; its own place without any. On the way forth
/// those before it count, on the way back those after it: these stand already where
/// the sweep has put them. The last sweeps heed all neighbours, so that what one way
/// has gained is not lost on the other.
fn wish(links: Option<&Links>, place: &[i64], point: usize, sweep: usize) -> i64 {
    let at = |point: usize| place.get(point).copied().unwrap_or(0);
    let Some(links) = links else { return at(point) };
    let one_side = if sweep.is_multiple_of(2) { &links.before } else { &links.after };
    let is_early = sweep < SWEEPS / 2 && !one_side.is_empty();
    let places: Vec<i64> = if is_early {
        one_side.iter().chain(&links.beside).map(|other| at(*other)).collect()
    } else {
        links.all().map(at).collect()
    };
    let count = i64::try_from(places.len()).unwrap_or(0);
    places.iter().sum::<i64>().checked_div(count).unwrap_or_else(|| at(point))
}

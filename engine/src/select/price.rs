//! Can so much be added in so many hours?

use crate::level::Points;
use crate::quantity::Hours;

use super::bound::{Highest, Left, Rest, Room, most_added};
use super::worth::Worth;

/// How often a price of hours is improved.
const PRICES: usize = 4;

/// Returns whether candidates might add `wanted` value in `hours`; "no" is
/// certain.
///
/// Take any price of an hour of at least zero, `a / b`. If a completion adds `v`
/// in `h ≤ hours`, then `b·v ≤ Σ (b·vᵢ − a·hᵢ) + a·hours`, and the sum is at most
/// that of the candidates with the highest `b·vᵢ − a·hᵢ`. If even that is less
/// than `b·wanted`, no completion adds what is wanted. All are whole numbers, so
/// nothing is rounded.
///
/// Begin with the most valuable candidates; if they fit into the hours, hours
/// refute nothing more. If not, the price at which they and the last
/// that fitted come out even is the next to try: the lower envelope of lines is
/// searched from both sides.
pub(super) fn might_add(wanted: Points, rest: Rest<'_, '_>, room: Room, hours: Hours) -> bool {
    let budget = units(hours);
    let nothing = Worth::new(Points::ZERO, Hours::ZERO, 0);
    let Some(most) = most_added(nothing, rest, room) else { return false };
    let mut over = Sum { value: most.value, hours: units(most.hours.0), ..Sum::default() };
    if over.value < wanted {
        return false;
    }
    let mut under = Sum::default();
    for _ in 0..PRICES {
        if over.hours <= budget {
            return true;
        }
        let gain = (over.value - under.value).units().max(0);
        let price = Price { points: gain, hours: over.hours.saturating_sub(under.hours).max(1) };
        let Some(best) = best_at(rest, room, price) else { return false };
        let limit = best.priced + Points::from_units(price.points).times(budget);
        if limit < wanted.times(price.hours) {
            return false;
        }
        let known = if best.hours > budget { &mut over } else { &mut under };
        if *known == best.unpriced() {
            return true;
        }
        *known = best.unpriced();
    }
    true
}

/// Points to pay for hours, in hundredths.
#[derive(Clone, Copy, Debug)]
struct Price {
    points: i128,
    hours: i128,
}

/// What some candidates add together.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
struct Sum {
    value: Points,
    hours: i128,
    priced: Points,
}

impl Sum {
    fn unpriced(self) -> Self {
        Self { priced: Points::ZERO, ..self }
    }
}

/// The best candidates at a price, at most one of each family and at least one of
/// those of which one has to join.
fn best_at(rest: Rest<'_, '_>, room: Room, price: Price) -> Option<Sum> {
    let priced = |left: &Left<'_>| {
        let cost = Points::from_units(price.points).times(units(left.item.candidate.hours));
        left.worth.value.times(price.hours) - cost
    };
    let mut highest = Highest::new(room.most);
    let mut best_of_some: Option<(Points, Left<'_>)> = None;
    for (at, left) in rest.iter().enumerate() {
        let priced = priced(left);
        if at < rest.some.len() && best_of_some.is_none_or(|(known, _)| known < priced) {
            best_of_some = Some((priced, *left));
        }
        highest.add(priced, *left);
    }
    let best_of_some = best_of_some?;
    let mut best = highest.kept;
    if best.len() < room.fewest {
        return None;
    }
    let mut at = 0_usize;
    best.retain(|(priced, _)| {
        at = at.saturating_add(1);
        at <= room.fewest || *priced > Points::ZERO
    });
    let last = best.last().map(|(last, _)| *last);
    if last.is_none_or(|last| best_of_some.0 < last) {
        // None of them is one that has to join, or it would be no better than the
        // best of those. That one joins, and one less of the others.
        if best.len() == room.most || last.is_some_and(|last| last <= Points::ZERO) {
            best.pop();
        }
        best.push(best_of_some);
    }
    Some(best.into_iter().fold(Sum::default(), |sum, (priced, left)| Sum {
        value: sum.value + left.worth.value,
        hours: sum.hours.saturating_add(units(left.item.candidate.hours)),
        priced: sum.priced + priced,
    }))
}

fn units(hours: Hours) -> i128 {
    i128::from(hours.hundredths())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::ModuleIx;
    use crate::select::cover::Cover;
    use crate::select::pool::{Item, Levels};
    use crate::select::worth::Aim;
    use crate::select::{Candidate, Standing};

    fn candidate(hours: u32) -> Candidate {
        Candidate {
            module: ModuleIx::new(0).unwrap(),
            covers: Vec::new(),
            boost: Points::ZERO,
            hours: Hours::from_hundredths(hours),
            entry: Vec::new(),
            lifts: Vec::new(),
            standing: Standing::Free,
        }
    }

    /// Whether two of some candidates might add so much in 200 hundredths, one of
    /// the first two among them. Each adds so many points in so many hundredths.
    fn might_add_two(wanted: i128, points_and_hours: [(i128, u32); 4]) -> bool {
        let candidates = points_and_hours.map(|(_, hours)| candidate(hours));
        let item = |(family, candidate)| {
            let covers = Cover::empty(0);
            Item {
                position: 0,
                candidate,
                entry: Levels::new(),
                lifts: Levels::new(),
                covers,
                family,
                is_ready: true,
            }
        };
        let items: Vec<Item<'_>> = (0..).zip(&candidates).map(item).collect();
        let points = points_and_hours.map(|(points, _)| Points::from_units(points));
        let left = |(item, points)| Left::new(item, points, Aim::SCORE);
        let left: Vec<Left<'_>> = items.iter().zip(points).map(left).collect();
        let (some, any) = left.split_at(2);
        let room = Room { fewest: 2, most: 3 };
        let hours = Hours::from_hundredths(200);
        might_add(Points::from_units(wanted), Rest { some, any }, room, hours)
    }

    #[test]
    fn what_fits_into_the_hours_is_never_refuted() {
        let losses = [(-3, 500), (-4, 100), (-1, 100), (-2, 100)];
        assert!(might_add_two(-5, losses));
        let gains = [(9, 500), (4, 100), (3, 100), (2, 100)];
        assert!(might_add_two(7, gains));
    }

    #[test]
    fn what_takes_too_long_is_refuted() {
        let gains = [(9, 500), (4, 100), (3, 100), (2, 100)];
        assert!(!might_add_two(10, gains));
    }
}

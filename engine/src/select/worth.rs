//! How much is a set worth, and which of two is worth more?

use std::cmp::{Ordering, Reverse};
use std::ops::Add;

use crate::level::Points;
use crate::quantity::Hours;

/// The hours that anything shorter counts for, where hours divide.
pub(super) const ONE_HOUR: Hours = Hours::from_hundredths(100);

/// The hours a set counts for, where hours divide.
pub(super) fn counted(hours: Hours) -> Hours {
    hours.max(ONE_HOUR)
}

/// Compares points per hours exactly. No hours count as one hundredth.
///
/// The whole parts decide, then the rests, which are below the hours they are
/// divided by: nothing here can overflow.
pub(super) fn compare_rates(one: (Points, Hours), other: (Points, Hours)) -> Ordering {
    let parts = |(points, hours): (Points, Hours)| {
        let (units, hours) = (points.units(), i128::from(hours.hundredths()).max(1));
        let whole = units.checked_div_euclid(hours).unwrap_or_default();
        let rest = units.checked_rem_euclid(hours).unwrap_or_default();
        (whole, Points::from_units(rest), hours)
    };
    let (one, other) = (parts(one), parts(other));
    one.0.cmp(&other.0).then_with(|| one.1.times(other.2).cmp(&other.1.times(one.2)))
}

/// What one search maximises: `score · times − hours · price`.
///
/// The score itself, or how far a set is above a rate of points per hour:
/// `score / hours > price / times` just if the value is above zero.
#[derive(Clone, Copy, Debug)]
pub(super) struct Aim {
    // INVARIANT: `times` is at least 1, and 1 where `price` is zero.
    times: i128,
    price: Points,
}

impl Aim {
    /// The score itself.
    pub(super) const SCORE: Self = Self { times: 1, price: Points::ZERO };

    /// How far above so many points per so many hours.
    pub(super) fn above(points: Points, hours: Hours) -> Self {
        if points == Points::ZERO {
            return Self::SCORE;
        }
        Self { times: i128::from(counted(hours).hundredths()), price: points }
    }

    /// The value of a whole set, exactly.
    pub(super) fn exact(self, score: Points, hours: Hours) -> Points {
        self.linear(score, counted(hours))
    }

    /// What a part of a set adds to its value, where it adds so much to its score
    /// and its hours.
    pub(super) fn linear(self, score: Points, hours: Hours) -> Points {
        if self.price == Points::ZERO {
            return score;
        }
        score.times(self.times) - self.price.times(i128::from(hours.hundredths()))
    }

    /// A start such that `start + Σ linear(parts)` is at least the value of the
    /// set that the parts complete.
    ///
    /// A price of at least zero takes more off for `counted(hours)` than for
    /// `hours`. One below zero takes less, but `counted` rises no faster than
    /// hours do.
    pub(super) fn start(self, score: Points, hours: Hours) -> Points {
        if self.price < Points::ZERO { self.exact(score, hours) } else { self.linear(score, hours) }
    }

    /// Whether fewer hours for the same score are never worth less.
    pub(super) fn likes_fewer_hours(self) -> bool {
        self.price >= Points::ZERO
    }

    /// Whether hours cost something, and so few count for one.
    pub(super) fn rounds_up(self, hours: Hours) -> bool {
        self.price > Points::ZERO && hours < ONE_HOUR
    }

    /// The points, over `hours`, of a rate that no set of at least so many hours
    /// exceeds if none exceeds `value`; rounded up.
    ///
    /// From `score · times − h · price ≤ value` and `h ≥ hours` follows
    /// `score / h ≤ (price + max(value, 0) / hours) / times`.
    pub(super) fn rate_of(self, value: Points, hours: Hours) -> Points {
        let over = i128::from(hours.hundredths());
        let points = self.price.times(over) + value.max(Points::ZERO);
        let whole = points.units().checked_div_euclid(self.times).unwrap_or_default();
        let rest = points.units().checked_rem_euclid(self.times).unwrap_or_default();
        Points::from_units(whole) + Points::from_units(i128::from(rest > 0))
    }
}

/// What a set or a part of one is worth, compared as sets are: more value, then
/// fewer hours, then fewer modules.
///
/// Adding the same to both sides keeps the order of two worths, so that bounds
/// may be taken on worths as on numbers, and ties need no rule of their own.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub(super) struct Worth {
    pub(super) value: Points,
    pub(super) hours: Reverse<Hours>,
    pub(super) modules: Reverse<usize>,
}

impl Worth {
    pub(super) fn new(value: Points, hours: Hours, modules: usize) -> Self {
        Self { value, hours: Reverse(hours), modules: Reverse(modules) }
    }
}

impl Add for Worth {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self {
            value: self.value + other.value,
            hours: Reverse(self.hours.0 + other.hours.0),
            modules: Reverse(self.modules.0.saturating_add(other.modules.0)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rate(points: i128, hours: u32) -> (Points, Hours) {
        (Points::from_units(points), Hours::from_hundredths(hours))
    }

    #[test]
    fn rates_compare_exactly_at_any_size() {
        assert_eq!(compare_rates(rate(1, 3), rate(2, 6)), Ordering::Equal);
        assert_eq!(compare_rates(rate(-1, 3), rate(-1, 4)), Ordering::Less);
        assert_eq!(compare_rates(rate(i128::MAX, 200), rate(i128::MAX, 201)), Ordering::Greater);
        assert_eq!(compare_rates(rate(i128::MIN, 200), rate(i128::MIN, 201)), Ordering::Less);
    }

    #[test]
    fn a_rate_is_rounded_up() {
        let aim = Aim::above(Points::from_units(1), Hours::from_hundredths(300));
        let rate = aim.rate_of(Points::from_units(100), Hours::from_hundredths(200));
        // (1 · 200 + 100) / 300 is exactly 1; one more is more than 1.
        assert_eq!(rate, Points::from_units(1));
        let rate = aim.rate_of(Points::from_units(101), Hours::from_hundredths(200));
        assert_eq!(rate, Points::from_units(2));
    }

    #[test]
    fn a_start_and_its_parts_are_never_worth_less_than_the_whole() {
        for (price, [before, more]) in [-3, 0, 3]
            .into_iter()
            .flat_map(|price| [[0, 30], [40, 70], [90, 200], [150, 50]].map(|hours| (price, hours)))
        {
            let aim = Aim::above(Points::from_units(price), Hours::from_hundredths(200));
            let [before, more] = [before, more].map(Hours::from_hundredths);
            let [score, added] = [5, -2].map(Points::from_units);
            let bound = aim.start(score, before) + aim.linear(added, more);
            assert!(bound >= aim.exact(score + added, before + more), "{aim:?} {before} {more}");
        }
    }
}

//! How often does each of several things come?

use super::dice::{Chance, Quantile};

/// Things with their weights, in the order of the file or of their size.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Shares<T> {
    // INVARIANT: the second is what all up to and with this one weigh; ascending.
    entries: Vec<(T, u64)>,
}

impl<T> Default for Shares<T> {
    fn default() -> Self {
        Self { entries: Vec::new() }
    }
}

impl<T> Shares<T> {
    /// Returns things with their weights; those that weigh nothing are left out.
    pub(super) fn new(weighted: impl IntoIterator<Item = (T, u64)>) -> Self {
        let mut entries = Vec::new();
        let mut sum = 0_u64;
        for (thing, weight) in weighted {
            sum = sum.saturating_add(weight);
            if weight > 0 {
                entries.push((thing, sum));
            }
        }
        Self { entries }
    }

    fn total(&self) -> u64 {
        self.entries.last().map_or(0, |(_, sum)| *sum)
    }

    /// The thing at a place, and how far into its share the place lies; `None`
    /// where there is nothing.
    pub(super) fn within(&self, at: Quantile) -> Option<(&T, Chance)> {
        // Of a share from a to b, the place q with a/total <= q < b/total.
        let point = u128::from(at.0).saturating_mul(u128::from(self.total()));
        let found = self.entries.partition_point(|(_, sum)| u128::from(*sum) << 32 <= point);
        let (thing, to) = self.entries.get(found)?;
        let before = found.checked_sub(1).and_then(|ix| self.entries.get(ix));
        let from = before.map_or(0, |(_, sum)| *sum);
        let into = point.saturating_sub(u128::from(from) << 32);
        let width = u128::from(to.saturating_sub(from));
        let share = into.checked_div(width).unwrap_or(0);
        Some((thing, Chance(u64::try_from(share).unwrap_or(0))))
    }

    /// The thing at a place; `None` where there is nothing.
    pub(super) fn at(&self, at: Quantile) -> Option<&T> {
        self.within(at).map(|(thing, _)| thing)
    }

    /// The things with their weights.
    pub fn iter(&self) -> impl Iterator<Item = (&T, u64)> {
        let mut before = 0;
        self.entries.iter().map(move |(thing, sum)| {
            let weight = sum.saturating_sub(before);
            before = *sum;
            (thing, weight)
        })
    }
}

/// Whole numbers from one to another, both included.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct WholeRange {
    /// The lowest.
    pub from: i64,
    /// The highest.
    pub to: i64,
}

impl Shares<WholeRange> {
    /// The number at a place: higher places have no lower numbers where the bands
    /// ascend, and all numbers of a band are as frequent.
    pub(super) fn number(&self, at: Quantile) -> i64 {
        let Some((band, into)) = self.within(at) else { return 0 };
        let width = band.to.saturating_sub(band.from).saturating_add(1);
        let steps = i128::from(into.0).saturating_mul(i128::from(width)) >> 32;
        let number = band.from.saturating_add(i64::try_from(steps).unwrap_or(0));
        number.min(band.to)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_thing_has_its_share_of_all_places() {
        let shares = Shares::new([("a", 1), ("never", 0), ("b", 3)]);
        let quarter = 1 << 30;
        for (at, thing) in [(0, "a"), (quarter - 1, "a"), (quarter, "b"), (u32::MAX, "b")] {
            assert_eq!(shares.at(Quantile(at)), Some(&thing), "{at}");
        }
        assert_eq!(Shares::<u8>::default().at(Quantile(0)), None);
        assert_eq!(
            shares.iter().map(|(share, weight)| (*share, weight)).collect::<Vec<_>>(),
            [("a", 1), ("b", 3)]
        );
    }

    #[test]
    fn the_numbers_of_a_band_ascend_with_their_places() {
        let bands =
            Shares::new([(WholeRange { from: 0, to: 5 }, 1), (WholeRange { from: 6, to: 6 }, 1)]);
        let numbers: Vec<i64> =
            (0..=255_u32).map(|step| bands.number(Quantile(step << 24))).collect();
        assert!(numbers.is_sorted());
        for number in 0..=6 {
            let count = numbers.iter().filter(|drawn| **drawn == number).count();
            let expected = if number == 6 { 128..=128 } else { 21..=22 };
            assert!(expected.contains(&count), "{number}: {count}");
        }
    }
}

//! Which numbers come of a seed?
//!
//! The generator is `ChaCha`, whose numbers are laid down by its definition, and
//! all that is made of them is whole numbers, so a seed gives the same people on
//! every machine. Each person has a stream of numbers of their own: what somebody
//! is like does not depend on how many others there are.

use chacha20::ChaCha8Rng;
use chacha20::rand_core::{Rng as _, SeedableRng as _};

/// A place in a distribution: how many 2^32ths of all lie below it.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub(super) struct Quantile(pub(super) u32);

impl Quantile {
    /// The place as far from the upper end as this is from the lower.
    pub(super) fn mirrored(self) -> Self {
        Self(u32::MAX.saturating_sub(self.0))
    }
}

/// A probability, in 2^32ths; 1 is a little more than all of them.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub(super) struct Chance(pub(super) u64);

impl Chance {
    pub(super) const CERTAIN: Self = Self(1 << 32);

    /// The chance of so many out of so many.
    pub(super) fn of(part: u64, whole: u64) -> Self {
        let scaled = u128::from(part) << 32;
        let chance = scaled.checked_div(u128::from(whole)).unwrap_or(0);
        Self(u64::try_from(chance).unwrap_or(u64::MAX).min(Self::CERTAIN.0))
    }

    /// The chance whose square this is of.
    pub(super) fn root(self) -> Self {
        let root = (u128::from(self.0) << 32).isqrt();
        Self(u64::try_from(root).unwrap_or(u64::MAX).min(Self::CERTAIN.0))
    }
}

/// A stream of numbers.
pub(super) struct Dice(ChaCha8Rng);

impl Dice {
    /// The numbers of one stream of a seed.
    pub(super) fn new(seed: u64, stream: u64) -> Self {
        let mut key = [0; 32];
        for (to, from) in key.iter_mut().zip(seed.to_le_bytes()) {
            *to = from;
        }
        let mut generator = ChaCha8Rng::from_seed(key);
        generator.set_stream(stream);
        Self(generator)
    }

    pub(super) fn quantile(&mut self) -> Quantile {
        Quantile(self.0.next_u32())
    }

    /// Whether something of this chance happens.
    pub(super) fn happens(&mut self, chance: Chance) -> bool {
        u64::from(self.quantile().0) < chance.0
    }

    /// A whole number below a limit; 0 where the limit is 0.
    pub(super) fn below(&mut self, limit: u64) -> u64 {
        let scaled = u128::from(self.0.next_u64()).saturating_mul(u128::from(limit)) >> 64;
        u64::try_from(scaled).unwrap_or(0)
    }

    /// A place that is the other one with this chance, and else any.
    ///
    /// So the two are each anywhere with the same chance, and the correlation of
    /// one with the other is the chance.
    pub(super) fn like(&mut self, other: Quantile, chance: Chance) -> Quantile {
        let own = self.quantile();
        if self.happens(chance) { other } else { own }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_gives_the_numbers_it_always_gave() {
        let mut dice = Dice::new(1, 7);
        let numbers: Vec<u32> = (0..4).map(|_| dice.quantile().0).collect();
        assert_eq!(numbers, NUMBERS);
        assert_ne!(Dice::new(1, 8).quantile(), Dice::new(1, 7).quantile());
        assert_ne!(Dice::new(2, 7).quantile(), Dice::new(1, 7).quantile());
    }

    const NUMBERS: [u32; 4] = [3_437_817_681, 1_283_109_462, 2_679_635_426, 843_215_196];

    #[test]
    fn chances_are_exact_at_their_ends() {
        let mut dice = Dice::new(0, 0);
        assert!((0..1_000).all(|_| dice.happens(Chance::of(1, 1))));
        assert!((0..1_000).all(|_| !dice.happens(Chance::of(0, 1))));
        assert_eq!(Chance::of(1, 4).root(), Chance::of(1, 2));
        assert_eq!(Chance::CERTAIN.root(), Chance::CERTAIN);
        assert_eq!((dice.below(0), dice.below(1)), (0, 0));
    }
}

//! Which stretches are covered?

use smallvec::SmallVec;

use crate::level::Points;

/// How many words a set holds in place: stretches of most people fit into so many, and
/// a search makes many sets.
const IN_PLACE: usize = 4;

const BITS: usize = 64;

/// A set of stretches, one bit each. All sets of one search are equally long.
#[derive(Clone, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub(super) struct Cover {
    words: SmallVec<[u64; IN_PLACE]>,
}

impl Cover {
    /// The empty set, with room for so many stretches.
    pub(super) fn empty(stretches: usize) -> Self {
        Self { words: SmallVec::from_elem(0, stretches.div_ceil(BITS)) }
    }

    /// The set of `stretches`, with room for `room` of them; others are left out.
    pub(super) fn of(stretches: &[u32], room: usize) -> Self {
        let mut cover = Self::empty(room);
        for stretch in stretches.iter().filter_map(|ix| usize::try_from(*ix).ok()) {
            if let Some(word) = cover.words.get_mut(stretch.div_euclid(BITS)) {
                *word |= 1_u64.rotate_left(u32::try_from(stretch.rem_euclid(BITS)).unwrap_or(0));
            }
        }
        cover
    }

    pub(super) fn is_empty(&self) -> bool {
        self.words.iter().all(|word| *word == 0)
    }

    pub(super) fn len(&self) -> u32 {
        self.words.iter().map(|word| word.count_ones()).sum()
    }

    /// Whether all of it is in `other`.
    pub(super) fn within(&self, other: &Self) -> bool {
        self.words.iter().zip(&other.words).all(|(one, other)| one & !other == 0)
    }

    pub(super) fn add(&mut self, other: &Self) {
        for (word, other) in self.words.iter_mut().zip(&other.words) {
            *word |= other;
        }
    }

    #[must_use]
    pub(super) fn without(&self, other: &Self) -> Self {
        let words = self.words.iter().zip(&other.words).map(|(one, other)| one & !other);
        Self { words: words.collect() }
    }

    /// The points of what is in both.
    pub(super) fn shared_points(&self, other: &Self, points: &[Points]) -> Points {
        let mut sum = Points::ZERO;
        let shared = self.words.iter().zip(&other.words).map(|(one, other)| one & other);
        for (mut word, points) in shared.zip(points.chunks(BITS)) {
            while word != 0 {
                let bit = usize::try_from(word.trailing_zeros()).unwrap_or(BITS);
                sum = sum + points.get(bit).copied().unwrap_or_default();
                word &= word.wrapping_sub(1);
            }
        }
        sum
    }
}

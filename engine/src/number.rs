//! Does this sum fit into its type?
//!
//! Counts, lines, bytes and places are small, and sums of them always fit. [`Exact`]
//! says so: a debug build, and with it every test, stops where one does not. Where a
//! number is meant to stay within bounds, code says `saturating_…` or a type does, as
//! [`crate::level::Level`] and [`crate::quantity::Hours`].

/// Arithmetic on whole numbers that never leaves their type.
pub trait Exact: Copy {
    /// The sum of two numbers.
    #[must_use]
    fn plus(self, other: Self) -> Self;

    /// What is left of a number once another, which is no larger, is taken off.
    #[must_use]
    fn minus(self, other: Self) -> Self;

    /// The product of two numbers.
    #[must_use]
    fn times(self, other: Self) -> Self;
}

macro_rules! exact {
    ($($number:ty),*) => {$(
        impl Exact for $number {
            fn plus(self, other: Self) -> Self {
                debug_assert!(self.checked_add(other).is_some(), "{self} + {other} is too large");
                self.saturating_add(other)
            }

            fn minus(self, other: Self) -> Self {
                debug_assert!(self >= other, "{self} - {other} is below zero");
                self.saturating_sub(other)
            }

            fn times(self, other: Self) -> Self {
                debug_assert!(self.checked_mul(other).is_some(), "{self} * {other} is too large");
                self.saturating_mul(other)
            }
        }
    )*};
}

exact!(u8, u16, u32, u64, u128, usize);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_fits_is_exact() {
        assert_eq!((200_u8.plus(55), 7_usize.minus(7), 16_u64.times(4)), (255, 0, 64));
    }

    #[test]
    #[should_panic(expected = "3 - 4 is below zero")]
    fn what_is_below_zero_stops_a_test() {
        let _ = 3_usize.minus(4);
    }

    #[test]
    #[should_panic(expected = "200 + 56 is too large")]
    fn what_is_too_large_stops_a_test() {
        let _ = 200_u8.plus(56);
    }
}

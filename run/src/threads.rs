//! How many threads work?

use std::fmt;
use std::num::NonZeroUsize;
use std::str::FromStr;

use thiserror::Error;

/// A number of threads that work at the same time, at least one.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Threads(NonZeroUsize);

impl Threads {
    /// One thread: the work is done where it is asked for.
    pub const ONE: Self = Self(NonZeroUsize::MIN);
    /// More threads than these only wait for each other.
    const MOST: usize = 512;

    /// Returns as many threads as the machine runs at the same time; one where it does
    /// not say.
    pub fn available() -> Self {
        std::thread::available_parallelism().map_or(Self::ONE, Self)
    }

    /// The number, at least one.
    pub fn count(self) -> usize {
        self.0.get()
    }
}

impl fmt::Display for Threads {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(formatter)
    }
}

/// A text that is no number of threads.
#[derive(Clone, Copy, Debug, Eq, Error, PartialEq)]
#[error("write a whole number from 1 to {}", Threads::MOST)]
pub struct InvalidThreads;

impl FromStr for Threads {
    type Err = InvalidThreads;

    fn from_str(text: &str) -> Result<Self, InvalidThreads> {
        let count: NonZeroUsize = text.parse().map_err(|_| InvalidThreads)?;
        if count.get() > Self::MOST { Err(InvalidThreads) } else { Ok(Self(count)) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_is_always_a_thread_and_never_an_army() {
        assert_eq!("1".parse(), Ok(Threads::ONE));
        assert_eq!("8".parse().map(Threads::count), Ok(8));
        for wrong in ["0", "-1", "513", "two", ""] {
            assert_eq!(wrong.parse::<Threads>(), Err(InvalidThreads), "{wrong}");
        }
        assert!(Threads::available().count() >= 1);
    }
}

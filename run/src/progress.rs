//! How far is the run?

use std::io::Write;
use std::time::{Duration, Instant};

/// Runs that end sooner than this show no progress.
const PATIENCE: Duration = Duration::from_millis(500);
/// How often the line is written anew.
const PAUSE: Duration = Duration::from_millis(100);

/// A line on a terminal that says how far a run is. It is taken away at the end.
///
/// Only the clock decides when it is written, so it must never go where data goes.
pub struct Progress<'a> {
    screen: Option<&'a mut dyn Write>,
    /// How many people there are, where the source knows.
    total: Option<usize>,
    done: usize,
    next: Instant,
    is_shown: bool,
}

impl<'a> Progress<'a> {
    /// Shows nothing.
    pub fn hidden() -> Self {
        Self { screen: None, total: None, done: 0, next: Instant::now(), is_shown: false }
    }

    /// Shows progress on a terminal; `total` is how many people there are, where the
    /// source knows.
    pub fn on(screen: &'a mut dyn Write, total: Option<usize>) -> Self {
        let now = Instant::now();
        let next = now.checked_add(PATIENCE).unwrap_or(now);
        Self { screen: Some(screen), total, done: 0, next, is_shown: false }
    }

    /// Counts a person whose answer was handed over.
    pub(crate) fn step(&mut self) {
        let Some(screen) = &mut self.screen else { return };
        self.done = self.done.saturating_add(1);
        let now = Instant::now();
        if now < self.next {
            return;
        }
        self.next = now.checked_add(PAUSE).unwrap_or(now);
        self.is_shown = true;
        // A terminal that is gone is no reason to end the run.
        match self.total {
            Some(total) => write!(screen, "\r{} of {total} people", self.done).ok(),
            None => write!(screen, "\r{} people", self.done).ok(),
        };
        screen.flush().ok();
    }
}

impl Drop for Progress<'_> {
    fn drop(&mut self) {
        if let (true, Some(screen)) = (self.is_shown, &mut self.screen) {
            // Back to the start of the line, and clear it.
            write!(screen, "\r\x1b[2K").ok();
            screen.flush().ok();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_run_shows_nothing() {
        let mut screen = Vec::new();
        let mut progress = Progress::on(&mut screen, Some(2));
        progress.step();
        progress.step();
        drop(progress);
        assert!(screen.is_empty());
    }

    #[test]
    fn a_long_run_says_how_far_it_is_and_leaves_a_clear_line() {
        let mut screen = Vec::new();
        let mut progress = Progress::on(&mut screen, Some(3));
        progress.step();
        progress.next = Instant::now();
        progress.step();
        progress.step();
        drop(progress);
        assert_eq!(String::from_utf8(screen).unwrap(), "\r2 of 3 people\r\u{1b}[2K");
    }
}

//! Which shapes is a picture made of?

/// A rectangle on the sheet.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) struct Area {
    pub(super) x: i64,
    pub(super) y: i64,
    pub(super) width: i64,
    pub(super) height: i64,
}

impl Area {
    /// How much of it another one covers, in square points.
    pub(super) fn shared(self, other: Self) -> i64 {
        let common = |a: i64, size: i64, b: i64, other: i64| {
            let end = a.saturating_add(size).min(b.saturating_add(other));
            end.saturating_sub(a.max(b)).max(0)
        };
        common(self.x, self.width, other.x, other.width).saturating_mul(common(
            self.y,
            self.height,
            other.y,
            other.height,
        ))
    }

    pub(super) fn holds(self, (x, y): (i64, i64)) -> bool {
        x > self.x
            && x < self.x.saturating_add(self.width)
            && y > self.y
            && y < self.y.saturating_add(self.height)
    }
}

/// A curve: parts that follow each other, each with its start, two points that bend
/// it, and its end.
#[derive(Clone, Debug, Default)]
pub(super) struct Curve {
    pub(super) parts: Vec<[(i64, i64); 4]>,
}

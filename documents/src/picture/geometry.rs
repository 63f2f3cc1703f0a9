//! What shapes stand on the sheet?

/// A point: how far it is from the left, and from the top.
pub(super) type Point = (i64, i64);

/// One piece of a curve, a cubic Bézier curve: its start, two points that bend it,
/// and its end.
pub(super) type Piece = [Point; 4];

/// A curve: pieces that follow each other.
#[derive(Clone, Debug, Default)]
pub(super) struct Curve {
    pub(super) pieces: Vec<Piece>,
}

/// A straight line as a piece of a curve.
pub(super) fn straight(from: Point, to: Point) -> Piece {
    [from, from, to, to]
}

/// A point of a piece of a curve, in hundredths of the way.
pub(super) fn at(piece: &Piece, way: i64) -> Point {
    let rest = 100_i64.saturating_sub(way);
    let weights = [
        rest.saturating_mul(rest).saturating_mul(rest),
        way.saturating_mul(rest).saturating_mul(rest).saturating_mul(3),
        way.saturating_mul(way).saturating_mul(rest).saturating_mul(3),
        way.saturating_mul(way).saturating_mul(way),
    ];
    let sum = |pick: fn(&Point) -> i64| {
        let weighted = piece.iter().zip(weights);
        let all: i64 = weighted.map(|(point, weight)| pick(point).saturating_mul(weight)).sum();
        // The weights are hundredths to the third power.
        all / 1_000_000
    };
    (sum(|point| point.0), sum(|point| point.1))
}

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
        let common = |start: i64, size: i64, other_start: i64, other_size: i64| {
            let end = start.saturating_add(size).min(other_start.saturating_add(other_size));
            end.saturating_sub(start.max(other_start)).max(0)
        };
        common(self.x, self.width, other.x, other.width).saturating_mul(common(
            self.y,
            self.height,
            other.y,
            other.height,
        ))
    }

    /// Whether a point lies inside, not on the border.
    pub(super) fn holds(self, (x, y): Point) -> bool {
        x > self.x
            && x < self.x.saturating_add(self.width)
            && y > self.y
            && y < self.y.saturating_add(self.height)
    }
}

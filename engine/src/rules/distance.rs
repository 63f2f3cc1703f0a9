//! How far is a comparison from holding?

use std::fmt;

use rust_decimal::Decimal;

use super::node::{Kind, Node};
use super::parts::Wanted;
use super::written;

/// An exact number of a condition.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub struct Number(pub(super) Decimal);

impl fmt::Display for Number {
    /// Writes `2`, `2.5` or `-0.25`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&written::number(self.0))
    }
}

impl Number {
    /// Whether it is zero.
    pub fn is_zero(self) -> bool {
        self.0.is_zero()
    }

    /// Whether it is one.
    pub fn is_one(self) -> bool {
        self.0 == Decimal::ONE
    }
}

/// What a number of a condition counts.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Counts {
    /// Levels of the scale.
    Levels,
    /// Months.
    Months,
    /// Hours.
    Hours,
    /// Percent of readiness.
    Percent,
    /// Points of a gap or gain.
    Points,
    /// Reviews.
    Reviews,
    /// Gaps.
    Gaps,
    /// Grades.
    Grades,
    /// What the KPI of this id is measured in.
    Kpi(Box<str>),
    /// Anything else.
    Plain,
}

/// On which side of where it should be a number lies.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Side {
    /// It has to be larger.
    Short,
    /// It has to be smaller.
    Over,
    /// It has to be the other number.
    Off,
}

/// How far a comparison is from being what it should be.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Distance {
    /// How much is missing up to the limit.
    pub by: Number,
    /// What that counts.
    pub counts: Counts,
    /// Which way it is missing.
    pub side: Side,
    /// Whether the limit itself is enough.
    pub is_limit_enough: bool,
}

/// The distance of a comparison that is not as wanted; `None` where it is, and
/// where its sides are no numbers.
pub(super) fn distance(
    operator: &str,
    sides: &[Node; 2],
    numbers: [Option<Number>; 2],
    wanted: Wanted,
) -> Option<Distance> {
    let [left, right] = numbers;
    let (left, right) = (left?.0, right?.0);
    let relation = Relation::of(operator)?;
    let relation = match wanted {
        Wanted::Holds => relation,
        Wanted::DoesNot => relation.opposite(),
        Wanted::Either => return None,
    };
    if relation.holds(left, right) {
        return None;
    }
    // What people ask about is the fact, on whichever side it stands.
    let [first, second] = sides;
    let is_turned = is_literal(first) && !is_literal(second);
    let relation = if is_turned { relation.turned() } else { relation };
    let by = left.checked_sub(right)?.abs();
    let (side, is_limit_enough) = match relation {
        Relation::Same => (Side::Off, true),
        Relation::Different => return None,
        Relation::Less => (Side::Over, false),
        Relation::AtMost => (Side::Over, true),
        Relation::More => (Side::Short, false),
        Relation::AtLeast => (Side::Short, true),
    };
    let counts = counts(if is_turned { second } else { first });
    Some(Distance { by: Number(by), counts, side, is_limit_enough })
}

#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Relation {
    Same,
    Different,
    Less,
    AtMost,
    More,
    AtLeast,
}

impl Relation {
    fn of(operator: &str) -> Option<Self> {
        Some(match operator {
            "==" => Self::Same,
            "!=" => Self::Different,
            "<" => Self::Less,
            "<=" => Self::AtMost,
            ">" => Self::More,
            ">=" => Self::AtLeast,
            _ => return None,
        })
    }

    /// What holds where this does not.
    fn opposite(self) -> Self {
        match self {
            Self::Same => Self::Different,
            Self::Different => Self::Same,
            Self::Less => Self::AtLeast,
            Self::AtLeast => Self::Less,
            Self::More => Self::AtMost,
            Self::AtMost => Self::More,
        }
    }

    /// The same with its sides exchanged.
    fn turned(self) -> Self {
        match self {
            Self::Same | Self::Different => self,
            Self::Less => Self::More,
            Self::More => Self::Less,
            Self::AtMost => Self::AtLeast,
            Self::AtLeast => Self::AtMost,
        }
    }

    fn holds(self, left: Decimal, right: Decimal) -> bool {
        match self {
            Self::Same => left == right,
            Self::Different => left != right,
            Self::Less => left < right,
            Self::AtMost => left <= right,
            Self::More => left > right,
            Self::AtLeast => left >= right,
        }
    }
}

pub(super) fn is_literal(node: &Node) -> bool {
    match &node.kind {
        Kind::Nothing | Kind::Truth(_) | Kind::Number(_) | Kind::Text(_) => true,
        Kind::Minus(inner) => is_literal(inner),
        Kind::List(items) => items.iter().all(is_literal),
        _ => false,
    }
}

/// What a number counts, as far as its facts tell.
fn counts(node: &Node) -> Counts {
    match &node.kind {
        Kind::Name(name) => of_fact(name, None),
        Kind::Field(base, field) => match &base.kind {
            Kind::Name(thing) => of_fact(&format!("{thing}.{field}"), None),
            _ => Counts::Plain,
        },
        Kind::Call(name, arguments) => match arguments.as_slice() {
            [Node { kind: Kind::Text(about), .. }] => of_fact(name, Some(about)),
            several if ROUNDING.contains(&&**name) => common(several),
            _ => Counts::Plain,
        },
        Kind::Minus(inner) => counts(inner),
        Kind::Arithmetic(operator, sides) if matches!(&**operator, "+" | "-") => common(&**sides),
        _ => Counts::Plain,
    }
}

/// Functions that count what they are given.
const ROUNDING: &[&str] = &["min", "max", "abs", "floor", "ceiling", "round"];

fn common(nodes: &[Node]) -> Counts {
    let mut facts = nodes.iter().filter(|it| !is_literal(it)).map(counts);
    let Some(first) = facts.next() else { return Counts::Plain };
    if facts.all(|it| it == first) { first } else { Counts::Plain }
}

fn of_fact(name: &str, about: Option<&str>) -> Counts {
    match (name, about) {
        ("level" | "gap", Some(_)) | ("gap.missing" | "gap.held" | "gap.target", None) => {
            Counts::Levels
        }
        ("months_in_role" | "months_in_company", None) => Counts::Months,
        ("hours_per_week" | "module.hours", None) => Counts::Hours,
        ("readiness", None) => Counts::Percent,
        ("gap.points" | "module.gain", None) => Counts::Points,
        ("gap.persisted_reviews", None) => Counts::Reviews,
        ("module.closes", None) => Counts::Gaps,
        ("grade", None) => Counts::Grades,
        ("kpi", Some(id)) => Counts::Kpi(id.into()),
        _ => Counts::Plain,
    }
}

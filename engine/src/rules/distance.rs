//! How far is a comparison from holding?

use super::expression::{Expression, Form, Operator, Relation};
use super::number::Number;
use super::vocabulary::Does;

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

/// What a part has to do for the whole to hold.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Wanted {
    Holds,
    DoesNot,
    /// Nobody can say: the part is compared, or chooses between others.
    Either,
}

impl Wanted {
    pub(super) fn turned(self) -> Self {
        match self {
            Self::Either => Self::Either,
            Self::Holds => Self::DoesNot,
            Self::DoesNot => Self::Holds,
        }
    }
}

/// The distance of a comparison that is not as wanted; `None` where it is, and
/// where its sides are no numbers.
pub(super) fn distance(
    relation: Relation,
    sides: &[Expression; 2],
    numbers: [Option<Number>; 2],
    wanted: Wanted,
) -> Option<Distance> {
    let [left, right] = numbers;
    let (left, right) = (left?, right?);
    let relation = match wanted {
        Wanted::Holds => relation,
        Wanted::DoesNot => relation.opposite(),
        Wanted::Either => return None,
    };
    if relation.holds(left.cmp(&right)) {
        return None;
    }
    // What people ask about is the fact, on whichever side it stands.
    let [first, second] = sides;
    let is_turned = first.is_literal() && !second.is_literal();
    let relation = if is_turned { relation.turned() } else { relation };
    let by = left.decimal().checked_sub(right.decimal())?.abs();
    let (side, is_limit_enough) = match relation {
        Relation::Same => (Side::Off, true),
        Relation::Different => return None,
        Relation::Less => (Side::Over, false),
        Relation::AtMost => (Side::Over, true),
        Relation::More => (Side::Short, false),
        Relation::AtLeast => (Side::Short, true),
    };
    let counts = counts(if is_turned { second } else { first });
    Some(Distance { by: Number::Exact(by), counts, side, is_limit_enough })
}

/// What a number counts, as far as its facts tell.
fn counts(expression: &Expression) -> Counts {
    match &expression.form {
        Form::Fact(read) => of_fact(read.info.name, read.about.as_deref()),
        // A helper that is given the gap or the module calls it so.
        Form::Field(base, field) => match &base.form {
            Form::Variable(thing) => of_fact(&format!("{thing}.{field}"), None),
            _ => Counts::Plain,
        },
        Form::Function(function, given) => match function.does {
            Does::Choosing(_) | Does::Rounding(_) => common(given),
            Does::Comparing(_) | Does::Contains | Does::Length | Does::Push => Counts::Plain,
        },
        Form::Minus(inner) => counts(inner),
        Form::Arithmetic(Operator::Plus | Operator::Minus, sides) => common(&**sides),
        _ => Counts::Plain,
    }
}

/// What numbers count that all count the same.
fn common(parts: &[Expression]) -> Counts {
    let mut facts = parts.iter().filter(|part| !part.is_literal()).map(counts);
    let Some(first) = facts.next() else { return Counts::Plain };
    if facts.all(|other| other == first) { first } else { Counts::Plain }
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

//! Which values does a condition compare facts with?
//!
//! Where facts are compared with nothing but values that are written down, only
//! those values and their neighbours make a difference to the answer.

use std::collections::BTreeSet;

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive as _;

use super::expression::{Expression, Form};
use super::number::Number;

/// The values that stand in a condition and in the helpers it calls.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Literals {
    /// Texts.
    pub texts: BTreeSet<Box<str>>,
    /// Numbers in ten-thousandths, rounded down.
    pub numbers: BTreeSet<i64>,
    /// Whether facts are compared with something else than such values: with each
    /// other, or after something was computed from them.
    pub is_computed: bool,
}

impl Literals {
    /// Adds the values of another condition.
    pub fn join(&mut self, other: &Self) {
        self.texts.extend(other.texts.iter().cloned());
        self.numbers.extend(&other.numbers);
        self.is_computed |= other.is_computed;
    }

    /// The values in the body of a helper. One that calls another, or calculates, is
    /// not looked through.
    pub(super) fn of_helper(body: &[Expression]) -> Self {
        let mut literals = Self::default();
        for part in body {
            literals.collect(part);
        }
        let is_simple = |part: &Expression| match &part.form {
            Form::Function(..) | Form::Helper(..) | Form::Arithmetic(..) => false,
            Form::Compare(..) | Form::Within(_) => is_plain(part),
            _ => true,
        };
        literals.is_computed = !body.iter().all(|part| part.all(&is_simple));
        literals
    }

    /// All values below a part.
    pub(super) fn collect(&mut self, part: &Expression) {
        match &part.form {
            Form::Number(number) => self.number(*number),
            Form::Minus(inner) => {
                if let Form::Number(number) = inner.form {
                    self.number(number.negated().unwrap_or(number));
                }
                self.collect(inner);
            }
            Form::Text(text) => drop(self.texts.insert((**text).into())),
            Form::Fact(read) => {
                self.texts.extend(read.about.as_deref().map(Into::into));
            }
            _ => {
                for part in part.below() {
                    self.collect(part);
                }
            }
        }
    }

    fn number(&mut self, number: Number) {
        let parts = number.decimal().checked_mul(Decimal::from(10_000)).map(|parts| parts.floor());
        match parts.and_then(|parts| parts.to_i64()) {
            Some(parts) => drop(self.numbers.insert(parts)),
            None => self.is_computed = true,
        }
    }
}

/// Whether a part is a fact as it is, or an argument of a helper.
pub(super) fn is_read(part: &Expression) -> bool {
    match &part.form {
        Form::Fact(_) | Form::AskedAbout(..) | Form::Thing(_) | Form::Variable(_) => true,
        Form::Field(base, _) => matches!(base.form, Form::Variable(_) | Form::Thing(_)),
        _ => false,
    }
}

/// Whether a comparison is one of a fact with values that are written down. Whether
/// a text is part of another one depends on more than whether they are the same.
pub(super) fn is_plain(part: &Expression) -> bool {
    let is_either = |part: &Expression| is_read(part) || is_written(part);
    match &part.form {
        Form::Compare(_, sides) => sides.iter().any(is_written) && sides.iter().all(is_either),
        Form::Within(sides) => {
            let [left, right] = &**sides;
            is_either(left) && matches!(right.form, Form::List(_)) && is_written(right)
        }
        _ => false,
    }
}

/// Whether a part is a value that is written down.
pub(super) fn is_written(part: &Expression) -> bool {
    !matches!(part.form, Form::Nothing) && part.is_literal()
}

//! Which values does a condition compare facts with?
//!
//! Where facts are compared with nothing but values that are written down, only
//! those values and their neighbours make a difference to the answer.

use std::collections::BTreeSet;

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive as _;

use super::node::{Kind, Node};
use super::sandbox::{Condition, Sandbox};
use super::syntax;
use super::vocabulary::fact;

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

impl Condition {
    /// Returns the values that stand in the condition and in its helpers.
    pub fn literals(&self, sandbox: &Sandbox) -> Literals {
        let mut literals = Literals::default();
        literals.truth(&syntax::expression(self.expr()), sandbox);
        literals
    }
}

impl Literals {
    /// Adds the values of another condition.
    pub fn join(&mut self, other: &Self) {
        self.texts.extend(other.texts.iter().cloned());
        self.numbers.extend(&other.numbers);
        self.is_computed |= other.is_computed;
    }

    /// The values of what statements say; nothing is known of how they are used.
    pub(super) fn of_statements(nodes: &[Node]) -> Self {
        let mut literals = Self { is_computed: true, ..Self::default() };
        for it in nodes {
            literals.collect(it);
        }
        literals
    }

    /// A part that is yes or no.
    fn truth(&mut self, node: &Node, sandbox: &Sandbox) {
        match &node.kind {
            Kind::Truth(_) => {}
            Kind::All(parts) | Kind::Any(parts) => {
                for it in parts {
                    self.truth(it, sandbox);
                }
            }
            Kind::Not(inner) => self.truth(inner, sandbox),
            Kind::If(choice) => {
                self.truth(&choice.condition, sandbox);
                let branches = choice.then.iter().chain(choice.otherwise.iter().flatten());
                for it in branches {
                    self.truth(it, sandbox);
                }
            }
            Kind::Compare(_, sides) | Kind::Within(sides) => {
                let [left, right] = &**sides;
                self.is_computed |= !is_plain(node);
                self.collect(left);
                self.collect(right);
                self.called(left, sandbox);
                self.called(right, sandbox);
            }
            Kind::Call(..) | Kind::Name(_) | Kind::Field(..) => {
                self.collect(node);
                self.called(node, sandbox);
            }
            _ => {
                self.is_computed = true;
                self.collect(node);
            }
        }
    }

    /// What a helper adds that is called here.
    fn called(&mut self, node: &Node, sandbox: &Sandbox) {
        let Kind::Call(name, arguments) = &node.kind else { return };
        if fact(name).is_some() {
            return;
        }
        self.is_computed |= !arguments.iter().all(|it| is_read(it) || is_written(it));
        let Some(helper) = sandbox.helpers.signature(name) else {
            self.is_computed = true;
            return;
        };
        self.join(&helper.literals);
        if helper.expression.is_none() {
            self.is_computed = true;
        }
    }

    /// All values below a part.
    fn collect(&mut self, node: &Node) {
        match &node.kind {
            Kind::Number(number) => self.number(*number),
            Kind::Minus(inner) => {
                if let Kind::Number(number) = inner.kind {
                    self.number(Decimal::ZERO.checked_sub(number).unwrap_or(number));
                }
                self.collect(inner);
            }
            Kind::Text(text) => drop(self.texts.insert(text.clone())),
            _ => {
                for it in node.below() {
                    self.collect(it);
                }
            }
        }
    }

    fn number(&mut self, number: Decimal) {
        let parts = number.checked_mul(Decimal::from(10_000)).map(|it| it.floor());
        match parts.and_then(|it| it.to_i64()) {
            Some(parts) => drop(self.numbers.insert(parts)),
            None => self.is_computed = true,
        }
    }
}

/// Whether a part is a fact as it is, or an argument of a helper.
fn is_read(node: &Node) -> bool {
    match &node.kind {
        Kind::Name(_) => true,
        Kind::Field(base, _) => matches!(base.kind, Kind::Name(_)),
        Kind::Call(name, _) => fact(name).is_some(),
        _ => false,
    }
}

/// Whether a comparison is one of a fact with values that are written down. Whether
/// a text is part of another one depends on more than whether they are the same.
pub(super) fn is_plain(node: &Node) -> bool {
    let is_either = |it: &Node| is_read(it) || is_written(it);
    match &node.kind {
        Kind::Compare(_, sides) => sides.iter().any(is_written) && sides.iter().all(is_either),
        Kind::Within(sides) => {
            let [left, right] = &**sides;
            is_either(left) && matches!(right.kind, Kind::List(_)) && is_written(right)
        }
        _ => false,
    }
}

/// Whether a part is a value that is written down.
fn is_written(node: &Node) -> bool {
    match &node.kind {
        Kind::Truth(_) | Kind::Number(_) | Kind::Text(_) => true,
        Kind::Minus(inner) => matches!(inner.kind, Kind::Number(_)),
        Kind::List(items) => items.iter().all(is_written),
        _ => false,
    }
}

//! What is kept of an expression that passed the check?

use std::sync::Arc;

use rhai::Expr;

use super::answer::Fact;
use super::expression::Expression;

/// An expression, checked and ready to be evaluated.
#[derive(Clone, Debug)]
pub(super) struct Script {
    pub(super) expression: Expression,
    /// The whole as Rhai runs it.
    pub(super) whole: Arc<Expr>,
    /// The expression as its author wrote it.
    pub(super) text: Box<str>,
    /// The facts it may read, those of its helpers included.
    pub(super) reads: Vec<Fact>,
}

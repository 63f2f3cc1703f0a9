//! What does a condition or a helper say, as a tree of our own?

use rhai::Expr;
use rust_decimal::Decimal;

use super::mistake::At;

/// One part of a condition or helper, with the place it stands at.
#[derive(Clone, Debug)]
pub(super) struct Node {
    pub(super) at: At,
    pub(super) kind: Kind,
}

/// What a part is.
#[derive(Clone, Debug)]
pub(super) enum Kind {
    /// `()`, or nothing at all.
    Nothing,
    Truth(bool),
    Number(Decimal),
    Text(Box<str>),
    List(Vec<Node>),
    Map(Vec<(Box<str>, Node)>),
    /// A fact, `gap`, `module` or a variable of a helper.
    Name(Box<str>),
    /// `gap.missing`
    Field(Box<Node>, Box<str>),
    /// `list[0]`
    Element(Box<[Node; 2]>),
    Call(Box<str>, Vec<Node>),
    Not(Box<Node>),
    Minus(Box<Node>),
    /// `==`, `<` and so on.
    Compare(Box<str>, Box<[Node; 2]>),
    /// `+`, `-`, `*`, `/`, `%`
    Arithmetic(Box<str>, Box<[Node; 2]>),
    /// What is looked for, and where.
    Within(Box<[Node; 2]>),
    All(Vec<Node>),
    Any(Vec<Node>),
    If(Box<Choice>),
    /// Whole numbers from one to another.
    Range(Box<[Node; 2]>),
    /// What is looked at, the guards, the results.
    Switch(Box<Node>, Vec<(Node, Node)>),
    Block(Vec<Node>),
    Let(Box<str>, Box<Node>),
    Assign(Box<[Node; 2]>),
    /// The variables, what is gone through, the body.
    For(Vec<Box<str>>, Box<Node>, Vec<Node>),
    Return(Box<Node>),
    /// `break` and `continue`.
    Leave,
    /// Something no rule may use.
    Forbidden(Ban),
}

/// An `if` with its branches.
#[derive(Clone, Debug)]
pub(super) struct Choice {
    pub(super) condition: Node,
    pub(super) then: Vec<Node>,
    /// `None` without an `else`.
    pub(super) otherwise: Option<Vec<Node>>,
}

/// Why something may not be used, and what to write instead.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) struct Ban {
    pub(super) what: &'static str,
    pub(super) instead: &'static str,
}

impl Node {
    pub(super) fn new(at: At, kind: Kind) -> Self {
        Self { at, kind }
    }
}

/// A function of a helper file.
#[derive(Clone, Debug)]
pub(super) struct Function {
    pub(super) name: Box<str>,
    pub(super) at: At,
    pub(super) parameters: Vec<Box<str>>,
    pub(super) body: Vec<Node>,
    /// The body as Rhai runs it, where it is a single expression.
    pub(super) expression: Option<Expr>,
}

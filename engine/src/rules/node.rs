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

    /// The parts right below this one.
    pub(super) fn below(&self) -> Vec<&Self> {
        match &self.kind {
            Kind::Nothing
            | Kind::Truth(_)
            | Kind::Number(_)
            | Kind::Text(_)
            | Kind::Name(_)
            | Kind::Leave
            | Kind::Forbidden(_) => Vec::new(),
            Kind::List(parts)
            | Kind::Call(_, parts)
            | Kind::All(parts)
            | Kind::Any(parts)
            | Kind::Block(parts) => parts.iter().collect(),
            Kind::Map(entries) => entries.iter().map(|(_, it)| it).collect(),
            Kind::Field(it, _)
            | Kind::Not(it)
            | Kind::Minus(it)
            | Kind::Let(_, it)
            | Kind::Return(it) => vec![it],
            Kind::Element(both)
            | Kind::Compare(_, both)
            | Kind::Arithmetic(_, both)
            | Kind::Within(both)
            | Kind::Range(both)
            | Kind::Assign(both) => both.iter().collect(),
            Kind::If(choice) => {
                let branches = choice.then.iter().chain(choice.otherwise.iter().flatten());
                std::iter::once(&choice.condition).chain(branches).collect()
            }
            Kind::Switch(it, arms) => {
                let arms = arms.iter().flat_map(|(guard, result)| [guard, result]);
                std::iter::once(&**it).chain(arms).collect()
            }
            Kind::For(_, it, body) => std::iter::once(&**it).chain(body).collect(),
        }
    }

    /// Whether this part and all below it are so.
    pub(super) fn all(&self, is_so: &impl Fn(&Self) -> bool) -> bool {
        is_so(self) && self.below().into_iter().all(|it| it.all(is_so))
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

//! What does a condition or a helper say, as it was parsed?
//!
//! Names are not resolved yet: this is what the check reads. A condition that passes
//! it becomes an `Expression`, of which a node knows what Rhai does to evaluate it.

use rhai::Expr;

use super::mistake::At;
use super::number::Number;

/// One part of a condition or helper, with the place it stands at.
#[derive(Clone, Debug)]
pub(super) struct Node {
    pub(super) at: At,
    pub(super) kind: Kind,
    pub(super) steps: Steps,
    pub(super) order: Order,
    /// The part as Rhai runs it; `None` for what nobody asks Rhai.
    pub(super) script: Option<Box<Expr>>,
}

/// How many steps Rhai counts for a part itself, before it looks at its parts.
///
/// The limit on steps is one of Rhai's, so whoever evaluates a part without Rhai
/// counts as it does.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) struct Steps {
    /// Those of the statements around it, which Rhai does not count when it is asked
    /// the part alone.
    pub(super) around: u8,
    pub(super) own: u8,
}

/// In which order Rhai evaluates what a call is given.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Order {
    FirstToLast,
    /// The first comes last: it is a variable, or stands in front of the point.
    FirstLast,
    /// A chain of points that is longer than one of facts.
    Chain,
}

/// What a part is.
#[derive(Clone, Debug)]
pub(super) enum Kind {
    /// `()`, or nothing at all.
    Nothing,
    Truth(bool),
    Number(Number),
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
        let steps = Steps { around: 0, own: 1 };
        Self { at, kind, steps, order: Order::FirstToLast, script: None }
    }

    /// A short part as its author wrote it.
    pub(super) fn short(&self) -> Option<String> {
        match &self.kind {
            Kind::Truth(truth) => Some(truth.to_string()),
            Kind::Number(Number::Whole(number)) => Some(number.to_string()),
            Kind::Number(Number::Exact(number)) => Some(number.to_string()),
            Kind::Text(text) => Some(format!("\"{text}\"")),
            Kind::Name(name) => Some(name.to_string()),
            Kind::Field(base, field) => Some(format!("{}.{field}", base.short()?)),
            Kind::Call(name, arguments) => {
                let arguments: Option<Vec<String>> = arguments.iter().map(Self::short).collect();
                Some(format!("{name}({})", arguments?.join(", ")))
            }
            _ => None,
        }
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
            Kind::Map(entries) => entries.iter().map(|(_, value)| value).collect(),
            Kind::Field(inner, _)
            | Kind::Not(inner)
            | Kind::Minus(inner)
            | Kind::Let(_, inner)
            | Kind::Return(inner) => vec![inner],
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
            Kind::Switch(on, arms) => {
                let arms = arms.iter().flat_map(|(guard, result)| [guard, result]);
                std::iter::once(&**on).chain(arms).collect()
            }
            Kind::For(_, list, body) => std::iter::once(&**list).chain(body).collect(),
        }
    }
}

/// A function of a helper file.
#[derive(Clone, Debug)]
pub(super) struct Function {
    pub(super) name: Box<str>,
    pub(super) at: At,
    pub(super) parameters: Vec<Box<str>>,
    pub(super) body: Vec<Node>,
    /// What it gives, where it is a single expression.
    pub(super) expression: Option<Node>,
}

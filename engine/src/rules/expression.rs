//! What does a condition ask, once every name in it is known?
//!
//! The one tree that evaluation, explanation and lints walk. Its facts are rows of
//! the table of facts with the index of what they are asked about, and each part
//! knows whether it is evaluated here or in Rhai.

use std::cmp::Ordering;
use std::sync::Arc;

use rhai::Expr;

use super::node::{Order, Steps};
use super::number::{Number, Overflow};
use super::read::Read;
use super::vocabulary::{FactInfo, FunctionInfo, Type};

/// One part of a condition, a formula or a helper.
#[derive(Clone, Debug)]
pub(super) struct Expression {
    pub(super) form: Form,
    /// The type of its value; `Anything` where only Rhai finds out.
    pub(super) gives: Type,
    pub(super) steps: Steps,
    pub(super) order: Order,
    /// Why the part is left to Rhai; `None` where it is evaluated here.
    pub(super) left: Option<Left>,
    /// The part as Rhai runs it.
    pub(super) script: Option<Arc<Expr>>,
}

/// What a part is.
#[derive(Clone, Debug)]
pub(super) enum Form {
    /// `()`, or nothing at all.
    Nothing,
    Truth(bool),
    Number(Number),
    Text(Arc<str>),
    List(Vec<Expression>),
    Fact(Read),
    /// A fact that a helper asks about something it computed.
    AskedAbout(&'static FactInfo, Vec<Expression>),
    /// The gap or the module as a whole, to be handed to a helper.
    Thing(&'static str),
    /// A parameter or a variable of a helper.
    Variable(Box<str>),
    /// `x.missing` of a variable.
    Field(Box<Expression>, Box<str>),
    /// `list[0]`
    Element(Box<[Expression; 2]>),
    Function(&'static FunctionInfo, Vec<Expression>),
    Helper(Box<str>, Vec<Expression>),
    Not(Box<Expression>),
    Minus(Box<Expression>),
    Compare(Relation, Box<[Expression; 2]>),
    Arithmetic(Operator, Box<[Expression; 2]>),
    /// What is looked for, and where.
    Within(Box<[Expression; 2]>),
    All(Vec<Expression>),
    Any(Vec<Expression>),
    /// The question, and both branches.
    If(Box<[Expression; 3]>),
    /// What only helpers hold: statements, maps and so on.
    Statement(Vec<Expression>),
}

/// Why a part is left to Rhai.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Left {
    /// It calls a helper.
    Helper,
    /// It uses what a helper is given, or something only helpers hold.
    InHelper,
    /// It looks into a list that is not written down where it is asked.
    List,
    /// It chains more points than a fact has.
    Chain,
    /// A part of it is left to Rhai.
    Part,
}

impl Expression {
    /// The parts right below this one.
    pub(super) fn below(&self) -> &[Self] {
        match &self.form {
            Form::Nothing
            | Form::Truth(_)
            | Form::Number(_)
            | Form::Text(_)
            | Form::Fact(_)
            | Form::Thing(_)
            | Form::Variable(_) => &[],
            Form::List(parts)
            | Form::AskedAbout(_, parts)
            | Form::Function(_, parts)
            | Form::Helper(_, parts)
            | Form::All(parts)
            | Form::Any(parts)
            | Form::Statement(parts) => parts,
            Form::Field(inner, _) | Form::Not(inner) | Form::Minus(inner) => {
                std::slice::from_ref(inner)
            }
            Form::Element(both)
            | Form::Compare(_, both)
            | Form::Arithmetic(_, both)
            | Form::Within(both) => &**both,
            Form::If(parts) => &**parts,
        }
    }

    /// Whether this part and all below it are so.
    pub(super) fn all(&self, is_so: &impl Fn(&Self) -> bool) -> bool {
        is_so(self) && self.below().iter().all(|part| part.all(is_so))
    }

    /// Whether it is a value that is written down.
    pub(super) fn is_literal(&self) -> bool {
        match &self.form {
            Form::Nothing | Form::Truth(_) | Form::Number(_) | Form::Text(_) => true,
            Form::Minus(inner) => inner.is_literal(),
            Form::List(items) => items.iter().all(Self::is_literal),
            _ => false,
        }
    }

    /// Whether its value is yes or no, a number or a text, and is found here.
    pub(super) fn is_plain_value(&self) -> bool {
        self.left.is_none() && matches!(self.gives, Type::Truth | Type::Number | Type::Text)
    }
}

/// How two values are compared.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Relation {
    Same,
    Different,
    Less,
    AtMost,
    More,
    AtLeast,
}

impl Relation {
    const ALL: [Self; 6] =
        [Self::Same, Self::Different, Self::Less, Self::AtMost, Self::More, Self::AtLeast];

    pub(super) fn of(operator: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|relation| relation.as_str() == operator)
    }

    pub(super) fn as_str(self) -> &'static str {
        match self {
            Self::Same => "==",
            Self::Different => "!=",
            Self::Less => "<",
            Self::AtMost => "<=",
            Self::More => ">",
            Self::AtLeast => ">=",
        }
    }

    /// Whether values of this type can be compared so.
    pub(super) fn compares(self, values: Type) -> bool {
        match values {
            Type::Number => true,
            Type::Truth | Type::Text => matches!(self, Self::Same | Self::Different),
            Type::List | Type::Thing | Type::Anything => false,
        }
    }

    /// What holds where this does not.
    pub(super) fn opposite(self) -> Self {
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
    pub(super) fn turned(self) -> Self {
        match self {
            Self::Same | Self::Different => self,
            Self::Less => Self::More,
            Self::More => Self::Less,
            Self::AtMost => Self::AtLeast,
            Self::AtLeast => Self::AtMost,
        }
    }

    /// Whether it holds between two values in this order.
    pub(super) fn holds(self, order: Ordering) -> bool {
        match self {
            Self::Same => order.is_eq(),
            Self::Different => order.is_ne(),
            Self::Less => order.is_lt(),
            Self::AtMost => order.is_le(),
            Self::More => order.is_gt(),
            Self::AtLeast => order.is_ge(),
        }
    }
}

/// How two numbers are calculated with.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Operator {
    Plus,
    Minus,
    Times,
    Divided,
    Remainder,
}

impl Operator {
    const ALL: [Self; 5] = [Self::Plus, Self::Minus, Self::Times, Self::Divided, Self::Remainder];

    pub(super) fn of(operator: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|arithmetic| arithmetic.as_str() == operator)
    }

    pub(super) fn as_str(self) -> &'static str {
        match self {
            Self::Plus => "+",
            Self::Minus => "-",
            Self::Times => "*",
            Self::Divided => "/",
            Self::Remainder => "%",
        }
    }

    pub(super) fn calculate(self, one: Number, other: Number) -> Result<Number, Overflow> {
        match self {
            Self::Plus => one.plus(other),
            Self::Minus => one.minus(other),
            Self::Times => one.times(other),
            Self::Divided => one.divided(other),
            Self::Remainder => one.remainder(other),
        }
    }
}

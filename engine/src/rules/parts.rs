//! What is every part of a condition worth, and which part decides?
//!
//! The condition itself stops as soon as its answer is clear. Here every part is
//! asked for itself, in the same sandbox, whatever the others say: what an author
//! reads about a part is what the sandbox answers when it is asked that part. A
//! helper that is a single expression is opened and its parts are shown; of any
//! other only the value is.
//!
//! The answers of the parts explain that of the whole by one rule, from left to
//! right: of `and` the first part that does not hold decides, of `or` the first
//! that holds, and before it the first that is undecided or failed. What comes
//! after the part that decides is not reached.

use std::sync::Arc;

use rhai::{Dynamic, Expr, Scope};

use super::answer::{Answer, Fact, Unresolved};
use super::distance::{self, Distance, Number};
use super::facts::{About, Facts};
use super::native;
use super::node::{Kind, Node};
use super::sandbox::{Condition, Sandbox};
use super::syntax;
use super::vocabulary::fact;
use super::written::written;

/// How deep helpers that call helpers are opened.
const DEEPEST: u8 = 3;
/// The most parts of a helper that is opened, so that helpers that call helpers
/// do not multiply without an end.
const MOST: usize = 64;

/// One part of a condition, as it is for one person.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Part {
    /// The part, written out.
    pub text: String,
    /// What kind of part it is.
    pub kind: PartKind,
    /// What it gives.
    pub found: Found,
    /// What that rests on.
    pub backing: Backing,
    /// How far a comparison of numbers is from what the whole needs of it;
    /// `None` where it is that, and for everything else.
    pub distance: Option<Distance>,
    /// Whether the condition comes this far before its answer is clear.
    pub is_reached: bool,
    /// What it is made of.
    pub parts: Vec<Part>,
}

/// What kind of part it is.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum PartKind {
    /// `… and …`
    All,
    /// `… or …`
    Any,
    /// `not …`
    Not,
    /// `if … { … } else { … }`; the question and both branches.
    If,
    /// A comparison; its sides.
    Compare {
        /// Such as `>=`.
        operator: Box<str>,
    },
    /// `… in …`; what is looked for and where.
    Within,
    /// A helper; its body where it could be opened, else its arguments.
    Helper {
        /// Whether its body is shown.
        is_open: bool,
    },
    /// A fact of the person, the gap or the module.
    Fact,
    /// A value that is written down.
    Literal,
    /// Anything computed: `+`, `min(…)`, a list.
    Computed,
}

/// What the value of a part rests on.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Backing {
    /// On what the files say.
    Known,
    /// On an assumption: nobody has evidence of the level itself.
    Assumed,
}

/// What a part gives.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Found {
    /// A value.
    Value(Value),
    /// Nobody has evidence of a fact it needs.
    Undecided {
        /// The first fact that is missing.
        needs: Fact,
    },
    /// It could not be evaluated.
    Failed {
        /// What went wrong, as a fragment for the rule's author.
        error: String,
    },
}

impl Found {
    fn number(&self) -> Option<Number> {
        match self {
            Self::Value(Value::Number(number)) => Some(*number),
            _ => None,
        }
    }
}

/// A value of a condition.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Value {
    /// Yes or no.
    Truth(bool),
    /// A number.
    Number(Number),
    /// A text.
    Text(Box<str>),
    /// A list.
    List(Vec<Value>),
    /// The gap or module asked about, a map, or nothing.
    Thing,
}

/// A part that is yes or no and not made of others that are: what can be seen to
/// hold and not to hold.
#[derive(Clone, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub struct Atom {
    /// Where it stands: the number of the part, of its part and so on.
    pub path: Vec<usize>,
    /// The part, written out.
    pub text: String,
}

impl Part {
    /// What the part answers; `None` where it is a number, text or other value.
    pub fn answer(&self) -> Option<Answer> {
        match &self.found {
            Found::Value(Value::Truth(true)) => Some(Answer::Holds),
            Found::Value(Value::Truth(false)) => Some(Answer::DoesNot),
            Found::Value(_) => None,
            Found::Undecided { needs } => Some(Answer::Undecided { needs: needs.clone() }),
            Found::Failed { error } => Some(Answer::Failed { error: error.clone() }),
        }
    }

    /// The part that decides: the deepest one from whose answer this one's follows.
    /// Where several are needed together, the part that joins them.
    pub fn decisive(&self) -> &Self {
        self.decisive_path().1
    }

    /// The part that decides, and where it stands below this one.
    pub fn decisive_path(&self) -> (Vec<usize>, &Self) {
        let mut path = Vec::new();
        let mut at = self;
        while let Some((number, next)) =
            at.decisive_number().and_then(|it| Some((it, at.parts.get(it)?)))
        {
            path.push(number);
            at = next;
        }
        (path, at)
    }

    fn decisive_number(&self) -> Option<usize> {
        let last_reached = || self.parts.iter().rposition(|it| it.is_reached);
        match self.kind {
            PartKind::Helper { is_open: true } => Some(0),
            // `not known("…")` says more than that `known("…")` holds.
            PartKind::Not => Some(0).filter(|_| self.parts.iter().any(|it| is_joint(&it.kind))),
            PartKind::If => last_reached(),
            PartKind::All if self.answer() != Some(Answer::Holds) => last_reached(),
            PartKind::Any if self.answer() != Some(Answer::DoesNot) => last_reached(),
            _ => None,
        }
    }

    /// The parts that can be seen to hold or not, each with its place.
    pub fn atoms(&self) -> Vec<(Vec<usize>, &Self)> {
        let mut atoms = Vec::new();
        self.collect(&mut Vec::new(), &mut atoms);
        atoms
    }

    fn collect<'a>(&'a self, path: &mut Vec<usize>, atoms: &mut Vec<(Vec<usize>, &'a Self)>) {
        if is_joint(&self.kind) {
            for (number, part) in self.parts.iter().enumerate() {
                path.push(number);
                part.collect(path, atoms);
                path.pop();
            }
        } else if self.kind != PartKind::Literal {
            atoms.push((path.clone(), self));
        }
    }
}

/// Whether the answer of a part follows from those of its parts.
fn is_joint(kind: &PartKind) -> bool {
    matches!(
        kind,
        PartKind::All
            | PartKind::Any
            | PartKind::Not
            | PartKind::If
            | PartKind::Helper { is_open: true }
    )
}

impl Condition {
    /// Asks every part of the condition for itself.
    pub fn parts(&self, sandbox: &Sandbox, facts: &Arc<Facts>, about: &Arc<About>) -> Part {
        let asker = Asker { sandbox, facts, about, scope: &Scope::new() };
        asker.part(self.expr(), Place { is_reached: true, wanted: Wanted::Holds, depth: 0 })
    }

    /// The parts of the condition that can be seen to hold and not to hold.
    pub fn atoms(&self, sandbox: &Sandbox) -> Vec<Atom> {
        let mut outline = Outline { sandbox, path: Vec::new(), atoms: Vec::new() };
        outline.part(self.expr(), 0);
        outline.atoms
    }
}

/// Where a part stands.
#[derive(Clone, Copy)]
struct Place {
    is_reached: bool,
    wanted: Wanted,
    depth: u8,
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
    fn turned(self) -> Self {
        match self {
            Self::Either => Self::Either,
            Self::Holds => Self::DoesNot,
            Self::DoesNot => Self::Holds,
        }
    }
}

/// One condition, asked about one person.
#[derive(Clone, Copy)]
struct Asker<'a> {
    sandbox: &'a Sandbox,
    facts: &'a Arc<Facts>,
    about: &'a Arc<About>,
    /// The arguments of the helper that is open.
    scope: &'a Scope<'static>,
}

impl Asker<'_> {
    fn ask(&self, expr: &Expr) -> Result<Dynamic, Unresolved> {
        self.sandbox.evaluate(expr, &mut self.scope.clone(), self.facts, self.about)
    }

    fn part(&self, expr: &Expr, place: Place) -> Part {
        let node = syntax::expression(expr);
        let answer = self.ask(expr);
        let kind = kind(self.sandbox, &node, place.depth);
        let parts = self.below(expr, &node, &kind, place);
        let distance = match (&node.kind, parts.as_slice()) {
            (Kind::Compare(operator, sides), [left, right]) => {
                let numbers = [left, right].map(|it| it.found.number());
                distance::distance(operator, sides, numbers, place.wanted)
            }
            _ => None,
        };
        let found = match answer {
            Ok(value) => Found::Value(plain(&value)),
            Err(Unresolved::Undecided { needs }) => Found::Undecided { needs },
            Err(Unresolved::Failed { error }) => Found::Failed { error },
        };
        Part {
            text: written(&node),
            kind,
            found,
            backing: self.backing(&node),
            distance,
            is_reached: place.is_reached,
            parts,
        }
    }

    /// What a level or gap rests on; everything else is known where it has a value.
    fn backing(&self, node: &Node) -> Backing {
        let Kind::Call(name, arguments) = &node.kind else { return Backing::Known };
        let (true, [Node { kind: Kind::Text(id), .. }]) =
            (matches!(&**name, "level" | "gap"), arguments.as_slice())
        else {
            return Backing::Known;
        };
        let competency = self.sandbox.names.competencies.find(id);
        match competency.map(|it| self.facts.competencies[it]) {
            Some(it) if !it.known && it.level.is_some() => Backing::Assumed,
            _ => Backing::Known,
        }
    }

    fn below(&self, expr: &Expr, node: &Node, kind: &PartKind, place: Place) -> Vec<Part> {
        let mut parts = Vec::new();
        let mut below = place;
        let inner = syntax::parts(expr);
        match kind {
            PartKind::Literal | PartKind::Fact => {}
            PartKind::Helper { is_open: true } => {
                parts.extend(self.open(node, &inner, place));
            }
            PartKind::All | PartKind::Any => {
                let going = if *kind == PartKind::All { Answer::Holds } else { Answer::DoesNot };
                for it in &inner {
                    let part = self.part(it, below);
                    below.is_reached &= part.answer().as_ref() == Some(&going);
                    parts.push(part);
                }
            }
            PartKind::If => {
                let open = Place { wanted: Wanted::Either, ..place };
                let question = inner.first().map(|it| self.part(it, open));
                let answer = question.as_ref().and_then(Part::answer);
                parts.extend(question);
                for (it, leads) in inner.iter().skip(1).zip([Answer::Holds, Answer::DoesNot]) {
                    below.is_reached = place.is_reached && answer.as_ref() == Some(&leads);
                    parts.push(self.part(it, below));
                }
            }
            _ => {
                below.wanted = match kind {
                    PartKind::Not => place.wanted.turned(),
                    _ => Wanted::Either,
                };
                parts.extend(inner.iter().map(|it| self.part(it, below)));
            }
        }
        parts
    }

    /// The body of a helper with its arguments; nothing where one has no value.
    fn open(&self, node: &Node, arguments: &[Expr], place: Place) -> Option<Part> {
        let Kind::Call(name, _) = &node.kind else { return None };
        let helper = self.sandbox.helpers.signature(name)?;
        let mut inside = Scope::new();
        for (name, argument) in helper.names.iter().zip(arguments) {
            inside.push_dynamic(name.to_string(), self.ask(argument).ok()?);
        }
        let place = Place { depth: place.depth.saturating_add(1), ..place };
        let inside = Asker { scope: &inside, ..*self };
        Some(inside.part(helper.expression.as_ref()?, place))
    }
}

/// What kind of part a node is, so many helpers deep.
fn kind(sandbox: &Sandbox, node: &Node, depth: u8) -> PartKind {
    match &node.kind {
        _ if distance::is_literal(node) => PartKind::Literal,
        Kind::All(_) => PartKind::All,
        Kind::Any(_) => PartKind::Any,
        Kind::Not(_) => PartKind::Not,
        Kind::If(choice) if choice.otherwise.is_some() => PartKind::If,
        Kind::Compare(operator, _) => PartKind::Compare { operator: operator.clone() },
        Kind::Within(_) => PartKind::Within,
        Kind::Name(_) | Kind::Field(..) => PartKind::Fact,
        Kind::Call(name, _) if fact(name).is_some() => PartKind::Fact,
        Kind::Call(name, _) => match sandbox.helpers.signature(name) {
            Some(helper) => {
                let is_small = |it: &Expr| size(it) <= MOST;
                let is_open = depth < DEEPEST && helper.expression.as_ref().is_some_and(is_small);
                PartKind::Helper { is_open }
            }
            None => PartKind::Computed,
        },
        _ => PartKind::Computed,
    }
}

/// How many parts an expression has.
fn size(expr: &Expr) -> usize {
    syntax::parts(expr).iter().map(size).sum::<usize>().saturating_add(1)
}

/// Walks a condition without asking anyone.
struct Outline<'a> {
    sandbox: &'a Sandbox,
    path: Vec<usize>,
    atoms: Vec<Atom>,
}

impl Outline<'_> {
    fn part(&mut self, expr: &Expr, depth: u8) {
        let node = syntax::expression(expr);
        let kind = kind(self.sandbox, &node, depth);
        match (&kind, &node.kind) {
            (PartKind::Helper { is_open: true }, Kind::Call(name, _)) => {
                let helper = self.sandbox.helpers.signature(name);
                if let Some(body) = helper.and_then(|it| it.expression.as_ref()) {
                    self.below(std::slice::from_ref(body), depth.saturating_add(1));
                }
            }
            (kind, _) if is_joint(kind) => self.below(&syntax::parts(expr), depth),
            (PartKind::Literal, _) => {}
            _ => self.atoms.push(Atom { path: self.path.clone(), text: written(&node) }),
        }
    }

    fn below(&mut self, parts: &[Expr], depth: u8) {
        for (number, part) in parts.iter().enumerate() {
            self.path.push(number);
            self.part(part, depth);
            self.path.pop();
        }
    }
}

/// A value of the sandbox as a value of ours.
fn plain(value: &Dynamic) -> Value {
    if let Ok(truth) = value.as_bool() {
        return Value::Truth(truth);
    }
    if let Some(number) = native::decimal(value) {
        return Value::Number(Number(number));
    }
    if let Ok(text) = value.as_immutable_string_ref() {
        return Value::Text(text.as_str().into());
    }
    match value.as_array_ref() {
        Ok(items) => Value::List(items.iter().map(plain).collect()),
        Err(_) => Value::Thing,
    }
}

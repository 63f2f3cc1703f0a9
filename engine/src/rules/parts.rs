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

use rhai::Scope;

use super::answer::{Answer, Fact, Unresolved};
use super::condition::Condition;
use super::distance::{self, Distance, Wanted};
use super::evaluate::Evaluator;
use super::expression::{Expression, Form};
use super::facts::{About, Facts};
use super::number::Number;
use super::sandbox::Sandbox;
use super::value::Value;
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
            at.decisive_number().and_then(|number| Some((number, at.parts.get(number)?)))
        {
            path.push(number);
            at = next;
        }
        (path, at)
    }

    fn decisive_number(&self) -> Option<usize> {
        let last_reached = || self.parts.iter().rposition(|part| part.is_reached);
        match self.kind {
            PartKind::Helper { is_open: true } => Some(0),
            // `not known("…")` says more than that `known("…")` holds.
            PartKind::Not => Some(0).filter(|_| self.parts.iter().any(|part| is_joint(&part.kind))),
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
    pub fn parts(&self, sandbox: &Sandbox, facts: &Facts<'_>, about: &About<'_>) -> Part {
        Evaluator::new(sandbox, facts).explain(self, about)
    }

    /// The parts of the condition that can be seen to hold and not to hold.
    pub fn atoms(&self, sandbox: &Sandbox) -> Vec<Atom> {
        let mut outline = Outline { sandbox, path: Vec::new(), atoms: Vec::new() };
        outline.part(self.expression(), 0);
        outline.atoms
    }
}

impl Evaluator<'_> {
    /// Asks every part of a condition for itself.
    pub fn explain(&mut self, condition: &Condition, about: &About<'_>) -> Part {
        let place = Place { is_reached: true, wanted: Wanted::Holds, depth: 0 };
        Explainer { evaluator: self, about, given: None }.part(condition.expression(), place)
    }
}

/// Where a part stands.
#[derive(Clone, Copy)]
struct Place {
    is_reached: bool,
    wanted: Wanted,
    /// How many helpers are open around it.
    depth: u8,
}

/// Explains one condition to one person.
struct Explainer<'e, 'a> {
    evaluator: &'e mut Evaluator<'a>,
    about: &'e About<'e>,
    /// The arguments of the helper that is open.
    given: Option<&'e Scope<'static>>,
}

impl Explainer<'_, '_> {
    fn ask(&mut self, part: &Expression) -> Result<Value, Unresolved> {
        let evaluation = self.evaluator.about(self.about);
        match self.given {
            Some(given) => evaluation.inside(given).value(part),
            None => { evaluation }.value(part),
        }
    }

    fn part(&mut self, part: &Expression, place: Place) -> Part {
        let found = match self.ask(part) {
            Ok(value) => Found::Value(value),
            Err(Unresolved::Undecided { needs }) => Found::Undecided { needs },
            Err(Unresolved::Failed { error }) => Found::Failed { error },
        };
        let kind = kind(self.evaluator.sandbox(), part, place.depth);
        let parts = self.below(part, &kind, place);
        let distance = match (&part.form, parts.as_slice()) {
            (Form::Compare(relation, sides), [left, right]) => {
                let numbers = [left, right].map(|side| side.found.number());
                distance::distance(*relation, sides, numbers, place.wanted)
            }
            _ => None,
        };
        Part {
            text: written(part),
            kind,
            found,
            backing: self.backing(part),
            distance,
            is_reached: place.is_reached,
            parts,
        }
    }

    /// What a level or gap rests on; everything else is known where it has a value.
    fn backing(&self, part: &Expression) -> Backing {
        let Form::Fact(read) = &part.form else { return Backing::Known };
        match read.competency(self.evaluator.facts()) {
            Some(competency)
                if read.info.name != "known" && !competency.known && competency.level.is_some() =>
            {
                Backing::Assumed
            }
            _ => Backing::Known,
        }
    }

    fn below(&mut self, part: &Expression, kind: &PartKind, place: Place) -> Vec<Part> {
        let mut parts = Vec::new();
        let mut below = place;
        match kind {
            PartKind::Literal | PartKind::Fact => {}
            PartKind::Helper { is_open: true } => parts.extend(self.open(part, place)),
            PartKind::All | PartKind::Any => {
                let going = if *kind == PartKind::All { Answer::Holds } else { Answer::DoesNot };
                for inner in inner(part) {
                    let part = self.part(inner, below);
                    below.is_reached &= part.answer().as_ref() == Some(&going);
                    parts.push(part);
                }
            }
            PartKind::If => {
                let mut leads_here = [None, Some(Answer::Holds), Some(Answer::DoesNot)].into_iter();
                let mut answer = None;
                for inner in inner(part) {
                    let leads = leads_here.next().flatten();
                    let wanted = if leads.is_none() { Wanted::Either } else { place.wanted };
                    let is_reached = place.is_reached && answer == leads;
                    let explained = self.part(inner, Place { is_reached, wanted, ..place });
                    if leads.is_none() {
                        answer = explained.answer();
                    }
                    parts.push(explained);
                }
            }
            _ => {
                below.wanted = match kind {
                    PartKind::Not => place.wanted.turned(),
                    _ => Wanted::Either,
                };
                for inner in inner(part) {
                    parts.push(self.part(inner, below));
                }
            }
        }
        parts
    }

    /// The body of a helper with its arguments; nothing where one has no value.
    fn open(&mut self, part: &Expression, place: Place) -> Option<Part> {
        let Form::Helper(name, arguments) = &part.form else { return None };
        let helper = self.evaluator.sandbox().helpers.signature(name)?;
        let mut given = Scope::new();
        for (name, argument) in helper.names.iter().zip(arguments) {
            let evaluation = self.evaluator.about(self.about);
            let value = match self.given {
                Some(given) => evaluation.inside(given).argument(argument),
                None => { evaluation }.argument(argument),
            };
            given.push_dynamic(name.to_string(), value.ok()?);
        }
        let place = Place { depth: place.depth.saturating_add(1), ..place };
        let mut inside =
            Explainer { evaluator: &mut *self.evaluator, about: self.about, given: Some(&given) };
        Some(inside.part(helper.expression.as_ref()?, place))
    }
}

/// What kind of part it is, so many helpers deep.
fn kind(sandbox: &Sandbox, part: &Expression, depth: u8) -> PartKind {
    match &part.form {
        _ if part.is_literal() => PartKind::Literal,
        Form::All(_) => PartKind::All,
        Form::Any(_) => PartKind::Any,
        Form::Not(_) => PartKind::Not,
        Form::If(_) => PartKind::If,
        Form::Compare(relation, _) => PartKind::Compare { operator: relation.as_str().into() },
        Form::Within(_) => PartKind::Within,
        Form::Fact(_)
        | Form::AskedAbout(..)
        | Form::Thing(_)
        | Form::Variable(_)
        | Form::Field(..) => PartKind::Fact,
        Form::Helper(name, _) => match sandbox.helpers.signature(name) {
            Some(helper) => {
                let is_small = |body: &Expression| size(body) <= MOST;
                let is_open = depth < DEEPEST && helper.expression.as_deref().is_some_and(is_small);
                PartKind::Helper { is_open }
            }
            None => PartKind::Computed,
        },
        _ => PartKind::Computed,
    }
}

/// How many parts an expression has.
fn size(part: &Expression) -> usize {
    match &part.form {
        Form::Field(..) => 1,
        // The fact, and what it is asked about.
        Form::Fact(read) => {
            if read.about.is_some() {
                2
            } else {
                1
            }
        }
        _ => inner(part).iter().map(size).sum::<usize>().saturating_add(1),
    }
}

/// The parts that are explained for themselves.
fn inner(part: &Expression) -> &[Expression] {
    match &part.form {
        Form::Statement(_) | Form::Element(_) => &[],
        _ => part.below(),
    }
}

/// Walks a condition without asking anyone.
struct Outline<'a> {
    sandbox: &'a Sandbox,
    path: Vec<usize>,
    atoms: Vec<Atom>,
}

impl Outline<'_> {
    fn part(&mut self, part: &Expression, depth: u8) {
        let kind = kind(self.sandbox, part, depth);
        match (&kind, &part.form) {
            (PartKind::Helper { is_open: true }, Form::Helper(name, _)) => {
                let helper = self.sandbox.helpers.signature(name);
                if let Some(body) = helper.and_then(|helper| helper.expression.as_deref()) {
                    self.below(std::slice::from_ref(body), depth.saturating_add(1));
                }
            }
            (kind, _) if is_joint(kind) => self.below(part.below(), depth),
            (PartKind::Literal, _) => {}
            _ => self.atoms.push(Atom { path: self.path.clone(), text: written(part) }),
        }
    }

    fn below(&mut self, parts: &[Expression], depth: u8) {
        for (number, part) in parts.iter().enumerate() {
            self.path.push(number);
            self.part(part, depth);
            self.path.pop();
        }
    }
}

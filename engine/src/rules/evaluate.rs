//! What does an expression give for somebody?
//!
//! Evaluated from left to right as Rhai does, without Rhai where a part has one known
//! type, and without a copy of anything. Parts that are left to Rhai run in one state
//! that is kept from one to the next. The steps that Rhai would take are counted, so
//! that its limit ends a run at the same place.

use std::sync::Arc;

use rhai::{Dynamic, Expr, Scope};

use super::answer::Unresolved;
use super::expression::{Expression, Form, Operator};
use super::facts::{About, Facts};
use super::node::Order;
use super::number::{Number, Overflow};
use super::provided::MOST_STEPS;
use super::read::{LONGEST_TEXT, TOO_LONG};
use super::run::{Run, TOO_MANY_STEPS};
use super::sandbox::Sandbox;
use super::value::{Value, dynamic, type_of};
use super::vocabulary::{Datum, Does, FunctionInfo, Type};

/// Evaluates conditions about one person, one after another.
pub struct Evaluator<'a> {
    sandbox: &'a Sandbox,
    facts: &'a Facts<'a>,
    run: Option<Run>,
    /// The facts as Rhai needs them: made once, and only if a helper is called.
    own_facts: Option<Arc<Facts<'static>>>,
    /// The steps of the last evaluation, as Rhai counts them.
    pub(super) steps: u64,
}

/// What the place of a part that is yes or no says where it is something else.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Place {
    /// Joined with others, or the question of an `if`.
    Joined,
    /// Behind `not`.
    Negated,
    /// The whole condition.
    Whole,
}

impl<'a> Evaluator<'a> {
    /// Returns an evaluator for a person.
    pub fn new(sandbox: &'a Sandbox, facts: &'a Facts<'a>) -> Self {
        Self { sandbox, facts, run: None, own_facts: None, steps: 0 }
    }

    pub(super) fn sandbox(&self) -> &'a Sandbox {
        self.sandbox
    }

    /// How many steps the last answer took, as Rhai counts them.
    pub fn steps(&self) -> u64 {
        self.steps
    }

    /// The facts of the person.
    pub fn facts(&self) -> &'a Facts<'a> {
        self.facts
    }

    /// Begins to evaluate about the person, a gap or a module.
    pub(super) fn about<'e>(&'e mut self, about: &'e About<'e>) -> Evaluation<'e, 'a> {
        self.steps = 0;
        Evaluation { evaluator: self, about, scope: None, work: 0 }
    }
}

/// One evaluation of one expression.
pub(super) struct Evaluation<'e, 'a> {
    evaluator: &'e mut Evaluator<'a>,
    about: &'e About<'e>,
    /// What the helper was given whose body is evaluated.
    scope: Option<&'e Scope<'static>>,
    /// Steps inside functions, which Rhai does not count.
    work: u64,
}

impl<'e> Evaluation<'e, '_> {
    /// The same inside a helper that was given these.
    pub(super) fn inside(self, scope: &'e Scope<'static>) -> Self {
        Self { scope: Some(scope), ..self }
    }

    /// What a part gives that is yes or no, as it has to be in its place.
    pub(super) fn truth(&mut self, part: &Expression, place: Place) -> Result<bool, Unresolved> {
        if part.left.is_some() {
            return self.truth_of_run(part, place);
        }
        match &part.form {
            Form::Truth(truth) => {
                self.enter(part)?;
                Ok(*truth)
            }
            Form::All(parts) => {
                self.enter(part)?;
                for part in parts {
                    if !self.truth(part, Place::Joined)? {
                        return Ok(false);
                    }
                }
                Ok(true)
            }
            Form::Any(parts) => {
                self.enter(part)?;
                for part in parts {
                    if self.truth(part, Place::Joined)? {
                        return Ok(true);
                    }
                }
                Ok(false)
            }
            Form::Not(inner) => {
                self.enter(part)?;
                Ok(!self.truth(inner, Place::Negated)?)
            }
            Form::If(parts) => {
                self.enter(part)?;
                let branch = self.branch(parts)?;
                self.truth(branch, place)
            }
            Form::List(_) | Form::Thing(_) => {
                let value = self.value(part)?;
                self.untrue(value.type_of(), place)
            }
            _ => match self.datum(part)? {
                Datum::Truth(truth) => Ok(truth),
                Datum::Number(_) => self.untrue(Type::Number, place),
                Datum::Text(_) => self.untrue(Type::Text, place),
            },
        }
    }

    fn branch<'p>(&mut self, parts: &'p [Expression; 3]) -> Result<&'p Expression, Unresolved> {
        let [question, then, otherwise] = parts;
        Ok(if self.truth(question, Place::Joined)? { then } else { otherwise })
    }

    fn truth_of_run(&mut self, part: &Expression, place: Place) -> Result<bool, Unresolved> {
        let value = self.run_part(part)?;
        match value.as_bool() {
            Ok(truth) => Ok(truth),
            Err(_) => self.untrue(type_of(&value), place),
        }
    }

    /// Says what Rhai says where something else than yes or no stands.
    fn untrue<T>(&mut self, given: Type, place: Place) -> Result<T, Unresolved> {
        Err(Unresolved::failed(match place {
            Place::Joined => "a value is of another type than its place needs".to_owned(),
            Place::Negated => {
                // Rhai looks for a function that could do it.
                self.step(1)?;
                "`!` cannot be used with these values".to_owned()
            }
            Place::Whole => format!("condition gives {}, not yes or no", given.words()),
        }))
    }

    /// What a part gives that is yes or no, a number or a text, found without Rhai.
    fn datum<'p>(&mut self, part: &'p Expression) -> Result<Datum<'p>, Unresolved>
    where
        'e: 'p,
    {
        if let Form::Truth(_) | Form::All(_) | Form::Any(_) | Form::Not(_) = &part.form {
            return self.truth(part, Place::Joined).map(Datum::Truth);
        }
        self.enter(part)?;
        match &part.form {
            Form::Fact(read) => read.in_condition(self.evaluator.facts, self.about),
            Form::Number(number) => Ok(Datum::Number(*number)),
            Form::Text(text) => Ok(Datum::Text(text)),
            Form::Compare(relation, sides) => {
                let [one, other] = &**sides;
                let order = match (self.datum(one)?, self.datum(other)?) {
                    (Datum::Number(one), Datum::Number(other)) => one.cmp(&other),
                    (Datum::Text(one), Datum::Text(other)) => one.cmp(other),
                    (Datum::Truth(one), Datum::Truth(other)) => one.cmp(&other),
                    _ => return Err(unlike()),
                };
                Ok(Datum::Truth(relation.holds(order)))
            }
            Form::Minus(inner) => calculated(self.number(inner)?.negated()),
            Form::Arithmetic(operator, sides) => {
                let [one, other] = &**sides;
                let (one, other) = (self.number(one)?, self.number(other)?);
                if *operator == Operator::Divided {
                    // Division is a function of ours to Rhai.
                    self.step(1)?;
                }
                calculated(operator.calculate(one, other))
            }
            Form::Within(sides) => {
                let [item, container] = &**sides;
                self.contains(container, item, part.order).map(Datum::Truth)
            }
            Form::Function(function, given) => self.call(function, given, part.order),
            Form::If(parts) => {
                let branch = self.branch(parts)?;
                self.datum(branch)
            }
            _ => Err(unlike()),
        }
    }

    fn number(&mut self, part: &Expression) -> Result<Number, Unresolved> {
        match self.datum(part)? {
            Datum::Number(number) => Ok(number),
            Datum::Truth(_) | Datum::Text(_) => Err(unlike()),
        }
    }

    fn text<'p>(&mut self, part: &'p Expression) -> Result<&'p str, Unresolved>
    where
        'e: 'p,
    {
        match self.datum(part)? {
            Datum::Text(text) => Ok(text),
            Datum::Truth(_) | Datum::Number(_) => Err(unlike()),
        }
    }

    fn call<'p>(
        &mut self,
        function: &FunctionInfo,
        given: &'p [Expression],
        order: Order,
    ) -> Result<Datum<'p>, Unresolved>
    where
        'e: 'p,
    {
        Ok(match (function.does, given) {
            (Does::Rounding(round), [only]) => {
                let number = self.number(only)?;
                self.step(1)?;
                Datum::Number(round(number))
            }
            (Does::Choosing(choose), [one, other]) => {
                let (one, other) = self.both(one, other, order, Self::number)?;
                self.step(1)?;
                Datum::Number(choose(one, other))
            }
            (Does::Comparing(compare), [text, part]) => {
                let (text, part) = self.both(text, part, order, Self::text)?;
                self.step(1)?;
                Datum::Truth(compare(text, part))
            }
            (Does::Contains, [container, item]) => {
                Datum::Truth(self.contains(container, item, order)?)
            }
            (Does::Length, [only]) => {
                let length = match &only.form {
                    Form::List(items) => self.list(only, items).map(|()| items.len())?,
                    _ => self.text(only)?.chars().count(),
                };
                self.step(1)?;
                Datum::Number(Number::Whole(i64::try_from(length).unwrap_or(i64::MAX)))
            }
            _ => return Err(unlike()),
        })
    }

    /// Evaluates two parts in the order in which Rhai does.
    fn both<'p, T>(
        &mut self,
        one: &'p Expression,
        other: &'p Expression,
        order: Order,
        evaluate: impl Fn(&mut Self, &'p Expression) -> Result<T, Unresolved>,
    ) -> Result<(T, T), Unresolved> {
        if order == Order::FirstLast {
            let other = evaluate(self, other)?;
            return Ok((evaluate(self, one)?, other));
        }
        Ok((evaluate(self, one)?, evaluate(self, other)?))
    }

    /// Whether a text or list holds something.
    fn contains(
        &mut self,
        container: &Expression,
        item: &Expression,
        order: Order,
    ) -> Result<bool, Unresolved> {
        let Form::List(items) = &container.form else {
            let (text, part) = self.both(container, item, order, Self::text)?;
            self.step(1)?;
            return Ok(text.contains(part));
        };
        let item = if order == Order::FirstLast {
            let item = self.datum(item)?;
            self.list(container, items)?;
            item
        } else {
            self.list(container, items)?;
            self.datum(item)?
        };
        self.step(1)?;
        self.work = self.work.saturating_add(u64::try_from(items.len()).unwrap_or(u64::MAX));
        if self.work > MOST_STEPS {
            return Err(Unresolved::failed(TOO_MANY_STEPS));
        }
        let steps = self.evaluator.steps;
        for candidate in items {
            // It was evaluated before: this time it can only give the same, and its
            // steps are counted already.
            self.evaluator.steps = 0;
            let candidate = self.datum(candidate)?;
            self.evaluator.steps = steps;
            if same(candidate, item)? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Evaluates the items of a list, which may be too much text for Rhai.
    fn list(&mut self, list: &Expression, items: &[Expression]) -> Result<(), Unresolved> {
        self.enter(list)?;
        let mut length: usize = 0;
        for item in items {
            if let Datum::Text(text) = self.datum(item)? {
                length = length.saturating_add(text.len());
                if length > LONGEST_TEXT {
                    return Err(Unresolved::failed(TOO_LONG));
                }
            }
        }
        Ok(())
    }

    /// What a part gives, whatever that is.
    pub(super) fn value(&mut self, part: &Expression) -> Result<Value, Unresolved> {
        if part.left.is_some() {
            return self.run_part(part).map(|value| Value::from(&value));
        }
        match &part.form {
            Form::List(items) => {
                self.list(part, items)?;
                items.iter().map(|item| self.value(item)).collect::<Result<_, _>>().map(Value::List)
            }
            Form::If(parts) => {
                self.enter(part)?;
                let branch = self.branch(parts)?;
                self.value(branch)
            }
            Form::Thing(_) | Form::Nothing => {
                self.enter(part)?;
                Ok(Value::Thing)
            }
            _ => self.datum(part).map(Value::from),
        }
    }

    /// What a part gives, to be handed to a helper. Rhai makes values of its own of the
    /// gap, the module and lists.
    pub(super) fn argument(&mut self, part: &Expression) -> Result<Dynamic, Unresolved> {
        match (part.is_plain_value(), part.script.as_deref()) {
            (false, Some(script)) => self.run(script),
            _ => self.datum(part).map(dynamic),
        }
    }

    /// What Rhai gives for a part that is left to it.
    pub(super) fn run_part(&mut self, part: &Expression) -> Result<Dynamic, Unresolved> {
        self.step(part.steps.around)?;
        let Some(script) = part.script.as_deref() else {
            debug_assert!(false, "what is left to Rhai is kept as Rhai runs it");
            return Err(unlike());
        };
        self.run(script)
    }

    /// Runs an expression in Rhai.
    pub(super) fn run(&mut self, script: &Expr) -> Result<Dynamic, Unresolved> {
        let Evaluator { sandbox, facts, run, own_facts, steps } = &mut *self.evaluator;
        let facts = own_facts.get_or_insert_with(|| Arc::new(facts.to_owned()));
        let running = run.get_or_insert_with(|| Run::new(sandbox));
        running.begin(sandbox, facts, self.about, [*steps, self.work]);
        let given = self.scope.cloned();
        let result = running.run(sandbox, script, given);
        [*steps, self.work] = running.counted();
        if result.is_err() {
            // An error may leave the state of Rhai half way.
            *run = None;
        }
        result
    }

    fn enter(&mut self, part: &Expression) -> Result<(), Unresolved> {
        self.step(part.steps.around.saturating_add(part.steps.own))
    }

    fn step(&mut self, steps: u8) -> Result<(), Unresolved> {
        let taken = &mut self.evaluator.steps;
        // Rhai counts one by one, and ends with the first step beyond the limit.
        *taken = taken.saturating_add(steps.into()).min(MOST_STEPS.saturating_add(1));
        if *taken > MOST_STEPS {
            return Err(Unresolved::failed(TOO_MANY_STEPS));
        }
        Ok(())
    }
}

fn calculated(result: Result<Number, Overflow>) -> Result<Datum<'static>, Unresolved> {
    result.map(Datum::Number).map_err(|why| Unresolved::failed(why.error()))
}

/// Whether two values are the same; a text and a number cannot be compared.
fn same(one: Datum<'_>, other: Datum<'_>) -> Result<bool, Unresolved> {
    match (one, other) {
        (Datum::Number(one), Datum::Number(other)) => Ok(one == other),
        (Datum::Text(one), Datum::Text(other)) => Ok(one == other),
        (Datum::Truth(one), Datum::Truth(other)) => Ok(one == other),
        _ => Err(Unresolved::failed("values of different types are compared")),
    }
}

/// Cannot come up: only parts with the type that their place needs are evaluated here.
fn unlike() -> Unresolved {
    debug_assert!(false, "a part is evaluated here that should be left to Rhai");
    Unresolved::failed("a value is of another type than its place needs")
}

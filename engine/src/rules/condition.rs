//! What can be asked of a condition?

use super::answer::{Answer, Fact};
use super::check::Wanted;
use super::evaluate::{Evaluator, Place};
use super::expression::{Expression, Form};
use super::facts::{About, Facts};
use super::mistake::Mistake;
use super::sandbox::Sandbox;
use super::script::Script;
use super::value::type_of;
use super::vocabulary::Asker;
use super::written::written;

/// A condition, checked and ready to be asked about anyone.
#[derive(Clone, Debug)]
pub struct Condition(Script);

impl Sandbox {
    /// Checks a condition; gives all its mistakes, in reading order.
    pub fn compile_condition(&self, text: &str, asker: Asker) -> Result<Condition, Vec<Mistake>> {
        self.compile(text, asker, Wanted::Truth).map(Condition)
    }
}

impl Evaluator<'_> {
    /// Asks a condition about the person, a gap or a module.
    pub fn decide(&mut self, condition: &Condition, about: &About<'_>) -> Answer {
        match self.about(about).truth(condition.expression(), Place::Whole) {
            Ok(true) => Answer::Holds,
            Ok(false) => Answer::DoesNot,
            Err(unresolved) => unresolved.into(),
        }
    }

    /// Asks a condition in Rhai alone, with a state of its own: the reference that
    /// [`decide`](Self::decide) has to agree with.
    pub fn decide_in_rhai(&mut self, condition: &Condition, about: &About<'_>) -> Answer {
        let mut alone = Evaluator::new(self.sandbox(), self.facts());
        let value = alone.about(about).run(&condition.0.whole);
        self.steps = alone.steps;
        match value.map(|value| value.as_bool().map_err(|_| type_of(&value))) {
            Ok(Ok(true)) => Answer::Holds,
            Ok(Ok(false)) => Answer::DoesNot,
            Ok(Err(given)) => {
                let given = given.words();
                Answer::Failed { error: format!("condition gives {given}, not yes or no") }
            }
            Err(unresolved) => unresolved.into(),
        }
    }
}

impl Condition {
    /// Asks the condition about a person, a gap or a module. Who asks many conditions
    /// about one person takes an [`Evaluator`] for all of them.
    pub fn decide(&self, sandbox: &Sandbox, facts: &Facts<'_>, about: &About<'_>) -> Answer {
        Evaluator::new(sandbox, facts).decide(self, about)
    }

    /// The facts the condition may read, those of its helpers included.
    pub fn reads(&self) -> &[Fact] {
        &self.0.reads
    }

    /// The condition as its author wrote it.
    pub fn text(&self) -> &str {
        &self.0.text
    }

    /// The condition written out, as parts of it are.
    pub fn written(&self) -> String {
        written(self.expression())
    }

    /// The parts that `and` joins, each a condition of its own; the whole where
    /// there is no `and`.
    pub fn conjuncts(&self) -> Vec<Self> {
        let mut conjuncts = Vec::new();
        self.split(self.expression(), &mut conjuncts);
        conjuncts
    }

    fn split(&self, part: &Expression, conjuncts: &mut Vec<Self>) {
        match (&part.form, &part.script) {
            (Form::All(parts), _) => {
                for part in parts {
                    self.split(part, conjuncts);
                }
            }
            (_, script) => {
                let whole = script.clone().unwrap_or_else(|| self.0.whole.clone());
                let text = written(part).into();
                let (expression, reads) = (part.clone(), self.0.reads.clone());
                conjuncts.push(Self(Script { expression, whole, text, reads }));
            }
        }
    }

    pub(super) fn expression(&self) -> &Expression {
        &self.0.expression
    }
}

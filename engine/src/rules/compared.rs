//! With which values does a condition compare facts?

use std::collections::BTreeSet;

use super::answer::Fact;
use super::condition::Condition;
use super::expression::{Expression, Form, Relation};
use super::literals::{Literals, is_plain, is_read, is_written};
use super::sandbox::Sandbox;
use super::signatures::Helpers;

/// How deep helpers that call helpers are looked into.
const DEEPEST: u8 = 3;

impl Condition {
    /// Returns the values that stand in the condition and in its helpers.
    pub fn literals(&self, sandbox: &Sandbox) -> Literals {
        let mut gatherer = Gatherer { helpers: &sandbox.helpers, literals: Literals::default() };
        gatherer.truth(self.expression());
        gatherer.literals
    }

    /// Returns the facts that the condition compares with texts, each with one, those
    /// of helpers included that are a single expression.
    pub fn compared(&self, sandbox: &Sandbox) -> BTreeSet<(Fact, Box<str>)> {
        let mut compared = BTreeSet::new();
        collect(self.expression(), sandbox, DEEPEST, &mut compared);
        compared
    }
}

/// Collects from a part and from helpers that are called so many times in each other.
fn collect(
    part: &Expression,
    sandbox: &Sandbox,
    depth: u8,
    compared: &mut BTreeSet<(Fact, Box<str>)>,
) {
    match &part.form {
        Form::Compare(Relation::Same | Relation::Different, sides) => {
            let [left, right] = &**sides;
            compared.extend(pair(left, right).or_else(|| pair(right, left)));
        }
        Form::Within(sides) => {
            let [item, list] = &**sides;
            if let Form::List(texts) = &list.form {
                compared.extend(texts.iter().filter_map(|text| pair(item, text)));
            }
        }
        Form::Helper(name, _) => {
            let helper = sandbox.helpers.signature(name);
            let body = helper.and_then(|helper| helper.expression.as_ref());
            if let (Some(body), Some(depth)) = (body, depth.checked_sub(1)) {
                collect(body, sandbox, depth, compared);
            }
        }
        _ => {}
    }
    for part in part.below() {
        collect(part, sandbox, depth, compared);
    }
}

/// A fact and the text it is compared with.
fn pair(read: &Expression, text: &Expression) -> Option<(Fact, Box<str>)> {
    match (&read.form, &text.form) {
        (Form::Fact(read), Form::Text(text)) if !read.info.name.contains('.') => {
            Some((read.fact(), (**text).into()))
        }
        _ => None,
    }
}

/// Gathers the values of a condition.
struct Gatherer<'a> {
    helpers: &'a Helpers,
    literals: Literals,
}

impl Gatherer<'_> {
    /// A part that is yes or no.
    fn truth(&mut self, part: &Expression) {
        match &part.form {
            Form::Truth(_) => {}
            Form::All(_) | Form::Any(_) | Form::Not(_) | Form::If(_) => {
                for part in part.below() {
                    self.truth(part);
                }
            }
            Form::Compare(_, sides) | Form::Within(sides) => {
                self.literals.is_computed |= !is_plain(part);
                for side in &**sides {
                    self.literals.collect(side);
                    self.called(side);
                }
            }
            Form::Fact(_)
            | Form::AskedAbout(..)
            | Form::Thing(_)
            | Form::Variable(_)
            | Form::Field(..)
            | Form::Function(..)
            | Form::Helper(..) => {
                self.literals.collect(part);
                self.called(part);
            }
            _ => {
                self.literals.is_computed = true;
                self.literals.collect(part);
            }
        }
    }

    /// What a helper adds that is called here.
    fn called(&mut self, part: &Expression) {
        match &part.form {
            Form::Function(..) => self.literals.is_computed = true,
            Form::Helper(name, given) => {
                self.literals.is_computed |=
                    !given.iter().all(|part| is_read(part) || is_written(part));
                let Some(helper) = self.helpers.signature(name) else {
                    self.literals.is_computed = true;
                    return;
                };
                self.literals.join(&helper.literals);
                self.literals.is_computed |= helper.expression.is_none();
            }
            _ => {}
        }
    }
}

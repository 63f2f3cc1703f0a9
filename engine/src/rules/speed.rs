//! Which parts of a condition are left to Rhai, and why?
//!
//! What is evaluated without Rhai takes a hundredth of the time. A part that calls a
//! helper is left to it, with everything that needs the helper's value.

use super::condition::Condition;
use super::effect::{Formula, HelperCall};
use super::expression::{Expression, Form, Left};
use super::written::written;

/// A part that is left to Rhai.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct LeftToRhai {
    /// The part, written out.
    pub part: String,
    /// Why.
    pub because: Because,
}

/// Why a part is left to Rhai.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Because {
    /// It calls this helper.
    Helper(Box<str>),
    /// It reads the gap or the module as a whole, not one of its facts.
    Thing(&'static str),
    /// It looks into something that is no list written down in its place.
    List,
    /// It puts more points in a row than a fact has.
    Chain,
    /// It compares or calculates with values whose type only Rhai finds out.
    Type,
}

impl Condition {
    /// The largest parts that are left to Rhai; none where it is evaluated without.
    pub fn left_to_rhai(&self) -> Vec<LeftToRhai> {
        left(self.expression())
    }
}

impl Formula {
    /// The largest parts that are left to Rhai; none where it is evaluated without.
    pub fn left_to_rhai(&self) -> Vec<LeftToRhai> {
        left(&self.0.expression)
    }
}

impl HelperCall {
    /// The call: a helper always runs in Rhai.
    pub fn left_to_rhai(&self) -> Vec<LeftToRhai> {
        left(&self.script.expression)
    }
}

fn left(whole: &Expression) -> Vec<LeftToRhai> {
    let mut parts = Vec::new();
    collect(whole, &mut parts);
    parts
}

fn collect(part: &Expression, parts: &mut Vec<LeftToRhai>) {
    if part.left.is_some() {
        parts.push(LeftToRhai { part: written(part), because: because(part) });
        return;
    }
    for part in part.below() {
        collect(part, parts);
    }
}

/// Why a part is left: the first reason that is one of its own.
fn because(part: &Expression) -> Because {
    match (&part.form, part.left) {
        (Form::Helper(name, _), _) => return Because::Helper(name.clone()),
        (Form::Thing(name), _) => return Because::Thing(name),
        (_, Some(Left::Chain)) => return Because::Chain,
        _ => {}
    }
    let inner =
        part.below().iter().find(|part| part.left.is_some() || matches!(part.form, Form::Thing(_)));
    match (inner, part.left) {
        (Some(inner), _) => because(inner),
        (None, Some(Left::List)) => Because::List,
        (None, _) => Because::Type,
    }
}

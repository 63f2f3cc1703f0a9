//! Which part of a condition keeps it from ever holding?
//!
//! The parts that `and` joins are looked at one by one, then in pairs, each as
//! everybody is looked for. A part is named only where it alone is proven to hold
//! for nobody, a pair where the two together are.

use super::Linter;
use super::search::{Found, Goal, look};
use crate::library::{Each, Scope};
use crate::rules::Condition;

/// The most parts whose pairs are looked at.
const MOST: usize = 8;

impl Linter<'_> {
    /// Says what of a condition to correct: the part that holds for nobody, or the
    /// two that exclude each other; `None` where it takes more than two, or nobody
    /// can say.
    pub(super) fn blame(
        &self,
        goal: Goal<'_>,
        each: Each,
        scope: Option<&Scope>,
    ) -> Option<String> {
        let parts = goal.condition.conjuncts();
        let texts: Vec<String> = parts.iter().map(Condition::written).collect();
        let goals: Vec<Goal<'_>> =
            parts.iter().map(|part| Goal { condition: part, ..goal }).collect();
        let alone = goals.iter().zip(&texts).find_map(|(goal, text)| {
            let among = self.among_whom(&[*goal], each, scope)?;
            Some(format!("correct `{text}`, which holds for {}{among}", nothing(each)))
        });
        alone.or_else(|| {
            let parts: Vec<(&Goal<'_>, &String)> = goals.iter().zip(&texts).take(MOST).collect();
            let mut pairs = parts.iter().enumerate().flat_map(|(at, one)| {
                parts.iter().skip(at.saturating_add(1)).map(move |other| (one, other))
            });
            pairs.find_map(|((one, a), (other, b))| {
                let among = self.among_whom(&[**one, **other], each, scope)?;
                Some(format!("correct `{a}` or `{b}`, which exclude each other{among}"))
            })
        })
    }

    /// Among whom conditions hold together for nobody: everybody, or those in the
    /// scope; `None` where somebody is found, or nobody can say.
    fn among_whom(
        &self,
        goals: &[Goal<'_>],
        each: Each,
        scope: Option<&Scope>,
    ) -> Option<&'static str> {
        let is_nobody = |scopes: Vec<&Scope>| {
            let question = self.question(goals.to_vec(), each, scopes, &|_| true);
            matches!(look(&question), Found::Nobody)
        };
        let scope = scope.filter(|scope| **scope != Scope::default());
        if is_nobody(Vec::new()) {
            Some("")
        } else {
            scope.filter(|scope| is_nobody(vec![scope])).map(|_| " in the rule's scope")
        }
    }
}

fn nothing(each: Each) -> &'static str {
    match each {
        Each::Person => "nobody",
        Each::Gap => "no gap of anybody",
        Each::Module => "no module for anybody",
    }
}

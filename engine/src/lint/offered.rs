//! Can whoever a rule requires a module of take it?
//!
//! A module is offered at some sites, in some shifts and in some languages. That
//! is written as a condition, and somebody is looked for for whom it holds and the
//! rule fires.

use std::collections::BTreeSet;

use super::Linter;
use super::rules::fires;
use super::search::{Found, Goal, Wanted, look};
use crate::diagnostic::{Code, Diagnostic};
use crate::id::{ModuleIx, RuleIx};
use crate::library::{Each, Module, Rule};
use crate::rules::{Asker, Condition, Effect, Target, quoted};

impl Linter<'_> {
    /// Modules that a rule requires of people none of whom can take them.
    pub(super) fn not_offered(&self, ix: RuleIx, rule: &Rule) {
        for (number, effect) in rule.then.iter().enumerate() {
            let Effect::Require { on: target @ (Target::Module(_) | Target::Match(_)) } = effect
            else {
                continue;
            };
            let meant: BTreeSet<ModuleIx> = self.common(target, target);
            let is_out = !meant.is_empty()
                && meant.iter().all(|module| self.is_out_of_reach(ix, rule, *module));
            if !is_out || !self.may_fire(rule) {
                continue;
            }
            let id = self.library.rule_id(ix);
            let message = match target {
                Target::Module(it) => format!(
                    "`{id}` requires `{}`, which is available to nobody it fires for",
                    self.library.module_id(*it)
                ),
                _ => format!("`{id}` requires modules that are available to nobody it fires for"),
            };
            let place = ["rules", id, "then", &number.to_string(), "require"];
            let place =
                self.library.positions.key(&place).or_else(|| self.library.place(&place[..2]));
            self.report(
                Diagnostic::new(Code::NotOffered, message).at(place).help(self.offer(&meant)),
            );
        }
    }

    /// Whether it is not certain that a rule never fires.
    fn may_fire(&self, rule: &Rule) -> bool {
        let question = self.question(vec![fires(rule)], rule.each, vec![&rule.scope], &|_| true);
        !matches!(look(&question), Found::Nobody)
    }

    /// Whether a module is for certain available to nobody for whom a rule fires.
    fn is_out_of_reach(&self, ix: RuleIx, rule: &Rule, module: ModuleIx) -> bool {
        let Some(offered) = self.offered(&self.library.modules[module], rule.each) else {
            return false;
        };
        let goal = Goal { condition: &offered, wanted: Wanted::Holds, is_before: false };
        let goals = vec![fires(rule), goal];
        match look(&self.question(goals, rule.each, vec![&rule.scope], &|_| true)) {
            Found::Somebody(_) => false,
            Found::Nobody => true,
            Found::Open => {
                self.leave_open(Code::NotOffered, self.library.rule_id(ix));
                false
            }
        }
    }

    /// That a module is available to a person, as a condition; `None` where it is to
    /// everybody.
    fn offered(&self, module: &Module, each: Each) -> Option<Condition> {
        let parts: Vec<String> = limits(module)
            .map(|(fact, offered)| {
                let offered: Vec<String> = offered.iter().map(|value| quoted(value)).collect();
                format!("{fact} in [{}]", offered.join(", "))
            })
            .collect();
        let text = parts.join(" and ");
        self.library.sandbox.compile_condition(&text, Asker::Rule(each)).ok()
    }

    fn offer(&self, meant: &BTreeSet<ModuleIx>) -> String {
        let only = meant.first().filter(|_| meant.len() == 1);
        let Some(only) = only else {
            return "make one of them `available` to some of these people, or take it out"
                .to_owned();
        };
        let offered: Vec<String> = limits(&self.library.modules[*only])
            .map(|(fact, offered)| {
                let offered: Vec<String> =
                    offered.iter().map(|value| format!("`{value}`")).collect();
                format!("{fact} {}", offered.join(" or "))
            })
            .collect();
        format!(
            "widen where it is available ({}), or let the rule fire for people there",
            offered.join(", ")
        )
    }
}

/// Where a module is offered, and to whom, as far as that is limited.
fn limits(module: &Module) -> impl Iterator<Item = (&'static str, &BTreeSet<Box<str>>)> {
    let all = [("site", &module.sites), ("shift", &module.shifts), ("language", &module.languages)];
    all.into_iter().filter(|(_, offered)| !offered.is_empty())
}

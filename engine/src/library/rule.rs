//! Whom is a rule for, and what does it do?

use std::collections::BTreeSet;

use super::catalogue::Module;
use crate::blueprint::rule::{self, Each, IfUnknown};
use crate::id::{ModuleIx, PersonaIx, RoleIx};
use crate::rules::{Builds, Condition, Effect, Match, Target};

/// One rule.
#[derive(Debug)]
pub struct Rule {
    /// Why the rule is there.
    pub because: Box<str>,
    /// Whom it is for.
    pub scope: Scope,
    /// The same, key by key as its author wrote it.
    pub written_scope: rule::Scope,
    /// What its condition is asked about.
    pub each: Each,
    /// Holds for those the rule fires for.
    pub when: Condition,
    /// What it does where the condition cannot be decided.
    pub if_unknown: IfUnknown,
    /// Of rules that disagree, the highest priority stays.
    pub priority: i32,
    /// What happens when the condition holds.
    pub then: Vec<Effect>,
}

impl Rule {
    /// The modules that the rule requires by name.
    pub(crate) fn required_modules(&self) -> Vec<ModuleIx> {
        let modules = self.then.iter().filter_map(|effect| match effect {
            Effect::Require { on: Target::Module(module) } => Some(*module),
            _ => None,
        });
        modules.collect()
    }

    /// Whether the rule requires modules that match, and this one does.
    pub(super) fn requires(&self, module: &Module) -> bool {
        self.then.iter().any(|effect| match effect {
            Effect::Require { on: Target::Match(matching) } => fits(matching, module),
            _ => false,
        })
    }
}

/// Whether a module is one of those that match.
fn fits(matching: &Match, module: &Module) -> bool {
    matching.tags.iter().all(|tag| module.tags.contains(tag))
        && matching.modality.is_none_or(|modality| modality == module.modality)
        && match matching.builds {
            Builds::Competency(at) => module.builds.iter().any(|builds| builds.competency == at),
            Builds::About | Builds::Anything => true,
        }
}

/// Whom a rule is for, by what its keys mean: a role lies in its model and
/// family, so these three are one question.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Scope {
    /// The present roles it is for; `None` for all.
    pub roles: Option<BTreeSet<RoleIx>>,
    /// The personas it is for; `None` for all, and for people without one.
    pub personas: Option<BTreeSet<PersonaIx>>,
    /// The sites it is for; `None` for all.
    pub sites: Option<BTreeSet<Box<str>>>,
}

impl Scope {
    /// Whether the rule is for somebody.
    pub fn includes(&self, role: RoleIx, persona: Option<PersonaIx>, site: Option<&str>) -> bool {
        self.roles.as_ref().is_none_or(|roles| roles.contains(&role))
            && self
                .personas
                .as_ref()
                .is_none_or(|personas| persona.is_some_and(|at| personas.contains(&at)))
            && self.sites.as_ref().is_none_or(|sites| site.is_some_and(|at| sites.contains(at)))
    }

    /// Whether this scope is narrower than another on one key and wider on none.
    pub fn is_narrower(&self, other: &Self) -> bool {
        let parts = [
            part(self.roles.as_ref(), other.roles.as_ref()),
            part(self.personas.as_ref(), other.personas.as_ref()),
            part(self.sites.as_ref(), other.sites.as_ref()),
        ];
        parts.iter().all(Option::is_some) && parts.contains(&Some(ScopePart::Narrower))
    }
}

#[derive(Clone, Copy, Eq, PartialEq)]
enum ScopePart {
    Equal,
    Narrower,
}

/// How one key of a scope lies within that of another; `None` where it does not.
fn part<T: Ord>(a: Option<&BTreeSet<T>>, b: Option<&BTreeSet<T>>) -> Option<ScopePart> {
    match (a, b) {
        (None, None) => Some(ScopePart::Equal),
        (Some(_), None) => Some(ScopePart::Narrower),
        (None, Some(_)) => None,
        (Some(a), Some(b)) if a == b => Some(ScopePart::Equal),
        (Some(a), Some(b)) => a.is_subset(b).then_some(ScopePart::Narrower),
    }
}

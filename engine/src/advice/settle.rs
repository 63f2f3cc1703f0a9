//! What happens where rules disagree about a module.

use std::collections::BTreeMap;

use super::{Act, Firing};
use crate::id::{ModuleIx, RuleIx};
use crate::library::Library;

/// What the rules say of each module, disagreements settled.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct ModuleAdvice {
    /// Modules that stay out, each with the rules that say so.
    pub excluded: BTreeMap<ModuleIx, Vec<RuleIx>>,
    /// Modules that are wanted in, each with the rules that say so.
    pub required: BTreeMap<ModuleIx, Vec<RuleIx>>,
    /// Sets of modules of which the best is wanted in, each with the rule.
    pub required_one: Vec<(RuleIx, Vec<ModuleIx>)>,
    /// The percentages that rules add, at least −100 together, with the rules.
    pub boosts: BTreeMap<ModuleIx, (i32, Vec<RuleIx>)>,
}

/// A rule that lost against another.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub struct Overruled {
    /// The rule that lost.
    pub rule: RuleIx,
    /// The rule that won.
    pub by: RuleIx,
    /// The module they disagree about.
    pub module: ModuleIx,
}

#[derive(Default)]
struct Claims {
    exclude: Vec<RuleIx>,
    require: Vec<RuleIx>,
}

/// Settles what rules that fired say about modules.
pub(super) fn settle(library: &Library, fired: &[Firing]) -> (ModuleAdvice, Vec<Overruled>) {
    let mut advice = ModuleAdvice::default();
    let mut claims: BTreeMap<ModuleIx, Claims> = BTreeMap::new();
    for firing in fired {
        for act in &firing.effects {
            claim(firing.rule, act, &mut claims, &mut advice);
        }
    }
    let mut overruled = Vec::new();
    for (module, claims) in claims {
        let winners = decide(library, module, claims, &mut overruled);
        if !winners.exclude.is_empty() {
            advice.excluded.insert(module, winners.exclude);
        } else if !winners.require.is_empty() {
            advice.required.insert(module, winners.require);
        }
    }
    for (percent, _) in advice.boosts.values_mut() {
        *percent = (*percent).max(-100);
    }
    overruled.sort_unstable();
    overruled.dedup();
    (advice, overruled)
}

fn claim(
    rule: RuleIx,
    act: &Act,
    claims: &mut BTreeMap<ModuleIx, Claims>,
    advice: &mut ModuleAdvice,
) {
    match act {
        Act::Exclude { modules } => {
            for module in modules {
                push(&mut claims.entry(*module).or_default().exclude, rule);
            }
        }
        Act::Require { modules } => {
            for module in modules {
                push(&mut claims.entry(*module).or_default().require, rule);
            }
        }
        Act::RequireOne { modules } => advice.required_one.push((rule, modules.clone())),
        Act::Boost { modules, percent } => {
            for module in modules {
                let (sum, rules) = advice.boosts.entry(*module).or_default();
                *sum = sum.saturating_add(*percent);
                push(rules, rule);
            }
        }
        Act::Mandate { .. }
        | Act::Coach { .. }
        | Act::Nudge { .. }
        | Act::Assess { .. }
        | Act::Limit { .. }
        | Act::Flag { .. } => {}
    }
}

fn push(rules: &mut Vec<RuleIx>, rule: RuleIx) {
    if !rules.contains(&rule) {
        rules.push(rule);
    }
}

/// Rules contradicted by a narrower one fall away, then the highest priority
/// stays, then `exclude` beats `require`.
fn decide(
    library: &Library,
    module: ModuleIx,
    claims: Claims,
    overruled: &mut Vec<Overruled>,
) -> Claims {
    let Claims { exclude, require } = claims;
    let mut lose = |rule, by| overruled.push(Overruled { rule, by, module });
    let exclude_left = without_broader(library, &exclude, &require, &mut lose);
    let require_left = without_broader(library, &require, &exclude, &mut lose);
    let highest = |rules: &[RuleIx]| {
        rules
            .iter()
            .map(|rule| (library.rules[*rule].priority, *rule))
            .max_by(|a, b| a.0.cmp(&b.0).then(b.1.cmp(&a.1)))
    };
    let (Some((against, excluder)), Some((wanted, requirer))) =
        (highest(&exclude_left), highest(&require_left))
    else {
        return Claims { exclude: exclude_left, require: require_left };
    };
    if wanted > against {
        for it in exclude_left {
            lose(it, requirer);
        }
        Claims { exclude: Vec::new(), require: require_left }
    } else {
        for it in require_left {
            lose(it, excluder);
        }
        Claims { exclude: exclude_left, require: Vec::new() }
    }
}

/// The rules that no rule of the other side contradicts from a narrower scope.
fn without_broader(
    library: &Library,
    rules: &[RuleIx],
    others: &[RuleIx],
    lose: &mut impl FnMut(RuleIx, RuleIx),
) -> Vec<RuleIx> {
    let mut left = Vec::new();
    for rule in rules {
        let scope = &library.rules[*rule].scope;
        match others.iter().find(|other| library.rules[**other].scope.is_narrower(scope)) {
            Some(narrower) => lose(*rule, *narrower),
            None => left.push(*rule),
        }
    }
    left
}

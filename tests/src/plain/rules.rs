//! What do the rules say, and which of them win?

use std::collections::{BTreeMap, BTreeSet};

use super::known::Known;
use crate::generate::{Case, Each, Effect, Match, Module, STATUSES, Scope, Target};

#[derive(Default)]
pub(super) struct Acts {
    /// In percent.
    pub(super) boosts: BTreeMap<usize, i128>,
    pub(super) exclude: BTreeMap<usize, BTreeSet<usize>>,
    pub(super) require: BTreeMap<usize, BTreeSet<usize>>,
    pub(super) require_one: Vec<(usize, Vec<usize>)>,
    pub(super) mandates: Vec<(usize, Option<i64>, Option<i64>)>,
    pub(super) hours: Vec<i64>,
    pub(super) modules: Vec<usize>,
    pub(super) overruled: BTreeSet<usize>,
}

/// What a rule is asked about.
#[derive(Clone, Copy)]
pub(super) enum Topic {
    Person,
    Gap(usize),
    Module(usize),
}

impl Known<'_> {
    /// What became of a module by now.
    pub(super) fn status(&self, module: usize) -> Option<&'static str> {
        let rows = self.case.person.progress.iter();
        let rows = rows.filter(|row| row.module == module && row.age >= 0);
        let last = rows.max_by_key(|row| (-row.age, row.status));
        last.map(|row| STATUSES[row.status])
    }

    pub(super) fn is_done(&self, module: usize) -> bool {
        matches!(self.status(module), Some("proven" | "completed" | "waived"))
    }

    pub(super) fn open(&self) -> Vec<usize> {
        let all = 0..self.case.modules.len();
        all.filter(|module| self.case.modules[*module].active && !self.is_done(*module)).collect()
    }

    pub(super) fn is_in_scope(&self, scope: &Scope) -> bool {
        let person = &self.case.person;
        roles_of(self.case, scope).is_none_or(|roles| roles.contains(&person.role))
            && scope.site.is_none_or(|site| person.site == Some(site))
    }

    pub(super) fn topics(&self, each: Each) -> Vec<Topic> {
        let gaps = self.gaps();
        let gaps = || gaps.iter().filter(|(_, gap)| gap.is_planned);
        let modules = self.open();
        match each {
            Each::Person => vec![Topic::Person],
            Each::CriticalGap => {
                let critical = gaps().filter(|(leaf, _)| self.wanted[*leaf].is_critical);
                critical.map(|(leaf, _)| Topic::Gap(*leaf)).collect()
            }
            Each::GapFrom(level) => {
                let large = gaps().filter(|(_, gap)| gap.expected - gap.held >= level);
                large.map(|(leaf, _)| Topic::Gap(*leaf)).collect()
            }
            Each::Tagged(tag) => {
                let tagged =
                    modules.into_iter().filter(|module| self.module(*module).tags.contains(&tag));
                tagged.map(Topic::Module).collect()
            }
            Each::HoursFrom(hours) => {
                let long = modules.into_iter().filter(|module| self.module(*module).hours >= hours);
                long.map(Topic::Module).collect()
            }
        }
    }

    pub(super) fn module(&self, module: usize) -> &Module {
        &self.case.modules[module]
    }

    pub(super) fn matching(&self, matching: Match) -> Vec<usize> {
        let mut modules = self.open();
        modules.retain(|module| match matching {
            Match::Tag(tag) => self.module(*module).tags.contains(&tag),
            Match::Micro => self.module(*module).micro,
            Match::Builds(leaf) => self.module(*module).builds.contains_key(&leaf),
        });
        modules
    }

    pub(super) fn targets(&self, on: &Target, topic: Topic) -> Vec<usize> {
        match (on, topic) {
            (Target::Module(module), _) => vec![*module],
            (Target::Match(matching), _) => {
                let mut modules = self.matching(*matching);
                // Asked about a gap, what matches is not narrowed to it.
                modules.sort_unstable();
                modules
            }
            (Target::About, Topic::Module(module)) => vec![module],
            (Target::About, Topic::Gap(leaf)) => self.matching(Match::Builds(leaf)),
            (Target::About, Topic::Person) => Vec::new(),
        }
    }

    pub(super) fn acts(&self) -> Acts {
        let mut acts = Acts::default();
        for (number, rule) in self.case.rules.iter().enumerate() {
            if !self.is_in_scope(&rule.scope) {
                continue;
            }
            for topic in self.topics(rule.each) {
                for effect in &rule.then {
                    self.act(number, effect, topic, &mut acts);
                }
            }
        }
        self.settle(&mut acts);
        acts
    }

    pub(super) fn act(&self, rule: usize, effect: &Effect, topic: Topic, acts: &mut Acts) {
        match effect {
            Effect::Boost(on, percent) => {
                for module in self.targets(on, topic) {
                    *acts.boosts.entry(module).or_default() += i128::from(*percent);
                }
            }
            Effect::Exclude(on) => {
                for module in self.targets(on, topic) {
                    acts.exclude.entry(module).or_default().insert(rule);
                }
            }
            Effect::Require(on) => {
                for module in self.targets(on, topic) {
                    acts.require.entry(module).or_default().insert(rule);
                }
            }
            Effect::RequireOne(matching) => {
                let mut modules = self.matching(*matching);
                if let (Topic::Gap(leaf), Match::Tag(_) | Match::Micro) = (topic, matching) {
                    modules.retain(|module| self.module(*module).builds.contains_key(&leaf));
                }
                acts.require_one.push((rule, modules));
            }
            Effect::LimitHours(hours) => acts.hours.push(*hours),
            Effect::LimitModules(modules) => acts.modules.push(*modules),
            Effect::Mandate { module, due, renew } => acts.mandates.push((*module, *due, *renew)),
            Effect::Coach(_) | Effect::Nudge(_) | Effect::Flag => {}
        }
    }

    /// Settles what rules say against each other.
    pub(super) fn settle(&self, acts: &mut Acts) {
        for module in 0..self.case.modules.len() {
            let against = acts.exclude.remove(&module).unwrap_or_default();
            let wanted = acts.require.remove(&module).unwrap_or_default();
            let stay = |rules: &BTreeSet<usize>, others: &BTreeSet<usize>| {
                let mut left = rules.clone();
                left.retain(|rule| !others.iter().any(|other| self.is_narrower(*other, *rule)));
                left
            };
            let (mut left, mut right) = (stay(&against, &wanted), stay(&wanted, &against));
            let highest = |rules: &BTreeSet<usize>| {
                rules.iter().map(|rule| self.case.rules[*rule].priority).max()
            };
            if let (Some(out), Some(into)) = (highest(&left), highest(&right)) {
                if into > out { left.clear() } else { right.clear() }
            }
            acts.overruled.extend(against.difference(&left).chain(wanted.difference(&right)));
            if !left.is_empty() {
                acts.exclude.insert(module, left);
            } else if !right.is_empty() {
                acts.require.insert(module, right);
            }
        }
    }

    pub(super) fn is_narrower(&self, rule: usize, than: usize) -> bool {
        let (one, other) = (&self.case.rules[rule].scope, &self.case.rules[than].scope);
        let keys = [
            within(roles_of(self.case, one).as_ref(), roles_of(self.case, other).as_ref()),
            within(
                single(one.persona.then_some(0)).as_ref(),
                single(other.persona.then_some(0)).as_ref(),
            ),
            within(single(one.site).as_ref(), single(other.site).as_ref()),
        ];
        keys.iter().all(Option::is_some) && keys.contains(&Some(true))
    }
}

/// The roles a scope means; `None` for all.
pub(super) fn roles_of(case: &Case, scope: &Scope) -> Option<BTreeSet<usize>> {
    let family = |role: usize| {
        let base = case.roles[role].extends.and_then(|role| case.roles[role].family);
        case.roles[role].family.or(base)
    };
    (scope.role.is_some() || scope.family.is_some()).then(|| {
        let all = 0..case.roles.len();
        all.filter(|role| scope.role.is_none_or(|wanted| wanted == *role))
            .filter(|role| scope.family.is_none_or(|wanted| family(*role) == Some(wanted)))
            .collect()
    })
}

pub(super) fn single(one: Option<usize>) -> Option<BTreeSet<usize>> {
    one.map(|only| BTreeSet::from([only]))
}

/// Whether one key lies within another: `Some(true)` strictly, `Some(false)` where
/// they are equal, `None` where it does not.
pub(super) fn within(
    one: Option<&BTreeSet<usize>>,
    other: Option<&BTreeSet<usize>>,
) -> Option<bool> {
    match (one, other) {
        (None, None) => Some(false),
        (Some(_), None) => Some(true),
        (None, Some(_)) => None,
        (Some(one), Some(other)) => one.is_subset(other).then_some(one != other),
    }
}

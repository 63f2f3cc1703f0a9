//! Which rules, comparisons, modules and prompts do the cases show?

use std::collections::{BTreeMap, BTreeSet};

use super::{Ran, SeenRule};
use crate::id::{ModuleIx, PromptIx, RuleIx};
use crate::library::Library;
use crate::plan::Decision;
use crate::rules::{Answer, Atom};

/// What the cases show of a library.
#[derive(Clone, Debug)]
pub struct Coverage {
    /// Every rule, in the order of ids.
    pub rules: Vec<RuleCoverage>,
    /// Every active module, in the order of ids.
    pub modules: Vec<(ModuleIx, Reached)>,
    /// Every prompt, in the order of ids.
    pub prompts: Vec<(PromptIx, Reached)>,
}

/// What the cases show of a rule. Only cases that expect something of it count.
#[derive(Clone, Debug)]
pub struct RuleCoverage {
    /// The rule.
    pub rule: RuleIx,
    /// In how many cases it fires.
    pub fires: usize,
    /// In how many cases it keeps silent, because its condition does not hold.
    pub silent: usize,
    /// The parts of its condition that can hold and not hold.
    pub atoms: Vec<AtomCoverage>,
}

/// What the cases show of a comparison, or of another yes or no in a condition.
#[derive(Clone, Debug)]
pub struct AtomCoverage {
    /// Which part it is.
    pub atom: Atom,
    /// In how many answers it was reached and held.
    pub holds: usize,
    /// In how many answers it was reached and did not hold.
    pub does_not: usize,
}

/// Who gets a module or prompt.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Reached {
    /// Somebody in a case.
    InCase,
    /// Nobody in a case, somebody of the people files.
    ForSomebody,
    /// Nobody.
    No,
}

impl Reached {
    /// The word for it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::InCase => "test",
            Self::ForSomebody => "people",
            Self::No => "no",
        }
    }
}

/// What a share of coverage counts.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Share {
    /// Rules that fire in a case.
    Firing,
    /// Rules that keep silent in a case.
    Silent,
    /// Comparisons seen to hold and not to hold.
    Comparisons,
    /// Modules somebody gets.
    Modules,
    /// Prompts somebody gets.
    Prompts,
}

impl Share {
    /// The word for it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Firing => "rules_fire",
            Self::Silent => "rules_silent",
            Self::Comparisons => "comparisons",
            Self::Modules => "modules",
            Self::Prompts => "prompts",
        }
    }
}

/// How many of how many.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct Counted {
    /// How many are shown.
    pub shown: usize,
    /// How many there are.
    pub all: usize,
}

impl Counted {
    /// The share in whole percent, rounded down; 100 where there is nothing.
    pub fn percent(self) -> usize {
        self.shown.saturating_mul(100).checked_div(self.all).unwrap_or(100)
    }

    fn of(are_shown: impl Iterator<Item = bool>) -> Self {
        let mut counted = Self::default();
        for is_shown in are_shown {
            counted.all = counted.all.saturating_add(1);
            counted.shown = counted.shown.saturating_add(usize::from(is_shown));
        }
        counted
    }
}

impl Coverage {
    /// The rules that fire in a case.
    pub fn firing(&self) -> Counted {
        Counted::of(self.rules.iter().map(|rule| rule.fires > 0))
    }

    /// The rules that keep silent in a case.
    pub fn silent(&self) -> Counted {
        Counted::of(self.rules.iter().map(|rule| rule.silent > 0))
    }

    /// The comparisons seen to hold and not to hold, each counted twice.
    pub fn atoms(&self) -> Counted {
        let atoms = self.rules.iter().flat_map(|rule| &rule.atoms);
        Counted::of(atoms.flat_map(|atom| [atom.holds > 0, atom.does_not > 0]))
    }

    /// The modules somebody gets.
    pub fn modules(&self) -> Counted {
        Counted::of(self.modules.iter().map(|module| module.1 != Reached::No))
    }

    /// The prompts somebody gets.
    pub fn prompts(&self) -> Counted {
        Counted::of(self.prompts.iter().map(|prompt| prompt.1 != Reached::No))
    }

    /// All of these with what they count.
    pub fn all(&self) -> [(Share, Counted); 5] {
        [
            (Share::Firing, self.firing()),
            (Share::Silent, self.silent()),
            (Share::Comparisons, self.atoms()),
            (Share::Modules, self.modules()),
            (Share::Prompts, self.prompts()),
        ]
    }

    /// The lowest share, in whole percent.
    pub fn lowest(&self) -> usize {
        self.all().into_iter().map(|(_, counted)| counted.percent()).min().unwrap_or(100)
    }
}

/// The modules and prompts that are in the plans of people.
#[derive(Clone, Debug, Default)]
pub struct ReachedByPlans {
    modules: BTreeSet<ModuleIx>,
    prompts: BTreeSet<PromptIx>,
}

impl ReachedByPlans {
    /// Adds what is in a plan.
    pub fn add(&mut self, plan: &Decision) {
        self.modules.extend(plan.picks.iter().map(|pick| pick.module));
        self.modules.extend(plan.must_do.iter().map(|duty| duty.module));
        self.prompts.extend(plan.coaching.iter().map(|coaching| coaching.prompt));
    }
}

/// Returns what cases that were run show, and what the plans of people reach.
pub fn coverage<'a>(
    library: &Library,
    ran: impl Iterator<Item = &'a Ran>,
    people: &ReachedByPlans,
) -> Coverage {
    let mut rules: BTreeMap<RuleIx, RuleCoverage> = BTreeMap::new();
    for (ix, rule) in library.rules.iter() {
        let atoms = rule.when.atoms(&library.sandbox).into_iter();
        let atoms = atoms.map(|atom| AtomCoverage { atom, holds: 0, does_not: 0 }).collect();
        rules.insert(ix, RuleCoverage { rule: ix, fires: 0, silent: 0, atoms });
    }
    let (mut modules, mut prompts) = (BTreeSet::new(), BTreeSet::new());
    for ran in ran {
        modules.extend(&ran.seen.modules);
        prompts.extend(&ran.seen.prompts);
        for seen in &ran.seen.rules {
            if let Some(rule) = rules.get_mut(&seen.rule) {
                rule.add(seen);
            }
        }
    }
    let active = library.modules.iter().filter(|(_, it)| it.active).map(|(ix, _)| ix);
    Coverage {
        rules: rules.into_values().collect(),
        modules: active.map(|it| (it, reached(&it, &modules, &people.modules))).collect(),
        prompts: library
            .names
            .prompts
            .indices()
            .map(|it| (it, reached(&it, &prompts, &people.prompts)))
            .collect(),
    }
}

fn reached<T: Ord>(it: &T, in_cases: &BTreeSet<T>, of_people: &BTreeSet<T>) -> Reached {
    if in_cases.contains(it) {
        Reached::InCase
    } else if of_people.contains(it) {
        Reached::ForSomebody
    } else {
        Reached::No
    }
}

impl RuleCoverage {
    fn add(&mut self, seen: &SeenRule) {
        self.fires = self.fires.saturating_add(usize::from(seen.fired > 0));
        self.silent = self.silent.saturating_add(usize::from(seen.silent > 0));
        for (path, answer) in &seen.atoms {
            let atom = self.atoms.iter_mut().find(|atom| atom.atom.path == *path);
            let Some(atom) = atom else { continue };
            match answer {
                Answer::Holds => atom.holds = atom.holds.saturating_add(1),
                Answer::DoesNot => atom.does_not = atom.does_not.saturating_add(1),
                Answer::Undecided { .. } | Answer::Failed { .. } => {}
            }
        }
    }
}

//! What is known of a person, what is expected of them, and what is missing?

use std::collections::{BTreeMap, BTreeSet};

use jiff::ToSpan as _;
use jiff::civil::Date;

use super::{Gap, Readiness};
use crate::generate::{Case, Evidence, IMPORTANCE, KPI_WEIGHTS, OWN, Unknown};

#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Standing {
    Observed(i64),
    Inferred(i64),
    Assumed(i64),
    Unknown,
}

impl Standing {
    pub(super) fn level(self) -> Option<i64> {
        match self {
            Self::Observed(level) | Self::Inferred(level) | Self::Assumed(level) => Some(level),
            Self::Unknown => None,
        }
    }

    pub(super) fn held(self) -> i64 {
        self.level().unwrap_or(0)
    }
}

/// The evidence about a competency that counts: not of the future, not past its
/// validity.
pub(super) fn counted(case: &Case, competency: usize) -> Vec<&Evidence> {
    let is_valid = |date: Date| {
        let valid = case.competencies[competency].valid;
        valid.is_none_or(|span| case.as_of < date.checked_add(span.months()).unwrap())
    };
    case.person
        .evidence
        .iter()
        .filter(|evidence| {
            evidence.competency == competency
                && evidence.age >= 0
                && is_valid(case.ago(evidence.age))
        })
        .collect()
}

pub(super) fn observed(case: &Case, competency: usize) -> Option<i64> {
    let order = |source: usize| match source {
        OWN if case.settings.prefer_self => 0,
        source => source + 1,
    };
    let is_stale = |evidence: &Evidence| {
        let months = if evidence.source == OWN && case.settings.short_self { 12 } else { 18 };
        case.ago(evidence.age).checked_add(months.months()).unwrap() <= case.as_of
    };
    let mut evidence = counted(case, competency);
    evidence.sort_by_key(|evidence| {
        (is_stale(evidence), order(evidence.source), evidence.age, evidence.level)
    });
    evidence.first().map(|evidence| evidence.level)
}

/// What is seen of a leaf: its own evidence, else that of what it is a part of.
pub(super) fn seen(case: &Case, leaf: usize) -> Option<i64> {
    observed(case, leaf)
        .or_else(|| case.competencies[leaf].part_of.and_then(|parent| observed(case, parent)))
}

pub(super) fn standing(case: &Case, leaf: usize, policy: Unknown) -> Standing {
    if let Some(level) = seen(case, leaf) {
        return Standing::Observed(level);
    }
    let neighbours = case.competencies[leaf].inferred_from.iter();
    let suggested =
        neighbours.filter_map(|(from, share)| Some(seen(case, *from)? * share / 100)).max();
    if let Some(level) = suggested {
        return Standing::Inferred(level.min(case.top(leaf)));
    }
    match policy {
        Unknown::Assess => Standing::Unknown,
        Unknown::Beginner => Standing::Assumed(0),
        Unknown::Entry => Standing::Assumed(entry_level(case, case.person.role, leaf)),
    }
}

pub(super) fn entry_level(case: &Case, role: usize, leaf: usize) -> i64 {
    let own = &case.roles[role].entry;
    let base = case.roles[role].extends;
    let entry = if own.is_empty() { base.map_or(own, |role| &case.roles[role].entry) } else { own };
    let parent = case.competencies[leaf].part_of;
    let level = entry.get(&leaf).or_else(|| entry.get(&parent?));
    level.copied().unwrap_or(0)
}

/// One expectation of a role about a leaf.
#[derive(Clone, Debug)]
pub(super) struct Expected {
    pub(super) leaf: usize,
    pub(super) level: i64,
    /// The number in [`IMPORTANCE`].
    pub(super) importance: usize,
    /// What each hundredth of a level counts.
    pub(super) each: i128,
    pub(super) drives: BTreeSet<usize>,
}

impl Expected {
    pub(super) fn is_critical(&self) -> bool {
        self.importance == 0
    }
}

pub(super) fn role_kpis(case: &Case, role: usize) -> BTreeMap<usize, usize> {
    let role = &case.roles[role];
    let mut kpis = role.extends.map_or_else(BTreeMap::new, |role| case.roles[role].kpis.clone());
    kpis.extend(role.kpis.clone());
    kpis
}

pub(super) fn expectations(case: &Case, role: usize) -> Vec<Expected> {
    let kpis = role_kpis(case, role);
    let role = &case.roles[role];
    let mut named =
        role.extends.map_or_else(BTreeMap::new, |role| case.roles[role].expects.clone());
    named.retain(|competency, _| !role.without.contains(competency));
    named.extend(role.expects.clone());
    let mut expected = Vec::new();
    for (competency, own) in &named {
        let is_other = |leaf: &usize| leaf == competency || !named.contains_key(leaf);
        let leaves: Vec<usize> = case.leaves(*competency).into_iter().filter(is_other).collect();
        let importance = own.importance.unwrap_or(1);
        let quarters =
            own.drives.iter().filter_map(|kpi| Some(KPI_WEIGHTS[*kpis.get(kpi)?].1)).max();
        for leaf in &leaves {
            let shares = i128::try_from(leaves.len()).unwrap();
            let weight = IMPORTANCE[importance].1 * quarters.unwrap_or(4);
            expected.push(Expected {
                leaf: *leaf,
                level: own.level,
                importance,
                each: weight * (60 / shares) * 100,
                drives: own.drives.clone(),
            });
        }
    }
    expected
}

/// All that is expected of one leaf.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub(super) struct Wanted {
    /// What each hundredth of a level counts.
    pub(super) cells: Vec<i128>,
    pub(super) is_critical: bool,
    pub(super) drives: BTreeSet<usize>,
}

impl Wanted {
    pub(super) fn level(&self) -> i64 {
        i64::try_from(self.cells.len()).unwrap()
    }

    pub(super) fn merge(
        &mut self,
        level: i64,
        each: i128,
        is_critical: bool,
        drives: &BTreeSet<usize>,
    ) {
        let level = usize::try_from(level).unwrap();
        if self.cells.len() < level {
            self.cells.resize(level, 0);
        }
        for cell in &mut self.cells[..level] {
            *cell = each.max(*cell);
        }
        self.is_critical |= is_critical;
        self.drives.extend(drives);
    }

    pub(super) fn points(&self, from: i64, to: i64) -> i128 {
        let range = usize::try_from(from).unwrap()..usize::try_from(to).unwrap();
        self.cells.get(range).map_or(0, |part| part.iter().sum())
    }
}

/// What is known of a person, under a policy for what is not.
pub(super) struct Known<'a> {
    pub(super) case: &'a Case,
    pub(super) levels: Vec<Standing>,
    pub(super) wanted: BTreeMap<usize, Wanted>,
}

impl<'a> Known<'a> {
    pub(super) fn new(case: &'a Case, policy: Unknown) -> Self {
        let levels = (0..case.competencies.len())
            .map(|competency| standing(case, competency, policy))
            .collect();
        let mut known = Self { case, levels, wanted: BTreeMap::new() };
        let (planned, present) = (known.planned_role(), case.person.role);
        let mut expected = expectations(case, planned);
        if planned != present {
            let unmet = |expectation: &Expected| {
                known.levels[expectation.leaf]
                    .level()
                    .is_some_and(|level| level < expectation.level)
            };
            let critical = expectations(case, present).into_iter().filter(Expected::is_critical);
            expected.extend(critical.filter(unmet));
        }
        for expectation in expected {
            let wanted = known.wanted.entry(expectation.leaf).or_default();
            wanted.merge(
                expectation.level,
                expectation.each,
                expectation.is_critical(),
                &expectation.drives,
            );
        }
        known.imply();
        known
    }

    pub(super) fn planned_role(&self) -> usize {
        self.case.person.target.unwrap_or(self.case.person.role)
    }

    /// Adds what planned gaps require until nothing is added any more.
    pub(super) fn imply(&mut self) {
        loop {
            let before = self.wanted.clone();
            for (leaf, source) in &before {
                if !self.gap(*leaf, source).is_some_and(|gap| gap.is_planned) {
                    continue;
                }
                for (required, level) in &self.case.competencies[*leaf].requires {
                    if self.levels[*required].level().is_some_and(|held| held < *level) {
                        let each = *source.cells.iter().max().unwrap();
                        let wanted = self.wanted.entry(*required).or_default();
                        wanted.merge(*level, each, source.is_critical, &source.drives);
                    }
                }
            }
            if self.wanted == before {
                return;
            }
        }
    }

    pub(super) fn gap(&self, leaf: usize, wanted: &Wanted) -> Option<Gap> {
        let (held, expected) = (self.levels[leaf].level()?, wanted.level());
        (held < expected).then(|| Gap {
            held,
            expected,
            points: wanted.points(held, expected),
            is_planned: expected - held >= self.case.settings.smallest_gap.unwrap_or(50),
            is_provisional: matches!(self.levels[leaf], Standing::Assumed(_)),
        })
    }

    pub(super) fn gaps(&self) -> BTreeMap<usize, Gap> {
        self.wanted
            .iter()
            .filter_map(|(leaf, wanted)| Some((*leaf, self.gap(*leaf, wanted)?)))
            .collect()
    }

    pub(super) fn readiness(&self, due: &BTreeSet<usize>) -> Vec<Readiness> {
        let mut roles = vec![self.planned_role(), self.case.person.role];
        roles.dedup();
        roles.into_iter().map(|role| self.readiness_for(role, due)).collect()
    }

    /// The level held of a leaf once proofs are accepted.
    pub(super) fn held_after(&self, leaf: usize, due: &BTreeSet<usize>) -> i64 {
        let builds = due.iter().filter_map(|module| self.case.modules[*module].builds.get(&leaf));
        builds.map(|(_, to)| *to).fold(self.levels[leaf].held(), i64::max)
    }

    pub(super) fn readiness_for(&self, role: usize, due: &BTreeSet<usize>) -> Readiness {
        let (mut low, mut high, mut all) = (0, 0, 0);
        let mut after = (0, 0);
        let mut is_job_ready = true;
        for expectation in expectations(self.case, role) {
            let standing = self.levels[expectation.leaf];
            let met = i128::from(standing.held().min(expectation.level));
            let full = i128::from(expectation.level);
            let is_unknown = matches!(standing, Standing::Assumed(_) | Standing::Unknown);
            all += expectation.each * full;
            low += expectation.each * met;
            high += expectation.each * if is_unknown { full } else { met };
            let met = i128::from(self.held_after(expectation.leaf, due).min(expectation.level));
            after.0 += expectation.each * met;
            after.1 += expectation.each * if is_unknown { full } else { met };
            if expectation.is_critical() {
                is_job_ready &= self.is_confirmed(expectation.leaf, expectation.level);
            }
        }
        let percent = |part: i128| if all == 0 { 100 } else { part * 100 / all };
        let base = self.case.roles[role].extends.and_then(|role| self.case.roles[role].job_ready);
        let threshold = self.case.roles[role].job_ready.or(base).unwrap_or(80);
        is_job_ready &= low * 100 >= all * threshold;
        let after = (percent(after.0), percent(after.1));
        Readiness { role, low: percent(low), high: percent(high), after, is_job_ready }
    }

    /// Whether a level is held, and somebody but the person saw it.
    pub(super) fn is_confirmed(&self, leaf: usize, level: i64) -> bool {
        let case = self.case;
        let others = |leaf: usize| {
            counted(case, leaf).iter().any(|row| row.source != OWN && row.level >= level)
        };
        let parent = case.competencies[leaf].part_of.filter(|_| observed(case, leaf).is_none());
        let is_seen = others(leaf) || parent.is_some_and(others);
        matches!(self.levels[leaf], Standing::Observed(held) if held >= level) && is_seen
    }
}

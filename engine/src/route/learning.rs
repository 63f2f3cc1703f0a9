//! What is the shortest way to learn what is missing?
//!
//! A chain of modules in which each can be entered when its turn comes. Where no
//! module leads on, a level takes the hours that the library declares
//! (`hours_per_level`), and the chain says so. Whether a module leads on is
//! settled once, for somebody who holds nothing: so whoever holds more never
//! needs more hours, which the search for routes relies on.

use std::collections::{BTreeMap, BTreeSet};

use super::chain::{Chain, Goal, Levels, estimated, goals};
use super::puzzle::{Action, Position, Puzzle};
use crate::id::{CompetencyId, CompetencyIx, Dense, ModuleIx};
use crate::level::Level;
use crate::library::Library;
use crate::quantity::Hours;

/// A module as something to learn from.
#[derive(Clone, Debug)]
pub(super) struct Offer {
    pub(super) module: ModuleIx,
    pub(super) hours: Hours,
    /// What one has to hold to enter it, slack taken off.
    pub(super) entry: Vec<(CompetencyIx, Level)>,
    /// The level one has afterwards.
    pub(super) builds: Vec<(CompetencyIx, Level)>,
}

impl Offer {
    fn of(library: &Library, module: ModuleIx) -> Self {
        let it = &library.modules[module];
        let slack = library.settings.entry_slack;
        let entry = it.entry.iter().map(|(at, level)| (*at, level.less(slack)));
        Self {
            module,
            hours: it.hours,
            entry: entry.filter(|(_, level)| *level > Level::ZERO).collect(),
            builds: it.builds.iter().map(|it| (it.competency, it.to)).collect(),
        }
    }

    fn entry_of(&self, competency: CompetencyIx) -> Level {
        let entry = self.entry.iter().find(|(at, _)| *at == competency);
        entry.map_or(Level::ZERO, |(_, level)| *level)
    }
}

/// What has to be learned, and what there is to learn it from.
#[derive(Clone, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub(super) struct Question {
    pub(super) goals: Vec<Goal>,
    /// The modules that lead on.
    modules: Vec<ModuleIx>,
    /// By goal: where no module leads on.
    unaided: Vec<Vec<(Level, Level)>>,
}

/// What a catalogue teaches.
pub struct Learning<'a> {
    library: &'a Library,
    offers: Vec<Offer>,
    /// The offers that build a leaf.
    builders: Dense<CompetencyId, Vec<usize>>,
    /// Where no module leads on, ascending: from the first level to the second.
    unaided: Dense<CompetencyId, Vec<(Level, Level)>>,
    solved: BTreeMap<Vec<Goal>, Chain>,
}

impl<'a> Learning<'a> {
    /// Returns what those modules teach that are active and that `is_offered`.
    pub fn new(library: &'a Library, is_offered: impl Fn(ModuleIx) -> bool) -> Self {
        let modules = library.modules.iter().filter(|(ix, it)| it.active && is_offered(*ix));
        let offers: Vec<Offer> = modules.map(|(ix, _)| Offer::of(library, ix)).collect();
        let builders = Dense::build(&library.names.competencies, |ix, _| {
            let builds = |it: &Offer| it.builds.iter().any(|(at, _)| *at == ix);
            offers.iter().enumerate().filter(|(_, it)| builds(it)).map(|(at, _)| at).collect()
        });
        let all: Vec<bool> = vec![true; offers.len()];
        let entered = entered(library, &offers, &unaided(library, &offers, &all));
        let unaided = unaided(library, &offers, &entered);
        Self { library, offers, builders, unaided, solved: BTreeMap::new() }
    }

    /// Returns the shortest chain from the levels held to those wanted; of equal
    /// hours the one with fewer declared ones, then with fewer steps.
    ///
    /// Levels are wanted of leaves, of each once.
    pub fn chain(
        &mut self,
        held: &Levels,
        wanted: impl IntoIterator<Item = (CompetencyIx, Level)>,
    ) -> Chain {
        let goals = goals(held, wanted);
        // Without a catalogue there is nothing to join leaves.
        if goals.iter().all(|it| self.is_untaught(*it)) {
            return self.estimated(&goals);
        }
        let groups = self.groups(held, &goals);
        groups.into_iter().map(|it| self.solved(it)).fold(Chain::default(), Chain::then)
    }

    fn solved(&mut self, group: Vec<Goal>) -> Chain {
        if let [goal] = &*group
            && self.is_untaught(*goal)
        {
            return self.estimated(&[*goal]);
        }
        if let Some(solved) = self.solved.get(&group) {
            return solved.clone();
        }
        let solved = self.puzzle(&group).solve();
        self.solved.insert(group, solved.clone());
        solved
    }

    /// Whether no module builds anything of a leaf.
    pub(super) fn is_taught_nowhere(&self, competency: CompetencyIx) -> bool {
        self.leading_on(competency, Level::ZERO).next().is_none()
    }

    pub(super) fn estimated(&self, goals: &[Goal]) -> Chain {
        estimated(goals.iter().copied(), self.library.settings.hours_per_level)
    }

    pub(super) fn is_untaught(&self, goal: Goal) -> bool {
        self.leading_on(goal.competency, goal.held).next().is_none()
    }

    /// The offers that lead beyond a level.
    fn leading_on(
        &self,
        competency: CompetencyIx,
        held: Level,
    ) -> impl Iterator<Item = (usize, &Offer)> {
        let offers = self.builders[competency].iter();
        let offers = offers.filter_map(|at| Some((*at, self.offers.get(*at)?)));
        offers
            .filter(move |(_, it)| it.builds.iter().any(|(at, to)| *at == competency && *to > held))
    }

    /// Splits goals, and what one needs on the way, into groups that no module
    /// joins: each can be solved by itself.
    pub(super) fn groups(&self, held: &Levels, goals: &[Goal]) -> Vec<Vec<Goal>> {
        let mut known: BTreeMap<CompetencyIx, Goal> =
            goals.iter().map(|it| (it.competency, *it)).collect();
        let mut joined: Vec<BTreeSet<CompetencyIx>> = Vec::new();
        let mut waiting: Vec<CompetencyIx> = known.keys().copied().collect();
        while let Some(competency) = waiting.pop() {
            join(&mut joined, BTreeSet::from([competency]));
            for (_, offer) in self.leading_on(competency, held[competency]) {
                let mut together = BTreeSet::from([competency]);
                for (entry, _) in offer.entry.iter().filter(|(at, level)| held[*at] < *level) {
                    together.insert(*entry);
                    known.entry(*entry).or_insert_with(|| {
                        waiting.push(*entry);
                        Goal { competency: *entry, held: held[*entry], wanted: Level::ZERO }
                    });
                }
                join(&mut joined, together);
            }
        }
        // Only now is it known which of the leaves that a module builds count.
        for competency in known.keys() {
            for (_, offer) in self.leading_on(*competency, held[*competency]) {
                let builds = offer.builds.iter().filter(|(at, to)| held[*at] < *to);
                let builds = builds.map(|(at, _)| *at).filter(|it| known.contains_key(it));
                join(&mut joined, builds.collect());
            }
        }
        let goals = |group: BTreeSet<CompetencyIx>| -> Vec<Goal> {
            group.iter().filter_map(|it| known.get(it).copied()).collect()
        };
        let mut groups: Vec<Vec<Goal>> = joined.into_iter().map(goals).collect();
        groups.sort();
        groups
    }

    /// What a catalogue has to do with a group. Two that have the same to do with it
    /// teach it in the same way.
    pub(super) fn question(&self, goals: Vec<Goal>) -> Question {
        let leading = self.leading(&goals);
        let modules = leading.iter().filter_map(|it| self.offers.get(*it)).map(|it| it.module);
        let unaided = goals.iter().map(|it| self.unaided[it.competency].clone());
        Question { modules: modules.collect(), unaided: unaided.collect(), goals }
    }

    /// The offers that lead a group on.
    fn leading(&self, group: &[Goal]) -> BTreeSet<usize> {
        let leading = |it: &Goal| self.leading_on(it.competency, it.held).map(|(offer, _)| offer);
        group.iter().flat_map(leading).collect()
    }

    /// What the search sees of a group: positions instead of leaves.
    pub(super) fn puzzle(&self, group: &[Goal]) -> Puzzle {
        let at: BTreeMap<CompetencyIx, usize> =
            group.iter().enumerate().map(|(position, it)| (it.competency, position)).collect();
        let leading = self.leading(group);
        let inside = |levels: &[(CompetencyIx, Level)]| -> Vec<(usize, Level)> {
            levels.iter().filter_map(|(it, level)| Some((*at.get(it)?, *level))).collect()
        };
        let offers = leading.iter().filter_map(|it| self.offers.get(*it));
        let actions = offers.map(|it| Action {
            module: it.module,
            hours: it.hours,
            entry: inside(&it.entry),
            builds: inside(&it.builds),
        });
        let positions = group
            .iter()
            .map(|goal| Position { goal: *goal, unaided: self.unaided[goal.competency].clone() });
        Puzzle::new(positions.collect(), actions.collect(), self.library.settings.hours_per_level)
    }
}

/// Joins a group to all groups it shares a leaf with.
fn join(groups: &mut Vec<BTreeSet<CompetencyIx>>, mut new: BTreeSet<CompetencyIx>) {
    if new.is_empty() {
        return;
    }
    groups.retain(|group| {
        let is_apart = group.is_disjoint(&new);
        if !is_apart {
            new.extend(group);
        }
        is_apart
    });
    groups.push(new);
}

/// Where none of some offers leads on, leaf by leaf, ascending.
fn unaided(
    library: &Library,
    offers: &[Offer],
    counts: &[bool],
) -> Dense<CompetencyId, Vec<(Level, Level)>> {
    Dense::build(&library.names.competencies, |ix, _| {
        let counted = offers.iter().zip(counts).filter(|(_, counts)| **counts);
        let mut covered: Vec<(Level, Level)> = counted
            .filter_map(|(offer, _)| {
                let (_, to) = offer.builds.iter().find(|(at, _)| *at == ix)?;
                Some((offer.entry_of(ix), *to))
            })
            .collect();
        covered.sort_unstable();
        let mut free = Vec::new();
        let mut reached = Level::ZERO;
        for (from, to) in covered {
            if reached < from {
                free.push((reached, from));
            }
            reached = reached.max(to);
        }
        let top = library.competencies[ix].top;
        if reached < top {
            free.push((reached, top));
        }
        free
    })
}

/// Which offers somebody who holds nothing can enter at last, one after another.
fn entered(
    library: &Library,
    offers: &[Offer],
    unaided: &Dense<CompetencyId, Vec<(Level, Level)>>,
) -> Vec<bool> {
    let mut held = Dense::filled(&library.names.competencies, Level::ZERO);
    let mut entered = vec![false; offers.len()];
    loop {
        let mut is_new = false;
        for competency in library.names.competencies.indices() {
            for (from, to) in &unaided[competency] {
                if *from <= held[competency] && held[competency] < *to {
                    held[competency] = *to;
                }
            }
        }
        for (offer, entered) in offers.iter().zip(&mut entered) {
            let can = offer.entry.iter().all(|(at, level)| held[*at] >= *level);
            if can && !*entered {
                (*entered, is_new) = (true, true);
                for (at, to) in &offer.builds {
                    held[*at] = held[*at].max(*to);
                }
            }
        }
        if !is_new {
            return entered;
        }
    }
}

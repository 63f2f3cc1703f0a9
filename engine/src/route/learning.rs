//! What is the shortest way to learn what is missing?
//!
//! A chain of modules in which each can be entered when its turn comes. Where no
//! module builds further, a level takes the hours that the library declares
//! (`hours_per_level`), and the chain says so. Where none builds further is
//! decided once, for somebody who holds nothing: so a person who holds more never
//! needs more hours, which the search for routes relies on.

use std::collections::{BTreeMap, BTreeSet};

use super::chain::{Chain, LearningGoal, Levels, estimated, goals};
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
            builds: it.builds.iter().map(|built| (built.competency, built.to)).collect(),
        }
    }

    fn entry_of(&self, competency: CompetencyIx) -> Level {
        let entry = self.entry.iter().find(|(at, _)| *at == competency);
        entry.map_or(Level::ZERO, |(_, level)| *level)
    }
}

/// What has to be learned, and what there is to learn it from.
#[derive(Clone, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub(super) struct LearningQuestion {
    pub(super) goals: Vec<LearningGoal>,
    /// The modules that build some of it further.
    modules: Vec<ModuleIx>,
    /// By goal: the levels that no module builds.
    unaided: Vec<Vec<(Level, Level)>>,
}

/// What the modules of a catalogue build, and how to learn from them.
pub struct Learning<'a> {
    library: &'a Library,
    offers: Vec<Offer>,
    /// The offers that build a leaf.
    builders: Dense<CompetencyId, Vec<usize>>,
    /// The levels that no module builds, ascending: from the first level to the second.
    unaided: Dense<CompetencyId, Vec<(Level, Level)>>,
    solved: BTreeMap<Vec<LearningGoal>, Chain>,
}

impl<'a> Learning<'a> {
    /// Returns what those modules build that are active and that `is_offered`.
    pub fn new(library: &'a Library, is_offered: impl Fn(ModuleIx) -> bool) -> Self {
        let modules =
            library.modules.iter().filter(|(ix, module)| module.active && is_offered(*ix));
        let offers: Vec<Offer> = modules.map(|(ix, _)| Offer::of(library, ix)).collect();
        let at: BTreeMap<ModuleIx, usize> =
            offers.iter().enumerate().map(|(at, offer)| (offer.module, at)).collect();
        let builders = Dense::build(&library.names.competencies, |ix, _| {
            let builders = library.graph.builders(ix).into_iter();
            builders.filter_map(|module| at.get(&module).copied()).collect()
        });
        // First as if every offer could be entered, which says where declared hours have to
        // help; then only with those that somebody who starts from nothing does reach.
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
        if goals.iter().all(|goal| self.is_untaught(*goal)) {
            return self.estimated(&goals);
        }
        let groups = self.groups(held, &goals);
        groups.into_iter().map(|group| self.solved(group)).fold(Chain::default(), Chain::then)
    }

    fn solved(&mut self, group: Vec<LearningGoal>) -> Chain {
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
        self.builders_above(competency, Level::ZERO).next().is_none()
    }

    pub(super) fn estimated(&self, goals: &[LearningGoal]) -> Chain {
        estimated(goals.iter().copied(), self.library.settings.hours_per_level)
    }

    pub(super) fn is_untaught(&self, goal: LearningGoal) -> bool {
        self.builders_above(goal.competency, goal.held).next().is_none()
    }

    /// The offers that build a leaf beyond a level.
    fn builders_above(
        &self,
        competency: CompetencyIx,
        held: Level,
    ) -> impl Iterator<Item = (usize, &Offer)> {
        let offers = self.builders[competency].iter();
        let offers = offers.filter_map(|at| Some((*at, self.offers.get(*at)?)));
        offers.filter(move |(_, offer)| {
            offer.builds.iter().any(|(at, to)| *at == competency && *to > held)
        })
    }

    /// Splits goals, and what one needs on the way, into groups that no module
    /// joins: each can be solved by itself.
    pub(super) fn groups(&self, held: &Levels, goals: &[LearningGoal]) -> Vec<Vec<LearningGoal>> {
        let mut known: BTreeMap<CompetencyIx, LearningGoal> =
            goals.iter().map(|goal| (goal.competency, *goal)).collect();
        let mut joined: Vec<BTreeSet<CompetencyIx>> = Vec::new();
        let mut waiting: Vec<CompetencyIx> = known.keys().copied().collect();
        while let Some(competency) = waiting.pop() {
            join(&mut joined, BTreeSet::from([competency]));
            for (_, offer) in self.builders_above(competency, held[competency]) {
                let mut together = BTreeSet::from([competency]);
                // What one needs to enter is a goal too, but of no level of its own.
                for (entry, _) in offer.entry.iter().filter(|(at, level)| held[*at] < *level) {
                    together.insert(*entry);
                    known.entry(*entry).or_insert_with(|| {
                        waiting.push(*entry);
                        LearningGoal { competency: *entry, held: held[*entry], wanted: Level::ZERO }
                    });
                }
                join(&mut joined, together);
            }
        }
        // Only now is it known which of the leaves that a module builds count.
        for competency in known.keys() {
            for (_, offer) in self.builders_above(*competency, held[*competency]) {
                let builds = offer.builds.iter().filter(|(at, to)| held[*at] < *to);
                let builds = builds.map(|(at, _)| *at).filter(|leaf| known.contains_key(leaf));
                join(&mut joined, builds.collect());
            }
        }
        let goals = |group: BTreeSet<CompetencyIx>| -> Vec<LearningGoal> {
            group.iter().filter_map(|leaf| known.get(leaf).copied()).collect()
        };
        let mut groups: Vec<Vec<LearningGoal>> = joined.into_iter().map(goals).collect();
        // A group is the key under which its chain is kept, so its order must not depend
        // on how it came together.
        groups.sort();
        groups
    }

    /// What a catalogue has to do with a group. Two that have the same to do with it
    /// build it in the same way.
    pub(super) fn question(&self, goals: Vec<LearningGoal>) -> LearningQuestion {
        let builders = self.builders_of(&goals);
        let modules =
            builders.iter().filter_map(|at| self.offers.get(*at)).map(|offer| offer.module);
        let unaided = goals.iter().map(|goal| self.unaided[goal.competency].clone());
        LearningQuestion { modules: modules.collect(), unaided: unaided.collect(), goals }
    }

    /// The offers that build some leaf of a group further.
    fn builders_of(&self, group: &[LearningGoal]) -> BTreeSet<usize> {
        let builders = |goal: &LearningGoal| {
            self.builders_above(goal.competency, goal.held).map(|(offer, _)| offer)
        };
        group.iter().flat_map(builders).collect()
    }

    /// What the search sees of a group: positions instead of leaves.
    pub(super) fn puzzle(&self, group: &[LearningGoal]) -> Puzzle {
        let at: BTreeMap<CompetencyIx, usize> =
            group.iter().enumerate().map(|(position, goal)| (goal.competency, position)).collect();
        let builders = self.builders_of(group);
        let inside = |levels: &[(CompetencyIx, Level)]| -> Vec<(usize, Level)> {
            levels.iter().filter_map(|(leaf, level)| Some((*at.get(leaf)?, *level))).collect()
        };
        let offers = builders.iter().filter_map(|at| self.offers.get(*at));
        let actions = offers.map(|offer| Action {
            module: offer.module,
            hours: offer.hours,
            entry: inside(&offer.entry),
            builds: inside(&offer.builds),
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

/// The levels that none of some offers builds, leaf by leaf, ascending.
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

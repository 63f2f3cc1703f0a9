//! What is to be learned, and in which steps?

use std::collections::BTreeMap;

use crate::id::{CompetencyId, CompetencyIx, Dense, ModuleIx};
use crate::level::Level;
use crate::library::Library;
use crate::number::Exact as _;
use crate::quantity::{Hours, Money};

/// The level held of every competency.
pub type Levels = Dense<CompetencyId, Level>;

/// One step of a chain.
#[derive(Clone, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum Step {
    /// A module.
    Module(ModuleIx),
    /// Levels that no module builds, at the hours the library declares.
    Estimated {
        /// The leaf.
        competency: CompetencyIx,
        /// The level before.
        from: Level,
        /// Where the next module begins, or what is wanted.
        to: Level,
    },
}

/// A way to learn everything that is missing.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Chain {
    /// Its steps, in an order in which each can be taken.
    pub steps: Vec<Step>,
    /// How long it takes.
    pub hours: Hours,
    /// The part of these hours that is declared, because no module builds it.
    pub estimated: Hours,
    /// No chain takes fewer hours than these. The same as `hours`, unless the
    /// search was given up.
    pub at_least: Hours,
}

impl Chain {
    /// The modules, in the order of the chain.
    pub fn modules(&self) -> impl Iterator<Item = ModuleIx> {
        self.steps.iter().filter_map(|step| match step {
            Step::Module(module) => Some(*module),
            Step::Estimated { .. } => None,
        })
    }

    /// What its modules cost, by currency.
    pub fn cost(&self, library: &Library) -> Vec<Money> {
        let mut sums: BTreeMap<&str, u64> = BTreeMap::new();
        for money in self.modules().filter_map(|module| library.modules[module].cost.as_ref()) {
            let sum = sums.entry(&money.currency).or_default();
            *sum = sum.plus(money.cents);
        }
        sums.into_iter()
            .map(|(currency, cents)| Money { cents, currency: currency.into() })
            .collect()
    }

    /// This chain, then another.
    #[must_use]
    pub fn then(mut self, other: Self) -> Self {
        self.steps.extend(other.steps);
        Self {
            steps: self.steps,
            hours: self.hours + other.hours,
            estimated: self.estimated + other.estimated,
            at_least: self.at_least + other.at_least,
        }
    }

    /// Whether no chain takes fewer hours, for certain.
    pub fn is_proved(&self) -> bool {
        self.at_least == self.hours
    }
}

/// A leaf that has to be learned, or that something to be learned builds on.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub(super) struct LearningGoal {
    pub(super) competency: CompetencyIx,
    pub(super) held: Level,
    /// The level wanted; zero where it only lets somebody enter a module.
    pub(super) wanted: Level,
}

/// What is missing of what is wanted.
pub(super) fn goals(
    held: &Levels,
    wanted: impl IntoIterator<Item = (CompetencyIx, Level)>,
) -> Vec<LearningGoal> {
    let goals = wanted.into_iter().filter_map(|(competency, wanted)| {
        let goal = LearningGoal { competency, held: held[competency], wanted };
        (goal.held < wanted).then_some(goal)
    });
    goals.collect()
}

/// The way to goals that nothing builds, at so many whole hours a level.
pub(super) fn estimated(goals: impl Iterator<Item = LearningGoal>, per_level: u16) -> Chain {
    let chains = goals.filter(|goal| goal.held < goal.wanted).map(|goal| {
        let hours = at_rate(per_level, goal.held, goal.wanted);
        let step =
            Step::Estimated { competency: goal.competency, from: goal.held, to: goal.wanted };
        Chain { steps: vec![step], hours, estimated: hours, at_least: hours }
    });
    chains.fold(Chain::default(), Chain::then)
}

/// Returns the hours a library declares for levels that no module builds.
pub(crate) fn declared_hours(library: &Library, from: Level, to: Level) -> Hours {
    at_rate(library.settings.hours_per_level, from, to)
}

/// The hours of levels at so many whole hours a level.
pub(super) fn at_rate(per_level: u16, from: Level, to: Level) -> Hours {
    let width = u32::from(to.less(from).hundredths());
    // A hundredth of a level takes as many hundredths of an hour as a level takes hours.
    Hours::from_hundredths(u32::from(per_level)).times(width)
}

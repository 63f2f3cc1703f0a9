//! Is there a chain of at most so many hours?
//!
//! That question needs no shortest chain: a chain that is soon found and short enough
//! answers it, and so does a bound of all chains that is too long. What was found out
//! is kept by what the search sees, so that it serves people with other catalogues,
//! where these differ in modules that play no part.

use std::collections::BTreeMap;

use super::chain::{Chain, Levels, goals};
use super::learning::{Learning, LearningQuestion};
use crate::id::CompetencyIx;
use crate::level::Level;
use crate::quantity::Hours;

/// The shortest chain, if it takes at most so many hours.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Within {
    /// There is one. It is the shortest, unless the search was given up.
    Chain(Chain),
    /// Every chain takes longer.
    Longer,
    /// The search was given up: there may be one.
    Undecided,
}

/// Whether there is a chain of at most so many hours.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Fits {
    /// There is one.
    Yes,
    /// Every chain takes longer.
    No,
    /// The search was given up: there may be one.
    Undecided,
}

/// What was found out about the chains of one library, whatever the catalogue.
#[derive(Default)]
pub struct Solved {
    at: BTreeMap<LearningQuestion, usize>,
    known: Vec<KnownSoFar>,
}

#[derive(Clone, Default)]
struct KnownSoFar {
    /// No chain takes fewer hours than these.
    at_least: Hours,
    /// The hours of some chain, once one was looked for.
    at_most: Option<Hours>,
    /// The shortest chain, or the best one found when the search was given up.
    best: Option<Chain>,
}

impl KnownSoFar {
    fn of(chain: &Chain) -> Self {
        let (at_least, at_most) = (chain.at_least, Some(chain.hours));
        Self { at_least, at_most, best: Some(chain.clone()) }
    }
}

/// Some goals that can be solved by themselves, and where it stands what is known.
struct QuestionPart {
    question: LearningQuestion,
    at: usize,
}

impl Learning<'_> {
    /// Returns the shortest chain from the levels held to those wanted, as
    /// [`Self::chain`] does, if it takes at most so many hours.
    ///
    /// `solved` is of the same library.
    pub fn within(
        &self,
        solved: &mut Solved,
        held: &Levels,
        wanted: impl IntoIterator<Item = (CompetencyIx, Level)>,
        limit: Hours,
    ) -> Within {
        let parts = self.parts(solved, held, wanted);
        self.decide(solved, &parts, limit)
    }

    /// Returns whether [`Self::within`] finds a chain, with less searching.
    pub fn fits(
        &self,
        solved: &mut Solved,
        held: &Levels,
        wanted: impl IntoIterator<Item = (CompetencyIx, Level)>,
        limit: Hours,
    ) -> Fits {
        let parts = self.parts(solved, held, wanted);
        if solved.at_least(&parts) > limit {
            return Fits::No;
        }
        let at_most = parts.iter().map(|part| {
            let Some(known) = solved.known.get_mut(part.at) else { return Hours::MOST };
            let hasty = || self.puzzle(&part.question.goals).hasty().hours;
            *known.at_most.get_or_insert_with(hasty)
        });
        if at_most.sum::<Hours>() <= limit {
            return Fits::Yes;
        }
        match self.decide(solved, &parts, limit) {
            Within::Chain(_) => Fits::Yes,
            Within::Longer => Fits::No,
            Within::Undecided => Fits::Undecided,
        }
    }

    /// What is missing, in parts that no module joins, the smallest first: what is
    /// soon known of these leaves fewer hours for the others.
    fn parts(
        &self,
        solved: &mut Solved,
        held: &Levels,
        wanted: impl IntoIterator<Item = (CompetencyIx, Level)>,
    ) -> Vec<QuestionPart> {
        let groups = self.groups(held, &goals(held, wanted));
        let parts = groups.into_iter().map(|goals| {
            let question = self.question(goals);
            let at = solved.place(&question, || match &*question.goals {
                [goal] if self.is_untaught(*goal) => KnownSoFar::of(&self.estimated(&[*goal])),
                goals => {
                    KnownSoFar { at_least: self.puzzle(goals).bound(), ..KnownSoFar::default() }
                }
            });
            QuestionPart { question, at }
        });
        let mut parts: Vec<QuestionPart> = parts.collect();
        parts.sort_by_key(|part| part.question.goals.len());
        parts
    }

    fn decide(&self, solved: &mut Solved, parts: &[QuestionPart], limit: Hours) -> Within {
        let mut at_least = solved.at_least(parts);
        if at_least > limit {
            return Within::Longer;
        }
        let mut chain = Chain::default();
        for part in parts {
            let known = solved.known.get_mut(part.at);
            debug_assert!(known.is_some(), "part {} has no place", part.at);
            let Some(known) = known else { return Within::Undecided };
            let found = if let Some(best) = &known.best {
                best.clone()
            } else {
                // What the other parts leave at best.
                let others = at_least - known.at_least;
                let found = self.puzzle(&part.question.goals).solve_within(limit - others);
                match found {
                    Ok(found) => {
                        *known = KnownSoFar::of(&found);
                        at_least = others + found.at_least;
                        found
                    }
                    Err(longer) => {
                        known.at_least = longer;
                        return Within::Longer;
                    }
                }
            };
            chain = chain.then(found);
        }
        if chain.hours <= limit {
            Within::Chain(chain)
        } else if chain.at_least > limit {
            Within::Longer
        } else {
            Within::Undecided
        }
    }
}

impl Solved {
    /// Where it stands what is known about a question.
    fn place(&mut self, question: &LearningQuestion, first: impl FnOnce() -> KnownSoFar) -> usize {
        if let Some(at) = self.at.get(question) {
            return *at;
        }
        let at = self.known.len();
        self.known.push(first());
        self.at.insert(question.clone(), at);
        at
    }

    fn at_least(&self, parts: &[QuestionPart]) -> Hours {
        let known = parts.iter().filter_map(|part| self.known.get(part.at));
        known.map(|chain| chain.at_least).sum()
    }
}

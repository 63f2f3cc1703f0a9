//! Which roles and targets make a difference to a condition?

use std::collections::{BTreeMap, BTreeSet};

use crate::id::{CompetencyIx, RoleIx};
use crate::level::Level;
use crate::library::{Expectation, ImportanceWord, Library};
use crate::rules::Literals;

/// A role, and the role somebody in it works towards, or none.
#[derive(Clone, Debug)]
pub(super) struct Post {
    pub(super) role: RoleIx,
    pub(super) target: Option<RoleIx>,
    /// What is expected, and what that requires in turn.
    reached: BTreeSet<CompetencyIx>,
    /// The levels that can be implied by what builds on a competency.
    implied: BTreeMap<CompetencyIx, BTreeSet<Level>>,
}

/// What makes a difference between posts.
pub(super) type Kind = (
    Option<String>,
    Option<String>,
    Option<(usize, bool, Option<i64>)>,
    Option<Option<String>>,
    Vec<Expected>,
);

/// What makes a difference in a competency: the levels that can be expected, those
/// that can be implied, and the entry level.
pub(super) type Expected = (BTreeSet<Level>, BTreeSet<Level>, Option<Level>);

/// Returns the posts of a library.
pub(super) fn posts(library: &Library) -> Vec<Post> {
    let roles = || library.names.roles.indices();
    let posts = roles().flat_map(|role| {
        let targets = roles().filter(move |target| *target != role).map(Some);
        std::iter::once(None).chain(targets).map(move |target| Post::new(library, role, target))
    });
    posts.collect()
}

impl Post {
    fn new(library: &Library, role: RoleIx, target: Option<RoleIx>) -> Self {
        let roles = [Some(role), target];
        let expects = roles.iter().flatten().flat_map(|role| &library.roles[*role].expects);
        let mut reached: BTreeSet<CompetencyIx> = BTreeSet::new();
        let mut implied: BTreeMap<CompetencyIx, BTreeSet<Level>> = BTreeMap::new();
        let mut waiting: Vec<CompetencyIx> =
            expects.map(|expectation| expectation.competency).collect();
        while let Some(it) = waiting.pop() {
            if reached.insert(it) {
                for (at, level) in &library.competencies[it].requires {
                    implied.entry(*at).or_default().insert(*level);
                    waiting.push(*at);
                }
            }
        }
        Self { role, target, reached, implied }
    }

    /// What makes a difference where these values are compared, and where these
    /// competencies are asked about.
    pub(super) fn kind(
        &self,
        library: &Library,
        literals: &Literals,
        competencies: &BTreeSet<CompetencyIx>,
    ) -> Kind {
        let named = |text: &str| literals.texts.contains(text).then(|| text.to_owned());
        let family = named(&library.roles[self.role].family);
        let target = self.target.map(|target| named(library.role_id(target)));
        let expected =
            competencies.iter().map(|competency| self.expected(library, *competency)).collect();
        let role = named(library.role_id(self.role));
        (role, family, self.grade(library, literals), target, expected)
    }

    /// What makes a difference in a competency.
    pub(super) fn expected(&self, library: &Library, ix: CompetencyIx) -> Expected {
        let entry = library.roles[self.role].entry.get(&ix).copied();
        (self.possible(library, ix), self.implied(ix), entry)
    }

    /// Between which numbers the grade lies.
    fn grade(&self, library: &Library, literals: &Literals) -> Option<(usize, bool, Option<i64>)> {
        let grade = library.roles[self.role].grade.map(i64::from)?;
        let numbers: BTreeSet<i64> =
            literals.numbers.iter().map(|number| number.div_euclid(10_000)).collect();
        let is_computed = literals.is_computed.then_some(grade);
        Some((numbers.range(..grade).count(), numbers.contains(&grade), is_computed))
    }

    fn planned(&self) -> RoleIx {
        self.target.unwrap_or(self.role)
    }

    fn expects(
        library: &Library,
        role: RoleIx,
        ix: CompetencyIx,
    ) -> impl Iterator<Item = &Expectation> {
        library.roles[role].expects.iter().filter(move |expectation| expectation.competency == ix)
    }

    /// The level expected of somebody who holds a level: by the planned role, and
    /// where it is critical and missed by the present one.
    pub(super) fn direct(
        &self,
        library: &Library,
        ix: CompetencyIx,
        held: Option<Level>,
    ) -> Option<Level> {
        let planned =
            Self::expects(library, self.planned(), ix).map(|expectation| expectation.level).max();
        let present = Self::expects(library, self.role, ix)
            .filter(|expectation| {
                self.planned() != self.role && expectation.importance.is_critical()
            })
            .map(|expectation| expectation.level)
            .filter(|level| held.is_some_and(|held| held < *level))
            .max();
        planned.max(present)
    }

    /// The levels that can be expected.
    pub(super) fn possible(&self, library: &Library, ix: CompetencyIx) -> BTreeSet<Level> {
        let roles = [self.planned(), self.role];
        let all = roles.iter().flat_map(|role| Self::expects(library, *role, ix));
        all.map(|one| one.level).collect()
    }

    /// The levels that can be implied by what builds on a competency.
    pub(super) fn implied(&self, ix: CompetencyIx) -> BTreeSet<Level> {
        self.implied.get(&ix).cloned().unwrap_or_default()
    }

    /// Everything in which there can be a gap, with how much it can matter.
    pub(super) fn wanted(
        &self,
        library: &Library,
    ) -> BTreeMap<CompetencyIx, BTreeSet<ImportanceWord>> {
        let all = [ImportanceWord::Critical, ImportanceWord::Important, ImportanceWord::Useful];
        let wanted = self.reached.iter().map(|ix| {
            if self.implied.contains_key(ix) || self.target.is_some() {
                return (*ix, BTreeSet::from(all));
            }
            let here = Self::expects(library, self.role, *ix)
                .map(|expectation| expectation.importance.word);
            (*ix, here.collect())
        });
        wanted.collect()
    }
}

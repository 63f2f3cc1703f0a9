//! What stands around a role or a competency?
//!
//! A role is expected to have competencies, these require others, modules build all
//! of them, and KPIs judge the role. A library has far more of them than a page can
//! hold, so what matters most is taken, and what is left out is counted.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use crate::id::{CompetencyIx, KpiIx, ModuleIx, RoleIx};
use crate::level::Level;
use crate::library::{Expectation, ImportanceWord, Library};

/// The most modules, expectations and roles that are taken.
const MODULES: usize = 24;
const EXPECTATIONS: usize = 20;
const ROLES: usize = 16;

/// A thing of a library; things are ordered by their kind, then by id.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum Thing {
    /// A module.
    Module(ModuleIx),
    /// A competency.
    Competency(CompetencyIx),
    /// A role.
    Role(RoleIx),
    /// A KPI.
    Kpi(KpiIx),
}

/// What a thing is for the role or competency in the middle; what comes first leads
/// to what comes later.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum Layer {
    /// A module that builds a competency of the picture.
    Modules,
    /// A competency that an expected one requires.
    Required,
    /// A part of the competency in the middle, or one that it requires.
    Prerequisites,
    /// A competency that the role in the middle expects.
    Expected,
    /// The competency in the middle.
    Competency,
    /// A competency that the one in the middle is a part of, or that requires it.
    BuiltOn,
    /// The role in the middle.
    Role,
    /// A role that expects the competency in the middle, or a part of it.
    Roles,
    /// A KPI.
    Kpis,
}

impl Layer {
    /// The word for it, as answers write it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Modules => "modules",
            Self::Required => "required",
            Self::Prerequisites => "prerequisites",
            Self::Expected => "expected",
            Self::Competency => "competency",
            Self::BuiltOn => "built_on",
            Self::Role => "role",
            Self::Roles => "roles",
            Self::Kpis => "kpis",
        }
    }
}

/// How one thing relates to another.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Relation {
    /// A module builds a competency.
    Builds {
        /// From this level.
        from: Level,
        /// To this level.
        to: Level,
    },
    /// A competency is required by another.
    Requires {
        /// At this level.
        level: Level,
    },
    /// A competency is expected by a role.
    Expects {
        /// How much the role depends on it.
        importance: ImportanceWord,
        /// The level expected.
        level: Level,
    },
    /// A competency is a part of another.
    PartOf,
    /// A competency drives a KPI.
    Drives,
    /// A role is judged by a KPI.
    JudgedBy,
}

/// A role or a competency, and what stands around it.
#[derive(Clone, Debug)]
pub struct Surroundings {
    /// The role or competency in the middle.
    pub middle: Thing,
    /// Each thing, the middle included.
    pub things: BTreeMap<Thing, Layer>,
    /// How the first thing of a pair relates to the second.
    pub relations: BTreeMap<(Thing, Thing), Relation>,
    /// How many modules are left out.
    pub modules_left_out: usize,
    /// How many expectations of the role in the middle are left out.
    pub expectations_left_out: usize,
    /// How many roles are left out.
    pub roles_left_out: usize,
}

impl Surroundings {
    /// Returns what a role builds on, and the KPIs it is judged by.
    pub fn of_role(library: &Library, role: RoleIx) -> Self {
        let here = Thing::Role(role);
        let mut all = Self::new(here, Layer::Role);
        // Where there is too much, what matters most is taken.
        let mut expects: Vec<&Expectation> = library.roles[role].expects.iter().collect();
        expects.sort_by_key(|expectation| Reverse(expectation.importance.weight));
        all.expectations_left_out = expects.len().saturating_sub(EXPECTATIONS);
        expects.truncate(EXPECTATIONS);
        for expectation in &expects {
            all.place(Thing::Competency(expectation.competency), Layer::Expected);
            all.relate(Thing::Competency(expectation.competency), here, expects_at(expectation));
        }
        let needed = all.require(library, &expects);
        for kpi in library.roles[role].kpis.keys() {
            all.place(Thing::Kpi(*kpi), Layer::Kpis);
            all.relate(here, Thing::Kpi(*kpi), Relation::JudgedBy);
        }
        all.build(library, &needed, Layer::Required);
        all
    }

    /// Returns what a competency builds on, and what builds on it.
    pub fn of_competency(library: &Library, competency: CompetencyIx) -> Self {
        let here = Thing::Competency(competency);
        let mut all = Self::new(here, Layer::Competency);
        let compiled = &library.competencies[competency];
        for leaf in compiled.leaves.iter().filter(|leaf| **leaf != competency) {
            all.place(Thing::Competency(*leaf), Layer::Prerequisites);
            all.relate(Thing::Competency(*leaf), here, Relation::PartOf);
        }
        for parent in &compiled.ancestors {
            all.place(Thing::Competency(*parent), Layer::BuiltOn);
            all.relate(here, Thing::Competency(*parent), Relation::PartOf);
        }
        for (required, level) in &compiled.requires {
            all.place(Thing::Competency(*required), Layer::Prerequisites);
            let relation = Relation::Requires { level: *level };
            all.relate(Thing::Competency(*required), here, relation);
        }
        for (other, asking) in library.competencies.iter() {
            let mut requires = asking.requires.iter();
            if let Some((_, level)) = requires.find(|(required, _)| *required == competency) {
                all.place(Thing::Competency(other), Layer::BuiltOn);
                all.relate(here, Thing::Competency(other), Relation::Requires { level: *level });
            }
        }
        for kpi in all.expect(library, competency) {
            all.place(Thing::Kpi(kpi), Layer::Kpis);
            all.relate(here, Thing::Kpi(kpi), Relation::Drives);
        }
        // Modules count whatever they lead to: nobody says how far.
        let top = library.scale.top();
        let leaves = compiled.leaves.iter().copied().chain([competency]);
        all.build(library, &leaves.map(|leaf| (leaf, top)).collect(), Layer::Prerequisites);
        all
    }

    fn new(middle: Thing, layer: Layer) -> Self {
        Self {
            middle,
            things: BTreeMap::from([(middle, layer)]),
            relations: BTreeMap::new(),
            modules_left_out: 0,
            expectations_left_out: 0,
            roles_left_out: 0,
        }
    }

    /// Adds a thing; one that is there keeps its layer.
    fn place(&mut self, thing: Thing, layer: Layer) {
        self.things.entry(thing).or_insert(layer);
    }

    /// Adds a relation; two things keep the one they have.
    fn relate(&mut self, from: Thing, to: Thing, relation: Relation) {
        self.relations.entry((from, to)).or_insert(relation);
    }

    /// Adds what expected competencies require, and what that requires, and returns
    /// the level needed of each.
    fn require(
        &mut self,
        library: &Library,
        expects: &[&Expectation],
    ) -> BTreeMap<CompetencyIx, Level> {
        let expected: BTreeSet<CompetencyIx> =
            expects.iter().map(|expectation| expectation.competency).collect();
        let mut needed: BTreeMap<CompetencyIx, Level> =
            expects.iter().map(|expectation| (expectation.competency, expectation.level)).collect();
        let mut waiting: Vec<CompetencyIx> = expected.iter().copied().collect();
        while let Some(competency) = waiting.pop() {
            for (required, level) in &library.competencies[competency].requires {
                let is_expected = expected.contains(required);
                let layer = if is_expected { Layer::Expected } else { Layer::Required };
                let thing = Thing::Competency(*required);
                self.place(thing, layer);
                let relation = Relation::Requires { level: *level };
                self.relate(thing, Thing::Competency(competency), relation);
                let highest = needed.entry(*required).or_insert_with(|| {
                    waiting.push(*required);
                    *level
                });
                *highest = (*highest).max(*level);
            }
        }
        needed
    }

    /// Adds the roles that expect a competency or a part of it, and returns the KPIs
    /// that it drives there.
    fn expect(&mut self, library: &Library, competency: CompetencyIx) -> BTreeSet<KpiIx> {
        let leaves = &library.competencies[competency].leaves;
        let mut drives: BTreeSet<KpiIx> = BTreeSet::new();
        let mut shown = 0_usize;
        for (role, expecting) in library.roles.iter() {
            let expects: Vec<&Expectation> = expecting
                .expects
                .iter()
                .filter(|expectation| {
                    let leaf = expectation.competency;
                    leaf == competency || leaves.contains(&leaf)
                })
                .collect();
            if expects.is_empty() {
                continue;
            }
            if shown >= ROLES {
                self.roles_left_out = self.roles_left_out.saturating_add(1);
                continue;
            }
            shown = shown.saturating_add(1);
            self.place(Thing::Role(role), Layer::Roles);
            for expectation in expects {
                // A role may expect a part only.
                let from = Thing::Competency(expectation.competency);
                self.relate(from, Thing::Role(role), expects_at(expectation));
                drives.extend(&expectation.drives);
            }
        }
        drives
    }

    /// Adds the modules that build competencies towards the level needed.
    ///
    /// There is room for few. So that each competency shows how it begins, the module
    /// that begins lowest is taken for each, then the next one for each, and so on.
    fn build(&mut self, library: &Library, needed: &BTreeMap<CompetencyIx, Level>, built: Layer) {
        let mut rounds: BTreeSet<(usize, Level, ModuleIx)> = BTreeSet::new();
        for (competency, level) in needed {
            let mut builders: Vec<(Level, ModuleIx)> = Vec::new();
            for (ix, module) in library.modules.iter().filter(|(_, module)| module.active) {
                let builds = module.builds.iter().filter(|builds| builds.competency == *competency);
                let below = builds.filter(|builds| builds.from < *level);
                builders.extend(below.map(|builds| (builds.from, ix)));
            }
            builders.sort_unstable();
            let numbered = builders.iter().enumerate();
            rounds.extend(numbered.map(|(round, (from, module))| (round, *from, *module)));
        }
        let mut modules: Vec<ModuleIx> = Vec::new();
        for (_, _, module) in rounds {
            if !modules.contains(&module) {
                modules.push(module);
            }
        }
        self.modules_left_out = modules.len().saturating_sub(MODULES);
        for module in modules.into_iter().take(MODULES) {
            self.place(Thing::Module(module), Layer::Modules);
            for builds in &library.modules[module].builds {
                if needed.contains_key(&builds.competency) {
                    let to = Thing::Competency(builds.competency);
                    self.place(to, built);
                    let relation = Relation::Builds { from: builds.from, to: builds.to };
                    self.relate(Thing::Module(module), to, relation);
                }
            }
        }
    }
}

fn expects_at(expectation: &Expectation) -> Relation {
    Relation::Expects { importance: expectation.importance.word, level: expectation.level }
}

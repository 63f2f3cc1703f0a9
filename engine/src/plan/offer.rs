//! From gaps and rules to numbers: what is there to choose from?

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::available::is_available;
use super::milestone::kpi_of;
use crate::advice::{Act, Advice};
use crate::gap::{Stretch, stretches};
use crate::id::{CompetencyIx, Dense, ModuleId, ModuleIx, RuleIx};
use crate::level::{Level, Points};
use crate::library::{self, Library, Module};
use crate::person::{AsOf, Person, Status};
use crate::quantity::Hours;
use crate::select::{self, Candidate, Objective, PassedOver, Problem, Standing};

/// Who is planned for, with what rules and policies say.
#[derive(Clone, Copy)]
pub(super) struct Case<'a> {
    pub(super) library: &'a Library,
    pub(super) person: &'a Person,
    pub(super) as_of: AsOf,
    pub(super) advice: &'a Advice,
}

impl<'a> Case<'a> {
    pub(super) fn module(self, ix: ModuleIx) -> &'a Module {
        &self.library.modules[ix]
    }

    pub(super) fn status(self, module: ModuleIx) -> Option<Status> {
        self.person.progress_of(module, self.as_of).map(|progress| progress.status)
    }
}

/// What is set aside before anything is chosen.
#[derive(Clone, Debug)]
pub(super) struct SetAside {
    /// Hours left after what has to be done.
    pub(super) hours: Hours,
    /// Mandated modules and learned ones, which give levels and earn nothing.
    pub(super) taught: BTreeSet<ModuleIx>,
    /// Mandated modules, which are no candidates.
    pub(super) mandated: BTreeSet<ModuleIx>,
}

/// One of the limits that decide what there is to choose from. One is taken away at
/// a time to find out what stands in the way.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Limit {
    Hours,
    Availability,
    Entry,
    Rules,
}

/// A part of a gap that modules cover as a whole or not at all.
#[derive(Clone, Copy, Debug)]
pub(super) struct Piece {
    pub(super) competency: CompetencyIx,
    pub(super) from: Level,
    pub(super) to: Level,
}

/// Why a required module is not in the plan.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum NotIn {
    /// The person declined it.
    Declined,
    /// It is offered to nobody.
    Inactive,
    /// It is not offered to the person.
    Unavailable,
    /// No KPI fits it in the roles of the person.
    NoKpi,
    /// The plan is full.
    Full,
    /// There are not enough hours.
    Hours,
    /// What it builds on is not there yet.
    Entry,
}

/// What there is to choose from, with what the numbers stand for.
#[derive(Clone, Debug)]
pub(super) struct Offer {
    /// What each stretch of the problem stands for, by competency and level.
    pub(super) pieces: Vec<Piece>,
    /// The pieces each module covers, whether it is a candidate or not.
    pub(super) covers: Dense<ModuleId, Vec<u32>>,
    /// The problem, required modules admitted.
    pub(super) problem: Problem,
    /// The rules that require each module of the problem that came in so.
    pub(super) required_by: BTreeMap<ModuleIx, Vec<RuleIx>>,
    /// Required modules that did not come in.
    pub(super) passed_over: Vec<(ModuleIx, RuleIx, NotIn)>,
    /// Rules whose `require_one` found no module.
    pub(super) without_match: Vec<RuleIx>,
    /// Agreed modules that a rule keeps out.
    pub(super) dropped: Vec<ModuleIx>,
    /// Started modules that a rule would keep out.
    pub(super) kept: Vec<ModuleIx>,
}

impl Offer {
    /// Returns what there is to choose from; `without` a limit, as if it were not.
    pub(super) fn of(case: Case<'_>, aside: &SetAside, without: Option<Limit>) -> Self {
        let (pieces, points) = pieces(case, aside);
        let problem = problem(case, aside, (points, without));
        let covers = Dense::build(&case.library.names.modules, |ix, _| {
            covered(&pieces, &stretches(case.library, &case.advice.gaps, case.module(ix)))
        });
        let offer = Self {
            pieces,
            covers,
            problem,
            required_by: BTreeMap::new(),
            passed_over: Vec::new(),
            without_match: Vec::new(),
            dropped: Vec::new(),
            kept: Vec::new(),
        };
        let mut gathering = Gathering { case, aside, without, offer };
        gathering.gather();
        gathering.require();
        gathering.offer
    }

    pub(super) fn points(&self, covers: &[u32]) -> Points {
        let points =
            |piece: &u32| self.problem.stretches.get(usize::try_from(*piece).ok()?).copied();
        covers.iter().filter_map(points).sum()
    }

    /// The points a module would close by itself, beside what has to be done.
    pub(super) fn gain(&self, module: ModuleIx) -> Points {
        self.points(&self.covers[module])
    }

    pub(super) fn position(&self, module: ModuleIx) -> Option<usize> {
        let candidates = &self.problem.candidates;
        candidates.binary_search_by_key(&module, |candidate| candidate.module).ok()
    }

    pub(super) fn candidate(&self, module: ModuleIx) -> Option<&Candidate> {
        self.problem.candidates.get(self.position(module)?)
    }

    /// Whether a module is agreed or begun, and stays.
    pub(super) fn is_settled(&self, module: ModuleIx) -> bool {
        self.candidate(module).is_some_and(|candidate| candidate.standing == Standing::Settled)
    }
}

/// Cuts every planned gap where some module's cover, or what it counts, begins or
/// ends; what mandated and learned modules cover is left out. With the points.
fn pieces(case: Case<'_>, aside: &SetAside) -> (Vec<Piece>, Vec<Points>) {
    let gaps = &case.advice.gaps;
    let mut edges: Vec<(CompetencyIx, Level)> = Vec::new();
    let mut earned: Vec<Stretch> = Vec::new();
    for (ix, module) in case.library.modules.iter() {
        for stretch in stretches(case.library, gaps, module) {
            edges.extend([stretch.from, stretch.to].map(|level| (stretch.competency, level)));
            if aside.taught.contains(&ix) {
                earned.push(stretch);
            }
        }
    }
    edges.sort_unstable();
    edges.dedup();
    let (mut pieces, mut points) = (Vec::new(), Vec::new());
    for ((competency, from), (next, to)) in edges.iter().zip(edges.iter().skip(1)) {
        let is_earned = |stretch: &Stretch| {
            stretch.competency == *competency && stretch.from <= *from && *to <= stretch.to
        };
        if competency != next || earned.iter().any(is_earned) {
            continue;
        }
        if let Some(gap) = gaps.of(*competency) {
            pieces.push(Piece { competency: *competency, from: *from, to: *to });
            points.push(gap.wanted.points(*from, *to));
        }
    }
    (pieces, points)
}

/// The pieces that lie in stretches, ascending as both are.
fn covered(pieces: &[Piece], stretches: &[Stretch]) -> Vec<u32> {
    let mut covered = Vec::new();
    for stretch in stretches {
        let first = pieces.partition_point(|piece| piece.competency < stretch.competency);
        let of_competency = pieces.iter().enumerate().skip(first);
        let inside = of_competency
            .take_while(|(_, piece)| piece.competency == stretch.competency)
            .filter(|(_, piece)| stretch.from <= piece.from && piece.to <= stretch.to);
        covered.extend(inside.filter_map(|(number, _)| u32::try_from(number).ok()));
    }
    covered
}

/// The problem before there are candidates.
fn problem(
    case: Case<'_>,
    aside: &SetAside,
    (stretches, without): (Vec<Points>, Option<Limit>),
) -> Problem {
    let Case { library, advice, .. } = case;
    let mut problem = Problem {
        stretches,
        candidates: Vec::new(),
        held: advice.standings.values().map(|standing| standing.held()).collect(),
        hours: if without == Some(Limit::Hours) {
            Hours::from_hundredths(u32::MAX / 2)
        } else {
            aside.hours
        },
        sizes: library.settings.modules.range(),
        objective: match advice.policy.objective {
            library::Objective::Gain => Objective::Gain,
            library::Objective::GainPerHour => Objective::GainPerHour,
        },
        node_limit: library.settings.search_steps,
    };
    // The smaller of the limits that rules set.
    for (_, _, act) in advice.acts() {
        let Act::Limit { hours, modules } = act else { continue };
        if let Some(hours) = hours {
            problem.hours = problem.hours.min(*hours);
        }
        if let Some(modules) = modules {
            let (low, high) = problem.sizes.clone().into_inner();
            problem.sizes = low..=high.min(usize::from(*modules)).max(low);
        }
    }
    // What is held rises by what mandated and learned modules give.
    for builds in aside.taught.iter().flat_map(|module| &library.modules[*module].builds) {
        if let Some(held) = problem.held.get_mut(builds.competency.position()) {
            *held = builds.to.max(*held);
        }
    }
    problem
}

/// Gathers candidates, and admits what rules require.
struct Gathering<'a> {
    case: Case<'a>,
    aside: &'a SetAside,
    without: Option<Limit>,
    offer: Offer,
}

impl Gathering<'_> {
    fn is_worth_it(&self, gain: Points) -> bool {
        let Case { library, advice, .. } = self.case;
        gain > Points::ZERO && advice.gaps.unit.hundredths(gain) >= library.settings.smallest_gain
    }

    /// Gathers the candidates: what is settled, and what is active, available,
    /// not done or excluded, and worth it.
    fn gather(&mut self) {
        for (ix, module) in self.case.library.modules.iter() {
            if self.aside.mandated.contains(&ix) {
                continue;
            }
            let is_excluded = self.case.advice.modules.excluded.contains_key(&ix);
            let standing = match self.case.status(ix) {
                Some(Status::Agreed) if is_excluded => {
                    self.offer.dropped.push(ix);
                    continue;
                }
                Some(Status::Started) if is_excluded => {
                    self.offer.kept.push(ix);
                    Standing::Settled
                }
                Some(Status::Agreed | Status::Started) => Standing::Settled,
                Some(_) => continue,
                None => Standing::Free,
            };
            let is_open = || {
                module.active
                    && self.is_worth_it(self.offer.gain(ix))
                    && (!is_excluded || self.without == Some(Limit::Rules))
                    && (self.without == Some(Limit::Availability)
                        || is_available(module, self.case.person))
            };
            if standing == Standing::Settled || is_open() {
                let candidate = self.candidate(ix, standing);
                self.offer.problem.candidates.push(candidate);
            }
        }
    }

    fn candidate(&self, ix: ModuleIx, standing: Standing) -> Candidate {
        let Case { library, advice, .. } = self.case;
        let module = self.case.module(ix);
        let percent = advice.modules.boosts.get(&ix).map_or(0, |(percent, _)| *percent);
        // A unit is a hundredth of what gains are made of, so nothing is lost.
        let boost = self.offer.gain(ix).times(i128::from(percent)).units() / 100;
        let slack = library.settings.entry_slack;
        let entry = module.entry.iter().map(|(ix, level)| (ix.number(), level.less(slack)));
        let is_free_to_enter = self.without == Some(Limit::Entry);
        Candidate {
            module: ix,
            covers: self.offer.covers[ix].clone(),
            boost: Points::from_units(boost),
            hours: module.hours,
            entry: if is_free_to_enter { Vec::new() } else { entry.collect() },
            lifts: module.builds.iter().map(|it| (it.competency.number(), it.to)).collect(),
            standing,
        }
    }

    /// Admits the modules that rules require.
    fn require(&mut self) {
        let mut wanted: Vec<(i32, RuleIx, ModuleIx)> = Vec::new();
        for (module, rules) in &self.case.advice.modules.required {
            wanted.extend(rules.iter().map(|rule| (self.priority(*rule), *rule, *module)));
        }
        for (rule, modules) in &self.case.advice.modules.required_one {
            match self.best_of(modules) {
                Some(module) => wanted.push((self.priority(*rule), *rule, module)),
                None if self.is_met(modules) => {}
                None => self.offer.without_match.push(*rule),
            }
        }
        wanted.sort_by_key(|(priority, rule, module)| (Reverse(*priority), *rule, *module));
        wanted.dedup();
        let mut coming: Vec<ModuleIx> = Vec::new();
        for (_, rule, module) in &wanted {
            if self.is_candidate_or_added(*module, *rule) {
                coming.push(*module);
            }
        }
        // Adding candidates moves positions, so they are looked up at the end.
        let positions: Vec<usize> =
            coming.into_iter().filter_map(|module| self.offer.position(module)).collect();
        let admission = select::admit(&self.offer.problem, &positions);
        for (position, why) in &admission.passed_over {
            self.pass_over(*position, *why, &wanted);
        }
        for position in admission.admitted {
            if let Some(candidate) = self.offer.problem.candidates.get_mut(position) {
                candidate.standing = Standing::Required;
            }
        }
        for (_, rule, module) in wanted {
            let candidate = self.offer.candidate(module);
            if candidate.is_some_and(|candidate| candidate.standing != Standing::Free) {
                let rules = self.offer.required_by.entry(module).or_default();
                if !rules.contains(&rule) {
                    rules.push(rule);
                }
            }
        }
        self.drop_worthless();
    }

    fn priority(&self, rule: RuleIx) -> i32 {
        self.case.library.rules[rule].priority
    }

    /// Of the candidates among some modules the one with most gain, then fewest
    /// hours, then the first id.
    fn best_of(&self, modules: &[ModuleIx]) -> Option<ModuleIx> {
        let candidates = modules.iter().filter_map(|module| self.offer.candidate(*module));
        let gain = |candidate: &Candidate| self.offer.points(&candidate.covers);
        let best = candidates.min_by_key(|it| (Reverse(gain(it)), it.hours, it.module));
        best.map(|candidate| candidate.module)
    }

    /// Whether one of some modules is done, under way or has to be done anyway.
    fn is_met(&self, modules: &[ModuleIx]) -> bool {
        modules.iter().any(|module| {
            self.aside.taught.contains(module)
                || self.case.status(*module).is_some_and(Status::is_done)
        })
    }

    /// Whether a required module is a candidate, which it becomes if it is none yet;
    /// it does not where it cannot or need not come in.
    fn is_candidate_or_added(&mut self, module: ModuleIx, rule: RuleIx) -> bool {
        if self.offer.position(module).is_some() {
            return true;
        }
        let Case { library, person, advice, .. } = self.case;
        let status = self.case.status(module);
        if self.aside.taught.contains(&module) || status.is_some_and(Status::is_done) {
            return false;
        }
        let compiled = self.case.module(module);
        let why = if status == Some(Status::Declined) {
            NotIn::Declined
        } else if !compiled.active {
            NotIn::Inactive
        } else if !is_available(compiled, person) {
            NotIn::Unavailable
        } else if kpi_of(library, person, advice, compiled).is_none() {
            // No milestone without a KPI, and it closes nothing that drives one.
            NotIn::NoKpi
        } else {
            let candidate = self.candidate(module, Standing::Free);
            let candidates = &mut self.offer.problem.candidates;
            let at = candidates.partition_point(|candidate| candidate.module < module);
            candidates.insert(at, candidate);
            return true;
        };
        self.offer.passed_over.push((module, rule, why));
        false
    }

    fn pass_over(&mut self, position: usize, why: PassedOver, wanted: &[(i32, RuleIx, ModuleIx)]) {
        let Some(candidate) = self.offer.problem.candidates.get(position) else { return };
        let Some((_, rule, module)) =
            wanted.iter().find(|(_, _, module)| *module == candidate.module)
        else {
            return;
        };
        let why = match why {
            PassedOver::Number => NotIn::Full,
            PassedOver::Hours => NotIn::Hours,
            PassedOver::Entry => NotIn::Entry,
        };
        self.offer.passed_over.push((*module, *rule, why));
    }

    /// Takes out required modules that did not come in and are not worth it.
    fn drop_worthless(&mut self) {
        let mut candidates = std::mem::take(&mut self.offer.problem.candidates);
        candidates.retain(|candidate| {
            candidate.standing != Standing::Free
                || self.is_worth_it(self.offer.gain(candidate.module))
        });
        self.offer.problem.candidates = candidates;
    }
}

//! From gaps and rules to numbers, and back: what there is to choose from, and
//! what was chosen.

use std::collections::{BTreeMap, BTreeSet};

use super::available::is_available;
use super::flags::NotIn;
use super::milestone::kpi_of;
use crate::advice::{Act, Advice};
use crate::gap::{Stretch, stretches};
use crate::id::{CompetencyIx, ModuleIx, RuleIx};
use crate::level::{Level, Points};
use crate::library::{self, Library, Module};
use crate::person::{AsOf, Person, Status};
use crate::quantity::Hours;
use crate::select::{self, Candidate, Objective, PassedOver, Picked, Problem, Selection, Standing};

/// A part of a gap that modules cover as a whole or not at all.
#[derive(Clone, Copy, Debug)]
pub(super) struct Piece {
    pub(super) competency: CompetencyIx,
    pub(super) from: Level,
    pub(super) to: Level,
}

/// What there is to choose from, with what the numbers stand for.
pub(super) struct Choice<'a> {
    pub(super) library: &'a Library,
    pub(super) person: &'a Person,
    pub(super) as_of: AsOf,
    pub(super) advice: &'a Advice,
    /// What each stretch of the problem stands for.
    pub(super) pieces: Vec<Piece>,
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

/// Who is planned for, with what rules and policies say.
#[derive(Clone, Copy)]
pub(super) struct Case<'a> {
    pub(super) library: &'a Library,
    pub(super) person: &'a Person,
    pub(super) as_of: AsOf,
    pub(super) advice: &'a Advice,
}

/// What is set aside for the choice before anything is chosen.
pub(super) struct Frame {
    /// Hours left after what has to be done.
    pub(super) hours: Hours,
    /// Mandated modules and learned ones, which give levels and earn nothing.
    pub(super) taught: BTreeSet<ModuleIx>,
    /// Mandated modules, which are no candidates.
    pub(super) mandated: BTreeSet<ModuleIx>,
}

/// Limits that are lifted to find out what stands in the way.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub(super) struct Lifted {
    pub(super) hours: bool,
    pub(super) rest: Option<Lift>,
}

/// One of the limits that decide what there is to choose from.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Lift {
    Availability,
    Entry,
    Rules,
}

impl<'a> Choice<'a> {
    pub(super) fn new(case: Case<'a>, frame: &Frame, lifted: Lifted) -> Self {
        let Case { library, person, as_of, advice } = case;
        let mut choice = Self {
            library,
            person,
            as_of,
            advice,
            pieces: Vec::new(),
            problem: empty_problem(library, advice, frame, lifted),
            required_by: BTreeMap::new(),
            passed_over: Vec::new(),
            without_match: Vec::new(),
            dropped: Vec::new(),
            kept: Vec::new(),
        };
        choice.limit();
        choice.cut_pieces(frame);
        choice.teach(frame);
        choice.gather(frame, lifted);
        choice.require(frame);
        choice
    }

    /// The smaller of the limits that rules set.
    fn limit(&mut self) {
        for (_, _, act) in self.advice.acts() {
            let Act::Limit { hours, modules } = act else { continue };
            if let Some(hours) = hours {
                self.problem.hours = self.problem.hours.min(*hours);
            }
            if let Some(modules) = modules {
                let (low, high) = self.problem.sizes.clone().into_inner();
                self.problem.sizes = low..=high.min(usize::from(*modules)).max(low);
            }
        }
    }

    pub(super) fn case(&self) -> Case<'a> {
        Case { library: self.library, person: self.person, as_of: self.as_of, advice: self.advice }
    }

    pub(super) fn module(&self, ix: ModuleIx) -> &'a Module {
        &self.library.modules[ix]
    }

    pub(super) fn status(&self, module: ModuleIx) -> Option<Status> {
        self.person.progress_of(module, self.as_of).map(|it| it.status)
    }

    /// Cuts every planned gap where some module's cover, or what it counts,
    /// begins or ends; what mandated and learned modules cover is left out.
    fn cut_pieces(&mut self, frame: &Frame) {
        let mut edges: BTreeMap<CompetencyIx, BTreeSet<Level>> = BTreeMap::new();
        let mut earned: Vec<Stretch> = Vec::new();
        for (ix, module) in self.library.modules.iter() {
            for it in stretches(self.library, &self.advice.gaps, module) {
                edges.entry(it.competency).or_default().extend([it.from, it.to]);
                if frame.taught.contains(&ix) {
                    earned.push(it);
                }
            }
        }
        for (competency, edges) in edges {
            let Some(gap) = self.advice.gaps.of(competency) else { continue };
            for (from, to) in edges.iter().zip(edges.iter().skip(1)) {
                let (from, to) = (*from, *to);
                let is_earned = earned
                    .iter()
                    .any(|it| it.competency == competency && it.from <= from && to <= it.to);
                if !is_earned {
                    self.pieces.push(Piece { competency, from, to });
                    self.problem.stretches.push(gap.wanted.points(from, to));
                }
            }
        }
    }

    /// Raises what is held by what mandated and learned modules give.
    fn teach(&mut self, frame: &Frame) {
        for module in &frame.taught {
            for it in &self.library.modules[*module].builds {
                if let Some(held) = self.problem.held.get_mut(it.competency.position()) {
                    *held = it.to.max(*held);
                }
            }
        }
    }

    /// The pieces a module covers.
    pub(super) fn covers(&self, module: &Module) -> Vec<u32> {
        let stretches = stretches(self.library, &self.advice.gaps, module);
        let is_covered = |piece: &Piece| {
            stretches.iter().any(|it| {
                it.competency == piece.competency && it.from <= piece.from && piece.to <= it.to
            })
        };
        let numbered = self.pieces.iter().enumerate().filter(|(_, it)| is_covered(it));
        numbered.filter_map(|(number, _)| u32::try_from(number).ok()).collect()
    }

    pub(super) fn points(&self, covers: &[u32]) -> Points {
        let points = |it: &u32| self.problem.stretches.get(usize::try_from(*it).ok()?).copied();
        covers.iter().filter_map(points).sum()
    }

    /// The points a module would close by itself, beside what has to be done.
    pub(super) fn gain(&self, module: &Module) -> Points {
        self.points(&self.covers(module))
    }

    fn is_worth_it(&self, gain: Points) -> bool {
        gain > Points::ZERO
            && self.advice.gaps.unit.hundredths(gain) >= self.library.settings.smallest_gain
    }

    /// Gathers the candidates: what is settled, and what is active, available,
    /// not done or excluded, and worth it.
    fn gather(&mut self, frame: &Frame, lifted: Lifted) {
        for (ix, module) in self.library.modules.iter() {
            if frame.mandated.contains(&ix) {
                continue;
            }
            let is_excluded = self.advice.modules.excluded.contains_key(&ix);
            let status = self.status(ix);
            let standing = match status {
                Some(Status::Agreed) if is_excluded => {
                    self.dropped.push(ix);
                    continue;
                }
                Some(Status::Started) if is_excluded => {
                    self.kept.push(ix);
                    Standing::Settled
                }
                Some(Status::Agreed | Status::Started) => Standing::Settled,
                Some(_) => continue,
                None => Standing::Free,
            };
            let is_open = module.active
                && (!is_excluded || lifted.rest == Some(Lift::Rules))
                && (is_available(module, self.person) || lifted.rest == Some(Lift::Availability));
            let candidate = self.candidate(ix, module, standing, lifted);
            let is_worth_it = self.is_worth_it(self.points(&candidate.covers));
            if standing == Standing::Settled || is_open && is_worth_it {
                self.problem.candidates.push(candidate);
            }
        }
    }

    fn candidate(
        &self,
        ix: ModuleIx,
        module: &Module,
        standing: Standing,
        lifted: Lifted,
    ) -> Candidate {
        let covers = self.covers(module);
        let percent = self.advice.modules.boosts.get(&ix).map_or(0, |(percent, _)| *percent);
        // A unit is a hundredth of what gains are made of, so nothing is lost.
        let boost = self.points(&covers).units().saturating_mul(i128::from(percent)) / 100;
        let slack = self.library.settings.entry_slack;
        let skill = |it: CompetencyIx| u32::try_from(it.position()).unwrap_or(u32::MAX);
        let entry = module.entry.iter().map(|(it, level)| (skill(*it), level.less(slack)));
        let is_free_to_enter = lifted.rest == Some(Lift::Entry);
        Candidate {
            module: ix,
            covers,
            boost: Points::from_units(boost),
            hours: module.hours,
            entry: if is_free_to_enter { Vec::new() } else { entry.collect() },
            lifts: module.builds.iter().map(|it| (skill(it.competency), it.to)).collect(),
            standing,
        }
    }

    /// Admits the modules that rules require.
    fn require(&mut self, frame: &Frame) {
        let mut wanted: Vec<(i32, RuleIx, ModuleIx)> = Vec::new();
        for (module, rules) in &self.advice.modules.required {
            wanted.extend(rules.iter().map(|it| (self.priority(*it), *it, *module)));
        }
        for (rule, modules) in &self.advice.modules.required_one {
            match self.best_of(modules) {
                Some(module) => wanted.push((self.priority(*rule), *rule, module)),
                None if self.is_met(modules, frame) => {}
                None => self.without_match.push(*rule),
            }
        }
        wanted
            .sort_by_key(|(priority, rule, module)| (std::cmp::Reverse(*priority), *rule, *module));
        wanted.dedup();
        let mut positions = Vec::new();
        for (_, rule, module) in &wanted {
            if let Some(position) = self.find_or_add(*module, *rule, frame) {
                positions.push(self.problem.candidates.get(position).map(|it| it.module));
            }
        }
        // Adding candidates moves positions, so they are looked up at the end.
        let positions: Vec<usize> =
            positions.into_iter().flatten().filter_map(|it| self.position(it)).collect();
        let admission = select::admit(&self.problem, &positions);
        for (position, why) in &admission.passed_over {
            self.pass_over(*position, *why, &wanted);
        }
        for position in admission.admitted {
            if let Some(candidate) = self.problem.candidates.get_mut(position) {
                candidate.standing = Standing::Required;
            }
        }
        for (_, rule, module) in wanted {
            let is_in = self.position(module).and_then(|it| self.problem.candidates.get(it));
            if is_in.is_some_and(|it| it.standing != Standing::Free) {
                let rules = self.required_by.entry(module).or_default();
                if !rules.contains(&rule) {
                    rules.push(rule);
                }
            }
        }
        self.drop_worthless();
    }

    fn priority(&self, rule: RuleIx) -> i32 {
        self.library.rules[rule].priority
    }

    pub(super) fn position(&self, module: ModuleIx) -> Option<usize> {
        self.problem.candidates.binary_search_by_key(&module, |it| it.module).ok()
    }

    /// Of the candidates among some modules the one with most gain, then fewest
    /// hours, then the first id.
    fn best_of(&self, modules: &[ModuleIx]) -> Option<ModuleIx> {
        let candidates =
            modules.iter().filter_map(|it| self.problem.candidates.get(self.position(*it)?));
        let best = candidates
            .min_by_key(|it| (std::cmp::Reverse(self.points(&it.covers)), it.hours, it.module));
        best.map(|it| it.module)
    }

    /// Whether one of some modules is done, under way or has to be done anyway.
    fn is_met(&self, modules: &[ModuleIx], frame: &Frame) -> bool {
        modules
            .iter()
            .any(|it| frame.taught.contains(it) || self.status(*it).is_some_and(Status::is_done))
    }

    /// The position of a required module, which joins the candidates if it is
    /// none yet; `None` where it cannot or need not come in.
    fn find_or_add(&mut self, module: ModuleIx, rule: RuleIx, frame: &Frame) -> Option<usize> {
        if let Some(position) = self.position(module) {
            return Some(position);
        }
        let status = self.status(module);
        if frame.taught.contains(&module) || status.is_some_and(Status::is_done) {
            return None;
        }
        let compiled = self.module(module);
        let why = if status == Some(Status::Declined) {
            NotIn::Declined
        } else if !compiled.active {
            NotIn::Inactive
        } else if !is_available(compiled, self.person) {
            NotIn::Unavailable
        } else if kpi_of(self.library, self.person, self.advice, compiled).is_none() {
            // No milestone without a KPI, and it closes nothing that drives one.
            NotIn::NoKpi
        } else {
            let candidate = self.candidate(module, compiled, Standing::Free, Lifted::default());
            let at = self.problem.candidates.partition_point(|it| it.module < module);
            self.problem.candidates.insert(at, candidate);
            return Some(at);
        };
        self.passed_over.push((module, rule, why));
        None
    }

    fn pass_over(&mut self, position: usize, why: PassedOver, wanted: &[(i32, RuleIx, ModuleIx)]) {
        let Some(candidate) = self.problem.candidates.get(position) else { return };
        let Some((_, rule, module)) = wanted.iter().find(|it| it.2 == candidate.module) else {
            return;
        };
        let why = match why {
            PassedOver::Number => NotIn::Full,
            PassedOver::Hours => NotIn::Hours,
            PassedOver::Entry => NotIn::Entry,
        };
        self.passed_over.push((*module, *rule, why));
    }

    /// Takes out required modules that did not come in and are not worth it.
    fn drop_worthless(&mut self) {
        let worth: Vec<bool> = self
            .problem
            .candidates
            .iter()
            .map(|it| it.standing != Standing::Free || self.is_worth_it(self.points(&it.covers)))
            .collect();
        let mut worth = worth.into_iter();
        self.problem.candidates.retain(|_| worth.next().unwrap_or(true));
    }

    /// Chooses the best set of the usual size; where there is none, the best
    /// smaller one.
    pub(super) fn choose(&self) -> (Problem, Selection) {
        let usual = select::select(&self.problem);
        if usual.best.is_some() {
            return (self.problem.clone(), usual);
        }
        let smaller = self.smaller();
        let selection = select::select(&smaller);
        (smaller, selection)
    }

    /// The same problem, for sets smaller than usual.
    pub(super) fn smaller(&self) -> Problem {
        let below = self.problem.sizes.start().saturating_sub(1);
        Problem { sizes: 1..=below.max(1), ..self.problem.clone() }
    }

    /// Whether there is a set of the usual size. What is agreed or begun and leaves
    /// no room for more is a choice too, and may be smaller.
    pub(super) fn has_usual(&self) -> bool {
        let best = select::select(&self.problem).best;
        best.is_some_and(|it| it.candidates.len() >= *self.problem.sizes.start())
    }

    /// How many modules the best set holds, of the usual size or smaller.
    pub(super) fn most_modules(&self) -> usize {
        self.choose().1.best.map_or(0, |it| it.candidates.len())
    }

    /// Whether a module is agreed or begun, and stays.
    pub(super) fn is_settled(&self, module: ModuleIx) -> bool {
        let candidate = self.position(module).and_then(|it| self.problem.candidates.get(it));
        candidate.is_some_and(|it| it.standing == Standing::Settled)
    }

    pub(super) fn modules_of(problem: &Problem, picked: &Picked) -> Vec<ModuleIx> {
        let module = |it: &usize| problem.candidates.get(*it).map(|it| it.module);
        picked.candidates.iter().filter_map(module).collect()
    }
}

fn empty_problem(library: &Library, advice: &Advice, frame: &Frame, lifted: Lifted) -> Problem {
    Problem {
        stretches: Vec::new(),
        candidates: Vec::new(),
        held: advice.standings.values().map(|it| it.held()).collect(),
        hours: if lifted.hours { Hours::from_hundredths(u32::MAX / 2) } else { frame.hours },
        sizes: library.settings.modules.range(),
        objective: match advice.policy.objective {
            library::Objective::Gain => Objective::Gain,
            library::Objective::GainPerHour => Objective::GainPerHour,
        },
        node_limit: library.settings.search_steps,
    }
}

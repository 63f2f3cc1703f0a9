//! Which modules?

use std::collections::{BTreeMap, BTreeSet};

use jiff::ToSpan as _;
use jiff::civil::Date;

use super::known::{Known, Standing, Wanted, expectations, role_kpis};
use super::rules::Acts;
use super::time::Calendar;
use super::{Answer, Candidate, MustDo, SHOWN, Set, compare};
use crate::generate::KPI_WEIGHTS;

pub(super) struct Planner<'a> {
    pub(super) known: &'a Known<'a>,
    pub(super) calendar: Calendar,
    pub(super) acts: Acts,
    pub(super) must_do: BTreeMap<usize, MustDo>,
    /// Mandated and learned modules.
    pub(super) taught: BTreeSet<usize>,
    pub(super) hours: i64,
    pub(super) sizes: (usize, usize),
    pub(super) candidates: Vec<Candidate>,
    pub(super) required_by: BTreeMap<usize, BTreeSet<usize>>,
    pub(super) passed_over: BTreeSet<(usize, usize)>,
}

impl<'a> Planner<'a> {
    pub(super) fn new(known: &'a Known<'a>, calendar: Calendar) -> Self {
        let acts = known.acts();
        let (low, high) = known.case.settings.modules.unwrap_or((3, 5));
        let most = acts.modules.iter().copied().min().unwrap_or(high).min(high).max(low);
        let mut planner = Self {
            known,
            calendar,
            acts,
            must_do: BTreeMap::new(),
            taught: BTreeSet::new(),
            hours: 0,
            sizes: (low, most),
            candidates: Vec::new(),
            required_by: BTreeMap::new(),
            passed_over: BTreeSet::new(),
        };
        planner.mandate();
        let all = 0..known.case.modules.len();
        let learned = all.filter(|module| known.status(*module) == Some("learned"));
        planner.taught = learned.chain(planner.must_do.keys().copied()).collect();
        let accrued = planner.calendar.hours_per_week * planner.calendar.learning_days() / 5;
        let reserved: i64 = planner.reserved();
        let limit = planner.acts.hours.iter().copied().min().unwrap_or(i64::MAX);
        planner.hours = (accrued - reserved).max(0).min(limit);
        planner.gather();
        planner.require();
        planner
    }

    pub(super) fn reserved(&self) -> i64 {
        self.must_do.values().map(|must_do| must_do.hours).sum()
    }

    pub(super) fn mandate(&mut self) {
        let case = self.known.case;
        for (module, due, renew) in self.acts.mandates.clone() {
            if !case.modules[module].active {
                continue;
            }
            let since = [case.person.in_role, case.person.in_company];
            let joined = case.ago(since.into_iter().flatten().min().unwrap_or(0));
            let mut due = due.map(|span| joined.checked_add(span.days()).unwrap());
            if self.known.is_done(module) {
                let rows = case.person.progress.iter();
                let rows = rows.filter(|row| row.module == module && row.age >= 0);
                let done = case.ago(rows.map(|row| row.age).min().unwrap());
                let Some(renew) = renew else { continue };
                let again = done.checked_add(renew.months()).unwrap();
                if again > self.calendar.until() {
                    continue;
                }
                due = Some(again);
            }
            let is_learned = self.known.status(module) == Some("learned");
            let hours = if is_learned { 0 } else { case.modules[module].hours };
            let known = self.must_do.entry(module).or_insert(MustDo { hours, due });
            let when = |date: Option<Date>| date.unwrap_or(self.calendar.until());
            if when(due) < when(known.due) {
                known.due = due;
            }
        }
    }

    /// The hundredths of levels of planned gaps that a module covers.
    pub(super) fn stretch(&self, module: usize) -> BTreeMap<usize, (i64, i64)> {
        let gaps = self.known.gaps();
        let slack = self.slack();
        let mut covered = BTreeMap::new();
        for (leaf, (from, to)) in &self.known.module(module).builds {
            let Some(gap) = gaps.get(leaf).filter(|gap| gap.is_planned) else { continue };
            let (from, to) = ((from - slack).max(gap.held), (*to).min(gap.expected));
            if from < to {
                covered.insert(*leaf, (from, to));
            }
        }
        covered
    }

    pub(super) fn slack(&self) -> i64 {
        self.known.case.settings.entry_slack.unwrap_or(50)
    }

    /// Every hundredth of a level in a planned gap that still earns, with what it
    /// counts and the modules that cover it.
    pub(super) fn cells(&self) -> Vec<(i128, BTreeSet<usize>)> {
        let stretches: Vec<_> =
            (0..self.known.case.modules.len()).map(|module| self.stretch(module)).collect();
        let mut cells = Vec::new();
        for (leaf, gap) in self.known.gaps() {
            for at in gap.held..gap.expected {
                let covers = |module: &usize| {
                    stretches[*module]
                        .get(&leaf)
                        .is_some_and(|(from, to)| (*from..*to).contains(&at))
                };
                if self.taught.iter().any(covers) {
                    continue;
                }
                let modules: BTreeSet<usize> = (0..stretches.len()).filter(covers).collect();
                let counts = self.known.wanted[&leaf].cells[usize::try_from(at).unwrap()];
                cells.push((counts, modules));
            }
        }
        cells
    }

    pub(super) fn is_available(&self, module: usize) -> bool {
        let (module, person) = (self.known.module(module), &self.known.case.person);
        module.shift.is_none_or(|shift| person.shift == Some(shift))
            && module.site.is_none_or(|site| person.site == Some(site))
    }

    pub(super) fn candidate(&self, module: usize, is_settled: bool) -> Candidate {
        let cells = self.cells();
        let covered = cells.iter().filter(|(_, modules)| modules.contains(&module));
        let gain = covered.map(|(counts, _)| counts).sum();
        let percent = self.acts.boosts.get(&module).copied().unwrap_or(0).max(-100);
        let boost = gain * percent / 100;
        Candidate { module, gain, boost, is_settled, is_required: false }
    }

    pub(super) fn is_worth_it(&self, candidate: &Candidate) -> bool {
        let smallest = i128::from(self.known.case.settings.smallest_gain.unwrap_or(100));
        candidate.gain > 0 && candidate.gain >= smallest * SHOWN
    }

    pub(super) fn gather(&mut self) {
        for module in 0..self.known.case.modules.len() {
            if self.must_do.contains_key(&module) {
                continue;
            }
            let is_excluded = self.acts.exclude.contains_key(&module);
            let is_settled = match self.known.status(module) {
                Some("agreed") => !is_excluded,
                Some("started") => true,
                Some(_) => continue,
                None => false,
            };
            let is_open =
                self.known.module(module).active && self.is_available(module) && !is_excluded;
            let was_agreed = self.known.status(module) == Some("agreed");
            let made = self.candidate(module, is_settled);
            if is_settled || (!was_agreed && is_open && self.is_worth_it(&made)) {
                self.candidates.push(made);
            }
        }
    }

    /// Admits what rules require: by priority, rule, module; what cannot be
    /// entered yet is tried again after each one that comes in.
    pub(super) fn require(&mut self) {
        let mut wanted: Vec<(i32, usize, usize)> = Vec::new();
        let priority = |rule: usize| -self.known.case.rules[rule].priority;
        for (module, rules) in &self.acts.require {
            wanted.extend(rules.iter().map(|rule| (priority(*rule), *rule, *module)));
        }
        for (rule, modules) in &self.acts.require_one {
            let fits =
                self.candidates.iter().filter(|candidate| modules.contains(&candidate.module));
            let best =
                fits.min_by_key(|fit| (-fit.gain, self.known.module(fit.module).hours, fit.module));
            wanted.extend(best.map(|fit| (priority(*rule), *rule, fit.module)));
        }
        wanted.sort_unstable();
        let mut waiting: Vec<(usize, usize)> = Vec::new();
        for (_, rule, module) in &wanted {
            if self.taught.contains(module) || self.known.is_done(*module) {
                continue;
            }
            let status = self.known.status(*module);
            let is_settled = matches!(status, Some("agreed" | "started"));
            if is_settled || waiting.iter().any(|(other, _)| other == module) {
                continue;
            }
            let can_be = self.known.module(*module).active
                && self.is_available(*module)
                && status != Some("declined")
                && self.has_kpi(*module);
            if can_be {
                waiting.push((*module, *rule));
            } else {
                self.passed_over.insert((*module, *rule));
            }
        }
        let mut inside: Vec<usize> = self
            .candidates
            .iter()
            .filter(|candidate| candidate.is_settled)
            .map(|candidate| candidate.module)
            .collect();
        while let Some(at) = waiting.iter().position(|(first, _)| self.fits(*first, &inside)) {
            let (module, _) = waiting.remove(at);
            inside.push(module);
            self.candidates.retain(|candidate| candidate.module != module);
            let admitted = Candidate { is_required: true, ..self.candidate(module, false) };
            self.candidates.push(admitted);
        }
        self.passed_over.extend(waiting);
        self.candidates.sort_by_key(|candidate| candidate.module);
        for (_, rule, module) in wanted {
            if self
                .candidates
                .iter()
                .any(|candidate| candidate.module == module && !candidate.is_free())
            {
                self.required_by.entry(module).or_default().insert(rule);
            }
        }
    }

    /// Whether a required module fits beside those that are in.
    pub(super) fn fits(&self, module: usize, inside: &[usize]) -> bool {
        let hours: i64 = inside.iter().map(|module| self.known.module(*module).hours).sum();
        let held = self.taught_by(inside, self.held());
        inside.len() < self.sizes.1
            && hours + self.known.module(module).hours <= self.hours
            && self.can_enter(module, &held)
    }

    /// What is held before the set.
    pub(super) fn held(&self) -> Vec<i64> {
        let baseline = self.known.levels.iter().map(|standing| standing.held()).collect();
        let taught: Vec<usize> = self.taught.iter().copied().collect();
        self.taught_by(&taught, baseline)
    }

    pub(super) fn taught_by(&self, modules: &[usize], mut held: Vec<i64>) -> Vec<i64> {
        for (leaf, (_, to)) in modules.iter().flat_map(|module| &self.known.module(*module).builds)
        {
            held[*leaf] = held[*leaf].max(*to);
        }
        held
    }

    pub(super) fn can_enter(&self, module: usize, held: &[i64]) -> bool {
        let module = self.known.module(module);
        let from = module.builds.iter().map(|(leaf, (from, _))| (leaf, from));
        module.entry.iter().chain(from).all(|(leaf, level)| held[*leaf] >= level - self.slack())
    }

    /// Whether some order takes all: whatever can be entered is taken.
    pub(super) fn can_be_taken(&self, set: &[&Candidate], start: &[i64]) -> bool {
        let mut held = start.to_vec();
        let mut waiting: Vec<&&Candidate> = set.iter().collect();
        while !waiting.is_empty() {
            let next = waiting
                .iter()
                .position(|entrant| entrant.is_settled || self.can_enter(entrant.module, &held));
            let Some(next) = next else { return false };
            held = self.taught_by(&[waiting.remove(next).module], held);
        }
        true
    }

    /// All sets in which every free module covers something no other does, and
    /// that can be taken in some order.
    pub(super) fn all_sets(&self) -> Vec<Set> {
        // What counts the same for every set: cells covered by the same modules.
        let mut cells: BTreeMap<u32, i128> = BTreeMap::new();
        for (counts, modules) in self.cells() {
            let bits = self.candidates.iter().enumerate();
            let bits = bits
                .filter(|(_, candidate)| modules.contains(&candidate.module))
                .map(|(at, _)| 1 << at);
            *cells.entry(bits.sum()).or_default() += counts;
        }
        let start = self.held();
        let mut sets = Vec::new();
        for bits in 1_u32..1 << self.candidates.len() {
            let chosen = self.candidates.iter().enumerate().filter(|(at, _)| bits >> at & 1 == 1);
            let is_idle = chosen.clone().any(|(at, member)| {
                member.is_free() && !cells.keys().any(|cell| cell & bits == 1 << at)
            });
            let set: Vec<&Candidate> = chosen.map(|(_, member)| member).collect();
            if is_idle || !self.can_be_taken(&set, &start) {
                continue;
            }
            let covered = cells.iter().filter(|(cell, _)| *cell & bits != 0);
            let union: i128 = covered.map(|(_, counts)| counts).sum();
            sets.push(Set {
                modules: set.iter().map(|member| member.module).collect(),
                score: union + set.iter().map(|member| member.boost).sum::<i128>(),
                hours: set.iter().map(|member| self.known.module(member.module).hours).sum(),
            });
        }
        sets
    }

    pub(super) fn is_per_hour(&self) -> bool {
        self.known.case.persona.as_ref().is_some_and(|persona| persona.per_hour)
    }

    /// The allowed sets of some sizes, the best first; `without` as if a module
    /// were not there.
    pub(super) fn allowed(
        &self,
        all: &[Set],
        sizes: (usize, usize),
        without: Option<usize>,
    ) -> Vec<Set> {
        let fixed: Vec<usize> = self
            .candidates
            .iter()
            .filter(|candidate| !candidate.is_free() && Some(candidate.module) != without)
            .map(|candidate| candidate.module)
            .collect();
        let fixed_hours: i64 = fixed.iter().map(|module| self.known.module(*module).hours).sum();
        let is_over = fixed_hours > self.hours || fixed.len() > sizes.1;
        let mut sets: Vec<Set> = all
            .iter()
            .filter(|set| without.is_none_or(|out| !set.modules.contains(&out)))
            .filter(|set| fixed.iter().all(|one| set.modules.contains(one)))
            .filter(|set| {
                if is_over {
                    set.modules == fixed
                } else {
                    (sizes.0..=sizes.1).contains(&set.modules.len()) && set.hours <= self.hours
                }
            })
            .cloned()
            .collect();
        sets.sort_by(|one, other| {
            compare(self.is_per_hour(), other, one)
                .then_with(|| one.hours.cmp(&other.hours))
                .then_with(|| one.modules.len().cmp(&other.modules.len()))
                .then_with(|| one.modules.cmp(&other.modules))
        });
        sets
    }

    pub(super) fn answer(self) -> Answer {
        let all = self.all_sets();
        let low = self.sizes.0;
        let mut sizes = self.sizes;
        let mut sets = self.allowed(&all, sizes, None);
        let smaller = (1, low - 1);
        if sets.is_empty() {
            sizes = smaller;
            sets = self.allowed(&all, smaller, None);
        }
        let is_away = self.calendar.is_away();
        let best = sets.first().filter(|_| !is_away).cloned();
        let picks: BTreeSet<usize> = best.iter().flat_map(|set| set.modules.clone()).collect();
        let swaps = picks.iter().map(|pick| {
            let mut others = self.allowed(&all, sizes, Some(*pick));
            others.truncate(2);
            (*pick, others)
        });
        let others = self.candidates.iter().filter(|candidate| !picks.contains(&candidate.module));
        let with = others.map(|other| {
            let best = sets.iter().find(|set| set.modules.contains(&other.module));
            (other.module, best.cloned())
        });
        let shorter = best.clone().filter(|_| picks.len() >= low).and_then(|best| {
            let found = self.allowed(&all, smaller, None).into_iter().next()?;
            let is_better = compare(self.is_per_hour(), &found, &best).is_gt();
            is_better.then_some(found)
        });
        let due: BTreeSet<usize> = picks.union(&self.taught).copied().collect();
        Answer {
            outcome: self.outcome(&picks),
            readiness: self.known.readiness(&due),
            due,
            gaps: self.known.gaps(),
            must_do: self.must_do.clone(),
            swaps: swaps.collect(),
            with: with.collect(),
            shorter,
            best,
            hours: self.hours,
            required_by: self.required_by.clone(),
            passed_over: self.passed_over.clone(),
            excluded: self.acts.exclude.clone(),
            overruled: self.acts.overruled.clone(),
            per_hour: self.is_per_hour(),
            kpis: (0..self.known.case.modules.len())
                .map(|module| (module, self.kpi(module)))
                .collect(),
            reserved: self.reserved(),
            held: self.held(),
            candidates: self.candidates.clone(),
            calendar: self.calendar.clone(),
            picks,
        }
    }

    pub(super) fn outcome(&self, picks: &BTreeSet<usize>) -> &'static str {
        let is_known_and_met = |(leaf, wanted): (&usize, &Wanted)| matches!(self.known.levels[*leaf], Standing::Observed(held) if held >= wanted.level());
        if self.calendar.is_away() {
            "away"
        } else if picks.len() >= self.sizes.0 {
            "plan"
        } else if !picks.is_empty() {
            "short_plan"
        } else if !self.must_do.is_empty() {
            "required_only"
        } else if self.known.wanted.iter().all(is_known_and_met) {
            "nothing_missing"
        } else {
            "short_plan"
        }
    }

    /// Whether a milestone of a module has a KPI, if need be one that what it builds
    /// drives in a role of the person.
    pub(super) fn has_kpi(&self, module: usize) -> bool {
        let roles = [self.known.planned_role(), self.known.case.person.role];
        let mut expected = roles.iter().flat_map(|role| expectations(self.known.case, *role));
        let builds = &self.known.module(module).builds;
        self.kpi(module).is_some()
            || expected.any(|expectation| {
                builds.contains_key(&expectation.leaf) && !expectation.drives.is_empty()
            })
    }

    /// The KPI of a module's milestone: of the expectations it closes that drive
    /// one, that with most points; of its KPIs the heaviest in the planned role,
    /// else in the present one; else the module's own.
    pub(super) fn kpi(&self, module: usize) -> Option<usize> {
        let stretches = self.stretch(module);
        let driving =
            stretches.iter().filter(|(leaf, _)| !self.known.wanted[*leaf].drives.is_empty());
        let most = driving.min_by_key(|(leaf, (from, to))| {
            (-self.known.wanted[*leaf].points(*from, *to), **leaf)
        });
        let Some((leaf, _)) = most else { return self.known.module(module).kpi };
        let drives = &self.known.wanted[leaf].drives;
        let heaviest = |role: usize| {
            let kpis = role_kpis(self.known.case, role);
            let weighed = drives.iter().filter_map(|kpi| Some((*kpi, *kpis.get(kpi)?)));
            weighed.min_by_key(|(kpi, weight)| (-KPI_WEIGHTS[*weight].1, *kpi)).map(|(kpi, _)| kpi)
        };
        heaviest(self.known.planned_role())
            .or_else(|| heaviest(self.known.case.person.role))
            .or_else(|| drives.first().copied())
    }
}

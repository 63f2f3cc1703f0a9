//! Does the engine plan what one would plan by hand?
//!
//! On random libraries the engine is held against [`waypath_tests::plain`], which
//! is the design written down a second time: outcome, gaps, readiness, what has to
//! be done, picks, score, order of ties, swaps, what the modules left out would
//! cost, and the KPIs and dates of milestones.

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Debug;

use waypath_engine::id::{Id as _, ModuleIx, RuleIx};
use waypath_engine::level::Points;
use waypath_engine::library::Library;
use waypath_engine::plan::{
    Decision, FlagReason, FlagText, LeftOut, LeftOutReason, Reasons, State, reasons, recommend,
};
use waypath_engine::select::Value;
use waypath_tests::generate::{Case, case};
use waypath_tests::plain::{self, Answer, SHOWN, Set};
use waypath_tests::run;

#[test]
fn the_engine_plans_what_one_would_plan_by_hand() {
    let seen: RefCell<BTreeMap<&str, u32>> = RefCell::default();
    let cases = Cell::new(0_u32);
    run::holds(1_000, &case(), show, |drawn| {
        let mut case = drawn.clone();
        let library = case.compile();
        let person = case.person(&library);
        let plan = recommend(&library, &person, case.as_of);
        let reasons = reasons(&library, &person, &plan);
        let compared = Compared::new(&case, &library, &plan, &reasons);
        cases.set(cases.get() + 1);
        for kind in kinds(&compared.answer) {
            *seen.borrow_mut().entry(kind).or_default() += 1;
        }
        let differences = compared.differences();
        if differences.is_empty() { Ok(()) } else { Err(differences.join("\n")) }
    });
    // What no case is about is compared nowhere.
    let seen = seen.into_inner();
    let rare: Vec<&&str> =
        KINDS.iter().filter(|kind| seen.get(**kind).is_none_or(|count| *count < 5)).collect();
    assert!(rare.is_empty() || cases.get() < 1_000, "too few cases of {rare:?}: {seen:?}");
}

const KINDS: [&str; 17] = [
    "away",
    "assess_first",
    "plan",
    "short_plan",
    "required_only",
    "nothing_missing",
    "plan per hour",
    "swap",
    "shorter",
    "must do",
    "required",
    "passed over",
    "excluded",
    "overruled",
    "settled",
    "more than the hours",
    "costs",
];

/// What a case is about.
fn kinds(answer: &Answer) -> Vec<&'static str> {
    let picks =
        || answer.candidates.iter().filter(|candidate| answer.picks.contains(&candidate.module));
    let best = answer.best.as_ref();
    let others = [
        ("plan per hour", answer.per_hour && answer.outcome == "plan"),
        ("swap", answer.swaps.values().any(|swap| swap.len() == 2)),
        ("shorter", answer.shorter.is_some()),
        ("must do", !answer.must_do.is_empty()),
        ("required", picks().any(|pick| pick.is_required)),
        ("passed over", !answer.passed_over.is_empty()),
        ("excluded", !answer.excluded.is_empty()),
        ("overruled", !answer.overruled.is_empty()),
        ("settled", picks().any(|pick| pick.is_settled)),
        ("more than the hours", best.is_some_and(|set| set.hours > answer.hours)),
        ("costs", best.is_some() && answer.with.values().any(Option::is_some)),
    ];
    let others = others.into_iter().filter(|(_, is_so)| *is_so).map(|(kind, _)| kind);
    others.chain([answer.outcome]).collect()
}

fn show(case: &Case) -> String {
    format!("{}\n{:?}", case.text(), case.person)
}

/// The engine's plan beside the one made by hand.
struct Compared<'a> {
    case: &'a Case,
    library: &'a Library,
    plan: &'a Decision,
    reasons: &'a Reasons,
    answer: Answer,
    differences: Vec<String>,
}

/// The number in an id such as `m3`.
fn number(id: &str) -> usize {
    id.trim_start_matches(|letter: char| !letter.is_ascii_digit()).parse().unwrap()
}

fn floor(units: i128, by: i128) -> i64 {
    i64::try_from(units.div_euclid(by)).unwrap()
}

impl<'a> Compared<'a> {
    fn new(case: &'a Case, library: &'a Library, plan: &'a Decision, reasons: &'a Reasons) -> Self {
        Self { case, library, plan, reasons, answer: plain::plan(case), differences: Vec::new() }
    }

    fn same<T: PartialEq + Debug>(&mut self, what: &str, engine: T, by_hand: T) {
        if engine != by_hand {
            self.differences.push(format!("{what}: engine {engine:?}, by hand {by_hand:?}"));
        }
    }

    fn module(&self, ix: ModuleIx) -> usize {
        number(self.library.module_id(ix))
    }

    fn modules(&self, of: &[ModuleIx]) -> Vec<usize> {
        of.iter().map(|module| self.module(*module)).collect()
    }

    fn rules(&self, of: &[RuleIx]) -> BTreeSet<usize> {
        of.iter().map(|rule| number(self.library.names.rules.id(*rule).as_str())).collect()
    }

    /// Exact points in the units of the plan made by hand.
    fn units(&self, points: Points) -> i128 {
        i128::from(self.plan.advice.gaps.unit.hundredths(points.times(SHOWN)))
    }

    fn differences(mut self) -> Vec<String> {
        self.same("outcome", self.plan.outcome.as_str(), self.answer.outcome);
        self.same_readiness();
        self.same_gaps();
        self.same_must_do();
        self.same_rules();
        self.same_picks();
        self.same_certificate();
        self.same_swaps();
        self.same_left_out();
        self.same_milestones();
        self.differences
    }

    fn same_readiness(&mut self) {
        let engine = self.plan.readiness.iter().map(|readiness| plain::Readiness {
            role: number(self.library.role_id(readiness.now.role)),
            low: i128::from(readiness.now.low),
            high: i128::from(readiness.now.high),
            after: (i128::from(readiness.after.low), i128::from(readiness.after.high)),
            is_job_ready: readiness.is_job_ready(),
        });
        self.same("readiness", engine.collect(), self.answer.readiness.clone());
    }

    fn same_gaps(&mut self) {
        let level = |level: waypath_engine::level::Level| i64::from(level.hundredths());
        let gaps = self.plan.advice.gaps.gaps.iter().map(|own| {
            let gap = plain::Gap {
                held: level(own.held),
                expected: level(own.wanted.level),
                points: self.units(own.points),
                is_planned: own.is_planned,
                is_provisional: own.is_provisional,
            };
            (number(self.library.competency_id(own.wanted.competency)), gap)
        });
        self.same("gaps", gaps.collect(), self.answer.gaps.clone());
    }

    fn same_must_do(&mut self) {
        let answer = self.answer.must_do.clone();
        let engine: BTreeMap<usize, plain::MustDo> = self
            .plan
            .must_do
            .iter()
            .map(|must_do| {
                let module = self.module(must_do.module);
                // When it is due where nobody says so is left to the engine.
                let is_said = answer.get(&module).is_none_or(|answer| answer.due.is_some());
                let hours = i64::from(must_do.hours.hundredths());
                (module, plain::MustDo { hours, due: is_said.then_some(must_do.due) })
            })
            .collect();
        self.same("must do", engine, answer);
    }

    fn same_rules(&mut self) {
        let advice = &self.plan.advice;
        let excluded = advice.modules.excluded.iter();
        let excluded = excluded.map(|(module, rules)| (self.module(*module), self.rules(rules)));
        self.same("excluded", excluded.collect(), self.answer.excluded.clone());
        let overruled: Vec<RuleIx> =
            advice.overruled.iter().map(|overruled| overruled.rule).collect();
        self.same("overruled", self.rules(&overruled), self.answer.overruled.clone());
        let passed_over = self.plan.flags.iter().filter_map(|flag| {
            let FlagText::Reason(FlagReason::NotIn { module, .. }) = flag.says else {
                return None;
            };
            Some((self.module(module), number(self.library.names.rules.id(flag.rule?).as_str())))
        });
        self.same("passed over", passed_over.collect(), self.answer.passed_over.clone());
    }

    fn same_picks(&mut self) {
        let picks: BTreeSet<usize> =
            self.plan.picks.iter().map(|pick| self.module(pick.module)).collect();
        self.same("picks", picks, self.answer.picks.clone());
        for pick in &self.plan.picks {
            let module = self.module(pick.module);
            let Some(candidate) =
                self.answer.candidates.iter().find(|candidate| candidate.module == module).cloned()
            else {
                continue;
            };
            let is_settled = pick.state != State::Proposed;
            self.same("settled", is_settled, candidate.is_settled);
            self.same("boost", self.units(pick.boost.0), candidate.boost);
            let required_by = self.answer.required_by.get(&module).cloned().unwrap_or_default();
            self.same("required by", self.rules(&pick.required_by), required_by);
        }
        if self.plan.outcome.as_str() == "away" {
            return;
        }
        self.order_can_be_taken();
        let closed =
            self.plan.picks.iter().flat_map(|pick| &pick.closes).map(|closed| closed.points).sum();
        let boosts = self.plan.picks.iter().map(|pick| pick.boost.0).sum();
        let score = self.answer.best.as_ref().map_or(0, |best| best.score);
        self.same("closed and boosts", self.units(closed) + self.units(boosts), score);
    }

    fn order_can_be_taken(&mut self) {
        let slack = self.case.settings.entry_slack.unwrap_or(50);
        let mut held = self.answer.held.clone();
        for pick in &self.plan.picks {
            let module = &self.case.modules[number(self.library.module_id(pick.module))];
            let from = module.builds.iter().map(|(competency, (from, _))| (competency, from));
            let can_enter = module
                .entry
                .iter()
                .chain(from)
                .all(|(competency, level)| held[*competency] >= level - slack);
            if pick.state == State::Proposed && !can_enter {
                self.same("order", Some(pick.module), None);
            }
            for (built, (_, to)) in &module.builds {
                held[*built] = held[*built].max(*to);
            }
        }
    }

    fn same_certificate(&mut self) {
        let Some(certificate) = &self.plan.proof else {
            self.same(
                "candidates",
                0,
                if self.is_away() { 0 } else { self.answer.candidates.len() },
            );
            return;
        };
        self.same("proved", certificate.proved, true);
        self.same("candidates", certificate.candidates, self.answer.candidates.len());
        let available = i64::from(certificate.hours_available.hundredths());
        self.same("hours available", available, self.answer.hours);
        let worth = |value: Option<Value>| {
            value.map(|set| match set {
                Value::Points(points) => (self.units(points), 1),
                Value::PerHour { points, hours } => (self.units(points), hours.hundredths()),
            })
        };
        let per_hour = self.answer.per_hour;
        let by_hand = self.answer.best.as_ref().map(|set| {
            (set.score, if per_hour { u32::try_from(set.hours.max(100)).unwrap() } else { 1 })
        });
        let (score, bound) = (worth(certificate.score), worth(Some(certificate.bound)));
        self.same("score", score, by_hand);
        if by_hand.is_some() {
            self.same("bound", bound, by_hand);
        }
    }

    fn is_away(&self) -> bool {
        self.plan.outcome.as_str() == "away"
    }

    /// By how much one set is worth less than another, as plans show it.
    fn cost(&self, best: &Set, other: &Set) -> i64 {
        if !self.answer.per_hour {
            return floor(best.score - other.score, SHOWN);
        }
        let rate = |set: &Set| floor(set.score * 100, SHOWN * i128::from(set.hours.max(100)));
        rate(best) - rate(other)
    }

    fn same_swaps(&mut self) {
        let Some(best) = self.answer.best.clone() else { return };
        for (pick, swaps) in self.plan.picks.iter().zip(&self.reasons.swaps) {
            let module = self.module(pick.module);
            let chosen: BTreeSet<usize> = best.modules.iter().copied().collect();
            let swap = |set: &Set| {
                let instead: BTreeSet<usize> = set.modules.iter().copied().collect();
                let out: Vec<usize> = chosen.difference(&instead).copied().collect();
                let into: Vec<usize> = instead.difference(&chosen).copied().collect();
                (out, into, self.cost(&best, set))
            };
            let by_hand: Vec<_> =
                self.answer.swaps.get(&module).into_iter().flatten().map(swap).collect();
            let engine = swaps
                .iter()
                .map(|swap| (self.modules(&swap.out), self.modules(&swap.into), swap.costs.0));
            self.same(&format!("swaps for m{module}"), engine.collect(), by_hand);
        }
        let shorter = self.reasons.shorter.as_ref().map(|(modules, _)| self.modules(modules));
        self.same("shorter", shorter, self.answer.shorter.clone().map(|shorter| shorter.modules));
    }

    fn same_left_out(&mut self) {
        if self.is_away() {
            self.same("left out", self.reasons.left_out.len(), 0);
            return;
        }
        for left_out in &self.reasons.left_out {
            self.same_reason(left_out);
        }
    }

    fn same_reason(&mut self, left_out: &LeftOut) {
        let module = self.module(left_out.module);
        let what = format!("m{module} left out");
        if let LeftOutReason::Excluded { rules } = &left_out.reason {
            let by_hand = self.answer.excluded.get(&module).cloned().unwrap_or_default();
            self.same(&what, self.rules(rules), by_hand);
            return;
        }
        self.same(&what, self.answer.excluded.contains_key(&module), false);
        let is_candidate = self.answer.with.contains_key(&module);
        let was_candidate = !matches!(
            left_out.reason,
            LeftOutReason::Declined | LeftOutReason::Unavailable { .. } | LeftOutReason::TooLittle
        );
        self.same(&what, was_candidate, is_candidate);
        let with = self.answer.with.get(&module).cloned().flatten();
        let costs =
            with.as_ref().zip(self.answer.best.as_ref()).map(|(with, best)| self.cost(best, with));
        self.same(&format!("{what} costs"), left_out.costs.map(|cost| cost.0), costs);
        let can_be_in = with.is_some();
        let is_in_none =
            matches!(left_out.reason, LeftOutReason::NoRoom | LeftOutReason::Entry { .. });
        self.same(&what, left_out.reason == LeftOutReason::Outscored && !can_be_in, false);
        self.same(&what, is_in_none && can_be_in, false);
    }

    fn same_milestones(&mut self) {
        for milestone in &self.plan.milestones {
            let module = self.module(milestone.module);
            let kpi = milestone.kpi.as_ref().map(|kpi| number(self.library.kpi_id(kpi.kpi)));
            let by_hand = self.answer.kpis[&module];
            if by_hand.is_some() {
                self.same(&format!("KPI of m{module}"), kpi, by_hand);
            }
        }
        let mut hours = self.answer.reserved;
        for pick in &self.plan.picks {
            hours += i64::from(self.library.modules[pick.module].hours.hundredths());
            if let Some(finish) = self.answer.calendar.finish(hours) {
                self.same("finish", pick.finish, finish);
            }
        }
    }
}

//! Laws of the choice of modules, held against trying every set.
//!
//! `PROPTEST_CASES` sets how many problems are tried.

use std::cmp::Ordering;
use std::ops::RangeInclusive;

use proptest::collection::{btree_map, btree_set, vec};
use proptest::prelude::*;
use proptest::sample::select as one_of;
use waypath_engine::id::ModuleIx;
use waypath_engine::level::{Level, Points};
use waypath_engine::quantity::Hours;
use waypath_engine::select::{
    self, Candidate, Objective, Picked, Problem, Standing, admit, closes, feasible_order, plain,
};

/// How many stretches modules name; some of them are worth nothing.
const STRETCHES: u32 = 7;
const SKILLS: u32 = 4;

fn any_levels() -> impl Strategy<Value = Vec<(u32, Level)>> {
    btree_map(0..SKILLS, (1..3_u16).prop_map(Level::whole), 0..3).prop_map(Vec::from_iter)
}

/// Half of the modules ask for nothing, so that others have something to build on.
fn any_entry() -> impl Strategy<Value = Vec<(u32, Level)>> {
    prop_oneof![Just(Vec::new()), any_levels()]
}

fn any_standing() -> impl Strategy<Value = Standing> {
    prop_oneof![
        12 => Just(Standing::Free),
        1 => Just(Standing::Required),
        1 => Just(Standing::Settled),
    ]
}

fn any_candidate() -> impl Strategy<Value = Candidate> {
    let covers = btree_set(0..STRETCHES, 0..4).prop_map(Vec::from_iter);
    let boost =
        prop_oneof![3 => Just(0), 2 => -3..3_i128, 1 => -9..0_i128].prop_map(Points::from_units);
    let hours = one_of(vec![0, 25, 50, 100, 100, 150, 200, 300]).prop_map(Hours::from_hundredths);
    (covers, boost, hours, any_entry(), any_levels(), any_standing()).prop_filter_map(
        "0 is a position",
        |(covers, boost, hours, entry, lifts, standing)| {
            // The choice does not depend on which module a candidate is.
            let module = ModuleIx::new(0)?;
            Some(Candidate { module, covers, boost, hours, entry, lifts, standing })
        },
    )
}

fn any_sizes() -> impl Strategy<Value = RangeInclusive<usize>> {
    one_of(vec![3..=5, 3..=5, 3..=3, 1..=2, 0..=1, 2..=4, 4..=9])
}

prop_compose! {
    fn any_problem()(
        points in vec(0..4_i128, 5..=7),
        candidates in vec(any_candidate(), 0..=10),
        held in vec((0..2_u16).prop_map(Level::whole), 0..=4),
        hours in one_of(vec![0, 50, 100, 250, 400, 600, 2_000]),
        sizes in any_sizes(),
        objective in one_of(vec![Objective::Gain, Objective::GainPerHour]),
    ) -> Problem {
        let stretches = points.into_iter().map(Points::from_units).collect();
        let hours = Hours::from_hundredths(hours);
        Problem { stretches, candidates, held, hours, sizes, objective, node_limit: u64::MAX }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_best_set_is_the_first_of_all(problem in any_problem()) {
        let (found, plain) = (select::select(&problem), plain::select(&problem));
        prop_assert!(found.proved);
        prop_assert_eq!(found.best, plain.best);
        prop_assert_eq!(found.bound, plain.bound);
    }

    #[test]
    fn the_best_sets_are_the_first_of_all(problem in any_problem(), count in 0..=4_usize) {
        prop_assert_eq!(select::best_sets(&problem, count), plain::best_sets(&problem, count));
    }

    #[test]
    fn forcing_a_module_in_finds_the_best_set_with_it(problem in any_problem()) {
        for candidate in 0..=problem.candidates.len() {
            let found = select::best_with(&problem, candidate);
            let plain = plain::best_with(&problem, candidate);
            prop_assert!(found.proved);
            prop_assert_eq!(found.best, plain.best, "with {}", candidate);
            prop_assert_eq!(found.bound, plain.bound, "with {}", candidate);
        }
    }

    #[test]
    fn leaving_a_module_out_finds_the_best_sets_without_it(
        problem in any_problem(),
        count in 1..=3_usize,
    ) {
        for candidate in 0..=problem.candidates.len() {
            let found = select::best_without(&problem, candidate, count);
            let plain = plain::best_without(&problem, candidate, count);
            prop_assert_eq!(found, plain, "without {}", candidate);
        }
    }

    #[test]
    fn a_search_cut_short_says_how_much_better_it_could_be(
        problem in any_problem(),
        node_limit in 0..12_u64,
        count in 1..=4_usize,
    ) {
        let problem = Problem { node_limit, ..problem };
        let (found, plain) = (select::select(&problem), plain::select(&problem));
        prop_assert!(found.nodes <= node_limit);
        let worth = |it: &Option<Picked>| it.as_ref().map(|it| problem.objective.value(it));
        for value in worth(&found.best).into_iter().chain(worth(&plain.best)) {
            prop_assert_ne!(found.bound.compare(value), Ordering::Less);
        }
        if found.proved {
            prop_assert_eq!(found.best, plain.best);
        }
        let certain = select::best_sets(&problem, count);
        let all = plain::best_sets(&problem, count);
        prop_assert!(all.starts_with(&certain));
    }

    #[test]
    fn one_more_module_to_choose_from_never_makes_the_best_worse(
        problem in any_problem(),
        more in any_candidate(),
    ) {
        let before = select::select(&problem);
        let mut problem = problem;
        problem.candidates.push(Candidate { standing: Standing::Free, ..more });
        let after = select::select(&problem);
        if before.best.is_some() {
            prop_assert_ne!(after.bound.compare(before.bound), Ordering::Less);
        }
    }

    #[test]
    fn a_set_is_taken_in_an_order_that_closes_each_stretch_once(problem in any_problem()) {
        let Some(best) = select::select(&problem).best else { return Ok(()) };
        let order = feasible_order(&problem, &best.candidates).unwrap();
        let mut sorted = order.clone();
        sorted.sort_unstable();
        prop_assert_eq!(sorted, best.candidates);
        let closed = closes(&problem, &order).concat();
        let points = |it: &u32| problem.stretches.get(usize::try_from(*it).ok()?).copied();
        let boosts = order.iter().map(|it| problem.candidates[*it].boost);
        let score: Points = closed.iter().filter_map(points).chain(boosts).sum();
        prop_assert_eq!(score, best.score);
    }

    #[test]
    fn what_is_admitted_can_be_taken_and_what_is_not_has_a_reason(problem in any_problem()) {
        let wanted: Vec<usize> = (0..problem.candidates.len()).rev().step_by(2).collect();
        let admission = admit(&problem, &wanted);
        let is_settled = |it: &usize| problem.candidates[*it].standing == Standing::Settled;
        let settled = (0..problem.candidates.len()).filter(is_settled);
        let inside: Vec<usize> = settled.chain(admission.admitted.iter().copied()).collect();
        prop_assert!(feasible_order(&problem, &inside).is_some());
        let mut answered = admission.admitted.clone();
        answered.extend(admission.passed_over.iter().map(|(it, _)| *it));
        answered.sort_unstable_by(|one, other| other.cmp(one));
        let open: Vec<usize> = wanted.into_iter().filter(|it| !is_settled(it)).collect();
        prop_assert_eq!(answered, open);
    }
}

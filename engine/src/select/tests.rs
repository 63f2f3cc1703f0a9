//! Small problems whose answers can be read off.

use super::*;

/// A free module of one hour that covers some stretches.
fn module(covers: &[u32]) -> Candidate {
    Candidate {
        module: ModuleIx::new(0).unwrap(),
        covers: covers.to_vec(),
        boost: Points::ZERO,
        hours: hours(1),
        entry: Vec::new(),
        lifts: Vec::new(),
        standing: Standing::Free,
    }
}

fn hours(whole: u32) -> Hours {
    Hours::from_hundredths(whole.saturating_mul(100))
}

fn points(units: i128) -> Points {
    Points::from_units(units)
}

/// Stretches of one point each; three to five modules within ten hours.
fn problem(candidates: Vec<Candidate>) -> Problem {
    Problem {
        stretches: vec![points(1); 8],
        candidates,
        held: Vec::new(),
        hours: hours(10),
        sizes: 3..=5,
        objective: Objective::Gain,
        node_limit: u64::MAX,
    }
}

/// The positions of the best set; the plain search agrees.
fn best(problem: &Problem) -> Option<Vec<usize>> {
    let best = select(problem).best;
    assert_eq!(best, plain::select(problem).best);
    best.map(|picked| picked.candidates)
}

#[test]
fn a_module_that_covers_more_does_not_displace_two_that_cover_less() {
    let covers: [&[u32]; 4] = [&[1, 2], &[1], &[2], &[3]];
    assert_eq!(best(&problem(covers.map(module).to_vec())), Some(vec![1, 2, 3]));
}

#[test]
fn overlap_counts_once() {
    let mut problem = problem([&[0, 1][..], &[1, 2], &[3]].map(module).to_vec());
    assert_eq!(select(&problem).best.unwrap().score, points(4));
    problem.stretches[1] = points(10);
    assert_eq!(select(&problem).best.unwrap().score, points(13));
}

#[test]
fn nobody_sits_through_a_course_for_its_bonus() {
    let mut candidates = [&[0][..], &[1], &[2], &[0, 1]].map(module).to_vec();
    candidates[3].boost = points(100);
    // Beside it neither of the first two has anything to add, and without both
    // there are no three.
    assert_eq!(best(&problem(candidates)), Some(vec![0, 1, 2]));
}

#[test]
fn one_module_opens_the_door_to_another() {
    let mut candidates = [&[0][..], &[1, 2], &[3, 4, 5]].map(module).to_vec();
    candidates[0].lifts = vec![(0, Level::whole(1))];
    candidates[1].entry = vec![(0, Level::whole(1))];
    candidates[1].lifts = vec![(1, Level::whole(1))];
    candidates[2].entry = vec![(1, Level::whole(1))];
    let problem = Problem { sizes: 1..=3, ..problem(candidates) };
    assert_eq!(best(&problem), Some(vec![0, 1, 2]));
    assert_eq!(feasible_order(&problem, &[2, 1, 0]), Some(vec![0, 1, 2]));
    let two = Problem { sizes: 1..=2, ..problem };
    assert_eq!(best(&two), Some(vec![0, 1]));
    assert_eq!(feasible_order(&two, &[0, 2]), None);
}

#[test]
fn two_modules_that_wait_for_each_other_are_never_taken() {
    let mut candidates = [&[0][..], &[1]].map(module).to_vec();
    candidates[0].entry = vec![(0, Level::whole(1))];
    candidates[0].lifts = vec![(1, Level::whole(1))];
    candidates[1].entry = vec![(1, Level::whole(1))];
    candidates[1].lifts = vec![(0, Level::whole(1))];
    assert_eq!(best(&Problem { sizes: 1..=2, ..problem(candidates) }), None);
}

#[test]
fn what_is_settled_is_in_whatever_the_limits_say() {
    let mut candidates = [&[0][..], &[1], &[2], &[3]].map(module).to_vec();
    candidates[3].standing = Standing::Settled;
    candidates[3].entry = vec![(0, Level::whole(4))];
    candidates[3].hours = hours(20);
    let mut problem = problem(candidates);
    assert_eq!(best(&problem), Some(vec![3]));
    problem.hours = hours(22);
    assert_eq!(best(&problem), Some(vec![0, 1, 3]));
}

#[test]
fn equal_scores_go_to_fewer_hours_then_fewer_modules_then_earlier_ids() {
    let mut candidates = [&[0][..], &[1], &[2], &[0, 1, 2]].map(module).to_vec();
    candidates[3].hours = hours(3);
    let one_to_three = Problem { sizes: 1..=3, ..problem(candidates.clone()) };
    assert_eq!(best(&one_to_three), Some(vec![3]));
    candidates[3].hours = hours(4);
    let one_to_three = Problem { sizes: 1..=3, ..problem(candidates.clone()) };
    assert_eq!(best(&one_to_three), Some(vec![0, 1, 2]));
    candidates.push(module(&[0]));
    assert_eq!(best(&problem(candidates)), Some(vec![0, 1, 2]));
}

#[test]
fn a_rate_favours_short_sets_but_none_is_shorter_than_an_hour() {
    let mut candidates = [&[0, 1, 2][..], &[3], &[4]].map(module).to_vec();
    candidates[1].hours = Hours::from_hundredths(20);
    candidates[2].hours = Hours::from_hundredths(80);
    let objective = Objective::GainPerHour;
    let problem = Problem { sizes: 1..=2, objective, ..problem(candidates) };
    // 4 points in 1.2 hours beat 3 in one, and the two in one together.
    assert_eq!(best(&problem), Some(vec![0, 1]));
    let worth = |picked: &Picked| Objective::GainPerHour.value(picked);
    let alone = best_with(&problem, 2).best.unwrap();
    assert_eq!(alone.candidates, [0, 2]);
    let short = Picked { candidates: vec![1], score: points(1), hours: hours(0) };
    assert_eq!(worth(&short), Value::PerHour { points: points(1), hours: hours(1) });
}

#[test]
fn a_search_that_may_not_look_says_how_good_it_could_be() {
    let covers: [&[u32]; 5] = [&[0, 1], &[1, 2], &[2, 3], &[4], &[5]];
    let problem = Problem { node_limit: 0, ..problem(covers.map(module).to_vec()) };
    let selection = select(&problem);
    assert!(!selection.proved);
    assert_eq!(selection.nodes, 0);
    assert_ne!(selection.bound.compare(Value::Points(points(6))), Ordering::Less);
}

#[test]
fn a_module_that_is_covered_is_in_no_set_that_covers_it() {
    let mut candidates = [&[0, 1][..], &[0], &[2], &[3]].map(module).to_vec();
    assert_eq!(best_with(&problem(candidates.clone()), 1).best.unwrap().candidates, [1, 2, 3]);
    candidates[0].standing = Standing::Required;
    let selection = best_with(&problem(candidates), 1);
    assert_eq!(selection.best, None);
    assert!(selection.proved);
}

#[test]
fn swaps_are_the_best_sets_without_a_pick() {
    let problem = problem([&[0, 1][..], &[1], &[2], &[3], &[0]].map(module).to_vec());
    let sets =
        |picked: Vec<Picked>| picked.into_iter().map(|set| set.candidates).collect::<Vec<_>>();
    assert_eq!(sets(best_sets(&problem, 2)), [vec![0, 2, 3], vec![1, 2, 3, 4]]);
    assert_eq!(sets(best_without(&problem, 0, 2)), [vec![1, 2, 3, 4], vec![1, 2, 3]]);
}

#[test]
fn two_required_modules_may_enable_each_other_in_order() {
    let mut candidates = [&[0][..], &[1]].map(module).to_vec();
    candidates[0].entry = vec![(0, Level::whole(1))];
    candidates[1].lifts = vec![(0, Level::whole(1))];
    let admission = admit(&problem(candidates), &[0, 1]);
    assert_eq!(admission, Admission { admitted: vec![1, 0], passed_over: Vec::new() });
}

#[test]
fn what_does_not_fit_is_passed_over_with_the_reason() {
    let mut candidates = [&[0][..]; 5].map(module).to_vec();
    candidates[0].standing = Standing::Settled;
    candidates[1].entry = vec![(0, Level::whole(1))];
    candidates[2].hours = hours(10);
    let mut problem = problem(candidates);
    problem.sizes = 1..=3;
    let reasons = vec![(1, PassedOver::Entry), (2, PassedOver::Hours)];
    let admission = Admission { admitted: vec![3], passed_over: reasons };
    assert_eq!(admit(&problem, &[0, 1, 2, 3]), admission);
    let admission = admit(&problem, &[3, 4, 2]);
    assert_eq!(admission.passed_over, [(2, PassedOver::Number)]);
}

#[test]
fn most_points_come_first_and_each_closes_what_is_left() {
    let problem = problem([&[0][..], &[1, 2, 3], &[2, 3], &[4, 5]].map(module).to_vec());
    let order = feasible_order(&problem, &[0, 1, 2, 3]).unwrap();
    assert_eq!(order, [1, 3, 0, 2]);
    let closed: [&[u32]; 4] = [&[1, 2, 3], &[4, 5], &[0], &[]];
    assert_eq!(closes(&problem, &order), closed);
}

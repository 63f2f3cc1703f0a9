//! How long does it take to see how deep the bench is?

#![expect(
    clippy::unwrap_used,
    clippy::arithmetic_side_effects,
    missing_docs,
    reason = "a bench that panics is a bench that fails, and reaches no plan"
)]

use std::collections::BTreeSet;
use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use waypath_engine::bench::Matching;

use numbers::Numbers;

mod numbers;

criterion_group!(benches, matching);
criterion_main!(benches);

const ROLES: u32 = 50;
const PEOPLE: u32 = 100_000;

/// So many people of a hundred are ready for each role.
fn dense(percent: u32) -> Vec<Vec<u32>> {
    let mut numbers = Numbers(1);
    let mut role = || (0..PEOPLE).filter(|_| numbers.below(100) < percent).collect();
    (0..ROLES).map(|_| role()).collect()
}

/// Three people for each role, all from the same sixty: paths are long here.
fn scarce() -> Vec<Vec<u32>> {
    let mut numbers = Numbers(2);
    let mut role = || -> Vec<u32> {
        let people: BTreeSet<u32> = (0..3).map(|_| numbers.below(60)).collect();
        people.into_iter().collect()
    };
    (0..ROLES).map(|_| role()).collect()
}

fn matching(criterion: &mut Criterion) {
    for (name, roles) in [("1-percent", dense(1)), ("10-percent", dense(10)), ("scarce", scarce())]
    {
        criterion.bench_function(&format!("bench/matching-{name}"), |bench| {
            bench.iter(|| Matching::of(black_box(&roles)));
        });
    }
}

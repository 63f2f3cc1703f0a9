//! Runs a law on many random cases, always the same ones unless asked otherwise.

use proptest::prelude::Strategy;
use proptest::test_runner::{
    Config, RngAlgorithm, TestCaseError, TestCaseResult, TestError, TestRng, TestRunner,
};

/// Checks a law on random values: `WAYPATH_CASES` of them where it is set, else
/// so many, from the seed `WAYPATH_SEED`, else 0.
///
/// # Panics
///
/// If the law does not hold; says for which smallest value.
pub fn holds<S: Strategy>(
    usual: u32,
    strategy: &S,
    show: impl Fn(&S::Value) -> String,
    law: impl Fn(&S::Value) -> Result<(), String>,
) {
    let number = |name: &str| std::env::var(name).ok().and_then(|value| value.parse::<u32>().ok());
    let cases = number("WAYPATH_CASES").unwrap_or(usual);
    let config = Config {
        cases,
        failure_persistence: None,
        max_shrink_iters: 3_000,
        max_global_rejects: cases * 50,
        ..Config::default()
    };
    let mut seed = [0; 32];
    seed[..4].copy_from_slice(&number("WAYPATH_SEED").unwrap_or(0).to_le_bytes());
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &seed);
    let mut runner = TestRunner::new_with_rng(config, rng);
    let outcome = runner
        .run(strategy, |value| -> TestCaseResult { law(&value).map_err(TestCaseError::fail) });
    match outcome {
        Ok(()) => {}
        Err(TestError::Fail(why, value)) => panic!("{}\n{why}", show(&value)),
        Err(TestError::Abort(why)) => panic!("{why}"),
    }
}

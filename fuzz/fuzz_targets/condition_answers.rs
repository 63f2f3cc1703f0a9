//! Whatever condition the bytes make, it answers as Rhai does and after as many
//! steps, and its explanation says the same.
//!
//! Run with `cargo +nightly fuzz run condition_answers` in the root of the
//! repository.

#![no_main]

// The same choices that the law of conditions draws in the normal test run.
#[path = "../../tests/src/conditions.rs"]
mod conditions;

use libfuzzer_sys::fuzz_target;
use waypath_engine::rules::{Asker, Evaluator};

use conditions::{Draw, names, sandbox};

fuzz_target!(|bytes: &[u8]| {
    let (names, sandbox) = (names(), sandbox());
    let mut draw = Draw::new(bytes);
    let text = draw.condition();
    let Ok(condition) = sandbox.compile_condition(&text, Asker::Rule(draw.each())) else { return };
    let (facts, about) = (draw.facts(&names), draw.about());
    let mut evaluator = Evaluator::new(&sandbox, &facts);
    let here = (evaluator.decide(&condition, &about), evaluator.steps());
    let in_rhai = (evaluator.decide_in_rhai(&condition, &about), evaluator.steps());
    assert_eq!(here, in_rhai, "{text}");
    let explained = evaluator.explain(&condition, &about).answer();
    assert!(explained.is_none_or(|explained| explained == here.0), "{text}");
});

//! Whatever the text is, checking it as a condition and as a helper ends without
//! a panic, every mistake has words and a place, and what passes can be asked.
//!
//! Run with `cargo +nightly fuzz run condition_compiler` in the root of the
//! repository.

#![no_main]

use std::sync::Arc;

use libfuzzer_sys::fuzz_target;
use waypath_engine::blueprint::rule::Each;
use waypath_engine::id::Table;
use waypath_engine::rules::{About, Asker, Facts, Mistake, Names, Sandbox};

fuzz_target!(|text: &str| {
    let names = Arc::new(names());
    let facts = Arc::new(Facts::nothing_known("support-agent", &names));
    let (sandbox, mistakes) = Sandbox::new(Arc::clone(&names), &[("a.rhai", text)]);
    mistakes.iter().for_each(|(_, mistake)| check(mistake));
    for asker in [Asker::Rule(Each::Person), Asker::Persona] {
        match sandbox.compile_condition(text, asker) {
            Ok(condition) => drop(condition.decide(&sandbox, &facts, &Arc::new(About::Person))),
            Err(mistakes) => {
                assert!(!mistakes.is_empty());
                mistakes.iter().for_each(check);
            }
        }
    }
});

fn names() -> Names {
    let competencies = ["empathy", "call-diagnosis"].map(|id| id.parse().unwrap());
    Names {
        competencies: Table::new(competencies),
        roles: Table::new(["support-agent".parse().unwrap()]),
        protected: ["gender".into()].into(),
        ..Names::default()
    }
}

fn check(mistake: &Mistake) {
    assert!(!mistake.message.is_empty());
    assert!(mistake.line > 0 && mistake.column > 0);
}

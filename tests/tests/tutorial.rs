//! Follows the pages that show step by step how something is done: their files are
//! written, their changes made, their commands run, and what they show has to be
//! what is printed.

use std::fs;

use waypath_tests::fixture::repository;
use waypath_tests::pages::{Terminal, blocks, write};

fn every_step_works(path: &str, at_least: usize) {
    let page = fs::read_to_string(repository().join(path)).unwrap();
    let blocks = blocks(&page);
    assert!(blocks.len() > at_least, "{path} has only {} blocks", blocks.len());
    let mut terminal = Terminal::open(None);
    for block in &blocks {
        match block.language.as_str() {
            "console" => {
                let wrong = terminal.follow(block);
                assert!(wrong.is_empty(), "{path}, {}", wrong.join("\n"));
            }
            "yaml" | "csv" | "diff" => write(block),
            other => panic!("{path}, line {}: a block of `{other}` does nothing", block.line),
        }
    }
}

#[test]
fn every_step_of_the_tutorial_works_as_it_is_written() {
    every_step_works("docs/tutorial.md", 10);
}

#[test]
fn every_step_of_testing_rules_works_as_it_is_written() {
    every_step_works("docs/testing-rules.md", 8);
}

#[test]
fn every_step_of_comparing_works_as_it_is_written() {
    every_step_works("docs/comparing.md", 4);
}

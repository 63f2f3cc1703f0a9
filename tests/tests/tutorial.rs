//! Follows the tutorial step by step: its files are written, its changes made, its
//! commands run, and what it shows has to be what is printed.

use std::fs;

use waypath_tests::fixture::repository;
use waypath_tests::pages::{Terminal, blocks, write};

#[test]
fn every_step_of_the_tutorial_works_as_it_is_written() {
    let page = fs::read_to_string(repository().join("docs/tutorial.md")).unwrap();
    let blocks = blocks(&page);
    assert!(blocks.len() > 10, "the tutorial has only {} blocks", blocks.len());
    let mut terminal = Terminal::open(None);
    for block in &blocks {
        match block.language.as_str() {
            "console" => {
                let wrong = terminal.follow(block);
                assert!(wrong.is_empty(), "docs/tutorial.md, {}", wrong.join("\n"));
            }
            "yaml" | "csv" | "diff" => write(block),
            other => panic!("line {}: a block of `{other}` does nothing", block.line),
        }
    }
}

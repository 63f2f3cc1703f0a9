//! A case is a folder: a small library, its people, a date, and the plans they
//! lead to, as text a designer can review.
//!
//! `INSTA_UPDATE=always cargo test -p waypath-tests --test scenarios` writes the
//! plans again; read what changed before you commit it.

use std::fs;
use std::panic::catch_unwind;
use std::path::{Path, PathBuf};

use waypath_engine::plan::recommend;
use waypath_tests::fixture::{Fixture, repository};
use waypath_tests::report::report;

/// What every scenario holds beside its library.
const FILES: [&str; 4] = ["README.md", "as_of.txt", "waypath.yaml", "people/people.csv"];

fn folders() -> Vec<PathBuf> {
    let root = repository().join("fixtures/scenarios");
    let entries = fs::read_dir(root).unwrap().map(|entry| entry.unwrap().path());
    let mut folders: Vec<PathBuf> = entries.filter(|path| path.is_dir()).collect();
    folders.sort();
    folders
}

fn name(folder: &Path) -> String {
    folder.file_name().unwrap().to_string_lossy().into_owned()
}

/// The plans of everyone in a scenario, below what it shows.
fn plans(folder: &Path) -> String {
    let text = |file: &str| fs::read_to_string(folder.join(file)).unwrap();
    let as_of = text("as_of.txt").trim().parse().unwrap();
    let fixture = Fixture::read(folder);
    let plans: Vec<String> = fixture
        .people
        .iter()
        .map(|person| report(&fixture.library, person, &recommend(&fixture.library, person, as_of)))
        .collect();
    format!("{}\n{}", text("README.md"), plans.join("\n---\n\n"))
}

fn check(folder: &Path) {
    let plans = plans(folder);
    insta::with_settings!({
        snapshot_path => folder,
        prepend_module_to_snapshot => false,
        omit_expression => true,
    }, { insta::assert_snapshot!("plan", plans) });
}

#[test]
fn every_scenario_leads_to_its_plan() {
    let folders = folders();
    assert!(folders.len() >= 28, "{} scenarios", folders.len());
    let failed: Vec<String> = folders
        .iter()
        .filter(|folder| catch_unwind(|| check(folder)).is_err())
        .map(|folder| name(folder))
        .collect();
    assert!(failed.is_empty(), "{} of {}: {failed:#?}", failed.len(), folders.len());
}

#[test]
fn every_scenario_is_whole_and_says_what_it_shows() {
    for folder in folders() {
        for file in FILES {
            assert!(folder.join(file).is_file(), "{} has no {file}", name(&folder));
        }
        let readme = fs::read_to_string(folder.join("README.md")).unwrap();
        let is_sentence = readme.lines().count() == 1 && readme.trim_end().ends_with('.');
        assert!(is_sentence, "the README of {} is not one sentence", name(&folder));
    }
}

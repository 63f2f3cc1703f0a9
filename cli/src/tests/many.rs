//! Many people at once.

use super::*;

/// Runs a command in a library with people of its own, with so many threads.
fn with_threads(library: &Path, arguments: &[&str], threads: &str) -> Ran {
    in_library(library, &[arguments, &["--threads", threads]].concat())
}

/// A library with sixty synthetic people, and the folder they are in.
fn populated() -> (tempfile::TempDir, String) {
    let library = library();
    let people = library.path().join("sampled").to_str().unwrap().to_owned();
    let ran = in_library(library.path(), &["sample", "--people", "60", "--output", &people]);
    assert_eq!(ran.exit, Exit::Done, "{}", ran.err);
    (library, people)
}

#[test]
fn the_number_of_threads_changes_no_byte() {
    let (library, people) = populated();
    let after = self::library();
    let roles = "competency_models/customer_support/roles.yaml";
    replace(after.path(), roles, "de-escalation: { level: 2", "de-escalation: { level: 3");
    let after = after.path().to_str().unwrap();
    let before = library.path().to_str().unwrap();
    for arguments in [
        &["plan", "--people", &people][..],
        &["plan", "--people", &people, "--format", "json"],
        &["plan", "--people", &people, "--format", "markdown"],
        &["diff", before, after, "--people", &people],
        &["bench", "senior-support-agent", "support-agent", "--names", "--people", &people],
        &["test", "--coverage", "--people", &people, "--format", "json"],
    ] {
        let alone = with_threads(library.path(), arguments, "1");
        assert_ne!(alone.exit, Exit::Failed, "{arguments:?} {}", alone.err);
        for threads in ["2", "5"] {
            let many = with_threads(library.path(), arguments, threads);
            assert_eq!((many.exit, many.err), (alone.exit, alone.err.clone()), "{arguments:?}");
            assert!(many.out == alone.out, "{arguments:?} with {threads} threads");
        }
    }
}

#[test]
fn documents_are_the_same_files_with_any_number_of_threads() {
    let (library, people) = populated();
    let mut written = Vec::new();
    for threads in ["1", "4"] {
        let folder = library.path().join(format!("plans-{threads}"));
        let output = folder.to_str().unwrap().to_owned();
        let arguments = ["plan", "--people", &people, "--output", &output, "--format", "html"];
        let ran = with_threads(library.path(), &arguments, threads);
        assert_eq!(ran.exit, Exit::Done, "{}", ran.err);
        let lines = ran.out.replace(&output, "");
        let texts = ran.out.lines().map(|line| {
            let path = line.rsplit('\t').next().unwrap();
            fs::read_to_string(path).unwrap()
        });
        written.push((lines, texts.collect::<Vec<_>>()));
    }
    assert_eq!(written[0].1.len(), 60);
    assert!(written[0] == written[1]);
}

#[test]
fn no_progress_goes_where_no_terminal_is() {
    let (library, people) = populated();
    for threads in ["1", "3"] {
        let ran = with_threads(library.path(), &["plan", "--people", &people], threads);
        let told = "60 people; `waypath plan ID` shows a plan, `--output DIR` writes all\n";
        assert_eq!(ran.err, told);
    }
}

#[test]
fn a_number_of_threads_that_is_none_is_refused() {
    for threads in ["0", "many", "5000"] {
        let ran = waypath(&["plan", "--threads", threads]);
        assert_eq!(ran.exit, Exit::Failed);
        assert!(ran.err.contains("write a whole number from 1 to 512"), "{}", ran.err);
    }
}

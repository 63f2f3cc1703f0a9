//! Synthetic people are written.

use super::*;

fn sample(library: &Path, output: &Path, arguments: &[&str]) -> Ran {
    let fixed = ["sample", "--output", output.to_str().unwrap()];
    in_library(library, &[&fixed, arguments].concat())
}

#[test]
fn synthetic_people_are_written_and_read_like_any_others() {
    let (library, folder) = (library(), tempfile::tempdir().unwrap());
    let output = folder.path().join("people");
    let ran = sample(library.path(), &output, &["--people", "30", "--seed", "4"]);
    assert_eq!(ran.exit, Exit::Done, "{}", ran.err);
    assert!(ran.out.contains("people.csv    30\n"), "{}", ran.out);
    let people = output.to_str().unwrap();
    let check = in_library(library.path(), &["check", "--people", people]);
    assert_eq!((check.exit, &*check.err), (Exit::Done, ""), "{}", check.out);
    let plan = in_library(library.path(), &["plan", "p-000007", "--people", people]);
    assert_eq!(plan.exit, Exit::Done, "{}", plan.err);
    let diff = waypath(&[
        "diff",
        library.path().to_str().unwrap(),
        library.path().to_str().unwrap(),
        "--people",
        people,
    ]);
    assert_eq!(diff.exit, Exit::Done, "{}", diff.err);
    assert!(diff.out.contains("Nobody: 30 people"), "{}", diff.out);
}

#[test]
fn a_folder_of_synthetic_people_is_written_again_and_no_other_is() {
    let (library, folder) = (library(), tempfile::tempdir().unwrap());
    let output = folder.path().join("people");
    let arguments = ["--people", "5", "--format", "json"];
    let first = sample(library.path(), &output, &arguments);
    let value: Value = serde_json::from_str(&first.out).unwrap();
    assert_eq!((&value["format"], &value["people"]), (&1.into(), &5.into()));
    let before = fs::read(output.join("evidence.csv")).unwrap();
    assert_eq!(sample(library.path(), &output, &arguments).exit, Exit::Done);
    assert_eq!(fs::read(output.join("evidence.csv")).unwrap(), before);
    let own = library.path().join("people");
    let ran = sample(library.path(), &own, &arguments);
    assert_eq!(ran.exit, Exit::Failed);
    assert!(ran.err.contains("holds files that are not synthetic people"), "{}", ran.err);
}

#[test]
fn the_population_can_be_written_edited_and_used() {
    let (library, folder) = (library(), tempfile::tempdir().unwrap());
    let file = folder.path().join("population.yaml");
    let file = file.to_str().unwrap();
    let ran = in_library(library.path(), &["sample", "--write-population", file]);
    assert_eq!(ran.exit, Exit::Done, "{}", ran.err);
    let again = in_library(library.path(), &["sample", "--write-population", file]);
    assert_eq!(again.exit, Exit::Failed);
    assert!(again.err.contains("is there already"), "{}", again.err);
    replace(folder.path(), "population.yaml", "unknown: 20%", "unknown: 100%");
    let output = folder.path().join("people");
    let ran = sample(library.path(), &output, &["--people", "5", "--population", file]);
    assert_eq!(ran.exit, Exit::Done, "{}", ran.err);
    assert!(ran.out.contains("evidence.csv  0\n"), "{}", ran.out);
    replace(folder.path(), "population.yaml", "\nroles:\n", "\nroles:\n  support-agnet: 1\n");
    let ran = sample(library.path(), &output, &["--people", "5", "--population", file]);
    assert_eq!(ran.exit, Exit::Mistakes);
    assert!(ran.err.contains("population.yaml:10:3"), "{}", ran.err);
    assert!(ran.err.contains("did you mean `support-agent`?"), "{}", ran.err);
    assert!(ran.err.contains("the population has mistakes: 1 error"), "{}", ran.err);
}

#[test]
fn how_many_and_where_to_have_to_be_said() {
    let library = library();
    for arguments in [&["sample"][..], &["sample", "--people", "0", "--output", "x"]] {
        assert_eq!(in_library(library.path(), arguments).exit, Exit::Failed);
    }
}

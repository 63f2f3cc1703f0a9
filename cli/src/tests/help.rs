//! The command line: help, and the formats that each command makes.

use clap::Command;

use super::*;
use crate::arguments::command_line;
use crate::command::BY_TASK;

/// Every command and every command below it, with the words that call it.
fn commands() -> Vec<(String, Command)> {
    let mut all = command_line().term_width(100);
    all.build();
    let mut found = Vec::new();
    let mut waiting = vec![(String::new(), all)];
    while let Some((words, command)) = waiting.pop() {
        let below = command.get_subcommands().filter(|below| below.get_name() != "help");
        let below = below.map(|below| (format!("{words} {}", below.get_name()), below.clone()));
        let below: Vec<(String, Command)> = below.collect();
        waiting.extend(below.into_iter().rev());
        found.push((words.trim().to_owned(), command));
    }
    found
}

/// The formats that the help of a command lists.
fn formats(command: &Command) -> Vec<String> {
    let format = command.get_arguments().find(|argument| argument.get_id() == "format");
    let values = format.map(clap::Arg::get_possible_values).unwrap_or_default();
    values.iter().map(|value| value.get_name().to_owned()).collect()
}

#[test]
fn the_help_of_every_command_is_as_reviewed() {
    let mut reference = String::new();
    for (words, mut command) in commands() {
        let help = command.render_long_help().to_string();
        let lines: Vec<&str> = help.lines().map(str::trim_end).collect();
        let call = format!("waypath {words}");
        reference.extend(["=== ", call.trim(), " --help\n\n", lines.join("\n").trim(), "\n\n"]);
    }
    insta::assert_snapshot!(reference);
}

#[test]
fn first_lines_of_help_are_short_and_end_without_a_full_stop() {
    for (words, command) in commands() {
        let about = command.get_about().map(ToString::to_string).unwrap_or_default();
        assert!(!about.is_empty(), "{words} has no help");
        let name = words.split(' ').next_back().unwrap_or_default();
        assert!(about.chars().count() <= 88, "the help of `{name}` is too long: {about}");
        let first = about.chars().next().is_some_and(char::is_uppercase);
        assert!(first && !about.ends_with('.'), "the help of `{name}`: {about}");
    }
}

#[test]
fn every_command_is_listed_under_one_task() {
    let mut listed: Vec<&str> = BY_TASK.iter().flat_map(|(_, names)| *names).copied().collect();
    listed.sort_unstable();
    let all = command_line();
    let mut names: Vec<&str> = all.get_subcommands().map(Command::get_name).collect();
    names.sort_unstable();
    assert_eq!(listed, names);
}

/// How each command that makes formats is called, so that it answers.
fn calls(folder: &Path) -> Vec<Vec<String>> {
    let folder = folder.to_str().unwrap();
    let moodle = format!("{folder}/framework.csv");
    let [roles, skills] = miniature();
    let lines = [
        "check",
        "plan ana-silva",
        "explain ana-silva",
        "playbook new-agent",
        "list roles",
        "export moodle",
        "export case",
        "test",
        "lint",
        "trace ana-silva",
        "moves support-agent",
        "route --from support-agent --to senior-support-agent",
        "lattice",
        "graph --role support-agent",
        "bench senior-support-agent --names",
    ];
    let lines = lines.map(str::to_owned).into_iter().chain([
        format!("diff {folder}"),
        format!("sample --people 3 --output {folder}/sampled"),
        format!("import moodle {moodle}"),
        format!("import gdad {roles} {skills}"),
    ]);
    lines.map(|line| line.split(' ').map(str::to_owned).collect()).collect()
}

#[test]
fn a_command_makes_every_format_it_lists_and_refuses_others() {
    let library = library();
    let csv = library.path().join("framework.csv");
    let exported = ["export", "moodle", "--output", csv.to_str().unwrap()];
    assert_eq!(in_library(library.path(), &exported).exit, Exit::Done);
    let calls = calls(library.path());
    let every = ["text", "markdown", "html", "csv", "junit", "svg", "dot", "mermaid", "json"];
    for (words, command) in commands() {
        let listed = formats(&command);
        // Frameworks and tools share the formats of `import` and `export`.
        if words.contains(' ') {
            continue;
        }
        let words: Vec<&str> = words.split(' ').filter(|word| !word.is_empty()).collect();
        let call = calls.iter().find(|call| call.iter().zip(&words).all(|(a, b)| a == b));
        if listed.is_empty() {
            for format in every {
                let ran = waypath(&[&words[..], &["--format", format]].concat());
                assert_eq!(ran.exit, Exit::Failed, "{words:?} takes {format}");
            }
            continue;
        }
        let call = call.unwrap_or_else(|| panic!("nothing calls {words:?}"));
        let call: Vec<&str> = call.iter().map(String::as_str).collect();
        for format in every {
            let after = in_library(library.path(), &[&call[..], &["--format", format]].concat());
            let before = in_library(library.path(), &[&["--format", format], &call[..]].concat());
            let answers = listed.iter().any(|name| name == format);
            assert_eq!(after.exit != Exit::Failed, answers, "{call:?} {format}: {}", after.err);
            assert_eq!((after.exit, after.out), (before.exit, before.out), "{call:?} {format}");
            if !answers {
                assert!(after.err.contains(&listed.join(", ")), "{call:?}: {}", after.err);
            }
        }
    }
}

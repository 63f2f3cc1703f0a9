//! What can be asked for on the command line?

use std::ffi::OsString;
use std::fmt::Write as _;

use clap::{CommandFactory as _, FromArgMatches as _, Parser};

use crate::command::{BY_TASK, Command};
use crate::options::GlobalOptions;

/// Turns role blueprints, baselines and rules into development plans
#[derive(Debug, Parser)]
#[command(name = "waypath", version, arg_required_else_help = true, max_term_width = 100)]
pub(crate) struct Arguments {
    #[command(flatten)]
    pub(crate) options: GlobalOptions,
    #[command(subcommand)]
    pub(crate) command: Command,
}

impl Arguments {
    /// Reads the arguments; the first is the command's own name.
    pub(crate) fn read(
        arguments: impl IntoIterator<Item = impl Into<OsString>>,
    ) -> Result<Self, clap::Error> {
        let mut command_line = command_line();
        let arguments = format_after_command(arguments.into_iter().map(Into::into), &command_line);
        let matches = command_line.try_get_matches_from_mut(arguments)?;
        Self::from_arg_matches(&matches).map_err(|error| error.format(&mut command_line))
    }
}

/// The command line, with its commands listed by task.
pub(crate) fn command_line() -> clap::Command {
    let command = Arguments::command();
    let mut template = "{about-with-newline}\n{usage-heading} {usage}\n".to_owned();
    for (task, names) in BY_TASK {
        // Writing to a String cannot fail.
        writeln!(template, "\n{task}:").ok();
        for name in *names {
            let about = command.find_subcommand(name).and_then(clap::Command::get_about);
            let about = about.map(ToString::to_string).unwrap_or_default();
            writeln!(template, "  {name:<10}{about}").ok();
        }
    }
    template.push_str("\nOptions:\n{options}\n\n");
    template.push_str("Use `waypath COMMAND --help` to read more about a command.\n");
    command.help_template(template)
}

/// Moves a `--format` that stands before the command behind its name, because each
/// command has its own formats and only its own parser knows them.
fn format_after_command(
    arguments: impl Iterator<Item = OsString>,
    command_line: &clap::Command,
) -> Vec<OsString> {
    let takes_value = |argument: &str| {
        let name = argument.strip_prefix("--");
        name.is_some_and(|name| {
            name == "format"
                || command_line.get_opts().any(|option| option.get_long() == Some(name))
        })
    };
    let mut rest = arguments;
    let mut moved: Vec<OsString> = rest.next().into_iter().collect();
    let mut format = Vec::new();
    while let Some(argument) = rest.next() {
        let text = argument.to_string_lossy();
        if !text.starts_with('-') {
            // The name of the command.
            moved.push(argument);
            break;
        }
        let is_format = text == "--format" || text.starts_with("--format=");
        let has_value_behind = takes_value(&text);
        let target = if is_format { &mut format } else { &mut moved };
        target.push(argument);
        if has_value_behind {
            target.extend(rest.next());
        }
    }
    moved.extend(format);
    moved.extend(rest);
    moved
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_does_not_contradict_itself() {
        command_line().debug_assert();
    }

    #[test]
    fn a_format_before_the_command_is_read_by_the_command() {
        let moved = |line: &str| {
            let words = line.split(' ').map(OsString::from);
            let moved = format_after_command(words, &command_line());
            moved.iter().map(|word| word.to_string_lossy()).collect::<Vec<_>>().join(" ")
        };
        for (before, after) in [
            ("waypath --format json plan ana", "waypath plan --format json ana"),
            (
                "waypath --library a --format=json list roles",
                "waypath --library a list --format=json roles",
            ),
            (
                "waypath --library plan --format json plan",
                "waypath --library plan plan --format json",
            ),
            ("waypath --library=a plan --format json", "waypath --library=a plan --format json"),
            ("waypath --format json", "waypath --format json"),
            ("waypath --version", "waypath --version"),
            ("waypath", "waypath"),
        ] {
            assert_eq!(moved(before), after);
        }
    }
}

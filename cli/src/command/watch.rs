//! `watch`: checks, tests and plans again on every save.
//!
//! Looks at sizes and times of change instead of asking the system for events:
//! that works the same on network folders, in containers and with editors that
//! save by renaming, and looking at a few dozen files takes a millisecond.

use clap::Args;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

use waypath_documents::language::Language;
use waypath_documents::report;
use waypath_engine::diagnostic::Severity;
use waypath_engine::example::{run as run_case, suite};
use waypath_engine::id::{Id as _, ModuleId};
use waypath_engine::library::{Library, compile};
use waypath_engine::person::Person;
use waypath_engine::plan::{reasons, recommend};
use waypath_engine::source::Source;
use waypath_engine::wire::Plan;
use waypath_files::library::{LibraryFiles, Stamp, find, read};
use waypath_files::people;

use crate::context::Context;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::open;
use crate::options::PeopleArgument;

/// Check, test and plan again on every save
#[derive(Args, Debug)]
pub(crate) struct WatchArguments {
    /// Id of the person to plan for on every save
    person: Option<String>,
    #[command(flatten)]
    people: PeopleArgument,
    /// End after so many looks; without it, at Ctrl-C
    #[arg(long, hide = true)]
    rounds: Option<usize>,
}

/// How often the files are looked at.
const PAUSE: Duration = Duration::from_millis(100);
/// How many looks in a row may fail before somebody is told: an editor that
/// saves by renaming leaves a moment without the file.
const PATIENCE: usize = 20;
/// The most tests that are named.
const MOST_NAMED: usize = 5;

/// Watches until it is stopped.
pub(super) fn run(arguments: &WatchArguments, context: &mut Context<'_>) -> Result<Exit, Failure> {
    let from = context.options.library.as_deref().unwrap_or(Path::new("."));
    let mut watch = Watch { arguments, root: find(from)?, plan: None };
    let mut seen = Stamp::default();
    let mut failures: usize = 0;
    let mut rounds: usize = 0;
    loop {
        match Stamp::take(&watch.root, arguments.people.folder()) {
            Ok(stamp) if stamp != seen => {
                watch.announce(&stamp, &seen, context)?;
                watch.look(context)?;
                context.out.flush()?;
                (seen, failures) = (stamp, 0);
                rounds = rounds.saturating_add(1);
            }
            Ok(_) => failures = 0,
            Err(error) => {
                failures = failures.saturating_add(1);
                if failures == PATIENCE {
                    crate::failure::show(&error.into(), context.style, context.err);
                }
            }
        }
        if arguments.rounds.is_some_and(|most| rounds >= most) {
            return Ok(Exit::Done);
        }
        thread::sleep(PAUSE);
    }
}

/// What is watched, and what was seen last.
struct Watch<'a> {
    arguments: &'a WatchArguments,
    root: PathBuf,
    /// The last plan of the person.
    plan: Option<Plan>,
}

impl Watch<'_> {
    /// Says what is looked at, or what was saved.
    fn announce(
        &self,
        stamp: &Stamp,
        seen: &Stamp,
        context: &mut Context<'_>,
    ) -> Result<(), Failure> {
        if *seen == Stamp::default() {
            let files = context.language.count("unit-file", stamp.files());
            writeln!(context.out, "watching {files} in `{}`; Ctrl-C ends", self.root.display())?;
            return Ok(());
        }
        for path in stamp.since(seen) {
            let path = path.strip_prefix(&self.root).unwrap_or(path);
            writeln!(context.out, "\nsaved {}", path.display())?;
        }
        Ok(())
    }

    /// Checks, and plans for the person where the library is sound.
    fn look(&mut self, context: &mut Context<'_>) -> Result<(), Failure> {
        let start = Instant::now();
        let files = match read(&self.root) {
            Ok(files) => files,
            Err(error) => {
                crate::failure::show(&error.into(), context.style, context.out);
                return Ok(());
            }
        };
        let compiled = compile(&files.sources);
        let sources: Vec<&Source> = files.sources.files.iter().collect();
        report::text(&compiled.diagnostics, &sources, context.style, context.out)?;
        let mut lines = vec![match compiled.diagnostics.as_slice() {
            [] => "no mistakes".to_owned(),
            diagnostics => report::summary(diagnostics, &context.language),
        }];
        if let Some(library) = &compiled.library {
            lines.extend(self.people(library, &files, context)?);
        }
        let took = start.elapsed().as_millis();
        writeln!(context.out, "{} ({took} ms)", lines.join("\n"))?;
        Ok(())
    }

    /// Reads the people, and says what became of the person's plan.
    fn people(
        &mut self,
        library: &Library,
        files: &LibraryFiles,
        context: &mut Context<'_>,
    ) -> Result<Vec<String>, Failure> {
        let is_named = self.arguments.people.folder().is_some() || self.arguments.person.is_some();
        if files.people.is_none() && !is_named {
            return Ok(vec![tested(library, files, &[], &context.language)]);
        }
        let folder = open::people_folder(self.arguments.people.folder(), files)?;
        let people = match people::read(&folder, library) {
            Ok(people) => people,
            Err(error) => return Ok(vec![error.to_string()]),
        };
        let errors =
            people.diagnostics.iter().filter(|diagnostic| diagnostic.severity() == Severity::Error);
        let mut lines = vec![tested(library, files, &people.people, &context.language)];
        let errors = errors.count();
        if errors > 0 {
            let mistakes = context.language.count("unit-mistake", errors);
            lines.push(format!("{mistakes} in the people files; `waypath check` shows them"));
        }
        let Some(id) = &self.arguments.person else { return Ok(lines) };
        match open::one(&people, id) {
            Ok(person) => {
                let decision = recommend(library, person, context.options.as_of());
                let reasons = reasons(library, person, &decision);
                let plan = Plan::of(library, person, &decision, &reasons);
                let title = |id: &ModuleId| {
                    let found = library.names.modules.find(id.as_str());
                    found.map_or_else(|| id.to_string(), |ix| library.modules[ix].title.to_string())
                };
                lines.extend(described(title, self.plan.as_ref(), &plan, &context.language));
                self.plan = Some(plan);
            }
            Err(failure) => {
                let help = failure.help().map(|help| format!("; {help}")).unwrap_or_default();
                lines.push(format!("{failure}{help}"));
            }
        }
        Ok(lines)
    }
}

/// What came of the examples and tests, in a line.
fn tested(
    library: &Library,
    files: &LibraryFiles,
    people: &[Person],
    language: &Language,
) -> String {
    let suite = suite(library, &files.sources, &files.tests, people);
    let failed: Vec<&str> = suite
        .cases
        .iter()
        .filter(|case| !run_case(library, case).passed())
        .map(|case| &*case.name)
        .collect();
    let all = language.count("unit-test", suite.cases.len());
    let mistakes = match suite.diagnostics.len() {
        0 => String::new(),
        number => format!(", {} in them", language.count("unit-mistake", number)),
    };
    if failed.is_empty() {
        return format!("{all}: all hold{mistakes}");
    }
    let more = failed.len().saturating_sub(MOST_NAMED);
    let named = failed.iter().take(MOST_NAMED).copied().collect::<Vec<_>>().join(", ");
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    format!("{all}{mistakes}: not as expected {named}{more}; `waypath test` shows why")
}

/// A plan in a few lines; against an earlier one, what came and what went.
fn described(
    title: impl Fn(&ModuleId) -> String,
    before: Option<&Plan>,
    plan: &Plan,
    language: &Language,
) -> Vec<String> {
    let name = &plan.person.name;
    let ids = |plan: &Plan| plan.modules.iter().map(|pick| pick.module.clone()).collect::<Vec<_>>();
    let modules = ids(plan);
    let ready = |plan: &Plan| plan.readiness.first().map_or(0, |role| role.after);
    let summary = format!(
        "{name}: {}, {}, {} % ready after it",
        plan.outcome.as_str().replace('_', " "),
        language.count("unit-module", modules.len()),
        ready(plan),
    );
    let Some(before) = before else {
        let all = modules.iter().map(|id| format!("    {}", title(id)));
        return std::iter::once(summary).chain(all).collect();
    };
    let old = ids(before);
    let came = modules.iter().filter(|id| !old.contains(id)).map(|id| format!("  + {}", title(id)));
    let went = old.iter().filter(|id| !modules.contains(id)).map(|id| format!("  - {}", title(id)));
    let changes: Vec<String> = came.chain(went).collect();
    let ready = match (ready(before), ready(plan)) {
        (a, b) if a == b => String::new(),
        (a, b) => format!("; readiness after it was {a} %, is {b} %"),
    };
    if changes.is_empty() && ready.is_empty() && before.outcome == plan.outcome {
        return vec![format!("{name}: the same modules as before")];
    }
    std::iter::once(format!("{summary}{ready}")).chain(changes).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plan_is_compared_with_the_one_before() {
        let (before, english) = (plan_of_ana(), Language::english());
        let title = |id: &ModuleId| id.to_string();
        assert_eq!(described(title, Some(&before), &before, &english).len(), 1);
        let mut after = before.clone();
        let gone = after.modules.remove(0).module;
        let was = before.readiness[0].after;
        after.readiness[0].after = 61;
        let lines = described(title, Some(&before), &after, &english);
        let end = format!("; readiness after it was {was} %, is 61 %");
        assert!(lines[0].ends_with(&end), "{lines:?}");
        assert_eq!(lines[1..], [format!("  - {gone}")]);
        let back = described(title, Some(&after), &before, &english);
        assert_eq!(back[1..], [format!("  + {gone}")]);
    }

    /// A plan of the example library.
    fn plan_of_ana() -> Plan {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
        let files = waypath_files::library::read(root).unwrap();
        let library = compile(&files.sources).library.unwrap();
        let people = waypath_files::people::read(&files.people.unwrap(), &library).unwrap();
        let ana = people.people.iter().find(|person| person.id.to_string() == "ana-silva").unwrap();
        let as_of = jiff::civil::date(2026, 1, 12);
        let decision = recommend(&library, ana, as_of);
        Plan::of(&library, ana, &decision, &reasons(&library, ana, &decision))
    }

    #[test]
    fn a_save_is_seen_and_said() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("waypath.yaml"), "name: A\n").unwrap();
        let before = Stamp::take(folder.path(), None).unwrap();
        assert_eq!(before, Stamp::take(folder.path(), None).unwrap());
        std::fs::create_dir(folder.path().join("rules")).unwrap();
        std::fs::write(folder.path().join("rules/a.yaml"), "rules: {}\n").unwrap();
        let after = Stamp::take(folder.path(), None).unwrap();
        assert_eq!(after.since(&before), [folder.path().join("rules/a.yaml")]);
        std::fs::remove_file(folder.path().join("rules/a.yaml")).unwrap();
        let gone = Stamp::take(folder.path(), None).unwrap();
        assert_eq!(gone.since(&after), [folder.path().join("rules/a.yaml")]);
    }
}

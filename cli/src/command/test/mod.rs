//! `test`: runs the examples of rules and the tests beside them.

mod covered;
mod json;
mod junit;
mod text;

use clap::{Args, ValueEnum};
use std::io::Write;
use std::path::{Path, PathBuf};

use waypath_documents::report;
use waypath_engine::diagnostic::Diagnostic;
use waypath_engine::example::{
    Case, CaseAbout, Coverage, Miss, Ran, ReachedByPlans, coverage, run as run_case, suite,
};
use waypath_engine::id::nearest;
use waypath_engine::library::Library;
use waypath_engine::person::Person;
use waypath_engine::plan::{Plan, recommend};
use waypath_engine::source::Source;
use waypath_engine::trace;
use waypath_engine::wire::{Trace, TracedPersona, TracedRule};
use waypath_files::library::LibraryFiles;
use waypath_files::people::People;
use waypath_run::Threads;

use super::explain;
use crate::context::Context;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::many::{Printed, for_each};
use crate::open;
use crate::options::{PeopleArgument, ThreadsArgument};
use waypath_documents::labels::Labels;
use waypath_documents::sheet::Sheet;
use waypath_documents::trace::{render_persona, render_rule};

/// Run the examples of rules and the tests beside them
#[derive(Args, Debug)]
pub(crate) struct TestArguments {
    /// Files or folders of rules and tests [default: all of the library]
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Show which rules, comparisons, modules and prompts the tests reach
    #[arg(long)]
    coverage: bool,
    /// Fail if a share of the coverage is below this percentage
    #[arg(long, value_name = "PERCENT", value_parser = clap::value_parser!(u8).range(0..=100))]
    min: Option<u8>,
    #[command(flatten)]
    people: PeopleArgument,
    #[command(flatten)]
    threads: ThreadsArgument,
    /// Print in this format
    #[arg(long, value_enum, default_value_t)]
    format: ResultFormat,
}

/// The formats of test results.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq, ValueEnum)]
enum ResultFormat {
    /// For reading in a terminal.
    #[default]
    Text,
    /// For build servers, as JUnit XML.
    Junit,
    /// For other programs.
    Json,
}

/// What came of all cases.
struct Report<'a> {
    library: &'a Library,
    labels: Labels,
    cases: Vec<(&'a Case, Ran)>,
    mistakes: &'a [Diagnostic],
    coverage: Option<Coverage>,
    /// The lowest share that is enough, in percent.
    least: Option<u8>,
}

impl Report<'_> {
    fn failed(&self) -> usize {
        self.cases.iter().filter(|(_, ran)| !ran.passed()).count()
    }

    /// Whether a share of the coverage is below what is enough.
    fn is_too_little(&self) -> bool {
        let lowest = self.coverage.as_ref().map(Coverage::lowest);
        lowest.zip(self.least).is_some_and(|(lowest, least)| lowest < usize::from(least))
    }

    /// The files that hold cases or mistakes in them, each once, in their order.
    fn files(&self) -> Vec<&str> {
        let cases = self.cases.iter().map(|(case, _)| &*case.file);
        let mistakes = self.mistakes.iter().map(file_of);
        let mut files: Vec<&str> = Vec::new();
        for file in cases.chain(mistakes) {
            if !files.contains(&file) {
                files.push(file);
            }
        }
        files
    }

    /// The rule that explains why an expectation does not hold.
    fn rule(&self, case: &Case, ran: &Ran, miss: &Miss) -> Option<TracedRule> {
        let traced = miss.rule.as_ref()?;
        let (CaseAbout::Person(it), Some(plan)) = (&case.about, &ran.plan) else {
            return Some(TracedRule::of(self.library, traced));
        };
        let trace = trace::Trace { personas: Vec::new(), rules: vec![traced.clone()] };
        Trace::of(self.library, &it.person, plan, &trace, |_| true).rules.pop()
    }

    /// The persona that explains why an expectation does not hold.
    fn persona(&self, person: &Person, plan: &Plan, miss: &Miss) -> Option<TracedPersona> {
        let persona = miss.persona?;
        let mut personas = trace::trace_personas(self.library, person, plan);
        personas.retain(|it| it.persona == persona);
        let trace = trace::Trace { personas, rules: Vec::new() };
        Trace::of(self.library, person, plan, &trace, |_| true).personas.pop()
    }

    /// What explains why an expectation does not hold, line by line.
    fn explanation(&self, case: &Case, ran: &Ran, miss: &Miss) -> Vec<String> {
        let mut text = String::new();
        if let Some(rule) = self.rule(case, ran, miss) {
            text.push_str(&render_rule(&rule, &self.labels));
        }
        if let (CaseAbout::Person(it), Some(plan)) = (&case.about, &ran.plan) {
            if let Some(persona) = self.persona(&it.person, plan, miss) {
                text.push_str(&render_persona(&persona, &self.labels));
            }
            if let Some(module) = miss.module {
                text.push_str(&set_in(explain::lines(self.library, &it.person, plan, module)));
            }
        }
        text.lines().map(str::to_owned).collect()
    }
}

/// Lines a little to the right, and none too long.
fn set_in(lines: Vec<String>) -> String {
    let mut sheet = Sheet::default();
    for line in lines {
        let text = line.trim_start();
        let indent = line.len().saturating_sub(text.len()).saturating_add(2);
        sheet.hanging(&" ".repeat(indent), indent.saturating_add(2), text);
    }
    sheet.finish()
}

/// Runs the cases asked for, or all of them.
pub(super) fn run(arguments: &TestArguments, context: &mut Context<'_>) -> Result<Exit, Failure> {
    let files = open::files(context)?;
    let library = open::sound(&files, context)?;
    let people = people(arguments, &files, &library, context)?;
    let all = suite(&library, &files.sources, &files.tests, &people.people);
    let chosen = Chosen::new(&arguments.paths, &files, &all)?;
    let cases: Vec<&Case> = all.cases.iter().filter(|it| chosen.holds(&it.file)).collect();
    let mistakes: Vec<Diagnostic> =
        all.diagnostics.iter().filter(|it| chosen.holds(file_of(it))).cloned().collect();
    if cases.is_empty() && mistakes.is_empty() {
        return Err(Failure::request(
            "there is nothing to test",
            "give a rule `examples:`, or write a file `rules/…_test.yaml` with `tests:`",
        ));
    }
    let cases: Vec<(&Case, Ran)> =
        cases.into_iter().map(|it| (it, run_case(&library, it))).collect();
    let mut coverage = None;
    if arguments.coverage || arguments.min.is_some() {
        let threads = arguments.threads.count();
        coverage = Some(covered(&library, &cases, &people.people, threads, context)?);
    }
    let report = Report {
        library: &library,
        labels: Labels::of(&library),
        cases,
        mistakes: &mistakes,
        coverage,
        least: arguments.min,
    };
    show_mistakes(&files, &mistakes, context)?;
    match arguments.format {
        ResultFormat::Json => report::value(&json::report(&report), context.out)?,
        ResultFormat::Junit => write!(context.out, "{}", junit::report(&report))?,
        ResultFormat::Text => write!(context.out, "{}", text::report(&report))?,
    }
    let holds = report.failed() == 0 && mistakes.is_empty() && !report.is_too_little();
    Ok(if holds { Exit::Done } else { Exit::Mistakes })
}

fn file_of(mistake: &Diagnostic) -> &str {
    mistake.place.as_ref().map_or("", |it| &it.file)
}

/// The people whom tests may name; none where the library has none.
fn people(
    arguments: &TestArguments,
    files: &LibraryFiles,
    library: &Library,
    context: &mut Context<'_>,
) -> Result<People, Failure> {
    if arguments.people.folder().is_none() && files.people.is_none() {
        return Ok(People::default());
    }
    open::people(arguments.people.folder(), files, library, context)
}

/// What the cases reach, and what the plans of all people reach beside.
fn covered(
    library: &Library,
    cases: &[(&Case, Ran)],
    people: &[Person],
    threads: Threads,
    context: &mut Context<'_>,
) -> Result<Coverage, Failure> {
    let as_of = context.options.as_of();
    let mut reached = ReachedByPlans::default();
    let worker = || |person: &&Person| Ok(recommend(library, person, as_of));
    let sink = |plan: Plan, _: &mut dyn Write| {
        reached.add(&plan);
        Ok(())
    };
    for_each(people.iter(), threads, Printed::Together, context, worker, sink)?;
    Ok(coverage(library, cases.iter().map(|(_, ran)| ran), &reached))
}

fn show_mistakes(
    files: &LibraryFiles,
    mistakes: &[Diagnostic],
    context: &mut Context<'_>,
) -> Result<(), Failure> {
    if mistakes.is_empty() {
        return Ok(());
    }
    let sources: Vec<&Source> = files.sources.files.iter().chain(&files.tests).collect();
    report::text(mistakes, &sources, context.style, context.err)?;
    writeln!(context.err, "{}", report::summary(mistakes))?;
    Ok(())
}

/// The files and folders whose cases are run.
struct Chosen(Vec<String>);

impl Chosen {
    fn new(
        paths: &[PathBuf],
        files: &LibraryFiles,
        suite: &waypath_engine::example::Suite,
    ) -> Result<Self, Failure> {
        let cases = suite.cases.iter().map(|it| &*it.file);
        let known: Vec<&str> = cases.chain(suite.diagnostics.iter().map(file_of)).collect();
        let mut chosen = Vec::new();
        for path in paths {
            let shown = shown(path, &files.root);
            if !known.iter().any(|it| lies_in(it, &shown)) {
                let help = match nearest(&shown, known.iter().copied()) {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => {
                        "name a file or folder of rules, from here or from the library".to_owned()
                    }
                };
                let message = format!("no test stands in `{}`", path.display());
                return Err(Failure::request(message, help));
            }
            chosen.push(shown);
        }
        Ok(Self(chosen))
    }

    fn holds(&self, file: &str) -> bool {
        self.0.is_empty() || self.0.iter().any(|it| lies_in(file, it))
    }
}

fn lies_in(file: &str, path: &str) -> bool {
    let below = file.strip_prefix(path);
    path.is_empty() || below.is_some_and(|it| it.is_empty() || it.starts_with('/'))
}

/// A path as places name it: from the library, with `/` between folders.
fn shown(path: &Path, root: &Path) -> String {
    let real = |it: &Path| std::fs::canonicalize(it).ok();
    let inside = real(path)
        .zip(real(root))
        .and_then(|(path, root)| Some(path.strip_prefix(root).ok()?.to_path_buf()));
    let path = inside.unwrap_or_else(|| path.to_path_buf());
    let parts = path.components().map(|it| it.as_os_str().to_string_lossy().into_owned());
    parts.collect::<Vec<_>>().join("/")
}

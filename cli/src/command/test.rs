//! `test`: runs the examples of rules and the tests beside them.

use clap::{Args, ValueEnum};
use std::io::Write;
use std::path::{Path, PathBuf};

use waypath_documents::labels::Labels;
use waypath_documents::report;
use waypath_documents::results::{junit, results_text};
use waypath_engine::diagnostic::Diagnostic;
use waypath_engine::example::{
    Case, Coverage, Ran, ReachedByPlans, Suite, coverage, run as run_case, suite,
};
use waypath_engine::id::nearest;
use waypath_engine::library::Library;
use waypath_engine::person::Person;
use waypath_engine::plan::{Decision, recommend};
use waypath_engine::source::Source;
use waypath_engine::wire::TestResults;
use waypath_files::library::LibraryFiles;
use waypath_files::people::People;
use waypath_run::Threads;

use crate::context::Context;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::many::{Printed, for_each};
use crate::open;
use crate::options::{PeopleArgument, ThreadsArgument};

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

/// Runs the cases asked for, or all of them.
pub(super) fn run(arguments: &TestArguments, context: &mut Context<'_>) -> Result<Exit, Failure> {
    let files = open::files(context)?;
    let library = open::sound(&files, context)?;
    let people = people(arguments, &files, &library, context)?;
    let all = suite(&library, &files.sources, &files.tests, &people.people);
    let chosen = Chosen::new(&arguments.paths, &files, &all)?;
    let cases: Vec<&Case> = all.cases.iter().filter(|case| chosen.holds(&case.file)).collect();
    let mistakes: Vec<Diagnostic> =
        all.diagnostics.iter().filter(|mistake| chosen.holds(file_of(mistake))).cloned().collect();
    if cases.is_empty() && mistakes.is_empty() {
        return Err(Failure::request(
            "there is nothing to test",
            "give a rule `examples:`, or write a file `rules/…_test.yaml` with `tests:`",
        ));
    }
    let cases: Vec<(&Case, Ran)> =
        cases.into_iter().map(|case| (case, run_case(&library, case))).collect();
    let mut results = TestResults::of(&library, &cases, &mistakes);
    if arguments.coverage || arguments.min.is_some() {
        let threads = arguments.threads.count();
        let coverage = covered(&library, &cases, &people.people, threads, context)?;
        let as_of = context.options.as_of();
        results = results.with_coverage(&library, &coverage, arguments.min, as_of);
    }
    show_mistakes(&files, &mistakes, context)?;
    let (labels, language) = (Labels::of(&library), &context.language);
    match arguments.format {
        ResultFormat::Json => report::value(&results, context.out)?,
        ResultFormat::Junit => write!(context.out, "{}", junit(&results, labels, language))?,
        ResultFormat::Text => write!(context.out, "{}", results_text(&results, labels, language))?,
    }
    Ok(if results.holds() { Exit::Done } else { Exit::Mistakes })
}

fn file_of(mistake: &Diagnostic) -> &str {
    mistake.place.as_ref().map_or("", |place| &place.file)
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
    let sink = |plan: Decision, _: &mut dyn Write| {
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
    writeln!(context.err, "{}", report::summary(mistakes, &context.language))?;
    Ok(())
}

/// The files and folders whose cases are run.
struct Chosen(Vec<String>);

impl Chosen {
    fn new(paths: &[PathBuf], files: &LibraryFiles, suite: &Suite) -> Result<Self, Failure> {
        let cases = suite.cases.iter().map(|case| &*case.file);
        let known: Vec<&str> = cases.chain(suite.diagnostics.iter().map(file_of)).collect();
        let mut chosen = Vec::new();
        for path in paths {
            let shown = shown(path, &files.root);
            if !known.iter().any(|file| lies_in(file, &shown)) {
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
        self.0.is_empty() || self.0.iter().any(|path| lies_in(file, path))
    }
}

fn lies_in(file: &str, path: &str) -> bool {
    let below = file.strip_prefix(path);
    path.is_empty() || below.is_some_and(|below| below.is_empty() || below.starts_with('/'))
}

/// A path as places name it: from the library, with `/` between folders.
fn shown(path: &Path, root: &Path) -> String {
    let real = |path: &Path| std::fs::canonicalize(path).ok();
    let inside = real(path)
        .zip(real(root))
        .and_then(|(path, root)| Some(path.strip_prefix(root).ok()?.to_path_buf()));
    let path = inside.unwrap_or_else(|| path.to_path_buf());
    let parts = path.components().map(|part| part.as_os_str().to_string_lossy().into_owned());
    parts.collect::<Vec<_>>().join("/")
}

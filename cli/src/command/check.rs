//! `check`: finds every mistake in the library and in the people files.

use clap::Args;
use waypath_documents::report;
use waypath_engine::diagnostic::{Code, Diagnostic, Severity};
use waypath_engine::example::suite;
use waypath_engine::id::nearest;
use waypath_engine::library::{Compiled, Library, compile};
use waypath_engine::source::Source;
use waypath_engine::wire::{AnswerProvenance, Diagnostics};
use waypath_files::Error;
use waypath_files::library::LibraryFiles;
use waypath_files::people::{self, People};

use super::{fix, speed};
use crate::context::Context;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::options::{AnswerFormat, PeopleArgument};
use crate::{codes, open};

/// Find mistakes in the library and the people files
#[derive(Args, Debug)]
pub(crate) struct CheckArguments {
    #[command(flatten)]
    people: PeopleArgument,
    /// Print the page about a kind of mistake, such as WP101, and check nothing
    #[arg(long, value_name = "CODE", conflicts_with = "fix")]
    explain: Option<String>,
    #[command(flatten)]
    speed: speed::SpeedArgument,
    /// Correct in the files what has one certain correction, list the changes, check the rest
    #[arg(long)]
    fix: bool,
    /// Print in this format
    #[arg(long, value_enum, default_value_t)]
    format: AnswerFormat,
}

/// Checks, or prints the page of a code.
pub(super) fn run(arguments: &CheckArguments, context: &mut Context<'_>) -> Result<Exit, Failure> {
    if let Some(number) = &arguments.explain {
        write!(context.out, "{}", page(number)?)?;
        return Ok(Exit::Done);
    }
    let format = arguments.format;
    if arguments.speed.is_asked() {
        return speed::run(format, context);
    }
    let mut files = open::files(context)?;
    if arguments.fix {
        fix::run(&mut files, context)?;
    }
    let mut compiled = compile(&files.sources);
    let mut diagnostics = std::mem::take(&mut compiled.diagnostics);
    let people = people(arguments, &files, &compiled, context)?;
    diagnostics.extend(people.diagnostics.iter().cloned());
    // Tests are about the people of the library itself.
    if arguments.people.folder().is_none() {
        diagnostics.extend(tests(&files, &compiled, &people));
    }
    match format {
        AnswerFormat::Json => {
            let as_of = context.options.as_of();
            let provenance = match &compiled.library {
                Some(library) => AnswerProvenance::of(library).as_of(as_of),
                None => AnswerProvenance::engine(),
            };
            report::value(&Diagnostics::of(&diagnostics, provenance), context.out)?;
        }
        AnswerFormat::Text => {
            let sources: Vec<&Source> =
                files.sources.files.iter().chain(&files.tests).chain(&people.sources).collect();
            report::text(&diagnostics, &sources, context.style, context.out)?;
        }
    }
    // Templates are no part of the library, so a mistake there has no code.
    open::templates(context)?;
    finish(&diagnostics, &compiled, &people, format, context)
}

/// Reads the people, where there are any and the library is sound.
fn people(
    arguments: &CheckArguments,
    files: &LibraryFiles,
    compiled: &Compiled,
    context: &Context<'_>,
) -> Result<People, Failure> {
    let Some(library) = &compiled.library else { return Ok(People::default()) };
    if arguments.people.folder().is_none() && files.people.is_none() {
        return Ok(People::default());
    }
    let folder = open::people_folder(arguments.people.folder(), files)?;
    match people::read(&folder, library) {
        Ok(mut people) => {
            let late = people::in_the_future(&people.people, context.options.as_of());
            people.diagnostics.extend(late);
            Ok(people)
        }
        Err(Error::NoPeople { folder }) if arguments.people.folder().is_none() => {
            let diagnostic = no_people(&folder, library);
            Ok(People { diagnostics: vec![diagnostic], ..People::default() })
        }
        Err(error) => Err(error.into()),
    }
}

/// The mistakes in examples of rules and in tests, where the library is sound.
fn tests(files: &LibraryFiles, compiled: &Compiled, people: &People) -> Vec<Diagnostic> {
    let Some(library) = &compiled.library else { return Vec::new() };
    let mut mistakes = suite(library, &files.sources, &files.tests, &people.people).diagnostics;
    // People set aside are reported already; tests do not miss them.
    if !people.set_aside.is_empty() {
        mistakes.retain(|mistake| mistake.code != Code::UnknownPerson);
    }
    mistakes
}

fn no_people(folder: &str, library: &Library) -> Diagnostic {
    Diagnostic::new(Code::NothingToLoad, format!("`{folder}` holds no `people.csv`"))
        .at(library.positions.value(&["waypath", "people"]))
        .help("name the folder that holds it, or take `people:` out")
}

/// Sums up, and says how the run ends.
fn finish(
    diagnostics: &[Diagnostic],
    compiled: &Compiled,
    people: &People,
    format: AnswerFormat,
    context: &mut Context<'_>,
) -> Result<Exit, Failure> {
    let has_errors = diagnostics.iter().any(|diagnostic| diagnostic.severity() == Severity::Error);
    if let Some(library) =
        compiled.library.as_ref().filter(|_| !has_errors && format == AnswerFormat::Text)
    {
        what_was_loaded(library, people, context)?;
    }
    if !diagnostics.is_empty() {
        writeln!(context.err, "{}", report::summary(diagnostics, &context.language))?;
    }
    let fixable = fix::fixable(diagnostics);
    if fixable > 0 && format == AnswerFormat::Text {
        let them = if fixable == 1 { "one of them" } else { "some of them" };
        writeln!(context.err, "`waypath check --fix` mends {them}")?;
    }
    if compiled.library.is_none() {
        writeln!(context.err, "people files and tests are checked once the library has no errors")?;
    }
    Ok(if has_errors { Exit::Mistakes } else { Exit::Done })
}

fn what_was_loaded(
    library: &Library,
    people: &People,
    context: &mut Context<'_>,
) -> Result<(), Failure> {
    let names = &library.names;
    let counts = [
        ("check-models", library.models.len()),
        ("check-competencies", names.competencies.len()),
        ("check-roles", names.roles.len()),
        ("check-modules", names.modules.len()),
        ("check-kpis", names.kpis.len()),
        ("check-prompts", names.prompts.len()),
        ("check-personas", names.personas.len()),
        ("check-rules", names.rules.len()),
        ("check-people", people.people.len()),
    ];
    let language = &context.language;
    let values = [("library", (&*library.name).into())];
    writeln!(context.out, "{}", language.with("check-no-mistakes", &values))?;
    for (id, count) in counts {
        writeln!(context.out, "{count:>7}  {}", language.count(id, count))?;
    }
    Ok(())
}

/// The page about a code, by its number.
fn page(number: &str) -> Result<&'static str, Failure> {
    Code::from_number(number).and_then(codes::page).ok_or_else(|| {
        let numbers = Code::ALL.iter().map(|code| code.number());
        let help = match nearest(&number.to_uppercase(), numbers) {
            Some(near) => format!("did you mean `{near}`? `waypath list codes` lists all"),
            None => "run `waypath list codes` to see all codes".to_owned(),
        };
        Failure::request(format!("there is no code `{number}`"), help)
    })
}

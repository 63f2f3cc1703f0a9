//! `lint`: finds what compiles and is probably wrong.

use clap::Args;
use std::collections::BTreeSet;

use waypath_documents::list::lints_table;
use waypath_documents::report;
use waypath_engine::diagnostic::Code;
use waypath_engine::id::nearest;
use waypath_engine::library::Library;
use waypath_engine::lint::{Linted, lint};
use waypath_engine::source::Source;
use waypath_engine::wire::{Findings, Lints};
use waypath_files::Error;
use waypath_files::library::LibraryFiles;
use waypath_files::people::{self, People};

use super::list::print;
use crate::context::Context;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::open;
use crate::options::AnswerFormat;

/// Find probable faults, such as a rule that never fires
#[derive(Args, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of the command line")]
pub(crate) struct LintArguments {
    /// Codes of lints to run, such as WP504 [default: the lints that are enabled by default]
    #[arg(value_name = "CODE")]
    codes: Vec<String>,
    /// Run every lint
    #[arg(long, conflicts_with = "codes")]
    all: bool,
    /// List the lints, and which of them are enabled by default
    #[arg(long, conflicts_with_all = ["codes", "all", "deny"])]
    list: bool,
    /// End with exit code 1 if anything is found, for build servers
    #[arg(long)]
    deny: bool,
    /// Print in this format
    #[arg(long, value_enum, default_value_t)]
    format: AnswerFormat,
}

/// How many questions that were not decided are named.
const MOST_OPEN: usize = 8;

/// Lints the library, or lists the lints.
pub(super) fn run(arguments: &LintArguments, context: &mut Context<'_>) -> Result<Exit, Failure> {
    let format = arguments.format;
    if arguments.list {
        return list(format, context);
    }
    let codes = codes(arguments)?;
    let files = open::files(context)?;
    let library = open::sound(&files, context)?;
    let people = people(&files, &library, &codes)?;
    let as_of = context.options.as_of();
    // People set aside may have values that nobody else has.
    let is_whole = people.set_aside.people == 0;
    let all = if is_whole { people.people.as_slice() } else { &[] };
    let mut linted = lint(&library, &files.sources, all, as_of, &codes);
    if !is_whole {
        let rows = context.language.count("unit-row", people.set_aside.people);
        linted.open.push((Code::NobodyHas, format!("people.csv with {rows} set aside")));
    }
    match format {
        AnswerFormat::Json => {
            report::value(&Findings::of(&library, &linted, as_of), context.out)?;
        }
        AnswerFormat::Text => {
            let sources: Vec<&Source> = files.sources.files.iter().collect();
            report::text(&linted.findings, &sources, context.style, context.out)?;
            if linted.findings.is_empty() {
                let values = [("library", (&*library.name).into())];
                writeln!(context.out, "{}", context.language.with("lint-nothing", &values))?;
            }
        }
    }
    sum_up(&linted, context)?;
    let has_modules = library.modules.values().any(|module| module.active);
    if codes.contains(&Code::NoModuleLeadsOn) && !has_modules {
        let code = Code::NoModuleLeadsOn;
        writeln!(context.err, "not looked for: {code}, because the library has no modules")?;
    }
    let is_denied = arguments.deny && !linted.findings.is_empty();
    Ok(if is_denied { Exit::Mistakes } else { Exit::Done })
}

/// The lints asked for: those named, else all, else those of the start.
fn codes(arguments: &LintArguments) -> Result<BTreeSet<Code>, Failure> {
    let lints = Code::ALL.iter().copied().filter(|code| code.is_lint());
    if arguments.codes.is_empty() {
        return Ok(lints.filter(|code| arguments.all || code.is_default_lint()).collect());
    }
    let numbers: Vec<&str> = lints.map(Code::number).collect();
    let codes = arguments.codes.iter().map(|number| {
        Code::from_number(number).filter(|code| code.is_lint()).ok_or_else(|| {
            let help = match nearest(&number.to_uppercase(), numbers.iter().copied()) {
                Some(near) => format!("did you mean `{near}`? `waypath lint --list` lists all"),
                None => "run `waypath lint --list` to see all lints".to_owned(),
            };
            Failure::request(format!("there is no lint `{number}`"), help)
        })
    });
    codes.collect()
}

/// The people of the library, if it has any and a lint asks for them.
fn people(
    files: &LibraryFiles,
    library: &Library,
    codes: &BTreeSet<Code>,
) -> Result<People, Failure> {
    let Some(folder) = files.people.as_ref().filter(|_| codes.contains(&Code::NobodyHas)) else {
        return Ok(People::default());
    };
    match people::read(folder, library) {
        Err(Error::NoPeople { .. }) => Ok(People::default()),
        read => Ok(read?),
    }
}

fn sum_up(linted: &Linted, context: &mut Context<'_>) -> Result<(), Failure> {
    if !linted.findings.is_empty() {
        writeln!(context.err, "{}", report::summary(&linted.findings, &context.language))?;
    }
    if linted.allowed > 0 {
        let findings = context.language.count("unit-finding", linted.allowed);
        writeln!(context.err, "{findings} allowed by the files")?;
    }
    for (code, about) in linted.open.iter().take(MOST_OPEN) {
        writeln!(context.err, "not decided: {code} for {about}")?;
    }
    let more = linted.open.len().saturating_sub(MOST_OPEN);
    if more > 0 {
        writeln!(context.err, "and {more} more not decided")?;
    }
    Ok(())
}

fn list(format: AnswerFormat, context: &mut Context<'_>) -> Result<Exit, Failure> {
    let lints = Lints::all();
    match format {
        AnswerFormat::Json => report::value(&lints, context.out)?,
        AnswerFormat::Text => print(&lints_table(&lints, &context.language), context)?,
    }
    Ok(Exit::Done)
}

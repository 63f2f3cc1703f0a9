//! `list`: shows what the library holds.

use clap::{Args, ValueEnum};
use waypath_documents::columns;
use waypath_documents::list::{Table, list_table};
use waypath_documents::report;
use waypath_engine::wire::{List, Listed};

use crate::context::Context;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::open;
use crate::options::{AnswerFormat, PeopleArgument};

/// List what the library holds, such as its roles, modules or people
#[derive(Args, Debug)]
pub(crate) struct ListArguments {
    /// What to list
    #[arg(value_enum, value_name = "KIND")]
    kind: ListKind,
    #[command(flatten)]
    people: PeopleArgument,
    /// Print in this format
    #[arg(long, value_enum, default_value_t)]
    format: AnswerFormat,
}

/// What can be listed.
#[derive(Clone, Copy, Debug, Eq, PartialEq, ValueEnum)]
enum ListKind {
    /// What people can do.
    Competencies,
    /// What roles expect.
    Roles,
    /// The catalogue.
    Modules,
    /// Numbers leaders watch.
    Kpis,
    /// Coaching prompts.
    Coaching,
    /// Named groups of people.
    Personas,
    /// Rules.
    Rules,
    /// Everyone in the people files.
    People,
    /// The kinds of mistakes.
    Codes,
}

/// Lists one kind of thing.
pub(super) fn run(arguments: &ListArguments, context: &mut Context<'_>) -> Result<Exit, Failure> {
    let (list, exit) = list(arguments, context)?;
    match arguments.format {
        AnswerFormat::Json => report::value(&list, context.out)?,
        AnswerFormat::Text => print(&list_table(&list.listed, &context.language), context)?,
    }
    Ok(exit)
}

/// Prints a table.
pub(super) fn print(table: &Table, context: &mut Context<'_>) -> Result<(), Failure> {
    let heading: Vec<&str> = table.heading.iter().map(String::as_str).collect();
    Ok(columns::write(&heading, &table.rows, context.out)?)
}

fn list(arguments: &ListArguments, context: &mut Context<'_>) -> Result<(List, Exit), Failure> {
    // The kinds of mistakes are the engine's; no library is asked.
    if arguments.kind == ListKind::Codes {
        return Ok((List::codes(), Exit::Done));
    }
    let files = open::files(context)?;
    let library = open::sound(&files, context)?;
    let listed = match arguments.kind {
        ListKind::Competencies => Listed::competencies(&library),
        ListKind::Roles => Listed::roles(&library),
        ListKind::Modules => Listed::modules(&library),
        ListKind::Kpis => Listed::kpis(&library),
        ListKind::Coaching => Listed::coaching(&library),
        ListKind::Personas => Listed::personas(&library),
        ListKind::Rules => Listed::rules(&library),
        ListKind::Codes => return Ok((List::codes(), Exit::Done)),
        ListKind::People => {
            let people = open::people(arguments.people.folder(), &files, &library, context)?;
            let list = List::of(&library, Listed::people(&library, &people.people));
            return Ok((list, open::exit(&people)));
        }
    };
    Ok((List::of(&library, listed), Exit::Done))
}

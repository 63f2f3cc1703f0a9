//! `playbook`: what everybody of a persona gets.

use clap::Args;
use waypath_engine::plan::playbook;
use waypath_engine::wire;

use crate::context::Context;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::open;
use crate::options::{DocumentFormat, PeopleArgument};
use waypath_documents::labels::Labels;
use waypath_documents::playbook::render_playbook;

/// Print a persona's playbook: modules, manager script, checklist, 1:1 agenda, evidence
#[derive(Args, Debug)]
pub(crate) struct PlaybookArguments {
    /// Id of the persona
    persona: String,
    #[command(flatten)]
    people: PeopleArgument,
    /// Print in this format
    #[arg(long, value_enum, default_value_t)]
    format: DocumentFormat,
}

/// Prints the playbook of a persona.
pub(super) fn run(
    arguments: &PlaybookArguments,
    context: &mut Context<'_>,
) -> Result<Exit, Failure> {
    let format = arguments.format;
    let files = open::files(context)?;
    let library = open::sound(&files, context)?;
    let persona = open::named(&library.names.personas, &arguments.persona, "personas")?;
    let people = open::people(arguments.people.folder(), &files, &library, context)?;
    let made = playbook(&library, &people.people, persona, context.options.as_of());
    let made = made.ok_or_else(|| {
        Failure::request(
            format!("nobody among the people belongs to `{}`", arguments.persona),
            "look at the persona's `who`, or name other people with `--people`",
        )
    })?;
    let written = wire::Playbook::of(&library, &made);
    let Some(layout) = format.layout() else {
        writeln!(context.out, "{}", serde_json::to_string_pretty(&written)?)?;
        return Ok(Exit::Done);
    };
    let templates = open::templates(context)?;
    let labels = Labels::of(&library);
    let text = render_playbook(layout, &written, labels, &context.language, &templates)?;
    write!(context.out, "{text}")?;
    Ok(open::exit(&people))
}

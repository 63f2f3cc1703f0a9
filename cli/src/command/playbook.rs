//! `playbook`: what everybody of a persona gets.

use waypath_engine::plan::playbook;
use waypath_engine::wire;

use crate::arguments::PlaybookArguments;
use crate::failure::Failure;
use crate::{Exit, Session, open};
use waypath_documents::labels::Labels;
use waypath_documents::playbook::render_playbook;
use waypath_documents::templates::Templates;

/// Prints the playbook of a persona.
pub(super) fn run(
    arguments: &PlaybookArguments,
    session: &mut Session<'_>,
) -> Result<Exit, Failure> {
    let form = session.options.document("playbook")?;
    let files = open::files(session)?;
    let library = open::sound(&files, session)?;
    let persona = open::named(&library.names.personas, &arguments.persona, "personas")?;
    let people = open::people(arguments.people.as_deref(), &files, &library, session)?;
    let made = playbook(&library, &people.people, persona, session.options.as_of());
    let made = made.ok_or_else(|| {
        Failure::request(
            format!("nobody among the people belongs to `{}`", arguments.persona),
            "look at the persona's `who`, or name other people with `--people`",
        )
    })?;
    let written = wire::Playbook::of(&library, &made);
    let Some(form) = form else {
        writeln!(session.out, "{}", serde_json::to_string_pretty(&written)?)?;
        return Ok(Exit::Done);
    };
    let text =
        render_playbook(form, &written, &Labels::of(&library), &Templates::new(Vec::new())?)?;
    write!(session.out, "{text}")?;
    Ok(open::exit(&people))
}

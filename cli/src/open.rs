//! How do commands open a library and its people?

use std::path::Path;

use waypath_engine::blueprint::Blueprint;
use waypath_engine::diagnostic::Severity;
use waypath_engine::id::{Id as _, nearest};
use waypath_engine::library::{Compiled, Library, compile};
use waypath_engine::person::Person;
use waypath_engine::source::Source;
use waypath_files::library::{LibraryFiles, PeopleFolder, find, read};
use waypath_files::people::{self, People};

use crate::context::Context;
use crate::exit::Exit;
use crate::failure::Failure;
use waypath_documents::report;
use waypath_documents::templates::Templates;

/// Reads the files of the library a run is about.
pub(crate) fn files(context: &Context<'_>) -> Result<LibraryFiles, Failure> {
    let from = context.options.library.as_deref().unwrap_or(Path::new("."));
    Ok(read(&find(from)?)?)
}

/// Compiles a library; one with mistakes is reported and ends the run.
pub(crate) fn sound(files: &LibraryFiles, context: &mut Context<'_>) -> Result<Library, Failure> {
    sound_with_reading(files, context).map(|(library, _)| library)
}

/// Compiles a library as [`sound`] does, and keeps what its files say.
pub(crate) fn sound_with_reading(
    files: &LibraryFiles,
    context: &mut Context<'_>,
) -> Result<(Library, Blueprint), Failure> {
    let Compiled { library, reading, mut diagnostics, .. } = compile(&files.sources);
    if let Some(library) = library {
        return Ok((library, reading));
    }
    diagnostics.retain(|diagnostic| diagnostic.severity() == Severity::Error);
    let sources: Vec<&Source> = files.sources.files.iter().collect();
    report::text(&diagnostics, &sources, context.style, context.err)?;
    Err(Failure::Mistakes { summary: report::summary(&diagnostics, &context.language) })
}

/// Reads the templates of the library a run is about, and those built in.
pub(crate) fn templates(context: &Context<'_>) -> Result<Templates, Failure> {
    let from = context.options.library.as_deref().unwrap_or(Path::new("."));
    Ok(Templates::new(waypath_files::library::templates(&find(from)?)?)?)
}

/// The folder of people files: the one named on the command line, else the
/// library's.
pub(crate) fn people_folder(
    named: Option<&Path>,
    files: &LibraryFiles,
) -> Result<PeopleFolder, Failure> {
    named.map(PeopleFolder::named).or_else(|| files.people.clone()).ok_or_else(|| {
        Failure::request(
            "the library names no folder of people",
            "name one with `--people`, or with `people:` in `waypath.yaml`",
        )
    })
}

/// Reads people and reports what was set aside.
pub(crate) fn people(
    named: Option<&Path>,
    files: &LibraryFiles,
    library: &Library,
    context: &mut Context<'_>,
) -> Result<People, Failure> {
    let people = people::read(&people_folder(named, files)?, library)?;
    report_set_aside(&people, context)?;
    Ok(people)
}

/// How a command ends that read people: partly done where some were set aside.
pub(crate) fn exit(people: &People) -> Exit {
    if people.set_aside.is_empty() { Exit::Done } else { Exit::Partial }
}

/// Reports what was set aside of people, and how many rows lie in the future.
pub(crate) fn report_set_aside(people: &People, context: &mut Context<'_>) -> Result<(), Failure> {
    if !people.diagnostics.is_empty() {
        let sources: Vec<&Source> = people.sources.iter().collect();
        report::text(&people.diagnostics, &sources, context.style, context.err)?;
        writeln!(context.err, "{}", report::summary(&people.diagnostics, &context.language))?;
    }
    // One line each would bury what matters; `check` lists them.
    let unseen = people::in_the_future(&people.people, context.options.as_of()).len();
    if unseen > 0 {
        let rows = context.language.count("unit-row", unseen);
        let date = context.options.as_of();
        writeln!(
            context.err,
            "note: {rows} dated after {date}, not seen; `waypath check` lists them"
        )?;
    }
    Ok(())
}

/// Finds people by their ids, or everyone where no id is given. Unknown ids among
/// several are reported and counted, and the run goes on with the others.
pub(crate) fn select<'p>(
    people: &'p People,
    ids: &[String],
    context: &mut Context<'_>,
) -> Result<(Vec<&'p Person>, usize), Failure> {
    if ids.is_empty() {
        return Ok((people.people.iter().collect(), 0));
    }
    let mut found = Vec::new();
    let mut failures = Vec::new();
    for id in ids {
        match one(people, id) {
            Ok(person) => found.push(person),
            Err(failure) => failures.push(failure),
        }
    }
    if found.is_empty()
        && let Some(first) = failures.pop()
    {
        return Err(first);
    }
    for failure in &failures {
        crate::failure::show(failure, context.style, context.err);
    }
    Ok((found, failures.len()))
}

/// Finds one person by their id.
pub(crate) fn one<'p>(people: &'p People, id: &str) -> Result<&'p Person, Failure> {
    let found = people.people.binary_search_by(|person| person.id.as_str().cmp(id));
    found.ok().and_then(|at| people.people.get(at)).ok_or_else(|| unknown_person(people, id))
}

/// Finds the person named on the command line, if one is.
pub(crate) fn maybe_one(
    id: Option<&str>,
    folder: Option<&Path>,
    files: &LibraryFiles,
    library: &Library,
    context: &mut Context<'_>,
) -> Result<(Option<Person>, Exit), Failure> {
    let Some(id) = id else { return Ok((None, Exit::Done)) };
    let people = people(folder, files, library, context)?;
    Ok((Some(one(&people, id)?.clone()), exit(&people)))
}

fn unknown_person(people: &People, id: &str) -> Failure {
    let ids = people.people.iter().map(|person| person.id.as_str());
    let help = match nearest(id, ids) {
        Some(near) => format!("did you mean `{near}`?"),
        None if people.set_aside.people > 0 => {
            "their row may be among those set aside above; correct it".to_owned()
        }
        None => "run `waypath list people` to list all people".to_owned(),
    };
    Failure::request(format!("unknown person `{id}`"), help)
}

/// Finds a thing of the library by its id.
pub(crate) fn named<I: waypath_engine::id::Id>(
    table: &waypath_engine::id::Table<I>,
    id: &str,
    list: &str,
) -> Result<waypath_engine::id::Ix<I>, Failure> {
    table.find(id).ok_or_else(|| {
        let help = match table.nearest(id) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("run `waypath list {list}` to list all"),
        };
        Failure::request(format!("unknown {} `{id}`", I::KIND), help)
    })
}

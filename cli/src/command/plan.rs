//! `plan`: plans for people, on standard output or one file per person.

use std::fs;
use std::path::Path;

use waypath_documents::columns;
use waypath_documents::words::counted_noun;
use waypath_engine::id::Id as _;
use waypath_engine::library::Library;
use waypath_engine::person::{AsOf, Person, hash_rows};
use waypath_engine::plan::recommend;
use waypath_engine::wire;

use crate::arguments::{PlanArguments, Reader};
use crate::failure::Failure;
use crate::{Exit, Session, open};
use waypath_documents::labels::Labels;
use waypath_documents::plan::{self as document, Audience};
use waypath_documents::templates::Templates;

/// The file that marks a folder of documents as one of ours to overwrite.
const MARK: &str = ".waypath-plans";

/// What turns people into documents.
struct Press<'a> {
    library: &'a Library,
    as_of: AsOf,
    /// `None` for JSON.
    form: Option<document::Format>,
    audience: Audience,
    labels: Labels,
    templates: Templates,
}

/// One person's plan and the document about it.
struct Document {
    plan: wire::Plan,
    text: String,
}

/// Plans for the people asked for, or for everyone.
pub(super) fn run(arguments: &PlanArguments, session: &mut Session<'_>) -> Result<Exit, Failure> {
    let form = session.options.document("plan")?;
    let files = open::files(session)?;
    let library = open::sound(&files, session)?;
    let people = open::people(arguments.people.as_deref(), &files, &library, session)?;
    let (selected, unknown) = open::select(&people, &arguments.persons, session)?;
    let press = Press::new(&library, form, arguments.audience, session)?;
    match &arguments.output {
        Some(folder) => press.write_files(folder, &selected, session)?,
        None if arguments.persons.is_empty() && form == Some(document::Format::Text) => {
            press.summarise(&selected, session)?;
        }
        None => press.print(&selected, arguments.persons.len() == 1, session)?,
    }
    let is_whole = people.set_aside.is_empty() && unknown == 0;
    Ok(if is_whole { Exit::Done } else { Exit::Partial })
}

/// The document a single person's plan becomes.
pub(super) fn document(
    library: &Library,
    person: &Person,
    (form, reader): (Option<document::Format>, Reader),
    session: &Session<'_>,
) -> Result<String, Failure> {
    Ok(Press::new(library, form, reader, session)?.document(person)?.text)
}

impl<'a> Press<'a> {
    fn new(
        library: &'a Library,
        form: Option<document::Format>,
        reader: Reader,
        session: &Session<'_>,
    ) -> Result<Self, Failure> {
        Ok(Self {
            library,
            as_of: session.options.as_of(),
            form,
            audience: match reader {
                Reader::Learner => Audience::Learner,
                Reader::Manager => Audience::Manager,
                Reader::Admin => Audience::Admin,
            },
            labels: Labels::of(library),
            templates: Templates::new(Vec::new())?,
        })
    }

    fn document(&self, person: &Person) -> Result<Document, Failure> {
        let plan = recommend(self.library, person, self.as_of);
        let plan = wire::Plan::of(self.library, person, &plan);
        let text = match self.form {
            None => serde_json::to_string_pretty(&plan)?,
            Some(form) => {
                document::render(form, self.audience, &plan, &self.labels, &self.templates)?
            }
        };
        Ok(Document { plan, text })
    }

    /// Prints documents one after the other; as JSON one object for somebody
    /// named, else an array.
    fn print(
        &self,
        people: &[&Person],
        is_single: bool,
        session: &mut Session<'_>,
    ) -> Result<(), Failure> {
        let (open, between, close) = match (self.form, is_single) {
            (None, true) => ("", "", "\n"),
            (None, false) => ("[\n", ",\n", "\n]\n"),
            _ => ("", "\n", ""),
        };
        write!(session.out, "{open}")?;
        for (number, person) in people.iter().enumerate() {
            let document = self.document(person)?;
            let separator = if number == 0 { "" } else { between };
            write!(session.out, "{separator}{}", document.text)?;
        }
        write!(session.out, "{close}")?;
        Ok(())
    }

    /// Prints one line about each person.
    fn summarise(&self, people: &[&Person], session: &mut Session<'_>) -> Result<(), Failure> {
        let heading = ["id", "role", "target role", "outcome", "ready now", "after", "modules"];
        let rows: Vec<Vec<String>> = people.iter().map(|it| self.summary(it)).collect();
        columns::write(&heading, &rows, session.out)?;
        let planned = counted_noun(people.len(), "person");
        writeln!(
            session.err,
            "{planned}; `waypath plan ID` shows a plan, `--output DIR` writes all"
        )?;
        Ok(())
    }

    fn summary(&self, person: &Person) -> Vec<String> {
        let plan = recommend(self.library, person, self.as_of);
        let plan = wire::Plan::of(self.library, person, &plan);
        let readiness = plan.readiness.first();
        let percent = |low: u8, high: u8| {
            if low == high { format!("{low} %") } else { format!("{low}-{high} %") }
        };
        let modules: Vec<&str> = plan.modules.iter().map(|it| it.module.as_str()).collect();
        vec![
            plan.person.id.to_string(),
            plan.person.role.to_string(),
            plan.person.target_role.as_ref().map(ToString::to_string).unwrap_or_default(),
            plan.outcome.as_str().to_owned(),
            readiness.map_or_else(String::new, |it| percent(it.now, it.now_high)),
            readiness.map_or_else(String::new, |it| percent(it.after, it.after_high)),
            modules.join(" "),
        ]
    }

    /// Writes one file per person, and one line about each to standard output.
    fn write_files(
        &self,
        folder: &Path,
        people: &[&Person],
        session: &mut Session<'_>,
    ) -> Result<(), Failure> {
        prepare(folder)?;
        for person in people {
            let document = self.document(person)?;
            let path = folder.join(format!("{}.{}", file_stem(person.id.as_str()), self.ending()));
            write_whole(&path, &document.text)?;
            writeln!(session.out, "{}", line(person, &document.plan, &path))?;
        }
        let written = counted_noun(people.len(), "document");
        writeln!(session.err, "{written} in {}", folder.display())?;
        Ok(())
    }

    fn ending(&self) -> &'static str {
        match self.form {
            Some(document::Format::Text) => "txt",
            Some(document::Format::Markdown) => "md",
            Some(document::Format::Html) => "html",
            None => "json",
        }
    }
}

/// One line about one person: who, what came of it, where it is.
fn line(person: &Person, plan: &wire::Plan, path: &Path) -> String {
    let modules = counted_noun(plan.modules.len(), "module");
    format!("{}\t{}\t{modules}\t{}", person.id, plan.outcome.as_str(), path.display())
}

/// Makes a folder ready for documents: a new one, an empty one, or one that
/// holds documents already. No other file is ever overwritten.
fn prepare(folder: &Path) -> Result<(), Failure> {
    fs::create_dir_all(folder).map_err(Failure::unwritable(folder))?;
    let mark = folder.join(MARK);
    let mut entries = fs::read_dir(folder).map_err(Failure::unwritable(folder))?;
    if !mark.exists() && entries.next().is_some() {
        return Err(Failure::request(
            format!("`{}` holds files that are no plans", folder.display()),
            "name a new or an empty folder with `--output`",
        ));
    }
    let words = "Waypath writes documents into this folder and overwrites those of earlier runs.\n";
    fs::write(&mark, words).map_err(Failure::unwritable(&mark))
}

/// Writes a file so that it is there as a whole or not at all.
fn write_whole(path: &Path, text: &str) -> Result<(), Failure> {
    let part = path.with_extension("part");
    fs::write(&part, text).map_err(Failure::unwritable(&part))?;
    fs::rename(&part, path).map_err(Failure::unwritable(path))
}

/// Returns a file name for a person's id, another one for every id, on every
/// system: ids of lowercase letters, digits and hyphens stay as they are, of
/// others the parts that may be in a file name stay, with a hash of the id.
fn file_stem(id: &str) -> String {
    const RESERVED: &[&str] = &["con", "prn", "aux", "nul"];
    let is_plain =
        |it: char| it.is_ascii_lowercase() || it.is_ascii_digit() || it == '-' || it == '_';
    let is_device = RESERVED.contains(&id)
        || (id.len() == 4 && (id.starts_with("com") || id.starts_with("lpt")));
    if id.len() <= 100 && !is_device && id.chars().all(is_plain) {
        return id.to_owned();
    }
    let kept: String = id
        .chars()
        .take(40)
        .map(|it| it.to_ascii_lowercase())
        .map(|it| if is_plain(it) { it } else { '_' })
        .collect();
    let hash: String = hash_rows([id]).chars().skip("sha256:".len()).take(24).collect();
    // A plain id has no full stop, so no two names are the same.
    format!("{kept}.{hash}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_ids_are_file_names_and_others_get_a_hash() {
        assert_eq!(file_stem("ana-silva"), "ana-silva");
        for id in
            ["Ana", "a/b", "../../x", "con", "com1", "E 17", "ü", "a.b", ".", &"a".repeat(200)]
        {
            let stem = file_stem(id);
            assert!(stem.contains('.') && !stem.starts_with('.'), "{stem}");
            assert!(stem.len() <= 100 && !stem.contains(['/', '\\', ' ']), "{stem}");
        }
    }

    #[test]
    fn ids_that_differ_only_in_case_have_different_names() {
        assert_ne!(file_stem("Ana").to_lowercase(), file_stem("ANA").to_lowercase());
        assert_ne!(file_stem("ana"), file_stem("Ana"));
    }
}

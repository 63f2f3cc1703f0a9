//! `plan`: plans for people, on standard output or one file per person.

use clap::{Args, ValueEnum};
use std::path::{Path, PathBuf};

use waypath_documents::columns;
use waypath_documents::words::counted_noun;
use waypath_engine::id::Id as _;
use waypath_engine::library::Library;
use waypath_engine::person::{AsOf, Person, hash_rows};
use waypath_engine::plan::recommend;
use waypath_engine::wire;

use crate::context::Context;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::options::{DocumentFormat, PeopleArgument};
use crate::output::Claim;
use crate::{open, output};
use waypath_documents::language::Language;
use waypath_documents::names::Labels;
use waypath_documents::plan::{self as document, Audience};
use waypath_documents::templates::Templates;

/// Make development plans: three to five modules per person, milestones and coaching
///
/// For everyone it prints a line per person; for people whose ids are given it prints
/// their plans. With `--output` it writes a document per person.
#[derive(Args, Debug)]
pub(crate) struct PlanArguments {
    /// Ids of the people to plan for [default: everyone]
    #[arg(value_name = "PERSON")]
    persons: Vec<String>,
    #[command(flatten)]
    people: PeopleArgument,
    /// Write a document per person into this folder
    #[arg(long, value_name = "DIR")]
    output: Option<PathBuf>,
    /// Write for this reader
    #[arg(long, value_enum, default_value_t = Reader::Learner)]
    audience: Reader,
    /// Print in this format
    #[arg(long, value_enum, default_value_t)]
    format: DocumentFormat,
}

/// Who reads a document.
#[derive(Clone, Copy, Debug, Eq, PartialEq, ValueEnum)]
pub(super) enum Reader {
    /// The person whose plan it is.
    Learner,
    /// Their manager.
    Manager,
    /// The person responsible for the library.
    Admin,
}

/// The file that marks a folder of documents as one of ours to overwrite.
const MARK: &str = ".waypath-plans";

/// What turns people into documents.
struct Press<'a> {
    library: &'a Library,
    as_of: AsOf,
    format: DocumentFormat,
    audience: Audience,
    labels: Labels<'a>,
    language: Language,
    templates: Templates,
}

/// One person's plan and the document about it.
struct Document {
    plan: wire::Plan,
    text: String,
}

/// Plans for the people asked for, or for everyone.
pub(super) fn run(arguments: &PlanArguments, context: &mut Context<'_>) -> Result<Exit, Failure> {
    let format = arguments.format;
    let files = open::files(context)?;
    let library = open::sound(&files, context)?;
    let people = open::people(arguments.people.folder(), &files, &library, context)?;
    let (selected, unknown) = open::select(&people, &arguments.persons, context)?;
    let press = Press::new(&library, format, arguments.audience, context)?;
    match &arguments.output {
        Some(folder) => press.write_files(folder, &selected, context)?,
        None if arguments.persons.is_empty() && format == DocumentFormat::Text => {
            press.summarise(&selected, context)?;
        }
        None => press.print(&selected, arguments.persons.len() == 1, context)?,
    }
    let is_whole = people.set_aside.is_empty() && unknown == 0;
    Ok(if is_whole { Exit::Done } else { Exit::Partial })
}

/// The document a single person's plan becomes.
pub(super) fn document(
    library: &Library,
    person: &Person,
    format: DocumentFormat,
    reader: Reader,
    context: &Context<'_>,
) -> Result<String, Failure> {
    Ok(Press::new(library, format, reader, context)?.document(person)?.text)
}

impl<'a> Press<'a> {
    fn new(
        library: &'a Library,
        format: DocumentFormat,
        reader: Reader,
        context: &Context<'_>,
    ) -> Result<Self, Failure> {
        Ok(Self {
            library,
            as_of: context.options.as_of(),
            format,
            audience: match reader {
                Reader::Learner => Audience::Learner,
                Reader::Manager => Audience::Manager,
                Reader::Admin => Audience::Admin,
            },
            labels: Labels::of(library),
            language: context.language.clone(),
            templates: open::templates(context)?,
        })
    }

    fn document(&self, person: &Person) -> Result<Document, Failure> {
        let plan = recommend(self.library, person, self.as_of);
        let plan = wire::Plan::of(self.library, person, &plan);
        let text = match self.format.layout() {
            None => serde_json::to_string_pretty(&plan)?,
            Some(layout) => document::render(
                layout,
                self.audience,
                &plan,
                self.labels,
                &self.language,
                &self.templates,
            )?,
        };
        Ok(Document { plan, text })
    }

    /// Prints documents one after the other; as JSON one object for somebody
    /// named, else an array.
    fn print(
        &self,
        people: &[&Person],
        is_single: bool,
        context: &mut Context<'_>,
    ) -> Result<(), Failure> {
        let (open, between, close) = match (self.format, is_single) {
            (DocumentFormat::Json, true) => ("", "", "\n"),
            (DocumentFormat::Json, false) => ("[\n", ",\n", "\n]\n"),
            _ => ("", "\n", ""),
        };
        write!(context.out, "{open}")?;
        for (number, person) in people.iter().enumerate() {
            let document = self.document(person)?;
            let separator = if number == 0 { "" } else { between };
            write!(context.out, "{separator}{}", document.text)?;
        }
        write!(context.out, "{close}")?;
        Ok(())
    }

    /// Prints one line about each person.
    fn summarise(&self, people: &[&Person], context: &mut Context<'_>) -> Result<(), Failure> {
        let heading = ["id", "role", "target role", "outcome", "ready now", "after", "modules"];
        let rows: Vec<Vec<String>> = people.iter().map(|it| self.summary(it)).collect();
        columns::write(&heading, &rows, context.out)?;
        let planned = counted_noun(people.len(), "person");
        writeln!(
            context.err,
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
        context: &mut Context<'_>,
    ) -> Result<(), Failure> {
        let words =
            "Waypath writes documents into this folder and overwrites those of earlier runs.\n";
        Claim { mark: MARK, words, holds: "plans" }.prepare(folder)?;
        for person in people {
            let document = self.document(person)?;
            let path = folder.join(format!("{}.{}", file_stem(person.id.as_str()), self.ending()));
            output::replace(&path, document.text.as_bytes())?;
            writeln!(context.out, "{}", line(person, &document.plan, &path))?;
        }
        let written = counted_noun(people.len(), "document");
        writeln!(context.err, "{written} in {}", folder.display())?;
        Ok(())
    }

    fn ending(&self) -> &'static str {
        match self.format {
            DocumentFormat::Text => "txt",
            DocumentFormat::Markdown => "md",
            DocumentFormat::Html => "html",
            DocumentFormat::Json => "json",
        }
    }
}

/// One line about one person: who, what came of it, where it is.
fn line(person: &Person, plan: &wire::Plan, path: &Path) -> String {
    let modules = counted_noun(plan.modules.len(), "module");
    format!("{}\t{}\t{modules}\t{}", person.id, plan.outcome.as_str(), path.display())
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

//! `plan`: plans for people, on standard output or one file per person.

use std::io::Write;
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use waypath_documents::columns;
use waypath_engine::id::Id as _;
use waypath_engine::library::Library;
use waypath_engine::person::{AsOf, Person, hash_rows};
use waypath_engine::plan::{reasons, recommend};
use waypath_engine::wire;

use crate::context::Context;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::many::{Printed, for_each};
use crate::options::{DocumentFormat, PeopleArgument, ThreadsArgument};
use crate::output::Claim;
use crate::{open, output};
use waypath_documents::labels::Labels;
use waypath_documents::language::Language;
use waypath_documents::plan::{self as document, Audience};
use waypath_documents::templates::Templates;
use waypath_run::Threads;

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
    #[command(flatten)]
    threads: ThreadsArgument,
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

/// Plans for people and writes documents about their plans.
struct PlanWriter<'a> {
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
    let writer = PlanWriter::new(&library, format, arguments.audience, context)?;
    let threads = arguments.threads.count();
    match &arguments.output {
        Some(folder) => writer.write_files(folder, &selected, threads, context)?,
        None if arguments.persons.is_empty() && format == DocumentFormat::Text => {
            writer.summarise(&selected, threads, context)?;
        }
        None => {
            let form = PrintedPlans::of(format, arguments.persons.len() == 1);
            writer.print(&selected, form, threads, context)?;
        }
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
    Ok(PlanWriter::new(library, format, reader, context)?.document(person)?.text)
}

/// What stands around and between plans that are printed.
#[derive(Clone, Copy)]
struct PrintedPlans {
    open: &'static str,
    between: &'static str,
    close: &'static str,
}

impl PrintedPlans {
    /// As JSON one object for a single person who is named, else an array.
    fn of(format: DocumentFormat, is_single: bool) -> Self {
        let (open, between, close) = match (format, is_single) {
            (DocumentFormat::Json, true) => ("", "", "\n"),
            (DocumentFormat::Json, false) => ("[\n", ",\n", "\n]\n"),
            _ => ("", "\n", ""),
        };
        Self { open, between, close }
    }
}

impl<'a> PlanWriter<'a> {
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

    fn plan(&self, person: &Person) -> wire::Plan {
        let decision = recommend(self.library, person, self.as_of);
        let reasons = reasons(self.library, person, &decision);
        wire::Plan::of(self.library, person, &decision, &reasons)
    }

    fn document(&self, person: &Person) -> Result<Document, Failure> {
        let plan = self.plan(person);
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

    /// Prints documents one after the other.
    fn print(
        &self,
        people: &[&Person],
        form: PrintedPlans,
        threads: Threads,
        context: &mut Context<'_>,
    ) -> Result<(), Failure> {
        let PrintedPlans { open, between, close } = form;
        write!(context.out, "{open}")?;
        let worker = || |person: &&Person| Ok(self.document(person)?.text);
        let mut separator = "";
        let sink = |text: String, out: &mut dyn Write| {
            write!(out, "{separator}{text}")?;
            separator = between;
            Ok(())
        };
        for_each(people.iter().copied(), threads, Printed::OneByOne, context, worker, sink)?;
        write!(context.out, "{close}")?;
        Ok(())
    }

    /// Prints one line about each person.
    fn summarise(
        &self,
        people: &[&Person],
        threads: Threads,
        context: &mut Context<'_>,
    ) -> Result<(), Failure> {
        let heading = ["id", "role", "target role", "outcome", "ready now", "after", "modules"];
        let worker = || |person: &&Person| Ok(self.summary(person));
        let mut rows: Vec<Vec<String>> = Vec::with_capacity(people.len());
        let sink = |row, _: &mut dyn Write| {
            rows.push(row);
            Ok(())
        };
        for_each(people.iter().copied(), threads, Printed::Together, context, worker, sink)?;
        columns::write(&heading, &rows, context.out)?;
        let planned = context.language.count("unit-person", people.len());
        writeln!(
            context.err,
            "{planned}; `waypath plan ID` shows a plan, `--output DIR` writes all"
        )?;
        Ok(())
    }

    fn summary(&self, person: &Person) -> Vec<String> {
        // A line shows no reasons, so none are looked for.
        let decision = recommend(self.library, person, self.as_of);
        let names = &self.library.names;
        let readiness = decision.readiness.first();
        let percent = |low: u8, high: u8| {
            if low == high { format!("{low} %") } else { format!("{low}-{high} %") }
        };
        let modules: Vec<&str> =
            decision.picks.iter().map(|pick| self.library.module_id(pick.module)).collect();
        vec![
            person.id.to_string(),
            names.roles.id(person.role).to_string(),
            person.target_role.map(|role| names.roles.id(role).to_string()).unwrap_or_default(),
            decision.outcome.as_str().to_owned(),
            readiness.map_or_else(String::new, |change| percent(change.now.low, change.now.high)),
            readiness
                .map_or_else(String::new, |change| percent(change.after.low, change.after.high)),
            modules.join(" "),
        ]
    }

    /// Writes one file per person, and one line about each to standard output.
    fn write_files(
        &self,
        folder: &Path,
        people: &[&Person],
        threads: Threads,
        context: &mut Context<'_>,
    ) -> Result<(), Failure> {
        let words =
            "Waypath writes documents into this folder and overwrites those of earlier runs.\n";
        Claim { mark: MARK, words, holds: "plans" }.prepare(folder)?;
        let worker = || {
            |person: &&Person| {
                let document = self.document(person)?;
                let name = format!("{}.{}", file_stem(person.id.as_str()), self.ending());
                let path = folder.join(name);
                output::replace(&path, document.text.as_bytes())?;
                Ok(line(person, &document.plan, &path, &self.language))
            }
        };
        let sink = |line: String, out: &mut dyn Write| Ok(writeln!(out, "{line}")?);
        for_each(people.iter().copied(), threads, Printed::OneByOne, context, worker, sink)?;
        let written = context.language.count("unit-document", people.len());
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
fn line(person: &Person, plan: &wire::Plan, path: &Path, language: &Language) -> String {
    let modules = language.count("unit-module", plan.modules.len());
    format!("{}\t{}\t{modules}\t{}", person.id, plan.outcome.as_str(), path.display())
}

/// Returns a file name for a person's id, another one for every id, on every
/// system: ids of lowercase letters, digits and hyphens stay as they are, of
/// others the parts that may be in a file name stay, with a hash of the id.
fn file_stem(id: &str) -> String {
    const RESERVED: &[&str] = &["con", "prn", "aux", "nul"];
    let is_plain = |letter: char| {
        letter.is_ascii_lowercase() || letter.is_ascii_digit() || "-_".contains(letter)
    };
    let is_device = RESERVED.contains(&id)
        || (id.len() == 4 && (id.starts_with("com") || id.starts_with("lpt")));
    if id.len() <= 100 && !is_device && id.chars().all(is_plain) {
        return id.to_owned();
    }
    let kept: String = id
        .chars()
        .take(40)
        .map(|letter| letter.to_ascii_lowercase())
        .map(|letter| if is_plain(letter) { letter } else { '_' })
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

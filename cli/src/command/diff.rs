//! `diff`: says whose plans change between two versions of a library, and how.

use clap::Args;
use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use std::path::{Path, PathBuf};

use waypath_documents::report;
use waypath_engine::blueprint::{self, Read};
use waypath_engine::diagnostic::Diagnostic;
use waypath_engine::diff::{
    Affected, Aspect, Both, Case, Change, Comparison, Difference, Explained, Mixer,
    PersonComparison, Seen, Side, Summary, Touched, Version, WrittenComparison,
    WrittenPersonComparison, changes,
};
use waypath_engine::id::{Id as _, PersonId, nearest};
use waypath_engine::library::Library;
use waypath_engine::person::{AsOf, Person};
use waypath_engine::source::Source;
use waypath_files::library::{LibraryFiles, find, read};
use waypath_files::people::{self, People};
use waypath_files::revision;
use waypath_run::Threads;

use crate::context::Context;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::many::{Printed, for_each};
use crate::open;
use crate::options::{AnswerFormat, PeopleArgument, ThreadsArgument};
use waypath_documents::comparison::pair::pair_text;
use waypath_documents::comparison::text::comparison_text;
use waypath_documents::labels::Labels;

/// Compare two versions of the library: whose plans change, how, and why
#[derive(Args, Debug)]
pub(crate) struct DiffArguments {
    /// Folder of the library before
    #[arg(value_name = "BEFORE", required_unless_present = "git", conflicts_with = "git")]
    before: Option<PathBuf>,
    /// Folder of the library after [default: the library]
    #[arg(value_name = "AFTER", conflicts_with = "git")]
    after: Option<PathBuf>,
    /// Compare with the library as it was at a revision of git, such as HEAD
    #[arg(long, value_name = "REV")]
    git: Option<String>,
    #[command(flatten)]
    people: PeopleArgument,
    /// Show the two plans of this person side by side, and what made the difference
    #[arg(long, value_name = "ID")]
    person: Option<String>,
    /// Fit the two plans into this many columns
    #[arg(long, value_name = "COLUMNS", default_value_t = 80, requires = "person",
        value_parser = clap::value_parser!(u8).range(80..=120))]
    width: u8,
    #[command(flatten)]
    threads: ThreadsArgument,
    /// Print in this format
    #[arg(long, value_enum, default_value_t)]
    format: AnswerFormat,
}

/// For how many people at most it is worked out which change made the difference.
const MOST_EXPLAINED: usize = 1_000;
/// How many plans may be made to work that out, and as many again to find what
/// a change touches beside.
const MOST_PLANS: usize = 6_000;

/// Compares two versions of a library, for everyone or for one person.
pub(super) fn run(arguments: &DiffArguments, context: &mut Context<'_>) -> Result<Exit, Failure> {
    let format = arguments.format;
    let (before, after) = versions(arguments, context)?;
    let changes = changes(&before.read, &after.read);
    let roster = Roster::read(arguments, &before, &after, context)?;
    let job = Job { before: &before, after: &after, changes, as_of: context.options.as_of() };
    match &arguments.person {
        Some(id) => job.one(id, &roster, (format, arguments.width.into()), context)?,
        None => job.all(&roster, format, arguments.threads.count(), context)?,
    }
    Ok(if roster.is_whole() { Exit::Done } else { Exit::Partial })
}

/// A version of the library that was opened.
struct Opened {
    /// What it is called in messages.
    shown: String,
    files: LibraryFiles,
    read: Read,
    library: Library,
}

impl Opened {
    fn new(
        shown: String,
        files: LibraryFiles,
        which: &str,
        context: &mut Context<'_>,
    ) -> Result<Self, Failure> {
        let library = open::sound(&files, context).map_err(|failure| match failure {
            Failure::Mistakes { summary } => {
                Failure::Mistakes { summary: format!("{summary}, in the library {which}: {shown}") }
            }
            other => other,
        })?;
        let read = blueprint::read(&files.sources);
        Ok(Self { shown, files, read, library })
    }

    fn side(&self) -> Side<'_> {
        Side { read: &self.read, library: &self.library }
    }

    fn version(&self) -> Version<'_> {
        Version { shown: &self.shown, library: &self.library }
    }
}

fn versions(
    arguments: &DiffArguments,
    context: &mut Context<'_>,
) -> Result<(Opened, Opened), Failure> {
    let folder = |path: &Path| path.to_string_lossy().into_owned();
    let (shown, after) = match &arguments.after {
        Some(path) => (folder(path), read(&find(path)?)?),
        None => ("the library".to_owned(), open::files(context)?),
    };
    let (shown_before, before) = match (&arguments.git, &arguments.before) {
        (Some(revision), _) => {
            let sources = revision::read(&after.root, revision)?;
            let files =
                LibraryFiles { root: after.root.clone(), sources, tests: Vec::new(), people: None };
            (format!("git {revision}"), files)
        }
        (None, Some(path)) => (folder(path), read(&find(path)?)?),
        (None, None) => {
            return Err(Failure::request(
                "there is nothing to compare with",
                "name the folder of the library before, or a revision with `--git`",
            ));
        }
    };
    let before = Opened::new(shown_before, before, "before", context)?;
    Ok((before, Opened::new(shown, after, "after", context)?))
}

/// The people, as the two libraries read them.
struct Roster {
    before: People,
    after: People,
}

impl Roster {
    fn read(
        arguments: &DiffArguments,
        before: &Opened,
        after: &Opened,
        context: &mut Context<'_>,
    ) -> Result<Self, Failure> {
        let is_after = arguments.people.folder().is_some() || after.files.people.is_some();
        let owner = if is_after { &after.files } else { &before.files };
        let folder = open::people_folder(arguments.people.folder(), owner)?;
        let roster = Self {
            before: people::read(&folder, &before.library)?,
            after: people::read(&folder, &after.library)?,
        };
        open::report_set_aside(&roster.after, context)?;
        roster.report_before(context)?;
        if let Some(other) =
            before.files.people.as_ref().filter(|_| arguments.people.folder().is_none())
            && other.path != folder.path
            && let Ok(others) = people::read(other, &before.library)
        {
            roster.note_others(&others, &other.shown, context)?;
        }
        Ok(roster)
    }

    /// Reports what only the library before sets aside.
    fn report_before(&self, context: &mut Context<'_>) -> Result<(), Failure> {
        let is_new = |diagnostic: &&Diagnostic| !self.after.diagnostics.contains(diagnostic);
        let only: Vec<Diagnostic> =
            self.before.diagnostics.iter().filter(is_new).cloned().collect();
        if only.is_empty() {
            return Ok(());
        }
        writeln!(context.err, "read with the library before:\n")?;
        let sources: Vec<&Source> = self.before.sources.iter().collect();
        report::text(&only, &sources, context.style, context.err)?;
        writeln!(
            context.err,
            "{}, only with the library before",
            report::summary(&only, &context.language)
        )?;
        Ok(())
    }

    /// Says where the people of the library before are others than those compared.
    fn note_others(
        &self,
        others: &People,
        shown: &str,
        context: &mut Context<'_>,
    ) -> Result<(), Failure> {
        let hashes: BTreeMap<&str, &str> =
            self.before.people.iter().map(|person| (person.id.as_str(), &*person.hash)).collect();
        let ids: BTreeMap<&str, &str> =
            others.people.iter().map(|person| (person.id.as_str(), &*person.hash)).collect();
        let only: Vec<&str> = ids.keys().copied().filter(|id| !hashes.contains_key(id)).collect();
        let other_rows =
            ids.iter().filter(|(id, hash)| hashes.get(*id).is_some_and(|at| at != *hash));
        let other_rows = other_rows.count();
        if !only.is_empty() {
            let (number, names) =
                (context.language.count("unit-person", only.len()), listed(&only));
            writeln!(
                context.err,
                "note: {number} in the people of the library before (`{shown}`) not compared: {names}"
            )?;
        }
        if other_rows > 0 {
            let number = context.language.count("unit-person", other_rows);
            writeln!(
                context.err,
                "note: {number} with other rows in the people of the library before (`{shown}`); \
                 both plans are made from those of the library after"
            )?;
        }
        Ok(())
    }

    fn is_whole(&self) -> bool {
        self.before.set_aside.is_empty() && self.after.set_aside.is_empty()
    }

    /// Everyone both libraries read.
    fn both(&self) -> Vec<Both<'_>> {
        let before: BTreeMap<&str, &Person> =
            self.before.people.iter().map(|person| (person.id.as_str(), person)).collect();
        let after = self.after.people.iter();
        after
            .filter_map(|after| Some(Both { before: before.get(after.id.as_str())?, after }))
            .collect()
    }

    /// The people that only one of two readings has.
    fn only(one: &People, other: &People) -> Vec<PersonId> {
        let ids: BTreeSet<&str> = other.people.iter().map(|person| person.id.as_str()).collect();
        let only = one.people.iter().filter(|person| !ids.contains(person.id.as_str()));
        only.map(|person| person.id.clone()).collect()
    }
}

/// Some names, the first few of many.
fn listed(names: &[&str]) -> String {
    const MOST: usize = 5;
    let more = names.len().saturating_sub(MOST);
    let shown = names.iter().take(MOST).copied().collect::<Vec<_>>().join(", ");
    if more == 0 { shown } else { format!("{shown} and {more} more") }
}

/// What is compared.
struct Job<'a> {
    before: &'a Opened,
    after: &'a Opened,
    changes: Vec<Change>,
    as_of: AsOf,
}

impl Job<'_> {
    fn seen(&self, both: Both<'_>) -> (Seen, Seen) {
        (
            Seen::of(&self.before.library, both.before, self.as_of),
            Seen::of(&self.after.library, both.after, self.as_of),
        )
    }

    fn mixer(&self) -> Mixer<'_> {
        Mixer::new(self.before.side(), self.after.side(), &self.changes, MOST_PLANS)
    }

    /// Compares everyone and says what changes for whom.
    fn all(
        &self,
        roster: &Roster,
        format: AnswerFormat,
        threads: Threads,
        context: &mut Context<'_>,
    ) -> Result<(), Failure> {
        let both = roster.both();
        let (mut summary, mut affected) = self.compare(&both, threads, context)?;
        let touched = self.explain(&mut affected, &mut summary);
        let comparison = Comparison {
            before: self.before.version(),
            after: self.after.version(),
            as_of: self.as_of,
            changes: &self.changes,
            summary,
            affected,
            touched,
            only_before: Roster::only(&roster.before, &roster.after),
            only_after: Roster::only(&roster.after, &roster.before),
        };
        match format {
            AnswerFormat::Text => {
                write!(context.out, "{}", comparison_text(&comparison, &context.language))?;
            }
            AnswerFormat::Json => report::value(&WrittenComparison::of(&comparison), context.out)?,
        }
        Ok(())
    }

    /// Compares the plans of people.
    fn compare<'p>(
        &self,
        both: &[Both<'p>],
        threads: Threads,
        context: &mut Context<'_>,
    ) -> Result<(Summary, Vec<Affected<'p>>), Failure> {
        let (mut summary, mut affected) = (Summary::default(), Vec::new());
        let worker = || {
            |both: &Both<'p>| {
                let (before, after) = self.seen(*both);
                let difference = Difference::of(&before, &after);
                Ok((*both, before, after, difference))
            }
        };
        let sink = |(both, before, after, difference): (Both<'p>, Seen, Seen, Difference),
                    _: &mut dyn Write| {
            summary.add(&before, &after, &difference);
            if !difference.is_empty() {
                affected.push(Affected::new(both, (&before, &after), difference));
            }
            Ok(())
        };
        for_each(both.iter().copied(), threads, Printed::Together, context, worker, sink)?;
        Ok((summary, affected))
    }

    /// Works out which change made the difference: for everyone with another plan,
    /// or where nobody has one with other reasons; of many for some that lie evenly
    /// among them. Then what the changes that made none touch beside.
    fn explain(&self, affected: &mut [Affected<'_>], summary: &mut Summary) -> Touched {
        let is_another = |affected: &Affected<'_>| affected.difference.is_another_plan();
        let has_another = affected.iter().any(is_another);
        let pool = affected.iter_mut().filter(|affected| is_another(affected) || !has_another);
        let pool: Vec<&mut Affected<'_>> = pool.collect();
        let step = pool.len().div_ceil(MOST_EXPLAINED).max(1);
        let mut mixer = self.mixer();
        let mut asked = Vec::new();
        for affected in pool.into_iter().step_by(step) {
            let (before, after) = self.seen(affected.both);
            let about = affected.difference.leading();
            let case = self.case(affected.both, (&before, &after), &about);
            let explained = mixer.explain(case);
            summary.explain(&explained);
            affected.explained = Some(explained);
            asked.push((affected.both, before, after));
        }
        let is_cause = |at: &usize| summary.causes.keys().any(|changes| changes.contains(at));
        let idle: Vec<usize> = (0..self.changes.len()).filter(|change| !is_cause(change)).collect();
        let mut mixer = self.mixer();
        idle.into_iter().map(|at| (at, self.touched(at, &asked, &mut mixer))).collect()
    }

    fn case<'c>(
        &self,
        both: Both<'c>,
        (before, after): (&'c Seen, &'c Seen),
        about: &'c BTreeSet<Aspect>,
    ) -> Case<'c> {
        Case { both, before, after, as_of: self.as_of, about }
    }

    /// How many plans would be others without a change, in which parts; `None`
    /// where that was not worked out.
    fn touched(
        &self,
        change: usize,
        asked: &[(Both<'_>, Seen, Seen)],
        mixer: &mut Mixer<'_>,
    ) -> Option<BTreeMap<Aspect, usize>> {
        let mut touched: BTreeMap<Aspect, usize> = BTreeMap::new();
        let about = BTreeSet::new();
        for (both, before, after) in asked {
            let case = self.case(*both, (before, after), &about);
            for aspect in mixer.touched(change, case)? {
                let people = touched.entry(aspect).or_default();
                *people = people.saturating_add(1);
            }
        }
        Some(touched)
    }

    /// Shows the two plans of one person.
    fn one(
        &self,
        id: &str,
        roster: &Roster,
        (format, width): (AnswerFormat, usize),
        context: &mut Context<'_>,
    ) -> Result<(), Failure> {
        let all = roster.both();
        let both = all.iter().find(|both| both.after.id.as_str() == id);
        let both = *both.ok_or_else(|| nobody(id, &all, roster))?;
        let (before, after) = self.seen(both);
        let difference = Difference::of(&before, &after);
        let explained = self.explain_parts(both, (&before, &after), &difference);
        let pair = PersonComparison {
            versions: (self.before.version(), self.after.version()),
            both,
            changes: &self.changes,
            before: &before.plan,
            after: &after.plan,
            difference: &difference,
            explained,
        };
        match format {
            AnswerFormat::Text => {
                let labels = (Labels::of(&self.before.library), Labels::of(&self.after.library));
                write!(context.out, "{}", pair_text(&pair, labels, &context.language, width))?;
            }
            AnswerFormat::Json => report::value(&WrittenPersonComparison::of(&pair), context.out)?,
        }
        Ok(())
    }
}

impl Job<'_> {
    /// Works out for each part of a plan which change made it another; parts with
    /// the same cause stand together.
    fn explain_parts(
        &self,
        both: Both<'_>,
        seen: (&Seen, &Seen),
        difference: &Difference,
    ) -> Vec<(Vec<Aspect>, Explained)> {
        let is_plan = difference.is_another_plan();
        let parts = difference.aspects.iter().filter(|aspect| aspect.is_the_plan() || !is_plan);
        let mut mixer = self.mixer();
        let mut found: Vec<(Vec<Aspect>, Explained)> = Vec::new();
        for part in parts {
            let explained = mixer.explain(self.case(both, seen, &BTreeSet::from([*part])));
            match found.iter_mut().find(|(_, other)| *other == explained) {
                Some((parts, _)) => parts.push(*part),
                None => found.push((vec![*part], explained)),
            }
        }
        found
    }
}

/// Why somebody is not compared.
fn nobody(id: &str, all: &[Both<'_>], roster: &Roster) -> Failure {
    let has = |people: &People| people.people.iter().any(|person| person.id.as_str() == id);
    for (people, which) in [(&roster.before, "before"), (&roster.after, "after")] {
        if has(people) {
            return Failure::request(
                format!("only the library {which} can plan for `{id}`"),
                "look for what the other one says about the row, above; often their role is missing",
            );
        }
    }
    let ids = all.iter().map(|both| both.after.id.as_str());
    let help = match nearest(id, ids) {
        Some(near) => format!("did you mean `{near}`?"),
        None => "run `waypath list people` to list all people".to_owned(),
    };
    Failure::request(format!("unknown person `{id}`"), help)
}

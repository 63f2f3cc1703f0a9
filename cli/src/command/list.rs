//! `list`: shows what the library holds.

use clap::{Args, ValueEnum};
use serde_json::{Map, Value, json};
use waypath_documents::columns;
use waypath_documents::report;
use waypath_engine::blueprint::rule::Each;
use waypath_engine::diagnostic::Code;
use waypath_engine::id::Id as _;
use waypath_engine::library::{Library, PromptFor};
use waypath_engine::person::Person;

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
    kind: Listed,
    #[command(flatten)]
    people: PeopleArgument,
    /// Print in this format
    #[arg(long, value_enum, default_value_t)]
    format: AnswerFormat,
}

/// What can be listed.
#[derive(Clone, Copy, Debug, Eq, PartialEq, ValueEnum)]
enum Listed {
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

/// Rows under a heading; as JSON each row is an object.
struct Listing {
    heading: &'static [&'static str],
    rows: Vec<Vec<Value>>,
}

/// Lists one kind of thing.
pub(super) fn run(arguments: &ListArguments, context: &mut Context<'_>) -> Result<Exit, Failure> {
    let format = arguments.format;
    let (listing, exit) = if arguments.kind == Listed::Codes {
        (codes(), Exit::Done)
    } else {
        of_library(arguments, context)?
    };
    listing.print(format, context)?;
    Ok(exit)
}

fn of_library(
    arguments: &ListArguments,
    context: &mut Context<'_>,
) -> Result<(Listing, Exit), Failure> {
    let files = open::files(context)?;
    let library = open::sound(&files, context)?;
    let listing = match arguments.kind {
        Listed::Competencies => competencies(&library),
        Listed::Roles => roles(&library),
        Listed::Modules => modules(&library),
        Listed::Kpis => kpis(&library),
        Listed::Coaching => coaching(&library),
        Listed::Personas => personas(&library),
        Listed::Rules => rules(&library),
        Listed::Codes => codes(),
        Listed::People => {
            let people = open::people(arguments.people.folder(), &files, &library, context)?;
            let exit = open::exit(&people);
            return Ok((persons(&people.people, &library), exit));
        }
    };
    Ok((listing, Exit::Done))
}

impl Listing {
    fn print(&self, format: AnswerFormat, context: &mut Context<'_>) -> Result<(), Failure> {
        match format {
            AnswerFormat::Json => {
                let objects: Vec<Value> = self.rows.iter().map(|it| self.object(it)).collect();
                Ok(report::value(&objects, context.out)?)
            }
            AnswerFormat::Text => {
                let rows: Vec<Vec<String>> =
                    self.rows.iter().map(|it| it.iter().map(words).collect()).collect();
                Ok(columns::write(self.heading, &rows, context.out)?)
            }
        }
    }

    fn object(&self, row: &[Value]) -> Value {
        let keys = self.heading.iter().map(|it| it.replace(' ', "_"));
        keys.zip(row.iter().cloned()).collect::<Map<String, Value>>().into()
    }
}

/// A value as a cell of a table.
fn words(value: &Value) -> String {
    match value {
        Value::Null => "-".to_owned(),
        Value::String(text) => text.clone(),
        Value::Array(values) => values.iter().map(words).collect::<Vec<_>>().join(", "),
        other => other.to_string(),
    }
}

fn competencies(library: &Library) -> Listing {
    let rows = library.competencies.iter().map(|(ix, it)| {
        let requires = it.requires.iter();
        let requires: Vec<String> = requires
            .map(|(required, level)| format!("{} {level}", library.competency_id(*required)))
            .collect();
        let scale = if it.yes_no { "yes-no" } else { library.scale.name() };
        json!([
            library.competency_id(ix),
            it.name,
            it.ancestors.first().map(|it| library.competency_id(*it)),
            scale,
            requires,
        ])
    });
    Listing::of(&["id", "name", "part of", "scale", "requires"], rows)
}

fn roles(library: &Library) -> Listing {
    let rows = library.roles.iter().map(|(ix, it)| {
        json!([
            library.role_id(ix),
            it.title,
            it.family,
            it.grade,
            it.expects.len(),
            it.kpis.len(),
            it.job_ready,
        ])
    });
    Listing::of(&["id", "title", "family", "grade", "expects", "kpis", "job ready"], rows)
}

fn modules(library: &Library) -> Listing {
    let rows = library.modules.iter().map(|(ix, it)| {
        let builds: Vec<String> = it
            .builds
            .iter()
            .map(|it| format!("{} {}-{}", library.competency_id(it.competency), it.from, it.to))
            .collect();
        json!([
            library.module_id(ix),
            it.title,
            it.modality.as_str(),
            it.hours.to_string(),
            it.active,
            builds,
        ])
    });
    Listing::of(&["id", "title", "modality", "hours", "active", "builds"], rows)
}

fn kpis(library: &Library) -> Listing {
    let rows = library.kpis.iter().map(|(ix, it)| {
        json!([
            library.kpi_id(ix),
            it.name,
            it.unit,
            it.direction.as_str(),
            it.kind.as_str(),
            it.source,
            it.window.to_string(),
        ])
    });
    Listing::of(&["id", "name", "unit", "direction", "kind", "source", "window"], rows)
}

fn coaching(library: &Library) -> Listing {
    let rows = library.prompts.iter().map(|(ix, it)| {
        let about = match it.about {
            PromptFor::Competency(ix) => format!("competency {}", library.competency_id(ix)),
            PromptFor::Module(ix) => format!("module {}", library.module_id(ix)),
            PromptFor::Persona(ix) => format!("persona {}", library.names.personas.id(ix)),
        };
        json!([library.names.prompts.id(ix).as_str(), about, it.every.to_string(), it.say])
    });
    Listing::of(&["id", "for", "every", "say"], rows)
}

fn personas(library: &Library) -> Listing {
    let rows = library.personas.iter().map(|(ix, it)| {
        let id = library.names.personas.id(ix).as_str();
        json!([id, it.name, it.priority, it.unknown.as_str(), it.who.text()])
    });
    Listing::of(&["id", "name", "priority", "unknown", "who"], rows)
}

fn rules(library: &Library) -> Listing {
    let rows = library.rules.iter().map(|(ix, it)| {
        let each = match it.each {
            Each::Person => "person",
            Each::Gap => "gap",
            Each::Module => "module",
        };
        json!([library.names.rules.id(ix).as_str(), each, it.priority, it.because])
    });
    Listing::of(&["id", "each", "priority", "because"], rows)
}

fn persons(people: &[Person], library: &Library) -> Listing {
    let rows = people.iter().map(|it| {
        json!([
            it.id.as_str(),
            it.name,
            library.role_id(it.role),
            it.target_role.map(|it| library.role_id(it)),
            it.team,
            it.evidence.len(),
        ])
    });
    Listing::of(&["id", "name", "role", "target role", "team", "evidence"], rows)
}

fn codes() -> Listing {
    let rows =
        Code::ALL.iter().map(|it| json!([it.number(), it.severity().to_string(), it.summary()]));
    Listing::of(&["code", "severity", "summary"], rows)
}

impl Listing {
    fn of(heading: &'static [&'static str], rows: impl Iterator<Item = Value>) -> Self {
        let cells = |row| if let Value::Array(cells) = row { cells } else { Vec::new() };
        Self { heading, rows: rows.map(cells).collect() }
    }
}

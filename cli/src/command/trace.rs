//! `trace`: asks every rule about somebody, part by part.

use clap::Args;
use waypath_documents::report;
use waypath_engine::id::RuleIx;
use waypath_engine::plan::recommend;
use waypath_engine::trace::trace;
use waypath_engine::wire;

use crate::context::Context;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::open;
use crate::options::{AnswerFormat, PeopleArgument, PersonArgument};
use waypath_documents::labels::Labels;
use waypath_documents::trace::{Detail, render_rules, render_trace};

/// Show how every rule applies to a person, condition by condition
#[derive(Args, Debug)]
pub(crate) struct TraceArguments {
    #[command(flatten)]
    person: PersonArgument,
    /// Ids of rules; show all parts of these rules and nothing else
    #[arg(value_name = "RULE")]
    rules: Vec<String>,
    /// Show all parts of every condition, also of rules that do not fire
    #[arg(long)]
    all: bool,
    #[command(flatten)]
    people: PeopleArgument,
    /// Print in this format
    #[arg(long, value_enum, default_value_t)]
    format: AnswerFormat,
}

/// Traces the rules named, or all of them.
pub(super) fn run(arguments: &TraceArguments, context: &mut Context<'_>) -> Result<Exit, Failure> {
    let format = arguments.format;
    let files = open::files(context)?;
    let library = open::sound(&files, context)?;
    let people = open::people(arguments.people.folder(), &files, &library, context)?;
    let person = open::one(&people, &arguments.person.person)?;
    let named = arguments.rules.iter().map(|rule| open::named(&library.names.rules, rule, "rules"));
    let named: Vec<RuleIx> = named.collect::<Result<_, _>>()?;
    let plan = recommend(&library, person, context.options.as_of());
    let traced = trace(&library, person, &plan);
    let is_shown = |rule: RuleIx| named.is_empty() || named.contains(&rule);
    let written = wire::Trace::of(&library, person, &plan, &traced, is_shown);
    match format {
        AnswerFormat::Json => report::value(&written, context.out)?,
        AnswerFormat::Text => {
            let detail = if arguments.all { Detail::Everything } else { Detail::Summary };
            let (labels, language) = (Labels::of(&library), &context.language);
            let text = if named.is_empty() {
                render_trace(&written, labels, language, detail)
            } else {
                render_rules(&written, labels, language)
            };
            write!(context.out, "{text}")?;
        }
    }
    Ok(open::exit(&people))
}

//! `explain`: says why a module is in somebody's plan, or why it is not.

use clap::Args;
use waypath_documents::labels::Labels;
use waypath_documents::report;
use waypath_documents::trace::explanation_lines;
use waypath_engine::plan::{explain_module, recommend};
use waypath_engine::wire::Explanation;

use super::plan::{Reader, document};
use crate::context::Context;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::open;
use crate::options::{DocumentFormat, PeopleArgument, PersonArgument};

/// Explain why a module is in a person's plan, or why it is not
///
/// Without a module it prints everything behind the plan: gaps, rules, scores and what
/// was left out.
#[derive(Args, Debug)]
pub(crate) struct ExplainArguments {
    #[command(flatten)]
    person: PersonArgument,
    /// Id of the module [default: explain the whole plan]
    module: Option<String>,
    #[command(flatten)]
    people: PeopleArgument,
    /// Print in this format; a single module is explained as text or json
    #[arg(long, value_enum, default_value_t)]
    format: DocumentFormat,
}

/// Explains a module, or without one prints the whole trail behind the plan.
pub(super) fn run(
    arguments: &ExplainArguments,
    context: &mut Context<'_>,
) -> Result<Exit, Failure> {
    let format = arguments.format;
    let files = open::files(context)?;
    let library = open::sound(&files, context)?;
    let people = open::people(arguments.people.folder(), &files, &library, context)?;
    let person = open::one(&people, &arguments.person.person)?;
    let Some(module) = &arguments.module else {
        let text = document(&library, person, format, Reader::Admin, context)?;
        write!(context.out, "{text}")?;
        return Ok(open::exit(&people));
    };
    let module = open::named(&library.names.modules, module, "modules")?;
    let plan = recommend(&library, person, context.options.as_of());
    let explained = explain_module(&library, person, &plan, module);
    let explanation = Explanation::of(&library, person, &plan, module, &explained);
    match format {
        DocumentFormat::Text => {
            let Explanation { person, module, explanation, .. } = &explanation;
            let labels = Labels::of(&library);
            let lines = explanation_lines(person, module, explanation, labels, &context.language);
            for line in lines {
                writeln!(context.out, "{line}")?;
            }
        }
        DocumentFormat::Json => report::value(&explanation, context.out)?,
        DocumentFormat::Markdown | DocumentFormat::Html => {
            return Err(Failure::request(
                "a single module is explained as text or JSON",
                "use `--format text` or `--format json`, or leave out the module",
            ));
        }
    }
    Ok(open::exit(&people))
}

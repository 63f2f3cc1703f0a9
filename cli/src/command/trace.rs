//! `trace`: asks every rule about somebody, part by part.

use waypath_documents::report;
use waypath_engine::id::RuleIx;
use waypath_engine::plan::recommend;
use waypath_engine::trace::trace;
use waypath_engine::wire;

use crate::arguments::TraceArguments;
use crate::failure::Failure;
use crate::form::Plain;
use crate::{Exit, Session, open};
use waypath_documents::labels::Labels;
use waypath_documents::trace::{Detail, render_rules, render_trace};

/// Traces the rules named, or all of them.
pub(super) fn run(arguments: &TraceArguments, session: &mut Session<'_>) -> Result<Exit, Failure> {
    let form = session.options.plain("trace")?;
    let files = open::files(session)?;
    let library = open::sound(&files, session)?;
    let people = open::people(arguments.people.as_deref(), &files, &library, session)?;
    let person = open::one(&people, &arguments.person)?;
    let named = arguments.rules.iter().map(|it| open::named(&library.names.rules, it, "rules"));
    let named: Vec<RuleIx> = named.collect::<Result<_, _>>()?;
    let plan = recommend(&library, person, session.options.as_of());
    let traced = trace(&library, person, &plan);
    let is_shown = |it: RuleIx| named.is_empty() || named.contains(&it);
    let written = wire::Trace::of(&library, person, &plan, &traced, is_shown);
    match form {
        Plain::Json => report::value(&written, session.out)?,
        Plain::Text => {
            let detail = if arguments.all { Detail::Everything } else { Detail::Summary };
            let labels = Labels::of(&library);
            let text = if named.is_empty() {
                render_trace(&written, &labels, detail)
            } else {
                render_rules(&written, &labels)
            };
            write!(session.out, "{text}")?;
        }
    }
    Ok(open::exit(&people))
}

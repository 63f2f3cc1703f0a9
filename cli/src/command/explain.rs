//! `explain`: says why a module is in somebody's plan, or why it is not.

use clap::Args;
use serde_json::{Value, json};
use waypath_documents::labels::Labels;
use waypath_documents::phrases;
use waypath_documents::report;
use waypath_engine::id::{Id as _, ModuleIx, RuleIx};
use waypath_engine::level::Unit;
use waypath_engine::library::Library;
use waypath_engine::person::Person;
use waypath_engine::plan::{
    Explanation, LeftOut, LeftOutReason, Pick, Plan, Swap, explain_module, recommend,
};
use waypath_engine::wire;

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
    let teller = Teller { library: &library, person, plan: &plan, module };
    let explanation = explain_module(&library, person, &plan, module);
    match format {
        DocumentFormat::Text => {
            for line in teller.lines(&explanation) {
                writeln!(context.out, "{line}")?;
            }
        }
        DocumentFormat::Json => report::value(&teller.json(&explanation), context.out)?,
        DocumentFormat::Markdown | DocumentFormat::Html => {
            return Err(Failure::request(
                "a single module is explained as text or JSON",
                "use `--format text` or `--format json`, or leave out the module",
            ));
        }
    }
    Ok(open::exit(&people))
}

/// Why a module is in somebody's plan, or why it is not, line by line.
pub(super) fn lines(
    library: &Library,
    person: &Person,
    plan: &Plan,
    module: ModuleIx,
) -> Vec<String> {
    let explanation = explain_module(library, person, plan, module);
    Teller { library, person, plan, module }.lines(&explanation)
}

struct Teller<'a> {
    library: &'a Library,
    person: &'a Person,
    plan: &'a Plan,
    module: ModuleIx,
}

impl Teller<'_> {
    fn unit(&self) -> Unit {
        self.plan.advice.gaps.unit
    }

    fn title(&self, module: ModuleIx) -> String {
        format!("{} ({})", self.library.modules[module].title, self.library.module_id(module))
    }

    fn rules(&self, rules: &[RuleIx]) -> Vec<String> {
        let line = |rule: &RuleIx| {
            let because = &self.library.rules[*rule].because;
            format!("  rule {}: {because}", self.library.names.rules.id(*rule))
        };
        rules.iter().map(line).collect()
    }

    fn lines(&self, explanation: &Explanation) -> Vec<String> {
        let (title, name) = (self.title(self.module), &self.person.name);
        match explanation {
            Explanation::Picked(pick) => {
                let mut lines = vec![format!("{title} is in the plan of {name}")];
                lines.extend(self.picked(pick));
                lines
            }
            Explanation::MustDo(it) => {
                let mut lines = vec![format!("{title} has to be done by {name}, by {}", it.due)];
                lines.extend(self.rules(&[it.rule]));
                lines
            }
            Explanation::Done(status) => {
                vec![format!("{title} is {} by {name}", status.as_str())]
            }
            Explanation::LeftOut { left_out, covers } => {
                let mut lines = vec![format!("{title} is not in the plan of {name}")];
                lines.extend(self.left_out(left_out));
                let covers = covers.iter().map(|it| {
                    let competency = self.library.competency_name(it.competency);
                    format!("  it would close {competency} from {} to {}", it.from, it.to)
                });
                lines.extend(covers);
                lines
            }
        }
    }

    fn picked(&self, pick: &Pick) -> Vec<String> {
        let closes = pick.closes.iter().map(|it| {
            let competency = self.library.competency_name(it.competency);
            let points = points(self.unit().hundredths(it.points));
            format!("  it closes {competency} from {} to {}: {points}", it.from, it.to)
        });
        let mut lines: Vec<String> = closes.collect();
        let boost = self.unit().hundredths(pick.boost.0);
        if !pick.boost.1.is_empty() {
            lines.push(format!("  rules add {}", points(boost)));
            lines.extend(self.rules(&pick.boost.1));
        }
        if !pick.required_by.is_empty() {
            lines.push("  rules require it".to_owned());
            lines.extend(self.rules(&pick.required_by));
        }
        lines.extend(self.swaps(pick));
        lines.extend(self.places(pick));
        lines
    }

    /// The best plans without a pick.
    fn swaps(&self, pick: &Pick) -> Vec<String> {
        let line = |it: &Swap| {
            let costs = match it.costs.0 {
                0 => "as good".to_owned(),
                less if less > 0 => format!("{} less", points(less)),
                more => format!("{} more", points(more.saturating_neg())),
            };
            let titles = |it: &[ModuleIx]| {
                it.iter().map(|it| self.title(*it)).collect::<Vec<_>>().join(" and ")
            };
            if it.into.is_empty() {
                format!("  without {}: {costs}", titles(&it.out))
            } else {
                format!("  {} in place of {}: {costs}", titles(&it.into), titles(&it.out))
            }
        };
        pick.swaps.iter().map(line).collect()
    }

    /// Where the numbers of a pick stand.
    fn places(&self, pick: &Pick) -> Vec<String> {
        let mut lines = Vec::new();
        for closed in &pick.closes {
            let name = self.library.competency_name(closed.competency);
            let held = self.plan.advice.baseline.held(closed.competency);
            lines.push(match held.and_then(|it| it.place.as_ref()) {
                Some(place) => format!("  {name}: the level held stands in {place}"),
                None => format!("  {name}: the level held is assumed, there is no evidence"),
            });
        }
        let module = self.library.place(&["modules", self.library.module_id(pick.module)]);
        lines.extend(module.map(|it| format!("  the module stands in {it}")));
        lines
    }

    fn left_out(&self, left_out: &LeftOut) -> Vec<String> {
        let names = |modules: &[ModuleIx]| {
            modules.iter().map(|it| self.title(*it)).collect::<Vec<_>>().join(", ")
        };
        let reason = match &left_out.reason {
            LeftOutReason::Excluded { .. } => "rules keep it out".to_owned(),
            LeftOutReason::Declined => format!("{} declined it", self.person.name),
            LeftOutReason::Inactive => "it is not offered".to_owned(),
            LeftOutReason::Unavailable { .. } => {
                "it is not available for the person's shift, language or site".to_owned()
            }
            LeftOutReason::Entry { .. } => {
                "it asks for more than the person or the plan has".to_owned()
            }
            LeftOutReason::Covered { by } => {
                let verb = if by.len() == 1 { "covers" } else { "cover" };
                format!("{} {verb} all it covers", names(by))
            }
            LeftOutReason::Outscored => "other modules close more".to_owned(),
            LeftOutReason::NoRoom => "hours, or what has to be in, leave no room".to_owned(),
            LeftOutReason::TooLittle => "it closes too little, or nothing".to_owned(),
        };
        let mut lines = vec![format!("  {reason}")];
        if let LeftOutReason::Excluded { rules } = &left_out.reason {
            lines.extend(self.rules(rules));
        }
        let written = wire::LeftOut::of(self.library, left_out);
        let labels = Labels::of(self.library);
        let needs = written.needs.iter().map(|need| phrases::need(need, &labels));
        lines.extend(needs.map(|need| format!("  it needs {need}")));
        if let Some(cost) = left_out.costs {
            lines.push(format!("  the best plan with it scores {} less", points(cost.0)));
        }
        lines
    }

    fn json(&self, explanation: &Explanation) -> Value {
        let (outcome, reason) = match explanation {
            Explanation::Picked(_) => ("picked", None),
            Explanation::MustDo(_) => ("must_do", None),
            Explanation::Done(status) => ("done", Some(status.as_str())),
            Explanation::LeftOut { left_out, .. } => {
                let written = wire::LeftOut::of(self.library, left_out);
                ("left_out", Some(written.reason.as_str()))
            }
        };
        json!({
            "format": 1,
            "person": self.person.id.as_str(),
            "module": self.library.module_id(self.module),
            "as_of": self.plan.as_of.to_string(),
            "outcome": outcome,
            "reason": reason,
            "lines": self.lines(explanation).iter().map(|it| it.trim()).collect::<Vec<_>>(),
        })
    }
}

/// Writes hundredths of a point as people read them: `13.5 points`.
fn points(hundredths: i64) -> String {
    let sign = if hundredths < 0 { "-" } else { "" };
    let (whole, part) = (hundredths.unsigned_abs() / 100, hundredths.unsigned_abs() % 100);
    let text = format!("{whole}.{part:02}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    format!("{sign}{text} points")
}

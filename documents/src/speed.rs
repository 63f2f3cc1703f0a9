//! What is said of conditions that run in Rhai?

use waypath_engine::id::Id as _;
use waypath_engine::wire::{ExpressionKey, ExpressionOwner, LeftBecause, LeftPart, Speed};

use crate::messages::Messages;

/// Says which parts of conditions are left to Rhai, and why.
pub fn text(speed: &Speed, messages: &Messages) -> String {
    let count = |number: usize| u64::try_from(number).unwrap_or(u64::MAX);
    let counts =
        [("direct", count(speed.direct).into()), ("expressions", count(speed.expressions).into())];
    let mut lines = vec![messages.with("report-speed-direct", &counts)];
    if !speed.left.is_empty() {
        lines.push(messages.text("report-speed-left"));
        lines.push(String::new());
    }
    for left in &speed.left {
        lines.push(part(left, messages));
        lines.push(format!("    {}", because(&left.because, messages)));
    }
    lines.push(String::new());
    lines.join("\n")
}

fn part(left: &LeftPart, messages: &Messages) -> String {
    let key = match left.key {
        ExpressionKey::Who => "who",
        ExpressionKey::When => "when",
        ExpressionKey::By => "by",
        ExpressionKey::Call => "call",
    };
    let (message, id) = match &left.of {
        ExpressionOwner::Persona(id) => ("report-speed-persona", id.as_str()),
        ExpressionOwner::Rule(id) => ("report-speed-rule", id.as_str()),
    };
    messages
        .with(message, &[("id", id.into()), ("key", key.into()), ("part", (&*left.part).into())])
}

fn because(because: &LeftBecause, messages: &Messages) -> String {
    match because {
        LeftBecause::Helper { helper } => {
            messages.with("report-speed-helper", &[("helper", (&**helper).into())])
        }
        LeftBecause::Thing { thing } => {
            messages.with("report-speed-thing", &[("thing", (&**thing).into())])
        }
        LeftBecause::List => messages.text("report-speed-list"),
        LeftBecause::Chain => messages.text("report-speed-chain"),
        LeftBecause::Type => messages.text("report-speed-type"),
    }
}

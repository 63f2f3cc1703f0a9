//! What the tests reach, for people.

use waypath_engine::example::{AtomCoverage, Coverage, Reached, RuleCoverage};
use waypath_engine::id::Id as _;

use super::Report;
use waypath_documents::sheet::{Sheet, WIDTH};

/// The widest column of rules.
const WIDEST: usize = 44;

pub(super) fn text(report: &Report<'_>) -> String {
    let Some(coverage) = &report.coverage else { return String::new() };
    let library = report.library;
    let mut sheet = Sheet::default();
    let ids = coverage.rules.iter().map(|it| library.rule_id(it.rule).len());
    let width = ids.max().unwrap_or(0).clamp(4, WIDEST).saturating_add(2);
    let head = [(width, "COVERAGE"), (7, "FIRES"), (8, "SILENT"), (24, "COMPARISONS BOTH WAYS")];
    sheet.row(&head.map(|(width, text)| (width, text.to_owned())));
    for rule in &coverage.rules {
        add_rule(library.rule_id(rule.rule), rule, width, &mut sheet);
    }
    sheet.gap();
    let modules = coverage.modules.iter().filter(|it| it.1 == Reached::No);
    let modules: Vec<&str> = modules.map(|it| library.module_id(it.0)).collect();
    let prompts = coverage.prompts.iter().filter(|it| it.1 == Reached::No);
    let prompts: Vec<&str> = prompts.map(|it| library.names.prompts.id(it.0).as_str()).collect();
    for (what, ids) in [("Modules", modules), ("Prompts", prompts)] {
        if !ids.is_empty() {
            let text = format!("{what} nobody gets: {}", ids.join(", "));
            sheet.hanging("", 2, &text);
        }
    }
    sheet.hanging("", 2, &shares(coverage));
    if let Some(least) = report.least.filter(|_| report.is_too_little()) {
        sheet.hanging("", 2, &format!("too little: every share has to be at least {least} %"));
    }
    sheet.finish()
}

fn add_rule(id: &str, rule: &RuleCoverage, width: usize, sheet: &mut Sheet) {
    let both = rule.atoms.iter().filter(|it| it.holds > 0 && it.does_not > 0).count();
    let cells = [
        (width, id.to_owned()),
        (7, format!("{:>5}", rule.fires)),
        (8, format!("{:>6}", rule.silent)),
        (WIDTH.saturating_sub(width).saturating_sub(15), format!("{both} of {}", rule.atoms.len())),
    ];
    sheet.row(&cells);
    for atom in &rule.atoms {
        if let Some(lacks) = lacks(atom) {
            sheet.hanging("    ", 8, &format!("{}: {lacks}", atom.atom.text));
        }
    }
}

/// What no case shows of a comparison.
pub(super) fn lacks(atom: &AtomCoverage) -> Option<&'static str> {
    match (atom.holds, atom.does_not) {
        (0, 0) => Some("never reached"),
        (0, _) => Some("never seen to hold"),
        (_, 0) => Some("always seen to hold"),
        _ => None,
    }
}

fn shares(coverage: &Coverage) -> String {
    let share = |(what, it): (&str, waypath_engine::example::Counted)| {
        format!("{what} {} of {} ({} %)", it.shown, it.all, it.percent())
    };
    format!("Coverage: {}", coverage.all().map(share).join(", "))
}

//! What the tests reach, for people.

use waypath_engine::example::Reached;
use waypath_engine::wire::{CoveredRule, CoveredShare, TestCoverage};

use super::ResultWriter;
use crate::sheet::{Sheet, WIDTH};

/// The widest column of rules.
const WIDEST: usize = 44;
/// How wide the columns of numbers are.
const FIRES: usize = 7;
/// How wide the columns of numbers are.
const SILENT: usize = 8;

pub(super) fn text(writer: ResultWriter<'_>) -> String {
    let Some(coverage) = &writer.results.coverage else { return String::new() };
    let language = writer.language;
    let mut sheet = Sheet::default();
    let ids = coverage.rules.iter().map(|rule| rule.rule.as_ref().len());
    let width = ids.max().unwrap_or(0).clamp(4, WIDEST).saturating_add(2);
    let head = [
        (width, "coverage-column-rule"),
        (FIRES, "coverage-column-fires"),
        (SILENT, "coverage-column-silent"),
        (24, "coverage-column-comparisons"),
    ];
    sheet.row(&head.map(|(width, id)| (width, language.text(id))));
    for rule in &coverage.rules {
        add_rule(writer, rule, width, &mut sheet);
    }
    sheet.gap();
    let modules = coverage.modules.iter().filter(|module| module.reached == Reached::No);
    let modules: Vec<&str> = modules.map(|module| module.module.as_ref()).collect();
    let prompts = coverage.prompts.iter().filter(|prompt| prompt.reached == Reached::No);
    let prompts: Vec<&str> = prompts.map(|prompt| prompt.prompt.as_ref()).collect();
    for (id, ids) in [("coverage-no-module", modules), ("coverage-no-prompt", prompts)] {
        if !ids.is_empty() {
            let text = language.with(id, &[("ids", language.commas(&ids).into())]);
            sheet.hanging("", 2, &text);
        }
    }
    sheet.hanging("", 2, &shares(writer, coverage));
    if let Some(least) = coverage.least.filter(|_| !coverage.enough) {
        let text = language.with("coverage-too-little", &[("least", least.into())]);
        sheet.hanging("", 2, &text);
    }
    sheet.finish()
}

fn add_rule(writer: ResultWriter<'_>, rule: &CoveredRule, width: usize, sheet: &mut Sheet) {
    let both = rule.comparisons.iter();
    let both = both.filter(|comparison| comparison.holds > 0 && comparison.does_not > 0).count();
    let values = [("both", both.into()), ("all", rule.comparisons.len().into())];
    let cells = [
        (width, rule.rule.to_string()),
        (FIRES, format!("{:>5}", rule.fires)),
        (SILENT, format!("{:>6}", rule.silent)),
        (
            WIDTH.saturating_sub(width).saturating_sub(FIRES).saturating_sub(SILENT),
            writer.language.with("coverage-both", &values),
        ),
    ];
    sheet.row(&cells);
    for comparison in &rule.comparisons {
        if let Some(lacks) = writer.lacks(comparison) {
            let values = [("comparison", (&*comparison.text).into()), ("lacks", lacks.into())];
            let text = writer.language.with("coverage-lacks", &values);
            sheet.hanging("    ", 8, &text);
        }
    }
}

fn shares(writer: ResultWriter<'_>, coverage: &TestCoverage) -> String {
    let share = |share: &CoveredShare| {
        let values = [
            ("what", share.what.as_str().into()),
            ("shown", share.shown.into()),
            ("all", share.all.into()),
            ("percent", share.percent.into()),
        ];
        writer.language.with("coverage-share", &values)
    };
    let shares: Vec<String> = coverage.shares.iter().map(share).collect();
    let shares = writer.language.commas(&shares);
    writer.language.with("coverage-shares", &[("shares", shares.into())])
}

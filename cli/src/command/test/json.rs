//! The results of tests, for other programs.

use serde_json::{Value, json};
use waypath_engine::diagnostic::Place;
use waypath_engine::example::{Case, Coverage, Ran, Reached};
use waypath_engine::id::Id as _;
use waypath_engine::library::Library;

use super::Report;
use waypath_documents::report::Written;

pub(super) fn report(report: &Report<'_>) -> Value {
    let mistakes: Vec<Written<'_>> = report.mistakes.iter().map(Written::of).collect();
    json!({
        "format": 1,
        "passed": report.cases.len().saturating_sub(report.failed()),
        "failed": report.failed(),
        "mistakes": mistakes,
        "tests": report.cases.iter().map(|(case, ran)| test(report, case, ran)).collect::<Vec<_>>(),
        "coverage": report.coverage.as_ref().map(|it| coverage(report.library, it, report)),
    })
}

fn test(report: &Report<'_>, case: &Case, ran: &Ran) -> Value {
    let misses = ran.misses.iter().map(|miss| {
        json!({
            "expected": miss.expected,
            "came": miss.came,
            "place": place(miss.place.as_ref()),
            "rule": report.rule(case, ran, miss),
            "explanation": report.explanation(case, ran, miss),
        })
    });
    json!({
        "name": case.name,
        "file": case.file,
        "place": place(case.place.as_ref()),
        "because": case.because,
        "passed": ran.passed(),
        "misses": misses.collect::<Vec<_>>(),
        "notes": ran.notes,
    })
}

fn place(place: Option<&Place>) -> Option<String> {
    place.map(ToString::to_string)
}

fn coverage(library: &Library, it: &Coverage, report: &Report<'_>) -> Value {
    let rules = it.rules.iter().map(|rule| {
        let atoms = rule
            .atoms
            .iter()
            .map(|it| json!({ "text": it.atom.text, "holds": it.holds, "does_not": it.does_not }));
        json!({
            "rule": library.rule_id(rule.rule),
            "fires": rule.fires,
            "silent": rule.silent,
            "comparisons": atoms.collect::<Vec<_>>(),
        })
    });
    let modules = it
        .modules
        .iter()
        .map(|(ix, by)| json!({ "module": library.module_id(*ix), "reached": reached(*by) }));
    let prompts = it.prompts.iter().map(|(ix, by)| {
        json!({ "prompt": library.names.prompts.id(*ix).as_str(), "reached": reached(*by) })
    });
    let shares = it.all().map(|(what, counted)| {
        json!({ "what": what, "shown": counted.shown, "all": counted.all, "percent": counted.percent() })
    });
    json!({
        "rules": rules.collect::<Vec<_>>(),
        "modules": modules.collect::<Vec<_>>(),
        "prompts": prompts.collect::<Vec<_>>(),
        "shares": shares,
        "lowest": it.lowest(),
        "least": report.least,
        "enough": !report.is_too_little(),
    })
}

fn reached(by: Reached) -> &'static str {
    match by {
        Reached::InCase => "test",
        Reached::ForSomebody => "people",
        Reached::No => "no",
    }
}

//! What came of tests?

use waypath_engine::wire::{
    CameInstead, CoveredComparison, Diagnostic, Expectation, MissedExpectation, MissingFact, Score,
    TestNote, TestResults,
};

// For people; what tests reach; for build servers.
mod text;
mod coverage;
mod junit;

pub use self::junit::junit;
pub use self::text::results_text;
use crate::labels::Labels;
use crate::language::{Language, Signs};
use crate::sheet::Sheet;
use crate::trace::{evidence, explanation_lines, render_persona, render_rule};

/// Says what came of tests in a language.
#[derive(Clone, Copy)]
struct ResultWriter<'a> {
    results: &'a TestResults,
    labels: Labels<'a>,
    language: &'a Language,
}

impl ResultWriter<'_> {
    /// The files that hold tests or mistakes in them, each once, in their order.
    fn files(&self) -> Vec<&str> {
        let tests = self.results.tests.iter().map(|test| &*test.file);
        let mistakes = self.results.mistakes.iter().map(file_of);
        let mut files: Vec<&str> = Vec::new();
        for file in tests.chain(mistakes) {
            if !files.contains(&file) {
                files.push(file);
            }
        }
        files
    }

    /// What explains why an expectation does not hold, line by line.
    fn explanation(&self, miss: &MissedExpectation) -> Vec<String> {
        let mut text = String::new();
        if let Some(rule) = &miss.rule {
            text.push_str(&render_rule(rule, self.labels, self.language));
        }
        if let Some(persona) = &miss.persona {
            text.push_str(&render_persona(persona, self.labels, self.language));
        }
        if let Some(module) = &miss.module {
            let lines = explanation_lines(
                &module.person,
                &module.module,
                &module.explanation,
                self.labels,
                self.language,
            );
            text.push_str(&set_in(&lines));
        }
        text.lines().map(str::to_owned).collect()
    }

    fn expected(&self, expected: &Expectation, came: &CameInstead) -> String {
        let with = |id: &str, value: (&'static str, &str)| {
            self.language.with(id, &[(value.0, value.1.into())])
        };
        match expected {
            Expectation::Rule { rule, says, about } => {
                let mut values =
                    vec![("rule", rule.as_ref().into()), ("says", says.as_str().into())];
                let Some(about) = about else {
                    return self.language.with("test-expected-rule", &values);
                };
                values.push(("about", (&**about).into()));
                self.language.with("test-expected-rule-about", &values)
            }
            Expectation::Persona { persona: Some(id) } => {
                with("test-persona", ("persona", id.as_ref()))
            }
            Expectation::Persona { persona: None } => self.language.text("test-no-persona"),
            Expectation::Outcome { outcome } => {
                with("test-expected-outcome", ("outcome", outcome.as_str()))
            }
            Expectation::Picked { module } => with("test-holds", ("modules", module.as_ref())),
            Expectation::LeftOut { module } => {
                with("test-expected-without", ("module", module.as_ref()))
            }
            Expectation::MustDo { module } => {
                with("test-expected-must-do", ("module", module.as_ref()))
            }
            Expectation::Prompt { prompt } => {
                with("test-expected-prompt", ("prompt", prompt.as_ref()))
            }
            Expectation::NoPrompt { prompt } => {
                with("test-expected-no-prompt", ("prompt", prompt.as_ref()))
            }
            Expectation::Assess { competency } => {
                with("test-expected-assess", ("competency", competency.as_ref()))
            }
            Expectation::Readiness { when, from, to } => {
                let role = match came {
                    CameInstead::Readiness { role, .. } => role.as_ref(),
                    _ => "",
                };
                let values = [
                    ("when", when.as_str().into()),
                    ("role", role.into()),
                    ("from", (*from).into()),
                    ("to", (*to).into()),
                ];
                self.language.with("test-expected-readiness", &values)
            }
            Expectation::Score { points } => {
                let id = match came {
                    CameInstead::Score { score: Some(Score::PerHour(_)) } => {
                        "test-expected-score-per-hour"
                    }
                    _ => "test-expected-score",
                };
                with(id, ("points", &points.to_string()))
            }
        }
    }

    fn came(&self, came: &CameInstead) -> String {
        match came {
            CameInstead::NotAsked { .. }
            | CameInstead::AboutNothing { .. }
            | CameInstead::NotAbout { .. }
            | CameInstead::Fired { .. }
            | CameInstead::Silent { .. }
            | CameInstead::Undecided { .. }
            | CameInstead::Failed { .. } => self.said(came),
            CameInstead::Persona { persona: Some(id) } => {
                self.language.with("test-persona", &[("persona", id.as_ref().into())])
            }
            CameInstead::Persona { persona: None } => self.language.text("test-no-persona"),
            CameInstead::Outcome { outcome } => outcome.as_str().to_owned(),
            CameInstead::MustDo { module } => {
                self.language.with("test-must-do", &[("module", module.as_ref().into())])
            }
            CameInstead::Modules { modules } => {
                self.listed(["test-holds", "test-holds-none"], "modules", modules)
            }
            CameInstead::Prompts { prompts } => {
                self.listed(["test-prompts", "test-prompts-none"], "prompts", prompts)
            }
            CameInstead::Assessments { competencies } => self.listed(
                ["test-assessments", "test-assessments-none"],
                "competencies",
                competencies,
            ),
            CameInstead::Readiness { low, high, .. } => {
                let range = self.language.percent_range(*low, *high, Signs::Plain);
                let id = if low == high { "test-readiness" } else { "test-readiness-range" };
                self.language.with(id, &[("percent", range.replace('\u{a0}', " ").into())])
            }
            CameInstead::Score { score: None } => self.language.text("test-no-score"),
            CameInstead::Score { score: Some(Score::Points(points)) } => {
                let points = self.language.number(*points);
                self.language.with("test-score", &[("points", points.into())])
            }
            CameInstead::Score { score: Some(Score::PerHour(score)) } => {
                let values = [
                    ("points", self.language.number(score.points).into()),
                    ("hours", self.language.hours(score.hours).into()),
                ];
                self.language.with("test-score-per-hour", &values)
            }
        }
    }

    /// Ids under a message; without any, the message about none.
    fn listed<T: AsRef<str>>(
        &self,
        [some, none]: [&str; 2],
        name: &'static str,
        ids: &[T],
    ) -> String {
        if ids.is_empty() {
            return self.language.text(none);
        }
        self.language.with(some, &[(name, self.language.commas(ids).into())])
    }

    /// What a rule said instead of what it should.
    fn said(&self, came: &CameInstead) -> String {
        let with = |id: &str, rule: &str, value: (&'static str, String)| {
            self.language.with(id, &[("rule", rule.into()), (value.0, value.1.into())])
        };
        match came {
            CameInstead::NotAsked { rule, out_of_scope } => {
                let why = out_of_scope.iter().map(|misfit| {
                    let has = misfit.has.as_ref().map(ToString::to_string);
                    let has = has.unwrap_or_else(|| self.language.text("trace-scope-none"));
                    let values = [
                        ("key", misfit.key.as_str().into()),
                        ("wants", self.language.or(&misfit.wants).into()),
                        ("has", has.into()),
                    ];
                    self.language.with("test-out-of-scope", &values)
                });
                let why = self.language.clauses(&why.collect::<Vec<_>>());
                with("test-not-asked", rule.as_ref(), ("why", why))
            }
            CameInstead::AboutNothing { rule, each } => {
                with("test-about-nothing", rule.as_ref(), ("each", each.as_str().to_owned()))
            }
            CameInstead::NotAbout { rule, about } => {
                with("test-not-about", rule.as_ref(), ("about", about.to_string()))
            }
            CameInstead::Fired { rule, times } => {
                let values = [("rule", rule.as_ref().into()), ("count", (*times).max(1).into())];
                self.language.with("test-fires", &values)
            }
            CameInstead::Silent { rule } => {
                self.language.with("test-silent", &[("rule", rule.as_ref().into())])
            }
            CameInstead::Undecided { rule, needs, unsaid: true } => {
                with("test-unsaid", rule.as_ref(), ("fact", fact(needs)))
            }
            CameInstead::Undecided { rule, needs, unsaid: false } => {
                let evidence = evidence(needs, self.labels, self.language);
                with("test-undecided", rule.as_ref(), ("evidence", evidence))
            }
            CameInstead::Failed { rule, error } => {
                with("test-rule-fails", rule.as_ref(), ("error", error.to_string()))
            }
            // Not about a rule.
            _ => String::new(),
        }
    }

    fn note(&self, note: &TestNote) -> String {
        let values = [("rule", note.rule.as_ref().into()), ("fact", fact(&note.needs).into())];
        self.language.with("test-note", &values)
    }

    /// What no test shows of a comparison.
    fn lacks(&self, comparison: &CoveredComparison) -> Option<String> {
        let id = match (comparison.holds, comparison.does_not) {
            (0, 0) => "coverage-never-reached",
            (0, _) => "coverage-never-holds",
            (_, 0) => "coverage-always-holds",
            _ => return None,
        };
        Some(self.language.text(id))
    }
}

/// A fact as a condition writes it.
fn fact(missing: &MissingFact) -> String {
    match &missing.about {
        Some(about) => format!("{}(\"{about}\")", missing.fact),
        None => missing.fact.to_string(),
    }
}

/// The file a mistake stands in.
fn file_of(mistake: &Diagnostic) -> &str {
    mistake.place.as_ref().map_or("", |place| &place.file)
}

/// Lines a little to the right, and none too long.
fn set_in(lines: &[String]) -> String {
    let mut sheet = Sheet::default();
    for line in lines {
        let text = line.trim_start();
        let indent = line.len().saturating_sub(text.len()).saturating_add(2);
        sheet.hanging(&" ".repeat(indent), indent.saturating_add(2), text);
    }
    sheet.finish()
}

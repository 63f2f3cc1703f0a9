//! What is the JSON Schema of a kind of file, or of an answer?
//!
//! `docs/schema/` holds those of files, of draft 07, which the YAML language server
//! reads best; `docs/schema/output/` holds those of answers, for programs.

use clap::ValueEnum;
use schemars::generate::SchemaSettings;
use serde_json::Value;
use waypath_engine::blueprint::settings::LibraryFile;
use waypath_engine::blueprint::test::TestFile;
use waypath_engine::blueprint::{ModelFile, RuleFile};
use waypath_engine::{diff, wire};

use crate::failure::Failure;

/// What a schema is of: a kind of file authors write, or an answer.
#[derive(Clone, Copy, Debug, Eq, PartialEq, ValueEnum)]
pub enum Kind {
    /// `waypath.yaml`.
    Library,
    /// A file of a competency model.
    Model,
    /// A file of rules.
    Rules,
    /// A file of tests, `*_test.yaml` beside the rules.
    Tests,
    /// What `plan` answers about one person.
    Plan,
    /// What `playbook` answers.
    Playbook,
    /// What `trace` answers.
    Trace,
    /// What `explain` answers about a module.
    Explanation,
    /// What `list` answers.
    List,
    /// What `check` answers.
    Diagnostics,
    /// What `test` answers.
    TestResults,
    /// What `lint` answers.
    Findings,
    /// What `lint --list` answers.
    Lints,
    /// What `diff` answers.
    Comparison,
    /// What `diff --person` answers.
    PersonComparison,
    /// What `import` and `export` report.
    Conversion,
    /// What `sample` reports.
    Sample,
    /// What `import progression --points` answers.
    Milestones,
}

impl Kind {
    /// The kinds of files.
    pub const FILES: &[Self] = &[Self::Library, Self::Model, Self::Rules, Self::Tests];
    /// The kinds of answers.
    pub const ANSWERS: &[Self] = &[
        Self::Plan,
        Self::Playbook,
        Self::Trace,
        Self::Explanation,
        Self::List,
        Self::Diagnostics,
        Self::TestResults,
        Self::Findings,
        Self::Lints,
        Self::Comparison,
        Self::PersonComparison,
        Self::Conversion,
        Self::Sample,
        Self::Milestones,
    ];

    /// The name of the schema's file.
    pub fn file(self) -> String {
        let name = self.to_possible_value();
        format!("{}.schema.json", name.as_ref().map_or("", |value| value.get_name()))
    }
}

/// A version of JSON Schema.
#[derive(Clone, Copy, Debug, Eq, PartialEq, ValueEnum)]
pub enum Draft {
    /// Draft 2020-12.
    #[value(name = "2020-12")]
    Draft2020,
    /// Draft 07.
    #[value(name = "07")]
    Draft07,
}

/// Returns the schema of a kind of file, or of an answer.
pub fn schema(kind: Kind, draft: Draft) -> Value {
    let settings = match draft {
        Draft::Draft2020 => SchemaSettings::draft2020_12(),
        Draft::Draft07 => SchemaSettings::draft07(),
    };
    // A file may leave out what has a default; an answer leaves out nothing.
    let is_file = Kind::FILES.contains(&kind);
    let settings = if is_file { settings } else { settings.for_serialize() };
    let generator = settings.into_generator();
    let schema = match kind {
        Kind::Library => generator.into_root_schema_for::<LibraryFile>(),
        Kind::Model => generator.into_root_schema_for::<ModelFile>(),
        Kind::Rules => generator.into_root_schema_for::<RuleFile>(),
        Kind::Tests => generator.into_root_schema_for::<TestFile>(),
        Kind::Plan => generator.into_root_schema_for::<wire::Plan>(),
        Kind::Playbook => generator.into_root_schema_for::<wire::Playbook>(),
        Kind::Trace => generator.into_root_schema_for::<wire::Trace>(),
        Kind::Explanation => generator.into_root_schema_for::<wire::Explanation>(),
        Kind::List => generator.into_root_schema_for::<wire::List>(),
        Kind::Diagnostics => generator.into_root_schema_for::<wire::Diagnostics>(),
        Kind::TestResults => generator.into_root_schema_for::<wire::TestResults>(),
        Kind::Findings => generator.into_root_schema_for::<wire::Findings>(),
        Kind::Lints => generator.into_root_schema_for::<wire::Lints>(),
        Kind::Comparison => generator.into_root_schema_for::<diff::WrittenComparison>(),
        Kind::PersonComparison => generator.into_root_schema_for::<diff::WrittenPersonComparison>(),
        Kind::Conversion => generator.into_root_schema_for::<wire::ConversionReport>(),
        Kind::Sample => generator.into_root_schema_for::<wire::SampleReport>(),
        Kind::Milestones => generator.into_root_schema_for::<wire::MilestonePoints>(),
    };
    schema.to_value()
}

/// The schemas that the first lines of a library's files name: path and text.
pub(crate) fn schema_files() -> Result<Vec<(String, String)>, Failure> {
    let file = |kind: &Kind| {
        let text = serde_json::to_string_pretty(&schema(*kind, Draft::Draft07))?;
        Ok((format!("schemas/{}", kind.file()), format!("{text}\n")))
    };
    Kind::FILES.iter().map(file).collect()
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    use super::*;

    #[test]
    fn the_schemas_in_the_documentation_are_current() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        let files = Kind::FILES.iter().map(|kind| (*kind, Draft::Draft07, "docs/schema"));
        let answers = Kind::ANSWERS.iter();
        let answers = answers.map(|kind| (*kind, Draft::Draft2020, "docs/schema/output"));
        for (kind, draft, folder) in files.chain(answers) {
            let committed = fs::read_to_string(root.join(folder).join(kind.file()));
            let current = serde_json::to_string_pretty(&schema(kind, draft)).unwrap();
            let name = kind.to_possible_value().unwrap();
            let option = if draft == Draft::Draft07 { " --draft 07" } else { "" };
            assert!(
                committed.unwrap_or_default().trim_end() == current,
                "run `waypath schema {}{option} > {folder}/{}`",
                name.get_name(),
                kind.file(),
            );
        }
        let all = Kind::FILES.len() + Kind::ANSWERS.len();
        assert_eq!(all, Kind::value_variants().len(), "a kind is neither file nor answer");
    }
}

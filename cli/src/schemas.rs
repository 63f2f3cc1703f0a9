//! What is the JSON Schema of a kind of file?
//!
//! `docs/schema/` holds those of draft 07, which the YAML language server reads best.

use clap::ValueEnum;
use schemars::generate::SchemaSettings;
use serde_json::Value;
use waypath_engine::blueprint::settings::LibraryFile;
use waypath_engine::blueprint::test::TestFile;
use waypath_engine::blueprint::{ModelFile, RuleFile};

use crate::failure::Failure;

/// A kind of file authors write.
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
}

impl Kind {
    /// Every kind.
    pub const ALL: &[Self] = &[Self::Library, Self::Model, Self::Rules, Self::Tests];

    /// The name of the schema's file.
    pub fn file(self) -> &'static str {
        match self {
            Self::Library => "library.schema.json",
            Self::Model => "model.schema.json",
            Self::Rules => "rules.schema.json",
            Self::Tests => "tests.schema.json",
        }
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

/// Returns the schema of a kind of file.
pub fn schema(kind: Kind, draft: Draft) -> Value {
    let settings = match draft {
        Draft::Draft2020 => SchemaSettings::draft2020_12(),
        Draft::Draft07 => SchemaSettings::draft07(),
    };
    let generator = settings.into_generator();
    let schema = match kind {
        Kind::Library => generator.into_root_schema_for::<LibraryFile>(),
        Kind::Model => generator.into_root_schema_for::<ModelFile>(),
        Kind::Rules => generator.into_root_schema_for::<RuleFile>(),
        Kind::Tests => generator.into_root_schema_for::<TestFile>(),
    };
    schema.to_value()
}

/// The schemas that the first lines of a library's files name: path and text.
pub(crate) fn schema_files() -> Result<Vec<(String, String)>, Failure> {
    let file = |kind: &Kind| {
        let text = serde_json::to_string_pretty(&schema(*kind, Draft::Draft07))?;
        Ok((format!("schemas/{}", kind.file()), format!("{text}\n")))
    };
    Kind::ALL.iter().map(file).collect()
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    use super::*;

    #[test]
    fn the_schemas_in_the_documentation_are_current() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/schema");
        for kind in Kind::ALL {
            let path = folder.join(kind.file());
            let committed = fs::read_to_string(&path).unwrap_or_default();
            let current = serde_json::to_string_pretty(&schema(*kind, Draft::Draft07)).unwrap();
            let name = kind.to_possible_value().unwrap();
            assert!(
                committed.trim_end() == current,
                "run `waypath schema {} --draft 07 > docs/schema/{}`",
                name.get_name(),
                kind.file(),
            );
        }
    }
}

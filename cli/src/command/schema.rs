//! `schema`: prints the JSON Schema of a kind of file.
//!
//! Editors complete and check files with it. `docs/schema/` holds those of draft
//! 07, which the YAML language server reads best.

use std::path::Path;

use clap::ValueEnum;
use schemars::generate::SchemaSettings;
use serde_json::Value;
use waypath_documents::report;
use waypath_engine::blueprint::settings::LibraryFile;
use waypath_engine::blueprint::test::TestFile;
use waypath_engine::blueprint::{self, ModelFile, RuleFile};
use waypath_engine::library::Library;
use waypath_files::library::find;

use super::init;
use crate::arguments::SchemaArguments;
use crate::completion::complete;
use crate::failure::Failure;
use crate::{Exit, Session, open};

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

/// Prints a schema, or writes all; with the ids of a library that is named.
pub(super) fn run(arguments: &SchemaArguments, session: &mut Session<'_>) -> Result<Exit, Failure> {
    session.options.plain("schema")?;
    let is_named = session.options.library.is_some();
    // What is written for an editor is for the library it is written in.
    let is_inside = arguments.output.is_some() && find(Path::new(".")).is_ok();
    let named = (is_named || is_inside).then(|| Ids::read(session)).transpose()?;
    let of = |kind, draft| {
        let mut schema = schema(kind, draft);
        if let Some(Ids { library, programs }) = &named {
            complete(&mut schema, kind, (library, programs));
        }
        schema
    };
    if let Some(kind) = arguments.kind {
        let draft = arguments.draft.unwrap_or(Draft::Draft2020);
        report::value(&of(kind, draft), session.out)?;
    }
    let Some(folder) = &arguments.output else { return Ok(Exit::Done) };
    for kind in Kind::ALL {
        let draft = arguments.draft.unwrap_or(Draft::Draft07);
        let text = serde_json::to_string_pretty(&of(*kind, draft))?;
        init::write(&folder.join(kind.file()), &format!("{text}\n"))?;
        writeln!(session.out, "{}", folder.join(kind.file()).display())?;
    }
    Ok(Exit::Done)
}

/// What a library gives names to.
struct Ids {
    library: Library,
    programs: Vec<String>,
}

impl Ids {
    fn read(session: &mut Session<'_>) -> Result<Self, Failure> {
        let files = open::files(session)?;
        let library = open::sound(&files, session)?;
        let programs = blueprint::read(&files.sources).blueprint.library.programs;
        Ok(Self { library, programs: programs.into_keys().collect() })
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

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

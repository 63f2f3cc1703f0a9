//! Which file of a library is what?

use super::settings::LibraryFile;

/// The folders a library file names.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Folders {
    /// The folders of competency models; `None` for all in `competency_models`.
    pub models: Option<Vec<String>>,
    /// The folders of rules; `None` for `rules`.
    pub rules: Option<Vec<String>>,
    /// The folder of people files; `None` for `people`.
    pub people: Option<String>,
}

/// Whether a file beside the rules holds tests rather than rules.
pub fn is_test_file(path: &str) -> bool {
    let stem = path.strip_suffix(".yaml").or_else(|| path.strip_suffix(".yml"));
    stem.is_some_and(|stem| stem.ends_with("_test"))
}

/// The last name of the model folder a file lies in.
pub(super) fn model_folder(path: &str, models: Option<&[String]>) -> Option<Box<str>> {
    let folder = if let Some(models) = models {
        models.iter().map(|folder| folder.trim_matches('/')).find(|folder| lies_in(path, folder))?
    } else {
        let (folder, _) = path.strip_prefix("competency_models/")?.split_once('/')?;
        folder
    };
    Some(folder.rsplit('/').next().unwrap_or(folder).into())
}

/// Whether a file of the library is one of its rule files.
pub(crate) fn is_rules_path(path: &str, library: &LibraryFile) -> bool {
    !is_test_file(path)
        && model_folder(path, library.models.as_deref()).is_none()
        && is_in_rules(path, library.rules.as_deref())
}

pub(super) fn is_in_rules(path: &str, rules: Option<&[String]>) -> bool {
    match rules {
        Some(rules) => rules.iter().any(|folder| lies_in(path, folder.trim_matches('/'))),
        None => lies_in(path, "rules"),
    }
}

pub(super) fn lies_in(path: &str, folder: &str) -> bool {
    path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'))
}

pub(super) fn has_extension(path: &str, extension: &str) -> bool {
    path.rsplit_once('.').is_some_and(|(_, found)| found == extension)
}

pub(super) fn is_yaml(path: &str) -> bool {
    has_extension(path, "yaml") || has_extension(path, "yml")
}

//! Under which licence is a framework?
//!
//! The licence of a text goes with every copy, word by word, so the import takes it
//! from the `LICENSE` files.

use std::collections::BTreeSet;

use waypath_engine::source::Source;

/// What licences are called.
const NAMES: &[&str] = &["LICENSE", "LICENSE.txt", "LICENSE.md", "LICENCE"];
/// The most characters of a licence that are taken along.
const LONGEST: usize = 20_000;

/// Where the licence of some files may be: beside them or in a folder above.
pub(super) fn beside(files: &[&str]) -> BTreeSet<String> {
    let mut licences: BTreeSet<String> = NAMES.iter().map(|name| (*name).to_owned()).collect();
    for file in files {
        for (at, _) in file.match_indices('/') {
            let folder = file.get(..at).unwrap_or_default();
            licences.extend(NAMES.iter().map(|name| format!("{folder}/{name}")));
        }
    }
    licences
}

pub(super) fn is_one(path: &str) -> bool {
    let (_, name) = path.rsplit_once('/').unwrap_or(("", path));
    NAMES.contains(&name)
}

/// The texts of licences, each once.
pub(super) fn texts(licences: &[&Source]) -> Option<String> {
    let mut texts: Vec<String> = Vec::new();
    for licence in licences {
        let text = String::from_utf8_lossy(&licence.bytes);
        let lines = text.trim_start_matches('\u{FEFF}').lines().map(str::trim_end);
        let text = lines.collect::<Vec<_>>().join("\n");
        let text: String = text.trim().chars().take(LONGEST).collect();
        if !text.is_empty() && !texts.contains(&text) {
            texts.push(text);
        }
    }
    (!texts.is_empty()).then(|| texts.join("\n\n"))
}

//! `check --fix`: mends in the files what is certain, and shows what it did.

use std::collections::{BTreeMap, BTreeSet};

use waypath_engine::diagnostic::{Code, Diagnostic};
use waypath_engine::library::compile;
use waypath_engine::mend::{AppliedFix, mend};
use waypath_engine::source::Sources;
use waypath_files::library::LibraryFiles;

use crate::context::Context;
use crate::failure::Failure;
use crate::output;

/// The most rounds: a mistake may come to light once another is mended.
const MOST_ROUNDS: usize = 100;

/// How many mistakes come with a change that mends them.
pub(super) fn fixable(diagnostics: &[Diagnostic]) -> usize {
    diagnostics.iter().filter(|diagnostic| diagnostic.fix.is_some()).count()
}

/// Mends the files, in memory and on disk, and lists every change.
pub(super) fn run(files: &mut LibraryFiles, context: &mut Context<'_>) -> Result<(), Failure> {
    let before = files.sources.clone();
    let changes = mend_all(&mut files.sources);
    let mut written: BTreeSet<&str> = BTreeSet::new();
    for (old, new) in before.files.iter().zip(&files.sources.files) {
        if old.bytes != new.bytes {
            output::replace(&files.root.join(&new.path), &new.bytes)?;
            written.insert(&new.path);
        }
    }
    for AppliedFix { place, what } in &changes {
        writeln!(context.err, "{place}: {what}")?;
    }
    let changed = context.language.count("unit-change", changes.len());
    writeln!(context.err, "{changed} in {}", context.language.count("unit-file", written.len()))?;
    Ok(())
}

/// Mends until nothing more can be mended, and returns what was changed.
fn mend_all(sources: &mut Sources) -> Vec<AppliedFix> {
    let mut changes = Vec::new();
    // Files in which a change did more harm than good.
    let mut left_alone: BTreeSet<String> = BTreeSet::new();
    let mut diagnostics = compile(sources).diagnostics;
    for _ in 0..MOST_ROUNDS {
        let mut next = sources.clone();
        let mut new: BTreeMap<String, Vec<AppliedFix>> = BTreeMap::new();
        for file in next.files.iter_mut().filter(|file| !left_alone.contains(&file.path)) {
            let mended = mend(file, &diagnostics);
            if !mended.changes.is_empty() {
                file.bytes = mended.bytes;
                new.insert(file.path.clone(), mended.changes);
            }
        }
        if new.is_empty() {
            break;
        }
        let after = compile(&next).diagnostics;
        let broken: BTreeSet<String> =
            new.keys().filter(|path| breaks(path, &diagnostics, &after)).cloned().collect();
        if broken.is_empty() {
            changes.extend(new.into_values().flatten());
            (*sources, diagnostics) = (next, after);
        }
        left_alone.extend(broken);
    }
    changes
}

/// Whether a file that was readable cannot be read any more, or has a key twice.
fn breaks(path: &str, before: &[Diagnostic], after: &[Diagnostic]) -> bool {
    let codes = [Code::InvalidYaml, Code::DuplicateKey, Code::Tab, Code::DefinedTwice];
    let is_here = |diagnostic: &&Diagnostic| {
        diagnostic.place.as_ref().is_some_and(|place| *place.file == *path)
    };
    let count = |all: &[Diagnostic]| {
        all.iter().filter(is_here).filter(|diagnostic| codes.contains(&diagnostic.code)).count()
    };
    count(after) > count(before)
}

#[cfg(test)]
mod tests {
    use waypath_engine::source::Source;

    use super::*;

    fn sources(text: &str) -> Sources {
        let path = "competency_models/demo/model.yaml".to_owned();
        Sources { files: vec![Source { path, bytes: text.into() }] }
    }

    fn mended(text: &str) -> String {
        let mut sources = sources(text);
        mend_all(&mut sources);
        String::from_utf8(sources.files.remove(0).bytes).unwrap()
    }

    #[test]
    fn a_change_that_would_make_a_key_stand_twice_is_not_made() {
        let text = "competencies:\n  a:\n    name: A\n    nmae: B\n";
        assert_eq!(mended(text), text);
    }

    #[test]
    fn a_mistake_behind_a_mistake_is_mended_too() {
        let text = "competencies:\n  asking: { nmae: Asking }\nroles:\n  a:\n    titel: A\n    expects: { askng: { level: 1 } }\n";
        let expected = "competencies:\n  asking: { name: Asking }\nroles:\n  a:\n    title: A\n    expects: { asking: { level: 1 } }\n";
        assert_eq!(mended(text), expected);
    }
}

//! Where is the library, and what do its files hold?

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::io::{self, Read as _};
use std::path::{Component, Path, PathBuf};
use std::time::SystemTime;

use waypath_engine::blueprint::{Folders, LIBRARY_FILE, folders, is_test_file};
use waypath_engine::source::{LARGEST_FILE, Source, Sources};

use crate::Error;

/// The endings of the files that make up a library.
const ENDINGS: &[&str] = &["yaml", "yml", "rhai"];
/// The folder of a library's own templates, and the endings of what is read there.
const TEMPLATES: &str = "templates";
const TEMPLATE_ENDINGS: &[&str] = &["j2", "css"];

/// The files of a library, not yet compiled.
#[derive(Clone, Debug)]
pub struct LibraryFiles {
    /// The folder that holds `waypath.yaml`.
    pub root: PathBuf,
    /// Its files; paths are relative to the root, with `/` between folders.
    pub sources: Sources,
    /// The test files beside its rules, in the order of their paths. They are no part
    /// of the library: a test that changes changes no plan.
    pub tests: Vec<Source>,
    /// The folder of its people; `None` where it names none and has no `people`.
    pub people: Option<PeopleFolder>,
}

/// A folder of people files.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct PeopleFolder {
    /// Where it is.
    pub path: PathBuf,
    /// What it is called in places and messages.
    pub shown: String,
}

impl PeopleFolder {
    /// Returns the folder somebody named, called what they called it.
    pub fn named(path: &Path) -> Self {
        Self { path: path.to_path_buf(), shown: path.to_string_lossy().into_owned() }
    }
}

/// Returns the nearest folder with a `waypath.yaml`: `from` or one above it.
pub fn find(from: &Path) -> Result<PathBuf, Error> {
    let absolute = std::path::absolute(from).map_err(Error::unreadable(from))?;
    absolute
        .ancestors()
        .find(|ancestor| ancestor.join(LIBRARY_FILE).is_file())
        .map(Path::to_path_buf)
        .ok_or_else(|| Error::NoLibrary { from: from.to_path_buf() })
}

/// Reads the files of the library in `root`.
///
/// Reads `waypath.yaml` and all `.yaml`, `.yml` and `.rhai` files in the folders
/// it names, with their subfolders, in the order of their paths. Hidden files
/// are left out; a folder that links lead to twice is read once. A folder
/// outside the library is not read, so the engine reports that it holds nothing.
pub fn read(root: &Path) -> Result<LibraryFiles, Error> {
    let library_file = read_source(&root.join(LIBRARY_FILE), LIBRARY_FILE.to_owned())?;
    let named = folders(&library_file);
    let found = FoundFiles::of_library(root, &named)?;
    let (mut files, mut tests) = (vec![library_file], Vec::new());
    for (shown, path) in found.files {
        if shown == LIBRARY_FILE {
            continue;
        }
        let holds_tests = is_test_file(&shown) && is_beside_rules(&shown, &named);
        let source = read_source(&path, shown)?;
        if holds_tests { &mut tests } else { &mut files }.push(source);
    }
    let sources = Sources { files }.sorted();
    Ok(LibraryFiles { root: root.to_path_buf(), sources, tests, people: people(root, &named) })
}

/// Reads the templates of the library in `root`: all `.j2` and `.css` files in its
/// folder `templates`, with its subfolders, in the order of their paths.
///
/// They are no part of the library: they change how a plan looks, not what it says.
pub fn templates(root: &Path) -> Result<Vec<Source>, Error> {
    let found = FoundFiles::of_templates(root)?.files.into_iter();
    found.map(|(shown, path)| read_source(&path, shown)).collect()
}

/// The size and the time of the last change of every file a library is made of.
/// Two that differ mean that somebody saved something.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Stamp(BTreeMap<PathBuf, (u64, Option<SystemTime>)>);

impl Stamp {
    /// Takes the stamp of the library in `root` and of the people files in
    /// `people`, or without one in the folder the library names.
    pub fn take(root: &Path, people: Option<&Path>) -> Result<Self, Error> {
        let path = root.join(LIBRARY_FILE);
        let named = folders(&read_source(&path, LIBRARY_FILE.to_owned())?);
        let found = FoundFiles::of_library(root, &named)?;
        let templates = FoundFiles::of_templates(root)?.files;
        let files = found.files.into_values().chain(templates.into_values());
        let mut paths: BTreeSet<PathBuf> = files.collect();
        paths.insert(path);
        let people =
            people.map(Path::to_path_buf).or_else(|| Some(self::people(root, &named)?.path));
        if let Some(folder) = people.filter(|person| person.is_dir()) {
            let files = names(&folder)?.into_iter().map(|name| folder.join(name));
            paths.extend(files.filter(|file| file.is_file()));
        }
        let mut files = BTreeMap::new();
        for path in paths {
            let about = fs::metadata(&path).map_err(Error::unreadable(&path))?;
            files.insert(path, (about.len(), about.modified().ok()));
        }
        Ok(Self(files))
    }

    /// How many files there are.
    pub fn files(&self) -> usize {
        self.0.len()
    }

    /// The files that are new, changed or gone since an earlier stamp, in the
    /// order of their paths.
    pub fn since<'a>(&'a self, earlier: &'a Self) -> Vec<&'a Path> {
        let all: BTreeSet<&PathBuf> = self.0.keys().chain(earlier.0.keys()).collect();
        let changed = all.into_iter().filter(|path| self.0.get(*path) != earlier.0.get(*path));
        changed.map(PathBuf::as_path).collect()
    }
}

/// The folders that hold the files of a library, without those outside it.
pub(crate) fn folders_to_read(named: &Folders) -> Vec<String> {
    let folders = model_folders(named).into_iter().chain(rule_folders(named));
    folders.filter(|folder| is_inside(folder)).collect()
}

fn model_folders(named: &Folders) -> Vec<String> {
    trimmed(named.models.clone().unwrap_or_else(|| vec!["competency_models".to_owned()]))
}

fn rule_folders(named: &Folders) -> Vec<String> {
    trimmed(named.rules.clone().unwrap_or_else(|| vec!["rules".to_owned()]))
}

fn trimmed(folders: Vec<String>) -> Vec<String> {
    folders.into_iter().map(|folder| folder.trim_matches('/').to_owned()).collect()
}

/// Whether a file lies in a folder of rules, and in none of competency models.
pub(crate) fn is_beside_rules(shown: &str, named: &Folders) -> bool {
    let lies_in = |folders: Vec<String>| {
        folders.iter().any(|folder| {
            shown.strip_prefix(folder.as_str()).is_some_and(|rest| rest.starts_with('/'))
        })
    };
    lies_in(rule_folders(named)) && !lies_in(model_folders(named))
}

/// Whether a folder's name leads into the library and not out of it.
fn is_inside(folder: &str) -> bool {
    let path = Path::new(folder);
    !folder.is_empty()
        && path.components().all(|component| matches!(component, Component::Normal(_)))
}

fn people(root: &Path, named: &Folders) -> Option<PeopleFolder> {
    let folder = |shown: &str| PeopleFolder { path: root.join(shown), shown: shown.to_owned() };
    match &named.people {
        Some(shown) => Some(folder(shown.trim_end_matches('/'))),
        None => Some(folder("people")).filter(|people| people.path.is_dir()),
    }
}

/// Reads a file up to a size at which the engine refuses it in any case.
pub(crate) fn read_source(path: &Path, shown: String) -> Result<Source, Error> {
    let most = u64::try_from(LARGEST_FILE.saturating_mul(16)).unwrap_or(u64::MAX);
    let mut bytes = Vec::new();
    File::open(path)
        .and_then(|file| file.take(most).read_to_end(&mut bytes))
        .map_err(Error::unreadable(path))?;
    Ok(Source { path: shown, bytes })
}

/// The files with certain endings that were found so far.
pub(crate) struct FoundFiles {
    endings: &'static [&'static str],
    /// Where they are, by what they are called.
    pub(crate) files: BTreeMap<String, PathBuf>,
    folders: BTreeSet<PathBuf>,
}

impl FoundFiles {
    /// Returns that nothing was found yet.
    pub(crate) fn new(endings: &'static [&'static str]) -> Self {
        Self { endings, files: BTreeMap::new(), folders: BTreeSet::new() }
    }

    /// Collects the files in the folders of a library.
    fn of_library(root: &Path, named: &Folders) -> Result<Self, Error> {
        let mut found = Self::new(ENDINGS);
        for folder in folders_to_read(named) {
            found.folder(&root.join(&folder), &folder)?;
        }
        Ok(found)
    }

    /// Collects a library's own templates.
    fn of_templates(root: &Path) -> Result<Self, Error> {
        let mut found = Self::new(TEMPLATE_ENDINGS);
        found.folder(&root.join(TEMPLATES), TEMPLATES)?;
        Ok(found)
    }

    /// Collects the files of a folder and its subfolders; none where it is missing.
    pub(crate) fn folder(&mut self, path: &Path, shown: &str) -> Result<(), Error> {
        if !path.is_dir() {
            return Ok(());
        }
        let real = fs::canonicalize(path).map_err(Error::unreadable(path))?;
        if !self.folders.insert(real) {
            return Ok(());
        }
        for name in names(path)? {
            let (path, shown) = (path.join(&name), format!("{shown}/{name}"));
            if path.is_dir() {
                self.folder(&path, &shown)?;
            } else if has_ending(&path, self.endings) && is_file(&path)? {
                self.files.insert(shown, path);
            }
        }
        Ok(())
    }
}

/// The names in a folder, sorted, without hidden ones.
fn names(folder: &Path) -> Result<Vec<String>, Error> {
    let mut names = Vec::new();
    for entry in fs::read_dir(folder).map_err(Error::unreadable(folder))? {
        let entry = entry.map_err(Error::unreadable(folder))?;
        let Ok(name) = entry.file_name().into_string() else {
            let reason = io::Error::other("its name is not Unicode");
            return Err(Error::Unreadable { path: entry.path(), reason });
        };
        if !name.starts_with('.') {
            names.push(name);
        }
    }
    names.sort_unstable();
    Ok(names)
}

/// Whether a file's name ends like that of a library's file.
pub(crate) fn has_library_ending(path: &Path) -> bool {
    has_ending(path, ENDINGS)
}

fn has_ending(path: &Path, endings: &[&str]) -> bool {
    let ending = path.extension().and_then(|text| text.to_str());
    ending.is_some_and(|ending| endings.contains(&ending))
}

/// Whether this is a file; a link that leads nowhere is an error.
fn is_file(path: &Path) -> Result<bool, Error> {
    Ok(fs::metadata(path).map_err(Error::unreadable(path))?.is_file())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn write(root: &Path, path: &str, text: &str) {
        let path = root.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn paths(root: &Path) -> Vec<String> {
        read(root).unwrap().sources.files.into_iter().map(|file| file.path).collect()
    }

    #[test]
    fn the_nearest_library_above_is_found() {
        let folder = tempfile::tempdir().unwrap();
        write(folder.path(), "waypath.yaml", "");
        write(folder.path(), "inner/waypath.yaml", "");
        write(folder.path(), "inner/a/b/x.txt", "");
        let found = find(&folder.path().join("inner/a/b")).unwrap();
        assert_eq!(found, folder.path().join("inner"));
        let nowhere = tempfile::tempdir().unwrap();
        assert!(matches!(find(nowhere.path()), Err(Error::NoLibrary { .. })));
    }

    #[test]
    fn every_file_of_the_default_folders_is_read_in_the_order_of_paths() {
        let folder = tempfile::tempdir().unwrap();
        for path in [
            "waypath.yaml",
            "rules/b.rhai",
            "rules/a.yaml",
            "rules/.hidden.yaml",
            "rules/.git/x.yaml",
            "rules/README.md",
            "competency_models/support/deep/er/roles.yml",
            "competency_models/support/modules.yaml",
            "elsewhere/x.yaml",
        ] {
            write(folder.path(), path, "");
        }
        let expected = [
            "competency_models/support/deep/er/roles.yml",
            "competency_models/support/modules.yaml",
            "rules/a.yaml",
            "rules/b.rhai",
            "waypath.yaml",
        ];
        assert_eq!(paths(folder.path()), expected);
    }

    #[test]
    fn only_the_folders_that_are_named_are_read() {
        let folder = tempfile::tempdir().unwrap();
        let library = "models: [models/a, models/a/b/]\nrules: [r, ../outside, /etc, missing]\n";
        write(folder.path(), "waypath.yaml", library);
        for path in ["models/a/1.yaml", "models/a/b/2.yaml", "models/c/3.yaml", "r/4.yaml"] {
            write(folder.path(), path, "");
        }
        let expected = ["models/a/1.yaml", "models/a/b/2.yaml", "r/4.yaml", "waypath.yaml"];
        assert_eq!(paths(folder.path()), expected);
    }

    #[test]
    fn templates_are_no_part_of_the_library_and_their_changes_are_seen() {
        let folder = tempfile::tempdir().unwrap();
        let own = ["templates/parts/head.html.j2", "templates/plan.css", "templates/plan.md.j2"];
        for path in own {
            write(folder.path(), path, "");
        }
        for path in ["waypath.yaml", "templates/notes.md", "templates/x.yaml"] {
            write(folder.path(), path, "");
        }
        let read = templates(folder.path()).unwrap();
        assert_eq!(read.iter().map(|file| &*file.path).collect::<Vec<_>>(), own);
        assert_eq!(paths(folder.path()), ["waypath.yaml"]);
        let before = Stamp::take(folder.path(), None).unwrap();
        write(folder.path(), "templates/plan.css", "p { margin: 0 }");
        let after = Stamp::take(folder.path(), None).unwrap();
        assert_eq!(after.since(&before), [folder.path().join("templates/plan.css")]);
    }

    #[test]
    fn tests_beside_rules_are_no_part_of_the_library() {
        let folder = tempfile::tempdir().unwrap();
        for path in [
            "waypath.yaml",
            "rules/a.yaml",
            "rules/a_test.yaml",
            "rules/deep/b_test.yml",
            "rules/latest.yaml",
            "competency_models/support/a_test.yaml",
        ] {
            write(folder.path(), path, "");
        }
        let tests = read(folder.path()).unwrap().tests;
        let tests: Vec<&str> = tests.iter().map(|test| &*test.path).collect();
        assert_eq!(tests, ["rules/a_test.yaml", "rules/deep/b_test.yml"]);
        let expected = [
            "competency_models/support/a_test.yaml",
            "rules/a.yaml",
            "rules/latest.yaml",
            "waypath.yaml",
        ];
        assert_eq!(paths(folder.path()), expected);
    }

    #[test]
    fn people_are_where_the_library_says_else_in_people() {
        let folder = tempfile::tempdir().unwrap();
        write(folder.path(), "waypath.yaml", "name: Demo\n");
        assert_eq!(read(folder.path()).unwrap().people, None);
        write(folder.path(), "people/people.csv", "id,name,role\n");
        let people = read(folder.path()).unwrap().people.unwrap();
        assert_eq!((people.path, &*people.shown), (folder.path().join("people"), "people"));
        write(folder.path(), "waypath.yaml", "people: hr/export/\n");
        let people = read(folder.path()).unwrap().people.unwrap();
        assert_eq!((people.path, &*people.shown), (folder.path().join("hr/export"), "hr/export"));
    }

    #[cfg(unix)]
    #[test]
    fn a_link_in_a_circle_is_followed_once() {
        let folder = tempfile::tempdir().unwrap();
        write(folder.path(), "waypath.yaml", "");
        write(folder.path(), "rules/a.yaml", "");
        std::os::unix::fs::symlink(folder.path().join("rules"), folder.path().join("rules/again"))
            .unwrap();
        assert_eq!(paths(folder.path()), ["rules/a.yaml", "waypath.yaml"]);
        std::os::unix::fs::symlink("nowhere", folder.path().join("rules/b.yaml")).unwrap();
        let error = read(folder.path()).unwrap_err();
        assert!(error.to_string().contains("b.yaml` cannot be read"), "{error}");
    }

    #[test]
    fn what_cannot_be_read_is_an_error_with_its_path() {
        let folder = tempfile::tempdir().unwrap();
        let error = read(folder.path()).unwrap_err();
        assert!(error.to_string().contains("waypath.yaml` cannot be read"), "{error}");
    }
}

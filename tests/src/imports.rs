//! Which files of a crate use which others, and where does that go round in a circle?
//!
//! A file uses another if it names something that is defined there: in a `use`, or by
//! a path in its code. Re-exports are followed to the file that defines the thing, so a
//! way through the parent's `pub use` counts as what it is. A re-export alone is no
//! use: a `mod.rs` may list what its files offer.
//!
//! This reads Rust as text. It knows `use` trees, paths and items at the top of a file,
//! which is what this workspace is written with.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use crate::rust::{files_below, without_tests, without_texts};

/// A module: the segments of its path from the root of the crate.
pub type Module = Vec<String>;

/// The files of a crate by module, with what each uses of the others.
#[derive(Default)]
pub struct Imports {
    files: BTreeMap<Module, File>,
}

#[derive(Default)]
struct File {
    /// The code without its `use` items.
    body: String,
    /// What is imported: the segments of the path, the name it has here, whether it is
    /// re-exported.
    uses: Vec<Use>,
    defines: BTreeSet<String>,
}

struct Use {
    path: Vec<String>,
    name: String,
    is_public: bool,
}

impl Imports {
    /// Reads the files below the `src` folder of a crate, without its tests.
    pub fn read(src: &Path) -> Self {
        let mut imports = Self::default();
        for path in files_below(src) {
            let module = module_of(path.strip_prefix(src).expect("a file below the folder"));
            let is_test = module.iter().any(|segment| segment == "tests");
            if is_test || path.ends_with("main.rs") {
                continue;
            }
            let text = std::fs::read_to_string(&path).expect("a source file");
            imports.files.insert(module, File::read(&without_tests(&without_texts(&text))));
        }
        imports
    }

    /// The groups of files that use each other, directly or through others.
    ///
    /// Where a folder is in `parents`, what its `mod.rs` and its files use of each other
    /// does not count.
    pub fn circles(&self, parents: &BTreeSet<Module>) -> Vec<Vec<Module>> {
        let uses: BTreeMap<&Module, BTreeSet<Module>> = self
            .files
            .keys()
            .map(|module| {
                let is_family = |other: &Module| {
                    let (short, long) =
                        if module.len() < other.len() { (module, other) } else { (other, module) };
                    long.starts_with(short) && parents.contains(short)
                };
                let others = self.used_by(module).into_iter().filter(|other| !is_family(other));
                (module, others.collect())
            })
            .collect();
        let reach: BTreeMap<&Module, BTreeSet<Module>> =
            uses.keys().map(|module| (*module, reached_from(module, &uses))).collect();
        let mut circles: BTreeSet<Vec<Module>> = BTreeSet::new();
        for (module, reached) in &reach {
            let back = |other: &&Module| reach[*other].contains(*module);
            let group: Vec<Module> = reached.iter().filter(back).cloned().collect();
            if !group.is_empty() {
                circles.insert(group);
            }
        }
        circles.into_iter().collect()
    }

    /// The other files whose things a file names.
    pub fn used_by(&self, module: &Module) -> BTreeSet<Module> {
        let file = &self.files[module];
        let words: BTreeSet<&str> = words(&file.body).collect();
        let mut used = BTreeSet::new();
        for import in &file.uses {
            let Some(path) = self.absolute(module, &import.path) else { continue };
            let of = self.defined_in(&path, 0);
            let is_listed =
                import.is_public && of.starts_with(module) && !words.contains(import.name.as_str());
            if !is_listed {
                used.insert(of);
            }
            // A module that is imported by name is used by the paths that start with it.
            if self.files.contains_key(&path) {
                for behind in paths(&file.body).filter(|path| path[0] == import.name) {
                    used.insert(self.defined_in(&[&path[..], &behind[1..]].concat(), 0));
                }
            }
        }
        for path in paths(&file.body) {
            if let Some(path) = self.absolute(module, &path) {
                used.insert(self.defined_in(&path, 0));
            }
        }
        used.remove(module);
        used
    }

    /// A path as it reads from the root of the crate; `None` for one of another crate.
    fn absolute(&self, module: &[String], path: &[String]) -> Option<Vec<String>> {
        let mut base = module.to_vec();
        let mut rest = path;
        match path.first().map(String::as_str)? {
            "crate" => return Some(path[1..].to_vec()),
            "self" => rest = &path[1..],
            "super" => {
                while rest.first().is_some_and(|segment| segment == "super") {
                    base.pop();
                    rest = &rest[1..];
                }
            }
            first => {
                base.push(first.to_owned());
                let is_child = self.files.contains_key(&base);
                base.pop();
                is_child.then_some(())?;
            }
        }
        base.extend_from_slice(rest);
        Some(base)
    }

    /// The module in whose file the thing with this path is defined.
    fn defined_in(&self, path: &[String], depth: usize) -> Module {
        let mut at: Module = Vec::new();
        for (number, segment) in path.iter().enumerate() {
            at.push(segment.clone());
            if self.files.contains_key(&at) {
                continue;
            }
            at.pop();
            let file = &self.files[&at];
            // Nobody re-exports deeper; a longer way would be a circle of re-exports.
            if file.defines.contains(segment) || depth > 8 {
                return at;
            }
            let import = file.uses.iter().find(|import| import.name == *segment);
            let further = import.and_then(|import| self.absolute(&at, &import.path));
            return further.map_or(at, |further| {
                self.defined_in(&[&further[..], &path[number + 1..]].concat(), depth + 1)
            });
        }
        at
    }
}

impl File {
    fn read(code: &str) -> Self {
        let mut file = Self::default();
        let mut rest = code;
        while let Some(at) = start_of_use(rest) {
            let before = &rest[..at];
            let line = before.rfind('\n').map_or(0, |newline| newline + 1);
            let is_public = before[line..].trim_start().starts_with("pub");
            let end = rest[at..].find(';').map_or(rest.len(), |length| at + length);
            add_tree(&rest[at + "use ".len()..end], &[], is_public, &mut file.uses);
            file.body.push_str(before);
            rest = &rest[end..];
        }
        file.body.push_str(rest);
        // What a folder lists is not used by that alone.
        let is_listed = |line: &&str| line.contains("mod ") && line.ends_with(';');
        let body: Vec<&str> = file.body.lines().filter(|line| !is_listed(line)).collect();
        file.body = body.join("\n");
        let words: Vec<&str> = words(&file.body).collect();
        let items = ["struct", "enum", "trait", "type", "union", "fn", "const", "static"];
        for pair in words.windows(2).filter(|pair| items.contains(&pair[0])) {
            file.defines.insert(pair[1].to_owned());
        }
        file
    }
}

/// Where the next `use` item starts that has a line of its own.
fn start_of_use(code: &str) -> Option<usize> {
    let is_start = |at: &usize| {
        let line = code[..*at].rfind('\n').map_or(0, |newline| newline + 1);
        let before = code[line..*at].trim();
        before.is_empty() || (before.starts_with("pub") && !before.contains([';', '{']))
    };
    code.match_indices("use ").map(|(at, _)| at).find(is_start)
}

/// Adds the leaves of a `use` tree.
fn add_tree(tree: &str, before: &[String], is_public: bool, uses: &mut Vec<Use>) {
    let segments = |text: &str| -> Vec<String> {
        let segments = text.split("::").map(str::trim).filter(|segment| !segment.is_empty());
        segments.map(str::to_owned).collect()
    };
    let tree = tree.trim();
    if let Some((head, branches)) = tree.split_once('{') {
        let path = [before, &segments(head)].concat();
        let branches = branches.trim().strip_suffix('}').unwrap_or(branches);
        let mut depth = 0;
        let is_comma = |letter: char| {
            depth += i32::from(letter == '{') - i32::from(letter == '}');
            letter == ',' && depth == 0
        };
        for branch in branches.split(is_comma).filter(|branch| !branch.trim().is_empty()) {
            add_tree(branch, &path, is_public, uses);
        }
        return;
    }
    let (path, alias) = tree.split_once(" as ").map_or((tree, None), |(a, b)| (a, Some(b.trim())));
    let mut path = [before, &segments(path)].concat();
    if path.last().is_some_and(|last| last == "self") {
        path.pop();
    }
    let name = alias.or(path.last().map(String::as_str)).unwrap_or_default().to_owned();
    uses.push(Use { path, name, is_public });
}

fn module_of(path: &Path) -> Module {
    let mut module: Module = path
        .with_extension("")
        .iter()
        .map(|segment| segment.to_string_lossy().into_owned())
        .collect();
    if module.last().is_some_and(|last| last == "mod" || last == "lib") {
        module.pop();
    }
    module
}

fn words(code: &str) -> impl Iterator<Item = &str> {
    code.split(|letter: char| !letter.is_alphanumeric() && letter != '_')
        .filter(|word| !word.is_empty())
}

/// The paths of several segments that stand in some code.
fn paths(code: &str) -> impl Iterator<Item = Vec<String>> {
    let is_part = |letter: char| letter.is_alphanumeric() || letter == '_' || letter == ':';
    code.split(move |letter| !is_part(letter)).filter_map(|word| {
        let word = word.trim_end_matches(':');
        let path: Vec<String> = word.split("::").map(str::to_owned).collect();
        (path.len() > 1 && path.iter().all(|segment| !segment.is_empty())).then_some(path)
    })
}

/// All that is used by what a module uses, the module itself only if it is among it.
fn reached_from(module: &Module, uses: &BTreeMap<&Module, BTreeSet<Module>>) -> BTreeSet<Module> {
    let mut reached = BTreeSet::new();
    let mut waiting = vec![module];
    while let Some(next) = waiting.pop() {
        for used in &uses[next] {
            if reached.insert(used.clone()) {
                waiting.push(used);
            }
        }
    }
    reached
}

#[cfg(test)]
mod tests {
    use super::*;

    fn module(path: &str) -> Module {
        path.split("::").filter(|segment| !segment.is_empty()).map(str::to_owned).collect()
    }

    fn imports(files: &[(&str, &str)]) -> Imports {
        let files = files.iter().map(|(path, code)| (module(path), File::read(code)));
        Imports { files: files.collect() }
    }

    #[test]
    fn files_that_use_each_other_are_a_circle() {
        let crate_of = |second: &str| {
            imports(&[
                ("", "pub mod a;\n"),
                ("a", "mod b;\nmod c;\npub use b::B;\npub use c::C;\n"),
                ("a::b", "use super::C;\npub struct B(C);\n"),
                ("a::c", second),
            ])
        };
        let none = BTreeSet::new();
        let through_the_parent = crate_of("pub struct C;\nfn f() -> super::B {}\n");
        let circle = vec![module("a::b"), module("a::c")];
        assert_eq!(through_the_parent.circles(&none), vec![circle]);
        assert!(crate_of("pub struct C;\n").circles(&none).is_empty());
    }

    #[test]
    fn a_parent_that_only_lists_its_files_uses_none() {
        let imports = imports(&[
            ("", "pub mod a;\n"),
            ("a", "mod b;\npub use b::b;\npub struct A;\n"),
            ("a::b", "use super::A;\npub fn b(a: &A) {}\n"),
        ]);
        assert!(imports.circles(&BTreeSet::new()).is_empty());
    }

    #[test]
    fn a_parent_that_uses_what_uses_it_is_a_circle() {
        let imports = imports(&[
            ("", "pub mod a;\n"),
            ("a", "mod b;\npub struct A;\npub fn run() { b::help(&A) }\n"),
            ("a::b", "use super::A;\npub fn help(a: &A) {}\n"),
        ]);
        assert_eq!(imports.circles(&BTreeSet::new()), vec![vec![module("a"), module("a::b")]]);
        assert!(imports.circles(&BTreeSet::from([module("a")])).is_empty());
    }

    #[test]
    fn a_module_is_used_by_the_paths_that_start_with_its_name() {
        let imports = imports(&[
            ("", "pub mod a;\npub mod b;\n"),
            ("a", "use crate::{b::{self as other}};\nfn f() { other::g() }\n"),
            ("b", "pub fn g() {}\n"),
        ]);
        assert_eq!(imports.used_by(&module("a")), BTreeSet::from([module("b")]));
    }
}

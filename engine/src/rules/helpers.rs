//! What do the functions beside the rules do?
//!
//! Helper files (`.rhai`) hold functions for what YAML cannot say. They are
//! checked like conditions, except that the types of their variables are known
//! only when they run; a comparison of different types is false there.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rhai::{AST, Expr, Module};

use crate::diagnostic::Code;

use super::answer::Fact;
use super::check::{Checker, Scene};
use super::literals::{Literals, is_plain};
use super::mistake::{self, At, Mistake, Trouble};
use super::node::{Function, Kind, Node};
use super::reading::{self, Source};
use super::sandbox::Sandbox;
use super::syntax;
use super::vocabulary::{fact, function_named};

/// The longest helper file, in bytes.
const LONGEST_FILE: usize = 65_536;

/// The functions of a library's helper files.
#[derive(Clone, Debug, Default)]
pub(super) struct Helpers {
    library: Option<Arc<Module>>,
    signatures: BTreeMap<Box<str>, Signature>,
}

/// What callers know of a helper.
#[derive(Clone, Debug)]
pub(super) struct Signature {
    /// The number of its parameters.
    pub(super) parameters: usize,
    /// What its parameters are called.
    pub(super) names: Vec<Box<str>>,
    /// What it gives, where it is a single expression.
    pub(super) expression: Option<Expr>,
    /// The facts it reads, those of the helpers it calls included.
    pub(super) reads: BTreeSet<Fact>,
    /// The values that stand in it, those of the helpers it calls not included.
    pub(super) literals: Literals,
    calls: BTreeSet<Box<str>>,
    file: Box<str>,
}

impl Helpers {
    /// The functions as Rhai runs them; `None` if there are none.
    pub(super) fn library(&self) -> Option<&Arc<Module>> {
        self.library.as_ref()
    }

    /// What is known of the helper of a name.
    pub(super) fn signature(&self, name: &str) -> Option<&Signature> {
        self.signatures.get(name)
    }

    /// All helpers, by name.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.signatures.keys().map(|it| &**it)
    }

    /// Adds what called helpers read to their callers, until nothing changes.
    fn spread_reads(&mut self) {
        loop {
            let mut changed = false;
            let reads: BTreeMap<Box<str>, BTreeSet<Fact>> =
                self.signatures.iter().map(|(name, it)| (name.clone(), it.reads.clone())).collect();
            for signature in self.signatures.values_mut() {
                let before = signature.reads.len();
                let called = signature.calls.iter().filter_map(|it| reads.get(it));
                signature.reads.extend(called.flatten().cloned());
                changed |= signature.reads.len() > before;
            }
            if !changed {
                return;
            }
        }
    }
}

/// One helper file that could be parsed.
struct File<'a> {
    path: &'a str,
    text: &'a str,
    ast: AST,
    functions: Vec<Function>,
}

impl Sandbox {
    /// Adds the functions of helper files, and gives the files' mistakes.
    pub(super) fn add_helpers(&mut self, files: &[(&str, &str)]) -> Vec<(String, Mistake)> {
        let mut mistakes: Vec<(&str, Vec<Mistake>)> = Vec::new();
        let mut parsed: Vec<File<'_>> = Vec::new();
        for (path, text) in files {
            let mut found = Vec::new();
            parsed.extend(self.parse(path, text, &mut found));
            mistakes.push((path, found));
        }
        for file in &parsed {
            let found = self.declare(file);
            mistakes.push((file.path, found));
        }
        for file in &parsed {
            let found = self.check(file);
            mistakes.push((file.path, found));
        }
        self.helpers.spread_reads();
        let broken: BTreeSet<&str> =
            mistakes.iter().filter(|(_, it)| !it.is_empty()).map(|(path, _)| *path).collect();
        self.link(parsed.iter().filter(|it| !broken.contains(it.path)));
        in_order(files, mistakes)
    }

    fn parse<'a>(
        &self,
        path: &'a str,
        text: &'a str,
        mistakes: &mut Vec<Mistake>,
    ) -> Option<File<'a>> {
        if text.len() > LONGEST_FILE {
            let message = format!("helper file is longer than {LONGEST_FILE} bytes");
            let trouble = Trouble::new(Code::TooLarge, message);
            mistakes.push(trouble.help("split it into several files").at(text, At::START));
            return None;
        }
        let reading = reading::read(&self.lexer, text, Source::Helper);
        mistakes.extend(reading.mistakes);
        let ast = match self.engine.compile(&reading.text) {
            Ok(ast) => ast,
            Err(err) => {
                if mistakes.is_empty() {
                    mistakes.push(reading::explain(text, Source::Helper, &err));
                }
                return None;
            }
        };
        let (functions, outside) = syntax::functions(&ast);
        if let Some(statement) = outside {
            let trouble = Trouble::new(Code::Forbidden, "only functions stand in a helper file");
            mistakes.push(
                trouble.help("move it into a function: `fn …() { … }`").at(text, statement.at),
            );
        }
        Some(File { path, text, ast, functions })
    }

    /// Makes the functions of a file known to all files.
    fn declare(&mut self, file: &File<'_>) -> Vec<Mistake> {
        let mut mistakes = Vec::new();
        for function in &file.functions {
            let name = &function.name;
            let at = name_before(file.text, name, function.at);
            if fact(name).is_some() || function_named(name).is_some() || is_thing(name) {
                let message = format!("`{name}` is the name of a fact or function of Waypath");
                let trouble = Trouble::new(Code::DefinedTwice, message);
                mistakes.push(trouble.help("choose another name").at(file.text, at));
                continue;
            }
            if let Some(other) = self.helpers.signatures.get(name) {
                let message = format!("`{name}` is defined in `{}` too", other.file);
                let trouble = Trouble::new(Code::DefinedTwice, message);
                mistakes.push(trouble.help("rename one of them").at(file.text, at));
                continue;
            }
            let signature = Signature {
                parameters: function.parameters.len(),
                names: function.parameters.clone(),
                expression: function.expression.clone(),
                reads: BTreeSet::new(),
                literals: literals_of(function),
                calls: BTreeSet::new(),
                file: file.path.into(),
            };
            self.helpers.signatures.insert(name.clone(), signature);
        }
        mistakes
    }

    fn check(&mut self, file: &File<'_>) -> Vec<Mistake> {
        let mut mistakes = Vec::new();
        for function in &file.functions {
            let mut checker = Checker::new(self, file.text, Scene::Helper);
            for parameter in &function.parameters {
                checker.declare(function.at, parameter);
            }
            checker.block(&function.body);
            let calls = std::mem::take(&mut checker.calls);
            let reads = checker.finish(&mut mistakes);
            if let Some(signature) = self.helpers.signatures.get_mut(&function.name) {
                signature.reads.extend(reads);
                signature.calls.extend(calls);
            }
        }
        mistakes
    }

    fn link<'a>(&mut self, files: impl Iterator<Item = &'a File<'a>>) {
        let merged = files.fold(None, |merged: Option<AST>, file| {
            Some(merged.map_or_else(|| file.ast.clone(), |it| it.merge(&file.ast)))
        });
        self.helpers.library = merged.map(|it| Arc::clone(it.shared_lib()));
    }
}

/// The values in a helper. One that calls another is not looked through.
fn literals_of(function: &Function) -> Literals {
    let mut literals = Literals::of_statements(&function.body);
    let is_simple = |it: &Node| match &it.kind {
        Kind::Call(name, _) => fact(name).is_some(),
        Kind::Arithmetic(..) => false,
        Kind::Compare(..) | Kind::Within(_) => is_plain(it),
        _ => true,
    };
    literals.is_computed = !function.body.iter().all(|it| it.all(&is_simple));
    literals
}

/// The place of a function's name, which stands in front of its body.
fn name_before(text: &str, name: &str, body: At) -> At {
    let is_named =
        |rest: &str| rest.strip_prefix(name).is_some_and(|rest| rest.trim_start().starts_with('('));
    let named = (1u32..).zip(text.lines()).flat_map(|(line, written)| {
        written.match_indices("fn ").filter_map(move |(start, found)| {
            let rest = written.get(start.saturating_add(found.len())..)?.trim_start();
            let before = written.strip_suffix(rest)?.chars().count();
            let column = u32::try_from(before).ok()?.saturating_add(1);
            is_named(rest).then_some(At { line, column })
        })
    });
    named.take_while(|it| *it < body).last().unwrap_or(body)
}

fn is_thing(name: &str) -> bool {
    matches!(name, "gap" | "module")
}

/// Orders mistakes by file, then by place.
fn in_order(files: &[(&str, &str)], mistakes: Vec<(&str, Vec<Mistake>)>) -> Vec<(String, Mistake)> {
    let mut by_file: BTreeMap<&str, Vec<Mistake>> = BTreeMap::new();
    for (path, found) in mistakes {
        by_file.entry(path).or_default().extend(found);
    }
    let mut ordered = Vec::new();
    for (path, _) in files {
        let mut found = by_file.remove(path).unwrap_or_default();
        mistake::sort(&mut found);
        ordered.extend(found.into_iter().map(|it| ((*path).to_owned(), it)));
    }
    ordered
}

//! What do the functions beside the rules do?
//!
//! Helper files (`.rhai`) hold functions for what YAML cannot say. They are
//! checked like conditions, except that the types of their variables are known
//! only when they run; a comparison of different types is false there.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rhai::AST;

use crate::diagnostic::Code;

use super::check::{Checker, Scene};
use super::literals::Literals;
use super::mistake::{self, At, Mistake};
use super::node::Function;
use super::reading::{self, Source};
use super::resolve;
use super::sandbox::Sandbox;
use super::signatures::Signature;
use super::syntax;
use super::vocabulary::{fact, function_named};

/// The longest helper file, in bytes.
const LONGEST_FILE: usize = 65_536;

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
            mistakes.iter().filter(|(_, found)| !found.is_empty()).map(|(path, _)| *path).collect();
        self.link(parsed.iter().filter(|file| !broken.contains(file.path)));
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
            let mistake = Mistake::new(Code::TooLarge, message);
            mistakes.push(mistake.help("split it into several files").at(text, At::START));
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
            let mistake = Mistake::new(Code::Forbidden, "only functions stand in a helper file");
            mistakes.push(
                mistake.help("move it into a function: `fn …() { … }`").at(text, statement.at),
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
                let mistake = Mistake::new(Code::DefinedTwice, message);
                mistakes.push(mistake.help("choose another name").at(file.text, at));
                continue;
            }
            if let Some(other) = self.helpers.signatures.get(name) {
                let message = format!("`{name}` is defined in `{}` too", other.file);
                let mistake = Mistake::new(Code::DefinedTwice, message);
                mistakes.push(mistake.help("rename one of them").at(file.text, at));
                continue;
            }
            let resolve = |nodes: &[_]| resolve::helper(nodes, &function.parameters, &self.names);
            let expression = function.expression.as_ref().map(std::slice::from_ref);
            let expression = expression.and_then(|node| resolve(node).pop()).map(Arc::new);
            let signature = Signature {
                parameters: function.parameters.len(),
                names: function.parameters.clone(),
                expression,
                reads: BTreeSet::new(),
                literals: Literals::of_helper(&resolve(&function.body)),
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
            let mut checker = Checker::new(&self.names, &self.helpers, file.text, Scene::Helper);
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
            Some(merged.map_or_else(|| file.ast.clone(), |ast| ast.merge(&file.ast)))
        });
        self.helpers.library = merged.map(|ast| Arc::clone(ast.shared_lib()));
    }
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
    named.take_while(|at| *at < body).last().unwrap_or(body)
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
        ordered.extend(found.into_iter().map(|mistake| ((*path).to_owned(), mistake)));
    }
    ordered
}

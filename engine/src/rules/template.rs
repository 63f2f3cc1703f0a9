//! What does a text with facts in it say to this person?
//!
//! `{gap.name}`, `{role}` or `{level("empathy")}` stand for facts. A fact that
//! nobody has evidence of reads `not known`; braces are written `{{` and `}}`.

use crate::diagnostic::{Code, Suggestion};
use crate::id::nearest;

use super::answer::Fact;
use super::check::{Checker, Scene};
use super::facts::About;
use super::mistake::{At, Mistake, Trouble};
use super::native::{self, Asked};
use super::sandbox::Sandbox;
use super::vocabulary::{Asker, FACTS, FactInfo, TITLE, Type, fact};

/// What a missing fact reads as.
const NOT_KNOWN: &str = "not known";

/// A text with facts in it, ready to be written for anyone.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Template {
    segments: Vec<Segment>,
}

#[derive(Clone, Debug, Eq, PartialEq)]
enum Segment {
    Words(Box<str>),
    Fact(Fact),
}

impl Template {
    /// The facts the text shows.
    pub fn reads(&self) -> impl Iterator<Item = &Fact> {
        self.segments.iter().filter_map(|it| match it {
            Segment::Fact(fact) => Some(fact),
            Segment::Words(_) => None,
        })
    }

    pub(super) fn write(&self, asked: &Asked) -> String {
        let mut text = String::new();
        for segment in &self.segments {
            match segment {
                Segment::Words(words) => text.push_str(words),
                Segment::Fact(fact) => text.push_str(&show(asked, fact)),
            }
        }
        text
    }
}

/// Reads a text; gives all its mistakes.
pub(super) fn compile(
    sandbox: &Sandbox,
    text: &str,
    asker: Asker,
) -> Result<Template, Vec<Mistake>> {
    let mut compiler = Compiler { sandbox, asker, text, mistakes: Vec::new() };
    let segments = compiler.segments();
    if compiler.mistakes.is_empty() { Ok(Template { segments }) } else { Err(compiler.mistakes) }
}

struct Compiler<'a> {
    sandbox: &'a Sandbox,
    asker: Asker,
    text: &'a str,
    mistakes: Vec<Mistake>,
}

impl Compiler<'_> {
    fn segments(&mut self) -> Vec<Segment> {
        let mut segments = Vec::new();
        let mut words = String::new();
        let mut rest = self.text;
        while let Some((before, brace, after)) = split(rest) {
            words.push_str(before);
            let at = self.place_of(before.len(), rest);
            if let Some(again) = after.strip_prefix(brace) {
                words.push(brace);
                rest = again;
                continue;
            }
            rest = if let ('{', Some((inner, after))) = (brace, after.split_once('}')) {
                segments.push(Segment::Words(std::mem::take(&mut words).into()));
                segments.extend(self.placeholder(inner.trim(), at).map(Segment::Fact));
                after
            } else {
                self.lonely(brace, at);
                after
            };
        }
        words.push_str(rest);
        segments.push(Segment::Words(words.into()));
        segments.retain(|it| !matches!(it, Segment::Words(words) if words.is_empty()));
        segments
    }

    /// The place `offset` bytes into `rest`, which ends where the text ends.
    fn place_of(&self, offset: usize, rest: &str) -> At {
        let start = self.text.len().saturating_sub(rest.len()).saturating_add(offset);
        let before = self.text.get(..start).unwrap_or_default();
        let number = |it: usize| u32::try_from(it).unwrap_or(u32::MAX);
        let column = before.rsplit('\n').next().unwrap_or_default().chars().count();
        At { line: number(before.split('\n').count()), column: number(column.saturating_add(1)) }
    }

    fn report(&mut self, at: At, length: usize, trouble: Trouble) {
        let mut mistake = trouble.at(self.text, at);
        mistake.length = u32::try_from(length).unwrap_or(u32::MAX);
        self.mistakes.push(mistake);
    }

    fn lonely(&mut self, brace: char, at: At) {
        let message = format!("`{brace}` without its other half");
        let trouble = Trouble::new(Code::UnknownPlaceholder, message);
        self.report(at, 1, trouble.help(format!("write `{brace}{brace}` for the sign itself")));
    }

    fn placeholder(&mut self, inner: &str, at: At) -> Option<Fact> {
        let length = inner.chars().count().saturating_add(2);
        match self.read(inner) {
            Ok(fact) => Some(fact),
            Err(trouble) => {
                self.report(at, length, trouble);
                None
            }
        }
    }

    fn read(&self, inner: &str) -> Result<Fact, Trouble> {
        let (name, argument) = match inner.split_once('(') {
            Some((name, argument)) => (name.trim(), Some(argument)),
            None => (inner, None),
        };
        let info = placeholder_named(name).ok_or_else(|| unknown(inner))?;
        let asked = argument.map(|it| literal(it).ok_or_else(|| unknown(inner))).transpose()?;
        if info.asks.is_some() != asked.is_some() {
            let trouble =
                Trouble::new(Code::UnknownPlaceholder, format!("unknown placeholder `{inner}`"));
            let form = if info.asks.is_some() { "(\"…\")" } else { "" };
            return Err(trouble.help(format!("write `{{{name}{form}}}`")));
        }
        let checker = Checker::new(self.sandbox, self.text, Scene::Condition(self.asker));
        checker.may_read(info)?;
        if let (Some(asks), Some(about)) = (info.asks, asked) {
            checker.check_argument(asks, about)?;
            return Ok(Fact::about(info.name, about));
        }
        Ok(Fact::plain(info.name))
    }
}

/// Splits a text at its first brace.
fn split(text: &str) -> Option<(&str, char, &str)> {
    let (start, brace) = text.char_indices().find(|(_, c)| matches!(c, '{' | '}'))?;
    let (before, rest) = text.split_at_checked(start)?;
    Some((before, brace, rest.strip_prefix(brace)?))
}

fn placeholder_named(name: &str) -> Option<&'static FactInfo> {
    const TITLE_INFO: &FactInfo = &TITLE;
    fact(name).or_else(|| (name == TITLE.name).then_some(TITLE_INFO))
}

/// The id in `"call-diagnosis")`.
fn literal(argument: &str) -> Option<&str> {
    argument.trim().strip_suffix(')')?.trim().strip_prefix('"')?.strip_suffix('"')
}

fn unknown(inner: &str) -> Trouble {
    let names: Vec<&str> = FACTS.iter().chain([&TITLE]).map(|it| it.name).collect();
    let trouble = Trouble::new(Code::UnknownPlaceholder, format!("unknown placeholder `{inner}`"));
    let mut suggestion = Suggestion::of(inner, &names, 5, String::new);
    if let Some(near) = nearest(inner, names.iter().copied()) {
        suggestion.help = format!("did you mean `{{{near}}}`?");
    }
    trouble.suggest(suggestion)
}

/// A fact as people read it.
fn show(asked: &Asked, fact: &Fact) -> String {
    let value = match (&fact.argument, &*asked.about) {
        (Some(argument), _) => native::asked_fact(asked, fact.name, argument).ok(),
        (None, About::Gap(gap)) if fact.name.starts_with("gap.") => {
            native::gap_fact(gap, field(fact.name)).ok().flatten()
        }
        (None, About::Module(module)) if fact.name.starts_with("module.") => {
            native::module_fact(module, field(fact.name)).ok().flatten()
        }
        (None, _) => native::plain_fact(&asked.facts, fact.name).ok().flatten(),
    };
    match value.map(|it| (super::sandbox::type_of(&it), it)) {
        Some((Type::Truth, it)) if it.as_bool() == Ok(true) => "yes".to_owned(),
        Some((Type::Truth, _)) => "no".to_owned(),
        Some((_, it)) => it.to_string(),
        None => NOT_KNOWN.to_owned(),
    }
}

fn field(name: &str) -> &str {
    name.split_once('.').map_or(name, |(_, field)| field)
}

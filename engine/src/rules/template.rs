//! What does a text with facts in it say to this person?
//!
//! `{gap.name}`, `{role}` or `{level("empathy")}` stand for facts. A fact that
//! nobody has evidence of reads `not known`; braces are written `{{` and `}}`.

use crate::diagnostic::{Code, Suggestion};
use crate::id::nearest;

use super::answer::Fact;
use super::check::{Checker, Scene};
use super::facts::{About, Facts};
use super::mistake::{At, Mistake};
use super::read::Read;
use super::sandbox::Sandbox;
use super::vocabulary::{Asker, Datum, FACTS, TITLE, fact_or_title};

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
    Fact(Read),
}

impl Template {
    /// The facts the text shows.
    pub fn reads(&self) -> impl Iterator<Item = Fact> {
        self.segments.iter().filter_map(|segment| match segment {
            Segment::Fact(read) => Some(read.fact()),
            Segment::Words(_) => None,
        })
    }

    /// Writes the text for a person, and the gap or module they are asked about.
    pub fn write(&self, facts: &Facts<'_>, about: &About<'_>) -> String {
        let mut text = String::new();
        for segment in &self.segments {
            match segment {
                Segment::Words(words) => text.push_str(words),
                Segment::Fact(read) => show(read.value(facts, about).ok(), &mut text),
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
        segments.retain(|segment| !matches!(segment, Segment::Words(words) if words.is_empty()));
        segments
    }

    /// The place `offset` bytes into `rest`, which ends where the text ends.
    fn place_of(&self, offset: usize, rest: &str) -> At {
        let start = self.text.len().saturating_sub(rest.len()).saturating_add(offset);
        let before = self.text.get(..start).unwrap_or_default();
        let number = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
        let column = before.rsplit('\n').next().unwrap_or_default().chars().count();
        At { line: number(before.split('\n').count()), column: number(column.saturating_add(1)) }
    }

    fn report(&mut self, at: At, length: usize, mistake: Mistake) {
        let mut mistake = mistake.at(self.text, at);
        mistake.length = u32::try_from(length).unwrap_or(u32::MAX);
        self.mistakes.push(mistake);
    }

    fn lonely(&mut self, brace: char, at: At) {
        let message = format!("`{brace}` without its other half");
        let mistake = Mistake::new(Code::UnknownPlaceholder, message);
        self.report(at, 1, mistake.help(format!("write `{brace}{brace}` for the sign itself")));
    }

    fn placeholder(&mut self, inner: &str, at: At) -> Option<Read> {
        let length = inner.chars().count().saturating_add(2);
        match self.read(inner) {
            Ok(read) => Some(read),
            Err(mistake) => {
                self.report(at, length, mistake);
                None
            }
        }
    }

    fn read(&self, inner: &str) -> Result<Read, Mistake> {
        let (name, argument) = match inner.split_once('(') {
            Some((name, argument)) => (name.trim(), Some(argument)),
            None => (inner, None),
        };
        let info = fact_or_title(name).ok_or_else(|| unknown(inner))?;
        let asked = argument.map(|text| literal(text).ok_or_else(|| unknown(inner))).transpose()?;
        if info.asks.is_some() != asked.is_some() {
            let mistake =
                Mistake::new(Code::UnknownPlaceholder, format!("unknown placeholder `{inner}`"));
            let form = if info.asks.is_some() { "(\"…\")" } else { "" };
            return Err(mistake.help(format!("write `{{{name}{form}}}`")));
        }
        let Sandbox { names, helpers, .. } = self.sandbox;
        let checker = Checker::new(names, helpers, self.text, Scene::Condition(self.asker));
        checker.may_read(info)?;
        if let (Some(asks), Some(about)) = (info.asks, asked) {
            checker.check_argument(asks, about)?;
        }
        Read::find(info, asked, names).ok_or_else(|| unknown(inner))
    }
}

/// Splits a text at its first brace.
fn split(text: &str) -> Option<(&str, char, &str)> {
    let (start, brace) = text.char_indices().find(|(_, c)| matches!(c, '{' | '}'))?;
    let (before, rest) = text.split_at_checked(start)?;
    Some((before, brace, rest.strip_prefix(brace)?))
}

/// The id in `"call-diagnosis")`.
fn literal(argument: &str) -> Option<&str> {
    argument.trim().strip_suffix(')')?.trim().strip_prefix('"')?.strip_suffix('"')
}

fn unknown(inner: &str) -> Mistake {
    let names: Vec<&str> = FACTS.iter().chain([&TITLE]).map(|fact| fact.name).collect();
    let mistake = Mistake::new(Code::UnknownPlaceholder, format!("unknown placeholder `{inner}`"));
    let mut suggestion = Suggestion::of(inner, &names, 5, String::new);
    if let Some(near) = nearest(inner, names.iter().copied()) {
        suggestion.help = format!("did you mean `{{{near}}}`?");
    }
    mistake.suggest(suggestion)
}

/// Writes the value of a fact as people read it.
fn show(value: Option<Datum<'_>>, text: &mut String) {
    match value {
        Some(Datum::Truth(true)) => text.push_str("yes"),
        Some(Datum::Truth(false)) => text.push_str("no"),
        Some(Datum::Number(number)) => text.push_str(&number.to_string()),
        Some(Datum::Text(value)) => text.push_str(value),
        None => text.push_str(NOT_KNOWN),
    }
}

//! Does a condition make sense before anyone is asked?
//!
//! Rhai would answer `false` to `level("x") == "2"`, to `1 < x < 3` and to a
//! misspelt name. Names and types are therefore checked over the whole text,
//! and every mistake is reported.

use std::collections::BTreeSet;

use crate::diagnostic::{Code, Fix, Suggestion};
use crate::id::nearest;

use super::answer::Fact;
use super::mistake::{At, Mistake};
use super::names::{Domain, Names};
use super::node::{Choice, Kind, Node};
use super::signatures::Helpers;
use super::vocabulary::{Asker, FACTS, FactInfo, Type, fact, function_named};

/// What is checked.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Scene {
    /// An expression of a rule or persona.
    Condition(Asker),
    /// The body of a helper.
    Helper,
}

/// What an expression has to give.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Wanted {
    /// Yes or no.
    Truth,
    /// A number of percent.
    Percent,
    /// The list of effects a helper returns.
    Effects,
}

/// Walks one text, and remembers its mistakes and what it reads and calls.
pub(super) struct Checker<'a> {
    pub(super) names: &'a Names,
    pub(super) helpers: &'a Helpers,
    pub(super) scene: Scene,
    text: &'a str,
    /// The variables of a helper, innermost last.
    locals: Vec<Box<str>>,
    mistakes: Vec<Mistake>,
    pub(super) reads: BTreeSet<Fact>,
    pub(super) calls: BTreeSet<Box<str>>,
}

impl<'a> Checker<'a> {
    pub(super) fn new(names: &'a Names, helpers: &'a Helpers, text: &'a str, scene: Scene) -> Self {
        Self {
            names,
            helpers,
            scene,
            text,
            locals: Vec::new(),
            mistakes: Vec::new(),
            reads: BTreeSet::new(),
            calls: BTreeSet::new(),
        }
    }

    /// Gives the mistakes found and the facts read.
    pub(super) fn finish(mut self, mistakes: &mut Vec<Mistake>) -> Vec<Fact> {
        mistakes.append(&mut self.mistakes);
        self.reads.into_iter().collect()
    }

    pub(super) fn report(&mut self, at: At, mistake: Mistake) {
        self.mistakes.push(mistake.at(self.text, at));
    }

    /// Checks that an expression gives what is wanted.
    pub(super) fn wants(&mut self, node: &Node, wanted: Wanted) {
        let given = self.type_of(node);
        let (expected, whole) = match wanted {
            Wanted::Truth => (Type::Truth, "condition"),
            Wanted::Percent => (Type::Number, "percentage"),
            Wanted::Effects => return self.wants_helper(node),
        };
        if !given.fits(expected) {
            let message = format!("{whole} gives {}, not {}", given.words(), expected.words());
            let mistake = Mistake::new(Code::TypeMismatch, message);
            let help = match wanted {
                Wanted::Truth => "compare it with something, as in `months_in_role < 6`",
                _ => "write a number, as in `gap.missing * 10`",
            };
            self.report(node.at, mistake.help(help));
        }
    }

    fn wants_helper(&mut self, node: &Node) {
        let is_helper = match &node.kind {
            Kind::Call(name, _) => {
                self.helpers.signature(name).is_some() || !self.mistakes.is_empty()
            }
            _ => false,
        };
        if !is_helper {
            let mistake = Mistake::new(Code::UnknownFunction, "`call` needs a helper function");
            self.report(node.at, mistake.help("write a call, as in `stretch_assignments(gap)`"));
        }
    }

    /// Checks a part and gives its type.
    pub(super) fn type_of(&mut self, node: &Node) -> Type {
        match &node.kind {
            Kind::Nothing => self.nothing(node.at),
            Kind::Truth(_) => Type::Truth,
            Kind::Number(_) => Type::Number,
            Kind::Text(_) => Type::Text,
            Kind::List(items) => {
                self.all_types(items);
                Type::List
            }
            Kind::Name(name) => self.name(node.at, name),
            Kind::Field(base, field) => self.field(node.at, base, field),
            Kind::Call(name, arguments) => self.call(node.at, name, arguments),
            Kind::Not(inner) => self.not(node.at, inner),
            Kind::Minus(inner) => {
                self.expect(inner, Type::Number);
                Type::Number
            }
            Kind::Compare(operator, sides) => self.compare(node.at, operator, sides),
            Kind::Arithmetic(operator, sides) => self.arithmetic(node.at, operator, sides),
            Kind::Within(sides) => self.within(node.at, sides),
            Kind::All(parts) | Kind::Any(parts) => {
                for part in parts {
                    self.expect(part, Type::Truth);
                }
                Type::Truth
            }
            Kind::If(choice) => self.choice(node.at, choice),
            Kind::Forbidden(ban) => {
                let message = format!("{} cannot be used in a rule", ban.what);
                self.report(node.at, Mistake::new(Code::Forbidden, message).help(ban.instead));
                Type::Anything
            }
            _ => self.statement(node),
        }
    }

    pub(super) fn all_types(&mut self, nodes: &[Node]) -> Vec<Type> {
        nodes.iter().map(|node| self.type_of(node)).collect()
    }

    fn nothing(&mut self, at: At) -> Type {
        if self.scene != Scene::Helper {
            let mistake = Mistake::new(Code::Forbidden, "`()` cannot be used in a condition");
            self.report(at, mistake.help("ask `known(\"…\")`, or compare with `\"\"`"));
        }
        Type::Anything
    }

    /// Checks that a part is of a type.
    pub(super) fn expect(&mut self, node: &Node, expected: Type) {
        let given = self.type_of(node);
        if !given.fits(expected) {
            let (expected, given) = (expected.words(), given.words());
            let message = match node.short() {
                Some(written) => format!("expected {expected}, and `{written}` is {given}"),
                None => format!("expected {expected}, found {given}"),
            };
            let help = match expected {
                "yes or no" => "compare it with something, as in `months_in_role < 6`",
                _ => "write a number here",
            };
            self.report(node.at, Mistake::new(Code::TypeMismatch, message).help(help));
        }
    }

    fn not(&mut self, at: At, inner: &Node) -> Type {
        let given = self.type_of(inner);
        if !given.fits(Type::Truth) {
            let message = format!("`not` needs yes or no, found {}", given.words());
            let mistake = Mistake::new(Code::TypeMismatch, message);
            self.report(at, mistake.help("put the whole comparison in brackets: `not (…)`"));
            return Type::Anything;
        }
        Type::Truth
    }

    fn arithmetic(&mut self, at: At, operator: &str, sides: &[Node; 2]) -> Type {
        if let Some(name) = self.unquoted(operator, sides) {
            let [first, _] = sides;
            let at = first_word(first);
            let mistake = Mistake::new(Code::UnknownFact, format!("unknown fact `{name}`"));
            self.report(at, mistake.help(format!("put texts in double quotes: `\"{name}\"`")));
            return Type::Anything;
        }
        let types = self.all_types(sides);
        let joins = operator == "+" && self.scene == Scene::Helper;
        if joins && types.iter().any(|given| *given != Type::Number) {
            return if types.contains(&Type::Text) { Type::Text } else { Type::Anything };
        }
        if let Some(wrong) = types.iter().find(|given| !given.fits(Type::Number)) {
            let message = format!("`{operator}` needs numbers, found {}", wrong.words());
            let mistake = Mistake::new(Code::TypeMismatch, message);
            self.report(at, mistake.help("use numbers on both sides"));
        }
        Type::Number
    }

    /// An id without quotes, such as `team-lead`, which reads as a subtraction.
    fn unquoted(&self, operator: &str, sides: &[Node; 2]) -> Option<String> {
        let is_unknown = |node: &Node| match &node.kind {
            Kind::Name(name) => !self.is_local(name) && !is_thing(name) && fact(name).is_none(),
            Kind::Arithmetic(inner, sides) => self.unquoted(inner, sides).is_some(),
            _ => false,
        };
        let [left, right] = sides;
        if operator != "-" || !is_unknown(left) || !is_unknown(right) {
            return None;
        }
        let left = match &left.kind {
            Kind::Arithmetic(inner, sides) => self.unquoted(inner, sides),
            _ => left.short(),
        };
        Some(format!("{}-{}", left?, right.short()?))
    }

    fn choice(&mut self, at: At, choice: &Choice) -> Type {
        self.expect(&choice.condition, Type::Truth);
        let then = self.block(&choice.then);
        let Some(otherwise) = &choice.otherwise else {
            if self.scene != Scene::Helper {
                let mistake = Mistake::new(Code::TypeMismatch, "`if` without `else`");
                self.report(at, mistake.help("add `else { … }`"));
            }
            return Type::Anything;
        };
        let otherwise = self.block(otherwise);
        if self.scene != Scene::Helper && !then.fits(otherwise) {
            let message =
                format!("one branch gives {}, the other {}", then.words(), otherwise.words());
            let mistake = Mistake::new(Code::TypeMismatch, message);
            self.report(at, mistake.help("give the same type in both branches"));
        }
        if then == otherwise { then } else { Type::Anything }
    }

    /// Checks a block; its variables end with it.
    pub(super) fn block(&mut self, nodes: &[Node]) -> Type {
        if self.scene != Scene::Helper && nodes.len() != 1 {
            let at = nodes.get(1).map_or(At::START, |node| node.at);
            let mistake =
                Mistake::new(Code::Forbidden, "a branch of a condition is one expression");
            self.report(at, mistake.help("write one expression between `{` and `}`"));
        }
        let before = self.locals.len();
        let types = self.all_types(nodes);
        self.locals.truncate(before);
        types.last().copied().unwrap_or(Type::Anything)
    }

    /// Does something whose variables end with it.
    pub(super) fn scoped(&mut self, work: impl FnOnce(&mut Self)) {
        let before = self.locals.len();
        work(self);
        self.locals.truncate(before);
    }

    /// Adds a variable of a helper.
    pub(super) fn declare(&mut self, at: At, name: &str) {
        if fact(name).is_some() && !is_thing(name) {
            let message = format!("`{name}` is the name of a fact");
            self.report(at, Mistake::new(Code::DefinedTwice, message).help("choose another name"));
        }
        self.locals.push(name.into());
    }

    pub(super) fn is_local(&self, name: &str) -> bool {
        self.locals.iter().any(|local| **local == *name)
    }

    fn name(&mut self, at: At, name: &str) -> Type {
        if self.is_local(name) {
            return Type::Anything;
        }
        match (name, fact(name)) {
            ("gap", _) => self.thing(at, "gap.id"),
            ("module", _) => self.thing(at, "module.id"),
            (_, Some(fact)) if fact.asks.is_none() => self.read(at, fact, Fact::plain(fact.name)),
            (_, Some(fact)) => {
                let message = format!("`{name}` does not say what it asks about");
                let mistake = Mistake::new(Code::NotAnId, message);
                self.report(at, mistake.help(format!("write `{name}(\"…\")`")));
                fact.gives
            }
            (_, None) => self.unknown_name(at, name),
        }
    }

    /// `gap` or `module` as a whole, to be handed to a helper.
    fn thing(&mut self, at: At, id: &'static str) -> Type {
        if self.scene == Scene::Helper {
            let name = id.split('.').next().unwrap_or(id);
            let message = format!("`{name}` is not known inside a helper");
            let mistake = Mistake::new(Code::FactOutOfPlace, message);
            let help = format!("add a parameter, and call the helper with `{name}`");
            self.report(at, mistake.help(help));
            return Type::Anything;
        }
        if let Some(fact) = fact(id) {
            self.read(at, fact, Fact::plain(fact.name));
        }
        Type::Thing
    }

    fn unknown_name(&mut self, at: At, name: &str) -> Type {
        let what = if self.scene == Scene::Helper { "name" } else { "fact" };
        let mistake = Mistake::new(Code::UnknownFact, format!("unknown {what} `{name}`"));
        let is_function = function_named(name).is_some() || self.helpers.signature(name).is_some();
        let locals = self.locals.iter().map(|local| &**local);
        let known: Vec<&str> = locals.chain(FACTS.iter().map(|fact| fact.name)).collect();
        let mistake = if is_function {
            mistake.help(format!("write `{name}(…)`"))
        } else if nearest(name, known.iter().copied()).is_some() {
            mistake.suggest(Suggestion::of(name, &known, 5, String::new))
        } else {
            mistake.help(format!("put texts in double quotes: `\"{name}\"`"))
        };
        self.report(at, mistake);
        Type::Anything
    }

    fn field(&mut self, at: At, base: &Node, field: &str) -> Type {
        let thing = match &base.kind {
            Kind::Name(name) if is_thing(name) => name,
            _ => return self.field_of_value(at, base, field),
        };
        let name = format!("{thing}.{field}");
        let Some(info) = fact(&name) else {
            let mistake = Mistake::new(Code::UnknownFact, format!("unknown fact `{name}`"));
            let known: Vec<&str> = facts_of(thing);
            let mut suggestion = Suggestion::of(&name, &known, 5, String::new);
            // Only the part behind the point stands at this place.
            if let Some(Fix::Replace { old, new }) = suggestion.fix.as_deref_mut() {
                field.clone_into(old);
                *new = new.trim_start_matches(&format!("{thing}.")).to_owned();
            }
            self.report(at, mistake.suggest(suggestion));
            return Type::Anything;
        };
        if self.is_local(thing) {
            return info.gives;
        }
        if self.scene == Scene::Helper {
            return self.name(base.at, thing);
        }
        self.read(base.at, info, Fact::plain(info.name))
    }

    fn field_of_value(&mut self, at: At, base: &Node, field: &str) -> Type {
        let given = self.type_of(base);
        let is_value = !matches!(given, Type::Anything | Type::Thing);
        let is_result = self.scene != Scene::Helper && matches!(base.kind, Kind::Call(..));
        if is_value || is_result {
            let message = if is_value {
                format!("{} has no `.{field}`", given.words())
            } else {
                format!("what a helper returns has no `.{field}` in a condition")
            };
            let mistake = Mistake::new(Code::UnknownFact, message);
            self.report(at, mistake.help("use `gap.…` and `module.…` only"));
        }
        Type::Anything
    }

    /// Notes that a fact is read, and whether it is there.
    pub(super) fn read(&mut self, at: At, info: &FactInfo, fact: Fact) -> Type {
        self.reads.insert(fact);
        if let Err(mistake) = self.may_read(info) {
            self.report(at, mistake);
        }
        info.gives
    }

    /// Whether a fact is there.
    pub(super) fn may_read(&self, info: &FactInfo) -> Result<(), Mistake> {
        match self.scene {
            Scene::Condition(asker) if !info.place.is_open_to(asker) => {
                let (reason, help) = info.place.reason();
                let message = format!("`{}` {reason}", info.name);
                Err(Mistake::new(Code::FactOutOfPlace, message).help(help))
            }
            _ => Ok(()),
        }
    }

    /// Checks a text against what it is compared with.
    pub(super) fn check_name(&mut self, domain: Domain, node: &Node) {
        if let Kind::Text(text) = &node.kind
            && let Err(mistake) = self.names.check(domain, text)
        {
            self.report(node.at, mistake);
        }
    }
}

fn is_thing(name: &str) -> bool {
    matches!(name, "gap" | "module")
}

fn first_word(node: &Node) -> At {
    match &node.kind {
        Kind::Arithmetic(_, sides) => {
            let [first, _] = &**sides;
            first_word(first)
        }
        _ => node.at,
    }
}

fn facts_of(thing: &str) -> Vec<&'static str> {
    let of = |name: &&str| name.split_once('.').is_some_and(|(owner, _)| owner == thing);
    FACTS.iter().map(|fact| fact.name).filter(of).collect()
}

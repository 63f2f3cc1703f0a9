//! Can this be called so?

use crate::diagnostic::{Code, Suggestion};

use super::answer::Fact;
use super::check::{Checker, Scene};
use super::mistake::{At, Mistake};
use super::node::{Kind, Node};
use super::vocabulary::{
    Asks, FACTS, FUNCTIONS, FactInfo, FunctionInfo, Type, fact, function_named,
};

impl Checker<'_> {
    /// Checks a call of a fact, a function or a helper.
    pub(super) fn call(&mut self, at: At, name: &str, arguments: &[Node]) -> Type {
        if let Some(fact) = fact(name) {
            if let Some(asks) = fact.asks {
                return self.ask(at, fact, asks, arguments);
            }
            let message = format!("`{name}` is a fact, not a function");
            let mistake = Mistake::new(Code::UnknownFunction, message);
            self.report(at, mistake.help(format!("write `{name}` without brackets")));
            return fact.gives;
        }
        let types = self.all_types(arguments);
        if let Some(parameters) = self.helpers.signature(name).map(|helper| helper.parameters) {
            self.helper_call(at, name, parameters, types.len());
            return Type::Anything;
        }
        match function_named(name) {
            Some(function) => self.function_call(at, function, &types),
            None => self.unknown_function(at, name),
        }
    }

    fn helper_call(&mut self, at: At, name: &str, parameters: usize, given: usize) {
        self.calls.insert(name.into());
        if parameters != given {
            self.wrong_number(at, name, parameters, given);
        }
        let Scene::Condition(asker) = self.scene else { return };
        let reads = self.helpers.signature(name).map(|helper| helper.reads.clone());
        for read in reads.into_iter().flatten() {
            if let Some(info) = fact(read.name).filter(|fact| !fact.place.is_open_to(asker)) {
                let (reason, help) = info.place.reason();
                let message = format!("`{name}` reads `{}`, which {reason}", info.name);
                self.report(at, Mistake::new(Code::FactOutOfPlace, message).help(help));
            }
            self.reads.insert(read);
        }
    }

    fn wrong_number(&mut self, at: At, name: &str, takes: usize, given: usize) {
        let message = format!("`{name}` takes {} and is given {given}", values(takes));
        let mistake = Mistake::new(Code::UnknownFunction, message);
        self.report(at, mistake.help(format!("give it {}", values(takes))));
    }

    fn function_call(&mut self, at: At, function: &FunctionInfo, types: &[Type]) -> Type {
        if self.scene != Scene::Helper && function.changes() {
            return self.unknown_function(at, function.name);
        }
        if function.takes.len() != types.len() {
            self.wrong_number(at, function.name, function.takes.len(), types.len());
        }
        let mut pairs = function.takes.iter().zip(types);
        if let Some((wanted, given)) = pairs.find(|(wanted, given)| !given.fits(**wanted)) {
            let message =
                format!("`{}` needs {}, found {}", function.name, wanted.words(), given.words());
            let help = format!("give it {}", wanted.words());
            self.report(at, Mistake::new(Code::TypeMismatch, message).help(help));
        }
        function.gives
    }

    fn unknown_function(&mut self, at: At, name: &str) -> Type {
        let mistake = Mistake::new(Code::UnknownFunction, format!("unknown function `{name}`"));
        let asking = FACTS.iter().filter(|fact| fact.asks.is_some()).map(|fact| fact.name);
        let functions = FUNCTIONS
            .iter()
            .filter(|function| self.scene == Scene::Helper || !function.changes())
            .map(|function| function.name);
        let helpers = self.helpers.names();
        let known: Vec<&str> = asking.chain(functions).chain(helpers).collect();
        self.report(at, mistake.suggest(Suggestion::of(name, &known, 5, String::new)));
        Type::Anything
    }

    /// A fact that is asked about an id, a column or a tag.
    fn ask(&mut self, at: At, info: &FactInfo, asks: Asks, arguments: &[Node]) -> Type {
        let [argument] = arguments else {
            self.wrong_number(at, info.name, 1, arguments.len());
            return info.gives;
        };
        let Kind::Text(id) = &argument.kind else {
            return self.ask_computed(at, info, asks, argument);
        };
        if let Err(mistake) = self.check_argument(asks, id) {
            self.report(argument.at, mistake);
        }
        self.read(at, info, Fact::about(info.name, id))
    }

    /// Asking about an id that is no literal: only helpers may, only about ids.
    fn ask_computed(&mut self, at: At, info: &FactInfo, asks: Asks, argument: &Node) -> Type {
        if self.scene == Scene::Helper && asks != Asks::Attribute {
            self.expect(argument, Type::Text);
            return self.read(at, info, Fact::plain(info.name));
        }
        self.type_of(argument);
        let message = format!("`{}` needs a name in double quotes", info.name);
        let mistake = Mistake::new(Code::NotAnId, message);
        self.report(argument.at, mistake.help(format!("write `{}(\"…\")`", info.name)));
        self.read(at, info, Fact::plain(info.name))
    }

    /// Checks the literal a fact is asked about.
    pub(super) fn check_argument(&self, asks: Asks, about: &str) -> Result<(), Mistake> {
        match asks {
            Asks::Id(domain) => self.names.check(domain, about),
            Asks::Attribute => self.check_attribute(about),
            Asks::Tag => Ok(()),
        }
    }

    fn check_attribute(&self, name: &str) -> Result<(), Mistake> {
        if !self.names.protected.contains(name) {
            return Ok(());
        }
        let message = format!("`{name}` is protected, and no rule may read it");
        let mistake = Mistake::new(Code::ProtectedAttribute, message);
        Err(mistake.help("remove it; protected attributes are for fairness reports only"))
    }
}

fn values(count: usize) -> String {
    match count {
        0 => "no value".to_owned(),
        1 => "1 value".to_owned(),
        more => format!("{more} values"),
    }
}

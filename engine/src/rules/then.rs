//! Does what a rule does make sense?
//!
//! Turns effects as they stand in a file into effects with resolved names.

use crate::blueprint::rule::{self as raw, Assessor, Each};
use crate::diagnostic::Code;
use crate::id::{Id, Ix, Table};

use super::check::Wanted;
use super::effect::{Assessed, Builds, Effect, Formula, HelperCall, Match, Percent, Target};
use super::mistake::{At, Mistake};
use super::names::Domain;
use super::sandbox::Sandbox;
use super::template;
use super::vocabulary::Asker;

/// A mistake in an effect, and the keys under which it stands, outermost first.
///
/// Where a short form has no such key, the last one that is there is meant.
pub type EffectMistake = (Vec<&'static str>, Mistake);

impl Sandbox {
    /// Compiles an effect of a rule asked about `each`; gives all its mistakes.
    pub fn compile_effect(
        &self,
        effect: &raw::Effect,
        each: Each,
    ) -> Result<Effect, Vec<EffectMistake>> {
        let mut compiler = Compiler { sandbox: self, each, path: Vec::new(), mistakes: Vec::new() };
        match compiler.effect(effect) {
            Some(effect) if compiler.mistakes.is_empty() => Ok(effect),
            _ => Err(compiler.mistakes),
        }
    }
}

struct Compiler<'a> {
    sandbox: &'a Sandbox,
    each: Each,
    path: Vec<&'static str>,
    mistakes: Vec<EffectMistake>,
}

impl Compiler<'_> {
    fn effect(&mut self, effect: &raw::Effect) -> Option<Effect> {
        self.path = vec![effect_name(effect)];
        match effect {
            raw::Effect::Boost(boost) => {
                let on = self.target(boost.0.module.as_deref(), boost.0.matching.as_ref());
                let percent = self.percent(&boost.0.by);
                Some(Effect::Boost { on: on?, percent: percent? })
            }
            raw::Effect::Exclude(target) => {
                let on = self.target(target.0.module.as_deref(), target.0.matching.as_ref())?;
                Some(Effect::Exclude { on })
            }
            raw::Effect::Require(target) => {
                let on = self.target(target.0.module.as_deref(), target.0.matching.as_ref())?;
                Some(Effect::Require { on })
            }
            raw::Effect::RequireOne(matching) => {
                Some(Effect::RequireOne { matching: self.require_one(matching)? })
            }
            raw::Effect::Mandate(mandate) => self.mandate(&mandate.0),
            raw::Effect::Coach(coach) => {
                let prompt = &coach.0.prompt;
                let prompt =
                    self.find(&["prompt"], prompt, |names| &names.prompts, Domain::Prompt)?;
                Some(Effect::Coach { prompt, every: coach.0.every.map(|every| every.0) })
            }
            raw::Effect::Nudge(nudge) => {
                let text = self.template(&nudge.text)?;
                Some(Effect::Nudge { after: nudge.after.0, channel: nudge.channel, text })
            }
            raw::Effect::Assess(assess) => self.assess(&assess.0),
            raw::Effect::Limit(limit) => self.limit(limit),
            raw::Effect::Flag(flag) => {
                Some(Effect::Flag { to: flag.to, text: self.template(&flag.text)? })
            }
            raw::Effect::Call(call) => self.call(call),
        }
    }

    fn report(&mut self, keys: &[&'static str], text: &str, mistake: Mistake) {
        let mut mistake = mistake.at(text, At::START);
        mistake.length = u32::try_from(text.chars().count()).unwrap_or(u32::MAX);
        self.mistakes.push((self.under(keys), mistake));
    }

    fn under(&self, keys: &[&'static str]) -> Vec<&'static str> {
        self.path.iter().chain(keys).copied().collect()
    }

    fn keep<T>(&mut self, keys: &[&'static str], result: Result<T, Vec<Mistake>>) -> Option<T> {
        let path = self.under(keys);
        result
            .map_err(|found| {
                self.mistakes.extend(found.into_iter().map(|mistake| (path.clone(), mistake)));
            })
            .ok()
    }

    fn find<I: Id>(
        &mut self,
        keys: &[&'static str],
        id: &str,
        table: fn(&super::names::Names) -> &Table<I>,
        domain: Domain,
    ) -> Option<Ix<I>> {
        if let Err(mistake) = self.sandbox.names.check(domain, id) {
            self.report(keys, id, mistake);
        }
        table(&self.sandbox.names).find(id)
    }

    fn module(&mut self, id: &str) -> Option<Target> {
        self.find(&["module"], id, |names| &names.modules, Domain::Module).map(Target::Module)
    }

    fn target(&mut self, module: Option<&str>, matching: Option<&raw::Match>) -> Option<Target> {
        match (module, matching) {
            (Some(id), None) => self.module(id),
            (None, Some(matching)) => self.matching(&["match"], matching).map(Target::Match),
            (Some(_), Some(_)) => {
                let mistake = Mistake::new(Code::NoTarget, "both `module` and `match` are given");
                self.report(&["match"], "", mistake.help("keep one of them"));
                None
            }
            (None, None) if self.each != Each::Person => Some(Target::About),
            (None, None) => {
                self.no_target("say which modules with `module:` or `match:`");
                None
            }
        }
    }

    fn no_target(&mut self, help: &str) {
        let name = self.path.first().copied().unwrap_or_default();
        let mistake =
            Mistake::new(Code::NoTarget, format!("`{name}` does not say what it is about"));
        self.report(&[], "", mistake.help(help));
    }

    fn matching(&mut self, keys: &[&'static str], matching: &raw::Match) -> Option<Match> {
        let builds = match &matching.builds {
            None => Builds::Anything,
            Some(id) => {
                let keys: Vec<&'static str> = keys.iter().copied().chain(["builds"]).collect();
                let found = self.find(&keys, id, |names| &names.competencies, Domain::Competency);
                Builds::Competency(found?)
            }
        };
        let is_empty = matching.tags.is_empty() && matching.modality.is_none();
        if is_empty && builds == Builds::Anything && !keys.is_empty() {
            self.no_target("name `tags`, a `modality` or what the module `builds`");
            return None;
        }
        let tags = matching.tags.iter().map(|tag| tag.as_str().into()).collect();
        Some(Match { tags, modality: matching.modality, builds })
    }

    /// Under `each: gap` the candidates are those that build the gap.
    fn require_one(&mut self, matching: &raw::Match) -> Option<Match> {
        let mut compiled = self.matching(&[], matching)?;
        let is_open = compiled.builds == Builds::Anything;
        if is_open && self.each == Each::Gap {
            compiled.builds = Builds::About;
        } else if is_open && compiled.tags.is_empty() && compiled.modality.is_none() {
            self.no_target("name `tags`, a `modality` or what the module `builds`");
            return None;
        }
        Some(compiled)
    }

    fn mandate(&mut self, mandate: &raw::Mandate) -> Option<Effect> {
        let on = match &mandate.module {
            Some(id) => self.module(id)?,
            None if self.each == Each::Module => Target::About,
            None => {
                self.no_target("say which module with `module:`");
                return None;
            }
        };
        let (due, renew) = (mandate.due.map(|span| span.0), mandate.renew.map(|span| span.0));
        Some(Effect::Mandate { on, due, renew })
    }

    fn percent(&mut self, by: &str) -> Option<Percent> {
        let digits = by.trim().strip_suffix('%').map(str::trim);
        let number = digits.unwrap_or(by.trim()).parse::<i32>();
        match (number, digits) {
            (Ok(percent), _) if (Percent::LEAST..=Percent::MOST).contains(&percent) => {
                Some(Percent::Fixed(percent))
            }
            (Ok(_), _) | (Err(_), Some(_)) => {
                let message = format!("`{by}` is not a boost");
                let mistake = Mistake::new(Code::InvalidValue, message);
                self.report(
                    &["by"],
                    by,
                    mistake.help("write whole percent from `-100%` to `+1000%`, or an expression"),
                );
                None
            }
            (Err(_), None) => {
                let asker = Asker::Rule(self.each);
                let script = self.sandbox.compile(by, asker, Wanted::Percent);
                self.keep(&["by"], script).map(|script| Percent::Computed(Formula(script)))
            }
        }
    }

    fn template(&mut self, text: &str) -> Option<template::Template> {
        let compiled = template::compile(self.sandbox, text, Asker::Rule(self.each));
        self.keep(&["text"], compiled)
    }

    fn assess(&mut self, assess: &raw::Assess) -> Option<Effect> {
        let competency = match &assess.competency {
            Some(id) => {
                let keys = &["competency"];
                let found = self.find(keys, id, |names| &names.competencies, Domain::Competency);
                Assessed::Competency(found?)
            }
            None if self.each == Each::Gap => Assessed::About,
            None => {
                self.no_target("say which competency with `competency:`");
                return None;
            }
        };
        Some(Effect::Assess { competency, by: assess.by.unwrap_or(Assessor::Manager) })
    }

    fn limit(&mut self, limit: &raw::Limit) -> Option<Effect> {
        let hours = limit.hours.map(|hours| hours.0);
        if hours.is_none() && limit.modules.is_none() {
            let mistake = Mistake::new(Code::MissingField, "`limit` without a limit");
            self.report(&[], "", mistake.help("add `hours:` or `modules:`"));
            return None;
        }
        if let Some(modules) = limit.modules.filter(|modules| !(3..=5).contains(modules)) {
            let message = format!("a plan cannot be limited to {modules} modules");
            let mistake = Mistake::new(Code::InvalidValue, message);
            self.report(&["modules"], "", mistake.help("write 3, 4 or 5"));
        }
        Some(Effect::Limit { hours, modules: limit.modules })
    }

    fn call(&mut self, call: &str) -> Option<Effect> {
        let script = self.sandbox.compile(call, Asker::Rule(self.each), Wanted::Effects);
        let script = self.keep(&[], script)?;
        Some(Effect::Call(HelperCall { script, each: self.each }))
    }
}

fn effect_name(effect: &raw::Effect) -> &'static str {
    match effect {
        raw::Effect::Boost(_) => "boost",
        raw::Effect::Exclude(_) => "exclude",
        raw::Effect::Require(_) => "require",
        raw::Effect::RequireOne(_) => "require_one",
        raw::Effect::Mandate(_) => "mandate",
        raw::Effect::Coach(_) => "coach",
        raw::Effect::Nudge(_) => "nudge",
        raw::Effect::Assess(_) => "assess",
        raw::Effect::Limit(_) => "limit",
        raw::Effect::Flag(_) => "flag",
        raw::Effect::Call(_) => "call",
    }
}

//! Tests of conditions, helpers and effects, through the same few helpers.

mod conditions;
mod effects;
mod helpers;
mod hostile;
mod laws;
mod parts;
mod traps;

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::sync::Arc;

use crate::blueprint::model::Modality;
use crate::blueprint::rule::Each;
use crate::id::{Id, Table};
use crate::level::Level;
use crate::quantity::{Amount, Hours};

use super::*;

fn table<I: Id>(ids: &[&str]) -> Table<I> {
    Table::new(ids.iter().map(|it| it.parse().unwrap()))
}

pub(super) fn names() -> Arc<Names> {
    Arc::new(Names {
        competencies: table(&["call-diagnosis", "product-knowledge", "empathy"]),
        roles: table(&["support-agent", "team-lead"]),
        modules: table(&["diagnose-by-asking", "listening-lab"]),
        kpis: table(&["first-contact-resolution"]),
        prompts: table(&["ask-before-fixing"]),
        personas: table(&["new-agent"]),
        families: ["support".into()].into(),
        protected: ["gender".into(), "birth_year".into()].into(),
    })
}

pub(super) fn sandbox() -> Sandbox {
    Sandbox::new(names(), &[]).0
}

/// A sandbox with one helper file, which has to be without mistakes.
pub(super) fn sandbox_with(helpers: &str) -> Sandbox {
    let (sandbox, mistakes) = Sandbox::new(names(), &[("rules/helpers.rhai", helpers)]);
    assert_eq!(mistakes, [], "mistakes in {helpers}");
    sandbox
}

pub(super) fn facts() -> Facts<'static> {
    let names = names();
    let mut facts = Facts::nothing_known("support-agent", &names);
    facts.family = "support".into();
    facts.grade = Some(2);
    facts.shift = Some("day".into());
    facts.months_in_role = Some(4);
    facts.hours_per_week = Some(Hours::from_hundredths(250));
    facts.fte = Some(80);
    facts.readiness = Some(62);
    facts.attributes.to_mut().insert("contract".into(), "temporary".into());
    let diagnosis = names.competencies.find("call-diagnosis").unwrap();
    let known = |level, gap| CompetencyFacts {
        known: true,
        level: Some(Level::from_hundredths(level)),
        gap: Some(Level::from_hundredths(gap)),
    };
    facts.competencies[diagnosis] = known(150, 150);
    facts.competencies[names.competencies.find("empathy").unwrap()] = known(300, 0);
    facts.completed[names.modules.find("listening-lab").unwrap()] = true;
    facts.kpis[names.kpis.find("first-contact-resolution").unwrap()] =
        Some(Amount::from_ten_thousandths(625_000));
    facts
}

pub(super) fn gap() -> About<'static> {
    About::Gap(GapFacts {
        id: "call-diagnosis".into(),
        name: "Call diagnosis".into(),
        missing: Level::from_hundredths(150),
        held: Level::from_hundredths(150),
        target: Level::whole(3),
        importance: "critical".into(),
        points: 2_025,
        persisted_reviews: 2,
        unsaid: FactSet::default(),
    })
}

pub(super) fn module() -> About<'static> {
    About::Module(ModuleFacts {
        id: "diagnose-by-asking".into(),
        title: "Diagnose by asking".into(),
        hours: Hours::from_hundredths(450),
        modality: Modality::Simulation,
        gain: 2_025,
        closes: 1,
        tags: Cow::Owned(BTreeSet::from(["practice-first".into()])),
        unsaid: FactSet::default(),
    })
}

fn about(each: Each) -> About<'static> {
    match each {
        Each::Person => About::Person,
        Each::Gap => gap(),
        Each::Module => module(),
    }
}

/// Compiles a condition, which has to be without mistakes, and asks it.
pub(super) fn ask_in(sandbox: &Sandbox, each: Each, text: &str) -> Answer {
    let condition = sandbox
        .compile_condition(text, Asker::Rule(each))
        .unwrap_or_else(|mistakes| panic!("`{text}`: {mistakes:#?}"));
    condition.decide(sandbox, &Arc::new(facts()), &Arc::new(about(each)))
}

pub(super) fn ask(each: Each, text: &str) -> Answer {
    ask_in(&sandbox(), each, text)
}

/// The mistakes of a condition, one per line: place, code, message, help.
pub(super) fn mistakes_of(asker: Asker, text: &str) -> Vec<String> {
    let found = sandbox().compile_condition(text, asker).err().unwrap_or_default();
    found.iter().map(show).collect()
}

pub(super) fn show(it: &Mistake) -> String {
    let help = it.help.as_deref().unwrap_or("-");
    format!("{}:{}+{} {} {} | {help}", it.line, it.column, it.length, it.code, it.message)
}

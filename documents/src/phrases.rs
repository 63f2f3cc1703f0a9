//! How are reasons said in words?
//!
//! Plans hold reasons as data; each function here says one kind of them. Only
//! what people call things is known beside the reason.

use std::collections::BTreeSet;

use waypath_engine::id::{CompetencyId, Id as _, ModuleId, RuleId};
use waypath_engine::library;
use waypath_engine::wire::{
    AssessReason, Effect, Failure, Flag, FlagReason, Hole, KeptOut, Link, MissingFact, Need,
    NotAllowed, NotIn, Obstacle, SeenIn, Signal, Text, UnclosedReason, Validator,
};

use crate::labels::{Labels, named};
use crate::words;

/// How many modules a sentence names that are not offered.
const NOT_OFFERED: usize = 3;

fn title(labels: &Labels, module: &ModuleId) -> String {
    let title = labels.modules.get(module.as_str()).map(|label| label.title.as_str());
    named(title, module.as_str())
}

fn titles(labels: &Labels, modules: &[ModuleId]) -> String {
    modules.iter().map(|module| title(labels, module)).collect::<Vec<_>>().join(", ")
}

fn competency(labels: &Labels, id: &CompetencyId) -> String {
    let label = labels.competencies.get(id.as_str());
    named(label.map(|label| label.name.as_str()), id.as_str())
}

/// What a module asks for that a person does not have:
/// `Call diagnosis 2 (the person's: 1)`, `shift day or night (the person's: not known)`.
pub fn need(need: &Need, labels: &Labels) -> String {
    let one_of = |what: &str, offered: &[Text], has: Option<&str>| {
        let has = has.unwrap_or("not known");
        format!("{what} {} (the person's: {has})", offered.join(" or "))
    };
    match need {
        Need::Level { competency: id, level, held, with_plan } => {
            let name = competency(labels, id);
            let has = held.map_or_else(|| "not known".to_owned(), |held| held.to_string());
            if *with_plan > held.unwrap_or_default() {
                format!("{name} {level} (the person's: {has}, with this plan: {with_plan})")
            } else {
                format!("{name} {level} (the person's: {has})")
            }
        }
        Need::Shift { offered, has } => one_of("shift", offered, has.as_deref()),
        Need::Language { offered, has } => one_of("language", offered, has.as_deref()),
        Need::Site { offered, has } => one_of("site", offered, has.as_deref()),
    }
}

/// Several needs, joined by `and`.
fn needs(all: &[Need], labels: &Labels) -> String {
    all.iter().map(|one| need(one, labels)).collect::<Vec<_>>().join(" and ")
}

/// Why a gap stays open from a level on. `because` says why a rule is there.
pub fn unclosed(
    reason: &UnclosedReason,
    from: &str,
    labels: &Labels,
    because: impl Fn(&RuleId) -> Option<String>,
) -> String {
    match reason {
        UnclosedReason::NoModule => format!("no module builds it from level {from}"),
        UnclosedReason::NotAvailable { modules } => {
            let first = modules.iter().take(NOT_OFFERED).map(|not_offered| {
                let title = title(labels, &not_offered.module);
                format!("{title} is for {}", needs(&not_offered.needs, labels))
            });
            format!(
                "no module that builds it from level {from} is available: {}",
                first.collect::<Vec<_>>().join("; ")
            )
        }
        UnclosedReason::KeptOut { modules } => {
            format!("what builds it from level {from} is {}", kept_out(modules, because))
        }
    }
}

/// What keeps modules out, each reason once.
fn kept_out(modules: &[NotAllowed], because: impl Fn(&RuleId) -> Option<String>) -> String {
    let reasons = modules.iter().flat_map(|module| &module.by).map(|by| match by {
        KeptOut::Declined => "declined".to_owned(),
        KeptOut::Done => "done already".to_owned(),
        KeptOut::Rule { rule } => {
            let because = because(rule).unwrap_or_else(|| rule.to_string());
            // The rest of a longer reason stands with the rules of the plan.
            let first = because.split_once(". ").map_or(&*because, |(first, _)| first);
            format!("kept out by a rule: \"{}\"", first.trim_end_matches('.'))
        }
    });
    let once: BTreeSet<String> = reasons.collect();
    once.into_iter().collect::<Vec<_>>().join(" or ")
}

/// Why there is no plan of the usual size: what it is, and the sentence about it.
pub fn obstacle(obstacle: &Obstacle, labels: &Labels) -> (&'static str, String) {
    match obstacle {
        Obstacle::Hours { least, hours } => (
            "hours",
            format!(
                "no {least} modules that can be taken together fit into the {hours} hours there are"
            ),
        ),
        Obstacle::Availability { modules } => {
            ("availability", format!("not available to the person: {}", titles(labels, modules)))
        }
        Obstacle::Entry { modules } => (
            "entry",
            format!(
                "asking for more than the person holds or the plan builds: {}",
                titles(labels, modules)
            ),
        ),
        Obstacle::Rules { modules } => {
            ("rules", format!("excluded by rules: {}", titles(labels, modules)))
        }
        Obstacle::Catalogue { least, modules } => ("catalogue", catalogue(*least, modules.len())),
        Obstacle::Enablers { modules } => (
            "entry",
            format!(
                "would open the way, but closes no gap of this person: {}",
                titles(labels, modules)
            ),
        ),
    }
}

fn catalogue(least: usize, number: usize) -> String {
    match number {
        0 => "no module of the catalogue closes a gap of this person".to_owned(),
        1 => "one module of the catalogue closes a gap of this person".to_owned(),
        _ if number < least => {
            format!("{number} modules of the catalogue close gaps of this person")
        }
        _ => format!(
            "of {number} modules that close gaps, no {least} fit together: they cover the same, or the limits above meet"
        ),
    }
}

/// What a manager or an admin is told.
pub fn flag(flag: &Flag, labels: &Labels) -> String {
    match (&flag.text, &flag.reason) {
        (Some(text), _) => text.to_string(),
        (None, Some(reason)) => flag_reason(reason, flag.rule.as_ref(), labels),
        (None, None) => String::new(),
    }
}

/// What the engine found. `rule` is the rule behind it.
fn flag_reason(reason: &FlagReason, rule: Option<&RuleId>, labels: &Labels) -> String {
    match reason {
        FlagReason::OverHours { used, hours } => {
            format!("what is agreed and begun takes {used} hours, and there are {hours}")
        }
        FlagReason::TooMany { modules } => format!(
            "{modules} modules are agreed or begun at the same time: finish some before you add more"
        ),
        FlagReason::AgreedExcluded { module } => format!(
            "{} was agreed and is now excluded by a rule: talk about what comes instead",
            title(labels, module)
        ),
        FlagReason::StartedExcluded { module } => format!(
            "{} is under way although a rule now excludes it: decide whether it goes on",
            title(labels, module)
        ),
        FlagReason::NotIn { module, why } => {
            format!("{} is required and not in the plan: {}", title(labels, module), not_in(*why))
        }
        FlagReason::NoneFits => format!(
            "{} asks for one of several modules and none fits this person",
            rule.map_or("a rule", |rule| rule.as_str())
        ),
        FlagReason::NoValidator { module } => format!(
            "nobody can validate the proof of {}: name a manager or a mentor",
            title(labels, module)
        ),
        FlagReason::NoKpi { module } => {
            format!("no KPI fits {} in the roles of this person", title(labels, module))
        }
        FlagReason::Overdue { module, due } => {
            format!("{} was due on {due}", title(labels, module))
        }
    }
}

fn not_in(why: NotIn) -> &'static str {
    match why {
        NotIn::Declined => "it was declined",
        NotIn::Inactive => "it is not offered",
        NotIn::Unavailable => "it is not available to the person",
        NotIn::NoKpi => "no KPI fits it in the roles of this person",
        NotIn::Full => "the plan is full",
        NotIn::Hours => "there are not enough hours",
        NotIn::Entry => "what it builds on is not there yet",
    }
}

/// Why an assessment is asked for, in a word.
pub fn assess(because: AssessReason) -> &'static str {
    match because {
        AssessReason::Unknown => "unknown",
        AssessReason::Lapsed => "lapsed",
        AssessReason::Inferred => "inferred",
        AssessReason::Unconfirmed => "unconfirmed",
        AssessReason::Rule => "rule",
    }
}

/// Which evidence would decide a fact: `evidence of the level of "call-diagnosis"`.
pub fn evidence(fact: &str, about: Option<&str>) -> String {
    let about = about.unwrap_or("it");
    match fact {
        "level" | "gap" => format!("evidence of the level of `{about}`"),
        "kpi" => format!("a reading of `{about}` in kpis.csv"),
        "attr" => format!("a value in the column `{about}` of people.csv"),
        "months_in_role" => "a date in the column `in_role_since` of people.csv".to_owned(),
        "months_in_company" => "a date in the column `in_company_since` of people.csv".to_owned(),
        "grade" => "a `grade` in the role blueprint".to_owned(),
        "readiness" => "evidence of what the role expects".to_owned(),
        name => format!("a value in the column `{name}` of people.csv"),
    }
}

/// Which evidence would decide facts, each once, in the order of words.
pub fn evidence_of(facts: &[MissingFact]) -> Vec<String> {
    let evidence = facts.iter().map(|missing| evidence(&missing.fact, missing.about.as_deref()));
    let once: BTreeSet<String> = evidence.collect();
    once.into_iter().collect()
}

/// What went wrong with a rule or one of its effects.
pub fn failure(failure: &Failure) -> String {
    match failure {
        Failure::Needs { fact, about } => {
            format!("an effect needs {}", evidence(fact, about.as_deref()))
        }
        Failure::Error { text } => text.to_string(),
    }
}

/// What shows a row of an evidence chain.
pub fn signal(signal: &Signal, labels: &Labels) -> String {
    match signal {
        Signal::Completed { module } => format!("{} completed", title(labels, module)),
        Signal::Seen { text } => text.to_string(),
        Signal::Levels { levels } => {
            let changes = levels.iter().map(|change| {
                let name = competency(labels, &change.competency);
                if change.from < change.to {
                    format!("{name} from {} to {}", change.from, change.to)
                } else {
                    format!("{name} stays at {}", change.to)
                }
            });
            changes.collect::<Vec<_>>().join(", ")
        }
        Signal::Readiness { role, now, after } => {
            let title = labels.roles.get(role.as_str()).map(String::as_str);
            let title = named(title, role.as_str());
            format!("ready for {title}: {now} % now, {after} % with every proof of this plan")
        }
        Signal::Kpi { kpi, baseline, target } => {
            let label = labels.kpis.get(kpi.as_str());
            let name = named(label.map(|label| label.name.as_str()), kpi.as_str());
            let unit = label.map_or("", |label| label.unit.as_str());
            let from =
                baseline.map_or_else(|| "not measured".to_owned(), |amount| amount.to_string());
            match target {
                Some(target) => format!("{name} from {from} to {target} {unit}"),
                None => format!("{name} from {from} {unit}, no target set"),
            }
        }
    }
}

/// Where a row of an evidence chain is seen. `who` is the name of the one who
/// validates the proof.
pub fn seen_in(seen_in: &SeenIn, who: impl Fn(&str) -> String) -> String {
    let name = |validator: &Validator| match &validator.person {
        Some(id) => who(id),
        None => match validator.role {
            library::Validator::Manager => "a manager".to_owned(),
            library::Validator::Mentor => "a mentor".to_owned(),
            library::Validator::Peer => "a peer".to_owned(),
        },
    };
    match seen_in {
        SeenIn::System { system, id } => format!("{system} {id}"),
        SeenIn::ProgressRecord => "progress record".to_owned(),
        SeenIn::Observation { by: Some(by) } => format!("observed by {}", name(by)),
        SeenIn::Observation { by: None } => "observation at work".to_owned(),
        SeenIn::Proof { produces, by } => format!("{produces}, validated by {}", name(by)),
        SeenIn::Baseline => "role blueprint and baseline".to_owned(),
        SeenIn::Report { system } => system.to_string(),
    }
}

/// What is missing in a row of an evidence chain, where something is.
pub fn hole(link: &Link) -> Option<&'static str> {
    link.hole.map(|hole| match hole {
        Hole::NoBehaviour => "the module names no behaviour to watch for",
        Hole::NoValidator => "nobody can validate the proof",
        Hole::NoRole => "no role",
        Hole::NoKpi => "no KPI fits this module in the person's roles",
    })
}

/// What a rule did.
pub fn effect(effect: &Effect) -> String {
    match effect {
        Effect::Boost { modules, percent } => format!("{percent:+} % for {}", some(modules)),
        Effect::Exclude { modules } => format!("keeps out {}", some(modules)),
        Effect::Require { modules } => format!("puts in {}", some(modules)),
        Effect::RequireOne { modules } => format!("puts in the best of {}", some(modules)),
        Effect::Mandate { module, due, renew } => {
            let due = due.map(|due| format!(" within {due}")).unwrap_or_default();
            let renew = renew.map(|renew| format!(", again after {renew}")).unwrap_or_default();
            format!("{module} has to be done{due}{renew}")
        }
        Effect::Coach { prompt, .. } => format!("gives the prompt {prompt}"),
        Effect::Nudge { text, .. } => format!("sends a reminder: \"{text}\""),
        Effect::Assess { competency, by } => {
            format!("asks for {competency} to be assessed by {}", by.as_str())
        }
        Effect::Limit { hours, modules } => {
            let hours = hours.map(|hours| format!("{hours} h"));
            let modules = modules.map(|modules| format!("{modules} modules"));
            let limits: Vec<String> = hours.into_iter().chain(modules).collect();
            format!("allows at most {}", words::and(&limits))
        }
        Effect::Flag { to, text } => format!("tells the {}: \"{text}\"", to.as_str()),
    }
}

/// How many modules a sentence about an effect names.
const NAMED: usize = 6;

fn some(modules: &[ModuleId]) -> String {
    if modules.is_empty() {
        return "no module".to_owned();
    }
    let ids: Vec<String> = modules.iter().map(ToString::to_string).collect();
    words::and_at_most(&ids, NAMED)
}

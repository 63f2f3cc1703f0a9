//! Modules, KPIs, coaching prompts and personas.

use std::collections::BTreeMap;

use super::competencies::{leaf_only, on_leaves};
use super::resolve::Resolver;
use crate::blueprint::{Entry, model};
use crate::diagnostic::{Code, Diagnostic};
use crate::id::{CompetencyId, CompetencyIx, Dense, Id as _, KpiId, ModuleId, PersonaId, PromptId};
use crate::level::Level;
use crate::library::{Builds, Competency, Kpi, Module, Persona, Prompt, PromptFor, Proof};
use crate::rules::Condition;

pub(super) fn kpi(
    id: &KpiId,
    entry: &Entry<model::Kpi>,
    resolver: &mut Resolver<'_>,
) -> Option<Kpi> {
    let written = entry.value.as_ref()?;
    Some(Kpi {
        name: written.name.as_str().into(),
        unit: written.unit.as_str().into(),
        direction: written.direction,
        kind: written.kind,
        leading: resolver.kpis(&written.leading, &["kpis", id.as_str(), "leading"]),
        source: written.source.as_str().into(),
        window: written.window.0,
        value_per_unit: written.value_per_unit.clone().map(|money| money.0),
    })
}

fn texts<T: FromIterator<Box<str>>>(texts: &[String]) -> T {
    texts.iter().map(|text| text.as_str().into()).collect()
}

pub(super) fn module(
    id: &ModuleId,
    entry: &Entry<model::Module>,
    competencies: &Dense<CompetencyId, Competency>,
    resolver: &mut Resolver<'_>,
) -> Option<Module> {
    let written = entry.value.as_ref()?;
    let at = ["modules", id.as_str()];
    let builds = builds(id, written, competencies, resolver);
    let entry = entry_levels(id, written, &builds, competencies, resolver);
    let kpi = written.kpi.as_ref().and_then(|name| resolver.kpi(name, &[at[0], at[1], "kpi"]));
    let mut coaching = Vec::new();
    for (number, name) in written.coaching.iter().enumerate() {
        coaching.extend(resolver.prompt(name, &[at[0], at[1], "coaching", &number.to_string()]));
    }
    check_proof(id, &written.proof, resolver);
    Some(Module {
        title: written.title.as_str().into(),
        refs: written.refs.iter().map(|(a, b)| (a.as_str().into(), b.as_str().into())).collect(),
        active: written.active.unwrap_or(true),
        modality: written.modality,
        hours: written.hours.0,
        cost: written.cost.clone().map(|money| money.0),
        builds,
        entry,
        tags: texts(&written.tags),
        shifts: texts(&written.available.shifts),
        languages: texts(&written.available.languages),
        sites: texts(&written.available.sites),
        kpi,
        proof: Proof {
            kind: written.proof.kind,
            produces: written.proof.produces.as_str().into(),
            done_when: texts(&written.proof.done_when),
            validated_by: written.proof.validated_by.clone(),
            within: written.proof.within.0,
        },
        behaviour: written.behaviour.as_deref().map(Into::into),
        coaching,
    })
}

fn check_proof(id: &ModuleId, proof: &model::Proof, resolver: &mut Resolver<'_>) {
    let empty = [
        ("done_when", proof.done_when.is_empty(), "say what can be seen when it is done"),
        (
            "validated_by",
            proof.validated_by.is_empty(),
            "name who validates it: `[manager, mentor]`",
        ),
        ("produces", proof.produces.trim().is_empty(), "name what it produces, as a noun"),
    ];
    for (field, is_empty, help) in empty {
        if is_empty {
            let place = resolver.positions.key(&["modules", id.as_str(), "proof", field]);
            resolver.report(
                Diagnostic::new(
                    Code::InvalidValue,
                    format!("the proof of `{id}` has an empty `{field}`"),
                )
                .at(place)
                .help(help),
            );
        }
    }
}

fn builds(
    id: &ModuleId,
    written: &model::Module,
    competencies: &Dense<CompetencyId, Competency>,
    resolver: &mut Resolver<'_>,
) -> Vec<Builds> {
    let mut builds = Vec::new();
    for (name, levels) in &written.builds {
        let path = ["modules", id.as_str(), "builds", name.as_str()];
        let Some(competency) = resolver.competency(name, &path) else { continue };
        if !leaf_only(competency, name, &path, competencies, resolver) {
            continue;
        }
        let (from, to) = (levels.from.0, levels.to.0);
        resolver.check_level(to, &competencies[competency], &[&path[..], &["to"]].concat());
        if from >= to {
            let place = resolver.positions.value(&path);
            resolver.report(
                Diagnostic::new(
                    Code::BuildsNothing,
                    format!("`{id}` builds `{name}` from {from} to {to}"),
                )
                .at(place.or_else(|| resolver.positions.key(&path)))
                .help("write a `to` above the `from`"),
            );
        }
        builds.push(Builds { competency, from, to });
    }
    if written.builds.is_empty() {
        resolver.report(
            Diagnostic::new(Code::BuildsNothing, format!("`{id}` builds no competency"))
                .at(resolver.positions.key(&["modules", id.as_str(), "builds"]))
                .help("say what it builds: `{ call-diagnosis: { from: 1, to: 2 } }`"),
        );
    }
    builds.sort_unstable_by_key(|builds| builds.competency);
    builds
}

/// What one needs to enter a module: each `from` and `entry`, the higher one.
fn entry_levels(
    id: &ModuleId,
    written: &model::Module,
    builds: &[Builds],
    competencies: &Dense<CompetencyId, Competency>,
    resolver: &mut Resolver<'_>,
) -> Vec<(CompetencyIx, Level)> {
    let at = ["modules", id.as_str(), "entry"];
    let mut entry: BTreeMap<CompetencyIx, Level> = BTreeMap::new();
    for (name, level) in &written.entry {
        let path = [at[0], at[1], at[2], name.as_str()];
        let Some(competency) = resolver.competency(name, &path) else { continue };
        if leaf_only(competency, name, &path, competencies, resolver) {
            resolver.check_level(level.0, &competencies[competency], &path);
            entry.insert(competency, level.0);
        }
    }
    for builds in builds {
        let level = entry.entry(builds.competency).or_insert(builds.from);
        *level = builds.from.max(*level);
    }
    entry.into_iter().filter(|(_, level)| *level > Level::ZERO).collect()
}

pub(super) fn prompt(
    id: &PromptId,
    entry: &Entry<model::Prompt>,
    resolver: &mut Resolver<'_>,
) -> Option<Prompt> {
    let written = entry.value.as_ref()?;
    let at = ["coaching", id.as_str(), "for"];
    let named = [&written.about.competency, &written.about.module, &written.about.persona];
    if named.iter().filter(|name| name.is_some()).count() != 1 {
        resolver.report(
            Diagnostic::new(
                Code::InvalidValue,
                format!("`for` of `{id}` does not name exactly one thing"),
            )
            .at(resolver.positions.key(&at))
            .help("write one of `competency:`, `module:` and `persona:`"),
        );
    }
    let about = match (&written.about.competency, &written.about.module, &written.about.persona) {
        (Some(name), _, _) => {
            PromptFor::Competency(resolver.competency(name, &[at[0], at[1], at[2], "competency"])?)
        }
        (_, Some(name), _) => {
            PromptFor::Module(resolver.module(name, &[at[0], at[1], at[2], "module"])?)
        }
        (_, _, Some(name)) => {
            PromptFor::Persona(resolver.persona(name, &[at[0], at[1], at[2], "persona"])?)
        }
        _ => return None,
    };
    Some(Prompt {
        say: written.say.as_str().into(),
        about,
        every: written.every.0,
        look_for: texts(&written.look_for),
        checklist: texts(&written.checklist),
    })
}

/// Builds a persona around its compiled condition.
pub(super) fn persona(
    id: &PersonaId,
    written: &model::Persona,
    who: Condition,
    competencies: &Dense<CompetencyId, Competency>,
    resolver: &mut Resolver<'_>,
) -> Persona {
    let at = ["personas", id.as_str()];
    let mut outcomes = Vec::new();
    for (name, change) in &written.outcomes {
        let kpi = resolver.kpi(name, &[at[0], at[1], "outcomes", name]);
        outcomes.extend(kpi.map(|kpi| (kpi, change.0.0)));
    }
    let typical = resolver.levels(&written.typical, &[at[0], at[1], "typical"], competencies);
    Persona {
        name: written.name.as_str().into(),
        who,
        priority: written.priority,
        horizon: written.horizon.map(|span| span.0),
        hours_per_week: written.hours_per_week.map(|hours| hours.0),
        unknown: written.unknown,
        objective: written.objective,
        manager_practices: texts(&written.manager_practices),
        outcomes,
        typical: on_leaves(&typical, competencies),
    }
}

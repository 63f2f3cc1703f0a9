//! What a role expects, once what it extends is merged in and parents are
//! spread over their leaves.

use std::collections::BTreeMap;
use std::num::NonZeroU32;

use super::competencies::on_leaves;
use super::resolve::{Resolver, instead};
use crate::blueprint::Blueprint;
use crate::blueprint::model::{self, KpiWeight};
use crate::blueprint::value::{self, ImportanceWord};
use crate::diagnostic::{Code, Diagnostic};
use crate::id::{CompetencyId, CompetencyIx, Dense, Id as _, KpiIx, RoleId};
use crate::library::{Competency, Expectation, Importance, Role, RoleKpi, Weight};

/// How far `extends` may reach.
const DEEPEST: usize = 16;
/// The readiness from which somebody is ready for the job, where a role does not say.
const JOB_READY: u8 = 80;

/// A role with all it inherits; each part with the role it is written in.
#[derive(Default)]
struct Merged<'a> {
    family: Option<&'a str>,
    program: Option<(&'a str, &'a str)>,
    job_ready: Option<u8>,
    min_stay: Option<crate::quantity::Span>,
    entry: Option<(&'a str, &'a model::Role)>,
    expects: BTreeMap<&'a str, (&'a str, &'a model::Expectation)>,
    kpis: BTreeMap<&'a str, (&'a str, &'a model::RoleKpi)>,
}

/// Compiles all roles; `None` where one could not be.
pub(super) fn compile(
    blueprint: &Blueprint,
    competencies: &Dense<CompetencyId, Competency>,
    resolver: &mut Resolver<'_>,
) -> Option<Dense<RoleId, Role>> {
    let names = resolver.names;
    Dense::build_all(&names.roles, |_, id| role(id, blueprint, competencies, resolver))
}

fn role(
    id: &RoleId,
    blueprint: &Blueprint,
    competencies: &Dense<CompetencyId, Competency>,
    resolver: &mut Resolver<'_>,
) -> Option<Role> {
    let entry = blueprint.roles.get(id)?;
    let written = entry.value.as_ref()?;
    let merged = merged(id, blueprint, resolver)?;
    let kpis = kpis(&merged, resolver);
    let expects = expects(&merged, &kpis, blueprint, competencies, resolver);
    let program =
        merged.program.and_then(|(owner, name)| program(owner, name, blueprint, resolver));
    let hired_with = merged.entry.map_or_else(BTreeMap::new, |(owner, role)| {
        resolver.levels(&role.entry, &["roles", owner, "entry"], competencies)
    });
    Some(Role {
        title: written.title.as_str().into(),
        model: entry.model.clone(),
        family: merged.family.unwrap_or_default().into(),
        grade: written.grade,
        succession_critical: written.succession.is_some(),
        program,
        job_ready: merged.job_ready.unwrap_or(JOB_READY),
        min_stay: merged.min_stay,
        entry: on_leaves(&hired_with, competencies),
        expects,
        kpis,
        aligns: written.aligns.iter().map(|link| link.as_str().into()).collect(),
    })
}

/// The role and what it extends, the furthest first; `None` where a name is
/// unknown or the chain does not end, which is reported here or as a circle.
fn chain<'a>(
    id: &'a RoleId,
    blueprint: &'a Blueprint,
    resolver: &mut Resolver<'_>,
) -> Option<Vec<(&'a str, &'a model::Role)>> {
    let mut chain: Vec<(&str, &model::Role)> = Vec::new();
    let mut at = id;
    loop {
        let role = blueprint.roles.get(at)?.value.as_ref()?;
        chain.push((at.as_str(), role));
        let Some(base) = &role.extends else { break };
        // An unknown name is reported for the role that writes it, not for its heirs.
        if at == id {
            resolver.role(base, &["roles", at.as_str(), "extends"]);
        }
        at = blueprint.roles.keys().find(|id| id.as_str() == base)?;
        if chain.iter().any(|(seen, _)| *seen == at.as_str()) {
            return None;
        }
        if chain.len() > DEEPEST {
            resolver.report(
                Diagnostic::new(Code::TooDeep, format!("`{id}` extends more than {DEEPEST} roles"))
                    .at(resolver.positions.key(&["roles", id.as_str(), "extends"]))
                    .help("let it extend a role nearer to it"),
            );
            return None;
        }
    }
    chain.reverse();
    Some(chain)
}

fn merged<'a>(
    id: &'a RoleId,
    blueprint: &'a Blueprint,
    resolver: &mut Resolver<'_>,
) -> Option<Merged<'a>> {
    let mut merged = Merged::default();
    for (owner, role) in chain(id, blueprint, resolver)? {
        for (number, name) in role.without.iter().enumerate() {
            let is_known = merged.expects.remove(name.as_str()).is_some();
            if !is_known && owner == id.as_str() {
                nothing_to_drop(owner, number, name, &merged, resolver);
            }
        }
        merged.family = role.family.as_deref().or(merged.family);
        merged.program = role.program.as_deref().map(|name| (owner, name)).or(merged.program);
        merged.job_ready = role.job_ready.map(|percent| percent.0.0).or(merged.job_ready);
        merged.min_stay = role.min_stay.map(|span| span.0).or(merged.min_stay);
        if !role.entry.is_empty() {
            merged.entry = Some((owner, role));
        }
        merged.expects.extend(
            role.expects.iter().map(|(name, expectation)| (name.as_str(), (owner, expectation))),
        );
        merged.kpis.extend(role.kpis.iter().map(|(name, kpi)| (name.as_str(), (owner, kpi))));
    }
    Some(merged)
}

fn nothing_to_drop(
    owner: &str,
    number: usize,
    name: &str,
    merged: &Merged<'_>,
    resolver: &mut Resolver<'_>,
) {
    let names: Vec<&str> = merged.expects.keys().copied().collect();
    let place = resolver.positions.value(&["roles", owner, "without", &number.to_string()]);
    resolver.report(
        Diagnostic::new(
            Code::NothingToDrop,
            format!("`{owner}` drops `{name}`, which it does not inherit"),
        )
        .at(place)
        .suggest(instead(name, &names, "expectation to drop")),
    );
}

fn program(
    owner: &str,
    name: &str,
    blueprint: &Blueprint,
    resolver: &mut Resolver<'_>,
) -> Option<Box<str>> {
    let programs = &blueprint.library.programs;
    if programs.contains_key(name) {
        return Some(name.into());
    }
    let names: Vec<&str> = programs.keys().map(String::as_str).collect();
    let place = resolver.positions.value(&["roles", owner, "program"]);
    resolver.report(
        Diagnostic::new(Code::UnknownProgram, format!("unknown program `{name}`"))
            .at(place)
            .suggest(instead(name, &names, "program in `waypath.yaml`")),
    );
    None
}

fn kpis(merged: &Merged<'_>, resolver: &mut Resolver<'_>) -> BTreeMap<KpiIx, RoleKpi> {
    let mut kpis = BTreeMap::new();
    for (name, (owner, written)) in &merged.kpis {
        let Some(kpi) = resolver.kpi(name, &["roles", owner, "kpis", name]) else { continue };
        let weight = match written.weight {
            KpiWeight::Low => RoleKpi::LOW,
            KpiWeight::Medium => 5,
            KpiWeight::High => 6,
        };
        let (baseline, target) = (written.baseline.0, written.target.0);
        let place = resolver.positions.key(&["roles", owner, "kpis", name]);
        kpis.insert(kpi, RoleKpi { baseline, target, weight, place });
    }
    kpis
}

fn expects(
    merged: &Merged<'_>,
    kpis: &BTreeMap<KpiIx, RoleKpi>,
    blueprint: &Blueprint,
    competencies: &Dense<CompetencyId, Competency>,
    resolver: &mut Resolver<'_>,
) -> Vec<Expectation> {
    let mut expects = Vec::new();
    for (name, (owner, written)) in &merged.expects {
        let path = ["roles", owner, "expects", name];
        let drives = resolver.kpis(&written.drives, &[&path[..], &["drives"]].concat());
        let Some(named) = resolver.competency(name, &path) else { continue };
        let importance = importance(written, blueprint);
        let quarters = drives.iter().filter_map(|kpi| kpis.get(kpi)).map(|kpi| kpi.weight).max();
        let leaves = shared_by(named, merged, competencies, resolver);
        let split = u32::try_from(leaves.len()).ok().and_then(NonZeroU32::new);
        // Nothing is left where the role names every part itself.
        let Some(split) = split else { continue };
        let weight = Weight::new(importance, quarters.unwrap_or(RoleKpi::LOW), split);
        for competency in leaves {
            let level = written.level.0;
            resolver.check_level(
                level,
                &competencies[competency],
                &[&path[..], &["level"]].concat(),
            );
            expects.push(Expectation {
                competency,
                level,
                importance,
                weight,
                drives: drives.clone(),
                named,
                place: resolver.positions.key(&path),
            });
        }
    }
    expects.sort_by_key(|expectation| (expectation.competency, expectation.named));
    expects
}

/// The leaves an expectation is about: those of a parent share its weight, but
/// for the ones the role names itself.
fn shared_by(
    named: CompetencyIx,
    merged: &Merged<'_>,
    competencies: &Dense<CompetencyId, Competency>,
    resolver: &Resolver<'_>,
) -> Vec<CompetencyIx> {
    if !competencies[named].is_parent {
        return vec![named];
    }
    let is_named = |competency: &CompetencyIx| {
        merged.expects.contains_key(resolver.names.competencies.id(*competency).as_str())
    };
    competencies[named].leaves.iter().copied().filter(|leaf| !is_named(leaf)).collect()
}

fn importance(written: &model::Expectation, blueprint: &Blueprint) -> Importance {
    let weights = &blueprint.library.importance;
    let of = |word| match word {
        ImportanceWord::Critical => weights.critical.map_or(900, |weight| weight.0.0),
        ImportanceWord::Important => weights.important.map_or(300, |weight| weight.0.0),
        ImportanceWord::Useful => weights.useful.map_or(100, |weight| weight.0.0),
    };
    match written.importance.map(|importance| importance.0) {
        None => {
            Importance { weight: of(ImportanceWord::Important), word: ImportanceWord::Important }
        }
        Some(value::Importance::Word(word)) => Importance { weight: of(word), word },
        Some(value::Importance::Number(weight)) => {
            let reached = [ImportanceWord::Critical, ImportanceWord::Important]
                .into_iter()
                .find(|word| weight.0 >= of(*word));
            Importance { weight: weight.0, word: reached.unwrap_or(ImportanceWord::Useful) }
        }
    }
}

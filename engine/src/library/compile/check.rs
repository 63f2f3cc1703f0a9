//! Checks across things: does every milestone have a KPI, and a fair one?

use std::collections::{BTreeMap, BTreeSet};

use super::resolve::Resolver;
use crate::blueprint::settings::Program;
use crate::blueprint::{Blueprint, model};
use crate::diagnostic::{Code, Diagnostic, list};
use crate::graph::Graph;
use crate::id::{CompetencyIx, Dense, Id as _, KpiId, KpiIx, ModuleId, RoleId, RoleIx};
use crate::library::{Expectation, Kpi, Module, Role, Settings};

/// What is checked against each other.
pub(super) struct Checked<'a> {
    pub(super) blueprint: &'a Blueprint,
    pub(super) graph: &'a Graph,
    pub(super) roles: &'a Dense<RoleId, Role>,
    pub(super) modules: &'a Dense<ModuleId, Module>,
    pub(super) kpis: &'a Dense<KpiId, Kpi>,
    pub(super) rules: &'a super::rules::CompiledRules,
    pub(super) settings: &'a Settings,
}

/// Reports what each thing alone cannot show.
pub(super) fn check(checked: &Checked<'_>, resolver: &mut Resolver<'_>) {
    targets(checked, resolver);
    programs(checked, resolver);
    for (role, _) in checked.roles.iter() {
        avoided(role, checked, resolver);
    }
    // A KPI whose name is misspelt is reported already.
    if resolver.diagnostics.iter().all(|diagnostic| diagnostic.code != Code::UnknownKpi) {
        for (role, _) in checked.roles.iter() {
            milestones(role, checked, resolver);
        }
        required_modules(checked, resolver);
    }
}

/// A target has to lie on the better side of the baseline.
fn targets(checked: &Checked<'_>, resolver: &mut Resolver<'_>) {
    for (id, entry) in &checked.blueprint.roles {
        let Some(role) = &entry.value else { continue };
        for (name, written) in &role.kpis {
            let Some(kpi) = resolver.names.kpis.find(name) else { continue };
            let (baseline, target) = (written.baseline.0, written.target.0);
            let (better, is_better) = match checked.kpis[kpi].direction {
                model::Direction::Up => ("above", target > baseline),
                model::Direction::Down => ("below", target < baseline),
            };
            if !is_better {
                let path = ["roles", id.as_str(), "kpis", name.as_str(), "target"];
                resolver.report(
                    Diagnostic::new(
                        Code::TargetTheWrongWay,
                        format!("the target {target} of `{name}` is not {better} its baseline {baseline}"),
                    )
                    .at(resolver.positions.value(&path))
                    .help(format!("write a target {better} {baseline}, or turn the `direction` of `{name}` round")),
                );
            }
        }
    }
}

fn programs(checked: &Checked<'_>, resolver: &mut Resolver<'_>) {
    for (name, program) in &checked.blueprint.library.programs {
        let at = ["waypath", "programs", name.as_str()];
        resolver.kpis(&program.within, &[at[0], at[1], at[2], "within"]);
        resolver.kpis(&program.avoid, &[at[0], at[1], at[2], "avoid"]);
    }
}

/// KPIs the role's program avoids and nobody approved for it.
fn avoided(role: RoleIx, checked: &Checked<'_>, resolver: &mut Resolver<'_>) {
    let compiled = &checked.roles[role];
    let Some(program_name) = compiled.program.as_deref() else { return };
    let Some(program) = checked.blueprint.library.programs.get(program_name) else { return };
    let id = resolver.names.roles.id(role).as_str();
    let avoided: BTreeSet<KpiIx> =
        program.avoid.iter().filter_map(|name| resolver.names.kpis.find(name)).collect();
    let approved = approved(role, checked, resolver);
    let is_avoided = |kpi: &KpiIx| avoided.contains(kpi) && !approved.contains(kpi);
    let guard = Guard { program_name, program, role: id };
    for kpi in compiled.kpis.keys().filter(|kpi| is_avoided(kpi)) {
        let name = resolver.names.kpis.id(*kpi).as_str();
        guard.report(name, &["roles", id, "kpis", name], resolver);
    }
    for expectation in &compiled.expects {
        let named = resolver.names.competencies.id(expectation.named).as_str();
        for kpi in expectation.drives.iter().filter(|kpi| is_avoided(kpi)) {
            guard.report(
                resolver.names.kpis.id(*kpi).as_str(),
                &["roles", id, "expects", named, "drives"],
                resolver,
            );
        }
    }
    let reached = reached(compiled, checked);
    for (module, offered) in checked.modules.iter() {
        let Some(kpi) = offered.kpi.filter(is_avoided) else { continue };
        if offered.active
            && offered.builds.iter().any(|builds| reached.contains_key(&builds.competency))
        {
            let module = resolver.names.modules.id(module).as_str();
            let name = resolver.names.kpis.id(kpi).as_str();
            guard.report(name, &["modules", module, "kpi"], resolver);
        }
    }
}

/// The KPIs somebody approved for a role or one it extends.
fn approved(role: RoleIx, checked: &Checked<'_>, resolver: &Resolver<'_>) -> BTreeSet<KpiIx> {
    let mut approved = BTreeMap::new();
    let mut at = Some(resolver.names.roles.id(role).as_str().to_owned());
    while let Some(name) = at.take() {
        let id = name.parse::<RoleId>().ok();
        let entry = id.and_then(|id| checked.blueprint.roles.get(&id));
        let Some(written) = entry.and_then(|entry| entry.value.as_ref()) else { break };
        for (kpi, entry) in &written.kpis {
            // The role's own entry replaces the one it inherits.
            approved.entry(kpi.clone()).or_insert(entry.approved_by.is_some());
        }
        at.clone_from(&written.extends);
    }
    approved
        .into_iter()
        .filter(|(_, is_approved)| *is_approved)
        .filter_map(|(name, _)| resolver.names.kpis.find(&name))
        .collect()
}

struct Guard<'a> {
    program_name: &'a str,
    program: &'a Program,
    role: &'a str,
}

impl Guard<'_> {
    fn report(&self, kpi: &str, path: &[&str], resolver: &mut Resolver<'_>) {
        let Self { program_name, program, role } = self;
        let better: Vec<&str> = program.within.iter().map(String::as_str).collect();
        let help = if better.is_empty() {
            format!(
                "use a KPI that `{program_name}` can move, or say who approved this one: `approved_by:` in the role's `kpis`"
            )
        } else {
            format!(
                "use one of {}, or say who approved `{kpi}`: `approved_by:` in the role's `kpis`",
                list(&better, 5)
            )
        };
        let place = resolver.positions.key(path).or_else(|| resolver.positions.nearest(path));
        resolver.report(
            Diagnostic::new(
                Code::AvoidedKpi,
                format!(
                    "`{role}` would be judged by `{kpi}`, which program `{program_name}` avoids"
                ),
            )
            .at(place)
            .help(help),
        );
    }
}

/// What a role's expectations reach: each competency expected, or required by
/// one that is, with the expectations that reach it.
fn reached<'a>(
    role: &'a Role,
    checked: &Checked<'_>,
) -> BTreeMap<CompetencyIx, Vec<&'a Expectation>> {
    let mut reached: BTreeMap<CompetencyIx, Vec<&Expectation>> = BTreeMap::new();
    for expectation in &role.expects {
        for competency in checked.graph.required([expectation.competency]) {
            reached.entry(competency).or_default().push(expectation);
        }
    }
    reached
}

/// Every module that somebody in a role may be given has to have a KPI there.
fn milestones(role: RoleIx, checked: &Checked<'_>, resolver: &mut Resolver<'_>) {
    let reached = reached(&checked.roles[role], checked);
    for (module, offered) in checked.modules.iter() {
        if !offered.active || offered.kpi.is_some() {
            continue;
        }
        let without = offered.builds.iter().find(|builds| {
            let low = builds.from.less(checked.settings.entry_slack);
            reached.get(&builds.competency).is_some_and(|expectations| {
                expectations.iter().any(|expectation| {
                    expectation.drives.is_empty()
                        && (expectation.competency != builds.competency || low < expectation.level)
                })
            })
        });
        let Some(builds) = without else { continue };
        let (module, role) = (resolver.names.modules.id(module), resolver.names.roles.id(role));
        let competency = resolver.names.competencies.id(builds.competency);
        let message = format!(
            "the milestone of `{module}` has no KPI for `{role}`, where `{competency}` drives none"
        );
        resolver.report(
            Diagnostic::new(Code::NoKpi, message)
                .at(resolver.positions.key(&["modules", module.as_str()]))
                .related(
                    resolver.positions.key(&[
                        "roles",
                        role.as_str(),
                        "expects",
                        competency.as_str(),
                    ]),
                    "what it would close here drives no KPI",
                )
                .help(format!(
                    "add `kpi:` to `{module}`, or `drives:` to the expectation of `{role}`"
                )),
        );
    }
}

/// A required module may close nothing, so it needs a KPI of its own.
fn required_modules(checked: &Checked<'_>, resolver: &mut Resolver<'_>) {
    for (rule, compiled) in checked.rules.rules.iter() {
        let matching = checked
            .modules
            .iter()
            .filter(|(_, offered)| offered.active && compiled.requires(offered));
        let matching = matching.map(|(ix, _)| ix);
        for module in compiled.required_modules().into_iter().chain(matching) {
            if checked.modules[module].kpi.is_some() {
                continue;
            }
            let (rule, module) = (resolver.names.rules.id(rule), resolver.names.modules.id(module));
            resolver.report(
                Diagnostic::new(
                    Code::NoKpi,
                    format!(
                        "`{rule}` requires `{module}`, which has no KPI where it closes nothing"
                    ),
                )
                .at(resolver.positions.key(&["rules", rule.as_str(), "then"]))
                .related(resolver.positions.key(&["modules", module.as_str()]), "this module")
                .help(format!("add `kpi:` to `{module}`")),
            );
        }
    }
}

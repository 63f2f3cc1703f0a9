//! Lints about competency models.

use std::collections::BTreeSet;

use super::Linter;
use crate::diagnostic::{Code, Diagnostic};
use crate::id::{CompetencyIx, Dense, Id as _, KpiIx, ModuleIx, RoleIx};
use crate::level::Level;
use crate::library::{Expectation, KpiKind, Module, PromptFor};
use crate::route::{Learning, Levels, Step};
use crate::rules::{Effect, Percent};

/// A boost from which a module counts for twice as much as it closes.
const DOUBLES: i64 = 100;
/// How many critical expectations somebody can work on.
const MANY: usize = 5;

impl Linter<'_> {
    pub(super) fn catalogue(&self) {
        for code in self.codes {
            match code {
                Code::NoModuleLeadsOn => self.led_on(),
                Code::NobodyEnters => self.entered(),
                Code::ClosesNothing => self.closes(),
                Code::DecidesAlone => self.boosts(),
                Code::NoAnchor => self.anchors(),
                Code::NobodyIsAsked => self.prompts(),
                Code::KpiUnused => self.kpis(),
                Code::ManyCritical => self.critical(),
                Code::ChainHole => self.chains(),
                _ => {}
            }
        }
    }

    fn active(&self) -> impl Iterator<Item = (ModuleIx, &Module)> {
        self.library.modules.iter().filter(|(_, module)| module.active)
    }

    /// Expectations that a role writes itself; those of a role it extends are
    /// reported there.
    fn own_expectations(&self) -> Vec<(RoleIx, &Expectation)> {
        let own = self.library.roles.iter().flat_map(|(ix, role)| {
            role.expects
                .iter()
                .filter(move |expectation| {
                    let named = self.library.competency_id(expectation.named);
                    let here = ["roles", self.library.role_id(ix), "expects", named];
                    expectation.place == self.library.place(&here)
                })
                .map(move |expectation| (ix, expectation))
        });
        own.collect()
    }

    /// Levels that nobody with the entry levels of a role can reach.
    fn led_on(&self) {
        let mut learning = Learning::new(self.library, |_| true);
        for (role, it) in self.own_expectations() {
            if !self.has_catalogue(role) {
                continue;
            }
            let entry = &self.library.roles[role].entry;
            let held: Levels = Dense::build(&self.library.names.competencies, |ix, _| {
                entry.get(&ix).copied().unwrap_or(Level::ZERO)
            });
            let chain = learning.chain(&held, [(it.competency, it.level)]);
            let hole = chain.steps.iter().find_map(|step| match step {
                Step::Estimated { competency, from, to } => Some((*competency, *from, *to)),
                Step::Module(_) => None,
            });
            let Some((competency, from, to)) = hole else { continue };
            let name = self.library.competency_id(competency);
            let message = if competency == it.competency {
                format!("no module leads on from {from} to {to} in `{name}`")
            } else {
                let wanted = self.library.competency_id(it.competency);
                format!(
                    "what builds `{wanted}` asks for `{name}`, and no module leads on from {from} to {to} in it"
                )
            };
            self.report(Diagnostic::new(Code::NoModuleLeadsOn, message).at(it.place.clone()).help(
                format!(
                    "add a module, widen one (`from`, `to`), or give `{}` an `entry` level",
                    self.library.role_id(role)
                ),
            ));
        }
    }

    /// Whether some module builds something that a role expects: roles without any
    /// are there to be compared, not to be planned for.
    fn has_catalogue(&self, role: RoleIx) -> bool {
        let expects = &self.library.roles[role].expects;
        let mut builds = self.active().flat_map(|(_, module)| &module.builds);
        builds.any(|build| expects.iter().any(|wanted| wanted.competency == build.competency))
    }

    /// The highest level of a competency that anybody is hired with, or has who
    /// meets what a role expects.
    fn highest(&self) -> Levels {
        let mut highest = Dense::filled(&self.library.names.competencies, Level::ZERO);
        for role in self.library.roles.values() {
            let expects =
                role.expects.iter().map(|expectation| (expectation.competency, expectation.level));
            for (at, level) in role.entry.iter().map(|(at, it)| (*at, *it)).chain(expects) {
                highest[at] = highest[at].max(level);
            }
        }
        highest
    }

    /// Modules that ask for more than any role expects and any module teaches.
    fn entered(&self) {
        let mut held = self.highest();
        let slack = self.library.settings.entry_slack;
        let mut waiting: Vec<(ModuleIx, &Module)> = self.active().collect();
        loop {
            let before = waiting.len();
            waiting.retain(|(_, module)| {
                let can = module.entry.iter().all(|(at, level)| held[*at] >= level.less(slack));
                if can {
                    for it in &module.builds {
                        held[it.competency] = held[it.competency].max(it.to);
                    }
                }
                !can
            });
            if waiting.len() == before {
                break;
            }
        }
        for (ix, module) in waiting {
            let missed = module.entry.iter().find(|(at, level)| held[*at] < level.less(slack));
            let Some((at, level)) = missed else { continue };
            let (id, competency) = (self.library.module_id(ix), self.library.competency_id(*at));
            let message = format!(
                "nobody can enter `{id}`: it asks for {level} in `{competency}`, and nothing leads beyond {}",
                held[*at]
            );
            self.report(
                Diagnostic::new(Code::NobodyEnters, message)
                    .at(self.library.place(&["modules", id]))
                    .help("lower what it asks for, or add a module that leads there"),
            );
        }
    }

    /// What roles expect, and what that requires in turn.
    fn expected(&self) -> BTreeSet<CompetencyIx> {
        let roles = self.library.roles.values();
        let expected = roles.flat_map(|role| &role.expects);
        self.library.graph.required(expected.map(|expectation| expectation.competency))
    }

    fn closes(&self) {
        let expected = self.expected();
        for (ix, module) in self.active() {
            if module.builds.iter().any(|build| expected.contains(&build.competency)) {
                continue;
            }
            let id = self.library.module_id(ix);
            let message = format!("`{id}` builds nothing that a role expects");
            self.report(
                Diagnostic::new(Code::ClosesNothing, message)
                    .at(self.library.place(&["modules", id, "builds"]))
                    .help("let a role expect what it builds, or make it `active: false`"),
            );
        }
    }

    fn boosts(&self) {
        for (ix, rule) in self.library.rules.iter() {
            for (number, effect) in rule.then.iter().enumerate() {
                let Effect::Boost { percent: Percent::Fixed(percent), .. } = effect else {
                    continue;
                };
                if i64::from(*percent) < DOUBLES {
                    continue;
                }
                let id = self.library.rule_id(ix);
                let message = format!(
                    "a boost of {percent} % makes a module count for at least {} times what it closes",
                    i64::from(*percent).saturating_add(100) / 100
                );
                let at = self.library.positions.value(&[
                    "rules",
                    id,
                    "then",
                    &number.to_string(),
                    "boost",
                ]);
                self.report(
                    Diagnostic::new(Code::DecidesAlone, message)
                        .at(at)
                        .help("if it has to be in every plan, `require` it; else boost it less"),
                );
            }
        }
    }

    fn anchors(&self) {
        for (_, it) in self.own_expectations() {
            let competency = &self.library.competencies[it.competency];
            if competency.yes_no || competency.anchor(it.level).is_some() {
                continue;
            }
            let id = self.library.competency_id(it.competency);
            let whole = it.level.hundredths().div_ceil(100);
            let message = format!("level {whole} of `{id}` has no anchor");
            self.report(
                Diagnostic::new(Code::NoAnchor, message)
                    .at(it.place.clone())
                    .help("say what somebody does who has it, under `anchors:`"),
            );
        }
    }

    fn prompts(&self) {
        let expected = self.expected();
        let built: BTreeSet<CompetencyIx> = self
            .active()
            .flat_map(|(_, module)| &module.builds)
            .map(|built| built.competency)
            .collect();
        let with_modules: BTreeSet<_> =
            self.active().flat_map(|(_, module)| &module.coaching).collect();
        let rules = self.library.rules.values().flat_map(|rule| &rule.then);
        let with_rules: BTreeSet<_> = rules
            .clone()
            .filter_map(|effect| match effect {
                Effect::Coach { prompt, .. } => Some(*prompt),
                _ => None,
            })
            .collect();
        // What a helper returns is known only when it runs.
        if rules.clone().any(|effect| matches!(effect, Effect::Call(_))) {
            return;
        }
        for (ix, prompt) in self.library.prompts.iter() {
            let is_given = match prompt.about {
                PromptFor::Competency(at) => {
                    let leaves = &self.library.competencies[at].leaves;
                    leaves.iter().any(|leaf| expected.contains(leaf) && built.contains(leaf))
                }
                PromptFor::Module(at) => self.library.modules[at].active,
                PromptFor::Persona(_) => true,
            };
            if is_given || with_modules.contains(&ix) || with_rules.contains(&ix) {
                continue;
            }
            let id = self.library.names.prompts.id(ix).as_str();
            let message = format!("`{id}` is given to nobody");
            self.report(
                Diagnostic::new(Code::NobodyIsAsked, message)
                    .at(self.library.place(&["coaching", id]))
                    .help("name it under `coaching:` of a module, or in a rule's `coach`"),
            );
        }
    }

    fn kpis(&self) {
        let mut used: BTreeSet<KpiIx> = BTreeSet::new();
        for role in self.library.roles.values() {
            used.extend(role.kpis.keys());
            used.extend(role.expects.iter().flat_map(|expectation| &expectation.drives));
        }
        used.extend(self.library.modules.values().filter_map(|module| module.kpi));
        used.extend(self.library.kpis.values().flat_map(|kpi| &kpi.leading));
        used.extend(
            self.library
                .personas
                .values()
                .flat_map(|persona| &persona.outcomes)
                .map(|outcome| outcome.0),
        );
        let read: BTreeSet<&str> = self
            .library
            .rules
            .values()
            .flat_map(|rule| rule.when.reads())
            .filter(|fact| fact.name == "kpi")
            .filter_map(|fact| fact.argument.as_deref())
            .collect();
        // What a program avoids is there to be avoided.
        let programs = self.blueprint.library.programs.values();
        let guarded: BTreeSet<&str> = programs
            .flat_map(|program| program.within.iter().chain(&program.avoid))
            .map(|kpi| &**kpi)
            .collect();
        for ix in self.library.names.kpis.indices() {
            let id = self.library.kpi_id(ix);
            if !used.contains(&ix) && !read.contains(id) && !guarded.contains(id) {
                let message = format!("`{id}` is used by nothing");
                self.report(
                    Diagnostic::new(Code::KpiUnused, message)
                        .at(self.library.place(&["kpis", id]))
                        .help("let an expectation drive it, or take it out"),
                );
            }
        }
    }

    fn critical(&self) {
        for (ix, role) in self.library.roles.iter() {
            let critical =
                role.expects.iter().filter(|expectation| expectation.importance.is_critical());
            let critical: BTreeSet<CompetencyIx> =
                critical.map(|expectation| expectation.named).collect();
            if critical.len() <= MANY {
                continue;
            }
            let id = self.library.role_id(ix);
            let message = format!("`{id}` has {} critical expectations", critical.len());
            self.report(
                Diagnostic::new(Code::ManyCritical, message)
                    .at(self.library.place(&["roles", id]))
                    .help("keep `critical` for what nobody can do the job without"),
            );
        }
    }

    fn chains(&self) {
        for (ix, module) in self.active() {
            let id = self.library.module_id(ix);
            if module.behaviour.is_none() {
                let message =
                    format!("`{id}` does not say which behaviour shows that it was learned");
                self.report(
                    Diagnostic::new(Code::ChainHole, message)
                        .at(self.library.place(&["modules", id]))
                        .help("add `behaviour:`, in words a manager can see at work"),
                );
            }
        }
        for (ix, kpi) in self.library.kpis.iter() {
            if kpi.kind == KpiKind::Lagging && kpi.leading.is_empty() {
                let id = self.library.kpi_id(ix);
                let message = format!("`{id}` is lagging, and no KPI leads it");
                self.report(
                    Diagnostic::new(Code::ChainHole, message)
                        .at(self.library.place(&["kpis", id]))
                        .help("name what moves before it under `leading:`"),
                );
            }
        }
    }
}

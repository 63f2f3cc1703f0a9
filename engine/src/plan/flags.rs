//! What does the engine itself have to tell managers and admins?

use jiff::civil::Date;

use super::choice::Choice;
use super::milestone::Milestone;
use super::must_do::MustDo;
use super::offer::NotIn;
use crate::id::{ModuleIx, RuleIx};
use crate::library::Recipient;
use crate::quantity::Hours;
use crate::select::Picked;

/// Something somebody is told.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct FlagOut {
    /// Who.
    pub to: Recipient,
    /// What.
    pub says: FlagText,
    /// The rule behind it; `None` where there is none.
    pub rule: Option<RuleIx>,
}

/// What somebody is told.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum FlagText {
    /// What a rule's author wrote, filled in for the person.
    Text(Box<str>),
    /// What the engine found.
    Reason(FlagReason),
}

/// What the engine found that somebody should know.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum FlagReason {
    /// What is agreed and begun takes more hours than there are.
    OverHours {
        /// The hours it takes.
        used: Hours,
        /// The hours there are.
        hours: Hours,
    },
    /// More modules are agreed or begun than a plan holds.
    TooMany {
        /// How many.
        modules: usize,
    },
    /// A module was agreed, and a rule keeps it out now.
    AgreedExcluded {
        /// The module.
        module: ModuleIx,
    },
    /// A module is begun, and a rule would keep it out now.
    StartedExcluded {
        /// The module.
        module: ModuleIx,
    },
    /// A rule requires a module that is not in the plan.
    NotIn {
        /// The module.
        module: ModuleIx,
        /// Why it is not.
        why: NotIn,
    },
    /// A rule asks for one of several modules, and none fits the person.
    NoneFits,
    /// Nobody can validate the proof of a module.
    NoValidator {
        /// The module.
        module: ModuleIx,
    },
    /// No KPI fits a module in the roles of the person.
    NoKpi {
        /// The module.
        module: ModuleIx,
    },
    /// A module that has to be done is overdue.
    Overdue {
        /// The module.
        module: ModuleIx,
        /// When it was due.
        due: Date,
    },
}

fn manager(reason: FlagReason, rule: Option<RuleIx>) -> FlagOut {
    FlagOut { to: Recipient::Manager, says: FlagText::Reason(reason), rule }
}

fn admin(reason: FlagReason, rule: Option<RuleIx>) -> FlagOut {
    FlagOut { to: Recipient::Admin, says: FlagText::Reason(reason), rule }
}

/// What is overdue.
pub(super) fn of_must_do(must_do: &[MustDo]) -> Vec<FlagOut> {
    let overdue = must_do.iter().filter(|duty| duty.is_overdue);
    let flag = |duty: &MustDo| {
        let reason = FlagReason::Overdue { module: duty.module, due: duty.due };
        admin(reason, Some(duty.rule))
    };
    overdue.map(flag).collect()
}

/// What a choice could not do as wished.
pub(super) fn of_choice(choice: Choice<'_>, best: Option<&Picked>) -> Vec<FlagOut> {
    let mut flags = of_rules(choice);
    let Some(best) = best else { return flags };
    let problem = &choice.offer.problem;
    if best.hours > problem.hours {
        let reason = FlagReason::OverHours { used: best.hours, hours: problem.hours };
        flags.push(manager(reason, None));
    }
    let modules = best.candidates.len();
    if modules > *problem.sizes.end() {
        flags.push(manager(FlagReason::TooMany { modules }, None));
    }
    flags
}

/// Where rules and what was agreed, or rules and what there is, do not meet.
fn of_rules(choice: Choice<'_>) -> Vec<FlagOut> {
    let excluder = |module: ModuleIx| {
        let rules = choice.case.advice.modules.excluded.get(&module);
        rules.and_then(|rules| rules.first()).copied()
    };
    let offer = choice.offer;
    let mut flags = Vec::new();
    for module in offer.dropped.iter().copied() {
        flags.push(manager(FlagReason::AgreedExcluded { module }, excluder(module)));
    }
    for module in offer.kept.iter().copied() {
        flags.push(manager(FlagReason::StartedExcluded { module }, excluder(module)));
    }
    for (module, rule, why) in offer.passed_over.iter().copied() {
        flags.push(manager(FlagReason::NotIn { module, why }, Some(rule)));
    }
    for rule in &offer.without_match {
        flags.push(admin(FlagReason::NoneFits, Some(*rule)));
    }
    flags
}

/// What a milestone lacks.
pub(super) fn of_milestones(milestones: &[Milestone]) -> Vec<FlagOut> {
    let unvalidated = milestones.iter().filter(|milestone| milestone.validator.is_none());
    let unmeasured = milestones.iter().filter(|milestone| milestone.kpi.is_none());
    let no_validator = unvalidated
        .map(|milestone| admin(FlagReason::NoValidator { module: milestone.module }, None));
    let no_kpi =
        unmeasured.map(|milestone| admin(FlagReason::NoKpi { module: milestone.module }, None));
    no_validator.chain(no_kpi).collect()
}

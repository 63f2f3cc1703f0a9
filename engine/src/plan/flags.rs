//! What does the engine itself have to tell managers and admins?

use super::choice::Choice;
use super::{FlagOut, Milestone};
use crate::id::{Id as _, ModuleIx, RuleIx};
use crate::library::{Library, Recipient};
use crate::select::{Picked, Problem};

fn manager(text: String, rule: Option<RuleIx>) -> FlagOut {
    FlagOut { to: Recipient::Manager, text: text.into(), rule }
}

fn admin(text: String, rule: Option<RuleIx>) -> FlagOut {
    FlagOut { to: Recipient::Admin, text: text.into(), rule }
}

/// What a choice could not do as wished.
pub(super) fn of_choice(
    choice: &Choice<'_>,
    problem: &Problem,
    best: Option<&Picked>,
) -> Vec<FlagOut> {
    let mut flags = of_rules(choice);
    let Some(best) = best else { return flags };
    if best.hours > problem.hours {
        let text = format!(
            "what is agreed and begun takes {} hours, and there are {}",
            best.hours, problem.hours
        );
        flags.push(manager(text, None));
    }
    if best.candidates.len() > *choice.problem.sizes.end() {
        let text = format!(
            "{} modules are agreed or begun at the same time: finish some before you add more",
            best.candidates.len()
        );
        flags.push(manager(text, None));
    }
    flags
}

/// Where rules and what was agreed, or rules and what there is, do not meet.
fn of_rules(choice: &Choice<'_>) -> Vec<FlagOut> {
    let library = choice.library;
    let title = |it: ModuleIx| &*library.modules[it].title;
    let excluder = |it: &ModuleIx| {
        let rules = choice.advice.modules.excluded.get(it);
        rules.and_then(|it| it.first()).copied()
    };
    let mut flags = Vec::new();
    for module in &choice.dropped {
        let text = format!(
            "{} was agreed and is now excluded by a rule: talk about what comes instead",
            title(*module)
        );
        flags.push(manager(text, excluder(module)));
    }
    for module in &choice.kept {
        let text = format!(
            "{} is under way although a rule now excludes it: decide whether it goes on",
            title(*module)
        );
        flags.push(manager(text, excluder(module)));
    }
    for (module, rule, why) in &choice.passed_over {
        let text = format!("{} is required and not in the plan: {why}", title(*module));
        flags.push(manager(text, Some(*rule)));
    }
    for rule in &choice.without_match {
        let id = library.names.rules.id(*rule).as_str();
        let text = format!("{id} asks for one of several modules and none fits this person");
        flags.push(admin(text, Some(*rule)));
    }
    flags
}

/// What a milestone lacks.
pub(super) fn of_milestones(library: &Library, milestones: &[Milestone]) -> Vec<FlagOut> {
    let title = |it: &Milestone| library.modules[it.module].title.clone();
    let mut flags = Vec::new();
    for it in milestones.iter().filter(|it| it.validator.is_none()) {
        let text =
            format!("nobody can validate the proof of {}: name a manager or a mentor", title(it));
        flags.push(admin(text, None));
    }
    for it in milestones.iter().filter(|it| it.kpi.is_none()) {
        flags.push(admin(format!("no KPI fits {} in the roles of this person", title(it)), None));
    }
    flags
}

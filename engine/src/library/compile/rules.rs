//! Rules and personas with their conditions compiled and their scopes resolved.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::catalogue::persona;
use super::competencies::leaf_only;
use super::resolve::{Resolver, instead};
use crate::blueprint::rule;
use crate::blueprint::{Blueprint, model};
use crate::diagnostic::{Code, Diagnostic};
use crate::id::{
    CompetencyId, CompetencyIx, Dense, Id as _, PersonaId, PersonaIx, RoleId, RoleIx, RuleId,
};
use crate::library::{Competency, Persona, Role, Rule, Scope};
use crate::rules::{
    Asker, Builds, Condition, Effect, Fact, FactSet, Mistake, Names, Needs, Percent, Sandbox,
    Target,
};

/// Rules, personas and what runs their conditions.
pub(super) struct CompiledRules {
    pub(super) sandbox: Sandbox,
    pub(super) needs: Needs,
    pub(super) rules: Dense<RuleId, Rule>,
    pub(super) personas: Dense<PersonaId, Persona>,
}

/// Compiles rules and personas; `None` where one could not be.
pub(super) fn compile(
    blueprint: &Blueprint,
    competencies: &Dense<CompetencyId, Competency>,
    roles: Option<&Dense<RoleId, Role>>,
    resolver: &mut Resolver<'_>,
) -> Option<CompiledRules> {
    let helpers: Vec<(&str, &str)> =
        blueprint.helpers.iter().map(|(file, text)| (file.path.as_str(), &**text)).collect();
    let (sandbox, mistakes) = Sandbox::new(Arc::new(names(blueprint, resolver)), &helpers);
    for (path, mistake) in mistakes {
        let place = blueprint
            .helpers
            .iter()
            .find(|(file, _)| file.path == path)
            .map(|(file, _)| file.place(mistake.line, mistake.column, mistake.length));
        report(mistake, place, resolver);
    }
    let personas = Dense::build_all(&resolver.names.personas, |_, id| {
        let written = blueprint.personas.get(id)?.value.as_ref()?;
        let path = ["personas", id.as_str(), "who"];
        let who = condition(&written.who, Asker::Persona, &path, &sandbox, competencies, resolver);
        Some(persona(id, written, who?, competencies, resolver))
    });
    let rules = Dense::build_all(&resolver.names.rules, |_, id| {
        let written = blueprint.rules.get(id)?.value.as_ref()?;
        rule(id, written, &Context { blueprint, sandbox: &sandbox, competencies, roles }, resolver)
    });
    let (rules, personas) = (rules?, personas?);
    let needs = needs(&rules, &personas);
    Some(CompiledRules { sandbox, needs, rules, personas })
}

/// The facts that personas and rules read.
fn needs(rules: &Dense<RuleId, Rule>, personas: &Dense<PersonaId, Persona>) -> Needs {
    let mut needs = Needs::default();
    let add = |set: &mut FactSet, reads: &mut dyn Iterator<Item = Fact>| {
        for fact in reads {
            set.set(fact.name);
        }
    };
    for persona in personas.values() {
        add(&mut needs.personas, &mut persona.who.reads().iter().cloned());
    }
    for rule in rules.values() {
        add(&mut needs.rules, &mut rule.when.reads().iter().cloned());
        for effect in &rule.then {
            add(&mut needs.rules, &mut effect.reads().into_iter());
        }
    }
    needs
}

struct Context<'a> {
    blueprint: &'a Blueprint,
    sandbox: &'a Sandbox,
    competencies: &'a Dense<CompetencyId, Competency>,
    roles: Option<&'a Dense<RoleId, Role>>,
}

fn names(blueprint: &Blueprint, resolver: &Resolver<'_>) -> Names {
    let all = resolver.names;
    Names {
        competencies: all.competencies.clone(),
        roles: all.roles.clone(),
        modules: all.modules.clone(),
        kpis: all.kpis.clone(),
        prompts: all.prompts.clone(),
        personas: all.personas.clone(),
        families: families(blueprint).into_iter().map(Into::into).collect(),
        protected: blueprint
            .library
            .protected
            .iter()
            .map(|column| column.as_str().into())
            .collect(),
    }
}

fn families(blueprint: &Blueprint) -> BTreeSet<&str> {
    let roles = blueprint.roles.values().filter_map(|entry| entry.value.as_ref());
    roles.filter_map(|role: &model::Role| role.family.as_deref()).collect()
}

fn report(mistake: Mistake, place: Option<crate::diagnostic::Place>, resolver: &mut Resolver<'_>) {
    let mut diagnostic = Diagnostic::new(mistake.code, mistake.message).at(place);
    (diagnostic.help, diagnostic.fix) = (mistake.help.map(Into::into), mistake.fix);
    resolver.report(diagnostic);
}

/// Reports a mistake in a text of the YAML at its place inside that text.
fn report_within(mistake: Mistake, path: &[&str], resolver: &mut Resolver<'_>) {
    let (line, column, length) = (mistake.line, mistake.column, mistake.length);
    let within = |path: &[&str]| resolver.positions.within(path, line, column, length);
    // A short form such as `coach: ask-before-fixing` has no key of its own.
    let owner = path.split_last().map_or(path, |(_, owner)| owner);
    let place = within(path).or_else(|| resolver.positions.value(path)).or_else(|| within(owner));
    let place = place.or_else(|| resolver.positions.nearest(path));
    report(mistake, place, resolver);
}

fn condition(
    text: &str,
    asker: Asker,
    path: &[&str],
    sandbox: &Sandbox,
    competencies: &Dense<CompetencyId, Competency>,
    resolver: &mut Resolver<'_>,
) -> Option<Condition> {
    let condition = match sandbox.compile_condition(text, asker) {
        Ok(condition) => condition,
        Err(mistakes) => {
            for mistake in mistakes {
                report_within(mistake, path, resolver);
            }
            return None;
        }
    };
    let asked = competencies_of(condition.reads().iter().cloned(), resolver);
    let mut is_sound = true;
    for (name, competency) in asked {
        is_sound &= leaf_only(competency, &name, path, competencies, resolver);
    }
    is_sound.then_some(condition)
}

fn rule(
    id: &RuleId,
    written: &rule::Rule,
    context: &Context<'_>,
    resolver: &mut Resolver<'_>,
) -> Option<Rule> {
    let at = ["rules", id.as_str()];
    let asker = Asker::Rule(written.each);
    let when = condition(
        &written.when,
        asker,
        &[at[0], at[1], "when"],
        context.sandbox,
        context.competencies,
        resolver,
    );
    let then = effects(id, written, context, resolver);
    let scope = scope(id, &written.scope, context, resolver);
    Some(Rule {
        because: written.because.as_str().into(),
        scope,
        written_scope: written.scope.clone(),
        each: written.each,
        when: when?,
        if_unknown: written.if_unknown,
        priority: written.priority,
        then: then?,
    })
}

fn effects(
    id: &RuleId,
    written: &rule::Rule,
    context: &Context<'_>,
    resolver: &mut Resolver<'_>,
) -> Option<Vec<Effect>> {
    let mut effects = Some(Vec::new());
    for (number, effect) in written.then.iter().enumerate() {
        let number = number.to_string();
        let path = ["rules", id.as_str(), "then", number.as_str()];
        match context.sandbox.compile_effect(effect, written.each) {
            Ok(effect) if !asks_leaves_only(&effect, &path, context, resolver) => effects = None,
            Ok(effect) => {
                if let Some(effects) = &mut effects {
                    effects.push(effect);
                }
            }
            Err(mistakes) => {
                effects = None;
                for mistake in mistakes {
                    report_effect(mistake, &path, resolver);
                }
            }
        }
    }
    if written.then.is_empty() {
        resolver.report(
            Diagnostic::new(Code::InvalidValue, format!("rule `{id}` does nothing"))
                .at(resolver.positions.key(&["rules", id.as_str(), "then"]))
                .help("give it an effect, such as `- exclude`"),
        );
    }
    effects
}

/// Reports competencies with parts that an effect asks about or looks for.
fn asks_leaves_only(
    effect: &Effect,
    path: &[&str],
    context: &Context<'_>,
    resolver: &mut Resolver<'_>,
) -> bool {
    let (field, asked) = match effect {
        Effect::Boost { percent: Percent::Computed(formula), .. } => {
            (&["boost", "by"][..], competencies_of(formula.reads().iter().cloned(), resolver))
        }
        Effect::Nudge { text, .. } => {
            (&["nudge", "text"][..], competencies_of(text.reads(), resolver))
        }
        Effect::Flag { text, .. } => {
            (&["flag", "text"][..], competencies_of(text.reads(), resolver))
        }
        Effect::Call(call) => {
            (&["call"][..], competencies_of(call.reads().iter().cloned(), resolver))
        }
        _ => (&[][..], Vec::new()),
    };
    let mut is_sound = true;
    for (name, competency) in asked {
        let path = [path, field].concat();
        is_sound &= leaf_only(competency, &name, &path, context.competencies, resolver);
    }
    if let Some((field, competency)) = looked_for(effect) {
        let (path, name) = ([path, field].concat(), resolver.names.competencies.id(competency));
        is_sound &= leaf_only(competency, name.as_str(), &path, context.competencies, resolver);
    }
    is_sound
}

/// The competency that an effect's modules have to build, and where it stands.
fn looked_for(effect: &Effect) -> Option<(&'static [&'static str], CompetencyIx)> {
    let (field, matching): (&[&str], _) = match effect {
        Effect::Boost { on: Target::Match(matching), .. } => {
            (&["boost", "match", "builds"], matching)
        }
        Effect::Exclude { on: Target::Match(matching) } => {
            (&["exclude", "match", "builds"], matching)
        }
        Effect::Require { on: Target::Match(matching) } => {
            (&["require", "match", "builds"], matching)
        }
        Effect::RequireOne { matching } => (&["require_one", "builds"], matching),
        _ => return None,
    };
    match matching.builds {
        Builds::Competency(competency) => Some((field, competency)),
        Builds::Anything | Builds::About => None,
    }
}

/// The competencies whose levels are asked for by name.
fn competencies_of(
    reads: impl Iterator<Item = Fact>,
    resolver: &Resolver<'_>,
) -> Vec<(String, CompetencyIx)> {
    reads
        .filter(|fact| matches!(fact.name, "level" | "gap" | "known"))
        .filter_map(|fact| fact.argument)
        .filter_map(|id| Some((id.to_string(), resolver.names.competencies.find(&id)?)))
        .collect()
}

fn report_effect(
    (field, mistake): crate::rules::EffectMistake,
    path: &[&str],
    resolver: &mut Resolver<'_>,
) {
    report_within(mistake, &[path, &field].concat(), resolver);
}

/// Resolves a scope to the roles, personas and sites it means.
fn scope(
    id: &RuleId,
    written: &rule::Scope,
    context: &Context<'_>,
    resolver: &mut Resolver<'_>,
) -> Scope {
    let at = ["rules", id.as_str(), "scope"];
    let models: Vec<&str> = context.blueprint.models.keys().map(|folder| &**folder).collect();
    let families: Vec<&str> = families(context.blueprint).into_iter().collect();
    check_words(&written.model, &models, "model", at, resolver);
    check_words(&written.family, &families, "family", at, resolver);
    let named: BTreeSet<RoleIx> = resolve_list(&written.role, |name, number| {
        resolver.role(name, &[at[0], at[1], at[2], "role", number])
    });
    let personas: BTreeSet<PersonaIx> = resolve_list(&written.persona, |name, number| {
        resolver.persona(name, &[at[0], at[1], at[2], "persona", number])
    });
    let is_in =
        |words: &[String], word: &str| words.is_empty() || words.iter().any(|known| known == word);
    let roles = context.roles.filter(|_| {
        !(written.model.is_empty() && written.family.is_empty() && written.role.is_empty())
    });
    Scope {
        roles: roles.map(|roles| {
            let fitting = roles.iter().filter(|(ix, role)| {
                is_in(&written.model, &role.model)
                    && is_in(&written.family, &role.family)
                    && (written.role.is_empty() || named.contains(ix))
            });
            fitting.map(|(ix, _)| ix).collect()
        }),
        personas: (!written.persona.is_empty()).then_some(personas),
        sites: (!written.site.is_empty())
            .then(|| written.site.iter().map(|site| site.as_str().into()).collect()),
    }
}

fn resolve_list<T: Ord>(
    names: &[String],
    mut resolve: impl FnMut(&str, &str) -> Option<T>,
) -> BTreeSet<T> {
    let numbered = names.iter().enumerate();
    numbered.filter_map(|(number, name)| resolve(name, &number.to_string())).collect()
}

fn check_words(
    words: &[String],
    known: &[&str],
    key: &str,
    at: [&str; 3],
    resolver: &mut Resolver<'_>,
) {
    for (number, word) in words.iter().enumerate() {
        if known.contains(&word.as_str()) {
            continue;
        }
        let place = resolver.positions.value(&[at[0], at[1], at[2], key, &number.to_string()]);
        resolver.report(
            Diagnostic::new(Code::UnknownScope, format!("unknown {key} `{word}`"))
                .at(place)
                .suggest(instead(word, known, key)),
        );
    }
}

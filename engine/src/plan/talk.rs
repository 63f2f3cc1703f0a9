//! What do manager and learner talk about, and who is told what?

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::calendar::Calendar;
use super::flags::{FlagOut, FlagText};
use super::pick::Pick;
use crate::advice::{Act, Advice, Topic, planned_role};
use crate::gap::{Standing, unconfirmed};
use crate::id::{CompetencyIx, PromptIx, RuleIx};
use crate::library::{Assessor, Channel, Library, PromptFor};
use crate::person::{AsOf, Person};
use crate::quantity::Span;

/// A coaching prompt with the 1:1s it is for.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct CoachingPlan {
    /// The prompt.
    pub prompt: PromptIx,
    /// What it is for.
    pub about: PromptFor,
    /// The 1:1s.
    pub on: Vec<Date>,
    /// The rule that gives it.
    pub rule: Option<RuleIx>,
}

/// A dated reminder.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct NudgeOut {
    /// When.
    pub on: Date,
    /// Where.
    pub channel: Channel,
    /// What it says.
    pub text: Box<str>,
    /// The rule that sends it.
    pub rule: RuleIx,
}

/// An assessment to make.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Assessment {
    /// The competency.
    pub competency: CompetencyIx,
    /// Who or what assesses.
    pub by: Assessor,
    /// Why.
    pub reason: AssessmentReason,
}

/// Why an assessment is asked for.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum AssessmentReason {
    /// Nobody has evidence.
    Unknown,
    /// Nobody has evidence that counts since this day.
    Lapsed(Date),
    /// Only a neighbour suggests a level.
    Inferred,
    /// It is critical, and only the person says it is met.
    Unconfirmed,
    /// A rule asks for it.
    Rule(RuleIx),
}

/// A prompt that is worth asking, from when, how often and by which rule.
struct Due {
    from: Date,
    every: Span,
    rule: Option<RuleIx>,
    about: PromptFor,
}

/// Whether what a rule says about a module is kept: only if the plan has it.
fn is_kept(topic: Topic, picks: &[Pick]) -> bool {
    match topic {
        Topic::Module(module) => picks.iter().any(|it| it.module == module),
        Topic::Person | Topic::Gap(_) => true,
    }
}

/// Gives each 1:1 its prompt: the most overdue, then the first id.
pub(super) fn coaching(
    library: &Library,
    advice: &Advice,
    calendar: &Calendar,
    picks: &[Pick],
) -> Vec<CoachingPlan> {
    let mut due = prompts(library, advice, calendar, picks);
    let mut dates: BTreeMap<PromptIx, Vec<Date>> = BTreeMap::new();
    for date in calendar.one_to_ones() {
        let next =
            due.iter().filter(|(_, it)| it.from <= date).min_by_key(|(ix, it)| (it.from, **ix));
        let Some(prompt) = next.map(|(ix, _)| *ix) else { continue };
        dates.entry(prompt).or_default().push(date);
        if let Some(it) = due.get_mut(&prompt) {
            it.from = it.every.after(date);
        }
    }
    let plans = dates.into_iter().filter_map(|(prompt, on)| {
        let due = due.get(&prompt)?;
        Some(CoachingPlan { prompt, about: due.about, on, rule: due.rule })
    });
    let mut plans: Vec<CoachingPlan> = plans.collect();
    plans.sort_by(|a, b| a.on.first().cmp(&b.on.first()).then(a.prompt.cmp(&b.prompt)));
    plans
}

/// The prompts that fit the plan, each due from when what it is about begins.
fn prompts(
    library: &Library,
    advice: &Advice,
    calendar: &Calendar,
    picks: &[Pick],
) -> BTreeMap<PromptIx, Due> {
    let mut due: BTreeMap<PromptIx, Due> = BTreeMap::new();
    for (ix, prompt) in library.prompts.iter() {
        let with_module = picks
            .iter()
            .filter(|it| library.modules[it.module].coaching.contains(&ix))
            .map(|it| it.start);
        let starts: Vec<Date> = match prompt.about {
            PromptFor::Competency(competency) => picks
                .iter()
                .filter(|it| it.closes.iter().any(|closes| closes.competency == competency))
                .map(|it| it.start)
                .chain(with_module)
                .collect(),
            PromptFor::Module(module) => {
                let named = picks.iter().filter(|it| it.module == module).map(|it| it.start);
                named.chain(with_module).collect()
            }
            PromptFor::Persona(persona) => {
                let fits = advice.persona == Some(persona);
                fits.then_some(calendar.from).into_iter().chain(with_module).collect()
            }
        };
        if let Some(from) = starts.into_iter().min() {
            due.insert(ix, Due { from, every: prompt.every, rule: None, about: prompt.about });
        }
    }
    for (rule, topic, act) in advice.acts() {
        let Act::Coach { prompt, every } = act else { continue };
        if !is_kept(topic, picks) {
            continue;
        }
        let written = &library.prompts[*prompt];
        let every = every.unwrap_or(written.every);
        let it = due.entry(*prompt).or_insert(Due {
            from: calendar.from,
            every,
            rule: Some(rule),
            about: written.about,
        });
        // A rule asks more often than the prompt does, never less often.
        if every.weeks() < it.every.weeks() {
            it.every = every;
        }
        it.rule = it.rule.or(Some(rule));
        it.from = it.from.min(calendar.from);
    }
    due
}

/// The reminders rules send, by date.
pub(super) fn nudges(advice: &Advice, as_of: AsOf, picks: &[Pick]) -> Vec<NudgeOut> {
    let kept = advice.acts().filter(|(_, topic, _)| is_kept(*topic, picks));
    let mut nudges: Vec<NudgeOut> = kept
        .filter_map(|(rule, _, act)| match act {
            Act::Nudge { after, channel, text } => Some(NudgeOut {
                on: after.after(as_of),
                channel: *channel,
                text: text.clone(),
                rule,
            }),
            _ => None,
        })
        .collect();
    nudges.sort_by(|a, b| (a.on, a.rule, &a.text).cmp(&(b.on, b.rule, &b.text)));
    nudges.dedup();
    nudges
}

/// What rules tell managers and admins.
pub(super) fn flags(advice: &Advice, picks: &[Pick]) -> Vec<FlagOut> {
    let kept = advice.acts().filter(|(_, topic, _)| is_kept(*topic, picks));
    let mut flags: Vec<FlagOut> = Vec::new();
    for (rule, _, act) in kept {
        let Act::Flag { to, text } = act else { continue };
        let says = FlagText::Text(text.clone());
        let flag = FlagOut { to: *to, says, rule: Some(rule) };
        if !flags.contains(&flag) {
            flags.push(flag);
        }
    }
    flags
}

/// The assessments to make: what is expected and unknown or only suggested, what
/// a planned gap builds on and nobody knows, what is critical and only the person
/// says, and what rules ask for.
pub(super) fn assessments(library: &Library, person: &Person, advice: &Advice) -> Vec<Assessment> {
    let mut asked: BTreeMap<(CompetencyIx, Assessor), AssessmentReason> = BTreeMap::new();
    for (rule, _, act) in advice.acts() {
        if let Act::Assess { competency, by } = act {
            asked.entry((*competency, *by)).or_insert(AssessmentReason::Rule(rule));
        }
    }
    let by_rule: BTreeSet<CompetencyIx> = asked.keys().map(|(it, _)| *it).collect();
    let mut add = |competency: CompetencyIx, reason| {
        if !by_rule.contains(&competency) {
            asked.entry((competency, assessor(library, competency))).or_insert(reason);
        }
    };
    for role in [planned_role(person), person.role] {
        for competency in unconfirmed(library, &advice.standings, &advice.baseline, role) {
            // What is suggested or assumed is asked for below, or not at all.
            if matches!(advice.standings[competency], Standing::Observed(_)) {
                add(competency, AssessmentReason::Unconfirmed);
            }
        }
    }
    let prerequisites = advice
        .gaps
        .planned()
        .flat_map(|it| &library.competencies[it.wanted.competency].requires)
        .map(|(it, _)| *it);
    let critical = library.roles[person.role]
        .expects
        .iter()
        .filter(|it| it.importance.is_critical())
        .map(|it| it.competency);
    for competency in advice.gaps.wanted.keys().copied().chain(prerequisites).chain(critical) {
        match advice.standings[competency] {
            Standing::Unknown => {
                let lapsed = advice.baseline.lapsed(competency);
                let reason = lapsed.map_or(AssessmentReason::Unknown, AssessmentReason::Lapsed);
                add(competency, reason);
            }
            Standing::Inferred(_) => add(competency, AssessmentReason::Inferred),
            Standing::Observed(_) | Standing::Assumed(_) => {}
        }
    }
    asked
        .into_iter()
        .map(|((competency, by), reason)| Assessment { competency, by, reason })
        .collect()
}

fn assessor(library: &Library, competency: CompetencyIx) -> Assessor {
    if library.competencies[competency].yes_no {
        Assessor::Certification
    } else {
        Assessor::Manager
    }
}

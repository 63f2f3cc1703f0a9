//! Writes a plan down: indices become ids, exact points become hundredths.

use jiff::civil::Date;
use serde_json::{Value, json};

use super::{
    Assess, Boost, Closes, Coaching, Contact, Decimal, Evidence, FORMAT, Failed, Fired, Flag, Gap,
    Horizon, Kpi, LeftOut, Link, Milestone, Module, MustDo, Nudge, Obstacle, Overruled, Person,
    Plan, Proof, Provenance, Readiness, Rules, Selection, Shorter, Swap, Thing, Unclosed,
    Undecided, Validator,
};
use crate::advice::{Act, Topic};
use crate::diagnostic::Place;
use crate::gap::ScoredGap;
use crate::id::{CompetencyIx, Id as _, KpiIx, ModuleIx, RuleIx};
use crate::level::{Level, Unit};
use crate::library::{Library, PromptFor};
use crate::person;
use crate::plan;
use crate::quantity::Hours;
use crate::select::{self, Objective};

/// The version of the engine, as provenance names it.
pub(super) const ENGINE: &str = env!("CARGO_PKG_VERSION");

/// What writing needs beside the plan.
pub(super) struct Writer<'a> {
    pub(super) library: &'a Library,
    person: &'a person::Person,
    pub(super) plan: &'a plan::Plan,
    unit: Unit,
}

impl<'a> Writer<'a> {
    pub(super) fn new(
        library: &'a Library,
        person: &'a person::Person,
        plan: &'a plan::Plan,
    ) -> Self {
        Self { library, person, plan, unit: plan.advice.gaps.unit }
    }
}

impl Plan {
    /// Writes the plan of a person.
    pub fn of(library: &Library, person: &person::Person, plan: &plan::Plan) -> Self {
        let writer = Writer::new(library, person, plan);
        Self {
            format: FORMAT,
            provenance: writer.provenance(),
            person: writer.person(),
            outcome: plan.outcome.as_str(),
            horizon: writer.horizon(),
            readiness: plan.readiness.iter().map(|it| writer.readiness(it)).collect(),
            gaps: plan.advice.gaps.gaps.iter().map(|it| writer.gap(it)).collect(),
            must_do: plan.must_do.iter().map(|it| writer.must_do(it)).collect(),
            modules: plan
                .picks
                .iter()
                .enumerate()
                .map(|(number, it)| writer.module(number.saturating_add(1), it))
                .collect(),
            milestones: plan.milestones.iter().map(|it| writer.milestone(it)).collect(),
            coaching: plan.coaching.iter().map(|it| writer.coaching(it)).collect(),
            nudges: plan.nudges.iter().map(|it| writer.nudge(it)).collect(),
            assess: plan.assess.iter().map(|it| writer.assess(it)).collect(),
            flags: plan.flags.iter().map(|it| writer.flag(it)).collect(),
            rules: writer.rules(),
            selection: plan.certificate.as_ref().map(|it| writer.selection(it)),
            left_out: plan.left_out.iter().map(|it| writer.left_out(it)).collect(),
            unclosed: plan.unclosed.iter().map(|it| writer.unclosed(it)).collect(),
            stands_in_the_way: plan.obstacles.iter().map(|it| writer.obstacle(it)).collect(),
            shorter: plan.shorter.as_ref().map(|(modules, value)| Shorter {
                modules: writer.modules(modules),
                score: writer.value(*value),
            }),
        }
    }
}

/// What a rule was asked about.
pub(super) fn thing(library: &Library, topic: Topic) -> Thing {
    match topic {
        Topic::Person => Thing { kind: "person", id: None },
        Topic::Gap(ix) => Thing { kind: "gap", id: Some(library.competency_id(ix).to_owned()) },
        Topic::Module(ix) => Thing { kind: "module", id: Some(library.module_id(ix).to_owned()) },
    }
}

pub(super) fn level(level: Level) -> Decimal {
    Decimal::from_hundredths(u64::from(level.hundredths()))
}

pub(super) fn hours(hours: Hours) -> Decimal {
    Decimal::from_hundredths(u64::from(hours.hundredths()))
}

fn date(date: Date) -> String {
    date.to_string()
}

fn place(place: Option<&Place>) -> Option<String> {
    place.map(ToString::to_string)
}

fn contact(contact: &person::Contact) -> Contact {
    Contact { id: contact.id.to_string(), name: contact.name.as_deref().map(str::to_owned) }
}

impl Writer<'_> {
    fn competency(&self, ix: CompetencyIx) -> String {
        self.library.competency_id(ix).to_owned()
    }

    pub(super) fn module_id(&self, ix: ModuleIx) -> String {
        self.library.module_id(ix).to_owned()
    }

    fn modules(&self, modules: &[ModuleIx]) -> Vec<String> {
        modules.iter().map(|it| self.module_id(*it)).collect()
    }

    pub(super) fn rule(&self, ix: RuleIx) -> String {
        self.library.names.rules.id(ix).to_string()
    }

    fn rule_ids(&self, rules: &[RuleIx]) -> Vec<String> {
        rules.iter().map(|it| self.rule(*it)).collect()
    }

    fn kpi_id(&self, ix: KpiIx) -> String {
        self.library.kpi_id(ix).to_owned()
    }

    pub(super) fn provenance(&self) -> Provenance {
        Provenance {
            engine: ENGINE,
            library: self.library.hashes.library.to_string(),
            rules: self.library.hashes.rules.to_string(),
            person: self.person.hash.to_string(),
            as_of: date(self.plan.as_of),
        }
    }

    pub(super) fn person(&self) -> Person {
        let person = self.person;
        let away = self.plan.calendar.absence();
        Person {
            id: person.id.to_string(),
            name: person.name.to_string(),
            role: self.library.role_id(person.role).to_owned(),
            target_role: person.target_role.map(|it| self.library.role_id(it).to_owned()),
            persona: self
                .plan
                .advice
                .persona
                .map(|it| self.library.names.personas.id(it).to_string()),
            manager: person.manager.as_ref().map(contact),
            mentor: person.mentor.as_ref().map(contact),
            team: person.team.as_deref().map(str::to_owned),
            away: away.map(|(from, to)| (date(from), date(to))),
        }
    }

    fn horizon(&self) -> Horizon {
        let calendar = &self.plan.calendar;
        Horizon {
            from: date(calendar.from),
            until: date(calendar.until),
            weeks: calendar.weeks,
            hours_per_week: hours(calendar.hours_per_week),
            hours: hours(calendar.hours),
        }
    }

    fn readiness(&self, change: &plan::ReadinessChange) -> Readiness {
        let ids = |it: &[CompetencyIx]| it.iter().map(|it| self.competency(*it)).collect();
        Readiness {
            role: self.library.role_id(change.now.role).to_owned(),
            now: change.now.low,
            now_high: change.now.high,
            after: change.after.low,
            after_high: change.after.high,
            job_ready: self.library.roles[change.now.role].job_ready,
            is_job_ready: change.is_job_ready(),
            unmet_critical: ids(&change.now.unmet_critical),
            unconfirmed_critical: ids(&change.unconfirmed),
        }
    }

    fn gap(&self, gap: &ScoredGap) -> Gap {
        let competency = gap.wanted.competency;
        let held = self.plan.advice.baseline.held(competency);
        Gap {
            competency: self.competency(competency),
            held: level(gap.held),
            expected: level(gap.wanted.level),
            missing: level(gap.missing.levels()),
            importance: gap.wanted.importance.word.as_str(),
            points: self.unit.hundredths(gap.points),
            provisional: gap.is_provisional,
            planned: gap.is_planned,
            implied_by: gap.wanted.implied_by.map(|it| self.competency(it)),
            place: self.expectation_place(gap),
            evidence: held.map(|it| Evidence {
                source: it.source.as_str(),
                date: date(it.date),
                stale: it.is_stale,
                inferred: it.inferred_from.is_some(),
                place: place(it.place.as_ref()),
            }),
            lapsed: self.plan.advice.baseline.lapsed(competency).map(date),
        }
    }

    /// Where what is expected stands: in the planned role, else in the present
    /// one, else where it is required.
    fn expectation_place(&self, gap: &ScoredGap) -> Option<String> {
        let competency = gap.wanted.competency;
        let roles = [self.person.target_role.unwrap_or(self.person.role), self.person.role];
        let expected = roles
            .iter()
            .flat_map(|it| &self.library.roles[*it].expects)
            .find(|it| it.competency == competency);
        let implied = || {
            let by = self.competency(gap.wanted.implied_by?);
            self.library.place(&["competencies", &by, "requires", &self.competency(competency)])
        };
        expected.map_or_else(implied, |it| it.place.clone()).map(|it| it.to_string())
    }

    fn must_do(&self, must_do: &plan::MustDo) -> MustDo {
        MustDo {
            module: self.module_id(must_do.module),
            hours: hours(must_do.hours),
            due: date(must_do.due),
            renew: must_do.renew.map(date),
            overdue: must_do.is_overdue,
            rule: self.rule(must_do.rule),
        }
    }

    fn module(&self, order: usize, pick: &plan::Pick) -> Module {
        let (boost, rules) = &pick.boost;
        Module {
            module: self.module_id(pick.module),
            order,
            state: pick.state.as_str(),
            hours: hours(self.library.modules[pick.module].hours),
            start: date(pick.start),
            finish: date(pick.finish),
            closes: pick
                .closes
                .iter()
                .map(|it| Closes {
                    competency: self.competency(it.competency),
                    from: level(it.from),
                    to: level(it.to),
                    points: self.unit.hundredths(it.points),
                })
                .collect(),
            boost: Boost { points: self.unit.hundredths(*boost), rules: self.rule_ids(rules) },
            required_by: self.rule_ids(&pick.required_by),
            swaps: pick
                .swaps
                .iter()
                .map(|it| Swap {
                    out: self.modules(&it.out),
                    into: self.modules(&it.into),
                    costs: it.costs.0,
                })
                .collect(),
        }
    }

    fn milestone(&self, milestone: &plan::Milestone) -> Milestone {
        let module = &self.library.modules[milestone.module];
        let proof = &module.proof;
        Milestone {
            module: self.module_id(milestone.module),
            learned_by: date(milestone.learned_by),
            due: date(milestone.due),
            proof: Proof {
                kind: proof.kind.as_str(),
                produces: proof.produces.to_string(),
                done_when: proof.done_when.iter().map(ToString::to_string).collect(),
                validated_by: milestone.validator.as_ref().map(|(role, who)| Validator {
                    role: role.as_str(),
                    person: who.as_ref().map(|it| it.id.to_string()),
                }),
            },
            kpi: milestone.kpi.as_ref().map(|it| self.kpi(it)),
            chain: self.chain(milestone),
        }
    }

    fn kpi(&self, measured: &plan::MeasuredKpi) -> Kpi {
        let kpi = &self.library.kpis[measured.kpi];
        Kpi {
            kpi: self.kpi_id(measured.kpi),
            unit: kpi.unit.to_string(),
            direction: kpi.direction.as_str(),
            kind: kpi.kind.as_str(),
            baseline: measured.baseline.map(|(value, _)| Decimal::from_amount(value)),
            target: measured.target.map(Decimal::from_amount),
            basis: measured.baseline.map(|(_, basis)| basis.as_str()),
            source: kpi.source.to_string(),
            window: kpi.window.to_string(),
            measure_from: date(measured.from),
            measure_until: date(measured.until),
            leading: kpi.leading.iter().map(|it| self.kpi_id(*it)).collect(),
            place: place(measured.place.as_ref()),
        }
    }

    /// The five rows from learning to the KPI; what is missing is named.
    fn chain(&self, milestone: &plan::Milestone) -> Vec<Link> {
        let module = &self.library.modules[milestone.module];
        let row = |layer, signal: String, source: String| Link {
            layer,
            signal: Some(signal),
            source: Some(source),
            hole: None,
        };
        let hole =
            |layer, what: &str| Link { layer, signal: None, source: None, hole: Some(what.into()) };
        let system = module.refs.iter().next();
        let system =
            system.map_or("progress record".to_owned(), |(name, id)| format!("{name} {id}"));
        let validator = milestone.validator.as_ref().map(|(role, who)| {
            who.as_ref()
                .map_or_else(|| format!("a {}", role.as_str()), |it| it.display().to_owned())
        });
        vec![
            row("activity", format!("{} completed", module.title), system),
            match &module.behaviour {
                Some(behaviour) => row(
                    "behaviour",
                    behaviour.to_string(),
                    validator
                        .clone()
                        .map_or("observation at work".into(), |it| format!("observed by {it}")),
                ),
                None => hole("behaviour", "the module names no behaviour to watch for"),
            },
            match &validator {
                Some(who) => row(
                    "capability",
                    self.capability(milestone),
                    format!("{}, validated by {who}", module.proof.produces),
                ),
                None => hole("capability", "nobody can validate the proof"),
            },
            self.readiness_row(),
            match &milestone.kpi {
                Some(it) => {
                    row("kpi", self.kpi_signal(it), self.library.kpis[it.kpi].source.to_string())
                }
                None => hole("kpi", "no KPI fits this module in the person's roles"),
            },
        ]
    }

    fn capability(&self, milestone: &plan::Milestone) -> String {
        let steps: Vec<String> = milestone
            .builds
            .iter()
            .map(|(competency, from, to)| {
                let name = self.library.competency_name(*competency);
                if from < to {
                    format!("{name} from {from} to {to}")
                } else {
                    format!("{name} stays at {to}")
                }
            })
            .collect();
        steps.join(", ")
    }

    fn readiness_row(&self) -> Link {
        let Some(change) = self.plan.readiness.first() else {
            return Link {
                layer: "readiness",
                signal: None,
                source: None,
                hole: Some("no role".into()),
            };
        };
        let title = &self.library.roles[change.now.role].title;
        Link {
            layer: "readiness",
            signal: Some(format!(
                "ready for {title}: {} % now, {} % with every proof of this plan",
                change.now.low, change.after.low
            )),
            source: Some("role blueprint and baseline".into()),
            hole: None,
        }
    }

    fn kpi_signal(&self, measured: &plan::MeasuredKpi) -> String {
        let kpi = &self.library.kpis[measured.kpi];
        let from = measured.baseline.map_or("not measured".to_owned(), |(it, _)| it.to_string());
        match measured.target {
            Some(target) => format!("{} from {from} to {target} {}", kpi.name, kpi.unit),
            None => format!("{} from {from} {}, no target set", kpi.name, kpi.unit),
        }
    }

    fn coaching(&self, coaching: &plan::CoachingPlan) -> Coaching {
        let prompt = &self.library.prompts[coaching.prompt];
        Coaching {
            prompt: self.library.names.prompts.id(coaching.prompt).to_string(),
            about: self.prompt_for(coaching.about),
            on: coaching.on.iter().map(|it| date(*it)).collect(),
            say: prompt.say.to_string(),
            look_for: prompt.look_for.iter().map(ToString::to_string).collect(),
            checklist: prompt.checklist.iter().map(ToString::to_string).collect(),
            rule: coaching.rule.map(|it| self.rule(it)),
        }
    }

    fn prompt_for(&self, about: PromptFor) -> Thing {
        match about {
            PromptFor::Competency(ix) => {
                Thing { kind: "competency", id: Some(self.competency(ix)) }
            }
            PromptFor::Module(ix) => Thing { kind: "module", id: Some(self.module_id(ix)) },
            PromptFor::Persona(ix) => {
                Thing { kind: "persona", id: Some(self.library.names.personas.id(ix).to_string()) }
            }
        }
    }

    fn nudge(&self, nudge: &plan::NudgeOut) -> Nudge {
        Nudge {
            on: date(nudge.on),
            channel: nudge.channel.as_str(),
            text: nudge.text.to_string(),
            rule: self.rule(nudge.rule),
        }
    }

    fn assess(&self, assessment: &plan::Assessment) -> Assess {
        let (because, rule) = match assessment.reason {
            plan::AssessmentReason::Unknown => ("unknown", None),
            plan::AssessmentReason::Lapsed(_) => ("lapsed", None),
            plan::AssessmentReason::Inferred => ("inferred", None),
            plan::AssessmentReason::Unconfirmed => ("unconfirmed", None),
            plan::AssessmentReason::Rule(rule) => ("rule", Some(self.rule(rule))),
        };
        Assess {
            competency: self.competency(assessment.competency),
            by: assessment.by.as_str(),
            because,
            rule,
            lapsed: match assessment.reason {
                plan::AssessmentReason::Lapsed(day) => Some(date(day)),
                _ => None,
            },
        }
    }

    fn flag(&self, flag: &plan::FlagOut) -> Flag {
        Flag {
            to: flag.to.as_str(),
            text: flag.text.to_string(),
            rule: flag.rule.map(|it| self.rule(it)),
        }
    }

    fn rules(&self) -> Rules {
        let advice = &self.plan.advice;
        Rules {
            fired: advice
                .fired
                .iter()
                .map(|it| Fired {
                    rule: self.rule(it.rule),
                    about: thing(self.library, it.topic),
                    because: self.library.rules[it.rule].because.to_string(),
                    effects: it.effects.iter().map(|it| self.act(it)).collect(),
                })
                .collect(),
            undecided: advice
                .undecided
                .iter()
                .map(|(rule, needs)| Undecided { rule: self.rule(*rule), needs: needs.clone() })
                .collect(),
            failed: advice
                .failed
                .iter()
                .map(|(rule, error)| Failed { rule: self.rule(*rule), error: error.clone() })
                .collect(),
            overruled: advice
                .overruled
                .iter()
                .map(|it| Overruled {
                    rule: self.rule(it.rule),
                    by: self.rule(it.by),
                    module: self.module_id(it.module),
                })
                .collect(),
        }
    }

    pub(super) fn act(&self, act: &Act) -> Value {
        match act {
            Act::Boost { modules, percent } => {
                json!({ "boost": { "modules": self.modules(modules), "percent": percent } })
            }
            Act::Exclude { modules } => json!({ "exclude": { "modules": self.modules(modules) } }),
            Act::Require { modules } => json!({ "require": { "modules": self.modules(modules) } }),
            Act::RequireOne { modules } => {
                json!({ "require_one": { "modules": self.modules(modules) } })
            }
            Act::Mandate { module, due, renew } => json!({ "mandate": {
                "module": self.module_id(*module),
                "due": due.map(|it| it.to_string()), "renew": renew.map(|it| it.to_string()) } }),
            Act::Coach { prompt, every } => json!({ "coach": {
                "prompt": self.library.names.prompts.id(*prompt).as_str(),
                "every": every.map(|it| it.to_string()) } }),
            Act::Nudge { after, channel, text } => json!({ "nudge": {
                "after": after.to_string(), "channel": channel.as_str(), "text": text } }),
            Act::Assess { competency, by } => json!({ "assess": {
                "competency": self.competency(*competency), "by": by.as_str() } }),
            Act::Limit { hours: limit, modules } => {
                json!({ "limit": { "hours": limit.map(hours), "modules": modules } })
            }
            Act::Flag { to, text } => json!({ "flag": { "to": to.as_str(), "text": text } }),
        }
    }

    fn value(&self, value: select::Value) -> Value {
        match value {
            select::Value::Points(points) => json!(self.unit.hundredths(points)),
            select::Value::PerHour { points, hours: spent } => {
                json!({ "points": self.unit.hundredths(points), "hours": hours(spent) })
            }
        }
    }

    fn selection(&self, certificate: &plan::Certificate) -> Selection {
        Selection {
            objective: match certificate.objective {
                Objective::Gain => "gain",
                Objective::GainPerHour => "gain_per_hour",
            },
            score: certificate.score.map_or(Value::Null, |it| self.value(it)),
            bound: self.value(certificate.bound),
            proved: certificate.proved,
            candidates: certificate.candidates,
            nodes: certificate.nodes,
            hours: hours(certificate.hours),
            hours_available: hours(certificate.hours_available),
        }
    }

    fn left_out(&self, left_out: &plan::LeftOut) -> LeftOut {
        let by = match &left_out.reason {
            plan::LeftOutReason::Excluded { rules } => self.rule_ids(rules),
            _ => self.modules(&left_out.by),
        };
        LeftOut {
            module: self.module_id(left_out.module),
            reason: left_out.reason.as_str(),
            by,
            needs: left_out.needs.clone(),
            costs: left_out.costs.map(|it| it.0),
        }
    }

    fn unclosed(&self, unclosed: &plan::Unclosed) -> Unclosed {
        Unclosed {
            competency: self.competency(unclosed.competency),
            from: level(unclosed.from),
            because: unclosed.because.clone(),
        }
    }

    fn obstacle(&self, obstacle: &plan::Obstacle) -> Obstacle {
        Obstacle {
            kind: obstacle.kind.as_str(),
            text: obstacle.text.clone(),
            modules: self.modules(&obstacle.modules),
        }
    }
}

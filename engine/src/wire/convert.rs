//! Writes a plan down: indices become ids, exact points become hundredths.

use std::borrow::Cow;

use super::{
    Assess, AssessReason, Boost, Closes, Coaching, Contact, Effect, Evidence, FORMAT, Failed,
    Failure, Fired, Flag, FlagReason, Gap, GivenUp, Hole, Horizon, KeptOut, Kpi, Layer, LeftOut,
    LeftOutReason, LevelChange, Link, Milestone, MissingFact, Module, MustDo, Need, NotAllowed,
    NotIn, NotOffered, Nudge, Obstacle, Overruled, Person, Place, Plan, PointsPerHour, Proof,
    Provenance, Readiness, Responsible, Rules, Score, SeenIn, Selection, Shorter, Signal, Swap,
    Text, Thing, Unclosed, UnclosedReason, Undecided, Validator,
};
use crate::advice::{self, Act, Topic};
use crate::gap::ScoredGap;
use crate::id::{
    CompetencyId, CompetencyIx, KpiId, KpiIx, ModuleId, ModuleIx, PersonaId, PersonaIx, PromptId,
    PromptIx, RoleId, RoleIx, RuleId, RuleIx,
};
use crate::level::{Level, Unit};
use crate::library::{Library, PromptFor};
use crate::person;
use crate::plan::{self, Circumstance};
use crate::rules::Fact;
use crate::select;

/// The version of the engine, as provenance names it.
pub(super) const ENGINE: &str = env!("CARGO_PKG_VERSION");

/// What writing needs beside the plan.
pub(super) struct Writer<'a> {
    pub(super) library: &'a Library,
    person: &'a person::Person,
    pub(super) plan: &'a plan::Decision,
    unit: Unit,
}

impl<'a> Writer<'a> {
    pub(super) fn new(
        library: &'a Library,
        person: &'a person::Person,
        plan: &'a plan::Decision,
    ) -> Self {
        Self { library, person, plan, unit: plan.advice.gaps.unit }
    }
}

impl Plan {
    /// Writes the plan of a person.
    pub fn of(
        library: &Library,
        person: &person::Person,
        plan: &plan::Decision,
        reasons: &plan::Reasons,
    ) -> Self {
        let writer = Writer::new(library, person, plan);
        Self {
            format: FORMAT,
            provenance: writer.provenance(),
            person: writer.person(),
            outcome: plan.outcome,
            horizon: writer.horizon(),
            readiness: plan.readiness.iter().map(|it| writer.readiness(it)).collect(),
            gaps: plan.advice.gaps.gaps.iter().map(|it| writer.gap(it)).collect(),
            must_do: plan.must_do.iter().map(|it| writer.must_do(it)).collect(),
            modules: plan
                .picks
                .iter()
                .zip(&reasons.swaps)
                .zip(1..)
                .map(|((pick, swaps), order)| writer.module(order, pick, swaps))
                .collect(),
            milestones: plan.milestones.iter().map(|it| writer.milestone(it)).collect(),
            coaching: plan.coaching.iter().map(|it| writer.coaching(it)).collect(),
            nudges: plan.nudges.iter().map(|it| writer.nudge(it)).collect(),
            assess: plan.assess.iter().map(|it| writer.assess(it)).collect(),
            flags: plan.flags.iter().map(|it| writer.flag(it)).collect(),
            rules: writer.rules(),
            selection: plan.proof.as_ref().map(|it| writer.selection(it)),
            left_out: reasons.left_out.iter().map(|it| LeftOut::of(library, it)).collect(),
            unclosed: reasons.unclosed.iter().map(|it| writer.unclosed(it)).collect(),
            stands_in_the_way: reasons.obstacles.iter().map(|it| writer.obstacle(it)).collect(),
            shorter: reasons.shorter.as_ref().map(|(modules, value)| Shorter {
                modules: writer.modules(modules),
                score: writer.value(*value),
            }),
            given_up: reasons.given_up.iter().map(|what| writer.given_up(*what)).collect(),
        }
    }
}

/// What a rule was asked about.
pub(super) fn thing(library: &Library, topic: Topic) -> Thing {
    match topic {
        Topic::Person => Thing::Person,
        Topic::Gap(ix) => Thing::Gap(library.names.competencies.id(ix).clone()),
        Topic::Module(ix) => Thing::Module(library.names.modules.id(ix).clone()),
    }
}

fn contact(contact: &person::Contact) -> Contact {
    Contact { id: Text::from(&*contact.id), name: contact.name.as_deref().map(Text::from) }
}

pub(super) fn texts(texts: &[Box<str>]) -> Vec<Text> {
    texts.iter().map(|text| Text::from(&**text)).collect()
}

fn not_offered(needs: &[plan::NotOffered]) -> Vec<Need> {
    let need = |need: &plan::NotOffered| {
        let (offered, has) = (texts(&need.offered), need.has.as_deref().map(Text::from));
        match need.circumstance {
            Circumstance::Shift => Need::Shift { offered, has },
            Circumstance::Language => Need::Language { offered, has },
            Circumstance::Site => Need::Site { offered, has },
        }
    };
    needs.iter().map(need).collect()
}

impl MissingFact {
    pub(super) fn of(fact: &Fact) -> Self {
        Self { fact: Cow::Borrowed(fact.name), about: fact.argument.as_deref().map(Text::from) }
    }
}

impl Failure {
    pub(super) fn of(failure: &advice::Failure) -> Self {
        match failure {
            advice::Failure::Needs(fact) => {
                let MissingFact { fact, about } = MissingFact::of(fact);
                Self::Needs { fact, about }
            }
            advice::Failure::Error(text) => Self::Error { text: text.as_str().into() },
        }
    }
}

impl LeftOut {
    /// Writes why a module was left out.
    pub fn of(library: &Library, left_out: &plan::LeftOut) -> Self {
        use plan::LeftOutReason as Why;
        let names = Names(library);
        let (mut by, mut needs) = (Responsible::Modules(Vec::new()), Vec::new());
        let reason = match &left_out.reason {
            Why::Excluded { rules } => {
                by = Responsible::Rules(names.rules(rules));
                LeftOutReason::Excluded
            }
            Why::Declined => LeftOutReason::Declined,
            Why::Inactive => LeftOutReason::Inactive,
            Why::Unavailable { needs: missing } => {
                needs = not_offered(missing);
                LeftOutReason::Unavailable
            }
            Why::Entry { needs: missing } => {
                needs = missing.iter().map(|need| names.entry_need(need)).collect();
                LeftOutReason::Entry
            }
            Why::Covered { by: modules } => {
                by = Responsible::Modules(names.modules(modules));
                LeftOutReason::Covered
            }
            Why::Outscored => LeftOutReason::Outscored,
            Why::NoRoom => LeftOutReason::NoRoom,
            Why::TooLittle => LeftOutReason::TooLittle,
            Why::NotWorkedOut => LeftOutReason::NotWorkedOut,
        };
        let module = names.module(left_out.module);
        Self { module, reason, by, needs, costs: left_out.costs.map(|cost| cost.0) }
    }
}

/// The ids of a library.
#[derive(Clone, Copy)]
pub(super) struct Names<'a>(pub(super) &'a Library);

impl Names<'_> {
    pub(super) fn competency(self, ix: CompetencyIx) -> CompetencyId {
        self.0.names.competencies.id(ix).clone()
    }

    pub(super) fn module(self, ix: ModuleIx) -> ModuleId {
        self.0.names.modules.id(ix).clone()
    }

    pub(super) fn modules(self, modules: &[ModuleIx]) -> Vec<ModuleId> {
        modules.iter().map(|module| self.module(*module)).collect()
    }

    pub(super) fn rule(self, ix: RuleIx) -> RuleId {
        self.0.names.rules.id(ix).clone()
    }

    pub(super) fn rules(self, rules: &[RuleIx]) -> Vec<RuleId> {
        rules.iter().map(|rule| self.rule(*rule)).collect()
    }

    pub(super) fn kpi(self, ix: KpiIx) -> KpiId {
        self.0.names.kpis.id(ix).clone()
    }

    pub(super) fn role(self, ix: RoleIx) -> RoleId {
        self.0.names.roles.id(ix).clone()
    }

    pub(super) fn persona(self, ix: PersonaIx) -> PersonaId {
        self.0.names.personas.id(ix).clone()
    }

    pub(super) fn prompt(self, ix: PromptIx) -> PromptId {
        self.0.names.prompts.id(ix).clone()
    }

    fn entry_need(self, need: &plan::EntryNeed) -> Need {
        Need::Level {
            competency: self.competency(need.competency),
            level: need.level,
            held: need.held,
            with_plan: need.with_plan,
        }
    }
}

impl Writer<'_> {
    fn competency(&self, ix: CompetencyIx) -> CompetencyId {
        Names(self.library).competency(ix)
    }

    pub(super) fn module_id(&self, ix: ModuleIx) -> ModuleId {
        Names(self.library).module(ix)
    }

    fn modules(&self, modules: &[ModuleIx]) -> Vec<ModuleId> {
        Names(self.library).modules(modules)
    }

    pub(super) fn rule(&self, ix: RuleIx) -> RuleId {
        Names(self.library).rule(ix)
    }

    fn rule_ids(&self, rules: &[RuleIx]) -> Vec<RuleId> {
        Names(self.library).rules(rules)
    }

    fn kpi_id(&self, ix: KpiIx) -> KpiId {
        Names(self.library).kpi(ix)
    }

    pub(super) fn provenance(&self) -> Provenance {
        Provenance {
            engine: Cow::Borrowed(ENGINE),
            library: Text::from(&*self.library.hashes.library),
            rules: Text::from(&*self.library.hashes.rules),
            person: Text::from(&*self.person.hash),
            as_of: self.plan.as_of,
        }
    }

    pub(super) fn person(&self) -> Person {
        let (person, names) = (self.person, Names(self.library));
        Person {
            id: person.id.clone(),
            name: Text::from(&*person.name),
            role: names.role(person.role),
            target_role: person.target_role.map(|role| names.role(role)),
            persona: self.plan.advice.persona.map(|persona| names.persona(persona)),
            manager: person.manager.as_ref().map(contact),
            mentor: person.mentor.as_ref().map(contact),
            team: person.team.as_deref().map(Text::from),
            away: self.plan.calendar.absence(),
        }
    }

    fn horizon(&self) -> Horizon {
        let calendar = &self.plan.calendar;
        Horizon {
            from: calendar.from,
            until: calendar.until,
            weeks: calendar.weeks,
            hours_per_week: calendar.hours_per_week,
            hours: calendar.hours,
        }
    }

    fn readiness(&self, change: &plan::ReadinessChange) -> Readiness {
        let ids = |it: &[CompetencyIx]| it.iter().map(|it| self.competency(*it)).collect();
        Readiness {
            role: Names(self.library).role(change.now.role),
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
            held: gap.held,
            expected: gap.wanted.level,
            missing: gap.missing.levels(),
            importance: gap.wanted.importance.word,
            points: self.unit.hundredths(gap.points),
            provisional: gap.is_provisional,
            planned: gap.is_planned,
            implied_by: gap.wanted.implied_by.map(|it| self.competency(it)),
            place: self.expectation_place(gap),
            evidence: held.map(|it| Evidence {
                source: it.source,
                date: it.date,
                stale: it.is_stale,
                inferred: it.inferred_from.is_some(),
                place: it.place.as_ref().map(Place::from),
            }),
            lapsed: self.plan.advice.baseline.lapsed(competency),
        }
    }

    /// Where what is expected stands: in the planned role, else in the present
    /// one, else where it is required.
    fn expectation_place(&self, gap: &ScoredGap) -> Option<Place> {
        let competency = gap.wanted.competency;
        let roles = [self.person.target_role.unwrap_or(self.person.role), self.person.role];
        let expected = roles
            .iter()
            .flat_map(|it| &self.library.roles[*it].expects)
            .find(|it| it.competency == competency);
        let implied = || {
            let by = self.library.competency_id(gap.wanted.implied_by?);
            let competency = self.library.competency_id(competency);
            self.library.place(&["competencies", by, "requires", competency])
        };
        expected.map_or_else(implied, |it| it.place.clone()).as_ref().map(Place::from)
    }

    fn must_do(&self, must_do: &plan::MustDo) -> MustDo {
        MustDo {
            module: self.module_id(must_do.module),
            hours: must_do.hours,
            due: must_do.due,
            renew: must_do.renew,
            overdue: must_do.is_overdue,
            rule: self.rule(must_do.rule),
        }
    }

    pub(super) fn module(&self, order: usize, pick: &plan::Pick, swaps: &[plan::Swap]) -> Module {
        let (boost, rules) = &pick.boost;
        Module {
            module: self.module_id(pick.module),
            order,
            state: pick.state,
            hours: self.library.modules[pick.module].hours,
            start: pick.start,
            finish: pick.finish,
            closes: pick
                .closes
                .iter()
                .map(|it| Closes {
                    competency: self.competency(it.competency),
                    from: it.from,
                    to: it.to,
                    points: self.unit.hundredths(it.points),
                })
                .collect(),
            boost: Boost { points: self.unit.hundredths(*boost), rules: self.rule_ids(rules) },
            required_by: self.rule_ids(&pick.required_by),
            swaps: swaps
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
            learned_by: milestone.learned_by,
            due: milestone.due,
            proof: Proof {
                kind: proof.kind,
                produces: Text::from(&*proof.produces),
                done_when: texts(&proof.done_when),
                validated_by: validator(milestone),
            },
            kpi: milestone.kpi.as_ref().map(|it| self.kpi(it)),
            chain: self.chain(milestone),
        }
    }

    fn kpi(&self, measured: &plan::MeasuredKpi) -> Kpi {
        let kpi = &self.library.kpis[measured.kpi];
        Kpi {
            kpi: self.kpi_id(measured.kpi),
            unit: Text::from(&*kpi.unit),
            direction: kpi.direction,
            kind: kpi.kind,
            baseline: measured.baseline.map(|(value, _)| value),
            target: measured.target,
            basis: measured.baseline.map(|(_, basis)| basis),
            source: Text::from(&*kpi.source),
            window: kpi.window,
            measure_from: measured.from,
            measure_until: measured.until,
            leading: kpi.leading.iter().map(|leading| self.kpi_id(*leading)).collect(),
            place: measured.place.as_ref().map(Place::from),
        }
    }

    /// The five rows from learning to the KPI; what is missing is named.
    fn chain(&self, milestone: &plan::Milestone) -> Vec<Link> {
        let module = &self.library.modules[milestone.module];
        let system = module.refs.iter().next();
        let learned_in = system.map_or(SeenIn::ProgressRecord, |(system, id)| SeenIn::System {
            system: Text::from(&**system),
            id: Text::from(&**id),
        });
        let validator = validator(milestone);
        let completed = Signal::Completed { module: self.module_id(milestone.module) };
        vec![
            row(Layer::Activity, completed, learned_in),
            match &module.behaviour {
                Some(behaviour) => row(
                    Layer::Behaviour,
                    Signal::Seen { text: Text::from(&**behaviour) },
                    SeenIn::Observation { by: validator.clone() },
                ),
                None => hole(Layer::Behaviour, Hole::NoBehaviour),
            },
            match validator {
                Some(by) => row(
                    Layer::Capability,
                    self.level_changes(milestone),
                    SeenIn::Proof { produces: Text::from(&*module.proof.produces), by },
                ),
                None => hole(Layer::Capability, Hole::NoValidator),
            },
            self.readiness_row(),
            match &milestone.kpi {
                Some(measured) => row(
                    Layer::Kpi,
                    Signal::Kpi {
                        kpi: self.kpi_id(measured.kpi),
                        baseline: measured.baseline.map(|(value, _)| value),
                        target: measured.target,
                    },
                    SeenIn::Report { system: Text::from(&*self.library.kpis[measured.kpi].source) },
                ),
                None => hole(Layer::Kpi, Hole::NoKpi),
            },
        ]
    }

    fn level_changes(&self, milestone: &plan::Milestone) -> Signal {
        let change = |(competency, from, to): &(CompetencyIx, Level, Level)| LevelChange {
            competency: self.competency(*competency),
            from: *from,
            to: *to,
        };
        Signal::Levels { levels: milestone.builds.iter().map(change).collect() }
    }

    fn readiness_row(&self) -> Link {
        let Some(change) = self.plan.readiness.first() else {
            return hole(Layer::Readiness, Hole::NoRole);
        };
        let signal = Signal::Readiness {
            role: Names(self.library).role(change.now.role),
            now: change.now.low,
            after: change.after.low,
        };
        row(Layer::Readiness, signal, SeenIn::Baseline)
    }

    fn coaching(&self, coaching: &plan::CoachingPlan) -> Coaching {
        let prompt = &self.library.prompts[coaching.prompt];
        Coaching {
            prompt: Names(self.library).prompt(coaching.prompt),
            about: self.prompt_for(coaching.about),
            on: coaching.on.clone(),
            say: Text::from(&*prompt.say),
            look_for: texts(&prompt.look_for),
            checklist: texts(&prompt.checklist),
            rule: coaching.rule.map(|rule| self.rule(rule)),
        }
    }

    fn prompt_for(&self, about: PromptFor) -> Thing {
        match about {
            PromptFor::Competency(ix) => Thing::Competency(self.competency(ix)),
            PromptFor::Module(ix) => Thing::Module(self.module_id(ix)),
            PromptFor::Persona(ix) => Thing::Persona(Names(self.library).persona(ix)),
        }
    }

    fn nudge(&self, nudge: &plan::NudgeOut) -> Nudge {
        Nudge {
            on: nudge.on,
            channel: nudge.channel,
            text: Text::from(&*nudge.text),
            rule: self.rule(nudge.rule),
        }
    }

    fn assess(&self, assessment: &plan::Assessment) -> Assess {
        let (mut rule, mut lapsed) = (None, None);
        let because = match assessment.reason {
            plan::AssessmentReason::Unknown => AssessReason::Unknown,
            plan::AssessmentReason::Lapsed(day) => {
                lapsed = Some(day);
                AssessReason::Lapsed
            }
            plan::AssessmentReason::Inferred => AssessReason::Inferred,
            plan::AssessmentReason::Unconfirmed => AssessReason::Unconfirmed,
            plan::AssessmentReason::Rule(asking) => {
                rule = Some(self.rule(asking));
                AssessReason::Rule
            }
        };
        let competency = self.competency(assessment.competency);
        Assess { competency, by: assessment.by, because, rule, lapsed }
    }

    fn flag(&self, flag: &plan::FlagOut) -> Flag {
        let (text, reason) = match &flag.says {
            plan::FlagText::Text(text) => (Some(Text::from(&**text)), None),
            plan::FlagText::Reason(reason) => (None, Some(self.flag_reason(*reason))),
        };
        Flag { to: flag.to, text, reason, rule: flag.rule.map(|rule| self.rule(rule)) }
    }

    fn flag_reason(&self, reason: plan::FlagReason) -> FlagReason {
        let id = |module: ModuleIx| self.module_id(module);
        match reason {
            plan::FlagReason::OverHours { used, hours } => FlagReason::OverHours { used, hours },
            plan::FlagReason::TooMany { modules } => FlagReason::TooMany { modules },
            plan::FlagReason::AgreedExcluded { module } => {
                FlagReason::AgreedExcluded { module: id(module) }
            }
            plan::FlagReason::StartedExcluded { module } => {
                FlagReason::StartedExcluded { module: id(module) }
            }
            plan::FlagReason::NotIn { module, why } => {
                FlagReason::NotIn { module: id(module), why: not_in(why) }
            }
            plan::FlagReason::NoneFits => FlagReason::NoneFits,
            plan::FlagReason::NoValidator { module } => {
                FlagReason::NoValidator { module: id(module) }
            }
            plan::FlagReason::NoKpi { module } => FlagReason::NoKpi { module: id(module) },
            plan::FlagReason::Overdue { module, due } => {
                FlagReason::Overdue { module: id(module), due }
            }
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
                    because: Text::from(&*self.library.rules[it.rule].because),
                    effects: it.effects.iter().map(|it| self.act(it)).collect(),
                })
                .collect(),
            undecided: advice
                .undecided
                .iter()
                .map(|(rule, needs)| Undecided {
                    rule: self.rule(*rule),
                    needs: needs.iter().map(MissingFact::of).collect(),
                })
                .collect(),
            failed: advice
                .failed
                .iter()
                .map(|(rule, failure)| Failed {
                    rule: self.rule(*rule),
                    error: Failure::of(failure),
                })
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

    pub(super) fn act(&self, act: &Act) -> Effect {
        let names = Names(self.library);
        match act {
            Act::Boost { modules, percent } => {
                Effect::Boost { modules: names.modules(modules), percent: *percent }
            }
            Act::Exclude { modules } => Effect::Exclude { modules: names.modules(modules) },
            Act::Require { modules } => Effect::Require { modules: names.modules(modules) },
            Act::RequireOne { modules } => Effect::RequireOne { modules: names.modules(modules) },
            Act::Mandate { module, due, renew } => {
                Effect::Mandate { module: names.module(*module), due: *due, renew: *renew }
            }
            Act::Coach { prompt, every } => {
                Effect::Coach { prompt: names.prompt(*prompt), every: *every }
            }
            Act::Nudge { after, channel, text } => {
                Effect::Nudge { after: *after, channel: *channel, text: Text::from(&**text) }
            }
            Act::Assess { competency, by } => {
                Effect::Assess { competency: names.competency(*competency), by: *by }
            }
            Act::Limit { hours, modules } => Effect::Limit { hours: *hours, modules: *modules },
            Act::Flag { to, text } => Effect::Flag { to: *to, text: Text::from(&**text) },
        }
    }

    fn value(&self, value: select::Value) -> Score {
        match value {
            select::Value::Points(points) => Score::Points(self.unit.hundredths(points)),
            select::Value::PerHour { points, hours } => {
                Score::PerHour(PointsPerHour { points: self.unit.hundredths(points), hours })
            }
        }
    }

    fn selection(&self, proof: &plan::OptimalityProof) -> Selection {
        Selection {
            objective: proof.objective,
            score: proof.score.map(|score| self.value(score)),
            bound: self.value(proof.bound),
            proved: proof.proved,
            candidates: proof.candidates,
            nodes: proof.nodes,
            hours: proof.hours,
            hours_available: proof.hours_available,
        }
    }

    fn unclosed(&self, unclosed: &plan::Unclosed) -> Unclosed {
        let because = match &unclosed.because {
            plan::UnclosedReason::NoModule => UnclosedReason::NoModule,
            plan::UnclosedReason::NotAvailable { modules } => {
                let modules = modules.iter().map(|(module, needs)| NotOffered {
                    module: self.module_id(*module),
                    needs: not_offered(needs),
                });
                UnclosedReason::NotAvailable { modules: modules.collect() }
            }
            plan::UnclosedReason::KeptOut { modules } => {
                let modules = modules.iter().map(|(module, by)| NotAllowed {
                    module: self.module_id(*module),
                    by: by.iter().map(|by| self.kept_out(*by)).collect(),
                });
                UnclosedReason::KeptOut { modules: modules.collect() }
            }
        };
        Unclosed { competency: self.competency(unclosed.competency), from: unclosed.from, because }
    }

    fn kept_out(&self, by: plan::KeptOut) -> KeptOut {
        match by {
            plan::KeptOut::Declined => KeptOut::Declined,
            plan::KeptOut::Done => KeptOut::Done,
            plan::KeptOut::Rule(rule) => KeptOut::Rule { rule: self.rule(rule) },
        }
    }

    fn given_up(&self, what: plan::GivenUp) -> GivenUp {
        match what {
            plan::GivenUp::Swaps(module) => GivenUp::Swaps { module: self.module_id(module) },
            plan::GivenUp::LeftOut(module) => GivenUp::LeftOut { module: self.module_id(module) },
            plan::GivenUp::Obstacles => GivenUp::StandsInTheWay,
            plan::GivenUp::Shorter => GivenUp::Shorter,
        }
    }

    fn obstacle(&self, obstacle: &plan::Obstacle) -> Obstacle {
        let modules = self.modules(obstacle.modules());
        match obstacle {
            plan::Obstacle::Hours { least, hours } => {
                Obstacle::Hours { least: *least, hours: *hours }
            }
            plan::Obstacle::Availability { .. } => Obstacle::Availability { modules },
            plan::Obstacle::Entry { .. } => Obstacle::Entry { modules },
            plan::Obstacle::Rules { .. } => Obstacle::Rules { modules },
            plan::Obstacle::Catalogue { least, .. } => {
                Obstacle::Catalogue { least: *least, modules }
            }
            plan::Obstacle::Enablers { .. } => Obstacle::Enablers { modules },
        }
    }
}

fn row(layer: Layer, signal: Signal, source: SeenIn) -> Link {
    Link { layer, signal: Some(signal), source: Some(source), hole: None }
}

fn hole(layer: Layer, hole: Hole) -> Link {
    Link { layer, signal: None, source: None, hole: Some(hole) }
}

fn validator(milestone: &plan::Milestone) -> Option<Validator> {
    milestone.validator.as_ref().map(|(role, contact)| Validator {
        role: *role,
        person: contact.as_ref().map(|contact| Text::from(&*contact.id)),
    })
}

fn not_in(why: plan::NotIn) -> NotIn {
    match why {
        plan::NotIn::Declined => NotIn::Declined,
        plan::NotIn::Inactive => NotIn::Inactive,
        plan::NotIn::Unavailable => NotIn::Unavailable,
        plan::NotIn::NoKpi => NotIn::NoKpi,
        plan::NotIn::Full => NotIn::Full,
        plan::NotIn::Hours => NotIn::Hours,
        plan::NotIn::Entry => NotIn::Entry,
    }
}

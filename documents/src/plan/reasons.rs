//! Why this plan, what else would do, and what stays open?

use std::collections::{BTreeMap, BTreeSet};

use waypath_engine::id::{CompetencyId, RuleId};
use waypath_engine::library::{Assessor, Recipient};
use waypath_engine::select::Objective;
use waypath_engine::wire::{
    Assess, AssessReason, Gap, LeftOut, LeftOutReason, Responsible, Swap, Unclosed,
};

use super::Audience;
use super::page::{Dated, Question, Reason, Standing};
use super::writer::{PlanWriter, contact_name};
use crate::words::{capital, sentence};

/// How many names a sentence lists before it counts the rest.
const NAMES: usize = 5;

impl PlanWriter<'_> {
    /// `1 and 4 close Call diagnosis (critical)`, the most important first.
    pub(super) fn why(self) -> Vec<String> {
        self.plan.gaps.iter().filter_map(|gap| self.why_line(gap)).collect()
    }

    fn why_line(self, gap: &Gap) -> Option<String> {
        let numbers = self.working_on(&gap.competency);
        if numbers.is_empty() {
            return None;
        }
        let closes = self.closes_fully(&gap.competency);
        let values = [
            ("count", numbers.len().into()),
            ("modules", self.language.and(&numbers).into()),
            ("skill", self.labels.competency_name(&gap.competency).into()),
            ("importance", self.word_importance(gap).into()),
        ];
        Some(self.with(if closes { "plan-why-closes" } else { "plan-why-narrows" }, &values))
    }

    fn word_importance(self, gap: &Gap) -> String {
        self.language.word("word-importance", gap.importance.as_str())
    }

    fn working_on(self, competency: &CompetencyId) -> Vec<String> {
        let modules = self.plan.modules.iter();
        modules
            .filter(|module| module.closes.iter().any(|closes| closes.competency == *competency))
            .map(|module| module.order.to_string())
            .collect()
    }

    /// The rules behind the modules and duties, each with what it is about.
    pub(super) fn reasons(self) -> Vec<Reason> {
        let mut about: BTreeMap<&RuleId, Vec<String>> = BTreeMap::new();
        let mut order: Vec<&RuleId> = Vec::new();
        let duties = self.plan.must_do.iter().map(|duty| (&duty.rule, self.text("plan-must-do")));
        let modules = self.plan.modules.iter().flat_map(|module| {
            let rules = module.boost.rules.iter().chain(&module.required_by);
            rules.map(|rule| (rule, module.order.to_string()))
        });
        for (rule, what) in duties.chain(modules) {
            let places = about.entry(rule).or_default();
            if places.is_empty() {
                order.push(rule);
            }
            if !places.contains(&what) {
                places.push(what);
            }
        }
        let reason = |rule: &RuleId| {
            let places = about.get(rule)?;
            Some(Reason { about: self.language.commas(places), because: self.because(rule)? })
        };
        order.into_iter().filter_map(reason).collect()
    }

    /// For each module the plan that changes least without it; each once.
    pub(super) fn swaps(self) -> Vec<String> {
        let mut seen = BTreeSet::new();
        let size = |swap: &&Swap| (swap.out.len().max(swap.into.len()), swap.costs);
        let modules = self.plan.modules.iter();
        let nearest = modules.filter_map(|module| module.swaps.iter().min_by_key(size));
        let once = nearest.filter(|swap| seen.insert((&swap.out, &swap.into)));
        once.map(|swap| self.swap(swap)).collect()
    }

    fn swap(self, swap: &Swap) -> String {
        let mut out: Vec<String> = swap.out.iter().map(|id| self.number(id)).collect();
        out.sort();
        let into: Vec<String> = swap.into.iter().map(|id| self.module_with_hours(id)).collect();
        let mut values =
            vec![("out", self.language.and(&out).into()), ("cost", self.cost(swap.costs).into())];
        if into.is_empty() {
            return self.with("plan-swap-without", &values);
        }
        values.push(("arrow", self.signs.arrow().into()));
        values.push(("in", self.language.and(&into).into()));
        self.with("plan-swap", &values)
    }

    /// `1 point less`; per hour where the plan buys most per hour.
    fn cost(self, points: i64) -> String {
        let id = match (points, self.is_per_hour()) {
            (0, _) => return self.text("plan-cost-none"),
            (1.., false) => "plan-cost-less",
            (1.., true) => "plan-cost-less-an-hour",
            (_, false) => "plan-cost-more",
            (_, true) => "plan-cost-more-an-hour",
        };
        self.language.quantity(id, points.saturating_abs())
    }

    fn is_per_hour(self) -> bool {
        let selection = self.plan.selection.as_ref();
        selection.is_some_and(|selection| selection.objective == Objective::GainPerHour)
    }

    /// `Case notes 2 of 3: no module builds it from level 2`.
    pub(super) fn open(self) -> Vec<String> {
        self.plan.unclosed.iter().map(|unclosed| self.open_line(unclosed)).collect()
    }

    fn open_line(self, unclosed: &Unclosed) -> String {
        let id = &unclosed.competency;
        let why =
            self.reasons.unclosed(&unclosed.because, unclosed.from, |rule| self.because(rule));
        let mut values = vec![
            ("skill", self.labels.competency_name(id).into()),
            ("from", self.level(id, unclosed.from).into()),
            ("why", sentence(&why).into()),
        ];
        let Some(gap) = self.gap(id) else { return self.with("plan-open", &values) };
        values.push(("to", self.level(id, gap.expected).into()));
        self.with("plan-open-of", &values)
    }

    pub(super) fn ask(self) -> Vec<Question> {
        self.plan.assess.iter().map(|assess| self.question(assess)).collect()
    }

    fn question(self, assess: &Assess) -> Question {
        let gap = self.gap(&assess.competency);
        let look_for = gap.and_then(|gap| self.anchor(&assess.competency, gap.expected));
        Question {
            competency: self.labels.competency_name(&assess.competency).to_owned(),
            by: self.assessor(assess.by),
            because: sentence(&self.ask_because(assess)),
            look_for: look_for.map(str::to_owned),
        }
    }

    fn ask_because(self, assess: &Assess) -> String {
        match assess.because {
            AssessReason::Unknown => self.text("plan-ask-never"),
            AssessReason::Lapsed => {
                let day = assess.lapsed.map(|day| self.calendar.day(day)).unwrap_or_default();
                self.with("plan-lapsed", &[("day", day.into())])
            }
            AssessReason::Inferred => self.text("plan-ask-inferred"),
            AssessReason::Unconfirmed => {
                self.with("plan-ask-unconfirmed", &[self.reader(), ("name", self.first().into())])
            }
            AssessReason::Rule => {
                let Some(rule) = &assess.rule else { return self.text("plan-ask-some-rule") };
                let unnamed = || self.with("plan-ask-rule", &[("rule", rule.to_string().into())]);
                self.because(rule).unwrap_or_else(unnamed)
            }
        }
    }

    fn assessor(self, by: Assessor) -> String {
        match (&self.plan.person.manager, by) {
            (Some(manager), Assessor::Manager) => contact_name(manager).to_owned(),
            _ => self.language.word("plan-assessor", by.as_str()),
        }
    }

    /// Which levels nobody observed, where the plan builds on them.
    pub(super) fn assumed(self) -> Option<String> {
        let provisional = self.plan.gaps.iter().filter(|gap| gap.provisional);
        let names = self.competencies(provisional.map(|gap| &gap.competency));
        let skills = self.language.and_at_most(&names, NAMES);
        (!names.is_empty()).then(|| self.with("plan-assumed", &[("skills", skills.into())]))
    }

    pub(super) fn obstacles(self) -> Vec<String> {
        let obstacles = self.plan.stands_in_the_way.iter();
        obstacles
            .map(|obstacle| {
                let kind = capital(&self.reasons.obstacle_kind(obstacle));
                let why = sentence(&self.reasons.obstacle(obstacle));
                self.with("plan-obstacle", &[("kind", kind.into()), ("why", why.into())])
            })
            .collect()
    }

    pub(super) fn shorter(self) -> Option<String> {
        let shorter = self.plan.shorter.as_ref()?;
        let id = if self.is_per_hour() { "plan-shorter-an-hour" } else { "plan-shorter" };
        Some(self.with(id, &[("modules", self.modules(&shorter.modules).into())]))
    }

    pub(super) fn left_out(self) -> Vec<String> {
        self.plan.left_out.iter().map(|left_out| self.left_out_line(left_out)).collect()
    }

    fn left_out_line(self, left_out: &LeftOut) -> String {
        let why = self.left_out_reason(left_out);
        let mut values = vec![
            ("module", self.labels.module_title(&left_out.module).into()),
            ("why", why.trim_end_matches('.').to_owned().into()),
        ];
        let Some(costs) = left_out.costs else { return self.with("plan-left", &values) };
        values.push(("cost", self.cost(costs).into()));
        self.with("plan-left-with-cost", &values)
    }

    fn left_out_reason(self, left_out: &LeftOut) -> String {
        let needs = || [("needs", self.reasons.needs(&left_out.needs).into())];
        match left_out.reason {
            LeftOutReason::Excluded => self.excluded_by(&left_out.by),
            LeftOutReason::Declined => self.text("plan-left-declined"),
            LeftOutReason::Inactive => self.text("plan-left-inactive"),
            LeftOutReason::Unavailable => self.with("plan-left-unavailable", &needs()),
            LeftOutReason::Entry => self.with("plan-left-entry", &needs()),
            LeftOutReason::Covered => self.covered_by(&left_out.by),
            LeftOutReason::Outscored => self.text("plan-left-outscored"),
            LeftOutReason::NoRoom => self.text("plan-left-no-room"),
            LeftOutReason::TooLittle => self.text("plan-left-too-little"),
            LeftOutReason::NotWorkedOut => self.text("plan-left-not-worked-out"),
        }
    }

    fn excluded_by(self, by: &Responsible) -> String {
        let Responsible::Rules(rules) = by else { return self.text("plan-left-rule") };
        let becauses: Vec<String> = rules.iter().filter_map(|rule| self.because(rule)).collect();
        if becauses.is_empty() { self.text("plan-left-rule") } else { becauses.join(" ") }
    }

    fn covered_by(self, by: &Responsible) -> String {
        match by {
            Responsible::Modules(modules) if !modules.is_empty() => {
                let numbers: Vec<String> = modules.iter().map(|id| self.number(id)).collect();
                let count = ("count", numbers.len().into());
                let modules = ("modules", self.language.and(&numbers).into());
                self.with("plan-left-covered-by", &[count, modules])
            }
            _ => self.text("plan-left-covered"),
        }
    }

    pub(super) fn gaps(self) -> Vec<Standing> {
        self.plan.gaps.iter().map(|gap| self.standing(gap)).collect()
    }

    fn standing(self, gap: &Gap) -> Standing {
        let is_admin = self.audience == Audience::Admin;
        let place = gap.evidence.as_ref().and_then(|evidence| evidence.place.as_ref());
        let place = place.or(gap.place.as_ref()).filter(|_| is_admin);
        Standing {
            competency: self.labels.competency_name(&gap.competency).to_owned(),
            held: self.labelled_level(&gap.competency, gap.held),
            expected: self.labelled_level(&gap.competency, gap.expected),
            importance: self.importance(gap),
            rests_on: self.rests_on(gap),
            place: place.map(ToString::to_string),
            anchor: self.anchor(&gap.competency, gap.expected).map(str::to_owned),
        }
    }

    /// `critical`; what requires it, and whether it is too small to plan for.
    fn importance(self, gap: &Gap) -> String {
        let importance = self.word_importance(gap);
        let mut values = vec![("importance", importance.clone().into())];
        let Some(by) = &gap.implied_by else {
            return if gap.planned {
                importance
            } else {
                self.with("plan-importance-small", &values)
            };
        };
        values.push(("skill", self.labels.competency_name(by).into()));
        if gap.planned {
            self.with("plan-importance-needed", &values)
        } else {
            self.with("plan-importance-needed-small", &values)
        }
    }

    fn rests_on(self, gap: &Gap) -> String {
        let Some(evidence) = &gap.evidence else {
            return match gap.lapsed {
                Some(day) => self.with("plan-lapsed", &[("day", self.calendar.day(day).into())]),
                None if gap.provisional => self.text("plan-rests-on-assumption"),
                None => self.text("plan-rests-on-nothing"),
            };
        };
        let id = match (evidence.inferred, evidence.stale) {
            (false, false) => "plan-rests-on",
            (true, false) => "plan-rests-on-related",
            (false, true) => "plan-rests-on-stale",
            (true, true) => "plan-rests-on-related-stale",
        };
        let source = self.language.word("word-source", evidence.source.as_str());
        let day = self.calendar.day(evidence.date);
        self.with(id, &[("source", source.into()), ("day", day.into())])
    }

    pub(super) fn reminders(self) -> Vec<Dated> {
        let nudges = self.plan.nudges.iter();
        nudges
            .map(|nudge| Dated {
                on: self.calendar.weekday(nudge.on),
                how: self.language.word("word-channel", nudge.channel.as_str()),
                text: nudge.text.to_string(),
            })
            .collect()
    }

    /// What the audience is told; nobody else is.
    pub(super) fn flags(self) -> Vec<Reason> {
        let to = match self.audience {
            Audience::Learner => return Vec::new(),
            Audience::Manager => Recipient::Manager,
            Audience::Admin => Recipient::Admin,
        };
        let flags = self.plan.flags.iter().filter(|flag| flag.to == to);
        flags
            .map(|flag| Reason {
                about: sentence(&self.reasons.flag(flag)),
                because: flag.rule.as_ref().and_then(|rule| self.because(rule)).unwrap_or_default(),
            })
            .collect()
    }
}

//! Why this plan, what else would do, and what stays open?

use std::collections::{BTreeMap, BTreeSet};

use waypath_engine::id::{CompetencyId, RuleId};
use waypath_engine::library::{Assessor, Recipient, Source};
use waypath_engine::select::Objective;
use waypath_engine::wire::{Assess, AssessReason, Gap, LeftOut, LeftOutReason, Responsible, Swap};

use super::Audience;
use super::page::{Dated, Question, Reason, Standing};
use super::speaker::{Speaker, contact_name};
use crate::phrases;
use crate::words;

impl Speaker<'_> {
    /// `1 and 4 close Call diagnosis (critical)`, the most important first.
    pub(super) fn why(self) -> Vec<String> {
        let gaps = self.plan.gaps.iter();
        gaps.filter_map(|gap| {
            let numbers = self.working_on(&gap.competency);
            let verb = match (self.closes_fully(&gap.competency), numbers.len()) {
                (_, 0) => return None,
                (true, 1) => "closes",
                (true, _) => "close",
                (false, 1) => "narrows",
                (false, _) => "narrow",
            };
            let name = self.competency(&gap.competency);
            Some(format!("{} {verb} {name} ({})", words::and(&numbers), gap.importance.as_str()))
        })
        .collect()
    }

    fn working_on(self, competency: &CompetencyId) -> Vec<String> {
        let modules = self.plan.modules.iter();
        modules
            .filter(|it| it.closes.iter().any(|it| it.competency == *competency))
            .map(|it| it.order.to_string())
            .collect()
    }

    /// The rules behind the modules and duties, each with what it is about.
    pub(super) fn reasons(self) -> Vec<Reason> {
        let mut about: BTreeMap<&RuleId, Vec<String>> = BTreeMap::new();
        let mut order: Vec<&RuleId> = Vec::new();
        let duties = self.plan.must_do.iter().map(|it| (&it.rule, "must do".to_owned()));
        let modules = self.plan.modules.iter().flat_map(|module| {
            let rules = module.boost.rules.iter().chain(&module.required_by);
            rules.map(|it| (it, module.order.to_string()))
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
            Some(Reason { about: places.join(", "), because: self.because(rule)? })
        };
        order.into_iter().filter_map(reason).collect()
    }

    /// For each module the plan that changes least without it; each once.
    pub(super) fn swaps(self) -> Vec<String> {
        let mut seen = BTreeSet::new();
        let size = |it: &&Swap| (it.out.len().max(it.into.len()), it.costs);
        let nearest = self.plan.modules.iter().filter_map(|it| it.swaps.iter().min_by_key(size));
        nearest.filter(|it| seen.insert((&it.out, &it.into))).map(|it| self.swap(it)).collect()
    }

    fn swap(self, it: &Swap) -> String {
        let mut out: Vec<String> = it.out.iter().map(|it| self.number(it)).collect();
        out.sort();
        let into: Vec<String> = it.into.iter().map(|it| self.module_with_hours(it)).collect();
        let cost = self.cost(it.costs);
        if into.is_empty() {
            return format!("without {}: {cost}", words::and(&out));
        }
        format!("{} {} {}: {cost}", words::and(&out), self.signs.arrow(), words::and(&into))
    }

    /// `1 point less`; per hour where the plan buys most per hour.
    fn cost(self, points: i64) -> String {
        let text = words::points_less(points);
        if self.is_per_hour() && points != 0 { format!("{text} an hour") } else { text }
    }

    fn is_per_hour(self) -> bool {
        self.plan.selection.as_ref().is_some_and(|it| it.objective == Objective::GainPerHour)
    }

    /// `Case notes 2 of 3: no module builds it from level 2`.
    pub(super) fn open(self) -> Vec<String> {
        let unclosed = self.plan.unclosed.iter();
        unclosed
            .map(|it| {
                let name = self.competency(&it.competency);
                let from = self.level(&it.competency, it.from);
                let level = self.gap(&it.competency).map_or(from.clone(), |gap| {
                    format!("{from} of {}", self.level(&it.competency, gap.expected))
                });
                let number = it.from.to_string();
                let because = |rule: &RuleId| self.because(rule);
                let why = phrases::unclosed(&it.because, &number, self.labels, because);
                format!("{name} {level}: {}", words::sentence(&why))
            })
            .collect()
    }

    pub(super) fn ask(self) -> Vec<Question> {
        self.plan.assess.iter().map(|it| self.question(it)).collect()
    }

    fn question(self, it: &Assess) -> Question {
        let because = match it.because {
            AssessReason::Unknown => "never assessed".to_owned(),
            AssessReason::Lapsed => {
                let day = it.lapsed.map(|day| self.calendar.day(day));
                format!("ran out on {}", day.unwrap_or_default())
            }
            AssessReason::Inferred => "so far only guessed from a related skill".to_owned(),
            AssessReason::Unconfirmed => format!("so far only {} own rating", self.your()),
            AssessReason::Rule => {
                let because = |rule| self.because(rule).unwrap_or_else(|| format!("rule {rule}"));
                it.rule.as_ref().map_or_else(|| "rule".to_owned(), because)
            }
        };
        let expected = self.gap(&it.competency).map(|it| it.expected);
        Question {
            competency: self.competency(&it.competency),
            by: self.assessor(it.by),
            because: words::sentence(&because),
            look_for: expected.and_then(|level| self.anchor(&it.competency, level)),
        }
    }

    fn assessor(self, by: Assessor) -> String {
        let manager = self.plan.person.manager.as_ref().map(contact_name);
        match by {
            Assessor::Manager => manager.unwrap_or_else(|| "a manager (none is named)".to_owned()),
            Assessor::Peer => "a colleague".to_owned(),
            Assessor::Certification => "a certificate".to_owned(),
            Assessor::Test => "a test".to_owned(),
            Assessor::Simulation => "a simulation".to_owned(),
            Assessor::Mentor => "mentor".to_owned(),
        }
    }

    /// Which levels nobody observed, where the plan builds on them.
    pub(super) fn assumed(self) -> Option<String> {
        let provisional = self.plan.gaps.iter().filter(|it| it.provisional);
        let names = self.competencies(provisional.map(|it| &it.competency));
        let text = format!(
            "Assumed, not observed: {}. An assessment may change the plan.",
            words::and_at_most(&names, 5)
        );
        (!names.is_empty()).then_some(text)
    }

    pub(super) fn obstacles(self) -> Vec<String> {
        let obstacles = self.plan.stands_in_the_way.iter();
        obstacles
            .map(|obstacle| {
                let (kind, text) = phrases::obstacle(obstacle, self.labels);
                format!("{}: {}", words::capital(kind), words::sentence(&text))
            })
            .collect()
    }

    pub(super) fn shorter(self) -> Option<String> {
        let shorter = self.plan.shorter.as_ref()?;
        let modules = self.modules(&shorter.modules);
        let more = if self.is_per_hour() { "bring more an hour" } else { "count for more" };
        Some(format!("Fewer would {more}: {modules}."))
    }

    pub(super) fn left_out(self) -> Vec<String> {
        self.plan.left_out.iter().map(|it| self.left_out_line(it)).collect()
    }

    fn left_out_line(self, it: &LeftOut) -> String {
        let title = self.module(&it.module);
        let needs: Vec<String> =
            it.needs.iter().map(|need| phrases::need(need, self.labels)).collect();
        let needs = words::and(&needs);
        let why = match it.reason {
            LeftOutReason::Excluded => self.excluded_by(&it.by),
            LeftOutReason::Declined => "declined before".to_owned(),
            LeftOutReason::Inactive => "not offered any more".to_owned(),
            LeftOutReason::Unavailable => format!("not offered for {needs}"),
            LeftOutReason::Entry => format!("asks for {needs} first"),
            LeftOutReason::Covered => self.covered_by(&it.by),
            LeftOutReason::Outscored => "other modules close more".to_owned(),
            LeftOutReason::NoRoom => "the hours, or what has to be in, leave no room".to_owned(),
            LeftOutReason::TooLittle => "closes too little".to_owned(),
        };
        let cost = it.costs.map_or_else(String::new, |it| format!(" (with it: {})", self.cost(it)));
        format!("{title}: {}{cost}", why.trim_end_matches('.'))
    }

    fn excluded_by(self, by: &Responsible) -> String {
        let Responsible::Rules(rules) = by else { return "kept out by a rule".to_owned() };
        let becauses: Vec<String> = rules.iter().filter_map(|rule| self.because(rule)).collect();
        if becauses.is_empty() { "kept out by a rule".to_owned() } else { becauses.join(" ") }
    }

    fn covered_by(self, by: &Responsible) -> String {
        match by {
            Responsible::Modules(modules) if !modules.is_empty() => {
                let numbers: Vec<String> = modules.iter().map(|id| self.number(id)).collect();
                format!("{} already {} it", words::and(&numbers), teach(numbers.len()))
            }
            _ => "teaches what the plan teaches already".to_owned(),
        }
    }

    pub(super) fn gaps(self) -> Vec<Standing> {
        self.plan.gaps.iter().map(|it| self.standing(it)).collect()
    }

    fn standing(self, gap: &Gap) -> Standing {
        let is_admin = self.audience == Audience::Admin;
        let place = gap.evidence.as_ref().and_then(|evidence| evidence.place.as_ref());
        let place = place.or(gap.place.as_ref()).filter(|_| is_admin);
        Standing {
            competency: self.competency(&gap.competency),
            held: self.labelled_level(&gap.competency, gap.held),
            expected: self.labelled_level(&gap.competency, gap.expected),
            importance: self.importance(gap),
            rests_on: self.rests_on(gap),
            place: place.map(ToString::to_string),
            anchor: self.anchor(&gap.competency, gap.expected),
        }
    }

    /// `critical`; what requires it, and whether it is too small to plan for.
    fn importance(self, gap: &Gap) -> String {
        let mut text = gap.importance.as_str().to_owned();
        if let Some(by) = &gap.implied_by {
            text = format!("{text}, needed for {}", self.competency(by));
        }
        if gap.planned { text } else { format!("{text}, too small to plan for") }
    }

    fn rests_on(self, gap: &Gap) -> String {
        let Some(evidence) = &gap.evidence else {
            return match gap.lapsed {
                Some(day) => format!("ran out on {}", self.calendar.day(day)),
                None if gap.provisional => "assumed, never assessed".to_owned(),
                None => "no record".to_owned(),
            };
        };
        let source = match evidence.source {
            Source::Own => "own rating",
            Source::Peer => "colleague",
            other => other.as_str(),
        };
        let mut text = format!("{source}, {}", self.calendar.day(evidence.date));
        if evidence.inferred {
            text.push_str(", of a related skill");
        }
        if evidence.stale {
            text.push_str(", out of date");
        }
        text
    }

    pub(super) fn reminders(self) -> Vec<Dated> {
        let nudges = self.plan.nudges.iter();
        nudges
            .map(|it| Dated {
                on: self.calendar.weekday(it.on),
                how: it.channel.as_str(),
                text: it.text.to_string(),
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
        let flags = self.plan.flags.iter().filter(|it| it.to == to);
        flags
            .map(|it| Reason {
                about: words::sentence(&phrases::flag(it, self.labels)),
                because: it.rule.as_ref().and_then(|it| self.because(it)).unwrap_or_default(),
            })
            .collect()
    }
}

fn teach(modules: usize) -> &'static str {
    if modules == 1 { "teaches" } else { "teach" }
}

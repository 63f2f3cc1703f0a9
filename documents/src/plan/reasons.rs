//! Why this plan, what else would do, and what stays open?

use std::collections::{BTreeMap, BTreeSet};

use waypath_engine::wire::{Assess, Gap, LeftOut, Swap};

use super::Audience;
use super::page::{Dated, Question, Reason, Standing};
use super::speaker::{Speaker, contact_name};
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
            Some(format!("{} {verb} {name} ({})", words::and(&numbers), gap.importance))
        })
        .collect()
    }

    fn working_on(self, competency: &str) -> Vec<String> {
        let modules = self.plan.modules.iter();
        modules
            .filter(|it| it.closes.iter().any(|it| it.competency == competency))
            .map(|it| it.order.to_string())
            .collect()
    }

    /// The rules behind the modules and duties, each with what it is about.
    pub(super) fn reasons(self) -> Vec<Reason> {
        let mut about: BTreeMap<&str, Vec<String>> = BTreeMap::new();
        let mut order: Vec<&str> = Vec::new();
        let duties = self.plan.must_do.iter().map(|it| (&*it.rule, "must do".to_owned()));
        let modules = self.plan.modules.iter().flat_map(|module| {
            let rules = module.boost.rules.iter().chain(&module.required_by);
            rules.map(|it| (&**it, module.order.to_string()))
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
        let reason = |rule: &str| {
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
        self.plan.selection.as_ref().is_some_and(|it| it.objective == "gain_per_hour")
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
                format!("{name} {level}: {}", words::sentence(&it.because))
            })
            .collect()
    }

    pub(super) fn ask(self) -> Vec<Question> {
        self.plan.assess.iter().map(|it| self.question(it)).collect()
    }

    fn question(self, it: &Assess) -> Question {
        let because = match it.because {
            "unknown" => "never assessed".to_owned(),
            "lapsed" => {
                let day = it.lapsed.as_deref().map(|it| self.calendar.day(it));
                format!("ran out on {}", day.unwrap_or_default())
            }
            "inferred" => "so far only guessed from a related skill".to_owned(),
            "unconfirmed" => format!("so far only {} own rating", self.your()),
            other => {
                let rule = it.rule.as_deref().unwrap_or(other);
                self.because(rule).unwrap_or_else(|| format!("rule {rule}"))
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

    fn assessor(self, by: &str) -> String {
        let manager = self.plan.person.manager.as_ref().map(contact_name);
        match by {
            "manager" => manager.unwrap_or_else(|| "a manager (none is named)".to_owned()),
            "peer" => "a colleague".to_owned(),
            "self" => "own rating".to_owned(),
            "certification" => "a certificate".to_owned(),
            "test" | "simulation" => format!("a {by}"),
            other => other.to_owned(),
        }
    }

    /// Which levels nobody observed, where the plan builds on them.
    pub(super) fn assumed(self) -> Option<String> {
        let provisional = self.plan.gaps.iter().filter(|it| it.provisional);
        let names = self.competencies(provisional.map(|it| &*it.competency));
        let text = format!(
            "Assumed, not observed: {}. An assessment may change the plan.",
            words::and_at_most(&names, 5)
        );
        (!names.is_empty()).then_some(text)
    }

    pub(super) fn obstacles(self) -> Vec<String> {
        let obstacles = self.plan.stands_in_the_way.iter();
        obstacles
            .map(|it| format!("{}: {}", words::capital(it.kind), words::sentence(&it.text)))
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
        let by: Vec<String> = it.by.iter().map(|it| self.number(it)).collect();
        let needs = words::and(&self.competencies(it.needs.iter().map(|it| &**it)));
        let why = match it.reason {
            "excluded" => {
                let becauses: Vec<String> =
                    it.by.iter().filter_map(|it| self.because(it)).collect();
                if becauses.is_empty() {
                    "kept out by a rule".to_owned()
                } else {
                    becauses.join(" ")
                }
            }
            "entry" if needs.is_empty() => "asks for more to start with".to_owned(),
            "entry" => format!("asks for {needs} first"),
            "covered" if by.is_empty() => "teaches what the plan teaches already".to_owned(),
            "covered" => format!("{} already {} it", words::and(&by), teach(by.len())),
            "unavailable" if needs.is_empty() => "not offered at this time or place".to_owned(),
            "unavailable" => format!("not offered for {needs}"),
            "declined" => "declined before".to_owned(),
            "hours" => "does not fit into the hours".to_owned(),
            _ => "other modules close more".to_owned(),
        };
        let cost = it.costs.map_or_else(String::new, |it| format!(" (with it: {})", self.cost(it)));
        format!("{title}: {}{cost}", why.trim_end_matches('.'))
    }

    pub(super) fn gaps(self) -> Vec<Standing> {
        self.plan.gaps.iter().map(|it| self.standing(it)).collect()
    }

    fn standing(self, gap: &Gap) -> Standing {
        let is_admin = self.audience == Audience::Admin;
        let place = gap.evidence.as_ref().and_then(|it| it.place.clone());
        Standing {
            competency: self.competency(&gap.competency),
            held: self.labelled_level(&gap.competency, gap.held),
            expected: self.labelled_level(&gap.competency, gap.expected),
            importance: self.importance(gap),
            rests_on: self.rests_on(gap),
            place: place.or_else(|| gap.place.clone()).filter(|_| is_admin),
            anchor: self.anchor(&gap.competency, gap.expected),
        }
    }

    /// `critical`; what requires it, and whether it is too small to plan for.
    fn importance(self, gap: &Gap) -> String {
        let mut text = gap.importance.to_owned();
        if let Some(by) = &gap.implied_by {
            text = format!("{text}, needed for {}", self.competency(by));
        }
        if gap.planned { text } else { format!("{text}, too small to plan for") }
    }

    fn rests_on(self, gap: &Gap) -> String {
        let Some(evidence) = &gap.evidence else {
            return match &gap.lapsed {
                Some(day) => format!("ran out on {}", self.calendar.day(day)),
                None if gap.provisional => "assumed, never assessed".to_owned(),
                None => "no record".to_owned(),
            };
        };
        let source = match evidence.source {
            "self" => "own rating",
            "peer" => "colleague",
            other => other,
        };
        let mut text = format!("{source}, {}", self.calendar.day(&evidence.date));
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
                on: self.calendar.weekday(&it.on),
                how: it.channel,
                text: it.text.clone(),
            })
            .collect()
    }

    /// What the audience is told; nobody else is.
    pub(super) fn flags(self) -> Vec<Reason> {
        let to = match self.audience {
            Audience::Learner => return Vec::new(),
            Audience::Manager => "manager",
            Audience::Admin => "admin",
        };
        let flags = self.plan.flags.iter().filter(|it| it.to == to);
        flags
            .map(|it| Reason {
                about: words::sentence(&it.text),
                because: it.rule.as_ref().and_then(|it| self.because(it)).unwrap_or_default(),
            })
            .collect()
    }
}

fn teach(modules: usize) -> &'static str {
    if modules == 1 { "teaches" } else { "teach" }
}

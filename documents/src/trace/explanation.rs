//! Why is a module in somebody's plan, or why is it not?

use waypath_engine::id::{ModuleId, RuleId};
use waypath_engine::wire::{
    Closes, ExplainedPerson, HeldPlace, LeftOut, LeftOutReason, ModuleExplanation, Responsible,
    Swap,
};

use crate::labels::Labels;
use crate::language::Language;
use crate::reasons::ReasonWriter;

/// Writes why a module is in the plan of a person, or why it is not, line by line;
/// every line but the first stands two columns to the right.
pub fn explanation_lines(
    person: &ExplainedPerson,
    module: &ModuleId,
    explanation: &ModuleExplanation,
    labels: Labels<'_>,
    language: &Language,
) -> Vec<String> {
    let mut writer = ExplanationWriter { person, labels, language, lines: Vec::new() };
    writer.write(module, explanation);
    writer.lines
}

struct ExplanationWriter<'a> {
    person: &'a ExplainedPerson,
    labels: Labels<'a>,
    language: &'a Language,
    lines: Vec<String>,
}

impl ExplanationWriter<'_> {
    fn write(&mut self, module: &ModuleId, explanation: &ModuleExplanation) {
        let mut values =
            vec![("module", self.title(module).into()), ("name", (&*self.person.name).into())];
        match explanation {
            ModuleExplanation::Picked { closes, boost, required_by, swaps, held, place } => {
                self.lines.push(self.language.with("explain-picked", &values));
                for closed in closes {
                    self.closes(closed);
                }
                if !boost.rules.is_empty() {
                    let points = self.points(boost.points);
                    self.say("explain-boost", &[("points", points.as_str())]);
                    self.rules(&boost.rules);
                }
                if !required_by.is_empty() {
                    self.say("explain-required", &[]);
                    self.rules(required_by);
                }
                for swap in swaps {
                    self.swap(swap);
                }
                for held in held {
                    self.held(held);
                }
                if let Some(place) = place {
                    self.say("explain-module-place", &[("place", place.to_string().as_str())]);
                }
            }
            ModuleExplanation::MustDo { due, rule } => {
                values.push(("due", due.to_string().into()));
                self.lines.push(self.language.with("explain-must-do", &values));
                self.rules(std::slice::from_ref(rule));
            }
            ModuleExplanation::Done { status } => {
                values.push(("status", status.as_str().into()));
                self.lines.push(self.language.with("explain-done", &values));
            }
            ModuleExplanation::LeftOut { left_out, would_close } => {
                self.lines.push(self.language.with("explain-left-out", &values));
                self.left_out(left_out);
                for change in would_close {
                    let (from, to) =
                        (self.language.level(change.from), self.language.level(change.to));
                    let skill = self.labels.competency_name(&change.competency).to_owned();
                    let values = [("skill", &*skill), ("from", &*from), ("to", &*to)];
                    self.say("explain-would-close", &values);
                }
            }
        }
    }

    /// Adds a line below the first.
    fn say(&mut self, id: &str, values: &[(&'static str, &str)]) {
        let values: Vec<_> = values.iter().map(|(name, text)| (*name, (*text).into())).collect();
        self.lines.push(format!("  {}", self.language.with(id, &values)));
    }

    fn title(&self, module: &ModuleId) -> String {
        let title = self.labels.module_title(module);
        let values = [("title", title.into()), ("module", module.as_ref().into())];
        self.language.with("explain-module", &values)
    }

    fn titles(&self, modules: &[ModuleId]) -> Vec<String> {
        modules.iter().map(|module| self.title(module)).collect()
    }

    /// Hundredths of a point as people read them: `13.5 points`.
    fn points(&self, hundredths: i64) -> String {
        let number = self.language.number(hundredths);
        self.language.with("explain-points", &[("number", number.into())])
    }

    fn rules(&mut self, rules: &[RuleId]) {
        for rule in rules {
            let because = self.labels.because(rule).unwrap_or_default().to_owned();
            self.say("explain-rule", &[("rule", rule.as_ref()), ("because", &because)]);
        }
    }

    fn closes(&mut self, closed: &Closes) {
        let (from, to) = (self.language.level(closed.from), self.language.level(closed.to));
        let skill = self.labels.competency_name(&closed.competency).to_owned();
        let points = self.points(closed.points);
        let values = [("skill", &*skill), ("from", &*from), ("to", &*to), ("points", &*points)];
        self.say("explain-closes", &values);
    }

    /// One of the best plans without the module.
    fn swap(&mut self, swap: &Swap) {
        let (id, size) = match swap.costs {
            0 => ("explain-costs-none", 0),
            less if less > 0 => ("explain-costs-less", less),
            more => ("explain-costs-more", more.saturating_neg()),
        };
        let points = self.points(size);
        let costs = self.language.with(id, &[("points", points.into())]);
        let out = self.language.and(&self.titles(&swap.out));
        if swap.into.is_empty() {
            self.say("explain-without", &[("out", &out), ("costs", &costs)]);
        } else {
            let into = self.language.and(&self.titles(&swap.into));
            self.say("explain-swap", &[("in", &into), ("out", &out), ("costs", &costs)]);
        }
    }

    /// Where the level stands that a module closes from.
    fn held(&mut self, held: &HeldPlace) {
        let skill = self.labels.competency_name(&held.competency).to_owned();
        match &held.place {
            Some(place) => {
                let place = place.to_string();
                self.say("explain-held-place", &[("skill", &skill), ("place", &place)]);
            }
            None => self.say("explain-held-assumed", &[("skill", &skill)]),
        }
    }

    fn left_out(&mut self, left_out: &LeftOut) {
        let LeftOut { reason, by, needs, costs, .. } = left_out;
        let name = self.person.name.clone();
        match (reason, by) {
            (LeftOutReason::Covered, Responsible::Modules(modules)) => {
                let titles = self.language.commas(&self.titles(modules));
                let values = [("modules", titles.into()), ("count", modules.len().into())];
                let text = self.language.with("explain-covered", &values);
                self.lines.push(format!("  {text}"));
            }
            (LeftOutReason::Declined, _) => self.say("explain-declined", &[("name", &name)]),
            (LeftOutReason::Excluded | LeftOutReason::Covered, _) => {
                self.say("explain-excluded", &[]);
            }
            (LeftOutReason::Inactive, _) => self.say("explain-inactive", &[]),
            (LeftOutReason::Unavailable, _) => self.say("explain-unavailable", &[]),
            (LeftOutReason::Entry, _) => self.say("explain-entry", &[]),
            (LeftOutReason::Outscored, _) => self.say("explain-outscored", &[]),
            (LeftOutReason::NoRoom, _) => self.say("explain-no-room", &[]),
            (LeftOutReason::TooLittle, _) => self.say("explain-too-little", &[]),
            (LeftOutReason::NotWorkedOut, _) => self.say("explain-not-worked-out", &[]),
        }
        if let Responsible::Rules(rules) = by {
            self.rules(rules);
        }
        let reasons = ReasonWriter::new(self.labels, self.language);
        for need in needs {
            self.say("explain-needs", &[("need", &reasons.need(need))]);
        }
        if let Some(costs) = costs {
            let points = self.points(*costs);
            self.say("explain-costs", &[("points", &points)]);
        }
    }
}

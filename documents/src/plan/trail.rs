//! How did the plan come about? For those who answer for it.

use waypath_engine::id::RuleId;
use waypath_engine::wire::{Fired, Gap, Kpi, Place, Score, Selection};

use super::Audience;
use super::page::{Reason, Trail};
use super::writer::PlanWriter;

/// How many things a line lists that a rule fired about.
const NAMES: usize = 5;

impl PlanWriter<'_> {
    pub(super) fn trail(self) -> Option<Trail> {
        if self.audience != Audience::Admin {
            return None;
        }
        let selection = self.plan.selection.as_ref();
        let choice = selection.map(|selection| self.choice(selection));
        Some(Trail {
            person_id: self.plan.person.id.to_string(),
            choice: choice.into_iter().flatten().chain(self.given_up()).collect(),
            undecided: self.undecided(),
            failed: self.failed(),
            overruled: self.overruled(),
            fired: self.fired(),
            numbers: self.numbers(),
            made_from: self.made_from(),
        })
    }

    /// What was not worked out, where something was not.
    fn given_up(self) -> Option<String> {
        let given_up = self.plan.given_up.iter();
        let given_up: Vec<String> = given_up.map(|what| self.reasons.given_up(what)).collect();
        let what = self.language.and(&given_up);
        (!given_up.is_empty()).then(|| self.with("plan-trail-given-up", &[("what", what.into())]))
    }

    fn undecided(self) -> Vec<Reason> {
        let rules = self.plan.rules.undecided.iter();
        rules
            .map(|undecided| {
                let evidence = self.language.and(&self.reasons.evidence_of(&undecided.needs));
                Reason {
                    about: undecided.rule.to_string(),
                    because: self.with("plan-trail-needs", &[("evidence", evidence.into())]),
                }
            })
            .collect()
    }

    fn failed(self) -> Vec<Reason> {
        let rules = self.plan.rules.failed.iter();
        rules
            .map(|failed| Reason {
                about: failed.rule.to_string(),
                because: self.reasons.failure(&failed.error),
            })
            .collect()
    }

    fn overruled(self) -> Vec<Reason> {
        let rules = self.plan.rules.overruled.iter();
        rules
            .map(|overruled| {
                let module = self.labels.module_title(&overruled.module);
                let values = [("rule", overruled.by.to_string().into()), ("module", module.into())];
                Reason {
                    about: overruled.rule.to_string(),
                    because: self.with("plan-trail-overruled", &values),
                }
            })
            .collect()
    }

    fn fired(self) -> Vec<Reason> {
        let mut rules: Vec<(&RuleId, Vec<String>)> = Vec::new();
        for fired in &self.plan.rules.fired {
            let about = self.fired_about(fired);
            match rules.iter_mut().find(|(rule, _)| **rule == fired.rule) {
                Some(known) => known.1.push(about),
                None => rules.push((&fired.rule, vec![about])),
            }
        }
        let reason = |(rule, about): (&RuleId, Vec<String>)| Reason {
            about: rule.to_string(),
            because: self.language.and_at_most(&about, NAMES),
        };
        rules.into_iter().map(reason).collect()
    }

    fn fired_about(self, fired: &Fired) -> String {
        self.about(&fired.about).unwrap_or_else(|| self.plan.person.id.to_string())
    }

    /// Where each number of the plan stands: file and line.
    fn numbers(self) -> Vec<Reason> {
        let gaps = self.plan.gaps.iter().map(|gap| Reason {
            about: self.labels.competency_name(&gap.competency).to_owned(),
            because: self.gap_numbers(gap),
        });
        let mut kpis: Vec<Reason> = Vec::new();
        for kpi in self.plan.milestones.iter().filter_map(|milestone| milestone.kpi.as_ref()) {
            let about = self.labels.kpi_name(&kpi.kpi).to_owned();
            if !kpis.iter().any(|known| known.about == about) {
                kpis.push(Reason { about, because: self.kpi_numbers(kpi) });
            }
        }
        gaps.chain(kpis).collect()
    }

    fn gap_numbers(self, gap: &Gap) -> String {
        let values = [
            ("held", self.held(gap).into()),
            ("expected", self.expected(gap).into()),
            ("points", self.language.points(gap.points).into()),
        ];
        self.with("plan-trail-gap", &values)
    }

    fn held(self, gap: &Gap) -> String {
        let level = ("level", self.language.level(gap.held).into());
        let Some(evidence) = gap.evidence.as_ref().filter(|_| !gap.provisional) else {
            return self.with("plan-trail-held-assumed", &[level]);
        };
        let doubt = match (evidence.inferred, evidence.stale) {
            (true, _) => "related",
            (false, true) => "stale",
            (false, false) => "none",
        };
        let source = self.language.word("word-source", evidence.source.as_str());
        let day = evidence.date.to_string();
        let mut values =
            vec![level, ("source", source.into()), ("day", day.into()), ("doubt", doubt.into())];
        match &evidence.place {
            Some(place) => {
                values.push(("place", place.to_string().into()));
                self.with("plan-trail-held-in", &values)
            }
            None => self.with("plan-trail-held", &values),
        }
    }

    fn expected(self, gap: &Gap) -> String {
        let importance = self.language.word("word-importance", gap.importance.as_str());
        let mut values = vec![
            ("level", self.language.level(gap.expected).into()),
            ("importance", importance.into()),
        ];
        let id = match (&gap.place, &gap.implied_by) {
            (None, None) => "plan-trail-expected",
            (Some(_), None) => "plan-trail-expected-in",
            (None, Some(_)) => "plan-trail-expected-implied",
            (Some(_), Some(_)) => "plan-trail-expected-in-implied",
        };
        if let Some(place) = &gap.place {
            values.push(("place", place.to_string().into()));
        }
        if let Some(by) = &gap.implied_by {
            values.push(("skill", self.labels.competency_name(by).into()));
        }
        self.with(id, &values)
    }

    fn kpi_numbers(self, kpi: &Kpi) -> String {
        let (Some(baseline), Some(basis)) = (kpi.baseline, kpi.basis) else {
            return self.text("plan-trail-kpi-not-measured");
        };
        let mut values = vec![
            ("number", self.language.amount(baseline).into()),
            ("unit", self.language.unit(&kpi.unit).into()),
            ("basis", self.language.word("word-basis", basis.as_str()).into()),
        ];
        match kpi.place.as_ref().map(Place::to_string) {
            Some(place) => {
                values.push(("place", place.into()));
                self.with("plan-trail-kpi-in", &values)
            }
            None => self.with("plan-trail-kpi", &values),
        }
    }

    fn made_from(self) -> Vec<Reason> {
        let provenance = &self.plan.provenance;
        let pair =
            |id: &str, because: &str| Reason { about: self.text(id), because: because.to_owned() };
        vec![
            pair("plan-trail-as-of", &provenance.as_of.to_string()),
            pair("plan-trail-engine", &provenance.engine),
            pair("plan-trail-library", &provenance.library),
            pair("plan-trail-rules", &provenance.rules),
            pair("plan-trail-person", &provenance.person),
        ]
    }

    /// What the choice is worth, whether it is the best, and what it took to find it.
    fn choice(self, selection: &Selection) -> Vec<String> {
        let none = || self.text("plan-trail-no-score");
        let score = selection.score.map_or_else(none, |score| self.measure(score));
        let values = [("score", score.into()), ("bound", self.measure(selection.bound).into())];
        let best =
            if selection.proved { "plan-trail-best-certified" } else { "plan-trail-best-found" };
        let looked_at =
            [("modules", selection.candidates.into()), ("sets", selection.nodes.into())];
        let hours = [
            ("used", self.language.hours_number(selection.hours).into()),
            ("all", self.language.hours_number(selection.hours_available).into()),
        ];
        vec![
            self.with(best, &values),
            self.with("plan-trail-looked-at", &looked_at),
            self.with("plan-trail-hours", &hours),
        ]
    }

    /// Points, or points for hours.
    fn measure(self, score: Score) -> String {
        match score {
            Score::Points(points) => self.language.points(points),
            Score::PerHour(per_hour) => {
                let points = self.language.points(per_hour.points);
                let hours = self.language.hours(per_hour.hours);
                let values = [("points", points.into()), ("hours", hours.into())];
                self.with("plan-trail-points-for-hours", &values)
            }
        }
    }
}

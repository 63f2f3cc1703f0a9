//! How did the plan come about? For those who answer for it.

use waypath_engine::id::RuleId;
use waypath_engine::wire::{Failed, Fired, Gap, Kpi, Place, Score, Selection};

use super::Audience;
use super::page::{Reason, Trail};
use super::speaker::Speaker;
use crate::phrases;
use crate::words;

impl Speaker<'_> {
    pub(super) fn trail(self) -> Option<Trail> {
        if self.audience != Audience::Admin {
            return None;
        }
        Some(Trail {
            person_id: self.plan.person.id.to_string(),
            certificate: self.plan.selection.as_ref().map(certificate).unwrap_or_default(),
            undecided: self.undecided(),
            failed: self.failed(),
            overruled: self.overruled(),
            fired: self.fired(),
            numbers: self.numbers(),
            made_from: self.made_from(),
        })
    }

    fn undecided(self) -> Vec<Reason> {
        let rules = self.plan.rules.undecided.iter();
        rules
            .map(|it| Reason {
                about: it.rule.to_string(),
                because: format!("needs {}", words::and(&phrases::evidence_of(&it.needs))),
            })
            .collect()
    }

    fn failed(self) -> Vec<Reason> {
        let rules = self.plan.rules.failed.iter();
        let reason = |failed: &Failed| Reason {
            about: failed.rule.to_string(),
            because: phrases::failure(&failed.error),
        };
        rules.map(reason).collect()
    }

    fn overruled(self) -> Vec<Reason> {
        let rules = self.plan.rules.overruled.iter();
        rules
            .map(|it| Reason {
                about: it.rule.to_string(),
                because: format!("gives way to {} about {}", it.by, self.module(&it.module)),
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
            because: words::and_at_most(&about, 5),
        };
        rules.into_iter().map(reason).collect()
    }

    fn fired_about(self, fired: &Fired) -> String {
        self.about(&fired.about).unwrap_or_else(|| self.plan.person.id.to_string())
    }

    /// Where each number of the plan stands: file and line.
    fn numbers(self) -> Vec<Reason> {
        let gaps = self.plan.gaps.iter().map(|it| Reason {
            about: self.competency(&it.competency),
            because: self.gap_numbers(it),
        });
        let mut kpis: Vec<Reason> = Vec::new();
        for kpi in self.plan.milestones.iter().filter_map(|it| it.kpi.as_ref()) {
            let because = kpi_numbers(kpi);
            let about = self.kpi(&kpi.kpi);
            if !kpis.iter().any(|it| it.about == about) {
                kpis.push(Reason { about, because });
            }
        }
        gaps.chain(kpis).collect()
    }

    fn gap_numbers(self, gap: &Gap) -> String {
        let at = |place: Option<&Place>| place.map(|it| format!(" in {it}")).unwrap_or_default();
        let held = match &gap.evidence {
            Some(it) if !gap.provisional => {
                let doubt = match (it.inferred, it.stale) {
                    (true, _) => ", of a neighbour",
                    (false, true) => ", stale",
                    (false, false) => "",
                };
                let place = at(it.place.as_ref());
                format!("held {} ({} {}{doubt}{place})", gap.held, it.source.as_str(), it.date)
            }
            _ => format!("held {} (assumed: nobody has evidence)", gap.held),
        };
        let implied = gap
            .implied_by
            .as_ref()
            .map(|it| format!(", because {} requires it", self.competency(it)));
        format!(
            "{held}; expected {} ({}{}{}); {} points",
            gap.expected,
            gap.importance.as_str(),
            at(gap.place.as_ref()),
            implied.unwrap_or_default(),
            words::decimal(gap.points)
        )
    }

    fn made_from(self) -> Vec<Reason> {
        let it = &self.plan.provenance;
        let pair = |about: &str, because: &str| Reason {
            about: about.to_owned(),
            because: because.to_owned(),
        };
        vec![
            pair("As of", &it.as_of.to_string()),
            pair("Engine", &it.engine),
            pair("Library", &it.library),
            pair("Rules", &it.rules),
            pair("Person", &it.person),
        ]
    }
}

fn kpi_numbers(kpi: &Kpi) -> String {
    let place = kpi.place.as_ref().map(|it| format!(" in {it}")).unwrap_or_default();
    match (kpi.baseline, kpi.basis) {
        (Some(baseline), Some(basis)) => {
            format!("stands at {baseline} {} ({}{place})", kpi.unit, basis.as_str())
        }
        _ => "nobody measured it".to_owned(),
    }
}

fn certificate(it: &Selection) -> Vec<String> {
    let proof = if it.proved {
        "proved the best there is: every other allowed set was looked at or cannot exceed it"
            .to_owned()
    } else {
        format!("best found; none can exceed {}", measure(it.bound))
    };
    let score = it.score.map_or_else(|| "none".to_owned(), measure);
    vec![
        format!("Score {score}, {proof}"),
        format!("{} modules to choose from, {} partial sets looked at", it.candidates, it.nodes),
        format!("{} of {} h used by the modules", it.hours, it.hours_available),
    ]
}

/// Points, or points for hours.
fn measure(score: Score) -> String {
    match score {
        Score::Points(points) => format!("{} points", words::decimal(points)),
        Score::PerHour(it) => format!("{} points for {} h", words::decimal(it.points), it.hours),
    }
}

//! How ready is the person, and what is still missing?

use waypath_engine::id::CompetencyId;
use waypath_engine::plan::Outcome;
use waypath_engine::wire::{Module, Readiness};

use super::page::Ready;
use super::writer::PlanWriter;

/// How many names a sentence lists before it counts the rest.
const NAMES: usize = 3;

impl PlanWriter<'_> {
    pub(super) fn readiness(self) -> Vec<Ready> {
        let readiness = self.plan.readiness.iter().enumerate();
        readiness.map(|(at, ready)| self.ready(ready, at)).collect()
    }

    fn ready(self, readiness: &Readiness, at: usize) -> Ready {
        let is_provisional = self.plan.outcome == Outcome::AssessFirst;
        let (low, high) =
            if is_provisional { (readiness.now, readiness.now_high) } else { after(readiness) };
        let range = |low, high| self.language.percent_range(low, high, self.signs);
        let (now, after) = (range(readiness.now, readiness.now_high), range(low, high));
        let is_same = now == after;
        let mut values = vec![
            ("ready", if readiness.is_job_ready { "yes" } else { "no" }.into()),
            ("now", now.into()),
        ];
        let line = if is_same {
            self.with("plan-ready-now", &values)
        } else {
            values.push(("arrow", self.signs.arrow().into()));
            values.push(("after", after.into()));
            self.with("plan-ready-after", &values)
        };
        let threshold = self.language.percent(readiness.job_ready);
        Ready {
            label: self.ready_label(readiness),
            line,
            needs: self.with("plan-ready-needs", &[("threshold", threshold.into())]),
            notes: self.ready_notes(readiness, at),
            now: readiness.now,
            now_high: readiness.now_high,
            after: low,
            after_high: high,
            threshold: readiness.job_ready,
        }
    }

    fn ready_label(self, readiness: &Readiness) -> String {
        if readiness.role != self.plan.person.role {
            let role = self.labels.role_title(&readiness.role);
            self.with("plan-ready-role", &[("role", role.into())])
        } else if self.plan.readiness.len() < 2 {
            self.text("plan-ready-job")
        } else {
            self.text("plan-ready-present-job")
        }
    }

    fn ready_notes(self, readiness: &Readiness, at: usize) -> Vec<String> {
        let is_range =
            readiness.now != readiness.now_high || readiness.after != readiness.after_high;
        let mut notes = Vec::new();
        if at == 0 && is_range {
            notes.push(self.range_reason());
        }
        if !readiness.is_job_ready {
            notes.extend(self.critical_notes(readiness));
            notes.extend(self.enough_note(readiness));
        }
        notes
    }

    fn range_reason(self) -> String {
        let (never, lapsed) = self.without_evidence();
        let id = match (never.is_empty(), lapsed.is_empty()) {
            (true, true) => return self.text("plan-range-unknown"),
            (false, true) => "plan-range-never",
            (true, false) => "plan-range-lapsed",
            (false, false) => "plan-range-never-and-lapsed",
        };
        let values = [
            ("count", never.len().into()),
            ("never", self.language.and_at_most(&never, NAMES).into()),
            ("lapsed", self.language.and_at_most(&lapsed, NAMES).into()),
        ];
        self.with(id, &values)
    }

    fn critical_notes(self, readiness: &Readiness) -> Vec<String> {
        let mut notes = Vec::new();
        let (known, unknown): (Vec<&CompetencyId>, Vec<&CompetencyId>) =
            readiness.unmet_critical.iter().partition(|id| self.is_known(id));
        let unmet: Vec<String> = known.into_iter().map(|id| self.critical(id)).collect();
        if !unmet.is_empty() {
            let skills = self.language.commas(&unmet);
            notes.push(self.with("plan-critical-unmet", &[("skills", skills.into())]));
        }
        let unknown: Vec<String> =
            unknown.into_iter().map(|id| self.unknown_critical(id)).collect();
        if !unknown.is_empty() {
            let skills = self.language.commas(&unknown);
            notes.push(self.with("plan-critical-unknown", &[("skills", skills.into())]));
        }
        let unconfirmed = self.competencies(readiness.unconfirmed_critical.iter());
        if !unconfirmed.is_empty() {
            let skills = self.language.and(&unconfirmed);
            let values = [self.reader(), ("name", self.first().into()), ("skills", skills.into())];
            notes.push(self.with("plan-critical-unconfirmed", &values));
        }
        notes
    }

    /// Whether the level of a competency was observed.
    fn is_known(self, id: &CompetencyId) -> bool {
        self.gap(id).is_some_and(|gap| !gap.provisional && gap.evidence.is_some())
    }

    /// A critical skill with the steps that work on it.
    fn critical(self, id: &CompetencyId) -> String {
        let builds = |module: &&Module| module.closes.iter().any(|closes| closes.competency == *id);
        let modules = self.plan.modules.iter().filter(builds);
        let numbers: Vec<String> = modules.map(|module| module.order.to_string()).collect();
        let name = self.labels.competency_name(id);
        let mut values = vec![("skill", name.into())];
        if numbers.is_empty() {
            return if self.must_do_builds(id) {
                self.with("plan-critical-must-do", &values)
            } else if self.plan.modules.is_empty() {
                name.to_owned()
            } else {
                self.with("plan-critical-open", &values)
            };
        }
        values.push(("modules", self.language.and(&numbers).into()));
        if self.closes_fully(id) {
            self.with("plan-critical-steps", &values)
        } else {
            self.with("plan-critical-steps-in-part", &values)
        }
    }

    fn unknown_critical(self, id: &CompetencyId) -> String {
        let name = self.labels.competency_name(id);
        if self.must_do_builds(id) {
            self.with("plan-critical-must-do", &[("skill", name.into())])
        } else {
            name.to_owned()
        }
    }

    fn must_do_builds(self, id: &CompetencyId) -> bool {
        self.plan.must_do.iter().any(|duty| self.labels.builds(&duty.module, id))
    }

    /// Whether the plan's modules bring a competency to the level expected.
    pub(super) fn closes_fully(self, id: &CompetencyId) -> bool {
        let closes = self.plan.modules.iter().flat_map(|module| &module.closes);
        let levels = closes.filter(|closes| closes.competency == *id).map(|closes| closes.to);
        match (levels.max(), self.gap(id)) {
            (Some(top), Some(gap)) => top >= gap.expected,
            _ => false,
        }
    }

    fn enough_note(self, readiness: &Readiness) -> Option<String> {
        if self.plan.modules.is_empty() || self.plan.outcome == Outcome::AssessFirst {
            return None;
        }
        let (low, high) = after(readiness);
        if high < readiness.job_ready {
            let threshold = self.language.percent(readiness.job_ready);
            return Some(self.with("plan-ready-not-enough", &[("threshold", threshold.into())]));
        }
        let stays_open = |id: &CompetencyId| !self.closes_fully(id) && !self.must_do_builds(id);
        let is_open = readiness.unmet_critical.iter().any(stays_open);
        (low < readiness.job_ready && !is_open).then(|| self.text("plan-ready-depends"))
    }
}

/// Readiness once every proof is accepted; learning lowers nothing.
fn after(readiness: &Readiness) -> (u8, u8) {
    (readiness.after.max(readiness.now), readiness.after_high.max(readiness.now_high))
}

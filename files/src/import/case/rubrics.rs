//! Rubrics: the scale, and what is seen of each item at each of its levels.

use std::collections::BTreeMap;

use serde_json::Number;
use waypath_engine::level::Level;

use super::items::ItemIds;
use super::parts::{line, made, read_all, text};
use crate::case::{CriterionLevel, PackageParts, Rubric, RubricCriterion};
use crate::import::imported::{DEFAULT_LEVELS, Import};
use crate::json::Json;
use crate::report::NoteKind;

/// The highest score that is a level of a scale; others are points to be summed.
const HIGHEST: u16 = 20;
/// The rubric of certificates, as Waypath writes it.
const YES_NO: &str = "yes-no";

/// What the rubrics of a package say.
#[derive(Default)]
pub(super) struct Rubrics {
    /// The name of the scale.
    scale: Option<String>,
    /// The labels that each level has somewhere, and how often.
    labels: BTreeMap<u16, BTreeMap<String, usize>>,
    criteria: Vec<ItemAnchors>,
    /// Criteria whose scores are no levels.
    no_levels: usize,
    /// Levels without a score.
    by_position: usize,
}

/// What is seen of one item.
struct ItemAnchors {
    item: String,
    levels: Vec<(u16, String)>,
}

impl Rubrics {
    pub(super) fn read(json: &Json, parts: &PackageParts<'_>, import: &mut Import) -> Self {
        let needs = ("a rubric", "see that its criteria and levels are those of CASE");
        let mut rubrics = Self::default();
        let all = read_all::<Rubric>(json, parts.rubrics.as_ref(), needs, import);
        if !all.is_empty() {
            import.report.read(all.len(), "rubrics");
        }
        for (rubric, _) in all {
            let title = rubric.title.as_deref().and_then(line).unwrap_or_default();
            for criterion in rubric.criteria.unwrap_or_default() {
                rubrics.criterion(criterion, &title);
            }
        }
        rubrics
    }

    fn criterion(&mut self, criterion: RubricCriterion, title: &str) {
        let Some(levels) = criterion.levels.filter(|levels| !levels.is_empty()) else { return };
        let whole: Option<Vec<(u16, CriterionLevel)>> =
            levels.into_iter().map(|level| Some((self.level(&level)?, level))).collect();
        let Some(levels) = whole else {
            self.no_levels = self.no_levels.saturating_add(1);
            return;
        };
        if title != YES_NO {
            for (level, criterion) in &levels {
                let labels = self.labels.entry(*level).or_default();
                if let Some(label) = criterion.quality.as_deref().and_then(line) {
                    let number = labels.entry(label).or_default();
                    *number = number.saturating_add(1);
                }
            }
            if self.scale.is_none() && !title.is_empty() {
                self.scale = Some(title.to_owned());
            }
        }
        if let Some(item) = criterion.item {
            let seen = |(level, written): (u16, CriterionLevel)| {
                Some((level, text(written.description.as_deref())?))
            };
            let levels = levels.into_iter().filter_map(seen).collect();
            self.criteria.push(ItemAnchors { item: item.identifier, levels });
        }
    }

    /// The level of a score; its position where it has none.
    fn level(&mut self, level: &CriterionLevel) -> Option<u16> {
        let whole = |number: &Number| {
            let level: Level = number.to_string().parse().ok()?;
            let hundredths = level.hundredths();
            let level = hundredths.checked_div(100).filter(|_| hundredths.is_multiple_of(100))?;
            (level <= HIGHEST).then_some(level)
        };
        if let Some(score) = &level.score {
            return whole(score);
        }
        self.by_position = self.by_position.saturating_add(1);
        level.position.as_ref().and_then(whole)
    }

    /// Makes the scale of the draft from the levels of all criteria.
    pub(super) fn set_scale(&self, import: &mut Import) {
        let report = &mut import.report;
        report.note(
            NoteKind::Inferred,
            "by-position",
            self.by_position,
            "levels of rubrics without a score; their position is used instead",
        );
        report.note(
            NoteKind::Dropped,
            "no-levels",
            self.no_levels,
            format!("rubric criteria whose scores are no levels from 0 to {HIGHEST}"),
        );
        let Some(highest) = self.labels.keys().max() else {
            let labels = DEFAULT_LEVELS.join(", ");
            report.note(
                NoteKind::Assumed,
                "scale",
                1,
                format!("scale, {labels}; the package has no rubric with levels"),
            );
            return;
        };
        let (mut assumed, mut different) = (0_usize, 0_usize);
        let label = |level: u16| {
            let labels = self.labels.get(&level).filter(|label| !label.is_empty());
            let Some(labels) = labels else {
                assumed = assumed.saturating_add(1);
                return if level == 0 { "none".to_owned() } else { format!("level {level}") };
            };
            different = different.saturating_add(labels.len().saturating_sub(1));
            let most = labels.values().max();
            let found = labels.iter().find(|(_, number)| Some(*number) == most);
            found.map_or_else(String::new, |(label, _)| label.clone())
        };
        let labels: Vec<String> = (0..=(*highest).max(1)).map(label).collect();
        report.note(
            NoteKind::Changed,
            "labels",
            different,
            "labels of levels that differ from the one most rubric criteria have; a library has one scale",
        );
        report.note(
            NoteKind::Assumed,
            "labels-missing",
            assumed,
            "labels of levels that no rubric names",
        );
        let scale = &mut import.draft.scale;
        if let Some(name) = &self.scale {
            scale.0.clone_from(name);
        }
        scale.1 = labels;
    }

    /// Adds what is seen at each level to the competencies of the draft.
    pub(super) fn add_anchors(&self, names: &ItemIds, import: &mut Import) {
        let highest = import.draft.scale.1.len().saturating_sub(1);
        let (mut number, mut repeated, mut lost) = (0_usize, 0_usize, 0_usize);
        for seen in &self.criteria {
            let id = names.competencies.get(&seen.item);
            let Some(competency) = id.and_then(|id| import.draft.competencies.get_mut(id)) else {
                lost = lost.saturating_add(seen.levels.len());
                continue;
            };
            let top = if competency.is_certificate { 1 } else { highest };
            for (level, text) in &seen.levels {
                if usize::from(*level) > top {
                    lost = lost.saturating_add(1);
                } else if competency.anchors.contains_key(level) {
                    repeated = repeated.saturating_add(1);
                } else {
                    competency.anchors.insert(*level, text.clone());
                    number = number.saturating_add(1);
                }
            }
        }
        let report = &mut import.report;
        made(report, number, "anchors");
        report.note(
            NoteKind::Dropped,
            "repeated-anchors",
            repeated,
            "further texts for a level that has one",
        );
        report.note(
            NoteKind::Dropped,
            "lost-anchors",
            lost,
            "texts of rubric levels about no competency, or above its scale",
        );
    }
}

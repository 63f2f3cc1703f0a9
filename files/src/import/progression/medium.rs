//! The form of Medium's Snowflake, as JSON: tracks with milestones, points for
//! milestones, and titles for points.
//!
//! A track becomes a competency and its milestones are levels. Titles become
//! nothing: one can be had with points from any tracks, so no role could say
//! what it expects. [`Ladder`] works out which titles milestones open.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use indexmap::IndexMap;
use serde::Deserialize;
use waypath_engine::diagnostic::{Code, Diagnostic};
use waypath_engine::source::{Source, read_text};

use super::framework::{
    FrameworkForm, FrameworkTally, FrameworkTopic, LevelLabels, Progression, TOP, capitalised,
};
use super::points::{Ladder, Title};

/// What the file holds, as far as it is read.
#[derive(Deserialize)]
pub(super) struct Snowflake {
    milestone_points: BTreeMap<u16, u32>,
    points_to_levels: BTreeMap<u32, String>,
    titles: Vec<WrittenTitle>,
    tracks: IndexMap<String, Track>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct WrittenTitle {
    label: String,
    min_points: Option<u32>,
    max_points: Option<u32>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Track {
    display_name: String,
    #[serde(default)]
    category: String,
    #[serde(default)]
    description: String,
    milestones: Vec<WrittenMilestone>,
}

#[derive(Deserialize)]
struct WrittenMilestone {
    summary: String,
    #[serde(default)]
    signals: Vec<String>,
    #[serde(default)]
    examples: Vec<String>,
}

/// What is wrong with a JSON file; nothing where it is just something else.
pub(super) enum UnreadJson {
    Else,
    Wrong(Diagnostic),
}

impl Snowflake {
    /// Reads a JSON file in this form.
    pub(super) fn read(source: &Source) -> Result<Self, UnreadJson> {
        let text = read_text(source).map_err(UnreadJson::Wrong)?;
        let value: serde_json::Value =
            serde_json::from_str(&text).map_err(|err| UnreadJson::Wrong(wrong(source, &err)))?;
        if value.get("tracks").is_none() || value.get("titles").is_none() {
            return Err(UnreadJson::Else);
        }
        // Once more from the text: a value has no lines.
        let read: Self =
            serde_json::from_str(&text).map_err(|err| UnreadJson::Wrong(wrong(source, &err)))?;
        read.check(source).map_err(UnreadJson::Wrong)
    }

    /// Makes sure that every milestone is worth something.
    fn check(self, source: &Source) -> Result<Self, Diagnostic> {
        let wrong = |message: String, help: &str| {
            let diagnostic = Diagnostic::new(Code::InvalidValue, message);
            diagnostic.at(source.place(1, 1, 0)).help(help)
        };
        for (name, track) in &self.tracks {
            let number = track.milestones.len();
            let milestones =
                u16::try_from(number).ok().filter(|highest| *highest <= TOP).ok_or_else(|| {
                    wrong(format!("`{name}` has {number} milestones"), "divide the track in two")
                })?;
            if let Some(points) =
                (1..=milestones).find(|points| !self.milestone_points.contains_key(points))
            {
                let message = format!("milestone {points} of `{name}` is worth no points");
                return Err(wrong(message, "add it to `milestone_points`"));
            }
        }
        Ok(self)
    }

    /// The rule of points.
    pub(super) fn ladder(&self) -> Ladder {
        let highest = |track: &Track| u16::try_from(track.milestones.len()).unwrap_or(u16::MAX);
        let title = |written: &WrittenTitle| Title {
            label: written.label.clone(),
            at_least: written.min_points,
            at_most: written.max_points,
        };
        Ladder {
            tracks: self
                .tracks
                .iter()
                .map(|(name, track)| (name.clone(), highest(track)))
                .collect(),
            points: self.milestone_points.clone(),
            levels: self.points_to_levels.clone(),
            titles: self.titles.iter().map(title).collect(),
        }
    }

    /// The tracks as topics; there are no rungs.
    pub(super) fn progression(self, source: &Source, tally: &mut FrameworkTally) -> Progression {
        let categories: BTreeSet<&str> =
            self.tracks.values().map(|track| &*track.category).collect();
        tally.categories = tally.categories.saturating_add(categories.len());
        tally.titles = tally.titles.saturating_add(self.titles.len());
        let milestones = || self.tracks.values().flat_map(|track| &track.milestones);
        let signals: usize = milestones().map(|milestone| milestone.signals.len()).sum();
        let examples: usize = milestones().map(|milestone| milestone.examples.len()).sum();
        let summaries = milestones().count();
        tally.criteria = tally.criteria.saturating_add(signals).saturating_add(summaries);
        tally.examples = tally.examples.saturating_add(examples);
        let stem = Path::new(&source.path).file_stem().unwrap_or_default().to_string_lossy();
        Progression {
            path: source.path.clone(),
            form: FrameworkForm::Medium,
            name: capitalised(&stem),
            labels: LevelLabels::Counted("milestone"),
            topics: self.tracks.into_iter().map(Track::topic).collect(),
            rungs: Vec::new(),
        }
    }
}

impl Track {
    fn topic((key, track): (String, Self)) -> FrameworkTopic {
        let anchors =
            (1..).zip(&track.milestones).map(|(level, milestone)| (level, milestone.anchor()));
        FrameworkTopic {
            key,
            anchors: anchors.collect(),
            name: track.display_name,
            statement: track.description,
        }
    }
}

impl WrittenMilestone {
    /// The summary, and the signals below it.
    fn anchor(&self) -> String {
        let signals = self.signals.iter().map(|signal| format!("\n- {}", signal.trim()));
        format!("{}{}", self.summary.trim(), signals.collect::<String>())
    }
}

/// What a reader of JSON says is wrong, at its place.
fn wrong(source: &Source, error: &serde_json::Error) -> Diagnostic {
    let number = |index: usize| u32::try_from(index).unwrap_or(u32::MAX);
    let place = source.place(number(error.line()), number(error.column()), 1);
    let said = error.to_string();
    let said = said.rsplit_once(" at line ").map_or(&*said, |(said, _)| said);
    let (code, help) = if error.is_data() {
        (Code::WrongType, "compare the file with the original")
    } else {
        (
            Code::InvalidYaml,
            "download the file again, or look for a comma or quote too few or too many",
        )
    };
    Diagnostic::new(code, format!("this is no JSON of a progression framework: {said}"))
        .at(place)
        .help(help)
}

//! Which level and which titles do milestones add up to?
//!
//! The rule of Medium's Snowflake: a milestone in a track is worth points, the
//! more the higher it is; the points of all tracks together make a level, and
//! open the titles whose range they lie in. It does not matter in which tracks.

use std::collections::BTreeMap;

use indexmap::IndexMap;
use thiserror::Error;
use waypath_engine::id::nearest;

/// The tracks of a company, and what their milestones are worth.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Ladder {
    /// The highest milestone of each track, by the track's name in the file.
    pub tracks: IndexMap<String, u16>,
    /// The points of a milestone; one that is not here has none.
    pub points: BTreeMap<u16, u32>,
    /// The levels, by the points each begins with.
    pub levels: BTreeMap<u32, String>,
    /// The titles, lowest first.
    pub titles: Vec<Title>,
}

/// A title, and the points it takes.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Title {
    /// What people call it.
    pub label: String,
    /// The fewest points; any, where there is none.
    pub at_least: Option<u32>,
    /// The most points; any, where there is none.
    pub at_most: Option<u32>,
}

/// What milestones add up to.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct PointsSum<'a> {
    /// The points of all tracks together.
    pub points: u32,
    /// The level; none below the first.
    pub level: Option<&'a str>,
    /// The next level and the points it begins with, unless the level is the last.
    pub next: Option<(u32, &'a str)>,
    /// The titles that are open, in the order of the ladder.
    pub titles: Vec<&'a str>,
}

/// Why a milestone is none of the ladder's.
#[derive(Clone, Debug, Eq, Error, PartialEq)]
pub enum NoMilestone {
    /// No track has this name.
    #[error("there is no track `{track}`")]
    Track {
        /// The name.
        track: String,
        /// What to do.
        help: String,
    },
    /// The track has fewer milestones.
    #[error("`{track}` has no milestone {milestone}")]
    Milestone {
        /// The track.
        track: String,
        /// The milestone.
        milestone: u16,
        /// The highest it has.
        highest: u16,
    },
}

impl NoMilestone {
    /// What to do about it, in the imperative.
    pub fn help(&self) -> String {
        match self {
            Self::Track { help, .. } => help.clone(),
            Self::Milestone { highest, .. } => format!("write a number from 0 to {highest}"),
        }
    }
}

impl Ladder {
    /// Returns what milestones add up to, by the names of tracks; a track that
    /// is not among them has none.
    pub fn standing(
        &self,
        milestones: &BTreeMap<String, u16>,
    ) -> Result<PointsSum<'_>, NoMilestone> {
        for (track, milestone) in milestones {
            let highest = *self.tracks.get(track).ok_or_else(|| self.no_track(track))?;
            if *milestone > highest {
                let (track, milestone) = (track.clone(), *milestone);
                return Err(NoMilestone::Milestone { track, milestone, highest });
            }
        }
        let points = self.total(milestones);
        Ok(PointsSum {
            points,
            level: self.level(points),
            next: self.next(points),
            titles: self.titles(points),
        })
    }

    /// The points of all tracks together.
    pub fn total(&self, milestones: &BTreeMap<String, u16>) -> u32 {
        let of_track = |track: &String| self.worth(milestones.get(track).copied().unwrap_or(0));
        self.tracks.keys().map(of_track).fold(0, u32::saturating_add)
    }

    /// The points of one milestone.
    pub fn worth(&self, milestone: u16) -> u32 {
        self.points.get(&milestone).copied().unwrap_or(0)
    }

    /// The level so many points make; none below the first.
    pub fn level(&self, points: u32) -> Option<&str> {
        self.levels.range(..=points).next_back().map(|(_, level)| level.as_str())
    }

    /// The level above, and the points it begins with.
    pub fn next(&self, points: u32) -> Option<(u32, &str)> {
        let above = self.levels.range(points.checked_add(1)?..).next();
        above.map(|(points, level)| (*points, level.as_str()))
    }

    /// The titles so many points open, in the order of the ladder.
    pub fn titles(&self, points: u32) -> Vec<&str> {
        let is_open = |title: &&Title| {
            title.at_least.is_none_or(|least| points >= least)
                && title.at_most.is_none_or(|most| points <= most)
        };
        self.titles.iter().filter(is_open).map(|title| title.label.as_str()).collect()
    }

    fn no_track(&self, track: &str) -> NoMilestone {
        let names = self.tracks.keys().map(String::as_str);
        let help = match nearest(track, names.clone()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("the tracks are `{}`", names.collect::<Vec<_>>().join("`, `")),
        };
        NoMilestone::Track { track: track.to_owned(), help }
    }
}

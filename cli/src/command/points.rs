//! `import progression --points`: which level and titles do milestones reach?

use std::collections::BTreeMap;
use std::path::Path;
use std::str::FromStr;

use waypath_documents::conversion::milestones_text;
use waypath_documents::report;
use waypath_engine::wire::{
    AnswerProvenance, FORMAT, MilestonePoints, NextLevel, ReachedMilestone,
};
use waypath_files::import::progression::{self, Ladder, PointsSum};

use crate::context::Context;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::options::AnswerFormat;

/// A milestone that was reached: `MOBILE=3`.
#[derive(Clone, Debug)]
pub(super) struct Reached {
    track: String,
    milestone: u16,
}

impl FromStr for Reached {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (track, milestone) = text.split_once('=').ok_or("write `TRACK=MILESTONE`")?;
        let milestone = milestone.trim().parse();
        let milestone = milestone.map_err(|_| "a milestone is a whole number, such as 3")?;
        Ok(Self { track: track.trim().to_owned(), milestone })
    }
}

/// Adds up milestones by the rule of the ladder in a folder.
pub(super) fn run(
    folder: &Path,
    reached: &[Reached],
    format: AnswerFormat,
    context: &mut Context<'_>,
) -> Result<Exit, Failure> {
    let ladder = progression::ladder(folder)?;
    let mut milestones = BTreeMap::new();
    for Reached { track, milestone } in reached {
        if milestones.insert(track.clone(), *milestone).is_some() {
            return Err(Failure::request(
                format!("`{track}` stands twice in `--points`"),
                "name each track once, with the highest milestone reached",
            ));
        }
    }
    let standing = ladder.standing(&milestones);
    let standing = standing.map_err(|error| Failure::request(error.to_string(), error.help()))?;
    let written = written(&ladder, reached, &standing);
    match format {
        AnswerFormat::Text => {
            write!(context.out, "{}", milestones_text(&written, &context.language))?;
        }
        AnswerFormat::Json => report::value(&written, context.out)?,
    }
    Ok(Exit::Done)
}

/// What milestones add up to.
fn written(ladder: &Ladder, reached: &[Reached], standing: &PointsSum<'_>) -> MilestonePoints {
    let milestone = |reached: &Reached| ReachedMilestone {
        track: reached.track.as_str().into(),
        milestone: reached.milestone,
        points: ladder.worth(reached.milestone),
    };
    let next = standing.next;
    MilestonePoints {
        format: FORMAT,
        provenance: AnswerProvenance::engine(),
        milestones: reached.iter().map(milestone).collect(),
        points: standing.points,
        level: standing.level.map(Into::into),
        next_level: next.map(|(points, level)| NextLevel { level: level.into(), points }),
        titles: standing.titles.iter().map(|title| (*title).into()).collect(),
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use crate::{Exit, run};

    fn points(arguments: &[&str]) -> (Exit, String, String) {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../fixtures/frameworks/progression");
        assert!(Path::new(folder).is_dir());
        let command = ["waypath", "--color", "never", "import", "progression", folder];
        let (mut out, mut err) = (Vec::new(), Vec::new());
        let exit = run(command.iter().chain(arguments), &mut out, &mut err);
        let text = |bytes| String::from_utf8(bytes).unwrap();
        (exit, text(out), text(err))
    }

    #[test]
    fn milestones_are_added_up() {
        let (exit, out, err) = points(&["--points", "LAMPS=2,BELLS=1"]);
        let expected = "LAMPS 2: 4 points\nBELLS 1: 1 point\ntogether 5 points: level B; level C begins with 12\ntitles: Warden, Captain\n";
        assert_eq!((exit, &*out, &*err), (Exit::Done, expected, ""));
        let (_, out, _) = points(&["--points", "LAMPS=3,BELLS=2", "--format", "json"]);
        let value: serde_json::Value = serde_json::from_str(&out).unwrap();
        assert_eq!((&value["points"], &value["level"]), (&13.into(), &"C".into()));
        assert_eq!(
            (&value["next_level"], &value["titles"][0]),
            (&().into(), &"Commodore 🚢".into())
        );
    }

    #[test]
    fn what_cannot_be_added_up_is_said() {
        for (arguments, said) in [
            (&["--points", "LAMP=1"][..], "did you mean `LAMPS`?"),
            (&["--points", "BELLS=3"], "write a number from 0 to 2"),
            (&["--points", "BELLS=1,BELLS=2"], "stands twice"),
            (&["--points", "BELLS"], "TRACK=MILESTONE"),
            (&["--points", "BELLS=1", "--output", "x"], "`--points` imports nothing"),
        ] {
            let (exit, out, err) = points(arguments);
            assert_eq!((exit, &*out), (Exit::Failed, ""), "{arguments:?}");
            assert!(err.contains(said), "{err}");
        }
    }
}

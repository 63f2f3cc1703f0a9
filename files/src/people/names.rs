//! Which name of the library is meant, and which level?

use std::collections::BTreeMap;

use waypath_engine::id::{CompetencyIx, Id, Ix, Table, nearest};
use waypath_engine::level::Level;
use waypath_engine::library::{Library, Source};

use crate::table::cell::{Wrong, level, quote};

/// How many names are compared with unknown ones, all in all. A file of another
/// system could hold a million unknown names, and each comparison takes a while.
const MOST_COMPARISONS: usize = 1_000_000;
/// The most names a help line lists.
const MOST_LISTED: usize = 5;

/// Says which name somebody may have meant.
#[derive(Default)]
pub(super) struct Suggestions {
    near: BTreeMap<(&'static str, String), Option<String>>,
    lists: BTreeMap<&'static str, String>,
    comparisons: usize,
}

impl Suggestions {
    /// The help for an unknown name of a kind: the name most like it, else the
    /// first names there are.
    pub(super) fn help<'n, N>(
        &mut self,
        kind: &'static str,
        text: &str,
        names: impl Fn() -> N,
    ) -> String
    where
        N: Iterator<Item = &'n str>,
    {
        if let Some(help) = self.near(kind, text, &names) {
            return help;
        }
        self.lists.entry(kind).or_insert_with(|| listed(kind, &names)).clone()
    }

    /// Asks whether the name most like `text` is meant, if one is like it at all.
    pub(super) fn near<'n, N>(
        &mut self,
        kind: &'static str,
        text: &str,
        names: impl Fn() -> N,
    ) -> Option<String>
    where
        N: Iterator<Item = &'n str>,
    {
        let key = (kind, text.to_owned());
        if let Some(known) = self.near.get(&key) {
            return known.clone();
        }
        if self.comparisons >= MOST_COMPARISONS || text.len() > 200 {
            return None;
        }
        self.comparisons = self.comparisons.saturating_add(names().count());
        let found = near(text, names()).map(|name| format!("did you mean `{name}`?"));
        self.near.insert(key, found.clone());
        found
    }
}

fn near<'n>(text: &str, names: impl Iterator<Item = &'n str>) -> Option<&'n str> {
    let length = text.chars().count();
    let is_as_long = |name: &&str| {
        let other = name.chars().count();
        other.abs_diff(length) <= other.max(length).div_euclid(3).max(1)
    };
    nearest(text, names.filter(is_as_long))
}

/// Lists the first names there are, as a help line.
fn listed<'n, N>(kind: &str, names: impl Fn() -> N) -> String
where
    N: Iterator<Item = &'n str>,
{
    let first: Vec<String> = names().take(MOST_LISTED).map(quote).collect();
    let more = names().skip(MOST_LISTED).count();
    match (first.is_empty(), more) {
        (true, _) => format!("there is no {kind} yet"),
        (false, 0) if first.len() == 1 => format!("write {}", first.concat()),
        (false, 0) => format!("write one of {}", first.join(", ")),
        (false, more) => format!("write one of {} and {more} more", first.join(", ")),
    }
}

/// Finds an id in a table of the library.
pub(super) fn find<I: Id>(
    table: &Table<I>,
    text: &str,
    suggestions: &mut Suggestions,
) -> Result<Ix<I>, Wrong> {
    table.find(text).ok_or_else(|| {
        let help = suggestions.help(I::KIND, text, || table.iter().map(|(_, id)| id.as_str()));
        Wrong::unknown(format!("unknown {} {}", I::KIND, quote(text)), help)
    })
}

/// Reads the source of an observation.
pub(super) fn source(text: &str, suggestions: &mut Suggestions) -> Result<Source, Wrong> {
    Source::from_name(text).ok_or_else(|| {
        let help =
            suggestions.help("source", text, || Source::ALL.iter().map(|source| source.as_str()));
        Wrong::new(format!("unknown source of evidence {}", quote(text)), help)
    })
}

/// A scale of levels, as a row of evidence names it.
#[derive(Clone, Copy, Debug)]
pub(super) enum EvidenceScale<'l> {
    /// None: the competency's own.
    Unsaid,
    /// The library's, by its name.
    Library,
    /// `yes-no`, that of certificates.
    YesNo,
    /// One of the library's other scales: its name and its points.
    Other(&'l str, &'l [(Level, Level)]),
}

/// Finds a scale by its name.
pub(super) fn scale<'l>(
    text: &str,
    library: &'l Library,
    suggestions: &mut Suggestions,
) -> Result<EvidenceScale<'l>, Wrong> {
    if text == library.scale.name() {
        return Ok(EvidenceScale::Library);
    }
    if text == "yes-no" {
        return Ok(EvidenceScale::YesNo);
    }
    let other = library.evidence.scales().get_key_value(text);
    other.map(|(name, points)| EvidenceScale::Other(name, points)).ok_or_else(|| {
        let scales = library.evidence.scales();
        let help = suggestions.help("scale", text, || scales.keys().map(|name| &**name));
        Wrong::unknown(format!("unknown scale {}", quote(text)), help)
    })
}

/// Reads a level of a competency on a scale.
///
/// On the library's scale a level is a number or a label. Certificates are held
/// or not: `yes`, `no`, `1` or `0`. Levels on other scales are numbers; between
/// two points of a scale they lie on the straight line, rounded down to
/// hundredths.
pub(super) fn level_on(
    scale: EvidenceScale<'_>,
    text: &str,
    competency: CompetencyIx,
    library: &Library,
) -> Result<Level, Wrong> {
    match (scale, library.competencies[competency].yes_no) {
        (EvidenceScale::Unsaid | EvidenceScale::YesNo, true) => yes_no(text),
        (EvidenceScale::Library | EvidenceScale::Other(..), true) => Err(Wrong::new(
            "a certificate is held or not, on no other scale",
            "leave `scale` empty and write `yes` or `no`",
        )),
        (EvidenceScale::Unsaid | EvidenceScale::Library, false) => {
            label(text, library).map_or_else(|| level_or_label(text, library), Ok)
        }
        (EvidenceScale::YesNo, false) => Err(Wrong::new(
            "this competency has levels, not `yes` or `no`",
            "leave `scale` empty and write a level",
        )),
        (EvidenceScale::Other(name, points), false) => on_other(name, points, text),
    }
}

fn on_other(name: &str, points: &[(Level, Level)], text: &str) -> Result<Level, Wrong> {
    let wrong = |message: String| Wrong::new(message, range(name, points));
    let point: Level =
        text.parse().map_err(|_| wrong(format!("{} is no point of `{name}`", quote(text))))?;
    let outside = || wrong(format!("{point} is outside the scale `{name}`"));
    interpolate(points, point).ok_or_else(outside)
}

fn yes_no(text: &str) -> Result<Level, Wrong> {
    match text.to_ascii_lowercase().as_str() {
        "yes" | "1" => Ok(Level::whole(1)),
        "no" | "0" => Ok(Level::ZERO),
        _ => Err(Wrong::new(
            format!("a certificate is held or not, and {} is neither", quote(text)),
            "write `yes` or `no`",
        )),
    }
}

fn label(text: &str, library: &Library) -> Option<Level> {
    let at = library.scale.labels().iter().position(|label| label.eq_ignore_ascii_case(text))?;
    Some(Level::whole(u16::try_from(at).ok()?))
}

fn level_or_label(text: &str, library: &Library) -> Result<Level, Wrong> {
    level(text, library.scale.top()).map_err(|wrong| {
        let labels = library.scale.labels().join("`, `");
        Wrong { help: format!("{}, or one of `{labels}`", wrong.help), ..wrong }
    })
}

fn range(scale: &str, points: &[(Level, Level)]) -> String {
    match (points.first(), points.last()) {
        (Some((first, _)), Some((last, _))) => {
            format!("write a number from {first} to {last}, the range of `{scale}`")
        }
        _ => format!("give `{scale}` points in `waypath.yaml`"),
    }
}

/// Returns the level at a point: on a point its level, between two the straight
/// line between theirs, rounded down to hundredths; outside all, none.
fn interpolate(points: &[(Level, Level)], point: Level) -> Option<Level> {
    let after = points.partition_point(|(at, _)| *at < point);
    let (high, high_level) = *points.get(after)?;
    if high == point {
        return Some(high_level);
    }
    let (low, low_level) = *points.get(after.checked_sub(1)?)?;
    let number = |level: Level| i64::from(level.hundredths());
    let along = number(point).checked_sub(number(low))?;
    let rise = number(high_level).checked_sub(number(low_level))?;
    let width = number(high).checked_sub(number(low))?;
    let step = along.checked_mul(rise)?.checked_div_euclid(width)?;
    let level = number(low_level).checked_add(step)?;
    Some(Level::from_hundredths(u16::try_from(level).ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn points(points: &[(u16, u16)]) -> Vec<(Level, Level)> {
        points.iter().map(|(a, b)| (Level::whole(*a), Level::whole(*b))).collect()
    }

    fn at(scale: &[(u16, u16)], point: &str) -> Option<String> {
        interpolate(&points(scale), point.parse().unwrap())
            .map(|interpolate| interpolate.to_string())
    }

    #[test]
    fn between_points_a_level_lies_on_the_line_and_is_rounded_down() {
        let percent = [(0, 0), (100, 4)];
        assert_eq!(at(&percent, "70").as_deref(), Some("2.8"));
        assert_eq!(at(&percent, "33").as_deref(), Some("1.32"));
        assert_eq!(at(&percent, "33.33").as_deref(), Some("1.33"));
        assert_eq!(at(&percent, "100").as_deref(), Some("4"));
    }

    #[test]
    fn a_scale_may_fall() {
        let grades = [(1, 4), (6, 0)];
        assert_eq!(at(&grades, "1").as_deref(), Some("4"));
        assert_eq!(at(&grades, "2.3").as_deref(), Some("2.96"));
        assert_eq!(at(&[(0, 1), (3, 0)], "1").as_deref(), Some("0.66"));
    }

    #[test]
    fn outside_its_points_a_scale_says_nothing() {
        let hr = [(1, 0), (5, 4)];
        assert_eq!(at(&hr, "0.99"), None);
        assert_eq!(at(&hr, "5.01"), None);
        assert_eq!(at(&[], "1"), None);
    }
}

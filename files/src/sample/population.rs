//! What does a file about a synthetic population say?

use waypath_engine::diagnostic::{Code, Diagnostic};
use waypath_engine::id::{RoleIx, nearest};
use waypath_engine::library::{Library, Source as Seen};
use waypath_engine::person::Status;
use waypath_engine::source::{Document, Node, Source, Value, read_yaml};

use super::default::default_text;
use super::dice::Chance;
use super::number::{WrittenNumber, band, fte, level, number, role, source, status, word};
use super::shares::{Shares, WholeRange};
use crate::table::cell::Wrong;

/// What the people of a library might be like: how often what, and what goes
/// together with what.
#[derive(Clone, Debug)]
pub struct Population {
    /// Present roles.
    pub roles: Shares<RoleIx>,
    /// Sites.
    pub sites: Shares<String>,
    /// Shifts.
    pub shifts: Shares<String>,
    /// Languages.
    pub languages: Shares<String>,
    /// Further columns with their values.
    pub attributes: Vec<(String, Shares<String>)>,
    /// Who works towards another role.
    pub(super) target: Chance,
    /// Among which roles that one is.
    pub(super) within: TargetAmong,
    /// Months in the present role.
    pub months_in_role: Shares<WholeRange>,
    /// Months in the company before that.
    pub months_before_role: Shares<WholeRange>,
    /// Shares of full time, in hundredths.
    pub fte: Shares<u32>,
    /// Who is away.
    pub(super) away: Chance,
    /// How many people a team has.
    pub(super) team_size: u64,
    /// Who has a manager.
    pub(super) managers: Chance,
    /// Who has a mentor.
    pub(super) mentors: Chance,
    /// The share of expected competencies that nobody has seen.
    pub(super) unknown: Chance,
    /// Where evidence comes from.
    pub sources: Shares<Seen>,
    /// How old evidence is.
    pub evidence_months: Shares<WholeRange>,
    /// Levels held, in hundredths above what the present role expects.
    pub levels: Shares<i32>,
    /// The same for what only the role worked towards expects.
    pub levels_for_target: Shares<i32>,
    /// The correlation of months in the role with levels, in hundredths.
    pub(super) tenure_with_level: Correlation,
    /// The correlation of the levels of two competencies.
    pub(super) between_competencies: Correlation,
    /// Who has begun or done modules.
    pub(super) learners: Chance,
    /// How many modules these have.
    pub learned_modules: Shares<WholeRange>,
    /// What became of them.
    pub statuses: Shares<Status>,
    /// How long ago.
    pub progress_months: Shares<WholeRange>,
    /// In how many reviews a gap was seen.
    pub reviews: Shares<WholeRange>,
    /// Which teams have readings of KPIs.
    pub(super) read_teams: Chance,
    /// How far these are from baseline to target, in percent.
    pub reached: Shares<WholeRange>,
}

/// A correlation, in ten-thousandths.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub(super) struct Correlation(pub(super) i64);

/// Among which roles the one worked towards is.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum TargetAmong {
    Family,
    Model,
    Any,
}

impl Population {
    /// The population that is assumed of a library.
    pub fn of(library: &Library) -> Self {
        let nobody = Self::nobody();
        let bytes = default_text(library).into_bytes();
        let source = Source { path: "default".to_owned(), bytes };
        PopulationReader::read(nobody, &source, library).0
    }

    /// Reads a file; what it leaves out is as assumed of the library. All mistakes
    /// are found at once.
    pub fn read(source: &Source, library: &Library) -> (Self, Vec<Diagnostic>) {
        PopulationReader::read(Self::of(library), source, library)
    }

    fn nobody() -> Self {
        Self {
            roles: Shares::default(),
            sites: Shares::default(),
            shifts: Shares::default(),
            languages: Shares::default(),
            attributes: Vec::new(),
            target: Chance(0),
            within: TargetAmong::Any,
            months_in_role: Shares::default(),
            months_before_role: Shares::default(),
            fte: Shares::default(),
            away: Chance(0),
            team_size: 1,
            managers: Chance(0),
            mentors: Chance(0),
            unknown: Chance(0),
            sources: Shares::default(),
            evidence_months: Shares::default(),
            levels: Shares::default(),
            levels_for_target: Shares::default(),
            tenure_with_level: Correlation(0),
            between_competencies: Correlation(0),
            learners: Chance(0),
            learned_modules: Shares::default(),
            statuses: Shares::default(),
            progress_months: Shares::default(),
            reviews: Shares::default(),
            read_teams: Chance(0),
            reached: Shares::default(),
        }
    }
}

/// The keys of a file, with what stands below some of them.
const KEYS: &[(&str, &[&str])] = &[
    ("roles", &[]),
    ("sites", &[]),
    ("shifts", &[]),
    ("languages", &[]),
    ("attributes", &[]),
    ("target_role", &["share", "within"]),
    ("months_in_role", &[]),
    ("months_before_role", &[]),
    ("fte", &[]),
    ("away", &[]),
    ("teams", &["size", "managers", "mentors"]),
    ("evidence", &["unknown", "sources", "months_old"]),
    ("levels", &[]),
    ("levels_for_target", &[]),
    ("correlations", &["tenure_with_level", "between_competencies"]),
    ("progress", &["people", "modules", "statuses", "months_old"]),
    ("reviews", &[]),
    ("kpis", &["teams", "reached"]),
];

struct PopulationReader<'a> {
    library: &'a Library,
    document: &'a Document,
    diagnostics: Vec<Diagnostic>,
}

impl PopulationReader<'_> {
    fn read(
        mut population: Population,
        source: &Source,
        library: &Library,
    ) -> (Population, Vec<Diagnostic>) {
        let mut read = read_yaml(source);
        let Some(document) = read.document.filter(|document| !document.root.is_absent()) else {
            return (population, read.diagnostics);
        };
        let mut reader = PopulationReader { library, document: &document, diagnostics: Vec::new() };
        let known: Vec<&str> = KEYS.iter().map(|(key, _)| *key).collect();
        for (key, value) in reader.known(&document.root, &known) {
            let below =
                KEYS.iter().find(|(name, _)| *name == key).map_or(&[][..], |(_, keys)| keys);
            if below.is_empty() {
                reader.take(&mut population, &key, "", &value);
                continue;
            }
            for (inner, value) in reader.known(&value, below) {
                reader.take(&mut population, &key, &inner, &value);
            }
        }
        reader.check_correlations(&population);
        read.diagnostics.extend(reader.diagnostics);
        waypath_engine::diagnostic::sort(&mut read.diagnostics);
        (population, read.diagnostics)
    }

    /// Takes over what one key says; what cannot be read was reported.
    fn take(&mut self, to: &mut Population, key: &str, inner: &str, value: &Node) {
        match (key, inner) {
            ("roles", _) => {
                let library = self.library;
                put(
                    &mut to.roles,
                    self.shares(value, |text| role(library, text), ShareOrder::OfFile),
                );
            }
            ("sites", _) => put(&mut to.sites, self.shares(value, word, ShareOrder::OfFile)),
            ("shifts", _) => put(&mut to.shifts, self.shares(value, word, ShareOrder::OfFile)),
            ("languages", _) => {
                put(&mut to.languages, self.shares(value, word, ShareOrder::OfFile));
            }
            ("attributes", _) => to.attributes = self.attributes(value),
            ("target_role", "share") => put(&mut to.target, self.chance(value)),
            ("target_role", _) => put(&mut to.within, self.within(value)),
            ("months_in_role", _) => put(&mut to.months_in_role, self.bands(value, 0..=720)),
            ("months_before_role", _) => {
                put(&mut to.months_before_role, self.bands(value, 0..=720));
            }
            ("fte", _) => put(&mut to.fte, self.shares(value, fte, ShareOrder::OfSize)),
            ("away", _) => put(&mut to.away, self.chance(value)),
            ("teams", "size") => put(&mut to.team_size, self.size(value)),
            ("teams", "managers") => put(&mut to.managers, self.chance(value)),
            ("teams", _) => put(&mut to.mentors, self.chance(value)),
            ("evidence", "unknown") => put(&mut to.unknown, self.chance(value)),
            ("evidence", "sources") => {
                put(&mut to.sources, self.shares(value, source, ShareOrder::OfFile));
            }
            ("evidence", _) => put(&mut to.evidence_months, self.bands(value, 0..=720)),
            ("levels", _) => put(&mut to.levels, self.shares(value, level, ShareOrder::OfSize)),
            ("levels_for_target", _) => {
                put(&mut to.levels_for_target, self.shares(value, level, ShareOrder::OfSize));
            }
            ("correlations", "tenure_with_level") => {
                put(&mut to.tenure_with_level, self.correlation(value, -10_000));
            }
            ("correlations", _) => put(&mut to.between_competencies, self.correlation(value, 0)),
            ("progress", "people") => put(&mut to.learners, self.chance(value)),
            ("progress", "modules") => put(&mut to.learned_modules, self.bands(value, 0..=50)),
            ("progress", "statuses") => {
                put(&mut to.statuses, self.shares(value, status, ShareOrder::OfFile));
            }
            ("progress", _) => put(&mut to.progress_months, self.bands(value, 0..=720)),
            ("reviews", _) => put(&mut to.reviews, self.bands(value, 0..=20)),
            ("kpis", "teams") => put(&mut to.read_teams, self.chance(value)),
            _ => put(&mut to.reached, self.bands(value, -1_000..=1_000)),
        }
    }

    fn wrong(&mut self, code: Code, message: String, at: &Node, help: impl Into<String>) {
        let diagnostic = Diagnostic::new(code, message).at(self.document.place(at)).help(help);
        self.diagnostics.push(diagnostic);
    }

    /// The entries of a map whose keys belong there.
    fn known(&mut self, node: &Node, known: &[&str]) -> Vec<(String, Node)> {
        let mut entries = Vec::new();
        for (key, value) in self.map(node) {
            let name = key.text().unwrap_or_default().to_owned();
            if known.contains(&name.as_str()) {
                entries.push((name, value));
                continue;
            }
            let help = match nearest(&name, known.iter().copied()) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("write one of `{}`", known.join("`, `")),
            };
            self.wrong(Code::UnknownField, format!("unknown field `{name}`"), &key, help);
        }
        entries
    }

    fn map(&mut self, node: &Node) -> Vec<(Node, Node)> {
        if let Value::Mapping(entries) = &node.value {
            return entries.clone();
        }
        let help = "write one `key: value` a line below it, or `{ key: value }`";
        self.wrong(Code::WrongType, "this is not a map".to_owned(), node, help);
        Vec::new()
    }

    /// Things with their weights: percentages that come to 100 %, or numbers.
    fn shares<T: Ord + Clone>(
        &mut self,
        node: &Node,
        read: impl Fn(&str) -> Result<T, Wrong>,
        order: ShareOrder,
    ) -> Option<Shares<T>> {
        let before = self.diagnostics.len();
        let mut weighted: Vec<(T, u64)> = Vec::new();
        let mut percents = Vec::new();
        for (key, value) in self.map(node) {
            let thing = read(key.text().unwrap_or_default());
            let thing = thing
                .map_err(|mistake| self.wrong(mistake.code, mistake.message, &key, mistake.help))
                .ok();
            let weight = self.weight(&value);
            if let (Some(thing), Some(weight)) = (thing, weight) {
                percents.push(weight.is_percent);
                weighted.push((thing, u64::try_from(weight.value).unwrap_or(0)));
            }
        }
        if self.diagnostics.len() > before {
            return None;
        }
        if order == ShareOrder::OfSize {
            weighted.sort_by(|(a, _), (b, _)| a.cmp(b));
        }
        self.check_sum(node, &weighted, &percents);
        Some(Shares::new(weighted))
    }

    fn weight(&mut self, node: &Node) -> Option<WrittenNumber> {
        let weight = number(node.text().unwrap_or_default());
        let weight = weight.filter(|weight| (0..=1_000_000_000_000).contains(&weight.value));
        if weight.is_none() {
            let message = format!("`{}` is not a share", node.text().unwrap_or("a map or list"));
            self.wrong(
                Code::InvalidValue,
                message,
                node,
                "write a percentage such as `25%`, or a number such as `3`",
            );
        }
        weight
    }

    fn check_sum<T>(&mut self, node: &Node, weighted: &[(T, u64)], percents: &[bool]) {
        let sum = weighted.iter().map(|(_, weighted)| *weighted).fold(0_u64, u64::saturating_add);
        let all = percents.iter().all(|is_percent| *is_percent);
        if !all && percents.iter().any(|is_percent| *is_percent) {
            let help = "write all of them as percentages, or all as numbers";
            self.wrong(Code::InvalidValue, "percentages stand beside numbers".into(), node, help);
        } else if !weighted.is_empty() && sum == 0 {
            self.wrong(
                Code::InvalidValue,
                "all shares are 0".into(),
                node,
                "give one of them more than 0",
            );
        } else if all && !weighted.is_empty() && sum != 1_000_000 {
            let sum =
                WrittenNumber { value: i64::try_from(sum).unwrap_or(i64::MAX), is_percent: true };
            let help =
                "let them come to 100 %, or write numbers, of which only the proportion counts";
            self.wrong(Code::InvalidValue, format!("these shares come to {sum}"), node, help);
        }
    }

    fn bands(
        &mut self,
        node: &Node,
        range: std::ops::RangeInclusive<i64>,
    ) -> Option<Shares<WholeRange>> {
        let read = |text: &str| band(text, &range).map(InOrder);
        let shares = self.shares(node, read, ShareOrder::OfSize)?;
        let bands: Vec<(WholeRange, u64)> =
            shares.iter().map(|(band, weight)| (band.0, weight)).collect();
        let overlap =
            bands.iter().zip(bands.iter().skip(1)).find(|((a, _), (b, _))| b.from <= a.to);
        if let Some(((a, _), (b, _))) = overlap {
            let message = format!("`{a}` and `{b}` overlap");
            self.wrong(
                Code::InvalidValue,
                message,
                node,
                "let every band begin behind the one before",
            );
            return None;
        }
        Some(Shares::new(bands))
    }

    /// A share of all: a percentage, or a number up to 1.
    fn chance(&mut self, node: &Node) -> Option<Chance> {
        let text = node.text().unwrap_or("a map or list");
        let share = number(text).and_then(|share| {
            let whole = if share.is_percent { 1_000_000 } else { 10_000 };
            let part = u64::try_from(share.value).ok().filter(|part| *part <= whole)?;
            Some(Chance::of(part, whole))
        });
        if share.is_none() {
            let message = format!("`{text}` is not a share of all");
            self.wrong(
                Code::InvalidValue,
                message,
                node,
                "write a percentage up to `100%`, or a number up to 1",
            );
        }
        share
    }

    fn correlation(&mut self, node: &Node, lowest: i64) -> Option<Correlation> {
        let text = node.text().unwrap_or("a map or list");
        let number = number(text).filter(|number| !number.is_percent);
        let number = number.filter(|number| (lowest..=10_000).contains(&number.value));
        if number.is_none() {
            let message = format!("`{text}` is not a correlation that can be here");
            let from = if lowest < 0 { "-1" } else { "0" };
            self.wrong(
                Code::InvalidValue,
                message,
                node,
                format!("write a number from {from} to 1, such as `0.5`"),
            );
        }
        number.map(|number| Correlation(number.value))
    }

    /// What goes with the levels can be no stronger than how they go together.
    fn check_correlations(&mut self, population: &Population) {
        let (tenure, between) = (population.tenure_with_level.0, population.between_competencies.0);
        if tenure.saturating_mul(tenure) <= between.saturating_mul(10_000) {
            return;
        }
        let root = u64::try_from(between.saturating_mul(10_000)).unwrap_or(0).isqrt();
        let most = WrittenNumber { value: i64::try_from(root).unwrap_or(0), is_percent: false };
        let node = self.document.root.get("correlations");
        let at = node.and_then(|below| below.get("tenure_with_level").or(Some(below)));
        let at = at.unwrap_or(&self.document.root).clone();
        let message = format!(
            "with `between_competencies: {}`, `tenure_with_level` can be {most} at most",
            WrittenNumber { value: between, is_percent: false }
        );
        self.wrong(Code::InvalidValue, message, &at, "lower it, or raise `between_competencies`");
    }

    fn attributes(&mut self, node: &Node) -> Vec<(String, Shares<String>)> {
        let mut attributes = Vec::new();
        for (key, value) in self.map(node) {
            let name = key.text().unwrap_or_default().trim().to_owned();
            if name.is_empty() || crate::people::COLUMNS.contains(&name.as_str()) {
                let message = format!("`{name}` cannot be the name of a further column");
                self.wrong(Code::InvalidValue, message, &key, "give the column another name");
                continue;
            }
            if let Some(shares) = self.shares(&value, word, ShareOrder::OfFile) {
                attributes.push((name, shares));
            }
        }
        attributes
    }

    fn within(&mut self, node: &Node) -> Option<TargetAmong> {
        match node.text().unwrap_or_default() {
            "family" => Some(TargetAmong::Family),
            "model" => Some(TargetAmong::Model),
            "any" => Some(TargetAmong::Any),
            other => {
                let message = format!("`{other}` is not a value of `within`");
                self.wrong(Code::InvalidValue, message, node, "write `family`, `model` or `any`");
                None
            }
        }
    }

    fn size(&mut self, node: &Node) -> Option<u64> {
        let text = node.text().unwrap_or("a map or list");
        let size = text.parse::<u64>().ok().filter(|size| (1..=10_000).contains(size));
        if size.is_none() {
            let message = format!("`{text}` is not the size of a team");
            self.wrong(Code::InvalidValue, message, node, "write a whole number from 1 to 10000");
        }
        size
    }
}

/// Whether things stand as in the file or by their size.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum ShareOrder {
    OfFile,
    OfSize,
}

/// A band, sorted by where it begins.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
struct InOrder(WholeRange);

impl Ord for InOrder {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        (self.0.from, self.0.to).cmp(&(other.0.from, other.0.to))
    }
}

impl PartialOrd for InOrder {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

fn put<T>(to: &mut T, value: Option<T>) {
    if let Some(value) = value {
        *to = value;
    }
}

//! The shape of a test file, and of the facts of an example.

use std::str::FromStr;

use indexmap::IndexMap;
use jiff::civil::Date;
use schemars::{JsonSchema, Schema, json_schema};
use serde::Deserialize;

use super::settings::Source;
use super::value::{FromShort, InvalidValue, Parsed, Pattern, Short};
use crate::level::{Level, hundredths};
use crate::quantity::{Amount, Hours};

/// A file of tests, `*_test.yaml` beside the rules.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct TestFile {
    /// The date of all tests that name none.
    pub as_of: Option<Parsed<Day>>,
    /// Tests, by name.
    pub tests: IndexMap<String, Test>,
}

/// One test: about somebody, or about some facts, and what must hold.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Test {
    /// Why it must hold.
    pub because: Option<String>,
    /// The date the plan is made for. A test about a person needs one, here or for the file.
    pub as_of: Option<Parsed<Day>>,
    /// Somebody of the people files by id, or somebody made up.
    pub person: Option<Short<Somebody>>,
    /// Only the facts that rules need; those unsaid are unknown.
    pub given: Option<Given>,
    /// What must hold.
    pub expect: Expect,
}

/// Somebody made up, or somebody of the people files with changes.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Somebody {
    /// Somebody of the people files; what is written beside this replaces what is known of them.
    pub like: Option<String>,
    /// The present role.
    pub role: Option<String>,
    /// The role the person works towards; `""` for none.
    pub target_role: Option<String>,
    /// Where the person works.
    pub site: Option<String>,
    /// The person's shift.
    pub shift: Option<String>,
    /// The person's language.
    pub language: Option<String>,
    /// Since when in the present role.
    pub in_role_since: Option<Parsed<Day>>,
    /// For how many months in the present role, instead of the date.
    pub months_in_role: Option<u16>,
    /// Since when in the company.
    pub in_company_since: Option<Parsed<Day>>,
    /// For how many months in the company, instead of the date.
    pub months_in_company: Option<u16>,
    /// Hours a week for learning.
    pub hours_per_week: Option<Parsed<Hours>>,
    /// The share of full time: `0.8` or `80%`.
    pub fte: Option<Parsed<Share>>,
    /// Extra columns of people.csv.
    pub attr: IndexMap<String, Parsed<Word>>,
    /// Levels somebody saw, by competency: `call-diagnosis: 2`.
    pub evidence: IndexMap<String, Short<Seen>>,
    /// What became of modules: `double-jack: completed`.
    pub progress: IndexMap<String, Short<Became>>,
    /// In how many reviews a gap was seen, by competency.
    pub reviews: IndexMap<String, u8>,
    /// The latest readings of KPIs.
    pub kpi: IndexMap<String, Parsed<Amount>>,
}

impl FromShort for Somebody {
    const EXPECTED: &'static str = "somebody's id, or a map with `role:` or `like:`";

    fn from_short(text: Option<&str>) -> Result<Self, String> {
        match text {
            Some(id) => Ok(Self { like: Some(id.to_owned()), ..Self::default() }),
            None => Err("`person` names nobody: write an id, or a map with `role:`".to_owned()),
        }
    }
}

/// A level somebody saw. Short form: `call-diagnosis: 2`.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Seen {
    /// The level.
    pub level: Parsed<Level>,
    /// Who or what saw it; the manager where unsaid.
    pub source: Option<Source>,
    /// When; on the date of the plan where unsaid.
    pub date: Option<Parsed<Day>>,
}

impl FromShort for Seen {
    const EXPECTED: &'static str = "a level, or a map with `level:`";

    fn from_short(text: Option<&str>) -> Result<Self, String> {
        let level = text.unwrap_or_default().parse().map_err(|err| format!("{err}"))?;
        Ok(Self { level: Parsed(level), source: None, date: None })
    }
}

/// What became of a module. Short form: `double-jack: completed`.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Became {
    /// What became of it.
    pub status: Status,
    /// When; on the date of the plan where unsaid.
    pub date: Option<Parsed<Day>>,
}

impl FromShort for Became {
    const EXPECTED: &'static str = "a status such as `completed`, or a map with `status:`";

    fn from_short(text: Option<&str>) -> Result<Self, String> {
        let text = text.unwrap_or_default();
        let status = Status::from_name(text).ok_or_else(|| {
            let all: Vec<String> =
                Status::ALL.iter().map(|status| format!("`{}`", status.as_str())).collect();
            format!("`{text}` is not a status: write one of {}", all.join(", "))
        })?;
        Ok(Self { status, date: None })
    }
}

/// What became of a module.
#[derive(Clone, Copy, Debug, Deserialize, Eq, JsonSchema, Ord, PartialEq, PartialOrd)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// Person and manager agreed on it.
    Agreed,
    /// Begun.
    Started,
    /// Learned, the proof is still due.
    Learned,
    /// Learned, and the proof was accepted.
    Proven,
    /// Done.
    Completed,
    /// Need not be done.
    Waived,
    /// Will not be done.
    Declined,
}

impl Status {
    /// Every status; of rows of one day the later in this list counts.
    pub const ALL: &[Self] = &[
        Self::Agreed,
        Self::Started,
        Self::Learned,
        Self::Proven,
        Self::Completed,
        Self::Waived,
        Self::Declined,
    ];

    /// The word authors write.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Agreed => "agreed",
            Self::Started => "started",
            Self::Learned => "learned",
            Self::Proven => "proven",
            Self::Completed => "completed",
            Self::Waived => "waived",
            Self::Declined => "declined",
        }
    }

    /// Returns the status of this name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|status| status.as_str() == name)
    }

    /// Whether nothing is left to do.
    pub fn is_done(self) -> bool {
        matches!(self, Self::Proven | Self::Completed | Self::Waived)
    }
}

/// The facts of a case, as conditions name them; those unsaid are unknown.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema, PartialEq)]
#[serde(deny_unknown_fields, default)]
pub struct Given {
    /// The present role; its family and grade come with it.
    pub role: Option<String>,
    /// The role the person works towards.
    pub target_role: Option<String>,
    /// The family of the present role.
    pub family: Option<String>,
    /// The grade of the present role.
    pub grade: Option<u16>,
    /// The persona.
    pub persona: Option<String>,
    /// Where the person works.
    pub site: Option<String>,
    /// The shift.
    pub shift: Option<String>,
    /// The language.
    pub language: Option<String>,
    /// Whole months in the present role.
    pub months_in_role: Option<u16>,
    /// Whole months in the company.
    pub months_in_company: Option<u16>,
    /// Hours of learning per week.
    pub hours_per_week: Option<Parsed<Hours>>,
    /// The share of full time: `0.8` or `80%`.
    pub fte: Option<Parsed<Share>>,
    /// Readiness for the planned role in percent.
    pub readiness: Option<u8>,
    /// Extra columns of people.csv.
    pub attr: IndexMap<String, Parsed<Word>>,
    /// Levels held, by competency. A level that is given is known, unless `known` says otherwise.
    pub level: IndexMap<String, Parsed<Level>>,
    /// Levels missing, by competency; under `each: gap` also `id`, `missing`, `held`, `target`,
    /// `importance`, `points` and `persisted_reviews` of the gap asked about.
    pub gap: IndexMap<String, Parsed<Word>>,
    /// Whether there is evidence, by competency.
    pub known: IndexMap<String, bool>,
    /// Whether it is done, by module.
    pub completed: IndexMap<String, bool>,
    /// Readings, by KPI.
    pub kpi: IndexMap<String, Parsed<Amount>>,
    /// The module asked about, under `each: module`.
    pub module: Option<GivenModule>,
}

/// The module asked about. What is unsaid comes from the module named by `id`.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema, PartialEq)]
#[serde(deny_unknown_fields, default)]
pub struct GivenModule {
    /// The module.
    pub id: Option<String>,
    /// How long it takes.
    pub hours: Option<Parsed<Hours>>,
    /// How one learns in it.
    pub modality: Option<super::model::Modality>,
    /// The points it would close by itself.
    pub gain: Option<Parsed<Amount>>,
    /// How many gaps it closes.
    pub closes: Option<u16>,
    /// Its tags: all it has.
    pub tags: Option<Vec<String>>,
}

/// What must hold. About `given` facts only `fires`, `silent` and `undecided`.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Expect {
    /// These rules fire.
    pub fires: Vec<Short<About>>,
    /// These rules do not fire.
    pub silent: Vec<Short<About>>,
    /// These rules cannot be decided.
    pub undecided: Vec<Short<About>>,
    /// The persona; `""` for none.
    pub persona: Option<String>,
    /// The outcome of the plan.
    pub outcome: Option<String>,
    /// These modules are in the plan.
    pub picks: Vec<String>,
    /// These modules are not in the plan, and need not be done.
    pub leaves_out: Vec<String>,
    /// These modules have to be done.
    pub must_do: Vec<String>,
    /// The manager gets these coaching prompts.
    pub prompts: Vec<String>,
    /// The manager does not get these.
    pub no_prompts: Vec<String>,
    /// These competencies are to be assessed.
    pub assess: Vec<String>,
    /// Readiness for the planned role now, in percent: `40..60`, `40..` or `..60`.
    pub readiness: Option<Parsed<Between>>,
    /// Readiness for the planned role once every proof is accepted.
    pub readiness_after: Option<Parsed<Between>>,
    /// The plan scores at least so many points.
    pub score: Option<Parsed<Amount>>,
}

/// A rule, about anything or about a certain gap or module.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct About {
    /// The rule.
    pub rule: String,
    /// The competency of the gap, or the module; anything where unsaid.
    pub about: Option<String>,
}

impl FromShort for About {
    const EXPECTED: &'static str = "a rule's id, or a map with `rule:` and `about:`";

    fn from_short(text: Option<&str>) -> Result<Self, String> {
        match text {
            Some(rule) => Ok(Self { rule: rule.to_owned(), about: None }),
            None => Err("a rule is missing: write its id".to_owned()),
        }
    }
}

/// A day.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Day(pub Date);

impl FromStr for Day {
    type Err = InvalidValue;

    fn from_str(text: &str) -> Result<Self, InvalidValue> {
        // A date alone: `2026-01-12T08:00` would read as one too.
        let date = if text.len() == 10 { text.parse().ok() } else { None };
        date.map(Self).ok_or_else(|| InvalidValue::new(text, "a date: write it like `2026-01-12`"))
    }
}

impl Pattern for Day {
    const NAME: &'static str = "Day";
    fn schema() -> Schema {
        json_schema!({ "type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$",
            "description": "A date: `2026-01-12`." })
    }
}

/// A share of full time, in hundredths from 1 to 100.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Share(pub u32);

impl FromStr for Share {
    type Err = InvalidValue;

    fn from_str(text: &str) -> Result<Self, InvalidValue> {
        let share = match text.strip_suffix('%') {
            Some(percent) => percent.trim_end().parse().ok(),
            None => hundredths(text).and_then(|hundredths| u32::try_from(hundredths).ok()),
        };
        share
            .filter(|percent| (1..=100).contains(percent))
            .map(Self)
            .ok_or_else(|| InvalidValue::new(text, "a share of full time: write `0.8` or `80%`"))
    }
}

impl Pattern for Share {
    const NAME: &'static str = "Share";
    fn schema() -> Schema {
        json_schema!({ "type": ["string", "number"],
            "description": "A share of full time: `0.8` or `80%`." })
    }
}

/// Any text or number, as it stands.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Word(pub String);

impl FromStr for Word {
    type Err = InvalidValue;

    fn from_str(text: &str) -> Result<Self, InvalidValue> {
        Ok(Self(text.to_owned()))
    }
}

impl Pattern for Word {
    const NAME: &'static str = "Word";
    fn schema() -> Schema {
        json_schema!({ "type": ["string", "number"] })
    }
}

/// Percent from a lowest to a highest: `40..60`.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Between {
    /// The lowest.
    pub from: u8,
    /// The highest.
    pub to: u8,
}

impl FromStr for Between {
    type Err = InvalidValue;

    fn from_str(text: &str) -> Result<Self, InvalidValue> {
        let expected = "a range of percent: write `40..60`, `40..` or `..60`";
        let end = |text: &str, open: u8| match text.trim().trim_end_matches('%').trim_end() {
            "" => Some(open),
            number => number.parse().ok().filter(|percent| *percent <= 100),
        };
        text.split_once("..")
            .and_then(|(from, to)| Some(Self { from: end(from, 0)?, to: end(to, 100)? }))
            .filter(|range| range.from <= range.to && text.trim() != "..")
            .ok_or_else(|| InvalidValue::new(text, expected))
    }
}

impl Pattern for Between {
    const NAME: &'static str = "Between";
    fn schema() -> Schema {
        json_schema!({ "type": "string", "pattern": r"^[0-9]* ?%?\.\.[0-9]* ?%?$",
            "description": "A range of percent: `40..60`, `40..` or `..60`." })
    }
}

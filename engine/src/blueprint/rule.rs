//! The shape of a rule file.

use std::borrow::Cow;
use std::fmt;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::Deserialize;
use serde::de::{Deserializer, Error, MapAccess, Visitor};

use super::model::Modality;
use super::test::Given;
use super::value::{FromShort, Parsed, Short};
use crate::quantity::{Hours, Span};

/// One rule: `when` a condition holds, `then` effects, with a `because`.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// Why the rule is there, as the plan says it to people.
    pub because: String,
    /// Whom the rule is for; everyone where unsaid.
    #[serde(default)]
    pub scope: Scope,
    /// What the condition is asked about: the person, each gap or each module.
    #[serde(default)]
    pub each: Each,
    /// The condition.
    pub when: String,
    /// What to do where the condition cannot be decided.
    #[serde(default)]
    pub if_unknown: IfUnknown,
    /// Of rules that disagree, the highest priority stays.
    #[serde(default)]
    pub priority: i32,
    /// What happens when the condition holds.
    pub then: Vec<Effect>,
    /// Cases the author promises, run by `waypath test`.
    #[serde(default)]
    pub examples: Vec<Example>,
}

/// Whom a rule is for; every key given has to fit.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema, PartialEq)]
#[serde(deny_unknown_fields, default)]
pub struct Scope {
    /// Models (folders of `competency_models/`) the present role lies in.
    pub model: Vec<String>,
    /// Families of the present role.
    pub family: Vec<String>,
    /// Present roles.
    pub role: Vec<String>,
    /// Personas.
    pub persona: Vec<String>,
    /// Sites.
    pub site: Vec<String>,
}

/// What a condition is asked about.
#[derive(Clone, Copy, Debug, Default, Deserialize, Eq, JsonSchema, PartialEq)]
#[serde(rename_all = "snake_case")]
pub enum Each {
    /// The person, once.
    #[default]
    Person,
    /// Each gap of the person.
    Gap,
    /// Each active module that is not done.
    Module,
}

impl Each {
    /// The word authors write.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Gap => "gap",
            Self::Module => "module",
        }
    }
}

/// What a rule does where its condition cannot be decided.
#[derive(Clone, Copy, Debug, Default, Deserialize, Eq, JsonSchema, PartialEq)]
#[serde(rename_all = "snake_case")]
pub enum IfUnknown {
    /// Nothing; the plan says what would decide it.
    #[default]
    Skip,
    /// The same as where the condition holds, because the rule keeps people safe.
    Fire,
}

impl IfUnknown {
    /// The word authors write.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Skip => "skip",
            Self::Fire => "fire",
        }
    }
}

/// A case the author promises.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq)]
#[serde(deny_unknown_fields)]
pub struct Example {
    /// The facts of the case; those unsaid are unknown.
    pub given: Given,
    /// Whether the rule fires.
    pub fires: bool,
}

/// What a rule does. Written as `- exclude` or `- boost: +20%`.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// Raises or lowers what a module counts for.
    Boost(Short<Boost>),
    /// Keeps a module out.
    Exclude(Short<Target>),
    /// Puts a module in.
    Require(Short<Target>),
    /// Puts the best of several modules in.
    RequireOne(Match),
    /// Adds a module that has to be done, outside the three to five.
    Mandate(Short<Mandate>),
    /// Gives the manager a coaching prompt.
    Coach(Short<Coach>),
    /// Sends a dated reminder.
    Nudge(Nudge),
    /// Asks for an assessment.
    Assess(Short<Assess>),
    /// Lowers the hours or the number of modules.
    Limit(Limit),
    /// Tells somebody something.
    Flag(Flag),
    /// Calls a helper function that returns effects.
    Call(String),
}

/// The names of all effects, as authors write them.
pub const EFFECTS: &[&str] = &[
    "boost",
    "exclude",
    "require",
    "require_one",
    "mandate",
    "coach",
    "nudge",
    "assess",
    "limit",
    "flag",
    "call",
];

struct EffectVisitor;

impl<'de> Visitor<'de> for EffectVisitor {
    type Value = Effect;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an effect such as `exclude` or `boost: +20%`")
    }

    fn visit_str<E: Error>(self, name: &str) -> Result<Effect, E> {
        match name {
            "exclude" => Ok(Effect::Exclude(Short(Target::default()))),
            "require" => Ok(Effect::Require(Short(Target::default()))),
            known if EFFECTS.contains(&known) => {
                Err(E::custom(format!("`{known}` needs a value: write `- {known}: …`")))
            }
            unknown => Err(E::unknown_variant(unknown, EFFECTS)),
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Effect, A::Error> {
        let Some(name) = map.next_key::<String>()? else {
            return Err(A::Error::custom("an effect is missing: write one such as `exclude`"));
        };
        let effect = match name.as_str() {
            "boost" => Effect::Boost(map.next_value()?),
            "exclude" => Effect::Exclude(map.next_value()?),
            "require" => Effect::Require(map.next_value()?),
            "require_one" => Effect::RequireOne(map.next_value()?),
            "mandate" => Effect::Mandate(map.next_value()?),
            "coach" => Effect::Coach(map.next_value()?),
            "nudge" => Effect::Nudge(map.next_value()?),
            "assess" => Effect::Assess(map.next_value()?),
            "limit" => Effect::Limit(map.next_value()?),
            "flag" => Effect::Flag(map.next_value()?),
            "call" => Effect::Call(map.next_value()?),
            unknown => return Err(A::Error::unknown_variant(unknown, EFFECTS)),
        };
        match map.next_key::<String>()? {
            None => Ok(effect),
            Some(second) => Err(A::Error::custom(format!(
                "`{name}` and `{second}` stand in one list item: write each effect as an item of its own, with its own `-`"
            ))),
        }
    }
}

impl<'de> Deserialize<'de> for Effect {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(EffectVisitor)
    }
}

impl JsonSchema for Effect {
    fn schema_name() -> Cow<'static, str> {
        "Effect".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let one = |name: &str, value: Schema| {
            json_schema!({ "type": "object", "properties": { name: value },
                "required": [name], "additionalProperties": false })
        };
        let mut forms = vec![json_schema!({ "enum": ["exclude", "require"] })];
        forms.push(one("boost", generator.subschema_for::<Short<Boost>>()));
        forms.push(one("exclude", generator.subschema_for::<Short<Target>>()));
        forms.push(one("require", generator.subschema_for::<Short<Target>>()));
        forms.push(one("require_one", generator.subschema_for::<Match>()));
        forms.push(one("mandate", generator.subschema_for::<Short<Mandate>>()));
        forms.push(one("coach", generator.subschema_for::<Short<Coach>>()));
        forms.push(one("nudge", generator.subschema_for::<Nudge>()));
        forms.push(one("assess", generator.subschema_for::<Short<Assess>>()));
        forms.push(one("limit", generator.subschema_for::<Limit>()));
        forms.push(one("flag", generator.subschema_for::<Flag>()));
        forms.push(one("call", generator.subschema_for::<String>()));
        json_schema!({ "anyOf": forms })
    }
}

impl<T: JsonSchema> JsonSchema for Short<T> {
    fn schema_name() -> Cow<'static, str> {
        format!("Short{}", T::schema_name()).into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let long = generator.subschema_for::<T>();
        json_schema!({ "anyOf": [{ "type": ["string", "number", "null"] }, long] })
    }
}

/// A change of what modules count for. Short form: `boost: +20%`.
#[derive(Clone, Debug, Deserialize, Eq, JsonSchema, PartialEq)]
#[serde(deny_unknown_fields)]
pub struct Boost {
    /// `+20%`, `-50%`, or an expression that gives a number of percent.
    pub by: String,
    /// The module, where it is a certain one.
    pub module: Option<String>,
    /// Which modules, where there may be several.
    #[serde(rename = "match")]
    pub matching: Option<Match>,
}

impl FromShort for Boost {
    const EXPECTED: &'static str = "a percentage such as `+20%`, or a map with `by:`";

    fn from_short(text: Option<&str>) -> Result<Self, String> {
        match text {
            Some(by) => Ok(Self { by: by.to_owned(), module: None, matching: None }),
            None => Err("`boost` needs a percentage: write `boost: +20%`".to_owned()),
        }
    }
}

/// Which modules an effect is about; unsaid, those the rule is asked about.
#[derive(Clone, Debug, Default, Deserialize, Eq, JsonSchema, PartialEq)]
#[serde(deny_unknown_fields, default)]
pub struct Target {
    /// The module, where it is a certain one.
    pub module: Option<String>,
    /// Which modules, where there may be several.
    #[serde(rename = "match")]
    pub matching: Option<Match>,
}

impl FromShort for Target {
    const EXPECTED: &'static str = "a module id, or a map with `module:` or `match:`";

    fn from_short(text: Option<&str>) -> Result<Self, String> {
        Ok(Self { module: text.map(str::to_owned), matching: None })
    }
}

/// Which modules: those that have all that is named here.
#[derive(Clone, Debug, Default, Deserialize, Eq, JsonSchema, PartialEq)]
#[serde(deny_unknown_fields, default)]
pub struct Match {
    /// All of these tags.
    pub tags: Vec<String>,
    /// This modality.
    pub modality: Option<Modality>,
    /// Builds this competency.
    pub builds: Option<String>,
}

/// A module that has to be done. Short form: `mandate: module-id`.
#[derive(Clone, Debug, Deserialize, Eq, JsonSchema, PartialEq)]
#[serde(deny_unknown_fields)]
pub struct Mandate {
    /// The module; unsaid, the one the rule is asked about.
    pub module: Option<String>,
    /// How long after joining the role or the company it is due, the later one.
    pub due: Option<Parsed<Span>>,
    /// How long after completion it has to be done again.
    pub renew: Option<Parsed<Span>>,
}

impl FromShort for Mandate {
    const EXPECTED: &'static str = "a module id, or a map with `module:`";

    fn from_short(text: Option<&str>) -> Result<Self, String> {
        Ok(Self { module: text.map(str::to_owned), due: None, renew: None })
    }
}

/// A coaching prompt to give. Short form: `coach: prompt-id`.
#[derive(Clone, Debug, Deserialize, Eq, JsonSchema, PartialEq)]
#[serde(deny_unknown_fields)]
pub struct Coach {
    /// The coaching prompt.
    pub prompt: String,
    /// How often; unsaid, as the prompt says.
    pub every: Option<Parsed<Span>>,
}

impl FromShort for Coach {
    const EXPECTED: &'static str = "a coaching prompt's id, or a map with `prompt:`";

    fn from_short(text: Option<&str>) -> Result<Self, String> {
        match text {
            Some(prompt) => Ok(Self { prompt: prompt.to_owned(), every: None }),
            None => Err("`coach` needs a coaching prompt: write `coach: prompt-id`".to_owned()),
        }
    }
}

/// A dated reminder.
#[derive(Clone, Debug, Deserialize, Eq, JsonSchema, PartialEq)]
#[serde(deny_unknown_fields)]
pub struct Nudge {
    /// How long after the plan's date it is sent.
    pub after: Parsed<Span>,
    /// Where it is sent.
    pub channel: Channel,
    /// What it says; `{gap.name}` and other facts may stand in it.
    pub text: String,
}

/// Where a nudge is sent.
#[derive(Clone, Copy, Debug, Deserialize, Eq, JsonSchema, PartialEq)]
#[serde(rename_all = "snake_case")]
pub enum Channel {
    /// The person's calendar.
    Calendar,
    /// The team's chat.
    Chat,
    /// Mail.
    Email,
}

impl Channel {
    /// The word authors write.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Calendar => "calendar",
            Self::Chat => "chat",
            Self::Email => "email",
        }
    }
}

/// An assessment to ask for. Short form: `assess: competency-id`.
#[derive(Clone, Debug, Deserialize, Eq, JsonSchema, PartialEq)]
#[serde(deny_unknown_fields)]
pub struct Assess {
    /// The competency; unsaid, that of the gap.
    pub competency: Option<String>,
    /// Who or what assesses; the manager where unsaid.
    pub by: Option<Assessor>,
}

impl FromShort for Assess {
    const EXPECTED: &'static str = "a competency's id, or a map with `competency:` and `by:`";

    fn from_short(text: Option<&str>) -> Result<Self, String> {
        Ok(Self { competency: text.map(str::to_owned), by: None })
    }
}

/// Who or what assesses.
#[derive(Clone, Copy, Debug, Deserialize, Eq, JsonSchema, Ord, PartialEq, PartialOrd)]
#[serde(rename_all = "snake_case")]
pub enum Assessor {
    /// The manager.
    Manager,
    /// A peer.
    Peer,
    /// The mentor.
    Mentor,
    /// A test.
    Test,
    /// A simulation.
    Simulation,
    /// A certification.
    Certification,
}

impl Assessor {
    /// The word authors write.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Manager => "manager",
            Self::Peer => "peer",
            Self::Mentor => "mentor",
            Self::Test => "test",
            Self::Simulation => "simulation",
            Self::Certification => "certification",
        }
    }
}

/// Fewer hours or modules than usual; the smaller limit wins.
#[derive(Clone, Debug, Deserialize, Eq, JsonSchema, PartialEq)]
#[serde(deny_unknown_fields)]
pub struct Limit {
    /// The most hours the modules of the plan may take together.
    pub hours: Option<Parsed<Hours>>,
    /// The most modules, not fewer than three.
    pub modules: Option<u8>,
}

/// Something to tell somebody.
#[derive(Clone, Debug, Deserialize, Eq, JsonSchema, PartialEq)]
#[serde(deny_unknown_fields)]
pub struct Flag {
    /// Who is told.
    pub to: Recipient,
    /// What; `{gap.name}` and other facts may stand in it.
    pub text: String,
}

/// Who is told.
#[derive(Clone, Copy, Debug, Deserialize, Eq, JsonSchema, Ord, PartialEq, PartialOrd)]
#[serde(rename_all = "snake_case")]
pub enum Recipient {
    /// The person's manager.
    Manager,
    /// The LMS admin.
    Admin,
}

impl Recipient {
    /// The word authors write.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Manager => "manager",
            Self::Admin => "admin",
        }
    }
}

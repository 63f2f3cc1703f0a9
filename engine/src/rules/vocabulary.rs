//! Which facts and functions are there?
//!
//! One table describes each fact a rule may read; checking, suggestions and
//! the documentation all come from it.

use crate::blueprint::rule::Each;

use super::names::Domain;

/// Who asks a condition.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Asker {
    /// A rule's `when` or `then`, asked about each of these.
    Rule(Each),
    /// A persona's `who`.
    Persona,
}

/// The type of a value, in the words of our users.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Type {
    /// Yes or no.
    Truth,
    /// A whole number or one with a point, always exact.
    Number,
    /// A text.
    Text,
    /// A list.
    List,
    /// The gap or the module asked about.
    Thing,
    /// What a helper returns; known only when it runs.
    Anything,
}

impl Type {
    /// The type with its article.
    pub fn words(self) -> &'static str {
        match self {
            Self::Truth => "yes or no",
            Self::Number => "a number",
            Self::Text => "a text",
            Self::List => "a list",
            Self::Thing => "a gap or module",
            Self::Anything => "anything",
        }
    }

    /// Whether a value of one type may stand where the other is expected.
    pub(super) fn fits(self, other: Self) -> bool {
        self == other || self == Self::Anything || other == Self::Anything
    }
}

/// Where a fact is available.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Place {
    /// In every condition.
    Everywhere,
    /// In rules, but not in a persona's `who`, which it depends on.
    Rules,
    /// In rules asked about each gap.
    EachGap,
    /// In rules asked about each module.
    EachModule,
}

impl Place {
    /// Whether an asker may read facts of this place.
    pub fn is_open_to(self, asker: Asker) -> bool {
        match self {
            Self::Everywhere => true,
            Self::Rules => asker != Asker::Persona,
            Self::EachGap => asker == Asker::Rule(Each::Gap),
            Self::EachModule => asker == Asker::Rule(Each::Module),
        }
    }

    /// Why a fact of this place is not available elsewhere, and what to do.
    pub(super) fn reason(self) -> (&'static str, &'static str) {
        match self {
            Self::Everywhere => ("", ""),
            Self::Rules => ("depends on the persona", "read it in a rule instead"),
            Self::EachGap => (
                "is there only under `each: gap`",
                "add `each: gap` to the rule, or ask for one gap by name: `gap(\"…\")`",
            ),
            Self::EachModule => {
                ("is there only under `each: module`", "add `each: module` to the rule")
            }
        }
    }
}

/// One fact a rule may read.
#[derive(Clone, Copy, Debug)]
pub struct FactInfo {
    /// Its name: `role`, `level` or `gap.missing`.
    pub name: &'static str,
    /// What it is asked about in brackets, if anything.
    pub asks: Option<Asks>,
    /// The type of its value.
    pub gives: Type,
    /// Where it is available.
    pub place: Place,
    /// What its texts name.
    pub domain: Domain,
    /// What it is, in one fragment.
    pub doc: &'static str,
}

/// What a fact is asked about.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Asks {
    /// An id of this domain.
    Id(Domain),
    /// An extra column of the people file.
    Attribute,
    /// A tag of the module.
    Tag,
}

const fn plain(name: &'static str, gives: Type, doc: &'static str) -> FactInfo {
    FactInfo { name, asks: None, gives, place: Place::Everywhere, domain: Domain::Free, doc }
}

const fn naming(name: &'static str, domain: Domain, doc: &'static str) -> FactInfo {
    FactInfo { name, asks: None, gives: Type::Text, place: Place::Everywhere, domain, doc }
}

const fn asked(name: &'static str, asks: Asks, gives: Type, doc: &'static str) -> FactInfo {
    FactInfo { name, asks: Some(asks), gives, place: Place::Everywhere, domain: Domain::Free, doc }
}

const fn under(place: Place, fact: FactInfo) -> FactInfo {
    FactInfo { place, ..fact }
}

/// Every fact, in the order of the documentation.
pub const FACTS: &[FactInfo] = &[
    naming("role", Domain::Role, "the present role"),
    naming("target_role", Domain::RoleOrNone, "the role the person works towards, or \"\""),
    naming("family", Domain::Family, "the family of the present role, or \"\""),
    plain("grade", Type::Number, "the grade of the present role"),
    under(Place::Rules, naming("persona", Domain::PersonaOrNone, "the person's persona, or \"\"")),
    plain("site", Type::Text, "where the person works"),
    plain("shift", Type::Text, "the person's shift"),
    plain("language", Type::Text, "the person's language"),
    plain("months_in_role", Type::Number, "whole months in the present role"),
    plain("months_in_company", Type::Number, "whole months in the company"),
    under(Place::Rules, plain("hours_per_week", Type::Number, "hours of learning per week")),
    plain("fte", Type::Number, "the share of full time, such as 0.8"),
    under(
        Place::Rules,
        plain(
            "readiness",
            Type::Number,
            "readiness for the planned role in percent, its lower end",
        ),
    ),
    asked("attr", Asks::Attribute, Type::Text, "an extra column of people.csv"),
    asked("level", Asks::Id(Domain::Competency), Type::Number, "the level held"),
    asked("gap", Asks::Id(Domain::Competency), Type::Number, "the levels missing, 0 if none"),
    asked("known", Asks::Id(Domain::Competency), Type::Truth, "whether there is evidence"),
    asked("completed", Asks::Id(Domain::Module), Type::Truth, "whether the module is done"),
    asked("kpi", Asks::Id(Domain::Kpi), Type::Number, "the latest reading"),
    under(Place::EachGap, naming("gap.id", Domain::Competency, "the competency")),
    under(Place::EachGap, plain("gap.name", Type::Text, "the competency's name")),
    under(Place::EachGap, plain("gap.missing", Type::Number, "the levels missing")),
    under(Place::EachGap, plain("gap.held", Type::Number, "the level held")),
    under(Place::EachGap, plain("gap.target", Type::Number, "the level expected")),
    under(
        Place::EachGap,
        naming("gap.importance", Domain::Importance, "critical, important or useful"),
    ),
    under(Place::EachGap, plain("gap.points", Type::Number, "the points it counts for")),
    under(
        Place::EachGap,
        plain("gap.persisted_reviews", Type::Number, "in how many reviews it was seen"),
    ),
    under(Place::EachModule, naming("module.id", Domain::Module, "the module")),
    under(Place::EachModule, plain("module.hours", Type::Number, "how long it takes")),
    under(Place::EachModule, naming("module.modality", Domain::Modality, "how one learns in it")),
    under(
        Place::EachModule,
        plain("module.gain", Type::Number, "the points it would close by itself"),
    ),
    under(Place::EachModule, plain("module.closes", Type::Number, "how many gaps it closes")),
    under(
        Place::EachModule,
        asked("has_tag", Asks::Tag, Type::Truth, "whether the module has a tag"),
    ),
];

/// A fact that texts for people may show and conditions may not ask for.
pub const TITLE: FactInfo =
    under(Place::EachModule, plain("module.title", Type::Text, "the module's title"));

/// One function that is no fact.
#[derive(Clone, Copy, Debug)]
pub struct FunctionInfo {
    /// Its name.
    pub name: &'static str,
    /// The types it takes.
    pub takes: &'static [Type],
    /// The type it gives.
    pub gives: Type,
    /// What it does, in one fragment.
    pub doc: &'static str,
}

const fn function(
    name: &'static str,
    takes: &'static [Type],
    gives: Type,
    doc: &'static str,
) -> FunctionInfo {
    FunctionInfo { name, takes, gives, doc }
}

/// Every function that is no fact.
pub const FUNCTIONS: &[FunctionInfo] = &[
    function("min", &[Type::Number, Type::Number], Type::Number, "the smaller number"),
    function("max", &[Type::Number, Type::Number], Type::Number, "the larger number"),
    function("abs", &[Type::Number], Type::Number, "the number without its sign"),
    function("floor", &[Type::Number], Type::Number, "the whole number below"),
    function("ceiling", &[Type::Number], Type::Number, "the whole number above"),
    function(
        "round",
        &[Type::Number],
        Type::Number,
        "the nearest whole number, halves away from 0",
    ),
    function("starts_with", &[Type::Text, Type::Text], Type::Truth, "whether a text begins so"),
    function("ends_with", &[Type::Text, Type::Text], Type::Truth, "whether a text ends so"),
    function(
        "contains",
        &[Type::Anything, Type::Anything],
        Type::Truth,
        "whether a text or list has it",
    ),
    function("len", &[Type::Anything], Type::Number, "how long a text, list or map is"),
    function("push", &[Type::List, Type::Anything], Type::Anything, "adds to the end of a list"),
];

/// Functions that change their first argument, for helpers only.
pub(super) const CHANGING: &[&str] = &["push"];

/// Returns the fact of a name, such as `role`, `level` or `gap.missing`.
pub fn fact(name: &str) -> Option<&'static FactInfo> {
    FACTS.iter().find(|it| it.name == name)
}

/// Returns the function of a name.
pub(super) fn function_named(name: &str) -> Option<&'static FunctionInfo> {
    FUNCTIONS.iter().find(|it| it.name == name)
}

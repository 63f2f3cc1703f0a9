//! Which facts and functions are there?
//!
//! One row of one table is one fact: its name, its type, where it is available and
//! where its value comes from. Checking, evaluation, suggestions and the
//! documentation all use it.

use crate::blueprint::rule::Each;
use crate::id::{CompetencyIx, KpiIx, ModuleIx};
use crate::level::Level;

use super::facts::{CompetencyFacts, FactSet, Facts, GapFacts, ModuleFacts};
use super::names::Domain;
use super::number::Number;

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

/// The value of a fact.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Datum<'a> {
    Truth(bool),
    Number(Number),
    Text(&'a str),
}

/// Where the value of a fact comes from; `None` where nobody has evidence.
#[derive(Clone, Copy, Debug)]
pub(super) enum Filled {
    Person(for<'a> fn(&'a Facts<'_>) -> Option<Datum<'a>>),
    /// The extra column that is asked about.
    Attribute,
    /// The competency that is asked about.
    Competency(fn(CompetencyFacts) -> Option<Datum<'static>>),
    /// Whether the module that is asked about is done.
    Completed,
    /// The reading of the KPI that is asked about.
    Reading,
    Gap(for<'a> fn(&'a GapFacts<'_>) -> Datum<'a>),
    Module(for<'a> fn(&'a ModuleFacts<'_>) -> Datum<'a>),
    /// Whether the module has the tag that is asked about.
    Tag,
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
    pub(super) filled: Filled,
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

const fn person(
    name: &'static str,
    gives: Type,
    filled: for<'a> fn(&'a Facts<'_>) -> Option<Datum<'a>>,
    doc: &'static str,
) -> FactInfo {
    let filled = Filled::Person(filled);
    let (asks, place, domain) = (None, Place::Everywhere, Domain::Free);
    FactInfo { name, asks, gives, place, domain, doc, filled }
}

const fn asked(
    name: &'static str,
    asks: Asks,
    gives: Type,
    filled: Filled,
    doc: &'static str,
) -> FactInfo {
    let (asks, place, domain) = (Some(asks), Place::Everywhere, Domain::Free);
    FactInfo { name, asks, gives, place, domain, doc, filled }
}

const fn gap(
    name: &'static str,
    gives: Type,
    filled: for<'a> fn(&'a GapFacts<'_>) -> Datum<'a>,
    doc: &'static str,
) -> FactInfo {
    let (asks, place, domain) = (None, Place::EachGap, Domain::Free);
    FactInfo { name, asks, gives, place, domain, doc, filled: Filled::Gap(filled) }
}

const fn module(
    name: &'static str,
    gives: Type,
    filled: for<'a> fn(&'a ModuleFacts<'_>) -> Datum<'a>,
    doc: &'static str,
) -> FactInfo {
    let (asks, place, domain) = (None, Place::EachModule, Domain::Free);
    FactInfo { name, asks, gives, place, domain, doc, filled: Filled::Module(filled) }
}

const fn naming(domain: Domain, fact: FactInfo) -> FactInfo {
    FactInfo { domain, ..fact }
}

const fn under(place: Place, fact: FactInfo) -> FactInfo {
    FactInfo { place, ..fact }
}

const fn whole(number: i64) -> Datum<'static> {
    Datum::Number(Number::Whole(number))
}

fn hundredths(hundredths: impl Into<i64>) -> Datum<'static> {
    Datum::Number(Number::hundredths(hundredths.into()))
}

fn levels(level: Level) -> Datum<'static> {
    hundredths(level.hundredths())
}

/// Every fact, in the order of the documentation.
pub const FACTS: &[FactInfo] = &[
    naming(
        Domain::Role,
        person("role", Type::Text, |facts| Some(Datum::Text(&facts.role)), "the present role"),
    ),
    naming(
        Domain::RoleOrNone,
        person(
            "target_role",
            Type::Text,
            |facts| Some(Datum::Text(&facts.target_role)),
            "the role the person works towards, or \"\"",
        ),
    ),
    naming(
        Domain::Family,
        person(
            "family",
            Type::Text,
            |facts| Some(Datum::Text(&facts.family)),
            "the family of the present role, or \"\"",
        ),
    ),
    person("grade", Type::Number, |facts| facts.grade.map(whole), "the grade of the present role"),
    under(
        Place::Rules,
        naming(
            Domain::PersonaOrNone,
            person(
                "persona",
                Type::Text,
                |facts| Some(Datum::Text(&facts.persona)),
                "the person's persona, or \"\"",
            ),
        ),
    ),
    person(
        "site",
        Type::Text,
        |facts| facts.site.as_deref().map(Datum::Text),
        "where the person works",
    ),
    person(
        "shift",
        Type::Text,
        |facts| facts.shift.as_deref().map(Datum::Text),
        "the person's shift",
    ),
    person(
        "language",
        Type::Text,
        |facts| facts.language.as_deref().map(Datum::Text),
        "the person's language",
    ),
    person(
        "months_in_role",
        Type::Number,
        |facts| facts.months_in_role.map(whole),
        "whole months in the present role",
    ),
    person(
        "months_in_company",
        Type::Number,
        |facts| facts.months_in_company.map(whole),
        "whole months in the company",
    ),
    under(
        Place::Rules,
        person(
            "hours_per_week",
            Type::Number,
            |facts| facts.hours_per_week.map(|hours| hundredths(hours.hundredths())),
            "hours of learning per week",
        ),
    ),
    person(
        "fte",
        Type::Number,
        |facts| facts.fte.map(hundredths),
        "the share of full time, such as 0.8",
    ),
    under(
        Place::Rules,
        person(
            "readiness",
            Type::Number,
            |facts| facts.readiness.map(whole),
            "readiness for the planned role in percent, its lower end",
        ),
    ),
    asked("attr", Asks::Attribute, Type::Text, Filled::Attribute, "an extra column of people.csv"),
    asked(
        "level",
        Asks::Id(Domain::Competency),
        Type::Number,
        Filled::Competency(|competency| competency.level.map(levels)),
        "the level held",
    ),
    asked(
        "gap",
        Asks::Id(Domain::Competency),
        Type::Number,
        Filled::Competency(|competency| competency.gap.map(levels)),
        "the levels missing, 0 if none",
    ),
    asked(
        "known",
        Asks::Id(Domain::Competency),
        Type::Truth,
        Filled::Competency(|competency| Some(Datum::Truth(competency.known))),
        "whether there is evidence",
    ),
    asked(
        "completed",
        Asks::Id(Domain::Module),
        Type::Truth,
        Filled::Completed,
        "whether the module is done",
    ),
    asked("kpi", Asks::Id(Domain::Kpi), Type::Number, Filled::Reading, "the latest reading"),
    naming(
        Domain::Competency,
        gap("gap.id", Type::Text, |gap| Datum::Text(&gap.id), "the competency"),
    ),
    gap("gap.name", Type::Text, |gap| Datum::Text(&gap.name), "the competency's name"),
    gap("gap.missing", Type::Number, |gap| levels(gap.missing), "the levels missing"),
    gap("gap.held", Type::Number, |gap| levels(gap.held), "the level held"),
    gap("gap.target", Type::Number, |gap| levels(gap.target), "the level expected"),
    naming(
        Domain::Importance,
        gap(
            "gap.importance",
            Type::Text,
            |gap| Datum::Text(&gap.importance),
            "critical, important or useful",
        ),
    ),
    gap("gap.points", Type::Number, |gap| hundredths(gap.points), "the points it counts for"),
    gap(
        "gap.persisted_reviews",
        Type::Number,
        |gap| whole(gap.persisted_reviews),
        "in how many reviews it was seen",
    ),
    naming(
        Domain::Module,
        module("module.id", Type::Text, |module| Datum::Text(&module.id), "the module"),
    ),
    module(
        "module.hours",
        Type::Number,
        |module| hundredths(module.hours.hundredths()),
        "how long it takes",
    ),
    naming(
        Domain::Modality,
        module(
            "module.modality",
            Type::Text,
            |module| Datum::Text(module.modality.as_str()),
            "how one learns in it",
        ),
    ),
    module(
        "module.gain",
        Type::Number,
        |module| hundredths(module.gain),
        "the points it would close by itself",
    ),
    module(
        "module.closes",
        Type::Number,
        |module| whole(module.closes),
        "how many gaps module closes",
    ),
    under(
        Place::EachModule,
        asked("has_tag", Asks::Tag, Type::Truth, Filled::Tag, "whether the module has a tag"),
    ),
];

/// A fact that texts for people may show and conditions may not ask for.
pub const TITLE: FactInfo =
    module("module.title", Type::Text, |module| Datum::Text(&module.title), "the module's title");

const TITLE_ROW: &FactInfo = &TITLE;

/// The facts of a set by their names.
impl FactSet {
    /// Returns the set of facts of these names.
    pub fn of(names: &[&str]) -> Self {
        let mut set = Self::default();
        for name in names {
            set.set(name);
        }
        set
    }

    /// Returns the set of all facts.
    pub fn all() -> Self {
        FACTS.iter().chain([TITLE_ROW]).fold(Self::default(), |mut set, fact| {
            set.set(fact.name);
            set
        })
    }

    /// Whether the fact of this name is in the set.
    pub fn contains(self, name: &str) -> bool {
        number_of(name).is_some_and(|number| self.has(number))
    }

    /// Adds the fact of a name.
    pub fn set(&mut self, name: &str) {
        match number_of(name) {
            Some(number) => self.add(number),
            None => debug_assert!(false, "`{name}` is no fact"),
        }
    }

    /// Takes the fact of a name out; gives whether it was in it.
    pub fn remove(&mut self, name: &str) -> bool {
        let number = number_of(name).filter(|number| self.has(*number));
        number.inspect(|number| self.take(*number)).is_some()
    }
}

/// The number of a fact in the table; the last is that of the title.
pub(super) fn number_of(name: &str) -> Option<u8> {
    let position = FACTS.iter().chain([TITLE_ROW]).position(|fact| fact.name == name)?;
    u8::try_from(position).ok()
}

/// What a fact is asked about, found in the tables of the library.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Argument {
    Nothing,
    Competency(CompetencyIx),
    Module(ModuleIx),
    Kpi(KpiIx),
    /// A column or a tag, which no table lists.
    Text,
}

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
    pub(super) does: Does,
}

/// What a function does.
#[derive(Clone, Copy, Debug)]
pub(super) enum Does {
    Rounding(fn(Number) -> Number),
    Choosing(fn(Number, Number) -> Number),
    Comparing(fn(&str, &str) -> bool),
    Contains,
    Length,
    /// Changes its first argument, for helpers only.
    Push,
}

const fn function(
    name: &'static str,
    takes: &'static [Type],
    gives: Type,
    does: Does,
    doc: &'static str,
) -> FunctionInfo {
    FunctionInfo { name, takes, gives, doc, does }
}

const fn rounding(
    name: &'static str,
    with: fn(Number) -> Number,
    doc: &'static str,
) -> FunctionInfo {
    function(name, &[Type::Number], Type::Number, Does::Rounding(with), doc)
}

const fn choosing(
    name: &'static str,
    with: fn(Number, Number) -> Number,
    doc: &'static str,
) -> FunctionInfo {
    function(name, &[Type::Number, Type::Number], Type::Number, Does::Choosing(with), doc)
}

const fn comparing(
    name: &'static str,
    with: fn(&str, &str) -> bool,
    doc: &'static str,
) -> FunctionInfo {
    function(name, &[Type::Text, Type::Text], Type::Truth, Does::Comparing(with), doc)
}

/// Every function that is no fact.
pub const FUNCTIONS: &[FunctionInfo] = &[
    choosing("min", Number::smaller, "the smaller number"),
    choosing("max", Number::larger, "the larger number"),
    rounding("abs", Number::without_sign, "the number without its sign"),
    rounding("floor", Number::floor, "the whole number below"),
    rounding("ceiling", Number::ceiling, "the whole number above"),
    rounding("round", Number::rounded, "the nearest whole number, halves away from 0"),
    comparing("starts_with", |text, part| text.starts_with(part), "whether a text begins so"),
    comparing("ends_with", |text, part| text.ends_with(part), "whether a text ends so"),
    function(
        "contains",
        &[Type::Anything, Type::Anything],
        Type::Truth,
        Does::Contains,
        "whether a text or list has it",
    ),
    function(
        "len",
        &[Type::Anything],
        Type::Number,
        Does::Length,
        "how long a text, list or map is",
    ),
    function(
        "push",
        &[Type::List, Type::Anything],
        Type::Anything,
        Does::Push,
        "adds to the end of a list",
    ),
];

impl FunctionInfo {
    /// Whether it changes its first argument, which only helpers may do.
    pub(super) fn changes(&self) -> bool {
        matches!(self.does, Does::Push)
    }
}

/// Returns the fact of a name, such as `role`, `level` or `gap.missing`.
pub fn fact(name: &str) -> Option<&'static FactInfo> {
    FACTS.iter().find(|fact| fact.name == name)
}

/// Returns the fact of a name, the title of a module included.
pub(super) fn fact_or_title(name: &str) -> Option<&'static FactInfo> {
    fact(name).or_else(|| (name == TITLE.name).then_some(TITLE_ROW))
}

/// Returns the function of a name.
pub(super) fn function_named(name: &str) -> Option<&'static FunctionInfo> {
    FUNCTIONS.iter().find(|function| function.name == name)
}

//! What is a fact worth for somebody?
//!
//! A condition finds its facts by the row of the table and the index that were
//! found when it was compiled; nothing is looked up by name while it is evaluated.

use std::sync::Arc;

use rust_decimal::Decimal;

use super::answer::{Fact, Unresolved};
use super::facts::{About, CompetencyFacts, Facts};
use super::names::{Domain, Names};
use super::number::Number;
use super::vocabulary::{Argument, Asks, Datum, FactInfo, Filled, number_of};

/// The longest text that a function of Rhai may give, in bytes.
pub(super) const LONGEST_TEXT: usize = 4_096;

/// A fact that a condition or a text reads, found in the tables of the library.
#[derive(Clone, Debug)]
pub(super) struct Read {
    pub(super) info: &'static FactInfo,
    /// Its number in the table of facts.
    pub(super) number: u8,
    /// What it is asked about, as it is written.
    pub(super) about: Option<Arc<str>>,
    pub(super) argument: Argument,
}

impl PartialEq for Read {
    fn eq(&self, other: &Self) -> bool {
        self.number == other.number && self.about == other.about
    }
}

impl Eq for Read {}

impl Read {
    /// Finds what a fact is asked about; `None` where there is no such thing.
    pub(super) fn find(
        info: &'static FactInfo,
        about: Option<&str>,
        names: &Names,
    ) -> Option<Self> {
        let argument = match (info.asks, about) {
            (None, None) => Argument::Nothing,
            (Some(asks), Some(id)) => argument(asks, id, names)?,
            _ => return None,
        };
        let about = about.map(Into::into);
        Some(Self { info, number: number_of(info.name)?, about, argument })
    }

    pub(super) fn fact(&self) -> Fact {
        Fact { name: self.info.name, argument: self.about.clone() }
    }

    /// The value for a person, and the gap or module they are asked about.
    pub(super) fn value<'a>(
        &'a self,
        facts: &'a Facts<'_>,
        about: &'a About<'_>,
    ) -> Result<Datum<'a>, Unresolved> {
        let value = match (self.info.filled, self.argument) {
            (Filled::Person(fill), _) => {
                (!facts.unsaid.has(self.number)).then(|| fill(facts)).flatten()
            }
            (Filled::Gap(_) | Filled::Module(_) | Filled::Tag, _) => return self.of_thing(about),
            (Filled::Attribute, _) => {
                let column = self.about.as_deref().unwrap_or_default();
                let value = facts.attributes.get(column).filter(|value| !value.is_empty());
                value.map(|value| Datum::Text(value))
            }
            (Filled::Competency(fill), Argument::Competency(ix)) => fill(facts.competencies[ix]),
            (Filled::Completed, Argument::Module(ix)) => Some(Datum::Truth(facts.completed[ix])),
            (Filled::Reading, Argument::Kpi(ix)) => facts.kpis[ix].map(|reading| {
                let reading = Decimal::new(reading.ten_thousandths(), 4);
                Datum::Number(Number::reduced(reading))
            }),
            (Filled::Competency(_) | Filled::Completed | Filled::Reading, _) => {
                debug_assert!(false, "`Read::find` finds what each fact is asked about");
                None
            }
        };
        value.ok_or_else(|| self.undecided())
    }

    /// The value of a fact of the gap or the module that is asked about.
    pub(super) fn of_thing<'a>(&'a self, about: &'a About<'_>) -> Result<Datum<'a>, Unresolved> {
        let (unsaid, value) = match (self.info.filled, about) {
            (Filled::Gap(fill), About::Gap(gap)) => (gap.unsaid, fill(gap)),
            (Filled::Module(fill), About::Module(module)) => (module.unsaid, fill(module)),
            (Filled::Tag, About::Module(module)) => {
                let tag = self.about.as_deref().unwrap_or_default();
                (module.unsaid, Datum::Truth(module.tags.contains(tag)))
            }
            (Filled::Gap(_), _) => return Err(Unresolved::failed("there is no gap here")),
            _ => return Err(Unresolved::failed("there is no module here")),
        };
        if unsaid.has(self.number) { Err(self.undecided()) } else { Ok(value) }
    }

    fn undecided(&self) -> Unresolved {
        Unresolved::Undecided { needs: self.fact() }
    }

    /// The value for a condition, which takes no text that Rhai would refuse to take
    /// from a function; what is no function to Rhai may be of any length.
    pub(super) fn in_condition<'a>(
        &'a self,
        facts: &'a Facts<'_>,
        about: &'a About<'_>,
    ) -> Result<Datum<'a>, Unresolved> {
        match (self.value(facts, about)?, self.info.filled) {
            (Datum::Text(text), Filled::Attribute | Filled::Gap(_) | Filled::Module(_))
                if text.len() > LONGEST_TEXT =>
            {
                Err(Unresolved::failed(TOO_LONG))
            }
            (value, _) => Ok(value),
        }
    }

    /// What is known of the competency that is asked about, where it is one.
    pub(super) fn competency(&self, facts: &Facts<'_>) -> Option<CompetencyFacts> {
        match self.argument {
            Argument::Competency(ix) => Some(facts.competencies[ix]),
            _ => None,
        }
    }
}

fn argument(asks: Asks, id: &str, names: &Names) -> Option<Argument> {
    match asks {
        Asks::Id(Domain::Competency) => names.competencies.find(id).map(Argument::Competency),
        Asks::Id(Domain::Module) => names.modules.find(id).map(Argument::Module),
        Asks::Id(Domain::Kpi) => names.kpis.find(id).map(Argument::Kpi),
        Asks::Id(_) => None,
        Asks::Attribute | Asks::Tag => Some(Argument::Text),
    }
}

/// What is said of a text or list that grew beyond its limit.
pub(super) const TOO_LONG: &str = "a text, list or map grew too long";

//! A person who is made up as far as it matters: what was chosen of them so far.

use std::borrow::Cow;
use std::collections::BTreeMap;

use jiff::ToSpan as _;

use crate::gap::Standing;
use crate::id::{CompetencyIx, Dense, KpiIx, ModuleIx, PersonaIx, RoleIx};
use crate::level::Level;
use crate::library::{ImportanceWord, Library, Source};
use crate::person::{AsOf, Evidence, Person, Progress, Reading, Review, Status, Subject};
use crate::quantity::{Amount, Hours, Span};
use crate::rules::{About, CompetencyFacts, FactSet, Facts, GapFacts, ModuleFacts};

/// A fact that is to be chosen.
#[derive(Clone, Debug)]
pub(super) enum Open {
    Persona,
    Stand(CompetencyIx),
    Completed(ModuleIx),
    Kpi(KpiIx),
    Attribute(Box<str>),
    Plain(&'static str),
    Points,
    Reviews,
    Gain,
    Closes,
}

/// Where somebody stands in a competency.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) struct Stand {
    pub(super) standing: Standing,
    /// The level expected, where one is.
    pub(super) wanted: Option<Level>,
    /// The level expected before there is a persona: where nothing is assumed yet,
    /// nothing assumed implies anything, and nothing assumed misses what is critical
    /// in the present role.
    pub(super) before: Option<Level>,
}

impl Stand {
    fn facts(self, is_before: bool) -> CompetencyFacts {
        let (standing, wanted) = match self.standing {
            Standing::Assumed(_) if is_before => (Standing::Unknown, self.before),
            standing if is_before => (standing, self.before),
            standing => (standing, self.wanted),
        };
        CompetencyFacts {
            known: matches!(self.standing, Standing::Observed(_)),
            level: standing.level(),
            gap: gap(standing.level(), wanted),
        }
    }
}

/// The levels missing; `None` where nobody can say.
fn gap(held: Option<Level>, wanted: Option<Level>) -> Option<Level> {
    match (held, wanted) {
        (None, Some(_)) => None,
        (Some(held), Some(wanted)) => Some(wanted.less(held)),
        (_, None) => Some(Level::ZERO),
    }
}

/// A value of a fact about the person that needs no argument.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(super) enum Value {
    Missing,
    Text(Box<str>),
    Number(i64),
}

/// What is asked about.
#[derive(Clone, Debug)]
pub(super) enum Topic {
    Person,
    Gap {
        competency: CompetencyIx,
        importance: ImportanceWord,
        points: Option<i64>,
        reviews: Option<i64>,
    },
    Module {
        module: ModuleIx,
        gain: Option<i64>,
        closes: Option<i64>,
    },
}

/// What is known of the expectations that were left open.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Rest {
    Unknown,
    Missing,
    Met,
}

/// Which persona somebody has.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Fits {
    /// It was not chosen yet.
    Open,
    Nothing,
    Persona(PersonaIx),
}

impl Fits {
    pub(super) fn persona(self) -> Option<PersonaIx> {
        match self {
            Self::Persona(it) => Some(it),
            Self::Open | Self::Nothing => None,
        }
    }
}

/// What was chosen of a person so far.
#[derive(Clone, Debug)]
pub(super) struct Chosen {
    pub(super) role: RoleIx,
    pub(super) target: Option<RoleIx>,
    pub(super) persona: Fits,
    pub(super) stands: BTreeMap<CompetencyIx, Stand>,
    pub(super) plain: BTreeMap<&'static str, Value>,
    pub(super) attributes: BTreeMap<Box<str>, Value>,
    pub(super) kpis: BTreeMap<KpiIx, Value>,
    pub(super) completed: BTreeMap<ModuleIx, bool>,
    pub(super) topic: Topic,
}

/// Facts that need no argument and can be chosen, with what they are worth in a
/// made-up person.
const PLAIN: [&str; 9] = [
    "persona",
    "site",
    "shift",
    "language",
    "months_in_role",
    "months_in_company",
    "hours_per_week",
    "fte",
    "readiness",
];

impl Chosen {
    /// A fact that was chosen to be missing: nothing more can be chosen of it.
    pub(super) fn is_settled(&self, name: &str, argument: Option<&str>, library: &Library) -> bool {
        let names = &library.names;
        match (name, argument) {
            ("level" | "gap" | "known", Some(id)) => names
                .competencies
                .find(id)
                .is_some_and(|competency| self.stands.contains_key(&competency)),
            ("kpi", Some(id)) => {
                names.kpis.find(id).is_some_and(|kpi| self.kpis.contains_key(&kpi))
            }
            ("attr", Some(id)) => self.attributes.contains_key(id),
            (name, _) if PLAIN.contains(&name) && name != "persona" => {
                self.plain.contains_key(name)
            }
            ("persona", _) => self.persona != Fits::Open,
            ("gap.points", _) => !matches!(self.topic, Topic::Gap { points: None, .. }),
            ("gap.persisted_reviews", _) => !matches!(self.topic, Topic::Gap { reviews: None, .. }),
            ("module.gain", _) => !matches!(self.topic, Topic::Module { gain: None, .. }),
            ("module.closes", _) => !matches!(self.topic, Topic::Module { closes: None, .. }),
            // The role, its grade and family, and everything else of gap and module.
            _ => true,
        }
    }

    fn text(&self, name: &str) -> Option<&str> {
        match self.plain.get(name) {
            Some(Value::Text(text)) => Some(text),
            _ => None,
        }
    }

    fn number(&self, name: &str) -> Option<i64> {
        match self.plain.get(name) {
            Some(Value::Number(number)) => Some(*number),
            _ => None,
        }
    }

    /// The facts of the person; before there is a persona, or afterwards.
    pub(super) fn facts<'a>(&'a self, library: &'a Library, is_before: bool) -> Facts<'a> {
        let role = &library.roles[self.role];
        let unsigned = |name| self.number(name).and_then(|number| u32::try_from(number).ok());
        let is_unsaid = |name: &str| match name {
            "persona" => is_before || self.persona == Fits::Open,
            "readiness" | "hours_per_week" if is_before => true,
            name => !self.plain.contains_key(name),
        };
        let unsaid: Vec<&str> = PLAIN.into_iter().filter(|name| is_unsaid(name)).collect();
        let persona = self.persona.persona().map_or("", |persona| library.persona_id(persona));
        let kpi = |ix: KpiIx| match self.kpis.get(&ix) {
            Some(Value::Number(parts)) => Some(Amount::from_ten_thousandths(*parts)),
            _ => None,
        };
        let attributes = self.attributes.iter().filter_map(|(name, value)| match value {
            Value::Text(text) => Some((name.clone(), text.clone())),
            _ => None,
        });
        Facts {
            role: library.role_id(self.role).into(),
            target_role: self.target.map_or("", |target| library.role_id(target)).into(),
            family: Cow::Borrowed(&role.family),
            persona: persona.into(),
            grade: role.grade.map(i64::from),
            site: self.text("site").map(Cow::Borrowed),
            shift: self.text("shift").map(Cow::Borrowed),
            language: self.text("language").map(Cow::Borrowed),
            months_in_role: self.number("months_in_role"),
            months_in_company: self.number("months_in_company"),
            hours_per_week: unsigned("hours_per_week").map(Hours::from_hundredths),
            fte: unsigned("fte"),
            readiness: self.number("readiness"),
            attributes: Cow::Owned(attributes.collect()),
            competencies: Dense::build(&library.names.competencies, |ix, _| {
                let stand = self.stands.get(&ix).copied();
                stand.map_or_else(CompetencyFacts::default, |stand| stand.facts(is_before))
            }),
            completed: Dense::build(&library.names.modules, |ix, _| {
                self.completed.get(&ix).copied().unwrap_or(false)
            }),
            kpis: Dense::build(&library.names.kpis, |ix, _| kpi(ix)),
            unsaid: FactSet::of(&unsaid),
        }
    }

    /// What is asked about, with its facts.
    pub(super) fn about<'a>(&self, library: &'a Library) -> About<'a> {
        let unsaid = |open: &[(bool, &'static str)]| {
            let open = open.iter().filter(|(is_open, _)| *is_open);
            FactSet::of(&open.map(|(_, name)| *name).collect::<Vec<&str>>())
        };
        match &self.topic {
            Topic::Person => About::Person,
            Topic::Gap { competency, importance, points, reviews } => {
                let stand = self.stands.get(competency);
                let held = stand.map_or(Level::ZERO, |stand| stand.standing.held());
                let target = stand.and_then(|stand| stand.wanted).unwrap_or(Level::ZERO);
                About::Gap(GapFacts {
                    id: library.competency_id(*competency).into(),
                    name: library.competency_name(*competency).into(),
                    missing: target.less(held),
                    held,
                    target,
                    importance: importance.as_str().into(),
                    points: points.unwrap_or(0),
                    persisted_reviews: reviews.unwrap_or(0),
                    unsaid: unsaid(&[
                        (points.is_none(), "gap.points"),
                        (reviews.is_none(), "gap.persisted_reviews"),
                    ]),
                })
            }
            Topic::Module { module, gain, closes } => {
                let it = &library.modules[*module];
                About::Module(ModuleFacts {
                    id: library.module_id(*module).into(),
                    title: Cow::Borrowed(&it.title),
                    hours: it.hours,
                    modality: it.modality,
                    gain: gain.unwrap_or(0),
                    closes: closes.unwrap_or(0),
                    tags: Cow::Borrowed(&it.tags),
                    unsaid: unsaid(&[
                        (gain.is_none(), "module.gain"),
                        (closes.is_none(), "module.closes"),
                    ]),
                })
            }
        }
    }

    /// The person; `None` where the files cannot say so.
    pub(super) fn person(&self, library: &Library, as_of: AsOf, rest: Rest) -> Option<Person> {
        let nobody = Person::unknown("somebody".parse().ok()?, "Somebody", self.role);
        let since = |name| {
            let months = u16::try_from(self.number(name)?).ok()?;
            Some(if months == 0 { as_of } else { Span::Months(months).before(as_of) })
        };
        let mut person = Person {
            target_role: self.target,
            site: self.text("site").map(Into::into),
            shift: self.text("shift").map(Into::into),
            language: self.text("language").map(Into::into),
            in_role_since: since("months_in_role"),
            in_company_since: since("months_in_company"),
            ..nobody
        };
        if let Some(hours) = self.number("hours_per_week") {
            person.hours_per_week = Some(Hours::from_hundredths(u32::try_from(hours).ok()?));
        }
        if let Some(fte) = self.number("fte") {
            person.fte = u32::try_from(fte).ok()?;
        }
        for (name, value) in &self.attributes {
            if let Value::Text(text) = value {
                person.attributes.insert(name.clone(), text.clone());
            }
        }
        self.add_evidence(&mut person, library, as_of, rest)?;
        self.add_rows(&mut person, as_of);
        Some(person)
    }

    fn add_evidence(
        &self,
        person: &mut Person,
        library: &Library,
        as_of: AsOf,
        rest: Rest,
    ) -> Option<()> {
        let mut levels: BTreeMap<CompetencyIx, Level> = BTreeMap::new();
        if rest != Rest::Unknown {
            let roles = [Some(self.role), self.target];
            for it in roles.iter().flatten().flat_map(|role| &library.roles[*role].expects) {
                let held = if rest == Rest::Met { it.level } else { Level::ZERO };
                let level = levels.entry(it.competency).or_insert(held);
                *level = (*level).max(held);
            }
            levels.retain(|it, _| !self.stands.contains_key(it));
        }
        for (ix, stand) in &self.stands {
            match stand.standing {
                Standing::Observed(level) => drop(levels.insert(*ix, level)),
                Standing::Inferred(level) => {
                    let (neighbour, held) = neighbour(library, *ix, level, &self.stands)?;
                    levels.insert(neighbour, held);
                }
                Standing::Assumed(_) | Standing::Unknown => {}
            }
        }
        person.evidence.extend(levels.into_iter().map(|(competency, level)| Evidence {
            competency,
            level,
            source: Source::Manager,
            date: as_of,
            place: None,
        }));
        Some(())
    }

    fn add_rows(&self, person: &mut Person, as_of: AsOf) {
        let completed = self.completed.iter().filter(|(_, is)| **is);
        person.progress.extend(completed.map(|(module, _)| Progress {
            module: *module,
            status: Status::Completed,
            date: as_of,
            by: None,
            reason: None,
            place: None,
        }));
        person.readings.extend(self.kpis.iter().filter_map(|(kpi, value)| match value {
            Value::Number(parts) => Some(Reading {
                subject: Subject::Person,
                kpi: *kpi,
                value: Amount::from_ten_thousandths(*parts),
                date: as_of,
                place: None,
            }),
            _ => None,
        }));
        if let Topic::Gap { competency, reviews: Some(reviews), .. } = &self.topic {
            let stand = self.stands.get(competency);
            let held = stand.map_or(Level::ZERO, |stand| stand.standing.held());
            let expected = stand.and_then(|stand| stand.wanted).unwrap_or(Level::ZERO);
            person.reviews.extend((0..*reviews).map(|days| Review {
                competency: *competency,
                date: as_of.saturating_sub(days.days()),
                held,
                expected,
                place: None,
            }));
        }
    }
}

/// A neighbour of a competency, and the level of it that suggests another one.
fn neighbour(
    library: &Library,
    of: CompetencyIx,
    suggested: Level,
    stands: &BTreeMap<CompetencyIx, Stand>,
) -> Option<(CompetencyIx, Level)> {
    let neighbours = library.competencies[of].inferred_from.iter();
    neighbours.filter(|(it, _)| !stands.contains_key(it)).find_map(|(it, share)| {
        let share = u32::from(*share);
        let held = u32::from(suggested.hundredths()).saturating_mul(100).div_ceil(share.max(1));
        let held = Level::from_hundredths(u16::try_from(held).ok()?);
        let back = u32::from(held.hundredths()).saturating_mul(share) / 100;
        let is_exact = back == u32::from(suggested.hundredths());
        (is_exact && held <= library.competencies[*it].top).then_some((*it, held))
    })
}

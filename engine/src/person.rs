//! Who is asking, and what do we know about them?
//!
//! A [`Person`] is the rows of the people files, resolved against a library. A
//! [`Baseline`] is what those rows say about each competency on a date: fused
//! from evidence, or suggested by a neighbour, or unknown. Unknown is not zero.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use sha2::{Digest as _, Sha256};

pub use crate::blueprint::test::Status;
use crate::diagnostic::Place;
use crate::id::{CompetencyId, CompetencyIx, Dense, KpiIx, ModuleIx, PersonId, RoleIx};
use crate::level::Level;
use crate::library::{Library, Source, written_hash};
use crate::quantity::{Amount, Hours, Span};

/// The date a plan is made for; the only clock there is.
pub type AsOf = Date;

/// Everything known about one person.
#[derive(Clone, Debug)]
pub struct Person {
    /// The id in the people system.
    pub id: PersonId,
    /// The name.
    pub name: Box<str>,
    /// The present role.
    pub role: RoleIx,
    /// The role the person works towards.
    pub target_role: Option<RoleIx>,
    /// The manager.
    pub manager: Option<Contact>,
    /// The mentor.
    pub mentor: Option<Contact>,
    /// The team.
    pub team: Option<Box<str>>,
    /// Where the person works.
    pub site: Option<Box<str>>,
    /// The person's shift.
    pub shift: Option<Box<str>>,
    /// The person's language.
    pub language: Option<Box<str>>,
    /// Since when in the present role.
    pub in_role_since: Option<Date>,
    /// Since when in the company.
    pub in_company_since: Option<Date>,
    /// Hours a week for learning.
    pub hours_per_week: Option<Hours>,
    /// The share of full time, in hundredths from 1 to 100.
    pub fte: u32,
    /// The first and last day of an absence.
    pub away: Option<(Date, Date)>,
    /// The extra columns of the people file; empty cells are left out.
    pub attributes: BTreeMap<Box<str>, Box<str>>,
    /// Observations of the person's levels.
    pub evidence: Vec<Evidence>,
    /// What became of modules.
    pub progress: Vec<Progress>,
    /// Reviews in which a gap was seen.
    pub reviews: Vec<Review>,
    /// Readings of KPIs, the person's own and the team's.
    pub readings: Vec<Reading>,
    /// Where the person's row stands.
    pub place: Option<Place>,
    /// A hash of the rows this person was read from.
    pub hash: Box<str>,
}

/// Somebody a person works with.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Contact {
    /// The id as the people file gives it.
    pub id: Box<str>,
    /// The name, where the people file lists them.
    pub name: Option<Box<str>>,
}

impl Contact {
    /// The name, else the id.
    pub fn display(&self) -> &str {
        self.name.as_deref().unwrap_or(&self.id)
    }
}

/// One dated observation of a person's level.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Evidence {
    /// The competency, which may have parts.
    pub competency: CompetencyIx,
    /// The level, on the library's scale.
    pub level: Level,
    /// Where the observation comes from.
    pub source: Source,
    /// When it was made.
    pub date: Date,
    /// Where it stands.
    pub place: Option<Place>,
}

/// What became of a module on a date.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Progress {
    /// The module.
    pub module: ModuleIx,
    /// What became of it.
    pub status: Status,
    /// When.
    pub date: Date,
    /// Who says so.
    pub by: Option<Box<str>>,
    /// Why.
    pub reason: Option<Box<str>>,
    /// Where it stands.
    pub place: Option<Place>,
}

/// One review in which a gap was seen.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Review {
    /// The competency.
    pub competency: CompetencyIx,
    /// When.
    pub date: Date,
    /// The level held.
    pub held: Level,
    /// The level expected.
    pub expected: Level,
    /// Where it stands.
    pub place: Option<Place>,
}

/// One reading of a KPI.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Reading {
    /// Whose reading it is.
    pub subject: Subject,
    /// The KPI.
    pub kpi: KpiIx,
    /// The value, in the KPI's unit.
    pub value: Amount,
    /// When it was read.
    pub date: Date,
    /// Where it stands.
    pub place: Option<Place>,
}

/// Whose reading it is.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum Subject {
    /// The person's own.
    Person,
    /// The team's.
    Team,
}

impl Person {
    /// Returns somebody of whom nothing is known but what they do, full time.
    pub fn unknown(id: PersonId, name: &str, role: RoleIx) -> Self {
        Self {
            id,
            name: name.into(),
            role,
            target_role: None,
            manager: None,
            mentor: None,
            team: None,
            site: None,
            shift: None,
            language: None,
            in_role_since: None,
            in_company_since: None,
            hours_per_week: None,
            fte: 100,
            away: None,
            attributes: BTreeMap::new(),
            evidence: Vec::new(),
            progress: Vec::new(),
            reviews: Vec::new(),
            readings: Vec::new(),
            place: None,
            hash: hash_rows([]),
        }
    }

    /// The status of a module on a date, and the row that says so.
    pub fn progress_of(&self, module: ModuleIx, as_of: AsOf) -> Option<&Progress> {
        self.progress
            .iter()
            .filter(|progress| progress.module == module && progress.date <= as_of)
            .max_by_key(|progress| (progress.date, progress.status))
    }

    /// The latest reading of a KPI for a subject; of one day the lower value.
    pub fn reading(&self, subject: Subject, kpi: KpiIx, as_of: AsOf) -> Option<&Reading> {
        self.readings
            .iter()
            .filter(|reading| {
                reading.subject == subject && reading.kpi == kpi && reading.date <= as_of
            })
            .max_by(|a, b| a.date.cmp(&b.date).then(b.value.cmp(&a.value)))
    }

    /// In how many reviews up to a date a gap in a competency was seen.
    pub fn persisted_reviews(&self, competency: CompetencyIx, as_of: AsOf) -> usize {
        let reviews = self.reviews.iter().filter(|review| {
            review.competency == competency && review.date <= as_of && review.held < review.expected
        });
        reviews.map(|review| review.date).collect::<BTreeSet<_>>().len()
    }

    /// The first day from a date on which the person is not away.
    pub fn back_on(&self, date: Date) -> Date {
        match self.away {
            Some((_, until)) if self.is_away(date) => Span::Days(1).after(until),
            _ => date,
        }
    }

    /// Whether the person is away on a date.
    pub fn is_away(&self, date: Date) -> bool {
        self.away.is_some_and(|(from, to)| from <= date && date <= to)
    }
}

/// Whole months from one date to another; zero where the second is earlier.
pub fn whole_months(from: Date, to: Date) -> i64 {
    let years = i64::from(to.year()).saturating_sub(i64::from(from.year()));
    let rest = i64::from(to.month()).saturating_sub(i64::from(from.month()));
    let months = years.saturating_mul(12).saturating_add(rest);
    let is_short = to.day() < from.day() && to != to.last_of_month();
    months.saturating_sub(i64::from(is_short)).max(0)
}

/// Returns the hash of the rows a person was read from, in any order.
pub fn hash_rows<'a>(rows: impl IntoIterator<Item = &'a str>) -> Box<str> {
    let mut rows: Vec<&str> = rows.into_iter().collect();
    rows.sort_unstable();
    let mut hasher = Sha256::new();
    for row in rows {
        hasher.update(row.as_bytes());
        hasher.update([0]);
    }
    written_hash(&hasher.finalize())
}

/// What a level rests on.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Held {
    /// The level.
    pub level: Level,
    /// Where the observation comes from.
    pub source: Source,
    /// When it was made.
    pub date: Date,
    /// Whether it is older than its source stays fresh.
    pub is_stale: bool,
    /// The neighbour it was observed of, where it is only suggested.
    pub inferred_from: Option<CompetencyIx>,
    /// Where it stands.
    pub place: Option<Place>,
}

/// What the evidence says about each leaf on a date, before any policy for what
/// is unknown.
#[derive(Clone, Debug)]
pub struct Baseline {
    held: Dense<CompetencyId, Option<Held>>,
    confirmed: Dense<CompetencyId, Option<Level>>,
    lapsed: Dense<CompetencyId, Option<Date>>,
}

impl Baseline {
    /// Fuses a person's evidence up to a date.
    ///
    /// Fresh evidence counts before stale, then the library's order of sources,
    /// then the latest, then the lower level. Evidence past its competency's
    /// `valid` does not count. Evidence for a competency with parts counts for
    /// the leaves that have none, nearest ancestor first, but never for a
    /// certificate.
    pub fn of(person: &Person, library: &Library, as_of: AsOf) -> Self {
        let rows = Rows::of(person, library, as_of);
        let direct = Dense::build(&library.names.competencies, |ix, _| best_evidence(&rows, ix));
        let observed = Dense::build(&library.names.competencies, |ix, _| {
            direct[ix].clone().or_else(|| from_ancestors(ix, &direct, library))
        });
        let held = Dense::build(&library.names.competencies, |ix, _| {
            observed[ix].clone().or_else(|| suggested(ix, &observed, library))
        });
        let confirmed = Dense::build(&library.names.competencies, |ix, _| {
            rows.confirmations(ix).map(|evidence| evidence.level).max()
        });
        let lapsed = Dense::build(&library.names.competencies, |ix, _| {
            if held[ix].is_none() { lapsed(&rows, ix) } else { None }
        });
        Self { held, confirmed, lapsed }
    }

    /// What the level of a leaf rests on; `None` where it is unknown.
    pub fn held(&self, competency: CompetencyIx) -> Option<&Held> {
        self.held[competency].as_ref()
    }

    /// Whether there is evidence of a leaf itself, not only of a neighbour.
    pub fn is_known(&self, competency: CompetencyIx) -> bool {
        self.held(competency).is_some_and(|held| held.inferred_from.is_none())
    }

    /// The day on which the last evidence of a leaf ceased to count; `None` where
    /// other evidence counts, or there never was any.
    pub fn lapsed(&self, competency: CompetencyIx) -> Option<Date> {
        self.lapsed[competency]
    }

    /// Whether somebody but the person saw at least `level`.
    pub fn is_confirmed(&self, competency: CompetencyIx, level: Level) -> bool {
        self.confirmed[competency].is_some_and(|level_seen| level_seen >= level)
    }
}

/// A person's evidence up to a date, grouped by competency once: it is asked for
/// several times for each of them.
struct Rows<'a> {
    library: &'a Library,
    as_of: AsOf,
    // INVARIANT: ascending by competency; of one in the order of the person's rows.
    sorted: Vec<&'a Evidence>,
}

impl<'a> Rows<'a> {
    fn of(person: &'a Person, library: &'a Library, as_of: AsOf) -> Self {
        let mut sorted: Vec<&Evidence> =
            person.evidence.iter().filter(|evidence| evidence.date <= as_of).collect();
        sorted.sort_by_key(|evidence| evidence.competency);
        Self { library, as_of, sorted }
    }

    /// The evidence of a competency.
    fn of_competency(&self, competency: CompetencyIx) -> &[&'a Evidence] {
        let first = self.sorted.partition_point(|evidence| evidence.competency < competency);
        let rest = self.sorted.get(first..).unwrap_or_default();
        let number = rest.partition_point(|evidence| evidence.competency == competency);
        rest.get(..number).unwrap_or_default()
    }

    /// The evidence of a competency that counts.
    fn counted(&self, competency: CompetencyIx) -> impl Iterator<Item = &'a Evidence> {
        let rows = self.of_competency(competency).iter().copied();
        rows.filter(|evidence| counts(self.library, evidence, self.as_of))
    }

    /// What somebody but the person saw, as far as it counts: of the leaf itself, or,
    /// where nobody has evidence of that, of its nearest ancestor.
    fn confirmations(&self, leaf: CompetencyIx) -> impl Iterator<Item = &'a Evidence> {
        let competency = &self.library.competencies[leaf];
        let ancestors: &[CompetencyIx] =
            if competency.yes_no { &[] } else { &competency.ancestors };
        let mut at = std::iter::once(leaf).chain(ancestors.iter().copied());
        let seen = at.find(|competency| self.counted(*competency).next().is_some());
        let rows = seen.into_iter().flat_map(|competency| self.counted(competency));
        rows.filter(|evidence| evidence.source != Source::Own)
    }
}

/// Whether evidence has not run out on a date.
fn counts(library: &Library, evidence: &Evidence, as_of: AsOf) -> bool {
    let valid = library.competencies[evidence.competency].valid;
    valid.is_none_or(|valid| as_of < valid.after(evidence.date))
}

fn lapsed(rows: &Rows<'_>, competency: CompetencyIx) -> Option<Date> {
    let valid = rows.library.competencies[competency].valid?;
    let seen = rows.of_competency(competency).iter();
    seen.map(|evidence| valid.after(evidence.date)).max()
}

fn is_stale(evidence: &Evidence, library: &Library, as_of: AsOf) -> bool {
    library.evidence.fresh(evidence.source).after(evidence.date) <= as_of
}

fn best_evidence(rows: &Rows<'_>, competency: CompetencyIx) -> Option<Held> {
    let Rows { library, as_of, .. } = rows;
    let best = rows.counted(competency).min_by_key(|evidence| {
        let rank = library.evidence.rank(evidence.source);
        let is_stale = is_stale(evidence, library, *as_of);
        (is_stale, rank, std::cmp::Reverse(evidence.date), evidence.level)
    })?;
    Some(Held {
        level: best.level,
        source: best.source,
        date: best.date,
        is_stale: is_stale(best, library, *as_of),
        inferred_from: None,
        place: best.place.clone(),
    })
}

fn from_ancestors(
    leaf: CompetencyIx,
    direct: &Dense<CompetencyId, Option<Held>>,
    library: &Library,
) -> Option<Held> {
    let competency = &library.competencies[leaf];
    if competency.yes_no || competency.is_parent {
        return None;
    }
    competency.ancestors.iter().find_map(|ancestor| direct[*ancestor].clone())
}

/// The highest level that neighbours suggest.
fn suggested(
    leaf: CompetencyIx,
    observed: &Dense<CompetencyId, Option<Held>>,
    library: &Library,
) -> Option<Held> {
    let competency = &library.competencies[leaf];
    let suggestions = competency.inferred_from.iter().filter_map(|(neighbour, share)| {
        let seen = observed[*neighbour].as_ref()?;
        let level = u32::from(seen.level.hundredths()).saturating_mul(u32::from(*share)) / 100;
        let level = Level::from_hundredths(u16::try_from(level).ok()?).min(competency.top);
        Some(Held { level, inferred_from: Some(*neighbour), ..seen.clone() })
    });
    // Of equal levels the first neighbour's stays.
    suggestions.reduce(|best, next| if next.level > best.level { next } else { best })
}

/// Returns what somebody but the person saw, as far as it counts on a date: of the
/// leaf itself, or, where nobody has evidence of that, of its nearest ancestor.
pub fn confirmations<'a>(
    person: &'a Person,
    library: &'a Library,
    competency: CompetencyIx,
    as_of: AsOf,
) -> impl Iterator<Item = &'a Evidence> {
    let leaf = &library.competencies[competency];
    let ancestors: &[CompetencyIx] = if leaf.yes_no { &[] } else { &leaf.ancestors };
    let mut at = std::iter::once(competency).chain(ancestors.iter().copied());
    let counted = move |competency: CompetencyIx| {
        person.evidence.iter().filter(move |evidence| {
            evidence.competency == competency
                && evidence.date <= as_of
                && counts(library, evidence, as_of)
        })
    };
    let seen = at.find(|competency| counted(*competency).next().is_some());
    let rows = seen.into_iter().flat_map(counted);
    rows.filter(|evidence| evidence.source != Source::Own)
}

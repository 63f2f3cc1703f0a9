//! How is a bench written down?

use std::borrow::Cow;

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::convert::ENGINE;
use super::moves::role_id;
use super::{FORMAT, Text};
use crate::bench::{
    self, Band, Criterion, RoleBench, Shown, Sight, Verdict, is_few, months_until, shown_months,
};
use crate::id::{CompetencyId, ModuleId, PersonId, RoleId, RoleIx};
use crate::library::Library;
use crate::person::{AsOf, Person, hash_rows};
use crate::quantity::{Hours, Span};

/// How deep the bench of some roles is.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Bench {
    /// The version of this format.
    pub format: u8,
    /// What the answer was made from.
    pub provenance: BenchProvenance,
    /// The settings it rests on.
    pub settings: BenchSettings,
    /// Whether people are named.
    pub named: bool,
    /// How many people were looked at.
    pub people: usize,
    /// The last day on which somebody counts as ready soon.
    pub soon_until: Date,
    /// The roles, in the order they were asked for.
    pub roles: Vec<BenchRole>,
    /// The roles in no figure, because too few people come into question.
    pub too_few: Vec<RoleId>,
    /// The roles in no figure, because they expect nothing.
    pub without_expectations: Vec<RoleId>,
    /// All `roles` together.
    pub totals: BenchTotals,
    /// What, learned by itself, would make most people ready.
    pub unlocks: BenchUnlocks,
}

/// What a bench was made from.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct BenchProvenance {
    /// The version of the engine.
    pub engine: Cow<'static, str>,
    /// The hash of the library's files.
    pub library: Text,
    /// The hash of everybody's rows.
    pub people: Text,
    /// The date the answer was made for.
    pub as_of: Date,
}

/// The settings a bench rests on.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct BenchSettings {
    /// How old evidence for a critical expectation may be.
    pub bench_evidence: Span,
    /// Within what time somebody is ready soon.
    pub bench_soon: Span,
    /// Figures about fewer people than these are not shown without names.
    pub bench_group: u16,
}

/// The bench of one role.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct BenchRole {
    /// The role.
    pub role: RoleId,
    /// Its grade.
    pub grade: Option<u16>,
    /// How many are ready now.
    pub now: usize,
    /// How many are ready soon.
    pub soon: usize,
    /// Of how many it is known that they are not.
    pub later: usize,
    /// Of how many nobody knows.
    pub unknown: usize,
    /// How many of those later may be ready soon: the search for a chain that is short
    /// enough was given up.
    pub undecided: usize,
    /// The months until the first of those ready soon is; begun ones count. In whole
    /// quarters where without names fewer than `bench_group` are ready soon.
    pub soonest_months: Option<u32>,
    /// The median of these months, rounded up; then `null`.
    pub median_months: Option<u32>,
    /// Who fills it in a largest matching of those ready now; `null` without names.
    pub filled_by: Option<PersonId>,
    /// Everybody but its present holders; `null` without names.
    pub verdicts: Option<Vec<BenchVerdict>>,
}

/// How ready somebody is for a role.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct BenchVerdict {
    /// The person.
    pub person: PersonId,
    /// Their name.
    pub name: Text,
    /// When they are ready.
    pub ready: Band,
    /// What they fail.
    pub failing: Vec<Criterion>,
    /// From when they are ready; `null` where it is later or unknown.
    pub ready_on: Option<Date>,
    /// The months until then; begun ones count.
    pub months: Option<u32>,
    /// The hours of learning until then; `null` where it is later or unknown.
    pub hours: Option<Hours>,
    /// The part of them that is declared, because no module builds it.
    pub estimated_hours: Option<Hours>,
    /// Whether the search for the shortest chain came to its end. Where not, who is
    /// later may be ready soon, and who is ready soon may need fewer hours.
    pub proved: bool,
}

/// The roles of a bench together.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct BenchTotals {
    /// How many roles have nobody ready now.
    pub zero_now: usize,
    /// Their share, in whole percent; `null` without roles.
    pub zero_now_percent: Option<usize>,
    /// How many have nobody ready now or soon.
    pub zero_now_or_soon: usize,
    /// Their share, in whole percent.
    pub zero_now_or_soon_percent: Option<usize>,
    /// The share of roles with somebody ready now, in whole percent.
    pub coverage_now: Option<usize>,
    /// Those ready now or soon, counted for each role, for a hundred roles.
    pub successor_coverage: Option<usize>,
    /// How many roles can be filled at once, by one person each.
    pub fillable_now: usize,
    /// The same with those ready soon.
    pub fillable_soon: usize,
    /// How many people are ready now for any of the roles.
    pub ready_now: usize,
    /// How many are ready now or soon.
    pub ready_now_or_soon: usize,
    /// Without how many people fewer roles could be filled at once; `null` where
    /// not shown.
    pub over_relied: Option<usize>,
    /// Their ids; `null` without names.
    pub over_relied_people: Option<Vec<PersonId>>,
    /// The site that most of those ready now or soon share; `null` where not shown.
    pub site: Option<BenchShare>,
    /// The manager they share; `null` where not shown.
    pub manager: Option<BenchShare>,
}

/// The largest part of those ready now or soon.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct BenchShare {
    /// What they share; `null` where that would name somebody.
    pub id: Option<Text>,
    /// How many share it.
    pub part: usize,
    /// Of how many.
    pub of: usize,
    /// In whole percent.
    pub percent: Option<usize>,
}

/// What would make most people ready.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct BenchUnlocks {
    /// The competencies, the one that does most first.
    pub competencies: Vec<BenchUnlock<CompetencyId>>,
    /// The modules, the one that does most first.
    pub modules: Vec<BenchUnlock<ModuleId>>,
}

/// What one competency or module would do; somebody counts once for each role.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "BenchUnlock_{I}")]
pub struct BenchUnlock<I> {
    /// The competency or module.
    pub id: I,
    /// How many become ready now.
    pub now: usize,
    /// How many become ready soon who were not.
    pub soon: usize,
    /// The hours of learning of all these people together; `null` where without names
    /// they are fewer than `bench_group`.
    pub hours: Option<Hours>,
}

impl Bench {
    /// Writes a bench down. `people` are those it was made of, in the same order;
    /// `empty` are the roles that were left out because they expect nothing.
    pub fn of(
        library: &Library,
        bench: &bench::Bench,
        people: &[Person],
        empty: &[RoleIx],
        sight: Sight,
    ) -> Self {
        let ids = |roles: &[RoleIx]| -> Vec<RoleId> {
            roles.iter().map(|role| role_id(library, *role)).collect()
        };
        let settings = &library.settings;
        let filled = bench.roles.iter().zip(&bench.now.filled_by);
        let roles = filled.map(|(role, by)| {
            let names = (sight == Sight::Names).then_some((people, *by));
            BenchRole::of(library, role, bench.as_of, names)
        });
        Self {
            format: FORMAT,
            provenance: BenchProvenance {
                engine: Cow::Borrowed(ENGINE),
                library: Text::from(&*library.hashes.library),
                people: hash_rows(people.iter().map(|person| &*person.hash)).into(),
                as_of: bench.as_of,
            },
            settings: BenchSettings {
                bench_evidence: settings.bench_evidence,
                bench_soon: settings.bench_soon,
                bench_group: settings.bench_group,
            },
            named: sight == Sight::Names,
            people: bench.people,
            soon_until: bench.soon_until,
            roles: roles.collect(),
            too_few: ids(&bench.too_few),
            without_expectations: ids(empty),
            totals: BenchTotals::of(library, bench, people, sight),
            unlocks: BenchUnlocks::of(library, &bench.unlocks, sight),
        }
    }
}

impl BenchRole {
    fn of(
        library: &Library,
        bench: &RoleBench,
        as_of: AsOf,
        names: Option<(&[Person], Option<u32>)>,
    ) -> Self {
        let group = usize::from(library.settings.bench_group);
        let sight = if names.is_some() { Sight::Names } else { Sight::Counts };
        let (soonest, median) = shown_months(&bench.months(as_of), group, sight);
        let verdicts = names.map(|(people, _)| {
            let verdicts = bench.verdicts.iter();
            verdicts
                .filter_map(|verdict| {
                    Some(BenchVerdict::of(verdict, at(people, verdict.person)?, as_of))
                })
                .collect()
        });
        Self {
            role: role_id(library, bench.role),
            grade: library.roles[bench.role].grade,
            now: bench.count(Band::Now),
            soon: bench.count(Band::Soon),
            later: bench.count(Band::Later),
            unknown: bench.count(Band::Unknown),
            undecided: bench.undecided(),
            soonest_months: soonest,
            median_months: median,
            filled_by: names.and_then(|(people, by)| Some(at(people, by?)?.id.clone())),
            verdicts,
        }
    }
}

/// Somebody by their number among the people of the bench.
fn at(people: &[Person], number: u32) -> Option<&Person> {
    let person = people.get(usize::try_from(number).ok()?);
    debug_assert!(person.is_some(), "the bench was made of other people");
    person
}

impl BenchVerdict {
    fn of(verdict: &Verdict, person: &Person, as_of: AsOf) -> Self {
        let is_dated = verdict.ready_on.is_some();
        Self {
            person: person.id.clone(),
            name: Text::from(&*person.name),
            ready: verdict.band,
            failing: verdict.failing.iter().collect(),
            ready_on: verdict.ready_on,
            months: verdict.ready_on.map(|day| months_until(as_of, day)),
            hours: is_dated.then_some(verdict.hours),
            estimated_hours: is_dated.then_some(verdict.estimated),
            proved: verdict.is_proved,
        }
    }
}

impl BenchTotals {
    fn of(library: &Library, bench: &bench::Bench, people: &[Person], sight: Sight) -> Self {
        let shown = Shown::of(library, bench, people, sight);
        let roles = bench.roles.len();
        let named = (sight == Sight::Names).then(|| {
            let people = bench.now.over_relied.iter().filter_map(|number| at(people, *number));
            people.map(|person| person.id.clone()).collect()
        });
        Self {
            zero_now: shown.zero_now,
            zero_now_percent: percent(shown.zero_now, roles),
            zero_now_or_soon: shown.zero_ready,
            zero_now_or_soon_percent: percent(shown.zero_ready, roles),
            coverage_now: percent(roles.saturating_sub(shown.zero_now), roles),
            successor_coverage: percent(shown.successors, roles),
            fillable_now: shown.fillable_now,
            fillable_soon: shown.fillable_soon,
            ready_now: shown.ready_now,
            ready_now_or_soon: shown.ready,
            over_relied: shown.over_relied,
            over_relied_people: named,
            site: shown.site.map(BenchShare::of),
            manager: shown.manager.map(BenchShare::of),
        }
    }
}

impl BenchShare {
    fn of(share: bench::Share) -> Self {
        let percent = percent(share.part, share.of);
        Self { id: share.what.map(Text::from), part: share.part, of: share.of, percent }
    }
}

/// In whole percent, rounded down; `None` of nothing.
fn percent(part: usize, of: usize) -> Option<usize> {
    part.saturating_mul(100).checked_div(of)
}

impl BenchUnlocks {
    fn of(library: &Library, unlocks: &bench::Unlocks, sight: Sight) -> Self {
        let names = &library.names;
        let group = usize::from(library.settings.bench_group);
        Self {
            competencies: unlocks
                .competencies
                .iter()
                .map(|unlock| {
                    let id = names.competencies.id(unlock.what).clone();
                    BenchUnlock::of(id, unlock, group, sight)
                })
                .collect(),
            modules: unlocks
                .modules
                .iter()
                .map(|unlock| {
                    let id = names.modules.id(unlock.what).clone();
                    BenchUnlock::of(id, unlock, group, sight)
                })
                .collect(),
        }
    }
}

impl<I> BenchUnlock<I> {
    fn of<T>(id: I, unlock: &bench::Unlock<T>, group: usize, sight: Sight) -> Self {
        let (now, soon) = (unlock.now, unlock.soon);
        let is_few = is_few(now.saturating_add(soon), group, sight);
        Self { id, now, soon, hours: (!is_few).then_some(unlock.hours) }
    }
}

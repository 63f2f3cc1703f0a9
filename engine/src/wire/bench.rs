//! Writes a bench down.

use serde::Serialize;

use super::convert::{ENGINE, hours};
use super::{Decimal, FORMAT};
use crate::bench::{
    self, Band, Criterion, RoleBench, Shown, Sight, Verdict, is_few, months_until, shown_months,
};
use crate::id::RoleIx;
use crate::library::Library;
use crate::person::{AsOf, Person, hash_rows};

/// How deep the bench of some roles is.
#[derive(Clone, Debug, PartialEq, Serialize)]
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
    pub soon_until: String,
    /// The roles, in the order they were asked for.
    pub roles: Vec<BenchRole>,
    /// The roles in no figure, because too few people come into question.
    pub too_few: Vec<String>,
    /// The roles in no figure, because they expect nothing.
    pub without_expectations: Vec<String>,
    /// All `roles` together.
    pub totals: BenchTotals,
    /// What, learned by itself, would make most people ready.
    pub unlocks: BenchUnlocks,
}

/// What a bench was made from.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct BenchProvenance {
    /// The version of the engine.
    pub engine: &'static str,
    /// The hash of the library's files.
    pub library: String,
    /// The hash of everybody's rows.
    pub people: String,
    /// The date the answer was made for.
    pub as_of: String,
}

/// The settings a bench rests on.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct BenchSettings {
    /// How old evidence for a critical expectation may be.
    pub bench_evidence: String,
    /// Within what time somebody is ready soon.
    pub bench_soon: String,
    /// Figures about fewer people than these are not shown without names.
    pub bench_group: u16,
}

/// The bench of one role.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct BenchRole {
    /// The role.
    pub role: String,
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
    pub filled_by: Option<String>,
    /// Everybody but its present holders; `null` without names.
    pub verdicts: Option<Vec<BenchVerdict>>,
}

/// How ready somebody is for a role.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct BenchVerdict {
    /// The id of the person.
    pub person: String,
    /// Their name.
    pub name: String,
    /// `now`, `soon`, `later` or `unknown`.
    pub ready: &'static str,
    /// What they fail: `known`, `threshold`, `critical`, `confirmed`, `fresh`,
    /// `available`, `tenure`.
    pub failing: Vec<&'static str>,
    /// From when they are ready; `null` where it is later or unknown.
    pub ready_on: Option<String>,
    /// The months until then; begun ones count.
    pub months: Option<u32>,
    /// The hours of learning until then; `null` where it is later or unknown.
    pub hours: Option<Decimal>,
    /// The part of them that is declared, because no module builds it.
    pub estimated_hours: Option<Decimal>,
    /// Whether the search for the shortest chain came to its end. Where not, who is
    /// later may be ready soon, and who is ready soon may need fewer hours.
    pub proved: bool,
}

/// The roles of a bench together.
#[derive(Clone, Debug, PartialEq, Serialize)]
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
    pub over_relied_people: Option<Vec<String>>,
    /// The site that most of those ready now or soon share; `null` where not shown.
    pub site: Option<BenchShare>,
    /// The manager they share; `null` where not shown.
    pub manager: Option<BenchShare>,
}

/// The largest part of those ready now or soon.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct BenchShare {
    /// What they share; `null` where that would name somebody.
    pub id: Option<String>,
    /// How many share it.
    pub part: usize,
    /// Of how many.
    pub of: usize,
    /// In whole percent.
    pub percent: Option<usize>,
}

/// What would make most people ready.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct BenchUnlocks {
    /// The competencies, the one that does most first.
    pub competencies: Vec<BenchUnlock>,
    /// The modules, the one that does most first.
    pub modules: Vec<BenchUnlock>,
}

/// What one competency or module would do; somebody counts once for each role.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct BenchUnlock {
    /// The id of the competency or module.
    pub id: String,
    /// How many become ready now.
    pub now: usize,
    /// How many become ready soon who were not.
    pub soon: usize,
    /// The hours of learning of all these people together; `null` where without names
    /// they are fewer than `bench_group`.
    pub hours: Option<Decimal>,
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
        let ids = |roles: &[RoleIx]| -> Vec<String> {
            roles.iter().map(|it| library.role_id(*it).to_owned()).collect()
        };
        let settings = &library.settings;
        let filled = bench.roles.iter().zip(&bench.now.filled_by);
        let roles = filled.map(|(it, by)| {
            let names = (sight == Sight::Names).then_some((people, *by));
            role(library, it, bench.as_of, names)
        });
        Self {
            format: FORMAT,
            provenance: BenchProvenance {
                engine: ENGINE,
                library: library.hashes.library.to_string(),
                people: hash_rows(people.iter().map(|it| &*it.hash)).into(),
                as_of: bench.as_of.to_string(),
            },
            settings: BenchSettings {
                bench_evidence: settings.bench_evidence.to_string(),
                bench_soon: settings.bench_soon.to_string(),
                bench_group: settings.bench_group,
            },
            named: sight == Sight::Names,
            people: bench.people,
            soon_until: bench.soon_until.to_string(),
            roles: roles.collect(),
            too_few: ids(&bench.too_few),
            without_expectations: ids(empty),
            totals: totals(library, bench, people, sight),
            unlocks: unlocks(library, &bench.unlocks, sight),
        }
    }
}

fn role(
    library: &Library,
    it: &RoleBench,
    as_of: AsOf,
    names: Option<(&[Person], Option<u32>)>,
) -> BenchRole {
    let group = usize::from(library.settings.bench_group);
    let sight = if names.is_some() { Sight::Names } else { Sight::Counts };
    let (soonest, median) = shown_months(&it.months(as_of), group, sight);
    let verdicts = names.map(|(people, _)| {
        let verdicts = it.verdicts.iter();
        verdicts.filter_map(|it| Some(verdict(it, at(people, it.person)?, as_of))).collect()
    });
    BenchRole {
        role: library.role_id(it.role).to_owned(),
        grade: library.roles[it.role].grade,
        now: it.count(Band::Now),
        soon: it.count(Band::Soon),
        later: it.count(Band::Later),
        unknown: it.count(Band::Unknown),
        undecided: it.undecided(),
        soonest_months: soonest,
        median_months: median,
        filled_by: names.and_then(|(people, by)| Some(at(people, by?)?.id.to_string())),
        verdicts,
    }
}

fn at(people: &[Person], person: u32) -> Option<&Person> {
    people.get(usize::try_from(person).ok()?)
}

fn verdict(it: &Verdict, person: &Person, as_of: AsOf) -> BenchVerdict {
    let is_dated = it.ready_on.is_some();
    BenchVerdict {
        person: person.id.to_string(),
        name: person.name.to_string(),
        ready: match it.band {
            Band::Now => "now",
            Band::Soon => "soon",
            Band::Later => "later",
            Band::Unknown => "unknown",
        },
        failing: it.failing.iter().map(criterion).collect(),
        ready_on: it.ready_on.map(|it| it.to_string()),
        months: it.ready_on.map(|it| months_until(as_of, it)),
        hours: is_dated.then(|| hours(it.hours)),
        estimated_hours: is_dated.then(|| hours(it.estimated)),
        proved: it.is_proved,
    }
}

fn criterion(it: Criterion) -> &'static str {
    match it {
        Criterion::Known => "known",
        Criterion::Threshold => "threshold",
        Criterion::Critical => "critical",
        Criterion::Confirmed => "confirmed",
        Criterion::Fresh => "fresh",
        Criterion::Available => "available",
        Criterion::Tenure => "tenure",
    }
}

fn totals(library: &Library, bench: &bench::Bench, people: &[Person], sight: Sight) -> BenchTotals {
    let shown = Shown::of(library, bench, people, sight);
    let roles = bench.roles.len();
    let named = (sight == Sight::Names).then(|| {
        let ids = bench.now.over_relied.iter().filter_map(|it| at(people, *it));
        ids.map(|it| it.id.to_string()).collect()
    });
    BenchTotals {
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
        site: shown.site.map(share),
        manager: shown.manager.map(share),
    }
}

fn share(it: bench::Share) -> BenchShare {
    let percent = percent(it.part, it.of);
    BenchShare { id: it.what.map(Into::into), part: it.part, of: it.of, percent }
}

/// In whole percent, rounded down; `None` of nothing.
fn percent(part: usize, of: usize) -> Option<usize> {
    part.saturating_mul(100).checked_div(of)
}

fn unlocks(library: &Library, it: &bench::Unlocks, sight: Sight) -> BenchUnlocks {
    let group = usize::from(library.settings.bench_group);
    let written = |id: &str, (now, soon, of): (usize, usize, _)| BenchUnlock {
        id: id.to_owned(),
        now,
        soon,
        hours: (!is_few(now.saturating_add(soon), group, sight)).then(|| hours(of)),
    };
    let competencies = it.competencies.iter();
    let modules = it.modules.iter();
    BenchUnlocks {
        competencies: competencies
            .map(|it| written(library.competency_id(it.what), (it.now, it.soon, it.hours)))
            .collect(),
        modules: modules
            .map(|it| written(library.module_id(it.what), (it.now, it.soon, it.hours)))
            .collect(),
    }
}

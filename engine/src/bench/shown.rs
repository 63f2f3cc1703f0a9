//! What may be shown of a bench without names?
//!
//! Counts of people for a role are what the bench is for: they are shown where at
//! least `bench_group` people come into question for it, and a role with fewer is
//! left out of everything before anything is counted. Parts of a group (those who
//! share a site or a manager, or who are over-relied on) are shown after the rule
//! of small cells: none, or at least `bench_group` and of the rest none or as many,
//! so that neither can be worked out from the whole. Months and hours of fewer
//! people than `bench_group` are those of single ones: quarters, or nothing.

use std::collections::BTreeMap;

use super::{Band, Bench, Sight};
use crate::library::Library;
use crate::number::Exact as _;
use crate::person::Person;

/// The months of a quarter.
const QUARTER: u32 = 3;

/// The figures of a bench over all its roles, as far as they may be shown.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Shown {
    /// How many roles have nobody ready now.
    pub zero_now: usize,
    /// How many have nobody ready now or soon.
    pub zero_ready: usize,
    /// How many roles can be filled at once, by one person each.
    pub fillable_now: usize,
    /// The same within `bench_soon`.
    pub fillable_soon: usize,
    /// Those ready now or soon, counted once for each role.
    pub successors: usize,
    /// How many people are ready now for any of the roles.
    pub ready_now: usize,
    /// How many are ready now or soon.
    pub ready: usize,
    /// Without how many people fewer roles could be filled at once; `None` where
    /// this is not shown.
    pub over_relied: Option<usize>,
    /// The site that most of those ready now or soon share.
    pub site: Option<Share>,
    /// The manager that most of them share; without names, not who it is.
    pub manager: Option<Share>,
}

/// The largest part of a group.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Share {
    /// What they share; `None` where that would name somebody.
    pub what: Option<Box<str>>,
    /// How many share it.
    pub part: usize,
    /// The size of the group it is a part of.
    pub of: usize,
}

/// Whether a part of a group may be shown without names: nobody, or as many as
/// `group` at least where the rest is nobody or as many, too. That nobody is in a
/// part says no more than the whole.
pub(super) fn may_show(part: usize, of: usize, group: usize) -> bool {
    let rest = of.minus(part);
    part == 0 || (part >= group && (rest == 0 || rest >= group))
}

/// The first and the median of ascending months until people are ready, rounded up, as
/// far as they may be shown.
///
/// Without names, of fewer people than `group`, the first is rounded up to whole
/// quarters and there is no median: they would be the months of one or two of them.
pub(crate) fn shown_months(
    months: &[u32],
    group: usize,
    sight: Sight,
) -> (Option<u32>, Option<u32>) {
    let first = months.first().copied();
    if is_few(months.len(), group, sight) {
        return (first.map(|months| months.div_ceil(QUARTER).times(QUARTER)), None);
    }
    (first, median(months))
}

/// Whether so many people are too few for what is only theirs to be shown.
pub fn is_few(people: usize, group: usize, sight: Sight) -> bool {
    sight == Sight::Counts && people < group
}

/// The median of ascending numbers, rounded up.
fn median(numbers: &[u32]) -> Option<u32> {
    let last = numbers.len().checked_sub(1)?;
    let (lower, upper) = (*numbers.get(last / 2)?, *numbers.get(last.div_ceil(2))?);
    Some(lower.plus(upper).div_ceil(2))
}

impl Shown {
    /// Returns the figures of a bench that may be shown.
    ///
    /// `people` are those the bench was made of, in the same order.
    pub fn of(library: &Library, bench: &Bench, people: &[Person], sight: Sight) -> Self {
        let group = usize::from(library.settings.bench_group);
        let may_show = |part, of| sight == Sight::Names || may_show(part, of, group);
        let count = |band: Band| bench.roles.iter().map(move |role| role.count(band));
        let (now, ready) = (bench.ready(false), bench.ready(true));
        let of_ready = |at: &u32| people.get(usize::try_from(*at).ok()?);
        let ready_people: Vec<&Person> = ready.iter().filter_map(of_ready).collect();
        let largest = |shared: fn(&Person) -> Option<&str>| {
            let largest = largest(&ready_people, shared)?;
            may_show(largest.part, largest.of).then_some(largest)
        };
        let manager = largest(|person| person.manager.as_ref().map(|manager| &*manager.id));
        let over_relied = bench.now.over_relied.len();
        Self {
            zero_now: count(Band::Now).filter(|people| *people == 0).count(),
            zero_ready: count(Band::Now)
                .zip(count(Band::Soon))
                .filter(|pair| *pair == (0, 0))
                .count(),
            fillable_now: bench.now.size(),
            fillable_soon: bench.soon.size(),
            successors: count(Band::Now).chain(count(Band::Soon)).sum(),
            over_relied: may_show(over_relied, now.len()).then_some(over_relied),
            site: largest(|person| person.site.as_deref()),
            manager: manager.map(|share| match sight {
                Sight::Names => share,
                Sight::Counts => Share { what: None, ..share },
            }),
            ready_now: now.len(),
            ready: ready.len(),
        }
    }
}

/// The largest part of some people that shares something; of equal ones the first.
fn largest(people: &[&Person], shared: fn(&Person) -> Option<&str>) -> Option<Share> {
    let mut parts: BTreeMap<&str, usize> = BTreeMap::new();
    for what in people.iter().filter_map(|person| shared(person)) {
        let part = parts.entry(what).or_default();
        *part = part.plus(1);
    }
    let (what, part) = parts.into_iter().max_by(|(a, x), (b, y)| x.cmp(y).then(b.cmp(a)))?;
    Some(Share { what: Some(what.into()), part, of: people.len() })
}

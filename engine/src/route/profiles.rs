//! How far is one role from another?
//!
//! Every competency has points in a role, weight times level, divided by the square
//! root of all points of the role: a demanding role is not far because it asks for
//! more of everything. The distance between two roles is the root of the squares of
//! what is missing and, half as much again, of what goes unused; a role of the same
//! family is 15 % nearer. Roles that share nothing are near to nobody: between them
//! the distance only says how little the other one asks for.
//!
//! The two constants were chosen by cross-validation on the related occupations of
//! O*NET; `docs/moves.md` has the figures.

use std::collections::BTreeMap;

use super::chain::Levels;
use crate::gap::{Demand, Wanted};
use crate::id::{CompetencyId, CompetencyIx, Dense, RoleId, RoleIx};
use crate::level::{Level, Points};
use crate::library::Library;
use crate::number::Exact as _;

/// What goes unused counts this many halves of what is missing.
const UNUSED_HALVES: u64 = 3;
/// A role of the same family is so many percent as far.
const SAME_FAMILY: u64 = 85;

/// The length of the longest profile. Squares of differences of two profiles then
/// stay below 2³⁰ altogether, whatever the number of competencies.
const LONGEST: u64 = 23_000;
/// Profiles have a whole number of so many columns, which are compared at once.
const LANES: usize = 8;
/// Distances people see are thousandths of the longest profile.
const SHOWN: u128 = 1_000;

/// How far one role is from a start: comparable, exact, and only shown rounded.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub struct Distance(u64);

impl Distance {
    /// Of the squares of what is missing and of what goes unused.
    fn of(missing: u64, unused: u64, is_same_family: bool) -> Self {
        let squares = missing.times(2).plus(unused.times(UNUSED_HALVES));
        let percent = if is_same_family { SAME_FAMILY } else { 100 };
        Self(squares.times(percent.times(percent)))
    }

    /// In thousandths of the longest profile, rounded down.
    pub fn thousandths(self) -> u64 {
        // Squares are doubled, and multiplied by the square of a percentage.
        let square = u128::from(self.0).times(SHOWN.times(SHOWN)) / 2;
        let root = square.isqrt().checked_div(100_u128.times(LONGEST.into()));
        u64::try_from(root.unwrap_or(0)).unwrap_or(u64::MAX)
    }
}

/// The roles of a library, laid out to be compared.
#[derive(Clone, Debug)]
pub struct Profiles {
    /// The number of each role's family; none where it has no family.
    family_of: Dense<RoleId, Option<usize>>,
    /// The leaves that some role expects, each with its column.
    columns: BTreeMap<CompetencyIx, usize>,
    /// The roles that expect something, family by family.
    families: Vec<Family>,
    /// What profiles are multiplied by.
    scale: ProfileScale,
    /// What a hundredth of a level counts on average, in hundredths of a point: all
    /// points, and all levels they are for.
    rates: Dense<CompetencyId, (u64, u64)>,
}

/// The profiles of the roles of one family, or of those that have none.
#[derive(Clone, Debug)]
struct Family {
    number: Option<usize>,
    rows: Vec<(RoleIx, Vec<i16>)>,
    /// The least and the most that a profile has in each column.
    least: Vec<i16>,
    most: Vec<i16>,
}

/// What a role's points are divided and multiplied by.
#[derive(Clone, Copy, Debug)]
struct ProfileScale {
    /// The squared length of the longest profile, times 2¹⁶.
    longest: u64,
}

impl Profiles {
    /// Lays out the roles of a library, with what they expect.
    pub fn of(library: &Library, demands: &Dense<RoleId, Demand>) -> Self {
        let mut columns = BTreeMap::new();
        let mut rates = Dense::filled(&library.names.competencies, (0, 0));
        let mut points: Vec<(RoleIx, Vec<(CompetencyIx, u64)>)> = Vec::new();
        for (role, demand) in demands.iter() {
            let of_role: Vec<(CompetencyIx, u64)> = demand
                .wanted
                .iter()
                .map(|expected| (expected.competency, full(demand, expected)))
                .collect();
            for (it, (_, points)) in demand.wanted.iter().zip(&of_role) {
                let (all, levels): &mut (u64, u64) = &mut rates[it.competency];
                *all = all.plus(*points);
                *levels = levels.plus(u64::from(it.level.hundredths()));
                let next = columns.len();
                columns.entry(it.competency).or_insert(next);
            }
            if of_role.iter().any(|(_, points)| *points > 0) {
                points.push((role, of_role));
            }
        }
        let longest =
            points.iter().map(|(_, points)| squared_length(points)).max().unwrap_or(1).max(1);
        let mut profiles = Self {
            family_of: families(library),
            columns,
            families: Vec::new(),
            scale: ProfileScale { longest },
            rates,
        };
        let mut families: BTreeMap<Option<usize>, Vec<(RoleIx, Vec<i16>)>> = BTreeMap::new();
        for (role, points) in &points {
            let family = families.entry(profiles.family_of[*role]).or_default();
            family.push((*role, profiles.row(points)));
        }
        profiles.families =
            families.into_iter().map(|(number, rows)| Family::of(number, rows)).collect();
        profiles
    }

    /// The roles that expect something, each with its profile.
    pub(super) fn rows(&self) -> impl Iterator<Item = &(RoleIx, Vec<i16>)> {
        self.families.iter().flat_map(|family| &family.rows)
    }

    /// The profile of points, column by column.
    fn row(&self, points: &[(CompetencyIx, u64)]) -> Vec<i16> {
        let wide = self.wide_row(points);
        // INVARIANT: no role is longer than the longest, so all of its parts fit.
        wide.into_iter().map(|part| i16::try_from(part).unwrap_or(i16::MAX)).collect()
    }

    fn wide_row(&self, points: &[(CompetencyIx, u64)]) -> Vec<i64> {
        let all: u64 = points.iter().map(|(_, points)| *points).fold(0, u64::plus);
        let mut row = vec![0; self.columns.len().next_multiple_of(LANES)];
        for (competency, points) in points {
            let at = self.columns.get(competency).and_then(|at| row.get_mut(*at));
            if let Some(at) = at {
                *at = self.scale.part(*points, all);
            }
        }
        row
    }

    /// Returns the roles from the nearest to the furthest, then by id.
    ///
    /// `held` are the levels of somebody whose present role expects `demand`. A role that expects nothing
    /// of what is held is near to nobody and left out.
    pub fn from_levels(&self, demand: &Demand, held: &Levels) -> Vec<(Distance, RoleIx)> {
        let role = demand.role;
        let own = self.wide_row(&self.points_held(demand, held));
        let others = self.rows().filter(|(other, row)| *other != role && shares(&own, row));
        let mut all: Vec<(Distance, RoleIx)> = others
            .map(|(to, row)| {
                let (missing, unused) = parts_of_levels(&own, row);
                (Distance::of(missing, unused, self.is_same_family(role, *to)), *to)
            })
            .collect();
        all.sort_unstable();
        all
    }

    /// Returns the nearest roles of every role that expects something, the nearest
    /// first, then by id.
    ///
    /// Families are asked in the order of how near any role of theirs can be, until
    /// none can be near enough.
    pub fn of_all(&self, most: usize) -> Vec<(RoleIx, Vec<(Distance, RoleIx)>)> {
        let near = self.rows().map(|(role, own)| (*role, self.nearest(*role, own, most)));
        let mut all: Vec<_> = near.collect();
        all.sort_unstable_by_key(|(role, _)| *role);
        all
    }

    fn nearest(&self, role: RoleIx, own: &[i16], most: usize) -> Vec<(Distance, RoleIx)> {
        let number = self.family_of[role];
        let bounds = self.families.iter().map(|family| (family.at_least(own, number), family));
        let mut bounds: Vec<(Distance, &Family)> = bounds.collect();
        bounds.sort_unstable_by_key(|(bound, _)| *bound);
        let mut near: Vec<(Distance, RoleIx)> = Vec::new();
        for (bound, family) in bounds {
            // The furthest of those kept, once there are enough.
            let limit =
                most.checked_sub(1).and_then(|last| near.get(last)).map(|furthest| furthest.0);
            if limit.is_some_and(|furthest| bound > furthest) {
                break;
            }
            let others =
                family.rows.iter().filter(|(other, row)| *other != role && shares(own, row));
            let others = others
                .map(|(other, row)| (family.distance(number, own, row.iter().copied()), *other))
                .filter(|(distance, _)| limit.is_none_or(|limit| *distance <= limit));
            near.extend(others);
            if let Some(last) = most.checked_sub(1).filter(|last| *last < near.len()) {
                near.select_nth_unstable(last);
                near.truncate(most);
            }
        }
        near.sort_unstable();
        near
    }

    /// How far one role is from another; `None` where they share nothing.
    pub fn between(&self, from: RoleIx, to: RoleIx) -> Option<Distance> {
        let row = |role: RoleIx| self.rows().find(|(other, _)| *other == role).map(|(_, row)| row);
        let (own, other) = (row(from)?, row(to)?);
        let (missing, unused) = parts(own, other.iter().copied());
        let distance = Distance::of(missing, unused, self.is_same_family(from, to));
        shares(own, other).then_some(distance)
    }

    fn is_same_family(&self, one: RoleIx, other: RoleIx) -> bool {
        is_same(self.family_of[one], self.family_of[other])
    }

    /// The points of levels: as the role counts them, beyond what it expects at the
    /// same rate, and else as the roles that expect the leaf do on average.
    fn points_held(&self, demand: &Demand, held: &Levels) -> Vec<(CompetencyIx, u64)> {
        let leaves = self.columns.keys().filter(|leaf| held[**leaf] > Level::ZERO);
        let points = leaves.map(|ix| {
            let held = held[*ix];
            let points = if let Some(wanted) = demand.of_leaf(*ix) {
                let within = wanted.points(Level::ZERO, held.min(wanted.level));
                let rate = wanted.bands.last().map_or(Points::ZERO, |band| band.per_hundredth);
                let beyond = i128::from(held.less(wanted.level).hundredths());
                shown(demand, within + rate.times(beyond))
            } else {
                let (all, levels) = self.rates[*ix];
                let points = all.times(u64::from(held.hundredths()));
                points.checked_div(levels).unwrap_or(0)
            };
            (*ix, points)
        });
        points.collect()
    }
}

impl Family {
    fn of(number: Option<usize>, rows: Vec<(RoleIx, Vec<i16>)>) -> Self {
        let mut least = rows.first().map(|(_, row)| row.clone()).unwrap_or_default();
        let mut most = least.clone();
        for (_, row) in &rows {
            for ((least, most), it) in least.iter_mut().zip(&mut most).zip(row) {
                *least = (*least).min(*it);
                *most = (*most).max(*it);
            }
        }
        Self { number, rows, least, most }
    }

    /// How far a role of this family is from one with the profile `own`, of the family
    /// `number`.
    fn distance(
        &self,
        number: Option<usize>,
        own: &[i16],
        row: impl Iterator<Item = i16>,
    ) -> Distance {
        let (missing, unused) = parts(own, row);
        Distance::of(missing, unused, is_same(number, self.number))
    }

    /// No role of the family is nearer than this: as far as one would be that is as
    /// like `own` as the least and the most of the family allow.
    fn at_least(&self, own: &[i16], number: Option<usize>) -> Distance {
        let bounds = self.least.iter().zip(&self.most);
        let likest = bounds.zip(own).map(|((least, most), own)| *own.max(least).min(most));
        self.distance(number, own, likest)
    }
}

impl ProfileScale {
    /// A part of a profile: points, divided by the root of all points of the role,
    /// so that the longest profile has the length [`LONGEST`].
    fn part(self, points: u64, all: u64) -> i64 {
        // points² · LONGEST² · 2¹⁶ / (all · longest), and the root of it.
        let square = u128::from(points).times(points.into());
        let square = square.times(u128::from(LONGEST).times(LONGEST.into()));
        let below = u128::from(all).times(self.longest.into()).max(1);
        let part = square.times(1 << 16).checked_div(below).unwrap_or(0).isqrt();
        i64::try_from(part).unwrap_or(i64::MAX)
    }
}

/// Σ points² / Σ points, times 2¹⁶.
fn squared_length(points: &[(CompetencyIx, u64)]) -> u64 {
    let all: u128 = points.iter().map(|(_, points)| u128::from(*points)).fold(0, u128::plus);
    let squares = points.iter().map(|(_, points)| u128::from(*points).times(u128::from(*points)));
    let squares = squares.fold(0, u128::plus);
    let length = squares.times(1 << 16).checked_div(all).unwrap_or(0);
    u64::try_from(length).unwrap_or(u64::MAX)
}

/// What an expectation counts in full, in hundredths of a point.
fn full(demand: &Demand, wanted: &Wanted) -> u64 {
    shown(demand, wanted.points(Level::ZERO, wanted.level))
}

fn shown(demand: &Demand, points: Points) -> u64 {
    u64::try_from(demand.unit.hundredths(points)).unwrap_or(0)
}

fn families(library: &Library) -> Dense<RoleId, Option<usize>> {
    let mut families: BTreeMap<&str, usize> = BTreeMap::new();
    Dense::build(&library.names.roles, |ix, _| {
        let family = &library.roles[ix].family;
        let next = families.len();
        (!family.is_empty()).then(|| *families.entry(family).or_insert(next))
    })
}

/// Whether two numbers are of one family; roles without one share none.
fn is_same(one: Option<usize>, other: Option<usize>) -> bool {
    one.is_some() && one == other
}

/// Whether two profiles have something in common.
fn shares<A: Copy + PartialEq + Default, B: Copy + PartialEq + Default>(
    one: &[A],
    other: &[B],
) -> bool {
    one.iter().zip(other).any(|(a, b)| *a != A::default() && *b != B::default())
}

/// The squares of what is missing and of what goes unused.
fn parts(own: &[i16], other: impl Iterator<Item = i16>) -> (u64, u64) {
    let (mut missing, mut unused) = (0_i32, 0_i32);
    for (own, other) in own.iter().zip(other) {
        // INVARIANT: parts lie between 0 and LONGEST and the squares of two profiles
        // sum up to less than 2³¹, so nothing wraps around. In this form the sums of
        // eight leaves are computed at once.
        let more = other.wrapping_sub(*own);
        let (up, down) = (i32::from(more.max(0)), i32::from(more.min(0)));
        missing = missing.wrapping_add(up.wrapping_mul(up));
        unused = unused.wrapping_add(down.wrapping_mul(down));
    }
    (u64::from(missing.unsigned_abs()), u64::from(unused.unsigned_abs()))
}

/// As [`parts`], for levels of any height.
fn parts_of_levels(own: &[i64], other: &[i16]) -> (u64, u64) {
    let (mut missing, mut unused) = (0_u64, 0_u64);
    for (own, other) in own.iter().zip(other) {
        let other = i64::from(*other);
        let apart = own.abs_diff(other);
        let square = apart.times(apart);
        if other > *own {
            missing = missing.plus(square);
        } else {
            unused = unused.plus(square);
        }
    }
    (missing, unused)
}

//! How would one find the best routes by hand?
//!
//! Every way from role to role is walked that visits no role twice.

use waypath_engine::id::RoleIx;
use waypath_engine::level::{Level, Points};
use waypath_engine::library::ImportanceWord;
use waypath_engine::route::{Lattice, Levels, Limits};

/// A way: its cost in hundredths of an hour, how many moves, and the roles.
pub type Way = (u32, usize, Vec<RoleIx>);

/// All routes from one role to another, the best first.
pub fn all_routes(lattice: &mut Lattice<'_>, from: RoleIx, to: RoleIx) -> Vec<Way> {
    let held = lattice.levels_of(from);
    let mut found = Vec::new();
    walk(lattice, &held, to, (&[from], 0), &mut found);
    found.sort();
    found
}

fn walk(
    lattice: &mut Lattice<'_>,
    held: &Levels,
    to: RoleIx,
    (visited, cost): (&[RoleIx], u32),
    found: &mut Vec<Way>,
) {
    let library = lattice.library();
    for role in library.names.roles.indices().filter(|it| !visited.contains(it)) {
        if !lattice.is_feasible(held, role) {
            continue;
        }
        let per_move = library.settings.move_hours.hundredths();
        let cost = cost + lattice.hours(held, role).hundredths() + per_move;
        let visited = [visited, &[role]].concat();
        if role == to {
            found.push((cost, visited.len() - 1, visited[1..].to_vec()));
        } else {
            let after = lattice.arrived(held, role);
            walk(lattice, &after, to, (&visited, cost), found);
        }
    }
}

/// Whether a route leads to a role within certain limits.
pub fn is_open(
    lattice: &Lattice<'_>,
    held: &Levels,
    visited: &[RoleIx],
    to: RoleIx,
    limits: Limits,
) -> bool {
    let roles = lattice.library().names.roles.indices();
    let mut near = roles.filter(|it| lattice.is_feasible_within(held, *it, limits));
    near.any(|role| {
        let after = lattice.arrived(held, role);
        let ways = [visited, &[role]].concat();
        role == to || !visited.contains(&role) && is_open(lattice, &after, &ways, to, limits)
    })
}

/// The fewest hundredths of a level that make a direct move feasible: for every
/// number of them, the most points they can add.
pub fn fewest_hundredths(lattice: &Lattice<'_>, held: &Levels, to: RoleIx) -> usize {
    let (demand, limits) = (lattice.demand(to), Limits::of(lattice.library()));
    let mut best: Vec<Option<Points>> = vec![Some(Points::ZERO)];
    for it in &demand.wanted {
        let from = held[it.competency].hundredths();
        let is_critical = it.importance.word == ImportanceWord::Critical;
        let floor = if is_critical { it.level.less(limits.stretch).hundredths() } else { 0 };
        let mut next = vec![None; best.len() + usize::from(it.level.hundredths())];
        for level in from.max(floor)..=from.max(it.level.hundredths()) {
            let points = it.points(Level::ZERO, Level::from_hundredths(level).min(it.level));
            for (used, so_far) in best.iter().enumerate() {
                let more = usize::from(level - from);
                next[used + more] = next[used + more].max(so_far.map(|it| it + points));
            }
        }
        best = next;
    }
    let is_enough = |it: &Option<Points>| it.is_some_and(|it| demand.reaches(it, limits.readiness));
    best.iter().position(is_enough).unwrap()
}

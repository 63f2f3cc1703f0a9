//! How would one find the best routes by hand?
//!
//! Every way from role to role is walked that visits no role twice.

use waypath_engine::id::{CompetencyIx, RoleIx};
use waypath_engine::level::Level;
use waypath_engine::route::{Lattice, Learning, Levels, Limits, MOST_MOVES};

/// A way: its cost in hundredths of an hour, how many moves, and the roles.
pub type Way = (u32, usize, Vec<RoleIx>);

/// All routes to a role, the best first, of somebody who has a role and holds `held`.
pub fn all_routes(lattice: &mut Lattice<'_>, from: RoleIx, held: &Levels, to: RoleIx) -> Vec<Way> {
    let mut found = Vec::new();
    walk(lattice, held, to, (&[from], 0), &mut found);
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
    for role in library.names.roles.indices().filter(|next| !visited.contains(next)) {
        let is_empty = lattice.demand(role).wanted.is_empty();
        if is_empty && role != to || !lattice.is_feasible(held, role) {
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

/// Whether a route of at most [`MOST_MOVES`] moves leads to a role within certain limits.
pub fn is_open(
    lattice: &Lattice<'_>,
    held: &Levels,
    visited: &[RoleIx],
    to: RoleIx,
    limits: Limits,
) -> bool {
    if visited.len() > MOST_MOVES {
        return false;
    }
    let roles = lattice.library().names.roles.indices();
    let mut near = roles.filter(|role| lattice.is_feasible_within(held, *role, limits));
    near.any(|role| {
        let after = lattice.arrived(held, role);
        let ways = [visited, &[role]].concat();
        role == to || !visited.contains(&role) && is_open(lattice, &after, &ways, to, limits)
    })
}

/// The fewest hundredths of an hour, counted one by one, that make a direct move
/// feasible: every combination of whole levels and those expected is tried.
pub fn fewest_hours(lattice: &mut Lattice<'_>, held: &Levels, to: RoleIx) -> u32 {
    let mut ways = vec![(0, held.clone())];
    for wanted in lattice.demand(to).wanted.clone() {
        let mut next = Vec::new();
        let mut level = held[wanted.competency];
        loop {
            let more = learn(lattice, held, wanted.competency, level);
            for (hours, levels) in &ways {
                let mut after = levels.clone();
                after[wanted.competency] = level;
                next.push((hours + more, after));
            }
            if level >= wanted.level {
                break;
            }
            let whole = Level::from_hundredths(level.hundredths() / 100 * 100 + 100);
            level = whole.min(wanted.level);
        }
        ways = next;
    }
    let feasible = ways.into_iter().filter(|(_, levels)| lattice.is_feasible(levels, to));
    feasible.map(|(hours, _)| hours).min().unwrap()
}

/// The hundredths of an hour that one competency takes by itself.
pub fn learn(lattice: &Lattice<'_>, held: &Levels, competency: CompetencyIx, level: Level) -> u32 {
    let mut learning = Learning::new(lattice.library(), |_| true);
    learning.chain(held, [(competency, level)]).hours.hundredths()
}

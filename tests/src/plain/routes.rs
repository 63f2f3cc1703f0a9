//! How would one find the best routes by hand?
//!
//! Every way from role to role is walked that visits no role twice.

use waypath_engine::id::RoleIx;
use waypath_engine::route::{Lattice, Levels};

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

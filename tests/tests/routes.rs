//! Are the routes found the best there are?

use std::cell::Cell;

use waypath_engine::route::{Lattice, Route};
use waypath_tests::generate::lattice;
use waypath_tests::plain::routes::{Way, all_routes};
use waypath_tests::run;

#[test]
fn no_route_is_better_than_those_found() {
    let (direct, by_stops, around, nowhere) =
        (Cell::new(0), Cell::new(0), Cell::new(0), Cell::new(0));
    let count = |it: &Cell<u32>, is: bool| it.set(it.get() + u32::from(is));
    let any = (lattice::lattice(6, 0), lattice::lattice(5, 5));
    let any = proptest::prop_oneof![2 => any.0, 1 => any.1];
    run::holds(400, &any, lattice::Lattice::model, |it| {
        let library = it.compile();
        let mut lattice = Lattice::new(&library, |_| true);
        for from in library.names.roles.indices() {
            for to in library.names.roles.indices().filter(|it| *it != from) {
                let held = lattice.levels_of(from);
                let all = all_routes(&mut lattice, from, to);
                let is_direct = lattice.is_feasible(&held, to);
                let stops = all.first().map(|it| it.1);
                count(&direct, stops == Some(1));
                count(&by_stops, !is_direct && stops.is_some());
                count(&around, stops.is_some_and(|it| it > 2));
                count(&nowhere, stops.is_none());
                for most in [1, 2, 3, 4, 40] {
                    let found = lattice.routes(from, &held, to, most);
                    let ways: Vec<Way> = found.routes.iter().map(way).collect();
                    let best = &all[..all.len().min(most)];
                    if ways != best {
                        return Err(format!("{from:?} to {to:?}: {ways:?}, by hand {best:?}"));
                    }
                    let other = all.get(most).map(|it| it.0);
                    let bound = found.next_at_least.map(|it| it.hundredths());
                    let is_bound = other.is_none_or(|it| bound.is_some_and(|bound| bound <= it));
                    let best = best.first().map(|it| it.0);
                    let is_best = found.at_least.map(|it| it.hundredths()) == best;
                    if !found.proved || !is_bound || !is_best {
                        return Err(format!("{from:?} to {to:?}: {found:?}, then {other:?}"));
                    }
                }
            }
        }
        Ok(())
    });
    let seen = [&direct, &by_stops, &around, &nowhere].map(Cell::get);
    assert!(seen.iter().all(|it| *it >= 40), "too few cases: {seen:?}");
}

fn way(route: &Route) -> Way {
    (route.cost.hundredths(), route.roles.len(), route.roles.clone())
}

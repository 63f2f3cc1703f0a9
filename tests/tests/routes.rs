//! Are the routes found the best there are?

use std::cell::Cell;

use proptest::prelude::*;
use waypath_engine::level::Level;
use waypath_engine::quantity::Hours;
use waypath_engine::route::{Lattice, Limits, Route};
use waypath_tests::generate::lattice;
use waypath_tests::plain::routes::{Way, all_routes, fewest_hours, is_open, learn};
use waypath_tests::run;

#[test]
fn no_route_is_better_than_those_found() {
    let (direct, by_stops, around, nowhere) =
        (Cell::new(0), Cell::new(0), Cell::new(0), Cell::new(0));
    let count = |counter: &Cell<u32>, is: bool| counter.set(counter.get() + u32::from(is));
    let any = (lattice::lattice(6, 0), lattice::lattice(5, 5));
    let any = proptest::prop_oneof![2 => any.0, 1 => any.1];
    run::holds(400, &any, lattice::Lattice::model, |model| {
        let library = model.compile();
        let mut lattice = Lattice::new(&library, |_| true);
        for from in library.names.roles.indices() {
            for to in library.names.roles.indices().filter(|other| *other != from) {
                let held = lattice.levels_of(from);
                let all = all_routes(&mut lattice, from, &held, to);
                let is_direct = lattice.is_feasible(&held, to);
                let stops = all.first().map(|way| way.1);
                count(&direct, stops == Some(1));
                count(&by_stops, !is_direct && stops.is_some());
                count(&around, stops.is_some_and(|count| count > 2));
                count(&nowhere, stops.is_none());
                for most in [1, 2, 3, 4, 40] {
                    let found = lattice.routes(from, &held, to, most);
                    let ways: Vec<Way> = found.routes.iter().map(way).collect();
                    let best = &all[..all.len().min(most)];
                    if ways != best {
                        return Err(format!("{from:?} to {to:?}: {ways:?}, by hand {best:?}"));
                    }
                    let other = all.get(most).map(|way| way.0);
                    let bound = found.next_at_least.map(Hours::hundredths);
                    let is_bound =
                        other.is_none_or(|cost| bound.is_some_and(|bound| bound <= cost));
                    let best = best.first().map(|way| way.0);
                    let is_best = found.at_least.map(Hours::hundredths) == best;
                    if !found.proved || !is_bound || !is_best {
                        return Err(format!("{from:?} to {to:?}: {found:?}, then {other:?}"));
                    }
                }
            }
        }
        Ok(())
    });
    let seen = [&direct, &by_stops, &around, &nowhere].map(Cell::get);
    assert!(seen.iter().all(|count| *count >= 40), "too few cases: {seen:?}");
}

#[test]
fn no_route_of_somebody_is_better_than_those_found() {
    let (seen, changed) = (Cell::new(0), Cell::new(0));
    let levels = prop::collection::vec(0_u16..=400, lattice::COMPETENCIES);
    let any = (lattice::lattice(5, 3), levels);
    let shown =
        |drawn: &(lattice::Lattice, Vec<u16>)| format!("{}\nheld: {:?}", drawn.0.model(), drawn.1);
    run::holds(300, &any, shown, |(model, levels)| {
        let library = model.compile();
        let mut lattice = Lattice::new(&library, |_| true);
        for from in library.names.roles.indices() {
            let mut held = lattice.levels_of(from);
            for (competency, level) in library.names.competencies.indices().zip(levels) {
                held[competency] = Level::from_hundredths(*level);
            }
            for to in library.names.roles.indices().filter(|other| *other != from) {
                let all = all_routes(&mut lattice, from, &held, to);
                let found = lattice.routes(from, &held, to, 3);
                let ways: Vec<Way> = found.routes.iter().map(way).collect();
                if ways != all[..all.len().min(3)] || !found.proved {
                    return Err(format!("{from:?} to {to:?}: {found:?}, by hand {all:?}"));
                }
                let of_role = lattice.levels_of(from);
                let usual = lattice.routes(from, &of_role, to, 3);
                seen.set(seen.get() + u32::from(!ways.is_empty()));
                changed.set(changed.get() + u32::from(usual.routes != found.routes));
            }
        }
        Ok(())
    });
    assert!(seen.get() > 200 && changed.get() > 200, "too few: {seen:?}, {changed:?}");
}

#[test]
fn a_search_given_up_promises_nothing_that_does_not_hold() {
    let (open, sure, empty) = (Cell::new(0), Cell::new(0), Cell::new(0));
    let count = |counter: &Cell<u32>, is: bool| counter.set(counter.get() + u32::from(is));
    run::holds(200, &lattice::lattice(6, 3), lattice::Lattice::model, |model| {
        let library = model.compile();
        let mut lattice = Lattice::new(&library, |_| true);
        for from in library.names.roles.indices() {
            let held = lattice.levels_of(from);
            for to in library.names.roles.indices().filter(|other| *other != from) {
                let all = all_routes(&mut lattice, from, &held, to);
                for partial in [0, 1, 2, 5] {
                    let found = lattice.routes_among(from, &held, to, 3, partial);
                    let ways: Vec<Way> = found.routes.iter().map(way).collect();
                    let wrong = || Err(format!("{from:?} to {to:?}: {found:?}, all {all:?}"));
                    if !ways.iter().all(|way| all.contains(way)) {
                        return wrong();
                    }
                    if found.proved && ways != all[..all.len().min(3)] {
                        return wrong();
                    }
                    let least = found.at_least.map(Hours::hundredths);
                    let best = all.first().map(|way| way.0);
                    if best.is_some_and(|best| least.is_none_or(|cost| cost > best)) {
                        return wrong();
                    }
                    let other = all.iter().find(|way| !ways.contains(way)).map(|way| way.0);
                    let bound = found.next_at_least.map(Hours::hundredths);
                    if other.is_some_and(|other| bound.is_none_or(|cost| cost > other)) {
                        return wrong();
                    }
                    count(&sure, found.proved && !ways.is_empty());
                    count(&open, !found.proved && !ways.is_empty());
                    count(&empty, !found.proved && ways.is_empty());
                }
            }
        }
        Ok(())
    });
    let seen = [&open, &sure, &empty].map(Cell::get);
    assert!(seen[0] >= 40 && seen[1] >= 40, "too few cases: {seen:?}");
}

/// Four skills, each taught by two jobs one after the other, and a job that asks for all.
#[test]
fn what_opens_a_role_opens_it_within_the_moves_there_may_be() {
    let role = |expects: &[(usize, i64)]| lattice::Role {
        family: None,
        grade: None,
        min_stay: None,
        expects: expects.iter().map(|(at, level)| (*at, (*level, "critical"))).collect(),
    };
    let mut roles = vec![role(&[])];
    for at in 0..lattice::COMPETENCIES {
        roles.extend([role(&[(at, 100)]), role(&[(at, 200)])]);
    }
    roles.push(role(&[(0, 300), (1, 300), (2, 300), (3, 300)]));
    let last = format!("job{}", roles.len() - 1);
    let library = lattice::Lattice {
        entry_slack: 0,
        hours_per_level: 1_000,
        move_readiness: 0,
        move_stretch: 50,
        move_hours: 0,
        roles,
        modules: Vec::new(),
    };
    let library = library.compile();
    let mut lattice = Lattice::new(&library, |_| true);
    let from = library.names.roles.find("job0").unwrap();
    let to = library.names.roles.find(&last).unwrap();
    let held = lattice.levels_of(from);
    // With a stretch of one level the skills are within reach, but only in nine moves.
    let enough = lattice.enough(&held, from, to);
    assert_eq!(enough.stretch.map(Level::hundredths), Some(200));
}

#[test]
fn what_is_said_to_be_enough_is_the_least() {
    let (by_readiness, by_stretch, by_both, one_leaf) =
        (Cell::new(0), Cell::new(0), Cell::new(0), Cell::new(0));
    let count = |counter: &Cell<u32>, is: bool| counter.set(counter.get() + u32::from(is));
    run::holds(120, &lattice::lattice(5, 4), lattice::Lattice::model, |model| {
        let library = model.compile();
        let mut lattice = Lattice::new(&library, |_| true);
        let limits = Limits::of(&library);
        for from in library.names.roles.indices() {
            for to in library.names.roles.indices().filter(|other| *other != from) {
                let held = lattice.levels_of(from);
                if is_open(&lattice, &held, &[from], to, limits) {
                    continue;
                }
                let enough = lattice.enough(&held, from, to);
                let open = |limits| is_open(&lattice, &held, &[from], to, limits);
                let mut lower = (0..limits.readiness).rev();
                let readiness =
                    lower.find(|percent| open(Limits { readiness: *percent, ..limits }));
                // What is missing of a level is never more than the highest level.
                let mut more = (limits.stretch.hundredths()..=400).map(Level::from_hundredths);
                let stretch = more.find(|stretch| open(Limits { stretch: *stretch, ..limits }));
                if (enough.readiness, enough.stretch) != (readiness, stretch) {
                    return Err(format!("{enough:?}, by hand {readiness:?} {stretch:?}"));
                }
                let mut after = held.clone();
                let mut hours = 0;
                for (at, before, level) in &enough.learn {
                    assert_eq!(held[*at], *before);
                    hours += learn(&lattice, &held, *at, *level);
                    after[*at] = *level;
                    let is_whole = level.hundredths() % 100 == 0;
                    let wanted = lattice.demand(to).of_leaf(*at).unwrap().level;
                    assert!(is_whole || *level == wanted, "{level:?} is no level");
                }
                let fewest = fewest_hours(&mut lattice, &held, to);
                if hours != fewest || !lattice.is_feasible(&after, to) {
                    return Err(format!("{from:?} to {to:?}: {enough:?}, by hand {fewest}"));
                }
                count(&by_readiness, readiness.is_some());
                count(&by_stretch, stretch.is_some());
                count(&by_both, readiness.is_none() && stretch.is_none());
                count(&one_leaf, enough.learn.len() > 1);
            }
        }
        Ok(())
    });
    let seen = [&by_readiness, &by_stretch, &by_both, &one_leaf].map(Cell::get);
    assert!(seen.iter().all(|count| *count >= 10), "too few cases: {seen:?}");
}

#[test]
fn a_competency_opens_what_could_not_be_moved_to_before() {
    let seen = Cell::new(0);
    run::holds(200, &lattice::lattice(5, 4), lattice::Lattice::model, |model| {
        let library = model.compile();
        let mut lattice = Lattice::new(&library, |_| true);
        for from in library.names.roles.indices() {
            let held = lattice.levels_of(from);
            let opened = lattice.unlocks(from, &held);
            let mut before = None;
            for competency in library.names.competencies.indices() {
                let roles: Vec<_> = library.names.roles.indices().collect();
                let levels = roles.iter().copied().filter_map(|role| {
                    lattice.demand(role).of_leaf(competency).map(|wanted| wanted.level)
                });
                let levels: Vec<Level> = levels.collect();
                let count = |level: Level| levels.iter().filter(|other| **other == level).count();
                let most = levels.iter().map(|level| count(*level)).max().unwrap_or(0);
                let level = levels.iter().copied().filter(|level| count(*level) == most).min();
                let mut after = held.clone();
                after[competency] = after[competency].max(level.unwrap_or_default());
                let opens = roles.iter().copied().filter(|role| {
                    *role != from
                        && lattice.is_feasible(&after, *role)
                        && !lattice.is_feasible(&held, *role)
                });
                let opens: Vec<_> = opens.collect();
                let said = opened.iter().find(|found| found.competency == competency);
                if said.map_or(&[][..], |found| &found.roles) != opens {
                    return Err(format!("{from:?}, {competency:?}: {said:?}, by hand {opens:?}"));
                }
            }
            for found in &opened {
                seen.set(seen.get() + 1);
                let key =
                    (std::cmp::Reverse(found.roles.len()), found.chain.hours, found.competency);
                if before.is_some_and(|earlier| earlier > key) {
                    return Err(format!("not in order: {opened:?}"));
                }
                before = Some(key);
            }
        }
        Ok(())
    });
    assert!(seen.get() >= 50, "too few cases: {}", seen.get());
}

fn way(route: &Route) -> Way {
    (route.cost.hundredths(), route.roles.len(), route.roles.clone())
}

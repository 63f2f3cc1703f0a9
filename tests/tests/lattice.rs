//! Do moves between roles hold against what one would find by hand?

use std::cell::Cell;
use std::collections::BTreeMap;

use waypath_engine::id::{CompetencyIx, Dense};
use waypath_engine::level::Level;
use waypath_engine::library::Library;
use waypath_engine::quantity::Hours;
use waypath_engine::route::{Chain, Lattice, Levels, Step};
use waypath_tests::generate::lattice;
use waypath_tests::plain::learning::{Held, fewest_hours};
use waypath_tests::run;

#[test]
fn no_chain_is_shorter_than_the_one_found() {
    let (with_modules, with_both, by_one) = (Cell::new(0), Cell::new(0), Cell::new(0));
    run::holds(400, &lattice::lattice(3, 6), lattice::Lattice::model, |model| {
        let library = model.compile();
        let mut lattice = Lattice::new(&library, |_| true);
        for from in library.names.roles.indices() {
            for to in library.names.roles.indices().filter(|other| *other != from) {
                let held = lattice.levels_of(from);
                let chain = lattice.chain(&held, to);
                let wanted = wanted(&lattice, to);
                let (hours, declared) = fewest_hours(&library, &plain(&held), &wanted);
                if (chain.hours.hundredths(), chain.estimated.hundredths()) != (hours, declared) {
                    let by_hand = format!("{hours} hundredths of an hour, {declared} declared");
                    return Err(format!("{from:?} to {to:?}: {chain:?}, by hand {by_hand}"));
                }
                if !chain.is_proved() {
                    return Err(format!("{from:?} to {to:?} is not proved: {chain:?}"));
                }
                replay(&library, &held, &chain, &wanted)?;
                let modules = chain.modules().count();
                let count =
                    |counter: &Cell<u32>, is: bool| counter.set(counter.get() + u32::from(is));
                count(&with_modules, modules > 0);
                count(&with_both, modules > 1 && chain.estimated > Hours::ZERO);
                let builds = |module| library.modules[module].builds.len();
                count(&by_one, chain.modules().any(|module| builds(module) > 1));
            }
        }
        Ok(())
    });
    let seen = [&with_modules, &with_both, &by_one].map(Cell::get);
    assert!(seen.iter().all(|count| *count >= 50), "too few cases: {seen:?}");
}

#[test]
fn whoever_holds_more_never_needs_more_hours() {
    run::holds(400, &lattice::lattice(4, 6), lattice::Lattice::model, |model| {
        let library = model.compile();
        let mut lattice = Lattice::new(&library, |_| true);
        for from in library.names.roles.indices() {
            for via in library.names.roles.indices() {
                let held = lattice.levels_of(from);
                let more = lattice.arrived(&held, via);
                for to in library.names.roles.indices() {
                    let (few, many) = (lattice.hours(&held, to), lattice.hours(&more, to));
                    if many > few {
                        return Err(format!("{from:?} via {via:?} to {to:?}: {few} then {many}"));
                    }
                    // What a stop teaches counts: going there first is never shorter.
                    if lattice.hours(&held, via) + many < few {
                        return Err(format!("{from:?} via {via:?} to {to:?} is shorter"));
                    }
                    if lattice.is_feasible(&held, to) && !lattice.is_feasible(&more, to) {
                        return Err(format!("{from:?} via {via:?} to {to:?} is not feasible"));
                    }
                }
            }
        }
        Ok(())
    });
}

#[test]
fn the_nearest_of_all_are_the_nearest_of_each() {
    let compared = Cell::new(0);
    run::holds(500, &lattice::lattice(16, 0), lattice::Lattice::model, |model| {
        let library = model.compile();
        let lattice = Lattice::new(&library, |_| true);
        let profiles = lattice.profiles();
        for most in [1, 3, 10] {
            for (role, near) in profiles.of_all(most) {
                let mut one = profiles.from_levels(lattice.demand(role), &lattice.levels_of(role));
                one.truncate(most);
                if near != one {
                    return Err(format!("{role:?}: {near:?}, one by one {one:?}"));
                }
                compared.set(compared.get() + near.len());
            }
        }
        Ok(())
    });
    assert!(compared.get() > 5_000, "too few: {}", compared.get());
}

#[test]
fn a_role_with_the_same_expectations_is_the_nearest() {
    let seen = Cell::new(0);
    run::holds(500, &lattice::lattice(6, 0), lattice::Lattice::model, |model| {
        let mut more = model.clone();
        more.roles.push(more.roles[0].clone());
        let (library, last) = (more.compile(), more.roles.len() - 1);
        let lattice = Lattice::new(&library, |_| true);
        let first = library.names.roles.find("job0").unwrap();
        let twin = library.names.roles.find(&format!("job{last}")).unwrap();
        let all = lattice.profiles().from_levels(lattice.demand(first), &lattice.levels_of(first));
        let Some((distance, _)) = all.iter().find(|(_, role)| *role == twin) else {
            return if more.roles[0].expects.is_empty() { Ok(()) } else { Err(format!("{all:?}")) };
        };
        seen.set(seen.get() + 1);
        let is_nearest = all.iter().all(|(near, _)| near >= distance);
        if distance.thousandths() == 0 && is_nearest { Ok(()) } else { Err(format!("{all:?}")) }
    });
    assert!(seen.get() > 100, "too few: {}", seen.get());
}

fn plain(levels: &Levels) -> Held {
    levels.iter().map(|(ix, level)| (ix, level.hundredths())).collect()
}

fn wanted(lattice: &Lattice<'_>, to: waypath_engine::id::RoleIx) -> Held {
    lattice
        .demand(to)
        .wanted
        .iter()
        .map(|wanted| (wanted.competency, wanted.level.hundredths()))
        .collect()
}

/// Takes the steps of a chain one by one.
fn replay(library: &Library, held: &Levels, chain: &Chain, wanted: &Held) -> Result<(), String> {
    let mut levels: Dense<_, Level> = held.clone();
    let mut hours = Hours::ZERO;
    for step in &chain.steps {
        match step {
            Step::Module(module) => {
                let module = &library.modules[*module];
                for (at, needs) in &module.entry {
                    if levels[*at] < needs.less(library.settings.entry_slack) {
                        return Err(format!("{step:?} cannot be entered in {chain:?}"));
                    }
                }
                for built in &module.builds {
                    levels[built.competency] = levels[built.competency].max(built.to);
                }
                hours = hours + module.hours;
            }
            Step::Estimated { competency, from, to } => {
                if levels[*competency] != *from {
                    return Err(format!("{step:?} does not start at {}", levels[*competency]));
                }
                levels[*competency] = *to;
                let width = u32::from(to.less(*from).hundredths());
                let per_level = u32::from(library.settings.hours_per_level);
                hours = hours + Hours::from_hundredths(width * per_level);
            }
        }
    }
    let missed: BTreeMap<CompetencyIx, u16> = wanted
        .iter()
        .filter(|(at, wanted)| levels[**at].hundredths() < **wanted)
        .map(|(a, b)| (*a, *b))
        .collect();
    if !missed.is_empty() || hours != chain.hours {
        return Err(format!("{chain:?} takes {hours} and misses {missed:?}"));
    }
    Ok(())
}

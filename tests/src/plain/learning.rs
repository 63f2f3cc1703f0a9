//! How would one find the shortest way to learn by hand?
//!
//! Every combination of levels is gone through until nothing gets shorter any
//! more. No leaf is looked at by itself, and nothing is estimated beforehand.

use std::collections::{BTreeMap, BTreeSet};

use waypath_engine::id::CompetencyIx;
use waypath_engine::level::Level;
use waypath_engine::library::{Library, Module};

/// Levels of all competencies, in hundredths.
pub type Held = BTreeMap<CompetencyIx, u16>;

/// The fewest hours, in hundredths, from levels to those wanted; of equal ones
/// the fewest declared hours.
pub fn fewest_hours(library: &Library, held: &Held, wanted: &Held) -> (u32, u32) {
    let taught = taught(library);
    let stops = stops(library, held, wanted);
    let mut best: BTreeMap<Held, (u32, u32)> = BTreeMap::from([(held.clone(), (0, 0))]);
    let mut waiting: BTreeSet<Held> = BTreeSet::from([held.clone()]);
    while let Some(levels) = waiting.pop_first() {
        let so_far = best[&levels];
        let mut next: Vec<(Held, u32, u32)> = Vec::new();
        for module in library.modules.values().filter(|module| module.active) {
            if can_enter(library, module, &levels) {
                next.push((after(module, &levels), module.hours.hundredths(), 0));
            }
        }
        for (at, level) in &levels {
            // A hundredth after another would do as well; it takes longer.
            let Some(to) = stops[at].iter().find(|next| *next > level) else { continue };
            if (*level..*to).any(|level| taught[at].contains(&level)) {
                continue;
            }
            let hours = u32::from(to - level) * u32::from(library.settings.hours_per_level);
            let mut further = levels.clone();
            further.insert(*at, *to);
            next.push((further, hours, hours));
        }
        for (levels, hours, declared) in next {
            let cost = (so_far.0 + hours, so_far.1 + declared);
            if best.get(&levels).is_none_or(|known| cost < *known) {
                best.insert(levels.clone(), cost);
                waiting.insert(levels);
            }
        }
    }
    let reached =
        best.iter().filter(|(levels, _)| wanted.iter().all(|(at, level)| levels[at] >= *level));
    reached.map(|(_, cost)| *cost).min().unwrap()
}

/// The levels, hundredth by hundredth, from which a module leads on that somebody
/// can enter who holds nothing at first.
fn taught(library: &Library) -> BTreeMap<CompetencyIx, BTreeSet<u16>> {
    let active: Vec<&Module> = library.modules.values().filter(|module| module.active).collect();
    let all = led_on(library, &active);
    let mut held: Held =
        library.names.competencies.indices().map(|competency| (competency, 0)).collect();
    loop {
        let before = held.clone();
        for (at, level) in &mut held {
            let top = library.competencies[*at].top.hundredths();
            while *level < top && !all[at].contains(level) {
                *level += 1;
            }
        }
        for module in &active {
            if can_enter(library, module, &held) {
                held = after(module, &held);
            }
        }
        if held == before {
            break;
        }
    }
    let entered: Vec<&Module> =
        active.into_iter().filter(|module| can_enter(library, module, &held)).collect();
    led_on(library, &entered)
}

fn led_on(library: &Library, modules: &[&Module]) -> BTreeMap<CompetencyIx, BTreeSet<u16>> {
    let of = |ix: CompetencyIx| {
        let levels = modules.iter().flat_map(|module| {
            let builds = module.builds.iter().filter(|built| built.competency == ix);
            builds.flat_map(|built| entry(library, module, ix)..built.to.hundredths())
        });
        levels.collect()
    };
    library.names.competencies.indices().map(|competency| (competency, of(competency))).collect()
}

fn entry(library: &Library, module: &Module, ix: CompetencyIx) -> u16 {
    let entry = module.entry.iter().find(|(at, _)| *at == ix).map_or(Level::ZERO, |entry| entry.1);
    entry.hundredths().saturating_sub(library.settings.entry_slack.hundredths())
}

fn can_enter(library: &Library, module: &Module, levels: &Held) -> bool {
    module.entry.iter().all(|(at, _)| levels[at] >= entry(library, module, *at))
}

fn after(module: &Module, levels: &Held) -> Held {
    let mut levels = levels.clone();
    for built in &module.builds {
        let level = levels.get_mut(&built.competency).unwrap();
        *level = (*level).max(built.to.hundredths());
    }
    levels
}

/// The levels worth stopping at.
fn stops(library: &Library, held: &Held, wanted: &Held) -> BTreeMap<CompetencyIx, BTreeSet<u16>> {
    let mut stops: BTreeMap<CompetencyIx, BTreeSet<u16>> = library
        .names
        .competencies
        .indices()
        .map(|competency| (competency, BTreeSet::new()))
        .collect();
    for (at, level) in held.iter().chain(wanted) {
        stops.get_mut(at).unwrap().insert(*level);
    }
    for module in library.modules.values() {
        for (at, _) in &module.entry {
            stops.get_mut(at).unwrap().insert(entry(library, module, *at));
        }
        for built in &module.builds {
            let stops = stops.get_mut(&built.competency).unwrap();
            stops.insert(built.to.hundredths());
            stops.insert(entry(library, module, built.competency));
        }
    }
    stops
}

//! Do the nearest roles match what experts list?
//!
//! For every occupation of O*NET experts list ten related ones. The share of them
//! among the ten nearest is the recall that `docs/moves.md` reports.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use waypath_engine::id::RoleIx;
use waypath_engine::library::Library;
use waypath_engine::route::Lattice;
use waypath_files::import::onet;
use waypath_tests::framework::{compiled, real};

/// Of each occupation those related to it in one of the tiers, if they are rated.
fn related(folder: &Path, library: &Library, tier: &str) -> BTreeMap<RoleIx, BTreeSet<RoleIx>> {
    let text = std::fs::read_to_string(folder.join("Related Occupations.tsv")).unwrap();
    let by_code: BTreeMap<String, RoleIx> = library
        .roles
        .iter()
        .flat_map(|(ix, role)| role.aligns.iter().map(move |code| (code.to_string(), ix)))
        .collect();
    let role = |code: &str| by_code.get(&format!("onet:{code}")).copied();
    let mut lists: BTreeMap<RoleIx, BTreeSet<RoleIx>> = BTreeMap::new();
    for line in text.lines().skip(1) {
        let cells: Vec<&str> = line.split('\t').collect();
        if cells[4].starts_with(tier)
            && let (Some(from), Some(to)) = (role(cells[0]), role(cells[2]))
        {
            lists.entry(from).or_default().insert(to);
        }
    }
    lists
}

/// The share of the roles listed that are among the ten nearest, without those in
/// `apart`, on average over the starts; in ten-thousandths.
fn recall(
    near: &BTreeMap<RoleIx, Vec<RoleIx>>,
    listed: &BTreeMap<RoleIx, BTreeSet<RoleIx>>,
    apart: &BTreeMap<RoleIx, BTreeSet<RoleIx>>,
) -> usize {
    let shares = listed.iter().map(|(from, listed)| {
        let is_apart = |role: &&RoleIx| apart.get(from).is_some_and(|apart| apart.contains(role));
        let nearest = near[from].iter().filter(|role| !is_apart(role)).take(10);
        nearest.filter(|role| listed.contains(role)).count() * 10_000 / listed.len()
    });
    shares.sum::<usize>() / listed.len()
}

#[test]
fn the_ten_nearest_occupations_are_those_experts_list_more_often_than_by_plain_distance() {
    let Some(folder) = real("onet") else { return };
    let library = compiled(&onet::read(&folder).unwrap());
    let lattice = Lattice::new(&library, |_| true);
    let all = lattice.profiles().of_all(library.roles.len());
    for ((from, ten), (_, near)) in lattice.profiles().of_all(10).iter().zip(&all) {
        assert_eq!(*ten, near[..10], "the ten nearest of {from:?} are not the first of all");
    }
    let near: BTreeMap<RoleIx, Vec<RoleIx>> = all
        .into_iter()
        .map(|(from, near)| (from, near.into_iter().map(|(_, to)| to).collect()))
        .collect();
    let primary = related(&folder, &library, "Primary");
    let supplemental = related(&folder, &library, "Supplemental");
    let first = recall(&near, &primary, &BTreeMap::new());
    let second = recall(&near, &supplemental, &primary);
    let mut directions = [0_usize; 3];
    for (from, near) in &near {
        for to in near.iter().take(10) {
            let (from, to) = (library.roles[*from].grade, library.roles[*to].grade);
            directions[match to.cmp(&from) {
                std::cmp::Ordering::Equal => 0,
                std::cmp::Ordering::Greater => 1,
                std::cmp::Ordering::Less => 2,
            }] += 1;
        }
    }
    let moves: usize = directions.iter().sum();
    let [same, up, down] = directions.map(|direction| direction * 1_000 / moves);
    println!("occupations                     {}", near.len());
    println!("recall@10, primary              .{first:04}");
    println!("recall@10, supplemental         .{second:04}");
    println!("same, up, down (of 1,000)       {same}, {up}, {down}");
    // Euclidean distance on levels and importance reaches .394 at best.
    assert_eq!((near.len(), first), (879, 4_388), "see docs/moves.md");
    assert_eq!((second, same, up, down), (2_987, 610, 201, 188), "see docs/moves.md");
}

//! How long do nearest roles and routes take?
//!
//! Roles like those of O*NET in number and size, made of numbers that look random
//! and are always the same. With `WAYPATH_CAREERS=FILE` set the roles are written
//! there for the scripts in `benches/peers/`, which do the same work, and the nearest
//! of each in `FILE.nearest`, for them to compare.

#![expect(
    clippy::unwrap_used,
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::panic,
    clippy::disallowed_methods,
    missing_docs,
    reason = "a bench that panics is a bench that fails, and reaches no plan"
)]

use std::fmt::Write as _;
use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use waypath_engine::id::{Id as _, RoleIx};
use waypath_engine::library::{Library, compile};
use waypath_engine::route::Lattice;
use waypath_engine::source::{Source, Sources};

use numbers::Numbers;

mod numbers;

criterion_group!(benches, moves, routes);
criterion_main!(benches);

const ROLES: usize = 879;
const COMPETENCIES: usize = 68;
const FAMILIES: usize = 22;

/// A role: its family, and of each competency the level and importance, both in
/// hundredths; a level of 0 is not expected.
struct Role {
    family: usize,
    expects: Vec<(u32, u32)>,
}

/// Roles of a family have levels about the same middle; demanding roles more of all.
fn roles() -> Vec<Role> {
    let mut numbers = Numbers(7);
    let middles: Vec<Vec<u32>> =
        (0..FAMILIES).map(|_| (0..COMPETENCIES).map(|_| numbers.below(500)).collect()).collect();
    let role = |number: usize| {
        let family = number % FAMILIES;
        let demand = 60 + numbers.below(80);
        let expects = middles[family].iter().map(|middle| {
            let level = (middle + numbers.below(200)) * demand / 100;
            let level = if level < 80 { 0 } else { level.min(700) };
            (level, 100 + (level * 400 / 700 + numbers.below(120)).min(400))
        });
        Role { family, expects: expects.collect() }
    };
    (0..ROLES).map(role).collect()
}

fn library(roles: &[Role]) -> Library {
    let decimal = |hundredths: u32| format!("{}.{:02}", hundredths / 100, hundredths % 100);
    let mut competencies = String::from("competencies:\n");
    for competency in 0..COMPETENCIES {
        writeln!(competencies, "  c{competency}: {{ name: \"C{competency}\" }}").unwrap();
    }
    let mut files = vec![
        (
            "waypath.yaml".to_owned(),
            "name: Careers\nscale: { name: eight, levels: [a, b, c, d, e, f, g, h] }\n".to_owned(),
        ),
        ("competency_models/m/competencies.yaml".to_owned(), competencies),
    ];
    for family in 0..FAMILIES {
        let mut text = String::from("roles:\n");
        for (number, role) in roles.iter().enumerate().filter(|(_, role)| role.family == family) {
            writeln!(text, "  r{number:03}:\n    title: R\n    family: f{family}\n    expects:")
                .unwrap();
            for (at, (level, importance)) in role.expects.iter().enumerate() {
                if *level > 0 {
                    let (level, importance) = (decimal(*level), decimal(*importance));
                    writeln!(text, "      c{at}: {{ level: {level}, importance: {importance} }}")
                        .unwrap();
                }
            }
        }
        files.push((format!("competency_models/m/roles-{family}.yaml"), text));
    }
    let files = files.into_iter().map(|(path, text)| Source { path, bytes: text.into_bytes() });
    let compiled = compile(&Sources { files: files.collect() });
    compiled.library.unwrap_or_else(|| panic!("{:#?}", compiled.diagnostics))
}

fn careers() -> Library {
    let roles = roles();
    if let Some(path) = std::env::var_os("WAYPATH_CAREERS") {
        let mut text = String::new();
        for role in &roles {
            write!(text, "{}", role.family).unwrap();
            for (level, importance) in &role.expects {
                write!(text, ",{level},{importance}").unwrap();
            }
            text.push('\n');
        }
        std::fs::write(path, text).unwrap();
    }
    library(&roles)
}

fn moves(criterion: &mut Criterion) {
    let library = careers();
    let lattice = Lattice::new(&library, |_| true);
    let profiles = lattice.profiles();
    if let Some(mut path) = std::env::var_os("WAYPATH_CAREERS") {
        let mut text = String::new();
        for (_, near) in profiles.of_all(10) {
            // Ids are `r` and the number of the row, from 0.
            let rows = near.iter().map(|(_, role)| &library.names.roles.id(*role).as_str()[1..]);
            writeln!(text, "{}", rows.collect::<Vec<_>>().join(",")).unwrap();
        }
        path.push(".nearest");
        std::fs::write(path, text).unwrap();
    }
    criterion.bench_function("ten nearest roles of each of 879", |bencher| {
        bencher.iter(|| black_box(profiles.of_all(10)));
    });
}

fn routes(criterion: &mut Criterion) {
    let library = careers();
    let levels = |role: &RoleIx| -> u32 {
        library.roles[*role]
            .expects
            .iter()
            .map(|expected| u32::from(expected.level.hundredths()))
            .sum()
    };
    // From the least demanding role.
    let from = library.names.roles.indices().min_by_key(levels).unwrap();
    let mut lattice = Lattice::new(&library, |_| true);
    let held = lattice.levels_of(from);
    // The first role that no direct move leads to.
    let mut others = library.names.roles.indices().filter(|other| *other != from);
    let to = others.find(|other| !lattice.is_feasible(&held, *other)).unwrap();
    let found = lattice.routes(from, &held, to, 3);
    assert!(found.routes.len() == 3 && found.proved, "{found:?}");
    criterion.bench_function("three routes over 879 roles", |bencher| {
        bencher.iter(|| black_box(lattice.routes(from, &held, to, 3)));
    });
}

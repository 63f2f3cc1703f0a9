//! Random small lattices: roles, and a catalogue between them.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use proptest::prelude::*;
use proptest::sample::select;
use waypath_engine::library::{Library, compile};
use waypath_engine::source::{Source, Sources};

/// Roles and a catalogue; levels and hours in hundredths. Things are named by
/// their numbers.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "named as in the files")]
pub struct Lattice {
    pub entry_slack: i64,
    pub hours_per_level: i64,
    pub move_readiness: i64,
    pub move_stretch: i64,
    pub move_hours: i64,
    pub roles: Vec<Role>,
    pub modules: Vec<Module>,
}

/// A role: of each competency the level and the word of importance.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "named as in the files")]
pub struct Role {
    pub family: Option<usize>,
    pub grade: Option<i64>,
    pub min_stay: Option<i64>,
    pub expects: BTreeMap<usize, (i64, &'static str)>,
}

/// A module: of each competency the levels from and to.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "named as in the files")]
pub struct Module {
    pub active: bool,
    pub hours: i64,
    pub builds: BTreeMap<usize, (i64, i64)>,
    pub entry: BTreeMap<usize, i64>,
}

/// How many competencies there are.
pub const COMPETENCIES: usize = 4;
/// How many families there are.
pub const FAMILIES: usize = 4;

/// Any lattice of so many roles and modules at most.
pub fn lattice(roles: usize, modules: usize) -> impl Strategy<Value = Lattice> {
    (
        (select(vec![0, 50, 100]), select(vec![10_i64, 24]).prop_map(|tens| tens * 100)),
        (select(vec![0, 40, 60, 80]), select(vec![0, 100, 200]), select(vec![0, 400, 4_000])),
        prop::collection::vec(role(), 2..=roles),
        prop::collection::vec(module(), 0..=modules),
    )
        .prop_map(|((entry_slack, per_level), (readiness, stretch, hours), roles, modules)| {
            Lattice {
                entry_slack,
                hours_per_level: per_level,
                move_readiness: readiness,
                move_stretch: stretch,
                move_hours: hours,
                roles,
                modules,
            }
        })
}

fn level() -> impl Strategy<Value = i64> {
    select(vec![50, 100, 100, 133, 200, 200, 250, 300, 300, 400])
}

fn role() -> impl Strategy<Value = Role> {
    let words = select(vec!["critical", "important", "useful"]);
    (
        prop::option::weighted(0.9, 0..FAMILIES),
        prop::option::of(1_i64..5),
        prop::option::weighted(0.3, select(vec![3_i64, 12])),
        prop::collection::btree_map(0..COMPETENCIES, (level(), words), 0..=COMPETENCIES),
    )
        .prop_map(|(family, grade, min_stay, expects)| Role {
            family,
            grade,
            min_stay,
            expects,
        })
}

fn module() -> impl Strategy<Value = Module> {
    (
        prop::bool::weighted(0.9),
        select(vec![0_i64, 100, 200, 200, 400, 750, 1_000, 2_000]),
        prop::collection::btree_map(
            0..COMPETENCIES,
            (select(vec![0, 0, 50, 100, 100, 200]), select(vec![50_i64, 100, 100, 150, 200])),
            1..=3,
        ),
        prop::collection::btree_map(0..COMPETENCIES, select(vec![50, 100, 200, 300]), 0..=2),
    )
        .prop_map(|(active, hours, builds, entry)| {
            let builds = builds.into_iter().map(|(at, (from, more))| (at, (from, from + more)));
            Module { active, hours, builds: builds.collect(), entry }
        })
}

fn decimal(hundredths: i64) -> String {
    format!("{}.{:02}", hundredths / 100, hundredths % 100)
}

impl Lattice {
    /// The model of the library as a file.
    pub fn model(&self) -> String {
        let mut text = String::from("competencies:\n");
        for competency in 0..COMPETENCIES {
            writeln!(text, "  c{competency}: {{ name: \"C{competency}\" }}").unwrap();
        }
        text.push_str("roles:\n");
        for (number, role) in self.roles.iter().enumerate() {
            writeln!(text, "  job{number}:\n    title: \"Job {number}\"").unwrap();
            if let Some(family) = role.family {
                writeln!(text, "    family: f{family}").unwrap();
            }
            if let Some(grade) = role.grade {
                writeln!(text, "    grade: {grade}").unwrap();
            }
            if let Some(months) = role.min_stay {
                writeln!(text, "    min_stay: {months} months").unwrap();
            }
            let expects = role.expects.iter().map(|(at, (level, word))| {
                format!("      c{at}: {{ level: {}, importance: {word} }}\n", decimal(*level))
            });
            let expects: String = expects.collect();
            if expects.is_empty() {
                text.push_str("    expects: {}\n");
            } else {
                write!(text, "    expects:\n{expects}").unwrap();
            }
        }
        text.push_str("kpis:\n  k: { name: K, unit: percent, direction: up, kind: lagging, source: s, window: 4 weeks }\n");
        text.push_str(if self.modules.is_empty() { "modules: {}\n" } else { "modules:\n" });
        for (number, module) in self.modules.iter().enumerate() {
            let list = |levels: Vec<String>| format!("{{ {} }}", levels.join(", "));
            let builds = module.builds.iter().map(|(at, (from, to))| {
                format!("c{at}: {{ from: {}, to: {} }}", decimal(*from), decimal(*to))
            });
            let entry =
                module.entry.iter().map(|(at, level)| format!("c{at}: {}", decimal(*level)));
            writeln!(
                text,
                "  m{number}:\n    title: \"M {number}\"\n    active: {}\n    modality: course\n    hours: {}\n    builds: {}\n    entry: {}\n    kpi: k\n    proof: {{ kind: task, produces: \"Work\", done_when: [\"Done\"], validated_by: [manager], within: 30 days }}",
                module.active,
                decimal(module.hours),
                list(builds.collect()),
                if module.entry.is_empty() { "{}".to_owned() } else { list(entry.collect()) },
            )
            .unwrap();
        }
        text
    }

    fn settings(&self) -> String {
        format!(
            "name: Random\nsettings: {{ entry_slack: {}, hours_per_level: {}, move_readiness: {}%, move_stretch: {}, move_hours: {} }}\n",
            decimal(self.entry_slack),
            self.hours_per_level / 100,
            self.move_readiness,
            decimal(self.move_stretch),
            decimal(self.move_hours),
        )
    }

    /// Compiles the library.
    ///
    /// # Panics
    ///
    /// If it has a mistake.
    pub fn compile(&self) -> Library {
        let file = |path: &str, text: String| Source { path: path.to_owned(), bytes: text.into() };
        let files = vec![
            file("waypath.yaml", self.settings()),
            file("competency_models/demo/model.yaml", self.model()),
        ];
        let compiled = compile(&Sources { files });
        compiled.library.unwrap_or_else(|| panic!("{:#?}\n{}", compiled.diagnostics, self.model()))
    }
}

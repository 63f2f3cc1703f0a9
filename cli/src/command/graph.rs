//! `graph`: draws what builds on what.

use clap::Args;
use std::collections::{BTreeMap, BTreeSet};

use waypath_documents::words::counted_noun;
use waypath_engine::id::{CompetencyIx, KpiIx, ModuleIx, RoleIx};
use waypath_engine::level::Level;
use waypath_engine::library::Library;

use crate::context::Context;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::options::{OutputFileArgument, PictureFormat};
use crate::{open, picture};
use waypath_documents::picture::{Diagram, Edge, Flow, Node};

/// Draw what a role or a competency builds on
#[derive(Args, Debug)]
pub(crate) struct GraphArguments {
    /// Draw what this role expects, what that requires, and which modules build it
    #[arg(long, value_name = "ROLE", conflicts_with = "competency")]
    role: Option<String>,
    /// Draw what this competency builds on, and what builds on it
    #[arg(long, value_name = "COMPETENCY")]
    competency: Option<String>,
    #[command(flatten)]
    output: OutputFileArgument,
    /// Draw in this format [default: by the ending of the output file, else text]
    #[arg(long, value_enum)]
    format: Option<PictureFormat>,
}

/// The most modules, expectations and roles in a picture.
const MODULES: usize = 24;
const EXPECTATIONS: usize = 20;
const ROLES: usize = 16;

/// Draws what a role, or a competency, builds on, and what builds on it.
pub(super) fn run(arguments: &GraphArguments, context: &mut Context<'_>) -> Result<Exit, Failure> {
    let format = arguments.format;
    let files = open::files(context)?;
    let library = open::sound(&files, context)?;
    let diagram = match (&arguments.role, &arguments.competency) {
        (Some(id), _) => of_role(&library, open::named(&library.names.roles, id, "roles")?),
        (None, Some(id)) => {
            let table = &library.names.competencies;
            of_competency(&library, open::named(table, id, "competencies")?)
        }
        (None, None) => {
            return Err(Failure::request(
                "nothing is named",
                "name a role with `--role`, or a competency with `--competency`",
            ));
        }
    };
    picture::write(&diagram, format, arguments.output.file(), context)
}

/// A thing of the picture; its kind is its group.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
enum Thing {
    Module(ModuleIx),
    Competency(CompetencyIx),
    Role(RoleIx),
    Kpi(KpiIx),
}

/// The things of a picture, each with its layer, and how they relate.
struct Sketch<'a> {
    library: &'a Library,
    layers: BTreeMap<Thing, usize>,
    edges: BTreeMap<(Thing, Thing), String>,
    marked: Thing,
    /// Modules that are not shown.
    left_out: usize,
    /// Expectations of the role that are not shown.
    expectations_left_out: usize,
    /// Roles that are not shown.
    roles_left_out: usize,
}

const GROUPS: [&str; 4] = ["module", "competency", "role", "KPI"];

fn of_role(library: &Library, role: RoleIx) -> Diagram {
    let mut sketch = Sketch::new(library, Thing::Role(role), 3);
    // What matters most is shown, where there is too much.
    let mut expects: Vec<_> = library.roles[role].expects.iter().collect();
    expects.sort_by_key(|it| std::cmp::Reverse(it.importance.weight));
    sketch.expectations_left_out = expects.len().saturating_sub(EXPECTATIONS);
    expects.truncate(EXPECTATIONS);
    let expected: BTreeSet<CompetencyIx> = expects.iter().map(|it| it.competency).collect();
    let mut needed: BTreeMap<CompetencyIx, Level> =
        expects.iter().map(|it| (it.competency, it.level)).collect();
    for it in expects {
        sketch.place(Thing::Competency(it.competency), 2);
        let label = format!("{} {}", it.importance.word.as_str(), it.level);
        sketch.relate(Thing::Competency(it.competency), Thing::Role(role), label);
    }
    let mut waiting: Vec<CompetencyIx> = expected.iter().copied().collect();
    while let Some(it) = waiting.pop() {
        for (required, level) in &library.competencies[it].requires {
            let layer = if expected.contains(required) { 2 } else { 1 };
            sketch.place(Thing::Competency(*required), layer);
            sketch.relate(Thing::Competency(*required), Thing::Competency(it), format!("{level}"));
            let before = needed.entry(*required).or_insert_with(|| {
                waiting.push(*required);
                *level
            });
            *before = (*before).max(*level);
        }
    }
    for kpi in library.roles[role].kpis.keys() {
        sketch.place(Thing::Kpi(*kpi), 4);
        sketch.relate(Thing::Role(role), Thing::Kpi(*kpi), String::new());
    }
    sketch.modules(&needed);
    let title = format!("What {} builds on", library.roles[role].title);
    let layers = ["Modules", "Required for it", "Expected", "Role", "KPIs"];
    sketch.finish(title, &layers)
}

fn of_competency(library: &Library, at: CompetencyIx) -> Diagram {
    let here = Thing::Competency(at);
    let mut sketch = Sketch::new(library, here, 2);
    let competency = &library.competencies[at];
    for leaf in competency.leaves.iter().filter(|it| **it != at) {
        sketch.place(Thing::Competency(*leaf), 1);
        sketch.relate(Thing::Competency(*leaf), here, "part of".to_owned());
    }
    for parent in &competency.ancestors {
        sketch.place(Thing::Competency(*parent), 3);
        sketch.relate(here, Thing::Competency(*parent), "part of".to_owned());
    }
    for (required, level) in &competency.requires {
        sketch.place(Thing::Competency(*required), 1);
        sketch.relate(Thing::Competency(*required), here, format!("{level}"));
    }
    for (other, it) in library.competencies.iter() {
        if let Some((_, level)) = it.requires.iter().find(|(required, _)| *required == at) {
            sketch.place(Thing::Competency(other), 3);
            sketch.relate(here, Thing::Competency(other), format!("{level}"));
        }
    }
    let mut drives: BTreeSet<KpiIx> = BTreeSet::new();
    let mut roles: BTreeSet<RoleIx> = BTreeSet::new();
    let mut roles_left_out: BTreeSet<RoleIx> = BTreeSet::new();
    for (role, it) in library.roles.iter() {
        let asks = |it: &CompetencyIx| *it == at || competency.leaves.contains(it);
        let expects = it.expects.iter().filter(|it| asks(&it.competency));
        for it in expects {
            if roles.len() >= ROLES && !roles.contains(&role) {
                roles_left_out.insert(role);
                continue;
            }
            roles.insert(role);
            sketch.place(Thing::Role(role), 4);
            let label = format!("{} {}", it.importance.word.as_str(), it.level);
            // A role may expect a part only.
            sketch.relate(Thing::Competency(it.competency), Thing::Role(role), label);
            drives.extend(&it.drives);
        }
    }
    sketch.roles_left_out = roles_left_out.len();
    for kpi in drives {
        sketch.place(Thing::Kpi(kpi), 5);
        sketch.relate(here, Thing::Kpi(kpi), "drives".to_owned());
    }
    let all = competency.leaves.iter().copied().chain([at]);
    sketch.modules(&all.map(|it| (it, library.scale.top())).collect());
    let title = format!("What builds on {}, and what it builds on", competency.name);
    let layers =
        ["Modules", "Parts and prerequisites", "Competency", "Built on it", "Roles", "KPIs"];
    sketch.finish(title, &layers)
}

impl<'a> Sketch<'a> {
    fn new(library: &'a Library, marked: Thing, layer: usize) -> Self {
        let layers = BTreeMap::from([(marked, layer)]);
        Self {
            library,
            layers,
            edges: BTreeMap::new(),
            marked,
            left_out: 0,
            expectations_left_out: 0,
            roles_left_out: 0,
        }
    }

    fn place(&mut self, thing: Thing, layer: usize) {
        self.layers.entry(thing).or_insert(layer);
    }

    fn relate(&mut self, from: Thing, to: Thing, label: String) {
        self.edges.entry((from, to)).or_insert(label);
    }

    /// Adds the modules that build some competencies towards the level needed: of each
    /// the one that begins lowest, then the next of each, as far as there is room.
    fn modules(&mut self, needed: &BTreeMap<CompetencyIx, Level>) {
        let mut turns: BTreeSet<(usize, Level, ModuleIx)> = BTreeSet::new();
        for (competency, level) in needed {
            let active = self.library.modules.iter().filter(|(_, it)| it.active);
            let mut builders: Vec<(Level, ModuleIx)> = Vec::new();
            for (ix, module) in active {
                let builds = module.builds.iter().filter(|it| it.competency == *competency);
                builders.extend(builds.filter(|it| it.from < *level).map(|it| (it.from, ix)));
            }
            builders.sort_unstable();
            turns.extend(builders.iter().enumerate().map(|(turn, (from, ix))| (turn, *from, *ix)));
        }
        let mut modules: Vec<ModuleIx> = Vec::new();
        for (_, _, module) in turns {
            if !modules.contains(&module) {
                modules.push(module);
            }
        }
        self.left_out = modules.len().saturating_sub(MODULES);
        for module in modules.into_iter().take(MODULES) {
            self.place(Thing::Module(module), 0);
            for it in &self.library.modules[module].builds {
                if needed.contains_key(&it.competency) {
                    let to = Thing::Competency(it.competency);
                    self.place(to, 1);
                    self.relate(Thing::Module(module), to, format!("{}-{}", it.from, it.to));
                }
            }
        }
    }

    fn finish(self, title: String, layers: &[&str]) -> Diagram {
        let things: Vec<Thing> = self.layers.keys().copied().collect();
        let number = |it: &Thing| things.iter().position(|other| other == it);
        let edges = self.edges.iter().filter_map(|((from, to), label)| {
            let (from_title, to_title) = (self.title(*from), self.title(*to));
            Some(Edge {
                from: number(from)?,
                to: number(to)?,
                label: label.clone(),
                detail: format!("{from_title} to {to_title}: {}", relation(*from, *to, label)),
                is_marked: false,
                is_broken: false,
            })
        });
        let nodes = self.layers.iter().map(|(thing, layer)| Node {
            id: self.id(*thing),
            title: self.title(*thing),
            note: String::new(),
            detail: format!("{}: {}", GROUPS.get(group(*thing)).unwrap_or(&""), self.title(*thing)),
            layer: *layer,
            group: group(*thing),
            is_marked: *thing == self.marked,
        });
        let mut caption = "From left to right: what is on the left builds what is on the right. \
                           Numbers are levels."
            .to_owned();
        for (number, what) in [
            (self.expectations_left_out, "expectation"),
            (self.left_out, "module"),
            (self.roles_left_out, "role"),
        ] {
            if number > 0 {
                let more = counted_noun(number, &format!("more {what}"));
                caption = format!("{caption} {more} not shown.");
            }
        }
        Diagram {
            kind: "graph",
            title,
            caption,
            flow: Flow::Right,
            layers: layers.iter().map(|it| (*it).to_owned()).collect(),
            groups: GROUPS.map(str::to_owned).to_vec(),
            nodes: nodes.collect(),
            edges: edges.collect(),
        }
    }

    /// The id, with the kind before it, because two kinds may share one.
    fn id(&self, thing: Thing) -> String {
        let id = match thing {
            Thing::Module(it) => self.library.module_id(it),
            Thing::Competency(it) => self.library.competency_id(it),
            Thing::Role(it) => self.library.role_id(it),
            Thing::Kpi(it) => self.library.kpi_id(it),
        };
        let kind = GROUPS.get(group(thing)).unwrap_or(&"").to_lowercase();
        format!("{kind}:{id}")
    }

    fn title(&self, thing: Thing) -> String {
        let title = match thing {
            Thing::Module(it) => &self.library.modules[it].title,
            Thing::Competency(it) => &self.library.competencies[it].name,
            Thing::Role(it) => &self.library.roles[it].title,
            Thing::Kpi(it) => &self.library.kpis[it].name,
        };
        title.to_string()
    }
}

fn group(thing: Thing) -> usize {
    match thing {
        Thing::Module(_) => 0,
        Thing::Competency(_) => 1,
        Thing::Role(_) => 2,
        Thing::Kpi(_) => 3,
    }
}

/// How one thing relates to another, in words.
fn relation(from: Thing, to: Thing, label: &str) -> String {
    match (from, to) {
        (Thing::Module(_), _) => format!("builds {label}"),
        (Thing::Competency(_), Thing::Competency(_)) if label == "part of" => label.to_owned(),
        (Thing::Competency(_), Thing::Competency(_)) => format!("required at {label}"),
        (Thing::Competency(_), Thing::Role(_)) => format!("expected, {label}"),
        (Thing::Competency(_), Thing::Kpi(_)) => "drives it".to_owned(),
        _ => "is judged by it".to_owned(),
    }
}

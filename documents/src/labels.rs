//! What do people call the things a plan names?

use std::collections::BTreeMap;

use waypath_engine::library::{Competency, Library, Module};

/// What people call the things a plan names by id.
///
/// A thing that is missing here is shown by its id.
#[derive(Clone, Debug, Default)]
pub struct Labels {
    /// The library's name, as documents show it.
    pub library: String,
    /// Modules by id.
    pub modules: BTreeMap<String, ModuleLabel>,
    /// Competencies by id.
    pub competencies: BTreeMap<String, CompetencyLabel>,
    /// The names of level 0, level 1 and so on.
    pub levels: Vec<String>,
    /// Titles of roles by id.
    pub roles: BTreeMap<String, String>,
    /// KPIs by id.
    pub kpis: BTreeMap<String, KpiLabel>,
    /// Personas by id.
    pub personas: BTreeMap<String, PersonaLabel>,
    /// Why each rule is there, by id.
    pub rules: BTreeMap<String, String>,
}

/// What people call a thing, or else its id.
pub(crate) fn named(name: Option<&str>, id: &str) -> String {
    name.unwrap_or(id).to_owned()
}

/// What people call a module, and what they want to know at once.
#[derive(Clone, Debug, Default)]
pub struct ModuleLabel {
    /// The title.
    pub title: String,
    /// The modality in lower case, such as `simulation`.
    pub modality: String,
    /// Its hours, such as `1.5`; used for swaps.
    pub hours: String,
    /// What other systems call it: `moodle` and `SUP-112`.
    pub refs: BTreeMap<String, String>,
    /// The ids of the competencies it builds.
    pub builds: Vec<String>,
}

/// What people call a competency.
#[derive(Clone, Debug, Default)]
pub struct CompetencyLabel {
    /// The name.
    pub name: String,
    /// Whether it is held or not held, nothing between.
    pub yes_no: bool,
    /// The behaviour seen at each whole level.
    pub anchors: BTreeMap<u16, String>,
}

/// What people call a KPI.
#[derive(Clone, Debug, Default)]
pub struct KpiLabel {
    /// The name.
    pub name: String,
    /// The unit, such as `percent`.
    pub unit: String,
}

/// What people call a persona.
#[derive(Clone, Debug, Default)]
pub struct PersonaLabel {
    /// The name.
    pub name: String,
    /// What its managers do.
    pub manager_practices: Vec<String>,
}

impl Labels {
    /// Returns what a library calls its things.
    pub fn of(library: &Library) -> Self {
        let names = &library.names;
        let modules = library.modules.iter();
        let roles = library.roles.iter();
        let kpis = library.kpis.iter();
        let personas = library.personas.iter();
        let rules = library.rules.iter();
        let competencies = library.competencies.iter();
        Self {
            library: library.name.to_string(),
            modules: modules
                .map(|(ix, it)| (names.modules.id(ix).to_string(), ModuleLabel::of(it, library)))
                .collect(),
            competencies: competencies
                .map(|(ix, it)| (names.competencies.id(ix).to_string(), CompetencyLabel::of(it)))
                .collect(),
            levels: library.scale.labels().iter().map(ToString::to_string).collect(),
            roles: roles
                .map(|(ix, it)| (names.roles.id(ix).to_string(), it.title.to_string()))
                .collect(),
            kpis: kpis
                .map(|(ix, it)| {
                    let label = KpiLabel { name: it.name.to_string(), unit: it.unit.to_string() };
                    (names.kpis.id(ix).to_string(), label)
                })
                .collect(),
            personas: personas
                .map(|(ix, it)| {
                    let manager_practices =
                        it.manager_practices.iter().map(ToString::to_string).collect();
                    let label = PersonaLabel { name: it.name.to_string(), manager_practices };
                    (names.personas.id(ix).to_string(), label)
                })
                .collect(),
            rules: rules
                .map(|(ix, it)| (names.rules.id(ix).to_string(), it.because.to_string()))
                .collect(),
        }
    }
}

impl ModuleLabel {
    fn of(module: &Module, library: &Library) -> Self {
        let builds = module.builds.iter();
        Self {
            title: module.title.to_string(),
            modality: module.modality.as_str().to_owned(),
            hours: module.hours.to_string(),
            refs: module.refs.iter().map(|(a, b)| (a.to_string(), b.to_string())).collect(),
            builds: builds
                .map(|it| library.names.competencies.id(it.competency).to_string())
                .collect(),
        }
    }
}

impl CompetencyLabel {
    fn of(competency: &Competency) -> Self {
        Self {
            name: competency.name.to_string(),
            yes_no: competency.yes_no,
            anchors: competency.anchors.iter().map(|(a, b)| (*a, b.to_string())).collect(),
        }
    }
}

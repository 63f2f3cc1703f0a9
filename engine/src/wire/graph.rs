//! How is written down what stands around a role or a competency?

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{CareerProvenance, FORMAT, PictureKind, Text};
use crate::id::{CompetencyId, InvalidId, KpiId, ModuleId, RoleId};
use crate::level::Level;
use crate::library::{ImportanceWord, Library};
use crate::person::AsOf;
use crate::surroundings::{self, Layer, Surroundings, Thing};

/// A role or a competency, and what stands around it.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Graph {
    /// The version of this format.
    pub format: u8,
    /// What the answer was made from.
    pub provenance: CareerProvenance,
    /// `graph`.
    pub kind: PictureKind,
    /// The role or competency in the middle.
    pub about: GraphThing,
    /// How much is not shown, because there is too much for one picture.
    pub left_out: GraphLeftOut,
    /// The things, by their kind and id.
    pub nodes: Vec<GraphNode>,
    /// How they relate, by the things the relations lead from and to.
    pub edges: Vec<GraphEdge>,
}

/// How much of a graph is not shown.
#[derive(Clone, Copy, Debug, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct GraphLeftOut {
    /// How many expectations of the role.
    pub expectations: usize,
    /// How many modules.
    pub modules: usize,
    /// How many roles.
    pub roles: usize,
}

/// A thing of a graph, written `module:diagnose-by-asking`.
#[derive(Clone, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum GraphThing {
    /// A module.
    Module(ModuleId),
    /// A competency.
    Competency(CompetencyId),
    /// A role.
    Role(RoleId),
    /// A KPI.
    Kpi(KpiId),
}

/// A thing of a graph, and what it is for the one in the middle.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct GraphNode {
    /// The thing.
    pub id: GraphThing,
    /// Its title or name.
    pub title: Text,
    /// What it is for the role or competency in the middle.
    pub layer: Layer,
    /// Whether it is the one in the middle.
    pub marked: bool,
}

/// How one thing of a graph relates to another.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct GraphEdge {
    /// The thing the relation leads from.
    pub from: GraphThing,
    /// The thing it leads to.
    pub to: GraphThing,
    /// What `from` does for `to`, or `to` for `from`.
    pub relation: Relation,
}

/// How one thing relates to another.
#[derive(Clone, Copy, Debug, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum Relation {
    /// The module `from` builds the competency `to`.
    Builds {
        /// From this level.
        from: Level,
        /// To this level.
        to: Level,
    },
    /// The competency `from` is required by the competency `to`.
    RequiredBy {
        /// At this level.
        level: Level,
    },
    /// The competency `from` is expected by the role `to`.
    ExpectedBy {
        /// How much the role depends on it.
        importance: ImportanceWord,
        /// The level expected.
        level: Level,
    },
    /// The competency `from` is a part of the competency `to`.
    PartOf,
    /// The competency `from` drives the KPI `to`.
    Drives,
    /// The role `from` is judged by the KPI `to`.
    JudgedBy,
}

impl Graph {
    /// Writes down what stands around a role or a competency.
    pub fn of(library: &Library, as_of: AsOf, around: &Surroundings) -> Self {
        let node = |(thing, layer): (&Thing, &Layer)| GraphNode {
            id: GraphThing::of(library, *thing),
            title: title(library, *thing),
            layer: *layer,
            marked: *thing == around.middle,
        };
        let edges = around.relations.iter().map(|((from, to), relation)| GraphEdge {
            from: GraphThing::of(library, *from),
            to: GraphThing::of(library, *to),
            relation: Relation::of(*relation),
        });
        Self {
            format: FORMAT,
            provenance: CareerProvenance::of(library, None, as_of),
            kind: PictureKind::Graph,
            about: GraphThing::of(library, around.middle),
            left_out: GraphLeftOut {
                expectations: around.expectations_left_out,
                modules: around.modules_left_out,
                roles: around.roles_left_out,
            },
            nodes: around.things.iter().map(node).collect(),
            edges: edges.collect(),
        }
    }
}

fn title(library: &Library, thing: Thing) -> Text {
    Text::from(match thing {
        Thing::Module(ix) => &*library.modules[ix].title,
        Thing::Competency(ix) => &*library.competencies[ix].name,
        Thing::Role(ix) => &*library.roles[ix].title,
        Thing::Kpi(ix) => &*library.kpis[ix].name,
    })
}

impl Relation {
    fn of(relation: surroundings::Relation) -> Self {
        match relation {
            surroundings::Relation::Builds { from, to } => Self::Builds { from, to },
            surroundings::Relation::Requires { level } => Self::RequiredBy { level },
            surroundings::Relation::Expects { importance, level } => {
                Self::ExpectedBy { importance, level }
            }
            surroundings::Relation::PartOf => Self::PartOf,
            surroundings::Relation::Drives => Self::Drives,
            surroundings::Relation::JudgedBy => Self::JudgedBy,
        }
    }
}

impl GraphThing {
    fn of(library: &Library, thing: Thing) -> Self {
        let names = &library.names;
        match thing {
            Thing::Module(ix) => Self::Module(names.modules.id(ix).clone()),
            Thing::Competency(ix) => Self::Competency(names.competencies.id(ix).clone()),
            Thing::Role(ix) => Self::Role(names.roles.id(ix).clone()),
            Thing::Kpi(ix) => Self::Kpi(names.kpis.id(ix).clone()),
        }
    }
}

impl fmt::Display for GraphThing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Module(id) => write!(f, "module:{id}"),
            Self::Competency(id) => write!(f, "competency:{id}"),
            Self::Role(id) => write!(f, "role:{id}"),
            Self::Kpi(id) => write!(f, "kpi:{id}"),
        }
    }
}

impl Serialize for GraphThing {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for GraphThing {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        fn id<T: FromStr<Err = InvalidId>, E: serde::de::Error>(text: &str) -> Result<T, E> {
            text.parse().map_err(E::custom)
        }
        let text = Cow::<'de, str>::deserialize(deserializer)?;
        match text.split_once(':') {
            Some(("module", module)) => id(module).map(Self::Module),
            Some(("competency", competency)) => id(competency).map(Self::Competency),
            Some(("role", role)) => id(role).map(Self::Role),
            Some(("kpi", kpi)) => id(kpi).map(Self::Kpi),
            _ => Err(D::Error::custom(format!("`{text}` is no kind and id, such as `role:agent`"))),
        }
    }
}

impl JsonSchema for GraphThing {
    fn schema_name() -> Cow<'static, str> {
        "GraphThing".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "pattern": "^(module|competency|role|kpi):.+$",
            "description": "The kind of a thing, and its id." })
    }
}

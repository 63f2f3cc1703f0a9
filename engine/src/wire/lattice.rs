//! How is a part of the career lattice written down?

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::moves::{family, role_id};
use super::{CareerProvenance, FORMAT, Text};
use crate::id::{RoleId, RoleIx};
use crate::library::Library;
use crate::person::AsOf;
use crate::quantity::Hours;
use crate::route::{Shown, View, ViewMove};

/// What a picture shows.
#[derive(Clone, Copy, Debug, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum PictureKind {
    /// Roles, and the moves between them.
    Lattice,
    /// A role or a competency, and what stands around it.
    Graph,
}

/// Roles, and the moves between them.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Lattice {
    /// The version of this format.
    pub format: u8,
    /// What the answer was made from.
    pub provenance: CareerProvenance,
    /// `lattice`.
    pub kind: PictureKind,
    /// Which roles are shown.
    pub shown: LatticeShown,
    /// How many of its nearest feasible moves each role shows at most; around one role
    /// it shows all of its own, and each other role one.
    pub most_moves: u8,
    /// The roles of the route that was asked for, in order; empty without a route.
    pub route: Vec<RoleId>,
    /// How many roles of the library are not shown.
    pub left_out: usize,
    /// The roles, by id.
    pub nodes: Vec<LatticeRole>,
    /// The moves, by the roles they lead from and to.
    pub edges: Vec<LatticeMove>,
}

/// Which roles of a lattice are shown.
#[derive(Clone, Debug, Deserialize, Eq, JsonSchema, PartialEq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum LatticeShown {
    /// All.
    All,
    /// Those of a family: the one asked for, or the largest where there are too many
    /// roles for one picture.
    Family {
        /// The family; `null` for roles without one.
        family: Option<Text>,
    },
    /// A role, and those nearest to it.
    Around {
        /// The role.
        role: RoleId,
    },
    /// Those of the route.
    Route,
}

/// A role of a lattice.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct LatticeRole {
    /// The role.
    pub id: RoleId,
    /// Its title.
    pub title: Text,
    /// Its grade.
    pub grade: Option<u16>,
    /// Its family.
    pub family: Option<Text>,
    /// Whether it is the role in the middle, or belongs to the route.
    pub marked: bool,
}

/// A move of a lattice.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
#[expect(clippy::struct_excessive_bools, reason = "JSON says each of the two as true or false")]
pub struct LatticeMove {
    /// The role it starts from.
    pub from: RoleId,
    /// The role it leads to.
    pub to: RoleId,
    /// How long the learning takes for somebody who has just what `from` expects; on
    /// the route also what was learned before.
    pub hours: Hours,
    /// Whether it can be made without a role between.
    pub feasible: bool,
    /// Whether it belongs to the route.
    pub on_route: bool,
}

impl Lattice {
    /// Writes a part of the lattice down. `shown`, `route` and `most` are what was
    /// asked for.
    pub fn of(
        library: &Library,
        as_of: AsOf,
        view: &View,
        shown: &Shown<'_>,
        route: &[RoleIx],
        most: u8,
    ) -> Self {
        let around = match shown {
            Shown::Around(role) => Some(*role),
            _ => None,
        };
        let node = |role: RoleIx| LatticeRole {
            id: role_id(library, role),
            title: Text::from(&*library.roles[role].title),
            grade: library.roles[role].grade,
            family: family(library, role),
            marked: around == Some(role) || route.contains(&role),
        };
        Self {
            format: FORMAT,
            provenance: CareerProvenance::of(library, None, as_of),
            kind: PictureKind::Lattice,
            shown: LatticeShown::of(library, view, shown),
            most_moves: most,
            route: route.iter().map(|role| role_id(library, *role)).collect(),
            left_out: view.left_out,
            nodes: view.roles.iter().map(|role| node(*role)).collect(),
            edges: view.moves.iter().map(|edge| LatticeMove::of(library, edge)).collect(),
        }
    }
}

impl LatticeShown {
    fn of(library: &Library, view: &View, shown: &Shown<'_>) -> Self {
        let of_family = |family: &str| Self::Family {
            family: (!family.is_empty()).then(|| Text::from(family)),
        };
        match (shown, &view.family) {
            (Shown::Around(role), _) => Self::Around { role: role_id(library, *role) },
            (Shown::Family(family), _) => of_family(family),
            (_, Some(family)) => of_family(family),
            (Shown::Route, None) => Self::Route,
            (Shown::All, None) => Self::All,
        }
    }
}

impl LatticeMove {
    fn of(library: &Library, edge: &ViewMove) -> Self {
        Self {
            from: role_id(library, edge.from),
            to: role_id(library, edge.to),
            hours: edge.hours,
            feasible: edge.is_feasible,
            on_route: edge.is_on_route,
        }
    }
}

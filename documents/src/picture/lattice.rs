//! What does a picture of roles and moves say?

use std::collections::{BTreeMap, BTreeSet};

use waypath_engine::id::RoleId;
use waypath_engine::quantity::Hours;
use waypath_engine::wire::{Lattice, LatticeMove, LatticeRole, LatticeShown, PictureKind};

use super::diagram::{Diagram, Edge, Flow, Node, Stroke};
use crate::labels::Labels;
use crate::language::Language;

/// Draws a part of the career lattice.
pub fn lattice(lattice: &Lattice, labels: Labels<'_>, language: &Language) -> Diagram {
    let words = LatticeWords { lattice, labels, language };
    let roles = &lattice.nodes;
    // The highest grade on top; roles without one below all others.
    let grades: BTreeSet<Option<u16>> = roles.iter().map(|role| role.grade).collect();
    let grades: Vec<Option<u16>> = grades.into_iter().rev().collect();
    let families: BTreeSet<Option<&str>> =
        roles.iter().map(|role| role.family.as_deref()).collect();
    let families: Vec<Option<&str>> = families.into_iter().collect();
    let nodes = roles.iter().map(|role| Node {
        id: role.id.to_string(),
        title: role.title.to_string(),
        note: words.family(role.family.as_deref()),
        detail: words.role(role),
        layer: grades.iter().position(|grade| *grade == role.grade).unwrap_or(0),
        group: families.iter().position(|family| *family == role.family.as_deref()).unwrap_or(0),
        is_marked: role.marked,
    });
    let numbers: BTreeMap<&RoleId, usize> =
        roles.iter().enumerate().map(|(number, role)| (&role.id, number)).collect();
    let edges = lattice.edges.iter().filter_map(|edge| {
        let (from, to) = (*numbers.get(&edge.from)?, *numbers.get(&edge.to)?);
        Some(Edge {
            from,
            to,
            label: language.hours(in_short(edge.hours)),
            detail: words.edge(edge),
            is_marked: edge.on_route,
            stroke: if edge.feasible { Stroke::Solid } else { Stroke::Dashed },
        })
    });
    Diagram {
        kind: PictureKind::Lattice,
        title: words.title(),
        caption: words.caption(),
        flow: Flow::Down,
        layers: grades.iter().map(|grade| words.grade(*grade)).collect(),
        groups: families.iter().map(|family| words.family(*family)).collect(),
        nodes: nodes.collect(),
        edges: edges.collect(),
    }
}

/// Hours as they stand on a line: many of them in whole hours, rounded up.
fn in_short(hours: Hours) -> Hours {
    let hundredths = hours.hundredths();
    if hundredths < 10_000 {
        return hours;
    }
    Hours::from_hundredths(hundredths.div_ceil(100).saturating_mul(100))
}

/// The texts of a lattice.
struct LatticeWords<'a> {
    lattice: &'a Lattice,
    labels: Labels<'a>,
    language: &'a Language,
}

impl LatticeWords<'_> {
    fn title(&self) -> String {
        let language = self.language;
        let library = ("library", self.labels.library().into());
        match &self.lattice.shown {
            LatticeShown::All => language.with("picture-lattice-title", &[library]),
            LatticeShown::Family { family } => {
                let family = self.family(family.as_deref());
                language.with("picture-lattice-title-family", &[("family", family.into()), library])
            }
            LatticeShown::Around { role } => {
                let role = self.labels.role_title(role);
                language.with("picture-lattice-title-around", &[("role", role.into()), library])
            }
            LatticeShown::Route => language.with("picture-lattice-title-route", &[library]),
        }
    }

    fn caption(&self) -> String {
        let (language, lattice) = (self.language, self.lattice);
        let mut sentences = Vec::new();
        match &lattice.shown {
            LatticeShown::Around { role } => {
                let role = self.labels.role_title(role);
                sentences.push(language.with("picture-lattice-around", &[("role", role.into())]));
            }
            LatticeShown::All | LatticeShown::Family { .. } => {
                sentences
                    .push(language.count("picture-lattice-nearest", lattice.most_moves.into()));
            }
            LatticeShown::Route => {}
        }
        sentences.push(language.text("picture-lattice-hours"));
        if !lattice.route.is_empty() {
            sentences.push(language.text("picture-lattice-route"));
        }
        if lattice.edges.is_empty() {
            sentences.push(language.text("picture-lattice-no-move"));
        }
        if lattice.left_out > 0 {
            let shown = lattice.nodes.len();
            let all = shown.saturating_add(lattice.left_out);
            let values = [("shown", shown.into()), ("count", all.into())];
            sentences.push(language.with("picture-lattice-left-out", &values));
        }
        sentences.join(" ")
    }

    fn grade(&self, grade: Option<u16>) -> String {
        match grade {
            Some(grade) => {
                self.language.with("picture-lattice-grade", &[("grade", grade.to_string().into())])
            }
            None => self.language.text("picture-lattice-no-grade"),
        }
    }

    fn family(&self, family: Option<&str>) -> String {
        family.map_or_else(|| self.language.text("picture-lattice-no-family"), str::to_owned)
    }

    fn role(&self, role: &LatticeRole) -> String {
        let mut values = vec![
            ("title", (*role.title).into()),
            ("id", role.id.as_ref().into()),
            ("family", self.family(role.family.as_deref()).into()),
        ];
        let Some(grade) = role.grade else {
            return self.language.with("picture-lattice-role-without-grade", &values);
        };
        values.push(("grade", grade.to_string().into()));
        self.language.with("picture-lattice-role", &values)
    }

    fn edge(&self, edge: &LatticeMove) -> String {
        let id = match (edge.feasible, edge.on_route) {
            (true, false) => "picture-lattice-move",
            (false, false) => "picture-lattice-move-not-feasible",
            (true, true) => "picture-lattice-move-on-route",
            (false, true) => "picture-lattice-move-not-feasible-on-route",
        };
        let values = [
            ("from", self.labels.role_title(&edge.from).into()),
            ("to", self.labels.role_title(&edge.to).into()),
            ("hours", self.language.hours(edge.hours).into()),
        ];
        self.language.with(id, &values)
    }
}

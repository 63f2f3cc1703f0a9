//! Competencies: leaves and parents, what they require, what suggests them.

use std::collections::{BTreeMap, BTreeSet};

use super::resolve::Resolver;
use crate::blueprint::value::WholeLevel;
use crate::blueprint::{Blueprint, model};
use crate::diagnostic::{Code, Diagnostic, list};
use crate::graph::Graph;
use crate::id::{CompetencyId, CompetencyIx, Dense, Id as _};
use crate::level::Level;
use crate::library::{Competency, Scale};

pub(super) fn competencies(
    blueprint: &Blueprint,
    scale: &Scale,
    graph: &Graph,
    resolver: &mut Resolver<'_>,
) -> Dense<CompetencyId, Competency> {
    let names = resolver.names;
    let mut competencies = Dense::build(&names.competencies, |ix, id| {
        let entry = blueprint.competencies.get(id).and_then(|entry| entry.value.as_ref());
        competency(ix, id, entry, scale, graph)
    });
    for (ix, id) in names.competencies.iter() {
        let Some(written) = blueprint.competencies.get(id).and_then(|entry| entry.value.as_ref())
        else {
            continue;
        };
        let at = ["competencies", id.as_str()];
        let required =
            resolver.levels(&written.requires, &[at[0], at[1], "requires"], &competencies);
        let mut requires: BTreeMap<CompetencyIx, Level> = BTreeMap::new();
        for (competency, level) in required {
            for leaf in &competencies[competency].leaves {
                let known = requires.entry(*leaf).or_insert(level);
                *known = level.max(*known);
            }
        }
        let inferred = inferred_from(written, id, &competencies, resolver);
        check_anchors(written, id, &competencies[ix], resolver);
        competencies[ix].requires = requires.into_iter().collect();
        competencies[ix].inferred_from = inferred;
    }
    competencies
}

fn competency(
    ix: CompetencyIx,
    id: &CompetencyId,
    written: Option<&model::Competency>,
    scale: &Scale,
    graph: &Graph,
) -> Competency {
    let yes_no = written.is_some_and(|written| written.scale.is_some());
    let leaves = graph.leaves(ix);
    Competency {
        name: written.map_or(id.as_str(), |written| &written.name).into(),
        statement: written.and_then(|written| written.statement.as_deref()).map(Into::into),
        top: if yes_no { Level::whole(1) } else { scale.top() },
        yes_no,
        valid: written.and_then(|written| written.valid).map(|span| span.0),
        is_parent: leaves != [ix],
        leaves,
        ancestors: graph.ancestors(ix),
        requires: Vec::new(),
        inferred_from: Vec::new(),
        anchors: written.map_or_else(BTreeMap::new, |written| {
            written.anchors.iter().map(|(level, text)| (level.0.0, text.as_str().into())).collect()
        }),
        aligns: written.map_or_else(Vec::new, |written| {
            written.aligns.iter().map(|link| link.as_str().into()).collect()
        }),
    }
}

fn inferred_from(
    written: &model::Competency,
    id: &CompetencyId,
    competencies: &Dense<CompetencyId, Competency>,
    resolver: &mut Resolver<'_>,
) -> Vec<(CompetencyIx, u8)> {
    let mut inferred = Vec::new();
    for (name, share) in &written.inferred_from {
        let path = ["competencies", id.as_str(), "inferred_from", name];
        let Some(neighbour) = resolver.competency(name, &path) else { continue };
        if leaf_only(neighbour, name, &path, competencies, resolver) {
            inferred.push((neighbour, share.0.0));
        }
    }
    inferred.sort_unstable();
    inferred
}

/// Reports a competency with parts where only one without may stand.
pub(super) fn leaf_only(
    competency: CompetencyIx,
    name: &str,
    path: &[&str],
    competencies: &Dense<CompetencyId, Competency>,
    resolver: &mut Resolver<'_>,
) -> bool {
    if !competencies[competency].is_parent {
        return true;
    }
    let parts: Vec<&str> = competencies[competency]
        .leaves
        .iter()
        .map(|leaf| resolver.names.competencies.id(*leaf).as_str())
        .collect();
    let help = format!("name the parts that are meant: {}", list(&parts, 5));
    let place = resolver.name_place(name, path);
    resolver.report(
        Diagnostic::new(
            Code::EvidenceForParent,
            format!("`{name}` has parts and has no level of its own"),
        )
        .at(place)
        .help(help),
    );
    false
}

fn check_anchors(
    written: &model::Competency,
    id: &CompetencyId,
    competency: &Competency,
    resolver: &mut Resolver<'_>,
) {
    for WholeLevel(level) in written.anchors.keys().map(|level| level.0) {
        let text = level.to_string();
        resolver.check_level(
            Level::whole(level),
            competency,
            &["competencies", id.as_str(), "anchors", &text],
        );
    }
}

/// Spreads levels of competencies with parts over their leaves; a leaf's own
/// level stays.
pub(super) fn on_leaves(
    levels: &BTreeMap<CompetencyIx, Level>,
    competencies: &Dense<CompetencyId, Competency>,
) -> BTreeMap<CompetencyIx, Level> {
    let named: BTreeSet<CompetencyIx> = levels.keys().copied().collect();
    let mut spread: BTreeMap<CompetencyIx, Level> = BTreeMap::new();
    for (competency, level) in levels {
        for leaf in &competencies[*competency].leaves {
            if leaf == competency || !named.contains(leaf) {
                let known = spread.entry(*leaf).or_insert(*level);
                *known = (*level).max(*known);
            }
        }
    }
    spread
}

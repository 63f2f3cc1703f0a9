//! Associations: what belongs to, builds on, suggests or expects what.

use std::collections::{BTreeMap, BTreeSet};

use waypath_engine::blueprint::value::{Importance, Percent};
use waypath_engine::diagnostic::{Code, Diagnostic, Place};
use waypath_engine::level::Level;

use super::items::ItemIds;
use super::parts::{made, read_all, text, wrong_extension};
use crate::case::{Association, CaseLink, PackageParts, address, extended};
use crate::import::circles::closing;
use crate::import::draft::DraftExpectation;
use crate::import::imported::Import;
use crate::json::Json;
use crate::report::NoteKind;

/// The level of a prerequisite that has none.
const ASSUMED_LEVEL: Level = Level::whole(1);
const A_LEVEL: &str = "a level of the scale, 0 or 1 for a certificate";

/// The associations of a package.
pub(super) struct Relations {
    all: Vec<(Association, Place)>,
}

/// What an end of an association is.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum AssociationEnd<'a> {
    /// The competency with this id.
    Competency(&'a str),
    /// The role with this id.
    Role(&'a str),
    /// The document itself.
    Document,
    /// An item that did not become anything.
    LeftOut,
    /// Nothing in this package.
    Outside,
}

impl ItemIds {
    fn end<'a>(&'a self, link: &CaseLink, document: &str) -> AssociationEnd<'a> {
        let identifier = link.identifier.as_str();
        if let Some(id) = self.competencies.get(identifier) {
            AssociationEnd::Competency(id)
        } else if let Some(id) = self.roles.get(identifier) {
            AssociationEnd::Role(id)
        } else if identifier == document {
            AssociationEnd::Document
        } else if self.left_out.contains_key(identifier) {
            AssociationEnd::LeftOut
        } else {
            AssociationEnd::Outside
        }
    }
}

/// Associations by what they become.
#[derive(Default)]
struct Sorted<'a> {
    /// A part, how good a claim it is, and what it is a part of.
    parts: Vec<(&'a str, Claim, &'a str, Place)>,
    /// What requires, what it requires, and at which level; none where
    /// the package says none.
    requires: BTreeMap<(&'a str, &'a str), (Option<Level>, Place)>,
    /// What is inferred, from what, and by which share.
    inferred: BTreeMap<(&'a str, &'a str), u8>,
    expects: BTreeMap<(&'a str, &'a str), DraftExpectation>,
    aligns: BTreeSet<(CompetencyOrRole<'a>, String)>,
    repeated: Vec<Place>,
    outside: Vec<Place>,
    left_out: usize,
    role_places: usize,
    notes: usize,
    /// How many there are of each type that a library cannot hold.
    others: BTreeMap<String, usize>,
    wrong: Vec<Diagnostic>,
}

/// A competency or a role, by its id.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
enum CompetencyOrRole<'a> {
    Competency(&'a str),
    Role(&'a str),
}

/// Of several things an item is part of, the lowest claim counts: a child before
/// a part, then the lower sequence number.
type Claim = (bool, i64);

impl Relations {
    pub(super) fn read(json: &Json, parts: &PackageParts<'_>, import: &mut Import) -> Self {
        let needs = (
            "an association",
            "give it an `associationType`, an `originNodeURI` and a `destinationNodeURI`",
        );
        Self { all: read_all(json, parts.associations.as_ref(), needs, import) }
    }

    /// Adds what a library can hold to the draft, and reports the rest.
    pub(super) fn add(&self, names: &ItemIds, document: &str, import: &mut Import) {
        let mut sorted = Sorted::default();
        let tops = Tops::of(import);
        for (association, place) in &self.all {
            let origin = names.end(&association.origin, document);
            let destination = names.end(&association.destination, document);
            sorted.sort(association, (origin, destination), place, &tops);
        }
        sorted.add_parts(import);
        sorted.add_requires(import);
        sorted.add_inferred(import);
        sorted.add_expects(import);
        sorted.add_aligns(import);
        sorted.report(import);
    }
}

/// The highest level of each competency.
struct Tops {
    scale: Level,
    certificates: BTreeSet<String>,
}

impl Tops {
    fn of(import: &Import) -> Self {
        let top = import.draft.scale.1.len().saturating_sub(1);
        let certificates =
            import.draft.competencies.iter().filter(|(_, competency)| competency.is_certificate);
        Self {
            scale: Level::whole(u16::try_from(top).unwrap_or(u16::MAX)),
            certificates: certificates.map(|(id, _)| id.clone()).collect(),
        }
    }

    /// Reads a level of a competency.
    fn level(&self, text: &str, competency: &str) -> Option<Level> {
        let level: Level = text.parse().ok()?;
        if self.certificates.contains(competency) {
            return Some(level).filter(|level| matches!(level.hundredths(), 0 | 100));
        }
        Some(level).filter(|level| *level <= self.scale)
    }
}

impl<'a> Sorted<'a> {
    fn sort(
        &mut self,
        association: &Association,
        (origin, destination): (AssociationEnd<'a>, AssociationEnd<'a>),
        place: &Place,
        tops: &Tops,
    ) {
        let is_ours = association.extensions.is_some();
        let has_notes = association.notes.as_deref().is_some_and(|notes| !notes.trim().is_empty());
        self.notes = self.notes.saturating_add(usize::from(has_notes && !is_ours));
        let kind = association.kind.to_ascii_lowercase();
        match (kind.as_str(), origin, destination) {
            ("exactmatchof", AssociationEnd::Competency(id), _) => {
                self.align(CompetencyOrRole::Competency(id), &association.destination);
            }
            ("exactmatchof", AssociationEnd::Role(id), _) => {
                self.align(CompetencyOrRole::Role(id), &association.destination);
            }
            ("exactmatchof", _, AssociationEnd::Competency(id)) => {
                self.align(CompetencyOrRole::Competency(id), &association.origin);
            }
            ("exactmatchof", _, AssociationEnd::Role(id)) => {
                self.align(CompetencyOrRole::Role(id), &association.origin);
            }
            (_, AssociationEnd::LeftOut, _) | (_, _, AssociationEnd::LeftOut) => {
                self.left_out = self.left_out.saturating_add(1);
            }
            (_, AssociationEnd::Outside, _) | (_, _, AssociationEnd::Outside) => {
                self.outside.push(place.clone());
            }
            ("ischildof" | "ispartof", _, AssociationEnd::Document) => {}
            (
                "ischildof" | "ispartof",
                AssociationEnd::Competency(part),
                AssociationEnd::Competency(whole),
            ) => {
                let number =
                    association.sequence_number.as_ref().and_then(serde_json::Number::as_i64);
                let claim = (kind == "ispartof", number.unwrap_or(i64::MAX));
                self.parts.push((part, claim, whole, place.clone()));
            }
            ("ischildof" | "ispartof", AssociationEnd::Role(_), _) => {
                self.role_places = self.role_places.saturating_add(1);
            }
            ("precedes", AssociationEnd::Competency(first), AssociationEnd::Competency(then)) => {
                self.require(association, (then, first), place, tops);
            }
            (
                "isrelatedto",
                AssociationEnd::Competency(this),
                AssociationEnd::Competency(other),
            ) => {
                self.infer(association, (this, other), place);
            }
            ("isrelatedto", AssociationEnd::Role(role), AssociationEnd::Competency(competency)) => {
                self.expect(association, (role, competency), place, tops);
            }
            _ => self.other(&association.kind),
        }
    }

    fn other(&mut self, association_type: &str) {
        let name = super::parts::line(association_type).unwrap_or_else(|| "no type".to_owned());
        let number = self.others.entry(name).or_default();
        *number = number.saturating_add(1);
    }

    fn align(&mut self, whose: CompetencyOrRole<'a>, other: &CaseLink) {
        // The title is what stood there before it was made an address.
        let is_title = !other.title.is_empty() && address(&other.title) == other.uri;
        let said = if is_title { &other.title } else { &other.uri };
        match text(Some(said)).or_else(|| text(Some(&other.identifier))) {
            Some(said) => drop(self.aligns.insert((whose, said))),
            None => self.other("exactMatchOf"),
        }
    }

    fn require(
        &mut self,
        association: &Association,
        pair: (&'a str, &'a str),
        place: &Place,
        tops: &Tops,
    ) {
        let written = extended(association.extensions.as_ref(), "level");
        let level = written.and_then(|text| tops.level(text, pair.1));
        if let (Some(written), None) = (written, level) {
            self.wrong.push(wrong_extension(place, ("level", written), A_LEVEL));
            return;
        }
        if let Some((known, _)) = self.requires.get_mut(&pair) {
            *known = level.max(*known);
            self.repeated.push(place.clone());
        } else {
            self.requires.insert(pair, (level, place.clone()));
        }
    }

    fn infer(&mut self, association: &Association, pair: (&'a str, &'a str), place: &Place) {
        let Some(written) = extended(association.extensions.as_ref(), "inferred") else {
            return self.other(&association.kind);
        };
        match written.parse::<Percent>() {
            Ok(share) if pair.0 != pair.1 => drop(self.inferred.insert(pair, share.0)),
            _ => {
                let expected = "a share of something else, such as `50%`";
                self.wrong.push(wrong_extension(place, ("inferred", written), expected));
            }
        }
    }

    fn expect(
        &mut self,
        association: &Association,
        pair: (&'a str, &'a str),
        place: &Place,
        tops: &Tops,
    ) {
        let Some(written) = extended(association.extensions.as_ref(), "expects") else {
            return self.other(&association.kind);
        };
        let Some(level) = tops.level(written, pair.1) else {
            self.wrong.push(wrong_extension(place, ("expects", written), A_LEVEL));
            return;
        };
        let importance = extended(association.extensions.as_ref(), "importance");
        if let Some(written) =
            importance.filter(|importance| importance.parse::<Importance>().is_err())
        {
            let expected = "`critical`, `important`, `useful` or a weight";
            self.wrong.push(wrong_extension(place, ("importance", written), expected));
            return;
        }
        let importance = importance.map(str::to_owned);
        self.expects.insert(pair, DraftExpectation { level, importance });
    }

    /// Adds what each competency is a part of: the best claim counts.
    fn add_parts(&mut self, import: &mut Import) {
        let mut parts = std::mem::take(&mut self.parts);
        parts.sort_by(|a, b| (a.0, a.1, a.2).cmp(&(b.0, b.1, b.2)));
        let mut kept: Vec<(&str, &str)> = Vec::new();
        let mut places: Vec<Place> = Vec::new();
        let mut further = Vec::new();
        for (part, _, whole, place) in parts {
            match kept.last() {
                Some((known, same)) if *known == part => {
                    let seen = if *same == whole { &mut self.repeated } else { &mut further };
                    seen.push(place);
                }
                _ => {
                    kept.push((part, whole));
                    places.push(place);
                }
            }
        }
        let closing = closing(&kept);
        for ((part, whole), place) in kept.iter().zip(places) {
            if closing.contains(&(*part, *whole)) {
                self.wrong.push(circle(part, "is below", whole, place));
            } else if let Some(competency) = import.draft.competencies.get_mut(*part) {
                competency.part_of = Some((*whole).to_owned());
            }
        }
        let report = &mut import.report;
        let number = kept.len().saturating_sub(closing.len());
        made(report, number, "competencies below another");
        report.note_at(
            NoteKind::Dropped,
            "further-parents",
            further,
            "further parents; a competency is part of one, that of the lowest sequence number",
        );
    }

    fn add_requires(&mut self, import: &mut Import) {
        let requires = std::mem::take(&mut self.requires);
        let pairs: Vec<(&str, &str)> = requires.keys().copied().collect();
        let closing = closing(&pairs);
        let mut assumed: usize = 0;
        for ((id, required), (level, place)) in requires {
            if closing.contains(&(id, required)) {
                self.wrong.push(circle(id, "requires", required, place));
            } else if let Some(competency) = import.draft.competencies.get_mut(id) {
                assumed = assumed.saturating_add(usize::from(level.is_none()));
                competency.requires.push((required.to_owned(), level.unwrap_or(ASSUMED_LEVEL)));
            }
        }
        let number = pairs.len().saturating_sub(closing.len());
        made(&mut import.report, number, "prerequisites");
        import.report.note(
            NoteKind::Assumed,
            "levels",
            assumed,
            format!("prerequisites at level {ASSUMED_LEVEL}; the package says no level"),
        );
    }

    fn add_inferred(&self, import: &mut Import) {
        let parents: BTreeSet<String> = import
            .draft
            .competencies
            .values()
            .filter_map(|competency| competency.part_of.clone())
            .collect();
        let (mut number, mut lost) = (0_usize, 0_usize);
        for ((id, neighbour), share) in &self.inferred {
            if parents.contains(*neighbour) {
                lost = lost.saturating_add(1);
            } else if let Some(competency) = import.draft.competencies.get_mut(*id) {
                competency.inferred_from.push(((*neighbour).to_owned(), *share));
                number = number.saturating_add(1);
            }
        }
        made(&mut import.report, number, "neighbours");
        import.report.note(
            NoteKind::Dropped,
            "neighbours-with-parts",
            lost,
            "neighbours that have parts; nothing can be inferred from them",
        );
    }

    fn add_expects(&self, import: &mut Import) {
        for ((role, competency), expectation) in &self.expects {
            if let Some(owner) = import.draft.roles.get_mut(*role) {
                owner.expects.push(((*competency).to_owned(), expectation.clone()));
            }
        }
        made(&mut import.report, self.expects.len(), "expectations");
    }

    fn add_aligns(&self, import: &mut Import) {
        for (whose, said) in &self.aligns {
            let aligns = match whose {
                CompetencyOrRole::Competency(id) => {
                    import.draft.competencies.get_mut(*id).map(|competency| &mut competency.aligns)
                }
                CompetencyOrRole::Role(id) => {
                    import.draft.roles.get_mut(*id).map(|role| &mut role.aligns)
                }
            };
            if let Some(aligns) = aligns.filter(|aligns| !aligns.contains(said)) {
                aligns.push(said.clone());
            }
        }
        made(&mut import.report, self.aligns.len(), "alignments");
    }

    fn report(self, import: &mut Import) {
        import.diagnostics.extend(self.wrong);
        let report = &mut import.report;
        report.note_at(
            NoteKind::Merged,
            "repeated",
            self.repeated,
            "associations that say again what another says",
        );
        report.note_at(
            NoteKind::Dropped,
            "outside",
            self.outside,
            "associations with something that is not in this package",
        );
        let others = &self.others;
        let listed = others.iter().map(|(name, number)| format!("{number} {name}"));
        let listed = listed.collect::<Vec<_>>().join(", ");
        for (id, number, message) in [
            (
                "left-out",
                self.left_out,
                "associations of items that are no competencies".to_owned(),
            ),
            (
                "role-places",
                self.role_places,
                "places of roles in the tree; roles have none".to_owned(),
            ),
            ("notes", self.notes, "notes on associations".to_owned()),
            (
                "other-associations",
                others.values().sum(),
                format!("associations that a library cannot hold: {listed}"),
            ),
        ] {
            report.note(NoteKind::Dropped, id, number, message);
        }
    }
}

fn circle(id: &str, relation: &str, other: &str, place: Place) -> Diagnostic {
    let message = format!("`{id}` {relation} `{other}`, which {relation} it in turn");
    Diagnostic::new(Code::Cycle, message)
        .at(place)
        .help("take out one association of the circle; this one is left out now")
}

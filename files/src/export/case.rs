//! 1EdTech CASE: a `CFPackage` of version 1.1.
//!
//! Competencies, certificates and roles are items; what belongs to what are
//! associations; the scale and the behaviour at each of its levels are a rubric,
//! with a criterion for each competency. Identifiers are made from the name of
//! the library and the ids in it, so the same library always has the same.
//!
//! What CASE has no word for stands in `extensions.waypath`, and as a sentence in
//! `notes` where people of another tool should read it: the level of a
//! prerequisite, the share of a neighbour, what a role expects.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use waypath_engine::blueprint::model;
use waypath_engine::blueprint::value::Importance;
use waypath_engine::level::Level;

use super::{ExportSource, Exported, one_line};
use crate::case::{
    Association, CERTIFICATE, COMPETENCY, CaseDocument, CaseItem, CaseLink, CriterionLevel,
    Definitions, ItemType, Licence, Package, ROLE, Rubric, RubricCriterion, VERSION, address,
    extension, identifier,
};
use crate::moodle::YES_NO;
use crate::report::{NoteKind, Report};

/// Writes competencies and roles as a CASE package that was last changed at the
/// beginning of a day. The addresses in it begin with `base`, or are `urn:uuid:`
/// where there is none.
pub fn export(content: &ExportSource<'_>, as_of: Date, base: Option<&str>) -> Exported {
    let mut writing = PackageWriter {
        content,
        base: base.map(|address| address.trim_end_matches('/')),
        changed: format!("{as_of}T00:00:00Z"),
        associations: Vec::new(),
        report: content.report("a CASE package"),
        extended: 0,
        encoded: 0,
        joined: 0,
    };
    let document = writing.document();
    let items = writing.items();
    writing.associate();
    let rubrics = writing.rubrics();
    let definitions = writing.definitions(&items);
    let associations = std::mem::take(&mut writing.associations);
    let package = Package { document, items, associations, definitions, rubrics };
    let report = writing.finish(&package);
    // Texts and whole numbers can always be written.
    let text = serde_json::to_string_pretty(&package).unwrap_or_default() + "\n";
    Exported { text, report }
}

/// A package as it is written.
struct PackageWriter<'a> {
    content: &'a ExportSource<'a>,
    base: Option<&'a str>,
    changed: String,
    associations: Vec<Association>,
    report: Report,
    /// How many values stand in extensions.
    extended: usize,
    /// How many alignments are written as addresses they were not.
    encoded: usize,
    /// How many names are on one line that were on several.
    joined: usize,
}

impl PackageWriter<'_> {
    fn identifier(&self, kind: &str, id: &str) -> String {
        identifier(&self.content.library.name, kind, id)
    }

    fn uri(&self, class: &str, identifier: &str) -> String {
        match self.base {
            Some(base) => format!("{base}/{class}/{identifier}"),
            None => format!("urn:uuid:{identifier}"),
        }
    }

    fn link(&self, class: &str, kind: &str, id: &str, title: &str) -> CaseLink {
        let identifier = self.identifier(kind, id);
        let uri = self.uri(class, &identifier);
        CaseLink { title: one_line(title), identifier, uri }
    }

    fn document_link(&self) -> CaseLink {
        let model = self.content.model.unwrap_or_default();
        self.link("CFDocuments", "document", model, self.content.name())
    }

    fn document(&mut self) -> CaseDocument {
        let CaseLink { title, identifier, uri } = self.document_link();
        let sources: Vec<String> = self
            .content
            .models()
            .filter_map(|(_, model)| Some((model, model.source.as_deref()?)))
            .map(|(model, source)| match self.content.models().count() {
                1 => source.to_owned(),
                _ => format!("{}: {source}", model.name),
            })
            .collect();
        let licences: BTreeSet<&str> =
            self.content.models().filter_map(|(_, model)| model.licence.as_deref()).collect();
        let single = licences.first().filter(|_| licences.len() == 1);
        self.report.note(
            NoteKind::Assumed,
            "adoption-status",
            1,
            "adoption status, Draft; the publisher of the package may change it",
        );
        CaseDocument {
            identifier,
            uri,
            case_version: Some(VERSION.to_owned()),
            creator: Some(one_line(&self.content.library.name)),
            title: Some(title),
            last_change_date_time: Some(self.changed.clone()),
            adoption_status: Some("Draft".to_owned()),
            licence: single.map(|licence| self.link("CFLicenses", "licence", licence, licence)),
            notes: (!sources.is_empty()).then(|| sources.join("\n")),
            extensions: extension(&[("model", Some(self.model().to_owned()))]),
            ..CaseDocument::default()
        }
    }

    fn items(&mut self) -> Vec<CaseItem> {
        let mut items = Vec::new();
        for (id, competency) in self.content.competencies() {
            let kind = if competency.scale.is_some() { CERTIFICATE } else { COMPETENCY };
            let valid = competency.valid.map(|span| span.0.to_string());
            self.extended = self.extended.saturating_add(usize::from(valid.is_some()));
            let item = self.item("competency", id, &competency.name, kind);
            let full_statement = competency.statement.clone().or(item.full_statement);
            let extensions = extension(&[("valid", valid)]);
            items.push(CaseItem { full_statement, extensions, ..item });
        }
        for (id, role) in self.content.roles() {
            let compiled = self.content.library.names.roles.find(id);
            let compiled = compiled.map(|ix| &self.content.library.roles[ix]);
            let family =
                compiled.map(|known| known.family.to_string()).filter(|family| !family.is_empty());
            let grade = role.grade.map(|grade| grade.to_string());
            let held = usize::from(family.is_some()).saturating_add(usize::from(grade.is_some()));
            self.extended = self.extended.saturating_add(held);
            let item = self.item("role", id, &role.title, ROLE);
            items.push(CaseItem {
                extensions: extension(&[("family", family), ("grade", grade)]),
                ..item
            });
        }
        items
    }

    /// What all items have. One without a statement says its name.
    fn item(&mut self, kind: &str, id: &str, name: &str, item_type: &str) -> CaseItem {
        let CaseLink { title, identifier, uri } = self.link("CFItems", kind, id, name);
        self.joined = self.joined.saturating_add(usize::from(title != name));
        CaseItem {
            identifier,
            uri,
            full_statement: Some(title.clone()),
            abbreviated_statement: Some(title),
            human_coding_scheme: Some(id.to_owned()),
            kind: Some(item_type.to_owned()),
            kind_link: Some(self.link("CFItemTypes", "item type", item_type, item_type)),
            licence: self.licence_of(kind, id),
            last_change_date_time: Some(self.changed.clone()),
            extensions: None,
        }
    }

    /// The licence of the model that defines a thing.
    fn licence_of(&self, kind: &str, id: &str) -> Option<CaseLink> {
        let blueprint = self.content.blueprint;
        let model = if kind == "role" {
            &blueprint.roles.get(&id.parse().ok()?)?.model
        } else {
            &blueprint.competencies.get(&id.parse().ok()?)?.model
        };
        let licence = self.content.library.models.get(model)?.licence.as_deref()?;
        Some(self.link("CFLicenses", "licence", licence, licence))
    }

    fn associate(&mut self) {
        let mut number: u32 = 0;
        for (id, competency) in self.content.competencies() {
            number = number.saturating_add(1);
            self.place(("competency", id, &competency.name), competency.part_of.as_deref(), number);
            self.relations(id, competency);
            self.alignments(("competency", id, &competency.name), &competency.aligns);
        }
        for (id, role) in self.content.roles() {
            number = number.saturating_add(1);
            self.place(("role", id, &role.title), None, number);
            self.expectations(id, role);
            self.alignments(("role", id, &role.title), &role.aligns);
        }
    }

    /// Adds where in the tree an item stands.
    fn place(&mut self, (kind, id, name): NamedThing<'_>, parent: Option<&str>, number: u32) {
        let origin = self.link("CFItems", kind, id, name);
        let above = parent.map(|id| self.competency(id));
        let destination = above.unwrap_or_else(|| self.document_link());
        let mut association = self.association("isChildOf", origin, destination);
        association.sequence_number = Some(number.into());
        self.associations.push(association);
    }

    /// The link to a competency. A library that checks clean defines every
    /// competency it names.
    fn competency(&self, id: &str) -> CaseLink {
        let competency = self.content.competency(id);
        debug_assert!(competency.is_some(), "no competency `{id}`");
        let name = competency.map_or(id, |competency| &competency.name);
        self.link("CFItems", "competency", id, name)
    }

    fn relations(&mut self, id: &str, competency: &model::Competency) {
        let this = self.competency(id);
        for (required, level) in competency.requires.iter().collect::<BTreeMap<_, _>>() {
            let required = self.competency(required);
            let mut association = self.association("precedes", required, this.clone());
            association.notes = Some(format!("Required at level {}.", self.level(level.0)));
            association.extensions = extension(&[("level", Some(level.0.to_string()))]);
            self.extend(association, 1);
        }
        for (neighbour, share) in competency.inferred_from.iter().collect::<BTreeMap<_, _>>() {
            let neighbour = self.competency(neighbour);
            let share = format!("{}%", share.0.0);
            let mut association = self.association("isRelatedTo", this.clone(), neighbour);
            association.notes = Some(format!(
                "Without evidence of its own, {share} of the level held there is assumed here."
            ));
            association.extensions = extension(&[("inferred", Some(share))]);
            self.extend(association, 1);
        }
    }

    fn expectations(&mut self, id: &str, own: &model::Role) {
        let role = self.link("CFItems", "role", id, &own.title);
        for (expected, expectation) in self.content.expectations(id) {
            let competency = self.competency(expected);
            let importance = expectation.importance.map(|share| match share.0 {
                Importance::Word(word) => word.as_str().to_owned(),
                Importance::Number(weight) => Level::from_hundredths(weight.0).to_string(),
            });
            let mut association = self.association("isRelatedTo", role.clone(), competency);
            let matters = importance.as_deref().unwrap_or("important");
            let level = self.level(expectation.level.0);
            association.notes = Some(format!("Expected at level {level}; importance: {matters}."));
            let held = usize::from(importance.is_some()).saturating_add(1);
            association.extensions = extension(&[
                ("expects", Some(expectation.level.0.to_string())),
                ("importance", importance),
            ]);
            self.extend(association, held);
        }
    }

    fn extend(&mut self, association: Association, values: usize) {
        self.extended = self.extended.saturating_add(values);
        self.associations.push(association);
    }

    /// A level with its label: `2 (working)`.
    fn level(&self, level: Level) -> String {
        format!("{level} ({})", one_line(self.content.library.scale.label(level)))
    }

    fn alignments(&mut self, (kind, id, name): NamedThing<'_>, aligns: &[String]) {
        let origin = self.link("CFItems", kind, id, name);
        for text in aligns.iter().collect::<BTreeSet<_>>() {
            let uri = address(text);
            // The item published at its own address is no other one.
            if uri == origin.uri {
                continue;
            }
            self.encoded = self.encoded.saturating_add(usize::from(uri != *text));
            let other =
                CaseLink { title: text.clone(), identifier: self.identifier("aligned", text), uri };
            let association = self.association("exactMatchOf", origin.clone(), other);
            self.associations.push(association);
        }
    }

    fn association(&self, kind: &str, origin: CaseLink, destination: CaseLink) -> Association {
        let name = [&origin.identifier, &destination.identifier].map(String::as_str).join(" ");
        let identifier = self.identifier(kind, &name);
        Association {
            uri: self.uri("CFAssociations", &identifier),
            identifier,
            kind: kind.to_owned(),
            origin,
            destination,
            last_change_date_time: Some(self.changed.clone()),
            ..Association::default()
        }
    }

    /// The library's scale with its anchors, and that of certificates, if there are any.
    fn rubrics(&mut self) -> Vec<Rubric> {
        let scale = &self.content.library.scale;
        let labels: Vec<String> = scale.labels().iter().map(|label| one_line(label)).collect();
        let mut rubrics =
            vec![self.rubric(scale.name(), &labels, |competency| competency.scale.is_none())];
        if self.content.competencies().iter().any(|(_, competency)| competency.scale.is_some()) {
            let labels = YES_NO.map(str::to_owned);
            rubrics.push(self.rubric("yes-no", &labels, |competency| competency.scale.is_some()));
        }
        rubrics
    }

    fn rubric(
        &self,
        title: &str,
        labels: &[String],
        is_on_it: impl Fn(&model::Competency) -> bool,
    ) -> Rubric {
        let identifier = self.identifier("rubric", &[self.model(), title].join(" "));
        let all: Vec<(u16, &str, Option<&str>)> =
            labels.iter().zip(0..).map(|(label, level)| (level, label.as_str(), None)).collect();
        let mut criteria = vec![self.criterion(&identifier, None, &all)];
        for (id, competency) in self.content.competencies() {
            if competency.anchors.is_empty() || !is_on_it(competency) {
                continue;
            }
            let mut seen: Vec<(u16, &str, Option<&str>)> = competency
                .anchors
                .iter()
                .map(|(level, text)| {
                    let label = labels.get(usize::from(level.0.0)).map_or("", String::as_str);
                    (level.0.0, label, Some(text.as_str()))
                })
                .collect();
            seen.sort_unstable();
            criteria.push(self.criterion(&identifier, Some(self.competency(id)), &seen));
        }
        for (criterion, position) in criteria.iter_mut().zip(1_u32..) {
            criterion.position = Some(position.into());
        }
        Rubric {
            uri: self.uri("CFRubrics", &identifier),
            identifier,
            title: Some(one_line(title)),
            last_change_date_time: Some(self.changed.clone()),
            criteria: Some(criteria),
        }
    }

    fn model(&self) -> &str {
        self.content.model.unwrap_or_default()
    }

    /// The levels of an item, or of the scale where there is none: each with its
    /// label and what is seen at it.
    fn criterion(
        &self,
        rubric: &str,
        item: Option<CaseLink>,
        seen: &[(u16, &str, Option<&str>)],
    ) -> RubricCriterion {
        let whose = item.as_ref().map_or("scale", |item| &item.identifier);
        let identifier = self.identifier("criterion", &[rubric, whose].join(" "));
        let level = |((level, label, text), position): (&(u16, &str, Option<&str>), u32)| {
            let own = self.identifier("level", &format!("{identifier} {level}"));
            CriterionLevel {
                uri: self.uri("CFRubricCriterionLevels", &own),
                identifier: own,
                description: text.map(str::to_owned),
                quality: Some((*label).to_owned()),
                score: Some((*level).into()),
                position: Some(position.into()),
                rubric_criterion_id: Some(identifier.clone()),
                last_change_date_time: Some(self.changed.clone()),
            }
        };
        let levels = seen.iter().zip(1..).map(level).collect();
        let title = item.as_ref().map_or("The levels of the scale", |item| &item.title);
        RubricCriterion {
            uri: self.uri("CFRubricCriteria", &identifier),
            description: Some(title.to_owned()),
            item,
            position: None,
            rubric_id: Some(rubric.to_owned()),
            last_change_date_time: Some(self.changed.clone()),
            levels: Some(levels),
            identifier,
        }
    }

    fn definitions(&self, items: &[CaseItem]) -> Definitions {
        let types = [
            (COMPETENCY, "Something a person can do, at a level of a scale."),
            (CERTIFICATE, "A competency that is held or not held."),
            (ROLE, "What a role expects: competencies, each at a level."),
        ];
        let is_used = |name: &str| items.iter().any(|item| item.kind.as_deref() == Some(name));
        let used = types.into_iter().zip(1..).filter(|((title, _), _)| is_used(title));
        let item_types = used.map(|((title, description), number)| {
            let CaseLink { title, identifier, uri } =
                self.link("CFItemTypes", "item type", title, title);
            ItemType {
                identifier,
                uri,
                title,
                description: description.to_owned(),
                hierarchy_code: number.to_string(),
                last_change_date_time: self.changed.clone(),
            }
        });
        let licences: BTreeSet<&str> =
            self.content.models().filter_map(|(_, model)| model.licence.as_deref()).collect();
        let licences = licences.into_iter().map(|text| {
            let CaseLink { title, identifier, uri } =
                self.link("CFLicenses", "licence", text, text);
            Licence {
                identifier,
                uri,
                title,
                license_text: text.to_owned(),
                last_change_date_time: self.changed.clone(),
            }
        });
        Definitions { item_types: item_types.collect(), licences: licences.collect() }
    }

    fn finish(self, package: &Package) -> Report {
        let mut report = self.report;
        let criteria = package.rubrics.iter().filter_map(|rubric| rubric.criteria.as_ref());
        report.made(package.items.len(), "items");
        report.made(package.associations.len(), "associations");
        report.made(criteria.map(Vec::len).sum(), "rubric criteria, one of each scale");
        self.content.note_models(&mut report);
        report.note(
            NoteKind::Changed,
            "extensions",
            self.extended,
            "levels, shares, importances, validities, families and grades that CASE has no word for, below `extensions`; other tools may leave them out",
        );
        report.note(
            NoteKind::Changed,
            "addresses",
            self.encoded,
            "alignments that are no addresses, percent-encoded; their titles are what stood there",
        );
        report.note(
            NoteKind::Changed,
            "joined-names",
            self.joined,
            "names with more than single spaces in them, on one line",
        );
        role_notes(self.content, &mut report);
        report.sort();
        report
    }
}

/// What kind of thing it is, its id and its name.
type NamedThing<'a> = (&'a str, &'a str, &'a str);

/// Notes what of roles a package cannot hold.
fn role_notes(content: &ExportSource<'_>, report: &mut Report) {
    let roles = content.roles();
    let count =
        |number: &dyn Fn(&model::Role) -> usize| roles.iter().map(|(_, role)| number(role)).sum();
    report.note(
        NoteKind::Changed,
        "extends",
        count(&|role| usize::from(role.extends.is_some())),
        "roles that extend another, written with everything they expect",
    );
    let drives =
        |role: &model::Role| role.expects.values().map(|expected| expected.drives.len()).sum();
    let settings = |role: &model::Role| {
        [
            role.job_ready.is_some(),
            role.min_stay.is_some(),
            role.succession.is_some(),
            role.program.is_some(),
        ]
        .into_iter()
        .map(usize::from)
        .sum()
    };
    for (id, number, what) in [
        (
            "entry",
            count(&|role| role.entry.len()),
            "levels that new holders of a role are hired with",
        ),
        ("drives", count(&drives), "KPIs that expectations drive"),
        ("role-kpis", count(&|role| role.kpis.len()), "KPIs that roles are judged by"),
        (
            "role-settings",
            count(&settings),
            "thresholds, shortest stays, successions and programs of roles",
        ),
    ] {
        report.note(NoteKind::Dropped, id, number, what);
    }
}

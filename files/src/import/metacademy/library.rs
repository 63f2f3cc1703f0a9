//! Which library does Metacademy's content become?

use std::collections::{BTreeMap, BTreeSet};

use waypath_engine::diagnostic::Place;
use waypath_engine::level::Level;

use super::super::draft::{DraftCompetency, DraftModule};
use super::super::imported::Import;
use super::super::names::{ids, slug};
use super::rows::{Concept, ConceptKey, ConceptKind, MetacademyContent};
use crate::report::{NoteKind, Report};

/// The level of who learned it.
const LEARNED: Level = Level::whole(1);

/// Makes competencies and modules, and reports.
pub(super) fn make(content: &MetacademyContent, import: &mut Import) {
    let making = Making::new(content);
    for (key, concept) in &content.concepts {
        debug_assert!(making.id(key).is_some(), "every concept has an id");
        let Some(id) = making.id(key) else { continue };
        import.draft.competencies.insert(id.clone(), making.competency(key, concept));
        if let Some(module) = making.module(key, concept) {
            import.draft.modules.insert(id.clone(), module);
        }
    }
    let report = &mut import.report;
    let of = |kind| content.concepts.keys().filter(|key| key.kind == kind).count();
    report.made(of(ConceptKind::Concept), "competencies from concepts");
    report.made(of(ConceptKind::Shortcut), "competencies from shortcuts");
    report.made(
        content.concepts.values().map(|concept| concept.requires.len()).sum(),
        "prerequisites of competencies",
    );
    report.made(import.draft.modules.len(), "modules from concepts and shortcuts with hours");
    changed(content, report);
    let entries = import.draft.modules.values().map(|module| module.entry.len()).sum();
    derived(content, entries, report);
    missing(content, report);
    dropped(content, report);
}

/// The content with the ids that its concepts get.
struct Making<'a> {
    content: &'a MetacademyContent,
    ids: BTreeMap<&'a ConceptKey, String>,
}

impl<'a> Making<'a> {
    fn new(content: &'a MetacademyContent) -> Self {
        let name = |key: &ConceptKey| match key.kind {
            ConceptKind::Concept => key.tag.clone(),
            ConceptKind::Shortcut => format!("{} shortcut", key.tag),
        };
        // In the order of tags, not of rows.
        let names: Vec<String> = content.concepts.keys().map(name).collect();
        let names: Vec<(&str, &str)> = names.iter().map(|name| (name.as_str(), "")).collect();
        Self { content, ids: content.concepts.keys().zip(ids(&names, "concept")).collect() }
    }

    fn id(&self, key: &ConceptKey) -> Option<&String> {
        self.ids.get(key)
    }

    fn levels<'k>(&self, keys: impl Iterator<Item = &'k ConceptKey>) -> Vec<(String, Level)> {
        keys.filter_map(|key| Some((self.id(key)?.clone(), LEARNED))).collect()
    }

    fn competency(&self, key: &ConceptKey, concept: &Concept) -> DraftCompetency {
        let whole =
            self.id(&ConceptKey::concept(&key.tag)).filter(|_| key.kind == ConceptKind::Shortcut);
        let anchor = (!concept.goals.is_empty()).then(|| (1, anchor(concept)));
        DraftCompetency {
            name: name(key, concept),
            statement: concept.summary.clone(),
            requires: self.levels(concept.requires.keys()),
            inferred_from: whole.map(|whole| (whole.clone(), 100)).into_iter().collect(),
            anchors: anchor.into_iter().collect(),
            aligns: vec![match key.kind {
                ConceptKind::Concept => format!("metacademy:concept/{}", key.tag),
                ConceptKind::Shortcut => format!("metacademy:shortcut/{}", key.tag),
            }],
            ..DraftCompetency::default()
        }
    }

    fn module(&self, key: &ConceptKey, concept: &Concept) -> Option<DraftModule> {
        let hours = concept.hours?;
        let mut built = vec![key.clone()];
        // Who learns the whole concept can do what the shortcut is for.
        built.extend(Some(ConceptKey::shortcut(&key.tag)).filter(|part| part != key));
        let builds = built
            .iter()
            .filter_map(|built| Some((self.id(built)?.clone(), (Level::ZERO, LEARNED))));
        Some(DraftModule {
            refs: vec![("metacademy".to_owned(), key.tag.clone())],
            modality: "course",
            hours,
            builds: builds.collect(),
            entry: self.levels(concept.requires.keys().filter(|key| self.is_built(key))),
            tags: tags(key, concept),
            produces: format!("One page on {}, with an example worked by hand", concept.title),
            done_when: done_when(concept).unwrap_or_else(default_done_when),
            validated_by: &["mentor", "manager"],
            within: "14 days",
            title: name(key, concept),
        })
    }

    /// Whether a module builds it; what none builds would keep everybody out.
    fn is_built(&self, key: &ConceptKey) -> bool {
        let has_hours =
            |key| self.content.concepts.get(key).is_some_and(|concept| concept.hours.is_some());
        has_hours(key) || has_hours(&ConceptKey::concept(&key.tag))
    }
}

fn name(key: &ConceptKey, concept: &Concept) -> String {
    match key.kind {
        ConceptKind::Concept => concept.title.clone(),
        ConceptKind::Shortcut => format!("{} (shortcut)", concept.title),
    }
}

/// The goals, as a list where there are several; those below others are indented.
fn anchor(concept: &Concept) -> String {
    if let [(_, goal)] = concept.goals.values().collect::<Vec<_>>().as_slice() {
        return goal.clone();
    }
    let lines = concept.goals.values().map(|(depth, goal)| {
        let indent = "  ".repeat(depth.saturating_sub(1));
        format!("{indent}- {goal}")
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// The goals that lie below no other; `None` where there are none.
fn done_when(concept: &Concept) -> Option<Vec<String>> {
    let goals = concept.goals.values().filter(|(depth, _)| *depth == 1);
    let goals: Vec<String> = goals.map(|(_, goal)| goal.clone()).collect();
    (!goals.is_empty()).then_some(goals)
}

fn default_done_when() -> Vec<String> {
    let criteria = [
        "A colleague who is new to it follows the page without help",
        "The example is not taken from a resource, and its result is checked",
    ];
    criteria.map(str::to_owned).to_vec()
}

fn tags(key: &ConceptKey, concept: &Concept) -> Vec<String> {
    let courses: BTreeSet<String> =
        concept.courses.iter().map(|course| slug(course, "course")).collect();
    let words = [("shortcut", key.kind == ConceptKind::Shortcut), ("free", concept.is_free)];
    let words = words.into_iter().filter(|(_, is)| *is).map(|(word, _)| word.to_owned());
    courses.into_iter().chain(words).collect()
}

fn changed(content: &MetacademyContent, report: &mut Report) {
    let message = "rows that name the same prerequisite of a concept again";
    report.note_at(NoteKind::Merged, "repeated-rows", content.repeated.clone(), message);
    let message = "hours rounded to hundredths";
    report.note(NoteKind::Changed, "rounded-hours", content.rounded, message);
    report.note(
        NoteKind::Changed,
        "course-tags",
        with_hours(content).map(|concept| concept.courses.len()).sum(),
        "concepts in courses; the course became a tag of the module, since it says which concepts belong to it and not who should learn them",
    );
    report.note_at(
        NoteKind::Changed,
        "no-shortcut",
        content.without_shortcut.clone(),
        "prerequisites for which a shortcut would be enough; there is none, so the whole concept is required",
    );
}

/// Reports what the source does not say in so many words.
fn derived(content: &MetacademyContent, entries: usize, report: &mut Report) {
    let shortcuts = content.concepts.keys().filter(|key| key.kind == ConceptKind::Shortcut);
    let whole = shortcuts
        .filter(|shortcut| content.concepts.contains_key(&ConceptKey::concept(&shortcut.tag)));
    let free = with_hours(content).filter(|concept| concept.is_free);
    let without_criteria = with_hours(content).filter(|concept| done_when(concept).is_none());
    for (kind, id, number, message) in [
        (
            NoteKind::Inferred,
            "entries",
            entries,
            "prerequisites that one needs to enter a module; only those that a module builds",
        ),
        (
            NoteKind::Inferred,
            "shortcuts",
            whole.count(),
            "shortcuts that holders of the whole concept hold as well",
        ),
        (
            NoteKind::Inferred,
            "free",
            free.count(),
            "modules tagged `free`, because a core resource costs nothing",
        ),
        (
            NoteKind::Assumed,
            "steps",
            content.concepts.len(),
            "competencies on a scale of two steps, new and learned; the source knows no levels",
        ),
        (
            NoteKind::Assumed,
            "proofs",
            with_hours(content).count(),
            "modules are courses, proven by one page within 14 days that a mentor validates, else the manager",
        ),
        (
            NoteKind::Assumed,
            "criteria",
            without_criteria.count(),
            "proofs with the same two criteria, because the concept has no goals; the others have its goals",
        ),
    ] {
        report.note(kind, id, number, message);
    }
}

fn with_hours(content: &MetacademyContent) -> impl Iterator<Item = &Concept> {
    content.concepts.values().filter(|concept| concept.hours.is_some())
}

fn missing(content: &MetacademyContent, report: &mut Report) {
    let places = |is: &dyn Fn(&Concept) -> bool| -> Vec<Place> {
        let concepts = content.concepts.values().filter(|concept| is(concept));
        let mut places: Vec<Place> = concepts.map(|concept| concept.place.clone()).collect();
        places.sort_by_key(|place| place.line);
        places
    };
    for (id, places, message) in [
        (
            "no-hours",
            places(&|concept| concept.hours.is_none()),
            "concepts without hours; they have no module",
        ),
        (
            "no-summaries",
            places(&|concept| concept.summary.is_empty()),
            "concepts and shortcuts without a summary; they have no statement",
        ),
        (
            "no-goals",
            places(&|concept| concept.goals.is_empty()),
            "concepts and shortcuts without goals; they have no anchor",
        ),
    ] {
        report.note_at(NoteKind::Missing, id, places, message);
    }
}

fn dropped(content: &MetacademyContent, report: &mut Report) {
    let without_hours = content.concepts.values().filter(|concept| concept.hours.is_none());
    let (core, others) = content.links;
    for (id, number, message) in [
        ("reasons", content.reasons, "reasons beside prerequisites; `requires` holds none"),
        (
            "core-resources",
            core,
            "links to core resources; a module has no place for them, its `metacademy` ref leads there",
        ),
        ("other-resources", others, "links to other resources"),
        (
            "catalogue",
            content.sources.len(),
            "books, lectures and papers of the catalogue, with their authors and addresses",
        ),
        (
            "untagged",
            without_hours.map(|concept| concept.courses.len()).sum(),
            "concepts in courses that have no module to tag",
        ),
        ("course-titles", content.course_titles, "titles of courses; a tag has none"),
    ] {
        report.note(NoteKind::Dropped, id, number, message);
    }
}

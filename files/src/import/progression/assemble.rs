//! Which competencies and roles do progression frameworks become?

use std::collections::{BTreeMap, BTreeSet};

use indexmap::IndexMap;
use waypath_engine::level::Level;
use waypath_engine::source::Source;

use super::framework::{FrameworkForm, FrameworkTopic, LevelLabels, Progression, Rung};
use super::licence;
use crate::import::draft::{Draft, DraftCompetency, DraftExpectation, DraftFramework, DraftRole};
use crate::import::imported::Import;
use crate::import::names::ids;

/// What became of the frameworks, for the report.
pub(super) struct Assembled {
    /// Topics that read the same as one in another framework.
    pub(super) same_topics: usize,
    /// Frameworks whose levels the scale does not call by their names.
    pub(super) renumbered: usize,
    pub(super) top: u16,
    pub(super) expectations: usize,
}

/// Returns a library without content, but with the scale of these frameworks.
pub(super) fn empty(frameworks: &[Progression], licences: &[&Source]) -> Draft {
    let forms: BTreeSet<FrameworkForm> =
        frameworks.iter().map(|framework| framework.form).collect();
    let source: Vec<String> = forms.iter().map(|form| form.source().to_owned()).collect();
    let framework = DraftFramework {
        folder: match forms.first() {
            Some(form) if forms.len() == 1 => format!("progression-{}", form.word()),
            _ => "progression".to_owned(),
        },
        name: "Progression frameworks".to_owned(),
        source: format!("Frameworks in the form of {}", source.join("; of ")),
        licence: licence::texts(licences)
            .unwrap_or_else(|| "not beside the files; ask their publisher".to_owned()),
    };
    let (labels, top) = scale(frameworks);
    let mut draft = Draft::new(framework, "progression levels", &["none"]);
    draft.scale.1.extend((1..=top).map(|level| labels.of(level)));
    draft
}

impl FrameworkForm {
    /// Where frameworks in this form were first published.
    fn source(self) -> &'static str {
        match self {
            Self::FinancialTimes => {
                "the Financial Times, https://github.com/Financial-Times/engineering-progression"
            }
            Self::Monzo => "Monzo, https://github.com/monzo/progression-framework",
            Self::Medium => "Medium, https://github.com/Medium/snowflake",
        }
    }

    fn word(self) -> &'static str {
        match self {
            Self::FinancialTimes => "ft",
            Self::Monzo => "monzo",
            Self::Medium => "medium",
        }
    }
}

/// What levels are called and how many there are: as in all frameworks, or
/// numbered where they differ.
fn scale(frameworks: &[Progression]) -> (LevelLabels, u16) {
    let numbered = LevelLabels::Counted("level");
    let labels = frameworks.first().map_or(numbered, |framework| framework.labels);
    let is_common = frameworks.iter().all(|framework| framework.labels == labels);
    let labels = if is_common { labels } else { numbered };
    let levels = frameworks
        .iter()
        .flat_map(|framework| &framework.topics)
        .flat_map(|topic| topic.anchors.keys());
    let highest = levels.copied().max().unwrap_or(1);
    match labels {
        LevelLabels::Named(names) => (labels, u16::try_from(names.len()).unwrap_or(highest)),
        LevelLabels::Counted(_) => (labels, highest),
    }
}

/// A topic, and where it stands: in one framework, or the same in several.
struct SharedTopic<'a> {
    topic: &'a FrameworkTopic,
    /// By the places of frameworks and of topics in them.
    stands: Vec<(usize, usize)>,
}

/// Fills a library with frameworks.
pub(super) fn fill(import: &mut Import, frameworks: &[Progression]) -> Assembled {
    let (labels, top) = scale(frameworks);
    let names: Vec<(&str, &str)> =
        frameworks.iter().map(|framework| (&*framework.name, &*framework.path)).collect();
    let families = ids(&names, "framework");
    let shared = shared(frameworks);
    let ids = competencies(import, frameworks, &families, &shared);
    let expectations = roles(import, frameworks, &families, &ids);
    let topics: usize = frameworks.iter().map(|framework| framework.topics.len()).sum();
    Assembled {
        same_topics: topics.saturating_sub(shared.len()),
        renumbered: frameworks.iter().filter(|framework| framework.labels != labels).count(),
        top,
        expectations,
    }
}

/// The topics, those that read the same in several frameworks once.
fn shared(frameworks: &[Progression]) -> Vec<SharedTopic<'_>> {
    let mut shared = IndexMap::new();
    for (at, framework) in frameworks.iter().enumerate() {
        let mut copies: BTreeMap<(&str, &BTreeMap<u16, String>), usize> = BTreeMap::new();
        for (place, topic) in framework.topics.iter().enumerate() {
            // Two that are alike in one framework stay two.
            let copy = copies.entry((&topic.name, &topic.anchors)).or_default();
            *copy = copy.saturating_add(1);
            let same = (framework.form, framework.labels, topic.text(), *copy);
            let entry = shared.entry(same).or_insert(SharedTopic { topic, stands: Vec::new() });
            entry.stands.push((at, place));
        }
    }
    shared.into_values().collect()
}

/// Makes the competencies, and returns their ids by the places of frameworks and
/// of topics in them.
fn competencies(
    import: &mut Import,
    frameworks: &[Progression],
    families: &[String],
    shared: &[SharedTopic<'_>],
) -> BTreeMap<(usize, usize), String> {
    let (labels, _) = scale(frameworks);
    let of = |(at, _): &(usize, usize)| frameworks.get(*at);
    let name = |shared: &SharedTopic<'_>| {
        let names: Vec<&str> =
            shared.stands.iter().filter_map(of).map(|framework| &*framework.name).collect();
        format!("{} ({})", shared.topic.name, names.join(", "))
    };
    let path = |shared: &SharedTopic<'_>| {
        shared.stands.first().and_then(of).map_or("", |framework| &*framework.path)
    };
    let names: Vec<(String, &str)> =
        shared.iter().map(|shared| (name(shared), path(shared))).collect();
    let borrowed: Vec<(&str, &str)> = names.iter().map(|(name, path)| (&**name, *path)).collect();
    let ids = ids(&borrowed, "topic");
    let mut by_place = BTreeMap::new();
    for ((one, (name, _)), id) in shared.iter().zip(&names).zip(ids) {
        let first = one.stands.first().map_or(0, |(at, _)| *at);
        let own = frameworks.get(first).map_or(labels, |framework| framework.labels);
        let aligns = one.stands.iter().filter_map(|at| Some((of(at)?, at.1)));
        let aligns = aligns.filter_map(|(framework, topic)| {
            Some(format!("progression:{}/{}", framework.path, framework.topics.get(topic)?.key))
        });
        let competency = DraftCompetency {
            part: families.get(first).cloned().unwrap_or_default(),
            name: name.clone(),
            statement: one.topic.statement.clone(),
            anchors: one.topic.labelled(own, labels),
            aligns: aligns.collect(),
            ..DraftCompetency::default()
        };
        import.draft.competencies.insert(id.clone(), competency);
        by_place.extend(one.stands.iter().map(|place| (*place, id.clone())));
    }
    import.report.made(shared.len(), "competencies from topics");
    by_place
}

impl FrameworkTopic {
    /// What tells it from others: name, statement and anchors.
    fn text(&self) -> (&str, &str, Vec<(u16, &str)>) {
        let anchors = self.anchors.iter().map(|(level, anchor)| (*level, anchor.as_str()));
        (&self.name, &self.statement, anchors.collect())
    }

    /// The anchors; with the names of their levels, where the scale has others.
    fn labelled(&self, own: LevelLabels, scale: LevelLabels) -> BTreeMap<u16, String> {
        let LevelLabels::Named(_) = own else { return self.anchors.clone() };
        if own == scale {
            return self.anchors.clone();
        }
        let label = |(level, text): (&u16, &String)| {
            let space = if text.contains('\n') { '\n' } else { ' ' };
            (*level, format!("{}:{space}{text}", own.of(*level)))
        };
        self.anchors.iter().map(label).collect()
    }
}

/// Makes the roles, and returns how many expectations they have.
fn roles(
    import: &mut Import,
    frameworks: &[Progression],
    families: &[String],
    competencies: &BTreeMap<(usize, usize), String>,
) -> usize {
    let rungs = || {
        let frameworks = frameworks.iter().enumerate();
        frameworks.flat_map(|(at, framework)| {
            framework.rungs.iter().map(move |rung| (at, framework, rung))
        })
    };
    let named = |(_, framework, rung): (usize, &Progression, &Rung)| {
        let is_named = rung.title.contains(&framework.name);
        if is_named { rung.title.clone() } else { format!("{} {}", rung.title, framework.name) }
    };
    let names: Vec<String> = rungs().map(named).collect();
    let paths = rungs().map(|(_, framework, _)| &*framework.path);
    let names: Vec<(&str, &str)> = names.iter().map(|name| &**name).zip(paths).collect();
    let mut expectations: usize = 0;
    for ((at, framework, rung), id) in rungs().zip(ids(&names, "role")) {
        let expects = rung.expects.iter().filter_map(|(topic, level)| {
            let id = competencies.get(&(at, *topic))?.clone();
            Some((id, DraftExpectation { level: Level::whole(*level), importance: None }))
        });
        let expects: Vec<_> = expects.collect();
        expectations = expectations.saturating_add(expects.len());
        let family = families.get(at).cloned();
        let role = DraftRole {
            part: family.clone().unwrap_or_default(),
            title: rung.title.clone(),
            family,
            grade: Some(rung.grade),
            expects,
            aligns: vec![format!("progression:{}/{}", framework.path, rung.key)],
        };
        import.draft.roles.insert(id, role);
    }
    import.report.made(names.len(), "role blueprints from levels");
    import.report.made(expectations, "expectations");
    let families = frameworks.iter().filter(|framework| !framework.rungs.is_empty()).count();
    import.report.made(families, "families from frameworks");
    expectations
}

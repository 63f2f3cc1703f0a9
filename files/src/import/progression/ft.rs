//! The form of the Financial Times: levels, themes, and competencies at both.
//!
//! A level becomes a role, a theme a competency, and a competency, which is one
//! sentence, a part of an anchor. Each names a proficiency, and that is the
//! level a role asks for. A file that names the same one everywhere says
//! nothing with it; there, the place of the level on the ladder counts.

use std::collections::{BTreeMap, BTreeSet};

use waypath_engine::diagnostic::Code;
use waypath_engine::id::nearest;
use waypath_engine::source::{Document, Node};

use super::framework::{
    FileReading, FrameworkForm, FrameworkTally, FrameworkTopic, LevelLabels, Progression, Rung,
    TOP, list, text,
};

/// The proficiencies, lowest first.
const PROFICIENCIES: &[&str] =
    &["Awareness", "Foundational", "Working knowledge", "Practitioner", "Expert"];

/// Whether a YAML file is a framework in this form.
pub(super) fn is_one(document: &Document) -> bool {
    ["levels", "themes", "competencies"].iter().all(|key| document.root.get(key).is_some())
}

/// One sentence about what somebody does.
struct FtCriterion {
    level: usize,
    theme: usize,
    proficiency: u16,
    summary: String,
    examples: Vec<String>,
}

/// Reads a framework; what is wrong in it is reported and left out.
pub(super) fn read(reading: &mut FileReading<'_>) -> Option<Progression> {
    let root = &reading.document.root;
    let name = reading.required(root, "name")?;
    let mut rungs = rungs(reading, root)?;
    let mut topics = topics(reading, root)?;
    let criteria = criteria(reading, root, &rungs, &topics)?;
    let proficiencies: BTreeSet<u16> =
        criteria.iter().map(|criterion| criterion.proficiency).collect();
    let is_ladder = proficiencies.len() < 2 && rungs.len() > 1;
    if is_ladder {
        let place = reading.place();
        reading.tally.same_proficiency.push(place);
    }
    let level = |criterion: &FtCriterion| {
        let grade = rungs.get(criterion.level).map_or(0, |rung| rung.grade);
        if is_ladder { grade } else { criterion.proficiency }
    };
    let at: Vec<u16> = criteria.iter().map(level).collect();
    anchors(reading.tally, &criteria, &at, &rungs, &mut topics);
    if is_ladder {
        for rung in &mut rungs {
            rung.expects = reading.tally.climbed(&topics, rung.grade);
        }
    } else {
        for (criterion, level) in criteria.iter().zip(at) {
            if let Some(rung) = rungs.get_mut(criterion.level) {
                let expected = rung.expects.entry(criterion.theme).or_default();
                *expected = level.max(*expected);
            }
        }
    }
    if !text(root, "summary").is_empty() {
        reading.tally.summaries = reading.tally.summaries.saturating_add(1);
    }
    Some(Progression {
        path: reading.source.path.clone(),
        form: FrameworkForm::FinancialTimes,
        name,
        labels: if is_ladder {
            LevelLabels::Counted("level")
        } else {
            LevelLabels::Named(PROFICIENCIES)
        },
        topics,
        rungs,
    })
}

/// The levels, each with its grade. Two in a row that differ only in what stands
/// in parentheses, such as tracks of one level, share theirs.
fn rungs(reading: &mut FileReading<'_>, root: &Node) -> Option<Vec<Rung>> {
    let mut rungs: Vec<Rung> = Vec::new();
    for node in reading.items(root, "levels")? {
        let Some((key, title)) = named(reading, node, &rungs, |rung| &rung.key) else { continue };
        let (before, grade) =
            rungs.last().map_or((None, 0), |rung| (track(&rung.title), rung.grade));
        let is_beside = before.is_some() && before == track(&title);
        if is_beside {
            reading.tally.shared_grades = reading.tally.shared_grades.saturating_add(1);
        }
        let grade = grade.saturating_add(u16::from(!is_beside));
        rungs.push(Rung { key, title, grade, expects: BTreeMap::new() });
    }
    if rungs.last().is_some_and(|rung| rung.grade > TOP) {
        let message = format!("a ladder of more than {TOP} levels");
        reading.wrong(Code::InvalidValue, root, message, "divide it into several frameworks");
        return None;
    }
    Some(rungs)
}

/// A title without what stands in parentheses at its end, if anything does.
fn track(title: &str) -> Option<&str> {
    Some(title.strip_suffix(')')?.rsplit_once(" (")?.0)
}

fn topics(reading: &mut FileReading<'_>, root: &Node) -> Option<Vec<FrameworkTopic>> {
    let mut topics: Vec<FrameworkTopic> = Vec::new();
    for node in reading.items(root, "themes")? {
        let Some((key, name)) = named(reading, node, &topics, |topic| &topic.key) else { continue };
        let statement = text(node, "summary").to_owned();
        topics.push(FrameworkTopic { key, name, statement, anchors: BTreeMap::new() });
    }
    Some(topics)
}

/// The id and the name of a level or theme, unless one before has the id.
fn named<T>(
    reading: &mut FileReading<'_>,
    node: &Node,
    before: &[T],
    key: impl Fn(&T) -> &String,
) -> Option<(String, String)> {
    let id = reading.required(node, "id")?;
    let name = reading.required(node, "name")?;
    if before.iter().any(|earlier| *key(earlier) == id) {
        let message = format!("`{id}` is there already; the first counts");
        reading.wrong(Code::DefinedTwice, node, message, "give it an id of its own");
        return None;
    }
    Some((id, name))
}

fn criteria(
    reading: &mut FileReading<'_>,
    root: &Node,
    rungs: &[Rung],
    topics: &[FrameworkTopic],
) -> Option<Vec<FtCriterion>> {
    let levels: Vec<&str> = rungs.iter().map(|rung| rung.key.as_str()).collect();
    let themes: Vec<&str> = topics.iter().map(|topic| topic.key.as_str()).collect();
    let mut criteria = Vec::new();
    for node in reading.items(root, "competencies")? {
        let level = one_of(reading, node, "level", &levels);
        let theme = one_of(reading, node, "theme", &themes);
        let proficiency = one_of(reading, node, "proficiency", PROFICIENCIES);
        let summary = reading.required(node, "summary");
        // Each of them was reported where it is missing or wrong.
        let (Some(level), Some(theme), Some(summary)) = (level, theme, summary) else { continue };
        let Some(proficiency) = proficiency.and_then(|number| u16::try_from(number).ok()) else {
            continue;
        };
        let items = |key| node.get(key).map_or(&[][..], Node::items);
        let links = items("supportingUrls").len();
        let examples = items("examples").iter().filter_map(Node::text);
        let examples: Vec<String> = examples.map(|example| example.trim().to_owned()).collect();
        reading.tally.criteria = reading.tally.criteria.saturating_add(1);
        reading.tally.links = reading.tally.links.saturating_add(links);
        let proficiency = proficiency.saturating_add(1);
        criteria.push(FtCriterion { level, theme, proficiency, summary, examples });
    }
    Some(criteria)
}

/// The place of a text among the names it may be; reported where it is none.
fn one_of(reading: &mut FileReading<'_>, node: &Node, key: &str, names: &[&str]) -> Option<usize> {
    let text = reading.required(node, key)?;
    let found = names.iter().position(|name| name.eq_ignore_ascii_case(&text));
    if found.is_none() {
        let help = match nearest(&text, names.iter().copied()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("write one of `{}`", names.join("`, `")),
        };
        let node = node.get(key).unwrap_or(node);
        reading.wrong(Code::InvalidValue, node, format!("`{text}` is no {key}"), &help);
    }
    found
}

/// Writes into each theme what is seen at each level.
fn anchors(
    tally: &mut FrameworkTally,
    criteria: &[FtCriterion],
    at: &[u16],
    rungs: &[Rung],
    topics: &mut [FrameworkTopic],
) {
    let mut here: BTreeMap<(usize, u16), Vec<&FtCriterion>> = BTreeMap::new();
    let mut levels: BTreeMap<(usize, &str), BTreeSet<usize>> = BTreeMap::new();
    for (criterion, level) in criteria.iter().zip(at) {
        here.entry((criterion.theme, *level)).or_default().push(criterion);
        levels.entry((criterion.theme, &criterion.summary)).or_default().insert(criterion.level);
    }
    // Where levels use the same words, only examples tell them apart.
    let keeps_examples = levels.values().any(|texts| texts.len() > 1);
    if !keeps_examples {
        let examples = criteria.iter().map(|criterion| criterion.examples.len()).sum();
        tally.examples = tally.examples.saturating_add(examples);
    }
    for ((theme, level), here) in here {
        let is_shared = here
            .iter()
            .any(|criterion| here.first().is_some_and(|one| one.level != criterion.level));
        let sentence = |criterion: &FtCriterion| {
            let mut sentence = criterion.summary.clone();
            if keeps_examples && !criterion.examples.is_empty() {
                sentence = format!("{sentence}: {}", criterion.examples.join("; "));
            }
            match rungs.get(criterion.level).filter(|_| is_shared) {
                Some(rung) => format!("{}: {sentence}", rung.title),
                None => sentence,
            }
        };
        let sentences: Vec<String> = here.into_iter().map(sentence).collect();
        if let Some(topic) = topics.get_mut(theme) {
            topic.anchors.insert(level, list(&sentences));
        }
    }
}

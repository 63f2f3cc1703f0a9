//! The form of Monzo: topics with criteria at levels, in the front matter of a
//! Markdown file.
//!
//! A level becomes a role, a topic a competency, and the criteria of a topic at
//! a level an anchor. Criteria add up: who is at level 3 does what levels 1 and
//! 2 say as well, so a role asks for each topic at its own level.

use std::collections::{BTreeMap, BTreeSet};

use waypath_engine::diagnostic::Code;
use waypath_engine::source::{Node, Source, read_text};

use super::framework::{
    FileReading, FrameworkForm, FrameworkTopic, LevelLabels, Progression, Rung, TOP, capitalised,
    list, text,
};

/// The front matter of a Markdown file, up to the `---` below it; nothing where
/// the file has none. Lines keep their numbers.
pub(super) fn front_matter(source: &Source) -> Option<Source> {
    const FENCE: &[u8] = b"---";
    let mut end: usize = 0;
    let mut fences: usize = 0;
    for line in source.bytes.split_inclusive(|byte| *byte == b'\n') {
        let text = line.strip_prefix("\u{FEFF}".as_bytes()).unwrap_or(line);
        let is_fence = text.trim_ascii_end() == FENCE;
        if end == 0 && !is_fence {
            return None;
        }
        fences = fences.saturating_add(usize::from(is_fence));
        if fences == 2 {
            let bytes = source.bytes.get(..end)?.to_vec();
            return Some(Source { path: source.path.clone(), bytes });
        }
        end = end.saturating_add(line.len());
    }
    None
}

/// Reads a framework from a front matter; what is wrong in it is reported and
/// left out.
pub(super) fn read(reading: &mut FileReading<'_>, has_prose: bool) -> Option<Progression> {
    let root = &reading.document.root;
    if root.get("topics").is_none_or(Node::is_absent) {
        let place = reading.place();
        reading.tally.without_topics.push(place);
        return None;
    }
    let title = reading.required(root, "title")?;
    let mut topics = Vec::new();
    for node in reading.items(root, "topics")? {
        topics.extend(topic(reading, node));
    }
    let topics = described(reading, topics);
    let levels: BTreeSet<u16> =
        topics.iter().flat_map(|topic: &FrameworkTopic| topic.anchors.keys().copied()).collect();
    let stated = text(root, "levels");
    let place = reading.place();
    if !stated.is_empty() && stated != levels.len().to_string() {
        reading.tally.other_number.push(place.clone());
    }
    if has_prose {
        reading.tally.prose.push(place);
    }
    let name = reading.tally.plain_name(&title, " Framework");
    let rung = |level: u16| Rung {
        key: level.to_string(),
        title: format!("{name}, level {level}"),
        grade: level,
        expects: reading.tally.climbed(&topics, level),
    };
    let rungs = levels.into_iter().map(rung).collect();
    Some(Progression {
        path: reading.source.path.clone(),
        form: FrameworkForm::Monzo,
        name,
        labels: LevelLabels::Counted("level"),
        topics,
        rungs,
    })
}

/// A criterion, and what it looks like.
struct MonzoCriterion {
    text: String,
    examples: Vec<String>,
}

/// What a topic asks for at each level.
type Criteria = BTreeMap<u16, Vec<MonzoCriterion>>;

/// Turns criteria into anchors, with their examples in a framework in which a
/// topic says the same words at several levels: there only examples tell them
/// apart.
fn described(
    reading: &mut FileReading<'_>,
    topics: Vec<(FrameworkTopic, Criteria)>,
) -> Vec<FrameworkTopic> {
    let is_repeated = |criteria: &Criteria| {
        let mut seen = BTreeSet::new();
        let of_level = |criteria: &Vec<MonzoCriterion>| -> BTreeSet<String> {
            criteria.iter().map(|criterion| criterion.text.clone()).collect()
        };
        criteria.values().flat_map(of_level).any(|text| !seen.insert(text))
    };
    let keeps_examples = topics.iter().any(|(_, criteria)| is_repeated(criteria));
    let all = || topics.iter().flat_map(|(_, criteria)| criteria.values().flatten());
    if !keeps_examples {
        let examples = all().map(|criterion| criterion.examples.len()).sum();
        reading.tally.examples = reading.tally.examples.saturating_add(examples);
    }
    let sentence = |criterion: MonzoCriterion| {
        let has_examples = keeps_examples && !criterion.examples.is_empty();
        if has_examples {
            format!("{}: {}", criterion.text, criterion.examples.join("; "))
        } else {
            criterion.text
        }
    };
    let anchors = |criteria: Criteria| {
        let sentences =
            |criteria: Vec<MonzoCriterion>| criteria.into_iter().map(sentence).collect::<Vec<_>>();
        criteria.into_iter().map(|(level, criteria)| (level, list(&sentences(criteria)))).collect()
    };
    topics
        .into_iter()
        .map(|(topic, anchored)| FrameworkTopic { anchors: anchors(anchored), ..topic })
        .collect()
}

fn topic(reading: &mut FileReading<'_>, node: &Node) -> Option<(FrameworkTopic, Criteria)> {
    let key = reading.required(node, "name")?;
    let title = text(node, "title");
    let name =
        if title.is_empty() { capitalised(&key) } else { reading.tally.plain_name(title, "") };
    let mut criteria = Criteria::new();
    for node in reading.items(node, "content")? {
        let Some(level) = level(reading, node) else { continue };
        let here = self::criteria(reading, node);
        if !here.is_empty() {
            reading.tally.criteria = reading.tally.criteria.saturating_add(here.len());
            criteria.entry(level).or_default().extend(here);
        }
    }
    if criteria.is_empty() {
        let message = format!("topic `{key}` has no criteria at any level");
        reading.wrong(Code::MissingField, node, message, "add them, or take the topic out");
        return None;
    }
    let topic = FrameworkTopic { key, name, statement: String::new(), anchors: BTreeMap::new() };
    Some((topic, criteria))
}

fn level(reading: &mut FileReading<'_>, node: &Node) -> Option<u16> {
    let text = reading.required(node, "level")?;
    let level = text.parse().ok().filter(|level| (1..=TOP).contains(level));
    if level.is_none() {
        let node = node.get("level").unwrap_or(node);
        let help = format!("write a whole number from 1 to {TOP}");
        reading.wrong(Code::InvalidValue, node, format!("`{text}` is no level"), &help);
    }
    level
}

/// The criteria of a level: those alone, then those with examples.
fn criteria(reading: &mut FileReading<'_>, node: &Node) -> Vec<MonzoCriterion> {
    let items = |key| node.get(key).map_or(&[][..], Node::items);
    let mut criteria = Vec::new();
    for item in items("criteria") {
        match item.text().map(str::trim) {
            Some(text) if !text.is_empty() => {
                criteria.push(MonzoCriterion { text: text.to_owned(), examples: Vec::new() });
            }
            _ => reading.wrong(
                Code::WrongType,
                item,
                "a criterion is no text".to_owned(),
                "put the whole text in quotes",
            ),
        }
    }
    for item in items("exampleCriteria") {
        let examples = item.get("examples").map_or(&[][..], Node::items);
        let examples = examples.iter().filter_map(Node::text).map(|text| text.trim().to_owned());
        let text = reading.required(item, "criteria");
        criteria.extend(text.map(|text| MonzoCriterion { text, examples: examples.collect() }));
    }
    criteria
}

/// Whether anything but blanks stands below the front matter.
pub(super) fn has_prose(whole: &Source, front: &Source) -> bool {
    let below = Source {
        path: whole.path.clone(),
        bytes: whole.bytes.get(front.bytes.len()..).unwrap_or_default().to_vec(),
    };
    read_text(&below).is_ok_and(|text| !text.trim_start_matches("---").trim().is_empty())
}

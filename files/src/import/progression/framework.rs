//! What does a progression framework hold, whatever its form?

use std::collections::BTreeMap;

use waypath_engine::diagnostic::{Code, Diagnostic, Place};
use waypath_engine::source::{Document, Node, Source, Value};

use crate::import::imported::Import;

/// The highest level a framework may have.
pub(super) const TOP: u16 = 20;

/// One framework: what people progress in, and the rungs they climb.
pub(super) struct Progression {
    /// The file it stands in.
    pub(super) path: String,
    pub(super) form: FrameworkForm,
    pub(super) name: String,
    pub(super) labels: LevelLabels,
    pub(super) topics: Vec<FrameworkTopic>,
    pub(super) rungs: Vec<Rung>,
}

/// Whose way of writing frameworks down a file follows.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub(super) enum FrameworkForm {
    FinancialTimes,
    Monzo,
    Medium,
}

/// What the levels of a framework are called.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub(super) enum LevelLabels {
    /// Each has a name, the first that of level 1.
    Named(&'static [&'static str]),
    /// They are counted: `level 1`.
    Counted(&'static str),
}

/// Something people progress in.
pub(super) struct FrameworkTopic {
    /// What the file calls it.
    pub(super) key: String,
    pub(super) name: String,
    pub(super) statement: String,
    /// What is seen at each level.
    pub(super) anchors: BTreeMap<u16, String>,
}

/// A level of the ladder, and so a role.
pub(super) struct Rung {
    /// What the file calls it.
    pub(super) key: String,
    pub(super) title: String,
    pub(super) grade: u16,
    /// The level it asks for, by the places of topics.
    pub(super) expects: BTreeMap<usize, u16>,
}

/// What is counted while frameworks are read.
#[derive(Default)]
pub(super) struct FrameworkTally {
    pub(super) criteria: usize,
    /// Names that began with a sign, or ended on the word Framework.
    pub(super) renamed: usize,
    /// Frameworks that give all criteria the same proficiency.
    pub(super) same_proficiency: Vec<Place>,
    /// Rungs on a grade with the one before.
    pub(super) shared_grades: usize,
    /// Expectations below the rung, where a topic has no criteria of its level.
    pub(super) lower: usize,
    /// Topics that a rung does not ask for, because they begin above it.
    pub(super) later: usize,
    /// Frameworks that say they have another number of levels.
    pub(super) other_number: Vec<Place>,
    pub(super) without_topics: Vec<Place>,
    /// Texts that no framework begins with, below the front matter.
    pub(super) prose: Vec<Place>,
    pub(super) unrecognised: Vec<String>,
    pub(super) examples: usize,
    pub(super) links: usize,
    pub(super) summaries: usize,
    pub(super) titles: usize,
    pub(super) categories: usize,
}

impl LevelLabels {
    /// What a level is called.
    pub(super) fn of(self, level: u16) -> String {
        match self {
            Self::Named(names) => {
                let name = level.checked_sub(1).and_then(|ix| names.get(usize::from(ix)));
                name.map_or_else(|| format!("level {level}"), |name| (*name).to_owned())
            }
            Self::Counted(word) => format!("{word} {level}"),
        }
    }
}

impl FrameworkTally {
    /// A name without signs before its first letter, and without what every
    /// name ends on: `🔌 Trade Framework` is `Trade`.
    pub(super) fn plain_name(&mut self, name: &str, ending: &str) -> String {
        let start = name.trim().trim_start_matches(|c: char| !c.is_alphanumeric());
        let plain = start.strip_suffix(ending).map_or(start, str::trim_end);
        if plain.is_empty() {
            return name.trim().to_owned();
        }
        if plain != name.trim() {
            self.renamed = self.renamed.saturating_add(1);
        }
        plain.to_owned()
    }

    /// What a rung of this height asks for, where criteria add up from the first:
    /// every topic at its own height, or at the highest below it that has
    /// criteria.
    pub(super) fn climbed(
        &mut self,
        topics: &[FrameworkTopic],
        height: u16,
    ) -> BTreeMap<usize, u16> {
        let mut expects = BTreeMap::new();
        for (at, topic) in topics.iter().enumerate() {
            match topic.anchors.range(..=height).next_back() {
                Some((level, _)) => {
                    self.lower = self.lower.saturating_add(usize::from(*level < height));
                    expects.insert(at, *level);
                }
                None => self.later = self.later.saturating_add(1),
            }
        }
        expects
    }
}

/// A name with a capital letter at its beginning.
pub(super) fn capitalised(name: &str) -> String {
    let mut characters = name.chars();
    let first = characters.next().map(char::to_uppercase);
    first.into_iter().flatten().chain(characters).collect()
}

/// Criteria as one text: alone as they are, several as a list.
pub(super) fn list(criteria: &[String]) -> String {
    match criteria {
        [one] => one.clone(),
        several => several.iter().map(|item| format!("- {item}")).collect::<Vec<_>>().join("\n"),
    }
}

/// The text behind a key; empty where there is none.
pub(super) fn text<'a>(node: &'a Node, key: &str) -> &'a str {
    node.get(key).and_then(Node::text).unwrap_or_default().trim()
}

/// A file under way, which reports what is wrong in it.
pub(super) struct FileReading<'a> {
    pub(super) import: &'a mut Import,
    pub(super) tally: &'a mut FrameworkTally,
    pub(super) source: &'a Source,
    pub(super) document: &'a Document,
}

impl FileReading<'_> {
    pub(super) fn wrong(&mut self, code: Code, node: &Node, message: String, help: &str) {
        let place = self.document.place(node);
        self.import.wrong(self.source, Diagnostic::new(code, message).at(place).help(help));
    }

    /// The list behind a key that has to be there; reported where it is not.
    pub(super) fn items<'n>(&mut self, node: &'n Node, key: &str) -> Option<&'n [Node]> {
        match node.get(key) {
            Some(Node { value: Value::Sequence(items), .. }) => Some(items),
            Some(other) if !other.is_absent() => {
                let message = format!("`{key}` is no list");
                self.wrong(Code::WrongType, other, message, "begin each of its entries with `-`");
                None
            }
            Some(_) | None => {
                let message = format!("`{key}` is missing");
                self.wrong(Code::MissingField, node, message, "add a list of that name");
                None
            }
        }
    }

    /// The text behind a key that has to be there; reported where it is not.
    pub(super) fn required(&mut self, node: &Node, key: &str) -> Option<String> {
        let text = text(node, key);
        if text.is_empty() {
            let message = format!("`{key}` is missing");
            self.wrong(Code::MissingField, node, message, "add it, or take the entry out");
            return None;
        }
        Some(text.to_owned())
    }

    /// The place of the whole file.
    pub(super) fn place(&self) -> Place {
        self.source.place(1, 1, 0)
    }
}

//! Writes values as YAML, in the order given or in another.

use std::fmt::Write as _;

/// A value of a YAML file.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Tree {
    /// A word or number, as it stands in the file.
    Word(String),
    /// A list.
    List(Vec<Tree>),
    /// A map, in the order it is written.
    Map(Vec<(String, Tree)>),
}

impl Tree {
    /// A word or number that needs no quotes.
    pub fn word(word: impl ToString) -> Self {
        Self::Word(word.to_string())
    }

    /// A text in quotes.
    pub fn text(text: &str) -> Self {
        Self::Word(format!("{text:?}"))
    }

    /// A list of words.
    pub fn words<T: ToString>(words: impl IntoIterator<Item = T>) -> Self {
        Self::List(words.into_iter().map(Self::word).collect())
    }

    /// A map of the entries that are there.
    pub fn map<K: ToString>(entries: impl IntoIterator<Item = (K, Option<Tree>)>) -> Self {
        let there = entries.into_iter().filter_map(|(key, value)| Some((key.to_string(), value?)));
        Self::Map(there.collect())
    }

    /// Whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        match self {
            Self::Word(word) => word.is_empty(),
            Self::List(items) => items.is_empty(),
            Self::Map(entries) => entries.is_empty(),
        }
    }

    /// Itself, unless there is nothing in it.
    #[must_use]
    pub fn if_any(self) -> Option<Self> {
        (!self.is_empty()).then_some(self)
    }

    /// The file that holds this value.
    pub fn file(&self) -> String {
        let mut text = String::new();
        self.write(0, &mut text);
        text
    }

    fn write(&self, depth: usize, out: &mut String) {
        let indent = "  ".repeat(depth);
        match self {
            Self::Word(word) => writeln!(out, "{indent}{word}").unwrap(),
            Self::List(items) if items.is_empty() => writeln!(out, "{indent}[]").unwrap(),
            Self::Map(entries) if entries.is_empty() => writeln!(out, "{indent}{{}}").unwrap(),
            Self::List(items) => {
                for item in items {
                    item.write_under(&format!("{indent}-"), depth, out);
                }
            }
            Self::Map(entries) => {
                for (key, value) in entries {
                    value.write_under(&format!("{indent}{key}:"), depth, out);
                }
            }
        }
    }

    fn write_under(&self, head: &str, depth: usize, out: &mut String) {
        match self {
            Self::Word(word) => writeln!(out, "{head} {word}").unwrap(),
            nested if nested.is_empty() => {
                out.push_str(head);
                out.push(' ');
                nested.write(0, out);
            }
            nested => {
                writeln!(out, "{head}").unwrap();
                nested.write(depth + 1, out);
            }
        }
    }

    /// The same with the entries of every map in another order.
    #[must_use]
    pub fn shuffled(&self, shuffle: &mut Shuffle) -> Self {
        match self {
            Self::Word(word) => Self::Word(word.clone()),
            Self::List(items) => {
                Self::List(items.iter().map(|item| item.shuffled(shuffle)).collect())
            }
            Self::Map(entries) => {
                let shuffled =
                    entries.iter().map(|(key, value)| (key.clone(), value.shuffled(shuffle)));
                let mut entries: Vec<_> = shuffled.collect();
                shuffle.order(&mut entries);
                Self::Map(entries)
            }
        }
    }
}

/// A repeatable disorder.
#[derive(Clone, Debug)]
pub struct Shuffle(u64);

impl Shuffle {
    /// The disorder of a seed.
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// The next number below `limit`.
    pub fn below(&mut self, limit: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from((self.0 >> 33) % u64::try_from(limit.max(1)).unwrap()).unwrap()
    }

    /// Puts things in another order.
    pub fn order<T>(&mut self, things: &mut [T]) {
        for at in (1..things.len()).rev() {
            things.swap(at, self.below(at + 1));
        }
    }
}

//! What does one section of a file define?

use std::collections::btree_map;

use serde::de::DeserializeOwned;
use serde_yaml::Value;

use super::decode::{decode, split_help};
use super::files::{Entries, Entry};
use super::yaml::scalar_text;
use crate::diagnostic::{Code, Diagnostic};
use crate::id::Id;
use crate::source::Positions;

/// One kind of thing in one file.
pub(super) struct Section<'a> {
    pub(super) key: &'a str,
    pub(super) model: &'a str,
    pub(super) positions: &'a Positions,
    /// Where everything in the files before this one stands.
    pub(super) known: &'a Positions,
    pub(super) diagnostics: &'a mut Vec<Diagnostic>,
    pub(super) is_partial: &'a mut bool,
}

impl Section<'_> {
    pub(super) fn read<I: Id, T: DeserializeOwned>(
        &mut self,
        value: Value,
        entries: &mut Entries<I, T>,
    ) {
        let map = match value {
            Value::Mapping(map) => map,
            Value::Null => return,
            _ => {
                *self.is_partial = true;
                self.diagnostics.push(
                    Diagnostic::new(Code::WrongType, format!("`{}` is not a map", self.key))
                        .at(self.positions.value(&[self.key]))
                        .help(format!("write each {} as `id:` with its fields below it", I::KIND)),
                );
                return;
            }
        };
        for (key, value) in map {
            let name = scalar_text(&key);
            let path = [self.key, name.as_str()];
            let id: I = match name.parse() {
                Ok(id) => id,
                Err(err) => {
                    *self.is_partial = true;
                    let written = err.to_string();
                    let (message, help) = split_help(&written);
                    self.diagnostics.push(
                        Diagnostic::new(Code::InvalidId, message)
                            .at(self.positions.key(&path))
                            .help(help.unwrap_or("write it like `call-diagnosis`")),
                    );
                    continue;
                }
            };
            let value = decode(value, &path, self.positions, self.diagnostics);
            match entries.entry(id) {
                btree_map::Entry::Occupied(_) => self.defined_twice::<I>(&path),
                btree_map::Entry::Vacant(free) => {
                    free.insert(Entry { model: self.model.into(), value });
                }
            }
        }
    }

    fn defined_twice<I: Id>(&mut self, path: &[&str]) {
        let name = path.last().copied().unwrap_or_default();
        self.diagnostics.push(
            Diagnostic::new(Code::DefinedTwice, format!("{} `{name}` is defined twice", I::KIND))
                .at(self.positions.key(path))
                .related(self.known.key(path), "first defined here")
                .help("give one of them another id, or take one out"),
        );
    }
}

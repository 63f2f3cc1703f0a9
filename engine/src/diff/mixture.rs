//! What would the library be with only some of the changes made?

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::changes::{Change, Thing};
use super::settings::{READ_LEVELS, part};
use crate::blueprint::{Blueprint, Entries, Read};
use crate::id::{Id, Ix, Table};
use crate::library::{Library, compile_mixed};
use crate::number::Exact as _;
use crate::person::Person;

/// One of the two libraries that are compared.
#[derive(Clone, Copy, Debug)]
pub struct Side<'a> {
    /// What its files say.
    pub read: &'a Read,
    /// What they compile to.
    pub library: &'a Library,
}

/// Some of the changes, by their numbers.
pub(super) type ChangeSet = BTreeSet<usize>;

/// Makes libraries in which some of the changes are made, each once.
#[derive(Debug)]
pub struct Mixer<'a> {
    pub(super) before: Side<'a>,
    pub(super) after: Side<'a>,
    pub(super) changes: &'a [Change],
    needs: Vec<ChangeSet>,
    /// Whether some change decides which level a row of the people files means.
    reads_levels: Option<usize>,
    libraries: BTreeMap<ChangeSet, Option<Library>>,
    /// How many more libraries may be made.
    compiles: usize,
    /// How many more plans may be made.
    pub(super) plans: usize,
    /// The sets of changes that made the difference for somebody.
    pub(super) causes: BTreeSet<ChangeSet>,
}

/// The most libraries that are made to find out what made a difference.
const MOST_LIBRARIES: usize = 300;

impl<'a> Mixer<'a> {
    /// Returns a mixer that makes at most `plans` plans.
    pub fn new(before: Side<'a>, after: Side<'a>, changes: &'a [Change], plans: usize) -> Self {
        let reading: Vec<usize> = changes
            .iter()
            .enumerate()
            .filter(|(_, change)| decides_levels(&change.thing, before.library, after.library))
            .map(|(at, _)| at)
            .collect();
        let mut needs = needs(before.read, after.read, changes);
        // Rows were read with all of these changes or with none.
        for at in &reading {
            if let Some(needs) = needs.get_mut(*at) {
                needs.extend(reading.iter().copied().filter(|other| other != at));
            }
        }
        Self {
            before,
            after,
            changes,
            needs,
            reads_levels: reading.first().copied(),
            libraries: BTreeMap::new(),
            compiles: MOST_LIBRARIES,
            plans,
            causes: BTreeSet::new(),
        }
    }

    /// The changes with all those they cannot be made without.
    pub(super) fn closed(&self, set: &ChangeSet) -> ChangeSet {
        let mut closed = ChangeSet::new();
        let mut waiting: Vec<usize> = set.iter().copied().collect();
        while let Some(at) = waiting.pop() {
            if closed.insert(at) {
                waiting.extend(self.needs.get(at).into_iter().flatten().copied());
            }
        }
        closed
    }

    /// All changes but one, and but those that cannot be made without it.
    pub(super) fn all_but(&self, left_out: usize) -> ChangeSet {
        (0..self.changes.len())
            .filter(|change| !self.closed(&ChangeSet::from([*change])).contains(&left_out))
            .collect()
    }

    /// Whether one more library may be made, or this one is made already.
    pub(super) fn has_room_for(&self, set: &ChangeSet) -> bool {
        self.plans > 0 && (self.compiles > 0 || self.libraries.contains_key(set))
    }

    /// Makes the library with some of the changes made.
    pub(super) fn prepare(&mut self, set: &ChangeSet) {
        let is_there = set.is_empty() || set.len() == self.changes.len();
        if !is_there && !self.libraries.contains_key(set) {
            self.compiles = self.compiles.minus(1);
            let library = self.compile(set);
            self.libraries.insert(set.clone(), library);
        }
    }

    /// The library with some of the changes made, once it is prepared; `None`
    /// where it has mistakes.
    pub(super) fn library(&self, set: &ChangeSet) -> Option<&Library> {
        if set.is_empty() {
            Some(self.before.library)
        } else if set.len() == self.changes.len() {
            Some(self.after.library)
        } else {
            self.libraries.get(set)?.as_ref()
        }
    }

    fn compile(&self, set: &ChangeSet) -> Option<Library> {
        let mut blueprint = self.before.read.blueprint.clone();
        let after = &self.after.read.blueprint;
        for change in set.iter().filter_map(|at| self.changes.get(*at)) {
            take_over(&mut blueprint, after, &change.thing);
        }
        // Folders of the other library count as well, so that scopes name some.
        for (folder, file) in &after.models {
            blueprint.models.entry(folder.clone()).or_insert_with(|| file.clone());
        }
        compile_mixed(blueprint, Arc::clone(&self.after.library.positions))
    }

    /// A person in the library with some of the changes made, put together from
    /// how the two libraries read them; `None` where their role is missing.
    pub(super) fn person(
        &self,
        set: &ChangeSet,
        library: &Library,
        both: Both<'_>,
    ) -> Option<Person> {
        let before = (self.before.library, both.before);
        let after = (self.after.library, both.after);
        if self.reads_levels.is_none_or(|levels| set.contains(&levels)) {
            transfer(after, before, library)
        } else {
            transfer(before, after, library)
        }
    }
}

/// One person as the two libraries read them.
#[derive(Clone, Copy, Debug)]
pub struct Both<'a> {
    /// With the library before.
    pub before: &'a Person,
    /// With the library after.
    pub after: &'a Person,
}

/// Whether a change decides which level a row of the people files means.
fn decides_levels(thing: &Thing, before: &Library, after: &Library) -> bool {
    match thing {
        Thing::Setting(name) => READ_LEVELS.contains(name),
        Thing::Competency(id) => {
            let yes_no = |library: &Library| {
                Some(library.competencies[library.names.competencies.find(id.as_str())?].yes_no)
            };
            let (before, after) = (yes_no(before), yes_no(after));
            before.is_some() && after.is_some() && before != after
        }
        _ => false,
    }
}

/// Takes a thing over from one blueprint into another.
fn take_over(to: &mut Blueprint, from: &Blueprint, thing: &Thing) {
    match thing {
        Thing::Setting(name) => {
            if let Some(part) = part(name) {
                (part.take_over)(&mut to.library, &from.library);
            }
        }
        Thing::Model(folder) => one(&mut to.models, &from.models, folder),
        Thing::Competency(id) => one(&mut to.competencies, &from.competencies, id),
        Thing::Module(id) => one(&mut to.modules, &from.modules, id),
        Thing::Kpi(id) => one(&mut to.kpis, &from.kpis, id),
        Thing::Prompt(id) => one(&mut to.prompts, &from.prompts, id),
        Thing::Persona(id) => one(&mut to.personas, &from.personas, id),
        Thing::Rule(id) => one(&mut to.rules, &from.rules, id),
        Thing::Role(id) => {
            let value = to.roles.get(id).and_then(|entry| entry.value.as_ref());
            let parts = value.map(|role| (role.expects.clone(), role.kpis.clone()));
            one(&mut to.roles, &from.roles, id);
            let value = to.roles.get_mut(id).and_then(|entry| entry.value.as_mut());
            if let (Some(value), Some((expects, kpis))) = (value, parts) {
                (value.expects, value.kpis) = (expects, kpis);
            }
        }
        Thing::Expectation(role, id) => part_of(&mut to.roles, &from.roles, role, |to, from| {
            keep(&mut to.expects, from.expects.get(&**id), id);
        }),
        Thing::RoleKpi(role, id) => part_of(&mut to.roles, &from.roles, role, |to, from| {
            keep(&mut to.kpis, from.kpis.get(&**id), id);
        }),
        Thing::Helpers(path) => {
            to.helpers.retain(|(helper, _)| helper.path != **path);
            to.helpers
                .extend(from.helpers.iter().filter(|(helper, _)| helper.path == **path).cloned());
            to.helpers.sort_by(|(a, _), (b, _)| a.path.cmp(&b.path));
        }
    }
}

fn one<K: Ord + Clone, T: Clone>(to: &mut BTreeMap<K, T>, from: &BTreeMap<K, T>, key: &K) {
    match from.get(key) {
        Some(it) => drop(to.insert(key.clone(), it.clone())),
        None => drop(to.remove(key)),
    }
}

fn part_of<I: Id, T>(
    to: &mut Entries<I, T>,
    from: &Entries<I, T>,
    id: &I,
    take: impl Fn(&mut T, &T),
) {
    let to = to.get_mut(id).and_then(|entry| entry.value.as_mut());
    let from = from.get(id).and_then(|entry| entry.value.as_ref());
    if let (Some(to), Some(from)) = (to, from) {
        take(to, from);
    }
}

fn keep<T: Clone>(to: &mut indexmap::IndexMap<String, T>, from: Option<&T>, id: &str) {
    match from {
        Some(it) => drop(to.insert(id.to_owned(), it.clone())),
        None => drop(to.shift_remove(id)),
    }
}

/// For each change those it cannot be made without: what is new can only be
/// named once it is there, and what is named can only go once nothing names it.
///
/// Names are looked for as words in the texts, so a change may be said to need
/// one too many.
fn needs(before: &Read, after: &Read, changes: &[Change]) -> Vec<ChangeSet> {
    let mut added: BTreeMap<String, ChangeSet> = BTreeMap::new();
    let mut removed: BTreeMap<String, ChangeSet> = BTreeMap::new();
    for (at, change) in changes.iter().enumerate() {
        let (old, new) = (names(before, change), names(after, change));
        for name in new.difference(&old) {
            added.entry(name.clone()).or_default().insert(at);
        }
        for name in old.difference(&new) {
            removed.entry(name.clone()).or_default().insert(at);
        }
    }
    let mut pairs: Vec<(usize, usize)> = Vec::new();
    for (at, change) in changes.iter().enumerate() {
        for word in words(after, change) {
            pairs.extend(added.get(&word).into_iter().flatten().map(|new| (at, *new)));
        }
        for word in words(before, change) {
            pairs.extend(removed.get(&word).into_iter().flatten().map(|old| (*old, at)));
        }
    }
    let mut needs = vec![ChangeSet::new(); changes.len()];
    for (at, other) in pairs.into_iter().filter(|(at, other)| at != other) {
        if let Some(needs) = needs.get_mut(at) {
            needs.insert(other);
        }
    }
    needs
}

/// The names that others can use where a thing is there.
fn names(read: &Read, change: &Change) -> BTreeSet<String> {
    match &change.thing {
        Thing::Helpers(path) => {
            let text = helper_text(read, path).unwrap_or_default();
            let functions = text.split("fn ").skip(1).filter_map(|rest| rest.split('(').next());
            functions.map(|name| name.trim().to_owned()).collect()
        }
        // What a role expects is named by its competency, which is a thing itself.
        Thing::Setting(_) | Thing::Expectation(..) => BTreeSet::new(),
        Thing::Model(folder) => {
            let is_there = read.blueprint.models.contains_key(folder);
            is_there.then(|| folder.to_string()).into_iter().collect()
        }
        thing => {
            let is_there = read.positions.key(&thing.path()).is_some();
            is_there.then(|| thing.id().to_owned()).into_iter().collect()
        }
    }
}

fn helper_text<'a>(read: &'a Read, path: &str) -> Option<&'a str> {
    let mut helpers = read.blueprint.helpers.iter();
    helpers.find(|(file, _)| file.path == path).map(|(_, text)| &**text)
}

/// The words in the text of a thing, where it is there.
fn words(read: &Read, change: &Change) -> BTreeSet<String> {
    let text = match &change.thing {
        Thing::Helpers(path) => helper_text(read, path),
        thing => Some(thing.path())
            .filter(|path| !path.is_empty())
            .and_then(|path| read.positions.written(&path)),
    };
    let Some(text) = text else { return BTreeSet::new() };
    let is_word = |letter: char| letter.is_ascii_alphanumeric() || letter == '-' || letter == '_';
    let own = change.thing.role().map(|_| change.thing.id());
    text.split(|letter: char| !is_word(letter)).chain(own).map(str::to_owned).collect()
}

/// A library and a person as they were read with it.
type Reading<'a> = (&'a Library, &'a Person);

/// A person in a library: as `first` read them, with those rows of `other` that
/// are about things `first` does not have.
fn transfer(first: Reading<'_>, other: Reading<'_>, to: &Library) -> Option<Person> {
    let (names, person) = (&first.0.names, first.1);
    let (other_names, rest) = (&other.0.names, other.1);
    let competencies = Tables {
        first: &names.competencies,
        other: &other_names.competencies,
        to: &to.names.competencies,
    };
    let modules =
        Tables { first: &names.modules, other: &other_names.modules, to: &to.names.modules };
    let kpis = Tables { first: &names.kpis, other: &other_names.kpis, to: &to.names.kpis };
    let role = |role| moved(&names.roles, &to.names.roles, role);
    Some(Person {
        role: role(person.role)?,
        target_role: match person.target_role {
            Some(it) => Some(role(it)?),
            None => None,
        },
        evidence: competencies.rows(&person.evidence, &rest.evidence, |row| &mut row.competency),
        progress: modules.rows(&person.progress, &rest.progress, |row| &mut row.module),
        reviews: competencies.rows(&person.reviews, &rest.reviews, |row| &mut row.competency),
        readings: kpis.rows(&person.readings, &rest.readings, |row| &mut row.kpi),
        ..person.clone()
    })
}

/// What the same things are numbered in three libraries.
struct Tables<'a, I> {
    first: &'a Table<I>,
    other: &'a Table<I>,
    to: &'a Table<I>,
}

impl<I: Id> Tables<'_, I> {
    fn rows<T: Clone>(
        &self,
        first: &[T],
        other: &[T],
        about: impl Fn(&mut T) -> &mut Ix<I>,
    ) -> Vec<T> {
        let put = |from: &Table<I>, row: &T| {
            let mut row = row.clone();
            let ix = about(&mut row);
            *ix = moved(from, self.to, *ix)?;
            Some(row)
        };
        let is_missing = |row: &&T| {
            let ix = *about(&mut (*row).clone());
            moved(self.other, self.first, ix).is_none()
        };
        let others = other.iter().filter(is_missing).filter_map(|row| put(self.other, row));
        first.iter().filter_map(|row| put(self.first, row)).chain(others).collect()
    }
}

fn moved<I: Id>(from: &Table<I>, to: &Table<I>, ix: Ix<I>) -> Option<Ix<I>> {
    to.find(from.id(ix).as_str())
}

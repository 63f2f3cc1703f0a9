//! What is this thing called?
//!
//! An **id** is the name an author writes in a file, such as `call-diagnosis`.
//! Ids of different things are different types, so a module cannot be looked up
//! where a competency is meant:
//!
//! ```compile_fail
//! use waypath_engine::id::{CompetencyId, ModuleId};
//! let id: CompetencyId = "call-diagnosis".parse::<ModuleId>().unwrap();
//! ```
//!
//! A clone of an id shares its text, so that answers can hold ids.
//!
//! An **index** ([`Ix`]) is a position in one library's [`Table`] of ids. Tables
//! are sorted by id, so the order of indices is the order of ids. Indices never
//! leave the process: two libraries number the same things differently.

use std::cmp::Ordering;
use std::fmt;
use std::marker::PhantomData;
use std::ops::{Index, IndexMut};
use std::str::FromStr;
use std::sync::Arc;

use thiserror::Error;

/// Why a text is not an id.
#[derive(Clone, Debug, Eq, Error, PartialEq)]
#[error(
    "`{text}` is not an id: use lowercase letters, digits and single hyphens, starting with a letter"
)]
pub struct InvalidId {
    text: String,
}

/// What every type of id can do.
pub trait Id: Clone + Ord + fmt::Debug + fmt::Display + FromStr<Err = InvalidId> {
    /// What an id of this type names, in the words of our users: "competency".
    const KIND: &'static str;

    /// The id as its author wrote it.
    fn as_str(&self) -> &str;
}

macro_rules! id_type {
    ($(#[$doc:meta])* $name:ident, $kind:literal, $is_id:path) => {
        $(#[$doc])*
        #[derive(Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
        pub struct $name(Arc<str>);

        impl Id for $name {
            const KIND: &'static str = $kind;

            fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl FromStr for $name {
            type Err = InvalidId;

            fn from_str(text: &str) -> Result<Self, InvalidId> {
                if $is_id(text) {
                    Ok(Self(text.into()))
                } else {
                    Err(InvalidId { text: text.to_owned() })
                }
            }
        }

        impl AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

id_type! {
    /// The id of a competency, such as `call-diagnosis`.
    CompetencyId, "competency", is_id
}
id_type! {
    /// The id of a role blueprint, such as `support-agent`.
    RoleId, "role", is_id
}
id_type! {
    /// The id of a learning module, such as `diagnose-by-asking`.
    ModuleId, "module", is_id
}
id_type! {
    /// The id of a KPI, such as `first-contact-resolution`.
    KpiId, "KPI", is_id
}
id_type! {
    /// The id of a coaching prompt, such as `ask-before-fixing`.
    PromptId, "coaching prompt", is_id
}
id_type! {
    /// The id of a persona, such as `new-agent`.
    PersonaId, "persona", is_id
}
id_type! {
    /// The id of a rule, such as `persistent-gap`.
    RuleId, "rule", is_id
}
id_type! {
    /// The id of a person, as the people system writes it: any text without
    /// control characters, at most 200 bytes long.
    PersonId, "person", is_person_id
}

fn is_id(text: &str) -> bool {
    let is_id_char = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    text.len() <= 100
        && text.starts_with(|c: char| c.is_ascii_lowercase())
        && !text.ends_with('-')
        && !text.contains("--")
        && text.chars().all(is_id_char)
}

fn is_person_id(text: &str) -> bool {
    !text.is_empty()
        && text.len() <= 200
        && text == text.trim()
        && !text.chars().any(char::is_control)
}

/// The position of an id in its library's [`Table`].
pub struct Ix<I> {
    position: u32,
    kind: PhantomData<fn() -> I>,
}

/// The index of a competency.
pub type CompetencyIx = Ix<CompetencyId>;
/// The index of a role.
pub type RoleIx = Ix<RoleId>;
/// The index of a module.
pub type ModuleIx = Ix<ModuleId>;
/// The index of a KPI.
pub type KpiIx = Ix<KpiId>;
/// The index of a coaching prompt.
pub type PromptIx = Ix<PromptId>;
/// The index of a persona.
pub type PersonaIx = Ix<PersonaId>;
/// The index of a rule.
pub type RuleIx = Ix<RuleId>;

impl<I> Ix<I> {
    /// Returns the index for a position, or `None` past `u32::MAX`.
    pub fn new(position: usize) -> Option<Self> {
        Some(Self { position: u32::try_from(position).ok()?, kind: PhantomData })
    }

    /// The position as a small number, from 0.
    pub fn number(self) -> u32 {
        self.position
    }

    /// The position as a number, from 0.
    #[expect(clippy::as_conversions, reason = "u32 to usize loses nothing on 32 bits and more")]
    pub fn position(self) -> usize {
        self.position as usize
    }
}

// Derives would ask the same of `I`, which an index does not contain.
impl<I> Clone for Ix<I> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<I> Copy for Ix<I> {}
impl<I> PartialEq for Ix<I> {
    fn eq(&self, other: &Self) -> bool {
        self.position == other.position
    }
}
impl<I> Eq for Ix<I> {}
impl<I> PartialOrd for Ix<I> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
impl<I> Ord for Ix<I> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.position.cmp(&other.position)
    }
}
impl<I> fmt::Debug for Ix<I> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{}", self.position)
    }
}

/// The ids of one kind in a library, sorted, each with its index.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Table<I> {
    // INVARIANT: strictly ascending, so positions follow ids and none is twice;
    // at most u32::MAX entries.
    ids: Vec<I>,
}

impl<I> Default for Table<I> {
    fn default() -> Self {
        Self { ids: Vec::new() }
    }
}

impl<I: Id> Table<I> {
    /// Sorts ids into a table; an id given twice is kept once.
    pub fn new(ids: impl IntoIterator<Item = I>) -> Self {
        let mut ids: Vec<I> = ids.into_iter().collect();
        ids.sort();
        ids.dedup();
        ids.truncate(usize::try_from(u32::MAX).unwrap_or(usize::MAX));
        Self { ids }
    }

    /// Returns the index of an id, or `None` if the library has no such thing.
    pub fn find(&self, id: &str) -> Option<Ix<I>> {
        let position = self.ids.binary_search_by(|known| known.as_str().cmp(id)).ok()?;
        Ix::new(position)
    }

    /// The id at an index of this table.
    pub fn id(&self, ix: Ix<I>) -> &I {
        // An index is only made by the table it belongs to.
        #[expect(clippy::indexing_slicing, reason = "indices come from this table")]
        &self.ids[ix.position()]
    }

    /// How many ids there are.
    pub fn len(&self) -> usize {
        self.ids.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.ids.is_empty()
    }

    /// All ids with their indices, in order.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = (Ix<I>, &I)> + use<'_, I> {
        self.ids.iter().enumerate().filter_map(|(position, id)| Some((Ix::new(position)?, id)))
    }

    /// All indices, in order.
    pub fn indices(&self) -> impl DoubleEndedIterator<Item = Ix<I>> + use<'_, I> {
        self.iter().map(|(ix, _)| ix)
    }

    /// Returns the id most like `text`, if any is like it at all.
    ///
    /// "Like" is a Damerau-Levenshtein distance of at most a third of the
    /// longer text; of equally near ids the first wins.
    pub fn nearest(&self, text: &str) -> Option<&I> {
        let names: Vec<&str> = self.ids.iter().map(Id::as_str).collect();
        let near = nearest(text, names)?;
        self.ids.iter().find(|known| known.as_str() == near)
    }
}

/// Returns the name most like `text`, if any is like it at all.
///
/// "Like" is a Damerau-Levenshtein distance of at most a third of the longer
/// text, at least 1; of equally near names the first wins.
pub fn nearest<'a>(text: &str, names: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    alike(text, names).min_by_key(|(distance, _)| *distance).map(|(_, name)| name)
}

/// Returns the only name like `text`; `None` where several are like it, or none.
pub(crate) fn only_like<'a>(
    text: &str,
    names: impl IntoIterator<Item = &'a str>,
) -> Option<&'a str> {
    let mut alike = alike(text, names);
    let (_, only) = alike.next()?;
    alike.next().is_none().then_some(only)
}

/// The names like `text`, each with its distance.
fn alike<'a>(
    text: &str,
    names: impl IntoIterator<Item = &'a str>,
) -> impl Iterator<Item = (usize, &'a str)> {
    let lower = text.to_lowercase();
    let length = text.chars().count();
    names
        .into_iter()
        .map(move |name| (strsim::damerau_levenshtein(&lower, &name.to_lowercase()), name))
        .filter(move |(distance, name)| {
            let longer = length.max(name.chars().count());
            *distance <= (longer / 3).max(1)
        })
}

/// One value per id of a [`Table`], found by index.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Dense<I, T> {
    // INVARIANT: as long as the table whose indices it is asked with.
    values: Vec<T>,
    kind: PhantomData<fn() -> I>,
}

impl<I: Id, T> Dense<I, T> {
    /// Makes a value for each id of `table`.
    pub fn build(table: &Table<I>, mut make: impl FnMut(Ix<I>, &I) -> T) -> Self {
        Self { values: table.iter().map(|(ix, id)| make(ix, id)).collect(), kind: PhantomData }
    }

    /// Gives each id of `table` the same value.
    pub fn filled(table: &Table<I>, value: T) -> Self
    where
        T: Clone,
    {
        Self { values: vec![value; table.len()], kind: PhantomData }
    }

    /// Makes a value for each id of `table`, or none at all if one is missing.
    ///
    /// `make` is asked about every id, so that it can report on each.
    pub(crate) fn build_all(
        table: &Table<I>,
        mut make: impl FnMut(Ix<I>, &I) -> Option<T>,
    ) -> Option<Self> {
        let values: Vec<Option<T>> = table.iter().map(|(ix, id)| make(ix, id)).collect();
        Some(Self { values: values.into_iter().collect::<Option<_>>()?, kind: PhantomData })
    }

    /// All values with their indices, in the order of ids.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = (Ix<I>, &T)> + use<'_, I, T> {
        self.values
            .iter()
            .enumerate()
            .filter_map(|(position, value)| Some((Ix::new(position)?, value)))
    }

    /// All values, in the order of ids.
    pub fn values(&self) -> std::slice::Iter<'_, T> {
        self.values.iter()
    }

    /// How many values there are.
    pub fn len(&self) -> usize {
        self.values.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.values.is_empty()
    }
}

impl<I, T> Index<Ix<I>> for Dense<I, T> {
    type Output = T;

    #[expect(clippy::indexing_slicing, reason = "indices come from the table this was built for")]
    fn index(&self, ix: Ix<I>) -> &T {
        &self.values[ix.position()]
    }
}

impl<I, T> IndexMut<Ix<I>> for Dense<I, T> {
    #[expect(clippy::indexing_slicing, reason = "indices come from the table this was built for")]
    fn index_mut(&mut self, ix: Ix<I>) -> &mut T {
        &mut self.values[ix.position()]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_lowercase_words_joined_by_hyphens() {
        for good in ["a", "call-diagnosis", "sql-2"] {
            assert!(good.parse::<CompetencyId>().is_ok(), "`{good}` was rejected");
        }
        for bad in ["", "Call", "2-sql", "a b", "a_b", "-a", "a-", "a--b", "é"] {
            assert!(bad.parse::<CompetencyId>().is_err(), "`{bad}` was accepted");
        }
    }

    #[test]
    fn a_person_id_is_what_the_people_system_says() {
        assert!("E 17/ana.silva@x".parse::<PersonId>().is_ok());
        for bad in ["", " a", "a\n"] {
            assert!(bad.parse::<PersonId>().is_err(), "{bad:?} was accepted");
        }
    }

    #[test]
    fn the_order_of_indices_is_the_order_of_ids() {
        let table = Table::new(["b", "a", "c", "a"].map(|name| name.parse::<RoleId>().unwrap()));
        let ids: Vec<&str> = table.iter().map(|(_, id)| id.as_str()).collect();
        assert_eq!(ids, ["a", "b", "c"]);
        assert!(table.find("a") < table.find("b"));
        assert_eq!(table.find("d"), None);
    }

    #[test]
    fn a_misspelt_id_finds_its_neighbour_and_a_strange_one_does_not() {
        let table = Table::new(["team-leading", "sql"].map(|name| name.parse::<RoleId>().unwrap()));
        assert_eq!(table.nearest("team-leding").map(Id::as_str), Some("team-leading"));
        assert_eq!(table.nearest("xyzzy"), None);
    }
}

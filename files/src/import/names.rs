//! Which id does a thing of another framework get?
//!
//! Made from its name alone, so that importing a later edition gives the same
//! things the same ids. Only names that lead to the same id are told apart by
//! what they belong to, all of them alike, whatever the order of the rows.

use std::collections::{BTreeMap, BTreeSet};

/// The most characters an id may have.
const LONGEST: usize = 100;

/// Returns the id a name leads to; `kind` begins it where the name does not
/// begin with a letter.
///
/// Lowercase letters and digits, in one script; everything else becomes a single
/// hyphen. Longer ids are cut behind a word.
pub(crate) fn slug(name: &str, kind: &str) -> String {
    let spoken = name.replace('&', " and ").replace('+', " plus ").replace('#', " sharp ");
    let latin = deunicode::deunicode(&spoken).to_ascii_lowercase().replace(['\'', '’'], "");
    let words = latin.split(|c: char| !c.is_ascii_alphanumeric()).filter(|part| !part.is_empty());
    let mut words: Vec<&str> = words.collect();
    if !words.first().is_some_and(|word| word.starts_with(|c: char| c.is_ascii_lowercase())) {
        words.insert(0, kind);
    }
    let mut id = String::new();
    for word in words {
        let length = id.len().saturating_add(word.len()).saturating_add(1);
        if length > LONGEST && !id.is_empty() {
            break;
        }
        if !id.is_empty() {
            id.push('-');
        }
        id.extend(word.chars().take(LONGEST));
    }
    id
}

/// Returns an id for each thing, given as its name and what it belongs to; no
/// two are alike.
pub(crate) fn ids(things: &[(&str, &str)], kind: &str) -> Vec<String> {
    let mut count: BTreeMap<String, usize> = BTreeMap::new();
    for (name, _) in things {
        let times = count.entry(slug(name, kind)).or_default();
        *times = times.saturating_add(1);
    }
    let mut taken = BTreeSet::new();
    let id = |(name, context): &(&str, &str)| {
        let short = slug(name, kind);
        let is_ambiguous = count.get(&short).is_some_and(|number| *number > 1);
        let wanted = if is_ambiguous { slug(&format!("{name} {context}"), kind) } else { short };
        let id = free(&wanted, &taken);
        taken.insert(id.clone());
        id
    };
    things.iter().map(id).collect()
}

/// Settles what one thing is called where rows may differ: the first in the
/// alphabet, whatever their order.
pub(crate) fn settle(kept: &mut String, text: &str) {
    if !text.is_empty() && (kept.is_empty() || text < kept.as_str()) {
        text.clone_into(kept);
    }
}

/// The first of `wanted`, `wanted-2`, `wanted-3` and so on that nothing has.
fn free(wanted: &str, taken: &BTreeSet<String>) -> String {
    let numbered = (2_usize..).map(|number| {
        let end = format!("-{number}");
        let start: String = wanted.chars().take(LONGEST.saturating_sub(end.len())).collect();
        format!("{}{end}", start.trim_end_matches('-'))
    });
    std::iter::once(wanted.to_owned())
        .chain(numbered)
        .find(|id| !taken.contains(id))
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use waypath_engine::id::CompetencyId;

    use super::*;

    #[test]
    fn an_id_is_made_of_a_name() {
        for (name, id) in [
            ("Agile and Lean practices", "agile-and-lean-practices"),
            ("Asset / Inventory Management", "asset-inventory-management"),
            ("C++", "c-plus-plus"),
            ("C#", "c-sharp"),
            ("Children's  nurse (night)", "childrens-nurse-night"),
            ("Économie d’échelle", "economie-dechelle"),
            ("3D printing", "skill-3d-printing"),
            ("🛠 Backend", "tools-backend"),
            ("…", "skill"),
        ] {
            assert_eq!(slug(name, "skill"), id, "{name}");
        }
    }

    #[test]
    fn names_that_are_alike_are_told_apart_whatever_their_order() {
        let things = [("Lead", "Data"), ("Analyst", "Data"), ("Lead", "Test"), ("lead", "Test")];
        assert_eq!(ids(&things, "role"), ["lead-data", "analyst", "lead-test", "lead-test-2"]);
        let turned = [("Lead", "Test"), ("Lead", "Data")];
        assert_eq!(ids(&turned, "role"), ["lead-test", "lead-data"]);
    }

    proptest! {
        #[test]
        fn every_name_leads_to_an_id_of_its_own(
            names in prop::collection::vec("\\PC{0,130}", 1..8),
        ) {
            let things: Vec<(&str, &str)> = names.iter().map(|name| (name.as_str(), "")).collect();
            let made = ids(&things, "skill");
            for id in &made {
                prop_assert!(id.parse::<CompetencyId>().is_ok(), "{id}");
            }
            let distinct: BTreeSet<&String> = made.iter().collect();
            prop_assert_eq!(distinct.len(), made.len());
        }
    }
}

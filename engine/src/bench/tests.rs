//! The largest matching against one found by trying, and what may be shown.

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::shown::may_show;
use super::{Matching, Sight, shown_months};
use crate::number::Exact as _;

/// The most roles that can be filled from the first on, by trying everything.
fn most(roles: &[Vec<u32>], taken: &mut BTreeSet<u32>) -> usize {
    let Some((first, rest)) = roles.split_first() else { return 0 };
    let mut best = most(rest, taken);
    for person in first {
        if taken.insert(*person) {
            best = best.max(most(rest, taken).plus(1));
            taken.remove(person);
        }
    }
    best
}

fn without(roles: &[Vec<u32>], person: u32) -> Vec<Vec<u32>> {
    roles
        .iter()
        .map(|people| people.iter().copied().filter(|other| *other != person).collect())
        .collect()
}

fn roles(most: usize, people: u32) -> impl Strategy<Value = Vec<Vec<u32>>> {
    let one = prop::collection::btree_set(0..people, 0..=4);
    prop::collection::vec(one.prop_map(|people| people.into_iter().collect()), 0..=most)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn no_more_roles_can_be_filled(roles in roles(6, 7)) {
        let found = Matching::of(&roles);
        prop_assert_eq!(found.filled_by.len(), roles.len());
        prop_assert_eq!(found.size(), most(&roles, &mut BTreeSet::new()));
        let people: Vec<u32> = found.filled_by.iter().flatten().copied().collect();
        prop_assert_eq!(people.len(), people.iter().collect::<BTreeSet<_>>().len());
        for (role, by) in roles.iter().zip(&found.filled_by) {
            prop_assert!(by.is_none_or(|person| role.contains(&person)));
        }
    }

    #[test]
    fn the_over_relied_are_missed_when_gone(roles in roles(6, 7)) {
        let found = Matching::of(&roles);
        let missed = (0..7).filter(|person| {
            most(&without(&roles, *person), &mut BTreeSet::new()) < found.size()
        });
        prop_assert_eq!(&found.over_relied, &missed.collect::<Vec<u32>>());
    }

    #[test]
    fn many_roles_agree_with_removing_one_after_another(roles in roles(40, 45)) {
        let found = Matching::of(&roles);
        let missed = (0..45).filter(|person| Matching::of(&without(&roles, *person)).size() < found.size());
        prop_assert_eq!(&found.over_relied, &missed.collect::<Vec<u32>>());
        prop_assert_eq!(found.filled_by, Matching::of(&roles).filled_by);
    }

    #[test]
    fn nothing_shown_tells_of_few(part in 0_usize..60, rest in 0_usize..60, group in 1_usize..20) {
        let shown = may_show(part, part.plus(rest), group);
        let is_few = |count: usize| count > 0 && count < group;
        prop_assert_eq!(shown, part == 0 || (!is_few(part) && !is_few(rest)));
    }
}

#[test]
fn one_person_fills_one_role() {
    let found = Matching::of(&[vec![3], vec![3], vec![3]]);
    assert_eq!((found.size(), found.over_relied), (1, vec![3]));
    let spare = Matching::of(&[vec![3, 4], vec![3]]);
    assert_eq!(spare.filled_by, [Some(4), Some(3)]);
    assert_eq!(spare.over_relied, [3, 4]);
    assert!(Matching::of(&[vec![3, 4]]).over_relied.is_empty());
    assert_eq!(Matching::of(&[]).size(), 0);
}

#[test]
fn months_of_a_few_are_quarters_without_names() {
    let (few, many) = ([1, 4, 5], [2, 2, 3, 8]);
    assert_eq!(shown_months(&few, 4, Sight::Counts), (Some(3), None));
    assert_eq!(shown_months(&few, 4, Sight::Names), (Some(1), Some(4)));
    assert_eq!(shown_months(&few, 3, Sight::Counts), (Some(1), Some(4)));
    assert_eq!(shown_months(&many, 4, Sight::Counts), (Some(2), Some(3)));
    assert_eq!(shown_months(&[3], 10, Sight::Counts), (Some(3), None));
    assert_eq!(shown_months(&[0], 10, Sight::Counts), (Some(0), None));
    assert_eq!(shown_months(&[], 10, Sight::Counts), (None, None));
}

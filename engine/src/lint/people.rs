//! Does a condition ask for a value that nobody in the people files has?

use std::collections::{BTreeMap, BTreeSet};

use super::Linter;
use crate::diagnostic::{Code, Diagnostic, Place, Suggestion};
use crate::id::Id as _;
use crate::person::Person;
use crate::rules::{Condition, Fact};

/// The most values that a help line names.
const MOST: usize = 5;

/// The values that people have of each fact that is a text, and is one of few.
pub(super) struct Values(BTreeMap<Fact, BTreeSet<Box<str>>>);

impl Values {
    /// Gathers the values: of sites, shifts and languages, and of each extra column
    /// in which every value stands twice on average, so that it is no free text.
    pub(super) fn of(people: &[Person]) -> Self {
        let mut values: BTreeMap<Fact, BTreeSet<Box<str>>> = BTreeMap::new();
        let mut rows: BTreeMap<Fact, usize> = BTreeMap::new();
        for person in people {
            let plain =
                [("site", &person.site), ("shift", &person.shift), ("language", &person.language)];
            let plain = plain
                .into_iter()
                .filter_map(|(name, it)| Some((Fact { name, argument: None }, it.clone()?)));
            let more = person.attributes.iter().map(|(column, it)| {
                (Fact { name: "attr", argument: Some((**column).into()) }, it.clone())
            });
            for (fact, value) in plain.chain(more) {
                let count = rows.entry(fact.clone()).or_default();
                *count = count.saturating_add(1);
                values.entry(fact).or_default().insert(value);
            }
        }
        values.retain(|fact, values| {
            let rows = rows.get(fact).copied().unwrap_or_default();
            fact.argument.is_none() || values.len().saturating_mul(2) <= rows
        });
        Self(values)
    }

    fn of_fact(&self, fact: &Fact) -> Option<&BTreeSet<Box<str>>> {
        self.0.get(fact)
    }
}

impl Linter<'_> {
    /// Values that rules and personas ask for, and nobody has.
    pub(super) fn nobodys_values(&self) {
        let values = Values::of(self.people);
        for (ix, rule) in self.library.rules.iter() {
            let id = self.library.rule_id(ix);
            let place = self.library.place(&["rules", id, "when"]);
            self.nobody_has(&values, &rule.when, place.as_ref());
            let fact = Fact { name: "site", argument: None };
            let place = self.library.place(&["rules", id, "scope", "site"]);
            for site in rule.scope.sites.iter().flatten() {
                self.has_nobody(&values, &fact, site, place.as_ref());
            }
        }
        for (ix, persona) in self.library.personas.iter() {
            let id = self.library.names.personas.id(ix).as_str();
            let place = self.library.place(&["personas", id, "who"]);
            self.nobody_has(&values, &persona.who, place.as_ref());
        }
    }

    fn nobody_has(&self, values: &Values, condition: &Condition, place: Option<&Place>) {
        for (fact, text) in condition.compared(&self.library.sandbox) {
            self.has_nobody(values, &fact, &text, place);
        }
    }

    /// Reports a value that nobody has of a fact of which somebody has another.
    fn has_nobody(&self, values: &Values, fact: &Fact, text: &str, place: Option<&Place>) {
        let Some(known) = values.of_fact(fact).filter(|values| !values.contains(text)) else {
            return;
        };
        let column = fact.argument.as_deref().unwrap_or(fact.name);
        let message = format!("nobody in the people files has the {column} `{text}`");
        let known: Vec<&str> = known.iter().map(|value| &**value).collect();
        let help = Suggestion::of(text, &known, MOST, String::new).help;
        let finding = Diagnostic::new(Code::NobodyHas, message).at(place.cloned());
        self.report(finding.help(help));
    }
}

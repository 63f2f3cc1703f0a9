//! Which values of a fact make a difference?
//!
//! Those that stand in the conditions, their neighbours, and the ends of what there
//! is: between two of them every condition answers the same.

use std::collections::BTreeSet;
use std::ops::RangeInclusive;

use super::chosen::{Chosen, Fits, Open, Stand, Topic, Value};
use super::posts::Post;
use super::search::Looking;
use crate::gap::Standing;
use crate::id::{CompetencyIx, PersonaIx};
use crate::level::Level;
use crate::library::UnknownPolicy;

/// The longest time in a role that is thought of, in months.
const LONGEST: i64 = 1_200;

impl Looking<'_> {
    /// What was chosen, with every value of another fact that makes a difference.
    pub(super) fn values(&self, post: &Post, chosen: &Chosen, open: &Open) -> Vec<Chosen> {
        let with = |change: &dyn Fn(&mut Chosen)| {
            let mut chosen = chosen.clone();
            change(&mut chosen);
            chosen
        };
        match open {
            Open::Persona => {
                let all = self.personas().into_iter();
                all.map(|one| with(&|chosen| chosen.persona = one)).collect()
            }
            Open::Stand(ix) => {
                let stands = self.stands(post, chosen, *ix).into_iter();
                stands
                    .map(|stand| {
                        with(&|chosen| {
                            chosen.stands.insert(*ix, stand);
                        })
                    })
                    .collect()
            }
            Open::Completed(ix) => {
                let is_asked =
                    matches!(chosen.topic, Topic::Module { module, .. } if module == *ix);
                let values = if is_asked { vec![false] } else { vec![false, true] };
                let values = values.into_iter();
                values
                    .map(|value| {
                        with(&|chosen| {
                            chosen.completed.insert(*ix, value);
                        })
                    })
                    .collect()
            }
            Open::Kpi(ix) => {
                let values = self.numbers(1, i64::MIN / 2..=i64::MAX / 2).into_iter();
                let values = values.map(Value::Number).chain([Value::Missing]);
                values
                    .map(|value| with(&|chosen| drop(chosen.kpis.insert(*ix, value.clone()))))
                    .collect()
            }
            Open::Attribute(name) => {
                let values = self.texts().into_iter();
                let insert = |it: &Value| {
                    let (name, it) = (name.clone(), it.clone());
                    with(&move |chosen| drop(chosen.attributes.insert(name.clone(), it.clone())))
                };
                values.map(|value| insert(&value)).collect()
            }
            Open::Plain(name) => {
                let values = self.plain(chosen, name).into_iter();
                values
                    .map(|value| with(&|chosen| drop(chosen.plain.insert(name, value.clone()))))
                    .collect()
            }
            Open::Points | Open::Reviews | Open::Gain | Open::Closes => self.of_topic(chosen, open),
        }
    }

    fn of_topic(&self, chosen: &Chosen, open: &Open) -> Vec<Chosen> {
        let values = match open {
            Open::Points | Open::Gain => self.numbers(100, 0..=1_000_000_000),
            _ => self.numbers(10_000, 0..=1_000),
        };
        let values = values.into_iter().map(|value| {
            let mut chosen = chosen.clone();
            match (&mut chosen.topic, open) {
                (Topic::Gap { points, .. }, Open::Points) => *points = Some(value),
                (Topic::Gap { reviews, .. }, _) => *reviews = Some(value),
                (Topic::Module { gain, .. }, Open::Gain) => *gain = Some(value),
                (Topic::Module { closes, .. }, _) => *closes = Some(value),
                (Topic::Person, _) => {}
            }
            chosen
        });
        values.collect()
    }

    fn personas(&self) -> Vec<Fits> {
        let all = self.question.library.names.personas.indices();
        let mut all: Vec<Fits> =
            all.filter(|one| self.question.may_be(*one)).map(Fits::Persona).collect();
        if self.question.scopes.iter().all(|scope| scope.personas.is_none()) {
            all.push(Fits::Nothing);
        }
        all
    }

    /// The numbers that stand in the conditions, with their neighbours, as whole
    /// numbers of parts of so many ten-thousandths, and both ends.
    fn numbers(&self, part: i64, within: RangeInclusive<i64>) -> Vec<i64> {
        let mut all = BTreeSet::from([*within.start(), *within.end()]);
        for number in &self.literals.numbers {
            let whole = number.div_euclid(part);
            let near = [-1, 0, 1].map(|by| whole.saturating_add(by));
            all.extend(near.into_iter().filter(|value| within.contains(value)));
        }
        if self.literals.is_computed {
            let steps = (0..=20).map(|it: i64| it.saturating_mul(10_000).div_euclid(part));
            all.extend(steps.filter(|step| within.contains(step)));
        }
        all.into_iter().collect()
    }

    /// The texts that stand in the conditions, another one, and none.
    fn texts(&self) -> Vec<Value> {
        let other = "another".to_owned();
        let is_new = |it: &String| !self.literals.texts.contains(it.as_str());
        let other =
            std::iter::successors(Some(other), |text| Some(format!("{text}-one"))).find(is_new);
        let texts = self.literals.texts.iter().filter(|text| !text.trim().is_empty()).cloned();
        let texts = texts.chain(other.map(Into::into)).map(Value::Text);
        texts.chain([Value::Missing]).collect()
    }

    fn plain(&self, chosen: &Chosen, name: &str) -> Vec<Value> {
        let numbers = |part, within| -> Vec<Value> {
            self.numbers(part, within).into_iter().map(Value::Number).collect()
        };
        match name {
            "site" => self.sites(),
            "shift" | "language" => self.texts(),
            "months_in_role" | "months_in_company" => {
                let other =
                    if name == "months_in_role" { "months_in_company" } else { "months_in_role" };
                let mut all = numbers(10_000, 0..=LONGEST);
                if let Some(Value::Number(other)) = chosen.plain.get(other) {
                    all.push(Value::Number(*other));
                    all.retain(|one| match one {
                        Value::Number(one) if name == "months_in_role" => one <= other,
                        Value::Number(one) => one >= other,
                        _ => true,
                    });
                }
                all.push(Value::Missing);
                all
            }
            "hours_per_week" => numbers(100, 0..=16_800),
            "fte" => numbers(100, 1..=100),
            _ => numbers(10_000, 0..=100),
        }
    }

    fn sites(&self) -> Vec<Value> {
        let scopes = self.question.scopes.iter().filter_map(|scope| scope.sites.as_ref());
        let allowed: Vec<&BTreeSet<Box<str>>> = scopes.collect();
        if allowed.is_empty() {
            return self.texts();
        }
        let named = allowed.iter().flat_map(|sites| sites.iter()).collect::<BTreeSet<_>>();
        let all =
            named.into_iter().filter(|site| allowed.iter().all(|sites| sites.contains(*site)));
        all.map(|one| Value::Text(one.clone())).collect()
    }

    /// Where somebody can stand in a competency.
    fn stands(&self, post: &Post, chosen: &Chosen, ix: CompetencyIx) -> Vec<Stand> {
        let library = self.question.library;
        let competency = &library.competencies[ix];
        let mut stands: Vec<Stand> = Vec::new();
        let implied = post.implied(ix);
        let wanted = |direct: Option<Level>, held: Level| -> Vec<Option<Level>> {
            let more = implied.iter().copied().map(Some);
            let more = more.filter(|more| *more > Some(held) && *more > direct);
            std::iter::once(direct).chain(more).collect()
        };
        let is_same = !self.assumes(chosen);
        for level in self.levels(post, ix) {
            let all = wanted(post.direct(library, ix, Some(level)), level);
            for (at, wanted) in all.iter().enumerate() {
                // What is assumed afterwards can only imply more.
                let from = if is_same { at } else { 0 };
                for before in all.iter().take(at.saturating_add(1)).skip(from) {
                    let stand = |standing| Stand { standing, wanted: *wanted, before: *before };
                    stands.push(stand(Standing::Observed(level)));
                    if !competency.inferred_from.is_empty() {
                        stands.push(stand(Standing::Inferred(level)));
                    }
                }
            }
        }
        let before = post.direct(library, ix, None);
        for standing in self.unknown(chosen, ix) {
            let direct = post.direct(library, ix, standing.level());
            let all = standing.level().map_or_else(|| vec![direct], |level| wanted(direct, level));
            stands.extend(all.into_iter().map(|wanted| Stand { standing, wanted, before }));
        }
        if matches!(chosen.topic, Topic::Gap { competency, .. } if competency == ix) {
            let smallest = library.settings.smallest_gap;
            stands.retain(|stand| {
                let gap = stand.standing.level().zip(stand.wanted);
                gap.is_some_and(|(held, wanted)| held < wanted && wanted.less(held) >= smallest)
            });
        }
        stands
    }

    /// Whether conditions are asked before something is assumed and afterwards, so
    /// that it can make a difference.
    fn assumes(&self, chosen: &Chosen) -> bool {
        let personas = &self.question.library.personas;
        let policy = chosen.persona.persona().map(|ix| personas[ix].unknown);
        policy.is_some_and(|policy| policy != UnknownPolicy::Assess)
    }

    /// What a competency without evidence can count as.
    fn unknown(&self, chosen: &Chosen, ix: CompetencyIx) -> Vec<Standing> {
        let library = self.question.library;
        let of = |it: PersonaIx| library.personas[it].unknown;
        let policies: Vec<UnknownPolicy> = match chosen.persona {
            Fits::Persona(it) => vec![of(it)],
            Fits::Nothing => vec![UnknownPolicy::default()],
            Fits::Open => {
                let personas = library.names.personas.indices().map(of);
                personas.chain([UnknownPolicy::default()]).collect()
            }
        };
        let entry = library.roles[chosen.role].entry.get(&ix).copied().unwrap_or(Level::ZERO);
        let mut standings = Vec::new();
        for policy in policies {
            let standing = match policy {
                UnknownPolicy::Assess => Standing::Unknown,
                UnknownPolicy::Beginner => Standing::Assumed(Level::ZERO),
                UnknownPolicy::Entry => Standing::Assumed(entry),
            };
            if !standings.contains(&standing) {
                standings.push(standing);
            }
        }
        standings
    }

    /// The levels of a competency that make a difference.
    fn levels(&self, post: &Post, ix: CompetencyIx) -> Vec<Level> {
        let library = self.question.library;
        let competency = &library.competencies[ix];
        let top = i64::from(competency.top.hundredths());
        if competency.yes_no {
            return vec![Level::ZERO, competency.top];
        }
        let smallest = i64::from(library.settings.smallest_gap.hundredths());
        let wanted: BTreeSet<i64> = post
            .implied(ix)
            .into_iter()
            .chain(post.possible(library, ix))
            .map(|level| i64::from(level.hundredths()))
            .collect();
        let written: BTreeSet<i64> =
            self.literals.numbers.iter().map(|number| number.div_euclid(100)).collect();
        let mut edges: BTreeSet<i64> = written.iter().copied().chain([0, top]).collect();
        for wanted in &wanted {
            edges.insert(*wanted);
            edges.insert(wanted.saturating_sub(smallest));
            edges.extend(written.iter().map(|number| wanted.saturating_sub(*number)));
        }
        if self.literals.is_computed {
            edges.extend((0..=top).step_by(50));
        }
        let near = edges.iter().flat_map(|edge| [-1, 0, 1].map(|by| edge.saturating_add(by)));
        let near: BTreeSet<i64> = near.filter(|value| (0..=top).contains(value)).collect();
        near.into_iter()
            .filter_map(|value| u16::try_from(value).ok())
            .map(Level::from_hundredths)
            .collect()
    }
}

//! Laws of conditions, and a second evaluator that has to agree.

#![expect(clippy::arithmetic_side_effects, reason = "small numbers of the test itself")]

use std::fmt;

use proptest::prelude::*;

use super::*;

/// A condition as a tree, written and evaluated by this file alone.
#[derive(Clone, Debug)]
pub(super) enum Truth {
    Known(&'static str),
    Compare(Number, &'static str, Number),
    Is(&'static str, &'static str, bool),
    Among(Number, Vec<i64>),
    Not(Box<Truth>),
    All(Vec<Truth>),
    Any(Vec<Truth>),
    If(Box<[Truth; 3]>),
}

/// A number of a condition, in hundredths.
#[derive(Clone, Debug)]
pub(super) enum Number {
    Literal(i64),
    Level(&'static str),
    Grade,
    Fte,
    Sum(Box<[Number; 2]>),
    Less(Box<[Number; 2]>),
    Times(Box<Number>, i64),
}

/// Why a tree has no value.
#[derive(Clone, Debug, Eq, PartialEq)]
enum Without {
    Evidence(String),
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Literal(it) if it % 100 == 0 => write!(f, "{}", it / 100),
            Self::Literal(it) => {
                let sign = if *it < 0 { "-" } else { "" };
                write!(f, "{sign}{}.{:02}", it.abs() / 100, it.abs() % 100)
            }
            Self::Level(id) => write!(f, "level(\"{id}\")"),
            Self::Grade => f.write_str("grade"),
            Self::Fte => f.write_str("fte"),
            Self::Sum(sides) => write!(f, "({} + {})", sides[0], sides[1]),
            Self::Less(sides) => write!(f, "({} - {})", sides[0], sides[1]),
            Self::Times(it, times) => write!(f, "({it} * {times})"),
        }
    }
}

impl fmt::Display for Truth {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let join = |parts: &[Truth], word: &str| {
            let parts: Vec<String> = parts.iter().map(|it| format!("({it})")).collect();
            parts.join(word)
        };
        match self {
            Self::Known(id) => write!(f, "known(\"{id}\")"),
            Self::Compare(a, operator, b) => write!(f, "{a} {operator} {b}"),
            Self::Is(fact, text, true) => write!(f, "{fact} == \"{text}\""),
            Self::Is(fact, text, false) => write!(f, "\"{text}\" != {fact}"),
            Self::Among(it, list) => {
                let list: Vec<String> =
                    list.iter().map(|it| Number::Literal(*it).to_string()).collect();
                write!(f, "{it} in [{}]", list.join(", "))
            }
            Self::Not(it) => write!(f, "not ({it})"),
            Self::All(parts) => f.write_str(&join(parts, " and ")),
            Self::Any(parts) => f.write_str(&join(parts, " || ")),
            Self::If(parts) => {
                write!(f, "if {} {{ {} }} else {{ {} }}", parts[0], parts[1], parts[2])
            }
        }
    }
}

impl Number {
    fn value(&self, facts: &Facts<'_>, names: &Names) -> Result<i64, Without> {
        let both = |sides: &[Number; 2]| {
            Ok((sides[0].value(facts, names)?, sides[1].value(facts, names)?))
        };
        let missing = |name: &str| Without::Evidence(name.to_owned());
        Ok(match self {
            Self::Literal(it) => *it,
            Self::Level(id) => {
                let level = facts.competencies[names.competencies.find(id).unwrap()].level;
                level.ok_or_else(|| missing(&self.to_string()))?.hundredths().into()
            }
            Self::Grade => facts.grade.ok_or_else(|| missing("grade"))? * 100,
            Self::Fte => facts.fte.ok_or_else(|| missing("fte"))?.into(),
            Self::Sum(sides) => both(sides).map(|(a, b)| a + b)?,
            Self::Less(sides) => both(sides).map(|(a, b)| a - b)?,
            Self::Times(it, times) => it.value(facts, names)? * times,
        })
    }
}

impl Truth {
    fn value(&self, facts: &Facts<'_>, names: &Names) -> Result<bool, Without> {
        Ok(match self {
            Self::Known(id) => facts.competencies[names.competencies.find(id).unwrap()].known,
            Self::Compare(a, operator, b) => {
                let (a, b) = (a.value(facts, names)?, b.value(facts, names)?);
                match *operator {
                    "==" => a == b,
                    "!=" => a != b,
                    "<" => a < b,
                    "<=" => a <= b,
                    ">" => a > b,
                    _ => a >= b,
                }
            }
            Self::Is(fact, text, equal) => {
                let value = match *fact {
                    "role" => &facts.role,
                    _ => facts.site.as_ref().ok_or_else(|| Without::Evidence("site".to_owned()))?,
                };
                (**value == **text) == *equal
            }
            Self::Among(it, list) => list.contains(&it.value(facts, names)?),
            Self::Not(it) => !it.value(facts, names)?,
            Self::All(parts) => {
                for part in parts {
                    if !part.value(facts, names)? {
                        return Ok(false);
                    }
                }
                true
            }
            Self::Any(parts) => {
                for part in parts {
                    if part.value(facts, names)? {
                        return Ok(true);
                    }
                }
                false
            }
            Self::If(parts) => {
                let branch = if parts[0].value(facts, names)? { &parts[1] } else { &parts[2] };
                branch.value(facts, names)?
            }
        })
    }
}

fn any_competency() -> impl Strategy<Value = &'static str> {
    prop::sample::select(&["call-diagnosis", "product-knowledge", "empathy"][..])
}

fn any_number() -> impl Strategy<Value = Number> {
    let leaf = prop_oneof![
        (-400i64..400).prop_map(Number::Literal),
        (-4i64..4).prop_map(|it| Number::Literal(it * 100)),
        any_competency().prop_map(Number::Level),
        Just(Number::Grade),
        Just(Number::Fte),
    ];
    leaf.prop_recursive(2, 6, 2, |inner| {
        let pair = (inner.clone(), inner.clone());
        prop_oneof![
            pair.clone().prop_map(|(a, b)| Number::Sum(Box::new([a, b]))),
            pair.prop_map(|(a, b)| Number::Less(Box::new([a, b]))),
            (inner, -3i64..4).prop_map(|(it, times)| Number::Times(Box::new(it), times)),
        ]
    })
}

pub(super) fn any_truth() -> impl Strategy<Value = Truth> {
    let operator = prop::sample::select(&["==", "!=", "<", "<=", ">", ">="][..]);
    let role = prop::sample::select(&["support-agent", "team-lead"][..]);
    let site = prop::sample::select(&["Lisbon", "Porto", ""][..]);
    let leaf = prop_oneof![
        any_competency().prop_map(Truth::Known),
        (any_number(), operator, any_number()).prop_map(|(a, it, b)| Truth::Compare(a, it, b)),
        (role, any::<bool>()).prop_map(|(role, equal)| Truth::Is("role", role, equal)),
        (site, any::<bool>()).prop_map(|(site, equal)| Truth::Is("site", site, equal)),
        (any_number(), prop::collection::vec(-3i64..4, 1..4)).prop_map(|(it, list)| {
            Truth::Among(it, list.into_iter().map(|it| it * 50).collect())
        }),
    ];
    leaf.prop_recursive(4, 16, 3, |inner| {
        let several = prop::collection::vec(inner.clone(), 2..4);
        prop_oneof![
            inner.clone().prop_map(|it| Truth::Not(Box::new(it))),
            several.clone().prop_map(Truth::All),
            several.prop_map(Truth::Any),
            prop::array::uniform3(inner).prop_map(|it| Truth::If(Box::new(it))),
        ]
    })
}

pub(super) fn any_facts() -> impl Strategy<Value = Facts<'static>> {
    let level = prop::option::of(0u16..400);
    let site = prop::option::of(prop::sample::select(&["Lisbon", "Porto"][..]));
    let numbers = (prop::option::of(0i64..4), prop::option::of(1u32..101));
    (prop::array::uniform3(level), site, numbers).prop_map(|(levels, site, (grade, fte))| {
        let mut facts = facts();
        let indices: Vec<_> = names().competencies.indices().collect();
        for (ix, level) in indices.into_iter().zip(levels) {
            let level = level.map(Level::from_hundredths);
            let known = level.is_some();
            facts.competencies[ix] = CompetencyFacts { known, level, gap: None };
        }
        facts.site = site.map(Into::into);
        (facts.grade, facts.fte) = (grade, fte);
        facts
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn no_text_makes_the_check_panic(text in "\\PC{0,80}") {
        let compiled = sandbox().compile_condition(&text, Asker::Rule(Each::Gap));
        prop_assert!(compiled.is_ok() || compiled.is_err_and(|it| !it.is_empty()));
    }

    #[test]
    fn no_words_make_the_check_panic(
        words in prop::collection::vec(prop::sample::select(WORDS), 0..20),
        spaced in any::<bool>(),
    ) {
        let text = words.join(if spaced { " " } else { "" });
        let sandbox = sandbox();
        if let Ok(condition) = sandbox.compile_condition(&text, Asker::Rule(Each::Gap)) {
            condition.decide(&sandbox, &Arc::new(facts()), &Arc::new(gap()));
        }
        let helper = format!("fn f(gap) {{ {text} }}");
        drop(Sandbox::new(names(), &[("a.rhai", &helper)]));
    }

    #[test]
    fn conditions_agree_with_an_evaluator_of_another_make(
        truth in any_truth(),
        facts in any_facts(),
    ) {
        let (sandbox, names, text) = (sandbox(), names(), truth.to_string());
        prop_assume!(text.len() <= 2_000);
        let expected = match truth.value(&facts, &names) {
            Ok(true) => "Holds".to_owned(),
            Ok(false) => "DoesNot".to_owned(),
            Err(Without::Evidence(of)) => format!("needs {of}"),
        };
        let condition = sandbox
            .compile_condition(&text, Asker::Rule(Each::Person))
            .unwrap_or_else(|mistakes| panic!("{text}: {mistakes:#?}"));
        let answer = match condition.decide(&sandbox, &Arc::new(facts), &Arc::new(About::Person)) {
            Answer::Undecided { needs } => format!("needs {needs}"),
            other => format!("{other:?}"),
        };
        prop_assert_eq!(answer, expected, "{}", text);
    }
}

const WORDS: &[&str] = &[
    "and",
    "or",
    "not",
    "in",
    "&&",
    "||",
    "!",
    "==",
    "=",
    "<",
    "<=",
    "<>",
    "=>",
    "is",
    "gap",
    ".missing",
    ".",
    "module",
    "grade",
    "role",
    "level",
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    "\"x\"",
    "\"empathy\"",
    "'",
    "\"",
    "1",
    "1.5",
    "-",
    "+",
    "/",
    "%",
    "*",
    "if",
    "else",
    "switch",
    "let",
    "x",
    ",",
    ";",
    "true",
    "null",
    "`",
    "${",
    "#{",
    "?.",
    "??",
    "..",
    "|",
    "\\",
    "\n",
    "é",
    "//",
    "/*",
    "for",
    "fn",
    "return",
    "this",
    "::",
    "@",
];

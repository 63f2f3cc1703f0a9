//! Random conditions and facts, out of a row of random bytes.
//!
//! Used by the laws of conditions and, byte by byte, by the fuzzer: whatever the
//! bytes are, a condition comes out.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::sync::Arc;

use waypath_engine::blueprint::model::Modality;
use waypath_engine::blueprint::rule::Each;
use waypath_engine::id::{Dense, Id, Table};
use waypath_engine::level::Level;
use waypath_engine::quantity::{Amount, Hours};
use waypath_engine::rules::{
    About, CompetencyFacts, FactSet, Facts, GapFacts, ModuleFacts, Names, Sandbox,
};

/// Helpers that conditions call: some are opened to explain them, some return what
/// no condition expects, and one takes as many steps as it is told to.
pub const HELPERS: &str = r#"
fn settled(months) { months >= 6 and known("empathy") }
fn both() { known("empathy") && level("empathy") >= 2 }
fn counted() { grade + 1 }
fn chosen(number) { if number > 1 { "day" } else { 3 } }
fn listed() { ["day", role] }
fn busy(times) { let sum = 0; for number in 0..times { sum += number; } sum > 10 }
fn searched(times) {
    let all = [];
    for number in 0..100 { all.push(number); }
    for number in 0..times { if 999 in all { return true; } }
    times > 45
}
fn asked(id) { level(id) > 1 }
fn deep(number) { if number > 0 { deep(number - 1) } else { settled(number) } }
fn of(gap) { gap.missing > 1 or gap.importance == "useful" }
fn of_module(module) { module.hours > 2 and has_tag("practice-first") }
"#;

/// What a condition can be made of. Every kind of part has one.
pub const PARTS: &[&str] = &[
    "truth",
    "number",
    "decimal",
    "large number",
    "text",
    "fact",
    "asked fact",
    "tag",
    "field",
    "not",
    "minus",
    "compare numbers",
    "compare texts",
    "compare truths",
    "arithmetic",
    "division",
    "in a list",
    "in a text",
    "contains",
    "list method",
    "text method",
    "text function",
    "all",
    "any",
    "if",
    "rounding",
    "choosing",
    "length",
    "helper",
    "helper of a thing",
    "helper's number",
    "many steps",
    "mixed list",
];

/// Random choices out of a row of bytes; zero once they are used up.
#[derive(Clone, Debug)]
pub struct Draw<'a> {
    bytes: &'a [u8],
    each: Each,
    /// The parts that were used.
    pub used: BTreeSet<&'static str>,
}

impl<'a> Draw<'a> {
    /// Returns the choices that a row of bytes stands for.
    pub fn new(bytes: &'a [u8]) -> Self {
        let mut draw = Self { bytes, each: Each::Person, used: BTreeSet::new() };
        draw.each = *draw.of(&[Each::Person, Each::Gap, Each::Module]);
        draw
    }

    /// What the condition is asked about.
    pub fn each(&self) -> Each {
        self.each
    }

    fn below(&mut self, end: usize) -> usize {
        let (first, rest) =
            self.bytes.split_first().map_or((0, self.bytes), |(first, rest)| (*first, rest));
        self.bytes = rest;
        usize::from(first) % end
    }

    fn of<'t, T>(&mut self, all: &'t [T]) -> &'t T {
        let number = self.below(all.len());
        &all[number]
    }

    fn maybe(&mut self) -> bool {
        self.below(4) > 0
    }

    fn number_below(&mut self, end: u16) -> u16 {
        let high = u16::try_from(self.below(256)).unwrap_or(0);
        let low = u16::try_from(self.below(256)).unwrap_or(0);
        (high * 256 + low) % end
    }

    fn part(&mut self, name: &'static str) {
        debug_assert!(PARTS.contains(&name), "{name}");
        self.used.insert(name);
    }

    /// A condition.
    pub fn condition(&mut self) -> String {
        // Beside a helper that comes near to the limit, so that it is often met.
        if self.below(8) == 7 {
            let beside = self.truth(3);
            return format!("({} or {beside}) and ({})", self.long_helper(), self.truth(3));
        }
        self.truth(5)
    }

    fn truth(&mut self, depth: u8) -> String {
        let Some(below) = depth.checked_sub(1) else {
            self.part("asked fact");
            return format!("known(\"{}\")", self.competency());
        };
        match self.below(20) {
            0 => {
                self.part("truth");
                (*self.of(&["true", "false"])).to_owned()
            }
            1 => {
                self.part("asked fact");
                format!("known(\"{}\")", self.competency())
            }
            2 => match self.each {
                Each::Module => {
                    self.part("tag");
                    format!("has_tag(\"{}\")", self.of(&["practice-first", "other"]))
                }
                _ => {
                    format!("completed(\"{}\")", self.of(&["diagnose-by-asking", "listening-lab"]))
                }
            },
            3 => {
                self.part("not");
                format!("not ({})", self.truth(below))
            }
            4 | 5 => self.joined("all", " and ", below),
            6 | 7 => self.joined("any", " or ", below),
            8 => {
                self.part("if");
                let [question, then, otherwise] = [0; 3].map(|_| self.truth(below));
                format!("if {question} {{ {then} }} else {{ {otherwise} }}")
            }
            9 => {
                self.part("compare truths");
                let operator = *self.of(&["==", "!="]);
                format!("({}) {operator} ({})", self.truth(below), self.truth(below))
            }
            10 | 11 => {
                self.part("compare texts");
                let operator = *self.of(&["==", "!="]);
                let (fact, text) = (self.text_fact(), self.word());
                if self.maybe() {
                    format!("{fact} {operator} {text}")
                } else {
                    format!("{text} {operator} {fact}")
                }
            }
            12 => self.within(below),
            13 => self.text_function(),
            14 => self.helper(below),
            15 => self.contains(below),
            _ => {
                self.part("compare numbers");
                let operator = *self.of(&["==", "!=", "<", "<=", ">", ">="]);
                format!("{} {operator} {}", self.number(below), self.number(below))
            }
        }
    }

    fn joined(&mut self, name: &'static str, word: &str, below: u8) -> String {
        self.part(name);
        let count = 2 + self.below(2);
        let parts: Vec<String> = (0..count).map(|_| format!("({})", self.truth(below))).collect();
        parts.join(word)
    }

    fn within(&mut self, below: u8) -> String {
        let word = *self.of(&["in", "not in"]);
        if self.below(3) == 0 {
            self.part("in a text");
            return format!("{} {word} {}", self.text_fact(), self.text_fact());
        }
        self.part("in a list");
        let item = self.number(below.min(1));
        format!("{item} {word} {}", self.numbers())
    }

    fn numbers(&mut self) -> String {
        let count = 1 + self.below(3);
        let items: Vec<String> = (0..count).map(|_| self.number(u8::from(count == 2))).collect();
        format!("[{}]", items.join(", "))
    }

    fn contains(&mut self, below: u8) -> String {
        match self.below(4) {
            0 => {
                self.part("mixed list");
                format!("[{}, {}].contains({})", self.number(0), self.word(), self.text_fact())
            }
            1 => {
                self.part("list method");
                format!("{}.contains({})", self.numbers(), self.number(below.min(1)))
            }
            2 => {
                self.part("contains");
                format!("contains({}, {})", self.numbers(), self.number(below.min(1)))
            }
            _ => {
                self.part("contains");
                format!("contains({}, {})", self.text_fact(), self.text_fact())
            }
        }
    }

    fn text_function(&mut self) -> String {
        let function = *self.of(&["starts_with", "ends_with", "contains"]);
        let (text, part) =
            (self.text_fact(), if self.maybe() { self.word() } else { self.text_fact() });
        if self.maybe() {
            self.part("text function");
            format!("{function}({text}, {part})")
        } else {
            self.part("text method");
            format!("{text}.{function}({part})")
        }
    }

    fn helper(&mut self, below: u8) -> String {
        self.part("helper");
        match self.below(9) {
            0 => format!("settled({})", self.number(below.min(2))),
            1 => "both()".to_owned(),
            2 => {
                self.part("helper's number");
                let operator = *self.of(&["==", "<", ">="]);
                format!("counted() {operator} {}", self.number(below.min(2)))
            }
            3 => (*self.of(&["counted()", "not counted()", "not listed()", "chosen(grade)"]))
                .to_owned(),
            4 => format!("{} in listed()", self.text_fact()),
            5 => self.long_helper(),
            6 => format!("asked(\"{}\")", self.competency()),
            7 => format!("deep({})", self.below(20)),
            _ => {
                self.part("helper of a thing");
                match self.each {
                    Each::Gap => "of(gap)".to_owned(),
                    Each::Module => "of_module(module)".to_owned(),
                    Each::Person => "asked(role)".to_owned(),
                }
            }
        }
    }

    /// Just below and just above the limits, so that what is evaluated beside the helper
    /// decides which of them is met.
    fn long_helper(&mut self) -> String {
        self.part("many steps");
        match self.below(3) {
            0 => format!("busy({})", self.number_below(2_000)),
            1 => format!("busy({})", 3_290 + self.below(45)),
            _ => format!("searched({})", 40 + self.below(12)),
        }
    }

    fn competency(&mut self) -> &'static str {
        let id: &&str = self.of(&["call-diagnosis", "product-knowledge", "empathy"]);
        id
    }

    fn number(&mut self, depth: u8) -> String {
        let Some(below) = depth.checked_sub(1) else { return self.plain_number() };
        match self.below(12) {
            0 | 1 => {
                self.part("arithmetic");
                let operator = *self.of(&["+", "-", "*", "%"]);
                format!("({} {operator} {})", self.number(below), self.number(below))
            }
            2 => {
                self.part("division");
                format!("({} / {})", self.number(below), self.number(below))
            }
            3 => {
                self.part("minus");
                format!("-({})", self.number(below))
            }
            4 => {
                self.part("rounding");
                let function = *self.of(&["abs", "floor", "ceiling", "round"]);
                if self.maybe() {
                    format!("{function}({})", self.number(below))
                } else {
                    format!("({}).{function}()", self.number(below))
                }
            }
            5 => {
                self.part("choosing");
                let function = *self.of(&["min", "max"]);
                if self.maybe() {
                    format!("{function}({}, {})", self.number(below), self.number(below))
                } else {
                    format!("({}).{function}({})", self.number(below), self.number(below))
                }
            }
            6 => {
                self.part("length");
                match self.below(3) {
                    0 => format!("len({})", self.text_fact()),
                    1 => format!("{}.len()", self.text_fact()),
                    _ => format!("len({})", self.numbers()),
                }
            }
            7 => {
                let (question, then, otherwise) =
                    (self.truth(below.min(1)), self.number(below), self.number(below));
                format!("(if {question} {{ {then} }} else {{ {otherwise} }})")
            }
            _ => self.plain_number(),
        }
    }

    fn plain_number(&mut self) -> String {
        match self.below(12) {
            0 | 1 => {
                self.part("number");
                (i32::try_from(self.below(9)).unwrap_or(0) - 4).to_string()
            }
            2 => {
                self.part("decimal");
                (*self.of(&["0.5", "1.50", "-2.25", "0.0", "2.0"])).to_owned()
            }
            3 if self.below(3) == 0 => {
                self.part("large number");
                (*self.of(&[
                    "9223372036854775807",
                    "-9223372036854775807",
                    "79228162514264337593543950335.0",
                    "0.0000000000000000000000000001",
                ]))
                .to_owned()
            }
            4 | 5 => {
                self.part("asked fact");
                let fact = *self.of(&["level", "gap"]);
                format!("{fact}(\"{}\")", self.competency())
            }
            6 => "kpi(\"first-contact-resolution\")".to_owned(),
            7 | 8 => {
                self.part("field");
                let fields: &[&str] = match self.each {
                    Each::Gap => &[
                        "gap.missing",
                        "gap.held",
                        "gap.target",
                        "gap.points",
                        "gap.persisted_reviews",
                    ],
                    Each::Module => &["module.hours", "module.gain", "module.closes"],
                    Each::Person => &["fte"],
                };
                (*self.of(fields)).to_owned()
            }
            _ => {
                self.part("fact");
                let facts = [
                    "grade",
                    "months_in_role",
                    "months_in_company",
                    "hours_per_week",
                    "fte",
                    "readiness",
                ];
                (*self.of(&facts)).to_owned()
            }
        }
    }

    /// A text that is the value of a fact in which any text may be looked for.
    fn text_fact(&mut self) -> String {
        self.part("text");
        let facts: &[&str] = match self.each {
            Each::Gap => &["gap.name", "site", "language", "attr(\"contract\")", "shift"],
            _ => &["site", "shift", "language", "attr(\"contract\")", "attr(\"long\")"],
        };
        (*self.of(facts)).to_owned()
    }

    fn word(&mut self) -> String {
        let word = *self.of(&["day", "", "Lisbon", "temporary", "Call", "y", "é \\\" x"]);
        format!("\"{word}\"")
    }

    /// Facts about a person.
    pub fn facts(&mut self, names: &Names) -> Facts<'static> {
        let mut facts = Facts::nothing_known("support-agent", names);
        facts.role = Cow::Borrowed(*self.of(&["support-agent", "team-lead"]));
        let text = |draw: &mut Self, all: &'static [&'static str]| {
            draw.maybe().then(|| Cow::Borrowed(*draw.of(all)))
        };
        facts.site = text(self, &["Lisbon", "day", ""]);
        facts.shift = text(self, &["day", "late"]);
        facts.language = text(self, &["en", "day", "é"]);
        facts.family = Cow::Borrowed(*self.of(&["support", ""]));
        let small = |draw: &mut Self| draw.maybe().then(|| i64::from(draw.number_below(30)));
        (facts.grade, facts.months_in_role) = (small(self), small(self));
        (facts.months_in_company, facts.readiness) = (small(self), small(self));
        facts.fte = self.maybe().then(|| u32::from(self.number_below(101)));
        facts.hours_per_week =
            self.maybe().then(|| Hours::from_hundredths(u32::from(self.number_below(1_000))));
        let mut attributes: BTreeMap<Box<str>, Box<str>> = BTreeMap::new();
        if self.maybe() {
            attributes.insert("contract".into(), (*self.of(&["temporary", "", "day"])).into());
        }
        if self.below(3) == 0 {
            attributes.insert("long".into(), "x".repeat(3_000 + self.below(2) * 2_000).into());
        }
        facts.attributes = Cow::Owned(attributes);
        facts.competencies = Dense::build(&names.competencies, |_, _| CompetencyFacts {
            known: self.maybe(),
            level: self.level(),
            gap: self.level(),
        });
        facts.completed = Dense::build(&names.modules, |_, _| self.maybe());
        facts.kpis = Dense::build(&names.kpis, |_, _| {
            self.maybe().then(|| {
                Amount::from_ten_thousandths(i64::from(self.number_below(40_000)) * 50 - 1_000_000)
            })
        });
        facts.unsaid = self.unsaid(&["role", "fte", "site"]);
        facts
    }

    fn level(&mut self) -> Option<Level> {
        self.maybe().then(|| Level::from_hundredths(self.number_below(17) * 25))
    }

    fn unsaid(&mut self, names: &[&str]) -> FactSet {
        if self.below(4) > 0 { FactSet::default() } else { FactSet::of(&[*self.of(names)]) }
    }

    /// The person, gap or module that the condition is asked about.
    pub fn about(&mut self) -> About<'static> {
        match self.each {
            Each::Person => About::Person,
            Each::Gap => About::Gap(GapFacts {
                id: "call-diagnosis".into(),
                name: Cow::Borrowed(*self.of(&["Call diagnosis", "day"])),
                missing: self.level().unwrap_or(Level::ZERO),
                held: self.level().unwrap_or(Level::ZERO),
                target: Level::whole(3),
                importance: Cow::Borrowed(*self.of(&["critical", "useful"])),
                points: i64::from(self.number_below(5_000)),
                persisted_reviews: i64::from(self.number_below(4)),
                unsaid: self.unsaid(&["gap.missing", "gap.name", "gap.points"]),
            }),
            Each::Module => About::Module(ModuleFacts {
                id: "diagnose-by-asking".into(),
                title: "Diagnose by asking".into(),
                hours: Hours::from_hundredths(u32::from(self.number_below(1_000))),
                modality: *self.of(&[Modality::Simulation, Modality::Course]),
                gain: i64::from(self.number_below(5_000)),
                closes: i64::from(self.number_below(4)),
                tags: Cow::Owned(if self.maybe() {
                    BTreeSet::from(["practice-first".into()])
                } else {
                    BTreeSet::new()
                }),
                unsaid: self.unsaid(&["module.gain", "has_tag", "module.hours"]),
            }),
        }
    }
}

/// The names that conditions ask about.
///
/// # Panics
///
/// Never: the names are sound.
pub fn names() -> Arc<Names> {
    fn table<I: Id>(ids: &[&str]) -> Table<I> {
        Table::new(ids.iter().map(|id| id.parse().expect("a sound id")))
    }
    Arc::new(Names {
        competencies: table(&["call-diagnosis", "product-knowledge", "empathy"]),
        roles: table(&["support-agent", "team-lead"]),
        modules: table(&["diagnose-by-asking", "listening-lab"]),
        kpis: table(&["first-contact-resolution"]),
        prompts: table(&["ask-before-fixing"]),
        personas: table(&["new-agent"]),
        families: ["support".into()].into(),
        protected: ["gender".into()].into(),
    })
}

/// What conditions run in.
///
/// # Panics
///
/// If the helpers have a mistake.
pub fn sandbox() -> Sandbox {
    let (sandbox, mistakes) = Sandbox::new(names(), &[("helpers.rhai", HELPERS)]);
    assert!(mistakes.is_empty(), "{mistakes:#?}");
    sandbox
}

/// A condition with facts, for people.
pub fn show(condition: &str, facts: &Facts<'_>, about: &About<'_>) -> String {
    let mut text = String::new();
    let written = write!(text, "{condition}\n{facts:?}\n{about:?}");
    debug_assert!(written.is_ok());
    text
}

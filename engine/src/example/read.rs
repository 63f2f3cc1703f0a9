//! Finds all cases of a library.

use std::sync::Arc;

use super::{Case, CaseAbout, Expected, PersonCase, Question, Says, Suite, When, given, person};
use crate::blueprint::rule::Rule as Written;
use crate::blueprint::test::{About as WrittenAbout, Between, Expect, Given, Test};
use crate::blueprint::value::{Parsed, Short};
use crate::blueprint::{self};
use crate::diagnostic::{Code, Diagnostic, Place, sort};
use crate::id::{CompetencyIx, Id as _, Ix, ModuleIx, PromptIx, RuleIx, Table};
use crate::library::{Each, Library, Resolver, instead};
use crate::person::Person;
use crate::plan::Outcome;
use crate::source::{Positions, Source, Sources};

/// Returns the cases of a library: the examples of its rules, then its test files.
///
/// `sources` are the files it was compiled from, `tests` its test files, `people`
/// those whom tests may name.
pub fn suite(library: &Library, sources: &Sources, tests: &[Source], people: &[Person]) -> Suite {
    let mut cases = Vec::new();
    let mut diagnostics = Vec::new();
    let blueprint = blueprint::read(sources).blueprint;
    for (id, entry) in &blueprint.rules {
        let (Some(written), Some(ix)) = (&entry.value, library.names.rules.find(id.as_str()))
        else {
            continue;
        };
        let mut resolver = resolver(library, &library.positions);
        cases.extend(examples(library, ix, written, &mut resolver));
        diagnostics.append(&mut resolver.diagnostics);
    }
    cases.sort_by_key(|case| case.place.as_ref().map(|place| (place.file.to_string(), place.line)));
    let (suites, mut shape) = blueprint::read_tests(tests);
    diagnostics.append(&mut shape);
    for suite in suites {
        let mut resolver = resolver(library, &suite.positions);
        for (name, test) in &suite.tests {
            let mut reader =
                Reader { library, people, suite: &suite, name, test, resolver: &mut resolver };
            cases.extend(reader.case());
        }
        diagnostics.append(&mut resolver.diagnostics);
    }
    sort(&mut diagnostics);
    Suite { cases, diagnostics }
}

fn resolver<'a>(library: &'a Library, positions: &'a Positions) -> Resolver<'a> {
    Resolver { names: &library.names, positions, diagnostics: Vec::new() }
}

/// The examples of a rule that can be run.
fn examples(
    library: &Library,
    rule: RuleIx,
    written: &Written,
    resolver: &mut Resolver<'_>,
) -> Vec<Case> {
    let id = library.rule_id(rule);
    let each = library.rules[rule].each;
    let mut cases = Vec::new();
    for (number, example) in written.examples.iter().enumerate() {
        let index = number.to_string();
        let path = ["rules", id, "examples", &index];
        let place = resolver.positions.value(&path);
        let before = resolver.diagnostics.len();
        let at = [&path[..], &["given"]].concat();
        let case = given::read(library, (&example.given, &at), each, &[each], resolver);
        if resolver.diagnostics.len() > before {
            continue;
        }
        let question = Question {
            rule,
            facts: Arc::new(case.facts),
            about: Arc::new(case.about),
            role: case.role,
            says: if example.fires { Says::Fires } else { Says::DoesNotFire },
            place: resolver.positions.value(&[&path[..], &["fires"]].concat()),
        };
        cases.push(Case {
            file: place.as_ref().map_or_else(|| "".into(), |place| (&*place.file).into()),
            name: format!("{id}, example {}", number.saturating_add(1)),
            place,
            because: None,
            about: CaseAbout::Facts(vec![question]),
        });
    }
    cases
}

struct Reader<'a, 'b> {
    library: &'a Library,
    people: &'a [Person],
    suite: &'a blueprint::Suite,
    name: &'a str,
    test: &'a Test,
    resolver: &'a mut Resolver<'b>,
}

impl<'a> Reader<'a, '_> {
    fn at(&self, rest: &[&'a str]) -> Vec<&'a str> {
        [&["tests", self.name], rest].concat()
    }

    fn place(&self, rest: &[&'a str]) -> Option<Place> {
        let (path, positions) = (self.at(rest), self.resolver.positions);
        positions.value(&path).or_else(|| positions.key(&path))
    }

    fn report(&mut self, code: Code, message: impl Into<String>, help: &str, rest: &[&'a str]) {
        let (path, positions) = (self.at(rest), self.resolver.positions);
        let place = positions.key(&path).or_else(|| positions.nearest(&path));
        self.resolver.report(Diagnostic::new(code, message).at(place).help(help));
    }

    /// The test, unless it holds mistakes.
    fn case(&mut self) -> Option<Case> {
        let before = self.resolver.diagnostics.len();
        let about = match (&self.test.person, &self.test.given) {
            (Some(_), None) => self.person(),
            (None, Some(given)) => Some(self.facts(given)),
            (None, None) => {
                let help = "add `person:` with somebody's id or a role, or `given:` with facts";
                let message = format!("`{}` is about nobody", self.name);
                self.report(Code::UnsoundTest, message, help, &[]);
                None
            }
            (Some(_), Some(_)) => {
                let message = format!("`{}` is about a person and about mere facts", self.name);
                let help = "take `given:` out, or make two tests of it";
                self.report(Code::UnsoundTest, message, help, &["given"]);
                None
            }
        };
        if is_empty(&self.test.expect) {
            let message = format!("`{}` expects nothing, so it cannot fail", self.name);
            let help = "say below `expect:` what must hold, such as `fires: [a-rule]`";
            self.report(Code::NothingExpected, message, help, &["expect"]);
        }
        let about = about?;
        (self.resolver.diagnostics.len() == before).then(|| Case {
            file: self.suite.path.as_str().into(),
            name: self.name.to_owned(),
            place: self.resolver.positions.key(&self.at(&[])),
            because: self.test.because.as_deref().map(Into::into),
            about,
        })
    }

    fn person(&mut self) -> Option<CaseAbout> {
        let Short(somebody) = self.test.person.as_ref()?;
        let as_of = self.test.as_of.map(|as_of| as_of.0.0).or(self.suite.as_of);
        let Some(as_of) = as_of else {
            let help = "add `as_of:` to the test or at the top of the file; a test that depends on \
                        today fails some day";
            self.report(Code::MissingField, format!("`{}` has no `as_of`", self.name), help, &[]);
            return None;
        };
        let path = self.at(&["person"]);
        let person =
            person::read(self.library, self.people, (somebody, &path), as_of, self.resolver);
        let expected = self.expected();
        Some(CaseAbout::Person(Box::new(PersonCase { person: person?, as_of, expected })))
    }

    fn facts(&mut self, given: &'a Given) -> CaseAbout {
        let expect = &self.test.expect;
        for key in of_a_plan(expect) {
            let message = format!("`{key}` is expected of mere facts");
            let help = "name a `person:`; facts show only what rules say about them: `fires`, \
                        `silent`, `undecided`";
            self.report(Code::ExpectedOfFacts, message, help, &["expect", key]);
        }
        let rules = self.rules();
        let all: Vec<Each> = rules.iter().map(|rule| self.library.rules[rule.rule].each).collect();
        let mut questions = Vec::new();
        let path = self.at(&["given"]);
        if rules.is_empty() {
            // Nothing is asked, and the mistakes in the facts are still mistakes.
            let all = [Each::Person, Each::Gap, Each::Module];
            given::read(self.library, (given, &path), Each::Person, &all, self.resolver);
        }
        for asked in rules {
            if let Some(about) = asked.about {
                let message = format!("`about: {about}` is expected of mere facts");
                let help = "take it out: what the rule is asked about stands in `given:`";
                self.report(Code::ExpectedOfFacts, message, help, &["expect", asked.key]);
            }
            let each = self.library.rules[asked.rule].each;
            let case = given::read(self.library, (given, &path), each, &all, self.resolver);
            questions.push(Question {
                rule: asked.rule,
                facts: Arc::new(case.facts),
                about: Arc::new(case.about),
                role: case.role,
                says: asked.says,
                place: asked.place,
            });
        }
        CaseAbout::Facts(questions)
    }

    /// The rules of which something is expected.
    fn rules(&mut self) -> Vec<AskedRule<'a>> {
        let expect = &self.test.expect;
        let lists: [(&'static str, Says, &'a [Short<WrittenAbout>]); 3] = [
            ("fires", Says::Fires, &expect.fires),
            ("silent", Says::Silent, &expect.silent),
            ("undecided", Says::Undecided, &expect.undecided),
        ];
        let mut rules: Vec<AskedRule<'a>> = Vec::new();
        for (key, says, list) in lists {
            for (number, Short(it)) in list.iter().enumerate() {
                let place = self.item_place(key, number);
                let table = &self.library.names.rules;
                let Some(rule) = self.find(table, &it.rule, Code::UnknownRule, place.clone())
                else {
                    continue;
                };
                let about = it.about.as_deref();
                let twice = rules
                    .iter()
                    .any(|other| other.rule == rule && other.about == about && other.says != says);
                if twice {
                    let message = format!("two things are expected of `{}`", it.rule);
                    let diagnostic = Diagnostic::new(Code::UnsoundTest, message).at(place.clone());
                    self.resolver.report(diagnostic.help("leave one of them"));
                }
                self.check_about(rule, about, place.clone());
                rules.push(AskedRule { rule, says, about, key, place });
            }
        }
        rules
    }

    fn item_place(&self, key: &'a str, number: usize) -> Option<Place> {
        let number = number.to_string();
        let path = self.at(&["expect", key]);
        let path = [&path[..], &[number.as_str()]].concat();
        let positions = self.resolver.positions;
        let rule = [&path[..], &["rule"]].concat();
        positions.value(&rule).or_else(|| positions.value(&path))
    }

    /// Reports what a rule is never asked about.
    fn check_about(&mut self, rule: RuleIx, about: Option<&str>, place: Option<Place>) {
        let Some(about) = about else { return };
        let names = &self.library.names;
        match self.library.rules[rule].each {
            Each::Person => {
                let id = self.library.rule_id(rule);
                let message = format!("`{id}` is asked about the person, not about `{about}`");
                let diagnostic = Diagnostic::new(Code::UnsoundTest, message).at(place);
                self.resolver.report(diagnostic.help("take `about:` out"));
            }
            Each::Gap => {
                self.find(&names.competencies, about, Code::UnknownCompetency, place);
            }
            Each::Module => {
                self.find(&names.modules, about, Code::UnknownModule, place);
            }
        }
    }

    fn find<I: crate::id::Id>(
        &mut self,
        table: &Table<I>,
        name: &str,
        code: Code,
        place: Option<Place>,
    ) -> Option<Ix<I>> {
        let found = table.find(name);
        if found.is_none() {
            let names: Vec<&str> = table.iter().map(|(_, id)| id.as_str()).collect();
            let diagnostic = Diagnostic::new(code, format!("unknown {} `{name}`", I::KIND));
            let suggestion = instead(name, &names, I::KIND);
            self.resolver.report(diagnostic.at(place).suggest(suggestion));
        }
        found
    }

    /// Everything expected of a plan.
    fn expected(&mut self) -> Vec<(Expected, Option<Place>)> {
        let expect = &self.test.expect;
        let rules = self.rules().into_iter().map(|asked| {
            let about = asked.about.map(Into::into);
            (Expected::Rule { rule: asked.rule, says: asked.says, about }, asked.place)
        });
        let rules: Vec<(Expected, Option<Place>)> = rules.collect();
        // What explains the rest comes first: a wrong persona is why a rule is not asked.
        let mut all: Vec<(Expected, Option<Place>)> = Vec::new();
        all.extend(self.persona());
        all.extend(self.outcome());
        all.extend(rules);
        all.extend(self.modules("picks", &expect.picks, Expected::Picked));
        all.extend(self.modules("leaves_out", &expect.leaves_out, Expected::LeftOut));
        all.extend(self.modules("must_do", &expect.must_do, Expected::MustDo));
        all.extend(self.prompts("prompts", &expect.prompts, Expected::Prompt));
        all.extend(self.prompts("no_prompts", &expect.no_prompts, Expected::NoPrompt));
        all.extend(self.assess());
        all.extend(self.readiness("readiness", When::Now, expect.readiness));
        all.extend(self.readiness("readiness_after", When::After, expect.readiness_after));
        let score =
            expect.score.map(|score| (Expected::Score(score.0), self.place(&["expect", "score"])));
        all.extend(score);
        all
    }

    fn persona(&mut self) -> Option<(Expected, Option<Place>)> {
        let name = self.test.expect.persona.as_deref()?;
        let place = self.place(&["expect", "persona"]);
        if name.is_empty() {
            return Some((Expected::Persona(None), place));
        }
        let table = &self.library.names.personas;
        let persona = self.find(table, name, Code::UnknownPersona, place.clone())?;
        Some((Expected::Persona(Some(persona)), place))
    }

    fn outcome(&mut self) -> Option<(Expected, Option<Place>)> {
        let name = self.test.expect.outcome.as_deref()?;
        let place = self.place(&["expect", "outcome"]);
        let found = Outcome::ALL.iter().find(|outcome| outcome.as_str() == name);
        if found.is_none() {
            let words: Vec<&str> = Outcome::ALL.iter().map(|outcome| outcome.as_str()).collect();
            let message = format!("`{name}` is not an outcome");
            let diagnostic = Diagnostic::new(Code::InvalidValue, message).at(place.clone());
            self.resolver.report(diagnostic.suggest(instead(name, &words, "outcome")));
        }
        Some((Expected::Outcome(*found?), place))
    }

    fn modules(
        &mut self,
        key: &'static str,
        names: &[String],
        expected: fn(ModuleIx) -> Expected,
    ) -> Vec<(Expected, Option<Place>)> {
        let table = &self.library.names.modules;
        self.list(key, names, |reader, name, place| {
            reader.find(table, name, Code::UnknownModule, place).map(expected)
        })
    }

    fn prompts(
        &mut self,
        key: &'static str,
        names: &[String],
        expected: fn(PromptIx) -> Expected,
    ) -> Vec<(Expected, Option<Place>)> {
        let table = &self.library.names.prompts;
        self.list(key, names, |reader, name, place| {
            reader.find(table, name, Code::UnknownPrompt, place).map(expected)
        })
    }

    fn assess(&mut self) -> Vec<(Expected, Option<Place>)> {
        let table = &self.library.names.competencies;
        let expect: &'a Expect = &self.test.expect;
        self.list("assess", &expect.assess, |reader, name, place| {
            let found: Option<CompetencyIx> =
                reader.find(table, name, Code::UnknownCompetency, place);
            found.map(Expected::Assess)
        })
    }

    fn list(
        &mut self,
        key: &'static str,
        names: &[String],
        mut read: impl FnMut(&mut Self, &str, Option<Place>) -> Option<Expected>,
    ) -> Vec<(Expected, Option<Place>)> {
        let mut all = Vec::new();
        for (number, name) in names.iter().enumerate() {
            let place = self.item_place(key, number);
            all.extend(read(self, name, place.clone()).map(|expected| (expected, place)));
        }
        all
    }

    fn readiness(
        &self,
        key: &'static str,
        when: When,
        between: Option<Parsed<Between>>,
    ) -> Option<(Expected, Option<Place>)> {
        let Between { from, to } = between?.0;
        Some((Expected::Readiness { when, from, to }, self.place(&["expect", key])))
    }
}

/// A rule of which something is expected.
struct AskedRule<'a> {
    rule: RuleIx,
    says: Says,
    about: Option<&'a str>,
    key: &'static str,
    place: Option<Place>,
}

fn is_empty(expect: &Expect) -> bool {
    let Expect { fires, silent, undecided, .. } = expect;
    fires.is_empty() && silent.is_empty() && undecided.is_empty() && of_a_plan(expect).is_empty()
}

/// The keys that say something about a whole plan.
fn of_a_plan(expect: &Expect) -> Vec<&'static str> {
    let keys = [
        ("persona", expect.persona.is_some()),
        ("outcome", expect.outcome.is_some()),
        ("picks", !expect.picks.is_empty()),
        ("leaves_out", !expect.leaves_out.is_empty()),
        ("must_do", !expect.must_do.is_empty()),
        ("prompts", !expect.prompts.is_empty()),
        ("no_prompts", !expect.no_prompts.is_empty()),
        ("assess", !expect.assess.is_empty()),
        ("readiness", expect.readiness.is_some()),
        ("readiness_after", expect.readiness_after.is_some()),
        ("score", expect.score.is_some()),
    ];
    keys.into_iter().filter(|(_, is_there)| *is_there).map(|(key, _)| key).collect()
}

//! Is what lints claim about rules true of everybody?
//!
//! On random small libraries everybody is gone through: each role and target, each
//! level in quarters, known or not, and so on, as far as the conditions ask for it.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use jiff::civil::date;
use proptest::prelude::*;
use proptest::sample::select;
use waypath_engine::advice::{Act, Advice, advise, questions, standing_personas};
use waypath_engine::diagnostic::{Code, Diagnostic};
use waypath_engine::id::{ModuleIx, RuleIx};
use waypath_engine::level::Level;
use waypath_engine::library::{Library, Source as EvidenceSource, compile};
use waypath_engine::lint::lint;
use waypath_engine::person::{AsOf, Evidence, Person, Progress, Reading, Review, Status, Subject};
use waypath_engine::quantity::{Amount, Span};
use waypath_engine::rules::{Answer, Asker, Condition};
use waypath_engine::source::{Source, Sources};
use waypath_tests::{fixture, run};

const TODAY: AsOf = date(2026, 1, 12);
/// With more people than these a case takes too long to go through.
const MOST: usize = 1_500;

/// A library of two roles with one rule and two personas.
#[derive(Clone, Debug)]
struct Case {
    each: &'static str,
    scope: &'static str,
    when: String,
    if_unknown: &'static str,
    who: [String; 2],
    unknown: &'static str,
}

fn number() -> impl Strategy<Value = &'static str> {
    select(vec!["0", "0.5", "1", "1.5", "2"])
}

fn operator() -> impl Strategy<Value = &'static str> {
    select(vec![">=", ">", "<", "<=", "==", "!="])
}

fn person_atom() -> impl Strategy<Value = String> {
    let levels = select(vec!["level(\"c0\")", "level(\"c1\")", "gap(\"c0\")", "gap(\"c1\")"]);
    prop_oneof![
        4 => (levels, operator(), number()).prop_map(|(a, b, c)| format!("{a} {b} {c}")),
        2 => (operator(), 0..4).prop_map(|(a, b)| format!("months_in_role {a} {b}")),
        1 => (operator(), 0..4).prop_map(|(a, b)| format!("months_in_company {a} {b}")),
        1 => select(vec!["known(\"c0\")", "known(\"c1\")", "completed(\"m0\")"]).prop_map(Into::into),
        2 => select(vec![
            "role == \"job0\"", "role != \"job1\"", "target_role == \"job1\"", "target_role == \"\"",
            "family == \"f\"", "role in [\"job0\", \"job1\"]", "months_in_role >= 0 || months_in_role < 9", "site == \"north\"", "attr(\"x\") == \"y\"", "kpi(\"k\") > 1",
        ]).prop_map(Into::into),
    ]
}

fn atom(each: &'static str) -> BoxedStrategy<String> {
    match each {
        "gap" => prop_oneof![
            2 => person_atom(),
            1 => (operator(), number()).prop_map(|(a, b)| format!("gap.missing {a} {b}")),
            1 => (operator(), number()).prop_map(|(a, b)| format!("gap.held {a} {b}")),
            1 => select(vec![
                "gap.importance == \"critical\"", "gap.id == \"c0\"", "gap.target == 2",
                "gap.persisted_reviews > 0", "gap.target < 2",
            ]).prop_map(Into::into),
        ]
        .boxed(),
        "module" => prop_oneof![
            2 => person_atom(),
            1 => select(vec![
                "has_tag(\"t\")", "module.hours > 2", "module.modality == \"course\"",
                "module.id == \"m0\"", "module.hours >= 4",
            ]).prop_map(Into::into),
        ]
        .boxed(),
        _ => person_atom().boxed(),
    }
}

fn condition(each: &'static str) -> impl Strategy<Value = String> {
    let joined = (prop::collection::vec((any::<bool>(), atom(each)), 1..=3), any::<bool>());
    joined.prop_map(|(parts, all)| {
        let parts = parts
            .into_iter()
            .map(|(not, condition)| if not { condition } else { format!("!({condition})") });
        let parts: Vec<String> = parts.collect();
        parts.join(if all { " && " } else { " || " })
    })
}

fn case() -> impl Strategy<Value = Case> {
    let each = select(vec!["person", "person", "gap", "module"]);
    each.prop_flat_map(|each| {
        (
            condition(each),
            select(vec!["{}", "{ role: [job0] }", "{ persona: [p0] }", "{ site: [north] }"]),
            select(vec!["skip", "skip", "fire"]),
            [condition("person"), condition("person")],
            select(vec!["assess", "entry", "beginner"]),
        )
            .prop_map(move |(when, scope, if_unknown, who, unknown)| Case {
                each,
                scope,
                when,
                if_unknown,
                who,
                unknown,
            })
    })
}

const MODEL: &str = r#"
competencies:
  c0: { name: "C0" }
  c1: { name: "C1", requires: { c0: 1 } }
roles:
  job0:
    title: "Job 0"
    family: f
    entry: { c0: 1 }
    expects:
      c0: { level: 2, importance: critical }
      c1: { level: 1 }
  job1:
    title: "Job 1"
    expects:
      c1: { level: 2, importance: useful }
kpis:
  k: { name: K, unit: percent, direction: up, kind: lagging, source: s, window: 4 weeks }
modules:
  m0:
    title: "M0"
    modality: course
    hours: 2
    builds: { c0: { from: 0, to: 2 } }
    tags: [t]
    kpi: k
    proof: { kind: task, produces: "Work", done_when: ["Done"], validated_by: [manager], within: 30 days }
  m1:
    title: "M1"
    modality: micro
    hours: 4
    builds: { c1: { from: 0, to: 2 } }
    kpi: k
    proof: { kind: task, produces: "Work", done_when: ["Done"], validated_by: [manager], within: 30 days }
"#;

impl Case {
    fn rule(&self) -> String {
        format!(
            "rules:\n  r:\n    because: \"Why.\"\n    scope: {}\n    each: {}\n    if_unknown: {}\n    when: |\n      {}\n    then:\n      - flag: {{ to: manager, text: \"Look\" }}\n",
            self.scope, self.each, self.if_unknown, self.when
        )
    }

    fn personas(&self) -> String {
        let mut text = String::from("personas:\n");
        for (number, who) in self.who.iter().enumerate() {
            let unknown = if number == 0 { self.unknown } else { "assess" };
            writeln!(
                text,
                "  p{number}:\n    name: P{number}\n    unknown: {unknown}\n    who: |\n      {who}"
            )
            .unwrap();
        }
        text
    }

    fn sources(&self) -> Sources {
        let file = |path: &str, text: String| Source { path: path.to_owned(), bytes: text.into() };
        let scale = "scale: { name: three, levels: [none, some, all] }\n";
        Sources {
            files: vec![
                file("waypath.yaml", format!("name: Random\n{scale}")),
                file("competency_models/m/model.yaml", MODEL.to_owned()),
                file("competency_models/m/personas.yaml", self.personas()),
                file("rules/rules.yaml", self.rule()),
            ],
        }
    }

    fn show(&self) -> String {
        format!("{}\n{}", self.rule(), self.personas())
    }

    /// Everybody who differs in what the conditions ask for.
    fn everybody(&self, library: &Library) -> Vec<Person> {
        let text = format!("{}{}{}", self.when, self.who[0], self.who[1]);
        let asks = |part: &str| text.contains(part);
        let role = |id: &str| library.names.roles.find(id).unwrap();
        let (job0, job1) = (role("job0"), role("job1"));
        let mut all = Vec::new();
        for (role, target) in [(job0, None), (job0, Some(job1)), (job1, None), (job1, Some(job0))] {
            let mut person = Person::unknown("p".parse().unwrap(), "P", role);
            person.target_role = target;
            all.push(person);
        }
        let is_gap = self.each == "gap";
        for id in ["c0", "c1"] {
            let about_gap = is_gap || asks("gap(");
            if asks(&format!("\"{id}\"")) || about_gap {
                all = with_levels(&all, library, id);
            }
        }
        if asks("months_in_role") || asks("months_in_company") {
            all = with_months(&all, asks("months_in_company"));
        }
        let mut vary = |is_asked: bool, change: &dyn Fn(&mut Person)| {
            if is_asked {
                let changed = all.clone().into_iter().map(|mut person| {
                    change(&mut person);
                    person
                });
                let changed: Vec<Person> = changed.collect();
                all.extend(changed);
            }
        };
        vary(asks("site") || self.scope.contains("site"), &|person| {
            person.site = Some("north".into());
        });
        vary(asks("site"), &|person| person.site = Some("south".into()));
        vary(asks("attr"), &|person| drop(person.attributes.insert("x".into(), "y".into())));
        vary(asks("attr"), &|person| drop(person.attributes.insert("x".into(), "z".into())));
        vary(asks("completed"), &|person| person.progress = vec![completed(library)]);
        for value in [10_000, 20_000] {
            vary(asks("kpi"), &|person| person.readings = vec![reading(library, value)]);
        }
        vary(asks("persisted"), &|person| person.reviews = reviews(library));
        all
    }
}

fn with_levels(all: &[Person], library: &Library, id: &str) -> Vec<Person> {
    let competency = library.names.competencies.find(id).unwrap();
    let levels = (0..=8).map(|step| Some(Level::from_hundredths(step * 25))).chain([None]);
    let people = levels.flat_map(|level| {
        all.iter().cloned().map(move |mut person| {
            person.evidence.extend(level.map(|level| Evidence {
                competency,
                level,
                source: EvidenceSource::Manager,
                date: TODAY,
                place: None,
            }));
            person
        })
    });
    people.collect()
}

fn with_months(all: &[Person], company: bool) -> Vec<Person> {
    let months = || (0..=5_u16).map(Some).chain([None]);
    let since = |months: Option<u16>| {
        months.map(|count| if count == 0 { TODAY } else { Span::Months(count).before(TODAY) })
    };
    let mut people = Vec::new();
    for in_role in months() {
        for in_company in months().filter(|month| company || month.is_none()) {
            if let (Some(role), Some(company)) = (in_role, in_company)
                && role > company
            {
                continue;
            }
            people.extend(all.iter().cloned().map(|mut person| {
                person.in_role_since = since(in_role);
                person.in_company_since = since(in_company);
                person
            }));
        }
    }
    people
}

fn completed(library: &Library) -> Progress {
    Progress {
        module: library.names.modules.find("m0").unwrap(),
        status: Status::Completed,
        date: TODAY,
        by: None,
        reason: None,
        place: None,
    }
}

fn reading(library: &Library, parts: i64) -> Reading {
    Reading {
        subject: Subject::Person,
        kpi: library.names.kpis.find("k").unwrap(),
        value: Amount::from_ten_thousandths(parts),
        date: TODAY,
        place: None,
    }
}

fn reviews(library: &Library) -> Vec<Review> {
    let of = |id: &str| Review {
        competency: library.names.competencies.find(id).unwrap(),
        date: TODAY,
        held: Level::ZERO,
        expected: Level::whole(2),
        place: None,
    };
    vec![of("c0"), of("c1")]
}

/// What is true of everybody.
#[derive(Default)]
struct Truth {
    fires: bool,
    fails_to_hold: bool,
    fits: [bool; 2],
    overlap: bool,
    uncovered: bool,
}

fn truth(everybody: &[Person], library: &Library) -> Truth {
    let mut truth = Truth::default();
    let rule = library.rules.values().next().unwrap();
    let personas: Vec<_> = library.names.personas.indices().collect();
    for person in everybody {
        let advice = advise(library, person, TODAY, None);
        truth.fires |= !advice.fired.is_empty();
        let standing = standing_personas(library, person, TODAY);
        for (fits, ix) in truth.fits.iter_mut().zip(&personas) {
            *fits |= advice.persona == Some(*ix);
        }
        truth.overlap |= standing.len() == 2;
        truth.uncovered |= standing.is_empty();
        if rule.scope.includes(person.role, advice.persona, person.site.as_deref()) {
            let asked = questions(library, person, TODAY, &advice);
            for (_, about) in asked.topics.of_each(rule.each) {
                let answer = rule.when.decide(&library.sandbox, &asked.facts, about);
                truth.fails_to_hold |= answer != Answer::Holds;
            }
        }
    }
    truth
}

/// Whether conditions that are said to exclude each other do so for everybody, or
/// for everybody in the rule's scope; a single one is one that never holds.
fn exclude_each_other(case: &Case, everybody: &[Person], library: &Library, help: &str) -> bool {
    let rule = library.rules.values().next().unwrap();
    let parts: Vec<Condition> = help
        .split('`')
        .skip(1)
        .step_by(2)
        .map(|condition| {
            library.sandbox.compile_condition(condition, Asker::Rule(rule.each)).unwrap()
        })
        .collect();
    let is_scoped = help.contains("in the rule's scope");
    let fires = |answer: &Answer| match answer {
        Answer::Holds => true,
        Answer::Undecided { .. } => case.if_unknown == "fire",
        _ => false,
    };
    everybody.iter().all(|person| {
        let advice = advise(library, person, TODAY, None);
        let is_in = rule.scope.includes(person.role, advice.persona, person.site.as_deref());
        let asked = questions(library, person, TODAY, &advice);
        let hold_for = |about| {
            parts.iter().all(|part| fires(&part.decide(&library.sandbox, &asked.facts, about)))
        };
        let topics = asked.topics.of_each(rule.each);
        (is_scoped && !is_in) || !topics.iter().any(|(_, about)| hold_for(about))
    })
}

/// What a rule that can fire for nobody is blamed on, if it is on something.
fn blamed(
    case: &Case,
    everybody: &[Person],
    library: &Library,
    findings: &[Diagnostic],
) -> Result<Option<&'static str>, String> {
    let dead = findings.iter().find(|finding| finding.code == Code::NeverFires);
    let help = dead.and_then(|finding| finding.help.as_deref()).filter(|help| help.contains('`'));
    let Some(help) = help else { return Ok(None) };
    if !exclude_each_other(case, everybody, library, help) {
        return Err(format!("not so: {help}"));
    }
    Ok(Some(if help.contains(" or `") { "pair" } else { "part" }))
}

fn claims(case: &Case, count: &dyn Fn(&'static str)) -> Result<(), String> {
    let codes: BTreeSet<Code> = [
        Code::NeverFires,
        Code::AlwaysHolds,
        Code::PersonasOverlap,
        Code::NobodysPersona,
        Code::NoPersona,
    ]
    .into();
    let compiled = compile(&case.sources());
    // A condition may be one that `check` refuses.
    let Some(library) = compiled.library else { return Ok(()) };
    let everybody = case.everybody(&library);
    if everybody.len() > MOST {
        return Ok(());
    }
    let linted = lint(&library, &case.sources(), &[], TODAY, &codes);
    let has = |code| linted.findings.iter().filter(|finding| finding.code == code).count();
    let open: BTreeSet<Code> = linted.open.iter().map(|(code, _)| *code).collect();
    let truth = truth(&everybody, &library);
    let nobodys = truth.fits.iter().filter(|is_fitting| !**is_fitting).count();
    let claims = [
        ("dead", Code::NeverFires, has(Code::NeverFires) > 0, !truth.fires),
        ("overlap", Code::PersonasOverlap, has(Code::PersonasOverlap) > 0, truth.overlap),
        ("uncovered", Code::NoPersona, has(Code::NoPersona) > 0, truth.uncovered),
    ];
    for (what, code, claimed, is_so) in claims {
        if open.contains(&code) {
            count("open");
            continue;
        }
        if claimed != is_so {
            return Err(format!("{what}: claimed {claimed}, is {is_so}"));
        }
        count(if claimed { what } else { "not so" });
    }
    if let Some(what) = blamed(case, &everybody, &library, &linted.findings)? {
        count(what);
    }
    // Whoever is outranked by another persona is no proof that nobody is fitted.
    if has(Code::NobodysPersona) > nobodys {
        return Err(format!("{nobodys} personas fit nobody: {:?}", linted.findings));
    }
    if has(Code::NobodysPersona) > 0 {
        count("nobody's");
    }
    if has(Code::AlwaysHolds) > 0 {
        if truth.fails_to_hold {
            return Err("a condition does not always hold".to_owned());
        }
        count("always");
    } else if truth.fires && !truth.fails_to_hold && !case.when.contains("module.") {
        return Err("a condition always holds, and nothing is said".to_owned());
    }
    Ok(())
}

#[test]
fn what_lints_claim_is_true_of_everybody() {
    let seen: RefCell<BTreeMap<&str, u32>> = RefCell::default();
    let count = |what| *seen.borrow_mut().entry(what).or_default() += 1;
    run::holds(500, &case(), Case::show, |case| claims(case, &count));
    let seen = seen.into_inner();
    println!("{seen:?}");
    assert!(seen.contains_key("pair"), "no pairs: {seen:?}");
    for what in ["dead", "part", "overlap", "uncovered", "nobody's", "not so"] {
        assert!(seen.get(what).is_some_and(|count| *count >= 5), "too few {what}: {seen:?}");
    }
    let open = seen.get("open").copied().unwrap_or(0);
    assert!(open <= 20, "too many are open: {seen:?}");
}

/// Two rules that want opposite things of modules.
#[derive(Clone, Debug)]
struct Pair {
    each: &'static str,
    scopes: (&'static str, &'static str),
    whens: [String; 2],
    effects: (&'static str, &'static str),
}

const ABOUT_PEOPLE: [(&str, &str); 3] = [
    ("{ exclude: { module: m0 } }", "{ require: { module: m0 } }"),
    ("{ require: { match: { tags: [t] } } }", "{ exclude: { module: m0 } }"),
    ("{ exclude: { module: m1 } }", "{ require: { match: { tags: [t] } } }"),
];
const ABOUT_MODULES: [(&str, &str); 3] = [
    ("exclude", "require"),
    ("require", "{ exclude: { module: m0 } }"),
    ("{ exclude: { module: m1 } }", "require"),
];

fn pair() -> impl Strategy<Value = Pair> {
    let job0 = "{ role: [job0] }";
    let scopes = [("{}", job0), (job0, "{}"), ("{}", "{}"), (job0, "{ site: [north] }")];
    select(vec!["person", "person", "module"]).prop_flat_map(move |each| {
        let effects = if each == "module" { ABOUT_MODULES } else { ABOUT_PEOPLE };
        let conditions = (atom(each), atom(each), 0..5);
        (select(scopes.to_vec()), select(effects.to_vec()), conditions).prop_map(
            move |(scopes, effects, (x, y, shape))| {
                let whens = match shape {
                    0 => [x, y],
                    1 => [format!("role == \"job0\" && {x}"), x],
                    2 => [format!("role == \"job0\" && {x}"), format!("{x} || {y}")],
                    3 => [x.clone(), format!("!({x})")],
                    _ => [format!("{x} && {y}"), y],
                };
                Pair { each, scopes, whens, effects }
            },
        )
    })
}

impl Pair {
    /// What decides who makes a difference.
    fn case(&self) -> Case {
        let is_by_site = self.scopes.1.contains("site");
        Case {
            each: self.each,
            scope: if is_by_site { "{ site: [north] }" } else { "{}" },
            when: self.whens.concat(),
            if_unknown: "skip",
            who: ["role == \"job0\"".to_owned(), "role == \"job1\"".to_owned()],
            unknown: "assess",
        }
    }

    /// Whether rules that fight do so where both are asked about the same: nothing is
    /// said of what one does of a module that the other is not asked about.
    fn is_joint(&self) -> bool {
        self.each == "person" || self.effects == ABOUT_MODULES[0]
    }

    fn rules(&self) -> String {
        let rule = |id: &str, scope: &str, when: &str, effect: &str| {
            format!(
                "  {id}:\n    because: \"Why.\"\n    scope: {scope}\n    each: {}\n    when: |\n      {when}\n    then: [{effect}]\n",
                self.each
            )
        };
        let [one, other] = &self.whens;
        let one = rule("a", self.scopes.0, one, self.effects.0);
        format!("rules:\n{one}{}", rule("b", self.scopes.1, other, self.effects.1))
    }

    fn sources(&self) -> Sources {
        let mut sources = self.case().sources();
        for file in sources.files.iter_mut().filter(|file| file.path == "rules/rules.yaml") {
            file.bytes = self.rules().into();
        }
        sources
    }
}

/// The modules that a rule wants in, or out.
fn wanted(advice: &Advice, ix: RuleIx, is_in: bool) -> BTreeSet<ModuleIx> {
    let acts = advice.acts().filter(|(rule, _, _)| *rule == ix);
    let modules = acts.filter_map(|(_, _, act)| match act {
        Act::Require { modules } if is_in => Some(modules),
        Act::Exclude { modules } if !is_in => Some(modules),
        _ => None,
    });
    modules.flatten().copied().collect()
}

fn pull_at_one_module(advice: &Advice, a: RuleIx, b: RuleIx) -> bool {
    [true, false]
        .into_iter()
        .any(|sign| !wanted(advice, a, sign).is_disjoint(&wanted(advice, b, !sign)))
}

/// Whether a rule fires nowhere but where another does.
fn fires_only_where(advice: &Advice, ix: RuleIx, other: RuleIx) -> bool {
    let topics =
        |ix| advice.fired.iter().filter(move |firing| firing.rule == ix).map(|firing| firing.topic);
    topics(ix).all(|topic| topics(other).any(|at| at == topic))
}

fn claims_of_pairs(pair: &Pair, count: &dyn Fn(&'static str)) -> Result<(), String> {
    let sources = pair.sources();
    let Some(library) = compile(&sources).library else { return Ok(()) };
    let everybody = pair.case().everybody(&library);
    if everybody.len() > MOST {
        return Ok(());
    }
    let codes = BTreeSet::from([Code::AlwaysOverruled, Code::Fight]);
    let linted = lint(&library, &sources, &[], TODAY, &codes);
    let [a, b] = ["a", "b"].map(|id| library.names.rules.find(id).unwrap());
    let [one, other] = [a, b].map(|rule| &library.rules[rule].scope);
    let advices: Vec<Advice> =
        everybody.iter().map(|person| advise(&library, person, TODAY, None)).collect();
    let has = |code| linted.findings.iter().any(|finding| finding.code == code);
    let is_ranked = one.is_narrower(other) || other.is_narrower(one);
    if is_ranked {
        let (broad, narrow) = if one.is_narrower(other) { (b, a) } else { (a, b) };
        let is_so = advices.iter().all(|advice| fires_only_where(advice, broad, narrow));
        match (has(Code::AlwaysOverruled), is_so) {
            (true, false) => return Err("a rule is not always overruled".to_owned()),
            (true, true) => count("overruled"),
            (false, _) => count("not overruled"),
        }
    }
    let is_fight = !is_ranked && advices.iter().any(|advice| pull_at_one_module(advice, a, b));
    if linted.open.iter().any(|(code, _)| *code == Code::Fight) {
        count("open");
    } else if has(Code::Fight) != is_fight && (has(Code::Fight) || pair.is_joint()) {
        return Err(format!("fight: claimed {}, is {is_fight}", has(Code::Fight)));
    } else if !is_ranked {
        count(if is_fight { "fight" } else { "no fight" });
    }
    Ok(())
}

#[test]
fn what_lints_claim_of_two_rules_is_true_of_everybody() {
    let seen: RefCell<BTreeMap<&str, u32>> = RefCell::default();
    let count = |what| *seen.borrow_mut().entry(what).or_default() += 1;
    run::holds(400, &pair(), Pair::rules, |pair| claims_of_pairs(pair, &count));
    let seen = seen.into_inner();
    println!("{seen:?}");
    for what in ["overruled", "not overruled", "fight", "no fight"] {
        assert!(seen.get(what).is_some_and(|count| *count >= 5), "too few {what}: {seen:?}");
    }
    let open = seen.get("open").copied().unwrap_or(0);
    assert!(open <= 20, "too many are open: {seen:?}");
}

#[test]
fn the_example_library_shows_nothing_and_leaves_nothing_open() {
    let files = waypath_files::library::read(&fixture::repository()).unwrap();
    let library = compile(&files.sources).library.unwrap();
    let codes: BTreeSet<Code> =
        Code::ALL.iter().copied().filter(|code| code.is_default_lint()).collect();
    let people = waypath_files::people::read(&files.people.unwrap(), &library).unwrap();
    let linted = lint(&library, &files.sources, &people.people, TODAY, &codes);
    let findings: Vec<String> = linted.findings.iter().map(ToString::to_string).collect();
    assert!(findings.is_empty(), "{}", findings.join("\n"));
    assert_eq!(linted.open, []);
    assert!(linted.allowed <= 2, "{} are allowed", linted.allowed);
}

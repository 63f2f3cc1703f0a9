//! What does a case look like as the files of a library?

use std::collections::{BTreeMap, BTreeSet};

use waypath_engine::source::{Source, Sources};

use super::{
    Case, Competency, Each, Effect, IMPORTANCE, KPI_WEIGHTS, KPIS, Match, Module, Persona, Role,
    Rule, SITES, Target, Unknown,
};
use crate::yaml::{Shuffle, Tree};

fn number(hundredths: i64) -> Tree {
    let (whole, rest) = (hundredths / 100, hundredths % 100);
    Tree::word(if rest == 0 { format!("{whole}") } else { format!("{whole}.{rest:02}") })
}

fn levels(levels: &BTreeMap<usize, i64>) -> Tree {
    Tree::map(
        levels.iter().map(|(competency, level)| (format!("c{competency}"), Some(number(*level)))),
    )
}

fn set(prefix: &str, of: &BTreeSet<usize>) -> Tree {
    Tree::words(of.iter().map(|number| format!("{prefix}{number}")))
}

fn numbered<T>(prefix: &str, all: &[T], tree: impl Fn(usize, &T) -> Tree) -> Tree {
    let entries = all.iter().enumerate();
    Tree::map(entries.map(|(at, entry)| (format!("{prefix}{at}"), Some(tree(at, entry)))))
}

fn months(months: i64) -> Tree {
    Tree::word(format!("{months} months"))
}

impl Case {
    /// The files of the library, in the order of their paths.
    pub fn files(&self) -> Vec<(&'static str, Tree)> {
        let file = |key: &str, tree: Tree| Tree::map([(key, Some(tree))]);
        let personas = self.persona.as_ref().map(|one| file("personas", persona(one)));
        let rules = (!self.rules.is_empty())
            .then(|| file("rules", numbered("r", &self.rules, |_, one| rule(one))));
        let files = [
            ("competency_models/demo/coaching.yaml", Some(file("coaching", prompts()))),
            (
                "competency_models/demo/competencies.yaml",
                Some(file("competencies", numbered("c", &self.competencies, competency))),
            ),
            ("competency_models/demo/kpis.yaml", Some(file("kpis", kpis()))),
            (
                "competency_models/demo/modules.yaml",
                Some(file("modules", numbered("m", &self.modules, module))),
            ),
            ("competency_models/demo/personas.yaml", personas),
            (
                "competency_models/demo/roles.yaml",
                Some(file("roles", numbered("job", &self.roles, role))),
            ),
            ("rules/rules.yaml", rules),
            ("waypath.yaml", Some(self.library_file())),
        ];
        files.into_iter().filter_map(|(path, tree)| Some((path, tree?))).collect()
    }

    fn library_file(&self) -> Tree {
        let own = &self.settings;
        let settings = Tree::map([
            ("entry_slack", own.entry_slack.map(number)),
            ("smallest_gap", own.smallest_gap.map(number)),
            ("smallest_gain", own.smallest_gain.map(number)),
            ("hours_per_week", own.hours_per_week.map(number)),
            ("horizon", own.horizon.map(|weeks| Tree::word(format!("{weeks} weeks")))),
            ("modules", own.modules.map(|(low, high)| Tree::word(format!("{low}..{high}")))),
        ]);
        let evidence = Tree::map([
            ("prefer", own.prefer_self.then(|| Tree::words(["self"]))),
            ("fresh", own.short_self.then(|| Tree::map([("self", Some(months(12)))]))),
        ]);
        Tree::map([
            ("name", Some(Tree::word("Demo"))),
            ("settings", settings.if_any()),
            ("evidence", evidence.if_any()),
        ])
    }

    /// The library as files.
    pub fn sources(&self) -> Sources {
        sources(self.files())
    }

    /// The same library with its files, and the entries of every map in them, in
    /// another order, and its modules divided between two files.
    pub fn shuffled_sources(&self, seed: u64) -> Sources {
        let mut shuffle = Shuffle::new(seed);
        let mut files = Vec::new();
        for (path, tree) in self.files() {
            let tree = tree.shuffled(&mut shuffle);
            match (path.ends_with("/modules.yaml"), tree) {
                (true, Tree::Map(entries)) => files.extend(divided(entries)),
                (_, tree) => files.push((path, tree)),
            }
        }
        shuffle.order(&mut files);
        sources(files)
    }
}

fn sources(files: Vec<(&'static str, Tree)>) -> Sources {
    let source = |(path, tree): (&str, Tree)| Source {
        path: path.to_owned(),
        bytes: tree.file().into_bytes(),
    };
    Sources { files: files.into_iter().map(source).collect() }
}

fn divided(entries: Vec<(String, Tree)>) -> Vec<(&'static str, Tree)> {
    let mut files = Vec::new();
    for (key, tree) in entries {
        let Tree::Map(mut modules) = tree else { continue };
        let rest = modules.split_off(modules.len() / 2);
        for (path, part) in [
            ("competency_models/demo/modules.yaml", modules),
            ("competency_models/demo/a-few-more.yaml", rest),
        ] {
            files.push((path, Tree::Map(vec![(key.clone(), Tree::Map(part))])));
        }
    }
    files
}

fn competency(at: usize, competency: &Competency) -> Tree {
    let inferred = competency.inferred_from.iter();
    let inferred = Tree::map(
        inferred.map(|(from, share)| (format!("c{from}"), Some(Tree::word(format!("{share}%"))))),
    );
    Tree::map([
        ("name", Some(Tree::word(format!("Competency {at}")))),
        ("part_of", competency.part_of.map(|parent| Tree::word(format!("c{parent}")))),
        ("requires", levels(&competency.requires).if_any()),
        ("inferred_from", inferred.if_any()),
        ("scale", competency.yes_no.then(|| Tree::word("yes-no"))),
        ("valid", competency.valid.map(months)),
    ])
}

fn role(at: usize, role: &Role) -> Tree {
    let expects = role.expects.iter().map(|(competency, expected)| {
        let expectation = Tree::map([
            ("level", Some(number(expected.level))),
            (
                "importance",
                expected.importance.map(|importance| Tree::word(IMPORTANCE[importance].0)),
            ),
            ("drives", set("k", &expected.drives).if_any()),
        ]);
        (format!("c{competency}"), Some(expectation))
    });
    let kpis = role.kpis.iter().map(|(kpi, weight)| {
        let entry = Tree::map([
            ("baseline", Some(Tree::word(60))),
            ("target", Some(Tree::word(70))),
            ("weight", Some(Tree::word(KPI_WEIGHTS[*weight].0))),
        ]);
        (format!("k{kpi}"), Some(entry))
    });
    Tree::map([
        ("title", Some(Tree::word(format!("Job {at}")))),
        ("family", role.family.map(|family| Tree::word(format!("f{family}")))),
        ("job_ready", role.job_ready.map(|percent| Tree::word(format!("{percent}%")))),
        ("entry", levels(&role.entry).if_any()),
        ("extends", role.extends.map(|base| Tree::word(format!("job{base}")))),
        ("without", set("c", &role.without).if_any()),
        ("expects", Tree::map(expects).if_any()),
        ("kpis", Tree::map(kpis).if_any()),
    ])
}

fn module(at: usize, module: &Module) -> Tree {
    let builds = module.builds.iter().map(|(competency, (from, to))| {
        let range = Tree::map([("from", Some(number(*from))), ("to", Some(number(*to)))]);
        (format!("c{competency}"), Some(range))
    });
    let available = Tree::map([
        ("shifts", module.shift.map(|shift| Tree::words([SITES[shift]]))),
        ("sites", module.site.map(|site| Tree::words([SITES[site]]))),
    ]);
    let proof = Tree::map([
        ("kind", Some(Tree::word("task"))),
        ("produces", Some(Tree::word(format!("Report {at}")))),
        ("done_when", Some(Tree::List(vec![Tree::text("It is read")]))),
        ("validated_by", Some(Tree::words(["mentor", "manager"]))),
        ("within", Some(Tree::word(format!("{} days", module.within)))),
    ]);
    Tree::map([
        ("title", Some(Tree::word(format!("Module {at}")))),
        ("active", (!module.active).then(|| Tree::word("false"))),
        ("modality", Some(Tree::word(if module.micro { "micro" } else { "course" }))),
        ("hours", Some(number(module.hours))),
        ("builds", Some(Tree::map(builds))),
        ("entry", levels(&module.entry).if_any()),
        ("tags", set("t", &module.tags).if_any()),
        ("available", available.if_any()),
        ("kpi", module.kpi.map(|kpi| Tree::word(format!("k{kpi}")))),
        ("proof", Some(proof)),
    ])
}

fn kpis() -> Tree {
    numbered("k", &[(); KPIS], |at, ()| {
        Tree::map([
            ("name", Some(Tree::word(format!("Number {at}")))),
            ("unit", Some(Tree::word("percent"))),
            ("direction", Some(Tree::word("up"))),
            ("kind", Some(Tree::word("lagging"))),
            ("source", Some(Tree::word("ticketing"))),
            ("window", Some(Tree::word("12 weeks"))),
        ])
    })
}

fn prompts() -> Tree {
    let about = [("competency", "c0"), ("module", "m0")];
    numbered("q", &about, |at, (kind, id)| {
        Tree::map([
            ("say", Some(Tree::text(&format!("What came of it, {at}?")))),
            ("for", Some(Tree::map([(*kind, Some(Tree::word(id)))]))),
            ("every", Some(Tree::word(format!("{} weeks", at + 1)))),
        ])
    })
}

fn persona(one: &Persona) -> Tree {
    let unknown = match one.unknown {
        Unknown::Assess => "assess",
        Unknown::Entry => "entry",
        Unknown::Beginner => "beginner",
    };
    let persona = Tree::map([
        ("name", Some(Tree::word("Everyone"))),
        ("who", Some(Tree::text("true"))),
        ("unknown", Some(Tree::word(unknown))),
        ("objective", one.per_hour.then(|| Tree::word("gain_per_hour"))),
        ("horizon", one.horizon.map(|weeks| Tree::word(format!("{weeks} weeks")))),
        ("hours_per_week", one.hours_per_week.map(number)),
    ]);
    Tree::map([("p0", Some(persona))])
}

fn rule(rule: &Rule) -> Tree {
    let scope = Tree::map([
        ("role", rule.scope.role.map(|role| Tree::words([format!("job{role}")]))),
        ("family", rule.scope.family.map(|family| Tree::words([format!("f{family}")]))),
        ("site", rule.scope.site.map(|site| Tree::words([SITES[site]]))),
        ("persona", rule.scope.persona.then(|| Tree::words(["p0"]))),
    ]);
    let (each, when) = match rule.each {
        Each::Person => (None, "\"true\"".to_owned()),
        Each::CriticalGap => (Some("gap"), "gap.importance == \"critical\"".to_owned()),
        Each::GapFrom(level) => {
            (Some("gap"), format!("gap.missing >= {}", number(level).file().trim()))
        }
        Each::Tagged(tag) => (Some("module"), format!("has_tag(\"t{tag}\")")),
        Each::HoursFrom(hours) => {
            (Some("module"), format!("module.hours >= {}", number(hours).file().trim()))
        }
    };
    Tree::map([
        ("because", Some(Tree::text("It has proved useful."))),
        ("scope", scope.if_any()),
        ("each", each.map(Tree::word)),
        ("when", Some(Tree::word(when))),
        ("priority", (rule.priority != 0).then(|| Tree::word(rule.priority))),
        ("then", Some(Tree::List(rule.then.iter().map(effect).collect()))),
    ])
}

fn effect(effect: &Effect) -> Tree {
    let one = |name: &str, tree: Tree| Tree::map([(name, Some(tree))]);
    match effect {
        Effect::Boost(on, percent) => {
            let by = ("by", Some(Tree::word(format!("{percent:+}%"))));
            let Tree::Map(mut entries) = target(on) else { return Tree::word("") };
            entries.push((by.0.to_owned(), by.1.unwrap()));
            one("boost", Tree::Map(entries))
        }
        Effect::Exclude(Target::About) => Tree::word("exclude"),
        Effect::Exclude(on) => one("exclude", target(on)),
        Effect::Require(Target::About) => Tree::word("require"),
        Effect::Require(on) => one("require", target(on)),
        Effect::RequireOne(matching) => one("require_one", match_tree(*matching)),
        Effect::LimitHours(hours) => one("limit", Tree::map([("hours", Some(number(*hours)))])),
        Effect::LimitModules(modules) => {
            one("limit", Tree::map([("modules", Some(Tree::word(modules)))]))
        }
        Effect::Mandate { module, due, renew } => one(
            "mandate",
            Tree::map([
                ("module", Some(Tree::word(format!("m{module}")))),
                ("due", due.map(|days| Tree::word(format!("{days} days")))),
                ("renew", renew.map(months)),
            ]),
        ),
        Effect::Coach(prompt) => one("coach", Tree::word(format!("q{prompt}"))),
        Effect::Nudge(days) => one(
            "nudge",
            Tree::map([
                ("after", Some(Tree::word(format!("{days} days")))),
                ("channel", Some(Tree::word("chat"))),
                ("text", Some(Tree::text("Try it on one real case"))),
            ]),
        ),
        Effect::Flag => one(
            "flag",
            Tree::map([
                ("to", Some(Tree::word("manager"))),
                ("text", Some(Tree::text("Talk about the workload"))),
            ]),
        ),
    }
}

fn target(on: &Target) -> Tree {
    match on {
        Target::Module(module) => Tree::map([("module", Some(Tree::word(format!("m{module}"))))]),
        Target::Match(matching) => Tree::map([("match", Some(match_tree(*matching)))]),
        Target::About => Tree::Map(Vec::new()),
    }
}

fn match_tree(matching: Match) -> Tree {
    match matching {
        Match::Tag(tag) => Tree::map([("tags", Some(Tree::words([format!("t{tag}")])))]),
        Match::Micro => Tree::map([("modality", Some(Tree::word("micro")))]),
        Match::Builds(competency) => {
            Tree::map([("builds", Some(Tree::word(format!("c{competency}"))))])
        }
    }
}

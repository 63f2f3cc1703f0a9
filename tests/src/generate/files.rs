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
    Tree::map(levels.iter().map(|(it, level)| (format!("c{it}"), Some(number(*level)))))
}

fn set(prefix: &str, of: &BTreeSet<usize>) -> Tree {
    Tree::words(of.iter().map(|it| format!("{prefix}{it}")))
}

fn numbered<T>(prefix: &str, all: &[T], tree: impl Fn(usize, &T) -> Tree) -> Tree {
    let entries = all.iter().enumerate();
    Tree::map(entries.map(|(at, it)| (format!("{prefix}{at}"), Some(tree(at, it)))))
}

fn months(months: i64) -> Tree {
    Tree::word(format!("{months} months"))
}

impl Case {
    /// The files of the library, in the order of their paths.
    pub fn files(&self) -> Vec<(&'static str, Tree)> {
        let file = |key: &str, tree: Tree| Tree::map([(key, Some(tree))]);
        let personas = self.persona.as_ref().map(|it| file("personas", persona(it)));
        let rules = (!self.rules.is_empty())
            .then(|| file("rules", numbered("r", &self.rules, |_, it| rule(it))));
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
        let it = &self.settings;
        let settings = Tree::map([
            ("entry_slack", it.entry_slack.map(number)),
            ("smallest_gap", it.smallest_gap.map(number)),
            ("smallest_gain", it.smallest_gain.map(number)),
            ("hours_per_week", it.hours_per_week.map(number)),
            ("horizon", it.horizon.map(|it| Tree::word(format!("{it} weeks")))),
            ("modules", it.modules.map(|(low, high)| Tree::word(format!("{low}..{high}")))),
        ]);
        let evidence = Tree::map([
            ("prefer", it.prefer_self.then(|| Tree::words(["self"]))),
            ("fresh", it.short_self.then(|| Tree::map([("self", Some(months(12)))]))),
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

fn competency(at: usize, it: &Competency) -> Tree {
    let inferred = it.inferred_from.iter();
    let inferred = Tree::map(
        inferred.map(|(it, share)| (format!("c{it}"), Some(Tree::word(format!("{share}%"))))),
    );
    Tree::map([
        ("name", Some(Tree::word(format!("Competency {at}")))),
        ("part_of", it.part_of.map(|it| Tree::word(format!("c{it}")))),
        ("requires", levels(&it.requires).if_any()),
        ("inferred_from", inferred.if_any()),
        ("scale", it.yes_no.then(|| Tree::word("yes-no"))),
        ("valid", it.valid.map(months)),
    ])
}

fn role(at: usize, it: &Role) -> Tree {
    let expects = it.expects.iter().map(|(competency, it)| {
        let expectation = Tree::map([
            ("level", Some(number(it.level))),
            ("importance", it.importance.map(|it| Tree::word(IMPORTANCE[it].0))),
            ("drives", set("k", &it.drives).if_any()),
        ]);
        (format!("c{competency}"), Some(expectation))
    });
    let kpis = it.kpis.iter().map(|(kpi, weight)| {
        let entry = Tree::map([
            ("baseline", Some(Tree::word(60))),
            ("target", Some(Tree::word(70))),
            ("weight", Some(Tree::word(KPI_WEIGHTS[*weight].0))),
        ]);
        (format!("k{kpi}"), Some(entry))
    });
    Tree::map([
        ("title", Some(Tree::word(format!("Job {at}")))),
        ("family", it.family.map(|it| Tree::word(format!("f{it}")))),
        ("job_ready", it.job_ready.map(|it| Tree::word(format!("{it}%")))),
        ("entry", levels(&it.entry).if_any()),
        ("extends", it.extends.map(|it| Tree::word(format!("job{it}")))),
        ("without", set("c", &it.without).if_any()),
        ("expects", Tree::map(expects).if_any()),
        ("kpis", Tree::map(kpis).if_any()),
    ])
}

fn module(at: usize, it: &Module) -> Tree {
    let builds = it.builds.iter().map(|(competency, (from, to))| {
        let it = Tree::map([("from", Some(number(*from))), ("to", Some(number(*to)))]);
        (format!("c{competency}"), Some(it))
    });
    let available = Tree::map([
        ("shifts", it.shift.map(|it| Tree::words([SITES[it]]))),
        ("sites", it.site.map(|it| Tree::words([SITES[it]]))),
    ]);
    let proof = Tree::map([
        ("kind", Some(Tree::word("task"))),
        ("produces", Some(Tree::word(format!("Report {at}")))),
        ("done_when", Some(Tree::List(vec![Tree::text("It is read")]))),
        ("validated_by", Some(Tree::words(["mentor", "manager"]))),
        ("within", Some(Tree::word(format!("{} days", it.within)))),
    ]);
    Tree::map([
        ("title", Some(Tree::word(format!("Module {at}")))),
        ("active", (!it.active).then(|| Tree::word("false"))),
        ("modality", Some(Tree::word(if it.micro { "micro" } else { "course" }))),
        ("hours", Some(number(it.hours))),
        ("builds", Some(Tree::map(builds))),
        ("entry", levels(&it.entry).if_any()),
        ("tags", set("t", &it.tags).if_any()),
        ("available", available.if_any()),
        ("kpi", it.kpi.map(|it| Tree::word(format!("k{it}")))),
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

fn persona(it: &Persona) -> Tree {
    let unknown = match it.unknown {
        Unknown::Assess => "assess",
        Unknown::Entry => "entry",
        Unknown::Beginner => "beginner",
    };
    let persona = Tree::map([
        ("name", Some(Tree::word("Everyone"))),
        ("who", Some(Tree::text("true"))),
        ("unknown", Some(Tree::word(unknown))),
        ("objective", it.per_hour.then(|| Tree::word("gain_per_hour"))),
        ("horizon", it.horizon.map(|it| Tree::word(format!("{it} weeks")))),
        ("hours_per_week", it.hours_per_week.map(number)),
    ]);
    Tree::map([("p0", Some(persona))])
}

fn rule(it: &Rule) -> Tree {
    let scope = Tree::map([
        ("role", it.scope.role.map(|it| Tree::words([format!("job{it}")]))),
        ("family", it.scope.family.map(|it| Tree::words([format!("f{it}")]))),
        ("site", it.scope.site.map(|it| Tree::words([SITES[it]]))),
        ("persona", it.scope.persona.then(|| Tree::words(["p0"]))),
    ]);
    let (each, when) = match it.each {
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
        ("priority", (it.priority != 0).then(|| Tree::word(it.priority))),
        ("then", Some(Tree::List(it.then.iter().map(effect).collect()))),
    ])
}

fn effect(it: &Effect) -> Tree {
    let one = |name: &str, tree: Tree| Tree::map([(name, Some(tree))]);
    match it {
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
                ("due", due.map(|it| Tree::word(format!("{it} days")))),
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
        Match::Builds(it) => Tree::map([("builds", Some(Tree::word(format!("c{it}"))))]),
    }
}

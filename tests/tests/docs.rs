//! Checks that the documents are true: what they show happens, what they name is
//! there, and what is listed in them is complete.
//!
//! The tables of `docs/rules-reference.md` are written by a test when
//! `INSTA_UPDATE=always` is set, like snapshots.

use std::collections::BTreeSet;
use std::env;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use waypath_engine::blueprint::rule::{EFFECTS, Each};
use waypath_engine::library::compile;
use waypath_engine::rules::{Asker, Asks, FACTS, FUNCTIONS, FactInfo, Place, Type};
use waypath_engine::source::Source;
use waypath_files::library;
use waypath_tests::fixture::repository;
use waypath_tests::pages::{Block, Terminal, blocks, commands};

fn read(path: &str) -> String {
    fs::read_to_string(repository().join(path)).unwrap_or_else(|err| panic!("{path}: {err}"))
}

/// Every Markdown page that is written for people.
fn pages() -> Vec<PathBuf> {
    let root = repository();
    let mut pages = Vec::new();
    let docs = ["docs", "docs/codes", "docs/decisions", "docs/frameworks"];
    let data = ["competency_models", "rules", "fixtures"];
    for folder in ["."].into_iter().chain(docs).chain(data) {
        for entry in fs::read_dir(root.join(folder)).unwrap().flatten() {
            let path = entry.path();
            if path.extension().is_some_and(|extension| extension == "md") {
                pages.push(path);
            }
        }
    }
    pages.sort();
    pages
}

// --- README -------------------------------------------------------------------

/// Cannot run in itself; `.ci/run` runs it.
const THE_TESTS: &str = "cargo test --workspace";

#[test]
fn what_the_readme_shows_happens() {
    let page = read("README.md");
    let mut terminal = Terminal::open(Some(&repository()));
    let mut wrong = Vec::new();
    for block in blocks(&page).into_iter().filter(|example| example.language == "console") {
        let lines = block.text.lines().filter(|line| !line.contains(THE_TESTS));
        let text = lines.fold(String::new(), |text, line| text + line + "\n");
        wrong.extend(terminal.follow(&Block { text, ..block }));
    }
    assert!(wrong.is_empty(), "README.md, {}", wrong.join("\n"));
}

#[test]
fn what_the_pages_for_planners_and_designers_show_happens() {
    for path in
        ["bench", "lint", "moves", "pictures", "routes"].map(|page| format!("docs/{page}.md"))
    {
        let mut terminal = Terminal::open(Some(&repository()));
        let consoles = blocks(&read(&path)).into_iter().filter(|block| block.language == "console");
        let consoles: Vec<Block> = consoles.collect();
        assert!(!consoles.is_empty(), "{path} shows no command");
        for block in &consoles {
            let wrong = terminal.follow(block);
            assert!(wrong.is_empty(), "{path}, {}", wrong.join("\n"));
        }
    }
}

#[test]
fn the_two_commands_that_set_everything_up_are_those_of_the_ci() {
    let (readme, ci) = (read("README.md"), read(".ci/run"));
    for command in ["cargo run --release -- plan ana-silva", THE_TESTS] {
        assert!(readme.contains(&format!("$ {command}\n")), "README.md: {command}");
        assert!(ci.contains(command), ".ci/run: {command}");
    }
}

#[test]
fn the_readme_shows_every_command() {
    let help = Terminal::open(None).run("waypath --help");
    // A command stands in a line of its own, set in by two, under its task.
    let listed = help.lines().take_while(|line| *line != "Options:");
    let listed = listed.filter_map(|line| line.strip_prefix("  "));
    let names: Vec<&str> = listed.filter_map(|line| line.split_whitespace().next()).collect();
    assert!(names.len() > 6, "{names:?}");
    let readme = blocks(&read("README.md"));
    let consoles = readme.iter().filter(|block| block.language == "console");
    let shown: Vec<String> = consoles.flat_map(commands).map(|shown| shown.command).collect();
    for name in names {
        let is_shown = shown.iter().any(|command| command.starts_with(&format!("waypath {name}")));
        assert!(is_shown, "README.md does not show `waypath {name}`");
    }
}

// --- Paths and links ------------------------------------------------------------

/// What stands between backticks outside fenced blocks.
fn code_spans(page: &str) -> Vec<&str> {
    let mut is_fenced = false;
    let mut spans = Vec::new();
    for line in page.lines() {
        if line.starts_with("```") {
            is_fenced = !is_fenced;
        } else if !is_fenced {
            spans.extend(line.split('`').skip(1).step_by(2));
        }
    }
    spans
}

fn is_path(span: &str) -> bool {
    let is_plain = |letter: char| letter.is_ascii_alphanumeric() || "._-/".contains(letter);
    span.contains('/') && span.chars().all(is_plain) && !span.starts_with('/')
}

#[test]
fn paths_that_pages_name_exist() {
    let mut missing = Vec::new();
    let code = ["docs/where.md", "docs/limits.md"];
    for name in ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md"].into_iter().chain(code) {
        let page = read(name);
        let paths: Vec<&str> = code_spans(&page).into_iter().filter(|span| is_path(span)).collect();
        assert!(paths.len() > 5, "{name} names {paths:?}");
        let gone = |path: &&str| !repository().join(path).exists() && !path.starts_with("target/");
        missing.extend(paths.into_iter().filter(gone).map(|path| format!("{name}: {path}")));
    }
    assert!(missing.is_empty(), "{}", missing.join("\n"));
}

#[test]
fn the_architecture_lists_the_engines_modules_in_their_order() {
    let page = read("ARCHITECTURE.md");
    let (_, below) = page.split_once("## The engine's modules").unwrap();
    let rows = below.lines().filter_map(|line| line.strip_prefix("| `")?.split('`').next());
    let lib = read("engine/src/lib.rs");
    let modules = lib.lines().filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';'));
    let modules: Vec<&str> = modules.collect();
    assert_eq!(rows.take(modules.len()).collect::<Vec<_>>(), modules);
}

/// A map that is longer than two pages is not read.
#[test]
fn the_architecture_fits_on_two_pages() {
    let lines = read("ARCHITECTURE.md").lines().count();
    assert!(lines <= 130, "ARCHITECTURE.md has {lines} lines");
}

#[test]
fn every_decision_is_in_the_index_and_says_what_else_was_considered() {
    let index = read("docs/decisions/README.md");
    let mut pages: Vec<String> = Vec::new();
    for entry in fs::read_dir(repository().join("docs/decisions")).unwrap().flatten() {
        pages.push(entry.file_name().into_string().unwrap());
    }
    pages.retain(|page| page != "README.md");
    pages.sort();
    assert!(pages.len() > 10, "{pages:?}");
    for (number, page) in (1..).zip(&pages) {
        assert!(page.starts_with(&format!("{number:03}-")), "{page} is not number {number}");
        let text = read(&format!("docs/decisions/{page}"));
        let title =
            text.lines().next().and_then(|line| line.strip_prefix(&format!("# {number:03}. ")));
        let title = title.unwrap_or_else(|| panic!("{page} does not begin with its number"));
        assert!(index.contains(&format!("| {number:03} | [{title}]({page}) |")), "{page}");
        let headings: Vec<&str> = text.lines().filter(|line| line.starts_with("## ")).collect();
        assert_eq!(headings, ["## Problem", "## Decision", "## Alternatives"], "{page}");
    }
}

#[test]
fn the_table_of_dependencies_is_that_of_the_workspace() {
    let manifest = read("Cargo.toml");
    let (_, below) = manifest.split_once("[workspace.dependencies]").unwrap();
    let (below, _) = below.split_once("\n[").unwrap();
    let names = below.lines().filter_map(|line| Some(line.split_once(" = ")?.0));
    let used: BTreeSet<&str> = names.filter(|name| !name.starts_with("waypath-")).collect();
    let page = read("docs/dependencies.md");
    let rows = page.lines().filter(|line| line.starts_with("| `"));
    let cells = rows.filter_map(|row| row.split(" | ").next());
    let listed: BTreeSet<&str> =
        cells.flat_map(|cell| cell.split('`').skip(1).step_by(2)).collect();
    let listed: BTreeSet<&str> = listed.into_iter().filter(|name| *name != "yaml_serde").collect();
    assert!(used.len() > 15, "{used:?}");
    assert_eq!(used, listed);
}

/// The name of a heading in a link.
fn anchor(heading: &str) -> String {
    let kept = heading.trim().to_lowercase();
    let kept =
        kept.chars().filter(|letter| letter.is_alphanumeric() || matches!(letter, ' ' | '-' | '_'));
    kept.map(|letter| if letter == ' ' { '-' } else { letter }).collect()
}

fn has_anchor(page: &Path, name: &str) -> bool {
    let text = fs::read_to_string(page).unwrap_or_default();
    let headings = text.lines().filter(|line| line.starts_with('#'));
    headings.map(|heading| anchor(heading.trim_start_matches('#'))).any(|anchor| anchor == name)
}

#[test]
fn links_between_pages_lead_somewhere() {
    let mut broken = Vec::new();
    let mut seen = 0;
    for page in pages() {
        let text = fs::read_to_string(&page).unwrap();
        for link in text.split("](").skip(1).filter_map(|part| part.split(')').next()) {
            if link.starts_with("http") {
                continue;
            }
            seen += 1;
            let (path, heading) = link.split_once('#').unwrap_or((link, ""));
            let target =
                if path.is_empty() { page.clone() } else { page.parent().unwrap().join(path) };
            if !target.exists() || (!heading.is_empty() && !has_anchor(&target, heading)) {
                broken.push(format!("{}: {link}", page.display()));
            }
        }
    }
    assert!(seen > 10, "only {seen} links");
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

// --- Glossary -------------------------------------------------------------------

/// The words of the domain; each has one meaning.
const WORDS: &[&str] = &[
    "library",
    "competency",
    "level",
    "role blueprint",
    "evidence",
    "baseline",
    "gap",
    "points",
    "readiness",
    "module",
    "catalogue",
    "gain",
    "persona",
    "rule",
    "proof of application",
    "milestone",
    "KPI",
    "evidence chain",
    "coaching prompt",
    "nudge",
    "next-best action",
    "playbook",
    "move",
    "route",
    "bench",
];

#[test]
fn the_glossary_explains_every_word_and_says_where_it_is_met() {
    let page = read("docs/glossary.md");
    for word in WORDS {
        let begins = format!("| **{word}**");
        let row = page.lines().find(|line| line.starts_with(&begins));
        let row = row.unwrap_or_else(|| panic!("docs/glossary.md does not explain `{word}`"));
        let cells: Vec<&str> = row.trim_matches('|').split(" | ").map(str::trim).collect();
        assert!(cells.len() == 3 && cells.iter().all(|cell| !cell.is_empty()), "{row}");
    }
}

#[test]
fn the_glossary_is_in_the_order_of_the_alphabet() {
    let page = read("docs/glossary.md");
    let rows = page.lines().filter_map(|line| line.strip_prefix("| **")?.split("**").next());
    let rows: Vec<String> = rows.map(str::to_lowercase).collect();
    assert!(rows.len() >= WORDS.len());
    assert!(rows.is_sorted(), "{rows:?}");
}

// --- Reference of rules -----------------------------------------------------------

/// One condition for each fact that reads it.
const FACT_EXAMPLES: &[(&str, &str)] = &[
    ("role", r#"role == "support-agent""#),
    ("target_role", r#"target_role != """#),
    ("family", r#"family == "support""#),
    ("grade", "grade >= 3"),
    ("persona", r#"persona == "new-agent""#),
    ("site", r#"site == "porto""#),
    ("shift", r#"shift == "night""#),
    ("language", r#"language != "en""#),
    ("months_in_role", "months_in_role < 6"),
    ("months_in_company", "months_in_company >= 12"),
    ("hours_per_week", "hours_per_week < 2"),
    ("fte", "fte < 0.5"),
    ("readiness", "readiness >= 80"),
    ("attr", r#"attr("channel") == "chat""#),
    ("level", r#"level("call-diagnosis") >= 2"#),
    ("gap", r#"gap("call-diagnosis") > 0"#),
    ("known", r#"not known("ticket-triage")"#),
    ("completed", r#"completed("calm-the-call")"#),
    ("kpi", r#"kpi("first-contact-resolution") < 60"#),
    ("gap.id", r#"gap.id == "call-diagnosis""#),
    ("gap.name", r#"starts_with(gap.name, "Call")"#),
    ("gap.missing", "gap.missing >= 1.5"),
    ("gap.held", "gap.held == 0"),
    ("gap.target", "gap.target >= 3"),
    ("gap.importance", r#"gap.importance == "critical""#),
    ("gap.points", "gap.points > 10"),
    ("gap.persisted_reviews", "gap.persisted_reviews >= 2"),
    ("module.id", r#"module.id == "calm-the-call""#),
    ("module.hours", "module.hours <= 2"),
    ("module.modality", r#"module.modality == "simulation""#),
    ("module.gain", "module.gain / module.hours > 5"),
    ("module.closes", "module.closes >= 2"),
    ("has_tag", r#"has_tag("practice-first")"#),
];

/// One condition for each function; `push` is for helpers.
const FUNCTION_EXAMPLES: &[(&str, &str)] = &[
    ("min", r#"min(level("call-diagnosis"), level("active-listening")) >= 2"#),
    ("max", r#"max(gap("call-diagnosis"), gap("active-listening")) >= 1"#),
    ("abs", r#"abs(level("call-diagnosis") - level("active-listening")) > 1"#),
    ("floor", r#"floor(level("call-diagnosis")) == 2"#),
    ("ceiling", "ceiling(hours_per_week) > 3"),
    ("round", "round(hours_per_week * 4) >= 8"),
    ("starts_with", r#"starts_with(site, "por")"#),
    ("ends_with", r#"ends_with(role, "-lead")"#),
    ("contains", r#"contains(["porto", "galway"], site)"#),
    ("len", "len(site) > 0"),
    ("push", "effects.push(#{ exclude: () })"),
];

/// One example for each effect, what it does, and what its rule is asked about.
const EFFECT_EXAMPLES: &[(&str, Each, &str, &str)] = &[
    (
        "boost",
        Each::Module,
        "boost: +20%",
        "adds to a module's gain, from -100% to +1000%; may be computed: `by: \"10 * gap.missing\"`",
    ),
    ("exclude", Each::Module, "exclude", "keeps modules out"),
    (
        "require",
        Each::Person,
        "require: calm-the-call",
        "puts a module in, before the rest is chosen",
    ),
    (
        "require_one",
        Each::Gap,
        "require_one: { modality: micro }",
        "puts in the one with most gain of those that match; under `each: gap`, of those that build the gap",
    ),
    (
        "mandate",
        Each::Person,
        "mandate: { module: calm-the-call, due: 30 days, renew: 12 months }",
        "has to be done, outside the three to five; hours are reserved first",
    ),
    (
        "coach",
        Each::Gap,
        "coach: { prompt: before-it-got-loud, every: 1 week }",
        "gives the manager a coaching prompt",
    ),
    (
        "nudge",
        Each::Gap,
        "nudge: { after: 7 days, channel: calendar, text: \"Try {gap.name} on one real case\" }",
        "sends a reminder by `calendar`, `chat` or `email`",
    ),
    (
        "assess",
        Each::Person,
        "assess: { competency: ticket-triage, by: simulation }",
        "asks for an assessment by `manager` (default), `peer`, `mentor`, `test`, `simulation` or `certification`",
    ),
    (
        "limit",
        Each::Person,
        "limit: { hours: 12, modules: 3 }",
        "lowers the hours or the number of modules; the smaller of several wins",
    ),
    (
        "flag",
        Each::Person,
        "flag: { to: manager, text: \"Look for a cause other than training first\" }",
        "tells the `manager` or the `admin` something",
    ),
    (
        "call",
        Each::Gap,
        "call: support_stretch_work(gap)",
        "runs a helper that returns a list of effects",
    ),
];

const REFERENCE: &str = "docs/rules-reference.md";

fn example<'a>(examples: &[(&str, &'a str)], name: &str) -> &'a str {
    let found = examples.iter().find(|(id, _)| *id == name);
    found.unwrap_or_else(|| panic!("`{name}` has no example in tests/tests/docs.rs")).1
}

fn written(fact: &FactInfo) -> String {
    match fact.asks {
        None => fact.name.to_owned(),
        Some(Asks::Id(_)) => format!("{}(\"id\")", fact.name),
        Some(Asks::Attribute) => format!("{}(\"column\")", fact.name),
        Some(Asks::Tag) => format!("{}(\"tag\")", fact.name),
    }
}

fn facts_table() -> String {
    let mut table =
        "| fact | gives | where | what it is | example |\n|---|---|---|---|---|\n".to_owned();
    for fact in FACTS {
        let place = match fact.place {
            Place::Everywhere => "everywhere",
            Place::Rules => "rules, not `who`",
            Place::EachGap => "`each: gap`",
            Place::EachModule => "`each: module`",
        };
        let (name, gives) = (written(fact), fact.gives.words());
        let example = example(FACT_EXAMPLES, fact.name);
        writeln!(table, "| `{name}` | {gives} | {place} | {} | `{example}` |", fact.doc).unwrap();
    }
    table
}

fn functions_table() -> String {
    let mut table =
        "| function | takes | gives | what it does | example |\n|---|---|---|---|---|\n".to_owned();
    for function in FUNCTIONS {
        let takes: Vec<&str> = function.takes.iter().map(|type_name| type_name.words()).collect();
        let gives = if function.name == "push" { "nothing" } else { function.gives.words() };
        let example = example(FUNCTION_EXAMPLES, function.name);
        let row = format!(
            "| `{}` | {} | {gives} | {} | `{example}` |",
            function.name,
            takes.join(", "),
            function.doc
        );
        writeln!(table, "{row}").unwrap();
    }
    table
}

fn effects_table() -> String {
    let mut table = "| effect | what it does | example |\n|---|---|---|\n".to_owned();
    for name in EFFECTS {
        let found = EFFECT_EXAMPLES.iter().find(|(id, ..)| id == name);
        let (_, each, example, doc) = found.unwrap_or_else(|| panic!("`{name}` has no example"));
        let each = match each {
            Each::Person => "",
            Each::Gap => " (under `each: gap`)",
            Each::Module => " (under `each: module`)",
        };
        writeln!(table, "| `{name}` | {doc} | `- {example}`{each} |").unwrap();
    }
    table
}

/// A page with what stands below a mark replaced, up to the end mark.
fn with_table(page: &str, name: &str, table: &str) -> String {
    let (begins, ends) = (format!("<!-- {name} -->\n"), format!("<!-- end of {name} -->"));
    let (before, rest) = page.split_once(&begins).unwrap_or_else(|| panic!("no {begins}"));
    let (_, after) = rest.split_once(&ends).unwrap_or_else(|| panic!("no {ends}"));
    format!("{before}{begins}\n{table}\n{ends}{after}")
}

#[test]
fn the_reference_of_rules_lists_all_facts_functions_and_effects() {
    let page = read(REFERENCE);
    let tables =
        [("facts", facts_table()), ("functions", functions_table()), ("effects", effects_table())];
    let current =
        tables.iter().fold(page.clone(), |page, (name, table)| with_table(&page, name, table));
    if env::var("INSTA_UPDATE").is_ok_and(|value| value == "always") {
        fs::write(repository().join(REFERENCE), &current).unwrap();
    } else {
        let how = "INSTA_UPDATE=always cargo test -p waypath-tests --test docs";
        assert!(page == current, "{REFERENCE} is out of date; `{how}` rewrites its tables");
    }
}

fn asker(place: Place) -> Asker {
    Asker::Rule(match place {
        Place::Everywhere | Place::Rules => Each::Person,
        Place::EachGap => Each::Gap,
        Place::EachModule => Each::Module,
    })
}

#[test]
fn the_examples_of_the_reference_compile_in_the_example_library() {
    let files = library::read(&repository()).unwrap();
    let library = compile(&files.sources).library.unwrap();
    for fact in FACTS {
        let text = example(FACT_EXAMPLES, fact.name);
        let compiled = library.sandbox.compile_condition(text, asker(fact.place));
        assert!(compiled.is_ok(), "{text}: {compiled:?}");
        let reads = compiled.unwrap().reads().len();
        assert!(reads > 0, "{text} reads nothing");
    }
    for function in FUNCTIONS.iter().filter(|function| function.name != "push") {
        let text = example(FUNCTION_EXAMPLES, function.name);
        let compiled = library.sandbox.compile_condition(text, Asker::Rule(Each::Person));
        assert!(compiled.is_ok(), "{text}: {compiled:?}");
    }
}

/// What the page says in words about conditions.
#[test]
fn what_the_reference_says_about_conditions_is_so() {
    let files = library::read(&repository()).unwrap();
    let library = compile(&files.sources).library.unwrap();
    let is_read =
        |text: &str| library.sandbox.compile_condition(text, Asker::Rule(Each::Person)).is_ok();
    let page = read(REFERENCE);
    for text in [
        r#"x in ["a", "b"]"#,
        "x > 1 and x < 3",
        r#"known("call-diagnosis") and level("call-diagnosis") < 2"#,
        r#"role == "support-agent" or level("call-diagnosis") < 2"#,
        r#"level("call-diagnosis") < 2 or role == "support-agent""#,
    ] {
        assert!(page.contains(&format!("`{text}`")), "{REFERENCE} does not show `{text}`");
        let text = if text.contains(" in ") {
            text.replacen('x', "site", 1)
        } else {
            text.replace("x ", "grade ")
        };
        assert!(is_read(&text), "{text}");
    }
    for text in ["1 < grade < 3", "role == support-agent", "grade == \"2\"", "role == 'porto'"] {
        assert!(!is_read(text), "{text}");
    }
}

#[test]
fn every_type_of_a_fact_can_be_written_in_words() {
    let types: BTreeSet<&str> = FACTS.iter().map(|fact| fact.gives.words()).collect();
    assert_eq!(types, [Type::Number, Type::Text, Type::Truth].map(Type::words).into());
}

#[test]
fn the_effects_of_the_reference_compile_in_the_example_library() {
    let mut text = "rules:\n".to_owned();
    for (name, each, example, _) in EFFECT_EXAMPLES {
        let each = format!("{each:?}").to_lowercase();
        let id = name.replace('_', "-");
        let rule = format!(
            "  reference-{id}:\n    because: \"An example.\"\n    each: {each}\n    when: months_in_role < 6\n    then:\n      - {example}\n"
        );
        text.push_str(&rule);
    }
    // The blocks of the page that are rules compile as well.
    let more = blocks(&read(REFERENCE)).into_iter().filter(|block| block.language == "yaml");
    let more = more.map(|block| (block.path, block.text)).collect::<Vec<_>>();
    assert!(!more.is_empty());
    let mut sources = library::read(&repository()).unwrap().sources;
    for (path, text) in [("rules/effects.yaml".to_owned(), text)].into_iter().chain(more) {
        sources.files.push(Source { path, bytes: text.into_bytes() });
    }
    let compiled = compile(&sources);
    assert_eq!(compiled.diagnostics, []);
}

//! Do code, templates and catalogue speak of the same messages?

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use fluent_syntax::ast::{
    Entry, Expression, InlineExpression, Pattern, PatternElement, Resource, VariantKey,
};
use fluent_syntax::parser;

use super::*;

/// Which variables the helpers of `Language` and of its callers hand over.
const HELPERS: &[(&str, &[&str])] = &[
    (".count(", &["count"]),
    (".word(", &["word"]),
    (".quantity(", &["count", "number"]),
    (".with_hours(", &["module", "hours"]),
    (".with_module(", &["module"]),
    (".with_modules(", &["modules"]),
    (".reader()", &["reader"]),
    (".need_one_of(", &["offered", "held"]),
    (".more(", &["count"]),
    (".not_compared(", &["people", "names"]),
    (".listed(", &["modules", "prompts", "competencies"]),
];

/// What an id begins with.
const DOCUMENTS: &[&str] = &[
    "date",
    "number",
    "list",
    "unit",
    "word",
    "reason",
    "plan",
    "playbook",
    "route",
    "moves",
    "bench",
    "career",
    "trace",
    "comparison",
    "picture",
    "report",
    "explain",
    "test",
    "coverage",
    "check",
    "lint",
    "diff",
];

fn catalogue() -> Resource<String> {
    parser::parse(ENGLISH.to_owned()).unwrap()
}

/// The messages with the variables each of them uses.
fn messages() -> BTreeMap<String, BTreeSet<String>> {
    let messages = catalogue().body.into_iter().filter_map(|entry| match entry {
        Entry::Message(message) => Some(message),
        _ => None,
    });
    messages
        .map(|message| {
            let mut variables = BTreeSet::new();
            message.value.iter().for_each(|pattern| collect(pattern, &mut variables));
            (message.id.name, variables)
        })
        .collect()
}

fn collect(pattern: &Pattern<String>, variables: &mut BTreeSet<String>) {
    for element in &pattern.elements {
        let PatternElement::Placeable { expression } = element else { continue };
        let inline = match expression {
            Expression::Inline(inline) => inline,
            Expression::Select { selector, variants } => {
                for variant in variants {
                    collect(&variant.value, variables);
                }
                selector
            }
        };
        if let InlineExpression::VariableReference { id } = inline {
            variables.insert(id.name.clone());
        }
    }
}

/// The files below a folder of the repository with an ending.
fn files(folder: &str, ending: &str) -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(folder);
    let mut folders = vec![root];
    let mut files = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|own| own == ending) {
                let text = fs::read_to_string(&path).unwrap();
                files.push((path.display().to_string(), text));
            }
        }
    }
    files.sort();
    files
}

/// The code that asks for messages: without tests, cut into functions.
fn functions() -> Vec<(String, String)> {
    let sources = files("documents/src", "rs").into_iter().chain(files("cli/src", "rs"));
    let code = sources.filter(|(path, _)| {
        !["tests.rs", "pseudo.rs", "plan/sample.rs"].iter().any(|test| path.ends_with(test))
    });
    let mut functions = Vec::new();
    for (path, text) in code {
        let text = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default().to_owned();
        let code: Vec<&str> =
            text.lines().filter(|line| !line.trim_start().starts_with("//")).collect();
        let mut function = String::new();
        for line in code {
            let is_start = line.trim_start().trim_start_matches("pub").contains("fn ")
                && line.trim_end().ends_with(['{', '('])
                && !line.contains('|');
            if is_start {
                functions.push((path.clone(), std::mem::take(&mut function)));
            }
            function.push_str(line);
            function.push('\n');
        }
        functions.push((path, function));
    }
    functions
}

/// The texts between quotes.
fn literals(code: &str) -> impl Iterator<Item = &str> {
    code.split('"').skip(1).step_by(2)
}

/// Whether a text is made like an id of a message.
fn is_id(text: &str) -> bool {
    let is_sign = |sign: char| sign.is_ascii_lowercase() || sign.is_ascii_digit() || sign == '-';
    let document = text.split_once('-').map(|(document, _)| document);
    text.chars().all(is_sign) && document.is_some_and(|document| DOCUMENTS.contains(&document))
}

#[test]
fn code_asks_for_messages_that_exist_and_with_their_values() {
    let messages = messages();
    let language = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/src/language.rs"));
    let mut wrong = Vec::new();
    for (path, function) in functions() {
        let asked: Vec<&str> = literals(&function).filter(|text| is_id(text)).collect();
        // `Language` hands ids on to helpers that hand over the values.
        let whole = language.as_deref().ok().filter(|_| path.ends_with("/language.rs"));
        let mut given: BTreeSet<&str> = names_of_pairs(whole.unwrap_or(&function)).collect();
        for (helper, names) in HELPERS {
            if function.contains(helper) {
                given.extend(*names);
            }
        }
        for id in asked {
            let Some(variables) = messages.get(id) else {
                wrong.push(format!("{path} asks for `{id}`, which no catalogue holds"));
                continue;
            };
            for variable in variables.iter().filter(|name| !given.contains(name.as_str())) {
                wrong.push(format!("{path} hands no ${variable} to `{id}`"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The names in pairs such as `("skill", name.into())`.
fn names_of_pairs(function: &str) -> impl Iterator<Item = &str> {
    function.split("(\"").skip(1).filter_map(|rest| {
        let (name, rest) = rest.split_once('"')?;
        (rest.starts_with(',') && name.bytes().all(|sign| sign.is_ascii_lowercase()))
            .then_some(name)
    })
}

#[test]
fn templates_ask_for_messages_that_exist_and_with_their_values() {
    let messages = messages();
    for (path, template) in files("documents/templates", "j2") {
        for call in template.split("t(\"").skip(1) {
            let (id, rest) = call.split_once('"').unwrap();
            let call = rest.split(" }}").next().unwrap().trim_end_matches(')');
            let given: BTreeSet<String> = call
                .split(", ")
                .filter_map(|part| Some(part.split_once('=')?.0.trim().to_owned()))
                .collect();
            let variables = messages.get(id).unwrap_or_else(|| panic!("{path}: no `{id}`"));
            assert_eq!(*variables, given, "{path}: `{id}`");
        }
    }
}

#[test]
fn every_message_is_asked_for() {
    let code: Vec<(String, String)> = functions();
    let templates = files("documents/templates", "j2");
    let asked: BTreeSet<&str> =
        code.iter().chain(&templates).flat_map(|(_, text)| literals(text)).collect();
    let messages = messages();
    let unused: Vec<&String> = messages.keys().filter(|id| !asked.contains(id.as_str())).collect();
    assert!(unused.is_empty(), "nobody asks for {unused:?}");
}

#[test]
fn every_message_belongs_to_a_document() {
    let lost: Vec<String> = messages().into_keys().filter(|id| !is_id(id)).collect();
    assert!(lost.is_empty(), "{lost:?}");
}

#[test]
fn every_word_of_a_file_has_its_own_variant() {
    let words: &[(&str, &[&str])] = &[
        ("word-importance", &["critical", "important", "useful"]),
        (
            "word-modality",
            &["course", "micro", "workshop", "simulation", "shadowing", "project", "mentoring"],
        ),
        ("word-source", &["certification", "test", "simulation", "manager", "peer", "self"]),
        ("word-channel", &["calendar", "chat", "email"]),
        ("word-basis", &["team", "person", "role"]),
        ("word-direction", &["down", "up"]),
        ("plan-assessor", &["manager", "peer", "mentor", "test", "simulation", "certification"]),
        ("plan-validator", &["peer", "mentor", "manager"]),
        ("plan-validator-named", &["peer", "mentor", "manager"]),
    ];
    let catalogue = catalogue();
    for (id, words) in words {
        let message = catalogue.body.iter().find_map(|entry| match entry {
            Entry::Message(message) if message.id.name == *id => Some(message),
            _ => None,
        });
        let pattern = message.and_then(|message| message.value.as_ref()).unwrap();
        let [PatternElement::Placeable { expression: Expression::Select { variants, .. } }] =
            pattern.elements.as_slice()
        else {
            panic!("`{id}` is not a choice")
        };
        let keys: Vec<&str> = variants
            .iter()
            .map(|variant| match &variant.key {
                VariantKey::Identifier { name } | VariantKey::NumberLiteral { value: name } => {
                    name.as_str()
                }
            })
            .collect();
        assert_eq!(keys, *words, "`{id}`");
    }
}

#[test]
fn the_english_catalogue_reads() {
    Messages::read("en", ENGLISH).unwrap();
}

#[test]
fn messages_are_shared_between_threads() {
    fn is_shared<T: Send + Sync>() {}
    is_shared::<Messages>();
}

#[test]
fn a_broken_catalogue_says_why() {
    let twice = Messages::read("en", "a = A\na = B\n").unwrap_err();
    assert!(matches!(twice, CatalogueError::Repeated(_)), "{twice}");
    let broken = Messages::read("en", "a = { $b\n").unwrap_err();
    assert!(matches!(broken, CatalogueError::Syntax(_)), "{broken}");
    let language = Messages::read("not a language", "").unwrap_err();
    assert!(matches!(language, CatalogueError::Language(_)), "{language}");
}

#[test]
fn a_template_is_told_what_a_message_lacks() {
    let messages = Messages::english();
    let unknown = messages.fill("plan-nothing", []).unwrap_err();
    assert!(unknown.to_string().contains("`plan-nothing`"), "{unknown}");
    let lacks = messages.fill("plan-lapsed", []).unwrap_err();
    assert!(lacks.to_string().contains("day"), "{lacks}");
}

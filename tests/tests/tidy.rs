//! Checks what the compiler cannot: that the architecture is as described.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use waypath_engine::diagnostic::Code;
use waypath_tests::imports::{Imports, Module};
use waypath_tests::rust::{files_below, without_texts};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the workspace").to_owned()
}

fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|err| panic!("{path}: {err}"))
}

/// The engine's modules, in the order `engine/src/lib.rs` declares them.
fn modules_in_reading_order() -> Vec<String> {
    let lib = read("engine/src/lib.rs");
    let modules = lib.lines().filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';'));
    modules.map(str::to_owned).collect()
}

fn files_of(module: &str) -> Vec<PathBuf> {
    let src = root().join("engine/src");
    let folder = src.join(module);
    if !folder.is_dir() {
        return vec![src.join(format!("{module}.rs"))];
    }
    let is_test = |file: &PathBuf| {
        file.components().any(|part| part.as_os_str() == "tests") || file.ends_with("tests.rs")
    };
    files_below(&folder).into_iter().filter(|file| !is_test(file)).collect()
}

/// The lines of a file that are code: without comments, and without what stands
/// below `#[cfg(test)]`.
fn code(path: &Path) -> String {
    let text = fs::read_to_string(path).expect("a source file");
    let text = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
    text.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
}

#[test]
fn engine_modules_use_only_modules_above_them() {
    let modules = modules_in_reading_order();
    assert!(modules.len() > 10, "found {} modules in lib.rs", modules.len());
    for (position, module) in modules.iter().enumerate() {
        for file in files_of(module) {
            let code = code(&file);
            for below in &modules[position + 1..] {
                let uses = format!("crate::{below}");
                let is_used = code.match_indices(&uses).any(|(at, _)| {
                    let after = code[at + uses.len()..].chars().next();
                    !after.is_some_and(|c| c.is_alphanumeric() || c == '_')
                });
                assert!(
                    !is_used,
                    "{} uses `{below}`, which comes after `{module}`",
                    file.display()
                );
            }
        }
    }
}

/// Files of the circles that are left, one of each: the crate and the file.
const KNOWN_CIRCLES: &[(&str, &str)] = &[
    // Why a module was passed over stands beside the flags about it.
    ("engine", "plan::flags"),
];

/// The folders, by crate, whose `mod.rs` holds what its files use, and uses them in turn.
const PARENTS: &[(&str, &[&str])] =
    &[("engine", &["advice", "select", "plan"]), ("documents", &["plan"])];

#[test]
fn no_file_imports_in_a_circle() {
    let module = |path: &str| -> Module {
        path.split("::").filter(|segment| !segment.is_empty()).map(str::to_owned).collect()
    };
    for folder in ["engine", "files", "documents", "run", "cli"] {
        let src = root().join(folder).join("src");
        if !src.is_dir() {
            continue;
        }
        let parents = PARENTS.iter().filter(|(name, _)| *name == folder);
        let parents: BTreeSet<Module> =
            parents.flat_map(|(_, paths)| *paths).map(|path| module(path)).collect();
        let is_known = |circle: &[Module]| {
            KNOWN_CIRCLES
                .iter()
                .any(|(name, file)| *name == folder && circle.contains(&module(file)))
        };
        let circles = Imports::read(&src).circles(&parents);
        let new = circles.iter().filter(|circle| !is_known(circle));
        let new: Vec<String> = new
            .map(|circle| circle.iter().map(|file| file.join("::")).collect::<Vec<_>>().join(", "))
            .collect();
        assert!(new.is_empty(), "files of {folder} use each other in a circle: {new:#?}");
    }
}

/// Whether a line of code names the parameter of a closure `it`.
fn has_it_closure(line: &str) -> bool {
    line.split('|').skip(1).any(|between| {
        let mut words = between.split(|letter: char| !letter.is_alphanumeric() && letter != '_');
        // Parameters are names and types; a longer piece stands behind the closure.
        let is_parameters = between
            .chars()
            .all(|letter| letter.is_alphanumeric() || " _,:&()<>'[].".contains(letter));
        is_parameters && words.any(|word| word == "it")
    }) && line.matches('|').count() > 1
}

/// Where closures are not all named yet; what is clean leaves the list.
const NOT_NAMED_YET: &[&str] = &[
    "cli/src/command",
    "documents/src",
    "engine/src/advice",
    "engine/src/example",
    "engine/src/lint",
    "engine/src/plan",
    "engine/src/rules",
    "engine/src/trace.rs",
    "engine/src/wire",
    "engine/tests",
];

#[test]
fn a_closures_parameter_has_a_name() {
    let mut found = Vec::new();
    for folder in ["engine", "files", "documents", "run", "cli", "tests", "fuzz"] {
        for part in ["src", "tests", "benches", "fuzz_targets"] {
            let folder = root().join(folder).join(part);
            for file in if folder.is_dir() { files_below(&folder) } else { Vec::new() } {
                let code = without_texts(&fs::read_to_string(&file).expect("a source file"));
                for (number, line) in (1..).zip(code.lines()) {
                    if !has_it_closure(line) {
                        continue;
                    }
                    let shown = file.strip_prefix(root()).unwrap_or(&file).display().to_string();
                    if !NOT_NAMED_YET.iter().any(|place| shown.starts_with(place)) {
                        found.push(format!("{shown}:{number}: {}", line.trim()));
                    }
                }
            }
        }
    }
    assert!(has_it_closure("rows.iter().map(|it| it.id)"));
    assert!(has_it_closure(".filter(|(_, it)| it.is_empty())"));
    assert!(!has_it_closure("rows.iter().map(|row| row.id)"));
    assert!(found.is_empty(), "{} closures call it `it`:\n{}", found.len(), found.join("\n"));
}

#[test]
fn each_domain_shaping_library_is_known_to_one_module() {
    let known = [
        ("saphyr_parser", &["source"][..]),
        ("serde_yaml", &["blueprint"][..]),
        ("petgraph", &["graph"][..]),
        ("rhai", &["rules"][..]),
        // A derive in `blueprint` (shapes), `wire` and `diff` (the format) needs serde.
        ("serde", &["blueprint", "rules", "wire", "diff"][..]),
    ];
    for module in modules_in_reading_order() {
        for file in files_of(&module) {
            let code = code(&file);
            for (library, modules) in known {
                let is_used =
                    [format!("{library}::"), format!("use {library};")].iter().any(|path| {
                        code.contains(path.as_str()) && !code.contains(&format!("_{path}"))
                    });
                assert!(
                    !is_used || modules.contains(&module.as_str()),
                    "{} uses {library}, which only {modules:?} may know",
                    file.display()
                );
            }
        }
    }
}

#[test]
fn nothing_above_wire_is_serializable() {
    for module in modules_in_reading_order() {
        // Comparisons come after `wire`: they compare what it writes.
        if module == "wire" || module == "diff" {
            continue;
        }
        for file in files_of(&module) {
            let code = code(&file);
            assert!(
                !code.contains("Serialize)") && !code.contains("Serialize,"),
                "{}",
                file.display()
            );
        }
    }
}

#[test]
fn the_engine_touches_nothing_outside_itself() {
    let forbidden = [
        "std::fs",
        "std::env::",
        "std::net",
        "std::process",
        "std::thread",
        "std::io",
        "SystemTime",
        "Instant::now",
        "thread_local!",
        "static mut",
        "HashMap",
        "HashSet",
    ];
    let floats = ["f64::from", " as f64", ": f32"];
    for file in files_below(&root().join("engine/src")) {
        if file.components().any(|folder| folder.as_os_str() == "tests") {
            continue;
        }
        let code = code(&file).replace("#![", "");
        // Only there a number is written as JSON has it, and read again.
        let is_json = file.ends_with("wire/number.rs");
        for word in
            forbidden.into_iter().chain(floats).filter(|word| !is_json || !floats.contains(word))
        {
            assert!(!code.contains(word), "{} uses `{word}`", file.display());
        }
    }
}

#[test]
fn dependencies_point_one_way() {
    let allowed = [
        ("engine", &[][..]),
        ("files", &["waypath-engine"][..]),
        ("documents", &["waypath-engine"][..]),
        ("run", &["waypath-engine", "waypath-files"][..]),
        ("cli", &["waypath-engine", "waypath-files", "waypath-documents", "waypath-run"][..]),
    ];
    for (folder, arrows) in allowed {
        if !root().join(folder).is_dir() {
            continue;
        }
        let manifest = read(&format!("{folder}/Cargo.toml"));
        for line in manifest.lines().filter(|line| line.starts_with("waypath-")) {
            let name = line.split(['.', ' ', '=']).next().unwrap_or_default();
            assert!(arrows.contains(&name), "{folder} depends on {name}");
        }
    }
}

#[test]
fn every_code_has_a_page_and_every_page_a_code() {
    let pages = root().join("docs/codes");
    for code in Code::ALL {
        assert!(pages.join(format!("{code}.md")).exists(), "docs/codes/{code}.md is missing");
    }
    for entry in fs::read_dir(&pages).expect("docs/codes").flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let number = name.trim_end_matches(".md");
        assert!(
            number == "README" || Code::from_number(number).is_some(),
            "docs/codes/{name} is about no code"
        );
    }
}

#[test]
fn every_module_begins_with_its_question() {
    for module in modules_in_reading_order() {
        let src = root().join("engine/src");
        let file = Some(src.join(format!("{module}.rs"))).filter(|file| file.exists());
        let file = file.unwrap_or_else(|| src.join(&module).join("mod.rs"));
        let text = fs::read_to_string(&file).expect("a module");
        let first = text.lines().next().unwrap_or_default();
        assert!(first.starts_with("//! ") && first.ends_with('?'), "{}: {first}", file.display());
    }
}

#[test]
fn functions_and_files_stay_small() {
    // To be split: it writes every part of a plan, and grew when reasons became data.
    const TOO_LONG: &str = "engine/src/wire/convert.rs";
    for folder in ["engine/src", "files/src", "cli/src"] {
        for file in files_below(&root().join(folder)) {
            let is_test = file.components().any(|part| part.as_os_str() == "tests")
                || file.file_name().is_some_and(|name| name == "tests.rs");
            let lines = code(&file).lines().count();
            let is_known = file.ends_with(TOO_LONG) && lines <= 730;
            assert!(is_test || is_known || lines <= 700, "{} has {lines} lines", file.display());
        }
    }
}

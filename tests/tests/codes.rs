//! Checks that the pages in `docs/codes/` tell the truth about what authors see.
//!
//! A page's blocks are laid over the small library in `fixtures/code_pages/`.
//! `docs/codes/README.md` says how a page is written. With `WAYPATH_ACCEPT=1` set,
//! what pages show and the table of codes are written anew.

use std::collections::{BTreeMap, BTreeSet};
use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use waypath_engine::blueprint::is_test_file;
use waypath_engine::diagnostic::{Code, Diagnostic, sort};
use waypath_engine::example::suite;
use waypath_engine::library::compile;
use waypath_engine::lint::lint;
use waypath_engine::person::AsOf;
use waypath_engine::source::{Source, Sources};
use waypath_files::people::{in_the_future, read_sources};

/// The files of a library by their paths.
type Files = BTreeMap<String, Vec<u8>>;

/// The date for which people's files are checked.
const AS_OF: &str = "2026-01-12";
const PARTS: [&str; 3] = ["Why it matters", "Example", "Instead"];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the workspace").to_owned()
}

fn page_path(code: Code) -> PathBuf {
    root().join(format!("docs/codes/{code}.md"))
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|err| panic!("{}: {err}", path.display()))
}

fn accepts() -> bool {
    env::var_os("WAYPATH_ACCEPT").is_some_and(|value| value == "1")
}

/// The library that all pages start from.
fn base() -> Files {
    let folder = root().join("fixtures/code_pages");
    let mut files = Files::new();
    let mut waiting = vec![folder.clone()];
    while let Some(at) = waiting.pop() {
        for entry in fs::read_dir(&at).expect("a folder").flatten() {
            let path = entry.path();
            let inside = path.strip_prefix(&folder).expect("inside").to_string_lossy().into_owned();
            if path.is_dir() {
                waiting.push(path);
            } else {
                files.insert(inside, fs::read(&path).expect("a file"));
            }
        }
    }
    files
}

/// What an author is told about the base with these files laid over it.
///
/// A page about a lint is about that one and those that are looked for unasked.
fn diagnose(blocks: &Files, about: Option<Code>) -> Vec<Diagnostic> {
    let mut files = base();
    files.extend(blocks.clone());
    let sources = files.into_iter().map(|(path, bytes)| Source { path, bytes });
    let (packages, sources): (Vec<Source>, Vec<Source>) =
        sources.partition(|source| source.path.starts_with("case/"));
    let (people, files): (Vec<Source>, Vec<Source>) =
        sources.into_iter().partition(|source| source.path.starts_with("people/"));
    let (tests, files) = files.into_iter().partition(|file| is_test_file(&file.path));
    let sources = Sources { files };
    let compiled = compile(&sources);
    let mut diagnostics = compiled.diagnostics;
    for package in &packages {
        diagnostics.extend(waypath_files::import::case::import(package).diagnostics);
    }
    if let Some(library) = &compiled.library {
        let people = read_sources(people, library);
        diagnostics.extend(people.diagnostics);
        let as_of: AsOf = AS_OF.parse().expect("a date");
        diagnostics.extend(suite(library, &sources, &tests, &people.people).diagnostics);
        diagnostics.extend(in_the_future(&people.people, as_of));
        if let Some(about) = about.filter(|code| code.is_lint()) {
            let unasked = Code::ALL.iter().copied().filter(|code| code.is_default_lint());
            let codes = unasked.chain([about]).collect();
            let linted = lint(library, &sources, &people.people, as_of, &codes);
            assert!(linted.open.is_empty(), "{about}: {:?}", linted.open);
            diagnostics.extend(linted.findings);
        }
    }
    sort(&mut diagnostics);
    diagnostics
}

fn shown(diagnostics: &[Diagnostic]) -> String {
    diagnostics.iter().map(|diagnostic| diagnostic.to_string() + "\n").collect()
}

/// One part of a page: its text and its blocks.
#[derive(Default)]
struct Part {
    name: String,
    files: Files,
    /// What the page says an author sees.
    shown: Option<String>,
    has_prose: bool,
}

/// A page: its first line, and its parts. The first part has no name.
struct Page {
    title: String,
    parts: Vec<Part>,
}

impl Page {
    fn parse(text: &str) -> Result<Self, String> {
        let mut lines = text.lines();
        let title = lines.next().unwrap_or_default().to_owned();
        let mut parts = vec![Part::default()];
        while let Some(line) = lines.next() {
            let part = parts.last_mut().expect("a part");
            if let Some(name) = line.strip_prefix("## ") {
                parts.push(Part { name: name.to_owned(), ..Part::default() });
            } else if let Some(info) = line.strip_prefix("```") {
                let body: Vec<&str> = lines.by_ref().take_while(|line| *line != "```").collect();
                part.add(info, &body)?;
            } else {
                part.has_prose |= !line.trim().is_empty();
            }
        }
        Ok(Self { title, parts })
    }

    fn part(&self, name: &str) -> Option<&Part> {
        self.parts.iter().find(|part| part.name == name)
    }

    /// What is wrong with how the page is written.
    fn form(&self, code: Code) -> Vec<String> {
        let mut wrong = Vec::new();
        let words = self.title.strip_prefix(&format!("# {code} ")).unwrap_or_default();
        if words.is_empty() || words.ends_with('.') {
            wrong.push(format!("begins with `{}`, not with `# {code} …`", self.title));
        }
        let names: Vec<&str> = self.parts.iter().map(|part| part.name.as_str()).collect();
        if names[1..] != PARTS {
            wrong.push(format!("has the parts {:?}, not {PARTS:?}", &names[1..]));
        }
        for name in ["", PARTS[0]] {
            if !self.part(name).is_some_and(|part| part.has_prose && part.files.is_empty()) {
                wrong.push(format!("says nothing in its part `{name}`"));
            }
        }
        wrong
    }
}

impl Part {
    fn add(&mut self, info: &str, body: &[&str]) -> Result<(), String> {
        let text: String = body.iter().flat_map(|line| [*line, "\n"]).collect();
        let (language, path) = info.split_once(' ').unwrap_or((info, ""));
        let is_known = ["yaml", "csv", "rhai", "json"].contains(&language);
        let bytes = match language {
            "text" if path.is_empty() && self.shown.is_none() => {
                self.shown = Some(text);
                return Ok(());
            }
            "bytes" if !path.is_empty() => unescape(&text)?,
            _ if is_known && path.ends_with(&format!(".{language}")) => text.into_bytes(),
            _ => return Err(format!("has a block `{info}`, which is no language and file")),
        };
        match self.files.insert(path.to_owned(), bytes) {
            None => Ok(()),
            Some(_) => Err(format!("has two blocks for `{path}` in one part")),
        }
    }
}

/// Turns what a `bytes` block says into bytes: `\x00` is a byte, and
/// `{{repeat 3 ab}}` repeats a text.
fn unescape(text: &str) -> Result<Vec<u8>, String> {
    let mut bytes = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        if let Some(after) = rest.strip_prefix(r"\x") {
            let digits = after.get(..2).ok_or("ends inside `\\x`")?;
            let byte = u8::from_str_radix(digits, 16);
            bytes.push(byte.map_err(|_| format!("has `\\x{digits}`, which is no byte"))?);
            rest = &after[2..];
        } else if let Some(after) = rest.strip_prefix("{{repeat ") {
            let (directive, after) = after.split_once("}}").ok_or("has an open `{{repeat`")?;
            let (times, text) = directive.split_once(' ').ok_or("repeats nothing")?;
            let times: usize = times.parse().map_err(|_| format!("repeats `{times}` times"))?;
            bytes.extend(unescape(text)?.repeat(times));
            rest = after;
        } else {
            let next = rest.chars().next().expect("a character");
            bytes.extend(next.to_string().bytes());
            rest = &rest[next.len_utf8()..];
        }
    }
    Ok(bytes)
}

/// Everything that is wrong with a page.
fn complaints(code: Code, text: &str) -> Vec<String> {
    let page = match Page::parse(text) {
        Ok(page) => page,
        Err(wrong) => return vec![wrong],
    };
    let mut wrong = page.form(code);
    let (Some(example), Some(instead)) = (page.part("Example"), page.part("Instead")) else {
        return wrong;
    };
    let diagnostics = diagnose(&example.files, Some(code));
    if diagnostics.is_empty() {
        wrong.push(format!("has an example without {code}"));
    }
    for diagnostic in &diagnostics {
        if diagnostic.code != code {
            wrong.push(format!("has an example with another mistake:\n{diagnostic}"));
        }
        wrong.extend(wording(diagnostic, example));
    }
    if example.shown.as_deref() != Some(&shown(&diagnostics)) {
        wrong.push(format!(
            "does not show what its example gives, which is below; `WAYPATH_ACCEPT=1` writes it\n{}",
            shown(&diagnostics)
        ));
    }
    for diagnostic in diagnose(&instead.files, Some(code)) {
        wrong.push(format!("has a mistake in what stands there instead:\n{diagnostic}"));
    }
    if !instead.files.keys().any(|path| example.files.contains_key(path)) {
        wrong.push("corrects none of the files of its example".to_owned());
    }
    wrong
}

/// What is wrong with how a diagnostic is written, and with its place.
fn wording(diagnostic: &Diagnostic, example: &Part) -> Vec<String> {
    let mut wrong = Vec::new();
    let words = [Some(diagnostic.message.as_str()), diagnostic.help.as_deref()];
    for text in words.into_iter().flatten() {
        let first = text.split(' ').next().unwrap_or_default();
        let is_lower = !first.starts_with(char::is_uppercase) || first.trim_matches(',') == "NUL";
        if !is_lower || text.ends_with('.') || text.contains('\n') {
            wrong.push(format!("shows words that are no fragment in lower case: {text}"));
        }
    }
    if diagnostic.help.is_none() {
        wrong.push(format!("shows a mistake without help: {}", diagnostic.message));
    }
    if diagnostic.place.is_none() {
        wrong.push(format!("shows a mistake without a place: {}", diagnostic.message));
    }
    let related = diagnostic.related.iter().map(|(place, _)| place);
    if !diagnostic.place.iter().chain(related).any(|place| example.files.contains_key(&*place.file))
    {
        wrong.push(format!("shows a mistake outside its example: {}", diagnostic.message));
    }
    wrong
}

/// Writes anew what a page shows.
fn accept(path: &Path, code: Code) {
    let text = read(path);
    let Ok(page) = Page::parse(&text) else { return };
    let Some(example) = page.part("Example") else { return };
    let Some(old) = &example.shown else { return };
    let new = shown(&diagnose(&example.files, Some(code)));
    let updated = text.replacen(&format!("```text\n{old}```"), &format!("```text\n{new}```"), 1);
    fs::write(path, updated).expect("a page");
}

#[test]
fn the_library_that_pages_start_from_is_clean() {
    assert_eq!(shown(&diagnose(&Files::new(), Some(Code::AllowsNothing))), "");
    let files = base();
    for ending in ["yaml", "rhai", "csv"] {
        assert!(files.keys().any(|path| path.ends_with(ending)), "no .{ending} file");
    }
}

#[test]
fn every_page_is_true() {
    let mut wrong = Vec::new();
    for code in Code::ALL {
        let path = page_path(*code);
        if accepts() {
            accept(&path, *code);
        }
        let found = complaints(*code, &read(&path));
        wrong.extend(found.into_iter().map(|problem| format!("docs/codes/{code}.md {problem}")));
    }
    assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));
}

#[test]
fn no_two_pages_have_the_same_title() {
    let words = |code: &Code| {
        let text = read(&page_path(*code));
        text.lines().next().and_then(|code| code.get(8..)).map(str::to_owned)
    };
    let titles: BTreeSet<Option<String>> = Code::ALL.iter().map(words).collect();
    assert_eq!(titles.len(), Code::ALL.len());
}

fn table_of_codes() -> String {
    let mut rows = vec!["| code | severity | what it is |".to_owned(), "|---|---|---|".to_owned()];
    rows.extend(
        Code::ALL.iter().map(|code| {
            format!("| [{code}]({code}.md) | {} | {} |", code.severity(), code.summary())
        }),
    );
    rows.join("\n") + "\n"
}

#[test]
fn the_table_of_codes_is_current() {
    let path = root().join("docs/codes/README.md");
    let text = read(&path);
    if accepts() {
        let start = text.find("| code |").expect("a table");
        let end = text[start..].find("\n\n").map_or(text.len(), |end| start + end + 1);
        let updated = format!("{}{}{}", &text[..start], table_of_codes(), &text[end..]);
        fs::write(&path, updated).expect("the table");
        return;
    }
    assert!(
        text.contains(&table_of_codes()),
        "docs/codes/README.md is behind; write it with `WAYPATH_ACCEPT=1`:\n{}",
        table_of_codes()
    );
}

mod a_page_is_refused {
    use super::*;

    const EXAMPLE: &str = "```yaml competency_models/demo/lead.yaml\nroles:\n  team-lead:\n    title: Team lead\n    expects:\n      call-diagnosiss: { level: 3 }\n```\n";
    const SHOWN: &str = "```text\nerror[WP101]: unknown competency `call-diagnosiss`\n  --> competency_models/demo/lead.yaml:5:7\n  help: did you mean `call-diagnosis`?\n```\n";
    const INSTEAD: &str = "```yaml competency_models/demo/lead.yaml\nroles:\n  team-lead:\n    title: Team lead\n    expects:\n      call-diagnosis: { level: 3, drives: [repeat-contacts] }\n```\n";

    fn page(example: &str, shown: &str, instead: &str) -> String {
        format!(
            "# WP101 unknown competency\n\nA name.\n\n## Why it matters\n\nIt does.\n\n\
             ## Example\n\n{example}{shown}\n## Instead\n\n{instead}"
        )
    }

    #[track_caller]
    fn refused(text: &str, words: &str) {
        let found = complaints(Code::UnknownCompetency, text);
        assert!(found.iter().any(|problem| problem.contains(words)), "{found:#?}");
    }

    #[test]
    fn unless_it_is_right() {
        let found = complaints(Code::UnknownCompetency, &page(EXAMPLE, SHOWN, INSTEAD));
        assert_eq!(found, Vec::<String>::new());
    }

    #[test]
    fn if_its_example_is_clean() {
        refused(&page(INSTEAD, SHOWN, INSTEAD), "without WP101");
    }

    #[test]
    fn if_its_example_holds_another_mistake() {
        let both = EXAMPLE.replace("title: Team lead", "titel: Team lead");
        refused(&page(&both, SHOWN, INSTEAD), "another mistake");
    }

    #[test]
    fn if_it_shows_something_else() {
        refused(&page(EXAMPLE, &SHOWN.replace(":5:7", ":5:8"), INSTEAD), "does not show");
        refused(&page(EXAMPLE, "", INSTEAD), "does not show");
    }

    #[test]
    fn if_what_stands_there_instead_is_wrong_or_something_else() {
        refused(&page(EXAMPLE, SHOWN, EXAMPLE), "instead:\nerror[WP101]");
        let other = INSTEAD.replace("lead.yaml", "other.yaml");
        refused(&page(EXAMPLE, SHOWN, &other), "corrects none");
    }

    #[test]
    fn if_a_part_or_the_code_is_missing() {
        let whole = page(EXAMPLE, SHOWN, INSTEAD);
        refused(&whole.replace("## Why it matters", "Why"), "has the parts");
        refused(&whole.replace("It does.", ""), "says nothing");
        refused(&whole.replace("# WP101", "# WP102"), "begins with");
    }

    #[test]
    fn if_a_block_has_no_file() {
        refused(&page("```yaml\nroles: {}\n```\n", SHOWN, INSTEAD), "no language and file");
        refused(&page("```yaml a.csv\nroles: {}\n```\n", SHOWN, INSTEAD), "no language and file");
        refused(&page(&EXAMPLE.repeat(2), SHOWN, INSTEAD), "two blocks");
    }
}

/// What an author is told about the base with one file changed.
fn told(path: &str, change: impl Fn(&str) -> String) -> Vec<String> {
    let old = String::from_utf8(base().remove(path).expect("a file of the base")).expect("text");
    let new = change(&old);
    assert_ne!(old, new, "nothing changed in {path}");
    let files = Files::from([(path.to_owned(), new.into_bytes())]);
    diagnose(&files, None)
        .iter()
        .map(|diagnostic| format!("{} {}", diagnostic.code, diagnostic.message))
        .collect()
}

#[test]
fn names_in_a_file_that_cannot_be_read_are_not_called_unknown() {
    let open = |text: &str| text.replacen(" }", "", 1);
    assert_eq!(
        told("competency_models/demo/competencies.yaml", open),
        ["WP003 this `{` is not closed with `}`"]
    );
    let misspelt = |text: &str| text.replacen("competencies:", "competences:", 1);
    assert_eq!(
        told("competency_models/demo/competencies.yaml", misspelt),
        ["WP010 unknown field `competences`"]
    );
    let misnamed = |text: &str| text.replacen("name:", "nmae:", 1);
    assert_eq!(told("waypath.yaml", misnamed), ["WP010 unknown field `nmae`"]);
    let endless = |text: &str| text.trim_end().trim_end_matches('}').to_owned();
    assert_eq!(told("rules/helpers.rhai", endless), ["WP201 a function has no end"]);
    let bytes = Files::from([("competency_models/demo/kpis.yaml".to_owned(), vec![0xFF])]);
    let codes: Vec<Code> =
        diagnose(&bytes, None).iter().map(|diagnostic| diagnostic.code).collect();
    assert_eq!(codes, [Code::NotUtf8]);
}

#[test]
fn a_misspelt_kpi_is_one_mistake() {
    let misspelt = |text: &str| text.replacen("kpi: repeat-contacts", "kpi: repeat-contact", 1);
    assert_eq!(
        told("competency_models/demo/modules.yaml", misspelt),
        ["WP105 unknown KPI `repeat-contact`"]
    );
}

#[test]
fn a_rule_cannot_look_for_or_show_a_competency_with_parts() {
    for effect in [
        "exclude: { match: { builds: customer-care } }",
        "require_one: { builds: customer-care }",
        "boost: level(\"customer-care\")",
        "flag: { to: manager, text: 'At {level(\"customer-care\")}' }",
    ] {
        let instead = |text: &str| text.replacen("coach: ask-before-fixing", effect, 1);
        assert_eq!(
            told("rules/rules.yaml", instead),
            ["WP118 `customer-care` has parts and has no level of its own"],
            "{effect}"
        );
    }
}

#[test]
fn a_mistake_in_a_short_form_is_at_its_value() {
    let text = "rules:\n  a:\n    because: \"x\"\n    when: fte < 1\n    then: [{ coach: ask }]\n";
    let files = Files::from([("rules/a.yaml".to_owned(), text.into())]);
    let place = diagnose(&files, None).remove(0).place.expect("a place");
    assert_eq!(&text[place.bytes], "ask");
}

#[test]
fn the_library_of_this_repository_is_clean() {
    let files = waypath_files::library::read(&root()).expect("the library");
    let compiled = compile(&files.sources);
    assert_eq!(shown(&compiled.diagnostics), "");
    assert!(compiled.library.is_some());
}

#[test]
fn a_block_of_bytes_says_what_text_cannot() {
    assert_eq!(unescape(r"a\x00\xE9é").unwrap(), b"a\0\xE9\xC3\xA9");
    assert_eq!(unescape(r"[{{repeat 3 -\x0A}}]{}").unwrap(), b"[-\n-\n-\n]{}");
    for wrong in [r"\x", r"\xG0", "{{repeat x a}}", "{{repeat 3 a", "{{repeat 3}}"] {
        assert!(unescape(wrong).is_err(), "{wrong}");
    }
}

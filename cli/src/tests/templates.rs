//! A library's own templates, from its folder to the page.

use super::*;

fn write(library: &Path, file: &str, text: &[u8]) {
    let path = library.join("templates").join(file);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

/// The first plan of the library, as Markdown.
fn plan(library: &Path) -> Ran {
    in_library(library, &["plan", "ana-silva", "--format", "markdown"])
}

#[test]
fn a_library_of_its_own_look_prints_plans_in_it() {
    let library = library();
    let library = library.path();
    let json = |ran: Ran| serde_json::from_str::<Value>(&ran.out).unwrap();
    let before = json(in_library(library, &["plan", "ana-silva", "--format", "json"]));
    write(library, "plan.md.j2", b"{% include 'parts/head.md.j2' %}, {{ t('plan-title') }}\n");
    write(library, "parts/head.md.j2", b"For {{ person.first }}");
    write(library, "plan.css", b"p { color: teal }");
    write(library, "notes.md", b"{{ not a template");
    let ran = plan(library);
    assert_eq!((ran.exit, &*ran.out), (Exit::Done, "For Ana, Development plan"), "{}", ran.err);
    let html = in_library(library, &["plan", "ana-silva", "--format", "html"]).out;
    assert!(html.contains("p { color: teal }"), "{html}");
    let after = json(in_library(library, &["plan", "ana-silva", "--format", "json"]));
    assert_eq!(before, after);
    assert_eq!(in_library(library, &["check"]).exit, Exit::Done);
}

#[test]
fn a_broken_template_is_named_with_its_line() {
    let library = library();
    let library = library.path();
    write(library, "plan.md.j2", b"one\n{{ t('plan-this-weak') }}\n");
    let ran = plan(library);
    assert_eq!((ran.exit, &*ran.out), (Exit::Failed, ""));
    assert!(ran.err.contains("templates/plan.md.j2:2: there is no message"), "{}", ran.err);
    assert!(ran.err.contains("help: "), "{}", ran.err);
    for (template, place) in [
        (&b"one\n{% if %}"[..], "templates/plan.md.j2:2: "),
        (b"one\ntwo\xff", "templates/plan.md.j2:2: it is not UTF-8"),
    ] {
        write(library, "plan.md.j2", template);
        for ran in [plan(library), in_library(library, &["check"])] {
            assert_eq!(ran.exit, Exit::Failed, "{}", ran.out);
            assert!(ran.err.contains(place), "{}", ran.err);
        }
    }
}

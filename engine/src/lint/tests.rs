use std::collections::BTreeSet;

use jiff::civil::date;

use super::{Linted, lint};
use crate::diagnostic::Code;
use crate::library::compile;
use crate::person::AsOf;
use crate::source::{Source, Sources};

const TODAY: AsOf = date(2026, 1, 12);

/// Two roles: one misses what is critical in it on the way to the other, which
/// expects what builds on it.
const MODEL: &str = r#"
competencies:
  base: { name: "Base" }
  top: { name: "Top", requires: { base: 1 } }
  apart: { name: "Apart" }
roles:
  here:
    title: "Here"
    expects:
      apart: { level: 2, importance: critical }
  there:
    title: "There"
    expects:
      top: { level: 2, importance: useful }
kpis:
  k: { name: K, unit: percent, direction: up, kind: lagging, source: s, window: 4 weeks }
modules:
  m:
    title: "M"
    modality: course
    hours: 2
    builds: { top: { from: 0, to: 2 }, base: { from: 0, to: 2 }, apart: { from: 0, to: 2 } }
    tags: [t]
    kpi: k
    proof: { kind: task, produces: "Work", done_when: ["Done"], validated_by: [manager], within: 30 days }
  n:
    title: "N"
    modality: course
    hours: 2
    builds: { top: { from: 0, to: 1 } }
    tags: [limited]
    available: { sites: [north, west], shifts: [day] }
    kpi: k
    proof: { kind: task, produces: "Work", done_when: ["Done"], validated_by: [manager], within: 30 days }
"#;

const HELPERS: &str = "
/// Whether two levels together are enough.
fn together(a, b) { let sum = level(a); sum += level(b); sum == 3.25 }
/// Whether a level is one of two.
fn either(a) { level(a) == 1 || level(a) == 2 }
";

/// Lints a library with a persona and rules, for one lint.
fn linted(who: &str, rules: &str, code: Code) -> Linted {
    let file = |path: &str, text: String| Source { path: path.to_owned(), bytes: text.into() };
    let sources = Sources {
        files: vec![
            file(
                "waypath.yaml",
                "name: Random\nscale: { name: three, levels: [none, some, all] }\n".to_owned(),
            ),
            file("competency_models/m/model.yaml", MODEL.to_owned()),
            file(
                "competency_models/m/personas.yaml",
                format!("personas:\n  p:\n    name: P\n    unknown: beginner\n    who: '{who}'\n"),
            ),
            file("rules/rules.yaml", format!("rules:\n{rules}")),
            file("rules/helpers.rhai", HELPERS.to_owned()),
        ],
    };
    let compiled = compile(&sources);
    let library = compiled.library.unwrap_or_else(|| panic!("{:#?}", compiled.diagnostics));
    lint(&library, &sources, &[], TODAY, &BTreeSet::from([code]))
}

fn rule(id: &str, scope: &str, each: &str, when: &str, effect: &str) -> String {
    format!(
        "  {id}:\n    because: \"Why.\"\n    scope: {scope}\n    each: {each}\n    when: '{when}'\n    then: [{effect}]\n"
    )
}

const FLAG: &str = "{ flag: { to: manager, text: \"Look\" } }";

fn said(linted: &Linted) -> Vec<&str> {
    linted.findings.iter().map(|finding| finding.message.as_str()).collect()
}

/// Rules that fire for somebody, though not for whom one thinks of first.
#[test]
fn a_rule_that_fires_for_somebody_is_not_called_dead() {
    let cases = [
        // Before there is a persona, nothing is assumed: nobody misses what they
        // were never assessed in, and nothing builds on it. Afterwards they do.
        (r#"gap("apart") == 0"#, "{ persona: [p] }", "person", r#"gap("apart") > 0"#),
        (r#"gap("base") == 0"#, "{ persona: [p] }", "person", r#"gap("base") > 0"#),
        (
            r#"gap("base") == 0 && known("base")"#,
            "{ persona: [p] }",
            "person",
            r#"gap("base") > 0 && known("base")"#,
        ),
        (r#"gap("base") == 0"#, "{ persona: [p] }", "gap", r#"gap.id == "base""#),
        // A text can be part of another one without being the same.
        ("true", "{}", "person", r#""a" in site && "b" in site"#),
        ("true", "{}", "person", r#"site in "abc def" && site != "abc def""#),
        // What is added up has values that stand nowhere.
        ("true", "{}", "person", r#"together("base", "top")"#),
    ];
    for (who, scope, each, when) in cases {
        let linted = linted(who, &rule("r", scope, each, when, FLAG), Code::NeverFires);
        assert_eq!(said(&linted), [""; 0], "{who} / {when}");
    }
}

#[test]
fn a_rule_that_fires_for_nobody_is_called_dead() {
    let cases = [
        ("true", "{}", "person", r#"level("base") > 1 && level("base") < 1.01"#),
        ("true", "{}", "person", r#"either("base") && level("base") == 1.5"#),
        ("true", "{}", "person", r#"gap("apart") > 1 && level("apart") >= 1"#),
        ("true", "{}", "person", r#"gap("apart") > 0 && role == "there" && target_role == """#),
        ("true", "{}", "person", "months_in_role > 6 && months_in_company < 6"),
        (
            "true",
            "{}",
            "gap",
            r#"gap.held + 0 >= 0 && gap.importance == "useful" && role == "here" && target_role == """#,
        ),
        (
            r#"gap("base") == 0"#,
            "{ persona: [p] }",
            "person",
            r#"known("base") && level("base") >= 1 && gap("base") > 0"#,
        ),
        (r#"site == "north""#, "{ persona: [p] }", "person", r#"site in ["south", "west"]"#),
    ];
    for (who, scope, each, when) in cases {
        let linted = linted(who, &rule("r", scope, each, when, FLAG), Code::NeverFires);
        let is_computed = when.contains('+');
        let told = (said(&linted).len(), linted.open.len());
        assert_eq!(told, if is_computed { (0, 1) } else { (1, 0) }, "{who} / {when}");
    }
}

#[test]
fn what_keeps_a_rule_from_firing_is_named() {
    let cases = [
        (
            "{}",
            r#"known("base") && months_in_role < 3 && months_in_role > 6"#,
            "correct `months_in_role < 3` or `months_in_role > 6`, which exclude each other; or take the rule out",
        ),
        (
            "{}",
            r#"months_in_role > 1 && (known("base") && gap("apart") >= 5)"#,
            r#"correct `gap("apart") >= 5`, which holds for nobody; or take the rule out"#,
        ),
        (
            "{ site: [north] }",
            r#"shift == "night" && site != "north""#,
            r#"correct `site != "north"`, which holds for nobody in the rule's scope; or take the rule out"#,
        ),
        ("{}", r#"level("base") + 0 > 1 && months_in_role > 6 && months_in_role < 6"#, ""),
        // Each two of them go together.
        (
            "{}",
            r#"(role == "here" || target_role == "here") && role != "here" && target_role == """#,
            "correct the condition, whose parts exclude each other; or take the rule out",
        ),
    ];
    for (scope, when, help) in cases {
        let linted = linted("true", &rule("r", scope, "person", when, FLAG), Code::NeverFires);
        let said = linted.findings.first().and_then(|finding| finding.help.as_deref());
        assert_eq!(said.unwrap_or_default(), help, "{when}");
    }
}

/// Rules that want opposite things of a module, each named in its own way.
#[test]
fn rules_fight_over_a_module_however_they_name_it() {
    let out = "{ exclude: { module: m } }";
    let tagged = "{ require: { match: { tags: [t] } } }";
    let cases = [
        // The other rule's each, condition and effect; whether somebody gets both.
        ("person", "site == \"north\"", tagged, true),
        ("module", "has_tag(\"t\")", "require", true),
        ("gap", "gap.id == \"base\"", "require", true),
        ("module", "!has_tag(\"t\")", "require", false),
        ("person", "months_in_role >= 6", tagged, false),
        (
            "person",
            "site == \"north\"",
            "{ require: { match: { tags: [t], modality: simulation } } }",
            false,
        ),
    ];
    for (each, when, effect, is_fight) in cases {
        let one = rule("a", "{}", "person", "months_in_role < 6", out);
        let two = rule("b", "{}", each, when, effect);
        let linted = linted("true", &format!("{one}{two}"), Code::Fight);
        assert_eq!(linted.findings.len(), usize::from(is_fight), "{each} / {when} / {effect}");
        assert!(linted.open.is_empty(), "{each} / {when} / {effect}: {:?}", linted.open);
    }
}

/// Modules that are required of people, each limited in its own way.
#[test]
fn a_module_that_nobody_can_take_is_not_required() {
    let only = "{ require: { module: n } }";
    let cases = [
        ("{}", r#"site == "south""#, only, true),
        ("{ site: [south, east] }", "months_in_role > 2", only, true),
        ("{}", r#"shift != "day""#, only, true),
        (
            "{ site: [west] }",
            r#"shift == "night""#,
            "{ require: { match: { tags: [limited] } } }",
            true,
        ),
        ("{}", "months_in_role > 2", only, false),
        ("{ site: [south, west] }", r#"shift == "day""#, only, false),
        ("{}", r#"site != "north""#, only, false),
        ("{}", r#"site == "south""#, "{ require: { match: { modality: course } } }", false),
        // It never fires, which is another finding.
        ("{}", r#"site == "south" && site == "east""#, only, false),
    ];
    for (scope, when, effect, is_out) in cases {
        let linted = linted("true", &rule("r", scope, "person", when, effect), Code::NotOffered);
        assert_eq!(said(&linted).len(), usize::from(is_out), "{scope} / {when} / {effect}");
        assert_eq!(linted.open, [], "{scope} / {when} / {effect}");
    }
}

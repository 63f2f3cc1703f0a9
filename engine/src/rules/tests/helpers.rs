//! What helper functions may do, and what effects they return.

use super::*;

fn mistakes_in(text: &str) -> Vec<String> {
    let (_, mistakes) = Sandbox::new(names(), &[("rules/helpers.rhai", text)]);
    mistakes.iter().map(|(_, it)| show(it)).collect()
}

#[test]
fn a_helper_may_answer_a_condition() {
    let sandbox = sandbox_with(
        r#"
        // Whether somebody is settled.
        fn is_settled(months) {
            let limit = if months_in_role > 3 { 3 } else { 6 };
            months >= limit and known("empathy")
        }
        fn best_of(levels) {
            let best = 0;
            for it in levels {
                if it > best { best = it; }
            }
            best
        }
        fn kind(grade_now) {
            switch grade_now { 1 => "new", 2 | 3 => "able", _ => "other" }
        }
        fn of(gap) { gap.missing > 1 and gap.importance == "critical" and level(gap.id) < 2 }
        "#,
    );
    for text in [
        "is_settled(months_in_role)",
        "best_of([level(\"empathy\"), 2.5, 1]) == 3",
        "kind(grade) == \"able\"",
        "is_settled(9) and not is_settled(1)",
    ] {
        assert_eq!(ask_in(&sandbox, Each::Person, text), Answer::Holds, "`{text}`");
    }
    assert_eq!(ask_in(&sandbox, Each::Gap, "of(gap)"), Answer::Holds);
}

#[test]
fn a_missing_fact_inside_a_helper_is_undecided() {
    let sandbox = sandbox_with("fn a() { b() } fn b() { level(\"product-knowledge\") > 1 }");
    let answer = ask_in(&sandbox, Each::Person, "a()");
    assert!(matches!(answer, Answer::Undecided { needs } if needs.name == "level"));
}

#[test]
fn a_helper_that_answers_with_something_else_fails() {
    let sandbox = sandbox_with("fn f() { 3 } fn g() { [1][9] } fn h(x) { x.missing }");
    let failed = |text| match ask_in(&sandbox, Each::Person, text) {
        Answer::Failed { error } => error,
        other => panic!("{other:?}"),
    };
    assert_eq!(failed("f()"), "condition gives a number, not yes or no");
    assert_eq!(failed("g()"), "in `g`: the list has no item 9");
    assert_eq!(failed("h(3)"), "in `h`: it cannot be evaluated");
}

#[test]
fn a_condition_reads_what_its_helpers_read() {
    let sandbox = sandbox_with("fn a() { b() } fn b() { readiness > 10 and has_tag(\"x\") }");
    let condition = sandbox.compile_condition("a()", Asker::Rule(Each::Module)).unwrap();
    let reads: Vec<String> = condition.reads().iter().map(ToString::to_string).collect();
    assert_eq!(reads, ["has_tag(\"x\")", "readiness"]);
    let mistakes = sandbox.compile_condition("a()", Asker::Persona).unwrap_err();
    let expected = "1:1+1 WP207 `a` reads `has_tag`, which is there only under `each: module` | add `each: module` to the rule";
    assert_eq!(show(&mistakes[0]), expected);
}

/// Helper files with their mistakes.
const MISTAKES: &[(&str, &[&str])] = &[
    ("fn f() { levl > 1 }", &["1:10+4 WP202 unknown name `levl` | did you mean `level`?"]),
    (
        r#"fn f() { level("emphaty") > 1 and attr("gender") == "f" }"#,
        &[
            "1:16+9 WP101 unknown competency `emphaty` | did you mean `empathy`?",
            "1:40+8 WP206 `gender` is protected, and no rule may read it | remove it; protected attributes are for fairness reports only",
        ],
    ),
    (
        "fn f() { g(1) } fn g() { 1 }",
        &["1:10+1 WP203 `g` takes no value and is given 1 | give it no value"],
    ),
    ("fn f() { h() }", &["1:10+1 WP203 unknown function `h` | did you mean `f`?"]),
    (
        r#"fn f(x) { attr(x) == "" }"#,
        &[r#"1:16+1 WP211 `attr` needs a name in double quotes | write `attr("…")`"#],
    ),
    (
        "fn level(x) { x }",
        &["1:4+5 WP110 `level` is the name of a fact or function of Waypath | choose another name"],
    ),
    (
        "fn min(x) { x }",
        &["1:4+3 WP110 `min` is the name of a fact or function of Waypath | choose another name"],
    ),
    (
        "fn role() { 1 }",
        &["1:4+4 WP110 `role` is the name of a fact or function of Waypath | choose another name"],
    ),
    ("fn f(role) { role }", &["1:12+1 WP110 `role` is the name of a fact | choose another name"]),
    (
        "fn f() { gap.missing > 1 }",
        &[
            "1:10+3 WP207 `gap` is not known inside a helper | add a parameter, and call the helper with `gap`",
        ],
    ),
    (
        "fn f(gap) { gap.misssing > 1 }",
        &["1:17+8 WP202 unknown fact `gap.misssing` | did you mean `gap.missing`?"],
    ),
    (
        "let x = 1; fn f() { x }",
        &[
            "1:1+3 WP208 only functions stand in a helper file | move it into a function: `fn …() { … }`",
            r#"1:21+1 WP202 unknown name `x` | put texts in double quotes: `"x"`"#,
        ],
    ),
    (
        "fn f() { while true { } }",
        &[
            "1:10+5 WP208 `while` cannot be used in a helper | go through a list: `for item in list { … }`",
        ],
    ),
    (
        "fn f() { loop { } }",
        &[
            "1:10+4 WP208 `loop` cannot be used in a helper | go through a list: `for item in list { … }`",
        ],
    ),
    (
        "fn f() { try { 1 } catch { 2 } }",
        &[
            "1:10+3 WP208 `try` cannot be used in a helper | leave it out",
            "1:20+5 WP208 `catch` cannot be used in a helper | leave it out",
        ],
    ),
    ("fn f() { throw 1 }", &["1:10+5 WP208 `throw` cannot be used in a helper | leave it out"]),
    (r#"fn f() { Fn("f") }"#, &["1:10+2 WP208 `Fn` cannot be used in a helper | leave it out"]),
    (
        "fn f() { let a = [1]; a.map(|x| x) }",
        &[
            "1:29+1 WP208 a function inside an expression cannot be used | write a function with `fn` in a helper file",
        ],
    ),
    (
        r#"fn f() { let a = [1]; a.map("f") }"#,
        &["1:25+3 WP203 unknown function `map` | did you mean `gap`?"],
    ),
    (r#"fn f() { eval("1") }"#, &["1:10+4 WP208 `eval` cannot be used in a helper | leave it out"]),
    ("fn f() { print(1) }", &["1:10+5 WP208 `print` cannot be used in a helper | leave it out"]),
    (
        r#"fn f() { level("empathy") == "2" }"#,
        &[
            r#"1:27+2 WP204 `level("empathy")` is a number and `"2"` is a text | write 2 without quotes"#,
        ],
    ),
    (
        "fn f() { let x = 1; x /= 2; x }",
        &["1:23+2 WP208 `/=` cannot be used in a rule | write `x = x / y`, which is exact"],
    ),
    (
        "fn f() { f(|| 1) }",
        &[
            "1:12+2 WP208 a function inside an expression cannot be used | write a function with `fn` in a helper file",
        ],
    ),
    (
        "fn f() { 1 } fn f() { 2 }",
        &["1:14+2 WP110 two functions are called `f` | rename one of them"],
    ),
    (
        "fn f() { 1 } fn f(x) { 2 }",
        &["1:17+1 WP110 `f` is defined in `rules/helpers.rhai` too | rename one of them"],
    ),
    ("fn f( { 1 }", &["1:7+1 WP201 `)` is missing | add `)`"]),
    (
        r#"import "x" as y; fn f() { 1 }"#,
        &[
            "1:1+6 WP208 `import` cannot be used in a helper | leave it out",
            "1:12+2 WP208 `as` cannot be used in a helper | leave it out",
        ],
    ),
    ("fn f() { this }", &["1:10+4 WP208 `this` cannot be used in a helper | leave it out"]),
    (
        "const X = 1; fn f() { X }",
        &[
            "1:1+5 WP208 only functions stand in a helper file | move it into a function: `fn …() { … }`",
            r#"1:23+1 WP202 unknown name `X` | put texts in double quotes: `"X"`"#,
        ],
    ),
    (
        "fn f() { for x in 3 { } }",
        &[
            "1:19+1 WP204 a value of another type belongs here | check what stands before and after it",
        ],
    ),
    (
        r#"fn f() { role = "x"; }"#,
        &[
            "1:15+1 WP208 only variables of the helper can change | start with `let`: `let total = 0;`",
        ],
    ),
    (
        "fn f() { `${role}` }",
        &[
            "1:10+1 WP208 `${…}` in a text cannot be used in a rule | join texts with `+`, or use `{…}` in the text of an effect",
        ],
    ),
    (
        "fn f() { 'x' }",
        &[r#"1:10+1 WP201 text in single quotes | put texts in double quotes: `"…"`"#],
    ),
    ("private fn f() { 1 }", &["1:1+7 WP208 `private` cannot be used in a helper | leave it out"]),
];

#[test]
fn mistakes_in_helpers_are_all_found() {
    for (text, expected) in MISTAKES {
        assert_eq!(mistakes_in(text), *expected, "{text}");
    }
}

#[test]
fn a_function_is_defined_in_one_file_only() {
    let files = [("b.rhai", "fn f() { 1 }"), ("a.rhai", "fn g() { f() }\nfn f() { 2 }")];
    let (_, mistakes) = Sandbox::new(names(), &files);
    let shown: Vec<String> =
        mistakes.iter().map(|(path, it)| format!("{path} {}", show(it))).collect();
    assert_eq!(shown, ["a.rhai 2:4+1 WP110 `f` is defined in `b.rhai` too | rename one of them"]);
}

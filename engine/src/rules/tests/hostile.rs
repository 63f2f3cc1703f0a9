//! Rules that mean harm end as clean errors, and soon.

use std::time::Duration;

use super::*;

/// Runs a test with the stack of a worker thread, and not for long.
#[expect(clippy::disallowed_methods, clippy::disallowed_types, reason = "tests measure time")]
fn soon(what: &str, work: impl FnOnce() + Send) {
    let start = std::time::Instant::now();
    std::thread::scope(|scope| {
        let thread = std::thread::Builder::new().stack_size(2 << 20);
        thread.spawn_scoped(scope, work).unwrap().join().unwrap();
    });
    let taken = start.elapsed();
    assert!(taken < Duration::from_secs(5), "`{what}` took {taken:?}");
}

fn shorten(text: &str) -> String {
    text.chars().take(60).collect()
}

/// Conditions no one should get away with.
fn hostile_conditions() -> Vec<String> {
    let times = |part: &str, count: usize| part.repeat(count);
    let mut texts: Vec<String> = [
        "sleep(3)",
        "sleep(1e300)",
        "exit(true)",
        "timestamp() > 0",
        "eval(\"true\")",
        "Fn(\"level\").call(\"empathy\") > 1",
        "call(Fn(\"known\"), \"empathy\")",
        "curry(Fn(\"known\"), \"empathy\")",
        "[1, 2, 3].map(|x| { loop {} })",
        "[1, 2, 3].map(\"known\")",
        "[3, 1].sort(|a, b| { loop {} })",
        "(0..99999999999).map(|x| x) == 1",
        "import \"x\" as y",
        "print(\"x\") == ()",
        "debug(1) == ()",
        "loop {}",
        "while true {}",
        "do {} while true",
        "for x in 0..9999999 {}",
        "let f = |x| f.call(f); f.call(f)",
        "fn f() { f() } f()",
        "try { throw 1 } catch { true }",
        "throw true",
        "return true",
        "break true",
        "this",
        "global::x",
        "a::b::c()",
        "role += \"x\"",
        "grade = 3",
        "9223372036854775807 + grade > 0",
        "9223372036854775807 * 2 > 0",
        "-9223372036854775808 / -1 > 0",
        "-9223372036854775808 % -1 == 0",
        "abs(-9223372036854775807 - 1) > 0",
        "1 / 0 > 0",
        "1 % 0 > 0",
        "1.0 % 0.0 > 0",
        "79228162514264337593543950335 * 79228162514264337593543950335 > 0",
        "79228162514264337593543950335 + 1.5 > 0",
        "2 ** 9999999999 > 0",
        "2.5 ** 99.5 > 0",
        "1 << 99999 > 0",
        "0x7fffffffffffffff + 0b1 > 0",
        "1e99999 > 0",
        "#{a: 1, a: 2}.a == 1",
        "\"\\u{110000}\" == role",
        "\"\\x\" == role",
        "`${`${`${role}`}`}` == role",
        "role == \"\u{202e}\u{0}\"",
        "type_of(role) == \"string\"",
        "is_def_var(\"role\")",
        "role.call()",
        "(|| true).call()",
        "@ # $ ~ \\",
        "/* /* /* ",
        "// nothing",
        "''''",
        "\"",
        "'",
        "`",
        "switch 1 { 0..9999999999999 => true, _ => false }",
    ]
    .map(str::to_owned)
    .into();
    for (open, close) in [("(", ")"), ("[", "]"), ("if true { ", " } else { false }")] {
        texts.push([times(open, 60), "true".to_owned(), times(close, 60)].concat());
        texts.push(times(open, 1_000) + "true");
    }
    for part in ["!", "-", "not ", "1 + ", "1 in ", "known(", "level(", "true && ", "1 / ", "gap."]
    {
        texts.push(times(part, 200) + "1");
        texts.push(times(part, 62) + "1");
    }
    texts.push(format!("\"{}\" == role", times("x", 2_000)));
    texts.push(format!("grade in [{}1]", times("1, ", 600)));
    texts.push(times("x", 3_000));
    texts.push(times("\n", 2_000) + "grade");
    texts.push(times("é", 1_000));
    texts
}

#[test]
fn hostile_conditions_end_soon() {
    let sandbox = sandbox();
    let texts = hostile_conditions();
    assert!(texts.len() >= 80);
    for text in &texts {
        soon(&shorten(text), || {
            let asker = Asker::Rule(Each::Gap);
            match sandbox.compile_condition(text, asker) {
                Ok(condition) => {
                    let answer = condition.decide(&sandbox, &Arc::new(facts()), &Arc::new(gap()));
                    let is_clean = matches!(answer, Answer::Failed { .. } | Answer::DoesNot);
                    assert!(
                        is_clean || text.contains('-') || text.contains("0x"),
                        "`{text}`: {answer:?}"
                    );
                }
                Err(mistakes) => {
                    assert!(!mistakes.is_empty(), "`{}`", shorten(text));
                    for mistake in mistakes {
                        assert!(
                            !mistake.message.is_empty() && mistake.help.is_some(),
                            "{mistake:?}"
                        );
                    }
                }
            }
        });
    }
}

/// Helper files, each with a function `f` that is called without arguments.
fn hostile_helpers() -> Vec<String> {
    let nested = |depth: usize| ["[".repeat(depth), "]".repeat(depth)].concat();
    let doubling = |start: &str, times: usize| {
        format!("fn f() {{ let a = {start}; for i in 0..{times} {{ a += a; }} a.len() > 0 }}")
    };
    vec![
        "fn f() { f() }".to_owned(),
        "fn f() { g() } fn g() { f() }".to_owned(),
        "fn f() { f() + f() }".to_owned(),
        "fn f() { for i in 0..1000000000 { } true }".to_owned(),
        "fn f() { for i in 0..=9223372036854775807 { } true }".to_owned(),
        "fn f() { for i in -9223372036854775807..9223372036854775807 { } true }".to_owned(),
        "fn f() { for i in 0..100000 { for j in 0..100000 { } } true }".to_owned(),
        "fn f() { let a = []; for i in 0..100000 { a.push(a); } true }".to_owned(),
        "fn f() { let a = []; for i in 0..100000 { a.push([a, a]); } true }".to_owned(),
        "fn f() { let a = []; for i in 0..100000 { a = [a]; } true }".to_owned(),
        "fn f() { let a = #{}; for i in 0..100000 { a = #{x: a}; } true }".to_owned(),
        "fn f() { let m = #{}; for i in 0..100000 { m[\"k\" + i] = i; } true }".to_owned(),
        doubling("\"x\"", 1_000),
        doubling("[1]", 1_000),
        "fn f() { let a = []; for i in 0..250 { a.push(i); } for i in 0..100000 { if 999 in a { } } true }"
            .to_owned(),
        "fn f() { let a = \"\"; for i in 0..100000 { a += \"xxxxxxxxxxxxxxxx\"; } true }".to_owned(),
        "fn f() { let a = [1]; for i in 0..9999 { a.map(\"f\"); } true }".to_owned(),
        "fn f() { let a = [2, 1]; a.sort(f); true }".to_owned(),
        "fn f() { let a = [f, f]; a[0].call() }".to_owned(),
        "fn f() { let g = f; g.call() }".to_owned(),
        "fn f() { let m = #{g: f}; m.g() }".to_owned(),
        "fn f() { loop { } }".to_owned(),
        "fn f() { eval(\"f()\") }".to_owned(),
        "fn f() { try { f() } catch { f() } }".to_owned(),
        "fn f() { f!() }".to_owned(),
        format!("fn f() {{ {} }}", nested(500)),
        format!("fn f() {{ {}1 }}", "1 + ".repeat(16_000)),
        format!("fn f() {{ {}1{} }}", "(".repeat(30_000), ")".repeat(30_000)),
        format!("fn f() {{ {}{} }}", "if true {".repeat(5_000), "}".repeat(5_000)),
        format!("fn f() {{ {} }}", "let x = 1; ".repeat(5_000)),
        "fn f() { 1 } ".repeat(3_000),
        (0..3_000).map(|it| ["fn f", &it.to_string(), "() { 1 } "].concat()).collect(),
        "fn f() { 9223372036854775807 + 1 }".to_owned(),
        "fn f() { let a = [1]; a[9223372036854775807] }".to_owned(),
        "fn f() { let a = [1]; a[-9223372036854775807] }".to_owned(),
        "fn f() { let a = \"x\"; a[9] }".to_owned(),
        "fn f() { level(\"\") > 1 }".to_owned(),
        "fn f() { let x = \"no\" + \"body\"; level(x) > 1 }".to_owned(),
        "fn f() { for i in 0.. { } true }".to_owned(),
        "fn f() { 0..1 == 0..=1 }".to_owned(),
        "fn f() { switch 1 { 1 => f(), _ => f() } }".to_owned(),
        "fn f() { 5.bits() }".to_owned(),
        "fn f() { let x = 1; x[3] = true; x[999] }".to_owned(),
    ]
}

#[test]
fn hostile_helpers_end_soon() {
    let texts = hostile_helpers();
    for text in &texts {
        soon(&shorten(text), || {
            let (sandbox, mistakes) = Sandbox::new(names(), &[("rules/hostile.rhai", text)]);
            if !mistakes.is_empty() {
                return;
            }
            let condition = sandbox.compile_condition("f()", Asker::Rule(Each::Person));
            let Ok(condition) = condition else { return };
            let answer = condition.decide(&sandbox, &Arc::new(facts()), &Arc::new(About::Person));
            assert!(matches!(answer, Answer::Failed { .. }), "`{}`: {answer:?}", shorten(text));
        });
    }
}

#[test]
fn work_inside_functions_counts_as_steps() {
    let sandbox = sandbox_with(
        "fn f() { let a = []; for i in 0..250 { a.push(i); } for i in 0..9999 { if 999 in a { } } true }",
    );
    let error = match ask_in(&sandbox, Each::Person, "f()") {
        Answer::Failed { error } => error,
        other => panic!("{other:?}"),
    };
    assert_eq!(error, "it takes more than 10000 steps");
}

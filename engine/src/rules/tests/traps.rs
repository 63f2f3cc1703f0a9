//! What authors trip over, and what they are told.

use super::*;

/// Conditions of a rule asked about each person, with their mistakes as
/// `line:column+length code message | help`.
const TRAPS: &[(&str, &[&str])] = &[
    (
        r#"level("empathy") == "2""#,
        &[
            r#"1:18+2 WP204 `level("empathy")` is a number and `"2"` is a text | write 2 without quotes"#,
        ],
    ),
    (
        r#"gap("empathy") < "three""#,
        &[
            r#"1:16+1 WP204 `gap("empathy")` is a number and `"three"` is a text | compare values of the same type"#,
        ],
    ),
    (
        "1 < grade < 3",
        &["1:11+1 WP205 comparisons cannot be chained | write `1 < grade and grade < 3`"],
    ),
    (
        "1 < (grade < 3)",
        &["1:3+1 WP205 comparisons cannot be chained | write `1 < grade and grade < 3`"],
    ),
    (
        r#"role == "support-agent" == "x""#,
        &[
            r#"1:25+2 WP205 comparisons cannot be chained | write `role == "support-agent" and "support-agent" == "x"`"#,
        ],
    ),
    (
        r#"gap("emphaty") >= 2"#,
        &["1:5+9 WP101 unknown competency `emphaty` | did you mean `empathy`?"],
    ),
    (r#"gapp("empathy") >= 2"#, &["1:1+4 WP203 unknown function `gapp` | did you mean `gap`?"]),
    ("levl >= 2", &["1:1+4 WP202 unknown fact `levl` | did you mean `level`?"]),
    (
        "grade && true",
        &[
            "1:1+5 WP204 expected yes or no, and `grade` is a number | compare it with something, as in `months_in_role < 6`",
        ],
    ),
    (
        "grade",
        &[
            "1:1+5 WP204 condition gives a number, not yes or no | compare it with something, as in `months_in_role < 6`",
        ],
    ),
    (
        "grade >= 1 & grade < 3",
        &["1:12+1 WP208 `&` cannot be used in a rule | write `and` or `&&`"],
    ),
    ("grade >= 1 | grade < 3", &["1:12+1 WP208 `|` cannot be used in a rule | write `or` or `||`"]),
    (
        "role == 'team-lead'",
        &[r#"1:9+1 WP201 text in single quotes | put texts in double quotes: `"…"`"#],
    ),
    (
        r#"role = "team-lead""#,
        &[
            "1:6+1 WP201 `=` does not compare | write `==`, which asks whether two values are the same",
        ],
    ),
    (
        r#"role="team-lead""#,
        &[
            "1:5+1 WP201 `=` does not compare | write `==`, which asks whether two values are the same",
        ],
    ),
    (r#"role is "team-lead""#, &["1:6+2 WP201 `is` is not understood | write `==`"]),
    (r#"role is not "team-lead""#, &["1:6+2 WP201 `is not` is not understood | write `!=`"]),
    (r#"role === "team-lead""#, &["1:6+3 WP201 `===` is not understood | write `==`"]),
    ("grade <> 2", &["1:7+2 WP201 `<>` is not understood | write `!=`"]),
    ("grade => 2", &["1:7+2 WP201 `=>` is not understood | write `>=`"]),
    ("grade =< 2", &["1:7+2 WP201 `=<` is not understood | write `<=`"]),
    ("grade == 2 AND grade == 3", &["1:12+3 WP201 `AND` is not understood | write `and`"]),
    (
        r#"shift == "day" || "late""#,
        &[
            r#"1:19+6 WP204 expected yes or no, found a text | write the whole comparison again, as in `shift == "day" or shift == "late"`, or use `in […]`"#,
        ],
    ),
    (
        r#"shift == "day" or "late""#,
        &[
            r#"1:19+6 WP204 expected yes or no, found a text | write the whole comparison again, as in `shift == "day" or shift == "late"`, or use `in […]`"#,
        ],
    ),
    (
        "not grade > 2",
        &[
            "1:1+3 WP204 `not` needs yes or no, found a number | put the whole comparison in brackets: `not (…)`",
        ],
    ),
    (
        "!grade",
        &[
            "1:1+1 WP204 `not` needs yes or no, found a number | put the whole comparison in brackets: `not (…)`",
        ],
    ),
    (
        "grade == null",
        &[
            r#"1:10+4 WP208 `null` cannot be used in a rule | ask `known("…")`, or compare with `""`"#,
        ],
    ),
    (
        "level(role) > 2",
        &[r#"1:7+4 WP211 `level` needs a name in double quotes | write `level("…")`"#],
    ),
    ("level > 2", &[r#"1:1+5 WP211 `level` does not say what it asks about | write `level("…")`"#]),
    (
        r#"level("empathy", 2) > 2"#,
        &["1:1+5 WP203 `level` takes 1 value and is given 2 | give it 1 value"],
    ),
    (
        r#"role() == "x""#,
        &[
            "1:1+4 WP203 `role` is a fact, not a function | write `role` without brackets",
            "1:11+3 WP103 unknown role `x` | write one of `support-agent`, `team-lead`",
        ],
    ),
    (
        r#"attr("gender") == "f""#,
        &[
            "1:6+8 WP206 `gender` is protected, and no rule may read it | remove it; protected attributes are for fairness reports only",
        ],
    ),
    (
        "role == team-lead",
        &[r#"1:9+4 WP202 unknown fact `team-lead` | put texts in double quotes: `"team-lead"`"#],
    ),
    (
        r#"role == "teamlead""#,
        &["1:9+10 WP103 unknown role `teamlead` | did you mean `team-lead`?"],
    ),
    (r#"persona == "new""#, &["1:12+5 WP107 unknown persona `new` | write `new-agent`"]),
    (r#"family == "sales""#, &["1:11+7 WP109 unknown family `sales` | write `support`"]),
    (
        r#"role in ["team-lead", "x", 3]"#,
        &[
            "1:23+3 WP103 unknown role `x` | write one of `support-agent`, `team-lead`",
            "1:28+1 WP204 `role` is a text and `3` is a number | compare values of the same type",
        ],
    ),
    (
        "grade in (1)",
        &[r#"1:7+2 WP204 `in` needs a list, found a number | write a list: `in ["…", "…"]`"#],
    ),
    (
        "grade in 1..5",
        &["1:11+1 WP208 a range cannot be used in a condition | write `… >= 1 and … <= 5`"],
    ),
    (r#"role > "a""#, &["1:6+1 WP204 texts have no order | write `==`, `!=` or `in […]`"]),
    (
        r#"known("empathy") > false"#,
        &["1:18+1 WP204 yes and no have no order | write `==` or `!=`"],
    ),
    (
        "gap.missing > 1",
        &[
            r#"1:1+3 WP207 `gap.missing` is there only under `each: gap` | add `each: gap` to the rule, or ask for one gap by name: `gap("…")`"#,
        ],
    ),
    (
        r#"has_tag("x")"#,
        &[
            "1:1+7 WP207 `has_tag` is there only under `each: module` | add `each: module` to the rule",
        ],
    ),
    (
        r#"grade + "x" > 2"#,
        &["1:7+1 WP204 `+` needs numbers, found a text | use numbers on both sides"],
    ),
    (
        "true + 1 > 2",
        &["1:6+1 WP204 `+` needs numbers, found yes or no | use numbers on both sides"],
    ),
    ("if grade > 1 { true }", &["1:1+2 WP204 `if` without `else` | add `else { … }`"]),
    (
        "if grade > 1 { true } else { 2 }",
        &[
            "1:1+2 WP204 one branch gives yes or no, the other a number | give the same type in both branches",
        ],
    ),
    (
        "let x = 2; x > 1",
        &[
            "1:1+3 WP208 `let` cannot be used in a condition | write one expression, its parts joined with `and` and `or`",
        ],
    ),
    (
        "grade > 1;",
        &[
            "1:10+1 WP201 `;` in a condition | write one expression, its parts joined with `and` and `or`",
        ],
    ),
    (
        "while true {}",
        &[
            "1:1+5 WP208 `while` cannot be used in a condition | write one expression, its parts joined with `and` and `or`",
        ],
    ),
    (
        r#"eval("true")"#,
        &["1:1+4 WP208 `eval` cannot be used in a condition | remove it: a condition only asks"],
    ),
    (
        r#"Fn("x")"#,
        &["1:1+2 WP208 `Fn` cannot be used in a condition | remove it: a condition only asks"],
    ),
    (
        "call(1)",
        &["1:1+4 WP208 `call` cannot be used in a condition | remove it: a condition only asks"],
    ),
    (
        r#"print("x")"#,
        &["1:1+5 WP208 `print` cannot be used in a condition | remove it: a condition only asks"],
    ),
    (
        "|x| x",
        &[
            "1:1+1 WP208 a function inside an expression cannot be used | write a function with `fn` in a helper file",
        ],
    ),
    (
        "[1, 2].map(|x| x)",
        &[
            "1:12+1 WP208 a function inside an expression cannot be used | write a function with `fn` in a helper file",
        ],
    ),
    (r#"grade.map("h")"#, &["1:7+3 WP203 unknown function `map` | did you mean `gap`?"]),
    (
        r#"import "x" as y"#,
        &["1:1+6 WP208 `import` cannot be used in a condition | remove it: a condition only asks"],
    ),
    (
        "switch grade { 1 => true, _ => false }",
        &["1:1+6 WP208 `switch` cannot be used in a condition | write `if … { … } else { … }`"],
    ),
    (
        "#{a: 1}.a == 1",
        &["1:1+1 WP208 `#{` cannot be used in a condition | remove it: a condition only asks"],
    ),
    (
        r#"`a ${role}` == "x""#,
        &[
            "1:1+1 WP208 `${…}` in a text cannot be used in a rule | join texts with `+`, or use `{…}` in the text of an effect",
        ],
    ),
    (
        "this == 1",
        &["1:1+4 WP208 `this` cannot be used in a condition | remove it: a condition only asks"],
    ),
    ("grade ?? 1 == 1", &[r#"1:7+1 WP208 `??` cannot be used in a rule | ask `known("…")` first"#]),
    ("grade ** 2 == 4", &["1:7+2 WP208 `**` cannot be used in a rule | multiply instead"]),
    ("(grade > 1", &["1:11+0 WP201 `)` is missing | add `)`"]),
    ("grade > ", &["1:8+0 WP201 condition ends too early | add what is missing at the end"]),
    (
        "",
        &["1:1+0 WP201 condition is empty | write what has to hold, such as `months_in_role < 6`"],
    ),
    (r#""abc"#, &["1:1+4 WP201 text without an end | add the closing double quote"]),
    (
        "1.2.3 > grade",
        &[
            "1:5+1 WP201 condition cannot be read from here | check the brackets, quotes and commas before this place",
        ],
    ),
    (
        "grade > 1 grade < 3",
        &[
            "1:11+5 WP201 `grade` does not fit here | join the parts of a condition with `and` and `or`",
        ],
    ),
    (
        "grade > 1, grade < 3",
        &["1:10+1 WP201 `,` does not fit here | join the parts of a condition with `and` and `or`"],
    ),
    (
        r#"completed("x") and kpi("y") > 1 and gap("z") > 1"#,
        &[
            "1:11+3 WP104 unknown module `x` | write one of `diagnose-by-asking`, `listening-lab`",
            "1:24+3 WP105 unknown KPI `y` | write `first-contact-resolution`",
            "1:41+3 WP101 unknown competency `z` | write one of `call-diagnosis`, `empathy`, `product-knowledge`",
        ],
    ),
    (
        "[1, 2]",
        &[
            "1:1+1 WP204 condition gives a list, not yes or no | compare it with something, as in `months_in_role < 6`",
        ],
    ),
    (
        "grade[0] == 1",
        &[
            "1:6+1 WP208 `[…]` after a value cannot be used in a condition | ask for the fact by its name",
        ],
    ),
    ("role.len == 2", &["1:6+3 WP202 a text has no `.len` | use `gap.…` and `module.…` only"]),
    (
        "gap.misssing > 1",
        &["1:5+8 WP202 unknown fact `gap.misssing` | did you mean `gap.missing`?"],
    ),
    (
        r#"module.titel == "x""#,
        &["1:8+5 WP202 unknown fact `module.titel` | did you mean `module.id`?"],
    ),
    (
        r#"grade == "2""#,
        &[r#"1:7+2 WP204 `grade` is a number and `"2"` is a text | write 2 without quotes"#],
    ),
    (
        "shift == 2",
        &[
            r#"1:7+2 WP204 `shift` is a text and `2` is a number | write "2" in double quotes, or ask for a number"#,
        ],
    ),
    (
        "() == grade",
        &[
            r#"1:1+1 WP208 `()` cannot be used in a condition | ask `known("…")`, or compare with `""`"#,
        ],
    ),
    (
        "push([1], 2)",
        &[
            "1:1+4 WP203 unknown function `push` | write one of `attr`, `level`, `gap`, `known`, `completed` and 12 more",
        ],
    ),
];

#[test]
fn authors_are_told_what_to_write_instead() {
    for (text, expected) in TRAPS {
        assert_eq!(mistakes_of(Asker::Rule(Each::Person), text), *expected, "`{text}`");
    }
}

#[test]
fn all_mistakes_of_a_condition_are_found() {
    let text = "levl > 2 AND role = 'teem-lead'\n  and gap.missing > \"2\"";
    assert_eq!(
        mistakes_of(Asker::Rule(Each::Person), text),
        [
            "1:1+4 WP202 unknown fact `levl` | did you mean `level`?",
            "1:10+3 WP201 `AND` is not understood | write `and`",
            "1:19+1 WP201 `=` does not compare | write `==`, which asks whether two values are the same",
            "1:21+1 WP201 text in single quotes | put texts in double quotes: `\"…\"`",
            "2:7+3 WP207 `gap.missing` is there only under `each: gap` | add `each: gap` to the rule, or ask for one gap by name: `gap(\"…\")`",
            "2:19+1 WP204 `gap.missing` is a number and `\"2\"` is a text | write 2 without quotes",
        ]
    );
}

#[test]
fn a_persona_does_not_depend_on_itself() {
    for (text, expected) in [
        (
            "persona == \"new-agent\"",
            "1:1+7 WP207 `persona` depends on the persona | read it in a rule instead",
        ),
        (
            "readiness > 50",
            "1:1+9 WP207 `readiness` depends on the persona | read it in a rule instead",
        ),
        (
            "hours_per_week > 1",
            "1:1+14 WP207 `hours_per_week` depends on the persona | read it in a rule instead",
        ),
    ] {
        assert_eq!(mistakes_of(Asker::Persona, text), [expected]);
    }
    assert_eq!(
        mistakes_of(Asker::Persona, "role == \"team-lead\" and gap(\"empathy\") > 0"),
        [""; 0]
    );
}

#[test]
fn words_from_closed_lists_are_checked() {
    assert_eq!(
        mistakes_of(Asker::Rule(Each::Module), "module.modality == \"simulaton\""),
        ["1:20+11 WP014 unknown modality `simulaton` | did you mean `simulation`?"]
    );
    assert_eq!(
        mistakes_of(Asker::Rule(Each::Gap), "gap.importance == \"high\" or gap.importance > 3"),
        [
            "1:19+6 WP014 unknown importance `high` | write one of `critical`, `important`, `useful`",
            "1:44+1 WP204 `gap.importance` is a text and `3` is a number | compare it with one of `critical`, `important`, `useful`",
        ]
    );
    assert_eq!(
        mistakes_of(Asker::Rule(Each::Gap), "gap.id in [\"empathy\", \"empaty\"]"),
        ["1:23+8 WP101 unknown competency `empaty` | did you mean `empathy`?"]
    );
}

#[test]
fn every_fact_of_the_table_can_be_read() {
    for fact in FACTS {
        let text = match fact.asks {
            Some(Asks::Id(Domain::Module)) => format!("{}(\"listening-lab\")", fact.name),
            Some(Asks::Id(Domain::Kpi)) => format!("{}(\"first-contact-resolution\")", fact.name),
            Some(_) => format!("{}(\"empathy\")", fact.name),
            None => fact.name.to_owned(),
        };
        let text = match fact.gives {
            Type::Number => format!("{text} != -1"),
            Type::Text => format!("{text} != {text}"),
            _ => text,
        };
        let each = match fact.place {
            Place::EachGap => Each::Gap,
            Place::EachModule => Each::Module,
            _ => Each::Person,
        };
        let answer = ask(each, &text);
        assert!(!matches!(answer, Answer::Failed { .. }), "`{text}`: {answer:?}");
    }
}

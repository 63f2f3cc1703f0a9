//! How does a condition look, part by part?
//!
//! `gap("call-diagnosis") = 1 >= 2  no, 1 level short`: the part with the values
//! it found, its answer, and how far it is from what the whole needs of it.

use serde_json::Value;
use unicode_width::UnicodeWidthStr as _;
use waypath_engine::wire::{TracedDistance, TracedPart};

use crate::sheet::Sheet;

/// The widest a part may be for the answers to stand below each other.
const COLUMN: usize = 60;

/// What stands between a part and its answer, also where a line breaks.
pub(super) const APART: &str = "\u{a0} ";

/// One line: a part, and what it answers.
pub(super) struct Line {
    indent: usize,
    text: String,
    answer: String,
}

/// A condition, one line a part.
pub(super) fn lines(part: &TracedPart, indent: usize) -> Vec<Line> {
    let mut lines = Vec::new();
    add(part, indent, "", &mut lines);
    lines
}

/// One part with what it found and what it answers, on one line.
pub(super) fn in_short(part: &TracedPart) -> String {
    let text = match part.kind {
        "all" | "any" | "if" => part.text.clone(),
        _ => with_values(part),
    };
    format!("{text}{APART}{}", answer(part))
}

/// Lays lines out, the answers below each other where there is room.
pub(super) fn lay_out(lines: &[Line], sheet: &mut Sheet) {
    let widths = lines.iter().map(|it| it.indent.saturating_add(it.text.width()));
    let column = widths.filter(|it| *it <= COLUMN).max().unwrap_or(0);
    for line in lines {
        let used = line.indent.saturating_add(line.text.width());
        let padding = " ".repeat(column.saturating_sub(used));
        let text = format!("{}{padding}{APART}{}", line.text, line.answer);
        sheet.hanging(&" ".repeat(line.indent), line.indent.saturating_add(4), &text);
    }
}

fn add(part: &TracedPart, indent: usize, before: &str, lines: &mut Vec<Line>) {
    let deeper = indent.saturating_add(2);
    let mut push = |text: String| lines.push(Line { indent, text, answer: answer(part) });
    match (part.kind, part.parts.as_slice()) {
        ("all" | "any", parts) => {
            push(format!("{before}{}", joint(part)));
            for it in parts {
                add(it, deeper, "", lines);
            }
        }
        ("not", [inner]) if is_joint(inner) => {
            push(format!("{before}not"));
            add(inner, deeper, "", lines);
        }
        ("if", [question, then, otherwise]) => {
            push(format!("{before}one or the other"));
            for (part, word) in [(question, "if "), (then, "then "), (otherwise, "else ")] {
                add(part, deeper, word, lines);
            }
        }
        ("helper", [body]) if is_open(part) => match body.kind {
            "all" | "any" => {
                push(format!("{before}{}, {}", part.text, joint(body)));
                for it in &body.parts {
                    add(it, deeper, "", lines);
                }
            }
            _ => {
                push(format!("{before}{}", part.text));
                add(body, deeper, "", lines);
            }
        },
        _ => push(format!("{before}{}", with_values(part))),
    }
}

fn joint(part: &TracedPart) -> &'static str {
    if part.kind == "all" { "all of" } else { "any of" }
}

/// Whether a part is shown together with what it is made of.
fn is_joint(part: &TracedPart) -> bool {
    matches!(part.kind, "all" | "any" | "not" | "if") || is_open(part)
}

/// Whether a part is a helper that shows its body.
fn is_open(part: &TracedPart) -> bool {
    part.kind == "helper"
}

/// A part as it is written, the numbers it found behind the facts.
fn with_values(part: &TracedPart) -> String {
    match (part.kind, part.parts.as_slice()) {
        ("not", [inner]) => match inner.kind {
            "compare" | "in" => format!("not ({})", with_values(inner)),
            _ => format!("not {}", with_values(inner)),
        },
        ("compare", [left, right]) if is_of_numbers(left, right) => {
            let operator = part.operator.as_deref().unwrap_or_default();
            format!("{} {operator} {}", side(left), side(right))
        }
        _ => part.text.clone(),
    }
}

fn is_of_numbers(left: &TracedPart, right: &TracedPart) -> bool {
    left.value.is_number() && right.value.is_number()
}

fn side(part: &TracedPart) -> String {
    match part.kind {
        "literal" => part.text.clone(),
        _ => named_value(part),
    }
}

/// A part and its value; one that is only assumed is said to be.
fn named_value(part: &TracedPart) -> String {
    let assumed = if part.backing == "assumed" { " (assumed)" } else { "" };
    format!("{} = {}{assumed}", part.text, value(&part.value))
}

/// What a part answers, and what explains it.
pub(super) fn answer(part: &TracedPart) -> String {
    let unneeded = if part.reached { "" } else { ", not needed here" };
    if let Some(error) = &part.error {
        return format!("failed: {error}{unneeded}");
    }
    if let Some(needs) = &part.needs {
        let needs = format!("needs {}", needs.evidence);
        return format!("not known, {}", if part.reached { &needs } else { "not needed here" });
    }
    let word = match part.answer {
        Some("holds") => "yes",
        Some(_) => "no",
        None => return value(&part.value),
    };
    let notes: Vec<String> = std::iter::once(word.to_owned()).chain(notes(part)).collect();
    notes.join(", ")
}

fn notes(part: &TracedPart) -> Vec<String> {
    match (part.kind, part.parts.as_slice()) {
        ("not", [inner]) if !is_joint(inner) => notes(inner),
        ("compare", [left, right]) => {
            let mut notes: Vec<String> = part.distance.as_ref().map(distance).into_iter().collect();
            if is_of_numbers(left, right) {
                let sides = [left, right].into_iter().filter(|it| it.kind != "fact");
                notes.extend(sides.flat_map(facts));
            } else if part.answer == Some("does_not") || part.operator.as_deref() == Some("!=") {
                notes.extend(is_what(left, right));
            }
            notes
        }
        ("in", [item, list]) => is_what(item, list),
        ("computed" | "closed_helper", parts) => parts.iter().flat_map(facts).collect(),
        _ => Vec::new(),
    }
}

/// What two sides are, as far as it does not stand there already.
fn is_what(left: &TracedPart, right: &TracedPart) -> Vec<String> {
    match (left.kind, right.kind) {
        (_, "literal") if left.kind != "literal" => vec![format!("it is {}", value(&left.value))],
        ("literal", _) => vec![format!("it is {}", value(&right.value))],
        _ => [left, right].into_iter().flat_map(facts).collect(),
    }
}

/// The facts in a part, each with its value.
fn facts(part: &TracedPart) -> Vec<String> {
    match part.kind {
        "literal" => Vec::new(),
        "fact" | "helper" | "closed_helper" if !part.value.is_null() => {
            vec![named_value(part)]
        }
        _ => part.parts.iter().flat_map(facts).collect(),
    }
}

fn distance(it: &TracedDistance) -> String {
    let by = it.by.display();
    let amount = match it.counts {
        "number" => by.clone(),
        "kpi" => format!("{by} {}", it.unit.as_deref().unwrap_or_default()),
        "percent" => format!("{by} %"),
        many if by == "1" => format!("1 {}", many.strip_suffix('s').unwrap_or(many)),
        many => format!("{by} {many}"),
    };
    match (it.side, it.limit_is_enough, &*by) {
        ("short", false, "0") => "just at the limit, not above".to_owned(),
        ("over", false, "0") => "just at the limit, not below".to_owned(),
        ("short", false, _) => format!("{amount} below the limit"),
        (side, _, _) => format!("{amount} {side}"),
    }
}

/// A value as conditions write it.
fn value(value: &Value) -> String {
    match value {
        Value::Bool(true) => "yes".to_owned(),
        Value::Bool(false) => "no".to_owned(),
        Value::Null => "a gap or module".to_owned(),
        // Numbers of facts come as decimals.
        Value::Number(number) => number.as_f64().map_or_else(String::new, |it| it.to_string()),
        Value::Array(items) => {
            format!("[{}]", items.iter().map(self::value).collect::<Vec<_>>().join(", "))
        }
        Value::String(_) | Value::Object(_) => value.to_string(),
    }
}

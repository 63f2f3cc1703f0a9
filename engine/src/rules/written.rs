//! How does a part of a condition read, written out again?
//!
//! `&&`, `||` and `!` read `and`, `or` and `not`, and brackets stand only where
//! they are needed or help; everything else reads as its author wrote it.

use super::expression::{Expression, Form, Operator};

/// How tightly a part holds together; what holds less tightly than its place
/// needs stands in brackets.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
enum Hold {
    Anything,
    Either,
    Both,
    Comparison,
    Sum,
    Product,
    Sign,
    Whole,
}

/// Writes a part out.
pub(super) fn written(expression: &Expression) -> String {
    write(expression, Hold::Anything)
}

/// Writes a text in double quotes.
pub(crate) fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for sign in text.chars() {
        match sign {
            '"' | '\\' => quoted.extend(['\\', sign]),
            '\n' => quoted.push_str("\\n"),
            _ => quoted.push(sign),
        }
    }
    quoted.push('"');
    quoted
}

fn write(expression: &Expression, place: Hold) -> String {
    let (text, hold) = match &expression.form {
        Form::All(parts) => (join(parts, " and ", Hold::Both), Hold::Both),
        Form::Any(parts) => (join(parts, " or ", Hold::Either), Hold::Either),
        Form::Not(inner) => not(inner),
        Form::Minus(inner) => (format!("-{}", write(inner, Hold::Sign)), Hold::Sign),
        Form::Compare(relation, sides) => {
            (pair(sides, relation.as_str(), Hold::Comparison, Hold::Sum), Hold::Comparison)
        }
        Form::Within(sides) => (pair(sides, "in", Hold::Comparison, Hold::Sum), Hold::Comparison),
        Form::Arithmetic(operator, sides) => {
            let word = operator.as_str();
            match operator {
                Operator::Plus | Operator::Minus => {
                    (pair(sides, word, Hold::Sum, Hold::Product), Hold::Sum)
                }
                Operator::Times | Operator::Divided | Operator::Remainder => {
                    (pair(sides, word, Hold::Product, Hold::Sign), Hold::Product)
                }
            }
        }
        Form::If(parts) => {
            let [question, then, otherwise] = &**parts;
            let [question, then, otherwise] = [question, then, otherwise].map(written);
            (format!("if {question} {{ {then} }} else {{ {otherwise} }}"), Hold::Whole)
        }
        _ => (whole(expression), Hold::Whole),
    };
    if hold < place { format!("({text})") } else { text }
}

/// Writes what needs no brackets anywhere.
fn whole(expression: &Expression) -> String {
    let call =
        |name: &str, given: &[Expression]| format!("{name}({})", join(given, ", ", Hold::Anything));
    match &expression.form {
        Form::Nothing => "()".to_owned(),
        Form::Truth(truth) => truth.to_string(),
        Form::Number(number) => number.to_string(),
        Form::Text(text) => quoted(text),
        Form::Fact(read) => match &read.about {
            Some(about) => format!("{}({})", read.info.name, quoted(about)),
            None => read.info.name.to_owned(),
        },
        Form::Thing(name) => (*name).to_owned(),
        Form::Variable(name) => name.to_string(),
        Form::List(items) => format!("[{}]", join(items, ", ", Hold::Anything)),
        Form::Field(base, field) => format!("{}.{field}", write(base, Hold::Whole)),
        Form::Element(sides) => {
            let [base, index] = &**sides;
            format!("{}[{}]", write(base, Hold::Whole), written(index))
        }
        Form::AskedAbout(fact, given) => call(fact.name, given),
        Form::Function(function, given) => call(function.name, given),
        Form::Helper(name, given) => call(name, given),
        // Only helpers that stay closed hold anything else.
        _ => "…".to_owned(),
    }
}

fn not(inner: &Expression) -> (String, Hold) {
    if let Form::Within(sides) = &inner.form {
        return (pair(sides, "not in", Hold::Comparison, Hold::Sum), Hold::Comparison);
    }
    // `not` binds tighter than a comparison in the language itself.
    (format!("not {}", write(inner, Hold::Sign)), Hold::Sign)
}

fn pair(sides: &[Expression; 2], operator: &str, left: Hold, right: Hold) -> String {
    let [first, second] = sides;
    // A comparison inside a comparison always stands in brackets.
    let left = if left == Hold::Comparison { Hold::Sum } else { left };
    format!("{} {operator} {}", write(first, left), write(second, right))
}

fn join(parts: &[Expression], between: &str, place: Hold) -> String {
    // `a or (b and c)` needs no brackets, and is read wrongly without them.
    let place = match place {
        Hold::Either | Hold::Both => Hold::Comparison,
        other => other,
    };
    parts.iter().map(|part| write(part, place)).collect::<Vec<_>>().join(between)
}

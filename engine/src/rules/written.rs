//! How does a part of a condition read, written out again?
//!
//! `&&`, `||` and `!` read `and`, `or` and `not`, and brackets stand only where
//! they are needed or help; everything else reads as its author wrote it.

use rust_decimal::Decimal;

use super::node::{Kind, Node};

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
pub(super) fn written(node: &Node) -> String {
    write(node, Hold::Anything)
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

/// Writes a number without zeros at its end.
pub(super) fn number(number: Decimal) -> String {
    number.normalize().to_string()
}

fn write(node: &Node, place: Hold) -> String {
    let (text, hold) = match &node.kind {
        Kind::All(parts) => (join(parts, " and ", Hold::Both), Hold::Both),
        Kind::Any(parts) => (join(parts, " or ", Hold::Either), Hold::Either),
        Kind::Not(inner) => not(inner),
        Kind::Minus(inner) => (format!("-{}", write(inner, Hold::Sign)), Hold::Sign),
        Kind::Compare(operator, sides) => {
            (pair(sides, operator, Hold::Comparison, Hold::Sum), Hold::Comparison)
        }
        Kind::Within(sides) => (pair(sides, "in", Hold::Comparison, Hold::Sum), Hold::Comparison),
        Kind::Arithmetic(operator, sides) => match &**operator {
            "+" | "-" => (pair(sides, operator, Hold::Sum, Hold::Product), Hold::Sum),
            _ => (pair(sides, operator, Hold::Product, Hold::Sign), Hold::Product),
        },
        Kind::If(choice) => {
            let branch = |nodes: &[Node]| join(nodes, "; ", Hold::Anything);
            let condition = written(&choice.condition);
            let (then, otherwise) = (branch(&choice.then), choice.otherwise.as_deref());
            let otherwise =
                otherwise.map_or_else(String::new, |it| format!(" else {{ {} }}", branch(it)));
            (format!("if {condition} {{ {then} }}{otherwise}"), Hold::Whole)
        }
        _ => (whole(node), Hold::Whole),
    };
    if hold < place { format!("({text})") } else { text }
}

/// Writes what needs no brackets anywhere.
fn whole(node: &Node) -> String {
    match &node.kind {
        Kind::Nothing => "()".to_owned(),
        Kind::Truth(truth) => truth.to_string(),
        Kind::Number(it) => number(*it),
        Kind::Text(text) => quoted(text),
        Kind::Name(name) => name.to_string(),
        Kind::List(items) => format!("[{}]", join(items, ", ", Hold::Anything)),
        Kind::Field(base, field) => format!("{}.{field}", write(base, Hold::Whole)),
        Kind::Element(sides) => {
            let [base, index] = &**sides;
            format!("{}[{}]", write(base, Hold::Whole), written(index))
        }
        Kind::Call(name, arguments) => format!("{name}({})", join(arguments, ", ", Hold::Anything)),
        // Only helpers that stay closed hold anything else.
        _ => "…".to_owned(),
    }
}

fn not(inner: &Node) -> (String, Hold) {
    if let Kind::Within(sides) = &inner.kind {
        return (pair(sides, "not in", Hold::Comparison, Hold::Sum), Hold::Comparison);
    }
    // `not` binds tighter than a comparison in the language itself.
    (format!("not {}", write(inner, Hold::Sign)), Hold::Sign)
}

fn pair(sides: &[Node; 2], operator: &str, left: Hold, right: Hold) -> String {
    let [first, second] = sides;
    // A comparison inside a comparison always stands in brackets.
    let left = if left == Hold::Comparison { Hold::Sum } else { left };
    format!("{} {operator} {}", write(first, left), write(second, right))
}

fn join(parts: &[Node], between: &str, place: Hold) -> String {
    // `a or (b and c)` needs no brackets, and is read wrongly without them.
    let place = match place {
        Hold::Either | Hold::Both => Hold::Comparison,
        other => other,
    };
    parts.iter().map(|it| write(it, place)).collect::<Vec<_>>().join(between)
}

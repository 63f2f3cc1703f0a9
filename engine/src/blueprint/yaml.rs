//! Which value is written in a node?

use serde_yaml::Value;

use crate::source::{self, Node, Style};

/// The value of a node, typed as YAML's core schema types it. Of a key that
/// stands twice, which was reported, the first stays.
pub(super) fn value_of(node: &Node) -> Value {
    match &node.value {
        source::Value::Scalar { text, style: Style::Plain } => plain(text),
        source::Value::Scalar { text, .. } => Value::String(text.clone()),
        source::Value::Sequence(items) => Value::Sequence(items.iter().map(value_of).collect()),
        source::Value::Mapping(entries) => {
            let mut map = serde_yaml::Mapping::new();
            for (key, value) in entries {
                let key = value_of(key);
                if !map.contains_key(&key) {
                    map.insert(key, value_of(value));
                }
            }
            Value::Mapping(map)
        }
    }
}

/// A plain scalar: a number, `true`, `false`, nothing, or else a text.
fn plain(text: &str) -> Value {
    let may_be_typed = text.len() <= 40
        && (matches!(
            text,
            "" | "~"
                | "null"
                | "Null"
                | "NULL"
                | "true"
                | "True"
                | "TRUE"
                | "false"
                | "False"
                | "FALSE"
        ) || text.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '+' | '-' | '.')));
    let typed = may_be_typed.then(|| serde_yaml::from_str::<Value>(text).ok()).flatten();
    match typed {
        Some(typed @ (Value::Null | Value::Bool(_) | Value::Number(_))) => typed,
        _ => Value::String(text.to_owned()),
    }
}

/// A key as text; empty for one that is no scalar.
pub(super) fn scalar_text(key: &Value) -> String {
    match key {
        Value::String(text) => text.clone(),
        Value::Number(number) => number.to_string(),
        Value::Bool(it) => it.to_string(),
        _ => String::new(),
    }
}

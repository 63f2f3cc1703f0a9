//! Reads one entry of a file into its shape and reports all its mistakes.
//!
//! A typed reader stops at the first mistake. To find the next one, the value
//! at fault is taken out and the entry read again, until it reads or nothing
//! is left to take out.

use serde::de::DeserializeOwned;
use serde_path_to_error::{Path, Segment};
use serde_yaml::Value;

use crate::diagnostic::{Code, Diagnostic, Fix, Suggestion};
use crate::number::Exact as _;
use crate::source::Positions;

/// The most mistakes reported for one entry.
const MOST: usize = 50;

/// Reads `value`, which stands at `path`; `None` where it holds a mistake.
pub(super) fn decode<T: DeserializeOwned>(
    mut value: Value,
    path: &[&str],
    positions: &Positions,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<T> {
    let mut taken_out = TakenOut::default();
    for _ in 0..MOST {
        let err = match serde_path_to_error::deserialize::<_, T>(value.clone()) {
            Ok(shape) => return taken_out.paths.is_empty().then_some(shape),
            Err(err) => err,
        };
        let message = err.inner().to_string();
        let mut at = segments(err.path());
        if let Some(field) = missing_field(&message) {
            let owner = taken_out.original(&at);
            let mut original = owner.clone();
            original.push(field.to_owned());
            if !taken_out.paths.contains(&original) {
                diagnostics.push(missing(field, path, &original, positions));
            }
            if at.is_empty() || !take_out(&mut value, &at) {
                return None;
            }
            taken_out.paths.push(owner);
            continue;
        }
        if let Some(field) = unknown_field(&message)
            && at.last().map(String::as_str) != Some(field)
        {
            at.push(field.to_owned());
        }
        let original = taken_out.original(&at);
        if !taken_out.is_around(&original) {
            diagnostics.push(explain(&message, path, &original, positions));
        }
        if at.is_empty() || !take_out(&mut value, &at) {
            return None;
        }
        taken_out.paths.push(original);
    }
    None
}

/// What was taken out so far, by the paths the author sees.
#[derive(Default)]
struct TakenOut {
    paths: Vec<Vec<String>>,
}

impl TakenOut {
    /// Whether a part of the value at a path was taken out, so that what is left
    /// of it is wrong for that reason.
    fn is_around(&self, path: &[String]) -> bool {
        self.paths.iter().any(|taken| taken.len() > path.len() && taken.starts_with(path))
    }

    /// Turns a path in what is left into the path in the file: items behind one
    /// that was taken out of the same list have moved up.
    fn original(&self, at: &[String]) -> Vec<String> {
        let mut original: Vec<String> = Vec::with_capacity(at.len());
        for segment in at {
            let segment = match segment.parse::<usize>() {
                Ok(index) => self.shifted(&original, index).to_string(),
                Err(_) => segment.clone(),
            };
            original.push(segment);
        }
        original
    }

    fn shifted(&self, owner: &[String], index: usize) -> usize {
        let mut gone: Vec<usize> = self
            .paths
            .iter()
            .filter_map(|path| path.split_last())
            .filter(|(_, its_owner)| *its_owner == owner)
            .filter_map(|(last, _)| last.parse().ok())
            .collect();
        gone.sort_unstable();
        gone.into_iter()
            .fold(index, |index, gone| if gone <= index { index.plus(1) } else { index })
    }
}

fn segments(path: &Path) -> Vec<String> {
    path.iter()
        .filter_map(|segment| match segment {
            Segment::Seq { index } => Some(index.to_string()),
            Segment::Map { key } => Some(key.clone()),
            Segment::Enum { .. } | Segment::Unknown => None,
        })
        .collect()
}

/// The text between the first pair of backticks.
fn quoted(message: &str) -> Option<&str> {
    message.split('`').nth(1)
}

fn unknown_field(message: &str) -> Option<&str> {
    message.starts_with("unknown field").then(|| quoted(message)).flatten()
}

fn missing_field(message: &str) -> Option<&str> {
    message.starts_with("missing field").then(|| quoted(message)).flatten()
}

fn join<'a>(path: &[&'a str], at: &'a [String]) -> Vec<&'a str> {
    path.iter().copied().chain(at.iter().map(String::as_str)).collect()
}

fn missing(field: &str, path: &[&str], at: &[String], positions: &Positions) -> Diagnostic {
    let mut owner = join(path, at);
    owner.pop();
    let name = owner.last().copied().unwrap_or("the file");
    Diagnostic::new(Code::MissingField, format!("`{name}` has no `{field}`"))
        .at(positions.key(&owner).or_else(|| positions.nearest(&owner)))
        .help(format!("add `{field}:`"))
}

fn explain(message: &str, path: &[&str], at: &[String], positions: &Positions) -> Diagnostic {
    let full = join(path, at);
    // An item of a list is called like its list.
    let is_name = |segment: &&&str| segment.parse::<usize>().is_err();
    let field = full.iter().rev().find(is_name).or(full.last()).copied().unwrap_or("the file");
    if let Some(unknown) = unknown_field(message) {
        let suggestion =
            belongs_below(path, at).unwrap_or_else(|| expected(unknown, message, "field"));
        return Diagnostic::new(Code::UnknownField, format!("unknown field `{unknown}`"))
            .at(positions.key(&full).or_else(|| positions.nearest(&full)))
            .suggest(suggestion);
    }
    let place = positions.value(&full).or_else(|| positions.nearest(&full));
    if message.starts_with("unknown variant") {
        let unknown = quoted(message).unwrap_or_default();
        return Diagnostic::new(
            Code::InvalidValue,
            format!("`{unknown}` is not a value of `{field}`"),
        )
        .at(place)
        .suggest(expected(unknown, message, "value"));
    }
    if let Some(rest) = message.strip_prefix("invalid type: ") {
        return wrong_type(field, rest).at(place);
    }
    let (message, help) = split_help(message.trim_end_matches('.'));
    let mut diagnostic = Diagnostic::new(Code::InvalidValue, message).at(place);
    diagnostic.help = help.map(Into::into);
    diagnostic
}

/// Splits "`x` is not a number: write digits" at the colon, if it has one
/// outside of what it quotes.
pub(super) fn split_help(message: &str) -> (&str, Option<&str>) {
    let colon = message.match_indices(": ").find(|(at, _)| {
        let before = message.get(..*at).unwrap_or_default();
        before.matches('`').count().is_multiple_of(2)
    });
    match colon.and_then(|(at, _)| message.split_at_checked(at)) {
        Some((message, help)) => (message, Some(help.trim_start_matches(": "))),
        None => (message, None),
    }
}

/// Fields that authors write one level too high: the section, the field below
/// which they belong, and their names.
const TOO_HIGH: &[(&str, &str, &[&str])] = &[
    ("modules", "proof", &["kind", "produces", "done_when", "validated_by", "within"]),
    ("modules", "available", &["shifts", "languages", "sites"]),
    ("rules", "scope", &["model", "family", "role", "persona", "site"]),
    ("waypath", "evidence", &["prefer", "fresh", "scales"]),
    (
        "waypath",
        "settings",
        &["entry_slack", "smallest_gap", "smallest_gain", "hours_per_week", "horizon"],
    ),
];

/// Says below which field another belongs that stands one level too high.
fn belongs_below(path: &[&str], at: &[String]) -> Option<Suggestion> {
    let [field] = at else { return None };
    let fits = |moved: &&(&str, &str, &[&str])| {
        path.first() == Some(&moved.0) && moved.2.contains(&field.as_str())
    };
    let (_, below, _) = TOO_HIGH.iter().find(fits)?;
    let help = format!("put it below `{below}:`, indented");
    Some(Suggestion { help, fix: Some(Box::new(Fix::Move { below })) })
}

/// Turns "a, b, c" after "expected" into "did you mean" or a list.
fn expected(unknown: &str, message: &str, what: &str) -> Suggestion {
    let known: Vec<&str> = message.split('`').skip(3).step_by(2).collect();
    Suggestion::of(unknown, &known, 12, || format!("take it out: no {what} belongs here"))
}

/// Puts "string "x", expected a sequence" into words authors use.
fn wrong_type(field: &str, rest: &str) -> Diagnostic {
    let (found, expected) = rest.rsplit_once(", expected ").unwrap_or((rest, "something else"));
    let found = words_for(found);
    let expected = words_for(expected);
    let help = match expected.as_str() {
        "a list" => format!("write `{field}: [a, b]`, or one item a line, each with `- `"),
        "a map" => format!("write `{field}:` and below it, indented, one `key: value` a line"),
        "yes or no" => format!("write `{field}: true` or `{field}: false`"),
        "a text" if matches!(found.as_str(), "a number" | "yes or no") => {
            "put it in double quotes".to_owned()
        }
        other => format!("write {other}"),
    };
    Diagnostic::new(Code::WrongType, format!("`{field}` is {found}, not {expected}")).help(help)
}

fn words_for(type_name: &str) -> String {
    let known = [
        ("string", "a text"),
        ("a string", "a text"),
        ("integer", "a number"),
        ("floating point", "a number"),
        ("sequence", "a list"),
        ("a sequence", "a list"),
        ("map", "a map"),
        ("a map", "a map"),
        ("struct ", "a map"),
        ("boolean", "yes or no"),
        ("a boolean", "yes or no"),
        ("unit", "empty"),
        ("null", "empty"),
        ("u8", "a small whole number"),
        ("u16", "a whole number"),
        ("u64", "a whole number"),
        ("i32", "a whole number"),
    ];
    known
        .iter()
        .find(|(name, _)| type_name == *name || type_name.starts_with(&format!("{name} ")))
        .or_else(|| {
            known.iter().find(|(name, _)| name.ends_with(' ') && type_name.starts_with(name))
        })
        .map_or_else(|| type_name.to_owned(), |(_, words)| (*words).to_owned())
}

/// Takes the value at `at` out; `false` where it is not there.
fn take_out(value: &mut Value, at: &[String]) -> bool {
    let Some((last, owners)) = at.split_last() else { return false };
    let mut owner = value;
    for name in owners {
        let Some(next) = child(owner, name) else { return false };
        owner = next;
    }
    match owner {
        Value::Mapping(map) => {
            match map.keys().find(|candidate| is_key(candidate, last)).cloned() {
                Some(key) => map.shift_remove(&key).is_some(),
                None => false,
            }
        }
        Value::Sequence(items) => match last.parse::<usize>() {
            Ok(index) if index < items.len() => {
                items.remove(index);
                true
            }
            _ => false,
        },
        _ => false,
    }
}

fn child<'a>(value: &'a mut Value, name: &str) -> Option<&'a mut Value> {
    match value {
        Value::Mapping(map) => {
            let key = map.keys().find(|candidate| is_key(candidate, name)).cloned()?;
            map.get_mut(&key)
        }
        Value::Sequence(list) => list.get_mut(name.parse::<usize>().ok()?),
        _ => None,
    }
}

fn is_key(key: &Value, name: &str) -> bool {
    match key {
        Value::String(text) => text == name,
        Value::Number(number) => number.to_string() == name,
        Value::Bool(it) => it.to_string() == name,
        _ => false,
    }
}

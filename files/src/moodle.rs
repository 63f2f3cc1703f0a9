//! What does Moodle write of a competency framework?
//!
//! One CSV file: a row for the framework, a row for each competency. What import
//! and export have to agree on stands here.

use std::collections::BTreeMap;

/// The columns, as Moodle calls them in English and in its order.
pub(crate) const COLUMNS: &[&str] = &[
    "Parent ID number",
    "ID number",
    "Short name",
    "Description",
    "Description format",
    "Scale values",
    "Scale configuration",
    "Rule type (optional)",
    "Rule outcome (optional)",
    "Rule config (optional)",
    "Cross-referenced competency ID numbers",
    "Exported ID (optional)",
    "Is framework",
    "Taxonomy",
];

/// The most characters of an id number or a short name; Moodle cuts what is longer.
pub(crate) const LONGEST: usize = 100;

/// What stands before an id number where a competency says what Moodle calls it.
pub(crate) const ALIGNED: &str = "moodle:";

/// The labels of the scale of a certificate.
pub(crate) const YES_NO: [&str; 2] = ["no", "yes"];

/// What a rule does once its parts are complete, by its code. The rule of a
/// course has the last two the other way round.
pub(crate) const OUTCOMES: &[&str] = &["none", "evidence", "complete", "recommend"];

/// What begins the line of a description that says where a framework is from.
pub(crate) const SOURCE: &str = "Source: ";
/// What begins the line of a description that says under which licence it is.
pub(crate) const LICENCE: &str = "Licence: ";

/// Writes a cell so that no spreadsheet takes it for a formula, as Moodle does.
pub(crate) fn guarded(text: &str) -> String {
    if is_guarded_formula(text) { format!("'{text}") } else { text.to_owned() }
}

/// Whether a text begins like a formula, or like one behind apostrophes.
fn is_guarded_formula(text: &str) -> bool {
    text.trim_start_matches('\'').starts_with(['=', '+', '-', '@'])
}

/// Reads a cell that may have been kept from being a formula.
pub(crate) fn unguarded(text: &str) -> &str {
    text.strip_prefix('\'').filter(|rest| is_guarded_formula(rest)).unwrap_or(text)
}

/// Writes the behaviour seen at a level as an entry of a list.
pub(crate) fn anchor_entry(level: u16, label: &str, text: &str) -> String {
    format!("{level} {label}: {text}")
}

/// Divides a description into what it says and the behaviour at each level,
/// which is a list at its end; `labels` are those of levels 0, 1 and so on.
pub(crate) fn split_anchors(text: &str, labels: &[String]) -> (String, BTreeMap<u16, String>) {
    let starts: Vec<String> = labels
        .iter()
        .zip(0..)
        .map(|(label, level)| format!("- {}", anchor_entry(level, label, "")))
        .collect();
    let mut statement: Vec<&str> = Vec::new();
    let mut anchors: BTreeMap<u16, String> = BTreeMap::new();
    let mut at = None;
    for line in text.lines() {
        let found = starts.iter().zip(0..).find_map(|(start, level)| {
            // A label without a text behind it has lost its last space.
            let text = line.strip_prefix(start.trim_end())?;
            Some((level, text.trim()))
        });
        match (found, at) {
            (Some((level, text)), _) if !anchors.contains_key(&level) => {
                anchors.insert(level, text.to_owned());
                at = Some(level);
            }
            (_, Some(level)) => {
                if let Some(anchor) = anchors.get_mut(&level) {
                    anchor.push('\n');
                    anchor.push_str(line);
                }
            }
            (_, None) => statement.push(line),
        }
    }
    for anchor in anchors.values_mut() {
        anchor.truncate(anchor.trim_end().len());
    }
    anchors.retain(|_, text| !text.is_empty());
    (statement.join("\n").trim().to_owned(), anchors)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_description_ends_in_the_behaviour_at_each_level() {
        let labels = ["none", "working", "expert: best"].map(str::to_owned);
        let text =
            "Asks.\n\n- 3 times\n- 1 working: You ask.\ntwice\n- 2 expert: best: You: teach.";
        let (statement, anchors) = split_anchors(text, &labels);
        assert_eq!(statement, "Asks.\n\n- 3 times");
        let expected = [(1, "You ask.\ntwice".to_owned()), (2, "You: teach.".to_owned())];
        assert_eq!(anchors, BTreeMap::from(expected));
    }

    #[test]
    fn no_cell_is_a_formula() {
        for text in ["=1+1", "+x", "-x", "@x", "'=x", "''@", "x", "'x", ""] {
            assert!(!guarded(text).starts_with(['=', '+', '-', '@']));
            assert_eq!(unguarded(&guarded(text)), text);
        }
    }
}

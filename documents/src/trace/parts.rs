//! How does a condition look, part by part?
//!
//! `gap("call-diagnosis") = 1 >= 2  no, 1 level short`: the part with the values
//! it found, its answer, and how far it is from what the whole needs of it.

use unicode_width::UnicodeWidthStr as _;
use waypath_engine::wire::{
    MissingFact, TracedAnswer, TracedBacking, TracedCounts, TracedDistance, TracedKind, TracedPart,
    TracedSide, TracedValue,
};

use crate::language::Language;
use crate::messages::Argument;
use crate::reasons::ReasonWriter;
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

/// How a part is said within what it is a part of: the id of a message that takes
/// `$part`; `None` where it stands for itself.
type Role = Option<&'static str>;

/// Lays lines out, the answers below each other where there is room.
pub(super) fn lay_out(lines: &[Line], sheet: &mut Sheet) {
    let widths = lines.iter().map(|line| line.indent.saturating_add(line.text.width()));
    let column = widths.filter(|width| *width <= COLUMN).max().unwrap_or(0);
    for line in lines {
        let used = line.indent.saturating_add(line.text.width());
        let padding = " ".repeat(column.saturating_sub(used));
        let text = format!("{}{padding}{APART}{}", line.text, line.answer);
        sheet.hanging(&" ".repeat(line.indent), line.indent.saturating_add(4), &text);
    }
}

/// Says parts of conditions in a language.
#[derive(Clone, Copy)]
pub(super) struct PartWriter<'a> {
    pub(super) language: &'a Language,
    pub(super) reasons: ReasonWriter<'a>,
}

impl PartWriter<'_> {
    /// A condition, one line a part.
    pub(super) fn lines(self, part: &TracedPart, indent: usize) -> Vec<Line> {
        let mut lines = Vec::new();
        self.add(part, indent, None, &mut lines);
        lines
    }

    /// One part with what it found and what it answers, on one line.
    pub(super) fn in_short(self, part: &TracedPart) -> String {
        let text = match part.kind {
            TracedKind::All | TracedKind::Any | TracedKind::If => part.text.to_string(),
            _ => self.with_values(part),
        };
        format!("{text}{APART}{}", self.answer(part))
    }

    /// Which evidence would decide a fact.
    pub(super) fn evidence(self, needs: &MissingFact) -> String {
        self.reasons.evidence(&needs.fact, needs.about.as_deref())
    }

    fn add(self, part: &TracedPart, indent: usize, role: Role, lines: &mut Vec<Line>) {
        let deeper = indent.saturating_add(2);
        let mut push = |text: String| {
            let text = match role {
                Some(role) => self.language.with(role, &[("part", text.into())]),
                None => text,
            };
            lines.push(Line { indent, text, answer: self.answer(part) });
        };
        match (part.kind, part.parts.as_slice()) {
            (TracedKind::All | TracedKind::Any, parts) => {
                push(self.joint(part));
                for inner in parts {
                    self.add(inner, deeper, None, lines);
                }
            }
            (TracedKind::Not, [inner]) if is_joint(inner) => {
                push(self.language.text("trace-not"));
                self.add(inner, deeper, None, lines);
            }
            (TracedKind::If, [question, then, otherwise]) => {
                push(self.language.text("trace-either"));
                self.add(question, deeper, Some("trace-if"), lines);
                self.add(then, deeper, Some("trace-then"), lines);
                self.add(otherwise, deeper, Some("trace-else"), lines);
            }
            (TracedKind::Helper, [body]) => match body.kind {
                TracedKind::All | TracedKind::Any => {
                    let values =
                        [("part", (&*part.text).into()), ("joint", self.joint(body).into())];
                    push(self.language.with("trace-helper", &values));
                    for inner in &body.parts {
                        self.add(inner, deeper, None, lines);
                    }
                }
                _ => {
                    push(part.text.to_string());
                    self.add(body, deeper, None, lines);
                }
            },
            _ => push(self.with_values(part)),
        }
    }

    fn joint(self, part: &TracedPart) -> String {
        let is_all = part.kind == TracedKind::All;
        self.language.text(if is_all { "trace-all" } else { "trace-any" })
    }

    /// A part as it is written, the numbers it found behind the facts.
    fn with_values(self, part: &TracedPart) -> String {
        match (part.kind, part.parts.as_slice()) {
            (TracedKind::Not, [inner]) => {
                let id = match inner.kind {
                    TracedKind::Compare | TracedKind::In => "trace-not-parts",
                    _ => "trace-not-part",
                };
                self.language.with(id, &[("part", self.with_values(inner).into())])
            }
            (TracedKind::Compare, [left, right]) if is_of_numbers(left, right) => {
                let operator = part.operator.as_deref().unwrap_or_default();
                let values = [
                    ("left", self.side(left).into()),
                    ("operator", operator.into()),
                    ("right", self.side(right).into()),
                ];
                self.language.with("trace-compared", &values)
            }
            _ => part.text.to_string(),
        }
    }

    fn side(self, part: &TracedPart) -> String {
        match part.kind {
            TracedKind::Literal => part.text.to_string(),
            _ => self.named_value(part),
        }
    }

    /// A part and its value; one that is only assumed is said to be.
    fn named_value(self, part: &TracedPart) -> String {
        let id = match part.backing {
            TracedBacking::Known => "trace-value",
            TracedBacking::Assumed => "trace-value-assumed",
        };
        let value = self.value(part.value.as_ref());
        self.language.with(id, &[("part", (&*part.text).into()), ("value", value.into())])
    }

    /// What a part answers, and what explains it.
    fn answer(self, part: &TracedPart) -> String {
        if let Some(error) = &part.error {
            let error = self.language.with("trace-failed", &[("error", (&**error).into())]);
            return if part.reached {
                error
            } else {
                self.language.with("trace-not-needed", &[("answer", error.into())])
            };
        }
        match &part.needs {
            Some(_) if !part.reached => return self.language.text("trace-unknown"),
            Some(needs) => {
                let evidence = self.evidence(needs);
                return self.language.with("trace-unknown-needs", &[("evidence", evidence.into())]);
            }
            None => {}
        }
        let word = match part.answer {
            Some(TracedAnswer::Holds) => "trace-value-yes",
            Some(_) => "trace-value-no",
            None => return self.value(part.value.as_ref()),
        };
        let notes = std::iter::once(self.language.text(word)).chain(self.notes(part));
        self.language.commas(&notes.collect::<Vec<_>>())
    }

    fn notes(self, part: &TracedPart) -> Vec<String> {
        match (part.kind, part.parts.as_slice()) {
            (TracedKind::Not, [inner]) if !is_joint(inner) => self.notes(inner),
            (TracedKind::Compare, [left, right]) => {
                let distance = part.distance.as_ref().map(|distance| self.distance(distance));
                let mut notes: Vec<String> = distance.into_iter().collect();
                let is_other = part.answer == Some(TracedAnswer::DoesNot)
                    || part.operator.as_deref() == Some("!=");
                if is_of_numbers(left, right) {
                    let sides = [left, right].into_iter();
                    let sides = sides.filter(|side| side.kind != TracedKind::Fact);
                    notes.extend(sides.flat_map(|side| self.facts(side)));
                } else if is_other {
                    notes.extend(self.is_what(left, right));
                }
                notes
            }
            (TracedKind::In, [item, list]) => self.is_what(item, list),
            (TracedKind::Computed | TracedKind::ClosedHelper, parts) => {
                parts.iter().flat_map(|inner| self.facts(inner)).collect()
            }
            _ => Vec::new(),
        }
    }

    /// What two sides are, as far as it does not stand there already.
    fn is_what(self, left: &TracedPart, right: &TracedPart) -> Vec<String> {
        let what = match (left.kind, right.kind) {
            (TracedKind::Literal, TracedKind::Literal) => right,
            (_, TracedKind::Literal) => left,
            (TracedKind::Literal, _) => right,
            _ => return [left, right].into_iter().flat_map(|side| self.facts(side)).collect(),
        };
        let value = self.value(what.value.as_ref());
        vec![self.language.with("trace-it-is", &[("value", value.into())])]
    }

    /// The facts in a part, each with its value.
    fn facts(self, part: &TracedPart) -> Vec<String> {
        match part.kind {
            TracedKind::Literal => Vec::new(),
            TracedKind::Fact | TracedKind::Helper | TracedKind::ClosedHelper
                if part.value.is_some() =>
            {
                vec![self.named_value(part)]
            }
            _ => part.parts.iter().flat_map(|inner| self.facts(inner)).collect(),
        }
    }

    fn distance(self, distance: &TracedDistance) -> String {
        let is_at_limit = distance.by.display() == "0";
        let id = match (distance.side, distance.limit_is_enough) {
            (TracedSide::Short, false) if is_at_limit => "trace-distance-at-not-above",
            (TracedSide::Over, false) if is_at_limit => "trace-distance-at-not-below",
            (TracedSide::Short, false) => "trace-distance-below",
            (TracedSide::Short, true) => "trace-distance-short",
            (TracedSide::Over, _) => "trace-distance-over",
            (TracedSide::Off, _) => "trace-distance-off",
        };
        self.language.with(id, &[("amount", self.amount(distance).into())])
    }

    fn amount(self, distance: &TracedDistance) -> String {
        let number = distance.by.display();
        let id = match distance.counts {
            TracedCounts::Number => return number,
            TracedCounts::Levels => "trace-amount-levels",
            TracedCounts::Months => "trace-amount-months",
            TracedCounts::Hours => "trace-amount-hours",
            TracedCounts::Percent => "trace-amount-percent",
            TracedCounts::Points => "trace-amount-points",
            TracedCounts::Reviews => "trace-amount-reviews",
            TracedCounts::Gaps => "trace-amount-gaps",
            TracedCounts::Grades => "trace-amount-grades",
            TracedCounts::Kpi => "trace-amount-kpi",
        };
        let values = [
            ("count", Argument::try_number(&number)),
            ("number", number.as_str().into()),
            ("unit", distance.unit.as_deref().unwrap_or_default().into()),
        ];
        self.language.with(id, &values)
    }

    /// A value as conditions write it.
    fn value(self, value: Option<&TracedValue>) -> String {
        match value {
            None => self.language.text("trace-value-thing"),
            Some(TracedValue::Truth(true)) => self.language.text("trace-value-yes"),
            Some(TracedValue::Truth(false)) => self.language.text("trace-value-no"),
            Some(TracedValue::Number(number)) => number.display(),
            Some(TracedValue::Text(text)) => serde_json::Value::from(&**text).to_string(),
            Some(TracedValue::List(items)) => {
                let items = items.iter().map(|item| self.value(item.as_ref()));
                format!("[{}]", items.collect::<Vec<_>>().join(", "))
            }
        }
    }
}

/// Whether a part is shown together with what it is made of.
fn is_joint(part: &TracedPart) -> bool {
    match part.kind {
        TracedKind::All
        | TracedKind::Any
        | TracedKind::Not
        | TracedKind::If
        | TracedKind::Helper => true,
        TracedKind::Compare
        | TracedKind::In
        | TracedKind::ClosedHelper
        | TracedKind::Fact
        | TracedKind::Literal
        | TracedKind::Computed => false,
    }
}

fn is_of_numbers(left: &TracedPart, right: &TracedPart) -> bool {
    let is_number = |part: &TracedPart| matches!(part.value, Some(TracedValue::Number(_)));
    is_number(left) && is_number(right)
}

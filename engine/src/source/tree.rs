//! Which values do the steps make, with what aliases repeat written out?

use std::collections::BTreeMap;
use std::ops::Range;

use super::events::{ParseStep, StepKind};
use super::explain::{short, too_deep};
use super::limits::{DEEPEST, MOST_REPEATED, MOST_REPEATED_BYTES};
use super::lines::Lines;
use super::node::{Node, Value};
use super::syntax;
use crate::diagnostic::{Code, Diagnostic};
use crate::number::Exact as _;

/// Puts the steps together and writes out what aliases repeat.
pub(super) fn build(lines: &Lines, steps: &[ParseStep]) -> Result<Node, Diagnostic> {
    let anchors = steps.iter().zip(0..).filter(|(step, _)| step.anchor != 0);
    let anchors = anchors.map(|(step, at)| (step.anchor, at)).collect();
    let mut builder = Builder { lines, steps, anchors, alias: None, repeated: 0, bytes: 0 };
    let mut at = 0;
    builder.node(&mut at, 0)
}

struct Builder<'a> {
    lines: &'a Lines,
    steps: &'a [ParseStep],
    anchors: BTreeMap<usize, usize>,
    /// The outermost alias whose repetition is being written out.
    alias: Option<Range<usize>>,
    repeated: usize,
    bytes: usize,
}

impl Builder<'_> {
    // Calls itself, at most once for each of `DEEPEST` levels and their aliases.
    fn node(&mut self, at: &mut usize, depth: usize) -> Result<Node, Diagnostic> {
        let Some(step) = self.steps.get(*at) else {
            return Ok(Node::absent(self.lines.text().len()));
        };
        *at = at.plus(1);
        self.count(step)?;
        match &step.what {
            StepKind::Scalar(text, style) => {
                let value = Value::Scalar { text: text.clone(), style: *style };
                Ok(Node { value, bytes: step.bytes.clone() })
            }
            StepKind::Alias(anchor) => self.alias(*anchor, step, depth),
            StepKind::Mapping => self.mapping(step, at, depth),
            StepKind::Sequence => self.sequence(step, at, depth),
            StepKind::End => Ok(Node::absent(step.bytes.start)),
        }
    }

    fn alias(&mut self, anchor: usize, step: &ParseStep, depth: usize) -> Result<Node, Diagnostic> {
        let Some(mut at) = self.anchors.get(&anchor).copied() else {
            return Ok(Node::absent(step.bytes.start));
        };
        let outer = self.alias.clone();
        self.alias = outer.clone().or_else(|| Some(step.bytes.clone()));
        let node = self.node(&mut at, depth);
        self.alias = outer;
        node
    }

    fn count(&mut self, step: &ParseStep) -> Result<(), Diagnostic> {
        let Some(alias) = &self.alias else { return Ok(()) };
        self.repeated = self.repeated.plus(1);
        if let StepKind::Scalar(text, _) = &step.what {
            self.bytes = self.bytes.plus(text.len());
        }
        if self.repeated <= MOST_REPEATED && self.bytes <= MOST_REPEATED_BYTES {
            return Ok(());
        }
        let written = short(self.lines.slice(alias.clone()));
        let message = format!("with `{written}`, aliases repeat more than {MOST_REPEATED} values");
        Err(Diagnostic::new(Code::TooManyAliases, message)
            .at(self.lines.place(alias))
            .help("write out what is meant instead of repeating it with `*`"))
    }

    fn mapping(
        &mut self,
        step: &ParseStep,
        at: &mut usize,
        depth: usize,
    ) -> Result<Node, Diagnostic> {
        let depth = self.deeper(step, depth)?;
        let mut entries = Vec::new();
        let mut end = step.bytes.start;
        while let Some(next) = self.steps.get(*at) {
            if matches!(next.what, StepKind::End) {
                break;
            }
            let key = self.node(at, depth)?;
            let mut value = self.node(at, depth)?;
            if value.is_absent() {
                let point = syntax::after_colon(self.lines, &key.bytes);
                value.bytes = point..point;
            }
            end = end.max(key.bytes.end).max(value.bytes.end);
            entries.push((key, value));
        }
        let bytes = self.close(step, at, end);
        Ok(Node { value: Value::Mapping(entries), bytes })
    }

    fn sequence(
        &mut self,
        step: &ParseStep,
        at: &mut usize,
        depth: usize,
    ) -> Result<Node, Diagnostic> {
        let depth = self.deeper(step, depth)?;
        let mut items = Vec::new();
        let mut end = step.bytes.start;
        while let Some(next) = self.steps.get(*at) {
            if matches!(next.what, StepKind::End) {
                break;
            }
            let item = self.node(at, depth)?;
            end = end.max(item.bytes.end);
            items.push(item);
        }
        let bytes = self.close(step, at, end);
        Ok(Node { value: Value::Sequence(items), bytes })
    }

    fn deeper(&self, step: &ParseStep, depth: usize) -> Result<usize, Diagnostic> {
        if depth < DEEPEST {
            return Ok(depth.plus(1));
        }
        Err(too_deep(self.lines, self.alias.as_ref().unwrap_or(&step.bytes)))
    }

    /// Steps over the end of a collection and returns the collection's bytes.
    fn close(&self, step: &ParseStep, at: &mut usize, last: usize) -> Range<usize> {
        let start = step.bytes.start;
        let end = self.steps.get(*at).map_or(last, |step| step.bytes.start);
        *at = at.plus(1);
        let is_bracket = self.lines.from(end).starts_with(['}', ']']);
        if syntax::is_flow(self.lines, start) && is_bracket {
            start..end.plus(1).max(start)
        } else {
            start..last.max(start)
        }
    }
}

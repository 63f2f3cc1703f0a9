//! What do the learner, the manager and the admin read?
//!
//! A plan is data; a document is what somebody reads on Monday morning. All
//! formats say the same sentences: the text is 80 columns wide, Markdown and HTML
//! come from templates, which a library can replace.

// What a page says, and what writes it for one reader.
mod page;
mod writer;
// The parts of a page, in the order in which they are read.
mod week;
mod answer;
mod readiness;
mod steps;
mod reasons;
mod talk;
mod trail;
// The page as plain text.
mod text;
#[cfg(test)]
pub(crate) mod sample;
#[cfg(test)]
mod tests;

use waypath_engine::wire::Plan;

use crate::labels::Labels;
use crate::language::{Language, Signs};
use crate::templates::{DocumentError, Templates};

use self::page::Page;
use self::writer::PlanWriter;

/// The form of a document.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Format {
    /// Plain text, 80 columns wide.
    Text,
    /// Markdown.
    Markdown,
    /// One HTML file that needs no other, made to be printed as well.
    Html,
}

/// Who reads a document.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Audience {
    /// The person whose plan it is.
    Learner,
    /// Their manager.
    Manager,
    /// Whoever answers for library and runs.
    Admin,
}

impl Audience {
    /// The word for it: `learner`, `manager`, `admin`.
    pub fn word(self) -> &'static str {
        match self {
            Self::Learner => "learner",
            Self::Manager => "manager",
            Self::Admin => "admin",
        }
    }
}

/// Writes a plan as a document.
pub fn render(
    format: Format,
    audience: Audience,
    plan: &Plan,
    labels: Labels<'_>,
    language: &Language,
    templates: &Templates,
) -> Result<String, DocumentError> {
    let page = |signs| Page::new(PlanWriter::new(plan, labels, language, audience, signs));
    match format {
        Format::Text => Ok(text::write(&page(Signs::Plain), language)),
        Format::Markdown => templates.fill(Templates::MARKDOWN, &page(Signs::Typeset), language),
        Format::Html => templates.fill(Templates::HTML, &page(Signs::Typeset), language),
    }
}

impl Page {
    fn new(writer: PlanWriter<'_>) -> Self {
        let horizon = &writer.plan.horizon;
        Self {
            audience: writer.audience.word(),
            outcome: writer.plan.outcome.as_str(),
            library: writer.labels.library().to_owned(),
            person: writer.who(),
            period: writer.calendar.period(horizon.from, horizon.until),
            status: writer.status(),
            facts: writer.facts(),
            answer: writer.answer(),
            readiness: writer.readiness(),
            this_week: writer.this_week(),
            must_do: writer.must_do(),
            steps: writer.steps(),
            still_due: writer.still_due(),
            why: writer.why(),
            reasons: writer.reasons(),
            swaps: writer.swaps(),
            open: writer.open(),
            ask: writer.ask(),
            assumed: writer.assumed(),
            obstacles: writer.obstacles(),
            shorter: writer.shorter(),
            left_out: writer.left_out(),
            gaps: writer.gaps(),
            reminders: writer.reminders(),
            flags: writer.flags(),
            talk: writer.talk(),
            meetings: writer.meetings(),
            practices: writer.practices(),
            suggestion: writer.suggestion(),
            trail: writer.trail(),
        }
    }
}

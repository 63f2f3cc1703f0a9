//! What do the learner, the manager and the admin read?
//!
//! A plan is data; a document is what somebody reads on Monday morning. All
//! formats say the same sentences: the text is 80 columns wide, Markdown and HTML
//! come from templates, which a library can replace.

mod page;
mod speaker;
mod answer;
mod steps;
mod reasons;
mod talk;
mod trail;
mod text;
#[cfg(test)]
pub(crate) mod sample;
#[cfg(test)]
mod tests;

use waypath_engine::wire::Plan;

use crate::language::Language;
use crate::labels::Labels;
use crate::templates::{DocumentError, Templates};
use crate::words::Signs;

use self::page::Page;
use self::speaker::Speaker;

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
    labels: &Labels,
    language: &Language,
    templates: &Templates,
) -> Result<String, DocumentError> {
    let page = |signs| Page::new(Speaker::new(plan, labels, audience, signs));
    match format {
        Format::Text => Ok(text::write(&page(Signs::Plain))),
        Format::Markdown => templates.fill(Templates::MARKDOWN, &page(Signs::Typeset), language),
        Format::Html => templates.fill(Templates::HTML, &page(Signs::Typeset), language),
    }
}

impl Page {
    fn new(it: Speaker<'_>) -> Self {
        let horizon = &it.plan.horizon;
        Self {
            audience: it.audience.word(),
            outcome: it.plan.outcome.as_str(),
            library: it.labels.library.clone(),
            person: it.who(),
            period: it.calendar.period(horizon.from, horizon.until),
            status: it.status(),
            facts: it.facts(),
            answer: it.answer(),
            readiness: it.readiness(),
            this_week: it.this_week(),
            must_do: it.must_do(),
            steps: it.steps(),
            still_due: it.still_due(),
            why: it.why(),
            reasons: it.reasons(),
            swaps: it.swaps(),
            open: it.open(),
            ask: it.ask(),
            assumed: it.assumed(),
            obstacles: it.obstacles(),
            shorter: it.shorter(),
            left_out: it.left_out(),
            gaps: it.gaps(),
            reminders: it.reminders(),
            flags: it.flags(),
            talk: it.talk(),
            meetings: it.meetings(),
            practices: it.practices(),
            trail: it.trail(),
        }
    }
}

//! What do people read?
//!
//! Typed answers of the engine in; text, Markdown, HTML and pictures out. Pure:
//! no file, no clock, no terminal. A plan is data; a document is what somebody
//! reads on Monday morning.
//!
//! The modules below are in reading order.

// Words: every sentence, then how dates, numbers, names and lists are written.
pub mod messages;
pub mod language;
pub mod labels;
pub mod words;
pub mod reasons;
// Layouts: what fits into 80 columns, into a table, into a template.
pub mod sheet;
pub mod columns;
pub mod templates;
// Mistakes, with the line they stand on.
pub mod report;
pub mod speed;
// Documents, one room for each answer.
pub mod plan;
pub mod playbook;
pub mod trace;
pub mod results;
pub mod list;
pub mod conversion;
pub mod career;
pub mod comparison;
// Roles and competencies, drawn.
pub mod picture;

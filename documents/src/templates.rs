//! Which words and shapes surround a page?

use minijinja::syntax::SyntaxConfig;
use minijinja::value::Serde;
use minijinja::{AutoEscape, Environment, Output, State, UndefinedBehavior, Value};
use serde::Serialize;

use thiserror::Error;

use crate::words::{capital, tidy};

/// How many steps a template may take; a full document takes a few thousand.
const STEPS: u64 = 5_000_000;

/// The name of the escaping that keeps Markdown's signs out of texts.
const MARKDOWN_ESCAPE: &str = "markdown";

/// Why a document could not be made.
#[derive(Debug, Error)]
pub enum DocumentError {
    /// A template does not read as one.
    #[error("the template `{name}` cannot be read: {reason}")]
    Template {
        /// Its file name.
        name: String,
        /// What is wrong, and in which line.
        reason: String,
    },
    /// A template asks for something that is not there, or never ends.
    #[error("the template `{name}` cannot be filled in: {reason}")]
    Fill {
        /// Its file name.
        name: String,
        /// What is wrong, and in which line.
        reason: String,
    },
}

/// The templates of the documents: those built in, or a library's own.
#[derive(Clone, Debug)]
pub struct Templates {
    environment: Environment<'static>,
}

impl Templates {
    /// The file name of the Markdown template.
    pub const MARKDOWN: &'static str = "plan.md.j2";
    /// The file name of the HTML template.
    pub const HTML: &'static str = "plan.html.j2";
    /// The file name of the style sheet that the HTML template includes.
    pub const STYLE: &'static str = "plan.css";

    /// The file name of the Markdown template of playbooks.
    pub const PLAYBOOK_MARKDOWN: &'static str = "playbook.md.j2";
    /// The file name of the HTML template of playbooks.
    pub const PLAYBOOK_HTML: &'static str = "playbook.html.j2";

    const BUILT_IN: [(&'static str, &'static str); 5] = [
        (Self::MARKDOWN, include_str!("../templates/plan.md.j2")),
        (Self::HTML, include_str!("../templates/plan.html.j2")),
        (Self::STYLE, include_str!("../templates/plan.css")),
        (Self::PLAYBOOK_MARKDOWN, include_str!("../templates/playbook.md.j2")),
        (Self::PLAYBOOK_HTML, include_str!("../templates/playbook.html.j2")),
    ];

    /// Returns the built-in templates, replaced by `own` of the same file name.
    ///
    /// Files of other names can be included by these. The filter `capital` makes a
    /// first letter large.
    pub fn new<I>(own: I) -> Result<Self, DocumentError>
    where
        I: IntoIterator<Item = (String, String)>,
    {
        let mut environment = environment();
        let built_in = Self::BUILT_IN.map(|(name, text)| (name.to_owned(), text.to_owned()));
        for (name, text) in built_in.into_iter().chain(own) {
            environment
                .add_template_owned(name.clone(), text)
                .map_err(|error| DocumentError::Template { name, reason: reason(&error) })?;
        }
        Ok(Self { environment })
    }

    pub(crate) fn fill<T: Serialize>(&self, name: &str, page: &T) -> Result<String, DocumentError> {
        let filled =
            self.environment.get_template(name).and_then(|it| it.render(Value::from(Serde(page))));
        filled
            .map_err(|error| DocumentError::Fill { name: name.to_owned(), reason: reason(&error) })
    }
}

fn environment() -> Environment<'static> {
    let mut environment = Environment::new();
    let syntax = SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build();
    environment.set_syntax(syntax.unwrap_or_default());
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_fuel(Some(STEPS));
    environment.set_auto_escape_callback(escape_of);
    environment.set_formatter(write_value);
    environment.add_filter("capital", |text: String| capital(&text));
    environment
}

/// Which escaping a file needs, by its name.
fn escape_of(name: &str) -> AutoEscape {
    let name = name.strip_suffix(".j2").unwrap_or(name);
    match name.rsplit_once('.') {
        Some((_, "md")) => AutoEscape::Custom(MARKDOWN_ESCAPE.into()),
        Some((_, "css")) => AutoEscape::None,
        _ => AutoEscape::Html,
    }
}

/// Writes a value so that it stays a text, whatever signs are in it.
fn write_value(out: &mut Output, state: &mut State, value: &Value) -> Result<(), minijinja::Error> {
    if value.is_safe() {
        return minijinja::escape_formatter(out, state, value);
    }
    if matches!(state.auto_escape(), AutoEscape::Custom(it) if it == MARKDOWN_ESCAPE) {
        let text = markdown(&tidy(&value.to_string()));
        return out.write_str(&text).map_err(minijinja::Error::from);
    }
    let tidied = value.as_str().map(|it| Value::from(tidy(it)));
    minijinja::escape_formatter(out, state, tidied.as_ref().unwrap_or(value))
}

/// The text with every sign escaped that means something in Markdown.
///
/// A sign that spreadsheets take for a formula gets a backslash as well, where
/// it comes first.
pub(crate) fn markdown(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    let mut is_first = true;
    for sign in text.chars() {
        match sign {
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '&' => escaped.push_str("&amp;"),
            _ => {
                if needs_escape(sign) || (is_first && matches!(sign, '+' | '-' | '=' | '@')) {
                    escaped.push('\\');
                }
                escaped.push(sign);
            }
        }
        is_first = false;
    }
    escape_numbering(&escaped)
}

fn needs_escape(sign: char) -> bool {
    matches!(sign, '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '#' | '~' | '$')
}

/// `1. first` would start a list.
fn escape_numbering(text: &str) -> String {
    let digits = text.trim_start_matches(|it: char| it.is_ascii_digit());
    let number = text.strip_suffix(digits).unwrap_or_default();
    match digits.chars().next() {
        Some(sign @ ('.' | ')')) if !number.is_empty() => {
            format!("{number}\\{sign}{}", digits.strip_prefix(sign).unwrap_or_default())
        }
        _ => text.to_owned(),
    }
}

fn reason(error: &minijinja::Error) -> String {
    let detail = error.detail().map_or_else(|| error.kind().to_string(), str::to_owned);
    match (error.name(), error.line()) {
        (Some(name), Some(line)) => format!("{detail} ({name}:{line})"),
        _ => detail,
    }
}

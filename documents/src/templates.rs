//! Which words and shapes surround a page?

use std::collections::BTreeSet;
use std::io::{self, Write};

use minijinja::syntax::SyntaxConfig;
use minijinja::value::{Kwargs, Serde, ValueKind};
use minijinja::{
    AutoEscape, Environment, Error, ErrorKind, HtmlEscape, Output, State, UndefinedBehavior, Value,
    context,
};
use serde::Serialize;
use thiserror::Error as ThisError;
use waypath_engine::source::{LARGEST_FILE, Source};

use crate::language::Language;
use crate::messages::Argument;
use crate::words::{capital, tidy};

/// How many steps a template may take; a full document takes a few thousand.
const STEPS: u64 = 5_000_000;
/// How many bytes a document may have; a full one has some fifty thousand.
const LARGEST: usize = 16_000_000;

/// The name of the escaping that keeps Markdown's signs out of texts.
const MARKDOWN_ESCAPE: &str = "markdown";

/// Why a document could not be made.
#[derive(Debug, ThisError)]
pub enum DocumentError {
    /// A template does not read as one.
    #[error("the template cannot be read: {place}: {reason}")]
    Template {
        /// Its file, with the line where that is known: `templates/plan.md.j2:12`.
        place: String,
        /// What is wrong.
        reason: String,
    },
    /// A template asks for something that is not there, or never ends.
    #[error("the template cannot be filled in: {place}: {reason}")]
    Fill {
        /// Its file, with the line where that is known: `templates/plan.md.j2:12`.
        place: String,
        /// What is wrong.
        reason: String,
    },
}

/// The templates of the documents: those built in, or a library's own.
#[derive(Clone, Debug)]
pub struct Templates {
    environment: Environment<'static>,
    /// The names of the library's own.
    own: BTreeSet<String>,
}

impl Templates {
    /// The folder of a library that holds templates of its own.
    pub const FOLDER: &'static str = "templates";

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
    /// `own` are files of the library's folder `templates`. Files of other names can be
    /// included by these. A template asks for words with `t("id", name=value)`; the
    /// filter `capital` makes a first letter large.
    ///
    /// # Errors
    ///
    /// If one of `own` is no template.
    pub fn new(own: impl IntoIterator<Item = Source>) -> Result<Self, DocumentError> {
        let mut templates = Self { environment: environment(), own: BTreeSet::new() };
        for (name, text) in Self::BUILT_IN {
            templates.add(name, text.to_owned())?;
        }
        for source in own {
            let text = text(source.bytes).map_err(|(line, reason)| DocumentError::Template {
                place: format!("{}:{line}", source.path),
                reason,
            })?;
            let path = &*source.path;
            let inside = path.strip_prefix(Self::FOLDER).and_then(|path| path.strip_prefix('/'));
            let name = inside.unwrap_or(path).to_owned();
            templates.own.insert(name.clone());
            templates.add(&name, text)?;
        }
        Ok(templates)
    }

    fn add(&mut self, name: &str, text: String) -> Result<(), DocumentError> {
        let added = self.environment.add_template_owned(name.to_owned(), text);
        added.map_err(|error| DocumentError::Template {
            place: self.place(name, &error),
            reason: reason(&error),
        })
    }

    /// The file and line of a mistake. A mistake in a file that is included stands
    /// there, not where it is included.
    fn place(&self, name: &str, error: &Error) -> String {
        let name = error.name().unwrap_or(name);
        let file = if self.own.contains(name) {
            format!("{}/{name}", Self::FOLDER)
        } else {
            format!("built-in {name}")
        };
        error.line().map_or(file.clone(), |line| format!("{file}:{line}"))
    }

    /// Fills in a template with the fields of a page and with what every template has:
    /// `t` and `language`.
    pub(crate) fn fill<T: Serialize>(
        &self,
        name: &str,
        page: &T,
        language: &Language,
    ) -> Result<String, DocumentError> {
        let messages = language.messages();
        let tag = messages.tag();
        let words = Value::from_function(move |id: &str, values: Kwargs| {
            let values: Vec<(&str, Value)> = values
                .args()
                .map(|name| Ok((name, values.get(name)?)))
                .collect::<Result<_, Error>>()?;
            let values = values.iter().map(|(name, value)| (*name, argument(value)));
            let message = messages.fill(id, values);
            message.map_err(|error| Error::new(ErrorKind::InvalidOperation, error.to_string()))
        });
        let variables = context! { t => words, language => tag, ..Value::from(Serde(page)) };
        let mut document = Bounded(Vec::new());
        let template = self.environment.get_template(name);
        template
            .and_then(|template| template.render_captured_to(variables, &mut document).map(drop))
            .map_err(|error| DocumentError::Fill {
                place: self.place(name, &error),
                reason: reason(&error),
            })?;
        Ok(String::from_utf8_lossy(&document.0).into_owned())
    }
}

/// What a template hands to a message: numbers stay numbers, so that they choose the
/// plural.
fn argument(value: &Value) -> Argument<'static> {
    match (value.kind(), i64::try_from(value.clone())) {
        (ValueKind::Number, Ok(number)) => number.into(),
        _ => value.to_string().into(),
    }
}

/// A document that may not become larger than anybody reads: steps alone do not
/// bound it, because one step can write much.
struct Bounded(Vec<u8>);

impl Write for Bounded {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.0.len().saturating_add(bytes.len()) > LARGEST {
            return Err(io::Error::other(format!("the document is larger than {LARGEST} bytes")));
        }
        self.0.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
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
    // No text of a person's files may become HTML, whatever a template asks for.
    environment.remove_filter("safe");
    environment.add_filter("capital", |text: String| capital(&text));
    environment
}

/// Which escaping a file needs, by its name.
fn escape_of(name: &str) -> AutoEscape {
    let name = name.strip_suffix(".j2").unwrap_or(name);
    match name.rsplit_once('.') {
        Some((_, "md")) => AutoEscape::Custom(MARKDOWN_ESCAPE.into()),
        _ => AutoEscape::Html,
    }
}

/// Writes a value so that it stays a text, whatever signs are in it.
fn write_value(out: &mut Output, state: &mut State, value: &Value) -> Result<(), Error> {
    if value.is_safe() {
        return minijinja::escape_formatter(out, state, value);
    }
    let text = tidy(&value.to_string());
    let text = match state.auto_escape() {
        AutoEscape::Custom(name) if name == MARKDOWN_ESCAPE => markdown(&text),
        // `{% autoescape false %}` is no way to write HTML out of a text either.
        _ => HtmlEscape(&text).to_string(),
    };
    out.write_str(&text).map_err(Error::from)
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

/// The text of a file, or in which line it is none and why.
fn text(bytes: Vec<u8>) -> Result<String, (usize, String)> {
    if bytes.len() > LARGEST_FILE {
        return Err((1, format!("it is larger than {LARGEST_FILE} bytes")));
    }
    String::from_utf8(bytes).map_err(|error| {
        let sound = error.as_bytes().get(..error.utf8_error().valid_up_to()).unwrap_or_default();
        let line = sound.split(|byte| *byte == b'\n').count();
        (line, "it is not UTF-8".to_owned())
    })
}

/// What is wrong, with what made it so, because the cause says more.
fn reason(error: &Error) -> String {
    let detail = error.detail().map_or_else(|| error.kind().to_string(), str::to_owned);
    match std::error::Error::source(error) {
        Some(cause) => format!("{detail}: {cause}"),
        None => detail,
    }
}

/// Fails if the page about templates leaves out a variable.
#[cfg(test)]
pub(crate) fn check_documented(page: &impl Serialize) {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/templates.md");
    let documented = std::fs::read_to_string(path).unwrap();
    let mut waiting = vec![serde_json::to_value(page).unwrap()];
    let mut missing = BTreeSet::new();
    while let Some(value) = waiting.pop() {
        match value {
            serde_json::Value::Array(values) => waiting.extend(values),
            serde_json::Value::Object(fields) => {
                let names = fields.keys().filter(|name| !documented.contains(&format!("`{name}`")));
                missing.extend(names.cloned());
                waiting.extend(fields.into_iter().map(|(_, value)| value));
            }
            _ => {}
        }
    }
    assert!(missing.is_empty(), "docs/templates.md does not list {missing:?}");
}

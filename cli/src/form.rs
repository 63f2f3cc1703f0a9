//! In which forms does each command write, and which does it refuse?

use clap::ValueEnum;

use crate::arguments::Options;
use crate::failure::Failure;
use waypath_documents::plan as document;

/// The form of the output.
#[derive(Clone, Copy, Debug, Eq, PartialEq, ValueEnum)]
pub(crate) enum Format {
    /// For reading in a terminal.
    Text,
    /// For handing over as Markdown.
    Markdown,
    /// For handing over as a page.
    Html,
    /// For other programs.
    Json,
    /// For build servers: the results of `test` as `JUnit` XML.
    Junit,
    /// For spreadsheets: the rows of `moves` and `bench`.
    Csv,
    /// A picture: of `lattice` and `graph`.
    Svg,
    /// The picture for Graphviz.
    Dot,
    /// The picture for Markdown pages that draw Mermaid.
    Mermaid,
}

/// The forms of a picture.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Drawing {
    Text,
    Svg,
    Dot,
    Mermaid,
    Json,
}

/// The forms of output that are not documents.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Plain {
    Text,
    Json,
}

/// The forms of output that are tables.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Form {
    Text,
    Json,
    Csv,
}

impl Options {
    /// The form of output of a command that makes no documents.
    pub(crate) fn plain(&self, command: &str) -> Result<Plain, Failure> {
        match self.format {
            Format::Text => Ok(Plain::Text),
            Format::Json => Ok(Plain::Json),
            Format::Markdown | Format::Html => Err(Failure::request(
                format!("`{command}` does not make documents"),
                "use `--format text` or `--format json`",
            )),
            Format::Junit => Err(no_tests(command)),
            Format::Csv => Err(no_table(command)),
            Format::Svg | Format::Dot | Format::Mermaid => Err(no_picture(command)),
        }
    }

    /// The form of output of a command that draws.
    pub(crate) fn picture(&self, command: &str) -> Result<Drawing, Failure> {
        match self.format {
            Format::Text => Ok(Drawing::Text),
            Format::Json => Ok(Drawing::Json),
            Format::Svg => Ok(Drawing::Svg),
            Format::Dot => Ok(Drawing::Dot),
            Format::Mermaid => Ok(Drawing::Mermaid),
            Format::Markdown | Format::Html => Err(Failure::request(
                format!("`{command}` does not make documents"),
                "use `--format svg`, `dot`, `mermaid`, `json` or `text`",
            )),
            Format::Junit => Err(no_tests(command)),
            Format::Csv => Err(no_table(command)),
        }
    }

    /// The form of output of a command that makes tables.
    pub(crate) fn table(&self, command: &str) -> Result<Form, Failure> {
        match self.format {
            Format::Text => Ok(Form::Text),
            Format::Json => Ok(Form::Json),
            Format::Csv => Ok(Form::Csv),
            Format::Markdown | Format::Html => Err(Failure::request(
                format!("`{command}` does not make documents"),
                "use `--format text`, `--format json` or `--format csv`",
            )),
            Format::Junit => Err(no_tests(command)),
            Format::Svg | Format::Dot | Format::Mermaid => Err(no_picture(command)),
        }
    }

    /// The form of a document; `None` for JSON.
    pub(crate) fn document(&self, command: &str) -> Result<Option<document::Format>, Failure> {
        match self.format {
            Format::Text => Ok(Some(document::Format::Text)),
            Format::Markdown => Ok(Some(document::Format::Markdown)),
            Format::Html => Ok(Some(document::Format::Html)),
            Format::Json => Ok(None),
            Format::Junit => Err(no_tests(command)),
            Format::Csv => Err(no_table(command)),
            Format::Svg | Format::Dot | Format::Mermaid => Err(no_picture(command)),
        }
    }
}

fn no_tests(command: &str) -> Failure {
    let help = "use `--format junit` with `waypath test`";
    Failure::request(format!("`{command}` runs no tests"), help)
}

fn no_picture(command: &str) -> Failure {
    let help = "use `--format svg`, `dot` or `mermaid` with `waypath lattice` or `waypath graph`";
    Failure::request(format!("`{command}` draws no picture"), help)
}

fn no_table(command: &str) -> Failure {
    let help = "use `--format csv` with `waypath moves` or `waypath bench`";
    Failure::request(format!("`{command}` makes no rows for spreadsheets"), help)
}

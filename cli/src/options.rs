//! Which options do several commands share?

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use jiff::civil::Date;
use waypath_documents::plan as document;
use waypath_documents::report::Style;
use waypath_run::Threads;

/// What every command takes.
#[derive(Args, Debug)]
#[command(next_help_heading = "Global options")]
pub(crate) struct GlobalOptions {
    /// Use the library in this folder or the nearest one above it [default: the current folder]
    #[arg(long, global = true, value_name = "DIR")]
    pub(crate) library: Option<PathBuf>,
    /// Answer as of this date [default: today]
    #[arg(long, global = true, value_name = "DATE")]
    as_of: Option<Date>,
    /// Choose when to use colour
    #[arg(long, global = true, value_enum, default_value_t = Color::Auto)]
    color: Color,
}

/// When to use colour.
#[derive(Clone, Copy, Debug, Eq, PartialEq, ValueEnum)]
enum Color {
    /// On a terminal, unless `NO_COLOR` is set.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

impl GlobalOptions {
    /// The date everything is worked out for. Only here the clock is asked.
    pub(crate) fn as_of(&self) -> Date {
        self.as_of.unwrap_or_else(|| jiff::Zoned::now().date())
    }

    /// Whether reports are coloured.
    pub(crate) fn style(&self) -> Style {
        let is_coloured = match self.color {
            Color::Always => true,
            Color::Never => false,
            Color::Auto => {
                let choice = anstream::AutoStream::choice(&std::io::stdout());
                choice != anstream::ColorChoice::Never
            }
        };
        if is_coloured { Style::Coloured } else { Style::Plain }
    }
}

/// Where people come from.
#[derive(Args, Debug)]
pub(crate) struct PeopleArgument {
    /// Read the people files in this folder [default: the folder that the library names]
    #[arg(long, value_name = "DIR")]
    people: Option<PathBuf>,
}

impl PeopleArgument {
    /// The folder named on the command line, if one is.
    pub(crate) fn folder(&self) -> Option<&Path> {
        self.people.as_deref()
    }
}

/// How many people are worked for at the same time.
#[derive(Args, Debug)]
pub(crate) struct ThreadsArgument {
    /// Work for this many people at the same time [default: one per processor core]
    #[arg(long, value_name = "N")]
    threads: Option<Threads>,
}

impl ThreadsArgument {
    /// The number asked for, or as many as the machine runs at the same time.
    pub(crate) fn count(&self) -> Threads {
        self.threads.unwrap_or_else(Threads::available)
    }
}

/// The person a command is about.
#[derive(Args, Debug)]
pub(crate) struct PersonArgument {
    /// Id of the person
    #[arg(value_name = "PERSON")]
    pub(crate) person: String,
}

/// The file that holds the answer, instead of standard output.
#[derive(Args, Debug)]
pub(crate) struct OutputFileArgument {
    /// Write into this file instead of standard output
    #[arg(long, value_name = "FILE")]
    output: Option<PathBuf>,
}

impl OutputFileArgument {
    /// The file named on the command line, if one is.
    pub(crate) fn file(&self) -> Option<&Path> {
        self.output.as_deref()
    }
}

/// The formats of most answers.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq, ValueEnum)]
pub(crate) enum AnswerFormat {
    /// For reading in a terminal.
    #[default]
    Text,
    /// For other programs.
    Json,
}

/// The formats of documents that are handed over.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq, ValueEnum)]
pub(crate) enum DocumentFormat {
    /// For reading in a terminal.
    #[default]
    Text,
    /// For a page in Markdown.
    Markdown,
    /// For a page in a browser, or to print.
    Html,
    /// For other programs.
    Json,
}

impl DocumentFormat {
    /// The format of a laid-out document; none for JSON, which is data.
    pub(crate) fn layout(self) -> Option<document::Format> {
        match self {
            Self::Text => Some(document::Format::Text),
            Self::Markdown => Some(document::Format::Markdown),
            Self::Html => Some(document::Format::Html),
            Self::Json => None,
        }
    }
}

/// The formats of answers that are tables.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq, ValueEnum)]
pub(crate) enum TableFormat {
    /// For reading in a terminal.
    #[default]
    Text,
    /// For spreadsheets.
    Csv,
    /// For other programs.
    Json,
}

/// The formats of pictures.
#[derive(Clone, Copy, Debug, Eq, PartialEq, ValueEnum)]
pub(crate) enum PictureFormat {
    /// A table of what is drawn, for reading in a terminal.
    Text,
    /// A picture for pages and slides.
    Svg,
    /// For Graphviz.
    Dot,
    /// For Markdown pages that draw Mermaid.
    Mermaid,
    /// For other programs.
    Json,
}

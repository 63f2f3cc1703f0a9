//! `check --explain-speed`: says which parts of conditions run in Rhai, and why.

use clap::Args;
use waypath_documents::messages::Messages;
use waypath_documents::{report, speed};
use waypath_engine::wire::Speed;

use crate::context::Context;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::open;
use crate::options::AnswerFormat;

/// Asks what the library leaves to Rhai.
#[derive(Args, Debug)]
pub(super) struct SpeedArgument {
    /// Say which parts of conditions run in Rhai, which is slower, and why
    #[arg(long, conflicts_with_all = ["fix", "explain"])]
    explain_speed: bool,
}

impl SpeedArgument {
    pub(super) fn is_asked(&self) -> bool {
        self.explain_speed
    }
}

/// Compiles the library and says what it leaves to Rhai; a library with mistakes is
/// reported as everywhere else.
pub(super) fn run(format: AnswerFormat, context: &mut Context<'_>) -> Result<Exit, Failure> {
    let files = open::files(context)?;
    let library = open::sound(&files, context)?;
    let speed = Speed::of(&library);
    match format {
        AnswerFormat::Json => report::value(&speed, context.out)?,
        AnswerFormat::Text => write!(context.out, "{}", speed::text(&speed, &Messages::english()))?,
    }
    Ok(Exit::Done)
}

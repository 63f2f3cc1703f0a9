//! How does a run end?

use std::process::ExitCode;

/// How a run ends. Scripts rely on these numbers; they never change.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Exit {
    /// The work is done; there may have been warnings.
    Done,
    /// The files hold mistakes, and each was reported.
    Mistakes,
    /// The run could not start or broke off.
    Failed,
    /// Some people or rows were set aside, each was reported; the rest is done.
    Partial,
}

impl Exit {
    /// The number the process ends with.
    pub fn code(self) -> u8 {
        match self {
            Self::Done => 0,
            Self::Mistakes => 1,
            Self::Failed => 2,
            Self::Partial => 3,
        }
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit.code())
    }
}

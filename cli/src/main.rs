//! The `waypath` command.

use std::io::{IsTerminal as _, stderr, stdout};
use std::process::ExitCode;

use waypath::Watched;

fn main() -> ExitCode {
    let watched = match (stdout().is_terminal(), stderr().is_terminal()) {
        (_, false) => Watched::Nothing,
        (false, true) => Watched::Errors,
        (true, true) => Watched::Everything,
    };
    let (mut out, mut err) = (stdout().lock(), stderr().lock());
    waypath::run_watched(std::env::args_os(), &mut out, &mut err, watched).into()
}

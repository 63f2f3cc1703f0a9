//! The `waypath` command.

use std::io::{stderr, stdout};
use std::process::ExitCode;

fn main() -> ExitCode {
    waypath::run(std::env::args_os(), &mut stdout().lock(), &mut stderr().lock()).into()
}

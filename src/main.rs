//! Arguments in, exit code out.

use std::process::ExitCode;

fn main() -> ExitCode {
    chronic::command::run(std::env::args_os())
}

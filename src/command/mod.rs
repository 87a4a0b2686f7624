//! One file for each subcommand: read, call the model, write. Here: which one runs,
//! and what its end means for the exit code.

use std::ffi::OsString;
use std::process::ExitCode;

use clap::Parser;

use crate::cli::{Cli, Command};

mod init;
pub mod output;
mod rubric;
mod tally;
mod validate;

/// How a run ended; the highest that applies is the exit code (DESIGN.md, "Commands").
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Exit {
    /// All well, warnings included: 0.
    Well,
    /// The bytes were read and something in them is wrong: 1.
    Wrong,
    /// Wrong usage, nothing to count, or the system refused: 2.
    Refused,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit as u8)
    }
}

/// Runs the program with these arguments, its own name first.
pub fn run(arguments: impl Iterator<Item = OsString>) -> ExitCode {
    let cli = match Cli::try_parse_from(arguments) {
        Ok(cli) => cli,
        Err(usage) => return output::usage(&usage),
    };
    let rubric = cli.rubric.as_deref();
    let result = match cli.command {
        Command::Init(args) => init::run(&args, rubric),
        Command::Validate(args) => validate::run(&args, rubric),
        Command::Tally(args) => tally::run(&args, rubric),
        Command::Rubric(args) => rubric::run(&args, rubric),
    };
    result
        .unwrap_or_else(|error| output::refused(&error))
        .into()
}

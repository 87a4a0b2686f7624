//! One file for each subcommand: read, call the model, write. Here: which one runs,
//! and what its end means for the exit code.

use std::ffi::OsString;
use std::path::Path;
use std::process::ExitCode;

use anyhow::Context;
use clap::Parser;

use crate::cli::{Cli, Command};
use crate::file::folder::{FoundFile, STDIN};
use crate::file::read::{Content, Kind};
use crate::file::rubric::builtin;
use crate::model::rubric::Rubric;
use crate::problem::{Code, Problem};
use crate::report::problem as report;

mod init;
pub mod output;
mod rubric;
pub mod source;
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

/// The rubric to use: the embedded one, or that of a file. What is wrong in the file
/// has been printed when the answer is an exit.
///
/// # Errors
/// When the system refuses the file.
pub fn rubric_for(path: Option<&Path>) -> anyhow::Result<Result<Rubric, Exit>> {
    let Some(path) = path else {
        return Ok(Ok(builtin()));
    };
    let file = FoundFile {
        path: path.to_owned(),
        given: path.as_os_str() != STDIN,
        extra_ending: false,
    };
    let shown = report::path(path);
    let mut reading = source::read_file(&file, &builtin())
        .with_context(|| format!("{shown} cannot be read as a rubric"))?;
    if let Some(Content::Rubric(rubric)) = reading.checked.value {
        return Ok(Ok(*rubric));
    }
    if reading.kind.is_some_and(|kind| kind != Kind::Rubric) || reading.checked.problems.is_empty()
    {
        let kind = reading.kind.map_or("something else", Kind::name);
        reading.checked.problems = vec![Problem::new(
            Code::WrongKind,
            format!("This is {kind}, and --rubric takes a rubric."),
            "`chronic rubric --format toml` prints one to start from.",
        )];
    }
    let problems: Vec<&Problem> = reading.checked.problems.iter().collect();
    output::note(report::human(&shown, &problems).trim_end());
    Ok(Err(Exit::Wrong))
}

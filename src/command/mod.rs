//! A file or a folder for each subcommand (`rubric`, `schema`, `completions`, and `man` share
//! one): read, call the model, write. Here: which one runs,
//! and what its end means for the exit code.

use std::borrow::Cow;
use std::ffi::OsString;
use std::fmt;
use std::path::Path;
use std::process::ExitCode;

use anyhow::bail;
use clap::{CommandFactory as _, FromArgMatches as _};

use crate::cli::{self, Cli, Command, Deferred, PlanCommand};
use crate::files::bytes::bytes;
use crate::files::content::{Content, Kind};
use crate::files::read::read;
use crate::files::rubric::{BUILTIN, builtin};
use crate::model::rubric::Rubric;
use crate::problem::{Code, Problem};
use crate::report::results::problem as report;
use crate::toml::decode::decode;

mod by_folder;
mod diff;
mod filled_workbook;
mod fix;
mod import;
mod in_context;
mod init;
mod names_in_comments;
mod next;
pub mod output;
mod page;
mod plan;
mod printed_commands;
mod reference;
mod render;
mod roster;
mod side_by_side;
pub mod source;
mod tally;
pub mod target;
mod validate;

/// How a run ended; the highest that applies is the exit code (docs/reference.md). As an
/// error: the run ends like this, and why has been printed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Exit {
    /// All well, warnings included: 0.
    #[default]
    Well,
    /// The bytes were read and something in them is wrong: 1.
    Wrong,
    /// Wrong usage, nothing to count, or the system refused: 2.
    Refused,
}

impl fmt::Display for Exit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("why has been printed")
    }
}

impl std::error::Error for Exit {}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit as u8)
    }
}

/// Runs the program with these arguments, its own name first.
pub fn run(arguments: impl Iterator<Item = OsString>) -> ExitCode {
    let parsed = cli::with_examples(Cli::command())
        .try_get_matches_from(arguments)
        .and_then(|matches| Cli::from_arg_matches(&matches));
    let cli = match parsed {
        Ok(cli) => cli,
        Err(mut usage) => {
            cli::explain(&mut usage);
            return output::usage(&usage);
        }
    };
    output::progress::refuses_what_is_too_large();
    if cli.command.writes() {
        output::progress::ends_cleanly();
    }
    let rubric = cli.rubric.as_deref();
    printed_commands::with_rubric(rubric);
    let output = cli.command.output();
    // A form goes into a folder, too.
    let is_file = !matches!(cli.command, Command::Init(_));
    let may_be = target::not_a_folder(output.filter(|_| is_file));
    if let Err(error) = may_be.and_then(|()| target::not_a_source(output, &cli.rubric)) {
        return output::refused(&error).into();
    }
    let result = match cli.command {
        Command::Init(Deferred(args)) => init::run(&args, rubric),
        Command::Validate(Deferred(args)) => validate::run(&args, rubric),
        Command::Tally(Deferred(args)) => tally::run(&args, rubric),
        Command::Diff(Deferred(args)) => diff::run(&args, rubric),
        Command::Render(Deferred(args)) => render::run(&args, rubric),
        Command::Page(Deferred(args)) => page::run(&args, rubric),
        Command::Next(Deferred(args)) => next::run(&args, rubric),
        Command::Plan(args) => plan::run(&args, rubric),
        Command::Import(Deferred(args)) => import::run(&args, rubric),
        Command::Rubric(Deferred(args)) => reference::rubric(&args, rubric),
        Command::Schema(Deferred(args)) => reference::schema(&args, rubric),
        Command::Completions(Deferred(args)) => reference::completions(&args),
        Command::Man(Deferred(args)) => reference::man(&args),
    };
    let ended = |error: anyhow::Error| match error.downcast() {
        Ok(exit) => exit,
        Err(error) => output::refused(&error),
    };
    result.unwrap_or_else(ended).into()
}

impl Command {
    /// The file that the result is to go into.
    fn output(&self) -> Option<&Path> {
        let output = match self {
            Self::Init(Deferred(args)) => &args.output,
            Self::Tally(Deferred(args)) => &args.output,
            Self::Diff(Deferred(args)) => &args.output,
            Self::Render(Deferred(args)) => &args.output,
            Self::Page(Deferred(args)) => &args.output,
            Self::Plan(PlanCommand::Draft(Deferred(args))) => &args.output,
            Self::Plan(PlanCommand::Status(Deferred(args))) => &args.output,
            Self::Plan(PlanCommand::Review(Deferred(args))) => &args.output,
            Self::Plan(PlanCommand::Calendar(Deferred(args))) => &args.output,
            _ => return None,
        };
        output.as_deref()
    }

    /// Whether it writes files, so that an interrupted run has something to clear away. A
    /// run that only prints needs nobody to wait for signals, and starts sooner without.
    fn writes(&self) -> bool {
        match self {
            Self::Init(_) | Self::Import(_) | Self::Plan(PlanCommand::Update(_)) => true,
            Self::Validate(Deferred(args)) => args.fix,
            _ => self.output().is_some(),
        }
    }
}

/// The rubric to use: the embedded one, or that of a file.
///
/// # Errors
/// When the system refuses the file, or it has no rubric: an [`Exit`].
pub fn rubric_for(path: Option<&Path>) -> anyhow::Result<Rubric> {
    Ok(rubric_file_for(path)?.0)
}

/// As [`rubric_for`], with the text of the file, without a byte-order mark.
///
/// # Errors
/// As [`rubric_for`].
pub fn rubric_file_for(path: Option<&Path>) -> anyhow::Result<(Rubric, Cow<'static, str>)> {
    let Some(path) = path else {
        return Ok((builtin(), BUILTIN.into()));
    };
    let refused = format!("{} can't be read as a self-assessment", report::path(path));
    let too_large = format!("{refused}: it's over");
    let bytes = bytes(path).map_err(source::why(refused, |most| {
        format!("{too_large} {most} MB")
    }))?;
    let reading = read(&bytes, &builtin());
    if let (Some(Content::Rubric(rubric)), Ok(decoded)) = (reading.checked.value, decode(&bytes)) {
        return Ok((*rubric, decoded.text.into_string().into()));
    }
    // A rubric does not say what it is: where its sections cannot be read, it is no form.
    let mut problems = reading.checked.problems;
    for problem in problems.iter_mut().filter(|p| p.code == Code::MissingKind) {
        *problem = Problem::new(
            Code::BadRubric,
            "This isn't a self-assessment, or it's damaged: it has no readable [[ingredient]] section.",
            "Compare it with the built-in one: chronic rubric --format toml",
        );
    }
    bail!(source::not_wanted(
        path,
        (reading.kind, problems),
        (Kind::Rubric, "--rubric needs a file with a self-assessment"),
        "For one to start from: chronic rubric --format toml",
    ))
}

//! `plan` and what is below it.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};
use jiff::civil::Date;

use crate::cli::RenderFormat;
use crate::cli::common::{Counted, address, day, prefer};
use crate::cli::deferred::Deferred;
use crate::import::filled_workbook::Prefer;

/// `plan`
#[derive(Debug, Subcommand)]
pub enum PlanCommand {
    /// Draft a plan with an entry for everything the assessment calls for
    Draft(Deferred<PlanDraft>),
    /// Add what's missing from a plan; change nothing else
    Update(Deferred<PlanUpdate>),
    /// Show what's overdue, due soon, open, and done
    Status(Deferred<PlanStatus>),
    /// Print a sheet for a check-in: what was due, what's next, goals, and room for notes
    Review(Deferred<PlanReview>),
    /// Export the due dates to a calendar file (iCalendar)
    Calendar(Deferred<PlanCalendar>),
}

/// How the source of `plan draft` and `plan update` is read
#[derive(Debug, Args)]
pub struct PlanSource {
    /// What is counted when something is wrong
    #[command(flatten)]
    pub counted: Counted,
    /// Omit answers and comments so that you can share the plan
    #[arg(long)]
    pub no_documentation: bool,
}

/// `plan draft`
#[derive(Debug, Args)]
pub struct PlanDraft {
    /// A team assessment, response files, or folders of response files
    #[arg(required = true, value_name = "SOURCE")]
    pub sources: Vec<PathBuf>,
    /// How it is read
    #[command(flatten)]
    pub source: PlanSource,
    /// Continue last year's plan: carry over open actions and goals
    #[arg(long, value_name = "PLAN")]
    pub after: Option<PathBuf>,
    /// Write to this file (use - for the screen)
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Start the file with a line that tells text editors where the JSON Schema is
    #[arg(long, value_name = "URL", value_parser = address)]
    pub schema: Option<String>,
    /// Overwrite an existing file
    #[arg(long)]
    pub force: bool,
}

/// `plan update`
#[derive(Debug, Args)]
pub struct PlanUpdate {
    /// The plan
    #[arg(value_name = "PLAN")]
    pub plan: PathBuf,
    /// A team assessment, response files, folders of response files, or the plan's completed
    /// workbook
    #[arg(required = true, value_name = "SOURCE")]
    pub sources: Vec<PathBuf>,
    /// How it is read
    #[command(flatten)]
    pub source: PlanSource,
    /// When a workbook is read back: what counts if both it and the plan were changed
    #[arg(long, value_parser = prefer())]
    pub prefer: Option<Prefer>,
}

/// `plan status`
#[derive(Debug, Args)]
pub struct PlanStatus {
    /// The plan
    #[arg(value_name = "PLAN")]
    pub plan: PathBuf,
    /// How to print it [default: table, or from the ending of -o FILE]
    #[arg(long, value_enum)]
    pub format: Option<StatusFormat>,
    /// Write to this file (use - for the screen)
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Number of days ahead that counts as "due soon"
    #[arg(long, value_name = "DAYS", default_value_t = 30, value_parser = days)]
    pub within: u32,
    /// Group the entries
    #[arg(long, value_enum)]
    pub by: Option<StatusBy>,
    /// Exit with code 1 if anything is overdue
    #[arg(long)]
    pub strict: bool,
    /// Show the status as of this date, such as 2026-10-01 [default: today]
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub today: Option<Date>,
    /// Overwrite an existing file
    #[arg(long)]
    pub force: bool,
}

/// How `plan status` prints
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum StatusFormat {
    /// For people, in a terminal
    Table,
    /// For spreadsheets and databases
    Csv,
    /// For programs
    Json,
    /// For documents
    #[value(alias = "md")]
    Markdown,
}

/// What `plan status` groups entries by
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum StatusBy {
    /// Who is responsible
    Owner,
}

/// `plan review`
#[derive(Debug, Args)]
pub struct PlanReview {
    /// The plan
    #[arg(value_name = "PLAN")]
    pub plan: PathBuf,
    /// How to write it [default: markdown, or from the ending of -o FILE]
    #[arg(long, value_enum)]
    pub format: Option<RenderFormat>,
    /// Write to this file (use - for the screen)
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// The check-in on or after this date, such as 2027-01-29 [default: today]
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub today: Option<Date>,
    /// Overwrite an existing file
    #[arg(long)]
    pub force: bool,
}

/// `plan calendar`
#[derive(Debug, Args)]
pub struct PlanCalendar {
    /// The plan
    #[arg(value_name = "PLAN")]
    pub plan: PathBuf,
    /// Write to this file (use - for the screen)
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Only this person's entries, and the check-ins
    #[arg(long, value_name = "NAME")]
    pub owner: Option<String>,
    /// Date to stamp on the entries, such as 2026-10-01 [default: today]
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub today: Option<Date>,
    /// Overwrite an existing file
    #[arg(long)]
    pub force: bool,
}

/// A number of days, with an error for people.
fn days(written: &str) -> Result<u32, &'static str> {
    let days = written.trim().parse();
    days.map_err(|_| "type a whole number of days, such as 30")
}

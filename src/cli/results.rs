//! `diff`, `render`, `page`, and `next`: what shows results.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use jiff::civil::Date;

use crate::cli::common::{Counted, Grouped, day};

/// `diff`
#[derive(Debug, Args)]
pub struct Diff {
    /// The older source: a response file, a folder of responses, or a team
    /// assessment
    #[arg(value_name = "OLD")]
    pub old: PathBuf,
    /// The newer source, of any of the same types
    #[arg(value_name = "NEW")]
    pub new: PathBuf,
    /// More sources, oldest first, to show a trend over three years or more
    #[arg(value_name = "NEWER")]
    pub newer: Vec<PathBuf>,
    /// List every practice, even those that didn't change (table and markdown)
    #[arg(long)]
    pub all: bool,
    /// How to print the result [default: table, or from the ending of -o FILE]
    #[arg(long, value_enum)]
    pub format: Option<DiffFormat>,
    /// Write to this file (use - for the screen)
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// What is counted when something is wrong
    #[command(flatten)]
    pub counted: Counted,
    /// Overwrite an existing file
    #[arg(long)]
    pub force: bool,
}

/// How `diff` prints
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum DiffFormat {
    /// For people, in a terminal
    Table,
    /// For spreadsheets and databases
    Csv,
    /// For programs
    Json,
    /// For documents
    #[value(alias = "md")]
    Markdown,
    /// For a browser or a printer
    Html,
}

/// `render`
#[derive(Debug, Args)]
pub struct Render {
    /// Response files, folders of them, or one team assessment
    #[arg(required = true, value_name = "SOURCE")]
    pub source: Vec<PathBuf>,
    /// Who will read it
    #[arg(long, value_enum, default_value_t)]
    pub audience: ReadBy,
    /// Use your own title
    #[arg(long)]
    pub title: Option<String>,
    /// Output format [default: markdown, or from the ending of -o FILE]
    #[arg(long, value_enum)]
    pub format: Option<RenderFormat>,
    /// Write to this file (use - for the screen)
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Omit respondents' comments (pages for others never have them)
    #[arg(long)]
    pub no_documentation: bool,
    /// Make a page for others even if fewer than 5 responses were counted
    #[arg(long)]
    pub yes_small: bool,
    /// Make a page for others even if the team hasn't agreed on everything it shows
    #[arg(long)]
    pub before_debrief: bool,
    /// The team's handout for the debrief: two pages to print
    #[arg(long, conflicts_with_all = ["plan", "previous", "previous_plan", "by"])]
    pub brief: bool,
    /// Show what this plan does about the priorities, and when
    #[arg(long, value_name = "PLAN")]
    pub plan: Option<PathBuf>,
    /// On a page for others, name the owners of the plan's actions
    #[arg(long, requires = "plan")]
    pub show_owners: bool,
    /// Compare with an earlier year, such as last year's team assessment; repeat it for
    /// several years
    #[arg(long, value_name = "SOURCE")]
    pub previous: Vec<PathBuf>,
    /// Show what was done about last year's plan
    #[arg(long, value_name = "PLAN")]
    pub previous_plan: Option<PathBuf>,
    /// Date to print on pages for others, such as 2026-10-01 [default: today]
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub today: Option<Date>,
    /// Groups of respondents
    #[command(flatten)]
    pub grouped: Grouped,
    /// What is counted when something is wrong
    #[command(flatten)]
    pub counted: Counted,
    /// Overwrite an existing file
    #[arg(long)]
    pub force: bool,
}

/// Who reads a summary
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub enum ReadBy {
    /// The team: counts, respondents' comments, and what was agreed on
    #[default]
    Team,
    /// Anyone: no names, no counts, no comments
    Public,
    /// The school board, with the plan's message to it: one printed page
    SchoolBoard,
    /// District office staff: one printed page with the plan's message to them
    DistrictOffice,
    /// Schools: one printed page with the plan's message to them
    Schools,
    /// Community partners: one printed page with the plan's message to them
    Partners,
    /// Families: one printed page with the plan's message to them
    Families,
}

/// How `render` writes
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum RenderFormat {
    /// CommonMark with tables
    #[value(alias = "md")]
    Markdown,
    /// One web page, with charts, to view or print
    Html,
}

/// `page`
#[derive(Debug, Args)]
pub struct PageArgs {
    /// The team assessment or the plan to fill in
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// Show what the team agreed on in an earlier year, such as last year's team
    /// assessment
    #[arg(long, value_name = "SOURCE")]
    pub previous: Option<PathBuf>,
    /// With --by: the responses that the assessment counts
    #[arg(long, value_name = "SOURCE", requires = "by")]
    pub responses: Vec<PathBuf>,
    /// Write to this file (use - for the screen)
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Groups of respondents
    #[command(flatten)]
    pub grouped: Grouped,
    /// What is counted when something is wrong
    #[command(flatten)]
    pub counted: Counted,
    /// Overwrite an existing file
    #[arg(long)]
    pub force: bool,
}

/// `next`
#[derive(Debug, Args)]
pub struct Next {
    /// The folder with this year's files [default: the current folder]
    #[arg(value_name = "DIR")]
    pub folder: Option<PathBuf>,
    /// How to print it
    #[arg(long, value_enum, default_value_t)]
    pub format: NextFormat,
    /// Print a reminder for each person who hasn't answered, to paste into an email
    #[arg(long, conflicts_with = "format")]
    pub remind: bool,
    /// Exit with code 1 if anything is late
    #[arg(long)]
    pub strict: bool,
    /// Show the next step as of this date, such as 2026-10-01 [default: today]
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub today: Option<Date>,
}

/// How `next` prints
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub enum NextFormat {
    /// For people
    #[default]
    Human,
    /// For programs; has names from the roster
    Json,
}

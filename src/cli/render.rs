//! `render`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use jiff::civil::Date;

use crate::cli::common::{Counted, Grouped, day};

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

//! `render`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use crate::cli::common::{Counted, Grouped};

/// `render`
#[derive(Debug, Args)]
pub struct Render {
    /// Response files, folders of them, or one team assessment
    #[arg(required = true, value_name = "SOURCE")]
    pub source: Vec<PathBuf>,
    /// Who will read it: the team, or staff, schools, partners and the board
    #[arg(long, value_enum, default_value_t)]
    pub audience: Audience,
    /// A title of your own
    #[arg(long)]
    pub title: Option<String>,
    /// The form of the page [default: markdown]
    #[arg(long, value_enum)]
    pub format: Option<RenderFormat>,
    /// Write to this file; - prints
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Leave out what respondents wrote; a page for the public never has it
    #[arg(long)]
    pub no_documentation: bool,
    /// Go on with a page for the public although fewer than 5 responses are counted
    #[arg(long)]
    pub yes_small: bool,
    /// Show what this plan does about the priorities, by when, and who is told
    #[arg(long, value_name = "PLAN")]
    pub plan: Option<PathBuf>,
    /// With --plan, in a page for the public: name who is responsible
    #[arg(long, requires = "plan")]
    pub show_owners: bool,
    /// Compare with this source, such as last year's team assessment
    #[arg(long, value_name = "SOURCE")]
    pub previous: Option<PathBuf>,
    /// Groups of respondents
    #[command(flatten)]
    pub grouped: Grouped,
    /// What is counted when something is wrong
    #[command(flatten)]
    pub counted: Counted,
    /// Replace a file that is there
    #[arg(long)]
    pub force: bool,
}

/// Who reads a summary
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub enum Audience {
    /// The team: counts, what respondents wrote, what was agreed
    #[default]
    Team,
    /// Staff, schools, partners, the board: no names, no counts, no quotes
    Public,
}

/// How `render` writes
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum RenderFormat {
    /// CommonMark with tables
    #[value(alias = "md")]
    Markdown,
    /// One page for a browser or a printer, with pictures
    Html,
}

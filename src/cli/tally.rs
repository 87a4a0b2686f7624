//! `tally`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use crate::cli::common::{Choices, Counted, address, choice, min_group, prefer};
use crate::import::filled_workbook::Prefer;
use crate::model::debrief_lists::Order;
use crate::model::group;
use crate::model::group::grouping::By;

/// `tally`
#[derive(Debug, Args)]
pub struct Tally {
    /// Response files, folders of them, or one team assessment; or a completed workbook,
    /// to read it back into the file after -o
    #[arg(required = true, value_name = "SOURCE")]
    pub sources: Vec<PathBuf>,
    /// How to print the result [default: table, or from the ending of -o FILE]
    #[arg(long, value_enum)]
    pub format: Option<TallyFormat>,
    /// Write to this file: .toml updates a team assessment (use - for the screen)
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// With csv or xlsx: one row per response and practice, with no names
    #[arg(long)]
    pub long: bool,
    /// Order of the practices, or folders, in table and markdown
    #[arg(long, value_parser = choice(SORT, Order::id), default_value = "survey")]
    pub sort: Order,
    /// What is counted when something is wrong
    #[command(flatten)]
    pub counted: Counted,
    /// Groups of respondents, or folders
    #[command(flatten)]
    pub grouped: GroupedOrFolders,
    /// With --by folder: compare the folders on one practice (id or number)
    #[arg(long, value_name = "ID", requires = "by")]
    pub practice: Option<String>,
    /// Roster of the people asked (CSV or workbook with the heading Name); says who hasn't answered
    #[arg(long, alias = "team", value_name = "FILE")]
    pub roster: Option<PathBuf>,
    /// With --by folder: show figures of fewer than 3 people too
    #[arg(long, requires = "by")]
    pub yes_small: bool,
    /// With xlsx: include this plan (it names the owners)
    #[arg(long, value_name = "PLAN")]
    pub plan: Option<PathBuf>,
    /// With xlsx: add last year's results, decisions, and notes from this team assessment
    #[arg(long, value_name = "SOURCE")]
    pub previous: Option<PathBuf>,
    /// When a workbook is read back: what counts if both it and the file were changed
    #[arg(long, value_parser = prefer())]
    pub prefer: Option<Prefer>,
    /// Omit respondents' comments
    #[arg(long)]
    pub no_documentation: bool,
    /// Replace the respondents' comments in an existing team assessment
    #[arg(long, conflicts_with = "no_documentation")]
    pub renew_documentation: bool,
    /// Start a new team assessment with a line that tells text editors where the JSON
    /// Schema is
    #[arg(long, value_name = "URL", value_parser = address)]
    pub schema: Option<String>,
    /// Overwrite an existing file that isn't a team assessment, or put fewer
    /// responses, another year's, or another district's into one
    #[arg(long)]
    pub force: bool,
}

/// Groups of respondents, or folders
#[derive(Debug, Clone, Copy, Args)]
pub struct GroupedOrFolders {
    /// Also show results by group, or one line per folder
    #[arg(long, value_enum)]
    pub by: Option<TallyBy>,
    /// With --by role or department: smallest group to show (3 or more)
    #[arg(long, value_name = "N", requires = "by", default_value_t = group::DEFAULT_MINIMUM, value_parser = min_group)]
    pub min_group: u32,
}

impl GroupedOrFolders {
    /// What respondents are grouped by, where they are.
    #[must_use]
    pub const fn respondents(&self) -> Option<By> {
        match self.by {
            Some(TallyBy::Role) => Some(By::Role),
            Some(TallyBy::Department) => Some(By::Department),
            Some(TallyBy::Folder) | None => None,
        }
    }

    /// Whether each folder is to be counted by itself.
    #[must_use]
    pub const fn is_folders(&self) -> bool {
        matches!(self.by, Some(TallyBy::Folder))
    }
}

/// What a tally is divided by
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum TallyBy {
    /// By role or job title; small groups are combined
    Role,
    /// By department; small groups are combined
    Department,
    /// One line per folder in SOURCE (such as one per district), from its responses or its
    /// team assessment
    Folder,
}

/// How `tally` prints
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum TallyFormat {
    /// For people, in a terminal
    Table,
    /// For spreadsheets and databases
    Csv,
    /// For programs
    Json,
    /// For documents
    #[value(alias = "md")]
    Markdown,
    /// A team assessment to fill in
    Toml,
    /// An Excel workbook with the assessment and the lists; no names
    Xlsx,
}

const SORT: Choices<Order> = &[
    (Order::Survey, "As on the form; folders by name"),
    (Order::Concern, "Most concern first"),
    (Order::Spread, "Most difference of opinion first"),
];

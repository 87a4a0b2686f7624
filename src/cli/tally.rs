//! `tally`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use crate::cli::common::{Counted, Grouped, address};

/// `tally`
#[derive(Debug, Args)]
pub struct Tally {
    /// Response files, folders of them, or one team assessment
    #[arg(required = true, value_name = "SOURCE")]
    pub sources: Vec<PathBuf>,
    /// How to print the result [default: table, or what -o FILE ends in]
    #[arg(long, value_enum)]
    pub format: Option<TallyFormat>,
    /// Write to this file: .toml renews a team assessment; - prints
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// With csv: a row for each response and practice, without names
    #[arg(long)]
    pub long: bool,
    /// Order of the practices in table and markdown
    #[arg(long, value_enum, default_value_t)]
    pub sort: Sort,
    /// What is counted when something is wrong
    #[command(flatten)]
    pub counted: Counted,
    /// Groups of respondents
    #[command(flatten)]
    pub grouped: Grouped,
    /// With xlsx: put this plan in, which names who is responsible
    #[arg(long, value_name = "PLAN")]
    pub plan: Option<PathBuf>,
    /// Leave out what respondents wrote
    #[arg(long)]
    pub no_documentation: bool,
    /// Write what respondents wrote anew into an existing team assessment
    #[arg(long, conflicts_with = "no_documentation")]
    pub renew_documentation: bool,
    /// Begin a new team assessment with a line that tells editors where the JSON Schema is
    #[arg(long, value_name = "URL", value_parser = address)]
    pub schema: Option<String>,
    /// Replace a file that is there, unless it is a team assessment
    #[arg(long)]
    pub force: bool,
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
    Markdown,
    /// A team assessment to fill in
    Toml,
    /// A workbook: sheets for the assessment, the lists and the long data, without names
    Xlsx,
}

/// Order of practices
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub enum Sort {
    /// As in the survey
    #[default]
    Survey,
    /// Most concern first
    Concern,
    /// Most difference of opinion first
    Spread,
}

//! `page`.

use std::path::PathBuf;

use clap::Args;

use crate::cli::common::{Counted, Grouped};

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

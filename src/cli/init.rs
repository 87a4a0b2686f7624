//! `init`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use crate::cli::common::{address, whole};

/// `init`
#[derive(Debug, Args)]
pub struct Init {
    /// File to write, or a folder; response.toml, or one named after --name, when
    /// left out. A folder with --team and --anonymous, created where it is missing
    #[arg(value_name = "FILE")]
    pub path: Option<PathBuf>,
    /// Write to this file, or to the screen with -
    #[arg(short, long, value_name = "FILE", conflicts_with = "path")]
    pub output: Option<PathBuf>,
    /// What kind of form [default: toml, or as the file's name ends]
    #[arg(long, value_enum)]
    pub format: Option<InitFormat>,
    /// Begin with a line that tells editors where the JSON Schema is
    #[arg(long, value_name = "URL", value_parser = address)]
    pub schema: Option<String>,
    /// The respondent's name
    #[arg(long)]
    pub name: Option<String>,
    /// The respondent's role or post
    #[arg(long)]
    pub role: Option<String>,
    /// The respondent's department
    #[arg(long)]
    pub department: Option<String>,
    /// The school district
    #[arg(long)]
    pub district: Option<String>,
    /// The school year, such as 2026-27
    #[arg(long)]
    pub cycle: Option<String>,
    /// One form for each row of this CSV file (columns name, role, department),
    /// into a folder
    #[arg(long, alias = "roster", value_name = "CSV", conflicts_with_all = ["name", "role", "department", "output", "anonymous"])]
    pub team: Option<PathBuf>,
    /// So many forms without a name, numbered, into a folder
    #[arg(long, value_name = "N", value_parser = whole::<1, 10_000>, conflicts_with_all = ["name", "output"])]
    pub anonymous: Option<u32>,
}

/// What `init` writes
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum InitFormat {
    /// To fill in with a plain text editor
    Toml,
    /// A page to fill in with a browser, or on paper; it saves the same file
    Html,
    /// The questions, to paste into a form tool
    Csv,
}

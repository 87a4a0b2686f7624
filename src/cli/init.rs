//! `init`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use jiff::civil::Date;

use crate::cli::common::{address, cycle, day, whole};

/// `init`
#[derive(Debug, Args)]
pub struct Init {
    /// File or folder to write [default: response.toml, or a file named after --name].
    /// With --team or --anonymous: a folder, created if needed
    #[arg(value_name = "FILE")]
    pub path: Option<PathBuf>,
    /// Write to this file (use - for the screen)
    #[arg(short, long, value_name = "FILE", conflicts_with = "path")]
    pub output: Option<PathBuf>,
    /// Type of form [default: from the file name's ending, or toml]
    #[arg(long, value_enum)]
    pub format: Option<InitFormat>,
    /// Start the file with a line that tells text editors where the JSON Schema is
    #[arg(long, value_name = "URL", value_parser = address)]
    pub schema: Option<String>,
    /// The respondent's name
    #[arg(long)]
    pub name: Option<String>,
    /// The respondent's role or job title
    #[arg(long)]
    pub role: Option<String>,
    /// The respondent's department
    #[arg(long)]
    pub department: Option<String>,
    /// The school district
    #[arg(long)]
    pub district: Option<String>,
    /// The school year, such as 2026-27
    #[arg(long, value_parser = cycle)]
    pub cycle: Option<String>,
    /// Make one form for each row of this CSV file or workbook (headings: Name, or First
    /// and Last Name; Role or Job Title; Department)
    #[arg(long, alias = "roster", value_name = "CSV", conflicts_with_all = ["name", "role", "department", "output", "anonymous"])]
    pub team: Option<PathBuf>,
    /// Make this many numbered forms with no names
    #[arg(long, value_name = "N", value_parser = whole::<1, 10_000>, conflicts_with_all = ["name", "output"])]
    pub anonymous: Option<u32>,
    /// Say in the form who to return it to, such as a name or an email address
    #[arg(long, value_name = "TEXT")]
    pub return_to: Option<String>,
    /// Say in the form when to return it, such as 2026-10-09
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub return_by: Option<Date>,
}

/// What `init` writes
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum InitFormat {
    /// To fill in with a plain text editor
    Toml,
    /// A web page to fill in with a browser or print; it saves the same kind of file
    Html,
    /// The questions, to paste into a form tool
    Csv,
    /// A script that builds the form in Google Forms
    GoogleForm,
    /// A Word document for the quick import of Microsoft Forms
    Docx,
}

//! `rubric`, `schema`, `completions`, `man`: what does not touch a district's files.

use clap::{Args, ValueEnum};

/// `rubric`
#[derive(Debug, Args)]
pub struct RubricArgs {
    /// How to print it
    #[arg(long, value_enum, default_value_t)]
    pub format: RubricFormat,
}

/// How `rubric` prints
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub enum RubricFormat {
    /// For people, in a terminal
    #[default]
    Text,
    /// For documents
    #[value(alias = "md")]
    Markdown,
    /// As a starting point for your own
    Toml,
    /// For programs
    Json,
}

/// `schema`
#[derive(Debug, Args)]
pub struct Schema {
    /// What to describe: a kind of file, or the result of --format json
    #[arg(value_enum)]
    pub kind: SchemaKind,
}

/// What `schema` is of
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum SchemaKind {
    /// One respondent's form
    Response,
    /// The single assessment of a team
    TeamAssessment,
    /// Who does what by when
    Plan,
    /// Ingredients and practices
    Rubric,
    /// What tally --format json prints
    Tally,
    /// What tally --by folder --format json prints
    TallyByFolder,
    /// What diff --format json prints for two sources
    Diff,
    /// What diff --format json prints for three or more
    Trend,
    /// What validate --format json prints
    #[value(alias = "validate")]
    Validation,
    /// What next --format json prints
    Next,
    /// What plan status --format json prints
    #[value(alias = "status")]
    PlanStatus,
    /// What man --format json prints
    #[value(alias = "man")]
    Commands,
}

/// `completions`
#[derive(Debug, Args)]
pub struct Completions {
    /// The shell
    #[arg(value_enum)]
    pub shell: clap_complete::Shell,
}

/// `man`
#[derive(Debug, Args)]
pub struct Man {
    /// A command, such as tally or plan draft [default: the main page]
    #[arg(value_name = "COMMAND")]
    pub command: Vec<String>,
    /// How to print it
    #[arg(long, value_enum, default_value_t)]
    pub format: ManFormat,
}

/// How `man` prints
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub enum ManFormat {
    /// For man, on Linux and macOS
    #[default]
    Roff,
    /// Every command with its options, for programs
    Json,
}

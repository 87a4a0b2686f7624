//! The arguments, as types. No work is done here: what a field means for a run is
//! in the `command` of the same name.

use std::path::PathBuf;

use clap::error::{ContextKind, ContextValue};
use clap::{Parser, Subcommand};

mod common;
mod deferred;
mod diff;
mod import;
mod init;
mod plan;
mod reference;
mod render;
mod tally;
mod validate;

pub use common::{By, Counted, Duplicates, Grouped};
pub use deferred::Deferred;
pub use diff::{Diff, DiffFormat};
pub use import::{DateOrder, Import};
pub use init::{Init, InitFormat};
pub use plan::{
    Plan, PlanCalendar, PlanDraft, PlanSource, PlanStatus, PlanUpdate, StatusBy, StatusFormat,
};
pub use reference::{Completions, Man, RubricArgs, RubricFormat, Schema, SchemaKind};
pub use render::{Audience, Render, RenderFormat};
pub use tally::{GroupedOrFolders, Sort, Tally, TallyBy, TallyFormat};
pub use validate::{Validate, ValidateFormat};

/// Assess how systemic your district's approach to chronic absence is
#[derive(Debug, Parser)]
#[command(name = "chronic", version, max_term_width = 80)]
pub struct Cli {
    /// Use this rubric instead of the built-in district self-assessment
    #[arg(long, global = true, value_name = "FILE")]
    pub rubric: Option<PathBuf>,

    /// What to do
    #[command(subcommand)]
    pub command: Command,
}

/// What to do
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Write a blank form for a respondent to fill in
    Init(Deferred<Init>),
    /// Check files: what is wrong, where, and how to mend it
    Validate(Deferred<Validate>),
    /// Count responses onto a single assessment
    Tally(Deferred<Tally>),
    /// Compare two sources: last year and this, a person and the team, two people
    Diff(Deferred<Diff>),
    /// Write the summary: strengths, gaps, differences of opinion, what nobody knows
    Render(Deferred<Render>),
    /// Plan who does what by when, and see where it stands
    #[command(subcommand)]
    Plan(Plan),
    /// Turn what a form tool exports into response files, one for each row
    Import(Deferred<Import>),
    /// Print the rubric: ingredients, practices and ratings
    Rubric(Deferred<RubricArgs>),
    /// Print the JSON Schema of a kind of file, for editors
    Schema(Deferred<Schema>),
    /// Print what makes a shell complete commands and options
    Completions(Deferred<Completions>),
    /// Print a page of the manual
    Man(Deferred<Man>),
}

/// Says in plain words what is wanted where a value shows that something else was thought of.
pub fn explain(usage: &mut clap::Error) {
    let text = |kind| match usage.get(kind) {
        Some(ContextValue::String(text)) => text.as_str(),
        _ => "",
    };
    let is_group = text(ContextKind::InvalidValue)
        .to_lowercase()
        .starts_with("group");
    if is_group && text(ContextKind::InvalidArg).starts_with("--by") {
        let tip = "groups are made by role or by department: --by role or --by department";
        usage.insert(
            ContextKind::Suggested,
            ContextValue::StyledStrs(vec![tip.to_owned().into()]),
        );
    }
}

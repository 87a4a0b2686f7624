//! `chronic init`.

use std::path::Path;

use crate::cli::Init;
use crate::command::Exit;

/// Runs the subcommand.
///
/// # Errors
/// When the system refuses a file.
pub(super) fn run(_args: &Init, _rubric: Option<&Path>) -> anyhow::Result<Exit> {
    Ok(Exit::Well)
}
